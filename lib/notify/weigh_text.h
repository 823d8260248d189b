/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * weigh_text - what a message is made of: its variables, addresses, and its texts on trial
 *
 * The texts that go out are made when they go out.  They are made here once so that a
 * variable that is missing is known at once; of a digest with the one event that is at hand.
 */
#ifndef CX_NOTIFY_WEIGH_TEXT_H
#define CX_NOTIFY_WEIGH_TEXT_H

#include "notify/weigh.h"

struct weigh_text {		/* of one message */
	const struct policy          *policy;
	const struct policy_scenario *c;
	const struct store_row       *row;	/* variant, channel and keys */
	uint32_t                      number;	/* of the person */
	struct sv                     language;
	const uint8_t                *rest;	/* channels behind this one */
	size_t                        nrest;
	bool                          joins;	/* a digest that is open */
};

/** weigh_text_event - the event as JSON, in w->json; once for all its messages */
MUST_USE enum rc weigh_text_event(struct weigh *w, struct weigh_event *ev, struct err *e);

/**
 * weigh_text_make - variables, address and channels of @p, and all parts of its templates
 * @p: gets slices of the scratch, until the next call
 *
 * Returns: RC_OK; RC_BAD, RC_LIMIT as template_render.
 */
MUST_USE enum rc weigh_text_make(struct weigh *w, const struct weigh_text *t,
    struct store_payload *p, struct err *e);

/** weigh_text_vars - the variables that were made last: a JSON object */
struct sv weigh_text_vars(const struct weigh *w);

/** weigh_text_parts - with cfg.render: the texts that were made last, as members of a record */
struct sv weigh_text_parts(const struct weigh *w);

#endif
