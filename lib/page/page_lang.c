/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_lang - see page_lang.h
 */
#include "page/page_lang.h"

#include "base/buf.h"
#include "base/num.h"
#include "base/rfc3339.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const words_en[] = {
#define PAGE_WORD(name, en, ko) en,
	PAGE_WORD_LIST
#undef PAGE_WORD
};

static const char *const words_ko[] = {
#define PAGE_WORD(name, en, ko) ko,
	PAGE_WORD_LIST
#undef PAGE_WORD
};

/* Members of records, and their titles; values, how they stand, and their texts. */
#define PAGE_MEMBER(name, en, ko) name,
static const char *const members[] = { PAGE_MEMBER_LIST };
#undef PAGE_MEMBER
#define PAGE_MEMBER(name, en, ko) en,
static const char *const members_en[] = { PAGE_MEMBER_LIST };
#undef PAGE_MEMBER
#define PAGE_MEMBER(name, en, ko) ko,
static const char *const members_ko[] = { PAGE_MEMBER_LIST };
#undef PAGE_MEMBER

enum stands { STANDS_NONE, STANDS_GOOD, STANDS_WARN, STANDS_BAD, STANDS_UNSURE };

#define PAGE_VALUE(name, how, en, ko) name,
static const char *const values[] = { PAGE_VALUE_LIST };
#undef PAGE_VALUE
#define PAGE_VALUE(name, how, en, ko) STANDS_ ## how,
static const enum stands stands_of[] = { PAGE_VALUE_LIST };
#undef PAGE_VALUE
#define PAGE_VALUE(name, how, en, ko) en,
static const char *const values_en[] = { PAGE_VALUE_LIST };
#undef PAGE_VALUE
#define PAGE_VALUE(name, how, en, ko) ko,
static const char *const values_ko[] = { PAGE_VALUE_LIST };
#undef PAGE_VALUE

#define PAGE_KIND(name, en, ko) name,
static const char *const kinds[] = { PAGE_KIND_LIST };
#undef PAGE_KIND
#define PAGE_KIND(name, en, ko) en,
static const char *const kinds_en[] = { PAGE_KIND_LIST };
#undef PAGE_KIND
#define PAGE_KIND(name, en, ko) ko,
static const char *const kinds_ko[] = { PAGE_KIND_LIST };
#undef PAGE_KIND

/* d: day; m, M: month, its name; w: weekday; y: year; t: clock. */
static const char *const date_en[PAGE_LANG_FORMS] = {
	"%w, %d %M %y", "%d %m %y", "%d %m", "%d %m %t", "%t", "%d %m %y %t"
};

static const char *const date_ko[PAGE_LANG_FORMS] = {
	"%y년 %m %d일 %w", "%y년 %m %d일", "%m %d일", "%m %d일 %t", "%t", "%y년 %m %d일 %t"
};

static const char *const weekday_en[] = {
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
};

static const char *const weekday_ko[] = {
	"월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"
};

static const char *const month_en[] = {
	"January", "February", "March", "April", "May", "June", "July", "August", "September",
	"October", "November", "December",
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

static const char *const month_ko[] = {
	"1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월",
	"1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월"
};

static const struct page_lang rows[] = {
	{ "en", "English", words_en, members_en, values_en, kinds_en, date_en, weekday_en,
	    month_en },
	{ "ko", "Korean", words_ko, members_ko, values_ko, kinds_ko, date_ko, weekday_ko,
	    month_ko },
};

const struct registry page_lang_registry =
    REGISTRY("language", "Languages of pages", rows, struct page_lang);

struct sv
page_lang_word(const struct page_lang *l, enum page_word w)
{
	return sv_of(l->word[w]);
}

struct sv
page_lang_member(const struct page_lang *l, struct sv name)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (sv_is(name, members[i]))
			return sv_of(l->member[i]);
	return SV("");
}

struct sv
page_lang_kind(const struct page_lang *l, struct sv kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (sv_is(kind, kinds[i]))
			return sv_of(l->kind[i]);
	return SV("");
}

struct sv
page_lang_value(const struct page_lang *l, struct sv value, int *stands)
{
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (sv_is(value, values[i])) {
			*stands = (int)stands_of[i];
			return sv_of(l->value[i]);
		}
	return SV("");
}

static void
put_part(const struct page_lang *l, char what, const struct rfc3339_civil *c, struct buf *b)
{
	/* 1970-01-01 was a Thursday. */
	int64_t day = (rfc3339_days(c->year, c->month, c->day) + 3) % 7;

	switch (what) {
	case 'd':
		buf_printf(b, "%d", c->day);
		break;
	case 'm':
		buf_sv(b, sv_of(l->month[12 + c->month - 1]));
		break;
	case 'M':
		buf_sv(b, sv_of(l->month[c->month - 1]));
		break;
	case 'w':
		buf_sv(b, sv_of(l->weekday[day < 0 ? day + 7 : day]));
		break;
	case 'y':
		buf_printf(b, "%lld", (long long)c->year);
		break;
	default:
		buf_printf(b, "%02d:%02d", c->hour, c->min);
	}
}

struct sv
page_lang_time(const struct page_lang *l, enum page_lang_form form, int64_t at_us,
    const struct tzone *zone, struct arena *a)
{
	struct rfc3339_civil c = rfc3339_civil(tzone_local(zone, at_us));
	struct sv s;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (const char *f = l->date[form]; *f != '\0'; f++) {
		if (*f == '%')
			put_part(l, *++f, &c, &b);
		else
			buf_c(&b, *f);
	}
	s = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return s;
}

struct sv
page_lang_number(const struct page_lang *l, double x, int digits, struct arena *a)
{
	char text[512];		/* the greatest double has 309 digits and 102 commas */
	size_t n = (size_t)snprintf(text, sizeof(text) - 110, "%.*f", digits, x == 0 ? 0 : x);
	size_t from = text[0] == '-', end = from;

	(void)l;	/* both have the comma for thousands and the point for decimals */
	while (end < n && num_is_digit((unsigned char)text[end]))
		end++;
	while (end > from + 3) {
		end -= 3;
		memmove(text + end + 1, text + end, n - end);
		text[end] = ',';
		n++;
	}
	return arena_sv(a, (struct sv){ text, n });
}

struct sv
page_lang_fill(struct sv frame, const struct sv *part, size_t n, struct arena *a)
{
	struct sv s;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < frame.n; i++) {
		size_t k;

		if (frame.p[i] != '{' || i + 2 >= frame.n || frame.p[i + 2] != '}') {
			buf_c(&b, frame.p[i]);
			continue;
		}
		k = (size_t)(frame.p[i + 1] - '0');
		if (k < n)
			buf_sv(&b, part[k]);
		i += 2;
	}
	s = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return s;
}
