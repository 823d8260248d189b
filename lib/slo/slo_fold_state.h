/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_fold_state - the state of an hour, saved and loaded; its layout is in slo_fold.h
 */
#ifndef CX_SLO_SLO_FOLD_STATE_H
#define CX_SLO_SLO_FOLD_STATE_H

#include "json/jwrite.h"
#include "slo/slo_fold.h"

/** slo_fold_find - the row of a key in set @set, made when new; RC_LIMIT: too many */
MUST_USE enum rc slo_fold_find(struct slo_fold_state *s, size_t set, struct sv key,
    struct slo_track ***row, struct err *e);

/** slo_fold_track - the track of a meter and side in a row, made when new */
struct slo_track *slo_fold_track(struct slo_fold_state *s, struct slo_track **row,
    const struct slo_meter *m, unsigned side);

/** slo_fold_minute - the counts of a minute of the hour, made when new */
struct slo_counts *slo_fold_minute(struct slo_fold_state *s, struct slo_track *t,
    unsigned minute);

/** slo_fold_unit - a unit has come to @state, if not to a worse one; RC_LIMIT: too many */
MUST_USE enum rc slo_fold_unit(struct slo_track *t, uint64_t id, enum slo_unit_state state,
    struct err *e);

/** slo_fold_save - write a state, canonical: fold_ops.save */
void slo_fold_save(const void *ctx, const void *st, struct jwrite *w);

/**
 * slo_fold_load - read it back: fold_ops.load
 *
 * With plan->saved, meters that the plan does not have are passed over.
 * Returns: RC_OK; RC_SYNTAX with what is wrong; RC_LIMIT too many keys.
 */
MUST_USE enum rc slo_fold_load(const void *ctx, void *st, const struct val *v, struct err *e);

#endif
