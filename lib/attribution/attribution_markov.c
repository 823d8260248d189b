/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution_markov - see attribution_markov.h
 *
 * A state is censored when walks are watched only outside of it: what went in goes on to
 * where it leads,
 *
 *     a[i][j] += a[i][k] a[k][j] / sum of a[k][outside of k]
 *
 * For the effect of a channel the states of all others are censored.  What then goes from the
 * start straight to conversion never visits the channel; what is added when the channel's
 * states are censored too is what would be lost.
 *
 * Channels share that work: to look at the left half of them the right half is censored, and
 * so on within the half.
 */
#include "attribution/attribution_markov.h"

#include "base/mem.h"

#include <string.h>

enum { CONVERSION, NOTHING };	/* columns; then state i in column i + 1 */

struct chain {			/* what is left of it */
	size_t  n;
	size_t  stride;
	double *a;
};

/* The last state; returns what the start thereby gains in conversions. */
static double
censor_last(struct chain *c)
{
	const size_t k = c->n - 1;
	const double *from = c->a + k * c->stride;
	double out = 0, gain = 0;

	for (size_t j = 0; j <= k; j++)
		out += from[j];
	c->n--;
	if (out == 0)
		return 0;
	for (size_t i = 0; i < k; i++) {
		double *to = c->a + i * c->stride;
		const double share = to[k + 1] / out;

		if (share == 0)
			continue;
		if (i == 0)
			gain = share * from[CONVERSION];
		for (size_t j = 0; j <= k; j++)
			to[j] += share * from[j];
	}
	return gain;
}

/* A copy whose states come in another order: the start, [from, to), the others; these censored. */
static struct chain
watch_only(const struct chain *c, size_t from, size_t to)
{
	struct chain w = { c->n, c->n + 1, mem_array(NULL, c->n * (c->n + 1), sizeof(double)) };
	size_t *of = mem_array(NULL, c->n, sizeof(*of)), at = 0;

	of[at++] = 0;
	for (size_t i = from; i < to; i++)
		of[at++] = i;
	for (size_t i = 1; i < c->n; i++)
		if (i < from || i >= to)
			of[at++] = i;
	for (size_t i = 0; i < c->n; i++) {
		const double *row = c->a + of[i] * c->stride;
		double *copy = w.a + i * w.stride;

		copy[CONVERSION] = row[CONVERSION];
		copy[NOTHING] = row[NOTHING];
		for (size_t j = 1; j < c->n; j++)
			copy[j + 1] = row[of[j] + 1];
	}
	mem_free(of);
	while (w.n > 1 + to - from)
		(void)censor_last(&w);
	return w;
}

struct search {
	const size_t *first;
	double       *effect;
	double        chance;
};

/* Channels [from, to), of which alone there are states. */
static void
find_effects(struct search *s, struct chain *c, size_t from, size_t to)
{
	const size_t mid = from + (to - from) / 2;
	const size_t half[] = { from, mid, to };
	double lost = 0, all;

	if (to - from > 1) {
		for (size_t h = 0; h < 2; h++) {
			struct chain w = watch_only(c, 1 + s->first[half[h]] - s->first[from],
			    1 + s->first[half[h + 1]] - s->first[from]);

			find_effects(s, &w, half[h], half[h + 1]);
			mem_free(w.a);
		}
		return;
	}
	while (c->n > 1)
		lost += censor_last(c);
	all = c->a[CONVERSION];
	s->effect[from] = all > 0 ? lost / all : 0;
	s->chance = all > 0 ? all / (all + c->a[NOTHING]) : 0;
}

double
attribution_markov_effects(const struct attribution_markov *m, double *effect)
{
	struct search s = { m->first, effect, 0 };
	struct chain c = { m->n, m->n + 1, NULL };

	if (m->nchannel == 0)
		return 0;
	c.a = mem_array(NULL, m->n * (m->n + 1), sizeof(double));
	memcpy(c.a, m->count, m->n * (m->n + 1) * sizeof(double));
	find_effects(&s, &c, 0, m->nchannel);
	mem_free(c.a);
	return s.chance;
}
