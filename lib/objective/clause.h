/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * clause - values of specifications: shares, spans of time, expressions, windows
 *
 * What the short form and OpenSLO have in common.  Everything is taken from the text
 * of a node and refused at its place.
 */
#ifndef CX_OBJECTIVE_CLAUSE_H
#define CX_OBJECTIVE_CLAUSE_H

#include "base/arena.h"
#include "base/rc.h"
#include "objective/objective.h"
#include "objective/spec.h"
#include "spec/doc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct clause {		/* of one file */
	const struct slo_spec_cfg *cfg;
	struct arena              *arena;
	const struct doc          *doc;		/* the one being read */
	struct slo_objective      *objective;
	size_t                     n;
	size_t                     cap;
	struct err                *e;
};

struct slo_share {		/* a share exactly as written: num / den */
	uint64_t num;
	uint64_t den;
};

/** clause_new - one more objective, with the defaults of all; RC_LIMIT beyond SLO_OBJECTIVES_MAX
 */
MUST_USE enum rc clause_new(struct clause *p, const struct node *at,
    struct slo_objective **o);

/** clause_share - 99.9% or 0.999, at most 9 decimals, not negative */
MUST_USE enum rc clause_share(struct clause *p, const struct node *n, struct slo_share *s);

/**
 * clause_target - a share between 0 and 1, as e0 = 1 - target, rounded once
 * @all: 100% may be asked for: e0 0
 */
MUST_USE enum rc clause_target(struct clause *p, const struct node *n, struct slo_share *s,
    bool all, double *e0);

/** clause_e0 - 1 - s, rounded once */
double clause_e0(struct slo_share s);

/** clause_limited - a share in [0, @max] as a double */
MUST_USE enum rc clause_limited(struct clause *p, const struct node *n, double max,
    double *out);

/** clause_quantile - p99, p99.9, median; *e0_le: the share beyond it */
MUST_USE enum rc clause_quantile(struct clause *p, const struct node *n, struct agg_q *q,
    double *above, double *below);

/** clause_limit - a number, or a duration, which is a number of milliseconds */
MUST_USE enum rc clause_limit(struct clause *p, const struct node *n, double *limit);

/** clause_minutes - a duration of whole minutes in [@least minutes, 10 years] */
MUST_USE enum rc clause_minutes(struct clause *p, const struct node *n, uint64_t least,
    int64_t *us);

/** clause_rolling - a duration of whole minutes as a rolling window */
MUST_USE enum rc clause_rolling(struct clause *p, const struct node *n,
    struct slo_window *w);

/** clause_start - local date and time: w->start_us of the zone w->zone */
MUST_USE enum rc clause_start(struct clause *p, const struct node *n, struct slo_window *w);

/** clause_zone - a time zone by name */
MUST_USE enum rc clause_zone(struct clause *p, const struct node *n,
    const struct tzone **zone);

/** clause_length - of n units, months as 30 days, quarters 90, years 365; 0: too long */
int64_t clause_length(uint64_t n, char unit);

/** clause_expr - an expression; its faults stand where they are in the file */
MUST_USE enum rc clause_expr(struct clause *p, const struct node *n,
    const struct expr **x);

/** clause_both - @a && @b; one that is NULL counts as true; both: NULL */
const struct expr *clause_both(struct clause *p, const struct expr *a,
    const struct expr *b);

/** clause_threshold - "(value) OP limit" as a predicate */
const struct expr *clause_threshold(struct clause *p, const struct expr *value,
    enum slo_op op, struct sv limit);

/**
 * clause_fires - RC_SYNTAX at @at when the alert can never fire
 *
 * The burn is at most 1 / e0, when every event is bad.
 */
MUST_USE enum rc clause_fires(struct clause *p, const struct node *at,
    const struct slo_alert *a, const struct slo_objective *o);

#endif
