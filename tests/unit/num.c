/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * num: worked cases; random ones are in base/num.c
 */
#include "../t.h"

#include "base/num.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

static void
test_grammar(void)
{
	static const char *const good[] = { "0", "-0", "1", "-1", "10", "1.0", "0.1", "-0.5e+10",
		"1e5", "1E-5", "1e05", "123456789", "0e0", "0.000", "1e400", "-12.50" };
	static const char *const bad[] = { "", "-", "+1", "01", "-01", "00", "1.", ".1", "1e",
		"1e+", "1.e5", "1.5.", "0x10", "inf", "nan", "NaN", "Infinity", " 1", "1 ", "1,5",
		"1_0", "--1", "1e5.0", "1-", "\xd9\xa1" };
	num_i128 u;
	double d;

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		T_OK(num_is(sv_of(good[i])), "a number: %s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		T_OK(!num_is(sv_of(bad[i])) && num_double(sv_of(bad[i]), &d) == RC_SYNTAX &&
			 !num_units(sv_of(bad[i]), &u),
		    "not a number: '%s'", bad[i]);
	T_OK(!num_is((struct sv){ "1\0", 2 }), "not a number: NUL behind");
}

static void
test_double(void)
{
	double d = 42;

	T_OK(num_double(SV("1e400"), &d) == RC_RANGE && d == 42,
	    "1e400 is out of range, *out untouched");
	T_OK(num_double(SV("-1e400"), &d) == RC_RANGE, "so is -1e400");
	T_OK(num_double(SV("1e99999999999999999999"), &d) == RC_RANGE,
	    "an exponent beyond any integer");
	T_OK(num_double(SV("0e99999999999999999999"), &d) == RC_OK && d == 0, "of zero");
	T_OK(num_double(SV("1e-99999999999999999999"), &d) == RC_OK && d == 0, "underflow is 0");
	T_OK(num_double(SV("5e-324"), &d) == RC_OK && d == 4.9406564584124654e-324,
	    "least subnormal");
	T_OK(num_double(SV("-0"), &d) == RC_OK && d == 0 && signbit(d), "minus zero");
	T_OK(num_double(SV("1.7976931348623157e308"), &d) == RC_OK && d == DBL_MAX,
	    "largest double");
	T_OK(num_double(SV("9007199254740993"), &d) == RC_OK && d == 9007199254740992.0,
	    "ties to even");
	T_OK(
	    num_double(SV("9007199254740993.0000000000000000000000000000000000001"), &d) == RC_OK &&
		d == 9007199254740994.0,
	    "a digit far behind breaks the tie");
}

static bool
units_are(const char *text, int64_t whole, int64_t frac)
{
	num_i128 u = 0;

	return num_units(sv_of(text), &u) && u == (num_i128)whole * 1000000000 + frac;
}

static bool
no_units(const char *text)
{
	num_i128 u;

	return !num_units(sv_of(text), &u);
}

static void
test_units(void)
{
	num_i128 u;
	char text[NUM_TEXT_MAX];

	T_OK(units_are("1e3", 1000, 0), "1e3");
	T_OK(units_are("0.10", 0, 100000000), "0.10");
	T_OK(units_are("12.5E-1", 1, 250000000), "12.5E-1");
	T_OK(units_are("-12.5E-1", -1, -250000000), "-12.5E-1");
	T_OK(units_are("0.000000001", 0, 1), "one unit");
	T_OK(units_are("1e-9", 0, 1), "one unit, by exponent");
	T_OK(units_are("10e-10", 0, 1), "one unit, another way");
	T_OK(no_units("0.0000000001") && no_units("1e-10"), "less than a unit");
	T_OK(units_are("0.00000000100000000000000000000000000000000000", 0, 1), "zeros behind");
	T_OK(units_are("1.50000000000000000000000000000000", 1, 500000000), "more zeros behind");
	T_OK(units_are("999999999999999999.999999999", 999999999999999999, 999999999),
	    "the largest");
	T_OK(no_units("1000000000000000000") && no_units("1e18"), "1e18 is too large");
	T_OK(units_are("100000000000000000000000000e-9", 100000000000000000, 0),
	    "large, scaled down");
	T_OK(units_are("0.0000000000000000000000000001e28", 1, 0), "small, scaled up");
	T_OK(units_are("-0", 0, 0) && units_are("0e999999999999999999999", 0, 0),
	    "zero, however written");
	T_OK(units_are("0.00e-9999999999", 0, 0), "zero with exponent");
	T_OK(no_units("1e-9999999999999999999999") && no_units("1e9999999999999999999999"),
	    "far exponents");
	T_OK(num_units_double(0.1, &u) && u == 100000000, "the double 0.1");
	T_OK(num_units_double(-2.5, &u) && u == (num_i128)-2500000000, "the double -2.5");
	T_OK(num_units_double(1e17, &u) && u == (num_i128)100000000000000000 * 1000000000, "1e17");
	T_OK(!num_units_double(1e18, &u) && !num_units_double(NAN, &u) &&
		 !num_units_double(HUGE_VAL, &u) && !num_units_double(1.0 / 3, &u),
	    "doubles that have none");
	num_units_text((num_i128)1234567890 * 1000000000 * 1000000000 + 1, text);
	T_STR(text, "1234567890000000000.000000001", "long units");
	num_units_text((num_i128)-1500000000, text);
	T_STR(text, "-1.5", "negative units");
	num_units_text((num_i128)-1, text);
	T_STR(text, "-0.000000001", "one unit below zero");
	T_OK(num_units_text(0, text) == 1 && strcmp(text, "0") == 0, "no units");
	u = (num_i128)1 << 126;
	u += u - 1;
	T_OK(num_units_text(-u - 1, text) < NUM_TEXT_MAX, "the most text there is fits");
	T_STR(text, "-170141183460469231731687303715.884105728", "and is right");
}

static void
test_integers(void)
{
	uint64_t u = 0;
	int64_t i = 0;

	T_OK(num_u64(SV("18446744073709551615"), &u) == RC_OK && u == UINT64_MAX, "largest u64");
	T_OK(num_u64(SV("18446744073709551616"), &u) == RC_RANGE, "one more");
	T_OK(num_u64(SV("99999999999999999999999"), &u) == RC_RANGE, "many more");
	T_OK(num_u64(SV("99999999999999999999999x"), &u) == RC_SYNTAX, "text is not a range fault");
	T_OK(num_u64(SV("007"), &u) == RC_OK && u == 7, "zeros in front");
	T_OK(num_u64(SV(""), &u) == RC_SYNTAX && num_u64(SV("-1"), &u) == RC_SYNTAX &&
		 num_u64(SV("+1"), &u) == RC_SYNTAX && num_u64(SV("1 "), &u) == RC_SYNTAX,
	    "digits only");
	T_OK(num_i64(SV("-9223372036854775808"), &i) == RC_OK && i == INT64_MIN, "least i64");
	T_OK(num_i64(SV("9223372036854775807"), &i) == RC_OK && i == INT64_MAX, "largest i64");
	T_OK(num_i64(SV("9223372036854775808"), &i) == RC_RANGE &&
		 num_i64(SV("-9223372036854775809"), &i) == RC_RANGE,
	    "beyond i64");
	T_OK(
	    num_i64(SV("-"), &i) == RC_SYNTAX && num_i64(SV("--1"), &i) == RC_SYNTAX, "not an i64");
}

static void
test_text(void)
{
	static const struct {
		double d;
		const char *text;
	} cases[] = { { 0, "0" }, { -0.0, "0" }, { 1, "1" }, { -1, "-1" }, { 0.1, "0.1" },
		{ 0.5, "0.5" }, { 100, "100" }, { 1e15, "1000000000000000" },
		{ 1e16, "10000000000000000" }, { 1e17, "1e17" }, { 1e21, "1e21" },
		{ 1.5e300, "1.5e300" }, { 1e-7, "1e-7" }, { 0.0001, "0.0001" }, { 0.00001, "1e-5" },
		{ 1.25e-5, "1.25e-5" }, { 123456.789, "123456.789" }, { 0.3, "0.3" },
		{ 0.1 + 0.2, "0.30000000000000004" }, { 1.0 / 3, "0.3333333333333333" },
		{ 2.0 / 3, "0.6666666666666666" }, { 5e-324, "5e-324" },
		{ DBL_MAX, "1.7976931348623157e308" }, { DBL_MIN, "2.2250738585072014e-308" },
		{ 9007199254740993.0, "9007199254740992" },
		{ 12345678901234568.0, "12345678901234568" },
		{ 5.684341886080802e-14, "5.684341886080802e-14" },
		{ 9.5367431640625e-07, "9.5367431640625e-7" },
		{ 999999.999999999, "999999.999999999" }, { -1234.5, "-1234.5" }, { 4.35, "4.35" },
		{ 1e22, "1e22" }, { 1.7e12, "1700000000000" }, { 1.7000000005e12, "1700000000500" },
		{ 2.0000000000000004, "2.0000000000000004" }, { 1e-4 / 3, "3.3333333333333335e-5" },
		{ 72057594037927936.0, "72057594037927940" } };
	char text[NUM_TEXT_MAX];

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = num_text(cases[i].d, text);

		T_STR(text, cases[i].text, cases[i].text);
		T_QUIET(n == strlen(text), "length of %s", text);
	}
	T_OK(num_text(NAN, text) == 0 && text[0] == '\0', "NaN has no text");
	T_OK(num_text(-HUGE_VAL, text) == 0 && text[0] == '\0', "infinity has no text");
}

static int
sign_of(int c)
{
	return (c > 0) - (c < 0);
}

static void
test_cmp(void)
{
	static const struct {
		const char *a, *b;
		int want;
	} cases[] = { { "1", "1.0", 0 }, { "1e2", "100", 0 }, { "-0", "0", 0 }, { "0", "0e5", 0 },
		{ "0.1", "0.10000000000000000001", -1 }, { "-0.1", "-0.10000000000000000001", 1 },
		{ "9007199254740993", "9007199254740992", 1 }, { "1e400", "1e401", -1 },
		{ "-1e400", "1", -1 }, { "0.05", "0.5", -1 }, { "12", "9", 1 },
		{ "1e-400", "0", 1 }, { "-1e-400", "0", -1 }, { "0.00012e4", "1.2", 0 },
		{ "1e99999999999999999999999", "1e400", 1 } };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sv a = sv_of(cases[i].a), b = sv_of(cases[i].b);

		T_OK(sign_of(num_cmp(a, b)) == cases[i].want &&
			 sign_of(num_cmp(b, a)) == -cases[i].want,
		    "%s against %s", cases[i].a, cases[i].b);
	}
}

/* In memory of its own size: nothing beyond it may be read. */
static bool
small_is(const char *text, size_t n, int64_t want)
{
	char *copy = malloc(n);
	uint32_t got = 0;
	bool ok;

	memcpy(copy, text, n);
	ok = num_small((struct sv){ copy, n }, &got);
	free(copy);
	return want < 0 ? !ok : ok && got == want;
}

static void
test_small(void)
{
	static const char odd[] = "/:.-e \x80\xb0";
	char text[16];

	for (uint32_t i = 0; i < 100000000; i += i < 11000 ? 1 : 9973) {
		int n = snprintf(text, sizeof text, "%" PRIu32, i);

		T_QUIET(small_is(text, (size_t)n, i), "%s", text);
		text[i % (unsigned)n] = odd[i % sizeof(odd)];
		T_QUIET(small_is(text, (size_t)n, -1), "%" PRIu32 ", one byte exchanged", i);
		n = snprintf(text, sizeof text, "0%" PRIu32, i);
		T_QUIET(small_is(text, (size_t)n, -1), "%s", text);
	}
	T_OK(small_is("99999999", 8, 99999999), "eight digits are the most");
	T_OK(small_is("100000000", 9, -1), "nine are too many");
	T_OK(!num_small((struct sv){ NULL, 0 }, &(uint32_t){ 0 }), "none are too few");
}

static void
test_put_small(void)
{
	char want[8], text[4];

	for (uint32_t i = 0; i < 10000; i++) {
		int n = snprintf(want, sizeof want, "%" PRIu32, i);

		T_QUIET(num_put_small(i, text) == (size_t)n && memcmp(text, want, (size_t)n) == 0,
		    "%" PRIu32, i);
	}
	T_OK(num_put_small(0, text) == 1 && text[0] == '0', "nothing has a digit, too");
}

int
main(void)
{
	test_small();
	test_put_small();
	test_grammar();
	test_double();
	test_units();
	test_integers();
	test_text();
	test_cmp();
	return t_done();
}
