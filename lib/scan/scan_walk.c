/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each part is sorted by itself.  A slice begins at every SLICE-th key of the largest part and
 * is looked for in the others, whose keys in it are gone through side by side.
 */
#include "scan/scan_walk.h"

#include "base/mem.h"
#include "key/group_key.h"
#include "run/team.h"

#include <stdbool.h>

enum {
	SLICE = 64,		/* keys of the largest part that one thread writes at a time */
	GATHER = 64 * 1024,
	AHEAD = 4		/* a key that far on is on its way into the cache */
};

struct parts {
	struct scan_walk   w;
	struct scan_part **part;
	unsigned           n;
	unsigned           largest;
	size_t             nkey;
};

struct cursor {
	const struct parts *x;
	size_t             *at;		/* of each part: the key that is next */
	size_t             *to;		/* ... and where the slice ends */
};

/* How many keys of a part come before a key. */
static size_t
keys_before(const struct parts *x, const struct scan_part *p, struct sv key)
{
	size_t from = 0, to = p->nkey;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (group_key_cmp(scan_part_key(p, mid), key, x->nkey) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Where slice @k begins in part @i. */
static size_t
slice_begin(const struct parts *x, size_t k, unsigned i)
{
	const struct scan_part *most = x->part[x->largest];

	if (k == 0)
		return 0;
	if (k * SLICE >= most->nkey)
		return x->part[i]->nkey;
	return i == x->largest ? k * SLICE :
	    keys_before(x, x->part[i], scan_part_key(most, k * SLICE));
}

static enum rc
go_to_slice(void *cursor, size_t k, struct err *e)
{
	struct cursor *c = cursor;

	(void)e;	/* nothing can fail */
	for (unsigned i = 0; i < c->x->n; i++) {
		c->at[i] = slice_begin(c->x, k, i);
		c->to[i] = slice_begin(c->x, k + 1, i);
	}
	return RC_OK;
}

/* The least of the keys that come next; false when the slice is done. */
static bool
next_key(const struct cursor *c, struct sv *least)
{
	bool any = false;

	for (unsigned i = 0; i < c->x->n; i++) {
		struct sv key;

		if (c->at[i] == c->to[i])
			continue;
		key = scan_part_key(c->x->part[i], c->at[i]);
		if (!any || group_key_cmp(key, *least, c->x->nkey) < 0)
			*least = key;
		any = true;
	}
	return any;
}

static enum rc
take_next(void *cursor, struct sv *key, struct scan_facts *f, struct err *e)
{
	struct cursor *c = cursor;

	(void)e;	/* nothing can fail */
	if (!next_key(c, key))
		return RC_END;
	for (unsigned i = 0; i < c->x->n; i++) {
		const struct ksort_item *at;
		const struct scan_entry *entry;

		if (c->at[i] == c->to[i])
			continue;
		at = c->x->part[i]->order + c->at[i];
		if (c->to[i] - c->at[i] > AHEAD)
			__builtin_prefetch(at[AHEAD].item);
		entry = at->item;
		if (c->x->n > 1 && !sv_eq((struct sv){ entry->key, entry->nkey }, *key))
			continue;
		scan_list_unpack(&entry->list, i, f);
		c->at[i]++;
	}
	return RC_OK;
}

static void *
new_cursor(const struct scan_walk *w)
{
	const struct parts *x = (const struct parts *)w;
	struct cursor *c = mem_zalloc(sizeof(*c));

	c->x = x;
	c->at = mem_array(NULL, x->n, sizeof(*c->at));
	c->to = mem_array(NULL, x->n, sizeof(*c->to));
	return c;
}

static void
free_cursor(void *cursor)
{
	struct cursor *c = cursor;

	mem_free(c->at);
	mem_free(c->to);
	mem_free(c);
}

static void
free_parts(struct scan_walk *w)
{
	mem_free(w->dict);
	mem_free(w);	/* it is the first member of its struct parts */
}

static const struct scan_walk_ops ops = { new_cursor, free_cursor, go_to_slice, take_next,
	free_parts };

static void
sort_part(void *ctx, unsigned i)
{
	const struct parts *x = ctx;

	scan_part_sort(x->part[i], x->nkey);
}

struct scan_walk *
scan_walk_parts(struct scan_part **part, unsigned n, size_t nkey)
{
	struct parts *x = mem_zalloc(sizeof(*x));

	*x = (struct parts){ .w = { .ops = &ops, .gather = GATHER }, .part = part, .n = n,
		.nkey = nkey };
	x->w.dict = mem_array(NULL, n, sizeof(*x->w.dict));
	team_run(n, sort_part, x);
	for (unsigned i = 0; i < n; i++) {
		x->w.dict[i] = part[i]->dict;
		if (part[i]->nkey > part[x->largest]->nkey)
			x->largest = i;
	}
	x->w.nslice = (part[x->largest]->nkey + SLICE - 1) / SLICE;
	return &x->w;
}

void
scan_walk_free(struct scan_walk *w)
{
	if (w != NULL)
		w->ops->free(w);
}
