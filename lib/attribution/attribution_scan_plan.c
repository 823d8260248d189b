/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attribution/attribution_scan.h"
#include "run/given.h"

enum { SUM_BYTES = 1 << 30 };

static enum rc
compile_records(struct attribution_plan *p, const struct attribution_query *q, struct job *j,
    struct err *e)
{
	enum rc rc = user_key_compile(&p->user, &q->who, j, e);

	if (rc == RC_OK)
		rc = given_expr_or(&p->channel, "--channel", q->channel, ATTRIBUTION_CHANNEL, j, e);
	if (rc == RC_OK && q->touch != NULL)
		rc = given_event(&p->touch, "--touch", q->touch, NULL, j, e);
	if (rc == RC_OK)
		rc = sale_compile(&p->sale, &q->sale, j, e);
	return rc == RC_OK ? job_need_time(j, true, e) : rc;
}

static enum rc
compile_paths(struct attribution_path_rule *r, const struct attribution_query *q, struct err *e)
{
	int64_t us;
	enum rc rc = given_duration(&us, "--lookback", q->lookback != NULL ? q->lookback : "30d", 1,
	    "30d", e);

	if (rc != RC_OK)
		return rc;
	r->lookback_us = (uint64_t)us;
	r->keep = q->keep;
	r->direct = sv_of(q->direct != NULL ? q->direct : ATTRIBUTION_DIRECT_NAME);
	for (size_t i = 0; rc == RC_OK && i < q->ntransform; i++)
		rc = attribution_path_parse(r, q->transform[i], e);
	return rc;
}

/* Paths alone are asked: no models. */
static enum rc
compile_models(struct attribution_sum_cfg *c, const struct attribution_query *q, struct err *e)
{
	enum rc rc = RC_OK;

	c->paths = q->paths > 0;
	c->max_bytes = SUM_BYTES;
	if (q->ci) {
		c->replicates = (uint32_t)q->replicates;
		c->seed = q->seed;
	}
	if (q->paths > 0 || q->per_user)
		return RC_OK;
	for (size_t i = 0; rc == RC_OK && i < q->nmodel; i++)
		rc = attribution_parse(c->model, ATTRIBUTION_SUM_MODELS, &c->nmodel,
		    q->model[i], e);
	if (q->nmodel == 0)
		rc = attribution_parse(c->model, ATTRIBUTION_SUM_MODELS, &c->nmodel,
		    ATTRIBUTION_MODELS, e);
	return rc;
}

enum rc
attribution_scan_compile(struct attribution_plan *p, const struct attribution_query *q,
    struct job *j, struct err *e)
{
	enum rc rc;

	*p = (struct attribution_plan){ .zone = j->query.zone, .conf = j->given.conf,
		.paths = q->paths, .per_user = q->per_user };
	rc = compile_paths(&p->sum.rule, q, e);
	if (rc == RC_OK)
		rc = compile_models(&p->sum, q, e);
	if (rc == RC_OK)
		rc = compile_records(p, q, j, e);
	if (rc == RC_OK && q->cost != NULL) {
		p->cost = arena_zalloc(&j->arena, sizeof(*p->cost));
		rc = attribution_cost_load(p->cost, q->cost, e);
	}
	return rc;
}

void
attribution_scan_free(struct attribution_plan *p)
{
	if (p->cost != NULL)
		attribution_cost_free(p->cost);
}

void
attribution_scan_query(struct attribution_query *q, const struct attribution_plan *p,
    struct job *j)
{
	struct arena *a = &j->arena;

	*q = (struct attribution_query){
		.channel = given_text(p->channel, a),
		.touch = given_text(p->touch, a),
	};
	sale_save(&q->sale, &p->sale, j);
	user_key_save(&q->who, &p->user, j);
}
