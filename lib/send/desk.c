/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * desk - see desk.h
 */
#include "send/desk.h"

#include "base/num.h"
#include "io/side.h"
#include "ledger/ledger_user.h"
#include "run/clock.h"
#include "send/flight.h"
#include "send/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define DAY_US INT64_C(86400000000)

enum { BODY_DAYS = 7 };		/* what a message was made of outlives its end so long at most */

bool
desk_asked(const struct desk *d)
{
	return d->erase != NULL || d->nresolve + d->nrequeue + d->nhold + d->nrelease > 0 ||
	    d->retain_us > 0 || d->vacuum || d->status;
}

static void
say_count(const struct flights *s, uint64_t n, const char *what)
{
	char text[128];

	(void)snprintf(text, sizeof(text), "%" PRIu64 " %s", n, what);
	s->j->say(s->j->name, text);
}

/* ---- one by one ---- */

static enum rc
erase(struct flights *s, const char *path, int64_t now_us, struct err *e)
{
	const struct pseudonym *names = s->rules->names;
	struct side side;
	struct sv line;
	uint64_t n = 0;
	enum rc rc = names != NULL ? side_open(&side, path, e) : rc_err(e, RC_USAGE,
	    "--erase: %s names no keys: ledger_file, by which a ledger knows people",
	    s->rules->policy.file);

	if (rc != RC_OK)
		return rc;
	while ((rc = side_next(&side, &line, e)) == RC_OK) {
		struct sv id = sv_trim(line);

		for (size_t i = 0; id.n > 0 && i < pseudonym_keys(names) && rc == RC_OK; i++) {
			char ukey[PSEUDONYM_LEN];

			pseudonym_of(names, i, id, ukey);
			rc = ledger_erase(s->ledger, (struct sv){ ukey, sizeof(ukey) }, now_us, e);
		}
		if (rc != RC_OK)
			break;
		n += id.n > 0;
	}
	side_close(&side);
	if (rc == RC_END)
		say_count(s, n, "forgotten");
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
resolve(struct flights *s, const char *what, int64_t now_us, struct err *e)
{
	struct sv text = sv_of(what), how;
	size_t eq = sv_find(text, '=');
	struct ledger_key key;
	struct ledger_row row;
	enum ledger_state to;
	enum rc rc;

	how = eq < text.n ? (struct sv){ text.p + eq + 1, text.n - eq - 1 } : SV("");
	if ((!sv_is(how, "sent") && !sv_is(how, "failed")) ||
	    compose_key_of((struct sv){ text.p, eq }, &key, NULL) != RC_OK)
		return rc_err(e, RC_USAGE, "--resolve: expected a delivery_id and =sent or "
		    "=failed, got '%s'", what);
	to = sv_is(how, "sent") ? LEDGER_SENT : LEDGER_DEAD;
	rc = ledger_find(s->ledger, &key, &row, &s->turn, e);
	if (rc == RC_OK)
		rc = ledger_resolve(s->ledger, &key, to, now_us, e);
	if (rc == RC_NO)
		return rc_err(e, RC_NO, "--resolve: no unknown delivery '%.*s'",
		    (int)LEDGER_KEY, key.text);
	if (rc != RC_OK)
		return rc;
	report_delivery(&(struct report){ .at_us = now_us, .row = &row, .attempt = row.attempt,
		.state = to, .reason = "resolved" }, &s->lines);
	return flight_falls(s, &row, to) ? flight_step(s, &row, now_us, e) : RC_OK;
}

/* One "name=value" of --requeue. */
static bool
condition(struct sv part, struct ledger_which *w)
{
	size_t eq = sv_find(part, '=');
	struct sv name, value;
	uint64_t code;

	if (eq == part.n)
		return false;
	name = sv_trim((struct sv){ part.p, eq });
	value = sv_trim((struct sv){ part.p + eq + 1, part.n - eq - 1 });
	if (sv_is(name, "scenario"))
		w->scenario = value;
	else if (sv_is(name, "channel"))
		w->channel = value;
	else if (sv_is(name, "code") && num_u64(value, &code) == RC_OK && code > 0 && code < 1000)
		w->code = (int)code;
	else
		return false;
	return value.n > 0;
}

static enum rc
requeue(struct flights *s, const struct desk *d, const char *what, int64_t now_us, struct err *e)
{
	const struct policy *p = &s->rules->policy;
	struct ledger_which w = { .code = 0 };
	struct sv rest = sv_of(what);
	uint64_t n = 0;
	enum rc rc;

	while (rest.n > 0 && !sv_is(sv_of(what), "all")) {
		size_t comma = sv_find(rest, ',');

		if (!condition((struct sv){ rest.p, comma }, &w))
			return rc_err(e, RC_USAGE, "--requeue: expected all, or scenario=NAME, "
			    "channel=NAME, code=N with commas between, got '%s'", what);
		comma += comma < rest.n;
		rest = (struct sv){ rest.p + comma, rest.n - comma };
	}
	if (w.scenario.n > 0 && policy_find_scenario(p, w.scenario) == POLICY_ANY)
		return rc_err(e, RC_USAGE, "--requeue: %s has no scenario '%.*s'", p->file,
		    SV_SHOW(w.scenario));
	if (w.channel.n > 0 && policy_find_channel(p, w.channel) == POLICY_ANY)
		return rc_err(e, RC_USAGE, "--requeue: %s has no channel '%.*s'", p->file,
		    SV_SHOW(w.channel));
	rc = ledger_requeue(s->ledger, &w, now_us, now_us + d->within_us, &n, e);
	if (rc == RC_OK)
		say_count(s, n, "planned once more");
	return rc;
}

static enum rc
hold(struct flights *s, const char *scenario, bool on, struct err *e)
{
	if (on && policy_find_scenario(&s->rules->policy, sv_of(scenario)) == POLICY_ANY)
		return rc_err(e, RC_USAGE, "--hold: %s has no scenario '%s'",
		    s->rules->policy.file, scenario);
	return ledger_hold(s->ledger, sv_of(scenario), on, e);
}

static enum rc
status(struct flights *s, int64_t now_us, struct err *e)
{
	struct ledger_status *st;
	size_t n;
	enum rc rc = ledger_status_get(s->ledger, now_us, &st, &n, &s->turn, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		st[i].held |= st[i].count[LEDGER_PLANNED] > 0 &&
		    policy_find_scenario(&s->rules->policy, st[i].scenario) == POLICY_ANY;
		report_status(&st[i], now_us, &s->lines);
	}
	return rc;
}

/* ---- all of it ---- */

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static enum rc
act(struct flights *s, const struct desk *d, struct err *e)
{
	int64_t given_us = s->j->query.input.now_us;
	int64_t now_us = given_us != INT64_MIN ? given_us : clock_wall_us();
	enum rc rc = ledger_begin(s->ledger, e);

	if (rc == RC_OK && d->erase != NULL)
		rc = erase(s, d->erase, now_us, e);
	for (size_t i = 0; i < d->nresolve && rc == RC_OK; i++)
		rc = resolve(s, d->resolve[i], now_us, e);
	for (size_t i = 0; i < d->nrequeue && rc == RC_OK; i++)
		rc = requeue(s, d, d->requeue[i], now_us, e);
	for (size_t i = 0; i < d->nhold && rc == RC_OK; i++)
		rc = hold(s, d->hold[i], true, e);
	for (size_t i = 0; i < d->nrelease && rc == RC_OK; i++)
		rc = hold(s, d->release[i], false, e);
	if (rc == RC_OK && d->status)
		rc = status(s, now_us, e);
	if (rc == RC_OK)
		rc = ledger_commit(s->ledger, e);
	if (rc == RC_OK && d->retain_us > 0)
		rc = ledger_retain(s->ledger, now_us - least(d->retain_us, BODY_DAYS * DAY_US),
		    now_us - d->retain_us, e);
	if (rc == RC_OK && (d->vacuum || d->erase != NULL))
		rc = ledger_vacuum(s->ledger, d->vacuum, e);
	return rc;
}

enum rc
desk_run(const struct desk *d, struct job *j, struct err *e)
{
	struct flights s = { .j = j };
	enum rc rc;

	arena_init(&s.turn);
	buf_init(&s.lines, SIZE_MAX);
	rc = rules_open(&s.rules, d->policy, 0, sv_of(d->tenant), j, e);
	if (rc == RC_OK)
		rc = job_open_files(j, NULL, e);
	if (rc == RC_OK)
		rc = ledger_open(&s.ledger, d->ledger, false, e);
	if (rc == RC_OK && s.rules->names != NULL)
		rc = ledger_keys(s.ledger, s.rules->names, e);
	if (rc == RC_OK)
		rc = act(&s, d, e);
	if (rc == RC_OK)
		out_sv(j->run.out, buf_view(&s.lines));
	ledger_close(s.ledger);
	rules_close(s.rules);
	buf_free(&s.lines);
	arena_free(&s.turn);
	return rc;
}
