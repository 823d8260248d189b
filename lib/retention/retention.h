/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retention - in which periods after a start somebody came back
 *
 * A start puts somebody into the cohort of its period; k is how many periods later a return
 * is, by the calendar or by the clock from the start itself (24 hours, 7 or 30 days each).
 * A return is another event than the start, at its time or later; only when starts and
 * returns are one condition does the start's own period count by itself.
 *
 * A cell of the table is a cohort and a column, which is a range of k: one k, all from one
 * on, or a bracket.  A cell is complete when its last period is over, so that nothing can
 * be added to it; of a column without end the first.
 *
 * Pure.  Memory: scratch of the caller.  Oracle: tests/property/retention.c.
 */
#ifndef CX_RETENTION_RETENTION_H
#define CX_RETENTION_RETENTION_H

#include "retention/marks.h"
#include "time/tperiod.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RETENTION_OPEN INT64_MAX

struct retention_column {	/* of k, inclusive */
	int64_t from;
	int64_t to;		/* RETENTION_OPEN: all from there on */
};

struct retention_rule {
	struct tperiod period;
	bool          rolling;	/* k by the clock from the start */
	bool          every;	/* in the cohort of each period with a start, not of the first */
	bool          same;	/* starts and returns are one condition */
};

struct retention_now {
	int64_t now_us;		/* end of what is known */
	int64_t done;		/* periods before this one are over */
	int64_t begun;		/* the last one that has begun */
};

struct retention_entry {	/* somebody in a cohort */
	int64_t        cohort;		/* its period */
	int64_t        start_us;	/* INT64_MIN: not known */
	const int64_t *k;		/* of the returns, ascending, each once */
	size_t         n;
};

struct retention_scratch {	/* all zero: none yet */
	int64_t *k;
	int64_t *period;
	size_t   cap;
};

/** retention_visit - what is done with each cohort that somebody is in */
typedef void retention_visit(void *ctx, const struct retention_entry *x);

/**
 * retention_of_set - from the periods with activity, of a rule with same and by the calendar
 * @p: @n of them, ascending
 */
void retention_of_set(const struct retention_rule *r, const int32_t *p, size_t n,
    struct retention_scratch *s, retention_visit *visit, void *ctx);

/** retention_of_marks - from tidy marks of starts and returns */
void retention_of_marks(const struct retention_rule *r, const struct marks *m,
    struct retention_scratch *s, retention_visit *visit, void *ctx);

/** retention_hit - one of @n ascending k is in a column */
bool retention_hit(const struct retention_column *c, const int64_t *k, size_t n);

/** retention_complete - nothing can be added any more to a cell */
bool retention_complete(const struct retention_rule *r, int64_t cohort,
    const struct retention_column *c, const struct retention_now *now);

/** retention_complete_from - likewise for somebody who started at @start_us, or in @cohort */
bool retention_complete_from(const struct retention_rule *r, const struct retention_entry *x,
    const struct retention_column *c, const struct retention_now *now);

/** retention_begun - a cell may have something in it */
bool retention_begun(const struct retention_rule *r, int64_t cohort,
    const struct retention_column *c, const struct retention_now *now);

/** retention_free - give the scratch back */
void retention_free(struct retention_scratch *s);

#endif
