/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rows - one dispatch for a node and many records, then a loop
 *
 * Comparisons of a field with a constant, `in`, && || !, if(), coalesce() and plain calls have
 * loops of their own; in these a record that is out of the ordinary, and elsewhere every record,
 * goes through eval.  && and || hand on only the rows that are still open, as eval would, and so
 * do if() and coalesce(): so what cannot be judged is the same record, for the same reason.
 *
 * Rows are indices into r->rec, ascending.  Behind a row that cannot be judged, r->n, nothing
 * is looked at any more; what is judged after it concerns the rows before it, and may lower
 * r->n again.  The reason that is left is that of the first of all.
 */
#include "expr/rows.h"

#include "expr/eval.h"
#include "expr/func.h"

#include <string.h>

#define OCTET(i) i, i + 1, i + 2, i + 3, i + 4, i + 5, i + 6, i + 7

static const uint8_t every[BATCH_ROWS] = {
	OCTET(0), OCTET(8), OCTET(16), OCTET(24), OCTET(32), OCTET(40), OCTET(48), OCTET(56)
};

enum { FEW = 8 };	/* constants that are quicker one by one */

struct walk {
	struct expr_rows *r;
	struct eval       v;	/* for one by one; its record is set for each */
};

struct some {			/* rows that a node is asked for */
	const uint8_t *row;
	size_t         n;
};

static struct walk
walk_of(const struct expr *x, struct expr_rows *r)
{
	return (struct walk){ r, { .own = r->ev, .arena = &r->ev->arena, .here = &x->here,
	    .input = &x->input, .channels = x->channels, .e = r->e } };
}

/* False when it cannot be judged: rows from @i on are done with. */
static bool
value_at(struct walk *w, const struct node *n, size_t i, struct val *out)
{
	enum rc rc;

	w->v.rec = w->r->rec[i];
	rc = eval_node(&w->v, n, out);
	if (rc == RC_OK)
		return true;
	w->r->n = i;
	w->r->rc = rc;
	return false;
}

static bool
test_at(struct walk *w, const struct node *n, size_t i, uint8_t *tri)
{
	struct val v;

	if (!value_at(w, n, i, &v))
		return false;
	tri[i] = (uint8_t)eval_tri(&v);
	return true;
}

static void
test_field(const struct walk *w, const struct node *n, struct some s, uint8_t *tri)
{
	for (size_t k = 0; k < s.n; k++)
		tri[s.row[k]] = (uint8_t)eval_tri(&w->r->rec[s.row[k]]->slot[n->slot]);
}

static void
test_exists(const struct walk *w, const struct node *n, struct some s, uint8_t *tri)
{
	for (size_t k = 0; k < s.n; k++)
		tri[s.row[k]] = val_null(&w->r->rec[s.row[k]]->slot[n->kid[0]->slot]) ?
		    EXPR_FALSE : EXPR_TRUE;
}

/* Other numbers, when their doubles differ: rounding keeps order. */
static bool
bound_number(const struct node_bound *b, const struct val *v, uint8_t *tri)
{
	double d;

	if (v->kind != VAL_NUMBER || !val_number(v, &d) || d == b->num)
		return false;
	*tri = b->yes >> (d < b->num ? CMP_LESS : CMP_GREATER) & 1;
	return true;
}

struct small_test {		/* of a whole number: true from a number on, for so many; or not */
	uint32_t from;
	uint32_t n;
	bool     inverted;
};

static struct small_test
small_test_of(const struct node_bound *b)
{
	const unsigned less = 1U << CMP_LESS, equal = 1U << CMP_EQUAL, greater = 1U << CMP_GREATER;
	const bool inverted = b->yes == (less | greater);
	const unsigned yes = inverted ? equal : b->yes;
	uint32_t from = (yes & less) != 0 ? 0 : (yes & equal) != 0 ? b->from : b->above;
	uint32_t to = (yes & greater) != 0 ? UINT32_MAX : (yes & equal) != 0 ? b->above : b->from;

	return (struct small_test){ from, yes != 0 ? to - from : 0, inverted };
}

static void
test_number(struct walk *w, const struct node *n, struct some s, uint8_t *tri)
{
	const struct node_bound b = n->bound;
	const uint32_t odd = b.whole || b.from == b.above ? UINT32_MAX : b.from;
	const struct small_test t = small_test_of(&b);
	const struct record *const *rec = w->r->rec;
	uint32_t small;

	for (size_t k = 0; k < s.n; k++) {
		size_t i = s.row[k];
		const struct val *v = &rec[i]->slot[b.slot];

		if (val_small(v, &small) && small != odd)
			tri[i] = (small - t.from < t.n) ^ t.inverted;
		else if (val_null(v))
			tri[i] = EXPR_UNKNOWN;
		else if (!bound_number(&b, v, &tri[i]) && !test_at(w, n, i, tri))
			return;
	}
}

/* A text as it stands in the record. */
static inline bool
is_plain(const struct val *v)
{
	return v->kind == VAL_STRING && v->flags == 0;
}

static inline bool
same_text(struct sv a, struct sv b)
{
	return a.n == b.n && sv_same(a.p, b.p, a.n);
}

static void
test_text(struct walk *w, const struct node *n, struct some s, uint8_t *tri)
{
	const struct sv text = n->bound.text;
	const uint8_t same = n->op == NODE_EQ ? EXPR_TRUE : EXPR_FALSE;

	for (size_t k = 0; k < s.n; k++) {
		size_t i = s.row[k];
		const struct val *v = &w->r->rec[i]->slot[n->bound.slot];

		if (is_plain(v) && same_text(v->text, text))
			tri[i] = same;
		else if (is_plain(v) && !cmp_may_be_time(v->text))
			tri[i] = !same;
		else if (val_null(v))
			tri[i] = EXPR_UNKNOWN;
		else if (!test_at(w, n, i, tri))
			return;
	}
}

static bool
has_text(const struct node_set *set, struct sv s)
{
	if (set->n > FEW)
		return node_set_has(set, s);
	for (size_t i = 0; i < set->n; i++)
		if (same_text(s, set->item[i]))
			return true;
	return false;
}

static bool
has_small(const struct node_set *set, uint32_t x)
{
	bool has = false;

	if (set->n > FEW)
		return node_set_has_small(set, x);
	for (size_t i = 0; i < set->n; i++)
		has |= set->small[i] == x;
	return has;
}

/* Of a field, in constants of one kind. */
static void
test_in(struct walk *w, const struct node *n, struct some s, uint8_t *tri)
{
	const struct node_set *set = n->set;
	uint32_t small;

	for (size_t k = 0; k < s.n; k++) {
		size_t i = s.row[k];
		const struct val *v = &w->r->rec[i]->slot[n->kid[0]->slot];

		if (set->small != NULL && val_small(v, &small))
			tri[i] = has_small(set, small) ? EXPR_TRUE : EXPR_FALSE;
		else if (set->item != NULL && is_plain(v) && has_text(set, v->text))
			tri[i] = EXPR_TRUE;
		else if (set->item != NULL && is_plain(v) && !cmp_may_be_time(v->text))
			tri[i] = EXPR_FALSE;
		else if (val_null(v))
			tri[i] = EXPR_UNKNOWN;
		else if (!test_at(w, n, i, tri))
			return;
	}
}

static void test(struct walk *w, const struct node *n, struct some s, uint8_t *tri);

/* Each kid is asked only for the rows that those before it have left open. */
static void
test_logic(struct walk *w, const struct node *n, struct some s, uint8_t *tri)
{
	/* Of what the kids before come to, and the next one. */
	static const uint8_t both[2][3][3] = {
		{ { 0, 0, 0 }, { 0, 1, 2 }, { 0, 2, 2 } }, { { 0, 1, 2 }, { 1, 1, 1 }, { 2, 1, 2 } }
	};
	const bool is_or = n->op == NODE_OR;
	const uint8_t stop = is_or ? EXPR_TRUE : EXPR_FALSE;
	uint8_t open[BATCH_ROWS], one[BATCH_ROWS];
	struct some left = { open, 0 };

	test(w, n->turn[0], s, tri);
	for (size_t k = 0; k < s.n && s.row[k] < w->r->n; k++) {
		open[left.n] = s.row[k];
		left.n += tri[s.row[k]] != stop;
	}
	for (size_t kid = 1; kid < n->nkid && left.n != 0; kid++) {
		size_t some = left.n;

		test(w, n->turn[kid], left, one);
		left.n = 0;
		for (size_t k = 0; k < some && open[k] < w->r->n; k++) {
			size_t i = open[k];

			tri[i] = both[is_or][tri[i]][one[i]];
			open[left.n] = (uint8_t)i;
			left.n += tri[i] != stop;
		}
	}
}

static void
test_not(struct walk *w, const struct node *n, struct some s, uint8_t *tri)
{
	static const uint8_t other[] = { EXPR_TRUE, EXPR_FALSE, EXPR_UNKNOWN };

	test(w, n->kid[0], s, tri);
	for (size_t k = 0; k < s.n && s.row[k] < w->r->n; k++)
		tri[s.row[k]] = other[tri[s.row[k]]];
}

/* The arguments of a call in one record; those that are constant are there already. */
static bool
call_args(struct walk *w, const struct node *n, size_t i, struct val *arg)
{
	for (size_t k = 0; k < n->nkid; k++) {
		if (n->kid[k]->op == NODE_FIELD)
			val_copy(&arg[k], &w->r->rec[i]->slot[n->kid[k]->slot]);
		else if (n->kid[k]->op != NODE_CONST && !value_at(w, n->kid[k], i, &arg[k]))
			return false;
		if (arg[k].kind == VAL_NONE)
			arg[k].kind = VAL_NULL;
	}
	return true;
}

static void
value_call(struct walk *w, const struct node *n, struct some s, struct val *out)
{
	struct val arg[FUNC_ARGS_MAX] = { { .kind = VAL_NONE } };
	struct func_call call = eval_call_of(&w->v, n, arg);

	for (size_t k = 0; k < n->nkid; k++)
		if (n->kid[k]->op == NODE_CONST)
			arg[k] = n->kid[k]->val;
	for (size_t k = 0; k < s.n && call_args(w, n, s.row[k], arg); k++)
		out[s.row[k]] = n->func->fn(&call);
}

static void value(struct walk *w, const struct node *n, struct some s, struct val *out);

/* Each kid is asked only for the rows for which those before it gave null. */
static void
value_coalesce(struct walk *w, const struct node *n, struct some s, struct val *out)
{
	uint8_t open[BATCH_ROWS];
	struct some left = { open, 0 };

	value(w, n->kid[0], s, out);
	for (size_t kid = 1; kid < n->nkid; kid++) {
		struct some before = kid == 1 ? s : left;

		left.n = 0;
		for (size_t k = 0; k < before.n && before.row[k] < w->r->n; k++) {
			open[left.n] = before.row[k];
			left.n += val_null(&out[before.row[k]]);
		}
		value(w, n->kid[kid], left, out);
	}
}

/* Of the rows that can still be judged, those for which the condition is true, or not. */
static struct some
choose(const struct walk *w, struct some s, const uint8_t *tri, bool yes, uint8_t *row)
{
	struct some chosen = { row, 0 };

	for (size_t k = 0; k < s.n && s.row[k] < w->r->n; k++) {
		row[chosen.n] = s.row[k];
		chosen.n += (tri[s.row[k]] == EXPR_TRUE) == yes;
	}
	return chosen;
}

static void
value_if(struct walk *w, const struct node *n, struct some s, struct val *out)
{
	uint8_t tri[BATCH_ROWS], row[BATCH_ROWS];

	test(w, n->kid[0], s, tri);
	value(w, n->kid[1], choose(w, s, tri, true, row), out);
	value(w, n->kid[2], choose(w, s, tri, false, row), out);
}

static void
value_field(const struct walk *w, const struct node *n, struct some s, struct val *out)
{
	for (size_t k = 0; k < s.n; k++)
		val_copy(&out[s.row[k]], &w->r->rec[s.row[k]]->slot[n->slot]);
}

/* Nodes that have no loop for predicates. */
static void
value(struct walk *w, const struct node *n, struct some s, struct val *out)
{
	if (n->op == NODE_FIELD)
		value_field(w, n, s, out);
	else if (n->op == NODE_CALL && n->func->form == FUNC_PLAIN)
		value_call(w, n, s, out);
	else if (n->op == NODE_CALL && n->func->form == FUNC_COALESCE)
		value_coalesce(w, n, s, out);
	else if (n->op == NODE_CALL && n->func->form == FUNC_IF)
		value_if(w, n, s, out);
	else
		for (size_t k = 0; k < s.n && value_at(w, n, s.row[k], &out[s.row[k]]); k++)
			;
}

static void
test_value(struct walk *w, const struct node *n, struct some s, uint8_t *tri)
{
	struct val v[BATCH_ROWS];

	value(w, n, s, v);
	for (size_t k = 0; k < s.n && s.row[k] < w->r->n; k++)
		tri[s.row[k]] = (uint8_t)eval_tri(&v[s.row[k]]);
}

/* What is true, false or unknown; other nodes are anything. */
static bool
is_test(const struct node *n)
{
	return n->op >= NODE_OR && n->op <= NODE_IN;
}

static void
test_compare(struct walk *w, const struct node *n, struct some s, uint8_t *tri)
{
	if (n->bound.kind == BOUND_NUMBER)
		test_number(w, n, s, tri);
	else if (n->bound.kind == BOUND_TEXT)
		test_text(w, n, s, tri);
	else
		test_value(w, n, s, tri);
}

static void
test(struct walk *w, const struct node *n, struct some s, uint8_t *tri)
{
	bool of_field = n->nkid != 0 && n->kid[0]->op == NODE_FIELD;

	switch (n->op) {
	case NODE_OR:
	case NODE_AND:
		test_logic(w, n, s, tri);
		break;
	case NODE_NOT:
		test_not(w, n, s, tri);
		break;
	case NODE_EQ:
	case NODE_NE:
	case NODE_LT:
	case NODE_LE:
	case NODE_GT:
	case NODE_GE:
		test_compare(w, n, s, tri);
		break;
	case NODE_FIELD:
		test_field(w, n, s, tri);
		break;
	default:
		if (n->op == NODE_IN && of_field && n->set != NULL)
			test_in(w, n, s, tri);
		else if (n->op == NODE_CALL && of_field && n->func->form == FUNC_EXISTS)
			test_exists(w, n, s, tri);
		else
			test_value(w, n, s, tri);
	}
}

void
rows_test(const struct expr *x, struct expr_rows *r, uint8_t *tri)
{
	struct walk w = walk_of(x, r);

	test(&w, x->root, (struct some){ every, r->n }, tri);
}

void
rows_value(const struct expr *x, struct expr_rows *r, struct val *room, const struct val **at)
{
	static const uint8_t kind[] = { VAL_FALSE, VAL_TRUE, VAL_NULL };
	const struct node *n = x->root;
	struct walk w = walk_of(x, r);
	struct some s = { every, r->n };
	uint8_t tri[BATCH_ROWS];

	if (n->op == NODE_FIELD) {
		const struct record *const *rec = r->rec;
		const size_t slot = n->slot, rows = r->n;

		for (size_t i = 0; i < rows; i++)
			at[i] = &rec[i]->slot[slot];
		return;
	}
	if (n->op == NODE_CONST) {
		for (size_t i = 0; i < r->n; i++)
			at[i] = &n->val;
		return;
	}
	if (is_test(n)) {
		test(&w, n, s, tri);
		for (size_t i = 0; i < r->n; i++)
			room[i] = (struct val){ .kind = kind[tri[i]] };
	} else {
		value(&w, n, s, room);
	}
	for (size_t i = 0; i < r->n; i++)
		at[i] = &room[i];
}
