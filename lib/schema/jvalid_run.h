/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jvalid_run - the state of a check; private to lib/quality
 */
#ifndef CX_QUALITY_JVALID_RUN_H
#define CX_QUALITY_JVALID_RUN_H

#include "base/arena.h"
#include "base/buf.h"
#include "schema/jrule.h"
#include "schema/jvalid.h"

struct jat {			/* where a value is, from the inside out */
	const struct jat *up;	/* NULL: the value given */
	struct sv         key;
	uint32_t          index;
	bool              member;	/* key counts, else index */
};

struct jvalid {
	const struct jschema       *s;
	struct jitems               items;
	struct arena                tmp;	/* of one check */
	uint32_t                   *guess;	/* see find() */
	struct pattern_scratch     *scratch;
	uint64_t                    seed;
	bool                        too_large;	/* the value has too many items */
	unsigned                    quiet;	/* > 0: nothing is told, the first fault ends it */
	unsigned                    depth;
	uint32_t                    steps;	/* left */
	const struct jresource    **scope;	/* resources entered, when anything is dynamic */
	size_t                      nscope;
	jvalid_fn                  *fn;
	void                       *ctx;
	unsigned                    told;
	struct buf                  path, shape, where, msg;
};

/** jvalid_rule - @x fits @r */
bool jvalid_rule(struct jvalid *v, const struct jrule *r, const struct jitem *x,
    const struct jat *at);

/** jvalid_probe - the same without a word */
static inline bool
jvalid_probe(struct jvalid *v, const struct jrule *r, const struct jitem *x, const struct jat *at)
{
	bool ok;

	v->quiet++;
	ok = jvalid_rule(v, r, x, at);
	v->quiet--;
	return ok;
}

/** jvalid_type - the types that the value may have; of a number both */
uint8_t jvalid_type(const struct jitem *x);

/** jvalid_object - what the rule says of objects */
bool jvalid_object(struct jvalid *v, const struct jrule *r, const struct jitem *x,
    const struct jat *at);

/** jvalid_array - what the rule says of arrays */
bool jvalid_array(struct jvalid *v, const struct jrule *r, const struct jitem *x,
    const struct jat *at);

/** jvalid_any - what the rule says of all values */
bool jvalid_any(struct jvalid *v, const struct jrule *r, const struct jitem *x,
    const struct jat *at);

/** jvalid_open_members - members that nothing else in the rule has looked at */
bool jvalid_open_members(struct jvalid *v, const struct jrule *r, const struct jitem *x,
    const struct jat *at);

/** jvalid_open_items - items, likewise */
bool jvalid_open_items(struct jvalid *v, const struct jrule *r, const struct jitem *x,
    const struct jat *at);

/** jvalid_dynamic - where a $dynamicRef leads now */
const struct jrule *jvalid_dynamic(const struct jvalid *v, const struct jrule_any *a);

/** jvalid_enter - a rule's resource, for $dynamicRef; true when it is another: jvalid_leave */
static inline bool
jvalid_enter(struct jvalid *v, const struct jrule *r)
{
	if (v->scope == NULL || (v->nscope != 0 && v->scope[v->nscope - 1] == r->res) ||
	    v->nscope == JVALID_DEPTH_MAX)
		return false;
	v->scope[v->nscope++] = r->res;
	return true;
}

/** jvalid_has_pattern - a name fits one of the patterns of @o; the pattern's number or npattern */
size_t jvalid_has_pattern(struct jvalid *v, const struct jrule_object *o, size_t from,
    struct sv key);

/**
 * jvalid_fault - tell of a fault; always false
 * @x: the value; NULL when it is missing
 */
bool jvalid_fault(struct jvalid *v, const struct jrule *r, const struct jat *at,
    enum jvalid_code code, const char *keyword, const struct jitem *x, const char *fmt, ...)
	__attribute__((format(printf, 7, 8), cold));

#endif
