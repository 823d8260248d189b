/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sequential - a window read as it came, looked at after every minute
 *
 * The e-value (stats/evidence.h) is followed in time order from the start of the window,
 * minute by minute for events and slice by slice for slices, and the first side to
 * reach 1 / alpha decides: so what a poll decides, every later poll over the same start
 * decides as well, and all polls together are wrong at most alpha of the time.  The
 * guarantee is for windows that grow (all, calendar); a rolling one forgets its start.
 *
 * Pure functions.
 */
#ifndef CX_JUDGE_SEQUENTIAL_H
#define CX_JUDGE_SEQUENTIAL_H

#include "judge/period.h"
#include "judge/series.h"
#include "objective/objective.h"

struct sequential_test {
	const struct slo_objective *o;
	double   e_fail;	/* limits of the two sides */
	double   e_pass;
	double   alpha;
	double   phi_fail;	/* >= 1 */
	double   phi_pass;
};

enum sequential_side { SEQUENTIAL_NONE, SEQUENTIAL_PASS, SEQUENTIAL_FAIL };

struct sequential {
	enum sequential_side first;	/* which decided, if any did */
	double log_fail;		/* greatest evidence of each side on the way, ln */
	double log_pass;
};

/** sequential_run - follow @s over @p; unknown events count against either side */
struct sequential sequential_run(const struct sequential_test *t, const struct series *s,
    const struct period *p);

/** sequential_p - the p-value that an e-value is: min(1, 1 / E) */
double sequential_p(double log_e);

#endif
