/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of each different x, and of each different time, logarithms and sums are made once a pass;
 * a customer then costs an exponential and a logarithm.  Ratios of gamma and beta functions
 * are sums over 0 .. x - 1: as differences of their logarithms they lose every digit where b
 * is large, and the likelihood seems to grow.
 *
 * Parameters are sought by their logarithms, in a unit of time in which the longest T is 10.
 */
#include "predict/lifetime.h"

#include "base/ksort.h"
#include "base/mem.h"
#include "predict/pareto.h"
#include "stats/newton.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BOX 10.0		/* of the logarithms of parameters, either way */
#define LONGEST 10.0		/* T in the unit in which they are sought */
#define NO_EVIDENCE 2.996	/* gain in ln likelihood: half of 5.991 */

enum { ROUGH_ROWS = 4096 };	/* starts climb the likelihood of so many */

struct of_x {			/* what all with one x share */
	double x;
	size_t row, end;	/* these rows */
	double rate;		/* ln of Gamma(r + x) / Gamma(r), and its derivative */
	double rate_r;
	double stay;		/* ln of B(a, b + x) / B(a, b), and its derivatives */
	double stay_a, stay_b;
};

struct of_time {
	double t;
	double ln;		/* ln(alpha + t), 1 / (alpha + t) */
	double inv;
};

struct sample {
	enum lifetime_kind   kind;
	const struct rowset *rows;
	double               unit;	/* times are divided by it */
	struct of_x         *x;
	size_t               nx;
	struct of_time      *time;
	size_t               ntime;
	uint32_t            *at;	/* of each row, its t_x and T among them */
};

static void
index_x(struct sample *s)
{
	const struct rowset *rows = s->rows;

	s->x = mem_array(NULL, rows->n + 1, sizeof(*s->x));
	for (size_t i = 0; i < rows->n; i++) {
		double x = rowset_row(rows, i)[0];

		if (s->nx == 0 || s->x[s->nx - 1].x < x)
			s->x[s->nx++] = (struct of_x){ .x = x, .row = i };
		s->x[s->nx - 1].end = i + 1;
	}
}

static void
index_times(struct sample *s)
{
	const size_t n = 2 * s->rows->n;
	struct ksort_item *item = mem_array(NULL, n + 1, sizeof(*item));

	s->time = mem_array(NULL, n + 1, sizeof(*s->time));
	s->at = mem_array(NULL, n + 1, sizeof(*s->at));
	for (size_t i = 0; i < n; i++) {
		const double *t = rowset_row(s->rows, i / 2) + 1 + i % 2;

		/* Not negative: they are in the order of their bits. */
		memcpy(&item[i].key, t, sizeof(item[i].key));
		item[i].item = s->at + i;
	}
	ksort_run(item, n);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || item[i].key != item[i - 1].key) {
			memcpy(&s->time[s->ntime].t, &item[i].key, sizeof(double));
			s->time[s->ntime++].t /= s->unit;
		}
		*(uint32_t *)item[i].item = (uint32_t)(s->ntime - 1);
	}
	mem_free(item);
}

static void
sample_init(struct sample *s, enum lifetime_kind kind, const struct rowset *rows, double unit)
{
	*s = (struct sample){ .kind = kind, .rows = rows, .unit = unit };
	index_x(s);
	index_times(s);
}

static void
sample_free(struct sample *s)
{
	mem_free(s->x);
	mem_free(s->time);
	mem_free(s->at);
}

static void
sums_of_x(struct sample *s, const double *at)
{
	double r = at[0], a = at[2], b = at[3];
	double rate = 0, rate_r = 0, stay = 0, stay_a = 0, stay_b = 0;
	double done = 0, chances = s->kind == LIFETIME_MBGNBD ? 1 : 0;

	for (size_t i = 0; i < s->nx; i++) {
		struct of_x *x = &s->x[i];

		for (double k = i == 0 ? 0 : s->x[i - 1].x; k < x->x; k++) {
			rate += log(r + k);
			rate_r += 1 / (r + k);
		}
		for (; s->kind != LIFETIME_PNBD && done < x->x + chances; done++) {
			stay += log1p(-a / (a + b + done));
			stay_a -= 1 / (a + b + done);
			stay_b += a / ((a + b + done) * (b + done));
		}
		x->rate = rate;
		x->rate_r = rate_r;
		x->stay = stay;
		x->stay_a = stay_a;
		x->stay_b = stay_b;
	}
}

/* Rows of one x: their ln likelihood, and its gradient by the parameters in @g. */
static double
geometric(const struct sample *s, const struct of_x *x, const double *at, double *g)
{
	double r = at[0], alpha = at[1], a = at[2], k = r + x->x, sum = 0;
	double left = at[3] + x->x - (s->kind == LIFETIME_MBGNBD ? 0 : 1);
	bool may_leave = s->kind == LIFETIME_MBGNBD || x->x > 0;
	double ln_odds = may_leave ? log(a / left) : 0;
	double same = x->rate + r * log(alpha) + x->stay;

	for (size_t i = x->row; i < x->end; i++) {
		const struct of_time *t_x = &s->time[s->at[2 * i]], *T = &s->time[s->at[2 * i + 1]];
		double odds = may_leave ? ln_odds + k * (T->ln - t_x->ln) : -INFINITY;
		double small = exp(-fabs(odds)), n = s->rows->weight[i];
		double w = (odds > 0 ? 1 : small) / (1 + small);	/* that he has left */

		sum += n * (same - k * T->ln + log1p(small) + (odds > 0 ? odds : 0));
		g[0] += n * (x->rate_r + log(alpha) - (1 - w) * T->ln - w * t_x->ln);
		g[1] += n * (r / alpha - k * ((1 - w) * T->inv + w * t_x->inv));
		g[2] += n * (x->stay_a + w / a);
		g[3] += n * (x->stay_b - (may_leave ? w / left : 0));
	}
	return sum;
}

static double
pareto(const struct sample *s, const struct of_x *x, const double *at, double *g)
{
	struct pareto_at p = { at[0] + x->x, at[1], at[2], at[3] };
	double r = at[0], ln_alpha = log(p.alpha), ln_beta = log(p.beta), sum = 0;
	double same = x->rate + r * ln_alpha + p.s * ln_beta;

	for (size_t i = x->row; i < x->end; i++) {
		const struct of_time *t_x = &s->time[s->at[2 * i]], *T = &s->time[s->at[2 * i + 1]];
		double ln_T = log(p.beta + T->t), n = s->rows->weight[i];
		double stays = -p.k * T->ln - p.s * ln_T, odds, small, w;
		struct pareto_mean m;

		pareto_integral(&p, t_x->t, T->t, &m);
		odds = log(p.s) + m.ln_g - p.k * t_x->ln - (p.s + 1) * log(p.beta + t_x->t) - stays;
		small = exp(-fabs(odds));
		w = (odds > 0 ? 1 : small) / (1 + small);
		sum += n * (same + stays + log1p(small) + (odds > 0 ? odds : 0));
		g[0] += n * (x->rate_r + ln_alpha - (1 - w) * T->ln - w * m.ln_alpha);
		g[1] += n * (r / p.alpha - p.k * ((1 - w) * T->inv + w * m.inv_alpha));
		g[2] += n * (ln_beta - (1 - w) * ln_T + w * (1 / p.s - m.ln_beta));
		g[3] += n * (p.s / p.beta - (1 - w) * p.s / (p.beta + T->t) -
		    w * (p.s + 1) * m.inv_beta);
	}
	return sum;
}

/* A function of struct newton: @theta are logarithms. */
static double
value_at(void *ctx, const double *theta, double *gradient)
{
	struct sample *s = ctx;
	double at[LIFETIME_PARAMS], sum = 0;

	for (int k = 0; k < LIFETIME_PARAMS; k++) {
		at[k] = exp(theta[k]);
		gradient[k] = 0;
	}
	sums_of_x(s, at);
	for (size_t i = 0; i < s->ntime; i++) {
		s->time[i].ln = log(at[1] + s->time[i].t);
		s->time[i].inv = 1 / (at[1] + s->time[i].t);
	}
	for (size_t i = 0; i < s->nx; i++) {
		double part[LIFETIME_PARAMS] = { 0 };

		sum += s->kind == LIFETIME_PNBD ? pareto(s, &s->x[i], at, part)
		    : geometric(s, &s->x[i], at, part);
		for (int k = 0; k < LIFETIME_PARAMS; k++)
			gradient[k] += part[k] * at[k];
	}
	return sum;
}

double
lifetime_ll(const struct lifetime *m, const struct rowset *rows, double *gradient)
{
	struct sample s;
	double theta[LIFETIME_PARAMS], g[LIFETIME_PARAMS], ll;

	sample_init(&s, m->kind, rows, 1);
	for (int k = 0; k < LIFETIME_PARAMS; k++)
		theta[k] = log(m->at[k]);
	ll = value_at(&s, theta, g);
	if (gradient != NULL)
		memcpy(gradient, g, sizeof(g));
	sample_free(&s);
	return ll;
}

static const double starts[LIFETIME_STARTS][LIFETIME_PARAMS] = {
	{ 1, 1, 1, 1 },
	{ 0.3, 1, 0.5, 3 },
	{ 3, 3, 0.3, 0.5 },
	{ 0.5, 5, 3, 8 },
	{ 1, 0.2, 0.05, 5 },
};

/* With @leaving or without: then the chance to leave is fixed at 0.  As newton_best. */
static unsigned
climb(struct sample *all, struct sample *rough, bool leaving, struct newton_end *best)
{
	struct newton f[2] = { { .ctx = all }, { .ctx = rough } };
	double theta[LIFETIME_STARTS][LIFETIME_PARAMS];

	for (int i = 0; i < 2; i++) {
		f[i].fn = value_at;
		f[i].n = LIFETIME_PARAMS;
		for (int k = 0; k < LIFETIME_PARAMS; k++) {
			f[i].lo[k] = -BOX;
			f[i].hi[k] = BOX;
		}
		/* Nobody leaves: the mean of the beta, or gamma, distribution is 0. */
		if (!leaving)
			f[i].hi[2] = -BOX;
		if (!leaving)
			f[i].lo[3] = BOX;
	}
	for (int i = 0; i < LIFETIME_STARTS; i++)
		for (int k = 0; k < LIFETIME_PARAMS; k++)
			theta[i][k] = fmin(fmax(log(starts[i][k]), f[0].lo[k]), f[0].hi[k]);
	return newton_best(&f[0], all == rough ? &f[0] : &f[1], theta[0],
	    leaving ? LIFETIME_STARTS : 1, best);
}

static void
name_degenerate(struct lifetime_fit *fit, const struct newton_end *end, double gain)
{
	const char *const *name = lifetime_names(fit->model.kind);
	char *to = fit->degenerate;
	size_t room = sizeof(fit->degenerate);

	for (int k = 0; k < LIFETIME_PARAMS; k++) {
		bool nobody = k == 2 && gain < NO_EVIDENCE;
		int n;

		if (!end->bound[k] && !nobody)
			continue;
		n = snprintf(to, room, "%s%s->%s", to == fit->degenerate ? "" : ", ", name[k],
		    end->at[k] < 0 || nobody ? "0" : "inf");
		to += n;
		room -= (size_t)n;
	}
}

static enum rc
longest(const struct rowset *rows, double *T, double *repeats, struct err *e)
{
	*T = *repeats = 0;
	for (size_t i = 0; i < rows->n; i++) {
		const double *row = rowset_row(rows, i);

		*T = row[2] > *T ? row[2] : *T;
		*repeats += rows->weight[i] * row[0];
	}
	if (!(*repeats > 0))
		return rc_err(e, RC_EMPTY, "nobody bought again: there is nothing to fit");
	return RC_OK;
}

enum rc
lifetime_fit(struct lifetime_fit *fit, enum lifetime_kind kind, const struct rowset *rows,
    struct err *e)
{
	struct sample s, rough;
	struct newton_end best, stay;
	struct rowset few;
	double T, repeats;
	enum rc rc = longest(rows, &T, &repeats, e);

	if (rc != RC_OK)
		return rc;
	*fit = (struct lifetime_fit){ .model.kind = kind, .rows = rows->n };
	rowset_thin(&few, rows, ROUGH_ROWS);
	sample_init(&s, kind, rows, T / LONGEST);
	sample_init(&rough, kind, &few, T / LONGEST);
	fit->agree = climb(&s, few.n < rows->n ? &rough : &s, true, &best);
	(void)climb(&s, few.n < rows->n ? &rough : &s, false, &stay);
	for (size_t i = 0; i < rows->n; i++)
		fit->n += (uint64_t)rows->weight[i];
	name_degenerate(fit, &best, best.value - stay.value);
	sample_free(&s);
	sample_free(&rough);
	rowset_free(&few);
	fit->ll = best.value - repeats * log(T / LONGEST);
	for (int k = 0; k < LIFETIME_PARAMS; k++) {
		fit->model.at[k] = exp(best.at[k]) * (k == 1 || (k == 3 && kind == LIFETIME_PNBD)
		    ? T / LONGEST : 1);
		fit->se[k] = best.se[k] * fit->model.at[k];
	}
	return best.found ? RC_OK : rc_err(e, RC_RANGE, "no start led to a maximum");
}
