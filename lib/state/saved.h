/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * saved - what every filter that keeps states does alike: the options that say so, the head
 * of what it asked, and taking it up again
 */
#ifndef CX_STATE_SAVED_H
#define CX_STATE_SAVED_H

#include "key/key_list.h"
#include "query/query.h"
#include "state/state.h"

struct saved_given {		/* options as given */
	bool partial;		/* --partial */
	bool merge;		/* --merge */
	bool once;		/* --once */
	bool repeats;		/* --allow-repeat */
	const char *expect;	/* --expect */
};

/* Its rows in an option table: of the struct s, whose member m it is; then of --partial. */
#define SAVED_OPTIONS(s, m, ...) \
	OPT_FLAG(0, "partial", s, m.partial, "write states for --merge instead of results", \
	    __VA_ARGS__), \
	OPT_TEXT_(true, 0, "label", job_given, label, "NAME", \
	    "whose states these are, for --expect", .needs = "partial resume", \
	    .saved = OPT_SAVED_RECORDS), \
	OPT_FLAG(0, "merge", s, m.merge, "the files are states of --partial: add them up"), \
	OPT_FLAG(0, "once", s, m.once, "leave out states of records that were counted already", \
	    .needs = "merge"), \
	OPT_FLAG(0, "allow-repeat", s, m.repeats, \
	    "count records again that were counted already", .needs = "merge", \
	    .not_with = "once"), \
	OPT_TEXT(0, "expect", s, m.expect, "NAMES|7d", \
	    "status 3 when there are no states of one of these, or of so many days in a row", \
	    .needs = "merge")

/** saved_wanted - states are to be written: of --partial, or of --resume */
static inline bool
saved_wanted(const struct saved_given *g, const struct job *j)
{
	return g->partial || j->given.resume != NULL;
}

/** saved_cfg - how states are opened: state_open */
static inline struct state_cfg
saved_cfg(const struct opt *rows, const struct saved_given *g)
{
	return (struct state_cfg){ rows, g->once, g->repeats, g->expect };
}

/**
 * saved_head - the head of states that @j asks for, without plan and window
 * @key: what they are of, STATE_KEYS_MAX at most
 *
 * Memory: in the job's arena.
 */
struct state_head *saved_head(struct job *j, const struct key_expr *key, size_t nkey);

/** saved_read - what the job will read is to be told in states, by its sources and their label */
void saved_read(struct job *j);

/**
 * saved_query - take the saved query for the options that were given when states were written
 * @r: at the head @h
 *
 * The job's own part is taken by state_adopt, when the rest is known to be sound.
 * Returns: RC_OK; RC_SYNTAX, with file and line, for states of another filter than @j is, or a
 *          query that is not one of it.
 */
MUST_USE enum rc saved_query(const struct state_reader *r, const struct state_head *h,
    const struct query *q, struct job *j, struct err *e);

#endif
