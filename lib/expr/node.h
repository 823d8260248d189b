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
#include "time/tstamp.h"

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
	NODE_CALL,
	NODE_GET	/* what lies below kid 0: x[0], json(x).a */
};

struct func;
struct pattern;

struct node_set {		/* the constants of an `in`, when they are of one of two kinds: */
	const struct sv *item;	/* texts, none of which is a time, sorted by bytes; or NULL: */
	const uint32_t  *small;	/* whole numbers of up to eight digits, sorted */
	size_t           n;
};

struct node_step {		/* one level down */
	bool      element;	/* of an array: number at, from 0, or from the end below that */
	int64_t   at;
	struct sv key;		/* else the member of an object */
};

struct node_way {
	struct node_step *step;
	size_t            n;
};

enum bound_kind {
	BOUND_NONE,
	BOUND_NUMBER,	/* as status >= 500 */
	BOUND_TEXT	/* == or != with a text that is no time: with such bytes decide */
};

struct node_bound {		/* a comparison of a field with a constant */
	uint8_t   kind;		/* enum bound_kind */
	uint8_t   yes;		/* 1 << CMP_LESS, CMP_EQUAL, CMP_GREATER of field to number: true */
	bool      whole;	/* num is all there is of the number */
	uint32_t  from;		/* whole numbers of up to eight digits are less below it, */
	uint32_t  above;	/* ... greater from here on, else equal to num */
	size_t    slot;
	double    num;
	struct sv text;
};

struct node_parse {		/* the format of a parse() */
	const struct expr_parser *by;
	struct sv                 name;
	const void               *format;
};

struct node {
	enum node_op              op;
	unsigned                  depth;
	bool                      fallible;	/* there is a pattern in it, which can give up */
	size_t                    nkid;
	const struct node *const *kid;
	const struct pattern     *pattern;	/* of a match, or of a call that has one; NULL */
	const struct node_parse  *parse;	/* of a call of parse(); else NULL */
	union {
		struct val             val;	/* NODE_CONST */
		struct node_bound      bound;	/* NODE_EQ to NODE_GE */
		size_t                 slot;	/* NODE_FIELD */
		const struct node *const *turn;	/* NODE_OR, NODE_AND: kids as they are judged */
		const struct func     *func;	/* NODE_CALL */
		struct node_way        way;	/* NODE_GET */
		const struct node_set *set;	/* NODE_IN; NULL: go through the kids */
	};
};

struct expr {
	const struct node  *root;
	struct sv           text;	/* as written */
	struct tstamp_cfg   here;	/* of times in the text: in the zone of the answers */
	struct tstamp_cfg   input;	/* of times in records */
	const struct rules_channels *channels;
};

/** node_same - equal trees */
bool node_same(const struct node *a, const struct node *b);

/** node_bind - where @n compares a field with a constant: n->bound, once @n has its kids */
void node_bind(struct node *n);

/**
 * node_arrange - the order in which the kids of a && or || are judged: n->turn, in @a
 *
 * As written, but what compares a field with a number comes before what costs more.  No
 * order shows in the result; a kid that can fail stays where it is judged as seldom.
 */
void node_arrange(struct node *n, struct arena *a);

/** node_set_new - the kids of an `in` from 1 on; NULL when they are of different kinds */
const struct node_set *node_set_new(const struct node *in, struct arena *a);

/** node_set_has - the text @s is in a set of texts, unless @s is a time; O(log n) */
bool node_set_has(const struct node_set *set, struct sv s);

/** node_set_has_small - @x is in a set of numbers; O(log n) */
bool node_set_has_small(const struct node_set *set, uint32_t x);

#endif
