/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/session_scan.h"

#include "json/jread.h"
#include "json/jwrite.h"
#include "record/time_member.h"
#include "scan/scan_kept.h"

#include <string.h>

static const struct val null = { .kind = VAL_NULL };

/* ---- facts ---- */

/* How many values a fact has at most, and the place of the first split. */
static size_t
fact_width(const struct session_plan *p)
{
	if (!p->sessions)
		return 1 + p->rule.nsplit;
	return 2 + p->rule.nsplit + p->nkeep + (p->sold ? SESSION_SALE_FACTS : 0) +
	    p->alert.nexpr;
}

static size_t
first_split(const struct session_plan *p)
{
	return p->sessions ? 2 : 1;
}

/* The last values of a fact. */
static size_t
first_alert(const struct session_plan *p)
{
	return fact_width(p) - p->alert.nexpr;
}

static bool
is_ours(struct sv key, struct arena *tmp)
{
	struct sv name = val_unescape(key, tmp);

	return sv_is(name, "session_id") || sv_is(name, "session_number");
}

/* The record as an object without the members that are to be added, written anew. */
static void
put_rest(const struct record *r, struct fact_writer *w, struct arena *tmp)
{
	struct jread_member *member = arena_alloc(tmp, (r->nmember + 1) * sizeof(*member));
	size_t n = 0, *from = arena_alloc(tmp, (r->nmember + 1) * sizeof(*from));
	struct jwrite jw;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&jw, &b);
	jwrite_open(&jw, '{');
	for (size_t i = 0; i < r->nmember; i++) {
		const struct val *v = &r->member[i].val;
		size_t quote = v->kind == VAL_STRING || v->kind == VAL_TIME;

		if (is_ours(r->member[i].key, tmp))
			continue;
		jwrite_key_raw(&jw, r->member[i].key);
		from[n] = b.n + quote;
		jwrite_val(&jw, v);
		member[n].val.text.n = b.n - quote - from[n];
		n++;
	}
	jwrite_shut(&jw, '}');
	if (buf_room(&b, SCAN_DICT_PAD))
		memset(b.p + b.n, 0, SCAN_DICT_PAD);
	for (size_t i = 0; i < n; i++)
		member[i].val.text.p = b.p + from[i];
	fact_put_object(w, buf_view(&b), member, n);
	buf_free(&b);
}

static void
put_record(const struct session_plan *p, const struct record *r, struct fact_writer *w,
    struct arena *tmp)
{
	if (r->json && r->slot[p->id_slot].kind == VAL_NONE &&
	    r->slot[p->number_slot].kind == VAL_NONE)
		fact_put_object(w, sv_trim(record_line(r)), r->member, r->nmember);
	else
		put_rest(r, w, tmp);
}

static enum rc
eval_alerts(const struct session_plan *p, const struct record *r, struct expr_eval *ev,
    struct val *v, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < p->alert.nexpr; i++) {
		enum expr_tri holds = EXPR_FALSE;

		rc = expr_test(p->alert.rule[i].x, r, ev, &holds, e);
		v[i] = holds == EXPR_TRUE || holds == EXPR_FALSE ?
		    val_of_bool(holds == EXPR_TRUE) : null;
	}
	return rc;
}

static enum rc
eval_fact(const struct session_plan *p, const struct record *r, struct expr_eval *ev,
    struct val *v, struct err *e)
{
	size_t at = first_split(p);
	enum expr_tri key = EXPR_FALSE;
	enum rc rc = RC_OK;

	v[0] = v[at - 1] = null;
	if (p->sessions)
		rc = expr_value(p->page, r, ev, &v[0], e);
	if (rc == RC_OK && p->sessions && p->key_event != NULL)
		rc = expr_test(p->key_event, r, ev, &key, e);
	if (key == EXPR_TRUE)
		v[1] = val_of_bool(true);
	for (size_t i = 0; rc == RC_OK && i < p->rule.nsplit; i++)
		rc = expr_value(p->split[i], r, ev, &v[at + i], e);
	at += p->rule.nsplit;
	for (size_t i = 0; rc == RC_OK && p->sessions && i < p->nkeep; i++)
		rc = expr_value(p->keep[i].x, r, ev, &v[at + i], e);
	if (rc == RC_OK && p->sold)
		rc = session_sale_fact(&p->sale, r, ev, &v[at + p->nkeep], e);
	return rc == RC_OK ? eval_alerts(p, r, ev, v + first_alert(p), e) : rc;
}

static enum rc
session_fact(const void *ctx, const struct val *key, const struct record *r, struct expr_eval *ev,
    struct fact_writer *w, struct err *e)
{
	const struct session_plan *p = ctx;
	struct arena *tmp = expr_eval_arena(ev);
	size_t n = fact_width(p);
	struct val *v;
	enum rc rc;

	rc = user_key_check(&p->user, key, e);
	if (rc != RC_OK)
		return rc;
	v = arena_alloc(tmp, n * sizeof(*v));
	rc = eval_fact(p, r, ev, v, e);
	if (rc != RC_OK)
		return rc;
	while (n > !p->sessions && val_null(&v[n - 1]))
		n--;
	if (!p->sessions)
		put_record(p, r, w, tmp);
	for (size_t i = !p->sessions; i < n; i++)
		fact_put_val(w, &v[i]);
	return RC_OK;
}

static enum rc
session_check(const void *ctx, const struct val *v, size_t n, struct err *e)
{
	const struct session_plan *p = ctx;

	if (n <= fact_width(p) && (p->sessions || (n > 0 && v[0].kind == VAL_OBJECT)))
		return RC_OK;
	return rc_err(e, RC_SYNTAX, "expected at most %zu values%s", fact_width(p),
	    p->sessions ? "" : ", the first a record");
}

/* ---- sessions ---- */

struct walk {			/* over the facts of one user */
	const struct session_plan *p;
	const struct scan_seq     *seq;
	struct sv                  user;	/* as JSON, with room for session_id */
	char                      *room;
	struct session             s;
	char                       id[SESSION_ID_LEN];
	struct val                *v;		/* of the fact at hand */
	struct buf                *o;

	/* of the session, for its result */
	uint64_t                   events;
	uint64_t                   pages;
	uint64_t                   key_events;
	struct val                 entry;
	struct val                 exit;
	struct val                *keep;
	struct session_sale        sale;
	struct session_alerts      alerts;

	/* likewise, for a view: what the sessions come to is in seq->sum */
	struct session_step       *step;
	size_t                     nstep;
	bool                       viewed;	/* a session of this user is in it */
};

static void
put_member(struct jwrite *w, const char *key, const struct val *v)
{
	if (val_null(v))
		return;
	jwrite_key(w, sv_of(key));
	jwrite_val(w, v);
}

/* Milliseconds, with decimals only when there are any. */
static void
put_duration(struct jwrite *w, uint64_t us)
{
	char text[NUM_TEXT_MAX];
	size_t n = num_units_text((num_i128)us * 1000000, text);

	jwrite_key(w, SV("duration_ms"));
	jwrite_raw(w, (struct sv){ text, n });
}

/* How many came before is not known when they are forgotten. */
static void
put_session(struct jwrite *w, const struct walk *k, const struct session *s)
{
	jwrite_key(w, SV("session_id"));
	jwrite_str_raw(w, (struct sv){ k->id, SESSION_ID_LEN });
	if (!k->p->live)
		jwrite_put_u64(w, "session_number", s->number);
}

static void
put_head(struct jwrite *w, const struct walk *k, const struct session *s, struct sv kind)
{
	jwrite_init(w, k->o);
	jwrite_open(w, '{');
	jwrite_key(w, SV("kind"));
	jwrite_str(w, kind);
	jwrite_key(w, SV("user"));
	jwrite_raw(w, k->user);
	put_session(w, k, s);
}

static void
put_result(struct walk *k, const struct session *s)
{
	const struct session_plan *p = k->p;
	struct jwrite w;

	put_head(&w, k, s, SV("session"));
	time_member_write(&w, "start", p->zone, s->start_us);
	time_member_write(&w, "end", p->zone, s->last_us);
	put_duration(&w, session_age_us(s));
	jwrite_put_u64(&w, "events", k->events);
	jwrite_put_u64(&w, "pages", k->pages);
	put_member(&w, "entry_page", &k->entry);
	put_member(&w, "exit_page", &k->exit);
	if (p->key_event != NULL)
		jwrite_put_u64(&w, "key_events", k->key_events);
	jwrite_key(&w, SV("engaged"));
	jwrite_bool(&w, session_engaged(s, k->pages, k->key_events));
	if (p->sold)
		session_sale_write(&k->sale, &w);
	for (size_t i = 0; i < p->nkeep; i++) {
		if (val_null(&k->keep[i]))
			continue;
		jwrite_key(&w, p->keep[i].name);
		jwrite_val(&w, &k->keep[i]);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

/* The record at hand made it so many. */
static void
put_alert(struct walk *k, size_t i, int64_t at_us)
{
	const struct session_alert *a = &k->alerts.rule[i];
	struct jwrite w;

	put_head(&w, k, &k->s, SV("session_alert"));
	jwrite_put_text(&w, "alert", k->p->alert.rule[i].name);
	jwrite_put_u64(&w, "n", a->n);
	time_member_write(&w, "since", k->p->zone, a->since_us);
	time_member_write(&w, "timestamp", k->p->zone, at_us);
	put_member(&w, "page", &k->v[0]);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

static void
take_alerts(struct walk *k, int64_t at_us)
{
	struct buf page;
	uint32_t said;

	buf_init(&page, SIZE_MAX);
	if (!val_null(&k->v[0]) && k->alerts.page != NULL) {
		struct jwrite w;

		jwrite_init(&w, &page);
		jwrite_val(&w, &k->v[0]);
	}
	session_alerts_take(&k->alerts, k->v + first_alert(k->p), buf_view(&page), at_us, &said);
	for (size_t i = 0; i < k->p->alert.n; i++)
		if ((said >> i & 1) != 0)
			put_alert(k, i, at_us);
	buf_free(&page);
}

/* The session is over. */
static enum rc
give_result(struct walk *k, const struct session *s, struct err *e)
{
	enum rc rc;

	if (k->p->view.type == NULL) {
		if (k->p->results)
			put_result(k, s);
		return RC_OK;
	}
	rc = session_view_add(k->seq->sum, k->step, k->nstep, !k->viewed, e);
	k->viewed = true;
	return rc;
}

static void
new_result(struct walk *k)
{
	k->nstep = 0;
	k->events = k->pages = k->key_events = 0;
	k->entry = k->exit = null;
	for (size_t i = 0; i < k->p->nkeep; i++)
		k->keep[i] = null;
	if (k->p->sold && k->p->view.type == NULL)
		session_sale_begin(&k->sale, k->seq->tmp, k->p->seed);
	session_alerts_begin(&k->alerts);
}

/* What a view looks at. */
static enum rc
add_to_view(struct walk *k, int64_t at_us, struct err *e)
{
	struct session_step step = { SESSION_VIEW_NONE, k->v[1].kind == VAL_TRUE, at_us };
	enum rc rc = RC_OK;

	if (!val_null(&k->v[0])) {
		struct jwrite w;

		buf_clear(k->o);
		jwrite_init(&w, k->o);
		jwrite_val(&w, &k->v[0]);
		rc = session_view_page(k->seq->sum, buf_view(k->o), &step.page, e);
		buf_clear(k->o);
	}
	if (step.key || step.page != SESSION_VIEW_NONE)
		k->step[k->nstep++] = step;
	return rc;
}

static void
add_fact(struct walk *k)
{
	const struct val *keep = k->v + 2 + k->p->rule.nsplit;

	k->events++;
	if (!val_null(&k->v[0])) {
		k->pages++;
		k->exit = k->v[0];
		if (val_null(&k->entry))
			k->entry = k->v[0];
	}
	k->key_events += k->v[1].kind == VAL_TRUE;
	for (size_t i = 0; i < k->p->nkeep; i++)
		if (val_null(&k->keep[i]))
			k->keep[i] = keep[i];
	if (k->p->sold)
		session_sale_add(&k->sale, keep + k->p->nkeep, k->seq->tmp);
}

/* The record as it came, two members behind its own; it begins at @from of the output. */
static void
finish_line(const struct walk *k, size_t from)
{
	struct buf *o = k->o;
	struct sv inside;
	struct jwrite w;

	o->n--;		/* its closing brace */
	inside = sv_trim((struct sv){ o->p + from + 1, o->n - from - 1 });
	jwrite_init(&w, o);
	w.comma = inside.n > 0;
	put_session(&w, k, &k->s);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

/* The values of a fact behind its record, if it has one; those left out are null. */
static void
read_values(struct walk *k, struct fact_reader *r)
{
	for (size_t i = !k->p->sessions; i < fact_width(k->p); i++)
		k->v[i] = fact_read_more(r) ? fact_read_val(r) : null;
}

static enum rc
step_fact(struct walk *k, const struct fact *f, struct err *e)
{
	struct session before = k->s;
	size_t from = k->o->n;
	struct fact_reader r;
	enum rc rc = RC_OK;

	fact_read_begin(&r, &k->seq->frame, f);
	if (!k->p->sessions)
		fact_read_json(&r, k->o);
	read_values(k, &r);
	if (session_next(&k->s, &k->p->rule, f->at_us, k->v + first_split(k->p), k->seq->tmp)) {
		if (k->p->sessions && before.number > 0)
			rc = give_result(k, &before, e);
		session_id(&k->s, k->room, k->user.n, k->id);
		new_result(k);
	}
	if (k->p->view.type != NULL)
		return rc == RC_OK ? add_to_view(k, f->at_us, e) : rc;
	if (k->p->sessions)
		add_fact(k);
	else
		finish_line(k, from);
	if (k->p->alert.n > 0)
		take_alerts(k, f->at_us);
	return rc;
}

/* Before the first of the facts. */
static void
begin_walk(struct walk *k, const struct session_plan *p, const struct scan_seq *s, struct buf *o)
{
	*k = (struct walk){ .p = p, .seq = s, .o = o };
	k->user.n = s->text.n - 2;	/* without the brackets */
	k->user.p = k->room = arena_alloc(s->tmp, k->user.n + SESSION_ID_ROOM);
	memcpy(k->room, s->text.p + 1, k->user.n);
	k->v = arena_alloc(s->tmp, fact_width(p) * sizeof(*k->v));
	k->keep = arena_alloc(s->tmp, (p->nkeep + 1) * sizeof(*k->keep));
	session_init(&k->s, &p->rule,
	    arena_alloc(s->tmp, (p->rule.nsplit + 1) * sizeof(struct val)));
	session_alerts_init(&k->alerts, &p->alert, s->tmp);
}

static enum rc
session_each(const void *ctx, const struct scan_seq *s, struct buf *o, struct err *e)
{
	const struct session_plan *p = ctx;
	struct walk k;
	enum rc rc = RC_OK;

	begin_walk(&k, p, s, o);
	if (p->view.type != NULL)
		k.step = arena_alloc(s->tmp, s->n * sizeof(*k.step));
	for (size_t i = 0; rc == RC_OK && i < s->n; i++) {
		rc = step_fact(&k, &s->fact[i], e);
		scan_push(s, o);
	}
	return rc == RC_OK && p->sessions ? give_result(&k, &k.s, e) : rc;
}

const struct scan_ops session_scan_ops = { session_fact, session_check, session_each, NULL };

/* ---- live: the session at hand from turn to turn ---- */

static void
save_walk(const struct walk *k, struct buf *b)
{
	const struct session *s = &k->s;

	scan_kept_put(b, s->number);
	scan_kept_put_i64(b, s->start_us);
	scan_kept_put(b, session_age_us(s));
	scan_kept_put(b, s->tie);
	buf_add(b, k->id, SESSION_ID_LEN);
	for (size_t i = 0; i < k->p->rule.nsplit; i++)
		scan_kept_put_val(b, &s->known[i]);
	if (!k->p->sessions)
		return;
	scan_kept_put(b, k->events);
	scan_kept_put(b, k->pages);
	scan_kept_put(b, k->key_events);
	scan_kept_put_val(b, &k->entry);
	scan_kept_put_val(b, &k->exit);
	for (size_t i = 0; i < k->p->nkeep; i++)
		scan_kept_put_val(b, &k->keep[i]);
	session_sale_save(&k->sale, b);
	session_alerts_save(&k->alerts, b);
}

static void
load_walk(struct walk *k, struct sv state)
{
	const char *p = state.p;
	struct session *s = &k->s;

	s->number = scan_kept_get(&p);
	s->start_us = scan_kept_get_i64(&p);
	s->last_us = (int64_t)((uint64_t)s->start_us + scan_kept_get(&p));
	s->tie = scan_kept_get(&p);
	if (k->p->rule.daily)
		s->day = twindow_at(&k->p->rule.day, s->last_us);
	memcpy(k->id, p, SESSION_ID_LEN);
	p += SESSION_ID_LEN;
	for (size_t i = 0; i < k->p->rule.nsplit; i++)
		s->known[i] = scan_kept_get_val(&p);
	if (!k->p->sessions)
		return;
	k->events = scan_kept_get(&p);
	k->pages = scan_kept_get(&p);
	k->key_events = scan_kept_get(&p);
	k->entry = scan_kept_get_val(&p);
	k->exit = scan_kept_get_val(&p);
	for (size_t i = 0; i < k->p->nkeep; i++)
		k->keep[i] = scan_kept_get_val(&p);
	session_sale_load(&k->sale, &p, k->seq->tmp, k->p->seed);
	session_alerts_load(&k->alerts, &p);
}

enum rc
session_scan_turn(const void *ctx, const struct scan_seq *s, struct scan_turn *t, struct err *e)
{
	const struct session_plan *p = ctx;
	struct walk k;
	enum rc rc = RC_OK;

	begin_walk(&k, p, s, t->o);
	if (t->old.n > 0)
		load_walk(&k, t->old);
	for (size_t i = 0; rc == RC_OK && i < s->n; i++)
		rc = step_fact(&k, &s->fact[i], e);
	if (s->n > 0) {
		save_walk(&k, t->state);
		t->due_us = session_until(&k.s, &p->rule);
	} else if (p->sessions) {
		rc = give_result(&k, &k.s, e);
	}
	session_sale_end(&k.sale);
	return rc;
}

/* ---- sums of a view ---- */

static void *
begin_sum(const void *ctx)
{
	const struct session_plan *p = ctx;

	return session_view_new(&p->view);
}

static enum rc
merge_sums(const void *ctx, void *dst, const void *src, struct err *e)
{
	(void)ctx;
	return session_view_merge(dst, src, e);
}

static enum rc
write_sum(const void *ctx, void *sum, struct job *j, struct err *e)
{
	struct buf o;

	(void)ctx;
	(void)e;
	buf_init(&o, SIZE_MAX);
	session_view_write(sum, &o);
	out_sv(j->run.out, buf_view(&o));
	buf_free(&o);
	return RC_OK;
}

static void
free_sum(void *sum)
{
	session_view_free(sum);
}

const struct scan_sum session_scan_sum = { begin_sum, merge_sums, write_sum, free_sum };
