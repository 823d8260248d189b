/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/beside.h"

#include "io/stop.h"
#include "io/trail_name.h"

#include <string.h>

static bool
ends_in(struct sv s, const char *end)
{
	struct sv e = sv_of(end);

	return s.n > e.n && memcmp(s.p + s.n - e.n, e.p, e.n) == 0;
}

/* What the end of a path says of the format, that of the compression left out. */
static const char *
format_of(const char *path)
{
	struct sv s = trail_name_plain(sv_of(path));

	return ends_in(s, ".csv") ? "csv" : ends_in(s, ".tsv") ? "tsv" :
	    ends_in(s, ".json") ? "json" : NULL;
}

static bool
reads_stdin(const struct job *j)
{
	for (size_t i = 0; i < j->given.nfile; i++)
		if (strcmp(j->given.file[i], "-") == 0)
			return true;
	return j->given.nfile == 0;
}

enum rc
beside_init(struct job *b, const struct beside_cfg *cfg, const struct job *j, struct err *e)
{
	const struct job_given *g = &j->given;

	*b = (struct job){ .name = j->name, .seed = j->seed, .say = j->say, .show = j->show,
		.beside = cfg->path };
	arena_init(&b->arena);
	proj_init(&b->query.proj, &b->arena);
	b->given = (struct job_given){
		.format = cfg->format != NULL ? cfg->format : format_of(cfg->path),
		.input_tz = g->input_tz, .year = g->year, .layout = g->layout,
		.time = cfg->time, .tz = g->tz,
		.now = g->now, .conf = g->conf, .threads = g->threads, .max_bad = g->max_bad,
		.strict = g->strict, .max_line = g->max_line, .max_window = g->max_window,
		.progress = g->progress,
		.nfile = 1,
	};
	b->given.file = arena_alloc(&b->arena, sizeof(*b->given.file));
	b->given.file[0] = cfg->path;
	if (strcmp(cfg->path, "-") == 0 && reads_stdin(j))
		return rc_err(e, RC_USAGE, "the table and the input are both standard input");
	return job_prepare(b, e);
}

enum rc
beside_run(struct job *b, const struct stream *s, struct job *j, struct err *e)
{
	enum rc rc = job_open_rejects(j, e);

	b->run.rejects = j->run.rejects;
	if (rc == RC_OK)
		rc = stream_run(b, s, e);
	rc = job_close(b, rc, e);
	if (rc == RC_OK && stop_signal() != 0)
		return rc_err(e, RC_STOP, "interrupted");
	j->run.count.missed += b->run.count.missed;
	j->run.count.beside_too_bad |= job_too_bad(b);
	return rc;
}

void
beside_free(struct job *b)
{
	arena_free(&b->arena);
}
