/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * eval - a plain walk: trees are small, and fields and constants are leaves
 *
 * Three values: true, false, and unknown, which is what null, and anything that
 * is no boolean, counts as.  Unknown comes out as null.
 */
#include "expr/eval.h"

#include "base/mem.h"
#include "expr/cmp.h"
#include "expr/func.h"
#include "json/jread.h"

#include <math.h>

static struct val
val_of_tri(enum expr_tri t)
{
	return t == EXPR_UNKNOWN ? (struct val){ .kind = VAL_NULL } : val_of_bool(t == EXPR_TRUE);
}

static enum expr_tri
negated(enum expr_tri t)
{
	return t == EXPR_UNKNOWN ? t : t == EXPR_TRUE ? EXPR_FALSE : EXPR_TRUE;
}

/* How a text is read as a time: one written in the expression is in its zone. */
static const struct tstamp_cfg *
time_of(const struct eval *v, const struct node *n)
{
	return n->op == NODE_CONST ? v->here : v->input;
}

/* The value of @n where it lies, when it lies somewhere, else in @tmp. */
static enum rc
eval_at(const struct eval *v, const struct node *n, struct val *tmp, const struct val **at)
{
	*at = n->op == NODE_CONST ? &n->val : n->op == NODE_FIELD ? &v->rec->slot[n->slot] : tmp;
	return *at != tmp ? RC_OK : eval_node(v, n, tmp);
}

/* || stops at the first true, && at the first false. */
static enum rc
eval_logic(const struct eval *v, const struct node *n, struct val *out)
{
	enum expr_tri stop = n->op == NODE_OR ? EXPR_TRUE : EXPR_FALSE;
	enum expr_tri all = negated(stop);

	for (size_t i = 0; i < n->nkid; i++) {
		enum rc rc = eval_node(v, n->turn[i], out);
		enum expr_tri t;

		if (rc != RC_OK)
			return rc;
		t = eval_tri(out);
		if (t == stop) {
			*out = val_of_tri(t);
			return RC_OK;
		}
		if (t == EXPR_UNKNOWN)
			all = EXPR_UNKNOWN;
	}
	*out = val_of_tri(all);
	return RC_OK;
}

static enum expr_tri
judge(enum node_op op, enum cmp_result r)
{
	bool truth;

	if (r == CMP_UNKNOWN)
		return EXPR_UNKNOWN;
	if (op == NODE_EQ || op == NODE_NE) {
		truth = (r == CMP_EQUAL || r == CMP_SAME) == (op == NODE_EQ);
		return truth ? EXPR_TRUE : EXPR_FALSE;
	}
	if (r == CMP_SAME || r == CMP_DIFFER)
		return EXPR_UNKNOWN;
	truth = op == NODE_LT ? r == CMP_LESS : op == NODE_LE ? r != CMP_GREATER :
	    op == NODE_GT ? r == CMP_GREATER : r != CMP_LESS;
	return truth ? EXPR_TRUE : EXPR_FALSE;
}

/* Two numbers, when their doubles differ: rounding keeps order. */
static bool
numbers_differ(const struct val *x, const struct val *y, enum cmp_result *r)
{
	double dx;
	double dy;

	if (x->kind != VAL_NUMBER || y->kind != VAL_NUMBER || !val_number(x, &dx) ||
	    !val_number(y, &dy) || dx == dy)
		return false;
	*r = dx < dy ? CMP_LESS : CMP_GREATER;
	return true;
}

static enum rc
eval_compare(const struct eval *v, const struct node *n, struct val *out)
{
	struct val x;
	struct val y;
	struct cmp_side sx = { NULL, NULL };
	struct cmp_side sy = { NULL, NULL };
	enum cmp_result r;
	bool holds;
	enum rc rc;

	if (v->rec != NULL && eval_bound(n, v->rec, &holds)) {
		*out = val_of_bool(holds);
		return RC_OK;
	}
	rc = eval_at(v, n->kid[0], &x, &sx.val);

	if (rc == RC_OK)
		rc = eval_at(v, n->kid[1], &y, &sy.val);
	if (rc != RC_OK)
		return rc;
	if (!numbers_differ(sx.val, sy.val, &r)) {
		sx.time = time_of(v, n->kid[0]);
		sy.time = time_of(v, n->kid[1]);
		r = cmp_vals(sx, sy, v->arena);
	}
	*out = val_of_tri(judge(n->op, r));
	return RC_OK;
}

/* As x == a || x == b || ... */
static enum rc
eval_in(const struct eval *v, const struct node *n, struct val *out)
{
	enum expr_tri all = EXPR_FALSE;
	struct cmp_side sx = { NULL, time_of(v, n->kid[0]) };
	struct val x;
	enum rc rc = eval_at(v, n->kid[0], &x, &sx.val);

	if (rc != RC_OK)
		return rc;
	if (n->set != NULL && n->set->item != NULL && sx.val->kind == VAL_STRING) {
		struct sv s = val_text(sx.val, v->arena);
		bool has = node_set_has(n->set, s);

		*out = val_of_bool(has);
		if (has || !cmp_may_be_time(s))
			return RC_OK;
	}
	for (size_t i = 1; i < n->nkid; i++) {
		struct val y;
		struct cmp_side sy = { NULL, time_of(v, n->kid[i]) };
		enum expr_tri t;

		rc = eval_at(v, n->kid[i], &y, &sy.val);
		if (rc != RC_OK)
			return rc;
		t = judge(NODE_EQ, cmp_vals(sx, sy, v->arena));
		if (t == EXPR_TRUE) {
			*out = val_of_tri(t);
			return RC_OK;
		}
		if (t == EXPR_UNKNOWN)
			all = EXPR_UNKNOWN;
	}
	*out = val_of_tri(all);
	return RC_OK;
}

static struct pattern_scratch *
scratch_of(const struct eval *v)
{
	if (v->own->scratch == NULL)
		v->own->scratch = pattern_scratch_new();
	return v->own->scratch;
}

/* A match that could not be told. */
static enum rc
pattern_failed(const struct eval *v, const struct node *n, enum pattern_result r)
{
	struct sv text = pattern_text(n->pattern);

	if (r == PATTERN_TOO_LONG)
		return rc_err(v->e, RC_BAD, "replace() of \"%.*s\" would make more than %d MiB",
		    SV_SHOW(text), PATTERN_REPLACED_MAX >> 20);
	return rc_err(v->e, RC_BAD,
	    "regular expression \"%.*s\" backtracks too much and ran into its limit",
	    SV_SHOW(text));
}

static enum rc
eval_match(const struct eval *v, const struct node *n, struct val *out)
{
	struct sv subject;
	enum pattern_result r;
	struct val x;
	enum rc rc = eval_node(v, n->kid[0], &x);

	if (rc != RC_OK)
		return rc;
	if (!func_text(&x, v->arena, &subject)) {
		*out = val_of_tri(EXPR_UNKNOWN);
		return RC_OK;
	}
	r = pattern_test(n->pattern, subject, scratch_of(v));
	if (r == PATTERN_GAVE_UP)
		return pattern_failed(v, n, r);
	*out = val_of_bool((r == PATTERN_YES) == (n->op != NODE_NOMATCH));
	return RC_OK;
}

/* match(s, regex, n) and replace(s, regex, t): the last is constant, and sound. */
static enum rc
eval_taken(const struct eval *v, const struct node *n, struct val *out)
{
	enum pattern_result r;
	struct sv s, got;
	struct val x;
	double group;
	enum rc rc = eval_node(v, n->kid[0], &x);

	*out = (struct val){ .kind = VAL_NULL };
	if (rc != RC_OK || !func_text(&x, v->arena, &s))
		return rc;
	if (n->func->form == FUNC_REPLACE) {
		r = pattern_replace(n->pattern, s, n->kid[1]->val.text, scratch_of(v), v->arena,
		    &got);
	} else {
		(void)val_number(&n->kid[1]->val, &group);
		r = pattern_group(n->pattern, s, (uint32_t)group, scratch_of(v), &got);
	}
	if (r != PATTERN_YES && r != PATTERN_NO)
		return pattern_failed(v, n, r);
	if (got.p != NULL)
		*out = val_of_text(got);
	return RC_OK;
}

/* ---- below a value ---- */

struct element {		/* of an array: which is looked for, and where we are */
	int64_t    want;
	int64_t    at;
	struct val found;
};

static bool
at_element(void *ctx, struct sv key, const struct val *v)
{
	struct element *x = ctx;

	(void)key;
	if (x->at == x->want)
		x->found = *v;
	return x->at++ != x->want;
}

static struct val
element_of(const struct val *list, int64_t at)
{
	struct element x = { .want = at < 0 ? -1 : at };

	if (list->kind != VAL_ARRAY)
		return x.found;
	jread_each(list, at_element, &x);
	if (at < 0 && x.at + at >= 0) {
		x = (struct element){ .want = x.at + at };
		jread_each(list, at_element, &x);
	}
	return x.found;
}

static enum rc
eval_get(const struct eval *v, const struct node *n, struct val *out)
{
	enum rc rc = eval_node(v, n->kid[0], out);

	for (size_t i = 0; rc == RC_OK && i < n->way.n; i++) {
		const struct node_step *step = &n->way.step[i];

		*out = step->element ? element_of(out, step->at) : out->kind != VAL_OBJECT ?
		    (struct val){ .kind = VAL_NONE } : jread_below(out, &step->key, 1, v->arena);
	}
	return rc;
}

static double
compute(enum node_op op, double a, double b)
{
	switch (op) {
	case NODE_ADD:
		return a + b;
	case NODE_SUB:
		return a - b;
	case NODE_MUL:
		return a * b;
	case NODE_DIV:
		return b != 0 ? a / b : NAN;
	default:
		return b != 0 ? fmod(a, b) : NAN;
	}
}

/* NaN becomes null, as do operands that are no numbers. */
static enum rc
eval_arith(const struct eval *v, const struct node *n, struct val *out)
{
	struct val x;
	struct val y;
	double a;
	double b = 0;
	enum rc rc = eval_node(v, n->kid[0], &x);

	if (rc == RC_OK && n->op != NODE_NEG)
		rc = eval_node(v, n->kid[1], &y);
	if (rc != RC_OK)
		return rc;
	if (!val_number(&x, &a) || (n->op != NODE_NEG && !val_number(&y, &b)))
		*out = (struct val){ .kind = VAL_NULL };
	else
		*out = val_of_double(n->op == NODE_NEG ? 0 - a : compute(n->op, a, b));
	return RC_OK;
}

static struct rules_cache *
agent_cache(const struct eval *v)
{
	if (v->own == NULL)
		return NULL;
	if (v->own->cache == NULL)
		v->own->cache = rules_cache_new();
	return v->own->cache;
}

struct func_call
eval_call_of(const struct eval *v, const struct node *n, const struct val *arg)
{
	return (struct func_call){
		.func = n->func, .arg = arg, .arg_time = time_of(v, n->kid[0]), .here = v->here,
		.arena = v->arena, .cache = n->func->cached ? agent_cache(v) : NULL,
		.channels = v->channels
	};
}

static enum rc
eval_plain(const struct eval *v, const struct node *n, struct val *out)
{
	struct val arg[FUNC_ARGS_MAX];
	struct func_call call = eval_call_of(v, n, arg);

	for (size_t i = 0; i < n->nkid; i++) {
		enum rc rc = eval_node(v, n->kid[i], &arg[i]);

		if (rc != RC_OK)
			return rc;
		if (arg[i].kind == VAL_NONE)
			arg[i].kind = VAL_NULL;	/* NONE: the argument was not written */
	}
	for (size_t i = n->nkid; i < FUNC_ARGS_MAX; i++)
		arg[i] = (struct val){ .kind = VAL_NONE };
	*out = n->func->fn(&call);
	return RC_OK;
}

/* Conditions and values by turns; a last one without a condition is the value else. */
static enum rc
eval_case(const struct eval *v, const struct node *n, struct val *out)
{
	for (size_t i = 0; i + 1 < n->nkid; i += 2) {
		enum rc rc = eval_node(v, n->kid[i], out);

		if (rc != RC_OK)
			return rc;
		if (out->kind == VAL_TRUE)
			return eval_node(v, n->kid[i + 1], out);
	}
	*out = (struct val){ .kind = VAL_NULL };
	return n->nkid % 2 != 0 ? eval_node(v, n->kid[n->nkid - 1], out) : RC_OK;
}

/* What this thread reads lines of a format with. */
static void *
reader_of(struct expr_eval *ev, const struct node_parse *p)
{
	struct eval_reader *r = ev->reader;

	while (r != NULL && r->of != p)
		r = r->next;
	if (r == NULL) {
		r = mem_alloc(sizeof(*r));
		*r = (struct eval_reader){ p, p->by->begin(p->format), ev->reader };
		ev->reader = r;
	}
	return r->own;
}

static enum rc
eval_parse(const struct eval *v, const struct node *n, struct val *out)
{
	enum rc rc = eval_node(v, n->kid[0], out);
	struct sv text, json;

	if (rc != RC_OK)
		return rc;
	if (!func_text(out, v->arena, &text) ||
	    !n->parse->by->line(reader_of(v->own, n->parse), text, v->arena, &json))
		*out = (struct val){ .kind = VAL_NULL };
	else
		*out = (struct val){ .kind = VAL_OBJECT, .text = json };
	return RC_OK;
}

static enum rc
eval_call(const struct eval *v, const struct node *n, struct val *out)
{
	enum rc rc = RC_OK;

	switch (n->func->form) {
	case FUNC_EXISTS:
		rc = eval_node(v, n->kid[0], out);
		if (rc == RC_OK)
			*out = val_of_bool(!val_null(out));
		return rc;
	case FUNC_COALESCE:
		for (size_t i = 0; i < n->nkid; i++) {
			rc = eval_node(v, n->kid[i], out);
			if (rc != RC_OK || !val_null(out))
				break;
		}
		return rc;
	case FUNC_IF:
		rc = eval_node(v, n->kid[0], out);
		if (rc != RC_OK)
			return rc;
		return eval_node(v, n->kid[out->kind == VAL_TRUE ? 1 : 2], out);
	case FUNC_CASE:
		return eval_case(v, n, out);
	case FUNC_MATCH:
		return n->nkid == 1 ? eval_match(v, n, out) : eval_taken(v, n, out);
	case FUNC_REPLACE:
		return eval_taken(v, n, out);
	case FUNC_PARSE:
		return eval_parse(v, n, out);
	case FUNC_PLAIN:
		break;
	}
	return eval_plain(v, n, out);
}

enum rc
eval_node(const struct eval *v, const struct node *n, struct val *out)
{
	enum rc rc;

	switch (n->op) {
	case NODE_CONST:
		*out = n->val;
		return RC_OK;
	case NODE_FIELD:
		*out = v->rec->slot[n->slot];
		return RC_OK;
	case NODE_OR:
	case NODE_AND:
		return eval_logic(v, n, out);
	case NODE_NOT:
		rc = eval_node(v, n->kid[0], out);
		if (rc == RC_OK)
			*out = val_of_tri(negated(eval_tri(out)));
		return rc;
	case NODE_EQ:
	case NODE_NE:
	case NODE_LT:
	case NODE_LE:
	case NODE_GT:
	case NODE_GE:
		return eval_compare(v, n, out);
	case NODE_MATCH:
	case NODE_NOMATCH:
		return eval_match(v, n, out);
	case NODE_IN:
		return eval_in(v, n, out);
	case NODE_CALL:
		return eval_call(v, n, out);
	case NODE_GET:
		return eval_get(v, n, out);
	default:
		return eval_arith(v, n, out);
	}
}
