/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * profile - random events of one user, against their sums as they are written down
 *
 * The oracle goes over the sorted events, and counts days by asking each event for its
 * own.  The profile gets them in any order, cut into parts that are merged along a random
 * tree, some of them saved and loaded or packed and unpacked on the way: the same sums, and the
 * same saved bytes.
 * Damaged saves are refused, or load as a profile that sums up.
 */
#include "../t.h"

#include "base/rng.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "users/profile.h"
#include "users/touches.h"

#define HOUR INT64_C(3600000000)
#define DAY (24 * HOUR)
#define BASE INT64_C(1774000000000000)	/* 2026-03-20, a week before Berlin's clocks change */

enum { CASES = 3000, EVENTS_MAX = 60, PARTS_MAX = 6, IDS = 6, MUTANTS = 4 };

struct event {
	int64_t     at_us;
	bool        sells, refund, valued;
	int         id;			/* of its transaction; 0: none */
	int         cents;
	const char *currency;
	const char *touch[PROFILE_TEXTS];	/* the first NULL: it names none */
};

struct history {
	struct profile_cfg cfg;
	struct event       ev[EVENTS_MAX];
	size_t             n;
	int64_t            now_us;
};

static const char *
one_of(struct rng *r, const char *const *text, size_t n)
{
	return text[rng_below(r, n)];
}

static struct event
draw_event(struct rng *r, int64_t span_us)
{
	static const char *const source[] = { "", "a", "google", "news\"letter" };
	static const char *const currency[] = { "", "EUR", "USD" };
	struct event v = { .at_us = BASE + (int64_t)rng_below(r, (uint64_t)span_us) };

	if (rng_below(r, 4) == 0)
		v.at_us -= v.at_us % (6 * HOUR);	/* ties, midnights, pauses of the gap itself */
	v.sells = rng_below(r, 3) == 0;
	v.refund = rng_below(r, 3) == 0;
	v.valued = !v.refund || rng_below(r, 3) > 0;
	v.id = (int)rng_below(r, IDS);
	v.cents = v.valued ? (int)rng_below(r, 50) * 100 + 1 : 0;
	v.currency = one_of(r, currency, 3);
	for (size_t i = 0; i < PROFILE_TEXTS && rng_below(r, 2) == 0; i++)
		v.touch[i] = one_of(r, source, 4);
	for (size_t i = 0; v.touch[0] != NULL && i < PROFILE_TEXTS; i++)
		if (v.touch[i] == NULL)
			v.touch[i] = "x";
	return v;
}

static void
draw_history(struct rng *r, const struct tzone *berlin, struct history *h)
{
	static const int64_t spans[] = { HOUR, 3 * DAY, 40 * DAY, 900 * DAY };
	static const int64_t gaps[] = { 1, HOUR / 2, 6 * HOUR, PROFILE_GAP_MAX_US };
	int64_t span = spans[rng_below(r, 4)];

	h->cfg.gap_us = gaps[rng_below(r, 4)];
	h->cfg.day = (struct twindow){ TWINDOW_DAY, 1, rng_below(r, 2) == 0 ? NULL : berlin };
	h->n = 1 + (size_t)rng_below(r, EVENTS_MAX);
	h->now_us = INT64_MIN;
	for (size_t i = 0; i < h->n; i++) {
		h->ev[i] = draw_event(r, span);
		if (i > 0 && rng_below(r, 8) == 0)
			h->ev[i] = h->ev[i - 1];	/* delivered twice */
		if (h->ev[i].at_us > h->now_us)
			h->now_us = h->ev[i].at_us;
	}
	h->now_us += (int64_t)rng_below(r, 3) * (int64_t)rng_below(r, 400 * DAY);
	h->cfg.steady = (struct tzone_span){ 0, 0, 0 };
	if (rng_below(r, 2) == 0)
		h->cfg.steady = tzone_span(h->cfg.day.zone, h->now_us);
}

/* ---- the oracle ---- */

static int
cmp_events(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	return (x->at_us > y->at_us) - (x->at_us < y->at_us);
}

static int64_t
day_of(const struct history *h, int64_t at_us)
{
	int64_t local = tzone_local(h->cfg.day.zone, at_us);

	return (local - ((local % DAY) + DAY) % DAY) / DAY;
}

static int
cmp_i64(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
count_days(const struct history *h, struct profile_sum *s)
{
	int64_t gap[EVENTS_MAX], today = day_of(h, h->now_us), last = INT64_MIN;
	size_t n = 0;

	for (size_t i = 0; i < h->n; i++) {
		int64_t day = day_of(h, h->ev[i].at_us);

		if (i > 0 && h->ev[i].at_us - h->ev[i - 1].at_us > h->cfg.gap_us)
			s->sessions++;
		if (day == last)
			continue;
		if (last != INT64_MIN)
			gap[n++] = day - last;
		last = day;
		s->active_days++;
		s->active_days_365 += day > today - 365;
	}
	s->sessions++;
	qsort(gap, n, sizeof(*gap), cmp_i64);
	s->gap_days = n < 3 ? -1 : gap[(n + 1) / 2 - 1];
}

/* An order counts when no order of its transaction comes before it, by time, then value. */
static bool
counts(const struct history *h, size_t i)
{
	const struct event *v = &h->ev[i];

	for (size_t k = 0; k < h->n; k++) {
		const struct event *o = &h->ev[k];

		if (k == i || !o->sells || o->refund || o->id != v->id || v->id == 0)
			continue;
		if (o->at_us < v->at_us || (o->at_us == v->at_us &&
		    (o->cents < v->cents || (o->cents == v->cents && k < i))))
			return false;
	}
	return true;
}

/* The refund @i is there for the first time. */
static bool
is_new(const struct history *h, size_t i)
{
	const struct event *v = &h->ev[i];

	for (size_t k = 0; v->id != 0 && k < i; k++)
		if (h->ev[k].sells && h->ev[k].refund && h->ev[k].id == v->id &&
		    h->ev[k].at_us == v->at_us && h->ev[k].valued == v->valued &&
		    h->ev[k].cents == v->cents)
			return false;
	return true;
}

/* What is left of the order @i; of the refunds of a transaction without one, what they are. */
static int64_t
left_of(const struct history *h, size_t i, bool *whole)
{
	int64_t left = h->ev[i].refund ? 0 : h->ev[i].cents;

	*whole = false;
	for (size_t k = 0; k < h->n; k++) {
		const struct event *o = &h->ev[k];

		if (!o->sells || !o->refund || o->id == 0 || o->id != h->ev[i].id || !is_new(h, k))
			continue;
		*whole |= !o->valued;
		left -= o->cents;
	}
	return *whole && !h->ev[i].refund ? 0 : left;
}

static bool
has_order(const struct history *h, int id)
{
	for (size_t k = 0; k < h->n; k++)
		if (h->ev[k].sells && !h->ev[k].refund && h->ev[k].id == id && id != 0)
			return true;
	return false;
}

static void
count_orders(const struct history *h, struct profile_sum *s)
{
	int64_t first = 0, last = 0, value = 0, repeat = 0;
	bool whole;

	for (size_t i = 0; i < h->n; i++) {
		const struct event *v = &h->ev[i];
		int64_t day = day_of(h, v->at_us), left;

		if (!v->sells)
			continue;
		if (v->refund) {	/* those without an order, or a transaction */
			if (!has_order(h, v->id) && is_new(h, i))
				value -= v->cents;
			continue;
		}
		if (!counts(h, i))
			continue;
		left = v->id == 0 ? v->cents : left_of(h, i, &whole);
		value += left;
		if (s->orders++ == 0) {
			s->first_order_us = v->at_us;
			first = last = day;
		}
		s->last_order_us = v->at_us;
		s->x += day != last;
		last = day;
		repeat += day != first ? left : 0;
	}
	if (s->orders > 0) {
		s->t_x = last - first;
		s->T = day_of(h, h->now_us) - first;
	}
	s->value = (num_i128)value * 10000000;
	s->repeat = (num_i128)repeat * 10000000;
}

static struct profile_sum
oracle(struct history *h)
{
	struct profile_sum s = { .first_us = 0 };

	qsort(h->ev, h->n, sizeof(*h->ev), cmp_events);
	s.first_us = h->ev[0].at_us;
	s.last_us = h->ev[h->n - 1].at_us;
	count_days(h, &s);
	count_orders(h, &s);
	return s;
}

/* ---- profiles ---- */

static void
add_event(struct profile *p, const struct history *h, const struct event *v)
{
	struct sv touch[PROFILE_TEXTS];
	char id[16];
	struct sale s = { .refund = v->refund, .valued = v->valued,
		.units = (num_i128)v->cents * 10000000, .currency = sv_of(v->currency) };
	size_t n = 0;

	profile_see(p, &h->cfg, v->at_us);
	for (size_t i = 0; v->touch[0] != NULL && i < PROFILE_TEXTS; i++) {
		touch[i] = sv_of(v->touch[i]);
		n += touch[i].n;
	}
	if (n > 0)
		profile_touch(p, &h->cfg, v->at_us, touch);
	snprintf(id, sizeof(id), "t-%d", v->id);
	if (v->id != 0)
		s.id = sv_of(id);
	if (v->sells)
		profile_sell(p, v->at_us, &s);
}

static void
save(struct profile *p, struct buf *b)
{
	struct jwrite w;

	buf_clear(b);
	jwrite_init(&w, b);
	profile_settle(p);
	jwrite_open(&w, '{');
	profile_save(p, &w);
	jwrite_shut(&w, '}');
}

static enum rc
load(struct profile *p, const struct history *h, struct sv text, struct err *e)
{
	struct jfield f[] = { { .name = "events", .need = true }, { .name = "spans", .need = true },
		{ .name = "orders" }, { .name = "currency" }, { .name = "touch" } };
	struct val v, own[5];
	enum rc rc = jread_value(text, &v, e);

	if (rc == RC_OK)
		rc = jfields_read(&v, f, 5, e);
	for (size_t i = 0; i < 5; i++)
		own[i] = f[i].v;
	return rc == RC_OK ? profile_load(p, &h->cfg, own, e) : rc;
}

/* Saved and loaded, it is what it was. */
static void
reload(struct profile *p, const struct history *h)
{
	struct profile loaded = { .events = 0 };
	struct err e = { 0 };
	struct buf b, again;

	buf_init(&b, SIZE_MAX);
	buf_init(&again, SIZE_MAX);
	save(p, &b);
	T_QUIET(load(&loaded, h, buf_view(&b), &e) == RC_OK, "loads: %s: %.*s", e.msg, (int)b.n, b.p);
	profile_free(p);
	*p = loaded;
	save(p, &again);
	T_QUIET(sv_eq(buf_view(&b), buf_view(&again)), "saved as it was");
	buf_free(&b);
	buf_free(&again);
}

/* Likewise packed and unpacked, settled or not. */
static void
repack(struct profile *p, const struct history *h)
{
	struct buf b;
	const char *at;

	buf_init(&b, SIZE_MAX);
	profile_pack(p, &h->cfg, &b);
	profile_free(p);
	at = b.p;
	profile_unpack(p, &h->cfg, &at);
	T_QUIET(at == b.p + b.n, "unpacked whole");
	buf_free(&b);
}

/* The events, shuffled, in parts that are merged into part 0 by and by. */
static void
fold_parts(struct rng *r, const struct history *h, struct profile *whole)
{
	struct profile part[PARTS_MAX] = { { .events = 0 } };
	size_t n = 1 + (size_t)rng_below(r, PARTS_MAX), order[EVENTS_MAX];

	for (size_t i = 0; i < h->n; i++) {
		size_t k = (size_t)rng_below(r, i + 1);

		order[i] = order[k];
		order[k] = i;
	}
	for (size_t i = 0; i < h->n; i++)
		add_event(&part[rng_below(r, n)], h, &h->ev[order[i]]);
	while (n > 1) {
		size_t from = (size_t)rng_below(r, n), to = (size_t)rng_below(r, n);

		if (from == to)
			continue;
		if (part[from].events > 0 && rng_below(r, 3) == 0)
			reload(&part[from], h);
		if (part[from].events > 0 && rng_below(r, 3) == 0)
			repack(&part[from], h);
		profile_merge(&part[to], &part[from], &h->cfg);
		profile_free(&part[from]);
		part[from] = part[--n];
	}
	*whole = part[0];
}

static bool
same_sum(const struct profile_sum *a, const struct profile_sum *b)
{
	return a->first_us == b->first_us && a->last_us == b->last_us &&
	    a->sessions == b->sessions && a->active_days == b->active_days &&
	    a->active_days_365 == b->active_days_365 && a->gap_days == b->gap_days &&
	    a->orders == b->orders && a->value == b->value &&
	    a->first_order_us == b->first_order_us && a->last_order_us == b->last_order_us &&
	    a->x == b->x && a->t_x == b->t_x && a->T == b->T && a->repeat == b->repeat;
}

/* What a disk may do to a save. */
static void
damage(struct rng *r, const struct history *h, const struct buf *saved)
{
	struct profile p = { .events = 0 };
	struct profile_sum s;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_sv(&b, buf_view(saved));
	b.p[rng_below(r, b.n)] = "0123456789-[],\"null"[rng_below(r, 19)];
	if (load(&p, h, buf_view(&b), NULL) == RC_OK && p.events < 100000) {	/* and so there are not many days to count */
		profile_settle(&p);
		profile_sum_up(&p, &h->cfg, profile_last(&p), &s);
		T_QUIET(s.active_days > 0 && s.sessions <= p.events, "a damaged one sums up");
	}
	profile_free(&p);
	buf_free(&b);
}

static void
one_case(struct rng *r, const struct tzone *berlin, struct touches *touches)
{
	struct history h;
	struct profile once = { .events = 0 }, parts;
	struct profile_sum want, got;
	struct buf a, b;

	buf_init(&a, SIZE_MAX);
	buf_init(&b, SIZE_MAX);
	draw_history(r, berlin, &h);
	h.cfg.touches = touches;
	for (size_t i = 0; i < h.n; i++)
		add_event(&once, &h, &h.ev[i]);
	want = oracle(&h);
	fold_parts(r, &h, &parts);
	save(&once, &a);
	save(&parts, &b);
	T_QUIET(sv_eq(buf_view(&a), buf_view(&b)), "parts save as the whole\n# %.*s\n# %.*s",
	    (int)a.n, a.p, (int)b.n, b.p);
	profile_sum_up(&parts, &h.cfg, h.now_us, &got);
	T_QUIET(same_sum(&want, &got), "sums of %.*s", (int)b.n, b.p);
	T_QUIET(parts.events == h.n, "every event counts");
	for (size_t i = 0; i < MUTANTS; i++)
		damage(r, &h, &b);
	profile_free(&once);
	profile_free(&parts);
	buf_free(&a);
	buf_free(&b);
}

/* A text is kept once, until there is no room for another. */
static struct touches *
full_touches(struct arena *a)
{
	enum { TEXTS = 20000 };
	static const char *kept[TEXTS];
	struct touches *t = touches_new(a);
	size_t n = 0, same = 0;
	char text[64];

	for (size_t i = 0; i < 2 * TEXTS; i++) {
		size_t k = i % TEXTS, len = (size_t)snprintf(text, sizeof(text), "%zu%.*s", k,
		    (int)(k % 40), "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop");
		const char *p = touches_keep(t, (struct sv){ text, len });

		if (i < TEXTS)
			kept[k] = p;
		n += i < TEXTS && p != NULL;
		same += i >= TEXTS && p == kept[k] && (p == NULL || memcmp(p, text, len) == 0);
	}
	T_OK(n > 1000 && n < TEXTS && same == TEXTS, "%zu texts kept, %zu as before", n, same);
	return t;
}

int
main(void)
{
	struct touches *touches[3];
	const struct tzone *berlin;
	struct arena arena;
	struct rng r;

	arena_init(&arena);
	rng_init(&r, t_seed());
	if (!T_OK(tzone_load(&berlin, SV("Europe/Berlin"), &arena, NULL) == RC_OK, "a zone"))
		return t_done();
	touches[0] = NULL;
	touches[1] = touches_new(&arena);
	touches[2] = full_touches(&arena);
	for (size_t i = 0; i < CASES; i++)
		one_case(&r, berlin, touches[i % 3]);
	T_OK(t_failed == 0, "%d users", (int)CASES);
	arena_free(&arena);
	return t_done();
}
