/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qtable_out - see qtable_out.h
 */
#include "quality/qtable_out.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/hmap.h"
#include "base/mem.h"
#include "io/out.h"
#include "json/jwrite.h"
#include "quality/qrun.h"
#include "quality/qset.h"
#include "quality/qtable.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

struct newest {			/* row of a key, so far */
	int64_t  at_us;
	char    *line;
	size_t   n;
	size_t   room;
};

struct segment {
	struct out         *o;		/* NULL: not open any more */
	struct hash_stream *hash;
	struct qset         seen;	/* of a table with distinct rows */
	struct hmap         newest;	/* likewise, with latest: struct newest by key */
	struct arena        arena;
	uint64_t            rows;
	uint64_t            repeated;	/* not written: equal to one that was, or older */
	uint64_t            bytes;
};

struct qtable_out {
	const struct qplan *plan;
	const char         *dir;
	uint64_t            run;
	struct segment     *segment;	/* one a table */
	struct buf          path;	/* scratch */
};

/* What belongs to the run in the folder: of a table, or its manifest. */
static void
put_name(struct buf *b, struct sv table, uint64_t run)
{
	if (table.n != 0)
		buf_printf(b, "%.*s/%010" PRIu64 ".ndjson", (int)table.n, table.p, run);
	else
		buf_printf(b, "%010" PRIu64 ".manifest", run);
}

static const char *
path_of(struct qtable_out *t, struct sv table)
{
	buf_clear(&t->path);
	buf_printf(&t->path, "%s/", t->dir);
	put_name(&t->path, table, t->run);
	buf_c(&t->path, '\0');
	return t->path.p;
}

static enum rc
make_dir(const char *path, struct err *e)
{
	struct stat st;

	if (mkdir(path, 0777) == 0 || (errno == EEXIST && stat(path, &st) == 0 &&
	    S_ISDIR(st.st_mode)))
		return RC_OK;
	return rc_err(e, RC_IO, "%s: cannot make the folder: %s", path, strerror(errno));
}

static enum rc
open_segment(struct qtable_out *t, size_t i, struct err *e)
{
	const struct qtable *table = &t->plan->table[i];
	struct segment *s = &t->segment[i];
	enum rc rc;

	buf_clear(&t->path);
	buf_printf(&t->path, "%s/%.*s", t->dir, (int)table->name.n, table->name.p);
	buf_c(&t->path, '\0');
	rc = make_dir(t->path.p, e);
	if (rc != RC_OK)
		return rc;
	s->hash = hash_stream_new();
	qset_init(&s->seen, 0, QPLAN_KEPT, hash_seed());
	arena_init(&s->arena);
	hmap_init(&s->newest, &s->arena, sizeof(struct newest), hash_seed());
	return out_open(&s->o, path_of(t, table->name), e);
}

enum rc
qtable_out_open(struct qtable_out **out, const struct qplan *p, const char *dir, uint64_t run,
    struct err *e)
{
	struct qtable_out *t;
	enum rc rc;

	*out = NULL;
	if (p->ntable == 0)
		return rc_err(e, RC_USAGE, "--tables: %s has no tables", p->doc->file);
	t = mem_zalloc(sizeof(*t));
	*t = (struct qtable_out){ .plan = p, .dir = dir, .run = run };
	t->segment = mem_zalloc(p->ntable * sizeof(*t->segment));
	buf_init(&t->path, SIZE_MAX);
	*out = t;
	rc = make_dir(dir, e);
	for (size_t i = 0; rc == RC_OK && i < p->ntable; i++)
		rc = open_segment(t, i, e);
	return rc;
}

static void
put_row(struct segment *s, struct sv line)
{
	out_sv(s->o, line);
	hash_stream_add(s->hash, line);
	s->rows++;
	s->bytes += line.n;
}

/* Keep a row in the place of an earlier one of its key, which is where it will be written. */
static void
keep_newest(struct segment *s, const struct qtable_row *row)
{
	bool fresh;
	struct newest *n = hmap_put(&s->newest, row->key, &fresh);

	s->repeated += !fresh;
	if (!fresh && row->latest_us < n->at_us)
		return;
	if (n->room < row->line.n) {
		n->room = row->line.n + row->line.n / 4;
		n->line = arena_alloc(&s->arena, n->room);
	}
	memcpy(n->line, row->line.p, row->line.n);
	n->n = row->line.n;
	n->at_us = row->latest_us;
}

enum rc
qtable_out_add(struct qtable_out *t, struct sv rows, struct err *e)
{
	struct qtable_row row;

	while (qtable_rows_next(&rows, &row)) {
		const struct qtable *table = &t->plan->table[row.table];
		struct segment *s = &t->segment[row.table];
		bool again = false;

		if (table->distinct && table->latest != SIZE_MAX) {
			keep_newest(s, &row);
			continue;
		}
		if (table->distinct && !qset_add(&s->seen, row.line, 0, &again))
			return rc_err(e, RC_LIMIT, "%.*s: more than %d distinct rows in a run",
			    SV_SHOW(table->name), QPLAN_KEPT);
		s->repeated += again;
		if (!again)
			put_row(s, row.line);
	}
	return RC_OK;
}

/* ---- the manifest ---- */

static void
begin_line(struct jwrite *w, struct buf *b, const char *kind)
{
	jwrite_init(w, b);
	jwrite_open(w, '{');
	jwrite_put_text(w, "kind", sv_of(kind));
}

static void
end_line(struct jwrite *w)
{
	jwrite_shut(w, '}');
	jwrite_nl(w);
}

static void
put_hash(struct jwrite *w, const char *key, uint64_t hash)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%016" PRIx64, hash);
	jwrite_put_text(w, key, buf_view(&b));
	buf_free(&b);
}

static void
put_table(struct buf *b, const struct qtable_out *t, size_t i)
{
	const struct qtable *table = &t->plan->table[i];
	const struct segment *s = &t->segment[i];
	struct jwrite w;
	struct buf name;

	buf_init(&name, SIZE_MAX);
	put_name(&name, table->name, t->run);
	begin_line(&w, b, "manifest_table");
	jwrite_put_text(&w, "table", table->name);
	jwrite_put_text(&w, "file", buf_view(&name));
	jwrite_put_u64(&w, "rows", s->rows);
	jwrite_put_u64(&w, "repeated", s->repeated);
	jwrite_put_u64(&w, "bytes", s->bytes);
	put_hash(&w, "xxh3", hash_stream_end(s->hash));
	jwrite_key(&w, SV("key"));
	jwrite_open(&w, '[');
	for (size_t k = 0; k < table->nkey; k++)
		jwrite_str(&w, table->column[table->key[k]].c.name);
	jwrite_shut(&w, ']');
	if (table->latest != SIZE_MAX)
		jwrite_put_text(&w, "latest", table->column[table->latest].c.name);
	end_line(&w);
	buf_free(&name);
}

/* Events that gave no row, and rows that had no key, by name. */
static void
put_left(struct buf *b, const struct qrun *q)
{
	for (size_t i = 0; i < q->groups.group.n; i++) {
		const struct qfault_group *g = q->groups.group.entry[i].val;
		struct jwrite w;

		if (g->reason != QFAULT_NO_TABLE && g->reason != QFAULT_NO_KEY)
			continue;
		begin_line(&w, b, "manifest_left");
		jwrite_put_text(&w, "code", sv_of(qfault_code(q->plan, g->reason)));
		jwrite_key(&w, SV("event"));
		if (g->event.n != 0)
			jwrite_str(&w, g->event);
		else
			jwrite_null(&w);
		if (g->reason == QFAULT_NO_KEY)
			jwrite_put_text(&w, "column", g->where);
		jwrite_put_u64(&w, "events", g->count);
		jwrite_put_text(&w, "source", g->first_file);
		jwrite_put_u64(&w, "line", g->first);
		end_line(&w);
	}
}

static void
put_manifest(struct buf *b, const struct qtable_out *t, const struct qrun *q)
{
	const struct qrun_part *sum = q->part[0];
	struct jwrite w;

	begin_line(&w, b, "manifest");
	jwrite_put_u64(&w, "version", 1);
	jwrite_put_u64(&w, "run", t->run);
	jwrite_put_text(&w, "plan", sv_of(t->plan->doc->file));
	put_hash(&w, "plan_xxh3", hash_sv(t->plan->doc->source, 0));
	jwrite_put_u64(&w, "events", sum->total.n);
	jwrite_put_u64(&w, "good", sum->total.n - sum->total.bad);
	jwrite_put_u64(&w, "bad", sum->total.bad);
	jwrite_put_u64(&w, "no_table", sum->no_table);
	jwrite_put_u64(&w, "unreadable", q->job->run.count.rejected);
	jwrite_put_u64(&w, "tables", t->plan->ntable);
	end_line(&w);
	for (size_t i = 0; i < t->plan->ntable; i++)
		put_table(b, t, i);
	put_left(b, q);
}

static void
free_all(struct qtable_out *t)
{
	for (size_t i = 0; i < t->plan->ntable; i++) {
		out_abort(t->segment[i].o);
		hash_stream_free(t->segment[i].hash);
		qset_free(&t->segment[i].seen);
		hmap_free(&t->segment[i].newest);
		arena_free(&t->segment[i].arena);
	}
	mem_free(t->segment);
	buf_free(&t->path);
	mem_free(t);
}

enum rc
qtable_out_close(struct qtable_out *t, const struct qrun *q, struct err *e)
{
	struct out *o = NULL;
	struct buf b;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < t->plan->ntable; i++) {
		struct segment *s = &t->segment[i];

		for (size_t k = 0; k < s->newest.n; k++) {
			const struct newest *row = s->newest.entry[k].val;

			put_row(s, (struct sv){ row->line, row->n });
		}
		rc = out_close(s->o, e);
		s->o = NULL;
	}
	if (rc == RC_OK)
		rc = out_open(&o, path_of(t, (struct sv){ "", 0 }), e);
	if (rc == RC_OK) {
		buf_init(&b, SIZE_MAX);
		put_manifest(&b, t, q);
		out_sv(o, buf_view(&b));
		buf_free(&b);
		rc = out_close(o, e);
	}
	free_all(t);
	return rc;
}

void
qtable_out_abort(struct qtable_out *t)
{
	if (t != NULL)
		free_all(t);
}
