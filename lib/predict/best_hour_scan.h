/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * best_hour_scan - messages and answers of each user become the hour to send at
 *
 *     events ──► of each user what was sent, and whether it was answered ──► counts by hour
 *            ──► of each segment what is to be expected ──► of each user the best hour
 *
 * An answer belongs to the message of its delivery_id; one without to the last that was sent
 * before.  A message is answered once.  Its hour is that of the sending, in --tz.
 *
 * Memory: the facts of the scan; then 12 bytes an hour of a user, and 40 a user beside the id.
 */
#ifndef CX_PREDICT_BEST_HOUR_SCAN_H
#define CX_PREDICT_BEST_HOUR_SCAN_H

#include "query/option.h"
#include "run/job.h"
#include "scan/scan.h"
#include "users/user_key.h"

struct best_hour_query {	/* options as given; NULL: the default */
	bool        hours;
	const char *sent;
	const char *reaction;
	const char *segment;	/* NULL: all are one */
};

#define BEST_HOUR_SENT "event_name == 'notification_sent'"
#define BEST_HOUR_REACTION "event_name in ['notification_opened', 'notification_clicked']"

/* Its rows in an option table: of the struct s, whose member q it is. */
#define BEST_HOUR_OPTIONS(s, q) \
	OPT_HEAD("Hours"), \
	OPT_FLAG(0, "hours", s, q.hours, \
	    "of each user the hour of the day at which he answers", \
	    .not_with = "fit score evaluate items", .saved = OPT_SAVED_FLAG, .may_lack = true), \
	OPT_TEXT(0, "sent", s, q.sent, "EXPR", \
	    "messages: EXPR, or the name of an event (default notification_sent)", \
	    .needs = "hours", .saved = OPT_SAVED_TEXT, .may_lack = true), \
	OPT_TEXT(0, "reaction", s, q.reaction, "EXPR", \
	    "answers: EXPR, or the name of an event (default opened and clicked ones)", \
	    .needs = "hours", .saved = OPT_SAVED_TEXT, .may_lack = true), \
	OPT_TEXT(0, "segment", s, q.segment, "EXPR", \
	    "users to take as an example where one's own answers are few (default: all)", \
	    .needs = "hours", .saved = OPT_SAVED_TEXT, .may_lack = true)

struct best_hour_plan {
	const struct user_key *user;
	const struct expr *sent;
	const struct expr *answered;
	const struct expr *segment;	/* NULL: none */
	size_t             delivery;	/* slot of delivery_id */
	const struct tzone *zone;
	double             conf;
};

/**
 * best_hour_compile - compile the options for a job
 * @user: outlives @p
 *
 * Returns: RC_OK; RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc best_hour_compile(struct best_hour_plan *p, const struct best_hour_query *q,
    const struct user_key *user, struct job *j, struct err *e);

/** best_hour_save - the inverse: the saved options that @p is, in their one form */
void best_hour_save(struct best_hour_query *q, const struct best_hour_plan *p, struct job *j);

/** best_hour_ops, best_hour_sum - the scan of a best_hour_plan */
extern const struct scan_ops best_hour_ops;
extern const struct scan_sum best_hour_sum;

#endif
