/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * profile - what is known of one user: visits, days, orders, where the user came from
 *
 * A state that merges: any split of the user's events, in any order, gives the same.
 *
 *     visits    a list of intervals, cut where the user was away for longer than the gap:
 *
 *         |--|     |-----|          |-|        and one more event:    ·
 *         |--|     |------------------|        those it is near to become one
 *
 *     days      follow from them: within a visit no pause is as long as a day, so the
 *               user was there on every day that it touches.  Hence PROFILE_GAP_MAX_US.
 *     orders    each transaction once, by a hash of its number; refunds by that, their
 *               time and value; those without a number all.
 *     touch     the last event that names a source, medium or channel
 *
 * Pure: values in, facts out.  Memory: 56 bytes a user; with more than one visit 16 each,
 * with orders 80 and 32 each; the texts of touches once for all, users/touches.h.
 * Source: repeat purchases as x, t_x, T, purchases of a day taken together: Fader, Hardie,
 *         Lee, "Counting your customers" the easy way, Marketing Science 24(2), 2005.
 */
#ifndef CX_USERS_PROFILE_H
#define CX_USERS_PROFILE_H

#include "base/num.h"
#include "base/sv.h"
#include "json/jwrite.h"
#include "time/twindow.h"
#include "users/sale.h"

#include <stdbool.h>
#include <stdint.h>

#define PROFILE_GAP_MAX_US INT64_C(43200000000)	/* half a day: no day is as short */

enum {
	PROFILE_TEXTS = 3,		/* of a touch: source, medium, channel */
	PROFILE_TEXT_MAX = 65535
};

struct touches;

struct profile_cfg {
	int64_t         gap_us;		/* above 0, at most PROFILE_GAP_MAX_US */
	struct twindow  day;
	struct touches *touches;	/* NULL: each profile has its own texts */
	/* One of the offsets of the day's zone, that of most times; all zero: none is known. */
	struct tzone_span steady;
};

struct profile_span {
	int64_t first_us;
	int64_t last_us;
};

struct profile_orders;

struct profile {		/* zeroed: no event yet */
	union {
		struct profile_span  one;
		struct profile_span *many;	/* nspan > 1: ascending, a power of two has room */
	} span;
	uint64_t               events;
	struct profile_orders *orders;	/* NULL: none */
	const char            *touch;	/* NULL: none */
	int64_t                touch_us;
	uint32_t               nspan;
	bool                   touch_own;	/* on the heap */
};

struct profile_sum {		/* what a profile comes to */
	int64_t   first_us, last_us;
	uint64_t  sessions;
	uint64_t  active_days;
	uint64_t  active_days_365;	/* of the 365 that end with the day of now */
	int64_t   gap_days;		/* median between active days, nearest rank; below 3: -1 */
	uint64_t  orders;
	num_i128  value;		/* of orders less refunds, in units of 1e-9 */
	int64_t   first_order_us, last_order_us;
	uint64_t  x;			/* days with orders but the first */
	int64_t   t_x, T;		/* days from the first of them to the last, and to now */
	num_i128  repeat;		/* value of orders on those x days, less their refunds */
};

/** profile_see - an event at @at_us */
void profile_see(struct profile *p, const struct profile_cfg *cfg, int64_t at_us);

/** profile_near - what profile_see and profile_touch change is on its way into the cache */
static inline __attribute__((always_inline)) void	/* see group_near */
profile_near(const struct profile *p)
{
	__builtin_prefetch(p->touch);
	if (p->nspan > 1)
		__builtin_prefetch(&p->span.many[p->nspan - 1]);
}

/**
 * profile_touch - an event at @at_us that names where the user came from
 * @text: PROFILE_TEXTS of them, empty where not known; not all are
 *
 * The latest counts, of two at the same instant the greater by bytes.  What a text has beyond
 * PROFILE_TEXT_MAX bytes is left out.
 */
void profile_touch(struct profile *p, const struct profile_cfg *cfg, int64_t at_us,
    const struct sv *text);

/** profile_sell - an event at @at_us that is an order or a refund */
void profile_sell(struct profile *p, int64_t at_us, const struct sale *s);

/** profile_merge - dst += src */
void profile_merge(struct profile *dst, const struct profile *src, const struct profile_cfg *cfg);

/** profile_settle - orders are sorted, and what was there twice is gone: before sum and save */
void profile_settle(struct profile *p);

/**
 * profile_sum_up - what a settled profile with events comes to
 * @now_us: at or after its last event
 */
void profile_sum_up(const struct profile *p, const struct profile_cfg *cfg, int64_t now_us,
    struct profile_sum *out);

/** profile_source - the last touch: PROFILE_TEXTS of @text; all empty when there is none */
void profile_source(const struct profile *p, struct sv *text);

/** profile_currency - the least and the greatest one by bytes; both empty when none is known */
void profile_currency(const struct profile *p, struct sv *lo, struct sv *hi);

/** profile_last - the time of its last event */
int64_t profile_last(const struct profile *p);

/** profile_save - the members of a settled profile into an open object: users/profile_state.c */
void profile_save(const struct profile *p, struct jwrite *w);

/**
 * profile_load - read them back
 * @p: zeroed; whatever is returned, profile_free
 * @v: one member each, as the object has them: events, spans, orders, currency, touch
 *
 * Returns: RC_OK; RC_SYNTAX for what no events can have come to.
 */
MUST_USE enum rc profile_load(struct profile *p, const struct profile_cfg *cfg,
    const struct val *v, struct err *e);

/** profile_heap - bytes that it owns; 0: its own bytes may be copied, texts of cfg->touches stay */
size_t profile_heap(const struct profile *p);

/**
 * profile_pack - a profile with events as few bytes of this process, behind what is in @b:
 * users/profile_pack.c
 */
void profile_pack(const struct profile *p, const struct profile_cfg *cfg, struct buf *b);

/** profile_unpack - back into @p, whatever is in there, from *@at, which moves behind it */
void profile_unpack(struct profile *p, const struct profile_cfg *cfg, const char **at);

/** profile_free - give back what it owns; as zeroed */
void profile_free(struct profile *p);

#endif
