/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lname - field names: the canonical ones, their types and order
 *
 * The names are those of cx-events(7).  Sources without a schema (logfmt, CSV,
 * regex groups) take the type of a value from the name of its field; sources
 * with one (server formats) only the order of the members.
 */
#ifndef CX_LINE_LNAME_H
#define CX_LINE_LNAME_H

#include "base/arena.h"
#include "base/sv.h"
#include "record/proj.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum lname_kind {
	LNAME_ANY,	/* a number when it reads as one, else text */
	LNAME_TEXT,	/* text whatever it looks like: ids, paths, names */
	LNAME_TIME,	/* timestamp */
	LNAME_MS,	/* milliseconds: a number, or a duration with its unit ("1.5s") */
	LNAME_CLIENT	/* an address, the first one of a list */
};

enum { LNAME_RANKS = 16 };	/* lname_rank of a name without a place of its own */

/** lname_is_ms - the name of a field says that it is milliseconds: it ends in _ms */
static inline bool
lname_is_ms(struct sv name)
{
	return name.n > 3 && memcmp(name.p + name.n - 3, "_ms", 3) == 0;
}

/** lname_kind - how the values of a field are read; *_id and id are text */
enum lname_kind lname_kind(struct sv name);

/** lname_rank - place in a record: timestamp 0 ... upstream_ms 14, all others LNAME_RANKS */
unsigned lname_rank(struct sv name);

/** lname_snake - @prefix, then @s in lower case with _ for all but letters and digits; in @a */
struct sv lname_snake(struct sv prefix, struct sv s, struct arena *a);

/** lname_key - @name as it stands between the quotes of JSON; *esc: it has escapes; in @a */
struct sv lname_key(struct sv name, bool *esc, struct arena *a);

/** lname_slot - slot of the field whose components joined by '.' are @name, or p->n */
size_t lname_slot(const struct proj *p, struct sv name);

/** lname_join - the components of @key joined by '.'; in @a unless there is one */
struct sv lname_join(const struct sv *key, size_t n, struct arena *a);

/**
 * lname_plain - a field as users write it (a.b, `odd name`) as the plain name
 *
 * Returns: RC_OK and *plain in @a; RC_SYNTAX with the column.
 */
MUST_USE enum rc lname_plain(struct sv *plain, struct sv text, struct arena *a, struct err *e);

#endif
