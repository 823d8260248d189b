/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * walk - every registry, row by row: what a row adds is everywhere, and nowhere without it
 *
 * The filters are in this program, each as a function, and take their rows from without.c.
 * With a row its name stands in --help, in --dump-options (of which completions are made) and
 * in the manual, and the parser takes it.  Without it all of that is gone, and
 * scripts/check-man.awk finds the manual at fault.
 */
#include "../t.h"
#include "without.h"

#include "base/registry.h"
#include "experiment/monitor.h"
#include "experiment/verdict.h"
#include "expr/func.h"
#include "log/log.h"
#include "log/lschema.h"
#include "message/lint.h"
#include "metric/agg_type.h"
#include "objective/kind.h"
#include "quality/qddl_dialect.h"
#include "quality/qkind.h"
#include "record/rkind.h"
#include "report/gate_emit.h"
#include "report/rchart.h"
#include "report/routput.h"
#include "assign/flag.h"
#include "attribution/attribution.h"
#include "attribution/attribution_path.h"
#include "funnel/funnel_like.h"
#include "page/page_form.h"
#include "page/page_lang.h"
#include "policy/policy_example.h"
#include "predict/predict_model.h"
#include "segment/rfm.h"
#include "segment/segment_rules.h"

#include <ctype.h>
#include <sys/wait.h>
#include <unistd.h>

int cxab_main(int argc, char **argv);
int cxanomaly_main(int argc, char **argv);
int cxassign_main(int argc, char **argv);
int cxattribute_main(int argc, char **argv);
int cxcheck_main(int argc, char **argv);
int cxjoin_main(int argc, char **argv);
int cxfunnel_main(int argc, char **argv);
int cxkpi_main(int argc, char **argv);
int cxnotify_main(int argc, char **argv);
int cxparse_main(int argc, char **argv);
int cxplan_main(int argc, char **argv);
int cxpredict_main(int argc, char **argv);
int cxreport_main(int argc, char **argv);
int cxretain_main(int argc, char **argv);
int cxsegment_main(int argc, char **argv);
int cxselect_main(int argc, char **argv);
int cxsession_main(int argc, char **argv);
int cxslo_main(int argc, char **argv);
int cxstat_main(int argc, char **argv);
int cxuser_main(int argc, char **argv);
int cxview_main(int argc, char **argv);

enum { ARGS_MAX = 8, NAME_BYTES = 64, OPTIONS_MAX = 100, WHATS_MAX = 32 };

static const struct filter {
	const char *name;
	int       (*main)(int argc, char **argv);
} filters[] = {
	{ "cxab", cxab_main },
	{ "cxanomaly", cxanomaly_main },
	{ "cxassign", cxassign_main },
	{ "cxattribute", cxattribute_main },
	{ "cxcheck", cxcheck_main },
	{ "cxjoin", cxjoin_main },
	{ "cxfunnel", cxfunnel_main },
	{ "cxkpi", cxkpi_main },
	{ "cxnotify", cxnotify_main },
	{ "cxparse", cxparse_main },
	{ "cxplan", cxplan_main },
	{ "cxpredict", cxpredict_main },
	{ "cxreport", cxreport_main },
	{ "cxretain", cxretain_main },
	{ "cxsegment", cxsegment_main },
	{ "cxselect", cxselect_main },
	{ "cxsession", cxsession_main },
	{ "cxslo", cxslo_main },
	{ "cxstat", cxstat_main },
	{ "cxuser", cxuser_main },
	{ "cxview", cxview_main },
};

enum { FILTERS = sizeof(filters) / sizeof(filters[0]) };

static bool
knows_kind(const char *name)
{
	const struct jread_member m = { SV("kind"), false, val_of_text(sv_of(name)) };

	return rkind_read(&m, 1) != NULL;
}

/* A record that has nothing else lacks what it is drawn by, or has no drawing. */
static bool
draws_kind(const char *name)
{
	const struct jread_member m[] = { { SV("kind"), false, val_of_text(sv_of(name)) },
		{ SV("x"), false, val_of_double(1) } };
	const struct rcell_style style = { 0 };
	struct err e = { 0 };
	struct rtable t;
	struct buf o;
	bool drawn;

	buf_init(&o, SIZE_MAX);
	rtable_init(&t);
	rtable_add(&t, m, 2);
	drawn = rchart_write(&t, &style, &o, &e) == RC_USAGE && strstr(e.msg, "by their") != NULL;
	rtable_free(&t);
	buf_free(&o);
	return drawn;
}

static void
hear_rule(void *ctx, const struct lint_rule *rule, const char *message)
{
	const char **name = ctx;

	(void)message;
	if (*name != NULL && strcmp(*name, rule->name) == 0)
		*name = NULL;
}

/* A message against every rule there is. */
static bool
lints(const char *name)
{
	static const char html[] = "<html><p style='color:#fff'>x</p><img><a href='x'></a>"
	    "<a class='btn' href='y'>y</a><a class='btn' href='z'>z</a>";
	struct lint_message m = { .language = SV("ar"), .mail = true, .push = true,
		.marketing = true };
	enum { LONG = 120 * 1024, SOME = 5000 };
	char *page = malloc(LONG);
	struct arena a;
	struct err e;

	memset(page, 'A', LONG);
	memcpy(page, html, sizeof(html) - 1);
	arena_init(&a);
	for (unsigned i = 0; i < LINT_PARTS; i++) {
		struct template *t;

		if (i == LINT_TEXT)
			continue;
		m.source[i] = i == LINT_HTML ? (struct sv){ page, LONG } :
		    (struct sv){ page + LONG - SOME, SOME };
		if (template_parse(&t, m.source[i], i == LINT_HTML ? TEMPLATE_HTML : TEMPLATE_TEXT,
		    NULL, &a, &e) == RC_OK)
			m.part[i] = t;
	}
	lint_message(&m, hear_rule, &name);
	arena_free(&a);
	free(page);
	return name == NULL;
}

static const struct feature {	/* a registry, and who shows it */
	const struct registry *rows;
	bool        sorted;		/* by name */
	const char *filter;		/* lists the rows in --help */
	const char *option;		/* takes their names, and completes them; NULL: none does */
	const char *ask[ARGS_MAX];	/* a command that parses a name, which stands for @ */
	const char *unknown;		/* what it says then, with the name for @ */
	const char *spec;		/* of a spec.yaml that it reads, likewise; NULL: none */
	bool      (*knows)(const char *name);	/* instead of ask: the library finds it */
} features[] = {
	{ .rows = &routput_registry, .filter = "cxview", .option = "as",
	  .ask = { "cxview", "--as", "@", "/dev/null" }, .unknown = "--as: expected " },
	{ .rows = &gate_emit_registry, .filter = "cxslo", .option = "emit",
	  .ask = { "cxslo", "--preset", "dcx", "--emit", "@", "/dev/null" },
	  .unknown = "--emit: expected one of " },
	{ .rows = &gate_emit_registry, .filter = "cxcheck", .option = "emit",
	  .ask = { "cxcheck", "--emit", "@", "plan.yaml", "/dev/null" },
	  .unknown = "--emit: expected one of " },
	{ .rows = &qddl_dialect_registry, .filter = "cxcheck", .option = "ddl",
	  .ask = { "cxcheck", "--ddl", "@", "plan.yaml" }, .unknown = "--ddl: expected " },
	{ .rows = &qkind_registry, .filter = "cxcheck", .spec = "checks:\n  - @: id\n",
	  .ask = { "cxcheck", "spec.yaml", "/dev/null" }, .unknown = "expected a check: " },
	{ .rows = &kind_registry, .filter = "cxslo", .ask = { "cxslo", "--needs", "spec.yaml" },
	  .unknown = ", found '@'", .spec = "objectives:\n  - name: some\n    type: @\n" },
	{ .rows = &agg_type_registry, .filter = "cxstat",
	  .ask = { "cxstat", "@(x)", "/dev/null" }, .unknown = "unknown aggregate '@'" },
	{ .rows = &func_registry, .sorted = true, .filter = "cxselect",
	  .ask = { "cxselect", "-e", "@(x)", "/dev/null" }, .unknown = "unknown function '@'" },
	{ .rows = &func_registry, .sorted = true, .filter = "cxstat",
	  .ask = { "cxstat", "sum(@(x))", "/dev/null" }, .unknown = "unknown function '@'" },
	{ .rows = &predict_model_registry, .filter = "cxpredict", .option = "fit",
	  .ask = { "cxpredict", "--fit", "@", "/dev/null" }, .unknown = "--fit: expected " },
	{ .rows = &rfm_method_registry, .filter = "cxsegment", .option = "method",
	  .ask = { "cxsegment", "--rfm", "--method", "@", "/dev/null" },
	  .unknown = "--method: expected " },
	{ .rows = &segment_rules_registry, .filter = "cxsegment", .option = "stages",
	  .ask = { "cxsegment", "--stages", "@", "/dev/null" }, .unknown = "--stages: expected " },
	{ .rows = &flag_registry, .filter = "cxassign", .option = "hash",
	  .ask = { "cxassign", "--experiment", "a", "--hash", "@", "/dev/null" },
	  .unknown = "--hash: expected " },
	{ .rows = &policy_registry, .filter = "cxnotify", .option = "example",
	  .ask = { "cxnotify", "--example", "@" }, .unknown = "--example: expected " },
	{ .rows = &verdict_rule_registry, .filter = "cxab", .option = "rule",
	  .ask = { "cxab", "--rule", "@", "count()", "/dev/null" }, .unknown = "--rule: expected " },
	{ .rows = &attribution_registry, .filter = "cxattribute", .option = "model",
	  .ask = { "cxattribute", "--model", "@", "/dev/null" },
	  .unknown = "--model: expected one of " },
	{ .rows = &attribution_path_registry, .filter = "cxattribute", .option = "transform",
	  .ask = { "cxattribute", "--transform", "@:x", "/dev/null" },
	  .unknown = "--transform: expected one of " },
	{ .rows = &funnel_like_registry, .filter = "cxfunnel", .option = "like",
	  .ask = { "cxfunnel", "-s", "a", "--like", "@", "/dev/null" },
	  .unknown = "--like: no rules are called '@'" },
	{ .rows = &monitor_registry, .filter = "cxplan", .option = "monitor",
	  .ask = { "cxplan", "--metric", "m:proportion:0.5", "--mde", "0.1", "--monitor", "@" },
	  .unknown = "--monitor: no monitor '@'" },
	{ .rows = &page_form_registry, .filter = "cxreport", .option = "as",
	  .ask = { "cxreport", "--as", "@", "/dev/null" }, .unknown = "--as: expected " },
	{ .rows = &page_lang_registry, .filter = "cxreport", .option = "lang",
	  .ask = { "cxreport", "--lang", "@", "/dev/null" }, .unknown = "--lang: expected " },
	{ .rows = &lint_registry, .filter = "cxnotify", .knows = lints },
	{ .rows = &rkind_registry, .filter = "cxview", .knows = knows_kind },
	{ .rows = &rchart_registry, .filter = "cxview", .knows = draws_kind },
	{ .rows = &log_registry, .filter = "cxparse", .option = "format",
	  .ask = { "cxparse", "-f", "@", "/dev/null" }, .unknown = "unknown format '@'" },
	{ .rows = &log_registry, .filter = "cxstat", .option = "format",
	  .ask = { "cxstat", "-f", "@", "count()", "/dev/null" }, .unknown = "unknown format '@'" },
	{ .rows = &lschema_registry, .filter = "cxparse", .option = "schema",
	  .ask = { "cxparse", "--schema", "@", "/dev/null" },
	  .unknown = "--schema: unknown schema '@'" },
};

enum { FEATURES = sizeof(features) / sizeof(features[0]) };

static char dir[4096];		/* where the filters run, and what they say is kept */

static const char *
path_of(const char *name, const char *end)
{
	static char path[sizeof(dir) + NAME_BYTES];

	snprintf(path, sizeof(path), "%s/%s%s", dir, name, end);
	return path;
}

/* ---- running a filter ---- */

struct said {
	char *out;
	char *err;
};

static char *
slurp(int fd)
{
	off_t n = lseek(fd, 0, SEEK_END);
	char *s = calloc(1, (size_t)n + 1);

	if (s == NULL || pread(fd, s, (size_t)n, 0) != n)
		abort();
	return s;
}

static const struct filter *
filter_of(const char *name)
{
	for (size_t i = 0; i < FILTERS; i++)
		if (strcmp(filters[i].name, name) == 0)
			return &filters[i];
	abort();
}

/* Runs in a process of its own: a filter is done once its main has returned. */
static struct said
run(const char *const *arg)
{
	static FILE *file[2];
	char *argv[ARGS_MAX + 1] = { NULL };
	int argc = 0, status;
	pid_t pid;

	for (int i = 0; i < 2; i++) {
		if (file[i] == NULL)
			file[i] = fopen(path_of("said", i == 0 ? ".out" : ".err"), "w+");
		if (file[i] == NULL || ftruncate(fileno(file[i]), 0) != 0)
			abort();
		rewind(file[i]);
	}
	for (; arg[argc] != NULL; argc++)
		argv[argc] = strdup(arg[argc]);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		if (chdir(dir) != 0)
			_exit(9);
		dup2(fileno(file[0]), STDOUT_FILENO);
		dup2(fileno(file[1]), STDERR_FILENO);
		_exit(filter_of(arg[0])->main(argc, argv));
	}
	T_QUIET(pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
	    WEXITSTATUS(status) < 5, "%s %s ends well", arg[0], arg[1]);
	while (argc > 0)
		free(argv[--argc]);
	return (struct said){ slurp(fileno(file[0])), slurp(fileno(file[1])) };
}

static void
forget(struct said s)
{
	free(s.out);
	free(s.err);
}

/* What one filter says to one question. */
static char *
answer(const char *filter, const char *question)
{
	struct said s = run((const char *const[]){ filter, question, NULL });

	free(s.err);
	return s.out;
}

/* ---- where a name stands ---- */

/* @text has @word, and behind it neither a letter nor what names have in them. */
static bool
has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
		if (!isalnum((unsigned char)at[n]) && (at[n] == '\0' || strchr("_-:+", at[n]) == NULL))
			return true;
	return false;
}

/* --help has a line for the option @label. */
static bool
has_option(const char *help, const char *label)
{
	char word[NAME_BYTES + 8];

	snprintf(word, sizeof(word), "\n      %s", label);
	if (has_word(help, word))
		return true;
	snprintf(word, sizeof(word), ", %s", label);
	for (const char *at = strstr(help, word); at != NULL; at = strstr(at + 1, word))
		if (at - help >= 5 && memcmp(at - 5, "\n  -", 4) == 0 &&
		    isalpha((unsigned char)at[strlen(word)]) == 0)
			return true;
	return false;
}

/* --help lists @name under @title. */
static bool
in_help(const char *help, const char *title, const char *name)
{
	char word[NAME_BYTES + 4], head[NAME_BYTES];
	const char *from, *end;
	char *part;
	bool is;

	snprintf(head, sizeof(head), "\n\n%s\n", title);
	snprintf(word, sizeof(word), "\n  %s", name);
	from = strstr(help, head);
	if (from == NULL)
		return false;
	from += 2;
	end = strstr(from, "\n\n");
	part = strndup(from, (size_t)(end - from));
	is = has_word(part, word);
	free(part);
	return is;
}

/* Between @open and the "]" that follows, @name stands in quotes. */
static bool
in_values(const char *dump, const char *open, const char *name)
{
	char word[NAME_BYTES + 2];
	const char *from = strstr(dump, open), *at;

	if (from == NULL)
		return false;
	from = strchr(from + strlen(open) - 1, '[');
	snprintf(word, sizeof(word), "\"%s\"", name);
	at = strstr(from, word);
	return at != NULL && at < strchr(from, ']');
}

static bool
in_list(const char *dump, const char *what, const char *name)
{
	char open[NAME_BYTES];

	snprintf(open, sizeof(open), "{\"rows_of\":\"%s\",\"names\":[", what);
	return in_values(dump, open, name);
}

static bool
in_completion(const char *dump, const char *option, const char *name)
{
	char open[NAME_BYTES];
	const char *row, *end;
	char *line;
	bool is;

	snprintf(open, sizeof(open), "\"long\":\"%s\"", option);
	row = strstr(dump, open);
	if (row == NULL)
		return false;
	end = strchr(row, '\n');
	line = strndup(row, (size_t)(end - row));
	is = in_values(line, "\"values\":[", name);
	free(line);
	return is;
}

/* ---- the manual ---- */

/* What scripts/check-man.awk has to say about the manual. */
static char *
check_man(void)
{
	char command[sizeof(dir) + 80];
	size_t n = 0, cap = 1 << 18;
	char *s = calloc(1, cap);
	FILE *p;

	for (size_t i = 0; i < FILTERS; i++) {
		char *dump = answer(filters[i].name, "--dump-options");
		FILE *f = fopen(path_of(filters[i].name, ".dump"), "w");

		if (f == NULL || fputs(dump, f) < 0 || fclose(f) != 0)
			abort();
		free(dump);
	}
	snprintf(command, sizeof(command),
	    "awk -f scripts/check-man.awk '%s'/*.dump man/*.[157] 2>&1", dir);
	p = popen(command, "r");
	if (p == NULL || s == NULL)
		abort();
	while (n < cap - 1 && !feof(p))
		n += fread(s + n, 1, cap - 1 - n, p);
	pclose(p);
	return s;
}

/*
 * The manual mentions @name, and is told that it should not.  Told so of half of all names at
 * once: it has something to say of each.
 */
static bool
manual_misses(const char *what, const char *name)
{
	static struct {
		const char *what;
		char *said[2];
	} asked[WHATS_MAX];
	unsigned half = without_half_of(name);
	char want[2][2 * NAME_BYTES];
	const char *dashes;
	size_t i = 0;

	while (asked[i].what != NULL && strcmp(asked[i].what, what) != 0)
		i++;
	if (i >= WHATS_MAX - 1)
		abort();
	asked[i].what = what;
	if (asked[i].said[half] == NULL) {
		without_half(what, half);
		asked[i].said[half] = check_man();
		without(NULL, NULL);
	}
	dashes = strcmp(what, "option") == 0 ? "--" : "";
	snprintf(want[0], sizeof(want[0]), ": no such %s: %s%s\n", what, dashes, name);
	snprintf(want[1], sizeof(want[1]), ": no filter has the option %s%s\n", dashes, name);
	return strstr(asked[i].said[half], want[0]) != NULL ||
	    strstr(asked[i].said[half], want[1]) != NULL;
}

/* ---- a row ---- */

static char *
put_name(const char *text, const char *name)
{
	const char *at = strchr(text, '@');
	char *s = malloc(strlen(text) + strlen(name) + 1);

	if (s == NULL)
		abort();
	if (at == NULL)
		return strcpy(s, text);
	sprintf(s, "%.*s%s%s", (int)(at - text), text, name, at + 1);
	return s;
}

/* NAME.yaml says @text, with @row for @. */
static void
write_yaml(const char *name, const char *text, const char *row)
{
	char *s = put_name(text, row);
	FILE *f = fopen(path_of(name, ".yaml"), "w");

	if (f == NULL || fputs(s, f) < 0 || fclose(f) != 0)
		abort();
	free(s);
}

/* The parser does not know @name. */
static bool
is_unknown(const struct feature *f, const char *name)
{
	char *arg[ARGS_MAX] = { NULL }, *want = put_name(f->knows == NULL ? f->unknown : "", name);
	struct said s;
	bool is;

	if (f->knows != NULL) {
		free(want);
		return !f->knows(name);
	}
	if (f->spec != NULL)
		write_yaml("spec", f->spec, name);
	for (size_t i = 0; f->ask[i] != NULL; i++)
		arg[i] = put_name(f->ask[i], name);
	s = run((const char *const *)(uintptr_t)arg);
	is = strstr(s.err, want) != NULL;
	forget(s);
	free(want);
	for (size_t i = 0; i < ARGS_MAX; i++)
		free(arg[i]);
	return is;
}

struct seen {			/* where a row shows */
	bool help;
	bool list;
	bool completion;
	bool parser;
};

static struct seen
look_for(const struct feature *f, const char *name)
{
	char *help = answer(f->filter, "--help"), *dump = answer(f->filter, "--dump-options");
	struct seen s = {
		.help = in_help(help, f->rows->title, name),
		.list = in_list(dump, f->rows->what, name),
		.completion = f->option != NULL && in_completion(dump, f->option, name),
		.parser = !is_unknown(f, name),
	};

	free(help);
	free(dump);
	return s;
}

static void
walk_row(const struct feature *f, const char *name)
{
	const char *what = f->rows->what;
	struct seen s = look_for(f, name);

	T_QUIET(s.help, "%s %s: in %s --help", what, name, f->filter);
	T_QUIET(s.list, "%s %s: in %s --dump-options", what, name, f->filter);
	T_QUIET(s.completion == (f->option != NULL), "%s %s: completed", what, name);
	T_QUIET(s.parser, "%s %s: parsed", what, name);
	without(what, name);
	s = look_for(f, name);
	T_QUIET(!s.help, "without %s %s: still in %s --help", what, name, f->filter);
	T_QUIET(!s.list, "without %s %s: still in %s --dump-options", what, name, f->filter);
	T_QUIET(!s.completion, "without %s %s: still completed", what, name);
	T_QUIET(!s.parser, "without %s %s: still parsed", what, name);
	without(NULL, NULL);
	T_QUIET(manual_misses(what, name), "without %s %s: the manual is not at fault", what, name);
}

static void
walk(const struct feature *f)
{
	const char *before = "";
	const void *row;
	unsigned failed = t_failed;
	size_t n;

	for (n = 0; (row = registry_row(f->rows, n)) != NULL; n++) {
		const char *name = registry_name(f->rows, row);
		const char *summary = registry_summary(f->rows, row);

		T_QUIET(registry_find(f->rows, sv_of(name)) == row, "%s: twice", name);
		T_QUIET(!f->sorted || strcmp(before, name) < 0, "%s: in order", name);
		T_QUIET(summary[0] != '\0' && strchr(summary, '\n') == NULL, "%s: says what it is",
		    name);
		walk_row(f, name);
		before = name;
	}
	T_OK(n > 1 && t_failed == failed, "%s: %zu %ss, with each and without", f->filter, n,
	    f->rows->what);
}

/* ---- options ---- */

static void
walk_option(const char *filter, const char *name)
{
	char label[NAME_BYTES], want[NAME_BYTES + 32], *help;
	struct said s;

	snprintf(label, sizeof(label), "--%.60s", name);
	snprintf(want, sizeof(want), "unknown option '--%.60s'", name);
	without("option", name);
	help = answer(filter, "--help");
	s = run((const char *const[]){ filter, label, "x", NULL });
	T_QUIET(!has_option(help, label), "%s without %s: still in --help", filter, label);
	T_QUIET(strstr(s.err, want) != NULL, "%s without %s: still parsed", filter, label);
	without(NULL, NULL);
	T_QUIET(manual_misses("option", name), "%s without %s: the manual is not at fault",
	    filter, label);
	free(help);
	forget(s);
}

/* Of every filter; --help itself cannot be asked for without it. */
static void
walk_options(const char *filter)
{
	char name[OPTIONS_MAX][NAME_BYTES], *dump = answer(filter, "--dump-options");
	char *help = answer(filter, "--help"), label[NAME_BYTES + 2];
	unsigned failed = t_failed;
	size_t n = 0;

	for (const char *at = dump; n < OPTIONS_MAX && (at = strstr(at, "\"long\":\"")) != NULL; at++)
		n += sscanf(at, "\"long\":\"%63[^\"]\"", name[n]) == 1 &&
		    strcmp(name[n], "help") != 0;
	for (size_t i = 0; i < n; i++) {
		snprintf(label, sizeof(label), "--%.60s", name[i]);
		T_QUIET(has_option(help, label), "%s %s: in --help", filter, label);
		for (size_t k = 0; k < i; k++)
			T_QUIET(strcmp(name[k], name[i]) != 0, "%s %s: twice", filter, label);
		walk_option(filter, name[i]);
	}
	T_OK(n > 5 && t_failed == failed, "%s: %zu options, with each and without", filter, n);
	free(dump);
	free(help);
}

/* Where the filters run, with what the commands of features name. */
static void
make_dir(void)
{
	if (mkdtemp(t_temporary(dir, sizeof(dir), "cx-walk")) == NULL)
		abort();
	write_yaml("plan", "checks:\n  - not_null: @\n", "id");
}

static void
remove_dir(void)
{
	for (size_t i = 0; i < FILTERS; i++)
		unlink(path_of(filters[i].name, ".dump"));
	unlink(path_of("plan", ".yaml"));
	unlink(path_of("spec", ".yaml"));
	unlink(path_of("said", ".out"));
	unlink(path_of("said", ".err"));
	rmdir(dir);
}

int
main(void)
{
	char *said;

	make_dir();
	said = check_man();
	T_STR(said, "", "the manual and the registries agree");
	free(said);
	for (size_t i = 0; i < FEATURES; i++)
		walk(&features[i]);
	for (size_t i = 0; i < FILTERS; i++)
		walk_options(filters[i].name);
	remove_dir();
	return t_done();
}
