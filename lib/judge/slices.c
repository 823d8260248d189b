/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slices - see slices.h
 */
#include "judge/slices.h"

#include "objective/objective.h"
#include "stats/pvalue.h"

#include <math.h>

void
slices_init(struct slices *w, const struct series *s, int64_t from_us, int64_t to_us,
    int64_t origin_us, int64_t step_us)
{
	*w = (struct slices){
		.s = s,
		.at = series_from(s, from_us),
		.end = series_from(s, to_us),
		.origin_us = origin_us,
		.step_us = step_us
	};
}

bool
slices_next(struct slices *w, struct slice *out)
{
	*out = (struct slice){ 0 };
	while (w->at < w->end) {
		const struct slo_minute *m = &w->s->minute[w->at];
		int64_t index = (m->minute * SLO_MINUTE_US - w->origin_us) / w->step_us;
		bool any = out->c.n + out->c.unknown > 0;

		if (any && index != out->index)
			return true;
		if (!any)
			out->index = index;
		series_add(&out->c, &m->c);
		w->at++;
	}
	return out->c.n + out->c.unknown > 0;
}

uint64_t
slices_count(int64_t from_us, int64_t to_us, int64_t origin_us, int64_t step_us)
{
	if (to_us <= from_us)
		return 0;
	return (uint64_t)((to_us - 1 - origin_us) / step_us - (from_us - origin_us) / step_us) + 1;
}

int64_t
slices_default(int64_t length_us)
{
	int64_t minutes = length_us / SLICES_DEFAULT / SLO_MINUTE_US;

	return (minutes > 1 ? minutes : 1) * SLO_MINUTE_US;
}

void
slices_spread_add(struct slices_spread *d, double x, double n)
{
	d->sum_n += n;
	d->sum_x += x;
	d->sum_xx += x * x / n;
	d->cells++;
}

/* sum (x - n p)^2 / n is sum x^2 / n - p sum x, since p is the share of all. */
static double
chi_of(const struct slices_spread *d, uint64_t least)
{
	double p = d->sum_x / d->sum_n;

	if (d->cells < least || !(p > 0 && p < 1))
		return (double)NAN;
	return (d->sum_xx - p * d->sum_x) / (p * (1 - p));
}

struct slices_phi
slices_chi_phi(double chi, double df)
{
	if (isnan(chi))
		return (struct slices_phi){ chi, 1 };
	return (struct slices_phi){ fmax(1, chi / df), chi > df ? pvalue_chisq(chi, df).p : 1 };
}

struct slices_phi
slices_spread_phi(const struct slices_spread *d)
{
	return slices_chi_phi(chi_of(d, SLICES_LEAST), (double)d->cells - 1);
}

static struct slices_phi
phi_at(const struct series *s, int64_t from_us, int64_t to_us, int64_t late_us, int64_t step_us,
    uint64_t least)
{
	struct slices_spread d = { 0 };
	struct slices_phi one;
	struct slices w;
	struct slice at;

	slices_init(&w, s, from_us, to_us, from_us - late_us, step_us);
	while (slices_next(&w, &at))
		if (at.c.n > 0)
			slices_spread_add(&d, series_loss(&at.c), (double)at.c.n);
	one = slices_chi_phi(chi_of(&d, least), (double)d.cells - 1);
	one.phi = one.phi > d.sum_x ? fmax(1, d.sum_x) : one.phi;
	return one;
}

struct slices_phi
slices_phi(const struct series *s, int64_t from_us, int64_t to_us, int64_t step_us,
    unsigned scales)
{
	struct slices_phi best = phi_at(s, from_us, to_us, 0, step_us, SLICES_LEAST), one;

	for (unsigned i = 1; i < scales && !isnan(best.phi); i++) {
		step_us *= 2;
		for (int64_t late = 0; late < step_us; late += step_us / 2) {
			one = phi_at(s, from_us, to_us, late, step_us, SLICES_FEW);
			if (one.phi > best.phi && one.p < SLICES_DOUBT)
				best = one;
		}
	}
	return best;
}
