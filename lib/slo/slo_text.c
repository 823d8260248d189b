/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_text.h"

#include "base/buf.h"
#include "judge/tally.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

const char *
slo_text_type(enum slo_type t)
{
	static const char *const name[] = { "ratio", "percentile", "liveness", "baseline", "apdex",
		"composite" };

	return name[t];
}

const char *
slo_text_verdict(enum slo_verdict_kind k)
{
	return k == SLO_PASS ? "pass" : k == SLO_FAIL ? "fail" : "inconclusive";
}

const char *
slo_text_severity(enum slo_severity s)
{
	static const char *const name[] = { "gate", "warn", "info" };

	return name[s];
}

const char *
slo_text_op(enum slo_op op)
{
	static const char *const name[] = { "<=", "<", ">=", ">" };

	return name[op];
}

static struct sv
take(struct buf *b, struct arena *a)
{
	struct sv text = arena_sv(a, buf_view(b));

	buf_free(b);
	return text;
}

struct sv
slo_text_duration(int64_t us, struct arena *a)
{
	static const struct { int64_t us; const char *unit; } units[] = {
		{ 7 * 24 * 60 * SLO_MINUTE_US, "w" }, { 24 * 60 * SLO_MINUTE_US, "d" },
		{ 60 * SLO_MINUTE_US, "h" }, { SLO_MINUTE_US, "m" }, { SLO_MINUTE_US / 60, "s" }
	};
	struct buf b;
	size_t i = 0;

	while (i < 4 && us % units[i].us != 0)
		i++;
	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%" PRId64 "%s", us / units[i].us, units[i].unit);
	return take(&b, a);
}

struct sv
slo_text_name(const struct slo_verdict *v, struct arena *a)
{
	const struct slo_objective *o = v->objective;
	struct buf b;

	if (v->key == NULL)
		return o->name;
	buf_init(&b, SIZE_MAX);
	buf_sv(&b, o->name);
	for (size_t i = 0; i < o->nkey; i++) {
		buf_sv(&b, i == 0 ? SV(" [") : SV(", "));
		buf_sv(&b, o->key[i].name);
		buf_c(&b, '=');
		buf_sv(&b, val_null(&v->key[i]) ? SV("null") : val_text(&v->key[i], a));
	}
	buf_c(&b, ']');
	return take(&b, a);
}

/* ---- what was seen ---- */

/* "0.2% [0.13%, 0.29%]"; what there is not is left out */
static void
put_share(struct buf *b, double x, double lo, double hi)
{
	if (isnan(x))
		return;
	buf_printf(b, "%.3g%%", 100 * x);
	if (!isnan(lo) && !isnan(hi))
		buf_printf(b, " [%.3g%%, %.3g%%]", 100 * lo, 100 * hi);
}

/* Never 1.2e+06 to a reader. */
static void
put_number(struct buf *b, int digits, double x)
{
	if (fabs(x) >= 1e4 && fabs(x) < 1e15)
		buf_printf(b, "%.0f", x);
	else
		buf_printf(b, "%.*g", digits, x);
}

static void
put_value(struct buf *b, int digits, double x, double lo, double hi)
{
	if (isnan(x)) {
		buf_sv(b, SV("unknown"));
		return;
	}
	put_number(b, digits, x);
	if (isnan(lo) && !isfinite(hi))
		return;
	buf_sv(b, SV(" ["));
	if (isnan(lo))
		buf_c(b, '-');
	else
		put_number(b, digits, lo);
	buf_sv(b, SV(", "));
	if (!isfinite(hi))
		buf_c(b, '-');
	else
		put_number(b, digits, hi);
	buf_c(b, ']');
}

static void
put_allowed(struct buf *b, const struct slo_objective *o)
{
	if (o->e0 > 0)
		buf_printf(b, ", allowed %.4g%%", 100 * o->e0);
}

static void
put_events(struct buf *b, const struct slo_verdict *v, const char *bad)
{
	buf_printf(b, "%s %" PRIu64 " of %" PRIu64, bad, v->c.bad, v->c.n);
	if (v->c.n > 0)
		buf_sv(b, SV(": "));
	put_share(b, v->rate, v->lo, v->hi);
	put_allowed(b, v->objective);
}

static void
put_slices(struct buf *b, const struct slo_verdict *v)
{
	buf_printf(b, "bad slices %" PRIu64 " of %" PRIu64, v->slices_bad, v->slices);
	if (v->slices > 0)
		buf_sv(b, SV(": "));
	put_share(b, v->rate, v->lo, v->hi);
	put_allowed(b, v->objective);
}

static void
put_q(struct buf *b, const struct agg_q *q)
{
	double p = 100 * (double)q->num;

	for (unsigned i = 0; i < q->dec; i++)
		p /= 10;
	buf_printf(b, "p%.9g", p);
}

static void
put_percentile(struct buf *b, const struct slo_verdict *v)
{
	const struct slo_objective *o = v->objective;

	put_q(b, &o->q);
	buf_c(b, ' ');
	put_value(b, 6, v->value, v->value_lo, v->value_hi);
	buf_printf(b, ", limit %s ", slo_text_op(o->op));
	buf_sv(b, o->limit_text);
	buf_sv(b, SV("; "));
	put_events(b, v, "beyond it");
}

static void
put_side(struct buf *b, const char *name, const struct slo_side *s, bool percentile)
{
	buf_printf(b, "%s ", name);
	if (percentile)
		put_value(b, 6, s->rate, s->lo, s->hi);
	else
		buf_printf(b, "%" PRIu64 " of %" PRIu64 " bad", s->c.bad, s->c.n);
}

static void
put_baseline(struct buf *b, const struct slo_verdict *v)
{
	const struct slo_objective *o = v->objective;
	bool percentile = o->q.num != 0;

	if (percentile) {
		put_q(b, &o->q);
		buf_c(b, ' ');
	}
	put_side(b, "candidate", &v->candidate, percentile);
	put_side(b, ", stable", &v->stable, percentile);
	buf_sv(b, SV(": ratio "));
	put_value(b, 4, v->ratio, v->ratio_lo, v->ratio_hi);
	buf_printf(b, ", allowed %.4g", 1 + o->increase);
}

static void
put_seen(struct buf *b, const struct slo_verdict *v)
{
	const struct slo_objective *o = v->objective;

	if (o->type == SLO_BASELINE)
		put_baseline(b, v);
	else if (o->type == SLO_COMPOSITE && o->method == SLO_OCCURRENCES)
		buf_printf(b, "burn of its members together %.3g, allowed 1", v->burn);
	else if (o->type == SLO_LIVENESS || o->method != SLO_OCCURRENCES)
		put_slices(b, v);
	else if (o->type == SLO_PERCENTILE)
		put_percentile(b, v);
	else if (o->type == SLO_APDEX) {
		buf_sv(b, SV("score "));
		put_value(b, 4, v->value, v->value_lo, v->value_hi);
		buf_printf(b, " of %" PRIu64 " events, target %.4g", v->c.n, 1 - o->e0);
	} else
		put_events(b, v, o->unit != NULL ? "bad units" : "bad");
}

/* ---- why ---- */

/* What kept the events from it that it would have judged. */
static void
put_above(struct buf *b, const struct slo_verdict *above)
{
	buf_sv(b, SV("; conditional: "));
	buf_sv(b, above->objective->name);
	buf_sv(b, SV(" has not passed"));
	if (above->rate > 0 && !tally_by_slices(above->objective))
		buf_printf(b, ", and dropped %.3g%%", 100 * above->rate);
}

static void
put_why(struct buf *b, const struct slo_verdict *v)
{
	if (v->reason != REASON_NONE)
		buf_sv(b, sv_of(reason_row(v->reason)->text));
	if (v->c.unknown > 0)
		buf_printf(b, ", %" PRIu64 " unknown", v->c.unknown);
	if (v->verdict == SLO_INCONCLUSIVE && v->needed_n > 0)
		buf_printf(b, "; needs about %" PRIu64 " %s", v->needed_n,
		    v->objective->type == SLO_LIVENESS || v->objective->method != SLO_OCCURRENCES
		    ? "slices" : v->objective->type == SLO_BASELINE ? "events of the candidate"
		    : "events");
	else if (v->reason == REASON_SAMPLE)
		buf_sv(b, SV("; at this rate no number of them decides"));
	if (v->conditional != NULL)
		put_above(b, v->conditional);
}

static void
put_budget(struct buf *b, const struct slo_verdict *v)
{
	if (isnan(v->budget_remaining))
		return;
	buf_printf(b, fabs(v->budget_remaining) < 10 ? "; budget left %.3g%%"
	    : "; budget left %.0f%%", 100 * v->budget_remaining);
	if (!isnan(v->burn))
		buf_printf(b, ", burn %.3g", v->burn);
	if (v->coarse_budget)
		buf_sv(b, SV(", less than one event"));
}

static void
put_alerts(struct buf *b, const struct slo_verdict *v, struct arena *a)
{
	for (size_t i = 0; i < v->objective->nalert; i++) {
		const struct slo_alert_result *r = &v->alert[i];

		if (!r->firing)
			continue;
		buf_sv(b, SV("; alert "));
		buf_sv(b, r->alert->severity);
		buf_printf(b, ": burn %.3g over ", r->burn_long);
		buf_sv(b, slo_text_duration(r->alert->long_us, a));
	}
}

struct sv
slo_text_message(const struct slo_verdict *v, const struct slo_rule *rule, struct arena *a)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	if (v->reason != REASON_NODATA) {
		put_seen(&b, v);
		buf_sv(&b, v->reason != REASON_NONE ? SV("; ") : SV(""));
	}
	put_why(&b, v);
	if (rule->mode == SLO_MODE_BUDGET)
		put_budget(&b, v);
	put_alerts(&b, v, a);
	return take(&b, a);
}
