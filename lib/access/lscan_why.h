/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan_why - why a line does not fit its format, in words; lscan's own
 *
 * Each sets misfit and msg.
 */
#ifndef CX_ACCESS_LSCAN_WHY_H
#define CX_ACCESS_LSCAN_WHY_H

#include "access/lscan.h"

/** lscan_misfit - the field at @b is not what its directive prints; NULL */
const char *lscan_misfit(struct lscan *s, const struct lformat_op *op, const char *b,
    const char *e);

/**
 * lscan_no_literal - the literal behind @op (NULL: before the first field) is not at @at; false
 *
 * Sets cut, too.
 */
bool lscan_no_literal(struct lscan *s, const struct lformat_op *op, const char *at,
    const char *e);

/** lscan_beyond - behind the last field of row @i is more than may be */
void lscan_beyond(struct lscan *s, size_t i);

#endif
