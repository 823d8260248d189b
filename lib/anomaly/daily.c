/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/daily.h"

#include "anomaly/runs.h"
#include "stats/median.h"

#include <math.h>
#include <string.h>

#define FEW 20.0		/* a day: fewer events are compared by their sums */
#define SLOT_PRIOR 4.0		/* events of the mean day that a slot is given beforehand */
#define MEDIAN_VAR 1.57		/* as in runs.c */

#define MAD_SCALE 1.4826	/* sd of a normal distribution over its median |deviation| */
#define MEAN_SCALE 1.2533	/* the same over its mean |deviation|: sqrt(pi / 2) */

struct past {			/* the days before, oldest first, on their scale */
	struct daily_point day[DAILY_KEEP];
	double             y[DAILY_KEEP];
	double             around[DAILY_KEEP];	/* y less the median of three weeks around it */
	double             level[DAILY_KEEP];	/* y less the slot's factor */
	size_t             n;
	size_t             since;	/* the day that the latest level began on; 0: none did */
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

/* How many events a record of a count stands for. */
static double
each(const struct daily_point *p)
{
	return p->n < 0 && p->x > -p->n ? p->x / -p->n : 1;
}

/* The least a day can vary by chance, on the scale; 0 when nothing says so. */
static double
chance(enum daily_scale s, double y, const struct daily_point *p)
{
	double x = from_scale(s, y, p);

	switch (s) {
	case DAILY_ROOT:
		return sqrt(each(p));	/* that is what the scale is for */
	case DAILY_LOGIT:
		return p->n > 0 ? 1 / sqrt(p->n * x * (1 - x) + 0.5) : 0;
	case DAILY_LOG:
		return is_count(p) && x > 0 ? sqrt(each(p) / x) : 0;
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
take_factors_off(struct past *p)
{
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

static double
middle_of(const struct past *p, size_t from, size_t to)
{
	double v[DAILY_SHIFT_DAYS];

	memcpy(v, &p->level[from], (to - from) * sizeof(*v));
	return median_of(v, to - from);
}

/* Days before a new level are moved to it, by what weekdays have not in common. */
static void
move_levels(struct past *p)
{
	double by[DAILY_KEEP] = { 0 }, all = 0;
	size_t before = 0, after;

	p->since = 0;
	for (size_t i = 1; i < p->n; i++) {
		if (p->day[i].move == DAILY_STAYS)
			continue;
		for (after = i + 1; after < p->n && p->day[after].move == DAILY_STAYS;)
			after++;
		if (after > i + DAILY_SHIFT_DAYS)
			after = i + DAILY_SHIFT_DAYS;
		if (before + DAILY_SHIFT_DAYS < i)
			before = i - DAILY_SHIFT_DAYS;
		by[i] = middle_of(p, i, after) - middle_of(p, before, i);
		before = p->since = i;
	}
	for (size_t i = p->n; i-- > 0;) {
		p->y[i] += all;
		all += by[i];
	}
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
	take_factors_off(p);
	move_levels(p);
	if (p->since > 0)
		take_factors_off(p);
}

/* ---- the last days together ---- */

/* Events that a day has, of few; the rarer kind of a share. */
static double
events(const struct past *p, const struct daily_point *day, bool turned)
{
	if (p->scale != DAILY_LOGIT)
		return day->x;
	return (turned ? 1 - day->x : day->x) * day->n;
}

/*
 * A day's events, and in proportion to what they are at an even level: the cases of a share,
 * for counts what days of its slot have beside the mean day.  Levels that moved are not evened
 * out: days before p->since say what slots have in common, and nothing else.
 */
static void
count_few(const struct past *p, const struct daily_point *today, struct runs_day *r, bool turned)
{
	double sum[RUNS_SLOTS] = { 0 }, n[RUNS_SLOTS] = { 0 }, all = 0, mean;

	for (size_t i = 0; i < p->n; i++) {
		double c = events(p, &p->day[i], turned);

		sum[p->day[i].slot % RUNS_SLOTS] += c;
		n[p->day[i].slot % RUNS_SLOTS]++;
		all += c;
	}
	mean = all / (double)p->n;
	for (size_t i = 0; i <= p->n; i++) {
		const struct daily_point *day = i < p->n ? &p->day[i] : today;
		size_t slot = day->slot % RUNS_SLOTS;

		r[i].count = events(p, day, turned);
		r[i].expected = p->scale == DAILY_LOGIT ? day->n :
		    (sum[slot] + SLOT_PRIOR) / (n[slot] * mean + SLOT_PRIOR);
	}
}

/* Whether a day has so few events that its place on the scale says little. */
static bool
are_few(const struct past *p, const struct daily_point *today, struct runs_day *r)
{
	double k = 0, n = 0;

	if (p->scale != DAILY_ROOT && p->scale != DAILY_LOGIT)
		return false;
	for (size_t i = 0; i < p->n; i++) {
		if ((p->scale == DAILY_LOGIT && !is_share(&p->day[i])) || each(&p->day[i]) > 1)
			return false;
		k += events(p, &p->day[i], false);
		n += p->day[i].n;
	}
	if ((p->scale == DAILY_LOGIT && !is_share(today)) || each(today) > 1)
		return false;
	count_few(p, today, r, p->scale == DAILY_LOGIT && 2 * k > n);
	return (2 * k > n && n > 0 ? n - k : k) < FEW * (double)p->n;
}

/* A miss in units of the usual one; where days never differed, any miss is one. */
static double
in_units(double miss, double spread)
{
	return spread > 0 ? miss / spread : miss == 0 ? 0 : copysign(DAILY_ENDLESS, miss);
}

/* Two days in a row that are far off on one side are a run, whatever a sum makes of two. */
static void
two_in_a_row(const struct past *p, double z, double spread, struct runs_found *f)
{
	double before = in_units(p->y[p->n - 1] - factor(p, p->day[p->n - 1].slot, p->n - 1) -
	    forecast(p, p->n - 1), spread);
	double least = fmin(fabs(z), fabs(before));

	if (signbit(z) != signbit(before) || least <= fabs(f->z) ||
	    p->since == p->n - 1)
		return;
	*f = (struct runs_found){ .z = copysign(least, z), .days = 2,
		.level = forecast(p, p->n - 1) };
}

/* The latest run that was told of, when it went to the side of @z and was not long ago. */
static int
went_before(const struct past *p, double z, size_t days)
{
	size_t begin = p->n + 1 - days;

	if (p->since == 0 || begin > p->since + DAILY_AGAIN ||
	    (p->day[p->since].move < 0) != (z < 0))
		return DAILY_STAYS;
	return p->day[p->since].move < 0 ? -p->day[p->since].move : p->day[p->since].move;
}

static struct daily_run
run_of(const struct past *p, const struct daily_point *today, double y, double z, double spread)
{
	struct runs_day day[DAILY_KEEP + 1];
	struct runs_days s = { .day = day, .n = p->n + 1, .since = p->since };
	double fixed = factor(p, today->slot, p->n);
	struct runs_found f;
	int before, move;

	for (size_t i = 0; i < s.n; i++) {
		const struct daily_point *at = i < p->n ? &p->day[i] : today;
		double least = chance(p->scale, y, at);

		day[i] = (struct runs_day){ .sd = spread > least ? spread : least,
			.slot = at->slot % RUNS_SLOTS, .expected = 1,
			.d = i < p->n ? p->level[i] : to_scale(p->scale, today) - fixed };
	}
	s.few = are_few(p, today, day);
	f = runs_find(&s);
	two_in_a_row(p, z, spread, &f);
	if (f.days == 0)
		return (struct daily_run){ .expected = NAN };
	before = went_before(p, f.z, f.days);
	move = before != DAILY_STAYS || f.trend ? DAILY_DRIFTS : DAILY_SHIFTS;
	return (struct daily_run){ .z = f.z, .days = f.days,
		.expected = from_scale(p->scale, f.level + fixed, today),
		.move = f.z < 0 ? -move : move, .again = before == DAILY_DRIFTS };
}

/* A level that is known from some days alone is not known well. */
static double
known(const struct past *p)
{
	return p->since > 0 && p->n - p->since < DAILY_LEVEL ?
	    sqrt(1 + MEDIAN_VAR / (double)(p->n - p->since)) : 1;
}

struct daily_score
daily_judge(const struct daily *d, const struct daily_point *today)
{
	struct past p;
	double y, least, spread, miss, z;

	if (d->n < DAILY_LEARN)
		return (struct daily_score){ .learning = true, .expected = NAN };
	gather(&p, d, today);
	y = forecast(&p, p.n) + factor(&p, today->slot, p.n);
	miss = to_scale(p.scale, today) - y;
	spread = usual_miss(&p);
	least = chance(p.scale, y, today);
	if (spread < least)
		spread = least;
	z = in_units(miss, spread * known(&p));
	return (struct daily_score){
		.z = z,
		.expected = from_scale(p.scale, y, today),
		.run = run_of(&p, today, y, z, spread),
		.scale = p.scale,
	};
}

void
daily_add(struct daily *d, const struct daily_point *today)
{
	d->day[d->n++ % DAILY_KEEP] = *today;
}

void
daily_move(struct daily *d, const struct daily_run *run)
{
	d->day[(d->n - run->days) % DAILY_KEEP].move = run->move;
}
