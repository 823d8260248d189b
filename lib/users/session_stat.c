/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/session_stat.h"

#include "fold/metric_fold.h"
#include "record/source.h"

/* A job beside @j that reads session records: their time is when they began. */
static struct job *
new_records(struct job *j)
{
	struct job *r = arena_zalloc(&j->arena, sizeof(*r));

	r->name = j->name;
	r->seed = j->seed;
	r->say = j->say;
	r->given.time = "start";
	proj_init(&r->query.proj, &j->arena);
	r->query.zone = j->query.zone;
	r->query.from_us = INT64_MIN;
	r->query.to_us = INT64_MAX;
	r->query.env = (struct expr_env){ .arena = &j->arena, .proj = &r->query.proj,
		.zone = j->query.zone, .input.now_us = INT64_MIN };
	r->query.input = r->query.env.input;
	return r;
}

static enum rc
compile_fold(struct fold_plan *p, const struct session_stat_query *q, struct job *r,
    double conf, struct err *e)
{
	const struct metric_cfg cfg = { .accuracy = METRIC_ACCURACY, .conf = conf, .ci = true,
		.max_values = METRIC_MAX_VALUES };
	const struct metric_set *m;
	enum rc rc = metric_compile(&m, sv_of(q->metrics), &cfg, &r->query.env, e);

	if (rc != RC_OK) {
		rc_in(e, "--stat", q->metrics);
		return rc;
	}
	*p = (struct fold_plan){ .kind = "stat", .ops = &metric_fold_ops, .ctx = m,
		.state_size = m->size, .max_groups = FOLD_MAX_GROUPS };
	if (q->by != NULL)
		rc = key_list_parse(&p->key, &p->nkey, q->by, &r->query.env, e);
	if (rc == RC_OK && q->window != NULL) {
		p->windowed = true;
		rc = twindow_parse(&p->window, sv_of(q->window), r->query.zone, e);
		if (rc != RC_OK)
			rc_err(e, rc, "--window: %s", e->msg);
	}
	if (rc == RC_OK && (m->timed || p->windowed))
		rc = job_need_time(r, p->windowed, e);
	return rc == RC_OK ? metric_fold_check_names(p, e) : rc;
}

enum rc
session_stat_compile(const struct scan_into **into, const struct session_stat_query *q,
    struct job *j, struct err *e)
{
	struct fold_plan *p = arena_zalloc(&j->arena, sizeof(*p));
	struct scan_into *x = arena_zalloc(&j->arena, sizeof(*x));
	const struct source_cfg src = { .max_line = j->given.max_line };
	struct job *r = new_records(j);
	enum rc rc = compile_fold(p, q, r, j->given.conf, e);

	if (rc == RC_OK)
		rc = source_json(&r->run.source, &src, &r->query.proj, &j->arena, e);
	*x = (struct scan_into){ p, r };
	*into = x;
	return rc;
}
