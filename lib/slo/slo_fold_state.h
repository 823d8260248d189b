/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_fold_state - the state of an hour, saved and loaded
 *
 *     {"first":us,"last":us,		times of its earliest and latest event
 *      "meters":[			in the plan's order
 *        [{"key":["/a"],		ascending; without keys one row at most, no member
 *          "counts":[[0,12],[7,3,1],[9,5,0,2]],	minute, good or bad, bad, unknown, half
 *          "stable":[...],		counts of the stable side; left out when empty
 *          "values":[0.5,17],		of a sketch: sketch/quant_state.h
 *          "stable_values":[...],
 *          "units":["base64","",""],	ascending hashes of 8 bytes: good, unknown, bad ones
 *          "stable_units":[...]}]]}
 *
 * with zeros at the end of a minute left out.
 */
#ifndef CX_SLO_SLO_FOLD_STATE_H
#define CX_SLO_SLO_FOLD_STATE_H

#include "json/jwrite.h"
#include "slo/slo_track.h"

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
