/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_table - the arms of a fold, by experiment, over everybody and by segment
 *
 * What was folded is the arms of (experiment, variant, segment, stratum); who compares wants
 * those of one experiment, or of a segment of it, side by side, the strata among them, and
 * values capped at quantiles of all its arms.
 */
#ifndef CX_SCORE_SCORE_TABLE_H
#define CX_SCORE_SCORE_TABLE_H

#include "effect/effect.h"
#include "fold/part.h"
#include "score/score_arm.h"

enum { SCORE_VARIANTS_MAX = 64 };

struct score_entry {		/* a state of the fold */
	struct val       *key;	/* experiment, variant, by, strata */
	struct score_arm *arm;
};

struct score_limits {		/* between which values are as they are; NAN: none */
	double lo[2];		/* of the value, and of what divides it */
	double hi[2];
};

struct score_experiment {
	const struct score_plan  *p;
	struct val                name;		/* null: there is none */
	const char               *variant[SCORE_VARIANTS_MAX];	/* in output order */
	size_t                    nvariant;
	size_t                    control;	/* index of it; nvariant: it is not there */
	const struct score_entry *entry;
	size_t                    n;
	const size_t             *of;		/* variant of each entry */
	struct val *const        *segment;	/* by values, p->nby each, in output order */
	size_t                    nsegment;
	struct val *const        *stratum;
	size_t                    nstratum;	/* 0: none are asked for */
	struct score_limits      *limits;	/* of each metric */
};

struct score_group {		/* arms side by side */
	const struct score_experiment *x;
	const struct val  *by;		/* NULL: everybody */
	struct score_arm **arm;		/* x->nvariant; NULL: nobody is in it */
	struct score_arm **stratum;	/* x->nstratum times x->nvariant */
};

struct score_table {
	struct score_experiment *x;
	size_t                   n;
};

/**
 * score_table_of - the experiments of @t, which stays what it is made of
 * @control: the name of the control; NULL: "control" if there is one, else the first
 *
 * Arms without a variant are nobody's.
 * Returns: RC_OK; RC_LIMIT more than SCORE_VARIANTS_MAX.
 * Memory:  in @a.
 */
MUST_USE enum rc score_table_of(struct score_table *out, const struct score_plan *p,
    struct part *t, const char *control, struct arena *a, struct err *e);

/** score_table_group - the arms of @by, or of everybody when NULL; score_table_release it */
void score_table_group(struct score_group *g, const struct score_experiment *x,
    const struct val *by, struct arena *a);

/** score_table_release - the arms of @g */
void score_table_release(struct score_group *g);

/** score_table_moments - of metric @k in an arm, capped where that is asked for; NULL: nobody */
void score_table_moments(const struct score_experiment *x, const struct score_arm *arm,
    unsigned k, struct comoment *m);

/** score_table_capped - how many values of an arm are beyond the limits */
uint64_t score_table_capped(const struct score_experiment *x, const struct score_arm *arm,
    unsigned k);

/** score_table_raw_mean - the mean, or ratio, of an arm as if nothing had been capped */
double score_table_raw_mean(const struct score_experiment *x, const struct score_arm *arm,
    unsigned k);

#endif
