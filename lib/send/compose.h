/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * compose - a row of the ledger becomes a message: templates filled in, address, body
 *
 *     e-mail    subject, text, html; a link to unsubscribe when it is marketing
 *     Web Push  {"title":..,"body":..,"url":..,"tag":message_id}, encrypted on the way
 *     webhook   one JSON object, and so a program on its standard input:
 *               {"id":delivery_id,"message_id":..,"scenario":..,"delivery_channel":..,"class":..,
 *                "category":..,"variant":..,"user":..,"to":address,"language":..,
 *                "expires_at":..,"subject"|"text"|"html"|"title"|"body"|"url":..,"attempt":..,
 *                "variables":{...}}
 *
 * Templates see the variables of the payload and delivery_id, message_id, unsubscribe_url; of a
 * digest the first event's, events (those of each event, so many as the scenario lists),
 * count and more.
 */
#ifndef CX_SEND_COMPOSE_H
#define CX_SEND_COMPOSE_H

#include "base/arena.h"
#include "base/rc.h"
#include "ledger/ledger.h"
#include "policy/policy.h"
#include "secret/mac.h"
#include "wire/wire.h"

#include <stddef.h>
#include <stdint.h>

struct compose_ask {
	const struct policy          *policy;
	const struct policy_channel  *channel;
	const struct mac             *unsubscribe;	/* key of tokens; NULL: there is none */
	const struct ledger_row      *row;
	const struct ledger_payload  *payload;
	const struct ledger_member   *member;	/* of a digest, as ledger_members has them */
	size_t                        nmember;
	unsigned                      attempt;	/* which one it will be */
};

struct composed {
	struct wire_message wire;	/* but for now_us */
	struct sv           domain;	/* of the address or endpoint, small letters; empty: none */
	char                dkey[LEDGER_KEY + 1], nkey[LEDGER_KEY + 1];	/* NUL-terminated */
};

/**
 * compose_message - all that goes on the wire
 * @a: gets the texts of @m, which points into itself too: it stays where it is
 *
 * Returns: RC_OK; RC_EMPTY the policy has no such scenario or variant; RC_BAD with the reason: a
 *          variable that is not there, an address that is none.
 */
MUST_USE enum rc compose_message(struct composed *m, const struct compose_ask *ask,
    struct arena *a, struct err *e);

/** compose_key - a ledger's key as text: LEDGER_KEY characters and a NUL */
void compose_key(const struct ledger_key *k, char *text);

/** compose_key_of - the reverse; RC_BAD it is none */
MUST_USE enum rc compose_key_of(struct sv text, struct ledger_key *k, struct err *e);

/**
 * compose_next - the row of the step behind @row: the first channel of its payload's rest
 * @p:    the payload of @row; becomes that of the next
 * @next: a copy of @row with another channel and key, planned for @now_us
 *
 * Channels that the policy has not any more are passed over.
 * Returns: RC_OK; RC_EMPTY there is none.
 * Memory:  in @a.
 */
MUST_USE enum rc compose_next(const struct policy *policy, const struct ledger_row *row,
    struct ledger_payload *p, int64_t now_us, struct ledger_row *next, struct arena *a);

#endif
