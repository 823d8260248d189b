/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_percentile - events beyond a limit counted, the percentile told
 */
#include "slo/slo_kind.h"
#include "slo/slo_show.h"

static enum slo_meter_kind
meter_of(const struct slo_objective *o)
{
	(void)o;
	return SLO_METER_LIMIT;
}

static void
put_members(struct jwrite *w, const struct slo_verdict *v)
{
	const struct slo_objective *o = v->objective;

	jwrite_put_u64(w, "n", v->c.n);
	jwrite_put_u64(w, "bad", v->c.bad);
	jwrite_put_u64(w, "unknown", v->c.unknown);
	slo_show_interval(w, "value", v->value, v->value_lo, v->value_hi);
	if (o->op != SLO_LTE)
		jwrite_put_text(w, "op", sv_of(slo_show_op(o->op)));
	jwrite_put_double(w, "limit", o->limit);
	slo_show_rate(w, v);
}

static void
say_seen(struct buf *b, const struct slo_verdict *v)
{
	const struct slo_objective *o = v->objective;

	slo_show_q(b, &o->q);
	buf_c(b, ' ');
	slo_show_value(b, 6, v->value, v->value_lo, v->value_hi);
	buf_printf(b, ", limit %s ", slo_show_op(o->op));
	buf_sv(b, o->limit_text);
	buf_sv(b, SV("; "));
	slo_show_events(b, v, "beyond it");
}

const struct slo_kind slo_percentile = {
	.meter = meter_of,
	.put = put_members,
	.say = say_seen,
};
