/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * needs - how many events a verdict takes
 *
 * Before a run: what each objective must see to pass, with nothing bad, and half of the time
 * or nine times of ten at shares of its allowance; most canaries are too small, and better know
 * it.  After one: needed_n of an inconclusive verdict.
 *
 * Pure functions.
 */
#ifndef CX_JUDGE_NEEDS_H
#define CX_JUDGE_NEEDS_H

#include "judge/judge.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NEEDS_MAX UINT64_C(1000000000000)	/* more is never */

struct needs_test {
	double e;		/* the limit, (0, 1) */
	bool   pass;		/* to show a share below it; else above */
	double alpha;
	double phi;		/* >= 1: of a fail, and of e-values */
	double burst;		/* >= 1: of a pass, bad events an incident */
	double min_bad;		/* of a fail; else 0 */
	bool   sequential;
};

/** needs_p - the p-value of @k bad among @n under the test */
double needs_p(const struct needs_test *t, double k, double n);

/**
 * needs_events - the least n that decides when share * n of them are bad, exactly so many
 *
 * Chance decides as often below as above it: a middle, not a promise.
 * Returns: 0: none up to NEEDS_MAX.
 * Cost:    some 60 tails; of a pass with nothing bad two.
 */
uint64_t needs_events(const struct needs_test *t, double share);

/**
 * needs_search - the least n in [1, NEEDS_MAX] for which @holds, which stays true from there
 *
 * Returns: 0: none.
 */
uint64_t needs_search(bool (*holds)(const void *ctx, double n), const void *ctx);

/**
 * needs_power - the least n at which a service at @share passes with a chance of @power
 * @t: of a pass, not sequential
 *
 * At n just as great as some k bad events need to pass: a few events more have less of a chance
 * than n, until they allow for one bad event more.
 * Returns: 0: none up to NEEDS_MAX.
 * Cost:    some 1,000 tails.
 */
uint64_t needs_power(const struct needs_test *t, double share, double power);

enum { NEEDS_SHARES_MAX = 8 };

/* With something for what the window itself says of bursts, which is not known before. */
#define NEEDS_HALF 0.52
#define NEEDS_LIKELY 0.91

struct needs {			/* of one objective */
	const struct slo_objective *objective;
	bool     slices;		/* counted in slices; the time is theirs */
	uint64_t zero;			/* to pass with nothing bad; 0: no such number (liveness,
					 * composites, percentiles of a baseline) */
	uint64_t at[NEEDS_SHARES_MAX];	/* to pass at share[i] * e0 bad, half of the time */
	uint64_t likely[NEEDS_SHARES_MAX];	/* ... nine times of ten; 0 for e-values */
	struct bursts burst;
	double   zero_us;		/* at the given rate; NAN without one */
	double   at_us[NEEDS_SHARES_MAX];
	double   likely_us[NEEDS_SHARES_MAX];
};

/**
 * needs_of - what @o must see
 * @share:  of e0, each in (0, 1): how bad it is assumed to be, @nshare <= NEEDS_SHARES_MAX
 * @per_s:  events a second, of the candidate's side for a baseline; NAN: not known
 *
 * Of a baseline of ratios: what passes by its absolute floor, as with nothing bad the
 * ratio cannot say.  min_total counts.
 */
void needs_of(struct needs *out, const struct slo_objective *o, const struct slo_rule *rule,
    const double *share, size_t nshare, double per_s);

#endif
