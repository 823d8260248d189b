/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/lex.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "record/rkind.h"
#include "time/tstamp.h"
#include "users/session_scan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SPLITS_MAX = 16 };

static enum rc
parse_duration(uint64_t *us, const char *opt, const char *text, struct err *e)
{
	int64_t v;

	if (!tstamp_duration(sv_of(text), &v) || v <= 0)
		return rc_err(e, RC_USAGE, "%s: expected a duration such as 30m, got '%s'", opt,
		    text);
	*us = (uint64_t)v;
	return RC_OK;
}

static enum rc
compile_expr(const struct expr **x, const char *opt, const char *text, struct job *j,
    struct err *e)
{
	enum rc rc = expr_compile(x, sv_of(text), &j->query.env, e);

	if (rc != RC_OK)
		rc_in(e, opt, text);
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
		rc = compile_expr(&p->key_event, "--key-event", q->key_event, j, e);
	if (rc == RC_OK && q->page != NULL)
		rc = compile_expr(&p->page, "--page", q->page, j, e);
	if (rc == RC_OK && q->keep != NULL) {
		rc = key_list_parse(&p->keep, &p->nkeep, q->keep, &j->query.env, e);
		if (rc != RC_OK)
			rc_in(e, "--keep", q->keep);
	}
	named = j->query.proj.n;
	if (rc == RC_OK && q->page == NULL)
		rc = compile_expr(&p->page, "--page", SESSION_PAGE, j, e);
	if (rc == RC_OK && q->keep == NULL)
		rc = key_list_parse(&p->keep, &p->nkeep, SESSION_KEEP, &j->query.env, e);
	for (size_t i = named; i < j->query.proj.n; i++)
		j->query.proj.field[i].derived = true;
	return rc == RC_OK ? check_keep(p, e) : rc;
}

/* What is read to write the records again. */
static enum rc
record_options(struct session_plan *p, const struct session_query *q, struct job *j,
    struct err *e)
{
	size_t named = j->query.proj.n;
	enum rc rc;

	if (q->page != NULL || q->key_event != NULL || q->keep != NULL)
		return rc_err(e, RC_USAGE, "%s goes with --sessions", q->page != NULL ? "--page" :
		    q->keep != NULL ? "--keep" : "--key-event");
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
	const char *user = q->user != NULL ? q->user : "user_id";
	enum rc rc;

	*p = (struct session_plan){ .sessions = q->sessions, .zone = j->query.zone };
	p->rule.at_gap = q->at_gap;
	p->user.name = SV("user");
	rc = compile_expr(&p->user.x, "--user", user, j, e);
	if (rc == RC_OK)
		rc = parse_duration(&p->rule.gap_us, "--gap", q->gap != NULL ? q->gap : "30m", e);
	if (rc == RC_OK && q->max != NULL)
		rc = parse_duration(&p->rule.max_us, "--max", q->max, e);
	if (rc == RC_OK && q->split != NULL)
		rc = parse_splits(p, q->split, j, e);
	if (rc == RC_OK)
		rc = job_need_time(j, true, e);
	if (rc != RC_OK)
		return rc;
	return q->sessions ? result_options(p, q, j, e) : record_options(p, q, j, e);
}

/* ---- saved ---- */

static void
put_text(struct jwrite *w, const char *key, const struct expr *x, struct job *j)
{
	jwrite_key(w, sv_of(key));
	if (x == NULL)
		jwrite_null(w);
	else
		jwrite_str(w, expr_text(x, &j->arena));
}

static void
put_splits(struct jwrite *w, const struct session_plan *p, struct job *j)
{
	jwrite_key(w, SV("split"));
	jwrite_open(w, '[');
	if (p->rule.daily)
		jwrite_str(w, SV("midnight"));
	for (size_t i = 0; i < p->rule.nsplit; i++)
		jwrite_str(w, expr_text(p->split[i], &j->arena));
	jwrite_shut(w, ']');
}

static void
put_keep(struct jwrite *w, const struct session_plan *p, struct job *j)
{
	jwrite_key(w, SV("keep"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < p->nkeep; i++) {
		struct buf b;

		buf_init(&b, SIZE_MAX);
		buf_sv(&b, proj_name(&p->keep[i].name, 1, &j->arena));
		buf_sv(&b, SV(" = "));
		buf_sv(&b, expr_text(p->keep[i].x, &j->arena));
		jwrite_str(w, buf_view(&b));
		buf_free(&b);
	}
	jwrite_shut(w, ']');
}

static struct sv
save_plan(const struct session_plan *p, struct job *j)
{
	struct jwrite w;
	struct buf b;
	struct sv plan;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	jwrite_key(&w, SV("gap_us"));
	jwrite_u64(&w, p->rule.gap_us);
	jwrite_key(&w, SV("at_gap"));
	jwrite_bool(&w, p->rule.at_gap);
	jwrite_key(&w, SV("max_us"));
	jwrite_u64(&w, p->rule.max_us);
	put_splits(&w, p, j);
	jwrite_key(&w, SV("sessions"));
	jwrite_bool(&w, p->sessions);
	if (p->sessions) {
		put_text(&w, "page", p->page, j);
		put_text(&w, "key_event", p->key_event, j);
		put_keep(&w, p, j);
	}
	jwrite_shut(&w, '}');
	plan = arena_sv(&j->arena, buf_view(&b));
	buf_free(&b);
	return plan;
}

struct state_head *
session_scan_head(const struct session_plan *p, struct job *j)
{
	struct state_head *h = arena_zalloc(&j->arena, sizeof(*h));

	h->filter = sv_of(j->name);
	h->plan = save_plan(p, j);
	h->time = sv_of(j->given.time);
	h->tz = tzone_name(j->query.zone);
	h->key[0] = (struct state_key){ p->user.name, expr_text(p->user.x, &j->arena) };
	h->nkey = 1;
	if (j->query.where != NULL)
		h->where = expr_text(j->query.where, &j->arena);
	return h;
}

struct adopting {
	struct session_query *q;
	struct arena         *a;
	unsigned              found;	/* members that make sense */
};

static const char *
text_of(const struct val *v, struct arena *a)
{
	struct sv s = val_text(v, a);

	return s.n > 0 ? arena_bytes(a, s.p, s.n) : NULL;
}

/* A number of microseconds as an option says it; 0 is none. */
static bool
adopt_us(const struct val *v, const char **text, struct arena *a)
{
	char us[32];
	uint64_t n;
	int len;

	if (v->kind != VAL_NUMBER || num_u64(v->text, &n) != RC_OK)
		return false;
	len = snprintf(us, sizeof(us), "%" PRIu64 "us", n);
	*text = n > 0 ? arena_bytes(a, us, (size_t)len) : NULL;
	return true;
}

static bool
adopt_bool(const struct val *v, bool *b)
{
	*b = v->kind == VAL_TRUE;
	return v->kind == VAL_TRUE || v->kind == VAL_FALSE;
}

struct joining {
	struct buf    b;
	struct arena *a;
};

static bool
join_element(void *ctx, struct sv key, const struct val *v)
{
	struct joining *s = ctx;

	(void)key;	/* arrays have none */
	if (s->b.n > 0)
		buf_sv(&s->b, SV(", "));
	buf_sv(&s->b, val_text(v, s->a));
	return true;
}

/* ["a","b"] as an option says it: "a, b". */
static bool
adopt_list(const struct val *v, const char **text, struct arena *a)
{
	struct joining s = { .a = a };

	buf_init(&s.b, SIZE_MAX);
	jread_each(v, join_element, &s);
	*text = s.b.n > 0 ? arena_bytes(a, s.b.p, s.b.n) : NULL;
	buf_free(&s.b);
	return v->kind == VAL_ARRAY;
}

static bool
adopt_member(void *ctx, struct sv key, const struct val *v)
{
	struct adopting *x = ctx;

	if (sv_is(key, "gap_us"))
		x->found += adopt_us(v, &x->q->gap, x->a) && x->q->gap != NULL;
	else if (sv_is(key, "at_gap"))
		x->found += adopt_bool(v, &x->q->at_gap);
	else if (sv_is(key, "max_us"))
		x->found += adopt_us(v, &x->q->max, x->a);
	else if (sv_is(key, "split"))
		x->found += adopt_list(v, &x->q->split, x->a);
	else if (sv_is(key, "sessions"))
		x->found += adopt_bool(v, &x->q->sessions);
	else if (sv_is(key, "page"))
		x->q->page = text_of(v, x->a);
	else if (sv_is(key, "key_event"))
		x->q->key_event = text_of(v, x->a);
	else if (sv_is(key, "keep"))
		x->found += adopt_list(v, &x->q->keep, x->a);
	return true;
}

enum rc
session_scan_adopt(struct session_query *q, const struct state_head *h, struct job *j,
    struct err *e)
{
	struct adopting x = { q, &j->arena, 0 };
	struct val plan = { .kind = VAL_OBJECT, .text = h->plan };

	jread_each(&plan, adopt_member, &x);
	if (!sv_is(h->filter, j->name) || x.found != (q->sessions ? 6 : 5) || h->nkey != 1 ||
	    !sv_is(h->key[0].name, "user") || h->time.n == 0)
		return rc_err(e, RC_SYNTAX, "states of %.*s: not a query that %s wrote",
		    SV_SHOW(h->filter), j->name);
	q->user = state_text(h->key[0].expr, &j->arena);
	return state_adopt(h, j, e);
}
