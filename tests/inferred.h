/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * inferred - a stream's events by name, as lib/quality/infer.c keeps them, without files
 */
#ifndef CX_TESTS_INFERRED_H
#define CX_TESTS_INFERRED_H

#include "base/buf.h"
#include "base/mem.h"
#include "json/jread.h"
#include "quality/infer_write.h"

#include "t.h"

struct inferred {
	struct infer_node_pool pool;
	struct hmap             event;	/* payload struct infer_node */
	struct infer_node      unnamed;
	struct jread          *reader;
	struct arena           tmp;
};

static inline void
inferred_init(struct inferred *s, uint64_t seed)
{
	*s = (struct inferred){ .reader = jread_new(NULL, 0, true) };
	infer_node_pool_init(&s->pool, seed);
	hmap_init(&s->event, &s->pool.arena, sizeof(struct infer_node), seed);
	arena_init(&s->tmp);
}

static inline void
inferred_free(struct inferred *s)
{
	for (size_t i = 0; i < s->event.n; i++)
		infer_node_drop(&s->pool, s->event.entry[i].val);
	infer_node_drop(&s->pool, &s->unnamed);
	hmap_free(&s->event);
	infer_node_pool_free(&s->pool);
	jread_free(s->reader);
	arena_free(&s->tmp);
}

/* The event's name: the last member "event" that is not null. */
static inline bool
inferred_name(const struct jread_line *l, struct sv *name, struct arena *tmp)
{
	const struct val *v = NULL;

	for (size_t i = 0; i < l->nmember; i++)
		if (sv_eq(l->member[i].key_esc ? val_unescape(l->member[i].key, tmp)
		    : l->member[i].key, SV("event")))
			v = &l->member[i].val;
	if (v == NULL || val_null(v))
		return false;
	*name = val_text(v, tmp);
	return name->n <= INFER_NODE_NAME_MAX;
}

/* One line; false when it is no record. */
static inline bool
inferred_line(struct jread *reader, struct sv text, struct buf *block, struct jread_line *l)
{
	uint64_t lines = 0;
	const char *at;

	buf_clear(block);
	buf_sv(block, text);
	buf_printf(block, "\n%64s", "");
	memset(block->p + text.n + 1, 0, 64);
	at = block->p;
	return jread_next(reader, &at, block->p + text.n + 1, &lines, NULL, l, NULL) == RC_OK;
}

static inline void
inferred_add(struct inferred *s, struct sv text)
{
	struct jread_line l;
	struct buf block;
	struct sv name;

	buf_init(&block, SIZE_MAX);
	if (inferred_line(s->reader, text, &block, &l))
		infer_node_event(&s->pool, inferred_name(&l, &name, &s->tmp) ?
		    hmap_put(&s->event, name, NULL) : &s->unnamed, l.member, l.nmember);
	else
		T_OK(false, "not a record: %.*s", text.n < 200 ? (int)text.n : 200, text.p);
	buf_free(&block);
	arena_reset(&s->tmp);
}

static inline void
inferred_merge(struct inferred *to, const struct inferred *from)
{
	for (size_t i = 0; i < from->event.n; i++)
		infer_node_merge(&to->pool, hmap_put(&to->event, from->event.entry[i].key, NULL),
		    from->event.entry[i].val);
	infer_node_merge(&to->pool, &to->unnamed, &from->unnamed);
}

static inline int
inferred_by_name(const void *a, const void *b)
{
	const struct infer_write_event *x = a, *y = b;

	return sv_cmp(x->name, y->name);
}

/* The plan, NUL-terminated; buf_free it. */
static inline struct buf
inferred_plan(const struct inferred *s)
{
	struct infer_write_event *list = mem_array(NULL, s->event.n + 1, sizeof(*list));
	struct buf b;

	for (size_t i = 0; i < s->event.n; i++)
		list[i] = (struct infer_write_event){ s->event.entry[i].key, s->event.entry[i].val };
	qsort(list, s->event.n, sizeof(*list), inferred_by_name);
	buf_init(&b, SIZE_MAX);
	infer_write_plan(&(struct infer_write){ .key = SV("event"), .event = list,
	    .n = s->event.n, .unnamed = &s->unnamed }, &b);
	buf_c(&b, '\0');
	mem_free(list);
	return b;
}

#endif
