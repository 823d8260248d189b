/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/metric_fold.h"
#include "record/rkind.h"
#include "run/given.h"
#include "users/touches.h"
#include "users/user_fold.h"

#include <inttypes.h>
#include <stdio.h>

static enum rc
parse_gap(struct user_plan *p, const char *text, struct err *e)
{
	enum rc rc = given_duration(&p->cfg.gap_us, "--gap", text, 1, "30m", e);

	if (rc != RC_OK)
		return rc;
	if (p->cfg.gap_us > PROFILE_GAP_MAX_US)
		return rc_err(e, RC_USAGE, "--gap: at most 12h, got '%s': active days are told "
		    "by sessions", text);
	return RC_OK;
}

static enum rc
compile_touch(struct user_plan *p, struct job *j, struct err *e)
{
	static const char *const names[PROFILE_TEXTS] = { "source", "medium", "channel" };
	size_t named = j->query.proj.n;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < PROFILE_TEXTS; i++)
		rc = expr_compile(&p->touch[i], sv_of(names[i]), &j->query.env, e);
	for (size_t i = named; i < j->query.proj.n; i++)
		j->query.proj.field[i].derived = true;
	p->cfg.touches = touches_new(&j->arena);
	return rc;
}

/* ---- features ---- */

static enum rc
check_names(const struct metric_set *m, struct err *e)
{
	for (size_t i = 0; i < m->nout; i++) {
		struct sv name = m->out[i].out.name;

		if (rkind_taken("cxuser", name))
			return rc_err(e, RC_USAGE, "--feature: the name '%.*s' is taken: choose "
			    "another", SV_SHOW(name));
	}
	return RC_OK;
}

/* Each alone, so that messages show the one that is wrong; then all of them as one set. */
static enum rc
join_features(struct user_plan *p, const struct user_query *q, const struct metric_cfg *cfg,
    struct buf *all, struct job *j, struct err *e)
{
	const struct metric_set *one;
	enum rc rc = RC_OK;

	p->feature = arena_alloc(&j->arena, q->nfeature * sizeof(*p->feature));
	for (size_t i = 0; rc == RC_OK && i < q->nfeature; i++) {
		rc = metric_compile(&one, sv_of(q->feature[i]), cfg, &j->query.env, e);
		if (rc == RC_OK)
			rc = metric_fold_text(&p->feature[i], sv_of(q->feature[i]), &j->arena, e);
		if (rc != RC_OK) {
			rc_in(e, "--feature", q->feature[i]);
			return rc;
		}
		buf_sv(all, i > 0 ? SV(", ") : SV(""));
		buf_sv(all, sv_of(p->feature[i]));
	}
	p->nfeature = q->nfeature;
	return rc;
}

/* They are what one user did, no estimates: without intervals. */
static enum rc
compile_features(struct user_plan *p, const struct user_query *q, struct job *j, struct err *e)
{
	const struct metric_cfg cfg = { .accuracy = METRIC_ACCURACY, .conf = j->given.conf,
		.max_values = METRIC_MAX_VALUES };
	struct buf all;
	enum rc rc;

	buf_init(&all, SIZE_MAX);
	rc = join_features(p, q, &cfg, &all, j, e);
	if (rc == RC_OK) {
		const char *text = arena_bytes(&j->arena, all.p, all.n);

		rc = metric_compile(&p->features, sv_of(text), &cfg, &j->query.env, e);
		if (rc != RC_OK)
			rc_in(e, "--feature", text);
	}
	buf_free(&all);
	return rc == RC_OK ? check_names(p->features, e) : rc;
}

/* ---- all of it ---- */

/* What comes after the cut is not known yet; --to may be earlier. */
static enum rc
cut_at_now(struct user_plan *p, struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	p->cut = j->given.now != NULL;
	if (p->cut)
		rc = job_now(j, &p->now_us, e);
	if (rc == RC_OK && p->cut && p->now_us < INT64_MAX && j->query.to_us > p->now_us)
		j->query.to_us = p->now_us + 1;
	return rc;
}

enum rc
user_plan_compile(struct user_plan *p, const struct user_query *q, struct job *j, struct err *e)
{
	enum rc rc;

	*p = (struct user_plan){ .zone = j->query.zone, .seen.last_us = INT64_MIN };
	p->cfg.day = (struct twindow){ TWINDOW_DAY, 1, j->query.zone };
	rc = user_key_compile(&p->who, &q->who, j, e);
	if (rc == RC_OK)
		rc = parse_gap(p, q->gap != NULL ? q->gap : "30m", e);
	if (rc == RC_OK)
		rc = sale_compile(&p->sale, &q->sale, j, e);
	if (rc == RC_OK)
		rc = compile_touch(p, j, e);
	if (rc == RC_OK && q->nfeature > 0)
		rc = compile_features(p, q, j, e);
	if (rc == RC_OK)
		rc = job_need_time(j, true, e);
	if (rc == RC_OK)
		rc = cut_at_now(p, j, e);
	p->fold = (struct fold_plan){ .kind = "user", .ops = &user_fold_ops, .ctx = p,
		.state_size = user_fold_size(p), .key = &p->who.key, .nkey = 1,
		.max_groups = q->max_groups, .many = "users (see --max-users)" };
	return rc;
}

void
user_plan_query(struct user_query *q, const struct user_plan *p, struct job *j)
{
	char text[32];
	int n = snprintf(text, sizeof(text), "%" PRId64 "us", p->cfg.gap_us);

	*q = (struct user_query){ .gap = arena_bytes(&j->arena, text, (size_t)n),
		.feature = p->feature, .nfeature = p->nfeature };
	user_key_save(&q->who, &p->who, j);
	sale_save(&q->sale, &p->sale, j);
}
