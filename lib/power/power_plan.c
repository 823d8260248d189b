/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "power/power_plan.h"

#include "base/num.h"
#include "power/power_test.h"
#include "stats/adjust.h"

#include <math.h>

#define POWER_DEFAULT 0.8
enum { DIGITS = 10 };		/* of what the C library has a part in */

#define ALPHA_CONTROL 0.001	/* of negative controls, as of other checks of health */

bool
power_plan_powered(const struct ab_plan_metric *m)
{
	return m->role == AB_GOAL || m->role == AB_GUARDRAIL;
}

double
power_plan_effect(const struct ab_plan_metric *m)
{
	return ab_plan_amount(m->role == AB_GUARDRAIL ? &m->margin : &m->mde, m->base.mean);
}

static size_t
count(const struct ab_plan *p, enum ab_plan_role role)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nmetric; i++)
		n += p->metric[i].role == role;
	return n;
}

double
power_plan_wanted(const struct ab_plan *p)
{
	double power = isnan(p->power) ? POWER_DEFAULT : p->power;

	return 1 - (1 - power) / (double)(count(p, AB_GUARDRAIL) + 1);
}

size_t
power_plan_least(const struct ab_plan *p)
{
	size_t least = p->narm;

	for (size_t i = 0; i < p->narm; i++)
		if (i != p->control && p->arm[i].weight > 0 &&
		    (least == p->narm || p->arm[i].weight < p->arm[least].weight))
			least = i;
	return least;
}

/* ---- defaults ---- */

/*
 * A goal's share, of one arm's comparison.  Holm's first step, and BH's where all but one
 * effect is 0, are Bonferroni's; Dunnett knows that the arms have their control in common.
 */
static double
goal_level(const struct ab_plan *p)
{
	double alpha = p->alpha / (double)count(p, AB_GOAL), lambda[AB_PLAN_ARMS_MAX];
	size_t n = 0;

	if (p->correct == AB_NONE)
		return p->alpha;
	if (p->correct != AB_DUNNETT)
		return alpha / (double)ab_plan_treatments(p);
	for (size_t i = 0; i < p->narm; i++)
		if (i != p->control && p->arm[i].weight > 0)
			lambda[n++] = sqrt((double)p->arm[i].weight /
			    ((double)p->arm[i].weight + (double)p->arm[p->control].weight));
	return num_digits(erfc(adjust_dunnett_crit(alpha, lambda, n) / sqrt(2)), DIGITS);
}

static double
level(const struct ab_plan *p, enum ab_plan_role role)
{
	switch (role) {
	case AB_GOAL:
		return goal_level(p);
	case AB_NEGATIVE_CONTROL:
		return ALPHA_CONTROL;
	case AB_GUARDRAIL:
	case AB_SECONDARY:
		break;
	}
	return p->alpha;
}

static enum rc
choose(const struct ab_plan *p, struct ab_plan_metric *m, struct err *e)
{
	const char *name = m->role == AB_SECONDARY ? "fixed" : "anytime";

	if (isnan(m->alpha))
		m->alpha = level(p, m->role);
	if (m->monitor.kind == NULL && m->role == AB_GOAL)
		m->monitor = p->monitor;
	return m->monitor.kind == NULL ? monitor_parse(&m->monitor, sv_of(name), e) : RC_OK;
}

static void
equal_looks(struct ab_plan *p, struct arena *a)
{
	p->nlook = POWER_PLAN_LOOKS;
	p->look = arena_alloc(a, p->nlook * sizeof(*p->look));
	for (size_t k = 0; k < p->nlook; k++)
		p->look[k] = (double)(k + 1) / (double)p->nlook;
}

static enum rc
check_metric(const struct ab_plan_metric *m, struct err *e)
{
	const struct ab_plan_baseline *b = &m->base;

	if (!power_plan_powered(m))
		return RC_OK;
	if (isnan(b->mean))
		return rc_err(e, RC_USAGE, "%s '%.*s' has no baseline: say 'baseline', or read it "
		    "with --from", ab_plan_roles[m->role], SV_SHOW(m->name));
	if (b->type != AB_PROPORTION && !(b->sd > 0))
		return rc_err(e, RC_USAGE, "the baseline of '%.*s' has no 'sd' above 0",
		    SV_SHOW(m->name));
	if (b->mean == 0 && (m->mde.percent || m->margin.percent))
		return rc_err(e, RC_USAGE, "'%.*s' is 0 now: a percentage of it is nothing",
		    SV_SHOW(m->name));
	return RC_OK;
}

static enum rc
prepare(struct ab_plan *p, struct arena *a, struct err *e)
{
	enum rc rc = RC_OK;

	if (count(p, AB_GOAL) == 0)
		return rc_err(e, RC_USAGE, "a plan needs a goal");
	if (p->monitor.kind == NULL)
		rc = monitor_parse(&p->monitor, SV("obf"), e);
	if (p->nlook == 0)
		equal_looks(p, a);
	for (size_t i = 0; i < p->nmetric && rc == RC_OK; i++) {
		rc = choose(p, &p->metric[i], e);
		if (rc == RC_OK)
			rc = check_metric(&p->metric[i], e);
	}
	return rc;
}

/* ---- solving ---- */

/* The most that one arm of a metric needs, if it is more than *most. */
static enum rc
need_units(const struct ab_plan *p, const struct ab_plan_metric *m, double *most, struct err *e)
{
	double effect = power_plan_effect(m), wanted = power_plan_wanted(p);

	if (isnan(effect))
		return rc_err(e, RC_USAGE, "goal '%.*s' has no 'mde', and neither units nor days "
		    "are said: what is to be solved for?", SV_SHOW(m->name));
	for (size_t arm = 0; arm < p->narm; arm++) {
		struct power_test t;
		double units;

		if (arm == p->control || p->arm[arm].weight == 0)
			continue;
		power_test_init(&t, p, m, arm);
		units = power_test_units(&t, effect, wanted);
		if (isnan(units))
			return rc_err(e, RC_USAGE, "no number of units shows such an effect on "
			    "'%.*s'", SV_SHOW(m->name));
		*most = fmax(*most, units);
	}
	return RC_OK;
}

static enum rc
solve_units(struct ab_plan *p, struct err *e)
{
	double most = 0;
	enum rc rc = RC_OK;

	if (isnan(p->power))
		p->power = POWER_DEFAULT;
	for (size_t i = 0; i < p->nmetric && rc == RC_OK; i++)
		if (power_plan_powered(&p->metric[i]))
			rc = need_units(p, &p->metric[i], &most, e);
	p->units = ceil(most - 1e-6);
	return rc;
}

static enum rc
solve_effects(struct ab_plan *p, struct err *e)
{
	for (size_t i = 0; i < p->nmetric; i++) {
		struct ab_plan_metric *m = &p->metric[i];
		struct power_test t;
		double effect;

		if (m->role != AB_GOAL || !isnan(m->mde.value))
			continue;
		power_test_init(&t, p, m, power_plan_least(p));
		effect = power_test_effect(&t, p->units, power_plan_wanted(p));
		m->mde = (struct ab_plan_amount){ num_digits(effect, DIGITS), false };
		if (isnan(effect))
			return rc_err(e, RC_USAGE, "%g units show no effect on '%.*s' with power "
			    "%g", p->units, SV_SHOW(m->name), power_plan_wanted(p));
	}
	return RC_OK;
}

/* That the hardest goal is found and no guardrail fails, at least: what each may miss adds up. */
static void
solve_power(struct ab_plan *p)
{
	double goal = 1, missed = 0;

	for (size_t i = 0; i < p->nmetric; i++) {
		const struct ab_plan_metric *m = &p->metric[i];
		struct power_test t;
		double power;

		if (!power_plan_powered(m))
			continue;
		power_test_init(&t, p, m, power_plan_least(p));
		power = power_test_at(&t, p->units, power_plan_effect(m)).power;
		if (m->role == AB_GOAL)
			goal = fmin(goal, power);
		else
			missed += 1 - power;
	}
	p->power = num_digits(fmax(goal - missed, 0), DIGITS);
}

static bool
lacks_effect(const struct ab_plan *p)
{
	for (size_t i = 0; i < p->nmetric; i++)
		if (p->metric[i].role == AB_GOAL && isnan(p->metric[i].mde.value))
			return true;
	return false;
}

/* What cxab measures information and time by. */
static void
fill_rest(struct ab_plan *p)
{
	size_t arm = power_plan_least(p);

	if (isnan(p->days))
		p->days = num_digits(p->units / p->daily, DIGITS);
	if (isnan(p->daily))
		p->daily = num_digits(p->units / p->days, DIGITS);
	for (size_t i = 0; i < p->nmetric; i++) {
		struct ab_plan_metric *m = &p->metric[i];
		struct power_test t;

		if (m->monitor.kind->way == MONITOR_ANYTIME && isnan(m->n_star))
			m->n_star = ceil(p->units *
			    (ab_plan_share(p, arm) + ab_plan_share(p, p->control)));
		if (!power_plan_powered(m))
			continue;
		power_test_init(&t, p, m, arm);
		m->information = num_digits(p->units / power_test_var(&t,
		    power_plan_effect(m)), DIGITS);
	}
}

enum rc
power_plan_solve(struct ab_plan *p, struct arena *a, struct err *e)
{
	enum rc rc = prepare(p, a, e);

	if (rc != RC_OK)
		return rc;
	if (isnan(p->units) && isfinite(p->daily) && isfinite(p->days))
		p->units = floor(p->daily * p->days);
	if (isnan(p->units)) {
		rc = solve_units(p, e);
	} else if (lacks_effect(p)) {
		if (isnan(p->power))
			p->power = POWER_DEFAULT;
		rc = solve_effects(p, e);
	} else if (isnan(p->power)) {
		solve_power(p);
	}
	if (rc == RC_OK)
		fill_rest(p);
	return rc;
}
