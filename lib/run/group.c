/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/group.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void
group_init(struct group_table *t, size_t nkey, size_t state_size, uint64_t seed)
{
	memset(t, 0, sizeof(*t));
	arena_init(&t->arena);
	map_init(&t->raw, &t->arena, sizeof(struct group_slot *), seed);
	map_init(&t->canon, &t->arena, sizeof(struct group_slot *), seed);
	buf_init(&t->scratch, SIZE_MAX);
	t->nkey = nkey;
	t->state_size = state_size;
}

/* One value of a key: kind, flags, length, bytes; unambiguous when strung together. */
static void
put_key(struct buf *b, const struct val *v)
{
	struct sv s = v->text;
	uint64_t n;

	if (v->kind == VAL_TIME || (v->flags & VAL_DOUBLE))
		s = (struct sv){ (const char *)&v->num, sizeof(v->num) };
	n = v->kind >= VAL_NUMBER ? s.n : 0;
	buf_c(b, (char)(v->kind == VAL_NONE ? VAL_NULL : v->kind));
	buf_c(b, (char)v->flags);
	buf_add(b, (const char *)&n, sizeof(n));
	buf_add(b, s.p, (size_t)n);
}

/* The one form of all spellings of a value; its text lies in @a. */
static struct val
canonical(const struct val *v, struct arena *a)
{
	struct val c = *v;
	char text[NUM_TEXT_MAX];
	num_i128 units;

	switch (v->kind) {
	case VAL_NONE:
		c.kind = VAL_NULL;
		break;
	case VAL_NUMBER:
		if (val_units(v, &units))
			c.text = arena_sv(a, (struct sv){ text, num_units_text(units, text) });
		else
			c.text = arena_sv(a, val_text(v, a));
		break;
	case VAL_STRING:
		c.text = arena_sv(a, val_text(v, a));
		break;
	case VAL_OBJECT:
	case VAL_ARRAY:
		c.text = arena_sv(a, v->text);
		break;
	case VAL_TIME:
		c.text = (struct sv){ NULL, 0 };
		break;
	}
	c.flags = 0;
	return c;
}

static struct group_slot *
new_slot(struct group_table *t, const struct val *key)
{
	struct group_slot *s = arena_zalloc(&t->arena, sizeof(*s));

	s->key = arena_alloc(&t->arena, (t->nkey + 1) * sizeof(*s->key));
	for (size_t i = 0; i < t->nkey; i++)
		s->key[i] = canonical(&key[i], &t->arena);
	if (t->nslot == t->capslot) {
		t->capslot = t->capslot != 0 ? 2 * t->capslot : 64;
		t->slot = mem_array(t->slot, t->capslot, sizeof(struct group_slot *));
	}
	t->slot[t->nslot++] = s;
	return s;
}

static struct group_slot *
find_canonical(struct group_table *t, const struct val *key, struct arena *tmp)
{
	struct group_slot **s;
	bool fresh;

	buf_clear(&t->scratch);
	for (size_t i = 0; i < t->nkey; i++) {
		struct val c = canonical(&key[i], tmp);

		put_key(&t->scratch, &c);
	}
	s = map_put(&t->canon, buf_view(&t->scratch), &fresh);
	if (fresh)
		*s = new_slot(t, key);
	return *s;
}

struct group_slot *
group_find(struct group_table *t, const struct val *key, struct arena *tmp)
{
	struct group_slot **s;
	bool fresh;

	if (t->nkey == 0)
		return t->nslot != 0 ? t->slot[0] : new_slot(t, key);
	buf_clear(&t->scratch);
	for (size_t i = 0; i < t->nkey; i++)
		put_key(&t->scratch, &key[i]);
	s = map_put(&t->raw, buf_view(&t->scratch), &fresh);
	if (fresh)
		*s = find_canonical(t, key, tmp);
	return *s;
}

/* Index of the first cell at or after @from_us. */
static size_t
lower_bound(const struct group_slot *s, int64_t from_us)
{
	size_t lo = 0, hi = s->n;

	if (s->n > 0 && s->cell[s->n - 1]->span.from_us < from_us)
		return s->n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->cell[mid]->span.from_us < from_us)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

struct group_cell *
group_cell_at(struct group_table *t, struct group_slot *s, struct twindow_span span, bool *fresh)
{
	struct group_cell *c;
	size_t at;

	*fresh = false;
	if (s->last != NULL && s->last->span.from_us == span.from_us)
		return s->last;
	at = lower_bound(s, span.from_us);
	if (at < s->n && s->cell[at]->span.from_us == span.from_us)
		return s->last = s->cell[at];
	if (s->n == s->cap) {
		size_t cap = s->cap != 0 ? 2 * s->cap : 2;
		struct group_cell **cell = arena_alloc(&t->arena, cap * sizeof(struct group_cell *));

		if (s->n > 0)
			memcpy(cell, s->cell, s->n * sizeof(struct group_cell *));
		s->cell = cell;
		s->cap = cap;
	}
	memmove(s->cell + at + 1, s->cell + at, (s->n - at) * sizeof(struct group_cell *));
	c = arena_alloc(&t->arena, sizeof(*c));
	*c = (struct group_cell){ span, s, arena_zalloc(&t->arena, t->state_size) };
	s->cell[at] = c;
	s->n++;
	t->ncell++;
	*fresh = true;
	return s->last = c;
}

/* For qsort: a slot with what its comparison needs. */
struct ordered {
	struct group_slot *slot;
	struct arena      *tmp;
	size_t             nkey;
};

static int
cmp_slots(const void *pa, const void *pb)
{
	const struct ordered *a = pa, *b = pb;
	int cmp = 0;

	for (size_t i = 0; i < a->nkey && cmp == 0; i++)
		cmp = val_cmp(&a->slot->key[i], &b->slot->key[i], a->tmp);
	return cmp;
}

static int
cmp_cells(const void *pa, const void *pb)
{
	const struct group_cell *a = *(struct group_cell *const *)pa;
	const struct group_cell *b = *(struct group_cell *const *)pb;

	if (a->span.from_us != b->span.from_us)
		return a->span.from_us < b->span.from_us ? -1 : 1;
	return (a->slot->rank > b->slot->rank) - (a->slot->rank < b->slot->rank);
}

struct group_cell **
group_sort(struct group_table *t)
{
	struct ordered *o = mem_array(NULL, t->nslot + 1, sizeof(*o));
	struct group_cell **cell = arena_alloc(&t->arena, (t->ncell + 1) * sizeof(struct group_cell *));
	size_t i, n = 0;

	for (i = 0; i < t->nslot; i++)
		o[i] = (struct ordered){ t->slot[i], &t->arena, t->nkey };
	qsort(o, t->nslot, sizeof(*o), cmp_slots);
	for (i = 0; i < t->nslot; i++)
		o[i].slot->rank = i;
	for (i = 0; i < t->nslot; i++) {
		struct group_slot *s = o[i].slot;

		if (s->n > 0)
			memcpy(cell + n, s->cell, s->n * sizeof(struct group_cell *));
		n += s->n;
	}
	qsort(cell, n, sizeof(struct group_cell *), cmp_cells);
	mem_free(o);
	return cell;
}

void
group_free(struct group_table *t)
{
	map_free(&t->raw);
	map_free(&t->canon);
	buf_free(&t->scratch);
	mem_free(t->slot);
	arena_free(&t->arena);
}
