/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lfind - see lfind.h
 *
 * Paths are a tree.  A walk goes down it and the record together, by the scanners of
 * jscan, so that each byte is looked at once; what no path leads to is skipped.
 */
#include "log/lfind.h"

#include "base/bug.h"
#include "base/mem.h"

#include <string.h>

static const char *take_typed(struct lfind *w, const struct lfind_node *n, const char *p);

void
lfind_paths_init(struct lfind_paths *p, struct arena *a)
{
	memset(p, 0, sizeof(*p));
	p->arena = a;
	p->root.node = arena_zalloc(a, sizeof(*p->root.node));
}

static struct lfind_node *
child_of(struct lfind_paths *p, struct lfind_node *up, struct sv key)
{
	struct lfind_node **at = &up->child;

	while (*at != NULL && !sv_eq((*at)->key, key))
		at = &(*at)->next;
	if (*at == NULL) {
		*at = arena_zalloc(p->arena, sizeof(**at));
		(*at)->key = arena_sv(p->arena, key);
	}
	return *at;
}

struct lfind_node *
lfind_add(struct lfind_paths *p, struct sv path)
{
	struct lfind_node *n = p->root.node;

	for (;;) {
		size_t len = sv_find(path, '.');
		struct sv key = { path.p, len };
		bool list = len > 2 && memcmp(path.p + len - 2, "[]", 2) == 0;

		key.n -= list ? 2 : 0;
		n = child_of(p, n, key);
		if (list && n->list == NULL) {
			n->list = arena_zalloc(p->arena, sizeof(*n->list));
			n->list->node = n;
		}
		if (len == path.n)
			break;
		path.p += len + 1;
		path.n -= len + 1;
	}
	n->wanted = true;
	return n;
}

static size_t
bucket(struct sv key, size_t mask)
{
	size_t first = key.n > 0 ? (unsigned char)key.p[0] : 0;
	size_t last = key.n > 0 ? (unsigned char)key.p[key.n - 1] : 0;

	return (key.n * 7 + first * 5 + last * 13) & mask;
}

/* Places and tables of a node and what is below it, but in no list. */
static void
close_node(struct lfind_paths *p, struct lfind_scope *s, struct lfind_node *n)
{
	size_t children = 0;

	for (struct lfind_node *c = n->child; c != NULL; c = c->next) {
		children++;
		n->deep |= c->child != NULL;
		if (c->wanted || c->list != NULL)
			c->place = p->n++;
		if (c->list == NULL) {
			close_node(p, s, c);
			continue;
		}
		BUG_IF(s->nlist == LFIND_LISTS, "too many lists");
		s->list[s->nlist++] = c;
	}
	if (children == 0)
		return;
	n->mask = 7;
	while (n->mask + 1 < 4 * children)
		n->mask = 2 * n->mask + 1;
	n->table = arena_zalloc(p->arena, (n->mask + 1) * sizeof(struct lfind_node *));
	for (struct lfind_node *c = n->child; c != NULL; c = c->next) {
		size_t i = bucket(c->key, n->mask);

		while (n->table[i] != NULL)
			i = (i + 1) & n->mask;
		n->table[i] = c;
	}
}

static void
close_scope(struct lfind_paths *p, struct lfind_scope *s, size_t depth)
{
	BUG_IF(depth > LFIND_DEPTH, "too many lists in one another");
	s->lo = p->n;
	close_node(p, s, s->node);
	for (size_t i = 0; i < s->nlist; i++)
		close_scope(p, s->list[i]->list, depth + 1);
	s->hi = p->n;
}

void
lfind_close(struct lfind_paths *p)
{
	close_scope(p, &p->root, 0);
}

void
lfind_init(struct lfind *w, const struct lfind_paths *p)
{
	memset(w, 0, sizeof(*w));
	w->paths = p;
	w->found = mem_zalloc((p->n + 1) * sizeof(*w->found));
	arena_init(&w->tmp);
}

void
lfind_free(struct lfind *w)
{
	mem_free(w->found);
	arena_free(&w->tmp);
}

static const struct lfind_node *
look_up(const struct lfind_node *up, struct sv key)
{
	if (up->table == NULL)
		return NULL;
	for (size_t i = bucket(key, up->mask); up->table[i] != NULL; i = (i + 1) & up->mask) {
		const struct lfind_node *c = up->table[i];

		if (c->key.n == key.n && sv_same(c->key.p, key.p, key.n))
			return c;
	}
	return NULL;
}

const struct lfind_node *
lfind_node_of(const struct lfind_node *up, struct sv key)
{
	const struct lfind_node *n = look_up(up, key);
	size_t dot;

	while (n == NULL && up->deep && (dot = sv_find(key, '.')) < key.n) {
		up = look_up(up, (struct sv){ key.p, dot });
		if (up == NULL || up->list != NULL)
			return NULL;
		key.p += dot + 1;
		key.n -= dot + 1;
		n = look_up(up, key);
	}
	return n;
}

static const struct lfind_node *
node_of(struct lfind *w, const struct lfind_node *up, struct sv key, bool esc)
{
	return lfind_node_of(up, esc ? val_unescape(key, &w->tmp) : key);
}

const char *
lfind_past(struct lfind *w, const char *p)
{
	p = jscan_space(&w->scan, p);
	return *p == ',' ? jscan_space(&w->scan, p + 1) : p;
}

/* Behind the value at @p, which goes to *v. */
static const char *
read_value(struct lfind *w, const char *p, struct val *v)
{
	p = jscan_value(&w->scan, p, v, 0);
	BUG_IF(p == NULL, "a record that was not validated");
	return p;
}

static const char *
skip_value(struct lfind *w, const char *p)
{
	struct val v;

	return read_value(w, p, &v);
}

/* The key of the member at @p: to its value. */
static const char *
read_key(struct lfind *w, const char *p, struct sv *key, bool *esc)
{
	const char *q = jscan_string(&w->scan, p + 1, esc);

	BUG_IF(*p != '"' || q == NULL, "a record that was not validated");
	*key = (struct sv){ p + 1, (size_t)(q - p) - 1 };
	return jscan_colon(&w->scan, q + 1);
}

static bool
is_name(struct sv key, struct sv name)
{
	return key.n == name.n && sv_same(key.p, name.p, name.n);
}

/* One {"key":K,"value":V} at @p, whose path goes on from @n. */
static const char *
take_pair(struct lfind *w, const struct lfind_node *n, const char *p)
{
	const struct lfind_node *child = NULL;
	const char *value = NULL;
	bool named = false;

	for (p = jscan_space(&w->scan, p + 1); *p != '}'; p = lfind_past(w, p)) {
		struct sv key;
		struct val v;
		bool esc;

		p = read_key(w, p, &key, &esc);
		if (!named && is_name(key, SV("key")) && *p == '"') {
			p = read_value(w, p, &v);
			child = node_of(w, n, v.text, (v.flags & VAL_ESC) != 0);
			named = true;
		} else if (is_name(key, SV("value")) && child != NULL) {
			p = take_typed(w, child, p);
			child = NULL;
		} else {
			value = is_name(key, SV("value")) && !named ? p : value;
			p = skip_value(w, p);
		}
	}
	if (child != NULL && value != NULL)
		(void)take_typed(w, child, value);
	return p + 1;
}

/* The list at @p, of keys and values if it is one that the path goes through. */
static const char *
take_pairs(struct lfind *w, const struct lfind_node *n, const char *p)
{
	for (p = jscan_space(&w->scan, p + 1); *p != ']'; p = lfind_past(w, p))
		p = *p == '{' ? take_pair(w, n, p) : skip_value(w, p);
	return p + 1;
}

static const char *take(struct lfind *w, const struct lfind_node *n, const char *p);

static const char *
take_members(struct lfind *w, const struct lfind_node *n, const char *p)
{
	for (p = jscan_space(&w->scan, p + 1); *p != '}'; p = lfind_past(w, p)) {
		const struct lfind_node *child;
		struct sv key;
		bool esc;

		p = read_key(w, p, &key, &esc);
		child = node_of(w, n, key, esc);
		p = child != NULL ? take(w, child, p) : skip_value(w, p);
	}
	return p + 1;
}

/* What is below a value that was read. */
static void
take_below(struct lfind *w, const struct lfind_node *n, const struct val *v)
{
	if (n->table == NULL || n->list != NULL)
		return;
	if (v->kind == VAL_OBJECT)
		(void)take_members(w, n, v->text.p);
	else if (v->kind == VAL_ARRAY)
		(void)take_pairs(w, n, v->text.p);
}

/* The value at @p, which a path leads to: behind it. */
static const char *
take(struct lfind *w, const struct lfind_node *n, const char *p)
{
	struct val v;

	if (!n->wanted && n->list == NULL) {
		if (*p == '{')
			return take_members(w, n, p);
		if (*p == '[')
			return take_pairs(w, n, p);
		return skip_value(w, p);
	}
	p = read_value(w, p, &v);
	lfind_put(w, n, &v, false);
	take_below(w, n, &v);
	return p;
}

enum type { PLAIN, NUMBER, LIST, MAP };

static const struct {
	struct sv name;
	enum type type;
} types[] = {
	{ { "string_value", 12 }, PLAIN }, { { "int_value", 9 }, NUMBER },
	{ { "double_value", 12 }, NUMBER }, { { "float_value", 11 }, NUMBER },
	{ { "stringValue", 11 }, PLAIN }, { { "intValue", 8 }, NUMBER },
	{ { "doubleValue", 11 }, NUMBER }, { { "boolValue", 9 }, PLAIN },
	{ { "bytesValue", 10 }, PLAIN }, { { "arrayValue", 10 }, LIST },
	{ { "kvlistValue", 11 }, MAP },
};

enum { TYPES = sizeof(types) / sizeof(types[0]) };

/* The member at *@p, which moves on; false at the end of the object. */
static bool
next_member(struct jscan *s, const char **p, struct sv *key, struct val *v)
{
	bool esc;
	const char *q;

	if (**p == '}')
		return false;
	q = jscan_string(s, *p + 1, &esc);
	*key = (struct sv){ *p + 1, (size_t)(q - *p) - 1 };
	q = jscan_space(s, jscan_value(s, jscan_colon(s, q + 1), v, 0));
	*p = *q == ',' ? jscan_space(s, q + 1) : q;
	return true;
}

/* The array in {"values":[...]}. */
static struct val
values_of(const struct val *v)
{
	struct val out = { .kind = VAL_NONE }, item;
	struct jscan s = { .end = NULL };
	struct sv key;
	const char *p;

	if (v->kind != VAL_OBJECT)
		return out;
	p = jscan_space(&s, v->text.p + 1);
	while (next_member(&s, &p, &key, &item))
		if (is_name(key, SV("values")) && item.kind == VAL_ARRAY)
			out = item;
	return out;
}

/* The value @v of a member that says its type; VAL_NONE: none is set, or it is not of it. */
static struct val
of_type(enum type type, const struct val *v)
{
	struct val out = *v;

	if (type == LIST || type == MAP)
		return values_of(v);
	if (type == NUMBER && v->kind == VAL_STRING)
		out.kind = num_is(v->text) ? VAL_NUMBER : VAL_NONE;
	if (val_null(&out))
		out.kind = VAL_NONE;
	return out;
}

/* The value in the object at @p, without the member that says its type: behind the object. */
static const char *
typed_at(struct jscan *s, const char *p, struct val *out, bool *map)
{
	struct val item;
	struct sv key;

	out->kind = VAL_NONE;
	*map = false;
	p = jscan_space(s, p + 1);
	while (next_member(s, &p, &key, &item))
		for (size_t i = 0; i < TYPES && out->kind == VAL_NONE; i++)
			if (is_name(key, types[i].name)) {
				*out = of_type(types[i].type, &item);
				*map = types[i].type == MAP;
			}
	return p + 1;
}

struct val
lfind_typed(const struct val *v, bool *map)
{
	struct jscan s = { .end = NULL };
	struct val out = *v;

	*map = false;
	if (v->kind == VAL_OBJECT)
		(void)typed_at(&s, v->text.p, &out, map);
	return out;
}

/* The value of a pair at @p: behind it. */
static const char *
take_typed(struct lfind *w, const struct lfind_node *n, const char *p)
{
	struct val v;
	bool map;

	if (*p != '{')
		return take(w, n, p);
	p = typed_at(&w->scan, p, &v, &map);
	if (v.kind == VAL_NONE)
		return p;
	if (n->wanted && !map)
		lfind_put(w, n, &v, v.kind == VAL_ARRAY);
	if (map)
		take_below(w, n, &v);
	return p;
}

static void
clear_scope(struct lfind *w, const struct lfind_scope *s)
{
	for (size_t i = s->lo; i < s->hi; i++)
		w->found[i].v.kind = VAL_NONE;
}

void
lfind_clear(struct lfind *w)
{
	arena_reset(&w->tmp);
	clear_scope(w, &w->paths->root);
	w->depth = 0;
	w->whole = w->paths->root.nlist == 0;
	if (!w->whole)
		w->level[w->depth++] = (struct lfind_level){ .scope = &w->paths->root };
}

void
lfind_members(struct lfind *w, const struct jread_member *m, size_t n)
{
	lfind_clear(w);
	for (size_t i = 0; i < n; i++) {
		const struct lfind_node *c = node_of(w, w->paths->root.node, m[i].key,
		    m[i].key_esc);

		if (c == NULL)
			continue;
		if (c->wanted || c->list != NULL)
			lfind_put(w, c, &m[i].val, false);
		take_below(w, c, &m[i].val);
	}
}

const char *
lfind_object(struct lfind *w, const char *p)
{
	lfind_clear(w);
	return take_members(w, w->paths->root.node, p);
}

/* Begin the next list of a level that has elements; false when there is none. */
static bool
next_list(struct lfind *w, struct lfind_level *l)
{
	while (l->next < l->scope->nlist) {
		const struct lfind_node *n = l->scope->list[l->next++];
		const struct val *v = &lfind_at(w, n)->v;

		if (v->kind != VAL_ARRAY)
			continue;
		l->of = n->list;
		l->at = jscan_space(&w->scan, v->text.p + 1);
		return true;
	}
	return false;
}

bool
lfind_next(struct lfind *w)
{
	bool whole = w->whole;

	w->whole = false;
	while (w->depth > 0) {
		struct lfind_level *l = &w->level[w->depth - 1];

		if (l->at == NULL && !next_list(w, l)) {
			w->depth--;
		} else if (*l->at == ']') {
			clear_scope(w, l->of);
			l->at = NULL;
		} else if (*l->at != '{') {
			l->at = lfind_past(w, skip_value(w, l->at));
		} else {
			clear_scope(w, l->of);
			l->at = lfind_past(w, take_members(w, l->of->node, l->at));
			if (l->of->nlist == 0)
				return true;
			w->level[w->depth++] = (struct lfind_level){ .scope = l->of };
		}
	}
	return whole;
}
