/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * query - what was asked, saved and taken up again
 *
 *     options ──► filter's struct, in its one form ──► query_save ──► {"gap_us":1800000000,...}
 *                         ▲                                                    │
 *                         └───────────────── query_adopt ◄────────────────────┘
 *
 * The rows of the option table say what belongs to the query and in which form it is
 * saved.  A saved query is one canonical text (query/document.h): equal queries are equal
 * bytes.
 */
#ifndef CX_QUERY_QUERY_H
#define CX_QUERY_QUERY_H

#include "base/arena.h"
#include "query/option.h"

struct query {
	const struct opt *rows;
	void             *values;	/* the filter's struct that the rows name */
};

/**
 * query_refuse - nothing may be said again that the saved states say
 * @given: for each row of @rows whether its option was given
 *
 * Returns: RC_OK; RC_USAGE with the option that does not go with --merge.
 */
MUST_USE enum rc query_refuse(const struct opt *rows, const bool *given, struct err *e);

/**
 * query_save - the canonical text of what q->values hold
 *
 * Expressions are saved as they stand there: they must be in their one form.
 * Returns: RC_OK and *text, in @a; RC_SYNTAX for text that is not UTF-8.
 */
MUST_USE enum rc query_save(struct sv *text, const struct query *q, struct arena *a,
    struct err *e);

/**
 * query_adopt - the inverse: q->values become what @text says, texts in @a
 *
 * Every member must be one of a row, none may be there twice, none be missing but those that
 * their row lets lack; values are within the row's range, and go together.
 * Returns: RC_OK; RC_SYNTAX with the member that is wrong.
 */
MUST_USE enum rc query_adopt(const struct query *q, struct sv text, struct arena *a,
    struct err *e);

/**
 * query_same - two saved queries are the same, to the byte
 * @rows: whose names the members are told by; NULL: by their own
 * @than: what @other is of: "in the first states"
 *
 * Returns: RC_OK; RC_SYNTAX: the first member that differs, with both values.
 */
MUST_USE enum rc query_same(const struct opt *rows, struct sv here, struct sv other,
    const char *than, struct err *e);

#endif
