/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "power/power_given.h"

#include "base/num.h"

#include <math.h>
#include <string.h>

struct setting {
	struct ab_plan           *p;
	const struct power_given *g;
	struct arena             *a;
	struct err               *e;
};

/* What stands before the first @at; the rest behind it stays in @s.  False: there is none. */
static bool
cut(struct sv *s, char at, struct sv *head)
{
	const char *p = s->n > 0 ? memchr(s->p, at, s->n) : NULL;

	*head = *s;
	if (p == NULL) {
		*s = (struct sv){ s->p + s->n, 0 };
		return false;
	}
	head->n = (size_t)(p - s->p);
	*s = (struct sv){ p + 1, s->n - head->n - 1 };
	return true;
}

/* ---- arms ---- */

static enum rc
add_arm(struct setting *t, struct sv text)
{
	struct ab_plan *p = t->p;
	struct ab_plan_arm *arm = &p->arm[p->narm];
	struct sv rest = text;

	if (!cut(&rest, '=', &arm->name) || arm->name.n == 0 ||
	    num_u64(rest, &arm->weight) != RC_OK || arm->weight > INT32_MAX)
		return rc_err(t->e, RC_USAGE, "--arms: expected NAME=WEIGHT, got '%.*s'",
		    SV_SHOW(text));
	if (ab_plan_find_arm(p, arm->name) < p->narm)
		return rc_err(t->e, RC_USAGE, "--arms: two arms are called '%.*s'",
		    SV_SHOW(arm->name));
	p->narm++;
	return RC_OK;
}

static enum rc
set_arms(struct setting *t, const char *text)
{
	struct ab_plan *p = t->p;
	struct sv rest = sv_of(text), one;
	enum rc rc = RC_OK;

	p->arm = arena_alloc(t->a, AB_PLAN_ARMS_MAX * sizeof(*p->arm));
	p->narm = 0;
	do {
		bool more = cut(&rest, ',', &one);

		rc = p->narm < AB_PLAN_ARMS_MAX ? add_arm(t, one) : rc_err(t->e, RC_USAGE,
		    "--arms: more than %d", AB_PLAN_ARMS_MAX);
		if (!more)
			break;
	} while (rc == RC_OK);
	if (rc != RC_OK)
		return rc;
	p->control = ab_plan_find_arm(p, SV("control"));
	if (p->control == p->narm)
		p->control = 0;
	if (p->arm[p->control].weight == 0 || ab_plan_treatments(p) == 0)
		return rc_err(t->e, RC_USAGE,
		    "--arms: the control and another arm have to have weight");
	return RC_OK;
}

/* ---- metrics ---- */

static struct ab_plan_metric *
find(struct setting *t, struct sv name)
{
	for (size_t i = 0; i < t->p->nmetric; i++)
		if (sv_eq(t->p->metric[i].name, name))
			return &t->p->metric[i];
	return NULL;
}

/* Of a share 10% as well as 0.1. */
static bool
take_mean(struct sv text, double *mean)
{
	struct ab_plan_amount share;

	if (num_double(text, mean) == RC_OK)
		return true;
	if (ab_plan_amount_parse(&share, text, NULL) != RC_OK || !share.percent)
		return false;
	*mean = share.value / 100;
	return true;
}

static enum rc
add_metric(struct setting *t, const char *text)
{
	struct ab_plan_metric *m = &t->p->metric[t->p->nmetric];
	struct ab_plan_baseline *b = &m->base;
	struct sv rest = sv_of(text), type, mean;
	bool whole;
	int k = 0;

	*m = (struct ab_plan_metric){ .sides = 2, .mde.value = NAN, .margin.value = NAN,
		.cap_low = NAN, .cap_high = NAN, .alpha = NAN, .information = NAN, .n_star = NAN,
		.base = { .typed = true, .mean = NAN, .sd = NAN, .r2 = NAN, .icc = NAN,
		    .cluster = NAN, .cv = NAN, .n = NAN } };
	whole = cut(&rest, ':', &m->name) && m->name.n > 0;
	(void)cut(&rest, ':', &type);
	(void)cut(&rest, ':', &mean);
	while (whole && ab_plan_types[k] != NULL && !sv_is(type, ab_plan_types[k]))
		k++;
	whole = whole && ab_plan_types[k] != NULL && take_mean(mean, &b->mean) &&
	    (rest.n == 0 || (num_double(rest, &b->sd) == RC_OK && b->sd > 0));
	b->type = (enum ab_plan_type)k;
	if (!whole || (b->type == AB_PROPORTION) != (rest.n == 0))
		return rc_err(t->e, RC_USAGE, "--metric: expected NAME:proportion:SHARE, "
		    "NAME:mean:MEAN:SD or NAME:ratio:RATIO:SD, got '%s'", text);
	if (b->type == AB_PROPORTION && !(b->mean > 0 && b->mean < 1))
		return rc_err(t->e, RC_USAGE, "--metric: expected a share between 0 and 1, got "
		    "'%.*s'", SV_SHOW(mean));
	if (find(t, m->name) != NULL)
		return rc_err(t->e, RC_USAGE, "--metric: two are called '%.*s'", SV_SHOW(m->name));
	t->p->nmetric++;
	return RC_OK;
}

/* NAME:VALUE of an option about a metric: the metric, which there is, and the value. */
static enum rc
of_metric(struct setting *t, const char *option, const char *text, struct ab_plan_metric **m,
    struct sv *value)
{
	struct sv name;

	*value = sv_of(text);
	if (!cut(value, ':', &name))
		return rc_err(t->e, RC_USAGE, "--%s: expected NAME:..., got '%s'", option, text);
	*m = find(t, name);
	if (*m == NULL)
		return rc_err(t->e, RC_USAGE, "--%s: no metric '%.*s'", option, SV_SHOW(name));
	return RC_OK;
}

static enum rc
set_guardrail(struct setting *t, const char *text)
{
	struct ab_plan_metric *m;
	struct err why = { 0 };
	struct sv value;
	enum rc rc = of_metric(t, "guardrail", text, &m, &value);

	if (rc != RC_OK)
		return rc;
	if (ab_plan_amount_parse(&m->margin, value, &why) != RC_OK)
		return rc_err(t->e, RC_USAGE, "--guardrail: %s", why.msg);
	m->role = AB_GUARDRAIL;
	m->sides = 1;
	return RC_OK;
}

static enum rc
set_better(struct setting *t, const char *text)
{
	struct ab_plan_metric *m;
	struct sv value;
	enum rc rc = of_metric(t, "better", text, &m, &value);

	if (rc != RC_OK)
		return rc;
	if (!sv_is(value, "up") && !sv_is(value, "down"))
		return rc_err(t->e, RC_USAGE, "--better: expected up or down, got '%.*s'",
		    SV_SHOW(value));
	m->better = sv_is(value, "up") ? AB_UP : AB_DOWN;
	return RC_OK;
}

/* ---- the whole ---- */

static enum rc
set_goals(struct setting *t)
{
	struct ab_plan_amount mde = { NAN, false };
	struct err why = { 0 };

	if (t->g->mde != NULL && ab_plan_amount_parse(&mde, sv_of(t->g->mde), &why) != RC_OK)
		return rc_err(t->e, RC_USAGE, "--mde: %s", why.msg);
	for (size_t i = 0; i < t->p->nmetric; i++) {
		struct ab_plan_metric *m = &t->p->metric[i];

		if (m->role == AB_GOAL && isnan(m->mde.value))
			m->mde = mde;
		if (isnan(m->base.r2) && t->g->r2 > 0)
			m->base.r2 = t->g->r2;
	}
	return RC_OK;
}

static enum rc
set_metrics(struct setting *t)
{
	const struct power_given *g = t->g;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < g->nguardrail && rc == RC_OK; i++)
		rc = set_guardrail(t, g->guardrail[i]);
	for (size_t i = 0; i < g->nbetter && rc == RC_OK; i++)
		rc = set_better(t, g->better[i]);
	return rc == RC_OK ? set_goals(t) : rc;
}

static void
set_number(double *to, double given)
{
	if (given > 0)
		*to = given;
}

static enum rc
set_design(struct setting *t)
{
	const struct power_given *g = t->g;
	struct ab_plan *p = t->p;
	struct err why = { 0 };
	unsigned k = 0;

	set_number(&p->alpha, g->alpha);
	set_number(&p->power, g->power);
	set_number(&p->units, g->units);
	set_number(&p->daily, g->daily);
	set_number(&p->days, g->days);
	if (g->experiment != NULL)
		p->experiment = sv_of(g->experiment);
	while (g->correct != NULL && strcmp(ab_plan_corrects[k], g->correct) != 0)
		k++;
	if (g->correct != NULL)
		p->correct = (enum ab_plan_correct)k;
	if (g->monitor != NULL && monitor_parse(&p->monitor, sv_of(g->monitor), &why) != RC_OK)
		return rc_err(t->e, RC_USAGE, "--monitor: %s", why.msg);
	if (g->looks > 0) {
		p->nlook = (size_t)g->looks;
		p->look = arena_alloc(t->a, p->nlook * sizeof(*p->look));
		for (size_t i = 0; i < p->nlook; i++)
			p->look[i] = (double)(i + 1) / (double)p->nlook;
	}
	return RC_OK;
}

static enum rc
from_options(struct setting *t)
{
	const struct power_given *g = t->g;
	enum rc rc = set_arms(t, g->arms != NULL ? g->arms : "control=1,treatment=1");

	t->p->experiment = SV("experiment");
	t->p->metric = arena_alloc(t->a, (g->nmetric + 1) * sizeof(*t->p->metric));
	if (g->nmetric > AB_PLAN_METRICS_MAX)
		return rc_err(t->e, RC_USAGE, "--metric: more than %d", AB_PLAN_METRICS_MAX);
	for (size_t i = 0; i < g->nmetric && rc == RC_OK; i++)
		rc = add_metric(t, g->metric[i]);
	return rc;
}

enum rc
power_given_plan(struct ab_plan *p, const struct power_given *g, const char *path,
    struct arena *a, struct err *e)
{
	struct setting t = { p, g, a, e };
	enum rc rc;

	if (path != NULL) {
		rc = ab_plan_load(p, path, a, e);
		if (rc == RC_OK && g->arms != NULL)
			rc = set_arms(&t, g->arms);
	} else {
		ab_plan_init(p);
		rc = from_options(&t);
	}
	if (rc == RC_OK)
		rc = set_design(&t);
	return rc == RC_OK ? set_metrics(&t) : rc;
}
