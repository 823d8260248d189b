/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/recent.h"

#include "key/group_key.h"

void
recent_init(struct recent *r, uint64_t last, uint64_t seed)
{
	*r = (struct recent){ .last = last, .seed = seed };
	arena_init(&r->arena);
	hmap_init(&r->seen, &r->arena, sizeof(uint64_t), seed);
}

static uint64_t
window_of(const struct recent *r, size_t i)
{
	return *(const uint64_t *)r->seen.entry[i].val;
}

static void
remember(struct recent *r, const struct part *t)
{
	for (size_t i = 0; i < t->table.nslot; i++) {
		const struct group_slot *s = t->table.slot[i];

		if (s != t->table.other)
			*(uint64_t *)hmap_put(&r->seen, group_bytes(s), NULL) = r->n;
	}
}

/* Forgotten keys leave the table now and then: each is looked at twice in the mean. */
static void
sweep(struct recent *r)
{
	struct recent kept;

	recent_init(&kept, r->last, r->seed);
	for (size_t i = 0; i < r->seen.n; i++)
		if (r->n - window_of(r, i) < r->last)
			*(uint64_t *)hmap_put(&kept.seen, r->seen.entry[i].key, NULL) =
			    window_of(r, i);
	kept.n = kept.swept = r->n;
	recent_free(r);
	*r = kept;
	r->seen.arena = &r->arena;
}

/* An empty state for a group of @t, in its only window. */
static enum rc
add_empty(struct part *t, struct sv bytes, struct twindow_span span, struct arena *tmp,
    struct err *e)
{
	struct group_slot *s;
	struct group_cell *c;
	enum rc rc;

	if (t->p->nkey > 0)
		group_key_read(bytes, t->p->nkey, t->key);
	rc = part_slot(t, t->key, tmp, &s, e);
	return rc == RC_OK ? part_cell(t, s, span, &c, e) : rc;
}

enum rc
recent_close(struct recent *r, struct part *t, struct twindow_span span, struct err *e)
{
	enum rc rc = RC_OK;
	struct arena tmp;

	r->n++;
	arena_init(&tmp);
	if (t->p->nkey == 0) {
		rc = add_empty(t, SV(""), span, &tmp, e);
	} else {
		remember(r, t);
		for (size_t i = 0; rc == RC_OK && i < r->seen.n; i++)
			if (window_of(r, i) < r->n && r->n - window_of(r, i) <= r->last)
				rc = add_empty(t, r->seen.entry[i].key, span, &tmp, e);
		if (r->n - r->swept >= r->last)
			sweep(r);
	}
	arena_free(&tmp);
	return rc;
}

void
recent_free(struct recent *r)
{
	hmap_free(&r->seen);
	arena_free(&r->arena);
}
