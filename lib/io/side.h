/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * side - a second file beside the input: a specification, a list, a table
 *
 * One way for all of them: "-" is standard input, compression is recognised by
 * content, and whoever reads says how much there may be.  As a whole, or line by line:
 * memory is the text then, or one block and the longest line.
 */
#ifndef CX_IO_SIDE_H
#define CX_IO_SIDE_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"
#include "io/in.h"

#include <stddef.h>
#include <stdint.h>

/**
 * side_text - all of a file
 * @b:   gets the bytes; init'ed, at least one byte larger than @max
 * @max: bytes there may be
 *
 * Returns: RC_OK; RC_LIMIT there are more than @max; RC_STOP a signal came first; RC_IO.  The
 *          message is the reason alone, without the path.
 */
MUST_USE enum rc side_text(const char *path, size_t max, struct buf *b, struct err *e);

struct side {
	struct in   *in;
	const char  *path;
	struct block block;
	const char  *at;	/* in the block */
	uint64_t     line;	/* number of the line given last, from 1 */
};

/** side_open - begin with @path, which outlives @s; RC_OK, RC_IO with "PATH: reason" */
MUST_USE enum rc side_open(struct side *s, const char *path, struct err *e);

/**
 * side_next - the next line, blank ones too
 * @line: without its end, LF or CRLF; good until the next call
 *
 * Returns: RC_OK; RC_END; RC_LIMIT a line over IN_MAX_LINE_DEFAULT, RC_IO, both with the path.
 */
MUST_USE enum rc side_next(struct side *s, struct sv *line, struct err *e);

/** side_close - whatever side_open said */
void side_close(struct side *s);

#endif
