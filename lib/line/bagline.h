/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bagline - sources of lines that put named texts into a bag: what they do alike
 *
 * A format says how its line is read (line.h) and under which names (lbag.h).
 */
#ifndef CX_LINE_BAGLINE_H
#define CX_LINE_BAGLINE_H

#include "json/jscan.h"
#include "line/lbag.h"
#include "line/line.h"

struct bagline {		/* the source */
	struct line_source       base;
	const struct source_map *map;
	struct source_cfg        cfg;
};

struct bagline_decoder {	/* every decoder begins with it */
	struct line_decoder base;
	struct lbag         bag;
};

/**
 * bagline_find_byte - the first @c from @p on, or @e
 * @e: of a line: eight readable bytes are behind it
 */
static inline const char *
bagline_find_byte(const char *p, const char *e, char c)
{
	const uint64_t ones = JSCAN_ALL(1), all = ones * (unsigned char)c;

	for (; p < e; p += 8) {
		uint64_t x = word_load(p) ^ all, hit = (x - ones) & ~x & JSCAN_ALL(0x80);

		if (hit != 0) {
			p += jscan_first(hit);
			return p < e ? p : e;
		}
	}
	return e;
}

/** bagline_init - the bag, with enum lbag_flags */
void bagline_init(struct line_decoder *d, unsigned flags);

/** bagline_find - what the input calls @n names, for as long as the decoder lives */
void bagline_find(struct bagline_decoder *d, const char *const *names, size_t n,
    const struct lbag_name **out);

/** bagline_begin - on a line whose names and values are going into the bag */
void bagline_begin(struct bagline_decoder *d, struct sv line);

/**
 * bagline_end - the line is read
 * @bad: where it is no such line; NULL: nowhere
 * @why: what was expected there
 *
 * Returns: RC_OK and the record; RC_BAD and what was found there.
 */
MUST_USE enum rc bagline_end(struct bagline_decoder *d, struct sv line, const char *bad,
    const char *why, struct record *r, struct reject *rej);

/** bagline_free - of struct line_ops */
void bagline_free(struct line_decoder *d);

/** bagline_names - likewise */
size_t bagline_names(const struct line_decoder *d, struct sv *name, size_t max);

/**
 * bagline_open - a source of the lines that @ops decodes
 * @name:  of the format, outlives it
 * @flags: of the source
 *
 * Returns: RC_OK; as lbag_map.  Memory: in @a.
 */
MUST_USE enum rc bagline_open(const struct source **s, const struct line_ops *ops,
    const char *name, unsigned flags, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e);

#endif
