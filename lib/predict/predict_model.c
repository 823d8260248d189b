/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "predict/predict_model.h"

#include "base/hash.h"
#include "json/jwrite.h"
#include "query/document.h"

#include <jansson.h>

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PARAM_DIGITS = 8, SE_DIGITS = 4, SCORE_DIGITS = 6 };

static const struct predict_model models[] = {
	{ "bgnbd", "repeat purchases; customers leave after one of them", false, LIFETIME_BGNBD },
	{ "mbgnbd", "likewise, also after the first purchase", false, LIFETIME_MBGNBD },
	{ "pnbd", "Pareto/NBD: customers leave at any time", false, LIFETIME_PNBD },
	{ "logit", "the chance of --target, from --features", true, LIFETIME_BGNBD },
};

const struct registry predict_model_registry =
    REGISTRY("model", "Models", models, struct predict_model);

const struct predict_unit *
predict_unit(struct sv name)
{
	static const struct predict_unit unit[] = {
		{ "day", 1 }, { "week", 7 }, { "month", 365.25 / 12 },
	};

	for (size_t i = 0; i < sizeof(unit) / sizeof(*unit); i++)
		if (sv_is(name, unit[i].name))
			return &unit[i];
	return NULL;
}

/* ---- features ---- */

static const struct sv *
features_of(const struct predict_fit *fit, size_t *n)
{
	static const struct sv profile[] = { { "x", 1 }, { "t_x", 3 }, { "T", 1 }, { "spend", 5 } };

	*n = fit->model->logit ? fit->logit.model.k : fit->spends ? 4 : 3;
	return fit->model->logit ? fit->feature : profile;
}

/* Of the model, the unit and the features, each on a line. */
static void
features_hash(const struct predict_fit *fit, char *hash)
{
	size_t n;
	const struct sv *f = features_of(fit, &n);
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%s\n%s\n", fit->model->name, fit->model->logit ? "" : fit->unit->name);
	for (size_t i = 0; i < n; i++) {
		buf_sv(&b, f[i]);
		buf_c(&b, '\n');
	}
	snprintf(hash, PREDICT_HASH_BYTES, "%016" PRIx64, hash_sv(buf_view(&b), 0));
	buf_free(&b);
}

/* ---- writing ---- */

static void
put_digits(struct jwrite *w, const char *key, double v, int digits)
{
	if (isfinite(v))
		jwrite_put_double(w, key, num_digits(v, digits));
}

static void
put_param(struct jwrite *w, const char *prefix, const char *name, double v, double se)
{
	char key[32];

	snprintf(key, sizeof(key), "%s%s", prefix, name);
	put_digits(w, key, v, PARAM_DIGITS);
	snprintf(key, sizeof(key), "%s%s_se", prefix, name);
	put_digits(w, key, se, SE_DIGITS);
}

/* A likelihood to four decimals: of more, differences are not worth talking about. */
static void
put_ll(struct jwrite *w, const char *key, double ll)
{
	jwrite_put_double(w, key, round(ll * 1e4) / 1e4);
}

static void
put_list(struct jwrite *w, const char *key, const double *v, size_t n, int digits)
{
	jwrite_key(w, sv_of(key));
	jwrite_open(w, '[');
	for (size_t i = 0; i < n; i++)
		jwrite_double(w, isfinite(v[i]) ? num_digits(v[i], digits) : v[i]);
	jwrite_shut(w, ']');
}

static void
put_degenerate(struct jwrite *w, const char *key, const char *text)
{
	if (text[0] != '\0')
		jwrite_put_text(w, key, sv_of(text));
}

static void
put_lifetime(struct jwrite *w, const struct predict_fit *fit)
{
	const struct lifetime_fit *l = &fit->lifetime;
	const struct gamma_gamma_fit *g = &fit->spend;
	const char *const *name = lifetime_names(l->model.kind);

	jwrite_put_text(w, "unit", sv_of(fit->unit->name));
	put_degenerate(w, "degenerate", l->degenerate);
	jwrite_put_u64(w, "n", l->n);
	jwrite_put_u64(w, "rows", l->rows);
	jwrite_put_u64(w, "agree", l->agree);
	put_ll(w, "ll", l->ll);
	for (int k = 0; k < LIFETIME_PARAMS; k++)
		put_param(w, "", name[k], l->model.at[k], l->se[k]);
	if (!fit->spends)
		return;
	put_degenerate(w, "spend_degenerate", g->degenerate);
	jwrite_put_u64(w, "spend_n", g->n);
	put_ll(w, "spend_ll", g->ll);
	put_param(w, "spend_", "p", g->model.p, g->se[0]);
	put_param(w, "spend_", "q", g->model.q, g->se[1]);
	put_param(w, "spend_", "v", g->model.v, g->se[2]);
	put_digits(w, "spend_mean", gamma_gamma_mean(&g->model), SCORE_DIGITS);
	put_digits(w, "spend_corr", g->corr, SE_DIGITS);
}

static void
put_logit(struct jwrite *w, const struct predict_fit *fit)
{
	const struct logit_fit *l = &fit->logit;
	size_t k = l->model.k;

	jwrite_put_text(w, "target", fit->target);
	put_degenerate(w, "degenerate", l->separated ? "separated" :
	    l->constant > 0 ? "constant feature" : "");
	jwrite_put_u64(w, "n", l->n);
	jwrite_put_u64(w, "positives", l->positives);
	put_ll(w, "ll", l->ll);
	put_ll(w, "ll_null", l->ll_null);
	jwrite_put_double(w, "ridge", fit->ridge);
	put_param(w, "", "intercept", l->model.intercept, l->intercept_se);
	put_list(w, "coef", l->model.coef, k, PARAM_DIGITS);
	put_list(w, "coef_se", l->coef_se, k, SE_DIGITS);
	put_list(w, "mean", l->model.mean, k, PARAM_DIGITS);
	put_list(w, "sd", l->model.sd, k, PARAM_DIGITS);
	put_list(w, "cuts", fit->cut, RANKING_DECILES - 1, SCORE_DIGITS);
}

void
predict_model_save(const struct predict_fit *fit, struct buf *o)
{
	char hash[PREDICT_HASH_BYTES];
	const struct sv *f;
	struct jwrite w;
	size_t n;

	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("fit"));
	jwrite_put_text(&w, "model", sv_of(fit->model->name));
	jwrite_put_u64(&w, "version", PREDICT_MODEL_VERSION);
	if (fit->model->logit)
		put_logit(&w, fit);
	else
		put_lifetime(&w, fit);
	f = features_of(fit, &n);
	jwrite_key(&w, SV("features"));
	jwrite_open(&w, '[');
	for (size_t i = 0; i < n; i++)
		jwrite_str(&w, f[i]);
	jwrite_shut(&w, ']');
	features_hash(fit, hash);
	jwrite_put_text(&w, "features_hash", sv_of(hash));
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

/* ---- reading ---- */

static enum rc
get_number(const json_t *doc, const char *key, double *v, struct err *e)
{
	const json_t *m = json_object_get(doc, key);

	if (!json_is_number(m))
		return rc_err(e, RC_SYNTAX, "expected a number '%s'", key);
	*v = json_number_value(m);
	return RC_OK;
}

static enum rc
get_positive(const json_t *doc, const char *key, double *v, struct err *e)
{
	enum rc rc = get_number(doc, key, v, e);

	return rc != RC_OK || *v > 0 ? rc
	    : rc_err(e, RC_SYNTAX, "expected a '%s' above 0", key);
}

static enum rc
get_list(const json_t *doc, const char *key, double *v, size_t n, struct err *e)
{
	const json_t *list = json_object_get(doc, key);

	if (!json_is_array(list) || json_array_size(list) != n)
		return rc_err(e, RC_SYNTAX, "expected '%s', a list of %zu numbers", key, n);
	for (size_t i = 0; i < n; i++) {
		const json_t *m = json_array_get(list, i);

		if (!json_is_number(m) && !json_is_null(m))
			return rc_err(e, RC_SYNTAX, "expected numbers in '%s'", key);
		v[i] = json_is_null(m) ? NAN : json_number_value(m);
	}
	return RC_OK;
}

static enum rc
get_lifetime(struct predict_fit *fit, const json_t *doc, struct err *e)
{
	struct lifetime *m = &fit->lifetime.model;
	struct gamma_gamma *g = &fit->spend.model;
	const char *const *name;
	enum rc rc = RC_OK;

	m->kind = fit->model->kind;
	name = lifetime_names(m->kind);
	fit->unit = predict_unit(document_sv(json_object_get(doc, "unit")));
	if (fit->unit == NULL)
		return rc_err(e, RC_SYNTAX, "expected a 'unit': day, week or month");
	for (int k = 0; rc == RC_OK && k < LIFETIME_PARAMS; k++)
		rc = get_positive(doc, name[k], &m->at[k], e);
	fit->spends = json_object_get(doc, "spend_p") != NULL;
	if (rc == RC_OK && fit->spends)
		rc = get_positive(doc, "spend_p", &g->p, e);
	if (rc == RC_OK && fit->spends)
		rc = get_positive(doc, "spend_q", &g->q, e);
	if (rc == RC_OK && fit->spends)
		rc = get_positive(doc, "spend_v", &g->v, e);
	return rc;
}

static enum rc
get_features(struct predict_fit *fit, const json_t *doc, struct arena *a, struct err *e)
{
	const json_t *list = json_object_get(doc, "features");
	size_t n = json_array_size(list);
	struct sv *f = arena_alloc(a, (n + 1) * sizeof(*f));

	if (n == 0 || n > LOGIT_FEATURES_MAX)
		return rc_err(e, RC_SYNTAX, "expected 1 to %d 'features'",
		    (int)LOGIT_FEATURES_MAX);
	for (size_t i = 0; i < n; i++)
		f[i] = arena_sv(a, document_sv(json_array_get(list, i)));
	fit->feature = f;
	fit->logit.model.k = n;
	return RC_OK;
}

static enum rc
get_logit(struct predict_fit *fit, const json_t *doc, struct arena *a, struct err *e)
{
	struct logit *m = &fit->logit.model;
	enum rc rc = get_features(fit, doc, a, e);

	if (rc != RC_OK)
		return rc;
	m->coef = arena_zalloc(a, m->k * sizeof(double));
	m->mean = arena_zalloc(a, m->k * sizeof(double));
	m->sd = arena_zalloc(a, m->k * sizeof(double));
	fit->target = arena_sv(a, document_sv(json_object_get(doc, "target")));
	rc = get_number(doc, "intercept", &m->intercept, e);
	if (rc == RC_OK)
		rc = get_list(doc, "coef", m->coef, m->k, e);
	if (rc == RC_OK)
		rc = get_list(doc, "mean", m->mean, m->k, e);
	if (rc == RC_OK)
		rc = get_list(doc, "sd", m->sd, m->k, e);
	if (rc == RC_OK)
		rc = get_list(doc, "cuts", fit->cut, RANKING_DECILES - 1, e);
	for (size_t i = 0; rc == RC_OK && i < m->k; i++)
		if (isnan(m->coef[i]) || isnan(m->mean[i]) || !(m->sd[i] >= 0))
			rc = rc_err(e, RC_SYNTAX, "a coefficient, mean or sd is no number");
	return rc;
}

/* The list that stands there, and the hash, are those of what was read. */
static enum rc
check_features(const struct predict_fit *fit, const json_t *doc, struct err *e)
{
	const json_t *list = json_object_get(doc, "features");
	char hash[PREDICT_HASH_BYTES];
	size_t n;
	const struct sv *f = features_of(fit, &n);
	bool same = json_array_size(list) == n;

	for (size_t i = 0; same && i < n; i++)
		same = sv_eq(document_sv(json_array_get(list, i)), f[i]);
	features_hash(fit, hash);
	if (same && sv_is(document_sv(json_object_get(doc, "features_hash")), hash))
		return RC_OK;
	return rc_err(e, RC_SYNTAX, "the model was not fitted on the features that it lists");
}

static bool
is_fit(const json_t *doc)
{
	return sv_is(document_sv(json_object_get(doc, "kind")), "fit");
}

/* @doc: what is there instead, an object; NULL: something else. */
static enum rc
not_a_model(const json_t *doc, struct err *e)
{
	static const char expected[] = "expected a model, as --fit writes it, found";
	const struct sv kind = document_sv(json_object_get(doc, "kind"));
	enum rc rc;

	if (doc == NULL)
		rc = rc_err(e, RC_SYNTAX, "%s what is no JSON object", expected);
	else if (kind.n == 0)
		rc = rc_err(e, RC_SYNTAX, "%s a record without a kind", expected);
	else
		rc = rc_err(e, RC_SYNTAX, "%s a record of kind '%.*s'", expected, SV_SHOW(kind));
	e->line = 1;
	return rc;
}

enum rc
predict_model_explain(struct sv text, struct err *e)
{
	const struct sv line = { text.p, sv_find(text, '\n') };
	struct err why = { 0 };
	json_t *doc;
	enum rc rc;

	if (sv_trim(text).n == 0) {
		rc = rc_err(e, RC_SYNTAX, "expected a model, as --fit writes it, found nothing");
		e->line = 1;
		return rc;
	}
	if (document_load(&doc, line, &why) == RC_OK && is_fit(doc)) {
		rc = rc_err(e, RC_SYNTAX, "expected the end behind a model");
		e->line = 2;
	} else {
		rc = not_a_model(doc, e);
	}
	document_free(doc);
	return rc;
}

static enum rc
read_document(struct predict_fit *fit, const json_t *doc, struct arena *a, struct err *e)
{
	const json_t *version = json_object_get(doc, "version");
	struct sv name = document_sv(json_object_get(doc, "model"));
	enum rc rc;

	if (!is_fit(doc))
		return not_a_model(doc, e);
	if (json_integer_value(version) != PREDICT_MODEL_VERSION)
		return rc_err(e, RC_SYNTAX, "expected a model of version %d",
		    (int)PREDICT_MODEL_VERSION);
	fit->model = registry_find(&predict_model_registry, name);
	if (fit->model == NULL)
		return rc_err(e, RC_SYNTAX, "unknown model '%.*s'", SV_SHOW(name));
	rc = fit->model->logit ? get_logit(fit, doc, a, e) : get_lifetime(fit, doc, e);
	return rc == RC_OK ? check_features(fit, doc, e) : rc;
}

enum rc
predict_model_load(struct predict_fit *fit, struct sv text, struct arena *a, struct err *e)
{
	json_t *doc;
	struct err why = { 0 };
	enum rc rc = document_load(&doc, text, &why);

	*fit = (struct predict_fit){ .model = NULL };
	rc = rc == RC_OK ? read_document(fit, doc, a, e) : predict_model_explain(text, e);
	document_free(doc);
	return rc;
}
