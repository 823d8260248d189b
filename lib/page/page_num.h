/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_num - numbers of records as a page shows them, each with where it is from
 *
 * Digits are those of report/rcell.h, by column; shares read as %, long times in the unit that
 * keeps them short.
 */
#ifndef CX_PAGE_PAGE_NUM_H
#define CX_PAGE_PAGE_NUM_H

#include "page/page_build.h"

/** page_num_none - no number */
struct page_num page_num_none(void);

/** page_num_is - there is one */
bool page_num_is(const struct page_num *n);

/** page_num_measure - how the numbers of a column read */
const struct page_measure *page_num_measure(struct page_build *b, const struct page_family *f,
    size_t col);

/** page_num_cell - a cell, with its interval where there is one */
struct page_num page_num_cell(struct page_build *b, const struct page_family *f, size_t row,
    size_t col);

/** page_num_like - a cell in the unit and with the digits of column @like, as expected is */
struct page_num page_num_like(struct page_build *b, const struct page_family *f, size_t row,
    size_t col, size_t like);

/** page_num_named - a cell of the column called @name */
struct page_num page_num_named(struct page_build *b, const struct page_family *f, size_t row,
    const char *name);

/**
 * page_num_change - how a number differs from another of its family
 * @row:    the one
 * @before: and the one before
 *
 * Of shares the difference in points, of others the change in %, of what may be negative
 * or was 0 the difference.
 */
struct page_num page_num_change(struct page_build *b, const struct page_family *f, size_t row,
    size_t before, size_t col);

/** page_num_brief - the same with two or three digits: for sentences */
struct page_num page_num_brief(struct page_build *b, struct page_num n);

/** page_num_left - 1 less a share */
struct page_num page_num_left(struct page_build *b, const struct page_num *n);

/** page_num_count - how many traces there are, as a number */
struct page_num page_num_count(struct page_build *b, const struct page_trace *t, size_t n);

/**
 * page_num_made - a share or a sum made of cells
 * @op: PAGE_OP_SHARE of two traces, PAGE_OP_SUM of all
 */
struct page_num page_num_made(struct page_build *b, double value, enum page_op op, double scale,
    const struct page_trace *t, size_t n);

/** page_num_trace - where a cell is from */
struct page_trace page_num_trace(struct page_build *b, const struct page_family *f, size_t row,
    struct sv member);

#endif
