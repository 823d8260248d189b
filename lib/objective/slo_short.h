/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_short - the short form of specifications, see cx-spec(5)
 *
 *     slo_short.c         the table of keys, a document, an objective
 *     slo_short_common.c  what all types share: windows, methods, alerts
 *     slo_short_type.c    the types; the parts of composites
 *
 * One table says which key belongs to which type of objective, and which may stand at
 * the top for all.  A key that would mean nothing where it stands is refused, and so is
 * a default that no objective takes.
 */
#ifndef CX_SLO_SLO_SHORT_H
#define CX_SLO_SLO_SHORT_H

#include "objective/slo_parse.h"

enum slo_key {		/* what an objective may have */
	SLO_KEY_NAME, SLO_KEY_TYPE, SLO_KEY_DESCRIPTION, SLO_KEY_SERVICE, SLO_KEY_SEVERITY,
	SLO_KEY_LEVEL, SLO_KEY_AFTER, SLO_KEY_WHERE, SLO_KEY_BY, SLO_KEY_WINDOW,
	SLO_KEY_SETTLE, SLO_KEY_NODATA, SLO_KEY_MIN_TOTAL, SLO_KEY_MIN_COVERAGE, SLO_KEY_GOOD,
	SLO_KEY_BAD, SLO_KEY_PER, SLO_KEY_VALUE, SLO_KEY_PERCENTILE, SLO_KEY_LIMIT, SLO_KEY_OP,
	SLO_KEY_TARGET, SLO_KEY_MARGIN, SLO_KEY_MIN_BAD, SLO_KEY_METHOD, SLO_KEY_SLICE,
	SLO_KEY_SLICE_TARGET, SLO_KEY_EMPTY, SLO_KEY_EVENTS, SLO_KEY_BASELINE,
	SLO_KEY_INCREASE, SLO_KEY_FLOOR, SLO_KEY_ALERTS, SLO_KEY_OF,
	SLO_KEYS
};

struct slo_short_of {		/* members of a composite, until all objectives are known */
	size_t             objective;
	const struct node *of;
};

struct slo_short {
	struct slo_parse     *p;
	const struct node    *top;
	const struct node    *own;	/* the objective's map */
	struct slo_objective *o;
	unsigned              type;	/* its bit */
	size_t                first;	/* objective of this document */
	struct slo_short_of       *later;
	size_t                nlater;
	const struct expr    *top_where;
	bool                  used[SLO_KEYS];	/* defaults */
};

/** slo_short_get - a member of the objective, or the default for all; NULL: none */
const struct node *slo_short_get(struct slo_short *r, enum slo_key k);

/** slo_short_need - one that must be there; @why follows in the message */
MUST_USE enum rc slo_short_need(struct slo_short *r, enum slo_key k, const char *why,
    const struct node **n);

/** slo_short_refuse - the objective itself must not have it: "'key' why" */
MUST_USE enum rc slo_short_refuse(struct slo_short *r, enum slo_key k, const char *why);

/** slo_short_choice - one of the names; absent leaves *out */
MUST_USE enum rc slo_short_choice(struct slo_short *r, enum slo_key k, const char *const *names,
    unsigned *out);

/** slo_short_expr - an expression; absent leaves *x */
MUST_USE enum rc slo_short_expr(struct slo_short *r, enum slo_key k, const struct expr **x);

/** slo_short_count - a whole number from @least on; absent leaves *out */
MUST_USE enum rc slo_short_count(struct slo_short *r, enum slo_key k, uint64_t least,
    uint64_t *out);

/** slo_short_limited - a share of at most @max; absent leaves *out */
MUST_USE enum rc slo_short_limited(struct slo_short *r, enum slo_key k, double max, double *out);

/** slo_short_minutes - a duration of at least so many minutes; absent leaves *us */
MUST_USE enum rc slo_short_minutes(struct slo_short *r, enum slo_key k, uint64_t least,
    int64_t *us);

/** slo_short_find - objective of this document by name, before @end; @end: none */
size_t slo_short_find(const struct slo_short *r, struct sv name, size_t end);

/** slo_short_named - the same for the text of a node; RC_SYNTAX with the nearest name */
MUST_USE enum rc slo_short_named(struct slo_short *r, const struct node *n, size_t end,
    size_t *found);

/** slo_short_common - severity, window, which events, how many */
MUST_USE enum rc slo_short_common(struct slo_short *r);

/** slo_short_method - occurrences or slices, and what belongs to these */
MUST_USE enum rc slo_short_method(struct slo_short *r);

/** slo_short_alerts - none, the standard ones, or a list; after e0 and window are known */
MUST_USE enum rc slo_short_alerts(struct slo_short *r);

/** slo_short_type - what is counted, and what is asked of it, by the objective's type */
MUST_USE enum rc slo_short_type(struct slo_short *r);

/** slo_short_members - the parts of composites, once all objectives are known */
MUST_USE enum rc slo_short_members(struct slo_short *r);

#endif
