/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/rfm.h"

#include "base/ksort.h"
#include "base/mem.h"

#include <math.h>
#include <string.h>

static const struct rfm_method rows[] = {
	{ "cut", "by edges of the values: equal values have equal scores (the default)", RFM_CUT,
	    true },
	{ "nested", "likewise; frequency within each recency, value within each of both",
	    RFM_NESTED, true },
	{ "ntile", "as many users in each, as SQL's NTILE; ties in order of user", RFM_NTILE,
	    false },
	{ "rank", "by the mean rank of equal values", RFM_RANK, false },
};

const struct registry rfm_method_registry =
    REGISTRY("method", "Methods", rows, struct rfm_method);

const char *
rfm_measure_name(enum rfm_measure m)
{
	static const char *const name[RFM_MEASURES] = { "recency", "frequency", "monetary" };

	return name[m];
}

/* ---- values in order ---- */

struct place {
	double x;
	size_t user;
};

/* As a number that is in the order of the values; -0 is 0. */
static uint64_t
order_bits(double x)
{
	uint64_t bits;

	x += 0.0;
	memcpy(&bits, &x, sizeof(bits));
	return bits >> 63 != 0 ? ~bits : bits | UINT64_C(1) << 63;
}

/* By value, from below, or from above with @down; equal ones by user. */
static void
sort_places(struct place *p, struct ksort_item *s, size_t n, bool down)
{
	size_t from, to;

	for (size_t i = 0; i < n; i++) {
		s[i].key = order_bits(p[i].x);
		s[i].key = down ? ~s[i].key : s[i].key;
		s[i].item = &p[i];
	}
	ksort_run(s, n);
	for (from = 0; from < n; from = to) {
		uint64_t key = s[from].key;

		for (to = from; to < n && s[to].key == key; to++)
			s[to].key = ((const struct place *)s[to].item)->user;
		ksort_run(s + from, to - from);
	}
}

static const struct place *
place_at(const struct ksort_item *s, size_t i)
{
	return s[i].item;
}

/* ---- edges ---- */

size_t
rfm_cells(const struct rfm_edges *g, enum rfm_measure m)
{
	size_t n = 1;

	for (unsigned i = 0; g->nested && i < m; i++)
		n *= g->scores;
	return n;
}

void
rfm_edges_init(struct rfm_edges *g, unsigned scores, bool nested, struct arena *a)
{
	*g = (struct rfm_edges){ .scores = scores, .nested = nested };
	for (unsigned m = 0; m < RFM_MEASURES; m++) {
		size_t n = rfm_cells(g, m) * (scores - 1);

		g->edge[m] = arena_alloc(a, n * sizeof(double));
		for (size_t i = 0; i < n; i++)
			g->edge[m][i] = (double)NAN;
	}
}

/* Type 7: at 1 + (n - 1) k / scores, between the two values there. */
static void
quantile_edges(double *edge, unsigned scores, const struct ksort_item *s, size_t n)
{
	for (unsigned k = 1; k < scores; k++) {
		size_t at = (n - 1) * k / scores, over = (n - 1) * k % scores;
		double x = place_at(s, at)->x;

		if (over != 0)
			x += (place_at(s, at + 1)->x - x) * (double)over / scores;
		edge[k - 1] = x;
	}
}

static unsigned
class_of(const double *edge, unsigned scores, double x)
{
	unsigned class = 1;

	for (unsigned k = 0; k + 1 < scores; k++)
		class += edge[k] < x;
	return class;
}

/* The score of @x in a cell of its measure. */
static unsigned
score_in(const struct rfm_edges *g, enum rfm_measure m, size_t cell, double x)
{
	unsigned class = class_of(g->edge[m] + cell * (g->scores - 1), g->scores, x);

	return m == RFM_RECENCY ? g->scores + 1 - class : class;
}

void
rfm_score(const struct rfm_edges *g, const double x[RFM_MEASURES], unsigned score[RFM_MEASURES])
{
	size_t cell = 0;

	for (unsigned m = 0; m < RFM_MEASURES; m++) {
		score[m] = score_in(g, m, cell, x[m]);
		cell = g->nested ? cell * g->scores + score[m] - 1 : 0;
	}
}

/* Each cell's users together: the cells are in order, and so are the users in each. */
struct learning {
	struct place      *place;
	struct ksort_item *item;
	size_t            *cell;	/* of each user */
};

static void
learn_measure(struct learning *l, struct rfm_edges *g, enum rfm_measure m, const double *x,
    size_t n)
{
	size_t cells = rfm_cells(g, m), *end = mem_zalloc((cells + 1) * sizeof(*end)), from = 0;

	for (size_t i = 0; i < n; i++)
		end[l->cell[i] + 1]++;
	for (size_t c = 0; c < cells; c++)
		end[c + 1] += end[c];
	for (size_t i = 0; i < n; i++)	/* end[c] moves from the first of c behind its last */
		l->place[end[l->cell[i]]++] = (struct place){ x[i], i };
	for (size_t c = 0; c < cells; from = end[c++]) {
		size_t count = end[c] - from;

		if (count == 0)
			continue;
		sort_places(l->place + from, l->item, count, false);
		quantile_edges(g->edge[m] + c * (g->scores - 1), g->scores, l->item, count);
	}
	for (size_t i = 0; g->nested && i < n; i++)
		l->cell[i] = l->cell[i] * g->scores + score_in(g, m, l->cell[i], x[i]) - 1;
	mem_free(end);
}

void
rfm_learn(struct rfm_edges *g, const double *const x[RFM_MEASURES], size_t n)
{
	struct learning l = {
		.place = mem_array(NULL, n, sizeof(struct place)),
		.item = mem_array(NULL, n, sizeof(struct ksort_item)),
		.cell = mem_array(NULL, n, sizeof(size_t)),
	};

	memset(l.cell, 0, n * sizeof(*l.cell));
	for (unsigned m = 0; m < RFM_MEASURES; m++)
		learn_measure(&l, g, m, x[m], n);
	mem_free(l.cell);
	mem_free(l.item);
	mem_free(l.place);
}

/* ---- places ---- */

static void
score_tiles(const struct ksort_item *s, size_t n, unsigned scores, uint16_t *score)
{
	size_t small = n / scores, more = n % scores, at = 0;

	for (unsigned k = 1; k <= scores; k++)
		for (size_t left = small + (k <= more); left > 0; left--)
			score[place_at(s, at++)->user] = (uint16_t)k;
}

static void
score_ranks(const struct ksort_item *s, size_t n, unsigned scores, uint16_t *score)
{
	size_t from, to;

	for (from = 0; from < n; from = to) {
		size_t twice;	/* the mean rank */

		for (to = from; to < n && place_at(s, to)->x == place_at(s, from)->x; to++)
			;
		twice = from + 1 + to;
		for (size_t i = from; i < to; i++)
			score[place_at(s, i)->user] =
			    (uint16_t)((scores * twice + 2 * n - 1) / (2 * n));
	}
}

void
rfm_place(enum rfm_way way, enum rfm_measure m, unsigned scores, const double *x, size_t n,
    uint16_t *score)
{
	struct place *p = mem_array(NULL, n, sizeof(*p));
	struct ksort_item *s = mem_array(NULL, n, sizeof(*s));

	for (size_t i = 0; i < n; i++)
		p[i] = (struct place){ x[i], i };
	sort_places(p, s, n, m == RFM_RECENCY);
	if (way == RFM_NTILE)
		score_tiles(s, n, scores, score);
	else
		score_ranks(s, n, scores, score);
	mem_free(s);
	mem_free(p);
}
