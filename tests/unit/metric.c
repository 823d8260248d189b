/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metric, worked cases: the grammar and each kind of mistake, names, shared
 * states, and records folded, merged and emitted through a compiled set
 */
#include "metric/metric.h"
#include "stats/quiet.h"

#include "../t.h"
#include "../xbench.h"

static const struct metric_cfg settings = {
	.accuracy = 0.01, .conf = 0.95, .ci = false, .max_values = 1000
};

struct error_case {
	const char *text;
	int         col;
	const char *msg;
};

static const struct error_case errors[] = {
	{ "", 1, "expected a metric, as count() or errors = rate(status >= 500), found end of text" },
	{ "count(),", 9,
	  "expected a metric, as count() or errors = rate(status >= 500), found end of text" },
	{ "count", 6, "expected '(' behind the aggregate, as in count(), found end of text" },
	{ "count, p95(x)", 6, "expected '(' behind the aggregate, as in count(), found ','" },
	{ "cuont()", 1, "unknown aggregate 'cuont' (did you mean 'count'?)" },
	{ "x = meen(y)", 5, "unknown aggregate 'meen' (did you mean 'mean'?)" },
	{ "status >= 500", 1, "unknown aggregate 'status'" },
	{ "p0(x)", 1, "'p0' is no quantile between p0 and p100, as p95 or p99.9" },
	{ "p100(x)", 1, "'p100' is no quantile between p0 and p100, as p95 or p99.9" },
	{ "x = 5", 5, "expected an aggregate, as count() or p95(duration_ms), found '5'" },
	{ "`odd` = count()", 1, "a metric's name is letters, digits, _ and . without backquotes" },
	{ "count(x)", 7, "count() takes no arguments: "
	    "sum(if(CONDITION, 1, 0)) counts some of the records" },
	{ "sum()", 5, "the arguments are sum(value)" },
	{ "sum(a, b)", 8, "the arguments are sum(value)" },
	{ "sum(a b)", 7, "expected ')', found 'b'" },
	{ "sum(a and b)", 7, "write && for 'and'" },
	{ "ratio(a)", 8, "the arguments are ratio(value, value)" },
	{ "ratio(a b)", 9, "expected ',' or ')', found 'b'" },
	{ "ratio(a, )", 10, "the arguments are ratio(value, value)" },
	{ "p95()", 5, "the arguments are p95(value)" },
	{ "quantile(x)", 11, "the arguments are quantile(value, quantile)" },
	{ "apdex(x)", 8, "the arguments are apdex(value, threshold[, predicate])" },
	{ "apdex(x, y)", 10, "the threshold must be a number" },
	{ "apdex(x, -1)", 1, "apdex: the threshold must be a number greater than 0" },
	{ "apdex(x, 300, f, g)", 18, "the arguments are apdex(value, threshold[, predicate])" },
	{ "top(x, 0)", 8, "expected a positive integer, found '0'" },
	{ "top(x, 1.5)", 8, "expected a positive integer, found '1.5'" },
	{ "top(x, y)", 8, "expected a positive integer, found 'y'" },
	{ "quantile(x, 1)", 13, "expected a quantile between 0 and 1, as 0.95, found '1'" },
	{ "quantile(x, 0.0)", 13, "expected a quantile between 0 and 1, as 0.95, found '0.0'" },
	{ "quantile(x, 9e-1)", 13, "expected a quantile between 0 and 1, as 0.95, found '9e-1'" },
	{ "uptime(ok, 5)", 12, "expected a duration, as 30s or 5m, found '5'" },
	{ "uptime(ok, 0s)", 12, "expected a duration, as 30s or 5m, found '0s'" },
	{ "sum(a) sum(b)", 8, "expected ',', 'where' or the end, found 'sum'" },
	{ "sum(a) where", 13, "expected a value, found end of text" },
	{ "sum(a) where b = 1", 16, "use == to compare" },
	{ "sum(a) where b and c", 16, "write && for 'and'" },
	{ "sum(a) where lenght(b) > 2", 14, "unknown function 'lenght' (did you mean 'len'?)" },
	{ "a = sum(x), b = count(), a = mean(x)", 26,
	  "'a' is the name at column 1 too, write NAME = in front of one" },
	{ "rate(s >= 500), rate(s < 500)", 17,
	  "'rate_s_500' is the name at column 1 too, write NAME = in front of one" },
	{ "e = rate(s), e_n = count()", 14,
	  "'e_n' is also written by 'e' (column 1), choose another name" },
};

static void
test_errors(void)
{
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		const struct error_case *c = &errors[i];
		const struct metric_set *m;
		struct err e = { 0 };
		struct xbench b;
		enum rc rc;

		xbench_init(&b);
		rc = metric_compile(&m, sv_of(c->text), &settings, &b.env, &e);
		T_OK(rc != RC_OK && e.col == (uint64_t)c->col,
		    "%s: an error at column %d (is %d)", c->text, c->col, (int)e.col);
		T_STR(rc == RC_OK ? "accepted" : e.msg, c->msg, "... in these words");
		xbench_free(&b);
	}
}

static void
test_names(void)
{
	static const char *const names[][2] = {
		{ "count()", "count" },
		{ "p95(duration_ms)", "p95_duration_ms" },
		{ "p99.9(x)", "p99_9_x" },
		{ "rate( status >= 500 )", "rate_status_500" },
		{ "sum(o.`a b`)", "sum_o_a_b" },
		{ "p50(x) where method == 'GET'", "p50_x_where_method_GET" },
		{ "sum(\xC3\xA4)", "sum_\xC3\xA4" },
		{ "errors = rate(x)", "errors" },
		{ "a.b_c=count()", "a.b_c" },
	};
	struct xbench b;

	xbench_init(&b);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct metric_set *m = NULL;
		struct err e = { 0 };
		struct sv s = SV("");

		if (metric_compile(&m, sv_of(names[i][0]), &settings, &b.env, &e) == RC_OK)
			s = m->out[0].out.name;
		T_STR(m != NULL ? arena_bytes(&b.arena, s.p, s.n) : e.msg, names[i][1], names[i][0]);
	}
	T_OK(sv_is(expr_member(SV(" (a) == 'b' "), &b.arena), "a_b"), "a name from any text");
	T_OK(expr_member(SV("()"), &b.arena).n == 0, "nothing but punctuation");
	xbench_free(&b);
}

static void
test_shared(void)
{
	static const struct {
		const char *text;
		size_t      states;
	} cases[] = {
		{ "p50(x), p95(x), p99(x), quantile(x, 0.999), median(x)", 1 },
		{ "p50(x), p50(y)", 2 },
		{ "p50(x), b = p50(x) where z", 2 },
		{ "a = p50(x) where z > 1, b = p95(x) where (z>1.0)", 2 },
		{ "a = p50(x) where z > 1, b = p95(x) where (z>1)", 1 },
		{ "a = count(), b = count(), c = count() where x", 2 },
		{ "a = top(x, 3), b = top(x, 3), c = top(x, 4)", 2 },
		{ "a = apdex(x, 300), b = apdex(x,300), c = apdex(x, 300, f), d = apdex(x, 400)", 3 },
		{ "a = uptime(x, 60s), b = uptime(x, 1m), c = uptime(x, 2m)", 2 },
	};
	struct xbench b;

	xbench_init(&b);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct metric_set *m = NULL;
		struct err e = { 0 };
		bool ok = metric_compile(&m, sv_of(cases[i].text), &settings, &b.env, &e) == RC_OK;

		T_OK(ok && m->nagg == cases[i].states, "%s: %zu states (%zu) %s", cases[i].text,
		    cases[i].states, ok ? m->nagg : 0, e.msg);
		for (size_t k = 0; ok && k < m->nagg; k++)
			T_QUIET(m->agg[k].off % m->agg[k].type->align == 0 &&
			    m->agg[k].off + m->agg[k].type->size <= m->size, "state %zu lies well", k);
	}
	xbench_free(&b);
}

static void
test_compiled(void)
{
	const struct metric_set *m = NULL;
	struct metric_cfg cfg = settings;
	struct err e = { 0 };
	struct xbench b;
	double t = 0;

	xbench_init(&b);
	cfg.ci = true;
	cfg.exact = true;
	T_OK(metric_compile(&m, SV("quantile(x, 0.999), p99.9(x), a = apdex(x, 1.5 * 200, s >= 500), "
	    "top(path, 7), uptime(ok, 1h30m)"), &cfg, &b.env, &e) == RC_OK, "compiles %s", e.msg);
	if (m == NULL)
		return;
	T_OK(m->out[0].out.q.num == 999 && m->out[0].out.q.dec == 3 && m->out[1].out.q.num == 999 &&
	    m->out[1].out.q.dec == 3, "quantiles are what they are written as");
	T_OK(m->out[0].agg == m->out[1].agg && m->nagg == 4, "... of one state");
	T_OK(m->agg[1].narg == 2 && val_number(&m->agg[1].cfg.threshold, &t) && t == 300,
	    "a threshold, and a predicate that reaches step");
	T_OK(m->agg[2].cfg.k == 7 && m->agg[2].narg == 1, "a count");
	T_OK(m->agg[3].cfg.slice_us == INT64_C(5400000000), "a duration");
	T_OK(m->timed, "uptime needs the time");
	T_OK(m->out[0].out.ci && m->out[0].out.conf == 0.95 && m->agg[0].cfg.exact &&
	    m->agg[0].cfg.accuracy == 0.01 && m->agg[2].cfg.max_values == 1000,
	    "settings are passed on");
	T_OK(metric_compile(&m, SV("count()"), &cfg, &b.env, &e) == RC_OK && !m->timed,
	    "count does not need it");
	xbench_free(&b);
}

static const char *
emitted(struct xbench *b, const struct metric_set *m, const void *st)
{
	struct agg_span span = { 0 };
	struct jwrite w;

	buf_clear(&b->out);
	jwrite_init(&w, &b->out);
	jwrite_open(&w, '{');
	metric_emit(m, st, &span, &w);
	jwrite_shut(&w, '}');
	buf_c(&b->out, '\0');
	return b->out.p;
}

static void
test_fold(void)
{
	static const char *const recs[] = {
		"{\"x\":1,\"s\":200,\"m\":\"GET\"}", "{\"x\":2,\"s\":500,\"m\":\"POST\"}",
		"{\"x\":3,\"s\":503,\"m\":\"GET\"}", "{\"x\":\"4\",\"s\":\"200\",\"m\":\"GET\"}",
		"{\"m\":\"GET\"}",
	};
	static const char *const want[] = {
		"{\"n\":5,\"get\":4,", "\"sum_x\":10,", "\"g\":8,", "\"p\":2,", "\"e\":0.5,",
		"\"e_n\":4,\"e_null\":1}"
	};
	struct agg_in in = { .timed = false };
	const struct metric_set *m = NULL;
	struct err e = { 0 };
	const char *text;
	struct xbench b;
	void *st[2];
	void *one;

	xbench_init(&b);
	T_OK(metric_compile(&m, SV("n = count(), get = count() where m == 'GET', sum(x), "
	    "g = sum(x) where m == 'GET', p = p50(x), e = rate(s >= 500)"), &settings, &b.env, &e) ==
	    RC_OK, "compiles %s", e.msg);
	if (m == NULL)
		return;
	one = arena_zalloc(&b.arena, m->size);
	for (int i = 0; i < 2; i++)
		st[i] = arena_zalloc(&b.arena, m->size);
	T_OK(metric_init(m, one, &e) == RC_OK && metric_init(m, st[0], &e) == RC_OK &&
	    metric_init(m, st[1], &e) == RC_OK, "states");
	for (size_t i = 0; i < sizeof(recs) / sizeof(recs[0]); i++)
		T_QUIET(xbench_record(&b, sv_of(recs[i])) &&
		    metric_step(m, one, &b.rec, b.ev, &in, &e) == RC_OK &&
		    metric_step(m, st[i % 2], &b.rec, b.ev, &in, &e) == RC_OK, "record %zu", i);
	text = emitted(&b, m, one);	/* sums and quantiles add members of their own */
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		T_OK(strstr(text, want[i]) != NULL, "%s has %s", text, want[i]);
	metric_free(m, one);
	text = arena_bytes(&b.arena, b.out.p, strlen(b.out.p));
	T_OK(metric_merge(m, st[0], st[1], &e) == RC_OK, "merge");
	T_STR(emitted(&b, m, st[0]), text, "two halves are the whole");
	metric_free(m, st[0]);
	metric_free(m, st[1]);
	xbench_free(&b);
}

/* A record that one metric cannot judge leaves no trace in the others. */
static void
test_atomic(void)
{
	struct agg_in in = { .timed = false };
	const struct metric_set *m = NULL;
	struct err e = { 0 };
	const char *text;
	struct xbench b;
	void *st;

	xbench_init(&b);
	T_OK(metric_compile(&m, SV("count(), hit = rate(a =~ '(a+)+$')"), &settings, &b.env, &e) ==
	    RC_OK, "compiles");
	st = arena_zalloc(&b.arena, m->size);
	T_OK(metric_init(m, st, &e) == RC_OK, "a state");
	T_OK(xbench_record(&b, SV("{\"a\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"}")) &&
	    metric_step(m, st, &b.rec, b.ev, &in, &e) == RC_BAD, "a runaway match rejects the record");
	T_OK(strstr(e.msg, "(a+)+$") != NULL, "... and is named: %s", e.msg);
	T_OK(xbench_record(&b, SV("{\"a\":\"aaa\"}")) &&
	    metric_step(m, st, &b.rec, b.ev, &in, &e) == RC_OK, "the next one is fine");
	text = emitted(&b, m, st);
	T_OK(strstr(text, "\"count\":1,") != NULL, "and the only one: %s", text);
	metric_free(m, st);
	expr_free(m->agg[1].arg[0]);
	xbench_free(&b);
}

int
main(void)
{
	quiet_gsl();
	test_errors();
	test_names();
	test_shared();
	test_compiled();
	test_fold();
	test_atomic();
	return t_done();
}
