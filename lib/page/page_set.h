/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_set - the records a page is made of, by what they answer
 *
 *     records ──► families ──► rows of each: its key, its window, where it is from
 *
 * A family is all records of one kind, and of cxstat's those of one question: the same
 * metrics and keys over windows of one length.  A row is what such a family says of one
 * group in one window; records that cxanomaly wrote once for each metric are one row.
 *
 * Memory: what report/rtable.h keeps of the records, and 56 bytes a record.
 */
#ifndef CX_PAGE_PAGE_SET_H
#define CX_PAGE_PAGE_SET_H

#include "base/arena.h"
#include "base/hmap.h"
#include "page/doc.h"
#include "report/rcell.h"
#include "report/rtable.h"
#include "run/job.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct page_origin {
	uint32_t file;
	uint64_t line;		/* in its file */
	uint64_t nth;		/* of all records, from 1 */
};

struct page_row {
	size_t  row;		/* of the family's table */
	size_t  key;		/* of its keys */
	int64_t from_us;	/* of its window; INT64_MIN: it has none */
	int64_t to_us;		/* exclusive; INT64_MIN: not told */
};

struct page_key {
	struct sv text;		/* "android", "android, KR"; empty: the family has no keys */
	size_t    row;		/* the first of it */
	bool      total;	/* over all groups: --totals, or a record without keys */
};

struct page_odd {		/* a verdict of cxanomaly */
	size_t at;
	size_t row;
	size_t col;		/* of the metric */
	bool   anomaly;
};

struct page_measure {		/* how the numbers of a column read */
	bool             ready;
	struct rcell_form form;	/* of the record's own unit */
	double           scale;
	int              digits;	/* of what is scaled otherwise than by 100 */
	struct sv        unit;
};

struct page_family {
	struct sv            signature;	/* what tells it from others */
	const struct rkind  *kind;	/* NULL: none of ours */
	struct rtable        t;		/* linked */
	struct page_origin  *origin;	/* of each row */
	size_t               caporigin;
	struct page_measure *measure;	/* of each column */
	size_t              *keys;	/* columns that tell groups apart */
	size_t               nkeys;
	struct page_key     *key;	/* in order of appearance */
	size_t               nkey;
	struct page_row     *rows;	/* by key, then by time */
	size_t               nrows;
	struct page_odd     *odd;	/* in order of the rows */
	size_t               nodd;
};

struct page_set {
	struct arena         arena;
	struct hmap          index;	/* signature -> index into family */
	struct page_family **family;	/* by signature, once settled */
	size_t               n;
	size_t               cap;
	const char         **file;	/* names of what was read */
	size_t               nfile;
	const struct tzone  *zone;	/* of the wall clock */
	struct twindow_span  period;	/* that the page is of; empty: none is known */
	struct page_family  *deploys;	/* events called deploy; NULL */
	struct buf          *lines;	/* NULL: the records' lines are not kept */
	uint64_t             records;
	uint64_t             rejected;
};

/** page_set_init - empty */
void page_set_init(struct page_set *s);

/** page_set_read - open the job, whose proj lists members, and hold all its records */
MUST_USE enum rc page_set_read(struct page_set *s, struct job *j, struct err *e);

/** page_set_file - a number for what else is read, called @name, which outlives @s */
uint32_t page_set_file(struct page_set *s, const char *name);

/** page_set_take - one more record; @line, of @file, is its @n-th one */
void page_set_take(struct page_set *s, const struct jread_member *m, size_t nm, struct sv line,
    uint32_t file, uint64_t n);

/**
 * page_set_settle - tell keys, windows and the period of the page
 * @zone: NULL: the one that windows are written in
 * @at:   an instant in the period; INT64_MAX: the last one
 *
 * The period is the last window of a day that there is, else the last of the longest ones.
 * Returns: RC_OK; RC_USAGE no window holds @at.
 */
MUST_USE enum rc page_set_settle(struct page_set *s, const struct tzone *zone, int64_t at,
    struct err *e);

/** page_set_find - the row of a key and a window that begins then; NULL: none */
const struct page_row *page_set_find(const struct page_family *f, size_t key, int64_t from_us);

/** page_set_odd - what cxanomaly said of a metric in a row; NULL: nothing */
const struct page_odd *page_set_odd(const struct page_family *f, const struct page_row *p,
    size_t col);

/** page_set_metric - the column is a metric: numbers that stand for themselves */
bool page_set_metric(const struct page_family *f, size_t col);

/** page_set_col - the column called @name; SIZE_MAX: none */
size_t page_set_col(const struct page_family *f, const char *name);

/** page_set_text - a cell as text; empty where it is none */
struct sv page_set_text(const struct page_family *f, size_t row, const char *name);

/** page_set_messages - its groups are those of messages: by scenario, or channel of delivery */
bool page_set_messages(const struct page_family *f);

/** page_set_key - what tells the group of a row of the table apart; empty without keys */
struct sv page_set_key(const struct page_family *f, size_t row);

/** page_set_number - a cell as a number; NAN where it is none */
double page_set_number(const struct page_family *f, size_t row, const char *name);

/** page_set_is - a cell of the row is the text @word */
bool page_set_is(const struct page_family *f, size_t row, const char *name, const char *word);

/** page_set_free - give everything back */
void page_set_free(struct page_set *s);

#endif
