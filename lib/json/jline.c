/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jline - what is learnt, and what is too rare for the loop: see jline.h
 *
 * A node is found by the bytes of its literal.  Which kind of value ended before
 * it is part of them, since the literal behind a string begins with its closing
 * quote; and a node becomes a successor only where jline_learn has parsed it.
 *
 * Objects on the way of a path are entered: walk() goes through their members.
 * There is no recursion: entered objects are frames, at most as many as the
 * longest path has components.  Every other container is skipped by jscan_skip,
 * which validates it.
 */
#include "json/jline.h"

#include "base/mem.h"

#include <string.h>

/* The first eight bytes of a key, without what follows it. */
static inline uint64_t
head_of(uint64_t w, size_t n)
{
	return n < 8 ? w & ((UINT64_C(1) << (8 * n)) - 1) : w;
}

uint64_t
jline_head(struct sv key)
{
	char text[8] = { 0 };

	if (key.n != 0)
		memcpy(text, key.p, key.n < 8 ? key.n : 8);
	return word_load(text);
}

size_t
jline_bucket(const struct jread *r, uint32_t up, uint64_t head, size_t n)
{
	uint64_t h = (head ^ (uint64_t)n << 56 ^ up) * UINT64_C(0x9E3779B97F4A7C15);

	return (size_t)(h >> 40) & r->mask;
}

static inline uint32_t
find_path(const struct jread *r, uint32_t up, uint64_t head, struct sv key)
{
	size_t i = jline_bucket(r, up, head, key.n);

	for (; r->table[i] != 0; i = (i + 1) & r->mask) {
		const struct jline_path *c = &r->path[r->table[i]];

		if (c->head == head && c->key.n == key.n && c->up == up &&
		    (key.n <= 8 || memcmp(c->key.p + 8, key.p + 8, key.n - 8) == 0))
			return r->table[i];
	}
	return JLINE_NOTHING;
}

uint32_t
jline_find(const struct jread *r, uint32_t up, struct sv key)
{
	return find_path(r, up, jline_head(key), key);
}

/* The same for a key with escapes; U+FFFD stands for what has no text. */
static __attribute__((cold, noinline)) uint32_t
find_escaped(struct jread *r, uint32_t up, struct sv raw)
{
	arena_reset(&r->tmp);
	return jline_find(r, up, val_unescape(raw, &r->tmp));
}

void
jline_init(struct jread *r, enum cpu_simd simd)
{
	r->simd = simd;
	r->kernel = simd == CPU_AVX2 ? jline_avx2 : simd == CPU_SSE2 ? jline_sse2 :
	    simd == CPU_NEON ? jline_neon : jline_scalar;
	if (r->lit == NULL) {
		r->lit = mem_array(NULL, JLINE_NODES, sizeof(*r->lit));
		r->lit_table = mem_array(NULL, JLINE_TABLE, sizeof(*r->lit_table));
	}
	memset(r->lit_table, 0, JLINE_TABLE * sizeof(*r->lit_table));
	r->nlit = 0;
	r->none = (struct jline_node){ .kind = JLINE_NONE };
	r->root = r->odd = (struct jline_node){
		.kind = JLINE_NONE, .then = JLINE_FIRST, .next = { &r->none, &r->none }
	};
	for (size_t i = 0; i < JLINE_SETS; i++)
		r->set[i][0] = r->set[i][1] = &r->none;
}

void
jline_more(struct jread *r)
{
	r->cap = r->cap == 0 ? 32 : 2 * r->cap;
	r->member = mem_array(r->member, r->cap, sizeof(*r->member));
}

void
jline_fixes(const struct jread *r, struct val *slot)
{
	size_t i;

	for (i = 0; i < r->nfix; i++) {
		const struct jline_fix *f = &r->fix[i];
		const struct val *from = f->from < r->n ? &slot[f->from] : &r->own[f->from - r->n];

		if (!f->later || (from->kind != VAL_NONE && (slot[f->to].kind == VAL_NONE ||
		    from->text.p > slot[f->to].text.p)))
			slot[f->to] = *from;
	}
}

/* A key of the object @in: its path, *key and *esc; behind the closing quote. */
static inline const char *
read_key(struct jread *r, const char *p, uint32_t in, struct sv *key, bool *esc, uint32_t *path)
{
	uint64_t w = word_load(++p), stop = jscan_stops(w);
	const char *q;

	r->scan.high |= w;
	q = stop != 0 ? p + jscan_first(stop) : jscan_plain(&r->scan, p + 8);
	*esc = *q != '"';
	if (*esc) {
		q = jscan_string_rest(&r->scan, p - 1, q);
		if (q == NULL)
			return NULL;
		*key = (struct sv){ p, (size_t)(q - p) };
		*path = find_escaped(r, in, *key);
	} else {
		*key = (struct sv){ p, (size_t)(q - p) };
		*path = find_path(r, in, head_of(w, key->n), *key);
	}
	return q + 1;
}

/* The literal that ends the record, whose '}' is before @q. */
static bool
parse_end(struct jread *r, struct jline_node *m, const char *p, const char *q)
{
	if (!r->apart)
		q = jscan_space(&r->scan, q);
	m->kind = JLINE_END;
	m->len = (size_t)(q - p) + 1;
	return r->apart || *q == '\n' || jscan_fail(&r->scan, JSCAN_END, q) != NULL;
}

/* The literal that leads to a value, whose key is at @q. */
static bool
parse_key(struct jread *r, struct jline_node *m, const char *p, const char *q)
{
	struct sv key;
	uint32_t path;

	q = read_key(r, q, 0, &key, &m->esc, &path);
	if (q == NULL || (q = jscan_colon(&r->scan, q)) == NULL)
		return false;
	if ((unsigned char)*q <= ' ')
		return jscan_fail(&r->scan, JSCAN_VALUE, q) != NULL;
	m->kind = *q == '"' ? JLINE_STRING : JLINE_BARE;
	if (path != JLINE_NOTHING) {
		m->path = path;
		m->cell = r->path[path].cell;
		m->kind = r->path[path].inner ? JLINE_INNER : m->kind;
	}
	m->then = m->kind == JLINE_STRING ? JLINE_QUOTE : JLINE_VALUE;
	m->kept = r->members || (m->cell != JLINE_NOTHING && m->cell >= r->n) ? JLINE_PUT :
	    m->cell != JLINE_NOTHING ? JLINE_SLOT : JLINE_UNSEEN;
	m->key_at = (uint32_t)(key.p - p);
	m->key_n = key.n;
	m->len = (size_t)(q - p) + (m->kind == JLINE_STRING);
	return true;
}

/* The literal at @p, behind a value of @kind, into r->odd; false and the fault. */
static bool
parse(struct jread *r, bool first, unsigned kind, const char *p)
{
	struct jline_node *m = &r->odd;
	const char *q = p + (kind == JLINE_STRING);

	*m = (struct jline_node){
		.cell = JLINE_NOTHING, .bit = 1, .then = JLINE_VALUE,
		.after = first ? JLINE_FIRST :
		    kind == JLINE_STRING ? JLINE_QUOTE : JLINE_VALUE,
		.next = { &r->none, &r->none }
	};
	if (!first) {
		q = jscan_space(&r->scan, q);
		if (*q == '}')
			return parse_end(r, m, p, q + 1);
		if (*q != ',')
			return jscan_fail(&r->scan, JSCAN_NEXT_MEMBER, q) != NULL;
	}
	q = jscan_space(&r->scan, q + 1);
	if (first && *q == '}')
		return parse_end(r, m, p, q + 1);
	if (*q != '"')
		return jscan_fail(&r->scan, first ? JSCAN_KEY_FIRST : JSCAN_KEY, q) != NULL;
	return parse_key(r, m, p, q);
}

/* The node that holds the literal r->odd at @p, made when there is room; else r->odd. */
static struct jline_node *
intern(struct jread *r, const char *p)
{
	struct jline_node *m = &r->odd;
	char *mask = (char *)m->mask;
	uint64_t h = 0;
	size_t i;

	if (m->len > JLINE_LIT || m->esc)
		return m;
	memcpy(m->lit, p, m->len);
	memset(mask, 0xff, m->len);
	m->bits = (uint32_t)((UINT64_C(1) << m->len) - 1);
	for (i = 0; i < JLINE_LIT; i += 8) {
		uint64_t w = word_load(m->lit + i);

		if ((w & JSCAN_ALL(0x80)) != 0)
			return m;
		h = (h ^ w) * UINT64_C(0x9E3779B97F4A7C15);
		h ^= h >> 32;
	}
	for (i = h % JLINE_TABLE; r->lit_table[i] != 0; i = (i + 1) % JLINE_TABLE) {
		struct jline_node *old = &r->lit[r->lit_table[i] - 1];

		if (old->len == m->len && memcmp(old->lit, m->lit, JLINE_LIT) == 0)
			return old;
	}
	if (r->nlit == JLINE_NODES)
		return m;
	m->watch = JLINE_SAMPLE;
	r->lit[r->nlit++] = *m;
	r->lit_table[i] = (uint16_t)r->nlit;
	return &r->lit[r->nlit - 1];
}

struct jline_node *
jline_learn(struct jread *r, struct jline_node *n, const char *p)
{
	bool odd = n == &r->odd;
	struct jline_node *m, **set;

	if (!parse(r, n == &r->root, n->kind, p))
		return NULL;
	m = intern(r, p);
	if (m == &r->odd)
		return m;
	set = r->set[jline_set_of(word_load(p))];
	if (set[0] != m) {
		set[1] = set[0];
		set[0] = m;
	}
	if (odd)
		return m;
	if (n->next[0]->kind == JLINE_NONE) {
		n->next[0] = m;
	} else {
		n->next[1] = m;
		n->second = 0;
		n->since = r->line;
	}
	return m;
}

void
jline_second(const struct jread *r, struct jline_node *n)
{
	struct jline_node *m = n->next[1];

	if (r->line - n->since < 2 * JLINE_SECOND && m->kind != JLINE_NONE) {
		n->next[1] = n->next[0];
		n->next[0] = m;
	}
	n->second = 0;
	n->since = r->line;
}

/* The value stored last ends at @q. */
static void
mend(struct jread *r, const struct jline_node *n, struct val *slot, const char *q, uint8_t flags)
{
	struct val *v[2] = { NULL, NULL };

	if (n->cell != JLINE_NOTHING)
		v[0] = jline_cell(r, slot, n->cell);
	if (r->members)
		v[1] = &r->member[r->nmember - 1].val;
	for (size_t i = 0; i < 2; i++)
		if (v[i] != NULL) {
			v[i]->text.n = (size_t)(q - v[i]->text.p);
			v[i]->flags = flags;
		}
}

const char *
jline_rest(struct jread *r, struct jline_node *n, const char *from, const char *p,
    struct val *slot)
{
	const char *q = p;

	if (n->kind == JLINE_STRING && *p != '"') {
		q = jscan_string_rest(&r->scan, from - 1, p);
		if (q != NULL)
			mend(r, n, slot, q, VAL_ESC);
	} else if (n->kind == JLINE_BARE && (unsigned char)(*from - '0') < 10 &&
	    (*p == '.' || (*p | 0x20) == 'e')) {
		n->low = 0;	/* not the integer that was foretold */
		n->bit = 1;
		n->watch = 0;
		q = jscan_number(&r->scan, from);
		if (q != NULL)
			mend(r, n, slot, q, 0);
	}
	return q;
}

/* A later member of the same name: nothing below the earlier one counts any more. */
static __attribute__((cold, noinline)) void
forget(struct jread *r, struct val *slot, uint32_t path)
{
	uint32_t i, up;

	for (i = path + 1; i < r->npath; i++) {
		for (up = r->path[i].up; up > path; up = r->path[up].up)
			;
		if (up == path && r->path[i].cell != JLINE_NOTHING)
			*jline_cell(r, slot, r->path[i].cell) = (struct val){ .kind = VAL_NONE };
	}
	r->path[path].entered = 0;
}

/* Into the object at @p, the value of @path. */
static const char *
enter(struct jread *r, const char *p, uint32_t path)
{
	if (r->nframe + 1 >= JREAD_DEPTH_MAX)
		return jscan_fail(&r->scan, JSCAN_DEPTH, p);
	r->path[path].entered = r->line;
	r->frame[r->nframe++] = (struct jline_frame){ path, p };
	return jscan_space(&r->scan, p + 1);
}

/* Out of the object entered last, which ended before @p. */
static void
leave(struct jread *r, const char *p, struct val *slot)
{
	const struct jline_frame *f = &r->frame[--r->nframe];
	const struct jline_path *path = &r->path[f->path];

	if (path->cell != JLINE_NOTHING)
		*jline_cell(r, slot, path->cell) = (struct val){
			.kind = VAL_OBJECT, .text = { f->open, (size_t)(p - f->open) }
		};
}

/* From behind a value to the next key, or out of all that was entered: r->nframe is then 0. */
static const char *
next_key(struct jread *r, const char *p, struct val *slot)
{
	for (;;) {
		p = jscan_space(&r->scan, p);
		if (*p == ',')
			return jscan_space(&r->scan, p + 1);
		if (*p != '}')
			return jscan_fail(&r->scan, JSCAN_NEXT_MEMBER, p);
		leave(r, ++p, slot);
		if (r->nframe == 0)
			return p;
	}
}

/* The object at @p, the value of @path, and those below it on a path; behind its '}'. */
static const char *
walk(struct jread *r, const char *p, struct val *slot, uint32_t path)
{
	struct jscan *s = &r->scan;
	enum jscan_fault fault = JSCAN_KEY_FIRST;
	struct val v = { .kind = VAL_NONE };
	struct sv key;
	bool esc;

	p = enter(r, p, path);
	while (p != NULL && r->nframe != 0) {
		if (*p == '}' && fault == JSCAN_KEY_FIRST) {
			p = next_key(r, p, slot);
			fault = JSCAN_KEY;
			continue;
		}
		if (*p != '"')
			return jscan_fail(s, fault, p);
		fault = JSCAN_KEY;
		p = read_key(r, p, r->frame[r->nframe - 1].path, &key, &esc, &path);
		if (p == NULL || (p = jscan_colon(s, p)) == NULL)
			return NULL;
		if (path != JLINE_NOTHING && r->path[path].inner) {
			if (r->path[path].entered == r->line)
				forget(r, slot, path);
			if (*p == '{') {
				p = enter(r, p, path);
				fault = JSCAN_KEY_FIRST;
				continue;
			}
		}
		p = jscan_value(s, p, &v, r->nframe + 1);
		if (p == NULL)
			return NULL;
		if (path != JLINE_NOTHING && r->path[path].cell != JLINE_NOTHING)
			jline_set(jline_cell(r, slot, r->path[path].cell), &v);
		p = next_key(r, p, slot);
	}
	return p;
}

const char *
jline_value(struct jread *r, const struct jline_node *n, const char *p, struct val *slot,
    struct val *v)
{
	const char *q;

	if (n->kind == JLINE_INNER) {
		if (r->path[n->path].entered == r->line)
			forget(r, slot, n->path);
		if (*p == '{') {
			r->nframe = 0;
			q = walk(r, p, slot, n->path);
			v->kind = VAL_OBJECT;
			v->flags = 0;
			v->text = (struct sv){ p, q != NULL ? (size_t)(q - p) : 0 };
			return q;
		}
	}
	return jscan_value(&r->scan, p, v, 1);
}
