/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session_sale - what was bought in a session, and what it came to
 *
 * Its facts, behind those of the session: value, transaction, currency; null where a record
 * is no order and no refund.
 */
#ifndef CX_USERS_SESSION_SALE_H
#define CX_USERS_SESSION_SALE_H

#include "base/buf.h"
#include "base/hmap.h"
#include "json/jwrite.h"
#include "users/sale.h"

#include <stdbool.h>
#include <stddef.h>

enum { SESSION_SALE_FACTS = 3 };

/**
 * session_sale_fact - what a record says of it
 * @v: gets SESSION_SALE_FACTS values, texts in the record or in @ev until it is reset
 *
 * Returns: RC_OK; RC_BAD as sale_read.
 */
MUST_USE enum rc session_sale_fact(const struct sale_plan *p, const struct record *r,
    struct expr_eval *ev, struct val *v, struct err *e);

struct session_sale {		/* of the session at hand */
	bool        converted;	/* there is an order */
	bool        mixed;	/* in two currencies, which cannot be added */
	num_i128    units;	/* orders less refunds, in 1e-9 */
	struct sv   currency;
	struct hmap seen;	/* transactions, since collectors deliver twice */
};

/**
 * session_sale_begin - of a new session, nothing
 * @a:    for the user's sessions
 * @seed: of its hash table
 */
void session_sale_begin(struct session_sale *s, struct arena *a, uint64_t seed);

/** session_sale_add - the facts of one record; they live until session_sale_write */
void session_sale_add(struct session_sale *s, const struct val *v, struct arena *a);

/** session_sale_write - the members converted, value and currency; it is over */
void session_sale_write(struct session_sale *s, struct jwrite *w);

/** session_sale_save - what was bought so far, as bytes behind what is in @b */
void session_sale_save(const struct session_sale *s, struct buf *b);

/** session_sale_load - begins it from *p on, which moves behind it; s->currency lies there */
void session_sale_load(struct session_sale *s, const char **p, struct arena *a, uint64_t seed);

/** session_sale_end - give back what a session that is not written has; all zero is fine */
void session_sale_end(struct session_sale *s);

#endif
