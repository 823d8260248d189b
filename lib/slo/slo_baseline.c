/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_baseline - both sides counted and told, with the ratio of the two
 */
#include "slo/slo_kind.h"
#include "slo/slo_show.h"

#include <inttypes.h>
#include <stdio.h>

static enum slo_meter_kind
meter_of(const struct slo_objective *o)
{
	return slo_ratio.meter(o);	/* a percentile has neither good nor bad: its events */
}

/* @prefix n, bad, unknown, and rate or value with its interval */
static void
put_side(struct jwrite *w, const char *prefix, const struct slo_side *s, bool percentile)
{
	const char *measure = percentile ? "value" : "rate";
	char name[32];

	snprintf(name, sizeof(name), "%sn", prefix);
	jwrite_put_u64(w, name, s->c.n);
	if (!percentile) {
		snprintf(name, sizeof(name), "%sbad", prefix);
		jwrite_put_u64(w, name, s->c.bad);
	}
	snprintf(name, sizeof(name), "%sunknown", prefix);
	jwrite_put_u64(w, name, s->c.unknown);
	snprintf(name, sizeof(name), "%s%s", prefix, measure);
	slo_show_interval(w, name, s->rate, s->lo, s->hi);
}

static void
put_members(struct jwrite *w, const struct slo_verdict *v)
{
	bool percentile = v->objective->q.num != 0;

	put_side(w, "", &v->candidate, percentile);
	put_side(w, "stable_", &v->stable, percentile);
	slo_show_interval(w, "ratio", v->ratio, v->ratio_lo, v->ratio_hi);
	jwrite_put_double(w, "allowed_ratio", 1 + v->objective->increase);
	if (v->apart) {
		jwrite_key(w, SV("times_differ"));
		jwrite_bool(w, true);
	}
	if (v->hours_differ) {
		jwrite_key(w, SV("hours_differ"));
		jwrite_bool(w, true);
	}
	if (v->days_differ) {
		jwrite_key(w, SV("days_differ"));
		jwrite_bool(w, true);
	}
}

static void
say_side(struct buf *b, const char *name, const struct slo_side *s, bool percentile)
{
	buf_printf(b, "%s ", name);
	if (percentile)
		slo_show_value(b, 6, s->rate, s->lo, s->hi);
	else
		buf_printf(b, "%" PRIu64 " of %" PRIu64 " bad", s->c.bad, s->c.n);
}

static void
say_seen(struct buf *b, const struct slo_verdict *v)
{
	const struct slo_objective *o = v->objective;
	bool percentile = o->q.num != 0;

	if (percentile) {
		slo_show_q(b, &o->q);
		buf_c(b, ' ');
	}
	say_side(b, "candidate", &v->candidate, percentile);
	say_side(b, ", stable", &v->stable, percentile);
	buf_sv(b, SV(": ratio "));
	slo_show_value(b, 4, v->ratio, v->ratio_lo, v->ratio_hi);
	buf_printf(b, ", allowed %.4g", 1 + o->increase);
}

const struct slo_kind slo_baseline = {
	.meter = meter_of,
	.put = put_members,
	.say = say_seen,
};
