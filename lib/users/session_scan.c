/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/session_scan.h"

#include "json/jread.h"
#include "json/jwrite.h"
#include "record/time_member.h"

#include <string.h>

static const struct val null = { .kind = VAL_NULL };

/* ---- facts ---- */

/* How many values a fact has at most, and the place of the first split. */
static size_t
fact_width(const struct session_plan *p)
{
	if (!p->sessions)
		return 1 + p->rule.nsplit;
	return 2 + p->rule.nsplit + p->nkeep + (p->sold ? SESSION_SALE_FACTS : 0);
}

static size_t
first_split(const struct session_plan *p)
{
	return p->sessions ? 2 : 1;
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
	return rc;
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

static void
put_result(struct walk *k, const struct session *s)
{
	const struct session_plan *p = k->p;
	struct jwrite w;

	jwrite_init(&w, k->o);
	jwrite_open(&w, '{');
	jwrite_key(&w, SV("kind"));
	jwrite_str(&w, SV("session"));
	jwrite_key(&w, SV("user"));
	jwrite_raw(&w, k->user);
	jwrite_key(&w, SV("session_id"));
	jwrite_str_raw(&w, (struct sv){ k->id, SESSION_ID_LEN });
	jwrite_put_u64(&w, "session_number", s->number);
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

/* The session is over. */
static enum rc
give_result(struct walk *k, const struct session *s, struct err *e)
{
	enum rc rc;

	if (k->p->view.type == NULL) {
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
		session_sale_begin(&k->sale, k->seq->tmp);
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
	jwrite_key(&w, SV("session_id"));
	jwrite_str_raw(&w, (struct sv){ k->id, SESSION_ID_LEN });
	jwrite_put_u64(&w, "session_number", k->s.number);
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
	return rc;
}

static enum rc
session_each(const void *ctx, const struct scan_seq *s, struct buf *o, struct err *e)
{
	const struct session_plan *p = ctx;
	struct walk k = { .p = p, .seq = s, .o = o };
	enum rc rc = RC_OK;

	k.user.n = s->text.n - 2;	/* without the brackets */
	k.user.p = k.room = arena_alloc(s->tmp, k.user.n + SESSION_ID_ROOM);
	memcpy(k.room, s->text.p + 1, k.user.n);
	k.v = arena_alloc(s->tmp, fact_width(p) * sizeof(*k.v));
	k.keep = arena_alloc(s->tmp, (p->nkeep + 1) * sizeof(*k.keep));
	session_init(&k.s, &p->rule,
	    arena_alloc(s->tmp, (p->rule.nsplit + 1) * sizeof(struct val)));
	if (p->view.type != NULL)
		k.step = arena_alloc(s->tmp, s->n * sizeof(*k.step));
	for (size_t i = 0; rc == RC_OK && i < s->n; i++) {
		rc = step_fact(&k, &s->fact[i], e);
		scan_push(s, o);
	}
	return rc == RC_OK && p->sessions ? give_result(&k, &k.s, e) : rc;
}

const struct scan_ops session_scan_ops = { session_fact, session_check, session_each };

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
