/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_fold - events fold into counts by the minute: the state of one hour
 *
 * Every distinct predicate, value and key is evaluated once per event.  What an hour keeps is
 * in slo/slo_track.h, how it is saved in slo/slo_fold_state.h.
 */
#ifndef CX_SLO_SLO_FOLD_H
#define CX_SLO_SLO_FOLD_H

#include "fold/fold.h"
#include "slo/slo_track.h"

/** slo_fold_ops - ctx is a const struct slo_plan, a state a struct slo_tracks */
extern const struct fold_ops slo_fold_ops;

/** slo_fold_plan - hours of @p, which outlives it */
struct fold_plan slo_fold_plan(const struct slo_plan *p);

#endif
