/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gamma_gamma - what a customer spends a purchase, from a few of them
 *
 * The mean of one who bought a few times is drawn towards the mean of all.  A purchase is
 * gamma (p, nu), nu differs between customers as a gamma distribution (q, v).  That spend
 * does not go with frequency is assumed: `corr` says how far it does.
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Fader, Hardie, Lee, RFM and CLV: Using Iso-Value Curves, J. Marketing Research
 *         42:415-430, 2005; Fader, Hardie, The Gamma-Gamma Model of Monetary Value, 2013.
 */
#ifndef CX_PREDICT_GAMMA_GAMMA_H
#define CX_PREDICT_GAMMA_GAMMA_H

#include "base/rc.h"
#include "predict/rowset.h"

#include <stdbool.h>
#include <stdint.h>

struct gamma_gamma {
	double p, q, v;		/* above 0; v in the unit of money */
};

/** gamma_gamma_mean - of all customers; NAN where q <= 1: it is infinite */
double gamma_gamma_mean(const struct gamma_gamma *g);

/**
 * gamma_gamma_of - of one whose @x repeat purchases had the mean @m; of one without any, all's
 *
 * Returns: NAN where q <= 1, when the model has no mean to draw towards.
 */
double gamma_gamma_of(const struct gamma_gamma *g, double x, double m);

struct gamma_gamma_fit {
	struct gamma_gamma model;
	double   se[3];		/* of p, q, v; NAN where the data do not say */
	double   ll;		/* ln of the likelihood */
	uint64_t n;		/* customers */
	double   corr;		/* Pearson's, of x and spend; NAN where one of them is constant */
	char     degenerate[64];	/* "q<=1", "p->inf" ...; empty: nothing */
};

/**
 * gamma_gamma_fit - the most likely parameters
 * @rows: settled rows (x, m), x >= 1, m > 0
 *
 * Returns: RC_OK; RC_EMPTY fewer than two rows, or all of one m; RC_RANGE no maximum was found.
 * Cost:    some 100 passes over the rows; a pass is a logarithm a row.
 */
MUST_USE enum rc gamma_gamma_fit(struct gamma_gamma_fit *fit, const struct rowset *rows,
    struct err *e);

/** gamma_gamma_ll - ln likelihood of the rows, and its gradient by ln of p, q, v unless NULL */
double gamma_gamma_ll(const struct gamma_gamma *g, const struct rowset *rows, double *gradient);

#endif
