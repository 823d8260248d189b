/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How surprising it is that nothing came: by hand, and how often chance alone is taken for more.
 */
#include "anomaly/presence.h"
#include "base/rng.h"
#include "../t.h"

#include <math.h>
#include <string.h>

enum { WEEK = 7, KEEP = 13 };

static bool
near(double got, double want)
{
	return fabs(got - want) <= 1e-12 * fabs(want);
}

static void
by_hand(void)
{
	struct presence_slot slot[WEEK] = { { 0, 0 } };
	const struct presence p = { slot, WEEK, KEEP };

	T_OK(near(presence_log(&p, 0), log(0.5)), "nothing is known: even");
	for (size_t day = 0; day < 70; day++)
		presence_add(&p, day % WEEK, day % WEEK != 6);
	T_OK(presence_known(&p) == 70, "ten weeks");
	T_OK(near(presence_log(&p, 0), log(0.5 / 61)), "a Monday: %g", exp(presence_log(&p, 0)));
	T_OK(near(presence_log(&p, 6), log(10.5 / 11)), "a Sunday: %g", exp(presence_log(&p, 6)));
	presence_add(&p, 2, false);
	T_OK(near(presence_log(&p, 0), log(1.5 / 62)), "a Wednesday was missed");
	for (size_t i = 0; i < 15; i++)
		presence_add(&p, 0, true);
	T_OK(slot[0].seen == 25, "25 Mondays");
	presence_add(&p, 0, true);
	T_OK(slot[0].seen == 13 && slot[0].missed == 0, "of 26 half is kept");
}

/* Of days of a series that lacks each with a chance: how many are said to be unusually silent. */
static double
told(struct rng *g, double lacks)
{
	enum { DAYS = 400, RUNS = 200, LEARN = 28 };
	unsigned alarms = 0, judged = 0;

	for (int run = 0; run < RUNS; run++) {
		struct presence_slot slot[WEEK];
		const struct presence p = { slot, WEEK, KEEP };
		double silence = 0;

		memset(slot, 0, sizeof(slot));
		for (size_t day = 0; day < DAYS; day++) {
			bool seen = rng_unit(g) >= lacks;

			silence = seen ? 0 : silence + presence_log(&p, day % WEEK);
			judged += day >= LEARN;
			alarms += day >= LEARN && silence <= log(0.02);
			presence_add(&p, day % WEEK, seen);
		}
	}
	return (double)alarms / judged;
}

static void
by_chance(void)
{
	static const double lacks[] = { 0.002, 0.01, 0.03, 0.1, 0.3, 0.5, 0.8 };
	struct rng g;

	rng_init(&g, 11);
	for (size_t i = 0; i < sizeof(lacks) / sizeof(*lacks); i++) {
		double share = told(&g, lacks[i]);

		T_OK(share <= 0.03, "lacks %g of its days: %.4f are told", lacks[i], share);
	}
}

int
main(void)
{
	by_hand();
	by_chance();
	return t_done();
}
