/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread, worked cases: every row of the table of odd input, the messages, paths,
 * duplicates, members, single texts and the walk over elements
 */
#include "base/arena.h"
#include "base/num.h"
#include "json/jread.h"
#include "json/jrows.h"

#include "../t.h"

enum { PAD = 64, PATHS = 8 };

/* A block on the heap, so that a sanitizer sees its limits; the padding is not zero on purpose. */
static char *
block(const char *text, size_t n)
{
	char *p = malloc(n + PAD);

	memcpy(p, text, n);
	memset(p + n, '"', PAD);
	return p;
}

struct one {
	char          *block;
	struct jread  *r;
	enum rc        rc;
	struct err     e;
	struct val     v[PATHS];
	struct jread_line line;
	uint64_t       lines;
};

/* Read the first record of @text (@n bytes, with its newline); paths are dotted, comma-separated. */
static struct one
read_n(const char *text, size_t n, const char *paths, bool members)
{
	struct one o = { .block = block(text, n) };
	struct sv key[PATHS][PATHS];
	struct jread_path path[PATHS];
	size_t np = 0, nk = 0;
	const char *at = o.block, *p = paths;

	while (*p != '\0') {
		size_t len = strcspn(p, ".,");

		key[np][nk++] = (struct sv){ p, len };
		p += len;
		if (*p == '.' && (p[1] == ',' || p[1] == '\0'))
			key[np][nk++] = SV("");
		p += *p == '.' && (p[1] == ',' || p[1] == '\0');
		if (*p != '.') {
			path[np] = (struct jread_path){ key[np], nk };
			np++;
			nk = 0;
		}
		p += *p != '\0';
	}
	o.r = jread_new(path, np, members);
	o.rc = jread_next(o.r, &at, o.block + n, &o.lines, o.v, &o.line, &o.e);
	return o;
}

static struct one
read_one(const char *text, const char *paths, bool members)
{
	return read_n(text, strlen(text), paths, members);
}

static void
done(struct one *o)
{
	jread_free(o->r);
	free(o->block);
}

/* kind letter and text of a value */
static const char *
show(const struct val *v, char *out, size_t max)
{
	snprintf(out, max, "%c%s:%.*s", "-nftNSTOA"[v->kind], (v->flags & VAL_ESC) != 0 ? "e" : "",
	    (int)v->text.n, v->kind == VAL_NONE ? "" : v->text.p);
	return out;
}

static void
field(const char *text, const char *paths, size_t slot, const char *want)
{
	struct one o = read_one(text, paths, false);
	char got[256] = "";

	if (T_OK(o.rc == RC_OK, "accepted: %s", o.rc == RC_OK ? "" : o.e.msg))
		T_STR(show(&o.v[slot], got, sizeof(got)), want, paths);
	done(&o);
}

static void
bad_n(const char *text, size_t n, const char *want)
{
	struct one o = read_n(text, n, "a.b,c", false);
	char got[600];

	snprintf(got, sizeof(got), "%" PRIu64 ": %s", o.rc == RC_BAD ? o.e.col : 0,
	    o.rc == RC_BAD ? o.e.msg : "accepted");
	T_STR(got, want, want);
	T_OK(o.line.text.p == o.block && o.line.text.n == n - 1, "the whole line is reported");
	done(&o);
}

static void
bad(const char *text, const char *want)
{
	bad_n(text, strlen(text), want);
}

static void
test_fields(void)
{
	field("{\"a\":1}\n", "a", 0, "N:1");
	field("{\"a\":\"x y\",\"b\":true}\n", "a,b", 0, "S:x y");
	field("{\"a\":\"x y\",\"b\":true}\n", "a,b", 1, "t:true");
	field(" { \"a\" :\t[ 1 , {\"z\":[]} ] , \"b\" : null }  \n", "b,a", 1, "A:[ 1 , {\"z\":[]} ]");
	field(" { \"a\" :\t[ 1 , {\"z\":[]} ] , \"b\" : null }  \n", "b,a", 0, "n:null");
	field("{\"a\":false}\r\n", "a", 0, "f:false");
	field("{\"a\":\"q\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"}\n", "a", 0,
	    "Se:q\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9");
	field("{\"a\":-0.5e+10}\n", "a", 0, "N:-0.5e+10");
	field("{\"a\":123456789012345678901234567890}\n", "a", 0,
	    "N:123456789012345678901234567890");
	field("{\"a\":1e400}\n", "a", 0, "N:1e400");
	field("{\"a\":1}\n", "b", 0, "-:");
	field("{}\n", "b", 0, "-:");
	field("{\"\":1,\"a\":{\"\":2}}\n", ",a.", 0, "N:1");
	field("{\"\":1,\"a\":{\"\":2}}\n", "a.,x", 0, "N:2");
	field("{\"long_key_name_1\":1,\"long_key_name_2\":2}\n", "long_key_name_2,long_key_name_1",
	    0, "N:2");
	field("{\"long_key_name_1\":1,\"long_key_name_2\":2}\n", "long_key_name_2,long_key_name_1",
	    1, "N:1");
	field("{\"12345678\":1,\"1234567\":2}\n", "12345678,1234567", 0, "N:1");
	field("{\"12345678\":1,\"1234567\":2}\n", "12345678,1234567", 1, "N:2");
}

static void
test_paths(void)
{
	field("{\"a\":{\"b\":{\"c\":7}}}\n", "a.b.c", 0, "N:7");
	field("{\"a\":{\"b\":{\"c\":7}}}\n", "a.b.c,a,a.b", 1, "O:{\"b\":{\"c\":7}}");
	field("{\"a\":{\"b\":{\"c\":7}}}\n", "a.b.c,a,a.b", 2, "O:{\"c\":7}");
	field("{\"a\": { } ,\"x\":[{\"a\":{\"b\":1}}]}\n", "a,a.b", 0, "O:{ }");
	field("{\"a\": { } ,\"x\":[{\"a\":{\"b\":1}}]}\n", "a,a.b", 1, "-:");
	field("{\"b\":1,\"a\":{\"x\":{\"b\":5},\"b\":2},\"c\":{\"b\":3}}\n", "a.b", 0, "N:2");
	field("{\"a\":[{\"b\":1}]}\n", "a.b", 0, "-:");
	field("{\"a\":1}\n", "a.b", 0, "-:");
	field("{\"a.b.c\":1}\n", "a.b.c", 0, "N:1");
	field("{\"a.b\":{\"c\":1}}\n", "a.b.c", 0, "-:");
	field("{\"a.b\":1,\"a\":{\"b\":2}}\n", "a.b", 0, "N:2");
	field("{\"a\":{\"b\":2},\"a.b\":1}\n", "a.b", 0, "N:1");
	field("{\"a\":{\"b\":2},\"a.b\":\"\"}\n", "a.b,a.b", 1, "S:");
	field("{\"a\":{\"b\":2},\"a.b\":\"\",\"a\":{\"b\":3}}\n", "a.b,a.b", 1, "N:3");
	field("{\"a\":7}\n", "a,b,a", 2, "N:7");
}

/* A key with a dot of its own, beside the nested path that reads the same. */
static void
test_dotted(void)
{
	struct sv dotted[] = { SV("a.b") }, nested[] = { SV("a"), SV("b") };
	struct jread_path path[] = { { dotted, 1 }, { nested, 2 } };
	const char text[] = "{\"a.b\":1}\n{\"a\":{\"b\":2}}\n{\"a\":{\"b\":2},\"a.b\":1}\n";
	static const char *const want[] = { "N:1 N:1", "-: N:2", "N:1 N:1" };
	char *b = block(text, sizeof(text) - 1);
	const char *at = b;
	struct jread *r = jread_new(path, 2, false);
	struct jread_line line;
	struct val v[2];
	uint64_t lines = 0;
	size_t i;

	for (i = 0; i < 3; i++) {
		char x[16], y[16], got[40];
		enum rc rc = jread_next(r, &at, b + sizeof(text) - 1, &lines, v, &line, NULL);

		snprintf(got, sizeof(got), "%s %s", rc == RC_OK ? show(&v[0], x, sizeof(x)) : "?",
		    show(&v[1], y, sizeof(y)));
		T_STR(got, want[i], "`a.b` is the plain key, a.b either");
	}
	jread_free(r);
	free(b);
}

static void
test_duplicates(void)
{
	field("{\"a\":1,\"a\":\"two\"}\n", "a", 0, "S:two");
	field("{\"a\":{\"b\":1},\"a\":2}\n", "a.b", 0, "-:");
	field("{\"a\":{\"b\":1},\"a\":2}\n", "a.b,a", 1, "N:2");
	field("{\"a\":{\"b\":1},\"a\":{\"c\":2}}\n", "a.b,a.c", 0, "-:");
	field("{\"a\":{\"b\":1},\"a\":{\"c\":2}}\n", "a.b,a.c", 1, "N:2");
	field("{\"a\":{\"b\":1},\"a\":{\"b\":{\"c\":2}}}\n", "a.b,a.b.c", 0, "O:{\"c\":2}");
	field("{\"a\":{\"b\":{\"c\":2}},\"a\":{\"b\":1}}\n", "a.b,a.b.c", 1, "-:");
	field("{\"a\":{\"b\":{\"c\":2},\"b\":[]}}\n", "a.b.c,a.b", 0, "-:");
	field("{\"a\":{\"b\":1},\"a\":2,\"a\":{\"b\":3}}\n", "a.b", 0, "N:3");
	field("{\"a.b\":5,\"a\":{\"b\":1},\"a\":2}\n", "a.b", 0, "N:5");
	field("{\"\\u0061\":1}\n", "a", 0, "N:1");
	field("{\"a\":1,\"\\u0061\":2}\n", "a", 0, "N:2");
	field("{\"caf\\u00e9\":3}\n", "caf\xC3\xA9", 0, "N:3");
	field("{\"a\":{\"\\u0062\":4}}\n", "a.b", 0, "N:4");
	field("{\"\\ud83d\\ude00\":5}\n", "\xF0\x9F\x98\x80", 0, "N:5");
}

static void
test_kept(void)
{
	struct one o = read_one("{\"a\":\"x\\u0000y\\ud800z\\udc00\"}\n", "a", false);
	struct arena a;
	char got[64];
	struct sv text;
	double d = 0;

	arena_init(&a);
	T_OK(o.rc == RC_OK, "\\u0000 and lone surrogates are accepted");
	T_STR(show(&o.v[0], got, sizeof(got)), "Se:x\\u0000y\\ud800z\\udc00", "kept as written");
	text = val_text(&o.v[0], &a);
	snprintf(got, sizeof(got), "%.*s", (int)text.n, text.p);
	T_STR(got, "x\xEF\xBF\xBDy\xEF\xBF\xBDz\xEF\xBF\xBD", "U+FFFD when decoded");
	done(&o);
	o = read_one("{\"a\":1e400}\n", "a", false);
	T_OK(o.rc == RC_OK && !val_number(&o.v[0], &d), "1e400 is no number where one is needed");
	done(&o);
	arena_free(&a);
}

static void
test_blocks(void)
{
	static const char text[] = "\n \t\r\n{\"a\":1}\r\n\r\n{\"a\":x}\r\n{\"b\":2}\n  \n";
	char *b = block(text, sizeof(text) - 1);
	const char *at = b, *end = b + sizeof(text) - 1;
	struct sv key = SV("a");
	struct jread_path path = { &key, 1 };
	struct jread *r = jread_new(&path, 1, false);
	struct jread_line line;
	struct val v;
	struct err e;
	uint64_t lines = 0;

	T_OK(jread_next(r, &at, end, &lines, &v, &line, &e) == RC_OK && lines == 3 &&
	    v.kind == VAL_NUMBER && line.text.n == 7, "blank lines are no records, CR is cut");
	T_OK(jread_next(r, &at, end, &lines, &v, &line, &e) == RC_BAD && lines == 5 &&
	    e.col == 6 && line.text.n == 7, "a bad line, CR cut");
	T_OK(jread_next(r, &at, end, &lines, &v, &line, &e) == RC_OK && lines == 6 &&
	    v.kind == VAL_NONE, "goes on behind it, slots set anew");
	T_OK(jread_next(r, &at, end, &lines, &v, &line, &e) == RC_END && lines == 7 && at == end,
	    "end");
	jread_free(r);
	free(b);
	r = jread_new(NULL, 0, false);
	b = block("{\"a\":1}\n", 8);
	at = b;
	T_OK(jread_next(r, &at, b + 8, &lines, NULL, &line, NULL) == RC_OK, "no paths at all");
	T_OK(jread_next(r, &at, b + 8, &lines, NULL, &line, NULL) == RC_END, "no paths, end");
	jread_free(r);
	jread_free(NULL);
	free(b);
}

static void
test_grammar(void)
{
	bad("[1]\n", "1: expected an object, found '['");
	bad("null\n", "1: expected an object, found 'n'");
	bad("\"x\"\n", "1: expected an object, found '\"'");
	bad("  x\n", "3: expected an object, found 'x'");
	bad("\xEF\xBB\xBF{}\n", "1: expected an object, found byte 0xEF");
	bad("{\n", "2: expected '\"' or '}', found end of line");
	bad("{c:1}\n", "2: expected '\"' or '}', found 'c'");
	bad("{\"c\":1,}\n", "8: expected a member name in quotes, found '}'");
	bad("{\"c\":1,,\n", "8: expected a member name in quotes, found ','");
	bad("{\"c\" 1}\n", "6: expected ':', found '1'");
	bad("{\"c\"\n", "5: expected ':', found end of line");
	bad("{\"c\":}\n", "6: expected a value, found '}'");
	bad("{\"c\":\n", "6: expected a value, found end of line");
	bad("{\"c\":NaN}\n", "6: expected a value, found 'N'");
	bad("{\"c\":+1}\n", "6: expected a value, found '+'");
	bad("{\"c\":.5}\n", "6: expected a value, found '.'");
	bad("{\"c\":'x'}\n", "6: expected a value, found '''");
	bad("{\"c\":1 \"d\":2}\n", "8: expected ',' or '}', found '\"'");
	bad("{\"c\":1]\n", "7: expected ',' or '}', found ']'");
	bad("{\"c\":1\n", "7: expected ',' or '}', found end of line");
	bad("{\"c\":truex}\n", "10: expected ',' or '}', found 'x'");
	bad("{\"c\":trux}\n", "9: expected 'true', found 'x'");
	bad("{\"c\":nul\n", "9: expected 'null', found end of line");
	bad("{\"c\":f\n", "7: expected 'false', found end of line");
	bad("{\"c\":[1}\n", "8: expected ',' or ']', found '}'");
	bad("{\"c\":[,1]}\n", "7: expected a value or ']', found ','");
	bad("{\"c\":[1,]}\n", "9: expected a value, found ']'");
	bad("{\"c\":[1,{]}\n", "10: expected '\"' or '}', found ']'");
	bad("{\"c\":[{\"x\":1,}]}\n", "14: expected a member name in quotes, found '}'");
	bad("{\"c\":[{\"x\"}]}\n", "11: expected ':', found '}'");
	bad("{\"c\":[{\"x\":1]}\n", "13: expected ',' or '}', found ']'");
	bad("{} x\n", "4: expected end of line, found 'x'");
	bad("{}{}\n", "3: expected end of line, found '{'");
	bad("{\"a\":{\"b\":{}\n", "13: expected ',' or '}', found end of line");
	bad("{\"a\":{,\n", "7: expected '\"' or '}', found ','");
	bad("{\"a\":{\"b\":1}}}\n", "14: expected end of line, found '}'");
}

static void
test_tokens(void)
{
	bad("{\"c\":01}\n", "6: number has a leading zero");
	bad("{\"c\":-012}\n", "7: number has a leading zero");
	bad("{\"c\":-}\n", "7: expected a digit after '-', found '}'");
	bad("{\"c\":-x}\n", "7: expected a digit after '-', found 'x'");
	bad("{\"c\":1.}\n", "8: expected a digit after '.', found '}'");
	bad("{\"c\":1.e5}\n", "8: expected a digit after '.', found 'e'");
	bad("{\"c\":1e}\n", "8: expected a digit in the exponent, found '}'");
	bad("{\"c\":1E+}\n", "9: expected a digit in the exponent, found '}'");
	bad("{\"c\":1.2.3}\n", "9: expected ',' or '}', found '.'");
	bad("{\"c\":0x1}\n", "7: expected ',' or '}', found 'x'");
	bad("{\"c\":1_000}\n", "7: expected ',' or '}', found '_'");
	bad("{\"c\":\"abc\n", "6: string has no closing quote");
	bad("{\"c\":\"abc\\\n", "10: unknown escape: \\ and end of line");
	bad("{\"c\":\"abc\\\"\n", "6: string has no closing quote");
	bad("{\"c\n", "2: string has no closing quote");
	bad("{\"c\":\"a\tb\"}\n", "8: control character 0x09 in a string");
	bad("{\"c\":\"a\x1f\"}\n", "8: control character 0x1F in a string");
	bad("{\"a\tb\":1}\n", "4: control character 0x09 in a string");
	bad("{\"c\":\"\\x\"}\n", "7: unknown escape: \\ and 'x', as Apache and nginx write it: "
	    "-f apache or nginx reads it by its --log-format");
	bad("{\"c\":\"\\u12G4\"}\n", "11: expected four hex digits after \\u, found 'G'");
	bad("{\"c\":\"\\u123\n", "12: expected four hex digits after \\u, found end of line");
	bad_n("{\"c\":\"a\0b\"}\n", 12, "8: control character 0x00 in a string");
	bad_n("{\"c\":1\0}\n", 9, "7: expected ',' or '}', found byte 0x00");
	bad_n("{\"c\":1}\0\n", 9, "8: expected end of line, found byte 0x00");
	bad_n("{\"c\":1}\0\0\n", 10, "8: expected end of line, found byte 0x00");
}

static void
test_utf8(void)
{
	field("{\"a\":\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xEF\xBF\xBF\"}\n", "a", 0,
	    "S:\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xEF\xBF\xBF");
	field("{\"\xC3\xA9\":1}\n", "\xC3\xA9", 0, "N:1");
	bad("{\"c\":\"\xFF\"}\n", "7: invalid UTF-8 byte 0xFF");
	bad("{\"c\":\"ab\xC3\"}\n", "9: invalid UTF-8 byte 0xC3");
	bad("{\"c\":\"\x80\"}\n", "7: invalid UTF-8 byte 0x80");
	bad("{\"c\":\"\xC0\x80\"}\n", "7: invalid UTF-8 byte 0xC0");
	bad("{\"c\":\"\xED\xA0\x80\"}\n", "7: invalid UTF-8 byte 0xED");
	bad("{\"c\":\"\xF4\x90\x80\x80\"}\n", "7: invalid UTF-8 byte 0xF4");
	bad("{\"\xFF\":1}\n", "3: invalid UTF-8 byte 0xFF");
	bad("{\"c\":\"\xFFzzzzzzzzzzzzzzzzzzzzzzzz\"}\n", "7: invalid UTF-8 byte 0xFF");
	bad("{\"x\":[{\"y\":\"\xFF\"}]}\n", "13: invalid UTF-8 byte 0xFF");
	bad("{\"c\":\"\xFF\" \"\n", "7: invalid UTF-8 byte 0xFF");
	bad("{\"c\":\xC3\xA9}\n", "6: expected a value, found byte 0xC3");
}

static void
nested(int depth, const char *unit, const char *shut, bool ok)
{
	size_t u = strlen(unit), n = 5;
	char *text = malloc((size_t)depth * (u + 1) + 16);
	struct one o;
	int i;

	memcpy(text, "{\"a\":", 5);
	for (i = 1; i < depth; i++, n += u)
		memcpy(text + n, unit, u);
	text[n++] = '1';
	for (i = 1; i < depth; i++)
		text[n++] = *shut;
	text[n++] = '}';
	text[n++] = '\n';
	o = read_n(text, n, "a.a.a,b", false);
	if (ok)
		T_OK(o.rc == RC_OK, "depth %d of %s accepted", depth, unit);
	else
		T_OK(o.rc == RC_BAD && strcmp(o.e.msg, "nesting deeper than 512") == 0 &&
		    o.e.col == 6 + 511 * u, "depth %d of %s rejected", depth, unit);
	done(&o);
	free(text);
}

static bool
member_is(const struct one *o, size_t i, const char *key, bool esc, const char *want)
{
	const struct jread_member *m = &o->line.member[i];
	char got[128];

	return i < o->line.nmember && sv_is(m->key, key) && m->key_esc == esc &&
	    strcmp(show(&m->val, got, sizeof(got)), want) == 0;
}

static void
test_members(void)
{
	struct one o = read_one("{\"a\":1,\"b\\n\":{\"a\":{}},\"c\":{\"d\":[2]},\"a\":\"\"}\n",
	    "c.d,c,x", true);
	char text[4096] = "{", got[64];
	size_t n = 1, i;

	T_OK(o.rc == RC_OK && o.line.nmember == 4, "all members, duplicates kept");
	T_OK(member_is(&o, 0, "a", false, "N:1"), "member 0");
	T_OK(member_is(&o, 1, "b\\n", true, "O:{\"a\":{}}"), "member 1, escaped key as written");
	T_OK(member_is(&o, 2, "c", false, "O:{\"d\":[2]}"), "member 2, entered for a path");
	T_OK(member_is(&o, 3, "a", false, "S:"), "member 3");
	T_STR(show(&o.v[0], got, sizeof(got)), "A:[2]", "and the paths as well");
	T_STR(show(&o.v[1], got, sizeof(got)), "O:{\"d\":[2]}", "and the object itself");
	done(&o);
	for (i = 0; i < 200; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s\"k%zu\":%zu",
		    i != 0 ? "," : "", i, i);
	memcpy(text + n, "}\n", 3);
	o = read_one(text, "k199", true);
	T_OK(o.rc == RC_OK && o.line.nmember == 200 && member_is(&o, 199, "k199", false, "N:199"),
	    "200 members");
	done(&o);
}

static void
value(const char *text, const char *want)
{
	size_t n = strlen(text);
	char *exact = malloc(n != 0 ? n : 1);	/* no byte behind it */
	struct val v;
	struct err e;
	char got[ERR_MSG_MAX + 32];

	memcpy(exact, text, n);
	if (jread_value((struct sv){ exact, n }, &v, &e) == RC_OK)
		show(&v, got, sizeof(got));
	else
		snprintf(got, sizeof(got), "%" PRIu64 ": %s", e.col, e.msg);
	T_STR(got, want, "a text of its own");
	free(exact);
}

static void
test_value(void)
{
	char text[5000];
	struct val v;

	value("1", "N:1");
	value(" \n\"a\\tb\"\r\n", "Se:a\\tb");
	value("null", "n:null");
	value("[1,\n{\"a\":[ ]}\n]", "A:[1,\n{\"a\":[ ]}\n]");
	value("{}", "O:{}");
	value("\"\xC3\xA9\"", "S:\xC3\xA9");
	value("", "1: expected a value, found end of text");
	value(" ", "2: expected a value, found end of text");
	value("1 2", "3: expected end of text, found '2'");
	value("tru", "4: expected 'true', found end of text");
	value("\"abc", "1: string has no closing quote");
	value("\"a\nb\"", "3: control character 0x0A in a string");
	value("\"\xC3\"", "2: invalid UTF-8 byte 0xC3");
	value("[1", "3: expected ',' or ']', found end of text");
	value("-", "2: expected a digit after '-', found end of text");
	T_OK(jread_value((struct sv){ "1\0", 2 }, &v, NULL) == RC_BAD, "a NUL behind a value");
	T_OK(jread_value((struct sv){ NULL, 0 }, &v, NULL) == RC_BAD, "the empty slice");
	memset(text, ' ', sizeof(text));
	memcpy(text + 2000, "\"x\"", 3);
	T_OK(jread_value((struct sv){ text, sizeof(text) }, &v, NULL) == RC_OK &&
	    v.text.p == text + 2001 && v.text.n == 1, "a long text, slices of the original");
	memset(text, '[', 600);
	memset(text + 600, ']', 600);
	T_OK(jread_value((struct sv){ text, 1200 }, &v, NULL) == RC_BAD, "too deep");
	T_OK(jread_value((struct sv){ text + 88, 1024 }, &v, NULL) == RC_OK, "512 deep");
}

struct seen {
	char   text[512];
	size_t n;
	size_t stop;	/* after that many; 0: never */
};

static bool
see(void *ctx, struct sv key, const struct val *v)
{
	struct seen *s = ctx;
	char got[128];

	s->n += (size_t)snprintf(s->text + s->n, sizeof(s->text) - s->n, "%.*s=%s;", (int)key.n,
	    key.p, show(v, got, sizeof(got)));
	return s->stop == 0 || --s->stop != 0;
}

static void
each(const char *text, size_t stop, const char *want)
{
	size_t n = strlen(text);
	char *exact = malloc(n);
	struct seen s = { .stop = stop };
	struct val v;

	memcpy(exact, text, n);
	if (T_OK(jread_value((struct sv){ exact, n }, &v, NULL) == RC_OK, "valid"))
		jread_each(&v, see, &s);
	T_STR(s.text, want, "elements");
	free(exact);
}

static void
test_each(void)
{
	each("[]", 0, "");
	each("{ }", 0, "");
	each("[1, \"a\\\"]\" ,[2,[3]],{\"x\":\"}\"} , null,true,false,-1.5e3]", 0,
	    "=N:1;=Se:a\\\"];=A:[2,[3]];=O:{\"x\":\"}\"};=n:null;=t:true;=f:false;=N:-1.5e3;");
	each("{\"a\":1, \"b\\\"\" : [ ],\"\":\"\"}", 0, "a=N:1;b\\\"=A:[ ];=S:;");
	each("[1,2,3]", 2, "=N:1;=N:2;");
	each("7", 0, "");
}

/* Lines like the three before them but for one fault, where reading by shapes is at its weakest. */
static void
test_shapes(void)
{
	static const char good[] = "{\"a\":\"x\",\"n\":12,\"b\":\"y\",\"m\":3}\n";
	static const struct {
		const char *line;
		const char *want;	/* all its values, or none */
	} c[] = {
		{ "{\"a\":\"x\",\"n\":12,\"b\":\"y\",\"m\":}\n", NULL },
		{ "{\"a\":\"x\",\"n\":,\"b\":\"y\",\"m\":3}\n", NULL },
		{ "{\"a\":\"x\",\"n\":012,\"b\":\"y\",\"m\":3}\n", NULL },
		{ "{\"a\":\"x\",\"n\":12,\"b\":\"y\"z\",\"m\":3}\n", NULL },
		{ "{\"a\":\"x\",\"n\":12,\"b\":\"y\",\"m\":3}x\n", NULL },
		{ "{\"a\":\"x\\\",\"n\":12,\"b\":\"y\"\",\"m\":3}\n", NULL },
		{ "{\"a\":\"x\",\"n\":12,\"b\":\"\t\",\"m\":3}\n", NULL },
		{ "{\"a\":\"x\",\"n\":12,\"b\":\"\\q\",\"m\":3}\n", NULL },
		{ "{\"a\":\"x\",\"n\":12,\"b\":\"\xC3\",\"m\":3}\n", NULL },
		{ "{\"a\":\"x\",\"n\":12\",\"b\":\"y,\"m\":3}\n", NULL },
		{ "{\"a\":\"\",\"n\":0,\"b\":\",\",\"m\":-1.5e3}\n", "S: N:0 S:, N:-1.5e3" },
		{ "{\"a\":\"\\\\\",\"n\":null,\"b\":\"\\\"\",\"m\":true}\n",
		  "Se:\\\\ n:null Se:\\\" t:true" },
		{ "{\"a\":\"x\",\"n\":{},\"b\":\"\xC3\xA9\",\"m\":[1]}\n",
		  "S:x O:{} S:\xC3\xA9 A:[1]" },
		{ "{\"a\":\"x\",\"n\":12, \"b\":\"y\",\"m\":3}\r\n", "S:x N:12 S:y N:3" },
	};
	struct sv key[] = { SV("a"), SV("n"), SV("b"), SV("m") };
	struct jread_path path[] = { { &key[0], 1 }, { &key[1], 1 }, { &key[2], 1 }, { &key[3], 1 } };
	struct jread *r = jread_new(path, 4, false);

	for (size_t i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		char text[512], got[200] = "", one[64], *b;
		int len = snprintf(text, sizeof(text), "%s%s%s%s%s", good, good, good, c[i].line, good);
		struct jread_row row[8] = { { { NULL, 0 }, 0 } };
		struct val v[8 * 4];
		uint64_t lines = 0;
		const char *at;
		size_t n = 0;
		struct err e;
		enum rc rc;

		b = block(text, (size_t)len);
		at = b;
		rc = jread_rows(r, &at, b + len, &lines, v, row, 8, &n, &e);
		T_OK(rc == RC_OK && n == (c[i].want != NULL ? 5 : 3) && lines == n && row[2].line == 3,
		    "case %zu: %zu of five rows", i, n);
		if (c[i].want == NULL)
			rc = jread_rows(r, &at, b + len, &lines, v, row, 8, &n, &e);
		for (size_t k = 0; rc == RC_OK && k < 4; k++)
			snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%s",
			    k != 0 ? " " : "", show(&v[3 * 4 + k], one, sizeof(one)));
		T_OK(c[i].want == NULL ? rc == RC_BAD && n == 0 && lines == 4 :
		    strcmp(got, c[i].want) == 0, "case %zu: %s", i, c[i].want == NULL ? "bad" : got);
		free(b);
	}
	jread_free(r);
}

/* Whatever lines look like, most are read by their shapes, or none when that does not pay. */
static void
test_shapes_used(void)
{
	static const struct {
		const char *head;
		const char *tail;
		bool        used;
	} c[] = {
		{ "{\"a\":\"x\",\"n\":", ",\"b\":\"y\"}\n", true },
		{ "{\"a\": \"x\", \"n\": ", ", \"b\": \"y\"}\r\n", true },
		{ "{\"a\":\"\\\"x\",\"n\":0.", ",\"b\":null,\"z\":-1e5}\n", true },
		{ "{\"a\":\"\xC3\xA9\",\"n\":", ",\"n\":true}\n", true },
		{ "{\"a\":\"x\",\"o\":{\"p\":1},\"n\":", "}\n", false },
		{ " {\"a\":\"x\",\"n\":", "}\n", false },
	};
	struct sv key[] = { SV("a"), SV("n"), SV("b") };
	struct jread_path path[] = { { &key[0], 1 }, { &key[1], 1 }, { &key[2], 1 } };

	for (size_t i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		struct jread *r = jread_new(path, 3, false);
		char *text = malloc(1000 * 64), *b;
		struct jread_row row[64];
		struct val v[64 * 3];
		uint64_t lines = 0;
		size_t len = 0, n;
		const char *at;

		for (unsigned k = 0; k < 1000; k++)
			len += (size_t)snprintf(text + len, 64, "%s%u%s", c[i].head, k, c[i].tail);
		at = b = block(text, len);
		while (jread_rows(r, &at, b + len, &lines, v, row, 64, &n, NULL) == RC_OK)
			;
		T_OK(lines == 1000 && at == b + len, "style %zu: all lines are read", i);
		if (!jrows_usable(r))
			T_OK(r->rows == NULL, "style %zu: no kernel", i);
		else if (c[i].used)
			T_OK(r->rows->nshape == 2 && r->rows->hit > r->rows->miss && r->rows->rest == 0,
			    "style %zu: %zu shapes less one, %zu lines of them, %zu others", i,
			    r->rows->nshape, r->rows->hit, r->rows->miss);
		else
			T_OK(r->rows->nshape == 1 && r->rows->rest != 0,
			    "style %zu: %zu lines to go without", i, r->rows->rest);
		free(b);
		free(text);
		jread_free(r);
	}
}

int
main(void)
{
	test_fields();
	test_paths();
	test_dotted();
	test_duplicates();
	test_kept();
	test_blocks();
	test_shapes();
	test_shapes_used();
	test_grammar();
	test_tokens();
	test_utf8();
	nested(512, "[", "]", true);
	nested(513, "[", "]", false);
	nested(512, "{\"a\":", "}", true);
	nested(513, "{\"a\":", "}", false);
	test_members();
	test_value();
	test_each();
	return t_done();
}
