/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unit - what is randomised, and how the languages of flag products write it
 *
 * A user id is text in one product and a number in another, and what is hashed is what
 * the language prints: 123.0 is "123" in JavaScript, "123.0" in Python; 1e21 is "1e+21",
 * or in full.  Here stand these texts, so that the same id falls into the same bucket.
 */
#ifndef CX_ASSIGN_UNIT_H
#define CX_ASSIGN_UNIT_H

#include "base/arena.h"
#include "base/sv.h"
#include "base/val.h"

#include <stdbool.h>

enum unit_kind {
	UNIT_NONE,	/* absent or null: nobody */
	UNIT_TEXT,
	UNIT_WHOLE,	/* a number written with digits alone */
	UNIT_FLOAT,	/* a number with a point or an exponent */
	UNIT_TRUE,
	UNIT_FALSE,
	UNIT_OTHER	/* an object or an array: no unit anywhere */
};

struct unit {
	enum unit_kind kind;
	struct sv      text;	/* UNIT_TEXT: decoded; numbers: as they are written */
};

enum unit_text {
	UNIT_TEXT_JS,		/* String(v): 123, 1e+21, 1e-7, true */
	UNIT_TEXT_PYTHON,	/* str(v): 123.0, 1e+21, 1e-07, True; whole numbers of any length */
	UNIT_TEXT_GO,		/* strconv 'f': 123, 1000000000000000000000, 0.0000001 */
	UNIT_TEXT_RUST,		/* JSON of serde: 123.0, 1e+21, 1e-7; whole numbers of 64 bits */
	UNIT_TEXT_SHORT,	/* Python without ".0": 123, 1e+21, 1e-07 */
	UNIT_TEXT_JAVA		/* as JavaScript, but 0e0, -0e0, 17 decimals, digits of an int64 */
};

/** unit_of - the unit that a value of a record is; decoded text lies in @a */
struct unit unit_of(const struct val *v, struct arena *a);

/**
 * unit_text - what a language makes of it
 * @a: where text that is not the unit's own goes
 *
 * Returns: the text; empty for UNIT_NONE and UNIT_OTHER.
 */
struct sv unit_text(const struct unit *u, enum unit_text how, struct arena *a);

/**
 * unit_own - its text as this house writes it: text, or the digits of a whole number
 * @out: unchanged when false is returned
 *
 * The number 33 and the text "33" are one unit; -0 is 0.
 * Returns: false for floats, truth values and other kinds, which are no units here.
 */
bool unit_own(const struct unit *u, struct sv *out);

#endif
