/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qddl_dialect - what a database calls types, takes for names and wants of a table
 *
 * Adding a database: one row in qddl_dialect.c, one item in cxcheck(1).
 */
#ifndef CX_QUALITY_QDDL_DIALECT_H
#define CX_QUALITY_QDDL_DIALECT_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/registry.h"
#include "quality/qddl_columns.h"

#include <stdbool.h>
#include <stddef.h>

struct qddl_dialect {
	const char        *name;
	const char        *summary;
	const char        *type[QDDL_TYPES];	/* of a decimal: the scale and ")" follow */
	char               quote;	/* around names */
	bool               escaped;	/* a quote in a name is behind a backslash, not doubled */
	bool               words;	/* names are letters, digits and _ */
	bool               any_case;	/* names that differ in case alone are one */
	size_t             name_max;	/* bytes */
	size_t             columns_max;
	const char *const *kept;	/* names it keeps for itself, NULL-ended; NULL: none */
	bool               kept_starts;	/* and all that begin with them, in any case */
	/* Behind the name: " TYPE", and that it is always there. */
	void             (*put_type)(const struct qddl_dialect *d, const struct qddl_column *c,
	                             struct buf *o);
	/* The values that may be in it, which are texts; NULL: it has no way to say so. */
	void             (*put_values)(const struct qddl_dialect *d, const struct qddl_column *c,
	                               struct buf *o);
	/* Behind the columns; @time: the column of times, when one is always there; NULL: ";". */
	enum rc          (*put_end)(const struct qddl_dialect *d, const struct qddl_column *time,
	                            struct buf *o, struct err *e);
};

/** qddl_dialect_registry - the databases */
extern const struct registry qddl_dialect_registry;

/** qddl_dialect_put_name - a quoted name; RC_SYNTAX when it cannot be one there */
enum rc qddl_dialect_put_name(const struct qddl_dialect *d, struct sv name, struct buf *o,
    struct err *e);

/** qddl_dialect_keeps - the database keeps @name for itself */
bool qddl_dialect_keeps(const struct qddl_dialect *d, struct sv name, struct arena *tmp);

/** qddl_dialect_fold - @name as databases fold names that differ in case alone; in @a */
struct sv qddl_dialect_fold(struct sv name, struct arena *a);

#endif
