/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify/decide.h"

#include "base/hmap.h"
#include "base/mem.h"
#include "notify/tell.h"
#include "notify/weigh.h"
#include "notify/word.h"
#include "run/clock.h"

#include <stdlib.h>

enum want_kind {		/* in this order: what an event ends it does not begin */
	WANT_VIEW, WANT_ADD, WANT_REMOVE, WANT_CLEAR,	/* carts and views of items */
	WANT_CANCEL, WANT_OVER, WANT_TRIGGER, WANT_FIRE
};

struct want {			/* whom an event of some name may concern */
	enum want_kind             kind;
	const struct policy_match *match;
	size_t                     of;		/* scenario or alert */
	size_t                     cancel;	/* which of its cancels */
	int32_t                    priority;
};

struct name {			/* of events, or kinds of records */
	struct want *want;	/* by kind, then by priority */
	size_t       n;
	size_t       word;	/* word_at; POLICY_ANY: none */
};

struct decide {
	struct weigh      weigh;
	struct user_key   user;
	struct word_slots words;
	size_t            name_slot, kind_slot, id_slot;
	struct hmap       event, kind;	/* name -> struct name */
	struct tell      *tell;		/* NULL: the policy has no alerts */
	struct arena      arena;
};

struct decide_at {		/* one record */
	struct decide     *d;
	struct weigh_event ev;
	bool               person;	/* it has a user, in people: */
	uint32_t           number;
	bool               wanted;
};

/* ---- what is wanted ---- */

static struct name *
name_of(struct decide *d, enum policy_of of, struct sv name)
{
	bool fresh;
	struct name *x = hmap_put(of == POLICY_EVENT ? &d->event : &d->kind, name, &fresh);

	if (fresh)
		x->word = POLICY_ANY;
	return x;
}

static void
want(struct decide *d, const struct want *w)
{
	struct name *x = name_of(d, w->match->of, w->match->name);

	x->want = arena_grow(&d->arena, x->want, x->n * sizeof(*w), (x->n + 1) * sizeof(*w));
	x->want[x->n++] = *w;
}

static bool
before(const struct want *a, const struct want *b)
{
	return a->kind != b->kind ? a->kind < b->kind : a->priority > b->priority;
}

static void
sort_wants(struct name *x)
{
	for (size_t i = 1; i < x->n; i++)
		for (size_t k = i; k > 0 && before(&x->want[k], &x->want[k - 1]); k--) {
			struct want w = x->want[k];

			x->want[k] = x->want[k - 1];
			x->want[k - 1] = w;
		}
}

static void
want_all(struct decide *d, struct want w, const struct policy_match *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		w.match = &m[i];
		w.cancel = i;
		want(d, &w);
	}
}

static void
index_names(struct decide *d)
{
	const struct policy *p = d->weigh.cfg.policy;

	for (size_t i = 0; i < p->nscenario; i++) {
		const struct policy_scenario *c = &p->scenario[i];
		struct want w = { .of = i, .priority = c->priority };

		w.kind = WANT_CANCEL;
		want_all(d, w, c->cancel, c->ncancel);
		w.kind = WANT_TRIGGER;
		want_all(d, w, c->on, c->non);
	}
	for (size_t i = 0; i < p->nalert; i++) {
		want_all(d, (struct want){ .kind = WANT_OVER, .of = i }, p->alert[i].off,
		    p->alert[i].noff);
		want_all(d, (struct want){ .kind = WANT_FIRE, .of = i }, p->alert[i].on,
		    p->alert[i].non);
	}
	want_all(d, (struct want){ .kind = WANT_VIEW }, p->items.view, p->items.nview);
	want_all(d, (struct want){ .kind = WANT_ADD }, p->items.add, p->items.nadd);
	want_all(d, (struct want){ .kind = WANT_REMOVE }, p->items.remove, p->items.nremove);
	want_all(d, (struct want){ .kind = WANT_CLEAR }, p->items.clear, p->items.nclear);
	for (size_t i = 0; i < d->event.n; i++)
		sort_wants(d->event.entry[i].val);
	for (size_t i = 0; i < d->kind.n; i++)
		sort_wants(d->kind.entry[i].val);
	for (size_t i = 0; i < word_count(); i++)
		name_of(d, POLICY_EVENT, word_at(i).name)->word = i;
}

static enum rc
add_slot(struct proj *p, const char *name, size_t *slot, struct err *e)
{
	enum rc rc = proj_add(p, sv_of(name), slot, e);

	if (rc == RC_OK)
		p->field[*slot].derived = true;
	return rc;
}

static int64_t
longest_within(const struct policy *p)
{
	int64_t most_us = 0;

	for (size_t i = 0; i < p->nscenario; i++)
		if (p->scenario[i].holders.within_us > most_us)
			most_us = p->scenario[i].holders.within_us;
	return most_us;
}

/*
 * Receipts name deliveries, and what fires names nobody; who is told of an event that has no
 * user says so itself.
 */
static enum rc
compile_user(struct decide *d, const struct user_key_query *user, struct job *j, struct err *e)
{
	struct proj *p = &j->query.proj;
	size_t i = p->n;
	enum rc rc = user_key_compile(&d->user, user, j, e);

	for (; user->user == NULL && i < p->n; i++)
		p->field[i].derived |= d->weigh.cfg.out != NULL ||
		    d->weigh.cfg.policy->nscenario == 0;
	return rc;
}

enum rc
decide_new(struct decide **out, const struct decide_cfg *c, const struct user_key_query *user,
    struct job *j, struct err *e)
{
	struct decide *d = mem_zalloc(sizeof(*d));
	struct proj *p = &j->query.proj;
	enum rc rc;

	*out = d;
	arena_init(&d->arena);
	hmap_init(&d->event, &d->arena, sizeof(struct name), j->seed);
	hmap_init(&d->kind, &d->arena, sizeof(struct name), j->seed);
	d->weigh.cfg = *c;
	d->weigh.interest = interest_new(longest_within(c->policy), j->seed);
	if (c->policy->nalert > 0)
		d->tell = tell_new(&d->weigh, j->seed);
	rc = weigh_init(&d->weigh, &d->arena, e);
	if (rc == RC_OK)
		rc = compile_user(d, user, j, e);
	if (rc == RC_OK)
		rc = add_slot(p, "event_name", &d->name_slot, e);
	if (rc == RC_OK)
		rc = add_slot(p, "kind", &d->kind_slot, e);
	if (rc == RC_OK)
		rc = add_slot(p, "event_id", &d->id_slot, e);
	if (rc == RC_OK)
		rc = word_compile(&d->words, p, e);
	if (rc == RC_OK)
		rc = edit_compile(&d->weigh.edit, &(struct edit_cfg){ 0 }, j, e);
	if (rc == RC_OK)
		index_names(d);
	return rc;
}

/* ---- one record ---- */

static struct name *
find_name(struct decide *d, const struct hmap *m, const struct val *v)
{
	if (v->kind != VAL_STRING || m->n == 0)
		return NULL;
	return hmap_get(m, (v->flags & VAL_ESC) == 0 ? v->text : val_text(v, &d->weigh.tmp));
}

/* Who it is about; nobody is fine for what goes to all who hold an item. */
static enum rc
find_person(struct decide_at *at, bool add, struct err *e)
{
	struct weigh *w = &at->d->weigh;
	struct val v;
	struct sv id;
	bool asked;
	enum rc rc = expr_value(at->d->user.key.x, at->ev.r, at->ev.in->ev, &v, e);

	if (rc != RC_OK || user_key_check(&at->d->user, &v, NULL) != RC_OK)
		return rc;
	id = val_text(&v, &w->tmp);
	asked = w->explain.n > 0 && sv_eq(id, w->explain);
	w->explained |= asked;
	rc = people_find(w->cfg.people, id, add || asked, &at->number, e);
	at->person = rc == RC_OK;
	return rc == RC_EMPTY ? RC_OK : rc;
}

static enum rc
matches(const struct decide_at *at, const struct policy_match *m, bool *yes, struct err *e)
{
	enum expr_tri tri = EXPR_TRUE;
	enum rc rc = m->where == NULL ? RC_OK :
	    expr_test(m->where, at->ev.r, at->ev.in->ev, &tri, e);

	*yes = tri == EXPR_TRUE;
	return rc;
}

static enum rc
cancel_row(struct decide_at *at, const struct want *w, const struct store_who *who,
    struct store_row *row, struct err *e)
{
	const struct weigh_scenario *s = &at->d->weigh.scenario[w->of];
	const struct policy_match *m = w->match;
	struct word_off off = { row, DECISION_CANCELLED,
		{ "cancel_on", m->name, 0, m->line, INT64_MIN }, SV("") };
	struct store *store = at->d->weigh.cfg.store;
	struct person p;
	uint64_t hash;
	uint32_t left = 0;
	enum rc rc;

	if (m->same != NULL) {
		rc = weigh_same(m->same, &at->ev, &hash, e);
		if (rc != RC_OK || hash == 0)
			return rc;
		if (row->items == 0 && row->same[s->same[w->cancel]] != hash)
			return RC_OK;
		if (row->items > 0) {
			rc = store->ops->leave(store, row, s->same[w->cancel], hash, &left, e);
			if (rc != RC_OK || left == row->items)
				return rc;
			row->items = left > 0 ? left : row->items;
		}
	}
	at->d->weigh.changed = true;
	if (left > 0)
		return store->ops->change(store, who, row, NULL, NULL, e);
	people_person(at->d->weigh.cfg.people, at->number, &p);
	off.id = p.id;
	return word_take_off(&at->d->weigh, &at->ev, who, &off, e);
}

/* Held rows of the scenario that were planned before the event that cancels them. */
static enum rc
cancel(struct decide_at *at, const struct want *w, struct err *e)
{
	struct weigh *g = &at->d->weigh;
	char ukey[PSEUDONYM_LEN];
	struct store_who who;
	struct store_user u;
	struct person p;
	enum rc rc;

	if (!at->person)
		return RC_OK;
	people_person(g->cfg.people, at->number, &p);
	weigh_who(g, &p, &who, ukey);
	rc = g->cfg.store->ops->user(g->cfg.store, &who, at->ev.at_us - g->memory_us, &u, e);
	for (size_t i = 0; rc == RC_OK && i < u.n; i++) {
		struct store_row *r = u.row[i];

		if (r->scenario == w->of && r->state == STORE_HELD &&
		    r->event_us <= at->ev.at_us)
			rc = cancel_row(at, w, &who, r, e);
	}
	return rc;
}

/* An event of an item: everybody who holds it, in the order of their numbers. */
static enum rc
tell_holders(struct decide_at *at, size_t scenario, struct err *e)
{
	const struct policy_holders *h = &at->d->weigh.cfg.policy->scenario[scenario].holders;
	const struct interest_ask ask = { h->cart, h->viewed, at->ev.at_us - h->within_us,
		at->ev.at_us };
	const uint32_t *user;
	struct val item;
	size_t n;
	enum rc rc = expr_value(h->item, at->ev.r, at->ev.in->ev, &item, e);

	if (rc != RC_OK || val_null(&item))
		return rc;
	n = interest_holders(at->d->weigh.interest, val_text(&item, &at->d->weigh.tmp), &ask,
	    &user);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = weigh_message(&at->d->weigh, &at->ev, scenario, user[i], e);
	return rc;
}

static enum rc
trigger(struct decide_at *at, size_t scenario, struct err *e)
{
	if (at->d->weigh.cfg.policy->scenario[scenario].holders.item != NULL)
		return tell_holders(at, scenario, e);
	if (!at->person)
		return rc_bad(e, "user", "no user: a scenario wants the event, and it names nobody "
		    "(see --user)");
	return weigh_message(&at->d->weigh, &at->ev, scenario, at->number, e);
}

/* What a user does with an item; what names no user or item is nothing. */
static enum rc
learn(struct decide_at *at, enum want_kind kind, struct err *e)
{
	struct interest *in = at->d->weigh.interest;
	struct val item = { .kind = VAL_NONE };
	struct sv text;
	enum rc rc = RC_OK;

	if (at->person && kind == WANT_CLEAR)
		interest_clear(in, at->number, at->ev.at_us);
	if (at->person && kind != WANT_CLEAR)
		rc = expr_value(at->d->weigh.cfg.policy->items.item, at->ev.r, at->ev.in->ev,
		    &item, e);
	if (rc != RC_OK || val_null(&item))
		return rc;
	text = val_text(&item, &at->d->weigh.tmp);
	if (kind == WANT_VIEW)
		interest_view(in, at->number, text, at->ev.at_us);
	else if (kind == WANT_ADD)
		interest_add(in, at->number, text, at->ev.at_us);
	else
		interest_remove(in, at->number, text, at->ev.at_us);
	return RC_OK;
}

static enum rc
serve_one(struct decide_at *at, const struct want *w, struct err *e)
{
	at->wanted = at->wanted || w->kind >= WANT_CANCEL;
	switch (w->kind) {
	case WANT_CANCEL:
		return cancel(at, w, e);
	case WANT_TRIGGER:
		return trigger(at, w->of, e);
	case WANT_FIRE:
	case WANT_OVER:
		return tell_record(at->d->tell, &at->ev, w->of, w->kind == WANT_FIRE, e);
	default:
		return learn(at, w->kind, e);
	}
}

static enum rc
serve(struct decide_at *at, const struct name *x, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < x->n; i++) {
		bool yes = false;

		rc = matches(at, x->want[i].match, &yes, e);
		if (rc == RC_OK && yes)
			rc = serve_one(at, &x->want[i], e);
	}
	return rc;
}

static void
say_no_match(struct decide_at *at)
{
	struct weigh *w = &at->d->weigh;
	struct decision x = { .reason = DECISION_NO_MATCH, .ts_us = at->ev.at_us,
		.next_ok_us = INT64_MIN };
	char ukey[PSEUDONYM_LEN];
	struct store_who who = { 0 };
	struct person p = { .id = SV("") };

	if ((!w->cfg.all && w->explain.n == 0) || at->wanted) {
		w->count.drop[DECISION_NO_MATCH] += !at->wanted;
		return;
	}
	if (at->person) {
		people_person(w->cfg.people, at->number, &p);
		weigh_who(w, &p, &who, ukey);
	}
	x.user = who.ukey;
	x.detail = val_text(&at->ev.r->slot[at->d->name_slot], &w->tmp);
	weigh_say(w, &x, p.id, at->ev.o);
}

static void
set_clock(struct decide *d, int64_t at_us)
{
	int64_t *now_us = d->weigh.cfg.now_us;

	if (d->weigh.cfg.clock == DECIDE_EVENT)
		*now_us = at_us > *now_us ? at_us : *now_us;
	else if (d->weigh.cfg.clock == DECIDE_WALL)
		*now_us = clock_wall_us();
}

static enum rc
hear(struct decide_at *at, size_t i, struct err *e)
{
	struct word word = word_at(i);
	enum rc rc;

	word.person = at->person;
	word.number = at->number;
	rc = word_record(&at->d->weigh, &at->ev, &at->d->words, &word, e);
	at->wanted = true;
	return rc;
}

static enum rc
take(const struct map_in *in, const struct record *r, struct stream_out *out, struct err *e)
{
	struct decide *d = in->part;
	const struct val *name = &r->slot[d->name_slot];
	struct name *event, *kind;
	struct buf *to = d->weigh.cfg.out;
	struct decide_at at = { d, { in, r, in->at_us, SV(""), false, to != NULL ? to : &out->o },
		false, 0, false };
	const size_t start = at.ev.o->n;
	const bool person = d->weigh.cfg.all || d->weigh.explain.n > 0 ||
	    people_listen(d->weigh.cfg.people);
	enum rc rc = RC_OK;

	arena_reset(&d->weigh.tmp);
	event = find_name(d, &d->event, name);
	kind = find_name(d, &d->kind, &r->slot[d->kind_slot]);
	d->weigh.count.events++;
	set_clock(d, in->at_us);
	if (d->tell != NULL)
		rc = tell_due(d->tell, at.ev.o, e);
	if (rc != RC_OK)
		return rc;
	if (event == NULL && kind == NULL && !person) {
		d->weigh.count.drop[DECISION_NO_MATCH]++;
		return RC_OK;
	}
	at.ev.id = val_null(&r->slot[d->id_slot]) ? SV("") :
	    val_text(&r->slot[d->id_slot], &d->weigh.tmp);
	rc = find_person(&at, event != NULL || kind != NULL, e);
	if (rc == RC_OK && at.person)
		rc = people_event(d->weigh.cfg.people, at.number, val_text(name, &d->weigh.tmp), r,
		    in->at_us, e);
	if (rc == RC_OK && event != NULL && event->word != POLICY_ANY)
		rc = hear(&at, event->word, e);
	if (rc == RC_OK && event != NULL)
		rc = serve(&at, event, e);
	if (rc == RC_OK && kind != NULL)
		rc = serve(&at, kind, e);
	if (rc == RC_OK)
		say_no_match(&at);
	d->weigh.count.wanted += at.wanted;
	if (rc == RC_BAD && (at.ev.o->n > start || d->weigh.changed)) {
		/* A part of it has been decided on: it is set aside, with what is wrong. */
		stream_reject(out, r, e->code != NULL ? e->code : "bad", SV(""), "%s", e->msg);
		rc = RC_OK;
	}
	if (to != NULL && (to->n > 0 || d->weigh.changed) && out->note.n == 0)
		buf_c(&out->note, 1);
	d->weigh.changed = false;
	return rc;
}

enum rc
decide_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e)
{
	const struct decide *d = in->part;
	const struct store *store = d->weigh.cfg.store;
	const bool offsets = d->weigh.cfg.offsets != NULL;
	bool seen = false, moved;
	enum rc rc = offsets ? offsets_take(d->weigh.cfg.offsets, r, &seen, e) : RC_OK;

	moved = offsets && rc == RC_OK && !seen;
	if (rc == RC_OK && !seen)
		rc = take(in, r, out, e);
	/* Whatever came of it: that it was read is to be known, and nobody is to wait for us. */
	if (out->note.n == 0 && (moved || store->ops->pending(store)))
		buf_c(&out->note, 1);
	return rc;
}

enum rc
decide_finish(struct decide *d, struct buf *o, struct err *e)
{
	if (d->weigh.cfg.clock == DECIDE_WALL)
		*d->weigh.cfg.now_us = clock_wall_us();
	return d->tell != NULL ? tell_due(d->tell, o, e) : RC_OK;
}

struct interest *
decide_interest(struct decide *d, int64_t *within_us)
{
	*within_us = longest_within(d->weigh.cfg.policy);
	return *within_us > 0 ? d->weigh.interest : NULL;
}

bool *
decide_touched(struct decide *d)
{
	return &d->weigh.changed;
}

struct alert *
decide_alert(struct decide *d)
{
	return d->tell != NULL ? tell_alert(d->tell) : NULL;
}

bool
decide_explained(const struct decide *d)
{
	return d->weigh.explain.n == 0 || d->weigh.explained;
}

const struct decide_counts *
decide_counts(const struct decide *d)
{
	return &d->weigh.count;
}

void
decide_free(struct decide *d)
{
	if (d == NULL)
		return;
	tell_free(d->tell);
	interest_free(d->weigh.interest);
	weigh_free(&d->weigh);
	hmap_free(&d->event);
	hmap_free(&d->kind);
	arena_free(&d->arena);
	mem_free(d);
}
