/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Models of what users will do, on drawn customers:
 *
 * - gradients are what differences of the likelihood say, at any parameters;
 * - the Pareto integral is what a sum over thin slices says;
 * - what is expected of a horizon only grows with it, whatever the parameters;
 * - rows are the same in whatever order and however shared they come;
 * - customers drawn from a model give back its parameters;
 * - where nobody leaves, that is said, in 95 samples of 100;
 * - 95 % intervals of a lift hold the true one 95 times in 100;
 * - the hour that is chosen for a user is better than the best of his segment, and than the
 *   best of his own few answers.
 */
#include "../t.h"

#include "base/rng.h"
#include "stats/quiet.h"
#include "predict/affinity.h"
#include "predict/best_hour.h"
#include "predict/gamma_gamma.h"
#include "predict/lifetime.h"
#include "predict/pareto.h"
#include "../draw.h"

#include <math.h>

static double
draw_log(struct rng *g, double from, double to)
{
	return exp(log(from) + rng_unit(g) * (log(to) - log(from)));
}

/* Marsaglia, Tsang, ACM TOMS 26:363-372, 2000; a shape below 1 by a power of a uniform. */
static double
draw_gamma(struct rng *g, double shape)
{
	double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / sqrt(9 * d), x, v;

	do {
		x = draw_normal(g);
		v = 1 + c * x;
		v = v * v * v;
	} while (v <= 0 || log(1 - rng_unit(g)) >= x * x / 2 + d - d * v + d * log(v));
	return d * v * (shape < 1 ? pow(1 - rng_unit(g), 1 / shape) : 1);
}

static struct customer
draw_customer(struct rng *g)
{
	struct customer c = { .T = draw_log(g, 0.1, 100) };

	if (rng_below(g, 3) > 0) {
		c.x = floor(draw_log(g, 1, 300));
		c.t_x = c.T * (rng_below(g, 5) == 0 ? 1 : 1 - rng_unit(g));
	}
	return c;
}

static void
add_customer(struct rowset *s, const struct customer *c)
{
	rowset_add(s, (const double[]){ c->x, c->t_x, c->T });
}

static void
draw_model(struct rng *g, struct lifetime *m, int kind)
{
	m->kind = (enum lifetime_kind)kind;
	for (int k = 0; k < LIFETIME_PARAMS; k++)
		m->at[k] = draw_log(g, k == 1 ? 0.5 : 0.05, k == 1 ? 50 : 10);
}

static void
gradients(struct rng *g)
{
	for (int i = 0; i < 200; i++) {
		struct lifetime m;
		struct rowset rows;
		double by[LIFETIME_PARAMS], h = 1e-4;

		rowset_init(&rows, 3);
		for (int n = 0; n < 20; n++) {
			struct customer c = draw_customer(g);

			add_customer(&rows, &c);
		}
		rowset_settle(&rows);
		draw_model(g, &m, i % 3);
		(void)lifetime_ll(&m, &rows, by);
		for (int k = 0; k < LIFETIME_PARAMS; k++) {
			struct lifetime up = m, down = m;
			double d;

			up.at[k] *= exp(h);
			down.at[k] *= exp(-h);
			d = (lifetime_ll(&up, &rows, NULL) - lifetime_ll(&down, &rows, NULL)) /
			    (2 * h);
			T_QUIET(fabs(d - by[k]) <= 1e-5 * (1 + fabs(d)),
			    "model %d, parameter %d: %.9g, by differences %.9g", i % 3, k, by[k],
			    d);
		}
		rowset_free(&rows);
	}
	T_OK(true, "gradients");
}

static void
gradient_of_spend(struct rng *g)
{
	for (int i = 0; i < 100; i++) {
		struct gamma_gamma m = { draw_log(g, 0.1, 20), draw_log(g, 0.5, 20),
			draw_log(g, 0.1, 100) };
		double by[3], h = 1e-4;
		struct rowset rows;

		rowset_init(&rows, 2);
		for (int n = 0; n < 20; n++)
			rowset_add(&rows, (const double[]){ floor(draw_log(g, 1, 100)),
			    draw_log(g, 0.1, 1000) });
		rowset_settle(&rows);
		(void)gamma_gamma_ll(&m, &rows, by);
		for (int k = 0; k < 3; k++) {
			struct gamma_gamma up = m, down = m;
			double d;

			*(k == 0 ? &up.p : k == 1 ? &up.q : &up.v) *= exp(h);
			*(k == 0 ? &down.p : k == 1 ? &down.q : &down.v) *= exp(-h);
			d = (gamma_gamma_ll(&up, &rows, NULL) - gamma_gamma_ll(&down, &rows, NULL)) /
			    (2 * h);
			T_QUIET(fabs(d - by[k]) <= 1e-5 * (1 + fabs(d)),
			    "spend, parameter %d: %.9g, by differences %.9g", k, by[k], d);
		}
		rowset_free(&rows);
	}
	T_OK(true, "gradient of spend");
}

/* By the midpoint rule over u = ln(least + y), in @n slices. */
static double
slices(const struct pareto_at *p, double t_x, double T, int n)
{
	double least = fmin(p->alpha, p->beta), from = log(least + t_x), to = log(least + T);
	double sum = 0;

	for (int i = 0; i < n; i++) {
		double e = exp(from + (to - from) * (i + 0.5) / n), y = e - least;

		sum += e * exp(-p->k * log((p->alpha + y) / (p->alpha + t_x)) -
		    (p->s + 1) * log((p->beta + y) / (p->beta + t_x)));
	}
	return sum * (to - from) / n;
}

static void
integrals(struct rng *g)
{
	for (int i = 0; i < 25; i++) {
		struct pareto_at p = { draw_log(g, 0.1, 300), draw_log(g, 0.01, 1000),
			draw_log(g, 0.01, 20), draw_log(g, 0.01, 1000) };
		double T = draw_log(g, 0.1, 500), t_x = rng_below(g, 3) > 0 ? T * rng_unit(g) : 0;
		struct pareto_mean m;
		/* Richardson: the error of the rule is as the square of the width. */
		double want = (4 * slices(&p, t_x, T, 100000) - slices(&p, t_x, T, 50000)) / 3;

		pareto_integral(&p, t_x, T, &m);
		T_QUIET(fabs(exp(m.ln_g) / want - 1) < 1e-9, "k %g alpha %g s %g beta %g, %g to %g: "
		    "%.12g, in slices %.12g", p.k, p.alpha, p.s, p.beta, t_x, T, exp(m.ln_g), want);
		T_QUIET(m.inv_alpha <= 1 / (p.alpha + t_x) * (1 + 1e-12) &&
		    m.inv_alpha >= 1 / (p.alpha + T) * (1 - 1e-12) &&
		    m.ln_beta <= log(p.beta + T) + 1e-12 && m.ln_beta >= log(p.beta + t_x) - 1e-12,
		    "means lie between the ends");
	}
	T_OK(true, "integrals");
}

static void
horizons(struct rng *g)
{
	for (int i = 0; i < 2000; i++) {
		struct customer c = draw_customer(g);
		struct lifetime m;
		double last = 0, alive;

		draw_model(g, &m, i % 3);
		alive = lifetime_alive(&m, &c);
		T_QUIET(alive >= 0 && alive <= 1, "alive %g", alive);
		for (double t = 0.01; t < 2000; t *= 3) {
			double e = lifetime_if_alive(&m, &c, t);
			double most = t * (m.at[0] + c.x) / (m.at[1] + c.T);

			/* No more than at the rate that he has been seen at, never fewer. */
			T_QUIET(e >= last * (1 - 1e-9) && e <= most * (1 + 1e-9), "model %d, r %g alpha "
			    "%g %g %g, x %g T %g: %g within %g, after %g, at most %g", i % 3,
			    m.at[0], m.at[1], m.at[2], m.at[3], c.x, c.T, e, t, last, most);
			last = e;
		}
	}
	T_OK(true, "horizons");
}

static void
orders(struct rng *g)
{
	enum { N = 500, PARTS = 4 };
	struct customer c[N];
	struct rowset whole, part[PARTS];

	for (int i = 0; i < N; i++) {
		c[i] = draw_customer(g);
		if (i > 0 && rng_below(g, 2) == 0)
			c[i] = c[rng_below(g, (uint64_t)i)];
	}
	rowset_init(&whole, 3);
	for (int i = 0; i < N; i++)
		add_customer(&whole, &c[i]);
	rowset_settle(&whole);
	for (int i = 0; i < PARTS; i++)
		rowset_init(&part[i], 3);
	for (int i = N; i > 0; i--) {
		struct customer *other = &c[rng_below(g, (uint64_t)i)], one = *other;

		*other = c[i - 1];
		c[i - 1] = one;
		add_customer(&part[rng_below(g, PARTS)], &one);
	}
	for (int i = 1; i < PARTS; i++)
		rowset_join(&part[0], &part[i]);
	rowset_settle(&part[0]);
	T_OK(part[0].n == whole.n && whole.n < N &&
	    memcmp(part[0].v, whole.v, whole.n * 3 * sizeof(double)) == 0 &&
	    memcmp(part[0].weight, whole.weight, whole.n * sizeof(double)) == 0,
	    "the order of %zu rows is their own", whole.n);
	for (size_t i = 1; i < whole.n; i++)
		T_QUIET(rowset_row(&whole, i - 1)[0] <= rowset_row(&whole, i)[0], "ascending");
	rowset_free(&whole);
	rowset_free(&part[0]);
}

/* A life by the model's own story, in weeks. */
static struct customer
live(struct rng *g, const struct lifetime *m)
{
	const double *at = m->at;
	double rate = draw_gamma(g, at[0]) / at[1], end = INFINITY, p = 0, t = 0;
	struct customer c = { .T = floor(30 + 70 * rng_unit(g)) };

	if (m->kind == LIFETIME_PNBD) {
		end = -log(1 - rng_unit(g)) / (draw_gamma(g, at[2]) / at[3]);
	} else {
		double a = draw_gamma(g, at[2]), b = draw_gamma(g, at[3]);

		p = a / (a + b);
	}
	if (m->kind == LIFETIME_MBGNBD && rng_unit(g) < p)
		return c;
	for (;;) {
		t += -log(1 - rng_unit(g)) / rate;
		if (t > c.T || t > end)
			return c;
		c.x++;
		c.t_x = t;
		if (m->kind != LIFETIME_PNBD && rng_unit(g) < p)
			return c;
	}
}

static void
come_back(struct rng *g)
{
	static const struct lifetime row[] = {
		{ LIFETIME_BGNBD, { .8, 6, .8, 2.5 } },
		{ LIFETIME_MBGNBD, { .8, 6, .8, 2.5 } },
		{ LIFETIME_PNBD, { .8, 6, .7, 15 } },
	};

	for (size_t i = 0; i < 3; i++) {
		struct lifetime_fit fit;
		struct rowset rows;
		struct err e = { 0 };
		enum rc rc;

		rowset_init(&rows, 3);
		for (int n = 0; n < 6000; n++) {
			struct customer c = live(g, &row[i]);

			add_customer(&rows, &c);
		}
		rowset_settle(&rows);
		rc = lifetime_fit(&fit, row[i].kind, &rows, &e);
		T_OK(rc == RC_OK && fit.agree == LIFETIME_STARTS && fit.degenerate[0] == '\0',
		    "model %zu is fitted, from %u starts %s", i, fit.agree, fit.degenerate);
		for (int k = 0; k < LIFETIME_PARAMS; k++)
			T_OK(fabs(fit.model.at[k] - row[i].at[k]) < 5 * fit.se[k],
			    "parameter %d: %g is within 5 errors of %g from %g", k, fit.model.at[k],
			    fit.se[k], row[i].at[k]);
		rowset_free(&rows);
	}
}

static void
nobody_leaves(struct rng *g)
{
	static const struct lifetime alive = { LIFETIME_PNBD, { .8, 6, 1e-9, 1e9 } };
	enum { SAMPLES = 16 };

	for (int kind = LIFETIME_BGNBD; kind <= LIFETIME_PNBD; kind += LIFETIME_PNBD) {
		unsigned said = 0;

		for (int i = 0; i < SAMPLES; i++) {
			struct lifetime_fit fit;
			struct rowset rows;
			struct err e = { 0 };

			rowset_init(&rows, 3);
			for (int n = 0; n < 500; n++) {
				struct customer c = live(g, &alive);

				add_customer(&rows, &c);
			}
			rowset_settle(&rows);
			said += lifetime_fit(&fit, (enum lifetime_kind)kind, &rows, &e) == RC_OK &&
			    strstr(fit.degenerate, kind == LIFETIME_PNBD ? "s->0" : "a->0") != NULL;
			rowset_free(&rows);
		}
		T_OK(said >= SAMPLES - 4, "model %d says so in %u samples of %d", kind, said,
		    (int)SAMPLES);
	}
}

static void
lifts(struct rng *g)
{
	/* Chances of both, of the first alone, of the second alone. */
	static const double row[][3] = { { .05, .15, .1 }, { .02, .18, .08 }, { .1, .1, .02 } };
	enum { RUNS = 1000, USERS = 600 };

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		const double *p = row[i];
		double lift = p[0] / ((p[0] + p[1]) * (p[0] + p[2]));
		int held = 0;

		for (int run = 0; run < RUNS; run++) {
			struct affinity_counts c = { .all = USERS };
			struct interval in;

			for (int u = 0; u < USERS; u++) {
				double x = rng_unit(g);
				bool saw = x < p[0] + p[1];
				bool took = x < p[0] || (!saw && x < p[0] + p[1] + p[2]);

				c.saw += saw;
				c.took += took;
				c.both += saw && took;
			}
			if (c.both == 0)
				continue;
			in = affinity_interval(&c, 0.95);
			held += in.lo <= lift && lift <= in.hi;
		}
		T_OK(held > 0.92 * (double)RUNS && held < 0.98 * (double)RUNS, "lift %.2f: held by %d of %d", lift,
		    held, (int)RUNS);
	}
}

/* Which hour has the most answers of those sent, by the user's own alone. */
static unsigned
naive(const struct best_hour_user *u)
{
	unsigned hour = u->cell[0].hour;
	double best = -1;

	for (size_t k = 0; k < u->n; k++)
		if ((double)u->cell[k].answered / u->cell[k].sent > best) {
			best = (double)u->cell[k].answered / u->cell[k].sent;
			hour = u->cell[k].hour;
		}
	return hour;
}

static void
hours(struct rng *g)
{
	enum { USERS = 3000, SENT = 25 };
	static struct best_hour_cell cell[USERS][BEST_HOUR_HOURS];
	static double truth[USERS][BEST_HOUR_HOURS];
	static struct best_hour_user user[USERS];
	struct best_hour_prior p;
	double chosen = 0, own = 0, segment = 0;
	int top = 0;

	for (int i = 0; i < USERS; i++) {
		double level = 0.7 * draw_normal(g) - 1.5;
		struct best_hour_cell all[BEST_HOUR_HOURS] = { { 0 } };

		for (int h = 0; h < BEST_HOUR_HOURS; h++) {
			double odds = exp(level + 0.6 * sin(h / 3.0) + 0.8 * draw_normal(g));

			truth[i][h] = odds / (1 + odds);
		}
		for (int k = 0; k < SENT; k++) {
			unsigned h = 8 + (unsigned)rng_below(g, 12);

			all[h].sent++;
			all[h].answered += rng_unit(g) < truth[i][h];
		}
		user[i].cell = cell[i];
		for (unsigned h = 0; h < BEST_HOUR_HOURS; h++)
			if (all[h].sent > 0) {
				all[h].hour = (uint8_t)h;
				cell[i][user[i].n++] = all[h];
			}
	}
	best_hour_fit(&p, user, USERS);
	for (int h = 1; h < BEST_HOUR_HOURS; h++)
		top = p.sent[h] > 0 && p.hour[h] > p.hour[top] ? h : top;
	for (int i = 0; i < USERS; i++) {
		struct best_hour b;

		best_hour_of(&b, &p, &user[i], 0.95);
		T_QUIET(p.sent[b.hour] > 0 && b.in.lo < b.rate && b.rate < b.in.hi && b.in.hi <= 1,
		    "hour %u: %g in %g, %g", b.hour, b.rate, b.in.lo, b.in.hi);
		chosen += truth[i][b.hour];
		own += truth[i][naive(&user[i])];
		segment += truth[i][top];
	}
	T_OK(chosen > 1.05 * own && chosen > 1.05 * segment, "answers: %.0f at the hours that were "
	    "chosen, %.0f by their own alone, %.0f at the segment's", chosen, own, segment);
}

int
main(void)
{
	struct rng g;

	quiet_gsl();
	rng_init(&g, t_seed());
	gradients(&g);
	gradient_of_spend(&g);
	integrals(&g);
	horizons(&g);
	orders(&g);
	come_back(&g);
	nobody_leaves(&g);
	lifts(&g);
	hours(&g);
	return t_done();
}
