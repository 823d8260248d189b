/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jrows - lines of NDJSON by the shapes of lines before them, many at a time; private to lib/json
 *
 * First the bytes of a chunk are looked at, 64 at a time, and it is noted where members and
 * lines begin.  Then lines are held against shapes: the literals of a shape must stand where
 * the notes say, and no place depends on the value before it, as it does in jline.h.
 *
 *     {"ts":"2026-09-01T00:00:00Z","status":200,"path":"/, \"x\""}\n
 *                                  ^            ^                 ^   entries
 *     `-----'                    `-----------' `--------'       `--'  literals
 *
 * Entries are quotes behind a comma, and control characters, of which a newline ends the line.
 * A line is of a shape when
 *
 *  1. each literal of the shape is at its entry;
 *  2. none reaches into the next;
 *  3. the line has as many quotes as they have, and those of its \" besides;
 *  4. none of them begins with a quote that is escaped;
 *  5. each value in no quotes is a number, true, false or null;
 *  6. each escape is one, and the line is UTF-8.
 *
 * Then no string holds a quote, a control character or a wrong escape: the line is valid.
 * By 1, 2 and 4 a line has no fewer quotes than 3 asks for, so they are counted for many lines
 * at once: as many as expected in all means as many as expected in each.  An entry in a string
 * is one too many, and those behind it are then in wrong places; a wrong escape is made one.
 *
 * A line of no shape is read by jread_next, which says what is wrong with it.  When it is right
 * it teaches a shape, whose literals are nodes of jline.h.  Lines with values in brackets,
 * escapes in keys or white space between tokens, but for one space behind commas and colons,
 * have none.
 */
#ifndef CX_JSON_JROWS_H
#define CX_JSON_JROWS_H

#include "json/jline.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	JROWS_CHUNK = 16 * 1024,	/* bytes looked at at once; offsets fit int16_t */
	JROWS_LEAD = 3,			/* of them not looked at; the second one is a quote */
	JROWS_COUNT = 1024,		/* bytes behind which the quotes so far are noted */
	JROWS_LANES = 16,		/* distances that are looked at at once */
	JROWS_ENTRIES = 3 * JROWS_LANES,	/* of a line */
	JROWS_TWOS = JROWS_LANES / 2 + 1,	/* of literals that are looked at by two */
	JROWS_SMALL = 8,		/* digits that are read as a number with the line */
	JROWS_SHAPES = 64,
	JROWS_SETS = 256		/* of shapes, by some bytes of the keys, two in each */
};

struct jrows_lit {
	char text[JLINE_LIT];	/* from gap + 1 bytes before the entry on */
	char mask[JLINE_LIT];	/* 0xff for each byte of the literal */
};

struct jrows_two {		/* the first halves of an even literal, and of the one behind it */
	char text[JLINE_LIT];
	char mask[JLINE_LIT];
};

struct jrows_value {
	uint16_t entry;		/* bytes from the first entry of the line to the one before it */
	uint16_t from;		/* it begins so far behind that */
	uint16_t less;		/* and is so much shorter than the way to the next */
	uint32_t to;		/* bytes from the first slot to its own; JLINE_NOTHING: none */
};

struct jrows_shape {
	struct jrows_two   two[JROWS_TWOS];
	uint8_t            more[1 + JROWS_ENTRIES];	/* literals that are longer than that */
	size_t             nmore;
	struct jrows_lit   lit[1 + JROWS_ENTRIES];	/* the first one at the line's start */
	int16_t            least[JROWS_ENTRIES];	/* from one entry to the next */
	uint8_t            close[1 + JROWS_ENTRIES];	/* to an entry from the quote of a string
							 * that ends before it; 0: of none */
	size_t             n;		/* entries; entry n is the newline */
	uint32_t           quotes;	/* in the literals */
	uint32_t           end;		/* bytes of the line end */
	size_t             nnone;
	struct jrows_value *bare_end;
	struct jrows_value *string_end;
	struct jrows_value bare[JROWS_ENTRIES];		/* values in no quotes */
	struct jrows_value string[JROWS_ENTRIES];	/* strings that someone wants */
	uint32_t           none[];	/* slots that it has no value for */
};

struct jrows;

struct jrows_index {		/* of COUNT bytes, as far as they were looked at */
	uint16_t *e;		/* behind the last entry */
	uint32_t  quotes;
	bool      high;		/* not all of them are ASCII */
	bool      odd;		/* ... or there are escapes */
};

struct jrows_kernel {		/* of an instruction set */
	/* Entries and quotes of @n bytes from w->text on, and maybe some more. */
	void     (*index)(struct jrows *w, size_t n);
	/* Quotes in the first @n bytes of them. */
	uint64_t (*count)(const struct jrows *w, size_t n);
	/* Lines of a shape from w->i on, at most @max; w->due quotes are theirs. */
	size_t   (*take)(struct jread *r, struct val *slot, struct jread_row *row, size_t max);
};

struct jrows {
	const struct jrows_kernel *kernel;

	const char *text;	/* of the chunk: a line begins there */
	const char *at;		/* where the next call is to go on; NULL: there is no chunk */
	const char *end;	/* of the block */
	uint16_t   *entry;	/* offsets plus one; the first for the newline before the chunk */
	size_t      n;		/* of them, up to the last newline */
	size_t      i;		/* that of the newline before the next line */
	uint16_t   *esc;	/* likewise backslashes that begin escapes; UINT16_MAX ends */
	size_t      nesc;
	size_t      esc_i;	/* the first that is not before the next line */
	size_t      odd;	/* lines that end behind this offset are for jrows_odd */
	size_t      carry;	/* the byte before this offset begins an escape */
	uint32_t    quotes[JROWS_CHUNK / JROWS_COUNT + 1];	/* up to LEAD + i * COUNT */
	size_t      sum_at;	/* there are sum quotes before this offset */
	uint64_t    sum;
	uint64_t    due;
	uint64_t    line;	/* lines consumed before the next */
	uint8_t     gap;	/* from a comma to the quote behind it: 1, with a space 2 */
	uint32_t    high;	/* a bit for each COUNT bytes: not all of them are ASCII */
	bool        fixes;	/* jline_fixes has something to do */
	bool        odd_text;	/* the last COUNT bytes had escapes, or were not all ASCII */

	struct jrows_shape *shape[JROWS_SHAPES];	/* the first is of no line */
	size_t              nshape;
	uint8_t             set[JROWS_SETS][2];

	size_t hit;		/* lines of a shape since it was last judged whether that pays */
	size_t miss;		/* others */
	size_t credit;		/* what learning may still cost */
	size_t rest;		/* lines to be read by jread_next */
	size_t pause;		/* ... the next time */
};

/** jrows_usable - this reader may use the rest: it has a kernel, and lists no members */
bool jrows_usable(const struct jread *r);

/**
 * jrows_take - lines from *@at on that are of a shape
 * @slot: not NULL
 *
 * The rest is as for jread_rows.  Returns: how many; fewer than @max: go on with jread_next.
 */
size_t jrows_take(struct jread *r, const char **at, const char *end, uint64_t *lines,
    struct val *slot, struct jread_row *row, size_t max);

/** jrows_rests - the next line is to be read by jread_next, without a look at shapes */
static inline bool
jrows_rests(const struct jread *r)
{
	return r->rows != NULL && r->rows->rest != 0;
}

/** jrows_past - jread_next went from @line to @at; @good: the record there may teach a shape */
void jrows_past(struct jread *r, const char *line, const char *at, bool good);

/** jrows_free - what jrows_take has allocated, and learnt */
void jrows_free(struct jread *r);

/**
 * jrows_escapes - note the escapes in 64 bytes
 * @at:   their offset
 * @back: a bit for each backslash
 * @bits: ... for each entry
 *
 * Returns: @bits, with wrong escapes and without quotes that are escaped.
 */
uint64_t jrows_escapes(struct jrows *w, size_t at, uint64_t back, uint64_t bits)
	__attribute__((noinline));

/** jrows_bare - the kind of a value in no quotes; VAL_NONE: no number, true, false or null */
uint8_t jrows_bare(struct sv text) __attribute__((noinline));

/** jrows_odd - what is left to do for a line with escapes or bytes that are not ASCII */
bool jrows_odd(struct jread *r, const struct jrows_shape *s, const uint16_t *e, struct sv text,
    struct val *slot) __attribute__((noinline));

/** jrows_text - the text of @v in the line whose entries begin at @e */
static inline struct sv
jrows_text(const struct jrows_value *v, const char *text, const uint16_t *e)
{
	const uint16_t *at = (const void *)((const char *)e + v->entry);

	return (struct sv){ text + at[0] + v->from, (size_t)at[1] - at[0] - v->less };
}

/** jrows_put - the value of a slot, given by its bytes from @slot on */
static inline void
jrows_put(struct val *slot, uint32_t to, uint8_t kind, struct sv text)
{
	struct val v = { .kind = kind, .text = text };

	jline_set((struct val *)(void *)((char *)slot + to), &v);
}

/** jrows_put_digits - likewise of digits; @small: what num_small gives, if they are that few */
static inline void
jrows_put_digits(struct val *slot, uint32_t to, struct sv text, uint32_t small)
{
	struct val *v = (struct val *)(void *)((char *)slot + to);

	val_head(v, VAL_NUMBER, text.n <= JROWS_SMALL ? VAL_SMALL : 0);
	v->text.p = text.p;
	v->text.n = text.n;
	v->small = small;
}

/** jrows_set - where to look for the shape of the line whose entries begin at @e */
static inline size_t
jrows_set(const char *text, const uint16_t *e)
{
	uint32_t a, b, c, d;

	memcpy(&a, text + e[0] + 2, sizeof(a));
	memcpy(&b, text + e[1], sizeof(b));
	memcpy(&c, text + e[5], sizeof(c));
	memcpy(&d, text + e[10], sizeof(d));
	return (a + 3 * b + 5 * c + 9 * d) * UINT32_C(0x9E3779B1) >> 24;
}

#endif
