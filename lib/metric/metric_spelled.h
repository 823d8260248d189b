/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metric_spelled - states of a metric set, read from text that metric_save wrote, to be merged
 *
 * Without a look at the text before, and without memory of their own: metric_load reads
 * whatever is another way to write a state, and says what is wrong with one that is none.
 */
#ifndef CX_METRIC_METRIC_SPELLED_H
#define CX_METRIC_METRIC_SPELLED_H

#include "metric/metric.h"

struct metric_spelled;

/** metric_spelled_new - a reader; NULL when some aggregate of @m cannot be read so */
struct metric_spelled *metric_spelled_new(const struct metric_set *m);

/**
 * metric_spelled_read - the states of one group
 * @text: JSPELLED_PAD bytes behind it can be read, the first of them no digit
 *
 * Returns: states for metric_merge, valid until the next call; NULL: metric_load is to tell.
 * Cost: one pass over @text; allocates nothing.
 */
const void *metric_spelled_read(struct metric_spelled *s, struct sv text);

/** metric_spelled_free - NULL is fine */
void metric_spelled_free(struct metric_spelled *s);

#endif
