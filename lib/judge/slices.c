/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slices - see slices.h
 */
#include "judge/slices.h"

#include "objective/objective.h"

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
double
slices_spread_phi(const struct slices_spread *d)
{
	double p = d->sum_x / d->sum_n, chi;

	if (d->cells < SLICES_LEAST || !(p > 0 && p < 1))
		return (double)NAN;
	chi = (d->sum_xx - p * d->sum_x) / (p * (1 - p));
	return fmax(1, chi / (double)(d->cells - 1));
}
