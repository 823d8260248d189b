/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * doc_yaml - a tree from the events of libyaml
 *
 * libyaml parses YAML 1.1; what a plain scalar means is decided here, by the core
 * schema of YAML 1.2 (section 10.3.2).  Its marks count characters from the start of
 * the text, from which byte columns are counted here.
 */
#include "base/hash.h"
#include "base/hmap.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/utf8.h"
#include "spec/doc_build.h"

#include <yaml.h>

#include <stdio.h>
#include <string.h>

struct anchor {
	size_t      serial;	/* which of those with its name this one is */
	bool        done;	/* all of it was read: it may be referred to */
	struct node node;
};

struct walk {
	struct doc_build *b;
	struct docs      *d;
	yaml_parser_t     parser;
	size_t            chars;	/* cursor: so many characters ... */
	size_t            off;		/* ... are so many bytes */
	struct hmap        anchors;	/* of this document */
};

static struct sv
text_of(const yaml_char_t *s)
{
	return sv_of((const char *)s);
}

static struct doc_at
place(struct walk *w, size_t chars)
{
	struct sv s = w->b->source;

	if (chars < w->chars)
		w->chars = w->off = 0;
	for (; w->chars < chars && w->off < s.n; w->chars++)
		(void)utf8_next(s, &w->off);
	return doc_build_place(w->b, w->off);
}

/* Past "&name " in front of a value. */
static struct doc_at
past_anchor(struct walk *w, struct doc_at at)
{
	struct sv s = w->b->source;
	size_t off = at.off;

	if (off >= s.n || s.p[off] != '&')
		return at;
	while (off < s.n && !num_is_ws((unsigned char)s.p[off]))
		off++;
	while (off < s.n && (num_is_ws((unsigned char)s.p[off]) || s.p[off] == '#')) {
		if (s.p[off] == '#')
			while (off + 1 < s.n && s.p[off + 1] != '\n')
				off++;
		off++;
	}
	return doc_build_place(w->b, off);
}

static bool
among(struct sv s, const char *const *names)
{
	for (; *names != NULL; names++)
		if (sv_is(s, *names))
			return true;
	return false;
}

static size_t
digits(struct sv s, size_t i)
{
	size_t from = i;

	while (i < s.n && num_is_digit((unsigned char)s.p[i]))
		i++;
	return i - from;
}

/* 0x1F and 0o17, which RFC 8259 has not; too large for 64 bits: *huge. */
static bool
based(struct sv s, uint64_t *v, bool *huge)
{
	unsigned base = s.n > 2 && s.p[0] == '0' ? s.p[1] == 'x' ? 16 : s.p[1] == 'o' ? 8 : 0 : 0;

	*v = 0;
	*huge = false;
	for (size_t i = 2; base != 0 && i < s.n; i++) {
		static const char set[] = "0123456789abcdef";
		char c = s.p[i] >= 'A' && s.p[i] <= 'F' ? (char)(s.p[i] + 32) : s.p[i];
		const char *at = c != '\0' ? strchr(set, c) : NULL;

		if (at == NULL || at - set >= (int)base)
			return false;
		*huge = *huge || *v > (UINT64_MAX - (uint64_t)(at - set)) / base;
		*v = *v * base + (uint64_t)(at - set);
	}
	return base != 0;
}

/* A number of the core schema as RFC 8259 text, in @a; false: it is none. */
static bool
decimal(struct sv s, struct arena *a, struct sv *out)
{
	size_t i = s.n != 0 && (s.p[0] == '-' || s.p[0] == '+');
	size_t whole = digits(s, i), frac = 0, from = i, at;
	char *p;

	i += whole;
	if (i < s.n && s.p[i] == '.') {
		frac = digits(s, i + 1);
		i += 1 + frac;
	}
	if (whole + frac == 0)
		return false;
	at = i;
	if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
		i++;
		i += i < s.n && (s.p[i] == '-' || s.p[i] == '+');
		if (digits(s, i) == 0)
			return false;
		i += digits(s, i);
	}
	if (i != s.n)
		return false;
	for (; whole > 1 && s.p[from] == '0'; whole--)
		from++;
	p = arena_alloc(a, s.n + 2);
	*out = (struct sv){ p, 0 };
	if (s.p[0] == '-')
		p[out->n++] = '-';
	memcpy(p + out->n, whole != 0 ? s.p + from : "0", whole != 0 ? whole : 1);
	out->n += whole != 0 ? whole : 1;
	if (frac != 0) {
		memcpy(p + out->n, s.p + at - frac - 1, frac + 1);
		out->n += frac + 1;
	}
	memcpy(p + out->n, s.p + at, s.n - at);
	out->n += s.n - at;
	return true;
}

/* What a plain scalar is. */
static enum rc
resolve(struct walk *w, struct node *n, struct doc_at at)
{
	static const char *const null[] = { "", "~", "null", "Null", "NULL", NULL };
	static const char *const yes[] = { "true", "True", "TRUE", NULL };
	static const char *const no[] = { "false", "False", "FALSE", NULL };
	static const char *const none[] = { ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF",
		"-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN", NULL };
	char number[24];
	uint64_t v;
	bool huge;

	if (among(n->text, none))
		return doc_build_fail(w->b, RC_SYNTAX, at,
		    "'%.*s' is no finite number; in quotes it is text", SV_SHOW(n->text));
	if (among(n->text, null)) {
		n->kind = NODE_NULL;
	} else if (among(n->text, yes) || among(n->text, no)) {
		n->kind = NODE_BOOL;
		n->truth = among(n->text, yes);
	} else if (based(n->text, &v, &huge)) {
		if (huge)
			return doc_build_fail(w->b, RC_SYNTAX, at, "'%.*s' does not fit in 64 bits",
			    SV_SHOW(n->text));
		(void)snprintf(number, sizeof(number), "%llu", (unsigned long long)v);
		n->text = arena_sv(w->b->arena, sv_of(number));
		n->kind = NODE_NUMBER;
	} else if (decimal(n->text, w->b->arena, &n->text)) {
		n->kind = NODE_NUMBER;
	}
	return RC_OK;
}

static struct anchor *
anchored(struct walk *w, const yaml_char_t *name)
{
	struct anchor *a = name != NULL ? hmap_put(&w->anchors, text_of(name), NULL) : NULL;

	if (a != NULL) {
		a->done = false;
		a->serial++;
	}
	return a;
}

static enum rc
no_tag(struct walk *w, const yaml_char_t *tag, struct doc_at at)
{
	if (tag == NULL)
		return RC_OK;
	if (at.off < w->b->source.n && w->b->source.p[at.off] == '!')
		return doc_build_fail(w->b, RC_SYNTAX, at, "text that begins with '!' needs "
		    "quotes: YAML takes it for a tag, and tags mean nothing here");
	return doc_build_fail(w->b, RC_SYNTAX, at, "tags (%.*s) mean nothing here",
	    SV_SHOW(text_of(tag)));
}

/* "margin: 0,5" in { }: what stands at @at follows a digit and a comma, without a space. */
static bool
follows_comma(const struct walk *w, struct doc_at at)
{
	const char *p = w->b->source.p + at.off;

	return at.off > 1 && p[-1] == ',' && num_is_digit((unsigned char)p[-2]);
}

static enum rc
add_key(struct walk *w, const struct node *n, struct doc_at at)
{
	if (n->kind == NODE_NUMBER && follows_comma(w, at))
		return doc_build_fail(w->b, RC_SYNTAX, at, "the comma ends the number here: it is "
		    "written with a point, as 0.5");
	if (n->kind != NODE_STRING)
		return doc_build_fail(w->b, RC_SYNTAX, at,
		    "a key is text, and this is %s; put it in quotes", node_kind_name(n->kind));
	if (sv_is(n->text, "<<") && !n->quoted)
		return doc_build_fail(w->b, RC_SYNTAX, at,
		    "merge keys (<<) are not part of YAML 1.2; write out what is meant");
	doc_build_key(w->b, n->text, at);
	return RC_OK;
}

static enum rc
scalar(struct walk *w, const yaml_event_t *ev)
{
	struct doc_at at = place(w, ev->start_mark.index);
	struct anchor *a = anchored(w, ev->data.scalar.anchor);
	struct node n = { .kind = NODE_STRING };
	struct sv raw = { (const char *)ev->data.scalar.value, ev->data.scalar.length };
	enum rc rc = no_tag(w, ev->data.scalar.tag, at);

	at = past_anchor(w, at);
	n.line = at.line;
	n.col = at.col;
	n.off = at.off;
	n.quoted = ev->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	n.text = arena_sv(w->b->arena, raw);
	if (rc == RC_OK && !n.quoted)
		rc = resolve(w, &n, at);
	if (a != NULL) {
		a->node = n;
		a->done = true;
	}
	if (rc != RC_OK)
		return rc;
	return doc_build_want_key(w->b) ? add_key(w, &n, at) : doc_build_add(w->b, n);
}

static enum rc
alias(struct walk *w, const yaml_event_t *ev)
{
	struct doc_at at = place(w, ev->start_mark.index);
	struct sv name = text_of(ev->data.alias.anchor);
	const struct anchor *a = hmap_get(&w->anchors, name);

	if (a == NULL)
		return doc_build_fail(w->b, RC_SYNTAX, at, "nothing above is called &%.*s; "
		    "text that begins with '*' needs quotes", SV_SHOW(name));
	if (!a->done)
		return doc_build_fail(w->b, RC_SYNTAX, at, "*%.*s stands in what it names",
		    SV_SHOW(name));
	if (doc_build_want_key(w->b))
		return add_key(w, &a->node, at);
	return doc_build_copy(w->b, &a->node);
}

static enum rc
open_container(struct walk *w, const yaml_event_t *ev)
{
	bool map = ev->type == YAML_MAPPING_START_EVENT;
	const yaml_char_t *tag = map ? ev->data.mapping_start.tag : ev->data.sequence_start.tag;
	const yaml_char_t *name = map ? ev->data.mapping_start.anchor
	    : ev->data.sequence_start.anchor;
	struct doc_at at = place(w, ev->start_mark.index);
	enum rc rc = no_tag(w, tag, at);

	if (rc == RC_OK && doc_build_want_key(w->b))
		rc = doc_build_fail(w->b, RC_SYNTAX, at, "a key is text, and this is %s",
		    node_kind_name(map ? NODE_MAP : NODE_LIST));
	if (rc == RC_OK)
		rc = doc_build_open(w->b, map ? NODE_MAP : NODE_LIST, past_anchor(w, at));
	if (rc == RC_OK) {
		struct anchor *a = anchored(w, name);

		w->b->frame[w->b->depth - 1].tag = a;
		w->b->frame[w->b->depth - 1].serial = a != NULL ? a->serial : 0;
	}
	return rc;
}

static enum rc
close_container(struct walk *w)
{
	struct anchor *a = w->b->frame[w->b->depth - 1].tag;
	size_t serial = w->b->frame[w->b->depth - 1].serial;
	struct node made;
	enum rc rc = doc_build_close(w->b, &made);

	/* One of the same name inside it is the later one. */
	if (rc == RC_OK && a != NULL && a->serial == serial) {
		a->node = made;
		a->done = true;
	}
	return rc;
}

static enum rc
event(struct walk *w, const yaml_event_t *ev)
{
	switch (ev->type) {
	case YAML_DOCUMENT_START_EVENT:
		hmap_clear(&w->anchors);
		return RC_OK;
	case YAML_DOCUMENT_END_EVENT:
		doc_build_done(w->b, w->d);
		return RC_OK;
	case YAML_ALIAS_EVENT:
		return alias(w, ev);
	case YAML_SCALAR_EVENT:
		return scalar(w, ev);
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		return open_container(w, ev);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_container(w);
	default:
		return RC_OK;
	}
}

/* What people trip over, in words of their own. */
static const char *
slip(struct sv s, size_t off, const char *problem)
{
	char c = off < s.n ? s.p[off] : '\0';

	if (c == '\t')
		return "a tab cannot indent in YAML; use spaces";
	if (strcmp(problem, "found character that cannot start any token") == 0)
		return "text that begins with @, `, % or | needs quotes";
	if (strcmp(problem, "mapping values are not allowed in this context") == 0)
		return "a ': ' inside text needs quotes around the text, or the line is indented "
		    "too far";
	if (strcmp(problem, "did not find expected key") == 0)
		return "expected a key; is the line indented as the one above it, is text with "
		    "quotes inside it in quotes as a whole?";
	if (strcmp(problem, "did not find expected ',' or '}'") == 0 ||
	    strcmp(problem, "did not find expected ',' or ']'") == 0)
		return "expected ',' or the closing bracket; between brackets, text with "
		    "[ ] { } or a comma in it needs quotes";
	return NULL;
}

static enum rc
fail(struct walk *w, size_t *reached)
{
	const yaml_parser_t *p = &w->parser;
	const char *problem = p->problem != NULL ? p->problem : "no YAML", *words;
	struct doc_at at;

	if (p->error == YAML_MEMORY_ERROR)
		mem_oom(0);
	if (p->error == YAML_READER_ERROR)
		at = doc_build_place(w->b,
		    p->problem_offset < w->b->source.n ? p->problem_offset : w->b->source.n);
	else
		at = place(w, p->problem_mark.index);
	*reached = at.off;
	words = slip(w->b->source, at.off, problem);
	if (words != NULL)
		return doc_build_fail(w->b, RC_SYNTAX, at, "%s", words);
	if (p->context != NULL)
		return doc_build_fail(w->b, RC_SYNTAX, at, "%s, %s that begins on line %u", problem,
		    p->context, place(w, p->context_mark.index).line);
	return doc_build_fail(w->b, RC_SYNTAX, at, "%s", problem);
}

enum rc
doc_yaml(struct doc_build *b, struct docs *d, size_t *reached)
{
	struct walk w = { .b = b, .d = d };
	struct arena names;
	yaml_event_t ev;
	enum rc rc = RC_OK;
	bool end = false;

	if (yaml_parser_initialize(&w.parser) == 0)
		mem_oom(0);
	arena_init(&names);
	hmap_init(&w.anchors, &names, sizeof(struct anchor), hash_seed());
	yaml_parser_set_encoding(&w.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&w.parser, (const unsigned char *)b->source.p, b->source.n);
	*reached = b->source.n;
	while (rc == RC_OK && !end) {
		if (yaml_parser_parse(&w.parser, &ev) == 0) {
			rc = fail(&w, reached);
			break;
		}
		end = ev.type == YAML_STREAM_END_EVENT;
		rc = event(&w, &ev);
		if (rc != RC_OK)
			*reached = place(&w, ev.start_mark.index).off;
		yaml_event_delete(&ev);
	}
	yaml_parser_delete(&w.parser);
	hmap_free(&w.anchors);
	arena_free(&names);
	return rc;
}
