/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/daily.h"

#include "stats/median.h"

#include <math.h>
#include <string.h>

#define MAD_SCALE 1.4826	/* sd of a normal distribution over its median |deviation| */
#define MEAN_SCALE 1.2533	/* the same over its mean |deviation|: sqrt(pi / 2) */

struct past {			/* the days before, oldest first, on their scale */
	struct daily_point day[DAILY_KEEP];
	double             y[DAILY_KEEP];
	double             around[DAILY_KEEP];	/* y less the median of three weeks around it */
	double             level[DAILY_KEEP];	/* y less the slot's factor */
	size_t             n;
	enum daily_scale   scale;
};

static bool
is_count(const struct daily_point *p)
{
	return p->n <= 0 && p->x >= 0 && p->x < 0x1p53 && p->x == floor(p->x);
}

/* A percentile has an n too, but is no share of it. */
static bool
is_share(const struct daily_point *p)
{
	return p->n > 0 && p->x >= 0 && p->x <= 1;
}

/* One scale for all of the days, today included. */
static enum daily_scale
scale_of(const struct daily *d, const struct past *past, const struct daily_point *today)
{
	bool share = is_share(today), count = is_count(today), positive = today->x > 0;

	if (d->scale != DAILY_AUTO)
		return d->scale;
	for (size_t i = 0; i < past->n; i++) {
		share = share && is_share(&past->day[i]);
		count = count && is_count(&past->day[i]);
		positive = positive && past->day[i].x > 0;
	}
	return share ? DAILY_LOGIT : count ? DAILY_ROOT : positive ? DAILY_LOG : DAILY_LINEAR;
}

static double
clamp(double x, double lo, double hi)
{
	return x < lo ? lo : x > hi ? hi : x;
}

static double
to_scale(enum daily_scale s, const struct daily_point *p)
{
	double n, k;

	switch (s) {
	case DAILY_LOG:
		return log(p->x > 0x1p-1000 ? p->x : 0x1p-1000);
	case DAILY_LOGIT:
		n = p->n > 0 ? p->n : 1e9;
		k = clamp(p->x, 0, 1) * n;
		return log((k + 0.5) / (n - k + 0.5));
	case DAILY_ROOT:
		return 2 * sqrt((p->x > 0 ? p->x : 0) + 0.375);
	case DAILY_LINEAR:
	case DAILY_AUTO:
		break;
	}
	return p->x;
}

static double
from_scale(enum daily_scale s, double y, const struct daily_point *p)
{
	double n, odds;

	switch (s) {
	case DAILY_LOG:
		return exp(y);
	case DAILY_LOGIT:
		n = p->n > 0 ? p->n : 1e9;
		odds = exp(y);
		return clamp((odds * (n + 0.5) - 0.5) / (1 + odds) / n, 0, 1);
	case DAILY_ROOT:
		return y > 0 ? clamp(y * y / 4 - 0.375, 0, INFINITY) : 0;
	case DAILY_LINEAR:
	case DAILY_AUTO:
		break;
	}
	return y;
}

/* The least a day can vary by chance, on the scale; 0 when nothing says so. */
static double
chance(enum daily_scale s, double y, const struct daily_point *p)
{
	double x = from_scale(s, y, p);

	switch (s) {
	case DAILY_ROOT:
		return 1;		/* that is what the scale is for */
	case DAILY_LOGIT:
		return p->n > 0 ? 1 / sqrt(p->n * x * (1 - x) + 0.5) : 0;
	case DAILY_LOG:
		return is_count(p) && x > 0 ? 1 / sqrt(x) : 0;
	case DAILY_LINEAR:
	case DAILY_AUTO:
		break;
	}
	return 0;
}

static double
detrended(const struct past *p, size_t i)
{
	double v[DAILY_TREND];
	size_t half = DAILY_TREND / 2, from = i > half ? i - half : 0;
	size_t to = i + half + 1 < p->n ? i + half + 1 : p->n;

	memcpy(v, &p->y[from], (to - from) * sizeof(*v));
	return p->y[i] - median_of(v, to - from);
}

/* What days of one slot have in common, day @but (p->n: none) left out. */
static double
factor(const struct past *p, uint32_t slot, size_t but)
{
	double v[DAILY_KEEP];
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->day[i].slot == slot && i != but)
			v[n++] = p->around[i];
	return n > 0 ? median_of(v, n) : 0;
}

/* The level before day i: the median of the DAILY_LEVEL days before it. */
static double
forecast(const struct past *p, size_t i)
{
	double v[DAILY_LEVEL];
	size_t n = i < DAILY_LEVEL ? i : DAILY_LEVEL;

	memcpy(v, &p->level[i - n], n * sizeof(*v));
	return median_of(v, n);
}

/* How far days usually are from their forecast: each by a factor it has no part in, as
 * today's.  A day of the month has few others: with itself among them it hits every time. */
static double
usual_miss(const struct past *p)
{
	double v[DAILY_KEEP], sum = 0, middle;
	size_t n = 0;

	for (size_t i = DAILY_LEVEL; i < p->n; i++) {
		v[n] = fabs(p->y[i] - factor(p, p->day[i].slot, i) - forecast(p, i));
		sum += v[n++];
	}
	middle = median_of(v, n);
	return middle > 0 ? MAD_SCALE * middle : MEAN_SCALE * sum / (double)n;
}

static void
gather(struct past *p, const struct daily *d, const struct daily_point *today)
{
	p->n = d->n < DAILY_KEEP ? (size_t)d->n : DAILY_KEEP;
	for (size_t i = 0; i < p->n; i++)
		p->day[i] = d->day[(d->n - p->n + i) % DAILY_KEEP];
	p->scale = scale_of(d, p, today);
	for (size_t i = 0; i < p->n; i++)
		p->y[i] = to_scale(p->scale, &p->day[i]);
	for (size_t i = 0; i < p->n; i++)
		p->around[i] = detrended(p, i);
	for (size_t i = 0; i < p->n; i++) {
		size_t k = 0;	/* the first day of its slot has the factor already */

		while (p->day[k].slot != p->day[i].slot)
			k++;
		p->level[i] = p->y[i] - (k < i ? p->y[k] - p->level[k] :
		    factor(p, p->day[i].slot, p->n));
	}
}

struct daily_score
daily_judge(const struct daily *d, const struct daily_point *today)
{
	struct past p;
	double y, least, spread, miss;

	if (d->n < DAILY_LEARN)
		return (struct daily_score){ .learning = true, .expected = NAN };
	gather(&p, d, today);
	y = forecast(&p, p.n) + factor(&p, today->slot, p.n);
	miss = to_scale(p.scale, today) - y;
	spread = usual_miss(&p);
	least = chance(p.scale, y, today);
	if (spread < least)
		spread = least;
	return (struct daily_score){
		.z = spread > 0 ? miss / spread : miss == 0 ? 0 : copysign(DAILY_ENDLESS, miss),
		.expected = from_scale(p.scale, y, today),
		.scale = p.scale,
	};
}

void
daily_add(struct daily *d, const struct daily_point *today)
{
	d->day[d->n++ % DAILY_KEEP] = *today;
}
