/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_plan - what is counted for the objectives of a specification, each thing once
 *
 *     objectives ──► meters ──► predicates, values, keys: equal ones are one
 *
 * A meter is a count of good, bad and unknown events, or a sketch of values; objectives
 * that differ in how they judge only (target, window, severity, alerts) share theirs.
 *
 * A request without an answer (slo_spec.unanswered) is bad to a meter that cannot tell
 * without a status, and to one of how long an answer took: what was refused at once would
 * be the fastest of all.
 * Saved states name meters by their canonical text, so that they outlive such changes.
 */
#ifndef CX_SLO_SLO_PLAN_H
#define CX_SLO_SLO_PLAN_H

#include "base/arena.h"
#include "base/rc.h"
#include "objective/objective.h"
#include "sketch/quant.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SLO_PLAN_METERS_MAX = 3 * SLO_OBJECTIVES_MAX,
	SLO_PLAN_NONE = UINT16_MAX
};

#define SLO_PLAN_ACCURACY 0.01	/* relative, of sketches: values shown, baselines of percentiles */

enum slo_meter_kind {
	SLO_METER_EVENTS,	/* all are good */
	SLO_METER_GOOD,		/* test: good */
	SLO_METER_BAD,		/* test: bad */
	SLO_METER_COUNTS,	/* value of total events are bad, or good */
	SLO_METER_LIMIT,	/* good is value OP limit */
	SLO_METER_APDEX,	/* satisfied up to limit, tolerating up to 4 of it; test: failed */
	SLO_METER_SKETCH	/* values, by the hour */
};

struct slo_meter {
	enum slo_meter_kind kind;
	enum slo_op         op;
	double              limit;
	uint16_t            where;	/* in tests; SLO_PLAN_NONE: every event */
	uint16_t            test;	/* in tests */
	uint16_t            value;	/* in values */
	uint16_t            total;	/* likewise, of counts */
	bool                part_good;	/* ... of which value are good */
	uint16_t            unit;	/* in units: counted once each; or SLO_PLAN_NONE */
	uint16_t            cluster;	/* in units: whose events these are; or SLO_PLAN_NONE */
	uint16_t            baseline;	/* in tests: true for the stable side */
	bool                files;	/* the file tells the side */
	bool                square;	/* of a sample: by its weights squared */
	bool                waits;	/* it is of how long an answer took */
	uint16_t            set;	/* of keys */
	uint32_t            at;		/* its track in a row of the set; the stable side follows */
	struct sv           text;	/* canonical JSON */
};

struct slo_keys {		/* one distinct list of key expressions; set 0 has none */
	const struct key_expr *key;
	size_t                 n;
	size_t                 ntrack;
	uint16_t               guard;
};

struct slo_term {		/* a distinct predicate, value or unit */
	const struct expr *x;
	uint16_t           guard;	/* the test that all who use it are under; or NONE */
};

struct slo_plan {
	const struct slo_spec  *spec;
	struct slo_term        *test;	/* a guard stands before what it guards */
	size_t                  ntest;
	struct slo_term        *value;
	size_t                  nvalue;
	struct slo_term        *unit;
	size_t                  nunit;
	uint16_t                unanswered;	/* in tests; or NONE */
	struct slo_keys        *set;
	size_t                  nset;
	struct slo_meter       *meter;
	size_t                  nmeter;
	uint16_t               *of;		/* objective -> meter that counts it; or NONE */
	uint16_t               *sketch;		/* objective -> meter of its values; or NONE */
	uint16_t               *square;		/* likewise of squared weights; or NONE */
	size_t                  stable;		/* first file of the stable side; SIZE_MAX: none */
	struct quant_cfg        qcfg;
	uint64_t                seed;		/* of hash tables */
	struct sv               text;		/* what states must agree on, canonical JSON */
	/* Of states: which of the saved meters is which of ours; NULL: as they stand. */
	uint16_t               *saved;
	size_t                  nsaved;
};

/**
 * slo_plan_make - the meters of a specification
 * @stable: index of the first file that is of the stable side; SIZE_MAX: none
 *
 * Returns: RC_OK; RC_SYNTAX for a key whose name the records have already; RC_USAGE for
 *          baseline files that no objective compares.
 * Memory:  in @a.
 */
MUST_USE enum rc slo_plan_make(struct slo_plan *p, const struct slo_spec *spec, size_t stable,
    uint64_t seed, struct arena *a, struct err *e);

/** slo_plan_sides - 2 of what is compared with a baseline, else 1 */
unsigned slo_plan_sides(const struct slo_meter *m);

/**
 * slo_plan_adopt - read states that were saved under @text
 *
 * They may hold more than the specification asks for.
 * Returns: RC_OK; RC_SYNTAX: no such plan, or what an objective needs was not counted.
 */
MUST_USE enum rc slo_plan_adopt(struct slo_plan *p, struct sv text, struct arena *a,
    struct err *e);

#endif
