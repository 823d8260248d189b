/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * framing - records into frames (io/frame.h), for a filter to read them
 *
 *     framing_mark(f, &o);
 *     framing_begin(f, &o);			for each record,
 *     framing_put(f, &o, key, &val);		... and each member of it
 *     framing_end(f, &o);
 *     framing_undo(f, &o);			what follows the mark is not wanted
 *
 * Each thread has one.  Frames stand one behind the other in a buf, which holds nothing else
 * and is sealed (frame_seal) before it goes out; a buf that is empty begins a new frame.
 * Values read back as a reader of the NDJSON has them.
 */
#ifndef CX_RECORD_FRAMING_H
#define CX_RECORD_FRAMING_H

#include "base/buf.h"
#include "base/sv.h"
#include "base/val.h"

#include <stdbool.h>
#include <stddef.h>

struct framing;

/**
 * framing_new - a writer
 * @name: not NULL: the @n <= FRAME_IDS names of all fields that may be written, in JSON's
 *        escapes; each frame begins with them, and framing_put_at takes them by number.  They
 *        outlive the writer.
 *
 * Memory: the caller's, framing_free; the names of a frame's members.
 */
struct framing *framing_new(const struct sv *name, size_t n);

/** framing_mark - what framing_undo goes back to */
void framing_mark(struct framing *f, struct buf *o);

/** framing_begin - a record, in the last frame of @o or in a new one */
void framing_begin(struct framing *f, struct buf *o);

/** framing_put_at - field @i of those given to framing_new */
void framing_put_at(struct framing *f, struct buf *o, size_t i, const struct val *v);

/** framing_put - a member; @key is its name in JSON's escapes */
void framing_put(struct framing *f, struct buf *o, struct sv key, const struct val *v);

/** framing_end - the record is whole; false when it is too large for a frame: undo it */
bool framing_end(struct framing *f, struct buf *o);

/** framing_undo - nothing stays of the records since the mark */
void framing_undo(struct framing *f, struct buf *o);

/** framing_free - NULL is fine */
void framing_free(struct framing *f);

#endif
