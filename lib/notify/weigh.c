/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify/weigh.h"

#include "base/draw.h"
#include "base/hash.h"
#include "json/jwrite.h"
#include "notify/weigh_text.h"
#include "policy/policy_template.h"
#include "secret/keyfile.h"
#include "secret/mac.h"
#include "time/twindow.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { NUMBER_TEXT = 24, PARTS_MAX = POLICY_LIST_MAX + 4, SHARE_PARTS = 1000000 };

/* Of a digest that a cap has opened: no key of a policy hashes to it. */
#define OVERFLOW UINT64_MAX

struct mail {			/* a message on its way through the stages */
	struct weigh                 *w;
	struct weigh_event           *ev;
	const struct policy_scenario *c;
	const struct weigh_scenario  *s;
	struct person                 p;
	struct store_who              who;
	char                          ukey[PSEUDONYM_LEN];
	struct store_user             user;
	struct store_key              key;	/* what makes it the same one */
	struct store_key              older[KEYFILE_KEYS_MAX];	/* ... by names of earlier keys */
	size_t                        nolder;
	struct store_row              row;
	struct store_row             *was;	/* it is there: it is joined, or moved */
	bool                          joins;	/* ... which of the two */
	uint8_t                       order[POLICY_CHANNELS_MAX];	/* usable channels */
	size_t                        norder;
	size_t                        chosen;	/* of them */
	struct place                  place;
	bool                          again;	/* it was, but forgotten or not sent */
	bool                          global;	/* held out of everything */
	bool                          done;	/* said: */
	enum decision_reason          reason;	/* ... why not */
};

/* ---- keys ---- */

static struct sv
number_text(int64_t n, char text[NUMBER_TEXT])
{
	return (struct sv){ text, (size_t)snprintf(text, NUMBER_TEXT, "%" PRId64, n) };
}

static enum rc
value_text(const struct expr *x, const struct weigh_event *ev, struct sv *text, struct err *e)
{
	struct val v;
	enum rc rc = expr_value(x, ev->r, ev->in->ev, &v, e);

	if (rc == RC_OK)
		*text = val_text(&v, expr_eval_arena(ev->in->ev));
	return rc;
}

enum rc
weigh_same(const struct expr *x, const struct weigh_event *ev, uint64_t *hash, struct err *e)
{
	struct sv text = SV("");
	enum rc rc = value_text(x, ev, &text, e);

	*hash = text.n > 0 ? hash_sv(text, 0) : 0;
	*hash += text.n > 0 && *hash == 0;
	return rc;
}

/* The day, week or month that an event belongs to, on the user's clock. */
static struct sv
period_text(const struct mail *m, char name[TWINDOW_NAME_MAX])
{
	struct twindow win = { TWINDOW_DAY, 1, m->p.home };

	if (m->c->per == POLICY_PER_WEEK)
		win.unit = TWINDOW_WEEK;
	else if (m->c->per == POLICY_PER_MONTH)
		win.unit = TWINDOW_MONTH;
	twindow_name(&win, twindow_at(&win, m->ev->at_us).from_us, name);
	return sv_of(name);
}

static enum rc
make_key(struct mail *m, struct err *e)
{
	struct sv part[PARTS_MAX];
	char name[TWINDOW_NAME_MAX];
	size_t n = 0;
	enum rc rc = RC_OK;

	part[n++] = m->c->name;
	part[n++] = m->who.ukey;
	switch (m->c->per) {
	case POLICY_PER_EVENT:
		if (m->ev->id.n == 0)
			rc = weigh_text_event(m->w, m->ev, e);
		part[n++] = m->ev->id.n > 0 ? m->ev->id : buf_view(&m->w->json);
		break;
	case POLICY_PER_EVER:
		part[n++] = SV("");
		break;
	default:
		part[n++] = period_text(m, name);
	}
	for (size_t i = 0; rc == RC_OK && i < m->c->nentity; i++)
		rc = value_text(m->c->entity[i], m->ev, &part[n++], e);
	if (rc == RC_OK)
		mac_id(part, n, m->key.text);
	for (size_t i = 1; rc == RC_OK && m->w->cfg.keys != NULL &&
	    i < pseudonym_keys(m->w->cfg.keys); i++) {
		char ukey[PSEUDONYM_LEN];

		pseudonym_of(m->w->cfg.keys, i, m->p.id, ukey);
		part[1] = (struct sv){ ukey, sizeof(ukey) };
		mac_id(part, n, m->older[m->nolder++].text);
	}
	return rc;
}

/* It is the message's key, or was before keys were changed. */
static bool
is_key(const struct mail *m, const struct store_key *k)
{
	bool same = memcmp(k, &m->key, sizeof(*k)) == 0;

	for (size_t i = 0; !same && i < m->nolder; i++)
		same = memcmp(k, &m->older[i], sizeof(*k)) == 0;
	return same;
}

static enum rc
digest_hash(struct mail *m, uint64_t *hash, struct err *e)
{
	enum rc rc = RC_OK;

	*hash = 1;
	for (size_t i = 0; rc == RC_OK && i < m->c->ndigest_key; i++) {
		struct sv text = SV("");

		rc = value_text(m->c->digest_key[i], m->ev, &text, e);
		*hash = hash_sv(text, *hash);
	}
	*hash = *hash == 0 || *hash == OVERFLOW ? 1 : *hash;
	return rc;
}

/* The key of what is planned now: of a message that was planned before, by when it is again. */
static void
make_nkey(struct mail *m)
{
	char number[NUMBER_TEXT], digest[NUMBER_TEXT];
	const struct sv key = { m->key.text, STORE_KEY };

	m->row.base = m->row.nkey = m->key;
	if (m->row.digest != 0 && m->row.items > 0)
		mac_id((const struct sv[]){ m->c->name, m->who.ukey,
		    number_text((int64_t)m->row.digest, digest),
		    number_text(m->ev->at_us, number) }, 4, m->row.nkey.text);
	else if (m->again)
		mac_id((const struct sv[]){ key, number_text(m->ev->at_us, number) }, 2,
		    m->row.nkey.text);
}

static void
make_dkey(struct mail *m)
{
	mac_id((const struct sv[]){ { m->row.nkey.text, STORE_KEY }, SV("0"),
	    m->w->cfg.policy->channel[m->row.channel].name }, 3, m->row.dkey.text);
}

/* ---- what is said ---- */

void
weigh_say(struct weigh *w, const struct decision *x, struct sv id, struct buf *o)
{
	if (x->reason != DECISION_PLAN)
		w->count.drop[x->reason]++;
	if (w->explain.n > 0 && !sv_eq(id, w->explain))
		return;
	w->explained = true;
	decision_write(x, w->cfg.policy, sv_of(w->tzdata), o);
}

static struct decision
decision_of(const struct mail *m)
{
	return (struct decision){ .ts_us = m->ev->at_us, .user = m->who.ukey,
		.scenario = m->c->name, .next_ok_us = INT64_MIN };
}

/* In which experiment the person is, and in which arm. */
static void
say_arm(const struct mail *m, struct decision *x)
{
	const bool out = m->row.state == STORE_SHADOW;
	const struct policy *p = m->w->cfg.policy;

	if (m->c->class != POLICY_MARKETING && m->c->nvariant < 2)
		return;
	if (m->c->nvariant > 1 || m->c->holdout > 0)
		x->experiment = m->s->experiment;
	else if (p->holdout > 0)
		x->experiment = SV("global");
	if (out && m->global)
		x->experiment = SV("global");
	if (x->experiment.n == 0)
		return;
	x->variant = out ? SV("holdout") : SV("treated");
	if (!out && m->row.variant < m->c->nvariant && m->c->variant[m->row.variant].id.n > 0)
		x->variant = m->c->variant[m->row.variant].id;
}

static void
drop(struct mail *m, enum decision_reason reason, const struct decision_why *by,
    int64_t next_ok_us)
{
	struct decision x = decision_of(m);

	x.reason = reason;
	x.message = &m->key;
	if (reason != DECISION_DUP && m->was != NULL && !m->joins)
		x.row = m->was;		/* it was planned, and finds no new place */
	if (by != NULL)
		x.by = *by;
	x.next_ok_us = next_ok_us;
	weigh_say(m->w, &x, m->p.id, m->ev->o);
	m->done = true;
	m->reason = reason;
}

static void
drop_for(struct mail *m, enum decision_reason reason, const char *rule, uint32_t line)
{
	drop(m, reason, &(struct decision_why){ rule, SV(""), 0, line, INT64_MIN }, INT64_MIN);
}

/* ---- the stages ---- */

void
weigh_who(const struct weigh *w, const struct person *p, struct store_who *who, char *ukey)
{
	*who = (struct store_who){ p->number, p->id, p->id };
	if (w->cfg.keys == NULL)
		return;
	pseudonym_of(w->cfg.keys, 0, p->id, ukey);
	who->ukey = (struct sv){ ukey, PSEUDONYM_LEN };
}

static enum rc
look_up(struct mail *m, struct err *e)
{
	int64_t since_us = m->ev->at_us < *m->w->cfg.now_us ? m->ev->at_us : *m->w->cfg.now_us;

	return m->w->cfg.store->ops->user(m->w->cfg.store, &m->who, since_us - m->w->memory_us,
	    &m->user, e);
}

static enum rc
audience(struct mail *m, struct err *e)
{
	bool in = true;
	enum rc rc = RC_OK;

	if (m->p.erased || m->user.erased) {
		drop_for(m, DECISION_ERASED, "erasure", 0);
		return RC_OK;
	}
	if (!m->p.known && m->p.reachable == 0) {
		drop_for(m, DECISION_NO_PROFILE, "users", 0);
		return RC_OK;
	}
	if (m->c->nsegment > 0 || m->c->nexclude > 0 || m->c->who != NULL)
		rc = people_audience(m->w->cfg.people, m->p.number, m->c, m->ev->in->ev, &in, e);
	if (rc == RC_OK && !in)
		drop_for(m, DECISION_AUDIENCE, "audience", m->c->line);
	return rc;
}

/*
 * It may be moved by a later trigger: it waits, or would if he were not held out.  One of
 * a channel that the policy has no more goes nowhere.
 */
static bool
waits(const struct mail *m, const struct store_row *r)
{
	return (r->state == STORE_HELD || r->state == STORE_SHADOW) &&
	    r->at_us > *m->w->cfg.now_us && r->channel < m->w->cfg.policy->nchannel;
}

/*
 * What is remembered of the same message.  One that did not go out is planned again by a later
 * event, not by the same one read twice.
 */
static enum rc
said_already(struct mail *m, struct err *e)
{
	const int64_t at_us = m->ev->at_us;
	bool joined = false;
	enum rc rc = m->w->cfg.store->ops->joined(m->w->cfg.store, &m->who, &m->key, &joined, e);

	for (size_t i = 0; rc == RC_OK && !joined && i < m->nolder; i++)
		rc = m->w->cfg.store->ops->joined(m->w->cfg.store, &m->who, &m->older[i], &joined,
		    e);
	for (size_t i = 0; rc == RC_OK && !joined && i < m->user.n; i++) {
		struct store_row *r = m->user.row[i];

		if (r->step > 0 || !is_key(m, &r->base))
			continue;
		if (at_us <= r->last_us) {
			joined = true;
		} else if (r->state == STORE_GONE || at_us - r->event_us >= m->c->ttl_us) {
			m->again = true;
		} else if (m->c->restart && r->items == 0 && waits(m, r)) {
			m->was = r;
		} else {
			drop(m, DECISION_DUP, &(struct decision_why){ "dedupe", SV(""), 0,
			    m->c->line, INT64_MIN }, r->event_us + m->c->ttl_us);
			return RC_OK;
		}
	}
	if (rc == RC_OK && joined)
		drop_for(m, DECISION_DUP, "dedupe", m->c->line);
	make_nkey(m);
	return rc;
}

/* What he said of a channel: to the people, and to the store. */
static enum person_consent
consent_of(const struct mail *m, size_t channel)
{
	const bool all = m->c->class == POLICY_CRITICAL;	/* asks of whole channels */
	struct sv category = all ? SV("") : m->c->category;
	int64_t at_us = INT64_MIN;
	enum person_consent said = people_consent(m->w->cfg.people, m->p.number, channel, category,
	    &at_us);

	for (size_t i = 0; i < m->user.nconsent; i++) {
		const struct store_consent *c = &m->user.consent[i];

		if ((c->channel != POLICY_ANY && c->channel != channel) ||
		    (c->category.n > 0 && !sv_eq(c->category, category)))
			continue;
		if (c->at_us < at_us || (c->at_us == at_us && c->granted))
			continue;
		at_us = c->at_us;
		said = c->granted ? PERSON_GRANTED : PERSON_WITHDRAWN;
	}
	return said;
}

static bool
allowed(const struct mail *m, size_t channel, bool *withdrawn)
{
	enum person_consent said = consent_of(m, channel);

	*withdrawn = *withdrawn || said == PERSON_WITHDRAWN;
	return m->c->class == POLICY_MARKETING ? said == PERSON_GRANTED :
	    said != PERSON_WITHDRAWN;
}

/* The scenario's channels, in the user's own order first. */
static void
list_channels(struct mail *m)
{
	uint64_t in = 0, put = 0;

	for (size_t i = 0; i < m->c->nchannel; i++)
		in |= UINT64_C(1) << m->c->channel[i];
	for (size_t i = 0; m->c->wish && i < m->p.nprefer; i++)
		if ((in & ~put) >> m->p.prefer[i] & 1) {
			m->order[m->norder++] = m->p.prefer[i];
			put |= UINT64_C(1) << m->p.prefer[i];
		}
	for (size_t i = 0; i < m->c->nchannel; i++)
		if (!(put >> m->c->channel[i] & 1))
			m->order[m->norder++] = (uint8_t)m->c->channel[i];
}

static void
keep_bits(struct mail *m, uint64_t bits)
{
	size_t n = 0;

	for (size_t i = 0; i < m->norder; i++)
		if (bits >> m->order[i] & 1)
			m->order[n++] = m->order[i];
	m->norder = n;
}

static void
choose_channels(struct mail *m)
{
	bool withdrawn = false;
	uint64_t bits = 0;

	if (m->c->class == POLICY_MARKETING && m->p.nothing) {
		drop_for(m, DECISION_CAPPED, "wish", 0);
		return;
	}
	list_channels(m);
	keep_bits(m, ~(m->p.suppressed | m->user.suppressed));
	if (m->norder == 0) {
		drop_for(m, DECISION_SUPPRESSED, "suppressed", 0);
		return;
	}
	for (size_t i = 0; i < m->norder; i++)
		if (allowed(m, m->order[i], &withdrawn))
			bits |= UINT64_C(1) << m->order[i];
	keep_bits(m, bits);
	if (m->norder == 0) {
		drop_for(m, withdrawn ? DECISION_WITHDRAWN : DECISION_NO_CONSENT, "consent", 0);
		return;
	}
	keep_bits(m, m->p.reachable);
	if (m->norder == 0)
		drop_for(m, DECISION_NO_CHANNEL, "channels", m->c->line);
}

/* By the secret key where there is one: nobody can say beforehand who is. */
static bool
held_out(const struct mail *m, uint32_t share, struct sv experiment, struct sv head)
{
	const struct mac *key = m->w->cfg.experiment;

	if (share == 0)
		return false;
	if (key != NULL)
		return mac_draw(key, experiment, m->p.id) < share;
	return draw_below(head, m->p.id, SHARE_PARTS, &m->w->tmp) <
	    (uint64_t)share * (SHARE_PARTS / POLICY_SHARE);
}

static void
draw_arms(struct mail *m)
{
	const struct policy *p = m->w->cfg.policy;
	bool out = false;

	if (m->c->class == POLICY_MARKETING)
		out = m->global = held_out(m, p->holdout, SV("global"), m->w->global_head);
	if (!out)
		out = held_out(m, m->c->holdout, m->s->experiment, m->s->holdout_head);
	m->row.state = out ? STORE_SHADOW : STORE_HELD;
	m->row.variant = 0;
	if (m->c->nvariant > 1) {
		uint64_t x = draw_below(m->s->variant_head, m->p.id, m->s->weights,
		    &m->w->tmp);

		while (x >= m->c->variant[m->row.variant].weight)
			x -= m->c->variant[m->row.variant++].weight;
	}
}

/* ---- digests ---- */

/* The open digest of this key: events join it until its instant. */
static struct store_row *
open_digest(const struct mail *m, uint64_t digest)
{
	for (size_t i = 0; i < m->user.n; i++) {
		struct store_row *r = m->user.row[i];

		if (r->scenario == m->row.scenario && r->digest == digest && r->items > 0 &&
		    r->state == m->row.state && waits(m, r))
			return r;
	}
	return NULL;
}

/* Whether a first event goes by itself: none of its key went, or waits, in the window before. */
static bool
leads(const struct mail *m)
{
	for (size_t i = 0; i < m->user.n; i++) {
		const struct store_row *r = m->user.row[i];

		if (r->scenario == m->row.scenario && r->digest == m->row.digest &&
		    r->state != STORE_GONE &&
		    place_closing(m->c, &m->p, r->at_us, r->at_us) > m->ev->at_us)
			return false;
	}
	return true;
}

static enum rc
find_digest(struct mail *m, struct err *e)
{
	enum rc rc;

	if (m->c->digest == POLICY_DIGEST_NONE)
		return RC_OK;
	rc = digest_hash(m, &m->row.digest, e);
	if (rc != RC_OK)
		return rc;
	m->was = open_digest(m, m->row.digest);
	m->joins = m->was != NULL;
	m->row.items = m->c->digest_lead && !m->joins && leads(m) ? 0 : 1;
	make_nkey(m);
	return RC_OK;
}

static enum rc
join(struct mail *m, const struct store_row *row, struct err *e)
{
	struct store_member member = { .key = m->key, .vars = weigh_text_vars(m->w),
		.event_us = m->ev->at_us };

	memcpy(member.same, m->row.same, sizeof(member.same));
	return m->w->cfg.store->ops->join(m->w->cfg.store, &m->who, row, &member, e);
}

/* ---- its place ---- */

static struct place_ask
ask_of(struct mail *m, int64_t natural_us)
{
	const struct weigh_channel *ch = &m->w->channel[m->row.channel];

	return (struct place_ask){ m->w->cfg.policy, m->c, &m->p, ch->window, ch->n, &m->user,
		&m->row, &m->w->work, natural_us, *m->w->cfg.now_us,
		natural_us + m->c->expires_us };
}

/* When it would go: of a digest when that closes. */
static int64_t
natural_of(struct mail *m)
{
	int64_t at_us = place_natural(m->c, &m->p, m->ev->at_us, &m->place), opened_us = at_us;
	struct place other;

	if (m->row.digest == 0 || m->row.digest == OVERFLOW || m->row.items == 0)
		return at_us;
	if (m->joins)
		opened_us = place_natural(m->c, &m->p, m->was->event_us, &other);
	at_us = place_closing(m->c, &m->p, opened_us, at_us);
	place_say(&m->place, (struct decision_why){ "digest", SV(""), 0, 0, at_us });
	return at_us;
}

/* By the first channel that has a place for it. */
static void
find_place(struct mail *m, int64_t natural_us)
{
	const size_t nwhy = m->place.nwhy;
	struct place_ask ask;

	for (m->chosen = 0; m->chosen < m->norder; m->chosen++) {
		m->row.channel = m->order[m->chosen];
		make_dkey(m);
		ask = ask_of(m, natural_us);
		m->place.nwhy = nwhy;
		place_find(&ask, &m->place);
		if (m->place.end != PLACE_NEXT)
			break;
	}
	if (m->place.end == PLACE_DROP || m->place.end == PLACE_NEXT) {
		drop(m, m->place.reason, &m->place.by, m->place.next_ok_us);
		return;
	}
	m->row.at_us = m->place.at_us;
	m->row.expires_us = natural_us + m->c->expires_us;
}

/* What waits for a cap goes as one: the first of it has the place. */
static void
overflow(struct mail *m)
{
	if (m->done || m->place.end != PLACE_DIGEST || m->row.digest != 0)
		return;
	m->row.digest = OVERFLOW;
	m->row.items = 1;
	m->was = open_digest(m, OVERFLOW);
	m->joins = m->was != NULL;
	if (m->joins)
		place_undo(&m->place);
	make_nkey(m);
	make_dkey(m);
}

/* ---- in the end ---- */

static struct decision
planned(const struct mail *m, const struct store_row *row)
{
	struct decision x = decision_of(m);

	x.row = row;
	x.reason = m->row.state == STORE_SHADOW ? DECISION_HOLDOUT : DECISION_PLAN;
	if (x.reason == DECISION_HOLDOUT)
		x.by = (struct decision_why){ "holdout", SV(""), 0,
			m->global ? 0 : m->c->line, INT64_MIN };
	x.held_out = x.reason == DECISION_HOLDOUT;
	x.moved = m->was != NULL && !m->joins;
	x.why = m->place.why;
	x.nwhy = m->place.nwhy;
	say_arm(m, &x);
	if (m->w->cfg.render)
		x.parts = weigh_text_parts(m->w);
	return x;
}

static enum rc
give_way(struct mail *m, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < m->place.ngone; i++) {
		const struct store_row *r = m->place.gone[i];
		struct decision x = decision_of(m);

		rc = m->w->cfg.store->ops->change(m->w->cfg.store, &m->who, r, NULL, "preempted",
		    e);
		x.reason = DECISION_PREEMPTED;
		x.row = r;
		x.by = (struct decision_why){ "priority", m->c->name, 0, m->c->line, INT64_MIN };
		if (r->scenario < m->w->cfg.policy->nscenario)
			x.scenario = m->w->cfg.policy->scenario[r->scenario].name;
		weigh_say(m->w, &x, m->p.id, m->ev->o);
	}
	return rc;
}

/* A row of the view has a new instant, one more member, or both. */
static enum rc
renew(struct mail *m, const struct store_payload *payload, struct err *e)
{
	struct store_row *r = m->was;
	struct decision x;
	enum rc rc = RC_OK;

	if (m->joins) {
		r->items++;
		rc = join(m, r, e);
	} else {
		memcpy(r->same, m->row.same, sizeof(r->same));
	}
	r->last_us = m->ev->at_us > r->last_us ? m->ev->at_us : r->last_us;
	if (m->row.digest != OVERFLOW) {
		r->at_us = m->row.at_us;
		r->expires_us = m->row.expires_us;
	}
	if (rc == RC_OK)
		rc = m->w->cfg.store->ops->change(m->w->cfg.store, &m->who, r,
		    m->joins ? NULL : payload, NULL, e);
	if (rc == RC_NO) {	/* it was claimed meanwhile */
		drop_for(m, DECISION_DUP, "dedupe", m->c->line);
		return RC_OK;
	}
	x = planned(m, r);
	if (rc == RC_OK)
		weigh_say(m->w, &x, m->p.id, m->ev->o);
	return rc;
}

static enum rc
plan_new(struct mail *m, const struct store_payload *payload, struct err *e)
{
	struct decision x = planned(m, &m->row);
	enum rc rc = m->w->cfg.store->ops->plan(m->w->cfg.store, &m->who, &m->row, payload, e);

	if (rc == RC_NO && !m->again && m->row.digest == 0) {	/* it was, longer ago than we see */
		m->again = true;
		make_nkey(m);
		make_dkey(m);
		rc = m->w->cfg.store->ops->plan(m->w->cfg.store, &m->who, &m->row, payload, e);
	}
	if (rc == RC_NO) {
		drop_for(m, DECISION_DUP, "dedupe", m->c->line);
		return RC_OK;
	}
	if (rc == RC_OK && m->row.items > 0)
		rc = join(m, &m->row, e);
	if (rc != RC_OK)
		return rc;
	m->w->count.plans += x.reason == DECISION_PLAN;
	weigh_say(m->w, &x, m->p.id, m->ev->o);
	return RC_OK;
}

static enum rc
finish(struct mail *m, struct err *e)
{
	const struct policy *p = m->w->cfg.policy;
	struct store_payload payload = { .language = m->p.language, .event_id = m->ev->id,
		.tz = m->p.tz, .country = m->p.country };
	struct weigh_text text = { p, m->c, &m->row, m->p.number, m->p.language,
		m->order + m->chosen + 1, m->norder - m->chosen - 1, m->joins };
	struct err why = { 0 };
	enum rc rc = weigh_text_event(m->w, m->ev, e);

	if (rc == RC_OK && weigh_text_make(m->w, &text, &payload, &why) != RC_OK) {
		struct decision x = decision_of(m);

		place_undo(&m->place);
		x.reason = DECISION_RENDER_ERROR;
		x.message = &m->row.nkey;
		x.by = (struct decision_why){ "template",
			p->template[m->c->variant[m->row.variant].template].name, 0,
			p->template[m->c->variant[m->row.variant].template].line, INT64_MIN };
		x.detail = sv_of(why.msg);
		weigh_say(m->w, &x, m->p.id, m->ev->o);
		return RC_OK;
	}
	m->w->changed = true;
	if (rc == RC_OK)
		rc = give_way(m, e);
	if (rc != RC_OK)
		return rc;
	return m->was != NULL ? renew(m, &payload, e) : plan_new(m, &payload, e);
}

/* A message that was planned finds no way or no place where a later trigger has moved it. */
static enum rc
withdraw(struct mail *m, struct err *e)
{
	struct store_row *r = m->was;

	if (r == NULL || m->joins)
		return RC_OK;
	r->state = STORE_GONE;
	r->last_us = m->ev->at_us;
	m->w->changed = true;
	return m->w->cfg.store->ops->change(m->w->cfg.store, &m->who, r, NULL,
	    decision_reasons[m->reason], e);
}

static enum rc
sames_of(struct mail *m, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < STORE_SAMES && m->s->same_of[i] != NULL; i++)
		rc = weigh_same(m->s->same_of[i], m->ev, &m->row.same[i], e);
	return rc;
}

static void
begin(struct mail *m, size_t index, uint32_t number)
{
	people_person(m->w->cfg.people, number, &m->p);
	weigh_who(m->w, &m->p, &m->who, m->ukey);
	m->row = (struct store_row){ .event_us = m->ev->at_us, .last_us = m->ev->at_us,
		.priority = m->c->priority, .scenario = (uint16_t)index,
		.category = m->s->category, .class = (uint8_t)m->c->class,
		.counts = m->c->counts };
}

/* A row that is there keeps its channel and keys while it is moved. */
static void
take_over(struct mail *m)
{
	if (m->was == NULL)
		return;
	m->row.nkey = m->was->nkey;
	m->row.dkey = m->was->dkey;
	m->order[0] = m->was->channel;
	m->norder = 1;
}

enum rc
weigh_message(struct weigh *w, struct weigh_event *ev, size_t index, uint32_t number,
    struct err *e)
{
	struct mail m = { .w = w, .ev = ev, .c = &w->cfg.policy->scenario[index],
		.s = &w->scenario[index] };
	int64_t natural_us;
	enum rc rc;

	begin(&m, index, number);
	rc = people_failed(w->cfg.people, e);
	if (rc == RC_OK)
		rc = look_up(&m, e);
	if (rc == RC_OK)
		rc = make_key(&m, e);
	if (rc == RC_OK)
		rc = sames_of(&m, e);
	if (rc == RC_OK)
		rc = audience(&m, e);
	if (rc == RC_OK && !m.done)
		rc = said_already(&m, e);
	if (rc != RC_OK || m.done)
		return rc;
	choose_channels(&m);
	if (m.done)
		return withdraw(&m, e);
	draw_arms(&m);
	if (m.was == NULL)
		rc = find_digest(&m, e);
	if (rc != RC_OK)
		return rc;
	take_over(&m);
	natural_us = natural_of(&m);
	find_place(&m, natural_us);
	if (m.done)
		return withdraw(&m, e);
	overflow(&m);
	return finish(&m, e);
}
