/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/predict.h"

#include "io/side.h"
#include "key/key_list.h"
#include "run/given.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define DAY_US 86400e6
#define YEAR_DAYS 365.25
#define HORIZON "13w"
#define STEPS_MAX 10000.0	/* units of time ahead */

enum { MODEL_BYTES_MAX = 1 << 20 };

static enum rc
read_model(struct predict_fit *fit, const char *path, struct job *j, struct err *e)
{
	const char *name = strcmp(path, "-") == 0 ? "stdin" : path;
	struct err why = { 0 };
	struct buf b;
	enum rc rc;

	buf_init(&b, MODEL_BYTES_MAX + 1);
	rc = side_text(path, MODEL_BYTES_MAX, &b, &why);
	if (rc == RC_OK)
		rc = predict_model_load(fit, buf_view(&b), &j->arena, &why);
	else if (rc == RC_LIMIT)
		rc = predict_model_explain(buf_view(&b), &why);
	if (rc != RC_OK && why.line > 0)
		rc = rc_err(e, rc, "%s:%" PRIu64 ": %s", name, why.line, why.msg);
	else if (rc != RC_OK)
		rc = rc_err(e, rc, "%s: %s", name, why.msg);
	buf_free(&b);
	return rc;
}

/* --features: the expressions, and their one form. */
static enum rc
parse_features(const struct expr ***x, struct sv **text, size_t *n, const char *given,
    struct job *j, struct err *e)
{
	const struct key_expr *key;
	enum rc rc = key_list_parse(&key, n, given, &j->query.env, e);

	if (rc != RC_OK) {
		rc_in(e, "--features", given);
		return rc;
	}
	if (*n > LOGIT_FEATURES_MAX)
		return rc_err(e, RC_USAGE, "--features: at most %d", (int)LOGIT_FEATURES_MAX);
	*x = arena_alloc(&j->arena, *n * sizeof(**x));
	*text = arena_alloc(&j->arena, *n * sizeof(**text));
	for (size_t i = 0; i < *n; i++) {
		(*x)[i] = key[i].x;
		(*text)[i] = expr_text(key[i].x, &j->arena);
	}
	return RC_OK;
}

static enum rc
features_to_fit(struct predict_plan *p, const struct predict_query *q, struct job *j,
    struct err *e)
{
	struct sv *text;
	enum rc rc;

	if (q->features == NULL || q->target == NULL)
		return rc_err(e, RC_USAGE, "--fit logit needs --%s",
		    q->features == NULL ? "features" : "target");
	rc = parse_features(&p->feature, &text, &p->fit.logit.model.k, q->features, j, e);
	p->fit.feature = text;
	p->fit.target = sv_of(q->target);
	p->fit.ridge = q->ridge < 0 ? 1 : q->ridge;
	return rc;
}

/* The features of a model, from its document; --features may say them again. */
static enum rc
features_of_model(struct predict_plan *p, const struct predict_query *q, struct job *j,
    struct err *e)
{
	const size_t k = p->fit.logit.model.k;
	const struct expr **given;
	struct sv *text;
	size_t n = 0;
	enum rc rc = RC_OK;

	p->feature = arena_alloc(&j->arena, k * sizeof(*p->feature));
	for (size_t i = 0; rc == RC_OK && i < k; i++) {
		rc = expr_compile(&p->feature[i], p->fit.feature[i], &j->query.env, e);
		if (rc != RC_OK)
			rc_in(e, "feature of the model", p->fit.feature[i].p);
	}
	if (rc != RC_OK || q->features == NULL)
		return rc;
	rc = parse_features(&given, &text, &n, q->features, j, e);
	for (size_t i = 0; rc == RC_OK && i < (n > k ? n : k); i++)
		if (i >= n || i >= k || !sv_eq(text[i], p->fit.feature[i]))
			return rc_err(e, RC_USAGE, "--features: the model was fitted on other "
			    "features");
	return rc;
}

static enum rc
compile_logit(struct predict_plan *p, const struct predict_query *q, struct job *j,
    struct err *e)
{
	const char *target = q->target;
	enum rc rc = p->fits ? features_to_fit(p, q, j, e) : features_of_model(p, q, j, e);

	if (rc == RC_OK && q->actual != NULL)
		return rc_err(e, RC_USAGE, "--actual is of models of purchases, this one has a "
		    "--target");
	if (rc == RC_OK && q->horizon != NULL)
		return rc_err(e, RC_USAGE, "--horizon is of models of purchases, this one has a "
		    "--target");
	if (rc == RC_OK && target == NULL && !p->fits)
		target = p->fit.target.p;
	if (rc == RC_OK && !p->scores)
		rc = given_expr(&p->target, "--target", target, j, e);
	return rc;
}

/* A field that some records may be without: nobody is told. */
static enum rc
optional_field(struct job *j, const char *name, size_t *slot, struct err *e)
{
	enum rc rc = proj_add(&j->query.proj, sv_of(name), slot, e);

	if (rc == RC_OK)
		j->query.proj.field[*slot].derived = true;
	return rc;
}

static enum rc
parse_horizon(struct predict_plan *p, const struct predict_query *q, struct err *e)
{
	const char *text = q->horizon != NULL ? q->horizon : HORIZON;
	int64_t us;
	enum rc rc = given_duration(&us, "--horizon", text, 1, "13w", e);

	if (rc != RC_OK)
		return rc;
	p->horizon = (double)us / DAY_US / p->fit.unit->days;
	if (p->horizon > STEPS_MAX)
		return rc_err(e, RC_USAGE, "--horizon: more than %g %ss", STEPS_MAX,
		    p->fit.unit->name);
	p->discount = expm1(log1p(q->discount) * p->fit.unit->days / YEAR_DAYS);
	return RC_OK;
}

static enum rc
compile_profile(struct predict_plan *p, const struct predict_query *q, struct job *j,
    struct err *e)
{
	struct proj *proj = &j->query.proj;
	enum rc rc = RC_OK;

	if (q->features != NULL || q->target != NULL || q->ridge >= 0)
		return rc_err(e, RC_USAGE, "--%s is of logit: %s reads x, t_x, T and spend",
		    q->features != NULL ? "features" : q->target != NULL ? "target" : "ridge",
		    p->fit.model->name);
	if (!p->fits && !p->scores && (q->actual == NULL || q->horizon == NULL))
		return rc_err(e, RC_USAGE, "--evaluate of %s needs --%s", p->fit.model->name,
		    q->actual == NULL ? "actual" : "horizon");
	if (p->fits)
		p->fit.unit = predict_unit(sv_of(q->unit != NULL ? q->unit : "week"));
	else
		rc = parse_horizon(p, q, e);
	if (rc == RC_OK)
		rc = proj_add(proj, SV("x"), &p->x, e);
	if (rc == RC_OK)
		rc = proj_add(proj, SV("T"), &p->T, e);
	if (rc == RC_OK)
		rc = optional_field(j, "t_x", &p->t_x, e);
	/* A model of spend without any spend to go by is worth a word. */
	if (rc == RC_OK && p->scores && p->fit.spends)
		rc = proj_add(proj, SV("spend"), &p->spend, e);
	else if (rc == RC_OK)
		rc = optional_field(j, "spend", &p->spend, e);
	if (rc == RC_OK && q->actual != NULL)
		rc = given_expr(&p->actual, "--actual", q->actual, j, e);
	return rc;
}

enum rc
predict_compile(struct predict_plan *p, const struct predict_query *q, struct job *j,
    struct err *e)
{
	const char *path = q->score != NULL ? q->score : q->evaluate;
	struct user_key_query who = q->who;
	enum rc rc = RC_OK;

	*p = (struct predict_plan){ .fits = q->fit != NULL, .scores = q->score != NULL,
		.conf = j->given.conf };
	if (path == NULL && !p->fits)
		return rc_err(e, RC_USAGE, "expected --fit, --score, --evaluate, --hours or "
		    "--items");
	if (p->fits)
		p->fit.model = registry_find(&predict_model_registry, sv_of(q->fit));
	else
		rc = read_model(&p->fit, path, j, e);
	if (who.user == NULL)
		who.user = USER_KEY_NAME;	/* as profiles have it */
	if (rc == RC_OK && p->scores)
		rc = user_key_compile(&p->user, &who, j, e);
	if (rc != RC_OK)
		return rc;
	return p->fit.model->logit ? compile_logit(p, q, j, e) : compile_profile(p, q, j, e);
}
