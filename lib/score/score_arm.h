/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_arm - what is known of an arm: moments of what its units have
 *
 * Of each metric the exact sums of the vector (value, what divides it, covariates, whether
 * each of these is missing) and of its products.  Merging is adding, in any order to the same
 * bytes, and right for parts that have no unit in common.  Values themselves are kept only
 * where a quantile of all arms has to be known.
 *
 * Memory: 100 bytes a metric, 20 more a product of two variables; 8 a value that is kept.
 */
#ifndef CX_SCORE_SCORE_ARM_H
#define CX_SCORE_SCORE_ARM_H

#include "json/jwrite.h"
#include "score/score_plan.h"
#include "sketch/comoment.h"

struct score_kept {		/* vectors of doubles; or values, and how many each unit has */
	double   *v;
	size_t    n;		/* doubles */
	size_t    room;
	uint32_t *unit;		/* ranked: values of each unit */
	size_t    nunit;
	size_t    unit_room;
};

struct score_cell {		/* a metric in an arm */
	struct comoment   m;	/* of vectors; not of those that are kept */
	uint64_t          bad;	/* values that are no numbers */
	uint64_t          capped;	/* at a number */
	struct xsum       raw;	/* values before they were */
	struct score_kept kept;
};

struct score_arm {		/* a state of fold/fold.h; the metrics lie behind it */
	uint64_t units;
	uint64_t crossed;	/* units that are left out: shown several arms, this first; */
	uint64_t open;		/* ... whose window is not over */
	uint64_t early;		/* events before the exposure */
	uint64_t late;		/* events behind --to and --late */
	int64_t  from_us;	/* of rows or exposures; to_us < from_us: no times */
	int64_t  to_us;
	bool     given;		/* some of it came as sums: units are not counted one by one */
	struct score_cell cell[];
};

/** score_arm_size - bytes of a state */
size_t score_arm_size(const struct score_plan *p);

/** score_arm_init - of nothing; @st is zeroed */
void score_arm_init(const struct score_plan *p, struct score_arm *a);

/** score_arm_seen - a unit at @at_us */
static inline void
score_arm_seen(struct score_arm *a, int64_t at_us)
{
	a->from_us = at_us < a->from_us ? at_us : a->from_us;
	a->to_us = at_us > a->to_us ? at_us : a->to_us;
}

/**
 * score_arm_add - one unit's vector of a metric
 * @x: m->nvar numbers; x[0] and x[1] of a capped one may be changed
 *
 * Returns: RC_OK; RC_LIMIT more values than may be kept.
 */
MUST_USE enum rc score_arm_add(const struct score_plan *p, struct score_cell *c,
    const struct score_metric *m, const struct xsum_num **x, struct err *e);

/** score_arm_plain - a metric is of one variable, whose values are added as they are */
static inline bool
score_arm_plain(const struct score_metric *m)
{
	return m->nvar == 1 && !m->keeps && !m->cap.fixed;
}

/** score_arm_add_plain - score_arm_add of such a metric; most values of a shop are 0 */
static inline void
score_arm_add_plain(struct score_cell *c, const struct xsum_num *x)
{
	if (x->dec && x->units == 0) {
		c->m.sum[0].n++;
		return;
	}
	xsum_add(&c->m.sum[0], x);
	xsum_prod_add(&c->m.prod[0], x, x);
}

/** score_arm_rank - one unit's @n values of a ranked metric; as score_arm_add */
MUST_USE enum rc score_arm_rank(const struct score_plan *p, struct score_cell *c,
    const double *v, uint32_t n, struct err *e);

/** score_arm_merge - dst += src */
MUST_USE enum rc score_arm_merge(const struct score_plan *p, struct score_arm *dst,
    const struct score_arm *src, struct err *e);

/**
 * score_arm_save - one JSON value, canonical
 *
 *     {"units":120,"from":"...","to":"...","given":true,
 *      "metrics":[{"moments":{...},"bad":1,"capped":2,"raw":{...},"kept":[...]},...]}
 *
 * Members that are 0 or empty are left out; values that are kept stand in order.
 */
void score_arm_save(const struct score_plan *p, const struct score_arm *a, struct jwrite *w);

/** score_arm_load - read it back, into what score_arm_init made; RC_SYNTAX with what is wrong */
MUST_USE enum rc score_arm_load(const struct score_plan *p, struct score_arm *a,
    const struct val *v, struct err *e);

/** score_arm_units - how many units: those counted, or that sums which were given are of */
uint64_t score_arm_units(const struct score_plan *p, const struct score_arm *a);

/** score_arm_free - what a state owns */
void score_arm_free(const struct score_plan *p, struct score_arm *a);

#endif
