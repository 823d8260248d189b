/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_parse - values of specifications: shares, spans of time, expressions, windows
 *
 * What the short form and OpenSLO have in common.  Everything is taken from the text
 * of a node and refused at its place.
 */
#ifndef CX_SLO_SLO_PARSE_H
#define CX_SLO_SLO_PARSE_H

#include "base/arena.h"
#include "base/rc.h"
#include "objective/objective.h"
#include "objective/slo_spec.h"
#include "spec/doc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slo_parse {		/* of one file */
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

/** slo_parse_new - one more objective, with the defaults of all; RC_LIMIT beyond SLO_OBJECTIVES_MAX
 */
MUST_USE enum rc slo_parse_new(struct slo_parse *p, const struct node *at,
    struct slo_objective **o);

/** slo_parse_share - 99.9% or 0.999, at most 9 decimals, not negative */
MUST_USE enum rc slo_parse_share(struct slo_parse *p, const struct node *n, struct slo_share *s);

/**
 * slo_parse_target - a share between 0 and 1, as e0 = 1 - target, rounded once
 * @all: 100% may be asked for: e0 0
 */
MUST_USE enum rc slo_parse_target(struct slo_parse *p, const struct node *n, struct slo_share *s,
    bool all, double *e0);

/** slo_parse_e0 - 1 - s, rounded once */
double slo_parse_e0(struct slo_share s);

/** slo_parse_limited - a share in [0, @max] as a double */
MUST_USE enum rc slo_parse_limited(struct slo_parse *p, const struct node *n, double max,
    double *out);

/** slo_parse_quantile - p99, p99.9, median; *e0_le: the share beyond it */
MUST_USE enum rc slo_parse_quantile(struct slo_parse *p, const struct node *n, struct fold_q *q,
    double *above, double *below);

/** slo_parse_limit - a number, or a duration, which is a number of milliseconds */
MUST_USE enum rc slo_parse_limit(struct slo_parse *p, const struct node *n, double *limit);

/** slo_parse_minutes - a duration of whole minutes in [@least minutes, 10 years] */
MUST_USE enum rc slo_parse_minutes(struct slo_parse *p, const struct node *n, uint64_t least,
    int64_t *us);

/** slo_parse_rolling - a duration of whole minutes as a rolling window */
MUST_USE enum rc slo_parse_rolling(struct slo_parse *p, const struct node *n,
    struct slo_window *w);

/** slo_parse_start - local date and time: w->start_us of the zone w->zone */
MUST_USE enum rc slo_parse_start(struct slo_parse *p, const struct node *n, struct slo_window *w);

/** slo_parse_zone - a time zone by name */
MUST_USE enum rc slo_parse_zone(struct slo_parse *p, const struct node *n,
    const struct tzone **zone);

/** slo_parse_length - of n units, months as 30 days, quarters 90, years 365; 0: too long */
int64_t slo_parse_length(uint64_t n, char unit);

/** slo_parse_expr - an expression; its faults stand where they are in the file */
MUST_USE enum rc slo_parse_expr(struct slo_parse *p, const struct node *n,
    const struct expr **x);

/** slo_parse_both - @a && @b; one that is NULL counts as true; both: NULL */
const struct expr *slo_parse_both(struct slo_parse *p, const struct expr *a,
    const struct expr *b);

/** slo_parse_threshold - "(value) OP limit" as a predicate */
const struct expr *slo_parse_threshold(struct slo_parse *p, const struct expr *value,
    enum slo_op op, struct sv limit);

/**
 * slo_parse_fires - RC_SYNTAX at @at when the alert can never fire
 *
 * The burn is at most 1 / e0, when every event is bad.
 */
MUST_USE enum rc slo_parse_fires(struct slo_parse *p, const struct node *at,
    const struct slo_alert *a, const struct slo_objective *o);

/** slo_short_read - all objectives of a document of the short form */
MUST_USE enum rc slo_short_read(struct slo_parse *p);

/** slo_open_read - all objectives of the OpenSLO objects of a file; @d: its documents */
MUST_USE enum rc slo_open_read(struct slo_parse *p, const struct docs *d);

#endif
