/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * infer_write - see infer_write.h
 */
#include "quality/infer_write.h"

#include "base/mem.h"
#include "base/num.h"
#include "base/utf8.h"
#include "record/proj.h"
#include "schema/format.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	STEP = 2,		/* columns a level is indented */
	LENGTH_MIN = 16,
	PLAIN_MAX = 100
};

struct entry {			/* a member of an object, or of all events */
	struct sv                name;
	const struct infer_node *node;
};

/* ---- texts ---- */

static bool
is_word(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || num_is_digit(c) || c == '_';
}

/* The text needs no quotes in any version of YAML, as a key or in a list. */
static bool
is_plain(struct sv s)
{
	static const char *const others[] = { "null", "true", "false", "yes", "no", "on", "off",
	    "y", "n" };

	if (s.n == 0 || s.n > PLAIN_MAX || num_is_digit((unsigned char)s.p[0]) ||
	    !is_word((unsigned char)s.p[0]) || !is_word((unsigned char)s.p[s.n - 1]))
		return false;
	for (size_t i = 1; i + 1 < s.n; i++)
		if (!is_word((unsigned char)s.p[i]) && strchr(" ./-", s.p[i]) == NULL)
			return false;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (s.n == strlen(others[i]) && strncasecmp(s.p, others[i], s.n) == 0)
			return false;
	return true;
}

static bool
is_printable(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7f) || (cp >= 0xa0 && cp != 0x2028 && cp != 0x2029 &&
	    cp != 0xfeff && cp != 0xfffe && cp != 0xffff);
}

void
infer_write_scalar(struct buf *o, struct sv s)
{
	if (is_plain(s)) {
		buf_sv(o, s);
		return;
	}
	buf_c(o, '"');
	for (size_t at = 0, from; at < s.n; ) {
		uint32_t cp;

		from = at;
		cp = utf8_next(s, &at);
		if (cp == '"' || cp == '\\')
			buf_printf(o, "\\%c", (char)cp);
		else if (is_printable(cp))
			buf_add(o, s.p + from, at - from);
		else
			buf_printf(o, cp < 0x100 ? "\\x%02" PRIX32 : "\\u%04" PRIX32, cp);
	}
	buf_c(o, '"');
}

static void
new_line(struct buf *o, unsigned indent)
{
	buf_printf(o, "\n%*s", (int)indent, "");
}

/* ---- what a node says ---- */

static bool
has_kind(const struct infer_node *t, enum infer_node_kind k)
{
	return t->n[k] != 0;
}

/* The kinds of values seen, as bits; integers and fractions share one. */
static unsigned
kinds_of(const struct infer_node *t)
{
	unsigned set = 0;

	for (unsigned k = 0; k < INFER_NODE_KINDS; k++)
		if (t->n[k] != 0)
			set |= 1u << (k == INFER_NODE_FRACTION ? INFER_NODE_INTEGER : k);
	return set;
}

static bool
has_nothing_but_null(const struct infer_node *t)
{
	return (kinds_of(t) & ~(1u << INFER_NODE_NULL)) == 0;
}

static enum format
format_of(const struct infer_node *t, struct sv name, struct arena *tmp)
{
	static const enum format list[] = { FORMAT_DATE_TIME, FORMAT_DATE, FORMAT_UUID,
	    FORMAT_URI, FORMAT_EMAIL, FORMAT_IPV4, FORMAT_IPV6, FORMAT_HOSTNAME };
	enum format f = FORMAT_N;

	for (size_t i = 0; f == FORMAT_N && i < sizeof(list) / sizeof(list[0]); i++)
		if ((t->not & 1u << list[i]) == 0)
			f = list[i];
	if (f == FORMAT_HOSTNAME) {
		name = utf8_lower(name, tmp);
		if (!sv_has(name, SV("host")) && !sv_has(name, SV("domain")))
			f = FORMAT_N;
	}
	return has_kind(t, INFER_NODE_STRING) ? f : FORMAT_N;
}

static bool
is_listed(const struct infer_node *t)
{
	if (t->many || t->ntext < 2 || (kinds_of(t) & ~(1u << INFER_NODE_NULL)) !=
	    1u << INFER_NODE_STRING)
		return false;
	for (unsigned i = 0; i < t->ntext; i++)
		if (t->text[i].n < INFER_WRITE_SEEN)
			return false;
	return true;
}

static int
by_text(const void *a, const void *b)
{
	const struct infer_node_text *x = a, *y = b;

	return sv_cmp(x->text, y->text);
}

/* ---- keywords: each is begun by `next`, on a line of its own or in braces ---- */

struct writer {
	struct buf  *o;
	struct arena tmp;
	unsigned     indent;	/* of the keywords */
	bool         braces;
	bool         first;
};

static void
next_keyword(struct writer *w, const char *keyword)
{
	if (!w->braces)
		new_line(w->o, w->indent);
	else if (!w->first)
		buf_add(w->o, ", ", 2);
	w->first = false;
	buf_printf(w->o, "%s:", keyword);
}

static void
put_type(struct writer *w, const struct infer_node *t)
{
	static const char *const names[] = { [INFER_NODE_NULL] = "\"null\"", [INFER_NODE_BOOLEAN] =
	    "boolean", [INFER_NODE_INTEGER] = "integer", [INFER_NODE_FRACTION] = "number",
	    [INFER_NODE_STRING] = "string", [INFER_NODE_OBJECT] = "object",
	    [INFER_NODE_ARRAY] = "array" };
	const unsigned set = kinds_of(t);
	const char *sep = (set & (set - 1)) != 0 ? " [" : " ";

	next_keyword(w, "type");
	/* null last: it is what may be instead */
	for (unsigned i = 1; i <= INFER_NODE_KINDS; i++) {
		unsigned k = i % INFER_NODE_KINDS;

		if ((set & 1u << k) == 0)
			continue;
		if (k == INFER_NODE_INTEGER && has_kind(t, INFER_NODE_FRACTION))
			k = INFER_NODE_FRACTION;
		buf_printf(w->o, "%s%s", sep, names[k]);
		sep = ", ";
	}
	if ((set & (set - 1)) != 0)
		buf_c(w->o, ']');
}

static void
put_enum(struct writer *w, const struct infer_node *t)
{
	struct infer_node_text *list = arena_alloc(&w->tmp, t->ntext * sizeof(*list));

	memcpy(list, t->text, t->ntext * sizeof(*list));
	qsort(list, t->ntext, sizeof(*list), by_text);
	next_keyword(w, "enum");
	for (unsigned i = 0; i < t->ntext; i++) {
		buf_add(w->o, i == 0 ? " [" : ", ", 2);
		infer_write_scalar(w->o, list[i].text);
	}
	buf_printf(w->o, "%s]", has_kind(t, INFER_NODE_NULL) ? ", null" : "");
}

static void
put_scalars(struct writer *w, const struct infer_node *t, struct sv name)
{
	enum format f = format_of(t, name, &w->tmp);
	uint64_t max = LENGTH_MIN;

	if (f != FORMAT_N) {
		next_keyword(w, "format");
		buf_printf(w->o, " %s", format_name(f));
	} else if (is_listed(t)) {
		put_enum(w, t);
	} else if (t->longest > 0) {
		while (max < 2 * t->longest)
			max *= 2;
		next_keyword(w, "maxLength");
		buf_printf(w->o, " %" PRIu64, max);
	}
	if (infer_node_numbers(t) >= INFER_WRITE_NUMBERS && !t->negative) {
		next_keyword(w, "minimum");
		buf_add(w->o, " 0", 2);
	}
}

/* ---- comments ---- */

static const char *
next_separator(const char **sep)
{
	const char *now = *sep;

	*sep = "; ";
	return now;
}

static void
put_number(struct buf *o, double x)
{
	char text[NUM_TEXT_MAX];

	if (isinf(x))
		buf_printf(o, x < 0 ? "beyond -1e308" : "beyond 1e308");
	else
		buf_add(o, text, num_text(x, text));
}

static void
note_numbers(struct buf *o, const struct infer_node *t, const char **sep)
{
	buf_printf(o, "%s", next_separator(sep));
	put_number(o, t->lo);
	if (t->lo < t->hi) {
		buf_add(o, " to ", 4);
		put_number(o, t->hi);
	}
}

static void
note_texts(struct buf *o, const struct infer_node *t, const char **sep)
{
	if (t->many || t->ntext == 0 || is_listed(t))
		return;
	if (t->ntext > 1) {
		buf_printf(o, "%s%u values", next_separator(sep), t->ntext);
		return;
	}
	buf_printf(o, "%salways ", next_separator(sep));
	infer_write_scalar(o, t->text[0].text);
}

static void
note_items(struct buf *o, const struct infer_node *t, const char **sep)
{
	if (t->items == 0)
		buf_printf(o, "%salways empty", next_separator(sep));
	else
		buf_printf(o, "%sup to %" PRIu64 " item%s", next_separator(sep), t->items,
		    t->items == 1 ? "" : "s");
}

/* Write what was seen; @in: how many objects there were, 0 when the node is no member. */
static void
put_note(struct writer *w, const struct infer_node *t, struct sv name, uint64_t in)
{
	const char *sep = "  # ";
	struct buf *o = w->o;

	if (in != 0 && t->present < in)
		buf_printf(o, "%sin %.1f %% (%" PRIu64 " of %" PRIu64 ")", next_separator(&sep),
		    floor(1000.0 * (double)t->present / (double)in) / 10, t->present, in);
	if (has_nothing_but_null(t))
		buf_printf(o, "%s%s", next_separator(&sep), has_kind(t, INFER_NODE_NULL)
		    ? "always null" : "never with a value");
	if (infer_node_numbers(t) != 0)
		note_numbers(o, t, &sep);
	if (has_kind(t, INFER_NODE_STRING) && format_of(t, name, &w->tmp) == FORMAT_N)
		note_texts(o, t, &sep);
	if (has_kind(t, INFER_NODE_ARRAY))
		note_items(o, t, &sep);
	if (t->object != NULL && t->object->open)
		buf_printf(o, "%smore than %d names", next_separator(&sep),
		    (int)INFER_NODE_NAMES_MAX);
}

/* ---- schemas ---- */

static void put_schema(struct writer *w, const struct infer_node *t, struct sv name, uint64_t in,
    unsigned indent);

static int
by_name(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return sv_cmp(x->name, y->name);
}

static struct entry *
sort_members(const struct infer_node *t, size_t *n)
{
	const struct hmap *m = &t->object->member;
	struct entry *list = mem_array(NULL, m->n + 1, sizeof(*list));

	for (size_t i = 0; i < m->n; i++) {
		struct infer_node *const *slot = m->entry[i].val;

		list[i] = (struct entry){ m->entry[i].key, *slot };
	}
	*n = m->n;
	qsort(list, *n, sizeof(*list), by_name);
	return list;
}

static void
put_required(struct writer *w, const struct entry *list, size_t n, uint64_t in)
{
	const char *sep = " [";

	for (size_t i = 0; i < n; i++) {
		if (list[i].node->present < in)
			continue;
		if (sep[0] == ' ')
			next_keyword(w, "required");
		buf_add(w->o, sep, 2);
		infer_write_scalar(w->o, list[i].name);
		sep = ", ";
	}
	if (sep[0] == ',')
		buf_c(w->o, ']');
}

/* Write the members of an object, of which there were @in. */
static void
put_members(struct writer *w, const struct entry *list, size_t n, uint64_t in)
{
	const unsigned indent = w->indent;

	put_required(w, list, n, in);
	if (n != 0)
		next_keyword(w, "properties");
	for (size_t i = 0; i < n; i++) {
		new_line(w->o, indent + STEP);
		infer_write_scalar(w->o, list[i].name);
		buf_c(w->o, ':');
		put_schema(w, list[i].node, list[i].name, in, indent + 2 * STEP);
		w->indent = indent;
	}
}

static void
put_object(struct writer *w, const struct infer_node *t)
{
	const unsigned indent = w->indent;
	struct entry *list;
	size_t n;

	if (t->object->open) {
		next_keyword(w, "additionalProperties");
		put_schema(w, t->object->rest, SV(""), 0, indent + STEP);
		w->indent = indent;
		return;
	}
	list = sort_members(t, &n);
	put_members(w, list, n, t->n[INFER_NODE_OBJECT]);
	mem_free(list);
}

/* Write a schema behind "name:": in braces on the line, or below it when it holds others. */
static void
put_schema(struct writer *w, const struct infer_node *t, struct sv name, uint64_t in,
    unsigned indent)
{
	const bool object = t->object != NULL && (t->object->open || t->object->member.n != 0);
	const bool array = t->item != NULL && kinds_of(t->item) != 0;

	w->indent = indent;
	w->braces = !object && !array;
	w->first = true;
	if (w->braces) {
		buf_add(w->o, " {", 2);
		if (!has_nothing_but_null(t)) {
			put_type(w, t);
			put_scalars(w, t, name);
		}
		buf_c(w->o, '}');
		put_note(w, t, name, in);
		return;
	}
	put_note(w, t, name, in);
	put_type(w, t);
	put_scalars(w, t, name);
	if (object)
		put_object(w, t);
	w->braces = false;
	if (array) {
		next_keyword(w, "items");
		put_schema(w, t->item, name, 0, indent + STEP);
		w->indent = indent;
		w->braces = false;
	}
}

/* ---- the plan ---- */

static const struct infer_node *
find_member(const struct infer_node *t, struct sv name)
{
	struct infer_node *const *slot = t->object != NULL ? hmap_get(&t->object->member, name)
	    : NULL;

	return slot != NULL ? *slot : NULL;
}

static bool
is_always(const struct infer_node *in, struct sv name, unsigned set)
{
	const struct infer_node *t = find_member(in, name);

	return in->n[INFER_NODE_OBJECT] == 0 || (t != NULL && kinds_of(t) == set &&
	    t->present == in->n[INFER_NODE_OBJECT]);
}

static bool
is_common(const struct infer_write *d, struct sv name, unsigned set)
{
	for (size_t i = 0; i < d->n; i++)
		if (!is_always(d->event[i].node, name, set))
			return false;
	return is_always(d->unnamed, name, set);
}

/* The members that all events have, each as the sum over all events, in @p; @in: how many. */
static struct entry *
common_members(const struct infer_write *d, struct infer_node_pool *p, size_t *n, uint64_t *in)
{
	const struct infer_node *some = d->n != 0 ? d->event[0].node : d->unnamed;
	size_t all, kept = 0;
	struct entry *list = NULL;

	*n = 0;
	*in = d->unnamed->n[INFER_NODE_OBJECT];
	for (size_t i = 0; i < d->n; i++)
		*in += d->event[i].node->n[INFER_NODE_OBJECT];
	if (some->object == NULL)
		return NULL;
	list = sort_members(some, &all);
	for (size_t i = 0; i < all; i++) {
		struct infer_node *sum;

		/* Without names all events are one kind, and all is common. */
		if (d->n != 0 && !is_common(d, list[i].name, kinds_of(list[i].node)))
			continue;
		sum = arena_zalloc(&p->arena, sizeof(*sum));
		for (size_t k = 0; k < d->n; k++)
			infer_node_merge(p, sum, find_member(d->event[k].node, list[i].name));
		if (d->unnamed->n[INFER_NODE_OBJECT] != 0)
			infer_node_merge(p, sum, find_member(d->unnamed, list[i].name));
		if (d->n != 0 && sv_eq(list[i].name, d->key)) {
			sum->many = true;
			sum->longest = 0;
		}
		list[kept++] = (struct entry){ list[i].name, sum };
	}
	*n = kept;
	return list;
}

static bool
is_in(const struct entry *list, size_t n, struct sv name)
{
	const struct entry key = { name, NULL };

	return n != 0 && bsearch(&key, list, n, sizeof(*list), by_name) != NULL;
}

/* Write what an event has and not all events have. */
static void
put_event(struct writer *w, const struct infer_write_event *ev, const struct entry *shared,
    size_t nshared)
{
	const struct infer_node *t = ev->node;
	const uint64_t in = t->n[INFER_NODE_OBJECT];
	struct entry *list;
	size_t n, own = 0;

	new_line(w->o, STEP);
	infer_write_scalar(w->o, ev->name);
	buf_printf(w->o, ":  # %" PRIu64 " event%s", in, in == 1 ? "" : "s");
	w->indent = 2 * STEP;
	w->braces = false;
	next_keyword(w, "type");
	buf_add(w->o, " object", 7);
	if (t->object->open) {
		put_object(w, t);
		return;
	}
	list = sort_members(t, &n);
	for (size_t i = 0; i < n; i++)
		if (!is_in(shared, nshared, list[i].name))
			list[own++] = list[i];
	put_members(w, list, own, in);
	mem_free(list);
}

/* Write which member is the time: one that all events have and whose values are times. */
static void
put_time(struct writer *w, const struct entry *list, size_t n)
{
	const struct entry *found = NULL;

	for (size_t i = 0; i < n; i++)
		if (kinds_of(list[i].node) == 1u << INFER_NODE_STRING &&
		    format_of(list[i].node, list[i].name, &w->tmp) == FORMAT_DATE_TIME &&
		    (found == NULL || sv_is(list[i].name, "timestamp")))
			found = &list[i];
	if (found == NULL)
		return;
	buf_add(w->o, "time: ", 6);
	infer_write_scalar(w->o, proj_name(&found->name, 1, &w->tmp));
	buf_c(w->o, '\n');
}

static void
put_head(struct writer *w, const struct infer_write *d, uint64_t in)
{
	const uint64_t unnamed = d->unnamed->n[INFER_NODE_OBJECT];
	struct buf *o = w->o;

	buf_printf(o, "# A draft from %" PRIu64 " event%s, to be read and corrected.\n"
	    "# required: in every event.  enum: 2 to %d texts, each seen %d times or more.\n"
	    "# format: of every text.  maxLength: at least twice the longest.\n"
	    "# minimum: 0 when none of %d numbers or more was negative.\n"
	    "# Comments say what was seen; members that are not listed are allowed.\n",
	    in, in == 1 ? "" : "s", (int)INFER_NODE_VALUES_MAX, (int)INFER_WRITE_SEEN,
	    (int)INFER_WRITE_NUMBERS);
	if (d->n == 0)
		return;
	buf_add(o, "key: ", 5);
	infer_write_scalar(o, d->key);
	if (unnamed != 0)
		buf_printf(o, "\nunplanned: warn  # %" PRIu64 " of the events had no name, or "
		    "a long one",
		    unnamed);
	buf_c(o, '\n');
}

void
infer_write_plan(const struct infer_write *d, struct buf *o)
{
	struct writer w = { .o = o };
	struct infer_node_pool p;
	struct entry *shared;
	size_t n;
	uint64_t in;

	infer_node_pool_init(&p, 0);
	arena_init(&w.tmp);
	shared = common_members(d, &p, &n, &in);
	put_head(&w, d, in);
	put_time(&w, shared, n);
	buf_add(o, "common:", 7);
	w.indent = STEP;
	next_keyword(&w, "type");
	buf_add(o, " object", 7);
	put_members(&w, shared, n, in);
	if (d->n != 0)
		buf_add(o, "\nschemas:", 9);
	for (size_t i = 0; i < d->n; i++)
		put_event(&w, &d->event[i], shared, n);
	buf_c(o, '\n');
	for (size_t i = 0; i < n; i++)
		infer_node_drop(&p, (struct infer_node *)(uintptr_t)shared[i].node);
	mem_free(shared);
	arena_free(&w.tmp);
	infer_node_pool_free(&p);
}
