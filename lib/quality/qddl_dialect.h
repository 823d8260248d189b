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

struct qddl_dialect;
struct qtable;

struct qddl_segment {		/* rows of a table, in a file */
	const struct qtable *table;
	struct sv            file;	/* with nothing in it that a literal would have to escape */
	uint64_t             rows;
	uint64_t             run;
	struct sv            xxh3;
};

struct qddl_loader {		/* statements of a script, which is one transaction if it can */
	const char *begin;
	/* Rows of the file into the table, those of keys that are there as the plan says. */
	enum rc   (*put_rows)(const struct qddl_dialect *d, const struct qddl_segment *s,
	                      struct buf *o, struct err *e);
	const char *noted;	/* behind the values for the table of what was loaded */
	const char *end;
};

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
	const char        *keys;	/* behind PRIMARY KEY (...); NULL: it has no keys */
	/* Behind the columns of a table of the plan; NULL: ";". */
	enum rc          (*put_table_end)(const struct qddl_dialect *d, const struct qtable *t,
	                                  struct buf *o, struct err *e);
	/* What its own client loads a segment by; NULL: no statement of it reads a file here. */
	const struct qddl_loader *loader;
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
