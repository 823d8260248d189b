/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind - the records that filters write, by the member "kind": what each has, of which
 * type and unit, and what a table for people leaves out
 *
 * One row a kind.  Adding one: its members and row in the file of its domain (rkind_*.c), its
 * name in rkind_rows.h and in the table of rkind.c, an item in the list of kinds in cxview(1).
 * Who writes a kind must not let a key or a metric be called as one of its members
 * (rkind_taken).  Records that are saved states are cx-state(5)'s, not results.
 */
#ifndef CX_RECORD_RKIND_H
#define CX_RECORD_RKIND_H

#include "base/registry.h"
#include "base/sv.h"
#include "json/jread.h"

#include <stdbool.h>
#include <stddef.h>

enum rkind_type {
	RKIND_ANY,		/* a value of the input, as it was */
	RKIND_TEXT,
	RKIND_TIME,		/* text, RFC 3339 */
	RKIND_FLAG,		/* true or false */
	RKIND_COUNT,		/* a whole number, not negative */
	RKIND_NUMBER,
	RKIND_INTERVAL,		/* a number x, and x_lo and x_hi of the same unit */
	RKIND_LIST,
	RKIND_OBJECT
};

enum rkind_show {		/* in a table for people */
	RKIND_SHOWN,
	RKIND_DETAIL,		/* left out */
	RKIND_EVIDENCE,		/* left out, and with it what is RKIND_ALONE */
	RKIND_ALONE,
	RKIND_SOMETIMES,	/* left out where every row has null or 0 */
	RKIND_VARIES		/* left out where every row has the same */
};

struct rkind_member {
	const char     *name;
	enum rkind_type type;
	const char     *unit;	/* "s", "ms"; "share": 0 to 1; NULL: none, or of what it is of */
	enum rkind_show show;
};

enum rkind_more {		/* what a record has besides */
	RKIND_FIXED,		/* nothing */
	RKIND_OPEN,		/* keys, metrics or kept fields */
	RKIND_KEYED		/* keys */
};

struct rkind {
	const char                *name;	/* value of "kind" */
	const char                *summary;
	const char                *filter;	/* that writes it; NULL: all do */
	enum rkind_more            more;
	const struct rkind_member *member;	/* without "kind"; ended by a NULL name */
};

/** rkind_registry - the kinds */
extern const struct registry rkind_registry;

/**
 * rkind_read - the kind of a record
 * @m: its @n members
 *
 * Returns: the row; NULL when "kind" is none of ours, or a member has a type that ours never
 *          has: somebody else's record that is called the same.
 */
const struct rkind *rkind_read(const struct jread_member *m, size_t n);

/** rkind_member - what @name is in records of a kind, x_lo and x_hi as x; NULL: not the kind's */
const struct rkind_member *rkind_member(const struct rkind *k, struct sv name);

/** rkind_taken - @name is "kind", or a member of an open kind that @filter writes */
bool rkind_taken(const char *filter, struct sv name);

#endif
