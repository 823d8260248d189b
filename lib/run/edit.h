/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * edit - what a map writes of a record: chosen, new, dropped, renamed, exploded fields
 *
 * Untouched members pass byte for byte; a record without any edit passes as the
 * line it came in.  Order: explode, set (each sees the ones before it), drop,
 * rename; fields chooses and orders what is left.  A field renamed to the name of
 * another takes its place; a set whose value is absent writes nothing.
 *
 * --for chooses as fields does: what the readers of a list of metrics, keys and other
 * expressions look at, and the time.
 */
#ifndef CX_RUN_EDIT_H
#define CX_RUN_EDIT_H

#include "base/buf.h"
#include "expr/expr.h"
#include "record/framing.h"
#include "record/record.h"
#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>

struct edit_cfg {		/* option values; lists may be empty */
	const char  *fields;	/* a,b.c: only these, in this order; NULL all */
	const char **readers;	/* --for: metrics and expressions whose fields alone are written */
	size_t       nreaders;
	const char  *explode;	/* array field: one record per element */
	const char **set;	/* new=EXPR */
	size_t       nset;
	const char **drop;	/* a,b */
	size_t       ndrop;
	const char **rename;	/* new=old */
	size_t       nrename;
	bool         keep_raw;	/* add the input line as "raw" */
	bool         framed;	/* --framed: records go into frames */
};

struct edit;

/**
 * edit_compile - check and compile
 *
 * Adds to job->proj what it reads; asks for all members unless fields is given or
 * nothing is edited and the input is NDJSON.
 * Returns: RC_OK; RC_USAGE; RC_SYNTAX with the text and column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc edit_compile(const struct edit **ed, const struct edit_cfg *cfg, struct job *j,
    struct err *e);

/** edit_tell - say which intervals did not follow what --set made of their values */
void edit_tell(const struct edit *ed, const struct job *j);

/** edit_explain - what is done to each record, for --explain; the job is open */
void edit_explain(const struct edit_cfg *cfg, struct job *j);

/** edit_framing - what writes the frames of one thread; NULL without --framed; the caller's */
struct framing *edit_framing(const struct edit *ed);

/**
 * edit_write - append the record's line(s) to @o
 * @f: NULL, or what edit_framing has made: then records go into the frames of @o
 *
 * Returns: RC_OK; RC_BAD sets it aside, nothing appended.
 */
MUST_USE enum rc edit_write(const struct edit *ed, const struct record *r, struct expr_eval *ev,
    struct framing *f, struct buf *o, struct err *e);

#endif
