/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a sender does with a ledger.
 *
 * Who dies leaves rows claimed or inflight under a fence that is not the lease's any more.
 * The one who takes over clears them up in the transaction that gives him the lease, so that
 * no row needs a time of its own, and renewing it is one row however much is under way.
 *
 * The lock says that a process is there, without any waiting; but it says nothing of one
 * that took over from a process that had stopped, and still has it: hence lease.locked.
 */
#define _DEFAULT_SOURCE		/* flock: fcntl's locks end when anyone here closes the file */

#include "ledger/ledger_send.h"

#include "ledger/ledger_db.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DUE_AT_ONCE = 10000 };	/* rows that become ready in one transaction */

/* ---- the lease ---- */

/* True: we have the lock now.  Where the file system knows none, it is as if another had it. */
static bool
lock(struct ledger *l)
{
	if (l->lock >= 0)
		return true;
	l->lock = open(l->lock_path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (l->lock >= 0 && flock(l->lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	if (l->lock >= 0)
		(void)close(l->lock);
	l->lock = -1;
	return false;
}

static void
unlock(struct ledger *l)
{
	if (l->lock >= 0)
		(void)close(l->lock);
	l->lock = -1;
}

struct lease {
	int64_t fence, until_us;
	bool    locked;
	char    who[64];
};

static enum rc
read_lease(struct ledger *l, struct lease *is, struct err *e)
{
	struct ledger_db_q q;
	struct sv who;
	enum rc rc = ledger_db_start(l, &q, "SELECT fence, until_us, locked, who FROM lease", e);

	memset(is, 0, sizeof(*is));
	if (rc == RC_OK)
		rc = ledger_db_step(&q, e);
	if (rc == RC_OK) {
		is->fence = ledger_db_get_int(&q);
		is->until_us = ledger_db_get_int(&q);
		is->locked = ledger_db_get_int(&q) != 0;
		who = ledger_db_get_text(&q);
		memcpy(is->who, who.n > 0 ? who.p : "", who.n < sizeof(is->who) ? who.n :
		    sizeof(is->who) - 1);
	}
	return ledger_db_done(&q, rc);
}

static enum rc
write_lease(struct ledger *l, struct sv who, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE lease SET fence = ?, until_us = ?, locked = ?,"
	    " who = ?", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, l->fence);
	ledger_db_int(&q, l->renewed_us);
	ledger_db_int(&q, l->lock >= 0);
	ledger_db_text(&q, who);
	return ledger_db_only(&q, e);
}

/* One kind of what was left behind becomes what @sql says, at @now_us. */
static enum rc
clear(struct ledger *l, const char *sql, int64_t now_us, uint64_t *n, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, sql, e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, now_us);
	rc = ledger_db_only(&q, e);
	*n = rc == RC_OK ? ledger_db_changes(l) : 0;
	return rc;
}

#define GOOD_RECEIPT "name NOT IN ('bounced', 'permission_lost')"
#define HELD "(SELECT id FROM delivery INDEXED BY delivery_held WHERE state IN (1, 2) AND state ="
#define OF_CLAIMED " WHERE id IN " HELD " 1)"
#define OF_INFLIGHT " WHERE id IN " HELD " 2 AND "
#define UNCLAIM "UPDATE delivery SET state = 0, ready = 0, due_us = min(due_us, ?)" OF_CLAIMED

/*
 * Nobody has the lease but us: whatever is claimed or inflight was left behind.  What is dead or
 * unknown by that may have a next step: it is overdue at once, so that none is lost should we die.
 */
static enum rc
reap(struct ledger *l, int64_t now_us, struct ledger_reaped *r, struct err *e)
{
	uint64_t refused;
	enum rc rc;

	rc = clear(l, "UPDATE delivery SET state = 3, changed_us = ?" OF_INFLIGHT "EXISTS (SELECT 1"
	    " FROM receipt WHERE receipt.id = delivery.id AND " GOOD_RECEIPT "))", now_us,
	    &r->sent, e);
	if (rc == RC_OK)
		rc = clear(l, "UPDATE delivery SET state = 4, reason = 'bounced', changed_us = ?1,"
		    " await = 0, await_us = ?1" OF_INFLIGHT
		    "EXISTS (SELECT 1 FROM receipt WHERE receipt.id = delivery.id))",
		    now_us, &refused, e);
	if (rc == RC_OK)
		rc = clear(l, "UPDATE delivery SET state = 0, ready = 0, due_us = ?" OF_INFLIGHT
		    "resend = 1)", now_us, &r->resent, e);
	if (rc == RC_OK)
		rc = clear(l, "UPDATE delivery SET state = 5, reason = 'unknown', changed_us = ?1,"
		    " await = 0, await_us = ?1" OF_INFLIGHT "resend = 0)", now_us, &r->unknown, e);
	if (rc == RC_OK)
		rc = clear(l, UNCLAIM, now_us, &r->claimed, e);
	r->sent += rc == RC_OK ? refused : 0;
	return rc;
}

static enum rc
take(struct ledger *l, struct sv who, int64_t now_us, struct ledger_reaped *r, struct lease *is,
    struct err *e)
{
	bool gone;
	enum rc rc = ledger_begin(l, e);

	if (rc == RC_OK)
		rc = read_lease(l, is, e);
	if (rc != RC_OK)
		return rc;
	gone = is->until_us <= now_us || (l->lock >= 0 && is->locked);
	if (!gone) {
		ledger_rollback(l);
		return rc_err(e, RC_NO, "%s: %s sends from it", l->path, is->who);
	}
	l->fence = is->fence + 1;
	l->renewed_us = now_us + l->lease_us;
	rc = write_lease(l, who, e);
	if (rc == RC_OK)
		rc = reap(l, now_us, r, e);
	return rc == RC_OK ? ledger_commit(l, e) : rc;
}

enum rc
ledger_lease_take(struct ledger *l, struct sv who, int64_t now_us, int64_t lease_us,
    struct ledger_reaped *reaped, int64_t *until_us, struct err *e)
{
	struct lease is = { 0 };
	enum rc rc;

	memset(reaped, 0, sizeof(*reaped));
	l->lease_us = lease_us;
	(void)lock(l);
	rc = take(l, who, now_us, reaped, &is, e);
	*until_us = is.until_us;
	if (rc != RC_OK) {
		l->fence = 0;
		unlock(l);
	}
	return rc;
}

enum rc
ledger_lease_begin(struct ledger *l, int64_t now_us, struct err *e)
{
	struct lease is;
	enum rc rc = ledger_begin(l, e);

	if (rc == RC_OK)
		rc = read_lease(l, &is, e);
	if (rc != RC_OK)
		return rc;
	if (l->fence == 0 || is.fence != l->fence) {
		ledger_rollback(l);
		return rc_err(e, RC_NO, "%s: %s sends from it now", l->path, is.who);
	}
	if (l->until_us - now_us > l->lease_us / 2 && is.locked)
		return RC_OK;
	(void)lock(l);
	l->renewed_us = now_us + l->lease_us;
	return write_lease(l, sv_of(is.who), e);
}

int64_t
ledger_lease_until(const struct ledger *l)
{
	return l->until_us;
}

enum rc
ledger_lease_drop(struct ledger *l, struct err *e)
{
	struct ledger_db_q q;
	uint64_t n;
	enum rc rc = ledger_lease_begin(l, l->until_us, e);

	if (rc == RC_OK)
		rc = clear(l, UNCLAIM, INT64_MAX, &n, e);
	if (rc == RC_OK)
		rc = ledger_db_start(l, &q, "UPDATE lease SET until_us = 0, locked = 0", e);
	if (rc == RC_OK)
		rc = ledger_db_only(&q, e);
	if (rc == RC_OK)
		rc = ledger_commit(l, e);
	l->fence = 0;
	unlock(l);
	return rc;
}

/* ---- claiming ---- */

static enum rc
make_ready(struct ledger *l, int64_t now_us, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE delivery SET ready = 1 + (scenario IN"
	    " (SELECT scenario FROM hold)) WHERE id IN (SELECT id FROM delivery INDEXED BY"
	    " delivery_waiting WHERE state = 0 AND ready <> 1 AND ready = 0 AND due_us <= ?"
	    " ORDER BY due_us LIMIT ?)", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, now_us);
	ledger_db_int(&q, DUE_AT_ONCE);
	return ledger_db_only(&q, e);
}

static enum rc
claim_one(struct ledger *l, int64_t id, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE delivery SET state = 1, fence = ? WHERE id = ?",
	    e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, l->fence);
	ledger_db_int(&q, id);
	return ledger_db_only(&q, e);
}

/* Up to @max rows of a query, in @a. */
static enum rc
gather(struct ledger_db_q *q, struct ledger_row *row, size_t max, size_t *n, struct arena *a,
    struct err *e)
{
	enum rc rc = RC_OK;

	for (*n = 0; *n < max && (rc = ledger_db_step(q, e)) == RC_OK; ++*n) {
		ledger_db_get_row(q, &row[*n]);
		ledger_db_keep_row(&row[*n], a);
	}
	return ledger_db_done(q, rc);
}

enum rc
ledger_claim(struct ledger *l, struct sv channel, int64_t now_us, struct ledger_row *row,
    size_t max, size_t *n, struct arena *a, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = make_ready(l, now_us, e);

	*n = 0;
	if (rc == RC_OK)
		rc = ledger_db_start(l, &q, "SELECT " LEDGER_DB_ROW " FROM delivery INDEXED BY"
		    " delivery_ready WHERE channel = ? AND state = 0 AND ready = 1"
		    " ORDER BY priority DESC, due_us, id LIMIT ?", e);
	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, channel);
	ledger_db_int(&q, (int64_t)max);
	rc = gather(&q, row, max, n, a, e);
	for (size_t i = 0; rc == RC_OK && i < *n; i++) {
		rc = claim_one(l, row[i].id, e);
		row[i].state = LEDGER_CLAIMED;
	}
	return rc;
}

/* ---- on the wire, and back ---- */

enum rc
ledger_arm(struct ledger *l, struct ledger_shot *s, size_t n, int64_t now_us, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct ledger_db_q q;

		rc = ledger_db_start(l, &q, "UPDATE delivery SET state = 2, attempt = attempt + 1,"
		    " resend = ?, changed_us = ? WHERE id = ? AND state = 1 AND fence = ?"
		    " RETURNING attempt", e);
		if (rc != RC_OK)
			break;
		ledger_db_int(&q, s[i].resend);
		ledger_db_int(&q, now_us);
		ledger_db_int(&q, s[i].id);
		ledger_db_int(&q, l->fence);
		rc = ledger_db_step(&q, e);
		s[i].armed = rc == RC_OK;
		s[i].attempt = rc == RC_OK ? (unsigned)ledger_db_get_int(&q) : 0;
		if (rc == RC_OK)	/* a statement that returns rows is done at their end */
			rc = ledger_db_step(&q, e);
		rc = ledger_db_done(&q, rc);
	}
	return rc;
}

enum rc
ledger_putback(struct ledger *l, int64_t id, int64_t due_us, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE delivery SET state = 0, ready = 0, due_us = ?"
	    " WHERE id = ? AND state = 1 AND fence = ?", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, due_us);
	ledger_db_int(&q, id);
	ledger_db_int(&q, l->fence);
	return ledger_db_change(&q, e);
}

enum rc
ledger_shelve(struct ledger *l, int64_t id, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE delivery SET state = 0, ready = 2"
	    " WHERE id = ? AND state = 1 AND fence = ?", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, id);
	ledger_db_int(&q, l->fence);
	return ledger_db_change(&q, e);
}

enum rc
ledger_unshelve(struct ledger *l, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE delivery SET ready = 0 WHERE id IN (SELECT id"
	    " FROM delivery INDEXED BY delivery_waiting WHERE state = 0 AND ready <> 1"
	    " AND ready = 2) AND scenario NOT IN (SELECT scenario FROM hold)", e);

	return rc == RC_OK ? ledger_db_only(&q, e) : rc;
}

/* What the other side has said, beside the payload, whose fate it shares. */
static enum rc
keep_said(struct ledger *l, int64_t id, struct sv said, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE payload SET said = ? WHERE id = ?", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, said);
	ledger_db_int(&q, id);
	return ledger_db_only(&q, e);
}

/* A receipt may have been faster than we: then there is nothing to wait for. */
static enum rc
await(struct ledger *l, const struct ledger_outcome *o, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE delivery SET await = ?2, await_us = ?3"
	    " WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.id = ?1 AND"
	    " (name IN ('clicked', 'rated', 'complained', 'opt_out') OR (name = 'opened' AND"
	    " machine = 0) OR (?2 = 1 AND " GOOD_RECEIPT ")))", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, o->id);
	ledger_db_int(&q, o->await);
	ledger_db_int(&q, o->await_us);
	return ledger_db_only(&q, e);
}

/* Where the answer leaves it open whether it was taken, a receipt that came meanwhile says so. */
static enum rc
heard(struct ledger *l, struct ledger_outcome *o, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc;

	if (o->state != LEDGER_UNKNOWN && o->state != LEDGER_PLANNED)
		return RC_OK;
	rc = ledger_db_start(l, &q, "SELECT max(" GOOD_RECEIPT ") FROM receipt WHERE id = ?"
	    " HAVING count(*) > 0", e);
	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, o->id);
	rc = ledger_db_step(&q, e);
	if (rc == RC_OK) {
		bool good = ledger_db_get_int(&q) != 0;

		if (good || o->state == LEDGER_UNKNOWN) {
			o->state = good ? LEDGER_SENT : LEDGER_DEAD;
			o->reason = good ? SV("delivered") : SV("bounced");
		}
	}
	return ledger_db_done(&q, rc);
}

static enum rc
settle_one(struct ledger *l, struct ledger_outcome *o, int64_t now_us, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = heard(l, o, e);

	if (rc == RC_OK)
		rc = ledger_db_start(l, &q, "UPDATE delivery SET state = ?1, code = ?2,"
		    " reason = ?3, changed_us = ?4, ready = 0, due_us = iif(?1 = 0, ?5, due_us),"
		    " attempt = attempt - ?8 WHERE id = ?6 AND state = 2 AND fence = ?7", e);
	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, o->state);
	ledger_db_int(&q, o->code);
	ledger_db_text(&q, o->reason);
	ledger_db_int(&q, now_us);
	ledger_db_int(&q, o->due_us);
	ledger_db_int(&q, o->id);
	ledger_db_int(&q, l->fence);
	ledger_db_int(&q, o->uncounted);
	rc = ledger_db_change(&q, e);
	o->settled = rc == RC_OK;
	if (rc == RC_OK && o->said.n > 0)
		rc = keep_said(l, o->id, o->said, e);
	if (rc == RC_OK && o->state == LEDGER_SENT && o->await != LEDGER_AWAIT_NONE)
		rc = await(l, o, e);
	return rc == RC_NO ? RC_OK : rc;
}

enum rc
ledger_settle(struct ledger *l, struct ledger_outcome *o, size_t n, int64_t now_us,
    struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = settle_one(l, &o[i], now_us, e);
	return rc;
}

enum rc
ledger_overdue(struct ledger *l, int64_t now_us, struct ledger_row *row, size_t max, size_t *n,
    struct arena *a, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT " LEDGER_DB_ROW " FROM delivery INDEXED BY"
	    " delivery_await WHERE await_us IS NOT NULL AND await_us <= ? ORDER BY await_us, id"
	    " LIMIT ?", e);

	*n = 0;
	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, now_us);
	ledger_db_int(&q, (int64_t)max);
	rc = gather(&q, row, max, n, a, e);
	for (size_t i = 0; rc == RC_OK && i < *n; i++) {
		rc = ledger_db_start(l, &q, "UPDATE delivery SET await = 0, await_us = NULL"
		    " WHERE id = ?", e);
		if (rc != RC_OK)
			break;
		ledger_db_int(&q, row[i].id);
		rc = ledger_db_only(&q, e);
	}
	return rc;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

enum rc
ledger_next_due(struct ledger *l, int64_t *due_us, int64_t *later_us, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "SELECT ifnull((SELECT min(due_us) FROM delivery"
	    " INDEXED BY delivery_waiting WHERE state = 0 AND ready <> 1 AND ready = 0), ?1),"
	    " ifnull((SELECT due_us FROM delivery INDEXED BY delivery_ready WHERE state = 0"
	    " AND ready = 1 LIMIT 1), ?1), ifnull((SELECT min(await_us) FROM delivery INDEXED BY"
	    " delivery_await WHERE await_us IS NOT NULL), ?1)", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, INT64_MAX);
	rc = ledger_db_step(&q, e);
	if (rc == RC_OK) {
		int64_t waiting_us = ledger_db_get_int(&q);
		int64_t ready_us = ledger_db_get_int(&q);

		*later_us = least(waiting_us, ledger_db_get_int(&q));
		*due_us = least(*later_us, ready_us);
	}
	return ledger_db_done(&q, rc);
}

/* ---- what operators do ---- */

enum rc
ledger_requeue(struct ledger *l, const struct ledger_which *w, int64_t now_us,
    int64_t expires_us, uint64_t *n, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE delivery SET state = 0, ready = 0, attempt = 0,"
	    " await_us = NULL, due_us = ?1, expires_us = max(expires_us, ?2)"
	    " WHERE id IN (SELECT id FROM delivery INDEXED BY delivery_stuck"
	    " WHERE state = 4 AND state IN (4, 5)) AND (?3 = '' OR scenario = ?3)"
	    " AND (?4 = '' OR channel = ?4) AND (?5 = 0 OR code = ?5)"
	    " AND id IN (SELECT id FROM payload)", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, now_us);
	ledger_db_int(&q, expires_us);
	ledger_db_text(&q, w->scenario);
	ledger_db_text(&q, w->channel);
	ledger_db_int(&q, w->code);
	rc = ledger_db_only(&q, e);
	*n = rc == RC_OK ? ledger_db_changes(l) : 0;
	return rc;
}

enum rc
ledger_resolve(struct ledger *l, const struct ledger_key *dkey, enum ledger_state to,
    int64_t now_us, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, "UPDATE delivery SET state = ?, reason = 'resolved',"
	    " changed_us = ?, await_us = NULL WHERE dkey = ? AND state = 5", e);

	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, to);
	ledger_db_int(&q, now_us);
	ledger_db_text(&q, ledger_db_key(dkey));
	return ledger_db_change(&q, e);
}

static enum rc
of_scenario(struct ledger *l, const char *sql, struct sv scenario, struct err *e)
{
	struct ledger_db_q q;
	enum rc rc = ledger_db_start(l, &q, sql, e);

	if (rc != RC_OK)
		return rc;
	ledger_db_text(&q, scenario);
	return ledger_db_only(&q, e);
}

enum rc
ledger_hold(struct ledger *l, struct sv scenario, bool on, struct err *e)
{
	enum rc rc;

	if (on) {
		rc = of_scenario(l, "INSERT INTO hold (scenario) VALUES (?)"
		    " ON CONFLICT (scenario) DO NOTHING", scenario, e);
		if (rc == RC_OK)
			rc = of_scenario(l, "UPDATE delivery SET ready = 2 WHERE id IN (SELECT id"
			    " FROM delivery INDEXED BY delivery_ready WHERE state = 0"
			    " AND ready = 1) AND scenario = ?", scenario, e);
		if (rc == RC_OK)
			rc = of_scenario(l, "UPDATE delivery SET state = 0, ready = 2" OF_CLAIMED
			    " AND scenario = ?", scenario, e);
		return rc;
	}
	rc = of_scenario(l, "DELETE FROM hold WHERE scenario = ?", scenario, e);
	if (rc == RC_OK)
		rc = of_scenario(l, "UPDATE delivery SET ready = 0 WHERE id IN (SELECT id"
		    " FROM delivery INDEXED BY delivery_waiting WHERE state = 0 AND ready <> 1"
		    " AND ready = 2) AND scenario = ?", scenario, e);
	return rc;
}

enum rc
ledger_status_get(struct ledger *l, int64_t now_us, struct ledger_status **out, size_t *n,
    struct arena *a, struct err *e)
{
	struct ledger_status *s = NULL;
	struct ledger_db_q q;
	size_t cap = 0;
	enum rc rc = ledger_db_start(l, &q, "SELECT scenario, channel, state, count(*),"
	    " sum(state = 0 AND due_us <= ?1), min(iif(state = 0 AND due_us <= ?1, due_us, NULL)),"
	    " max(scenario IN (SELECT scenario FROM hold) OR (state = 0 AND ready = 2))"
	    " FROM delivery GROUP BY 1, 2, 3"
	    " ORDER BY 1, 2, 3", e);

	*n = 0;
	if (rc != RC_OK)
		return rc;
	ledger_db_int(&q, now_us);
	while ((rc = ledger_db_step(&q, e)) == RC_OK) {
		struct sv scenario = ledger_db_get_text(&q), channel = ledger_db_get_text(&q);
		int64_t state = ledger_db_get_int(&q), count = ledger_db_get_int(&q);
		int64_t due = ledger_db_get_int(&q), oldest = ledger_db_get_int(&q);

		if (*n == 0 || !sv_eq(s[*n - 1].scenario, scenario) ||
		    !sv_eq(s[*n - 1].channel, channel)) {
			if (*n == cap) {
				s = arena_grow(a, s, cap * sizeof(*s), (2 * cap + 16) * sizeof(*s));
				cap = 2 * cap + 16;
			}
			s[(*n)++] = (struct ledger_status){ .scenario = arena_sv(a, scenario),
			    .channel = arena_sv(a, channel) };
		}
		s[*n - 1].held |= ledger_db_get_int(&q) != 0;
		if (state >= 0 && state < LEDGER_STATES)
			s[*n - 1].count[state] += (uint64_t)count;
		s[*n - 1].due += (uint64_t)due;
		if (oldest != 0)
			s[*n - 1].oldest_us = oldest;
	}
	*out = s;
	return ledger_db_done(&q, rc);
}
