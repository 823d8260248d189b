/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * weigh - one scenario and one person: planned, or dropped and why
 *
 *     known? in the audience? ──► erased? ──► said already? ──► suppressed? ──► consent?
 *     ──► channels that reach him ──► delay, quiet hours, caps, expiry (place.h) ──► digest
 *     ──► held out? ──► variant ──► its texts, on trial ──► a row
 *
 * Who is held out is drawn first and said last: only messages that would have gone are, and
 * they take places in caps among themselves.
 */
#ifndef CX_NOTIFY_WEIGH_H
#define CX_NOTIFY_WEIGH_H

#include "base/arena.h"
#include "base/buf.h"
#include "notify/decide.h"
#include "notify/interest.h"
#include "notify/place.h"
#include "policy/policy_zone.h"
#include "run/edit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct weigh_scenario {		/* what is made ready of one */
	struct sv  experiment;	/* "scenario:NAME" */
	struct sv  holdout_head;	/* of the draw */
	struct sv  variant_head;
	uint64_t   weights;	/* sum */
	uint8_t    same[POLICY_LIST_MAX];	/* of each cancel: where its value is in a row */
	const struct expr *same_of[STORE_SAMES];	/* NULL: none */
	uint16_t   category;	/* as of a row */
};

struct weigh_channel {
	const struct policy_quiet *window;
	size_t                     n;
};

struct weigh {			/* of a whole run */
	struct decide_cfg      cfg;
	struct interest       *interest;
	struct weigh_scenario *scenario;
	struct weigh_channel  *channel;
	struct sv              global_head;
	const struct edit     *edit;	/* writes an event as JSON */
	struct cap_work        work;
	struct arena           tmp;	/* of one event */
	struct buf             json;	/* the event */
	struct buf             vars, rest, text, trial, parts;	/* of one message */
	int64_t                memory_us;	/* how far back rows are asked for */
	char                   tzdata[POLICY_ZONE_DATA];
	struct sv              explain;	/* empty: all */
	bool                   explained;	/* he was met */
	bool                   changed;
	struct decide_counts   count;
};

struct weigh_event {
	const struct map_in *in;
	const struct record *r;
	int64_t              at_us;
	struct sv            id;	/* event_id; empty: it has none */
	bool                 json;	/* w->json holds it */
	struct buf          *o;		/* records go here */
};

/**
 * weigh_init - make a policy ready
 * @w: cfg and edit are set, the rest is zeroed
 *
 * Returns: RC_OK; RC_USAGE.
 * Memory:  in @a.
 */
MUST_USE enum rc weigh_init(struct weigh *w, struct arena *a, struct err *e);

/**
 * weigh_who - the person as the store knows him
 * @ukey: PSEUDONYM_LEN bytes, for as long as @who is used
 */
void weigh_who(const struct weigh *w, const struct person *p, struct store_who *who, char *ukey);

/** weigh_say - count a decision, and write it unless another user alone is asked for; @id: whose */
void weigh_say(struct weigh *w, const struct decision *x, struct sv id, struct buf *o);

/**
 * weigh_message - decide on the message of scenario @index for a person
 *
 * Returns: RC_OK, said; RC_BAD the record cannot be judged; as the store's functions.
 */
MUST_USE enum rc weigh_message(struct weigh *w, struct weigh_event *ev, size_t index,
    uint32_t number, struct err *e);

/** weigh_same - hash of what a cancel_on compares, never 0 unless there is nothing */
MUST_USE enum rc weigh_same(const struct expr *x, const struct weigh_event *ev, uint64_t *hash,
    struct err *e);

/** weigh_free - the scratch */
void weigh_free(struct weigh *w);

#endif
