/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * framed - records out of frames (io/frame.h), as the reader of their NDJSON has them
 *
 * The slots of a record are filled straight from its entries.  What that cannot do - a path
 * below the top level, all members - goes by the record's line, written out again: then the
 * reader of NDJSON decides, so that both ways find the same values.  The sums of frames are
 * checked before (io/in.h); texts of a sound frame are believed, lengths and ids are not.
 */
#ifndef CX_RECORD_FRAMED_H
#define CX_RECORD_FRAMED_H

#include "base/rc.h"
#include "base/sv.h"
#include "base/val.h"
#include "json/jread.h"
#include "record/proj.h"

#include <stddef.h>

struct block;
struct framed;

/**
 * framed_new - a reader for a set of paths
 * @path: @n of them, those of the fields of @p first; they outlive it
 *
 * Memory: the caller's, framed_free; fixed but for the longest line written.
 */
struct framed *framed_new(const struct jread_path *path, size_t n, const struct proj *p);

/** framed_begin - start on a block of frames, which stays put until the next begin */
void framed_begin(struct framed *f, const struct block *b);

/**
 * framed_rows - the next records of a frame
 * @slot: room for @max rows of n values, one behind the other
 * @row:  of @max; of each record its entries
 * @got:  rows read
 *
 * Returns: RC_OK with *got >= 1; RC_END; RC_EMPTY the next record goes by its line, see
 *          framed_next; RC_USAGE with what is wrong: a frame whose lengths and names do not
 *          fit, a field that is asked for and was not written.
 * Memory:  slices into the block.
 */
MUST_USE enum rc framed_rows(struct framed *f, struct val *slot, struct sv *row, size_t max,
    size_t *got, struct err *e);

/** framed_next - the entries of the next record: RC_OK, RC_END, or RC_USAGE as framed_rows */
MUST_USE enum rc framed_next(struct framed *f, struct sv *row, struct err *e);

/**
 * framed_line - a record of the last framed_rows or framed_next as NDJSON
 * @row: its entries
 *
 * Returns: the line without its end, which follows it, with IN_PAD zero bytes behind; good
 *          until the next framed_rows or framed_next.
 */
struct sv framed_line(struct framed *f, struct sv row);

/** framed_free - NULL is fine */
void framed_free(struct framed *f);

#endif
