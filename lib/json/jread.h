/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread - the on-demand NDJSON reader
 *
 * One pass over a block of lines.  Every line is validated whole (RFC 8259 and
 * UTF-8), visited or not; the projected fields come out as slices.  Streaming,
 * no allocation per record in the steady state.  One reader per thread.
 *
 * Accepted but not records: blank lines, NULs before a line.  CRLF is fine.  Rejected:
 * a line that is not an object, trailing text, other NUL bytes, invalid UTF-8, raw control
 * characters in strings, numbers outside the grammar, nesting deeper than
 * JREAD_DEPTH_MAX (the record itself is level 1).  Kept as written: lone
 * surrogate escapes, \u0000, numbers of any size.
 *
 * Duplicate keys: the last one wins, and what lay below an earlier one is gone
 * with it.  Keys match by their decoded text.
 *
 * A path of several components finds nested members (a.b.c) and also a
 * top-level member whose own name is the joined text ("a.b.c"), whichever comes
 * last in the line.
 */
#ifndef CX_JSON_JREAD_H
#define CX_JSON_JREAD_H

#include "base/arena.h"
#include "base/cpu.h"
#include "base/rc.h"
#include "base/sv.h"
#include "base/val.h"

#include <stdbool.h>
#include <stddef.h>

enum { JREAD_DEPTH_MAX = 512 };

struct jread_path {
	const struct sv *key;	/* components, unescaped */
	size_t           n;	/* >= 1 */
};

struct jread_member {
	struct sv  key;		/* between the quotes, as written */
	bool       key_esc;	/* key has escapes */
	struct val val;
};

struct jread_line {
	struct sv                  text;	/* the record's line, CR and LF excluded */
	const struct jread_member *member;	/* top level, in order, duplicates kept */
	size_t                     nmember;	/* 0 unless the reader was made with members */
};

struct jread_row {
	struct sv text;		/* the record's line, CR and LF excluded */
	uint64_t  line;		/* lines consumed so far, this one and blank ones included */
};

struct jread;

/**
 * jread_new - a reader for a set of paths
 * @path:    @n paths, copied; slot i of a line is path i
 * @members: also list all top-level members of every line
 *
 * Memory: the caller's, jread_free.
 */
struct jread *jread_new(const struct jread_path *path, size_t n, bool members);

/**
 * jread_next - the next record of a block
 * @at:    in: where to start, a line start; out: start of the line after the one consumed
 * @end:   end of the block, end[-1] == '\n', IN_PAD readable bytes behind it
 * @lines: increased by the number of lines consumed, blank ones included
 * @slot:  n values, all set: VAL_NONE where the record has no such member
 * @line:  the record's line, also on RC_BAD
 *
 * Returns: RC_OK; RC_END when only blank lines were left; RC_BAD for a line that
 *          is not a valid JSON object, with e->col and e->msg ("expected ',' or
 *          '}'", found what) and *at behind the line.
 *          *slot and members are then meaningless.
 * Memory:  slices into the block; members in the reader until the next call.
 * Cost:    one pass over the line.
 */
MUST_USE enum rc jread_next(struct jread *r, const char **at, const char *end, uint64_t *lines,
    struct val *slot, struct jread_line *line, struct err *e);

/**
 * jread_rows - the next records of a block, as jread_next gives them
 * @slot: room for @max rows of n values, one behind the other
 * @row:  of @max; of each record its line
 * @max:  at least 1; 1 for a reader with members, whose members nobody gets
 * @n:    rows read
 *
 * Rows end before a line that is bad: the next call finds it.  @at, @end and @lines are
 * those of jread_next.
 * A call that begins where the last one ended, with its @end, goes on in the same block: the
 * text between must be what it was.
 * Returns: RC_OK with *n >= 1; RC_END; RC_BAD when the first line met is bad: row[0] is it,
 *          *at behind it, *n is 0, and values are meaningless.
 * Memory:  slices into the block.
 */
MUST_USE enum rc jread_rows(struct jread *r, const char **at, const char *end, uint64_t *lines,
    struct val *slot, struct jread_row *row, size_t max, size_t *n, struct err *e);

/**
 * jread_object - the record at *@at, whatever follows it
 * @at:  its first byte; moved behind its '}' on RC_OK only
 * @end: of the text: the byte there ends every token (NUL or '\n'), IN_PAD readable bytes
 * @e:   NULL spares finding the words for what is wrong
 *
 * Line ends are no white space in it.  The rest is as for jread_next, columns counted from
 * *@at.  A reader of objects reads no lines.
 * Returns: RC_OK; RC_BAD.
 */
MUST_USE enum rc jread_object(struct jread *r, const char **at, const char *end,
    struct val *slot, struct jread_line *line, struct err *e);

/**
 * jread_value - validate and type one JSON text
 * @s: exactly one RFC 8259 value, white space around it allowed; need not be padded
 *
 * Returns: RC_OK and *out, a slice of @s; RC_BAD with the column.
 * Cost:    one copy and one pass; texts over 1 KiB allocate.
 */
MUST_USE enum rc jread_value(struct sv s, struct val *out, struct err *e);

/** jread_each_fn - called per element; false stops */
typedef bool jread_each_fn(void *ctx, struct sv key, const struct val *v);

/**
 * jread_each - walk the elements of a raw, already validated object or array
 * @v: VAL_OBJECT (key: as written between the quotes) or VAL_ARRAY (key empty);
 *     anything else has no elements
 *
 * Cost: one pass over the text, never beyond its end; allocates nothing.
 */
void jread_each(const struct val *v, jread_each_fn *fn, void *ctx);

/**
 * jread_below - the member of a raw, already validated object that a path leads to
 * @key: @n components, decoded; with none it is @v itself
 * @tmp: scratch for decoding keys
 *
 * Returns: VAL_NONE when there is none; of duplicates the last one counts.
 * Cost: one pass over the text for each component.
 */
struct val jread_below(const struct val *v, const struct sv *key, size_t n, struct arena *tmp);

/** jread_simd - read on with the kernel of @simd; false, and no change, when it is not usable */
bool jread_simd(struct jread *r, enum cpu_simd simd);

/** jread_free - NULL is fine */
void jread_free(struct jread *r);

#endif
