/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * eval - walk a tree with one record; private to lib/expr
 */
#ifndef CX_EXPR_EVAL_H
#define CX_EXPR_EVAL_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/val.h"
#include "expr/expr.h"
#include "expr/node.h"
#include "expr/pattern.h"
#include "expr/rules.h"

struct expr_eval {
	struct arena            arena;
	struct pattern_scratch *scratch;	/* made when first needed, like the cache */
	struct rules_cache     *cache;
};

struct eval {			/* one walk */
	const struct record *rec;	/* NULL: the tree is constant */
	struct expr_eval    *own;	/* NULL: likewise, there is no =~ in it */
	struct arena        *arena;
	const struct tzone  *zone;
	const struct tzone  *input_zone;
	struct err          *e;
};

/** eval_node - the value of @n; RC_BAD when a regular expression gave up */
MUST_USE enum rc eval_node(const struct eval *v, const struct node *n, struct val *out);

#endif
