/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * notify_cap - caps against every window there is, counted one by one
 *
 * Rolling windows on a clock of a few ticks: all windows of the length that hold the instant
 * are counted, at every tick.  Calendar windows by days of a zone of one offset.  From when on
 * there is room is the first instant at which the count says so.
 */
#include "base/rfc3339.h"
#include "base/rng.h"
#include "notify/cap.h"

#include "../t.h"

enum { ROWS = 24, TICKS = 60, ROUNDS = 4000, CHANNELS = 3 };

struct world {
	struct policy          policy;
	struct policy_scenario scenario[2];
	struct policy_channel  channel[CHANNELS];
	struct policy_cap      cap;
	struct store_row       row[ROWS], asked;
	struct store_row      *view[ROWS];
	struct store_user      user;
	struct cap_work        work;
	int64_t                tick_us;
};

static void
draw_row(struct rng *r, struct world *w, struct store_row *x, size_t name)
{
	static const uint8_t state[] = { STORE_HELD, STORE_TAKEN, STORE_SPENT, STORE_GONE,
		STORE_SHADOW, STORE_HELD };

	*x = (struct store_row){ .at_us = (int64_t)rng_below(r, TICKS) * w->tick_us,
		.channel = (uint8_t)rng_below(r, CHANNELS), .category = (uint16_t)rng_below(r, 2),
		.class = (uint8_t)rng_below(r, 2), .state = state[rng_below(r, 6)],
		.priority = (int32_t)rng_below(r, 3), .counts = rng_below(r, 2) > 0 };
	(void)snprintf(x->dkey.text, STORE_KEY, "d%zu", name);
	(void)snprintf(x->nkey.text, STORE_KEY, "n%zu", name);
}

static void
draw_world(struct rng *r, struct world *w)
{
	struct policy_cap *c = &w->cap;

	w->tick_us = rng_below(r, 2) ? 1 : RFC3339_DAY_US / 7;
	*c = (struct policy_cap){ .max = 1 + (uint32_t)rng_below(r, 3),
		.classes = 1 + (unsigned)rng_below(r, 3),
		.channels = rng_below(r, 2) ? UINT64_MAX : 1 + rng_below(r, 7),
		.category = rng_below(r, 2) ? SV("") : SV("a"),
		.window = rng_below(r, 2) ? POLICY_ROLLING : POLICY_DAY + (unsigned)rng_below(r, 3),
		.len_us = (int64_t)(1 + rng_below(r, 12)) * w->tick_us };
	if (c->window != POLICY_ROLLING)
		w->tick_us = RFC3339_DAY_US / 7;
	w->scenario[0].category = SV("a");
	w->scenario[1].category = SV("b");
	w->policy = (struct policy){ .scenario = w->scenario, .nscenario = 2, .cap = c, .ncap = 1,
		.channel = w->channel, .nchannel = CHANNELS };
	w->user = (struct store_user){ .row = w->view, .n = rng_below(r, ROWS) };
	for (size_t i = 0; i < w->user.n; i++) {
		draw_row(r, w, &w->row[i], i);
		w->view[i] = &w->row[i];
	}
	draw_row(r, w, &w->asked, ROWS);
	w->asked.state = rng_below(r, 4) ? STORE_HELD : STORE_SHADOW;
}

static bool
in_rule(const struct world *w, const struct store_row *x)
{
	const struct policy_cap *c = &w->cap;

	if (!(c->channels >> x->channel & 1))
		return false;
	return c->category.n == 0 || x->category == 0;
}

static bool
is_counted(const struct world *w, const struct store_row *x)
{
	if (x->state == STORE_GONE || !in_rule(w, x))
		return false;
	if (!(w->cap.classes >> x->class & 1) && (x->class == POLICY_MARKETING || !x->counts))
		return false;
	return x->state != STORE_SHADOW || w->asked.state == STORE_SHADOW;
}

static int64_t
day_of(int64_t at_us, int64_t ahead_us)
{
	int64_t t = at_us + ahead_us;

	return (t - ((t % RFC3339_DAY_US) + RFC3339_DAY_US) % RFC3339_DAY_US) / RFC3339_DAY_US;
}

/* The number of the day, week or month. */
static int64_t
bucket(const struct world *w, int64_t at_us, int64_t ahead_us)
{
	int64_t day = day_of(at_us, ahead_us);
	struct rfc3339_civil c = rfc3339_civil(at_us + ahead_us);

	switch (w->cap.window) {
	case POLICY_DAY:
		return day;
	case POLICY_WEEK:
		return (day + 3 + 7000) / 7;	/* 1970-01-01 was a Thursday */
	default:
		return c.year * 12 + c.month;
	}
}

/* One more at @at_us is one too many in some window. */
static bool
breaks(const struct world *w, int64_t at_us, int64_t ahead_us)
{
	uint32_t n = 1;

	if (!in_rule(w, &w->asked) || !(w->cap.classes >> w->asked.class & 1))
		return false;
	if (w->cap.window != POLICY_ROLLING) {
		for (size_t i = 0; i < w->user.n; i++)
			n += is_counted(w, &w->row[i]) && bucket(w, w->row[i].at_us, ahead_us) ==
			    bucket(w, at_us, ahead_us);
		return n > w->cap.max;
	}
	for (int64_t end = at_us; end < at_us + w->cap.len_us; end += w->tick_us) {
		n = 1;		/* the window (end - len, end] */
		for (size_t i = 0; i < w->user.n; i++)
			n += is_counted(w, &w->row[i]) && w->row[i].at_us <= end &&
			    w->row[i].at_us > end - w->cap.len_us;
		if (n > w->cap.max)
			return true;
	}
	return false;
}

static void
compare(struct rng *r, struct world *w, const struct tzone *zone, int64_t ahead_us)
{
	struct cap_ask ask = { &w->policy, &w->user, &w->asked, zone, 0, 0, false };
	int64_t at_us = (int64_t)rng_below(r, TICKS) * w->tick_us, free_us = at_us;
	struct cap_verdict v;
	bool broken = breaks(w, at_us, ahead_us);

	cap_check(&ask, &w->work, at_us, &v);
	if (!T_QUIET(v.fits != broken, "fits %d, breaks %d", v.fits, broken) || !broken)
		return;
	/* Moved on until it fits, it is at the first instant that fits. */
	for (int i = 0; i < ROWS && !v.fits; i++) {
		free_us = v.free_us;
		cap_check(&ask, &w->work, free_us, &v);
	}
	for (at_us += w->tick_us; breaks(w, at_us, ahead_us);)
		at_us += w->tick_us;
	if (w->cap.window == POLICY_ROLLING)
		T_QUIET(at_us == free_us, "room at %" PRId64 ", said %" PRId64, at_us, free_us);
	else
		T_QUIET(!breaks(w, free_us, ahead_us) && breaks(w, free_us - 1, ahead_us),
		    "room at the begin of the next window");
}

int
main(void)
{
	const int64_t ahead_us = -3 * INT64_C(3600000000);
	struct rng r;
	struct arena a;
	const struct tzone *zone;
	struct err e = { 0 };
	struct world w = { 0 };

	arena_init(&a);
	rng_init(&r, t_seed());
	T_OK(tzone_load(&zone, SV("-03:00"), &a, &e) == RC_OK, "a zone");
	for (int i = 0; i < T_ROUNDS(ROUNDS); i++) {
		draw_world(&r, &w);
		compare(&r, &w, zone, ahead_us);
	}
	T_OK(true, "all rounds");
	cap_work_free(&w.work);
	arena_free(&a);
	return t_done();
}
