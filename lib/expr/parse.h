/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * parse - tokens to a tree; private to lib/expr
 */
#ifndef CX_EXPR_PARSE_H
#define CX_EXPR_PARSE_H

#include "base/rc.h"
#include "expr/expr.h"
#include "expr/lex.h"
#include "expr/node.h"

/** parse_tree - one expression; l->tok is then the first token that cannot go on */
MUST_USE enum rc parse_tree(const struct node **n, struct lex *l, const struct expr_env *env,
    struct err *e);

#endif
