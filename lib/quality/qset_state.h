/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qset_state - a table of a qset, saved
 *
 *     {"size":256,"seen":"<base64>"}
 *
 * of 24 bytes a text, ascending, three numbers each with their low bytes first: the two
 * hashes and the time.  The size is told, since it decides when what is old is forgotten: a
 * set that is loaded goes on as if it had never been saved.
 */
#ifndef CX_QUALITY_QSET_STATE_H
#define CX_QUALITY_QSET_STATE_H

#include "base/rc.h"
#include "json/jwrite.h"
#include "quality/qset.h"

/** qset_state_save - table @shard of @s, as a JSON value */
void qset_state_save(const struct qset *s, size_t shard, struct jwrite *w);

/**
 * qset_state_load - the inverse, into one that is empty
 *
 * Returns: RC_OK; RC_SYNTAX what is wrong; RC_LIMIT more texts than s->max.  Then the set is
 *          only fit for qset_free.
 */
MUST_USE enum rc qset_state_load(struct qset *s, size_t shard, const struct val *v,
    struct err *e);

#endif
