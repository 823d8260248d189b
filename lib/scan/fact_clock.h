/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fact_clock - times as text, quicker while they stay in one minute
 */
#ifndef CX_SCAN_FACT_CLOCK_H
#define CX_SCAN_FACT_CLOCK_H

#include "base/rfc3339.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fact_clock {		/* all zero is fine */
	bool    set;
	int64_t minute;		/* since 1970, as the text has it */
	char    text[RFC3339_MAX];
};

/**
 * fact_clock_text - RFC 3339 in UTC with just so many decimals: 0, 3 or 6
 * @text: RFC3339_MAX bytes
 *
 * Returns: its length; 0 when that would lose something, or the year has no four digits.
 */
size_t fact_clock_text(struct fact_clock *c, int64_t at_us, unsigned decimals, char *text);

#endif
