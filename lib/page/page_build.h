/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_build - a page on its way: sections, sentences and figures put together
 *
 * Sections are written one after the other; each says what of it belongs into the summary
 * and what should be done, and what those below it must be told (page_build_judge).
 * Memory: everything in one arena.
 */
#ifndef CX_PAGE_PAGE_BUILD_H
#define CX_PAGE_PAGE_BUILD_H

#include "base/arena.h"
#include "page/doc.h"
#include "page/page_lang.h"
#include "page/page_set.h"
#include "page/page_spec.h"
#include "spec/calendar.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct page_list {		/* of any type, growing in the arena */
	void  *p;
	size_t n;
	size_t cap;
};

struct page_onset {		/* when it was that something was wrong */
	bool            is;
	bool            over;	/* it had ended when the period did */
	int64_t         from_us;
	int64_t         to_us;
	struct page_num worst;
	struct page_num usual;
	int64_t         worst_us;
	struct sv       name;	/* of what it is told by */
};

struct page_build {
	struct arena           *a;
	const struct page_set  *set;
	const struct page_spec *spec;
	const struct page_lang *lang;
	const struct calendar  *calendar;	/* NULL: none */
	int64_t                 before_us;	/* where the period to compare with begins */
	struct sv               against;	/* what that is called */
	int64_t                 now_us;		/* INT64_MAX: not said */
	struct page_list        deploy;		/* struct page_event, in order of time */
	struct page_list        note;		/* struct page_finding */
	struct page_list        section;	/* struct page_section */
	struct page_list        item;		/* struct page_item of the section at hand */
	struct page_list        point;		/* struct page_told, for the summary */
	struct page_list        action;		/* struct page_para, likewise */
	size_t                  section_action;	/* the first one of the section at hand */
	enum page_topic         topic;		/* at hand */
	unsigned                rank;		/* of what is said next, within it: 0 first */
	enum page_status        status;		/* of the section at hand */
	enum page_status        level[PAGE_TOPICS];
	bool                    judged[PAGE_TOPICS];	/* there is such a section */
	struct page_num         dropped;	/* share of requests that failed; NAN: not known */
	struct page_onset       onset;		/* of what failed */
	size_t                  passed;		/* verdicts that were kept */
	size_t                  charts;		/* so far, for ids */
	struct sv               trace;		/* of page_asked */
};

struct page_told {		/* a sentence of the summary */
	struct page_para para;
	enum page_topic  topic;
	unsigned         rank;
	size_t           n;	/* the order in which they were said */
};

struct page_finding {		/* of --notes */
	struct sv        about;	/* a section or a metric; empty: the whole page */
	struct page_note note;
	bool             used;
};

/** page_build_push - room for one more of @size bytes, zeroed */
void *page_build_push(struct page_build *b, struct page_list *l, size_t size);

/* ---- sections ---- */

/** page_build_open - begin the section of a topic */
void page_build_open(struct page_build *b, enum page_topic t);

/** page_build_shut - end it; without items there is none */
void page_build_shut(struct page_build *b);

/** page_build_judge - the section at hand is no better than @s */
void page_build_judge(struct page_build *b, enum page_status s);

/** page_build_worse - the worse of two */
enum page_status page_build_worse(enum page_status a, enum page_status b);

/** page_build_item - add an item; @what is of the kind's type, in the arena */
void page_build_item(struct page_build *b, enum page_item_kind kind, const void *what);

/** page_build_id - "chart-3": one that no other item has */
const char *page_build_id(struct page_build *b);

/* ---- sentences ---- */

/** page_build_sv - a copy fit to be shown */
struct sv page_build_sv(struct page_build *b, struct sv s);

/** page_build_word - a word of the language as text */
struct page_span page_build_word(struct page_build *b, enum page_word w);

/** page_build_name - a name from the input, fit to be shown */
struct page_span page_build_name(struct page_build *b, struct sv s);

/** page_build_time - an instant */
struct page_span page_build_time(struct page_build *b, enum page_lang_form form, int64_t at_us);

/** page_build_num - a number */
struct page_span page_build_num(struct page_num n);

/** page_build_text - text as it is */
struct page_span page_build_text(struct sv s);

/**
 * page_build_say - a sentence: the frame of @w with its places filled
 * @part: @n spans, for {0} to {n - 1}; may go
 */
struct page_para *page_build_say(struct page_build *b, enum page_role role,
    enum page_status status, enum page_word w, const struct page_span *part, size_t n);

/** page_build_add - the sentence into the section at hand */
void page_build_add(struct page_build *b, const struct page_para *p);

/** page_build_point - the sentence into the summary, as an item of its list */
void page_build_point(struct page_build *b, const struct page_para *p);

/** page_build_action - the sentence among those that say what to do first */
void page_build_action(struct page_build *b, const struct page_para *p);

/** page_build_trace - let a sentence name a row it is made of, by a member */
void page_build_trace(struct page_build *b, struct page_para *p, const struct page_family *f,
    size_t row, const char *member);

/** page_build_notes - findings about a section or a metric, into the section at hand */
void page_build_notes(struct page_build *b, struct sv about);

#endif
