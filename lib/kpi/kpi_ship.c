/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_ship - what was shipped, for whom and why, and what moved
 *
 * The best evidence that there is decides: an experiment, which shows a cause; else an anomaly
 * from its time on; else the periods before and after, which show a difference.
 */
#include "kpi/kpi_view.h"

#include "kpi/kpi_split.h"
#include "record/time_member.h"
#include "stats/rank.h"

#include <math.h>

enum { PERIODS = 8 };		/* on each side of a ship */

struct around {			/* the periods wholly before, and wholly after it */
	double before[PERIODS];
	double after[PERIODS];
	size_t nbefore;
	size_t nafter;
	struct rank_estimate moved;
};

static struct around
look_around(const struct kpi_view *v, const struct kpi_shipped *s)
{
	struct around r = { .nbefore = 0 };
	int64_t at, last = v->now == v->s->nperiod ? -1 : (int64_t)v->now;

	at = last >= 0 ? kpi_series_at(v->s, s->at_us) : 0;
	for (int64_t i = at <= last ? at - 1 : last; i >= 0 && r.nbefore < PERIODS; i--) {
		double x = kpi_view_x(v, s->node, (size_t)i);

		if (!isnan(x))
			r.before[r.nbefore++] = x;
	}
	for (int64_t i = at < -1 ? 0 : at + 1; i <= last && r.nafter < PERIODS; i++) {
		double x = kpi_view_x(v, s->node, (size_t)i);

		if (!isnan(x))
			r.after[r.nafter++] = x;
	}
	r.moved = rank_shift(r.before, r.nbefore, r.after, r.nafter, v->conf, v->a);
	return r;
}

static double
median(const struct kpi_view *v, const double *x, size_t n)
{
	double zero[PERIODS] = { 0 };

	return n > 0 ? rank_level(zero, x, n, 0, v->a) : (double)NAN;
}

static const char *
judged(const struct kpi_node *n, double lo, double hi)
{
	if (lo > 0)
		return n->down ? "worse" : "better";
	if (hi < 0)
		return n->down ? "better" : "worse";
	return "unclear";
}

static void
put_evidence(const struct kpi_node *n, const struct kpi_verdict *d, const struct kpi_shift *s,
    const struct around *r, struct jwrite *w)
{
	const char *evidence = "none", *status = "unclear";

	if (d->there) {
		evidence = "experiment";
		status = judged(n, d->lo, d->hi);
	} else if (s->there) {
		evidence = "shift";
		status = s->up != n->down ? "better" : "worse";
	} else if (!isnan(r->moved.lo)) {
		evidence = "before_after";
		status = judged(n, r->moved.lo, r->moved.hi);
	}
	jwrite_put_text(w, "evidence", sv_of(evidence));
	jwrite_put_text(w, "status", sv_of(status));
}

static void
put_verdict(const struct kpi_verdict *d, struct jwrite *w)
{
	kpi_view_put_text(w, "decision", d->decision);
	kpi_view_put_text(w, "variant", d->variant);
	kpi_view_put_text(w, "metric", d->metric);
	kpi_view_put_interval(w, "effect", d->effect, d->lo, d->hi);
	kpi_view_put_text(w, "effect_method", d->method);
	jwrite_key(w, SV("valid_to_act_now"));
	jwrite_bool(w, d->valid);
}

static void
put_shift(const struct kpi_view *v, const struct kpi_shift *s, struct jwrite *w)
{
	jwrite_put_text(w, "shift", s->up ? SV("up") : SV("down"));
	time_member_write(w, "shift_at", v->zone, s->at_us);
	kpi_view_put(w, "shift_score", s->score);
	kpi_view_put(w, "shift_value", s->value);
	kpi_view_put(w, "shift_expected", s->expected);
}

static void
put_ship(const struct kpi_view *v, size_t i, struct buf *o)
{
	const struct kpi_shipped *s = &v->t->ship[i];
	const struct kpi_node *n = &v->t->node[s->node];
	const struct kpi_verdict *d = &v->evidence->verdict[i];
	const struct kpi_shift *shift = &v->evidence->shift[i];
	struct around r = look_around(v, s);
	struct jwrite w;

	kpi_view_open(v, &w, o, "kpi_ship");
	jwrite_put_text(&w, "ship", s->name);
	kpi_view_put_text(&w, "why", s->why);
	kpi_view_put_text(&w, "for", s->whom);
	kpi_view_put_text(&w, "owner", s->owner);
	time_member_write(&w, "at", v->zone, s->at_us);
	jwrite_put_text(&w, "kpi", n->name);
	kpi_view_put_text(&w, "unit", n->unit);
	jwrite_put_text(&w, "better", n->down ? SV("down") : SV("up"));
	kpi_view_put(&w, "before", median(v, r.before, r.nbefore));
	kpi_view_put(&w, "after", median(v, r.after, r.nafter));
	jwrite_put_u64(&w, "n_before", r.nbefore);
	jwrite_put_u64(&w, "n_after", r.nafter);
	kpi_view_put_interval(&w, "moved", r.moved.x, r.moved.lo, r.moved.hi);
	kpi_view_put_text(&w, "experiment", s->experiment);
	if (d->there)
		put_verdict(d, &w);
	if (shift->there)
		put_shift(v, shift, &w);
	put_evidence(n, d, shift, &r, &w);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

void
kpi_ship_write(const struct kpi_view *v, struct buf *o)
{
	for (size_t i = 0; i < v->t->nship; i++)
		put_ship(v, i, o);
}
