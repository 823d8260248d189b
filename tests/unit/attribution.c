/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution - credits, paths, transforms and removal effects; worked cases
 */
#include "../t.h"

#include "attribution/attribution_markov.h"
#include "attribution/attribution_result.h"

#include <math.h>

#define DAY INT64_C(86400000000)
#define MONEY ((num_i128)1000000000)

enum { TOUCHES_MAX = 32, MODELS_MAX = 12 };

/* ---- a path ---- */

static const char *
credits(const char *model, const int *days_before, size_t n, uint32_t direct)
{
	static char text[ERR_MSG_MAX];
	struct attribution_touch touch[TOUCHES_MAX];
	struct attribution_marks marks = { 0 };
	struct attribution_path p = { touch, n, n, &marks };
	struct attribution_model m;
	int64_t credit[TOUCHES_MAX], sum = 0;
	size_t nmodel = 0, at = 0;
	struct err e = { 0 };

	if (attribution_parse(&m, 1, &nmodel, model, &e) != RC_OK) {
		snprintf(text, sizeof(text), "%s", e.msg);
		return text;
	}
	for (size_t i = 0; i < n; i++)
		touch[i] = (struct attribution_touch){ 100 * DAY - days_before[i] * DAY,
			(uint32_t)i, (direct >> i & 1) != 0 ? ATTRIBUTION_DIRECT : 0 };
	m.type->credit(&m, &p, credit);
	text[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%.10g", i > 0 ? " " : "",
		    100 * ldexp((double)credit[i], -ATTRIBUTION_BITS));
		sum += credit[i];
		T_QUIET(credit[i] >= 0, "%s: no credit is negative", model);
	}
	T_QUIET(sum == ATTRIBUTION_ONE, "%s: credits are one conversion", model);
	attribution_marks_free(&marks);
	return text;
}

static void
check_credits(void)
{
	static const int abc[] = { 14, 7, 0 }, one[] = { 3 }, two[] = { 9, 2 };
	static const int five[] = { 9, 8, 7, 6, 5 }, old[] = { 3650, 0 };

	T_STR(credits("first", abc, 3, 0), "100 0 0", "first");
	T_STR(credits("last", abc, 3, 0), "0 0 100", "last");
	T_STR(credits("linear", abc, 3, 0), "33.33333333 33.33333333 33.33333333", "linear");
	T_STR(credits("position", abc, 3, 0), "40 20 40", "position");
	T_STR(credits("position", one, 1, 0), "100", "position of one");
	T_STR(credits("position", two, 2, 0), "50 50", "position of two");
	T_STR(credits("position:30,10", two, 2, 0), "75 25", "... by their own shares");
	T_STR(credits("position:0,0", two, 2, 0), "50 50", "... when they have none");
	T_STR(credits("position:0,0", abc, 3, 0), "0 100 0", "position for those between");
	T_STR(credits("position:30,10", five, 5, 0), "30 20 20 20 10", "position of five");
	T_STR(credits("position:12.5,37.5", five, 5, 0),
	    "12.5 16.66666667 16.66666667 16.66666667 37.5", "position with decimals");
	T_STR(credits("decay", abc, 3, 0), "14.28571429 28.57142857 57.14285714",
	    "decay by a half each seven days");
	T_STR(credits("decay:14d", two, 2, 0), "41.42135624 58.57864376", "decay:14d");
	T_STR(credits("decay:1m", old, 2, 0), "0 100", "what is long ago weighs nothing");
	T_STR(credits("last-non-direct", abc, 3, 4), "0 100 0", "last that is not direct");
	T_STR(credits("last-non-direct", abc, 3, 7), "0 0 100", "all direct: the last");
	T_STR(credits("shapley", abc, 3, 0), "33.33333333 33.33333333 33.33333333", "Shapley");
}

static void
check_refused(void)
{
	T_STR(credits("firts", NULL, 0, 0), "--model: expected one of first, last, last-non-direct, linear, "
	    "position, decay, markov, shapley, got 'firts' (did you mean 'first'?)", "unknown");
	T_STR(credits("linear:1", NULL, 0, 0),
	    "--model: linear takes nothing behind its name, got 'linear:1'", "it takes nothing");
	T_STR(credits("position:40", NULL, 0, 0), "--model position: expected two percentages such "
	    "as 40,40, got '40'", "one percentage");
	T_STR(credits("position:60,50", NULL, 0, 0), "--model position: '60,50' are more than 100 "
	    "percent together", "more than all");
	T_STR(credits("position:-1,50", NULL, 0, 0), "--model position: expected a percentage from 0 "
	    "to 100, got '-1'", "less than none");
	T_STR(credits("decay:7", NULL, 0, 0),
	    "--model decay: expected a half-life such as 7d, got '7'", "no unit");
	T_STR(credits("markov:4", NULL, 0, 0),
	    "--model markov: expected an order from 1 to 3, got '4'", "order");
	T_STR(credits("first,first", NULL, 0, 0), "--model: at most 1 models", "too many");
}

static void
check_list(void)
{
	struct attribution_model m[MODELS_MAX];
	struct err e = { 0 };
	size_t n = 0;

	T_OK(attribution_parse(m, MODELS_MAX, &n, "position:30,0.5e1,first, decay:2d,markov:2,linear",
	    &e) == RC_OK && n == 5, "commas in arguments are no ends: %s", e.msg);
	T_OK(sv_is(m[0].name, "position:30,0.5e1") && sv_is(m[1].name, "first") &&
	    sv_is(m[2].name, "decay:2d") && m[3].order == 2 && sv_is(m[4].name, "linear"),
	    "each by the name it was asked by");
	T_OK(attribution_parse(m, MODELS_MAX, &n, "first", &e) == RC_USAGE, "no name twice: %s",
	    e.msg);
}

/* ---- paths of a user ---- */

struct said {
	const struct attribution_path_names *names;
	char   text[512];
	size_t at;
};

static enum rc
say_path(void *ctx, const struct attribution_path_order *order,
    const struct attribution_touch *touch, size_t n, struct err *e)
{
	struct said *s = ctx;

	(void)e;
	s->at += (size_t)snprintf(s->text + s->at, sizeof(s->text) - s->at, "%s", s->at > 0 ? " | " :
	    "");
	for (size_t i = 0; i < n; i++)
		s->at += (size_t)snprintf(s->text + s->at, sizeof(s->text) - s->at, "%s%s",
		    i > 0 ? " " : "", s->names->map.entry[touch[i].channel].key.p);
	if (order != NULL)
		s->at += (size_t)snprintf(s->text + s->at, sizeof(s->text) - s->at, ">%" PRId64,
		    (int64_t)(order->value / MONEY));
	return RC_OK;
}

/* "a1 b3 $5": channel a on day 1, b on day 3, an order on day 5 of as much. */
static const char *
paths(const struct attribution_path_rule *r, const char *text)
{
	static struct said s;
	struct attribution_path_names names;
	struct attribution_marks marks = { 0 };
	struct attribution_touch touch[TOUCHES_MAX];
	struct attribution_path_order order[TOUCHES_MAX];
	struct attribution_path_user u = { .touch = touch, .order = order, .marks = &marks };
	struct arena tmp;

	s = (struct said){ .names = &names };
	arena_init(&tmp);
	attribution_path_names_init(&names, r, 1);
	for (const char *t = text; *t != '\0'; t += strcspn(t, " "), t += *t == ' ') {
		int64_t day = strtol(t + 1, NULL, 10);
		struct attribution_path_name name;

		if (*t == '$') {
			order[u.norder++] = (struct attribution_path_order){ .at_us = day * DAY,
				.valued = true, .value = day * MONEY };
			continue;
		}
		name = attribution_path_names_put(&names, (struct sv){ t, 1 });
		touch[u.n++] = (struct attribution_touch){ day * DAY, name.number, name.is };
	}
	u.channels = names.map.n;
	u.tmp = &tmp;
	T_QUIET(attribution_path_each(r, &u, say_path, &s, NULL) == RC_OK, "a walk");
	attribution_path_names_free(&names);
	attribution_marks_free(&marks);
	arena_free(&tmp);
	return s.text;
}

static void
check_paths(void)
{
	struct attribution_path_rule r = { .lookback_us = 30 * (uint64_t)DAY };

	T_STR(paths(&r, ""), "", "nothing");
	T_STR(paths(&r, "a1 b2 $3"), "a b>3", "one path");
	T_STR(paths(&r, "a1 b2 $3 c4"), "a b>3 | c", "and what led to nothing");
	T_STR(paths(&r, "a1 $1 b1"), "a b>1", "a touch of the same time counts");
	T_STR(paths(&r, "a1 $2 b3 $4"), "a>2 | b>4", "an order begins a new path");
	T_STR(paths(&r, "a1 $2 $3"), "a>2 | >3", "to which nothing may lead");
	T_STR(paths(&r, "a1 b2 $31"), "a b>31", "exactly the lookback");
	T_STR(paths(&r, "a1 b2 $32"), "a | b>32", "a day more: what is too old led to nothing");
	T_STR(paths(&r, "a1 b2 c35 d60 $99"), "a b | c d | >99", "rests no longer than the lookback");
	T_STR(paths(&r, "$1 a2"), ">1 | a", "a touch behind it");
	r.keep = true;
	T_STR(paths(&r, "a1 $2 b3 $4"), "a>2 | a b>4", "touches that are kept");
	T_STR(paths(&r, "a1 $2 b3 $32 c40"), "a>2 | b>32 | c", "until they are too old");
	T_STR(paths(&r, "a1 b2 $32 $33"), "a | b>32 | >33", "led to nothing once");
}

/* @steps with commas between them, on a path whose last touch is an order's. */
static const char *
transformed(const char *steps)
{
	struct attribution_path_rule r = { .lookback_us = 30 * (uint64_t)DAY };
	static char list[ERR_MSG_MAX];
	struct err e = { 0 };
	char *step = list;

	snprintf(list, sizeof(list), "%s", steps);
	while (*step != '\0') {
		size_t n = strcspn(step, ",");
		const bool last = step[n] == '\0';

		step[n] = '\0';
		if (attribution_path_parse(&r, step, &e) != RC_OK) {
			snprintf(list, sizeof(list), "%s", e.msg);
			return list;
		}
		step += last ? n : n + 1;
	}
	return paths(&r, "a1 a2 a3 d4 a5 d6 d7 $8");
}

/* Snowplow's example. */
static void
check_transforms(void)
{
	T_STR(transformed(""), "a a a d a d d>8", "as it is");
	T_STR(transformed("exposure"), "a d a d>8", "exposure");
	T_STR(transformed("first"), "a d>8", "first");
	T_STR(transformed("remove-if-not-all:D"), "a a a a>8", "remove-if-not-all");
	T_STR(transformed("remove-if-last-and-not-all:d"), "a a a d a>8",
	    "remove-if-last-and-not-all");
	T_STR(transformed("remove-if-not-all:x"), "a a a d a d d>8", "of what is not there");
	T_STR(transformed("remove-if-not-all:d,remove-if-not-all:a"), "a a a a>8",
	    "of all that is there");
	T_STR(transformed("exposure,remove-if-not-all:d"), "a a>8", "one before the other");
	T_STR(transformed("remove-if-not-all:d,exposure"), "a>8", "and behind it");
	T_STR(transformed("exposures"), "--transform: expected one of exposure, first, "
	    "remove-if-not-all, remove-if-last-and-not-all, got 'exposures' (did you mean "
	    "'exposure'?)", "unknown");
	T_STR(transformed("first:d"), "--transform: first takes nothing behind its name",
	    "it takes nothing");
	T_STR(transformed("remove-if-not-all"), "--transform: expected the name of a channel, as in "
	    "remove-if-not-all:direct", "it takes a name");
}

/* "t1+10 t1-3 t2-": order t1 of 10, 3 of it back, all of t2 back. */
static const char *
settled(const char *text)
{
	static char out[256];
	struct attribution_path_order o[TOUCHES_MAX];
	struct arena tmp;
	num_i128 loose;
	size_t n = 0, at = 0;

	arena_init(&tmp);
	for (const char *t = text; *t != '\0'; t += strcspn(t, " "), t += *t == ' ') {
		size_t name = strcspn(t, "+-=");
		int64_t value = strtol(t + name + 1, NULL, 10);

		o[n] = (struct attribution_path_order){ .transaction = { t, name },
			.refund = t[name] == '-', .valued = strcspn(t, " ") > name + 1,
			.value = value * MONEY };
		n++;
	}
	n = attribution_path_settle(o, n, &loose, &tmp);
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(out + at, sizeof(out) - at, "%.*s=%" PRId64 " ",
		    (int)o[i].transaction.n, o[i].transaction.p, (int64_t)(o[i].value / MONEY));
	snprintf(out + at, sizeof(out) - at, "loose %" PRId64, (int64_t)(loose / MONEY));
	arena_free(&tmp);
	return out;
}

static void
check_orders(void)
{
	T_STR(settled(""), "loose 0", "none");
	T_STR(settled("a+10 b+5 a-3"), "a=7 b=5 loose 0", "a part of it back");
	T_STR(settled("a-3 a+10"), "a=7 loose 0", "whatever comes first");
	T_STR(settled("a+10 a+10 a=-4"), "a=6 loose 0", "twice is once; a negative value is a refund");
	T_STR(settled("a+10 a- a-2"), "a=0 loose 0", "a refund without value is of all");
	T_STR(settled("a+10 c-2 -5 c-"), "a=10 loose 7", "of orders that are not there");
	T_STR(settled("+10 +20"), "=10 =20 loose 0", "orders without transaction are their own");
	T_STR(settled("a+ a-2"), "a=-2 loose 0", "an order without value");
}

/* ---- sums ---- */

/* Paths and conversions, "AB 1|A 0": a letter a touch. */
static struct attribution_sum *
sum_of(const struct attribution_sum_cfg *cfg, const char *text)
{
	struct attribution_sum *s = attribution_sum_new(cfg);
	const struct attribution_path_order order = { .valued = true, .value = 10 * MONEY };

	while (*text != '\0') {
		struct attribution_touch touch[TOUCHES_MAX];
		size_t n = 0;

		attribution_sum_user(s, SV("user"));
		for (; *text != ' '; text++) {
			struct attribution_path_name name =
			    attribution_sum_channel(s, (struct sv){ text, 1 });

			touch[n] = (struct attribution_touch){ (int64_t)n * DAY, name.number, name.is };
			n++;
		}
		T_QUIET(attribution_sum_add(s, text[1] == '1' ? &order : NULL, touch, n, NULL) ==
		    RC_OK, "a path");
		text += text[2] == '|' ? 3 : 2;
	}
	return s;
}

static const char *
result_of(const char *model, const char *text, double *effect)
{
	static char out[512];
	struct attribution_sum_cfg cfg = { .max_bytes = SIZE_MAX };
	struct attribution_result_row row[TOUCHES_MAX];
	struct attribution_result *r;
	struct attribution_sum *s;
	size_t at = 0;

	T_QUIET(attribution_parse(cfg.model, 1, &cfg.nmodel, model, NULL) == RC_OK, "a model");
	s = sum_of(&cfg, text);
	r = attribution_result_new(s, 0.95);
	T_QUIET(attribution_result_rows(r, 0, row, NULL) == RC_OK, "rows");
	for (size_t i = 0; i < s->names.map.n; i++) {
		at += (size_t)snprintf(out + at, sizeof(out) - at, "%s%.*s %.9f", i > 0 ? ", " : "",
		    (int)row[i].channel.n, row[i].channel.p, (double)row[i].conversions / 1e9);
		if (effect != NULL)
			effect[i] = row[i].effect;
	}
	attribution_result_free(r);
	attribution_sum_free(s);
	return out;
}

/* The worked case of five users. */
static void
check_golden(void)
{
	static const char five[] = "AB 1|A 0|B 1|B 0|CA 1";
	double effect[3];
	char visits[512];

	T_STR(result_of("first", five, NULL), "A 1.000000000, B 1.000000000, C 1.000000000", "first");
	T_STR(result_of("last", five, NULL), "A 1.000000000, B 2.000000000, C 0.000000000", "last");
	T_STR(result_of("linear", five, NULL), "A 1.000000000, B 1.500000000, C 0.500000000",
	    "linear");
	T_STR(result_of("shapley", five, NULL), "A 1.000000000, B 1.500000000, C 0.500000000",
	    "Shapley");
	T_STR(result_of("markov", five, effect), "A 1.184210526, B 1.421052632, C 0.394736842",
	    "Markov: 45/38, 27/19, 15/38");
	T_OK(fabs(effect[0] - 5.0 / 9) < 1e-15 && fabs(effect[1] - 2.0 / 3) < 1e-15 &&
	    fabs(effect[2] - 5.0 / 27) < 1e-15, "removal effects 5/9, 2/3, 5/27");
	snprintf(visits, sizeof(visits), "%s", result_of("markov", "ABA 1|AB 0|B 1", NULL));
	T_STR(result_of("markov", "AABBA 1|AB 0|B 1", NULL), visits,
	    "touches of one channel in a row are one visit");
	T_STR(result_of("markov", "A 0|B 0", NULL), "A 0.000000000, B 0.000000000",
	    "nothing converts");
	T_STR(result_of("markov:3", "ABCD 1|ABCE 0", NULL),
	    "A 0.250000000, B 0.250000000, C 0.250000000, D 0.250000000, E 0.000000000",
	    "order 3 sees the whole path");
}

static void
check_markov(void)
{
	/* start to A 2, B 3; A to B 1, conversion 1, nothing 1; B to A 1, conversion 2, nothing 1 */
	static const double count[] = { 0, 0, 2, 3, 1, 1, 0, 1, 2, 1, 1, 0 };
	static const size_t first[] = { 1, 2, 3 };
	const struct attribution_markov m = { 3, count, 2, first };
	/* A to B a million millions, conversion 1; B back as often, nothing 3 */
	static const double often[] = { 0, 0, 1, 0, 1, 0, 0, 1e12, 0, 3, 1e12, 0 };
	const struct attribution_markov to_and_fro = { 3, often, 2, first };
	const struct attribution_markov none = { 3, (const double[12]){ 0 }, 2, first };
	double effect[2];
	/* p(A) = (1 + p(B)) / 3, p(B) = (2 + p(A)) / 4 */
	const double a = 6.0 / 11, b = 7.0 / 11, p = 0.4 * a + 0.6 * b;

	T_OK(fabs(attribution_markov_effects(&m, effect) - p) < 1e-15, "the chance to convert");
	T_OK(fabs(effect[0] - (1 - 0.6 * 0.5 / p)) < 1e-15, "without A only B's own conversions");
	T_OK(fabs(effect[1] - (1 - 0.4 / 3 / p)) < 1e-15, "without B only A's");
	T_OK(fabs(attribution_markov_effects(&to_and_fro, effect) / ((1e12 + 3) / (4e12 + 3)) - 1) <
	    1e-15 && effect[0] == 1 && fabs(effect[1] - 1) < 1e-11,
	    "walks that go to and fro for long cost no digits");
	T_OK(attribution_markov_effects(&none, effect) == 0 && effect[0] == 0, "nothing was seen");
}

static void
check_apportion(void)
{
	num_i128 part[] = { (num_i128)ATTRIBUTION_ONE / 3, ATTRIBUTION_ONE / 3,
		ATTRIBUTION_ONE - ATTRIBUTION_ONE / 3 * 2 };
	num_i128 below[] = { -7, 3, -4 };

	attribution_result_apportion(part, 3, 1000, ATTRIBUTION_BITS);
	T_OK(part[0] == 333 && part[1] == 333 && part[2] == 334, "what lost most gets the rest");
	attribution_result_apportion(below, 3, 1, 2);
	T_OK(below[0] + below[1] + below[2] == -2 && below[0] == -2 && below[1] == 1,
	    "also below zero");
	T_OK(attribution_sum_part(-10, ATTRIBUTION_ONE / 2) == -5 &&
	    attribution_sum_part(ATTRIBUTION_SUM_VALUE_MAX << 20, ATTRIBUTION_ONE - 1) ==
	    (ATTRIBUTION_SUM_VALUE_MAX << 20) - (ATTRIBUTION_SUM_VALUE_MAX >> 40) - 1,
	    "a part of the largest value");
}

/* Users of one order each: how many there are is a Poisson variable then, 2 of 5 by channel A. */
static void
check_replicates(void)
{
	enum { USERS = 1000 };
	struct attribution_sum_cfg cfg = { .replicates = 2000, .seed = 7,
		.max_bytes = SIZE_MAX };
	const struct attribution_path_order order = { .valued = true, .value = 3 * MONEY };
	struct attribution_result_row row[2];
	const struct interval *c = &row[0].conversions_ci, *share = &row[0].share_ci;
	struct attribution_result *r;
	struct attribution_sum *s;
	double sd;

	T_QUIET(attribution_parse(cfg.model, 2, &cfg.nmodel, "last,markov", NULL) == RC_OK, "models");
	s = attribution_sum_new(&cfg);
	for (unsigned i = 0; i < USERS; i++) {
		const struct attribution_path_name name =
		    attribution_sum_channel(s, i % 5 < 2 ? SV("A") : SV("B"));
		const struct attribution_touch touch = { 0, name.number, name.is };
		char user[16];

		attribution_sum_user(s, (struct sv){ user, (size_t)snprintf(user, sizeof(user),
		    "[%u]", i) });
		T_QUIET(attribution_sum_add(s, &order, &touch, 1, NULL) == RC_OK, "a path");
	}
	r = attribution_result_new(s, 0.95);
	T_QUIET(attribution_result_rows(r, 0, row, NULL) == RC_OK, "rows");
	T_OK(row[0].conversions == 400 * MONEY && row[0].value == 1200 * MONEY, "400 of A");
	sd = sqrt(400);
	T_OK(fabs(c->lo - (400 - 1.96 * sd)) < 4 && fabs(c->hi - (400 + 1.96 * sd)) < 4,
	    "an interval of a count: %g to %g", c->lo, c->hi);
	T_OK(fabs(row[0].value_ci.lo - 3 * c->lo) < 1e-6 &&
	    fabs(row[0].value_ci.hi - 3 * c->hi) < 1e-6, "and of its value");
	sd = sqrt(0.4 * 0.6 / (double)USERS);
	T_OK(fabs(share->lo - (0.4 - 1.96 * sd)) < 0.003 &&
	    fabs(share->hi - (0.4 + 1.96 * sd)) < 0.003,
	    "an interval of a share: %g to %g", share->lo, share->hi);
	T_QUIET(attribution_result_rows(r, 1, row, NULL) == RC_OK, "rows");
	T_OK(row[0].effect == 0.4 && row[0].effect_ci.lo < 0.4 && row[0].effect_ci.lo > 0.36 &&
	    row[0].effect_ci.hi > 0.4 && row[0].effect_ci.hi < 0.44, "of an effect: %g to %g",
	    row[0].effect_ci.lo, row[0].effect_ci.hi);
	attribution_result_free(r);
	attribution_sum_free(s);
}

static void
check_limits(void)
{
	struct attribution_sum_cfg cfg = { .replicates = 9, .max_bytes = 700 };
	const struct attribution_path_order order = { .valued = false };
	struct attribution_sum *s, *more;
	const struct attribution_touch touch[] = { { 0, 0, 0 }, { 0, 1, 0 }, { 0, 2, 0 } };
	struct attribution_result_row row[3];
	struct attribution_result *r;
	struct err e = { 0 };

	T_QUIET(attribution_parse(cfg.model, 1, &cfg.nmodel, "first", NULL) == RC_OK, "a model");
	s = attribution_sum_new(&cfg);
	more = attribution_sum_new(&cfg);
	for (size_t i = 0; i < 3; i++) {
		(void)attribution_sum_channel(s, (struct sv){ &"ABC"[i], 1 });
		(void)attribution_sum_channel(more, (struct sv){ &"CDE"[i], 1 });
	}
	attribution_sum_user(s, SV("u"));
	attribution_sum_user(more, SV("v"));
	T_OK(attribution_sum_add(s, NULL, touch, 3, &e) == RC_OK &&
	    attribution_sum_add(s, &order, touch, 1, &e) == RC_OK &&
	    attribution_sum_add(s, &order, touch + 1, 1, &e) == RC_OK, "two channels that are credited");
	r = attribution_result_new(s, 0.95);
	T_OK(attribution_result_rows(r, 0, row, &e) == RC_LIMIT, "the replicates of three are too much");
	attribution_result_free(r);
	T_OK(attribution_sum_add(more, &order, touch, 1, &e) == RC_OK &&
	    attribution_sum_merge(more, s, &e) == RC_LIMIT, "more than that by a merge");
	e.msg[0] = '\0';
	T_OK(attribution_sum_add(s, &order, touch + 2, 1, &e) == RC_LIMIT, "or by a path");
	T_STR(e.msg, "more than 700 bytes of sums: take fewer channels, models or replicates "
	    "(--bootstrap)", "and is said");
	attribution_sum_free(s);
	attribution_sum_free(more);
}

static void
check_currencies(void)
{
	const struct attribution_sum_cfg cfg = { .nmodel = 0 };
	struct attribution_sum *s = attribution_sum_new(&cfg);
	struct err e = { 0 };

	attribution_sum_currency(s, SV("USD"));
	attribution_sum_currency(s, SV("USD"));
	T_OK(attribution_sum_one_currency(s, &e) == RC_OK, "one currency");
	attribution_sum_currency(s, SV("GBP"));
	attribution_sum_currency(s, SV("JPY"));
	attribution_sum_currency(s, SV("EUR"));
	T_OK(attribution_sum_one_currency(s, &e) == RC_RANGE, "several do not add up");
	T_STR(e.msg, "values in two currencies, 'EUR' and 'GBP', do not add up: take one (--order), "
	    "or convert them first", "the least two are named, whatever came first");
	attribution_sum_free(s);
}

int
main(void)
{
	check_credits();
	check_refused();
	check_list();
	check_paths();
	check_transforms();
	check_orders();
	check_golden();
	check_markov();
	check_apportion();
	check_replicates();
	check_limits();
	check_currencies();
	return t_done();
}
