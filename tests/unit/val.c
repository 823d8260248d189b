/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * val
 */
#include "../t.h"

#include "base/rng.h"
#include "base/val.h"

#include <jansson.h>
#include <math.h>

static struct arena a;

static struct val
number(const char *text)
{
	return (struct val){ .kind = VAL_NUMBER, .text = sv_of(text) };
}

static struct val
escaped(const char *text)
{
	return (struct val){ .kind = VAL_STRING, .flags = VAL_ESC, .text = sv_of(text) };
}

static bool
text_is(struct val v, const char *want)
{
	return sv_is(val_text(&v, &a), want);
}

static bool
number_is(struct val v, double want)
{
	double d;

	return val_number(&v, &d) && d == want;
}

static bool
no_number(struct val v)
{
	num_i128 u;
	double d;

	return !val_number(&v, &d) && !val_units(&v, &u);
}

static void
test_text(void)
{
	T_OK(text_is((struct val){ 0 }, "") && text_is((struct val){ .kind = VAL_NULL }, ""),
	    "null");
	T_OK(
	    text_is(val_of_bool(true), "true") && text_is(val_of_bool(false), "false"), "booleans");
	T_OK(text_is(number("1.50"), "1.50"), "numbers keep their text");
	T_OK(text_is(val_of_double(1.5), "1.5"), "computed ones print shortest");
	T_OK(val_of_double(NAN).kind == VAL_NULL && val_of_double(HUGE_VAL).kind == VAL_NULL,
	    "NaN is null");
	T_OK(text_is(val_of_text(SV("a\\n")), "a\\n"), "plain strings are themselves");
	T_OK(text_is(escaped("a\\n\\t\\\"\\\\\\/\\b\\f\\r"), "a\n\t\"\\/\b\f\r"), "escapes");
	T_OK(text_is(escaped("\\u00e9\\u20ac\\u0041"), "\xc3\xa9\xe2\x82\xac"
						       "A"),
	    "\\u escapes");
	T_OK(text_is(escaped("\\ud83d\\ude00"), "\xf0\x9f\x98\x80"), "a surrogate pair");
	T_OK(text_is(escaped("\\ud83dx"), "\xef\xbf\xbdx"), "a lone high surrogate");
	T_OK(text_is(escaped("\\ude00\\ud83d"), "\xef\xbf\xbd\xef\xbf\xbd"),
	    "a pair the wrong way round");
	T_OK(text_is(escaped("\\ud83d\\u0041"), "\xef\xbf\xbd"
						"A"),
	    "a high one before a letter");
	T_OK(text_is(escaped("\\ud83d\\ud83d\\ude00"), "\xef\xbf\xbd\xf0\x9f\x98\x80"),
	    "before a pair");
	T_OK(text_is(escaped("a\\u0000b"), "a\xef\xbf\xbd"
					   "b"),
	    "\\u0000");
	T_OK(text_is((struct val){ .kind = VAL_OBJECT, .text = SV("{\"a\":1}") }, "{\"a\":1}"),
	    "raw JSON");
	T_OK(text_is(val_of_time(0), "1970-01-01T00:00:00Z"), "a time");
}

/* What is not a valid string must not be given, but must not hurt either. */
static void
test_unescape_rubbish(void)
{
	static const char *const bad[] = { "\\", "a\\", "\\u", "\\u1", "\\u12g4", "\\ud83d\\",
		"\\ud83d\\u", "\\ud83d\\u00", "\\x41", "\\ud83d\\uzzzz" };

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct sv s = val_unescape(sv_of(bad[i]), &a);

		T_OK(s.n <= strlen(bad[i]), "rubbish %s", bad[i]);
	}
}

static void
test_number(void)
{
	num_i128 u;
	struct val v = val_of_text(SV("0.1"));
	char longer[600];

	T_OK(number_is(number("200"), 200) && number_is(val_of_double(0.5), 0.5), "numbers");
	T_OK(number_is(val_of_text(SV("200")), 200), "a string that is one");
	T_OK(number_is(escaped("\\u0032\\u0030"), 20), "however it is written");
	T_OK(no_number(val_of_text(SV("200 "))) && no_number(val_of_text(SV(""))), "other strings");
	T_OK(no_number((struct val){ 0 }) && no_number(val_of_bool(true)) &&
		 no_number(val_of_time(5)),
	    "other kinds");
	T_OK(no_number((struct val){ .kind = VAL_ARRAY, .text = SV("1") }), "raw JSON");
	T_OK(no_number(number("1e400")), "1e400 has no double");
	T_OK(val_units(&v, &u) && u == 100000000, "units of a string");
	v = val_of_double(0.25);
	T_OK(val_units(&v, &u) && u == 250000000, "units of a computed number");
	memset(longer, '1', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	T_OK(no_number(escaped(longer)), "an escaped string longer than any number");
}

static void
test_cmp(void)
{
	/* In ascending order; equal ones are next to each other and marked. */
	const struct {
		struct val v;
		bool same;
	} order[] = { { { 0 }, false }, { { .kind = VAL_NULL }, true },
		{ val_of_bool(false), false }, { val_of_bool(true), false },
		{ number("-1e400"), false }, { number("-5"), false }, { number("0"), false },
		{ number("-0.0"), true }, { number("1e-400"), false }, { number("0.1"), false },
		{ val_of_double(0.1), true }, { number("1.0e-1"), true },
		{ number("0.10000000000000000001"), false }, { number("1"), false },
		{ val_of_double(1), true }, { number("9007199254740992"), false },
		{ val_of_double(9007199254740992.0), true },
		{ number("9007199254740992.5"), false }, { number("9007199254740993"), false },
		{ number("1e400"), false }, { number("1e401"), false }, { val_of_time(-5), false },
		{ val_of_time(5), false }, { val_of_text(SV("")), false },
		{ val_of_text(SV("10")), false }, { val_of_text(SV("9")), false },
		{ val_of_text(SV("A")), false }, { escaped("\\u0041"), true },
		{ val_of_text(SV("a")), false }, { val_of_text(SV("\xc3\xa9")), false },
		{ { .kind = VAL_ARRAY, .text = SV("[1]") }, false },
		{ { .kind = VAL_OBJECT, .text = SV("{}") }, false } };
	size_t n = sizeof order / sizeof order[0];
	size_t class_of[sizeof order / sizeof order[0]];

	class_of[0] = 0;
	for (size_t i = 1; i < n; i++)
		class_of[i] = class_of[i - 1] + !order[i].same;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			int want = (class_of[i] > class_of[j]) - (class_of[i] < class_of[j]);
			int got = val_cmp(&order[i].v, &order[j].v, &a);

			T_QUIET((got > 0) - (got < 0) == want, "value %zu against %zu", i, j);
		}
	T_OK(true, "every pair of %zu values", n);
}

/* Random strings through jansson's writer come back through val_unescape. */
static void
prop_unescape(void)
{
	struct rng r;

	rng_init(&r, t_seed());
	for (int i = 0; i < 20000; i++) {
		char s[80];
		size_t n = 0, len = (size_t)rng_below(&r, 60);
		json_t *j;
		char *text;
		struct sv got;

		while (n < len) {
			uint32_t cp =
			    (uint32_t)rng_below(&r, UINT64_C(1) << (3 + rng_below(&r, 19)));

			if (cp == 0 || cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
				cp = '\\';
			if (cp < 0x80)
				s[n++] = (char)cp;
			else if (cp < 0x800)
				n += (size_t)sprintf(s + n, "%c%c", (char)(0xc0 | cp >> 6),
				    (char)(0x80 | (cp & 63)));
			else
				s[n++] = '"';
		}
		j = json_stringn(s, n);
		text = json_dumps(j, JSON_ENCODE_ANY | (rng_below(&r, 2) ? JSON_ENSURE_ASCII : 0));
		got = val_unescape((struct sv){ text + 1, strlen(text) - 2 }, &a);
		T_QUIET(sv_eq(got, (struct sv){ s, n }), "%s", text);
		free(text);
		json_decref(j);
		arena_reset(&a);
	}
	T_OK(true, "strings written by jansson");
}

int
main(void)
{
	arena_init(&a);
	test_text();
	test_unescape_rubbish();
	test_number();
	test_cmp();
	prop_unescape();
	arena_free(&a);
	return t_done();
}
