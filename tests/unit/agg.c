/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg - the aggregates' worked cases: what they print, their intervals, their edges
 *
 * Expected intervals come from scipy, ranks and survey scores from the literature.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "metric/agg_type.h"
#include "stats/quiet.h"
#include "../agg_step.h"
#include "../t.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>

struct bench {
	struct agg_cfg  cfg;
	struct agg_out  out;
	struct agg_span span;
	struct arena     arena;
	struct buf       text;
	void            *st;
	const struct agg_type *type;
};

static void
bench_init(struct bench *b)
{
	memset(b, 0, sizeof(*b));
	b->cfg.accuracy = 0.01;
	b->cfg.max_values = 100000;
	b->cfg.k = 3;
	b->cfg.threshold = (struct val){ .kind = VAL_NUMBER, .text = SV("0.5") };
	b->cfg.slice_us = 60000000;
	b->out.name = SV("m");
	b->out.conf = 0.95;
	b->out.ci = true;
	arena_init(&b->arena);
	buf_init(&b->text, SIZE_MAX);
}

static void
bench_free(struct bench *b)
{
	arena_free(&b->arena);
	buf_free(&b->text);
}

static void
bench_start(struct bench *b, const char *name)
{
	bool has_q;

	b->type = agg_type_find(sv_of(name), &b->out.q, &has_q);
	if (b->type == NULL) {
		T_OK(false, "%s is unknown", name);
		exit(1);
	}
	b->st = arena_zalloc(&b->arena, b->type->size);
	T_QUIET(b->type->init(b->st, &b->cfg, NULL) == RC_OK, "%s: init", name);
}

static enum rc
bench_step(struct bench *b, const struct val *arg, double at_s, struct err *e)
{
	struct agg_in in = { .arg = arg, .timed = !isnan(at_s) };

	if (in.timed)
		in.at_us = (int64_t)(at_s * 1e6);
	return agg_step(b->type, b->st, &b->cfg, &in, e);
}

/* The object it emits; the state is gone then. */
static const char *
bench_end(struct bench *b)
{
	struct jwrite w;

	buf_clear(&b->text);
	jwrite_init(&w, &b->text);
	jwrite_open(&w, '{');
	b->type->emit(b->st, &b->cfg, &b->out, &b->span, &w);
	jwrite_shut(&w, '}');
	buf_c(&b->text, '\0');
	if (b->type->free != NULL)
		b->type->free(b->st);
	return b->text.p;
}

static struct val
val_read(struct sv t)
{
	struct val v = { .kind = VAL_NUMBER, .text = t };

	if (t.n == 0)
		v.kind = VAL_NONE;
	else if (t.p[0] == '\'')
		v = (struct val){ .kind = VAL_STRING, .text = { t.p + 1, t.n - 2 },
		    .flags = sv_find(t, '\\') < t.n ? VAL_ESC : 0 };
	else if (t.p[0] == 'n')
		v.kind = VAL_NULL;
	else if (t.p[0] == 't' || t.p[0] == 'f')
		v = val_of_bool(t.p[0] == 't');
	else if (t.p[0] == '[')
		v.kind = VAL_ARRAY;
	return v;
}

/* One record from "ARG,ARG@SECONDS"; seconds and second argument as there are. */
static void
bench_token(struct bench *b, struct sv t)
{
	size_t end = sv_find(t, '@'), comma;
	double at = (double)NAN;
	struct val arg[FOLD_ARGS_MAX] = { 0 };

	if (end < t.n)
		at = strtod(t.p + end + 1, NULL);
	t.n = end;
	comma = sv_find(t, ',');
	arg[0] = val_read((struct sv){ t.p, comma });
	if (comma < t.n)
		arg[1] = val_read((struct sv){ t.p + comma + 1, t.n - comma - 1 });
	T_QUIET(bench_step(b, arg, at, NULL) == RC_OK, "%s: step", b->type->name);
}

static void
bench_feed(struct bench *b, const char *name, const char *records)
{
	struct sv left = sv_of(records);

	bench_start(b, name);
	while (left.n != 0) {
		size_t n = sv_find(left, ' ');

		bench_token(b, (struct sv){ left.p, n });
		n += n < left.n;
		left = (struct sv){ left.p + n, left.n - n };
	}
}

static const char *
run(struct bench *b, const char *name, const char *records)
{
	bench_feed(b, name, records);
	return bench_end(b);
}

/* @n times the number @x, into a started bench. */
static void
feed(struct bench *b, const char *x, size_t n)
{
	struct val arg[FOLD_ARGS_MAX] = { val_read(sv_of(x)) };

	while (n-- > 0)
		T_QUIET(bench_step(b, arg, 0, NULL) == RC_OK, "step");
}

/* Ends the bench: it must say @want, where ' stands for a double quote. */
static void
ends(struct bench *b, const char *want, const char *name)
{
	struct sv s = arena_sv(&b->arena, sv_of(want));
	char *t = arena_bytes(&b->arena, s.p, s.n);

	for (size_t i = 0; i < s.n; i++)
		if (t[i] == '\'')
			t[i] = '"';
	T_STR(bench_end(b), t, name);
}

static void
says(struct bench *b, const char *agg, const char *records, const char *want, const char *name)
{
	bench_feed(b, agg, records);
	ends(b, want, name);
}

static double
member(const char *json, const char *name)
{
	json_t *o = json_loads(json, 0, NULL);
	json_t *m = json_object_get(o, name);
	double d = json_is_number(m) ? json_number_value(m) : (double)NAN;

	json_decref(o);
	return d;
}

static void
near(const char *json, const char *name, double want, double eps)
{
	double got = member(json, name);

	if (!T_OK(fabs(got - want) <= eps, "%s is %.12g", name, want))
		printf("# got %.17g in %s\n", got, json);
}

static void
test_counts(struct bench *b)
{
	const char *j;

	says(b, "count", "1 n t", "{'m':3}", "count");
	b->span = (struct agg_span){ .window = { 0, 60000000 }, .windowed = true };
	j = run(b, "throughput", "@1 @2 @59");
	near(j, "m", 0.05, 0);
	near(j, "m_lo", 0.6186721228956015 / 60, 1e-12);
	near(j, "m_hi", 8.767273069742323 / 60, 1e-12);
	j = run(b, "throughput", "");
	near(j, "m", 0, 0);
	near(j, "m_lo", 0, 0);
	near(j, "m_hi", 3.6888794541139354 / 60, 1e-12);
	b->span.windowed = false;
	j = run(b, "throughput", "@-2 n @4 @1");	/* two gaps in 6 s */
	near(j, "m", 2.0 / 6, 0);
	near(j, "m_lo", 0.004219634664048313, 1e-12);	/* R: qgamma(.025, 1) / 6, */
	near(j, "m_hi", 0.9286072318231499, 1e-12);	/* qgamma(.975, 2) / 6 */
	near(j, "m_n", 3, 0);
	near(j, "m_null", 1, 0);
	says(b, "throughput", "@3 @3",
	    "{'m':null,'m_lo':null,'m_hi':null,'m_n':2}", "no time, no throughput");
	says(b, "throughput", "", "{'m':null,'m_lo':null,'m_hi':null,'m_n':0}", "no record");
}

static void
test_rates(struct bench *b)
{
	const char *j = run(b, "rate", "t t f t");

	near(j, "m", 0.75, 0);
	near(j, "m_lo", 0.2187482142731778, 1e-12);
	near(j, "m_hi", 0.9911327535801776, 1e-12);
	near(j, "m_n", 4, 0);
	T_OK(isnan(member(j, "m_null")), "m_null only when there are some");
	b->out.ci = false;
	says(b, "rate", "t f n 1", "{'m':0.5,'m_n':2,'m_null':2}", "rate, unknown apart");
	says(b, "rate", "", "{'m':null,'m_n':0}", "rate of nothing is null");
	says(b, "any", "f n t", "{'m':true,'m_null':1}", "any: once is enough");
	says(b, "any", "f n f", "{'m':false,'m_null':1}", "any of none is false");
	says(b, "any", "n", "{'m':null,'m_null':1}", "any of what is unknown is null");
	b->out.ci = true;
	says(b, "rate", "n",
	    "{'m':null,'m_lo':null,'m_hi':null,'m_n':0,'m_null':1}", "no bounds either");
	j = run(b, "rate", "t");
	near(j, "m_lo", 0.035, 1e-12);
	near(j, "m_hi", 1, 0);

	/* slices: [0, 60) 1 of 2 up, [60, 120) 1 of 3 down, [-60, 0) up, [600, 660) unknown */
	j = run(b, "uptime", "t@0 f@59.9 t@60 f@61 f@62 t@-0.5 n@601 t");
	near(j, "m", 2.0 / 3, 0);
	T_OK(isnan(member(j, "m_lo")) && isnan(member(j, "m_hi")) &&
	    strstr(j, "\"m_method\":\"fewer than 5 outages\"") != NULL, "one outage says little");
	near(j, "m_n", 3, 0);
	near(j, "m_null", 2, 0);
	near(j, "m_outages", 1, 0);
}

/* @what: a letter for each slice of a minute from @from on, u up, d down, . without a record */
static const char *
uptime(struct bench *b, const char *what, int64_t outage_us)
{
	struct val arg[FOLD_ARGS_MAX];

	b->cfg.outage_us = outage_us;
	bench_start(b, "uptime");
	for (size_t i = 0; what[i] != '\0'; i++) {
		arg[0] = val_of_bool(what[i] == 'u');
		if (what[i] != '.')
			T_QUIET(bench_step(b, arg, 60 * (double)i, NULL) == RC_OK, "step");
	}
	return bench_end(b);
}

/* Intervals: the formula of Fay and Feuer by R's qgamma. */
static void
test_outages(struct bench *b)
{
	const char *j = uptime(b, "uduudd.uuudu.dddd.u..duuu", 0);

	near(j, "m_outages", 5, 0);
	near(j, "m_n", 20, 0);
	near(j, "m", 11.0 / 20, 1e-15);
	near(j, "m_lo", 0, 0);
	near(j, "m_hi", 1 - 2.185569637206968 / 20, 1e-12);
	j = uptime(b, "uduudduuuduuddduuduu", 0);
	near(j, "m_outages", 5, 0);
	near(j, "m_lo", 0, 0);
	near(j, "m_hi", 0.8910134626373675, 1e-12);
	j = uptime(b, "uuud.dduuu", 60000000);
	near(j, "m_outages", 1, 0);
	T_OK(strstr(j, "method") == NULL && member(j, "m_lo") >= 0 && member(j, "m_hi") < 1,
	    "one outage, and what one is like");
	j = uptime(b, "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu", 120000000);
	near(j, "m_lo", 0.8770373515295354, 1e-12);	/* 2 slices x -ln .025 of 60 */
	near(j, "m_hi", 1, 0);
	near(uptime(b, "uud", 120000000), "m_hi", 0.9915607306719034, 1e-12);
	b->cfg.outage_us = 0;
}

static void
test_sums(struct bench *b)
{
	const char *j;

	says(b, "sum", "0.1 0.2 '0.3' n", "{'m':0.6}", "decimals add exactly");
	says(b, "sum", "9007199254740993 1 -1", "{'m':9007199254740993}", "digits beyond 2^53");
	says(b, "sum", "500000 500000", "{'m':1000000}", "no exponent");
	says(b, "sum", "1 'x' t [1]", "{'m':1,'m_bad':3}", "what is no number is counted");
	says(b, "sum", "", "{'m':0}", "sum of nothing");
	says(b, "sum", "1e300 1 -1e300", "{'m':1}", "superaccumulator");
	says(b, "sum", "1e308 1e308", "{'m':null}", "beyond doubles");
	j = run(b, "mean", "1.5 2.25 -3 10 4");
	near(j, "m", 2.95, 0);
	near(j, "m_lo", -2.9003328584333508, 1e-12);
	near(j, "m_hi", 11.2935610103898, 1e-12);	/* by R's uniroot of Hall's function */
	T_OK(strstr(j, "\"m_method\":\"few values\"") != NULL, "they may lie beside a tenth of all");
	bench_start(b, "mean");
	feed(b, "1", 25);
	feed(b, "2", 4);
	j = bench_end(b);
	T_OK(strstr(j, "method") == NULL, "29 values, of which four are others");
	bench_start(b, "mean");
	feed(b, "50", 60);
	feed(b, "9000", 2);
	j = bench_end(b);
	T_OK(strstr(j, "\"m_method\":\"heavy tail\"") != NULL, "two values are the interval");
	says(b, "mean", "7", "{'m':7,'m_lo':null,'m_hi':null,'m_n':1}", "mean of one");
	says(b, "mean", "n", "{'m':null,'m_lo':null,'m_hi':null,'m_n':0}", "mean of none");
	says(b, "mean", "2 2", "{'m':2,'m_lo':2,'m_hi':2,'m_n':2,'m_method':'few values'}",
	    "no spread");
	near(run(b, "sd", "1.5 2.25 -3 10 4"), "m", 4.711687595755899, 1e-15);
	says(b, "sd", "1000000000 1000000001 1000000002", "{'m':1,'m_n':3}", "no cancellation");
	says(b, "sd", "7", "{'m':null,'m_n':1}", "sd of one");

	j = run(b, "ratio", "1,2 2,3 3,5 4,7 5,11");
	near(j, "m", 0.5357142857142857, 0);
	near(j, "m_lo", 0.3515252750363798, 1e-12);	/* of the share: they are counts */
	near(j, "m_hi", 0.7129810934099812, 1e-12);
	j = run(b, "ratio", "1,2.5 2,3 3,5 4,7 5,11");
	near(j, "m_lo", 0.4102410907550209, 1e-12);
	near(j, "m_hi", 0.6423904881923475, 1e-12);
	near(j, "m_n", 5, 0);
	says(b, "ratio", "1,2 'x','y' n,5 'q',1",
	    "{'m':0.5,'m_lo':null,'m_hi':null,'m_n':1,'m_bad':2}", "only whole pairs count");
	says(b, "ratio", "1,1 1,-1",
	    "{'m':null,'m_lo':null,'m_hi':null,'m_n':2}", "nothing below the line");
	says(b, "ratio", "0,10 0,20", "{'m':0,'m_lo':null,'m_hi':null,'m_n':2}", "no spread is seen");
	says(b, "ratio", "1,2 2,4 4,8", "{'m':0.5,'m_lo':null,'m_hi':null,'m_n':3}", "likewise");
	says(b, "ratio", "1,3 0.1,0.3 7,21", "{'m':0.3333333333333333,'m_lo':null,'m_hi':null,'m_n':3}",
	    "nor is rounding any");
	j = run(b, "ratio", "0,1000 1,1000 13,1038");
	near(j, "m", 0.004608294930875576, 0);
	near(j, "m_lo", 0, 0);
	near(j, "m_hi", 0.02210679775542013, 1e-12);	/* differ by more than counts do */
	j = run(b, "ratio", "4,1010 5,1020 5,1008");
	near(j, "m_lo", 0.0026434434068284, 1e-12);
	near(j, "m_hi", 0.007513469750636603, 1e-12);
	near(run(b, "ratio", "99,100 2,100 100,100 100,100"), "m_hi", 1, 0);
	near(run(b, "ratio", "0,1000 1,1000 13,1038 -1,1"), "m_lo", -0.008013400485623354, 1e-12);
	j = run(b, "ratio", "1.5,1 2.25,1 -3,1 10,1 4,1");
	near(j, "m_lo", -2.9003328584333508, 1e-12);
	near(j, "m_hi", 8.80033285843335, 1e-12);
}

static void
test_order(struct bench *b)
{
	says(b, "min", "3 '-2' 10 n 'x'", "{'m':-2,'m_bad':1}", "min");
	says(b, "max", "9007199254740992 9007199254740993 9007199254740991",
	    "{'m':9007199254740993}", "max beyond 2^53");
	says(b, "max", "0.10 1e-1 -0", "{'m':0.1}", "shortest");
	says(b, "max", "1000000", "{'m':1000000}", "no exponent");
	says(b, "min", "n", "{'m':null}", "min of none");
	says(b, "max", "-0", "{'m':0}", "no negative zero");
	says(b, "largest", "1 5 2 5 4 'x' n", "{'m':[5,5,4],'m_bad':1}", "largest");
	says(b, "largest", "2", "{'m':[2]}", "fewer than k");
	says(b, "largest", "", "{'m':[]}", "largest of none");
	b->cfg.k = 20;
	says(b, "largest", "1 2 3 4 5 6 7 8 9 10 11 12",
	    "{'m':[12,11,10,9,8,7,6,5,4,3,2,1]}", "sorted");
	b->cfg.k = 3;
	says(b, "first", "'b'@5 1.50@2 'a'@9 'z'", "{'m':1.50}", "first keeps its text");
	says(b, "last", "'b'@5 'a\\n'@9 [1]@2", "{'m':'a\\n'}", "last");
	says(b, "last", "'b'@5 'c'@5 'a'@5", "{'m':'c'}", "last, ties by bytes");
	says(b, "first", "'b'@5 'c'@5 'a'@5", "{'m':'a'}", "first, ties by bytes");
	says(b, "first", "n@1 t@2", "{'m':true}", "null is no value");
	says(b, "last", "1 2", "{'m':null}", "no time, no last");
}

/* Ranks of interval_quantile at 90 % two-sided: reference table of one-sided 95 % bounds. */
static void
test_quantile(struct bench *b)
{
	char t[32];

	b->out.conf = 0.90;
	b->cfg.exact = true;
	bench_start(b, "p95");
	for (int i = 1000; i >= 1; i--) {
		snprintf(t, sizeof(t), "%d", i);
		feed(b, t, 1);
	}
	ends(b,
	    "{'m':950,'m_lo':938,'m_hi':962,'m_n':1000,'m_method':'nearest-rank'}",
	    "p95 of 1..1000, exact");
	b->cfg.exact = false;
	bench_start(b, "p99");
	for (int i = 1; i <= 100; i++) {
		snprintf(t, sizeof(t), "%d", i);
		feed(b, t, 1);
	}
	ends(b,
	    "{'m':99,'m_lo':97,'m_hi':null,'m_n':100,'m_method':'nearest-rank'}",
	    "p99 of 1..100 has no upper bound");
	b->out.conf = 0.95;
	says(b, "p95", "0.1",
	    "{'m':0.1,'m_lo':null,'m_hi':null,'m_n':1,'m_method':'nearest-rank'}", "p95 of one");
	says(b, "median", "n 'x'",
	    "{'m':null,'m_lo':null,'m_hi':null,'m_n':0,'m_method':'nearest-rank','m_bad':1}",
	    "median of none");
	b->out.ci = false;
	says(b, "median", "1 2 3 4", "{'m':2,'m_n':4,'m_method':'nearest-rank'}", "nearest rank");
	says(b, "p7", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
	    "{'m':2,'m_n':20,'m_method':'nearest-rank'}", "p7 of 20 is the second");
	b->out.ci = true;
}

/* On a sketch the interval must hold the order statistics it stands for. */
static void
test_sketched(struct bench *b, int sign)
{
	char t[32];
	const char *j;

	b->out.conf = 0.90;
	bench_start(b, sign > 0 ? "p95" : "p5");
	for (int i = 1; i <= 1000; i++) {
		snprintf(t, sizeof(t), "%d", sign * i);
		feed(b, t, 1);
	}
	j = bench_end(b);
	near(j, "m", sign * 950, 9.5001 + 1);
	near(j, sign > 0 ? "m_lo" : "m_hi", sign * 938, 0.025 * 938);
	near(j, sign > 0 ? "m_hi" : "m_lo", sign * 962, 0.025 * 962);
	T_OK(sign > 0 ? member(j, "m_lo") <= 938 && member(j, "m_hi") >= 962
	    : member(j, "m_lo") <= -961 && member(j, "m_hi") >= -938, "the true bounds are inside");
	T_OK(strstr(j, "\"m_method\":\"ddsketch(0.01)\"") != NULL, "the method is named");
	bench_start(b, "p99.99");
	feed(b, "5", 300);
	j = bench_end(b);
	near(j, "m", 5, 0);
	b->out.conf = 0.95;
}

static void
test_sets(struct bench *b)
{
	struct val arg[FOLD_ARGS_MAX] = { 0 };
	char t[32];
	const char *j;
	enum rc rc = RC_OK;
	struct err e = { 0 };
	int i;

	says(b, "distinct", "1 '1' 1.0 '\\u0041' 'A' n",
	    "{'m':3,'m_lo':3,'m_hi':3,'m_method':'exact'}", "distinct by text");
	says(b, "distinct", "", "{'m':0,'m_lo':0,'m_hi':0,'m_method':'exact'}", "none");
	bench_start(b, "distinct");
	for (i = 0; i < 50000; i++) {
		snprintf(t, sizeof(t), "'u%d'", i % 20000);
		feed(b, t, 1);
	}
	j = bench_end(b);
	near(j, "m", 20000, 20000 * 0.08);
	T_OK(member(j, "m_lo") < member(j, "m") && member(j, "m") < member(j, "m_hi"), "interval");
	T_OK(strstr(j, "\"hll\"") != NULL && strchr(j, '.') == NULL, "whole numbers");

	says(b, "top", "'b' 'a' 7 '7' 'a' 'b' 'c' n",
	    "{'m':[{'value':'7','n':2,'share':0.2857142857142857},{'value':'a','n':2,"
	    "'share':0.2857142857142857},{'value':'b','n':2,'share':0.2857142857142857}],'m_n':7}",
	    "top, ties by bytes");
	says(b, "top", "", "{'m':[],'m_n':0}", "top of none");
	b->cfg.max_values = 10;
	bench_start(b, "top");
	for (i = 0; i < 20 && rc == RC_OK; i++) {
		snprintf(t, sizeof(t), "%d", i);
		arg[0] = val_of_text(sv_of(t));
		rc = bench_step(b, arg, 0, &e);
	}
	T_OK(rc == RC_LIMIT && i == 11 && e.rc == RC_LIMIT && e.msg[0] != '\0',
	    "the 11th value of 10: %s", e.msg);
	bench_end(b);
	b->cfg.max_values = 100000;
}

static void
test_hist(struct bench *b)
{
	says(b, "hist", "0 1 1.999 2 5 9.99 10 0.3 0.1 -1 -1.5 -2 'x'",
	    "{'m':[{'lo':-5,'hi':-2,'n':1},{'lo':-2,'hi':-1,'n':2},{'lo':0,'hi':0,'n':1},"
	    "{'lo':0.1,'hi':0.2,'n':1},{'lo':0.2,'hi':0.5,'n':1},{'lo':1,'hi':2,'n':2},{'lo':2,"
	    "'hi':5,'n':1},{'lo':5,'hi':10,'n':2},{'lo':10,'hi':20,'n':1}],'m_n':12,'m_bad':1}",
	    "1-2-5");
	says(b, "hist", "1e18 999999999999999999 1e-9 1e-10 -1e-10 -1e300 -0 1000000 0.00001",
	    "{'m':[{'lo':null,'hi':-1000000000000000000,'n':1},{'lo':-0.000000001,'hi':0,'n':1},"
	    "{'lo':0,'hi':0,'n':1},{'lo':0,'hi':0.000000001,'n':1},{'lo':0.000000001,"
	    "'hi':0.000000002,'n':1},{'lo':0.00001,'hi':0.00002,'n':1},{'lo':1000000,"
	    "'hi':2000000,'n':1},{'lo':500000000000000000,'hi':1000000000000000000,'n':1},"
	    "{'lo':1000000000000000000,'hi':null,'n':1}],'m_n':9}", "the ends of the scale");
	says(b, "hist", "n", "{'m':[],'m_n':0}", "hist of none");
}

static void
test_apdex(struct bench *b)
{
	const char *j;

	bench_start(b, "apdex");
	feed(b, "0.5", 1700);
	feed(b, "2.0", 200);
	feed(b, "2.000000001", 100);
	j = bench_end(b);
	near(j, "m", 0.9, 0);
	near(j, "m_lo", 0.8882075222117398, 1e-12);
	near(j, "m_hi", 0.910594275092304, 1e-12);
	near(j, "m_n", 2000, 0);
	b->out.ci = false;
	says(b, "apdex", "0.1,t 0.1,f 1,n n,t n,f 'x' '0.2'",
	    "{'m':0.5,'m_n':5,'m_null':1,'m_bad':1}", "failed is frustrated");
	says(b, "apdex", "0.50000000000000001 0.5000000000000000000001",
	    "{'m':1,'m_n':2}", "what rounds to T is T");
	b->out.ci = true;
	j = run(b, "apdex", "0.1 0.1 0.1");
	near(j, "m", 1, 0);
	near(j, "m_lo", 0.4671035664809571, 1e-12);
	near(j, "m_hi", 1, 0);
	says(b, "apdex", "", "{'m':null,'m_lo':null,'m_hi':null,'m_n':0}", "apdex of none");
}

static void
test_surveys(struct bench *b)
{
	const char *j;

	bench_start(b, "nps");
	feed(b, "9", 90);
	feed(b, "7", 70);
	feed(b, "6", 40);
	j = bench_end(b);
	near(j, "m", 25, 0);
	near(j, "m_lo", 14.09001402662719, 1e-10);
	near(j, "m_hi", 35.17106971721517, 1e-10);
	j = run(b, "nps", "10 9 9 10 9 8 7 7 0 6");
	near(j, "m", 30, 0);
	near(j, "m_lo", -19.05061537636367, 1e-10);
	near(j, "m_hi", 65.20446153020983, 1e-10);
	bench_start(b, "nps");
	feed(b, "10", 462);
	feed(b, "8", 176);
	feed(b, "0", 362);
	j = bench_end(b);
	near(j, "m", 10, 0);
	near(j, "m_lo", 4.3896669250320794, 1e-10);
	near(j, "m_hi", 15.550512536583069, 1e-10);
	b->out.ci = false;
	says(b, "nps", "9 11 -1 8.5 '10' 'ten' n 7 9.0",
	    "{'m':75,'m_n':4,'m_promoters':3,'m_passives':1,'m_detractors':0,'m_bad':4}",
	    "nps, odd answers");
	says(b, "nps", "",
	    "{'m':null,'m_n':0,'m_promoters':0,'m_passives':0,'m_detractors':0}", "nps of none");
	b->out.ci = true;
	bench_start(b, "csat");
	feed(b, "5", 100);
	feed(b, "4", 60);
	feed(b, "3", 30);
	feed(b, "1", 10);
	j = bench_end(b);
	near(j, "m", 0.8, 0);
	near(j, "m_lo", 0.7404923111966339, 1e-12);
	near(j, "m_hi", 0.8508991300548626, 1e-12);
	j = run(b, "csat", "5 5 4 4 4 4 5 5 1 2 0 6 4.5");
	near(j, "m_lo", 0.466910075179426, 1e-12);
	near(j, "m_hi", 0.969767492014956, 1e-12);
	near(j, "m_bad", 3, 0);
	j = run(b, "ces", "7 6 5 7 4 6 2 7 5 6 8 0.5");
	near(j, "m", 5.5, 0);
	near(j, "m_lo", 4.368921418600897, 1e-12);
	near(j, "m_hi", 6.631078581399103, 1e-12);
	near(j, "m_bad", 2, 0);
	j = run(b, "ces", "5 5 5");	/* R: 1 + 6 prop.test(2, 3, correct = FALSE)$conf.int */
	near(j, "m_lo", 2.2459576048122863, 1e-12);
	near(j, "m_hi", 6.6310483316776239, 1e-12);
	j = run(b, "ces", "1 7");
	near(j, "m_lo", 1, 0);
	near(j, "m_hi", 7, 0);
}

/* At any confidence, of any answers: some width, and the value itself. */
static void
test_scales(struct bench *b)
{
	static const char *const aggs[] = { "nps", "csat", "apdex", "ces" };
	static const char *const answers[] = { "1", "5", "5 5", "1 5", "5 5 5 5 5 5 5 5 5 5", "3 3 3",
		"1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 5" };
	static const double confs[] = { 0.5, 0.8, 0.95, 0.999999 };
	bool ok = true;

	for (size_t a = 0; a < 4; a++)
		for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
			for (size_t c = 0; c < 4; c++) {
				const char *j;
				double m, lo, hi;

				b->out.conf = confs[c];
				j = run(b, aggs[a], answers[i]);
				m = member(j, "m");
				lo = member(j, "m_lo");
				hi = member(j, "m_hi");
				ok = ok && T_QUIET((isnan(lo) && isnan(hi) && a == 3 && i < 2) ||
				    (lo <= m && m <= hi && lo < hi), "%s of %s at %g: %s", aggs[a],
				    answers[i], confs[c], j);
			}
	T_OK(ok, "intervals of scales have a width, and their value in it");
	b->out.conf = 0.95;
	bench_start(b, "nps");
	feed(b, "10", 10);
	b->out.conf = 0.8;
	near(bench_end(b), "m_lo", 73.48561744126359, 1e-9);
	b->out.conf = 0.95;
}

static void
test_limits(struct bench *b)
{
	struct val yes[FOLD_ARGS_MAX] = { val_of_bool(true) };
	struct err e = { 0 };
	enum rc rc = RC_OK;
	int i;

	b->cfg.slice_us = 1000000;
	bench_start(b, "uptime");
	for (i = 0; i < 1000005 && rc == RC_OK; i++)
		rc = bench_step(b, yes, i, &e);
	T_OK(rc == RC_LIMIT && i == 1000001, "slices have a ceiling: %s", e.msg);
	bench_end(b);
	b->cfg.slice_us = 60000000;
}

static void
refuses(struct bench *b, const char *name)
{
	struct agg_q q;
	bool has_q;
	struct err e = { 0 };
	const struct agg_type *t = agg_type_find(sv_of(name), &q, &has_q);

	T_OK(t->init(arena_zalloc(&b->arena, t->size), &b->cfg, &e) == RC_RANGE && e.msg[0] != '\0',
	    "settings out of range: %s", e.msg);
}

static void
test_settings(struct bench *b)
{
	struct agg_cfg keep = b->cfg;

	b->cfg.k = 0;
	refuses(b, "top");
	refuses(b, "largest");
	b->cfg.slice_us = 0;
	refuses(b, "uptime");
	b->cfg.accuracy = 0.2;
	refuses(b, "p99");
	b->cfg.threshold = val_of_double(0);
	refuses(b, "apdex");
	b->cfg.threshold = (struct val){ .kind = VAL_STRING, .text = SV("fast") };
	refuses(b, "apdex");
	b->cfg = keep;
}

/* Nothing, or one record of any kind: always JSON, whatever the name's length and bytes. */
static void
test_edges(struct bench *b)
{
	static const char *const records[] = { "", "1", "'x'", "n", "t", "1@0", "t@0",
		"1e308@1 -1e308@2", "1e-320 1", "1e400", "0,0", "-1e308,1e-300 1e308,1e-300" };
	char name[600];
	const struct agg_type *t;

	memset(name, 'q', sizeof(name));
	name[5] = '"';
	for (size_t k = 0; (t = agg_type_at(k)) != NULL; k++)
		for (size_t i = 0; i < sizeof(records) / sizeof(*records) * 4; i++) {
			const char *j;
			json_error_t je;
			json_t *o;

			b->out.name = i % 2 != 0 ? (struct sv){ name, sizeof(name) } : SV("m");
			b->out.ci = i % 4 < 2;
			b->out.q = (struct agg_q){ 95, 2 };
			j = run(b, t->name, records[i / 4]);
			o = json_loads(j, JSON_REJECT_DUPLICATES, &je);
			T_QUIET(o != NULL, "%s of '%s': %s: %s", t->name, records[i / 4], j,
			    je.text);
			T_QUIET((strstr(j, "_lo\":") != NULL) <= b->out.ci,
			    "%s: no interval asked", t->name);
			json_decref(o);
		}
	T_OK(true, "every aggregate of next to nothing is JSON");
	b->out.name = SV("m");
	b->out.ci = true;
}

int
main(void)
{
	struct bench b;

	quiet_gsl();
	bench_init(&b);
	test_counts(&b);
	test_rates(&b);
	test_outages(&b);
	test_sums(&b);
	test_order(&b);
	test_quantile(&b);
	test_sketched(&b, 1);
	test_sketched(&b, -1);
	test_sets(&b);
	test_hist(&b);
	test_apdex(&b);
	test_surveys(&b);
	test_scales(&b);
	test_limits(&b);
	test_settings(&b);
	test_edges(&b);
	bench_free(&b);
	return t_done();
}
