/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retain_record - how every record of a table begins and ends: its kind, then its group
 */
#ifndef CX_RETENTION_RETAIN_RECORD_H
#define CX_RETENTION_RETAIN_RECORD_H

#include "json/jwrite.h"
#include "retention/retain_run.h"

/** retain_record_open - begin a record of @group in r->out */
void retain_record_open(struct retain_run *r, struct jwrite *w, const char *kind,
    uint32_t group);

/** retain_record_group - the members that the keys of a group are */
void retain_record_group(const struct retain_plan *p, struct jwrite *w, struct sv key);

/** retain_record_shut - end it, and hand on what is enough to be written */
void retain_record_shut(struct retain_run *r, struct jwrite *w);

#endif
