/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * segment - scores against their definitions, clusters against what makes them clusters
 *
 * Scores are found again from the definitions, slowly.  Of k-means: each row is with its
 * nearest centre, each centre is the mean of its rows, more starts are never worse, the same
 * seed gives the same, and clusters are in order of their last column.
 */
#include "../t.h"

#include "base/rng.h"
#include "segment/kmeans.h"
#include "segment/rfm.h"

#include <math.h>

enum { CASES = 400, USERS_MAX = 200, COLUMNS_MAX = 4 };

struct users {
	double   x[RFM_MEASURES][USERS_MAX];
	size_t   n;
	unsigned scores;
};

static void
draw_users(struct rng *g, struct users *u)
{
	u->n = 1 + rng_below(g, USERS_MAX);
	u->scores = 2 + (unsigned)rng_below(g, RFM_NESTED_MAX - 1);
	for (unsigned m = 0; m < RFM_MEASURES; m++) {
		uint64_t spread = 1 + rng_below(g, 60);

		for (size_t i = 0; i < u->n; i++)
			u->x[m][i] = ((double)rng_below(g, spread) - 5) / 4;
	}
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* 1 + how many of the type-7 quantiles of the users with @in are below @x. */
static unsigned
cut_class(const struct users *u, enum rfm_measure m, const bool *in, double x)
{
	double sorted[USERS_MAX];
	size_t n = 0;
	unsigned class = 1;

	for (size_t i = 0; i < u->n; i++)
		if (in[i])
			sorted[n++] = u->x[m][i];
	qsort(sorted, n, sizeof(*sorted), by_value);
	for (unsigned k = 1; k < u->scores; k++) {
		size_t h = (n - 1) * k, at = h / u->scores;
		double part = (double)(h % u->scores) / u->scores, edge = sorted[at];

		if (part > 0)
			edge += (sorted[at + 1] - sorted[at]) * (double)(h % u->scores) / u->scores;
		class += edge < x;
	}
	return m == RFM_RECENCY ? u->scores + 1 - class : class;
}

static void
check_cut(const struct users *u, bool nested)
{
	const double *const all[RFM_MEASURES] = { u->x[0], u->x[1], u->x[2] };
	unsigned want[RFM_MEASURES][USERS_MAX], got[RFM_MEASURES];
	struct rfm_edges g;
	struct arena a;
	bool in[USERS_MAX];

	arena_init(&a);
	rfm_edges_init(&g, u->scores, nested, &a);
	rfm_learn(&g, all, u->n);
	for (unsigned m = 0; m < RFM_MEASURES; m++)
		for (size_t i = 0; i < u->n; i++) {
			for (size_t k = 0; k < u->n; k++) {
				in[k] = true;
				for (unsigned b = 0; nested && b < m; b++)
					in[k] = in[k] && want[b][k] == want[b][i];
			}
			want[m][i] = cut_class(u, m, in, u->x[m][i]);
		}
	for (size_t i = 0; i < u->n; i++) {
		rfm_score(&g, (const double[]){ u->x[0][i], u->x[1][i], u->x[2][i] }, got);
		for (unsigned m = 0; m < RFM_MEASURES; m++)
			T_QUIET(got[m] == want[m][i], "%s %s: %u, not %u",
			    nested ? "nested" : "cut", rfm_measure_name(m), got[m], want[m][i]);
	}
	arena_free(&a);
}

static void
check_places(const struct users *u, enum rfm_measure m)
{
	uint16_t tile[USERS_MAX], rank[USERS_MAX];

	rfm_place(RFM_NTILE, m, u->scores, u->x[m], u->n, tile);
	rfm_place(RFM_RANK, m, u->scores, u->x[m], u->n, rank);
	for (size_t i = 0; i < u->n; i++) {
		size_t less = 0, same = 0, before = 0, left, twice;
		unsigned want = 1;

		for (size_t k = 0; k < u->n; k++) {
			double d = m == RFM_RECENCY ? u->x[m][i] - u->x[m][k]
			    : u->x[m][k] - u->x[m][i];

			less += d < 0;
			same += u->x[m][k] == u->x[m][i];
			before += d < 0 || (u->x[m][k] == u->x[m][i] && k < i);
		}
		for (left = before; left >= u->n / u->scores + (want <= u->n % u->scores); want++)
			left -= u->n / u->scores + (want <= u->n % u->scores);
		twice = 2 * less + same + 1;
		T_QUIET(tile[i] == want, "tile %u, not %u", tile[i], want);
		T_QUIET(rank[i] == (u->scores * twice + 2 * u->n - 1) / (2 * u->n),
		    "rank of %zu users", u->n);
	}
}

static void
check_scores(struct rng *g)
{
	struct users u;

	for (unsigned c = 0; c < CASES; c++) {
		draw_users(g, &u);
		check_cut(&u, false);
		check_cut(&u, true);
		for (unsigned m = 0; m < RFM_MEASURES; m++)
			check_places(&u, m);
	}
	T_OK(true, "scores");
}

/* ---- clusters ---- */

static double
square(const double *a, const double *b, unsigned d)
{
	double sum = 0;

	for (unsigned j = 0; j < d; j++)
		sum += (a[j] - b[j]) * (a[j] - b[j]);
	return sum;
}

static void
check_clusters(const struct kmeans *m, const struct kmeans_rows *r)
{
	double sum[USERS_MAX * COLUMNS_MAX] = { 0 }, inertia = 0;
	uint64_t size[USERS_MAX] = { 0 };

	for (size_t i = 0; i < r->n; i++) {
		const double *x = r->x + i * r->d;
		double own = square(x, m->center + m->of[i] * (size_t)r->d, r->d);

		inertia += own;
		size[m->of[i]]++;
		for (unsigned j = 0; j < r->d; j++)
			sum[m->of[i] * r->d + j] += x[j];
		for (unsigned c = 0; c < m->k; c++)
			T_QUIET(own <= square(x, m->center + c * (size_t)r->d, r->d) + 1e-9,
			    "a row is with its nearest centre");
	}
	for (unsigned c = 0; c < m->k; c++) {
		T_QUIET(size[c] > 0 && size[c] == m->size[c], "no cluster is empty");
		for (unsigned j = 0; j < r->d; j++)
			T_QUIET(fabs(sum[c * r->d + j] / (double)size[c] -
			    m->center[c * r->d + j]) < 1e-9, "a centre is the mean of its rows");
		T_QUIET(c == 0 || m->center[c * r->d - 1] <= m->center[(c + 1) * r->d - 1],
		    "clusters are in order of the last column");
	}
	T_QUIET(fabs(inertia - m->inertia) < 1e-9 * (1 + inertia), "inertia");
}

static void
check_fits(struct rng *g)
{
	for (unsigned c = 0; c < T_ROUNDS(CASES); c++) {
		double x[USERS_MAX * COLUMNS_MAX];
		struct kmeans_rows r = { x, 1 + rng_below(g, USERS_MAX),
			1 + (unsigned)rng_below(g, COLUMNS_MAX) };
		unsigned k = 1 + (unsigned)rng_below(g, 8);
		uint64_t seed = rng_u64(g), spread = 1 + rng_below(g, 40);
		struct kmeans one, again, more;
		struct arena a;

		arena_init(&a);
		for (size_t i = 0; i < r.n * r.d; i++)
			x[i] = (double)rng_below(g, spread);
		kmeans_init(&one, k, &r, &a);
		kmeans_init(&again, k, &r, &a);
		kmeans_init(&more, k, &r, &a);
		if (kmeans_fit(&one, &r, seed, 1)) {
			check_clusters(&one, &r);
			T_QUIET(kmeans_fit(&again, &r, seed, 1) && memcmp(one.of, again.of,
			    r.n * sizeof(*one.of)) == 0, "the same seed gives the same");
			T_QUIET(kmeans_fit(&more, &r, seed, 4) && more.inertia <= one.inertia,
			    "more starts are not worse");
		}
		arena_free(&a);
	}
	T_OK(true, "clusters");
}

int
main(void)
{
	struct rng g;

	rng_init(&g, t_seed());
	check_scores(&g);
	check_fits(&g);
	return t_done();
}
