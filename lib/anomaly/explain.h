/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * explain - which key explains that a metric moved from one window to another
 *
 *     results ──► cells of the two windows ──► by each value of each key: its part of the change
 *                                                 └─► what explains most is taken away, and
 *                                                     what is left is asked again
 *
 * Results are those of cxstat, by more than one key or by one: a rate or mean NAME beside which
 * NAME_n stands (a rate where NAME * NAME_n is whole), or a sum beside which none does; a number
 * of events is called so, count(NAME).  Of each key's values the cells are added up.  The
 * arithmetic is change.h.
 *
 * Memory: the results, 60 bytes each and 40 a metric.
 */
#ifndef CX_ANOMALY_EXPLAIN_H
#define CX_ANOMALY_EXPLAIN_H

#include "base/buf.h"
#include "base/hmap.h"
#include "key/key_list.h"
#include "run/map.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXPLAIN_KEYS_MAX = 16, EXPLAIN_METRICS_MAX = 16, EXPLAIN_RANKS = 5 };

struct explain_query {		/* options as given; NULL: none */
	const char *metrics;	/* NAME, count(NAME), or sum(NAME): its mean times n */
	const char *by;		/* EXPR,... */
	const char *at;		/* TIME; NULL: the last window */
	const char *against;	/* TIME, or a duration before it; NULL: the window before it */
	uint64_t    max_groups;	/* results that are kept; one more is an error */
};

struct explain_metric {
	struct sv name;		/* as given */
	bool      total;	/* sum(NAME) */
	bool      count;	/* count(NAME) */
	size_t    slot;
	size_t    slot_n;
	size_t    slot_eff;
	size_t    slot_lo;
	size_t    slot_hi;
};

struct explain_plan {
	const struct key_expr *key;
	size_t                 nkey;
	struct explain_metric  metric[EXPLAIN_METRICS_MAX];
	size_t                 nmetric;
	size_t                 total_slot;
	size_t                 kind_slot;
	int64_t                at_us;		/* INT64_MIN: the last window */
	int64_t                against_us;	/* INT64_MIN: the window before it, */
	int64_t                ago_us;		/* ... or, if above 0, so long before it */
	uint64_t               max_groups;
	const struct tzone    *zone;
};

struct explain_cell {		/* one metric of one result */
	double x;		/* NAN: null */
	double n;		/* 0: none beside it */
	double each;		/* over a sample: so many of them are known by one record; else 1 */
	double half;		/* of its interval; NAN: none */
};

struct explain {		/* what was read */
	const struct explain_plan *plan;
	struct arena     arena;
	struct arena     tmp;
	struct buf       text;
	struct hmap      value[EXPLAIN_KEYS_MAX];	/* of each key: JSON text -> its number */
	int64_t         *window;	/* of each result, */
	uint32_t        *id;		/* ... the values of its keys, */
	struct explain_cell *cell;	/* ... its metrics */
	size_t           n;
	size_t           cap;
};

/** explain_compile - check the options for a job; RC_OK; RC_USAGE, RC_SYNTAX with the option */
MUST_USE enum rc explain_compile(struct explain_plan *p, const struct explain_query *q,
    struct job *j, struct err *e);

/** explain_init - nothing read yet */
void explain_init(struct explain *x, const struct explain_plan *p, uint64_t seed);

/** explain_record - the map_fn; its part is the struct explain */
enum rc explain_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e);

/**
 * explain_finish - all is read: write what explains what
 *
 * Of each metric a record of kind change, one of kind change_key for each key, and of kind
 * change_part for each value, those that explain something first.
 * Returns: RC_OK; RC_NOVERDICT there are no two windows, said; RC_USAGE a window that was asked
 *          for and is not there.
 */
MUST_USE enum rc explain_finish(struct explain *x, struct job *j, struct err *e);

/** explain_free - release */
void explain_free(struct explain *x);

#endif
