/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slices - slices of logs (run/offsets.h) that states are of: none is counted twice, and between
 * those of a partition there is nothing left out
 *
 * Memory: each slice once.
 */
#ifndef CX_STATE_SLICES_H
#define CX_STATE_SLICES_H

#include "base/arena.h"
#include "base/buf.h"
#include "json/jwrite.h"
#include "run/offsets.h"

struct slices_one {
	struct offsets_slice slice;
	struct sv            where;	/* the run it is of: "b.state:1" */
};

struct slices {			/* zeroed: none */
	struct slices_one *one;	/* by partition and number */
	size_t             n;
	size_t             cap;
};

/** slices_write - slices as an array of objects */
void slices_write(const struct offsets *o, struct jwrite *w);

/**
 * slices_read - the inverse
 * @v: the array; absent: none
 *
 * Returns: RC_OK; RC_SYNTAX for what slices_write does not write.
 */
MUST_USE enum rc slices_read(struct offsets *o, const struct val *v, struct arena *a,
    struct err *e);

/**
 * slices_meet - one that has numbers of @s, too; NULL: there is none
 *
 * Cost: O(log n).
 */
const struct slices_one *slices_meet(const struct slices *s, const struct offsets_slice *slice);

/** slices_add - @slice, which meets none, is counted; texts by pointer, memory in @a */
void slices_add(struct slices *s, const struct offsets_slice *slice, struct sv where,
    struct arena *a);

/** slices_gap - the next two of a partition from *i on that do not touch; false: all do */
bool slices_gap(const struct slices *s, size_t *i);

#endif
