/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rfm - scores of recency, frequency and monetary value
 *
 *     F = 1 1 1 2 3, five scores      cut, nested  1 1 1 4 5    ties never split
 *                                     rank         2 2 2 4 5    nor here
 *                                     ntile        1 2 3 4 5    as SQL: by order of user
 *
 * The best score is the number of scores: of the greatest frequency and value, of the
 * smallest recency, which is the time since the last order.
 *
 * Pure: values in, scores out; none of them is NaN.  Users come in their order, so that what
 * splits ties is that order and not the input's.
 * Source: quantiles of type 7, Hyndman, Fan, The American Statistician 50:361-365, 1996;
 *         nested scores, Hughes, Strategic Database Marketing, 1994.
 *         Oracle: quantile() of R, NTILE of SQL, in tests/unit/segment.c.
 */
#ifndef CX_SEGMENT_RFM_H
#define CX_SEGMENT_RFM_H

#include "base/arena.h"
#include "base/registry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	RFM_MEASURES = 3,
	RFM_SCORES_MAX = 1000,
	RFM_NESTED_MAX = 20	/* scores within scores: there are as many cells as their cube */
};

enum rfm_measure { RFM_RECENCY, RFM_FREQUENCY, RFM_MONETARY };

enum rfm_way {
	RFM_CUT,	/* by edges of the values */
	RFM_NESTED,	/* likewise: frequency within each recency, value within each of both */
	RFM_NTILE,	/* as many users in each, ties in order of user */
	RFM_RANK	/* by the mean rank of equal values */
};

struct rfm_method {		/* a row of rfm_method_registry */
	const char  *name;
	const char  *summary;
	enum rfm_way way;
	bool         edged;	/* scores follow from edges, which can be kept */
};

/** rfm_method_registry - the ways to score */
extern const struct registry rfm_method_registry;

/** rfm_measure_name - "recency" ... */
const char *rfm_measure_name(enum rfm_measure m);

/*
 * What separates the scores: of values x, class 1 + how many edges are below x.  Nested ones
 * are those of each cell: of frequency for each score of recency, of value for each score of
 * recency and, within, of frequency; a cell without users has NaN.
 */
struct rfm_edges {
	unsigned scores;	/* 2..RFM_SCORES_MAX, nested to RFM_NESTED_MAX */
	bool     nested;
	double  *edge[RFM_MEASURES];	/* scores - 1 for each cell */
};

/** rfm_cells - how many lists of edges a measure has */
size_t rfm_cells(const struct rfm_edges *g, enum rfm_measure m);

/** rfm_edges_init - room for edges, in @a, all NaN */
void rfm_edges_init(struct rfm_edges *g, unsigned scores, bool nested, struct arena *a);

/**
 * rfm_learn - the edges of @n users' values, n >= 1: quantiles of type 7 at 1/scores, 2/scores ...
 * @g: after rfm_edges_init
 *
 * Memory: 40 bytes a user while it works.
 */
void rfm_learn(struct rfm_edges *g, const double *const x[RFM_MEASURES], size_t n);

/** rfm_score - the scores of one user's values; in a cell without edges the lowest class */
void rfm_score(const struct rfm_edges *g, const double x[RFM_MEASURES],
    unsigned score[RFM_MEASURES]);

/**
 * rfm_place - scores of one measure by place among the others: RFM_NTILE, RFM_RANK
 * @score: of each of @n users
 *
 * ntile: the first n mod scores classes have one user more.  rank: the mean rank of equal
 * values among n, times scores, rounded up.  Recency is ranked from the longest ago.
 */
void rfm_place(enum rfm_way way, enum rfm_measure m, unsigned scores, const double *x, size_t n,
    uint16_t *score);

#endif
