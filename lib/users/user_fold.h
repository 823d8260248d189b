/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * user_fold - the fold that makes a profile of each user
 *
 * States are users/profile.h, and behind it those of the metrics of --feature.
 */
#ifndef CX_USERS_USER_FOLD_H
#define CX_USERS_USER_FOLD_H

#include "fold/fold.h"
#include "metric/metric.h"
#include "state/saved.h"
#include "users/profile.h"
#include "users/sale.h"
#include "users/user_key.h"

struct user_query {		/* options as given; NULL: none, or the default */
	struct user_key_query who;
	struct sale_query     sale;
	const char           *gap;	/* DURATION, default 30m */
	const char          **feature;	/* NAME=METRIC, of a row of the filter */
	size_t                nfeature;
	uint64_t              max_groups;
};

/* Its rows in an option table: of the struct s, whose member q it is. */
#define USER_OPTIONS(s, q) \
	USER_KEY_OPTIONS(s, q.who), \
	OPT_TEXT(0, "gap", s, q.gap, "DURATION", \
	    "a longer pause ends a session (default 30m, at most 12h)", \
	    .saved = OPT_SAVED_DURATION, .min.u = 1, .as = "gap_us", \
	    .may_lack = true), \
	SALE_OPTIONS(s, q.sale), \
	OPT_U64(0, "max-users", s, q.max_groups, 1, UINT64_MAX, "N", \
	    "users to keep; more is an error (default 100000000)")

enum { USER_MAX = 100000000 };	/* where no other number is asked for */

struct user_survey {		/* of all users */
	int64_t last_us;
	char    lo[SALE_CURRENCY_MAX + 1];	/* least and greatest currency; empty: none */
	char    hi[SALE_CURRENCY_MAX + 1];
};

struct user_plan {
	struct profile_cfg       cfg;
	struct user_key          who;
	struct sale_plan         sale;
	const struct expr       *touch[PROFILE_TEXTS];
	const struct metric_set *features;	/* NULL: none */
	const char             **feature;	/* in their one form */
	size_t                   nfeature;
	const struct tzone      *zone;	/* in which times are printed */
	bool                     cut;	/* --now was given: now_us is known before */
	int64_t                  now_us;
	struct user_survey       seen;
	struct fold_plan         fold;
};

/** user_fold_ops - ctx is a const struct user_plan */
extern const struct fold_ops user_fold_ops;

/** user_fold_size - bytes of a state */
size_t user_fold_size(const struct user_plan *p);

/**
 * user_plan_compile - check the options and compile them for a job
 * @p: stays where it is while the job runs
 *
 * With --now, records after it are not taken.
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc user_plan_compile(struct user_plan *p, const struct user_query *q,
    struct job *j, struct err *e);

/** user_plan_query - the options that @p is, all in their one form; in the job's arena */
void user_plan_query(struct user_query *q, const struct user_plan *p, struct job *j);

/**
 * user_fold_write - what the fold has come to, to the job's output: results, or with
 * p->fold.partial states
 *
 * Returns: RC_OK; RC_RANGE for values in two currencies, or states of records after --now.
 */
MUST_USE enum rc user_fold_write(struct user_plan *p, struct fold_parts *parts, struct job *j,
    struct err *e);

/** user_fold_whole - the same of a fold that spills; @p as long as it runs */
struct fold_whole user_fold_whole(struct user_plan *p);

#endif
