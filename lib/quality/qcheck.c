/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qcheck.h"

void
qcheck_init(struct qkind_tally *t, const struct qplan_check *c, struct arena *a, uint64_t seed)
{
	const struct qkind *kind = c->kind;

	*t = (struct qkind_tally){ 0 };
	if (kind->own_size != 0)
		t->own = arena_zalloc(a, kind->own_size);
	if (kind->init != NULL)
		kind->init(t->own, c, a, seed);
}

enum rc
qcheck_step(struct qkind_tally *t, struct qlook *k, struct err *e)
{
	const struct qplan_check *c = k->c;
	enum expr_tri yes = EXPR_TRUE;
	enum rc rc = RC_OK;

	k->answer = QLOOK_SKIP;
	k->x = (struct val){ .kind = VAL_NONE };
	k->path = (struct sv){ "", 0 };
	if (c->where != NULL)
		rc = expr_test(c->where, k->r, k->ev, &yes, e);
	if (rc != RC_OK || yes != EXPR_TRUE)
		return rc;
	if ((c->kind->flags & QKIND_CONDITION) == 0) {
		rc = expr_value(c->x, k->r, k->ev, &k->x, e);
		if (rc != RC_OK || (val_null(&k->x) && (c->kind->flags & QKIND_NULLS) == 0))
			return rc;
	}
	rc = c->kind->step(t->own, k, e);
	if (rc != RC_OK)
		return rc;
	t->n += k->answer != QLOOK_SKIP;
	t->bad += k->answer == QLOOK_BAD;
	return RC_OK;
}

void
qcheck_merge(struct qkind_tally *to, const struct qkind_tally *from, const struct qplan_check *c)
{
	to->n += from->n;
	to->bad += from->bad;
	if (c->kind->merge != NULL)
		c->kind->merge(to->own, from->own);
}

void
qcheck_end(struct qkind_tally *t, const struct qplan_check *c, const struct qlook_clock *clock)
{
	if (c->kind->end != NULL)
		c->kind->end(t, c, clock);
}

void
qcheck_free(struct qkind_tally *t, const struct qplan_check *c)
{
	if (c->kind->free != NULL)
		c->kind->free(t->own);
}
