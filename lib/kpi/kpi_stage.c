/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_stage - what a point of each stage of the journey is worth, in orders and revenue a week
 *
 *     rate         shares of a chain multiply: a point more of r is point / r of the orders
 *     value        what an order is worth: a point more of it, in every order
 *     association  how the rate that it affects went with it so far (Theil and Sen), times
 *                  what a point of that rate is worth
 *
 * Of a rate, orders / r are those who reach the stage times how the rest goes; with k = r n of
 * the n who reach it and O orders, the logarithm varies by 1/n + 1/O - 1/k where those who come
 * are Poisson (none of the three is known better by knowing r).
 */
#include "kpi/kpi_view.h"

#include "base/num.h"
#include "stats/interval.h"
#include "stats/rank.h"

#include <math.h>
#include <stdlib.h>

struct worth {
	const struct kpi_stage *stage;
	size_t                  step;	/* from 1, as the journey is written */
	struct rank_estimate    orders;
	struct rank_estimate    revenue;
};

static const struct rank_estimate unknown = { (double)NAN, (double)NAN, (double)NAN };

/* @x times e^(+-z sd); without ends when the variance is not known. */
static struct rank_estimate
spread(const struct kpi_view *v, double x, double variance)
{
	double by = exp(interval_z(v->conf) * sqrt(variance));
	struct rank_estimate r = { x, x < 0 ? x * by : x / by, x < 0 ? x / by : x * by };

	return isfinite(x) ? r : unknown;
}

/* Of the logarithm of what an order is worth, by the interval that it has; 0: it has none. */
static double
value_variance(const struct kpi_view *v)
{
	const struct kpi_journey *j = &v->t->journey;

	for (size_t i = 0; i < j->n; i++) {
		const struct kpi_column *c = &v->s->column[j->stage[i].node];
		double sd;

		if (j->stage[i].how != KPI_VALUE || !(c->x[v->now] > 0))
			continue;
		sd = (c->hi[v->now] - c->lo[v->now]) / (2 * interval_z(v->conf) * c->x[v->now]);
		return isnan(sd) ? 0 : sd * sd;
	}
	return 0;
}

/* Orders for one more of a rate, which is 1 when it is a share: per period. */
static double
per_unit(const struct kpi_view *v, size_t rate)
{
	double r = kpi_view_x(v, rate, v->now);

	return r > 0 ? kpi_view_x(v, v->t->journey.orders, v->now) / r : (double)NAN;
}

static double
rate_variance(const struct kpi_view *v, size_t rate)
{
	double orders = kpi_view_x(v, v->t->journey.orders, v->now);
	double n = v->s->column[rate].n[v->now], k = kpi_view_x(v, rate, v->now) * n;

	return 1 / n + fmax(0, 1 / orders - 1 / k);
}

static struct rank_estimate
scaled(struct rank_estimate r, double by)
{
	struct rank_estimate s = { r.x * by, r.lo * by, r.hi * by };

	if (by < 0) {
		s.lo = r.hi * by;
		s.hi = r.lo * by;
	}
	return s;
}

static struct rank_estimate
by_association(const struct kpi_view *v, const struct kpi_stage *s)
{
	size_t n = v->s->nperiod, both[2] = { s->node, s->affects };
	double *x = arena_alloc(v->a, 2 * n * sizeof(*x) + 1), *y = x + n;
	size_t have = kpi_view_pairs(v, both, 0, !v->t->on_values, x, y);
	size_t from = have > RANK_SLOPE_MAX ? have - RANK_SLOPE_MAX : 0;

	return rank_slope(x + from, y + from, have - from, v->conf, v->a);
}

static void
weigh(const struct kpi_view *v, struct worth *w)
{
	const struct kpi_journey *j = &v->t->journey;
	const struct kpi_stage *s = w->stage;
	double orders = kpi_view_x(v, j->orders, v->now), weeks = kpi_view_per_week(v);
	double revenue = j->revenue < v->t->n ? kpi_view_x(v, j->revenue, v->now) : (double)NAN;
	double each = orders > 0 ? revenue / orders : (double)NAN, var;

	w->orders = w->revenue = unknown;
	switch (s->how) {
	case KPI_RATE:
		var = rate_variance(v, s->node);
		w->orders = spread(v, per_unit(v, s->node) * s->point * weeks, var);
		w->revenue = spread(v, w->orders.x * each, var + value_variance(v));
		break;
	case KPI_VALUE:
		w->revenue = spread(v, orders * s->point * weeks, 1 / orders);
		break;
	case KPI_ASSOCIATION:
		w->orders = scaled(by_association(v, s), per_unit(v, s->affects) * s->point *
		    weeks);
		w->revenue = scaled(w->orders, each);
		break;
	}
}

/* ---- the table ---- */

static double
size_of(const struct worth *w, bool revenue)
{
	double x = fabs(revenue ? w->revenue.x : w->orders.x);

	return isnan(x) ? -1 : x;
}

static int
by_revenue(const void *pa, const void *pb)
{
	const struct worth *a = pa, *b = pb;
	double x = size_of(a, true), y = size_of(b, true);

	if (x < y || x > y)
		return x < y ? 1 : -1;
	x = size_of(a, false);
	y = size_of(b, false);
	if (x < y || x > y)
		return x < y ? 1 : -1;
	return (a->step > b->step) - (a->step < b->step);
}

static void
put_stage(const struct kpi_view *v, const struct worth *row, struct buf *o)
{
	const struct kpi_journey *j = &v->t->journey;
	const struct kpi_stage *s = row->stage;
	struct jwrite w;

	kpi_view_open(v, &w, o, "kpi_stage");
	kpi_view_put_text(&w, "journey", j->name);
	jwrite_put_text(&w, "stage", s->name);
	jwrite_put_u64(&w, "step", row->step);
	jwrite_put_text(&w, "kpi", v->t->node[s->node].name);
	kpi_view_put_window(v, &w, "window", v->now);
	kpi_view_put_value(v, &w, s->node);
	jwrite_put_double(&w, "point", s->point);
	if (s->how == KPI_ASSOCIATION)
		jwrite_put_text(&w, "affects", v->t->node[s->affects].name);
	kpi_view_put_interval(&w, "orders_week", row->orders.x, row->orders.lo, row->orders.hi);
	kpi_view_put_interval(&w, "revenue_week", row->revenue.x, row->revenue.lo,
	    row->revenue.hi);
	if (j->revenue < v->t->n)
		kpi_view_put_text(&w, "currency", v->t->node[j->revenue].unit);
	jwrite_put_text(&w, "how", sv_of(kpi_tree_hows[s->how]));
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

void
kpi_stage_write(const struct kpi_view *v, struct buf *o)
{
	const struct kpi_journey *j = &v->t->journey;
	struct worth *w = arena_alloc(v->a, (j->n + 1) * sizeof(*w));

	if (v->now == v->s->nperiod)
		return;
	for (size_t i = 0; i < j->n; i++) {
		w[i] = (struct worth){ .stage = &j->stage[i], .step = i + 1 };
		weigh(v, &w[i]);
	}
	qsort(w, j->n, sizeof(*w), by_revenue);
	for (size_t i = 0; i < j->n; i++)
		put_stage(v, &w[i], o);
}
