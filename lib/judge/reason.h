/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * reason - why a verdict is not a plain pass or fail
 *
 * One row each in reason.c: a new reason is a name here, a row there and a line in
 * cxslo(1).
 */
#ifndef CX_JUDGE_REASON_H
#define CX_JUDGE_REASON_H

#include <stdbool.h>

enum reason {
	REASON_NONE,		/* a plain pass or fail */
	REASON_NODATA,		/* no event in the window; given with a pass or a fail too, when
				 * the objective's policy makes it one */
	REASON_MIN_TOTAL,	/* fewer events than the objective asks for */
	REASON_COVERAGE,	/* too few slices of the window have events */
	REASON_UNKNOWN,		/* decided, were it not for events of which nobody can say */
	REASON_BURSTS,		/* decided, if bad events did not come in bursts */
	REASON_MIN_BAD,		/* beyond the limit, but fewer bad events than may fail */
	REASON_HOLM,		/* failed alone, but not among as many objectives (judge_all) */
	REASON_SAMPLE,		/* not enough events: needed_n */
	REASON_WINDOW,		/* a baseline's percentile in a window that cuts hours; no whole
				 * slice */
	REASON_STABLE,		/* a baseline whose stable side has no events, or so few in a file
				 * that no candidate is decided; or neither side bad ones, and the
				 * candidate's rate is not shown to be within the floor */
	REASON_SINGLY,		/* of a pass: nothing bad was seen, so of bursts nothing is known */
	REASON_NEW,		/* its past has no event of this key: said, and no gate */
	REASON_SUSTAINED,	/* a baseline beyond its limit, but not in each of the windows that
				 * it asks for */
	REASON_POSITIVE,	/* a baseline's percentile that is not above 0: it has no ratio */
	REASONS
};

struct reason_row {
	const char *name;	/* in records; NULL for REASON_NONE */
	const char *text;	/* in messages */
	bool        harmless;	/* more events would settle it: nothing was lost on the way */
};

/** reason_row - what is known of @r */
const struct reason_row *reason_row(enum reason r);

#endif
