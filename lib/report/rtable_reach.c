/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rtable_reach.h"

#include "base/mem.h"

#include <string.h>

/* A path of two names or more, or one with [ behind it. */
static bool
leads_below(struct sv name, struct arena *a)
{
	const size_t bracket = sv_find(name, '[');
	struct sv *key;
	size_t nkey;

	return bracket > 0 && proj_path((struct sv){ name.p, bracket }, a, &key, &nkey,
	    NULL) == RC_OK && (nkey > 1 || bracket < name.n);
}

static void
reach_one(struct rtable_reach *reach, struct sv name, struct job *j)
{
	struct proj *p = &j->query.proj;
	struct arena *a = &j->arena;
	const size_t before = p->n;
	const struct expr *x;

	if (name.n > 1 && name.p[0] == '-')
		name = (struct sv){ name.p + 1, name.n - 1 };
	for (size_t i = 0; i < reach->n; i++)
		if (sv_eq(reach->name[i], name))
			return;
	if (!leads_below(name, a) ||
	    expr_compile(&x, proj_quoted(name, a), &j->query.env, NULL) != RC_OK)
		return;
	/* An option that names no column says so itself. */
	for (size_t i = before; i < p->n; i++)
		p->field[i].derived = true;
	reach->name = arena_grow(a, reach->name, reach->n * sizeof(*reach->name),
	    (reach->n + 1) * sizeof(*reach->name));
	reach->x = arena_grow(a, reach->x, reach->n * sizeof(*reach->x),
	    (reach->n + 1) * sizeof(*reach->x));
	reach->name[reach->n] = name;
	reach->x[reach->n++] = x;
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
rtable_reach_members(struct rtable_reach *reach, const struct record *r, struct expr_eval *ev,
    size_t *n)
{
	*n = r->nmember;
	if (reach->n == 0)
		return r->member;
	if (reach->cap < r->nmember + reach->n) {
		reach->cap = 2 * (r->nmember + reach->n);
		reach->member = mem_array(reach->member, reach->cap, sizeof(*reach->member));
	}
	if (r->nmember > 0)
		memcpy(reach->member, r->member, r->nmember * sizeof(*r->member));
	for (size_t i = 0; i < reach->n; i++) {
		struct jread_member *m = &reach->member[*n];

		*m = (struct jread_member){ .key = reach->name[i] };
		if (expr_value(reach->x[i], r, ev, &m->val, NULL) == RC_OK &&
		    m->val.kind != VAL_NONE)
			(*n)++;
	}
	return reach->member;
}

void
rtable_reach_free(struct rtable_reach *reach)
{
	mem_free(reach->member);
	*reach = (struct rtable_reach){ 0 };
}
