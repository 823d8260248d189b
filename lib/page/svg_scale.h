/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * svg_scale - scales and ticks of the page's charts
 *
 * Ticks are multiples of a step that is 1, 2 or 5 times a power of ten, computed as whole
 * numbers of steps, so that 0.3 is 0.3.  Ticks of time stand where the zone's clock shows
 * whole hours, midnights, Mondays or first days of a month (twindow), and never lie.
 */
#ifndef CX_PAGE_SVG_SCALE_H
#define CX_PAGE_SVG_SCALE_H

#include "time/tzone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SVG_SCALE_TICKS = 24 };

struct svg_scale {		/* of numbers */
	double lo, hi;		/* the ends of the axis; lo < hi */
	double tick[SVG_SCALE_TICKS];
	size_t n;		/* ticks, in order, within [lo, hi] */
	int    decimals;	/* that tell any two of them apart, 0 to 15 */
};

enum svg_scale_grain {		/* what the label of a tick of time says */
	SVG_SCALE_SECOND,
	SVG_SCALE_MINUTE,
	SVG_SCALE_DAY,
	SVG_SCALE_MONTH,
	SVG_SCALE_YEAR
};

struct svg_scale_time {		/* of time */
	int64_t from_us, to_us;	/* the ends of the axis; from < to */
	int64_t tick_us[SVG_SCALE_TICKS];
	bool    outer[SVG_SCALE_TICKS];	/* the day of a time of day, the year of a day is
					 * another than that of the tick before */
	size_t  n;
	enum svg_scale_grain grain;
};

enum svg_scale_flags {
	SVG_SCALE_ZERO = 1,	/* 0 is on the axis */
	SVG_SCALE_EVEN = 2,	/* 0 is in its middle */
	SVG_SCALE_TIGHT = 4,	/* ends are the data's own, not ticks */
	SVG_SCALE_WHOLE = 8	/* ticks are whole numbers: what is counted */
};

/**
 * svg_scale_fit - an axis for values in [@lo, @hi]
 * @lo, @hi: in any order; not finite: the axis is that of 0 to 1; the same: a step around them
 * @want:    ticks that would be fine, 2 to 12; there are a quarter more, and three, at most
 * @flags:   enum svg_scale_flags
 *
 * Source: P. Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990.
 */
void svg_scale_fit(struct svg_scale *s, double lo, double hi, unsigned want, unsigned flags);

/** svg_scale_at - where @v is on the axis, 0 its low end and 1 its high one; clamped to [-1, 2] */
double svg_scale_at(const struct svg_scale *s, double v);

/**
 * svg_scale_time_fit - an axis for times in [@from_us, @to_us]; the ends are these
 * @zone: whose clock the ticks are even in; NULL: UTC
 * @want: ticks that would be fine, 2 to 12; there are never more
 * @least_us: about how far apart two are at least: what is of days has no hours; 0: no matter
 *
 * Cost: O(want), and for axes of decades as long as it takes to walk their months.
 */
void svg_scale_time_fit(struct svg_scale_time *s, int64_t from_us, int64_t to_us,
    const struct tzone *zone, unsigned want, int64_t least_us);

/** svg_scale_time_at - likewise for a time, in us */
double svg_scale_time_at(const struct svg_scale_time *s, double at);

#endif
