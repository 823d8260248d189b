/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_kind - the kinds of objectives: what is counted for each, and how its verdict is told
 *
 * The other halves of a kind are in objective/kind.h and judge/judge_kind.h.
 */
#ifndef CX_SLO_SLO_KIND_H
#define CX_SLO_SLO_KIND_H

#include "base/buf.h"
#include "json/jwrite.h"
#include "judge/judge.h"
#include "slo/slo_plan.h"

struct slo_kind {
	/* What counts its events; NULL: it has none of its own. */
	enum slo_meter_kind (*meter)(const struct slo_objective *o);
	/* Members of the record: counts, and the rates or values that were judged. */
	void (*put)(struct jwrite *w, const struct slo_verdict *v);
	/* The same in words, where slices are not what counts; NULL: they always are. */
	void (*say)(struct buf *b, const struct slo_verdict *v);
};

extern const struct slo_kind slo_ratio, slo_percentile, slo_liveness;
extern const struct slo_kind slo_baseline, slo_apdex, slo_composite;

/** slo_kind_of - the row of an objective */
const struct slo_kind *slo_kind_of(const struct slo_objective *o);

#endif
