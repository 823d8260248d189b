/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * oracle - jread beside jansson on the same bytes
 *
 * jansson reads the neutral copy (neutral.h), in which the named differences are
 * taken out; nesting beyond 512 is the last one.
 */
#ifndef CX_TESTS_ORACLE_H
#define CX_TESTS_ORACLE_H

#include "base/arena.h"
#include "base/num.h"
#include "json/jread.h"
#include "neutral.h"

#include <jansson.h>

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ORACLE_PATHS = 9, ORACLE_PAD = 64 };

struct oracle {
	struct jread *slots;	/* both read every document: state from one to the next shows */
	struct jread *listing;
	char          why[1200];	/* the first difference */
	size_t        accepted;
	size_t        objects;
	size_t        present;	/* slots that were found */
};

#define ORACLE_SV(lit) { lit, sizeof(lit) - 1 }

static const struct sv oracle_key[][3] = {
	{ ORACLE_SV("a") }, { ORACLE_SV("b") }, { ORACLE_SV("a"), ORACLE_SV("b") },
	{ ORACLE_SV("a"), ORACLE_SV("b"), ORACLE_SV("c") },
	{ ORACLE_SV("long_key_name_one") }, { ORACLE_SV("long_key_name_two"),
	ORACLE_SV("\xC3\xA9") }, { ORACLE_SV("a.b") },
	{ ORACLE_SV("") }, { ORACLE_SV("a"), ORACLE_SV("b") },
};

static const struct jread_path oracle_path[ORACLE_PATHS] = {
	{ oracle_key[0], 1 }, { oracle_key[1], 1 }, { oracle_key[2], 2 }, { oracle_key[3], 3 },
	{ oracle_key[4], 1 }, { oracle_key[5], 2 }, { oracle_key[6], 1 }, { oracle_key[7], 1 },
	{ oracle_key[8], 2 },
};

static inline void
oracle_init(struct oracle *o)
{
	*o = (struct oracle){
		.slots = jread_new(oracle_path, ORACLE_PATHS, false),
		.listing = jread_new(oracle_path, ORACLE_PATHS, true),
	};
}

static inline void
oracle_free(struct oracle *o)
{
	jread_free(o->slots);
	jread_free(o->listing);
}

__attribute__((format(printf, 2, 3))) static inline bool
oracle_differ(struct oracle *o, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(o->why, sizeof(o->why), fmt, ap);
	va_end(ap);
	return false;
}

struct oracle_build {
	json_t       *at;
	const char   *doc;
	const char   *neutral;
	struct arena *a;
	bool          ok;
};

static inline json_t *oracle_json(const struct val *v, struct oracle_build *b);

static inline bool
oracle_element(void *ctx, struct sv key, const struct val *v)
{
	struct oracle_build *b = ctx, in = *b;
	json_t *j = oracle_json(v, &in);
	struct sv name = arena_sv(b->a, val_unescape(key, b->a));

	b->ok = b->ok && in.ok;
	if (json_is_array(b->at))
		json_array_append_new(b->at, j);
	else
		json_object_setn_new_nocheck(b->at, name.p, name.n, j);
	return true;
}

/* A value of ours as a jansson value. */
static inline json_t *
oracle_json(const struct val *v, struct oracle_build *b)
{
	struct sv text;
	double d = 0;

	b->ok = true;
	switch (v->kind) {
	case VAL_NULL:
		return json_null();
	case VAL_FALSE:
	case VAL_TRUE:
		return json_boolean(v->kind == VAL_TRUE);
	case VAL_NUMBER:
		if (num_double(v->text, &d) == RC_RANGE)
			b->ok = num_double((struct sv){ b->neutral + (v->text.p - b->doc),
			    v->text.n }, &d) == RC_OK;
		return json_real(d);
	case VAL_STRING:
		text = val_text(v, b->a);
		return json_stringn(text.p, text.n);
	case VAL_OBJECT:
	case VAL_ARRAY:
		b->at = v->kind == VAL_OBJECT ? json_object() : json_array();
		jread_each(v, oracle_element, b);
		return b->at;
	default:
		return NULL;
	}
}

/* @v, in @doc, is what jansson found in the neutral copy. */
static inline bool
oracle_same(const struct val *v, const json_t *want, const char *doc, const char *neutral)
{
	struct arena a;
	struct oracle_build b = { .doc = doc, .neutral = neutral, .a = &a };
	json_t *got;
	bool same;

	if (v->kind == VAL_NONE || want == NULL)
		return v->kind == VAL_NONE && want == NULL;
	arena_init(&a);
	got = oracle_json(v, &b);
	same = b.ok && json_equal(got, want);
	json_decref(got);
	arena_free(&a);
	return same;
}

static inline json_t *
oracle_get(const json_t *root, const struct sv *key, size_t n)
{
	json_t *at = json_object_getn(root, key[0].p, key[0].n);

	return n == 1 || at == NULL ? at : oracle_get(at, key + 1, n - 1);
}

static inline bool
oracle_slots(struct oracle *o, const struct val *v, const json_t *root, const char *doc,
    const char *neutral)
{
	size_t i, k;

	for (i = 0; i < ORACLE_PATHS; i++) {
		const struct jread_path *p = &oracle_path[i];
		json_t *nested = oracle_get(root, p->key, p->n), *plain = NULL;
		char name[64] = "";

		for (k = 0; k < p->n; k++)
			snprintf(name + strlen(name), sizeof(name) - strlen(name), "%s%.*s",
			    k != 0 ? "." : "", (int)p->key[k].n, p->key[k].p);
		if (p->n > 1)
			plain = json_object_get(root, name);
		/* Both there: the later one; which that is, the worked cases check. */
		if (!oracle_same(&v[i], nested, doc, neutral) &&
		    (plain == NULL || !oracle_same(&v[i], plain, doc, neutral)))
			return oracle_differ(o, "slot %zu (%s)", i, name);
		if (nested == NULL && plain != NULL && v[i].kind == VAL_NONE)
			return oracle_differ(o, "slot %zu (%s) missed", i, name);
		o->present += v[i].kind != VAL_NONE;
	}
	return true;
}

static inline bool
oracle_members(struct oracle *o, const struct jread_line *line, const json_t *root,
    const char *doc, const char *neutral)
{
	json_t *got = json_object();
	struct arena a;
	bool same = true;
	size_t i;

	arena_init(&a);
	for (i = 0; i < line->nmember; i++) {
		const struct jread_member *m = &line->member[i];
		struct oracle_build b = { .at = got, .doc = doc, .neutral = neutral, .a = &a };

		b.ok = true;
		same = same && m->key_esc == (memchr(m->key.p, '\\', m->key.n) != NULL);
		oracle_element(&b, m->key, &m->val);
		same = same && b.ok;
	}
	same = same && json_equal(got, root);
	json_decref(got);
	arena_free(&a);
	return same || oracle_differ(o, "members");
}

/* The document as a line of a block; @root is NULL when jansson rejects it or it is no object. */
static inline bool
oracle_line(struct oracle *o, const char *doc, size_t n, const json_t *root, const char *neutral)
{
	char *block = malloc(n + 1 + ORACLE_PAD);
	const char *end = block + n + 1;
	bool blank = strspn(neutral, " \t\r") == n, ok = true;
	int listing;

	memcpy(block, doc, n);
	block[n] = '\n';
	memset(block + n + 1, '"', ORACLE_PAD);
	for (listing = 0; ok && listing < 2; listing++) {
		struct jread *r = listing ? o->listing : o->slots;
		struct val v[ORACLE_PATHS];
		struct jread_line line;
		struct err e = { .rc = RC_OK };
		const char *at = block;
		uint64_t lines = 0;
		enum rc rc = jread_next(r, &at, end, &lines, v, &line, &e);

		if (blank ? rc != RC_END : rc != (root != NULL ? RC_OK : RC_BAD))
			ok = oracle_differ(o, "line: rc %d, %s", rc, rc == RC_BAD ? e.msg : "");
		else if (lines != 1 || at != end)
			ok = oracle_differ(o, "line: %d lines, at %td", (int)lines, at - block);
		else if (rc == RC_BAD && (e.col == 0 || e.col > n + 1))
			ok = oracle_differ(o, "line: column %d", (int)e.col);
		else if (rc == RC_OK)
			ok = oracle_slots(o, v, root, block, neutral) &&
			    (!listing || oracle_members(o, &line, root, block, neutral));
	}
	free(block);
	return ok;
}

/* NULs before a line are no content of it, and no JSON. */
static inline bool
oracle_hole(const char *doc, size_t n)
{
	while (n > 0 && (*doc == ' ' || *doc == '\t' || *doc == '\r')) {
		doc++;
		n--;
	}
	return n > 0 && *doc == '\0';
}

/* Everything agrees on this text; else false and o->why. */
static inline bool
oracle_check(struct oracle *o, const char *doc, size_t n)
{
	size_t deep;
	bool huge, ok = true;
	char *neutral = neutral_copy(doc, n, &deep, &huge);
	char *exact = malloc(n != 0 ? n : 1);
	json_error_t why = { .text = "" };
	json_t *root = NULL;
	struct val v = { .kind = VAL_NONE };
	struct err e = { .rc = RC_OK };
	bool good;

	memcpy(exact, doc, n);
	if (!huge) {
		root = json_loadb(neutral, n, JSON_DECODE_ANY | JSON_ALLOW_NUL |
		    JSON_DECODE_INT_AS_REAL, &why);
		if (deep > JREAD_DEPTH_MAX) {
			json_decref(root);
			root = NULL;
		}
		good = jread_value((struct sv){ exact, n }, &v, &e) == RC_OK;
		if (good != (root != NULL))
			ok = oracle_differ(o, "text: we say %s%s, jansson %s", good ? "yes" : "no: ",
			    good ? "" : e.msg, root != NULL ? "yes" : why.text);
		else if (good && !oracle_same(&v, root, exact, neutral))
			ok = oracle_differ(o, "text: values");
		if (ok && memchr(doc, '\n', n) == NULL && !oracle_hole(doc, n))
			ok = oracle_line(o, doc, n, json_is_object(root) ? root : NULL, neutral);
		o->accepted += good;
		o->objects += json_is_object(root);
		json_decref(root);
	}
	free(exact);
	free(neutral);
	return ok;
}

#endif
