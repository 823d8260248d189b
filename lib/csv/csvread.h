/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvread - rows of CSV and TSV from lines (libcsv)
 *
 * RFC 4180: fields quoted by ", quotes doubled, newlines inside quotes; spaces
 * belong to the field, a CR before the line end does not.  CSV is strict: a
 * quote inside an unquoted field is an error.  TSV is not: there it is a byte
 * like any other.  Streaming; memory is one row.
 */
#ifndef CX_CSV_CSVREAD_H
#define CX_CSV_CSVREAD_H

#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>

struct csvread;

/** csvread_new - @delim '\t', or ',' and the like (strict); the caller's, csvread_free */
struct csvread *csvread_new(char delim);

/**
 * csvread_line - one more line
 * @line: with its '\n'; several, where they were one row by another separator
 *
 * Returns: RC_OK a row is complete; RC_EMPTY it is not (csvread_open: a quoted
 *          field goes on in the next line), or the line is blank; RC_SYNTAX with the
 *          column, or that a row ends before the lines do; the row begun is dropped.
 */
MUST_USE enum rc csvread_line(struct csvread *c, struct sv line, struct err *e);

/** csvread_row - fields of the complete row; valid until the next line */
size_t csvread_row(const struct csvread *c, const struct sv **field);

/** csvread_open - a row is begun and not complete */
bool csvread_open(const struct csvread *c);

/** csvread_drop - forget the row begun */
void csvread_drop(struct csvread *c);

/** csvread_free - NULL is fine */
void csvread_free(struct csvread *c);

#endif
