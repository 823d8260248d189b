/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * infer_node - what is known of the values at one place of many events
 *
 * A commutative monoid: a node depends on the values alone, not on their order nor on
 * how they were split.  An object of more than INFER_NODE_NAMES_MAX names is a map:
 * its names are forgotten, its values are one.  More than INFER_NODE_VALUES_MAX texts
 * are `many` and forgotten.  Both depend on the values alone, too.
 *
 * Memory: a node for each member and for the items of arrays, in the pool, at most
 * INFER_NODE_FIELDS_MAX of them, INFER_NODE_DEPTH_MAX levels deep.
 */
#ifndef CX_QUALITY_INFER_NODE_H
#define CX_QUALITY_INFER_NODE_H

#include "base/arena.h"
#include "base/hmap.h"
#include "base/rc.h"
#include "base/val.h"
#include "json/jread.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	INFER_NODE_FIELDS_MAX = 20000,
	INFER_NODE_NAMES_MAX = 300,	/* of one object */
	INFER_NODE_NAME_MAX = 200,	/* bytes: members of longer names are not described */
	INFER_NODE_VALUES_MAX = 20,	/* different texts at one place */
	INFER_NODE_TEXT_MAX = 40,	/* bytes: a longer text, or a URI, is none of few */
	INFER_NODE_DEPTH_MAX = 6	/* objects and arrays in each other */
};

enum infer_node_kind {
	INFER_NODE_NULL,
	INFER_NODE_BOOLEAN,
	INFER_NODE_INTEGER,	/* written without point and exponent */
	INFER_NODE_FRACTION,
	INFER_NODE_STRING,
	INFER_NODE_OBJECT,
	INFER_NODE_ARRAY,
	INFER_NODE_KINDS
};

struct infer_node_text {
	struct sv text;
	uint64_t  n;
};

struct infer_node;

struct infer_node_object {
	struct hmap         member;	/* payload struct infer_node * */
	size_t             guess;	/* the member that may come next */
	bool               open;	/* a map: member is empty */
	struct infer_node *rest;	/* members that are not in `member`; NULL: none */
};

struct infer_node {
	uint64_t                  n[INFER_NODE_KINDS];	/* values */
	uint64_t                  present;	/* objects that have it */
	uint64_t                  mark;		/* the last of them */
	size_t                    at;		/* its index among the members */
	double                    lo, hi;	/* of numbers, to the nearest double */
	uint64_t                  longest;	/* text, in code points */
	uint64_t                  items;	/* of the longest array */
	struct infer_node_text   *text;		/* room for INFER_NODE_VALUES_MAX; NULL: none yet */
	struct infer_node_object *object;
	struct infer_node        *item;		/* of arrays; NULL: none seen */
	uint16_t                  not;		/* 1 << enum format: some text is not */
	uint8_t                   ntext;
	bool                      many;
	bool                      negative;	/* some number is */
};

struct infer_node_pool {
	struct arena       arena;
	struct arena       tmp;		/* decoded texts of one event */
	struct infer_node *spare;	/* linked by item */
	size_t             n;		/* nodes in use */
	uint64_t           mark;	/* objects seen */
	uint64_t           seed;
};

/** infer_node_pool_init - nothing in it; @seed of hash tables */
void infer_node_pool_init(struct infer_node_pool *p, uint64_t seed);

/** infer_node_pool_free - all nodes' memory; infer_node_drop them first */
void infer_node_pool_free(struct infer_node_pool *p);

/** infer_node_pool_full - RC_LIMIT when there are more than INFER_NODE_FIELDS_MAX */
MUST_USE enum rc infer_node_pool_full(const struct infer_node_pool *p, struct err *e);

/** infer_node_event - add an event; of members there twice all values count */
void infer_node_event(struct infer_node_pool *p, struct infer_node *t,
    const struct jread_member *m, size_t n);

/** infer_node_merge - @to += @from, which may be another pool's and stays as it is */
void infer_node_merge(struct infer_node_pool *p, struct infer_node *to,
    const struct infer_node *from);

/** infer_node_drop - give back what is below a node; the node is as new */
void infer_node_drop(struct infer_node_pool *p, struct infer_node *t);

/** infer_node_numbers - how many values are numbers */
static inline uint64_t
infer_node_numbers(const struct infer_node *t)
{
	return t->n[INFER_NODE_INTEGER] + t->n[INFER_NODE_FRACTION];
}

#endif
