/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_run.h"

#include "base/hash.h"
#include "effect/mix.h"
#include "fold/part.h"
#include "score/score_factors.h"
#include "score/score_archive.h"
#include "score/score_fold.h"
#include "score/score_gate.h"
#include "score/score_held.h"
#include "score/score_write.h"
#include "stats/group_seq.h"
#include "stats/interval.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	DAYS = 7,		/* a whole week has every day of it */
	CHECKS_MAX = 11 + 2 * SCORE_VARIANTS_MAX + SCORE_COVARIATES_MAX
};

#define DAY_US INT64_C(86400000000)

#define CHANCE_FUTILE 0.1	/* that the planned effect, being there, still shows */

struct checks {
	struct score_check c[CHECKS_MAX];
	size_t             n;
};

struct report {			/* of one experiment */
	struct score_run              *run;
	struct score_ask               ask;
	const struct score_experiment *x;
	struct buf                    *out;
	struct checks                  checks;
	double                         units;
	int64_t                        from_us;
	int64_t                        to_us;
};

/* ---- health ---- */

static struct score_check *
add_check(struct report *r, const char *check, bool decides)
{
	struct score_check *c = &r->checks.c[r->checks.n++];
	const double none = (double)NAN;

	*c = (struct score_check){ .check = check, .decides = decides,
		.h = { HEALTH_PASS, none, none, none, none, none } };
	return c;
}

/* The weight of each variant: 1 without --weights; NAN: it is not among them. */
static void
weights_of(const struct report *r, double *weight)
{
	const struct score_judge *g = &r->run->g;

	for (size_t v = 0; v < r->x->nvariant; v++) {
		weight[v] = g->nweight == 0 ? 1 : (double)NAN;
		for (size_t i = 0; i < g->nweight; i++)
			if (sv_is(g->weight[i].arm, r->x->variant[v]))
				weight[v] = g->weight[i].weight;
	}
}

static bool
is_there(const struct report *r, const struct score_weight *w)
{
	for (size_t v = 0; v < r->x->nvariant; v++)
		if (sv_is(w->arm, r->x->variant[v]))
			return true;
	return false;
}

/* Are the units shared out as they were to be, and in no arm that has no share? */
static void
check_shares(struct report *r, const struct score_group *all)
{
	const struct score_judge *g = &r->run->g;
	double n[SCORE_VARIANTS_MAX + SCORE_WEIGHTS_MAX] = { 0 };
	double weight[SCORE_VARIANTS_MAX + SCORE_WEIGHTS_MAX];
	double evidence = 0;
	size_t k = r->x->nvariant;
	struct score_check *c;

	weights_of(r, weight);
	for (size_t v = 0; v < k; v++) {
		n[v] = (double)score_arm_units(&r->run->p, all->arm[v]);
		if (!isnan(weight[v]))
			continue;
		c = add_check(r, "unknown_variant", true);
		c->h.status = HEALTH_FAIL;
		c->h.n = n[v];
		c->variant = r->x->variant[v];
		c->text = "an arm that is not among the weights";
		weight[v] = n[v] = 0;
	}
	for (size_t i = 0; i < g->nweight; i++)
		if (!is_there(r, &g->weight[i]))
			weight[k++] = g->weight[i].weight;
	c = add_check(r, "srm", true);
	c->h = health_srm(n, weight, k, 1);
	c->text = "units are not shared out by the weights";
	if (r->run->g.nweight > 0 || r->run->looks != NULL) {
		c = add_check(r, "srm_anytime", true);
		c->h = health_srm_anytime(n, weight, k, &evidence);
		c->text = "the same, however often one looks";
	}
	c = add_check(r, "leak", true);
	c->h = health_leak(n, weight, k);
	c->text = "units in an arm of weight 0";
}

/* Are they within each segment?  Of all that fail the worst is named. */
struct segment_shares {
	struct health worst;	/* its p is of as many tests as there are segments */
	const struct val *by;
};

static void
check_segment(const struct report *r, const struct score_group *g, struct segment_shares *s)
{
	double n[SCORE_VARIANTS_MAX] = { 0 }, weight[SCORE_VARIANTS_MAX];
	struct health h;

	weights_of(r, weight);
	for (size_t v = 0; v < r->x->nvariant; v++)
		if (g->arm[v] != NULL && !isnan(weight[v]))
			n[v] = (double)score_arm_units(&r->run->p, g->arm[v]);
	h = health_srm(n, weight, r->x->nvariant, (double)r->x->nsegment);
	if (h.status == HEALTH_UNKNOWN || (s->by != NULL && !(h.log10_p < s->worst.log10_p)))
		return;
	s->worst = h;
	s->by = g->by;
}

static void
write_segment_check(struct report *r, const struct segment_shares *s)
{
	struct score_check *c;
	struct buf b;

	if (s->by == NULL || r->run->p.before != NULL)
		return;
	c = add_check(r, "srm_segment", false);
	c->h = s->worst;
	c->text = "units of a segment are not shared out by the weights";
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < r->run->p.nby; i++) {
		if (i > 0)
			buf_c(&b, '/');
		buf_sv(&b, val_text(&s->by[i], r->ask.a));
	}
	c->about = arena_bytes(r->ask.a, b.p, b.n);
	buf_free(&b);
	score_write_check(r->out, r->x, c);
}

struct counted {		/* over all arms */
	double units, crossed, open, early, late;
	bool   given;
};

static void
count_units(struct report *r, const struct score_group *all, struct counted *n)
{
	*n = (struct counted){ .units = 0 };
	r->from_us = INT64_MAX;
	r->to_us = INT64_MIN;
	for (size_t v = 0; v < r->x->nvariant; v++) {
		const struct score_arm *a = all->arm[v];

		n->units += (double)score_arm_units(&r->run->p, a);
		n->crossed += (double)a->crossed;
		n->open += (double)a->open;
		n->early += (double)a->early;
		n->late += (double)a->late;
		n->given |= a->given;
		if (a->to_us < a->from_us)
			continue;
		r->from_us = a->from_us < r->from_us ? a->from_us : r->from_us;
		r->to_us = a->to_us > r->to_us ? a->to_us : r->to_us;
	}
	r->units = n->units;
}

static void
warn_of(struct report *r, const char *check, double n, const char *text)
{
	struct score_check *c = add_check(r, check, false);

	c->h.n = n;
	c->h.status = n > 0 ? HEALTH_WARN : HEALTH_PASS;
	c->text = text;
}

static void
check_events(struct report *r, const struct counted *n)
{
	struct score_check *c;
	const bool first = r->run->p.window.first_arm;

	if (!r->run->p.joined)
		return;
	c = add_check(r, "crossover", true);
	c->h = health_crossover(n->crossed, first ? n->units : n->units + n->crossed);
	c->text = first ? "units that were shown several arms are of the first" :
	    "units that were shown several arms are left out";
	warn_of(r, "before_exposure", n->early, "events before the exposure are not counted");
	if (r->run->p.window.late_us != INT64_MAX)
		warn_of(r, "late", n->late, "events so late are not counted");
	if (r->run->p.window.strict)
		warn_of(r, "open_window", n->open,
		    "units whose window is not over are left out");
}

static void
check_days(struct report *r)
{
	struct score_check *c;
	double days;

	if (r->to_us < r->from_us || r->run->p.before != NULL)
		return;
	days = (double)(r->to_us - r->from_us) / (double)DAY_US;
	c = add_check(r, "days", false);
	c->h.value = days;
	c->h.limit = DAYS;
	c->h.status = days < (double)DAYS ? HEALTH_WARN : HEALTH_PASS;
	c->text = "less than a week: not every day of it is there";
}

/* A covariate from before the experiment cannot differ between its arms. */
static void
check_covariates(struct report *r, const struct score_group *all)
{
	const struct score_plan *p = &r->run->p;
	unsigned k = 0;

	while (k < p->nmetric && p->metric[k].kind == SCORE_RANK)
		k++;
	for (unsigned i = 0; k < p->nmetric && i < p->ncovariate; i++) {
		const struct effect_metric m = { .y = { p->metric[k].base + 2 * i, 0, false } };
		struct effect_arm arm[SCORE_VARIANTS_MAX];
		struct score_check *c = add_check(r, "aa", true);

		for (size_t v = 0; v < r->x->nvariant; v++) {
			struct effect_moments of;
			struct comoment sums;

			score_table_moments(r->x, all->arm[v], k, &sums);
			effect_moments_of(&of, &sums);
			comoment_free(&sums);
			(void)effect_arm_of(&arm[v], &m, &of, NULL);
		}
		c->h = health_aa(arm, r->x->nvariant);
		c->about = p->covariate_name[i];
		c->text = "a covariate from before exposure differs between arms";
	}
}

static void
check_units(struct report *r, const struct score_comparison *c)
{
	for (size_t v = 0; v < r->x->nvariant; v++) {
		struct score_check *k = add_check(r, "units", false);

		k->h = health_units(&c->arm[score_compare_at(c, 0, v)]);
		k->variant = r->x->variant[v];
		k->text = "too few units, successes or failures for limits that hold at any time";
	}
}

/* Is this the analysis that was planned? */
static void
check_plan(struct report *r, const struct score_comparison *c)
{
	struct score_held *held = r->run->g.held;
	const size_t n = r->run->p.nmetric * r->x->nvariant;
	struct score_check *k;
	uint64_t look = 0;
	struct buf b;

	if (held == NULL)
		return;
	for (size_t i = 0; i < n; i++)
		look = c->r[i].look > look ? c->r[i].look : look;
	score_held_look(held, look, r->ask.a);
	k = add_check(r, "plan", true);
	k->h.n = (double)held->n;
	k->h.status = held->fails ? HEALTH_FAIL : held->n > 0 ? HEALTH_WARN : HEALTH_PASS;
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < held->n; i++)
		buf_printf(&b, "%s%s", i > 0 ? "; " : "", held->deviation[i]);
	k->text = held->n > 0 ? arena_bytes(r->ask.a, b.p, b.n) : "the analysis is as planned";
	buf_free(&b);
}

static void
check_health(struct report *r, const struct score_comparison *c)
{
	struct counted n;

	count_units(r, c->group, &n);
	if (r->run->p.before == NULL)
		check_shares(r, c->group);
	check_events(r, &n);
	if (r->run->p.before == NULL)
		check_covariates(r, c->group);
	check_units(r, c);
	check_days(r);
	check_plan(r, c);
	for (size_t i = 0; i < r->checks.n; i++)
		score_write_check(r->out, r->x, &r->checks.c[i]);
}

/* ---- factors ---- */

static void
write_factors(struct report *r, const struct score_comparison *c)
{
	const char *why = NULL;
	struct score_check *k;

	if (r->run->g.nfactor > 0)
		why = score_factors_write(r->out, &r->ask, c);
	if (why == NULL)
		return;
	k = add_check(r, "factors", false);
	k->h.status = HEALTH_UNKNOWN;
	k->text = why;
	score_write_check(r->out, r->x, k);
}

/* ---- segments ---- */

struct spread {			/* of each metric and variant, the effects of the segments */
	double *diff, *se;
	size_t  n;
};

static bool
is_shown(const struct report *r, const struct score_group *g)
{
	for (size_t v = 0; v < r->x->nvariant; v++)
		if (g->arm[v] == NULL ||
		    score_arm_units(&r->run->p, g->arm[v]) < r->run->g.min_n)
			return false;
	return true;
}

/* The results of the segments to @out, their effects to @s. */
static void
segments(struct report *r, struct spread *s, struct buf *out)
{
	const size_t n = r->run->p.nmetric * r->x->nvariant;
	struct segment_shares shares = { .by = NULL };

	s->diff = arena_alloc(r->ask.a, (r->x->nsegment + 1) * n * sizeof(*s->diff));
	s->se = arena_alloc(r->ask.a, (r->x->nsegment + 1) * n * sizeof(*s->se));
	for (size_t i = 0; i < r->x->nsegment; i++) {
		struct score_comparison c;
		struct score_group g;

		score_table_group(&g, r->x, r->x->segment[i], r->ask.a);
		check_segment(r, &g, &shares);
		if (is_shown(r, &g)) {
			score_compare_group(&c, &r->ask, &g);
			score_compare_family(&c, &r->ask, false);
			score_write_effects(out, &r->ask, &c);
			for (size_t k = 0; k < n; k++) {
				s->diff[k * r->x->nsegment + s->n] = c.r[k].effect.diff;
				s->se[k * r->x->nsegment + s->n] = c.r[k].compared ?
				    c.r[k].effect.se : (double)NAN;
			}
			s->n++;
		}
		score_table_release(&g);
	}
	write_segment_check(r, &shares);
}

static void
compare_segments(struct report *r, const struct spread *s, struct score_comparison *c)
{
	const size_t n = r->run->p.nmetric * r->x->nvariant;

	c->spread = arena_alloc(r->ask.a, n * sizeof(*c->spread));
	for (size_t k = 0; k < n; k++)
		(void)mix_heterogeneity(&c->spread[k], s->diff + k * r->x->nsegment,
		    s->se + k * r->x->nsegment, s->n);
}

/* ---- the verdict ---- */

/* Units that the plan still asks for, or that make such an effect count. */
static double
need_of(const struct report *r, const struct score_result *best, bool down)
{
	const double horizon = r->run->g.horizon;
	double z, more;

	if (!isnan(horizon))
		return fmax(0, horizon - r->units);
	if (best == NULL || !best->compared || (best->effect.diff > 0) == down)
		return (double)NAN;
	z = fabs(best->effect.stat);
	more = (best->effect.crit * best->effect.crit / (z * z) - 1) * r->units;
	return isfinite(more) ? ceil(fmax(0, more)) : (double)NAN;
}

static void
find_best(const struct report *r, const struct score_comparison *c, const struct verdict *v,
    struct score_end *end)
{
	const struct score_judge *g = &r->run->g;
	unsigned k = 0;

	while (k < r->run->p.nmetric && g->role[k].role != AB_GOAL)
		k++;
	end->need = need_of(r, NULL, false);
	for (size_t i = 0; k < r->run->p.nmetric && i < r->x->nvariant; i++) {
		if (i == r->x->control ||
		    (v->variant != NULL && strcmp(v->variant, r->x->variant[i]) != 0))
			continue;
		if (v->variant == NULL && r->x->nvariant > 2)
			continue;
		end->best = &c->r[score_compare_at(c, k, i)];
		end->metric = arena_bytes(r->ask.a, r->run->p.metric[k].name.p,
		    r->run->p.metric[k].name.n);
		end->need = need_of(r, end->best, g->role[k].down);
	}
}

/* Of a planned goal: were its planned effect there, it would hardly show any more. */
static bool
is_hopeless(const struct score_judge *g, unsigned k, const struct ab_plan_metric *planned,
    const struct score_result *r)
{
	double effect, drift, z = g->role[k].down ? -r->effect.stat : r->effect.stat;

	if (g->role[k].monitor.kind->way != MONITOR_SPEND || !r->compared || r->look == 0 ||
	    !(r->fraction < 1))
		return false;
	effect = ab_plan_amount(&planned->mde, r->effect.mean_control);
	drift = effect / (r->effect.se * sqrt(r->fraction));
	return z < group_seq_futile(r->fraction, drift, interval_z(1 - g->alpha), CHANCE_FUTILE);
}

/* So it is with all goals that the plan has, in all arms. */
static bool
is_futile(const struct report *r, const struct score_comparison *c)
{
	const struct score_judge *g = &r->run->g;
	bool any = false;

	for (unsigned k = 0; g->held != NULL && k < r->run->p.nmetric; k++) {
		const struct ab_plan_metric *m = ab_plan_find(&g->held->plan,
		    r->run->p.metric[k].name);

		for (size_t i = 0; g->role[k].role == AB_GOAL && i < r->x->nvariant; i++) {
			if (i == r->x->control)
				continue;
			if (m == NULL || !is_hopeless(g, k, m, &c->r[score_compare_at(c, k, i)]))
				return false;
			any = true;
		}
	}
	return any;
}

static void
judge(struct report *r, const struct score_comparison *c)
{
	struct arena *a = r->ask.a;
	const size_t n = r->run->p.nmetric * r->x->nvariant;
	struct ab_result *result = arena_alloc(a, n * sizeof(*result));
	struct ab_health *health = arena_alloc(a, CHECKS_MAX * sizeof(*health));
	struct verdict *v = arena_alloc(a, r->x->nvariant * sizeof(*v)), overall;
	struct verdict_ask q = { .r = result, .health = health, .nhealth = r->checks.n,
		.rule = r->run->g.rule, .futile = is_futile(r, c) };
	struct score_end end = { .v = &overall, .q = &q, .units = r->units,
		.from_us = r->from_us, .to_us = r->to_us };
	struct buf sentence;
	size_t nv = 0;
	enum rc rc;

	buf_init(&sentence, SIZE_MAX);
	for (size_t i = 0; i < r->checks.n; i++)
		health[i] = (struct ab_health){ r->checks.c[i].check,
			r->checks.c[i].decides && r->checks.c[i].h.status == HEALTH_FAIL,
			r->checks.c[i].variant };
	for (unsigned k = 0; k < r->run->p.nmetric; k++)
		for (size_t i = 0; i < r->x->nvariant; i++)
			if (i != r->x->control)
				result[q.n++] = score_compare_result(c, &r->ask, k, i);
	for (size_t i = 0; i < r->x->nvariant; i++)
		if (i != r->x->control)
			v[nv++] = verdict_of(&q, r->x->variant[i], a);
	if (nv == 0)
		return;
	overall = verdict_overall(&q, v, nv, a);
	find_best(r, c, &overall, &end);
	score_write_sentence(&end, &sentence);
	score_write_verdict(r->out, &r->ask, r->x, &end, buf_view(&sentence));
	if (r->run->gate != NULL)
		score_gate_add(r->run->gate, val_null(&r->x->name) ? SV("") :
		    val_text(&r->x->name, a), &overall, &q, buf_view(&sentence),
		    r->to_us >= r->from_us ? r->to_us : 0);
	buf_free(&sentence);
	rc = verdict_rc(&overall);
	if (!r->run->judged || rc == RC_NO || r->run->verdict == RC_OK)
		r->run->verdict = rc;
	r->run->judged = true;
}

/* ---- looks ---- */

static enum rc
add_looks(struct report *r, const struct score_comparison *c, struct err *e)
{
	enum rc rc = RC_OK;

	for (unsigned k = 0; rc == RC_OK && k < r->run->p.nmetric; k++)
		for (size_t v = 0; rc == RC_OK && v < r->x->nvariant; v++) {
			const struct score_result *s = &c->r[score_compare_at(c, k, v)];
			struct look l = { .data = r->ask.data, .fraction = s->fraction,
				.bound = s->bound, .stat = s->effect.stat,
				.alpha_spent = s->spent, .effect = s->effect.diff,
				.effect_se = s->effect.se, .key = {
				    .experiment = val_null(&r->x->name) ? SV("") :
				        val_text(&r->x->name, r->ask.a),
				    .metric = r->run->p.metric[k].name,
				    .variant = sv_of(r->x->variant[v]) } };

			if (v == r->x->control || !s->compared ||
			    looks_seen(r->run->looks, &l.key, l.data) != NULL)
				continue;
			l.n = (uint64_t)(s->effect.n + s->effect.n_control);
			l.information = 1 / (s->effect.se * s->effect.se);
			l.at_us = r->to_us >= r->from_us ? r->to_us : 0;
			rc = looks_add(r->run->looks, &l, e);
		}
	return rc;
}

/* ---- experiments ---- */

static enum rc
write_experiment(struct report *r, struct err *e)
{
	struct score_comparison c;
	struct score_group all;
	struct spread spread = { .n = 0 };
	struct buf later;
	enum rc rc = RC_OK;

	if (r->x->control == r->x->nvariant)
		return rc_err(e, RC_USAGE, "--control: no arm is called '%s'",
		    r->run->g.control);
	buf_init(&later, SIZE_MAX);
	score_table_group(&all, r->x, NULL, r->ask.a);
	score_compare_group(&c, &r->ask, &all);
	score_compare_family(&c, &r->ask, true);
	check_health(r, &c);
	if (r->run->p.nby > 0) {
		segments(r, &spread, &later);
		compare_segments(r, &spread, &c);
	}
	score_write_arms(r->out, &r->ask, &c);
	score_write_effects(r->out, &r->ask, &c);
	write_factors(r, &c);
	buf_sv(r->out, buf_view(&later));
	if (r->run->p.before == NULL)
		judge(r, &c);
	if (r->run->looks != NULL)
		rc = add_looks(r, &c, e);
	score_table_release(&all);
	buf_free(&later);
	return rc;
}

/* What was read, in whatever order and pieces: sums of the hashes of lines. */
static struct sv
identity_of(struct job *j)
{
	uint64_t lines = 0, records = 0;
	char text[40];
	int n;

	for (size_t i = 0; i < j->run.identity.n; i++) {
		lines += j->run.identity.source[i].lines;
		records += j->run.identity.source[i].records;
	}
	n = snprintf(text, sizeof(text), "%016" PRIx64 "-%" PRIu64, lines, records);
	return records > 0 ? arena_sv(&j->arena, (struct sv){ text, (size_t)n }) : SV("");
}

/* Of a plan also what has no name: it was read for that plan. */
static bool
is_asked(const struct score_run *run, const struct score_experiment *x, struct arena *a)
{
	if (run->g.experiment == NULL)
		return true;
	return val_null(&x->name) ? run->g.held != NULL :
	    sv_is(val_text(&x->name, a), run->g.experiment);
}

/* Its records, and with --archive a file of them. */
static enum rc
keep_experiment(struct report *r, struct err *e)
{
	const size_t from = r->out->n;
	enum rc rc = write_experiment(r, e);

	if (rc != RC_OK || r->run->archive == NULL)
		return rc;
	return score_archive_write(r->run->archive, val_null(&r->x->name) ? SV("") :
	    val_text(&r->x->name, r->ask.a), r->run->g.held,
	    (struct sv){ r->out->p + from, r->out->n - from }, e);
}

static void
write_records(const struct score_run *run, struct job *j, const struct buf *out)
{
	if (run->gate == NULL || !gate_emit_instead(&run->gate->emits))
		out_sv(j->run.out, buf_view(out));
}

enum rc
score_run_write(struct score_run *run, struct part *t, struct job *j, struct err *e)
{
	struct score_table table;
	struct arena a;
	struct buf out;
	enum rc rc;

	arena_init(&a);
	buf_init(&out, SIZE_MAX);
	run->verdict = run->p.before != NULL ? RC_OK : RC_NOVERDICT;
	rc = score_table_of(&table, &run->p, t, run->g.control, &a, e);
	for (size_t i = 0; i < table.n && rc == RC_OK; i++) {
		struct report r = { .run = run, .x = &table.x[i], .out = &out,
			.ask = { .p = &run->p, .g = &run->g, .looks = run->looks,
			    .data = run->looks != NULL ? identity_of(j) : SV(""), .a = &a } };

		if (is_asked(run, r.x, &a))
			rc = keep_experiment(&r, e);
	}
	if (rc == RC_OK)
		write_records(run, j, &out);
	buf_free(&out);
	arena_free(&a);
	return rc;
}

/* ---- behind a scan ---- */

static void *
begin_arms(const void *ctx)
{
	const struct score_plan *p = ctx;

	return part_new(p->arms, p->seed);
}

static enum rc
merge_arms(const void *ctx, void *dst, const void *src, struct err *e)
{
	(void)ctx;
	return part_merge(dst, src, e);
}

static enum rc
write_arms(const void *ctx, void *sum, struct job *j, struct err *e)
{
	const struct score_plan *p = ctx;

	return score_run_write(p->run, sum, j, e);
}

static void
free_arms(void *sum)
{
	part_free(sum);
}

const struct scan_sum score_run_sum = { begin_arms, merge_arms, write_arms, free_arms };

/* ---- rows ---- */

/* Of a run that failed the records are those of what was read. */
static enum rc
write_rows(struct score_run *run, struct fold_parts *parts, struct job *j, enum rc rc,
    struct err *e)
{
	struct err later = { 0 };
	enum rc wrc = RC_OK;

	if (parts->whole != NULL)
		wrc = score_run_write(run, parts->whole, j, &later);
	fold_parts_free(parts);
	if (rc != RC_OK || wrc == RC_OK)
		return rc;
	*e = later;
	return wrc;
}

enum rc
score_run_rows(struct score_run *run, const struct state_head *h, struct job *j, struct err *e)
{
	struct fold_parts parts = { 0 };
	struct fold_plan p;
	enum rc rc;

	score_fold_plan(&p, &run->p);
	p.partial = h;
	if (h != NULL)
		return fold_run(j, &p, e);
	rc = fold_collect(j, &p, &parts, e);
	return write_rows(run, &parts, j, rc, e);
}

enum rc
score_run_merge(struct score_run *run, struct state_reader *in, const struct state_head *first,
    const struct state_head *h, struct job *j, struct err *e)
{
	struct fold_parts parts = { 0 };
	struct fold_plan p;
	enum rc rc;

	score_fold_plan(&p, &run->p);
	p.partial = h;
	if (h != NULL)
		return fold_merge(j, &p, in, first, e);
	rc = fold_merge_collect(j, &p, in, first, &parts, e);
	return write_rows(run, &parts, j, rc, e);
}
