/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/resume.h"

#include "json/jwrite.h"
#include "query/document.h"
#include "state/head.h"

#include <jansson.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- writing ---- */

/* [bytes, "hash"]; numbers that are not exact as doubles are texts of hexadecimal digits. */
static void
write_print(struct jwrite *w, const struct trail_print *p)
{
	char hex[HEAD_HEX + 1];

	jwrite_open(w, '[');
	jwrite_u64(w, p->n);
	head_hex(hex, p->hash);
	jwrite_str(w, sv_of(hex));
	jwrite_shut(w, ']');
}

static void
put_hex(struct jwrite *w, const char *key, uint64_t v)
{
	char hex[HEAD_HEX + 1];

	head_hex(hex, v);
	jwrite_put_text(w, key, sv_of(hex));
}

static void
write_mark(struct jwrite *w, const struct trail_mark *m)
{
	jwrite_open(w, '{');
	jwrite_put_text(w, "log", sv_of(m->log));
	jwrite_put_text(w, "path", sv_of(m->path));
	put_hex(w, "dev", m->dev);
	put_hex(w, "ino", m->ino);
	jwrite_put_u64(w, "size", m->size);
	put_hex(w, "mtime_ns", (uint64_t)m->mtime_ns);
	jwrite_put_u64(w, "taken", m->taken);
	jwrite_put_u64(w, "lines", m->lines);
	if (m->all) {
		jwrite_key(w, SV("all"));
		jwrite_bool(w, true);
	}
	if (m->head_at != 0)
		jwrite_put_u64(w, "head_at", m->head_at);
	jwrite_key(w, SV("head"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < m->nhead; i++)
		write_print(w, &m->head[i]);
	jwrite_shut(w, ']');
	jwrite_key(w, SV("tail"));
	write_print(w, &m->tail);
	if (m->note != NULL)
		jwrite_put_text(w, "note", sv_of(m->note));
	if (m->gone_s != 0)
		jwrite_put_u64(w, "gone_s", (uint64_t)m->gone_s);
	jwrite_shut(w, '}');
}

void
resume_write(const struct resume *r, const char *filter, const struct trail *t, struct buf *line)
{
	struct jwrite w;

	head_begin(&w, line, "place");
	jwrite_put_text(&w, "filter", sv_of(filter));
	jwrite_put_u64(&w, "version", RESUME_VERSION);
	jwrite_put_u64(&w, "run", r->run);
	jwrite_key(&w, SV("states"));
	jwrite_bool(&w, r->states);
	if (r->more.n != 0) {
		jwrite_key(&w, SV("more"));
		jwrite_raw(&w, r->more);
	}
	jwrite_key(&w, SV("file"));
	jwrite_open(&w, '[');
	for (size_t i = 0; i < trail_marks(t); i++)
		write_mark(&w, trail_mark(t, i));
	jwrite_shut(&w, ']');
	head_seal(&w, line);
}

/* ---- reading ---- */

static bool
read_print(struct trail_print *p, const json_t *v)
{
	json_int_t n = json_integer_value(json_array_get(v, 0));

	p->n = (uint32_t)n;
	return json_array_size(v) == 2 && json_is_integer(json_array_get(v, 0)) && n >= 0 &&
	    n <= UINT32_MAX && head_unhex(document_sv(json_array_get(v, 1)), &p->hash);
}

static bool
read_prints(struct trail_mark *m, const json_t *v)
{
	m->nhead = json_array_size(v);
	if (!json_is_array(v) || m->nhead > TRAIL_HEADS)
		return false;
	for (size_t i = 0; i < m->nhead; i++)
		if (!read_print(&m->head[i], json_array_get(v, i)) ||
		    (i > 0 && m->head[i].n <= m->head[i - 1].n))
			return false;
	return true;
}

static enum rc
read_mark(struct trail *t, json_t *v, struct err *e)
{
	json_int_t size, taken, lines, at = 0, gone = 0;
	const char *dev, *ino, *mtime;
	struct trail_mark m = { 0 };
	json_error_t why = { 0 };
	json_t *head, *tail;
	uint64_t ns = 0;
	int all = 0;

	if (json_unpack_ex(v, &why, JSON_STRICT,
	    "{s:s,s:s,s:s,s:s,s:I,s:s,s:I,s:I,s?b,s?I,s:o,s:o,s?s,s?I}", "log", &m.log, "path",
	    &m.path, "dev", &dev, "ino", &ino, "size", &size, "mtime_ns", &mtime, "taken", &taken,
	    "lines", &lines, "all", &all, "head_at", &at, "head", &head, "tail", &tail, "note",
	    &m.note, "gone_s", &gone) != 0)
		return rc_err(e, RC_SYNTAX, "no mark of a file: %s", why.text);
	if (size < 0 || taken < 0 || lines < 0 || at < 0 || gone < 0 ||
	    !head_unhex(sv_of(dev), &m.dev) || !head_unhex(sv_of(ino), &m.ino) ||
	    !head_unhex(sv_of(mtime), &ns) || !read_prints(&m, head) ||
	    !read_print(&m.tail, tail))
		return rc_err(e, RC_SYNTAX, "a mark of a file that cannot be");
	m.size = (uint64_t)size;
	m.mtime_ns = (int64_t)ns;
	m.taken = (uint64_t)taken;
	m.lines = (uint64_t)lines;
	m.all = all != 0;
	m.head_at = (uint64_t)at;
	m.gone_s = gone;
	trail_add(t, &m);
	return RC_OK;
}

static enum rc
read_members(struct resume *r, struct trail *t, json_t *doc, const char *filter, struct arena *a,
    struct err *e)
{
	json_t *file, *more = NULL, *v;
	const char *kind, *of, *check;
	json_int_t version, run;
	json_error_t why = { 0 };
	enum rc rc = RC_OK;
	int states;
	size_t i;

	if (json_unpack_ex(doc, &why, JSON_STRICT, "{s:s,s:s,s:I,s:I,s:b,s?o,s:o,s:s}", "kind",
	    &kind, "filter", &of, "version", &version, "run", &run, "states", &states, "more",
	    &more, "file", &file, "check", &check) != 0)
		return rc_err(e, RC_SYNTAX, "no place: %s", why.text);
	if (strcmp(of, filter) != 0)
		return rc_err(e, RC_SYNTAX, "the place of %s, not of %s", of, filter);
	if (run < 0 || !json_is_array(file) || (more != NULL && !json_is_object(more)))
		return rc_err(e, RC_SYNTAX, "a place that cannot be");
	*r = (struct resume){ .run = (uint64_t)run, .states = states != 0 };
	if (more != NULL)
		rc = document_text(&r->more, more, a, e);
	json_array_foreach(file, i, v)
		if (rc == RC_OK)
			rc = read_mark(t, v, e);
	return rc;
}

enum rc
resume_read(struct resume *r, struct trail *t, const char *filter, struct sv line,
    struct arena *a, struct err *e)
{
	json_int_t version;
	json_t *doc = NULL;
	enum rc rc;

	if (!head_sealed(line))
		return rc_err(e, RC_SYNTAX, "no place of --resume, or damaged: its check does not "
		    "match");
	rc = document_load(&doc, line, e);
	if (rc != RC_OK)
		return rc;
	version = json_integer_value(json_object_get(doc, "version"));
	if (!sv_is(document_sv(json_object_get(doc, "kind")), "place"))
		rc = rc_err(e, RC_SYNTAX, "no place of --resume");
	else if (version > RESUME_VERSION)
		rc = rc_err(e, RC_SYNTAX, "a place of version %lld, this program reads up to %d: "
		    "written by a newer cxutils", (long long)version, (int)RESUME_VERSION);
	else if (version < 1)
		rc = rc_err(e, RC_SYNTAX, "expected a version");
	else
		rc = read_members(r, t, doc, filter, a, e);
	document_free(doc);
	return rc;
}

enum rc
resume_load(struct resume *r, struct trail *t, const char *filter, const char *path,
    struct arena *a, struct err *e)
{
	struct block b = { 0 };
	struct err why = { 0 };
	struct in *in;
	const char *nl;
	enum rc rc = in_open(&in, &(struct in_cfg){ .path = &path, .n = 1 }, e);

	if (rc != RC_OK)
		return rc;
	rc = in_next(in, &b, e);
	nl = b.n != 0 ? memchr(b.p, '\n', b.n) : NULL;
	if (rc == RC_OK && nl == NULL)
		rc = rc_err(e, RC_SYNTAX, "%s: empty: no place of --resume", path);
	if (rc == RC_OK) {
		struct sv s = { b.p, (size_t)(nl - b.p) };

		rc = resume_read(r, t, filter, s, a, &why);
		if (rc != RC_OK)
			rc_err(e, rc, "%s:1: %s", path, why.msg);
	}
	in_block_free(&b);
	in_close(in);
	return rc == RC_END ? RC_OK : rc;
}

const char *
resume_segment(const char *folder, uint64_t run, struct arena *a)
{
	size_t n = strlen(folder);
	char name[32];
	struct buf b;
	const char *path;

	snprintf(name, sizeof(name), "%s%010" PRIu64 ".ndjson",
	    n > 0 && folder[n - 1] == '/' ? "" : "/", run);
	buf_init(&b, SIZE_MAX);
	buf_add(&b, folder, n);
	buf_sv(&b, sv_of(name));
	path = arena_bytes(a, b.p, b.n);
	buf_free(&b);
	return path;
}
