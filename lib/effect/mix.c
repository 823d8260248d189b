/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mix - see mix.h
 */
#include "effect/mix.h"

#include "stats/pvalue.h"

#include <math.h>

/*
 * The arm's mean is sum share mean_s, its covariances sum share^2 cov_s / n_s; moments say
 * that of a mean as cov / n.  Means are added to double the precision, as they came.
 */
bool
mix_strata(struct effect_moments *out, const struct effect_moments *in, const double *share,
    size_t n)
{
	double all = 0, below = 0;

	*out = (struct effect_moments){ .p = n != 0 ? in[0].p : 0 };
	for (size_t s = 0; s < n; s++) {
		if (share[s] > 0 && in[s].n < 2)
			return false;
		out->n += in[s].n;
	}
	for (size_t s = 0; s < n; s++) {
		double by = share[s] * share[s] / in[s].n, a;

		if (!(share[s] > 0))
			continue;
		for (unsigned i = 0; i < out->p; i++) {
			double product = share[s] * in[s].mean[i], sum = out->mean[i] + product;
			double low = fma(share[s], in[s].mean[i], -product);
			double back = sum - out->mean[i];

			low += (out->mean[i] - (sum - back)) + (product - back);
			out->rest[i] += low + share[s] * in[s].rest[i];
			out->mean[i] = sum;
			for (unsigned j = 0; j <= i; j++)
				out->cov[comoment_at(i, j)] +=
				    by * in[s].cov[comoment_at(i, j)] * out->n;
		}
		a = by * in[s].cov[0];
		all += a;
		below += a * a / in[s].df;
	}
	out->df = below > 0 ? all * all / below : out->n - 1;
	return n != 0;
}

void
mix_arms(struct effect_arm *out, const struct effect_arm *in, const double *weight, size_t n)
{
	double below = 0;

	*out = (struct effect_arm){ .k = (double)NAN };
	for (size_t i = 0; i < n; i++) {
		const double w = weight[i], a = w * w * in[i].var;

		if (w == 0)
			continue;
		out->n += in[i].n;
		out->at += w * in[i].at;
		out->rest += w * in[i].rest;
		out->raw += w * in[i].raw;
		out->raw_rest += w * in[i].raw_rest;
		out->var += a;
		out->raw_var += w * w * in[i].raw_var;
		out->cov += w * w * in[i].cov;
		below += a * a / in[i].df;
	}
	out->df = below > 0 ? out->var * out->var / below : (double)INFINITY;
}

size_t
mix_cells(const struct mix_factors *f)
{
	size_t cells = 1;

	for (unsigned i = 0; i < f->n; i++)
		cells *= f->levels[i];
	return cells;
}

/* What a combination counts in the contrast. */
static double
coefficient(const struct mix_factors *f, const unsigned *level, size_t cell)
{
	double c = 1;

	for (unsigned i = f->n; i-- > 0; cell /= f->levels[i]) {
		unsigned at = (unsigned)(cell % f->levels[i]);

		if (level[i] == 0)
			c /= f->levels[i];
		else if (at == 0)
			c = -c;
		else if (at != level[i])
			return 0;
	}
	return c;
}

bool
mix_contrast(struct effect *e, const struct mix_factors *f, const struct effect_arm *cell,
    const unsigned *level, const struct effect_rule *rule)
{
	double up[MIX_CELLS_MAX], down[MIX_CELLS_MAX];
	const size_t n = mix_cells(f);
	struct effect_arm plus, minus;
	unsigned held = 0;
	bool ok;

	for (unsigned i = 0; i < f->n; i++)
		held += level[i] != 0;
	for (size_t i = 0; i < n; i++) {
		double c = coefficient(f, level, i);

		up[i] = fmax(c, 0);
		down[i] = fmax(-c, 0);
	}
	mix_arms(&plus, cell, up, n);
	mix_arms(&minus, cell, down, n);
	ok = effect_compare(e, &plus, &minus, rule);
	if (held != 1) {
		e->lift = e->lift_se = e->lift_lo = e->lift_hi = (double)NAN;
		e->mean = e->mean_control = (double)NAN;
		e->lift_note = "an interaction";
	}
	return ok;
}

bool
mix_heterogeneity(struct mix_spread *s, const double *diff, const double *se, size_t n)
{
	double weights = 0, sum = 0;
	struct pvalue p;

	*s = (struct mix_spread){ 0, (double)NAN, (double)NAN, (double)NAN, (double)NAN,
		(double)NAN, (double)NAN, (double)NAN };
	for (size_t i = 0; i < n; i++)
		if (isfinite(diff[i]) && se[i] > 0 && isfinite(se[i])) {
			s->n++;
			weights += 1 / (se[i] * se[i]);
			sum += diff[i] / (se[i] * se[i]);
		}
	if (s->n < 2)
		return false;
	s->mean = sum / weights;
	s->se = 1 / sqrt(weights);
	s->q = 0;
	for (size_t i = 0; i < n; i++)
		if (isfinite(diff[i]) && se[i] > 0 && isfinite(se[i])) {
			double off = (diff[i] - s->mean) / se[i];

			s->q += off * off;
		}
	s->df = s->n - 1;
	s->i2 = s->q > 0 ? fmax(0, (s->q - s->df) / s->q) : 0;
	p = pvalue_chisq(s->q, s->df);
	s->p = p.p;
	s->log10_p = p.log10_p;
	return true;
}
