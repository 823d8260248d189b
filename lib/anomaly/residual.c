/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/residual.h"

#include "base/mem.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { FIRST_CAP = 32 };		/* points; doubled up to max */

#define ROUNDING 1e-12		/* what sums of RESIDUAL_MEAN values are off by, and more */

void
residual_init(struct residual *d, size_t history)
{
	*d = (struct residual){ .max = RESIDUAL_MEAN + history };
	for (int p = 0; p < RESIDUAL_PARTS; p++)
		topwin_init(&d->past[p], history, RESIDUAL_PERMILLE);
}

static double
at(const struct residual *d, uint64_t i)
{
	return d->x[i % d->cap];
}

/* A ring that grows has not wrapped yet, so that every point keeps its place. */
static void
room(struct residual *d)
{
	size_t cap = d->cap != 0 ? 2 * d->cap : FIRST_CAP;

	if (d->n < d->cap || d->cap == d->max)
		return;
	d->cap = cap < d->max ? cap : d->max;
	d->x = mem_array(d->x, d->cap, sizeof(*d->x));
}

static double
span(const struct residual *d, uint64_t from, uint64_t to)
{
	size_t k = from < to ? from % d->cap : 0;
	double sum = 0;

	for (uint64_t i = from; i < to; i++) {
		sum += d->x[k];
		k = k + 1 == d->cap ? 0 : k + 1;
	}
	return sum;
}

/* Mean of the points [n - RESIDUAL_MEAN, n): what is left of the first block, whole
 * blocks, the begun one. */
static double
level(const struct residual *d)
{
	uint64_t from = d->n > RESIDUAL_MEAN ? d->n - RESIDUAL_MEAN : 0;
	uint64_t first = (from + RESIDUAL_BLOCK - 1) / RESIDUAL_BLOCK, last = d->n / RESIDUAL_BLOCK;
	double sum = span(d, from, first * RESIDUAL_BLOCK);
	size_t k = first % RESIDUAL_BLOCKS;

	for (uint64_t b = first; b < last; b++) {
		sum += d->block[k];
		k = k + 1 == RESIDUAL_BLOCKS ? 0 : k + 1;
	}
	if (d->n % RESIDUAL_BLOCK != 0)
		sum += d->block[last % RESIDUAL_BLOCKS];
	return sum / (double)(d->n - from);
}

static void
add_residual(struct residual *d, double x)
{
	double *block = &d->block[d->n / RESIDUAL_BLOCK % RESIDUAL_BLOCKS];

	room(d);
	d->x[d->n % d->cap] = x;
	*block = d->n % RESIDUAL_BLOCK == 0 ? x : *block + x;
	d->n++;
}

/* Means of equal values are not always equal to them: that is no residual. */
static double
distance(double x, double mean)
{
	double a = fabs(x - mean);

	return a > ROUNDING * (fabs(x) + fabs(mean)) ? a : 0;
}

/* How unusual a residual is among its own past ones. */
static double
ratio(struct topwin *past, double a, double *usual)
{
	*usual = 0;
	if (past->n < RESIDUAL_LEARN)
		return 0;
	*usual = topwin_quantile(past);
	if (*usual > 0)
		return fmin(a / *usual, DBL_MAX);
	return a > 0 ? RESIDUAL_ENDLESS : 0;
}

struct residual_score
residual_next(struct residual *d, double x)
{
	struct residual_score s = { 0 };
	double a[RESIDUAL_PARTS], expected[RESIDUAL_PARTS], mean, recent;
	uint64_t from;

	if (d->n == 0) {
		add_residual(d, x);
		return (struct residual_score){ .expected = x, .learning = true };
	}
	mean = level(d);
	expected[RESIDUAL_LEVEL] = expected[RESIDUAL_SHIFTED] = mean;
	expected[RESIDUAL_STEP] = at(d, d->n - 1);
	add_residual(d, x);
	from = d->n > RESIDUAL_SHIFT ? d->n - RESIDUAL_SHIFT : 0;
	recent = span(d, from, d->n) / (double)(d->n - from);
	a[RESIDUAL_LEVEL] = distance(x, mean);
	a[RESIDUAL_STEP] = fabs(x - expected[RESIDUAL_STEP]);
	a[RESIDUAL_SHIFTED] = distance(recent, mean);
	s.learning = d->past[RESIDUAL_LEVEL].n < RESIDUAL_LEARN;
	s.expected = s.level = mean;
	for (int p = 0; p < RESIDUAL_PARTS; p++) {
		double r = ratio(&d->past[p], a[p], &s.usual);	/* the shift is the last one */

		if (r > s.r) {
			s.r = r;
			s.part = (enum residual_part)p;
			s.expected = expected[p];
		}
		topwin_push(&d->past[p], a[p]);
	}
	return s;
}

double
residual_off(const struct residual *d, double level)
{
	const uint64_t half = RESIDUAL_SHIFT / 2;
	double late, early;

	if (d->n < RESIDUAL_SHIFT)
		return 0;
	late = span(d, d->n - half, d->n) / (double)half - level;
	early = span(d, d->n - RESIDUAL_SHIFT + 1, d->n - half) / (double)(half - 1) - level;
	if (late * early <= 0)
		return 0;
	return fabs(late) < fabs(early) ? late : early;
}

size_t
residual_kept(const struct residual *d)
{
	return d->n < d->max ? (size_t)d->n : d->max;
}

double
residual_point(const struct residual *d, size_t i)
{
	return at(d, d->n - residual_kept(d) + i);
}

void
residual_load(struct residual *d, uint64_t n, const double *x, size_t k)
{
	uint64_t first = n - k;

	d->n = first;
	if (first != 0) {	/* the ring is full */
		d->cap = d->max;
		d->x = mem_array(NULL, d->cap, sizeof(*d->x));
	}
	for (size_t i = 0; i < k; i++) {
		if (d->n >= first + RESIDUAL_MEAN || first == 0)
			(void)residual_next(d, x[i]);
		else
			add_residual(d, x[i]);
	}
}

void
residual_free(struct residual *d)
{
	mem_free(d->x);
	for (int p = 0; p < RESIDUAL_PARTS; p++)
		topwin_free(&d->past[p]);
	*d = (struct residual){ 0 };
}
