/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rtable - result records held as rows and columns, for those who show them
 *
 * Results are few: every record is kept, as what it has and not as what the
 * table could have, so that records with different fields cost no more.
 * Columns stand in order of first appearance.  What belongs together is found by
 * name: x_lo and x_hi are the interval of x, x_n the count behind it, x_method
 * how it was got.
 *
 * Memory class: 36 bytes a value, and its text.
 */
#ifndef CX_REPORT_RTABLE_H
#define CX_REPORT_RTABLE_H

#include "base/arena.h"
#include "base/hmap.h"
#include "base/val.h"
#include "record/record.h"
#include "record/rkind.h"
#include "report/rtable_reach.h"
#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rtable_col {
	struct sv name;
	bool      label;	/* --label: a key although its values are numbers */
	bool      named;	/* --fields names it: shown on its own, whatever it belongs to */
	bool      percent;	/* --percent: a share, shown as a percentage */
	bool      wide;		/* --pivot: one value's, to be compared with those beside it */
	bool      carried;	/* --fields does not: kept because it helps to show others */
	size_t    lo;		/* column of its interval's ends; SIZE_MAX for none */
	size_t    hi;
	size_t    n;		/* column of the count behind it, likewise */
	size_t    method;	/* column of its method, likewise */
	size_t    of;		/* column that this one belongs to, likewise */
};

struct rtable_row {
	struct val *cell;	/* n values that are there */
	uint32_t   *col;	/* their columns, rising */
	size_t      n;
	const struct rkind *kind;	/* of the record; NULL: none of ours */
};

struct rtable {
	struct arena       arena;
	struct hmap         index;	/* column name -> column number + 1 */
	struct rtable_col *col;
	size_t             ncol;
	struct rtable_row *row;
	size_t             nrow;
	size_t             caprow;
	size_t            *seen;	/* while reading, per column: last row + 1, place there */
	size_t             capseen;
};

/** rtable_init - empty */
void rtable_init(struct rtable *t);

/**
 * rtable_read - open the job, whose proj lists members, and hold all its records
 * @reach: what of their members are columns too
 */
MUST_USE enum rc rtable_read(struct rtable *t, struct rtable_reach *reach, struct job *j,
    struct err *e);

/** rtable_add - one more row; of members of the same name the last one counts */
void rtable_add(struct rtable *t, const struct jread_member *m, size_t n);

/** rtable_col_find - number of a column, t->ncol when there is none */
size_t rtable_col_find(const struct rtable *t, struct sv name);

/** rtable_cell - the value at a row and column; an absent one when there is none */
const struct val *rtable_cell(const struct rtable *t, size_t row, size_t col);

/**
 * rtable_link - find intervals, counts and methods by name
 *
 * A column that --fields names belongs to no other.  Ends that a value does not lie between
 * are no interval of it: it was computed anew, and they were not.
 */
void rtable_link(struct rtable *t);

/** rtable_numeric - every value of a column is a number or null, and it is no label */
bool rtable_numeric(const struct rtable *t, size_t col);

/** rtable_equal - wherever column @a has a value, @b has the same */
bool rtable_equal(const struct rtable *t, size_t a, size_t b);

/** rtable_varies - a column has different values, absence counting as one */
bool rtable_varies(const struct rtable *t, size_t col);

/** rtable_time - the instant a cell names in RFC 3339; false when it names none */
bool rtable_time(const struct rtable *t, size_t row, size_t col, int64_t *at_us);

/**
 * rtable_count - the column a table calls n when no field has that name
 *
 * Returns: the first x_n when all others equal it; t->ncol when there is none.
 */
size_t rtable_count(const struct rtable *t);

/**
 * rtable_named - the column that an option names; n is rtable_count's, too
 * @opt: "--sort"
 *
 * Returns: RC_OK; RC_USAGE when it is not there, with the nearest.
 */
MUST_USE enum rc rtable_named(const struct rtable *t, const char *opt, struct sv name,
    size_t *col, struct err *e);

/**
 * rtable_choose - keep these columns, in this order
 * @names: "a,b"
 *
 * An interval goes with its value, unless one of its ends is named itself.  Methods,
 * window_end and total are carried along.
 * Returns: RC_OK; RC_USAGE for a column that is not there, with the nearest.
 */
MUST_USE enum rc rtable_choose(struct rtable *t, const char *names, struct err *e);

/** rtable_label - --label: treat these columns as keys; as rtable_choose */
MUST_USE enum rc rtable_label(struct rtable *t, const char *names, struct err *e);

/** rtable_percent - --percent: show these columns, which are shares, as percentages; likewise */
MUST_USE enum rc rtable_percent(struct rtable *t, const char *names, struct err *e);

/**
 * rtable_sort - stable sort by "a,-b" ('-': descending); as rtable_choose
 *
 * Text that is a number or an RFC 3339 time sorts as one.  Nulls last, either way, and
 * behind them the rows of --totals, which are of all others.
 */
MUST_USE enum rc rtable_sort(struct rtable *t, const char *names, struct err *e);

/**
 * rtable_pivot - from long to wide: each value of a column becomes one
 * @what: "column", or "column:value" with the column that fills the table; else it is the
 *        first number with an interval, or that differs within a row
 *
 * Rows whose text, times and labels are the same become one.  Other columns stay when they
 * are the same in all rows that become one, and some do.  Numbers become columns in their
 * order, other values as they appear.  Of our records that say complete: false there is no value.
 * Returns: RC_OK; RC_USAGE for a column that is not there, no numbers, or two records for one
 *          cell; RC_LIMIT more than 4,000 columns or 10 million cells.
 */
MUST_USE enum rc rtable_pivot(struct rtable *t, const char *what, struct err *e);

/** rtable_top - keep the first @n rows, and those of --totals beside them */
void rtable_top(struct rtable *t, uint64_t n);

enum { RTABLE_KINDS_MAX = 128 };

/**
 * rtable_kinds - the kinds of the rows, in order of appearance
 * @kind: RTABLE_KINDS_MAX
 *
 * Returns: how many; 0 when a row is none of ours.
 */
size_t rtable_kinds(const struct rtable *t, const struct rkind **kind);

/**
 * rtable_take - the rows of a kind, into an empty table
 *
 * Columns stand in the order of the kind's members, those of others (keys of groups) before
 * its first number.
 */
void rtable_take(struct rtable *to, const struct rtable *t, const struct rkind *kind);

/** rtable_last - the last @n rows, or all, into an empty table, whose columns are those of @t */
void rtable_last(struct rtable *to, const struct rtable *t, size_t n);

/** rtable_free - give everything back */
void rtable_free(struct rtable *t);

#endif
