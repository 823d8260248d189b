/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * frame - records in binary, from one filter to the next (cx-frame(5))
 *
 * A frame is a head and entries, all numbers little-endian:
 *
 *     0      4       6     8     16     20      24
 *     | magic|version|flags| sum |length|records| entries: length bytes ... |
 *
 *     sum: XXH3-64 of all behind it, seeded with the first eight bytes
 *
 * An entry is a word of 32 bits and n bytes; the end of a record is one byte, '\n':
 *
 *     bits  0-3  kind   4-15  id of the name   16-31  n; FRAME_LONG: n is in the next 4 bytes
 *
 * A name entry tells what an id stands for from there on; each frame names what it uses, so
 * it can be read alone.  The last frame of a stream is empty and has FRAME_END.
 */
#ifndef CX_IO_FRAME_H
#define CX_IO_FRAME_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	FRAME_VERSION = 1,
	FRAME_HEAD = 24,
	FRAME_MAGIC = 4,
	FRAME_BYTES = 16 * 1024,	/* a frame is closed behind the record that passes this */
	FRAME_IDS = 4096,
	FRAME_LONG = 0xffff,
	FRAME_PAD = 8			/* bytes that are read behind an entry, at most */
};

enum frame_flags {
	FRAME_END = 1,		/* the writer has finished; more streams may follow */
	FRAME_CHOSEN = 2	/* only fields whose names begin the frame were written */
};

enum frame_kind {
	FRAME_NAME = 0,		/* text: the key, as it stands between quotes in JSON */
	FRAME_NULL = 1,
	FRAME_FALSE = 2,
	FRAME_TRUE = 3,
	FRAME_NUMBER = 4,	/* text, JSON's grammar */
	FRAME_TEXT = 5,		/* a string, plain UTF-8 */
	FRAME_ESCAPED = 6,	/* a string, as it stands between quotes in JSON */
	FRAME_TIME = 7,		/* 8 bytes: microseconds since 1970, UTC */
	FRAME_OBJECT = 8,	/* JSON, brackets included */
	FRAME_ARRAY = 9,
	FRAME_RECORD = '\n' & 15	/* the end of one: no more bits, no n */
};

struct frame_head {
	uint32_t flags;		/* enum frame_flags */
	uint32_t length;	/* bytes of entries */
	uint32_t records;
};

struct frame_entry {
	enum frame_kind kind;
	unsigned        id;
	struct sv       text;
};

/** frame_match - whether @n >= 1 bytes are, or may become, the start of a frame */
bool frame_match(const char *p, size_t n);

/**
 * frame_check - the frame that begins at @p, of which @n bytes are there
 * @max:  bytes of entries allowed
 * @head: set on RC_OK
 *
 * Returns: RC_OK the frame is whole and sound; RC_EMPTY more bytes are needed; RC_IO with
 *          the reason.
 * Cost:    one pass over it.
 */
MUST_USE enum rc frame_check(const char *p, size_t n, uint64_t max, struct frame_head *head,
    struct err *e);

/** frame_head - the head of a frame that frame_check has found sound */
struct frame_head frame_head(const char *p);

/** frame_open - append the head of an empty frame, to be sealed */
void frame_open(struct buf *o, unsigned flags);

/** frame_close - the frame that begins at o->p + @at ends where @o does, and has @records */
void frame_close(struct buf *o, size_t at, uint32_t records);

/** frame_seal - the frames in @o, one behind the other, get their sums */
void frame_seal(struct buf *o);

/** frame_load - a number of 32 bits */
static inline uint32_t
frame_load(const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
	v = __builtin_bswap32(v);
#endif
	return v;
}

/** frame_load_long - a number of 64 bits */
static inline uint64_t
frame_load_long(const char *p)
{
	return frame_load(p) | (uint64_t)frame_load(p + 4) << 32;
}

/** frame_store - write a number of 32 bits */
static inline void
frame_store(char *p, uint32_t v)
{
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
	v = __builtin_bswap32(v);
#endif
	memcpy(p, &v, sizeof(v));
}

/** frame_room - room for an entry of @n bytes of text, and FRAME_PAD beyond it */
static inline bool
frame_room(struct buf *o, size_t n)
{
	return o->cap - o->n >= n + 2 * FRAME_PAD || buf_room(o, n + 2 * FRAME_PAD);
}

/** frame_put - the word of an entry, for which there is room; its @n bytes follow */
static inline void
frame_put(struct buf *o, enum frame_kind kind, unsigned id, size_t n)
{
	uint32_t len = n < FRAME_LONG ? (uint32_t)n : FRAME_LONG;
	char *to = o->p + o->n;

	frame_store(to, (uint32_t)kind | id << 4 | len << 16);
	frame_store(to + 4, (uint32_t)n);
	o->n += n < FRAME_LONG ? 4 : 8;
}

/**
 * frame_entry - the entry at *@p, which moves behind it
 * @end: of the frame; FRAME_PAD readable bytes follow it
 *
 * Returns: true; false when it reaches beyond @end.
 */
static inline bool
frame_entry(const char **p, const char *end, struct frame_entry *x)
{
	uint32_t word = frame_load(*p);
	uint64_t n = word >> 16;
	const char *at = *p + 4;

	x->kind = (enum frame_kind)(word & 15);
	x->id = word >> 4 & (FRAME_IDS - 1);
	x->text = (struct sv){ at, 0 };
	if (x->kind == FRAME_RECORD) {
		(*p)++;
		return true;
	}
	if (__builtin_expect(n == FRAME_LONG, 0)) {
		n = frame_load(at);
		at += 4;
	}
	if (at > end || n > (uint64_t)(end - at))
		return false;
	x->text = (struct sv){ at, (size_t)n };
	*p = at + n;
	return true;
}

#endif
