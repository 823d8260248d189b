/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * registry - rows by place, by name and by a name mistyped
 */
#include "../t.h"

#include "base/registry.h"

struct fruit {
	int         seeds;
	const char *summary;
	const char *args;
	const char *name;
};

static const struct fruit apple = { 5, "grows on trees", "n", "apple" };
static const struct fruit rows[] = { { 5, "grows on trees", "n", "apple" },
	{ 100, "lies on straw", "n [, x]", "strawberry" } };
static const struct fruit *const list[] = { &rows[1], &apple };

static void
check(const struct registry *r, const struct fruit *const want[2], const char *names)
{
	struct buf b;

	for (size_t i = 0; i < 2; i++) {
		T_OK(registry_row(r, i) == want[i], "row %zu", i);
		T_OK(registry_find(r, sv_of(want[i]->name)) == want[i], "by name");
		T_STR(registry_name(r, want[i]), want[i]->name, "its name");
		T_STR(registry_summary(r, want[i]), want[i]->summary, "its summary");
	}
	T_OK(registry_row(r, 2) == NULL && registry_row(r, SIZE_MAX) == NULL, "and no more");
	T_OK(registry_find(r, SV("appl")) == NULL && registry_find(r, SV("")) == NULL,
	    "names are whole");
	T_OK(registry_near(r, SV("aple")) == registry_find(r, SV("apple")), "nearest");
	T_OK(registry_near(r, SV("zzz")) == NULL, "or none");
	buf_init(&b, SIZE_MAX);
	registry_list(r, " or ", &b);
	buf_c(&b, '\0');
	T_STR(b.p, names, "all names");
	buf_free(&b);
}

int
main(void)
{
	const struct registry structs = REGISTRY("fruit", "Fruits", rows, struct fruit);
	const struct registry pointers = REGISTRY_POINTERS("fruit", "Fruits", list, struct fruit);
	const struct registry calls = REGISTRY_FUNCTIONS("fruit", "Fruits", rows, struct fruit);

	check(&structs, (const struct fruit *const[]){ &rows[0], &rows[1] },
	    "apple or strawberry");
	check(&pointers, (const struct fruit *const[]){ &rows[1], &apple },
	    "strawberry or apple");
	T_OK(registry_args(&structs, &rows[1]) == NULL, "no functions");
	T_STR(registry_args(&calls, &rows[1]), "n [, x]", "what a function takes");
	return t_done();
}
