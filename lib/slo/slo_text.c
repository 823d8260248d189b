/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_text.h"

#include "base/buf.h"
#include "judge/tally.h"
#include "objective/kind.h"
#include "slo/slo_kind.h"
#include "slo/slo_show.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

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

static struct sv
take_text(struct buf *b, struct arena *a)
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
	return take_text(&b, a);
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
	return take_text(&b, a);
}

/* ---- what was seen ---- */

static void
put_slices(struct buf *b, const struct slo_verdict *v)
{
	buf_printf(b, "bad slices %" PRIu64 " of %" PRIu64, v->slices_bad, v->slices);
	if (v->slices > 0)
		buf_sv(b, SV(": "));
	slo_show_share(b, v->rate, v->lo, v->hi);
	slo_show_allowed(b, v->objective);
}

/* ---- why ---- */

/* The objective above, which has not passed, and the share of events it let not through. */
static void
put_above(struct buf *b, const struct slo_verdict *above)
{
	buf_sv(b, SV("; conditional: "));
	buf_sv(b, above->objective->name);
	buf_sv(b, SV(" has not passed"));
	if (above->rate > 0 && !tally_by_slices(above->objective))
		buf_printf(b, ", and dropped %.3g%%", 100 * above->rate);
}

/* More of the candidate would not do: the stable side does not grow, and has too little. */
static bool
beside_too_little(const struct slo_verdict *v)
{
	if (v->verdict != SLO_INCONCLUSIVE || v->needed_n > 0 || v->stable.c.n == 0)
		return false;
	return v->reason == REASON_STABLE ||
	    (v->reason == REASON_BURSTS && v->objective->baseline == NULL);
}

static void
put_why(struct buf *b, const struct slo_verdict *v)
{
	if (v->reason != REASON_NONE)
		buf_sv(b, sv_of(reason_row(v->reason)->text));
	if (v->reason == REASON_BURSTS && v->burst > 1)
		buf_printf(b, ", not %.3g at a time (%s)", v->burst, bursts_name(v->burst_from));
	if (v->c.unknown > 0)
		buf_printf(b, ", %" PRIu64 " unknown", v->c.unknown);
	if (v->verdict == SLO_INCONCLUSIVE && v->needed_n > 0)
		buf_printf(b, "; needs about %" PRIu64 " %s", v->needed_n,
		    tally_by_slices(v->objective) ? "slices" :
		    (kind_of(v->objective)->flags & KIND_COMPARES) != 0 ? "events of the candidate"
		    : "events");
	else if (v->reason == REASON_SAMPLE)
		buf_sv(b, SV("; at this rate no number of them decides"));
	else if (beside_too_little(v))
		buf_printf(b, "; beside the %" PRIu64 " events of the stable side no number of the "
		    "candidate's decides", v->stable.c.n);
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
		if (tally_by_slices(v->objective))
			put_slices(&b, v);
		else
			slo_kind_of(v->objective)->say(&b, v);
		if (v->apart)
			buf_sv(&b, SV("; the sides are of different times"));
		if (v->hours_differ)
			buf_sv(&b, SV(" of the day"));
		if (v->days_differ)
			buf_sv(&b, v->hours_differ ? SV(" and the week") : SV(" of the week"));
		buf_sv(&b, v->reason != REASON_NONE ? SV("; ") : SV(""));
	}
	put_why(&b, v);
	if (rule->mode == SLO_MODE_BUDGET)
		put_budget(&b, v);
	put_alerts(&b, v, a);
	return take_text(&b, a);
}
