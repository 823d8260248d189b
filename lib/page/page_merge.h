/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_merge - --merge: saved states among the operands, added up by the filters that wrote them
 *
 *     day1.state day2.state ──► cxstat --merge day1.state day2.state ──► records of the page
 *
 * States of one query are one call; what is no state is records.  A filter is run only when it is
 * one of ours, whatever a state says.
 */
#ifndef CX_PAGE_PAGE_MERGE_H
#define CX_PAGE_PAGE_MERGE_H

#include "base/arena.h"
#include "base/rc.h"
#include "page/page_set.h"
#include "page/page_spec.h"

#include <stddef.h>

struct page_states;		/* those of one query */

struct page_merge {
	const struct page_spec *spec;	/* what filters are given besides */
	const char             *self;	/* argv[0]: filters are looked for beside it first */
	struct page_states     *states;
	size_t                  n;
	const char            **file;	/* operands that are records; never none */
	size_t                  nfile;
};

/**
 * page_merge_split - look at the operands: which are states, and of which queries
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX a head of states that is damaged, or of no filter of ours.
 * Memory:  in @a.
 */
MUST_USE enum rc page_merge_split(struct page_merge *m, const char *const *file, size_t n,
    struct arena *a, struct err *e);

/**
 * page_merge_run - have the filters add up, and take their results
 * @bad: set when a filter had more rejects than its limit: status 4
 *
 * Returns: RC_OK; RC_IO a filter cannot be run, or failed; RC_SYNTAX it writes no records;
 *          RC_LIMIT, RC_STOP.
 */
MUST_USE enum rc page_merge_run(const struct page_merge *m, struct page_set *s, bool *bad,
    struct err *e);

#endif
