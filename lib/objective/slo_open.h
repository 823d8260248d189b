/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_open - OpenSLO v1 documents as they are
 *
 *     slo_open.c         documents, SLOs and their objectives
 *     slo_open_object.c  what all objects have, references, durations
 *     slo_open_sli.c     indicators
 *     slo_open_alert.c   alert policies and conditions
 *
 * Source: github.com/OpenSLO/OpenSLO, README.md of v1.  What a metricSource means is left
 * to its type; ours, ndjson and log, hold expressions: {where: EXPR} of ratios, {value:
 * EXPR} of thresholds.  Objects that only say who is told, or where data once came from,
 * are checked and not needed; everything else is evaluated or refused.
 */
#ifndef CX_SLO_SLO_OPEN_H
#define CX_SLO_SLO_OPEN_H

#include "objective/slo_parse.h"

enum slo_open_kind {
	SLO_OPEN_DATA_SOURCE,
	SLO_OPEN_SLO,
	SLO_OPEN_SLI,
	SLO_OPEN_ALERT_POLICY,
	SLO_OPEN_ALERT_CONDITION,
	SLO_OPEN_TARGET,
	SLO_OPEN_SERVICE,
	SLO_OPEN_KINDS
};

struct slo_open_object {
	enum slo_open_kind          kind;
	struct sv          name;
	const struct node *node;
	const struct node *spec;
};

struct slo_open {
	struct slo_parse *p;
	const struct doc *d;
	struct err       *e;
	struct slo_open_object    *object;
	size_t            n;
};

struct slo_open_sli {			/* an indicator, taken apart */
	struct sv          name;
	const struct expr *where;
	const struct expr *good;
	const struct expr *bad;
	const struct expr *value;	/* of a thresholdMetric */
};

struct slo_open_plan {			/* of one SLO */
	struct slo_objective common;
	size_t               first;
	bool                 has_sli;	/* for all its objectives */
	struct slo_open_sli           sli;
	bool                 composite;
};

/** slo_open_kinds - their names, NULL-terminated */
const char *const *slo_open_kinds(void);

/** slo_open_ops - names of operators in the order of enum slo_op, NULL-terminated */
const char *const *slo_open_ops(void);

/** slo_open_metadata - check it; *name lies in the document */
MUST_USE enum rc slo_open_metadata(struct slo_open *r, const struct node *object, struct sv *name);

/** slo_open_spec - the spec of an object, with no keys but those of its kind */
MUST_USE enum rc slo_open_spec(struct slo_open *r, const struct node *object,
    enum slo_open_kind k, const struct node **spec);

/** slo_open_find - an object of the file by name, or NULL */
const struct slo_open_object *slo_open_find(const struct slo_open *r, enum slo_open_kind k,
    struct sv name);

/** slo_open_resolve - the object that a node names; RC_SYNTAX when the file has none */
MUST_USE enum rc slo_open_resolve(struct slo_open *r, enum slo_open_kind k,
    const struct node *ref, const struct slo_open_object **o);

/** slo_open_duration - a count and one of m h d w M Q Y; 0 only when @zero */
MUST_USE enum rc slo_open_duration(struct slo_open *r, const struct node *n, bool zero,
    uint32_t *count, char *unit);

/** slo_open_duration_us - the same as one length, months of 30 days */
MUST_USE enum rc slo_open_duration_us(struct slo_open *r, const struct node *n, bool zero,
    int64_t *us);

/** slo_open_indicator - that of @n, inline or by reference; none: *found is false */
MUST_USE enum rc slo_open_indicator(struct slo_open *r, const struct node *n,
    struct slo_open_sli *sli, bool *found);

/** slo_open_policies - alertPolicies of an SLO, for all its objectives */
MUST_USE enum rc slo_open_policies(struct slo_open *r, const struct node *spec,
    struct slo_open_plan *pl);

#endif
