/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/memory.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "io/lock.h"
#include "io/place.h"
#include "io/stop.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

void
memory_init(struct memory *m, const struct memory_ops *ops, void *ctx)
{
	*m = (struct memory){ .ops = ops, .ctx = ctx, .lock = -1 };
}

static enum rc
no_file(const char *option, const char *path, struct err *e)
{
	return strcmp(path, "-") == 0 ? rc_err(e, RC_USAGE, "%s: expected a file, got '-'", option)
	    : RC_OK;
}

enum rc
memory_open(struct memory *m, const char *option, const char *path, const struct job *j,
    struct err *e)
{
	enum rc rc = no_file(option, path, e);

	if (rc == RC_OK)
		rc = lock_take(&m->lock, path, e);
	m->there = m->lock >= 0;
	if (rc == RC_OK && m->there)
		rc = m->ops->load(m->ctx, path, j, e);
	return rc == RC_OK ? out_open(&m->next, path, e) : rc;
}

/* ---- with a place ---- */

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A descriptor, a pipe, a device: written through, and not replaced. */
static bool
is_special(const char *path)
{
	struct stat st;

	return place_fd(path) != PLACE_NO_FD ||
	    (stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode));
}

/* Where a run's own files go: what is no folder would be replaced by the next run. */
static enum rc
check_folder(const char *option, const char *path, struct err *e)
{
	if (is_folder(path))
		return RC_OK;
	if (errno == ENOENT && path[0] != '\0' && path[strlen(path) - 1] == '/')
		return rc_err(e, RC_IO, "%s: %s", path, strerror(ENOENT));
	return rc_err(e, RC_USAGE, "%s: with --resume each run writes a file of its own: expected "
	    "a folder, got '%s'", option, path);
}

/* A run's files have the same name in both. */
static bool
same_folder(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
	    x.st_ino == y.st_ino;
}

static enum rc
check_outputs(const struct job_given *g, enum memory_output output, struct err *e)
{
	bool to_stdout = g->output == NULL || strcmp(g->output, "-") == 0;
	enum rc rc = RC_OK;

	if (output == MEMORY_RECORDS && to_stdout && !g->at_least_once)
		return rc_err(e, RC_USAGE, "--resume: what is written to standard output cannot be "
		    "taken back when the run is cut short: give a folder with --output, or allow "
		    "doubles with --at-least-once");
	if (output == MEMORY_RECORDS && !to_stdout)
		rc = check_folder("--output", g->output, e);
	if (rc == RC_OK && g->rejects != NULL && !is_special(g->rejects))
		rc = check_folder("--rejects", g->rejects, e);
	if (rc == RC_OK && output == MEMORY_RECORDS && !to_stdout && g->rejects != NULL &&
	    same_folder(g->output, g->rejects))
		rc = rc_err(e, RC_USAGE, "--output and --rejects are one folder: '%s'", g->output);
	return rc;
}

static enum rc
check_inputs(const struct job_given *g, struct err *e)
{
	bool std = g->nfile == 0;

	for (size_t i = 0; i < g->nfile; i++) {
		struct sv s = sv_of(g->file[i]);

		std |= sv_is(s, "-");
		if (utf8_valid(s) != s.n)
			return rc_err(e, RC_USAGE, "--resume: the name of a file is not UTF-8: "
			    "'%s'", g->file[i]);
	}
	return std ? rc_err(e, RC_USAGE, "--resume: standard input cannot be gone on from: give "
	    "files") : RC_OK;
}

/* Hold the lock; *m->there says whether somebody was here before. */
static enum rc
take_place(struct memory *m, struct job *j, struct err *e)
{
	const char *path = j->given.resume;
	struct buf name;
	struct stat st;
	enum rc rc;

	buf_init(&name, SIZE_MAX);
	buf_sv(&name, sv_of(path));
	buf_sv(&name, SV(".lock"));
	m->locked = arena_bytes(&j->arena, name.p, name.n);
	buf_free(&name);
	rc = lock_hold(&m->lock, m->locked, path, j->given.wait, e);
	if (rc != RC_OK)
		return rc;
	m->there = stat(path, &st) == 0;
	if (!m->there && errno != ENOENT)
		return rc_err(e, RC_IO, "%s: %s", path, strerror(errno));
	if (m->there && !S_ISREG(st.st_mode))
		return rc_err(e, RC_USAGE, "--resume: expected a file, got '%s'", path);
	return RC_OK;
}

/* The place, and whether what the filter remembers is there as it should be. */
static enum rc
load_place(struct memory *m, struct job *j, struct err *e)
{
	const char *path = j->given.resume;
	enum rc rc = resume_load(&m->place, m->trail, j->name, path, &j->arena, e);

	if (rc != RC_OK || m->place.states == (m->ops != NULL))
		return rc;
	return rc_err(e, RC_SYNTAX, m->place.states ?
	    "%s:1: the run before remembered more than the place: its options were others" :
	    "%s:1: the run before remembered nothing but the place: its options were others",
	    path);
}

/* This run's own names; nobody writes under them but who has the place. */
static void
name_outputs(struct memory *m, struct job *j, enum memory_output output)
{
	struct job_given *g = &j->given;

	out_tidy(g->resume);
	if (output == MEMORY_RECORDS && !g->at_least_once) {
		g->output = resume_segment(g->output, m->place.run, &j->arena);
		out_tidy(g->output);
	}
	if (g->rejects != NULL && !is_special(g->rejects)) {
		g->rejects = resume_segment(g->rejects, m->place.run, &j->arena);
		out_tidy(g->rejects);
	}
}

/* Up to where the last run came, and what there is behind it. */
static enum rc
follow(struct memory *m, struct job *j, struct err *e)
{
	const struct job_given *g = &j->given;
	const struct trail_plan *plan;
	enum rc rc = m->there ? load_place(m, j, e) : RC_OK;

	if (rc == RC_OK)
		rc = trail_find(m->trail, g->file, g->nfile, e);
	if (rc != RC_OK)
		return rc;
	plan = trail_plan(m->trail);
	for (size_t i = 0; i < plan->nleft; i++)
		j->say(j->name, plan->left[i]);
	j->run.count.left = plan->nleft;
	j->run.plan = plan;
	m->idle = plan->n == 0;
	return m->idle ? trail_settle(m->trail, NULL, e) : RC_OK;
}

enum rc
memory_resume(struct memory *m, struct job *j, enum memory_output output, struct err *e)
{
	const struct job_given *g = &j->given;
	bool renew = true;
	enum rc rc;

	if (g->resume == NULL)
		return RC_OK;
	rc = no_file("--resume", g->resume, e);
	if (rc == RC_OK)
		rc = check_inputs(g, e);
	if (rc == RC_OK)
		rc = check_outputs(g, output, e);
	if (rc == RC_OK)
		rc = take_place(m, j, e);
	if (rc != RC_OK)
		return rc;
	m->trail = trail_new((size_t)j->given.max_window);
	rc = follow(m, j, e);
	/* A file may have another name now, or was there before the first run. */
	if (rc == RC_OK && m->idle)
		renew = trail_moved(m->trail) || !m->there;
	m->renew = renew;
	if (rc == RC_OK && m->there && m->ops != NULL && (renew || output == MEMORY_RESULTS))
		rc = m->ops->load(m->ctx, g->resume, j, e);
	m->place.states = m->ops != NULL;
	m->place.run += !m->idle;
	name_outputs(m, j, output);
	return rc == RC_OK && renew ? out_open(&m->next, g->resume, e) : rc;
}

uint64_t
memory_run(const struct memory *m)
{
	return m->trail != NULL ? m->place.run : 1;
}

bool
memory_idle(const struct memory *m)
{
	return m->idle;
}

static enum rc
write_place(struct memory *m, const struct job *j, struct err *e)
{
	enum rc rc = m->idle ? RC_OK : trail_settle(m->trail, j->run.in, e);
	struct buf line;

	if (rc != RC_OK)
		return rc;
	buf_init(&line, SIZE_MAX);
	resume_write(&m->place, j->name, m->trail, &line);
	out_sv(m->next, buf_view(&line));
	buf_free(&line);
	return RC_OK;
}

enum rc
memory_write(struct memory *m, const struct job *j, struct err *e)
{
	struct out *o = m->next;
	enum rc rc = RC_OK;

	if (o == NULL)
		return RC_OK;
	if (m->trail != NULL)
		rc = write_place(m, j, e);
	if (rc == RC_OK && m->ops != NULL)
		rc = m->ops->save(m->ctx, j, o, e);
	if (rc != RC_OK)
		return rc;
	/* There was nothing to lock: of two first runs, one makes it. */
	if (!m->there)
		out_fresh(o);
	out_flush(o);
	if (!out_failed(o))
		return RC_OK;
	m->next = NULL;
	return out_close(o, e);
}

/*
 * What was found is with the reader: then it is known, and not to be found again.  A place
 * waits for the run that ends of itself: what a signal has left out is read again.
 */
static bool
is_told(const struct memory *m, enum rc rc, bool whole)
{
	return (rc == RC_OK || rc == RC_NO || rc == RC_NOVERDICT) &&
	    (stop_signal() == 0 || (!whole && m->trail == NULL));
}

enum rc
memory_close(struct memory *m, struct job *j, enum rc rc, struct err *e)
{
	/* The output is a file, which a signal leaves as it was. */
	bool whole = j->run.out != NULL && out_replaces(j->run.out);

	rc = job_close(j, rc, e);
	if (m->next != NULL && is_told(m, rc, whole)) {
		enum rc saved = out_close(m->next, e);

		rc = saved == RC_OK ? rc : saved;
	} else {
		out_abort(m->next);
	}
	if (m->locked != NULL)
		lock_release(m->lock, m->locked);
	else
		lock_drop(m->lock);
	trail_free(m->trail);
	j->run.plan = NULL;
	m->trail = NULL;
	m->next = NULL;
	m->lock = -1;
	return rc;
}

enum rc
memory_map(struct job *j, const struct map_plan *p, struct err *e)
{
	struct memory m;
	enum rc rc;

	memory_init(&m, NULL, NULL);
	rc = memory_resume(&m, j, MEMORY_RECORDS, e);
	if (rc == RC_OK && !memory_idle(&m))
		rc = map_run(j, p, e);
	if (rc == RC_OK)
		rc = memory_write(&m, j, e);
	return memory_close(&m, j, rc, e);
}
