/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qplan_parse - what the parts of a plan's reader and the kinds of checks share: shares,
 * expressions, fields, paths, durations; private to lib/quality
 */
#ifndef CX_QUALITY_QPLAN_PARSE_H
#define CX_QUALITY_QPLAN_PARSE_H

#include "quality/qplan.h"

struct qplan_parse {
	struct qplan           *p;
	const struct qplan_cfg *cfg;
	struct arena           *a;
	struct sv               dir;	/* of the plan, with its slash; empty: here */
	struct sv               here;	/* the working directory, with its slash; empty: unknown */
	const struct node      *time;	/* of the plan; NULL */
	const struct node      *received;
	double                  e0;	/* default of checks */
	struct err             *e;
};

/** qplan_parse_target - the member `target` of @map; *e0 stays when there is none */
MUST_USE enum rc qplan_parse_target(struct qplan_parse *l, const struct node *map,
    const char *key, double *e0);

/** qplan_parse_expr - a string that is an expression; @n NULL: *x is NULL */
MUST_USE enum rc qplan_parse_expr(struct qplan_parse *l, const struct node *n,
    const struct expr **x);

/** qplan_parse_pointer - a field as a JSON pointer; @text for any other expression */
struct sv qplan_parse_pointer(const struct qplan_parse *l, const struct expr *x, struct sv text);

/** qplan_parse_path - @name as seen from the plan's directory, NUL-terminated, in the arena */
const char *qplan_parse_path(const struct qplan_parse *l, struct sv name);

/** qplan_parse_duration - the member @key, which must be there when @need; else *us stays */
MUST_USE enum rc qplan_parse_duration(struct qplan_parse *l, const struct node *n, const char *key,
    bool need, int64_t *us);

#endif
