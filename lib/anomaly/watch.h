/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * watch - every metric of every group is a series with a detector of its own
 *
 *     record ──► key ──► series of each metric ──► season ──► residual or daily ──► status
 *                                                                      └─► record, and what
 *                                                                          was found in it
 *
 * A map with memory: records in order of time within each series (other series may
 * come between), one thread.  What a series remembers is bounded, see residual.h and
 * daily.h, and can be saved and loaded; it then goes on to the byte.
 */
#ifndef CX_ANOMALY_WATCH_H
#define CX_ANOMALY_WATCH_H

#include "anomaly/daily.h"
#include "anomaly/periodic.h"
#include "anomaly/presence.h"
#include "anomaly/residual.h"
#include "anomaly/season.h"
#include "base/hmap.h"
#include "fold/fold.h"
#include "run/edit.h"
#include "run/map.h"
#include "spec/calendar.h"
#include "state/state.h"
#include "time/tstamp.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WATCH_METRICS_MAX = 64, WATCH_ADDED = 8 };

/** watch_added - the members that a record gets */
extern const char *const watch_added[WATCH_ADDED];

#define WATCH_VALUE_MAX 1e290	/* in magnitude: sums of greater ones would not be finite */

struct watch_query {		/* options as given; NULL: none, or the default */
	const char *metrics;	/* NAME,... */
	const char *by;		/* EXPR,...; NULL: every text member, see watch.c */
	bool        daily;
	const char *period;	/* 1d 1w 1mo auto */
	const char *scale;	/* log logit root linear; of daily */
	double      threshold;	/* alarm from this score on; 0: the default of the detector */
	const char *cool_down;	/* N points or a DURATION; NULL: 36 points, 0 with daily */
	uint64_t    history;	/* residuals kept */
	uint64_t    max_groups;	/* one more is an error */
	const char *settle;	/* DURATION */
	const char *calendar;	/* FILE */
	const char *step;	/* 1h 1d 1w 1mo; NULL: see watch_gap.h */
	bool        only;	/* write nothing but anomalies */
};

struct watch_plan {
	struct sv              metric[WATCH_METRICS_MAX];
	size_t                 slot[WATCH_METRICS_MAX];		/* of the value */
	size_t                 slot_n[WATCH_METRICS_MAX];	/* of NAME_n, */
	size_t                 slot_eff[WATCH_METRICS_MAX];	/* ... NAME_n_eff */
	size_t                 nmetric;
	const struct key_expr *key;
	size_t                 nkey;		/* 0: every text member */
	const struct sv       *by;		/* the keys' expressions, as text */
	size_t                 time_slot;
	size_t                 end_slot;	/* window_end */
	size_t                 total_slot;	/* true: over all windows, no point */
	bool                   daily;
	bool                   only;
	enum season_period     period;
	enum daily_scale       scale;
	double                 threshold;
	uint64_t               cool_points;	/* an alarm needs more of them since the last one */
	int64_t                cool_us;		/* or of this time; INT64_MIN: points */
	size_t                 history;
	uint64_t               max_groups;
	bool                   settling;
	int64_t                settle_us;	/* points that ended less long ago are not judged */
	int64_t                now_us;		/* INT64_MIN: what the clock says */
	int64_t                due_us;		/* what ended by then should be there; INT64_MIN:
						 * what others have is all that is known of it */
	struct calendar        calendar;
	const char            *step;		/* --step as given, or NULL */
	bool                   calendar_steps;	/* of days, weeks, months: those of window; */
	struct twindow         window;
	int64_t                step_us;		/* else so long; 0: what the windows say */
	const struct tzone    *zone;		/* NULL: the one that the time is written in */
	struct tstamp_cfg      input;		/* how times of records are read */
	size_t                 added[WATCH_ADDED];	/* slots of what must not be there */
	const struct edit     *edit;		/* writes the record as it came */
	struct sv              time;		/* name of the field */
};

struct watch_series {		/* one metric of one group */
	struct residual residual;
	struct season   season;
	struct periodic periodic;	/* with SEASON_FOUND */
	struct daily    *daily;		/* NULL unless plan->daily */
	int64_t  alarm_us;	/* of the last alarm; INT64_MIN none */
	uint64_t since;		/* points since */
	int      side;		/* of a stream: it was a spike up (1) or down (-1), beyond the
				 * period 2 or -2; else 0 */
	double   usual;		/* how far off the last points together were then, see residual.h */
};

struct watch_gap {		/* a series' points that do not come */
	int64_t  next_us;	/* where the next one belongs, by the clock of watch_gap.c;
				 * INT64_MIN: not known */
	int64_t  step_us;	/* by the last window; 0: not known */
	int64_t  ahead_us;	/* the wall clock less UTC at the last point */
	int64_t  since_us;	/* a silence that was told of: when it began, */
	uint64_t missing;	/* ... its steps; 0: none, */
	uint64_t alarm;		/* ... those of the last alarm of it; 0: none, */
	double   log;		/* ... of its chance, */
	bool     learning;	/* ... and that it was too early to judge it */
	struct presence_slot *slot;
};

struct watch_point {		/* a record's place in its series */
	int64_t at_us;
	int64_t local_us;	/* by the wall clock, as if it were UTC */
	int64_t end_us;		/* of its window; INT64_MIN: it has none */
};

struct watch_group {
	struct sv            key;	/* JSON array, see watch.c */
	int64_t              last_us;	/* of its latest point; INT64_MIN none */
	int64_t              loaded_us;	/* the same in an earlier run */
	int64_t              last_step;	/* --daily: of this run's latest point; INT64_MIN none */
	struct watch_gap     gap;
	struct watch_series *series;	/* plan->nmetric */
};

struct watch {			/* the memory */
	const struct watch_plan *plan;
	struct arena             arena;
	struct hmap               map;	/* key -> struct watch_group */
	struct arena             tmp;
	struct buf               key;
	uint64_t                 anomalies;
	uint64_t                 judged;	/* points that got a score */
	uint64_t                 nstep;		/* from one point to the next */
	int64_t                  step_min;	/* in steps */
	int64_t                  step_max;
	uint64_t                 missing;	/* points that did not come, */
	uint64_t                 silent;	/* ... in so many gaps */
	struct watch_point       latest;	/* of all series in this run */
};

/**
 * watch_compile - check the options and compile them for a job
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX, RC_IO with the option.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc watch_compile(struct watch_plan *p, const struct watch_query *q, struct job *j,
    struct err *e);

/** watch_init - nothing seen yet */
void watch_init(struct watch *w, const struct watch_plan *p, uint64_t seed);

/** watch_record - the map_fn; its part is the struct watch */
enum rc watch_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e);

/** watch_group - the memory of a group, made when new */
struct watch_group *watch_group(struct watch *w, struct sv key);

/**
 * watch_say_steps - --daily: say so when points lie days apart, as weekly and monthly ones do
 *
 * Of one step alone, as in a run a day, a week is needed: shops are closed at weekends.
 * Returns: whether it was said.
 */
bool watch_say_steps(const struct watch *w, struct job *j);

/** watch_free - release */
void watch_free(struct watch *w);

#endif
