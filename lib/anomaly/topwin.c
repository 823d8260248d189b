/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/topwin.h"

#include "base/mem.h"

#include <string.h>

enum {
	RUNS_MAX = 512		/* then the lower half is forgotten */
};

void
topwin_init(struct topwin *t, size_t max, uint32_t permille)
{
	*t = (struct topwin){ .max = max, .permille = permille, .bound = -1.0 / 0.0 };
}

/* First run whose value is not below x. */
static size_t
lower(const struct topwin *t, double x)
{
	size_t lo = 0, hi = t->nrun;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (t->run[mid].value < x)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
put_value(struct topwin *t, double x)
{
	size_t i = lower(t, x);

	t->ntop++;
	if (i < t->nrun && t->run[i].value == x) {
		t->run[i].count++;
		return;
	}
	if (t->nrun == t->caprun) {
		t->caprun = t->caprun != 0 ? 2 * t->caprun : 8;
		t->run = mem_array(t->run, t->caprun, sizeof(*t->run));
	}
	memmove(&t->run[i + 1], &t->run[i], (t->nrun - i) * sizeof(*t->run));
	t->run[i] = (struct topwin_run){ x, 1 };
	t->nrun++;
}

static void
take_value(struct topwin *t, double x)
{
	size_t i = lower(t, x);

	t->ntop--;
	if (--t->run[i].count != 0)
		return;
	t->nrun--;
	memmove(&t->run[i], &t->run[i + 1], (t->nrun - i) * sizeof(*t->run));
}

/* How many values are not below the quantile's rank. */
static size_t
wanted(const struct topwin *t)
{
	return t->n - (t->n * t->permille + 999) / 1000 + 1;
}

/* Forget the lower half of the runs, as far as the quantile stays well inside. */
static void
trim(struct topwin *t)
{
	size_t half = t->nrun / 2, gone = 0;

	for (size_t i = 0; i < half; i++)
		gone += t->run[i].count;
	if (t->ntop - gone < 2 * wanted(t) + 32)
		return;
	t->nrun -= half;
	t->ntop -= gone;
	memmove(t->run, &t->run[half], t->nrun * sizeof(*t->run));
	t->bound = t->run[0].value;
}

/* Let the value at i sink to its place in a heap whose least is on top. */
static void
sink(double *heap, size_t n, size_t i)
{
	double x = heap[i];
	size_t c;

	while ((c = 2 * i + 1) < n) {
		if (c + 1 < n && heap[c + 1] < heap[c])
			c++;
		if (!(heap[c] < x))
			break;
		heap[i] = heap[c];
		i = c;
	}
	heap[i] = x;
}

/* The k-th greatest of n values, k <= n: a heap of the k greatest so far. */
static double
kth_greatest(const double *value, size_t n, size_t k)
{
	double *heap = mem_array(NULL, k, sizeof(*heap)), kth;

	memcpy(heap, value, k * sizeof(*heap));
	for (size_t i = k / 2; i-- > 0; )
		sink(heap, k, i);
	for (size_t i = k; i < n; i++) {
		if (!(value[i] > heap[0]))
			continue;
		heap[0] = value[i];
		sink(heap, k, 0);
	}
	kth = heap[0];
	mem_free(heap);
	return kth;
}

/* Look at all values again: the runs are those not below the k-th greatest. */
static void
search(struct topwin *t)
{
	size_t k = 4 * wanted(t) + 64;

	t->nrun = t->ntop = 0;
	t->bound = k < t->n ? kth_greatest(t->ring, t->n, k) : -1.0 / 0.0;
	for (size_t i = 0; i < t->n; i++)
		if (t->ring[i] >= t->bound)
			put_value(t, t->ring[i]);
}

static void
grow(struct topwin *t)
{
	size_t cap = t->cap != 0 ? 2 * t->cap : 32;

	t->cap = cap < t->max ? cap : t->max;
	t->ring = mem_array(t->ring, t->cap, sizeof(*t->ring));
}

void
topwin_push(struct topwin *t, double x)
{
	if (t->n == t->max) {
		double old = t->ring[t->head];

		if (old >= t->bound)
			take_value(t, old);
		t->ring[t->head] = x;
		t->head = t->head + 1 == t->max ? 0 : t->head + 1;
	} else {
		if (t->n == t->cap)
			grow(t);
		t->ring[t->n++] = x;
	}
	if (x < t->bound)
		return;
	put_value(t, x);
	if (t->nrun > RUNS_MAX)
		trim(t);
}

double
topwin_quantile(struct topwin *t)
{
	size_t need = wanted(t), i;

	if (t->ntop < need)
		search(t);
	for (i = t->nrun - 1; need > t->run[i].count; i--)
		need -= t->run[i].count;
	return t->run[i].value;
}

void
topwin_free(struct topwin *t)
{
	mem_free(t->ring);
	mem_free(t->run);
	*t = (struct topwin){ 0 };
}
