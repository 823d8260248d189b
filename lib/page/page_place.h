/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_place - where on a page each kind of record stands, and how it is shown there
 *
 * Adding a kind of record: a row in page_place.c, which tests/unit/page_place.c asks for; with a
 * drawing of its own, a function in page_place_*.c.
 */
#ifndef CX_PAGE_PAGE_PLACE_H
#define CX_PAGE_PAGE_PLACE_H

#include "page/page_build.h"

struct page_place {
	const char     *kind;
	enum page_topic topic;
	/* NULL: a table */
	void          (*draw)(struct page_build *b, const struct page_family *f);
};

/** page_place_of - the place of a kind of record; NULL: it has none */
const struct page_place *page_place_of(const char *kind);

/** page_place_write - all records that have their place in a topic, into the section at hand */
void page_place_write(struct page_build *b, enum page_topic t);

/** page_place_table - records of the period as a table, with the columns cxview would show */
void page_place_table(struct page_build *b, const struct page_family *f);

/* Drawings. */

/** page_place_checks - verdicts on the data itself: cxcheck's checks */
void page_place_checks(struct page_build *b, const struct page_family *f);

/** page_place_total - how many events were read, and were fine */
void page_place_total(struct page_build *b, const struct page_family *f);

/** page_place_gaps - points of series that did not come, and whether that is unusual */
void page_place_gaps(struct page_build *b, const struct page_family *f);

/** page_place_changes - metrics that changed and that nothing explains, and a table of all */
void page_place_changes(struct page_build *b, const struct page_family *f);

/** page_place_explained - which value of which key explains a change */
void page_place_explained(struct page_build *b, const struct page_family *f);

/** page_place_trouble - users in trouble: how many, and a table */
void page_place_trouble(struct page_build *b, const struct page_family *f);

/** page_place_funnel - how far people get, and where fewer went on than before */
void page_place_funnel(struct page_build *b, const struct page_family *f);

/** page_place_retention - a heat map of cohorts */
void page_place_retention(struct page_build *b, const struct page_family *f);

/** page_place_survival - curves of those who stay */
void page_place_survival(struct page_build *b, const struct page_family *f);

/** page_place_segments - bars of the sizes of segments */
void page_place_segments(struct page_build *b, const struct page_family *f);

/** page_place_attribution - bars of what channels earned, by the first model there is */
void page_place_attribution(struct page_build *b, const struct page_family *f);

/** page_place_messages - how many were planned, not sent, sent: by scenario, and channel or why */
void page_place_messages(struct page_build *b, const struct page_family *f);

/** page_place_lift - what messages were worth: effects against who was held out of them */
void page_place_lift(struct page_build *b);

/** page_place_verdicts - what should be done with experiments */
void page_place_verdicts(struct page_build *b, const struct page_family *f);

/** page_place_effects - a forest plot of effects, and a table */
void page_place_effects(struct page_build *b, const struct page_family *f);

/** page_place_health - whether experiments are sound */
void page_place_health(struct page_build *b, const struct page_family *f);

/** page_place_kpi - where metrics of a tree stand, and key results */
void page_place_kpi(struct page_build *b, const struct page_family *f);

/** page_place_ship - what was shipped, and what moved */
void page_place_ship(struct page_build *b, const struct page_family *f);

/** page_place_stages - the journey, by what one point of a stage is worth */
void page_place_stages(struct page_build *b, const struct page_family *f);

#endif
