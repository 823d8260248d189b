/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * served - results that found nothing to use in the values that came
 *
 * sum() of texts, rate() of numbers: most likely a slip, which a result of 0 or null does
 * not tell from no values.  Memory: one small item a result.
 */
#ifndef CX_FOLD_SERVED_H
#define CX_FOLD_SERVED_H

#include "fold/part.h"

struct served {			/* all zero: nothing came yet */
	struct fold_use *use;	/* of each result, all groups so far together */
	size_t           n;
};

/**
 * served_add - what came to the groups of a part
 *
 * Cost: one group where that has served all results, which is usual.
 */
void served_add(struct served *s, const struct part *t);

/** served_add_one - what came to a group with this state */
void served_add_one(struct served *s, const struct fold_plan *p, const void *st);

/** served_join - what came to other groups, too */
void served_join(struct served *s, const struct served *other);

/**
 * served_say - name the results that no value served, though some came
 *
 * They are counted, for --strict-fields.  To be called when unseen fields have been said:
 * a predicate on one is no news then.
 */
void served_say(const struct served *s, struct job *j);

/** served_free - release; as zeroed */
void served_free(struct served *s);

#endif
