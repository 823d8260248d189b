/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_build - see page_build.h
 */
#include "page/page_build.h"

#include "base/utf8.h"
#include "page/page_num.h"

#include <stdio.h>
#include <string.h>

enum { SPANS_MAX = 32 };

void *
page_build_push(struct page_build *b, struct page_list *l, size_t size)
{
	char *at;

	if (l->n == l->cap) {
		size_t cap = l->cap != 0 ? 2 * l->cap : 8;

		l->p = arena_grow(b->a, l->p, l->cap * size, cap * size);
		l->cap = cap;
	}
	at = (char *)l->p + l->n++ * size;
	memset(at, 0, size);
	return at;
}

/* ---- sections ---- */

void
page_build_open(struct page_build *b, enum page_topic t)
{
	b->topic = t;
	b->status = PAGE_NONE;
	b->rank = 0;
	b->section_action = b->action.n;
	b->item = (struct page_list){ 0 };
}

enum page_status
page_build_worse(enum page_status a, enum page_status b)
{
	/* Bad is worse than not to know, which is worse than to be watched. */
	static const int rank[] = { [PAGE_NONE] = 0, [PAGE_GOOD] = 1, [PAGE_WARN] = 2,
		[PAGE_UNSURE] = 3, [PAGE_BAD] = 4 };

	return rank[a] >= rank[b] ? a : b;
}

void
page_build_judge(struct page_build *b, enum page_status s)
{
	b->status = page_build_worse(b->status, s);
}

static struct sv
status_text(const struct page_build *b, enum page_status s)
{
	static const enum page_word word[] = { [PAGE_GOOD] = PAGE_WORD_IS_GOOD,
		[PAGE_WARN] = PAGE_WORD_IS_WARN, [PAGE_BAD] = PAGE_WORD_IS_BAD,
		[PAGE_UNSURE] = PAGE_WORD_IS_UNSURE };

	return s == PAGE_NONE ? SV("") : page_lang_word(b->lang, word[s]);
}

/* The topic's own title, or the language's. */
static struct sv
title_of(struct page_build *b, enum page_topic t)
{
	static const enum page_word word[PAGE_TOPICS] = {
		PAGE_WORD_FRESHNESS, PAGE_WORD_AVAILABILITY, PAGE_WORD_FUNCTION, PAGE_WORD_SPEED,
		PAGE_WORD_SENTIMENT, PAGE_WORD_BUSINESS, PAGE_WORD_JOURNEY, PAGE_WORD_FUNNEL,
		PAGE_WORD_SESSION, PAGE_WORD_RETENTION, PAGE_WORD_SEGMENT, PAGE_WORD_EXPERIMENT,
		PAGE_WORD_ATTRIBUTION, PAGE_WORD_MESSAGE, PAGE_WORD_PREDICTION,
		PAGE_WORD_KEY_RESULTS, PAGE_WORD_OTHER
	};

	if (b->spec->topic[t].title.n > 0)
		return page_build_sv(b, b->spec->topic[t].title);
	return page_lang_word(b->lang, word[t]);
}

/* What stands above a level of the triage and does not hold; PAGE_TOPICS: all does. */
static enum page_topic
fault_above(const struct page_build *b, enum page_topic t)
{
	/* Who comes back and what was tried are of weeks: a bad day says little against them. */
	const unsigned last = t <= PAGE_TOPIC_SESSION ? PAGE_TOPIC_FUNCTION
	    : PAGE_TOPIC_FRESHNESS;

	for (unsigned i = 0; i < (unsigned)t && i <= last; i++)
		if (b->level[i] == PAGE_BAD || b->level[i] == PAGE_UNSURE)
			return (enum page_topic)i;
	return PAGE_TOPICS;
}

/* How far the section holds, before anything else of it. */
static const struct page_para *
caveat_of(struct page_build *b, enum page_topic above)
{
	struct page_span part[2] = { page_build_text(title_of(b, above)),
		page_build_num(b->dropped) };
	enum page_word w = above == PAGE_TOPIC_FRESHNESS ? PAGE_WORD_CAVEAT_DATA
	    : b->level[above] == PAGE_UNSURE ? PAGE_WORD_CAVEAT_UNSURE : PAGE_WORD_CAVEAT_BAD;

	if (above != PAGE_TOPIC_FRESHNESS && page_num_is(&b->dropped))
		w = b->topic == PAGE_TOPIC_SPEED ? PAGE_WORD_CAVEAT_SERVED
		    : b->level[above] == PAGE_UNSURE ? PAGE_WORD_CAVEAT_UNSURE
		    : PAGE_WORD_CAVEAT_DROPPED;
	return page_build_say(b, PAGE_CAVEAT, b->level[above], w, part, 2);
}

void
page_build_shut(struct page_build *b)
{
	const enum page_topic above = fault_above(b, b->topic);
	struct page_section *s;

	if (b->item.n == 0)
		return;
	s = page_build_push(b, &b->section, sizeof(*s));
	s->id = page_spec_topic(b->topic);
	s->title = title_of(b, b->topic);
	s->status = b->status;
	s->status_text = status_text(b, b->status);
	b->level[b->topic] = b->status;
	b->judged[b->topic] = true;
	if (above != PAGE_TOPICS) {
		struct page_list all = { 0 };
		struct page_item *first = page_build_push(b, &all, sizeof(*first));

		s->greyed = true;
		*first = (struct page_item){ .kind = PAGE_PARA, .para = caveat_of(b, above) };
		for (size_t i = 0; i < b->item.n; i++)
			*(struct page_item *)page_build_push(b, &all, sizeof(*first)) =
			    ((struct page_item *)b->item.p)[i];
		b->item = all;
	}
	s->item = b->item.p;
	s->n = b->item.n;
}

void
page_build_item(struct page_build *b, enum page_item_kind kind, const void *what)
{
	struct page_item *i = page_build_push(b, &b->item, sizeof(*i));

	i->kind = kind;
	i->para = what;		/* the union's members are pointers all */
}

const char *
page_build_id(struct page_build *b)
{
	char *id = arena_alloc(b->a, 32);

	snprintf(id, 32, "chart-%zu", ++b->charts);
	return id;
}

/* ---- sentences ---- */

struct sv
page_build_sv(struct page_build *b, struct sv s)
{
	struct sv safe = utf8_safe(s, b->a);

	return safe.p == s.p ? arena_sv(b->a, s) : safe;
}

struct page_span
page_build_text(struct sv s)
{
	return (struct page_span){ .kind = PAGE_SPAN_TEXT, .text = s };
}

struct page_span
page_build_word(struct page_build *b, enum page_word w)
{
	return page_build_text(page_lang_word(b->lang, w));
}

struct page_span
page_build_name(struct page_build *b, struct sv s)
{
	return (struct page_span){ .kind = PAGE_SPAN_NAME, .text = page_build_sv(b, s) };
}

struct page_span
page_build_time(struct page_build *b, enum page_lang_form form, int64_t at_us)
{
	return (struct page_span){ .kind = PAGE_SPAN_TIME, .at_us = at_us,
		.text = page_lang_time(b->lang, form, at_us, b->set->zone, b->a) };
}

struct page_span
page_build_num(struct page_num n)
{
	return (struct page_span){ .kind = PAGE_SPAN_NUM, .num = n };
}

struct page_para *
page_build_say(struct page_build *b, enum page_role role, enum page_status status,
    enum page_word w, const struct page_span *part, size_t n)
{
	struct page_para *p = arena_zalloc(b->a, sizeof(*p));
	struct page_span *span = arena_zalloc(b->a, SPANS_MAX * sizeof(*span));
	struct sv frame = page_lang_word(b->lang, w);
	size_t from = 0, k = 0;

	for (size_t i = 0; i <= frame.n && k + 2 < SPANS_MAX; i++) {
		bool place = i + 2 < frame.n && frame.p[i] == '{' && frame.p[i + 2] == '}';
		size_t which = place ? (size_t)(frame.p[i + 1] - '0') : 0;

		if (i < frame.n && !place)
			continue;
		if (i > from)
			span[k++] = page_build_text((struct sv){ frame.p + from, i - from });
		if (place && which < n)
			span[k++] = part[which];
		if (place)
			i += 2;
		from = i + 1;
	}
	*p = (struct page_para){ .role = role, .status = status, .span = span, .n = k };
	return p;
}

void
page_build_add(struct page_build *b, const struct page_para *p)
{
	page_build_item(b, PAGE_PARA, p);
}

void
page_build_point(struct page_build *b, const struct page_para *p)
{
	size_t n = b->point.n;
	struct page_told *t = page_build_push(b, &b->point, sizeof(*t));

	*t = (struct page_told){ *p, b->topic, b->rank, n };
	t->para.role = PAGE_POINT;
	t->para.link = page_spec_topic(b->topic);
}

void
page_build_action(struct page_build *b, const struct page_para *p)
{
	struct page_para *own = page_build_push(b, &b->action, sizeof(*own));

	*own = *p;
	own->role = PAGE_ACTION;
	own->link = page_spec_topic(b->topic);
}

void
page_build_trace(struct page_build *b, struct page_para *p, const struct page_family *f,
    size_t row, const char *member)
{
	struct page_trace *t = arena_zalloc(b->a, (p->ntrace + 1) * sizeof(*t));

	if (p->ntrace > 0)
		memcpy(t, p->trace, p->ntrace * sizeof(*t));
	t[p->ntrace] = page_num_trace(b, f, row, sv_of(member));
	p->trace = t;
	p->ntrace++;
}

void
page_build_notes(struct page_build *b, struct sv about)
{
	struct page_finding *f = b->note.p;

	for (size_t i = 0; i < b->note.n; i++) {
		if (f[i].used || !sv_eq(f[i].about, about))
			continue;
		f[i].used = true;
		page_build_item(b, PAGE_NOTE, &f[i].note);
	}
}
