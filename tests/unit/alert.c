/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * alert - operators' words: once for a group, repeated, escalated, resolved, from run to run;
 * and interest - who holds an item
 */
#include "notify/alert.h"
#include "notify/interest.h"

#include "base/rng.h"

#include "../t.h"

enum { MINUTE = 60 };

#define S INT64_C(1000000)

static struct policy_step steps[] = { { 0, 0, { "a", 1 } }, { 30 * MINUTE * S, 1, { "b", 1 } } };
static struct policy_match over[1];
static struct policy_alert alerts[] = {
	{ .name = { "slo", 3 }, .wait_us = 30 * S, .interval_us = 5 * MINUTE * S,
	    .repeat_us = 60 * MINUTE * S, .quiet_us = 15 * MINUTE * S, .say_resolved = true,
	    .step = steps, .nstep = 2 },
	{ .name = { "gap", 3 }, .wait_us = 0, .interval_us = 5 * MINUTE * S,
	    .repeat_us = 60 * MINUTE * S, .say_resolved = true, .step = steps, .nstep = 1,
	    .off = over, .noff = 1 },
};
static const struct policy policy = { .alert = alerts, .nalert = 2 };

/* All words up to @now seconds: alert, group, state, step, second, turn, members, joined. */
static const char *
words(struct alert *a, int64_t now)
{
	static char text[2000];
	struct alert_word w;
	size_t n = 0;

	text[0] = '\0';
	while (alert_next(a, now * S, &w))
		n += (size_t)snprintf(text + n, sizeof(text) - n,
		    "%s%.*s%.*s %s %zu at %d turn %u of %u+%u", n != 0 ? "; " : "",
		    (int)alerts[w.alert].name.n, alerts[w.alert].name.p, (int)w.group.n, w.group.p,
		    alert_states[w.state], w.step, (int)(w.at_us / S), w.turn, w.members, w.joined);
	return text;
}

static void
fire(struct alert *a, size_t i, const char *group, const char *record, int64_t at)
{
	alert_fire(a, i, sv_of(group), sv_of(record), at * S);
}

static void
test_group(void)
{
	struct alert *a = alert_new(&policy, 1);

	fire(a, 0, "[1]", "{\"objective\":\"x\",\"ts\":\"2026-11-22T10:00:00Z\",\"n\":1}", 0);
	fire(a, 0, "[1]", "{\"objective\":\"x\",\"ts\":\"2026-11-22T10:00:10Z\",\"n\":2}", 10);
	fire(a, 0, "[1]", "{\"objective\":\"y\"}", 20);
	T_OK(alert_due(a) == 30 * S, "the first word waits");
	T_STR(words(a, 29), "", "... for others to join");
	T_STR(words(a, 30), "slo[1] firing 0 at 30 turn 0 of 2+2", "one word for the group");
	fire(a, 0, "[1]", "{\"objective\":\"y\",\"n\":9}", 100);
	T_OK(alert_due(a) == (100 + 15 * MINUTE) * S, "what is the same changes nothing");
	fire(a, 0, "[1]", "{\"objective\":\"z\"}", 200);
	T_STR(words(a, 1000), "slo[1] firing 0 at 330 turn 1 of 3+1",
	    "what joins is said an interval behind the last word");
	fire(a, 0, "[1]", "{\"objective\":\"z\"}", 1050);
	T_STR(words(a, 1900), "slo[1] escalated 1 at 1800 turn 2 of 3+0", "the next step is told");
	fire(a, 0, "[1]", "{\"objective\":\"z\"}", 1910);
	T_STR(words(a, 2700), "", "nothing new");
	fire(a, 0, "[1]", "{\"objective\":\"z\"}", 2750);
	fire(a, 0, "[1]", "{\"objective\":\"z\"}", 3600);
	T_STR(words(a, 4000),
	    "slo[1] firing 0 at 3930 turn 3 of 3+0; slo[1] firing 1 at 3930 turn 3 of 3+0",
	    "repeated to all who know");
	T_STR(words(a, 9000),
	    "slo[1] resolved 0 at 4500 turn 4 of 3+0; slo[1] resolved 1 at 4500 turn 4 of 3+0",
	    "over when nothing fires for so long");
	T_OK(alert_due(a) == INT64_MAX, "nothing is due");
	alert_free(a);
}

static void
test_over(void)
{
	struct alert *a = alert_new(&policy, 1);

	fire(a, 1, "[\"g\"]", "{}", 100);
	fire(a, 1, "[\"f\"]", "{}", 100);
	fire(a, 0, "[]", "{}", 100);
	alert_over(a, 0, SV("[]"), 110 * S);
	T_STR(words(a, 400),
	    "gap[\"f\"] firing 0 at 100 turn 0 of 1+1; gap[\"g\"] firing 0 at 100 turn 0 of 1+1",
	    "in order; what is over before its first word is not said");
	T_STR(words(a, 3600), "", "without a word that it is over it goes on");
	alert_over(a, 1, SV("[\"f\"]"), 3650 * S);
	alert_over(a, 1, SV("[\"none\"]"), 3650 * S);
	T_STR(words(a, 3650), "gap[\"f\"] resolved 0 at 3650 turn 1 of 1+0", "over, says a record");
	fire(a, 1, "[\"f\"]", "{}", 3700);
	T_STR(words(a, 3950),
	    "gap[\"g\"] firing 0 at 3700 turn 1 of 1+0; gap[\"f\"] firing 0 at 3950 turn 0 of 1+1",
	    "again: an interval behind the last word");
	fire(a, 0, "[]", "{}", 10);
	T_OK(alert_due(a) == (3950 + 30) * S, "a time before the clock is the clock's");
	alert_free(a);
}

/* Asked at noon what was due since six: one word, to all whose time has come. */
static void
test_live(void)
{
	struct alert *a = alert_new(&policy, 1);

	alert_live(a);
	fire(a, 1, "[]", "{}", 0);
	fire(a, 0, "[1]", "{}", 0);
	T_STR(words(a, 2), "gap[] firing 0 at 2 turn 0 of 1+1", "one waits no time");
	T_STR(words(a, 100), "slo[1] firing 0 at 100 turn 0 of 1+1", "a first word that is late");
	T_STR(words(a, 800), "", "no time for more");
	fire(a, 0, "[1]", "{}", 800);
	T_STR(words(a, 1690), "", "it still fires");
	fire(a, 0, "[1]", "{}", 1690);
	T_STR(words(a, 2500), "slo[1] escalated 1 at 2500 turn 1 of 1+0", "a step that is late");
	T_STR(words(a, 50000),
	    "slo[1] resolved 0 at 50000 turn 2 of 1+0; slo[1] resolved 1 at 50000 turn 2 of 1+0; "
	    "gap[] firing 0 at 50000 turn 1 of 1+0",
	    "repeats are one, and what is over is over");
	alert_free(a);
}

/* Any run that is saved and loaded between any two records says what a single run says. */
static void
test_state(void)
{
	static const char *const bad[] = { "", "{}", "[1]", "[{\"alert\":\"slo\"}]",
		"[{\"alert\":\"slo\",\"group\":[],\"firing\":true,\"said\":false,\"since\":null,"
		"\"fired\":1,\"spoken\":null,\"over\":null,\"turn\":0,\"steps\":0,\"members\":[],"
		"\"told\":0,\"records\":1,\"record\":null}]",
		"[{\"alert\":\"slo\",\"group\":[],\"firing\":true,\"said\":false,\"since\":1,"
		"\"fired\":1,\"spoken\":null,\"over\":null,\"turn\":0,\"steps\":0,\"members\":[-1],"
		"\"told\":0,\"records\":1,\"record\":null}]" };
	struct rng r;
	struct buf b;
	struct jwrite w;

	rng_init(&r, t_seed());
	buf_init(&b, SIZE_MAX);
	for (int round = 0; round < T_ROUNDS(200); round++) {
		struct alert *one = alert_new(&policy, 1), *two = alert_new(&policy, 7);
		char said[2000];

		for (int64_t at = 0, i = 0; i < 60; i++) {
			static const char *const group[] = { "[\"a\"]", "[\"b\"]", "[null]" };
			static const char *const record[] = { "{\"m\":\"x\"}", "{\"m\":\"y\"}" };
			const char *g = group[rng_below(&r, 3)], *x = record[rng_below(&r, 2)];
			size_t which = rng_below(&r, 2);

			at += (int64_t)rng_below(&r, 900);
			snprintf(said, sizeof(said), "%s", words(one, at));
			T_QUIET(strcmp(words(two, at), said) == 0, "the same: %s", said);
			if (rng_below(&r, 3) == 0) {
				alert_over(one, which, sv_of(g), at * S);
				alert_over(two, which, sv_of(g), at * S);
			} else {
				fire(one, which, g, x, at);
				fire(two, which, g, x, at);
			}
			if (rng_below(&r, 3) != 0)
				continue;
			buf_clear(&b);
			jwrite_init(&w, &b);
			alert_save(two, &w);
			alert_free(two);
			two = alert_new(&policy, (uint64_t)i);
			T_QUIET(alert_load(two, buf_view(&b), NULL) == RC_OK, "loads");
		}
		alert_free(one);
		alert_free(two);
	}
	T_OK(true, "from one run to the next");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct alert *a = alert_new(&policy, 1);

		T_OK(alert_load(a, sv_of(bad[i]), NULL) == RC_SYNTAX, "no state: %s", bad[i]);
		alert_free(a);
	}
	buf_free(&b);
}

static const char *
holders(struct interest *in, const char *item, bool cart, bool viewed, int64_t from, int64_t to)
{
	static char text[200];
	const uint32_t *user;
	const struct interest_ask ask = { cart, viewed, from, to };
	size_t n = interest_holders(in, sv_of(item), &ask, &user), at = 0;

	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%u", i != 0 ? " " : "",
		    user[i]);
	return text;
}

static void
test_interest(void)
{
	struct interest *in = interest_new(100, 1);

	interest_view(in, 9, SV("tea"), 10);
	interest_view(in, 2, SV("tea"), 20);
	interest_add(in, 5, SV("tea"), 15);
	interest_add(in, 9, SV("tea"), 25);
	interest_add(in, 9, SV("pot"), 26);
	T_STR(holders(in, "tea", true, true, 0, 100), "2 5 9", "carts and views");
	T_STR(holders(in, "tea", true, false, 0, 100), "5 9", "carts");
	T_STR(holders(in, "tea", false, true, 11, 100), "2", "views since");
	T_STR(holders(in, "tea", true, true, 0, 19), "5 9", "... and until");
	T_STR(holders(in, "cup", true, true, 0, 100), "", "what nobody knows");
	interest_remove(in, 5, SV("tea"), 30);
	interest_add(in, 5, SV("tea"), 29);
	T_STR(holders(in, "tea", true, false, 0, 100), "9", "what comes late is passed over");
	interest_clear(in, 9, 40);
	interest_add(in, 9, SV("cup"), 39);
	interest_add(in, 9, SV("pot"), 41);
	T_STR(holders(in, "tea", true, false, 0, 100), "", "an empty cart");
	T_STR(holders(in, "cup", true, false, 0, 100), "", "... also of what was put there before");
	T_STR(holders(in, "pot", true, false, 0, 100), "9", "... and not of what came later");
	interest_forget(in, 9);
	T_STR(holders(in, "tea", true, true, 0, 100), "2", "forgotten");
	interest_free(in);
}

/* Against a list of all words, over the growth of the table and what it drops. */
static void
test_many(void)
{
	enum { USERS = 200, ITEMS = 60, WORDS = 40000, BACK = 9000 };
	static int64_t view[USERS][ITEMS], cart[USERS][ITEMS];
	static bool is_in[USERS][ITEMS];
	struct interest *in = interest_new(BACK, 3);
	char item[16];
	struct rng r;

	rng_init(&r, t_seed());
	for (int64_t at = 1; at <= WORDS; at++) {
		uint32_t u = (uint32_t)rng_below(&r, USERS), i = (uint32_t)rng_below(&r, ITEMS);
		struct sv name = { item, (size_t)snprintf(item, sizeof(item), "item%u", i) };

		switch (rng_below(&r, 8)) {
		case 0:
			interest_clear(in, u, at);
			memset(is_in[u], 0, sizeof(is_in[u]));
			break;
		case 1:
			interest_remove(in, u, name, at);
			is_in[u][i] = false;
			break;
		case 2: case 3: case 4:
			interest_add(in, u, name, at);
			is_in[u][i] = true;
			cart[u][i] = at;
			break;
		default:
			interest_view(in, u, name, at);
			view[u][i] = at;
		}
		if (rng_below(&r, 50) == 0) {
			const struct interest_ask ask = { rng_below(&r, 2), true, at - BACK, at };
			const uint32_t *user;
			size_t n = interest_holders(in, name, &ask, &user), k = 0;

			for (u = 0; u < USERS; u++)
				if ((ask.cart && is_in[u][i] && cart[u][i] >= ask.from_us) ||
				    (view[u][i] != 0 && view[u][i] >= ask.from_us))
					T_QUIET(k < n && user[k++] == u, "%u holds %u", u, i);
			T_QUIET(k == n, "nobody else");
		}
	}
	T_OK(true, "many users and items");
	interest_free(in);
}

int
main(void)
{
	test_group();
	test_over();
	test_live();
	test_state();
	test_interest();
	test_many();
	return t_done();
}
