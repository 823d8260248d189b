/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jcut - where each element of JSON text begins and ends, when lines do not say it
 *
 * Text is a run of elements: on lines of their own, several on a line, over several
 * lines, in an array, behind RS (0x1E, RFC 7464), or all of it mixed.  The brackets of
 * an array at the top, its commas and RS are no part of an element.  Text comes in
 * pieces cut anywhere: a scan goes on where the one before it stopped, so an element
 * costs one pass however many pieces it comes in.
 *
 * Only brackets, strings and the order of tokens are looked at; what is in between is
 * for jread.  An element is bad from the first token that cannot stand where it does.
 * A bad element ends where what comes first of these is:
 *
 *   - the bracket that closes it, brackets left open inside of it closed with it;
 *   - a line that begins with '{' or '[' and is indented as the one it begins in;
 *   - a line that begins with '{' at its first byte, behind one that ends in '}';
 *   - RS; the end of the text.
 *
 * "}\n{" is a border whatever was before it, and leaves an array: in JSON text it can
 * stand nowhere else than between two elements.  So it can be told without what came
 * before it that text begins with an element, which is what lets threads share a file.
 */
#ifndef CX_JSON_JCUT_H
#define CX_JSON_JCUT_H

#include "json/jread.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	JCUT_RS = 0x1e,
	JCUT_BRACE = 1,		/* of jcut.border: "}" stands before, "}\r", the whole */
	JCUT_BRACE_CR = 2,
	JCUT_BORDER = 3
};

#define JCUT_OPEN_ARRAY "the array before this is not closed"

enum jcut_got {
	JCUT_MORE,		/* the text is over: go on with more of it */
	JCUT_OBJECT,		/* at a '{' that begins an element */
	JCUT_OTHER,		/* at an element that is no object */
	JCUT_FAULT,		/* something between elements is wrong: c->fault */
	JCUT_END,		/* behind the element */
	JCUT_LONG		/* it is longer than the limit */
};

struct jcut {
	/* The text: set by jcut_text. */
	const char *from;
	const char *end;
	bool        last;	/* nothing follows it */
	/* Place of what was looked at last. */
	uint64_t    lines;	/* that ended before it in this text */
	const char *line;	/* in the text: where its line begins, or the text */
	size_t      before;	/* bytes of that line before the text */
	size_t      lead;	/* of them white space at its start */
	/* Between elements. */
	bool        array;	/* in an array at the top */
	bool        after;	/* an element of it has been, */
	bool        comma;	/* and a comma behind it */
	uint8_t     border;	/* how much of "}\n" or "}\r\n" stands right before */
	const char *fault;	/* what JCUT_FAULT found, */
	size_t      fault_n;	/* and how many bytes that is: go on behind them */
	/* The element that has been begun. */
	bool        inside;
	bool        run;	/* it is neither object, array nor string */
	bool        bad;
	bool        skip;	/* it was longer than the limit */
	bool        ended;	/* ... by its last byte */
	bool        string;	/* in a string */
	bool        word;	/* in a number, true, false or null */
	uint8_t     expect;
	size_t      depth;
	size_t      over;	/* levels deeper than are told apart */
	uint64_t    square[JREAD_DEPTH_MAX / 64];	/* a bit for each level: '[' */
	size_t      done;	/* bytes of it looked at */
	size_t      indent;	/* of the line it begins in */
};

/** jcut_init - at the start of a file */
void jcut_init(struct jcut *c);

/**
 * jcut_text - text to go on with
 * @p:    what was left of the text before it, from where jcut_rest says, and more
 * @end:  its end; JSCAN_PAD bytes behind it may be read and the first is NUL
 * @last: nothing follows it that it could be joined to: the end, or the border "}\n{"
 */
void jcut_text(struct jcut *c, const char *p, const char *end, bool last);

/**
 * jcut_seek - to the next element
 * @p: where to look from; moved
 *
 * Returns: JCUT_OBJECT and JCUT_OTHER with *p at it; JCUT_FAULT with *p at the fault;
 *          JCUT_MORE.
 */
enum jcut_got jcut_seek(struct jcut *c, const char **p);

/** jcut_begin - an element begins at @p */
void jcut_begin(struct jcut *c, const char *p);

/**
 * jcut_take - to the end of the element
 * @p:     its first byte; with c->skip the first byte that is left of it
 * @limit: bytes it may have
 * @end:   behind it; c->bad tells whether its tokens are in order
 *
 * Returns: JCUT_END; JCUT_LONG, once, when it has more than @limit bytes; then, and at
 *          JCUT_MORE with c->skip, text before *end is not needed any more: jcut_pass, and
 *          go on there.  JCUT_MORE otherwise: from @p on all is needed.
 */
enum jcut_got jcut_take(struct jcut *c, const char *p, size_t limit, const char **end);

/** jcut_pass - what is left of a long element goes on behind @end */
void jcut_pass(struct jcut *c, const char *p, const char *end);

/** jcut_took - an element from @p to @end is over, found by jcut_take or by another reader */
void jcut_took(struct jcut *c, const char *p, const char *end);

/**
 * jcut_took_line - an object that ends at @end and stands in one line is over
 *
 * Its line end goes with it.  Returns: where to go on.
 */
static inline const char *
jcut_took_line(struct jcut *c, const char *end)
{
	c->after = c->array;
	c->border = JCUT_BRACE;
	if (*end != '\n' || end == c->end)
		return end;
	c->border = JCUT_BORDER;
	c->lines++;
	c->line = end + 1;
	c->before = c->lead = 0;
	return end + 1;
}

/** jcut_at_object - an object at @p is the next element, jcut_seek would say no other */
static inline bool
jcut_at_object(const struct jcut *c, const char *p)
{
	return *p == '{' && !c->array && !c->inside && p < c->end;
}

/** jcut_column - of @p, in the line that was looked at last */
uint64_t jcut_column(const struct jcut *c, const char *p);

/** jcut_rest - the text from @p on is kept for the next jcut_text, and counted with it */
void jcut_rest(struct jcut *c, const char *p);

/**
 * jcut_join - the text of an element in one line
 * @s:   JSCAN_PAD bytes behind it may be read
 * @to:  room for @s.n + 1 bytes, a newline behind the text included
 * @off: of a byte of the joined text
 * @at:  where that byte is in @s; behind the last one for any other
 *
 * White space between tokens goes with the line ends; an element without a line end stays
 * as it is.  White space behind it goes too.
 * Returns: its length without the newline.
 */
size_t jcut_join(struct sv s, char *to, size_t off, size_t *at);

#endif
