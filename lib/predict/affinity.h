/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * affinity - who saw this also took that
 *
 *     events ──► of each user the items he saw and took ──► users of each pair ──► lifts
 *
 * The lift of a pair is how many times the share of takers among those who saw the first item
 * is that among all.  A frequent item is no better for being frequent, and of a pair that few
 * have the lift is wide: pairs are ranked by its lower end.
 *
 * Memory: the facts of the scan; then 100 bytes an item and beside its name, 80 a pair, at
 * most max_pairs of them.
 */
#ifndef CX_PREDICT_AFFINITY_H
#define CX_PREDICT_AFFINITY_H

#include "query/option.h"
#include "run/job.h"
#include "scan/scan.h"
#include "stats/interval.h"
#include "users/user_key.h"

struct affinity_query {		/* options as given; NULL: the default */
	bool        items;
	const char *saw;
	const char *took;
	const char *item;
	uint64_t    per_item;
	uint64_t    min_users;
	uint64_t    max_items;
	uint64_t    max_pairs;
};

#define AFFINITY_SAW "event_name == 'view_item'"
#define AFFINITY_TOOK "event_name == 'purchase'"
#define AFFINITY_ITEM "item_id"
#define AFFINITY_RESULTS "items merge"	/* what options need that states do not depend on */
#define AFFINITY_DEFAULTS \
	{ .per_item = 10, .min_users = 5, .max_items = 1000, .max_pairs = 5000000 }

/* Its rows in an option table: of the struct s, whose member q it is. */
#define AFFINITY_OPTIONS(s, q) \
	OPT_HEAD("Items"), \
	OPT_FLAG(0, "items", s, q.items, "of each item what those who saw it also took", \
	    .not_with = "fit score evaluate", .saved = OPT_SAVED_FLAG, .may_lack = true), \
	OPT_TEXT(0, "saw", s, q.saw, "EXPR", \
	    "what shows an item: EXPR, or the name of an event (default view_item)", \
	    .needs = "items", .saved = OPT_SAVED_TEXT, .may_lack = true), \
	OPT_TEXT(0, "took", s, q.took, "EXPR", \
	    "what takes one: EXPR, or the name of an event (default purchase)", .needs = "items", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true), \
	OPT_TEXT(0, "item", s, q.item, "EXPR", "what the item is (default item_id)", \
	    .needs = "items", .saved = OPT_SAVED_TEXT, .may_lack = true), \
	OPT_U64(0, "per-item", s, q.per_item, 1, UINT32_MAX, "N", \
	    "the best N others of each item (default 10)", .needs = AFFINITY_RESULTS), \
	OPT_U64(0, "min-users", s, q.min_users, 1, UINT32_MAX, "N", \
	    "users that a pair must have (default 5)", .needs = AFFINITY_RESULTS), \
	OPT_U64(0, "max-items", s, q.max_items, 1, UINT32_MAX, "N", \
	    "leave out users with more items: they are no people (default 1000)", \
	    .needs = AFFINITY_RESULTS), \
	OPT_U64(0, "max-pairs", s, q.max_pairs, 1, UINT32_MAX, "N", \
	    "pairs to count; more is an error (default 5000000)", .needs = AFFINITY_RESULTS)

struct affinity_plan {
	const struct user_key *user;
	const struct expr *saw;
	const struct expr *took;
	const struct expr *item;
	struct affinity_query q;
	double             conf;
};

/**
 * affinity_compile - compile the options for a job
 * @user: outlives @p
 *
 * Returns: RC_OK; RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc affinity_compile(struct affinity_plan *p, const struct affinity_query *q,
    const struct user_key *user, struct job *j, struct err *e);

/** affinity_save - the inverse: the saved options that @p is, in their one form */
void affinity_save(struct affinity_query *q, const struct affinity_plan *p, struct job *j);

/** affinity_ops, affinity_sum - the scan of an affinity_plan */
extern const struct scan_ops affinity_ops;

extern const struct scan_sum affinity_sum;

struct affinity_counts {	/* users */
	uint64_t all;
	uint64_t saw;		/* the one item */
	uint64_t took;		/* the other */
	uint64_t both;		/* at least 1 */
};

/** affinity_lift - both * all / (saw * took) */
double affinity_lift(const struct affinity_counts *c);

/**
 * affinity_interval - of the lift
 *
 * The inverse of the lift is w + (1 - w) ratio: w the share of users who saw the item, ratio
 * that of the takers among the others to those among them, two groups that do not overlap.
 * Each part has its Wilson interval, and these are put together.  Where all saw the item the
 * lift is 1.
 * Source: Zou, Donner, Statistics in Medicine 27:1693-1702, 2008 (MOVER); Donner, Zou,
 *         Statistical Methods in Medical Research 21:347-359, 2012 (the same for ratios).
 *         Simulation: tests/property/predict.c.
 */
struct interval affinity_interval(const struct affinity_counts *c, double conf);

#endif
