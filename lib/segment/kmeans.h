/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kmeans - users in k groups such that each is near the mean of its own
 *
 * Pure: rows in, clusters out.  Rows come in the order of their users, sums go over them in
 * that order and draws are seeded, so that the answer is the same whatever the input's order
 * and the number of threads.
 * Memory: 4 bytes a row and start beside the rows themselves.
 * Source: Lloyd, IEEE Transactions on Information Theory 28:129-137, 1982; starts: Arthur,
 *         Vassilvitskii, k-means++, SODA 2007; silhouette: Rousseeuw, Journal of
 *         Computational and Applied Mathematics 20:53-65, 1987.
 *         Oracle: kmeans() of R and KMeans of scikit-learn, in tests/unit/segment.c.
 */
#ifndef CX_SEGMENT_KMEANS_H
#define CX_SEGMENT_KMEANS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	KMEANS_MAX = 100,		/* clusters */
	KMEANS_ROUNDS = 1000,		/* of one start; it ends long before */
	KMEANS_SILHOUETTE_MAX = 5000	/* rows beyond which a sample of as many is taken */
};

struct kmeans_rows {
	const double *x;	/* n rows of d */
	size_t        n;
	unsigned      d;
};

struct kmeans {
	unsigned  k;
	double   *center;	/* k rows of d */
	uint32_t *of;		/* the cluster of each row, 0..k-1 */
	uint64_t *size;		/* of each cluster */
	double    inertia;	/* sum of squared distances to the centres */
	unsigned  rounds;	/* until nothing changed */
};

/** kmeans_init - room for @k clusters, in @a */
void kmeans_init(struct kmeans *m, unsigned k, const struct kmeans_rows *r, struct arena *a);

/**
 * kmeans_scale - bring columns to mean 0 and standard deviation 1 (of n - 1), in place
 * @mean, @sd: what was done: d of each; sd 0 where all rows have one value, which becomes 0
 */
void kmeans_scale(double *x, size_t n, unsigned d, double *mean, double *sd);

/** kmeans_run - from the centres in @m until no row changes its cluster
 *
 * Of equally near centres the first counts.  A cluster that loses its last row starts anew at
 * the row that is farthest from its centre, the first of them.
 * Cost: O(n k d) a round.
 */
void kmeans_run(struct kmeans *m, const struct kmeans_rows *r);

/**
 * kmeans_fit - the best of @starts runs from k-means++ starts under @seed, least inertia
 *
 * Its clusters are in order of the mean of the last column, equal ones by the one before.
 * Returns: false when there are fewer than m->k different rows.
 */
bool kmeans_fit(struct kmeans *m, const struct kmeans_rows *r, uint64_t seed, unsigned starts);

/** kmeans_nearest - the cluster of one row */
unsigned kmeans_nearest(const struct kmeans *m, const double *x, unsigned d);

/**
 * kmeans_silhouette - mean over rows of (b - a) / max(a, b): a the mean distance to the others
 *                     of its cluster, b to the nearest other cluster; 0 for one alone
 * @n: how many rows it is of: all, or of more than KMEANS_SILHOUETTE_MAX a sample under @seed
 *
 * m->k of at least 2.
 * Cost: O(n^2 d) of those rows.
 */
double kmeans_silhouette(const struct kmeans *m, const struct kmeans_rows *r, uint64_t seed,
    size_t *n);

#endif
