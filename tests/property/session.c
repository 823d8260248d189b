/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session - random events cut by the rules as they are written down
 *
 * The oracle asks of each event, from all events before it, whether a session
 * starts there; it keeps nothing from event to event.  No two sessions of a user
 * have one id.
 */
#include "../t.h"

#include "base/rng.h"
#include "users/session.h"

enum { CASES = 4000, EVENTS_MAX = 40, SPLITS = 2, DAY = 50 };

struct event {
	int64_t at_us;
	int     split[SPLITS];	/* -1: not known */
};

static int64_t
day_of(int64_t at_us)
{
	int64_t d = at_us / DAY;

	return at_us % DAY < 0 ? d - 1 : d;
}

/* Whether a session that began with event @from ends before event @i. */
static bool
ends_before(const struct session_rule *r, const struct event *ev, size_t from, size_t i)
{
	int64_t pause = ev[i].at_us - ev[i - 1].at_us;

	if (pause > (int64_t)r->gap_us || (pause == (int64_t)r->gap_us && r->at_gap))
		return true;
	if (r->max_us != 0 && ev[i].at_us - ev[from].at_us >= (int64_t)r->max_us)
		return true;
	if (r->daily && day_of(ev[i].at_us) != day_of(ev[from].at_us))
		return true;
	for (size_t k = 0; k < r->nsplit; k++)
		for (size_t b = i; b-- > from;) {
			if (ev[i].split[k] < 0 || ev[b].split[k] < 0)
				continue;
			if (ev[i].split[k] != ev[b].split[k])
				return true;
			break;
		}
	return false;
}

/* Where the session of event @i began. */
static size_t
start_of(const struct session_rule *r, const struct event *ev, size_t i)
{
	size_t from = 0;

	for (size_t k = 1; k <= i; k++)
		if (ends_before(r, ev, from, k))
			from = k;
	return from;
}

/* Without an event before it the session is over then, and was not a moment before. */
static void
check_until(const struct session *s, const struct session_rule *r, struct arena *tmp)
{
	const struct val none[SPLITS] = { { .kind = VAL_NULL }, { .kind = VAL_NULL } };
	const int64_t until = session_until(s, r);
	struct val known[SPLITS];

	for (int64_t at = until - 1; at <= until; at++) {
		struct session later = *s;

		memcpy(known, s->known, r->nsplit * sizeof(*known));
		later.known = known;
		if (at >= s->last_us)
			T_QUIET(session_next(&later, r, at, none, tmp) == (at == until),
			    "it is over at %" PRId64, until);
	}
}

static struct val
split_val(struct rng *g, int v)
{
	static const char *const spelling[][2] = {
		{ "1", "1.0" }, { "22", "2.2e1" }, { "-0", "0" }
	};

	if (v < 0)
		return (struct val){ .kind = rng_below(g, 2) != 0 ? VAL_NULL : VAL_NONE };
	return (struct val){ .kind = VAL_NUMBER, .text = sv_of(spelling[v][rng_below(g, 2)]) };
}

static void
make(struct rng *g, struct session_rule *r, struct event *ev, size_t n)
{
	int64_t at = (int64_t)rng_below(g, 1000) - 500;

	*r = (struct session_rule){
		.gap_us = 1 + rng_below(g, 8),
		.at_gap = rng_below(g, 2),
		.max_us = rng_below(g, 2) != 0 ? 1 + rng_below(g, 30) : 0,
		.nsplit = rng_below(g, SPLITS + 1),
	};
	for (size_t i = 0; i < n; i++) {
		ev[i].at_us = at;
		at += rng_below(g, 3) == 0 ? 0 : (int64_t)rng_below(g, 10);
		for (size_t k = 0; k < SPLITS; k++)
			ev[i].split[k] = (int)rng_below(g, 4) - 1;
	}
}

static size_t
check(struct rng *g, const struct session_rule *r, const struct event *ev, size_t n)
{
	struct val split[EVENTS_MAX][SPLITS], known[SPLITS];
	char id[EVENTS_MAX][SESSION_ID_LEN], user[8 + SESSION_ID_ROOM] = "\"u\"";
	struct session s;
	struct arena tmp;
	size_t starts = 0;

	arena_init(&tmp);
	session_init(&s, r, known);
	for (size_t i = 0; i < n; i++) {
		size_t from = start_of(r, ev, i);
		bool fresh;

		for (size_t k = 0; k < SPLITS; k++)
			split[i][k] = split_val(g, ev[i].split[k]);
		fresh = session_next(&s, r, ev[i].at_us, split[i], &tmp);
		T_QUIET(fresh == (from == i), "event %zu of %zu starts a session: %d", i, n, fresh);
		T_QUIET(s.start_us == ev[from].at_us && s.last_us == ev[i].at_us, "its start and end");
		starts += fresh;
		T_QUIET(s.number == starts, "its number");
		check_until(&s, r, &tmp);
		session_id(&s, user, 3, id[i]);
		for (size_t k = 0; k < i; k++)
			T_QUIET((memcmp(id[k], id[i], SESSION_ID_LEN) == 0) ==
			    (start_of(r, ev, k) == from), "events %zu and %zu by their ids", k, i);
	}
	arena_free(&tmp);
	return starts;
}

/* A day of DAY microseconds: a fixed window as long. */
static void
daily(struct session_rule *r)
{
	r->daily = true;
	r->day = (struct twindow){ TWINDOW_FIXED, DAY, NULL };
}

int
main(void)
{
	static struct event ev[EVENTS_MAX];
	struct session_rule r;
	size_t starts = 0, events = 0;
	struct rng g;

	rng_init(&g, t_seed());
	for (size_t i = 0; i < CASES; i++) {
		size_t n = rng_below(&g, EVENTS_MAX + 1);

		make(&g, &r, ev, n);
		if (rng_below(&g, 3) == 0)
			daily(&r);
		starts += check(&g, &r, ev, n);
		events += n;
	}
	T_OK(t_failed == 0, "%d users, %zu events", (int)CASES, events);
	T_OK(starts > events / 10 && starts < events - events / 10, "in %zu sessions", starts);
	return t_done();
}
