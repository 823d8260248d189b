/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_apdex - satisfied, tolerating and frustrated events counted, the score told
 */
#include "slo/slo_kind.h"
#include "slo/slo_show.h"

#include <inttypes.h>

static enum slo_meter_kind
meter_of(const struct slo_objective *o)
{
	(void)o;
	return SLO_METER_APDEX;
}

static void
put_members(struct jwrite *w, const struct slo_verdict *v)
{
	jwrite_put_u64(w, "n", v->c.n);
	jwrite_put_u64(w, "bad", v->c.bad);
	jwrite_put_u64(w, "half", v->c.half);
	jwrite_put_u64(w, "unknown", v->c.unknown);
	slo_show_interval(w, "value", v->value, v->value_lo, v->value_hi);
	jwrite_put_double(w, "limit", v->objective->limit);
	slo_show_rate(w, v);
}

static void
say_seen(struct buf *b, const struct slo_verdict *v)
{
	buf_sv(b, SV("score "));
	slo_show_value(b, 4, v->value, v->value_lo, v->value_hi);
	buf_printf(b, " of %" PRIu64 " events, target %.4g", v->c.n, 1 - v->objective->e0);
}

const struct slo_kind slo_apdex = {
	.meter = meter_of,
	.put = put_members,
	.say = say_seen,
};
