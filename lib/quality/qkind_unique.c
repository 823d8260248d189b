/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qkind_unique - a value comes once, within a time when asked for
 */
#include "quality/qkind.h"
#include "quality/qset.h"

#include <inttypes.h>

struct settings {
	int64_t            within_us;	/* 0: for ever */
	const struct expr *at;		/* the time of the event; NULL without within */
	uint64_t           max;		/* values to remember */
};

static enum rc
parse_unique(struct qplan_parse *l, const struct node *n, const struct node *at,
    struct qplan_check *c)
{
	struct settings *own = arena_zalloc(l->a, sizeof(*own));
	const struct node *time = node_get(n, "time") != NULL ? node_get(n, "time") : l->time;
	enum rc rc = qplan_parse_duration(l, n, "within", false, &own->within_us);

	(void)at;
	c->own = own;
	own->max = QPLAN_KEPT;
	if (rc == RC_OK)
		rc = doc_u64(l->p->doc, n, "max_values", 1, QPLAN_KEPT_MAX, &own->max, l->e);
	if (rc != RC_OK || own->within_us == 0)
		return rc;
	if (time == NULL)
		return doc_fail(l->p->doc, n, l->e, "unique within a time: the plan names no time");
	return qplan_parse_expr(l, time, &own->at);
}

static void
init_unique(void *tally, const struct qplan_check *c, struct arena *a, uint64_t seed)
{
	const struct settings *own = c->own;

	(void)a;
	qset_init(tally, own->within_us, own->max, seed);
}

static enum rc
step_unique(void *tally, struct qlook *k, struct err *e)
{
	const struct settings *own = k->c->own;
	struct qset *seen = tally;
	struct val when;
	int64_t at_us = 0;
	bool again;

	if (own->at != NULL) {
		enum rc rc = expr_value(own->at, k->r, k->ev, &when, e);

		if (rc != RC_OK)
			return rc;
		if (!qlook_time(k, &when, &at_us))
			at_us = seen->last_us;	/* what has no time is of now */
	}
	if (!qset_add(seen, val_text(&k->x, expr_eval_arena(k->ev)), at_us, &again))
		return rc_err(e, RC_LIMIT, "%.*s: more than %" PRIu64
		    " values to remember: the plan's max_values allows more, within fewer",
		    SV_SHOW(k->c->name), own->max);
	k->answer = again ? QLOOK_BAD : QLOOK_GOOD;
	return RC_OK;
}

static void
free_unique(void *tally)
{
	qset_free(tally);
}

const struct qkind qkind_unique = {
	.name = "unique",
	.summary = "comes once, in the whole input or within a time",
	.code = "duplicate",
	.fault = "was seen before",
	.setting = { "within", "time", "max_values" },
	.flags = QKIND_SERIAL,
	.own_size = sizeof(struct qset),
	.parse = parse_unique,
	.init = init_unique,
	.step = step_unique,
	.free = free_unique
};
