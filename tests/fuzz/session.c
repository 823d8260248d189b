/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session - facts of sessions as a saved state may hold them
 *
 * Input: a byte that chooses the rules, then lines of a time, a space and a fact.
 * What the check takes becomes lines of JSON, one for each fact or session, and the
 * same ones when the facts come from two lists in the opposite order.
 */
#include "json/jread.h"
#include "users/session_scan.h"

#include <stdio.h>
#include <stdlib.h>

enum { FACTS_MAX = 64, RESULTS = 1, AT_GAP = 2, MAX = 4, DAILY = 8, SPLIT = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool ok, const char *what)
{
	if (!ok) {
		fprintf(stderr, "session: %s\n", what);
		abort();
	}
}

static struct session_plan
plan_of(unsigned bits, struct key_expr *keep)
{
	struct session_plan p = { .sessions = bits & RESULTS, .keep = keep, .nkeep = 2 };

	p.rule = (struct session_rule){
		.gap_us = 10, .at_gap = bits & AT_GAP, .max_us = bits & MAX ? 25 : 0,
		.daily = bits & DAILY, .day = { TWINDOW_DAY, 1, NULL },
		.nsplit = bits & SPLIT ? 2 : 0,
	};
	keep[0].name = SV("a");
	keep[1].name = SV("b");
	return p;
}

/* The facts among the lines. */
static size_t
collect(const struct session_plan *p, struct sv text, struct scan_fact *fact)
{
	size_t n = 0;

	while (text.n > 0 && n < FACTS_MAX) {
		size_t end = sv_find(text, '\n');
		struct sv line = { text.p, end };
		size_t space = sv_find(line, ' ');
		struct val v;

		end += end < text.n;
		text = (struct sv){ text.p + end, text.n - end };
		if (space < line.n && num_i64((struct sv){ line.p, space }, &fact[n].at_us) == RC_OK &&
		    jread_value((struct sv){ line.p + space, line.n - space }, &v, NULL) == RC_OK &&
		    session_scan_ops.check(p, &v, NULL) == RC_OK)
			fact[n++].text = v.text;
	}
	return n;
}

static void
run(const struct session_plan *p, const struct scan_list *l, struct buf *o)
{
	struct val user = { .kind = VAL_STRING, .text = SV("u") };
	struct scan_facts f = { .fact = NULL };
	struct arena tmp;
	struct scan_seq s = { &user, SV("[\"u\"]"), NULL, (size_t)l->n, &tmp };

	arena_init(&tmp);
	buf_init(o, SIZE_MAX);
	scan_list_read(l, &f);
	s.fact = f.fact;
	check(session_scan_ops.each(p, &s, o, NULL) == RC_OK, "a user was refused");
	scan_list_release(&f);
	arena_free(&tmp);
}

static size_t
count_lines(struct sv o)
{
	size_t lines = 0;

	while (o.n > 0) {
		size_t n = sv_find(o, '\n');
		struct val v;

		check(n < o.n, "a line without its end");
		check(jread_value((struct sv){ o.p, n }, &v, NULL) == RC_OK && v.kind == VAL_OBJECT,
		    "not a JSON object");
		o = (struct sv){ o.p + n + 1, o.n - n - 1 };
		lines++;
	}
	return lines;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scan_fact fact[FACTS_MAX];
	struct key_expr keep[2] = { { .x = NULL } };
	struct scan_list one = { .n = 0 }, half[2] = { { .n = 0 } };
	struct session_plan p;
	struct arena a;
	struct buf o, again;
	size_t n, lines;

	if (size == 0)
		return 0;
	p = plan_of(data[0], keep);
	n = collect(&p, (struct sv){ (const char *)data + 1, size - 1 }, fact);
	if (n == 0)
		return 0;
	arena_init(&a);
	for (size_t i = 0; i < n; i++) {
		scan_list_add(&one, &a, fact[i].at_us, fact[i].text);
		scan_list_add(&half[i % 2], &a, fact[n - 1 - i].at_us, fact[n - 1 - i].text);
	}
	scan_list_join(&half[0], &half[1]);
	run(&p, &one, &o);
	run(&p, &half[0], &again);
	lines = count_lines(buf_view(&o));
	check(p.sessions ? lines > 0 && lines <= n : lines == n, "not as many lines as facts");
	check(sv_eq(buf_view(&o), buf_view(&again)), "another order, another output");
	buf_free(&o);
	buf_free(&again);
	arena_free(&a);
	return 0;
}
