/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/runs.h"

#include "stats/deviate.h"
#include "stats/median.h"

#include <math.h>
#include <string.h>

#define UNIT 1.15		/* a run of 4 is about as rare as a day of 4, see runs.h */
#define RUNS_CLIP 3.0		/* sd that a day of a run counts for, at most */
#define MEAN_CLIP 2.5		/* likewise a day of the reference */
#define MAD_SCALE 1.4826	/* as in daily.c */
#define MEAN_SCALE 1.2533
#define CLIPPED 0.974		/* variance of a normal variable that is clipped at MEAN_CLIP */
#define MEDIAN_VAR 1.57		/* variance of a median in terms of the mean's: pi / 2 */
#define MEAN_VAR 1.1		/* and of the mean of clipped values, at its worst */
#define LIKE_MOST 0.7		/* lag-one correlation that is reckoned with, at most */
#define TREND_BETTER 0.9	/* of the squares that a level leaves */

enum { LENGTHS = 13, TREND_LEAST = 5 };

static const unsigned char lengths[LENGTHS] = { 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 21,
	RUNS_LONGEST };

struct level {			/* of the days [from, to) */
	size_t from, to;
	double at;
	double sd;
	double like;		/* correlation of a day with the one before it, >= 0 */
};

static double
clip(double x, double most)
{
	return x < -most ? -most : x > most ? most : x;
}

/* Median and MAD say what is far off; the mean of what is left is less noisy than a median. */
static void
level_of(const struct runs_days *s, struct level *l)
{
	double v[RUNS_REFERENCE], off[RUNS_REFERENCE], middle, most, sum = 0, mean = 0;
	size_t n = l->to - l->from;

	for (size_t i = 0; i < n; i++)
		v[i] = s->day[l->from + i].d;
	middle = median_of(v, n);
	for (size_t i = 0; i < n; i++) {
		off[i] = s->day[l->from + i].d - middle;
		v[i] = fabs(off[i]);
		mean += v[i] / (double)n;
	}
	most = MAD_SCALE * median_of(v, n);
	most = MEAN_CLIP * (most > 0 ? most : MEAN_SCALE * mean);
	for (size_t i = 0; i < n; i++) {
		off[i] = clip(off[i], most);
		sum += off[i];
	}
	l->at = middle + sum / (double)n;
	sum /= (double)n;
	mean = 0;
	l->like = 0;
	for (size_t i = 0; i < n; i++) {
		off[i] -= sum;
		mean += off[i] * off[i];
		l->like += i > 0 ? off[i] * off[i - 1] : 0;
	}
	l->like = mean > 0 ? l->like / mean + 1 / (double)n : 0;	/* its bias is -1 / n */
	l->like = l->like < 0 ? 0 : l->like > LIKE_MOST ? LIKE_MOST : l->like;
	l->sd = sqrt(mean / CLIPPED / (double)(n - 1));
}

/* How many days of the reference have each slot. */
static void
count_slots(const struct runs_days *s, const struct level *l, double *n)
{
	memset(n, 0, RUNS_SLOTS * sizeof(*n));
	for (size_t i = l->from; i < l->to; i++)
		n[s->day[i].slot]++;
}

/*
 * The variance of the sum of the days from l->to on, in units of one day's: that of days which
 * resemble each other, that of the level they are compared with, and that of slots which the
 * run has more or fewer of than the reference, so that their errors do not cancel.
 */
static double
variance(const struct runs_days *s, const struct level *l)
{
	double k = (double)(s->n - l->to), n = (double)(l->to - l->from), like = 1;
	double have[RUNS_SLOTS], in[RUNS_SLOTS] = { 0 }, own, ref = n, sum, step = MEAN_VAR;

	count_slots(s, l, have);
	for (size_t i = l->to; i < s->n; i++)
		in[s->day[i].slot]++;
	sum = k;
	for (double lag = 1; lag < k; lag++) {
		like *= l->like;
		sum += 2 * (k - lag) * like;
	}
	if (s->since > 0) {		/* the level is known from the days since alone */
		ref = (double)(l->to - s->since);
		ref = ref < n ? ref : n;
		step = MEDIAN_VAR;
	}
	sum += k * k * step / ref * (1 + l->like) / (1 - l->like);
	for (size_t i = 0; i < RUNS_SLOTS; i++) {
		own = in[i] - k * have[i] / n;
		sum += own * own * MEDIAN_VAR / (have[i] > 0 ? have[i] : 1);
	}
	return sum;
}

static double
by_distances(const struct runs_days *s, const struct level *l)
{
	double sum = 0;

	for (size_t i = l->to; i < s->n; i++) {
		double sd = s->day[i].sd > l->sd ? s->day[i].sd : l->sd;

		if (!(sd > 0))
			return 0;
		sum += clip((s->day[i].d - l->at) / sd, RUNS_CLIP);
	}
	return sum / sqrt(variance(s, l));
}

struct sums {			/* of some days */
	double count;
	double expected;
};

/* A day counts for RUNS_CLIP sd more than @rate says, and a bit, at most: it is no run. */
static struct sums
sums_of(const struct runs_days *s, size_t from, size_t to, double rate, double spread)
{
	struct sums t = { 0, 0 };

	for (size_t i = from; i < to; i++) {
		double m = rate * s->day[i].expected, most = m + RUNS_CLIP * sqrt(spread * m) + 1;

		t.count += s->day[i].count < most ? s->day[i].count : most;
		t.expected += s->day[i].expected;
	}
	return t;
}

/* How much more days vary than Poisson's, a day that is far off set back; at least 1. */
static double
spread_of(const struct runs_days *s, const struct level *l, double rate)
{
	double n = (double)(l->to - l->from), sum = 0;

	for (size_t i = l->from; i < l->to; i++) {
		double m = rate * s->day[i].expected;
		double off = (s->day[i].count - m) / sqrt(m + 0.1);

		sum += off * off < 9 ? off * off : 9;
	}
	sum /= n - 1;
	return sum > 1 ? sum : 1;
}

/* Given all events, how rare it is that so few, or so many, are later ones. */
static double
by_sums(const struct runs_days *s, const struct level *l)
{
	struct sums before = sums_of(s, l->from, l->to, INFINITY, 1), run;
	double spread = 1, rate;

	/* What is far off is so by a rate without it: three times are enough. */
	for (int i = 0; i < 3; i++) {
		rate = (before.count + 0.5) / before.expected;
		spread = spread_of(s, l, rate);
		before = sums_of(s, l->from, l->to, rate, spread);
	}
	rate = (before.count + 0.5) / before.expected;
	run = sums_of(s, l->to, s->n, rate, spread);
	return deviate_binomial(run.count / spread, (before.count + run.count) / spread,
	    run.expected / (before.expected + run.expected));
}

/* Squares that are left when the last @k days stand at a level of their own, or climb to it. */
static double
left(const struct runs_days *s, const struct level *l, size_t k, bool climb)
{
	size_t first = s->n > l->from + RUNS_LONGEST ? s->n - RUNS_LONGEST : l->from;
	double xy = 0, xx = 0, sum = 0;

	for (size_t i = s->n - k; i < s->n; i++) {
		double x = climb ? (double)(i - (s->n - k) + 1) : 1;

		xy += x * (s->day[i].d - l->at);
		xx += x * x;
	}
	for (size_t i = first; i < s->n; i++) {
		double x = i < s->n - k ? 0 : climb ? (double)(i - (s->n - k) + 1) : 1;
		double off = s->day[i].d - l->at - x * xy / xx;

		sum += off * off;
	}
	return sum;
}

static bool
is_trend(const struct runs_days *s, const struct level *l)
{
	double level = INFINITY, climb = INFINITY;

	for (size_t i = 0; i < LENGTHS && lengths[i] + l->from < s->n; i++) {
		level = fmin(level, left(s, l, lengths[i], false));
		if (lengths[i] >= TREND_LEAST)
			climb = fmin(climb, left(s, l, lengths[i], true));
	}
	return climb < TREND_BETTER * level;
}

struct runs_found
runs_find(const struct runs_days *s)
{
	struct runs_found best = { 0 };
	struct level at = { 0 };

	for (size_t i = 0; i < LENGTHS; i++) {
		struct level l = { .to = s->n > lengths[i] ? s->n - lengths[i] : 0 };
		double z;

		l.from = l.to > RUNS_REFERENCE ? l.to - RUNS_REFERENCE : 0;
		if (l.to < RUNS_REFERENCE_MIN || (s->since > 0 && l.to < s->since + RUNS_SETTLE))
			break;
		if (s->few && l.from < s->since)	/* sums cannot be moved */
			l.from = s->since;
		level_of(s, &l);
		z = s->few ? by_sums(s, &l) : by_distances(s, &l);
		if (!(fabs(z) > fabs(best.z)))	/* not what is no number, either */
			continue;
		best = (struct runs_found){ .z = z, .days = lengths[i], .level = l.at };
		at = l;
	}
	best.z *= UNIT;
	if (best.days >= TREND_LEAST)
		best.trend = is_trend(s, &at);
	return best;
}
