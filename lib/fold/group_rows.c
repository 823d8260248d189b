/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/group_rows.h"

#include "base/hash.h"
#include "base/mem.h"
#include "key/group_key.h"

#include <string.h>

enum {
	FRONT_BITS = 11,
	FRONT_SLOTS = 512	/* beyond them too many share a place */
};

/*
 * A place in the front, by bytes at both ends and in the middle: who makes them alike gains
 * nothing but that the index is asked.
 */
static inline size_t
front_of(struct sv s)
{
	uint64_t x = s.n;

	if (s.n >= 8)
		x += (sv_load_8(s.p) + (sv_load_8(s.p + s.n / 2 - 4) << 7)) ^
		    (sv_load_8(s.p + s.n - 8) << 3);
	else if (s.n >= 4)
		x += (uint64_t)sv_load_4(s.p) << 32 ^ sv_load_4(s.p + s.n - 4);
	else if (s.n > 0)
		x += (uint64_t)(unsigned char)s.p[0] << 8 ^
		    (uint64_t)(unsigned char)s.p[s.n / 2] << 16 ^
		    (uint64_t)(unsigned char)s.p[s.n - 1] << 24;
	x ^= x >> 32;
	return (size_t)(x * UINT64_C(0x9e3779b97f4a7c15) >> (64 - FRONT_BITS));
}

/* A key that lies elsewhere has GROUP_FAR in its length, and so is never the same. */
static inline __attribute__((always_inline)) bool
has_key(const struct group_slot *s, uint8_t kind, struct sv text)
{
	return s->nkey == text.n + 1 && (uint8_t)s->key[0] == kind &&
	    sv_same(s->key + 1, text.p, text.n);
}

/* ---- reading ---- */

/* A value that is no plain text or number: what it has in their place. */
static uint8_t
read_other(const struct val *v, struct sv *text)
{
	if (val_form(v) != 0 || v->text.n >= GROUP_FAR - 1) {
		text->n = 0;
		return GROUP_ROWS_ODD;
	}
	if (v->kind == VAL_TIME)
		*text = (struct sv){ (const char *)&v->at_us, sizeof(v->at_us) };
	else if (v->kind < VAL_NUMBER)
		text->n = 0;
	return v->kind == VAL_NONE ? VAL_NULL : v->kind;
}

/* A string as it stands, told by one load. */
static inline bool
is_text(const struct val *v)
{
	static const uint8_t of_text[2] = { VAL_STRING, 0 };

	return memcmp(v, of_text, sizeof(of_text)) == 0;
}

/* With the candidates of the front; @front: NULL, they are not wanted. */
static inline __attribute__((always_inline)) void
read_single(struct group_rows *r, struct group_slot *const *front)
{
	const struct val *const *key = r->key;
	const size_t n = r->n;

	for (size_t i = 0; i < n; i++) {
		const struct val *v = key[i];
		struct sv text = v->text;
		uint8_t kind = VAL_STRING;

		if (!is_text(v) || text.n >= GROUP_FAR - 1)
			kind = read_other(v, &text);
		r->kind[i] = kind;
		r->text[i] = text;
		if (front != NULL)
			r->slot[i] = front[front_of(text)];
	}
}

static void
read_composite(struct group_table *t, struct group_rows *r)
{
	size_t at[BATCH_ROWS + 1] = { 0 };

	buf_clear(&t->batch);
	for (size_t i = 0; i < r->n; i++) {
		bool plain = true;

		for (size_t k = 0; k < t->nkey; k++)
			plain &= group_key_add(&t->batch, r->key[k * BATCH_ROWS + i],
			    k + 1 == t->nkey);
		at[i + 1] = t->batch.n;
		r->kind[i] = plain && at[i + 1] - at[i] < GROUP_FAR ?
		    (uint8_t)t->batch.p[at[i]] : GROUP_ROWS_ODD;
	}
	for (size_t i = 0; i < r->n; i++)	/* it stays where it is from here on */
		r->text[i] = (struct sv){ t->batch.p + at[i] + 1, at[i + 1] - at[i] - 1 };
}

static void
front_candidates(struct group_table *t, struct group_rows *r)
{
	if (t->front == NULL)
		t->front = mem_zalloc(sizeof(*t->front) << FRONT_BITS);
	if (t->nkey == 1)
		read_single(r, t->front);
	for (size_t i = 0; i < r->n && t->nkey != 1; i++)
		r->slot[i] = t->front[front_of(r->text[i])];
}

static void
index_candidates(struct group_table *t, struct group_rows *r)
{
	const size_t mask = t->nindex - 1;

	hash_rows(r->text, r->n, t->seed, r->hash);
	for (size_t i = 0; i < r->n; i++)
		__builtin_prefetch(&t->index[(uint32_t)r->hash[i] & mask]);
	for (size_t i = 0; i < r->n; i++) {
		const uint32_t hash = (uint32_t)r->hash[i];
		size_t at = hash & mask;
		const char *block;

		while (t->index[at].name != 0 && t->index[at].hash != hash)
			at = (at + 1) & mask;
		r->slot[i] = NULL;
		if (t->index[at].name == 0)
			continue;
		r->slot[i] = group_at(t, t->index[at].name);
		block = (const char *)r->slot[i] - t->before;
		for (size_t k = 0; k < t->before; k += GROUP_LINE)
			__builtin_prefetch(block + k);
		__builtin_prefetch(r->slot[i]);
		__builtin_prefetch(r->slot[i]->key);
	}
}

void
group_rows_read(struct group_table *t, struct group_rows *r)
{
	r->hashed = t->nslot > FRONT_SLOTS;
	if (t->nkey == 0)
		return;
	if (t->nkey != 1)
		read_composite(t, r);
	else if (r->hashed)
		read_single(r, NULL);
	if (r->hashed)
		index_candidates(t, r);
	else
		front_candidates(t, r);
}

/* ---- finding ---- */

/* The slot in the index; NULL when it is not there. */
static struct group_slot *
in_index(const struct group_table *t, uint32_t hash, uint8_t kind, struct sv text)
{
	size_t mask = t->nindex - 1, at = hash & mask;

	if (t->nindex == 0)
		return NULL;
	for (; t->index[at].name != 0; at = (at + 1) & mask) {
		struct group_slot *s;

		if (t->index[at].hash != hash)
			continue;
		s = group_at(t, t->index[at].name);
		if (has_key(s, kind, text))
			return s;
	}
	return NULL;
}

/* Row @i, whose candidate is not it. */
static struct group_slot *
find_one(struct group_table *t, const struct group_rows *r, size_t i, struct arena *tmp)
{
	struct group_slot *s = NULL;
	struct val one, *key = &one;
	uint32_t hash = 0;

	if (r->kind[i] != GROUP_ROWS_ODD) {
		hash = (uint32_t)(r->hashed ? r->hash[i] : hash_sv(r->text[i], t->seed));
		s = in_index(t, hash, r->kind[i], r->text[i]);
	}
	if (s == NULL && t->nkey == 1 && r->kind[i] == VAL_STRING && t->nfar == 0) {
		s = group_new_text(t, r->key[i], hash);
	} else if (s == NULL) {
		if (t->nkey != 1)
			key = arena_alloc(tmp, (t->nkey + 1) * sizeof(*key));
		for (size_t k = 0; k < t->nkey; k++)
			key[k] = *r->key[k * BATCH_ROWS + i];
		s = group_find(t, key, tmp);
	}
	if (s != NULL && !r->hashed && r->kind[i] != GROUP_ROWS_ODD)
		t->front[front_of(r->text[i])] = s;
	return s;
}

size_t
group_rows_find(struct group_table *t, struct group_rows *r, size_t from, struct arena *tmp)
{
	struct group_cell *last;
	struct group_slot *s;
	size_t i;

	for (i = from; i < r->n && t->nkey == 0; i++)
		r->slot[i] = group_find(t, NULL, tmp);
	for (; i < r->n; i++) {
		s = r->slot[i];
		if (s == NULL || r->kind[i] == GROUP_ROWS_ODD ||
		    !has_key(s, r->kind[i], r->text[i])) {
			s = find_one(t, r, i, tmp);
			if (s == NULL)
				break;
			r->slot[i] = s;
		}
		if (!r->hashed || !t->windows)
			continue;
		last = group_cell_known(t, s, t->window);
		if (last != NULL)
			group_near(t, last);
		if (s->n > 1)
			__builtin_prefetch(&group_list_of(s)->many[s->n - 1]);
	}
	return i;
}
