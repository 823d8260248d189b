/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_wire - facts of a block on their way to those who take them in input order
 *
 *     | line | time | n | m | key, n bytes | fact, m bytes | line | ...
 *      varints
 */
#ifndef CX_SCAN_SCAN_WIRE_H
#define CX_SCAN_SCAN_WIRE_H

#include "base/buf.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stdint.h>

struct scan_wire {
	uint64_t  line;		/* of the record, in its block */
	int64_t   at_us;
	struct sv key;		/* key/group_key.h */
	struct sv fact;
};

/** scan_wire_put - one more behind those in @o */
void scan_wire_put(struct buf *o, const struct scan_wire *w);

/** scan_wire_take - the first of @s, which begins behind it then; false when there is none */
bool scan_wire_take(struct sv *s, struct scan_wire *w);

#endif
