/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * judge - from counts to verdicts: pass, fail, or inconclusive with the reason
 *
 *     series ─► window (judge/period.h) ─► tally (judge/tally.h) ─► exact tails ─► verdict
 *                          ├─► slices: dispersion, coverage, timeslices (judge/slices.h)
 *                          ├─► looks in time order: e-values (judge/sequential.h)
 *                          └─► long and short windows: burn-rate alerts (judge/burn.h)
 *
 * With e0 the allowed share of bad events, k of n bad and alpha = 1 - conf:
 *
 *     pass   iff P(K <= k) <= alpha for a share of e0 (1 + margin) that fails m at a time
 *     fail   iff not pass, k >= min_bad phi and P(Bin(n / phi, e0) >= k / phi) <= alpha
 *
 * else inconclusive.  Bad events come in incidents: m is their size, phi what the window shows
 * of it (judge/bursts.h); both 1 without dispersion, when K is of Bin(n, e0 (1 + margin)).
 * A percentile limit is the same rule on the events beyond the limit, an Apdex the same on
 * losses of 0, 1/2 and 1, a slice method the same on slices, liveness too.
 * A verdict is passed only when the worst reading of the unknown events passes, and
 * failed only when the best reading fails.  In budget mode the counts are the
 * population: pass iff k / n <= e0, else fail.
 *
 * Apdex: among all losses in [0, 1] with one mean the Bernoulli one spreads most in
 * convex order (Hoeffding, JASA 58:13-30, 1963), so the binomial tails at k = bad +
 * half / 2 are conservative; by how much is in tests/property/slo_simulate.c.
 *
 * Pure functions; no I/O, no clock.
 * Source: tests/unit/slo_judge.c has the worked tables; simulated error rates are
 *         printed by tests/property/slo_simulate.c.
 */
#ifndef CX_JUDGE_JUDGE_H
#define CX_JUDGE_JUDGE_H

#include "base/arena.h"
#include "judge/bursts.h"
#include "judge/period.h"
#include "judge/reason.h"
#include "judge/series.h"
#include "objective/objective.h"

enum slo_verdict_kind { SLO_PASS, SLO_INCONCLUSIVE, SLO_FAIL };
enum slo_mode { SLO_MODE_GATE, SLO_MODE_BUDGET };

struct slo_rule {		/* how the run judges: options */
	enum slo_mode mode;		/* budget: the counts are the population */
	double        conf;		/* of one side of a bound: 0.95, alpha is 1 - conf */
	bool          sequential;	/* e-values: may be looked at again and again */
	bool          point;		/* alerts: textbook, on the point, not on the bound */
	bool          dispersion;	/* count incidents, not events */
	bool          holm;		/* over the gate objectives */
};

struct slo_alert_result {
	const struct slo_alert *alert;
	double burn_long;	/* point */
	double burn_short;
	double burn_long_lo;	/* lower bound: the evidence, unless --point */
	double burn_short_lo;
	bool   firing;
	bool   nodata;		/* no events in the long window */
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
	enum reason reason;
	/* It saw only what that one let through, which has not passed; NULL: nothing above. */
	const struct slo_verdict *conditional;
	int64_t  from_us;		/* what was judged */
	int64_t  to_us;
	int64_t  end_us;		/* of the window; after to_us while a calendar one runs */
	struct slo_counts c;		/* in the window */
	double   rate;			/* bad share; NAN without events; slices for timeslices */
	double   lo;			/* one-sided bounds at conf each, of both readings */
	double   hi;
	double   phi;			/* dispersion seen, >= 1; NAN: few slices, nothing bad, or
					 * not asked for */
	double   burst;			/* bad events an incident that a pass is judged under */
	enum bursts_from burst_from;
	double   value;			/* the percentile, or the score of an Apdex; NAN unknown */
	double   value_lo;
	double   value_hi;
	double   p_raw;			/* of the test that fails, against e0; NAN: none made */
	double   p_holm;		/* adjusted over the gate objectives; NAN outside */
	double   p_pass;		/* of the test that passes */
	double   e_value;		/* sequential: greatest evidence for a fail, else NAN */
	double   e_pass;		/* for a pass */
	uint64_t needed_n;		/* inconclusive: events until it would be decided (slices,
					 * for slice methods; the candidate's, for a baseline);
					 * 0: never at this rate */
	/* slices: timeslices, liveness, coverage */
	uint64_t slices;		/* with data, or judged */
	uint64_t slices_bad;
	uint64_t slices_empty;
	uint64_t slices_expected;
	/* budget */
	double   budget_total;		/* bad events allowed: e0 * N */
	double   budget_remaining;	/* share of the window's that is left; may be negative */
	double   budget_projected;	/* running calendar windows: share that will be left at
					 * the end, at this rate; NAN elsewhere */
	double   burn;			/* (bad / n) / e0; sum of weight * burn for a composite */
	double   exhausted_in_us;	/* at this burn; INFINITY never, 0 already */
	bool     coarse_budget;		/* less than one event */
	/* baseline */
	struct slo_side stable;
	struct slo_side candidate;
	bool     apart;			/* the sides are of different times, */
	bool     hours_differ;		/* ... of the day */
	bool     days_differ;		/* ... one of workdays, the other of weekends */
	double   ratio;			/* candidate to stable */
	double   ratio_lo;
	double   ratio_hi;
	struct slo_alert_result *alert;	/* objective->nalert */
};

/** judge_rule - the defaults: gate, 0.95, dispersion and Holm on */
struct slo_rule judge_rule(void);

/**
 * judge_objective - one objective, one value of its keys
 * @side: [0] the events, or the candidate's; [1] the stable side of a baseline
 *
 * Holm and composites need all verdicts: see judge_all.
 * Memory: v->alert in @a; sketches of a percentile are merged in memory given back.
 */
void judge_objective(struct slo_verdict *v, const struct slo_objective *o, const struct val *key,
    const struct series side[2], const struct slo_clock *clock, const struct slo_rule *rule,
    struct arena *a);

/**
 * judge_all - what takes all verdicts together: composites, Holm, what a preset's levels
 *                 are conditional on
 * @v: in the order of the specification, each objective's keys together; composites have
 *     one entry, without counts, which is filled here
 * @series: side[2] of each of @v, for composites by slices
 */
void judge_all(struct slo_verdict *v, size_t n, const struct series (*series)[2],
    const struct slo_spec *spec, const struct slo_clock *clock, const struct slo_rule *rule,
    struct arena *a);

/**
 * judge_gates - @v counts in judge_overall: it is a gate, and there was something to compare with
 */
bool judge_gates(const struct slo_verdict *v);

/** judge_overall - the worst of what gates: fail, then inconclusive, then pass */
enum slo_verdict_kind judge_overall(const struct slo_verdict *v, size_t n);

/**
 * judge_aa - false alarms of a baseline objective on its own stable side
 *
 * The stable side's minutes (hours, for a percentile) are dealt into two halves by a
 * seeded coin, @trials times, each judged by the same rule.  Deterministic.
 * Returns: the share that failed; NAN where there are fewer than two to deal.
 */
double judge_aa(const struct slo_objective *o, const struct series *stable,
    const struct slo_clock *clock, const struct slo_rule *rule, unsigned trials, struct arena *a);

#endif
