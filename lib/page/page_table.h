/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_table - records as a table of the page, with the columns that cxview would show
 *
 * Values that are words of ours (pass, keep_running) read in the page's language and say how
 * they stand.
 */
#ifndef CX_PAGE_PAGE_TABLE_H
#define CX_PAGE_PAGE_TABLE_H

#include "page/page_build.h"

struct page_pick {		/* which rows and columns of a family */
	const size_t      *row;	/* of its table, in order */
	size_t             nrow;
	const char *const *col;	/* ended by NULL; NULL: those that cxview would show */
	struct sv          caption;
	size_t             most;	/* rows; 0: all */
};

struct page_grid {		/* a table that is being filled */
	struct page_table t;
	struct page_col  *col;
	struct page_cell *cell;
	unsigned         *row;
};

/** page_table_of - rows of a family as a table */
const struct page_table *page_table_of(struct page_build *b, const struct page_family *f,
    const struct page_pick *p);

/** page_table_title - what a column is called: by the specification, the language, its name */
struct sv page_table_title(struct page_build *b, const struct page_family *f, size_t col);

/** page_table_value - a word of ours in the language, and how it stands; else as it is */
struct sv page_table_value(struct page_build *b, struct sv value, enum page_status *status);

/** page_table_caption - what records of a family are, in the language */
struct sv page_table_caption(struct page_build *b, const struct page_family *f);

/**
 * page_table_rows - the rows of a family that the page is of: in the period, or in no window;
 *                   where there are none, those of the last window before its end
 * @n: how many
 *
 * Returns: rows of its table, in its order; in the arena.
 */
size_t *page_table_rows(struct page_build *b, const struct page_family *f, size_t *n);

/** page_table_new - an empty one, to be filled cell by cell */
struct page_grid *page_table_new(struct page_build *b, struct sv caption, size_t ncol,
    size_t nrow);

/** page_table_put - a number into a cell of one that is being filled */
void page_table_put(struct page_build *b, struct page_grid *g, size_t row, size_t col,
    struct page_num n);

/** page_table_put_text - text into a cell, as it is */
void page_table_put_text(struct page_grid *g, size_t row, size_t col, struct sv text);

/** page_table_col - the title of a column; its numbers stand to the right */
void page_table_col(struct page_grid *g, size_t col, struct sv title, bool number);

/** page_table_cell - a cell of one that is being filled */
struct page_cell *page_table_cell(struct page_grid *g, size_t row, size_t col);

#endif
