/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lput - members of a record into a line of NDJSON
 *
 * Bytes are the same as from json/jwrite.h, whose general way plain texts, numbers and times
 * need not take.
 */
#ifndef CX_LINE_LPUT_H
#define CX_LINE_LPUT_H

#include "base/buf.h"
#include "json/jread.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LPUT_MINUTE_US = 60000000 };

struct lput {			/* of one line after the other; zeroed at first */
	char    text[17];	/* "2026-09-01T12:34:", the minute of the last time */
	bool    set;
	int64_t at_us;		/* where it begins */
};

/** lput_time - a time as RFC 3339 at @to, which has RFC3339_MAX bytes; its length */
size_t lput_time(struct lput *c, int64_t at_us, char *to);

/**
 * lput_member - append ,"key":value
 *
 * Bytes as of jwrite_key_raw and jwrite_val.  The line they are put in begins with a { in
 * the place of the first comma.
 */
void lput_member(struct lput *c, const struct jread_member *m, struct buf *o);

#endif
