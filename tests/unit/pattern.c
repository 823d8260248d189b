/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Regular expressions in characters: of UTF-8, of more than ASCII, of bytes that are none
 */
#include "expr/pattern.h"

#include "../t.h"

static struct arena arena;
static struct pattern_scratch *scratch;

static enum pattern_result
test(const char *text, struct sv subject)
{
	const struct pattern *p;
	enum pattern_result hit;
	struct err e = { 0 };
	size_t off;

	if (pattern_new(&p, sv_of(text), &arena, &off, &e) != RC_OK) {
		printf("# %s\n", e.msg);
		return PATTERN_GAVE_UP;
	}
	hit = pattern_test(p, subject, scratch);
	pattern_free(p);
	return hit;
}

/* What negates a class holds for all that is beyond ASCII. */
static void
beyond_ascii(void)
{
	static const char *const subjects[] = { "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80" };
	static const char *const good[] = { "^\\D$", "^\\W$", "^\\S$", "^\\D+$", "^x|\\S$", "^[\\D]$", "^[^\\d]$",
	    "^.$", "^\\PL$|^\\pL$", "^[^0-9]$", "\\W", "^\\H$", "^(?i)[^a]$" };
	static const char *const bad[] = { "\\d", "\\w", "\\s", "^..", "[a-z]", "^\\D\\D" };

	for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
		for (size_t k = 0; k < sizeof(good) / sizeof(good[0]); k++)
			T_OK(test(good[k], sv_of(subjects[i])) == PATTERN_YES, "%s matches %s", good[k], subjects[i]);
		for (size_t k = 0; k < sizeof(bad) / sizeof(bad[0]); k++)
			T_OK(test(bad[k], sv_of(subjects[i])) == PATTERN_NO, "%s does not match %s", bad[k],
			    subjects[i]);
	}
	T_OK(test("^(\\S+) (\\S+)$", SV("caf\xC3\xA9 cr\xC3\xA8me")) == PATTERN_YES, "words");
}

/* Nothing matches across bytes that are no UTF-8, but on both sides of them. */
static void
broken(void)
{
	const struct sv latin = SV("caf\xE9 \xC3\xA9!");

	T_OK(test("^caf", latin) == PATTERN_YES, "before");
	T_OK(test("\xC3\xA9!$", latin) == PATTERN_YES, "behind");
	T_OK(test(" \\W!$", latin) == PATTERN_YES, "... by a class");
	T_OK(test(" \\S!$", latin) == PATTERN_YES, "... another");
	T_OK(test("f. ", latin) == PATTERN_NO, "not across");
	T_OK(test("f\\W ", latin) == PATTERN_NO, "... by a class");
	T_OK(test("^\\D*$", latin) == PATTERN_NO, "... nor the whole");
	T_OK(test("x", SV("\x80\x80")) == PATTERN_NO, "nothing but such bytes");
	T_OK(test("", SV("")) == PATTERN_YES, "nothing in nothing");
}

int
main(void)
{
	arena_init(&arena);
	scratch = pattern_scratch_new();
	beyond_ascii();
	broken();
	pattern_scratch_free(scratch);
	arena_free(&arena);
	return t_done();
}
