/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bayes - what to believe of an effect, given what was believed before
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: normal with a normal prior, and the loss of a decision, as GrowthBook's gbstats has
 *         them; Beta: Gelman et al., Bayesian Data Analysis, 2.4.
 *         Oracles: gbstats, R, in tests/unit/effect.c.
 */
#ifndef CX_EFFECT_BAYES_H
#define CX_EFFECT_BAYES_H

#include <stdbool.h>

struct bayes_prior {		/* of the effect, in the unit of the estimate */
	double mean;
	double sd;		/* INFINITY: flat */
};

struct bayes {
	double mean, sd;
	double lo, hi;		/* holds the effect with probability conf */
	double chance;		/* that it is good */
	double log10_worse;	/* log10 of the chance that it is not */
	double loss_ship;	/* expected, when it is shipped */
	double loss_keep;	/* when it is not */
};

/**
 * bayes_normal - of an estimate that is about normal
 * @se:   > 0
 * @conf: in (0, 1)
 * @down: less is good
 */
void bayes_normal(struct bayes *b, double estimate, double se, const struct bayes_prior *prior,
    double conf, bool down);

struct bayes_beta {		/* a share: prior and counts added up, both > 0 */
	double yes;
	double no;
};

/**
 * bayes_beta_above - P that the share @a is above the share @b
 *
 * Accuracy: 1e-9 absolute.
 * Cost:     a millisecond.
 */
double bayes_beta_above(const struct bayes_beta *a, const struct bayes_beta *b);

#endif
