/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window moves over the events; which steps it has is a matching of steps with kinds of
 * events, each of which serves as many steps as it has events there.  It is mended when an
 * event comes or goes.  An event without which there are as many steps will not be missed
 * by any later one either (sets of events that serve different steps are a matroid), so the
 * start of a window can be moved up as soon as it has more steps than any before.
 */
#include "funnel/funnel_any.h"

#include <string.h>

enum { NO_KIND = -1 };

struct window {
	const struct funnel_event *ev;
	unsigned  nstep;
	uint32_t *mask;		/* of each kind */
	size_t   *count;	/* events of it in the window, */
	unsigned *used;		/* ... and of these such as serve a step */
	bool     *seen;		/* scratch of a search */
	size_t    nkind;
	uint32_t *event;	/* those that are steps and not before the first entry, */
	int64_t  *kind;		/* ... and their kinds */
	size_t    n;
	int64_t   of[FUNNEL_STEPS_MAX];	/* the kind that serves a step */
	unsigned  size;		/* steps that are served */
};

static void
clear_window(struct window *w)
{
	for (size_t i = 0; i < w->nkind; i++)
		w->count[i] = w->used[i] = 0;
	for (unsigned s = 0; s < w->nstep; s++)
		w->of[s] = NO_KIND;
	w->size = 0;
}

static void
init_window(struct window *w, const struct funnel_rule *r, const struct funnel_event *ev, size_t n,
    struct arena *tmp)
{
	*w = (struct window){ .ev = ev, .nstep = r->nstep };
	w->event = arena_alloc(tmp, n * sizeof(*w->event));
	w->kind = arena_alloc(tmp, n * sizeof(*w->kind));
	w->mask = arena_alloc(tmp, n * sizeof(*w->mask));
	for (size_t i = 0; i < n; i++) {
		uint32_t mask = (uint32_t)ev[i].mask;
		size_t k = 0;

		if (mask == 0 || ev[i].at_us < r->from_us)
			continue;
		while (k < w->nkind && w->mask[k] != mask)
			k++;
		if (k == w->nkind)
			w->mask[w->nkind++] = mask;
		w->event[w->n] = (uint32_t)i;
		w->kind[w->n++] = (int64_t)k;
	}
	w->count = arena_alloc(tmp, w->nkind * sizeof(*w->count));
	w->used = arena_alloc(tmp, w->nkind * sizeof(*w->used));
	w->seen = arena_alloc(tmp, w->nkind * sizeof(*w->seen));
	clear_window(w);
}

static int64_t
time_of(const struct window *w, size_t i)
{
	return w->ev[w->event[i]].at_us;
}

/* A kind for step @s: one with an event to spare, or one whose step finds another. */
static bool
augment(struct window *w, unsigned s)
{
	for (size_t k = 0; k < w->nkind; k++) {
		if (w->seen[k] || (w->mask[k] >> s & 1) == 0)
			continue;
		w->seen[k] = true;
		if (w->used[k] < w->count[k]) {
			w->used[k]++;
			w->of[s] = (int64_t)k;
			return true;
		}
		for (unsigned o = 0; o < w->nstep; o++)
			if (w->of[o] == (int64_t)k && augment(w, o)) {
				w->of[s] = (int64_t)k;	/* in the place of step o */
				return true;
			}
	}
	return false;
}

static void
mend_window(struct window *w)
{
	for (unsigned s = 0; s < w->nstep; s++) {
		if (w->of[s] != NO_KIND)
			continue;
		for (size_t k = 0; k < w->nkind; k++)
			w->seen[k] = false;
		w->size += augment(w, s);
	}
}

static void
add_event(struct window *w, size_t i)
{
	if (w->count[w->kind[i]]++ < w->nstep)
		mend_window(w);
}

static void
take_event(struct window *w, size_t i)
{
	int64_t k = w->kind[i];
	unsigned s = 0;

	if (--w->count[k] >= w->used[k])
		return;
	while (w->of[s] != k)
		s++;
	w->of[s] = NO_KIND;
	w->used[k]--;
	w->size--;
	mend_window(w);
}

/* Move the start up as long as no step is lost. */
static size_t
move_start(struct window *w, size_t from, size_t to, const struct funnel_rule *r)
{
	const unsigned size = w->size;

	for (; from < to && time_of(w, from + 1) < r->to_us; from++) {
		take_event(w, from);
		if (w->size < size) {
			add_event(w, from);
			break;
		}
	}
	return from;
}

/* The events of the window, and which of them made it one step more. */
static void
tell_steps(struct window *w, size_t from, size_t to, struct funnel_path *p)
{
	clear_window(w);
	for (size_t i = from; i <= to; i++) {
		unsigned before = w->size;

		add_event(w, i);
		if (w->size > before)
			p->at[before] = w->event[i];
	}
	p->level = p->far = w->size;
	p->steps = (uint32_t)((UINT64_C(1) << w->size) - 1);
}

void
funnel_any_run(const struct funnel_rule *r, const struct funnel_event *ev, size_t n,
    struct funnel_path *p, struct arena *tmp)
{
	struct window w;
	size_t from = 0, best_from = 0, best_to = 0;
	unsigned best = 0;

	init_window(&w, r, ev, n, tmp);
	for (size_t to = 0; to < w.n && best < r->nstep; to++) {
		add_event(&w, to);
		for (; !funnel_in(time_of(&w, to), time_of(&w, from), r->within_us); from++)
			take_event(&w, from);
		if (time_of(&w, from) >= r->to_us)
			break;
		/* Only when all of a time are there: they have no order. */
		if (w.size <= best || (to + 1 < w.n && time_of(&w, to + 1) == time_of(&w, to)))
			continue;
		from = move_start(&w, from, to, r);
		best = w.size;
		best_from = from;
		best_to = to;
	}
	if (best > 0)
		tell_steps(&w, best_from, best_to, p);
}
