/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names are in the ledger, numbers in the decision: a row of a scenario or a channel that the
 * policy has no more still counts in the caps of all.
 */
#include "notify/store_ledger.h"

#include "base/arena.h"
#include "base/mem.h"
#include "ledger/ledger_user.h"

#include <string.h>

struct by_ledger {
	struct store           store;
	struct ledger         *l;
	const struct pseudonym *names;
	struct arena           arena;	/* of what is known of the user looked at last */
	struct arena           said;	/* of a receipt */
	struct store_row     **view;
	size_t                 n, cap;
};

static struct by_ledger *
begin(struct store *store, enum rc *rc, struct err *e)
{
	struct by_ledger *s = (struct by_ledger *)store;

	*rc = ledger_in(s->l) ? RC_OK : ledger_begin(s->l, e);
	return s;
}

static struct ledger_key
to_key(const struct store_key *k)
{
	struct ledger_key to;

	_Static_assert((size_t)LEDGER_KEY == (size_t)STORE_KEY, "one text of keys");
	memcpy(to.text, k->text, sizeof(to.text));
	return to;
}

static struct store_key
of_key(const struct ledger_key *k)
{
	struct store_key to;

	memcpy(to.text, k->text, sizeof(to.text));
	return to;
}

/* ---- names ---- */

static uint16_t
scenario_of(const struct policy *p, struct sv name)
{
	for (size_t i = 0; i < p->nscenario; i++)
		if (sv_eq(p->scenario[i].name, name))
			return (uint16_t)i;
	return STORE_NONE;
}

static uint16_t
category_of(const struct policy *p, struct sv name)
{
	for (size_t i = 0; i < p->nscenario; i++)
		if (sv_eq(p->scenario[i].category, name))
			return (uint16_t)i;
	return STORE_NONE;
}

static uint16_t
variant_of(const struct policy *p, uint16_t scenario, struct sv id)
{
	const struct policy_scenario *s = &p->scenario[scenario != STORE_NONE ? scenario : 0];

	for (size_t i = 0; scenario != STORE_NONE && i < s->nvariant; i++)
		if (sv_eq(s->variant[i].id, id))
			return (uint16_t)i;
	return STORE_NONE;
}

static uint8_t
channel_of(const struct policy *p, struct sv name)
{
	for (size_t i = 0; i < p->nchannel; i++)
		if (sv_eq(p->channel[i].name, name))
			return (uint8_t)i;
	return POLICY_CHANNELS_MAX;
}

static struct sv
channel_name(const struct policy *p, size_t i)
{
	return i < p->nchannel ? p->channel[i].name : SV("");
}

/* ---- what is known of a user ---- */

static enum store_state
state_of(enum ledger_state state)
{
	switch (state) {
	case LEDGER_PLANNED:
		return STORE_HELD;
	case LEDGER_CLAIMED:
	case LEDGER_INFLIGHT:
		return STORE_TAKEN;
	case LEDGER_SENT:
	case LEDGER_UNKNOWN:
		return STORE_SPENT;
	case LEDGER_HOLDOUT:
		return STORE_SHADOW;
	default:
		return STORE_GONE;
	}
}

static enum rc
add_row(void *ctx, const struct ledger_row *from, struct err *e)
{
	struct by_ledger *s = ctx;
	const struct policy *p = s->store.policy;
	struct store_row *to = arena_zalloc(&s->arena, sizeof(*to));

	(void)e;
	to->nkey = of_key(&from->nkey);
	to->dkey = of_key(&from->dkey);
	to->base = of_key(&from->base);
	_Static_assert(sizeof(to->same) == sizeof(from->same), "as many of them");
	memcpy(to->same, from->same, sizeof(to->same));
	to->digest = from->digest;
	to->event_us = from->event_us;
	to->last_us = from->last_us;
	to->at_us = from->at_us;
	to->expires_us = from->expires_us;
	to->priority = from->priority;
	to->items = from->items;
	to->scenario = scenario_of(p, from->scenario);
	to->category = category_of(p, from->category);
	to->variant = variant_of(p, to->scenario, from->variant);
	to->channel = channel_of(p, from->channel);
	to->step = (uint8_t)from->step;
	to->class = (uint8_t)from->class;
	to->state = (uint8_t)state_of(from->state);
	to->counts = from->counts;
	to->id = from->id;
	if (s->n == s->cap) {
		s->cap = s->cap > 0 ? 2 * s->cap : 64;
		s->view = mem_array(s->view, s->cap, sizeof(struct store_row *));
	}
	s->view[s->n++] = to;
	return RC_OK;
}

static enum rc
add_consents(struct by_ledger *s, struct sv ukey, struct store_user *u, struct err *e)
{
	struct ledger_consent *from;
	struct store_consent *to;
	size_t n;
	enum rc rc = ledger_consents(s->l, ukey, &from, &n, &s->arena, e);

	if (rc != RC_OK)
		return rc;
	to = arena_alloc(&s->arena, (n + 1) * sizeof(*to));
	for (size_t i = 0; i < n; i++) {
		size_t channel = channel_of(s->store.policy, from[i].channel);

		if (channel == POLICY_CHANNELS_MAX && from[i].channel.n > 0)
			continue;
		to[u->nconsent++] = (struct store_consent){ .category = from[i].category,
		    .channel = from[i].channel.n > 0 ? channel : POLICY_ANY,
		    .granted = from[i].granted, .at_us = from[i].at_us, .source = from[i].source,
		    .text_version = from[i].text_version };
	}
	u->consent = to;
	return RC_OK;
}

/* One address that is dead says nothing of another: who sends knows which one it is. */
static enum rc
add_blocks(struct by_ledger *s, struct sv ukey, struct store_user *u, struct err *e)
{
	struct ledger_block *b;
	size_t n;
	enum rc rc = ledger_blocks(s->l, ukey, &b, &n, &s->arena, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		uint8_t channel = channel_of(s->store.policy, b[i].channel);

		u->erased |= sv_is(b[i].reason, "erased");
		if (b[i].address.n > 0)
			continue;
		if (b[i].channel.n == 0)
			u->suppressed = UINT64_MAX;
		else if (channel < POLICY_CHANNELS_MAX)
			u->suppressed |= UINT64_C(1) << channel;
	}
	return rc;
}

/* By an earlier key he was somebody else: after a change of keys this is how he is found. */
static enum rc
call_by_one_name(struct by_ledger *s, const struct store_who *who, struct err *e)
{
	char text[PSEUDONYM_LEN];
	enum rc rc = RC_OK;

	if (who->id.n == 0)
		return RC_OK;
	for (size_t i = 1; rc == RC_OK && i < pseudonym_keys(s->names); i++) {
		pseudonym_of(s->names, i, who->id, text);
		rc = ledger_rename(s->l, (struct sv){ text, sizeof(text) }, who->ukey, e);
	}
	return rc;
}

static enum rc
ledger_store_user(struct store *store, const struct store_who *who, int64_t since_us,
    struct store_user *u, struct err *e)
{
	enum rc rc;
	struct by_ledger *s = begin(store, &rc, e);

	arena_reset(&s->arena);
	s->n = 0;
	memset(u, 0, sizeof(*u));
	if (rc == RC_OK)
		rc = call_by_one_name(s, who, e);
	if (rc == RC_OK)
		rc = ledger_user_rows(s->l, who->ukey, since_us, add_row, s, e);
	if (rc == RC_OK)
		rc = add_consents(s, who->ukey, u, e);
	if (rc == RC_OK)
		rc = add_blocks(s, who->ukey, u, e);
	u->row = s->view;
	u->n = s->n;
	return rc;
}

/* ---- what is decided ---- */

static struct ledger_payload
to_payload(const struct store_payload *p)
{
	return (struct ledger_payload){ .address = p->address, .vars = p->vars, .rest = p->rest,
	    .language = p->language, .event_id = p->event_id, .tz = p->tz, .country = p->country };
}

static enum rc
ledger_store_plan(struct store *store, const struct store_who *who, const struct store_row *row,
    const struct store_payload *p, struct err *e)
{
	enum rc rc;
	struct by_ledger *s = begin(store, &rc, e);
	const struct policy *policy = store->policy;
	const struct policy_scenario *of = row->scenario < policy->nscenario ?
	    &policy->scenario[row->scenario] : NULL;
	struct ledger_payload payload = p != NULL ? to_payload(p) : (struct ledger_payload){ 0 };
	struct ledger_row to = { .dkey = to_key(&row->dkey), .nkey = to_key(&row->nkey),
	    .base = to_key(&row->base), .digest = row->digest, .ukey = who->ukey,
	    .channel = channel_name(policy, row->channel), .policy = sv_of(policy->hash),
	    .event_us = row->event_us, .last_us = row->last_us, .at_us = row->at_us,
	    .expires_us = row->expires_us, .priority = row->priority, .items = row->items,
	    .step = row->step, .class = row->class, .counts = row->counts,
	    .state = row->state == STORE_SHADOW ? LEDGER_HOLDOUT : LEDGER_PLANNED };

	memcpy(to.same, row->same, sizeof(to.same));
	if (of != NULL)
		to.scenario = of->name;
	else if (row->scenario - policy->nscenario < policy->nalert)
		to.scenario = policy->alert[row->scenario - policy->nscenario].name;
	if (of != NULL && row->variant < of->nvariant)
		to.variant = of->variant[row->variant].id;
	if (row->category < policy->nscenario)
		to.category = policy->scenario[row->category].category;
	return rc == RC_OK ? ledger_plan(s->l, &to, p != NULL ? &payload : NULL, e) : rc;
}

static enum rc
ledger_store_change(struct store *store, const struct store_who *who, const struct store_row *row,
    const struct store_payload *p, const char *why, struct err *e)
{
	enum rc rc;
	struct by_ledger *s = begin(store, &rc, e);
	struct ledger_row to = { .id = row->id, .at_us = row->at_us, .expires_us = row->expires_us,
	    .last_us = row->last_us, .items = row->items };
	struct ledger_payload payload;
	struct sv reason = sv_of(why);

	(void)who;
	if (rc != RC_OK)
		return rc;
	if (row->state == STORE_GONE)
		return ledger_end(s->l, row->id, sv_is(reason, "expired") ? LEDGER_EXPIRED :
		    sv_is(reason, "cancelled") || sv_is(reason, "preempted") ? LEDGER_CANCELLED :
		    LEDGER_SUPPRESSED, reason,
		    sv_is(reason, "preempted") ? LEDGER_PLANNED : LEDGER_CLAIMED, e);
	rc = ledger_move(s->l, &to, e);
	if (rc == RC_OK && p != NULL && row->state != STORE_SHADOW) {
		payload = to_payload(p);
		rc = ledger_payload_put(s->l, row->id, &payload, e);
	}
	return rc;
}

static enum rc
ledger_store_join(struct store *store, const struct store_who *who, const struct store_row *row,
    const struct store_member *m, struct err *e)
{
	enum rc rc;
	struct by_ledger *s = begin(store, &rc, e);
	struct ledger_member to = { .key = to_key(&m->key), .at_us = m->event_us, .vars = m->vars };
	struct ledger_row of;
	struct ledger_key dkey = to_key(&row->dkey);
	int64_t id = row->id;

	(void)who;
	memcpy(to.same, m->same, sizeof(to.same));
	if (rc == RC_OK && id == 0) {	/* planned a moment ago */
		rc = ledger_find(s->l, &dkey, &of, &s->said, e);
		id = of.id;
	}
	return rc == RC_OK ? ledger_join(s->l, id, &to, e) : rc;
}

static enum rc
ledger_store_joined(struct store *store, const struct store_who *who, const struct store_key *key,
    bool *yes, struct err *e)
{
	enum rc rc;
	struct by_ledger *s = begin(store, &rc, e);
	struct ledger_key k = to_key(key);

	(void)who;
	return rc == RC_OK ? ledger_joined(s->l, &k, yes, e) : rc;
}

static enum rc
ledger_store_leave(struct store *store, const struct store_row *row, size_t i, uint64_t same,
    uint32_t *left, struct err *e)
{
	enum rc rc;
	struct by_ledger *s = begin(store, &rc, e);

	return rc == RC_OK ? ledger_leave(s->l, row->id, i, same, left, e) : rc;
}

/* ---- what people say ---- */

static enum rc
ledger_store_consent(struct store *store, const struct store_who *who,
    const struct store_consent *c, struct err *e)
{
	enum rc rc;
	struct by_ledger *s = begin(store, &rc, e);
	struct ledger_consent to = { .channel = channel_name(store->policy, c->channel),
	    .category = c->category, .granted = c->granted, .at_us = c->at_us,
	    .source = c->source, .text_version = c->text_version };

	return rc == RC_OK ? ledger_consent_put(s->l, who->ukey, &to, e) : rc;
}

static enum rc
ledger_store_suppress(struct store *store, const struct store_who *who, uint64_t channels,
    const char *why, int64_t at_us, struct err *e)
{
	enum rc rc;
	struct by_ledger *s = begin(store, &rc, e);
	struct ledger_block b = { .reason = sv_of(why), .at_us = at_us };

	if (rc != RC_OK || channels == UINT64_MAX)
		return rc == RC_OK ? ledger_suppress(s->l, who->ukey, &b, e) : rc;
	for (size_t i = 0; rc == RC_OK && i < store->policy->nchannel; i++) {
		if ((channels >> i & 1) == 0)
			continue;
		b.channel = store->policy->channel[i].name;
		rc = ledger_suppress(s->l, who->ukey, &b, e);
	}
	return rc;
}

struct latest {			/* what went to a user by a channel before some instant */
	const struct policy        *policy;
	const struct store_receipt *r;
	struct ledger_key           dkey;
	int64_t                     at_us;
	bool                        found;
};

static enum rc
see(void *ctx, const struct ledger_row *row, struct err *e)
{
	struct latest *l = ctx;

	(void)e;
	if ((row->state != LEDGER_SENT && row->state != LEDGER_UNKNOWN) ||
	    row->changed_us > l->r->at_us || (l->found && row->changed_us < l->at_us) ||
	    (l->r->channel != POLICY_ANY && channel_of(l->policy, row->channel) != l->r->channel))
		return RC_OK;
	l->dkey = row->dkey;
	l->at_us = row->changed_us;
	l->found = true;
	return RC_OK;
}

static enum rc
ledger_store_receipt(struct store *store, const struct store_receipt *r, struct store_who *who,
    struct store_delivery *of, struct err *e)
{
	enum rc rc;
	struct by_ledger *s = begin(store, &rc, e);
	struct latest l = { .policy = store->policy, .r = r };
	struct ledger_receipt to = { .name = r->name, .at_us = r->at_us, .detail = r->detail,
	    .machine = r->machine };
	struct ledger_row row;

	if (rc != RC_OK)
		return rc;
	if (r->dkey.n == LEDGER_KEY) {
		memcpy(l.dkey.text, r->dkey.p, LEDGER_KEY);
		l.found = true;
	} else if (r->dkey.n == 0 && who->ukey.n > 0) {
		rc = ledger_user_rows(s->l, who->ukey, INT64_MIN, see, &l, e);
	}
	if (rc != RC_OK || !l.found)
		return rc == RC_OK ? RC_NO : rc;
	arena_reset(&s->said);
	rc = ledger_receipt_put(s->l, &l.dkey, &to, &row, &s->said, e);
	if (rc != RC_OK)
		return rc;
	who->ukey = row.ukey;
	of->channel = channel_of(store->policy, row.channel);
	of->category = row.category;
	return RC_OK;
}

static enum rc
ledger_store_erase(struct store *store, const struct store_who *who, int64_t at_us,
    struct err *e)
{
	enum rc rc;
	struct by_ledger *s = begin(store, &rc, e);

	if (rc == RC_OK)
		rc = call_by_one_name(s, who, e);
	return rc == RC_OK ? ledger_erase(s->l, who->ukey, at_us, e) : rc;
}

/* ---- transactions ---- */

enum rc
store_ledger_offset(struct store *store, struct sv topic, int64_t partition, int64_t next,
    struct err *e)
{
	enum rc rc;
	struct by_ledger *s = begin(store, &rc, e);

	return rc == RC_OK ? ledger_offset_put(s->l, topic, partition, next, e) : rc;
}

static enum rc
ledger_store_commit(struct store *store, struct err *e)
{
	struct by_ledger *s = (struct by_ledger *)store;

	return ledger_in(s->l) ? ledger_commit(s->l, e) : RC_OK;
}

static bool
ledger_store_pending(const struct store *store)
{
	return ledger_in(((const struct by_ledger *)store)->l);
}

static void
ledger_store_free(struct store *store)
{
	struct by_ledger *s = (struct by_ledger *)store;

	ledger_rollback(s->l);
	arena_free(&s->arena);
	arena_free(&s->said);
	mem_free(s->view);
	mem_free(s);
}

struct store *
store_ledger_new(const struct policy *p, struct ledger *l, const struct pseudonym *names)
{
	static const struct store_ops ops = { ledger_store_user, ledger_store_plan,
		ledger_store_change, ledger_store_join, ledger_store_joined, ledger_store_leave,
		ledger_store_consent, ledger_store_suppress, ledger_store_receipt,
		ledger_store_erase, ledger_store_commit, ledger_store_pending,
		ledger_store_free };
	struct by_ledger *s = mem_zalloc(sizeof(*s));

	s->store = (struct store){ &ops, p };
	s->l = l;
	s->names = names;
	arena_init(&s->arena);
	arena_init(&s->said);
	return &s->store;
}
