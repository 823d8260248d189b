/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * segment - scores with ties as they are written down, clusters as R and scikit-learn find them
 *
 * The figures of quantiles and k-means are those of tests/oracle/segment.R.
 */
#include "../t.h"

#include "segment/kmeans.h"
#include "segment/rfm.h"

#include <math.h>

enum { ROWS = 60, COLUMNS = 3, VALUES_MAX = 64 };

static bool
near(double got, double want)
{
	return fabs(got - want) <= 1e-12 * fmax(1, fabs(want));
}

/* ---- scores ---- */

static const char *
score_text(const uint16_t *score, size_t n)
{
	static char text[4 * VALUES_MAX];
	size_t at = 0;

	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%u", i > 0 ? " " : "",
		    score[i]);
	return text;
}

/* The scores of one measure, all other values being 0. */
static const char *
cut_scores(enum rfm_measure m, const double *x, size_t n, unsigned scores, struct rfm_edges *g,
    struct arena *a)
{
	static const double zero[VALUES_MAX];
	const double *all[RFM_MEASURES] = { zero, zero, zero };
	uint16_t score[VALUES_MAX];

	all[m] = x;
	rfm_edges_init(g, scores, false, a);
	rfm_learn(g, all, n);
	for (size_t i = 0; i < n; i++) {
		double one[RFM_MEASURES] = { 0 };
		unsigned s[RFM_MEASURES];

		one[m] = x[i];
		rfm_score(g, one, s);
		score[i] = (uint16_t)s[m];
	}
	return score_text(score, n);
}

static const char *
place_scores(enum rfm_way way, enum rfm_measure m, const double *x, size_t n, unsigned scores)
{
	uint16_t score[VALUES_MAX];

	rfm_place(way, m, scores, x, n, score);
	return score_text(score, n);
}

static void
check_ties(void)
{
	static const double f[] = { 1, 1, 1, 2, 3 }, r[] = { 30, 20, 20, 20, 10 };
	static const double e[] = { 1, 1, 1.4, 2.2 };
	struct rfm_edges g;
	struct arena a;

	arena_init(&a);
	T_STR(cut_scores(RFM_FREQUENCY, f, 5, 5, &g, &a), "1 1 1 4 5", "cut: ties never split");
	for (unsigned i = 0; i < 4; i++)
		T_OK(near(g.edge[RFM_FREQUENCY][i], e[i]), "edge %u is %g", i, e[i]);
	T_STR(place_scores(RFM_NTILE, RFM_FREQUENCY, f, 5, 5), "1 2 3 4 5", "ntile splits ties");
	T_STR(place_scores(RFM_RANK, RFM_FREQUENCY, f, 5, 5), "2 2 2 4 5", "rank");
	/* Recent is good: edges 18 20 20 22, the classes from above. */
	T_STR(cut_scores(RFM_RECENCY, r, 5, 5, &g, &a), "1 4 4 4 5", "cut of recency");
	T_STR(place_scores(RFM_NTILE, RFM_RECENCY, r, 5, 5), "1 2 3 4 5", "ntile of recency");
	T_STR(place_scores(RFM_RANK, RFM_RECENCY, r, 5, 5), "1 3 3 3 5", "rank of recency");
	T_STR(cut_scores(RFM_MONETARY, f, 1, 5, &g, &a), "1", "one user");
	T_STR(cut_scores(RFM_RECENCY, f, 1, 5, &g, &a), "5", "... who is as recent as can be");
	arena_free(&a);
}

/* SELECT NTILE(4) OVER (ORDER BY x) of ten rows: 3 3 2 2. */
static void
check_tiles(void)
{
	static const double x[] = { 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 };

	T_STR(place_scores(RFM_NTILE, RFM_MONETARY, x, 10, 4), "4 4 3 3 2 2 2 1 1 1",
	    "the first tiles are the larger ones");
	T_STR(place_scores(RFM_NTILE, RFM_MONETARY, x, 2, 4), "2 1", "fewer users than tiles");
}

/* R: quantile(x, 1:9 / 10, type = 7). */
static void
check_quantiles(void)
{
	double x[ROWS], zero[ROWS] = { 0 };
	const double *const all[RFM_MEASURES] = { zero, zero, x };
	struct rfm_edges g;
	struct arena a;

	arena_init(&a);
	for (unsigned i = 0; i < ROWS; i++)
		x[i] = i * 37 % 101;
	rfm_edges_init(&g, 10, false, &a);
	rfm_learn(&g, all, ROWS);
	for (unsigned k = 0; k < 9; k++)
		T_OK(near(g.edge[RFM_MONETARY][k], 9.9 * (k + 1)), "decile %u", k + 1);
	arena_free(&a);
}

/* Two halves by recency; within each the frequencies have edges of their own. */
static void
check_nested(void)
{
	static const double r[] = { 1, 1, 9, 9 }, f[] = { 1, 2, 10, 20 }, m[] = { 5, 5, 5, 5 };
	const double *const all[RFM_MEASURES] = { r, f, m };
	unsigned s[RFM_MEASURES];
	struct rfm_edges g;
	struct arena a;

	arena_init(&a);
	rfm_edges_init(&g, 2, true, &a);
	rfm_learn(&g, all, 4);
	T_OK(rfm_cells(&g, RFM_RECENCY) == 1 && rfm_cells(&g, RFM_FREQUENCY) == 2 &&
	    rfm_cells(&g, RFM_MONETARY) == 4, "cells within cells");
	T_OK(near(g.edge[RFM_FREQUENCY][0], 15) && near(g.edge[RFM_FREQUENCY][1], 1.5),
	    "edges of frequency for recency 1 and 2");
	rfm_score(&g, (const double[]){ 9, 10, 5 }, s);
	T_OK(s[0] == 1 && s[1] == 1 && s[2] == 1, "10 is few among those long ago");
	rfm_score(&g, (const double[]){ 1, 2, 5 }, s);
	T_OK(s[0] == 2 && s[1] == 2 && s[2] == 1, "2 is many among the recent");
	arena_free(&a);
}

/* ---- clusters ---- */

static const struct found {
	unsigned k;
	unsigned size[7];
	double   inertia;
	double   silhouette;
	double   center[7 * COLUMNS];
} found[] = {
	{ 2, { 22, 38 }, 131.681889902589, 0.242081357352674, {
	    -0.449008434255098, -0.0937739898367823, -1.04604499194723,
	    0.259952251410846, 0.0542902046423476, 0.605604995337869 } },
	{ 4, { 10, 14, 23, 13 }, 64.5730692172245, 0.349080448269452, {
	    -1.01095194823157, -0.900110845121216, -1.06878239942155,
	    -0.727130489486005, 1.2229868938404, -0.145068564627368,
	    0.970473441099084, 0.201960764043383, -0.117182191240927,
	    -0.156272523858394, -0.981985048888559, 1.18569033058 } },
	{ 7, { 1, 12, 6, 13, 14, 7, 7 }, 43.7762904924047, 0.285429535228381, {
	    -1.68454191710376, -1.88563366824664, -1.37219632866911,
	    0.665652039946084, -0.0032850760770848, -1.05443174060579,
	    -1.3613548108267, -0.591313693875252, -1.05101491707823,
	    -0.807880535704449, 1.231650830747, -0.082214030724735,
	    1.09535319252749, 0.279700763134643, 0.426029082122366,
	    -0.663951055176204, -1.35063556426426, 0.853620140714474,
	    0.240000851102488, -0.714269398474709, 1.35150014044501 } },
};

static void
fill_rows(double *x)
{
	for (unsigned i = 0; i < ROWS; i++) {
		x[i * COLUMNS] = i * 37 % 101;
		x[i * COLUMNS + 1] = i * i * 13 % 97;
		x[i * COLUMNS + 2] = (i * 59 + 7) % 83;
	}
}

/* The cluster of ours with that centre, in whatever order they are; k when there is none. */
static unsigned
cluster_at(const struct kmeans *m, const double *center)
{
	for (unsigned c = 0; c < m->k; c++) {
		bool is = true;

		for (unsigned j = 0; j < COLUMNS; j++)
			is = is && near(m->center[c * COLUMNS + j], center[j]);
		if (is)
			return c;
	}
	return m->k;
}

static void
check_found(const struct kmeans_rows *r, const struct found *f, struct arena *a)
{
	struct kmeans m;
	size_t n;

	kmeans_init(&m, f->k, r, a);
	memcpy(m.center, r->x, f->k * COLUMNS * sizeof(double));
	kmeans_run(&m, r);
	for (unsigned c = 0; c < f->k; c++) {
		unsigned at = cluster_at(&m, f->center + c * COLUMNS);

		T_OK(at < f->k && m.size[at] == f->size[c], "k %u: a cluster of %u", f->k,
		    f->size[c]);
	}
	T_OK(near(m.inertia, f->inertia), "k %u: inertia", f->k);
	T_OK(near(kmeans_silhouette(&m, r, 0, &n), f->silhouette) && n == ROWS,
	    "k %u: silhouette of all", f->k);
}

static void
check_kmeans(void)
{
	static const double mean[] = { 49.5166666666667, 47.8333333333333, 40.4666666666667 };
	static const double sd[] = { 29.3947370284504, 25.3672461087372, 24.3891241854043 };
	double x[ROWS * COLUMNS], got_mean[COLUMNS], got_sd[COLUMNS];
	const struct kmeans_rows r = { x, ROWS, COLUMNS };
	struct arena a;

	arena_init(&a);
	fill_rows(x);
	kmeans_scale(x, ROWS, COLUMNS, got_mean, got_sd);
	for (unsigned j = 0; j < COLUMNS; j++)
		T_OK(near(got_mean[j], mean[j]) && near(got_sd[j], sd[j]), "column %u scaled", j);
	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++)
		check_found(&r, &found[i], &a);
	arena_free(&a);
}

/* The second centre is nobody's nearest: it starts anew at the row that is farthest. */
static void
check_empty(void)
{
	static const double x[] = { 0, 1, 2, 30 };
	const struct kmeans_rows r = { x, 4, 1 };
	struct kmeans m;
	struct arena a;

	arena_init(&a);
	kmeans_init(&m, 2, &r, &a);
	m.center[0] = 1;
	m.center[1] = 1000;
	kmeans_run(&m, &r);
	T_OK(m.size[0] == 3 && m.size[1] == 1 && near(m.center[1], 30), "no cluster is empty");
	T_OK(!kmeans_fit(&(struct kmeans){ .k = 3, .center = (double[3]){ 0 },
	    .of = (uint32_t[3]){ 0 }, .size = (uint64_t[3]){ 0 } },
	    &(struct kmeans_rows){ (const double[]){ 4, 4, 7 }, 3, 1 }, 0, 2),
	    "three clusters of two different rows there are not");
	arena_free(&a);
}

int
main(void)
{
	check_ties();
	check_tiles();
	check_quantiles();
	check_nested();
	check_kmeans();
	check_empty();
	return t_done();
}
