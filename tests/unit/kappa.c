/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kappa: statsmodels 0.14, cohens_kappa
 */
#include "stats/kappa.h"
#include "../t.h"
#include "stats/interval.h"
#include "stats/quiet.h"

#include <math.h>

static bool
near(double got, double want)
{
	return fabs(got - want) <= 1e-12;
}

int
main(void)
{
	static const uint64_t two[] = { 20, 5, 10, 15 };
	static const uint64_t three[] = { 88, 14, 18, 10, 40, 10, 2, 6, 12 };
	static const uint64_t gap[] = { 5, 0, 1, 0, 0, 0, 2, 0, 7 };
	static const uint64_t all[] = { 10, 0, 0, 5 }, one[] = { 9, 0, 0, 0 };
	struct kappa k;
	double z;

	quiet_gsl();
	z = interval_z(0.95);
	k = kappa_of(two, 2, 0.95);
	T_OK(k.n == 50 && k.agreed == 35 && near(k.x, 0.4), "two labels");
	T_OK(near(k.lo, 0.4 - z * 0.12699606293110033) && near(k.hi, 0.4 + z * 0.12699606293110033),
	    "std_kappa of two labels");
	k = kappa_of(three, 3, 0.95);
	T_OK(near(k.x, 0.49152542372881347), "three labels");
	T_OK(near(k.lo, 0.3915637020535469) && near(k.hi, 0.59148714540408), "kappa_low, kappa_upp");
	k = kappa_of(gap, 3, 0.95);
	T_OK(near(k.x, 0.5945945945945946) && near(k.lo, 0.18854351094822808) && k.hi <= 1,
	    "a label that nobody gave; no more than 1");
	k = kappa_of(all, 2, 0.95);
	T_OK(near(k.x, 1) && isnan(k.lo), "all agree: no interval");
	k = kappa_of(one, 2, 0.95);
	T_OK(k.agreed == 9 && isnan(k.x), "one label: nothing beyond chance");
	T_OK(kappa_of(one + 1, 1, 0.95).n == 0, "nothing seen");
	return t_done();
}
