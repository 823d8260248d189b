/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"
#include "expr/lex.h"
#include "record/rkind.h"
#include "run/given.h"
#include "users/session_scan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SPLITS_MAX = 16 };

static enum rc
parse_us(uint64_t *us, const char *opt, const char *text, struct err *e)
{
	int64_t v = 0;
	enum rc rc = given_duration(&v, opt, text, 1, "30m", e);

	*us = (uint64_t)v;
	return rc;
}

/* The token is the word `midnight`, not the start of an expression. */
static enum rc
is_midnight(const struct lex *l, bool *yes, struct err *e)
{
	struct lex ahead = *l;
	enum rc rc;

	*yes = false;
	if (l->tok.kind != LEX_NAME || !lex_is(l, "midnight"))
		return RC_OK;
	rc = lex_next(&ahead, e);
	*yes = rc == RC_OK && (ahead.tok.kind == LEX_END || lex_is(&ahead, ","));
	return rc;
}

static enum rc
one_split(struct session_plan *p, struct lex *l, struct job *j, struct err *e)
{
	bool midnight;
	enum rc rc = is_midnight(l, &midnight, e);

	if (rc != RC_OK)
		return rc;
	if (midnight) {
		p->rule.daily = true;
		p->rule.day = (struct twindow){ TWINDOW_DAY, 1, j->query.zone };
		return lex_next(l, e);
	}
	if (p->rule.nsplit == SPLITS_MAX)
		return rc_err(e, RC_USAGE, "--split: at most %d expressions", (int)SPLITS_MAX);
	return expr_parse(&p->split[p->rule.nsplit++], l, &j->query.env, e);
}

static enum rc
parse_splits(struct session_plan *p, const char *text, struct job *j, struct err *e)
{
	struct lex l;
	bool more = true;
	enum rc rc = lex_init(&l, sv_of(text), &j->arena, e);

	p->split = arena_zalloc(&j->arena, SPLITS_MAX * sizeof(struct expr *));
	while (rc == RC_OK && more) {
		rc = one_split(p, &l, j, e);
		if (rc == RC_OK)
			rc = lex_accept(&l, ",", &more, e);
	}
	if (rc == RC_OK && l.tok.kind != LEX_END)
		rc = expr_stray(&l, "',' or the end", e);
	if (rc == RC_SYNTAX)
		rc_in(e, "--split", text);
	return rc;
}

static enum rc
check_keep(const struct session_plan *p, struct err *e)
{
	for (size_t i = 0; i < p->nkeep; i++) {
		struct sv name = p->keep[i].name;

		if (rkind_taken("cxsession", name))
			return rc_err(e, RC_USAGE, "--keep: the name '%.*s' is taken: choose "
			    "another (new = ...)", SV_SHOW(name));
		for (size_t k = 0; k < i; k++)
			if (sv_eq(name, p->keep[k].name))
				return rc_err(e, RC_USAGE, "--keep: two fields are called '%.*s': "
				    "name one of them (new = ...)", SV_SHOW(name));
	}
	return RC_OK;
}

/* What is read for results.  Fields of the defaults are not missed where there are none. */
static enum rc
result_options(struct session_plan *p, const struct session_query *q, struct job *j,
    struct err *e)
{
	enum rc rc = RC_OK;
	size_t named;

	if (q->key_event != NULL)
		rc = given_event(&p->key_event, "--key-event", q->key_event, NULL, j, e);
	if (rc == RC_OK && q->page != NULL)
		rc = given_expr(&p->page, "--page", q->page, j, e);
	if (rc == RC_OK && q->keep != NULL) {
		rc = key_list_parse(&p->keep, &p->nkeep, q->keep, &j->query.env, e);
		if (rc != RC_OK)
			rc_in(e, "--keep", q->keep);
	}
	named = j->query.proj.n;
	if (rc == RC_OK && q->page == NULL)
		rc = given_expr(&p->page, "--page", SESSION_PAGE, j, e);
	if (rc == RC_OK && q->keep == NULL)
		rc = key_list_parse(&p->keep, &p->nkeep, SESSION_KEEP, &j->query.env, e);
	p->sold = !q->unsold;
	for (size_t i = named; i < j->query.proj.n; i++)
		j->query.proj.field[i].derived = true;
	if (rc == RC_OK && p->sold)
		rc = sale_compile(&p->sale, &q->sale, j, e);
	return rc == RC_OK ? check_keep(p, e) : rc;
}

/* What is read to write the records again. */
static enum rc
record_options(struct session_plan *p, struct job *j, struct err *e)
{
	size_t named = j->query.proj.n;
	enum rc rc;

	rc = proj_add(&j->query.proj, SV("session_id"), &p->id_slot, e);
	if (rc == RC_OK)
		rc = proj_add(&j->query.proj, SV("session_number"), &p->number_slot, e);
	for (size_t i = named; i < j->query.proj.n; i++)
		j->query.proj.field[i].derived = true;
	j->query.proj.members = true;
	return rc;
}

enum rc
session_scan_compile(struct session_plan *p, const struct session_query *q, struct job *j,
    struct err *e)
{
	const bool alerts = q->alert.nalert > 0 || q->alert.repeats != NULL;
	enum rc rc;

	*p = (struct session_plan){ .sessions = q->sessions || alerts, .results = q->sessions,
		.live = q->live, .zone = j->query.zone, .seed = j->seed };
	p->rule.at_gap = q->at_gap;
	rc = user_key_compile(&p->user, &q->who, j, e);
	if (rc == RC_OK)
		rc = parse_us(&p->rule.gap_us, "--gap", q->gap != NULL ? q->gap : "30m", e);
	if (rc == RC_OK && q->max != NULL)
		rc = parse_us(&p->rule.max_us, "--max", q->max, e);
	if (rc == RC_OK && q->split != NULL)
		rc = parse_splits(p, q->split, j, e);
	if (rc == RC_OK)
		rc = job_need_time(j, true, e);
	if (rc != RC_OK)
		return rc;
	rc = p->sessions ? result_options(p, q, j, e) : record_options(p, j, e);
	return rc == RC_OK ? session_alert_compile(&p->alert, &q->alert, j, e) : rc;
}

/* ---- saved ---- */

static const char *
text_of(struct sv s, struct arena *a)
{
	return s.n > 0 ? arena_bytes(a, s.p, s.n) : NULL;
}

static const char *
duration_text(uint64_t us, struct arena *a)
{
	char text[32];
	int n = snprintf(text, sizeof(text), "%" PRIu64 "us", us);

	return us > 0 ? arena_bytes(a, text, (size_t)n) : NULL;
}

static const char *
split_text(const struct session_plan *p, struct arena *a)
{
	struct buf b;
	const char *text;

	buf_init(&b, SIZE_MAX);
	if (p->rule.daily)
		buf_sv(&b, SV("midnight"));
	for (size_t i = 0; i < p->rule.nsplit; i++) {
		if (b.n > 0)
			buf_sv(&b, SV(", "));
		buf_sv(&b, expr_text(p->split[i], a));
	}
	text = text_of(buf_view(&b), a);
	buf_free(&b);
	return text;
}

static const char *
keep_text(const struct session_plan *p, struct arena *a)
{
	struct buf b;
	const char *text;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < p->nkeep; i++) {
		if (i > 0)
			buf_sv(&b, SV(", "));
		buf_sv(&b, key_list_name(p->keep[i].name, a));
		buf_sv(&b, SV(" = "));
		buf_sv(&b, expr_text(p->keep[i].x, a));
	}
	text = text_of(buf_view(&b), a);
	buf_free(&b);
	return text;
}

void
session_scan_query(struct session_query *q, const struct session_plan *p, struct job *j)
{
	struct arena *a = &j->arena;

	*q = (struct session_query){
		.gap = duration_text(p->rule.gap_us, a),
		.at_gap = p->rule.at_gap,
		.max = duration_text(p->rule.max_us, a),
		.split = split_text(p, a),
		.sessions = p->sessions,
	};
	user_key_save(&q->who, &p->user, j);
	if (!p->sessions)
		return;
	q->page = text_of(expr_text(p->page, a), a);
	q->key_event = p->key_event != NULL ? text_of(expr_text(p->key_event, a), a) : NULL;
	q->keep = keep_text(p, a);
	if (p->sold)
		sale_save(&q->sale, &p->sale, j);
}

enum rc
session_scan_adopt(struct session_query *q, const struct state_head *h, struct job *j,
    struct err *e)
{
	if (h->time.n == 0)
		return rc_err(e, RC_SYNTAX, "a query without time");
	if (q->sessions && (q->page == NULL || q->keep == NULL))
		return rc_err(e, RC_SYNTAX, "a query for sessions without '%s'",
		    q->page == NULL ? "page" : "keep");
	q->unsold = q->sale.order == NULL;
	return user_key_adopt(&q->who, h, j, e);
}
