/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_health - whether an experiment is sound, before anything is said of its effects
 *
 *     shares of arms, leaks, unknown arms ─┐
 *     events that were not counted ────────┼─► checks, written; those that decide go to the
 *     covariates from before ──────────────┤   verdict (experiment/verdict.h)
 *     units, days, the plan ───────────────┘
 */
#ifndef CX_SCORE_SCORE_HEALTH_H
#define CX_SCORE_SCORE_HEALTH_H

#include "score/score_run.h"
#include "score/score_write.h"

enum { SCORE_CHECKS_MAX = 11 + 2 * SCORE_VARIANTS_MAX + SCORE_COVARIATES_MAX };

struct score_checks {
	struct score_check c[SCORE_CHECKS_MAX];
	size_t             n;
};

struct score_report {		/* of one experiment */
	struct score_run              *run;
	struct score_ask               ask;
	const struct score_experiment *x;
	struct buf                    *out;
	struct score_checks            checks;
	double                         units;	/* of all arms; with from_us and to_us by */
	int64_t                        from_us;	/* ... score_health_all */
	int64_t                        to_us;
};

/** score_health_add - one more check, which passes; @decides: when it fails nothing holds */
struct score_check *score_health_add(struct score_report *r, const char *check, bool decides);

/** score_health_all - check the experiment, and write what was found */
void score_health_all(struct score_report *r, const struct score_comparison *c);

/* Are units shared out by the weights within each segment?  Of all that are not, the worst. */
struct score_shares {
	struct health     worst;	/* its p is of as many tests as there are segments */
	const struct val *by;		/* NULL: none so far */
};

/** score_health_segment - look at one segment */
void score_health_segment(const struct score_report *r, const struct score_group *g,
    struct score_shares *s);

/** score_health_segments - write what they came to; nothing when none could be checked */
void score_health_segments(struct score_report *r, const struct score_shares *s);

#endif
