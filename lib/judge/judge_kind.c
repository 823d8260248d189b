/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "judge/judge_kind.h"

static const struct judge_kind *const rows[] = {
	[SLO_RATIO] = &ratio_kind,
	[SLO_PERCENTILE] = &percentile_kind,
	[SLO_LIVENESS] = &liveness_kind,
	[SLO_BASELINE] = &baseline_kind,
	[SLO_APDEX] = &apdex_kind,
	[SLO_COMPOSITE] = &composite_kind,
};

_Static_assert(sizeof(rows) / sizeof(rows[0]) == SLO_TYPES, "each kind of objective has a row");

const struct judge_kind *
judge_kind_of(const struct slo_objective *o)
{
	return rows[o->type];
}
