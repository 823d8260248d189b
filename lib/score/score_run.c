/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_run.h"

#include "base/hash.h"
#include "effect/mix.h"
#include "fold/fold_resume.h"
#include "fold/part.h"
#include "score/score_archive.h"
#include "score/score_factors.h"
#include "score/score_fold.h"
#include "score/score_gate.h"
#include "score/score_health.h"
#include "score/score_held.h"
#include "score/score_write.h"
#include "stats/group_seq.h"
#include "stats/interval.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define DAY_US        86400e6
#define CHANCE_FUTILE 0.1	/* that the planned effect, being there, still shows */

/* ---- factors ---- */

static void
write_factors(struct score_report *r, const struct score_comparison *c)
{
	const char *why = NULL;
	struct score_check *k;

	if (r->run->g.nfactor > 0)
		why = score_factors_write(r->out, &r->ask, c);
	if (why == NULL)
		return;
	k = score_health_add(r, "factors", false);
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
is_shown(const struct score_report *r, const struct score_group *g)
{
	for (size_t v = 0; v < r->x->nvariant; v++)
		if (g->arm[v] == NULL ||
		    score_arm_units(&r->run->p, g->arm[v]) < r->run->g.min_n)
			return false;
	return true;
}

/* The results of the segments to @out, their effects to @s. */
static void
segments(struct score_report *r, struct spread *s, struct buf *out)
{
	const size_t n = r->run->p.nmetric * r->x->nvariant;
	struct score_shares shares = { .by = NULL };

	s->diff = arena_alloc(r->ask.a, (r->x->nsegment + 1) * n * sizeof(*s->diff));
	s->se = arena_alloc(r->ask.a, (r->x->nsegment + 1) * n * sizeof(*s->se));
	for (size_t i = 0; i < r->x->nsegment; i++) {
		struct score_comparison c;
		struct score_group g;

		score_table_group(&g, r->x, r->x->segment[i], r->ask.a);
		score_health_segment(r, &g, &shares);
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
	score_health_segments(r, &shares);
}

static void
compare_segments(struct score_report *r, const struct spread *s, struct score_comparison *c)
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
need_of(const struct score_report *r, const struct score_result *best, bool down)
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

/* Whole days at the plan's pace, else at that of the units that came, over a day or more. */
static double
days_of(const struct score_report *r, double need)
{
	const struct score_held *held = r->run->g.held;
	const double span = (double)r->to_us - (double)r->from_us;
	double daily = held != NULL ? held->plan.daily : (double)NAN;

	if (isnan(daily) && span >= DAY_US)
		daily = r->units * DAY_US / span;
	return ceil(need / daily);
}

static void
find_best(const struct score_report *r, const struct score_comparison *c, const struct verdict *v,
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
is_futile(const struct score_report *r, const struct score_comparison *c)
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
judge(struct score_report *r, const struct score_comparison *c)
{
	struct arena *a = r->ask.a;
	const size_t n = r->run->p.nmetric * r->x->nvariant;
	struct ab_result *result = arena_alloc(a, n * sizeof(*result));
	struct ab_health *health = arena_alloc(a, SCORE_CHECKS_MAX * sizeof(*health));
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
	end.need_days = days_of(r, end.need);
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
add_looks(struct score_report *r, const struct score_comparison *c, struct err *e)
{
	enum rc rc = RC_OK;

	for (unsigned k = 0; rc == RC_OK && k < r->run->p.nmetric; k++)
		for (size_t v = 0; rc == RC_OK && v < r->x->nvariant; v++) {
			const struct score_result *s = &c->r[score_compare_at(c, k, v)];
			struct look l = { .data = r->ask.data, .fraction = s->fraction,
				.bound = s->bound, .stat = s->effect.stat,
				.alpha_spent = s->spent, .effect = s->effect.diff,
				.effect_se = s->effect.se,
				.key = score_compare_key(&r->ask, r->x, k, v) };

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
write_experiment(struct score_report *r, struct err *e)
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
	score_health_all(r, &c);
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
	struct linesum lines = { 0, 0 };
	uint64_t records = 0;
	char text[56];
	int n;

	for (size_t i = 0; i < j->run.identity.n; i++) {
		linesum_add(&lines, &j->run.identity.source[i].lines);
		records += j->run.identity.source[i].records;
	}
	n = snprintf(text, sizeof(text), "%016" PRIx64 "%016" PRIx64 "-%" PRIu64, lines.high,
	    lines.low, records);
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
keep_experiment(struct score_report *r, struct err *e)
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
		struct score_report r = { .run = run, .x = &table.x[i], .out = &out,
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
score_run_rows(struct score_run *run, const struct state_head *h, struct kept *kept,
    struct job *j, struct err *e)
{
	struct fold_parts parts = { 0 };
	struct fold_plan p;
	enum rc rc;

	score_fold_plan(&p, &run->p);
	p.partial = h;
	fold_resume_plan(&p, kept, NULL, j);
	if (p.partial != NULL)
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
