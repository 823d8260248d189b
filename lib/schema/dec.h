/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dec - JSON numbers as exact decimals: whole, multiple of, hash
 *
 * Numbers of any length and exponent; nothing is rounded and nothing allocated.
 * Order is num_cmp's (base/num.h).
 */
#ifndef CX_SCHEMA_DEC_H
#define CX_SCHEMA_DEC_H

#include "base/num.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stdint.h>

enum { DEC_DIVISOR_MAX = 36 };	/* significant digits of a divisor */

struct dec {			/* the value is its digits * 10^exp */
	struct sv digits;	/* first to last that is not 0, maybe with a point; empty: zero */
	int64_t   exp;
	bool      neg;
};

struct dec_divisor {
	__extension__ unsigned __int128 digits;	/* not 0 */
	int64_t  exp;
	num_i128 units;		/* the same in 1e-9; 0: it has more decimals */
};

/** dec_of - take an RFC 8259 number apart; it must be one */
struct dec dec_of(struct sv text);

/** dec_whole - the value has no fraction: 1, 1.0, 1.5e1 */
bool dec_whole(struct sv text);

/** dec_divisor_of - prepare a number above zero; false when it has too many digits, or is not */
bool dec_divisor_of(struct dec_divisor *d, struct sv text);

/** dec_divides - @text is a whole multiple of @d */
bool dec_divides(const struct dec_divisor *d, struct sv text);

/** dec_hash - the same for equal values however they are written */
uint64_t dec_hash(struct sv text, uint64_t seed);

#endif
