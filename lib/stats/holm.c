/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * holm - see holm.h
 */
#include "stats/holm.h"

#include <math.h>
#include <stdlib.h>

struct ranked {
	double p;
	size_t at;
};

static int
by_p(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->p != y->p)
		return x->p < y->p ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

void
holm_adjust(const double *p, size_t n, double *out, struct arena *a)
{
	struct ranked *r = arena_alloc(a, n * sizeof(*r));
	double top = 0;
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		if (!isnan(p[i]))
			r[m++] = (struct ranked){ p[i], i };
		else
			out[i] = (double)NAN;
	}
	qsort(r, m, sizeof(*r), by_p);
	for (size_t i = 0; i < m; i++) {
		top = fmax(top, fmin(1, r[i].p * (double)(m - i)));
		out[r[i].at] = top;
	}
}
