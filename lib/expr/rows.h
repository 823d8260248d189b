/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rows - a tree over many records; private to lib/expr
 */
#ifndef CX_EXPR_ROWS_H
#define CX_EXPR_ROWS_H

#include "expr/expr.h"

/** rows_test - see expr_test_rows */
void rows_test(const struct expr *x, struct expr_rows *r, uint8_t *tri);

/** rows_value - see expr_value_rows */
void rows_value(const struct expr *x, struct expr_rows *r, struct val *room,
    const struct val **at);

#endif
