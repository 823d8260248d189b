/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * segment_response - --responses: who reacts to messages
 *
 *     sent 1   sent 2   opened 1   sent 3   clicked          of the last three: 1 and 3
 *
 * A scan of events.  A reaction that names a message is one to that message; another is one
 * to the last message sent before it.  Its facts are lists: [reaction or not, message].
 * Memory: a few bytes for each message and reaction.
 */
#ifndef CX_SEGMENT_SEGMENT_RESPONSE_H
#define CX_SEGMENT_SEGMENT_RESPONSE_H

#include "scan/scan.h"
#include "segment/segment_sink.h"
#include "state/head.h"
#include "users/user_key.h"

struct segment_response_query {	/* options as given; NULL: none, or the default */
	uint64_t    last;	/* --responses N */
	const char *sent;	/* --sent EXPR */
	const char *reaction;	/* --reaction EXPR */
	const char *message;	/* --message EXPR */
	const char *within;	/* --within DURATION */
};

#define SEGMENT_RESPONSE_SENT "event_name == \"notification_sent\""
#define SEGMENT_RESPONSE_REACTION \
	"event_name in [\"notification_opened\", \"notification_clicked\"]"
#define SEGMENT_RESPONSE_MESSAGE "delivery_id"

enum segment_response_name {	/* numbers of the segments */
	SEGMENT_RESPONSE_NEVER, SEGMENT_RESPONSE_SOMETIMES, SEGMENT_RESPONSE_ALWAYS,
	SEGMENT_RESPONSE_OTHER, SEGMENT_RESPONSE_NAMES
};

/** segment_response_name - what they are called */
extern const struct sv segment_response_name[SEGMENT_RESPONSE_NAMES];

struct segment_response {
	const struct user_key *user;
	uint64_t               last;
	const struct expr     *sent;
	const struct expr     *reaction;
	const struct expr     *message;
	uint64_t               within_us;	/* 0: no limit */
	int64_t                until_us;	/* later messages may still be reacted to */
	double                 conf;
	uint64_t               seed;
	struct segment_sink   *sink;		/* set by who runs it */
};

/** segment_response_ops - ctx is a const struct segment_response */
extern const struct scan_ops segment_response_ops;

/**
 * segment_response_compile - check the options and compile them for a job
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc segment_response_compile(struct segment_response *p,
    const struct segment_response_query *q, const struct user_key *user, struct job *j,
    struct err *e);

/** segment_response_save - the inverse: the options that @p is, in their one form */
void segment_response_save(struct segment_response_query *q, const struct segment_response *p,
    struct job *j);

/**
 * segment_response_adopt - what a head of states says beside the plan: the user
 *
 * Returns: RC_OK; RC_SYNTAX when it is no head of such states.
 */
MUST_USE enum rc segment_response_adopt(struct user_key_query *q, const struct state_head *h,
    struct job *j, struct err *e);

#endif
