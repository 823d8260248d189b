/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * record - one record: the projected slots and, when asked for, all members; and batches
 *
 * Records are decoded and judged by the batch, so that each step is one loop over many of
 * them; a batch of one is the same code.  Everything in them is borrowed from the decoder
 * and dies at its next call.
 */
#ifndef CX_RECORD_RECORD_H
#define CX_RECORD_RECORD_H

#include "base/buf.h"
#include "base/sv.h"
#include "base/val.h"
#include "json/jread.h"
#include "record/framed.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BATCH_ROWS = 64 };	/* of a batch at most: a few slots each stay in the first cache */

struct record {
	const struct val          *slot;	/* one per projected field */
	const struct jread_member *member;	/* with proj.members: all fields, keys escaped */
	size_t                     nmember;
	struct sv                  line;	/* the raw line(s) it came from: see record_line */
	struct framed             *framed;	/* not NULL: line is its entries in a frame */
	uint64_t                   line_no;	/* 1-based within the block */
	/* Set by the run: */
	uint64_t                   file_line;	/* 1-based in its file; 0 unless serial */
	uint64_t                   pos;		/* byte in its file, with the file's number */
	uint32_t                   file;	/* index of the operand it came from */
	bool                       json;	/* line is a JSON object: may pass byte for byte */
	/* With proj.text, not NULL: no members, this appends them all as one line of NDJSON. */
	void                     (*write)(void *writer, struct buf *o);
	void                      *writer;
};

/** record_line - the line(s) it came from; those of a frame as NDJSON */
static inline struct sv
record_line(const struct record *r)
{
	return r->framed != NULL ? framed_line(r->framed, r->line) : r->line;
}

struct batch {			/* records that stand together in one block */
	struct record *row;	/* n of them */
	size_t         n;
	size_t         max;	/* rows wanted, 1 to BATCH_ROWS */
	struct record  one;	/* of a decoder that gives them one by one */
};

struct rows {			/* records of a batch that were chosen, in input order */
	const struct record *const *rec;
	const int64_t              *at_us;	/* their times, */
	const bool                 *timed;	/* ... where they have one */
	size_t                      n;
	const uint64_t             *weight;	/* events that each stands for; NULL: one */
};

/** rows_part - @n of @r, from the one at @from on */
static inline struct rows
rows_part(const struct rows *r, size_t from, size_t n)
{
	return (struct rows){ r->rec + from, r->at_us + from, r->timed + from, n,
		r->weight != NULL ? r->weight + from : NULL };
}

#endif
