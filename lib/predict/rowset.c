/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/rowset.h"

#include "base/ksort.h"
#include "base/mem.h"

#include <string.h>

void
rowset_init(struct rowset *s, unsigned k)
{
	*s = (struct rowset){ .k = k };
}

void
rowset_add(struct rowset *s, const double *row)
{
	double *to;

	if (s->n == s->cap) {
		s->cap = s->cap != 0 ? 2 * s->cap : 256;
		s->v = mem_array(s->v, s->cap, s->k * sizeof(double));
	}
	to = s->v + s->n++ * s->k;
	for (unsigned i = 0; i < s->k; i++)
		to[i] = row[i] + 0.0;
}

void
rowset_join(struct rowset *dst, struct rowset *src)
{
	if (dst->n == 0) {
		struct rowset empty = *dst;

		*dst = *src;
		*src = empty;
	} else if (src->n > 0) {
		dst->cap = dst->n + src->n;
		dst->v = mem_array(dst->v, dst->cap, dst->k * sizeof(double));
		memcpy(dst->v + dst->n * dst->k, src->v, src->n * src->k * sizeof(double));
		dst->n += src->n;
	}
	rowset_free(src);
}

/* Unsigned integers that are in the order of the numbers. */
static uint64_t
order_key(double v)
{
	uint64_t u;

	memcpy(&u, &v, sizeof(u));
	return (u >> 63) != 0 ? ~u : u | (uint64_t)1 << 63;
}

/* Rows that are equal in the columns before @col; as deep as there are columns. */
static void
sort_from(struct ksort_item *s, size_t n, unsigned col, unsigned k)
{
	for (size_t i = 0; i < n; i++)
		s[i].key = order_key(((const double *)s[i].item)[col]);
	ksort_run(s, n);
	for (size_t i = 0, to; i < n; i = to) {
		for (to = i + 1; to < n && s[to].key == s[i].key; to++)
			continue;
		if (to - i > 1 && col + 1 < k)
			sort_from(s + i, to - i, col + 1, k);
	}
}

void
rowset_settle(struct rowset *s)
{
	const size_t bytes = s->k * sizeof(double);
	struct ksort_item *item = mem_array(NULL, s->n + 1, sizeof(*item));
	double *v = mem_array(NULL, s->n + 1, bytes);
	size_t n = 0;

	s->weight = mem_array(NULL, s->n + 1, sizeof(double));
	for (size_t i = 0; i < s->n; i++)
		item[i].item = s->v + i * s->k;
	sort_from(item, s->n, 0, s->k);
	for (size_t i = 0; i < s->n; i++) {
		if (n > 0 && memcmp(v + (n - 1) * s->k, item[i].item, bytes) == 0) {
			s->weight[n - 1]++;
			continue;
		}
		memcpy(v + n * s->k, item[i].item, bytes);
		s->weight[n++] = 1;
	}
	mem_free(item);
	mem_free(s->v);
	s->v = v;
	s->n = n;
	s->cap = n;
}

void
rowset_thin(struct rowset *to, const struct rowset *from, size_t max)
{
	const size_t step = (from->n + max - 1) / max;

	rowset_init(to, from->k);
	to->weight = mem_array(NULL, max, sizeof(double));
	for (size_t i = 0; i < from->n; i += step) {
		to->weight[to->n] = from->weight[i];
		rowset_add(to, rowset_row(from, i));
	}
}

void
rowset_free(struct rowset *s)
{
	mem_free(s->v);
	mem_free(s->weight);
	rowset_init(s, s->k);
}
