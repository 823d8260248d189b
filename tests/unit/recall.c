/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * recall - what people wish, did last and hold is known in the next run, and gone when erased
 */
#include "notify/recall.h"

#include "json/jread.h"
#include "ledger/ledger_user.h"
#include "send/permit.h"

#include "../t.h"

#include <sys/stat.h>
#include <unistd.h>

static struct policy_channel channels[] = {
	{ .name = { "email", 5 }, .address = { "email", 5 } },
	{ .name = { "push", 4 }, .address = { "push", 4 } },
};

struct run {			/* of the filter, on one ledger */
	struct arena      arena;
	struct proj       person, event;
	struct policy     policy;
	struct people    *people;
	struct interest  *interest;
	struct ledger    *ledger;
	struct pseudonym *keys;
	struct recall    *recall;
	const struct expr *mobile;
	bool              touched;
};

static char dir[1024], ledger_path[1100], key_path[1100];

static void
write_keys(const char *text)
{
	FILE *f = fopen(key_path, "w");

	if (T_QUIET(f != NULL && chmod(key_path, 0600) == 0, "a file of keys"))
		fputs(text, f);
	if (f != NULL)
		fclose(f);
}

static uint32_t
number(struct run *r, const char *id)
{
	uint32_t n = 0;

	T_QUIET(people_find(r->people, sv_of(id), true, &n, NULL) == RC_OK, "%s", id);
	return n;
}

static void
start(struct run *r)
{
	struct err e = { 0 };
	struct expr_env env;

	*r = (struct run){ .touched = false };
	arena_init(&r->arena);
	proj_init(&r->person, &r->arena);
	proj_init(&r->event, &r->arena);
	r->policy = (struct policy){ .channel = channels, .nchannel = 2 };
	T_QUIET(tzone_load(&r->policy.zones.fallback, SV("UTC"), &r->arena, NULL) == RC_OK, "UTC");
	env = (struct expr_env){ .arena = &r->arena, .proj = &r->person };
	T_QUIET(expr_compile(&r->mobile, SV("last.device == 'mobile'"), &env, NULL) == RC_OK,
	    "a condition");
	r->people = people_new(&r->policy, &r->person, &r->event, 0, 1);
	r->interest = interest_new(1000, 1);
	T_QUIET(ledger_open(&r->ledger, ledger_path, true, &e) == RC_OK, "ledger: %s", e.msg);
	T_QUIET(pseudonym_new(&r->keys, key_path, SV(""), &e) == RC_OK, "keys: %s", e.msg);
	(void)number(r, "anna");
	(void)number(r, "bert");
	r->recall = recall_new(&(struct recall_cfg){ r->people, r->interest, r->ledger, r->keys,
	    &r->touched });
	T_QUIET(recall_load(r->recall, 100, &e) == RC_OK, "loads: %s", e.msg);
}

static void
stop(struct run *r)
{
	struct err e = { 0 };

	T_QUIET(recall_flush(r->recall, &e) == RC_OK, "fine: %s", e.msg);
	if (ledger_in(r->ledger))
		T_QUIET(ledger_commit(r->ledger, &e) == RC_OK, "commits: %s", e.msg);
	recall_free(r->recall);
	people_free(r->people);
	interest_free(r->interest);
	ledger_close(r->ledger);
	pseudonym_free(r->keys);
	arena_free(&r->arena);
}

static void
event(struct run *r, const char *id, const char *name, int64_t at_us, const char *json)
{
	struct val v, *slot = arena_zalloc(&r->arena, (r->event.n + 1) * sizeof(*slot));
	struct record rec = { .slot = slot };

	T_QUIET(jread_value(sv_of(json), &v, NULL) == RC_OK, "%s", json);
	for (size_t i = 0; i < r->event.n; i++)
		slot[i] = jread_below(&v, r->event.field[i].key, r->event.field[i].nkey, &r->arena);
	T_QUIET(people_event(r->people, number(r, id), sv_of(name), &rec, at_us, NULL) == RC_OK,
	    "%s", json);
}

static bool
is_mobile(struct run *r, const char *id)
{
	const struct policy_scenario s = { .who = r->mobile };
	struct expr_eval *ev = expr_eval_new();
	bool in = false;

	T_QUIET(people_audience(r->people, number(r, id), &s, ev, &in, NULL) == RC_OK, "%s", id);
	expr_eval_free(ev);
	return in;
}

static size_t
holders(struct run *r, const char *item)
{
	const struct interest_ask ask = { true, true, 0, 10000 };
	const uint32_t *user;

	return interest_holders(r->interest, sv_of(item), &ask, &user);
}

/* By the names that the first key makes, as the filters do it with whom they meet. */
static void
rename_all(struct run *r)
{
	static const char *const id[] = { "anna", "bert" };
	char was[PSEUDONYM_LEN], is[PSEUDONYM_LEN];

	if (!ledger_in(r->ledger))
		T_QUIET(ledger_begin(r->ledger, NULL) == RC_OK, "begins");
	for (size_t i = 0; i < 2; i++) {
		pseudonym_of(r->keys, 1, sv_of(id[i]), was);
		pseudonym_of(r->keys, 0, sv_of(id[i]), is);
		T_QUIET(ledger_rename(r->ledger, (struct sv){ was, sizeof(was) },
			    (struct sv){ is, sizeof(is) }, NULL) == RC_OK,
		    "%s is renamed", id[i]);
	}
}

/* What he wishes holds at the last moment too, whenever the message was planned. */
static void
check_permit(struct run *r)
{
	static struct policy_scenario scenario = { .name = { "news", 4 }, .quiet = true };
	const int64_t minute = INT64_C(60000000), night = (13 * 60 + 30) * minute;
	char ukey[PSEUDONYM_LEN];
	struct ledger_row row = { .scenario = SV("news"), .channel = SV("email"),
		.expires_us = INT64_MAX };
	struct ledger_payload payload = { .tz = SV("Asia/Seoul") };
	struct permit_rules rules;
	struct permit_ask ask = { &rules, &row, &payload, night };
	struct permit p;

	r->policy.scenario = &scenario;
	r->policy.nscenario = 1;
	pseudonym_of(r->keys, 0, SV("anna"), ukey);
	row.ukey = (struct sv){ ukey, sizeof(ukey) };
	permit_open(&rules, &r->policy, r->keys, &r->arena);
	T_OK(permit_row(&p, r->ledger, &ask, &r->arena, NULL) == RC_OK && p.say == PERMIT_LATER &&
		 p.due_us == 15 * 60 * minute,
	    "half past ten at night in Seoul, which is one of his quiet hours");
	ask.now_us = 12 * 60 * minute;
	T_OK(permit_row(&p, r->ledger, &ask, &r->arena, NULL) == RC_OK && p.say == PERMIT_GO,
	    "nine in the evening is not");
	scenario.quiet = false;
	ask.now_us = night;
	T_OK(permit_row(&p, r->ledger, &ask, &r->arena, NULL) == RC_OK && p.say == PERMIT_GO,
	    "what is not held by quiet hours is not by his");
	permit_close(&rules);
}

int
main(void)
{
	static const char new_key[] = "b bmV3IGtleSBuZXcga2V5IG5ldyBrZXkgbmV3IGtleSE=\n"
		"a b2xkIGtleSBvbGQga2V5IG9sZCBrZXkgb2xkIGtleSE=\n";
	struct run r;
	struct person p;

	if (!T_OK(mkdtemp(t_temporary(dir, sizeof(dir), "cx-recall")) != NULL, "a directory"))
		return t_done();
	snprintf(ledger_path, sizeof(ledger_path), "%s/ledger", dir);
	snprintf(key_path, sizeof(key_path), "%s/key", dir);
	write_keys("a b2xkIGtleSBvbGQga2V5IG9sZCBrZXkgb2xkIGtleSE=\n");
	start(&r);
	event(&r, "anna", "preference", 200, "{\"max_per_day\":3,\"prefer\":[\"push\"],"
	    "\"language\":\"fr\",\"quiet_from\":\"22:05\",\"quiet_to\":\"24:00\","
	    "\"tz\":\"Asia/Seoul\"}");
	event(&r, "bert", "preference", 200, "{\"max_per_week\":4}");
	event(&r, "anna", "view", 210, "{\"device\":\"mobile\"}");
	interest_view(r.interest, number(&r, "anna"), SV("tea \"pot\""), 220);
	interest_add(r.interest, number(&r, "bert"), SV("tea \"pot\""), 230);
	interest_add(r.interest, number(&r, "bert"), SV("cup"), 230);
	interest_remove(r.interest, number(&r, "bert"), SV("cup"), 240);
	interest_view(r.interest, number(&r, "anna"), SV("old"), 99);
	T_OK(r.touched, "there is something to commit");
	check_permit(&r);
	stop(&r);

	write_keys(new_key);	/* the old one still finds what it wrote */
	start(&r);
	people_person(r.people, number(&r, "anna"), &p);
	T_OK(p.max_per_day == 3 && p.nprefer == 1 && p.prefer[0] == 1 && sv_is(p.language, "fr") &&
		 p.quiet_from_min == 1325 && p.quiet_to_min == 1440 && sv_is(p.tz, "Asia/Seoul"),
	    "wishes of the run before");
	T_OK(is_mobile(&r, "anna") && !is_mobile(&r, "bert"), "and the last event");
	T_OK(holders(&r, "tea \"pot\"") == 2 && holders(&r, "cup") == 0 && holders(&r, "old") == 0,
	    "and who holds what");
	event(&r, "anna", "preference", 199, "{\"max_per_week\":9}");
	event(&r, "anna", "view", 209, "{\"device\":\"tv\"}");
	people_person(r.people, number(&r, "anna"), &p);
	T_OK(p.max_per_week == 0 && is_mobile(&r, "anna"), "older words are passed over, still");
	event(&r, "anna", "view", 300, "{\"device\":\"tv\"}");
	event(&r, "anna", "preference", 300, "{\"max_per_day\":null}");
	rename_all(&r);
	stop(&r);

	write_keys("b bmV3IGtleSBuZXcga2V5IG5ldyBrZXkgbmV3IGtleSE=\n");

	start(&r);
	people_person(r.people, number(&r, "anna"), &p);
	T_OK(p.nprefer == 1 && !is_mobile(&r, "anna") && holders(&r, "tea \"pot\"") == 2,
	    "the latest of two runs, without the old key");
	people_person(r.people, number(&r, "bert"), &p);
	T_OK(p.max_per_week == 4, "... and of who was not heard of since");
	{
		char ukey[PSEUDONYM_LEN];

		pseudonym_of(r.keys, 0, SV("bert"), ukey);
		T_OK(ledger_begin(r.ledger, NULL) == RC_OK && ledger_erase(r.ledger, (struct sv){ ukey,
			sizeof(ukey) }, 400, NULL) == RC_OK,
		    "one is erased");
	}
	stop(&r);
	start(&r);
	T_OK(holders(&r, "tea \"pot\"") == 1, "he holds nothing any more");
	stop(&r);
	unlink(ledger_path);
	unlink(key_path);
	T_OK(rmdir(dir) == 0, "nothing else is left");
	return t_done();
}
