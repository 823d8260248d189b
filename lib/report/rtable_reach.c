/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rtable_reach.h"

#include "base/mem.h"

#include <string.h>

static void
reach_one(struct rtable_reach *reach, struct sv name, struct job *j)
{
	struct proj *p = &j->query.proj;
	struct arena *a = &j->arena;
	struct sv *key;
	size_t nkey, slot;

	if (name.n > 1 && name.p[0] == '-')
		name = (struct sv){ name.p + 1, name.n - 1 };
	if (proj_path(name, a, &key, &nkey, NULL) != RC_OK || nkey < 2 ||
	    proj_add(p, name, &slot, NULL) != RC_OK)
		return;
	for (size_t i = 0; i < reach->n; i++)
		if (reach->slot[i] == slot && sv_eq(reach->name[i], name))
			return;
	/* An option that names no column says so itself. */
	p->field[slot].derived = true;
	reach->name = arena_grow(a, reach->name, reach->n * sizeof(*reach->name),
	    (reach->n + 1) * sizeof(*reach->name));
	reach->slot = arena_grow(a, reach->slot, reach->n * sizeof(*reach->slot),
	    (reach->n + 1) * sizeof(*reach->slot));
	reach->name[reach->n] = name;
	reach->slot[reach->n++] = slot;
}

void
rtable_reach_names(struct rtable_reach *reach, const char *names, struct job *j)
{
	struct sv rest = sv_of(names != NULL ? names : "");

	while (rest.n > 0) {
		size_t n = 0;

		while (n < rest.n && rest.p[n] != ',' && rest.p[n] != ':')
			n++;
		reach_one(reach, sv_trim((struct sv){ rest.p, n }), j);
		n += n < rest.n;
		rest = (struct sv){ rest.p + n, rest.n - n };
	}
}

const struct jread_member *
rtable_reach_members(struct rtable_reach *reach, const struct record *r, size_t *n)
{
	size_t found = 0;

	*n = r->nmember;
	for (size_t i = 0; i < reach->n; i++)
		found += r->slot[reach->slot[i]].kind != VAL_NONE;
	if (found == 0)
		return r->member;
	if (reach->cap < r->nmember + found) {
		reach->cap = 2 * (r->nmember + found);
		reach->member = mem_array(reach->member, reach->cap, sizeof(*reach->member));
	}
	memcpy(reach->member, r->member, r->nmember * sizeof(*r->member));
	for (size_t i = 0; i < reach->n; i++)
		if (r->slot[reach->slot[i]].kind != VAL_NONE)
			reach->member[(*n)++] = (struct jread_member){ reach->name[i], false,
				r->slot[reach->slot[i]] };
	return reach->member;
}

void
rtable_reach_free(struct rtable_reach *reach)
{
	mem_free(reach->member);
	*reach = (struct rtable_reach){ 0 };
}
