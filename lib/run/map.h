/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map - the first shape: one record in, zero or more out, in input order
 *
 * No memory from record to record but what a plan's parts keep; output is flushed
 * whenever the next read would block, so that a live pipe shows the first line at
 * once.
 */
#ifndef CX_RUN_MAP_H
#define CX_RUN_MAP_H

#include "base/sv.h"
#include "record/framing.h"
#include "run/edit.h"
#include "run/job.h"
#include "run/stream.h"

#include <stdbool.h>

struct map_in {			/* beside the record */
	const void       *ctx;	/* of the plan */
	void             *part;	/* of this thread; NULL without parts */
	struct expr_eval *ev;
	struct framing   *framing;	/* of this thread, for edit_write; NULL: lines */
	bool              timed;	/* at_us is the record's time, see job_need_time */
	int64_t           at_us;
};

/**
 * map_fn - one record
 *
 * Output lines are appended to out->o, what note is to know to out->note.
 * Returns: RC_OK, after stream_reject too when the record has been judged and is set aside;
 *          RC_BAD it cannot be used (nothing may have been appended to out->o), with the
 *          reasons given to stream_reject, or with e->msg and e->code.
 */
typedef enum rc map_fn(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e);

struct map_plan {
	map_fn     *fn;
	const void *ctx;	/* compiled settings, constant, shared by threads */
	const struct edit *edit;	/* all that fn writes by: it may frame it; NULL: lines */
	uint64_t    head;	/* stop after this many output lines; 0 for all; none of frames */
	/*
	 * One thread, records in input order, each with its file_line: state may be kept in
	 * a part from record to record.
	 */
	bool        serial;
	void       *state;	/* given to part and note */
	/*
	 * What thread @i (0 first) may write to, the caller's: it is there until the caller
	 * frees it, to be merged when map_run has returned.  Which records a thread saw is
	 * chance; nothing written may depend on it.  NULL: none.
	 */
	void     *(*part)(void *state, unsigned i);
	/*
	 * The notes of a block, when there are any: in input order, one call at a time, so
	 * that first, last and samples are the same for any -j.  Line numbers in them are
	 * r->line_no; @at makes them absolute.  RC_OK; RC_END ends the run; an error.
	 */
	enum rc   (*note)(void *state, const struct stream_at *at, struct sv note, struct err *e);
};

/**
 * map_run - open the job and run the plan over its input
 *
 * Returns: RC_OK, or as stream_run and job_open.  The job is closed by the caller.
 */
MUST_USE enum rc map_run(struct job *j, const struct map_plan *p, struct err *e);

#endif
