/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/kappa.h"

#include "stats/interval.h"

#include <math.h>

struct margin {
	double row;	/* shares of the first's label, */
	double col;	/* ... and of the second's */
};

static struct margin
margin_of(const uint64_t *count, size_t k, size_t i, double n)
{
	struct margin m = { 0, 0 };

	for (size_t j = 0; j < k; j++) {
		m.row += (double)count[i * k + j] / n;
		m.col += (double)count[j * k + i] / n;
	}
	return m;
}

/* The variance, of @n things that agree in a share of @po, and by chance would in @pe. */
static double
variance(const uint64_t *count, size_t k, double n, double po, double pe)
{
	double same = 0, other = 0, rest = po * pe - 2 * pe + po;

	for (size_t i = 0; i < k; i++) {
		struct margin m = margin_of(count, k, i, n);
		double off = 1 - pe - (m.row + m.col) * (1 - po);

		same += (double)count[i * k + i] / n * off * off;
		for (size_t j = 0; j < k; j++) {
			struct margin mj = margin_of(count, k, j, n);

			if (i != j)
				other += (double)count[i * k + j] / n * (m.col + mj.row) *
				    (m.col + mj.row);
		}
	}
	return (same + (1 - po) * (1 - po) * other - rest * rest) / (n * pow(1 - pe, 4));
}

struct kappa
kappa_of(const uint64_t *count, size_t k, double conf)
{
	struct kappa r = { 0, 0, (double)NAN, (double)NAN, (double)NAN };
	double n, po, pe = 0, half;

	for (size_t i = 0; i < k * k; i++)
		r.n += count[i];
	for (size_t i = 0; i < k; i++)
		r.agreed += count[i * k + i];
	n = (double)r.n;
	if (r.n == 0)
		return r;
	po = (double)r.agreed / n;
	for (size_t i = 0; i < k; i++) {
		struct margin m = margin_of(count, k, i, n);

		pe += m.row * m.col;
	}
	if (!(pe < 1 - 1e-12))
		return r;
	r.x = (po - pe) / (1 - pe);
	half = interval_z(conf) * sqrt(fmax(0, variance(count, k, n, po, pe)));
	if (half > 1e-9 && r.n >= KAPPA_MIN) {
		r.lo = fmax(-1, r.x - half);
		r.hi = fmin(1, r.x + half);
	}
	return r;
}
