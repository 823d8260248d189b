/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GrowthBook and GO Feature Flag: FNV-1a 32
 */
#include "assign/digest.h"
#include "assign/flag_way.h"

#include <math.h>
#include <stdio.h>

/* ---- GrowthBook ---- */

/*
 * Version 1 puts the seed behind the unit, so that two experiments with one user's buckets
 * are dependent; version 2 hashes the decimal text of a first hash.
 */
static double
growthbook_hash(struct sv seed, struct sv unit, bool v1)
{
	char text[16];
	uint32_t h = DIGEST_FNV_BASIS;

	if (v1)
		return digest_fnv1a_units(digest_fnv1a_units(h, unit), seed) % 1000 / 1000.0;
	h = digest_fnv1a_units(digest_fnv1a_units(h, seed), unit);
	return digest_fnv1a(DIGEST_FNV_BASIS, (struct sv){ text,
	    (size_t)snprintf(text, sizeof(text), "%u", (unsigned)h) }) % 10000 / 10000.0;
}

/* Ranges from the weights: each begins where it would at full coverage. */
static size_t
growthbook_arm(const struct flag *f, double x)
{
	double coverage = f->coverage.given ? f->coverage.share : 1, at = 0;

	if (f->rollout)
		return coverage > 0 && x <= coverage ? 0 : f->narm;
	for (size_t i = 0; i < f->narm; i++) {
		double w = f->equal ? 1 / (double)f->narm : f->arm[i].weight;

		if (f->ranged ? flag_within(&f->arm[i].at, x) : x >= at && x < at + coverage * w)
			return i;
		at += w;
	}
	return f->narm;
}

void
flag_fnv_growthbook_heads(struct flag *f, struct arena *a)
{
	f->head = f->salt.n != 0 ? f->salt : f->key;
	f->head2 = FLAG_JOIN(a, SV("__"), f->layer);
	f->equal = !f->ranged && (f->sum < 0.99 || f->sum > 1.01);
}

void
flag_fnv_growthbook(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	struct sv text = unit_text(u, f->hash->text, tmp);
	bool v1 = (f->hash->quirks & FLAG_V1) != 0, none = text.n == 0;
	double x;
	size_t arm;

	(void)n;
	if (u->kind == UNIT_WHOLE || u->kind == UNIT_FLOAT)
		none = sv_is(text, "0") || sv_is(text, "-0");
	else if (u->kind == UNIT_FALSE || u->kind == UNIT_TRUE)
		none = u->kind == UNIT_FALSE || (f->hash->quirks & FLAG_TRUE) == 0;
	if (none) {
		flag_out(r, FLAG_REFUSED, NAN);
		return;
	}
	x = growthbook_hash(f->head, text, v1);
	for (size_t i = 0; i < f->nfilter; i++)
		if (!flag_within(&f->filter[i].at, growthbook_hash(f->filter[i].seed, text,
		    f->filter[i].v1))) {
			flag_out(r, FLAG_LAYER, x);
			return;
		}
	if (f->nfilter == 0 && f->layered) {
		double at = growthbook_hash(f->head2, text, true);

		if (at < f->layer_at.lo || at >= f->layer_at.hi) {
			flag_out(r, FLAG_LAYER, x);
			return;
		}
	}
	arm = growthbook_arm(f, x);
	if (arm == f->narm)
		flag_out(r, FLAG_COVERAGE, x);
	else
		flag_in(r, arm, x);
}

/* ---- GO Feature Flag ---- */

void
flag_fnv_goff_heads(struct flag *f, struct arena *a)
{
	(void)a;
	f->head = f->key;
	f->total = trunc(f->sum * 1000);
}

/* The arm whose name comes last before @last, of all when @last is narm; or narm. */
static size_t
name_before(const struct flag *f, size_t last)
{
	size_t best = f->narm;

	for (size_t i = 0; i < f->narm; i++)
		if ((last == f->narm || sv_cmp(f->arm[i].name, f->arm[last].name) < 0) &&
		    (best == f->narm || sv_cmp(f->arm[i].name, f->arm[best].name) > 0))
			best = i;
	return best;
}

void
flag_fnv_goff(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	double lo = 0, hi;
	uint32_t x, modulus = f->total <= UINT32_MAX ? (uint32_t)f->total : 0;
	struct sv text;

	(void)n;
	(void)tmp;
	if (!flag_simple(u, r, &text))
		return;
	if (text.n == 0 || modulus == 0) {
		flag_out(r, FLAG_REFUSED, NAN);
		return;
	}
	x = digest_fnv1a(digest_fnv1a(DIGEST_FNV_BASIS, f->head), text) % modulus;
	for (size_t i = name_before(f, f->narm); i < f->narm; i = name_before(f, i)) {
		hi = lo + f->arm[i].weight * 1000;
		if (x >= trunc(lo) && x < trunc(hi)) {
			flag_in(r, i, x);
			return;
		}
		lo = hi;
	}
	flag_out(r, FLAG_COVERAGE, x);
}
