/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * saved states, worked cases: the text of each aggregate's, what is refused and
 * in which words, and a set of metrics saved, described, loaded and merged
 */
#include "metric/metric.h"
#include "metric/metric_spelled.h"
#include "stats/quiet.h"

#include "../t.h"
#include "../xbench.h"

static const struct metric_cfg settings = {
	.accuracy = 0.01, .conf = 0.95, .ci = true, .max_values = 5
};

static const char *const records[] = {
	"{\"x\":1,\"y\":2,\"ok\":true,\"m\":\"GET\",\"s\":9}",
	"{\"x\":2.5,\"y\":-2,\"ok\":false,\"m\":\"PUT\",\"s\":10}",
	"{\"x\":0.1234567891,\"y\":1,\"ok\":true,\"m\":\"a\\\"b\",\"s\":3}",
	"{\"x\":\"no\",\"ok\":null,\"m\":\"GET\",\"s\":1.5}",
	"{\"x\":9007199254740993,\"y\":7,\"m\":{\"a\":[1, 2]},\"s\":7}",
};

struct saved_case {
	const char *text;
	const char *want;
};

static const struct saved_case saved[] = {
	{ "count()", "[5]" },
	{ "count() where x > 1e99", "[0]" },
	{ "rate(ok)", "[{\"yes\":2,\"n\":3,\"null\":2}]" },
	{ "rate(ok) where x > 1e99", "[{}]" },
	{ "any(ok)", "[{\"yes\":2,\"n\":3,\"null\":2}]" },
	{ "sum(y)", "[{\"sum\":{\"n\":4,\"units\":\"8000000000\"}}]" },
	{ "sum(x)", "[{\"sum\":{\"n\":4,\"units\":\"9007199254740996500000000\","
	  "\"binary\":\"0x1f9add37a756dfp-56\"},\"bad\":1}]" },
	{ "mean(y)", "[{\"sum\":{\"n\":4,\"units\":\"8000000000\"},"
	  "\"squares\":{\"units\":\"58000000000000000000\"},"
	  "\"cubes\":{\"units\":\"344000000000000000000000000000\"}}]" },
	{ "sd(x) where x < 2", "[{\"sum\":{\"n\":2,\"units\":\"1000000000\","
	  "\"binary\":\"0x1f9add37a756dfp-56\"},\"squares\":{\"units\":\"1000000000000000000\","
	  "\"binary\":\"0x3e6df4260a5818b9dbc466c9641p-112\"}}]" },
	{ "ratio(x, y) where x < 2", "[{\"a\":{\"n\":2,\"units\":\"1000000000\","
	  "\"binary\":\"0x1f9add37a756dfp-56\"},\"b\":{\"n\":2,\"units\":\"3000000000\"},"
	  "\"aa\":{\"units\":\"1000000000000000000\",\"binary\":"
	  "\"0x3e6df4260a5818b9dbc466c9641p-112\"},\"ab\":{\"units\":\"2000000000000000000\","
	  "\"mixed\":\"0x3ade68a8cccccd8d8fbp-47\"},\"bb\":{\"units\":\"5000000000000000000\"},"
	  "\"counts\":1}]" },
	{ "min(x)", "[{\"value\":0.1234567891,\"bad\":1}]" },
	{ "max(x)", "[{\"value\":9007199254740993,\"bad\":1}]" },
	{ "max(x) where x > 1e99", "[{}]" },
	{ "largest(x, 3)", "[{\"values\":[9007199254740993,2.5,1],\"bad\":1}]" },
	{ "p50(x)", "[{\"values\":[0.1234567891,1,2.5,9007199254740993],\"bad\":1}]" },
	{ "apdex(x, 1)", "[{\"satisfied\":2,\"tolerating\":1,\"frustrated\":1,\"bad\":1}]" },
	{ "distinct(y) where y < -1", "[{\"hashes\":\"9C8SY/8RNHg=\"}]" },
	{ "distinct(m) where m == 1", "[{\"hashes\":\"\"}]" },
	{ "top(m, 2)", "[{\"values\":[\"GET\",2,\"PUT\",1,\"a\\\"b\",1,\"{\\\"a\\\":[1, 2]}\",1]}]" },
	{ "first(x)", "[{\"at_us\":1000000,\"value\":1}]" },
	{ "last(m)", "[{\"at_us\":5000000,\"value\":{\"a\":[1, 2]}}]" },
	{ "first(m) where x < 1", "[{\"at_us\":3000000,\"value\":\"a\\\"b\"}]" },
	{ "first(m) where x > 1e99", "[{}]" },
	{ "hist(x)", "[{\"buckets\":[26,\"caz0t\"],\"bad\":1}]" },
	{ "hist(y)", "[{\"buckets\":[-30,\"z0z0gaa\"]}]" },
	{ "throughput()", "[{\"n\":5,\"first_us\":1000000,\"last_us\":5000000}]" },
	{ "uptime(ok, 2s)", "[{\"slices\":[0,1,1,1,1,2],\"null\":2}]" },
	{ "nps(s)", "[{\"promoters\":2,\"passives\":1,\"detractors\":1,\"bad\":1}]" },
	{ "csat(s)", "[{\"n\":1,\"bad\":4}]" },
	{ "ces(s)", "[{\"sum\":{\"n\":3,\"units\":\"11500000000\"},"
	  "\"squares\":{\"units\":\"60250000000000000000\"},\"bad\":2}]" },
	{ "count(), p50(x) where x < 2, p99(x) where x < 2, max(y)",
	  "[5,{\"values\":[0.1234567891,1]},{\"value\":7}]" },
};

struct bench {
	struct xbench            b;
	const struct metric_set *m;
	void                    *st;
	struct err               e;
};

static bool
bench_init(struct bench *t, const char *text)
{
	xbench_init(&t->b);
	t->m = NULL;
	t->e = (struct err){ .rc = RC_OK };
	if (metric_compile(&t->m, sv_of(text), &settings, &t->b.env, &t->e) != RC_OK)
		return false;
	t->st = arena_zalloc(&t->b.arena, t->m->size);
	return metric_init(t->m, t->st, &t->e) == RC_OK;
}

static void
bench_free(struct bench *t)
{
	if (t->m != NULL)
		metric_free(t->m, t->st);
	for (size_t i = 0; t->m != NULL && i < t->m->nagg; i++) {
		expr_free(t->m->agg[i].where);
		for (size_t k = 0; k < t->m->agg[i].narg; k++)
			expr_free(t->m->agg[i].arg[k]);
	}
	xbench_free(&t->b);
}

static bool
bench_fold(struct bench *t)
{
	struct agg_in in = { .timed = true };
	bool ok = true;

	for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		in.at_us = (int64_t)(i + 1) * 1000000;
		ok = ok && xbench_record(&t->b, sv_of(records[i])) &&
		    metric_step(t->m, t->st, &t->b.rec, t->b.ev, &in, &t->e) == RC_OK;
		expr_eval_reset(t->b.ev);
	}
	return ok;
}

/* As text, NUL-terminated, until the next call. */
static const char *
bench_save(struct bench *t)
{
	struct jwrite w;

	buf_clear(&t->b.out);
	jwrite_init(&w, &t->b.out);
	metric_save(t->m, t->st, &w);
	buf_c(&t->b.out, '\0');
	return t->b.out.p;
}

static enum rc
bench_load(struct bench *t, const char *text)
{
	struct val v;
	enum rc rc = jread_value(sv_of(text), &v, &t->e);

	return rc == RC_OK ? metric_load(t->m, t->st, &v, &t->e) : RC_BAD;
}

static void
test_saved(void)
{
	for (size_t i = 0; i < sizeof(saved) / sizeof(saved[0]); i++) {
		struct bench t;

		if (T_OK(bench_init(&t, saved[i].text) && bench_fold(&t), "%s", saved[i].text))
			T_STR(bench_save(&t), saved[i].want, "... saves as it should");
		bench_free(&t);
		if (bench_init(&t, saved[i].text)) {
			T_OK(bench_load(&t, saved[i].want) == RC_OK, "... loads (%s)", t.e.msg);
			T_STR(bench_save(&t), saved[i].want, "... and saves again");
		}
		bench_free(&t);
	}
}

struct refused_case {
	const char *metric;
	const char *text;
	const char *msg;
};

#define COUNT_RANGE "must be an integer from 0 to 1000000000000000"
#define SUM(n, units) "{\"sum\":{\"n\":" n ",\"units\":\"" units "\"}}"
#define Z10 "0000000000"
#define ZEROS Z10 Z10 Z10 Z10 Z10 Z10

static const struct refused_case refused[] = {
	{ "count()", "{}", "expected an array of states" },
	{ "count()", "[]", "expected 1 states" },
	{ "count()", "[1,2]", "expected 1 states" },
	{ "count(), rate(ok)", "[1]", "expected 2 states" },
	{ "count()", "[-1]", "state 1, count: 'count' " COUNT_RANGE },
	{ "count()", "[1.0]", "state 1, count: 'count' " COUNT_RANGE },
	{ "count()", "[1e3]", "state 1, count: 'count' " COUNT_RANGE },
	{ "count()", "[\"1\"]", "state 1, count: 'count' " COUNT_RANGE },
	{ "count()", "[null]", "state 1, count: 'count' " COUNT_RANGE },
	{ "count()", "[1000000000000001]", "state 1, count: 'count' " COUNT_RANGE },
	{ "count(), rate(ok)", "[1,[]]", "state 2, rate: expected an object" },
	{ "rate(ok)", "[{\"yes\":1,\"n\":1,\"yes\":1}]",
	  "state 1, rate: member 'yes' is there twice" },
	{ "rate(ok)", "[{\"n\":1,\"no\":1}]", "state 1, rate: unknown member 'no'" },
	{ "rate(ok)", "[{\"\\u006e\":1}]", "state 1, rate: unknown member '\\u006e'" },
	{ "rate(ok)", "[{\"yes\":2,\"n\":1}]", "state 1, rate: 'yes' is more than 'n'" },
	{ "csat(x)", "[{\"content\":1}]", "state 1, csat: 'content' is more than 'n'" },
	{ "throughput()", "[{\"n\":1}]",
	  "state 1, throughput: 'first_us' must be an integer of 64 bits" },
	{ "throughput()", "[{\"n\":1,\"first_us\":0,\"last_us\":9223372036854775808}]",
	  "state 1, throughput: 'last_us' must be an integer of 64 bits" },
	{ "throughput()", "[{\"n\":1,\"first_us\":0,\"last_us\":1}]",
	  "state 1, throughput: 'first_us' and 'last_us' do not fit 'n' records" },
	{ "throughput()", "[{\"n\":2,\"first_us\":2,\"last_us\":1}]",
	  "state 1, throughput: 'first_us' and 'last_us' do not fit 'n' records" },
	{ "throughput()", "[{\"first_us\":2}]", "state 1, throughput: times without records" },
	{ "uptime(ok, 1s)", "[{\"slices\":[1,1]}]",
	  "state 1, uptime: 'slices' are not three integers each" },
	{ "uptime(ok, 1s)", "[{\"slices\":{}}]",
	  "state 1, uptime: 'slices' must be an array of integers" },
	{ "uptime(ok, 1s)", "[{\"slices\":[1,\"1\",1]}]",
	  "state 1, uptime: 'slices' must be an array of integers" },
	{ "uptime(ok, 1s)", "[{\"slices\":[1,-1,1]}]", "state 1, uptime: a slice has no count" },
	{ "uptime(ok, 1s)", "[{\"slices\":[1,2,1]}]",
	  "state 1, uptime: a slice has no records, or too many" },
	{ "uptime(ok, 1s)", "[{\"slices\":[1,0,0]}]",
	  "state 1, uptime: a slice has no records, or too many" },
	{ "uptime(ok, 1s)", "[{\"slices\":[9223372036855,1,1]}]",
	  "state 1, uptime: a slice is not at a later time, or beyond all time" },
	{ "uptime(ok, 1s)", "[{\"slices\":[1,1,1,0,1,1]}]",
	  "state 1, uptime: a slice is not at a later time, or beyond all time" },
	{ "uptime(ok, 1s)", "[{\"slices\":[1,1,1,18446744073709551615,1,1]}]",
	  "state 1, uptime: a slice is not at a later time, or beyond all time" },
	{ "sum(x)", "[" SUM("1", "x") "]",
	  "state 1, sum: sum: 'units' must be the text of an integer" },
	{ "sum(x)", "[" SUM("1", "-0") "]",
	  "state 1, sum: sum: 'units' must be the text of an integer" },
	{ "sum(x)", "[" SUM("1", "01") "]",
	  "state 1, sum: sum: 'units' must be the text of an integer" },
	{ "sum(x)", "[" SUM("0", "1") "]",
	  "state 1, sum: sum: 'units' is more than so many values add up to" },
	{ "sum(x)", "[" SUM("1", "1" ZEROS) "]",
	  "state 1, sum: sum: 'units' is more than so many values add up to" },
	{ "sum(x)", "[" SUM("1", "1" ZEROS ZEROS) "]",
	  "state 1, sum: sum: 'units' must be the text of an integer" },
	{ "sum(x)", "[{\"sum\":{\"n\":1}}]", "state 1, sum: sum: no member 'units'" },
	{ "sum(x)", "[{\"sum\":{\"n\":1,\"units\":1}}]",
	  "state 1, sum: sum: 'units' must be a string without escapes" },
	{ "sum(x)", "[{\"sum\":{\"n\":0,\"units\":\"0\",\"binary\":\"0x0p0\"}}]",
	  "state 1, sum: sum: 'binary' without values" },
	{ "sum(x)", "[{\"sum\":{\"n\":1,\"units\":\"0\",\"binary\":\"0x1p1025\"}}]",
	  "state 1, sum: sum: 'binary' is not what so many values add up to" },
	{ "sum(x)", "[{\"sum\":{\"n\":1,\"units\":\"0\",\"binary\":\"0x1p-1075\"}}]",
	  "state 1, sum: sum: 'binary' is not what so many values add up to" },
	{ "sum(x)", "[{\"sum\":{\"n\":1,\"units\":\"0\",\"binary\":\"0x1p999999999\"}}]",
	  "state 1, sum: sum: 'binary' must be as \"-0x1f3p-60\"" },
	{ "sum(x)", "[{\"sum\":{\"n\":1,\"units\":\"0\",\"binary\":\"0xAp1\"}}]",
	  "state 1, sum: sum: 'binary' must be as \"-0x1f3p-60\"" },
	{ "sum(x)", "[{\"sum\":{\"n\":1,\"units\":\"0\",\"binary\":\"0xp1\"}}]",
	  "state 1, sum: sum: 'binary' must be as \"-0x1f3p-60\"" },
	{ "sum(x)", "[{\"sum\":{\"n\":1,\"units\":\"0\",\"binary\":\"-0x0p0\"}}]",
	  "state 1, sum: sum: 'binary' must be as \"-0x1f3p-60\"" },
	{ "mean(x)", "[{\"sum\":{\"n\":2,\"units\":\"2\"},\"squares\":{\"units\":\"1\"}}]",
	  "state 1, mean: 'squares' are not those of values of such a sum" },
	{ "sd(x)", "[{\"sum\":{\"n\":1,\"units\":\"2\"},\"squares\":{\"units\":\"3\"}}]",
	  "state 1, sd: 'squares' are not those of values of such a sum" },
	{ "sd(x)", "[{\"sum\":{\"n\":1,\"units\":\"2\"},\"squares\":{\"units\":\"5\"}}]",
	  "state 1, sd: 'squares' are not those of values of such a sum" },
	{ "sd(x)", "[{\"sum\":{\"n\":2,\"units\":\"0\",\"binary\":\"0x1p-600\"},"
	  "\"squares\":{\"units\":\"0\",\"binary\":\"0x1p-1300\"}}]",
	  "state 1, sd: 'squares' are not those of values of such a sum" },
	{ "sum(x)", "[{\"sum\":{\"n\":1,\"units\":\"1\",\"binary\":\"0x1p-60\"}}]",
	  "state 1, sum: sum: 'units' and 'binary' are of more values" },
	{ "sum(x)", "[{\"sum\":{\"n\":1,\"units\":\"0\",\"binary\":\"0x0p0\"}}]",
	  "state 1, sum: sum: 'units' and 'binary' are of more values" },
	{ "p50(x)", "[{\"values\":[1000000000000000002,1000000000000000001]}]",
	  "state 1, quantile: values: the values are not in ascending order" },
	{ "p50(x)", "[{\"values\":[\"1.5\"]}]",
	  "state 1, quantile: values: a value is no number in the range of doubles" },
	{ "sum(x)", "[{\"sum\":{\"n\":1,\"units\":\"182687704666362864775460604089535377456991567873\"}}]",
	  "state 1, sum: sum: 'units' is more than so many values add up to" },
	{ "ratio(x, y)", "[{\"a\":{\"n\":1,\"units\":\"2\"},\"b\":{\"n\":1,\"units\":\"3\"},"
	  "\"aa\":{\"units\":\"4\"},\"ab\":{\"units\":\"7\"},\"bb\":{\"units\":\"9\"}}]",
	  "state 1, ratio: 'aa', 'ab' and 'bb' are not those of such sums" },
	{ "mean(x)", "[{\"sum\":{\"n\":0,\"units\":\"0\"},\"squares\":{\"units\":\"1\"}}]",
	  "state 1, mean: squares: 'units' is more than so many values add up to" },
	{ "ces(x)", "[{\"sum\":{\"n\":1,\"units\":\"9000000000\"},"
	  "\"squares\":{\"units\":\"81000000000000000000\"}}]",
	  "state 1, ces: the mean is not from 1 to 7" },
	{ "ratio(x, y)", "[{\"a\":{\"n\":1,\"units\":\"0\"},\"b\":{\"n\":2,\"units\":\"0\"},"
	  "\"aa\":{\"units\":\"0\"},\"ab\":{\"units\":\"0\"},\"bb\":{\"units\":\"0\"}}]",
	  "state 1, ratio: 'a' and 'b' are sums of as many values" },
	{ "ratio(x, y)", "[{\"a\":{\"n\":1,\"units\":\"0\"},\"b\":{\"n\":1,\"units\":\"0\"},"
	  "\"aa\":{\"units\":\"0\"},\"ab\":{\"units\":\"0\"},\"bb\":{\"units\":\"0\"},\"below\":2}]",
	  "state 1, ratio: 'below' must be an integer from 0 to 1" },
	{ "ratio(x, y)", "[{\"a\":{\"n\":2,\"units\":\"9\"},\"b\":{\"n\":2,\"units\":\"0\"},"
	  "\"aa\":{\"units\":\"9\"},\"ab\":{\"units\":\"0\"},\"bb\":{\"units\":\"0\"}}]",
	  "state 1, ratio: 'aa', 'ab' and 'bb' are not those of such sums" },
	{ "max(x)", "[{\"value\":null}]",
	  "state 1, max: a value is no number in the range of doubles" },
	{ "max(x)", "[{\"value\":1e400}]",
	  "state 1, max: a value is no number in the range of doubles" },
	{ "max(x)", "[{\"value\":\"1e300\"}]",
	  "state 1, max: a value is no number in the range of doubles" },
	{ "largest(x, 2)", "[{\"values\":[1,2]}]",
	  "state 1, largest: the values are not in descending order" },
	{ "largest(x, 2)", "[{\"values\":[3,2,1]}]",
	  "state 1, largest: there are more values than asked for" },
	{ "largest(x, 2)", "[{\"values\":3}]", "state 1, largest: 'values' must be an array" },
	{ "first(x)", "[{\"at_us\":1}]", "state 1, first: 'at_us' and 'value' go together" },
	{ "first(x)", "[{\"at_us\":1.5,\"value\":1}]",
	  "state 1, first: 'at_us' must be an integer of 64 bits" },
	{ "first(x)", "[{\"at_us\":1,\"value\":null}]",
	  "state 1, first: 'value' is null or longer than 393216 bytes" },
	{ "hist(x)", "[{}]", "state 1, hist: no member 'buckets'" },
	{ "hist(x)", "[{\"buckets\":[0]}]",
	  "state 1, hist: buckets: expected [first bin, \"counts\"]" },
	{ "hist(x)", "[{\"buckets\":[-84,\"1\"]}]",
	  "state 1, hist: buckets: the first bin must be from -83 to 83" },
	{ "hist(x)", "[{\"buckets\":[83,\"1a\"]}]", "state 1, hist: buckets: a bin is beyond 83" },
	{ "hist(x)", "[{\"buckets\":[1,\"01\"]}]",
	  "state 1, hist: buckets: a count is no integer, or too large" },
	{ "hist(x)", "[{\"buckets\":[1,\"5a1000000000000000\"]}]",
	  "state 1, hist: buckets: a count is no integer, or too large" },
	{ "hist(x)", "[{\"buckets\":[1,\"5A1\"]}]",
	  "state 1, hist: buckets: expected a step from 'a' to 'z'" },
	{ "hist(x)", "[{\"buckets\":[1,\"5a0\"]}]",
	  "state 1, hist: buckets: the last bin has no count" },
	{ "top(x, 2)", "[{\"values\":{\"a\":1}}]",
	  "state 1, top: values: expected an array of values and counts" },
	{ "top(x, 2)", "[{\"values\":[\"a\"]}]",
	  "state 1, top: values: the last value has no count" },
	{ "top(x, 2)", "[{\"values\":[\"a\",0]}]",
	  "state 1, top: values: a count is no integer above 0, or too large" },
	{ "top(x, 2)", "[{\"values\":[\"a\",1,\"b\",1000000000000000]}]",
	  "state 1, top: values: a count is no integer above 0, or too large" },
	{ "top(x, 2)", "[{\"values\":[\"b\",1,\"a\",1]}]",
	  "state 1, top: values: the values are not in ascending order" },
	{ "top(x, 2)", "[{\"values\":[\"a\",1,\"\\u0061\",1]}]",
	  "state 1, top: values: the values are not in ascending order" },
	{ "top(x, 2)", "[{\"values\":[[\"YQ==\"],1]}]",
	  "state 1, top: values: a value is no string, nor [\"base64\"]" },
	{ "top(x, 2)", "[{\"values\":[[\"/w==\",\"/w==\"],1]}]",
	  "state 1, top: values: a value is no string, nor [\"base64\"]" },
	{ "top(x, 2)", "[{\"values\":[5,1]}]",
	  "state 1, top: values: a value is no string, nor [\"base64\"]" },
	{ "top(x, 2)", "[{\"values\":[\"a\",1,\"b\",1,\"c\",1,\"d\",1,\"e\",1,\"f\",1]}]",
	  "state 1, top: values: more than 5 different values (see --max-values)" },
};

static void
test_refused(void)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct bench t;
		enum rc rc = RC_OK;

		if (bench_init(&t, refused[i].metric))
			rc = bench_load(&t, refused[i].text);
		T_STR(rc == RC_OK ? "taken" : t.e.msg, refused[i].msg, refused[i].text);
		T_OK(rc == RC_SYNTAX || (rc == RC_LIMIT && strstr(t.e.msg, "more than 5") != NULL),
		    "... as %s", "RC_SYNTAX");
		bench_free(&t);
	}
}

/* What is written otherwise than a fold would, and means the same. */
static void
test_taken(void)
{
	static const char *const same[][3] = {
		{ "rate(ok)", "[ { \"n\" : 2 , \"yes\":0, \"null\":0 } ]", "[{\"n\":2}]" },
		{ "max(x)", "[{\"value\":1.50e1}]", "[{\"value\":15}]" },
		{ "max(x)", "[{\"value\":\"0.50\"}]", "[{\"value\":\"0.5\"}]" },
		{ "p50(x)", "[{\"values\":[-1e0,-0,0.0,1.0]}]", "[{\"values\":[-1,0,0,1]}]" },
		{ "p50(x)", "[{\"values\":[123456789.123456789,1e18,1000000000000000001,\"1.5e18\"]}]",
		  "[{\"values\":[123456789.123456789,1000000000000000000,1000000000000000001,"
		  "\"1.5e18\"]}]" },
		{ "sum(x)", "[{\"sum\":{\"n\":1,\"units\":\"0\",\"binary\":\"0x10p-4\"}}]",
		  "[{\"sum\":{\"n\":1,\"units\":\"0\",\"binary\":\"0x1p0\"}}]" },
		{ "hist(x)", "[{\"buckets\":[1,\"0b1c0a2\"]}]", "[{\"buckets\":[3,\"d2\"]}]" },
		{ "top(x, 2)", "[{\"values\":[\"\\u0061\",1,[\"/w==\"],2]}]",
		  "[{\"values\":[\"a\",1,[\"/w==\"],2]}]" },
		{ "last(x)", "[{\"value\":{ \"a\" : 1 },\"at_us\":-5}]",
		  "[{\"at_us\":-5,\"value\":{ \"a\" : 1 }}]" },
		{ "sum(x)", "[{\"sum\":{\"n\":1000000000000000,\"units\":"
		  "\"-1000000000000000000000000000000000000000\"}}]",
		  "[{\"sum\":{\"n\":1000000000000000,\"units\":"
		  "\"-1000000000000000000000000000000000000000\"}}]" },
	};

	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		struct bench t;

		if (T_OK(bench_init(&t, same[i][0]) && bench_load(&t, same[i][1]) == RC_OK,
		    "%s (%s)", same[i][1], t.e.msg))
			T_STR(bench_save(&t), same[i][2], "... is saved in the usual form");
		bench_free(&t);
	}
}

/* Of text as it is spelled no more is taken than of any JSON, and it is the same. */
static void
test_spelled(void)
{
	static const char *const text[][2] = {
		{ "count()", "[12]" }, { "count()", "[01]" }, { "count()", "[-0]" },
		{ "count()", "[1e3]" }, { "count()", "[1.5]" }, { "count()", "[]" },
		{ "count()", "[1,]" }, { "count()", "[1]]" }, { "count()", "[1 ]" },
		{ "count()", "[999999999999999]" }, { "count()", "[9999999999999999]" },
		{ "count()", "[18446744073709551617]" },
		{ "rate(ok)", "[{\"yes\":1,\"n\":5}]" }, { "rate(ok)", "[{\"n\":5}]" },
		{ "rate(ok)", "[{\"yes\":0,\"n\":5}]" }, { "rate(ok)", "[{\"yes\":0,{\"n\":5}]" },
		{ "rate(ok)", "[{\"yes\":6,\"n\":5}]" }, { "rate(ok)", "[{\"yes\":1,\"n\":5,}]" },
		{ "rate(ok)", "[{\"n\":5,\"null\":01}]" },
		{ "rate(ok)", "[{\"n\":5,\"null\":1,\"null\":1}]" },
		{ "p50(x)", "[{\"values\":[-1,-0,0.5,2]}]" }, { "p50(x)", "[{\"values\":[]}]" },
		{ "p50(x)", "[{\"values\":[01]}]" }, { "p50(x)", "[{\"values\":[1.]}]" },
		{ "p50(x)", "[{\"values\":[.5]}]" }, { "p50(x)", "[{\"values\":[1e999]}]" },
		{ "p50(x)", "[{\"values\":[--1]}]" }, { "p50(x)", "[{\"values\":[1-2]}]" },
		{ "p50(x)", "[{\"values\":[2,1]}]" }, { "p50(x)", "[{\"values\":[1,]}]" },
		{ "p50(x)", "[{\"values\":[1],\"bad\":0}]" },
		{ "p50(x)", "[{\"values\":[1],\"bad\":-1}]" },
		{ "p50(x)", "[{\"values\":{\"n\":300,\"min\":1,\"max\":1,\"pos\":[0,\"300\"]}}]" },
		{ "p50(x)", "[{\"values\":{\"n\":300,\"min\":1,\"max\":1,\"pos\":[00,\"300\"]}}]" },
		{ "p50(x)", "[{\"values\":{\"n\":300,\"min\":1,\"max\":1,\"pos\":[-0,\"300\"]}}]" },
		{ "p50(x)", "[{\"values\":{\"n\":300,\"min\":1,\"max\":1,\"pos\":[0,\"0300\"]}}]" },
		{ "p50(x)", "[{\"values\":{\"n\":300,\"min\":1,\"max\":2,"
		  "\"pos\":[2147483647,\"299a\"]}}]" },
	};

	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++) {
		struct bench want = { .m = NULL }, got = { .m = NULL };
		struct metric_spelled *s;
		const void *read;
		char copy[128 + JSPELLED_PAD] = "";

		strcpy(copy, text[i][1]);
		if (!T_OK(bench_init(&want, text[i][0]) && bench_init(&got, text[i][0]),
		    "%s of %s", text[i][0], text[i][1]))
			return;
		s = metric_spelled_new(got.m);
		read = metric_spelled_read(s, sv_of(copy));
		if (read != NULL && T_OK(bench_load(&want, text[i][1]) == RC_OK, "... is JSON")) {
			T_OK(metric_merge(got.m, got.st, read, &got.e) == RC_OK, "... merges");
			T_STR(bench_save(&got), bench_save(&want), "... and is the same");
		}
		metric_spelled_free(s);
		bench_free(&want);
		bench_free(&got);
	}
}

static void
test_set(void)
{
	static const char text[] = "rate(ok), p95(x), p99(x), errors = count() where s > 9";
	struct bench t, u;
	const char **form;
	struct arena a;
	bool ok = bench_init(&t, text) && bench_init(&u, text);

	if (!T_OK(ok && bench_fold(&t), "a set of metrics"))
		return;
	arena_init(&a);
	form = metric_describe(t.m, &a);
	T_OK(t.m->nagg == 3 && strcmp(form[0], "rate/1") == 0 &&
	    strcmp(form[1], "quantile/1") == 0 && strcmp(form[2], "count/1") == 0,
	    "... says what its states are");
	arena_free(&a);
	T_OK(bench_load(&u, bench_save(&t)) == RC_OK, "... loads what another saved");
	T_OK(metric_merge(u.m, u.st, t.st, &u.e) == RC_OK, "... and merges");
	T_STR(bench_save(&u), "[{\"yes\":4,\"n\":6,\"null\":4},{\"values\":[0.1234567891,"
	    "0.1234567891,1,1,2.5,2.5,9007199254740993,9007199254740993],\"bad\":2},2]",
	    "... into what both had");
	bench_free(&t);
	bench_free(&u);
}

int
main(void)
{
	quiet_gsl();
	test_saved();
	test_refused();
	test_taken();
	test_spelled();
	test_set();
	return t_done();
}
