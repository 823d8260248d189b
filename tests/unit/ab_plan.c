/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ab_plan, monitor: what is read, what is refused and where, that writing is the inverse
 */
#include "experiment/ab_plan.h"
#include "stats/anytime.h"
#include "stats/quiet.h"
#include "../t.h"

#include <math.h>

static const char yaml[] =
	"experiment: checkout\n"
	"exposure: event_name == \"exposure\"\n"
	"arms: {control: 50, one_page: 25, two_pages: 25}\n"
	"looks: 4\n"
	"monitor: power:2\n"
	"power: 0.8\n"
	"daily: 4500\n"
	"within: 168h\n"
	"strata: country\n"
	"metrics:\n"
	"  conv:\n"
	"    metric: any(event_name == \"purchase\")\n"
	"    baseline: 0.1\n"
	"    mde: 5%\n"
	"  latency:\n"
	"    metric: mean(duration_ms)\n"
	"    role: guardrail\n"
	"    better: down\n"
	"    margin: 2.5%\n"
	"    baseline: 240\n"
	"    sd: 110.5\n"
	"    monitor: anytime\n"
	"    covariates: [before_ms, visits]\n"
	"    cap: 5000\n";

static const char json[] =
	"{\"kind\":\"ab_plan\",\"version\":1,\"experiment\":\"checkout\",\"unit\":\"user_id\","
	"\"variant\":\"variant\",\"exposure\":\"event_name == \\\"exposure\\\"\","
	"\"arms\":{\"control\":50,\"one_page\":25,\"two_pages\":25},\"control\":\"control\","
	"\"metrics\":[{\"name\":\"conv\",\"metric\":\"any(event_name == \\\"purchase\\\")\","
	"\"role\":\"goal\",\"better\":\"up\",\"mde\":\"5%\",\"type\":\"proportion\",\"baseline\":0.1},"
	"{\"name\":\"latency\",\"metric\":\"mean(duration_ms)\",\"role\":\"guardrail\","
	"\"better\":\"down\",\"margin\":\"2.5%\",\"cap\":5000,\"covariates\":[\"before_ms\",\"visits\"],"
	"\"monitor\":\"anytime\",\"type\":\"mean\",\"baseline\":240,\"sd\":110.5}],\"alpha\":0.05,"
	"\"power\":0.8,\"correct\":\"holm\",\"monitor\":\"power:2\",\"looks\":[0.25,0.5,0.75,1],"
	"\"daily\":4500,\"within\":\"7d\",\"attribution\":\"first\",\"strict_window\":false,"
	"\"multi\":\"exclude\",\"strata\":[\"country\"],\"hash\":\"";

static void
round_trip(struct arena *a)
{
	struct ab_plan p, q;
	struct err e = { 0 };
	struct buf b, c;

	buf_init(&b, SIZE_MAX);
	buf_init(&c, SIZE_MAX);
	T_OK(ab_plan_text(&p, "checkout.yaml", sv_of(yaml), a, &e) == RC_OK, "a plan is read: %s", e.msg);
	T_OK(!p.edited && p.narm == 3 && p.control == 0 && ab_plan_treatments(&p) == 2, "its arms");
	T_OK(ab_plan_share(&p, 1) == 0.25, "a quarter");
	T_OK(p.within_us == INT64_C(604800000000), "a week");
	T_OK(p.metric[1].sides == 1 && p.metric[0].sides == 2, "a guardrail has one side");
	T_OK(p.metric[1].text_at != NULL && p.metric[1].text_at->line == 16, "where texts stand");
	T_OK(fabs(ab_plan_amount(&p.metric[1].margin, -240) - 6) < 1e-12, "2.5%% of 240");
	T_OK(ab_plan_find(&p, SV("latency")) == &p.metric[1], "found by name");
	T_OK(ab_plan_find(&p, SV("lat")) == NULL, "or not");
	ab_plan_write(&p, &b);
	T_OK(b.n > sizeof(json) && memcmp(b.p, json, sizeof(json) - 1) == 0, "its record");
	T_OK(b.n == sizeof(json) - 1 + 18, "with a hash of 16 digits");
	buf_c(&b, '\n');
	buf_add(&b, "{\"kind\":\"ab_power\"}\n", 20);
	T_OK(ab_plan_text(&q, "checkout.plan", buf_view(&b), a, &e) == RC_OK, "is read again: %s",
	    e.msg);
	T_OK(!q.edited, "and is as it was written");
	ab_plan_write(&q, &c);
	T_OK(c.n + 21 == b.n && memcmp(b.p, c.p, c.n) == 0, "to the same bytes");
	T_STR(q.hash, p.hash, "and the same hash");
	*strstr(b.p, "0.8") = '1';
	memcpy(strstr(b.p, "1.8"), "0.9", 3);
	T_OK(ab_plan_text(&q, "checkout.plan", buf_view(&b), a, &e) == RC_OK && q.edited,
	    "a plan that was edited says so");
	buf_free(&b);
	buf_free(&c);
}

static void
refused(struct arena *a)
{
	static const struct {
		const char *text;
		const char *why;
	} row[] = {
		{ "arms: {a: 1, b: 1}\nmetrics: {m: {}}\n", "x:1:1: expected 'experiment', its name" },
		{ "experiment: e\narms: {a: 1}\nmetrics: {m: {}}\n",
		    "x:2:7: expected 2 to 64 arms with their weights" },
		{ "experiment: e\narms: {a: 1, b: x}\nmetrics: {m: {}}\n",
		    "x:2:17: expected a whole number, the weight of the arm" },
		{ "experiment: e\narms: {a: 0, b: 1}\nmetrics: {m: {}}\n",
		    "x:2:7: the control 'a' has no weight" },
		{ "experiment: e\narms: {a: 1, b: 0}\nmetrics: {m: {}}\n",
		    "x:2:7: no arm but the control has weight" },
		{ "experiment: e\narms: {a: 1, b: 1}\ncontrol: c\nmetrics: {m: {}}\n",
		    "x:3:10: no arm 'c'" },
		{ "experiment: e\narms: {a: 1, b: 1}\nmetrics: {m: {role: guardrail}}\n",
		    "x:3:14: guardrail 'm' has no 'margin': the loss that is borne" },
		{ "experiment: e\narms: {a: 1, b: 1}\nmetrics:\n- {name: m}\n- {name: m}\n",
		    "x:5:3: two metrics are called 'm'" },
		{ "experiment: e\narms: {a: 1, b: 1}\nmetrics:\n- {role: goal}\n",
		    "x:4:3: a metric without a name" },
		{ "experiment: e\narms: {a: 1, b: 1}\nmetrics: {m: {mde: -5%}}\n",
		    "x:3:20: expected a number above 0, or a percentage of the control's, got '-5%'" },
		{ "experiment: e\narms: {a: 1, b: 1}\nmetrics: {m: {baseline: 4}}\n",
		    "x:3:25: expected a share between 0 and 1, or 'sd' beside a mean" },
		{ "experiment: e\narms: {a: 1, b: 1}\nlooks: [0.5, 0.4, 1]\nmetrics: {m: {}}\n",
		    "x:3:14: expected fractions of the information that rise up to 1" },
		{ "experiment: e\narms: {a: 1, b: 1}\nlooks: [0.5]\nmetrics: {m: {}}\n",
		    "x:3:9: the last look has to be at 1" },
		{ "experiment: e\narms: {a: 1, b: 1}\nlooks: 0\nmetrics: {m: {}}\n",
		    "x:3:8: expected 1 to 1000 looks, or a list of fractions" },
		{ "experiment: e\narms: {a: 1, b: 1}\nmonitor: pocok\nmetrics: {m: {}}\n",
		    "x:3:10: no monitor 'pocok' (did you mean 'pocock'?)" },
		{ "experiment: e\narms: {a: 1, b: 1}\nmonitor: hsd:x\nmetrics: {m: {}}\n",
		    "x:3:10: expected hsd:GAMMA, a number from -40 to 40, got 'hsd:x'" },
		{ "experiment: e\narms: {a: 1, b: 1}\nmonitor: obf:1\nmetrics: {m: {}}\n",
		    "x:3:10: expected obf, got 'obf:1'" },
		{ "experiment: e\narms: {a: 1, b: 1}\nwithin: week\nmetrics: {m: {}}\n",
		    "x:3:9: expected a duration such as 7d, got 'week'" },
		{ "experiment: e\narms: {a: 1, b: 1}\nmetrics: {m: {cap: 1, cap_low: 2}}\n",
		    "x:3:32: expected less than 'cap'" },
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct err e = { 0 };
		struct ab_plan p;

		T_OK(ab_plan_text(&p, "x", sv_of(row[i].text), a, &e) == RC_SYNTAX, "refused");
		T_STR(e.msg, row[i].why, "why");
	}
}

static void
bounds(void)
{
	struct group_seq_look look[3] = { { .info = 100 }, { .info = 150 }, { .info = 200 } };
	struct group_seq g = { look, 3, 2 };
	struct monitor_design d = { 0.05, 2, 200, 10000, 10000, false };
	struct monitor m;
	char text[MONITOR_TEXT_MAX];

	T_OK(monitor_parse(&m, SV("fixed"), NULL) == RC_OK, "fixed");
	monitor_bounds(&m, &d, &g);
	T_OK(isinf(look[0].bound) && isinf(look[1].bound) &&
	    fabs(look[2].bound - 1.9599639845) < 1e-9, "has one look");
	g.n = 2;
	d.final = true;
	monitor_bounds(&m, &d, &g);
	T_OK(fabs(look[1].bound - 1.9599639845) < 1e-9, "or the last one ever");
	T_OK(monitor_parse(&m, SV("anytime"), NULL) == RC_OK, "anytime");
	monitor_bounds(&m, &d, &g);
	T_OK(fabs(look[1].bound - anytime_bound(7500, anytime_rho2(10000, 0.05), 0.05)) < 1e-12,
	    "counts units");
	d.sides = 1;
	monitor_bounds(&m, &d, &g);
	T_OK(fabs(look[0].bound - anytime_bound_one(5000, anytime_rho2(10000, 0.1), 0.05)) < 1e-12,
	    "on one side, too");
	T_OK(monitor_parse(&m, SV("hsd:-4"), NULL) == RC_OK && sv_is(monitor_text(&m, text), "hsd:-4"),
	    "hsd:-4");
	d = (struct monitor_design){ 0.05, 2, 200, 10000, NAN, false };
	look[0].info = 200 * 0.2;
	g.n = 1;
	monitor_bounds(&m, &d, &g);
	T_OK(fabs(look[0].bound - 3.25266849) < 3e-8, "spends as gsDesign's");
}

int
main(void)
{
	struct arena a;

	quiet_gsl();
	arena_init(&a);
	round_trip(&a);
	refused(&a);
	bounds();
	arena_free(&a);
	return t_done();
}
