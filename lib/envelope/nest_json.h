/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nest_json - envelopes that are an object a line, the text in one of its members
 */
#ifndef CX_ENVELOPE_NEST_JSON_H
#define CX_ENVELOPE_NEST_JSON_H

#include "envelope/nest.h"
#include "json/jread.h"

enum { NEST_JSON_MAX = 8 };

struct nest_json {
	struct tstamp_cfg time;
	struct jread     *reader;
	struct val        slot[NEST_JSON_MAX];	/* the members of the line at hand */
	struct arena      tmp;		/* its text without escapes */
};

/** nest_json_init - for lines with the members @key, @n of them, at most NEST_JSON_MAX */
void nest_json_init(struct nest_json *j, const struct tstamp_cfg *time, const struct sv *key,
    size_t n);

/** nest_json_free - what nest_json_init has made */
void nest_json_free(struct nest_json *j);

/**
 * nest_json_read - the members of a line into j->slot
 * @line: behind it, or behind its CR, stands a newline
 *
 * Returns: RC_OK; RC_BAD with @rej filled: no JSON.
 */
MUST_USE enum rc nest_json_read(struct nest_json *j, struct sv line, struct reject *rej);

/** nest_json_text - a member that is text, without its escapes, until the next line */
struct sv nest_json_text(struct nest_json *j, size_t member);

/** nest_json_time - a member as a time; VAL_NONE when it is none, or not of kind @kind */
struct val nest_json_time(const struct nest_json *j, size_t member, enum val_kind kind);

#endif
