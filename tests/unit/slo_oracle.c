/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_oracle - tails, bounds, adjusted p-values against R and scipy
 *
 * The rows are made by tests/oracle/slo.R and tests/oracle/slo_scipy.py.  Runs in the
 * top directory.
 */
#include "stats/binomial.h"
#include "stats/evidence.h"
#include "stats/adjust.h"
#include "judge/needs.h"
#include "judge/slices.h"
#include "stats/quiet.h"

#include "../t.h"

#include <math.h>

enum { NUMBERS = 32 };

struct row {
	char   kind[16];
	double x[NUMBERS];
	int    n;
};

static bool
near(double got, double want, double rel)
{
	return got == want || fabs(got - want) <= rel * fabs(want) || fabs(got - want) < 1e-200;
}

static bool
agrees_holm(const struct row *r)
{
	double got[6];
	struct arena a;
	bool same = true;

	arena_init(&a);
	adjust_holm(r->x, 6, got, &a);
	arena_free(&a);
	for (int i = 0; i < 6; i++)
		same = same && near(got[i], r->x[6 + i], 1e-12);
	return same;
}

static bool
agrees_phi(const struct row *r)
{
	struct slices_spread d = { 0 };

	for (int i = 0; i < 12; i++)
		slices_spread_add(&d, r->x[i], r->x[12 + i]);
	return near(slices_spread_phi(&d).phi, fmax(1, r->x[24]), 1e-9);
}

static bool
agrees_ratio(const struct row *r)
{
	const double *x = r->x;
	double k = x[0] + x[2], side = x[1] / x[3];
	double lo = binomial_lower(x[2], k, x[4]), hi = binomial_upper(x[2], k, x[4]);

	return near(lo / (1 - lo) * side, x[6], 1e-9) &&
	    (isinf(x[7]) ? hi == 1 : near(hi / (1 - hi) * side, x[7], 1e-9));
}

static bool
agrees_evidence(const struct row *r)
{
	struct evidence fail, pass;

	evidence_init(&fail, r->x[0], true);
	evidence_init(&pass, r->x[0], false);
	return near(evidence_log(&fail, r->x[1], r->x[2]), r->x[3], 1e-9) &&
	    near(evidence_log(&pass, r->x[1], r->x[2]), r->x[4], 1e-9);
}

static bool
agrees(const struct row *r)
{
	const double *x = r->x;
	struct needs_test t = { .e = x[0], .pass = x[1] < x[0], .alpha = x[2], .phi = 1, .burst = 1 };

	switch (r->kind[0]) {
	case 't':
		return near(binomial_at_least(x[0], x[1], x[2]), x[3], 1e-9) &&
		    near(binomial_at_most(x[0], x[1], x[2]), x[4], 1e-9);
	case 'b':
		return near(binomial_lower(x[0], x[1], x[2]), x[3], 1e-9) &&
		    near(binomial_upper(x[0], x[1], x[2]), x[4], 1e-9);
	case 'p':
		if (r->kind[1] == 'a')
			return near(binomial_at_least(x[0], x[1], x[2]), x[3], 1e-9) &&
			    near(binomial_at_most(x[0], x[1], x[2]), x[4], 1e-9);
		if (r->kind[1] == 'h')
			return agrees_phi(r);
		return near(binomial_lower(x[0], x[1], x[2]), x[3], 1e-9) &&
		    near(binomial_upper(x[0], x[1], x[2]), x[4], 1e-9);
	case 'r':
		return agrees_ratio(r);
	case 'h':
		return agrees_holm(r);
	case 'n':
		return (double)needs_events(&t, x[1]) == x[3];
	case 's':
		return agrees_evidence(r);
	default:
		return false;
	}
}

static bool
parse(const char *line, struct row *r)
{
	int used = 0;

	r->n = 0;
	if (sscanf(line, "%15s%n", r->kind, &used) != 1)
		return false;
	for (line += used; r->n < NUMBERS && sscanf(line, "%lf%n", &r->x[r->n], &used) == 1; r->n++)
		line += used;
	return true;
}

static void
golden(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[2048];
	unsigned rows = 0, good = 0;
	struct row r;

	if (!T_OK(f != NULL, "%s is there", path))
		return;
	while (fgets(line, sizeof(line), f) != NULL && parse(line, &r)) {
		bool ok = agrees(&r);

		rows++;
		good += ok;
		if (!ok)
			printf("# %s", line);
	}
	fclose(f);
	T_OK(rows > 100 && good == rows, "%s: %u of %u rows", path, good, rows);
}

int
main(void)
{
	quiet_gsl();
	golden("tests/oracle/slo.tsv");
	golden("tests/oracle/slo_scipy.tsv");
	return t_done();
}
