/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mismatch - are units shared out as they should be?  Sample ratio mismatch
 *
 * An experiment whose arms are not filled as planned has lost or doubled units in one of them,
 * and nothing that it measures can be trusted.  Arms of weight 0 take no part; a unit in one is
 * a leak, which no test is needed for.
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Pearson 1900; Lindon, Malek, Anytime-valid inference for multinomial count data,
 *         NeurIPS 2022 (package ssrm).  Oracle: R, ssrm, in tests/unit/effect.c.
 */
#ifndef CX_STATS_MISMATCH_H
#define CX_STATS_MISMATCH_H

#include "stats/pvalue.h"

#include <stdbool.h>
#include <stddef.h>

#define MISMATCH_CONCENTRATION 10000.0	/* of ssrm: a prior that believes in the weights */

struct mismatch {
	double stat;		/* chi-squared */
	double df;		/* arms with a weight, less one */
	double p, log10_p;
	double leak;		/* units in arms without a weight */
	double least;		/* units expected in the arm that expects fewest */
};

/**
 * mismatch_fixed - chi-squared test, for one look
 * @n:      units of each of @k arms
 * @weight: expected shares of any sum, none below 0; where they changed on the way the units
 *          expected, added up over the stretches
 *
 * Returns: false, with NANs but for the leak, when fewer than two arms have a weight or no
 *          unit is in one of these.
 */
bool mismatch_fixed(struct mismatch *m, const double *n, const double *weight, size_t k);

/**
 * mismatch_log_evidence - ln of the evidence for a mismatch, at any look
 * @concentration: of the Dirichlet prior about the weights
 *
 * 1 over its exponential is a p-value however often one looks; a stream's is the least of all.
 */
double mismatch_log_evidence(const double *n, const double *weight, size_t k,
    double concentration);

#endif
