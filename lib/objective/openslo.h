/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * openslo - OpenSLO v1 documents as they are
 *
 *     openslo.c         documents, SLOs and their objectives
 *     openslo_object.c  what all objects have, references, durations
 *     openslo_sli.c     indicators
 *     openslo_alert.c   alert policies and conditions
 *
 * Source: github.com/OpenSLO/OpenSLO, README.md of v1.  What a metricSource means is left
 * to its type; ours, ndjson and log, hold expressions: {where: EXPR} of ratios, {value:
 * EXPR} of thresholds.  Objects that only say who is told, or where data once came from,
 * are checked and not needed; everything else is evaluated or refused.
 */
#ifndef CX_OBJECTIVE_OPENSLO_H
#define CX_OBJECTIVE_OPENSLO_H

#include "objective/clause.h"

enum openslo_kind {
	OPENSLO_DATA_SOURCE,
	OPENSLO_SLO,
	OPENSLO_SLI,
	OPENSLO_ALERT_POLICY,
	OPENSLO_ALERT_CONDITION,
	OPENSLO_TARGET,
	OPENSLO_SERVICE,
	OPENSLO_KINDS
};

struct openslo_object {
	enum openslo_kind          kind;
	struct sv          name;
	const struct node *node;
	const struct node *spec;
};

struct openslo {
	struct clause *p;
	const struct doc *d;
	struct err       *e;
	struct openslo_object    *object;
	size_t            n;
};

struct openslo_sli {			/* an indicator, taken apart */
	struct sv          name;
	const struct expr *where;
	const struct expr *good;
	const struct expr *bad;
	const struct expr *value;	/* of a thresholdMetric */
};

struct openslo_plan {			/* of one SLO */
	struct slo_objective common;
	size_t               first;
	bool                 has_sli;	/* for all its objectives */
	struct openslo_sli           sli;
	bool                 composite;
};

/** openslo_kinds - their names, NULL-terminated */
const char *const *openslo_kinds(void);

/** openslo_ops - names of operators in the order of enum slo_op, NULL-terminated */
const char *const *openslo_ops(void);

/** openslo_metadata - check it; *name lies in the document */
MUST_USE enum rc openslo_metadata(struct openslo *r, const struct node *object, struct sv *name);

/** openslo_spec - the spec of an object, with no keys but those of its kind */
MUST_USE enum rc openslo_spec(struct openslo *r, const struct node *object,
    enum openslo_kind k, const struct node **spec);

/** openslo_list - a list that may be left out: NULL, as with nothing behind its key */
MUST_USE enum rc openslo_list(struct openslo *r, const struct node *map, const char *key,
    const struct node **list);

/** openslo_find - an object of the file by name, or NULL */
const struct openslo_object *openslo_find(const struct openslo *r, enum openslo_kind k,
    struct sv name);

/** openslo_resolve - the object that a node names; RC_SYNTAX when the file has none */
MUST_USE enum rc openslo_resolve(struct openslo *r, enum openslo_kind k,
    const struct node *ref, const struct openslo_object **o);

/** openslo_duration - a count and one of m h d w M Q Y; 0 only when @zero */
MUST_USE enum rc openslo_duration(struct openslo *r, const struct node *n, bool zero,
    uint32_t *count, char *unit);

/** openslo_duration_us - the same as one length, months of 30 days */
MUST_USE enum rc openslo_duration_us(struct openslo *r, const struct node *n, bool zero,
    int64_t *us);

/** openslo_indicator - that of @n, inline or by reference; none: *found is false */
MUST_USE enum rc openslo_indicator(struct openslo *r, const struct node *n,
    struct openslo_sli *sli, bool *found);

/** openslo_policies - alertPolicies of an SLO, for all its objectives */
MUST_USE enum rc openslo_policies(struct openslo *r, const struct node *spec,
    struct openslo_plan *pl);

/** openslo_read - all objectives of the OpenSLO objects of a file; @d: its documents */
MUST_USE enum rc openslo_read(struct clause *p, const struct docs *d);

#endif
