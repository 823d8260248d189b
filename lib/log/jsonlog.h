/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jsonlog - the json source: foreign NDJSON made canonical
 *
 * The ndjson source (record/source.h) with --map, and `timestamp` as a time:
 * read from any form that tstamp_auto knows, or, when the record has no
 * `timestamp` and no map names one, from ts, time or @timestamp, the first that
 * holds a time (a bare number only from 1990 to 2099).  What is no time stays
 * as it is.  Members keep their order.
 *
 * Elements need no lines of their own: json/jcut.h says where they may begin and end.
 * What is on one line is a record as it stands; an object over several lines is one
 * without the white space between its tokens.  Memory is one element, at most max_line
 * bytes, and a block.
 */
#ifndef CX_LOG_JSONLOG_H
#define CX_LOG_JSONLOG_H

#include "record/source.h"

/** jsonlog_open - see the head of this file */
MUST_USE enum rc jsonlog_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
