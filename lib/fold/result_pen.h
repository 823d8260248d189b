/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * result_pen - a state becomes a result record; of one thread
 */
#ifndef CX_FOLD_RESULT_PEN_H
#define CX_FOLD_RESULT_PEN_H

#include "base/buf.h"
#include "fold/fold.h"

struct result_pen;

/** result_pen_new - who writes results of @p, which is alive as long */
struct result_pen *result_pen_new(const struct fold_plan *p);

/** result_pen_many - some @n results are to come: of many it pays to remember intervals */
void result_pen_many(struct result_pen *f, size_t n);

/** result_pen_put - the result of a group, of its canonical @key, to the end of @o; NULL: of all
 * others together */
void result_pen_put(struct result_pen *f, struct twindow_span window, const struct sv *key,
    const void *st, struct buf *o);

/** result_pen_total - the result over everything, to the end of @o */
void result_pen_total(struct result_pen *f, const void *st, struct buf *o);

/** result_pen_free - give it back */
void result_pen_free(struct result_pen *f);

#endif
