/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * permit - see permit.h
 */
#include "send/permit.h"

#include "base/hash.h"

#include <string.h>

void
permit_open(struct permit_rules *r, const struct policy *p, const struct pseudonym *names,
    struct arena *a)
{
	r->policy = p;
	r->names = names;
	r->zone = policy_zone_new(&p->zones);
	r->window = arena_zalloc(a, (p->nchannel + 1) * sizeof(r->window[0]));
	r->nwindow = arena_zalloc(a, (p->nchannel + 1) * sizeof(r->nwindow[0]));
	for (size_t i = 0; i < p->nchannel; i++)
		r->window[i] = policy_quiet_windows(p, i, &r->nwindow[i], a);
}

void
permit_close(struct permit_rules *r)
{
	policy_zone_free(r->zone);
	memset(r, 0, sizeof(*r));
}

void
permit_address(const struct pseudonym *names, size_t key, struct sv address, char *text)
{
	pseudonym_of(names, key, address, text);
}

/* A block names an address by what any of the keys makes of it. */
static bool
is_address(const struct permit_ask *ask, struct sv hash)
{
	const struct pseudonym *names = ask->rules->names;
	char text[PSEUDONYM_LEN];

	for (size_t i = 0; names != NULL && i < pseudonym_keys(names); i++) {
		permit_address(names, i, ask->payload->address, text);
		if (sv_eq(hash, (struct sv){ text, sizeof(text) }))
			return true;
	}
	return false;
}

static enum rc
blocked(struct permit *p, struct ledger *l, const struct permit_ask *ask, struct arena *a,
    struct err *e)
{
	struct ledger_block *b;
	size_t n;
	enum rc rc = ledger_blocks(l, ask->row->ukey, &b, &n, a, e);

	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		if (b[i].channel.n > 0 && !sv_eq(b[i].channel, ask->row->channel))
			continue;
		if (b[i].address.n > 0 && !is_address(ask, b[i].address))
			continue;
		if (b[i].address.n > 0) {
			p->say = PERMIT_DEAD;
			p->reason = "dead_address";
			continue;
		}
		*p = (struct permit){ .say = PERMIT_END, .to = LEDGER_SUPPRESSED,
			.reason = sv_is(b[i].reason, "erased") ? "erased" : "suppressed" };
		return rc;
	}
	return rc;
}

int
permit_consent(const struct ledger_consent *c, size_t n, struct sv channel, struct sv category)
{
	const struct ledger_consent *last = NULL;

	for (size_t i = 0; i < n; i++) {
		if (c[i].channel.n > 0 && !sv_eq(c[i].channel, channel))
			continue;
		if (c[i].category.n > 0 && !sv_eq(c[i].category, category))
			continue;
		if (last == NULL || c[i].at_us > last->at_us ||
		    (c[i].at_us == last->at_us && !c[i].granted))
			last = &c[i];
	}
	return last == NULL ? -1 : last->granted;
}

/* What has no category is withdrawn by words on the whole channel alone. */
static enum rc
withdrawn(struct permit *p, struct ledger *l, const struct permit_ask *ask, struct arena *a,
    struct err *e)
{
	bool critical = ask->row->class == POLICY_CRITICAL;
	struct ledger_consent *c;
	size_t n;
	enum rc rc = ledger_consents(l, ask->row->ukey, &c, &n, a, e);

	if (rc == RC_OK && permit_consent(c, n, ask->row->channel,
	    critical ? SV("") : ask->row->category) == 0)
		*p = (struct permit){ .say = PERMIT_END, .next = critical,
			.to = LEDGER_SUPPRESSED, .reason = "withdrawn" };
	return rc;
}

/* The hours that he named himself, as the last run of cxnotify has written them down. */
static enum rc
wished(struct ledger *l, struct sv ukey, struct policy_quiet *own, bool *named, struct arena *a,
    struct err *e)
{
	struct ledger_note n;
	enum rc rc = ledger_note_get(l, SV("wishes"), ukey, &n, a, e);

	*named = rc == RC_OK && policy_quiet_own(n.value, own);
	return rc == RC_NO ? RC_OK : rc;
}

/* A retry may have slid into the night. */
static enum rc
quiet(struct permit *p, struct ledger *l, const struct permit_ask *ask, struct arena *a,
    struct err *e)
{
	const struct permit_rules *r = ask->rules;
	const struct policy *policy = r->policy;
	size_t scenario = policy_find_scenario(policy, ask->row->scenario);
	size_t channel = policy_find_channel(policy, ask->row->channel);
	const struct policy_quiet *last = NULL;
	struct policy_quiet_set q = { .own = NULL };
	struct policy_quiet own;
	struct policy_clocks clocks;
	enum policy_then then;
	bool named = false;
	enum rc rc;

	if (channel == POLICY_ANY || scenario >= policy->nscenario ||
	    !policy->scenario[scenario].quiet)
		return RC_OK;
	rc = wished(l, ask->row->ukey, &own, &named, a, e);
	if (rc != RC_OK || (!named && r->nwindow[channel] == 0))
		return rc;
	clocks = policy_zone_clocks(r->zone, policy_zone_number(r->zone, ask->payload->tz),
	    ask->payload->country);
	rc = policy_zone_failed(r->zone, e);
	if (rc != RC_OK)
		return rc;
	q.window = r->window[channel];
	q.nwindow = r->nwindow[channel];
	q.own = named ? &own : NULL;
	q.home = clocks.home;
	q.zone = clocks.zone;
	q.nzone = clocks.nzone;
	p->due_us = policy_quiet_release(&q, ask->now_us,
	    hash_sv((struct sv){ ask->row->nkey.text, LEDGER_KEY }, 0), &last);
	if (last == NULL)
		return RC_OK;
	then = last->rule != NULL ? last->rule->then : POLICY_HOLD;
	if (then == POLICY_HOLD && p->due_us < ask->row->expires_us)
		p->say = PERMIT_LATER;
	else
		*p = (struct permit){ .say = PERMIT_END, .to = LEDGER_EXPIRED,
			.reason = "quiet_expired", .next = then == POLICY_NEXT };
	return RC_OK;
}

enum rc
permit_row(struct permit *p, struct ledger *l, const struct permit_ask *ask, struct arena *a,
    struct err *e)
{
	enum rc rc = RC_OK;

	*p = (struct permit){ .say = PERMIT_GO };
	if (ask->row->expires_us <= ask->now_us) {
		*p = (struct permit){ .say = PERMIT_END, .to = LEDGER_EXPIRED,
			.reason = "expired" };
		return RC_OK;
	}
	rc = blocked(p, l, ask, a, e);
	if (rc == RC_OK && p->say == PERMIT_GO)
		rc = withdrawn(p, l, ask, a, e);
	if (rc == RC_OK && p->say == PERMIT_GO)
		rc = quiet(p, l, ask, a, e);
	return rc;
}
