/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lwrite - a scanned line as a line of NDJSON, without a list of members between the two
 *
 * Room for the longest outcome is made once; then keys and plain values are
 * copied in steps of a fixed length, beyond their end, and what is absent moves
 * the end by nothing.  Bytes are the same as from json/jwrite.h.  No memory of
 * its own.
 */
#ifndef CX_LOG_LWRITE_H
#define CX_LOG_LWRITE_H

#include "base/buf.h"
#include "json/jread.h"
#include "log/lscan.h"

struct lwrite {
	char    text[17];	/* "2026-09-01T12:34:", the minute of the last time */
	bool    set;
	int64_t at_us;		/* where it begins */
	bool    long_names;	/* of more than LFORMAT_COPY bytes, somewhere */
	size_t  fixed;		/* bytes of a record that are not out of its line */
};

/** lwrite_init - for a finished format */
void lwrite_init(struct lwrite *w, const struct lformat *f);

/** lwrite_time - a time as RFC 3339 at @to, which has RFC3339_MAX bytes; its length */
size_t lwrite_time(struct lwrite *w, int64_t at_us, char *to);

/**
 * lwrite_record - append the values of a line
 * @i: its row
 * @n: its length
 */
void lwrite_record(struct lwrite *w, const struct lscan *s, size_t i, size_t n, struct buf *o);

/**
 * lwrite_member - append ,"key":value
 *
 * Bytes as of jwrite_key_raw and jwrite_val.  The line they are put in begins with a { in
 * the place of the first comma.
 */
void lwrite_member(struct lwrite *w, const struct jread_member *m, struct buf *o);

#endif
