/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * proj, worked cases: names, their canonical text, what is no name
 */
#include "record/proj.h"

#include "../t.h"

/* Components with '|' between them, then the canonical name. */
static void
good(struct arena *a, const char *name, const char *keys, const char *canonical)
{
	struct proj p;
	struct err e = { .rc = RC_OK };
	char got[128] = "";
	size_t slot = 99, i;

	proj_init(&p, a);
	if (!T_OK(proj_add(&p, sv_of(name), &slot, &e) == RC_OK && slot == 0 && p.n == 1,
	    "%s is a name%s%s", name, e.rc != RC_OK ? ": " : "", e.rc != RC_OK ? e.msg : ""))
		return;
	for (i = 0; i < p.field[0].nkey; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%.*s", i != 0 ? "|" : "",
		    (int)p.field[0].key[i].n, p.field[0].key[i].p);
	T_STR(got, keys, "its components");
	snprintf(got, sizeof(got), "%.*s", (int)p.field[0].name.n, p.field[0].name.p);
	T_STR(got, canonical, "its canonical text");
	T_OK(proj_add(&p, sv_of(canonical), &slot, NULL) == RC_OK && slot == 0 && p.n == 1,
	    "which is the same field");
	T_OK(proj_find(&p, sv_of(name)) == 0 && proj_find(&p, sv_of(canonical)) == 0, "found");
}

static void
bad(struct arena *a, const char *name, uint64_t col, const char *want)
{
	struct proj p;
	struct err e = { .rc = RC_OK };
	size_t slot = 99;

	proj_init(&p, a);
	T_OK(proj_add(&p, sv_of(name), &slot, &e) == RC_SYNTAX && e.col == col && p.n == 0 &&
	    slot == 99, "'%s' is no name, column %d", name, (int)e.col);
	T_STR(e.msg, want, "why");
	T_OK(proj_find(&p, sv_of(name)) == 0, "and is not found");
}

static void
many(struct arena *a)
{
	struct proj p;
	char name[32];
	size_t i, slot, bad_slots = 0;

	proj_init(&p, a);
	for (i = 0; i < 500; i++) {
		int n = snprintf(name, sizeof(name), "f%zu.x", i % 250);

		if (proj_add(&p, (struct sv){ name, (size_t)n }, &slot, NULL) != RC_OK ||
		    slot != i % 250)
			bad_slots++;
	}
	T_OK(bad_slots == 0 && p.n == 250, "250 fields, each asked for twice");
	T_OK(proj_find(&p, SV("f249.x")) == 249 && proj_find(&p, SV("f249")) == 250 &&
	    proj_find(&p, SV("f249.x.x")) == 250, "found whole, not in part");
}

int
main(void)
{
	struct arena a;

	arena_init(&a);
	good(&a, "status", "status", "status");
	good(&a, "a.b.c", "a|b|c", "a.b.c");
	good(&a, "@timestamp", "@timestamp", "@timestamp");
	good(&a, "$x-y_9", "$x-y_9", "$x-y_9");
	good(&a, "9", "9", "9");
	good(&a, "caf\xC3\xA9", "caf\xC3\xA9", "caf\xC3\xA9");
	good(&a, "`odd name`", "odd name", "`odd name`");
	good(&a, "`plain`", "plain", "plain");
	good(&a, "`a.b`", "a.b", "`a.b`");
	good(&a, "`a.b`.c.`d e`", "a.b|c|d e", "`a.b`.c.`d e`");
	good(&a, "`a``b`", "a`b", "`a``b`");
	good(&a, "``", "", "``");
	good(&a, "````", "`", "````");
	good(&a, "a.``", "a|", "a.``");
	bad(&a, "", 1, "expected a field name");
	bad(&a, ".", 1, "expected a field name");
	bad(&a, "a.", 3, "expected a field name");
	bad(&a, "a..b", 3, "expected a field name");
	bad(&a, "a b", 2, "a field name with this character needs `backquotes`");
	bad(&a, "a,b", 2, "a field name with this character needs `backquotes`");
	bad(&a, "(", 1, "a field name with this character needs `backquotes`");
	bad(&a, "a`b`", 2, "a field name with this character needs `backquotes`");
	bad(&a, "`a`b", 4, "a field name with this character needs `backquotes`");
	bad(&a, "a.`b", 3, "backquote without a closing one");
	bad(&a, "```", 1, "backquote without a closing one");
	bad(&a, "`", 1, "backquote without a closing one");
	many(&a);
	arena_free(&a);
	return t_done();
}
