/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_kind.h"

static const struct slo_kind *const rows[] = {
	[SLO_RATIO] = &slo_ratio,
	[SLO_PERCENTILE] = &slo_percentile,
	[SLO_LIVENESS] = &slo_liveness,
	[SLO_BASELINE] = &slo_baseline,
	[SLO_APDEX] = &slo_apdex,
	[SLO_COMPOSITE] = &slo_composite,
};

_Static_assert(sizeof(rows) / sizeof(rows[0]) == SLO_TYPES, "each kind of objective has a row");

const struct slo_kind *
slo_kind_of(const struct slo_objective *o)
{
	return rows[o->type];
}
