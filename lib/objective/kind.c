/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective/kind.h"

static const struct kind *const rows[] = {
	[SLO_RATIO] = &kind_ratio,
	[SLO_PERCENTILE] = &kind_percentile,
	[SLO_LIVENESS] = &kind_liveness,
	[SLO_BASELINE] = &kind_baseline,
	[SLO_APDEX] = &kind_apdex,
	[SLO_COMPOSITE] = &kind_composite,
};

_Static_assert(sizeof(rows) / sizeof(rows[0]) == SLO_TYPES, "each kind of objective has a row");

const struct registry kind_registry =
	REGISTRY_POINTERS("type", "Types of objectives", rows, struct kind);

const struct kind *
kind_row(size_t i)
{
	return registry_row(&kind_registry, i);
}

const struct kind *
kind_of(const struct slo_objective *o)
{
	return rows[o->type];
}

bool
kind_has_share(const struct slo_objective *o)
{
	unsigned flags = kind_of(o)->flags;

	if ((flags & KIND_MEMBERS) != 0)
		return o->method != SLO_OCCURRENCES;
	return (flags & KIND_COMPARES) == 0;
}
