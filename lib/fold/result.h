/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * result - states become result records
 */
#ifndef CX_FOLD_RESULT_H
#define CX_FOLD_RESULT_H

#include "fold/part.h"
#include "run/job.h"

/**
 * result_write - write a part's results to the job's output, sorted by window and key
 *
 * Makes the windows that --fill asks for, and the record of --totals.  Write errors
 * latch in the output.  @t is only fit for part_clear and part_free afterwards.
 * Returns: RC_OK; RC_LIMIT when --fill would make too many, or from merge.
 */
MUST_USE enum rc result_write(struct job *j, struct part *t, struct err *e);

struct result_pen;

/** result_pen_new - who writes results of @p, which is alive as long */
struct result_pen *result_pen_new(const struct fold_plan *p);

/** result_pen_many - some @n results are to come: of many it pays to remember intervals */
void result_pen_many(struct result_pen *f, size_t n);

/** result_pen_put - the result of a group, of its canonical @key, to the end of @o */
void result_pen_put(struct result_pen *f, struct twindow_span window, struct sv key,
    const void *st, struct buf *o);

/** result_pen_free - give it back */
void result_pen_free(struct result_pen *f);

#endif
