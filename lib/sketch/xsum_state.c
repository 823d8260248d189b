/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xsum_state - see xsum_state.h
 *
 * How a sum is spread over its parts depends on the order of its values; the
 * integer that the parts make does not, and that is what is written.
 */
#include "sketch/xsum_state.h"

#include "base/mem.h"
#include "json/jfields.h"

#include <gmp.h>

enum {
	WORDS_MAX = 4,
	UNITS_TEXT_MAX = 110,	/* digits; cubes have 334 bits, which are 101 */
	HEX_TEXT_MAX = 1700,	/* digits; cubes of doubles reach 1590 */
	UNIT_BITS = 90,		/* a decimal has less: 1e18 / 1e-9 < 2^90 */
	WHOLE_BITS = 157,	/* an integer has less: 1e38 / 1e-9 < 2^157 */
	LOW_EXP = -1074,	/* doubles: multiples of 2^LOW_EXP below 2^HIGH_EXP */
	HIGH_EXP = 1024
};

__extension__ typedef unsigned __int128 xsum_state_u128;

/* Two's complement of @n words. */
static void
set_words(mpz_t z, const uint64_t *w, size_t n)
{
	mpz_t top;

	mpz_import(z, n, -1, sizeof *w, 0, 0, w);
	if (w[n - 1] >> 63 == 0)
		return;
	mpz_init_set_ui(top, 1);
	mpz_mul_2exp(top, top, 64 * n);
	mpz_sub(z, z, top);
	mpz_clear(top);
}

static void
get_words(const mpz_t z, uint64_t *w, size_t n)
{
	mpz_t bits;

	for (size_t i = 0; i < n; i++)
		w[i] = 0;
	mpz_init(bits);
	mpz_fdiv_r_2exp(bits, z, 64 * n);
	mpz_export(w, NULL, -1, sizeof *w, 0, 0, bits);
	mpz_clear(bits);
}

static void
save_units(const mpz_t z, struct jwrite *w)
{
	char text[UNITS_TEXT_MAX + 3];

	mpz_get_str(text, 10, z);
	jwrite_key(w, SV("units"));
	jwrite_str_raw(w, sv_of(text));
}

/* The accumulator is @z * 2^exp, z odd or 0; exp is returned. */
static int64_t
get_acc(mpz_t z, const struct superacc *s)
{
	mp_bitcnt_t zeros;
	mpz_t chunk;

	mpz_set_ui(z, 0);
	mpz_init(chunk);
	for (size_t i = s->n; i-- > 0;) {
		uint64_t word = (uint64_t)s->chunk[i];

		mpz_mul_2exp(z, z, 32);
		set_words(chunk, &word, 1);
		mpz_add(z, z, chunk);
	}
	mpz_clear(chunk);
	if (mpz_sgn(z) == 0)
		return 0;
	zeros = mpz_scan1(z, 0);
	mpz_tdiv_q_2exp(z, z, zeros);
	return 32 * (int64_t)s->at + (int64_t)zeros;
}

static void
save_acc(const struct superacc *s, struct sv name, bool even_zero, struct jwrite *w)
{
	struct buf text;
	char *hex;
	int64_t exp;
	mpz_t z;

	mpz_init(z);
	exp = get_acc(z, s);
	if (mpz_sgn(z) != 0 || even_zero) {
		hex = mem_alloc(mpz_sizeinbase(z, 16) + 2);
		buf_init(&text, SIZE_MAX);
		if (mpz_sgn(z) < 0)
			buf_c(&text, '-');
		mpz_abs(z, z);
		mpz_get_str(hex, 16, z);
		buf_printf(&text, "0x%sp%lld", hex, (long long)exp);
		jwrite_key(w, name);
		jwrite_str_raw(w, buf_view(&text));
		buf_free(&text);
		mem_free(hex);
	}
	mpz_clear(z);
}

void
xsum_state_save(const struct xsum *s, struct jwrite *w)
{
	xsum_state_u128 bits = (xsum_state_u128)s->units;
	uint64_t word[2] = { (uint64_t)bits, (uint64_t)(bits >> 64) };
	mpz_t units, spill;

	mpz_inits(units, spill, (mpz_ptr)NULL);
	set_words(units, word, 2);
	if (s->super != NULL) {
		set_words(spill, s->super->spill.w, WORDS_MAX);
		mpz_add(units, units, spill);
	}
	jwrite_open(w, '{');
	jwrite_key(w, SV("n"));
	jwrite_u64(w, s->n);
	save_units(units, w);
	if (s->super != NULL && s->super->seen)
		save_acc(&s->super->acc, SV("binary"), true, w);
	jwrite_shut(w, '}');
	mpz_clears(units, spill, (mpz_ptr)NULL);
}

void
xsum_state_save_prod(const struct xsum_prod *p, struct jwrite *w)
{
	mpz_t units;

	mpz_init(units);
	set_words(units, p->wide.w, WORDS_MAX);
	jwrite_open(w, '{');
	save_units(units, w);
	if (p->super != NULL) {
		save_acc(&p->super->mixed, SV("mixed"), false, w);
		save_acc(&p->super->pure, SV("binary"), false, w);
	}
	jwrite_shut(w, '}');
	mpz_clear(units);
}

void
xsum_state_save_cube(const struct xsum_cube *c, struct jwrite *w)
{
	mpz_t units;

	mpz_init(units);
	set_words(units, c->w, XSUM_CUBE_WORDS);
	jwrite_open(w, '{');
	save_units(units, w);
	if (c->rest != NULL)
		save_acc(c->rest, SV("binary"), false, w);
	jwrite_shut(w, '}');
	mpz_clear(units);
}

/* @z * 2^@exp is that of @n terms of at most 2^@bits: so it stays when sums are merged. */
static bool
within(const mpz_t z, int64_t exp, int bits, uint64_t n)
{
	mpz_t most;
	bool ok;

	if (mpz_sgn(z) == 0)
		return true;
	if (n == 0 || exp > bits + 64)
		return false;
	mpz_init(most);
	mpz_import(most, 1, -1, sizeof n, 0, 0, &n);
	if (exp <= bits)
		mpz_mul_2exp(most, most, (mp_bitcnt_t)(bits - exp));
	else
		mpz_tdiv_q_2exp(most, most, (mp_bitcnt_t)(exp - bits));
	ok = mpz_cmpabs(z, most) <= 0;
	mpz_clear(most);
	return ok;
}

/* Digits of @base without sign or needless zeros, at most @max. */
static bool
set_digits(mpz_t z, struct sv s, int base, size_t max)
{
	char text[HEX_TEXT_MAX + 1];

	if (s.n == 0 || s.n > max || (s.p[0] == '0' && s.n != 1))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		bool letter = base == 16 && s.p[i] >= 'a' && s.p[i] <= 'f';

		if (!letter && !num_is_digit((unsigned char)s.p[i]))
			return false;
		text[i] = s.p[i];
	}
	text[s.n] = '\0';
	return mpz_set_str(z, text, base) == 0;
}

static struct sv
from(struct sv s, size_t at)
{
	return (struct sv){ s.p + at, s.n - at };
}

static enum rc
load_units(mpz_t z, const struct jfield *f, int bits, uint64_t n, struct err *e)
{
	struct sv text = { 0 };
	enum rc rc = jfields_text(f, &text, e);
	bool minus = rc == RC_OK && sv_starts(text, SV("-"));

	if (rc != RC_OK)
		return rc;
	if (!set_digits(z, from(text, minus), 10, UNITS_TEXT_MAX) || (minus && mpz_sgn(z) == 0))
		return rc_err(e, RC_SYNTAX, "'%s' must be the text of an integer", f->name);
	if (!within(z, 0, bits, n))
		return rc_err(e, RC_SYNTAX, "'%s' is more than so many values add up to", f->name);
	if (minus)
		mpz_neg(z, z);
	return RC_OK;
}

/* [-]0x<hex>p<exp>; @z without its sign. */
static bool
parse_binary(mpz_t z, int64_t *exp, bool *minus, struct sv text)
{
	size_t p;

	*minus = sv_starts(text, SV("-"));
	text = from(text, *minus);
	p = sv_find(text, 'p');
	if (!sv_starts(text, SV("0x")) || p == text.n ||
	    !set_digits(z, (struct sv){ text.p + 2, p - 2 }, 16, HEX_TEXT_MAX))
		return false;
	return num_i64(from(text, p + 1), exp) == RC_OK && *exp >= 4 * LOW_EXP &&
	    *exp <= 4 * HIGH_EXP && (mpz_sgn(z) != 0 || (!*minus && *exp == 0));
}

/* Add @z * 2^@exp, 64 bits at a time. */
static void
add_acc(struct superacc *s, const mpz_t z, int64_t exp, bool minus)
{
	uint64_t word[HEX_TEXT_MAX / 16 + 1];
	size_t n = 0;

	mpz_export(word, &n, -1, sizeof *word, 0, 0, z);
	for (size_t i = 0; i < n; i++) {
		num_i128 v = (num_i128)word[i];

		superacc_add(s, minus ? -v : v, (int32_t)(exp + 64 * (int64_t)i));
	}
}

/* Terms are multiples of 2^@low below 2^@bits. */
static enum rc
load_acc(struct superacc *s, const struct jfield *f, int low, int bits, uint64_t n, struct err *e)
{
	struct sv text = { 0 };
	mp_bitcnt_t zeros;
	bool minus;
	int64_t exp = 0;
	enum rc rc;
	mpz_t z;

	if (f->v.kind == VAL_NONE)
		return RC_OK;
	rc = jfields_text(f, &text, e);
	if (rc != RC_OK)
		return rc;
	mpz_init(z);
	if (!parse_binary(z, &exp, &minus, text)) {
		rc = rc_err(e, RC_SYNTAX, "'%s' must be as \"-0x1f3p-60\"", f->name);
	} else if (mpz_sgn(z) != 0) {
		zeros = mpz_scan1(z, 0);
		mpz_tdiv_q_2exp(z, z, zeros);
		exp += (int64_t)zeros;
		if (exp < low || !within(z, exp, bits, n))
			rc = rc_err(e, RC_SYNTAX, "'%s' is not what so many values add up to",
			    f->name);
		else
			add_acc(s, z, exp, minus);
	}
	mpz_clear(z);
	return rc;
}

enum rc
xsum_state_load(struct xsum *s, const struct val *v, struct err *e)
{
	struct jfield f[] = {
		{ .name = "n", .need = true }, { .name = "units", .need = true },
		{ .name = "binary" }
	};
	enum rc rc = jfields_read(v, f, sizeof f / sizeof *f, e);
	bool seen = rc == RC_OK && f[2].v.kind != VAL_NONE;
	uint64_t word[2], least;
	mpz_t units;

	if (rc == RC_OK)
		rc = jfields_count(&f[0], JFIELDS_COUNT_MAX, &s->n, e);
	if (rc == RC_OK && seen && s->n == 0)
		rc = rc_err(e, RC_SYNTAX, "'binary' without values");
	if (rc != RC_OK)
		return rc;
	mpz_init(units);
	rc = load_units(units, &f[1], WHOLE_BITS, s->n, e);
	if (seen || mpz_sizeinbase(units, 2) > 127)
		s->super = mem_zalloc(sizeof *s->super);
	if (rc == RC_OK && mpz_sizeinbase(units, 2) > 127) {
		get_words(units, s->super->spill.w, WORDS_MAX);
	} else if (rc == RC_OK) {
		get_words(units, word, 2);
		s->units = (num_i128)((xsum_state_u128)word[1] << 64 | word[0]);
	}
	least = mpz_sgn(units) != 0;
	mpz_clear(units);
	if (rc == RC_OK && seen) {
		s->super->seen = true;
		rc = load_acc(&s->super->acc, &f[2], LOW_EXP, HIGH_EXP, s->n, e);
	}
	if (rc == RC_OK && seen && s->n < least + (s->super->acc.n != 0 ? 1 : 2))
		rc = rc_err(e, RC_SYNTAX, "'units' and 'binary' are of more values");
	return rc;
}

enum rc
xsum_state_load_prod(struct xsum_prod *p, uint64_t n, const struct val *v, struct err *e)
{
	struct jfield f[] = {
		{ .name = "units", .need = true }, { .name = "mixed" }, { .name = "binary" }
	};
	enum rc rc = jfields_read(v, f, sizeof f / sizeof *f, e);
	mpz_t units;

	if (rc != RC_OK)
		return rc;
	mpz_init(units);
	rc = load_units(units, &f[0], 2 * UNIT_BITS, n, e);
	if (rc == RC_OK)
		get_words(units, p->wide.w, WORDS_MAX);
	mpz_clear(units);
	if (rc != RC_OK || (f[1].v.kind == VAL_NONE && f[2].v.kind == VAL_NONE))
		return rc;
	p->super = mem_zalloc(sizeof *p->super);
	rc = load_acc(&p->super->mixed, &f[1], LOW_EXP, UNIT_BITS + HIGH_EXP, n, e);
	if (rc == RC_OK)
		rc = load_acc(&p->super->pure, &f[2], 2 * LOW_EXP, 2 * HIGH_EXP, n, e);
	return rc;
}

enum rc
xsum_state_load_cube(struct xsum_cube *c, uint64_t n, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "units", .need = true }, { .name = "binary" } };
	enum rc rc = jfields_read(v, f, sizeof f / sizeof *f, e);
	mpz_t units;

	if (rc != RC_OK)
		return rc;
	mpz_init(units);
	rc = load_units(units, &f[0], 3 * UNIT_BITS, n, e);
	if (rc == RC_OK)
		get_words(units, c->w, XSUM_CUBE_WORDS);
	mpz_clear(units);
	if (rc != RC_OK || f[1].v.kind == VAL_NONE)
		return rc;
	c->rest = mem_zalloc(sizeof *c->rest);
	return load_acc(c->rest, &f[1], 3 * LOW_EXP, 3 * HIGH_EXP, n, e);
}
