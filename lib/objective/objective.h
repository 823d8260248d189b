/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * objective - what a service promises: the compiled form of a specification
 *
 * Every objective but the composite counts events as good, bad or unknown; the rest
 * is arithmetic on those counts by the minute (judge/series.h), see judge/judge.h.
 * Fractions of 1 are kept as e0 = 1 - target, taken from the decimal text, so that
 * 99.9% is 0.001 and not what a subtraction of doubles leaves.
 */
#ifndef CX_OBJECTIVE_OBJECTIVE_H
#define CX_OBJECTIVE_OBJECTIVE_H

#include "expr/expr.h"
#include "key/key_list.h"
#include "metric/agg_type.h"
#include "spec/calendar.h"
#include "time/tzone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SLO_OBJECTIVES_MAX = 1000,
	SLO_ALERTS_MAX = 16,
	SLO_MEMBERS_MAX = 64,
	SLO_KEYS_MAX = 8
};

#define SLO_MINUTE_US INT64_C(60000000)

enum slo_type {	/* each has a row in objective/kind.c, judge/judge_kind.c, slo/slo_kind.c */
	SLO_RATIO,      /* good or bad; with unit, each unit counts once */
	SLO_PERCENTILE, /* value OP limit; its quantile is its target */
	SLO_LIVENESS,   /* slices with enough events */
	SLO_BASELINE,   /* a ratio or a percentile beside that of the stable side */
	SLO_APDEX,      /* value within limit counts 1, within 4 of it 1/2, beyond or bad 0 */
	SLO_COMPOSITE   /* of other objectives of its group */
};
enum { SLO_TYPES = SLO_COMPOSITE + 1 };

enum slo_method { SLO_OCCURRENCES, SLO_TIMESLICES, SLO_RATIO_TIMESLICES };
enum slo_severity { SLO_GATE, SLO_WARN, SLO_INFO };
enum slo_nodata { SLO_NODATA_INCONCLUSIVE, SLO_NODATA_FAIL, SLO_NODATA_PASS };
enum slo_empty { SLO_EMPTY_EXCLUDE, SLO_EMPTY_GOOD, SLO_EMPTY_BAD };
enum slo_op { SLO_LTE, SLO_LT, SLO_GTE, SLO_GT };

enum slo_span { SLO_SPAN_ALL, SLO_SPAN_ROLLING, SLO_SPAN_CALENDAR };

struct slo_window {
	enum slo_span       span;	/* all: whatever was read */
	uint32_t            n;		/* count of units */
	char                unit;	/* 's' 'm' 'h' 'd' 'w' 'M' 'Q' 'Y' */
	int64_t             length_us;	/* n units; months, quarters, years as 30, 90 and 365 days,
					 * as burn rates need one length; 0: all */
	int64_t             start_us;	/* calendar: a start, others follow at n units */
	const struct tzone *zone;	/* calendar: in which units are counted */
	struct sv           text;	/* as written */
};

struct slo_alert {		/* burn over both windows beyond factor */
	int64_t           long_us;
	int64_t           short_us;	/* 0: one window */
	double            factor;
	enum slo_op       op;		/* SLO_GT or SLO_GTE, as in AlertCondition */
	bool              trickle;	/* low volume: at least min_bad and burn > 1 over long_us */
	uint64_t          min_bad;
	struct sv         severity;	/* "page", "ticket", or what the AlertCondition says */
	struct sv         name;		/* empty for none */
	int64_t           after_us;	/* alertAfter: must have held that long */
};

struct slo_member {		/* of a composite */
	size_t objective;		/* index in the specification */
	double weight;
};

struct slo_objective {
	struct sv           slo;	/* the group it belongs to: file's or SLO's name */
	struct sv           name;	/* unique within slo */
	struct sv           service;	/* empty for none */
	enum slo_type       type;
	enum slo_method     method;
	enum slo_severity   severity;

	/* which events, and which of them are bad; NULL: not given */
	const struct expr  *where;	/* valid events; unknown is not valid */
	const struct expr  *good;	/* exactly one of good and bad for a ratio */
	const struct expr  *bad;
	const struct expr  *part;	/* or of events that a record counts: how many are bad, */
	const struct expr  *total;	/* ... of how many; NULL: a record is an event */
	bool                part_good;	/* part is how many are good */
	const struct expr  *value;	/* percentile, or a baseline of one; apdex */
	const struct expr  *unit;	/* ratio: who is counted once, bad if any of its events is;
					 * NULL: every event */
	enum slo_op         op;		/* good is value OP limit */
	double              limit;	/* of an apdex: T */
	struct sv           limit_text;
	struct agg_q       q;		/* percentile; .num 0: a baseline of ratios */
	double              e0;		/* allowed share of bad events, (0, 1); of slices with a
					 * method of slices and liveness, which may ask for all: 0;
					 * baselines and composites need none: 0 */
	struct sv           target_text;	/* "99.9%" as written */

	const struct key_expr *key;	/* by: one verdict for each value */
	size_t              nkey;

	struct slo_window   window;
	int64_t             slice_us;	/* timeslices and liveness: multiple of a minute; 0 */
	double slice_e0; /* timeslices: a slice is good while its bad share <= this */
	uint64_t            slice_events;	/* liveness: events a slice must have */
	enum slo_empty      empty;	/* slices without events */
	int64_t             settle_us;	/* newest part of the input to ignore */
	const struct calendar *calendar;	/* minutes that it leaves out do not count; NULL */

	enum slo_nodata     nodata;
	uint64_t            min_total;	/* fewer events are inconclusive */
	double min_coverage;            /* observed share of expected slices; 0: not asked */
	double              margin;	/* pass up to e0 * (1 + margin) */
	double              bursts;	/* bad events an incident, in the mean; 0: not said */
	const char         *bursts_state;	/* ... as these states have it; NULL */
	const struct expr  *cluster;	/* by whom bad events may come together; NULL: time alone */
	uint64_t            min_bad;	/* fewer bad events never fail: 2 by default */

	const struct expr  *baseline;	/* true: the event is of the stable side */
	double              increase;	/* baseline: allowed relative increase, .25 */
	uint64_t            sustained;	/* baseline: windows in a row before it fails; 0: two of
					 * keys beside their past, else one */
	double              floor_e0;	/* baseline: an absolute share that always passes; 0: e0 */

	struct slo_alert   *alert;
	size_t              nalert;
	bool                alert_nodata;	/* alertWhenNoData */

	struct slo_member  *member;	/* composite */
	size_t              nmember;

	const char         *level;	/* "availability", "functionality", "speed"; NULL */
	size_t              after;	/* objective it is conditional on; SIZE_MAX none */
	uint32_t            line;	/* in the specification, where it begins */
	uint32_t            col;
};

struct slo_spec {
	struct sv                   name;
	const struct slo_objective *objective;
	size_t                      n;
	const char                 *file;
	const struct calendar      *calendar;	/* of all objectives; NULL: every minute counts */
	/* True of a request that got no answer; NULL: no objective asks for an answer. */
	const struct expr          *unanswered;
	struct sv                   weight;	/* --weight, in its one form; empty: none */
	bool                        sampled;	/* ... of a sample */
};

#endif
