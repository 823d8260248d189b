/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * experiment - what results show, what is decided of them, and the file of looks
 */
#include "../t.h"
#include "experiment/looks.h"
#include "experiment/verdict.h"
#include "stats/quiet.h"

#include <math.h>
#include <unistd.h>

enum { YES = 1, NO = -1, OPEN = 0 };

/* A goal that has won, lost, or is open. */
static struct ab_result
goal(const char *variant, int shown, bool last)
{
	return (struct ab_result){ .metric = "conv", .variant = variant, .role = AB_GOAL,
		.last = last, .alpha = 0.05, .effect = shown == NO ? -0.02 : 0.02, .lo = 0.001,
		.hi = 0.04, .lift = shown == NO ? -0.1 : 0.1, .lift_lo = 0.01, .lift_hi = 0.2,
		.p_adjusted = shown == OPEN ? 0.4 : 0.01, .slack_lo = NAN, .slack_hi = NAN,
		.good_hi = NAN };
}

static struct ab_result
guardrail(const char *variant, int shown, bool last)
{
	struct ab_result r = goal(variant, OPEN, last);

	r.metric = "latency";
	r.role = AB_GUARDRAIL;
	r.down = true;
	r.slack_lo = shown == YES ? 1 : -5;
	r.slack_hi = shown == NO ? -1 : 5;
	r.good_hi = 3;
	return r;
}

static const char *
decision(const struct ab_result *r, size_t n, enum verdict_rule rule)
{
	struct verdict_ask q = { .r = r, .n = n, .rule = rule };
	struct arena a;
	const char *name;

	arena_init(&a);
	name = verdict_decision_name(verdict_of(&q, "new", &a).decision);
	arena_free(&a);
	return name;
}

static void
test_status(void)
{
	struct ab_result r = goal("new", YES, false);

	T_OK(ab_result_status(&r) == AB_WIN, "a goal that is better");
	r.down = true;
	T_OK(ab_result_status(&r) == AB_HARM, "the same where less is better");
	r.p_adjusted = r.alpha;
	T_OK(ab_result_status(&r) == AB_UNKNOWN, "p that is alpha shows nothing");
	r.last = true;
	T_OK(ab_result_status(&r) == AB_NEUTRAL, "nor at the end");
	r.effect = NAN;
	r.p_adjusted = 0;
	T_OK(ab_result_status(&r) == AB_NEUTRAL, "no effect, no status");
	r = guardrail("new", YES, false);
	r.good_hi = -1;
	T_OK(ab_result_status(&r) == AB_NON_INFERIOR, "worse, and within the margin");
	r.slack_lo = -1;
	T_OK(ab_result_status(&r) == AB_HARM, "worse, and perhaps beyond");
	r.slack_hi = -0.5;
	T_OK(ab_result_status(&r) == AB_BREACH, "beyond");
}

static void
test_decisions(void)
{
	static const struct {
		int         goal, guard;
		bool        last;
		const char *strict, *clear, *harmless;
	} row[] = {
		{ YES, YES, false, "ship", "ship", "keep_running" },
		{ YES, OPEN, false, "keep_running", "ship", "keep_running" },
		{ YES, NO, false, "rollback", "rollback", "rollback" },
		{ NO, YES, false, "rollback", "rollback", "rollback" },
		{ OPEN, YES, false, "keep_running", "keep_running", "keep_running" },
		{ OPEN, OPEN, true, "stop_futile", "stop_futile", "ship" },
		{ YES, OPEN, true, "review", "ship", "ship" },
		{ YES, YES, true, "ship", "ship", "ship" },
		{ OPEN, YES, true, "stop_futile", "stop_futile", "ship" },
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct ab_result r[] = { goal("new", row[i].goal, row[i].last),
			guardrail("new", row[i].guard, row[i].last), goal("other", NO, true) };

		T_STR(decision(r, 3, VERDICT_STRICT_NI), row[i].strict, "strict_ni");
		T_STR(decision(r, 3, VERDICT_CLEAR_SIGNALS), row[i].clear, "clear_signals");
		T_STR(decision(r, 3, VERDICT_DO_NO_HARM), row[i].harmless, "do_no_harm");
	}
}

static void
test_held(void)
{
	struct ab_result r[] = { goal("new", YES, true), guardrail("new", NO, false) };
	struct ab_result control = goal("new", YES, false);
	struct ab_health bad = { "srm", true, NULL };
	struct verdict_ask q = { .r = r, .n = 1 };
	struct arena a;
	struct verdict v;

	arena_init(&a);
	r[0].hold = AB_HOLD_LOOKS;
	v = verdict_of(&q, "new", &a);
	T_STR(verdict_decision_name(v.decision), "keep_running", "a held win does not ship");
	T_OK(!v.valid && v.nblocking == 1 && v.blocking[0].code == VERDICT_NO_LOOKS,
	    "and says what holds it");
	r[1].hold = AB_HOLD_BURN_IN;
	T_STR(decision(r, 2, VERDICT_STRICT_NI), "keep_running", "nor a held breach roll back");
	r[1].hold = AB_HOLD_NONE;
	T_STR(decision(r, 2, VERDICT_STRICT_NI), "rollback",
	    "a breach by limits that hold rolls back whatever holds the goal");
	q.health = &bad;
	q.nhealth = 1;
	q.n = 2;
	v = verdict_of(&q, "new", &a);
	T_OK(v.decision == VERDICT_INVALID && verdict_rc(&v) == RC_NO, "health comes first");
	control.role = AB_NEGATIVE_CONTROL;
	T_STR(decision(&control, 1, VERDICT_STRICT_NI), "invalid", "a negative control moved");
	T_STR(decision(&r[1], 1, VERDICT_CLEAR_SIGNALS), "rollback", "without a goal");
	q = (struct verdict_ask){ .r = r, .n = 1, .futile = true };
	r[0] = goal("new", OPEN, false);
	T_OK(verdict_of(&q, "new", &a).decision == VERDICT_STOP_FUTILE, "futile before its end");
	arena_free(&a);
}

static void
test_overall(void)
{
	struct ab_result r[] = { goal("a", YES, true), goal("b", YES, true), goal("c", NO, true) };
	struct verdict_ask q = { .r = r, .n = 3 };
	struct verdict v[3], all;
	struct arena a;
	struct buf b;

	arena_init(&a);
	buf_init(&b, SIZE_MAX);
	r[1].lift = 0.3;
	r[1].lift_hi = 1.234;
	for (size_t i = 0; i < 3; i++)
		v[i] = verdict_of(&q, r[i].variant, &a);
	all = verdict_overall(&q, v, 3, &a);
	T_OK(all.decision == VERDICT_SHIP && strcmp(all.variant, "b") == 0,
	    "of two that ship the one that won more");
	verdict_sentence(&all, &q, 0, &b);
	buf_c(&b, '\0');
	T_STR(b.p, "ship b: conv better (+30 %, +1 % to +123 %); c is to be switched off",
	    "the sentence");
	all = verdict_overall(&q, &v[2], 1, &a);
	T_OK(verdict_rc(&all) == RC_NO && all.nwhy == 1, "one variant is the whole");
	r[0] = goal("a", OPEN, false);
	v[0] = verdict_of(&q, "a", &a);
	v[1] = v[0];
	all = verdict_overall(&q, v, 2, &a);
	T_OK(all.variant == NULL && verdict_rc(&all) == RC_NOVERDICT, "several that go on");
	buf_free(&b);
	arena_free(&a);
}

/* ---- looks ---- */

static char path[64];

static enum rc
load(struct looks *l, struct err *e)
{
	looks_init(l);
	return looks_memory_ops.load(l, path, NULL, e);
}

static void
save(const struct looks *l)
{
	struct out *o;
	struct err e = { 0 };

	T_OK(out_open(&o, path, &e) == RC_OK &&
	    looks_memory_ops.save(l, NULL, o, &e) == RC_OK && out_close(o, &e) == RC_OK, "saved");
}

static struct look
look_of(const char *variant, const char *data, double stat)
{
	return (struct look){ .key = { SV("checkout \"2\""), SV("conv"), sv_of(variant) },
		.data = sv_of(data), .at_us = 1700000000000000, .n = 1000, .information = 250,
		.fraction = 0.25, .bound = NAN, .stat = stat, .alpha_spent = 0.001,
		.effect = 0.1, .effect_se = 1.0 / 3 };
}

static void
test_looks(void)
{
	struct look one = look_of("new", "aa", 1.5), two = look_of("new", "bb", 2.5);
	struct look other = look_of("x\n", "aa", 0);
	const struct look *k;
	struct err e = { 0 };
	struct looks l;
	size_t at = 0;

	looks_init(&l);
	T_OK(looks_add(&l, &one, &e) == RC_OK && looks_add(&l, &other, &e) == RC_OK &&
	    looks_add(&l, &two, &e) == RC_OK, "three looks");
	save(&l);
	looks_free(&l);
	T_OK(load(&l, &e) == RC_OK && l.n == 3, "loaded: %s", e.msg);
	k = looks_next(&l, &two.key, &at);
	T_OK(k != NULL && k->look == 1 && k->stat == 1.5 && isnan(k->bound) &&
	    k->effect_se == 1.0 / 3 && k->at_us == one.at_us, "the first is what it was");
	k = looks_next(&l, &two.key, &at);
	T_OK(k != NULL && k->look == 2 && looks_next(&l, &two.key, &at) == NULL, "the second");
	k = looks_seen(&l, &other.key, SV("aa"));
	T_OK(k != NULL && k->look == 1, "by data");
	T_OK(looks_seen(&l, &other.key, SV("bb")) == NULL, "of its own comparison");
	looks_free(&l);
}

/* Each byte of the file changed in its turn, and each line left out: never taken for whole. */
static void
test_chain(void)
{
	static char text[4096], bad[4096];
	FILE *f = fopen(path, "r");
	size_t n = fread(text, 1, sizeof(text), f), taken = 0, cut = 0;

	fclose(f);
	for (size_t i = 0; i < n; i++) {
		struct err e = { 0 };
		struct looks l;

		if (text[i] == '\n')
			continue;
		memcpy(bad, text, n);
		bad[i] = bad[i] == '1' ? '2' : '1';
		f = fopen(path, "w");
		fwrite(bad, 1, n, f);
		fclose(f);
		taken += load(&l, &e) == RC_OK;
		looks_free(&l);
		if (i > 0 && text[i - 1] == '\n') {
			f = fopen(path, "w");
			fwrite(text + i, 1, n - i, f);
			fclose(f);
			cut += load(&l, &e) == RC_OK;
			looks_free(&l);
		}
	}
	T_OK(taken == 0, "no byte can be changed: %zu", taken);
	T_OK(cut == 0, "no first line can go: %zu", cut);
}

/* Three looks of five are those of the table: Lan and DeMets, O'Brien and Fleming's spending. */
static void
test_bounds(void)
{
	static const double want[] = { 4.87688495, 3.35701191, 2.68028005, 2.28981677, 2.03103205 };
	const struct monitor_design d = { .alpha = 0.05, .sides = 2, .info_max = 1000, .units = 5000,
		.n_star = 5000 };
	struct monitor m;
	struct err e = { 0 };
	struct looks l;
	struct arena a;
	struct looks_past past;

	quiet_gsl();
	arena_init(&a);
	looks_init(&l);
	T_OK(monitor_parse(&m, SV("obf"), &e) == RC_OK, "obf");
	for (size_t i = 0; i < 5; i++) {
		char data[] = { 'a', (char)('0' + i), '\0' };
		struct look now = look_of("new", data, 1), again;

		now.information = 200.0 * (double)(i + 1);
		looks_past_of(&past, &l, &now.key, now.data, &a);
		T_OK(looks_judge(&past, &m, &d, &now, &a, &e) == RC_OK && past.seen == NULL &&
		    now.look == i + 1 && fabs(now.bound - want[i]) < 1e-7, "look %zu: %.8f",
		    i + 1, now.bound);
		T_OK(looks_add(&l, &now, &e) == RC_OK, "added");
		again = look_of("new", data, 1);
		again.information = 7;
		looks_past_of(&past, &l, &again.key, again.data, &a);
		T_OK(looks_judge(&past, &m, &d, &again, &a, &e) == RC_OK && past.seen != NULL &&
		    again.bound == now.bound && again.alpha_spent == now.alpha_spent,
		    "the same data again spends nothing");
	}
	T_OK(fabs(l.look[4].alpha_spent - 0.05) < 1e-12, "all is spent");
	looks_free(&l);
	arena_free(&a);
}

int
main(void)
{
	const char *dir = getenv("TMPDIR");
	int fd;

	snprintf(path, sizeof(path), "%s/cx-looks.XXXXXX",
	    dir == NULL || strlen(dir) > 40 ? "/tmp" : dir);
	fd = mkstemp(path);
	if (fd < 0)
		return 1;
	close(fd);
	test_status();
	test_decisions();
	test_held();
	test_overall();
	test_looks();
	test_chain();
	test_bounds();
	unlink(path);
	return t_done();
}
