/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * profile_parts - what a profile owns; private to profile*.c
 */
#ifndef CX_USERS_PROFILE_PARTS_H
#define CX_USERS_PROFILE_PARTS_H

#include "users/profile.h"

#include <stddef.h>
#include <string.h>

enum { PROFILE_REFUND = 1 };	/* the lowest bit of an id; the others are 0 where none is */

struct profile_order {
	uint64_t id;		/* a hash of its transaction's, and PROFILE_REFUND */
	int64_t  at_us;
	num_i128 units;		/* of refunds negative, or PROFILE_WHOLE */
};

#define PROFILE_WHOLE ((num_i128)1 << 100)	/* all that the order was worth */

struct profile_orders {
	struct profile_order *at;	/* a power of two has room; those before `sorted` are */
	size_t                n;
	size_t                sorted;
	char                  lo[SALE_CURRENCY_MAX + 1];	/* empty: not known */
	char                  hi[SALE_CURRENCY_MAX + 1];
};

/** profile_spans - the p->nspan visits */
static inline const struct profile_span *
profile_spans(const struct profile *p)
{
	return p->nspan > 1 ? p->span.many : &p->span.one;
}

/** profile_has - the id of an order is that of a transaction, not of none */
static inline bool
profile_has(uint64_t id)
{
	return id > PROFILE_REFUND;
}

/** profile_add_span - a visit more; those it is near to become one with it */
void profile_add_span(struct profile *p, int64_t gap_us, struct profile_span s);

/** profile_add_order - one more, to be settled */
void profile_add_order(struct profile *p, const struct profile_order *o);

/** profile_add_currency - seen with an order */
void profile_add_currency(struct profile *p, struct sv currency);

#endif
