/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/group.h"

#include "base/bug.h"
#include "base/hash.h"
#include "base/mem.h"
#include "key/group_key.h"

#include <stdlib.h>
#include <string.h>

enum {
	RAW_SLACK = 1024,	/* spellings that are remembered beyond two a key */
	INDEX_MIN = 64,
	KEY_ROOM = sizeof(char *),	/* a slot has at least this: where a far key is */
	SLOT_SIZE = offsetof(struct group_slot, key),
	SLOT_ALIGN = _Alignof(struct group_slot),
	AHEAD = 8,		/* slots between one step of group_ahead and the next */
	CELLS_AHEAD = 16	/* of a slot: more would push out others */
};

/*
 * A value of the table `raw`, by the bytes of a key as it was spelled: the slot of the key.  A
 * slot that has gone to another key since has another `use`, and the spelling is void.
 */
struct spelling {
	struct group_slot *slot;
	uint32_t           use;
};

void
group_init(struct group_table *t, const struct group_shape *shape, uint64_t seed)
{
	memset(t, 0, sizeof(*t));
	slab_init(&t->slots);
	arena_init(&t->arena);
	arena_init(&t->lists);
	arena_init(&t->cache);
	arena_init(&t->windows_arena);
	hmap_init(&t->raw, &t->cache, sizeof(struct spelling), seed);
	hmap_init(&t->by_from, &t->windows_arena, sizeof(struct group_window), seed);
	buf_init(&t->scratch, SIZE_MAX);
	buf_init(&t->bytes, SIZE_MAX);
	buf_init(&t->batch, SIZE_MAX);
	t->nkey = shape->nkey;
	t->max = SIZE_MAX;
	t->state_size = shape->state_size;
	t->windows = shape->windows;
	t->before = shape->windows ? sizeof(struct group_list) :
	    (shape->state_size + SLOT_ALIGN - 1) / SLOT_ALIGN * SLOT_ALIGN;
	t->seed = seed;
}

/* ---- keys ---- */

struct sv
group_bytes(const struct group_slot *s)
{
	struct sv key = { s->key, s->nkey };

	if ((s->nkey & GROUP_FAR) != 0) {
		memcpy(&key.p, s->key, sizeof(key.p));
		key.n = s->nkey & ~GROUP_FAR;
	}
	return key;
}

void
group_values(const struct group_table *t, const struct group_slot *s, struct val *key)
{
	group_key_read(group_bytes(s), t->nkey, key);
}

/* Of a single value what is left needs no putting together. */
static uint32_t
hash_key(const struct group_table *t, struct sv key)
{
	return (uint32_t)hash_sv(group_key_hashed(key), t->seed);
}

static void
drop_key(struct group_table *t, struct group_slot *s)
{
	char *far;

	if ((s->nkey & GROUP_FAR) != 0) {
		memcpy(&far, s->key, sizeof(far));
		mem_free(far);
		t->nfar--;
	}
	s->nkey = 0;
}

/* Of a slot that is used again: what room it has for a key is not known. */
static void
set_far_key(struct group_table *t, struct group_slot *s, struct sv key)
{
	char *far = mem_dup(key.p, key.n);

	memcpy(s->key, &far, sizeof(far));
	s->nkey = (uint32_t)key.n | GROUP_FAR;
	t->nfar++;
}

/* ---- index ---- */

/* The first free place for a hash; there is one. */
static struct group_ref *
free_place(const struct group_table *t, uint32_t hash)
{
	size_t mask = t->nindex - 1, at = hash & mask;

	while (t->index[at].name != 0)
		at = (at + 1) & mask;
	return &t->index[at];
}

static struct group_slot *
look_up(const struct group_table *t, uint32_t hash, struct sv key)
{
	size_t mask = t->nindex - 1, at = hash & mask;
	const struct group_ref *ref;

	if (t->nindex == 0)
		return NULL;
	for (; (ref = &t->index[at])->name != 0; at = (at + 1) & mask)
		if (ref->hash == hash && sv_eq(group_bytes(group_at(t, ref->name)), key))
			return group_at(t, ref->name);
	return NULL;
}

static void
grow_index(struct group_table *t)
{
	struct group_ref *old = t->index;
	size_t n = t->nindex;

	t->nindex = n != 0 ? 2 * n : INDEX_MIN;
	if (t->nindex > SIZE_MAX / sizeof(*t->index))
		mem_oom(SIZE_MAX);
	t->index = mem_zalloc(t->nindex * sizeof(*t->index));
	mem_huge(t->index, t->nindex * sizeof(*t->index));
	for (size_t i = 0; i < n; i++)
		if (old[i].name != 0)
			*free_place(t, old[i].hash) = old[i];
	mem_free(old);
}

static size_t
keyed_slots(const struct group_table *t)
{
	return t->nslot - (t->other != NULL);
}

/* Load at most 3/4; a slot is new. */
static void
add_to_index(struct group_table *t, uint32_t hash, uint32_t name)
{
	if (keyed_slots(t) >= t->nindex / 4 * 3)
		grow_index(t);
	*free_place(t, hash) = (struct group_ref){ hash, name };
}

/* Close the gap: what stands behind it moves up when its own place allows it. */
static uint32_t
drop_from_index(struct group_table *t, struct group_slot *s)
{
	const uint32_t hash = hash_key(t, group_bytes(s));
	size_t mask = t->nindex - 1, at, gap = hash & mask;
	uint32_t name;

	while (t->index[gap].hash != hash || group_at(t, t->index[gap].name) != s)
		gap = (gap + 1) & mask;
	name = t->index[gap].name;
	for (at = (gap + 1) & mask; t->index[at].name != 0; at = (at + 1) & mask)
		if (((at - t->index[at].hash) & mask) >= ((at - gap) & mask)) {
			t->index[gap] = t->index[at];
			gap = at;
		}
	t->index[gap].name = 0;
	return name;
}

/* ---- slots ---- */

/* The keyed slots, which are the heap when there is one. */
static struct group_slot **
first_keyed(const struct group_table *t, size_t *n)
{
	*n = keyed_slots(t);
	return t->slot != NULL ? t->slot + (t->other != NULL) : NULL;
}

static bool
is_above(const struct group_table *t, const struct group_slot *a, const struct group_slot *b)
{
	return group_key_cmp(group_bytes(a), group_bytes(b), t->nkey) > 0;
}

static void
sift_up(const struct group_table *t, struct group_slot **s, size_t i)
{
	struct group_slot *it = s[i];

	for (; i > 0 && is_above(t, it, s[(i - 1) / 2]); i = (i - 1) / 2)
		s[i] = s[(i - 1) / 2];
	s[i] = it;
}

static void
sift_down(const struct group_table *t, struct group_slot **s, size_t n, size_t i)
{
	struct group_slot *it = s[i];
	size_t k;

	for (; (k = 2 * i + 1) < n; i = k) {
		if (k + 1 < n && is_above(t, s[k + 1], s[k]))
			k++;
		if (!is_above(t, s[k], it))
			break;
		s[i] = s[k];
	}
	s[i] = it;
}

static void
add_slot(struct group_table *t, struct group_slot *s)
{
	if (t->nslot == t->capslot) {
		t->capslot = t->capslot != 0 ? 2 * t->capslot : INDEX_MIN;
		t->slot = mem_array(t->slot, t->capslot, sizeof(struct group_slot *));
	}
	t->slot[t->nslot++] = s;
	t->sorted = false;
}

/* With room for @room bytes of a key. */
static struct group_slot *
make_slot(struct group_table *t, size_t room, uint32_t *name)
{
	char *block = slab_alloc(&t->slots, t->before + SLOT_SIZE + room, name);
	struct group_slot *s = (struct group_slot *)(void *)(block + t->before);

	memset(s, 0, SLOT_SIZE);
	if (t->windows)
		*group_list_of(s) = (struct group_list){ .last = NULL };
	return s;
}

/* @key is canonical; it is copied. */
static struct group_slot *
new_hashed(struct group_table *t, struct sv key, uint32_t hash)
{
	struct group_slot *s = t->spare;
	struct group_slot **all;
	uint32_t name = t->spare_name;
	size_t n;

	if (key.n >= GROUP_FAR)
		mem_oom(key.n);
	if (s == NULL) {
		s = make_slot(t, key.n < KEY_ROOM ? KEY_ROOM : key.n, &name);
		memcpy(s->key, key.p, key.n);
		s->nkey = (uint32_t)key.n;
	} else {
		set_far_key(t, s, key);
	}
	t->spare = NULL;
	if (t->nkey != 0)
		add_to_index(t, hash, name);
	add_slot(t, s);
	all = first_keyed(t, &n);
	if (t->heap)
		sift_up(t, all, n - 1);
	return s;
}

static struct group_slot *
new_slot(struct group_table *t, struct sv key)
{
	return new_hashed(t, key, t->nkey != 0 ? hash_key(t, key) : 0);
}

/* ---- finding ---- */

/* The canonical bytes of @key, in t->bytes. */
static struct sv
canonical_bytes(struct group_table *t, const struct val *key, struct arena *tmp)
{
	struct val *c = arena_alloc(tmp, t->nkey * sizeof(*c));

	for (size_t i = 0; i < t->nkey; i++)
		c[i] = group_key_canonical(&key[i], tmp);
	group_key_put(&t->bytes, c, t->nkey);
	return buf_view(&t->bytes);
}

static void
remember_spelling(struct group_table *t, struct group_slot *s)
{
	struct spelling *to;

	if (t->raw.n >= 2 * t->nslot + RAW_SLACK) {
		hmap_clear(&t->raw);
		arena_reset(&t->cache);
	}
	to = hmap_put(&t->raw, buf_view(&t->scratch), NULL);
	*to = (struct spelling){ s, s->use };
}

/* The slot of @key; NULL when it is new and there is no room. */
static struct group_slot *
find_key(struct group_table *t, const struct val *key, struct arena *tmp)
{
	bool plain = group_key_put(&t->scratch, key, t->nkey), same;
	struct sv read = buf_view(&t->scratch), bytes;
	struct group_slot *s = plain ? look_up(t, hash_key(t, read), read) : NULL;
	const struct spelling *known;

	if (s != NULL)
		return s;
	known = hmap_get(&t->raw, read);
	if (known != NULL && known->use == known->slot->use)
		return known->slot;
	bytes = canonical_bytes(t, key, tmp);
	same = plain && sv_eq(bytes, read);
	if (!same)
		s = look_up(t, hash_key(t, bytes), bytes);
	if (s == NULL && keyed_slots(t) < t->max)
		s = new_slot(t, bytes);
	if (s != NULL && !same)
		remember_spelling(t, s);
	return s;
}

struct group_slot *
group_find(struct group_table *t, const struct val *key, struct arena *tmp)
{
	struct group_slot *s;

	if (t->nkey == 0)
		return t->nslot != 0 ? t->slot[0] : new_slot(t, SV(""));
	if (t->nkey != 1 || key->kind != VAL_STRING || key->flags != 0)
		return find_key(t, key, tmp);
	group_key_put(&t->bytes, key, 1);	/* one plain string is canonical */
	s = look_up(t, hash_key(t, buf_view(&t->bytes)), buf_view(&t->bytes));
	if (s != NULL || keyed_slots(t) >= t->max)
		return s;
	return new_slot(t, buf_view(&t->bytes));
}

struct group_slot *
group_new_text(struct group_table *t, const struct val *key, uint32_t hash)
{
	if (keyed_slots(t) >= t->max)
		return NULL;
	group_key_put(&t->bytes, key, 1);
	return new_hashed(t, buf_view(&t->bytes), hash);
}

struct group_slot *
group_slot_hashed(struct group_table *t, struct sv key, uint32_t hash)
{
	struct group_slot *s = look_up(t, hash, key);

	return s != NULL ? s : new_hashed(t, key, hash);
}

struct group_slot *
group_slot_for(struct group_table *t, struct sv key)
{
	if (t->nkey == 0)
		return t->nslot != 0 ? t->slot[0] : new_slot(t, SV(""));
	return group_slot_hashed(t, key, hash_key(t, key));
}

struct group_slot *
group_other(struct group_table *t)
{
	if (t->other == NULL) {
		uint32_t name;
		struct group_slot *s = make_slot(t, 0, &name);

		add_slot(t, s);
		t->slot[t->nslot - 1] = t->slot[0];
		t->slot[0] = s;
		t->other = s;
	}
	return t->other;
}

struct group_slot *
group_evict(struct group_table *t, const struct val *key, struct arena *tmp)
{
	struct group_slot **s, *gone;
	size_t n;

	group_other(t);
	s = first_keyed(t, &n);
	for (size_t i = n / 2; i-- > 0 && !t->heap;)
		sift_down(t, s, n, i);
	t->heap = true;
	t->sorted = false;
	gone = s[0];
	if (group_key_cmp(canonical_bytes(t, key, tmp), group_bytes(gone), t->nkey) > 0)
		return NULL;
	s[0] = s[n - 1];
	t->nslot--;
	sift_down(t, s, n - 1, 0);
	t->spare_name = drop_from_index(t, gone);
	if (++gone->use == 0)
		hmap_clear(&t->raw);	/* it might take this use for the first one */
	return gone;
}

/* ---- cells ---- */

static unsigned
size_of(uint32_t n)
{
	unsigned k = 0;

	while (n > 2) {
		n >>= 1;
		k++;
	}
	return k;
}

static void
drop_many(struct group_table *t, struct group_cell **many, unsigned size)
{
	memcpy(many, &t->free_many[size], sizeof(void *));
	t->free_many[size] = many;
}

/* A list of 2^(size + 1) cells. */
static struct group_cell **
new_many(struct group_table *t, unsigned size)
{
	struct group_cell **many = t->free_many[size];

	if (many == NULL)
		return arena_alloc(&t->lists, ((size_t)2 << size) * sizeof(*many));
	memcpy(&t->free_many[size], many, sizeof(void *));
	return many;
}

void
group_reuse(struct group_table *t, struct group_slot *s)
{
	if (t->windows) {
		for (size_t i = 0; i < s->n; i++) {
			struct group_cell *c = group_cell_nth(t, s, i);

			group_head_of(c)->window->n--;
			group_head_of(c)->next = t->free_cell;
			t->free_cell = c;
		}
		if (s->n > 1)
			drop_many(t, group_list_of(s)->many, size_of(s->n));
		group_list_of(s)->last = NULL;
		group_list_of(s)->window = NULL;
	}
	t->ncell -= s->n;
	s->n = 0;
	drop_key(t, s);
	t->spare = s;
}

/* ---- cells of a table with windows ---- */

static int64_t
begin_of(struct group_cell *c)
{
	return group_head_of(c)->window->span.from_us;
}

/* Index of the first cell at or after @from_us. */
static size_t
lower_bound(const struct group_table *t, struct group_slot *s, int64_t from_us)
{
	size_t lo = 0, hi = s->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (begin_of(group_cell_nth(t, s, mid)) < from_us)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* A list has room up to the next power of two, so the count alone says when to grow it. */
static bool
is_full(const struct group_slot *s)
{
	return s->n > 0 && (s->n & (s->n - 1)) == 0;
}

static struct group_cell **
cells_of(struct group_slot *s)
{
	struct group_list *l = group_list_of(s);

	return s->n > 1 ? l->many : &l->one;
}

static void
insert_cell(struct group_slot *s, size_t at, struct group_cell *c)
{
	struct group_cell **cell = s->n > 0 ? group_list_of(s)->many : cells_of(s);

	memmove(cell + at + 1, cell + at, (s->n - at) * sizeof(struct group_cell *));
	cell[at] = c;
	s->n++;
}

/* Into @many, which is new and has room for twice as many. */
static void
move_cells(struct group_slot *s, struct group_cell **many)
{
	memcpy(many, cells_of(s), s->n * sizeof(struct group_cell *));
	group_list_of(s)->many = many;
}

/* With a zeroed state. */
static struct group_cell *
new_cell(struct group_table *t)
{
	struct group_cell *c = t->free_cell;
	struct group_head *h;

	if (c == NULL) {
		h = arena_alloc(&t->arena, sizeof(*h) + t->state_size);
		c = (struct group_cell *)(void *)(h + 1);
	} else {
		t->free_cell = group_head_of(c)->next;
	}
	memset(group_state(c), 0, t->state_size);
	return c;
}

struct group_window *
group_window_at(struct group_table *t, struct twindow_span span)
{
	struct sv key = { (const char *)&span.from_us, sizeof(span.from_us) };
	bool fresh;

	if (t->window != NULL && t->window->span.from_us == span.from_us)
		return t->window;
	t->window = hmap_put(&t->by_from, key, &fresh);
	if (fresh)
		t->window->span = span;
	BUG_IF(!t->windows && t->by_from.n > 1, "a second span without windows");
	return t->window;
}

/* Where the cell of @w is, or belongs; mostly behind the one used last, which is the last. */
static size_t
place_in(const struct group_table *t, struct group_slot *s, const struct group_window *w)
{
	const struct group_list *l = group_list_of(s);

	if (l->last != NULL && l->window->span.from_us < w->span.from_us &&
	    group_cell_nth(t, s, s->n - 1) == l->last)
		return s->n;
	return lower_bound(t, s, w->span.from_us);
}

/* The only cell of a slot, made now. */
static struct group_cell *
first_cell(struct group_table *t, struct group_slot *s)
{
	struct group_cell *c = group_cell_nth(t, s, 0);

	memset(group_state(c), 0, t->state_size);
	s->n = 1;
	t->ncell++;
	return c;
}

static struct group_cell *
use_cell(struct group_slot *s, struct group_cell *c, struct group_window *w)
{
	group_list_of(s)->last = c;
	group_list_of(s)->window = w;
	return c;
}

/* For a new cell. */
static void
make_room(struct group_table *t, struct group_slot *s)
{
	unsigned size = size_of(s->n);
	struct group_cell **old = group_list_of(s)->many;

	move_cells(s, new_many(t, s->n > 1 ? size + 1 : 0));
	if (s->n > 1)
		drop_many(t, old, size);
}

struct group_cell *
group_cell_in(struct group_table *t, struct group_slot *s, struct group_window *w, bool *fresh)
{
	struct group_cell *c = group_cell_known(t, s, w);
	size_t at;

	*fresh = c == NULL && !t->windows;
	if (c != NULL)
		return c;
	if (!t->windows)
		return first_cell(t, s);
	at = place_in(t, s, w);
	if (at < s->n && group_head_of(group_cell_nth(t, s, at))->window == w)
		return use_cell(s, group_cell_nth(t, s, at), w);
	if (is_full(s))
		make_room(t, s);
	c = new_cell(t);
	group_head_of(c)->slot = s;
	group_head_of(c)->window = w;
	insert_cell(s, at, c);
	w->n++;
	t->ncell++;
	*fresh = true;
	return use_cell(s, c, w);
}

struct group_cell *
group_cell_at(struct group_table *t, struct group_slot *s, struct twindow_span span, bool *fresh)
{
	return group_cell_in(t, s, group_window_at(t, span), fresh);
}

void
group_adopt_windows(struct group_table *t, struct group_table *from)
{
	for (size_t i = 0; i < from->by_from.n; i++) {
		struct group_window *w = from->by_from.entry[i].val;

		w->same = group_window_at(t, w->span);
	}
}

struct group_cell *
group_adopt(struct group_table *t, struct group_slot *s, struct group_cell *c)
{
	int64_t from_us;
	size_t at;

	if (!t->windows) {
		BUG_IF(s->n == 0, "nothing there to add to");
		return group_cell_nth(t, s, 0);
	}
	from_us = begin_of(c);
	at = lower_bound(t, s, from_us);
	if (at < s->n && begin_of(group_cell_nth(t, s, at)) == from_us)
		return group_cell_nth(t, s, at);
	if (is_full(s))
		move_cells(s, arena_alloc(&t->lists,
		    2 * (size_t)s->n * sizeof(struct group_cell *)));
	insert_cell(s, at, c);
	group_head_of(c)->slot = s;
	return NULL;
}

void
group_ahead(const struct group_table *t, struct group_slot *const *slot, size_t n, size_t i)
{
	struct group_slot *s;

	if (!t->windows) {
		if (i + 2 * AHEAD >= n)
			return;
		s = slot[i + 2 * AHEAD];
		group_near(t, (struct group_cell *)(void *)((char *)s - t->before));
		__builtin_prefetch(s);
		return;
	}
	if (i + 3 * AHEAD < n)
		__builtin_prefetch(group_list_of(slot[i + 3 * AHEAD]));
	if (i + 2 * AHEAD < n)
		__builtin_prefetch(group_list_of(slot[i + 2 * AHEAD])->many);
	if (i + AHEAD >= n)
		return;
	s = slot[i + AHEAD];
	for (uint32_t k = 0; k < s->n && k < CELLS_AHEAD; k++)
		group_near(t, group_cell_nth(t, s, k));
}

void
group_end(struct group_table *t)
{
	mem_free(t->index);
	t->index = NULL;
	t->nindex = 0;
	mem_free(t->front);
	t->front = NULL;
	hmap_free(&t->raw);
	arena_free(&t->cache);
	hmap_init(&t->raw, &t->cache, sizeof(struct spelling), t->seed);
}

void
group_clear(struct group_table *t)
{
	BUG_IF(t->nfar != 0 || t->other != NULL, "a table that some were evicted from");
	hmap_clear(&t->raw);
	hmap_clear(&t->by_from);
	slab_reset(&t->slots);
	arena_reset(&t->arena);
	arena_reset(&t->lists);
	arena_reset(&t->cache);
	arena_reset(&t->windows_arena);
	mem_free(t->front);
	t->front = NULL;
	if (t->index != NULL)
		memset(t->index, 0, t->nindex * sizeof(*t->index));
	memset(t->free_many, 0, sizeof(t->free_many));
	t->free_cell = NULL;
	t->window = NULL;
	t->nslot = t->ncell = 0;
	t->heap = t->sorted = false;
}

void
group_free(struct group_table *t)
{
	for (size_t i = 0; i < t->nslot && t->nfar != 0; i++)
		drop_key(t, t->slot[i]);
	hmap_free(&t->raw);
	hmap_free(&t->by_from);
	buf_free(&t->scratch);
	buf_free(&t->bytes);
	buf_free(&t->batch);
	mem_free(t->front);
	mem_free(t->index);
	mem_free(t->slot);
	slab_free(&t->slots);
	arena_free(&t->arena);
	arena_free(&t->lists);
	arena_free(&t->cache);
	arena_free(&t->windows_arena);
}
