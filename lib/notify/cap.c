/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify/cap.h"

#include "base/mem.h"
#include "time/twindow.h"

#include <stdlib.h>
#include <string.h>

struct limit {			/* a rule, or a wish in its form */
	const struct policy_cap *rule;	/* NULL: a wish */
	uint64_t                 channels;
	struct sv                category;
	unsigned                 classes;
	enum policy_window       window;
	int64_t                  len_us;
	uint32_t                 max;
	enum policy_over         over;
};

static struct limit
limit_of(const struct policy_cap *c)
{
	return (struct limit){ c, c->channels, c->category, c->classes, c->window, c->len_us,
		c->max, c->over };
}

static struct sv
category_of(const struct policy *p, const struct store_row *r)
{
	return r->category < p->nscenario ? p->scenario[r->category].category : SV("");
}

static bool
covers(const struct limit *l, const struct policy *p, const struct store_row *r)
{
	return r->channel < POLICY_CHANNELS_MAX && (l->channels >> r->channel & 1) != 0 &&
	    (l->category.n == 0 || sv_eq(l->category, category_of(p, r)));
}

/* A row of another class counts where its scenario says so. */
static bool
of_class(const struct limit *l, const struct store_row *r)
{
	return (l->classes >> r->class & 1) != 0 || (r->counts && r->class != POLICY_MARKETING);
}

/* A later step of a message whose earlier one counts, too, is the same message. */
static bool
again(const struct cap_ask *ask, const struct limit *l, const struct store_row *r)
{
	if (r->step == 0)
		return false;
	for (size_t i = 0; i < ask->user->n; i++) {
		const struct store_row *o = ask->user->row[i];

		if (o->step < r->step && o->state != STORE_GONE && covers(l, ask->policy, o) &&
		    memcmp(&o->nkey, &r->nkey, sizeof(o->nkey)) == 0)
			return true;
	}
	return false;
}

static bool
counted(const struct cap_ask *ask, const struct limit *l, const struct store_row *r)
{
	if (r->state == STORE_GONE ||
	    (r->state == STORE_SHADOW && ask->row->state != STORE_SHADOW))
		return false;
	if (!of_class(l, r) || !covers(l, ask->policy, r))
		return false;
	return memcmp(&r->dkey, &ask->row->dkey, sizeof(r->dkey)) != 0 && !again(ask, l, r);
}

static int
by_time(const void *a, const void *b)
{
	const struct store_row *x = *(const struct store_row *const *)a;
	const struct store_row *y = *(const struct store_row *const *)b;
	int64_t p = x->at_us, q = y->at_us;

	return p != q ? (p > q) - (p < q) : memcmp(&x->dkey, &y->dkey, sizeof(x->dkey));
}

/* The counted rows from @from_us to before @to_us, in order of time. */
static size_t
gather(const struct cap_ask *ask, const struct limit *l, struct cap_work *w, int64_t from_us,
    int64_t to_us)
{
	size_t n = 0;

	if (w->cap < ask->user->n) {
		w->cap = ask->user->n + 16;
		w->row = mem_array(w->row, w->cap, sizeof(*w->row));
	}
	for (size_t i = 0; i < ask->user->n; i++) {
		const struct store_row *r = ask->user->row[i];

		if (r->at_us >= from_us && r->at_us < to_us && counted(ask, l, r))
			w->row[n++] = r;
	}
	if (n > 1)
		qsort(w->row, n, sizeof(*w->row), by_time);
	return n;
}

/* @r gives way to the message that is asked for: it is lower, and can still be taken back. */
static bool
yields(const struct cap_ask *ask, const struct store_row *r)
{
	if (r->state != STORE_HELD)
		return false;
	return r->class != ask->row->class ? r->class < ask->row->class :
	    r->priority < ask->row->priority;
}

static bool
weaker(const struct store_row *a, const struct store_row *b)
{
	if (a->class != b->class)
		return a->class < b->class;
	if (a->priority != b->priority)
		return a->priority < b->priority;
	if (a->at_us != b->at_us)
		return a->at_us > b->at_us;
	return memcmp(&a->dkey, &b->dkey, sizeof(a->dkey)) > 0;
}

static const struct store_row *
weakest_of(const struct cap_ask *ask, const struct store_row *const *row, size_t n)
{
	const struct store_row *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (yields(ask, row[i]) && (best == NULL || weaker(row[i], best)))
			best = row[i];
	return best;
}

static bool
breaks(const struct cap_ask *ask, const struct limit *l, struct cap_work *w, int64_t at_us,
    struct cap_verdict *v)
{
	struct twindow cal = { l->window == POLICY_DAY ? TWINDOW_DAY : l->window == POLICY_WEEK ?
		TWINDOW_WEEK : TWINDOW_MONTH, 1, ask->zone };
	struct twindow_span s;
	size_t n, m = l->max;
	bool broken = false;

	if (l->window != POLICY_ROLLING) {
		s = twindow_at(&cal, at_us);
		n = gather(ask, l, w, s.from_us, s.to_us);
		if (n < m)
			return false;
		v->free_us = s.to_us;
		v->weakest = weakest_of(ask, w->row, n);
		return true;
	}
	n = gather(ask, l, w, at_us - l->len_us + 1, at_us + l->len_us);
	v->free_us = at_us;
	for (size_t i = 0; i + m <= n; i++) {
		int64_t first = w->row[i]->at_us, last = w->row[i + m - 1]->at_us;

		if (last - first >= l->len_us || at_us <= last - l->len_us ||
		    at_us >= first + l->len_us)
			continue;
		broken = true;
		if (first + l->len_us <= v->free_us)
			continue;
		v->free_us = first + l->len_us;
		v->weakest = weakest_of(ask, w->row + i, m);
	}
	return broken;
}

static bool
judge(const struct cap_ask *ask, const struct limit *l, struct cap_work *w, int64_t at_us,
    struct cap_verdict *v)
{
	struct cap_verdict next;

	if ((l->classes >> ask->row->class & 1) == 0 || !covers(l, ask->policy, ask->row) ||
	    !breaks(ask, l, w, at_us, v))
		return false;
	v->fits = false;
	v->rule = l->rule;
	v->over = l->over;
	for (next = *v; breaks(ask, l, w, next.free_us, &next);)
		;	/* what follows may be full, too */
	v->free_us = next.free_us;
	return true;
}

static bool
wish(const struct cap_ask *ask, struct cap_work *w, int64_t at_us, struct cap_verdict *v)
{
	struct limit l = { .channels = UINT64_MAX,
		.classes = 1U << POLICY_MARKETING, .over = POLICY_OVER_DEFER };

	l.window = POLICY_DAY;
	l.max = ask->max_per_day;
	if (l.max != 0 && judge(ask, &l, w, at_us, v))
		return true;
	l.window = POLICY_WEEK;
	l.max = ask->max_per_week;
	return l.max != 0 && judge(ask, &l, w, at_us, v);
}

void
cap_check(const struct cap_ask *ask, struct cap_work *w, int64_t at_us, struct cap_verdict *v)
{
	*v = (struct cap_verdict){ .fits = true };
	if (!ask->guards && wish(ask, w, at_us, v))
		return;
	for (size_t i = 0; i < ask->policy->ncap; i++) {
		struct limit l = limit_of(&ask->policy->cap[i]);

		if ((!ask->guards || l.rule->line == 0) && judge(ask, &l, w, at_us, v))
			return;
	}
}

void
cap_work_free(struct cap_work *w)
{
	mem_free(w->row);
	*w = (struct cap_work){ 0 };
}
