/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shortform_key - the keys of objectives, and how their values are taken
 *
 * One table says how each is spelled and whether it may stand at the top for all; which
 * kind of objective has it says the row of the kind (objective/kind.h).
 */
#ifndef CX_OBJECTIVE_SHORTFORM_KEY_H
#define CX_OBJECTIVE_SHORTFORM_KEY_H

#include "objective/clause.h"

struct kind;

enum slo_key {		/* what an objective may have */
	SLO_KEY_NAME, SLO_KEY_TYPE, SLO_KEY_DESCRIPTION, SLO_KEY_SERVICE, SLO_KEY_SEVERITY,
	SLO_KEY_LEVEL, SLO_KEY_AFTER, SLO_KEY_WHERE, SLO_KEY_BY, SLO_KEY_WINDOW,
	SLO_KEY_SETTLE, SLO_KEY_NODATA, SLO_KEY_MIN_TOTAL, SLO_KEY_MIN_COVERAGE, SLO_KEY_GOOD,
	SLO_KEY_BAD, SLO_KEY_GOOD_COUNT, SLO_KEY_BAD_COUNT, SLO_KEY_TOTAL_COUNT,
	SLO_KEY_PER, SLO_KEY_VALUE, SLO_KEY_PERCENTILE, SLO_KEY_LIMIT, SLO_KEY_OP,
	SLO_KEY_TARGET, SLO_KEY_MARGIN, SLO_KEY_MIN_BAD, SLO_KEY_METHOD, SLO_KEY_SLICE,
	SLO_KEY_SLICE_TARGET, SLO_KEY_EMPTY, SLO_KEY_EVENTS, SLO_KEY_BASELINE,
	SLO_KEY_INCREASE, SLO_KEY_FLOOR, SLO_KEY_ALERTS, SLO_KEY_OF, SLO_KEY_BURSTS,
	SLO_KEY_SUSTAINED, SLO_KEY_CLUSTER,
	SLO_KEYS
};

#define SHORTFORM_KEY(k) (UINT64_C(1) << SLO_KEY_##k)

/* What objectives of every kind may have, and those that look at events themselves. */
#define SHORTFORM_KEY_EVERY \
	(SHORTFORM_KEY(NAME) | SHORTFORM_KEY(TYPE) | SHORTFORM_KEY(DESCRIPTION) | \
	SHORTFORM_KEY(SERVICE) | SHORTFORM_KEY(SEVERITY) | SHORTFORM_KEY(LEVEL) | \
	SHORTFORM_KEY(AFTER) | SHORTFORM_KEY(WINDOW) | SHORTFORM_KEY(SETTLE) | \
	SHORTFORM_KEY(NODATA) | SHORTFORM_KEY(MIN_BAD) | SHORTFORM_KEY(SLICE))
#define SHORTFORM_KEY_EVENTS \
	(SHORTFORM_KEY_EVERY | SHORTFORM_KEY(WHERE) | SHORTFORM_KEY(BY) | SHORTFORM_KEY(BURSTS))

#define SHORTFORM_KEY_COUNTS \
	(SHORTFORM_KEY(GOOD_COUNT) | SHORTFORM_KEY(BAD_COUNT) | SHORTFORM_KEY(TOTAL_COUNT))

struct shortform_of {		/* members of a composite, until all objectives are known */
	size_t             objective;
	const struct node *of;
};

struct shortform {
	struct clause        *p;
	const struct node    *top;
	const struct node    *own;	/* the objective's map */
	struct slo_objective *o;
	const struct kind    *kind;
	size_t                first;	/* objective of this document */
	struct shortform_of  *later;
	size_t                nlater;
	const struct expr    *top_where;
	bool                  used[SLO_KEYS];	/* defaults */
};

struct shortform_key_row {
	const char *name;
	bool        shared;	/* may stand at the top, for all objectives */
};

/** shortform_key_row - how a key is spelled, and where it may stand */
const struct shortform_key_row *shortform_key_row(enum slo_key k);

/** shortform_key_taken - objectives of this one's kind have the key */
bool shortform_key_taken(const struct shortform *r, enum slo_key k);

/** shortform_get - a member of the objective, or the default for all; NULL: none */
const struct node *shortform_get(struct shortform *r, enum slo_key k);

/** shortform_need - one that must be there; @why follows in the message */
MUST_USE enum rc shortform_need(struct shortform *r, enum slo_key k, const char *why,
    const struct node **n);

/** shortform_refuse - the objective itself must not have it: "'key' why" */
MUST_USE enum rc shortform_refuse(struct shortform *r, enum slo_key k, const char *why);

/** shortform_choice - one of the names; absent leaves *out */
MUST_USE enum rc shortform_choice(struct shortform *r, enum slo_key k, const char *const *names,
    unsigned *out);

/** shortform_expr - an expression; absent leaves *x */
MUST_USE enum rc shortform_expr(struct shortform *r, enum slo_key k, const struct expr **x);

/** shortform_count - a whole number from @least on; absent leaves *out */
MUST_USE enum rc shortform_count(struct shortform *r, enum slo_key k, uint64_t least,
    uint64_t *out);

/** shortform_limited - a share of at most @max; absent leaves *out */
MUST_USE enum rc shortform_limited(struct shortform *r, enum slo_key k, double max, double *out);

/** shortform_minutes - a duration of at least so many minutes; absent leaves *us */
MUST_USE enum rc shortform_minutes(struct shortform *r, enum slo_key k, uint64_t least,
    int64_t *us);

/** shortform_find - objective of this document by name, before @end; @end: none */
size_t shortform_find(const struct shortform *r, struct sv name, size_t end);

/** shortform_named - the same for the text of a node; RC_SYNTAX with the nearest name */
MUST_USE enum rc shortform_named(struct shortform *r, const struct node *n, size_t end,
    size_t *found);

#endif
