/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tell - words to operators: records that fire an alert of the policy become plans
 *
 * Which words there are and when is alert.h; here they get their keys, texts and rows.  They
 * go at once: no consent, quiet hours or caps.
 */
#ifndef CX_NOTIFY_TELL_H
#define CX_NOTIFY_TELL_H

#include "notify/alert.h"
#include "notify/weigh.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tell;

/** tell_new - nothing fires; tell_free; @w outlives it */
struct tell *tell_new(struct weigh *w, uint64_t seed);

/**
 * tell_record - a record fires alert @i, or says that it is over
 *
 * Returns: RC_OK; RC_BAD it cannot be judged.
 */
MUST_USE enum rc tell_record(struct tell *t, struct weigh_event *ev, size_t i, bool fires,
    struct err *e);

/** tell_due - plan the words that are due by now, records to @o; as the store's functions */
MUST_USE enum rc tell_due(struct tell *t, struct buf *o, struct err *e);

/** tell_alert - what fires */
struct alert *tell_alert(struct tell *t);

/** tell_free - NULL is fine */
void tell_free(struct tell *t);

#endif
