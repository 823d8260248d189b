/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * node - comparing trees, sets of constants
 */
#include "expr/node.h"

#include "expr/cmp.h"
#include "expr/func.h"
#include "expr/pattern.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SMALL_MAX UINT32_C(99999999)	/* of num_small */

static bool
same_val(const struct val *a, const struct val *b)
{
	if (a->kind != b->kind || a->flags != b->flags)
		return false;
	if (a->kind == VAL_TIME)
		return a->at_us == b->at_us;
	if ((a->flags & VAL_DOUBLE) != 0)
		return memcmp(&a->num, &b->num, sizeof(a->num)) == 0;
	return sv_eq(a->text, b->text);
}

static bool
same_way(const struct node_way *a, const struct node_way *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->step[i].element != b->step[i].element || a->step[i].at != b->step[i].at ||
		    !sv_eq(a->step[i].key, b->step[i].key))
			return false;
	return true;
}

static bool
same_format(const struct node_parse *a, const struct node_parse *b)
{
	return a == NULL || b == NULL ? a == b : sv_eq(a->name, b->name);
}

static bool
same_pattern(const struct pattern *a, const struct pattern *b)
{
	return a == NULL || b == NULL ? a == b : sv_eq(pattern_text(a), pattern_text(b));
}

bool
node_same(const struct node *a, const struct node *b)
{
	if (a->op != b->op || a->nkid != b->nkid || !same_pattern(a->pattern, b->pattern) ||
	    !same_format(a->parse, b->parse))
		return false;
	switch (a->op) {
	case NODE_CONST:
		return same_val(&a->val, &b->val);
	case NODE_FIELD:
		return a->slot == b->slot;
	case NODE_CALL:
		if (a->func != b->func)
			return false;
		break;
	case NODE_GET:
		if (!same_way(&a->way, &b->way))
			return false;
		break;
	default:
		break;
	}
	for (size_t i = 0; i < a->nkid; i++)
		if (!node_same(a->kid[i], b->kid[i]))
			return false;
	return true;
}

/* The order of kids turned round. */
static uint8_t
mirrored(uint8_t yes)
{
	return (uint8_t)((yes & 1 << CMP_EQUAL) | (yes & 1 << CMP_LESS ? 1 << CMP_GREATER : 0) |
	    (yes & 1 << CMP_GREATER ? 1 << CMP_LESS : 0));
}

/* Told by a look at one field. */
static bool
is_cheap(const struct node *n)
{
	return n->op == NODE_FIELD ||
	    (n->op >= NODE_EQ && n->op <= NODE_GE && n->bound.kind == BOUND_NUMBER) ||
	    (n->op == NODE_CALL && n->func->form == FUNC_EXISTS && n->kid[0]->op == NODE_FIELD);
}

/* How a whole number of up to eight digits compares with @d, as two limits. */
static void
set_limits(struct node_bound *b, double d)
{
	b->from = d <= 0 ? 0 : d > SMALL_MAX ? SMALL_MAX + 1 : (uint32_t)ceil(d);
	b->above = b->from + (d >= 0 && d <= SMALL_MAX && d == floor(d));
}

/* A text that others compare with by their bytes, times apart. */
static bool
is_plain(const struct val *v)
{
	return v->kind == VAL_STRING && v->flags == 0 && !cmp_is_time(v->text);
}

void
node_bind(struct node *n)
{
	static const uint8_t yes[] = {
		[NODE_EQ] = 1 << CMP_EQUAL,
		[NODE_NE] = 1 << CMP_LESS | 1 << CMP_GREATER,
		[NODE_LT] = 1 << CMP_LESS,
		[NODE_LE] = 1 << CMP_LESS | 1 << CMP_EQUAL,
		[NODE_GT] = 1 << CMP_GREATER,
		[NODE_GE] = 1 << CMP_GREATER | 1 << CMP_EQUAL
	};
	const struct node *field;
	const struct val *v;
	uint32_t small;
	double d;
	bool turned;

	if (n->op < NODE_EQ || n->op > NODE_GE || n->nkid != 2)
		return;
	turned = n->kid[1]->op == NODE_FIELD;
	field = n->kid[turned];
	if (field->op != NODE_FIELD || n->kid[!turned]->op != NODE_CONST)
		return;
	v = &n->kid[!turned]->val;
	n->bound = (struct node_bound){
		.slot = field->slot, .yes = turned ? mirrored(yes[n->op]) : yes[n->op]
	};
	if (v->kind == VAL_NUMBER && val_number(v, &d)) {
		n->bound.kind = BOUND_NUMBER;
		n->bound.num = d;
		n->bound.whole = v->flags == VAL_DOUBLE || num_small(v->text, &small);
		set_limits(&n->bound, d);
	} else if (n->op <= NODE_NE && is_plain(v)) {
		n->bound.kind = BOUND_TEXT;
		n->bound.text = v->text;
	}
}

void
node_arrange(struct node *n, struct arena *a)
{
	const struct node **turn;

	if (n->op != NODE_AND && n->op != NODE_OR)
		return;
	turn = arena_alloc(a, n->nkid * sizeof(*turn));
	for (size_t i = 0; i < n->nkid; i++) {
		size_t at = i;

		for (; at > 0 && is_cheap(n->kid[i]) && !is_cheap(turn[at - 1]) &&
		    !turn[at - 1]->fallible; at--)
			turn[at] = turn[at - 1];
		turn[at] = n->kid[i];
	}
	n->turn = turn;
}

static int
by_bytes(const void *a, const void *b)
{
	return sv_cmp(*(const struct sv *)a, *(const struct sv *)b);
}

static int
by_size(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static const struct node_set *
set_of_texts(const struct node *in, struct arena *a)
{
	size_t n = in->nkid - 1;
	struct sv *item = arena_alloc(a, n * sizeof(*item));
	struct node_set *set = arena_zalloc(a, sizeof(*set));

	for (size_t i = 0; i < n; i++) {
		if (!is_plain(&in->kid[i + 1]->val))
			return NULL;
		item[i] = in->kid[i + 1]->val.text;
	}
	qsort(item, n, sizeof(*item), by_bytes);
	*set = (struct node_set){ .item = item, .n = n };
	return set;
}

static const struct node_set *
set_of_numbers(const struct node *in, struct arena *a)
{
	size_t n = in->nkid - 1;
	uint32_t *small = arena_alloc(a, n * sizeof(*small));
	struct node_set *set = arena_zalloc(a, sizeof(*set));

	for (size_t i = 0; i < n; i++) {
		const struct val *v = &in->kid[i + 1]->val;

		if (v->kind != VAL_NUMBER)
			return NULL;
		if ((v->flags & VAL_DOUBLE) == 0) {
			if (!num_small(v->text, &small[i]))
				return NULL;
		} else if (v->num >= 0 && v->num <= SMALL_MAX && v->num == floor(v->num)) {
			small[i] = (uint32_t)v->num;
		} else {
			return NULL;
		}
	}
	qsort(small, n, sizeof(*small), by_size);
	*set = (struct node_set){ .small = small, .n = n };
	return set;
}

const struct node_set *
node_set_new(const struct node *in, struct arena *a)
{
	for (size_t i = 1; i < in->nkid; i++)
		if (in->kid[i]->op != NODE_CONST)
			return NULL;
	return in->kid[1]->val.kind == VAL_STRING ? set_of_texts(in, a) : set_of_numbers(in, a);
}

bool
node_set_has(const struct node_set *set, struct sv s)
{
	size_t lo = 0;
	size_t hi = set->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = sv_cmp(s, set->item[mid]);

		if (c == 0)
			return true;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}

bool
node_set_has_small(const struct node_set *set, uint32_t x)
{
	size_t lo = 0;
	size_t hi = set->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (set->small[mid] == x)
			return true;
		if (x < set->small[mid])
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}
