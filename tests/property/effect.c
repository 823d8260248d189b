/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * effect - laws of comparisons on drawn arms, and how often they cry wolf
 *
 * Co-moments merge in any order, through saved text or not, to the same bytes.  An interval of a
 * lift leaves out 0 when the test rejects, and not else.  Units and origins do not matter, and
 * arms that change places change signs.  Of experiments without an effect 5 % are significant
 * at a fixed sample, and no more at any time under 100 looks.
 */
#include "effect/effect.h"
#include "effect/mix.h"
#include "json/jread.h"
#include "stats/anytime.h"
#include "stats/interval.h"
#include "stats/quiet.h"

#include "base/mem.h"
#include "base/rng.h"

#include "../t.h"

#include <math.h>

enum { UNITS = 120, PARTS = 4, VARS = 4 };

static const struct effect_rule fixed = { .conf = 0.95, .crit = (double)NAN };
static const struct effect_metric metric[] = {
	{ .n = 0 },
	{ .y = { 0, 1, true } },
	{ .n = 2, .x = { { 2, 0, false }, { 3, 0, false } } },
	{ .y = { 0, 1, true }, .n = 1, .x = { { 2, 1, true } } }
};

enum { METRICS = sizeof(metric) / sizeof(*metric) };

struct unit {			/* of some thousandths: exact, and so however they are added */
	int64_t v[VARS];
};

static double
normal(struct rng *r)
{
	return sqrt(-2 * log(1 - rng_unit(r))) * cos(6.283185307179586 * rng_unit(r));
}

static void
draw(struct rng *r, struct unit *u, size_t n, double effect)
{
	for (size_t i = 0; i < n; i++) {
		double own = normal(r), x = normal(r);

		u[i].v[0] = (int64_t)(1000 * (3 + effect + own + x));
		u[i].v[1] = 1000 + (int64_t)rng_below(r, 4000);
		u[i].v[2] = (int64_t)(1000 * (5 + x));
		u[i].v[3] = (int64_t)rng_below(r, 2) * 1000;
	}
}

/* A unit's variables, @times as large and @more. */
static void
add(struct comoment *c, const struct unit *u, int64_t times, int64_t more)
{
	struct xsum_num x[VARS];
	const struct xsum_num *at[VARS];

	for (int k = 0; k < VARS; k++) {
		num_i128 units = ((num_i128)u->v[k] * times + (num_i128)more * 1000) * 1000000;

		x[k] = (struct xsum_num){ .units = units, .d = (double)units / 1e9, .dec = true };
		at[k] = &x[k];
	}
	comoment_add(c, at);
}

static void
saved(const struct comoment *c, struct buf *b)
{
	struct jwrite w;

	b->n = 0;
	jwrite_init(&w, b);
	comoment_save(c, &w);
}

static bool
same(const struct comoment *a, const struct comoment *b)
{
	struct buf x, y;
	bool is;

	buf_init(&x, SIZE_MAX);
	buf_init(&y, SIZE_MAX);
	saved(a, &x);
	saved(b, &y);
	is = sv_eq(buf_view(&x), buf_view(&y));
	buf_free(&x);
	buf_free(&y);
	return is;
}

/* @c becomes what its text says. */
static void
reload(struct comoment *c)
{
	struct buf b;
	struct val v;
	struct err e = { 0 };
	enum rc rc;

	buf_init(&b, SIZE_MAX);
	saved(c, &b);
	comoment_free(c);
	comoment_init(c, VARS);
	rc = jread_value(buf_view(&b), &v, &e);
	if (rc == RC_OK)
		rc = comoment_load(c, &v, &e);
	T_QUIET(rc == RC_OK, "loads: %s", e.msg);
	buf_free(&b);
}

static void
merges(struct rng *r)
{
	struct unit u[UNITS];
	struct comoment whole, part[PARTS], joined;

	draw(r, u, UNITS, 0);
	comoment_init(&whole, VARS);
	comoment_init(&joined, VARS);
	for (int i = 0; i < PARTS; i++)
		comoment_init(&part[i], VARS);
	for (int i = 0; i < UNITS; i++) {
		add(&whole, &u[i], 1, 0);
		add(&part[rng_below(r, PARTS)], &u[i], 1, 0);
	}
	for (int i = PARTS - 1; i >= 0; i--) {
		if (rng_below(r, 2) == 0)
			reload(&part[i]);
		comoment_merge(&joined, &part[i]);
		comoment_free(&part[i]);
	}
	T_QUIET(same(&whole, &joined), "parts merge to the whole, to the byte");
	comoment_free(&whole);
	comoment_free(&joined);
}

static void
refuses(void)
{
	static const char *const text[] = {
		"[]", "{\"sums\":[]}", "{\"sums\":1,\"products\":[]}",
		"{\"sums\":[{\"n\":1,\"units\":\"1\"}],\"products\":[]}",
		"{\"sums\":[{\"n\":1,\"units\":\"1\"}],\"products\":[{\"units\":\"2\"}]}",
		"{\"sums\":[{\"n\":2,\"units\":\"2\"}],\"products\":[{\"units\":\"1\"}]}",
		"{\"sums\":[{\"n\":1,\"units\":\"2\"},{\"n\":1,\"units\":\"0\"}],\"products\":[]}"
	};

	for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++) {
		struct comoment c;
		struct val v;
		struct err e = { 0 };

		comoment_init(&c, 1);
		T_OK(jread_value(sv_of(text[i]), &v, &e) == RC_OK &&
		    comoment_load(&c, &v, &e) == RC_SYNTAX, "refused: %s", e.msg);
		comoment_free(&c);
	}
}

static void
moments(const struct unit *u, size_t n, int64_t times, int64_t more, struct effect_moments *m)
{
	struct comoment c;

	comoment_init(&c, VARS);
	for (size_t i = 0; i < n; i++)
		add(&c, &u[i], times, more);
	effect_moments_of(m, &c);
	comoment_free(&c);
}

/* Arms as they are, and pooled for slopes. */
struct arms {
	struct effect_arm one, zero;
};

static bool
arms_of(struct arms *a, const struct effect_metric *m, const struct unit *u, size_t n,
    const int64_t by[2])
{
	struct effect_moments one, zero, pool;
	struct effect_theta t;

	moments(u, n, by[0], by[1], &one);
	moments(u + n, n, by[0], by[1], &zero);
	moments(u, 2 * n, by[0], by[1], &pool);
	effect_theta_of(&t, m, &pool);
	return effect_arm_of(&a->one, m, &one, &t) && effect_arm_of(&a->zero, m, &zero, &t);
}

static bool
near(double a, double b, double within)
{
	return fabs(a - b) <= within * fmax(fabs(a), fabs(b)) || (isnan(a) && isnan(b));
}

/* A statistic that is 0 may be rounding's. */
static bool
unmoved(const struct effect *a, const struct effect *b)
{
	return fabs(a->stat - b->stat) <= 1e-9 * fmax(1, fabs(b->stat)) && near(a->p, b->p, 1e-8);
}

static void
flips(const struct effect *e, const struct arms *a)
{
	const double within = 1e-12 * (e->hi - e->lo);
	struct effect back;

	T_QUIET(effect_compare(&back, &a->zero, &a->one, &fixed), "the other way round");
	T_QUIET(near(back.diff, -e->diff, 1e-15) && near(back.stat, -e->stat, 1e-12) &&
	    near(back.p, e->p, 1e-12) && fabs(back.lo + e->hi) <= within &&
	    fabs(back.hi + e->lo) <= within, "arms that change places change signs");
}

static void
agrees(const struct effect *e)
{
	bool out = e->lift_lo > 0 || e->lift_hi < 0, rejects = e->p < 0.05;

	if (isnan(e->lift_lo) || fabs(e->p - 0.05) < 1e-9)
		return;
	T_QUIET(out == rejects, "p %.12g, lift %.12g to %.12g", e->p, e->lift_lo, e->lift_hi);
	T_QUIET((e->lo > 0 || e->hi < 0) == rejects, "p %.12g, %.12g to %.12g", e->p, e->lo,
	    e->hi);
}

static void
compares(struct rng *r)
{
	static const int64_t plain[2] = { 1, 0 }, large[2] = { 1000000000, 0 }, far[2] = {
		1, 1000000000 };
	const size_t n = 2 + (size_t)rng_below(r, UNITS / 2 - 2);
	const unsigned k = (unsigned)rng_below(r, METRICS);
	const struct effect_metric *m = &metric[k];
	struct unit u[UNITS];
	struct arms a;
	struct effect e, as;

	draw(r, u, n, normal(r) * 3 / sqrt((double)n));
	draw(r, u + n, n, 0);
	if (!arms_of(&a, m, u, n, plain) || !effect_compare(&e, &a.one, &a.zero, &fixed))
		return;
	agrees(&e);
	flips(&e, &a);
	T_QUIET(arms_of(&a, m, u, n, large) && effect_compare(&as, &a.one, &a.zero, &fixed) &&
	    unmoved(&as, &e), "1e9 times: %.15g, %.15g", as.stat, e.stat);
	if (m->y.ratio)		/* other ratios, when the origin moves */
		return;
	T_QUIET(arms_of(&a, m, u, n, far) && effect_compare(&as, &a.one, &a.zero, &fixed) &&
	    unmoved(&as, &e), "1e9 more: %.15g, %.15g", as.stat, e.stat);
}

static struct effect_arm
share_of(uint64_t k, uint64_t n)
{
	const double p = (double)k / (double)n, all = (double)n;

	return (struct effect_arm){ .n = all, .df = all - 1, .at = p, .raw = p,
		.var = p * (1 - p) / (all - 1), .raw_var = p * (1 - p) / (all - 1),
		.cov = p * (1 - p) / (all - 1), .k = (double)k };
}

static void
shares(struct rng *r)
{
	uint64_t n1 = 5 + rng_below(r, 400), n0 = 5 + rng_below(r, 400);
	struct arms a = { .one = share_of(rng_below(r, n1 + 1), n1) };
	struct effect e;

	a.zero = share_of(rng_below(r, n0 + 1), n0);
	if (!effect_compare(&e, &a.one, &a.zero, &fixed))
		return;
	agrees(&e);
	flips(&e, &a);
	T_QUIET(e.lo <= e.diff && e.diff <= e.hi && e.lo >= -1 - 1e-12 && e.hi <= 1 + 1e-12,
	    "%g of %g, %g of %g: %g to %g", a.one.k, a.one.n, a.zero.k, a.zero.n, e.lo, e.hi);
}

/* A main effect of two by two is the mean of two comparisons; the interaction their difference. */
static void
contrasts(struct rng *r)
{
	static const struct mix_factors f = { 2, { 2, 2 } };
	struct effect_arm cell[4];
	struct effect a, b, main_effect, both;

	for (int i = 0; i < 4; i++)
		cell[i] = effect_arm_given(50, 3 + normal(r), 0.01 + rng_unit(r), 49);
	if (!effect_compare(&a, &cell[2], &cell[0], &fixed) ||
	    !effect_compare(&b, &cell[3], &cell[1], &fixed) ||
	    !mix_contrast(&main_effect, &f, cell, (const unsigned[]){ 1, 0 }, &fixed) ||
	    !mix_contrast(&both, &f, cell, (const unsigned[]){ 1, 1 }, &fixed)) {
		T_OK(false, "cells compare");
		return;
	}
	T_QUIET(fabs(main_effect.diff - (a.diff + b.diff) / 2) < 1e-12 &&
	    near(main_effect.se, hypot(a.se, b.se) / 2, 1e-12), "main effect");
	T_QUIET(fabs(both.diff - (b.diff - a.diff)) < 1e-12 &&
	    near(both.se, hypot(a.se, b.se), 1e-12), "interaction");
	agrees(&main_effect);
}

/* Moments of units that are added one by one, in doubles: what a simulation can afford. */
struct running {
	double n, sum, square;
};

static void
run_on(struct running *s, struct rng *r, int units, bool share)
{
	for (int i = 0; i < units; i++) {
		double x = share ? (double)(rng_unit(r) < 0.3) : -log(1 - rng_unit(r));

		s->n++;
		s->sum += x;
		s->square += x * x;
	}
}

static struct effect_arm
running_arm(const struct running *s, bool share)
{
	struct effect_moments m = { .n = s->n, .df = s->n - 1, .p = 1, .mean = { s->sum / s->n },
		.cov = { (s->square - s->sum * s->sum / s->n) / (s->n - 1) } };
	struct effect_metric of = { .share = share };
	struct effect_arm arm;

	(void)effect_arm_of(&arm, &of, &m, NULL);
	return arm;
}

static void
false_alarms(struct rng *r)
{
	enum { TRIALS = 1000, LOOKS = 100, BURN_IN = ANYTIME_UNITS_MIN, STEP = 20 };
	const double rho2 = anytime_rho2(2000, 0.05), sd = sqrt(0.05 * 0.95 / (double)TRIALS);
	int at_end[2] = { 0 }, ever[2] = { 0 };

	for (int i = 0; i < 2 * TRIALS; i++) {
		struct running one = { 0 }, zero = { 0 };
		bool share = i % 2 != 0, alarm = false;
		struct effect e;

		run_on(&one, r, BURN_IN - STEP, share);
		run_on(&zero, r, BURN_IN - STEP, share);
		for (int look = 0; look < LOOKS; look++) {
			struct effect_arm a, b;
			struct effect_rule any = { 0.95, (double)NAN };

			run_on(&one, r, STEP, share);
			run_on(&zero, r, STEP, share);
			a = running_arm(&one, share);
			b = running_arm(&zero, share);
			any.crit = anytime_bound(one.n + zero.n, rho2, 0.05);
			T_QUIET(effect_compare(&e, &a, &b, &any), "a look");
			alarm = alarm || e.lo > 0 || e.hi < 0;
		}
		at_end[share] += e.p < 0.05;
		ever[share] += alarm;
	}
	for (int k = 0; k < 2; k++) {
		double last = (double)at_end[k] / (double)TRIALS;
		double any = (double)ever[k] / (double)TRIALS;

		T_OK(fabs(last - 0.05) < 4 * sd, "fixed: %.3f of 1,000 without effect", last);
		T_OK(any <= 0.05, "at any of 100 looks: %.3f", any);
	}
}

int
main(void)
{
	struct rng r;

	quiet_gsl();
	rng_init(&r, t_seed());
	for (int i = 0; i < 100; i++)
		merges(&r);
	T_OK(true, "100 splits merge to the same bytes");
	refuses();
	for (int i = 0; i < 1000; i++)
		compares(&r);
	T_OK(true, "1,000 comparisons: lift and p agree, scale, origin and sides do not matter");
	for (int i = 0; i < 500; i++)
		shares(&r);
	T_OK(true, "500 pairs of shares likewise");
	for (int i = 0; i < 500; i++)
		contrasts(&r);
	T_OK(true, "500 contrasts of two by two");
	false_alarms(&r);
	return t_done();
}
