/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_type - one aggregate: a commutative monoid over values
 *
 * The laws (architecture): init is neutral for merge; merge(fold(a), fold(b))
 * emits, and saves, the same bytes as fold(a ++ b) for any split and order; what
 * was saved loads as what it was.  They are tested in one loop over the registry,
 * tests/property/laws.c.
 *
 * A saved state is one JSON value, its layout drawn where it is written: counts
 * are integers up to JFIELDS_COUNT_MAX, and those that are 0 are left out but
 * where said.  load refuses what no fold can have saved under its settings, as
 * far as that shows: then merge, emit and save cannot go wrong on it.
 *
 * Aggregates that most queries have take the records of a batch at once, their arguments
 * as columns; numbers are decoded once for all aggregates over the same argument.
 *
 * A record may count more than once: what that makes of a state is, to the byte, what as many
 * records alike would.  That is a law, too.
 *
 * Adding an aggregate: one file, one row in agg_type.c, one line in the man page.
 */
#ifndef CX_METRIC_AGG_TYPE_H
#define CX_METRIC_AGG_TYPE_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/registry.h"
#include "base/val.h"
#include "json/jspelled.h"
#include "json/jwrite.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FOLD_ARGS_MAX = 3, AGG_NEAR_STEPS = 2 };

struct agg_q {			/* a quantile, exactly: num / 10^dec */
	uint64_t num;
	unsigned dec;		/* p99.9: 999 / 10^3 */
};

struct ddmap_small;

struct agg_cfg {		/* settings of one aggregate: constant, shared by all its states */
	double        accuracy;		/* of sketched quantiles, relative, (0, 0.1] */
	bool          exact;		/* --exact: keep every value */
	uint64_t      max_values;	/* of top, distinct values kept exactly */
	uint64_t      k;		/* of top, largest */
	struct val    threshold;	/* of apdex: T */
	int64_t       slice_us;		/* of uptime, */
	int64_t       outage_us;	/* ... how long its outages are; 0: not said */
	bool          sampled;		/* the records are a sample, weighed */
	const struct ddmap_small *bins;	/* of quantiles: what its .ready makes; NULL: nothing */
};

enum { AGG_HEAD = 32 };

struct agg_out {		/* one output of an aggregate */
	struct sv     name;		/* member name; intervals are name_lo, name_hi */
	struct agg_q q;		/* of quantiles */
	double        conf;		/* of intervals, two-sided, (0, 1) */
	bool          ci;		/* print intervals, */
	bool          plain;		/* ... of mean and ratio Student's, as wide on both sides */
	uint8_t       nhead;		/* a short name without escapes behind a quote: bytes of */
	char          head[AGG_HEAD];	/* this, copied whole; 0: the name has to be looked at */
};

struct agg_memo;
struct xsum_num;

struct agg_in {		/* what one record brings */
	const struct val *arg;		/* one for each of p x P X in args; left out: VAL_NONE */
	int64_t           at_us;	/* its time; meaningful when timed */
	bool              timed;
	uint64_t          again;	/* how many more events it stands for, all like it */
	struct arena     *tmp;		/* this record's scratch for decoded text; NULL: own */
};

/** agg_times - how many events a record stands for */
static inline uint64_t
agg_times(const struct agg_in *in)
{
	return 1 + in->again;
}

enum agg_is {			/* what stands in a column of numbers */
	AGG_IS_NULL,
	AGG_IS_BAD,		/* something else */
	AGG_IS_NUMBER,		/* these two are numbers: any, and */
	AGG_IS_SMALL		/* a whole one of up to eight digits, as it is written */
};

struct agg_column {		/* an argument of many records, in the form that is asked for */
	const struct val *const *at;	/* x: where the values are */
	const uint8_t           *tri;	/* p: an enum expr_tri each */
	const uint8_t           *is;	/* with FOLD_DOUBLE or FOLD_EXACT: an enum agg_is each, */
	const double            *num;	/* ... their nearest doubles, */
	const struct xsum_num   *exact;	/* ... with FOLD_EXACT also the numbers themselves */
};

struct agg_rows {		/* what many records bring, each to the states of its group */
	size_t                   n;
	void *const             *st;
	size_t                   off;	/* of the state that is meant within those */
	const struct agg_column *arg[FOLD_ARGS_MAX];	/* as agg_in.arg; left out: NULL */
	const uint64_t          *weight;	/* of each, how often it counts; NULL: once */
	struct arena            *tmp;	/* as agg_in.tmp */
};

/** agg_rows_state - the state that record @i goes to */
static inline void *
agg_rows_state(const struct agg_rows *in, size_t i)
{
	return (char *)in->st[i] + in->off;
}

struct agg_span {		/* where a state stands when it is emitted */
	struct twindow_span window;	/* meaningful when windowed */
	bool                windowed;
	const void         *square;	/* for agg_type.drawn: the state of the same records,
					 * each as often as its weight squared */
	struct agg_memo   *memo;	/* metric/agg_memo.h; NULL: none */
};

enum agg_flags {
	FOLD_TIMED = 1,		/* needs the record's time */
	FOLD_DOUBLE = 2,	/* its rows take x as doubles */
	FOLD_EXACT = 4		/* its rows take x as exact numbers */
};

enum agg_use {			/* what a state has been given so far */
	AGG_USE_NOTHING,	/* nothing, or what is absent */
	AGG_USE_NONE,		/* values, of which it could use none */
	AGG_USE_SOME
};

/* What a row of the registry says of its state. */
#define AGG_STATE(type)	.size = sizeof(type), .align = _Alignof(type)

struct agg_type {
	const char *name;	/* in the metric grammar */
	const char *args;	/* one letter each: p predicate, x value, k count, t threshold,
				 * q quantile, d duration; upper case: optional.  Only p, x and
				 * P, X reach step. */
	const char *summary;	/* one line for the man page and errors */
	const char *method;	/* how it is found, */
	const char *exactly;	/* ... with --exact; NULL: the same; */
	const char *interval;	/* ... and its interval; NULL: it has none; */
	const char *grows;	/* what its memory grows with; NULL: with nothing */
	unsigned    flags;
	unsigned    version;	/* of the saved form */
	size_t      size;	/* of the state, which is zeroed before init, */
	size_t      align;	/* at a multiple of this: AGG_STATE */
	/* What of the settings is made once, in @a, for all states; NULL: nothing. */
	void      (*ready)(struct agg_cfg *cfg, struct arena *a);
	enum rc   (*init) (void *st, const struct agg_cfg *cfg, struct err *e);
	/* One of the two: one record, or many, when that cannot fail and time is nothing to it. */
	enum rc   (*step) (void *st, const struct agg_cfg *cfg, const struct agg_in *in,
	                   struct err *e);
	void      (*rows) (const struct agg_cfg *cfg, const struct agg_rows *in);
	enum rc   (*merge)(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e);
	void      (*save) (const void *st, const struct agg_cfg *cfg, struct jwrite *w);
	enum rc   (*load) (void *st, const struct agg_cfg *cfg, const struct val *v,
	                   struct err *e);	/* after init; RC_SYNTAX, or RC_LIMIT when cfg
	                   			 * allows less; then only fit for free */
	/* Of what save writes as much as is common, to be merged and forgotten: @st is zeroed, is
	 * not freed, and may point into @room, of so many bytes, zeroed at first.  False:
	 * load is to tell what it is.  NULL: it always is. */
	bool      (*read) (void *st, const struct agg_cfg *cfg, struct jspelled *t, void *room);
	size_t      room;
	/* Before a merge, @step by @step from 0 on: what it will touch is on its way into the
	 * cache, so that the next step can look at it.  NULL: nothing but the state itself. */
	void      (*near) (const void *st, unsigned step);
	void      (*emit) (const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
	                   const struct agg_span *span, struct jwrite *w);
	/* The emit of a sample, whose intervals ask for the squares of weights; NULL: emit. */
	void      (*drawn)(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
	                   const struct agg_span *span, struct jwrite *w);
	const struct agg_type *sampled;	/* what stands in for it over a sample; NULL: itself */
	enum agg_use (*use)(const void *st);	/* NULL: it can use anything */
	/* Bytes of heap that the state owns, about; 0: its own bytes are all there is of it, and
	 * they may be copied.  NULL: always 0. */
	size_t    (*heap) (const void *st);
	void      (*free) (void *st);	/* NULL when the state owns no heap */
};

/** agg_type_registry - the aggregates */
extern const struct registry agg_type_registry;

/** agg_type_at - the @i-th aggregate; NULL behind the last */
const struct agg_type *agg_type_at(size_t i);

/**
 * agg_type_find - by grammar name
 * @q: set, and *has_q true, when the name is a quantile: "median" (50 / 10^2), "p95" (95 / 10^2),
 *     "p99.9" (999 / 10^3) find "quantile"; at most 17 digits, strictly between p0 and p100
 *
 * Returns: the type; NULL when unknown.
 */
const struct agg_type *agg_type_find(struct sv name, struct agg_q *q, bool *has_q);

#endif
