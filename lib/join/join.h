/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * join - columns of a table's rows behind the members of records
 *
 * A map: the table is read whole (join/load.h), then each record finds at most one row, by
 * its key, its key and time, or its address; so that none is ever written twice.
 */
#ifndef CX_JOIN_JOIN_H
#define CX_JOIN_JOIN_H

#include "run/job.h"

struct join_query {		/* option values */
	const char *key;	/* -k; NULL only with asof */
	const char *table_key;	/* --table-key; NULL: as key says */
	const char *table_format;	/* --table-format */
	const char *take;	/* --take */
	const char *prefix;	/* --prefix */
	const char *asof;	/* --asof: field with the time of rows */
	const char *within;	/* --within */
	const char *duplicates;	/* --duplicates error|first|last; NULL: error */
	uint64_t    max_rows;	/* --max-rows */
	bool        cidr;	/* --cidr */
	bool        inner;	/* --inner, --semi, --anti: at most one of them */
	bool        semi;
	bool        anti;
	bool        overwrite;	/* --overwrite */
	bool        counts;	/* --counts */
};

/**
 * join_run - join the input of @j with the table that is its first operand
 *
 * Says on standard error when no record found a row; that counts as a field that is missing.
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX in the options; as load_run and map_run.
 */
MUST_USE enum rc join_run(struct job *j, const struct join_query *q, struct err *e);

#endif
