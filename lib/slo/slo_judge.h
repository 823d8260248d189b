/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * judge - from counts to verdicts: pass, fail, or inconclusive with the reason
 *
 *     series ──► window ──► counts ──► exact tails (slo/binomial.h) ──► verdict
 *                   └─────► slices ──► dispersion, coverage, timeslices
 *                   └─────► long and short windows ──► burn-rate alerts (slo/burn.h)
 *
 * A verdict is passed only when the worst reading of the unknown events passes, and
 * failed only when the best reading fails.  Pure functions; no I/O, no clock.
 */
#ifndef CX_SLO_SLO_JUDGE_H
#define CX_SLO_SLO_JUDGE_H

#include "base/arena.h"
#include "slo/objective.h"
#include "slo/slo_series.h"

enum slo_verdict_kind { SLO_PASS, SLO_INCONCLUSIVE, SLO_FAIL };
enum slo_mode { SLO_MODE_GATE, SLO_MODE_BUDGET };

struct slo_rule {		/* how the run judges: options */
	enum slo_mode mode;		/* budget: the counts are the population */
	double        conf;		/* of one side of a bound: 0.95, alpha is 1 - conf */
	bool          sequential;	/* e-values: may be looked at again and again */
	bool          point;		/* alerts: textbook, on the point, not on the bound */
	bool          dispersion;	/* correct for bursts */
	bool          holm;		/* over the gate objectives */
};

struct slo_clock {
	int64_t now_us;		/* --now, or the end of the minute of the latest event */
	int64_t first_us;	/* of the earliest event read */
	int64_t last_us;	/* of the latest */
};

struct slo_alert_result {
	const struct slo_alert *alert;
	double burn_long;	/* point */
	double burn_short;
	double burn_long_lo;	/* lower bound: what decides, unless --point */
	double burn_short_lo;
	bool   firing;
};

struct slo_side {		/* of a baseline objective */
	struct slo_counts c;
	double rate;		/* bad share, or the quantile's value; NAN unknown */
	double lo;
	double hi;
};

struct slo_verdict {
	const struct slo_objective *objective;
	const struct val *key;		/* objective->nkey values; NULL */
	enum slo_verdict_kind verdict;
	const char *reason;		/* one short word: "nodata", "coverage", "sample", "unknown",
					 * "min_total", "bursts", "conditional" ...; NULL on plain pass and fail */
	int64_t  from_us;
	int64_t  to_us;
	struct slo_counts c;		/* in the window */
	double   rate;			/* bad share; NAN without events; slices for timeslices */
	double   lo;			/* one-sided bounds at conf each */
	double   hi;
	double   phi;			/* dispersion, at least 1; NAN: too few slices */
	double   value;			/* the percentile itself; NAN unknown */
	double   value_lo;
	double   value_hi;
	double   p_raw;			/* of the test against e0 that the verdict rests on */
	double   p_holm;		/* adjusted over the gate objectives; NAN outside */
	double   e_value;		/* with sequential, else NAN */
	uint64_t needed_n;		/* inconclusive: events until it would be decided; 0: never at
					 * this rate */
	/* slices: timeslices, liveness, coverage */
	uint64_t slices;		/* with data, or judged */
	uint64_t slices_bad;
	uint64_t slices_empty;
	uint64_t slices_expected;
	/* budget */
	double   budget_total;		/* bad events allowed: e0 * N */
	double   budget_remaining;	/* share, may be negative */
	double   budget_projected;	/* calendar windows: share of the projected window's budget that
					 * is spent; NAN elsewhere */
	double   burn;			/* (bad / n) / e0 */
	double   exhausted_in_us;	/* at this burn; INFINITY never, 0 already */
	bool     coarse_budget;		/* less than one event */
	/* baseline */
	struct slo_side stable;
	struct slo_side candidate;
	double   ratio;			/* candidate to stable */
	double   ratio_lo;
	double   ratio_hi;
	struct slo_alert_result *alert;	/* objective->nalert */
};

/**
 * slo_judge - one objective, one value of its keys
 * @side: [0] the events, or the candidate's; [1] the stable side of a baseline
 *
 * Holm and composites need all verdicts: see slo_judge_all.
 * Memory: v->alert in @a.
 */
void slo_judge(struct slo_verdict *v, const struct slo_objective *o, const struct val *key,
    const struct slo_series side[2], const struct slo_clock *clock, const struct slo_rule *rule,
    struct arena *a);

/**
 * slo_judge_all - what takes all verdicts together: composites, Holm, what a preset's levels
 *                 are conditional on
 * @v: in the order of the specification, each objective's keys together; composites have
 *     one entry, without counts, which is filled here
 * @series: side[2] of each of @v, for composites by slices
 */
void slo_judge_all(struct slo_verdict *v, size_t n, const struct slo_series (*series)[2],
    const struct slo_spec *spec, const struct slo_clock *clock, const struct slo_rule *rule,
    struct arena *a);

/** slo_overall - the worst of the gate objectives: fail, then inconclusive, then pass */
enum slo_verdict_kind slo_overall(const struct slo_verdict *v, size_t n);

/** slo_aa - false alarms of a baseline objective on its own stable side
 *
 * The stable side's minutes are dealt into two halves by a seeded coin, @trials times, each
 * judged by the same rule.  Returns: the share that failed.  Pure, deterministic.
 */
double slo_aa(const struct slo_objective *o, const struct slo_series *stable,
    const struct slo_clock *clock, const struct slo_rule *rule, unsigned trials, struct arena *a);

#endif
