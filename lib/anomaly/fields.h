/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fields - the fields of results that are metrics, and those beside one: NAME_n, NAME_lo
 */
#ifndef CX_ANOMALY_FIELDS_H
#define CX_ANOMALY_FIELDS_H

#include "run/job.h"

#include <stddef.h>

typedef enum rc fields_fn(void *ctx, struct sv name, struct job *j, struct err *e);

/**
 * fields_each - the names of metrics, "a,b", without blanks around them, in turn
 *
 * Returns: RC_OK; what @add has returned, with the text and column where they are.
 */
MUST_USE enum rc fields_each(const char *text, fields_fn *add, void *ctx, struct job *j,
    struct err *e);

/** fields_optional - ask for a field that may be missing: nobody is told that no record had it */
MUST_USE enum rc fields_optional(struct job *j, struct sv name, size_t *slot, struct err *e);

/** fields_beside - a field that may stand beside that of @slot: NAME and @suffix, or a.NAME */
MUST_USE enum rc fields_beside(struct job *j, size_t slot, const char *suffix, size_t *beside,
    struct err *e);

#endif
