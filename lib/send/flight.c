/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * flight - claimed, armed, gone
 */
#include "send/flight.h"

#include "base/mem.h"
#include "run/clock.h"
#include "send/report.h"

#include <inttypes.h>
#include <stdio.h>

#define SECOND_US INT64_C(1000000)

void
flight_add(struct flight_list *l, struct flight *f)
{
	if (l->n++ == 0)
		l->end = &l->first;
	f->next = NULL;
	*l->end = f;
	l->end = &f->next;
}

struct flight *
flight_take(struct flight_list *l)
{
	struct flight *f = l->n > 0 ? l->first : NULL;

	if (f != NULL) {
		l->first = f->next;
		l->n--;
	}
	return f;
}

int64_t
flight_now(const struct flights *s)
{
	int64_t now_us = s->j->query.input.now_us;

	return now_us != INT64_MIN ? now_us + clock_us() - s->start_us : clock_wall_us();
}

static struct flight *
spare(struct flights *s)
{
	struct flight *f = flight_take(&s->spare);

	if (f == NULL) {
		f = mem_zalloc(sizeof(*f));
		arena_init(&f->arena);
		f->elder = s->youngest;
		s->youngest = f;
	}
	arena_reset(&f->arena);
	return f;
}

/* ---- the next step ---- */

static const struct policy_scenario *
scenario_of(const struct flights *s, const struct ledger_row *row)
{
	size_t i = policy_find_scenario(&s->rules->policy, row->scenario);

	return i < s->rules->policy.nscenario ? &s->rules->policy.scenario[i] : NULL;
}

bool
flight_falls(const struct flights *s, const struct ledger_row *row, enum ledger_state is)
{
	const struct policy_scenario *c = scenario_of(s, row);

	if (c == NULL)
		return false;
	if (is == LEDGER_UNKNOWN)
		return c->fallback_unknown;
	return is == LEDGER_DEAD && c->fallback != POLICY_FALL_NONE;
}

enum rc
flight_step(struct flights *s, const struct ledger_row *row, int64_t now_us, struct err *e)
{
	struct ledger_payload p;
	struct ledger_row next;
	enum rc rc;

	if (row->expires_us <= now_us)
		return RC_OK;
	rc = ledger_payload_get(s->ledger, row->id, &p, &s->turn, e);
	if (rc == RC_OK)
		rc = compose_next(&s->rules->policy, row, &p, now_us, &next, &s->turn);
	if (rc == RC_OK)
		rc = ledger_plan(s->ledger, &next, &p, e);
	if (rc == RC_OK && row->items > 0)
		rc = ledger_take_along(s->ledger, row->id, &next, e);
	s->more |= rc == RC_OK;
	return rc == RC_NO || rc == RC_EMPTY ? RC_OK : rc;
}

/* ---- what does not go ---- */

static void
say(struct flights *s, const struct report *r)
{
	report_delivery(r, &s->lines);
	s->uncommitted.withdrawn += r->state != LEDGER_DEAD;
	s->uncommitted.dead += r->state == LEDGER_DEAD;
}

static enum rc
end_it(struct flights *s, const struct flight *f, const struct permit *p, int64_t now_us,
    struct err *e)
{
	enum rc rc = ledger_end(s->ledger, f->row.id, p->to, sv_of(p->reason), LEDGER_CLAIMED, e);

	if (rc != RC_OK)
		return rc == RC_NO ? RC_OK : rc;
	say(s, &(struct report){ .at_us = now_us, .row = &f->row, .attempt = f->row.attempt,
		.state = p->to, .reason = p->reason, .channel = f->route->channel,
		.provider = f->route->provider });
	return p->next ? flight_step(s, &f->row, now_us, e) : RC_OK;
}

/* It cannot be sent as it is, and was not: dead, without a byte on the wire. */
static enum rc
doom(struct flights *s, const struct flight *f, const char *reason, const char *why,
    int64_t now_us, struct err *e)
{
	struct ledger_shot shot = { .id = f->row.id };
	struct ledger_outcome o = { .id = f->row.id, .state = LEDGER_DEAD,
		.reason = sv_of(reason), .said = sv_of(why) };
	struct wire_result r = { .verdict = WIRE_PERMANENT };
	enum rc rc = ledger_arm(s->ledger, &shot, 1, now_us, e);

	if (rc == RC_OK && shot.armed)
		rc = ledger_settle(s->ledger, &o, 1, now_us, e);
	if (rc != RC_OK || !o.settled)
		return rc;
	(void)snprintf(r.text, sizeof(r.text), "%s", why);
	say(s, &(struct report){ .at_us = now_us, .row = &f->row, .state = LEDGER_DEAD,
		.attempt = shot.attempt, .reason = reason, .result = &r,
		.channel = f->route->channel, .provider = f->route->provider,
		.domain = f->m.domain });
	return flight_falls(s, &f->row, LEDGER_DEAD) ? flight_step(s, &f->row, now_us, e) : RC_OK;
}

/* A policy in which it is not may be the wrong one: it waits for one that has it. */
static enum rc
shelve(struct flights *s, const struct flight *f, struct err *e)
{
	struct flight_shelf *shelf = hmap_put(&s->shelf, f->row.scenario, NULL);
	enum rc rc = ledger_shelve(s->ledger, f->row.id, e);

	shelf->n += rc == RC_OK;
	return rc == RC_NO ? RC_OK : rc;
}

enum rc
flight_unshelve(struct flights *s, struct err *e)
{
	hmap_clear(&s->shelf);
	arena_reset(&s->shelves);
	return ledger_unshelve(s->ledger, e);
}

void
flight_say_shelved(struct flights *s)
{
	for (size_t i = 0; i < s->shelf.n; i++) {
		const struct hmap_entry *scenario = &s->shelf.entry[i];
		struct flight_shelf *shelf = scenario->val;
		char text[512];
		bool any;

		if (shelf->said || shelf->n == 0)
			continue;
		shelf->said = true;
		any = policy_find_scenario(&s->rules->policy, scenario->key) != POLICY_ANY;
		(void)snprintf(text, sizeof(text), "%" PRIu64 " held: %s has no scenario '%.*s'%s",
		    shelf->n, s->rules->policy.file, SV_SHOW(scenario->key),
		    any ? " with their variant" : "");
		s->j->say(s->j->name, text);
	}
}

static enum rc
put_back(struct flights *s, const struct flight *f, int64_t due_us, struct err *e)
{
	enum rc rc = ledger_putback(s->ledger, f->row.id, due_us, e);

	return rc == RC_NO ? RC_OK : rc;
}

/* ---- what goes ---- */

static enum rc
compose(struct flights *s, struct flight *f, struct err *e)
{
	struct compose_ask ask = { .policy = &s->rules->policy, .channel = f->route->channel,
		.unsubscribe = s->rules->unsubscribe, .row = &f->row, .payload = &f->payload,
		.attempt = f->row.attempt + 1 };
	struct ledger_member *member = NULL;
	enum rc rc = RC_OK;

	if (f->row.items > 0)
		rc = ledger_members(s->ledger, f->row.id, &member, &ask.nmember, &s->turn, e);
	ask.member = member;
	return rc == RC_OK ? compose_message(&f->m, &ask, &f->arena, e) : rc;
}

/* It is about to leave, unless where it goes to has enough. */
static enum rc
leave(struct flights *s, struct flight *f, int64_t now_us, bool *left, struct err *e)
{
	int64_t tick_us = clock_us(), at_us;

	if (s->rehearsing) {
		say(s, &(struct report){ .at_us = now_us, .row = &f->row, .state = LEDGER_CLAIMED,
			.attempt = f->row.attempt + 1, .channel = f->route->channel,
			.provider = f->route->provider, .domain = f->m.domain });
		return RC_OK;
	}
	f->place = route_place(f->route, f->m.domain);
	at_us = route_place_at(f->route, f->place, tick_us);
	if (at_us > tick_us) {
		int64_t wait_us = at_us == INT64_MAX ? SECOND_US : at_us - tick_us;

		if (wait_us < 10 * SECOND_US && now_us + wait_us > s->limited_us)
			s->limited_us = now_us + wait_us;
		return put_back(s, f, now_us + wait_us, e);
	}
	route_take(f->route, f->place, tick_us);
	f->resend = policy_channel_resends(f->route->channel, f->row.class == POLICY_MARKETING);
	flight_add(&s->leaving, f);
	*left = true;
	return RC_OK;
}

/* A claimed row: it leaves, waits, or ends here. */
static enum rc
consider(struct flights *s, struct flight *f, int64_t now_us, bool *left, struct err *e)
{
	struct permit_ask ask = { .rules = &s->rules->permit, .row = &f->row,
		.payload = &f->payload, .now_us = now_us };
	struct permit p;
	struct err why = { .msg = "" };
	enum rc rc = ledger_payload_get(s->ledger, f->row.id, &f->payload, &f->arena, e);

	if (rc == RC_NO)
		return doom(s, f, "no_payload", "what it was to be made of is gone", now_us, e);
	if (rc == RC_OK)
		rc = permit_row(&p, s->ledger, &ask, &s->turn, e);
	if (rc != RC_OK)
		return rc;
	switch (p.say) {
	case PERMIT_LATER:
		return put_back(s, f, p.due_us, e);
	case PERMIT_END:
		return end_it(s, f, &p, now_us, e);
	case PERMIT_DEAD:
		return doom(s, f, p.reason, "nobody has this address any more", now_us, e);
	case PERMIT_GO:
		break;
	}
	rc = compose(s, f, &why);
	if (rc == RC_EMPTY)
		return shelve(s, f, e);
	if (rc == RC_BAD)
		return doom(s, f, "render_error", why.msg, now_us, e);
	if (rc != RC_OK) {
		if (e != NULL)
			*e = why;
		return rc;
	}
	return leave(s, f, now_us, left, e);
}

static enum rc
depart(struct flights *s, struct route *r, int64_t now_us, struct err *e)
{
	size_t n, room = s->rehearsing ? s->cfg->batch : route_room(r, clock_us(), s->cfg->batch);
	struct ledger_row *row;
	enum rc rc;

	if (room == 0)
		return RC_OK;
	row = arena_alloc(&s->turn, room * sizeof(*row));
	rc = ledger_claim(s->ledger, r->channel->name, now_us, row, room, &n, &s->turn, e);
	s->more |= rc == RC_OK && n == room;
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		struct flight *f = spare(s);
		bool left = false;

		f->row = row[i];
		f->route = r;
		f->grounded = false;
		rc = consider(s, f, now_us, &left, e);
		if (!left)
			flight_add(&s->spare, f);
	}
	return rc;
}

/* The texts of a row lie in the turn's memory: a flight takes its own along. */
static void
keep_row(struct flight *f)
{
	struct ledger_row *r = &f->row;
	struct sv *text[] = { &r->ukey, &r->scenario, &r->channel, &r->category, &r->variant,
		&r->policy, &r->reason };

	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		*text[i] = arena_sv(&f->arena, *text[i]);
}

static enum rc
arm(struct flights *s, int64_t now_us, struct err *e)
{
	size_t n = s->leaving.n, i = 0;
	struct ledger_shot *shot = arena_zalloc(&s->turn, (n + 1) * sizeof(*shot));
	struct flight_list armed = { .n = 0 };
	struct flight *f;
	enum rc rc;

	for (f = s->leaving.first; i < n; f = f->next, i++)
		shot[i] = (struct ledger_shot){ .id = f->row.id, .resend = f->resend };
	rc = ledger_arm(s->ledger, shot, n, now_us, e);
	for (i = 0; i < n && rc == RC_OK; i++) {
		f = flight_take(&s->leaving);
		f->attempt = shot[i].attempt;
		keep_row(f);
		if (!shot[i].armed)
			breaker_untake(route_breaker(f->route, f->place));
		flight_add(shot[i].armed ? &armed : &s->spare, f);
	}
	if (rc == RC_OK)
		s->leaving = armed;
	return rc;
}

enum rc
flight_depart(struct flights *s, int64_t now_us, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < s->rules->routes.n && rc == RC_OK; i++)
		rc = depart(s, &s->rules->routes.route[i], now_us, e);
	return rc == RC_OK && s->leaving.n > 0 ? arm(s, now_us, e) : rc;
}
