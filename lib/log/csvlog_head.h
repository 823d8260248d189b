/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvlog_head - what is known of a table before its rows: separator and names; for csvlog*.c
 *
 * Reset for each file.  The first row below the header is looked at too (csv/dialect.h).
 */
#ifndef CX_LOG_CSVLOG_HEAD_H
#define CX_LOG_CSVLOG_HEAD_H

#include "base/buf.h"
#include "line/lbag.h"

enum { CSVLOG_COLUMNS = LBAG_NAMES / 2 };

struct csvlog_head {
	const struct source_table *told;
	char     usual;		/* what separates in this format, unless one is told or found */
	char     delim;		/* of this file */
	bool     sure;		/* it was told */
	bool     begun;		/* the header, or the row in its place, has begun */
	bool     doubt;		/* no row below the header was met */
	bool     lost;		/* the header was too long */
	uint64_t skip;		/* lines that are left out yet */
	struct buf text;	/* the header as written */
	const struct lbag_name **name;	/* of each column; ncol 0 until the header */
	size_t   ncol;
	uint64_t number;	/* of its state: another one whenever names or separator change */
};

/** csvlog_head_init - @usual as in struct; @told outlives it */
void csvlog_head_init(struct csvlog_head *h, char usual, const struct source_table *told);

/** csvlog_head_free - give everything back */
void csvlog_head_free(struct csvlog_head *h);

/**
 * csvlog_head_given - are the names of --header ones that can be read?
 *
 * Returns: RC_OK; RC_USAGE.
 */
MUST_USE enum rc csvlog_head_given(const struct source_table *told, struct err *e);

/** csvlog_head_start - a file begins: with the names of --header, if there are any */
void csvlog_head_start(struct csvlog_head *h, struct lbag *bag);

/**
 * csvlog_head_before - is @line, no row being open, one that stands before the table?
 *
 * One that --skip leaves out, a blank one, a comment, sep=X, which sets the separator.
 */
bool csvlog_head_before(struct csvlog_head *h, struct sv line);

/**
 * csvlog_head_names - the names of the columns
 * @text:  the header as written
 * @field: its @n fields
 *
 * Returns: RC_OK; RC_NO when it is to be read again by h->delim, which has been changed, as it
 *          is a single column and another separator stands in it; RC_USAGE the file is not
 *          read, for the reason in @e.
 */
MUST_USE enum rc csvlog_head_names(struct csvlog_head *h, struct lbag *bag, struct sv text,
    const struct sv *field, size_t n, struct err *e);

/**
 * csvlog_head_broken - the header @text cannot be read, because of @why
 *
 * Returns: RC_NO when it can with h->delim, which has been changed; RC_USAGE as above.
 */
MUST_USE enum rc csvlog_head_broken(struct csvlog_head *h, struct sv text, const char *why,
    struct err *e);

/**
 * csvlog_head_check - does the first row below go with the header?
 * @field: its @n fields; NULL when its quotes are wrong
 *
 * Returns: RC_OK; RC_NO when header and row are to be read again, by h->delim, which has been
 *          changed; RC_USAGE as above.
 */
MUST_USE enum rc csvlog_head_check(struct csvlog_head *h, struct lbag *bag, struct sv text,
    const struct sv *field, size_t n, struct err *e);

struct csvlog_head_link {	/* what another decoder needs to go on */
	struct csvlog_head h;		/* name and told are not looked at */
	struct sv         *name;	/* of the columns */
	struct arena       arena;	/* which holds them */
};

/** csvlog_head_give - into @l, which was zeroed before the first time */
void csvlog_head_give(const struct csvlog_head *h, struct csvlog_head_link *l);

/** csvlog_head_take - what another decoder has given; nothing when it is known */
void csvlog_head_take(struct csvlog_head *h, struct lbag *bag, const struct csvlog_head_link *l);

/** csvlog_head_note - append lines that another run is to read first: source_ops.note */
void csvlog_head_note(const struct csvlog_head *h, struct buf *lines);

#endif
