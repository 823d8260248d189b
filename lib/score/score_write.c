/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_write.h"

#include "effect/bayes.h"
#include "effect/mix.h"
#include "json/jwrite.h"
#include "score/score_held.h"
#include "stats/interval.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
put_count(struct jwrite *w, const char *key, double n)
{
	if (isfinite(n) && n >= 0)
		jwrite_put_u64(w, key, (uint64_t)n);
}

static void
put_some_text(struct jwrite *w, const char *key, const char *text)
{
	if (text != NULL)
		jwrite_put_text(w, key, sv_of(text));
}

static void
put_interval(struct jwrite *w, const char *key, double x, double lo, double hi)
{
	char name[64];

	jwrite_put_double(w, key, x);
	snprintf(name, sizeof(name), "%s_lo", key);
	jwrite_put_double(w, name, lo);
	snprintf(name, sizeof(name), "%s_hi", key);
	jwrite_put_double(w, name, hi);
}

static void
begin(struct jwrite *w, struct buf *b, const char *kind, const struct score_experiment *x)
{
	jwrite_init(w, b);
	jwrite_open(w, '{');
	jwrite_put_text(w, "kind", sv_of(kind));
	if (val_null(&x->name))
		return;
	jwrite_key(w, SV("experiment"));
	jwrite_val(w, &x->name);
}

static void
end(struct jwrite *w)
{
	jwrite_shut(w, '}');
	jwrite_nl(w);
}

void
score_write_check(struct buf *b, const struct score_experiment *x, const struct score_check *c)
{
	struct jwrite w;

	begin(&w, b, "ab_health", x);
	jwrite_put_text(&w, "check", sv_of(c->check));
	jwrite_put_text(&w, "status", sv_of(health_status_name(c->h.status)));
	put_some_text(&w, "variant", c->variant);
	put_some_text(&w, "about", c->about);
	put_count(&w, "n", c->h.n);
	jwrite_put_double(&w, "value", c->h.value);
	jwrite_put_double(&w, "limit", c->h.limit);
	if (!isnan(c->h.p)) {
		jwrite_put_double(&w, "p", c->h.p);
		jwrite_put_double(&w, "log10_p", c->h.log10_p);
	}
	put_some_text(&w, "text", c->h.status == HEALTH_PASS ? NULL : c->text);
	end(&w);
}

/* ---- arms ---- */

static void
put_segment(struct jwrite *w, const struct score_group *g)
{
	const struct score_plan *p = g->x->p;

	for (size_t i = 0; g->by != NULL && i < p->nby; i++) {
		jwrite_key(w, p->key[SCORE_KEYS + i].name);
		jwrite_val(w, &g->by[i]);
	}
}

static void
begin_metric(struct jwrite *w, struct buf *b, const char *kind, const struct score_ask *ask,
    const struct score_group *g, unsigned k)
{
	begin(w, b, kind, g->x);
	jwrite_put_text(w, "metric", ask->p->metric[k].name);
	jwrite_put_text(w, "role", sv_of(ab_plan_roles[ask->g->role[k].role]));
}

static void
put_sums(struct jwrite *w, const struct score_experiment *x, const struct score_arm *a,
    unsigned k)
{
	const struct score_metric *m = &x->p->metric[k];
	char text[XSUM_TEXT_MAX];
	struct comoment c;

	if (m->kind == SCORE_RANK)
		return;
	score_table_moments(x, a, k, &c);
	if (comoment_n(&c) >= 2 && m->kind != SCORE_QUOTIENT)
		jwrite_put_double(w, "sd", sqrt(comoment_cov(&c, 0, 0)));
	jwrite_key(w, SV("sum"));
	jwrite_raw(w, (struct sv){ text, xsum_text(&c.sum[0], text) });
	if (m->kind == SCORE_QUOTIENT) {
		jwrite_key(w, SV("denominator"));
		jwrite_raw(w, (struct sv){ text, xsum_text(&c.sum[1], text) });
	}
	comoment_free(&c);
	if (!m->cap.on)
		return;
	jwrite_put_double(w, "cap", !m->cap.fixed ? x->limits[k].hi[0] :
	    m->cap.has_high ? m->cap.at.d : m->cap.low.d);
	jwrite_put_u64(w, "capped", score_table_capped(x, a, k));
	jwrite_put_double(w, "mean_uncapped", score_table_raw_mean(x, a, k));
}

static void
put_arm(struct jwrite *w, const struct score_ask *ask, const struct score_comparison *c,
    unsigned k, size_t v)
{
	const struct effect_arm *arm = &c->arm[score_compare_at(c, k, v)];
	const struct score_metric *m = &ask->p->metric[k];
	const double half = interval_z(ask->g->conf) * sqrt(arm->var);
	struct interval in = { arm->at - half, arm->at + half };

	put_count(w, "n", arm->n);
	if (m->kind == SCORE_SHARE && !isnan(arm->k))
		in = interval_wilson((uint64_t)arm->k, (uint64_t)arm->n, ask->g->conf);
	put_interval(w, "mean", arm->at, in.lo, in.hi);
	put_sums(w, c->group->x, c->group->arm[v], k);
}

void
score_write_arms(struct buf *b, const struct score_ask *ask, const struct score_comparison *c)
{
	const struct score_group *g = c->group;

	for (unsigned k = 0; k < ask->p->nmetric; k++)
		for (size_t v = 0; v < g->x->nvariant; v++) {
			struct jwrite w;

			if (g->arm[v] == NULL)
				continue;
			begin_metric(&w, b, "ab_arm", ask, g, k);
			jwrite_put_text(&w, "variant", sv_of(g->x->variant[v]));
			put_segment(&w, g);
			put_arm(&w, ask, c, k, v);
			end(&w);
		}
}

/* ---- effects ---- */

static void
put_effect(struct jwrite *w, const struct effect *e)
{
	put_count(w, "n", e->n);
	put_count(w, "n_control", e->n_control);
	jwrite_put_double(w, "mean", e->mean);
	jwrite_put_double(w, "mean_control", e->mean_control);
	put_interval(w, "effect", e->diff, e->lo, e->hi);
	jwrite_put_double(w, "effect_se", e->se);
	put_some_text(w, "effect_method", e->method);
	put_interval(w, "lift", e->lift, e->lift_lo, e->lift_hi);
	jwrite_put_double(w, "lift_se", e->lift_se);
	put_some_text(w, "lift_method", isnan(e->lift_lo) ? NULL : e->lift_method);
	put_some_text(w, "lift_note", e->lift_note);
	jwrite_put_double(w, "stat", e->stat);
	if (isfinite(e->df))
		jwrite_put_double(w, "df", e->df);
}

static const char *
kind_of_p(const struct score_role *role)
{
	static const char *const name[] = { [MONITOR_FIXED] = "fixed",
		[MONITOR_SPEND] = "group_sequential", [MONITOR_ANYTIME] = "anytime" };

	return name[role->monitor.kind->way];
}

static void
put_monitor(struct jwrite *w, const struct score_ask *ask, const struct score_result *r,
    unsigned k)
{
	const struct score_role *role = &ask->g->role[k];
	char text[MONITOR_TEXT_MAX];

	jwrite_put_double(w, "p", r->p);
	jwrite_put_double(w, "log10_p", r->log10_p);
	jwrite_put_double(w, "p_adjusted", r->p_adjusted);
	jwrite_put_text(w, "p_kind", sv_of(kind_of_p(role)));
	jwrite_put_text(w, "monitor", monitor_text(&role->monitor, text));
	if (r->look > 0)
		jwrite_put_u64(w, "look", r->look);
	jwrite_put_double(w, "information", 1 / (r->effect.se * r->effect.se));
	if (!isnan(r->fraction))
		jwrite_put_double(w, "fraction", r->fraction);
	if (!isnan(r->bound))
		jwrite_put_double(w, "bound", r->bound);
	if (role->monitor.kind->way == MONITOR_ANYTIME)
		jwrite_put_double(w, "n_star", ask->g->n_star);
	if (r->guarded)
		jwrite_put_double(w, "margin", fabs(r->guard.limit));
}

/* The effect that 80 % of such experiments find. */
static double
detectable(const struct score_result *r)
{
	return (r->effect.crit + interval_z(0.6)) * r->effect.se;
}

static const char *
name_of_hold(enum ab_hold h)
{
	static const char *const name[AB_HOLDS] = { [AB_HOLD_EARLY] = "early",
		[AB_HOLD_LOOKS] = "looks", [AB_HOLD_BURN_IN] = "burn_in" };

	return name[h];
}

/* What to believe of the lift, or of which of two shares is higher. */
static void
put_belief(struct jwrite *w, const struct score_ask *ask, const struct score_comparison *c,
    unsigned k, size_t v)
{
	const struct score_prior *prior = &ask->g->prior;
	const struct effect *e = &c->r[score_compare_at(c, k, v)].effect;
	const struct effect_arm *arm = &c->used[score_compare_at(c, k, v)];
	const struct effect_arm *control = &c->used[score_compare_at(c, k, c->group->x->control)];
	const bool down = ask->g->role[k].down;

	if (prior->kind == SCORE_BETA && !isnan(arm->k) && !isnan(control->k)) {
		const struct bayes_beta a = { prior->a + arm->k, prior->b + arm->n - arm->k };
		const struct bayes_beta b = { prior->a + control->k,
			prior->b + control->n - control->k };

		jwrite_put_text(w, "prior", sv_of(prior->text));
		jwrite_put_double(w, "chance", down ? bayes_beta_above(&b, &a) :
		    bayes_beta_above(&a, &b));
	} else if ((prior->kind == SCORE_FLAT || prior->kind == SCORE_NORMAL) && e->lift_se > 0) {
		const bool flat = prior->kind == SCORE_FLAT;
		const struct bayes_prior of = { flat ? 0 : prior->a,
			flat ? (double)INFINITY : prior->b };
		struct bayes x;

		bayes_normal(&x, e->lift, e->lift_se, &of, ask->g->conf, down);
		jwrite_put_text(w, "prior", sv_of(prior->text));
		put_interval(w, "belief", x.mean, x.lo, x.hi);
		jwrite_put_double(w, "chance", x.chance);
		jwrite_put_double(w, "loss", x.loss_ship);
		jwrite_put_double(w, "loss_control", x.loss_keep);
	}
}

static void
put_spread(struct jwrite *w, const struct mix_spread *s)
{
	if (s == NULL || isnan(s->q))
		return;
	jwrite_put_double(w, "q", s->q);
	put_count(w, "q_df", s->df);
	jwrite_put_double(w, "q_p", s->p);
}

static void
put_result(struct jwrite *w, const struct score_ask *ask, const struct score_comparison *c,
    unsigned k, size_t v)
{
	const size_t at = score_compare_at(c, k, v);
	const struct score_result *r = &c->r[at];
	const char *note = r->note;

	if (ask->p->before != NULL)
		note = "no experiment: what else changed is not known";
	put_effect(w, &r->effect);
	if (r->has_raw)
		put_interval(w, "effect_uncapped", r->raw.diff, r->raw.lo, r->raw.hi);
	if (!isnan(r->family_lo)) {
		jwrite_put_double(w, "effect_family_lo", r->family_lo);
		jwrite_put_double(w, "effect_family_hi", r->family_hi);
	}
	put_monitor(w, ask, r, k);
	put_belief(w, ask, c, k, v);
	if (ask->p->ncovariate > 0)
		jwrite_put_double(w, "variance_reduction", fmax(0, r->effect.variance_reduction));
	jwrite_put_double(w, "mde", detectable(r));
	put_spread(w, c->spread != NULL ? &c->spread[at] : NULL);
	jwrite_put_text(w, "status", sv_of(ab_result_status_name(r->status)));
	put_some_text(w, "hold", name_of_hold(r->hold));
	put_some_text(w, "note", note);
}

void
score_write_effects(struct buf *b, const struct score_ask *ask,
    const struct score_comparison *c)
{
	const struct score_experiment *x = c->group->x;

	for (unsigned k = 0; k < ask->p->nmetric; k++)
		for (size_t v = 0; v < x->nvariant; v++) {
			struct jwrite w;

			if (v == x->control)
				continue;
			begin_metric(&w, b, "ab", ask, c->group, k);
			jwrite_put_text(&w, "better",
			    ask->g->role[k].down ? SV("down") : SV("up"));
			jwrite_put_text(&w, "variant", sv_of(x->variant[v]));
			jwrite_put_text(&w, "control", sv_of(x->variant[x->control]));
			put_segment(&w, c->group);
			put_result(&w, ask, c, k, v);
			end(&w);
		}
}

void
score_write_contrast(struct buf *b, const struct score_ask *ask, const struct score_group *g,
    unsigned k, const struct score_contrast *c)
{
	const struct score_role *role = &ask->g->role[k];
	const bool fixed = role->monitor.kind->way == MONITOR_FIXED;
	struct jwrite w;

	begin_metric(&w, b, "ab", ask, g, k);
	jwrite_put_text(&w, "better", role->down ? SV("down") : SV("up"));
	jwrite_put_text(&w, "variant", c->level);
	jwrite_put_text(&w, "control", c->control);
	jwrite_put_text(&w, "contrast", c->contrast);
	put_effect(&w, c->effect);
	jwrite_put_double(&w, "p", c->p);
	jwrite_put_double(&w, "log10_p", c->log10_p);
	jwrite_put_double(&w, "p_adjusted", c->p_adjusted);
	jwrite_put_text(&w, "p_kind", fixed ? SV("fixed") : SV("anytime"));
	end(&w);
}

/* ---- the verdict ---- */

static void
put_reasons(struct jwrite *w, const char *key, const struct verdict_reason *r, size_t n)
{
	jwrite_key(w, sv_of(key));
	jwrite_open(w, '[');
	for (size_t i = 0; i < n; i++) {
		char text[512];

		snprintf(text, sizeof(text), "%s%s%s", verdict_code_name(r[i].code),
		    r[i].about != NULL ? " " : "", r[i].about != NULL ? r[i].about : "");
		jwrite_str(w, sv_of(text));
	}
	jwrite_shut(w, ']');
}

static const char *
name_of_rule(enum verdict_rule rule)
{
	const struct verdict_rule_row *row;

	for (size_t i = 0; (row = registry_row(&verdict_rule_registry, i)) != NULL; i++)
		if (row->rule == rule)
			return row->name;
	return NULL;
}

static void
put_best(struct jwrite *w, const struct score_end *end)
{
	const struct score_result *r = end->best;

	if (r == NULL)
		return;
	if (r->look > 0)
		jwrite_put_u64(w, "look", r->look);
	if (!isnan(r->fraction))
		jwrite_put_double(w, "fraction", r->fraction);
	if (!isnan(r->bound))
		jwrite_put_double(w, "bound", r->bound);
	jwrite_put_double(w, "stat", r->effect.stat);
	if (end->v->decision == VERDICT_KEEP_RUNNING) {
		put_count(w, "need_units", end->need);
		if (!isnan(end->need_days))
			jwrite_put_double(w, "need_days", end->need_days);
	}
	jwrite_put_text(w, "metric", sv_of(end->metric));
	if (r->stopped)
		put_interval(w, "effect", r->after.estimate, r->after.lo, r->after.hi);
	else
		put_interval(w, "effect", r->effect.diff, r->effect.lo, r->effect.hi);
	put_some_text(w, "effect_method", r->stopped ? "stage_wise" : r->effect.method);
	jwrite_put_double(w, "p", r->p_adjusted);
}

/* What the plan is, and what of the analysis is not as it says. */
static void
put_plan(struct jwrite *w, const struct score_held *held)
{
	if (held == NULL)
		return;
	if (held->plan.nlook > 0)
		jwrite_put_u64(w, "looks", held->plan.nlook);
	jwrite_put_text(w, "plan_hash", sv_of(held->plan.hash));
	jwrite_key(w, SV("deviations"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < held->n; i++)
		jwrite_str(w, sv_of(held->deviation[i]));
	jwrite_shut(w, ']');
}

static void
put_time(struct jwrite *w, const char *key, int64_t at_us)
{
	jwrite_key(w, sv_of(key));
	jwrite_time(w, at_us);
}

void
score_write_sentence(const struct score_end *done, struct buf *b)
{
	verdict_sentence(done->v, done->q, isnan(done->need) ? 0 : (uint64_t)done->need, b);
}

void
score_write_verdict(struct buf *b, const struct score_ask *ask, const struct score_experiment *x,
    const struct score_end *done, struct sv sentence)
{
	const struct verdict *v = done->v;
	struct jwrite w;

	begin(&w, b, "ab_verdict", x);
	jwrite_put_text(&w, "decision", sv_of(verdict_decision_name(v->decision)));
	put_some_text(&w, "variant", v->variant);
	jwrite_key(&w, SV("valid_to_act_now"));
	jwrite_bool(&w, v->valid);
	put_some_text(&w, "rule", name_of_rule(ask->g->rule));
	put_reasons(&w, "why", v->why, v->nwhy);
	put_reasons(&w, "blocking", v->blocking, v->nblocking);
	jwrite_put_double(&w, "alpha", ask->g->alpha);
	put_best(&w, done);
	put_plan(&w, ask->g->held);
	if (done->to_us >= done->from_us) {
		put_time(&w, "from", done->from_us);
		put_time(&w, "to", done->to_us);
	}
	if (ask->data.n > 0)
		jwrite_put_text(&w, "data", ask->data);
	put_count(&w, "units", done->units);
	jwrite_put_text(&w, "text", sentence);
	end(&w);
}
