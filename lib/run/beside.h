/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * beside - records of a second file, read whole before the input: a table to look things up in
 *
 * A job of its own, so that its formats, bad records, missing fields and odd times are those of
 * any input, and what is said of them names the file.  It writes nothing: its rejects go
 * where those of the input go.
 */
#ifndef CX_RUN_BESIDE_H
#define CX_RUN_BESIDE_H

#include "run/job.h"
#include "run/stream.h"

struct beside_cfg {
	const char *path;
	const char *format;	/* NULL: by the end of the path, .csv or .tsv.gz; else ndjson */
	const char *time;	/* field with the time; NULL: timestamp */
};

/**
 * beside_init - a job for the file, with the zones, the clock and the limits of @j
 * @b: any bytes; beside_free whatever is returned
 *
 * Expressions over its records are then compiled against b->query.env.
 * Returns: RC_OK; RC_USAGE standard input is read as records already; as job_prepare.
 */
MUST_USE enum rc beside_init(struct job *b, const struct beside_cfg *cfg, const struct job *j,
    struct err *e);

/**
 * beside_run - run the whole file through @s, and sum up
 * @j: the job it belongs to, not open yet
 *
 * Each of the two is held to --max-bad alone.
 * Returns: RC_OK; RC_STOP a signal came before the end; as stream_run.
 */
MUST_USE enum rc beside_run(struct job *b, const struct stream *s, struct job *j, struct err *e);

/** beside_free - what was compiled for it is gone too */
void beside_free(struct job *b);

#endif
