/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * LaunchDarkly, PlanOut, Statsig, PostHog, Eppo, ConfigCat: SHA-1, SHA-256, MD5
 */
#include "assign/digest.h"
#include "assign/flag_way.h"
#include "base/num.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

/* The first @digits hexadecimal digits of a hash. */
static uint64_t
hex_digits(uint64_t hash, int digits)
{
	return hash >> (64 - 4 * digits);
}

/* Fifteen of them as a share, of which 1 is one too. */
static double
share_of(uint64_t hash)
{
	return (double)hex_digits(hash, 15) / (double)UINT64_C(0xfffffffffffffff);
}

/* ---- LaunchDarkly ---- */

void
flag_sha_launchdarkly_heads(struct flag *f, struct arena *a)
{
	char seed[32];

	if (f->seeded && (f->seed != 0 || (f->hash->quirks & FLAG_SEED_0) == 0))
		f->head = FLAG_JOIN(a, ((struct sv){ seed, (size_t)snprintf(seed, sizeof(seed),
		    "%" PRId64 ".", f->seed) }));
	else
		f->head = FLAG_JOIN(a, f->key, SV("."), f->salt, SV("."));
}

/* Go and Java take numbers for doubles, and those that are whole for integers of their own. */
static bool
launchdarkly_integer(const struct unit *u, bool wide, struct arena *a, struct sv *text)
{
	const double end = wide ? 9223372036854775808.0 : 2147483648.0;
	char digits[32];
	double d;
	size_t n;

	if ((u->kind != UNIT_WHOLE && u->kind != UNIT_FLOAT) ||
	    num_double(u->text, &d) != RC_OK || d != floor(d) || d < -end || d >= end)
		return false;
	n = (size_t)snprintf(digits, sizeof(digits), "%" PRId64, (int64_t)d);
	*text = (struct sv){ arena_bytes(a, digits, n), n };
	return true;
}

/* The text of a unit that may be hashed; others are in bucket 0, all of them. */
static bool
launchdarkly_text(const struct flag *f, const struct unit *u, struct arena *a, struct sv *text)
{
	const unsigned quirks = f->hash->quirks;
	double d;

	if (u->kind != UNIT_TEXT && (quirks & (FLAG_INT32 | FLAG_INT64)) != 0)
		return launchdarkly_integer(u, (quirks & FLAG_INT64) != 0, a, text);
	*text = unit_text(u, f->hash->text, a);
	if (u->kind == UNIT_TEXT || (u->kind == UNIT_WHOLE && (quirks & FLAG_WHOLE) != 0))
		return true;
	return (u->kind == UNIT_WHOLE || u->kind == UNIT_FLOAT) && (quirks & FLAG_WHOLE) == 0 &&
	    num_double(u->text, &d) == RC_OK && d == floor(d);
}

/* Running sums in the type of the language: float32 moves who is next to an edge. */
static size_t
launchdarkly_arm(const struct flag *f, double x)
{
	const bool single = (f->hash->quirks & FLAG_SINGLE) != 0;
	double sum = 0;
	float sum32 = 0;

	for (size_t i = 0; i < f->narm; i++) {
		sum += f->arm[i].weight / 100000;
		sum32 += (float)f->arm[i].weight / 100000.0f;
		if (x < (single ? (double)sum32 : sum))
			return i;
	}
	return f->narm - 1;
}

void
flag_sha_launchdarkly(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	struct sv text;
	double x = 0;

	(void)n;
	if (launchdarkly_text(f, u, tmp, &text)) {
		uint64_t h = digest_sha1(FLAG_JOIN(tmp, f->head, text));

		x = (f->hash->quirks & FLAG_SINGLE) != 0 ?
		    (double)((float)hex_digits(h, 15) / (float)UINT64_C(0xfffffffffffffff)) :
		    share_of(h);
	}
	flag_in(r, launchdarkly_arm(f, x), x);
}

/* ---- PlanOut ---- */

void
flag_sha_planout_heads(struct flag *f, struct arena *a)
{
	f->head = FLAG_JOIN(a, f->key, SV("."), f->salt, SV("."));
}

static bool
is_ascii(struct sv s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

static void
planout_draw(const struct flag *f, uint64_t h, double x, struct flag_result *r)
{
	double at = 0;

	if (f->draw == FLAG_BERNOULLI) {
		if (x <= f->coverage.share)
			flag_in(r, 0, x);
		else
			flag_out(r, FLAG_COVERAGE, x);
		return;
	}
	if (f->draw == FLAG_UNIFORM) {
		flag_in(r, (size_t)(h % f->narm), x);
		return;
	}
	for (size_t i = 0; i < f->narm; i++) {
		at += f->arm[i].weight;
		if (x * f->sum <= at) {
			flag_in(r, i, x);
			return;
		}
	}
	flag_in(r, f->narm - 1, x);	/* the sum was rounded on the way */
}

void
flag_sha_planout(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	struct sv text = f->head;
	uint64_t h;
	double x;

	for (size_t i = 0; i < n; i++)
		text = FLAG_JOIN(tmp, text, i > 0 ? SV(".") : SV(""),
		    unit_text(&u[i], f->hash->text, tmp));
	if ((f->hash->quirks & FLAG_ASCII) != 0 && !is_ascii(text)) {
		flag_out(r, FLAG_REFUSED, NAN);
		return;
	}
	h = digest_sha1(text);
	if ((f->hash->quirks & FLAG_SHORT) != 0) {
		h = hex_digits(h, 13);
		x = (double)h / (double)UINT64_C(0xfffffffffffff);
	} else {
		x = share_of(h);
		h = hex_digits(h, 15);
	}
	planout_draw(f, h, x, r);
}

/* ---- Statsig ---- */

void
flag_sha_statsig_heads(struct flag *f, struct arena *a)
{
	f->head = FLAG_JOIN(a, f->salt, SV("."), f->rule_salt, SV("."));
	f->head2 = FLAG_JOIN(a, f->traffic_salt, SV("."));
}

void
flag_sha_statsig(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	struct sv text = unit_text(u, f->hash->text, tmp);
	double pass = f->coverage.given ? f->coverage.percent : 100, x;

	(void)n;
	if (f->traffic.n != 0) {
		x = (double)(digest_sha256(FLAG_JOIN(tmp, f->head2, text)) % 1000);
		r->before = x;
		if (!flag_within(&f->traffic, x)) {
			flag_out(r, FLAG_COVERAGE, x);
			return;
		}
	}
	x = (double)(digest_sha256(FLAG_JOIN(tmp, f->head, text)) % 10000);
	if (x < pass * 100)
		flag_in(r, 0, x);
	else
		flag_out(r, FLAG_COVERAGE, x);
}

/* ---- PostHog ---- */

void
flag_sha_posthog_heads(struct flag *f, struct arena *a)
{
	f->head = FLAG_JOIN(a, f->key, SV("."));
}

void
flag_sha_posthog(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	struct sv text;
	double x, y, lo = 0;

	(void)n;
	if (!flag_simple(u, r, &text))
		return;
	x = share_of(digest_sha1(FLAG_JOIN(tmp, f->head, text)));
	if (f->coverage.given && x > f->coverage.percent / 100) {
		flag_out(r, FLAG_COVERAGE, x);
		return;
	}
	y = share_of(digest_sha1(FLAG_JOIN(tmp, f->head, text, SV("variant"))));
	for (size_t i = 0; i < f->narm; i++) {
		double hi = lo + f->arm[i].weight / 100;

		if (y >= lo && y < hi) {
			flag_in(r, i, y);
			r->before = x;
			return;
		}
		lo = hi;
	}
	flag_in(r, f->narm, y);	/* true, without a variant */
	r->before = x;
}

/* ---- Eppo ---- */

void
flag_sha_eppo_heads(struct flag *f, struct arena *a)
{
	f->head = FLAG_JOIN(a, f->salt, SV("-"));
	f->head2 = FLAG_JOIN(a, f->traffic_salt, SV("-"));
}

static double
eppo_shard(const struct flag *f, struct sv head, struct sv unit, struct arena *tmp)
{
	return (double)(hex_digits(digest_md5(FLAG_JOIN(tmp, head, unit)), 8) %
	    (uint64_t)f->total);
}

void
flag_sha_eppo(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	struct sv text;
	double x, at = 0;

	(void)n;
	if (!flag_simple(u, r, &text))
		return;
	if (text.n == 0 && (f->hash->quirks & FLAG_BLANK) != 0) {
		flag_out(r, FLAG_REFUSED, NAN);
		return;
	}
	if (f->traffic.n != 0) {
		r->before = eppo_shard(f, f->head2, text, tmp);
		if (!flag_within(&f->traffic, r->before)) {
			flag_out(r, FLAG_COVERAGE, r->before);
			return;
		}
	}
	x = eppo_shard(f, f->head, text, tmp);
	for (size_t i = 0; i < f->narm; i++) {
		double lo = at;

		at += f->arm[i].weight;
		if (f->ranged ? flag_within(&f->arm[i].at, x) : x >= lo && x < at) {
			flag_in(r, i, x);
			return;
		}
	}
	flag_out(r, FLAG_COVERAGE, x);
}

/* ---- ConfigCat ---- */

void
flag_sha_configcat_heads(struct flag *f, struct arena *a)
{
	(void)a;
	f->head = f->key;
}

void
flag_sha_configcat(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	struct sv text = unit_text(u, f->hash->text, tmp);
	double x, at = 0;

	(void)n;
	x = (double)(hex_digits(digest_sha1(FLAG_JOIN(tmp, f->head, text)), 7) % 100);
	for (size_t i = 0; i < f->narm; i++) {
		at += f->arm[i].weight;
		if (x < at) {
			flag_in(r, i, x);
			return;
		}
	}
	flag_out(r, FLAG_COVERAGE, x);
}
