/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * limit - at most so many messages in any span of so long
 *
 * The instants of the last n are remembered, so the limit is kept exactly: wherever a span of
 * one period is laid, no more than n lie in it; and nothing waits that may go.  (A bucket of n
 * tokens that fills up meanwhile lets nearly 2 n through.)  Several limits are all kept.
 * Memory: 8 bytes for each message of a full period, at most LIMIT_MAX of them.
 */
#ifndef CX_SEND_LIMIT_H
#define CX_SEND_LIMIT_H

#include <stddef.h>
#include <stdint.h>

enum { LIMIT_MAX = 1000000 };

struct limit {
	uint64_t n;		/* messages in period_us, 1 to LIMIT_MAX */
	int64_t  period_us;
	int64_t *past;		/* instants, the oldest at `first` once all n are there */
	size_t   have, cap, first;
};

/** limit_init - @n messages in @period_us; limit_free */
void limit_init(struct limit *l, uint64_t n, int64_t period_us);

/** limit_at - when the next message may go, never before @now_us, on a clock that only advances */
int64_t limit_at(const struct limit *l, int64_t now_us);

/** limit_room - how many may go @now_us, of @max; cost: so many */
size_t limit_room(const struct limit *l, int64_t now_us, size_t max);

/** limit_take - a message goes @now_us, which limit_at allowed */
void limit_take(struct limit *l, int64_t now_us);

/** limit_free - give the memory back */
void limit_free(struct limit *l);

/** limit_all_at - likewise for @n limits at once */
int64_t limit_all_at(const struct limit *l, size_t n, int64_t now_us);

/** limit_all_room - likewise */
size_t limit_all_room(const struct limit *l, size_t n, int64_t now_us, size_t max);

/** limit_all_take - likewise */
void limit_all_take(struct limit *l, size_t n, int64_t now_us);

/** limit_all_carry - what went by @from counts in @to, which are new; as far as @from remembers */
void limit_all_carry(struct limit *to, size_t n, const struct limit *from, size_t nfrom);

#endif
