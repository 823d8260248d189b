/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lfind - what many paths lead to in a nested record, in one pass over what they touch
 *
 *     user.id                             a member of a member
 *     event_params.value                  also of a list of keys and values
 *     resourceLogs[].scopeLogs[].scope    every element of these lists is visited
 *
 * Nested and dotted names are one: user.id finds {"user":{"id":1}}, {"user.id":1} and what
 * mixes the two.  Where a path goes on and finds a list, that is one of
 *
 *     {"key":"value","value":{"int_value":"30"}}
 *
 * and a step of the path is a key of it.  Its value may be held in a member that says the
 * type; that one is taken off, and an integer or double in quotes is a number.
 *
 * A list marked [] gives events: one for each element of the innermost of them that a path
 * goes through.  What stands around it is found for each of its events.
 *
 * Compiled once and constant; each thread has a walk of its own, which allocates nothing
 * once its arena has grown.  Records were validated before.
 */
#ifndef CX_LOG_LFIND_H
#define CX_LOG_LFIND_H

#include "base/arena.h"
#include "base/sv.h"
#include "base/val.h"
#include "json/jread.h"
#include "json/jscan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	LFIND_DEPTH = 4,	/* lists in one another that give events */
	LFIND_LISTS = 4		/* ... beside one another */
};

struct lfind_scope {		/* what belongs together: the record, or an element of a list */
	struct lfind_node *node;
	size_t             lo, hi;	/* places found in it and in its lists */
	struct lfind_node *list[LFIND_LISTS];
	size_t             nlist;
};

struct lfind_node {		/* a step of some path */
	struct sv          key;
	struct lfind_node *child, *next;
	struct lfind_node **table;	/* of the children, by key; NULL without */
	size_t             mask;
	size_t             place;	/* of what is wanted or a list */
	bool               wanted;
	bool               deep;	/* children have children */
	struct lfind_scope *list;	/* its elements give events; NULL: they do not */
};

struct lfind_paths {
	struct arena      *arena;
	struct lfind_scope root;
	size_t             n;		/* places */
};

struct lfind_found {
	struct val v;		/* VAL_NONE: nothing */
	bool       typed;	/* a list of values that say their types: see lfind_typed */
};

struct lfind_level {		/* how far a walk is in the lists of a scope */
	const struct lfind_scope *scope;
	size_t                    next;	/* list to begin with when at is NULL */
	const struct lfind_scope *of;	/* whose elements are visited */
	const char               *at;	/* element or the end of the list; NULL: in none */
};

struct lfind {
	const struct lfind_paths *paths;
	struct lfind_found       *found;	/* by place */
	struct lfind_level        level[LFIND_DEPTH];
	size_t                    depth;
	bool                      whole;	/* the record is an event itself, not given yet */
	struct jscan              scan;
	struct arena              tmp;		/* decoded keys of a record */
};

/** lfind_paths_init - no paths; in @a */
void lfind_paths_init(struct lfind_paths *p, struct arena *a);

/**
 * lfind_add - one more path: names joined by dots, [] behind those of lists that give events
 *
 * Returns: where it ends, with place set by lfind_close.
 */
struct lfind_node *lfind_add(struct lfind_paths *p, struct sv path);

/** lfind_close - the paths are complete */
void lfind_close(struct lfind_paths *p);

/** lfind_init - a walk by closed paths, which outlive it */
void lfind_init(struct lfind *w, const struct lfind_paths *p);

/** lfind_members - start on a record given by its members; IN_PAD bytes stand behind its text */
void lfind_members(struct lfind *w, const struct jread_member *m, size_t n);

/** lfind_object - start on the record at @p, a '{'; likewise.  Returns: behind it */
const char *lfind_object(struct lfind *w, const char *p);

/** lfind_past - behind an element: to the next one, or to the bracket that ends the list */
const char *lfind_past(struct lfind *w, const char *p);

/** lfind_clear - start on a record that is filled by lfind_put */
void lfind_clear(struct lfind *w);

/** lfind_put - what path @n leads to */
static inline void
lfind_put(struct lfind *w, const struct lfind_node *n, const struct val *v, bool typed)
{
	w->found[n->place] = (struct lfind_found){ *v, typed };
}

/** lfind_node_of - the child of @up that a key leads to, dots in it are steps; NULL */
const struct lfind_node *lfind_node_of(const struct lfind_node *up, struct sv key);

/** lfind_next - the next event of the record: what is found is that of it; false: no more */
bool lfind_next(struct lfind *w);

/** lfind_at - what path @n has found */
static inline const struct lfind_found *
lfind_at(const struct lfind *w, const struct lfind_node *n)
{
	return &w->found[n->place];
}

/**
 * lfind_typed - a value without the member around it that says its type
 * @v: as found; an object of one of the known members or another value, which stays
 *
 * Returns: the value, VAL_NONE when there is none.  A list is the array of its values, and
 *          a map the array of its pairs with *map set.
 */
struct val lfind_typed(const struct val *v, bool *map);

/** lfind_free - give everything back */
void lfind_free(struct lfind *w);

#endif
