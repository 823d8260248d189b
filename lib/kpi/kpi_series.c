/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_series - see kpi_series.h
 */
#include "kpi/kpi_series.h"

#include "base/rfc3339.h"
#include "kpi/kpi_split.h"
#include "sketch/xsum.h"
#include "stats/interval.h"

#include <math.h>
#include <string.h>

struct point {			/* of a measured KPI in one period */
	struct xsum sum;
	double      min;
	double      max;
	double      last;
	int64_t     first_us;
	int64_t     last_us;
	bool        tie;	/* there are others at the time of the last one */
	double      lo;		/* of the only one */
	double      hi;
	double      n;
};

void
kpi_series_init(struct kpi_series *s, const struct kpi_tree *t, uint64_t seed)
{
	*s = (struct kpi_series){ .t = t, .first = INT64_MAX, .last = INT64_MIN,
		.end_us = INT64_MIN };
	arena_init(&s->arena);
	s->point = arena_alloc(&s->arena, (t->n + 1) * sizeof(*s->point));
	for (size_t i = 0; i < t->n; i++)
		hmap_init(&s->point[i], &s->arena, sizeof(struct point), seed);
}

static struct sv
key_of(const int64_t *period)
{
	return (struct sv){ (const char *)period, sizeof(*period) };
}

void
kpi_series_add(struct kpi_series *s, size_t node, const struct kpi_measure *m)
{
	struct twindow_span span;
	int64_t period = tperiod_at(&s->t->period, m->at_us, &span);
	struct xsum_num x;
	bool fresh;
	struct point *p = hmap_put(&s->point[node], key_of(&period), &fresh);

	if (fresh) {
		*p = (struct point){ .min = m->number, .max = m->number, .last = m->number,
			.first_us = m->at_us, .last_us = m->at_us, .lo = m->lo, .hi = m->hi,
			.n = m->n };
	} else {
		p->min = fmin(p->min, m->number);
		p->max = fmax(p->max, m->number);
		p->first_us = m->at_us < p->first_us ? m->at_us : p->first_us;
		if (m->at_us > p->last_us) {
			p->last = m->number;
			p->last_us = m->at_us;
			p->tie = false;
		} else if (m->at_us == p->last_us) {
			p->tie = true;
		}
	}
	if (xsum_num_of(m->x, &x))
		xsum_add(&p->sum, &x);
	s->first = period < s->first ? period : s->first;
	s->last = period > s->last ? period : s->last;
	s->end_us = m->end_us > s->end_us ? m->end_us : s->end_us;
}

struct twindow_span
kpi_series_span(const struct kpi_series *s, size_t i)
{
	struct twindow_span span;

	span.from_us = tperiod_start(&s->t->period, s->first + (int64_t)i);
	span.to_us = tperiod_start(&s->t->period, s->first + (int64_t)i + 1);
	return span;
}

int64_t
kpi_series_at(const struct kpi_series *s, int64_t at_us)
{
	struct twindow_span span;

	return tperiod_at(&s->t->period, at_us, &span) - s->first;
}

/* ---- columns ---- */

static struct kpi_column
new_column(struct kpi_series *s)
{
	struct kpi_column c;
	size_t n = s->nperiod;

	c.x = arena_alloc(&s->arena, 4 * n * sizeof(*c.x) + 1);
	for (size_t i = 0; i < 4 * n; i++)
		c.x[i] = (double)NAN;
	c.lo = c.x + n;
	c.hi = c.lo + n;
	c.n = c.hi + n;
	return c;
}

static double
folded(const struct point *p, enum kpi_fold fold)
{
	switch (fold) {
	case KPI_FOLD_MEAN:
		return xsum_mean(&p->sum);
	case KPI_FOLD_LAST:
		return p->last;
	case KPI_FOLD_MIN:
		return p->min;
	case KPI_FOLD_MAX:
		return p->max;
	case KPI_ONE:
	case KPI_FOLD_SUM:
		break;
	}
	return xsum_total(&p->sum);
}

static enum rc
too_many(const struct kpi_series *s, const struct kpi_node *n, size_t i, uint64_t records,
    struct err *e)
{
	char text[RFC3339_MAX];

	(void)rfc3339_text(kpi_series_span(s, i).from_us, 0, text);
	if (n->fold == KPI_FOLD_LAST)
		return rc_err(e, RC_USAGE, "'%.*s' has two last records in the %s of %s: say "
		    "with where: which one is meant", SV_SHOW(n->name),
		    tperiod_name(&s->t->period), text);
	return rc_err(e, RC_USAGE, "'%.*s' has %llu records in the %s of %s: say with fold: how "
	    "they become one (sum, mean, last, min, max), or with where: which one is meant",
	    SV_SHOW(n->name), (unsigned long long)records, tperiod_name(&s->t->period), text);
}

/* Records begin in the middle of the period: their sum is not that of all of it. */
static bool
is_begun(const struct kpi_series *s, const struct kpi_node *n, const struct point *p, size_t i)
{
	int64_t into_us;

	return n->fold == KPI_FOLD_SUM &&
	    !__builtin_sub_overflow(p->first_us, kpi_series_span(s, i).from_us, &into_us) &&
	    into_us >= RFC3339_DAY_US;
}

static enum rc
measured(struct kpi_series *s, size_t node, struct err *e)
{
	const struct kpi_node *n = &s->t->node[node];
	const struct hmap *m = &s->point[node];
	struct kpi_column *c = &s->column[node];
	bool any = false;

	for (size_t i = 0; i < s->nperiod; i++) {
		int64_t period = s->first + (int64_t)i;
		const struct point *p = hmap_get(m, key_of(&period));
		bool first = p != NULL && !any;

		any = any || p != NULL;
		if (p == NULL || (first && is_begun(s, n, p, i)))
			continue;
		if ((p->sum.n > 1 && n->fold == KPI_ONE) || (p->tie && n->fold == KPI_FOLD_LAST))
			return too_many(s, n, i, p->sum.n, e);
		c->x[i] = folded(p, n->fold);
		if (p->sum.n > 1)
			continue;
		c->lo[i] = p->lo;
		c->hi[i] = p->hi;
		c->n[i] = p->n;
	}
	return RC_OK;
}

static bool
is_count(double x)
{
	return x >= 0 && x < 0x1p53 && x == floor(x);
}

static void
computed(struct kpi_series *s, size_t node, double conf)
{
	const struct kpi_node *n = &s->t->node[node];
	struct kpi_column *c = &s->column[node];
	double x[KPI_TERMS_MAX];

	for (size_t i = 0; i < s->nperiod; i++) {
		for (size_t k = 0; k < n->nterm; k++)
			x[k] = s->column[n->term[k].node].x[i];
		c->x[i] = kpi_split_value(n, x);
		if (n->op == KPI_SHARE && is_count(x[0]) && is_count(x[1]) && x[0] <= x[1] &&
		    x[1] > 0) {
			struct interval w = interval_wilson((uint64_t)x[0], (uint64_t)x[1], conf);

			c->lo[i] = w.lo;
			c->hi[i] = w.hi;
			c->n[i] = x[1];
		}
	}
}

enum rc
kpi_series_close(struct kpi_series *s, double conf, struct err *e)
{
	const struct kpi_tree *t = s->t;
	enum rc rc = RC_OK;

	if (s->first <= s->last) {
		if (s->last - s->first >= KPI_CELLS_MAX / (int64_t)t->n)
			return rc_err(e, RC_LIMIT, "the records are of more than %lld %ss: is "
			    "one of their times wrong?", (long long)(KPI_CELLS_MAX / (int64_t)t->n),
			    tperiod_name(&t->period));
		s->nperiod = (size_t)(s->last - s->first) + 1;
	}
	s->column = arena_alloc(&s->arena, t->n * sizeof(*s->column));
	for (size_t i = 0; i < t->n; i++)
		s->column[i] = new_column(s);
	for (size_t i = 0; i < t->n && rc == RC_OK; i++)
		if (t->node[i].op == KPI_METRIC)
			rc = measured(s, i, e);
	for (size_t i = 0; i < t->n && rc == RC_OK; i++)
		if (t->node[t->order[i]].op != KPI_METRIC)
			computed(s, t->order[i], conf);
	return rc;
}

void
kpi_series_free(struct kpi_series *s)
{
	for (size_t i = 0; s->t != NULL && i < s->t->n; i++) {
		for (size_t k = 0; k < s->point[i].n; k++)
			xsum_free(&((struct point *)s->point[i].entry[k].val)->sum);
		hmap_free(&s->point[i]);
	}
	arena_free(&s->arena);
}
