/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * portfolio - see portfolio.h
 */
#include "effect/portfolio.h"

#include "stats/interval.h"
#include "stats/pvalue.h"
#include "stats/root.h"

#include <math.h>

enum { DOUBLINGS_MAX = 200 };

#define DENSITY 0.39894228040143267794	/* of the normal at 0 */

struct fit {
	const struct portfolio_item *item;
	size_t                       n;
	double                       unit;	/* the least of the errors, squared */
	double                       mean;	/* at the spread last asked of */
	double                       weights;
};

static void
fit_mean(struct fit *f, double tau2)
{
	double sum = 0;

	f->weights = 0;
	for (size_t i = 0; i < f->n; i++) {
		double w = 1 / (f->item[i].se * f->item[i].se + tau2);

		f->weights += w;
		sum += w * f->item[i].effect;
	}
	f->mean = sum / f->weights;
}

/* Twice the slope of the restricted likelihood at a tau^2 of @units, by unit. */
static double
fit_slope(void *ctx, double units)
{
	struct fit *f = ctx;
	double squares = 0, spread = 0, tau2 = units * f->unit;

	fit_mean(f, tau2);
	for (size_t i = 0; i < f->n; i++) {
		double w = 1 / (f->item[i].se * f->item[i].se + tau2);
		double off = w * (f->item[i].effect - f->mean);

		squares += w * w;
		spread += off * off;
	}
	return (spread - f->weights + squares / f->weights) * f->unit;
}

/* 0 where the effects differ no more than their errors. */
static double
fit_tau2(struct fit *f)
{
	const struct root_fn fn = { fit_slope, f };
	double least = f->item[0].se, units = 0;

	for (size_t i = 1; i < f->n; i++)
		least = fmin(least, f->item[i].se);
	f->unit = least * least;
	if (fit_slope(f, 0) > 0 && !root_above(&fn, 0, 1, DOUBLINGS_MAX, &units))
		units = (double)NAN;
	fit_mean(f, units * f->unit);
	return units * f->unit;
}

/* Totals of effects: a sum, or a product of 1 + lift; *slope by the effect of @item. */
static double
total_add(double total, double effect, const struct portfolio_ask *ask)
{
	return ask->relative ? total + effect + total * effect : total + effect;
}

static double
total_slope(double total, const struct portfolio_item *item, const struct portfolio_ask *ask)
{
	const double by = 1 + item->coverage * item->shrunk;

	return item->coverage * (ask->relative ? (1 + total) / by : 1);
}

static void
as_measured(struct portfolio *p, const struct portfolio_item *item, const struct portfolio_ask *ask)
{
	double sum = 0, bias = 0;

	for (size_t i = 0; i < p->n; i++) {
		double over = ask->crit - item[i].effect / item[i].se;

		bias += item[i].coverage * item[i].se * DENSITY * exp(-over * over / 2);
		if (!item[i].shipped)
			continue;
		p->shipped++;
		p->naive = total_add(p->naive, item[i].coverage * item[i].effect, ask);
		sum += item[i].coverage * item[i].effect;
	}
	p->selected = sum - bias;
}

bool
portfolio_sum(struct portfolio *p, struct portfolio_item *item, size_t n,
    const struct portfolio_ask *ask)
{
	struct fit f = { .item = item, .n = n };
	double own = 0, shared = 0, tau2;

	*p = (struct portfolio){ .n = n };
	as_measured(p, item, ask);
	p->mean = p->mean_se = p->tau = p->total = p->total_se = p->lo = p->hi = (double)NAN;
	if (n < PORTFOLIO_MIN) {
		p->selected = (double)NAN;
		return false;
	}
	tau2 = fit_tau2(&f);
	p->mean = f.mean;
	p->mean_se = 1 / sqrt(f.weights);
	p->tau = sqrt(tau2);
	p->total = 0;
	for (size_t i = 0; i < n; i++) {
		double noise = item[i].se * item[i].se, drawn = noise / (noise + tau2);

		item[i].shrunk = item[i].effect + drawn * (p->mean - item[i].effect);
		item[i].shrunk_se = sqrt(drawn * tau2 + drawn * drawn / f.weights);
		if (item[i].shipped)
			p->total = total_add(p->total, item[i].coverage * item[i].shrunk, ask);
	}
	for (size_t i = 0; i < n; i++) {
		double noise = item[i].se * item[i].se, drawn = noise / (noise + tau2);
		double slope = total_slope(p->total, &item[i], ask);

		if (!item[i].shipped)
			continue;
		own += slope * slope * drawn * tau2;
		shared += slope * drawn;
	}
	p->total_se = sqrt(own + shared * shared / f.weights);
	p->lo = p->total - interval_z(ask->conf) * p->total_se;
	p->hi = p->total + interval_z(ask->conf) * p->total_se;
	return isfinite(p->total);
}

void
portfolio_against(struct portfolio_gap *g, const struct portfolio *p, double effect, double se)
{
	struct pvalue v;

	g->ratio = effect / p->total;
	g->gap = effect - p->total;
	g->se = hypot(se, p->total_se);
	v = pvalue_t(g->gap / g->se, (double)INFINITY);
	g->p = v.p;
	g->log10_p = v.log10_p;
}
