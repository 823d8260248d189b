/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * item - see item.h
 *
 * What is in a container is found in one pass over its text, which was
 * validated before: brackets match, so only the kind of the innermost open one
 * is kept.  Nothing is read behind the last bracket.
 */
#include "schema/item.h"

#include "base/hash.h"
#include "base/mem.h"
#include "schema/dec.h"

#include <stdlib.h>
#include <string.h>

void
item_init(struct items *t)
{
	*t = (struct items){ 0 };
	arena_init(&t->arena);
}

void
item_free(struct items *t)
{
	mem_free(t->item);
	arena_free(&t->arena);
	item_init(t);
}

static bool
make_room(struct items *t, size_t more)
{
	if (t->cap - t->n >= more)
		return true;
	if (more > ITEM_MAX || t->n > ITEM_MAX - more)
		return false;
	while (t->cap - t->n < more)
		t->cap = t->cap != 0 ? 2 * t->cap : 256;
	t->item = mem_array(t->item, t->cap, sizeof(*t->item));
	return true;
}

/* The closing quote of a string whose first byte is at @p. */
static const char *
string_end(const char *p, const char *end, bool *esc)
{
	*esc = false;
	for (;;) {
		/* Eight bytes at a time while none of them is a quote or a backslash. */
		while (end - p > 8) {
			uint64_t w, q, b;

			memcpy(&w, p, sizeof(w));
			q = w ^ UINT64_C(0x2222222222222222);
			b = w ^ UINT64_C(0x5c5c5c5c5c5c5c5c);
			q = (q - UINT64_C(0x0101010101010101)) & ~q;
			b = (b - UINT64_C(0x0101010101010101)) & ~b;
			if (((q | b) & UINT64_C(0x8080808080808080)) != 0)
				break;
			p += 8;
		}
		for (; *p != '"' && *p != '\\'; p++)
			;
		if (*p == '"')
			return p;
		*esc = true;
		p += 2;
	}
}

static const char *
skip_space(const char *p)
{
	while (num_is_ws((unsigned char)*p))
		p++;
	return p;
}

/*
 * Read the value at @p into *v; returns where the text goes on.  A scalar is read whole, of a
 * container the opening bracket alone: its text has no length yet.
 */
static const char *
read_value(const char *p, const char *end, struct val *v)
{
	const char *from = p;
	bool esc;

	*v = (struct val){ .kind = VAL_NUMBER };
	switch (*p) {
	case '"':
		p = string_end(p + 1, end, &esc);
		v->kind = VAL_STRING;
		v->flags = esc ? VAL_ESC : 0;
		v->text = (struct sv){ from + 1, (size_t)(p - from) - 1 };
		return p + 1;
	case '{':
	case '[':
		v->kind = *p == '{' ? VAL_OBJECT : VAL_ARRAY;
		v->text.p = p;
		return p + 1;
	default:
		if (*p == 't' || *p == 'f' || *p == 'n')
			v->kind = *p == 't' ? VAL_TRUE : *p == 'f' ? VAL_FALSE : VAL_NULL;
		while (*p != ',' && *p != '}' && *p != ']' && !num_is_ws((unsigned char)*p))
			p++;
	}
	v->text = (struct sv){ from, (size_t)(p - from) };
	return p;
}

static struct sv
key_of(struct items *t, struct sv raw, bool esc)
{
	return esc ? val_unescape(raw, &t->arena) : raw;
}

/* Read what is in the last item, which is a container; false: too many items. */
static bool
read_items(struct items *t)
{
	size_t open[JREAD_DEPTH_MAX], depth = 0;
	const char *p = t->item[t->n - 1].v.text.p;
	const char *end = p + t->item[t->n - 1].v.text.n;

	open[depth++] = t->n - 1;
	for (p = skip_space(p + 1);; p = skip_space(p)) {
		struct item *in = &t->item[open[depth - 1]], *x;

		if (*p == ',') {
			p++;
			continue;
		}
		if (*p == '}' || *p == ']') {
			p++;
			in->v.text.n = (size_t)(p - in->v.text.p);
			in->next = (uint32_t)(t->n - open[depth - 1]);
			if (--depth == 0)
				return true;
			continue;
		}
		if (depth == JREAD_DEPTH_MAX || !make_room(t, 1))
			return false;
		in = &t->item[open[depth - 1]];
		in->n++;
		x = &t->item[t->n++];
		*x = (struct item){ .next = 1 };
		if (in->v.kind == VAL_OBJECT) {
			const char *key = p + 1;
			bool esc;

			p = string_end(key, end, &esc);
			x->key = key_of(t, (struct sv){ key, (size_t)(p - key) }, esc);
			p = skip_space(skip_space(p + 1) + 1);
		}
		p = read_value(p, end, &x->v);
		if (x->v.kind >= VAL_OBJECT)
			open[depth++] = t->n - 1;
	}
}

/* The value as JSON has it: a time is a string, a computed number its text. */
static struct val
plain_value(struct items *t, const struct val *v)
{
	struct val s = *v;

	if (v->kind == VAL_TIME) {
		s = val_of_text(val_text(v, &t->arena));
	} else if (v->kind == VAL_NUMBER && (v->flags & VAL_DOUBLE) != 0) {
		s.text = val_text(v, &t->arena);
		s.flags = 0;
	} else if (v->kind == VAL_NONE) {
		s.kind = VAL_NULL;
	}
	return s;
}

bool
item_record(struct items *t, struct sv line, const struct jread_member *m, size_t n, bool deep)
{
	t->n = 0;
	arena_reset(&t->arena);
	if (!make_room(t, n + 1))
		return false;
	t->item[t->n++] = (struct item){ .v = { .kind = VAL_OBJECT, .text = line }, .n =
	    (uint32_t)n };
	for (size_t i = 0; i < n; i++) {
		struct item *x;

		if (deep && !make_room(t, 1))
			return false;
		x = &t->item[t->n++];
		x->key = key_of(t, m[i].key, m[i].key_esc);
		x->n = 0;
		x->next = 1;
		if (m[i].val.kind == VAL_STRING || (m[i].val.kind == VAL_NUMBER &&
		    val_form(&m[i].val) == 0) || m[i].val.kind >= VAL_OBJECT) {
			x->v.kind = m[i].val.kind;
			x->v.flags = val_form(&m[i].val);
			x->v.text = m[i].val.text;
		} else {
			x->v = plain_value(t, &m[i].val);
		}
		if (deep && x->v.kind >= VAL_OBJECT && !read_items(t))
			return false;
	}
	t->item[0].next = (uint32_t)t->n;
	return true;
}

bool
item_value(struct items *t, const struct val *v)
{
	t->n = 0;
	arena_reset(&t->arena);
	if (!make_room(t, 1))
		return false;
	t->item[0] = (struct item){ .v = plain_value(t, v), .next = 1 };
	t->n = 1;
	return v->kind < VAL_OBJECT || read_items(t);
}

static size_t
count_nodes(const struct node *n)
{
	size_t sum = 1;

	for (size_t i = 0; i < n->n; i++)
		sum += count_nodes(&n->item[i]);
	return sum;
}

static size_t
copy_node(struct item *at, const struct node *n)
{
	static const uint8_t kinds[] = {
		[NODE_NULL] = VAL_NULL, [NODE_BOOL] = VAL_FALSE, [NODE_NUMBER] = VAL_NUMBER,
		[NODE_STRING] = VAL_STRING, [NODE_LIST] = VAL_ARRAY, [NODE_MAP] = VAL_OBJECT
	};
	size_t next = 1;

	*at = (struct item){ .key = n->key, .n = (uint32_t)n->n };
	at->v.kind = n->kind == NODE_BOOL && n->truth ? VAL_TRUE : kinds[n->kind];
	at->v.text = n->text;
	for (size_t i = 0; i < n->n; i++)
		next += copy_node(at + next, &n->item[i]);
	at->next = (uint32_t)next;
	return next;
}

const struct item *
item_node(const struct node *n, struct arena *a)
{
	struct item *x = arena_alloc(a, count_nodes(n) * sizeof(*x));

	copy_node(x, n);
	return x;
}

static int
by_key(const void *a, const void *b)
{
	const struct item *const *x = a, *const *y = b;
	int c = sv_cmp((*x)->key, (*y)->key);

	return c != 0 ? c : (*x > *y) - (*x < *y);
}

static const struct item **
sort_members(const struct item *x, struct arena *tmp)
{
	const struct item **list = arena_alloc(tmp, x->n * sizeof(const struct item *));
	const struct item *at = x + 1;

	for (uint32_t i = 0; i < x->n; i++, at += at->next)
		list[i] = at;
	qsort(list, x->n, sizeof(const struct item *), by_key);
	return list;
}

static bool
eq_objects(const struct item *a, const struct item *b, struct arena *tmp)
{
	const struct item **x, **y, *p = a + 1, *q = b + 1;
	uint32_t i;

	for (i = 0; i < a->n && sv_eq(p->key, q->key); i++, p += p->next, q += q->next)
		;
	if (i == a->n) {
		for (i = 0, p = a + 1, q = b + 1; i < a->n; i++, p += p->next, q += q->next)
			if (!item_eq(p, q, tmp))
				return false;
		return true;
	}
	x = sort_members(a, tmp);
	y = sort_members(b, tmp);
	for (i = 0; i < a->n; i++)
		if (!sv_eq(x[i]->key, y[i]->key) || !item_eq(x[i], y[i], tmp))
			return false;
	return true;
}

bool
item_eq(const struct item *a, const struct item *b, struct arena *tmp)
{
	const struct item *p = a + 1, *q = b + 1;

	if (a->v.kind != b->v.kind || a->n != b->n)
		return false;
	switch (a->v.kind) {
	case VAL_NUMBER:
		return sv_eq(a->v.text, b->v.text) || num_cmp(a->v.text, b->v.text) == 0;
	case VAL_STRING:
		return sv_eq(item_text(a, tmp), item_text(b, tmp));
	case VAL_OBJECT:
		return eq_objects(a, b, tmp);
	case VAL_ARRAY:
		for (uint32_t i = 0; i < a->n; i++, p += p->next, q += q->next)
			if (!item_eq(p, q, tmp))
				return false;
		return true;
	default:
		return true;
	}
}

uint64_t
item_hash(const struct item *x, uint64_t seed, struct arena *tmp)
{
	const struct item *p = x + 1;
	uint64_t h = seed + x->v.kind * UINT64_C(0x9E3779B97F4A7C15);

	switch (x->v.kind) {
	case VAL_NUMBER:
		return dec_hash(x->v.text, h);
	case VAL_STRING:
		return hash_sv(item_text(x, tmp), h);
	case VAL_OBJECT:
		for (uint32_t i = 0; i < x->n; i++, p += p->next)
			h += hash_sv(p->key, item_hash(p, seed, tmp));
		break;
	case VAL_ARRAY:
		for (uint32_t i = 0; i < x->n; i++, p += p->next)
			h = (h ^ item_hash(p, seed, tmp)) * UINT64_C(0xD6E8FEB86659FD93);
		break;
	default:
		break;
	}
	return hash_sv((struct sv){ (const char *)&h, sizeof(h) }, seed);
}
