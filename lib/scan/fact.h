/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fact - what a scan keeps of a record, beside its time: a list of values in few bytes
 *
 *     value  = tag [ bytes ]
 *
 *     00 null   01 false   02 true
 *     03        a string: the text of the key, which is one string
 *     04        a number        varint n, n bytes of decimal text
 *     05        raw JSON        likewise: an object or an array
 *     06        a string        likewise: its text has escapes
 *     07        a string        likewise: too long for 40-7f
 *     08 09 0a  a string: the fact's own time in UTC, with 0, 3 or 6 decimals
 *     0b        an object       varint of its shape in the dictionary, a text for each piece
 *     0c        a string        varint of a pattern in the dictionary, a varint for each number
 *     0d        a number        -1 - varint
 *     18-1f     a number        1 to 8 bytes, the least first
 *     20-3f     a number        0 to 31
 *     40-7f     a string        of 0 to 63 bytes, which follow
 *     80-9f     a string        texts 0 to 31 of the dictionary
 *     a0-ff     a string        text 32 + 256 (tag - a0) + next byte
 *
 *     shape    = varint count, varint length ..., literals       {"a": | ,"b":" | "}
 *     pattern  = text with 01 in the place of each number        /products/ 01 /reviews
 *
 * Nothing is lost: what is read has the text that was put, and a list of values is the
 * JSON array of them, which is how facts are saved and how those of one time are ordered.
 * The bytes are for this process alone: reading them checks nothing.
 *
 * Memory: a byte for a small number or a frequent string, one more for a less frequent one,
 * two to nine for a number, the text and a byte for a string met once.
 */
#ifndef CX_SCAN_FACT_H
#define CX_SCAN_FACT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/val.h"
#include "json/jread.h"
#include "scan/fact_clock.h"
#include "scan/scan_dict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fact_tag {
	FACT_NULL, FACT_FALSE, FACT_TRUE, FACT_KEY, FACT_NUMBER, FACT_RAW, FACT_ESC, FACT_LONG,
	FACT_TIME_0, FACT_TIME_3, FACT_TIME_6, FACT_SHAPE, FACT_PATTERN, FACT_NEGATIVE,
	FACT_BYTES = 0x18,
	FACT_SMALL = 0x20,
	FACT_SHORT = 0x40,
	FACT_TEXT = 0x80,
	FACT_TEXT_2 = 0xa0
};

enum { FACT_PATTERN_MARK = 1 };	/* no text of a string has such a byte: it would be escaped */

struct fact_writer {		/* of one thread; reused from record to record */
	struct buf        b;	/* the values so far */
	struct buf        tmp;
	struct scan_dict *dict;	/* NULL: none, each fact stands alone */
	struct fact_clock clock;
	struct sv         key;
	int64_t           at_us;
	uint64_t          mark;	/* of a scan that chooses its records; see struct scan_plan */
};

struct fact {
	int64_t     at_us;
	const char *p;		/* as written, and SCAN_DICT_PAD bytes */
	uint32_t    n;
	uint32_t    part;	/* whose dictionary */
};

struct fact_frame {		/* what the facts of one key have in common */
	const struct scan_dict *const *dict;	/* of each part */
	struct sv                      key;	/* as the writer had it */
	struct fact_clock             *clock;
	struct arena                  *tmp;	/* of values that have to be made */
	struct buf                    *scratch;	/* to make them in; NULL: one for each */
};

struct fact_reader {
	const struct fact_frame *f;
	const struct scan_dict  *dict;
	const char              *p;
	const char              *end;
	int64_t                  at_us;
};

/** fact_writer_init - @dict: to keep texts in, of the same thread; NULL for none */
void fact_writer_init(struct fact_writer *w, struct scan_dict *dict);

/**
 * fact_writer_begin - a new fact without values; the old one is gone
 * @key: the key's text when that is one string, else empty; alive until the fact is done
 */
void fact_writer_begin(struct fact_writer *w, int64_t at_us, struct sv key);

/** fact_writer_free - the dictionary is the caller's */
void fact_writer_free(struct fact_writer *w);

/** fact_put_i64 - one more value: an integer */
void fact_put_i64(struct fact_writer *w, int64_t i);

/** fact_put_text - a string from plain text; bytes that are not UTF-8 become U+FFFD */
void fact_put_text(struct fact_writer *w, struct sv s);

/** fact_put_val - any value; one that is absent is null */
void fact_put_val(struct fact_writer *w, const struct val *v);

/**
 * fact_put_object - an object whose members are known
 * @text:   JSON, SCAN_DICT_PAD readable bytes behind it
 * @member: all there are at its top level, values in their order in @text
 */
void fact_put_object(struct fact_writer *w, struct sv text, const struct jread_member *member,
    size_t n);

/** fact_read_begin - before the first value of a fact */
void fact_read_begin(struct fact_reader *r, const struct fact_frame *f, const struct fact *x);

/** fact_read_more - there is another value */
static inline bool
fact_read_more(const struct fact_reader *r)
{
	return r->p < r->end;
}

/**
 * fact_read_val - the next value, which there is
 *
 * Memory: what is not in the fact or the dictionary is made in the frame's arena.
 */
struct val fact_read_val(struct fact_reader *r);

/** fact_read_small - the next value, which there is, when it is a number below 32; else it stays */
static inline bool
fact_read_small(struct fact_reader *r, uint64_t *x)
{
	const unsigned tag = (unsigned char)*r->p;

	if (tag < FACT_SMALL || tag >= FACT_SHORT)
		return false;
	*x = tag - FACT_SMALL;
	r->p++;
	return true;
}

/** fact_read_json - the next value, which there is, as JSON text behind what is in @o */
void fact_read_json(struct fact_reader *r, struct buf *o);

/** fact_read_all - the whole fact as the array of its values, behind what is in @o */
void fact_read_all(const struct fact_frame *f, const struct fact *x, struct buf *o);

#endif
