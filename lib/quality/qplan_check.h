/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qplan_check - one entry of a plan's checks: of which kind it is, what all kinds have
 */
#ifndef CX_QUALITY_QPLAN_CHECK_H
#define CX_QUALITY_QPLAN_CHECK_H

#include "quality/qplan_parse.h"

/** qplan_check_parse - entry number @i, of any kind in quality/qkind.h; @c is zeroed */
MUST_USE enum rc qplan_check_parse(struct qplan_parse *l, const struct node *n, size_t i,
    struct qplan_check *c);

#endif
