/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * funnel - worked cases side by side: our rules, and those of other programs
 *
 * tests/data/users/funnel_golden.json has events as letters with their seconds; a step is a
 * letter.  Runs in the top directory.
 */
#include "../t.h"

#include "base/sv.h"
#include "stats/proportion.h"
#include "stats/quiet.h"
#include "funnel/funnel.h"
#include "funnel/funnel_like.h"

#include <jansson.h>

#include <math.h>

#define GOLDEN "tests/data/users/funnel_golden.json"

enum { EVENTS_MAX = 16, SECOND = 1000000, PATHS_MAX = 8 };

struct paths {
	struct funnel_path path[PATHS_MAX];
	size_t             n;
};

struct world {
	struct funnel_rule  r;
	const char         *steps;		/* a letter each */
	struct funnel_event ev[EVENTS_MAX];
	size_t              n;
	struct paths        got;
};

static void
keep_path(void *ctx, const struct funnel_path *p)
{
	struct paths *x = ctx;

	if (x->n < PATHS_MAX)
		x->path[x->n++] = *p;
}

static void
read_events(struct world *w, const char *text)
{
	w->n = 0;
	while (*text != '\0') {
		char *end;
		struct funnel_event e = { .at_us = (int64_t)(strtod(text + 1, &end) * (double)SECOND) };

		for (unsigned s = 0; s < w->r.nstep; s++)
			e.mask |= w->steps[s] == *text ? FUNNEL_STEP(s) : 0;
		for (unsigned i = 0; i < w->r.nexclusion; i++)
			e.mask |= *text == 'X' ? FUNNEL_EXCLUSION(i) : 0;
		w->ev[w->n++] = e;
		text = *end == ' ' ? end + 1 : end;
	}
}

/* The events in order of time, as written where that is the same. */
static void
sort_events(struct world *w)
{
	for (size_t i = 0; i < w->n; i++) {
		struct funnel_event e = w->ev[i];
		size_t k = i;

		e.at_us = funnel_tick(&w->r, e.at_us);
		for (; k > 0 && w->ev[k - 1].at_us > e.at_us; k--)
			w->ev[k] = w->ev[k - 1];
		w->ev[k] = e;
	}
}

static void
set_rule(struct world *w, const char *steps, int64_t within)
{
	*w = (struct world){ .steps = steps };
	w->r = (struct funnel_rule){ .nstep = (unsigned)strlen(steps),
		.within_us = within * SECOND, .from_us = INT64_MIN, .to_us = INT64_MAX };
	for (unsigned s = 0; s < FUNNEL_STEPS_MAX; s++)
		w->r.step_us[s] = INT64_MAX;
}

static void
set_like(struct world *w, const char *name)
{
	const struct funnel_like *like = registry_find(&funnel_like_registry, sv_of(name));

	w->r.like = like;
	w->r.order = like->order;
	w->r.entry = like->entry;
	w->r.strict_ties = like->strict_ties;
}

/* "3 1,2" is level 3 with lead times of 1 s and 2 s; "3!" an exclusion ended it. */
static const char *
shown(const struct world *w)
{
	static char text[256];
	size_t n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < w->got.n; i++) {
		const struct funnel_path *p = &w->got.path[i];
		char between = ' ';

		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%u%s", i > 0 ? "; " : "",
		    p->level, p->excluded ? "!" : "");
		for (unsigned s = 0; s < w->r.nstep; s++) {
			int before = funnel_before(&w->r, p, s);
			bool timed = w->r.like == NULL || !w->r.like->required ||
			    (w->r.optional >> s & 1) == 0;

			if ((p->steps >> s & 1) == 0 || before < 0 || !timed)
				continue;
			n += (size_t)snprintf(text + n, sizeof(text) - n, "%c%g", between,
			    (double)(w->ev[p->at[s]].at_us - w->ev[p->at[before]].at_us) / (double)SECOND);
			between = ',';
		}
	}
	return text;
}

static const char *
answer(struct world *w, const char *events)
{
	struct arena tmp;

	arena_init(&tmp);
	read_events(w, events);
	sort_events(w);
	w->got.n = 0;
	funnel_run(&w->r, w->ev, w->n, keep_path, &w->got, &tmp);
	if (w->r.like != NULL && w->r.like->discard && w->got.n == 1 && w->got.path[0].excluded)
		w->got.n = 0;
	arena_free(&tmp);
	return shown(w);
}

/* ---- the golden table ---- */

static const struct column {
	const char *name;	/* in the table */
	const char *like;	/* NULL: ours */
	bool        strict;	/* with strict ties */
} columns[] = {
	{ "ch", "clickhouse", false },
	{ "ch_dedup", "clickhouse:strict_deduplication", false },
	{ "ch_order", "clickhouse:strict_order", false },
	{ "ch_increase", "clickhouse:strict_increase", false },
	{ "ch_once", "clickhouse:strict_once", false },
	{ "ch_once_increase", "clickhouse:strict_once+strict_increase", false },
	{ "posthog", "posthog", false },
	{ "posthog_strict", "posthog:strict", false },
	{ "mixpanel_first", "mixpanel", false },
	{ "best", NULL, false },
	{ "best_increase", NULL, true },
};

/* The level, or the level and the lead times, as shown() has them. */
static const char *
wanted(const json_t *v, char *text, size_t room)
{
	const json_t *lead = json_array_get(v, 1);
	size_t n;

	if (!json_is_array(v)) {
		snprintf(text, room, "%d", (int)json_integer_value(v));
		return text;
	}
	if (json_integer_value(json_array_get(v, 0)) < 0)
		return "";
	n = (size_t)snprintf(text, room, "%d", (int)json_integer_value(json_array_get(v, 0)));
	for (size_t i = 0; i < json_array_size(lead); i++)
		n += (size_t)snprintf(text + n, room - n, "%c%d", i == 0 ? ' ' : ',',
		    (int)json_integer_value(json_array_get(lead, i)));
	return text;
}

static const char *
member(const json_t *c, const char *name)
{
	return json_string_value(json_object_get(c, name));
}

/* Where the table has a level alone, lead times are not compared. */
static void
check_cell(struct world *w, const json_t *c, const struct column *k)
{
	const json_t *v = json_object_get(c, k->name);
	char text[64], name[64], got[64];
	const char *want;

	if (v == NULL)
		return;
	if (k->like != NULL)
		set_like(w, k->like);
	w->r.strict_ties |= k->strict;
	want = wanted(v, text, sizeof(text));
	/* It goes by the order of the log; our events of one time have none. */
	if (strcmp(member(c, "id"), "f06") == 0 && strcmp(k->name, "mixpanel_first") == 0)
		want = "2";
	snprintf(got, sizeof(got), "%s", answer(w, member(c, "events")));
	if (!json_is_array(v))
		got[strcspn(got, " ")] = '\0';
	if (strchr(got, '!') != NULL)	/* the table does not tell */
		memmove(strchr(got, '!'), strchr(got, '!') + 1, strlen(strchr(got, '!')));
	snprintf(name, sizeof(name), "%s: %s", member(c, "id"), k->name);
	T_STR(got, want, name);
}

/* "{'excl': [('X', 3)]}": between steps 2 and 3; "{'optional': (2,)}" */
static void
read_settings(struct world *w, const json_t *c)
{
	const char *kw = member(c, "kw");
	const json_t *limit = json_object_get(c, "stepwin");

	if (kw != NULL && strstr(kw, "'X', ") != NULL) {
		unsigned to = (unsigned)atoi(strstr(kw, "'X', ") + 5);

		w->r.exclusion[w->r.nexclusion++] = (struct funnel_exclusion){ to - 1, to };
	}
	if (kw != NULL && strstr(kw, "optional") != NULL)
		w->r.optional = 1 << 1;
	for (size_t i = 0; i < json_array_size(limit); i++)
		if (json_is_integer(json_array_get(limit, i))) {
			w->r.step_us[i] = json_integer_value(json_array_get(limit, i)) * SECOND;
			w->r.step_limits = true;
		}
}

static void
check_golden(void)
{
	json_error_t e;
	json_t *all = json_load_file(GOLDEN, 0, &e), *list, *c;
	static const char *const lists[] = { "cases", "extra" };
	size_t i;

	if (!T_OK(all != NULL, "%s", all != NULL ? GOLDEN : e.text))
		return;
	for (size_t l = 0; l < 2; l++) {
		list = json_object_get(all, lists[l]);
		json_array_foreach(list, i, c)
			for (size_t k = 0; k < sizeof(columns) / sizeof(*columns); k++) {
				json_t *within = json_object_get(c, "window");
				struct world w;

				set_rule(&w, member(c, "steps"),
				    within != NULL ? json_integer_value(within) : 10);
				read_settings(&w, c);
				check_cell(&w, c, &columns[k]);
			}
	}
	json_decref(all);
}

/* Each of the rules has a case on which it answers something else than ours. */
static void
check_differences(void)
{
	static const struct {
		const char *like;
		const char *id;
		const char *steps;
		const char *events;
		const char *got;
		const char *ours;
	} of[] = {
		{ "clickhouse", "f16", "AA", "A0", "2 0", "1" },
		{ "clickhouse:strict_order", "f08", "ABC", "A0 B1 D2 C3", "2 1", "3 1,2" },
		{ "clickhouse:strict_deduplication", "f10", "ABC", "A0 B1 B2 C3", "2 1",
		    "3 1,2" },
		{ "clickhouse:strict_increase", "f07", "AB", "A0 A5 B5", "1", "2 0" },
		{ "clickhouse:strict_once+strict_increase", "f05", "AB", "A5 B5", "1", "2 0" },
		{ "posthog", "x4", "ABC", "A0 B1 X2 C3", "", "2! 1" },
		{ "posthog:strict", "f12", "ABC", "A0 B1 A2 C3", "2 1", "3 1,2" },
		{ "mixpanel", "f15", "ABC", "A0 B1 A20 B21 C22", "2 1", "3 1,1" },
		{ "amplitude", "f06, within a second", "AB", "B5.2 A5.8", "2 0", "1" },
	};
	struct world w;

	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++)
		for (int like = 0; like < 2; like++) {
			char name[96];

			set_rule(&w, of[i].steps, 10);
			if (strchr(of[i].events, 'X') != NULL)
				w.r.exclusion[w.r.nexclusion++] =
				    (struct funnel_exclusion){ 2, 3 };
			if (like)
				set_like(&w, of[i].like);
			snprintf(name, sizeof(name), "%s: %s", of[i].id, like ? of[i].like : "ours");
			T_STR(answer(&w, of[i].events), like ? of[i].got : of[i].ours, name);
		}
	set_rule(&w, "ABC", 10);
	set_like(&w, "clickhouse:strict_once");
	T_STR(answer(&w, "A0 B1 B2 C3"), "3 1,2", "clickhouse:strict_once finds what ours does");
}

/* ---- orders, entries, exclusions ---- */

static void
check(const char *steps, int64_t within, enum funnel_order order, enum funnel_entry entry,
    const char *events, const char *want)
{
	struct world w;
	char name[96];

	set_rule(&w, steps, within);
	w.r.order = order;
	w.r.entry = entry;
	snprintf(name, sizeof(name), "%s of %s, order %d, entry %d", events, steps, (int)order,
	    (int)entry);
	T_STR(answer(&w, events), want, name);
}

static void
check_orders(void)
{
	check("ABC", 10, FUNNEL_ANY, FUNNEL_LATEST, "C0 A3 B5", "3 3,2");
	check("ABC", 10, FUNNEL_ANY, FUNNEL_LATEST, "C0 A3 B11", "2 3");
	check("AA", 10, FUNNEL_ANY, FUNNEL_LATEST, "A0", "1");
	check("AAB", 10, FUNNEL_ANY, FUNNEL_LATEST, "B0 A1 A20 B22 A23 A24", "3 2,1");
	check("AB", 10, FUNNEL_ANY, FUNNEL_LATEST, "D0", "");
	check("ABC", 10, FUNNEL_STRICT, FUNNEL_LATEST, "A0 B1 D2 C3", "2 1");
	check("ABC", 10, FUNNEL_STRICT, FUNNEL_LATEST, "A0 B1 B2 C3", "3 1,2");
	check("ABC", 10, FUNNEL_STRICT, FUNNEL_LATEST, "A0 B1 A2 C3", "2 1");
	check("ABC", 10, FUNNEL_STRICT, FUNNEL_LATEST, "A0 B1 D2 A3 B4 C5", "3 1,1");
	check("ABC", 10, FUNNEL_STRICT, FUNNEL_LATEST, "C0 D0 A0 B0", "3 0,0");
	check("ABC", 10, FUNNEL_STRICT, FUNNEL_LATEST, "A0 D1 B1 C2", "2 1");
	check("ABC", 10, FUNNEL_STRICT, FUNNEL_LATEST, "A0 A1 B1 C2", "3 0,1");
}

static void
check_entries(void)
{
	check("ABC", 60, FUNNEL_LOOSE, FUNNEL_FIRST, "A0 A30 B45 C75", "2 45");
	check("ABC", 60, FUNNEL_LOOSE, FUNNEL_EVERY, "A0 A30 B45 C75", "2 45");
	check("AB", 10, FUNNEL_LOOSE, FUNNEL_EVERY, "A0 B1 A2 B3 B4 A20 A25 A30 A31 B31",
	    "2 1; 2 1; 1; 2 0");
	check("AB", 10, FUNNEL_STRICT, FUNNEL_EVERY, "A0 D1 A2 B3", "1; 2 1");
	check("A", 10, FUNNEL_LOOSE, FUNNEL_EVERY, "A0 A0 A5", "1; 1");
	check("A", 10, FUNNEL_LOOSE, FUNNEL_FIRST, "A0 A0 A5", "1");
	check("AB", 10, FUNNEL_LOOSE, FUNNEL_FIRST, "B0 D1", "");
}

static void
check_exclusions(void)
{
	static const char *const of[][3] = {	/* entry, events, paths */
		{ "l", "A0 X1 B2", "1!" }, { "l", "A0 X1 A2 B3", "2 1" },
		{ "l", "A0 X1 A2", "1" }, { "l", "A0 X0 B2", "2 2" },
		{ "l", "A0 X2 B2", "2 2" }, { "l", "A0 X11", "1" },
		{ "f", "A0 X1 A2 B3", "1!" }, { "e", "A0 X1 A2 B3", "1!; 2 1" },
		{ "e", "A0 X1 A1 B3", "1!; 2 2" },
	};
	struct world w;

	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++) {
		set_rule(&w, "AB", 10);
		w.r.exclusion[w.r.nexclusion++] = (struct funnel_exclusion){ 1, 2 };
		w.r.entry = of[i][0][0] == 'l' ? FUNNEL_LATEST :
		    of[i][0][0] == 'f' ? FUNNEL_FIRST : FUNNEL_EVERY;
		T_STR(answer(&w, of[i][1]), of[i][2], of[i][1]);
	}
	set_rule(&w, "ABCD", 10);
	w.r.optional = 1 << 1 | 1 << 2;
	T_STR(answer(&w, "A0 C3 B5 D6"), "4 3,3", "of equal starts the deepest");
	T_STR(answer(&w, "A0 B1"), "1 1", "an optional step is on the path, no level");
	w.r.from_us = 1 * SECOND;
	w.r.to_us = 5 * SECOND;
	T_STR(answer(&w, "A0 B1 A4 A5 D6"), "4 2", "entries from 1 s to 5 s");
}

/* p as prop.test(c(ka, kb), c(na, nb), correct = FALSE) of R has it. */
static void
check_proportions(void)
{
	static const struct {
		uint64_t ka, na, kb, nb;
		double   p;
	} of[] = {
		{ 41, 200, 60, 210, 0.0579665554967627 },
		{ 3, 12, 9, 11, 0.00643201323891425 },
		{ 0, 5, 0, 9, 1 },
		{ 5, 5, 9, 9, 1 },
	};

	quiet_gsl();
	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++) {
		struct proportion_test x = proportion_compare(of[i].ka, of[i].na, of[i].kb,
		    of[i].nb, 0.95);

		T_OK(fabs(x.p - of[i].p) < 1e-12, "p-value %.15g", x.p);
		T_OK(x.in.lo <= x.diff && x.diff <= x.in.hi, "%g to %g", x.in.lo, x.in.hi);
	}
}

int
main(void)
{
	check_proportions();
	check_golden();
	check_differences();
	check_orders();
	check_entries();
	check_exclusions();
	return t_done();
}
