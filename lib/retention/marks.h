/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * marks - what of somebody's times has to be kept until all of them are known
 *
 * A start in one part of the data may turn out not to be the first, so what came before it
 * there may count after all.  Marks are times with what happened: they are gathered, put in
 * order, and what can no longer matter is dropped (marks_tidy), with the same result in any
 * order and by any parts.
 *
 *     starts and returns     of starts the first is kept, or the first in each period; a later
 *                            one is only a return, if it was one.  Of returns
 *       MARKS_PERIODS        the last in each period
 *       MARKS_ALL            all
 *       MARKS_WITHIN         those before the start, and after it no later than within_us
 *       MARKS_FIRST          those before the start, and the first at or after it
 *     MARKS_SPANS            spans of activity: pauses up to within_us do not end one
 *
 * Memory: 8 bytes a mark, up to twice that while they are gathered.
 */
#ifndef CX_RETENTION_MARKS_H
#define CX_RETENTION_MARKS_H

#include "base/buf.h"
#include "time/tperiod.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mark_kind {		/* the order of marks of one time */
	MARK_NONE = 0,
	MARK_START = 1,
	MARK_RETURN = 2,
	MARK_BOTH = 3		/* one event that is both; of spans: an instant of activity */
};

enum span_kind {		/* of MARKS_SPANS, beside MARK_BOTH */
	SPAN_BEGIN = 0,		/* where they may begin to count: the first start */
	SPAN_OPEN = 1,
	SPAN_SHUT = 2
};

enum marks_keep { MARKS_PERIODS, MARKS_ALL, MARKS_WITHIN, MARKS_FIRST, MARKS_SPANS };

struct marks_rule {
	enum marks_keep keep;
	bool            every;		/* the first start of each period, not of all */
	int64_t         within_us;
	uint32_t        same;		/* returns of one time that are told apart, at least 1 */
	struct tperiod   period;
};

struct marks {
	int64_t *mark;		/* time * 4 + kind */
	uint32_t n;
	uint32_t cap;		/* MARKS_ROUGH set: not tidy */
};

#define MARKS_ROUGH (UINT32_C(1) << 31)
#define MARKS_TIME_MAX (INT64_C(1) << 60)	/* times are less than this from 1970 */

/** marks_time - when a mark is */
static inline int64_t
marks_time(int64_t mark)
{
	return (mark - (mark & 3)) / 4;
}

/** marks_kind - what it is, an enum mark_kind or span_kind */
static inline unsigned
marks_kind(int64_t mark)
{
	return (unsigned)(mark & 3);
}

/**
 * marks_reserve - room for @more, so that as many are added before any is looked at
 *
 * Of MARKS_SPANS whole spans have to be added, begin and end.
 */
void marks_reserve(struct marks *m, const struct marks_rule *r, size_t more);

/** marks_add - one more; all zero is an empty list */
void marks_add(struct marks *m, const struct marks_rule *r, int64_t at_us, unsigned kind);

/** marks_tidy - in order, and nothing more than the rule keeps */
void marks_tidy(struct marks *m, const struct marks_rule *r);

/** marks_merge - dst += src; src stays as it is */
void marks_merge(struct marks *dst, const struct marks *src, const struct marks_rule *r);

/** marks_heap - bytes that the list owns */
static inline size_t
marks_heap(const struct marks *m)
{
	return (m->cap & ~MARKS_ROUGH) * sizeof(*m->mark);
}

/** marks_pack - what a copy of the bytes of @m leaves out, behind what is in @b */
void marks_pack(const struct marks *m, struct buf *b);

/** marks_unpack - into such a copy, from *@at, which moves behind it */
void marks_unpack(struct marks *m, const char **at);

/** marks_free - give back; the list is empty */
void marks_free(struct marks *m);

#endif
