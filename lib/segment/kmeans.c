/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/kmeans.h"

#include "base/mem.h"
#include "base/rng.h"

#include <float.h>
#include <math.h>
#include <string.h>

void
kmeans_init(struct kmeans *m, unsigned k, const struct kmeans_rows *r, struct arena *a)
{
	*m = (struct kmeans){
		.k = k,
		.center = arena_zalloc(a, k * (size_t)r->d * sizeof(double)),
		.of = arena_zalloc(a, r->n * sizeof(uint32_t)),
		.size = arena_zalloc(a, k * sizeof(uint64_t)),
	};
}

void
kmeans_scale(double *x, size_t n, unsigned d, double *mean, double *sd)
{
	for (unsigned j = 0; j < d; j++) {
		double sum = 0, square = 0;

		for (size_t i = 0; i < n; i++)
			sum += x[i * d + j];
		mean[j] = n > 0 ? sum / (double)n : 0;
		for (size_t i = 0; i < n; i++) {
			x[i * d + j] -= mean[j];
			square += x[i * d + j] * x[i * d + j];
		}
		sd[j] = n > 1 ? sqrt(square / (double)(n - 1)) : 0;
		for (size_t i = 0; i < n; i++)
			x[i * d + j] = sd[j] > 0 ? x[i * d + j] / sd[j] : 0;
	}
}

static double
square_distance(const double *a, const double *b, unsigned d)
{
	double sum = 0;

	for (unsigned j = 0; j < d; j++)
		sum += (a[j] - b[j]) * (a[j] - b[j]);
	return sum;
}

/* ---- rounds ---- */

unsigned
kmeans_nearest(const struct kmeans *m, const double *x, unsigned d)
{
	double best = DBL_MAX;
	unsigned at = 0;

	for (unsigned c = 0; c < m->k; c++) {
		double far = square_distance(x, m->center + c * (size_t)d, d);

		if (far < best) {
			best = far;
			at = c;
		}
	}
	return at;
}

/* Each row to its nearest centre; whether any went elsewhere. */
static bool
assign_rows(struct kmeans *m, const struct kmeans_rows *r)
{
	bool moved = false;

	memset(m->size, 0, m->k * sizeof(*m->size));
	for (size_t i = 0; i < r->n; i++) {
		unsigned c = kmeans_nearest(m, r->x + i * r->d, r->d);

		moved = moved || c != m->of[i];
		m->of[i] = c;
		m->size[c]++;
	}
	return moved;
}

/* The row that is farthest from its centre and not alone there. */
static size_t
farthest_row(const struct kmeans *m, const struct kmeans_rows *r)
{
	double most = -1;
	size_t at = 0;

	for (size_t i = 0; i < r->n; i++) {
		double far = square_distance(r->x + i * r->d, m->center + m->of[i] * (size_t)r->d,
		    r->d);

		if (far > most && m->size[m->of[i]] > 1) {
			most = far;
			at = i;
		}
	}
	return at;
}

static bool
fill_empty(struct kmeans *m, const struct kmeans_rows *r)
{
	bool filled = false;

	for (unsigned c = 0; c < m->k; c++) {
		size_t i;

		if (m->size[c] > 0)
			continue;
		i = farthest_row(m, r);
		m->size[m->of[i]]--;
		m->size[c]++;
		m->of[i] = c;
		memcpy(m->center + c * (size_t)r->d, r->x + i * r->d, r->d * sizeof(double));
		filled = true;
	}
	return filled;
}

static void
move_centers(struct kmeans *m, const struct kmeans_rows *r)
{
	memset(m->center, 0, m->k * (size_t)r->d * sizeof(double));
	for (size_t i = 0; i < r->n; i++)
		for (unsigned j = 0; j < r->d; j++)
			m->center[m->of[i] * (size_t)r->d + j] += r->x[i * r->d + j];
	for (unsigned c = 0; c < m->k; c++)
		for (unsigned j = 0; j < r->d && m->size[c] > 0; j++)
			m->center[c * (size_t)r->d + j] /= (double)m->size[c];
}

void
kmeans_run(struct kmeans *m, const struct kmeans_rows *r)
{
	bool moved = true;

	for (m->rounds = 0; moved && m->rounds < KMEANS_ROUNDS; m->rounds++) {
		moved = assign_rows(m, r) || m->rounds == 0;
		moved |= fill_empty(m, r);
		if (moved)
			move_centers(m, r);
	}
	m->inertia = 0;
	for (size_t i = 0; i < r->n; i++)
		m->inertia += square_distance(r->x + i * r->d,
		    m->center + m->of[i] * (size_t)r->d, r->d);
}

/* ---- starts ---- */

/* Where @u of the total falls among the weights; only rows that have any. */
static size_t
weighted_row(const double *w, size_t n, double u)
{
	double sum = 0;
	size_t last = 0;

	for (size_t i = 0; i < n; i++) {
		if (w[i] <= 0)
			continue;
		sum += w[i];
		last = i;
		if (sum > u)
			break;
	}
	return last;
}

/* Each centre is a row, drawn by its squared distance to the nearest of those before. */
static bool
draw_centers(struct kmeans *m, const struct kmeans_rows *r, struct rng *rng, double *w)
{
	double total = 0;
	size_t at;

	if (r->n == 0)
		return false;
	at = (size_t)rng_below(rng, r->n);
	for (unsigned c = 0; c < m->k; c++) {
		double *center = m->center + c * (size_t)r->d;

		if (c > 0 && !(total > 0))
			return false;
		if (c > 0)
			at = weighted_row(w, r->n, rng_unit(rng) * total);
		memcpy(center, r->x + at * r->d, r->d * sizeof(double));
		total = 0;
		for (size_t i = 0; i < r->n; i++) {
			double far = square_distance(r->x + i * r->d, center, r->d);

			w[i] = c == 0 || far < w[i] ? far : w[i];
			total += w[i];
		}
	}
	return true;
}

/* Cluster @a comes before @b. */
static bool
is_before(const struct kmeans *m, unsigned a, unsigned b, unsigned d)
{
	for (unsigned j = d; j-- > 0;) {
		double x = m->center[a * (size_t)d + j], y = m->center[b * (size_t)d + j];

		if (x < y || x > y)
			return x < y;
	}
	return a < b;
}

static void
order_clusters(struct kmeans *m, const struct kmeans_rows *r, struct kmeans *to)
{
	unsigned place[KMEANS_MAX];

	for (unsigned c = 0; c < m->k; c++) {
		place[c] = 0;
		for (unsigned b = 0; b < m->k; b++)
			place[c] += is_before(m, b, c, r->d) && b != c;
		memcpy(to->center + place[c] * (size_t)r->d, m->center + c * (size_t)r->d,
		    r->d * sizeof(double));
		to->size[place[c]] = m->size[c];
	}
	for (size_t i = 0; i < r->n; i++)
		to->of[i] = place[m->of[i]];
	to->inertia = m->inertia;
	to->rounds = m->rounds;
}

bool
kmeans_fit(struct kmeans *m, const struct kmeans_rows *r, uint64_t seed, unsigned starts)
{
	double *w = mem_array(NULL, r->n + 1, sizeof(*w));
	struct arena tmp;
	struct kmeans one;
	struct rng rng;
	bool found = true;

	arena_init(&tmp);
	kmeans_init(&one, m->k, r, &tmp);
	rng_init(&rng, seed);
	for (unsigned s = 0; s < starts && found; s++) {
		found = draw_centers(&one, r, &rng, w);
		if (!found)
			break;
		kmeans_run(&one, r);
		if (s == 0 || one.inertia < m->inertia)
			order_clusters(&one, r, m);
	}
	arena_free(&tmp);
	mem_free(w);
	return found;
}

/* ---- silhouette ---- */

/* Rows in their order, each with the same chance. */
static size_t
draw_rows(size_t *row, size_t n, size_t wanted, uint64_t seed)
{
	struct rng rng;
	size_t taken = 0;

	rng_init(&rng, seed);
	for (size_t i = 0; i < n && taken < wanted; i++)
		if (wanted >= n || rng_below(&rng, n - i) < wanted - taken)
			row[taken++] = i;
	return taken;
}

static double
one_silhouette(const struct kmeans *m, const struct kmeans_rows *r, const size_t *row, size_t n,
    size_t at)
{
	double sum[KMEANS_MAX] = { 0 }, a, b = DBL_MAX;
	uint64_t count[KMEANS_MAX] = { 0 };
	unsigned own = m->of[row[at]];

	for (size_t i = 0; i < n; i++) {
		unsigned c = m->of[row[i]];

		count[c]++;
		sum[c] += sqrt(square_distance(r->x + row[i] * r->d, r->x + row[at] * r->d, r->d));
	}
	if (count[own] < 2)
		return 0;
	a = sum[own] / (double)(count[own] - 1);
	for (unsigned c = 0; c < m->k; c++)
		if (c != own && count[c] > 0 && sum[c] / (double)count[c] < b)
			b = sum[c] / (double)count[c];
	if (b >= DBL_MAX || (a <= 0 && b <= 0))
		return 0;
	return (b - a) / (a > b ? a : b);
}

double
kmeans_silhouette(const struct kmeans *m, const struct kmeans_rows *r, uint64_t seed, size_t *n)
{
	size_t wanted = r->n < KMEANS_SILHOUETTE_MAX ? r->n : KMEANS_SILHOUETTE_MAX;
	size_t *row = mem_array(NULL, wanted + 1, sizeof(*row));
	double sum = 0;

	*n = draw_rows(row, r->n, wanted, seed);
	for (size_t i = 0; i < *n; i++)
		sum += one_silhouette(m, r, row, *n, i);
	mem_free(row);
	return *n > 0 ? sum / (double)*n : 0;
}
