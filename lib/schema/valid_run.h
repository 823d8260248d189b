/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * valid_run - the state of a check and its parts; private to lib/schema
 *
 *     valid.c        rule: types, numbers, strings; calls the parts below
 *     valid_any.c  valid_array.c  valid_object.c  valid_open.c
 *     valid_run.c    faults, types, scope: calls none of the above
 *
 * The parts call valid_rule in their turn, as a schema holds schemas: the one knot.
 */
#ifndef CX_SCHEMA_VALID_RUN_H
#define CX_SCHEMA_VALID_RUN_H

#include "base/arena.h"
#include "base/buf.h"
#include "schema/rule.h"
#include "schema/valid.h"

struct valid_at {			/* where a value is, from the inside out */
	const struct valid_at *up;	/* NULL: the value given */
	struct sv         key;
	uint32_t          index;
	bool              member;	/* key counts, else index */
};

enum { VALID_MSG_MAX = 400 };	/* bytes of a fault's message */

struct valid {
	const struct schema        *s;
	struct items                items;
	struct arena                tmp;	/* of one check */
	uint32_t                   *guess;	/* see find_name() */
	struct pattern_scratch     *scratch;
	uint64_t                    seed;
	bool                        too_large;	/* the value has too many items */
	unsigned                    quiet;	/* > 0: nothing is told, the first fault ends it */
	unsigned                    depth;
	uint32_t                    steps;	/* left */
	const struct resource     **scope;	/* resources entered, when anything is dynamic */
	size_t                      nscope;
	valid_fn                   *fn;
	void                       *ctx;
	unsigned                    told;
	struct buf                  path, shape, where, msg;
};

/**
 * valid_rule - @x fits @r
 *
 * Declared down here for the parts, which apply rules to what is in a value and to the value
 * itself; it stands in valid.c, above them.
 */
bool valid_rule(struct valid *v, const struct rule *r, const struct item *x,
    const struct valid_at *at);

/** valid_probe - the same without a word */
static inline bool
valid_probe(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	bool ok;

	v->quiet++;
	ok = valid_rule(v, r, x, at);
	v->quiet--;
	return ok;
}

/** valid_type - the types that the value may have; of a number both */
static inline uint8_t
valid_type(const struct item *x)
{
	static const uint8_t types[] = {
		[VAL_NONE] = RULE_NULL, [VAL_NULL] = RULE_NULL, [VAL_FALSE] = RULE_BOOLEAN,
		[VAL_TRUE] = RULE_BOOLEAN, [VAL_NUMBER] = RULE_INTEGER | RULE_FRACTION,
		[VAL_STRING] = RULE_STRING, [VAL_TIME] = RULE_STRING, [VAL_OBJECT] = RULE_OBJECT,
		[VAL_ARRAY] = RULE_ARRAY
	};

	return types[x->v.kind];
}

/** valid_object - what the rule says of objects */
bool valid_object(struct valid *v, const struct rule *r, const struct item *x,
    const struct valid_at *at);

/** valid_array - what the rule says of arrays */
bool valid_array(struct valid *v, const struct rule *r, const struct item *x,
    const struct valid_at *at);

/** valid_any - what the rule says of all values */
bool valid_any(struct valid *v, const struct rule *r, const struct item *x,
    const struct valid_at *at);

/** valid_open_members - members that nothing else in the rule has looked at */
bool valid_open_members(struct valid *v, const struct rule *r, const struct item *x,
    const struct valid_at *at);

/** valid_open_items - items, likewise */
bool valid_open_items(struct valid *v, const struct rule *r, const struct item *x,
    const struct valid_at *at);

/** valid_dynamic - where a $dynamicRef leads now */
const struct rule *valid_dynamic(const struct valid *v, const struct rule_any *a);

/** valid_enter - a rule's resource, for $dynamicRef; true when it is another */
static inline bool
valid_enter(struct valid *v, const struct rule *r)
{
	if (v->scope == NULL || (v->nscope != 0 && v->scope[v->nscope - 1] == r->res) ||
	    v->nscope == VALID_DEPTH_MAX)
		return false;
	v->scope[v->nscope++] = r->res;
	return true;
}

/** valid_leave - the way back; @entered: what valid_enter said */
static inline void
valid_leave(struct valid *v, bool entered)
{
	v->nscope -= entered;
}

/** valid_has_pattern - a name fits one of the patterns of @o; the pattern's number or npattern */
size_t valid_has_pattern(struct valid *v, const struct rule_object *o, size_t from,
    struct sv key);

/**
 * valid_fault - tell of a fault; always false
 * @x: the value; NULL when it is missing
 */
bool valid_fault(struct valid *v, const struct rule *r, const struct valid_at *at,
    enum valid_code code, const char *keyword, const struct item *x, const char *fmt, ...)
	__attribute__((format(printf, 7, 8), cold));

#endif
