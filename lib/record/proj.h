/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * proj - projection: the fields a plan asks for, as numbered slots
 *
 * Filled while options and expressions are compiled, then constant.
 */
#ifndef CX_RECORD_PROJ_H
#define CX_RECORD_PROJ_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>

struct proj_field {
	struct sv        name;	/* canonical text: a.b, or `odd name` in backquotes */
	const struct sv *key;	/* components, plain */
	size_t           nkey;	/* >= 1 */
	bool             derived;	/* made on the way: not missed when the input has none */
	bool             timed;		/* the time of the record is looked for under this name */
};

struct proj {
	struct arena      *arena;
	struct proj_field *field;	/* slot i is field i */
	size_t             n;
	size_t             cap;
	bool               members;	/* the whole record is wanted: list its members too */
	bool               text;	/* ... but only to be written: record.write may stand in */
};

/** proj_init - no fields */
void proj_init(struct proj *p, struct arena *a);

/**
 * proj_add - slot of a field, added when new
 * @name: a.b.c; components of letters, digits, _ @ $ - and bytes >= 0x80; anything
 *        else in `backquotes`, a backquote itself doubled; `a.b` is one, a.b two
 *
 * Returns: RC_OK and *slot; RC_SYNTAX with the column.
 */
MUST_USE enum rc proj_add(struct proj *p, struct sv name, size_t *slot, struct err *e);

/** proj_find - slot of a field, however it is spelled, or p->n */
size_t proj_find(const struct proj *p, struct sv name);

/**
 * proj_path - the components of a name, plain
 * @name: as for proj_add
 *
 * Returns: RC_OK, *key of *nkey >= 1 in @a; RC_SYNTAX with the column.
 */
MUST_USE enum rc proj_path(struct sv name, struct arena *a, struct sv **key, size_t *nkey,
    struct err *e);

/** proj_name - canonical text of a path: backquotes only where they are needed; in @a */
struct sv proj_name(const struct sv *key, size_t nkey, struct arena *a);

/**
 * proj_quoted - a path that brackets may stand in, for an expression: its names in backquotes
 * @name: a-b[0].c, as lists of fields have it, where - is a letter as any; `c` stays
 */
struct sv proj_quoted(struct sv name, struct arena *a);

#endif
