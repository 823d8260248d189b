/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * series - counts by the minute: all that a verdict needs of the events
 *
 * Minutes without events are not there.  Everything coarser (windows, slices, the
 * slices of the dispersion) is a sum over minutes; nothing finer is kept.
 */
#ifndef CX_JUDGE_SERIES_H
#define CX_JUDGE_SERIES_H

#include "sketch/quant.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slo_counts {
	uint64_t n;		/* valid events that could be judged */
	uint64_t bad;		/* of these */
	uint64_t half;		/* of n, not of bad: worth half a bad one (Apdex: tolerating) */
	uint64_t unknown;	/* valid events of which nobody can say: a field was missing */
};

struct slo_minute {
	int64_t           minute;	/* since 1970, UTC */
	struct slo_counts c;
};

/* Values of a percentile over one hour; of use where a window holds whole hours. */
struct slo_hour {
	int64_t             hour;	/* since 1970, UTC */
	const struct quant *value;
};

enum slo_unit_state { SLO_UNIT_GOOD, SLO_UNIT_UNKNOWN, SLO_UNIT_BAD };

/* A user (or whatever the unit is) in one hour: the worst that happened to it. */
struct slo_unit {
	int64_t             hour;	/* since 1970, UTC */
	uint64_t            id;		/* hash of the unit's value */
	enum slo_unit_state state;
};

/* What one user, or instance, has in one hour. */
struct slo_cluster {
	int64_t  hour;		/* since 1970, UTC */
	uint64_t id;		/* hash of the value */
	uint64_t n;		/* events */
	uint64_t halves;	/* ... bad, in halves */
};

struct series {		/* of one objective, one value of its keys, one side */
	const struct slo_minute *minute;	/* ascending */
	size_t                   n;
	const struct slo_hour   *hour;	/* ascending; none unless the objective has a value */
	size_t                   nhour;
	const struct quant_cfg  *qcfg;	/* of the hours' sketches; NULL without hours */
	/*
	 * Of an objective with units: ascending by hour and id.  The minutes' unknown then are
	 * events without a unit, and no others.
	 */
	const struct slo_unit   *unit;
	size_t                   nunit;
	double                   each;	/* of a sample: events that a record stands for, by squares
					 * of weights, the design effect; at most 1: no sample */
	const struct slo_cluster *cluster;	/* of an objective that asks: by hour and id */
	size_t                   ncluster;
	bool                     past;	/* of another run: all of it counts, whatever the window */
};

/** series_sum - counts in [from_us, to_us), both whole minutes; O(log n + minutes) */
struct slo_counts series_sum(const struct series *s, int64_t from_us, int64_t to_us);

/** series_from - index of the first minute that begins at @at_us or later; s->n for none */
size_t series_from(const struct series *s, int64_t at_us);

/** series_add - c += more */
void series_add(struct slo_counts *c, const struct slo_counts *more);

/** series_loss - bad events, half ones as halves */
double series_loss(const struct slo_counts *c);

/** series_floor - @at_us down to a multiple of @step_us > 0, before 1970 too */
int64_t series_floor(int64_t at_us, int64_t step_us);

#endif
