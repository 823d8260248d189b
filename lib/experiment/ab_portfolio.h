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

/**
 * ab_portfolio_run - read results, add up, write
 *
 * Returns: RC_OK; RC_USAGE with the option; RC_EMPTY a metric that no result is of.
 */
MUST_USE enum rc ab_portfolio_run(struct job *j, const struct ab_portfolio_query *q,
    struct err *e);

#endif
