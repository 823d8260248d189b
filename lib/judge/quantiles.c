/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quantiles - see quantiles.h
 */
#include "judge/quantiles.h"

#include "objective/objective.h"
#include "stats/evidence.h"
#include "stats/interval.h"

#include <math.h>

#define HOUR_US (60 * SLO_MINUTE_US)

/* Whether minutes of the hours at the ends lie outside [from, to) and have events. */
static bool
cuts_hour(const struct series *s, const struct period *p)
{
	int64_t from = series_floor(p->from_us, HOUR_US);
	int64_t to = series_floor(p->to_us + HOUR_US - 1, HOUR_US);

	return series_from(s, from) != series_from(s, p->from_us) ||
	    series_from(s, to) != series_from(s, p->to_us);
}

bool
quantiles_of(struct quantiles *m, const struct series *s, const struct period *p)
{
	*m = (struct quantiles){ .cfg = s->qcfg };
	if (s->qcfg == NULL || cuts_hour(s, p))
		return false;
	for (size_t i = 0; i < s->nhour; i++) {
		int64_t at = s->hour[i].hour * HOUR_US;

		if (at + HOUR_US > p->from_us && at < p->to_us && s->hour[i].value->n > 0)
			quant_merge(&m->sum, s->hour[i].value, m->cfg);
	}
	if (m->sum.n > 0)
		return true;
	quant_free(&m->sum);
	return false;
}

void
quantiles_free(struct quantiles *m)
{
	quant_free(&m->sum);
}

static double
share_of(const struct agg_q *q)
{
	double below = 1;

	for (unsigned i = 0; i < q->dec; i++)
		below *= 10;
	return (double)q->num / below;
}

/* The greatest k in [0, n] with enough evidence that the share above is less than e; -1: none. */
static double
most_passing(double e, double n, double alpha)
{
	struct evidence v;
	double lo = -1, hi = n + 1;

	evidence_init(&v, e, false);
	while (hi - lo > 1) {
		double mid = floor(lo + (hi - lo) / 2);

		if (evidence_log(&v, mid, n) >= -log(alpha))
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* The least k with enough evidence that it is more; n + 1: none. */
static double
least_failing(double e, double n, double alpha)
{
	struct evidence v;
	double lo = -1, hi = n + 1;

	evidence_init(&v, e, true);
	while (hi - lo > 1) {
		double mid = floor(lo + (hi - lo) / 2);

		if (evidence_log(&v, mid, n) >= -log(alpha))
			hi = mid;
		else
			lo = mid;
	}
	return hi;
}

struct ranks {			/* of n; 0 and n + 1: none */
	double lo;
	double hi;
};

static struct ranks
ranks_of(const struct quantiles_ask *ask, double n)
{
	double q = share_of(ask->q);
	struct interval_ranks r;

	if (ask->sequential) {
		double pass = most_passing(1 - q, n, ask->alpha);

		return (struct ranks){ n - least_failing(1 - q, n, ask->alpha) + 1, n - pass };
	}
	r = interval_quantile((uint64_t)n, q, 1 - 2 * ask->alpha);
	return (struct ranks){ (double)r.lo, (double)r.hi };
}

/* A rank's value with the sketch's error: below it, or above; not outside of all values. */
static double
order_bound(const struct quantiles *m, uint64_t rank, bool upper)
{
	const uint64_t rank3[3] = { rank, 1, m->sum.n };
	double a = m->cfg->accuracy, at[3], border, lo, hi;

	if (quant_ranks(&m->sum, m->cfg, rank3, 3, at) != RC_OK)
		return (double)NAN;
	if (!quant_sketched(&m->sum, m->cfg) || rank == 1 || rank == m->sum.n)
		return at[0];
	if (quant_collapsed(&m->sum, m->cfg, &border) && fabs(at[0]) < border)
		at[0] += upper ? border : -border;
	else if (quant_tiny(&m->sum, m->cfg, rank, &lo, &hi))
		at[0] = upper ? hi : lo;
	else
		at[0] /= (at[0] > 0) == upper ? 1 - a : 1 + a;
	return fmin(fmax(at[0], at[1]), at[2]);
}

/* @rank of @n as a rank of what there is. */
static uint64_t
scale_rank(double rank, double n, double have)
{
	double r = n == have ? rank : ceil(rank / n * have);

	return (uint64_t)fmin(fmax(r, 1), have);
}

struct quantiles_at
quantiles_at(const struct quantiles *m, const struct quantiles_ask *ask)
{
	double have = (double)m->sum.n, n = floor(have * ask->scale);
	double unknown = ceil(ask->unknown * ask->scale);
	struct quantiles_at out = { (double)NAN, (double)NAN, (double)NAN };
	struct ranks r;

	if (n < 1 || quant_at(&m->sum, m->cfg, quant_rank_of(ask->q->num, ask->q->dec, m->sum.n),
	    &out.at) != RC_OK)
		return out;
	r = ranks_of(ask, n + unknown);
	if (r.lo - unknown >= 1)
		out.lo = fmin(order_bound(m, scale_rank(r.lo - unknown, n, have), false), out.at);
	if (r.hi <= n)
		out.hi = fmax(order_bound(m, scale_rank(r.hi, n, have), true), out.at);
	return out;
}
