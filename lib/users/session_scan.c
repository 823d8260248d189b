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
width(const struct session_plan *p)
{
	return p->sessions ? 2 + p->rule.nsplit + p->nkeep : 1 + p->rule.nsplit;
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

struct copying {
	struct jwrite *w;
	struct arena  *tmp;
};

static bool
copy_member(void *ctx, struct sv key, const struct val *v)
{
	struct copying *c = ctx;

	if (is_ours(key, c->tmp))
		return true;
	jwrite_key_raw(c->w, key);
	jwrite_val(c->w, v);
	return true;
}

/* The record as an object without the members that are to be added. */
static void
put_record(const struct session_plan *p, const struct record *r, struct jwrite *w,
    struct arena *tmp)
{
	struct val line = { .kind = VAL_OBJECT, .text = sv_trim(r->line) };
	struct copying c = { w, tmp };

	if (r->json && r->slot[p->id_slot].kind == VAL_NONE &&
	    r->slot[p->number_slot].kind == VAL_NONE) {
		jwrite_raw(w, line.text);
		return;
	}
	jwrite_open(w, '{');
	if (r->json)
		jread_each(&line, copy_member, &c);
	for (size_t i = 0; !r->json && i < r->nmember; i++)
		copy_member(&c, r->member[i].key, &r->member[i].val);
	jwrite_shut(w, '}');
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
	return rc;
}

/* No user is no user, whichever way it is said. */
static enum rc
no_user(const struct session_plan *p, struct expr_eval *ev, struct err *e)
{
	struct sv text = expr_text(p->user.x, expr_eval_arena(ev));

	return rc_bad(e, "user", "no user: '%.*s' has no value (see --user)", (int)text.n, text.p);
}

static enum rc
session_fact(const void *ctx, const struct val *key, const struct record *r, struct expr_eval *ev,
    struct buf *fact, struct err *e)
{
	const struct session_plan *p = ctx;
	struct arena *tmp = expr_eval_arena(ev);
	size_t n = width(p);
	struct val *v;
	struct jwrite w;
	enum rc rc;

	if (val_null(key) || (key->kind == VAL_STRING && key->text.n == 0))
		return no_user(p, ev, e);
	v = arena_alloc(tmp, n * sizeof(*v));
	rc = eval_fact(p, r, ev, v, e);
	if (rc != RC_OK)
		return rc;
	while (n > !p->sessions && val_null(&v[n - 1]))
		n--;
	jwrite_init(&w, fact);
	jwrite_open(&w, '[');
	if (!p->sessions)
		put_record(p, r, &w, tmp);
	for (size_t i = !p->sessions; i < n; i++)
		jwrite_val(&w, &v[i]);
	jwrite_shut(&w, ']');
	return RC_OK;
}

struct reading {
	struct val *v;
	size_t      n;
	size_t      max;
};

static bool
take_value(void *ctx, struct sv key, const struct val *v)
{
	struct reading *r = ctx;

	(void)key;	/* arrays have none */
	if (r->n < r->max)
		r->v[r->n] = *v;
	r->n++;
	return true;
}

/* The values of a fact; those left out are null. */
static void
read_fact(const struct session_plan *p, const struct val *fact, struct val *v)
{
	struct reading r = { v, 0, width(p) };

	jread_each(fact, take_value, &r);
	for (size_t i = r.n; i < r.max; i++)
		v[i] = null;
}

struct checking {
	size_t        n;
	enum val_kind first;
};

static bool
count_value(void *ctx, struct sv key, const struct val *v)
{
	struct checking *c = ctx;

	(void)key;	/* arrays have none */
	if (c->n++ == 0)
		c->first = v->kind;
	return true;
}

static enum rc
session_check(const void *ctx, const struct val *fact, struct err *e)
{
	const struct session_plan *p = ctx;
	struct checking c = { 0, VAL_NONE };

	if (fact->kind != VAL_ARRAY)
		return rc_err(e, RC_SYNTAX, "expected an array for a fact");
	jread_each(fact, count_value, &c);
	if (c.n <= width(p) && (p->sessions || c.first == VAL_OBJECT))
		return RC_OK;
	return rc_err(e, RC_SYNTAX, "expected at most %zu values%s", width(p),
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
put_result(const struct walk *k, const struct session *s)
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
	for (size_t i = 0; i < p->nkeep; i++) {
		if (val_null(&k->keep[i]))
			continue;
		jwrite_key(&w, p->keep[i].name);
		jwrite_val(&w, &k->keep[i]);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

static void
new_result(struct walk *k)
{
	k->events = k->pages = k->key_events = 0;
	k->entry = k->exit = null;
	for (size_t i = 0; i < k->p->nkeep; i++)
		k->keep[i] = null;
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
}

/* The record as it came, two members behind its own. */
static void
put_line(const struct walk *k)
{
	struct sv s = k->v[0].text;
	struct sv inside = sv_trim((struct sv){ s.p + 1, s.n - 2 });
	struct jwrite w;

	buf_add(k->o, s.p, s.n - 1);
	jwrite_init(&w, k->o);
	w.comma = inside.n > 0;
	jwrite_key(&w, SV("session_id"));
	jwrite_str_raw(&w, (struct sv){ k->id, SESSION_ID_LEN });
	jwrite_put_u64(&w, "session_number", k->s.number);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

static void
step(struct walk *k, const struct scan_fact *f)
{
	struct val array = { .kind = VAL_ARRAY, .text = f->text };
	struct session before = k->s;

	read_fact(k->p, &array, k->v);
	if (session_next(&k->s, &k->p->rule, f->at_us, k->v + first_split(k->p), k->seq->tmp)) {
		if (k->p->sessions && before.number > 0)
			put_result(k, &before);
		session_id(&k->s, k->room, k->user.n, k->id);
		new_result(k);
	}
	if (k->p->sessions)
		add_fact(k);
	else
		put_line(k);
}

static enum rc
session_each(const void *ctx, const struct scan_seq *s, struct buf *o, struct err *e)
{
	const struct session_plan *p = ctx;
	struct walk k = { .p = p, .seq = s, .o = o };

	(void)e;	/* any facts have sessions */
	k.user.n = s->text.n - 2;	/* without the brackets */
	k.user.p = k.room = arena_alloc(s->tmp, k.user.n + SESSION_ID_ROOM);
	memcpy(k.room, s->text.p + 1, k.user.n);
	k.v = arena_alloc(s->tmp, width(p) * sizeof(*k.v));
	k.keep = arena_alloc(s->tmp, (p->nkeep + 1) * sizeof(*k.keep));
	session_init(&k.s, &p->rule,
	    arena_alloc(s->tmp, (p->rule.nsplit + 1) * sizeof(struct val)));
	for (size_t i = 0; i < s->n; i++)
		step(&k, &s->fact[i]);
	if (p->sessions)
		put_result(&k, &k.s);
	return RC_OK;
}

const struct scan_ops session_scan_ops = { session_fact, session_check, session_each };
