/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * svg_scale - see svg_scale.h
 */
#include "page/svg_scale.h"

#include "base/rfc3339.h"
#include "time/twindow.h"

#include <math.h>

/* ---- numbers ---- */

struct step {			/* digit * 10^exponent */
	double digit;		/* 1, 2 or 5 */
	int    exponent;
};

/* At least four fifths of @rough, so that there are not many more ticks than were wanted. */
static struct step
nice_step(double rough)
{
	struct step s = { .exponent = (int)floor(log10(rough)) };
	double f = rough / pow(10, s.exponent);

	s.digit = f <= 1.25 ? 1 : f <= 2.5 ? 2 : f <= 6.25 ? 5 : 10;
	if (s.digit == 10)
		s = (struct step){ 1, s.exponent + 1 };
	return s;
}

/* The @k-th multiple, the double nearest to it. */
static double
multiple(const struct step *s, double k)
{
	return s->exponent < 0 ? k * s->digit / pow(10, -s->exponent)
	    : k * s->digit * pow(10, s->exponent);
}

/* What is to be shown, made an interval of some width within what doubles count well. */
static void
widen_ends(double *lo, double *hi, unsigned flags)
{
	double swap;

	if (!isfinite(*lo) || !isfinite(*hi) || fabs(*lo) > 1e300 || fabs(*hi) > 1e300) {
		*lo = 0;
		*hi = 1;
	}
	if (*lo > *hi) {
		swap = *lo;
		*lo = *hi;
		*hi = swap;
	}
	if ((flags & SVG_SCALE_ZERO) != 0) {
		*lo = fmin(*lo, 0);
		*hi = fmax(*hi, 0);
	}
	if ((flags & SVG_SCALE_EVEN) != 0) {
		*hi = fmax(fabs(*lo), fabs(*hi));
		*lo = -*hi;
	}
	/* Ends whose difference is no more than rounding are one value. */
	if (*hi - *lo <= 1e-9 * fmax(fabs(*lo), fabs(*hi)) || *hi - *lo < 1e-300) {
		double around = *lo == 0 ? 1 : fabs(*lo) / 2;

		*lo -= *lo == 0 ? 0 : around;
		*hi += around;
		if ((flags & SVG_SCALE_EVEN) != 0)
			*lo = -*hi;
	}
}

void
svg_scale_fit(struct svg_scale *s, double lo, double hi, unsigned want, unsigned flags)
{
	struct step step;
	double width, first, last;

	widen_ends(&lo, &hi, flags);
	want = want < 2 ? 2 : want > 12 ? 12 : want;
	step = nice_step((hi - lo) / want);
	if ((flags & SVG_SCALE_WHOLE) != 0 && step.exponent < 0)
		step = (struct step){ 1, 0 };
	s->decimals = step.exponent < -15 ? 15 : step.exponent < 0 ? -step.exponent : 0;
	width = multiple(&step, 1);
	/* A hair of a step: 0.3 is three steps of 0.1, though 0.3 / 0.1 is a little less. */
	if ((flags & SVG_SCALE_TIGHT) != 0) {
		first = ceil(lo / width - 1e-9);
		last = floor(hi / width + 1e-9);
	} else {
		first = floor(lo / width + 1e-9);
		last = ceil(hi / width - 1e-9);
	}
	s->n = 0;
	for (double k = first; k <= last && s->n < SVG_SCALE_TICKS; k++)
		s->tick[s->n++] = multiple(&step, k);
	s->lo = (flags & SVG_SCALE_TIGHT) != 0 ? lo : multiple(&step, first);
	s->hi = (flags & SVG_SCALE_TIGHT) != 0 ? hi : multiple(&step, last);
}

double
svg_scale_at(const struct svg_scale *s, double v)
{
	double at = (v - s->lo) / (s->hi - s->lo);

	return !(at > -1) ? -1 : at > 2 ? 2 : at;
}

/* ---- time ---- */

static const struct rung {
	struct twindow       w;
	int64_t              about_us;
	enum svg_scale_grain grain;
} ladder[] = {
#define FIXED(s, grain) \
	{ { TWINDOW_FIXED, (s) * RFC3339_SEC_US, NULL }, (s) * RFC3339_SEC_US, grain }
	FIXED(1, SVG_SCALE_SECOND), FIXED(5, SVG_SCALE_SECOND), FIXED(15, SVG_SCALE_SECOND),
	FIXED(30, SVG_SCALE_SECOND), FIXED(60, SVG_SCALE_MINUTE), FIXED(300, SVG_SCALE_MINUTE),
	FIXED(600, SVG_SCALE_MINUTE), FIXED(1800, SVG_SCALE_MINUTE), FIXED(3600, SVG_SCALE_MINUTE),
	FIXED(7200, SVG_SCALE_MINUTE), FIXED(10800, SVG_SCALE_MINUTE),
	FIXED(21600, SVG_SCALE_MINUTE), FIXED(43200, SVG_SCALE_MINUTE),
#undef FIXED
	{ { TWINDOW_DAY, 1, NULL }, RFC3339_DAY_US, SVG_SCALE_DAY },
	{ { TWINDOW_DAY, 2, NULL }, 2 * RFC3339_DAY_US, SVG_SCALE_DAY },
	{ { TWINDOW_WEEK, 1, NULL }, 7 * RFC3339_DAY_US, SVG_SCALE_DAY },
	{ { TWINDOW_WEEK, 2, NULL }, 14 * RFC3339_DAY_US, SVG_SCALE_DAY },
	{ { TWINDOW_MONTH, 1, NULL }, 30 * RFC3339_DAY_US, SVG_SCALE_MONTH },
	{ { TWINDOW_MONTH, 3, NULL }, 91 * RFC3339_DAY_US, SVG_SCALE_MONTH },
	{ { TWINDOW_MONTH, 6, NULL }, 182 * RFC3339_DAY_US, SVG_SCALE_MONTH },
	{ { TWINDOW_MONTH, 12, NULL }, 365 * RFC3339_DAY_US, SVG_SCALE_YEAR },
	{ { TWINDOW_MONTH, 60, NULL }, 1826 * RFC3339_DAY_US, SVG_SCALE_YEAR },
	{ { TWINDOW_MONTH, 240, NULL }, 7305 * RFC3339_DAY_US, SVG_SCALE_YEAR },
	{ { TWINDOW_MONTH, 1000, NULL }, 30437 * RFC3339_DAY_US, SVG_SCALE_YEAR },
};

/* Starts of windows within the axis; false when there are more than @want. */
static bool
walk_rung(struct svg_scale_time *s, const struct rung *r, const struct tzone *zone, unsigned want)
{
	struct twindow w = r->w;
	int64_t at = s->from_us;

	w.zone = zone;
	s->n = 0;
	s->grain = r->grain;
	for (;;) {
		struct twindow_span span = twindow_at(&w, at);

		if (span.from_us >= s->from_us) {
			if (s->n == want)
				return false;
			s->tick_us[s->n++] = span.from_us;
		}
		if (span.to_us > s->to_us || span.to_us == INT64_MAX)
			return true;
		at = span.to_us;
	}
}

static bool
same_outer(const struct svg_scale_time *s, const struct tzone *zone, int64_t a_us, int64_t b_us)
{
	struct rfc3339_civil a = rfc3339_civil(tzone_local(zone, a_us));
	struct rfc3339_civil b = rfc3339_civil(tzone_local(zone, b_us));

	return a.year == b.year &&
	    (s->grain > SVG_SCALE_MINUTE || (a.month == b.month && a.day == b.day));
}

void
svg_scale_time_fit(struct svg_scale_time *s, int64_t from_us, int64_t to_us,
    const struct tzone *zone, unsigned want, int64_t least_us)
{
	const size_t rungs = sizeof(ladder) / sizeof(ladder[0]);
	const uint64_t us = (uint64_t)to_us - (uint64_t)from_us;
	size_t i = 0;

	want = want < 2 ? 2 : want > 12 ? 12 : want;
	s->from_us = from_us;
	s->to_us = to_us > from_us ? to_us : from_us < INT64_MAX ? from_us + 1 : from_us;
	s->n = 0;
	/* Rungs far too fine are not walked at all. */
	while (to_us > from_us && i + 1 < rungs && us / want > 2 * (uint64_t)ladder[i].about_us)
		i++;
	while (i + 1 < rungs && ladder[i].about_us < least_us)
		i++;
	for (; i < rungs; i++)
		if (walk_rung(s, &ladder[i], zone, want))
			break;
	if (i == rungs)
		s->n = 0;
	for (size_t k = 0; k < s->n; k++)
		s->outer[k] = k == 0 || !same_outer(s, zone, s->tick_us[k - 1], s->tick_us[k]);
}

double
svg_scale_time_at(const struct svg_scale_time *s, double at)
{
	at = (at - (double)s->from_us) / ((double)s->to_us - (double)s->from_us);
	return !(at > -1) ? -1 : at > 2 ? 2 : at;
}
