/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retain_plan - what cxretain was asked, compiled
 *
 * A state is the periods of a user (retention/pset.h) where starts and returns are one condition
 * and k is by the calendar; else marks (retention/marks.h).
 */
#ifndef CX_RETENTION_RETAIN_PLAN_H
#define CX_RETENTION_RETAIN_PLAN_H

#include "query/option.h"
#include "retention/retention.h"
#include "users/user_key.h"

enum retain_ask {
	RETAIN_RETENTION,
	RETAIN_LIFECYCLE,
	RETAIN_STICKINESS,
	RETAIN_ACTIVE,
	RETAIN_CHURN,
	RETAIN_ACTIVATION,
	RETAIN_SURVIVAL
};

struct retain_query {		/* options as given; NULL: none, or the default */
	struct user_key_query who;
	const char *start;	/* EXPR or a word */
	const char *ret;	/* likewise */
	const char *by;		/* EXPR,... */
	const char *period;	/* day, week, month */
	const char *week_start;	/* monday, sunday */
	const char *clock;	/* calendar, rolling */
	const char *cohort;	/* first, every, all */
	const char *mode;	/* on, on-or-after */
	const char *brackets;	/* K or K-K or K-, with commas */
	uint64_t    periods;	/* 0: the default */
	bool        lifecycle;
	bool        stickiness;
	bool        active;
	bool        churn;
	const char *activation;	/* EXPR[>=N] or a word */
	const char *within;	/* DURATION */
	uint64_t    times;	/* of a saved query: the N of activation; else 0 */
	bool        survival;
	const char *idle;	/* DURATION */
	const char *event;	/* EXPR or a word */
	bool        per_user;
};

#define RETAIN_ASKS "lifecycle stickiness active churn activation survival"
#define RETAIN_NOT_COHORTS "lifecycle stickiness active churn survival"

/* Its rows in an option table: of the struct s, whose member q it is. */
#define RETAIN_OPTIONS(s, q) \
	USER_KEY_OPTIONS(s, q.who), \
	OPT_TEXT(0, "start", s, q.start, "EXPR", \
	    "what puts a user into a cohort; a word is an event_name (default any event)", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, .not_with = "stickiness active churn"), \
	OPT_TEXT(0, "return", s, q.ret, "EXPR", \
	    "what counts as activity; a word is an event_name (default any event)", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, .not_with = "activation event"), \
	OPT_KEYS('b', "by", s, q.by, "EXPR,...", \
	    "also by the first known values of each user", .saved = OPT_SAVED_EXPRS, \
	    .may_lack = true), \
	OPT_CHOICE(0, "period", s, q.period, "day|week|month", \
	    "length of a period (default day)", .saved = OPT_SAVED_TEXT, .may_lack = true, \
	    .not_with = "active"), \
	OPT_CHOICE(0, "week-start", s, q.week_start, "monday|sunday", \
	    "first day of a week (default monday)", .saved = OPT_SAVED_TEXT, \
	    .may_lack = true, .as = "week_start"), \
	OPT_CHOICE(0, "clock", s, q.clock, "calendar|rolling", \
	    "periods of the calendar (default), or counted from each start", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, .not_with = RETAIN_ASKS), \
	OPT_CHOICE(0, "cohort", s, q.cohort, "first|every|all", \
	    "cohorts by each user's first start (default), by every period with one, or one " \
	    "of all users", .saved = OPT_SAVED_TEXT, .may_lack = true, \
	    .not_with = RETAIN_NOT_COHORTS), \
	OPT_CHOICE(0, "mode", s, q.mode, "on|on-or-after", \
	    "who returned in period k (default), or in k or later", .not_with = RETAIN_ASKS), \
	OPT_TEXT(0, "brackets", s, q.brackets, "K,...", \
	    "columns of periods instead of single ones: 1, 2-7, 8-", \
	    .not_with = "mode periods " RETAIN_ASKS), \
	OPT_U64(0, "periods", s, q.periods, 1, 1000, "N", \
	    "k up to N (default 12); of the others the last N periods (default all)", \
	    .not_with = "activation survival"), \
	OPT_FLAG(0, "lifecycle", s, q.lifecycle, \
	    "new, returning, resurrecting and dormant users of each period", \
	    .saved = OPT_SAVED_FLAG, .not_with = "stickiness active churn activation survival"), \
	OPT_FLAG(0, "stickiness", s, q.stickiness, \
	    "users by how many periods they were active in", \
	    .saved = OPT_SAVED_FLAG, .not_with = "active churn activation survival"), \
	OPT_FLAG(0, "active", s, q.active, \
	    "users active on each day, in 7 and 30 days up to it, and their ratio", \
	    .saved = OPT_SAVED_FLAG, .not_with = "churn activation survival"), \
	OPT_FLAG(0, "churn", s, q.churn, "of those active in a period, who was not in the next", \
	    .saved = OPT_SAVED_FLAG, .not_with = "activation survival"), \
	OPT_TEXT(0, "activation", s, q.activation, "EXPR[>=N]", \
	    "who of a cohort did this, N times or more, --within a time of the start", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, \
	    .not_with = "survival cohort=every"), \
	OPT_TEXT(0, "within", s, q.within, "DURATION", \
	    "how long after the start that counts (default 7d)", \
	    .saved = OPT_SAVED_DURATION, .as = "within_us", .needs = "activation"), \
	OPT_SAVED_AS_COUNT("times", s, q.times), \
	OPT_FLAG(0, "survival", s, q.survival, \
	    "how long users stay: survival curves, and their comparison by -b", \
	    .saved = OPT_SAVED_FLAG), \
	OPT_TEXT(0, "idle", s, q.idle, "DURATION", \
	    "a user is gone when idle for longer (default 30d)", .saved = OPT_SAVED_DURATION, \
	    .as = "idle_us", .needs = "survival", .not_with = "event"), \
	OPT_TEXT(0, "event", s, q.event, "EXPR", "a user is gone with this event instead", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, .needs = "survival"), \
	OPT_FLAG(0, "per-user", s, q.per_user, "write a record for each user instead", \
	    .not_with = "partial lifecycle stickiness active churn")

struct retain_plan {
	enum retain_ask         ask;
	struct user_key         user;
	const struct expr      *start;		/* NULL: any event, as are the next two */
	const struct expr      *ret;		/* what counts as return, or as the event */
	const struct key_expr  *by;
	size_t                  nby;
	bool                    marks;		/* the states are marks */
	bool                    all;		/* one cohort of all */
	struct retention_rule   rule;
	struct marks_rule       keep;		/* of marks */
	struct retention_column *col;
	size_t                  ncol;
	bool                    bracketed;	/* they are those of --brackets */
	uint64_t                periods;	/* 0: all */
	uint64_t                times;		/* of --activation, at least 1 */
	int64_t                 within_us;
	int64_t                 idle_us;	/* of --survival; 0: an event */
	int64_t                 now_us;		/* INT64_MIN: end of the data */
	bool                    per_user;
	double                  conf;
};

/**
 * retain_plan_compile - check the options and compile them for a job
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc retain_plan_compile(struct retain_plan *p, const struct retain_query *q,
    struct job *j, struct err *e);

/** retain_plan_query - the options that @p is, what states depend on, in their one form */
void retain_plan_query(struct retain_query *q, const struct retain_plan *p, struct job *j);

#endif
