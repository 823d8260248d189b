/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger - whatever is done in whatever order, the file says what a table in memory says
 *
 * The table is a plain array that is walked for everything.  Transactions are undone at
 * random, handles are closed as if their process had been killed, and leases run out.
 */
#include "../ledger.h"

#include "base/rng.h"
#include "ledger/ledger_db.h"

enum { ROWS = 300, STEPS = 250, CHANNELS = 3, SCENARIOS = 3, HOUR = 3600 };

struct row {
	bool              there;
	unsigned          channel, scenario;
	enum ledger_state state;
	int64_t           id, at, due, expires, await_us;
	int               priority;
	unsigned          attempt;
	bool              resend, shot;	/* shot: inflight in this process */
	int               await;	/* enum ledger_await, alive while await_us > 0 */
	bool              good, bad, opened;	/* receipts that have come */
	unsigned          members;
};

struct model {
	struct row row[ROWS];
	bool       held[SCENARIOS];
	int64_t    next_id;
	int64_t    place;
};

static const char *const channel_name[CHANNELS] = { "email", "push", "sms" };
static const char *const scenario_name[SCENARIOS] = { "cart", "winback", "receipt" };

static struct model m;
static struct rng rng;
static struct arena arena;
static struct ledger *l;
static int64_t now;

static unsigned
below(unsigned n)
{
	return (unsigned)rng_below(&rng, n);
}

/* ---- taking the lease, and what it clears up ---- */

static void
reap(void)
{
	for (size_t i = 0; i < ROWS; i++) {
		struct row *r = &m.row[i];

		r->shot = false;
		if (!r->there)
			continue;
		if (r->state == LEDGER_CLAIMED) {
			r->state = LEDGER_PLANNED;
			r->due = r->due < now ? r->due : now;
		} else if (r->state == LEDGER_INFLIGHT) {
			r->state = r->good ? LEDGER_SENT : r->bad ? LEDGER_DEAD :
			    r->resend ? LEDGER_PLANNED : LEDGER_UNKNOWN;
			if (r->state == LEDGER_PLANNED)
				r->due = now;
			if (r->state == LEDGER_DEAD || r->state == LEDGER_UNKNOWN) {
				r->await = LEDGER_AWAIT_NONE;
				r->await_us = now;
			}
		}
	}
}

static void
take(void)
{
	struct ledger_reaped r;
	int64_t until;

	/* Who took over from one that had stopped may not have had the lock when he was killed. */
	if (ledger_lease_take(l, SV("test"), now, INT64_C(600000000), &r, &until, &lt_e) == RC_NO) {
		now = until;
		LT_OK(ledger_lease_take(l, SV("test"), now, INT64_C(600000000), &r, &until, &lt_e));
	}
	LT_OK(ledger_db_run(l, "PRAGMA synchronous = OFF", &lt_e));	/* nobody pulls a plug here */
	reap();
}

/* The process is killed and comes back; or it has stopped, and another goes on. */
static void
die(void)
{
	struct ledger *was = l;

	if (below(2) == 0) {
		ledger_close(l);
		was = NULL;
	} else {
		now += INT64_C(900000000);
	}
	l = lt_open();
	take();
	if (was != NULL) {
		T_QUIET(ledger_lease_begin(was, now, &lt_e) == RC_NO, "who has lost the lease is told");
		ledger_close(was);
	}
}

/* ---- what deciders do ---- */

static void
plan(void)
{
	unsigned i = below(ROWS);
	struct row *r = &m.row[i];
	struct ledger_row row;
	enum rc rc;

	row = lt_row(i, 0);
	row.at_us = row.expires_us = now + (int64_t)below(4000) - 1000;
	row.expires_us += HOUR;
	row.priority = (int32_t)below(3);
	row.state = below(10) == 0 ? LEDGER_HOLDOUT : LEDGER_PLANNED;
	row.channel = sv_of(channel_name[i % CHANNELS]);
	row.scenario = sv_of(scenario_name[i / CHANNELS % SCENARIOS]);
	rc = ledger_plan(l, &row, &lt_payload, &lt_e);
	T_QUIET(rc == (r->there ? RC_NO : RC_OK), "row %u is planned once: %d", i, rc);
	if (r->there)
		return;
	*r = (struct row){ .there = true, .channel = i % CHANNELS, .id = row.id,
		.scenario = i / CHANNELS % SCENARIOS, .state = row.state, .at = row.at_us,
		.due = row.at_us, .expires = row.expires_us, .priority = row.priority };
	T_QUIET(row.id == m.next_id++, "ids are given in turn");
}

/* Some row that is there, or NULL. */
static struct row *
any(unsigned *i)
{
	for (unsigned tries = 0; tries < 20; tries++) {
		*i = below(ROWS);
		if (m.row[*i].there)
			return &m.row[*i];
	}
	return NULL;
}

/* It may be moved and joined: it waits, or would if it were not held out. */
static bool
waits(const struct row *r)
{
	return r->state == LEDGER_PLANNED || r->state == LEDGER_HOLDOUT;
}

static void
move(void)
{
	unsigned i;
	struct row *r = any(&i);
	struct ledger_row row = { 0 };
	bool planned = r != NULL && waits(r);

	if (r == NULL)
		return;
	row.id = r->id;
	row.at_us = now + (int64_t)below(2000);
	row.expires_us = row.at_us + HOUR;
	T_QUIET(ledger_move(l, &row, &lt_e) == (planned ? RC_OK : RC_NO), "what is planned moves");
	if (planned) {
		r->at = r->due = row.at_us;
		r->expires = row.expires_us;
	}
}

static void
end(void)
{
	unsigned i;
	struct row *r = any(&i);
	enum ledger_state to = (enum ledger_state)(LEDGER_SUPPRESSED + below(3));
	enum ledger_state from = below(2) == 0 ? LEDGER_PLANNED : LEDGER_CLAIMED;
	bool may = r != NULL && (r->state == LEDGER_PLANNED || r->state == LEDGER_HOLDOUT ||
	    r->state == from);

	if (r == NULL)
		return;
	T_QUIET(ledger_end(l, r->id, to, SV("why"), from, &lt_e) == (may ? RC_OK : RC_NO),
	    "row %u in state %d ends", i, (int)r->state);
	if (may)
		r->state = to;
}

static void
join(void)
{
	unsigned i;
	struct row *r = any(&i);
	struct ledger_member member = { .key = lt_key(1000 * (i + 1) + below(5)), .vars = SV("{}") };
	bool yes = false;
	enum rc rc;

	if (r == NULL)
		return;
	LT_OK(ledger_joined(l, &member.key, &yes, &lt_e));
	rc = ledger_join(l, r->id, &member, &lt_e);
	T_QUIET(rc == (waits(r) && !yes ? RC_OK : RC_NO), "a member joins");
	r->members += rc == RC_OK;
}

/* Mostly one that waits for a receipt. */
static struct row *
any_awaited(unsigned *i)
{
	unsigned from = below(ROWS);

	for (unsigned n = 0; n < ROWS && below(200) > 0; n++) {
		*i = (from + n) % ROWS;
		if (m.row[*i].there && m.row[*i].await_us > 0)
			return &m.row[*i];
	}
	return any(i);
}

static void
receipt(void)
{
	static const char *const name[] = { "delivered", "opened", "bounced", "clicked" };
	unsigned i, what = below(4);
	struct row *r = any_awaited(&i);
	struct ledger_key k = lt_key(i);
	struct ledger_receipt rec = { sv_of(name[what]), now, SV(""), false };
	struct ledger_row row;

	if (r == NULL)
		return;
	LT_OK(ledger_receipt_put(l, &k, &rec, &row, &arena, &lt_e));
	r->good |= what != 2;
	r->bad |= what == 2;
	r->opened |= what == 1 || what == 3;
	if (r->state == LEDGER_UNKNOWN || (what != 2 && r->attempt > 0 &&
	    (r->state == LEDGER_PLANNED || r->state == LEDGER_CLAIMED))) {
		r->state = what == 2 ? LEDGER_DEAD : LEDGER_SENT;
		r->await = LEDGER_AWAIT_NONE;
		r->await_us = what == 2 ? now : 0;
	}
	if (r->await_us == 0)
		return;
	if (what == 2)
		r->await_us = r->await_us < now ? r->await_us : now;
	else if (r->await == LEDGER_AWAIT_DELIVERED || what != 0)
		r->await_us = 0;
}

/* ---- what the sender does ---- */

/* The next one to be claimed of a channel, or NULL. */
static struct row *
next(unsigned channel)
{
	struct row *best = NULL;

	for (size_t i = 0; i < ROWS; i++) {
		struct row *r = &m.row[i];

		if (r->there && r->state == LEDGER_PLANNED && r->channel == channel && r->due <= now &&
		    !m.held[r->scenario] && (best == NULL || r->priority > best->priority ||
		    (r->priority == best->priority && (r->due < best->due ||
		    (r->due == best->due && r->id < best->id)))))
			best = r;
	}
	return best;
}

static void
claim(void)
{
	struct ledger_row row[8];
	unsigned channel = below(CHANNELS), max = 1 + below(8);
	struct row *r = NULL;
	size_t n;

	LT_OK(ledger_claim(l, sv_of(channel_name[channel]), now, row, max, &n, &arena, &lt_e));
	for (size_t i = 0; i < n; i++) {
		r = next(channel);
		if (!T_QUIET(r != NULL && r->id == row[i].id && row[i].at_us == r->at &&
		    row[i].due_us == r->due, "claimed in turn: %d, not %d", (int)row[i].id,
		    r == NULL ? 0 : (int)r->id))
			return;
		r->state = LEDGER_CLAIMED;
	}
	T_QUIET(n == max || next(channel) == NULL, "%d claimed, and there are more", (int)n);
}

static void
arm(void)
{
	for (unsigned i = 0; i < ROWS; i++) {
		struct row *r = &m.row[i];
		struct ledger_shot s = { .id = r->id, .resend = below(2) == 0 };
		bool claimed = r->there && r->state == LEDGER_CLAIMED;

		if (!r->there || below(claimed ? 2 : 50) != 0)
			continue;
		if (claimed && below(5) == 0) {
			LT_OK(ledger_putback(l, r->id, now + 77, &lt_e));
			r->state = LEDGER_PLANNED;
			r->due = now + 77;
			continue;
		}
		LT_OK(ledger_arm(l, &s, 1, now, &lt_e));
		T_QUIET(s.armed == claimed && (!claimed || s.attempt == r->attempt + 1), "armed");
		if (claimed) {
			r->state = LEDGER_INFLIGHT;
			r->resend = s.resend;
			r->attempt++;
			r->shot = true;
		}
	}
}

/* What @answer makes of a row, of which receipts may have said more meanwhile. */
static enum ledger_state
known(const struct row *r, enum ledger_state answer)
{
	if (r->good && (answer == LEDGER_UNKNOWN || answer == LEDGER_PLANNED))
		return LEDGER_SENT;
	return r->bad && answer == LEDGER_UNKNOWN ? LEDGER_DEAD : answer;
}

static void
settle(void)
{
	static const enum ledger_state to[] = { LEDGER_SENT, LEDGER_SENT, LEDGER_DEAD, LEDGER_UNKNOWN,
		LEDGER_PLANNED };

	for (unsigned i = 0; i < ROWS; i++) {
		struct row *r = &m.row[i];
		struct ledger_outcome o = { .id = r->id, .state = to[below(5)], .due_us = now + 500,
			.await = (enum ledger_await)below(3), .await_us = now + 300 + (int64_t)below(3000),
			.uncounted = below(4) == 0 };
		bool inflight = r->there && r->state == LEDGER_INFLIGHT;
		enum ledger_state want = known(r, o.state);

		if (!r->there || below(inflight ? 2 : 50) != 0)
			continue;
		LT_OK(ledger_settle(l, &o, 1, now, &lt_e));
		T_QUIET(o.settled == inflight && (!inflight || o.state == want), "settled in state %d",
		    (int)r->state);
		if (!inflight)
			continue;
		r->state = o.state;
		if (o.state == LEDGER_PLANNED)
			r->due = o.due_us;
		r->attempt -= o.uncounted;
		if (o.state == LEDGER_SENT && o.await != LEDGER_AWAIT_NONE &&
		    !(r->opened || (o.await == LEDGER_AWAIT_DELIVERED && r->good))) {
			r->await = (int)o.await;
			r->await_us = o.await_us;
		}
	}
}

static void
overdue(void)
{
	struct ledger_row row[ROWS];
	size_t n, want = 0;

	LT_OK(ledger_overdue(l, now, row, ROWS, &n, &arena, &lt_e));
	for (size_t i = 0; i < ROWS; i++)
		if (m.row[i].there && m.row[i].await_us > 0 && m.row[i].await_us <= now) {
			want++;
			m.row[i].await_us = 0;
		}
	T_QUIET(n == want, "%d are overdue, not %d", (int)n, (int)want);
}

static void
hold(void)
{
	unsigned s = below(SCENARIOS);
	bool on = below(2) == 0;

	LT_OK(ledger_hold(l, sv_of(scenario_name[s]), on, &lt_e));
	m.held[s] = on;
	for (size_t i = 0; on && i < ROWS; i++)
		if (m.row[i].there && m.row[i].scenario == s && m.row[i].state == LEDGER_CLAIMED)
			m.row[i].state = LEDGER_PLANNED;
}

static void
resolve(void)
{
	unsigned i;
	struct row *r = any(&i);
	struct ledger_key k = lt_key(i);
	struct ledger_which w = { .channel = sv_of(channel_name[below(CHANNELS)]) };
	uint64_t n, want = 0;

	if (r == NULL)
		return;
	T_QUIET(ledger_resolve(l, &k, LEDGER_SENT, now, &lt_e) ==
	    (r->state == LEDGER_UNKNOWN ? RC_OK : RC_NO), "resolved");
	if (r->state == LEDGER_UNKNOWN) {
		r->state = LEDGER_SENT;
		r->await_us = 0;
	}
	LT_OK(ledger_requeue(l, &w, now, 0, &n, &lt_e));
	for (i = 0; i < ROWS; i++) {
		r = &m.row[i];
		if (!r->there || r->state != LEDGER_DEAD || !sv_is(w.channel, channel_name[r->channel]))
			continue;
		r->state = LEDGER_PLANNED;
		r->due = now;
		r->attempt = 0;
		r->await_us = 0;
		want++;
	}
	T_QUIET(n == want, "requeued");
}

/* ---- what the file says ---- */

static enum rc
compare(void *ctx, const struct ledger_row *row, struct err *e)
{
	unsigned i = lt_number(&row->dkey);
	const struct row *r = &m.row[i];

	(void)e;
	++*(size_t *)ctx;
	T_QUIET(r->there && r->id == row->id && r->state == row->state && r->at == row->at_us &&
	    r->attempt == row->attempt && r->expires == row->expires_us &&
	    (r->state != LEDGER_PLANNED || r->due == row->due_us),
	    "row %u: state %d, not %d; due %d, not %d", i, (int)row->state, (int)r->state,
	    (int)(row->due_us - LT_T0), (int)(r->due - LT_T0));
	return RC_OK;
}

static void
check(void)
{
	int64_t due, want = INT64_MAX, at = INT64_MAX, later = 0;
	size_t n = 0, there = 0;

	LT_OK(ledger_begin(l, &lt_e));
	LT_OK(ledger_user_rows(l, SV("ann"), INT64_MIN, compare, &n, &lt_e));
	LT_OK(ledger_next_due(l, &due, &later, &lt_e));
	if (m.place > 0) {
		LT_OK(ledger_offset_get(l, SV("in"), 0, &at, &lt_e));
		T_QUIET(at == m.place, "the place is that of what was committed");
	}
	ledger_rollback(l);
	for (size_t i = 0; i < ROWS; i++) {
		const struct row *r = &m.row[i];

		there += r->there;
		/* What is on hold, but not due yet, may wake up the sender once. */
		if (r->there && r->state == LEDGER_PLANNED && r->due < want && !m.held[r->scenario])
			want = r->due;
		if (r->there && r->await_us > 0 && r->await_us < want)
			want = r->await_us;
	}
	T_QUIET(n == there, "%d rows, not %d", (int)n, (int)there);
	/* It may say less, when something is due already: of what is due any. */
	T_QUIET(due <= want || (want <= now && due <= now), "due %d, not %d", (int)(due - LT_T0),
	    (int)(want - LT_T0));
}

static void
step(void)
{
	static void (*const act[])(void) = { plan, plan, plan, move, end, join, receipt, claim, claim,
		arm, settle, overdue, hold, resolve };
	struct model before = m;
	unsigned n = 1 + below(12);

	LT_OK(ledger_lease_begin(l, now, &lt_e));
	for (unsigned i = 0; i < n; i++) {
		act[below(sizeof(act) / sizeof(act[0]))]();
		now += below(60);
	}
	m.place++;
	LT_OK(ledger_offset_put(l, SV("in"), 0, m.place, &lt_e));
	if (below(6) != 0) {
		LT_OK(ledger_commit(l, &lt_e));
	} else {
		if (below(2) == 0)
			ledger_rollback(l);
		else
			ledger_close(l), l = lt_open(), m = before, take(), before = m;
		m = before;
	}
	if (below(25) == 0)
		die();
	arena_reset(&arena);
}

int
main(void)
{
	unsigned failed;

	rng_init(&rng, t_seed());
	arena_init(&arena);
	lt_start("cx-ledger");
	now = LT_T0;
	m.next_id = 1;
	l = lt_fresh();
	take();
	failed = t_failed;
	for (unsigned i = 0; i < T_ROUNDS(STEPS) && t_failed == failed; i++) {
		step();
		check();
	}
	T_OK(t_failed == failed, "the file says what memory says");
	ledger_close(l);
	arena_free(&arena);
	return lt_done();
}
