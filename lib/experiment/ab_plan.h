/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ab_plan - what an experiment is to show, and how: written down before it begins
 *
 *     checkout.yaml ──► ab_plan_load ──► cxplan solves ──► ab_plan_write ──► {"kind":"ab_plan",...}
 *                            ▲                                                        │
 *                            └────────────────────── cxab --plan ◄────────────────────┘
 *
 * YAML and JSON, by hand or as cxplan wrote it, have the same members (cxplan(1)).  The record
 * ends in "hash", which is over its text before that: two plans are the same exactly when their
 * hashes are, and one that was edited afterwards says so by itself.
 *
 * Memory: all of it in the caller's arena.
 */
#ifndef CX_EXPERIMENT_AB_PLAN_H
#define CX_EXPERIMENT_AB_PLAN_H

#include "base/arena.h"
#include "experiment/monitor.h"
#include "json/jwrite.h"
#include "spec/doc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	AB_PLAN_VERSION = 1,
	AB_PLAN_ARMS_MAX = 64,
	AB_PLAN_METRICS_MAX = 256,
	AB_PLAN_NAMES_MAX = 64,		/* covariates of a metric, strata, segments */
	AB_PLAN_HASH_MAX = 17		/* 16 hexadecimal digits and a NUL */
};

enum ab_plan_role { AB_GOAL, AB_GUARDRAIL, AB_SECONDARY, AB_NEGATIVE_CONTROL };
enum ab_plan_better { AB_UP, AB_DOWN };
enum ab_plan_type { AB_PROPORTION, AB_MEAN, AB_RATIO };
enum ab_plan_correct { AB_HOLM, AB_BH, AB_DUNNETT, AB_NONE };
enum ab_plan_attribution { AB_FIRST, AB_ALL, AB_EXPERIMENT };
enum ab_plan_multi { AB_MULTI_EXCLUDE, AB_MULTI_FIRST };

/* Their names, in this order, ended by NULL: for options and for what is written. */
extern const char *const ab_plan_roles[], *const ab_plan_betters[], *const ab_plan_types[],
    *const ab_plan_corrects[], *const ab_plan_attributions[], *const ab_plan_multis[];

struct ab_plan_amount {		/* "2%" of the control's value, or 0.005 of the metric's unit */
	double value;		/* as it is written; NAN: not said */
	bool   percent;
};

struct ab_plan_names {
	struct sv *of;
	size_t     n;
};

struct ab_plan_baseline {	/* what is known before; NAN: not said */
	enum ab_plan_type type;
	bool              typed;	/* the type was said */
	double            mean;		/* share, mean or ratio */
	double            sd;		/* of one unit; of a share sqrt(p (1 - p)) */
	double            r2;		/* of the covariates with the metric, in [0, 1) */
	double            icc;		/* of events within units, with cluster and cv */
	double            cluster;	/* events of a unit, mean */
	double            cv;		/* their sd / mean */
	double            n;		/* units or events it was measured on */
	struct sv         source;	/* what it was read from; empty: it was typed */
};

struct ab_plan_metric {
	struct sv              name;
	struct sv              text;	/* what one unit has, in the metrics' grammar of cxab(1);
					 * empty: cxab's operand says what it is */
	enum ab_plan_role      role;
	enum ab_plan_better    better;
	struct ab_plan_amount  mde;	/* of goals: to be found, > 0, in the good direction */
	struct ab_plan_amount  margin;	/* of guardrails: the loss that is borne, > 0 */
	double                 cap_low;	/* values of units are cut to these; NAN: not */
	double                 cap_high;
	struct ab_plan_names   covariates;
	struct monitor         monitor;	/* kind NULL: not yet chosen */
	double                 alpha;	/* of one comparison, all its sides; NAN: not divided */
	unsigned               sides;	/* 2; of guardrails 1 */
	double                 information;	/* planned 1 / se^2 of the effect, in the metric's
						 * unit, of the arm that has least; NAN */
	double                 n_star;	/* units of two arms, of anytime; NAN: not chosen */
	struct ab_plan_baseline base;
	const struct node     *at;	/* where it stands; NULL: in no document */
	const struct node     *text_at;	/* likewise its text, for doc_fail_in */
};

struct ab_plan_arm {
	struct sv name;
	uint64_t  weight;	/* 0: nobody is to be in it */
};

struct ab_plan {
	struct sv experiment;
	struct sv unit;			/* keys of a user, "user_id" */
	struct sv variant;		/* expression */
	struct sv exposure;		/* expression; empty: rows, one a unit */
	struct sv salt;			/* of cxassign; empty: the experiment's name */
	struct ab_plan_arm *arm;
	size_t    narm;
	size_t    control;		/* index of the arm that others are compared with */
	struct ab_plan_metric *metric;
	size_t    nmetric;
	double    alpha;		/* of all goals together, in (0, 1) */
	double    power;		/* in (0, 1); NAN: what is solved for */
	enum ab_plan_correct correct;
	struct monitor monitor;		/* of goals that name none */
	double   *look;			/* fractions of the information, rising, the last is 1 */
	size_t    nlook;		/* 0: not said */
	double    units;		/* of all arms together, at the end; NAN: not said */
	double    daily;		/* new units a day; NAN */
	double    days;			/* NAN */
	int64_t   within_us;		/* from the exposure; 0: to the end of the experiment */
	int64_t   delay_us;
	enum ab_plan_attribution attribution;
	bool      strict_window;	/* only units whose window is over */
	enum ab_plan_multi multi;
	struct ab_plan_names strata;
	struct ab_plan_names segments;
	bool      edited;		/* it has a hash, which is not that of its text */
	char      hash[AB_PLAN_HASH_MAX];	/* of this plan, after load or write */
	const struct doc *doc;		/* where it was read from; NULL */
};

/** ab_plan_init - the defaults: no arms, no metrics, alpha 0.05, Holm, first exposure ... */
void ab_plan_init(struct ab_plan *p);

/**
 * ab_plan_load - read a plan from a file; "-" is standard input
 *
 * YAML or JSON; of lines of JSON, as cxplan writes them, the first one whose kind is ab_plan.
 * Returns: RC_OK; RC_IO; RC_SYNTAX with FILE:LINE:COLUMN: unknown members (the nearest is
 *          named), values out of range, names used twice, a guardrail without a margin.
 */
MUST_USE enum rc ab_plan_load(struct ab_plan *p, const char *path, struct arena *a,
    struct err *e);

/** ab_plan_text - the same from memory; @file, for messages, must outlive @p */
MUST_USE enum rc ab_plan_text(struct ab_plan *p, const char *file, struct sv text,
    struct arena *a, struct err *e);

/**
 * ab_plan_write - the plan as one record, without its line's end, and p->hash
 *
 * Members in a fixed order, numbers in their shortest form, what is not said left out: equal
 * plans are equal bytes.
 */
void ab_plan_write(struct ab_plan *p, struct buf *b);

/** ab_plan_find - a metric by its name; NULL */
const struct ab_plan_metric *ab_plan_find(const struct ab_plan *p, struct sv name);

/** ab_plan_find_arm - index of an arm; p->narm when there is none */
size_t ab_plan_find_arm(const struct ab_plan *p, struct sv name);

/** ab_plan_share - weight of an arm among all weights; 0 when all are 0 */
double ab_plan_share(const struct ab_plan *p, size_t arm);

/** ab_plan_treatments - arms with weight other than the control */
size_t ab_plan_treatments(const struct ab_plan *p);

/** ab_plan_amount - what an amount is in the metric's unit, @base being the control's value */
double ab_plan_amount(const struct ab_plan_amount *a, double base);

/** ab_plan_amount_parse - "2%" or "0.005", above 0; RC_SYNTAX with what was expected */
MUST_USE enum rc ab_plan_amount_parse(struct ab_plan_amount *a, struct sv text, struct err *e);

#endif
