/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slices - a series by stretches of equal length, and how unequal they are
 *
 * Pure functions; nothing is allocated: a slice is summed as it is passed.
 */
#ifndef CX_JUDGE_SLICES_H
#define CX_JUDGE_SLICES_H

#include "judge/series.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	SLICES_DEFAULT = 60,	/* of a window, where the objective names no slice */
	SLICES_LEAST = 10,	/* with data, below which a dispersion is not estimated */
	SLICES_FEW = 5,		/* the same of slices that are several together */
	SLICES_SCALES = 4	/* of them: 1, 2, 4 and 8 */
};

#define SLICES_DOUBT 0.01

struct slices {			/* a walk over those that have events */
	const struct series *s;
	size_t  at;		/* next minute */
	size_t  end;
	int64_t origin_us;
	int64_t step_us;
};

struct slice {
	int64_t           index;	/* from the origin */
	struct slo_counts c;		/* n + unknown >= 1 */
};

/**
 * slices_init - slices of [from_us, to_us): whole minutes, @origin_us <= @from_us
 * @step_us: a multiple of a minute; a slice that the ends cut has what is within
 */
void slices_init(struct slices *w, const struct series *s, int64_t from_us, int64_t to_us,
    int64_t origin_us, int64_t step_us);

/** slices_next - the next slice with events; false at the end */
bool slices_next(struct slices *w, struct slice *out);

/** slices_count - how many slices [from_us, to_us) touches, with events or not */
uint64_t slices_count(int64_t from_us, int64_t to_us, int64_t origin_us, int64_t step_us);

/** slices_default - a sixtieth of @length_us in whole minutes, at least one */
int64_t slices_default(int64_t length_us);

struct slices_spread {		/* of losses over cells: events by slices, or slices by blocks */
	double   sum_n;
	double   sum_x;
	double   sum_xx;	/* of x * x / n */
	uint64_t cells;
};

/** slices_spread_add - a cell of n > 0 events with @x bad */
void slices_spread_add(struct slices_spread *d, double x, double n);

struct slices_phi {
	double phi;	/* >= 1; NAN below SLICES_LEAST cells, and where nothing, or everything,
			 * is bad: how bad events cluster is not known before some were seen */
	double p;	/* how often chance alone shows as much; 1 where phi is NAN */
};

/**
 * slices_spread_phi - how much more the cells differ than chance makes them: the design effect
 *
 * phi = max(1, sum (x - n p)^2 / (n p (1 - p)) / (cells - 1)), p the share of all;
 * Counts divided by phi are judged in place of the counts.  It cannot see an incident
 * that the window does not hold.
 * Source:  McCullagh, Nelder, Generalized Linear Models, 4.5 (Pearson's estimate); Kish,
 *          Survey Sampling, 1965, 8.2 (design effect).
 */
struct slices_phi slices_spread_phi(const struct slices_spread *d);

/** slices_chi_phi - the same of a sum of squares over what chance makes of each, of @df */
struct slices_phi slices_chi_phi(double chi, double df);

/**
 * slices_phi - the same at several scales: slices of @step_us, of twice that, four times ...
 * @scales: at most so many, while SLICES_FEW slices are left
 *
 * An incident that lasts longer than a slice makes neighbours alike, which only longer slices
 * show: laid twice, half of one apart, as a border through an incident halves it.  The greatest
 * counts, of a longer slice only where chance alone would show as much less
 * than SLICES_DOUBT of the time: the greatest of several is else too great by chance.  It is
 * never more than all that is bad: there is at least one incident.
 * Returns: as slices_spread_phi of the shortest.
 */
struct slices_phi slices_phi(const struct series *s, int64_t from_us, int64_t to_us,
    int64_t step_us, unsigned scales);

#endif
