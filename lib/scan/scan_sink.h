/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_sink - what becomes of lines that go into a fold, in one thread
 *
 * They are read as any NDJSON is, by the fields that the fold asks for, so that the
 * results are those of another process that reads them from a pipe.
 *
 * Memory: the fold's part, and a decoder.
 */
#ifndef CX_SCAN_SCAN_SINK_H
#define CX_SCAN_SCAN_SINK_H

#include "fold/part.h"
#include "scan/scan.h"

struct scan_sink;

/** scan_sink_new - an empty one, of one thread */
struct scan_sink *scan_sink_new(const struct scan_into *into);

/**
 * scan_sink_feed - fold the whole lines in @o, which is empty then
 *
 * Returns: RC_OK; RC_SYNTAX for one that is no record of the fold; what the fold returns.
 */
MUST_USE enum rc scan_sink_feed(struct scan_sink *s, struct buf *o, struct err *e);

/** scan_sink_write - the results of @n of them together to the output of @j; they are used up */
MUST_USE enum rc scan_sink_write(struct job *j, const struct scan_into *into,
    struct scan_sink **sink, unsigned n, struct err *e);

/** scan_sink_free - the first of those that were written first; NULL is fine */
void scan_sink_free(struct scan_sink *s);

#endif
