/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmp - how two values of an expression compare
 *
 * - null with anything is unknown, and so is a number too large for a double;
 * - two numbers, or a number and a wholly numeric string: by exact decimal
 *   value (a computed number counts as its shortest decimal);
 * - a time with a time, with a string that is one (whatever tstamp_auto reads) or
 *   with a number (epoch): as instants;
 * - two strings that are both RFC 3339 dates or date-times: as instants, a text
 *   without an offset read in its own side's zone; when neither has an offset,
 *   as wall clocks; any other two strings: by bytes ("10" < "9");
 * - booleans, and raw JSON of the same kind byte for byte: equal or not, but
 *   neither is less;
 * - everything else differs: == false, != true, < unknown.
 */
#ifndef CX_EXPR_CMP_H
#define CX_EXPR_CMP_H

#include "base/arena.h"
#include "base/num.h"
#include "base/rfc3339.h"
#include "base/sv.h"
#include "base/val.h"
#include "time/tstamp.h"

#include <stdbool.h>

enum cmp_result {
	CMP_LESS,
	CMP_EQUAL,
	CMP_GREATER,
	CMP_SAME,	/* equal, in a kind without order */
	CMP_DIFFER,	/* never equal, no order */
	CMP_UNKNOWN
};

struct cmp_side {
	const struct val        *val;
	const struct tstamp_cfg *time;	/* how its texts are read; NULL: by themselves, in UTC */
};

/** cmp_vals - compare; decoded text goes to @a */
enum cmp_result cmp_vals(struct cmp_side x, struct cmp_side y, struct arena *a);

/** cmp_may_be_time - a cheap look before cmp_is_time: most strings are no times */
static inline bool
cmp_may_be_time(struct sv s)
{
	return s.n >= 10 && s.n < RFC3339_MAX + 24 && s.p[4] == '-' && s.p[7] == '-' &&
	    num_is_digit((unsigned char)s.p[0]);
}

/** cmp_is_time - @s is an RFC 3339 date or date-time (of a four-digit year) */
bool cmp_is_time(struct sv s);

#endif
