/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_spec - what a page is to be: titles, order, thresholds, language (cx-page(5))
 *
 * What it does not say is guessed from names, as far as they tell: page_spec_metric.
 */
#ifndef CX_PAGE_PAGE_SPEC_H
#define CX_PAGE_PAGE_SPEC_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"
#include "page/doc.h"
#include "page/page_lang.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum page_topic {		/* sections, in triage order; the summary stands before them */
	PAGE_TOPIC_FRESHNESS,
	PAGE_TOPIC_AVAILABILITY,
	PAGE_TOPIC_FUNCTION,
	PAGE_TOPIC_SPEED,
	PAGE_TOPIC_SENTIMENT,
	PAGE_TOPIC_BUSINESS,
	PAGE_TOPIC_JOURNEY,
	PAGE_TOPIC_FUNNEL,
	PAGE_TOPIC_SESSION,
	PAGE_TOPIC_RETENTION,
	PAGE_TOPIC_SEGMENT,
	PAGE_TOPIC_EXPERIMENT,
	PAGE_TOPIC_ATTRIBUTION,
	PAGE_TOPIC_MESSAGE,
	PAGE_TOPIC_PREDICTION,
	PAGE_TOPIC_KEY_RESULTS,
	PAGE_TOPIC_OTHER,
	PAGE_TOPICS
};

enum page_unit {		/* of a metric */
	PAGE_UNIT_AUTO,		/* as its name and its values look */
	PAGE_UNIT_NUMBER,
	PAGE_UNIT_SHARE,	/* 0 to 1, read as % */
	PAGE_UNIT_MS,
	PAGE_UNIT_S
};

struct page_metric {		/* what is known of a metric */
	struct sv       name;
	struct sv       title;	/* empty: its name */
	enum page_topic topic;
	enum page_unit  unit;
	struct sv       suffix;	/* what stands behind its number: "KRW"; empty */
	int             better;	/* 1: up, -1: down, 0: neither */
	double          warn;	/* limits; NAN: none */
	double          bad;
	bool            hidden;
};

struct page_title {
	bool            named;	/* the specification lists it */
	struct sv       title;	/* empty: the language's */
};

struct page_event {		/* a deploy */
	int64_t   at_us;
	struct sv what;
	size_t    row;		/* of the records that are deploys; SIZE_MAX: it is none */
};

struct page_merge_args {	/* what a filter is given when it adds up states */
	struct sv        filter;
	const struct sv *arg;	/* n of them */
	size_t           n;
};

struct page_spec {
	struct sv                 title;	/* empty: the language's */
	struct sv                 against;	/* "1w"; empty */
	const struct page_lang   *lang;		/* NULL */
	enum page_topic           order[PAGE_TOPICS];
	size_t                    norder;	/* 0: all, in triage order */
	struct page_title         topic[PAGE_TOPICS];
	const struct page_metric *metric;
	size_t                    nmetric;
	const struct page_event  *deploy;
	size_t                    ndeploy;
	const struct page_merge_args *merge;
	size_t                    nmerge;
	int64_t                   max_age_us;	/* of the data; 0: not judged */
	uint64_t                  rows;		/* of a table */
};

/** page_spec_init - what holds without a specification */
void page_spec_init(struct page_spec *s);

/**
 * page_spec_load - read a specification
 *
 * Returns: RC_OK; RC_SYNTAX "FILE:LINE:COL: ..."; RC_IO.
 * Memory:  in @a.
 */
MUST_USE enum rc page_spec_load(struct page_spec *s, const char *path, struct arena *a,
    struct err *e);

/** page_spec_topic - the name of a section: "availability" */
const char *page_spec_topic(enum page_topic t);

/** page_spec_find - the section called @name; PAGE_TOPICS: none */
enum page_topic page_spec_find(struct sv name);

/**
 * page_spec_metric - what the specification says of a metric, else what its name tells
 * @share: its values are shares, as far as they tell
 */
struct page_metric page_spec_metric(const struct page_spec *s, struct sv name, bool share);

/** page_spec_placed - the specification says in which section a metric stands */
bool page_spec_placed(const struct page_spec *s, struct sv name);

#endif
