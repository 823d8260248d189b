/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * doc beside others: random JSON as jansson writes and reads it, as JSON and as YAML;
 * random trees as libyaml's emitter writes them, in all its styles; and that every byte
 * of a scalar is found where it is written
 */
#include "base/rng.h"
#include "spec/doc.h"

#include "../doctree.h"
#include "../t.h"

#include <jansson.h>
#include <yaml.h>

enum { JSON_TREES = 1500, YAML_TREES = 3000 };

static struct rng rng;
static struct buf out, text;

static uint64_t
below(uint64_t n)
{
	return rng_below(&rng, n);
}

/* Text that is hard to write: quotes, breaks, indicators, other alphabets, numbers. */
static size_t
random_text(char *p, bool controls)
{
	static const char *const part[] = { "a", "b c", " ", "\n", "'", "\"", "\\", ":", ": ", " #",
		"- ", "{", "}", "[", ",", "&x", "*x", "!t", "%", "@", "|", ">", "?", "1", "0x1F", "true",
		"null", "~", "yes", "<<", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\t", "\r",
		"\x7F", "...", "---", "99.9%" };
	size_t n = 0, parts = below(5);

	for (size_t i = 0; i < parts; i++) {
		const char *s = part[below(sizeof(part) / sizeof(part[0]))];

		if (!controls && (*s == '\r' || *s == '\x7F' || *s == '\t'))
			continue;
		memcpy(p + n, s, strlen(s));
		n += strlen(s);
	}
	p[n] = '\0';
	return n;
}

static json_t *
random_json(int depth)
{
	char s[64];
	json_t *j;
	size_t n = below(5);

	switch (below(depth > 0 ? 8 : 5)) {
	case 0:
		return json_null();
	case 1:
		return json_boolean(below(2));
	case 2:
		return json_integer((json_int_t)rng_u64(&rng) >> below(64));
	case 3:
		return json_real((double)(int64_t)rng_u64(&rng) / (double)(1 + below(1000000)));
	case 4:
		return json_stringn(s, random_text(s, true));
	case 5:
		j = json_array();
		for (size_t i = 0; i < n; i++)
			json_array_append_new(j, random_json(depth - 1));
		return j;
	default:
		j = json_object();
		for (size_t i = 0; i < n; i++) {
			(void)random_text(s, true);
			json_object_set_new(j, s, random_json(depth - 1));
		}
		return j;
	}
}

/* Equal by jansson's reading of what the tree is. */
static bool
same(json_t *j, const struct doc *d)
{
	json_t *read;
	bool equal;

	buf_clear(&out);
	doctree_write(&out, d->root);
	read = json_loadb(out.p, out.n, JSON_DECODE_ANY, NULL);
	equal = read != NULL && json_equal(read, j);
	json_decref(read);
	return equal;
}

static void
test_json(void)
{
	static const size_t flags[] = { 0, JSON_INDENT(2), JSON_INDENT(4), JSON_ENSURE_ASCII,
		JSON_COMPACT, JSON_ESCAPE_SLASH };
	size_t bad = 0;

	for (int i = 0; i < JSON_TREES; i++) {
		json_t *j = below(2) != 0 ? json_object() : json_array();
		char *s;
		struct arena a;
		struct docs d;
		struct err e = { 0 };
		bool ok;

		if (json_is_object(j))
			json_object_set_new(j, "k", random_json(4));
		else
			json_array_append_new(j, random_json(4));
		s = json_dumps(j, flags[below(6)] | JSON_REAL_PRECISION(17));
		arena_init(&a);
		ok = doc_parse(&d, "f", sv_of(s), &a, &e) == RC_OK && d.n == 1 && same(j, &d.doc[0]);
		bad += !T_QUIET(ok, "as JSON: %s: %s", e.msg, s);
		/* JSON is YAML, but for two escapes in place of one character and a raw DEL. */
		buf_clear(&text);
		buf_printf(&text, "--- # YAML\n%s\n", s);
		if (strchr(s, '\x7F') == NULL && strstr(s, "\\uD83D") == NULL) {
			ok = doc_parse(&d, "f", buf_view(&text), &a, &e) == RC_OK && d.n == 1 &&
			    same(j, &d.doc[0]);
			bad += !T_QUIET(ok, "as YAML: %s: %s", e.msg, s);
		}
		arena_free(&a);
		free(s);
		json_decref(j);
		if (bad > 5)
			break;
	}
	T_OK(bad == 0, "%d trees of JSON, as JSON and as YAML", JSON_TREES);
}

/* ---- libyaml's emitter ---- */

static int
append(void *ctx, unsigned char *p, size_t n)
{
	buf_add(ctx, (const char *)p, n);
	return 1;
}

static int
emit_text(yaml_document_t *d, const char *s, size_t n, bool plain)
{
	static const yaml_scalar_style_t styles[] = { YAML_SINGLE_QUOTED_SCALAR_STYLE,
		YAML_DOUBLE_QUOTED_SCALAR_STYLE, YAML_LITERAL_SCALAR_STYLE,
		YAML_FOLDED_SCALAR_STYLE };

	return yaml_document_add_scalar(d, NULL, (const yaml_char_t *)s, (int)n,
	    plain ? YAML_PLAIN_SCALAR_STYLE : styles[below(4)]);
}

/* A tree of libyaml's, and what it is as JSON beside it. */
static int
random_yaml(yaml_document_t *d, int depth, struct buf *want)
{
	static const char *const plain[] = { "x", "status >= 500", "99.9%", "5m", "path =~ \"^/a\"" };
	char s[64];
	size_t kind = below(depth > 0 ? 4 : 2), n;
	int id;

	if (kind == 0) {
		const char *t = plain[below(5)];

		doctree_string(want, sv_of(t));
		return emit_text(d, t, strlen(t), true);
	}
	if (kind == 1) {
		n = random_text(s, false);
		doctree_string(want, (struct sv){ s, n });
		return emit_text(d, s, n, false);
	}
	n = below(4);
	buf_c(want, kind == 2 ? '[' : '{');
	id = kind == 2 ? yaml_document_add_sequence(d, NULL, below(2) ? YAML_BLOCK_SEQUENCE_STYLE
	    : YAML_FLOW_SEQUENCE_STYLE) : yaml_document_add_mapping(d, NULL, below(2)
	    ? YAML_BLOCK_MAPPING_STYLE : YAML_FLOW_MAPPING_STYLE);
	for (size_t i = 0; i < n; i++) {
		if (i != 0)
			buf_c(want, ',');
		if (kind == 2) {
			yaml_document_append_sequence_item(d, id, random_yaml(d, depth - 1, want));
			continue;
		}
		s[0] = (char)('a' + i);
		(void)random_text(s + 1, false);
		doctree_string(want, sv_of(s));
		buf_c(want, ':');
		{
			int key = emit_text(d, s, strlen(s), false);

			yaml_document_append_mapping_pair(d, id, key,
			    random_yaml(d, depth - 1, want));
		}
	}
	buf_c(want, kind == 2 ? ']' : '}');
	return id;
}

/*
 * Where byte @i of a scalar stands in the source: the character there is the same one, as
 * long as it is no white space and no escape.
 */
static bool
places(const struct doc *d, const struct node *n)
{
	for (size_t i = 0; i < n->n; i++)
		if (!places(d, &n->item[i]))
			return false;
	for (size_t i = 0; n->kind == NODE_STRING && i < n->text.n; i++) {
		struct err inner = { .col = i + 1 }, e = { 0 };
		char c = n->text.p[i];

		if (((unsigned char)c & 0xC0) == 0x80 || strchr(" \t\r\n", c) != NULL)
			continue;
		(void)doc_fail_in(d, n, &inner, &e);
		if (d->source.p[e.col - 1] != c && d->source.p[e.col - 1] != '\\')
			return T_QUIET(false, "byte %zu of '%.*s' at %" PRIu64, i, (int)n->text.n,
			    n->text.p, e.col);
	}
	return true;
}

static void
test_yaml(void)
{
	struct buf want;
	size_t bad = 0;

	buf_init(&want, SIZE_MAX);
	for (int i = 0; i < YAML_TREES && bad < 5; i++) {
		yaml_emitter_t em;
		yaml_document_t y;
		struct arena a;
		struct docs d;
		struct err e = { 0 };
		bool ok;

		buf_clear(&text);
		buf_clear(&want);
		yaml_emitter_initialize(&em);
		yaml_emitter_set_output(&em, append, &text);
		yaml_emitter_set_unicode(&em, (int)below(2));
		yaml_emitter_set_width(&em, below(2) != 0 ? 20 : -1);
		yaml_emitter_set_indent(&em, 2 + (int)below(5));
		yaml_document_initialize(&y, NULL, NULL, NULL, 1, 1);
		(void)random_yaml(&y, 3, &want);
		ok = yaml_emitter_open(&em) && yaml_emitter_dump(&em, &y) && yaml_emitter_close(&em);
		yaml_emitter_delete(&em);
		buf_c(&want, '\0');
		arena_init(&a);
		ok = ok && doc_parse(&d, "f", buf_view(&text), &a, &e) == RC_OK && d.n == 1 &&
		    strcmp(doctree_text(&out, &d), want.p) == 0;
		bad += !T_QUIET(ok, "%s\n# got %s\n# want %s\n# of %.*s", e.msg,
		    e.msg[0] == '\0' ? out.p : "", want.p, (int)text.n, text.p);
		bad += ok && !places(&d.doc[0], d.doc[0].root);
		arena_free(&a);
	}
	T_OK(bad == 0, "%d trees of libyaml's emitter, and every byte's place", YAML_TREES);
	buf_free(&want);
}

int
main(void)
{
	rng_init(&rng, t_seed());
	buf_init(&out, SIZE_MAX);
	buf_init(&text, SIZE_MAX);
	test_json();
	test_yaml();
	buf_free(&out);
	buf_free(&text);
	return t_done();
}
