/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * flagd, Unleash, Optimizely: MurmurHash3_x86_32
 */
#include "assign/digest.h"
#include "assign/flag_way.h"
#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- flagd ---- */

#define TWO_64 18446744073709551616.0

enum { CBOR_HEAD = 9, CBOR_MAX = 32 };	/* a type and a length; any number */

/* RFC 8949: major type and argument, as short as it can be. */
static size_t
cbor_head(unsigned major, uint64_t n, char *out)
{
	int bytes = n < 24 ? 0 : n <= UINT8_MAX ? 1 : n <= UINT16_MAX ? 2 : n <= UINT32_MAX ? 4 : 8;
	unsigned more = bytes == 0 ? (unsigned)n : bytes == 1 ? 24 : bytes == 2 ? 25 :
	    bytes == 4 ? 26 : 27;

	out[0] = (char)(major << 5 | more);
	for (int i = 0; i < bytes; i++)
		out[1 + i] = (char)(n >> (8 * (bytes - 1 - i)));
	return 1 + (size_t)bytes;
}

static struct sv
cbor_text(struct sv s, struct arena *a)
{
	char head[CBOR_HEAD];

	return FLAG_JOIN(a, ((struct sv){ head, cbor_head(3, s.n, head) }), s);
}

/* The shortest of the floats that hold it. */
static size_t
cbor_float(double d, char *out)
{
	uint64_t bits;
	float f = (float)d;
	uint32_t single;
	int bytes = 8;

	memcpy(&bits, &d, sizeof(bits));
	if ((double)f == d) {
		int exp;

		memcpy(&single, &f, sizeof(single));
		exp = (int)(single >> 23 & 0xff) - 127;
		bits = single;
		bytes = 4;
		if (exp >= -14 && exp <= 15 && (single & 0x1fff) == 0) {
			bits = (single >> 16 & 0x8000) | (uint64_t)(exp + 15) << 10 |
			    (single >> 13 & 0x3ff);
			bytes = 2;
		}
	}
	out[0] = (char)(0xf8 | (bytes == 8 ? 3 : bytes == 4 ? 2 : 1));
	for (int i = 0; i < bytes; i++)
		out[1 + i] = (char)(bits >> (8 * (bytes - 1 - i)));
	return 1 + (size_t)bytes;
}

/* A whole number: beyond 64 bits a tag, and its bytes as a string. */
static size_t
cbor_whole(num_i128 whole, char *out)
{
	const bool minus = whole < 0;
	size_t n, bytes = 0;

	if (minus)
		whole = -1 - whole;
	if (whole <= UINT64_MAX)
		return cbor_head(minus, (uint64_t)whole, out);
	for (num_i128 left = whole; left != 0; left >>= 8)
		bytes++;
	n = cbor_head(6, minus ? 3 : 2, out);
	n += cbor_head(2, bytes, out + n);
	while (bytes-- > 0)
		out[n++] = (char)(whole >> (8 * bytes));
	return n;
}

/* A value alone, whole floats of 64 bits as whole numbers. */
static struct sv
cbor_value(const struct unit *u, struct arena *a)
{
	char out[CBOR_MAX];
	num_i128 whole;
	double d = 0;
	size_t n;

	if (u->kind == UNIT_TEXT)
		return cbor_text(u->text, a);
	if (u->kind == UNIT_TRUE || u->kind == UNIT_FALSE) {
		out[0] = (char)(u->kind == UNIT_TRUE ? 0xf5 : 0xf4);
		n = 1;
	} else if (u->kind == UNIT_WHOLE && num_whole(u->text, &whole)) {
		n = cbor_whole(whole, out);
	} else {
		if (num_double(u->text, &d) != RC_OK)
			d = INFINITY;
		n = d == floor(d) && fabs(d) < TWO_64 ? cbor_whole((num_i128)d, out) :
		    cbor_float(d, out);
	}
	return (struct sv){ arena_bytes(a, out, n), n };
}

void
flag_murmur_flagd_heads(struct flag *f, struct arena *a)
{
	f->head = f->key;
	if ((f->hash->quirks & FLAG_CBOR) != 0)
		f->head2 = FLAG_JOIN(a, SV("\x82"), cbor_text(f->key, a));
}

/* What is hashed; false when the unit is none here. */
static bool
flagd_text(const struct flag *f, const struct unit *u, struct arena *a, struct sv *text)
{
	const bool cbor = (f->hash->quirks & FLAG_CBOR) != 0, value = f->bucket_by == FLAG_BY_VALUE;
	const struct sv prefix = f->rule_salt;

	if (u->kind != UNIT_TEXT && !(cbor && value && prefix.n == 0))
		return false;
	if (value) {
		struct unit whole = *u;

		if (prefix.n != 0)
			whole.text = FLAG_JOIN(a, prefix, u->text);
		*text = cbor ? cbor_value(&whole, a) : whole.text;
		return true;
	}
	*text = cbor ? FLAG_JOIN(a, f->head2, cbor_text(u->text, a)) :
	    FLAG_JOIN(a, f->head, u->text);
	return u->text.n != 0 && ((f->hash->quirks & FLAG_BLANK) == 0 || sv_trim(u->text).n != 0);
}

/* As int32 has it: what is too large comes out at the other end. */
static int32_t
wrapped(double d)
{
	const uint32_t low = (uint32_t)(uint64_t)(int64_t)d;
	int32_t as_signed;

	memcpy(&as_signed, &low, sizeof(as_signed));
	return as_signed;
}

/*
 * The provider for Java up to 0.11: percent of the magnitude of a signed hash, in float32, of
 * weights that may be negative, whose hundredfold overflows; behind all of them, an error.
 */
static void
flagd_signed(const struct flag *f, uint32_t h, struct flag_result *r)
{
	const uint32_t magnitude = h > INT32_MAX ? 0 - h : h;
	double sum = 0;
	float x = (float)magnitude / 2147483648.0f * 100, at = 0;

	if (h == UINT32_C(0x80000000))
		x = -x;	/* which has no positive counterpart */
	for (size_t i = 0; i < f->narm; i++)
		sum += f->arm[i].weight;
	for (size_t i = 0; i < f->narm; i++) {
		at += (float)wrapped(f->arm[i].weight * 100) / (float)wrapped(sum);
		if (x < at) {
			flag_in(r, i, (double)x);
			return;
		}
	}
	flag_out(r, FLAG_REFUSED, (double)x);
}

void
flag_murmur_flagd(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	struct sv text;
	uint64_t x, at = 0;
	uint32_t h;

	(void)n;
	if (!flagd_text(f, u, tmp, &text) || f->sum <= 0) {
		flag_out(r, FLAG_REFUSED, NAN);
		return;
	}
	h = (f->hash->quirks & FLAG_UTF16) != 0 ? digest_murmur3_units(text) :
	    digest_murmur3(text, 0);
	if ((f->hash->quirks & FLAG_SIGNED) != 0) {
		flagd_signed(f, h, r);
		return;
	}
	x = (uint64_t)h * (uint64_t)f->sum >> 32;
	for (size_t i = 0; i < f->narm; i++) {
		at += f->arm[i].weight > 0 ? (uint64_t)f->arm[i].weight : 0;
		if (x < at) {
			flag_in(r, i, (double)x);
			return;
		}
	}
}

/* ---- Unleash ---- */

#define UNLEASH_VARIANT_SEED UINT32_C(86028157)

void
flag_murmur_unleash_heads(struct flag *f, struct arena *a)
{
	f->head = FLAG_JOIN(a, f->rule_salt.n != 0 ? f->rule_salt : f->key, SV(":"));
	f->head2 = FLAG_JOIN(a, f->key, SV(":"));
}

static uint32_t
unleash_number(const struct flag *f, struct sv text, uint32_t seed, uint32_t of)
{
	return ((f->hash->quirks & FLAG_UTF16) != 0 ? digest_murmur3_low(text, seed) :
	    digest_murmur3(text, seed)) % of + 1;
}

void
flag_murmur_unleash(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	struct sv id = unit_text(u, f->hash->text, tmp);
	double rollout = f->coverage.given ? f->coverage.percent : 100, at = 0;
	uint32_t x, y;

	(void)n;
	if ((f->hash->quirks & FLAG_BLANK) != 0 && id.n == 0) {
		flag_out(r, FLAG_REFUSED, NAN);
		return;
	}
	x = unleash_number(f, FLAG_JOIN(tmp, f->head, id), 0, 100);
	if (rollout <= 0 || x > rollout) {
		flag_out(r, FLAG_COVERAGE, x);
		return;
	}
	if (f->sum <= 0) {
		flag_in(r, f->narm, x);
		return;
	}
	y = unleash_number(f, FLAG_JOIN(tmp, f->head2, id), UNLEASH_VARIANT_SEED, (uint32_t)f->sum);
	for (size_t i = 0; i < f->narm; i++) {
		at += f->arm[i].weight;
		if (f->arm[i].weight > 0 && at >= y) {
			flag_in(r, i, y);
			r->before = x;
			return;
		}
	}
}

/* ---- Optimizely ---- */

static double
optimizely_number(struct sv unit, struct sv id, struct arena *tmp)
{
	return floor(digest_murmur3(FLAG_JOIN(tmp, unit, id), 1) / 4294967296.0 * 10000);
}

void
flag_murmur_optimizely(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	struct sv id;
	double x, group = NAN, at = 0;

	(void)n;
	if (!flag_simple(u, r, &id))
		return;
	if (f->layered) {
		group = optimizely_number(id, f->layer, tmp);
		if (group < f->layer_at.lo || group >= f->layer_at.hi) {
			flag_out(r, FLAG_LAYER, group);
			return;
		}
	}
	x = optimizely_number(id, f->key, tmp);
	r->before = group;
	for (size_t i = 0; i < f->narm; i++) {
		at += f->arm[i].weight;
		if (x < at) {
			if (f->arm[i].name.n != 0) {
				flag_in(r, i, x);
				return;
			}
			break;
		}
	}
	flag_out(r, FLAG_COVERAGE, x);
}
