/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_lang - the languages of pages: words, numbers, dates
 *
 * Words are what the builder and the writers say on their own; names from the input stay as
 * they are.  Of a sentence the word is a frame with places {0} to {9}, since languages order
 * them differently.
 * Adding a word: a line in page/page_word.h, with its text in every language.  Adding a
 * language: a text on every line there, a row in page_lang.c.
 */
#ifndef CX_PAGE_PAGE_LANG_H
#define CX_PAGE_PAGE_LANG_H

#include "base/arena.h"
#include "base/registry.h"
#include "base/sv.h"
#include "page/page_word.h"
#include "time/tzone.h"

#include <stdbool.h>
#include <stdint.h>

enum page_word {
#define PAGE_WORD(name, en, ko) PAGE_WORD_ ## name,
	PAGE_WORD_LIST
#undef PAGE_WORD
	PAGE_WORDS
};

struct page_lang {
	const char        *name;	/* of --lang, and a BCP 47 tag: "en" */
	const char        *summary;
	const char *const *word;	/* PAGE_WORDS texts */
	const char *const *member;	/* of each known member of records its title */
	const char *const *value;	/* of each known value its text */
	const char *const *kind;	/* of each kind of record what its records are */
	const char *const *date;	/* forms of dates: enum page_lang_form of them */
	const char *const *weekday;	/* Monday first, 7 */
	const char *const *month;	/* 12, and 12 short ones */
};

enum page_lang_form {			/* English, Korean */
	PAGE_LANG_DAY,			/* "Friday, 27 November 2026", "2026년 11월 27일 금요일" */
	PAGE_LANG_DATE,			/* "27 Nov 2026", "2026년 11월 27일" */
	PAGE_LANG_SHORT,		/* "27 Nov", "11월 27일" */
	PAGE_LANG_TIME,			/* "27 Nov 14:05", "11월 27일 14:05" */
	PAGE_LANG_CLOCK,		/* "14:05" */
	PAGE_LANG_FULL,			/* "27 Nov 2026 14:05", "2026년 11월 27일 14:05" */
	PAGE_LANG_FORMS
};

/** page_lang_registry - the languages, the default first */
extern const struct registry page_lang_registry;

/** page_lang_word - a word, or the frame of a sentence */
struct sv page_lang_word(const struct page_lang *l, enum page_word w);

/** page_lang_member - the title of a member of our records; empty: none is known */
struct sv page_lang_member(const struct page_lang *l, struct sv name);

/** page_lang_kind - what records of a kind are; empty: none is known */
struct sv page_lang_kind(const struct page_lang *l, struct sv kind);

/**
 * page_lang_value - a value that our records have, such as fail; empty: none is known
 * @stands: how that stands, an enum page_status; untouched for what is not known
 */
struct sv page_lang_value(const struct page_lang *l, struct sv value, int *stands);

/** page_lang_time - an instant as the language writes it, by the clock of @zone; in @a */
struct sv page_lang_time(const struct page_lang *l, enum page_lang_form form, int64_t at_us,
    const struct tzone *zone, struct arena *a);

/**
 * page_lang_number - a number with @digits decimals, thousands apart; in @a
 *
 * For what is no member of a record: ticks of axes.
 */
struct sv page_lang_number(const struct page_lang *l, double x, int digits, struct arena *a);

/**
 * page_lang_fill - a frame with its places filled; in @a
 * @part: of {0} to {@n - 1}; a place beyond them is empty
 */
struct sv page_lang_fill(struct sv frame, const struct sv *part, size_t n, struct arena *a);

#endif
