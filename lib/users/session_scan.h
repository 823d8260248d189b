/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session_scan - the scan that cuts each user's records into sessions
 *
 * Its facts are lists of values, trailing nulls left out:
 *
 *     [record, split...]                       each record with its session
 *     [page, key event, split..., keep...]     one result for each session
 */
#ifndef CX_USERS_SESSION_SCAN_H
#define CX_USERS_SESSION_SCAN_H

#include "scan/scan.h"
#include "users/session.h"

struct session_query {		/* options as given; NULL: none, or the default */
	const char *user;	/* EXPR, default user_id */
	const char *gap;	/* DURATION, default 30m */
	bool        at_gap;
	const char *max;	/* DURATION */
	const char *split;	/* EXPR,... or midnight */
	bool        sessions;	/* results, not records */
	const char *page;	/* EXPR, SESSION_PAGE by default */
	const char *key_event;	/* EXPR */
	const char *keep;	/* FIELD,... as --by; SESSION_KEEP by default */
};

/* What the names of events and of requests say; see cx-events(7). */
#define SESSION_PAGE "if(exists(event_name) && event_name != \"page_view\", null, " \
	"coalesce(page_location, path))"
#define SESSION_KEEP "source, medium, campaign, channel"

struct session_plan {
	struct session_rule   rule;
	bool                  sessions;
	const struct tzone   *zone;	/* in which times are printed */
	struct key_expr       user;
	const struct expr   **split;	/* rule.nsplit */
	const struct expr    *page;
	const struct expr    *key_event;	/* NULL: none */
	const struct key_expr *keep;
	size_t                nkeep;
	size_t                id_slot;	/* members that are replaced */
	size_t                number_slot;
};

/** session_scan_ops - ctx is a const struct session_plan */
extern const struct scan_ops session_scan_ops;

/**
 * session_scan_compile - check the options and compile them for a job
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc session_scan_compile(struct session_plan *p, const struct session_query *q,
    struct job *j, struct err *e);

/** session_scan_head - the head of states of this plan; in the job's arena */
struct state_head *session_scan_head(const struct session_plan *p, struct job *j);

/**
 * session_scan_adopt - the options that a head was made with, also those of the job
 *
 * Returns: RC_OK; RC_SYNTAX when they are not those of sessions; what job_prepare returns.
 */
MUST_USE enum rc session_scan_adopt(struct session_query *q, const struct state_head *h,
    struct job *j, struct err *e);

#endif
