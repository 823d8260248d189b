/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lline - the lines of a block, for decoders whose records are lines
 */
#ifndef CX_LOG_LLINE_H
#define CX_LOG_LLINE_H

#include "base/sv.h"
#include "io/in.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct lline {
	const char *at;
	const char *end;
	uint64_t    lines;	/* consumed in this block */
	bool        too_long;	/* the block is the head of one line */
};

/** lline_begin - start on a block */
static inline void
lline_begin(struct lline *l, const struct block *b)
{
	l->at = b->p;
	l->end = b->p + b->n;
	l->lines = 0;
	l->too_long = (b->flags & BLOCK_LONG) != 0;
}

/** lline_next - the next line that is not blank, without CR and LF; false at the block's end */
static inline bool
lline_next(struct lline *l, struct sv *line)
{
	while (l->at < l->end) {
		const char *p = l->at;
		const char *nl = memchr(p, '\n', (size_t)(l->end - p));
		const char *e = nl != NULL ? nl : l->end;
		const char *c = p;

		l->at = nl != NULL ? nl + 1 : e;
		l->lines++;
		if (e > p && e[-1] == '\r')
			e--;
		while (c < e && (*c == ' ' || *c == '\t' || *c == '\r'))
			c++;
		if (c == e)
			continue;
		*line = (struct sv){ p, (size_t)(e - p) };
		return true;
	}
	return false;
}

#endif
