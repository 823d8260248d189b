/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * utf8: worked cases; random ones are in base/utf8.c
 */
#include "../t.h"

#include "base/utf8.h"

static struct arena a;

static bool
text_is(struct sv s, const char *want)
{
	bool ok = sv_is(s, want);

	if (!ok)
		printf("# got: '%.*s'\n", (int)s.n, s.p);
	return ok;
}

/* Boundaries of RFC 3629, section 4, and the usual attacks. */
static void
test_valid(void)
{
	static const struct {
		const char *s;
		size_t bad;
	} cases[] = { { "\x7f", 1 }, { "\xc2\x80", 2 }, { "\xdf\xbf", 2 }, { "\xe0\xa0\x80", 3 },
		{ "\xed\x9f\xbf", 3 }, { "\xee\x80\x80", 3 }, { "\xef\xbf\xbf", 3 },
		{ "\xf0\x90\x80\x80", 4 }, { "\xf4\x8f\xbf\xbf", 4 }, { "\xe2\x82\xac", 3 },
		{ "\x80", 0 }, { "\xbf", 0 }, { "\xc0\x80", 0 }, { "\xc1\xbf", 0 }, { "\xc2", 0 },
		{ "\xc2\x41", 0 }, { "\xe0\x9f\xbf", 0 }, { "\xe0\xa0", 0 }, { "\xed\xa0\x80", 0 },
		{ "\xed\xbf\xbf", 0 }, { "\xf0\x8f\xbf\xbf", 0 }, { "\xf4\x90\x80\x80", 0 },
		{ "\xf5\x80\x80\x80", 0 }, { "\xff", 0 }, { "\xfe", 0 }, { "\xf0\x90\x80", 0 },
		{ "\xf8\x88\x80\x80\x80", 0 }, { "ab\xc3\xa9\xff", 4 }, { "12345678\x80", 8 },
		{ "1234567\xc3\xa9 1234567890\xc3", 20 }, { "\xc3\xa9\xc3\xa9\xe2\x82", 4 } };

	T_OK(utf8_valid((struct sv){ 0 }) == 0, "nothing is valid");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		T_OK(utf8_valid(sv_of(cases[i].s)) == cases[i].bad,
		    "case %zu is good up to byte %zu", i, cases[i].bad);
	T_OK(utf8_valid(SV("a\0b")) == 3, "NUL is a character");
}

static void
test_next_put(void)
{
	const struct sv s = SV("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xff\xe2\x82");
	static const uint32_t want[] = { 'a', 0xe9, 0x20ac, 0x1f600, 0xfffd, 0xfffd, 0xfffd };
	size_t at = 0, i = 0;
	char out[4];
	bool ok = true;

	while (at < s.n)
		ok = utf8_next(s, &at) == want[i++] && ok;
	T_OK(ok && i == 7 && at == s.n, "decoding goes on after bad bytes, one at a time");
	T_OK(utf8_count(s) == 7, "utf8_count");
	T_OK(utf8_put(0xd800, out) == 3 && memcmp(out, "\xef\xbf\xbd", 3) == 0,
	    "a surrogate has none");
	T_OK(utf8_put(0x110000, out) == 3 && memcmp(out, "\xef\xbf\xbd", 3) == 0,
	    "nor has 0x110000");
	ok = true;
	for (uint32_t cp = 0; cp < 0x110000; cp++) {
		size_t n = utf8_put(cp, out);

		at = 0;
		if (cp < 0xd800 || cp > 0xdfff)
			ok = ok && utf8_valid((struct sv){ out, n }) == n &&
			     utf8_next((struct sv){ out, n }, &at) == cp && at == n;
	}
	T_OK(ok, "every code point there and back");
}

static void
test_width(void)
{
	T_OK(utf8_width(SV("abc")) == 3 && utf8_width(SV("")) == 0, "ASCII");
	T_OK(utf8_width(SV("\xe6\x97\xa5\xe6\x9c\xac")) == 4, "wide characters");
	T_OK(utf8_width(SV("e\xcc\x81")) == 1, "a combining mark");
	T_OK(utf8_width(SV("\x1b\x07")) == 0, "controls");
	T_OK(utf8_width(SV("\xff")) == 1, "a bad byte is one replacement");
	T_OK(text_is(utf8_cut(SV("abcdef"), 3), "abc"), "cut ASCII");
	T_OK(text_is(utf8_cut(SV("abc"), 5), "abc") && utf8_cut(SV("abc"), 0).n == 0,
	    "cut nothing, all");
	T_OK(text_is(utf8_cut(SV("\xe6\x97\xa5\xe6\x9c\xac"), 3), "\xe6\x97\xa5"),
	    "cut before a wide one");
	T_OK(text_is(utf8_cut(SV("e\xcc\x81x"), 1), "e\xcc\x81"), "marks stay with their letter");
}

static void
test_case(void)
{
	struct sv s = SV("abc 123 \xc3\xa9");

	T_OK(utf8_lower(s, &a).p == s.p, "nothing to do gives the text itself");
	s = SV("abc");
	T_OK(utf8_lower(s, &a).p == s.p, "in ASCII too");
	T_OK(text_is(utf8_lower(SV("ABC xyz @[`{"), &a), "abc xyz @[`{"), "lower ASCII");
	T_OK(text_is(utf8_upper(SV("abc XYZ @[`{"), &a), "ABC XYZ @[`{"), "upper ASCII");
	T_OK(text_is(utf8_lower(SV("\xc3\x89\xd0\x96\xce\xa3"), &a), "\xc3\xa9\xd0\xb6\xcf\x83"),
	    "lower Latin, Cyrillic, Greek");
	T_OK(text_is(utf8_upper(SV("\xc3\xa9\xd0\xb6"), &a), "\xc3\x89\xd0\x96"), "upper");
	T_OK(text_is(utf8_lower(SV("\xc8\xba"), &a), "\xe2\xb1\xa5"), "lower may be longer");
	T_OK(text_is(utf8_upper(SV("\xc9\x90"), &a), "\xe2\xb1\xaf"), "upper may be longer");
	T_OK(text_is(utf8_lower(SV("\xff"
				   "A\xe2"),
			 &a),
		 "\xff"
		 "a\xe2"),
	    "bad bytes stay");
}

static void
test_safe(void)
{
	struct sv s = SV("plain \xc3\xa9\xe6\x97\xa5");

	T_OK(utf8_safe(s, &a).p == s.p, "clean text is itself");
	T_OK(text_is(utf8_safe(SV("\x1b[31mx\n\t\x7f"), &a), "\\x1b[31mx\\x0a\\x09\\x7f"),
	    "C0 and DEL");
	T_OK(text_is(utf8_safe(SV("\xc2\x9b"
				  "31m\xc2\x85"),
			 &a),
		 "\\u{009b}31m\\u{0085}"),
	    "C1");
	T_OK(text_is(utf8_safe(SV("a\xff\xe2\x82z"), &a), "a\\xff\\xe2\\x82z"), "bad bytes");
	T_OK(text_is(utf8_safe(SV("\xe2\x80\xae\xe2\x81\xa6\xd8\x9c\xe2\x80\x8f"), &a),
		 "\\u{202e}\\u{2066}\\u{061c}\\u{200f}"),
	    "bidi controls");
	T_OK(text_is(utf8_safe(SV("a\0b"), &a), "a\\x00b"), "NUL");
	s = utf8_safe(SV("\x1b\xc2\x9b\xe2\x80\xae\x80"), &a);
	T_OK(utf8_safe(s, &a).p == s.p, "safe text is safe");
}

int
main(void)
{
	arena_init(&a);
	test_valid();
	test_next_put();
	test_width();
	test_case();
	test_safe();
	arena_free(&a);
	return t_done();
}
