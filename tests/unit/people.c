/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * people - what a decision is told of one person: layers, wishes, consents, erasure
 */
#include "notify/people.h"

#include "io/in.h"
#include "json/jread.h"

#include "../t.h"

#include <unistd.h>

static struct policy_channel channels[] = {
	{ .name = { "email", 5 }, .address = { "email", 5 } },
	{ .name = { "push", 4 }, .address = { "push", 4 } },
	{ .name = { "sms", 3 }, .address = { "phone", 5 } },
	{ .name = { "app", 3 }, .address = { "", 0 } },
};
static struct policy_version version = {
	.source = { { "{{first_name|default:\"you\"}}", 28 },
	    { "{{#each items}}{{name}} {{/each}} first_touch", 45 } }
};
static struct policy_template template = { .version = &version, .n = 1 };

struct world {
	struct arena arena;
	struct proj person, event;
	struct expr_env env;
	struct policy policy;
	struct people *people;
	struct job job;
	struct arena tmp;
};

static void
silent(const char *name, const char *msg)
{
	(void)name;
	(void)msg;
}

static const struct expr *
condition(struct world *w, const char *text)
{
	const struct expr *x = NULL;

	T_QUIET(expr_compile(&x, sv_of(text), &w->env, NULL) == RC_OK, "%s", text);
	return x;
}

static void
begin(struct world *w)
{
	*w = (struct world){ .job = { .name = "cxnotify", .say = silent, .seed = 1 } };
	arena_init(&w->arena);
	arena_init(&w->tmp);
	arena_init(&w->job.arena);
	proj_init(&w->person, &w->arena);
	proj_init(&w->event, &w->arena);
	proj_init(&w->job.query.proj, &w->job.arena);
	w->env = (struct expr_env){ .arena = &w->arena, .proj = &w->person };
	w->job.given = (struct job_given){
		.time = "timestamp", .threads = 1, .max_line = IN_MAX_LINE_DEFAULT
	};
	w->job.given.file = arena_zalloc(&w->arena, sizeof(char *));
	w->job.given.file[0] = "events";
	w->job.given.nfile = 1;
	w->policy = (struct policy){ .channel = channels,
		.nchannel = 4,
		.template = &template,
		.ntemplate = 1,
		.people = { .max_per_day = 2 } };
	T_QUIET(tzone_load(&w->policy.zones.fallback, SV("Europe/Paris"), &w->arena, NULL) == RC_OK,
	    "a zone");
}

static void
end(struct world *w)
{
	people_free(w->people);
	arena_free(&w->job.arena);
	arena_free(&w->tmp);
	arena_free(&w->arena);
}

static enum rc
read_text(struct world *w, const char *option, const char *text)
{
	char path[1024];
	struct err e = { 0 };
	enum rc rc;
	int fd = mkstemp(t_temporary(path, sizeof(path), "cx-people"));

	if (!T_QUIET(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text), "a file"))
		return RC_IO;
	close(fd);
	rc = job_prepare(&w->job, &e);
	if (rc == RC_OK)
		rc = people_read(w->people, option, path, &w->job, &e);
	unlink(path);
	return rc;
}

static uint32_t
number(struct world *w, const char *id)
{
	uint32_t n = 0;

	T_QUIET(people_find(w->people, sv_of(id), true, &n, NULL) == RC_OK, "%s", id);
	return n;
}

static enum rc
event(struct world *w, const char *id, int64_t at_us, const char *json)
{
	struct val v, *slot = arena_zalloc(&w->tmp, (w->event.n + 1) * sizeof(*slot));
	struct record r = { .slot = slot };
	struct sv name = SV("");

	T_QUIET(jread_value(sv_of(json), &v, NULL) == RC_OK, "%s", json);
	for (size_t i = 0; i < w->event.n; i++)
		slot[i] = jread_below(&v, w->event.field[i].key, w->event.field[i].nkey, &w->tmp);
	v = jread_below(&v, &(struct sv){ "event_name", 10 }, 1, &w->tmp);
	if (v.kind == VAL_STRING)
		name = v.text;
	return people_event(w->people, number(w, id), name, &r, at_us, NULL);
}

static bool
is_in(struct world *w, const char *id, const struct policy_scenario *s)
{
	struct expr_eval *ev = expr_eval_new();
	bool in = false;

	T_QUIET(people_audience(w->people, number(w, id), s, ev, &in, NULL) == RC_OK, "%s", id);
	expr_eval_free(ev);
	return in;
}

static struct person
person(struct world *w, const char *id)
{
	struct person p;

	people_person(w->people, number(w, id), &p);
	return p;
}

static const char USERS[] =
    "{\"user\":\"anna\",\"tz\":\"Asia/Seoul\",\"country\":\"KR\",\"language\":\"ko\",\"orders\":7,"
    "\"email\":\"anna@example.org\",\"push\":[],\"segments\":[\"opted_in\",\"vip\"],"
    "\"first_name\":\"Anna \\\"A\\\"\",\"secret\":\"kept by nobody\"}\n"
    "{\"user_id\":7.0,\"country\":\"us\",\"phone\":\"+1\",\"segment\":\"loyal\",\"orders\":1}\n"
    "{\"user\":\"cleo\",\"tz\":\"Mars/Phobos\",\"orders\":2,\"email\":\"\"}\n";

static void
test_layers(void)
{
	static struct sv opted = { "opted_in", 8 }, vip = { "vip", 3 }, loyal = { "loyal", 5 };
	struct world w;
	struct policy_scenario s = { 0 };

	begin(&w);
	s.who = condition(&w, "orders >= 3 && device == 'mobile' && last.city == 'Busan'");
	w.people = people_new(&w.policy, &w.person, &w.event, 4, 1);
	T_OK(read_text(&w, "users", USERS) == RC_OK && people_count(w.people) == 3, "profiles");
	T_OK(!is_in(&w, "anna", &s), "no event yet");
	T_OK(event(&w, "anna", 5, "{\"device\":\"mobile\",\"city\":\"Busan\",\"orders\":1}") ==
		     RC_OK &&
		 is_in(&w, "anna", &s),
	    "the last event has what the profile lacks, and no more");
	T_OK(event(&w, "anna", 4, "{\"device\":\"tv\"}") == RC_OK && is_in(&w, "anna", &s),
	    "an older event is not the last");
	T_OK(event(&w, "anna", 6, "{\"device\":\"tv\",\"city\":null}") == RC_OK &&
		 !is_in(&w, "anna", &s),
	    "a newer one is");
	T_OK(event(&w, "anna", 7, "{\"device\":\"mobile\"}") == RC_OK && is_in(&w, "anna", &s),
	    "what it lacks stays");
	T_OK(read_text(&w, "facts",
		 "{\"user\":\"anna\",\"orders\":2,\"best_hour\":19}\n"
		 "{\"user\":\"anna\",\"orders\":null,\"dead_channels\":[\"push\"]}\n") == RC_OK &&
		 !is_in(&w, "anna", &s) && person(&w, "anna").best_hour == 19,
	    "facts lie over the profile, and add up");
	T_OK(read_text(&w, "facts",
		 "{\"kind\":\"best_hour\",\"user\":\"anna\",\"hour\":7,\"rate\":1}\n"
		 "{\"kind\":\"segment_choice\",\"k\":2}\n"
		 "{\"kind\":\"segment\",\"user\":\"anna\",\"segment\":\"new\",\"hour\":9}\n") ==
		     RC_OK &&
		 person(&w, "anna").best_hour == 7 && people_count(w.people) == 3,
	    "results of filters are facts");
	s = (struct policy_scenario){ .segment = &opted, .nsegment = 1 };
	T_OK(is_in(&w, "anna", &s) && !is_in(&w, "7", &s), "in a list of segments");
	s.exclude = &vip;
	s.nexclude = 1;
	T_OK(!is_in(&w, "anna", &s), "... and in one that is left out");
	s = (struct policy_scenario){ .segment = &loyal, .nsegment = 1 };
	T_OK(is_in(&w, "7", &s), "in the one segment");
	T_OK(people_find(w.people, SV("dora"), true, &(uint32_t){ 0 }, NULL) == RC_OK &&
		 people_find(w.people, SV("emma"), true, &(uint32_t){ 0 }, NULL) == RC_LIMIT &&
		 people_find(w.people, SV("emma"), false, &(uint32_t){ 0 }, NULL) == RC_EMPTY,
	    "no more than that");
	end(&w);
}

static void
test_person(void)
{
	struct world w;
	struct person p;
	struct buf b;
	struct sv first;

	begin(&w);
	w.people = people_new(&w.policy, &w.person, &w.event, 0, 1);
	T_OK(read_text(&w, "users", USERS) == RC_OK, "profiles");
	p = person(&w, "anna");
	T_OK(p.known && p.zone_known && sv_is(p.tz, "Asia/Seoul") && p.nzone == 1 &&
		 sv_is(tzone_name(p.home), "Asia/Seoul") && sv_is(p.country, "KR"),
	    "his own clock");
	T_OK(p.reachable == (1 | 8) && p.best_hour == -1 && p.max_per_day == 2 &&
		 p.quiet_from_min == -1 && sv_is(p.language, "ko"),
	    "an empty list is no address");
	p = person(&w, "7");
	T_OK(!p.zone_known && p.nzone > 5 && sv_is(tzone_name(p.home), "Europe/Paris") &&
		 p.tz.n == 0 && p.reachable == (4 | 8),
	    "the clocks of a country, and the one that stands for it");
	p = person(&w, "cleo");
	T_OK(!p.zone_known && p.nzone == 1 && p.home == w.policy.zones.fallback && p.reachable == 8,
	    "a zone that nobody knows is none");
	T_OK(people_unzoned(w.people, &first) == 1 && sv_is(first, "Mars/Phobos"),
	    "... and is counted: %.*s", SV_SHOW(first));
	T_OK(!person(&w, "nobody").known, "who is only named");
	T_OK(sv_is(people_address(w.people, number(&w, "anna"), 0), "\"anna@example.org\"") &&
		 people_address(w.people, number(&w, "anna"), 1).n == 0,
	    "addresses as JSON");
	buf_init(&b, SIZE_MAX);
	people_vars(w.people, number(&w, "anna"),
	    SV("{\"items\":[1],\"email\":\"x\",\"first_touch\":2,\"orders\":3}"), &b);
	buf_c(&b, '\0');
	T_STR(b.p, "\"items\":[1],\"first_name\":\"Anna \\\"A\\\"\"", "what templates name");
	buf_clear(&b);
	people_vars(w.people, number(&w, "anna"), SV("{\"first_name\":\"A\"}"), &b);
	buf_c(&b, '\0');
	T_STR(b.p, "\"first_name\":\"A\"", "the event comes first");
	buf_free(&b);
	end(&w);
}

static bool
consents(
    struct world *w, size_t channel, const char *category, enum person_consent want, int64_t at_us)
{
	int64_t at = 0;

	return people_consent(w->people, number(w, "anna"), channel, sv_of(category), &at) ==
		   want &&
	       at == at_us;
}

static void
test_consents(void)
{
	struct world w;
	int64_t at;

	begin(&w);
	w.people = people_new(&w.policy, &w.person, &w.event, 0, 1);
	T_OK(consents(&w, 0, "promo", PERSON_UNASKED, INT64_MIN), "nothing said");
	T_OK(read_text(&w, "consents",
		 "{\"user\":\"anna\",\"timestamp\":\"1970-01-01T00:00:20Z\","
		 "\"delivery_channel\":\"email\","
		 "\"category\":\"promo\",\"state\":\"granted\"}\n"
		 "{\"user\":\"anna\",\"timestamp\":\"1970-01-01T00:00:10Z\","
		 "\"delivery_channel\":\"email\","
		 "\"category\":\"promo\",\"state\":\"withdrawn\"}\n"
		 "{\"user\":\"anna\",\"timestamp\":\"1970-01-01T00:00:10Z\","
		 "\"delivery_channel\":\"pigeon\","
		 "\"state\":\"granted\"}\n") == RC_OK,
	    "a file");
	T_OK(consents(&w, 0, "promo", PERSON_GRANTED, 20000000), "the latest word counts");
	T_OK(consents(&w, 1, "promo", PERSON_UNASKED, INT64_MIN) &&
		 consents(&w, 0, "winback", PERSON_UNASKED, INT64_MIN),
	    "for its channel and category");
	people_consented(w.people, number(&w, "anna"),
	    &(struct store_consent){
		.channel = 0, .category = SV("promo"), .granted = false, .at_us = 20000000 });
	T_OK(consents(&w, 0, "promo", PERSON_WITHDRAWN, 20000000), "of one time the no");
	people_consented(w.people, number(&w, "anna"),
	    &(struct store_consent){
		.channel = 0, .category = SV("promo"), .granted = true, .at_us = 20000000 });
	T_OK(consents(&w, 0, "promo", PERSON_WITHDRAWN, 20000000), "... in either order");
	people_consented(w.people, number(&w, "anna"),
	    &(struct store_consent){ .channel = POLICY_ANY, .granted = true, .at_us = 30000000 });
	T_OK(consents(&w, 0, "promo", PERSON_GRANTED, 30000000) &&
		 consents(&w, 2, "never heard of", PERSON_GRANTED, 30000000),
	    "a word on all holds for each");
	people_consented(w.people, number(&w, "anna"),
	    &(struct store_consent){ .channel = 0, .granted = false, .at_us = 40000000 });
	T_OK(consents(&w, 0, "", PERSON_WITHDRAWN, 40000000) &&
		 consents(&w, 0, "orders", PERSON_WITHDRAWN, 40000000) &&
		 consents(&w, 1, "orders", PERSON_GRANTED, 30000000),
	    "a word on a channel");
	people_consented(w.people, number(&w, "anna"),
	    &(struct store_consent){
		.channel = 0, .category = SV("orders"), .granted = true, .at_us = 50000000 });
	T_OK(consents(&w, 0, "orders", PERSON_GRANTED, 50000000) &&
		 consents(&w, 0, "", PERSON_WITHDRAWN, 40000000),
	    "... and a later one on a category of it");
	T_OK(read_text(&w, "users", USERS) == RC_OK && person(&w, "anna").known, "a profile");
	people_suppress(w.people, number(&w, "anna"), 2);
	people_erase(w.people, number(&w, "anna"));
	people_consented(w.people, number(&w, "anna"),
	    &(struct store_consent){ .channel = 0, .granted = true, .at_us = 60000000 });
	T_OK(read_text(&w, "users", USERS) == RC_OK && person(&w, "anna").erased &&
		 !person(&w, "anna").known && person(&w, "anna").reachable == 8 &&
		 person(&w, "anna").suppressed == 2 &&
		 people_consent(w.people, number(&w, "anna"), 0, SV("x"), &at) == PERSON_UNASKED,
	    "erased: nothing is left, and nothing is kept");
	end(&w);
}

static void
test_wishes(void)
{
	static const char *const bad[] = { "\"max_per_day\":-1", "\"max_per_day\":100001",
		"\"max_per_day\":1.5", "\"max_per_week\":\"few\"", "\"prefer\":[\"pigeon\"]",
		"\"prefer\":[1]", "\"quiet_from\":\"22:00\"",
		"\"quiet_from\":\"22:00\",\"quiet_to\":\"22:00\"",
		"\"quiet_from\":\"22:60\",\"quiet_to\":\"08:00\"", "\"tz\":\"Mars/Phobos\"",
		"\"quiet_from\":\"24:00\",\"quiet_to\":\"08:00\"",
		"\"quiet_from\":\"22:00\",\"quiet_to\":\"24:01\"", "\"language\":7",
		"\"quiet_from\":2200,\"quiet_to\":\"08:00\"",
		"\"language\":\"much too long a text\"" };
	char text[200];
	struct world w;
	struct person p;

	begin(&w);
	w.people = people_new(&w.policy, &w.person, &w.event, 0, 1);
	T_OK(event(&w, "anna", 10,
		 "{\"event_name\":\"preference\",\"max_per_day\":1,\"prefer\":"
		 "[\"sms\",\"email\"],\"language\":\"fr\",\"quiet_from\":\"22:00\","
		 "\"quiet_to\":\"08:00\","
		 "\"tz\":\"America/New_York\"}") == RC_OK,
	    "wishes");
	p = person(&w, "anna");
	T_OK(p.max_per_day == 1 && p.max_per_week == 0 && p.nprefer == 2 && p.prefer[0] == 2 &&
		 p.prefer[1] == 0 && sv_is(p.language, "fr") && p.quiet_from_min == 1320 &&
		 p.quiet_to_min == 480 && sv_is(p.tz, "America/New_York") && p.zone_known,
	    "... are known");
	T_OK(event(&w, "anna", 9, "{\"event_name\":\"preference\",\"max_per_day\":5}") == RC_OK &&
		 person(&w, "anna").max_per_day == 1,
	    "an older one is passed over");
	T_OK(event(&w, "anna", 11,
		 "{\"event_name\":\"preference\",\"max_per_day\":null,"
		 "\"max_per_week\":3,\"quiet_from\":null,\"quiet_to\":null,\"prefer\":\"push\"}") ==
		 RC_OK,
	    "a newer one");
	p = person(&w, "anna");
	T_OK(p.max_per_day == 2 && p.max_per_week == 3 && p.quiet_from_min == -1 &&
		 p.nprefer == 1 && p.prefer[0] == 1 && sv_is(p.language, "fr"),
	    "... changes what it names");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), "{\"event_name\":\"preference\",%s}", bad[i]);
		T_OK(event(&w, "anna", 12, text) == RC_BAD, "%s", bad[i]);
	}
	p = person(&w, "anna");
	T_OK(p.max_per_week == 3 && !p.nothing, "nothing has changed");
	T_OK(event(&w, "anna", 13, "{\"event_name\":\"preference\",\"max_per_week\":0}") == RC_OK &&
	    person(&w, "anna").nothing, "nothing at all is a wish");
	T_OK(event(&w, "anna", 14, "{\"event_name\":\"preference\",\"max_per_week\":null}") ==
	    RC_OK && !person(&w, "anna").nothing, "... that can be taken back");
	end(&w);
}

/* Blocks of all sizes are given back and used again, and nobody reads another one's. */
static void
test_blocks(void)
{
	static const char *const id[] = { "anna", "bert", "cleo" };
	struct world w;
	struct policy_scenario s[3] = { 0 };
	char text[500];

	begin(&w);
	for (int i = 0; i < 3; i++) {
		snprintf(text, sizeof(text), "city =~ '^[0-9]+%s$'", id[i]);
		s[i].who = condition(&w, text);
	}
	w.people = people_new(&w.policy, &w.person, &w.event, 0, 1);
	for (int i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text), "{\"city\":\"%0*d%s\"}", 1 + i % 300, i, id[i % 3]);
		T_QUIET(event(&w, id[i % 3], i, text) == RC_OK, "an event");
		people_consented(w.people, number(&w, id[i % 3]),
		    &(struct store_consent){
			.channel = (size_t)i % 2, .granted = true, .at_us = i });
		for (int k = 0; i % 100 == 50 && k < 3; k++)
			T_QUIET(is_in(&w, id[k], &s[k]) && !is_in(&w, id[k], &s[(k + 1) % 3]),
			    "%s after %d", id[k], i);
		arena_reset(&w.tmp);
	}
	T_OK(consents(&w, 0, "", PERSON_GRANTED, 4998), "five thousand changes");
	end(&w);
}

int
main(void)
{
	test_layers();
	test_person();
	test_consents();
	test_wishes();
	test_blocks();
	return t_done();
}
