/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lmoment - times of which many fall into the minute of the one before, in any form
 *
 *     2026-11-29T19:22:31.926Z     29/Nov/2026:19:22:31.926     Sun Nov 29 19:28:59 2026
 *     `-----before----'ss`-- behind the fraction
 *
 * What stands before the seconds, and behind their fraction, is compared with the last time;
 * only the seconds are read.  Anything else is for tstamp_auto, whose result is learnt.
 * A text without a year, which may be that of the run, is never learnt.
 */
#ifndef CX_LINE_LMOMENT_H
#define CX_LINE_LMOMENT_H

#include "base/sv.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LMOMENT_BEFORE = 24, LMOMENT_BEHIND = 8 };	/* bytes that are compared, at most */

struct lmoment {
	char    before[LMOMENT_BEFORE];
	char    behind[LMOMENT_BEHIND];
	uint8_t nbefore;	/* 0: nothing is known; else 8 to LMOMENT_BEFORE */
	uint8_t nbehind;
	int64_t minute_us;
};

/**
 * lmoment_scan - the time at @p, when it is in the minute that is known
 *
 * Returns: its end, and *at_us; NULL: no other text than that is at @p.
 */
static inline const char *
lmoment_scan(const struct lmoment *m, const char *p, const char *e, int64_t *at_us)
{
	const char *q = p + m->nbefore;
	uint32_t us = 0, unit = 100000;

	if (m->nbefore == 0 || e - p < m->nbefore + 2 ||
	    memcmp(p, m->before, 8) != 0 ||
	    memcmp(q - 8, m->before + m->nbefore - 8, 8) != 0 ||
	    (m->nbefore > 16 && memcmp(p + 8, m->before + 8, 8) != 0))
		return NULL;
	if ((unsigned char)(q[0] - '0') > 5 || (unsigned char)(q[1] - '0') > 9)
		return NULL;
	*at_us = m->minute_us + ((q[0] - '0') * 10 + (q[1] - '0')) * INT64_C(1000000);
	q += 2;
	if (q < e && *q == '.') {
		const char *from = ++q;

		for (; q < e && (unsigned char)(*q - '0') <= 9; q++, unit /= 10)
			us += (uint32_t)(*q - '0') * unit;
		if (q == from || q - from > 9)
			return NULL;
		*at_us += us;
	}
	if ((size_t)(e - q) < m->nbehind)
		return NULL;
	for (size_t i = 0; i < m->nbehind; i++)
		if (q[i] != m->behind[i])
			return NULL;
	return q + m->nbehind;
}

/** lmoment_learn - @s is the time *at_us */
void lmoment_learn(struct lmoment *m, struct sv s, int64_t at_us);

#endif
