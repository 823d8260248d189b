/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lookback - beside each point of a series: what it was a week ago, and its moving mean
 *
 *     record ──► key ──► series ──► the point at this wall-clock time, so long ago ──► x_1w
 *                          └──────► the last N points                             ──► x_mean7
 *
 * A map with memory, in order of time within each series, one thread.  Metrics are the
 * numbers of a record but for its keys; x_lo, x_hi and x_n belong to x.  Memory: of each
 * series the points that may still be asked for, 16 bytes and 32 for each metric.
 */
#ifndef CX_ANOMALY_LOOKBACK_H
#define CX_ANOMALY_LOOKBACK_H

#include "base/hmap.h"
#include "key/key_list.h"
#include "run/edit.h"
#include "run/map.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	LOOKBACK_LIST_MAX = 16,		/* of either option */
	LOOKBACK_METRICS_MAX = 256,
	LOOKBACK_MEAN_MAX = 1000000	/* points */
};

struct lookback_query {		/* option values; NULL: not given */
	const char *compare;	/* 1w,4w */
	const char *moving;	/* 7,28 */
	const char *key;	/* EXPR,...; NULL: all records are one series */
	uint64_t    max_keys;	/* series; one more is an error */
};

struct lookback_back {		/* so long ago */
	struct sv name;		/* as given */
	int64_t   us;		/* 0: months */
	int64_t   months;
	bool      wall;		/* days and more: by the wall clock */
};

struct lookback_mean {
	struct sv name;
	size_t    n;
};

struct lookback {
	struct lookback_back  back[LOOKBACK_LIST_MAX];
	size_t                nback;
	struct lookback_mean  mean[LOOKBACK_LIST_MAX];
	size_t                nmean;
	int64_t               reach_us;	/* points this old, and older, are not asked for */
	size_t                keep;	/* ... but the last so many are */
	const struct key_expr *key;
	size_t                nkey;
	uint64_t              max_keys;
	const struct edit    *edit;	/* writes the record as it came */
	size_t                window_slot;
	size_t                total_slot;
	bool                  window;	/* it is the time where a record has one */
	size_t                time_slot;
	const struct tzone   *zone;	/* NULL: wall clocks as they are written */
	struct tstamp_cfg     input;	/* how times of records are read */

	/* the memory */
	struct arena          arena;
	struct hmap           series;	/* key -> struct lookback_series */
	struct hmap           metric;	/* name -> uint32_t, its place in points */
	struct buf            bytes;
	struct arena          tmp;
};

/**
 * lookback_compile - check the options and compile them for a job; nothing seen yet
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX with the option.  lookback_free whatever it was.
 */
MUST_USE enum rc lookback_compile(struct lookback *b, const struct lookback_query *q,
    struct job *j, struct err *e);

/** lookback_record - the map_fn; its part is the struct lookback */
enum rc lookback_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e);

/** lookback_free - release */
void lookback_free(struct lookback *b);

#endif
