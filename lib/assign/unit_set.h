/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unit_set - the units of a record, for experiments that ask for the same fields
 *
 * A list of fields is what -u is in every filter: the first that is there, unless all of them
 * together are one unit.  Experiments with the same list share one set, which a record is
 * asked for once.
 */
#ifndef CX_ASSIGN_UNIT_SET_H
#define CX_ASSIGN_UNIT_SET_H

#include "assign/config.h"
#include "assign/unit.h"
#include "key/key_list.h"
#include "run/job.h"

struct unit_set {
	const char            *text;	/* as the configuration has it */
	bool                   together;
	const struct key_expr *key;
	size_t                 nkey;
};

struct unit_sets {
	struct unit_set *set;
	size_t           n;
};

struct unit_found {		/* of one record */
	const struct unit *u;	/* n of them; 0: there is none */
	size_t             n;
	struct sv          text;	/* what tells it from other units: forced, sticky */
};

/** unit_sets_compile - the sets of all experiments, and which is whose; in @j's arena */
MUST_USE enum rc unit_sets_compile(struct unit_sets *s, struct config *c, struct job *j,
    struct err *e);

/** unit_set_find - the unit of a record, in the evaluation's arena; RC_OK, RC_BAD */
MUST_USE enum rc unit_set_find(const struct unit_set *s, const struct record *r,
    struct expr_eval *ev, struct unit_found *found, struct err *e);

/**
 * unit_set_assign - the arm of what was found: nobody's, forced, earlier, or drawn
 *
 * In this order: there is no unit; the configuration names it; coverage is 0; it was assigned
 * before; the draw.
 */
void unit_set_assign(const struct experiment *x, const struct unit_found *found,
    struct arena *tmp, struct flag_result *r);

#endif
