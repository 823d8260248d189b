/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * segment_cluster - --kmeans: users by what they are like
 *
 * The model may be written to a file, a record of kind segment_model, which --centers takes
 * back: features, how they were scaled, and the centres.  Segments are c1, c2 ... in order of
 * the mean of the last feature.
 * Memory: all users, see segment/segment_rows.h, and 8 bytes for each of their numbers again.
 */
#ifndef CX_SEGMENT_SEGMENT_CLUSTER_H
#define CX_SEGMENT_SEGMENT_CLUSTER_H

#include "segment/kmeans.h"
#include "segment/segment_rows.h"
#include "segment/segment_sink.h"

struct segment_cluster_query {	/* options as given; NULL: none, or the default */
	const char *k;		/* --kmeans K or K..K */
	const char *features;	/* --features */
	const char *centers;	/* --centers FILE */
	const char *write;	/* --write-centers FILE */
	uint64_t    seed;	/* --seed */
	uint64_t    starts;	/* --starts */
};

#define SEGMENT_CLUSTER_FEATURES "log:recency, log:frequency, log:monetary"

struct segment_cluster {
	unsigned                k;		/* or the first of a choice */
	unsigned                most;		/* the last of it */
	bool                    choice;		/* compare them, put nobody into one */
	uint64_t                seed;
	unsigned                starts;
	struct segment_feature *feature;
	struct sv              *text;		/* of each, in its one form */
	size_t                  n;
	const char             *write;		/* where to write the model; NULL: nowhere */
	double                 *mean;		/* of --centers; NULL: without it */
	double                 *sd;
	double                 *center;
	struct sv              *name;		/* c1 ... and the one of who is in none: k + 1 */
};

/**
 * segment_cluster_compile - check the options and compile them for a job
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX; RC_IO.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc segment_cluster_compile(struct segment_cluster *p,
    const struct segment_cluster_query *q, struct job *j, struct err *e);

/**
 * segment_cluster_run - read the input, write the users
 * @sink: NULL with a choice of k, whose records are written instead
 *
 * Returns: as segment_rows_collect; RC_RANGE when there are fewer different users than k.
 */
MUST_USE enum rc segment_cluster_run(const struct segment_cluster *p,
    const struct user_key *user, struct segment_sink *sink, struct job *j, struct err *e);

#endif
