/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_write.h"

#include "judge/tally.h"
#include "objective/kind.h"
#include "slo/slo_kind.h"
#include "slo/slo_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
put_time(struct jwrite *w, const char *key, int64_t at_us, bool known)
{
	jwrite_key(w, sv_of(key));
	if (known)
		jwrite_time(w, at_us);
	else
		jwrite_null(w);
}

/* 1 - e0 as a person wrote it, not as a subtraction of doubles leaves it. */
static double
target_of(double e0)
{
	return round((1 - e0) * 1e12) / 1e12;
}

/* ---- one verdict ---- */

static void
put_names(struct jwrite *w, const struct slo_objective *o, const struct val *key)
{
	jwrite_put_text(w, "slo", o->slo);
	jwrite_put_text(w, "objective", o->name);
	for (size_t i = 0; i < o->nkey; i++) {
		jwrite_key(w, o->key[i].name);
		if (key != NULL)
			jwrite_val(w, &key[i]);
		else
			jwrite_null(w);
	}
}

/* What it is: behind the results, as people look for those. */
static void
put_kind(struct jwrite *w, const struct slo_objective *o)
{
	jwrite_put_text(w, "type", sv_of(kind_of(o)->name));
	jwrite_put_text(w, "severity", sv_of(slo_text_severity(o->severity)));
	if (o->service.n > 0)
		jwrite_put_text(w, "service", o->service);
	if (o->level != NULL)
		jwrite_put_text(w, "level", sv_of(o->level));
	if (kind_has_share(o))
		jwrite_put_double(w, "target", target_of(o->e0));
}

static void
put_evidence(struct jwrite *w, const struct slo_verdict *v, const struct slo_rule *rule)
{
	unsigned flags = kind_of(v->objective)->flags;

	if (rule->mode == SLO_MODE_BUDGET || (flags & KIND_MEMBERS) != 0)
		return;
	if (rule->dispersion) {
		jwrite_put_double(w, "phi", v->phi);
		jwrite_put_double(w, "burst", v->burst);
		jwrite_put_text(w, "burst_from", sv_of(bursts_name(v->burst_from)));
	}
	if (rule->sequential) {
		jwrite_put_double(w, "e_fail", v->e_value);
		jwrite_put_double(w, "e_pass", v->e_pass);
	} else {
		jwrite_put_double(w, "p_fail", v->p_raw);
		jwrite_put_double(w, "p_pass", v->p_pass);
	}
	if (rule->holm && !rule->sequential)
		jwrite_put_double(w, "p_holm", v->p_holm);
}

static void
put_needed(struct jwrite *w, const struct slo_verdict *v)
{
	jwrite_key(w, SV("needed_n"));
	if (v->verdict == SLO_INCONCLUSIVE && v->needed_n > 0)
		jwrite_u64(w, v->needed_n);
	else
		jwrite_null(w);
}

static void
put_slices(struct jwrite *w, const struct slo_verdict *v)
{
	if (!tally_by_slices(v->objective) && !(v->objective->min_coverage > 0))
		return;
	jwrite_put_u64(w, "slices", v->slices);
	jwrite_put_u64(w, "slices_bad", v->slices_bad);
	jwrite_put_u64(w, "slices_empty", v->slices_empty);
	jwrite_put_u64(w, "slices_expected", v->slices_expected);
}

static void
put_budget(struct jwrite *w, const struct slo_verdict *v)
{
	if ((kind_of(v->objective)->flags & KIND_COMPARES) != 0)
		return;
	jwrite_put_double(w, "budget_remaining", v->budget_remaining);
	if (v->objective->window.span == SLO_SPAN_CALENDAR)
		jwrite_put_double(w, "budget_projected", v->budget_projected);
	if (v->coarse_budget) {
		jwrite_key(w, SV("coarse_budget"));
		jwrite_bool(w, true);
	}
	jwrite_put_double(w, "burn", v->burn);
	jwrite_put_double(w, "exhausted_in_s", v->exhausted_in_us / 1e6);
	jwrite_put_double(w, "budget", v->budget_total);
}

static void
put_alert(struct jwrite *w, const struct slo_alert_result *r, struct arena *a)
{
	jwrite_open(w, '{');
	if (r->alert->name.n > 0)
		jwrite_put_text(w, "name", r->alert->name);
	jwrite_put_text(w, "severity", r->alert->severity);
	jwrite_put_text(w, "long", slo_text_duration(r->alert->long_us, a));
	if (r->alert->short_us > 0)
		jwrite_put_text(w, "short", slo_text_duration(r->alert->short_us, a));
	jwrite_put_double(w, "factor", r->alert->factor);
	jwrite_put_double(w, "burn_long", r->burn_long);
	jwrite_put_double(w, "burn_long_lo", r->burn_long_lo);
	if (r->alert->short_us > 0) {
		jwrite_put_double(w, "burn_short", r->burn_short);
		jwrite_put_double(w, "burn_short_lo", r->burn_short_lo);
	}
	jwrite_key(w, SV("firing"));
	jwrite_bool(w, r->firing);
	if (r->nodata) {
		jwrite_key(w, SV("nodata"));
		jwrite_bool(w, true);
	}
	jwrite_shut(w, '}');
}

static void
put_alerts(struct jwrite *w, const struct slo_verdict *v)
{
	struct arena tmp;
	size_t firing = 0;

	if (v->objective->nalert == 0)
		return;
	arena_init(&tmp);
	for (size_t i = 0; i < v->objective->nalert; i++)
		firing += v->alert[i].firing;
	jwrite_put_u64(w, "firing", firing);
	jwrite_key(w, SV("alerts"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < v->objective->nalert; i++)
		put_alert(w, &v->alert[i], &tmp);
	jwrite_shut(w, ']');
	arena_free(&tmp);
}

void
slo_write_verdict(const struct slo_verdict *v, const struct slo_rule *rule, struct buf *o)
{
	bool known = v->from_us < v->to_us;
	struct jwrite w;

	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("slo"));
	put_names(&w, v->objective, v->key);
	jwrite_put_text(&w, "verdict", sv_of(slo_text_verdict(v->verdict)));
	jwrite_key(&w, SV("reason"));
	if (v->reason != REASON_NONE)
		jwrite_str(&w, sv_of(reason_row(v->reason)->name));
	else
		jwrite_null(&w);
	put_needed(&w, v);
	if (v->conditional != NULL)
		jwrite_put_text(&w, "conditional", v->conditional->objective->name);
	put_time(&w, "window", v->from_us, known);
	put_time(&w, "window_end", v->to_us, known);
	slo_kind_of(v->objective)->put(&w, v);
	put_slices(&w, v);
	put_budget(&w, v);
	put_alerts(&w, v);
	put_kind(&w, v->objective);
	put_evidence(&w, v, rule);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

/* ---- other records ---- */

void
slo_write_overall(const struct slo_write_overall *all, struct buf *o)
{
	const struct slo_clock *c = all->clock;
	bool any = c->first_us <= c->last_us;
	struct jwrite w;

	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("slo"));
	jwrite_key(&w, SV("total"));
	jwrite_bool(&w, true);
	jwrite_key(&w, SV("slo"));
	if (all->slo.n > 0)
		jwrite_str(&w, all->slo);
	else
		jwrite_null(&w);
	jwrite_put_text(&w, "verdict", sv_of(slo_text_verdict(all->verdict)));
	jwrite_put_text(&w, "mode", all->rule->mode == SLO_MODE_BUDGET ? SV("budget") : SV("gate"));
	jwrite_put_double(&w, "conf", all->rule->conf);
	put_time(&w, "window", c->first_us, any);
	put_time(&w, "window_end", c->now_us, any || c->now_us != 0);
	jwrite_put_u64(&w, "records", all->count->records + all->count->kept_records);
	jwrite_put_u64(&w, "rejected", all->count->rejected +
	    all->count->rejected_before + all->count->kept_rejected);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

static void
put_some(struct jwrite *w, const char *key, uint64_t n)
{
	jwrite_key(w, sv_of(key));
	if (n > 0)
		jwrite_u64(w, n);
	else
		jwrite_null(w);
}

void
slo_write_needs(const struct needs *n, const double *share, size_t nshare, struct buf *o)
{
	const struct slo_objective *x = n->objective;
	struct jwrite w;
	char name[32];

	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("slo_needs"));
	put_names(&w, x, NULL);
	jwrite_put_double(&w, "allowed", x->e0 > 0 ? x->e0 : (double)NAN);
	jwrite_put_text(&w, "of", n->slices ? SV("slices") : SV("events"));
	put_some(&w, "clean", n->zero);
	for (size_t i = 0; i < nshare; i++) {
		snprintf(name, sizeof(name), "at_%.0f", 100 * share[i]);
		put_some(&w, name, n->at[i]);
	}
	for (size_t i = 0; i < nshare; i++) {
		snprintf(name, sizeof(name), "likely_%.0f", 100 * share[i]);
		put_some(&w, name, n->likely[i]);
	}
	jwrite_put_double(&w, "burst", n->burst.size);
	jwrite_put_text(&w, "burst_from", sv_of(bursts_name(n->burst.from)));
	if (!isnan(n->zero_us))
		jwrite_put_double(&w, "clean_s", n->zero_us / 1e6);
	for (size_t i = 0; i < nshare; i++) {
		snprintf(name, sizeof(name), "at_%.0f_s", 100 * share[i]);
		if (!isnan(n->at_us[i]))
			jwrite_put_double(&w, name, n->at_us[i] / 1e6);
	}
	for (size_t i = 0; i < nshare; i++) {
		snprintf(name, sizeof(name), "likely_%.0f_s", 100 * share[i]);
		if (!isnan(n->likely_us[i]))
			jwrite_put_double(&w, name, n->likely_us[i] / 1e6);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

void
slo_write_aa(const struct slo_verdict *v, unsigned trials, double rate, struct buf *o)
{
	struct jwrite w;

	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("slo_aa"));
	put_names(&w, v->objective, v->key);
	jwrite_put_u64(&w, "stable_n", v->stable.c.n);
	jwrite_put_u64(&w, "trials", trials);
	jwrite_put_double(&w, "false_alarms", rate);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}
