/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * interest - who has an item in his cart, and who looked at it lately
 *
 *     view, add, remove, clear of a user ──► interest ──► an item's price falls: to whom it goes
 *
 * What a user did with an item is two words: when he looked at it last, and when he put it into
 * his cart or took it out last; what comes late with an earlier time changes neither.
 *
 * Memory: 40 bytes a user and item, while it is not older than is asked for; an item once, its
 *         text and some 70 bytes; 16 bytes a user.
 */
#ifndef CX_NOTIFY_INTEREST_H
#define CX_NOTIFY_INTEREST_H

#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct interest;

struct interest_ask {		/* who is meant */
	bool    cart;		/* who has it in his cart, put there since from_us */
	bool    viewed;		/* who looked at it since from_us */
	int64_t from_us;
	int64_t to_us;		/* and not later than that */
};

/**
 * interest_new - nobody holds anything
 * @within_us: how far back the longest question goes
 *
 * Memory: the caller's, interest_free.
 */
struct interest *interest_new(int64_t within_us, uint64_t seed);

/** interest_view - he looked at an item; @user: his number in people */
void interest_view(struct interest *in, uint32_t user, struct sv item, int64_t at_us);

/** interest_add - he put it into his cart */
void interest_add(struct interest *in, uint32_t user, struct sv item, int64_t at_us);

/** interest_remove - he took it out */
void interest_remove(struct interest *in, uint32_t user, struct sv item, int64_t at_us);

/** interest_clear - his cart is empty: he took out, or bought, all that was in it */
void interest_clear(struct interest *in, uint32_t user, int64_t at_us);

struct interest_pair {		/* of a user and an item */
	uint32_t  user;
	struct sv item;
	int64_t   view_us;	/* INT64_MIN: he did not look */
	int64_t   cart_us;	/* of the last word on the cart; INT64_MIN: none */
	bool      in_cart;
};

/**
 * interest_track - note which pairs change from now on, for interest_flush; NULL: no more
 * @touched: set when there are so many that they should be flushed
 */
void interest_track(struct interest *in, bool *touched);

/** interest_flush - tell @fn of each pair that has changed since */
void interest_flush(struct interest *in, void (*fn)(void *ctx, const struct interest_pair *p),
    void *ctx);

/** interest_recall - a pair as it was told; words of it that are newer here stay */
void interest_recall(struct interest *in, const struct interest_pair *p);

/** interest_forget - nothing is known of him, as when he is erased */
void interest_forget(struct interest *in, uint32_t user);

/**
 * interest_holders - who holds an item
 * @user: gets their numbers, ascending; until the next call
 *
 * Returns: how many.
 * Cost:    O(users who ever did something with it), and sorting them.
 */
size_t interest_holders(struct interest *in, struct sv item, const struct interest_ask *ask,
    const uint32_t **user);

/** interest_free - NULL is fine */
void interest_free(struct interest *in);

#endif
