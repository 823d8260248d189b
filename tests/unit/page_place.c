/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_place: every kind of record that filters write has its place on a page, and its words
 */
#include "../t.h"

#include "page/page_lang.h"
#include "page/page_place.h"
#include "record/rkind.h"

#include <string.h>

/* Metrics stand where they belong by name, objectives where their level does. */
static bool
has_section_of_its_own(const char *kind)
{
	return strcmp(kind, "stat") == 0 || strcmp(kind, "slo") == 0;
}

static void
test_places(void)
{
	const struct page_lang *l;
	const struct rkind *k;

	for (size_t i = 0; (k = registry_row(&rkind_registry, i)) != NULL; i++) {
		if (strcmp(k->name, "stat") == 0)
			continue;
		T_OK(has_section_of_its_own(k->name) || page_place_of(k->name) != NULL,
		    "%s has a place", k->name);
		for (size_t n = 0; (l = registry_row(&page_lang_registry, n)) != NULL; n++)
			T_OK(page_lang_kind(l, sv_of(k->name)).n > 0, "%s has a caption in %s",
			    k->name, l->name);
	}
	T_OK(page_place_of("nonsense") == NULL, "what is no kind has none");
}

/* The places {0} .. {9} that a frame has, as bits. */
static unsigned
places_of(struct sv frame)
{
	unsigned bits = 0;

	for (size_t i = 0; i + 2 < frame.n; i++)
		if (frame.p[i] == '{' && frame.p[i + 2] == '}')
			bits |= 1u << (frame.p[i + 1] - '0');
	return bits;
}

static void
test_words(void)
{
	const struct page_lang *en = registry_find(&page_lang_registry, SV("en")), *l;
	size_t odd = 0;

	for (size_t n = 0; (l = registry_row(&page_lang_registry, n)) != NULL; n++)
		for (unsigned w = 0; w < PAGE_WORDS; w++) {
			struct sv a = page_lang_word(en, (enum page_word)w);
			struct sv b = page_lang_word(l, (enum page_word)w);

			if (b.n == 0 || places_of(a) != places_of(b)) {
				printf("# %s: \"%.*s\"\n", l->name, (int)b.n, b.p);
				odd++;
			}
		}
	T_OK(odd == 0, "frames have the same places in every language");
}

static const char *
time_in(const char *lang, enum page_lang_form form, struct arena *a)
{
	const struct tzone *z = NULL;

	T_OK(tzone_load(&z, SV("+09:00"), a, NULL) == RC_OK, "a zone");
	/* 2026-11-27 14:05 in Seoul; what arenas copy ends in a NUL. */
	return page_lang_time(registry_find(&page_lang_registry, sv_of(lang)), form,
	    INT64_C(1795755900000000), z, a).p;
}

static void
test_times(void)
{
	struct arena a;

	arena_init(&a);
	T_STR(time_in("en", PAGE_LANG_DAY, &a), "Friday, 27 November 2026", "a day in English");
	T_STR(time_in("ko", PAGE_LANG_DAY, &a), "2026년 11월 27일 금요일", "a day in Korean");
	T_STR(time_in("en", PAGE_LANG_TIME, &a), "27 Nov 14:05", "a time in English");
	T_STR(time_in("ko", PAGE_LANG_TIME, &a), "11월 27일 14:05", "a time in Korean");
	T_STR(time_in("en", PAGE_LANG_FULL, &a), "27 Nov 2026 14:05", "with the year");
	T_STR(page_lang_number(registry_row(&page_lang_registry, 0), -1234567.891, 2, &a).p,
	    "-1,234,567.89", "a number");
	T_STR(page_lang_number(registry_row(&page_lang_registry, 0), -0.0, 1, &a).p, "0.0",
	    "no minus before 0");
	arena_free(&a);
}

int
main(void)
{
	test_places();
	test_words();
	test_times();
	return t_done();
}
