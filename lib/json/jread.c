/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread - the on-demand NDJSON reader
 *
 * Paths become a tree of nodes, one per distinct prefix, found by (parent, key)
 * in one small hash table.  jline.h goes through the members of a line.
 *
 * Values go to cells.  Cell i of the n paths is the caller's slot i; further
 * cells are the reader's own and hold what a dotted name found as a plain
 * top-level key.  Fixes, done at the end of a line, pick the later of the two
 * and copy slots whose path was asked for twice.
 */
#include "json/jread.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "json/jline.h"
#include "json/jrows.h"

#include <string.h>

/* The child of @up with this key, made when it is new; there is room. */
static uint32_t
add_path(struct jread *r, uint32_t up, struct sv key)
{
	uint64_t head = jline_head(key);
	uint32_t at = jline_find(r, up, key);
	size_t i;

	if (at != JLINE_NOTHING)
		return at;
	at = r->npath++;
	r->path[at] = (struct jline_path){
		.key = arena_sv(&r->arena, key), .head = head, .up = up, .cell = JLINE_NOTHING,
	};
	r->path[up].inner = true;
	for (i = jline_bucket(r, up, head, key.n); r->table[i] != 0; i = (i + 1) & r->mask)
		;
	r->table[i] = at;
	return at;
}

static void
add_fix(struct jread *r, size_t to, size_t from, bool later)
{
	r->fix[r->nfix++] = (struct jline_fix){ (uint32_t)to, (uint32_t)from, later };
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
			at = add_path(r, at, path[i].key[k]);
		if (r->path[at].cell == JLINE_NOTHING)
			r->path[at].cell = (uint32_t)i;
	}
	for (i = 0; i < r->n; i++) {
		uint32_t at;

		if (path[i].n < 2)
			continue;
		at = add_path(r, 0, joined(r, &path[i]));
		if (r->path[at].cell == JLINE_NOTHING)
			r->path[at].cell = (uint32_t)r->ncell++;
		add_fix(r, i, r->path[at].cell, true);
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
			at = jline_find(r, at, path[i].key[k]);
		if (r->path[at].cell != i)
			add_fix(r, i, r->path[at].cell, false);
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
	r->path = mem_array(NULL, nodes, sizeof(*r->path));
	r->path[r->npath++] = (struct jline_path){ .cell = JLINE_NOTHING };
	r->fix = mem_array(NULL, 2 * n, sizeof(*r->fix));
	r->frame = mem_array(NULL, deep, sizeof(*r->frame));
	add_paths(r, path);
	add_copies(r, path);
	r->own = mem_array(NULL, r->ncell - n, sizeof(*r->own));
	jline_init(r, cpu_simd());
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
	mem_free(r->path);
	mem_free(r->fix);
	mem_free(r->frame);
	mem_free(r->own);
	mem_free(r->lit);
	mem_free(r->lit_table);
	mem_free(r->member);
	jrows_free(r);
	mem_free(r);
}

bool
jread_simd(struct jread *r, enum cpu_simd simd)
{
	if (!cpu_simd_usable(simd))
		return false;
	jrows_free(r);
	jline_init(r, simd);
	return true;
}

/* The record at @p in the line that starts at @from; at its '\n'. */
static inline __attribute__((always_inline)) const char *
read_line(struct jread *r, const char *from, const char *p, struct val *slot)
{
	static const struct val none = { .kind = VAL_NONE };
	struct jscan *s = &r->scan;

	s->high = 0;
	r->line++;
	r->nmember = 0;
	for (size_t i = 0; i < r->n; i++)
		jline_set(&slot[i], &none);
	if (r->ncell != r->n)
		memset(r->own, 0, (r->ncell - r->n) * sizeof(*r->own));
	if (*p != '{')
		return jscan_fail(s, JSCAN_OBJECT, p);
	p = r->kernel(r, p, slot);
	if (p == NULL)
		return NULL;
	if ((s->high & JSCAN_ALL(0x80)) != 0) {
		struct sv text = { from, (size_t)(p - from) };
		size_t good = utf8_valid_by(text, r->simd);

		if (good != text.n)
			return jscan_fail(s, JSCAN_UTF8, from + good);
	}
	jline_fixes(r, slot);
	return p;
}

/*
 * Behind the NULs that begin a line.  They are a hole: a rotation emptied the file, and a
 * writer that does not append went on where it was.
 */
static const char *
skip_hole(const char *p)
{
	while (*p == '\0')
		p++;
	return p;
}

enum rc
jread_next(struct jread *r, const char **at, const char *end, uint64_t *lines,
    struct val *slot, struct jread_line *line, struct err *e)
{
	const char *from, *p, *q;

	r->far = end - *at > JLINE_FAR ? end + JLINE_PAD - JLINE_FAR : *at;
	for (from = *at; from < end; from = p + 1) {
		++*lines;
		p = jscan_space(&r->scan, from);
		if (__builtin_expect(*p == '\0', 0)) {
			from = skip_hole(p);
			p = jscan_space(&r->scan, from);
		}
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

enum rc
jread_rows(struct jread *r, const char **at, const char *end, uint64_t *lines,
    struct val *slot, struct jread_row *row, size_t max, size_t *n, struct err *e)
{
	bool many = jrows_usable(r);
	struct jread_line line;
	struct val none;

	if (r->n == 0)
		slot = &none;
	for (*n = 0; *n < max; ++*n) {
		const char *from;
		uint64_t before;
		enum rc rc;

		if (many && !jrows_rests(r))
			*n += jrows_take(r, at, end, lines, slot + *n * r->n, row + *n, max - *n);
		if (*n == max)
			break;
		from = *at;
		before = *lines;
		rc = jread_next(r, at, end, lines, slot + *n * r->n, &line, e);
		if (rc == RC_END)
			return *n != 0 ? RC_OK : RC_END;
		if (rc == RC_BAD && *n != 0) {
			*at = from;
			*lines = before;
			return RC_OK;
		}
		if (many && jrows_rests(r))
			r->rows->rest--;
		else if (many)
			jrows_past(r, line.text.p, *at, rc == RC_OK);
		row[*n] = (struct jread_row){ line.text, *lines };
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

enum rc
jread_object(struct jread *r, const char **at, const char *end, struct val *slot,
    struct jread_line *line, struct err *e)
{
	const char *p = *at, *q;

	r->apart = true;
	r->far = end - p > JLINE_FAR ? end + JLINE_PAD - JLINE_FAR : p;
	q = read_line(r, p, p, slot);
	if (q == NULL)
		return e != NULL ? jscan_err(&r->scan, p, e) : RC_BAD;
	*at = q;
	line->text = (struct sv){ p, (size_t)(q - p) };
	line->member = r->member;
	line->nmember = r->nmember;
	return RC_OK;
}
