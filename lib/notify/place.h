/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * place - when a message may go by one channel: its instant, quiet hours, caps, expiry
 *
 *     natural instant ──► not before now ──► quiet hours ◄──► caps ──► before it expires?
 *
 * Quiet hours and caps move it on until neither does.  Both are asked where the message is
 * planned, not where its event was.
 */
#ifndef CX_NOTIFY_PLACE_H
#define CX_NOTIFY_PLACE_H

#include "notify/cap.h"
#include "notify/decision.h"
#include "notify/person.h"
#include "policy/policy_quiet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PLACE_GONE_MAX = 16 };

struct place_ask {
	const struct policy          *policy;
	const struct policy_scenario *c;
	const struct person          *person;
	const struct policy_quiet    *window;	/* of the channel, in order */
	size_t                        nwindow;
	struct store_user            *user;	/* rows that give way are marked, see below */
	const struct store_row       *row;	/* channel, class, priority, state, dkey ... */
	struct cap_work              *work;
	int64_t                       natural_us;	/* when it would go if nothing held it */
	int64_t                       now_us;
	int64_t                       expires_us;
};

enum place_end {
	PLACE_FITS,
	PLACE_NEXT,	/* not by this channel: by one behind it, or else as PLACE_DROP */
	PLACE_DROP,	/* for the reason */
	PLACE_DIGEST	/* it fits there, but a cap says that what waits for it goes as one */
};

struct place {
	enum place_end       end;
	int64_t              at_us;
	enum decision_reason reason;	/* unless it fits */
	struct decision_why  by;
	int64_t              next_ok_us;	/* INT64_MIN: unknown */
	struct decision_why  why[DECISION_WHYS];	/* what moved it */
	size_t               nwhy;
	struct store_row    *gone[PLACE_GONE_MAX];	/* gave way: STORE_GONE in the view */
	size_t               ngone;
};

/** place_natural - the trigger's instant, the delay, the best hour or the local time behind it */
int64_t place_natural(const struct policy_scenario *c, const struct person *p,
    int64_t event_us, struct place *why);

/** place_closing - when a digest that is opened at @opened_us, and had its last event now, goes */
int64_t place_closing(const struct policy_scenario *c, const struct person *p,
    int64_t opened_us, int64_t last_us);

/**
 * place_find - find its place
 * @p: what place_natural said stays in why; the rest is set
 *
 * Unless it fits, no row has given way.
 */
void place_find(const struct place_ask *ask, struct place *p);

/** place_undo - rows that gave way stand as they did */
void place_undo(struct place *p);

/** place_say - one more reason; those over DECISION_WHYS are dropped */
void place_say(struct place *p, struct decision_why why);

#endif
