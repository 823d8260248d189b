/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_slo - verdicts on objectives, each in the section of its level
 */
#ifndef CX_PAGE_PAGE_SLO_H
#define CX_PAGE_PAGE_SLO_H

#include "page/page_build.h"

/**
 * page_slo_write - sentences, budgets and a table of the objectives of a topic, into the section
 *
 * Of an objective the last verdict counts whose window overlaps the period.  One without a
 * level stands where its name would (page_spec_metric), else with availability.  Sets
 * b->dropped by the first ratio of availability.
 */
void page_slo_write(struct page_build *b, enum page_topic t);

#endif
