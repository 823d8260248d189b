/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * composite - see composite.h
 *
 * Timeslices become a series of their own, one event a slice, which is then judged as
 * any other.  The other methods are a weighted sum of shares.
 */
#include "judge/composite.h"

#include "judge/burn.h"
#include "judge/counts.h"
#include "judge/decide.h"
#include "judge/judge_kind.h"
#include "judge/needs.h"
#include "judge/slices.h"
#include "objective/kind.h"
#include "stats/binomial.h"
#include "stats/compound.h"
#include "stats/evidence.h"
#include "stats/interval.h"

#include <math.h>

enum { HALVINGS = 60 };

/* ---- a weighted sum of shares ---- */

struct term {
	struct tally t;
	double phi;		/* of what fails */
	double burst;		/* of what passes */
	double weight;		/* of the share of bad */
	bool   sure;		/* counted, not inferred */
};

struct sum {
	const struct term *term;
	size_t n;
	double constant;	/* empty slices that are bad */
	double limit_pass;
	double limit_fail;
	double bad;		/* of all members */
	double min_bad;
	const struct slo_rule *rule;
};

static struct interval
bounds_of(const struct term *x, const struct sum *s, double alpha, double scale)
{
	double by = scale / x->phi, few = scale / bursts_phi(x->burst);

	if (x->sure)
		return (struct interval){ x->t.best / x->t.n, x->t.worst / x->t.n };
	if (s->rule->sequential)
		return (struct interval){
			evidence_lower(x->t.best * by, x->t.n * by, alpha / (double)s->n),
			evidence_upper(x->t.worst * few, x->t.n * few, alpha / (double)s->n)
		};
	return (struct interval){
		binomial_lower(x->t.best * by, x->t.n * by, alpha),
		compound_upper(x->t.worst * scale, x->t.n * scale, alpha, x->burst)
	};
}

/*
 * MOVER around each reading's own point: around that of the judged events a bound of
 * the other reading would count a doubt twice.  At any look: the bounds themselves.
 */
static struct interval
sum_bounds(const struct sum *s, double alpha, double scale)
{
	struct interval near = { s->constant, s->constant }, far = near;
	double below = 0, above = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct term *x = &s->term[i];
		struct interval b = bounds_of(x, s, alpha, scale);
		double best = x->t.best / x->t.n, worst = x->t.worst / x->t.n, w = x->weight;

		near.lo += w * best;
		near.hi += w * worst;
		far.lo += w * b.lo;
		far.hi += w * b.hi;
		below += w * (best - b.lo) * w * (best - b.lo);
		above += w * (b.hi - worst) * w * (b.hi - worst);
	}
	if (s->rule->sequential)
		return far;
	return (struct interval){ near.lo - sqrt(below), near.hi + sqrt(above) };
}

static enum slo_verdict_kind
sum_decide(const struct sum *s, double alpha, double scale)
{
	struct interval b = sum_bounds(s, alpha, scale);

	if (b.hi <= s->limit_pass)
		return SLO_PASS;
	if (b.lo > s->limit_fail && s->bad * scale >= s->min_bad)
		return SLO_FAIL;
	return SLO_INCONCLUSIVE;
}

static bool
sum_decides(const void *ctx, double n)
{
	const struct sum *s = ctx;
	double have = 0;

	for (size_t i = 0; i < s->n; i++)
		have += s->term[i].t.n;
	return sum_decide(s, 1 - s->rule->conf, n / have) != SLO_INCONCLUSIVE;
}

/* The least alpha at which the lower bound is beyond the limit. */
static double
sum_p(const struct sum *s)
{
	double lo = log(1e-15), hi = log(0.5);

	if (!(sum_bounds(s, 0.5, 1).lo > s->limit_fail))
		return 1;
	for (int i = 0; i < HALVINGS && hi - lo > 1e-9; i++) {
		double mid = (lo + hi) / 2;

		if (sum_bounds(s, exp(mid), 1).lo > s->limit_fail)
			hi = mid;
		else
			lo = mid;
	}
	return exp(hi);
}

static void
sum_budget(struct slo_verdict *v, const struct sum *s)
{
	double best = s->constant, worst = s->constant;

	for (size_t i = 0; i < s->n; i++) {
		best += s->term[i].weight * s->term[i].t.best / s->term[i].t.n;
		worst += s->term[i].weight * s->term[i].t.worst / s->term[i].t.n;
	}
	v->verdict = SLO_INCONCLUSIVE;
	if (binomial_share_within(worst, 1, s->limit_fail))
		v->verdict = SLO_PASS;
	else if (!binomial_share_within(best, 1, s->limit_fail))
		v->verdict = SLO_FAIL;
	else
		v->reason = REASON_UNKNOWN;
}

static enum reason
sum_reason(const struct sum *s, struct arena *a)
{
	struct term *even = arena_alloc(a, s->n * sizeof(*even));
	struct sum of = *s;
	double alpha = 1 - s->rule->conf;

	of.term = even;
	for (size_t i = 0; i < s->n; i++) {
		even[i] = s->term[i];
		even[i].t.best = even[i].t.worst = even[i].t.n * even[i].t.bad / even[i].t.judged;
	}
	if (sum_decide(&of, alpha, 1) != SLO_INCONCLUSIVE)
		return REASON_UNKNOWN;
	for (size_t i = 0; i < s->n; i++) {
		even[i] = s->term[i];
		even[i].phi = even[i].burst = 1;
	}
	if (sum_decide(&of, alpha, 1) != SLO_INCONCLUSIVE)
		return REASON_BURSTS;
	of = *s;
	of.min_bad = 0;
	return sum_decide(&of, alpha, 1) != SLO_INCONCLUSIVE ? REASON_MIN_BAD : REASON_SAMPLE;
}

static void
sum_judge(struct slo_verdict *v, const struct sum *s, struct arena *a)
{
	struct interval b = sum_bounds(s, 1 - s->rule->conf, 1);

	v->rate = s->constant;
	for (size_t i = 0; i < s->n; i++)
		v->rate += s->term[i].weight * s->term[i].t.bad / s->term[i].t.judged;
	v->lo = fmax(b.lo, 0);
	v->hi = b.hi;
	if (s->rule->mode == SLO_MODE_BUDGET) {
		sum_budget(v, s);
		return;
	}
	v->p_raw = sum_p(s);
	v->verdict = sum_decide(s, 1 - s->rule->conf, 1);
	if (v->verdict != SLO_INCONCLUSIVE)
		return;
	v->reason = sum_reason(s, a);
	v->needed_n = needs_search(sum_decides, s);
}

/* ---- slices of several members side by side ---- */

struct lane {			/* a member's slices, in step with the others' */
	const struct slo_objective *o;
	struct slices w;
	struct slice  at;
	bool          more;
};

struct street {
	struct lane *lane;
	size_t       n;
	int64_t      step_us;
	const struct period *p;
};

static struct street
street_of(const struct composite *c, const struct period *p, struct arena *a)
{
	struct street s = { arena_zalloc(a, c->n * sizeof(*s.lane)), c->n,
		tally_slice_us(c->o, p), p };

	for (size_t i = 0; i < c->n; i++) {
		struct lane *l = &s.lane[i];

		l->o = c->member[i];
		slices_init(&l->w, c->series[i], p->from_us, p->to_us, p->origin_us, s.step_us);
		l->more = slices_next(&l->w, &l->at);
	}
	return s;
}

enum told { TOLD_NOTHING = 0, TOLD_GOOD = 1, TOLD_UNKNOWN = 2, TOLD_BAD = 3 };

static enum told
lane_alive(const struct street *s, const struct lane *l, int64_t index, bool here)
{
	int64_t from = s->p->origin_us + index * s->step_us;
	uint64_t n = here ? l->at.c.n + l->at.c.unknown : 0;

	if (from < s->p->seen_us || from + s->step_us > s->p->to_us)
		return TOLD_NOTHING;
	return n >= l->o->slice_events ? TOLD_GOOD : TOLD_BAD;
}

static enum told
lane_tells(const struct street *s, struct lane *l, int64_t index)
{
	bool here = l->more && l->at.index == index, best, worst;
	double n = (double)l->at.c.n, un = (double)l->at.c.unknown, bad = series_loss(&l->at.c);
	enum told told = TOLD_NOTHING;

	if ((kind_of(l->o)->flags & KIND_SLICES) != 0) {
		told = lane_alive(s, l, index, here);
	} else if (here) {
		best = tally_slice_bad(l->o, bad, n + un);
		worst = tally_slice_bad(l->o, bad + un, n + un);
		told = best ? TOLD_BAD : worst ? TOLD_UNKNOWN : TOLD_GOOD;
	}
	if (here)
		l->more = slices_next(&l->w, &l->at);
	return told;
}

/* The worst that any member says of the slice. */
static enum told
street_tells(struct street *s, int64_t index)
{
	enum told worst = TOLD_NOTHING;

	for (size_t i = 0; i < s->n; i++) {
		enum told told = lane_tells(s, &s->lane[i], index);

		if (told > worst)
			worst = told;
	}
	return worst;
}

/* No member has events there. */
static bool
street_silent(const struct street *s, int64_t index)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->lane[i].more && s->lane[i].at.index == index)
			return false;
	return true;
}

struct made {			/* a series of slices, one event each */
	struct slo_minute *minute;
	size_t    n;
	enum told told;		/* of the last */
	bool      silent;
};

static int64_t
slice_first(const struct street *s)
{
	return (s->p->from_us - s->p->origin_us) / s->step_us;
}

/*
 * One more slice.  Slices without events that are told the same are counted together in one
 * minute: a year of silence takes no more room than a minute of it.
 */
static void
made_add(struct made *m, int64_t at_us, enum told told, bool silent)
{
	struct slo_counts *c;

	if (!silent || !m->silent || told != m->told)
		m->minute[m->n++] = (struct slo_minute){ .minute = at_us / SLO_MINUTE_US };
	c = &m->minute[m->n - 1].c;
	c->n += told != TOLD_UNKNOWN;
	c->bad += told == TOLD_BAD;
	c->unknown += told == TOLD_UNKNOWN;
	m->silent = silent;
	m->told = told;
}

static void
make_series(struct slo_verdict *v, const struct slo_objective *o, struct street *s,
    struct made *m)
{
	const struct period *p = s->p;
	int64_t first = slice_first(s);

	for (uint64_t i = 0; i < v->slices_expected; i++) {
		int64_t index = first + (int64_t)i, from = p->origin_us + index * s->step_us;
		bool silent = street_silent(s, index);
		enum told told = street_tells(s, index);

		v->slices_empty += told == TOLD_NOTHING;
		v->slices_bad += told == TOLD_BAD;
		if (told == TOLD_NOTHING && o->empty != SLO_EMPTY_EXCLUDE)
			told = o->empty == SLO_EMPTY_BAD ? TOLD_BAD : TOLD_GOOD;
		if (told != TOLD_NOTHING)
			made_add(m, from > p->from_us ? from : p->from_us, told, silent);
	}
	v->slices = v->slices_expected - v->slices_empty;
}

static void
judge_slices(struct slo_verdict *v, const struct composite *of, const struct period *p,
    const struct slo_rule *rule, struct arena *a)
{
	struct slo_objective one = *of->o;
	struct street street = street_of(of, p, a);
	struct made m = { 0 };
	struct series made = { 0 };
	size_t most = 4;	/* what the ends cut, and silence before the first event */
	struct slices_phi seen = { (double)NAN, 1 };
	struct tally t;

	for (size_t i = 0; i < of->n; i++) {
		struct slo_counts c = series_sum(of->series[i], p->from_us, p->to_us);

		series_add(&v->c, &c);
		most += 2 * of->series[i]->n;
	}
	m.minute = arena_alloc(a, most * sizeof(*m.minute));
	make_series(v, of->o, &street, &m);
	made = (struct series){ .minute = m.minute, .n = m.n };
	one.type = SLO_RATIO;
	one.method = SLO_OCCURRENCES;
	one.slice_us = 0;
	t = tally_of(&one, &made, p);
	if (v->slices == 0 || !(t.n > 0)) {
		decide_nodata(v, of->o, rule);
		return;
	}
	v->rate = t.judged > 0 ? t.bad / t.judged : (double)NAN;
	burn_budget(v, &one, &t, p);
	if (rule->dispersion && rule->mode == SLO_MODE_GATE)
		seen = tally_phi(&one, &made, p);
	counts_burst(v, of->o, &t, seen, rule);
	decide_bounds(v, &t, 1 - rule->conf);
	if (rule->mode == SLO_MODE_BUDGET || !(one.e0 > 0))
		decide_budget(v, &t, one.e0);
	else
		decide_tally(v, &one, &t, &made, p, rule);
}

/* ---- what each member brings to a sum ---- */

static void
weigh_slices(struct slo_verdict *v, struct sum *s, struct term *term, const struct composite *c,
    struct street *street)
{
	int64_t first = slice_first(street);
	double all;

	for (uint64_t i = 0; i < v->slices_expected; i++)
		v->slices_empty += street_tells(street, first + (int64_t)i) == TOLD_NOTHING;
	v->slices = v->slices_expected - v->slices_empty;
	all = (double)(c->o->empty == SLO_EMPTY_EXCLUDE ? v->slices : v->slices_expected);
	for (size_t i = 0; i < s->n; i++)
		term[i].weight = c->weight[i] * (double)term[i].t.slices / all;
	if (c->o->empty == SLO_EMPTY_BAD)
		s->constant = (double)v->slices_empty / all;
}

static bool
terms_of(struct term *term, const struct composite *c, const struct period *p,
    const struct slo_rule *rule)
{
	for (size_t i = 0; i < c->n; i++) {
		struct slo_objective o = *c->member[i];
		struct term *x = &term[i];

		bool counted = (kind_of(&o)->flags & KIND_SLICES) != 0;

		if (c->o->method == SLO_RATIO_TIMESLICES && !counted) {
			o.method = SLO_RATIO_TIMESLICES;
			o.empty = SLO_EMPTY_EXCLUDE;
			o.unit = NULL;
		}
		if (c->o->method == SLO_RATIO_TIMESLICES)
			o.slice_us = tally_slice_us(c->o, p);
		x->t = tally_of(&o, c->series[i], p);
		x->phi = x->t.each;
		x->burst = bursts_drawn((struct bursts){ 1, BURSTS_FROM_NOTHING, 1 },
		    x->t.each).size;
		x->sure = !(o.e0 > 0);
		if (!(x->t.n > 0) || !(x->t.judged > 0))
			return false;
		if (rule->dispersion && rule->mode == SLO_MODE_GATE) {
			struct slices_phi seen = tally_phi(&o, c->series[i], p);

			x->phi = fmax(seen.phi, x->t.each);
			x->burst = bursts_settle(bursts_drawn(bursts_prior(&o), x->t.each), seen,
			    x->t.bad, BURSTS_DOUBT).size;
		}
		if (o.e0 > 0)
			x->weight = c->weight[i] / o.e0;
		else
			x->weight = x->t.worst > 0 ? (double)INFINITY : 0;
	}
	return true;
}

static void
judge_weighted(struct slo_verdict *v, const struct composite *c, const struct period *p,
    const struct slo_rule *rule, struct arena *a)
{
	struct term *term = arena_zalloc(a, c->n * sizeof(*term));
	struct sum s = { .term = term, .n = c->n, .limit_pass = 1, .limit_fail = 1,
		.min_bad = (double)c->o->min_bad, .rule = rule };

	if (!terms_of(term, c, p, rule)) {
		decide_nodata(v, c->o, rule);
		return;
	}
	for (size_t i = 0; i < c->n; i++) {
		series_add(&v->c, &term[i].t.c);
		s.bad += term[i].t.best;
	}
	if (c->o->method == SLO_RATIO_TIMESLICES) {
		struct street street = street_of(c, p, a);

		weigh_slices(v, &s, term, c, &street);
		s.limit_fail = c->o->e0;
		s.limit_pass = c->o->e0 * (1 + c->o->margin);
		s.min_bad = 0;
	}
	sum_judge(v, &s, a);
	v->burn = c->o->method == SLO_OCCURRENCES ? v->rate : v->rate / c->o->e0;
	v->budget_remaining = 1 - v->burn;
}

static void
judge_members(struct slo_verdict *v, const struct composite *c, const struct period *p,
    const struct slo_rule *rule, struct arena *a)
{
	struct slo_objective own = *c->o;
	struct composite of = *c;

	/* Without a target of its own a composite by slices has that of its strictest member. */
	for (size_t i = 0; own.method != SLO_OCCURRENCES && !(c->o->e0 > 0) && i < c->n; i++)
		if (c->member[i]->e0 > 0 && (!(own.e0 > 0) || c->member[i]->e0 < own.e0))
			own.e0 = c->member[i]->e0;
	of.o = &own;
	v->slices_expected = tally_slices(&own, p->from_us, p->to_us, p->origin_us,
	    tally_slice_us(&own, p));
	if (own.method == SLO_TIMESLICES)
		judge_slices(v, &of, p, rule, a);
	else
		judge_weighted(v, &of, p, rule, a);
}

const struct judge_kind composite_kind = {
	.compose = judge_members,
};
