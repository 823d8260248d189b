/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qtable_row - the rows that an event gives, as lines that every database takes
 *
 * A row has all columns of its table, null where there is nothing.  Times are RFC 3339 in
 * UTC, whole numbers have no point and no exponent, a number that was computed is rounded
 * to the decimals of its column; NUL and halves of surrogate pairs, which databases refuse,
 * are U+FFFD.
 * A value that its column cannot hold makes the event bad: none of its rows is written.
 */
#ifndef CX_QUALITY_QTABLE_ROW_H
#define CX_QUALITY_QTABLE_ROW_H

#include "base/buf.h"
#include "quality/qtable.h"
#include "record/record.h"

#include <stdint.h>

enum qtable_left {		/* what becomes of a row that is not written */
	QTABLE_UNFIT,		/* a column cannot hold its value: the event is bad */
	QTABLE_NO_KEY		/* a column of the key is null: there is no such row */
};

struct qtable_rows {		/* of one thread */
	const struct qplan *plan;
	struct tstamp_cfg   input;	/* how times are read */
	size_t              nslot;	/* of the projection, when it is complete */
	struct buf          text;	/* rows of the event: see qtable_rows_next */
	size_t              n;		/* of them */
	struct buf          key;	/* scratch */
	/* What is not written, while qtable_rows_of runs; @c NULL: of the whole row. */
	void              (*left)(void *ctx, enum qtable_left why, const struct qtable *t,
	                          const struct qtable_column *c, const struct val *v);
	void               *ctx;
};

/**
 * qtable_rows_of - all rows of an event, into rows->text, which is empty then when it is bad
 * @event: its name; empty: it has none
 *
 * Returns: RC_OK; as expr_value.
 */
MUST_USE enum rc qtable_rows_of(struct qtable_rows *rows, const struct record *r, struct sv event,
    struct expr_eval *ev, struct err *e);

struct qtable_row {
	uint32_t  table;	/* of the plan */
	int64_t   latest_us;	/* of a table with latest */
	struct sv line;		/* with its newline */
	struct sv key;		/* what the row has in the columns of the key */
};

/** qtable_rows_next - take the first row off @text; false at its end */
bool qtable_rows_next(struct sv *text, struct qtable_row *row);

#endif
