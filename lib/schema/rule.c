/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rule - see rule.h
 */
#include "schema/rule.h"

#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

void
rule_keys_set(struct rule_keys *k, const struct sv *key, size_t n, struct arena *a)
{
	uint32_t size = 4;

	while (size < 2 * n)
		size *= 2;
	*k = (struct rule_keys){ .n = (uint32_t)n, .mask = size - 1 };
	k->key = arena_alloc(a, (n + 1) * sizeof(*k->key));
	k->slot = arena_zalloc(a, size * sizeof(*k->slot));
	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = (uint32_t)hash_sv(key[i], 0) & k->mask;

		k->key[i] = key[i];
		while (k->slot[at] != 0)
			at = (at + 1) & k->mask;
		k->slot[at] = i + 1;
	}
}

uint32_t
rule_keys_find(const struct rule_keys *k, struct sv key)
{
	uint32_t at;

	if (k->n == 0)
		return RULE_NONE;
	for (at = (uint32_t)hash_sv(key, 0) & k->mask; k->slot[at] != 0; at = (at + 1) & k->mask)
		if (sv_eq(k->key[k->slot[at] - 1], key))
			return k->slot[at] - 1;
	return RULE_NONE;
}

static void
visit_list(const struct rule_list *l, void (*fn)(void *ctx, const struct rule *to), void *ctx)
{
	for (size_t i = 0; i < l->n; i++)
		fn(ctx, l->rule[i]);
}

void
rule_each_here(const struct rule *r, void (*fn)(void *ctx, const struct rule *to), void *ctx)
{
	const struct rule_any *a = r->any;

	if (r->object != NULL)
		for (size_t i = 0; i < r->object->ndependent; i++)
			if (r->object->dependent[i].rule != NULL)
				fn(ctx, r->object->dependent[i].rule);
	if (a == NULL)
		return;
	visit_list(&a->all, fn, ctx);
	visit_list(&a->any, fn, ctx);
	visit_list(&a->one, fn, ctx);
	for (size_t i = 0; i < 6; i++) {
		const struct rule *const one[] = {
			a->not, a->cond, a->then, a->otherwise, a->ref, a->dynamic
		};

		if (one[i] != NULL)
			fn(ctx, one[i]);
	}
}

struct rule *
rule_of(struct schema *s, const struct resource *res, const struct node *n, bool inner)
{
	bool fresh;
	struct rule **at = hmap_put(&s->rules, (struct sv){ (const char *)&n, sizeof(n) }, &fresh);

	if (fresh) {
		const struct resource *own;
		struct sv path = node_path(n, s->a);
		size_t file = strlen(res->doc->file);
		char *where = arena_alloc(s->a, file + 1 + path.n);

		memcpy(where, res->doc->file, file);
		where[file] = '#';
		if (path.n != 0)
			memcpy(where + file + 1, path.p, path.n);
		*at = arena_zalloc(s->a, sizeof(**at));
		(*at)->types = RULE_ANY;
		for (own = s->first; own != NULL && own->root != n; own = own->next)
			;
		(*at)->res = own != NULL ? own : res;
		(*at)->node = n;
		(*at)->where = (struct sv){ where, file + 1 + path.n };
		if (s->ntodo == s->cap) {
			s->cap = 2 * s->cap + 16;
			s->todo = mem_array(s->todo, s->cap, sizeof(struct rule *));
		}
		s->todo[s->ntodo++] = *at;
	}
	(*at)->inner |= inner;
	return *at;
}
