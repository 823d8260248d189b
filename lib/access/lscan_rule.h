/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan_rule - what the ways through a field share; lscan's own
 */
#ifndef CX_ACCESS_LSCAN_RULE_H
#define CX_ACCESS_LSCAN_RULE_H

#include "access/lscan.h"

#include <string.h>

/** lscan_past - the literal of @op is at @p, or the line's end when there is none: behind it;
 * NULL */
static inline const char *
lscan_past(const struct lformat_op *op, const char *p, const char *e)
{
	if (op->after.n == 0)
		return p == e ? p : NULL;
	if ((size_t)(e - p) < op->after.n || memcmp(p, op->after.p, op->after.n) != 0)
		return NULL;
	return p + op->after.n;
}

/** lscan_number - a number that is this text */
static inline struct val
lscan_number(struct sv text)
{
	return (struct val){ .kind = VAL_NUMBER, .text = text };
}

#endif
