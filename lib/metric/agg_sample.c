/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metric/agg_sample.h"

#include <math.h>

#define NEAR 1e-12	/* what divisions leave of a whole number, relative */

double
agg_sample_rows(struct agg_sample a)
{
	const double n = (double)a.n;

	return a.s > 0 ? fmin(n / (double)a.s * n, n) : 0;
}

uint64_t
agg_sample_whole(double rows)
{
	double whole = floor(rows * (1 + NEAR));

	return whole >= 1 ? (uint64_t)whole : 1;
}

/*
 * The upper end of a share, of @yes among @all, is that of so many among *of.  How many records
 * of one weight would say as much is p (1 - p) over the variance of p, and no more than there
 * are events.  One record more is added, for what was not drawn: it has the weight of an event
 * on the whole, so far as that is more than the weight of those for which it is true.
 */
static uint64_t
upper(struct agg_sample yes, struct agg_sample all, uint64_t *of, double *rows)
{
	const double n = (double)all.n, k = (double)yes.n, s = (double)yes.s;
	const double more = k > 0 ? fmax((double)all.s / n - s / k, 0) : 0;
	const double p = (k + more) / (n + more);
	const double var = ((1 - p) * (1 - p) * (s + more * more) +
	    p * p * ((double)all.s - s)) / n / n;

	*rows = var > 0 && p < 1 ? fmin(p * (1 - p) / var, n) : agg_sample_rows(all);
	*of = agg_sample_whole(*rows);
	return (uint64_t)ceil(p * (double)*of * (1 - NEAR));
}

/* Of what is not true the lower end is what is left above the upper one. */
struct interval
agg_sample_share(struct agg_memo *m, struct agg_sample yes, struct agg_sample all, double conf,
    double *rows)
{
	const struct agg_sample no = { all.n - yes.n, all.s - yes.s };
	uint64_t of_low, of_high;
	double low, high;
	const uint64_t above = upper(yes, all, &of_high, &high);
	const uint64_t off = upper(no, all, &of_low, &low);

	*rows = fmin(low, high);
	return (struct interval){ agg_memo_share(m, of_low - off, of_low, conf).lo,
		agg_memo_share(m, above, of_high, conf).hi };
}

struct interval
agg_sample_count(struct agg_memo *m, struct agg_sample a, bool of_rate, double conf)
{
	const double n = (double)a.n, rows = agg_sample_rows(a);
	const uint64_t below = (uint64_t)floor(rows * (1 + NEAR));
	const uint64_t above = (uint64_t)ceil(rows * (1 - NEAR));
	double each, in;

	if (a.n == 0)
		return (struct interval){ 0, (double)NAN };
	each = n / rows;
	in = of_rate ? 1 : sqrt(1 - n / (double)a.s);
	return (struct interval){
		n - in * (n - each * agg_memo_poisson(m, below, conf).lo),
		n + in * (each * agg_memo_poisson(m, above, conf).hi - n)
	};
}

/* Mean and variance of the records, not of a sample of them. */
static double
variance(const struct agg_moments *m)
{
	const double n = (double)m->sum.n, sd = n > 1 ? xsum_sd(&m->sum, &m->square, 1) : 0;

	return n > 1 ? sd * sd * (n - 1) / n : 0;
}

static struct interval
around(double x, double var, double rows, double skew, double t)
{
	return interval_mean(&(struct interval_mean_of){ .n = rows, .mean = x,
	    .se = sqrt(fmax(var, 0) * rows / (rows - 1)), .skew = skew }, t);
}

static double
rows_of(const struct agg_moments *m, const struct agg_moments *square)
{
	return agg_sample_rows((struct agg_sample){ m->sum.n, square->sum.n });
}

struct interval
agg_sample_mean(const struct agg_moments *m, const struct agg_moments *square, double skew,
    double conf, struct agg_memo *memo)
{
	const double rows = rows_of(m, square);
	double mean, off;

	if (agg_sample_whole(rows) < 2)
		return agg_no_bounds();
	mean = xsum_mean(&m->sum);
	off = xsum_mean(&square->sum) - mean;
	return around(mean, (variance(square) + off * off) / rows, rows, skew,
	    agg_memo_t(memo, conf, agg_sample_whole(rows) - 1));
}

struct interval
agg_sample_total(const struct agg_moments *m, const struct agg_moments *square, double skew,
    double conf, struct agg_memo *memo)
{
	const double n = (double)m->sum.n, s = (double)square->sum.n, rows = rows_of(m, square);
	double mean, of_squares, var;

	if (agg_sample_whole(rows) < 2)
		return agg_no_bounds();
	mean = xsum_mean(&m->sum);
	of_squares = xsum_mean(&square->sum);
	var = s * (variance(square) + of_squares * of_squares) - n * (variance(m) + mean * mean);
	return around(xsum_total(&m->sum), var, rows, skew,
	    agg_memo_t(memo, conf, agg_sample_whole(rows) - 1));
}

double
agg_sample_classes(const double *value, double *count, const double *square, size_t n)
{
	double all = 0, squares = 0, mean = 0, spread = 0, var = 0, rows;

	for (size_t i = 0; i < n; i++) {
		all += count[i];
		squares += square[i];
		mean += count[i] * value[i];
	}
	if (!(all > 0))
		return 0;
	mean /= all;
	for (size_t i = 0; i < n; i++) {
		spread += count[i] * (value[i] - mean) * (value[i] - mean);
		var += square[i] * (value[i] - mean) * (value[i] - mean);
	}
	rows = var > 0 ? fmin(all * (spread / var), all) : all / squares * all;
	for (size_t i = 0; i < n; i++)
		count[i] *= rows / all;
	return rows;
}

void
agg_sample_put(struct jwrite *w, const struct agg_out *out, double rows)
{
	agg_double(w, out, "_n_eff", num_digits(rows, 6));
}

void
agg_sample_put_share(struct jwrite *w, const struct agg_out *out, const struct agg_span *span,
    struct agg_sample yes, struct agg_sample all)
{
	struct interval i = agg_no_bounds();
	double rows = 0;

	if (all.n != 0)
		i = agg_sample_share(span->memo, yes, all, out->conf, &rows);
	agg_double(w, out, "", all.n != 0 ? (double)yes.n / (double)all.n : (double)NAN);
	agg_bounds(w, out, span, i);
	agg_u64(w, out, "_n", all.n);
	agg_sample_put(w, out, rows);
}
