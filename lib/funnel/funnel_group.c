/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "funnel/funnel_group.h"

#include <string.h>

void
funnel_group_make(struct funnel_group *g, const struct funnel_event *ev, size_t from, size_t to,
    unsigned nstep, struct arena *tmp)
{
	uint32_t *event = arena_alloc(tmp, (to - from) * sizeof(*event));

	g->ev = ev;
	g->event = event;
	g->n = 0;
	for (size_t i = from; i < to; i++) {
		size_t same = 0;

		for (size_t k = 0; k < g->n && same < nstep; k++)
			same += (uint32_t)ev[event[k]].mask == (uint32_t)ev[i].mask;
		if (same < nstep)
			event[g->n++] = (uint32_t)i;
	}
	g->seen = arena_alloc(tmp, g->n * sizeof(*g->seen));
}

/* The step that member @e serves; FUNNEL_STEPS_MAX: none. */
static unsigned
step_of(const struct funnel_match *m, uint32_t e)
{
	for (unsigned s = 0; s < FUNNEL_STEPS_MAX; s++)
		if ((m->steps >> s & 1) != 0 && m->of[s] == e)
			return s;
	return FUNNEL_STEPS_MAX;
}

/* A member for step @s: a free one, or one whose step finds another. */
static bool
augment(const struct funnel_group *g, struct funnel_match *m, unsigned s)
{
	for (uint32_t e = 0; e < g->n; e++) {
		unsigned other;

		if (g->seen[e] || (g->ev[g->event[e]].mask & FUNNEL_STEP(s)) == 0)
			continue;
		g->seen[e] = true;
		other = step_of(m, e);
		if (other == FUNNEL_STEPS_MAX || augment(g, m, other)) {
			m->steps |= UINT32_C(1) << s;
			m->of[s] = e;
			return true;
		}
	}
	return false;
}

bool
funnel_group_add(const struct funnel_group *g, struct funnel_match *m, unsigned s)
{
	if (g->n == 0)
		return false;
	memset(g->seen, 0, g->n * sizeof(*g->seen));
	return augment(g, m, s);
}
