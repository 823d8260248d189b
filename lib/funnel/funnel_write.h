/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * funnel_write - a path as a record of its own: who got how far (--per-user), who is stuck
 */
#ifndef CX_FUNNEL_FUNNEL_WRITE_H
#define CX_FUNNEL_FUNNEL_WRITE_H

#include "funnel/funnel_tally.h"

struct funnel_record {		/* of one path; all of it borrowed */
	const struct funnel_plan  *p;
	struct sv                  user;	/* his key, a JSON array of one value */
	const struct funnel_path  *path;
	const struct funnel_event *ev;		/* that its indices count in */
	const struct val          *hold;	/* p->nhold values */
	const struct val          *by;		/* p->nby values */
	int64_t                    at_us[FUNNEL_STEPS_MAX];	/* of each step on it */
};

/**
 * funnel_write_user - a record of kind funnel_user
 * @from: of each value of r->by the step that gave it, -1 where none did
 * @tmp:  for a text or two
 */
void funnel_write_user(const struct funnel_record *r, const struct funnel_told *t,
    const int *from, struct arena *tmp, struct buf *o);

/** funnel_write_stuck - a record of kind funnel_stuck */
void funnel_write_stuck(const struct funnel_record *r, const struct funnel_stuck *stuck,
    struct buf *o);

#endif
