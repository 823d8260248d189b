/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_fresh - see page_fresh.h
 */
#include "page/page_fresh.h"

#include "base/rfc3339.h"
#include "page/page_num.h"

#include <string.h>

/* ---- how far it reaches ---- */

/* The row whose window ends last, and its family. */
static const struct page_family *
latest_of(const struct page_build *b, size_t *row, int64_t *to_us)
{
	const struct page_family *found = NULL;

	for (size_t i = 0; i < b->set->n; i++) {
		const struct page_family *f = b->set->family[i];

		for (size_t k = 0; k < f->nrows; k++)
			if (f->rows[k].to_us != INT64_MIN &&
			    (found == NULL || f->rows[k].to_us > *to_us)) {
				found = f;
				*row = f->rows[k].row;
				*to_us = f->rows[k].to_us;
			}
	}
	return found;
}

static void
say_age(struct page_build *b)
{
	const struct page_family *f;
	int64_t to_us = 0;
	size_t row = 0;
	bool old = false;
	struct page_para *p;

	f = latest_of(b, &row, &to_us);
	if (f == NULL)
		return;
	old = b->now_us != INT64_MAX && b->spec->max_age_us > 0 &&
	    b->now_us - to_us > b->spec->max_age_us;
	p = page_build_say(b, PAGE_POINT, old ? PAGE_BAD : PAGE_NONE,
	    old ? PAGE_WORD_SAY_OLD : PAGE_WORD_SAY_REACHES, (struct page_span[]){
	    page_build_time(b, PAGE_LANG_FULL, to_us),
	    page_build_time(b, PAGE_LANG_FULL, old ? b->now_us : to_us) }, 2);
	page_build_trace(b, p, f, row, "window_end");
	page_build_add(b, p);
	if (!old)
		return;
	page_build_judge(b, PAGE_BAD);
	page_build_point(b, p);
	page_build_action(b, page_build_say(b, PAGE_ACTION, PAGE_BAD, PAGE_WORD_DO_DATA, NULL, 0));
}

/* ---- what is missing ---- */

enum { WINDOWS_MAX = 1000000 };	/* of a period: seconds of a week */

struct holes {
	size_t  n;
	int64_t first_us;
};

static enum calendar_why
why_of(const struct page_build *b, int64_t from_us, int64_t to_us, struct sv *note)
{
	const struct calendar_time t = { from_us, to_us,
		(int64_t)tzone_offset(b->set->zone, from_us) * RFC3339_SEC_US };

	return b->calendar != NULL ? calendar_of(b->calendar, &t, note) : CALENDAR_OPEN;
}

/* Windows from @from_us on that did not come, and should have. */
static void
add_holes(const struct page_build *b, struct holes *h, int64_t from_us, int64_t to_us,
    int64_t length_us)
{
	for (; from_us < to_us; from_us += length_us) {
		if (why_of(b, from_us, from_us + length_us, NULL) != CALENDAR_OPEN)
			continue;
		h->first_us = h->n++ == 0 ? from_us : h->first_us;
	}
}

/* Windows of one length follow each other: what is left out between them, and to the ends. */
static struct holes
holes_of(const struct page_build *b, const struct page_family *f)
{
	const struct twindow_span *p = &b->set->period;
	struct holes h = { 0 };
	int64_t at_us = p->from_us, length_us = 0;

	for (size_t i = 0; i < f->nrows; i++) {
		const struct page_row *r = &f->rows[i];

		if (r->from_us < p->from_us || r->to_us > p->to_us || r->to_us == INT64_MIN)
			continue;
		length_us = r->to_us - r->from_us;
		/* One window or two do not tell that more were to be there. */
		if (length_us > (p->to_us - p->from_us) / 3 ||
		    (p->to_us - p->from_us) / length_us > WINDOWS_MAX)
			return (struct holes){ 0 };
		add_holes(b, &h, at_us, r->from_us, length_us);
		at_us = r->to_us;
	}
	/* The last one may be going on. */
	if (length_us > 0)
		add_holes(b, &h, at_us, (b->now_us < p->to_us ? b->now_us - length_us + 1
		    : p->to_us), length_us);
	return h;
}

static void
say_holes(struct page_build *b, const struct page_family *f)
{
	struct holes h = holes_of(b, f);
	struct page_para *p;
	struct sv n;

	if (h.n == 0)
		return;
	n = page_lang_number(b->lang, (double)h.n, 0, b->a);
	p = page_build_say(b, PAGE_POINT, PAGE_WARN, PAGE_WORD_SAY_HOLES, (struct page_span[]){
	    page_build_text(n), page_build_time(b, PAGE_LANG_TIME, h.first_us),
	    page_build_name(b, f->t.col[f->t.ncol > 3 ? 3 : 0].name) }, 3);
	for (size_t i = 0; i < f->nrows && i < 1; i++)
		page_build_trace(b, p, f, f->rows[i].row, "window");
	page_build_add(b, p);
	page_build_point(b, p);
	page_build_judge(b, PAGE_UNSURE);
}

/* A holiday, or maintenance, in a period: its figures are not those of others. */
static void
say_calendar(struct page_build *b, int64_t from_us, int64_t to_us, enum page_word w)
{
	struct sv note = SV("");
	enum calendar_why why = why_of(b, from_us, to_us, &note);
	const struct page_para *p;

	if (why == CALENDAR_OPEN)
		return;
	p = page_build_say(b, PAGE_POINT, PAGE_NONE, w, (struct page_span[]){
	    page_build_time(b, PAGE_LANG_DATE, from_us),
	    page_build_name(b, note.n > 0 ? note : sv_of(calendar_name(why))) }, 2);
	page_build_add(b, p);
	page_build_point(b, p);
}

static void
say_rejected(struct page_build *b)
{
	struct page_span part[2] = {
		page_build_text(page_lang_number(b->lang, (double)b->set->rejected, 0, b->a)),
		page_build_text(page_lang_number(b->lang, (double)b->set->records, 0, b->a)) };
	const struct page_para *p = page_build_say(b, PAGE_POINT, PAGE_WARN,
	    PAGE_WORD_SAY_REJECTED, part, 2);

	page_build_add(b, p);
	page_build_point(b, p);
	page_build_judge(b, PAGE_WARN);
}

void
page_fresh_write(struct page_build *b)
{
	say_age(b);
	if (b->set->rejected > 0)
		say_rejected(b);
	if (b->set->period.to_us != 0) {
		const struct twindow_span *t = &b->set->period;

		say_calendar(b, t->from_us, t->to_us, PAGE_WORD_SAY_HOLIDAY);
		say_calendar(b, b->before_us, b->before_us + (t->to_us - t->from_us),
		    PAGE_WORD_SAY_HOLIDAY_BEFORE);
	}
	for (size_t i = 0; i < b->set->n; i++) {
		const struct page_family *f = b->set->family[i];

		if (f->nkeys == 0 && b->set->period.to_us != 0 &&
		    (f->kind == NULL || strcmp(f->kind->name, "stat") == 0))
			say_holes(b, f);
	}
	if (b->now_us != INT64_MAX && b->now_us < b->set->period.to_us) {
		const struct page_para *p = page_build_say(b, PAGE_POINT, PAGE_WARN,
		    PAGE_WORD_SAY_GOES_ON, (struct page_span[]){
		    page_build_time(b, PAGE_LANG_TIME, b->now_us) }, 1);

		page_build_add(b, p);
		page_build_point(b, p);
		page_build_judge(b, PAGE_WARN);
	}
}
