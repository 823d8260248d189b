/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * evidence - e-values: evidence that may be looked at after every event
 *
 * A gate that is polled until it is green looks many times, and an exact bound that
 * is right 95 times of 100 at one look is wrong 19 times of 100 over a hundred of
 * them.  An e-value is not: it is the mean of 40 likelihood ratios of alternatives
 * against the limit, a supermartingale while the limit holds, so that the chance
 * that it ever reaches 1 / alpha is at most alpha (Ville), wherever one stops.
 *
 * The alternatives are e * r, r spaced evenly in its logarithm, in (1, 20] to show a
 * share beyond e, in [1/20, 1) to show one within; e * r ends half way between e and 1.
 * Losses between 0 and 1 may stand for bad events: the ratio of a fraction of a loss
 * is below the mixture of the ratios of 0 and 1, so the bound holds for them too.
 *
 * Pure functions.
 * Source: Wald, Sequential Analysis, 1947; Ville, 1939; Ramdas, Gruenwald, Vovk,
 *         Shafer, Statistical Science 38:576-601, 2023; Waudby-Smith, Ramdas, JRSS B
 *         86:1-27, 2024 (bounded losses).
 *         Simulation: tests/property/slo_simulate.c.
 */
#ifndef CX_STATS_EVIDENCE_H
#define CX_STATS_EVIDENCE_H

#include <stdbool.h>

enum { EVIDENCE_POINTS = 40 };

struct evidence {		/* of counts against one limit: only the totals matter */
	double gain[EVIDENCE_POINTS];	/* ln of the ratio, for a bad event */
	double loss[EVIDENCE_POINTS];	/* for a good one */
};

/** evidence_init - @beyond: that the share is above @e; else that it is below; 0 < e < 1 */
void evidence_init(struct evidence *v, double e, bool beyond);

/** evidence_log - ln of the e-value after @k bad among @n; may be an infinity */
double evidence_log(const struct evidence *v, double k, double n);

/** evidence_lower - the greatest share that @k of @n exclude from below at 1 / alpha; 0 for none */
double evidence_lower(double k, double n, double alpha);

/** evidence_upper - the least share that they exclude from above; 1 for none */
double evidence_upper(double k, double n, double alpha);

struct evidence_ratio {		/* of two sides: each look has its own odds */
	double ratio[EVIDENCE_POINTS];	/* alternatives */
	double limit;
	double sum[EVIDENCE_POINTS];	/* ln of the ratios so far */
};

/** evidence_ratio_init - that the rate of one side is beyond (or below) @limit times the other's */
void evidence_ratio_init(struct evidence_ratio *v, double limit, bool beyond);

/**
 * evidence_ratio_add - a stretch of time in which @n1 and @n2 events had @k1 and @k2 bad
 *
 * Given k1 + k2, k2 is binomial with the odds ratio * n2 / n1; so what makes both sides
 * bad at once, and a traffic share that changes from stretch to stretch, cancel.
 * A stretch in which one side had no events says nothing.
 */
void evidence_ratio_add(struct evidence_ratio *v, double k1, double n1, double k2, double n2);

/** evidence_ratio_log - ln of the e-value so far; @scale divides each ratio's logarithm, >= 1 */
double evidence_ratio_log(const struct evidence_ratio *v, double scale);

#endif
