/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fields - the fields of results that are asked for beside a metric: NAME_n, NAME_lo
 */
#ifndef CX_ANOMALY_FIELDS_H
#define CX_ANOMALY_FIELDS_H

#include "run/job.h"

#include <stddef.h>

/** fields_next - the next name of a list with commas, without blanks around it; @rest moves on */
struct sv fields_next(struct sv *rest, bool *more);

/** fields_optional - ask for a field that may be missing: nobody is told that no record had it */
MUST_USE enum rc fields_optional(struct job *j, struct sv name, size_t *slot, struct err *e);

/** fields_beside - a field that may stand beside that of @slot: NAME and @suffix, or a.NAME */
MUST_USE enum rc fields_beside(struct job *j, size_t slot, const char *suffix, size_t *beside,
    struct err *e);

#endif
