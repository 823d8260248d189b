/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * registry - tables of rows with names: aggregates, formats, outputs ...
 *
 *     static const struct output rows[] = {
 *             { "csv", "comma-separated values", write_csv },
 *             ...
 *     };
 *
 *     const struct registry output_registry =
 *             REGISTRY("output", "Outputs", rows, struct output);
 *
 * Whoever speaks of the rows asks here: the parser, --help, --dump-options (hence the
 * completions), messages.  So what a row adds is known everywhere, and nowhere once it is
 * gone: tests/registry takes every row away in its turn, with a registry_row of its own.
 *
 * Adding a registry: its table, a row in tests/registry/walk.c, a mark in the manual
 * (scripts/check-man says which), and the option or the filter whose help lists it.
 */
#ifndef CX_BASE_REGISTRY_H
#define CX_BASE_REGISTRY_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stddef.h>

struct registry {
	const char *what;	/* a row, in messages and in the manual: "output" */
	const char *title;	/* over the rows, in --help: "Outputs" */
	const void *table;
	size_t      n;
	size_t      size;	/* of a row; 0: the table holds pointers to rows */
	size_t      name;	/* offsets in a row, of a const char * each */
	size_t      summary;
	size_t      args;	/* what a function takes; 0: rows are no functions */
};

#define REGISTRY_(w, t, rows, type, bytes) \
	.what = (w), .title = (t), .table = (rows), .n = sizeof(rows) / sizeof((rows)[0]), \
	.size = (bytes), .name = offsetof(type, name), .summary = offsetof(type, summary)

/* A table of structs, or of pointers to them, with the members name and summary. */
#define REGISTRY(w, t, rows, type)	{ REGISTRY_(w, t, rows, type, sizeof((rows)[0])) }
#define REGISTRY_POINTERS(w, t, rows, type)	{ REGISTRY_(w, t, rows, type, 0) }

/* Likewise, of functions that --help shows as name(args). */
#define REGISTRY_FUNCTIONS(w, t, rows, type) \
	{ REGISTRY_(w, t, rows, type, sizeof((rows)[0])), .args = offsetof(type, args) }

/** registry_row - the @i-th row, in the table's order; NULL behind the last */
const void *registry_row(const struct registry *r, size_t i);

/** registry_find - the row called @name; NULL when there is none */
const void *registry_find(const struct registry *r, struct sv name);

/** registry_near - the row that a mistyped @name is nearest to, as sv_near; NULL for none */
const void *registry_near(const struct registry *r, struct sv name);

/** registry_hint - add the name of the nearest row, if one is near, to a message: as rc_hint */
enum rc registry_hint(const struct registry *r, struct sv name, enum rc rc, struct err *e);

/** registry_name - what a row is called */
const char *registry_name(const struct registry *r, const void *row);

/** registry_summary - what it is, in one line */
const char *registry_summary(const struct registry *r, const void *row);

/** registry_args - what a function takes, "x [, digits]"; NULL: rows are no functions */
const char *registry_args(const struct registry *r, const void *row);

/** registry_list - append all names, with @between two of them */
void registry_list(const struct registry *r, const char *between, struct buf *b);

#endif
