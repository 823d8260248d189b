/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mix - estimates put together from several: strata, factors, segments
 *
 * Strata: an arm whose units are of strata that lie apart is estimated from each stratum's
 * estimate, weighed by the stratum's share of all arms; what lies between strata then adds
 * nothing to its variance, and arms that hold them in other shares become comparable.
 *
 * Factors: with every combination of levels an arm of its own (a multivariate test), a main
 * effect is the difference of two levels averaged over the others' levels, each level alike; an
 * interaction of two is how the one's effect differs between two levels of the other, and so
 * on for more.  Equal to least squares with effect coding and HC2 errors.
 *
 * Segments: does the effect differ between them?
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Miratrix, Sekhon, Yu, JRSS B 75:369-396, 2013 (strata); Dasgupta, Pillai, Rubin, JRSS
 *         B 77:727-753, 2015 (factors); Cochran, Biometrics 10:101-129, 1954, Higgins,
 *         Thompson, Statistics in Medicine 21:1539-1558, 2002 (segments).
 *         Oracles: gbstats, R, in tests/unit/effect.c.
 */
#ifndef CX_EFFECT_MIX_H
#define CX_EFFECT_MIX_H

#include "effect/effect.h"

#include <stddef.h>

/**
 * mix_strata - moments of an arm from those of its units in each of @n strata
 * @in:    of as many variables
 * @share: of each stratum, of all arms' units; they sum up to 1
 *
 * What follows, be it a mean, a ratio or covariates, is as of any moments.
 * Returns: false when a stratum with a share has fewer than 2 units: join it to another first.
 */
bool mix_strata(struct effect_moments *out, const struct effect_moments *in, const double *share,
    size_t n);

/** mix_arms - the estimate sum weight[i] in[i] of @n independent arms, none of weight below 0 */
void mix_arms(struct effect_arm *out, const struct effect_arm *in, const double *weight,
    size_t n);

enum { MIX_FACTORS_MAX = 8, MIX_CELLS_MAX = 256 };

struct mix_factors {
	unsigned n;
	unsigned levels[MIX_FACTORS_MAX];	/* at least 2; level 0 is what others are against */
};

/** mix_cells - how many combinations there are: the product of the levels */
size_t mix_cells(const struct mix_factors *f);

/**
 * mix_contrast - a main effect or an interaction
 * @cell:  the arm of each combination, the last factor's level counting fastest
 * @level: of each factor, 0: averaged over its levels; else the level that is held against 0.
 *         One factor so: a main effect; two: their interaction
 *
 * An interaction has no lift.
 * Returns: false as effect_compare.
 */
bool mix_contrast(struct effect *e, const struct mix_factors *f, const struct effect_arm *cell,
    const unsigned *level, const struct effect_rule *rule);

struct mix_spread {		/* of effects that should be one */
	double n;		/* effects */
	double mean, se;	/* weighed by 1 / se^2 */
	double q, df;		/* Cochran's; chi-squared when there is one effect */
	double p, log10_p;
	double i2;		/* share of the spread that is more than chance: 0 to 1 */
};

/**
 * mix_heterogeneity - do effects differ?
 * @diff, @se: of @n independent effects; those of NAN, or without error, take no part
 *
 * Returns: false, NANs but for n, with fewer than two.
 */
bool mix_heterogeneity(struct mix_spread *s, const double *diff, const double *se, size_t n);

#endif
