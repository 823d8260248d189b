/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify/word.h"

#include "secret/armor.h"

#include <string.h>

static const struct {
	const char    *name;
	enum word_kind kind;
	const char    *receipt;
} words[] = {
	{ "consent", WORD_CONSENT, NULL },
	{ "preference", WORD_PREFERENCE, NULL },
	{ "erasure", WORD_ERASURE, NULL },
	{ "notification_delivered", WORD_RECEIPT, "delivered" },
	{ "notification_opened", WORD_RECEIPT, "opened" },
	{ "notification_clicked", WORD_RECEIPT, "clicked" },
	{ "notification_bounced", WORD_RECEIPT, "bounced" },
	{ "notification_complained", WORD_RECEIPT, "complained" },
	{ "notification_opt_out", WORD_RECEIPT, "opt_out" },
	{ "notification_rated", WORD_RECEIPT, "rated" },
	{ "notification_permission_lost", WORD_RECEIPT, "permission_lost" },
};

enum { NWORDS = sizeof(words) / sizeof(*words) };

size_t
word_count(void)
{
	return NWORDS;
}

struct word
word_at(size_t i)
{
	return (struct word){ words[i].kind, sv_of(words[i].name), words[i].receipt, false, 0 };
}

enum rc
word_compile(struct word_slots *s, struct proj *p, struct err *e)
{
	const struct { const char *name; size_t *slot; } field[] = {
		{ "delivery_channel", &s->channel }, { "category", &s->category },
		{ "state", &s->state }, { "source", &s->source },
		{ "text_version", &s->text_version }, { "delivery_id", &s->delivery },
		{ "token", &s->token }, { "rating", &s->rating }, { "machine", &s->machine },
		{ "class", &s->class },
	};
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < sizeof(field) / sizeof(*field); i++) {
		rc = proj_add(p, sv_of(field[i].name), field[i].slot, e);
		if (rc == RC_OK)
			p->field[*field[i].slot].derived = true;
	}
	return rc;
}

/* Of one such event, as it is taken in. */
struct heard {
	struct weigh            *w;
	struct weigh_event      *ev;
	const struct word_slots *s;
	const struct word       *word;
	struct store_who         who;
	char                     ukey[PSEUDONYM_LEN];
	struct sv                id;	/* empty: the store alone knows who it is */
	bool                     known;	/* somebody is meant */
	size_t                   channel;	/* POLICY_ANY: all, or not said */
};

static struct sv
text_at(const struct heard *h, size_t slot)
{
	const struct val *v = &h->ev->r->slot[slot];

	return val_null(v) ? SV("") : val_text(v, &h->w->tmp);
}

static enum rc
take_off(struct heard *h, struct store_row *row, enum decision_reason reason, const char *rule,
    struct err *e)
{
	struct word_off off = { row, reason, { rule, SV(""), 0, 0, INT64_MIN }, h->id };

	return word_take_off(h->w, h->ev, &h->who, &off, e);
}

enum rc
word_take_off(struct weigh *w, const struct weigh_event *ev, const struct store_who *who,
    const struct word_off *off, struct err *e)
{
	const struct policy *p = w->cfg.policy;
	struct decision x = { .reason = off->reason, .ts_us = ev->at_us, .user = who->ukey,
		.row = off->row, .by = off->by, .next_ok_us = INT64_MIN };
	enum rc rc;

	off->row->state = STORE_GONE;
	rc = w->cfg.store->ops->change(w->cfg.store, who, off->row, NULL,
	    decision_reasons[off->reason], e);
	w->changed = true;
	if (rc == RC_NO)
		return RC_OK;	/* on its way: the delivery asks again before it goes */
	if (off->row->scenario < p->nscenario)
		x.scenario = p->scenario[off->row->scenario].name;
	if (rc == RC_OK)
		weigh_say(w, &x, off->id, ev->o);
	return rc;
}

static enum rc
user_rows(struct heard *h, struct store_user *u, struct err *e)
{
	struct store *s = h->w->cfg.store;

	return s->ops->user(s, &h->who, h->ev->at_us - h->w->memory_us, u, e);
}

/* Held rows that a withdrawal is about: of critical ones only where it is about all. */
static enum rc
withdraw(struct heard *h, const struct store_consent *c, struct err *e)
{
	const struct policy *p = h->w->cfg.policy;
	struct store_user u;
	enum rc rc = user_rows(h, &u, e);

	for (size_t i = 0; rc == RC_OK && i < u.n; i++) {
		struct store_row *r = u.row[i];
		struct sv category = r->category < p->nscenario ?
		    p->scenario[r->category].category : SV("");

		if (r->state != STORE_HELD ||
		    (c->channel != POLICY_ANY && c->channel != r->channel))
			continue;
		if (c->category.n > 0 && (r->class == POLICY_CRITICAL ||
		    !sv_eq(c->category, category)))
			continue;
		rc = take_off(h, r, DECISION_WITHDRAWN, "consent", e);
	}
	return rc;
}

static enum rc
consented(struct heard *h, const struct store_consent *c, struct err *e)
{
	struct store *s = h->w->cfg.store;
	enum rc rc;

	h->w->changed = true;
	if (h->id.n > 0)
		people_consented(h->w->cfg.people, h->word->number, c);
	rc = s->ops->consent(s, &h->who, c, e);
	return rc == RC_OK && !c->granted ? withdraw(h, c, e) : rc;
}

static enum rc
consent(struct heard *h, struct err *e)
{
	struct sv state = text_at(h, h->s->state);
	struct store_consent c = { h->channel, text_at(h, h->s->category), sv_is(state, "granted"),
		h->ev->at_us, text_at(h, h->s->source), text_at(h, h->s->text_version) };

	if (!c.granted && !sv_is(state, "withdrawn"))
		return rc_bad(e, "consent", "expected state granted or withdrawn, got '%.*s'",
		    SV_SHOW(state));
	return consented(h, &c, e);
}

/* A channel that is over for this person: what is planned for it goes too. */
static enum rc
suppress(struct heard *h, const char *why, struct err *e)
{
	struct store *s = h->w->cfg.store;
	uint64_t bits = h->channel == POLICY_ANY ? UINT64_MAX : UINT64_C(1) << h->channel;
	struct store_user u;
	enum rc rc = s->ops->suppress(s, &h->who, bits, why, h->ev->at_us, e);

	h->w->changed = true;
	if (h->id.n > 0)
		people_suppress(h->w->cfg.people, h->word->number, bits);
	if (rc == RC_OK)
		rc = user_rows(h, &u, e);
	for (size_t i = 0; rc == RC_OK && i < u.n; i++)
		if (u.row[i]->state == STORE_HELD &&
		    (h->channel == POLICY_ANY || h->channel == u.row[i]->channel))
			rc = take_off(h, u.row[i], DECISION_SUPPRESSED, why, e);
	return rc;
}

/*
 * The link that unsubscribes has DELIVERY_ID-MAC, which is taken for the id, too.  A MAC that
 * none of the keys made is somebody's who has seen the id and never had the mail.
 */
static enum rc
delivery_of(const struct heard *h, struct sv *id, struct err *e)
{
	const struct decide_cfg *c = &h->w->cfg;
	struct sv token = text_at(h, h->s->token), tag;
	struct sv text = token.n > 0 ? token : text_at(h, h->s->delivery);
	unsigned char mac[MAC_SIZE];
	char made[ARMOR_ID];

	*id = text;
	if (text.n != STORE_KEY + 1 + ARMOR_ID || text.p[STORE_KEY] != '-')
		return token.n == 0 ? RC_OK : rc_bad(e, "token",
		    "expected the token of a link that unsubscribes, got '%.*s'", SV_SHOW(text));
	id->n = STORE_KEY;
	tag = (struct sv){ text.p + STORE_KEY + 1, ARMOR_ID };
	for (size_t i = 0; i < c->nunsubscribe; i++) {
		mac_of(c->unsubscribe[i], id, 1, mac);
		armor_id(mac, made);
		if (sv_eq(tag, (struct sv){ made, ARMOR_ID }))
			return RC_OK;
	}
	return rc_bad(e, "token", "no key of the policy ('keys: unsubscribe_file') made the token "
	    "'%.*s'", SV_SHOW(text));
}

static enum rc
receipt(struct heard *h, struct err *e)
{
	struct store *s = h->w->cfg.store;
	const struct val *machine = &h->ev->r->slot[h->s->machine];
	struct store_receipt r = { sv_of(h->word->receipt), SV(""), h->channel,
		h->ev->at_us, text_at(h, h->s->rating), machine->kind == VAL_TRUE };
	struct store_who whose = h->who;
	struct sv class = text_at(h, h->s->class), category = text_at(h, h->s->category);
	struct store_delivery of = { POLICY_ANY, SV("") };
	enum rc rc = delivery_of(h, &r.dkey, e);

	if (rc != RC_OK)
		return rc;
	if (sv_is(r.name, "rated") && !sv_is(r.detail, "useful") &&
	    !sv_is(r.detail, "too_often"))
		return rc_bad(e, "rating", "expected rating useful or too_often, got '%.*s'",
		    SV_SHOW(r.detail));
	rc = s->ops->receipt(s, &r, &whose, &of, e);
	h->w->changed = true;
	h->w->count.strangers += rc == RC_NO && r.dkey.n > 0;
	if (rc == RC_OK && !h->known) {
		h->who = whose;
		h->known = true;
	}
	/* By a channel that the policy has no more: who complains of it is left alone by all. */
	if (rc == RC_OK && h->channel == POLICY_ANY && of.channel < h->w->cfg.policy->nchannel)
		h->channel = of.channel;
	if (r.dkey.n > 0 && category.n == 0)
		category = of.category;
	if ((rc != RC_OK && rc != RC_NO) || !h->known)
		return rc == RC_NO ? RC_OK : rc;
	if (sv_is(r.name, "opt_out"))
		return consented(h, &(struct store_consent){ h->channel,
		    category, false, h->ev->at_us, SV("opt_out"), SV("") }, e);
	if (sv_is(r.name, "complained"))
		return suppress(h, "complaint", e);
	if (sv_is(r.name, "permission_lost") && h->channel != POLICY_ANY)
		return suppress(h, "permission_lost", e);
	if (sv_is(r.name, "bounced") && h->channel != POLICY_ANY &&
	    (class.n == 0 || sv_is(class, "permanent")))
		return suppress(h, "bounced", e);
	return RC_OK;
}

/* The wish itself is the person's (people_event): who wants nothing is planned nothing. */
static enum rc
prefer(struct heard *h, bool nothing, struct err *e)
{
	struct store_user u = { .n = 0 };
	enum rc rc = nothing ? user_rows(h, &u, e) : RC_OK;

	for (size_t i = 0; rc == RC_OK && i < u.n; i++)
		if (u.row[i]->state == STORE_HELD && u.row[i]->class == POLICY_MARKETING)
			rc = take_off(h, u.row[i], DECISION_CAPPED, "wish", e);
	return rc;
}

static enum rc
erase(struct heard *h, struct err *e)
{
	struct store *s = h->w->cfg.store;
	struct store_user u;
	enum rc rc = user_rows(h, &u, e);

	for (size_t i = 0; rc == RC_OK && i < u.n; i++)
		if (u.row[i]->state == STORE_HELD)
			rc = take_off(h, u.row[i], DECISION_ERASED, "erasure", e);
	if (rc == RC_OK)
		rc = s->ops->erase(s, &h->who, h->ev->at_us, e);
	people_erase(h->w->cfg.people, h->word->number);
	interest_forget(h->w->interest, h->word->number);
	h->w->changed = true;
	return rc;
}

static enum rc
channel_of(struct heard *h, struct err *e)
{
	struct sv name = text_at(h, h->s->channel);

	h->channel = POLICY_ANY;
	if (name.n == 0 || sv_is(name, "any") || sv_is(name, "all"))
		return RC_OK;
	h->channel = policy_find_channel(h->w->cfg.policy, name);
	return h->channel != POLICY_ANY ? RC_OK : rc_bad(e, "channel",
	    "the policy has no channel '%.*s'", SV_SHOW(name));
}

enum rc
word_record(struct weigh *w, struct weigh_event *ev, const struct word_slots *s,
    const struct word *word, struct err *e)
{
	struct heard h = { .w = w, .ev = ev, .s = s, .word = word, .known = word->person };
	struct person p = { .nothing = false };
	enum rc rc = channel_of(&h, e);

	if (rc != RC_OK)
		return rc;
	if (word->person) {
		people_person(w->cfg.people, word->number, &p);
		h.id = p.id = arena_sv(&w->tmp, p.id);	/* people may move it */
		weigh_who(w, &p, &h.who, h.ukey);
	} else if (word->kind != WORD_RECEIPT) {
		return rc_bad(e, "user", "no user: nobody is named");
	}
	switch (word->kind) {
	case WORD_CONSENT:
		return consent(&h, e);
	case WORD_RECEIPT:
		return receipt(&h, e);
	case WORD_ERASURE:
		return erase(&h, e);
	case WORD_PREFERENCE:
		return prefer(&h, p.nothing, e);
	case WORD_NONE:
		break;
	}
	return RC_OK;
}
