/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session - facts of sessions as a saved state may hold them
 *
 * Input: a byte that chooses the rules, then lines of a time, a space and a fact.
 * What the check takes becomes lines of JSON, one for each fact or session, and the
 * same ones when the facts come from two parts in the opposite order.  A fact reads
 * back as it was put.
 */
#include "json/jread.h"
#include "scan/scan_list.h"
#include "users/session_scan.h"

#include <stdio.h>
#include <stdlib.h>

enum { FACTS_MAX = 64, VALUES_MAX = 32, RESULTS = 1, AT_GAP = 2, MAX = 4, DAILY = 8, SPLIT = 16 };

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
	struct session_plan p = { .sessions = bits & RESULTS, .results = true,
		.keep = keep, .nkeep = 2 };

	p.rule = (struct session_rule){
		.gap_us = 10, .at_gap = bits & AT_GAP, .max_us = bits & MAX ? 25 : 0,
		.daily = bits & DAILY, .day = { TWINDOW_DAY, 1, NULL },
		.nsplit = bits & SPLIT ? 2 : 0,
	};
	keep[0].name = SV("a");
	keep[1].name = SV("b");
	return p;
}

struct input {			/* a fact as it came */
	int64_t    at_us;
	struct val v[VALUES_MAX];
	size_t     n;
	struct sv  text;	/* without white space between its values */
};

static bool
take_value(void *ctx, struct sv key, const struct val *v)
{
	struct input *x = ctx;

	(void)key;
	if (x->n == VALUES_MAX)
		return false;
	x->v[x->n++] = *v;
	return true;
}

/* One line as a fact that the check takes. */
static bool
parse_fact(const struct session_plan *p, struct sv line, struct arena *a, struct input *x)
{
	size_t space = sv_find(line, ' ');
	struct jwrite w;
	struct buf b;
	struct val v;

	*x = (struct input){ .n = 0 };
	if (space == line.n || num_i64((struct sv){ line.p, space }, &x->at_us) != RC_OK ||
	    jread_value((struct sv){ line.p + space, line.n - space }, &v, NULL) != RC_OK ||
	    v.kind != VAL_ARRAY)
		return false;
	jread_each(&v, take_value, x);
	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '[');
	for (size_t i = 0; i < x->n; i++)
		jwrite_val(&w, &x->v[i]);
	jwrite_shut(&w, ']');
	x->text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return session_scan_ops.check(p, x->v, x->n, NULL) == RC_OK;
}

static size_t
collect(const struct session_plan *p, struct sv text, struct arena *a, struct input *fact)
{
	size_t n = 0;

	while (text.n > 0 && n < FACTS_MAX) {
		size_t end = sv_find(text, '\n');
		struct sv line = { text.p, end };

		end += end < text.n;
		text = (struct sv){ text.p + end, text.n - end };
		n += parse_fact(p, line, a, &fact[n]);
	}
	return n;
}

struct list {			/* with what its facts need to be read */
	struct scan_list   l;
	struct scan_dict  *dict;
	struct fact_writer w;
	struct arena       arena;
};

static void
new_list(struct list *x)
{
	x->l = (struct scan_list){ .n = 0 };
	x->dict = scan_dict_new(1);
	arena_init(&x->arena);
	fact_writer_init(&x->w, x->dict);
}

static void
free_list(struct list *x)
{
	scan_dict_free(x->dict);
	fact_writer_free(&x->w);
	arena_free(&x->arena);
}

static void
add_fact(struct list *x, const struct input *f)
{
	fact_writer_begin(&x->w, f->at_us, SV("u"));
	for (size_t i = 0; i < f->n; i++)
		fact_put_val(&x->w, &f->v[i]);
	scan_list_add(&x->l, &x->arena, f->at_us, buf_view(&x->w.b));
}

static void
run(const struct session_plan *p, struct list *const *part, uint32_t n, struct buf *o)
{
	struct val user = { .kind = VAL_STRING, .text = SV("u") };
	const struct scan_dict *dict[] = { part[0]->dict, n > 1 ? part[1]->dict : NULL };
	struct scan_facts f = { .fact = NULL };
	struct fact_clock clock = { .set = false };
	struct arena tmp;
	struct scan_seq s = { .key = &user, .text = SV("[\"u\"]"), .tmp = &tmp };

	s.frame = (struct fact_frame){ dict, SV("u"), &clock, &tmp, NULL };
	arena_init(&tmp);
	buf_init(o, SIZE_MAX);
	for (uint32_t i = 0; i < n; i++)
		scan_list_unpack(&part[i]->l, i, &f);
	scan_list_sort(&f, &s.frame);
	s.fact = f.fact;
	s.n = f.n;
	check(session_scan_ops.each(p, &s, o, NULL) == RC_OK, "a user was refused");
	scan_list_release(&f);
	arena_free(&tmp);
}

/* The facts of a list, in no order, are those that were put. */
static void
check_facts(const struct list *x, const struct input *fact, size_t n)
{
	const struct scan_dict *dict[] = { x->dict };
	struct scan_facts f = { .fact = NULL };
	struct fact_clock clock = { .set = false };
	struct arena tmp;
	struct fact_frame frame = { dict, SV("u"), &clock, &tmp, NULL };
	struct buf o;

	arena_init(&tmp);
	buf_init(&o, SIZE_MAX);
	scan_list_unpack(&x->l, 0, &f);
	check(f.n == n, "another number of facts");
	for (size_t i = 0; i < n; i++) {
		buf_clear(&o);
		fact_read_all(&frame, &f.fact[i], &o);
		check(f.fact[i].at_us == fact[i].at_us && sv_eq(buf_view(&o), fact[i].text),
		    "a fact that is not what was put");
	}
	scan_list_release(&f);
	buf_free(&o);
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

static void
run_all(const struct session_plan *p, const struct input *fact, size_t n)
{
	struct list one, half[2], *const whole[] = { &one }, *const halves[] = { &half[0], &half[1] };
	struct buf o, again;
	size_t lines;

	new_list(&one);
	new_list(&half[0]);
	new_list(&half[1]);
	for (size_t i = 0; i < n; i++) {
		add_fact(&one, &fact[i]);
		add_fact(&half[i % 2], &fact[n - 1 - i]);
	}
	check_facts(&one, fact, n);
	run(p, whole, 1, &o);
	run(p, halves, 2, &again);
	lines = count_lines(buf_view(&o));
	check(p->sessions ? lines > 0 && lines <= n : lines == n, "not as many lines as facts");
	check(sv_eq(buf_view(&o), buf_view(&again)), "another order, another output");
	buf_free(&o);
	buf_free(&again);
	free_list(&one);
	free_list(&half[0]);
	free_list(&half[1]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct input fact[FACTS_MAX];
	struct key_expr keep[2] = { { .x = NULL } };
	struct session_plan p;
	struct arena a;
	size_t n;

	if (size == 0)
		return 0;
	p = plan_of(data[0], keep);
	arena_init(&a);
	n = collect(&p, (struct sv){ (const char *)data + 1, size - 1 }, &a, fact);
	if (n > 0)
		run_all(&p, fact, n);
	arena_free(&a);
	return 0;
}
