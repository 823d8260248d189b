/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session_alert - who is in trouble within a session: so many errors in a row, or in a time,
 * or the same page again and again
 *
 *     --alert 'refused:status == 403@3'        three records in a row
 *     --alert 'errors:status >= 500@5/1m'      five within a minute, whatever is between
 *     --alert-repeats 5/2s                     a page again, five times, each time within
 *                                              2 s of the time before
 *
 * Records for which the expression is unknown are passed over.  Each alert is said once in a
 * session.
 *
 * Memory, of a session: a few bytes for each alert; the times of up to N records of those
 * within a time; with repeats SESSION_ALERT_PAGES pages of 32 bytes, those seen last.
 */
#ifndef CX_USERS_SESSION_ALERT_H
#define CX_USERS_SESSION_ALERT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/val.h"
#include "expr/expr.h"
#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SESSION_ALERT_MAX = 16,		/* alerts */
	SESSION_ALERT_RECORDS = 1000,	/* the greatest N */
	SESSION_ALERT_PAGES = 32
};

struct session_alert_query {	/* options as given */
	const char **alert;	/* [NAME:]EXPR@N[/TIME] */
	size_t       nalert;
	const char  *repeats;	/* N/TIME; NULL: none */
};

/* Its rows in an option table: of the struct s, whose member q it is. */
#define SESSION_ALERT_OPTIONS(s, q) \
	OPT_HEAD("Users in trouble"), \
	OPT_LIST_IN(0, "alert", s, q, alert, "[NAME:]EXPR@N[/TIME]", \
	    "say when EXPR holds for N records of a session in a row, or within TIME", \
	    .not_with = "stat pages transitions paths repeats around partial merge"), \
	OPT_TEXT(0, "alert-repeats", s, q.repeats, "N/TIME", \
	    "say when a page is asked for N times again, each within TIME of the last", \
	    .not_with = "stat pages transitions paths repeats around partial merge")

struct session_alert_rule {
	struct sv          name;
	const struct expr *x;		/* NULL: repeats of a page */
	uint64_t           n;		/* 1..SESSION_ALERT_RECORDS */
	int64_t            within_us;	/* 0: in a row */
};

struct session_alert_plan {
	struct session_alert_rule rule[SESSION_ALERT_MAX + 1];
	size_t   n;		/* the one without expression, if there is one, is the last */
	size_t   nexpr;		/* those with one */
	uint64_t seed;
};

/**
 * session_alert_compile - check the options and compile them for a job
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc session_alert_compile(struct session_alert_plan *p,
    const struct session_alert_query *q, struct job *j, struct err *e);

struct session_alert_page {
	uint64_t hash;
	uint64_t n;		/* repeats, one behind the other */
	int64_t  since_us;	/* the first time */
	int64_t  last_us;
};

struct session_alert {		/* of one rule, in the session at hand */
	bool     said;
	uint64_t n;
	int64_t  since_us;
	int64_t *at_us;		/* of a time: the last n; room for the rule's */
};

struct session_alerts {
	const struct session_alert_plan *p;
	struct session_alert       rule[SESSION_ALERT_MAX + 1];
	struct session_alert_page *page;	/* with repeats */
	size_t                     npage;
};

/** session_alerts_init - room for the sessions of a user, in @a; before a begin or a load */
void session_alerts_init(struct session_alerts *s, const struct session_alert_plan *p,
    struct arena *a);

/** session_alerts_begin - a new session */
void session_alerts_begin(struct session_alerts *s);

/**
 * session_alerts_take - a record of the session
 * @v:    p->nexpr values: true, false, or neither
 * @page: as JSON; empty: none
 * @said: gets which rules are to be said now, with their n and since_us in s->rule: bits
 */
void session_alerts_take(struct session_alerts *s, const struct val *v, struct sv page,
    int64_t at_us, uint32_t *said);

/** session_alerts_save - the session at hand as bytes behind what is in @b */
void session_alerts_save(const struct session_alerts *s, struct buf *b);

/** session_alerts_load - from *p on, which moves behind it */
void session_alerts_load(struct session_alerts *s, const char **p);

#endif
