/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gate - reports for continuous integration: what each verdict becomes, and what names cannot do
 */
#include "report/gate.h"

#include "base/mem.h"
#include "report/gate_emit.h"
#include "../t.h"

#include <math.h>

static const char nasty[] = "a\x01<b>&\"'\n::error::x\r##[error]y|z#\\ %\xff,*_@me \xe2\x80\xae";

static const struct gate_number numbers[] = {
	{ "slo_bad_ratio", "Share of bad events", 0.002, NULL, { NULL, 0 } },
	{ "slo_burn_rate", "Burn", INFINITY, "window", { "1\"h\\\n", 5 } },
	{ "slo_gone", "Not written", NAN, NULL, { NULL, 0 } },
};

static const struct gate_case cases[] = {
	{ .suite = { "shop", 4 }, .name = { "ok", 2 }, .state = GATE_PASS,
	  .message = { "bad 0 of 10", 11 }, .number = numbers, .nnumber = 1 },
	{ .suite = { "shop", 4 }, .name = { "slow", 4 }, .state = GATE_FAIL,
	  .message = { "bad 20 of 100", 13 }, .file = "s,p:ec.yaml", .line = 7, .number = numbers,
	  .nnumber = 3 },
	{ .suite = { "shop", 4 }, .name = { nasty, sizeof(nasty) - 1 }, .state = GATE_INCONCLUSIVE,
	  .message = { nasty, sizeof(nasty) - 1 } },
	{ .suite = { "other", 5 }, .name = { "warn", 4 }, .state = GATE_FAIL, .advisory = true,
	  .message = { "m", 1 } },
	{ .suite = { "other", 5 }, .name = { "input", 5 }, .state = GATE_ERROR,
	  .message = { "broken", 6 } },
};

enum { N = sizeof(cases) / sizeof(cases[0]) };

static char text[1 << 20];

static const char *
made(void (*write)(const struct gate_report *, struct buf *), const struct gate_report *r)
{
	struct buf o;

	buf_init(&o, SIZE_MAX);
	write(r, &o);
	snprintf(text, sizeof(text), "%.*s", (int)o.n, o.p);
	buf_free(&o);
	return text;
}

static unsigned
count(const char *s, const char *what)
{
	unsigned n = 0;

	for (; (s = strstr(s, what)) != NULL; s += strlen(what))
		n++;
	return n;
}

static void
junit(struct gate_report r)
{
	const char *s = made(gate_junit, &r);

	T_OK(strstr(s, "<testsuites name=\"cxslo\" tests=\"5\" failures=\"1\" errors=\"1\" "
	    "skipped=\"2\" time=\"0\">") != NULL, "junit: counts over all");
	T_OK(strstr(s, "<testsuite name=\"other\" tests=\"2\" failures=\"0\" errors=\"1\" "
	    "skipped=\"1\"") != NULL, "junit: counts of a suite");
	T_OK(strstr(s, "timestamp=\"2026-11-22T10:00:00\"") != NULL, "junit: time without a zone");
	T_OK(strstr(s, "name=\"a\xef\xbf\xbd&lt;b&gt;&amp;&quot;'&#10;::error::x&#13;") != NULL,
	    "junit: names are escaped");
	T_OK(strstr(s, "<skipped message=\"inconclusive: ") != NULL &&
	    strstr(s, "<skipped message=\"advisory fail: m\"/>") != NULL, "junit: skipped says why");
	T_OK(strchr(s, '\x01') == NULL && strchr(s, '\xff') == NULL, "junit: no forbidden bytes");
	r.inconclusive_fails = true;
	s = made(gate_junit, &r);
	T_OK(strstr(s, "errors=\"2\" skipped=\"1\" time=\"0\">") != NULL &&
	    strstr(s, "<error type=\"inconclusive\"") != NULL, "junit: inconclusive that fails is an error");
	r.n = 0;
	T_STR(made(gate_junit, &r), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "
	    "name=\"cxslo\" tests=\"0\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0\">\n"
	    "</testsuites>\n", "junit: nothing");
}

static void
tap(struct gate_report r)
{
	const char *s = made(gate_tap, &r);

	T_OK(strncmp(s, "TAP version 13\n1..5\nok 1 - shop: ok\nnot ok 2 - shop: slow\n  ---\n"
	    "  message: \"bad 20 of 100\"\n", 70) == 0, "tap: version, plan, points");
	T_OK(strstr(s, "\nok 3 - shop: a\xef\xbf\xbd<b>&\"' ::error::x \\#\\#[error]y|z\\#\\\\ %") !=
	    NULL && strstr(s, " # SKIP inconclusive: a") != NULL, "tap: names are escaped");
	T_OK(strstr(s, "\nnot ok 4 - other: warn # TODO advisory fail: m\n") != NULL,
	    "tap: an advisory failure does not count");
	T_OK(count(s, "\nok ") + count(s, "\nnot ok ") == 5, "tap: as many points as planned");
	r.inconclusive_fails = true;
	s = made(gate_tap, &r);
	T_OK(strstr(s, "\nnot ok 3 - shop") != NULL && strstr(s, "SKIP") == NULL,
	    "tap: inconclusive that fails");
	r.n = 0;
	T_STR(made(gate_tap, &r), "TAP version 13\n1..0 # SKIP no objectives\n", "tap: nothing");
}

static void
github(struct gate_report r)
{
	const char *s = made(gate_github, &r), *at, *end;
	char token[64] = "";

	T_OK(strncmp(s, "::error title=other%3A input::error: broken\n::error file=s%2Cp%3Aec.yaml,"
	    "line=7,title=shop%3A slow::fail: bad 20 of 100\n", 120) == 0, "github: the worst first");
	T_OK(strstr(s, "\n::warning title=shop%3A a") != NULL &&
	    strstr(s, "%0A%3A%3Aerror%3A%3Ax%0D##[error]y|z#\\ %25") != NULL,
	    "github: names are escaped");
	at = strstr(s, "\n::stop-commands::");
	T_OK(at != NULL && sscanf(at, "\n::stop-commands::%60s", token) == 1, "github: commands stop");
	end = at != NULL ? strstr(at + 1, "\n::cx") : NULL;
	T_OK(end != NULL && strncmp(end + 3, token, strlen(token)) == 0 &&
	    strcmp(end + 3 + strlen(token), "::\n") == 0, "github: and go on at the very end");
	T_OK(at != NULL && count(at, token) == 2, "github: the token is not in the text");
	T_OK(at != NULL && count(at, "\n::error") == 0, "github: no line of a name's own");
	T_OK(strstr(s, "\ncxslo: 1 pass, 2 fail, 1 inconclusive, 1 error\n") != NULL,
	    "github: a summary");
}

static void
github_many(struct gate_report r)
{
	struct gate_case *c = mem_zalloc(50 * sizeof(*c));
	const char *s;

	for (int i = 0; i < 50; i++)
		c[i] = cases[i < 25 ? 1 : 2];
	r.c = c;
	r.n = 50;
	s = made(gate_github, &r);
	T_OK(count(s, "::error file") == 10 && count(s, "::warning ") == 10,
	    "github: ten annotations of a kind");
	T_OK(count(s, "\n  fail ") == 25 && count(s, "\n  inconclusive ") == 25, "github: all in the summary");
	mem_free(c);
}

static void
markdown(struct gate_report r)
{
	struct gate_case *c;
	const char *s = made(gate_markdown, &r);

	T_OK(strncmp(s, "**cxslo**: 1 pass, 2 fail, 1 inconclusive, 1 error\n\n| verdict |", 60) == 0,
	    "markdown: counts, then a table");
	T_OK(strstr(s, "| **error** | other | input | broken |\n| **fail** | shop | slow |") != NULL,
	    "markdown: the worst first");
	T_OK(strstr(s, "a\xef\xbf\xbd&#60;b&#62;&#38;\"' &#58;&#58;error&#58;&#58;x \\#\\#\\[error\\]y\\|z"
	    "\\#\\\\ %\xef\xbf\xbd,\\*\\_&#64;me") != NULL, "markdown: names are escaped");
	T_OK(count(s, "\n") == 4 + 5, "markdown: a row each");
	c = mem_zalloc(20000 * sizeof(*c));
	for (int i = 0; i < 20000; i++)
		c[i] = cases[2];
	r.c = c;
	r.n = 20000;
	s = made(gate_markdown, &r);
	T_OK(strlen(s) < 1 << 20 && strstr(s, " more are not shown.\n") != NULL,
	    "markdown: less than a summary may be");
	mem_free(c);
}

static void
prometheus(struct gate_report r)
{
	const char *s = made(gate_prometheus, &r);

	T_OK(strstr(s, "slo_verdict{slo=\"shop\",objective=\"slow\",verdict=\"fail\"} 1\n") != NULL &&
	    strstr(s, "slo_verdict{slo=\"shop\",objective=\"slow\",verdict=\"pass\"} 0\n") != NULL,
	    "prometheus: verdicts");
	T_OK(count(s, "slo_bad_ratio gauge") == 1 && count(s, "\nslo_bad_ratio{") == 2 &&
	    count(s, "gauge\nslo_bad_ratio{") == 1, "prometheus: a family stands together");
	T_OK(strstr(s, "window=\"1\\\"h\\\\\\n\"} +Inf\n") != NULL, "prometheus: labels are escaped");
	T_OK(strstr(s, "slo_gone") == NULL, "prometheus: NaN is not written");
	T_OK(strcmp(s + strlen(s) - 6, "# EOF\n") == 0 &&
	    strstr(s, "seconds gauge\nslo_last_evaluation_timestamp_seconds{slo=\"shop\"} 1795341600\n"
	    "slo_last_evaluation_timestamp_seconds{slo=\"other\"} 1795341600\n# EOF") != NULL,
	    "prometheus: time of each slo, and end");
	T_OK(count(s, "\nslo_") == count(s, "{slo=\""), "prometheus: every sample says whose it is");
}

static void
emits(void)
{
	static const struct { const char *text[2], *want; } bad[] = {
		{ { "junit=", NULL }, "--emit: expected junit=FILE, got 'junit='" },
		{ { "tap=-", NULL }, "--emit: expected tap=FILE, got 'tap=-'" },
		{ { "junt", NULL }, "--emit: expected one of junit|tap|github|markdown|prometheus, "
		  "got 'junt' (did you mean 'junit'?)" },
		{ { "junit", "tap" }, "--emit: only one goes to standard output: --emit tap=FILE" },
		{ { "junit=/nowhere/x", NULL }, "/nowhere/x: cannot make a temporary file beside it: No such file or directory" },
	};
	struct gate_emits l;
	struct arena a;
	struct err e;

	arena_init(&a);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		T_OK(gate_emit_open(&l, bad[i].text, bad[i].text[1] != NULL ? 2 : 1, &a, &e) != RC_OK,
		    "refused: %s", bad[i].text[0]);
		T_STR(e.msg, bad[i].want, "with the reason");
		gate_emit_abort(&l);
	}
	arena_free(&a);
}

int
main(void)
{
	struct gate_report r = { .words = GATE_WORDS_SLO, .tool = "cxslo", .c = cases, .n = N,
		.at_us = INT64_C(1795341600000000) };

	junit(r);
	tap(r);
	github(r);
	github_many(r);
	markdown(r);
	prometheus(r);
	emits();
	return t_done();
}
