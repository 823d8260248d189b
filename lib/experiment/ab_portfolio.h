/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ab_portfolio - what the experiments of a quarter changed together, from their results
 *
 *     records "ab", "ab_verdict" ─► a lift of each experiment and variant, shipped or not
 *                                      ─► effect/portfolio.h ─► "ab_portfolio", "ab_shrunk"
 *
 * Results over everybody alone: those of segments and of factors have members besides and are
 * passed over.  Of several results of one experiment, variant and metric the last one read
 * counts: looks are read in their order.  An experiment whose verdict is "invalid" is left out,
 * as is a result without a lift.
 * Memory: some 100 bytes a result.
 */
#ifndef CX_EXPERIMENT_AB_PORTFOLIO_H
#define CX_EXPERIMENT_AB_PORTFOLIO_H

#include "run/job.h"

enum { AB_PORTFOLIO_METRICS_MAX = 48 };

struct ab_portfolio_query {	/* options as given; NULL: the default */
	const char *metrics;	/* NAME,... */
	const char *shipped;	/* EXPR of an "ab"; default: its ab_verdict says ship */
	const char *coverage;	/* EXPR: share of traffic that has it now; default 1 */
	const char *holdout;	/* EXPERIMENT that measured the total */
};

/* Its rows in an option table: of the struct s, whose flag on says it, and whose member q it is. */
#define AB_PORTFOLIO_OPTIONS(s, on, q) \
	OPT_FLAG(0, "portfolio", s, on, \
	    "add up what experiments changed: METRICS are names, the input is results of cxab", \
	    .not_with = "user ids variant exposure before after by strata covariate cap within " \
	        "delay attribution strict-window late multi max-values experiment control " \
	        "weights goal guardrail secondary negative-control better monitor horizon " \
	        "n-star correct rule factors bayes min-n plan looks partial merge disjoint " \
	        "sorted max-facts"), \
	OPT_TEXT(0, "shipped", s, q.shipped, "EXPR", \
	    "which results were shipped (default: those whose verdict says so)", \
	    .needs = "portfolio"), \
	OPT_TEXT(0, "coverage", s, q.coverage, "EXPR", \
	    "share of all traffic that each now has (default 1)", .needs = "portfolio"), \
	OPT_TEXT(0, "holdout", s, q.holdout, "EXPERIMENT", \
	    "the one that measured all together, to hold the total against", \
	    .needs = "portfolio")

/**
 * ab_portfolio_run - read results, add up, write
 *
 * Returns: RC_OK; RC_USAGE with the option; RC_EMPTY a metric that no result is of.
 */
MUST_USE enum rc ab_portfolio_run(struct job *j, const struct ab_portfolio_query *q,
    struct err *e);

#endif
