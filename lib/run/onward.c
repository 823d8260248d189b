/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/onward.h"

#include "base/utf8.h"

#include <string.h>

enum rc
onward_check(const struct job *j, struct err *e)
{
	unsigned flags = j->run.source->flags;

	if (j->run.plan == NULL || (flags & (SOURCE_PIECES | SOURCE_SERIAL)) == 0 ||
	    (flags & SOURCE_ONWARD) != 0)
		return RC_OK;
	return rc_err(e, RC_USAGE, "--resume goes on behind a line, and %s %s tells records by "
	    "what is before: give a format with a record a line",
	    j->given.schema != NULL ? "--schema" : "-f",
	    j->given.schema != NULL ? j->given.schema : j->given.format);
}

uint64_t
onward_lines(const struct job *j, uint32_t file)
{
	return j->run.plan != NULL ? j->run.plan->lines[file] : 0;
}

bool
onward_waits(const struct job *j, uint32_t file)
{
	return j->run.plan != NULL && j->run.plan->part[file].wait;
}

bool
onward_noted(const struct job *j, uint32_t file)
{
	return j->run.plan != NULL && (j->run.source->flags & SOURCE_ONWARD) != 0 &&
	    j->run.plan->part[file].from != 0;
}

/* A block of lines for @d, of which no record is wanted. */
static enum rc
pass_block(struct decoder *d, const struct block *b, const char *path, struct err *e)
{
	struct reject rej = { .msg = "" };
	struct record r = { 0 };
	enum rc rc;

	d->src->ops->begin(d, b);
	do
		rc = d->src->ops->next(d, &r, &rej);
	while (rc == RC_OK || rc == RC_BAD);
	return rc == RC_END ? RC_OK : rc_err(e, rc, "%s: %s", path, rej.msg);
}

/* What the run before has noted; NULL when that read another format, or none at all. */
static const char *
note_of(const struct job *j, uint32_t file)
{
	struct sv note = sv_of(j->run.plan->note[file]), name = sv_of(j->run.source->name);

	if (note.n <= name.n || memcmp(note.p, name.p, name.n) != 0 || note.p[name.n] != '\n')
		return NULL;
	return note.p + name.n + 1;
}

static enum rc
pass_note(struct decoder *d, const char *note, uint32_t file, const char *path, struct err *e)
{
	struct block b = { .file = file, .flags = BLOCK_FIRST };
	struct buf lines;
	enum rc rc;

	buf_init(&lines, SIZE_MAX);
	buf_sv(&lines, sv_of(note));
	buf_add(&lines, (const char[IN_PAD]){ 0 }, IN_PAD);
	b.p = lines.p;
	b.n = lines.n - IN_PAD;
	rc = pass_block(d, &b, path, e);
	buf_free(&lines);
	return rc;
}

/* All that is before byte @from of the file. */
static enum rc
pass_lines(struct decoder *d, struct in *in, uint64_t from, uint32_t file, struct err *e)
{
	struct in_taken t = { .bytes = 0 };
	struct block b = { 0 };
	enum rc rc = RC_OK;

	while (rc == RC_OK && t.bytes < from) {
		uint64_t n;

		rc = in_next(in, &b, e);
		if (rc != RC_OK)
			break;
		in_taken(in, 0, &t);
		n = from - (t.bytes - b.n);
		b.n = b.n < n ? b.n : (size_t)n;
		b.file = file;
		b.flags &= ~(unsigned)BLOCK_LAST;
		memset(b.p + b.n, 0, IN_PAD);
		rc = pass_block(d, &b, in_name(in, 0), e);
	}
	in_block_free(&b);
	return rc == RC_END ? RC_OK : rc;
}

/* The file under the name is the one that is read: the name may have gone to another one. */
static bool
is_same(const struct in *a, const struct in *b, uint32_t file)
{
	struct in_taken x, y;

	in_taken(a, 0, &x);
	in_taken(b, file, &y);
	return x.dev == y.dev && x.ino == y.ino;
}

enum rc
onward_begin(const struct job *j, struct decoder *d, uint32_t file, struct err *e)
{
	const struct trail_plan *plan = j->run.plan;
	const struct in_part whole = { .fd = -1 };
	const struct in_cfg cfg = { .path = &plan->path[file], .n = 1, .part = &whole,
		.max_line = j->given.max_line, .max_window = (size_t)j->given.max_window };
	const char *note = note_of(j, file);
	struct in *in;
	enum rc rc;

	d->waits = true;
	if (note != NULL)
		return pass_note(d, note, file, plan->path[file], e);
	rc = in_open(&in, &cfg, e);
	if (rc != RC_OK)
		return rc;
	rc = is_same(in, j->run.in, file) ? pass_lines(d, in, plan->part[file].from, file, e) :
	    rc_err(e, RC_IO, "%s: was rotated while it was read; run again", plan->path[file]);
	in_close(in);
	return rc;
}

enum rc
onward_end(struct job *j, uint32_t file, uint64_t lines, const struct source_open *open,
    const struct buf *note, struct err *e)
{
	const struct trail_plan *plan = j->run.plan;
	struct sv s = buf_view(note);

	plan->lines[file] = lines - open->lines;
	plan->back[file] = open->bytes;
	plan->note[file] = NULL;
	if (open->mixed)
		return rc_err(e, RC_IO, "%s: what has no end yet lies among what has been read; "
		    "run again", plan->path[file]);
	/* What is no text is read again. */
	if (s.n != 0 && utf8_valid(s) == s.n && sv_find(s, '\0') == s.n)
		plan->note[file] = arena_bytes(&j->arena, s.p, s.n);
	return RC_OK;
}
