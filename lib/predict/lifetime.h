/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lifetime - who still buys, and how often he will: the "buy till you die" models
 *
 * A customer is (x, t_x, T): x repeat purchases, the last of them t_x after the first
 * purchase, which was T ago.  While alive he buys as a Poisson process, whose rate differs
 * between customers as a gamma distribution (r, alpha); and he leaves unseen:
 *
 *     bgnbd    after a purchase, with a chance that differs as a beta distribution (a, b)
 *     mbgnbd   likewise, and after the first purchase too
 *     pnbd     at any time, at a rate that differs as a gamma distribution (s, beta)
 *
 * Times are in any one unit, which alpha and beta share.  Pure functions; quiet_gsl has been
 * called (stats/quiet.h).
 *
 * Source: Fader, Hardie, Lee, Counting Your Customers the Easy Way, Marketing Science
 *         24:275-284, 2005 (bgnbd); Batislam, Denizel, Filiztekin, Int. J. Research in
 *         Marketing 24:201-209, 2007 (mbgnbd); Schmittlein, Morrison, Colombo, Management
 *         Science 33:1-24, 1987; Fader, Hardie, A Note on Deriving the Pareto/NBD Model,
 *         2005 (pnbd).
 */
#ifndef CX_PREDICT_LIFETIME_H
#define CX_PREDICT_LIFETIME_H

#include "base/rc.h"
#include "predict/rowset.h"

#include <stdbool.h>
#include <stdint.h>

enum lifetime_kind { LIFETIME_BGNBD, LIFETIME_MBGNBD, LIFETIME_PNBD };

enum { LIFETIME_PARAMS = 4, LIFETIME_STARTS = 5, LIFETIME_X_MAX = 1000000 };

struct lifetime {
	enum lifetime_kind kind;
	double             at[LIFETIME_PARAMS];	/* r, alpha, then a, b or s, beta; above 0 */
};

struct customer {
	double x;		/* a whole number up to LIFETIME_X_MAX */
	double t_x;		/* 0 where x is 0, else in (0, T] */
	double T;
};

/** lifetime_names - what the parameters of a model are called */
const char *const *lifetime_names(enum lifetime_kind kind);

/** lifetime_alive - the chance that he has not left yet */
double lifetime_alive(const struct lifetime *m, const struct customer *c);

/**
 * lifetime_if_alive - purchases to expect within @t, were he known to be alive
 *
 * What to expect of him is this times lifetime_alive; it does not depend on t_x.
 * Accuracy: 1e-10 relative, also where a or s is 1 and the published formula is 0 / 0.
 * Cost:     a series of some 50 terms, up to a million where @t is far beyond T + alpha.
 */
double lifetime_if_alive(const struct lifetime *m, const struct customer *c, double t);

struct lifetime_fit {
	struct lifetime model;
	double   se[LIFETIME_PARAMS];	/* NAN where the data do not say */
	double   ll;			/* ln of the likelihood */
	uint64_t n;			/* customers */
	size_t   rows;			/* different ones */
	unsigned agree;			/* starts that came to the best, of LIFETIME_STARTS */
	char     degenerate[64];	/* "a->0" ...: what the data do not hold; empty: nothing */
};

/**
 * lifetime_fit - the most likely parameters
 * @rows: settled rows (x, t_x, T)
 *
 * Degenerate is a fit with a parameter at its bound, and one without evidence that anybody
 * leaves: twice the gain in ln likelihood over a model without is below 5.991, which two
 * parameters more reach by chance in 5 % of samples, and rather fewer as one of them means
 * nothing without the other (Davies, Biometrika 74:33-43, 1987).
 * Returns: RC_OK; RC_EMPTY nobody came back; RC_RANGE no start led to a maximum.
 * Cost:    some 300 passes over the rows; a pass is an exponential and a logarithm a row,
 *          12 or more of each for pnbd.
 * Memory:  24 bytes a row.
 */
MUST_USE enum rc lifetime_fit(struct lifetime_fit *fit, enum lifetime_kind kind,
    const struct rowset *rows, struct err *e);

/**
 * lifetime_ll - ln likelihood of the rows under @m, and its gradient by ln of the parameters
 * @gradient: LIFETIME_PARAMS numbers; NULL: not wanted
 */
double lifetime_ll(const struct lifetime *m, const struct rowset *rows, double *gradient);

#endif
