/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lwrite - a scanned line as a line of NDJSON, without a list of members between the two
 *
 * Room for the longest outcome is made once; then keys and plain values are
 * copied in steps of a fixed length, beyond their end, and what is absent moves
 * the end by nothing.  Bytes are the same as from json/jwrite.h.  No memory of
 * its own.
 */
#ifndef CX_ACCESS_LWRITE_H
#define CX_ACCESS_LWRITE_H

#include "access/lscan.h"
#include "base/buf.h"
#include "line/lput.h"

struct lwrite {
	struct lput clock;
	bool        long_names;	/* of more than LFORMAT_COPY bytes, somewhere */
	size_t      fixed;	/* bytes of a record that are not out of its line */
};

/** lwrite_init - for a finished format */
void lwrite_init(struct lwrite *w, const struct lformat *f);

/**
 * lwrite_record - append the values of a line
 * @i: its row
 * @n: its length
 */
void lwrite_record(struct lwrite *w, const struct lscan *s, size_t i, size_t n, struct buf *o);

#endif
