/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/periodic.h"

#include "base/mem.h"
#include "stats/acf.h"
#include "stats/median.h"

enum {
	PLACES = 8,		/* before, of which the median is usual */
	PLACES_LEAST = 3,
	OFTEN = 96,		/* points: looked for so often up to */
	EARLY = 1536,		/* so many, */
	SELDOM = 768,		/* ... then so often */
	SAME = 2		/* points that a period may waver by */
};

#define RESEMBLES 0.5
#define RISES 0.3
#define BETTER 0.02		/* that a longer period has to resemble more */

size_t
periodic_find(const double *x, size_t n)
{
	size_t lags = n / 3 < PERIODIC_MOST ? n / 3 : PERIODIC_MOST, period = 0;
	double *r, best = RESEMBLES, least = 1;

	if (lags <= PERIODIC_LEAST + 1)
		return 0;
	r = mem_array(NULL, lags + 1, sizeof(*r));
	acf_of(x, n, lags, r);
	for (size_t k = 2; k < lags; k++) {
		least = r[k] < least ? r[k] : least;
		if (k < PERIODIC_LEAST || r[k] <= r[k - 1] || r[k] < r[k + 1] || r[k] <= best ||
		    r[k] <= least + RISES)
			continue;
		period = k;
		best = r[k] + BETTER;
	}
	mem_free(r);
	return period;
}

/* What is usual at the place of point @i of the kept ones, @n; from the later ones too where
 * there are few before and it is @past.  False: not known. */
static bool
usual(const struct residual *raw, size_t n, size_t i, size_t period, bool past, double *x)
{
	double v[PLACES];
	size_t k = 0;

	for (size_t j = i; k < PLACES && j >= period; j -= period)
		v[k++] = residual_point(raw, j - period);
	for (size_t j = i + period; past && k < PLACES_LEAST && j < n; j += period)
		v[k++] = residual_point(raw, j);
	if (k < PLACES_LEAST)
		return false;
	*x = median_of(v, k);
	return true;
}

static void
begin(struct periodic *p, const struct residual *raw, size_t period)
{
	size_t n = residual_kept(raw);
	double x;

	periodic_free(p);
	if (period == 0)
		return;
	p->period = period;
	residual_init(&p->left, raw->max - RESIDUAL_MEAN);
	for (size_t i = 0; i < n; i++)
		if (usual(raw, n, i, period, true, &x))
			(void)residual_next(&p->left, residual_point(raw, i) - x);
}

/* Which period there is may change, but not by what a peak wavers. */
static void
look(struct periodic *p, const struct residual *raw)
{
	size_t n = residual_kept(raw), from = n > PERIODIC_LOOK ? n - PERIODIC_LOOK : 0, period;
	double *x = mem_array(NULL, n - from + 1, sizeof(*x));

	for (size_t i = from; i < n; i++)
		x[i - from] = residual_point(raw, i);
	period = periodic_find(x, n - from);
	mem_free(x);
	if (period > p->period + SAME || period + SAME < p->period)
		begin(p, raw, period);
}

bool
periodic_next(struct periodic *p, const struct residual *raw, struct residual_score *s,
    double *taken)
{
	size_t n = residual_kept(raw);
	bool known = p->period != 0 && usual(raw, n, n - 1, p->period, false, taken);

	if (known) {
		*s = residual_next(&p->left, residual_point(raw, n - 1) - *taken);
		s->expected += *taken;
	}
	if (raw->n % (raw->n <= EARLY ? OFTEN : SELDOM) == 0)
		look(p, raw);
	return known;
}

void
periodic_free(struct periodic *p)
{
	if (p->period != 0)
		residual_free(&p->left);
	*p = (struct periodic){ 0 };
}
