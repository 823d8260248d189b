/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * word - what people, and the deliveries of messages to them, say: events that plan nothing
 *
 *     consent, notification_opt_out         what he agreed to, or no longer does
 *     preference                            how often, by what and when he wants to hear
 *     notification_delivered, _opened ...   receipts of deliveries
 *     notification_bounced, _complained, _permission_lost   a channel that is over
 *     erasure                               he wants to be forgotten
 *
 * What takes back reaches what is planned: rows that are held are taken off, and said.
 */
#ifndef CX_NOTIFY_WORD_H
#define CX_NOTIFY_WORD_H

#include "notify/weigh.h"

#include <stdbool.h>
#include <stddef.h>

enum word_kind { WORD_NONE, WORD_CONSENT, WORD_PREFERENCE, WORD_RECEIPT, WORD_ERASURE };

struct word_slots {		/* of the fields that these events have */
	size_t channel, category, state, source, text_version, delivery, token, rating,
	    machine, class;
};

struct word {			/* of one event */
	enum word_kind kind;
	struct sv      name;	/* of the event */
	const char    *receipt;	/* delivered ...; of WORD_RECEIPT */
	bool           person;	/* it names one: */
	uint32_t       number;
};

struct word_off {		/* a held row of the view that is not to be sent */
	struct store_row    *row;
	enum decision_reason reason;
	struct decision_why  by;
	struct sv            id;	/* of the user */
};

/** word_count - names of such events that there are */
size_t word_count(void);

/** word_at - what the event with name @i of them is */
struct word word_at(size_t i);

/** word_compile - ask for their fields; RC_OK, or as proj_add */
MUST_USE enum rc word_compile(struct word_slots *s, struct proj *p, struct err *e);

/**
 * word_record - take it in
 *
 * Returns: RC_OK; RC_BAD it lacks what it needs; as the store's functions.
 */
MUST_USE enum rc word_record(struct weigh *w, struct weigh_event *ev, const struct word_slots *s,
    const struct word *word, struct err *e);

/** word_take_off - take a row off, and say so; one that is on its way stays, unsaid */
MUST_USE enum rc word_take_off(struct weigh *w, const struct weigh_event *ev,
    const struct store_who *who, const struct word_off *off, struct err *e);

#endif
