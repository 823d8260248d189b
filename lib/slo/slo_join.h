/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_join - the hours of a run as series: one for each objective and value of its keys
 *
 * Memory class: 40 bytes a minute with events, each objective's own.
 */
#ifndef CX_SLO_SLO_JOIN_H
#define CX_SLO_SLO_JOIN_H

#include "fold/part.h"
#include "judge/series.h"
#include "slo/slo_plan.h"

struct slo_joined {
	size_t              *objective;		/* of each line, ascending */
	const struct val   **key;		/* its values; NULL: none, or none was seen */
	struct series  (*series)[2];	/* [1]: the stable side */
	size_t               n;
	size_t               cap;
	int64_t              first_us;		/* earliest event; after last_us: none */
	int64_t              last_us;
};

/**
 * slo_join - join the states of a part
 * @t: of slo_fold_ops, windows of an hour
 *
 * Every objective has a line: one without keys or events when nothing was counted for it,
 * so that what is not there is judged too.  Keys are in order.
 * Returns: RC_OK; RC_SYNTAX when a state's events are not in its window.
 * Memory:  in @a, and in the states, which must outlive @j.
 */
MUST_USE enum rc slo_join(struct slo_joined *j, const struct slo_plan *p, struct part *t,
    struct arena *a, struct err *e);

#endif
