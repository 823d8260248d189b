/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tool - see tool.h
 */
#include "tool/tool.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "io/fd.h"
#include "io/codec.h"
#include "io/in.h"
#include "io/out.h"
#include "io/scrap.h"
#include "io/stop.h"
#include "query/document.h"
#include "query/relation.h"
#include "stats/quiet.h"
#include "tool/caret.h"
#include "tool/files.h"
#include "tool/help.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* One write, so that the lines of filters in a pipeline do not mix. */
static void
to_stderr(struct buf *b)
{
	size_t at = 0;

	while (at < b->n) {
		ssize_t n = write(STDERR_FILENO, b->p + at, b->n - at);

		if (n < 0 && errno == EAGAIN)
			fd_wait(STDERR_FILENO, true);
		else if (n < 0 && errno != EINTR)
			break;
		at += n > 0 ? (size_t)n : 0;
	}
	buf_free(b);
}

/*
 * Out of memory, in whatever thread: no heap here, and one line however many threads come.
 * The state is the process's own, like the hook itself.
 */
static const char *oom_name;
static atomic_flag oom_said = ATOMIC_FLAG_INIT;

static void
out_of_memory(size_t wanted)
{
	static const char what[] = ": out of memory\n";
	char line[64];
	size_t n = strlen(oom_name);

	(void)wanted;
	while (atomic_flag_test_and_set(&oom_said))
		(void)pause();	/* another thread is about to end the program */
	scrap_all();
	n = n < sizeof(line) - sizeof(what) ? n : sizeof(line) - sizeof(what);
	memcpy(line, oom_name, n);
	memcpy(line + n, what, sizeof(what) - 1);
	(void)!write(STDERR_FILENO, line, n + sizeof(what) - 1);
	_exit(2);
}

/* Data may be in a message; a line feed in it must not forge a message of its own. */
static void
add_safe(struct buf *b, struct sv s, struct arena *tmp)
{
	size_t i = 0;

	while (i + 2 < s.n && memcmp(s.p + i, "\n  ", 3) != 0)
		i++;
	if (i + 2 >= s.n) {
		buf_sv(b, utf8_safe(s, tmp));
		return;
	}
	buf_sv(b, utf8_safe((struct sv){ s.p, i }, tmp));
	buf_c(b, '\n');
	add_safe(b, (struct sv){ s.p + i + 1, s.n - i - 1 }, tmp);
}

static void
add_message(struct buf *b, const char *name, const char *msg, struct arena *tmp)
{
	buf_sv(b, sv_of(name));
	buf_sv(b, SV(": "));
	add_safe(b, sv_of(msg), tmp);
	buf_c(b, '\n');
}

void
tool_say(const char *name, const char *msg)
{
	struct arena tmp;
	struct buf b;

	arena_init(&tmp);
	buf_init(&b, SIZE_MAX);
	add_message(&b, name, msg, &tmp);
	to_stderr(&b);
	arena_free(&tmp);
}

/*
 * A line that is renewed, as that of --progress: it replaces the one that stands on the
 * terminal, and the cursor stays in it.
 */
static void
tool_show(const char *name, const char *msg)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_sv(&b, SV("\r\033[K"));
	if (msg != NULL)
		buf_printf(&b, "%s: %s", name, msg);
	to_stderr(&b);
}

/* open() takes the lowest number that is free: in rising order, the one that is closed. */
static void
hold_standard_fds(void)
{
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			break;
}

/* The operands: the program, if the filter has one, then files. */
static enum rc
take_operands(const struct tool *t, const void *cfg, struct job *job, const struct opt_args *a,
    struct err *e)
{
	size_t skip = t->program != NULL && !(t->only_files != NULL && t->only_files(cfg));

	if (a->noperand < skip)
		return rc_err(e, RC_USAGE, "expected %s, got no operand", t->program);
	if (skip)
		job->given.program = a->operand[0];
	job->given.row = a->given;
	job->given.nfile = a->noperand - skip;
	job->given.file = job->given.nfile != 0 ? a->operand + skip : NULL;
	return RC_OK;
}

static enum rc
answer_question(const struct tool *t, enum opt_ask ask, struct err *e)
{
	struct buf b;
	struct out *o;
	enum rc rc;

	buf_init(&b, SIZE_MAX);
	if (ask == OPT_ASK_DUMP)
		help_dump(&b, t);
	else if (ask == OPT_ASK_VERSION)
		help_version(&b, t);
	else
		help_text(&b, t, ask == OPT_ASK_HELP);
	rc = out_open(&o, NULL, e);
	if (rc == RC_OK) {
		out_sv(o, buf_view(&b));
		rc = out_close(o, e);
	}
	buf_free(&b);
	return rc == RC_OK ? RC_END : rc;
}

enum rc
tool_start(const struct tool *t, void *cfg, struct job *job, int argc, char **argv, struct err *e)
{
	struct opt_args a = { .table = t->opts, .cfg = cfg, .job = job };
	enum rc rc;

	hold_standard_fds();
	oom_name = t->name;
	mem_set_oom(out_of_memory);
	document_start(hash_seed());
	stop_catch();
	quiet_gsl();
	memset(job, 0, sizeof(*job));
	job->name = t->name;
	job->say = tool_say;
	job->show = isatty(STDERR_FILENO) ? tool_show : NULL;
	job->seed = hash_seed();
	arena_init(&job->arena);
	proj_init(&job->query.proj, &job->arena);
	job->given.time = t->time != NULL ? t->time : "timestamp";
	job->given.conf = 0.95;
	job->given.max_bad = "1%";
	job->given.max_line = IN_MAX_LINE_DEFAULT;
	job->given.max_window = CODEC_WINDOW_DEFAULT;

	rc = opt_parse(&a, argc, argv, e);
	if (rc == RC_OK && a.ask != OPT_ASK_NOTHING)
		return answer_question(t, a.ask, e);
	if (rc == RC_OK)
		rc = take_operands(t, cfg, job, &a, e);
	if (rc == RC_OK)
		rc = relation_check(&(struct query){ t->opts, cfg }, &(struct relation_given){
		    .row = a.given, .shared = &job->given, .files = job->given.nfile != 0 }, e);
	if (rc == RC_OK)
		rc = files_check(t, cfg, job, e);
	if (rc == RC_OK)
		rc = job_prepare(job, e);
	return rc;
}

static bool
is_failure(enum rc rc)
{
	return rc != RC_OK && rc != RC_END && rc != RC_NO && rc != RC_NOVERDICT;
}

static void
explain_failure(const struct tool *t, const struct err *e)
{
	struct arena tmp;
	struct buf b, msg;
	bool caret = e->col != 0 && e->text != NULL;

	arena_init(&tmp);
	buf_init(&b, SIZE_MAX);
	buf_init(&msg, SIZE_MAX);
	if (e->col != 0 && e->what != NULL)
		buf_printf(&msg, "%s, column %llu: ", e->what, (unsigned long long)e->col);
	buf_sv(&msg, sv_of(e->msg[0] != '\0' ? e->msg : "failed, and no reason was given"));
	buf_c(&msg, '\0');
	add_message(&b, t->name, msg.p, &tmp);
	if (caret)
		caret_draw(&b, sv_of(e->text), e->col, &tmp);
	if (e->rc == RC_USAGE && !caret)
		buf_printf(&b, "try '%s --help'\n", t->name);
	to_stderr(&b);
	buf_free(&msg);
	arena_free(&tmp);
}

int
tool_finish(const struct tool *t, struct job *job, enum rc rc, struct err *e)
{
	bool too_bad;
	int status = 0;

	rc = job_close(job, rc, e);
	too_bad = job_too_bad(job) || (job->given.strict_fields && job->run.count.missed > 0);
	if (is_failure(rc))
		status = 2;
	else if (rc == RC_NO)
		status = 1;
	else if (too_bad)
		status = 4;
	else if (rc == RC_NOVERDICT || job->run.count.lacking > 0)
		status = 3;
	if (status == 2 && rc != RC_STOP)
		explain_failure(t, e);
	if ((status != 2 || rc == RC_STOP) && stop_signal() != 0)
		status = 128 + stop_signal();
	arena_free(&job->arena);
	return status;
}
