/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * change - how much of a change between two windows is of one part of the whole
 *
 * The whole is a rate, a mean, a total or a count; a part are the events of one route, of one
 * country.  A rate or mean X = sum w x, of parts with shares w of the events, changes by
 *
 *     after - before = sum of  (w1 + w0) / 2 (x1 - x0)          within: the part itself changed
 *                            + (w1 - w0) ((x1 + x0) / 2 - M)    mix: there is more or less of it
 *
 * exactly, M = (X1 + X0) / 2.  Of a total the mix is its number of events, of a count there is
 * none.  Shares that go with the whole explain nothing: a part explains what would not have been
 * without it, where that is beyond chance: it changed otherwise than the rest, in proportion, or
 * there is more of it than there was and it is not like the rest.
 *
 * Pure; quiet_gsl has been called (stats/quiet.h).
 * Source: Kitagawa, JASA 50:1168-1194, 1955 (the parts of a difference); Przyborowski, Wilenski
 *         1940 (events of two sides, given both).  Simulated: tests/property/anomaly_change.c.
 */
#ifndef CX_ANOMALY_CHANGE_H
#define CX_ANOMALY_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

enum change_of {
	CHANGE_RATE,		/* events that are, of those that could be */
	CHANGE_MEAN,
	CHANGE_TOTAL,		/* a mean times its events */
	CHANGE_COUNT,
	CHANGE_SUM		/* of which nothing says how it varies: no tests */
};

enum { CHANGE_BEFORE, CHANGE_AFTER, CHANGE_SIDES };

struct change_side {		/* sums over cells of so many events each */
	double n;		/* events; of a count or sum 0 */
	double sum;		/* of values; of a rate, and of a count, the events */
	double own;		/* n times the variance within cells, NAN: not known */
	double squares;		/* n m^2, m the cells' means */
};

struct change_part {
	struct change_side side[CHANGE_SIDES];
};

struct change_effect {
	double value[CHANGE_SIDES];	/* NAN: there was none of it */
	double contribution;	/* within + mix; all parts together have the whole change */
	double within;		/* NAN: of counts and sums it is not told apart */
	double mix;
	double sd;		/* of the contribution; NAN: not known */
	double without;		/* what the change would have been without the part; NAN: all of
				 * it is the part */
	double changed;		/* z: it changed otherwise than the rest; NAN: cannot be told */
	double moved;		/* z: its share of the events is another one */
	double differs;		/* z: it is not like the rest */
};

struct change_step {		/* from one side to the other, as a logarithm */
	double d;
	double var;		/* by chance; NAN: there is no such step */
};

/** change_value - of the whole or a part on one side; NAN without events */
double change_value(enum change_of of, const struct change_side *s);

/** change_sd - of that value by chance; NAN: not known */
double change_sd(enum change_of of, const struct change_side *s);

/** change_less - what is left of @all without @part */
struct change_part change_less(const struct change_part *all, const struct change_part *part);

/** change_effect_of - what a part has to do with the change of all */
struct change_effect change_effect_of(enum change_of of, const struct change_part *all,
    const struct change_part *part);

/** change_step_of - of a part's value, or with @events of how many events it has */
struct change_step change_step_of(enum change_of of, const struct change_part *part, bool events);

/**
 * change_spread - how much further than by chance the parts of a key are from each other
 *
 * Variances go up by that factor, at least 1: by the median square of the distances from the
 * median step, so that a few parts that stand out do not hide themselves.  1 for fewer than 6.
 * @s: the @n parts' steps; scratch
 */
double change_spread(struct change_step *s, size_t n);

/**
 * change_p - of an effect, two-sided; NAN: no test
 * @spread: of the values, of the numbers of events
 */
double change_p(const struct change_effect *f, const double spread[2]);

#endif
