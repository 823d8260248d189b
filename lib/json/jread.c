/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread - the on-demand NDJSON reader
 *
 * Paths become a tree of nodes, one per distinct prefix, found by (parent, key)
 * in one small hash table.  walk() goes through the members of a line; an object
 * below a node with children is entered, every other container is skipped by
 * jscan_skip, which validates it.  There is no recursion: entered objects are
 * frames, at most as many as the longest path has components.
 *
 * Values go to cells.  Cell i of the n paths is the caller's slot i; further
 * cells are the reader's own and hold what a dotted name found as a plain
 * top-level key.  Fixes, done at the end of a line, pick the later of the two
 * and copy slots whose path was asked for twice.
 */
#include "json/jread.h"

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "json/jscan.h"

#include <string.h>

#define NOTHING UINT32_MAX	/* no node, no cell */

struct jread_node {
	struct sv key;		/* plain, in the reader's arena */
	uint64_t  head;		/* its first 8 bytes, zero-padded */
	uint32_t  up;		/* node 0 is the record itself */
	uint32_t  cell;		/* NOTHING: no path ends here */
	bool      inner;	/* has children */
	uint64_t  entered;	/* number of the last line in which it was entered */
};

struct jread_frame {
	uint32_t    node;
	const char *open;	/* its '{' */
};

struct jread_fix {
	uint32_t to;
	uint32_t from;
	bool     later;		/* only when from lies behind to */
};

struct jread {
	struct jscan         scan;
	size_t               n;		/* paths */
	struct jread_node   *node;
	uint32_t             nnode;
	uint32_t            *table;	/* node of a hash, 0: none */
	size_t               mask;	/* the table's size less one */
	struct val          *own;	/* cells n and up */
	size_t               ncell;
	struct jread_fix    *fix;
	size_t               nfix;
	struct jread_frame  *frame;
	size_t               nframe;	/* in use: the object walk() is in */
	uint64_t             line;	/* lines read so far */
	bool                 members;
	struct jread_member *member;
	size_t               nmember;
	size_t               cap;
	struct arena         arena;	/* keys of the nodes */
	struct arena         tmp;	/* a decoded key */
};

/* The first eight bytes of a key, without what follows it. */
static inline uint64_t
head_of(uint64_t w, size_t n)
{
	return n < 8 ? w & ((UINT64_C(1) << (8 * n)) - 1) : w;
}

static inline size_t
bucket(const struct jread *r, uint32_t up, uint64_t head, size_t n)
{
	uint64_t h = (head ^ (uint64_t)n << 56 ^ up) * UINT64_C(0x9E3779B97F4A7C15);

	return (size_t)(h >> 40) & r->mask;
}

/* The child of @up with this key, or NOTHING. */
static inline uint32_t
find(const struct jread *r, uint32_t up, uint64_t head, struct sv key)
{
	size_t i = bucket(r, up, head, key.n);

	for (; r->table[i] != 0; i = (i + 1) & r->mask) {
		const struct jread_node *c = &r->node[r->table[i]];

		if (c->head == head && c->key.n == key.n && c->up == up &&
		    (key.n <= 8 || memcmp(c->key.p + 8, key.p + 8, key.n - 8) == 0))
			return r->table[i];
	}
	return NOTHING;
}

static uint64_t
head_copy(struct sv key)
{
	char text[8] = { 0 };

	if (key.n != 0)
		memcpy(text, key.p, key.n < 8 ? key.n : 8);
	return jscan_load(text);
}

/* The child of @up with this key, made when it is new; there is room. */
static uint32_t
add_node(struct jread *r, uint32_t up, struct sv key)
{
	uint64_t head = head_copy(key);
	uint32_t at = find(r, up, head, key);
	size_t i;

	if (at != NOTHING)
		return at;
	at = r->nnode++;
	r->node[at] = (struct jread_node){
		.key = arena_sv(&r->arena, key), .head = head, .up = up, .cell = NOTHING,
	};
	r->node[up].inner = true;
	for (i = bucket(r, up, head, key.n); r->table[i] != 0; i = (i + 1) & r->mask)
		;
	r->table[i] = at;
	return at;
}

static void
add_fix(struct jread *r, size_t to, size_t from, bool later)
{
	r->fix[r->nfix++] = (struct jread_fix){ (uint32_t)to, (uint32_t)from, later };
}

/* The name with its components joined by dots. */
static struct sv
joined(struct jread *r, const struct jread_path *path)
{
	size_t i, n = path->n - 1, at = 0;
	char *text;

	for (i = 0; i < path->n; i++)
		n += path->key[i].n;
	text = arena_alloc(&r->arena, n);
	for (i = 0; i < path->n; i++) {
		if (i != 0)
			text[at++] = '.';
		if (path->key[i].n != 0)
			memcpy(text + at, path->key[i].p, path->key[i].n);
		at += path->key[i].n;
	}
	return (struct sv){ text, n };
}

static void
add_paths(struct jread *r, const struct jread_path *path)
{
	size_t i, k;

	for (i = 0; i < r->n; i++) {
		uint32_t at = 0;

		for (k = 0; k < path[i].n; k++)
			at = add_node(r, at, path[i].key[k]);
		if (r->node[at].cell == NOTHING)
			r->node[at].cell = (uint32_t)i;
	}
	for (i = 0; i < r->n; i++) {
		uint32_t at;

		if (path[i].n < 2)
			continue;
		at = add_node(r, 0, joined(r, &path[i]));
		if (r->node[at].cell == NOTHING)
			r->node[at].cell = (uint32_t)r->ncell++;
		add_fix(r, i, r->node[at].cell, true);
	}
}

/* Paths asked for twice: copies, after the fixes that look for the later one. */
static void
add_copies(struct jread *r, const struct jread_path *path)
{
	size_t i, k;

	for (i = 0; i < r->n; i++) {
		uint32_t at = 0;

		for (k = 0; k < path[i].n; k++)
			at = find(r, at, head_copy(path[i].key[k]), path[i].key[k]);
		if (r->node[at].cell != i)
			add_fix(r, i, r->node[at].cell, false);
	}
}

struct jread *
jread_new(const struct jread_path *path, size_t n, bool members)
{
	struct jread *r = mem_zalloc(sizeof(*r));
	size_t i, deep = 1, nodes = 1 + n;

	for (i = 0; i < n; i++) {
		nodes += path[i].n;
		deep = path[i].n > deep ? path[i].n : deep;
	}
	r->n = r->ncell = n;
	r->members = members;
	arena_init(&r->arena);
	arena_init(&r->tmp);
	for (r->mask = 63; r->mask < 8 * nodes; r->mask = 2 * r->mask + 1)
		;
	r->table = mem_array(NULL, r->mask + 1, sizeof(*r->table));
	memset(r->table, 0, (r->mask + 1) * sizeof(*r->table));
	r->node = mem_array(NULL, nodes, sizeof(*r->node));
	r->node[r->nnode++] = (struct jread_node){ .cell = NOTHING };
	r->fix = mem_array(NULL, 2 * n, sizeof(*r->fix));
	r->frame = mem_array(NULL, deep, sizeof(*r->frame));
	add_paths(r, path);
	add_copies(r, path);
	r->own = mem_array(NULL, r->ncell - n, sizeof(*r->own));
	return r;
}

void
jread_free(struct jread *r)
{
	if (r == NULL)
		return;
	arena_free(&r->arena);
	arena_free(&r->tmp);
	mem_free(r->table);
	mem_free(r->node);
	mem_free(r->fix);
	mem_free(r->frame);
	mem_free(r->own);
	mem_free(r->member);
	mem_free(r);
}

static inline struct val *
cell_at(struct jread *r, struct val *slot, size_t cell)
{
	return cell < r->n ? &slot[cell] : &r->own[cell - r->n];
}

/* A later member of the same name: nothing below the earlier one counts any more. */
static __attribute__((cold, noinline)) void
forget(struct jread *r, struct val *slot, uint32_t node)
{
	uint32_t i, up;

	for (i = node + 1; i < r->nnode; i++) {
		for (up = r->node[i].up; up > node; up = r->node[up].up)
			;
		if (up == node && r->node[i].cell != NOTHING)
			*cell_at(r, slot, r->node[i].cell) = (struct val){ .kind = VAL_NONE };
	}
	r->node[node].entered = 0;
}

static __attribute__((cold, noinline)) void
more_members(struct jread *r)
{
	r->cap = r->cap == 0 ? 32 : 2 * r->cap;
	r->member = mem_array(r->member, r->cap, sizeof(*r->member));
}

/* Field by field: a wide copy would wait for the narrow stores that made @v. */
static inline void
set(struct val *to, const struct val *v)
{
	to->kind = v->kind;
	to->flags = v->flags;
	to->text.p = v->text.p;
	to->text.n = v->text.n;
	to->num = 0;
}

static inline void
list(struct jread *r, struct sv key, bool esc, const struct val *v)
{
	struct jread_member *m;

	if (r->nmember == r->cap)
		more_members(r);
	m = &r->member[r->nmember++];
	m->key = key;
	m->key_esc = esc;
	set(&m->val, v);
}

/* The same for a key with escapes; U+FFFD stands for what has no text. */
static __attribute__((cold, noinline)) uint32_t
find_escaped(struct jread *r, uint32_t up, struct sv raw)
{
	struct sv key;

	arena_reset(&r->tmp);
	key = val_unescape(raw, &r->tmp);
	return find(r, up, head_copy(key), key);
}

/* A key of the object @in: its node, *key and *esc; behind the closing quote. */
static inline const char *
read_key(struct jread *r, const char *p, uint32_t in, struct sv *key, bool *esc, uint32_t *node)
{
	uint64_t w = jscan_load(++p), stop = jscan_stops(w);
	const char *q;

	r->scan.high |= w;
	q = stop != 0 ? p + jscan_first(stop) : jscan_plain(&r->scan, p + 8);
	*esc = *q != '"';
	if (*esc) {
		q = jscan_string_rest(&r->scan, p - 1, q);
		if (q == NULL)
			return NULL;
		*key = (struct sv){ p, (size_t)(q - p) };
		*node = find_escaped(r, in, *key);
	} else {
		*key = (struct sv){ p, (size_t)(q - p) };
		*node = find(r, in, head_of(w, key->n), *key);
	}
	return q + 1;
}

/* Into the object at @p, the value of node @node. */
static const char *
enter(struct jread *r, const char *p, uint32_t node)
{
	if (r->nframe + 1 >= JREAD_DEPTH_MAX)
		return jscan_fail(&r->scan, JSCAN_DEPTH, p);
	r->node[node].entered = r->line;
	r->frame[r->nframe++] = (struct jread_frame){ node, p };
	return jscan_space(&r->scan, p + 1);
}

/* Out of the object entered last, which ended before @p; the node of the one around it. */
static uint32_t
leave(struct jread *r, const char *p, struct val *slot)
{
	const struct jread_frame *f = &r->frame[--r->nframe];
	const struct jread_node *node = &r->node[f->node];
	struct val v = { .kind = VAL_OBJECT, .text = { f->open, (size_t)(p - f->open) } };

	if (node->cell != NOTHING)
		*cell_at(r, slot, node->cell) = v;
	if (r->members && r->nframe == 0)
		r->member[r->nmember - 1].val = v;
	return node->up;
}

/* From behind a value to the next key; *in follows, and is NOTHING when the record ended. */
static inline const char *
next_key(struct jread *r, const char *p, struct val *slot, uint32_t *in)
{
	for (;;) {
		p = jscan_space(&r->scan, p);
		if (*p == ',')
			return jscan_space(&r->scan, p + 1);
		if (*p != '}')
			return jscan_fail(&r->scan, JSCAN_NEXT_MEMBER, p);
		p++;
		if (*in == 0) {
			*in = NOTHING;
			return p;
		}
		*in = leave(r, p, slot);
	}
}

/* The record at @p; behind its '}'. */
static const char *
walk(struct jread *r, const char *p, struct val *slot)
{
	struct jscan *s = &r->scan;
	enum jscan_fault fault = JSCAN_KEY_FIRST;
	uint32_t in = 0;

	r->nframe = 0;
	p = jscan_space(s, p + 1);
	if (*p == '}')
		return p + 1;
	while (in != NOTHING) {
		struct val v = { .kind = VAL_NONE };
		struct sv key;
		uint32_t node;
		bool esc, down;

		if (*p != '"')
			return jscan_fail(s, fault, p);
		fault = JSCAN_KEY;
		p = read_key(r, p, in, &key, &esc, &node);
		if (p == NULL || (p = jscan_colon(s, p)) == NULL)
			return NULL;
		down = node != NOTHING && r->node[node].inner;
		if (down && r->node[node].entered == r->line)
			forget(r, slot, node);
		down = down && *p == '{';
		p = down ? enter(r, p, node) : jscan_value(s, p, &v, r->nframe + 1);
		if (p == NULL)
			return NULL;
		if (node != NOTHING && r->node[node].cell != NOTHING)
			set(cell_at(r, slot, r->node[node].cell), &v);
		if (r->members && in == 0)
			list(r, key, esc, &v);
		if (down) {
			in = node;
			if (*p != '}') {
				fault = JSCAN_KEY_FIRST;
				continue;
			}
		}
		p = next_key(r, p, slot, &in);
		if (p == NULL)
			return NULL;
	}
	return p;
}

static void
apply_fixes(const struct jread *r, struct val *slot)
{
	size_t i;

	for (i = 0; i < r->nfix; i++) {
		const struct jread_fix *f = &r->fix[i];
		const struct val *from = f->from < r->n ? &slot[f->from] : &r->own[f->from - r->n];

		if (!f->later || (from->kind != VAL_NONE && (slot[f->to].kind == VAL_NONE ||
		    from->text.p > slot[f->to].text.p)))
			slot[f->to] = *from;
	}
}

/* The record at @p in the line that starts at @from; at its '\n'. */
static const char *
read_line(struct jread *r, const char *from, const char *p, struct val *slot)
{
	struct jscan *s = &r->scan;

	s->high = 0;
	r->line++;
	r->nmember = 0;
	if (r->n != 0)
		memset(slot, 0, r->n * sizeof(*slot));
	if (r->ncell != r->n)
		memset(r->own, 0, (r->ncell - r->n) * sizeof(*r->own));
	if (*p != '{')
		return jscan_fail(s, JSCAN_OBJECT, p);
	p = walk(r, p, slot);
	if (p == NULL)
		return NULL;
	p = jscan_space(s, p);
	if (*p != '\n')
		return jscan_fail(s, JSCAN_END, p);
	if ((s->high & JSCAN_ALL(0x80)) != 0) {
		struct sv text = { from, (size_t)(p - from) };
		size_t good = utf8_valid(text);

		if (good != text.n)
			return jscan_fail(s, JSCAN_UTF8, from + good);
	}
	apply_fixes(r, slot);
	return p;
}

enum rc
jread_next(struct jread *r, const char **at, const char *end, uint64_t *lines,
    struct val *slot, struct jread_line *line, struct err *e)
{
	const char *from, *p, *q;

	for (from = *at; from < end; from = p + 1) {
		++*lines;
		p = jscan_space(&r->scan, from);
		if (*p == '\n')
			continue;
		q = p = read_line(r, from, p, slot);
		if (p == NULL)
			p = memchr(r->scan.at, '\n', (size_t)(end - r->scan.at));
		*at = p + 1;
		line->text = (struct sv){ from, (size_t)(p - from) - (p[-1] == '\r') };
		line->member = r->member;
		line->nmember = q != NULL ? r->nmember : 0;
		return q != NULL ? RC_OK : jscan_err(&r->scan, from, e);
	}
	*at = end;
	return RC_END;
}
