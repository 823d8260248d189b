/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * segment_score - --rfm: users by scores of recency, frequency and monetary value
 *
 * Edges may be written to a file, a record of kind segment_edges, which --edges takes back, so
 * that the scores of two days, or of two halves of the users, can be compared.
 * Memory: all users, see segment/segment_rows.h, and 64 bytes of each while edges are found.
 */
#ifndef CX_SEGMENT_SEGMENT_SCORE_H
#define CX_SEGMENT_SEGMENT_SCORE_H

#include "segment/rfm.h"
#include "segment/segment_rows.h"
#include "segment/segment_rules.h"
#include "segment/segment_sink.h"

struct segment_score_query {	/* options as given; NULL: the default */
	const char *measure[RFM_MEASURES];	/* --recency, --frequency, --monetary */
	uint64_t    scores;			/* --scores, 5 by default */
	const char *method;			/* --method, cut by default */
	const char *edges;			/* --edges */
	const char *write;			/* --write-edges */
};

enum { SEGMENT_SCORE_KNOWN = 2 * RFM_MEASURES };

struct segment_score {
	const struct rfm_method *method;
	unsigned                 scores;
	bool                     given;		/* edges are from --edges */
	const char              *write;		/* where to write them; NULL: nowhere */
	struct rfm_edges         edges;
	struct segment_feature   feature[RFM_MEASURES];
	struct segment_known     known[SEGMENT_SCORE_KNOWN];	/* r f m, then the values */
};

/**
 * segment_score_compile - check the options and compile them for a job
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX; RC_IO.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc segment_score_compile(struct segment_score *p,
    const struct segment_score_query *q, struct job *j, struct err *e);

/** segment_score_run - read the input, write the users; as segment_rows_collect */
MUST_USE enum rc segment_score_run(const struct segment_score *p, const struct user_key *user,
    const struct segment_rules *rules, struct segment_sink *sink, struct job *j,
    struct err *e);

#endif
