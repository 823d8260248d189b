/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qddl_load - see qddl_load.h
 */
#include "quality/qddl_load.h"

#include "io/place.h"
#include "io/side.h"
#include "json/jread.h"

#include <inttypes.h>
#include <string.h>

static void
put_name(const struct qddl_dialect *d, struct sv name, struct buf *o)
{
	(void)qddl_dialect_put_name(d, name, o, NULL);	/* the caller has had all of them */
}

enum rc
qddl_load_put_key(const struct qddl_dialect *d, const struct qtable *t, struct buf *o,
    struct err *e)
{
	enum rc rc = RC_OK;

	buf_c(o, '(');
	for (size_t i = 0; rc == RC_OK && i < t->nkey; i++) {
		buf_printf(o, i == 0 ? "" : ", ");
		rc = qddl_dialect_put_name(d, t->column[t->key[i]].c.name, o, e);
	}
	buf_c(o, ')');
	return rc;
}

/* ---- PostgreSQL and DuckDB: a table of rows first, then those that are wanted of it ---- */

/* The rows of each key: the latest one, else the first. */
static enum rc
put_distinct(const struct qddl_dialect *d, const struct qddl_segment *s, const char *from,
    struct buf *o, struct err *e)
{
	const struct qtable *t = s->table;
	enum rc rc;

	buf_printf(o, "INSERT INTO ");
	rc = qddl_dialect_put_name(d, t->name, o, e);
	buf_printf(o, " SELECT ");
	if (rc != RC_OK || t->latest == SIZE_MAX) {
		buf_printf(o, "%s", from);
		return rc;
	}
	buf_printf(o, "DISTINCT ON ");
	rc = qddl_load_put_key(d, t, o, e);
	buf_printf(o, " %s ORDER BY ", from);
	for (size_t i = 0; i < t->nkey; i++) {
		put_name(d, t->column[t->key[i]].c.name, o);
		buf_printf(o, ", ");
	}
	put_name(d, t->column[t->latest].c.name, o);
	buf_printf(o, " DESC");
	return rc;
}

static enum rc
put_conflict(const struct qddl_dialect *d, const struct qtable *t, struct buf *o, struct err *e)
{
	const char *sep = " DO UPDATE SET ";
	enum rc rc;

	buf_printf(o, "\nON CONFLICT ");
	rc = qddl_load_put_key(d, t, o, e);
	if (t->latest == SIZE_MAX)
		buf_printf(o, " DO NOTHING");
	for (size_t i = 0; t->latest != SIZE_MAX && i < t->ncolumn; i++) {
		if (t->column[i].key)
			continue;
		buf_printf(o, "%s", sep);
		put_name(d, t->column[i].c.name, o);
		buf_printf(o, " = excluded.");
		put_name(d, t->column[i].c.name, o);
		sep = ", ";
	}
	if (t->latest != SIZE_MAX) {
		buf_printf(o, "\nWHERE excluded.");
		put_name(d, t->column[t->latest].c.name, o);
		buf_printf(o, " >= ");
		put_name(d, t->name, o);
		buf_c(o, '.');
		put_name(d, t->column[t->latest].c.name, o);
	}
	buf_printf(o, ";\n");
	return rc;
}

/* Lines come in through CSV whose quote and delimiter are bytes that JSON cannot hold. */
static enum rc
put_rows_postgres(const struct qddl_dialect *d, const struct qddl_segment *s, struct buf *o,
    struct err *e)
{
	struct buf from;
	enum rc rc;

	buf_printf(o, "\nTRUNCATE cx_row;\n\\copy cx_row FROM '%.*s' WITH (FORMAT csv, "
	    "QUOTE E'\\x01', DELIMITER E'\\x02')\n", (int)s->file.n, s->file.p);
	buf_printf(o, "DO $$ BEGIN IF (SELECT count(*) FROM cx_row) <> %" PRIu64 " THEN\n\t"
	    "RAISE EXCEPTION '%.*s has not the rows of its manifest'; END IF; END $$;\n",
	    s->rows, (int)s->file.n, s->file.p);
	buf_init(&from, SIZE_MAX);
	buf_printf(&from, "r.* FROM cx_row, jsonb_populate_record(NULL::");
	put_name(d, s->table->name, &from);
	buf_printf(&from, ", row) AS r");
	buf_c(&from, '\0');
	rc = put_distinct(d, s, from.p, o, e);
	buf_free(&from);
	return rc == RC_OK ? put_conflict(d, s->table, o, e) : rc;
}

const struct qddl_loader qddl_load_postgres = {
	.begin = "BEGIN;\nCREATE TEMP TABLE cx_row (row jsonb) ON COMMIT DROP;\n",
	.put_rows = put_rows_postgres,
	.noted = " ON CONFLICT (\"run\", \"table\") DO UPDATE SET \"rows\" = excluded.\"rows\", "
	    "\"xxh3\" = excluded.\"xxh3\"",
	.end = "\nCOMMIT;\n"
};

static enum rc
put_rows_duckdb(const struct qddl_dialect *d, const struct qddl_segment *s, struct buf *o,
    struct err *e)
{
	enum rc rc;

	buf_printf(o, "\nCREATE OR REPLACE TEMP TABLE cx_row AS FROM ");
	rc = qddl_dialect_put_name(d, s->table->name, o, e);
	buf_printf(o, " LIMIT 0;\nCOPY cx_row FROM '%.*s' (FORMAT json);\n", (int)s->file.n,
	    s->file.p);
	buf_printf(o, "SELECT CASE WHEN count(*) <> %" PRIu64 " THEN\n\t"
	    "error('%.*s has not the rows of its manifest') END AS checked FROM cx_row;\n",
	    s->rows, (int)s->file.n, s->file.p);
	if (rc == RC_OK)
		rc = put_distinct(d, s, "* FROM cx_row", o, e);
	return rc == RC_OK ? put_conflict(d, s->table, o, e) : rc;
}

const struct qddl_loader qddl_load_duckdb = {
	.begin = "BEGIN;\n",
	.put_rows = put_rows_duckdb,
	.noted = " ON CONFLICT (\"run\", \"table\") DO UPDATE SET \"rows\" = excluded.\"rows\", "
	    "\"xxh3\" = excluded.\"xxh3\"",
	.end = "\nCOMMIT;\n"
};

/* ---- ClickHouse: the engine of the table does it, see put_replacing ---- */

static enum rc
put_rows_clickhouse(const struct qddl_dialect *d, const struct qddl_segment *s, struct buf *o,
    struct err *e)
{
	enum rc rc;

	buf_printf(o, "\nINSERT INTO ");
	rc = qddl_dialect_put_name(d, s->table->name, o, e);
	buf_printf(o, " FROM INFILE '%.*s'\nSETTINGS date_time_input_format = 'best_effort' "
	    "FORMAT JSONEachRow;\n", (int)s->file.n, s->file.p);
	return rc;
}

const struct qddl_loader qddl_load_clickhouse = {
	.begin = "",
	.put_rows = put_rows_clickhouse,
	.noted = "",
	.end = ""
};

/* ---- manifests ---- */

enum { F_KIND, F_RUN, F_TABLE, F_FILE, F_ROWS, F_XXH3, F_N };

struct script {
	const struct qplan        *p;
	const struct qddl_dialect *d;
	const char                *path;	/* of the manifest */
	struct jread              *reader;
	struct buf                 line;	/* padded for the reader */
	struct buf                 file;
	struct arena               tmp;
	uint64_t                   run;		/* 0: the first line has not come */
	size_t                     ntable;
	struct buf                *o;
};

static bool
is_plain(struct sv s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == '\'' || s.p[i] == '\\' ||
		    s.p[i] == '$')
			return false;
	return s.n != 0;
}

static enum rc
put_segment(struct script *s, const struct val *v, struct err *e)
{
	const struct qddl_loader *l = s->d->loader;
	struct qddl_segment g = { .run = s->run };
	struct sv table = val_text(&v[F_TABLE], &s->tmp);
	num_i128 rows;
	enum rc rc;

	g.table = qtable_find(s->p, table);
	g.xxh3 = val_text(&v[F_XXH3], &s->tmp);
	if (g.table == NULL || !val_whole(&v[F_ROWS], &rows) || rows < 0 || rows > INT64_MAX ||
	    !is_plain(g.xxh3))
		return rc_err(e, RC_SYNTAX, "%s: '%.*s' is no table of the plan", s->path,
		    SV_SHOW(table));
	g.rows = (uint64_t)rows;
	buf_clear(&s->file);
	buf_add(&s->file, s->path, place_dir(s->path));
	buf_sv(&s->file, val_text(&v[F_FILE], &s->tmp));
	g.file = buf_view(&s->file);
	if (!is_plain(g.file))
		return rc_err(e, RC_USAGE, "--load: no statement can name the file '%.*s'",
		    SV_SHOW(g.file));
	rc = l->put_rows(s->d, &g, s->o, e);
	buf_printf(s->o, "INSERT INTO " QTABLE_LOADED " VALUES (%" PRIu64 ", '%.*s', %" PRIu64
	    ", '%.*s')%s;\n", g.run, (int)table.n, table.p, g.rows, (int)g.xxh3.n, g.xxh3.p,
	    l->noted);
	s->ntable++;
	return rc;
}

static enum rc
take_line(struct script *s, struct sv line, struct err *e)
{
	struct val v[F_N];
	struct jread_line record;
	const char *at;
	uint64_t lines = 0;
	num_i128 run;

	buf_clear(&s->line);
	buf_sv(&s->line, line);
	buf_c(&s->line, '\n');
	buf_add(&s->line, (const char[IN_PAD]){ 0 }, IN_PAD);
	at = s->line.p;
	if (jread_next(s->reader, &at, at + line.n + 1, &lines, v, &record, e) != RC_OK)
		return rc_err(e, RC_SYNTAX, "%s: no manifest", s->path);
	arena_reset(&s->tmp);
	if (sv_eq(val_text(&v[F_KIND], &s->tmp), SV("manifest"))) {
		if (!val_whole(&v[F_RUN], &run) || run <= 0 || run > INT64_MAX || s->run != 0)
			return rc_err(e, RC_SYNTAX, "%s: no manifest", s->path);
		s->run = (uint64_t)run;
		buf_printf(s->o, "%s", s->d->loader->begin);
		return RC_OK;
	}
	if (s->run == 0)
		return rc_err(e, RC_SYNTAX, "%s: no manifest", s->path);
	return sv_eq(val_text(&v[F_KIND], &s->tmp), SV("manifest_table"))
	    ? put_segment(s, v, e) : RC_OK;
}

static enum rc
take_lines(struct script *s, struct err *e)
{
	struct side from;
	struct sv line;
	enum rc rc = side_open(&from, s->path, e);

	while (rc == RC_OK && (rc = side_next(&from, &line, e)) == RC_OK)
		rc = take_line(s, line, e);
	side_close(&from);
	if (rc != RC_END)
		return rc;
	if (s->run == 0 || s->ntable != s->p->ntable)
		return rc_err(e, RC_SYNTAX, "%s: %s", s->path, s->run == 0 ? "no manifest"
		    : "it has not all of the plan's tables");
	buf_printf(s->o, "%s", s->d->loader->end);
	return RC_OK;
}

enum rc
qddl_load_write(const struct qplan *p, const struct qddl_dialect *d, const char *manifest,
    struct buf *o, struct err *e)
{
	const struct sv names[F_N] = { SV("kind"), SV("run"), SV("table"), SV("file"),
		SV("rows"), SV("xxh3") };
	struct script s = { .p = p, .d = d, .path = manifest, .o = o };
	struct jread_path path[F_N];
	enum rc rc;

	if (d->loader == NULL)
		return rc_err(e, RC_USAGE, "--load: no statement of %s reads a file of this "
		    "machine: cxcheck(1) has the commands", d->name);
	if (p->ntable == 0)
		return rc_err(e, RC_USAGE, "--load: %s has no tables", p->doc->file);
	for (size_t i = 0; i < F_N; i++)
		path[i] = (struct jread_path){ &names[i], 1 };
	s.reader = jread_new(path, F_N, false);
	buf_init(&s.line, SIZE_MAX);
	buf_init(&s.file, SIZE_MAX);
	arena_init(&s.tmp);
	rc = take_lines(&s, e);
	jread_free(s.reader);
	buf_free(&s.line);
	buf_free(&s.file);
	arena_free(&s.tmp);
	return rc;
}
