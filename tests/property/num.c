/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * num against strtod and strtoull, jansson's number grammar and GMP's rationals
 */
#include "../t.h"

#include "base/num.h"
#include "base/rng.h"

#include <errno.h>
#include <float.h>
#include <gmp.h>
#include <jansson.h>
#include <math.h>

enum { ROUNDS = 60000, TEXT = 512 };

static struct rng r;

static size_t
digits(char *at, size_t max)
{
	size_t n = 1 + (size_t)rng_below(&r, max);
	uint64_t kind = rng_below(&r, 4);

	for (size_t i = 0; i < n; i++)
		at[i] = kind == 0 ? '0' : kind == 1 ? '9' : (char)('0' + rng_below(&r, 10));
	return n;
}

/* A number in the grammar, written in any of the ways there are. */
static size_t
number(char *t, unsigned exp_max)
{
	size_t n = 0, max = rng_below(&r, 20) == 0 ? 60 : 1 + (size_t)rng_below(&r, 20), at;

	if (rng_below(&r, 4) == 0)
		t[n++] = '-';
	at = n;
	n += digits(t + n, max);
	if (t[at] == '0' && n - at > 1)
		t[at] = '1';
	if (rng_below(&r, 4) == 0) {
		t[at] = '0';
		n = at + 1;
	}
	if (rng_below(&r, 2) == 0) {
		t[n++] = '.';
		n += digits(t + n, max);
		if (rng_below(&r, 3) == 0)
			for (uint64_t zeros = rng_below(&r, 30); zeros > 0; zeros--)
				t[n++] = '0';
	}
	if (rng_below(&r, 3) == 0) {
		t[n++] = rng_below(&r, 2) == 0 ? 'e' : 'E';
		if (rng_below(&r, 2) == 0)
			t[n++] = rng_below(&r, 2) == 0 ? '-' : '+';
		n += (size_t)sprintf(t + n, "%u", (unsigned)rng_below(&r, exp_max));
	}
	t[n] = '\0';
	return n;
}

/* Like number, then damaged now and then. */
static size_t
maybe_number(char *t, bool *whole)
{
	static const char alphabet[] = "0123456789..eE+--x ";
	size_t n = number(t, 400);

	*whole = true;
	for (uint64_t hits = rng_below(&r, 3); hits > 0; hits--) {
		t[rng_below(&r, n)] = alphabet[rng_below(&r, sizeof alphabet - 1)];
		*whole = false;
	}
	return n;
}

/*
 * Does jansson take the whole text as a number?  1 or 0; -1 when it gave up at
 * a value that overflows before it had seen the end.  It skips white space.
 */
static int
jansson_number(const char *t, size_t n)
{
	json_error_t e;
	json_t *j;
	bool is;

	if (memchr(t, ' ', n) != NULL)
		return 0;
	j = json_loadb(t, n, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &e);
	if (j == NULL)
		return json_error_code(&e) == json_error_numeric_overflow ? -1 : 0;
	is = json_is_number(j);
	json_decref(j);
	return is;
}

static void
prop_grammar_and_double(void)
{
	char t[TEXT];
	unsigned good = 0;

	for (int i = 0; i < ROUNDS; i++) {
		bool whole;
		size_t n = maybe_number(t, &whole);
		struct sv s = { t, n };
		int is = whole ? 1 : jansson_number(t, n);
		double d = -1, want;
		enum rc rc;

		if (is < 0)
			continue;
		T_QUIET(num_is(s) == is, "num_is(%s)", t);
		rc = num_double(s, &d);
		if (is == 0) {
			T_QUIET(rc == RC_SYNTAX, "num_double(%s) refuses", t);
			continue;
		}
		good++;
		want = strtod(t, NULL);
		if (isinf(want))
			T_QUIET(rc == RC_RANGE, "num_double(%s) is out of range", t);
		else
			T_QUIET(
			    rc == RC_OK && memcmp(&d, &want, sizeof d) == 0, "num_double(%s)", t);
	}
	T_OK(good > ROUNDS / 4, "grammar and values: %u numbers of %d texts", good, ROUNDS);
}

static double
any_double(void)
{
	uint64_t bits = rng_u64(&r);
	double d;

	switch (rng_below(&r, 6)) {
	case 0:
		return ldexp(1, (int)rng_below(&r, 2090) - 1070);
	case 1:
		return (double)rng_below(&r, UINT64_C(1) << rng_below(&r, 64)) /
		       pow(10, (double)rng_below(&r, 16));
	case 2:
		return rng_unit(&r);
	case 3:
		bits &= UINT64_C(0x800fffffffffffff); /* subnormals */
		break;
	default:
		break;
	}
	memcpy(&d, &bits, sizeof d);
	return isfinite(d) ? d : 1;
}

/* Exact decimals of doubles and of the points half way between them. */
static void
prop_hard(void)
{
	static char t[2048];

	for (int i = 0; i < ROUNDS / 4; i++) {
		double d = fabs(any_double()), want, got;
		size_t n = (size_t)sprintf(t, "%.*e", 15 + (int)rng_below(&r, 800), d);

		if (rng_below(&r, 2) == 0) {
			uint64_t at = rng_below(&r, 17);

			t[at] = t[at] == '.' ? '.' : (char)('0' + rng_below(&r, 10));
		}
		want = strtod(t, NULL);
		if (isinf(want))
			continue;
		T_QUIET(num_double((struct sv){ t, n }, &got) == RC_OK && got == want, "%s", t);
	}
	T_OK(true, "long decimals");
}

static void
prop_text(void)
{
	char t[NUM_TEXT_MAX], fewer[64];

	for (int i = 0; i < ROUNDS; i++) {
		double d = any_double();
		size_t n = num_text(d, t), first = 0, last = 0, count = 0;

		T_QUIET(n == strlen(t) && n < NUM_TEXT_MAX && num_is((struct sv){ t, n }),
		    "text of %a", d);
		T_QUIET(strtod(t, NULL) == d, "%s reads back as %a", t, d);
		for (size_t j = 0; j < n && t[j] != 'e'; j++) {
			if (t[j] < '0' || t[j] > '9')
				continue;
			count += first != 0 || t[j] != '0';
			first |= t[j] != '0';
			last = t[j] != '0' ? count : last;
		}
		if (last < 2)
			continue;
		(void)snprintf(fewer, sizeof fewer, "%.*e", (int)last - 2, d);
		T_QUIET(strtod(fewer, NULL) != d, "%s is the shortest, not %s", t, fewer);
		T_QUIET(
		    fabs(d) >= 1e17 || d != floor(d) || strchr(t, 'e') == NULL, "integer %s", t);
	}
	T_OK(true, "shortest text reads back");
}

/* The value times 10^@shift as a rational; exponents are small here. */
static void
rational(mpq_t q, const char *t, int shift)
{
	char mant[TEXT];
	size_t n = 0;
	long exp = shift;
	bool frac = false;
	mpz_t p;

	for (; *t != '\0' && *t != 'e' && *t != 'E'; t++) {
		if (*t == '.') {
			frac = true;
			continue;
		}
		mant[n++] = *t;
		exp -= frac;
	}
	mant[n] = '\0';
	if (*t != '\0')
		exp += strtol(t + 1, NULL, 10);
	mpz_init(p);
	mpz_ui_pow_ui(p, 10, (unsigned long)labs(exp));
	mpz_set_str(mpq_numref(q), mant, 10);
	mpz_set_ui(mpq_denref(q), 1);
	if (exp >= 0)
		mpz_mul(mpq_numref(q), mpq_numref(q), p);
	else
		mpz_set(mpq_denref(q), p);
	mpq_canonicalize(q);
	mpz_clear(p);
}

static void
prop_units_and_cmp(void)
{
	char t[TEXT], before[TEXT] = "0", text[NUM_TEXT_MAX], exact[128];
	unsigned have = 0;
	mpq_t q, q_before;
	mpz_t limit;

	mpq_init(q);
	mpq_init(q_before);
	mpz_init(limit);
	mpz_ui_pow_ui(limit, 10, 27);
	for (int i = 0; i < ROUNDS; i++) {
		size_t n = number(t, 40);
		num_i128 u = 0, again = 1;
		bool is, want;
		int c, cq;

		rational(q, t, 9);
		want = mpz_cmp_ui(mpq_denref(q), 1) == 0 && mpz_cmpabs(mpq_numref(q), limit) < 0;
		is = num_units((struct sv){ t, n }, &u);
		T_QUIET(is == want, "%s has units: %d", t, want);
		if (is && want) {
			have++;
			num_units_text(u, text);
			T_QUIET(num_units(sv_of(text), &again) && again == u,
			    "%s read again from %s", t, text);
			rational(q_before, text, 9);
			T_QUIET(mpq_equal(q, q_before), "%s prints as %s", t, text);
			mpz_get_str(exact, 10, mpq_numref(q));
		}
		rational(q_before, before, 9);
		c = num_cmp((struct sv){ t, n }, sv_of(before));
		cq = mpq_cmp(q, q_before);
		T_QUIET((c > 0) == (cq > 0) && (c < 0) == (cq < 0), "%s against %s", t, before);
		if (rng_below(&r, 2) == 0)
			memcpy(before, t, n + 1);
	}
	mpz_clear(limit);
	mpq_clear(q);
	mpq_clear(q_before);
	T_OK(have > ROUNDS / 10, "units and order: %u of %d have units", have, ROUNDS);
}

static void
prop_whole(void)
{
	const num_i128 ten19 = (num_i128)1000000000 * 1000000000 * 10;
	char t[TEXT];
	unsigned have = 0;
	mpz_t limit, got;
	mpq_t q;

	mpq_init(q);
	mpz_inits(limit, got, (mpz_ptr)NULL);
	mpz_ui_pow_ui(limit, 10, 38);
	for (int i = 0; i < ROUNDS; i++) {
		size_t n = number(t, 40);
		num_i128 x = 0;
		bool is = num_whole((struct sv){ t, n }, &x), want;

		rational(q, t, 0);
		want = mpz_cmp_ui(mpq_denref(q), 1) == 0 && mpz_cmpabs(mpq_numref(q), limit) < 0;
		T_QUIET(is == want, "%s is an integer of up to 38 digits: %d", t, want);
		have += want;
		mpz_set_ui(got, (unsigned long)((x < 0 ? -x : x) / ten19));
		mpz_mul_ui(got, got, (unsigned long)ten19);
		mpz_add_ui(got, got, (unsigned long)((x < 0 ? -x : x) % ten19));
		if (x < 0)
			mpz_neg(got, got);
		T_QUIET(!is || mpz_cmp(got, mpq_numref(q)) == 0, "%s read", t);
	}
	mpz_clears(limit, got, (mpz_ptr)NULL);
	mpq_clear(q);
	T_OK(have > ROUNDS / 10, "integers: %u of %d", have, ROUNDS);
}

/* A computed double counts as its shortest decimal does. */
static void
prop_units_double(void)
{
	char t[NUM_TEXT_MAX];

	for (int i = 0; i < ROUNDS; i++) {
		double d = any_double();
		num_i128 a = 0, b = 0;
		bool is = num_units_double(d, &a);

		T_QUIET(is == num_units((struct sv){ t, num_text(d, t) }, &b) && a == b,
		    "units of %s", t);
	}
	T_OK(true, "units of doubles");
}

static void
prop_integers(void)
{
	char t[40];

	for (int i = 0; i < ROUNDS; i++) {
		uint64_t x = rng_u64(&r) >> rng_below(&r, 64), u = 0, want;
		int64_t s = 0, want_s;
		size_t n = (size_t)sprintf(t, "%s%" PRIu64 "%s", rng_below(&r, 2) ? "-" : "", x,
		    rng_below(&r, 4) == 0 ? "7" : "");
		enum rc rc = num_i64((struct sv){ t, n }, &s);

		errno = 0;
		want_s = strtoll(t, NULL, 10);
		T_QUIET(errno == ERANGE ? rc == RC_RANGE : rc == RC_OK && s == want_s, "i64 %s", t);
		if (t[0] == '-')
			continue;
		rc = num_u64((struct sv){ t, n }, &u);
		errno = 0;
		want = strtoull(t, NULL, 10);
		T_QUIET(errno == ERANGE ? rc == RC_RANGE : rc == RC_OK && u == want, "u64 %s", t);
	}
	T_OK(true, "integers");
}

int
main(void)
{
	rng_init(&r, t_seed());
	prop_grammar_and_double();
	prop_hard();
	prop_text();
	prop_units_and_cmp();
	prop_whole();
	prop_units_double();
	prop_integers();
	return t_done();
}
