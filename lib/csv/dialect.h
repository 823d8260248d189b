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
 * dialect_broken - why a header cannot be read
 * @why: what the reader of rows says of it
 *
 * Returns: RC_USAGE, with another separator that it may have.
 */
enum rc dialect_broken(struct sv text, char delim, const char *why, struct err *e);

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
 * @field: its @n fields
 *
 * In doubt is another separator that stands as often in both and would make more columns,
 * and labels that stand in both (LTSV).
 * Returns: RC_OK; RC_USAGE as above.
 */
MUST_USE enum rc dialect_row(const struct dialect_head *h, struct sv text, const struct sv *field,
    size_t n, struct err *e);

#endif
