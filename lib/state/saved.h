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
	bool merge;		/* --merge */
	bool once;		/* --once */
	bool repeats;		/* --allow-repeat */
	bool gaps;		/* --allow-gaps */
	bool sorted;		/* --sorted, of filters that have it */
	const char *expect;	/* --expect */
};

/* Its rows in an option table: of the struct s, whose member m it is; then of --partial. */
#define SAVED_OPTIONS(s, m, ...) \
	OPT_FORM_(true, 0, "partial", job_given, partial, "line", \
	    "write states for --merge instead of results; =line: all of them in one line", \
	    __VA_ARGS__), \
	OPT_FLAG_(true, 0, "key-lines", job_given, key_lines, \
	    "each state behind its key and a tab, to be sorted and spread by it", \
	    .needs = "partial", .not_with = "partial=line"), \
	OPT_TEXT_(true, 0, "offsets", job_given, offsets, "TOPIC,PARTITION,OFFSET", \
	    "where records stand in their log: a merge then refuses what it has, and finds gaps", \
	    .needs = "partial", .saved = OPT_SAVED_RECORDS), \
	OPT_TEXT_(true, 0, "label", job_given, label, "NAME", \
	    "whose states these are, for --expect", .needs = "partial resume", \
	    .saved = OPT_SAVED_RECORDS), \
	OPT_TEXT_(true, 0, "part", job_given, part, "NAME", \
	    "all that is read is this part of the input: a merge knows it by that, not by its" \
	    " lines", .needs = "partial", .not_with = "resume", .saved = OPT_SAVED_RECORDS), \
	OPT_FLAG(0, "merge", s, m.merge, "the files are states of --partial: add them up"), \
	OPT_FLAG(0, "once", s, m.once, "leave out states of records that were counted already", \
	    .needs = "merge"), \
	OPT_FLAG(0, "allow-repeat", s, m.repeats, \
	    "count records again that were counted already", .needs = "merge", \
	    .not_with = "once"), \
	OPT_FLAG(0, "allow-gaps", s, m.gaps, \
	    "offsets may lack between those of --offsets (default: status 3)", \
	    .needs = "merge"), \
	OPT_TEXT(0, "expect", s, m.expect, "NAMES|7d", \
	    "status 3 when there are no states of one of these, or of so many days in a row", \
	    .needs = "merge")

/* ... and of filters that take states one group at a time; @not: what asks for all of them. */
#define SAVED_SORTED(s, m, not) \
	OPT_FLAG(0, "sorted", s, m.sorted, \
	    "they come sorted by their keys (--key-lines): some groups at a time", \
	    .needs = "merge", .not_with = not)

/** saved_wanted - states are to be written: of --partial, or of --resume */
static inline bool
saved_wanted(const struct job *j)
{
	return j->given.partial != NULL || j->given.resume != NULL;
}

/** saved_cfg - how states are opened: state_open */
static inline struct state_cfg
saved_cfg(const struct opt *rows, const struct saved_given *g)
{
	return (struct state_cfg){ .rows = rows, .once = g->once, .repeats = g->repeats,
		.sorted = g->sorted, .gaps = g->gaps, .expect = g->expect };
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
