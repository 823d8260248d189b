/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * anomaly_change - parts of a change: they add up to it, and chance explains nothing
 *
 *     scripts/simulate, or CX_SIMULATE=2000 build/t/property/anomaly_change
 *
 * prints a table in Markdown, each row of so many pairs of windows; without it few of them, held
 * to wider limits.  A row's seed is the hash of its name.
 */
#include "anomaly/change.h"
#include "base/arena.h"
#include "base/rng.h"
#include "stats/adjust.h"
#include "stats/quiet.h"
#include "../draw.h"
#include "../t.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { QUICK = 150, PARTS = 8, EVENTS = 10000 };

static const double share[PARTS] = { 0.3, 0.25, 0.15, 0.1, 0.08, 0.06, 0.04, 0.02 };
static const double level[PARTS] = { 1, 1.4, 0.6, 2, 1, 0.8, 3, 1 };

struct row {
	const char    *name;
	enum change_of of;
	double         mean;	/* of level 1 */
	double         all;	/* after: times this, */
	double         one;	/* ... part 3 times this, too, */
	double         come;	/* ... and part 7, which was not there, has this share */
	double         limit;	/* P(any part is told), at most; of a changed one, at least */
};

static const struct row rows[] = {
	{ "a rate of 2 %, nothing changes", CHANGE_RATE, 0.02, 1, 1, 0, 0.05 },
	{ "a rate of 0.3 %, nothing changes", CHANGE_RATE, 0.003, 1, 1, 0, 0.05 },
	{ "a rate of 2 %, doubled everywhere", CHANGE_RATE, 0.02, 2, 1, 0, 0.06 },
	{ "a mean, nothing changes", CHANGE_MEAN, 100, 1, 1, 0, 0.06 },
	{ "a mean, a fifth more everywhere", CHANGE_MEAN, 100, 1.2, 1, 0, 0.06 },
	{ "a total, nothing changes", CHANGE_TOTAL, 100, 1, 1, 0, 0.06 },
	{ "a count, a tenth more everywhere", CHANGE_COUNT, 1, 1.1, 1, 0, 0.05 },
	{ "a rate of 2 %, four times that in a tenth", CHANGE_RATE, 0.02, 1, 4, 0, 0.9 },
	{ "a mean, half as much again in a tenth", CHANGE_MEAN, 100, 1, 1.5, 0, 0.9 },
	{ "a count, half of a tenth gone", CHANGE_COUNT, 1, 1, 0.5, 0, 0.9 },
	{ "a rate of 2 %, 10 % in what is new", CHANGE_RATE, 0.02, 1, 1, 0.1, 0.9 },
};

static double
binomial(struct rng *g, double n, double p)
{
	double mean = n * p, k = 0, x;

	if (mean > 60) {
		x = round(mean + sqrt(mean * (1 - p)) * draw_normal(g));
		return x < 0 ? 0 : x > n ? n : x;
	}
	for (double i = log(1 - rng_unit(g)) / log1p(-p); i < n;
	    i += 1 + floor(log(1 - rng_unit(g)) / log1p(-p)))
		k++;
	return k < n ? k : n;
}

/* Events of a part on a side: lognormal values (sigma 0.8) of a mean. */
static struct change_side
draw(struct rng *g, const struct row *r, int part, int side)
{
	const double sigma = 0.8;
	double w = share[part] * (part == 7 && r->come > 0 ? side * r->come / 0.02 : 1);
	double x = r->mean * level[part], n, sum = 0, square = 0;

	if (side == CHANGE_AFTER)
		x *= r->all * (part == 3 ? r->one : 1) * (part == 7 && r->come > 0 ? 5 : 1);
	if (r->of == CHANGE_COUNT) {
		n = (double)EVENTS * w * x;
		return (struct change_side){ .sum = binomial(g, 50 * n, 0.02) };
	}
	if (!(w > 0))
		return (struct change_side){ 0, 0, 0, 0 };
	n = binomial(g, EVENTS, w);
	if (r->of == CHANGE_RATE)
		return (struct change_side){ .n = n, .sum = binomial(g, n, fmin(x, 0.9)) };
	for (double i = 0; i < n; i++) {
		double v = x * exp(sigma * draw_normal(g) - sigma * sigma / 2);

		sum += v;
		square += v * v;
	}
	if (n < 2)
		return (struct change_side){ n, sum, 0, square };
	return (struct change_side){ n, sum, n * (square - sum * sum / n) / (n - 1), sum * sum / n };
}

struct count {
	double told;		/* runs where some part is */
	double right;		/* ... the changed one, and it explains a tenth or more */
	double inside;		/* contributions whose interval has the truth, */
	double intervals;	/* ... of so many */
};

/* What part @i contributes in truth. */
static double
truth(const struct row *r, int i)
{
	double w[2], x[2], whole[2] = { 0, 0 }, sum[2] = { 0, 0 };

	for (int s = 0; s < 2; s++)
		for (int k = 0; k < PARTS; k++) {
			double wk = share[k] * (k == 7 && r->come > 0 ? s * r->come / 0.02 : 1);
			double xk = r->mean * level[k];

			if (s == CHANGE_AFTER)
				xk *= r->all * (k == 3 ? r->one : 1) *
				    (k == 7 && r->come > 0 ? 5 : 1);
			sum[s] += wk;
			whole[s] += wk * xk;
			if (k == i) {
				w[s] = wk;
				x[s] = xk;
			}
		}
	if (r->of == CHANGE_COUNT || r->of == CHANGE_TOTAL)
		return (double)EVENTS * (w[1] * x[1] - w[0] * x[0]);
	for (int s = 0; s < 2; s++) {
		whole[s] /= sum[s];
		w[s] /= sum[s];
	}
	return (w[1] + w[0]) / 2 * (x[1] - x[0]) +
	    (w[1] - w[0]) * ((x[1] + x[0]) / 2 - (whole[1] + whole[0]) / 2);
}

static void
once(struct rng *g, const struct row *r, struct arena *a, struct count *c)
{
	struct change_part part[PARTS], all = { 0 };
	struct change_effect f[PARTS];
	struct change_step value[PARTS], events[PARTS];
	double p[PARTS], sum = 0, change, spread[2];
	int changed = r->come > 0 ? 7 : 3, least = 0;

	for (int i = 0; i < PARTS; i++)
		for (int s = 0; s < CHANGE_SIDES; s++) {
			struct change_side *d = &part[i].side[s], *t = &all.side[s];

			*d = draw(g, r, i, s);
			*t = (struct change_side){ t->n + d->n, t->sum + d->sum, t->own + d->own,
				t->squares + d->squares };
		}
	for (int i = 0; i < PARTS; i++) {
		f[i] = change_effect_of(r->of, &all, &part[i]);
		value[i] = change_step_of(r->of, &part[i], false);
		events[i] = change_step_of(r->of, &part[i], true);
		sum += f[i].contribution;
		c->intervals++;
		c->inside += fabs(f[i].contribution - truth(r, i)) <= 1.96 * f[i].sd;
	}
	change = change_value(r->of, &all.side[1]) - change_value(r->of, &all.side[0]);
	T_QUIET(fabs(sum - change) <= 1e-9 * fabs(change_value(r->of, &all.side[0])),
	    "%s: parts add up to %g, not %g", r->name, sum, change);
	spread[0] = change_spread(value, PARTS);
	spread[1] = change_spread(events, PARTS);
	for (int i = 0; i < PARTS; i++)
		p[i] = change_p(&f[i], spread);
	adjust_holm(p, PARTS, p, a);
	arena_reset(a);
	for (int i = 1; i < PARTS; i++)
		least = p[i] < p[least] ? i : least;
	c->told += p[least] < 0.05;
	c->right += p[least] < 0.05 && least == changed &&
	    fabs(f[least].without) < 0.9 * fabs(change);
}

static void
simulate(const struct row *r, unsigned runs, uint64_t seed, bool full)
{
	bool changes = fabs(r->one - 1) > 0 || r->come > 0;
	struct count c = { 0 };
	struct arena a;
	struct rng g;
	double told, cover;

	arena_init(&a);
	rng_init(&g, XXH3_64bits(r->name, strlen(r->name)) + seed - 1);
	for (unsigned i = 0; i < runs; i++)
		once(&g, r, &a, &c);
	arena_free(&a);
	told = (changes ? c.right : c.told) / runs;
	cover = c.inside / c.intervals;
	if (full)
		printf("# | %s | %.1f | %.1f |\n", r->name, 100 * told, 100 * cover);
	T_OK(changes ? told >= r->limit - (full ? 0 : 0.1) : told <= r->limit + (full ? 0 : 0.06),
	    "%s: told in %.3f", r->name, told);
	T_OK(cover >= 0.92, "%s: %.3f of the contributions within 1.96 of their sd", r->name, cover);
}

/* Kitagawa's decomposition by hand: rates 10 of 100 and 10 of 50, then 10 of 50 and 30 of 150. */
static void
worked(void)
{
	struct change_part a = { { { 100, 10, 0, 0 }, { 50, 10, 0, 0 } } };
	struct change_part b = { { { 50, 10, 0, 0 }, { 150, 30, 0, 0 } } };
	struct change_part all = { { { 150, 20, 0, 0 }, { 200, 40, 0, 0 } } };
	struct change_effect fa = change_effect_of(CHANGE_RATE, &all, &a);
	struct change_effect fb = change_effect_of(CHANGE_RATE, &all, &b);

	/* Shares 2/3 and 1/4: (2/3 + 1/4) / 2 * .1, and (1/4 - 2/3) (.15 - (2/15 + 1/5) / 2). */
	T_OK(fabs(fa.within - 11.0 / 240) < 1e-15 && fabs(fa.mix - 5.0 / 720) < 1e-15,
	    "within %.6f, mix %.6f", fa.within, fa.mix);
	T_OK(fabs(fb.within) < 1e-15 && fabs(fb.mix - 5.0 / 360) < 1e-15, "mix of the other %.6f",
	    fb.mix);
	T_OK(fabs(fa.contribution + fb.contribution - (0.2 - 2.0 / 15)) < 1e-15, "together all of it");
	T_OK(fabs(fa.without) < 1e-15 && fabs(fb.without - 0.1) < 1e-15,
	    "without the one nothing is left, without the other .1");
	T_OK(fabs(change_spread((struct change_step[]){ { 3, 1 }, { 3, 1 } }, 2) - 1) < 1e-15 &&
	    fabs(change_spread((struct change_step[]){ { 5, 1 }, { 3, 1 }, { 9, 1 }, { 1, 1 },
	    { 3, 1 }, { 5, 1 }, { 3, NAN } }, 7) - 4 / 0.4549) < 1e-12, "how far parts are apart");
}

int
main(void)
{
	const char *given = getenv("CX_SIMULATE");
	bool full = given != NULL;
	unsigned runs = full ? (unsigned)strtoul(given, NULL, 10) : (unsigned)T_ROUNDS(QUICK);
	uint64_t seed = full ? 1 : t_seed();

	quiet_gsl();
	worked();
	if (full)
		printf("#\n# What explains a change, %u pairs of windows of %d events in %d parts "
		    "each: where nothing does, how often something is told; where one part does, how "
		    "often it is, in percent; and how often 95 %% intervals of contributions hold:\n"
		    "#\n# | change | told | holds |\n# | --- | ---: | ---: |\n", runs, EVENTS, PARTS);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		simulate(&rows[i], runs, seed, full);
	return t_done();
}
