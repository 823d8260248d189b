/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_compare.h"

#include "base/mem.h"
#include "effect/health.h"
#include "effect/mix.h"
#include "effect/quantile.h"
#include "stats/adjust.h"
#include "stats/anytime.h"
#include "stats/interval.h"
#include "stats/pvalue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEARCH = 40 };		/* halvings: log10 p to 1e-9 */

#define P_LEAST	-300.0		/* log10 */
#define P_MOST	-1e-12

/* ---- estimates of arms ---- */

/* The metric's value, and each covariate with whether it is missing. */
static struct effect_metric
metric_of(const struct score_plan *p, const struct score_metric *m)
{
	struct effect_metric e = { .y = { 0, 1, m->kind == SCORE_QUOTIENT },
		.share = m->kind == SCORE_SHARE };

	for (unsigned k = 0; k < 2 * p->ncovariate; k++)
		e.x[e.n++] = (struct effect_quantity){ m->base + k, 0, false };
	return e;
}

static double
quantile_of(struct agg_q q)
{
	return (double)q.num / pow(10, q.dec);
}

static int
compare_doubles(const void *one, const void *other)
{
	const double *a = one, *b = other;

	return (*a > *b) - (*a < *b);
}

/* Moments over units of (values at or below @at, values). */
static void
below(const struct score_kept *kept, double at, struct effect_moments *m)
{
	struct comoment c;
	const double *v = kept->v;

	comoment_init(&c, 2);
	for (size_t i = 0; i < kept->nunit; i++) {
		const uint32_t n = kept->unit[i];
		struct xsum_num num[2];
		const struct xsum_num *x[2] = { &num[0], &num[1] };
		uint32_t s = 0;

		for (uint32_t k = 0; k < n; k++)
			s += *v++ <= at;
		num[0] = (struct xsum_num){ .units = (num_i128)s * 1000000000, .d = s,
			.dec = true };
		num[1] = (struct xsum_num){ .units = (num_i128)n * 1000000000, .d = n,
			.dec = true };
		comoment_add(&c, x);
	}
	effect_moments_of(m, &c);
	comoment_free(&c);
}

static void
rank_arm(const struct score_metric *m, const struct score_arm *of, unsigned k, bool joined,
    struct effect_arm *arm)
{
	const struct score_kept *kept = &of->cell[k].kept;
	const double q = quantile_of(m->q);
	struct quantile_values v = { (double)NAN, (double)NAN, (double)NAN };
	struct quantile_ranks r;
	struct effect_moments by;
	double *sorted;

	if (!quantile_ranks(&r, kept->n, q)) {
		(void)quantile_arm(arm, q, kept->n, &v, NULL);
		return;
	}
	sorted = mem_array(NULL, kept->n + 1, sizeof(*sorted));
	memcpy(sorted, kept->v, kept->n * sizeof(*sorted));
	qsort(sorted, kept->n, sizeof(*sorted), compare_doubles);
	v = (struct quantile_values){ sorted[r.lo - 1], sorted[r.at - 1], sorted[r.hi - 1] };
	mem_free(sorted);
	if (joined)
		below(kept, v.at, &by);
	(void)quantile_arm(arm, q, kept->n, &v, joined ? &by : NULL);
}

static struct effect_arm
nobody(void)
{
	const double none = (double)NAN;

	return (struct effect_arm){ .df = none, .at = none, .var = none, .raw = none,
		.raw_var = none, .cov = none, .k = none };
}

struct work {			/* of one metric of a group */
	const struct score_ask    *ask;
	const struct score_group  *group;
	const struct score_metric *m;
	unsigned                   k;
	struct effect_metric       metric;
	struct effect_theta        theta;
	double                     family;	/* alpha of one of several; NAN: alone */
	const char                *note;
};

static void
moments_of(const struct work *w, const struct score_arm *arm, struct effect_moments *out)
{
	struct comoment c;

	score_table_moments(w->group->x, arm, w->k, &c);
	effect_moments_of(out, &c);
	comoment_free(&c);
}

/* Slopes of the covariates over all units of the group. */
static void
find_theta(struct work *w)
{
	const struct score_experiment *x = w->group->x;
	struct comoment all, one;
	struct effect_moments pool;

	comoment_init(&all, w->m->nvar);
	for (size_t v = 0; v < x->nvariant; v++) {
		score_table_moments(x, w->group->arm[v], w->k, &one);
		comoment_merge(&all, &one);
		comoment_free(&one);
	}
	effect_moments_of(&pool, &all);
	effect_theta_of(&w->theta, &w->metric, &pool);
	comoment_free(&all);
}

static double
units_in(const struct work *w, size_t stratum, size_t v)
{
	const struct score_arm *a = w->group->stratum[stratum * w->group->x->nvariant + v];

	return a != NULL ? (double)comoment_n(&a->cell[w->k].m) +
	    (double)(a->cell[w->k].kept.n / w->m->nvar) : 0;
}

/* Each stratum by its share of all units; false when an arm has too few in one. */
static bool
stratified(struct work *w, size_t v, struct effect_moments *out)
{
	const struct score_experiment *x = w->group->x;
	struct effect_moments *in = arena_alloc(w->ask->a, x->nstratum * sizeof(*in));
	double *share = arena_zalloc(w->ask->a, x->nstratum * sizeof(*share)), all = 0;

	for (size_t s = 0; s < x->nstratum; s++) {
		for (size_t i = 0; i < x->nvariant; i++)
			share[s] += units_in(w, s, i);
		all += share[s];
		moments_of(w, w->group->stratum[s * x->nvariant + v], &in[s]);
	}
	for (size_t s = 0; s < x->nstratum; s++)
		share[s] /= all;
	return all > 0 && mix_strata(out, in, share, x->nstratum);
}

static struct effect_arm
estimate(struct work *w, size_t v, bool adjusted)
{
	const struct score_experiment *x = w->group->x;
	const struct score_arm *of = w->group->arm[v];
	struct effect_arm arm = nobody();
	struct effect_moments m;

	if (of == NULL)
		return arm;
	if (w->m->kind == SCORE_RANK) {
		rank_arm(w->m, of, w->k, w->ask->p->joined, &arm);
		return arm;
	}
	moments_of(w, of, &m);
	if (adjusted && x->nstratum > 0 && !stratified(w, v, &m))
		w->note = "not stratified: an arm has fewer than 2 units in a stratum";
	(void)effect_arm_of(&arm, &w->metric, &m,
	    adjusted && w->metric.n > 0 ? &w->theta : NULL);
	if (adjusted && x->nstratum > 0)
		arm.k = (double)NAN;
	return arm;
}

/* ---- looks ---- */

static double
units_of_all(const struct score_group *group)
{
	double n = 0;

	for (size_t v = 0; v < group->x->nvariant; v++)
		if (group->arm[v] != NULL)
			n += (double)score_arm_units(group->x->p, group->arm[v]);
	return n;
}

struct looks_key
score_compare_key(const struct score_ask *ask, const struct score_experiment *x, unsigned k,
    size_t v)
{
	return (struct looks_key){ .experiment = val_null(&x->name) ? SV("") :
	    val_text(&x->name, ask->a), .metric = ask->p->metric[k].name,
	    .variant = sv_of(x->variant[v]) };
}

struct sight {			/* this look, and those before it */
	const struct monitor  *monitor;
	struct monitor_design  d;
	struct look            now;
	struct looks_past      past;
	struct group_seq_look *look;	/* room for them all */
};

/* @n units of both sides are behind @e; info_max is what they would be at the horizon. */
static enum rc
see(struct sight *s, const struct score_ask *ask, const struct score_group *group, unsigned k,
    size_t v, const struct effect *e)
{
	const struct score_judge *g = ask->g;
	const double all = units_of_all(group), information = 1 / (e->se * e->se);
	const double rest = isnan(g->horizon) ? 1 : g->horizon / all;

	*s = (struct sight){ .monitor = &g->role[k].monitor,
		.d = { .alpha = g->alpha, .sides = 2, .n_star = g->n_star,
		    .info_max = information * rest, .units = (e->n + e->n_control) * rest },
		.now = { .key = score_compare_key(ask, group->x, k, v), .data = ask->data,
		    .n = (uint64_t)(e->n + e->n_control), .information = information,
		    .stat = e->stat, .effect = e->diff, .effect_se = e->se } };
	/* Segments are never looked at on their own: they spend nothing. */
	looks_past_of(&s->past, group->by == NULL ? ask->looks : NULL, &s->now.key, ask->data,
	    ask->a);
	s->look = arena_zalloc(ask->a, (s->past.n + 1) * sizeof(*s->look));
	return looks_judge(&s->past, s->monitor, &s->d, &s->now, ask->a, NULL);
}

/* The bounds of all looks, up to this one. */
static struct group_seq
bounds_at(const struct sight *s, double alpha, unsigned sides)
{
	struct monitor_design d = s->d;
	struct group_seq g = { .look = s->look, .n = s->past.n + 1 };

	d.alpha = alpha;
	d.sides = sides;
	for (size_t i = 0; i < s->past.n; i++)
		s->look[i] = (struct group_seq_look){ .info = s->past.before[i]->information };
	s->look[s->past.n] = (struct group_seq_look){ .info = s->now.information };
	monitor_bounds(s->monitor, &d, &g);
	return g;
}

/* A look before this one was beyond its bound. */
static bool
crossed_before(const struct sight *s, const struct group_seq *g)
{
	for (size_t i = 0; i < s->past.n; i++)
		if (fabs(s->past.before[i]->stat) >= g->look[i].bound)
			return true;
	return false;
}

/* Some look, up to this one, is beyond its bound at this alpha. */
static bool
crosses(const struct sight *s, double log10_alpha)
{
	const struct group_seq g = bounds_at(s, pow(10, log10_alpha), s->d.sides);

	return crossed_before(s, &g) || fabs(s->now.stat) >= g.look[s->past.n].bound;
}

/* log10 of the least alpha at which the looks so far would have ended it. */
static double
sequential_p(const struct sight *s)
{
	double lo = P_LEAST, hi = P_MOST;

	if (!crosses(s, hi))
		return 0;
	for (int i = 0; i < SEARCH; i++) {
		const double mid = (lo + hi) / 2;

		if (crosses(s, mid))
			hi = mid;
		else
			lo = mid;
	}
	return hi;
}

/* log10 of the smallest of this look's and those before it. */
static double
anytime_p(const struct sight *s)
{
	const double rho2 = anytime_rho2(s->d.n_star, s->d.alpha);
	double least = anytime_log10_p(s->now.stat, (double)s->now.n, rho2);

	for (size_t i = 0; i < s->past.n; i++)
		least = fmin(least, anytime_log10_p(s->past.before[i]->stat,
		    (double)s->past.before[i]->n, rho2));
	return least;
}

/*
 * An estimate that made the experiment stop is too good on average: here it is what it is
 * worth, given the looks that could have stopped it before.  When one of them should have,
 * nobody can say.
 */
static void
after_stop(struct score_result *r, const struct score_ask *ask, const struct sight *s)
{
	struct sight at = *s;
	struct group_seq g;

	at.d.final = r->last;
	g = bounds_at(&at, s->d.alpha, s->d.sides);
	r->stopped = (fabs(s->now.stat) >= r->bound || r->last) && !crossed_before(s, &g);
	if (!r->stopped)
		return;
	r->after = group_seq_after(&g, s->now.stat, ask->g->conf);
}

static enum ab_hold
hold_of(const struct score_ask *ask, enum monitor_way way, double n,
    const struct effect_arm *arm, const struct effect_arm *control)
{
	const struct health here = health_units(arm), there = health_units(control);

	switch (way) {
	case MONITOR_FIXED:
		return n < ask->g->horizon ? AB_HOLD_EARLY : AB_HOLD_NONE;
	case MONITOR_SPEND:
		return ask->looks == NULL ? AB_HOLD_LOOKS : AB_HOLD_NONE;
	case MONITOR_ANYTIME:
		break;
	}
	return here.status != HEALTH_PASS || there.status != HEALTH_PASS ? AB_HOLD_BURN_IN :
	    AB_HOLD_NONE;
}

/* ---- comparisons ---- */

/* How far a one-sided bound is: as the monitor has it at so much information. */
static double
crit_of_guard(const struct score_ask *ask, const struct sight *s)
{
	if (s->monitor->kind->way == MONITOR_FIXED)
		return interval_z(1 - 2 * ask->g->alpha);
	return bounds_at(s, s->d.alpha, 1).look[s->past.n].bound;
}

static void
guard(struct score_result *r, const struct score_ask *ask, unsigned k, const struct sight *s,
    const struct effect_arm *arm, const struct effect_arm *control)
{
	const struct score_role *role = &ask->g->role[k];
	const struct effect_margin m = { .margin = role->margin, .relative = role->relative,
		.down = role->down, .crit = crit_of_guard(ask, s) };

	r->guarded = effect_guard_of(&r->guard, arm, control, &m);
}

/* Bounds at this look: as many standard errors, or Student's quantile. */
static struct effect_rule
rule_of(const struct score_ask *ask, double bound)
{
	return (struct effect_rule){ .conf = ask->g->conf, .crit = bound };
}

static void
family_of(struct score_result *r, const struct work *w, const struct sight *s,
    const struct effect_arm *arm, const struct effect_arm *control)
{
	struct effect_rule rule = rule_of(w->ask, (double)NAN);
	struct effect e;

	if (isnan(w->family))
		return;
	rule.conf = 1 - w->family;
	if (s->monitor->kind->way == MONITOR_ANYTIME)	/* the curve that p is of */
		rule.crit = anytime_bound((double)s->now.n,
		    anytime_rho2(s->d.n_star, s->d.alpha), w->family);
	else if (s->monitor->kind->way == MONITOR_SPEND)
		rule.crit = bounds_at(s, w->family, s->d.sides).look[s->past.n].bound;
	if (!isfinite(rule.crit) && !isnan(rule.crit))
		return;
	(void)effect_compare(&e, arm, control, &rule);
	r->family_lo = e.lo;
	r->family_hi = e.hi;
}

static void
look_at(struct score_result *r, const struct work *w, size_t v, const struct effect_arm *arm,
    const struct effect_arm *control)
{
	const struct score_ask *ask = w->ask;
	const enum monitor_way way = ask->g->role[w->k].monitor.kind->way;
	struct effect_rule rule;
	struct sight s;

	if (see(&s, ask, w->group, w->k, v, &r->effect) != RC_OK)
		r->note = "more looks than a bound can be computed for";
	if (!isnan(ask->g->horizon))
		r->fraction = fmin(1, units_of_all(w->group) / ask->g->horizon);
	r->bound = way == MONITOR_FIXED ? (double)NAN : s.now.bound;
	r->spent = s.now.alpha_spent;
	r->look = ask->looks != NULL && w->group->by == NULL ? s.now.look : 0;
	if (way != MONITOR_FIXED) {
		rule = rule_of(ask, isnan(r->bound) ? (double)INFINITY : r->bound);
		(void)effect_compare(&r->effect, arm, control, &rule);
		r->log10_p = way == MONITOR_SPEND ? sequential_p(&s) : anytime_p(&s);
		r->p = pow(10, r->log10_p);
	}
	if (way == MONITOR_SPEND && r->look > 0)
		after_stop(r, ask, &s);
	family_of(r, w, &s, arm, control);
	if (ask->g->role[w->k].guarded)
		guard(r, ask, w->k, &s, arm, control);
}

static void
compare(struct score_result *r, const struct work *w, size_t v, const struct effect_arm *arm,
    const struct effect_arm *control)
{
	const struct score_ask *ask = w->ask;
	const enum monitor_way way = ask->g->role[w->k].monitor.kind->way;
	const struct effect_rule rule = rule_of(ask, (double)NAN);
	const double all = units_of_all(w->group), none = (double)NAN;

	*r = (struct score_result){ .note = w->note, .p_adjusted = none, .fraction = none,
		.bound = none, .family_lo = none, .family_hi = none };
	r->compared = effect_compare(&r->effect, arm, control, &rule);
	r->p = r->effect.p;
	r->log10_p = r->effect.log10_p;
	r->hold = hold_of(ask, way, all, arm, control);
	r->last = isnan(ask->g->horizon) ? way == MONITOR_FIXED : all >= ask->g->horizon;
	if (r->compared)
		look_at(r, w, v, arm, control);
}

static bool
is_capped(const struct score_metric *m)
{
	return m->cap.on && !m->cap.fixed;
}

/* As if no value had been capped at a quantile. */
static void
compare_raw(struct work *w, struct score_result *r, size_t v)
{
	const struct score_experiment *x = w->group->x;
	struct score_limits *l = &x->limits[w->k], kept = *l;
	const struct effect_rule rule = rule_of(w->ask, r->bound);
	struct effect_arm arm, control;

	for (unsigned i = 0; i < 2; i++)
		l->lo[i] = l->hi[i] = (double)NAN;
	arm = estimate(w, v, false);
	control = estimate(w, x->control, false);
	r->has_raw = effect_compare(&r->raw, &arm, &control, &rule);
	*l = kept;
}

/* sqrt(v0 / (v0 + v)) of each variant that has an estimate: how comparisons go together. */
static size_t
lambdas(const struct score_comparison *c, unsigned k, double *lambda)
{
	const struct score_experiment *x = c->group->x;
	const double var = c->arm[score_compare_at(c, k, x->control)].var;
	size_t n = 0;

	for (size_t v = 0; v < x->nvariant; v++) {
		const double own = c->arm[score_compare_at(c, k, v)].var;

		if (v != x->control && own > 0 && var > 0)
			lambda[n++] = sqrt(var / (var + own));
	}
	return n;
}

static double
goals_of(const struct score_ask *ask)
{
	double goals = 0;

	for (unsigned k = 0; k < ask->p->nmetric; k++)
		goals += ask->g->role[k].role == AB_GOAL;
	return goals;
}

/* The alpha at which each bound is taken, so that all of the family hold at once. */
static double
family_alpha(const struct score_comparison *c, const struct score_ask *ask, unsigned k)
{
	const double goals = goals_of(ask);
	double lambda[SCORE_VARIANTS_MAX], crit;
	const size_t n = lambdas(c, k, lambda);

	if (c->group->by != NULL || ask->g->role[k].role != AB_GOAL || n == 0 ||
	    goals * (double)n < 2)
		return (double)NAN;
	if (ask->g->correct == SCORE_HOLM)
		return ask->g->alpha / (goals * (double)n);
	if (ask->g->correct != SCORE_DUNNETT)
		return (double)NAN;
	crit = adjust_dunnett_crit(ask->g->alpha / goals, lambda, n);
	return pvalue_t(crit, (double)INFINITY).p;
}

static void
compare_metric(struct score_comparison *c, struct work *w)
{
	const struct score_experiment *x = w->group->x;
	struct effect_arm control, arm;

	w->metric = metric_of(w->ask->p, w->m);
	w->note = NULL;
	if (w->metric.n > 0 && w->m->kind != SCORE_RANK)
		find_theta(w);
	for (size_t v = 0; v < x->nvariant; v++)
		c->arm[score_compare_at(c, w->k, v)] = estimate(w, v, false);
	w->family = family_alpha(c, w->ask, w->k);
	control = estimate(w, x->control, true);
	c->used[score_compare_at(c, w->k, x->control)] = control;
	for (size_t v = 0; v < x->nvariant; v++) {
		struct score_result *r = &c->r[score_compare_at(c, w->k, v)];

		if (v == x->control)
			continue;
		arm = estimate(w, v, true);
		c->used[score_compare_at(c, w->k, v)] = arm;
		compare(r, w, v, &arm, &control);
		if (is_capped(w->m))
			compare_raw(w, r, v);
	}
}

void
score_compare_group(struct score_comparison *c, const struct score_ask *ask,
    const struct score_group *group)
{
	const size_t n = ask->p->nmetric * group->x->nvariant;

	*c = (struct score_comparison){ .group = group,
		.r = arena_zalloc(ask->a, n * sizeof(*c->r)),
		.arm = arena_zalloc(ask->a, n * sizeof(*c->arm)),
		.used = arena_zalloc(ask->a, n * sizeof(*c->used)) };
	for (unsigned k = 0; k < ask->p->nmetric; k++) {
		struct work w = { .ask = ask, .group = group, .m = &ask->p->metric[k], .k = k };

		compare_metric(c, &w);
	}
}

/* ---- what they show ---- */

struct ab_result
score_compare_result(const struct score_comparison *c, const struct score_ask *ask, unsigned k,
    size_t v)
{
	const struct score_result *r = &c->r[score_compare_at(c, k, v)];
	const struct score_role *role = &ask->g->role[k];
	const double none = (double)NAN;
	const struct sv name = ask->p->metric[k].name;
	struct ab_result out = { .metric = arena_bytes(ask->a, name.p, name.n),
		.variant = c->group->x->variant[v], .role = role->role, .down = role->down,
		.hold = r->hold, .last = r->last, .alpha = ask->g->alpha, .effect = none,
		.lo = none, .hi = none, .lift = none, .lift_lo = none, .lift_hi = none,
		.p_adjusted = r->p_adjusted, .slack_lo = none, .slack_hi = none,
		.good_hi = none };

	if (r->compared) {
		out.effect = r->effect.diff;
		out.lo = r->effect.lo;
		out.hi = r->effect.hi;
		out.lift = r->effect.lift;
		out.lift_lo = r->effect.lift_lo;
		out.lift_hi = r->effect.lift_hi;
	}
	if (r->guarded) {
		out.slack_lo = r->guard.slack_lo;
		out.slack_hi = r->guard.slack_hi;
		out.good_hi = r->guard.good_hi;
	}
	return out;
}

/* All comparisons of a goal have one control, and so go together; goals need not. */
static void
dunnett(struct score_comparison *c, unsigned k, double goals, double *p)
{
	const struct score_experiment *x = c->group->x;
	double lambda[SCORE_VARIANTS_MAX];
	const size_t n = lambdas(c, k, lambda);

	for (size_t v = 0; v < x->nvariant; v++) {
		const size_t at = score_compare_at(c, k, v);

		if (n > 1 && v != x->control && c->r[at].compared)
			p[at] = adjust_dunnett_p(c->r[at].p, lambda, n).p;
		p[at] = isnan(p[at]) ? p[at] : fmin(1, goals * p[at]);
	}
}

static void
correct(struct score_comparison *c, const struct score_ask *ask, bool family)
{
	const struct score_experiment *x = c->group->x;
	const size_t n = ask->p->nmetric * x->nvariant;
	double *p = arena_alloc(ask->a, n * sizeof(*p));
	double *out = arena_alloc(ask->a, n * sizeof(*out));

	for (size_t i = 0; i < n; i++) {
		const unsigned k = (unsigned)(i / x->nvariant);

		p[i] = (double)NAN;
		if (i % x->nvariant == x->control || !c->r[i].compared)
			continue;
		c->r[i].p_adjusted = c->r[i].p;
		if (ask->g->role[k].role == AB_GOAL)
			p[i] = c->r[i].p;
	}
	if (!family || ask->g->correct == SCORE_NO_CORRECTION)
		return;
	for (unsigned k = 0; ask->g->correct == SCORE_DUNNETT && k < ask->p->nmetric; k++)
		if (ask->g->role[k].role == AB_GOAL)
			dunnett(c, k, goals_of(ask), p);
	if (ask->g->correct == SCORE_BH)
		adjust_bh(p, n, out, ask->a);
	else if (ask->g->correct == SCORE_HOLM)
		adjust_holm(p, n, out, ask->a);
	else
		memcpy(out, p, n * sizeof(*out));
	for (size_t i = 0; i < n; i++)
		if (!isnan(out[i]))
			c->r[i].p_adjusted = out[i];
}

void
score_compare_family(struct score_comparison *c, const struct score_ask *ask, bool family)
{
	const struct score_experiment *x = c->group->x;

	correct(c, ask, family);
	for (unsigned k = 0; k < ask->p->nmetric; k++)
		for (size_t v = 0; v < x->nvariant; v++) {
			const struct ab_result r = score_compare_result(c, ask, k, v);

			c->r[score_compare_at(c, k, v)].status = ab_result_status(&r);
		}
}
