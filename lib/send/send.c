/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * send - see send.h
 */
#include "send/send.h"

#include "base/mem.h"
#include "io/fd.h"
#include "io/stop.h"
#include "run/clock.h"
#include "send/flight.h"
#include "send/report.h"

#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SECOND_US INT64_C(1000000)
#define SETTLE_US INT64_C(3000)		/* what landed waits so long for company in a commit */
#define WANTED_US INT64_C(500)		/* ... when its place is wanted */
#define LOOK_US INT64_C(100000)		/* other processes' commits are looked for so often */
#define PAUSE_US (60 * SECOND_US)	/* of a receiver: a run that ends waits for it */
#define BUSY_US (20 * SECOND_US)	/* another process may keep the ledger locked so long */
#define SPARE_US (30 * SECOND_US)

struct loop {
	struct flights  s;
	struct ledger_reaped reaped;
	int64_t         began_us;	/* when the lease was taken */
	bool            reading;	/* standard input wakes us */
	bool            woken;
	bool            stopping;	/* a signal came: nothing more leaves */
	bool            fresh;		/* the policy has just been read */
	bool            reloading;	/* nothing leaves until the policy has been read again */
	/* On the clock that only advances: */
	int64_t         renew_us;	/* when the lease is to be renewed */
	int64_t         again_us;	/* when something is due, or may go that was */
	int64_t         look_us;	/* when other processes' commits are looked for */
};

static bool
leaves(const struct loop *l)
{
	return !l->stopping && !l->reloading;
}

/* ---- one transaction ---- */

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* When a channel that may not go now may be asked again; INT64_MAX: when something comes back. */
static int64_t
open_us(const struct flights *s, int64_t tick_us)
{
	int64_t at_us = INT64_MAX;

	for (size_t i = 0; i < s->rules->routes.n; i++) {
		int64_t one_us = route_at(&s->rules->routes.route[i], tick_us);

		if (one_us > tick_us && one_us < at_us)
			at_us = one_us;
	}
	return at_us;
}

/* When there will be something to do, if nothing comes meanwhile. */
static int64_t
again_us(const struct flights *s)
{
	int64_t tick_us = clock_us(), now_us = flight_now(s);
	int64_t open = s->next_us <= now_us ? open_us(s, tick_us) : INT64_MAX;

	if (s->later_us <= now_us || s->later_us == INT64_MAX)
		return open;
	return least(open, tick_us + (s->later_us - now_us));
}

static enum rc
overdue(struct flights *s, int64_t now_us, struct err *e)
{
	size_t max = s->cfg->batch, n = 0;
	struct ledger_row *row = arena_alloc(&s->turn, max * sizeof(*row));
	enum rc rc = ledger_overdue(s->ledger, now_us, row, max, &n, &s->turn, e);

	for (size_t i = 0; i < n && rc == RC_OK; i++)
		if (row[i].state == LEDGER_SENT || flight_falls(s, &row[i], row[i].state))
			rc = flight_step(s, &row[i], now_us, e);
	s->more |= n == max;
	return rc;
}

static enum rc
transact(struct loop *l, int64_t now_us, struct err *e)
{
	struct flights *s = &l->s;
	enum rc rc = ledger_lease_begin(s->ledger, now_us, e);

	if (rc == RC_OK && l->fresh)
		rc = flight_unshelve(s, e);
	if (rc == RC_OK)
		rc = flight_settle(s, now_us, e);
	if (rc == RC_OK && leaves(l))
		rc = overdue(s, now_us, e);
	if (rc == RC_OK && leaves(l))
		rc = flight_depart(s, now_us, e);
	if (rc == RC_OK)
		rc = ledger_next_due(s->ledger, &s->next_us, &s->later_us, e);
	return rc == RC_OK ? ledger_commit(s->ledger, e) : rc;
}

/* Nothing of it has happened. */
static void
undo(struct flights *s)
{
	ledger_rollback(s->ledger);
	for (struct flight *f = flight_take(&s->leaving); f != NULL; f = flight_take(&s->leaving)) {
		breaker_untake(route_breaker(f->route, f->place));
		flight_add(&s->spare, f);
	}
}

static void
launch(struct flights *s, int64_t now_us)
{
	struct flight *f;

	while ((f = flight_take(&s->leaving)) != NULL) {
		const struct policy_channel *c = f->route->channel;
		int64_t most_us = c->connect_us + 2 * c->timeout_us;

		s->flying++;
		f->grounded = flight_now(s) > ledger_lease_until(s->ledger) - most_us;
		f->m.wire.now_us = now_us;
		if (f->grounded)
			flight_land(s, f);
		else
			wire_start(f->route->wire, &f->m.wire, f);
	}
}

static void
add_counts(struct flight_count *to, const struct flight_count *n)
{
	to->sent += n->sent;
	to->retry += n->retry;
	to->dead += n->dead;
	to->unknown += n->unknown;
	to->withdrawn += n->withdrawn;
}

static enum rc
turn(struct loop *l, struct err *e)
{
	struct flights *s = &l->s;
	int64_t now_us = flight_now(s);
	enum rc rc;

	arena_reset(&s->turn);
	buf_clear(&s->lines);
	memset(&s->uncommitted, 0, sizeof(s->uncommitted));
	s->more = l->woken = false;
	rc = transact(l, now_us, e);
	if (rc != RC_OK) {
		undo(s);
		return rc == RC_NO ? rc_err(e, RC_LIMIT, "%s: another process has taken over",
		    s->cfg->ledger) : rc;
	}
	flight_settled(s);
	l->fresh = false;
	if (s->cfg->follow && !s->more)
		flight_say_shelved(s);
	launch(s, now_us);
	add_counts(&s->count, &s->uncommitted);
	s->j->run.count.records = s->count.sent + s->count.retry + s->count.dead +
	    s->count.unknown + s->count.withdrawn;
	l->renew_us = clock_us() + s->cfg->lease_us / 3;
	l->again_us = again_us(s);
	out_sv(s->j->run.out, buf_view(&s->lines));
	out_flush(s->j->run.out);
	return out_failed(s->j->run.out) && stop_signal() == 0 ?
	    rc_err(e, RC_IO, "write error") : RC_OK;
}

/* ---- sleep ---- */

static void
read_past(struct loop *l)
{
	char scratch[16384];
	ssize_t n;

	if (!l->reading || !fd_ready(STDIN_FILENO))
		return;
	n = read(STDIN_FILENO, scratch, sizeof(scratch));
	l->woken = true;
	if (n <= 0)
		l->reading = false;
}

static void
collect(struct loop *l, int64_t wait_us)
{
	struct wire_result r;
	void *tag;

	while (wire_wait(l->s.rules->routes.wire, wait_us, l->reading ? STDIN_FILENO : -1, &tag,
	    &r)) {
		struct flight *f = tag;

		f->result = r;
		flight_land(&l->s, f);
		wait_us = 0;
	}
	read_past(l);
}

/* How long nothing is to be done, if nothing comes; 0: there is something now. */
static int64_t
idle_us(struct loop *l)
{
	struct flights *s = &l->s;
	int64_t tick_us = clock_us(), us = least(l->look_us, l->renew_us) - tick_us;

	if (l->woken || (s->more && leaves(l)))
		return 0;
	if (s->landed.n > 0) {
		/* Others wait for their places: no longer than it pays. */
		bool wanted = s->next_us <= flight_now(s);
		int64_t age_us = tick_us - s->landed.first->landed_us;

		if ((s->flying == 0 && !s->cfg->follow) || (wanted && 3 * s->landed.n >= s->flying))
			return 0;
		us = least(us, (wanted ? WANTED_US : SETTLE_US) - age_us);
	}
	if (leaves(l))
		us = least(us, l->again_us - tick_us);
	return us > 0 ? us : 0;
}

/* Whether another process has planned something: asked so often, and no more. */
static bool
news(struct loop *l)
{
	if (clock_us() < l->look_us)
		return false;
	l->look_us = clock_us() + LOOK_US;
	return ledger_news(l->s.ledger);
}

/* ---- when it is over ---- */

/*
 * Due rows that a limit holds will go, as will those behind a receiver that wants to be left
 * alone for a moment; behind an open breaker they may not.
 */
static bool
held_for_now(const struct flights *s)
{
	int64_t tick_us = clock_us();

	for (size_t i = 0; i < s->rules->routes.n; i++) {
		const struct route *r = &s->rules->routes.route[i];
		int64_t closed_us = breaker_at(&r->breaker, tick_us);

		if (r->breaker.state == BREAKER_CLOSED && closed_us - tick_us <= PAUSE_US &&
		    route_at(r, tick_us) > tick_us)
			return true;
	}
	return false;
}

static bool
is_over(const struct loop *l)
{
	const struct flights *s = &l->s;

	if (s->flying > 0 || s->landed.n > 0)
		return false;
	if (l->stopping)
		return true;
	if (s->cfg->follow || l->reading || l->woken || s->more)
		return false;
	if (s->limited_us >= flight_now(s))
		return false;
	return s->next_us > flight_now(s) || !held_for_now(s);
}

/*
 * Half a lease outlives what one message takes on the wire: what is left of it at a turn is at
 * least that half.  The rest is for waiting for the ledger.
 */
static enum rc
check_lease(const struct send_cfg *cfg, const struct policy *p, struct err *e)
{
	for (size_t i = 0; i < p->nchannel; i++) {
		const struct policy_channel *c = &p->channel[i];
		int64_t least_us = 2 * (c->connect_us + 2 * c->timeout_us) + BUSY_US + SPARE_US;

		if (cfg->lease_us < least_us)
			return rc_err(e, RC_USAGE, "--lease: channel %.*s may take %" PRId64
			    " s for a message: the lease must be longer", SV_SHOW(c->name),
			    (least_us + SECOND_US - 1) / SECOND_US);
	}
	return RC_OK;
}

/* A policy that cannot be used is none: the one before stays. */
static void
reload(struct loop *l)
{
	struct flights *s = &l->s;
	struct rules *fresh = NULL;
	struct err e = { .msg = "" };
	enum rc rc = rules_open(&fresh, s->cfg->policy, s->cfg->concurrency,
	    sv_of(s->cfg->tenant), s->j, &e);

	if (rc == RC_OK)
		rc = check_lease(s->cfg, &fresh->policy, &e);
	if (rc == RC_OK && fresh->names != NULL)
		rc = ledger_keys(s->ledger, fresh->names, &e);
	if (rc == RC_OK) {
		route_carry(&fresh->routes, &s->rules->routes);
		rules_close(s->rules);
		s->rules = fresh;
		l->fresh = true;
		s->j->say(s->j->name, "the policy has been read again");
	} else {
		rules_close(fresh);
		s->j->say(s->j->name, e.msg);
		s->j->say(s->j->name, "the policy stays as it was");
	}
	l->reloading = false;
	l->woken = true;
}

static enum rc
deliver(struct loop *l, struct err *e)
{
	enum rc rc = turn(l, e);

	while (rc == RC_OK && !is_over(l)) {
		collect(l, idle_us(l));
		l->stopping |= stop_signal() != 0;
		l->reloading |= stop_reload();
		l->woken |= news(l);
		if (idle_us(l) == 0 || (!leaves(l) && l->s.flying == 0))
			rc = turn(l, e);
		if (l->reloading && l->s.flying == 0 && l->s.landed.n == 0)
			reload(l);
	}
	return rc;
}

/* All that is due, as it would go; and nothing of it has happened. */
static enum rc
rehearse(struct flights *s, struct err *e)
{
	int64_t now_us = flight_now(s);
	enum rc rc = ledger_begin(s->ledger, e);

	s->rehearsing = true;
	if (rc == RC_OK)
		rc = flight_unshelve(s, e);
	do {
		s->more = false;
		if (rc == RC_OK)
			rc = flight_depart(s, now_us, e);
	} while (rc == RC_OK && s->more);
	ledger_rollback(s->ledger);
	if (rc == RC_OK)
		out_sv(s->j->run.out, buf_view(&s->lines));
	return rc;
}

/* ---- begin and end ---- */

static enum rc
take_lease(struct loop *l, struct err *e)
{
	struct flights *s = &l->s;
	char host[256] = "", who[300];
	int64_t until_us = 0;
	enum rc rc;

	(void)gethostname(host, sizeof(host) - 1);
	(void)snprintf(who, sizeof(who), "%s:%ld", host, (long)getpid());
	for (;;) {
		l->began_us = flight_now(s);
		rc = ledger_lease_take(s->ledger, sv_of(who), l->began_us, s->cfg->lease_us,
		    &l->reaped, &until_us, e);
		if (rc != RC_NO)
			return rc;
		if (!s->cfg->standby)
			return rc_err(e, RC_LIMIT, "%s", e->msg);
		if (stop_signal() != 0)
			return RC_STOP;
		(void)stop_wait(-1, (int)(LOOK_US / 1000));
	}
}

static enum rc
say_unknown(void *ctx, const struct ledger_row *row, struct err *e)
{
	struct loop *l = ctx;

	(void)e;
	report_delivery(&(struct report){ .at_us = l->began_us, .row = row, .reason = "takeover",
		.attempt = row->attempt, .state = LEDGER_UNKNOWN }, &l->s.lines);
	l->s.count.unknown++;
	return RC_OK;
}

/* Deliveries that the sender before left on the wire, and nobody knows of. */
static enum rc
tell_unknown(struct loop *l, struct err *e)
{
	struct flights *s = &l->s;
	enum rc rc = l->reaped.unknown > 0 ? ledger_begin(s->ledger, e) : RC_END;

	if (rc == RC_END)
		return RC_OK;
	if (rc == RC_OK)
		rc = ledger_state_rows(s->ledger, LEDGER_UNKNOWN, l->began_us, say_unknown, l, e);
	ledger_rollback(s->ledger);
	out_sv(s->j->run.out, buf_view(&s->lines));
	return rc;
}

static void
say_reaped(const struct loop *l)
{
	const struct ledger_reaped *r = &l->reaped;
	char text[256];

	if (r->claimed + r->resent + r->unknown + r->sent == 0)
		return;
	(void)snprintf(text, sizeof(text), "the sender before left %" PRIu64 " not begun, %" PRIu64
	    " to be sent again, %" PRIu64 " unknown, %" PRIu64 " known to be sent", r->claimed,
	    r->resent, r->unknown, r->sent);
	l->s.j->say(l->s.j->name, text);
}

static void
free_flights(struct flights *s)
{
	for (struct flight *f = s->youngest, *elder; f != NULL; f = elder) {
		elder = f->elder;
		arena_free(&f->arena);
		mem_free(f);
	}
	hmap_free(&s->shelf);
	arena_free(&s->shelves);
	buf_free(&s->lines);
	arena_free(&s->turn);
}

static void
say_left(const struct flights *s)
{
	if (s->next_us > flight_now(s))
		return;
	s->j->say(s->j->name, "some messages are due and could not go: a channel is left alone for "
	    "a while, a scenario is on hold, or the policy has no such channel");
}

/* What is still on the wire is not waited for again: its rows are the next sender's. */
static enum rc
end(struct loop *l, enum rc rc, struct err *e)
{
	struct flights *s = &l->s;

	if (rc == RC_OK && !s->cfg->dry_run)
		rc = ledger_lease_drop(s->ledger, e);
	if (rc == RC_OK && !s->cfg->dry_run && !l->stopping)
		say_left(s);
	if (rc == RC_OK)
		flight_say_shelved(s);
	rules_close(s->rules);
	ledger_close(s->ledger);
	free_flights(s);
	if (rc == RC_OK && s->cfg->gate && s->count.dead + s->count.unknown > 0)
		rc = rc_err(e, RC_NO, "something is dead or unknown");
	return rc;
}

enum rc
send_run(const struct send_cfg *cfg, struct job *j, struct err *e)
{
	struct loop l = { .s = { .cfg = cfg, .j = j, .start_us = clock_us() }, .fresh = true };
	struct flights *s = &l.s;
	enum rc rc;

	arena_init(&s->turn);
	arena_init(&s->shelves);
	hmap_init(&s->shelf, &s->shelves, sizeof(struct flight_shelf), j->seed);
	buf_init(&s->lines, SIZE_MAX);
	l.reading = !cfg->drain && !isatty(STDIN_FILENO);
	rc = rules_open(&s->rules, cfg->policy, cfg->concurrency, sv_of(cfg->tenant), j, e);
	if (rc == RC_OK)
		rc = check_lease(cfg, &s->rules->policy, e);
	if (rc == RC_OK)
		rc = job_open_files(j, NULL, e);
	if (rc == RC_OK)
		rc = ledger_open(&s->ledger, cfg->ledger, !cfg->dry_run, e);
	if (rc == RC_OK && s->rules->names != NULL && !cfg->dry_run)
		rc = ledger_keys(s->ledger, s->rules->names, e);
	if (rc == RC_OK && cfg->dry_run)
		rc = rehearse(s, e);
	else if (rc == RC_OK)
		rc = take_lease(&l, e);
	if (rc == RC_OK && !cfg->dry_run) {
		stop_reloads();
		say_reaped(&l);
		rc = tell_unknown(&l, e);
	}
	if (rc == RC_OK && !cfg->dry_run)
		rc = deliver(&l, e);
	return end(&l, rc, e);
}
