/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retain_count - what one user adds to each table
 */
#ifndef CX_RETENTION_RETAIN_COUNT_H
#define CX_RETENTION_RETAIN_COUNT_H

#include "retention/retain_fold.h"
#include "retention/retain_run.h"

enum retain_survival { RETAIN_EVENTS, RETAIN_CENSORED, RETAIN_SURVIVAL_WIDTH };

/*
 * Rows of the table: of retention those who are in the cohort, then those hit in each column;
 * with --cohort all those of whom each column is known, then the hits.  Of activation those in
 * the cohort and those activated.  Of stickiness one row by how many periods.  The others are in
 * retention/lifecycle.h and above.
 */

/** retain_count_width - counts in a row of the table that is asked for */
size_t retain_count_width(const struct retain_plan *p);

/** retain_count - a user, with his state, into the table, or as a record into r->out */
void retain_count(struct retain_run *r, struct retain_state *s);

#endif
