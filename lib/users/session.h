/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session - one user's events, in order of time, cut where the user was away
 *
 *     10:00  10:15  10:45  11:15 | 11:46        a pause of more than 30 minutes ends it
 *
 * Pure: values in, cuts out.  Memory: one session.
 * Source: the inactivity gap of web analytics; which side of it counts differs between
 *         tools, so it is an option.
 */
#ifndef CX_USERS_SESSION_H
#define CX_USERS_SESSION_H

#include "base/arena.h"
#include "base/val.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SESSION_ID_LEN = 16,		/* hexadecimal digits */
	SESSION_ID_ROOM = 48,		/* two numbers and their spaces */
	SESSION_ENGAGED_US = 10000000	/* a session that lasts longer is engaged */
};

struct session_rule {
	uint64_t       gap_us;		/* above 0: a longer pause ends a session */
	bool           at_gap;		/* and so does one of exactly gap_us */
	uint64_t       max_us;		/* a session that old ends; 0: none does */
	bool           daily;		/* it ends with its day */
	struct twindow day;
	size_t         nsplit;		/* values whose change ends a session */
};

struct session {
	uint64_t            number;	/* of this user, from 1 */
	int64_t             start_us;
	int64_t             last_us;	/* its latest event */
	uint64_t            tie;	/* sessions of this user before it with the same start */
	struct twindow_span day;	/* of the latest event; with daily */
	struct val         *known;	/* nsplit values: the latest known in this session */
};

/** session_init - before a user's first event; @known: room for r->nsplit values */
void session_init(struct session *s, const struct session_rule *r, struct val *known);

/**
 * session_next - the user's next event
 * @at_us: not before the last one
 * @split: r->nsplit values, alive until the user's last event
 *
 * A new session starts when the pause before the event is longer than the gap (with
 * at_gap: or equal), when the session would be max_us old, when its day is over, or
 * when a value differs from the latest known one of the session.  Absent and null
 * values are not known: they end nothing.
 * Returns: true when the event starts a new session.
 */
bool session_next(struct session *s, const struct session_rule *r, int64_t at_us,
    const struct val *split, struct arena *tmp);

/**
 * session_id - the same wherever and whenever it is computed
 * @user: the user as canonical JSON text, @n bytes, and SESSION_ID_ROOM behind it to work in
 * @id:   SESSION_ID_LEN digits, not terminated
 *
 * XXH3, 64 bits, of the user, a space and start_us in decimal; of the second, third ...
 * session that starts at that very microsecond, followed by a space and 1, 2 ...
 */
void session_id(const struct session *s, char *user, size_t n, char *id);

/**
 * session_until - when it is over if nothing comes before
 *
 * A record at that time or later is of another session; at the end of all times never.
 */
int64_t session_until(const struct session *s, const struct session_rule *r);

/** session_age_us - from its start to its latest event */
uint64_t session_age_us(const struct session *s);

/** session_engaged - longer than 10 s, two page views or more, or a key event */
bool session_engaged(const struct session *s, uint64_t pages, uint64_t key_events);

#endif
