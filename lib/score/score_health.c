/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_health.h"

#include "score/score_held.h"

#include <math.h>

enum { DAYS = 7 };		/* a whole week has every day of it */

#define DAY_US INT64_C(86400000000)

struct score_check *
score_health_add(struct score_report *r, const char *check, bool decides)
{
	struct score_check *c = &r->checks.c[r->checks.n++];
	const double none = (double)NAN;

	*c = (struct score_check){ .check = check, .decides = decides,
		.h = { HEALTH_PASS, none, none, none, none, none } };
	return c;
}

/* The weight of each variant: 1 without --weights; NAN: it is not among them. */
static void
weights_of(const struct score_report *r, double *weight)
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
is_there(const struct score_report *r, const struct score_weight *w)
{
	for (size_t v = 0; v < r->x->nvariant; v++)
		if (sv_is(w->arm, r->x->variant[v]))
			return true;
	return false;
}

/* Are the units shared out as they were to be, and in no arm that has no share? */
static void
check_shares(struct score_report *r, const struct score_group *all)
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
		c = score_health_add(r, "unknown_variant", true);
		c->h.status = HEALTH_FAIL;
		c->h.n = n[v];
		c->variant = r->x->variant[v];
		c->text = "an arm that is not among the weights";
		weight[v] = n[v] = 0;
	}
	for (size_t i = 0; i < g->nweight; i++)
		if (!is_there(r, &g->weight[i]))
			weight[k++] = g->weight[i].weight;
	c = score_health_add(r, "srm", true);
	c->h = health_srm(n, weight, k, 1);
	c->text = "units are not shared out by the weights";
	if (r->run->g.nweight > 0 || r->run->looks != NULL) {
		c = score_health_add(r, "srm_anytime", true);
		c->h = health_srm_anytime(n, weight, k, &evidence);
		c->text = "the same, however often one looks";
	}
	c = score_health_add(r, "leak", true);
	c->h = health_leak(n, weight, k);
	c->text = "units in an arm of weight 0";
}

void
score_health_segment(const struct score_report *r, const struct score_group *g,
    struct score_shares *s)
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

void
score_health_segments(struct score_report *r, const struct score_shares *s)
{
	struct score_check *c;
	struct buf b;

	if (s->by == NULL || r->run->p.before != NULL)
		return;
	c = score_health_add(r, "srm_segment", false);
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
count_units(struct score_report *r, const struct score_group *all, struct counted *n)
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
warn_of(struct score_report *r, const char *check, double n, const char *text)
{
	struct score_check *c = score_health_add(r, check, false);

	c->h.n = n;
	c->h.status = n > 0 ? HEALTH_WARN : HEALTH_PASS;
	c->text = text;
}

static void
check_events(struct score_report *r, const struct counted *n)
{
	struct score_check *c;
	const bool first = r->run->p.window.first_arm;

	if (!r->run->p.joined)
		return;
	c = score_health_add(r, "crossover", true);
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
check_days(struct score_report *r)
{
	struct score_check *c;
	double days;

	if (r->to_us < r->from_us || r->run->p.before != NULL)
		return;
	days = (double)(r->to_us - r->from_us) / (double)DAY_US;
	c = score_health_add(r, "days", false);
	c->h.value = days;
	c->h.limit = DAYS;
	c->h.status = days < (double)DAYS ? HEALTH_WARN : HEALTH_PASS;
	c->text = "less than a week: not every day of it is there";
}

/* A covariate from before the experiment cannot differ between its arms. */
static void
check_covariates(struct score_report *r, const struct score_group *all)
{
	const struct score_plan *p = &r->run->p;
	unsigned k = 0;

	while (k < p->nmetric && p->metric[k].kind == SCORE_RANK)
		k++;
	for (unsigned i = 0; k < p->nmetric && i < p->ncovariate; i++) {
		const struct effect_metric m = { .y = { p->metric[k].base + 2 * i, 0, false } };
		struct effect_arm arm[SCORE_VARIANTS_MAX];
		struct score_check *c = score_health_add(r, "aa", true);

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
check_units(struct score_report *r, const struct score_comparison *c)
{
	for (size_t v = 0; v < r->x->nvariant; v++) {
		struct score_check *k = score_health_add(r, "units", false);

		k->h = health_units(&c->arm[score_compare_at(c, 0, v)]);
		k->variant = r->x->variant[v];
		k->text = "too few units, successes or failures for limits that hold at any time";
	}
}

/* Is this the analysis that was planned? */
static void
check_plan(struct score_report *r, const struct score_comparison *c)
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
	k = score_health_add(r, "plan", true);
	k->h.n = (double)held->n;
	k->h.status = held->fails ? HEALTH_FAIL : held->n > 0 ? HEALTH_WARN : HEALTH_PASS;
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < held->n; i++)
		buf_printf(&b, "%s%s", i > 0 ? "; " : "", held->deviation[i]);
	k->text = held->n > 0 ? arena_bytes(r->ask.a, b.p, b.n) : "the analysis is as planned";
	buf_free(&b);
}

void
score_health_all(struct score_report *r, const struct score_comparison *c)
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
