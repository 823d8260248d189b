/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_judge - how the results of an experiment are judged: roles of metrics, the control,
 * what was to be expected of arms, when one may look
 *
 * Nothing of it is saved with states: they may be judged in any way.
 */
#ifndef CX_SCORE_SCORE_JUDGE_H
#define CX_SCORE_SCORE_JUDGE_H

#include "effect/mix.h"
#include "experiment/ab_result.h"
#include "experiment/monitor.h"
#include "experiment/verdict.h"
#include "score/score_plan.h"

enum { SCORE_WEIGHTS_MAX = 64 };

#define SCORE_N_STAR 5000	/* of both arms together, where no other is planned */

struct score_judge_query {	/* options as given; NULL: none, or the default */
	const char  *experiment;	/* NAME: this one alone */
	const char  *control;		/* ARM */
	const char  *weights;		/* ARM=N,... */
	const char **goal;		/* METRIC */
	size_t       ngoal;
	const char **guardrail;		/* METRIC[:MARGIN] */
	size_t       nguardrail;
	const char **secondary;		/* METRIC */
	size_t       nsecondary;
	const char **negative;		/* METRIC */
	size_t       nnegative;
	const char **better;		/* METRIC:up|down */
	size_t       nbetter;
	const char **monitor;		/* [METRIC:]KIND */
	size_t       nmonitor;
	const char  *correct;		/* holm|bh|dunnett|none */
	const char  *rule;		/* a row of verdict_rule_registry */
	uint64_t     horizon;		/* units, of all arms; 0: none is planned */
	uint64_t     n_star;		/* 0: the default */
	uint64_t     min_n;		/* units of each arm of a segment that is shown */
	const char  *factors;		/* NAME,... */
	const char  *bayes;		/* PRIOR */
};

/* Its rows in an option table: of the struct s, whose member q it is. */
#define SCORE_JUDGE_OPTIONS(s, q) \
	OPT_HEAD("Judging"), \
	OPT_TEXT(0, "experiment", s, q.experiment, "NAME", "of this experiment alone"), \
	OPT_TEXT(0, "control", s, q.control, "ARM", \
	    "what the others are compared with (default control, else the first)"), \
	OPT_TEXT(0, "weights", s, q.weights, "ARM=N,...", \
	    "how units were to be shared out (default: equally)"), \
	OPT_LIST_IN(0, "goal", s, q, goal, "METRIC", \
	    "what the change is made for (default: the first metric, unless it has a role)"), \
	OPT_LIST_IN(0, "guardrail", s, q, guardrail, "METRIC[:MARGIN]", \
	    "what must not get worse by MARGIN, 2% of the control or 0.5 in its unit"), \
	OPT_LIST_IN(0, "secondary", s, q, secondary, "METRIC", \
	    "shown, decides nothing (default: all others)"), \
	OPT_LIST_IN(0, "negative-control", s, q, negative, "METRIC", \
	    "what cannot have moved: if it did, nothing can be concluded"), \
	OPT_LIST_IN(0, "better", s, q, better, "METRIC:up|down", \
	    "which way is better (default up)"), \
	OPT_LIST_IN(0, "monitor", s, q, monitor, "[METRIC:]KIND", \
	    "when one may look: %s (default obf with --horizon, else anytime)", \
	    .of = &monitor_registry), \
	OPT_U64(0, "horizon", s, q.horizon, 1, UINT64_MAX / 2, "N", \
	    "units of all arms that are planned"), \
	OPT_U64(0, "n-star", s, q.n_star, 1, UINT64_MAX / 2, "N", \
	    "units where intervals that hold at any time are narrowest (default 5000)"), \
	OPT_CHOICE(0, "correct", s, q.correct, "holm|bh|dunnett|none", \
	    "for several goals and arms (default holm)"), \
	OPT_ONE_OF(0, "rule", s, q.rule, &verdict_rule_registry, "RULE", \
	    "what it takes to ship: %s (default strict_ni)"), \
	OPT_TEXT(0, "factors", s, q.factors, "NAME,...", \
	    "variants are combinations, a/b: also the effects of these factors"), \
	OPT_TEXT(0, "bayes", s, q.bayes, "PRIOR", \
	    "what to believe: flat, normal:MEAN,SD of the lift, beta:A,B of shares"), \
	OPT_U64(0, "min-n", s, q.min_n, 1, UINT64_MAX / 2, "N", \
	    "units that each arm of a segment must have to be shown (default 2)")

struct score_role {		/* of one metric */
	enum ab_plan_role role;
	bool           down;
	bool           guarded;		/* there is a margin */
	bool           relative;
	double         margin;
	bool           asked;		/* a monitor of its own was asked for */
	struct monitor monitor;
};

struct score_weight {
	struct sv arm;
	double    weight;
};

enum score_prior_kind { SCORE_NO_PRIOR, SCORE_FLAT, SCORE_NORMAL, SCORE_BETA };

struct score_prior {
	enum score_prior_kind kind;
	const char           *text;	/* as given */
	double                a, b;	/* mean and sd of the lift; successes and failures */
};

enum score_correct { SCORE_HOLM, SCORE_BH, SCORE_DUNNETT, SCORE_NO_CORRECTION };

struct score_held;

struct score_judge {
	struct score_held  *held;	/* to a plan; NULL: to none */
	const char         *experiment;
	const char         *control;
	struct score_weight weight[SCORE_WEIGHTS_MAX];
	size_t              nweight;	/* 0: equal ones */
	struct score_role   role[SCORE_METRICS_MAX];
	enum score_correct  correct;
	enum verdict_rule   rule;
	double              horizon;	/* NAN: none */
	double              n_star;
	uint64_t            min_n;
	struct sv           factor[MIX_FACTORS_MAX];
	unsigned            nfactor;	/* 0: variants are no combinations */
	struct score_prior  prior;
	double              conf;
	double              alpha;
};

/**
 * score_judge_compile - check the options and compile them
 * @p: whose metrics they name
 *
 * Returns: RC_OK; RC_USAGE with the option.
 */
MUST_USE enum rc score_judge_compile(struct score_judge *g, const struct score_judge_query *q,
    const struct score_plan *p, struct job *j, struct err *e);

#endif
