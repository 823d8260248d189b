/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution_scan - the scan that makes paths of each user's records and adds them up
 *
 * Its facts are lists of values, trailing nulls left out:
 *
 *     [channel, kind, transaction, value, currency]     kind 1: an order, 2: a refund
 *
 * Nothing of models, lookback and transforms is in them: saved states answer for any.
 */
#ifndef CX_ATTRIBUTION_ATTRIBUTION_SCAN_H
#define CX_ATTRIBUTION_ATTRIBUTION_SCAN_H

#include "attribution/attribution_cost.h"
#include "attribution/attribution_sum.h"
#include "query/option.h"
#include "scan/scan.h"
#include "users/sale.h"
#include "users/user_key.h"

struct attribution_query {	/* options as given; NULL: none, or the default */
	struct user_key_query who;
	const char  *channel;	/* EXPR, ATTRIBUTION_CHANNEL by default */
	const char  *touch;	/* EXPR */
	struct sale_query sale;
	const char **model;	/* MODEL[,...] each; ATTRIBUTION_MODELS by default */
	size_t       nmodel;
	const char  *lookback;	/* DURATION, default 30d */
	bool         keep;
	const char **transform;	/* STEP[:NAME] each */
	size_t       ntransform;
	const char  *direct;	/* NAME, ATTRIBUTION_DIRECT_NAME by default */
	const char  *cost;	/* FILE */
	bool         ci;
	uint64_t     replicates;
	uint64_t     seed;
	uint64_t     paths;	/* 0: none */
	bool         per_user;
};

#define ATTRIBUTION_CHANNEL \
	"coalesce(channel, if(exists(source) || exists(medium), channel(source, medium), null))"
#define ATTRIBUTION_MODELS	"last-non-direct,linear,markov"
#define ATTRIBUTION_DIRECT_NAME	"Direct"

/*
 * Its rows in an option table: of the struct s, whose member q it is; the two lists are members
 * of s itself, to be copied.
 */
#define ATTRIBUTION_OPTIONS(s, q, models, transforms) \
	USER_KEY_OPTIONS(s, q.who), \
	OPT_TEXT(0, "channel", s, q.channel, "EXPR", \
	    "channel of a touch, null for none (default: channel, or that of source and medium)", \
	    .saved = OPT_SAVED_TEXT), \
	OPT_TEXT(0, "touch", s, q.touch, "EXPR", \
	    "touches: EXPR, or the name of an event (default: records with a channel)", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true), \
	SALE_OPTIONS(s, q.sale), \
	OPT_HEAD("Paths"), \
	OPT_TEXT(0, "lookback", s, q.lookback, "DURATION", \
	    "touches count so long for an order (default 30d)"), \
	OPT_FLAG(0, "keep-touches", s, q.keep, \
	    "touches count for later orders, too (default: an order begins a new path)"), \
	OPT_LIST_OF(0, "transform", s, transforms, &attribution_path_registry, "STEP[:NAME]", \
	    "leave out touches, in the order given; --help lists the steps"), \
	OPT_TEXT(0, "direct", s, q.direct, "NAME", \
	    "the channel of visits that nothing led to (default " ATTRIBUTION_DIRECT_NAME ")"), \
	OPT_HEAD("Results"), \
	OPT_LIST_OF(0, "model", s, models, &attribution_registry, "MODEL,...", \
	    "models, --help lists them (default " ATTRIBUTION_MODELS ")"), \
	OPT_TEXT(0, "cost", s, q.cost, "FILE", \
	    "what was spent: CSV or NDJSON with channel and cost", .file = PLACE_READ), \
	OPT_FLAG(0, "ci", s, q.ci, "add intervals, by a bootstrap over users"), \
	OPT_U64(0, "bootstrap", s, q.replicates, 10, ATTRIBUTION_SUM_REPLICATES, "N", \
	    "replicates of it (default 1000)", .needs = "ci"), \
	OPT_U64(0, "seed", s, q.seed, 0, UINT64_MAX, "N", "what they are drawn by (default 1)", \
	    .needs = "ci"), \
	OPT_U64(0, "paths", s, q.paths, 1, UINT32_MAX, "N", \
	    "write the N most frequent paths instead", .not_with = "model cost ci per-user"), \
	OPT_FLAG(0, "per-user", s, q.per_user, "write each user's paths instead", \
	    .not_with = "model cost ci")

struct attribution_plan {
	struct user_key    user;
	const struct expr *channel;
	const struct expr *touch;	/* NULL: whatever has a channel */
	struct sale_plan   sale;
	const struct tzone *zone;	/* in which times are printed */
	struct attribution_sum_cfg sum;
	struct attribution_cost   *cost;	/* NULL: none */
	double             conf;
	uint64_t           paths;
	bool               per_user;
};

/** attribution_scan_ops - ctx is a const struct attribution_plan */
extern const struct scan_ops attribution_scan_ops;

/** attribution_scan_sum - of the same plan; not with per_user */
extern const struct scan_sum attribution_scan_sum;

/**
 * attribution_scan_compile - check the options and compile them for a job
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX with the option and the column; of the table of costs
 *          what attribution_cost_load says.
 * Memory:  in the job's arena, and the costs: attribution_scan_free, whatever is returned.
 */
MUST_USE enum rc attribution_scan_compile(struct attribution_plan *p,
    const struct attribution_query *q, struct job *j, struct err *e);

/** attribution_scan_free - give the costs back */
void attribution_scan_free(struct attribution_plan *p);

/** attribution_scan_query - the saved options that @p is, in their one form; in the job's arena */
void attribution_scan_query(struct attribution_query *q, const struct attribution_plan *p,
    struct job *j);

/** attribution_scan_write - the results of all paths to the output of @j; RC_OK, RC_LIMIT ... */
MUST_USE enum rc attribution_scan_write(const struct attribution_plan *p,
    struct attribution_sum *s, struct job *j, struct err *e);

#endif
