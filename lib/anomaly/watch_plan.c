/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/watch.h"

#include "anomaly/fields.h"
#include "anomaly/watch_gap.h"
#include "run/given.h"
#include "time/tstamp.h"

#include <string.h>

#define STREAM_THRESHOLD 1.35	/* of the residuals' 99.5 % quantile */
#define DAILY_THRESHOLD 4.0	/* standard deviations */

enum { COOL_POINTS = 36 };

static enum rc
add_metric(void *plan, struct sv name, struct job *j, struct err *e)
{
	struct watch_plan *p = plan;
	const struct proj_field *f;
	size_t i = p->nmetric;
	enum rc rc;

	if (i == WATCH_METRICS_MAX)
		return rc_err(e, RC_USAGE, "more than %d metrics", WATCH_METRICS_MAX);
	rc = proj_add(&j->query.proj, name, &p->slot[i], e);
	if (rc != RC_OK)
		return rc;
	f = &j->query.proj.field[p->slot[i]];
	p->metric[i] = f->nkey == 1 ? f->key[0] : f->name;
	for (size_t k = 0; k < i; k++)
		if (p->slot[k] == p->slot[i])
			return rc_err(e, RC_USAGE, "metric '%.*s' is named twice",
			    SV_SHOW(p->metric[i]));
	p->nmetric++;
	rc = fields_beside(j, p->slot[i], "_n", &p->slot_n[i], e);
	return rc == RC_OK ? fields_beside(j, p->slot[i], "_n_eff", &p->slot_eff[i], e) : rc;
}

static enum rc
period(struct watch_plan *p, const struct watch_query *q, struct err *e)
{
	static const struct {
		const char        *name;
		enum season_period period;
	} row[] = { { "1d", SEASON_DAY }, { "1w", SEASON_WEEK }, { "1mo", SEASON_MONTH },
	    { "auto", SEASON_FOUND } };

	p->period = q->daily ? SEASON_WEEK : SEASON_NONE;
	for (size_t i = 0; q->period != NULL && i < sizeof(row) / sizeof(*row); i++) {
		if (strcmp(q->period, row[i].name) != 0)
			continue;
		p->period = row[i].period;
		if (q->daily && (p->period == SEASON_DAY || p->period == SEASON_FOUND))
			return rc_err(e, RC_USAGE, "--period: days do not differ by the time of "
			    "the day: 1w or 1mo with --daily");
	}
	return RC_OK;
}

/* Of weeks and months none is like another one by its place in the week. */
static enum rc
step(struct watch_plan *p, const struct watch_query *q, struct err *e)
{
	enum rc rc = watch_step(p, q->step, e);

	if (rc != RC_OK || !q->daily || (p->window.unit == TWINDOW_DAY && p->window.n_us == 1))
		return rc;
	if (q->period != NULL)
		return rc_err(e, RC_USAGE, "--period does not go with --step %s", q->step);
	p->period = SEASON_NONE;
	return RC_OK;
}

static void
scale(struct watch_plan *p, const struct watch_query *q)
{
	static const char *const name[] = { "auto", "log", "logit", "root", "linear" };

	p->scale = DAILY_AUTO;
	for (int i = 0; q->scale != NULL && i < 5; i++)
		if (strcmp(q->scale, name[i]) == 0)
			p->scale = (enum daily_scale)i;
}

static enum rc
cool_down(struct watch_plan *p, const struct watch_query *q, struct err *e)
{
	p->cool_points = q->daily ? 0 : COOL_POINTS;
	p->cool_us = INT64_MIN;
	if (q->cool_down == NULL || num_u64(sv_of(q->cool_down), &p->cool_points) == RC_OK)
		return RC_OK;
	if (tstamp_duration(sv_of(q->cool_down), &p->cool_us) && p->cool_us >= 0)
		return RC_OK;
	return rc_err(e, RC_USAGE, "--cool-down: expected a number of points or a duration such as "
	    "30m, got '%s'", q->cool_down);
}

static enum rc
settle(struct watch_plan *p, const struct watch_query *q, const struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	p->settling = q->settle != NULL;
	if (p->settling)
		rc = given_duration(&p->settle_us, "--settle", q->settle, 0, "5m", e);
	p->now_us = INT64_MIN;
	if (rc == RC_OK)
		rc = job_now(j, &p->now_us, e);
	if (p->now_us == INT64_MIN || __builtin_sub_overflow(p->now_us, p->settle_us, &p->due_us))
		p->due_us = INT64_MIN;
	return rc;
}

/* What the keys are, for the memory: another name is the same key. */
static void
key_texts(struct watch_plan *p, struct arena *a)
{
	struct sv *text = arena_alloc(a, p->nkey * sizeof(*text) + 1);

	for (size_t i = 0; i < p->nkey; i++)
		text[i] = expr_text(p->key[i].x, a);
	p->by = text;
}

static enum rc
fields(struct watch_plan *p, const struct watch_query *q, struct job *j, struct err *e)
{
	enum rc rc = fields_each(q->metrics, add_metric, p, j, e);

	if (rc == RC_OK && q->by != NULL)
		rc = key_list_parse(&p->key, &p->nkey, q->by, &j->query.env, e);
	if (rc == RC_OK && p->nkey > STATE_KEYS_MAX)
		rc = rc_err(e, RC_USAGE, "--by: at most %d keys", (int)STATE_KEYS_MAX);
	if (rc == RC_OK)
		key_texts(p, &j->arena);
	for (size_t i = 0; rc == RC_OK && i < WATCH_ADDED; i++)
		rc = fields_optional(j, sv_of(watch_added[i]), &p->added[i], e);
	if (rc == RC_OK)
		rc = fields_optional(j, SV("window_end"), &p->end_slot, e);
	if (rc == RC_OK)
		rc = fields_optional(j, SV("total"), &p->total_slot, e);
	if (rc == RC_OK)
		rc = edit_compile(&p->edit, &(struct edit_cfg){ 0 }, j, e);
	if (rc == RC_OK)
		rc = job_need_time(j, false, e);	/* totals have none */
	p->time_slot = j->query.time_slot;
	if (q->by == NULL)
		j->query.proj.members = true;
	return rc;
}

enum rc
watch_compile(struct watch_plan *p, const struct watch_query *q, struct job *j, struct err *e)
{
	enum rc rc;

	*p = (struct watch_plan){ .daily = q->daily, .only = q->only,
		.zone = j->given.tz != NULL ? j->query.zone : NULL,
		.input = j->query.input,
		.history = (size_t)q->history, .max_groups = q->max_groups,
		.time = sv_of(j->given.time) };
	p->threshold = q->threshold > 0 ? q->threshold :
	    q->daily ? DAILY_THRESHOLD : STREAM_THRESHOLD;
	rc = period(p, q, e);
	if (rc == RC_OK)
		rc = step(p, q, e);
	scale(p, q);
	if (rc == RC_OK)
		rc = cool_down(p, q, e);
	if (rc == RC_OK)
		rc = settle(p, q, j, e);
	if (rc == RC_OK && q->calendar != NULL)
		rc = calendar_load(&p->calendar, q->calendar, p->zone, &j->arena, e);
	return rc == RC_OK ? fields(p, q, j, e) : rc;
}
