/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_fold - events fold into counts by the minute: the state of one hour
 *
 *     hour ──► keys ──► row of a key's values ──► track of a meter and side
 *                                                        ──► minutes, sketch of values
 *
 * Every distinct predicate, value and key is evaluated once per event.  Saved, an hour is
 *
 *     {"first":us,"last":us,		times of its earliest and latest event
 *      "meters":[			in the plan's order
 *        [{"key":["/a"],		ascending; without keys one row at most, no member
 *          "counts":[[0,12],[7,3,1],[9,5,0,2]],	minute, good or bad, bad, unknown, half
 *          "stable":[...],		counts of the stable side; left out when empty
 *          "values":[0.5,17],		of a sketch: sketch/quant_state.h
 *          "stable_values":[...],
 *          "units":["base64","",""],	ascending hashes of 8 bytes: good, unknown, bad ones
 *          "stable_units":[...]}]]}
 *
 * with zeros at the end of a minute left out.
 * Memory class: 100 bytes a track and 32 bytes a minute with events; sketches as they are;
 * 80 bytes a unit.
 */
#ifndef CX_SLO_SLO_FOLD_H
#define CX_SLO_SLO_FOLD_H

#include "base/hmap.h"
#include "fold/fold.h"
#include "judge/series.h"
#include "slo/slo_plan.h"

enum {
	SLO_FOLD_MINUTES = 60,
	SLO_FOLD_ROWS_MAX = 1000000,	/* values of one set of keys in an hour */
	SLO_FOLD_UNITS_MAX = 20000000	/* units of a track */
};

#define SLO_FOLD_HOUR_US (SLO_FOLD_MINUTES * SLO_MINUTE_US)

struct slo_track {
	uint8_t            at[SLO_FOLD_MINUTES];	/* place in c, from 1; 0: no events */
	uint8_t            n;
	uint8_t            cap;
	struct slo_counts *c;
	struct quant      *q;		/* of sketches */
	struct hmap        *unit;	/* 8 bytes of hash -> uint8_t, enum slo_unit_state */
};

struct slo_fold_state {
	struct arena       arena;
	uint64_t           seed;	/* of hash tables */
	struct buf         scratch;	/* of the record at hand */
	int64_t            first_us;
	int64_t            last_us;	/* before first_us: no events */
	struct slo_track **only;	/* the row of the set without keys */
	struct hmap         set[];	/* plan->nset: text of a key -> row, struct slo_track *[] */
};

/** slo_fold_ops - ctx is a const struct slo_plan */
extern const struct fold_ops slo_fold_ops;

/** slo_fold_size - bytes of a state */
size_t slo_fold_size(const struct slo_plan *p);

/** slo_fold_row - the tracks of a row of set @set, by its place; NULL entries: no events */
struct slo_track *const *slo_fold_row(const struct slo_fold_state *s, size_t set, size_t i,
    struct sv *key);

#endif
