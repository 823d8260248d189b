/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session_scan - states that another program wrote, right in form and wrong in content
 *
 * Their checks hold; what they say must still be refused, by line, and never believed.
 */
#include "../t.h"

#include "base/hash.h"
#include "io/in.h"
#include "query/query.h"
#include "users/session_scan.h"

#include <unistd.h>

#define PLAN "{\"gap_us\":1800000000,\"at_gap\":false,\"max_us\":0,\"split\":[\"c\"]," \
	"\"sessions\":false}"
#define RESULTS "{\"gap_us\":1800000000,\"at_gap\":false,\"max_us\":0,\"split\":[]," \
	"\"sessions\":true,\"page\":\"p\",\"key_event\":null,\"keep\":[\"k = k\"]}"
#define USER "[{\"name\":\"user\",\"expr\":\"user_id\"}]"

static void
silent(const char *name, const char *msg)
{
	(void)name;
	(void)msg;
}

static void
seal(FILE *f, const char *open_line)
{
	fprintf(f, "%s,\"check\":\"%016" PRIx64 "\"}\n", open_line, hash_sv(sv_of(open_line), 0));
}

static void
write_states(const char *path, const char *plan, const char *by, const char *state)
{
	char line[2048];
	FILE *f = fopen(path, "w");

	if (!T_QUIET(f != NULL, "a file"))
		return;
	snprintf(line, sizeof(line), "{\"kind\":\"states\",\"filter\":\"cxsession\",\"version\":1,"
	    "\"plan\":%s,\"where\":null,\"time\":\"timestamp\",\"tz\":\"UTC\",\"window\":null,"
	    "\"by\":%s", plan, by);
	seal(f, line);
	snprintf(line, sizeof(line), "{\"kind\":\"state\",\"key\":{\"user\":\"u\"},\"state\":%s", state);
	seal(f, line);
	seal(f, "{\"kind\":\"states_end\",\"groups\":1,\"records\":1,\"rejected\":0");
	fclose(f);
}

struct mine {
	struct session_query q;
};

static enum rc
merge_files(struct job *j, struct err *e)
{
	static const struct opt rows[] = { SESSION_OPTIONS(mine, q), OPT_END };
	struct mine mine = { 0 };
	struct session_plan s;
	struct scan_plan p = { .ops = &session_scan_ops, .ctx = &s, .key = &s.user.key, .nkey = 1,
		.max_facts = 1000 };
	const struct state_head *h;
	struct state_reader *r = NULL;
	enum rc rc = job_prepare(j, e);

	if (rc == RC_OK)
		rc = state_open(&r, j, &(struct state_cfg){ .rows = rows }, &h, e);
	if (rc == RC_OK)
		rc = query_adopt(&(struct query){ rows, &mine }, h->plan, &j->arena, e);
	if (rc == RC_OK)
		rc = session_scan_adopt(&mine.q, h, j, e);
	if (rc == RC_OK)
		rc = state_adopt(h, j, e);
	if (rc == RC_OK)
		rc = session_scan_compile(&s, &mine.q, j, e);
	if (rc == RC_OK)
		rc = scan_merge(j, &p, r, h, e);
	state_close(r);
	return rc;
}

/* What comes of merging one state: the output, or the message without the file's name. */
static const char *
merged(const char *plan, const char *by, const char *state)
{
	static char text[2048];
	char dir[4096], path[4100], out[4100];
	const char *file[] = { path };
	struct job j = { .name = "cxsession", .say = silent, .seed = 1 };
	struct err e = { 0 };
	size_t n = 0;
	enum rc rc;
	FILE *f;

	if (!T_QUIET(mkdtemp(t_temporary(dir, sizeof(dir), "cx-session")) != NULL, "a directory"))
		return "";
	snprintf(path, sizeof(path), "%s/s", dir);
	snprintf(out, sizeof(out), "%s/o", dir);
	write_states(path, plan, by, state);
	arena_init(&j.arena);
	proj_init(&j.query.proj, &j.arena);
	j.given = (struct job_given){ .time = "timestamp", .output = out, .threads = 1,
		.max_line = IN_MAX_LINE_DEFAULT, .file = file, .nfile = 1 };
	rc = merge_files(&j, &e);
	rc = job_close(&j, rc, &e);
	f = rc == RC_OK ? fopen(out, "r") : NULL;
	if (f != NULL) {
		n = fread(text, 1, sizeof(text) - 1, f);
		text[n] = '\0';
		fclose(f);
	} else {
		size_t at = strncmp(e.msg, path, strlen(path)) == 0 ? strlen(path) : 0;

		snprintf(text, sizeof(text), "<%s>", e.msg + at);
	}
	arena_free(&j.arena);
	unlink(path);
	unlink(out);
	rmdir(dir);
	return text;
}

static void
check_facts(void)
{
	static const char *const bad[][2] = {
		{ "{}", "<:2: a state that cannot be: expected a list of facts>" },
		{ "[1]", "<:2: a state that cannot be: expected a time and a fact in number 1>" },
		{ "[[]]", "<:2: a state that cannot be: expected a time and a fact in number 1>" },
		{ "[[1]]", "<:2: a state that cannot be: expected a time and a fact in number 1>" },
		{ "[[1,[{}],2]]",
		    "<:2: a state that cannot be: expected a time and a fact in number 1>" },
		{ "[[1,[{}]],[1.5,[{}]]]",
		    "<:2: a state that cannot be: expected a time and a fact in number 2>" },
		{ "[[\"1\",[{}]]]",
		    "<:2: a state that cannot be: expected a time and a fact in number 1>" },
		{ "[[9223372036854775808,[{}]]]",
		    "<:2: a state that cannot be: expected a time and a fact in number 1>" },
		{ "[[1,{}]]",
		    "<:2: a state that cannot be: expected an array for a fact in number 1>" },
		{ "[[1,[]]]", "<:2: a state that cannot be: expected at most 2 values, the first a "
		    "record in number 1>" },
		{ "[[1,[1,2]]]", "<:2: a state that cannot be: expected at most 2 values, the first a "
		    "record in number 1>" },
		{ "[[1,[{},1,2]]]", "<:2: a state that cannot be: expected at most 2 values, the first "
		    "a record in number 1>" },
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		T_STR(merged(PLAN, USER, bad[i][0]), bad[i][1], bad[i][0]);
	T_STR(merged(PLAN, USER, "[]"), "", "no facts, no output");
	T_STR(merged(PLAN, USER, "[[2, [ { } , \"x\" ] ], [-1,[{\"a\": 1 }]]]"),
	    "{\"a\": 1 ,\"session_id\":\"e2d39a323122f90b\",\"session_number\":1}\n"
	    "{ \"session_id\":\"e2d39a323122f90b\",\"session_number\":1}\n", "white space is fine");
	T_STR(merged(RESULTS, USER, "[[0,[1,2,3,4,5]]]"), "<:2: a state that cannot be: expected at "
	    "most 3 values in number 1>", "too many");
	T_STR(merged(RESULTS, USER, "[[0,[{\"p\":[]},true,[1,2]]],[9,[]]]"),
	    "{\"kind\":\"session\",\"user\":\"u\",\"session_id\":\"67c370fc4d0f2350\","
	    "\"session_number\":1,\"start\":\"1970-01-01T00:00:00Z\","
	    "\"end\":\"1970-01-01T00:00:00.000009Z\",\"duration_ms\":0.009,\"events\":2,\"pages\":1,"
	    "\"entry_page\":{\"p\":[]},\"exit_page\":{\"p\":[]},\"engaged\":true,\"k\":[1,2]}\n",
	    "any values");
}

static void
check_plans(void)
{
	static const char *const bad[][2] = {
		{ "{}",
		    "<a query without 'gap_us'>" },
		{ "{\"gap_us\":1800000000,\"at_gap\":false,\"max_us\":0,\"split\":[]}",
		    "<a query without 'sessions'>" },
		{ "{\"gap_us\":0,\"at_gap\":false,\"max_us\":0,\"split\":[],\"sessions\":false}",
		    "<a query whose 'gap_us' is not microseconds as it can be>" },
		{ "{\"gap_us\":\"30m\",\"at_gap\":false,\"max_us\":0,\"split\":[],\"sessions\":false}",
		    "<a query whose 'gap_us' is not microseconds as it can be>" },
		{ "{\"gap_us\":1,\"at_gap\":0,\"max_us\":0,\"split\":[],\"sessions\":false}",
		    "<a query whose 'at_gap' is not true or false as it can be>" },
		{ "{\"gap_us\":1,\"at_gap\":false,\"max_us\":-1,\"split\":[],\"sessions\":false}",
		    "<a query whose 'max_us' is not microseconds as it can be>" },
		{ "{\"gap_us\":1,\"at_gap\":false,\"max_us\":0,\"split\":\"a\",\"sessions\":false}",
		    "<a query whose 'split' is not a list of expressions as it can be>" },
		{ "{\"gap_us\":1,\"gap_us\":1,\"gap_us\":1,\"gap_us\":1,\"gap_us\":1}",
		    "<:1: duplicate object key near '\"gap_us\"'>" },
		{ "{\"gap_us\":1,\"at_gap\":false,\"max_us\":0,\"split\":[],\"sessions\":false,\"page\":\"p\"}",
		    "<--page needs --sessions, --stat, --pages, --transitions, --paths, --repeats, "
		    "--around, --alert or --alert-repeats>" },
		{ "{\"gap_us\":1,\"at_gap\":false,\"max_us\":0,\"split\":[],\"sessions\":true,\"keep\":[\"k = k\"]}",
		    "<a query for sessions without 'page'>" },
		{ "{\"gap_us\":1,\"at_gap\":false,\"max_us\":0,\"split\":[],\"sessions\":true,\"page\":\"p\"}",
		    "<a query for sessions without 'keep'>" },
		{ "{\"gap_us\":1,\"at_gap\":false,\"max_us\":0,\"split\":[],\"sessions\":false,\"weight\":\"w\"}",
		    "<a query with a member 'weight', which this program does not know>" },
		{ "{\"gap_us\":1,\"at_gap\":false,\"max_us\":0,\"split\":[[]],\"sessions\":false}",
		    "<a query whose 'split' is not a list of expressions as it can be>" },
	};
	const char *keys = "<a query with other keys than user>";

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		T_STR(merged(bad[i][0], USER, "[]"), bad[i][1], bad[i][0]);
	T_STR(merged(PLAN, "[]", "[]"), keys, "no user");
	T_STR(merged(PLAN, "[{\"name\":\"u\",\"expr\":\"u\"}]", "[]"), keys, "another key");
	T_STR(merged("{\"gap_us\":1,\"at_gap\":false,\"max_us\":0,\"split\":[\"a(\"],\"sessions\":false}",
	    USER, "[]"), "<unknown function 'a'>", "an expression that is none");
	T_STR(merged("{\"gap_us\":9223372036854775808,\"at_gap\":false,\"max_us\":0,\"split\":[],"
	    "\"sessions\":false}", USER, "[]"), "<:1: too big integer near '9223372036854775808'>",
	    "a gap too long");
}

int
main(void)
{
	check_facts();
	check_plans();
	return t_done();
}
