/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/retain_plan.h"

#include "base/buf.h"
#include "record/rkind.h"
#include "run/given.h"
#include "time/tstamp.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { PERIODS = 12, COLUMNS_MAX = 1000, TIMES_MAX = 1000000 };

#define K_MAX 1000000	/* of a bracket: 2700 years of days */
#define IDLE "30d"
#define WITHIN "7d"

/* ---- conditions ---- */

/* NULL: any event. */
static enum rc
condition(const struct expr **x, const char *opt, struct sv text, struct job *j, struct err *e)
{
	*x = NULL;
	if (text.n == 0 || sv_is(text, "any"))
		return RC_OK;
	return given_event(x, opt, arena_bytes(&j->arena, text.p, text.n), NULL, j, e);
}

static struct sv
trim(struct sv s)
{
	while (s.n > 0 && s.p[s.n - 1] == ' ')
		s.n--;
	for (; s.n > 0 && s.p[0] == ' '; s.n--)
		s.p++;
	return s;
}

/* "purchase>=2", "(value > 10) >= 2": what has to be done, and how often; else @text, once. */
static enum rc
split_times(struct sv *text, uint64_t *times, struct err *e)
{
	struct sv head = *text;
	size_t digits = 0;

	while (digits < head.n && num_is_digit((unsigned char)head.p[head.n - 1 - digits]))
		digits++;
	*times = 1;
	head = trim((struct sv){ head.p, head.n - digits });
	if (digits == 0 || head.n < 3 || memcmp(head.p + head.n - 2, ">=", 2) != 0)
		return RC_OK;
	head = trim((struct sv){ head.p, head.n - 2 });
	if (!given_word(head) && (head.n == 0 || head.p[0] != '(' || head.p[head.n - 1] != ')'))
		return RC_OK;
	if (num_u64((struct sv){ text->p + text->n - digits, digits }, times) != RC_OK ||
	    *times < 1 || *times > TIMES_MAX)
		return rc_err(e, RC_USAGE, "--activation: expected 1 to %d times, got '%.*s'",
		    (int)TIMES_MAX, SV_SHOW(*text));
	*text = head;
	return RC_OK;
}

static enum rc
activation(struct retain_plan *p, const struct retain_query *q, struct job *j, struct err *e)
{
	struct sv text = trim(sv_of(q->activation));
	enum rc rc = RC_OK;

	p->times = q->times;
	if (p->times == 0)
		rc = split_times(&text, &p->times, e);
	return rc == RC_OK ? condition(&p->ret, "--activation", text, j, e) : rc;
}

static enum rc
duration(int64_t *us, const char *opt, const char *text, struct err *e)
{
	if (tstamp_duration(sv_of(text), us) && *us > 0 && *us < MARKS_TIME_MAX)
		return RC_OK;
	return rc_err(e, RC_USAGE, "%s: expected a duration such as 7d, got '%s'", opt, text);
}

static enum rc
conditions(struct retain_plan *p, const struct retain_query *q, struct job *j, struct err *e)
{
	const char *ret = p->ask == RETAIN_SURVIVAL && q->event != NULL ? q->event : q->ret;
	const char *name = ret == q->ret ? "--return" : "--event";
	enum rc rc = RC_OK;

	if (p->ask == RETAIN_ACTIVATION)
		rc = activation(p, q, j, e);
	else
		rc = condition(&p->ret, name, trim(sv_of(ret)), j, e);
	p->start = p->ret;
	if (rc == RC_OK && (q->start != NULL || p->ask == RETAIN_RETENTION ||
	    p->ask == RETAIN_ACTIVATION || p->ask == RETAIN_SURVIVAL))
		rc = condition(&p->start, "--start", trim(sv_of(q->start)), j, e);
	p->rule.same = p->start == p->ret || (p->start != NULL && p->ret != NULL &&
	    expr_same(p->start, p->ret));
	return rc;
}

/* ---- columns ---- */

static bool
take_number(struct sv *s, int64_t *n)
{
	size_t i = 0;

	for (*n = 0; i < s->n && num_is_digit((unsigned char)s->p[i]) && *n < K_MAX; i++)
		*n = *n * 10 + (s->p[i] - '0');
	*s = (struct sv){ s->p + i, s->n - i };
	return i > 0 && *n < K_MAX;
}

static bool
take_sign(struct sv *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = (struct sv){ s->p + 1, s->n - 1 };
	return true;
}

/* K, K-K or K- */
static bool
take_bracket(struct sv *s, struct retention_column *c)
{
	*s = trim(*s);
	if (!take_number(s, &c->from))
		return false;
	c->to = c->from;
	*s = trim(*s);
	if (take_sign(s, '-')) {
		*s = trim(*s);
		if (!take_number(s, &c->to))
			c->to = RETENTION_OPEN;
		*s = trim(*s);
	}
	return c->to >= c->from;
}

static enum rc
brackets(struct retain_plan *p, const char *text, struct err *e)
{
	struct sv s = sv_of(text);

	do {
		if (p->ncol == COLUMNS_MAX)
			return rc_err(e, RC_USAGE, "--brackets: at most %d", (int)COLUMNS_MAX);
		if (!take_bracket(&s, &p->col[p->ncol++]))
			return rc_err(e, RC_USAGE, "--brackets: expected periods such as 1,2-7,8-, "
			    "got '%s'", text);
	} while (take_sign(&s, ','));
	return s.n == 0 ? RC_OK : rc_err(e, RC_USAGE, "--brackets: expected a comma before '%.*s'",
	    SV_SHOW(s));
}

static enum rc
columns(struct retain_plan *p, const struct retain_query *q, struct arena *a, struct err *e)
{
	uint64_t last = q->periods != 0 ? q->periods : PERIODS;
	bool after = q->mode != NULL && strcmp(q->mode, "on-or-after") == 0;

	p->col = arena_alloc(a, (COLUMNS_MAX + 1) * sizeof(*p->col));
	if (q->brackets != NULL)
		return brackets(p, q->brackets, e);
	for (; p->ncol <= last; p->ncol++)
		p->col[p->ncol] = (struct retention_column){ (int64_t)p->ncol,
			after ? RETENTION_OPEN : (int64_t)p->ncol };
	return RC_OK;
}

/* ---- the plan ---- */

static bool
is_choice(const char *given, const char *choice)
{
	return given != NULL && strcmp(given, choice) == 0;
}

static enum retain_ask
ask_of(const struct retain_query *q)
{
	if (q->lifecycle)
		return RETAIN_LIFECYCLE;
	if (q->stickiness)
		return RETAIN_STICKINESS;
	if (q->active)
		return RETAIN_ACTIVE;
	if (q->churn)
		return RETAIN_CHURN;
	if (q->activation != NULL)
		return RETAIN_ACTIVATION;
	return q->survival ? RETAIN_SURVIVAL : RETAIN_RETENTION;
}

/* What of a user's times has to be kept. */
static void
keep(struct retain_plan *p)
{
	struct marks_rule *k = &p->keep;

	p->marks = p->rule.rolling || !p->rule.same;
	*k = (struct marks_rule){ .keep = MARKS_PERIODS, .every = p->rule.every, .same = 1,
		.period = p->rule.period };
	if (p->rule.rolling)
		k->keep = MARKS_ALL;
	if (p->ask == RETAIN_ACTIVATION) {
		k->keep = MARKS_WITHIN;
		k->within_us = p->within_us;
		k->same = (uint32_t)p->times;
	} else if (p->ask == RETAIN_SURVIVAL) {
		k->keep = p->idle_us > 0 ? MARKS_SPANS : MARKS_FIRST;
		k->within_us = p->idle_us;
	}
	p->marks = p->marks || p->ask == RETAIN_ACTIVATION || p->ask == RETAIN_SURVIVAL;
}

static enum rc
check_names(const struct retain_plan *p, struct err *e)
{
	if (p->nby > STATE_KEYS_MAX)
		return rc_err(e, RC_USAGE, "--by: at most %d keys", (int)STATE_KEYS_MAX);
	for (size_t i = 0; i < p->nby; i++) {
		struct sv name = p->by[i].name;

		if (rkind_taken("cxretain", name))
			return rc_err(e, RC_USAGE, "--by: the name '%.*s' is taken: choose another "
			    "(new = ...)", SV_SHOW(name));
		for (size_t k = 0; k < i; k++)
			if (sv_eq(name, p->by[k].name))
				return rc_err(e, RC_USAGE, "--by: two are called '%.*s': name one "
				    "of them (new = ...)", SV_SHOW(name));
	}
	return RC_OK;
}

static enum rc
groups(struct retain_plan *p, const char *by, struct job *j, struct err *e)
{
	enum rc rc = key_list_parse(&p->by, &p->nby, by, &j->query.env, e);

	if (rc != RC_OK)
		rc_in(e, "--by", by);
	return rc == RC_OK ? check_names(p, e) : rc;
}

static enum rc
durations(struct retain_plan *p, const struct retain_query *q, struct err *e)
{
	if (p->ask == RETAIN_ACTIVATION)
		return duration(&p->within_us, "--within", q->within != NULL ? q->within : WITHIN,
		    e);
	if (p->ask == RETAIN_SURVIVAL && q->event == NULL)
		return duration(&p->idle_us, "--idle", q->idle != NULL ? q->idle : IDLE, e);
	return RC_OK;
}

enum rc
retain_plan_compile(struct retain_plan *p, const struct retain_query *q, struct job *j,
    struct err *e)
{
	enum rc rc;

	*p = (struct retain_plan){ .ask = ask_of(q), .all = is_choice(q->cohort, "all"),
		.rule = { .rolling = is_choice(q->clock, "rolling"),
		    .every = is_choice(q->cohort, "every"),
		    .period = { .sunday = is_choice(q->week_start, "sunday"),
		        .zone = j->query.zone } },
		.bracketed = q->brackets != NULL, .periods = q->periods,
		.now_us = INT64_MIN, .per_user = q->per_user,
		.conf = j->given.conf };
	if (is_choice(q->period, "week"))
		p->rule.period.unit = TPERIOD_WEEK;
	else if (is_choice(q->period, "month"))
		p->rule.period.unit = TPERIOD_MONTH;
	rc = user_key_compile(&p->user, &q->who, j, e);
	if (rc == RC_OK)
		rc = conditions(p, q, j, e);
	if (rc == RC_OK && q->by != NULL)
		rc = groups(p, q->by, j, e);
	if (rc == RC_OK)
		rc = durations(p, q, e);
	if (rc == RC_OK)
		rc = columns(p, q, &j->arena, e);
	if (rc == RC_OK)
		rc = job_now(j, &p->now_us, e);
	if (rc == RC_OK)
		rc = job_need_time(j, true, e);
	keep(p);
	return rc;
}

/* ---- saved ---- */

static const char *
by_text(const struct retain_plan *p, struct arena *a)
{
	struct buf b;
	const char *text;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < p->nby; i++) {
		if (i > 0)
			buf_sv(&b, SV(", "));
		buf_sv(&b, key_list_name(p->by[i].name, a));
		buf_sv(&b, SV(" = "));
		buf_sv(&b, expr_text(p->by[i].x, a));
	}
	text = b.n > 0 ? arena_bytes(a, b.p, b.n) : NULL;
	buf_free(&b);
	return text;
}

static const char *
duration_text(int64_t us, struct arena *a)
{
	char text[32];
	int n = snprintf(text, sizeof(text), "%" PRId64 "us", us);

	return us > 0 ? arena_bytes(a, text, (size_t)n) : NULL;
}

/* NULL where that is what it is without the option. */
static const char *
start_text(const struct retain_plan *p, struct arena *a)
{
	if (p->start == p->ret)
		return NULL;
	return p->start == NULL && p->ask == RETAIN_LIFECYCLE ? "any" : given_text(p->start, a);
}

void
retain_plan_query(struct retain_query *q, const struct retain_plan *p, struct job *j)
{
	struct arena *a = &j->arena;
	const struct retention_rule *r = &p->rule;
	const char *ret = given_text(p->ret, a);

	*q = (struct retain_query){
		.start = start_text(p, a),
		.by = by_text(p, a),
		.period = r->period.unit == TPERIOD_DAY ? NULL : tperiod_name(&r->period),
		.week_start = r->period.sunday ? "sunday" : NULL,
		.clock = r->rolling ? "rolling" : NULL,
		.cohort = p->all ? "all" : r->every ? "every" : NULL,
		.lifecycle = p->ask == RETAIN_LIFECYCLE,
		.stickiness = p->ask == RETAIN_STICKINESS,
		.active = p->ask == RETAIN_ACTIVE,
		.churn = p->ask == RETAIN_CHURN,
		.within = duration_text(p->within_us, a),
		.times = p->times,
		.survival = p->ask == RETAIN_SURVIVAL,
		.idle = duration_text(p->idle_us, a),
	};
	user_key_save(&q->who, &p->user, j);
	if (p->ask == RETAIN_ACTIVATION)
		q->activation = ret != NULL ? ret : "any";
	else if (p->ask == RETAIN_SURVIVAL && p->idle_us == 0)
		q->event = ret != NULL ? ret : "any";
	else
		q->ret = ret;
}
