/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * segment_sink - who is in which segment, who was in another, and how many
 *
 *     {"kind":"segment","user":"7","segment":"at_risk","previous":"active", ...}
 *     {"event_name":"stage_changed","user_id":"7","from":"active","to":"at_risk",...}
 *
 * Constant while it is written to, but for its counts, which any thread may add to: sums do
 * not depend on the order.
 * Memory: the names; with --prev the id and 72 bytes of each user there.
 */
#ifndef CX_SEGMENT_SEGMENT_SINK_H
#define CX_SEGMENT_SEGMENT_SINK_H

#include "json/jwrite.h"
#include "query/option.h"
#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>

struct segment_sink_query {	/* options as given */
	const char *prev;	/* --prev */
	const char *changes;	/* --changes */
	bool        summary;	/* --summary */
};

/* Its rows in an option table: of the struct s, whose member q it is. */
#define SEGMENT_SINK_OPTIONS(s, q) \
	OPT_TEXT(0, "prev", s, q.prev, "FILE", \
	    "segment records of another day: who was in which segment", .file = PLACE_READ), \
	OPT_CHOICE(0, "changes", s, q.changes, "also|only", \
	    "write each change of segment as an event at --now, besides the records or alone", \
	    .needs = "prev", .not_with = "summary"), \
	OPT_FLAG(0, "summary", s, q.summary, \
	    "write sizes and shares, with --prev who went where, instead of users")

struct segment_sink;

/**
 * segment_sink_new - read --prev
 * @name: of @n segments, the last being that of who is in none
 *
 * Returns: RC_OK; RC_USAGE; RC_IO; RC_SYNTAX "FILE:LINE: ...", of --prev.
 * Memory:  in the job's arena, and what segment_sink_free gives back, also after a failure.
 */
MUST_USE enum rc segment_sink_new(struct segment_sink **s, const struct sv *name, size_t n,
    const struct segment_sink_query *q, struct job *j, struct err *e);

/** segment_sink_free - NULL is fine */
void segment_sink_free(struct segment_sink *s);

struct segment_line {		/* one user */
	struct jwrite w;
	bool          open;	/* a record is being written: it may get more members */
	struct val    user;
	size_t        segment;
	size_t        previous;	/* its name's number; SIZE_MAX: none */
};

/**
 * segment_sink_begin - a user is in a segment: count, begin the record
 * @user: its canonical key (key/key_bytes.h), alive until the end
 * @o:    gets whole lines
 */
void segment_sink_begin(struct segment_sink *s, struct segment_line *l, struct sv user,
    size_t segment, struct buf *o);

/** segment_sink_end - end the record, and say what has changed */
void segment_sink_end(const struct segment_sink *s, struct segment_line *l);

/** segment_sink_summary - with --summary, when all users are counted: its records */
void segment_sink_summary(const struct segment_sink *s, struct job *j);

#endif
