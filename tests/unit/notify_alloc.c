/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * notify_alloc - decisions do not ask the heap: ten times the events, no more calls
 */
#include "../mallocs.h"
#include "../t.h"

#include "notify/notify.h"
#include "tool/tool.h"

#include <unistd.h>

#ifdef MALLOCS_COUNTED

enum { PEOPLE = 50, FEW = 4000, MANY = 40000 };

static const struct opt opts[] = { OPT_SOURCE, OPT_TIME, OPT_COMMON, OPT_END };

static const struct tool tool = {
	.name = "notify_alloc", .usage = "POLICY FILE", .summary = "Decide.", .opts = opts,
	.program = "POLICY",
};

static const char policy[] =
	"tz: Europe/Paris\n"
	"quiet_hours: [{from: \"21:00\", to: \"08:30\"}]\n"
	"caps: [{rolling: 1d, max: 1, over: defer}]\n"
	"channels: {mail: {exec: [cat], address: email}}\n"
	"scenarios:\n"
	"  s: {on: cart, class: marketing, category: promo, channels: mail, template: t,"
	" dedupe: {entity: cart_id}, cancel_on: [{event: purchase, match: cart_id}]}\n"
	"templates: {t: {text: \"Hello {{first_name}}\"}}\n";

static void
put_events(FILE *f, int n)
{
	static const char *const name[] = { "view", "cart", "cart", "purchase" };

	for (int i = 0; i < n; i++)
		fprintf(f, "{\"event_name\":\"%s\",\"event_id\":\"e%d\",\"user_id\":\"u%d\","
		    "\"timestamp\":\"2026-11-22T%02d:%02d:%02dZ\",\"cart_id\":\"c%d\"}\n", name[i % 4], i,
		    i / 4 % PEOPLE, 8 + i * 4 / n, i * 240 / n % 60, i % 60, i % 7);
}

static void
put_people(FILE *users, FILE *consents)
{
	for (int i = 0; i < PEOPLE; i++) {
		fprintf(users, "{\"user\":\"u%d\",\"email\":\"u%d@example.org\","
		    "\"first_name\":\"Ann\",\"tz\":\"Asia/Tokyo\"}\n", i, i);
		fprintf(consents, "{\"event_name\":\"consent\",\"timestamp\":\"2026-01-01T00:00:00Z\","
		    "\"user_id\":\"u%d\",\"state\":\"granted\"}\n", i);
	}
}

/* Calls of the heap in a run over @n events. */
static size_t
calls(char **path, int n)
{
	char name[] = "notify_alloc", o[] = "-o";
	char *argv[] = { name, o, path[4], path[0], path[3], NULL };
	const char *users[] = { path[1] }, *consents[] = { path[2] };
	struct notify_query q = { .stateless = true, .users = users, .nusers = 1,
		.consents = consents, .nconsents = 1 };
	struct err e = { 0 };
	struct job job;
	FILE *f = fopen(path[3], "w");
	size_t before;
	enum rc rc;

	put_events(f, n);
	(void)fclose(f);
	rc = tool_start(&tool, NULL, &job, 5, argv, &e);
	before = mallocs;
	if (rc == RC_OK)
		rc = notify_run(&job, &q, &e);
	before = mallocs - before;
	T_OK(rc == RC_OK, "%d events: %s", n, e.msg);
	(void)tool_finish(&tool, &job, rc, &e);
	return before;
}

#endif

int
main(void)
{
#ifdef MALLOCS_COUNTED
	static const char *const name[] = { "policy", "users", "consents", "events", "out" };
	char file[5][256], *path[5];
	FILE *f[3];
	size_t few, many;

	for (int i = 0; i < 5; i++) {
		path[i] = t_temporary(file[i], sizeof(file[i]), name[i]);
		(void)close(mkstemp(path[i]));
	}
	for (int i = 0; i < 3; i++)
		f[i] = fopen(path[i], "w");
	fputs(policy, f[0]);
	put_people(f[1], f[2]);
	for (int i = 0; i < 3; i++)
		(void)fclose(f[i]);
	few = calls(path, FEW);
	many = calls(path, MANY);
	T_OK(many < few + FEW / 20, "%zu calls for %d events, %zu for %d", few, FEW, many, MANY);
	for (int i = 0; i < 5; i++)
		(void)unlink(path[i]);
#else
	T_OK(true, "# SKIP calls of the heap cannot be counted here");
#endif
	return t_done();
}
