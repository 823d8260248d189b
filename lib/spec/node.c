/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * node - what can be asked of a node of a specification: see doc.h
 */
#include "spec/doc.h"

#include <stdio.h>
#include <string.h>

const struct node *
node_get_sv(const struct node *n, struct sv key)
{
	if (n == NULL || n->kind != NODE_MAP)
		return NULL;
	for (size_t i = 0; i < n->n; i++)
		if (sv_eq(n->item[i].key, key))
			return &n->item[i];
	return NULL;
}

const struct node *
node_get(const struct node *n, const char *key)
{
	return node_get_sv(n, sv_of(key));
}

const char *
node_kind_name(enum node_kind k)
{
	static const char *const name[] = {
		[NODE_NULL] = "nothing", [NODE_BOOL] = "true or false", [NODE_NUMBER] = "a number",
		[NODE_STRING] = "a string", [NODE_LIST] = "a list", [NODE_MAP] = "a map",
	};

	return name[k];
}

/* One step of a path, written backwards from @end; NULL @out only counts. */
static size_t
step(const struct node *n, char *end)
{
	char digits[24];
	struct sv key = n->key;
	size_t size = 1;

	if (n->up->kind == NODE_LIST) {
		int len = snprintf(digits, sizeof(digits), "%zu", (size_t)(n - n->up->item));

		key = (struct sv){ digits, (size_t)len };
	}
	for (size_t i = key.n; i-- > 0;) {
		bool escaped = key.p[i] == '~' || key.p[i] == '/';

		if (end != NULL) {
			*--end = !escaped ? key.p[i] : key.p[i] == '~' ? '0' : '1';
			if (escaped)
				*--end = '~';
		}
		size += escaped ? 2 : 1;
	}
	if (end != NULL)
		*--end = '/';
	return size;
}

struct sv
node_path(const struct node *n, struct arena *a)
{
	size_t size = 0;
	char *p, *end;

	for (const struct node *at = n; at->up != NULL; at = at->up)
		size += step(at, NULL);
	p = arena_alloc(a, size + 1);
	end = p + size;
	*end = '\0';
	for (const struct node *at = n; at->up != NULL; at = at->up)
		end -= step(at, end);
	return (struct sv){ p, size };
}
