/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_held.h"

#include "base/num.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct maker {			/* of option texts */
	const struct ab_plan *p;
	struct arena         *a;
	struct buf            b;
	struct err           *e;
};

static void
put_number(struct buf *b, double v)
{
	char text[NUM_TEXT_MAX];

	buf_add(b, text, num_text(v, text));
}

static const char *
take_text(struct maker *m)
{
	const char *text = arena_bytes(m->a, m->b.p, m->b.n);

	buf_clear(&m->b);
	return text;
}

static const char *
join_names(struct maker *m, const struct ab_plan_names *names)
{
	if (names->n == 0)
		return NULL;
	for (size_t i = 0; i < names->n; i++) {
		if (i > 0)
			buf_c(&m->b, ',');
		buf_sv(&m->b, names->of[i]);
	}
	return take_text(m);
}

static const char *
text_or_none(struct maker *m, struct sv s)
{
	return s.n > 0 ? arena_bytes(m->a, s.p, s.n) : NULL;
}

/* ---- the query ---- */

static enum rc
take_metrics(struct maker *m, const char **text)
{
	for (size_t i = 0; i < m->p->nmetric; i++) {
		const struct ab_plan_metric *x = &m->p->metric[i];

		if (x->text.n == 0)
			return rc_err(m->e, RC_USAGE, "--plan: of '%.*s' it does not say what one "
			    "unit has: give it 'metric:', such as any(event_name == \"purchase\")",
			    SV_SHOW(x->name));
		if (i > 0)
			buf_sv(&m->b, SV(", "));
		buf_sv(&m->b, x->name);
		buf_sv(&m->b, SV(" = "));
		buf_sv(&m->b, x->text);
	}
	*text = take_text(m);
	return RC_OK;
}

/* Those of all metrics, each once: covariates are of the unit, and serve every metric. */
static void
take_covariates(struct maker *m, struct score_query *q)
{
	size_t room = 0;

	for (size_t i = 0; i < m->p->nmetric; i++)
		room += m->p->metric[i].covariates.n;
	q->covariate = arena_alloc(m->a, (room + 1) * sizeof(*q->covariate));
	for (size_t i = 0; i < m->p->nmetric; i++)
		for (size_t k = 0; k < m->p->metric[i].covariates.n; k++) {
			struct sv name = m->p->metric[i].covariates.of[k];
			size_t at = 0;

			while (at < q->ncovariate && !sv_is(name, q->covariate[at]))
				at++;
			if (at == q->ncovariate)
				q->covariate[q->ncovariate++] = text_or_none(m, name);
		}
}

static void
take_caps(struct maker *m, struct score_query *q)
{
	q->cap = arena_alloc(m->a, (m->p->nmetric + 1) * sizeof(*q->cap));
	for (size_t i = 0; i < m->p->nmetric; i++) {
		const struct ab_plan_metric *x = &m->p->metric[i];

		if (isnan(x->cap_high) && isnan(x->cap_low))
			continue;
		buf_sv(&m->b, x->name);
		buf_c(&m->b, ':');
		if (!isnan(x->cap_low)) {
			put_number(&m->b, x->cap_low);
			buf_sv(&m->b, SV(".."));
		}
		if (!isnan(x->cap_high))
			put_number(&m->b, x->cap_high);
		q->cap[q->ncap++] = take_text(m);
	}
}

static const char *
take_duration(struct maker *m, int64_t us)
{
	buf_printf(&m->b, "%" PRId64 "us", us);
	return take_text(m);
}

static void
take_windows(struct maker *m, struct score_query *q)
{
	const struct ab_plan *p = m->p;

	q->who.user = text_or_none(m, p->unit);
	q->exposure = text_or_none(m, p->exposure);
	if (p->within_us > 0)
		q->within = take_duration(m, p->within_us);
	if (p->delay_us > 0)
		q->delay = take_duration(m, p->delay_us);
	q->attribution = ab_plan_attributions[p->attribution];
	q->strict_window = p->strict_window;
	q->multi = ab_plan_multis[p->multi];
}

static enum rc
take_query(struct maker *m, struct score_held *h, struct score_query *q)
{
	if (m->p->exposure.n > 0)
		take_windows(m, q);
	q->variant = text_or_none(m, m->p->variant);
	if (q->by == NULL)
		q->by = join_names(m, &m->p->segments);
	else
		h->deviation[h->n++] = "segments were not planned as they are";
	q->strata = join_names(m, &m->p->strata);
	take_covariates(m, q);
	take_caps(m, q);
	return take_metrics(m, &h->metrics);
}

/* ---- how it is judged ---- */

static enum rc
take_arms(struct maker *m, struct score_judge_query *g)
{
	const struct ab_plan *p = m->p;

	for (size_t i = 0; i < p->narm; i++) {
		struct sv name = p->arm[i].name;

		if (sv_find(name, ',') < name.n || sv_find(name, '=') < name.n)
			return rc_err(m->e, RC_USAGE, "--plan: an arm may have no ',' and no '=' "
			    "in its name: '%.*s'", SV_SHOW(name));
		buf_printf(&m->b, "%s", i > 0 ? "," : "");
		buf_sv(&m->b, name);
		buf_printf(&m->b, "=%" PRIu64, p->arm[i].weight);
	}
	g->weights = take_text(m);
	g->control = text_or_none(m, p->arm[p->control].name);
	return RC_OK;
}

static const char *
take_guardrail(struct maker *m, const struct ab_plan_metric *x)
{
	buf_sv(&m->b, x->name);
	if (!isnan(x->margin.value)) {
		buf_c(&m->b, ':');
		put_number(&m->b, x->margin.value);
		if (x->margin.percent)
			buf_c(&m->b, '%');
	}
	return take_text(m);
}

static const char *
take_monitor(struct maker *m, const struct ab_plan_metric *x)
{
	const struct monitor *monitor = x->monitor.kind != NULL ? &x->monitor : &m->p->monitor;
	char text[MONITOR_TEXT_MAX];

	if (monitor->kind == NULL)
		return NULL;
	buf_sv(&m->b, x->name);
	buf_c(&m->b, ':');
	buf_sv(&m->b, monitor_text(monitor, text));
	return take_text(m);
}

static const char **
list_of(struct maker *m)
{
	return arena_alloc(m->a, (m->p->nmetric + 1) * sizeof(const char *));
}

static void
take_roles(struct maker *m, struct score_judge_query *g)
{
	g->goal = list_of(m);
	g->guardrail = list_of(m);
	g->secondary = list_of(m);
	g->negative = list_of(m);
	g->better = list_of(m);
	g->monitor = list_of(m);
	for (size_t i = 0; i < m->p->nmetric; i++) {
		const struct ab_plan_metric *x = &m->p->metric[i];
		const char *name = arena_bytes(m->a, x->name.p, x->name.n), *monitor;

		if (x->role == AB_GOAL)
			g->goal[g->ngoal++] = name;
		else if (x->role == AB_GUARDRAIL)
			g->guardrail[g->nguardrail++] = take_guardrail(m, x);
		else if (x->role == AB_SECONDARY)
			g->secondary[g->nsecondary++] = name;
		else
			g->negative[g->nnegative++] = name;
		if (x->better == AB_DOWN) {
			buf_printf(&m->b, "%s:down", name);
			g->better[g->nbetter++] = take_text(m);
		}
		monitor = x->role == AB_SECONDARY ? NULL : take_monitor(m, x);
		if (monitor != NULL)
			g->monitor[g->nmonitor++] = monitor;
		if (!isnan(x->n_star) && g->n_star == 0)
			g->n_star = (uint64_t)ceil(x->n_star);
	}
}

static enum rc
take_judge(struct maker *m, struct score_judge_query *g)
{
	const struct ab_plan *p = m->p;

	if (isnan(p->units))
		return rc_err(m->e, RC_USAGE, "--plan: it does not say how many units there are to "
		    "be: cxplan writes a plan that does");
	g->experiment = text_or_none(m, p->experiment);
	g->correct = ab_plan_corrects[p->correct];
	g->horizon = (uint64_t)ceil(p->units);
	take_roles(m, g);
	return take_arms(m, g);
}

enum rc
score_held_load(struct score_held *h, const char *path, struct score_query *q,
    struct score_judge_query *g, struct job *j, struct err *e)
{
	struct maker m = { .p = &h->plan, .a = &j->arena, .e = e };
	enum rc rc;

	*h = (struct score_held){ .n = 0 };
	ab_plan_init(&h->plan);
	rc = ab_plan_load(&h->plan, path, &j->arena, e);
	if (rc != RC_OK)
		return rc;
	if (h->plan.edited) {
		h->deviation[h->n++] = "the plan was edited behind its hash";
		h->fails = true;
	}
	buf_init(&m.b, SIZE_MAX);
	rc = take_query(&m, h, q);
	if (rc == RC_OK)
		rc = take_judge(&m, g);
	buf_free(&m.b);
	j->given.conf = 1 - h->plan.alpha;
	return rc;
}

/* ---- deviations ---- */

static bool
is_same(const char *a, const char *b)
{
	return (a == NULL || b == NULL) ? a == b : strcmp(a, b) == 0;
}

static bool
is_same_list(const char *const *a, size_t na, const char *const *b, size_t nb)
{
	bool same = na == nb;

	for (size_t i = 0; same && i < na; i++)
		same = strcmp(a[i], b[i]) == 0;
	return same;
}

/* Both in their one form. */
static enum rc
compare_queries(struct score_held *h, const struct score_query *saved,
    const struct score_query *planned, struct err *e)
{
	const struct {
		bool        same;
		const char *text;
	} part[] = {
		{ saved->joined == planned->joined &&
		  is_same(saved->exposure, planned->exposure),
		  "the states are of other exposures" },
		{ is_same(saved->variant, planned->variant), "the states have other variants" },
		{ is_same(saved->strata, planned->strata), "the states have other strata" },
		{ is_same_list((const char *const *)saved->covariate, saved->ncovariate,
		      (const char *const *)planned->covariate, planned->ncovariate),
		  "the states have other covariates" },
		{ is_same_list((const char *const *)saved->cap, saved->ncap,
		      (const char *const *)planned->cap, planned->ncap),
		  "the states are capped otherwise" },
	};

	if (!is_same(saved->metrics, planned->metrics))
		return rc_err(e, RC_USAGE, "--plan: the states are of other metrics: %s",
		    saved->metrics);
	for (size_t i = 0; i < sizeof(part) / sizeof(*part); i++)
		if (!part[i].same && h->n < SCORE_HELD_MAX) {
			h->deviation[h->n++] = part[i].text;
			h->fails = true;
		}
	if (!is_same(saved->by, planned->by) && h->n < SCORE_HELD_MAX)
		h->deviation[h->n++] = "segments were not planned as they are";
	return RC_OK;
}

enum rc
score_held_merge(struct score_held *h, const char *path, struct score_query *q,
    struct score_judge_query *g, struct job *j, struct err *e)
{
	struct score_query planned = { .by = NULL, .max_values = q->max_values }, one;
	struct score_plan p;
	enum rc rc = score_held_load(h, path, &planned, g, j, e);

	if (rc == RC_OK)
		rc = score_plan_compile(&p, &planned, h->metrics, j, e);
	if (rc == RC_OK)
		rc = score_plan_query(&one, &p, &planned, h->metrics, j, e);
	if (rc == RC_OK)
		rc = compare_queries(h, q, &one, e);
	if (rc != RC_OK || !q->joined)
		return rc;
	q->within = planned.within;
	q->delay = planned.delay;
	q->attribution = planned.attribution;
	q->strict_window = planned.strict_window;
	q->multi = planned.multi;
	return RC_OK;
}

void
score_held_look(struct score_held *h, uint64_t look, struct arena *a)
{
	char text[80];
	int n;

	if (h->plan.nlook == 0 || look <= h->plan.nlook || h->n == SCORE_HELD_MAX)
		return;
	n = snprintf(text, sizeof(text), "look %" PRIu64 ", and %zu were planned", look,
	    h->plan.nlook);
	h->deviation[h->n++] = arena_bytes(a, text, (size_t)n);
}
