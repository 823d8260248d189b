/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_make - see page_make.h
 */
#include "page/page_make.h"

#include "base/rfc3339.h"
#include "base/utf8.h"
#include "page/page_fresh.h"
#include "page/page_metrics.h"
#include "page/page_num.h"
#include "page/page_place.h"
#include "page/page_slo.h"
#include "report/rcell.h"
#include "time/twindow.h"

#include <stdlib.h>
#include <string.h>

#define MINUTE_US (60 * RFC3339_SEC_US)
#define BEFORE_US (60 * MINUTE_US)	/* a deploy may take so long to show */
#define AFTER_US (15 * MINUTE_US)	/* and what ends it, to be in effect */

/* ---- the period compared with ---- */

/* The day of a month, kept within the month before it. */
static int64_t
months_before(const struct tzone *z, int64_t at_us, int64_t n)
{
	struct rfc3339_civil c = rfc3339_civil(tzone_local(z, at_us));
	int64_t month = c.year * 12 + c.month - 1 - n;
	int last;

	c.year = month / 12;
	c.month = (int)(month % 12) + 1;
	last = rfc3339_month_days(c.year, c.month);
	c.day = c.day > last ? last : c.day;
	return tzone_reach(z, rfc3339_join(&c));
}

static enum rc
settle_before(struct page_build *b, const char *against, struct err *e)
{
	struct sv text = against != NULL ? sv_of(against)
	    : b->spec->against.n > 0 ? b->spec->against : SV("1w");
	const struct tzone *z = b->set->zone;
	int64_t from_us = b->set->period.from_us;
	struct twindow w;
	struct err inner = { 0 };

	if (twindow_parse(&w, text, z, &inner) != RC_OK)
		return rc_err(e, RC_USAGE, "--against: %s", inner.msg);
	if (w.unit == TWINDOW_MONTH)
		b->before_us = months_before(z, from_us, w.n_us);
	else if (w.unit != TWINDOW_FIXED)
		b->before_us = tzone_reach(z, tzone_local(z, from_us) - w.n_us * RFC3339_DAY_US *
		    (w.unit == TWINDOW_WEEK ? 7 : 1));
	else
		b->before_us = from_us - w.n_us;
	b->against = page_lang_word(b->lang, PAGE_WORD_LAST_WEEK);
	if (!sv_is(text, "1w")) {
		struct sv shown = page_build_sv(b, text);

		b->against = page_lang_fill(page_lang_word(b->lang, PAGE_WORD_AGO), &shown, 1,
		    b->a);
	}
	return RC_OK;
}

/* ---- deploys ---- */

static int
cmp_events(const void *pa, const void *pb)
{
	const struct page_event *a = pa, *b = pb;

	if (a->at_us != b->at_us)
		return a->at_us < b->at_us ? -1 : 1;
	return sv_cmp(a->what, b->what);
}

static void
add_deploys(struct page_build *b)
{
	const struct page_family *f = b->set->deploys;
	size_t at = f != NULL ? page_set_col(f, "timestamp") : SIZE_MAX;

	for (size_t i = 0; i < b->spec->ndeploy; i++)
		*(struct page_event *)page_build_push(b, &b->deploy, sizeof(struct page_event)) =
		    b->spec->deploy[i];
	for (size_t r = 0; at != SIZE_MAX && r < f->t.nrow; r++) {
		struct sv part[3] = { page_set_text(f, r, "service"),
			page_set_text(f, r, "version"), page_set_text(f, r, "message") };
		struct page_event *d;
		int64_t us;

		if (!rtable_time(&f->t, r, at, &us))
			continue;
		d = page_build_push(b, &b->deploy, sizeof(*d));
		*d = (struct page_event){ us, page_lang_fill(part[2].n > 0 ? SV("{0} {1} ({2})")
		    : SV("{0} {1}"), part, 3, b->a), r };
	}
	if (b->deploy.n > 0)
		qsort(b->deploy.p, b->deploy.n, sizeof(struct page_event), cmp_events);
}

/* The last deploy in a stretch of time; NULL: none. */
static const struct page_event *
deploy_in(const struct page_build *b, int64_t from_us, int64_t to_us)
{
	const struct page_event *d = b->deploy.p, *found = NULL;

	for (size_t i = 0; i < b->deploy.n; i++)
		if (d[i].at_us >= from_us && d[i].at_us < to_us)
			found = &d[i];
	return found;
}

/* ---- the incident: since when, to whom, after what, what to do ---- */

struct incident {
	const struct page_event  *cause;
	const struct page_event  *end;
	const struct page_family *f;		/* of the group hit hardest; NULL */
	size_t                    col;
	const struct page_row    *worst;
	const struct page_row    *next;
};

static void
say_deploy(struct page_build *b, const struct page_event *d, enum page_word w)
{
	struct page_para *p = page_build_say(b, PAGE_POINT, PAGE_NONE, w, (struct page_span[]){
	    page_build_name(b, d->what), page_build_time(b, PAGE_LANG_CLOCK, d->at_us) }, 2);

	if (d->row != SIZE_MAX)
		page_build_trace(b, p, b->set->deploys, d->row, "timestamp");
	page_build_add(b, p);
	page_build_point(b, p);
}

static void
say_onset(struct page_build *b, struct incident *in)
{
	const struct page_onset *o = &b->onset;
	const struct page_para *p = page_build_say(b, PAGE_POINT, o->over ? PAGE_WARN : PAGE_BAD,
	    o->over ? PAGE_WORD_SAY_ONSET : PAGE_WORD_SAY_ONSET_OPEN, (struct page_span[]){
	    page_build_time(b, PAGE_LANG_CLOCK, o->from_us),
	    page_build_time(b, PAGE_LANG_CLOCK, o->to_us),
	    page_build_time(b, PAGE_LANG_CLOCK, o->worst_us), page_build_num(o->worst),
	    page_build_num(o->usual), page_build_name(b, o->name) }, 6);
	int64_t window_us = o->to_us - o->from_us < AFTER_US ? o->to_us - o->from_us : AFTER_US;

	page_build_add(b, p);
	page_build_point(b, p);
	in->cause = deploy_in(b, o->from_us - BEFORE_US, o->from_us + window_us);
	if (o->over)
		in->end = deploy_in(b, o->to_us - BEFORE_US / 2, o->to_us + window_us);
	if (in->end == in->cause)
		in->end = NULL;
	if (in->cause != NULL)
		say_deploy(b, in->cause, PAGE_WORD_SAY_DEPLOY);
	if (in->end != NULL)
		say_deploy(b, in->end, PAGE_WORD_SAY_DEPLOY_END);
}

static struct page_span
group_name(struct page_build *b, const struct incident *in)
{
	struct sv part[2] = { page_metrics_title(b, in->f->t.col[in->f->keys[0]].name),
		in->f->key[in->worst->key].text };

	return page_build_name(b, page_lang_fill(SV("{0} {1}"), part, 2, b->a));
}

static void
say_hardest(struct page_build *b, struct incident *in)
{
	const struct page_para *p;

	if (!page_metrics_hardest(b, &in->f, &in->col, &in->worst, &in->next))
		return;
	p = page_build_say(b, PAGE_POINT, PAGE_WARN, PAGE_WORD_SAY_HARDEST, (struct page_span[]){
	    group_name(b, in),
	    page_build_name(b, page_metrics_title(b, in->f->t.col[in->col].name)),
	    page_build_num(page_num_cell(b, in->f, in->worst->row, in->col)),
	    page_build_num(page_num_cell(b, in->f, in->worst->row, in->f->t.col[in->col].n)),
	    page_build_name(b, in->f->key[in->next->key].text),
	    page_build_num(page_num_cell(b, in->f, in->next->row, in->col)) }, 6);
	page_build_add(b, p);
	page_build_point(b, p);
}

static void
say_what_to_do(struct page_build *b, const struct incident *in)
{
	bool over = b->onset.is && b->onset.over;
	struct page_span part[3] = {
		in->cause != NULL ? page_build_name(b, in->cause->what) : page_build_text(SV("")),
		in->f != NULL ? group_name(b, in) : page_build_text(SV("")),
		b->onset.is ? page_build_time(b, PAGE_LANG_CLOCK, b->onset.from_us)
		: page_build_text(SV("")),
	};
	enum page_word w;

	if (in->cause != NULL && in->f != NULL)
		w = over ? PAGE_WORD_DO_CAUSE_OF : PAGE_WORD_DO_BACK_OF;
	else if (in->cause != NULL)
		w = over ? PAGE_WORD_DO_CAUSE : PAGE_WORD_DO_BACK;
	else if (b->onset.is)
		w = in->f != NULL ? PAGE_WORD_DO_LOOK_OF : PAGE_WORD_DO_LOOK;
	else if (in->f != NULL)
		w = PAGE_WORD_DO_GROUP;
	else
		w = PAGE_WORD_DO_FAILURES;
	page_build_action(b, page_build_say(b, PAGE_ACTION, PAGE_BAD, w, part, 3));
}

/* Only where something is wrong: of a good day nobody asks whom it hit. */
static void
write_incident(struct page_build *b)
{
	struct incident in = { 0 };
	struct page_para *first;

	page_metrics_onset(b);
	if (b->status != PAGE_BAD && b->status != PAGE_WARN)
		return;
	b->rank = 1;
	if (b->onset.is)
		say_onset(b, &in);
	say_hardest(b, &in);
	b->rank = 0;
	say_what_to_do(b, &in);
	/* What ends it comes before what it cost. */
	first = (struct page_para *)b->action.p + b->section_action;
	for (size_t i = b->action.n - b->section_action; i > 1; i--) {
		struct page_para swap = first[i - 1];

		first[i - 1] = first[i - 2];
		first[i - 2] = swap;
	}
}

/* ---- sections ---- */

static void
write_topic(struct page_build *b, enum page_topic t)
{
	const bool metrics = (t <= PAGE_TOPIC_BUSINESS && t != PAGE_TOPIC_FRESHNESS) ||
	    t == PAGE_TOPIC_MESSAGE;

	page_build_open(b, t);
	if (t == PAGE_TOPIC_FRESHNESS)
		page_fresh_write(b);
	if (t == PAGE_TOPIC_AVAILABILITY || t == PAGE_TOPIC_FUNCTION || t == PAGE_TOPIC_SPEED)
		page_slo_write(b, t);
	if (metrics)
		page_metrics_figures(b, t);
	if (t == PAGE_TOPIC_AVAILABILITY)
		write_incident(b);
	if (metrics)
		page_metrics_write(b, t);
	page_place_write(b, t);
	page_build_notes(b, sv_of(page_spec_topic(t)));
	page_build_shut(b);
}

/* ---- the summary ---- */

static enum page_status
worst_of(const struct page_build *b)
{
	enum page_status s = PAGE_NONE;

	for (unsigned t = 0; t < PAGE_TOPICS; t++)
		s = page_build_worse(s, b->level[t]);
	return s;
}

static void
say_headline(struct page_build *b)
{
	static const enum page_word word[] = { [PAGE_NONE] = PAGE_WORD_HEAD_NONE,
		[PAGE_GOOD] = PAGE_WORD_HEAD_GOOD, [PAGE_WARN] = PAGE_WORD_HEAD_WARN,
		[PAGE_BAD] = PAGE_WORD_HEAD_BAD, [PAGE_UNSURE] = PAGE_WORD_HEAD_UNSURE };
	const struct page_section *s = b->section.p;
	enum page_status worst = worst_of(b);
	struct page_span span[2];
	struct page_para *p;
	struct sv title = { 0 };

	for (size_t i = 0; i < b->section.n && title.n == 0; i++)
		if (s[i].status == worst && worst != PAGE_NONE)
			title = s[i].title;
	span[0] = (struct page_span){ .kind = PAGE_SPAN_STRONG, .text = title };
	span[1] = page_build_text(page_lang_number(b->lang, (double)b->passed, 0, b->a));
	p = page_build_say(b, PAGE_PLAIN, worst, word[worst], span, 2);
	page_build_add(b, p);
}

static int
cmp_told(const void *pa, const void *pb)
{
	const struct page_told *a = pa, *b = pb;

	if (a->topic != b->topic)
		return a->topic < b->topic ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return (a->n > b->n) - (a->n < b->n);
}

static void
add_points(struct page_build *b)
{
	struct page_told *t = b->point.p;

	if (b->point.n > 0)
		qsort(t, b->point.n, sizeof(*t), cmp_told);
	for (size_t i = 0; i < b->point.n; i++) {
		if (i > 0 && t[i].topic == t[i - 1].topic)
			t[i].para.link = NULL;	/* once is enough */
		page_build_add(b, &t[i].para);
	}
}

static void
add_actions(struct page_build *b)
{
	const struct page_para *p = b->action.p;

	if (b->action.n == 0) {
		page_build_add(b, page_build_say(b, PAGE_PLAIN, PAGE_NONE, PAGE_WORD_DO_NOTHING,
		    NULL, 0));
		return;
	}
	page_build_add(b, page_build_say(b, PAGE_PLAIN, PAGE_NONE, PAGE_WORD_DO_FIRST, NULL, 0));
	for (size_t i = 0; i < b->action.n; i++)
		page_build_add(b, &p[i]);
}

static void
write_summary(struct page_build *b, struct page_list *all)
{
	struct page_finding *f = b->note.p;
	struct page_section *s;

	b->item = (struct page_list){ 0 };
	say_headline(b);
	add_points(b);
	add_actions(b);
	page_build_notes(b, SV(""));
	/* What is about something that the page does not have is not lost. */
	for (size_t i = 0; i < b->note.n; i++)
		if (!f[i].used)
			page_build_item(b, PAGE_NOTE, &f[i].note);
	s = page_build_push(b, all, sizeof(*s));
	*s = (struct page_section){ .id = "summary",
		.title = page_lang_word(b->lang, PAGE_WORD_SUMMARY), .status = worst_of(b),
		.item = b->item.p, .n = b->item.n };
}

/* In the order of the specification, what it does not name left out. */
static void
order_sections(struct page_build *b, struct page_list *all)
{
	const struct page_section *s = b->section.p;

	for (size_t o = 0; o < b->spec->norder; o++)
		for (size_t i = 0; i < b->section.n; i++)
			if (strcmp(s[i].id, page_spec_topic(b->spec->order[o])) == 0)
				*(struct page_section *)page_build_push(b, all, sizeof(*s)) = s[i];
	for (size_t i = 0; b->spec->norder == 0 && i < b->section.n; i++)
		*(struct page_section *)page_build_push(b, all, sizeof(*s)) = s[i];
}

/* ---- the page ---- */

static struct sv
subtitle_of(struct page_build *b)
{
	const struct twindow_span *p = &b->set->period;
	const struct tzone *z = b->set->zone;
	struct sv part[2];

	if (p->to_us == 0)
		return SV("");
	if (p->to_us - p->from_us <= 28 * 60 * MINUTE_US)
		return page_lang_time(b->lang, PAGE_LANG_DAY, p->from_us, z, b->a);
	part[0] = page_lang_time(b->lang, PAGE_LANG_DATE, p->from_us, z, b->a);
	part[1] = page_lang_time(b->lang, PAGE_LANG_DATE, p->to_us - 1, z, b->a);
	return page_lang_fill(SV("{0} – {1}"), part, 2, b->a);
}

enum rc
page_make(struct page *page, const struct page_asked *asked, struct arena *a, struct err *e)
{
	struct page_build b = { .a = a, .set = asked->set, .spec = asked->spec,
		.lang = asked->lang, .now_us = asked->now_us, .dropped = page_num_none(),
		.trace = asked->trace, .calendar = asked->calendar };
	struct page_list all = { 0 };
	enum rc rc = settle_before(&b, asked->against, e);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < asked->nnote; i++)
		*(struct page_finding *)page_build_push(&b, &b.note, sizeof(struct page_finding)) =
		    asked->note[i];
	add_deploys(&b);
	for (unsigned t = 0; t < PAGE_TOPICS; t++)
		write_topic(&b, (enum page_topic)t);
	write_summary(&b, &all);
	order_sections(&b, &all);
	*page = (struct page){ .lang = asked->lang, .zone = asked->set->zone,
		.title = asked->spec->title.n > 0 ? page_build_sv(&b, asked->spec->title)
		: page_lang_word(asked->lang, PAGE_WORD_TITLE),
		.subtitle = subtitle_of(&b), .status = worst_of(&b), .link = asked->link,
		.nlink = asked->nlink, .section = all.p, .nsection = all.n,
		.records = asked->set->records };
	if (asked->now_us != INT64_MAX)
		page->made = page_lang_time(asked->lang, PAGE_LANG_FULL, asked->now_us, page->zone,
		    a);
	return RC_OK;
}

/* ---- findings ---- */

static void
end_note(struct page_list *l, struct sv file, struct sv about, struct sv title, struct sv text,
    struct arena *a)
{
	struct page_build b = { .a = a };	/* only to grow a list */
	struct page_finding *f;

	text = sv_trim(text);
	if (text.n == 0 && title.n == 0)
		return;
	f = page_build_push(&b, l, sizeof(*f));
	f->about = about;
	f->note = (struct page_note){ utf8_safe(title, a), rcell_safe(text, "\n", a),
		utf8_safe(file, a) };
}

void
page_make_notes(struct page_list *l, struct sv file, struct sv text, struct arena *a)
{
	struct sv about = SV(""), title = SV("");
	size_t from = 0, at = 0;

	while (at < text.n) {
		struct sv rest = { text.p + at, text.n - at };
		struct sv line = { rest.p, sv_find(rest, '\n') };
		size_t shut = sv_find(line, ']');

		if (line.n > 0 && line.p[0] == '[' && shut < line.n) {
			end_note(l, file, about, title, (struct sv){ text.p + from, at - from }, a);
			about = sv_trim((struct sv){ line.p + 1, shut - 1 });
			title = sv_trim((struct sv){ line.p + shut + 1, line.n - shut - 1 });
			from = at + line.n;
		}
		at += line.n + 1;
	}
	from = from > text.n ? text.n : from;
	end_note(l, file, about, title, (struct sv){ text.p + from, text.n - from }, a);
}
