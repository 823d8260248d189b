/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rtable_reach - columns that lie below a record's members: a.b, a[0], where options name them
 *
 * A table's columns are the members of its records.  What options name below them, as
 * cxselect --fields has it, is an expression and becomes a column of that name.
 */
#ifndef CX_REPORT_RTABLE_REACH_H
#define CX_REPORT_RTABLE_REACH_H

#include "base/arena.h"
#include "record/record.h"
#include "run/job.h"

#include <stddef.h>

struct rtable_reach {
	struct sv           *name;
	const struct expr  **x;
	size_t               n;
	struct jread_member *member;	/* of a record, with these behind them */
	size_t               cap;
};

/**
 * rtable_reach_names - note the names that lead into members
 * @names: "a,-b" of an option, or "a:b" of --pivot; NULL: none
 *
 * What is no path, or the name of a member by itself, is left alone.  In the arena of @j,
 * before it is opened.
 */
void rtable_reach_names(struct rtable_reach *reach, const char *names, struct job *j);

/**
 * rtable_reach_members - the members of a record, and behind them what the names find
 * @n: how many
 *
 * Returns: good until the next call; those of the record itself where nothing was found.
 */
const struct jread_member *rtable_reach_members(struct rtable_reach *reach,
    const struct record *r, struct expr_eval *ev, size_t *n);

/** rtable_reach_free - give back what rtable_reach_members needed */
void rtable_reach_free(struct rtable_reach *reach);

#endif
