/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metric - the metric grammar: expressions plus aggregates (cxstat(1))
 *
 *     errors = rate(status >= 500), p95(ms) where method == "GET", users = distinct(user_id)
 *
 * Outputs over the same aggregate and arguments share one state: p50(x), p95(x)
 * and p99(x) keep one sketch.
 */
#ifndef CX_METRIC_METRIC_H
#define CX_METRIC_METRIC_H

#include "expr/expr.h"
#include "metric/agg_type.h"

#include <stddef.h>

#define METRIC_NONE SIZE_MAX	/* no column */

struct metric_column {		/* a predicate or value that aggregates ask for */
	const struct expr *x;
	size_t             where;	/* column of the where that chooses its records, or NONE */
	uint8_t            want;	/* FOLD_DOUBLE, FOLD_EXACT: also as such numbers */
	bool               predicate;
	bool               chooses;	/* it is a where */
	bool               stands;	/* a field or constant: nothing is computed */
};

struct metric_agg {		/* one state per group */
	const struct agg_type *type;
	struct agg_cfg         cfg;
	const struct expr      *arg[FOLD_ARGS_MAX];	/* only those that are read */
	size_t                  narg;
	size_t                  nread;			/* with those that may be left out */
	const struct expr      *where;			/* NULL: every record */
	size_t                  column[FOLD_ARGS_MAX];	/* of each argument, or NONE */
	size_t                  chosen;			/* column of where, or NONE */
	size_t                  off;			/* of its state within the group's states */
	bool                    square;			/* of its weights squared */
};

struct metric_out {		/* one output, in the order written */
	size_t          agg;
	size_t          square;		/* the same of squared weights, or METRIC_NONE */
	struct agg_out out;
};

struct metric_set {
	struct metric_agg    *agg;
	size_t                nagg;
	struct metric_column *column;	/* in the order in which a record is asked for them */
	size_t                ncolumn;
	struct metric_out    *out;
	size_t                nout;
	size_t                size;	/* bytes of a group's states */
	bool                  timed;	/* some aggregate needs the record's time */
	bool                  sampled;	/* weights are those of a sample */
};

#define METRIC_ACCURACY 0.01	/* where no other is asked for */

enum { METRIC_MAX_VALUES = 100000 };	/* likewise */

struct metric_cfg {		/* from the command line, for all metrics */
	double   accuracy;
	double   conf;
	bool     ci;
	bool     plain;		/* see struct agg_out: for who takes the spread out of intervals */
	bool     exact;
	bool     sampled;	/* records are a sample, each of so many events as it weighs */
	uint64_t max_values;
};

/**
 * metric_compile - compile a list of metrics
 *
 * An unnamed metric is named by its text, punctuation runs as one '_', trimmed:
 * p95(duration_ms) is p95_duration_ms.
 * Returns: RC_OK; RC_SYNTAX with column: unknown aggregate (nearest named), wrong
 *          argument kinds, a name used twice, a quantile outside (0, 1).
 * Memory:  in env->arena.
 */
MUST_USE enum rc metric_compile(const struct metric_set **m, struct sv text,
    const struct metric_cfg *cfg, const struct expr_env *env, struct err *e);

/** metric_init - states of one group at @st, m->size zeroed bytes, 16-aligned */
MUST_USE enum rc metric_init(const struct metric_set *m, void *st, struct err *e);

/** metric_step - metric_step_rows of one record; RC_BAD rejects it before any state changed */
MUST_USE enum rc metric_step(const struct metric_set *m, void *st, const struct record *r,
    struct expr_eval *ev, const struct agg_in *time, struct err *e);

/**
 * metric_step_rows - add many records, each to the states of its own group
 * @st:   of each row; rows of one group have the same
 * @done: how many were added, or looked at: on RC_BAD the last one cannot be judged and is in
 *        no state, those before it are, those behind it are not
 *
 * Returns: RC_OK; RC_BAD; RC_LIMIT an aggregate that can hold no more: then all states are
 *          only fit for metric_free.
 * Memory: scratch in @ev until it is reset; allocates nothing once that has grown.
 */
MUST_USE enum rc metric_step_rows(const struct metric_set *m, void *const *st,
    const struct rows *rows, struct expr_eval *ev, size_t *done, struct err *e);

/** metric_merge - dst += src */
MUST_USE enum rc metric_merge(const struct metric_set *m, void *dst, const void *src,
    struct err *e);

/** metric_emit - write every output's members into an open object */
void metric_emit(const struct metric_set *m, const void *st, const struct agg_span *span,
    struct jwrite *w);

/** metric_emit_plain - the same of output @out alone, without its interval */
void metric_emit_plain(const struct metric_set *m, size_t out, const void *st,
    const struct agg_span *span, struct jwrite *w);

/** metric_use - did one of the values that came to output @out of a group serve it? */
enum agg_use metric_use(const struct metric_set *m, size_t out, const void *st);

/** metric_save - the states of one group: an array, one element an aggregate, in order */
void metric_save(const struct metric_set *m, const void *st, struct jwrite *w);

/**
 * metric_load - read them back
 * @st: as after metric_init; on failure only fit for metric_free
 * @v:  raw, already validated JSON
 *
 * Settings (accuracy, k, threshold ...) are not in a state: they, and what
 * metric_describe says, are compared by the caller.
 * Returns: RC_OK; RC_SYNTAX with which aggregate's state is wrong and how; RC_LIMIT
 *          when it holds more than the settings allow.
 */
MUST_USE enum rc metric_load(const struct metric_set *m, void *st, const struct val *v,
    struct err *e);

/** metric_describe - the form of each of the m->nagg states, name and version: "rate/1"; in @a */
const char **metric_describe(const struct metric_set *m, struct arena *a);

/** metric_heap - bytes of heap that they own; 0: they may be copied, as in agg_type.heap */
size_t metric_heap(const struct metric_set *m, const void *st);

/** metric_near - before a merge into @st: agg_type.near of each */
void metric_near(const struct metric_set *m, const void *st, unsigned step);

/** metric_free - release what the states own */
void metric_free(const struct metric_set *m, void *st);

#endif
