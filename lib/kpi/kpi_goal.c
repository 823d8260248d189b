/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_goal - where each KPI stands, and how far key results have come
 *
 * A key result is held to a straight line from its start to its target.  Whoever is behind it
 * can still make it when the trend, going on as it does, may reach the target in time.
 */
#include "kpi/kpi_view.h"

#include "base/num.h"
#include "kpi/kpi_split.h"
#include "record/time_member.h"
#include "stats/rank.h"

#include <math.h>

struct trend {
	struct rank_estimate slope;	/* per period */
	size_t               n;
	double              *at;
	double              *x;
};

struct pace {			/* of a key result; NAN: not known */
	double      progress;
	double      share;	/* of its time that is over */
	double      expected;
	struct rank_estimate projected;
	const char *status;
};

static struct trend
trend_of(const struct kpi_view *v, size_t node)
{
	struct trend t;

	t.at = arena_alloc(v->a, v->t->trend * sizeof(*t.at));
	t.x = arena_alloc(v->a, v->t->trend * sizeof(*t.x));
	t.n = kpi_view_trend(v, node, t.at, t.x);
	t.slope = rank_slope(t.at, t.x, t.n, v->conf, v->a);
	return t;
}

/* ---- key results ---- */

/* Where the line of a slope is at a time, in periods from the end of now. */
static double
line_at(const struct kpi_view *v, const struct trend *t, double slope, double ahead)
{
	return isnan(slope) ? slope : rank_level(t->at, t->x, t->n, slope, v->a) + slope * ahead;
}

static double
periods_left(const struct kpi_view *v, const struct kpi_goal *g)
{
	struct twindow_span now = kpi_series_span(v->s, v->now);

	return ((double)g->by_us - (double)now.to_us) / ((double)now.to_us - (double)now.from_us);
}

/* Whether @x is as far as @mark, in the direction from start to target. */
static bool
reaches(const struct kpi_goal *g, double x, double mark)
{
	return g->target > g->start ? x >= mark : x <= mark;
}

static const char *
status_of(const struct kpi_goal *g, double x, const struct pace *p)
{
	double best = g->target > g->start ? p->projected.hi : p->projected.lo;

	if (isnan(x))
		return "no_data";
	if (reaches(g, x, g->target))
		return "done";
	if (p->share >= 1)
		return "missed";
	if (p->share <= 0)
		return "not_started";
	if (reaches(g, x, p->expected))
		return "on_track";
	return !isnan(best) && reaches(g, best, g->target) ? "at_risk" : "behind";
}

static struct pace
pace_of(const struct kpi_view *v, const struct kpi_goal *g, const struct trend *t)
{
	double x = kpi_view_x(v, g->node, v->now), left, total = (double)g->by_us -
	    (double)g->from_us;
	struct pace p = { (double)NAN, (double)NAN, (double)NAN,
		{ (double)NAN, (double)NAN, (double)NAN }, "no_data" };

	if (v->now == v->s->nperiod)
		return p;
	left = (double)g->by_us - (double)kpi_series_span(v->s, v->now).to_us;
	p.share = fmin(1, fmax(0, 1 - left / total));
	p.expected = g->start + (g->target - g->start) * p.share;
	p.progress = (x - g->start) / (g->target - g->start);
	if (left > 0 && !isnan(x)) {
		double ahead = periods_left(v, g);

		p.projected.x = line_at(v, t, t->slope.x, ahead);
		p.projected.lo = line_at(v, t, t->slope.lo, ahead);
		p.projected.hi = line_at(v, t, t->slope.hi, ahead);
	}
	p.status = status_of(g, x, &p);
	return p;
}

/* Of a KPI that has no key result: where its trend goes. */
static const char *
direction(const struct kpi_view *v, size_t node, const struct trend *t)
{
	bool down = v->t->node[node].down;

	if (isnan(kpi_view_x(v, node, v->now)))
		return "no_data";
	if (isnan(t->slope.lo))
		return "few_points";
	if (t->slope.lo > 0)
		return down ? "worsening" : "improving";
	if (t->slope.hi < 0)
		return down ? "improving" : "worsening";
	return "steady";
}

/* ---- records ---- */

static void
put_head(const struct kpi_view *v, struct jwrite *w, size_t node, const struct kpi_goal *g)
{
	const struct kpi_node *n = &v->t->node[node];

	jwrite_put_text(w, "kpi", n->name);
	jwrite_put_text(w, "role", sv_of(kpi_tree_roles[n->role]));
	if (n->up != SIZE_MAX)
		jwrite_put_text(w, "of", v->t->node[n->up].name);
	if (n->role <= KPI_DRIVER)
		jwrite_put_u64(w, "depth", n->depth);
	if (g != NULL) {
		jwrite_put_text(w, "key_result", g->name);
		kpi_view_put_text(w, "owner", g->owner);
	}
	kpi_view_put_window(v, w, "window", v->now);
	if (v->now < v->s->nperiod)
		time_member_write(w, "window_end", v->zone,
		    kpi_series_span(v->s, v->now).to_us);
}

static void
put_change(const struct kpi_view *v, struct jwrite *w, size_t node)
{
	const struct kpi_change *c = &v->change[node];
	double x = kpi_view_x(v, node, v->now), before = kpi_view_x(v, node, v->before);

	jwrite_put_text(w, "better", v->t->node[node].down ? SV("down") : SV("up"));
	kpi_view_put_window(v, w, "against", v->before);
	jwrite_put_double(w, "before", isnan(before) ? before :
	    kpi_split_double(c->before, c->grid));
	jwrite_put_double(w, "change", c->known ?
	    kpi_split_double(c->value - c->before, c->grid) : (double)NAN);
	kpi_view_put(w, "change_share", c->known && before != 0 ? (x - before) / fabs(before) :
	    (double)NAN);
}

static void
put_trend(const struct kpi_view *v, struct jwrite *w, const struct trend *t)
{
	kpi_view_put_interval(w, "trend", t->slope.x, t->slope.lo, t->slope.hi);
	jwrite_put_text(w, "trend_per", sv_of(tperiod_name(&v->t->period)));
	jwrite_put_u64(w, "trend_n", t->n);
}

static void
put_goal(const struct kpi_view *v, struct jwrite *w, const struct kpi_goal *g,
    const struct pace *p)
{
	jwrite_put_double(w, "start", g->start);
	time_member_write(w, "from", v->zone, g->from_us);
	jwrite_put_double(w, "target", g->target);
	time_member_write(w, "by", v->zone, g->by_us);
	kpi_view_put(w, "progress", p->progress);
	kpi_view_put(w, "pace", p->share);
	kpi_view_put(w, "expected", p->expected);
	kpi_view_put_interval(w, "projected", p->projected.x, p->projected.lo, p->projected.hi);
}

static void
put_series(const struct kpi_view *v, struct jwrite *w, size_t node)
{
	size_t n = v->now < v->s->nperiod ? v->now + 1 : 0;

	jwrite_key(w, SV("series"));
	jwrite_open(w, '[');
	for (size_t i = n > v->t->trend ? n - v->t->trend : 0; i < n; i++)
		jwrite_double(w, num_digits(kpi_view_x(v, node, i), KPI_DIGITS));
	jwrite_shut(w, ']');
}

static void
put_record(const struct kpi_view *v, size_t node, const struct kpi_goal *g, struct buf *o)
{
	struct trend t = trend_of(v, node);
	struct pace p;
	struct jwrite w;

	kpi_view_open(v, &w, o, "kpi");
	put_head(v, &w, node, g);
	kpi_view_put_value(v, &w, node);
	put_change(v, &w, node);
	put_trend(v, &w, &t);
	if (g != NULL) {
		p = pace_of(v, g, &t);
		put_goal(v, &w, g, &p);
	}
	jwrite_put_text(&w, "status", sv_of(g != NULL ? p.status : direction(v, node, &t)));
	put_series(v, &w, node);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

void
kpi_goal_write(const struct kpi_view *v, struct buf *o)
{
	const struct kpi_tree *t = v->t;

	for (size_t i = 0; i < t->n; i++) {
		size_t node = t->shown[i];
		bool any = false;

		for (size_t k = 0; k < t->ngoal; k++)
			if (t->goal[k].node == node) {
				put_record(v, node, &t->goal[k], o);
				any = true;
			}
		if (!any)
			put_record(v, node, NULL, o);
	}
}

enum kpi_gate
kpi_goal_gate(const struct kpi_view *v)
{
	enum kpi_gate gate = KPI_GATE_PASS;

	for (size_t i = 0; i < v->t->ngoal; i++) {
		const struct kpi_goal *g = &v->t->goal[i];
		struct trend t = trend_of(v, g->node);
		struct pace p = pace_of(v, g, &t);

		if (sv_is(sv_of(p.status), "missed") || sv_is(sv_of(p.status), "behind"))
			return KPI_GATE_FAIL;
		if (sv_is(sv_of(p.status), "no_data"))
			gate = KPI_GATE_NO_DATA;
	}
	return gate;
}
