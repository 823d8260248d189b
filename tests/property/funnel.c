/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * funnel - random users under every pair of options, against an exhaustive search
 *
 * The search takes the rules as they are written down: it tries every choice of events for
 * steps, in every order that events of one time may have, and keeps nothing from event to
 * event.  CX_FUNNEL=N: N users for each pair of options instead of USERS.
 */
#include "../t.h"

#include "base/rng.h"
#include "funnel/funnel.h"

enum {
	USERS = 2000,
	EVENTS_MAX = 7,
	STEPS_MAX = 4,
	TIMES = 9,
	OPTIONS = 9,
	PATHS_MAX = EVENTS_MAX
};

enum option {			/* what a rule may have beside its steps */
	LIMITS = 1, EXCLUSIONS = 2, OPTIONAL = 4, STRICT_TIES = 8, STRICT = 16, ANY = 32,
	FIRST = 64, EVERY = 128, RANGE = 256, MASKS = 512	/* an event may be several steps */
};

struct user {
	struct funnel_rule  r;
	struct funnel_event ev[EVENTS_MAX];
	size_t              n;
	struct funnel_path  path[PATHS_MAX];	/* what funnel_run tells */
	size_t              npath;
};

struct found {			/* by the search */
	unsigned far;
	int64_t  end;		/* the first time it was reached */
	int64_t  start;		/* the last start from which it was then */
};

struct chain {
	size_t   event[STEPS_MAX];
	unsigned step[STEPS_MAX];	/* from 1 */
	size_t   n;
};

static bool
is_step(const struct funnel_event *e, unsigned s)
{
	return (e->mask & FUNNEL_STEP(s - 1)) != 0;
}

/* An exclusion comes between the events @a and @b of a chain that stands at step @s. */
static bool
is_excluded(const struct user *u, size_t a, size_t b, unsigned s)
{
	for (unsigned i = 0; i < u->r.nexclusion; i++) {
		if (s < u->r.exclusion[i].from || s >= u->r.exclusion[i].to)
			continue;
		for (size_t k = 0; k < u->n; k++)
			if ((u->ev[k].mask & FUNNEL_EXCLUSION(i)) != 0 &&
			    u->ev[k].at_us > u->ev[a].at_us && u->ev[k].at_us < u->ev[b].at_us)
				return true;
	}
	return false;
}

static bool
may_skip(const struct funnel_rule *r, unsigned from, unsigned to)
{
	for (unsigned s = from + 1; s < to; s++)
		if ((r->optional >> (s - 1) & 1) == 0)
			return false;
	return true;
}

/* Event @e as step @s may follow what @c has. */
static bool
may_follow(const struct user *u, const struct chain *c, size_t e, unsigned s)
{
	int64_t at = u->ev[e].at_us, last, start;

	if (!is_step(&u->ev[e], s))
		return false;
	if (c->n == 0)
		return s == 1 && at >= u->r.from_us && at < u->r.to_us;
	last = u->ev[c->event[c->n - 1]].at_us;
	start = u->ev[c->event[0]].at_us;
	for (size_t i = 0; i < c->n; i++)
		if (c->event[i] == e)
			return false;
	return (u->r.strict_ties ? at > last : at >= last) && at - start <= u->r.within_us &&
	    (u->r.step_us[s - 1] == INT64_MAX || at - last <= u->r.step_us[s - 1]) &&
	    may_skip(&u->r, c->step[c->n - 1], s) &&
	    !is_excluded(u, c->event[c->n - 1], e, c->step[c->n - 1]);
}

static void
note(struct found *f, const struct user *u, const struct chain *c)
{
	unsigned far = c->step[c->n - 1];
	int64_t end = u->ev[c->event[c->n - 1]].at_us, start = u->ev[c->event[0]].at_us;

	if (far > f->far || (far == f->far && (end < f->end || (end == f->end && start > f->start))))
		*f = (struct found){ far, end, start };
}

static void
search_loose(const struct user *u, struct chain *c, int64_t start, struct found *f)
{
	for (unsigned s = c->n == 0 ? 1 : c->step[c->n - 1] + 1; s <= u->r.nstep; s++)
		for (size_t e = 0; e < u->n; e++) {
			if (!may_follow(u, c, e, s) ||
			    (c->n == 0 && start != INT64_MIN && u->ev[e].at_us != start))
				continue;
			c->event[c->n] = e;
			c->step[c->n++] = s;
			note(f, u, c);
			search_loose(u, c, start, f);
			c->n--;
		}
}

/* One order of the events: what comes between two of a chain repeats the step before. */
static void
walk_strict(const struct user *u, const size_t *order, size_t from, struct chain *c,
    struct found *f)
{
	for (size_t i = from; i < u->n; i++) {
		unsigned s = (unsigned)c->n + 1;

		if (s <= u->r.nstep && may_follow(u, c, order[i], s)) {
			c->event[c->n] = order[i];
			c->step[c->n++] = s;
			note(f, u, c);
			walk_strict(u, order, i + 1, c, f);
			c->n--;
		}
		if (c->n > 0 && !is_step(&u->ev[order[i]], (unsigned)c->n))
			return;
	}
}

static void
search_strict(const struct user *u, size_t *order, size_t n, struct found *f)
{
	struct chain c = { .n = 0 };

	if (n == u->n) {
		walk_strict(u, order, 0, &c, f);
		return;
	}
	for (size_t e = 0; e < u->n; e++) {
		bool used = false;

		for (size_t i = 0; i < n; i++)
			used |= order[i] == e;
		if (used || u->ev[e].at_us != u->ev[n].at_us)
			continue;
		order[n] = e;
		search_strict(u, order, n + 1, f);
	}
}

/* How many of the steps from @s on find events of their own from @start on. */
static unsigned
most_steps(const struct user *u, unsigned s, int64_t start, int64_t end, unsigned used)
{
	unsigned best, got;

	if (s > u->r.nstep)
		return 0;
	best = most_steps(u, s + 1, start, end, used);
	for (size_t e = 0; e < u->n; e++) {
		if ((used >> e & 1) != 0 || !is_step(&u->ev[e], s) || u->ev[e].at_us < start ||
		    u->ev[e].at_us > end)
			continue;
		got = 1 + most_steps(u, s + 1, start, end, used | 1u << e);
		best = got > best ? got : best;
	}
	return best;
}

static void
search_any(const struct user *u, struct found *f)
{
	for (size_t a = 0; a < u->n; a++)
		for (size_t b = a; b < u->n; b++) {
			int64_t start = u->ev[a].at_us, end = u->ev[b].at_us;
			unsigned far;

			if (end - start > u->r.within_us || start < u->r.from_us ||
			    start >= u->r.to_us)
				continue;
			far = most_steps(u, 1, start, end, 0);
			if (far > f->far || (far == f->far && far > 0 && (end < f->end ||
			    (end == f->end && start > f->start))))
				*f = (struct found){ far, end, start };
		}
}

static void
search(const struct user *u, int64_t start, struct found *f)
{
	size_t order[EVENTS_MAX];
	struct chain c = { .n = 0 };

	*f = (struct found){ 0, INT64_MAX, INT64_MIN };
	if (u->r.order == FUNNEL_STRICT)
		search_strict(u, order, 0, f);
	else if (u->r.order == FUNNEL_ANY)
		search_any(u, f);
	else
		search_loose(u, &c, start, f);
}

/* ---- users ---- */

static void
draw_user(struct user *u, struct rng *g, unsigned options)
{
	struct funnel_rule *r = &u->r;
	int64_t at = 0;

	*r = (struct funnel_rule){ .nstep = 1 + (unsigned)rng_below(g, STEPS_MAX),
		.within_us = (int64_t)rng_below(g, TIMES + 2), .from_us = INT64_MIN,
		.to_us = INT64_MAX, .strict_ties = options & STRICT_TIES };
	r->order = options & STRICT ? FUNNEL_STRICT : options & ANY ? FUNNEL_ANY : FUNNEL_LOOSE;
	r->entry = options & FIRST ? FUNNEL_FIRST : options & EVERY ? FUNNEL_EVERY :
	    FUNNEL_LATEST;
	for (unsigned s = 0; s < FUNNEL_STEPS_MAX; s++)
		r->step_us[s] = INT64_MAX;
	for (unsigned s = 1; s < r->nstep; s++) {
		if ((options & LIMITS) && rng_below(g, 2)) {
			r->step_us[s] = (int64_t)rng_below(g, 5);
			r->step_limits = true;
		}
		if ((options & OPTIONAL) && s + 1 < r->nstep && rng_below(g, 2))
			r->optional |= UINT32_C(1) << s;
	}
	if ((options & EXCLUSIONS) && r->nstep > 1) {
		unsigned from = 1 + (unsigned)rng_below(g, r->nstep - 1);

		r->exclusion[r->nexclusion++] = (struct funnel_exclusion){ from,
			from + 1 + (unsigned)rng_below(g, r->nstep - from) };
	}
	if (options & RANGE) {
		r->from_us = (int64_t)rng_below(g, 4);
		r->to_us = r->from_us + 1 + (int64_t)rng_below(g, 6);
	}
	u->n = rng_below(g, EVENTS_MAX + 1);
	for (size_t i = 0; i < u->n; i++) {
		struct funnel_event *e = &u->ev[i];

		at += (int64_t)rng_below(g, 3);
		*e = (struct funnel_event){ at, FUNNEL_STEP(rng_below(g, r->nstep)) };
		if (options & MASKS)
			e->mask |= FUNNEL_STEP(rng_below(g, r->nstep));
		if (r->nexclusion > 0 && rng_below(g, 4) == 0)
			e->mask = FUNNEL_EXCLUSION(0);
		if (r->order == FUNNEL_STRICT && rng_below(g, 8) == 0)
			e->mask = 0;
	}
}

static void
keep_path(void *ctx, const struct funnel_path *p)
{
	struct user *u = ctx;

	if (T_QUIET(u->npath < PATHS_MAX, "no more paths than events"))
		u->path[u->npath++] = *p;
}

/* For whoever has to find out why. */
static void
show(const struct user *u, const struct found *f)
{
	printf("# steps %u optional %x within %d order %d entry %d strict %d range %d %d\n",
	    u->r.nstep, u->r.optional, (int)u->r.within_us, (int)u->r.order, (int)u->r.entry,
	    u->r.strict_ties, (int)u->r.from_us, (int)u->r.to_us);
	for (unsigned s = 0; s < u->r.nstep; s++)
		printf("# limit %d\n", (int)u->r.step_us[s]);
	for (unsigned i = 0; i < u->r.nexclusion; i++)
		printf("# exclusion %u-%u\n", u->r.exclusion[i].from, u->r.exclusion[i].to);
	for (size_t i = 0; i < u->n; i++)
		printf("# %d: %llx\n", (int)u->ev[i].at_us, (unsigned long long)u->ev[i].mask);
	printf("# want %u from %d to %d\n", f->far, (int)f->start, (int)f->end);
	for (size_t i = 0; i < u->npath; i++)
		printf("# got %u steps %x\n", u->path[i].far, u->path[i].steps);
}

/* The events of a path do what it says. */
static void
check_path(const struct user *u, const struct funnel_path *p)
{
	struct chain c = { .n = 0 };
	unsigned used = 0;

	T_QUIET((p->steps >> (p->far - 1)) == 1 && (p->steps & 1) != 0, "from the first to the last");
	for (unsigned s = 1; s <= p->far; s++) {
		if ((p->steps >> (s - 1) & 1) == 0)
			continue;
		T_QUIET((used >> p->at[s - 1] & 1) == 0, "one event for one step");
		used |= 1u << p->at[s - 1];
		if (u->r.order == FUNNEL_ANY)
			continue;
		T_QUIET(may_follow(u, &c, p->at[s - 1], s), "step %u may follow", s);
		c.event[c.n] = p->at[s - 1];
		c.step[c.n++] = s;
	}
}

static int64_t
time_at(const struct user *u, const struct funnel_path *p, unsigned s)
{
	return u->ev[p->at[s]].at_us;
}

/* Where no exclusion ends it, a path is the first to get so far, and began last. */
static bool
check_one(const struct user *u, int64_t start, const struct funnel_path *p, struct found *f)
{
	bool good;

	search(u, start, f);
	if (p == NULL)
		return T_QUIET(f->far == 0, "nothing found");
	good = T_QUIET(p->far == f->far, "as far as it goes");
	if (u->r.nexclusion == 0 && good)
		good = T_QUIET(time_at(u, p, p->far - 1) == f->end && time_at(u, p, 0) == f->start,
		    "when it got there, and began");
	return good;
}

static int64_t
next_entry(const struct user *u, int64_t after)
{
	for (size_t i = 0; i < u->n; i++)
		if (is_step(&u->ev[i], 1) && u->ev[i].at_us > after &&
		    u->ev[i].at_us >= u->r.from_us && u->ev[i].at_us < u->r.to_us)
			return u->ev[i].at_us;
	return INT64_MAX;
}

/* Entries follow each other: behind a conversion, or when the window is over. */
static bool
check_entries(const struct user *u, struct found *f)
{
	int64_t at = next_entry(u, INT64_MIN);
	size_t i = 0;
	bool good = true;

	for (; at != INT64_MAX && good; i++) {
		good = T_QUIET(i < u->npath, "another entry") &&
		    check_one(u, at, &u->path[i], f);
		if (u->r.entry == FUNNEL_FIRST) {
			i++;
			break;
		}
		at = next_entry(u, f->far == u->r.nstep ? f->end : at + u->r.within_us);
	}
	return good && T_QUIET(i == u->npath, "no more entries than there are");
}

static bool
is_asked(unsigned options)
{
	int orders = ((options & STRICT) != 0) + ((options & ANY) != 0);
	int entries = ((options & FIRST) != 0) + ((options & EVERY) != 0);

	/* What options of cxfunnel refuse; and of entries the search knows plain ones. */
	if (orders + entries > 1)
		return false;
	if (orders > 0 && (options & (EXCLUSIONS | OPTIONAL)))
		return false;
	if ((options & ANY) && (options & (LIMITS | STRICT_TIES)))
		return false;
	return !(options & EVERY) || !(options & (LIMITS | EXCLUSIONS));
}

static uint64_t
check_options(struct rng *g, unsigned options, uint64_t users)
{
	uint64_t far = 0;
	struct arena tmp;

	arena_init(&tmp);
	for (uint64_t i = 0; i < users; i++) {
		struct user u = { .npath = 0 };
		struct found f = { 0, 0, 0 };
		bool good;

		draw_user(&u, g, options);
		funnel_run(&u.r, u.ev, u.n, keep_path, &u, &tmp);
		for (size_t k = 0; k < u.npath; k++)
			check_path(&u, &u.path[k]);
		if (u.r.entry == FUNNEL_LATEST)
			good = check_one(&u, INT64_MIN, u.npath > 0 ? u.path : NULL, &f);
		else
			good = check_entries(&u, &f);
		if (!good) {
			show(&u, &f);
			break;
		}
		far += f.far > 1;
		arena_reset(&tmp);
	}
	arena_free(&tmp);
	return far;
}

int
main(void)
{
	const char *many = getenv("CX_FUNNEL");
	uint64_t users = many != NULL ? strtoull(many, NULL, 10) : USERS, all = 0, far = 0;
	struct rng g;

	rng_init(&g, t_seed());
	for (unsigned a = 0; a < OPTIONS; a++)
		for (unsigned b = a; b < OPTIONS; b++)
			for (unsigned masks = 0; masks < 2; masks++) {
				unsigned options = 1u << a | 1u << b | masks * MASKS;

				if (!is_asked(options))
					continue;
				far += check_options(&g, options, users);
				all += users;
			}
	T_OK(t_failed == 0, "%" PRIu64 " users", all);
	T_OK(far > all / 5, "of these %" PRIu64 " got beyond the first step", far);
	return t_done();
}
