/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jwrite, worked cases; strings also against jansson, byte by byte and at every
 * offset, because runs are copied eight bytes at a time
 */
#include "base/rng.h"
#include "base/utf8.h"
#include "json/jread.h"
#include "json/jwrite.h"

#include "../t.h"

#include <jansson.h>

#include <math.h>

static void
is(struct buf *b, const char *want, const char *name)
{
	buf_c(b, '\0');
	T_STR(b->p, want, name);
	buf_clear(b);
}

static void
test_layout(struct buf *b)
{
	struct jwrite w;

	jwrite_init(&w, b);
	jwrite_open(&w, '{');
	jwrite_key(&w, SV("n"));
	jwrite_u64(&w, 3);
	jwrite_key(&w, SV("o"));
	jwrite_open(&w, '{');
	jwrite_shut(&w, '}');
	jwrite_key_raw(&w, SV("r\\n"));
	jwrite_open(&w, '[');
	jwrite_null(&w);
	jwrite_bool(&w, true);
	jwrite_open(&w, '[');
	jwrite_i64(&w, -1);
	jwrite_shut(&w, ']');
	jwrite_bool(&w, false);
	jwrite_shut(&w, ']');
	jwrite_key(&w, SV("q\""));
	jwrite_str_raw(&w, SV("a\\tb"));
	jwrite_key(&w, SV(""));
	jwrite_raw(&w, SV("{\"x\": 1}"));
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	jwrite_open(&w, '{');
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	is(b, "{\"n\":3,\"o\":{},\"r\\n\":[null,true,[-1],false],\"q\\\"\":\"a\\tb\",\"\":{\"x\": 1}}\n"
	    "{}\n", "commas, brackets, keys, lines");
}

static void
test_numbers(struct buf *b)
{
	struct jwrite w;

	jwrite_init(&w, b);
	jwrite_open(&w, '[');
	jwrite_u64(&w, 0);
	jwrite_u64(&w, 7);
	jwrite_u64(&w, UINT64_MAX);
	jwrite_i64(&w, INT64_MIN);
	jwrite_i64(&w, INT64_MAX);
	jwrite_i64(&w, 0);
	jwrite_double(&w, 0.1);
	jwrite_double(&w, -2.5e-7);
	jwrite_double(&w, 1e300);
	jwrite_double(&w, (double)NAN);
	jwrite_double(&w, (double)INFINITY);
	jwrite_double(&w, -(double)INFINITY);
	jwrite_shut(&w, ']');
	is(b, "[0,7,18446744073709551615,-9223372036854775808,9223372036854775807,0,0.1,-2.5e-7,"
	    "1e300,null,null,null]", "numbers");
	jwrite_init(&w, b);
	jwrite_open(&w, '[');
	jwrite_time(&w, 0);
	jwrite_time(&w, INT64_C(1792696153123456));
	jwrite_shut(&w, ']');
	is(b, "[\"1970-01-01T00:00:00Z\",\"2026-10-22T19:09:13.123456Z\"]", "times");
}

static void
string(struct buf *b, const char *text, size_t n, const char *want)
{
	struct jwrite w;
	char *exact = malloc(n + 1);	/* one unused byte in front: nothing behind */

	memcpy(exact + 1, text, n);
	jwrite_init(&w, b);
	jwrite_str(&w, (struct sv){ exact + 1, n });
	is(b, want, want);
	free(exact);
}

static void
test_strings(struct buf *b)
{
	string(b, "", 0, "\"\"");
	string(b, "plain", 5, "\"plain\"");
	string(b, "a\"b\\c/d", 7, "\"a\\\"b\\\\c/d\"");
	string(b, "\b\t\n\v\f\r\x01\x1f\x7f", 9, "\"\\b\\t\\n\\u000b\\f\\r\\u0001\\u001f\x7f\"");
	string(b, "a\0b", 3, "\"a\\u0000b\"");
	string(b, "\xE2\x80\xA8\xC3\xA9", 5, "\"\xE2\x80\xA8\xC3\xA9\"");
	string(b, "\xFFx", 2, "\"\xEF\xBF\xBDx\"");
	string(b, "x\xC3", 2, "\"x\xEF\xBF\xBD\"");
	string(b, "\xED\xA0\x80", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
	string(b, "12345678\x80\n12345678", 18, "\"12345678\xEF\xBF\xBD\\n12345678\"");
}

static void
base64(struct buf *b, const char *text, const char *want)
{
	struct jwrite w;

	jwrite_init(&w, b);
	jwrite_base64(&w, sv_of(text));
	is(b, want, "base64, RFC 4648 section 10");
}

static void
val(struct buf *b, struct val v, const char *want)
{
	struct jwrite w;

	jwrite_init(&w, b);
	jwrite_open(&w, '[');
	jwrite_val(&w, &v);
	jwrite_val(&w, &v);
	jwrite_shut(&w, ']');
	is(b, want, want);
}

static void
test_values(struct buf *b)
{
	val(b, (struct val){ .kind = VAL_NONE }, "[null,null]");
	val(b, (struct val){ .kind = VAL_NULL }, "[null,null]");
	val(b, val_of_bool(true), "[true,true]");
	val(b, val_of_bool(false), "[false,false]");
	val(b, val_of_double(0.25), "[0.25,0.25]");
	val(b, (struct val){ .kind = VAL_NUMBER, .text = SV("1.50e+400") },
	    "[1.50e+400,1.50e+400]");
	val(b, val_of_text(SV("a\"")), "[\"a\\\"\",\"a\\\"\"]");
	val(b, (struct val){ .kind = VAL_STRING, .flags = VAL_ESC, .text = SV("\\u0041") },
	    "[\"\\u0041\",\"\\u0041\"]");
	val(b, val_of_time(1000), "[\"1970-01-01T00:00:00.001Z\",\"1970-01-01T00:00:00.001Z\"]");
	val(b, (struct val){ .kind = VAL_OBJECT, .text = SV("{ }") }, "[{ },{ }]");
	val(b, (struct val){ .kind = VAL_ARRAY, .text = SV("[1 ]") }, "[[1 ],[1 ]]");
}

/* Whatever the bytes: jansson reads back the text, bad bytes as U+FFFD. */
static void
test_random(struct buf *b)
{
	struct rng r;
	size_t round, i, bad = 0;

	rng_init(&r, t_seed());
	for (round = 0; round < 20000; round++) {
		static const char some[] = "\"\\\n\0\x1f\x20\x7f\x80\xC3\xA9\xE2\x82\xAC\xF0\x9F";
		size_t n = (size_t)rng_below(&r, 40), at = 0, len = 0;
		char *text = malloc(n + 1), want[160];
		struct jwrite w;
		json_t *j;

		for (i = 0; i < n; i++)
			text[i] = rng_below(&r, 4) == 0 ? some[rng_below(&r, sizeof(some) - 1)] :
			    (char)('a' + rng_below(&r, 26));
		while (at < n)
			len += utf8_put(utf8_next((struct sv){ text, n }, &at), want + len);
		jwrite_init(&w, b);
		jwrite_str(&w, (struct sv){ text, n });
		j = json_loadb(b->p, b->n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
		bad += j == NULL || json_string_length(j) != len ||
		    memcmp(json_string_value(j), want, len) != 0;
		json_decref(j);
		buf_clear(b);
		free(text);
	}
	T_OK(bad == 0, "20000 random strings, as jansson reads them");
}

static void
test_ceiling(void)
{
	struct buf b;
	struct jwrite w;

	buf_init(&b, 8);
	jwrite_init(&w, &b);
	jwrite_str(&w, SV("0123456789"));
	jwrite_u64(&w, 5);
	T_OK(b.over && b.n <= 8, "the buffer's ceiling latches");
	buf_free(&b);
}

int
main(void)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	test_layout(&b);
	test_numbers(&b);
	test_strings(&b);
	base64(&b, "", "\"\"");
	base64(&b, "f", "\"Zg==\"");
	base64(&b, "fo", "\"Zm8=\"");
	base64(&b, "foo", "\"Zm9v\"");
	base64(&b, "foobar", "\"Zm9vYmFy\"");
	base64(&b, "\xFB\xFF\xBF", "\"+/+/\"");
	test_values(&b);
	test_random(&b);
	test_ceiling();
	buf_free(&b);
	return t_done();
}
