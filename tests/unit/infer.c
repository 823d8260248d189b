/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drafted plans: what each keyword takes, ceilings, texts that YAML would misread
 */
#include "../inferred.h"

#include "spec/doc.h"

static void
lines(struct inferred *s, const char *text)
{
	for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1)
		inferred_add(s, (struct sv){ text, (size_t)(end - text) });
}

/* The line of the draft for one member, seen in @n events, each with one of the values in turn. */
static void
member(const char *name, const char *const *value, unsigned n, const char *want)
{
	struct inferred s;
	struct buf b, plan;
	unsigned nvalue;
	char *at, *end;

	for (nvalue = 0; value[nvalue] != NULL; nvalue++)
		;
	inferred_init(&s, 1);
	buf_init(&b, SIZE_MAX);
	for (unsigned i = 0; i < n; i++) {
		buf_clear(&b);
		buf_printf(&b, "{\"%s\":%s}", name, value[i % nvalue]);
		inferred_add(&s, buf_view(&b));
	}
	plan = inferred_plan(&s);
	at = strstr(plan.p, "properties:\n    ");
	at = at != NULL ? at + strlen("properties:\n    ") : plan.p;
	at = strncmp(at, name, strlen(name)) == 0 ? at + strlen(name) + 1 : at;
	at += *at == ' ' && at[1] == '{';
	end = strchr(at, '\0');
	if (end > at && end[-1] == '\n')
		end[-1] = '\0';
	T_STR(at, want, value[0]);
	buf_free(&plan);
	buf_free(&b);
	inferred_free(&s);
}

#define MEMBER(n, want, ...) member("x", (const char *const[]){ __VA_ARGS__, NULL }, n, want)
#define NAMED(name, n, want, ...) member(name, (const char *const[]){ __VA_ARGS__, NULL }, n, want)

static void
numbers(void)
{
	MEMBER(2, "{type: integer}  # 1 to 2", "1", "2");
	MEMBER(2, "{type: number}  # 1 to 2", "1.0", "2");
	MEMBER(1, "{type: number}  # 100", "1e2");
	MEMBER(99, "{type: integer}  # 0", "0");
	MEMBER(100, "{type: integer, minimum: 0}  # 0", "0");
	MEMBER(100, "{type: integer, minimum: 0}  # 0", "-0");
	MEMBER(100, "{type: integer}  # -1 to 7", "7", "-1");
	MEMBER(100, "{type: number}  # 0", "-1e-400");
	MEMBER(100, "{type: number}  # beyond -1e308 to beyond 1e308", "1e400", "-1e400");
	MEMBER(3, "{type: [integer, \"null\"]}  # 3", "3", "null", "null");
	MEMBER(3, "{type: [boolean, number, string], maxLength: 16}  # 0.5; always x",
	    "true", "0.5", "\"x\"");
}

static void
texts(void)
{
	MEMBER(20, "{type: string, enum: [a, b]}", "\"b\"", "\"a\"");
	MEMBER(20, "{type: string, enum: [a, \"no\"]}", "\"no\"", "\"\\u0061\"");
	MEMBER(30, "{type: [string, \"null\"], enum: [a, b, null]}", "\"a\"", "\"b\"", "null");
	MEMBER(19, "{type: string, maxLength: 16}  # 2 values", "\"a\"", "\"b\"");
	MEMBER(90, "{type: string, maxLength: 16}  # always a", "\"a\"");
	MEMBER(30, "{type: [integer, string], maxLength: 16}  # 1; 2 values", "\"a\"", "\"b\"", "1");
	MEMBER(90, "{type: string, maxLength: 32}", "\"https://a\"", "\"\"");
	MEMBER(1, "{type: string, maxLength: 16}  # always \"ääääääää\"", "\"ääääääää\"");
	MEMBER(1, "{type: string, maxLength: 32}  # always \"äääääääää\"", "\"äääääääää\"");
	MEMBER(1, "{type: string}  # always \"\"", "\"\"");
	MEMBER(1, "{}  # always null", "null");
	MEMBER(1, "{type: string, maxLength: 16}  # always \"a\\x0Ab\\x85\\u2028\\\"\\\\c\"",
	    "\"a\\nb\\u0085\\u2028\\\"\\\\c\"");
	NAMED("x", 2, "{type: string, format: date-time}", "\"2026-01-01T00:00:00Z\"",
	    "\"2026-01-01T00:00:00.5+01:00\"");
	MEMBER(2, "{type: string, maxLength: 64}  # 2 values", "\"2026-01-01T00:00:00Z\"",
	    "\"2026-01-01\"");
	MEMBER(1, "{type: string, format: date}", "\"2026-01-01\"");
	MEMBER(1, "{type: string, format: uuid}", "\"00000000-0000-4000-8000-000000000001\"");
	MEMBER(1, "{type: string, format: email}", "\"a@example.com\"");
	MEMBER(1, "{type: string, format: ipv4}", "\"10.0.0.1\"");
	MEMBER(1, "{type: string, format: ipv6}", "\"::1\"");
	MEMBER(1, "{type: string, format: uri}", "\"https://a/\"");
	MEMBER(1, "{type: string, maxLength: 16}  # always \"a:b\"", "\"a:b\"");
	MEMBER(1, "{type: string, maxLength: 16}  # always a.de", "\"a.de\"");
	NAMED("mailHost", 1, "{type: string, format: hostname}", "\"a.de\"");
}

static void
containers(void)
{
	MEMBER(1, "{type: array}  # always empty", "[]");
	MEMBER(1, "\n      type: object\n      required: [a]\n      properties:\n"
	    "        a: {type: integer}  # 1", "{\"a\":1}");
	MEMBER(2, "\n      type: [object, \"null\"]\n      required: [a]\n      properties:\n"
	    "        a: {type: integer}  # 1", "{\"a\":1}", "null");
	MEMBER(2, "  # up to 2 items\n      type: array\n      items:\n        type: object\n"
	    "        properties:\n          a: {type: integer}  # in 50.0 % (1 of 2); 1",
	    "[{\"a\":1},{}]", "[]");
	/* There twice: the values are two, the event is one. */
	MEMBER(1, "\n      type: object\n      required: [a]\n      properties:\n"
	    "        a: {type: [integer, string], maxLength: 16}  # 1; always b",
	    "{\"a\":1,\"\\u0061\":\"b\"}");
	/* The sixth level is described, what is in it is not. */
	MEMBER(1, "  # up to 1 item\n      type: array\n      items:  # up to 1 item\n"
	    "        type: array\n        items:  # up to 1 item\n          type: array\n"
	    "          items:  # up to 1 item\n            type: array\n"
	    "            items:  # up to 1 item\n              type: array\n"
	    "              items: {type: array}  # up to 1 item", "[[[[[[\"x\"]]]]]]");
}

static void
events(void)
{
	struct inferred s;
	struct buf plan;

	inferred_init(&s, 1);
	lines(&s, "{\"event\":\"b\",\"id\":1,\"n\":1,\"at\":\"2026-01-01T00:00:00Z\"}\n"
	    "{\"event\":\"a\",\"id\":2.5,\"n\":\"1\",\"at\":\"2026-01-01T00:00:00Z\",\"odd key\":null}\n"
	    "{\"event\":null,\"id\":1,\"n\":1,\"at\":\"2026-01-01T00:00:00Z\"}\n");
	plan = inferred_plan(&s);
	T_STR(strstr(plan.p, "key:"), "key: event\n"
	    "unplanned: warn  # 1 of the events had no name, or a long one\n"
	    "time: at\n"
	    "common:\n"
	    "  type: object\n"
	    "  required: [at, id]\n"
	    "  properties:\n"
	    "    at: {type: string, format: date-time}\n"
	    "    id: {type: number}  # 1 to 2.5\n"
	    "schemas:\n"
	    "  a:  # 1 event\n"
	    "    type: object\n"
	    "    required: [event, \"n\", odd key]\n"
	    "    properties:\n"
	    "      event: {type: string, maxLength: 16}  # always a\n"
	    "      \"n\": {type: string, maxLength: 16}  # always \"1\"\n"
	    "      odd key: {}  # always null\n"
	    "  b:  # 1 event\n"
	    "    type: object\n"
	    "    required: [event, \"n\"]\n"
	    "    properties:\n"
	    "      event: {type: string, maxLength: 16}  # always b\n"
	    "      \"n\": {type: integer}  # 1\n", "what is common, what an event's own");
	buf_free(&plan);
	inferred_free(&s);
}

/* An object of @n names; the plan's line for it. */
static bool
is_map(unsigned n, unsigned size)
{
	struct inferred s;
	struct buf b, plan;
	bool map;

	inferred_init(&s, 1);
	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "{\"x\":{");
	for (unsigned i = 0; i < n; i++)
		buf_printf(&b, "%s\"k%0*u\":%u", i > 0 ? "," : "", (int)size - 1, i, i);
	buf_printf(&b, "}}");
	inferred_add(&s, buf_view(&b));
	plan = inferred_plan(&s);
	map = strstr(plan.p, "additionalProperties: {type: integer") != NULL;
	buf_free(&plan);
	buf_free(&b);
	inferred_free(&s);
	return map;
}

static void
ceilings(void)
{
	struct inferred s;
	struct err e = { 0 };
	struct buf b;

	T_OK(!is_map(INFER_NODE_NAMES_MAX, 5), "as many names as there may be");
	T_OK(is_map(INFER_NODE_NAMES_MAX + 1, 5), "one more: a map");
	T_OK(!is_map(3, INFER_NODE_NAME_MAX + 1), "names that are too long are not described");

	inferred_init(&s, 1);
	buf_init(&b, SIZE_MAX);
	for (unsigned i = 0; i < INFER_NODE_FIELDS_MAX / 100; i++) {
		buf_clear(&b);
		buf_printf(&b, "{\"event\":\"e%u\"", i);
		for (unsigned k = 1; k < 100; k++)
			buf_printf(&b, ",\"k%u\":%u", k, i);
		buf_c(&b, '}');
		inferred_add(&s, buf_view(&b));
	}
	T_OK(infer_node_pool_full(&s.pool, &e) == RC_OK, "as many members as there may be");
	lines(&s, "{\"event\":\"e0\",\"more\":1}\n");
	T_OK(infer_node_pool_full(&s.pool, &e) == RC_LIMIT, "one more: %s", e.msg);
	buf_free(&b);
	inferred_free(&s);
}

/* As a key, in a list and as a value: YAML gives back what was written. */
static void
scalars(void)
{
	static const char *const list[] = { "", " ", "a", "a b", " a", "a ", "a: b", "a #b", "#", "-",
		"- a", "?", "~", "null", "Null", "true", "yes", "n", "0", "1e3", "0x1", ".5", ".inf",
		"[", "]", "{a}", "a,b", "a]", "&a", "*a", "!a", "|", ">", "%", "@", "`", "'", "\"", "\\",
		"\n", "\t", "\r", "\x01", "\x7f", "\xc2\x80", "\xc2\x85", "\xe2\x80\xa8", "\xef\xbb\xbf",
		"\xef\xbf\xbf", "\xf0\x9f\x98\x80", "é", "...", "---", "<<", "=", "a/b-c.d", "2026-01-01" };
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		const struct sv s = sv_of(list[i]);
		struct err e = { 0 };
		struct docs d;
		struct buf b;
		bool same;

		buf_init(&b, SIZE_MAX);
		infer_write_scalar(&b, s);
		buf_printf(&b, ":\n  k: [");
		infer_write_scalar(&b, s);
		buf_printf(&b, ", ");
		infer_write_scalar(&b, s);
		buf_printf(&b, "]\n");
		same = doc_parse(&d, "p", buf_view(&b), &a, &e) == RC_OK && d.n == 1 &&
		    d.doc->root->kind == NODE_MAP && sv_eq(d.doc->root->item[0].key, s);
		if (same) {
			const struct node *n = node_get(&d.doc->root->item[0], "k");

			same = n != NULL && n->n == 2 && n->item[1].kind == NODE_STRING &&
			    sv_eq(n->item[0].text, s) && sv_eq(n->item[1].text, s);
		}
		T_OK(same, "text %zu reads back %s", i, e.msg);
		buf_free(&b);
	}
	arena_free(&a);
}

int
main(void)
{
	numbers();
	texts();
	containers();
	events();
	ceilings();
	scalars();
	return t_done();
}
