/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * doc_build - see doc_build.h
 */
#include "spec/doc_build.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>

enum { FEW = 12 };	/* keys that are compared pair by pair */

void
doc_build_init(struct doc_build *b, const char *file, struct sv source, struct arena *a,
    struct err *e)
{
	b->arena = a;
	b->file = file;
	b->source = source;
	b->at = (struct doc_at){ 0, 1, 1 };
	b->stack = NULL;
	b->n = b->cap = b->depth = b->nodes = 0;
	b->e = e;
}

void
doc_build_free(struct doc_build *b)
{
	mem_free(b->stack);
	b->stack = NULL;
}

void
doc_build_seek(struct doc_at *at, struct sv source, size_t off)
{
	const char *p, *end = source.p + off, *lf;

	if (off < at->off)
		*at = (struct doc_at){ 0, 1, 1 };
	for (p = source.p + at->off; p < end; p = lf + 1) {
		lf = memchr(p, '\n', (size_t)(end - p));
		if (lf == NULL) {
			at->col += (uint32_t)(end - p);
			break;
		}
		at->line++;
		at->col = 1;
	}
	at->off = (uint32_t)off;
}

struct doc_at
doc_build_place(struct doc_build *b, size_t off)
{
	doc_build_seek(&b->at, b->source, off);
	return b->at;
}

bool
doc_build_want_key(const struct doc_build *b)
{
	const struct doc_frame *f = b->depth != 0 ? &b->frame[b->depth - 1] : NULL;

	return f != NULL && f->self.kind == NODE_MAP && !f->has_key;
}

void
doc_build_key(struct doc_build *b, struct sv key, struct doc_at at)
{
	struct doc_frame *f = &b->frame[b->depth - 1];

	f->key = key;
	f->key_at = at;
	f->has_key = true;
}

static struct doc_at
place_of(const struct node *n)
{
	return (struct doc_at){ n->off, n->line, n->col };
}

enum rc
doc_build_add(struct doc_build *b, struct node n)
{
	struct doc_frame *f = b->depth != 0 ? &b->frame[b->depth - 1] : NULL;

	if (++b->nodes > DOC_NODES_MAX)
		return doc_build_fail(b, RC_LIMIT, place_of(&n), "more than %d values",
		    DOC_NODES_MAX);
	n.key = (struct sv){ "", 0 };
	n.key_line = n.line;
	n.key_col = n.col;
	if (f != NULL && f->self.kind == NODE_MAP) {
		n.key = f->key;
		n.key_line = f->key_at.line;
		n.key_col = f->key_at.col;
		n.key_off = f->key_at.off;
		f->has_key = false;
	}
	if (b->n == b->cap) {
		b->cap = b->cap != 0 ? 2 * b->cap : 64;
		b->stack = mem_array(b->stack, b->cap, sizeof(*b->stack));
	}
	b->stack[b->n++] = n;
	return RC_OK;
}

enum rc
doc_build_open(struct doc_build *b, enum node_kind kind, struct doc_at at)
{
	struct doc_frame *f;

	if (b->depth == DOC_DEPTH_MAX)
		return doc_build_fail(b, RC_LIMIT, at, "nested deeper than %d levels",
		    DOC_DEPTH_MAX);
	f = &b->frame[b->depth++];
	*f = (struct doc_frame){ .first = b->n, .self = { .kind = kind, .text = { "", 0 },
		.line = at.line, .col = at.col, .off = at.off } };
	return RC_OK;
}

/* The first key of a map that was there before. */
static const struct node *
twice(const struct node *map, const struct node **first)
{
	struct arena tmp;
	struct hmap seen;
	const struct node *found = NULL;
	size_t i, j;
	bool fresh;

	for (i = 0; map->n <= FEW && i < map->n; i++)
		for (j = 0; j < i; j++)
			if (sv_eq(map->item[i].key, map->item[j].key)) {
				*first = &map->item[j];
				return &map->item[i];
			}
	if (map->n <= FEW)
		return NULL;
	arena_init(&tmp);
	hmap_init(&seen, &tmp, sizeof(const struct node *), hash_seed());
	for (i = 0; i < map->n && found == NULL; i++) {
		const struct node **at = hmap_put(&seen, map->item[i].key, &fresh);

		if (fresh) {
			*at = &map->item[i];
		} else {
			*first = *at;
			found = &map->item[i];
		}
	}
	hmap_free(&seen);
	arena_free(&tmp);
	return found;
}

/* The nodes now stand where they stay: those below them can be told. */
static void
adopt(struct node *n)
{
	for (size_t i = 0; i < n->n; i++)
		n->item[i].up = n;
}

enum rc
doc_build_close(struct doc_build *b, struct node *made)
{
	struct doc_frame *f = &b->frame[--b->depth];
	const struct node *first = NULL, *again;
	size_t n = b->n - f->first;

	f->self.n = n;
	if (n != 0) {
		f->self.item = arena_alloc(b->arena, n * sizeof(*f->self.item));
		memcpy(f->self.item, b->stack + f->first, n * sizeof(*f->self.item));
	}
	b->n = f->first;
	for (size_t i = 0; i < n; i++)
		adopt(&f->self.item[i]);
	again = f->self.kind == NODE_MAP ? twice(&f->self, &first) : NULL;
	if (again != NULL)
		return doc_build_fail(b, RC_SYNTAX,
		    (struct doc_at){ again->key_off, again->key_line, again->key_col },
		    "the key '%.*s' stands twice, first on line %u", SV_SHOW(again->key),
		    first->key_line);
	if (made != NULL)
		*made = f->self;
	return doc_build_add(b, f->self);
}

struct node *
doc_build_root(struct doc_build *b)
{
	struct node *root = arena_alloc(b->arena, sizeof(*root));

	*root = b->stack[--b->n];
	adopt(root);
	return root;
}

void
doc_build_done(struct doc_build *b, struct docs *d)
{
	d->doc = arena_grow(b->arena, d->doc, d->n * sizeof(*d->doc), (d->n + 1) * sizeof(*d->doc));
	d->doc[d->n++] = (struct doc){ b->file, b->source, doc_build_root(b) };
}

enum rc
doc_build_copy(struct doc_build *b, const struct node *n)
{
	enum rc rc;

	if (n->kind != NODE_LIST && n->kind != NODE_MAP)
		return doc_build_add(b, *n);
	rc = doc_build_open(b, n->kind, place_of(n));
	for (size_t i = 0; rc == RC_OK && i < n->n; i++) {
		const struct node *k = &n->item[i];

		if (n->kind == NODE_MAP)
			doc_build_key(b, k->key,
			    (struct doc_at){ k->key_off, k->key_line, k->key_col });
		rc = doc_build_copy(b, k);
	}
	return rc == RC_OK ? doc_build_close(b, NULL) : rc;
}

enum rc
doc_build_vfail(const char *file, struct sv source, enum rc rc, struct doc_at at, struct err *e,
    const char *fmt, va_list ap)
{
	char msg[ERR_MSG_MAX];

	if (vsnprintf(msg, sizeof(msg), fmt, ap) < 0)
		msg[0] = '\0';
	rc = rc_err(e, rc, "%s:%u:%u: %s", file, at.line, at.col, msg);
	if (e != NULL) {
		e->line = at.line;
		e->col = (uint64_t)at.off + 1;
		e->text = source.p;
	}
	return rc;
}

enum rc
doc_build_fail(struct doc_build *b, enum rc rc, struct doc_at at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	rc = doc_build_vfail(b->file, b->source, rc, at, b->e, fmt, ap);
	va_end(ap);
	return rc;
}
