/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * node - comparing trees, sets of constants
 */
#include "expr/node.h"

#include "expr/cmp.h"
#include "expr/pattern.h"

#include <stdlib.h>
#include <string.h>

enum { SET_MIN = 8 };	/* fewer are quicker one by one */

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

bool
node_same(const struct node *a, const struct node *b)
{
	if (a->op != b->op || a->nkid != b->nkid)
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
	case NODE_MATCH:
	case NODE_NOMATCH:
		if (!sv_eq(pattern_text(a->pattern), pattern_text(b->pattern)))
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
	const struct node *field, *num;
	uint32_t small;
	double d;
	bool turned;

	if (n->op < NODE_EQ || n->op > NODE_GE || n->nkid != 2)
		return;
	turned = n->kid[1]->op == NODE_FIELD;
	field = n->kid[turned];
	num = n->kid[!turned];
	if (field->op != NODE_FIELD || num->op != NODE_CONST || num->val.kind != VAL_NUMBER ||
	    !val_number(&num->val, &d))
		return;
	n->bound = (struct node_bound){
		.num = d, .slot = field->slot, .set = true,
		.yes = turned ? mirrored(yes[n->op]) : yes[n->op],
		.whole = num->val.flags == 0 && num_small(num->val.text, &small)
	};
}

static int
by_bytes(const void *a, const void *b)
{
	return sv_cmp(*(const struct sv *)a, *(const struct sv *)b);
}

const struct node_set *
node_set_new(const struct node *in, struct arena *a)
{
	struct node_set *set;
	struct sv *item;

	if (in->nkid <= SET_MIN)
		return NULL;
	for (size_t i = 1; i < in->nkid; i++) {
		const struct node *k = in->kid[i];

		if (k->op != NODE_CONST || k->val.kind != VAL_STRING || cmp_is_time(k->val.text))
			return NULL;
	}
	item = arena_alloc(a, (in->nkid - 1) * sizeof(*item));
	for (size_t i = 1; i < in->nkid; i++)
		item[i - 1] = in->kid[i]->val.text;
	qsort(item, in->nkid - 1, sizeof(*item), by_bytes);
	set = arena_alloc(a, sizeof(*set));
	*set = (struct node_set){ item, in->nkid - 1 };
	return set;
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
