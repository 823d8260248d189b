/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan - one line of a compiled format into values
 *
 * Every field is delimited and checked; only the wanted ones are converted.
 * No allocation but from the record's arena.
 */
#ifndef CX_LOG_LSCAN_H
#define CX_LOG_LSCAN_H

#include "log/lformat.h"
#include "record/source.h"

struct lscan {
	const struct lformat    *f;
	const struct tstamp_cfg *time;
	struct arena            *rec;
	struct val              *val;		/* one per lformat.out */
	const char              *bad;		/* where a line did not fit */
	char                     msg[ERR_MSG_MAX];
};

/**
 * lscan_line - fit a line into the format
 * @line: without its line end
 *
 * Returns: true and all of val set; false with where and why in bad and msg.
 */
bool lscan_line(struct lscan *s, struct sv line);

#endif
