/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/profile.h"

#include "base/hash.h"
#include "base/mem.h"
#include "users/profile_parts.h"
#include "users/touches.h"

#include <stdlib.h>
#include <string.h>

enum {
	LATER = 16,		/* orders that may wait to be sorted, beside as many as are */
	LENGTHS = PROFILE_TEXTS * sizeof(uint16_t),	/* what a touch begins with */
	SHARED_MAX = 256	/* bytes of a touch that others may have, too */
};

/* ---- visits ---- */

static bool
is_room(size_t n)
{
	return (n & (n - 1)) != 0;
}

/* @b begins after @a ended, and more than the gap later. */
static bool
is_apart(const struct profile_span *a, const struct profile_span *b, int64_t gap_us)
{
	return b->first_us > a->last_us &&
	    (uint64_t)b->first_us - (uint64_t)a->last_us > (uint64_t)gap_us;
}

/* The first visit that is not over when @s begins. */
static size_t
first_near(const struct profile_span *v, size_t n, const struct profile_span *s, int64_t gap_us)
{
	size_t lo = 0, hi = n;

	if (n > 0 && is_apart(&v[n - 1], s, gap_us))
		return n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (is_apart(&v[mid], s, gap_us))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
insert_span(struct profile *p, size_t at, struct profile_span s)
{
	struct profile_span *v = &p->span.one;

	if (p->nspan == 1) {
		v = mem_array(NULL, 2, sizeof(*v));
		v[0] = p->span.one;
		p->span.many = v;
	} else if (p->nspan > 1) {
		v = p->span.many;
		if (!is_room(p->nspan))
			v = p->span.many = mem_array(v, 2 * (size_t)p->nspan, sizeof(*v));
	}
	memmove(v + at + 1, v + at, (p->nspan - at) * sizeof(*v));
	v[at] = s;
	p->nspan++;
}

/* Those from @at to before @to are one with @s. */
static void
join_spans(struct profile *p, size_t at, size_t to, struct profile_span s)
{
	struct profile_span *v = p->nspan > 1 ? p->span.many : &p->span.one;

	if (v[at].first_us < s.first_us)
		s.first_us = v[at].first_us;
	if (v[to - 1].last_us > s.last_us)
		s.last_us = v[to - 1].last_us;
	v[at] = s;
	memmove(v + at + 1, v + to, (p->nspan - to) * sizeof(*v));
	if (p->nspan > 1 && p->nspan - (to - at - 1) == 1) {
		s = v[0];
		mem_free(v);
		p->span.one = s;
	}
	p->nspan -= (uint32_t)(to - at - 1);
}

void
profile_add_span(struct profile *p, int64_t gap_us, struct profile_span s)
{
	const struct profile_span *v = profile_spans(p);
	size_t at = first_near(v, p->nspan, &s, gap_us), to = at;

	while (to < p->nspan && !is_apart(&s, &v[to], gap_us))
		to++;
	if (to == at)
		insert_span(p, at, s);
	else
		join_spans(p, at, to, s);
}

void
profile_see(struct profile *p, const struct profile_cfg *cfg, int64_t at_us)
{
	p->events++;
	profile_add_span(p, cfg->gap_us, (struct profile_span){ at_us, at_us });
}

int64_t
profile_last(const struct profile *p)
{
	return profile_spans(p)[p->nspan - 1].last_us;
}

/* ---- where the user came from ---- */

/* As sv_cmp of the first that differ. */
static int
cmp_texts(const struct sv *a, const struct sv *b)
{
	int cmp = 0;

	for (size_t i = 0; i < PROFILE_TEXTS && cmp == 0; i++)
		cmp = sv_cmp(a[i], b[i]);
	return cmp;
}

void
profile_source(const struct profile *p, struct sv *text)
{
	uint16_t n[PROFILE_TEXTS] = { 0 };
	const char *at = p->touch != NULL ? p->touch + LENGTHS : "";

	if (p->touch != NULL)
		memcpy(n, p->touch, sizeof(n));
	for (size_t i = 0; i < PROFILE_TEXTS; at += n[i++])
		text[i] = (struct sv){ at, n[i] };
}

static bool
same_texts(const struct sv *a, const struct sv *b)
{
	for (size_t i = 0; i < PROFILE_TEXTS; i++)
		if (a[i].n != b[i].n || !sv_same(a[i].p, b[i].p, a[i].n))
			return false;
	return true;
}

/* Not within a character of UTF-8. */
static struct sv
cut_text(struct sv s)
{
	if (s.n <= PROFILE_TEXT_MAX)
		return s;
	s.n = PROFILE_TEXT_MAX;
	while (s.n > 0 && (s.p[s.n] & 0xc0) == 0x80)
		s.n--;
	return s;
}

static void
drop_touch(struct profile *p)
{
	char *own;

	memcpy(&own, &p->touch, sizeof(own));
	if (p->touch_own)
		mem_free(own);
}

/* Lengths and texts, to where there is room for them. */
static void
put_texts(char *to, const struct sv *text)
{
	char *at = to + LENGTHS;

	for (size_t i = 0; i < PROFILE_TEXTS; at += text[i++].n) {
		const uint16_t len = (uint16_t)text[i].n;

		memcpy(to + i * sizeof(len), &len, sizeof(len));
		if (len > 0)
			memcpy(at, text[i].p, len);
	}
}

static void
set_touch(struct profile *p, const struct profile_cfg *cfg, int64_t at_us, const struct sv *text)
{
	size_t n = LENGTHS + text[0].n + text[1].n + text[2].n;
	const char *shared = NULL;
	char some[SHARED_MAX], *own;

	if (cfg->touches != NULL && n <= sizeof(some)) {
		put_texts(some, text);
		shared = touches_keep(cfg->touches, (struct sv){ some, n });
	}
	if (shared == NULL) {	/* the texts may be those that are dropped */
		own = mem_alloc(n);
		put_texts(own, text);
	}
	drop_touch(p);
	p->touch = shared != NULL ? shared : own;
	p->touch_own = shared == NULL;
	p->touch_us = at_us;
}

void
profile_touch(struct profile *p, const struct profile_cfg *cfg, int64_t at_us,
    const struct sv *text)
{
	struct sv was[PROFILE_TEXTS], is[PROFILE_TEXTS];

	for (size_t i = 0; i < PROFILE_TEXTS; i++)
		is[i] = cut_text(text[i]);
	if (p->touch == NULL) {
		set_touch(p, cfg, at_us, is);
		return;
	}
	if (at_us < p->touch_us)
		return;
	profile_source(p, was);
	if (same_texts(is, was))	/* as most touches of a user are */
		p->touch_us = at_us;
	else if (at_us > p->touch_us || cmp_texts(is, was) > 0)
		set_touch(p, cfg, at_us, is);
}

/* ---- orders ---- */

static int
cmp_orders(const void *a, const void *b)
{
	const struct profile_order *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	if (x->at_us != y->at_us)
		return x->at_us < y->at_us ? -1 : 1;
	return (x->units > y->units) - (x->units < y->units);
}

/* An order that was told twice counts as it was told first; a refund, where all is the same. */
static bool
is_again(const struct profile_order *o, const struct profile_order *before)
{
	if (!profile_has(o->id) || o->id != before->id)
		return false;
	return (o->id & PROFILE_REFUND) == 0 || cmp_orders(o, before) == 0;
}

void
profile_settle(struct profile *p)
{
	struct profile_orders *all = p->orders;
	size_t n = 0;

	if (all == NULL || all->sorted == all->n)
		return;
	qsort(all->at, all->n, sizeof(*all->at), cmp_orders);
	for (size_t i = 0; i < all->n; i++)
		if (n == 0 || !is_again(&all->at[i], &all->at[n - 1]))
			all->at[n++] = all->at[i];
	if (n < all->n) {	/* a power of two that has room for them */
		size_t cap = 1;

		while (cap < n)
			cap *= 2;
		all->at = mem_array(all->at, cap, sizeof(*all->at));
	}
	all->n = all->sorted = n;
}

static struct profile_orders *
orders_of(struct profile *p)
{
	if (p->orders == NULL)
		p->orders = mem_zalloc(sizeof(*p->orders));
	return p->orders;
}

void
profile_add_order(struct profile *p, const struct profile_order *o)
{
	struct profile_orders *all = orders_of(p);

	if (!is_room(all->n))
		all->at = mem_array(all->at, all->n != 0 ? 2 * all->n : 1, sizeof(*all->at));
	all->at[all->n++] = *o;
	if (all->n - all->sorted > all->sorted + LATER)
		profile_settle(p);
}

void
profile_add_currency(struct profile *p, struct sv currency)
{
	struct profile_orders *all = orders_of(p);
	char text[SALE_CURRENCY_MAX + 1] = { 0 };

	if (currency.n == 0)
		return;
	memcpy(text, currency.p, currency.n < SALE_CURRENCY_MAX ? currency.n : SALE_CURRENCY_MAX);
	if (all->lo[0] == '\0' || memcmp(text, all->lo, sizeof(text)) < 0)
		memcpy(all->lo, text, sizeof(text));
	if (memcmp(text, all->hi, sizeof(text)) > 0)
		memcpy(all->hi, text, sizeof(text));
}

static uint64_t
id_of(const struct sale *s)
{
	uint64_t hash = 0;

	if (s->id.n > 0) {
		hash = hash_sv(s->id, 0) & ~(uint64_t)PROFILE_REFUND;
		if (hash == 0)
			hash = PROFILE_REFUND + 1;
	}
	return hash | (s->refund ? PROFILE_REFUND : 0);
}

void
profile_sell(struct profile *p, int64_t at_us, const struct sale *s)
{
	struct profile_order o = { id_of(s), at_us, s->units };

	if (s->refund)
		o.units = !s->valued ? PROFILE_WHOLE : s->units > 0 ? -s->units : s->units;
	profile_add_order(p, &o);
	profile_add_currency(p, s->currency);
}

void
profile_currency(const struct profile *p, struct sv *lo, struct sv *hi)
{
	*lo = sv_of(p->orders != NULL ? p->orders->lo : NULL);
	*hi = sv_of(p->orders != NULL ? p->orders->hi : NULL);
}

/* ---- all of it ---- */

void
profile_merge(struct profile *dst, const struct profile *src, const struct profile_cfg *cfg)
{
	const struct profile_orders *o = src->orders;
	struct sv text[PROFILE_TEXTS];

	dst->events += src->events;
	for (size_t i = 0; i < src->nspan; i++)
		profile_add_span(dst, cfg->gap_us, profile_spans(src)[i]);
	if (src->touch != NULL) {
		profile_source(src, text);
		profile_touch(dst, cfg, src->touch_us, text);
	}
	if (o == NULL)
		return;
	for (size_t i = 0; i < o->n; i++)
		profile_add_order(dst, &o->at[i]);
	profile_add_currency(dst, sv_of(o->lo));
	profile_add_currency(dst, sv_of(o->hi));
}

void
profile_free(struct profile *p)
{
	if (p->nspan > 1)
		mem_free(p->span.many);
	if (p->orders != NULL)
		mem_free(p->orders->at);
	mem_free(p->orders);
	drop_touch(p);
	memset(p, 0, sizeof(*p));
}
