/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The trailing quantile and the residual scores against their definitions, word by word:
 * sorted windows, sums from scratch, pairs for correlations.  And: a saved and loaded detector goes on to the bit.
 */
#include "anomaly/periodic.h"
#include "anomaly/residual.h"
#include "anomaly/topwin.h"
#include "base/rng.h"
#include "stats/acf.h"
#include "stats/quiet.h"
#include "../draw.h"
#include "../t.h"

#include <math.h>

enum { POINTS = 6000 };

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Nearest rank, by sorting. */
static double
sorted_quantile(const double *v, size_t n, uint32_t permille)
{
	static double s[POINTS];
	size_t rank = (n * permille + 999) / 1000;

	memcpy(s, v, n * sizeof(*s));
	qsort(s, n, sizeof(*s), ascending);
	return s[rank - 1];
}

/* Values of different kinds: ties, trends up and down, spikes, constants. */
static double
draw(struct rng *g, int kind, size_t i)
{
	switch (kind) {
	case 0:
		return rng_unit(g);
	case 1:
		return floor(rng_unit(g) * 4);
	case 2:
		return (double)i;
	case 3:
		return (double)(POINTS - i);
	case 4:
		return rng_unit(g) < 0.01 ? rng_unit(g) * 1e6 : 0;
	default:
		return 7;
	}
}

static void
check_topwin(struct rng *g, int kind, size_t max, uint32_t permille)
{
	static double v[POINTS];
	struct topwin t;
	bool same = true;

	topwin_init(&t, max, permille);
	for (size_t i = 0; i < POINTS; i++) {
		size_t n = i + 1 < max ? i + 1 : max;

		v[i] = draw(g, kind, i);
		topwin_push(&t, v[i]);
		if (i % 41 == 0 || i < 300)
			same = T_QUIET(topwin_quantile(&t) ==
			    sorted_quantile(&v[i + 1 - n], n, permille),
			    "kind %d, window %zu, p%u, after %zu", kind, max, permille, i) && same;
		if (!same)
			break;
	}
	T_OK(same, "kind %d, the last %zu, quantile %u/1000: as by sorting", kind, max, permille);
	topwin_free(&t);
}

static double
mean_of(const double *x, size_t from, size_t to)
{
	long double sum = 0;

	for (size_t i = from; i < to; i++)
		sum += x[i];
	return (double)(sum / (long double)(to - from));
}

static bool
close_to(double a, double b)
{
	return fabs(a - b) <= 1e-9 * (1 + fabs(b));
}

/* The definition: three residuals, each over the quantile of its own past. */
static void
check_residual(struct rng *g, int kind, size_t history)
{
	static double x[POINTS], a[RESIDUAL_PARTS][POINTS];
	struct residual d;
	size_t n = 0;	/* residuals of each */
	bool same = true;

	residual_init(&d, history);
	for (size_t i = 0; i < POINTS && same; i++) {
		struct residual_score s;
		bool looked = i < 400 || i % 11 == 0;	/* sorting is slow */
		double want = 0, level;

		x[i] = draw(g, kind, i) + (i > POINTS / 2 ? 3 : 0);
		s = residual_next(&d, x[i]);
		if (i == 0)
			continue;
		level = mean_of(x, i > RESIDUAL_MEAN ? i - RESIDUAL_MEAN : 0, i);
		a[RESIDUAL_LEVEL][n] = fabs(x[i] - level);
		a[RESIDUAL_STEP][n] = fabs(x[i] - x[i - 1]);
		a[RESIDUAL_SHIFTED][n] = fabs(mean_of(x, i + 1 > RESIDUAL_SHIFT ?
		    i + 1 - RESIDUAL_SHIFT : 0, i + 1) - level);
		for (int p = 0; p < RESIDUAL_PARTS && n >= RESIDUAL_LEARN && looked; p++) {
			size_t k = n < history ? n : history;
			double usual = sorted_quantile(&a[p][n - k], k, RESIDUAL_PERMILLE);
			double r = usual > 0 ? a[p][n] / usual : a[p][n] > 0 ?
			    RESIDUAL_ENDLESS : 0;

			want = r > want ? r : want;
		}
		same = T_QUIET(s.learning == (n < RESIDUAL_LEARN), "learning at %zu", i) &&
		    T_QUIET(!looked || close_to(s.r, want), "kind %d, point %zu: "
		    "score %.17g, by definition %.17g", kind, i, s.r, want);
		n++;
	}
	T_OK(same, "residuals, kind %d, history %zu: as by definition", kind, history);
	residual_free(&d);
}

/* Whatever the value is and its sums are rounded to: what does not move is not unusual. */
static void
check_constant(struct rng *g)
{
	struct residual d;
	bool same = true;

	for (int run = 0; run < 200 && same; run++) {
		double x = rng_unit(g) * pow(10, run % 20 - 6), r = 0;

		residual_init(&d, 1000);
		for (int i = 0; i < 3500; i++)
			r = fmax(r, residual_next(&d, x).r);
		same = T_QUIET(r == 0, "%.17g for ever: score %g", x, r) &&
		    T_QUIET(residual_next(&d, x * (1 + 1e-9)).r == RESIDUAL_ENDLESS,
		    "a billionth more than %.17g is", x);
		residual_free(&d);
	}
	T_OK(same, "constants are never unusual, the least move is");
	residual_init(&d, 1000);
	for (int i = 0; i < 200; i++)
		(void)residual_next(&d, i % 2 * 5e-324);
	T_OK(isfinite(residual_next(&d, 1e290).r), "the greatest move after the least: a number");
	residual_free(&d);
}

static void
check_load(struct rng *g, size_t history, size_t cut)
{
	static double kept[RESIDUAL_MEAN + POINTS];
	struct residual d, e;
	bool same = true;
	size_t k;

	residual_init(&d, history);
	residual_init(&e, history);
	for (size_t i = 0; i < cut; i++)
		(void)residual_next(&d, draw(g, 0, i));
	k = residual_kept(&d);
	for (size_t i = 0; i < k; i++)
		kept[i] = residual_point(&d, i);
	residual_load(&e, cut, kept, k);
	for (size_t i = 0; i < 3000 && same; i++) {
		double x = draw(g, (int)(i % 3), i);
		struct residual_score a = residual_next(&d, x), b = residual_next(&e, x);

		same = T_QUIET(a.r == b.r && a.expected == b.expected && a.part == b.part &&
		    a.learning == b.learning, "point %zu after the load", i);
	}
	T_OK(same, "saved after %zu points, history %zu: goes on to the bit", cut, history);
	residual_free(&d);
	residual_free(&e);
}

/* Against the definition, pair by pair. */
static void
check_acf(struct rng *g)
{
	enum { N = 300, LAGS = 120 };
	double x[N], r[LAGS + 1], worst = 0;

	for (int i = 0; i < N; i++)
		x[i] = 1000 + sin(i / 7.0) + draw_normal(g);
	acf_of(x, N, LAGS, r);
	for (int k = 0; k <= LAGS; k++) {
		double n = N - k, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;

		for (int i = k; i < N; i++) {
			double a = x[i] - 1000, b = x[i - k] - 1000;

			sx += a;
			sy += b;
			sxx += a * a;
			syy += b * b;
			sxy += a * b;
		}
		worst = fmax(worst, fabs(r[k] - (sxy - sx * sy / n) /
		    sqrt((sxx - sx * sx / n) * (syy - sy * sy / n))));
	}
	T_OK(worst < 1e-9, "correlations as by definition, to %g", worst);
	acf_of((double[]){ 5, 5, 5, 5 }, 4, 2, r);
	T_OK(r[0] == 0 && r[2] == 0, "what never differs resembles nothing");
}

/* A wave is found, and in it what its own swing hides; noise has no period. */
static void
check_periodic(struct rng *g)
{
	enum { PERIOD = 60, N = 1500 };
	struct residual d;
	struct periodic p = { 0 };
	struct residual_score s = { 0 }, beyond = { 0 };
	double noise[N], taken;

	for (int i = 0; i < N; i++)
		noise[i] = draw_normal(g);
	T_OK(periodic_find(noise, N) == 0 && periodic_find(noise, 60) == 0, "noise has no period");
	residual_init(&d, 1000);
	for (int i = 0; i < N; i++) {
		double x = 100 + 30 * sin(2 * 3.14159265358979323846 * i / (double)PERIOD) + noise[i];

		s = residual_next(&d, i >= N - 20 ? x + 3 : x);
		(void)periodic_next(&p, &d, &beyond, &taken);
	}
	T_OK(p.period >= PERIOD - 1 && p.period <= PERIOD + 1, "a wave of %d points: %zu", PERIOD,
	    p.period);
	T_OK(beyond.r > 1 && beyond.r > s.r, "20 points 3 higher than at their places: %.2f, and %.2f as they are",
	    beyond.r, s.r);
	periodic_free(&p);
	residual_free(&d);
}

int
main(void)
{
	struct rng g;

	quiet_gsl();
	rng_init(&g, t_seed());
	for (int kind = 0; kind < 6; kind++) {
		check_topwin(&g, kind, 1, 995);
		check_topwin(&g, kind, 100, 995);
		check_topwin(&g, kind, 2500, 995);
		check_topwin(&g, kind, 2500, 500);
		check_topwin(&g, kind, POINTS, 1000);
	}
	for (int kind = 0; kind < 5; kind++)
		check_residual(&g, kind, kind % 2 == 0 ? 500 : 10000);
	check_constant(&g);
	check_acf(&g);
	check_periodic(&g);
	for (size_t cut = 0; cut < 5000; cut += 1 + cut / 2)
		check_load(&g, 1000, cut);
	check_load(&g, 1000, 3000);
	check_load(&g, 1000, 3001);
	check_load(&g, 1000, 12345);
	return t_done();
}
