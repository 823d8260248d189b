/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * alert - what operators are told of records that say something is wrong, and when it is over
 *
 *     record that fires ──► group ──wait──► firing ──interval, if something joined──► firing
 *                             │                └──────repeat, if nothing did────────► firing
 *                             ├── after of a step ──► escalated, to that step
 *                             └── record that says so, or resolve_after ──► resolved
 *
 * A group is an alert of the policy and the values it is grouped by.  In it records are the
 * same when their texts are: members that are strings and no times, so that what is measured
 * anew every minute is one thing, and another metric or route joins.  What is over before the
 * first word is not said at all; a group that fires again within the interval of its last word
 * waits for the rest of it.
 *
 * What comes late is said late: when the clock is that of who asks (alert_live), words that were
 * due before he did are due now, repeats that he slept through are one, and what is over by
 * then is not said to go on.  When it is that of the records, words are said as they would
 * have been.
 *
 * The clock is the caller's: words are due at instants, and nothing happens between records
 * but what alert_next is asked for.  Times before the clock count as the clock's.
 *
 * Memory: some 200 bytes a group while it fires, its key, its last record; 24 a member.
 */
#ifndef CX_NOTIFY_ALERT_H
#define CX_NOTIFY_ALERT_H

#include "base/rc.h"
#include "base/sv.h"
#include "json/jwrite.h"
#include "policy/policy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct alert;

enum alert_state { ALERT_FIRING, ALERT_ESCALATED, ALERT_RESOLVED };

/* Their names, in the order of the enum, ended by NULL. */
extern const char *const alert_states[];

struct alert_word {		/* one message to one step; its texts live until the next call */
	size_t    alert;	/* of the policy */
	size_t    step;
	enum alert_state state;
	struct sv group;	/* the values, a JSON array */
	int64_t   at_us;	/* when it is due */
	int64_t   since_us;	/* it fires: with the group, what makes it this one time */
	uint32_t  turn;		/* words of this time so far: with the step what tells them apart */
	uint32_t  members;	/* different records of the group */
	uint32_t  joined;	/* ... of these since the last word */
	uint64_t  records;	/* that fired */
	struct sv record;	/* the last of them, a JSON object */
};

/** alert_new - nothing fires; alert_free */
struct alert *alert_new(const struct policy *p, uint64_t seed);

/** alert_live - the clock is that of who asks, not of the records */
void alert_live(struct alert *a);

/**
 * alert_fire - a record says that something is wrong
 * @i:      the alert
 * @group:  its values as a JSON array, canonical
 * @record: a valid JSON object
 *
 * Words due before it are to be taken by alert_next first.
 */
void alert_fire(struct alert *a, size_t i, struct sv group, struct sv record, int64_t at_us);

/**
 * alert_over - a record says that it is over: a word of it is due at once if one was said
 *
 * It is to be taken before anything fires again.
 */
void alert_over(struct alert *a, size_t i, struct sv group, int64_t at_us);

/** alert_due - when the next word is due; INT64_MAX: none is, unless something fires */
int64_t alert_due(const struct alert *a);

/**
 * alert_next - move the clock on, and take the next word that is due by then
 *
 * In order of time, of alerts in the policy, and of groups.
 * Returns: false when there is no more.
 * Cost:    O(groups) a word, and the first time behind something that fires or is over; else
 *          a compare.
 */
bool alert_next(struct alert *a, int64_t now_us, struct alert_word *w);

/** alert_save - all that fires, as a JSON array of the names of the policy's alerts */
void alert_save(const struct alert *a, struct jwrite *w);

/**
 * alert_load - what was saved, into one that knows nothing yet
 *
 * Groups of alerts that the policy has no more are passed over, and nobody is told.
 * Returns: RC_OK; RC_SYNTAX it is nothing that alert_save wrote.
 */
MUST_USE enum rc alert_load(struct alert *a, struct sv saved, struct err *e);

/** alert_free - NULL is fine */
void alert_free(struct alert *a);

#endif
