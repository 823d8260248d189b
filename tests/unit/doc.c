/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * doc, worked cases: YAML and JSON as trees, every refusal with its place and words,
 * the getters, the place of a fault inside a scalar
 */
#include "spec/doc.h"

#include "../doctree.h"
#include "../t.h"

#include <fcntl.h>
#include <math.h>
#include <unistd.h>

struct text_case {
	const char *text;
	const char *want;
};

static const struct text_case trees[] = {
	/* JSON */
	{ "{\"a\": [1, -2.50e+3, \"x\\u00e4\\n\\/\", null, true, false], \"b\": {}}",
	    "{\"a\":[1,-2.50e+3,\"x\xC3\xA4\\u000a/\",null,true,false],\"b\":{}}" },
	{ " [ ] ", "[]" },
	{ "\t{\r\n\t\"a\"\t:\t1\t}\n", "{\"a\":1}" },
	{ "{\"k\\\"ey\":\"v\\\"\"}", "{\"k\\\"ey\":\"v\\\"\"}" },
	{ "[[[]],[{}],\"\"]", "[[[]],[{}],\"\"]" },
	{ "{\"\":1}", "{\"\":1}" },
	{ "\xEF\xBB\xBF{\"a\":1}", "{\"a\":1}" },
	/* begins as JSON, is YAML */
	{ "{a: 1, b: [x, 'y']}", "{\"a\":1,\"b\":[\"x\",\"y\"]}" },
	{ "[1,2,]", "[1,2]" },
	{ "{\"a\": 1} # comment", "{\"a\":1}" },
	{ "{\"a\": 1}\n---\n{\"b\": 2}\n", "{\"a\":1}\n{\"b\":2}" },
	/* documents */
	{ "", "" },
	{ "# nothing\n\n", "" },
	{ "--- 1\n--- 2\n", "1\n2" },
	{ "a: 1\n---\nb: 2\n...\n---\n", "{\"a\":1}\n{\"b\":2}\nnull" },
	{ "%YAML 1.2\n---\na: b\n", "{\"a\":\"b\"}" },
	{ "\xEF\xBB\xBF" "a: b\n", "{\"a\":\"b\"}" },
	{ "a: b\r\nc:\r\n  - d\r\n  - e\r\n", "{\"a\":\"b\",\"c\":[\"d\",\"e\"]}" },
	{ "a:\tb\n", "{\"a\":\"b\"}" },
	/* the core schema */
	{ "[~, null, Null, NULL, nULL]", "[null,null,null,null,\"nULL\"]" },
	{ "a:\nb: \n", "{\"a\":null,\"b\":null}" },
	{ "[true, True, TRUE, false, False, FALSE, tRUE]",
	    "[true,true,true,false,false,false,\"tRUE\"]" },
	{ "[yes, no, on, off, y, n, Y, N, Yes]",
	    "[\"yes\",\"no\",\"on\",\"off\",\"y\",\"n\",\"Y\",\"N\",\"Yes\"]" },
	{ "[0, -0, +1, 007, -01, 12345678901234567890]", "[0,-0,1,7,-1,12345678901234567890]" },
	{ "[1.5, .5, -.5, 5., 1e3, 1.E-3, +.5e+07, 00.5]",
	    "[1.5,0.5,-0.5,5,1e3,1E-3,0.5e+07,0.5]" },
	{ "[0x1F, 0xff, 0o17, 0xFFFFFFFFFFFFFFFF]", "[31,255,15,18446744073709551615]" },
	{ "[0x, 0o8, 0xg, -0x1, 0b1, 1_000, 1:30, 1e, e1, ., +, 1.2.3, 99.9%, 5m, 2026-01-02]",
	    "[\"0x\",\"0o8\",\"0xg\",\"-0x1\",\"0b1\",\"1_000\",\"1:30\",\"1e\",\"e1\",\".\",\"+\","
	    "\"1.2.3\",\"99.9%\",\"5m\",\"2026-01-02\"]" },
	{ "['1', \"true\", 'null', '~', '']", "[\"1\",\"true\",\"null\",\"~\",\"\"]" },
	/* scalars */
	{ "a: x y\n  z\n\n  w\n", "{\"a\":\"x y z\\u000aw\"}" },
	{ "a: 'it''s'\n", "{\"a\":\"it's\"}" },
	{ "a: \"\\x41\\u00e4\\U0001F600\\t\\e\\\n  b\"\n",
	    "{\"a\":\"A\xC3\xA4\xF0\x9F\x98\x80\\u0009\\u001bb\"}" },
	{ "a: |\n  x\n   y\n\nb: >-\n  x\n  y\n", "{\"a\":\"x\\u000a y\\u000a\",\"b\":\"x y\"}" },
	{ "\"a b\": 1\n'c': 2\n? d\n: 3\n", "{\"a b\":1,\"c\":2,\"d\":3}" },
	{ "'1': a\n\"null\": b\n", "{\"1\":\"a\",\"null\":\"b\"}" },
	{ "'<<': a\n", "{\"<<\":\"a\"}" },
	/* anchors */
	{ "a: &x 5\nb: *x\n", "{\"a\":5,\"b\":5}" },
	{ "a: &x {k: [1, 2]}\nb: [*x, *x]\n",
	    "{\"a\":{\"k\":[1,2]},\"b\":[{\"k\":[1,2]},{\"k\":[1,2]}]}" },
	{ "- &x a\n- &x b\n- *x\n", "[\"a\",\"b\",\"b\"]" },
	{ "a: &x [&x 1]\nb: *x\n", "{\"a\":[1],\"b\":1}" },
	{ "a: &x k\n*x : 1\n", "{\"a\":\"k\",\"k\":1}" },
	{ "&x a: &y\n  b: 1\nc: *y\nd: *x\n", "{\"a\":{\"b\":1},\"c\":{\"b\":1},\"d\":\"a\"}" },
};

static const struct text_case faults[] = {
	/* JSON that is no YAML either */
	{ "{\"a\": 1,\n \"b\": 2,\n \"a\": 3}",
	    "f:3:2: the key 'a' stands twice, first on line 1" },
	{ "{\"a\": \"\\q\"}", "f:1:8: " },
	{ "[1, 2\n", "f:2:1: " },
	/* YAML */
	{ "a: 1\nb: 2\na: 3\n", "f:3:1: the key 'a' stands twice, first on line 1" },
	{ "a:\n  x: {k: 1, k: 2}\n", "f:2:13: the key 'k' stands twice, first on line 2" },
	{ "a: 1\nb:\tc\n\td: 2\n", "f:3:1: a tab cannot indent in YAML; use spaces" },
	{ "a: b: c\n", "f:1:5: a ': ' inside text needs quotes around the text, or the line is "
	    "indented too far" },
	{ "a: \"x\" == y\nb: 1\n", "f:1:8: expected a key; is the line indented as the one above "
	    "it, is text with quotes inside it in quotes as a whole?" },
	{ "a: @x\n", "f:1:4: text that begins with @, `, % or | needs quotes" },
	{ "{a: x in [1], b: 2\n", "f:1:10: expected ',' or the closing bracket; between brackets, "
	    "text with [ ] { } or a comma in it needs quotes" },
	{ "a: !x(y)\n", "f:1:4: text that begins with '!' needs quotes: YAML takes it for a tag, "
	    "and tags mean nothing here" },
	{ "a: !!str 1\n", "f:1:4: text that begins with '!' needs quotes: YAML takes it for a "
	    "tag, and tags mean nothing here" },
	{ "a: &n !!map {}\n", "f:1:4: tags (tag:yaml.org,2002:map) mean nothing here" },
	{ "- 1\n- <<: {a: 1}\n",
	    "f:2:3: merge keys (<<) are not part of YAML 1.2; write out what is meant" },
	{ "1: a\n", "f:1:1: a key is text, and this is a number; put it in quotes" },
	{ "a: {b: 0,5}\n", "f:1:10: the comma ends the number here: it is written with a point, as "
	  "0.5" },
	{ "a: {null: 1}\n", "f:1:5: a key is text, and this is nothing; put it in quotes" },
	{ "true: 1\n", "f:1:1: a key is text, and this is true or false; put it in quotes" },
	{ "? [a]\n: 1\n", "f:1:3: a key is text, and this is a list" },
	{ "? {a: 1}\n: 1\n", "f:1:3: a key is text, and this is a map" },
	{ "a: &x {b: 1}\n*x : 1\n", "f:2:1: a key is text, and this is a map; put it in quotes" },
	{ "a: *x\n",
	    "f:1:4: nothing above is called &x; text that begins with '*' needs quotes" },
	{ "a: &x 1\n---\nb: *x\n",
	    "f:3:4: nothing above is called &x; text that begins with '*' needs quotes" },
	{ "a: &x [1, *x]\n", "f:1:11: *x stands in what it names" },
	{ "a: .inf\n", "f:1:4: '.inf' is no finite number; in quotes it is text" },
	{ "a: -.INF\n", "f:1:4: '-.INF' is no finite number; in quotes it is text" },
	{ "a: .nan\n", "f:1:4: '.nan' is no finite number; in quotes it is text" },
	{ "a: 0x10000000000000000\n", "f:1:4: '0x10000000000000000' does not fit in 64 bits" },
	{ "a: \xff\n", "f:1:4: not UTF-8" },
	{ "a: b\nc: \x01\n", "f:2:4: control characters are not allowed" },
	{ "\xC3\xA4: {\xC3\xB6: @}\n", "f:1:10: text that begins with @, `, % or | needs quotes" },
	{ "a: 'x\n", "f:2:1: found unexpected end of stream, while scanning a quoted scalar that "
	    "begins on line 1" },
	{ "%YAML 3.0\n---\na\n", "f:1:1: found incompatible YAML document" },
};

/* Where a fault at a byte of the decoded text stands; '^' in the text of `want` is it. */
struct inside_case {
	const char *text;
	size_t      col;	/* in the value of key a */
	const char *want;
};

static const struct inside_case insides[] = {
	{ "a: status = 5\n", 8, "f:1:11: x" },
	{ "a: status = 5\n", 14, "f:1:14: x" },
	{ "a: &n status = 5\n", 8, "f:1:14: x" },
	{ "a: 'x == ''y'' z'\n", 10, "f:1:16: x" },
	{ "a: \"x == \\\"y\\\" z\"\n", 10, "f:1:16: x" },
	{ "a: \"\\u00e4 = z\"\n", 4, "f:1:12: x" },
	{ "a: \"\\u00e4 = z\"\n", 6, "f:1:14: x" },
	{ "a: \"p\\nq\"\n", 3, "f:1:8: x" },
	{ "a: \"p\\\n     q\"\n", 2, "f:2:6: x" },
	{ "a: p &&\n   q ||\n   r\n", 11, "f:3:4: x" },
	{ "a: |\n  p &&\n  q ||\n   r\n", 12, "f:4:4: x" },
	{ "a: >\n\n  p &&\n  q\n", 7, "f:4:3: x" },
	{ "a: >- # why\n  p &&\n  q\n", 1, "f:2:3: x" },
	{ "{\"a\":\"p \\u0026& q\"}", 6, "f:1:17: x" },
	{ "b: 1\na: p\n", 0, "f:2:4: x" },
	{ "a: |\n  p &&\n", 6, "f:2:7: x" },
};

static struct arena arena;
static struct buf out;

static void
test_trees(void)
{
	for (size_t i = 0; i < sizeof(trees) / sizeof(trees[0]); i++) {
		struct docs d;
		struct err e = { 0 };
		enum rc rc = doc_parse(&d, "f", sv_of(trees[i].text), &arena, &e);

		T_STR(rc == RC_OK ? doctree_text(&out, &d) : e.msg, trees[i].want, trees[i].want);
	}
}

static void
test_faults(void)
{
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct docs d;
		struct err e = { 0 };
		enum rc rc = doc_parse(&d, "f", sv_of(faults[i].text), &arena, &e);

		T_OK(rc == RC_SYNTAX && e.rc == RC_SYNTAX, "refused: %s", faults[i].want);
		if (faults[i].want[strlen(faults[i].want) - 1] == ' ')
			e.msg[strlen(faults[i].want)] = '\0';
		T_STR(e.msg, faults[i].want, "with its place and words");
		T_OK(e.text != NULL && e.col >= 1 && e.col <= strlen(e.text) + 1, "and a caret");
	}
	T_OK(doc_parse(&(struct docs){ 0 }, "f", SV("a: [1\n"), &arena, NULL) == RC_SYNTAX,
	    "without a place for the reason");
}

static const char *
limit(const char *head, const char *each, size_t n, const char *foot)
{
	struct buf b;
	struct docs d;
	static struct err e;

	buf_init(&b, SIZE_MAX);
	e = (struct err){ 0 };
	buf_sv(&b, sv_of(head));
	for (size_t i = 0; i < n; i++)
		buf_sv(&b, sv_of(each));
	buf_sv(&b, sv_of(foot));
	if (doc_parse(&d, "f", buf_view(&b), &arena, &e) == RC_OK)
		(void)snprintf(e.msg, sizeof(e.msg), "ok");
	buf_free(&b);
	arena_reset(&arena);
	return e.msg;
}

static void
test_limits(void)
{
	struct buf b;
	struct docs d;
	struct err e = { 0 };

	T_STR(limit("- ", "[", 255, ""), "f:1:258: did not find expected node content, while "
	    "parsing a flow node that begins on line 1", "256 levels are fine");
	T_STR(limit("- ", "[", 300, ""), "f:1:258: nested deeper than 256 levels", "257 are not");
	T_STR(limit("{\"a\":", "[", 256, "]]]"), "f:1:265: expected ',' or ']', found end of text",
	    "what is neither language: the one that got further");
	T_STR(limit("[", "0,", 999998, "0]"), "ok", "a million values");
	T_STR(limit("[", "0,", 999999, "0]"), "f:1:1: more than 1000000 values", "and no more");
	buf_init(&b, SIZE_MAX);
	for (int i = 0; i < 600; i++)
		buf_c(&b, i < 300 ? '[' : ']');
	T_OK(doc_parse(&d, "f", buf_view(&b), &arena, &e) == RC_LIMIT, "300 levels of JSON");
	T_STR(e.msg, "f:1:257: nested deeper than 256 levels", "are too many");
	buf_clear(&b);
	buf_sv(&b, SV("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"));
	for (int i = 1; i < 10; i++) {
		buf_printf(&b, "a%d: &a%d [", i, i);
		for (int k = 0; k < 10; k++)
			buf_printf(&b, "*a%d%s", i - 1, k < 9 ? ", " : "]\n");
	}
	T_OK(doc_parse(&d, "f", buf_view(&b), &arena, &e) == RC_LIMIT, "a billion laughs");
	T_STR(e.msg, "f:1:25: more than 1000000 values", "are cut short");
	buf_free(&b);
	arena_reset(&arena);
}

static const struct node *
parse_a(struct docs *d, const char *text)
{
	struct err e = { 0 };

	if (doc_parse(d, "f", sv_of(text), &arena, &e) != RC_OK) {
		T_STR(e.msg, "", text);
		exit(1);
	}
	return node_get(d->doc[0].root, "a");
}

static void
test_inside(void)
{
	for (size_t i = 0; i < sizeof(insides) / sizeof(insides[0]); i++) {
		struct docs d;
		struct err e = { 0 };
		struct err inner = { .col = insides[i].col, .msg = "x" };
		const struct node *n = parse_a(&d, insides[i].text);

		T_OK(doc_fail_in(&d.doc[0], n, &inner, &e) == RC_SYNTAX, "column %zu of %s",
		    insides[i].col, insides[i].text);
		T_STR(e.msg, insides[i].want, "stands there");
	}
}

static void
test_nodes(void)
{
	struct docs d;
	struct err e = { 0 };
	const struct node *n = parse_a(&d, "# top\na:\n  b/c~d:\n    - x\n    - k: 'v'\n");
	const struct node *deep;

	T_OK(n->key_line == 2 && n->key_col == 1 && n->line == 3 && n->col == 3, "places");
	T_OK(n->up == d.doc[0].root && d.doc[0].root->up == NULL, "up");
	deep = node_get(&n->item[0].item[1], "k");
	T_OK(deep->line == 5 && deep->col == 10 && deep->key_col == 7 && deep->quoted, "deep");
	T_STR(node_path(deep, &arena).p, "/a/b~1c~0d/1/k", "its path");
	T_STR(node_path(d.doc[0].root, &arena).p, "", "the root's path");
	T_OK(node_get(NULL, "a") == NULL && node_get(deep, "a") == NULL &&
	    node_get(n, "zz") == NULL && node_get_sv(n, SV("b/c~d")) == &n->item[0], "node_get");
	T_OK(doc_fail(&d.doc[0], deep, &e, "no %s", "way") == RC_SYNTAX, "doc_fail");
	T_STR(e.msg, "f:5:10: no way", "at the value");
	T_OK(doc_fail_key(&d.doc[0], deep, &e, "no") == RC_SYNTAX, "doc_fail_key");
	T_STR(e.msg, "f:5:7: no", "at the key");
	(void)doc_fail_key(&d.doc[0], &n->item[0].item[0], &e, "no");
	T_STR(e.msg, "f:4:7: no", "an element has no key");
	T_STR(node_kind_name(NODE_LIST), "a list", "names of kinds");
}

enum getter { TEXT, BOOL, NUMBER, U64, CHOICE, NEED, KEYS };

struct getter_case {
	enum getter what;
	const char *text;
	const char *want;	/* the value, or the message */
};

static const struct getter_case getters[] = {
	{ TEXT, "a: x\n", "x" },
	{ TEXT, "b: x\n", "default" },
	{ TEXT, "a: 5\n", "f:1:4: expected a string, found a number; put it in quotes" },
	{ TEXT, "a: true\n", "f:1:4: expected a string, found true or false; put it in quotes" },
	{ TEXT, "a:\n", "f:1:3: expected a string, found nothing" },
	{ TEXT, "a: []\n", "f:1:4: expected a string, found a list" },
	{ TEXT, "a: ' '\n", "f:1:4: expected text, found none" },
	{ BOOL, "a: true\n", "true" },
	{ BOOL, "b: 1\n", "false" },
	{ BOOL, "a: yes\n", "f:1:4: expected true or false, found 'yes'" },
	{ BOOL, "a: 1\n", "f:1:4: expected true or false, found a number" },
	{ NUMBER, "a: 0.5\n", "0.5" },
	{ NUMBER, "b: 0.5\n", "-1" },
	{ NUMBER, "a: 2\n", "f:1:4: expected a number from 0 to 1, found 2" },
	{ NUMBER, "a: 1e999\n", "f:1:4: expected a number from 0 to 1, found 1e999" },
	{ NUMBER, "a: 5%\n", "f:1:4: expected a number, found '5%'" },
	{ U64, "a: 7\n", "7" },
	{ U64, "b: 7\n", "0" },
	{ U64, "a: 11\n", "f:1:4: expected a whole number from 1 to 10, found 11" },
	{ U64, "a: 0\n", "f:1:4: expected a whole number from 1 to 10, found 0" },
	{ U64, "a: 1.5\n", "f:1:4: expected a whole number from 1 to 10, found 1.5" },
	{ U64, "a: -1\n", "f:1:4: expected a whole number from 1 to 10, found -1" },
	{ U64, "a: {}\n", "f:1:4: expected a number, found a map" },
	{ CHOICE, "a: warn\n", "1" },
	{ CHOICE, "b: warn\n", "9" },
	{ CHOICE, "a: wran\n",
	    "f:1:4: expected gate, warn or info, found 'wran' (did you mean 'warn'?)" },
	{ CHOICE, "a: xyzzy\n", "f:1:4: expected gate, warn or info, found 'xyzzy'" },
	{ CHOICE, "a: 1\n", "f:1:4: expected gate, warn or info, found a number" },
	{ NEED, "a: 1\n", "1" },
	{ NEED, "b: 1\n", "f:1:1: expected the key 'a' in here" },
	{ NEED, "[1]\n", "f:1:1: expected a map, found a list" },
	{ KEYS, "a: 1\nobjective: 2\n", "ok" },
	{ KEYS, "a: 1\nobjetcive: 2\n",
	    "f:2:1: unknown key 'objetcive' (did you mean 'objective'?)" },
	{ KEYS, "a: 1\nzzzzzz: 2\n", "f:2:1: unknown key 'zzzzzz'; expected a, b or objective" },
};

static enum rc
get(enum getter what, const struct doc *d, char *got, size_t cap, struct err *e)
{
	static const char *const names[] = { "gate", "warn", "info", NULL };
	static const char *const keys[] = { "a", "b", "objective", NULL };
	struct sv s = SV("default");
	const struct node *n = NULL;
	bool yes = false;
	double x = -1;
	uint64_t u = 0;
	unsigned c = 9;
	enum rc rc = RC_OK;

	switch (what) {
	case TEXT:
		rc = doc_text(d, d->root, "a", &s, e);
		break;
	case BOOL:
		rc = doc_bool(d, d->root, "a", &yes, e);
		s = yes ? SV("true") : SV("false");
		break;
	case NUMBER:
		rc = doc_number(d, d->root, "a", 0, 1, &x, e);
		s.n = (size_t)snprintf(got, cap, "%g", x);
		break;
	case U64:
		rc = doc_u64(d, d->root, "a", 1, 10, &u, e);
		s.n = (size_t)snprintf(got, cap, "%" PRIu64, u);
		break;
	case CHOICE:
		rc = doc_choice(d, d->root, "a", names, &c, e);
		s.n = (size_t)snprintf(got, cap, "%u", c);
		break;
	case NEED:
		rc = doc_need(d, d->root, "a", &n, e);
		s = n != NULL ? n->text : s;
		break;
	case KEYS:
		rc = doc_keys(d, d->root, keys, e);
		s = SV("ok");
		break;
	}
	if (what != NUMBER && what != U64 && what != CHOICE)
		(void)snprintf(got, cap, "%.*s", (int)s.n, s.p);
	return rc;
}

static void
test_getters(void)
{
	struct err e = { 0 };
	struct docs d;
	double x = 0;
	uint64_t u = 0;

	for (size_t i = 0; i < sizeof(getters) / sizeof(getters[0]); i++) {
		char got[100];
		enum rc rc;

		(void)parse_a(&d, getters[i].text);
		e = (struct err){ 0 };
		rc = get(getters[i].what, &d.doc[0], got, sizeof(got), &e);
		T_STR(rc == RC_OK ? got : e.msg, getters[i].want, getters[i].want);
	}
	(void)parse_a(&d, "a: -5\n");
	T_OK(doc_number(&d.doc[0], d.doc[0].root, "a", 0, INFINITY, &x, &e) == RC_SYNTAX,
	    "open range");
	T_STR(e.msg, "f:1:4: expected a number from 0, found -5", "says where it begins");
	(void)parse_a(&d, "a: 1e999\n");
	(void)!doc_number(&d.doc[0], d.doc[0].root, "a", -INFINITY, INFINITY, &x, &e);
	T_STR(e.msg, "f:1:4: 1e999 is beyond all numbers", "no range");
	(void)!doc_u64(&d.doc[0], d.doc[0].root, "a", 1, UINT64_MAX, &u, &e);
	T_STR(e.msg, "f:1:4: expected a whole number from 1, found 1e999", "no upper end");
}

static void
test_load(void)
{
	char path[4096];
	int fd = mkstemp(t_temporary(path, sizeof(path), "cx-doc"));
	struct docs d = { 0 };
	struct err e = { 0 };
	char want[4200];

	T_OK(fd >= 0 && write(fd, "a: 1\n", 5) == 5 && close(fd) == 0, "a file");
	T_OK(doc_load(&d, path, &arena, &e) == RC_OK && d.n == 1, "is read");
	T_STR(doctree_text(&out, &d), "{\"a\":1}", "as it is");
	T_OK(strcmp(d.doc[0].file, path) == 0, "and knows its name");
	(void)unlink(path);
	T_OK(doc_load(&d, path, &arena, &e) == RC_IO, "a missing file");
	(void)snprintf(want, sizeof(want), "%s: No such file or directory", path);
	T_STR(e.msg, want, "is said");
	T_OK(doc_load(&d, "/tmp", &arena, &e) == RC_IO, "a directory is refused");
}

int
main(void)
{
	arena_init(&arena);
	buf_init(&out, SIZE_MAX);
	test_trees();
	test_faults();
	test_limits();
	test_inside();
	test_nodes();
	test_getters();
	test_load();
	arena_free(&arena);
	buf_free(&out);
	return t_done();
}
