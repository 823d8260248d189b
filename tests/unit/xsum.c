/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xsum - worked cases: what plain double sums get wrong, rounding, overflow
 */
#include "sketch/superacc.h"
#include "sketch/xsum.h"

#include "../t.h"

#include <float.h>
#include <math.h>

static struct val
number(const char *text)
{
	return (struct val){ .kind = VAL_NUMBER, .text = sv_of(text) };
}

static struct xsum_num
num(const char *text)
{
	struct val v = number(text);
	struct xsum_num x;

	if (!xsum_num_of(&v, &x))
		T_OK(false, "%s is a number", text);
	return x;
}

/* Words of @list, separated by blanks, added up. */
static struct xsum
sum(const char *list)
{
	struct xsum s = { 0 };
	char word[400];
	int used;

	for (; sscanf(list, "%399s%n", word, &used) == 1; list += used) {
		struct xsum_num x = num(word);

		xsum_add(&s, &x);
	}
	return s;
}

static void
totals(void)
{
	static const struct {
		const char *list, *text;
		double      total;
	} c[] = {
		{ "", "0", 0 },
		{ "0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1 0.1", "1", 1 },
		{ "0.1 0.2", "0.3", 0.3 },
		{ "10000000000000000 1 -10000000000000000", "1", 1 },
		{ "999999999999999999 0.000000001", "999999999999999999.000000001", 1e18 },
		{ "-0 0 -0.0", "0", 0 },
		{ "-12.5E-1 1e3", "998.75", 998.75 },
		{ "1e100 1 -1e100", "1", 1 },
		{ "1e308 1e308 -1e308", "1e308", 1e308 },
		{ "1.7e308 1.7e308", "", (double)INFINITY },
		{ "-1.7e308 -1.7e308", "", -(double)INFINITY },
		{ "5e-324 5e-324 -4.9406564584124654e-324", "5e-324", 5e-324 },
		{ "9007199254740992 1", "9007199254740993", 9007199254740992.0 },
		{ "9007199254740992 1 0.000000001", "9007199254740993.000000001",
		  9007199254740994.0 },
		{ "9007199254740992 1 1e-300", "9007199254740994", 9007199254740994.0 },
		{ "9007199254740992 1 -1e-300", "9007199254740992", 9007199254740992.0 },
		{ "0.1234567891", "0.1234567891", 0.1234567891 },
		{ "1e18 -1e18", "0", 0 },
		{ "1000000000000000001 1000000000000000002", "2000000000000000003", 2e18 },
		{ "1764443650123456789 0.5", "1764443650123456789.5", 1764443650123456789.0 },
		{ "99999999999999999999999999999999999999 1", "100000000000000000000000000000000000000",
		  1e38 },
		{ "-99999999999999999999999999999999999999 -1e18 -0.000000001",
		  "-100000000000000000000999999999999999999.000000001", -100000000000000000001e18 },
		{ "100000000000000000000000000000000000001 1", "1e38", 1e38 },
		{ "1.5e18 1", "1500000000000000001", 1.5e18 },
		{ "1e-400 2.5", "2.5", 2.5 }
	};

	for (size_t i = 0; i < sizeof c / sizeof c[0]; i++) {
		struct xsum s = sum(c[i].list);
		char text[XSUM_TEXT_MAX];
		size_t n = xsum_text(&s, text);

		T_OK(xsum_total(&s) == c[i].total && n == strlen(c[i].text)
		    && strcmp(text, c[i].text) == 0, "sum of '%s' is %s", c[i].list, text);
		xsum_free(&s);
	}
}

static void
numbers(void)
{
	struct val quoted = { .kind = VAL_STRING, .text = SV("200.5") };
	struct val computed = val_of_double(0.1);
	struct val word = { .kind = VAL_STRING, .text = SV("abc") }, big = number("1e400");
	struct val no = { .kind = VAL_TRUE };
	struct xsum_num x;

	T_OK(xsum_num_of(&quoted, &x) && x.dec && x.units == INT64_C(200500000000) && x.d == 200.5,
	    "a quoted number is a number");
	T_OK(xsum_num_of(&computed, &x) && x.dec && x.units == 100000000 && x.d == 0.1,
	    "a computed 0.1 is a tenth");
	T_OK(!xsum_num_of(&word, &x) && !xsum_num_of(&big, &x) && !xsum_num_of(&no, &x),
	    "words, 1e400 and true are none");
	x = num("123456789.123456789");
	T_OK(x.dec && x.d == 123456789.123456789, "d is the nearest double beyond 2^53 units too");
	x = num("0.0000000001");
	T_OK(!x.dec && x.d == 1e-10, "ten decimals are a double");
}

static double
cov(const char *xs, const char *ys)
{
	struct xsum sx = sum(xs), sy = sum(ys);
	struct xsum_prod p = { { { 0 } }, NULL };
	char wx[64], wy[64];
	int nx, ny;
	struct xsum_scaled c;

	while (sscanf(xs, "%63s%n", wx, &nx) == 1 && sscanf(ys, "%63s%n", wy, &ny) == 1) {
		struct xsum_num x = num(wx), y = num(wy);

		xsum_prod_add(&p, &x, &y);
		xs += nx;
		ys += ny;
	}
	c = xsum_cov_scaled(&sx, &sy, &p);
	xsum_free(&sx);
	xsum_free(&sy);
	xsum_prod_free(&p);
	return ldexp(c.m, 2 * c.half);
}

static double
mean(const char *list)
{
	struct xsum s = sum(list);
	double m = xsum_mean(&s);

	xsum_free(&s);
	return m;
}

static void
moments(void)
{
	static const char *const far = "1000000000.1 1000000000.2 1000000000.3";
	static const char *const tiny = "1.00000000001e-9 1.00000000002e-9 1.00000000003e-9";

	T_OK(mean("1 0 0") == 1.0 / 3 && mean("0.1 0.2") == 0.15 && mean("-2 -3") == -2.5, "means");
	T_OK(mean("5e-324 0") == 0 && mean("5e-324 1.5e-323") == 1e-323
	    && mean("1.7e308 1.7e308") == 1.7e308, "means at the ends of the doubles");
	T_OK(cov(far, far) == 0.01, "a variance far from 0 keeps all digits");
	T_OK(cov("1 2 3 4", "2 4 6 9") == 11.5 / 3, "a covariance");
	T_OK(cov("1764443650123456789 1764443650123456790 1764443650123456791",
	    "1764443650123456789 1764443650123456790 1764443650123456791") == 1
	    && cov("99999999999999999999999999999999999999 99999999999999999999999999999999999997",
	    "0.5 1.5") == -1, "of integers that share a double");
	T_OK(mean("1764443650123456789 1764443650123456790 1764443650123456791") ==
	    1764443650123456790.0, "and their mean");
	T_OK(cov("7 7 7", "1 2 3") == 0 && cov("0.1 0.1 0.1", "0.1 0.1 0.1") == 0
	    && cov("1e-30 1e-30", "1e-30 1e-30") == 0, "of constants, 0");
	T_OK(cov(tiny, tiny) == 9.999986440617976e-41, "of doubles that are no decimals");
	T_OK(cov("1e300 3e300", "1e300 3e300") == (double)INFINITY, "beyond the doubles: infinity");
	T_OK(fabs(cov("1e300 3e300", "1e-300 3e-300") - 2) < 1e-15,
	    "products of large and small");
	T_OK(cov("0 1e-200", "0 1e-200") == 0, "below the doubles: 0");
	T_OK(cov("2 4", "1e-20 3e-20") == 2.0000000000000002e-20
	    && cov("1e-20 3e-20", "2 4") == 2.0000000000000002e-20,
	    "a decimal with a double, either way round");
}

/* Doubling by merging passes 128 bits of units after some 38 steps, either sign. */
static void
overflow(void)
{
	struct xsum up = sum("999999999999999999.999999999");
	struct xsum down = sum("-999999999999999999.999999999");
	char text[XSUM_TEXT_MAX];
	bool ok = true;

	for (int i = 0; i < 60; i++) {
		struct xsum a = { 0 }, b = { 0 };

		xsum_merge(&a, &up);
		xsum_merge(&b, &down);
		xsum_merge(&up, &a);
		xsum_merge(&down, &b);
		xsum_free(&a);
		xsum_free(&b);
		ok = ok && xsum_mean(&up) == 1e18 && xsum_total(&down) == -ldexp(1e18, i + 1);
	}
	T_OK(ok && up.super != NULL, "2^60 of the largest decimals");
	xsum_text(&up, text);
	T_STR(text, "1152921504606846975999999998847078495.393153024", "their text");
	xsum_text(&down, text);
	T_OK(text[0] == '-', "and of their negatives: %s", text);
	xsum_merge(&up, &down);
	xsum_text(&up, text);
	T_STR(text, "0", "together 0, exactly");
	xsum_free(&up);
	xsum_free(&down);
}

/* Half of the least double: the exponent stands apart from what doubles hold. */
static void
apart(void)
{
	const struct xsum_num zero = { .dec = true };
	const struct xsum_num x = { .d = ldexp(1 + ldexp(1, -26), -537) };
	const struct xsum_num y = { .d = ldexp(1 - ldexp(1, -26) + ldexp(1, -52), -537) };
	struct xsum sx = { 0 }, sy = { 0 };
	struct xsum_scaled c;
	struct xsum_prod p = { { { 0 } }, NULL };

	xsum_add(&sx, &zero);
	xsum_add(&sy, &zero);
	xsum_add(&sx, &x);
	xsum_add(&sy, &y);
	xsum_prod_add(&p, &zero, &zero);
	xsum_prod_add(&p, &x, &y);
	c = xsum_cov_scaled(&sx, &sy, &p);
	T_OK(ldexp(c.m, 2 * c.half + 1074) == 0.5, "below the subnormals");
	xsum_free(&sx);
	xsum_free(&sy);
	xsum_prod_free(&p);
}

/* Doubling a negative number moves carries above the window. */
static void
doubling(void)
{
	struct superacc s = { 0 };
	bool ok = true;

	superacc_add(&s, -12345, -7);
	for (int i = 0; i < 500; i++) {
		struct superacc t = { 0 };

		superacc_merge(&t, &s);
		superacc_merge(&s, &t);
		superacc_free(&t);
	}
	superacc_add(&s, 12345, 493);
	s.adds = 1 << 29;
	superacc_add(&s, 1, 0);
	superacc_add(&s, -1, 0);
	for (uint32_t i = 0; i < s.n; i++)
		ok = ok && s.chunk[i] == 0;
	T_OK(ok && s.n > 15, "2^500 times a number, taken away, is 0");
	superacc_free(&s);
}

/* Pretend that 2^29 additions have been made: carries must move and change nothing. */
static void
carries(void)
{
	struct superacc s = { 0 }, t = { 0 };
	bool ok = true;

	for (int i = 0; i < 200; i++) {
		superacc_add(&s, -(((num_i128)1 << 126) - 1), 7 * i - 700);
		superacc_add(&t, ((num_i128)1 << 126) - 1, 7 * (199 - i) - 700);
		if (i % 5 == 0)
			s.adds = 1 << 29;
		if (i % 7 == 0)
			t.adds = 1 << 29;
	}
	s.adds = t.adds = 1 << 29;
	superacc_merge(&s, &t);
	superacc_add(&s, 5, -3);
	superacc_add(&s, -5, -3);
	s.adds = 1 << 29;
	superacc_add(&s, 1, 0);
	superacc_add(&s, -1, 0);
	for (uint32_t i = 0; i < s.n; i++)
		ok = ok && s.chunk[i] == 0;
	T_OK(ok && s.n > 40, "carries over %" PRIu32 " chunks cancel to 0", s.n);
	superacc_free(&s);
	superacc_free(&t);
}

int
main(void)
{
	totals();
	numbers();
	moments();
	overflow();
	apart();
	doubling();
	carries();
	return t_done();
}
