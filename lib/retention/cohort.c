/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/cohort.h"

#include "base/mem.h"
#include "key/scan_key.h"

#include <stdlib.h>
#include <string.h>

struct place {			/* key of a row; no padding: it is hashed */
	int64_t at;
	int64_t group;
};

void
cohort_init(struct cohort_table *t, size_t width, uint64_t seed)
{
	arena_init(&t->arena);
	hmap_init(&t->groups, &t->arena, sizeof(uint32_t), seed);
	hmap_init(&t->rows, &t->arena, sizeof(struct cohort_row) + width * sizeof(uint64_t),
	    seed);
	t->width = width;
	t->row = NULL;
}

uint32_t
cohort_group(struct cohort_table *t, struct sv key)
{
	bool fresh;
	uint32_t *n = hmap_put(&t->groups, key, &fresh);

	if (fresh)
		*n = (uint32_t)(t->groups.n - 1);
	return *n;
}

struct sv
cohort_key(const struct cohort_table *t, uint32_t group)
{
	return t->groups.entry[group].key;
}

uint64_t *
cohort_at(struct cohort_table *t, uint32_t group, int64_t at)
{
	const struct place place = { at, group };
	struct cohort_row *r = t->row;
	bool fresh;

	if (r != NULL && r->at == at && r->group == group)
		return r->n;
	r = hmap_put(&t->rows, (struct sv){ (const char *)&place, sizeof(place) }, &fresh);
	if (fresh) {
		r->group = group;
		r->at = at;
	}
	t->row = r;
	return r->n;
}

void
cohort_add(struct cohort_table *dst, const struct cohort_table *src)
{
	size_t n = src->groups.n;
	uint32_t *group = mem_array(NULL, n + 1, sizeof(*group));

	for (size_t i = 0; i < n; i++)
		group[i] = cohort_group(dst, src->groups.entry[i].key);
	for (size_t i = 0; i < src->rows.n; i++) {
		const struct cohort_row *r = src->rows.entry[i].val;
		uint64_t *to = cohort_at(dst, group[r->group], r->at);

		for (size_t k = 0; k < dst->width; k++)
			to[k] += r->n[k];
	}
	mem_free(group);
}

const uint64_t *
cohort_find(const struct cohort_table *t, uint32_t group, int64_t at)
{
	const struct place place = { at, group };
	const struct cohort_row *r = hmap_get(&t->rows,
	    (struct sv){ (const char *)&place, sizeof(place) });

	return r != NULL ? r->n : NULL;
}

struct ranked {			/* a row, and where its group stands */
	size_t                   rank;
	const struct cohort_row *row;
};

static int
by_place(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->row->at > y->row->at) - (x->row->at < y->row->at);
}

/* Where each group stands among all. */
static size_t *
rank_groups(struct cohort_table *t, size_t nkey)
{
	size_t n = t->groups.n, *rank = mem_array(NULL, n + 1, sizeof(*rank));
	struct scan_key_place *k = mem_array(NULL, n + 1, sizeof(*k));

	for (size_t i = 0; i < n; i++)
		k[i] = (struct scan_key_place){ t->groups.entry[i].key, i };
	if (nkey > 0)
		scan_key_sort(k, n, nkey);
	for (size_t i = 0; i < n; i++)
		rank[k[i].at] = i;
	mem_free(k);
	return rank;
}

const struct cohort_row *const *
cohort_order(struct cohort_table *t, size_t nkey, size_t *n)
{
	size_t *rank = rank_groups(t, nkey);
	struct ranked *r = mem_array(NULL, t->rows.n + 1, sizeof(*r));
	const struct cohort_row **row;

	*n = t->rows.n;
	for (size_t i = 0; i < *n; i++) {
		const struct cohort_row *it = t->rows.entry[i].val;

		r[i] = (struct ranked){ rank[it->group], it };
	}
	qsort(r, *n, sizeof(*r), by_place);
	row = arena_alloc(&t->arena, (*n + 1) * sizeof(*row));
	for (size_t i = 0; i < *n; i++)
		row[i] = r[i].row;
	mem_free(r);
	mem_free(rank);
	return row;
}

void
cohort_free(struct cohort_table *t)
{
	hmap_free(&t->groups);
	hmap_free(&t->rows);
	arena_free(&t->arena);
}
