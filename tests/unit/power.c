/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * power: sizes, effects and chances against R, ep-stats, GrowthBook and Spotify's confidence;
 * plans solved for whichever is left out
 */
#include "power/power_plan.h"
#include "power/power_test.h"
#include "power/power_write.h"
#include "stats/noncentral.h"
#include "stats/quiet.h"
#include "../t.h"

#include <math.h>

#define NEAR(got, want, tol, ...) \
	do { \
		double got_ = (got), want_ = (want); \
		if (!T_OK(fabs(got_ - want_) <= (tol), __VA_ARGS__)) \
			printf("# got %.12g, want %.12g\n", got_, want_); \
	} while (0)

static const double once[] = { 1 };

static struct power_test
proportion(double base, double share, double alpha)
{
	struct power_test t = { .type = AB_PROPORTION, .base = base, .var = base * (1 - base),
		.scale = 1, .share = share, .share_control = 1 - share, .alpha = alpha, .sides = 2,
		.look = once, .nlook = 1, .n_star = NAN };

	if (monitor_parse(&t.monitor, SV("fixed"), NULL) != RC_OK)
		abort();
	return t;
}

static struct power_test
mean(double base, double sd)
{
	struct power_test t = proportion(base, 0.5, 0.05);

	t.type = AB_MEAN;
	t.var = sd * sd;
	return t;
}

/* power.t.test of R, and pt with ncp. */
static void
student(void)
{
	struct power_test t = mean(0, 1);

	NEAR(power_test_at(&t, 40, 1).power, 0.8689528017, 5e-10, "power.t.test(n = 20, delta = 1)");
	NEAR(power_test_units(&t, 1, 0.9) / 2, 22.0210956, 5e-6, "its n for a power of 90 %%");
	NEAR(power_test_at(&t, 2 * 22.0210956, 1).power, 0.9, 1e-8, "and back");
	NEAR(power_test_effect(&t, 40, 0.8689528017), 1, 1e-9, "and its effect");
	NEAR(noncentral_t_upper(2, 10, 0), 0.03669401738537017, 1e-12, "central t");
	NEAR(noncentral_t_upper(0, 3, 1), 0.8413447460685429, 1e-12, "at 0 it is normal");
	NEAR(noncentral_t_upper(1.96, 2e7, 1), 0.168527636, 1e-6, "and so it is with many");
}

static void
shares(void)
{
	struct power_test t = proportion(0.1, 0.5, 0.05), u = proportion(0.1, 0.1, 0.05);

	NEAR(power_test_units(&t, 0.01, 0.8) / 2, 14748.04502, 5e-6, "10 to 11 %%, each arm");
	NEAR(power_test_units(&t, 0.01, 0.8) / 2, 14750.79047, 0.0002 * 14751,
	    "power.prop.test, which pools, to 0.02 %%");
	NEAR(power_test_units(&t, 0.01, 0.9) / 2, 19746.62448, 0.0004 * 19747, "of 90 %%");
	NEAR(power_test_at(&t, 20000, 0.01).power, 0.6355979977, 2e-4, "its power of 10,000");
	NEAR(power_test_effect(&t, 20000, 0.8), 0.0122010251, 1e-5, "its effect");
	NEAR(power_test_units(&u, 0.01, 0.8) * 0.9, 76220.4711, 5e-5, "90 to 10");
	t = proportion(0.4, 0.5, 0.05);
	NEAR(ceil(power_test_units(&t, 0.02, 0.8) / 2), 9490, 0, "ep-stats, Bernoulli .4, 5 %%");
	t.alpha = 1 - sqrt(0.95);
	NEAR(ceil(power_test_units(&t, 0.02, 0.8) / 2), 11455, 0, "of three variants by Sidak");
	t = proportion(0.1, 0.5, 0.05);
	T_OK(isnan(power_test_units(&t, 0.95, 0.8)), "no share is above 1");
	t.better = AB_DOWN;
	T_OK(power_test_units(&t, 0.01, 0.8) / 2 < 14748, "down from .1 there is less variance");
}

static void
means(void)
{
	struct power_test t = mean(0.2, 1.2), g = mean(10, sqrt(3909.9997749994377));
	double n = 800000 / 3.0, se = sqrt(2 * 3909.9997749994377 / (n / 2)), lift_se;

	NEAR(ceil(power_test_units(&t, 0.02, 0.8) / 2), 56512, 1, "ep-stats, mean .2, sd 1.2");
	NEAR(power_test_at(&g, n, 0.5).power, 0.5 * erfc((1.959963985 - 0.5 / se) / sqrt(2)), 1e-5,
	    "GrowthBook's case, of the absolute test");
	/* Its own test is of the lift, by the delta method, its rho an approximation. */
	lift_se = se / sqrt(2) * sqrt(1 + 1.05 * 1.05) / 10;
	if (monitor_parse(&t.monitor, SV("anytime"), NULL) != RC_OK)
		abort();
	t.n_star = 5000;
	t.var = lift_se * lift_se * n / 4;
	NEAR(power_test_at(&t, n, 0.05).power, 0.07206, 1e-3,
	    "one look at a sequential bound has 7 %%, not 20.6");
	NEAR(power_test_effect(&t, n, 0.8), 0.1104, 0.004, "and finds 11 %%, not 12.8");
}

/* Its own tests allow for 0.1 %, and say what variance each arm has. */
static void
spotify(struct arena *a)
{
	struct power_test t = proportion(0.7, 0.2, 0.01 / 4), m = mean(4.56, sqrt(2.13));
	struct err e = { 0 };
	struct ab_plan p;

	t.share_control = m.share_control = 0.5;
	m.share = 0.2;
	NEAR(power_test_units(&t, 0.7 * 0.00617, 0.8), 1170185, 30, "two arms, two goals");
	t.sides = m.sides = 1;
	m.alpha = 0.01 / 4;
	NEAR(power_test_units(&t, 0.7 * 0.00617, 0.8), 1042868, 30, "one-sided");
	NEAR(power_test_units(&m, 0.0456, 0.8), 95459, 20, "a mean");
	T_OK(ab_plan_text(&p, "plan", SV("experiment: e\narms: {control: 5000, b: 2000}\n"
	    "alpha: 0.02\nlooks: 1\nmonitor: fixed\nmetrics:\n"
	    "  share: {role: guardrail, margin: 0.004319, baseline: 0.7, monitor: fixed, alpha: 0.01}\n"
	    "  bananas: {baseline: 4.56, sd: 1.459452, mde: 1%}\n"), a, &e) == RC_OK &&
	    power_plan_solve(&p, a, &e) == RC_OK, "a guardrail beside a goal: %s", e.msg);
	NEAR(p.units, 718056, 10, "what the guardrail needs");
	power_test_init(&t, &p, &p.metric[1], 1);
	NEAR(power_test_units(&t, 0.0456, power_plan_wanted(&p)), 65337, 20, "the goal");
}

static void
guardrails(void)
{
	struct power_test t = proportion(0.1, 0.5, 0.025);

	t.sides = 1;
	t.margin = true;
	NEAR(power_test_units(&t, 0.005, 0.8) / 2, 56511.93409, 5e-5, "non-inferior to .1 by .005");
	NEAR(power_test_effect(&t, 2 * 56511.93409, 0.8), 0.005, 1e-10, "and the margin back");
	t.relative = true;
	T_OK(power_test_units(&t, 0.005, 0.8) / 2 < 56511,
	    "relative to the control its own variance counts less");
	t.better = AB_DOWN;
	T_OK(power_test_units(&t, 0.005, 0.8) / 2 > 56512, "or more, where less is better");
}

/* ---- plans ---- */

#define HEAD "experiment: e\narms: {control: 2, b: 1, c: 1}\ndaily: 1000\n"
#define GOAL "metrics:\n  conv: {baseline: 0.1, mde: 0.01}\n"
#define GUARD "  ms: {role: guardrail, better: down, margin: 10, baseline: 200, sd: 300, monitor: obf}\n"

static enum rc
solve(struct ab_plan *p, const char *text, struct arena *a, struct err *e)
{
	enum rc rc = ab_plan_text(p, "plan", sv_of(text), a, e);

	return rc == RC_OK ? power_plan_solve(p, a, e) : rc;
}

static void
solved(struct arena *a)
{
	struct ab_plan units, power, effect, days;
	struct err e = { 0 };
	char text[512];

	T_OK(solve(&units, HEAD GOAL GUARD "power: 0.9\n", a, &e) == RC_OK, "for units: %s", e.msg);
	NEAR(power_plan_wanted(&units), 0.95, 1e-12, "a guardrail halves beta");
	NEAR(units.metric[0].alpha, 0.025, 0, "two arms halve alpha");
	NEAR(units.metric[1].alpha, 0.05, 0, "a guardrail has its own, on one side");
	NEAR(units.days, units.units / 1000, 1e-9, "days from daily");
	T_OK(units.nlook == POWER_PLAN_LOOKS && sv_is(sv_of(units.monitor.kind->name), "obf"),
	    "14 looks, obf");
	snprintf(text, sizeof(text), HEAD GOAL GUARD "units: %.0f\n", units.units);
	T_OK(solve(&power, text, a, &e) == RC_OK, "for power: %s", e.msg);
	T_OK(power.power >= 0.9 && power.power < 0.97, "%g: at least what was asked", power.power);
	snprintf(text, sizeof(text), HEAD "metrics:\n  conv: {baseline: 0.1}\n" GUARD
	    "power: 0.9\nunits: %.0f\n", units.units);
	T_OK(solve(&effect, text, a, &e) == RC_OK, "for the effect: %s", e.msg);
	T_OK(effect.metric[0].mde.value <= 0.01 && effect.metric[0].mde.value > 0.005, "%g",
	    effect.metric[0].mde.value);
	T_OK(solve(&days, HEAD "days: 20\n" GOAL, a, &e) == RC_OK, "units from days: %s", e.msg);
	NEAR(days.units, 20000, 0, "20,000");
}

/* Several arms: Dunnett's quantiles for k = 2 and 5 equal arms. */
static void
dunnett(struct arena *a)
{
	struct ab_plan p;
	struct err e = { 0 };

	T_OK(solve(&p, "experiment: e\narms: {control: 1, b: 1, c: 1}\ncorrect: dunnett\n"
	    "units: 1000\nmetrics: {m: {baseline: 0.5}}\n", a, &e) == RC_OK, "%s", e.msg);
	NEAR(p.metric[0].alpha, erfc(2.21212775 / sqrt(2)), 1e-8, "Dunnett, two arms");
	T_OK(solve(&p, "experiment: e\narms: {control: 1, b: 1, c: 1, d: 1, e: 1, f: 1}\n"
	    "correct: dunnett\nunits: 1000\nmetrics: {m: {baseline: 0.5}}\n", a, &e) == RC_OK, "%s",
	    e.msg);
	NEAR(p.metric[0].alpha, erfc(2.51146305 / sqrt(2)), 1e-8, "five");
}

static void
unsolved(struct arena *a)
{
	static const struct {
		const char *text;
		const char *why;
	} row[] = {
		{ HEAD "metrics: {m: {role: secondary}}\n", "a plan needs a goal" },
		{ HEAD "metrics: {m: {}}\n",
		    "goal 'm' has no baseline: say 'baseline', or read it with --from" },
		{ HEAD "metrics: {m: {type: ratio, baseline: 3}}\n",
		    "the baseline of 'm' has no 'sd' above 0" },
		{ HEAD "metrics: {m: {baseline: 0.3}}\n", "goal 'm' has no 'mde', and neither units "
		    "nor days are said: what is to be solved for?" },
		{ HEAD "metrics: {m: {baseline: 0.9, mde: 20%}}\n",
		    "no number of units shows such an effect on 'm'" },
		{ HEAD "metrics: {m: {baseline: 0, sd: 1, mde: 20%}}\n",
		    "'m' is 0 now: a percentage of it is nothing" },
		{ HEAD "units: 10\nmetrics: {m: {baseline: 0.9}}\n",
		    "10 units show no effect on 'm' with power 0.8" },
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct err e = { 0 };
		struct ab_plan p;

		T_OK(solve(&p, row[i].text, a, &e) == RC_USAGE, "refused");
		T_STR(e.msg, row[i].why, "why");
	}
}

/* What an arm's unit varies by, after covariates and clusters. */
static void
variances(struct arena *a)
{
	struct ab_plan p;
	struct err e = { 0 };
	struct power_test t;

	T_OK(solve(&p, "experiment: e\narms: {control: 1, b: 1}\nunits: 1000\nmetrics:\n"
	    "  a: {baseline: 10, sd: 2, r2: 0.75}\n"
	    "  b: {type: ratio, baseline: 10, sd: 2, icc: 0.2, cluster: 8, cv: 1.1}\n"
	    "  c: {type: proportion, baseline: 0.5, sd: 1}\n", a, &e) == RC_OK, "%s", e.msg);
	power_test_init(&t, &p, &p.metric[0], 1);
	NEAR(t.var, 1, 1e-12, "R2 of 0.75 leaves a quarter");
	power_test_init(&t, &p, &p.metric[1], 1);
	NEAR(t.var, 4.0 / 8 * (1 + ((1 + 1.21) * 8 - 1) * 0.2), 1e-12, "clusters of varying size");
	power_test_init(&t, &p, &p.metric[2], 1);
	NEAR(t.var, 1, 1e-12, "a share whose sd is said");
	NEAR(p.metric[0].information, 1000 / (4.0 / 1), 1e-6, "information is 1 / se^2");
}

int
main(void)
{
	struct arena a;

	quiet_gsl();
	arena_init(&a);
	student();
	shares();
	means();
	guardrails();
	spotify(&a);
	solved(&a);
	dunnett(&a);
	unsolved(&a);
	variances(&a);
	arena_free(&a);
	return t_done();
}
