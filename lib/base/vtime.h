/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * vtime - a time in microseconds as its difference to another, in as few bytes as it needs
 *
 *     varint of  zigzag difference in the unit << 2 | unit: 0 us, 1 ms, 2 s
 *     or 3, then varint of the zigzag difference in us
 *
 * For bytes that this process wrote itself: reading checks nothing.
 */
#ifndef CX_BASE_VTIME_H
#define CX_BASE_VTIME_H

#include "base/varint.h"

#include <stddef.h>
#include <stdint.h>

enum {
	VTIME_MAX = 1 + VARINT_MAX,	/* bytes of the longest */
	VTIME_UNIT_BITS = 2,
	VTIME_FAR = 3			/* the difference follows */
};

/** vtime_zigzag - small for numbers near 0 of either sign */
static inline uint64_t
vtime_zigzag(int64_t d)
{
	return (uint64_t)d << 1 ^ (0 - ((uint64_t)d >> 63));
}

/** vtime_unzigzag - the inverse */
static inline int64_t
vtime_unzigzag(uint64_t z)
{
	return (int64_t)(z >> 1 ^ (0 - (z & 1)));
}

/** vtime_put - @to_us as seen from @from_us, of any two times; how many bytes, VTIME_MAX at most */
static inline size_t
vtime_put(char *p, int64_t from_us, int64_t to_us)
{
	const int64_t d = (int64_t)((uint64_t)to_us - (uint64_t)from_us);
	const uint64_t unit = d % 1000 != 0 ? 0 : d % 1000000 != 0 ? 1 : 2;
	const uint64_t z = vtime_zigzag(unit == 0 ? d : unit == 1 ? d / 1000 : d / 1000000);

	if (z >> (64 - VTIME_UNIT_BITS) == 0)
		return varint_put(p, z << VTIME_UNIT_BITS | unit);
	*p = VTIME_FAR;
	return 1 + varint_put(p + 1, vtime_zigzag(d));
}

/** vtime_get - the time at *p, which moves behind it */
static inline int64_t
vtime_get(const char **p, int64_t from_us)
{
	static const int64_t unit_us[] = { 1, 1000, 1000000 };
	const uint64_t v = varint_get(p), unit = v & ((1 << VTIME_UNIT_BITS) - 1);
	const int64_t d = unit == VTIME_FAR ? vtime_unzigzag(varint_get(p)) :
	    vtime_unzigzag(v >> VTIME_UNIT_BITS) * unit_us[unit];

	return (int64_t)((uint64_t)from_us + (uint64_t)d);
}

#endif
