/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dialect - is this table what it is read as?
 *
 * The head of a file tells: its first line, and the first row below.  What is in
 * doubt is refused with what it looks like and what to do, since a table read in
 * the wrong way gives records that mean nothing, all of them well-formed.
 */
#ifndef CX_CSV_DIALECT_H
#define CX_CSV_DIALECT_H

#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>

struct dialect_head {
	struct sv        text;	/* the header as written */
	const struct sv *name;	/* its fields */
	size_t           n;
	char             delim;	/* that they were told apart by */
};

/**
 * dialect_sep - is @line the one that spreadsheets put before a table, sep=X?
 * @delim: X, on true
 */
bool dialect_sep(struct sv line, char *delim);

/**
 * dialect_comment - is @line, which stands before the header, a comment?
 * @delim: that of the table; NUL when it is not known
 *
 * It begins with '#', and a blank or nothing follows, or there is no separator in it: a header
 * may begin so too, "#id,name".
 */
bool dialect_comment(struct sv line, char delim);

/** dialect_by_fields - the one separator that makes @n fields of @text; false: none, or several */
bool dialect_by_fields(struct sv text, size_t n, char *delim);

/**
 * dialect_only - the one separator other than @delim that stands in @text, outside of quotes
 *
 * Returns: false when there is none, or there are several: *other is then one of these.
 */
bool dialect_only(struct sv text, char delim, char *other);

/**
 * dialect_broken - why a header cannot be read
 * @why:   what the reader of rows says of it
 * @other: the separator that it may have
 *
 * Returns: RC_NO when there is one other that it can have; RC_USAGE.  Both with a message.
 */
MUST_USE enum rc dialect_broken(struct sv text, char delim, const char *why, char *other,
    struct err *e);

/**
 * dialect_header - may these be names?
 *
 * Not without doubt: lines that end in CR alone, bytes that are not UTF-8, addresses, dates
 * and numbers.  Of the latter two a row of them may be: 2023,2024,2025.  One that is quoted
 * among others that are not is a name.
 * Returns: RC_OK; RC_USAGE what it looks like, and what to do.
 */
MUST_USE enum rc dialect_header(const struct dialect_head *h, struct err *e);

/**
 * dialect_row - does the first row below go with the header?
 * @text:  the row as written
 * @field: its @n fields; NULL when its quotes are wrong
 *
 * In doubt is another separator that stands as often in both and would make more columns,
 * and labels that stand in both (LTSV).
 * Returns: RC_OK; RC_NO and *other when it is surely that one, since this one makes a single
 *          column, or not as many in both; RC_USAGE as above.  Both with a message.
 */
MUST_USE enum rc dialect_row(const struct dialect_head *h, struct sv text, const struct sv *field,
    size_t n, char *other, struct err *e);

#endif
