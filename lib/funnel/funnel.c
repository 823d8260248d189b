/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The events of one time are taken together.  Where a chain can take one of them at most it is
 * extended in place, the last steps first, so that no event serves two; where each event is one
 * step, the first steps first.  What is left asks for a matching: from each chain as it was
 * before that time, how far do these events go?
 */
#include "funnel/funnel.h"

#include "base/varint.h"
#include "funnel/funnel_any.h"
#include "funnel/funnel_group.h"
#include "funnel/funnel_like.h"

#include <string.h>

struct chain {
	bool     alive;
	uint32_t steps;			/* on its path, bit k: step k + 1 */
	int64_t  start_us;
	int64_t  last_us;
	uint32_t at[FUNNEL_STEPS_MAX];	/* events */
};

struct attempt {
	const struct funnel_rule  *r;
	const struct funnel_event *ev;
	struct arena              *tmp;
	bool                       open;	/* it may begin */
	bool                       newest;	/* of chains begun together keep the one behind */
	unsigned                   far;		/* the last step that was reached, from 1 */
	bool                       excluded;	/* where it was, */
	unsigned                   by;		/* ... by this exclusion */
	struct chain               best;	/* how it was reached */
	struct chain               chain[FUNNEL_STEPS_MAX + 1];	/* that stands at step k */
};

struct instant {		/* the events of one time */
	size_t   from, to;
	int64_t  at_us;
	uint64_t all;		/* what any of them is */
	bool     many;		/* one of them is several steps */
};

static uint32_t
steps_of(uint64_t mask)
{
	return (uint32_t)mask;
}

static bool
is_optional(const struct funnel_rule *r, unsigned s)
{
	return (r->optional >> (s - 1) & 1) != 0;
}

static void
begin_attempt(struct attempt *a)
{
	a->far = 0;
	a->excluded = false;
	a->best.alive = false;
	for (unsigned s = 0; s <= a->r->nstep; s++)
		a->chain[s].alive = false;
}

static bool
may_enter(const struct attempt *a, int64_t at_us)
{
	return a->open && at_us >= a->r->from_us && at_us < a->r->to_us;
}

/* @c is in time for step @s, from 1, at @at_us. */
static bool
in_time(const struct attempt *a, const struct chain *c, unsigned s, int64_t at_us)
{
	return c->alive && funnel_in(at_us, c->start_us, a->r->within_us) &&
	    funnel_in(at_us, c->last_us, a->r->step_us[s - 1]);
}

/* @c stands at @s now: is it to be kept instead of what stands there? */
static void
keep_chain(struct attempt *a, unsigned s, const struct chain *c)
{
	struct chain *old = &a->chain[s];

	if (!old->alive || c->start_us > old->start_us ||
	    (a->newest && c->start_us == old->start_us && c->last_us > old->last_us))
		*old = *c;
}

static void
reach_step(struct attempt *a, unsigned s, const struct chain *c)
{
	if (s < a->far || (s == a->far && !a->excluded))
		return;
	a->far = s;
	a->excluded = false;
	a->best = *c;
}

/* ---- one event, or events that are one step each ---- */

/* Of the chains that step @s may follow the one that began last, and of these the longest. */
static const struct chain *
best_before(const struct attempt *a, unsigned s, int64_t at_us)
{
	const struct chain *best = NULL;

	for (unsigned p = s - 1; p > 0; p--) {
		const struct chain *c = &a->chain[p];

		if (in_time(a, c, s, at_us) && (best == NULL || c->start_us > best->start_us))
			best = c;
		if (!is_optional(a->r, p))
			break;
	}
	return best;
}

static uint32_t
event_of(const struct attempt *a, const struct instant *t, unsigned s)
{
	size_t i = t->from;

	while ((a->ev[i].mask & FUNNEL_STEP(s - 1)) == 0)
		i++;
	return (uint32_t)i;
}

static void
take_step(struct attempt *a, const struct instant *t, unsigned s)
{
	const struct chain *from = s == 1 ? NULL : best_before(a, s, t->at_us);
	struct chain c;

	if (s == 1 ? !may_enter(a, t->at_us) : from == NULL)
		return;
	if (from != NULL)
		c = *from;
	else
		c = (struct chain){ .alive = true, .start_us = t->at_us };
	c.last_us = t->at_us;
	c.steps |= UINT32_C(1) << (s - 1);
	c.at[s - 1] = event_of(a, t, s);
	keep_chain(a, s, &c);
	reach_step(a, s, &c);
}

static void
take_simple(struct attempt *a, const struct instant *t)
{
	const bool down = t->many || a->r->strict_ties;

	for (unsigned i = 1; i <= a->r->nstep; i++) {
		unsigned s = down ? a->r->nstep + 1 - i : i;

		if ((t->all & FUNNEL_STEP(s - 1)) != 0)
			take_step(a, t, s);
	}
}

/* ---- events that ask for a matching ---- */

struct search {			/* from what was before this time */
	struct attempt            *a;
	const struct instant      *t;
	struct funnel_group        g;
	struct chain               old[FUNNEL_STEPS_MAX + 1];
	struct chain               found[FUNNEL_STEPS_MAX + 1];	/* that began last */
};

/* The chain that takes the steps of @m behind the one at @p, 0 for none, to stand at @s. */
static void
offer_chain(struct search *x, unsigned p, unsigned s, const struct funnel_match *m, bool alive)
{
	struct chain c = { .alive = true, .start_us = x->t->at_us };

	if (p > 0)
		c = x->old[p];
	c.last_us = x->t->at_us;
	c.steps |= m->steps;
	for (unsigned k = 0; k < s; k++)
		if ((m->steps >> k & 1) != 0)
			c.at[k] = x->g.event[m->of[k]];
	if (!x->found[s].alive || c.start_us > x->found[s].start_us)
		x->found[s] = c;
	if (alive)
		keep_chain(x->a, s, &c);
}

/* As offer_chain, with those of the optional steps behind @f that find an event too. */
static void
offer_rich(struct search *x, unsigned p, unsigned f, unsigned s, const struct funnel_match *m)
{
	struct funnel_match rich = *m;

	for (unsigned o = f + 1; o < s; o++)
		if (is_optional(x->a->r, o) && (rich.steps >> (o - 1) & 1) == 0)
			funnel_group_add(&x->g, &rich, o - 1);
	offer_chain(x, p, s, &rich, true);
}

/* All steps that can be reached behind @p when @f is the first of them. */
static void
search_from(struct search *x, unsigned p, unsigned f)
{
	const struct funnel_rule *r = x->a->r;
	struct funnel_match m = { 0 };

	if (!funnel_group_add(&x->g, &m, f - 1))
		return;
	offer_chain(x, p, f, &m, true);
	for (unsigned s = f + 1; s <= r->nstep; s++) {
		struct funnel_match last = m;

		if (!funnel_group_add(&x->g, &last, s - 1)) {
			if (!is_optional(r, s))
				return;
			continue;
		}
		offer_rich(x, p, f, s, &last);
		if (!is_optional(r, s))
			m = last;
	}
}

static void
search_loose(struct search *x)
{
	struct attempt *a = x->a;

	for (unsigned p = a->r->nstep - 1; p > 0; p--)
		for (unsigned f = p + 1; f <= a->r->nstep; f++) {
			if (in_time(a, &x->old[p], f, x->t->at_us))
				search_from(x, p, f);
			if (!is_optional(a->r, f))
				break;
		}
	if (may_enter(a, x->t->at_us))
		search_from(x, 0, 1);
}

/* Each event is one of the steps @from to @to. */
static bool
none_between(const struct search *x, unsigned from, unsigned to)
{
	const uint64_t of = (FUNNEL_STEP(to) - 1) & ~(FUNNEL_STEP(from - 1) - 1);

	for (size_t i = 0; i < x->g.n; i++)
		if ((x->g.ev[x->g.event[i]].mask & of) == 0)
			return false;
	return true;
}

/*
 * A chain may go on behind these events when all serve a step or repeat one that it stood at
 * meanwhile; one that begins here may leave others before it.
 */
static void
search_strict(struct search *x)
{
	struct attempt *a = x->a;
	const unsigned n = a->r->nstep;

	for (unsigned p = n; p-- > 0;) {
		const unsigned most = a->r->strict_ties ? p + 1 : n;
		struct funnel_match m = { 0 };

		if (p == 0 ? !may_enter(a, x->t->at_us) : !x->old[p].alive)
			continue;
		if (p > 0 && none_between(x, p, p))
			keep_chain(a, p, &x->old[p]);
		if (p > 0 && !in_time(a, &x->old[p], p + 1, x->t->at_us))
			continue;
		for (unsigned s = p + 1; s <= most && funnel_group_add(&x->g, &m, s - 1); s++)
			offer_chain(x, p, s, &m, p == 0 || none_between(x, p, s));
	}
}

static void
take_matched(struct attempt *a, const struct instant *t)
{
	struct search x;
	const bool strict = a->r->order == FUNNEL_STRICT;

	x.a = a;
	x.t = t;
	funnel_group_make(&x.g, a->ev, t->from, t->to, a->r->nstep, a->tmp);
	for (unsigned s = 0; s <= a->r->nstep; s++) {
		x.old[s] = a->chain[s];
		x.found[s].alive = false;
		if (strict)
			a->chain[s].alive = false;
	}
	if (strict)
		search_strict(&x);
	else
		search_loose(&x);
	for (unsigned s = 1; s <= a->r->nstep; s++)
		if (x.found[s].alive)
			reach_step(a, s, &x.found[s]);
}

/* ---- a user ---- */

/* Behind the steps of their time, so that an exclusion of the same time ends nothing. */
static void
exclude_chains(struct attempt *a, const struct instant *t)
{
	const struct funnel_rule *r = a->r;

	for (unsigned i = 0; i < r->nexclusion; i++) {
		if ((t->all & FUNNEL_EXCLUSION(i)) == 0)
			continue;
		for (unsigned s = r->exclusion[i].from; s < r->exclusion[i].to; s++) {
			struct chain *c = &a->chain[s];

			if (!c->alive || c->last_us == t->at_us)
				continue;
			c->alive = false;
			if (s == a->far && !a->excluded &&
			    funnel_in(t->at_us, c->start_us, r->within_us)) {
				a->excluded = true;
				a->by = i;
			}
		}
	}
}

static void
take_instant(struct attempt *a, const struct instant *t)
{
	const bool single = t->to - t->from == 1;

	if (a->r->order == FUNNEL_STRICT ||
	    (t->many && !single && !a->r->strict_ties))
		take_matched(a, t);
	else
		take_simple(a, t);
	if (t->all >> FUNNEL_STEPS_MAX != 0)
		exclude_chains(a, t);
}

static struct instant
instant_at(const struct funnel_event *ev, size_t n, size_t from)
{
	struct instant t = { .from = from, .to = from, .at_us = ev[from].at_us };

	for (; t.to < n && ev[t.to].at_us == t.at_us; t.to++) {
		uint32_t steps = steps_of(ev[t.to].mask);

		t.all |= ev[t.to].mask;
		t.many |= (steps & (steps - 1)) != 0;
	}
	return t;
}

static void
make_path(const struct attempt *a, struct funnel_path *p)
{
	*p = (struct funnel_path){ .far = a->far, .level = a->far, .steps = a->best.steps,
		.excluded = a->excluded, .by = a->by };
	while (is_optional(a->r, p->level))
		p->level--;
	memcpy(p->at, a->best.at, sizeof(p->at));
}

static void
tell_path(const struct attempt *a, funnel_fn *fn, void *ctx)
{
	struct funnel_path p;

	make_path(a, &p);
	fn(ctx, &p);
}

static void
run_latest(struct attempt *a, size_t n, funnel_fn *fn, void *ctx)
{
	a->open = true;
	begin_attempt(a);
	for (size_t i = 0; i < n && a->far < a->r->nstep;) {
		struct instant t = instant_at(a->ev, n, i);

		take_instant(a, &t);
		i = t.to;
	}
	if (a->far > 0)
		tell_path(a, fn, ctx);
}

/* Some chain may still take a step at @at_us or later; at any time: INT64_MIN. */
static bool
may_go_on(const struct attempt *a, int64_t at_us)
{
	const struct funnel_rule *r = a->r;

	for (unsigned p = 1; p < r->nstep; p++) {
		const struct chain *c = &a->chain[p];

		for (unsigned s = p + 1; c->alive && s <= r->nstep; s++) {
			if (at_us == INT64_MIN || in_time(a, c, s, at_us))
				return true;
			if (!is_optional(r, s))
				break;
		}
	}
	return false;
}

/* The attempt at hand goes on with these events, or ends before them; true when it has ended. */
static bool
go_on(struct attempt *a, const struct instant *t)
{
	if (a->far == 0 || !may_go_on(a, t->at_us))
		return true;
	a->open = false;
	take_instant(a, t);
	return a->far == a->r->nstep || !may_go_on(a, INT64_MIN);
}

/* The attempt at hand, or the next one, takes these events; false: it was the last. */
static bool
take_entry(struct attempt *a, const struct instant *t, funnel_fn *fn, void *ctx)
{
	const struct funnel_rule *r = a->r;
	const bool over = go_on(a, t), converted = a->far == r->nstep;

	if (over && a->far > 0) {
		tell_path(a, fn, ctx);
		if (r->entry == FUNNEL_FIRST)
			return false;
		begin_attempt(a);
	}
	if (!over || converted)
		return true;
	a->open = true;
	take_instant(a, t);
	if (a->far < r->nstep)
		return true;
	tell_path(a, fn, ctx);
	begin_attempt(a);
	return r->entry != FUNNEL_FIRST;
}

static void
run_entries(struct attempt *a, size_t n, funnel_fn *fn, void *ctx)
{
	begin_attempt(a);
	for (size_t i = 0; i < n;) {
		struct instant t = instant_at(a->ev, n, i);

		i = t.to;
		if (!take_entry(a, &t, fn, ctx))
			return;
	}
	if (a->far > 0)
		tell_path(a, fn, ctx);
}

bool
funnel_whole(const struct funnel_rule *r)
{
	if (r->like != NULL)
		return r->like->order == FUNNEL_STRICT;
	return r->order == FUNNEL_STRICT;
}

int64_t
funnel_tick(const struct funnel_rule *r, int64_t at_us)
{
	int64_t tick = r->like != NULL ? r->like->tick_us : 0, rest;

	if (tick == 0)
		return at_us;
	rest = at_us % tick;
	return at_us - (rest < 0 ? rest + tick : rest);
}

/* Of chains that began at one time the one that is behind may still be the better one. */
static bool
keeps_newest(const struct funnel_rule *r)
{
	return r->nexclusion > 0 || r->step_limits;
}

void
funnel_run(const struct funnel_rule *r, const struct funnel_event *ev, size_t n, funnel_fn *fn,
    void *ctx, struct arena *tmp)
{
	struct attempt a = { .r = r, .ev = ev, .tmp = tmp, .newest = keeps_newest(r) };
	struct funnel_path p = { .far = 0 };

	if (r->like != NULL && r->like->run != NULL) {
		r->like->run(r, ev, n, &p);
		if (p.far > 0)
			fn(ctx, &p);
		return;
	}
	if (r->order == FUNNEL_ANY) {
		funnel_any_run(r, ev, n, &p, tmp);
		if (p.far > 0)
			fn(ctx, &p);
		return;
	}
	if (r->entry == FUNNEL_LATEST)
		run_latest(&a, n, fn, ctx);
	else
		run_entries(&a, n, fn, ctx);
}

/* ---- an entry under way ---- */

struct funnel_attempt {
	struct attempt a;
};

struct funnel_attempt *
funnel_attempt_new(const struct funnel_rule *r, struct arena *a)
{
	struct funnel_attempt *x = arena_alloc(a, sizeof(*x));

	x->a.r = r;
	x->a.newest = keeps_newest(r);
	begin_attempt(&x->a);
	return x;
}

void
funnel_attempt_take(struct funnel_attempt *x, const struct funnel_event *ev, size_t from, size_t to,
    funnel_fn *fn, void *ctx, struct arena *tmp)
{
	struct attempt *a = &x->a;
	struct instant t = instant_at(ev, to, from);

	a->ev = ev;
	a->tmp = tmp;
	(void)take_entry(a, &t, fn, ctx);
	if (a->far > 0 && !may_go_on(a, t.at_us))	/* what may not now may not later */
		funnel_attempt_end(x, fn, ctx);
}

void
funnel_attempt_end(struct funnel_attempt *x, funnel_fn *fn, void *ctx)
{
	if (x->a.far > 0)
		tell_path(&x->a, fn, ctx);
	begin_attempt(&x->a);
}

bool
funnel_attempt_path(const struct funnel_attempt *x, struct funnel_path *p)
{
	if (x->a.far > 0)
		make_path(&x->a, p);
	return x->a.far > 0;
}

/* The end of a span of @us from @from_us on. */
static int64_t
span_end(int64_t from_us, int64_t us)
{
	return (uint64_t)us > (uint64_t)INT64_MAX - (uint64_t)from_us ? INT64_MAX : from_us + us;
}

int64_t
funnel_attempt_until(const struct funnel_attempt *x)
{
	const struct funnel_rule *r = x->a.r;
	int64_t until = INT64_MIN;

	for (unsigned p = 1; p < r->nstep; p++) {
		const struct chain *c = &x->a.chain[p];

		for (unsigned s = p + 1; c->alive && s <= r->nstep; s++) {
			int64_t within = span_end(c->start_us, r->within_us);
			int64_t step = span_end(c->last_us, r->step_us[s - 1]);

			within = step < within ? step : within;
			until = within > until ? within : until;
			if (!is_optional(r, s))
				break;
		}
	}
	return until;
}

static void
use_events(const struct chain *c, unsigned nstep, bool *used)
{
	for (unsigned s = 0; s < nstep; s++)
		if ((c->steps >> s & 1) != 0)
			used[c->at[s]] = true;
}

void
funnel_attempt_uses(const struct funnel_attempt *x, bool *used)
{
	const struct attempt *a = &x->a;

	if (a->far > 0)
		use_events(&a->best, a->r->nstep, used);
	for (unsigned s = 1; s <= a->r->nstep; s++)
		if (a->chain[s].alive)
			use_events(&a->chain[s], a->r->nstep, used);
}

static void
put_number(struct buf *b, uint64_t u)
{
	if (buf_room(b, VARINT_MAX))
		b->n += varint_put(b->p + b->n, u);
}

static void
save_chain(const struct chain *c, unsigned nstep, const uint32_t *number, struct buf *b)
{
	buf_add(b, (const char *)&c->start_us, sizeof(c->start_us));
	put_number(b, (uint64_t)c->last_us - (uint64_t)c->start_us);
	put_number(b, c->steps);
	for (unsigned s = 0; s < nstep; s++)
		if ((c->steps >> s & 1) != 0)
			put_number(b, number[c->at[s]]);
}

static void
load_chain(struct chain *c, unsigned nstep, const char **p)
{
	c->alive = true;
	memcpy(&c->start_us, *p, sizeof(c->start_us));
	*p += sizeof(c->start_us);
	c->last_us = (int64_t)((uint64_t)c->start_us + varint_get(p));
	c->steps = (uint32_t)varint_get(p);
	for (unsigned s = 0; s < nstep; s++)
		if ((c->steps >> s & 1) != 0)
			c->at[s] = (uint32_t)varint_get(p);
}

void
funnel_attempt_save(const struct funnel_attempt *x, const uint32_t *number, struct buf *b)
{
	const struct attempt *a = &x->a;

	put_number(b, a->far);
	put_number(b, a->excluded ? a->by + 1 : 0);
	save_chain(&a->best, a->r->nstep, number, b);
	for (unsigned s = 1; s <= a->r->nstep; s++) {
		if (!a->chain[s].alive)
			continue;
		put_number(b, s);
		save_chain(&a->chain[s], a->r->nstep, number, b);
	}
	put_number(b, 0);
}

void
funnel_attempt_load(struct funnel_attempt *x, const char **p)
{
	struct attempt *a = &x->a;
	unsigned s;

	begin_attempt(a);
	a->far = (unsigned)varint_get(p);
	a->by = (unsigned)varint_get(p);
	a->excluded = a->by-- > 0;
	load_chain(&a->best, a->r->nstep, p);
	while ((s = (unsigned)varint_get(p)) != 0)
		load_chain(&a->chain[s], a->r->nstep, p);
}

int
funnel_before(const struct funnel_rule *r, const struct funnel_path *p, unsigned k)
{
	const bool required = r->like != NULL && r->like->required;

	for (unsigned s = k; s-- > 0;)
		if (funnel_on_path(p, s) && !(required && is_optional(r, s + 1)))
			return (int)s;
	return -1;
}
