/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * segment_rules - which segment a user is in: of named predicates the first that is true
 *
 *     limits:                         # numbers with names, which --limit NAME=NUMBER replaces
 *       new_within: 14
 *     rules:
 *       new: age_days <= new_within
 *       dormant: idle_days > 90
 *
 * No rule of those may be called SEGMENT_OTHER: that is where no rule is true.
 * Memory: the text and the compiled rules.
 */
#ifndef CX_SEGMENT_SEGMENT_RULES_H
#define CX_SEGMENT_SEGMENT_RULES_H

#include "base/registry.h"
#include "expr/expr.h"
#include "run/job.h"

#include <stddef.h>

#define SEGMENT_OTHER "other"

enum { SEGMENT_RULES_MAX = 1000 };

struct segment_set {		/* rules that are shipped: a row of segment_rules_registry */
	const char *name;
	const char *summary;
	const char *text;	/* as of a file */
	const char *always;	/* a field that some record must have; others may all be absent */
};

/** segment_rules_registry - the shipped rules over profiles */
extern const struct registry segment_rules_registry;

/** segment_rules_rfm - the shipped rules over scores from 1 to 5, which cover all of them */
extern const struct segment_set segment_rules_rfm;

struct segment_known {		/* a field that rules may read though no record has it */
	const char *name;
	unsigned    scores;	/* it is a whole number from 1 to that; 0: any number */
};

struct segment_rules_cfg {
	const char               *file;		/* NULL: the set */
	const struct segment_set *set;
	const char              **limit;	/* NAME=NUMBER */
	size_t                    nlimit;
	const struct segment_known *known;	/* with some they are all that rules may read */
	size_t                    nknown;
};

struct segment_rule {
	struct sv          name;
	const struct expr *when;
	struct sv          text;
	uint32_t           line;	/* in the file */
	uint32_t           col;
};

struct segment_own {		/* a field whose value does not come from the record */
	struct sv  name;
	size_t     slot;
	struct val val;		/* of a limit */
	unsigned   scores;	/* as of segment_known */
	bool       limit;
};

struct segment_rules {
	const char          *file;	/* for messages */
	struct segment_rule *rule;
	size_t               n;
	struct segment_own  *own;	/* the known ones first, in their order; then limits */
	size_t               nown;
	size_t               nknown;
	const struct proj   *proj;	/* the fields that rules read, and perhaps others */
	struct proj          alone;	/* with known ones it is this */
};

/**
 * segment_rules_load - read and compile
 * @env: of the records whose fields the rules read
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX "FILE:LINE:COL: ..."; RC_USAGE for a limit there is not.
 * Memory:  in @env's arena.
 */
MUST_USE enum rc segment_rules_load(struct segment_rules *s, const struct segment_rules_cfg *cfg,
    const struct expr_env *env, struct err *e);

/**
 * segment_rules_find - the segment of a record: the number of its rule, s->n for none
 * @known: the values of the known fields; NULL when there are none
 *
 * Returns: RC_OK; RC_BAD when the record cannot be judged.
 */
MUST_USE enum rc segment_rules_find(const struct segment_rules *s, const struct record *r,
    const struct val *known, struct expr_eval *ev, size_t *segment, struct err *e);

struct segment_lint {
	size_t unreached;	/* rules that are never the first */
	size_t uncovered;	/* combinations of fields, all there, that no rule covers */
	size_t tried;
	bool   all;		/* of the values below all combinations were tried */
};

enum { SEGMENT_TRIES_MAX = 1 << 20 };

/**
 * segment_rules_lint - try the rules on combinations of values, and say what is wrong
 * @env: as for segment_rules_load
 * @say: called with each message, and @name before it
 *
 * Of a score every value is tried; of another field none at all and, by what it is compared
 * with, true and false, each text of the rules, or numbers on, between and beyond theirs.
 * That is every case there is where fields are compared with constants.  Of more than
 * SEGMENT_TRIES_MAX combinations as many are drawn.
 * Returns: RC_OK; RC_SYNTAX.
 */
MUST_USE enum rc segment_rules_lint(const struct segment_rules *s, const struct expr_env *env,
    void (*say)(const char *name, const char *msg), const char *name,
    struct segment_lint *found, struct err *e);

#endif
