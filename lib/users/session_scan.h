/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session_scan - the scan that cuts each user's records into sessions
 *
 * Its facts are lists of values, trailing nulls left out:
 *
 *     [record, split...]                       each record with its session
 *     [page, key event, split..., keep..., value, transaction, currency, alert...]
 *                                              one result for each session
 */
#ifndef CX_USERS_SESSION_SCAN_H
#define CX_USERS_SESSION_SCAN_H

#include "query/option.h"
#include "scan/scan_live.h"
#include "users/session.h"
#include "users/session_alert.h"
#include "users/session_sale.h"
#include "users/session_view.h"
#include "users/user_key.h"

struct session_query {		/* options as given; NULL: none, or the default */
	struct user_key_query who;
	const char *gap;	/* DURATION, default 30m */
	bool        at_gap;
	const char *max;	/* DURATION */
	const char *split;	/* EXPR,... or midnight */
	bool        sessions;	/* results, not records */
	const char *page;	/* EXPR, SESSION_PAGE by default */
	const char *key_event;	/* EXPR */
	const char *keep;	/* FIELD,... as --by; SESSION_KEEP by default */
	struct sale_query sale;
	struct session_alert_query alert;	/* of sessions or alone */
	bool        live;	/* sessions are forgotten when they are over */
	bool        unsold;	/* states of a time when nothing was known of sales */
};

/* Options that ask for results of sessions, or of what all of them say. */
#define SESSION_RESULTS "sessions stat pages transitions paths repeats around alert alert-repeats"

/* Its rows in an option table: of the struct s, whose member q it is. */
#define SESSION_OPTIONS(s, q) \
	USER_KEY_OPTIONS(s, q.who), \
	OPT_TEXT(0, "gap", s, q.gap, "DURATION", \
	    "a longer pause ends the session (default 30m)", .saved = OPT_SAVED_DURATION, \
	    .min.u = 1, .as = "gap_us"), \
	OPT_FLAG(0, "at-gap", s, q.at_gap, "a pause of exactly --gap ends it too", \
	    .saved = OPT_SAVED_FLAG, .as = "at_gap"), \
	OPT_TEXT(0, "max", s, q.max, "DURATION", "no session gets this old (default: no limit)", \
	    .saved = OPT_SAVED_DURATION, .as = "max_us"), \
	OPT_TEXT(0, "split", s, q.split, "EXPR,...", \
	    "end it where one of these changes; midnight: with the day", \
	    .saved = OPT_SAVED_EXPRS), \
	OPT_FLAG(0, "sessions", s, q.sessions, "write one result for each session", \
	    .saved = OPT_SAVED_FLAG), \
	OPT_TEXT(0, "page", s, q.page, "EXPR", \
	    "page a record shows, null for none (default: page_location, path)", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, .needs = SESSION_RESULTS), \
	OPT_TEXT(0, "key-event", s, q.key_event, "EXPR", \
	    "count these: EXPR, or the name of an event; a session with one is engaged", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, .as = "key_event", \
	    .needs = SESSION_RESULTS), \
	OPT_TEXT(0, "keep", s, q.keep, "FIELD,...", \
	    "their first known value (default source, medium, campaign, channel)", \
	    .saved = OPT_SAVED_EXPRS, .may_lack = true, .needs = SESSION_RESULTS), \
	SALE_OPTIONS_OF(s, q.sale, .needs = "sessions stat")

/* What the names of events and of requests say; see cx-events(7). */
#define SESSION_PAGE "if(exists(event_name) && event_name != \"page_view\", null, " \
	"coalesce(page_location, path))"
#define SESSION_KEEP "source, medium, campaign, channel"

struct session_plan {
	struct session_rule   rule;
	bool                  sessions;
	const struct tzone   *zone;	/* in which times are printed */
	uint64_t              seed;	/* of hash tables */
	struct user_key       user;
	const struct expr   **split;	/* rule.nsplit */
	const struct expr    *page;
	const struct expr    *key_event;	/* NULL: none */
	const struct key_expr *keep;
	size_t                nkeep;
	bool                  sold;	/* there are facts of sales */
	struct sale_plan      sale;
	size_t                id_slot;	/* members that are replaced */
	size_t                number_slot;
	bool                  live;
	bool                  results;	/* of sessions, not their alerts alone */
	struct session_alert_plan alert;
	struct session_view   view;	/* what is said of all sessions together; or none */
};

/** session_scan_ops - ctx is a const struct session_plan */
extern const struct scan_ops session_scan_ops;

/** session_scan_turn - of struct scan_live_plan; ctx is likewise, with `live` and without a view */
enum rc session_scan_turn(const void *ctx, const struct scan_seq *s, struct scan_turn *t,
    struct err *e);

/** session_scan_sum - of a plan with a view */
extern const struct scan_sum session_scan_sum;

/**
 * session_scan_compile - check the options and compile them for a job
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc session_scan_compile(struct session_plan *p, const struct session_query *q,
    struct job *j, struct err *e);

/** session_scan_query - the options that @p is, all in their one form; in the job's arena */
void session_scan_query(struct session_query *q, const struct session_plan *p, struct job *j);

/**
 * session_scan_adopt - what a head says of a query beside the plan, which @q has: the user
 *
 * Returns: RC_OK; RC_SYNTAX when it is no head of sessions, or not with this plan.
 */
MUST_USE enum rc session_scan_adopt(struct session_query *q, const struct state_head *h,
    struct job *j, struct err *e);

#endif
