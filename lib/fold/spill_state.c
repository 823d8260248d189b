/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/spill_state.h"

#include "base/mem.h"
#include "base/word.h"
#include "json/jread.h"

#include <string.h>

enum {
	WORD = 8,
	WORDS = 8,		/* that one mask is of */
	WORD_MAX = 1 + WORD,	/* bytes of a word */
	AHEAD = 8		/* cells between a step of looking ahead and the next */
};

/* Most that pack may make of @n bytes, and write on its way. */
static size_t
packed_max(size_t n)
{
	return (n / WORD + 1) * WORD_MAX + n / (WORD * WORDS) + 1;
}

/* The words of a state, of @n bytes, as few bytes: how many. */
static size_t
pack(const char *st, size_t n, char *to)
{
	char *at = to;

	for (size_t i = 0; i < n; i += WORD * WORDS) {
		char *const mask = at++;
		unsigned bits = 0;

		for (unsigned k = 0; k < WORDS && i + k * WORD < n; k++) {
			const size_t from = i + k * WORD;
			uint64_t w = 0;
			unsigned low, high;

			if (n - from >= WORD)	/* no call */
				w = sv_load_8(st + from);
			else
				memcpy(&w, st + from, n - from);
			if (w == 0)
				continue;
			bits |= 1U << k;
			low = (unsigned)__builtin_ctzll(w) / 8;
			w >>= 8 * low;
			high = (63 - (unsigned)__builtin_clzll(w)) / 8;
			*at++ = (char)(low << 4 | high);
			w = word_little(w);
			memcpy(at, &w, WORD);
			at += high + 1;
		}
		*mask = (char)bits;
	}
	return (size_t)(at - to);
}

/* Reads a word from the last byte on. */
static void
unpack(const char *from, char *st, size_t n)
{
	for (size_t i = 0; i < n; i += WORD * WORDS) {
		unsigned mask = (unsigned char)*from++;

		for (; mask != 0; mask &= mask - 1) {
			const size_t to = i + (unsigned)__builtin_ctz(mask) * WORD;
			const unsigned form = (unsigned char)*from++;
			uint64_t w = word_load(from);

			from += (form & 15) + 1;
			w = w << (56 - 8 * (form & 15)) >> (56 - 8 * (form & 15));
			w <<= 8 * (form >> 4);
			if (n - to >= WORD)
				memcpy(st + to, &w, WORD);
			else
				memcpy(st + to, &w, n - to);
		}
	}
}

struct spill_packer {
	const struct fold_plan *p;
	struct buf              b;
};

struct spill_packer *
spill_packer_new(const struct fold_plan *p)
{
	struct spill_packer *s = mem_zalloc(sizeof(*s));

	s->p = p;
	buf_init(&s->b, SIZE_MAX);
	return s;
}

bool
spill_packer_add(struct spill_packer *s, const void *st, struct buf *b)
{
	const struct fold_plan *p = s->p;
	struct jwrite w;

	if (!p->ops->packs_all && p->ops->heap(p->ctx, st) == 0) {
		if (buf_room(b, packed_max(p->state_size)))
			b->n += pack(st, p->state_size, b->p + b->n);
		return true;
	}
	jwrite_init(&w, b);
	if (p->ops->pack != NULL)
		p->ops->pack(p->ctx, st, b);
	else
		p->ops->save(p->ctx, st, &w);
	return false;
}

void
spill_packer_pack(struct spill_packer *s, const void *st, struct spill_one *one)
{
	buf_clear(&s->b);
	one->plain = spill_packer_add(s, st, &s->b);
	one->state = buf_view(&s->b);
}

void
spill_packer_free(struct spill_packer *s)
{
	buf_free(&s->b);
	mem_free(s);
}

/* In line, else gcc sees no effect in it. */
static inline __attribute__((always_inline)) void
look_ahead(const struct group_table *t, struct group_cell *const *cell, size_t i)
{
	if (i + 2 * AHEAD < t->ncell)
		group_near(t, cell[i + 2 * AHEAD]);
	if (i + AHEAD < t->ncell)
		__builtin_prefetch(group_slot_of(t, cell[i + AHEAD]));
}

bool
spill_state_put(struct spill_file *f, struct part *t)
{
	struct group_cell **cell = group_sort(&t->table);
	struct spill_packer *s = spill_packer_new(t->p);
	bool plain = true;

	for (size_t i = 0; i < t->table.ncell; i++) {
		struct spill_one one = {
			.key = group_bytes(group_slot_of(&t->table, cell[i])),
			.span = group_window_of(&t->table, cell[i])->span
		};

		look_ahead(&t->table, cell, i);
		spill_packer_pack(s, group_state(cell[i]), &one);
		spill_file_put(f, &one);
		plain &= one.plain || t->p->ops->heap(t->p->ctx, group_state(cell[i])) == 0;
	}
	spill_packer_free(s);
	return plain;
}

enum rc
spill_state_load(const struct fold_plan *p, void *st, const struct spill_one *one,
    struct err *e)
{
	struct val v;
	enum rc rc;

	if (one->plain) {
		unpack(one->state.p, st, p->state_size);
		return RC_OK;
	}
	if (p->ops->unpack != NULL)
		return p->ops->unpack(p->ctx, st, one->state, e);
	rc = p->ops->init(p->ctx, st, e);
	if (rc == RC_OK)
		rc = jread_value(one->state, &v, e);
	return rc == RC_OK ? p->ops->load(p->ctx, st, &v, e) : rc;
}
