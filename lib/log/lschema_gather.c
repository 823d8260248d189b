/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log/lschema_gather.h"

#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

void
lschema_gather_init(struct lschema_events *g, const struct lschema_plan *pl)
{
	memset(g, 0, sizeof(*g));
	for (size_t i = 0; i < 2; i++) {
		arena_init(&g->one[i].own);
		g->one[i].value = mem_zalloc((pl->nfield + 1) * sizeof(struct val));
	}
}

void
lschema_gather_free(struct lschema_events *g)
{
	for (size_t i = 0; i < 2; i++) {
		arena_free(&g->one[i].own);
		mem_free(g->one[i].value);
	}
}

void
lschema_gather_drop(struct lschema_events *g)
{
	g->one[g->at].some = false;
	g->one[g->at].label = SV("");
}

void
lschema_gather_cut(struct lschema_events *g)
{
	g->one[g->at].rec.line_no = 1;
}

/* What is found at all of these places, as one number. */
static uint64_t
found_at(const struct lschema_maker *m, const struct lschema_places *p)
{
	uint64_t h = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct val *v = &lfind_at(&m->find, p->at[i])->v;

		h = hash_sv(v->kind < VAL_NUMBER ? SV("") : v->text, h + 1 + v->kind);
	}
	return h;
}

static struct sv
text_at(const struct lschema_maker *m, const struct lschema_places *p)
{
	const struct val *v = &lfind_at(&m->find, p->at[0])->v;

	return v->kind == VAL_STRING || v->kind == VAL_NUMBER ? v->text : SV("");
}

enum lschema_role
lschema_gather_role(const struct lschema_events *g, const struct lschema_maker *m)
{
	const struct lschema_gathering *how = &m->plan->gather;
	const struct lschema_event *e = &g->one[g->at];

	if (lschema_plan_hold(m, &how->only))
		return LSCHEMA_MAKE;
	return how->adds.n > 0 && e->some && lschema_plan_hold(m, &how->adds) &&
	    found_at(m, &how->adds_same) == e->adds_same ? LSCHEMA_ADD : LSCHEMA_PASS;
}

/* ---- hops: LABEL-0, LABEL-1 ... behind LABEL ---- */

static bool
is_hop(const struct lschema_event *e, struct sv label, struct sv sender)
{
	size_t n = e->label.n;

	if (n == 0 || label.n < n + 2 || memcmp(label.p, e->label.p, n) != 0 ||
	    label.p[n] != '-' || !sv_eq(sender, e->sender))
		return false;
	for (size_t i = n + 1; i < label.n; i++)
		if (!num_is_digit((unsigned char)label.p[i]))
			return false;
	return true;
}

/* The record of @m, which is to be @e, may be a hop of the request before it. */
static void
take_label(struct lschema_event *before, struct lschema_event *e, const struct lschema_maker *m)
{
	const struct lschema_gathering *how = &m->plan->gather;
	struct sv label = text_at(m, &how->label), sender = text_at(m, &how->sender);
	size_t part = how->part;
	bool hop = is_hop(before, label, sender);

	e->label = arena_sv(&e->own, hop ? before->label : label);
	e->sender = arena_sv(&e->own, sender);
	if (!hop || part == m->plan->nfield)
		return;
	e->value[part] = val_of_text(SV("hop"));
	if (before->some && before->value[part].kind == VAL_NONE)
		before->value[part] = val_of_text(SV("parent"));
}

/* ---- events ---- */

static void
keep(struct lschema_event *e, size_t i, const struct val *v)
{
	e->value[i] = *v;
	e->value[i].text = v->kind >= VAL_NUMBER && v->text.n > 0 ? arena_sv(&e->own, v->text) :
	    SV("");
}

static void
begin(struct lschema_event *e, const struct lschema_maker *m, const struct record *r)
{
	arena_reset(&e->own);
	e->some = true;
	e->rec = *r;
	e->rec.line = arena_sv(&e->own, r->line);
	e->same = found_at(m, &m->plan->gather.same);
	e->adds_same = found_at(m, &m->plan->gather.adds_same);
	e->nonce = 0;
	for (size_t i = 0; i < m->plan->nfield; i++)
		keep(e, i, &m->value[i]);
}

static bool
goes_on(const struct lschema_event *e, const struct lschema_maker *m)
{
	const struct lschema_gathering *how = &m->plan->gather;
	uint64_t once = found_at(m, &how->once);

	if (!e->some || how->once.n == 0 || e->nonce == LSCHEMA_GATHER_ONCE ||
	    (how->first.n > 0 && lschema_plan_hold(m, &how->first)) ||
	    found_at(m, &how->same) != e->same)
		return false;
	for (size_t i = 0; i < e->nonce; i++)
		if (e->once[i] == once)
			return false;
	return true;
}

/* What the event has not; or all that the record has, when that tells of a failure. */
static void
add(struct lschema_event *e, const struct lschema_maker *m, bool worse)
{
	for (size_t i = 0; i < m->plan->nfield; i++)
		if (m->value[i].kind != VAL_NONE && (worse || e->value[i].kind == VAL_NONE))
			keep(e, i, &m->value[i]);
}

static void
give(struct lschema_event *e, struct lschema_maker *m, struct record *r)
{
	const struct lschema_gathering *how = &m->plan->gather;

	if (how->with[0] < m->plan->nfield && e->value[how->with[1]].kind == VAL_NONE)
		e->value[how->with[0]].kind = VAL_NONE;
	*r = e->rec;
	lschema_plan_give(m, e->value, r);
	e->some = false;
}

/* A failure comes with the time of its own record, but the event keeps that it began with. */
static void
add_behind(struct lschema_event *e, const struct lschema_maker *m)
{
	size_t worst = m->plan->gather.worst;
	bool worse = worst < m->plan->nfield && m->value[worst].kind == VAL_FALSE &&
	    e->value[worst].kind == VAL_TRUE;

	for (size_t i = 0; i < m->plan->nfield; i++)
		if (sv_is(m->plan->field[i].name, "timestamp"))
			m->value[i].kind = VAL_NONE;
	add(e, m, worse);
}

enum rc
lschema_gather_take(struct lschema_events *g, struct lschema_maker *m, enum lschema_role role,
    struct record *r)
{
	struct lschema_event *e = &g->one[g->at], *next = &g->one[1 - g->at];
	bool on = role == LSCHEMA_MAKE && goes_on(e, m);

	if (role == LSCHEMA_ADD) {
		add_behind(e, m);
		return RC_EMPTY;
	}
	if (on) {
		add(e, m, false);
	} else {
		begin(next, m, r);
		if (m->plan->gather.label.n > 0)
			take_label(e, next, m);
		g->at = 1 - g->at;
	}
	if (m->plan->gather.once.n > 0)
		g->one[g->at].once[g->one[g->at].nonce++] =
		    found_at(m, &m->plan->gather.once);
	if (on || !e->some)
		return RC_EMPTY;
	give(e, m, r);
	return RC_OK;
}

enum rc
lschema_gather_end(struct lschema_events *g, struct lschema_maker *m, struct record *r)
{
	struct lschema_event *e = &g->one[g->at];

	if (!e->some)
		return RC_EMPTY;
	give(e, m, r);
	e->label = SV("");
	return RC_OK;
}
