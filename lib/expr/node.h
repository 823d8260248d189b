/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * node - the tree an expression is compiled to; private to lib/expr
 *
 * A node is constant once built.  Constant subtrees are evaluated when they are
 * built, so a tree has a constant below an operator only beside a field.
 */
#ifndef CX_EXPR_NODE_H
#define CX_EXPR_NODE_H

#include "base/arena.h"
#include "base/sv.h"
#include "base/val.h"
#include "expr/expr.h"
#include "time/tzone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	NODE_NEST_MAX = 200,	/* parentheses, calls, ! and - within each other */
	NODE_DEPTH_MAX = 1200	/* of the tree: chains of + and * grow it to the left */
};

enum node_op {
	NODE_CONST,
	NODE_FIELD,
	NODE_OR,	/* any number of kids */
	NODE_AND,
	NODE_NOT,
	NODE_EQ,
	NODE_NE,
	NODE_LT,
	NODE_LE,
	NODE_GT,
	NODE_GE,
	NODE_MATCH,	/* =~ */
	NODE_NOMATCH,	/* !~ */
	NODE_IN,	/* kid 0 in the others */
	NODE_ADD,
	NODE_SUB,
	NODE_MUL,
	NODE_DIV,
	NODE_MOD,
	NODE_NEG,
	NODE_CALL
};

struct func;
struct pattern;

struct node_set {		/* constant strings of `in`, sorted by bytes */
	const struct sv *item;
	size_t           n;
};

struct node_bound {		/* a comparison of a field with a number, as status >= 500 */
	double  num;
	size_t  slot;
	uint8_t yes;		/* 1 << CMP_LESS, CMP_EQUAL, CMP_GREATER of field to number: true */
	bool    whole;		/* num is all there is of the number */
	bool    set;
};

struct node {
	enum node_op              op;
	unsigned                  depth;
	size_t                    nkid;
	const struct node *const *kid;
	union {
		struct val             val;	/* NODE_CONST */
		struct node_bound      bound;	/* NODE_EQ to NODE_GE */
		size_t                 slot;	/* NODE_FIELD */
		const struct func     *func;	/* NODE_CALL */
		const struct pattern  *pattern;	/* NODE_MATCH, NODE_NOMATCH */
		const struct node_set *set;	/* NODE_IN; NULL: go through the kids */
	};
};

struct expr {
	const struct node  *root;
	struct sv           text;	/* as written */
	const struct tzone *zone;
	const struct tzone *input_zone;
};

/** node_same - equal trees */
bool node_same(const struct node *a, const struct node *b);

/** node_bind - where @n compares a field with a number: n->bound, once @n has its kids */
void node_bind(struct node *n);

/**
 * node_set_new - the kids of an `in` from 1 on as a sorted set
 *
 * Returns: NULL unless they are many plain strings, none of which is a time.
 */
const struct node_set *node_set_new(const struct node *in, struct arena *a);

/** node_set_has - @s is in the set; O(log n) */
bool node_set_has(const struct node_set *set, struct sv s);

#endif
