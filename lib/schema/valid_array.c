/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * valid_array - items by place, the rest, contains, unique
 */
#include "schema/valid_run.h"

enum { FEW = 8 };		/* items compared each with each; more go through a table */

struct entry {
	uint64_t            hash;
	const struct item *item;
};

static bool
counts_ok(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct rule_array *q = r->array;

	if (x->n < q->min)
		return valid_fault(v, r, at, VALID_SIZE, "minItems", x,
		    "%u items, minItems is %llu",
		    x->n, (unsigned long long)q->min);
	if (x->n > q->max)
		return valid_fault(v, r, at, VALID_SIZE, "maxItems", x,
		    "%u items, maxItems is %llu",
		    x->n, (unsigned long long)q->max);
	return true;
}

static bool
items_ok(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *up)
{
	const struct rule_array *q = r->array;
	const struct item *m = x + 1;
	bool ok = true;

	for (uint32_t i = 0; i < x->n; i++, m += m->next) {
		const struct rule *to = i < q->nprefix ? q->prefix[i] : q->rest;
		const struct valid_at at = { .up = up, .index = i };
		bool good = true;

		if (to != NULL && to == q->rest && to->never)
			good = valid_fault(v, r, &at, VALID_SIZE, q->rest_name, m,
			    "is one item too many");
		else if (to != NULL)
			good = valid_rule(v, to, m, &at);
		if (!good) {
			ok = false;
			if (v->quiet != 0)
				return false;
		}
	}
	return ok;
}

static bool
contains_ok(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *up)
{
	const struct rule_array *q = r->array;
	const struct item *m = x + 1;
	uint64_t n = 0;

	for (uint32_t i = 0; i < x->n; i++, m += m->next) {
		const struct valid_at at = { .up = up, .index = i };

		n += valid_probe(v, q->contains, m, &at);
	}
	if (n < q->min_contains)
		return valid_fault(v, r, up, VALID_SIZE, "contains", x,
		    "%llu items fit contains, at "
		    "least %llu must", (unsigned long long)n, (unsigned long long)q->min_contains);
	if (n > q->max_contains)
		return valid_fault(v, r, up, VALID_SIZE, "maxContains", x,
		    "%llu items fit contains, at "
		    "most %llu may", (unsigned long long)n, (unsigned long long)q->max_contains);
	return true;
}

static bool
seen_twice(struct valid *v, const struct rule *r, const struct item *m, const struct valid_at *up,
    uint32_t i)
{
	const struct valid_at at = { .up = up, .index = i };

	return valid_fault(v, r, &at, VALID_DUPLICATE, "uniqueItems", m,
	    "equals an item before it");
}

static bool
unique_few(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct item *a = x + 1;

	for (uint32_t i = 0; i < x->n; i++, a += a->next) {
		const struct item *b = x + 1;

		for (uint32_t k = 0; k < i; k++, b += b->next)
			if (item_eq(a, b, &v->tmp))
				return seen_twice(v, r, a, at, i);
	}
	return true;
}

static bool
unique_ok(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct item *m = x + 1;
	struct entry *table;
	size_t mask = 2 * FEW - 1;

	if (x->n <= FEW)
		return unique_few(v, r, x, at);
	while (mask < 2 * (size_t)x->n)
		mask = 2 * mask + 1;
	table = arena_zalloc(&v->tmp, (mask + 1) * sizeof(*table));
	for (uint32_t i = 0; i < x->n; i++, m += m->next) {
		uint64_t hash = item_hash(m, v->seed, &v->tmp);
		size_t k;

		for (k = hash & mask; table[k].item != NULL; k = (k + 1) & mask)
			if (table[k].hash == hash && item_eq(table[k].item, m, &v->tmp))
				return seen_twice(v, r, m, at, i);
		table[k] = (struct entry){ hash, m };
	}
	return true;
}

bool
valid_array(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct rule_array *q = r->array;
	bool ok = counts_ok(v, r, x, at);

	if (q->nprefix != 0 || q->rest != NULL)
		ok = items_ok(v, r, x, at) && ok;
	if (!ok && v->quiet != 0)
		return false;
	if (q->contains != NULL)
		ok = contains_ok(v, r, x, at) && ok;
	if (q->unique)
		ok = unique_ok(v, r, x, at) && ok;
	return ok;
}
