/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load - a table out of a file: its rows, and the columns that are to be handed on
 *
 *     body = number of the shape, then for each of its columns: length, JSON text
 *
 * Rows with the same columns in the same order have one shape, which holds the names.  A
 * column that is null or absent in a row is not in its shape.
 */
#ifndef CX_JOIN_LOAD_H
#define CX_JOIN_LOAD_H

#include "base/hmap.h"
#include "join/table.h"
#include "key/key_list.h"
#include "run/beside.h"

enum { LOAD_COLUMNS = 4096 };	/* of a table at most */

struct load_cfg {
	struct beside_cfg file;
	const char       *option;	/* the text of key is given by this one */
	const char       *key;		/* expressions over the table's rows */
	size_t            nkey;		/* how many these must be */
	bool              timed;	/* rows have a time, in the field file.time */
	bool              networks;	/* the one key is a network */
	bool              bare;		/* no columns */
	const char       *take;		/* which columns; NULL: all but keys, time and kind */
	const char       *prefix;	/* before the name of each; NULL: none */
	enum table_twice  twice;
	uint64_t          max_rows;
};

struct load_column {
	struct sv name;
	struct sv head;		/* ,"name": */
};

struct load_shape {
	const uint32_t *column;
	size_t          n;
};

struct load_name {		/* of a member of the rows */
	struct sv name;
	uint32_t  column;	/* LOAD_COLUMNS: not taken */
};

struct load {
	struct table         table;
	struct load_column  *column;
	size_t               ncolumn;
	struct load_shape   *shape;
	size_t               nshape;

	/* While it is filled: */
	struct job           job;	/* of the file */
	const struct load_cfg *cfg;
	const struct key_expr *key;
	size_t               nread;	/* fields of the rows that keys and time read, the first */
	const struct key_expr *take;
	size_t               ntake;
	struct arena         arena;	/* columns and shapes */
	struct hmap          names;	/* to struct load_name */
	struct hmap          shapes;	/* their columns to uint32_t numbers */
	const struct load_name **place;	/* the i-th member of the rows, as it was last */
	size_t               nplace;
	size_t              *last;	/* of each column: 1 + the member it is in this row */
	uint32_t            *some;	/* columns of the row at hand */
	size_t               nsome;
	struct buf           bytes;	/* of its key */
	struct buf           values;
	struct buf           one;
	struct buf           body;
};

/**
 * load_run - read the whole file
 * @l: any bytes; load_free whatever is returned
 * @j: not open yet; its rejects are opened, see beside_run
 *
 * Rows without a key, without a time that is one, or whose network is none are rejected as
 * records of any input.
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX in an expression, or two rows are one; RC_LIMIT too many
 *          rows or columns; as beside_run.
 */
MUST_USE enum rc load_run(struct load *l, const struct load_cfg *cfg, struct job *j,
    struct err *e);

/**
 * load_key - the canonical bytes of a key in place of what is in @b
 * @key: @n values, none of them null; changed
 *
 * As those of groups, but that a number is its text: 7, 7.0 and "7" are one key, so that
 * numbers of records meet the texts of a CSV.
 */
void load_key(struct buf *b, struct val *key, size_t n, struct arena *tmp);

/** load_free - give everything back */
void load_free(struct load *l);

#endif
