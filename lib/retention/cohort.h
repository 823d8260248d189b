/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cohort - counts by group and number: what tables of cohorts, periods or times hold
 *
 * A group is a key of values (key/scan_key.h), a row one number in it with as many counts as
 * the table is wide.  Memory: rows, and the keys of groups once.
 */
#ifndef CX_RETENTION_COHORT_H
#define CX_RETENTION_COHORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hmap.h"

#include <stddef.h>
#include <stdint.h>

struct cohort_row {
	uint32_t group;
	int64_t  at;		/* a period, a time, a count: what the table is by */
	uint64_t n[];
};

struct cohort_table {
	struct arena       arena;
	struct hmap        groups;	/* key -> its number, uint32_t */
	struct hmap        rows;	/* group, at -> struct cohort_row */
	size_t             width;
	struct cohort_row *row;		/* used last */
};

/** cohort_init - an empty table of rows of @width counts */
void cohort_init(struct cohort_table *t, size_t width, uint64_t seed);

/** cohort_group - the number of a group, given when it is new */
uint32_t cohort_group(struct cohort_table *t, struct sv key);

/** cohort_key - its key */
struct sv cohort_key(const struct cohort_table *t, uint32_t group);

/** cohort_at - the counts of a row, zeros when it is new; they stay where they are */
uint64_t *cohort_at(struct cohort_table *t, uint32_t group, int64_t at);

/** cohort_add - dst += src, of the same width */
void cohort_add(struct cohort_table *dst, const struct cohort_table *src);

/** cohort_find - the counts of a row; NULL when there is none */
const uint64_t *cohort_find(const struct cohort_table *t, uint32_t group, int64_t at);

/**
 * cohort_order - the rows by group, in the order of their keys of @nkey values, then by number
 * @n: how many
 *
 * Memory: in the table.
 */
const struct cohort_row *const *cohort_order(struct cohort_table *t, size_t nkey, size_t *n);

/** cohort_free - give back */
void cohort_free(struct cohort_table *t);

#endif
