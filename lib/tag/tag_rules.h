/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tag_rules - which tags a text has, by regular expressions in YAML
 *
 *     text: comment                   # an expression (cx-expr(7)); the default
 *     label: label                    # what a classifier says of it, and
 *     confidence: confidence          # ... how sure it is
 *     threshold: 0.8                  # below it a person is asked
 *     tags:
 *       delivery: (?i)late|never came
 *       payment: ['(?i)\bcard\b', (?i)declined]
 *
 * Memory: all of it in the arena of the expressions.
 */
#ifndef CX_TAG_TAG_RULES_H
#define CX_TAG_TAG_RULES_H

#include "expr/expr.h"

#include <stddef.h>

enum { TAG_RULES_MAX = 256, TAG_PATTERNS_MAX = 256 };

struct tag_rule {
	struct sv           name;
	const struct expr **any;	/* text =~ pattern; one of them is enough */
	size_t              n;
};

struct tag_rules {
	const struct expr *text;
	const struct expr *label;
	const struct expr *confidence;
	const struct expr *id;		/* NULL: texts that are the same are the same */
	double             threshold;	/* in [0, 1] */
	struct tag_rule   *rule;
	size_t             n;
};

/**
 * tag_rules_load - read the rules from a file; "-" is standard input
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX "FILE:LINE:COLUMN: ...".
 */
MUST_USE enum rc tag_rules_load(struct tag_rules *t, const char *path,
    const struct expr_env *env, struct err *e);

/** tag_rules_text - the same from memory; @file, for messages, must outlive @t */
MUST_USE enum rc tag_rules_text(struct tag_rules *t, const char *file, struct sv text,
    const struct expr_env *env, struct err *e);

/**
 * tag_rules_match - the rules that a record's text fits
 * @hit: indices, TAG_RULES_MAX of them, in the order of the rules
 *
 * Returns: RC_OK and *n; RC_BAD a pattern ran into its limit.
 */
MUST_USE enum rc tag_rules_match(const struct tag_rules *t, const struct record *r,
    struct expr_eval *ev, size_t *hit, size_t *n, struct err *e);

#endif
