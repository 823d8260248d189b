/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * edit_plan - the compiled form of an edit; private to edit.c, which makes it, and
 * edit_write.c, which writes records by it
 */
#ifndef CX_RUN_EDIT_PLAN_H
#define CX_RUN_EDIT_PLAN_H

#include "run/edit.h"

#include <stdatomic.h>

struct edit_link {		/* a field that is read in what --set makes, or in an element */
	size_t           slot;
	const struct sv *below;		/* path from what is made, or the element */
	size_t           nbelow;
};

struct edit_set {
	struct sv          name;
	struct sv          key;		/* the same in JSON's escapes; of the others too */
	const struct expr *x;
	struct edit_link  *link;
	size_t             nlink;
	bool               last;	/* no later --set makes it again */
	bool               upper;	/* end of an interval: the lower one is before it */
	size_t             from;	/* slot of the end it is made of; SIZE_MAX */
	size_t             watch;	/* ... of a lower end that stays; SIZE_MAX */
};

struct edit_name {		/* --drop, --rename */
	struct sv old;
	struct sv name;		/* empty: dropped */
	struct sv key;
};

struct edit_field {		/* --fields, --for */
	struct sv name;
	struct sv key;
	struct sv head;		/* ,"key": */
	size_t    slot;
	const struct expr *x;	/* of what lies below an array, x[0].a, in place of slot; or NULL */
};

struct edit {
	struct arena      *arena;
	struct proj       *proj;
	const struct expr_env *env;
	struct edit_set   *set;
	size_t             nset;
	struct edit_name  *change;
	size_t             nchange;
	struct edit_field *field;
	struct sv         *key;		/* of each field, and "raw": what frames may hold */
	size_t             nfield;
	size_t             nslot;	/* of the projection; explode and set work on a copy */
	size_t             explode;	/* slot, SIZE_MAX for none */
	struct sv          explode_name;
	struct edit_link  *member;	/* fields that are read in the element */
	size_t             nmember;
	bool               chosen;	/* --fields, --for */
	bool               framed;
	bool               keep_raw;
	bool               plain;	/* no edit at all */
	bool               as_is;	/* the members are written as they are */
	atomic_bool       *stale;	/* of each set: an interval did not follow */
};

struct edit_end {		/* an end of an interval: what is made of x_lo, or x_hi */
	struct sv field;	/* this, as expressions write it */
	struct sv text;		/* the expression with it in the place of x */
};

/**
 * edit_interval_follow - the ends of the interval of what an expression makes of one field
 * @end: the lower and the upper one; falling expressions swap them
 *
 * Returns: false when the ends do not follow.
 */
bool edit_interval_follow(struct sv text, struct edit_end end[2], struct arena *a);

#endif
