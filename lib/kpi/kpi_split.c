/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_split - see kpi_split.h
 *
 * Of a product, the orders need not be tried: with e_k the sum, over sets of k of the other
 * factors, of those after and the rest before, the weight is the sum of e_k / (n C(n-1, k)).
 * The e_k are the coefficients of prod (before_j + after_j s).
 */
#include "kpi/kpi_split.h"

#include "base/num.h"
#include "sketch/xsum.h"

#include <math.h>
#include <stdio.h>

enum { GRID_MIN = -300 };

/* Of decimals exact: 0.1 + 0.2 - 0.3 is 0, and nothing can be divided by it. */
static double
sum_of(const struct kpi_node *n, const double *x)
{
	struct xsum sum = { 0 };
	double v;

	for (size_t i = 0; i < n->nterm; i++) {
		struct val one = val_of_double(n->term[i].minus ? -x[i] : x[i]);
		struct xsum_num num;

		if (!xsum_num_of(&one, &num)) {
			xsum_free(&sum);
			return (double)NAN;
		}
		xsum_add(&sum, &num);
	}
	v = xsum_total(&sum);
	xsum_free(&sum);
	return v;
}

double
kpi_split_value(const struct kpi_node *n, const double *x)
{
	double v = 1;

	if (n->op == KPI_SUM)
		v = sum_of(n, x);
	else if (n->op == KPI_RATIO || n->op == KPI_SHARE)
		v = x[1] != 0 ? x[0] / x[1] : (double)NAN;
	for (size_t i = 0; i < n->nterm && n->op == KPI_PRODUCT; i++)
		v *= x[i];
	return isfinite(v) ? v : (double)NAN;
}

static double
product_weight(const double *before, const double *after, size_t n, size_t i)
{
	double c[KPI_TERMS_MAX] = { 1 }, sum = 0, choose = 1;
	size_t top = 0;

	for (size_t j = 0; j < n; j++) {
		if (j == i)
			continue;
		top++;
		for (size_t k = top; k > 0; k--)
			c[k] = (k < top ? before[j] * c[k] : 0) + after[j] * c[k - 1];
		c[0] *= before[j];
	}
	for (size_t k = 0; k < n; k++) {
		sum += c[k] / ((double)n * choose);
		choose = choose * (double)(n - 1 - k) / (double)(k + 1);
	}
	return sum;
}

void
kpi_split_weights(const struct kpi_node *n, const double *before, const double *after,
    double *weight)
{
	for (size_t i = 0; i < n->nterm; i++)
		weight[i] = n->op == KPI_PRODUCT ? product_weight(before, after, n->nterm, i) :
		    n->term[i].minus ? -1 : 1;
	if (n->op == KPI_RATIO || n->op == KPI_SHARE) {
		weight[0] = (1 / before[1] + 1 / after[1]) / 2;
		weight[1] = -(before[0] / before[1] / after[1] + after[0] / after[1] / before[1])
		    / 2;
	}
}

static double
power_of_ten(int n)
{
	char text[16];
	double v = 1;

	(void)snprintf(text, sizeof(text), "1e%d", n);
	(void)!num_double(sv_of(text), &v);
	return v;
}

int
kpi_split_grid(double most)
{
	char text[64];
	const char *e = text;
	int64_t grid = 0;

	if (!(most > 0))
		return 0;
	(void)snprintf(text, sizeof(text), "%.*e", KPI_DIGITS - 1, most);
	while (*e++ != 'e')
		continue;
	(void)!num_i64(sv_of(*e == '+' ? e + 1 : e), &grid);
	grid -= KPI_DIGITS - 1;
	return grid > GRID_MIN ? (int)grid : GRID_MIN;
}

int64_t
kpi_split_units(double x, int grid)
{
	return llrint(grid < 0 ? x * power_of_ten(-grid) : x / power_of_ten(grid));
}

double
kpi_split_double(int64_t units, int grid)
{
	char text[48];
	double v = 0;

	(void)snprintf(text, sizeof(text), "%llde%d", (long long)units, grid);
	(void)!num_double(sv_of(text), &v);
	return v;
}

void
kpi_split_round(const double *part, size_t n, int grid, int64_t total, int64_t *units)
{
	size_t most = 0;

	for (size_t i = 0; i < n; i++) {
		units[i] = kpi_split_units(part[i], grid);
		total -= units[i];
		if (fabs(part[i]) > fabs(part[most]))
			most = i;
	}
	if (n > 0)
		units[most] += total;
}
