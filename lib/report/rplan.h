/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rplan - which columns a table for people shows, and how their cells read
 *
 * Shared by the aligned table, Markdown and the sparklines.  Left out is what
 * says nothing, or says it twice: a kind that all records share, window_end,
 * ends of intervals and methods, counts that another column shows too, and what the kind
 * of the records (record/rkind.h) counts among the details.
 */
#ifndef CX_REPORT_RPLAN_H
#define CX_REPORT_RPLAN_H

#include "base/arena.h"
#include "base/sv.h"
#include "report/rcell.h"
#include "report/rtable.h"

#include <stdbool.h>
#include <stddef.h>

struct rplan_window {		/* how a column of windows reads */
	bool is;		/* every value is a time with an offset */
	bool day;		/* 2015-05-17: windows begin and end at midnight */
	bool seconds;		/* some have them */
	bool offset;		/* two read the same without it */
};

struct rplan_col {
	size_t              col;	/* in the table */
	struct sv           title;
	bool                right;	/* numbers */
	bool                count;	/* the count behind other columns */
	struct rcell_form   form;
	struct rplan_window window;
	double              bar;	/* the value of a full bar, 0 for none */
	double              shade;	/* of --pivot: the value of the darkest shade, 0 for none */
};

struct rplan {
	const struct rtable      *t;
	const struct rcell_style *style;
	struct arena              arena;
	struct rplan_col         *c;
	size_t                    n;
	size_t                    total;	/* column that marks totals; SIZE_MAX: none */
};

/** rplan_make - settle what is shown; @t and @style are borrowed */
void rplan_make(struct rplan *p, const struct rtable *t, const struct rcell_style *style);

/** rplan_cell - what stands at a row and a shown column, in @a */
struct rcell rplan_cell(const struct rplan *p, size_t row, size_t i, struct arena *a);

/** rplan_free - give everything back */
void rplan_free(struct rplan *p);

#endif
