/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lifecycle - who is new, who returned, who came back, who fell asleep; how often, how many
 *
 *     period      1      2      3      4      5
 *     active      x      x             x
 *     is          new  returning    resurrecting
 *     dormant                   x             x         only the first idle period counts
 *
 * So active(p) = new + returning + resurrecting, and active(p) - active(p - 1) = new +
 * resurrecting - dormant.  Pure: each adds one person to rows of a table by period.
 * Source: PostHog's lifecycle, Amplitude's pulse and stickiness.
 */
#ifndef CX_RETENTION_LIFECYCLE_H
#define CX_RETENTION_LIFECYCLE_H

#include "retention/cohort.h"

#include <stddef.h>
#include <stdint.h>

enum lifecycle_count {
	LIFECYCLE_NEW,
	LIFECYCLE_RETURNING,
	LIFECYCLE_RESURRECTING,
	LIFECYCLE_DORMANT,
	LIFECYCLE_WIDTH
};

/**
 * lifecycle_add - somebody's periods, into a table LIFECYCLE_WIDTH wide
 * @p:       @n of them, ascending
 * @created: period in which he began to be; INT64_MAX: with the first
 *
 * Who was created before his first period is not new in it, but resurrecting.
 */
void lifecycle_add(struct cohort_table *t, uint32_t group, const int32_t *p, size_t n,
    int64_t created);

enum { LIFECYCLE_WEEK = 7, LIFECYCLE_MONTH = 30 };

enum lifecycle_active { ACTIVE_DAY, ACTIVE_WEEK, ACTIVE_MONTH, ACTIVE_WIDTH };

/**
 * lifecycle_add_active - somebody's days, into a table ACTIVE_WIDTH wide
 *
 * Of those active on a day, and of what their number in the 7 and 30 days up to it changes
 * by from the day before (modulo 2^64).
 */
void lifecycle_add_active(struct cohort_table *t, uint32_t group, const int32_t *p, size_t n);

#endif
