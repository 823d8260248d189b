/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kaplan - how long it takes, when some have not got there yet: survival curves
 *
 *     times ──► counts, by time ──► kaplan_curve ──► S(t), its error and interval
 *                      │ add up
 *                      └──► kaplan_logrank: do the groups differ
 *
 * Who is censored at t was seen up to t and is at risk at t.  Counts of parts add up
 * (kaplan_tally); nothing else has to be kept.
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Kaplan, Meier, JASA 53:457-481, 1958; Greenwood, 1926; Kalbfleisch, Prentice, The
 *         Statistical Analysis of Failure Time Data, 1.4; Mantel, Cancer Chemotherapy Reports
 *         50:163-170, 1966.  Oracle: survfit and survdiff of R, tests/oracle/survival.R.
 */
#ifndef CX_STATS_KAPLAN_H
#define CX_STATS_KAPLAN_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KAPLAN_GROUPS_MAX = 64 };

struct kaplan_count {		/* what happened at one time, in any unit */
	int64_t  t;
	uint64_t events;
	uint64_t censored;
};

struct kaplan_point {
	int64_t  t;
	uint64_t at_risk;	/* just before t */
	uint64_t events;
	uint64_t censored;
	double   s;		/* share of those who have had no event up to t, t included */
	double   se;		/* Greenwood's */
	double   lo, hi;	/* log-log interval; NaN where s is 1 or 0, as it has none */
};

/**
 * kaplan_tally - put counts in order and join those of one time
 *
 * One who had an event at t is { t, 1, 0 }, one censored there { t, 0, 1 }.
 * Returns: how many times there are; they come first in @c, ascending.
 * Cost:    a sort of @n.
 */
size_t kaplan_tally(struct kaplan_count *c, size_t n);

/**
 * kaplan_curve - the product-limit estimate at each of the times
 * @p:    @n of them
 * @c:    of kaplan_tally
 * @conf: two-sided, in (0, 1)
 *
 * Accuracy: 1e-12 relative.  Where s is 0 the error is 0.
 */
void kaplan_curve(struct kaplan_point *p, const struct kaplan_count *c, size_t n, double conf);

struct kaplan_when {		/* INT64_MAX: not within the times there are */
	int64_t t;
	int64_t lo, hi;
};

/**
 * kaplan_quantile - when a share @q of all has had its event
 * @p: of kaplan_curve
 * @q: in (0, 1)
 *
 * The first time with S(t) <= 1 - q; its bounds likewise, of the bounds of S.  (R takes the
 * middle of two times where S(t) equals 1 - q over a stretch; here it is the first of them.)
 * Source: Brookmeyer, Crowley, Biometrics 38:29-41, 1982.
 */
struct kaplan_when kaplan_quantile(const struct kaplan_point *p, size_t n, double q);

struct kaplan_group {
	const struct kaplan_count *c;	/* of kaplan_tally */
	size_t                     n;
	uint64_t                   size;	/* filled: all in the group, */
	uint64_t                   observed;	/* ... their events, */
	double                     expected;	/* ... and how many, were all groups alike */
};

struct kaplan_test {
	double   chisq;		/* NaN, and p: there is nothing to tell the groups apart by */
	unsigned df;		/* groups with any events expected, less one */
	double   p;
};

/**
 * kaplan_logrank - whether the curves of groups differ
 * @g: @n of them, at most KAPLAN_GROUPS_MAX
 *
 * Mantel's test, all times weighing alike; a group where no events are expected takes no part.
 * Accuracy: 1e-9 relative.
 * Cost:     O(times n^2).
 */
void kaplan_logrank(struct kaplan_test *t, struct kaplan_group *g, size_t n);

#endif
