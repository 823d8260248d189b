/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 *     profile  = events << 3 | flags, visits, | first, last | of each [ orders ] [ touch ]
 *     orders   = how many, of them sorted, | id, 8 bytes | time | far | value | of each,
 *                the least and the greatest currency, each with its length before it
 *     touch    = time, the texts as they lie, or where, in users/touches.h, all profiles have them
 *
 * Numbers are base/varint.h, times base/vtime.h: of visits from one to the next, others from
 * the end of the last visit.  A value is a zigzag varint of its units, or 16 bytes, far.
 */
#include "base/mem.h"
#include "base/vtime.h"
#include "users/profile.h"
#include "users/profile_parts.h"
#include "users/touches.h"

enum {			/* flags */
	HAS_ORDERS = 1,
	HAS_TOUCH = 2,
	OWNS_TOUCH = 4
};

static size_t
power_for(size_t n)
{
	size_t cap = 1;

	while (cap < n)
		cap *= 2;
	return cap;
}

static size_t
own_touch(const struct profile *p)
{
	struct sv text[PROFILE_TEXTS];

	if (!p->touch_own)
		return 0;
	profile_source(p, text);
	return (size_t)(text[PROFILE_TEXTS - 1].p + text[PROFILE_TEXTS - 1].n - p->touch);
}

size_t
profile_heap(const struct profile *p)
{
	size_t n = own_touch(p);

	if (p->nspan > 1)
		n += power_for(p->nspan) * sizeof(*p->span.many);
	if (p->orders != NULL)
		n += sizeof(*p->orders) + power_for(p->orders->n) * sizeof(*p->orders->at);
	return n;
}

static void
put_number(struct buf *b, uint64_t v)
{
	if (buf_room(b, VARINT_MAX))
		b->n += varint_put(b->p + b->n, v);
}

static void
put_time(struct buf *b, int64_t from_us, int64_t at_us)
{
	if (buf_room(b, VTIME_MAX))
		b->n += vtime_put(b->p + b->n, from_us, at_us);
}

static void
put_order(struct buf *b, const struct profile_order *o, int64_t from_us)
{
	const int64_t units = (int64_t)o->units;
	const bool far = units != o->units;

	buf_add(b, (const char *)&o->id, sizeof(o->id));
	put_time(b, from_us, o->at_us);
	buf_c(b, far);
	if (far)
		buf_add(b, (const char *)&o->units, sizeof(o->units));
	else
		put_number(b, vtime_zigzag(units));
}

static void
put_orders(struct buf *b, const struct profile_orders *all, int64_t from_us)
{
	const size_t lo = strlen(all->lo), hi = strlen(all->hi);

	put_number(b, all->n);
	put_number(b, all->sorted);
	for (size_t i = 0; i < all->n; i++)
		put_order(b, &all->at[i], from_us);
	put_number(b, lo);
	buf_add(b, all->lo, lo);
	put_number(b, hi);
	buf_add(b, all->hi, hi);
}

void
profile_pack(const struct profile *p, const struct profile_cfg *cfg, struct buf *b)
{
	const struct profile_span *v = profile_spans(p);
	int64_t at_us = 0;

	put_number(b, p->events << 3 | (p->orders != NULL ? HAS_ORDERS : 0) |
	    (p->touch != NULL ? HAS_TOUCH : 0) | (p->touch_own ? OWNS_TOUCH : 0));
	put_number(b, p->nspan);
	for (size_t i = 0; i < p->nspan; i++) {
		put_time(b, at_us, v[i].first_us);
		put_time(b, v[i].first_us, v[i].last_us);
		at_us = v[i].last_us;
	}
	if (p->orders != NULL)
		put_orders(b, p->orders, at_us);
	if (p->touch == NULL)
		return;
	put_time(b, at_us, p->touch_us);
	if (p->touch_own)
		buf_add(b, p->touch, own_touch(p));
	else
		put_number(b, touches_name(cfg->touches, p->touch));
}

/* As is_room of users/profile.c has it: one is in place, of more a power of two has room. */
static void
take_spans(struct profile *p, const char **at, int64_t *at_us)
{
	struct profile_span *v = &p->span.one;

	if (p->nspan > 1)
		v = p->span.many = mem_array(NULL, power_for(p->nspan), sizeof(*v));
	for (size_t i = 0; i < p->nspan; i++) {
		v[i].first_us = vtime_get(at, *at_us);
		v[i].last_us = *at_us = vtime_get(at, v[i].first_us);
	}
}

static void
take_order(struct profile_order *o, const char **at, int64_t from_us)
{
	memcpy(&o->id, *at, sizeof(o->id));
	*at += sizeof(o->id);
	o->at_us = vtime_get(at, from_us);
	if (*(*at)++ == 0) {
		o->units = vtime_unzigzag(varint_get(at));
		return;
	}
	memcpy(&o->units, *at, sizeof(o->units));
	*at += sizeof(o->units);
}

static void
take_currency(char *to, const char **at)
{
	const size_t n = (size_t)varint_get(at);

	memcpy(to, *at, n);
	*at += n;
}

static struct profile_orders *
take_orders(const char **at, int64_t from_us)
{
	struct profile_orders *all = mem_zalloc(sizeof(*all));

	all->n = (size_t)varint_get(at);
	all->sorted = (size_t)varint_get(at);
	if (all->n > 0)
		all->at = mem_array(NULL, power_for(all->n), sizeof(*all->at));
	for (size_t i = 0; i < all->n; i++)
		take_order(&all->at[i], at, from_us);
	take_currency(all->lo, at);
	take_currency(all->hi, at);
	return all;
}

void
profile_unpack(struct profile *p, const struct profile_cfg *cfg, const char **at)
{
	const uint64_t head = varint_get(at);
	int64_t at_us = 0;
	size_t n;
	char *own;

	*p = (struct profile){ .events = head >> 3, .nspan = (uint32_t)varint_get(at) };
	take_spans(p, at, &at_us);
	if ((head & HAS_ORDERS) != 0)
		p->orders = take_orders(at, at_us);
	if ((head & HAS_TOUCH) == 0)
		return;
	p->touch_us = vtime_get(at, at_us);
	p->touch_own = (head & OWNS_TOUCH) != 0;
	if (!p->touch_own) {
		p->touch = touches_named(cfg->touches, (size_t)varint_get(at));
		return;
	}
	p->touch = *at;		/* where its length is */
	n = own_touch(p);
	own = mem_alloc(n);
	memcpy(own, *at, n);
	p->touch = own;
	*at += n;
}
