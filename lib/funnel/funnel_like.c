/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * funnel_like - see funnel_like.h
 *
 * Sources: ClickHouse, AggregateFunctionWindowFunnel.cpp; PostHog, the user-defined function
 * aggregate_funnel.  Where these say "state", here stands the path by which it was reached.
 */
#include "funnel/funnel_like.h"

#include <string.h>

enum { SECOND = 1000000 };

struct state {			/* a step that was reached */
	bool               is;
	int64_t            start_us;
	int64_t            last_us;
	struct funnel_path p;
};

static bool
is_step(const struct funnel_event *e, unsigned s)
{
	return (e->mask & FUNNEL_STEP(s)) != 0;
}

/* Step @s, from 0, is reached by event @i from @before; NULL for the first. */
static struct state
state_of(const struct state *before, const struct funnel_event *ev, size_t i, unsigned s)
{
	struct state x = { .start_us = ev[i].at_us };

	if (before != NULL)
		x = *before;
	x.is = true;
	x.last_us = ev[i].at_us;
	x.p.far = x.p.level = s + 1;
	x.p.steps |= UINT32_C(1) << s;
	x.p.at[s] = (uint32_t)i;
	return x;
}

/* ---- ClickHouse ---- */

struct clickhouse {
	const struct funnel_rule  *r;
	const struct funnel_event *ev;
	struct state               st[FUNNEL_STEPS_MAX];
};

static size_t
end_of_instant(const struct funnel_event *ev, size_t n, size_t from)
{
	size_t to = from;

	while (to < n && ev[to].at_us == ev[from].at_us)
		to++;
	return to;
}

static bool
may_enter(const struct funnel_rule *r, int64_t at_us)
{
	return at_us >= r->from_us && at_us < r->to_us;
}

/* Event @i as step @s; false when it looks no further. */
static bool
take_pair(struct clickhouse *c, size_t i, unsigned s)
{
	const unsigned flags = c->r->like->flags;
	const int64_t at_us = c->ev[i].at_us;
	const struct state *before;

	if (s == 0) {
		if (may_enter(c->r, at_us))
			c->st[0] = state_of(NULL, c->ev, i, 0);
		return true;
	}
	before = &c->st[s - 1];
	if ((flags & FUNNEL_LIKE_DEDUPLICATION) != 0 && c->st[s].is)
		return false;
	if (!before->is)
		return (flags & FUNNEL_LIKE_ORDER) == 0 || !c->st[0].is;
	if (!funnel_in(at_us, before->start_us, c->r->within_us) ||
	    ((flags & FUNNEL_LIKE_INCREASE) != 0 && before->last_us >= at_us))
		return true;
	c->st[s] = state_of(before, c->ev, i, s);
	return s + 1 < c->r->nstep;
}

/* Events of one time come by step; one is taken as each step that it is. */
static bool
take_instant(struct clickhouse *c, size_t from, size_t to)
{
	const bool order = (c->r->like->flags & FUNNEL_LIKE_ORDER) != 0;

	for (size_t i = from; order && i < to; i++)
		if ((uint32_t)c->ev[i].mask == 0 && c->st[0].is)
			return false;
	for (unsigned s = 0; s < c->r->nstep; s++)
		for (size_t i = from; i < to; i++)
			if (is_step(&c->ev[i], s) && !take_pair(c, i, s))
				return false;
	return true;
}

static void
run_clickhouse(const struct funnel_rule *r, const struct funnel_event *ev, size_t n,
    struct funnel_path *p)
{
	struct clickhouse c = { .r = r, .ev = ev };
	bool more = true;

	for (size_t i = 0; i < n && more;) {
		size_t to = end_of_instant(ev, n, i);

		more = take_instant(&c, i, to);
		i = to;
	}
	for (unsigned s = r->nstep; s > 0 && p->far == 0; s--)
		if (c.st[s - 1].is)
			*p = c.st[s - 1].p;
}

/* ---- PostHog ---- */

struct posthog {
	const struct funnel_rule  *r;
	const struct funnel_event *ev;
	struct state               st[FUNNEL_STEPS_MAX];
	struct funnel_path        *best;
};

static bool
is_optional(const struct funnel_rule *r, unsigned s)
{
	return (r->optional >> s & 1) != 0;
}

/* The nearest step before @s that is in time; NULL. */
static const struct state *
nearest_before(const struct posthog *h, unsigned s, int64_t at_us)
{
	while (s-- > 0) {
		const struct state *x = &h->st[s];

		if (x->is && funnel_in(at_us, x->start_us, h->r->within_us))
			return x;
		if (!is_optional(h->r, s))
			return NULL;
	}
	return NULL;
}

static void
reach_step(struct posthog *h, size_t i, unsigned s)
{
	const int64_t at_us = h->ev[i].at_us;
	const struct state *before = s > 0 ? nearest_before(h, s, at_us) : NULL;
	struct state *x = &h->st[s];

	if (s > 0 ? before == NULL || before->p.excluded : !may_enter(h->r, at_us))
		return;
	if (before != NULL && x->is && x->start_us == before->start_us)
		return;
	*x = state_of(before, h->ev, i, s);
	if (s + 1 > h->best->far || (s + 1 == h->best->far && h->best->excluded))
		*h->best = x->p;
}

/* The last steps first, so that one event is not two. */
static void
take_event(struct posthog *h, size_t i)
{
	for (unsigned s = h->r->nstep; s-- > 0 && h->best->far < h->r->nstep;)
		if (is_step(&h->ev[i], s))
			reach_step(h, i, s);
	for (unsigned s = 0; s < h->r->nstep && h->r->like->order == FUNNEL_STRICT; s++)
		if (!is_step(&h->ev[i], s))
			h->st[s].is = false;
}

static void
exclude_states(struct posthog *h, const struct funnel_event *e)
{
	for (unsigned i = 0; i < h->r->nexclusion; i++) {
		if ((e->mask & FUNNEL_EXCLUSION(i)) == 0)
			continue;
		for (unsigned s = h->r->exclusion[i].from; s < h->r->exclusion[i].to; s++) {
			struct state *x = &h->st[s - 1];

			if (!x->is || x->p.excluded || x->last_us == e->at_us ||
			    !funnel_in(e->at_us, x->start_us, h->r->within_us))
				continue;
			x->p.excluded = true;
			x->p.by = i;
			if (h->best->far == s && !h->best->excluded) {
				h->best->excluded = true;
				h->best->by = i;
			}
		}
	}
}

/* Which of its steps an event is sorted by. */
static unsigned
first_step(const struct funnel_event *e, unsigned nstep)
{
	unsigned s = 0;

	while (s < nstep && !is_step(e, s))
		s++;
	return s;
}

static void
run_posthog(const struct funnel_rule *r, const struct funnel_event *ev, size_t n,
    struct funnel_path *p)
{
	struct posthog h = { .r = r, .ev = ev, .best = p };

	for (size_t from = 0; from < n && p->far < r->nstep;) {
		size_t to = end_of_instant(ev, n, from);

		for (unsigned s = 0; s <= r->nstep; s++)
			for (size_t i = from; i < to && p->far < r->nstep; i++)
				if (first_step(&ev[i], r->nstep) == s)
					take_event(&h, i);
		for (size_t i = from; i < to && p->far < r->nstep; i++)
			exclude_states(&h, &ev[i]);
		from = to;
	}
	while (p->level > 0 && is_optional(r, p->level - 1))
		p->level--;
}

static const struct funnel_like rows[] = {
	{ .name = "clickhouse", .summary = "windowFunnel: an event may be several steps",
	  .plain = true, .run = run_clickhouse },
	{ .name = "clickhouse:strict_order", .summary = "its mode that other events end",
	  .order = FUNNEL_STRICT, .plain = true, .flags = FUNNEL_LIKE_ORDER,
	  .run = run_clickhouse },
	{ .name = "clickhouse:strict_deduplication", .summary = "its mode that a repeat ends",
	  .plain = true, .flags = FUNNEL_LIKE_DEDUPLICATION, .run = run_clickhouse },
	{ .name = "clickhouse:strict_increase",
	  .summary = "its mode of rising times, which may lose a start",
	  .plain = true, .flags = FUNNEL_LIKE_INCREASE, .run = run_clickhouse },
	{ .name = "clickhouse:strict_once", .summary = "its mode of one event for one step",
	  .plain = true },
	{ .name = "clickhouse:strict_once+strict_increase", .summary = "both of these modes",
	  .plain = true, .strict_ties = true },
	{ .name = "posthog", .summary = "who was excluded is left out; the nearest step counts",
	  .discard = true, .required = true, .no_limits = true, .run = run_posthog },
	{ .name = "posthog:strict", .summary = "each event undoes the steps that it is not",
	  .order = FUNNEL_STRICT, .discard = true, .required = true, .no_limits = true,
	  .run = run_posthog },
	{ .name = "mixpanel", .summary = "uniques: from each user's first entry",
	  .entry = FUNNEL_FIRST, .once = true },
	{ .name = "amplitude", .summary = "events of one second are in any order",
	  .tick_us = SECOND },
};

const struct registry funnel_like_registry =
	REGISTRY("funnel rule", "Rules of other programs (--like)", rows, struct funnel_like);
