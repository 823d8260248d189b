/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * eval - walk a tree with one record; private to lib/expr
 */
#ifndef CX_EXPR_EVAL_H
#define CX_EXPR_EVAL_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/val.h"
#include "expr/cmp.h"
#include "expr/expr.h"
#include "expr/func.h"
#include "expr/node.h"
#include "expr/pattern.h"
#include "expr/rules.h"

struct eval_reader {		/* of lines of a format */
	const struct node_parse *of;
	void                    *own;
	struct eval_reader      *next;
};

struct expr_eval {
	struct arena            arena;
	struct eval_reader     *reader;	/* of each parse() that was met */
	struct pattern_scratch *scratch;	/* made when first needed, like the cache */
	struct rules_cache     *cache;
};

struct eval {			/* one walk */
	const struct record *rec;	/* NULL: the tree is constant */
	struct expr_eval    *own;	/* NULL: likewise, there is no =~ in it */
	struct arena        *arena;
	const struct tstamp_cfg *here;	/* of times in the expression, and of answers */
	const struct tstamp_cfg *input;	/* of times in the record */
	const struct rules_channels *channels;
	struct err          *e;
};

/**
 * eval_bound - whether a comparison holds, when that can be told at once
 *
 * It can where a field holds a whole number of up to eight digits, and is not equal to a
 * number with decimals that a double may not have.
 */
static inline bool
eval_bound(const struct node *n, const struct record *r, bool *holds)
{
	const struct val *x;
	uint32_t small;
	unsigned order;

	if (n->op < NODE_EQ || n->op > NODE_GE || n->bound.kind != BOUND_NUMBER)
		return false;
	x = &r->slot[n->bound.slot];
	if (x->kind != VAL_NUMBER || !val_small(x, &small))
		return false;
	order = (unsigned)(small >= n->bound.from) + (small >= n->bound.above);
	*holds = (n->bound.yes >> order & 1) != 0;
	return order != CMP_EQUAL || n->bound.whole;
}

/** eval_tri - what a value counts as in a predicate */
static inline enum expr_tri
eval_tri(const struct val *v)
{
	return v->kind == VAL_TRUE ? EXPR_TRUE : v->kind == VAL_FALSE ? EXPR_FALSE : EXPR_UNKNOWN;
}

/** eval_call_of - what the function of a plain call is given; @arg is filled for each record */
struct func_call eval_call_of(const struct eval *v, const struct node *n, const struct val *arg);

/** eval_node - the value of @n; RC_BAD when a regular expression gave up */
MUST_USE enum rc eval_node(const struct eval *v, const struct node *n, struct val *out);

#endif
