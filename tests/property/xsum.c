/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xsum - against rational arithmetic (GMP's mpq) on the text of the numbers,
 * and any split and order against the single run, to the bit
 */
#include "sketch/xsum.h"

#include "base/mem.h"
#include "base/rng.h"

#include "../t.h"

#include <gmp.h>

#include <float.h>
#include <math.h>

enum { N_MAX = 400, PARTS = 5, KINDS = 9, TEXT = 48 };

struct num {
	char            text[TEXT];
	struct xsum_num x;
};

/* What one group of records sums up to. */
struct sums {
	struct xsum      x, y;
	struct xsum_prod xx, xy;
	struct xsum_cube xxx;
};

/* The double nearest to @q, ties to even, by comparing with the middles. */
static double
nearest(const mpq_t q)
{
	double d = mpq_get_d(q), other = nextafter(d, mpq_sgn(q) < 0 ? -HUGE_VAL : HUGE_VAL);
	mpq_t mid, b;
	uint64_t bits;
	int c;

	if (isinf(d) || mpq_sgn(q) == 0)
		return d;
	mpq_inits(mid, b, (mpq_ptr)NULL);
	mpq_set_d(mid, d);
	if (isinf(other)) {
		mpq_set_d(b, nextafter(d, 0));
		mpq_add(mid, mid, mid);
		mpq_sub(b, mid, b);
		mpq_set_d(mid, d);
	} else {
		mpq_set_d(b, other);
	}
	mpq_add(mid, mid, b);
	mpq_set_ui(b, 2, 1);
	mpq_div(mid, mid, b);
	c = mpq_cmp(q, mid) * (mpq_sgn(q) < 0 ? -1 : 1);
	mpq_clears(mid, b, (mpq_ptr)NULL);
	memcpy(&bits, &d, sizeof bits);
	return c > 0 || (c == 0 && (bits & 1) != 0) ? other : d;
}

/* The exact value of a JSON number's text. */
static void
parse(mpq_t q, const char *text)
{
	char digits[TEXT];
	size_t n = 0;
	long exp = 0;
	bool point = false;
	mpz_t ten;

	for (; *text != '\0' && *text != 'e'; text++) {
		if (*text == '.') {
			point = true;
		} else {
			digits[n++] = *text;
			exp -= point;
		}
	}
	digits[n] = '\0';
	if (*text == 'e')
		exp += strtol(text + 1, NULL, 10);
	mpz_init(ten);
	mpz_ui_pow_ui(ten, 10, (unsigned long)labs(exp));
	mpz_set_str(mpq_numref(q), digits, 10);
	mpz_set_ui(mpq_denref(q), 1);
	if (exp < 0)
		mpz_set(mpq_denref(q), ten);
	else
		mpz_mul(mpq_numref(q), mpq_numref(q), ten);
	mpq_canonicalize(q);
	mpz_clear(ten);
}

/*
 * What a number stands for: itself when it is below 1e18 and a multiple of
 * 1e-9 (*dec), or an integer below 1e38, which is returned, else its nearest double.
 */
static bool
exact(mpq_t q, const char *text, bool *dec)
{
	mpq_t unit, lim;
	mpz_t most;
	bool whole;

	mpq_inits(unit, lim, (mpq_ptr)NULL);
	parse(q, text);
	mpq_set_ui(lim, 1000000000, 1);
	mpq_mul(unit, q, lim);
	mpz_ui_pow_ui(mpq_numref(lim), 10, 18);
	*dec = mpz_cmp_ui(mpq_denref(unit), 1) == 0 && mpq_cmp(q, lim) < 0;
	mpq_neg(lim, lim);
	*dec = *dec && mpq_cmp(q, lim) > 0;
	mpq_clears(unit, lim, (mpq_ptr)NULL);
	mpz_init(most);
	mpz_ui_pow_ui(most, 10, 38);
	whole = mpz_cmp_ui(mpq_denref(q), 1) == 0 && mpz_cmpabs(mpq_numref(q), most) < 0;
	mpz_clear(most);
	if (!*dec && !whole)
		mpq_set_d(q, strtod(text, NULL));
	return *dec || whole;
}

/* An integer of 19 to 38 digits and a few more or less, in several ways of writing it. */
static void
draw_whole(struct rng *r, const char *sign, char *text)
{
	static const char *const tail[] = { "", "", "", ".0", "e0", "e3", "e-2" };
	size_t at = (size_t)sprintf(text, "%s1", sign), n = 17 + (size_t)rng_below(r, 23);

	for (; n > 0; n--)
		text[at++] = (char)('0' + rng_below(r, n < 6 ? 1 + rng_below(r, 10) : 3));
	(void)snprintf(text + at, TEXT - at, "%s", tail[rng_below(r, 7)]);
}

static void
draw(struct rng *r, unsigned kind, char *text)
{
	const char *sign = rng_below(r, 2) == 0 ? "-" : "";
	uint64_t whole = rng_below(r, UINT64_C(2000000000000000000)) >> rng_below(r, 60);
	size_t decimals = 1 + (size_t)rng_below(r, 12);

	if (kind == KINDS - 1)
		kind = (unsigned)rng_below(r, KINDS - 1);
	switch (kind) {
	case 0:		/* whole milliseconds */
		snprintf(text, TEXT, "%" PRIu64, rng_below(r, 5000));
		break;
	case 1:		/* decimals of any length and size, some a digit too long */
		snprintf(text, TEXT, "%s%" PRIu64 ".%012" PRIu64, sign, whole,
		    rng_below(r, UINT64_C(1000000000000)));
		text[strlen(text) - 12 + decimals] = '\0';
		break;
	case 2:		/* near each other and far from 0 */
		snprintf(text, TEXT, "1000000000000.%03" PRIu64, rng_below(r, 1000));
		break;
	case 3:		/* doubles of like size */
		snprintf(text, TEXT, "%s%.16e", sign, rng_unit(r) + 1e-12);
		break;
	case 4:		/* any doubles */
		snprintf(text, TEXT, "%s%.16e", sign,
		    ldexp(rng_unit(r) + 0.5, (int)rng_below(r, 2095) - 1074));
		break;
	case 5:		/* the smallest */
		snprintf(text, TEXT, "%s%.17g", sign, (double)(1 + rng_below(r, 1000)) * 5e-324);
		break;
	case 6:
		draw_whole(r, sign, text);
		break;
	default:	/* the largest */
		snprintf(text, TEXT, "%s%.16e", sign, DBL_MAX * (1 - rng_unit(r) / 4));
	}
}

static void
add(struct sums *s, const struct num *x, const struct num *y)
{
	xsum_add(&s->x, &x->x);
	xsum_add(&s->y, &y->x);
	xsum_prod_add(&s->xx, &x->x, &x->x);
	xsum_prod_add(&s->xy, &x->x, &y->x);
	xsum_cube_add(&s->xxx, &x->x);
}

static void
merge(struct sums *dst, const struct sums *src)
{
	xsum_merge(&dst->x, &src->x);
	xsum_merge(&dst->y, &src->y);
	xsum_prod_merge(&dst->xx, &src->xx);
	xsum_prod_merge(&dst->xy, &src->xy);
	xsum_cube_merge(&dst->xxx, &src->xxx);
}

static void
release(struct sums *s)
{
	xsum_free(&s->x);
	xsum_free(&s->y);
	xsum_prod_free(&s->xx);
	xsum_prod_free(&s->xy);
	xsum_cube_free(&s->xxx);
}

struct out {
	double total, mean, rest, skew;
	double var, cov;			/* without 4^half of theirs */
	int    half_var, half_cov;
	char   text[XSUM_TEXT_MAX];
};

static struct out
outputs(const struct sums *s)
{
	struct out o = { .total = xsum_total(&s->x), .mean = xsum_mean(&s->x),
		.skew = xsum_skew(&s->x, &s->xx, &s->xxx) };

	if (isfinite(o.mean))
		o.rest = xsum_mean_rest(&s->x, o.mean);
	if (s->x.n >= 2) {
		struct xsum_scaled var = xsum_cov_scaled(&s->x, &s->x, &s->xx);
		struct xsum_scaled cov = xsum_cov_scaled(&s->x, &s->y, &s->xy);

		o.var = var.m;
		o.half_var = var.half;
		o.cov = cov.m;
		o.half_cov = cov.half;
	}
	memset(o.text, 0, sizeof o.text);
	(void)xsum_text(&s->x, o.text);
	return o;
}

/* (sxy - sx sy / n) / (n - 1) / 4^half */
static double
cov_of(const mpq_t sx, const mpq_t sy, const mpq_t sxy, size_t n, int half)
{
	mpq_t q, k;
	double d;

	mpq_inits(q, k, (mpq_ptr)NULL);
	mpq_mul(q, sx, sy);
	mpq_set_ui(k, n, 1);
	mpq_div(q, q, k);
	mpq_sub(q, sxy, q);
	mpq_set_ui(k, n - 1, 1);
	mpq_div(q, q, k);
	if (half >= 0)
		mpq_div_2exp(q, q, 2 * (mp_bitcnt_t)half);
	else
		mpq_mul_2exp(q, q, 2 * (mp_bitcnt_t)-half);
	d = nearest(q);
	mpq_clears(q, k, (mpq_ptr)NULL);
	return d;
}

/* Fisher's g1: sqrt(n) sum (x - m)^3 / (sum (x - m)^2)^1.5, m the mean. */
static double
skew_of(const struct num *x, size_t n, const mpq_t mean)
{
	mpq_t q, d, sum2, sum3;
	mpf_t f, g;
	bool dec;
	double out;

	mpq_inits(q, d, sum2, sum3, (mpq_ptr)NULL);
	mpf_init2(f, 256);
	mpf_init2(g, 256);
	for (size_t i = 0; i < n; i++) {
		(void)exact(d, x[i].text, &dec);
		mpq_sub(d, d, mean);
		mpq_mul(q, d, d);
		mpq_add(sum2, sum2, q);
		mpq_mul(q, q, d);
		mpq_add(sum3, sum3, q);
	}
	mpf_set_q(f, sum2);
	mpf_sqrt(g, f);
	mpf_mul(f, f, g);		/* sum2^1.5 */
	mpf_set_q(g, sum3);
	if (mpf_sgn(f) != 0)
		mpf_div(g, g, f);
	out = mpf_get_d(g) * sqrt((double)n);
	mpf_clears(f, g, (mpf_ptr)NULL);
	mpq_clears(q, d, sum2, sum3, (mpq_ptr)NULL);
	return out;
}

/* @q, a multiple of 1e-9, as a decimal. */
static void
decimal(const mpq_t q, char *text)
{
	char digit[XSUM_TEXT_MAX] = "";
	size_t n;
	mpq_t unit;

	mpq_init(unit);
	mpq_set_ui(unit, 1000000000, 1);
	mpq_mul(unit, unit, q);
	if (mpz_sgn(mpq_numref(unit)) < 0)
		*text++ = '-';
	mpz_abs(mpq_numref(unit), mpq_numref(unit));
	mpz_get_str(digit, 10, mpq_numref(unit));
	n = strlen(digit);
	if (n < 10) {
		memmove(digit + 10 - n, digit, n + 1);
		memset(digit, '0', 10 - n);
		n = 10;
	}
	n = (size_t)sprintf(text, "%.*s.%s", (int)n - 9, digit, digit + n - 9);
	while (text[n - 1] == '0')
		n--;
	text[n - (text[n - 1] == '.')] = '\0';
	mpq_clear(unit);
}

/* @got: only the powers that it takes out, and the text of sums of doubles, are believed. */
static struct out
oracle(const struct num *x, const struct num *y, size_t n, const struct out *got)
{
	struct out o = { .total = 0 };
	mpq_t a, b, p, sx, sy, sxx, sxy;
	bool all = true, dec;

	mpq_inits(a, b, p, sx, sy, sxx, sxy, (mpq_ptr)NULL);
	for (size_t i = 0; i < n; i++) {
		all = exact(a, x[i].text, &dec) && all;
		(void)exact(b, y[i].text, &dec);
		mpq_add(sx, sx, a);
		mpq_add(sy, sy, b);
		mpq_mul(p, a, a);
		mpq_add(sxx, sxx, p);
		mpq_mul(p, a, b);
		mpq_add(sxy, sxy, p);
	}
	o.total = nearest(sx);
	memcpy(o.text, got->text, sizeof o.text);
	if (all)
		decimal(sx, o.text);
	if (n >= 2) {
		o.var = cov_of(sx, sx, sxx, n, got->half_var);
		o.cov = cov_of(sx, sy, sxy, n, got->half_cov);
	}
	mpq_set_ui(a, n, 1);
	mpq_div(sx, sx, a);
	o.mean = nearest(sx);
	o.skew = skew_of(x, n, sx);
	if (isfinite(o.mean)) {
		mpq_set_d(a, o.mean);
		mpq_sub(sx, sx, a);
		o.rest = nearest(sx);
	}
	mpq_clears(a, b, p, sx, sy, sxx, sxy, (mpq_ptr)NULL);
	return o;
}

static struct num
make(struct rng *r, unsigned kind)
{
	struct num n;
	struct val v = { .kind = VAL_NUMBER };
	bool is, dec;
	mpq_t q;

	draw(r, kind, n.text);
	v.text = sv_of(n.text);
	mpq_init(q);
	is = exact(q, n.text, &dec);
	T_QUIET(xsum_num_of(&v, &n.x) && n.x.dec == dec && (n.x.dec || n.x.whole) == is
	    && n.x.d == strtod(n.text, NULL), "%s classified", n.text);
	mpq_clear(q);
	return n;
}

static bool
one(struct rng *r, unsigned kind)
{
	size_t n = 1 + (size_t)rng_below(r, rng_below(r, 4) == 0 ? N_MAX : 20);
	struct num *x = mem_array(NULL, n, sizeof *x), *y = mem_array(NULL, n, sizeof *y);
	struct sums whole, part[PARTS];
	struct out a, b, want;
	bool ok;

	memset(&whole, 0, sizeof whole);
	memset(part, 0, sizeof part);
	for (size_t i = 0; i < n; i++) {
		x[i] = make(r, kind);
		y[i] = make(r, (unsigned)rng_below(r, KINDS));
		add(&whole, &x[i], &y[i]);
	}
	for (size_t i = n; i-- > 0;)
		add(&part[rng_below(r, PARTS)], &x[i], &y[i]);
	for (uint64_t i = PARTS - 1; i > 0; i--)
		merge(&part[rng_below(r, i)], &part[i]);
	a = outputs(&whole);
	b = outputs(&part[0]);
	want = oracle(x, y, n, &a);
	ok = T_QUIET(memcmp(&a, &b, sizeof a) == 0, "kind %u n %zu: parts differ", kind, n);
	ok = T_QUIET(a.total == want.total && a.mean == want.mean, "kind %u n %zu: total %.17g, "
	    "want %.17g, mean %.17g, want %.17g", kind, n, a.total, want.total, a.mean,
	    want.mean) && ok;
	ok = T_QUIET(a.rest == want.rest, "kind %u n %zu: beyond the mean %.17g, want %.17g", kind, n,
	    a.rest, want.rest) && ok;
	ok = T_QUIET(a.var == want.var && a.cov == want.cov, "kind %u n %zu: variance %.17g, "
	    "want %.17g, covariance %.17g, want %.17g", kind, n, a.var, want.var, a.cov,
	    want.cov) && ok;
	ok = T_QUIET(fabs(a.skew - want.skew) <= 1e-14 * fabs(want.skew) &&
	    xsum_skew_fits(&whole.x, &whole.xx, &whole.xxx), "kind %u n %zu: skewness %.17g, "
	    "want %.17g", kind, n, a.skew, want.skew) && ok;
	ok = T_QUIET(strcmp(a.text, want.text) == 0, "kind %u n %zu: '%s', want '%s'", kind, n,
	    a.text, want.text) && ok;
	release(&whole);
	for (size_t i = 0; i < PARTS; i++)
		release(&part[i]);
	mem_free(x);
	mem_free(y);
	return ok;
}

int
main(void)
{
	struct rng r;

	rng_init(&r, t_seed());
	for (unsigned kind = 0; kind < KINDS; kind++) {
		bool ok = true;

		for (int i = 0; i < 100 && ok; i++)
			ok = one(&r, kind);
		T_OK(ok, "kind %u: as rational arithmetic has it, all splits the same", kind);
	}
	return t_done();
}
