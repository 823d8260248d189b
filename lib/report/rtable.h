/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rtable - result records held as rows and columns, for those who show them
 *
 * Results are few: every record is kept.  Columns stand in order of first
 * appearance.  What belongs together is found by name: x_lo and x_hi are the
 * interval of x, x_n the count behind it, x_method how it was got.
 */
#ifndef CX_REPORT_RTABLE_H
#define CX_REPORT_RTABLE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/val.h"
#include "record/record.h"
#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>

struct rtable_col {
	struct sv name;
	bool      hidden;	/* shown as part of another column, or not at all */
	bool      label;	/* --label: a key although its values are numbers */
	size_t    lo;		/* column of its interval's ends; SIZE_MAX for none */
	size_t    hi;
	size_t    n;		/* column of the count behind it, likewise */
	size_t    method;	/* column of its method, likewise */
};

struct rtable_row {
	struct val *cell;	/* n values; columns beyond are absent */
	size_t      n;
	struct sv   line;	/* the record as it was read */
};

struct rtable {
	struct arena       arena;
	struct map         index;	/* column name -> column number + 1 */
	struct rtable_col *col;
	size_t             ncol;
	struct rtable_row *row;
	size_t             nrow;
	size_t             caprow;
};

/** rtable_init - empty */
void rtable_init(struct rtable *t);

/** rtable_read - open the job, whose proj lists members, and hold all its records */
MUST_USE enum rc rtable_read(struct rtable *t, struct job *j, struct err *e);

/** rtable_col_find - number of a column, t->ncol when there is none */
size_t rtable_col_find(const struct rtable *t, struct sv name);

/** rtable_cell - the value at a row and column; an absent one when there is none */
const struct val *rtable_cell(const struct rtable *t, size_t row, size_t col);

/** rtable_link - find intervals, counts and methods by name */
void rtable_link(struct rtable *t);

/** rtable_numeric - every value of a column is a number or null, and it is no label */
bool rtable_numeric(const struct rtable *t, size_t col);

/**
 * rtable_choose - keep these columns, in this order; intervals go with their value
 * @names: "a,b"
 *
 * Returns: RC_OK; RC_USAGE for a column that is not there, with the nearest.
 */
MUST_USE enum rc rtable_choose(struct rtable *t, const char *names, struct err *e);

/** rtable_label - --label: treat these columns as keys; as rtable_choose */
MUST_USE enum rc rtable_label(struct rtable *t, const char *names, struct err *e);

/** rtable_sort - stable sort by "a,-b" ('-': descending); nulls last; as rtable_choose */
MUST_USE enum rc rtable_sort(struct rtable *t, const char *names, struct err *e);

/** rtable_free - give everything back */
void rtable_free(struct rtable *t);

#endif
