/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_liveness - events counted, whatever they are, and the slices told that have enough
 */
#include "slo/slo_kind.h"
#include "slo/slo_show.h"

static enum slo_meter_kind
meter_of(const struct slo_objective *o)
{
	(void)o;
	return SLO_METER_EVENTS;
}

static void
put_members(struct jwrite *w, const struct slo_verdict *v)
{
	jwrite_put_u64(w, "n", v->c.n);
	slo_show_rate(w, v);
}

const struct slo_kind slo_liveness = {
	.meter = meter_of,
	.put = put_members,
};
