/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rowset - rows of numbers in an order that is theirs alone, equal ones together
 *
 * What a model is fitted on: threads and input order must not show in it, and of a million
 * customers many are alike.  Sums over settled rows are the same bytes however they came.
 *
 * Memory: 8 bytes a number while they come; 16 more a row to settle, 8 a row afterwards.
 */
#ifndef CX_PREDICT_ROWSET_H
#define CX_PREDICT_ROWSET_H

#include <stddef.h>
#include <stdint.h>

struct rowset {
	double  *v;		/* n rows of k numbers */
	double  *weight;	/* of each row, how many there were; NULL until settled */
	size_t   n;
	size_t   cap;
	unsigned k;
};

/** rowset_init - none, of @k numbers each; rowset_free */
void rowset_init(struct rowset *s, unsigned k);

/** rowset_add - one more row, before rowset_settle; no number is NaN, -0 becomes 0 */
void rowset_add(struct rowset *s, const double *row);

/** rowset_join - add the rows of @src, which is empty afterwards; neither is settled */
void rowset_join(struct rowset *dst, struct rowset *src);

/**
 * rowset_settle - in ascending order, by the first number, then the next; equal rows as one
 *
 * Cost: O(n k), a radix sort.
 */
void rowset_settle(struct rowset *s);

/**
 * rowset_thin - every so many-th of settled rows, such that there are at most @max
 * @to: init'ed here; rowset_free
 */
void rowset_thin(struct rowset *to, const struct rowset *from, size_t max);

/** rowset_row - row @i, its k numbers */
static inline const double *
rowset_row(const struct rowset *s, size_t i)
{
	return s->v + i * s->k;
}

/** rowset_free - give the memory back */
void rowset_free(struct rowset *s);

#endif
