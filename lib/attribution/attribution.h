/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution - what each touch before a conversion is credited with, by which model
 *
 *     A (14 days before)   B (7 days)   C (same day)
 *     first 1              -            -
 *     linear 1/3           1/3          1/3
 *     decay 1/7            2/7          4/7          half-life 7 days
 *
 * Pure.  A conversion is ATTRIBUTION_ONE units, so that credits are integers: they add up to
 * it exactly, and sums do not depend on the order in which conversions come.
 */
#ifndef CX_ATTRIBUTION_ATTRIBUTION_H
#define CX_ATTRIBUTION_ATTRIBUTION_H

#include "base/rc.h"
#include "base/registry.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	ATTRIBUTION_BITS = 60,
	ATTRIBUTION_ORDER_MAX = 3,	/* of Markov chains */
	ATTRIBUTION_DIRECT = 1		/* of touch.is; transform i has the bit 1 + i */
};

#define ATTRIBUTION_ONE (INT64_C(1) << ATTRIBUTION_BITS)

struct attribution_touch {
	int64_t  at_us;
	uint32_t channel;	/* its number, from 0 */
	uint32_t is;		/* which names it answers to: ATTRIBUTION_DIRECT ... */
};

struct attribution_marks {	/* which channels a path has; all zero is empty */
	uint32_t *at;		/* of each: the last path that had it */
	size_t    n;
	uint32_t  now;
};

struct attribution_path {	/* before one conversion */
	const struct attribution_touch *touch;	/* in order of time */
	size_t                          n;	/* at least 1 */
	size_t                          channels;	/* their numbers are below */
	struct attribution_marks       *marks;	/* scratch */
};

struct attribution_model {	/* one, as asked */
	const struct attribution_type *type;
	struct sv name;		/* as asked: "decay:3d" */
	int64_t   first;	/* position: of ATTRIBUTION_ONE */
	int64_t   last;
	int64_t   half_us;	/* decay */
	unsigned  order;	/* markov; 0 for every other model */
};

struct attribution_type {	/* a row of the registry */
	const char *name;
	const char *summary;
	/* What stands behind "name:", empty when nothing does; NULL takes nothing. */
	enum rc   (*parse)(struct attribution_model *m, struct sv args, struct err *e);
	/*
	 * The units of each touch, none negative, ATTRIBUTION_ONE together.  NULL: the model
	 * looks at all paths together (attribution/attribution_markov.h).
	 */
	void      (*credit)(const struct attribution_model *m, const struct attribution_path *p,
	                    int64_t *credit);
};

/** attribution_registry - the models */
extern const struct registry attribution_registry;

/**
 * attribution_parse - models, "first,last,position:30,30,decay:7d"
 * @text:  alive as long as the models
 * @model: @max of them; @n so far, moved on
 *
 * Returns: RC_OK; RC_USAGE: which is unknown or wrong, given twice, or one too many.
 */
MUST_USE enum rc attribution_parse(struct attribution_model *model, size_t max, size_t *n,
    const char *text, struct err *e);

/** attribution_marks_begin - no channel was met; room for those below @channels */
void attribution_marks_begin(struct attribution_marks *m, size_t channels);

/** attribution_marks_first - @channel is met for the first time */
bool attribution_marks_first(struct attribution_marks *m, uint32_t channel);

/** attribution_marks_free - as zeroed */
void attribution_marks_free(struct attribution_marks *m);

/** attribution_like - two names of channels are the same, ASCII case aside */
bool attribution_like(struct sv a, struct sv b);

#endif
