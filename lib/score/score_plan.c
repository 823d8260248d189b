/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_plan.h"

#include "base/buf.h"
#include "fold/metric_fold.h"
#include "record/rkind.h"
#include "run/given.h"
#include "score/score_fold.h"
#include "score/score_sums.h"
#include "score/score_scan.h"

#include <string.h>

/* ---- metrics ---- */

static const struct {
	const char     *name;
	enum score_take take;
	enum score_kind row;	/* what it is of rows, */
	enum score_kind events;	/* ... and of events that are joined */
} takes[] = {
	{ "rate", SCORE_RATE, SCORE_SHARE, SCORE_QUOTIENT },
	{ "any", SCORE_ANY, SCORE_SHARE, SCORE_SHARE },
	{ "count", SCORE_COUNT, SCORE_AVERAGE, SCORE_AVERAGE },
	{ "sum", SCORE_SUM, SCORE_AVERAGE, SCORE_AVERAGE },
	{ "mean", SCORE_MEAN, SCORE_AVERAGE, SCORE_QUOTIENT },
	{ "ratio", SCORE_RATIO, SCORE_QUOTIENT, SCORE_QUOTIENT },
	{ "quantile", SCORE_QUANTILE, SCORE_RANK, SCORE_RANK },
};

enum { TAKES = sizeof(takes) / sizeof(takes[0]) };

static enum rc
set_metric(struct score_plan *p, const struct metric_set *set, size_t i, struct err *e)
{
	const struct metric_out *out = &set->out[i];
	const struct metric_agg *agg = &set->agg[out->agg];
	struct score_metric *m = &p->metric[i];
	size_t k = 0;

	while (k < TAKES && strcmp(agg->type->name, takes[k].name) != 0)
		k++;
	if (k == TAKES)
		return rc_err(e, RC_USAGE, "%.*s: what a unit has is rate, any, count, sum, "
		    "mean, ratio or a quantile as p95, no %s", SV_SHOW(out->out.name),
		    agg->type->name);
	*m = (struct score_metric){ .name = out->out.name, .take = takes[k].take,
		.kind = p->joined ? takes[k].events : takes[k].row, .where = agg->where,
		.q = out->out.q };
	if (m->take == SCORE_RATE || m->take == SCORE_ANY)
		m->p = agg->arg[0];
	else if (m->take != SCORE_COUNT)
		m->x = agg->arg[0];
	if (m->take == SCORE_RATIO)
		m->d = agg->arg[1];
	m->keeps = m->kind == SCORE_RANK;
	m->base = m->kind == SCORE_QUOTIENT ? 2 : 1;
	m->nvar = m->kind == SCORE_RANK ? 1 : m->base + 2 * p->ncovariate;
	return RC_OK;
}

static enum rc
metrics(struct score_plan *p, const char *text, struct job *j, struct err *e)
{
	const struct metric_cfg cfg = { .accuracy = METRIC_ACCURACY, .conf = j->given.conf,
		.max_values = METRIC_MAX_VALUES };
	enum rc rc = metric_compile(&p->set, sv_of(text), &cfg, &j->query.env, e);

	if (rc != RC_OK)
		return rc;
	if (p->set->nout > SCORE_METRICS_MAX)
		return rc_err(e, RC_USAGE, "at most %d metrics", (int)SCORE_METRICS_MAX);
	p->nmetric = (unsigned)p->set->nout;
	for (size_t i = 0; rc == RC_OK && i < p->set->nout; i++)
		rc = set_metric(p, p->set, i, e);
	return rc;
}

static enum rc
covariates(struct score_plan *p, const struct score_query *q, struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	if (q->ncovariate > SCORE_COVARIATES_MAX)
		return rc_err(e, RC_USAGE, "--covariate: at most %d", (int)SCORE_COVARIATES_MAX);
	for (size_t i = 0; rc == RC_OK && i < q->ncovariate; i++) {
		rc = given_expr(&p->covariate[i], "--covariate", q->covariate[i], j, e);
		p->covariate_name[i] = q->covariate[i];
		p->ncovariate++;
	}
	return rc;
}

/* ---- caps ---- */

static bool
read_limit(struct xsum_num *at, struct sv text)
{
	const struct val number = { .kind = VAL_NUMBER, .text = text };

	return text.n > 0 && num_is(text) && xsum_num_of(&number, at);
}

/* "p99.9", or "100", "-5..100", "-5..". */
static enum rc
read_cap(struct score_cap *c, struct sv text, struct err *e)
{
	struct sv high = text, low = { text.p, 0 };
	bool has_q;

	c->on = true;
	if (agg_type_find(text, &c->q, &has_q) != NULL && has_q)
		return RC_OK;
	c->fixed = true;
	for (size_t i = 0; i + 1 < text.n && !c->has_low; i++)
		if (text.p[i] == '.' && text.p[i + 1] == '.') {
			c->has_low = true;
			low.n = i;
			high = (struct sv){ text.p + i + 2, text.n - i - 2 };
		}
	c->has_high = !c->has_low || high.n > 0;
	if ((c->has_low && !read_limit(&c->low, low)) ||
	    (c->has_high && !read_limit(&c->at, high)) ||
	    (c->has_low && c->has_high && c->low.d > c->at.d))
		return rc_err(e, RC_USAGE, "--cap: expected a quantile such as p99.9, a number, or "
		    "two as -5..100, got '%.*s'", SV_SHOW(text));
	return RC_OK;
}

static bool
may_cap(const struct score_metric *m)
{
	return m->kind == SCORE_AVERAGE || (m->kind == SCORE_QUOTIENT && m->take != SCORE_RATE);
}

static void
cap_metric(struct score_metric *m, const struct score_cap *c)
{
	m->cap = *c;
	m->keeps = !c->fixed;
}

static enum rc
cap_named(struct score_plan *p, struct sv name, const struct score_cap *c, struct err *e)
{
	for (unsigned i = 0; i < p->nmetric; i++) {
		if (!sv_eq(p->metric[i].name, name))
			continue;
		if (!may_cap(&p->metric[i]))
			return rc_err(e, RC_USAGE, "--cap: %.*s is a share or a quantile, which "
			    "have no outliers", SV_SHOW(name));
		cap_metric(&p->metric[i], c);
		return RC_OK;
	}
	return rc_err(e, RC_USAGE, "--cap: no metric is called '%.*s'", SV_SHOW(name));
}

static enum rc
caps(struct score_plan *p, const struct score_query *q, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < q->ncap; i++) {
		struct sv text = sv_of(q->cap[i]), name = { 0 };
		struct score_cap c = { 0 };
		size_t colon = sv_find(text, ':');

		if (colon < text.n) {
			name = (struct sv){ text.p, colon };
			text = (struct sv){ text.p + colon + 1, text.n - colon - 1 };
		}
		rc = read_cap(&c, text, e);
		if (rc == RC_OK && name.n > 0)
			rc = cap_named(p, name, &c, e);
		for (unsigned k = 0; rc == RC_OK && name.n == 0 && k < p->nmetric; k++)
			if (may_cap(&p->metric[k]))
				cap_metric(&p->metric[k], &c);
	}
	return rc;
}

/* ---- keys ---- */

static enum rc
add_keys(struct score_plan *p, size_t *n, const char *opt, const char *text, struct job *j,
    struct err *e)
{
	const struct key_expr *key;
	size_t have = SCORE_KEYS + p->nby + p->nstrata;
	enum rc rc;

	*n = 0;
	if (text == NULL)
		return RC_OK;
	rc = key_list_parse(&key, n, text, &j->query.env, e);
	if (rc != RC_OK)
		rc_in(e, opt, text);
	if (rc == RC_OK && have + *n > SCORE_KEYS + SCORE_BY_MAX)
		rc = rc_err(e, RC_USAGE, "%s: at most %d, of --by and --strata together", opt,
		    (int)SCORE_BY_MAX);
	for (size_t i = 0; rc == RC_OK && i < *n; i++) {
		p->key[have + i] = key[i];
		if (rkind_taken("cxab", key[i].name))
			rc = rc_err(e, RC_USAGE, "%s: the name '%.*s' is taken: choose another "
			    "(new = ...)", opt, SV_SHOW(key[i].name));
		for (size_t k = 0; rc == RC_OK && k < have + i; k++)
			if (sv_eq(p->key[k].name, key[i].name))
				rc = rc_err(e, RC_USAGE, "%s: two are called '%.*s': name one of "
				    "them (new = ...)", opt, SV_SHOW(key[i].name));
	}
	if (rc != RC_OK)
		*n = 0;
	return rc;
}

/* if(AFTER, "after", if(BEFORE, "before", null)): what is both is behind it. */
static enum rc
before_and_after(struct score_plan *p, const struct score_query *q, struct job *j,
    struct err *e)
{
	struct buf b;
	enum rc rc = given_expr(&p->before, "--before", q->before, j, e);

	if (rc == RC_OK)
		rc = given_expr(&p->after, "--after", q->after, j, e);
	if (rc != RC_OK)
		return rc;
	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "if((%s), \"after\", if((%s), \"before\", null))", q->after, q->before);
	rc = expr_compile(&p->key[1].x, arena_sv(&j->arena, buf_view(&b)), &j->query.env, e);
	buf_free(&b);
	return rc;
}

static enum rc
keys(struct score_plan *p, const struct score_query *q, struct job *j, struct err *e)
{
	enum rc rc;

	p->key[0].name = SV("experiment");
	p->key[1].name = SV("variant");
	rc = given_expr_or(&p->key[0].x, "--experiment", NULL, "experiment", j, e);
	if (rc == RC_OK && q->before != NULL)
		rc = before_and_after(p, q, j, e);
	else if (rc == RC_OK)
		rc = given_expr(&p->key[1].x, "--variant",
		    q->variant != NULL ? q->variant : "variant", j, e);
	if (rc == RC_OK)
		rc = add_keys(p, &p->nby, "--by", q->by, j, e);
	return rc == RC_OK ? add_keys(p, &p->nstrata, "--strata", q->strata, j, e) : rc;
}

/* ---- windows ---- */

static bool
is_given(const char *value, const char *what)
{
	return value != NULL && strcmp(value, what) == 0;
}

static enum rc
window(struct score_plan *p, const struct score_query *q, struct job *j, struct err *e)
{
	struct score_window *w = &p->window;
	enum rc rc = RC_OK;

	*w = (struct score_window){ .within_us = INT64_MAX, .late_us = INT64_MAX,
		.from_us = j->query.from_us, .to_us = j->query.to_us,
		.all = is_given(q->attribution, "all"),
		.whole = is_given(q->attribution, "experiment"), .strict = q->strict_window,
		.first_arm = is_given(q->multi, "first") };
	if (q->within != NULL)
		rc = given_duration(&w->within_us, "--within", q->within, 1, "7d", e);
	if (rc == RC_OK && q->delay != NULL)
		rc = given_duration(&w->delay_us, "--delay", q->delay, 0, "1h", e);
	if (rc == RC_OK && q->late != NULL)
		rc = given_duration(&w->late_us, "--late", q->late, 0, "2d", e);
	if (rc == RC_OK && w->whole && q->within != NULL)
		rc = rc_err(e, RC_USAGE, "--within has no meaning with --attribution experiment");
	if (p->joined)
		j->query.to_us = INT64_MAX;
	return rc;
}

static enum rc
only_joined(const struct score_query *q, struct err *e)
{
	const char *const given[] = { q->exposure, q->within, q->delay, q->late, q->attribution,
		q->multi };
	static const char *const name[] = { "exposure", "within", "delay", "late", "attribution",
		"multi" };

	for (size_t i = 0; i < sizeof(given) / sizeof(*given); i++)
		if (given[i] != NULL)
			return rc_err(e, RC_USAGE, "--%s is of events that are joined (-u)",
			    name[i]);
	return RC_OK;
}

static enum rc
join(struct score_plan *p, const struct score_query *q, struct job *j, struct err *e)
{
	enum rc rc = user_key_compile(&p->user, &q->who, j, e);

	if (rc == RC_OK)
		rc = given_expr(&p->exposure, "--exposure",
		    q->exposure != NULL ? q->exposure : SCORE_EXPOSURE, j, e);
	if (rc == RC_OK)
		rc = job_need_time(j, true, e);
	score_scan_tests(p);
	p->arms = score_scan_arms(p, j);
	return rc;
}

/* Rows may be without a time. */
static enum rc
time_of_rows(struct job *j, struct err *e)
{
	enum rc rc = job_need_time(j, false, e);

	if (rc == RC_OK && strcmp(j->given.time, "timestamp") == 0)
		j->query.proj.field[j->query.time_slot].derived = true;
	return rc;
}

enum rc
score_plan_compile(struct score_plan *p, const struct score_query *q, const char *metric_text,
    struct job *j, struct err *e)
{
	enum rc rc;

	*p = (struct score_plan){ .joined = q->joined || q->who.user != NULL,
		.now_us = INT64_MIN, .cap_low = q->cap_low, .cap_nonzero = q->cap_nonzero,
		.max_values = q->max_values, .seed = j->seed };
	p->exposed = j->query.proj.n;
	rc = p->joined ? RC_OK : only_joined(q, e);
	if (rc == RC_OK)
		rc = keys(p, q, j, e);
	if (rc == RC_OK)
		rc = covariates(p, q, j, e);
	p->exposed_end = j->query.proj.n;
	if (rc == RC_OK)
		rc = metrics(p, metric_text, j, e);
	if (rc == RC_OK)
		rc = caps(p, q, e);
	if (rc == RC_OK)
		rc = window(p, q, j, e);
	if (rc == RC_OK)
		rc = job_now(j, &p->now_us, e);
	if (rc != RC_OK)
		return rc;
	if (p->joined)
		return join(p, q, j, e);
	p->sums = score_sums_new(j);
	return time_of_rows(j, e);
}

void
score_plan_part(const struct score_plan *p, struct job *j)
{
	for (size_t i = p->exposed; p->joined && i < p->exposed_end; i++)
		j->query.proj.field[i].derived = true;
}

/* ---- saved ---- */

static const char *
keys_text(const struct key_expr *key, size_t n, struct arena *a)
{
	struct buf b;
	const char *text;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_sv(&b, SV(", "));
		buf_sv(&b, key_list_name(key[i].name, a));
		buf_sv(&b, SV(" = "));
		buf_sv(&b, expr_text(key[i].x, a));
	}
	text = n > 0 ? arena_bytes(a, b.p, b.n) : NULL;
	buf_free(&b);
	return text;
}

/* What is the default is left out, said or not. */
static const char *
text_of(const char *given, const struct expr *x, const char *otherwise, struct arena *a)
{
	const char *text = given != NULL ? given_text(x, a) : NULL;

	return text != NULL && strcmp(text, otherwise) == 0 ? NULL : text;
}

enum rc
score_plan_query(struct score_query *one, const struct score_plan *p,
    const struct score_query *q, const char *metric_text, struct job *j, struct err *e)
{
	struct arena *a = &j->arena;

	*one = (struct score_query){ .joined = p->joined, .before = given_text(p->before, a),
		.after = given_text(p->after, a), .cap = q->cap, .ncap = q->ncap,
		.cap_low = p->cap_low,
		.cap_nonzero = p->cap_nonzero, .ncovariate = p->ncovariate };
	if (p->joined)
		user_key_save(&one->who, &p->user, j);
	one->variant = text_of(q->variant, p->key[1].x, "variant", a);
	one->exposure = text_of(q->exposure, p->exposure, SCORE_EXPOSURE, a);
	one->by = keys_text(p->key + SCORE_KEYS, p->nby, a);
	one->strata = keys_text(p->key + SCORE_KEYS + p->nby, p->nstrata, a);
	one->covariate = arena_alloc(a, (p->ncovariate + 1) * sizeof(*one->covariate));
	for (unsigned i = 0; i < p->ncovariate; i++)
		one->covariate[i] = given_text(p->covariate[i], a);
	return metric_fold_text(&one->metrics, sv_of(metric_text), a, e);
}
