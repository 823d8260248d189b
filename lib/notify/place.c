/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify/place.h"

#include "base/hash.h"

enum { ROUNDS = 256 };		/* moves of one message: each is a window of a cap or a night */

void
place_say(struct place *p, struct decision_why why)
{
	if (p->nwhy < DECISION_WHYS)
		p->why[p->nwhy++] = why;
}

int64_t
place_natural(const struct policy_scenario *c, const struct person *p, int64_t event_us,
    struct place *why)
{
	int64_t at_us = event_us + c->delay_us, best_us;

	why->nwhy = 0;
	if (c->delay_us > 0)
		place_say(why, (struct decision_why){ "delay", SV(""), c->delay_us, 0, INT64_MIN });
	if (c->best_within_us > 0 && p->best_hour >= 0) {
		best_us = policy_quiet_hour(p->home, (unsigned)p->best_hour, at_us);
		if (best_us > at_us && best_us - at_us <= c->best_within_us) {
			at_us = best_us;
			place_say(why, (struct decision_why){ "best_hour", SV(""), 0, 0, at_us });
		}
	}
	if (c->at_min >= 0) {
		at_us = policy_quiet_clock(p->home, (unsigned)c->at_min, at_us);
		place_say(why, (struct decision_why){ "at", SV(""), 0, 0, at_us });
	}
	return at_us;
}

int64_t
place_closing(const struct policy_scenario *c, const struct person *p, int64_t opened_us,
    int64_t last_us)
{
	int64_t end_us;

	switch (c->digest) {
	case POLICY_DIGEST_DEBOUNCE:
		end_us = opened_us + c->digest_max_us;
		return last_us + c->digest_us < end_us ? last_us + c->digest_us : end_us;
	case POLICY_DIGEST_AT:
		/* What comes as one goes is of the next. */
		return policy_quiet_clock(p->home, (unsigned)c->digest_min, opened_us + 1);
	default:
		return opened_us + c->digest_us;
	}
}

void
place_undo(struct place *p)
{
	for (size_t i = 0; i < p->ngone; i++)
		p->gone[i]->state = STORE_HELD;
	p->ngone = 0;
}

/* Quiet hours at p->at_us: false when they end it. */
static bool
quiet(const struct place_ask *ask, struct place *p)
{
	const struct person *who = ask->person;
	const struct policy_quiet own = { (uint16_t)who->quiet_from_min,
		(uint16_t)who->quiet_to_min, POLICY_QUIET_EVERY_DAY, false, NULL };
	const struct policy_quiet_set set = { ask->window, ask->nwindow,
		who->quiet_from_min >= 0 ? &own : NULL, who->home, who->zone, who->nzone };
	const struct policy_quiet *first, *last = NULL;
	const struct policy_quiet_rule *rule;
	/* Of the id: with a ledger or without, whatever keys it has, the same. */
	uint64_t hash = hash_sv(who->id, hash_sv(ask->c->name, 0));
	int64_t open_us;

	if (!ask->c->quiet || (first = policy_quiet_at(&set, p->at_us)) == NULL)
		return true;
	open_us = policy_quiet_release(&set, p->at_us, hash, &last);
	rule = first->rule;
	p->by = (struct decision_why){ rule != NULL ? "quiet" : "wish", SV(""), 0,
		rule != NULL ? rule->line : 0, open_us != INT64_MAX ? open_us : INT64_MIN };
	p->reason = DECISION_QUIET_EXPIRED;
	p->next_ok_us = p->by.until_us;
	if (rule != NULL && rule->then != POLICY_HOLD) {
		p->end = rule->then == POLICY_NEXT ? PLACE_NEXT : PLACE_DROP;
		return false;
	}
	place_say(p, p->by);
	p->at_us = open_us;
	return true;
}

/* A row of lower priority gives way; it comes back when the message does not fit after all. */
static bool
preempt(const struct place_ask *ask, struct place *p, const struct store_row *weakest)
{
	if (weakest == NULL || !ask->c->preempts || p->ngone == PLACE_GONE_MAX)
		return false;
	for (size_t i = 0; i < ask->user->n; i++) {
		struct store_row *r = ask->user->row[i];

		if (r != weakest)
			continue;
		r->state = STORE_GONE;
		p->gone[p->ngone++] = r;
		place_say(p, (struct decision_why){ "preempts",
		    { weakest->dkey.text, STORE_KEY }, 0, 0, INT64_MIN });
		return true;
	}
	return false;
}

/* Caps at p->at_us: true when it fits; false when it was moved, or p->end is no more PLACE_FITS. */
static bool
capped(const struct place_ask *ask, struct place *p)
{
	const struct person *who = ask->person;
	const struct cap_ask caps = { ask->policy, ask->user, ask->row, who->home,
		who->max_per_day, who->max_per_week, !ask->c->capped };
	struct cap_verdict v;

	cap_check(&caps, ask->work, p->at_us, &v);
	if (v.fits)
		return true;
	if (preempt(ask, p, v.weakest))
		return false;
	p->by = (struct decision_why){ v.rule != NULL ? "cap" : "wish",
		v.rule != NULL ? v.rule->name : SV(""), 0, v.rule != NULL ? v.rule->line : 0,
		v.free_us };
	p->reason = DECISION_CAPPED;
	p->next_ok_us = v.free_us;
	switch (v.over) {
	case POLICY_OVER_DROP:
		p->end = PLACE_DROP;
		return false;
	case POLICY_OVER_NEXT:
		p->end = PLACE_NEXT;
		return false;
	case POLICY_OVER_DIGEST:
		p->end = PLACE_DIGEST;
		break;
	case POLICY_OVER_DEFER:
		break;
	}
	place_say(p, p->by);
	p->at_us = v.free_us;
	return false;
}

void
place_find(const struct place_ask *ask, struct place *p)
{
	const int64_t least_us = ask->natural_us > ask->now_us ? ask->natural_us : ask->now_us;
	bool fits = false;

	p->end = PLACE_FITS;
	p->ngone = 0;
	p->at_us = least_us;
	p->reason = DECISION_EXPIRED;
	p->by = (struct decision_why){ "expires", SV(""), 0, ask->c->line, INT64_MIN };
	p->next_ok_us = INT64_MIN;
	for (int i = 0; i < ROUNDS && !fits && p->at_us < ask->expires_us; i++) {
		if (!quiet(ask, p) || p->at_us >= ask->expires_us)
			break;
		fits = capped(ask, p);
		if (p->end == PLACE_NEXT || p->end == PLACE_DROP)
			break;
	}
	if (fits)
		return;
	if (p->end != PLACE_NEXT)
		p->end = PLACE_DROP;
	place_undo(p);
}
