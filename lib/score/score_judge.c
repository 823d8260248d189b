/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_judge.h"

#include <math.h>
#include <string.h>

enum { ALPHA_DIGITS = 12 };	/* 0.05 is what --conf 0.95 leaves */

/* @text up to @c, and what is behind; false when there is no @c. */
static bool
split(struct sv text, char c, struct sv *head, struct sv *rest)
{
	size_t at = sv_find(text, c);

	*head = sv_trim((struct sv){ text.p, at });
	*rest = (struct sv){ text.p + at, 0 };
	if (at == text.n)
		return false;
	*rest = sv_trim((struct sv){ text.p + at + 1, text.n - at - 1 });
	return true;
}

static bool
number(struct sv text, double *x)
{
	const struct val v = { .kind = VAL_NUMBER, .text = text };

	return num_is(text) && val_number(&v, x);
}

static enum rc
find_metric(const struct score_plan *p, const char *opt, struct sv name, unsigned *k,
    struct err *e)
{
	struct sv cand[SCORE_METRICS_MAX];

	for (*k = 0; *k < p->nmetric; ++*k) {
		cand[*k] = p->metric[*k].name;
		if (sv_eq(cand[*k], name))
			return RC_OK;
	}
	return rc_near(e, rc_err(e, RC_USAGE, "%s: no metric is called '%.*s'", opt,
	    SV_SHOW(name)), name, cand, p->nmetric);
}

/* ---- roles ---- */

struct given {			/* options of one kind */
	const char  *opt;
	const char **text;
	size_t       n;
	enum ab_plan_role role;
};

static enum rc
read_margin(struct score_role *r, struct sv text, struct err *e)
{
	const struct sv shown = text;

	r->guarded = true;
	r->relative = text.n > 0 && text.p[text.n - 1] == '%';
	if (r->relative)
		text.n--;
	if (!number(text, &r->margin) || r->margin < 0 || (r->relative && r->margin >= 100))
		return rc_err(e, RC_USAGE, "--guardrail: expected a margin such as 2%% or 0.5, "
		    "got '%.*s'", SV_SHOW(shown));
	if (r->relative)
		r->margin /= 100;
	return RC_OK;
}

static enum rc
take_roles(struct score_judge *g, const struct score_plan *p, const struct given *of,
    bool *taken, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < of->n; i++) {
		struct sv name, rest;
		bool more = split(sv_of(of->text[i]), ':', &name, &rest);
		unsigned k;

		rc = find_metric(p, of->opt, name, &k, e);
		if (rc != RC_OK)
			return rc;
		if (taken[k])
			return rc_err(e, RC_USAGE, "%s: '%.*s' has a role already", of->opt,
			    SV_SHOW(name));
		taken[k] = true;
		g->role[k].role = of->role;
		if (more && of->role == AB_GUARDRAIL)
			rc = read_margin(&g->role[k], rest, e);
		else if (more)
			rc = rc_err(e, RC_USAGE, "%s: expected a metric, got '%s'", of->opt,
			    of->text[i]);
	}
	return rc;
}

static enum rc
roles(struct score_judge *g, const struct score_judge_query *q, const struct score_plan *p,
    struct err *e)
{
	const struct given of[] = {
		{ "--goal", q->goal, q->ngoal, AB_GOAL },
		{ "--guardrail", q->guardrail, q->nguardrail, AB_GUARDRAIL },
		{ "--secondary", q->secondary, q->nsecondary, AB_SECONDARY },
		{ "--negative-control", q->negative, q->nnegative, AB_NEGATIVE_CONTROL },
	};
	bool taken[SCORE_METRICS_MAX] = { false };
	enum rc rc = RC_OK;

	for (unsigned k = 0; k < p->nmetric; k++)
		g->role[k].role = AB_SECONDARY;
	for (size_t i = 0; rc == RC_OK && i < sizeof(of) / sizeof(*of); i++)
		rc = take_roles(g, p, &of[i], taken, e);
	if (rc == RC_OK && q->ngoal == 0 && !taken[0])
		g->role[0].role = AB_GOAL;
	return rc;
}

static enum rc
directions(struct score_judge *g, const struct score_judge_query *q, const struct score_plan *p,
    struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < q->nbetter; i++) {
		struct sv name, way;
		unsigned k;

		split(sv_of(q->better[i]), ':', &name, &way);
		rc = find_metric(p, "--better", name, &k, e);
		if (rc != RC_OK)
			return rc;
		if (!sv_is(way, "up") && !sv_is(way, "down"))
			return rc_err(e, RC_USAGE, "--better: expected METRIC:up or METRIC:down, "
			    "got '%s'", q->better[i]);
		g->role[k].down = sv_is(way, "down");
	}
	return rc;
}

/* ---- monitors ---- */

/* [METRIC:]KIND; one of its own is not changed by that of all. */
static enum rc
take_monitor(struct score_judge *g, const char *given, const struct score_plan *p, struct err *e)
{
	struct monitor m;
	struct sv name, rest;
	unsigned k;
	enum rc rc = monitor_parse(&m, sv_of(given), e);

	if (rc == RC_OK) {
		for (unsigned i = 0; i < p->nmetric; i++)
			if (!g->role[i].asked)
				g->role[i].monitor = m;
		return RC_OK;
	}
	if (!split(sv_of(given), ':', &name, &rest) ||
	    registry_find(&monitor_registry, name) != NULL)
		return rc_err(e, rc, "--monitor: %s", e->msg);
	rc = find_metric(p, "--monitor", name, &k, e);
	if (rc == RC_OK)
		rc = monitor_parse(&g->role[k].monitor, rest, e);
	if (rc == RC_SYNTAX)
		return rc_err(e, RC_USAGE, "--monitor: %s", e->msg);
	g->role[k].asked = true;
	return rc;
}

static enum rc
take_monitors(struct score_judge *g, const struct score_judge_query *q,
    const struct score_plan *p, struct err *e)
{
	enum rc rc = take_monitor(g, p->before != NULL ? "fixed" : q->horizon > 0 ? "obf" :
	    "anytime", p, e);

	/* A guardrail is watched at all times, unless something else is asked for. */
	for (unsigned k = 0; rc == RC_OK && k < p->nmetric; k++)
		if (g->role[k].role == AB_GUARDRAIL && p->before == NULL)
			rc = monitor_parse(&g->role[k].monitor, SV("anytime"), e);
	for (size_t i = 0; rc == RC_OK && i < q->nmonitor; i++)
		rc = take_monitor(g, q->monitor[i], p, e);
	for (unsigned k = 0; rc == RC_OK && k < p->nmetric; k++)
		if (g->role[k].monitor.kind->way == MONITOR_SPEND && q->horizon == 0)
			rc = rc_err(e, RC_USAGE, "--monitor %s: how many units are planned must be "
			    "known: give --horizon", g->role[k].monitor.kind->name);
	return rc;
}

/* ---- weights ---- */

static enum rc
weights(struct score_judge *g, const char *text, struct err *e)
{
	struct sv rest = sv_of(text), one, value;
	bool more = text != NULL;
	double sum = 0;

	while (more) {
		struct score_weight *w = &g->weight[g->nweight];
		struct sv item;

		more = split(rest, ',', &item, &rest);
		if (!split(item, '=', &one, &value) || !number(value, &w->weight) ||
		    w->weight < 0 || one.n == 0)
			return rc_err(e, RC_USAGE, "--weights: expected ARM=N,..., got '%s'", text);
		for (size_t i = 0; i < g->nweight; i++)
			if (sv_eq(g->weight[i].arm, one))
				return rc_err(e, RC_USAGE, "--weights: '%.*s' is there twice",
				    SV_SHOW(one));
		w->arm = one;
		sum += w->weight;
		if (++g->nweight == SCORE_WEIGHTS_MAX && more)
			return rc_err(e, RC_USAGE, "--weights: at most %d arms",
			    (int)SCORE_WEIGHTS_MAX);
	}
	if (text != NULL && !(sum > 0))
		return rc_err(e, RC_USAGE, "--weights: some arm must have a weight");
	return RC_OK;
}

/* ---- factors and priors ---- */

static enum rc
factors(struct score_judge *g, const char *text, struct err *e)
{
	struct sv rest = sv_of(text != NULL ? text : "");
	bool more = text != NULL;

	while (more) {
		struct sv *to = &g->factor[g->nfactor];

		more = split(rest, ',', to, &rest);
		if (to->n == 0)
			return rc_err(e, RC_USAGE, "--factors: expected NAME,..., got '%s'", text);
		for (unsigned i = 0; i < g->nfactor; i++)
			if (sv_eq(g->factor[i], *to))
				return rc_err(e, RC_USAGE, "--factors: '%.*s' is there twice",
				    SV_SHOW(*to));
		if (++g->nfactor == MIX_FACTORS_MAX && more)
			return rc_err(e, RC_USAGE, "--factors: at most %d",
			    (int)MIX_FACTORS_MAX);
	}
	if (g->nfactor == 1)
		return rc_err(e, RC_USAGE, "--factors: one factor is what variants are anyway");
	return RC_OK;
}

static enum rc
prior(struct score_prior *to, const char *text, struct err *e)
{
	struct sv kind, pair, a, b;

	*to = (struct score_prior){ .text = text };
	if (text == NULL)
		return RC_OK;
	to->kind = strcmp(text, "flat") == 0 ? SCORE_FLAT : SCORE_NO_PRIOR;
	if (split(sv_of(text), ':', &kind, &pair) && split(pair, ',', &a, &b) &&
	    number(a, &to->a) && number(b, &to->b) && to->b > 0) {
		if (sv_is(kind, "normal"))
			to->kind = SCORE_NORMAL;
		else if (sv_is(kind, "beta") && to->a > 0)
			to->kind = SCORE_BETA;
	}
	if (to->kind == SCORE_NO_PRIOR)
		return rc_err(e, RC_USAGE, "--bayes: expected flat, normal:MEAN,SD of the lift, as "
		    "normal:0,0.05, or beta:A,B of shares, as beta:1,1; got '%s'", text);
	return RC_OK;
}

static enum score_correct
correction(const char *text)
{
	static const char *const name[] = { [SCORE_HOLM] = "holm", [SCORE_BH] = "bh",
		[SCORE_DUNNETT] = "dunnett", [SCORE_NO_CORRECTION] = "none" };
	unsigned i = SCORE_NO_CORRECTION;

	while (text != NULL && i > SCORE_HOLM && strcmp(text, name[i]) != 0)
		i--;
	return text != NULL ? (enum score_correct)i : SCORE_HOLM;
}

enum rc
score_judge_compile(struct score_judge *g, const struct score_judge_query *q,
    const struct score_plan *p, struct job *j, struct err *e)
{
	const struct verdict_rule_row *rule = NULL;
	enum rc rc;

	*g = (struct score_judge){ .held = g->held, .experiment = q->experiment,
		.control = q->control,
		.correct = correction(q->correct), .rule = VERDICT_STRICT_NI,
		.horizon = q->horizon > 0 ? (double)q->horizon : (double)NAN,
		.n_star = q->n_star > 0 ? (double)q->n_star : SCORE_N_STAR,
		.min_n = q->min_n > 0 ? q->min_n : 2, .conf = j->given.conf,
		.alpha = num_digits(1 - j->given.conf, ALPHA_DIGITS) };
	if (q->rule != NULL)
		rule = registry_find(&verdict_rule_registry, sv_of(q->rule));
	if (rule != NULL)
		g->rule = rule->rule;
	if (p->before != NULL && q->control != NULL)
		return rc_err(e, RC_USAGE, "--control: with --before that is what was before");
	if (p->before != NULL)
		g->control = "before";
	rc = roles(g, q, p, e);
	if (rc == RC_OK)
		rc = directions(g, q, p, e);
	if (rc == RC_OK)
		rc = take_monitors(g, q, p, e);
	if (rc == RC_OK)
		rc = weights(g, q->weights, e);
	if (rc == RC_OK)
		rc = factors(g, q->factors, e);
	return rc == RC_OK ? prior(&g->prior, q->bayes, e) : rc;
}
