/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qkind_value - an event by itself: a value is there, a condition holds
 */
#include "quality/qkind.h"

static enum rc
step_not_null(void *own, struct qlook *k, struct err *e)
{
	(void)own;
	(void)e;
	k->answer = val_null(&k->x) ? QLOOK_BAD : QLOOK_GOOD;
	return RC_OK;
}

const struct qkind qkind_not_null = {
	.name = "not_null",
	.summary = "is there and not null",
	.code = "required_missing",
	.fault = "is missing or null",
	.flags = QKIND_NULLS,
	.step = step_not_null
};

static enum rc
step_rule(void *own, struct qlook *k, struct err *e)
{
	enum expr_tri yes = EXPR_TRUE;
	enum rc rc = expr_test(k->c->x, k->r, k->ev, &yes, e);

	(void)own;
	k->answer = yes == EXPR_TRUE ? QLOOK_GOOD : QLOOK_BAD;
	return rc;
}

const struct qkind qkind_rule = {
	.name = "rule",
	.summary = "is true for every event",
	.code = "rule",
	.fault = "is not true",
	.flags = QKIND_CONDITION,
	.step = step_rule
};
