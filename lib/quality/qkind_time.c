/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qkind_time - the times of events against the times they were received, and the clock
 */
#include "quality/qkind.h"

struct settings {
	int64_t            max_us;
	const struct expr *received;	/* of late and future; NULL: now */
};

/* ---- late, future ---- */

static enum rc
parse_arrival(struct qplan_parse *l, const struct node *n, const struct node *at,
    struct qplan_check *c)
{
	struct settings *own = arena_zalloc(l->a, sizeof(*own));
	const struct node *received = node_get(n, "received");
	enum rc rc = qplan_parse_duration(l, n, "max", true, &own->max_us);

	(void)at;
	c->own = own;
	if (rc != RC_OK)
		return rc;
	return qplan_parse_expr(l, received != NULL ? received : l->received, &own->received);
}

/*
 * When the event was and when it was received.  False when one of them cannot be had:
 * k->answer says what that makes of the event, unless *rc is an error.
 */
static bool
arrival_of(struct qlook *k, int64_t *at_us, int64_t *received_us, enum rc *rc, struct err *e)
{
	const struct settings *own = k->c->own;
	struct val y;

	*rc = RC_OK;
	if (own->received != NULL) {
		*rc = expr_value(own->received, k->r, k->ev, &y, e);
		if (*rc != RC_OK || val_null(&y))
			return false;
		k->answer = QLOOK_BAD;
		if (!qlook_time(k, &y, received_us))
			return false;
	} else {
		*received_us = qlook_now(k->clock);
	}
	k->answer = QLOOK_BAD;
	return qlook_time(k, &k->x, at_us);
}

static enum rc
step_late(void *tally, struct qlook *k, struct err *e)
{
	const struct settings *own = k->c->own;
	int64_t at_us, received_us;
	enum rc rc;

	(void)tally;
	if (arrival_of(k, &at_us, &received_us, &rc, e) &&
	    qlook_within(received_us, at_us, own->max_us))
		k->answer = QLOOK_GOOD;
	return rc;
}

static enum rc
step_future(void *tally, struct qlook *k, struct err *e)
{
	const struct settings *own = k->c->own;
	int64_t at_us, received_us;
	enum rc rc;

	(void)tally;
	if (arrival_of(k, &at_us, &received_us, &rc, e) &&
	    qlook_within(at_us, received_us, own->max_us))
		k->answer = QLOOK_GOOD;
	return rc;
}

const struct qkind qkind_late = {
	.name = "late",
	.summary = "the event arrived at most max after this time",
	.code = "late",
	.fault = "came too late",
	.setting = { "max", "received" },
	.parse = parse_arrival,
	.step = step_late
};

const struct qkind qkind_future = {
	.name = "future",
	.summary = "this time is at most max ahead of the arrival",
	.code = "future",
	.fault = "is ahead of its time",
	.setting = { "max", "received" },
	.parse = parse_arrival,
	.step = step_future
};

/* ---- fresh ---- */

struct latest {
	int64_t at_us;		/* INT64_MIN: none */
};

static enum rc
parse_fresh(struct qplan_parse *l, const struct node *n, const struct node *at,
    struct qplan_check *c)
{
	struct settings *own = arena_zalloc(l->a, sizeof(*own));

	(void)at;
	c->own = own;
	return qplan_parse_duration(l, n, "max_age", true, &own->max_us);
}

static void
init_fresh(void *tally, const struct qplan_check *c, struct arena *a, uint64_t seed)
{
	struct latest *t = tally;

	(void)c;
	(void)a;
	(void)seed;
	t->at_us = INT64_MIN;
}

/* Keep the latest time, but for one so far ahead of the clock that it is of a broken one. */
static enum rc
step_fresh(void *tally, struct qlook *k, struct err *e)
{
	const struct settings *own = k->c->own;
	struct latest *t = tally;
	int64_t at_us;

	(void)e;
	if (qlook_time(k, &k->x, &at_us) && at_us > t->at_us &&
	    qlook_within(at_us, qlook_now(k->clock), own->max_us))
		t->at_us = at_us;
	return RC_OK;
}

static void
merge_fresh(void *to, const void *from)
{
	const struct latest *x = from;
	struct latest *t = to;

	t->at_us = x->at_us > t->at_us ? x->at_us : t->at_us;
}

static void
end_fresh(struct qkind_tally *t, const struct qplan_check *c, const struct qlook_clock *clock)
{
	const struct settings *own = c->own;
	const struct latest *x = t->own;

	t->n = x->at_us != INT64_MIN;
	t->bad = t->n != 0 && !qlook_within(qlook_now(clock), x->at_us, own->max_us);
}

const struct qkind qkind_fresh = {
	.name = "fresh",
	.summary = "the latest of these times is at most max_age old",
	.code = "late",
	.setting = { "max_age" },
	.flags = QKIND_FACT,
	.own_size = sizeof(struct latest),
	.parse = parse_fresh,
	.init = init_fresh,
	.step = step_fresh,
	.merge = merge_fresh,
	.end = end_fresh
};
