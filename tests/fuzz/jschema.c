/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A schema, a line feed and values: no crash; told faults exactly when there are any;
 * a schema says the same through allOf, if and twice not; equal values hash alike
 */
#include "schema/item.h"
#include "schema/schema.h"
#include "schema/valid.h"
#include "spec/doc.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { SHAPES = 4, SCHEMA_MAX = 4096 };

struct one {
	struct arena        arena;
	struct schema     *s;
	struct valid      *v;
	const struct rule *rule;
};

static bool
load(struct one *o, const char *before, struct sv schema, const char *after)
{
	const struct schema_cfg cfg = { .lax = true };
	char text[SCHEMA_MAX + 200];
	struct docs docs;
	size_t b = strlen(before), a = strlen(after);

	arena_init(&o->arena);
	o->s = schema_new(&cfg, &o->arena);
	o->v = NULL;
	memcpy(text, before, b);
	memcpy(text + b, schema.p, schema.n);
	memcpy(text + b + schema.n, after, a);
	if (doc_parse(&docs, "s", (struct sv){ text, b + schema.n + a }, &o->arena, NULL) == RC_OK &&
	    docs.n != 0 && schema_add(o->s, docs.doc, docs.doc->root, SV(""), &o->rule, NULL) == RC_OK)
		o->v = valid_new(o->s);
	return o->v != NULL;
}

static void
drop(struct one *o)
{
	valid_free(o->v);
	schema_free(o->s);
	arena_free(&o->arena);
}

static void
count(void *ctx, const struct valid_fault *f)
{
	unsigned *n = ctx;

	*n += f->message.n != 0 && f->schema_path.n != 0;
	if (f->path.n != 0 && f->path.p[0] != '/')
		abort();
}

static bool
check(struct one *o, const struct val *v)
{
	unsigned faults = 0;
	bool ok;

	valid_value(o->v, v);
	ok = valid_check(o->v, o->rule, count, &faults);
	if (ok != (faults == 0) || valid_check(o->v, o->rule, NULL, NULL) != ok)
		abort();
	return ok;
}

static void
items(const struct val *v)
{
	struct items t;
	struct arena tmp;

	arena_init(&tmp);
	item_init(&t);
	if (item_value(&t, v)) {
		const struct item *a = t.item + 1;

		if (!item_eq(t.item, t.item, &tmp))
			abort();
		for (uint32_t i = 1; i < t.item->n; i++) {
			const struct item *b = a + a->next;

			if (item_eq(a, b, &tmp) != item_eq(b, a, &tmp) ||
			    (item_eq(a, b, &tmp) && item_hash(a, 1, &tmp) != item_hash(b, 1, &tmp)))
				abort();
			a = b;
		}
	}
	item_free(&t);
	arena_free(&tmp);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const around[SHAPES][2] = {
		{ "", "" }, { "{\"allOf\":[", ",true]}" }, { "{\"not\":{\"not\":", "}}" },
		{ "{\"if\":", ",\"else\":false}" }
	};
	const char *p = (const char *)data, *end = p + n;
	const char *nl = n != 0 ? memchr(p, '\n', n) : NULL;
	struct sv schema = { p, nl != NULL ? (size_t)(nl - p) : n };
	struct one o[SHAPES];
	struct val v;
	bool good, json;

	if (n == 0 || schema.n > SCHEMA_MAX)
		return 0;
	json = jread_value(schema, &v, NULL) == RC_OK;	/* YAML's text means something else in braces */
	good = load(&o[0], "", schema, "");
	for (size_t i = 1; i < SHAPES; i++)
		(void)load(&o[i], around[i][0], schema, around[i][1]);
	while (good && nl != NULL && nl + 1 < end) {
		const char *at = nl + 1;
		struct sv text;

		nl = memchr(at, '\n', (size_t)(end - at));
		text = (struct sv){ at, (size_t)((nl != NULL ? nl : end) - at) };
		if (jread_value(text, &v, NULL) != RC_OK)
			continue;
		items(&v);
		/* References mean something else one level down. */
		for (size_t i = 1; json && i < SHAPES; i++)
			if (o[i].v != NULL && !sv_has(schema, SV("$")) && !sv_has(schema, SV("\\u")) &&
			    check(&o[0], &v) != check(&o[i], &v))
				abort();
		(void)check(&o[0], &v);
	}
	for (size_t i = 0; i < SHAPES; i++)
		drop(&o[i]);
	return 0;
}
