/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qkind_list - a value is one of those listed, in the plan or in a file beside it
 */
#include "base/buf.h"
#include "base/num.h"
#include "io/side.h"
#include "quality/qkind.h"
#include "schema/rule.h"

struct list {
	struct rule_keys text;		/* strings */
	const struct sv *number;
	size_t           nnumber;
	bool             has_true, has_false;
};

/* ---- in ---- */

static enum rc
parse_in(struct qplan_parse *l, const struct node *n, const struct node *at, struct qplan_check *c)
{
	struct list *own = arena_zalloc(l->a, sizeof(*own));
	const struct node *list = NULL;
	struct sv *text, *number;
	size_t ntext = 0;
	enum rc rc = doc_need(l->p->doc, n, "values", &list, l->e);

	(void)at;
	if (rc == RC_OK)
		rc = doc_kind(l->p->doc, list, NODE_LIST, l->e);
	if (rc != RC_OK)
		return rc;
	c->own = own;
	text = arena_alloc(l->a, (list->n + 1) * sizeof(*text));
	own->number = number = arena_alloc(l->a, (list->n + 1) * sizeof(*number));
	for (size_t i = 0; i < list->n; i++) {
		const struct node *m = &list->item[i];

		if (m->kind == NODE_STRING)
			text[ntext++] = m->text;
		else if (m->kind == NODE_NUMBER)
			number[own->nnumber++] = m->text;
		else if (m->kind == NODE_BOOL)
			*(m->truth ? &own->has_true : &own->has_false) = true;
		else
			return doc_fail(l->p->doc, m, l->e,
			    "values: expected strings, numbers, true or false");
	}
	rule_keys_set(&own->text, text, ntext, l->a);
	return RC_OK;
}

static bool
is_listed(const struct list *own, const struct val *x, struct arena *a)
{
	switch (x->kind) {
	case VAL_TRUE:
		return own->has_true;
	case VAL_FALSE:
		return own->has_false;
	case VAL_NUMBER:
		for (size_t i = 0; i < own->nnumber; i++)
			if (num_cmp(own->number[i], val_text(x, a)) == 0)
				return true;
		return false;
	default:
		return rule_keys_find(&own->text, val_text(x, a)) != RULE_NONE;
	}
}

static enum rc
step_in(void *tally, struct qlook *k, struct err *e)
{
	(void)tally;
	(void)e;
	k->answer = is_listed(k->c->own, &k->x, expr_eval_arena(k->ev)) ? QLOOK_GOOD : QLOOK_BAD;
	return RC_OK;
}

const struct qkind qkind_in = {
	.name = "in",
	.summary = "is one of strings, numbers, true and false",
	.code = "enum",
	.fault = "is none of the values",
	.setting = { "values" },
	.parse = parse_in,
	.step = step_in
};

/* ---- ref ---- */

/* Make a table of the lines of @all, without CR and without empty ones. */
static enum rc
set_lines(struct qplan_parse *l, struct sv all, struct rule_keys *k, const struct node *at)
{
	struct sv *text;
	size_t n = 0;

	for (size_t i = 0; i < all.n; i++)
		n += all.p[i] == '\n';
	if (n >= QPLAN_VALUES_MAX)
		return doc_fail(l->p->doc, at, l->e, "more than %d values", QPLAN_VALUES_MAX);
	text = arena_alloc(l->a, (n + 1) * sizeof(*text));
	for (n = 0; all.n != 0;) {
		size_t end = sv_find(all, '\n');
		struct sv line = { all.p, end - (end != 0 && all.p[end - 1] == '\r') };

		if (line.n != 0)
			text[n++] = line;
		end += end < all.n;
		all = (struct sv){ all.p + end, all.n - end };
	}
	rule_keys_set(k, text, n, l->a);
	return RC_OK;
}

static enum rc
parse_ref(struct qplan_parse *l, const struct node *n, const struct node *at, struct qplan_check *c)
{
	struct list *own = arena_zalloc(l->a, sizeof(*own));
	const struct node *m = NULL;
	enum rc rc = doc_need(l->p->doc, n, "file", &m, l->e);
	struct err inner = { 0 };
	struct buf b;

	(void)at;
	if (rc == RC_OK)
		rc = doc_kind(l->p->doc, m, NODE_STRING, l->e);
	if (rc != RC_OK)
		return rc;
	c->own = own;
	buf_init(&b, SIZE_MAX);
	rc = side_text(qplan_parse_path(l, m->text), SIZE_MAX - 1, &b, &inner);
	if (rc == RC_OK)
		rc = set_lines(l, arena_sv(l->a, buf_view(&b)), &own->text, m);
	else
		rc = doc_fail(l->p->doc, m, l->e, "%.*s: %s", SV_SHOW(m->text), inner.msg);
	buf_free(&b);
	return rc;
}

static enum rc
step_ref(void *tally, struct qlook *k, struct err *e)
{
	const struct list *own = k->c->own;
	struct sv text = val_text(&k->x, expr_eval_arena(k->ev));

	(void)tally;
	(void)e;
	k->answer = rule_keys_find(&own->text, text) != RULE_NONE ? QLOOK_GOOD : QLOOK_BAD;
	return RC_OK;
}

const struct qkind qkind_ref = {
	.name = "ref",
	.summary = "is a line of a file beside the plan",
	.code = "ref",
	.fault = "is not in the file",
	.setting = { "file" },
	.parse = parse_ref,
	.step = step_ref
};
