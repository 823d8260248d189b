/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xbench - for tests of expressions and metrics: a projection, records from JSON text
 *
 * Compile first, then xbench_record: the reader is made when the first record
 * is read, for the fields that are known by then.
 */
#ifndef CX_TESTS_XBENCH_H
#define CX_TESTS_XBENCH_H

#include "base/arena.h"
#include "base/buf.h"
#include "expr/expr.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "record/proj.h"
#include "record/record.h"

#include <stdlib.h>
#include <string.h>

enum { XBENCH_PAD = 64 };

struct xbench {
	struct arena      arena;
	struct proj       proj;
	struct expr_env   env;
	struct expr_eval *ev;
	struct jread     *reader;
	struct val       *slot;
	char             *block;
	struct record     rec;
	struct buf        out;
};

static inline void
xbench_init(struct xbench *b)
{
	memset(b, 0, sizeof(*b));
	arena_init(&b->arena);
	proj_init(&b->proj, &b->arena);
	b->env = (struct expr_env){ .arena = &b->arena, .proj = &b->proj };
	b->ev = expr_eval_new();
	buf_init(&b->out, SIZE_MAX);
}

static inline void
xbench_free(struct xbench *b)
{
	expr_eval_free(b->ev);
	jread_free(b->reader);
	arena_free(&b->arena);
	buf_free(&b->out);
	free(b->block);
}

/* Read @json (one object) into b->rec; false when it is not one. */
static inline bool
xbench_record(struct xbench *b, struct sv json)
{
	struct jread_line line;
	const char *at;
	uint64_t lines = 0;

	if (b->reader == NULL) {
		struct jread_path *path = arena_alloc(&b->arena, (b->proj.n + 1) * sizeof(*path));

		for (size_t i = 0; i < b->proj.n; i++)
			path[i] = (struct jread_path){ b->proj.field[i].key, b->proj.field[i].nkey };
		b->reader = jread_new(path, b->proj.n, false);
		b->slot = arena_alloc(&b->arena, (b->proj.n + 1) * sizeof(*b->slot));
	}
	b->block = realloc(b->block, json.n + 1 + XBENCH_PAD);
	memcpy(b->block, json.p, json.n);
	b->block[json.n] = '\n';
	memset(b->block + json.n + 1, 0, XBENCH_PAD);
	at = b->block;
	b->rec = (struct record){ .slot = b->slot, .line = { b->block, json.n }, .line_no = 1,
		.json = true };
	return jread_next(b->reader, &at, b->block + json.n + 1, &lines, b->slot, &line, NULL) ==
	    RC_OK;
}

/* A copy of b->rec, in the arena of @b. */
static inline const struct record *
xbench_keep(struct xbench *b)
{
	struct record *r = arena_alloc(&b->arena, sizeof(*r));
	struct val *slot = arena_alloc(&b->arena, (b->proj.n + 1) * sizeof(*slot));

	*r = b->rec;
	r->line = arena_sv(&b->arena, b->rec.line);
	for (size_t i = 0; i < b->proj.n; i++) {
		slot[i] = b->rec.slot[i];
		if (slot[i].text.n != 0)
			slot[i].text.p = r->line.p + (slot[i].text.p - b->rec.line.p);
	}
	r->slot = slot;
	return r;
}

/* The value as JSON text, NUL-terminated, until the next call. */
static inline const char *
xbench_text(struct xbench *b, const struct val *v)
{
	struct jwrite w;

	buf_clear(&b->out);
	jwrite_init(&w, &b->out);
	jwrite_val(&w, v);
	buf_c(&b->out, '\0');
	return b->out.p;
}

#endif
