/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session_view - what all sessions together say about pages: dwell, ways, repeats
 *
 *     sessions ──► of each its pages, in order of time ──► counts of pages, pairs, paths
 *
 * Sums are those of scan_sum: each thread has its own, their merge is commutative.
 *
 * Memory: 200 bytes a page, a pair and a path, SESSION_VIEW_MAX of each at most, and 8 a time
 * between two pages, since quantiles are exact.
 */
#ifndef CX_USERS_SESSION_VIEW_H
#define CX_USERS_SESSION_VIEW_H

#include "base/arena.h"
#include "base/val.h"
#include "query/option.h"
#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SESSION_VIEW_MAX = 1000000,	/* different pages, pairs, paths */
	SESSION_VIEW_PATH = 20,		/* pages that a path shows */
	SESSION_VIEW_AROUND = 1000	/* steps on each side of an event */
};

struct session_view_query {	/* options as given; at most one view */
	bool        pages;
	bool        transitions;
	uint64_t    paths;	/* how many; 0: none */
	const char *repeats;	/* DURATION; NULL: none */
	uint64_t    around;	/* steps; 0: none */
};

/* Its rows in an option table: of the struct s, whose member q it is. */
#define SESSION_VIEW_OPTIONS(s, q) \
	OPT_HEAD("Pages of all sessions"), \
	OPT_FLAG(0, "pages", s, q.pages, "of each page its views, exits and the time on it", \
	    .not_with = "transitions paths repeats around stat partial"), \
	OPT_FLAG(0, "transitions", s, q.transitions, \
	    "from page to page: how often, what share, how soon", \
	    .not_with = "paths repeats around stat partial"), \
	OPT_U64(0, "paths", s, q.paths, 1, SESSION_VIEW_MAX, "N", \
	    "the N most frequent ways through a session", \
	    .not_with = "repeats around stat partial"), \
	OPT_TEXT(0, "repeats", s, q.repeats, "DURATION", \
	    "of each page how often a user asks for it again this soon", \
	    .not_with = "around stat partial"), \
	OPT_U64(0, "around", s, q.around, 1, SESSION_VIEW_AROUND, "N", \
	    "the N pages before and behind each user's first --key-event", \
	    .needs = "key-event merge", .not_with = "stat partial")

struct session_view_sum;

struct session_step {		/* a record of a session that shows a page or is a key event */
	uint32_t page;		/* its number in the sum; SESSION_VIEW_NONE: it shows none */
	bool     key;
	int64_t  at_us;
};

#define SESSION_VIEW_NONE UINT32_MAX

struct session_view_type;	/* what it counts of a session, how its results are written */

struct session_view {
	const struct session_view_type *type;	/* NULL: none is asked for */
	uint64_t n;			/* paths or steps */
	int64_t  within_us;		/* of repeats */
	bool     keyed;			/* there are key events to count */
	double   conf;
};

/**
 * session_view_compile - @v from options; nothing is asked for: v->type is NULL
 *
 * Returns: RC_OK; RC_USAGE for a duration that is none.
 */
MUST_USE enum rc session_view_compile(struct session_view *v, const struct session_view_query *q,
    const struct job *j, struct err *e);

/** session_view_new - no sessions yet; @v outlives it */
struct session_view_sum *session_view_new(const struct session_view *v);

/**
 * session_view_page - the number of a page
 * @page: its value, not null, as JSON
 *
 * Returns: RC_OK; RC_LIMIT there are SESSION_VIEW_MAX others.
 */
MUST_USE enum rc session_view_page(struct session_view_sum *s, struct sv page, uint32_t *number,
    struct err *e);

/** session_view_add - one session, of @n steps; @first: of its user; RC_OK, RC_LIMIT */
MUST_USE enum rc session_view_add(struct session_view_sum *s, const struct session_step *step,
    size_t n, bool first, struct err *e);

/** session_view_merge - both together are in @dst then; RC_OK, RC_LIMIT */
MUST_USE enum rc session_view_merge(struct session_view_sum *dst,
    const struct session_view_sum *src, struct err *e);

/** session_view_write - the results, as lines behind what is in @o */
void session_view_write(struct session_view_sum *s, struct buf *o);

/** session_view_free - NULL is fine */
void session_view_free(struct session_view_sum *s);

#endif
