/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * decide - events in, plans and drops out: who is told what, when, by which channel, why not
 *
 *     record ──► what it says of a person: consent, wishes, receipt, erasure
 *            ├─► cancels ──► rows that are held
 *            └─► triggers ──► each scenario, for the person or all who hold the item ──► weigh.h
 *
 * A map with memory, one thread, serial.  Its output is a pure function of the events, the
 * people, the policy, the store and the clock.  By the event's own time (DECIDE_EVENT) the
 * clock is that of the latest event so far.
 *
 * Memory: the people, the store, one block; nothing is allocated for an event that no
 * scenario wants.
 */
#ifndef CX_NOTIFY_DECIDE_H
#define CX_NOTIFY_DECIDE_H

#include "notify/alert.h"
#include "notify/decision.h"
#include "notify/offsets.h"
#include "notify/people.h"
#include "notify/store.h"
#include "run/job.h"
#include "run/map.h"
#include "secret/mac.h"
#include "secret/pseudonym.h"
#include "users/user_key.h"

#include <stdbool.h>
#include <stdint.h>

enum decide_clock { DECIDE_EVENT, DECIDE_FIXED, DECIDE_WALL };

struct decide_cfg {
	const struct policy    *policy;
	struct people          *people;
	struct store           *store;
	const struct pseudonym *keys;	/* NULL: users are called by their ids */
	enum decide_clock       clock;
	int64_t                *now_us;	/* the clock; set for DECIDE_FIXED */
	const char             *explain;	/* all, of this user alone; NULL: of all */
	bool                    all;	/* drops of no_match too */
	bool                    render;	/* plans have their texts */
	/*
	 * Records go here, and where there are some, or the store has changed, a byte to the
	 * map's note: for a caller that commits first.  NULL: to the map's output.
	 */
	struct buf             *out;
	struct offsets         *offsets;	/* what it has is passed over; NULL: nothing */
	const struct mac       *experiment;	/* who is held out is drawn by it; NULL: by salt */
	struct mac *const      *unsubscribe;	/* keys of the tokens in links */
	size_t                  nunsubscribe;
};

struct decide_counts {
	uint64_t events;	/* that were looked at */
	uint64_t wanted;	/* ... that some scenario wanted */
	uint64_t plans;		/* new rows; joined and moved ones are not counted */
	uint64_t drop[DECISION_REASONS];
	uint64_t strangers;	/* receipts of deliveries that the store does not know */
};

struct decide;

/**
 * decide_new - compile what it reads of events for a job; decide_free
 * @c: copied; people and store outlive it
 *
 * Returns: RC_OK; RC_USAGE a scenario compares more than STORE_SAMES fields in cancel_on;
 *          as user_key_compile and edit_compile.
 */
MUST_USE enum rc decide_new(struct decide **d, const struct decide_cfg *c,
    const struct user_key_query *user, struct job *j, struct err *e);

/** decide_record - the map_fn; its part is the struct decide */
enum rc decide_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e);

/** decide_finish - at the end of the input: words to operators that are due; to @o */
MUST_USE enum rc decide_finish(struct decide *d, struct buf *o, struct err *e);

/** decide_interest - who holds what, and how far back it is asked for; NULL: no scenario asks */
struct interest *decide_interest(struct decide *d, int64_t *within_us);

/** decide_touched - set to true: there is something to commit, though no record says so */
bool *decide_touched(struct decide *d);

/** decide_alert - what fires, to be saved and loaded; NULL: the policy has no alerts */
struct alert *decide_alert(struct decide *d);

/** decide_explained - whom explain names has been met; true without it */
bool decide_explained(const struct decide *d);

/** decide_counts - so far */
const struct decide_counts *decide_counts(const struct decide *d);

/** decide_free - NULL is fine */
void decide_free(struct decide *d);

#endif
