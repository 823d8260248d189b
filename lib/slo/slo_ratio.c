/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_ratio - good and bad events counted and told
 */
#include "slo/slo_kind.h"
#include "slo/slo_show.h"

static enum slo_meter_kind
meter_of(const struct slo_objective *o)
{
	if (o->total != NULL)
		return SLO_METER_COUNTS;
	if (o->good != NULL)
		return SLO_METER_GOOD;
	return o->bad != NULL ? SLO_METER_BAD : SLO_METER_EVENTS;
}

static void
put_members(struct jwrite *w, const struct slo_verdict *v)
{
	jwrite_put_u64(w, "n", v->c.n);
	jwrite_put_u64(w, "bad", v->c.bad);
	jwrite_put_u64(w, "unknown", v->c.unknown);
	slo_show_rate(w, v);
}

static void
say_seen(struct buf *b, const struct slo_verdict *v)
{
	slo_show_events(b, v, v->objective->unit != NULL ? "bad units" : "bad");
}

const struct slo_kind slo_ratio = {
	.meter = meter_of,
	.put = put_members,
	.say = say_seen,
};
