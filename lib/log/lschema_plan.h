/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema_plan - a schema compiled against a projection, and its records made events
 *
 * The plan is constant and shared; a maker belongs to one decoder.
 */
#ifndef CX_LOG_LSCHEMA_PLAN_H
#define CX_LOG_LSCHEMA_PLAN_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"
#include "json/jread.h"
#include "log/lfind.h"
#include "log/lschema.h"
#include "log/lschema_value.h"
#include "record/proj.h"
#include "record/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lschema_cond {		/* what must hold where a rule counts */
	const struct lfind_node *at;
	struct sv                text;
	bool                     any;	/* it is there, whatever it is */
	bool                     begins;	/* it begins with this text */
	bool                     not;	/* the contrary */
};

struct lschema_conds {		/* all of them */
	const struct lschema_cond *cond;
	size_t                     n;
};

struct lschema_places {		/* where some paths lead */
	const struct lfind_node **at;
	size_t                    n;
};

struct lschema_alt {		/* a rule */
	const struct lfind_node   *at;
	const struct lfind_node   *to;		/* second path, or NULL */
	struct lschema_read        read;
	struct lschema_conds       when;
};

struct lschema_field {
	struct sv           name;
	struct sv           key;		/* as JSON */
	bool                key_esc;
	struct lschema_alt *alt;		/* its rules, the first that knows counts */
	size_t              nalt;
	size_t              slot;		/* proj->n: none */
};

struct lschema_below {		/* a slot for what is below a field */
	size_t           slot;
	size_t           field;
	const struct sv *key;
	size_t           nkey;
};

struct lschema_need {		/* one name; those behind it may stand in for it while `more` */
	const struct lfind_node *at;
	struct sv                name;
	bool                     absent;	/* it must not be there */
	bool                     more;
};

struct lschema_needs {		/* of one schema */
	const struct lschema *schema;
	struct lschema_need  *need;
	size_t                n;
	size_t                base;	/* how many of them are no tells */
};

struct lschema_gathering {	/* a struct lschema_gather; fields are nfield when nobody asks */
	struct lschema_conds  only, first, adds;
	struct lschema_places same, once, adds_same, label, sender;
	size_t                worst, with[2], part;
};

struct lschema_plan {
	const struct lschema *schema;
	struct sv             format;	/* that it is read in */
	const struct proj    *proj;
	struct arena         *arena;
	struct lfind_paths    paths;
	struct lschema_field *field;
	size_t                nfield;
	struct lschema_below *below;
	size_t                nbelow;
	struct sv            *unknown;
	size_t                nunknown;
	struct sv            *name;	/* of all fields that rules give */
	size_t                nname;
	struct lschema_needs *needs;	/* of every schema */
	size_t                nneeds;
	size_t                own;	/* which of them are this one's */
	bool                  sure;	/* records must tell that they are of this schema alone */
	struct tstamp_cfg     time;
	bool                  run;	/* --run-start is given */
	int64_t               run_us;
	struct lschema_gathering gather;
	struct lschema_conds  total;
	const struct lfind_node *counts;	/* NULL: there is no total */
	const struct lfind_node *batch;	/* NULL: there is none */
};

/** lschema_plan_new - compile; the errors are those of lschema_open.  In @a */
MUST_USE enum rc lschema_plan_new(struct lschema_plan *pl, const struct lschema *schema,
    const struct source_cfg *cfg, const struct proj *p, struct arena *a, struct err *e);

struct lschema_maker {
	const struct lschema_plan *plan;
	struct lfind               find;
	struct lschema_scratch     scratch;
	bool                      *seen;	/* of the decoder */
	struct val                *value;	/* of each field, of the record at hand */
	struct val                *slot;
	struct jread_member       *member;
};

/** lschema_plan_maker - @seen has a place per slot */
void lschema_plan_maker(struct lschema_maker *m, const struct lschema_plan *pl, bool *seen);

/**
 * lschema_plan_check - whether what is found so far is a record of the schema
 *
 * Returns: true; false with the reason in @e.
 */
bool lschema_plan_check(const struct lschema_maker *m, struct err *e);

/** lschema_plan_hold - all conditions hold of what has been found */
bool lschema_plan_hold(const struct lschema_maker *m, const struct lschema_conds *c);

/**
 * lschema_plan_values - the values of the event that has been found: m->value
 * @bad: on RC_BAD the value that is no time
 *
 * Returns: RC_OK; RC_BAD with the reason in @e.
 */
enum rc lschema_plan_values(struct lschema_maker *m, struct sv *bad, struct err *e);

/** lschema_plan_give - the event of these values, one a field, as slots and members of @r */
void lschema_plan_give(struct lschema_maker *m, const struct val *value, struct record *r);

/** lschema_plan_free - what the maker holds */
void lschema_plan_free(struct lschema_maker *m);

#endif
