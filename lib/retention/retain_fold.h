/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retain_fold - the fold whose states are when a user was active
 *
 *     | periods: 16 bytes      |  or  | marks | latest time |   and with -b  | first values |
 *
 * A state is one user's and one window's: all of time.  Memory: see retention/pset.h and
 * retention/marks.h; with -b the texts of the first known values besides.
 *
 * Saved, with all times and periods but the first as what they are more than the one before:
 *
 *     {"last":19724,"periods":[19723,1,2]}          last is the latest period, or time, of
 *     {"last":...,"at":[1700000000000000,250],      any record
 *      "is":"13"}                                   the kind of each mark: retention/marks.h
 *      ...,"by":[[1700000000000000,["paid"]],null]} when each value was seen first, and it
 */
#ifndef CX_RETENTION_RETAIN_FOLD_H
#define CX_RETENTION_RETAIN_FOLD_H

#include "fold/fold.h"
#include "retention/pset.h"
#include "retention/retain_plan.h"

struct retain_first {		/* the first known value of a key of -b */
	int64_t at_us;
	char   *text;		/* key/scan_key.h, of one value; NULL: none is known */
	size_t  n;
};

struct retain_state {
	union {
		struct pset set;
		struct {
			struct marks marks;
			int64_t      last_us;	/* INT64_MIN: none */
		};
	};
};

/** retain_fold_size - bytes of a state of this plan */
size_t retain_fold_size(const struct retain_plan *p);

/** retain_fold_first - the first values of a state, p->nby of them; NULL: none is known */
struct retain_first *retain_fold_first(const struct retain_plan *p, const void *st);

/**
 * retain_fold_see - a value of key @i of -b was seen
 * @text: it (key/scan_key.h)
 *
 * The earliest stays; of one time that with the least bytes.
 */
void retain_fold_see(const struct retain_plan *p, void *st, size_t i, int64_t at_us,
    struct sv text);

/** retain_fold_ops - ctx is a const struct retain_plan */
extern const struct fold_ops retain_fold_ops;

#endif
