/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "join/join.h"

#include "base/varint.h"
#include "expr/lex.h"
#include "io/stop.h"
#include "join/load.h"
#include "json/jwrite.h"
#include "run/append.h"
#include "run/edit.h"
#include "run/given.h"
#include "state/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { APART = 128 };		/* bytes that keep two threads off one cache line */

struct part {			/* of one thread */
	struct buf bytes;	/* of a key */
	uint64_t   found;	/* records with a row, */
	uint64_t   lost;	/* ... and without one */
	char       apart[APART];
};

struct plan {
	const struct join_query *q;
	struct load_cfg          cfg;
	struct load              load;
	const struct key_expr   *key;
	size_t                   nkey;
	int64_t                  within_us;	/* INT64_MAX: as old as it is */
	size_t                  *slot;		/* of each column: the record's own field */
	const struct edit       *edit;		/* NULL with --overwrite */
	struct part              part[JOB_THREADS_MAX];
};

/* ---- records ---- */

/* The row that a record goes with; NULL when there is none. */
static enum rc
find_row(const struct plan *p, const struct map_in *in, const struct record *r,
    const char **row, struct err *e)
{
	struct arena *tmp = expr_eval_arena(in->ev);
	struct val *key = arena_alloc(tmp, (p->nkey + 1) * sizeof(*key));
	const struct table *t = &p->load.table;
	struct part *part = in->part;
	struct sv bytes;

	*row = NULL;
	for (size_t i = 0; i < p->nkey; i++) {
		enum rc rc = expr_value(p->key[i].x, r, in->ev, &key[i], e);

		if (rc != RC_OK || val_null(&key[i]))
			return rc;
	}
	if (p->q->cidr) {
		struct address a;

		if (address_read(val_text(&key[0], tmp), &a))
			*row = table_network(t, &a);
		return RC_OK;
	}
	load_key(&part->bytes, key, p->nkey, tmp);
	bytes = buf_view(&part->bytes);
	if (p->q->asof == NULL) {
		*row = table_find(t, bytes, table_hash(t, bytes));
		return RC_OK;
	}
	*row = table_at(t, bytes, table_hash(t, bytes), in->at_us >= INT64_MIN + p->within_us ?
	    in->at_us - p->within_us : INT64_MIN, in->at_us);
	return RC_OK;
}

/* The shape of a row; *at becomes the first of its values. */
static const struct load_shape *
shape_of(const struct plan *p, const char *row, const char **at)
{
	*at = table_read(row).body.p;
	return &p->load.shape[varint_get(at)];
}

/* The values of a row, behind the members of the line that @o ends in. */
static void
append_row(const struct plan *p, const char *row, struct buf *o)
{
	const char *at;
	const struct load_shape *s = shape_of(p, row, &at);
	size_t skip = !append_open(o);	/* nothing stands before the first comma */

	for (size_t i = 0; i < s->n; i++) {
		struct sv head = p->load.column[s->column[i]].head;
		size_t len = (size_t)varint_get(&at);

		buf_add(o, head.p + skip, head.n - skip);
		buf_add(o, at, len);
		at += len;
		skip = 0;
	}
	buf_sv(o, SV("}\n"));
}

static bool
replaces(const struct plan *p, const struct load_shape *s, struct sv name)
{
	for (size_t i = 0; i < s->n; i++)
		if (sv_eq(p->load.column[s->column[i]].name, name))
			return true;
	return false;
}

/* The members that no column of the row replaces. */
static void
write_rest(const struct plan *p, const struct record *r, const char *row, struct arena *tmp,
    struct buf *o)
{
	const char *at;
	const struct load_shape *s = shape_of(p, row, &at);
	struct jwrite w;

	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	for (size_t i = 0; i < r->nmember; i++) {
		const struct jread_member *m = &r->member[i];

		if (replaces(p, s, m->key_esc ? val_unescape(m->key, tmp) : m->key))
			continue;
		jwrite_key_raw(&w, m->key);
		jwrite_val(&w, &m->val);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

/* Fields of the record that columns are called like, too. */
static bool
has_columns(const struct plan *p, const struct record *r, size_t *which)
{
	for (size_t i = 0; i < p->load.ncolumn; i++)
		if (r->slot[p->slot[i]].kind != VAL_NONE) {
			*which = i;
			return true;
		}
	return false;
}

/* The record, with the values of its row if it has one. */
static enum rc
write_joined(const struct plan *p, const struct map_in *in, const struct record *r,
    const char *row, struct buf *o, struct err *e)
{
	size_t i = 0;
	bool both = has_columns(p, r, &i);
	enum rc rc = RC_OK;

	if (both && !p->q->overwrite)
		return rc_bad(e, "name", "the record has a field '%.*s', and so has the table: "
		    "--prefix, --take or --overwrite", SV_SHOW(p->load.column[i].name));
	if (both && row != NULL)
		write_rest(p, r, row, expr_eval_arena(in->ev), o);
	else
		rc = edit_write(p->edit, r, in->ev, in->framing, o, e);
	if (rc == RC_OK && row != NULL && !p->cfg.bare)
		append_row(p, row, o);
	return rc;
}

static enum rc
join_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e)
{
	const struct plan *p = in->ctx;
	struct part *part = in->part;
	const char *row;
	enum rc rc = find_row(p, in, r, &row, e);

	if (rc == RC_OK && (p->q->anti ? row == NULL :
	    row != NULL || !(p->q->inner || p->q->semi)))
		rc = write_joined(p, in, r, row, &out->o, e);
	part->found += rc == RC_OK && row != NULL;
	part->lost += rc == RC_OK && row == NULL;
	return rc;
}

/* ---- the plan ---- */

/* The item that the token begins, or its name; the token is then the one behind it. */
static enum rc
add_item(struct buf *b, struct lex *l, struct err *e)
{
	struct lex ahead = *l;
	size_t depth = 0, from = l->tok.col - 1, to = 0;
	enum rc rc = RC_OK;

	if (l->tok.kind == LEX_NAME && lex_next(&ahead, NULL) == RC_OK && lex_is(&ahead, "="))
		to = l->tok.end;
	while (rc == RC_OK && l->tok.kind != LEX_END && (depth > 0 || !lex_is(l, ","))) {
		depth += lex_is(l, "(") || lex_is(l, "[");
		depth -= depth > 0 && (lex_is(l, ")") || lex_is(l, "]"));
		rc = lex_next(l, e);
	}
	if (to == 0)
		to = l->tok.kind == LEX_END ? l->text.n : l->tok.col - 1;
	buf_add(b, l->text.p + from, to - from);
	return rc;
}

/*
 * What the keys of records say of those of the table: `name = expr` is its column of that
 * name, `expr` the same expression.
 */
static enum rc
same_keys(const char *text, struct arena *a, const char **keys, struct err *e)
{
	struct buf b;
	struct lex l;
	enum rc rc = lex_init(&l, sv_of(text), a, e);

	buf_init(&b, SIZE_MAX);
	while (rc == RC_OK && l.tok.kind != LEX_END) {
		rc = add_item(&b, &l, e);
		if (rc == RC_OK && l.tok.kind != LEX_END) {
			buf_c(&b, ',');
			rc = lex_next(&l, e);
		}
	}
	*keys = arena_bytes(a, b.p, b.n);
	buf_free(&b);
	return rc;
}

static enum rc
compile_keys(struct plan *p, struct job *j, struct err *e)
{
	const char *text = p->q->key != NULL ? p->q->key : "";
	enum rc rc = key_list_parse(&p->key, &p->nkey, text, &j->query.env, e);

	p->cfg.nkey = p->nkey;
	p->cfg.key = p->q->table_key;
	p->cfg.option = "--table-key";
	if (rc == RC_OK && p->q->table_key == NULL) {
		p->cfg.option = "--key";
		rc = same_keys(text, &j->arena, &p->cfg.key, e);
	}
	if (rc != RC_OK) {
		rc_in(e, "--key", text);
		return rc;
	}
	if (p->nkey == 0 && p->q->asof == NULL)
		return rc_err(e, RC_USAGE, "expected --key, what the records and the table have "
		    "in common");
	if (p->nkey != 1 && p->q->cidr)
		return rc_err(e, RC_USAGE, "--cidr: expected one key, an address, got %zu",
		    p->nkey);
	return RC_OK;
}

static enum table_twice
twice_of(const char *text)
{
	if (text == NULL || strcmp(text, "error") == 0)
		return TABLE_TWICE_ERROR;
	return strcmp(text, "first") == 0 ? TABLE_TWICE_FIRST : TABLE_TWICE_LAST;
}

static enum rc
compile(struct plan *p, struct job *j, struct err *e)
{
	const struct join_query *q = p->q;
	enum rc rc = RC_OK;

	p->cfg = (struct load_cfg){
		.file = { j->given.program, q->table_format, q->asof },
		.timed = q->asof != NULL, .networks = q->cidr, .bare = q->semi || q->anti,
		.take = q->take, .prefix = q->prefix, .twice = twice_of(q->duplicates),
		.max_rows = q->max_rows,
	};
	p->within_us = INT64_MAX;
	if (q->within != NULL)
		rc = given_duration(&p->within_us, "--within", q->within, 0, "7d", e);
	return rc == RC_OK ? compile_keys(p, j, e) : rc;
}

/* The record's own fields that are called like columns: asked for, but not missed. */
static enum rc
find_fields(struct plan *p, struct job *j, struct err *e)
{
	struct proj *proj = &j->query.proj;

	p->slot = arena_alloc(&j->arena, (p->load.ncolumn + 1) * sizeof(*p->slot));
	for (size_t i = 0; i < p->load.ncolumn; i++) {
		struct sv name = proj_name(&p->load.column[i].name, 1, &j->arena);
		const size_t n = proj->n;
		enum rc rc = proj_add(proj, name, &p->slot[i], e);

		if (rc != RC_OK)
			return rc_err(e, rc, "a column of the table is called '%.*s', which is no "
			    "name of a field: --take gives it another",
			    SV_SHOW(p->load.column[i].name));
		if (proj->n != n)
			proj->field[n].derived = true;
	}
	return RC_OK;
}

static void *
new_part(void *state, unsigned i)
{
	struct plan *p = state;

	buf_init(&p->part[i].bytes, SIZE_MAX);
	return &p->part[i];
}

static void
say_counts(const struct plan *p, struct job *j)
{
	uint64_t found = 0, all = 0;
	struct err say;

	for (size_t i = 0; i < JOB_THREADS_MAX; i++) {
		found += p->part[i].found;
		all += p->part[i].found + p->part[i].lost;
	}
	if (all != 0 && found == 0) {
		rc_err(&say, RC_OK, "no record found a row in '%s'", j->given.program);
		j->run.count.missed++;
	} else if (p->q->counts) {
		rc_err(&say, RC_OK, "%" PRIu64 " of %" PRIu64 " records found a row in '%s'",
		    found, all, j->given.program);
	} else {
		return;
	}
	job_say(j, say.msg);
}

/* The table, and the records that are to be joined with it. */
static enum rc
run_map(struct plan *p, struct job *j, struct err *e)
{
	enum rc rc = load_run(&p->load, &p->cfg, j, e);

	if (rc == RC_OK)
		rc = find_fields(p, j, e);
	if (rc == RC_OK)
		rc = edit_compile(&p->edit, &(struct edit_cfg){ 0 }, j, e);
	if (rc == RC_OK && p->q->overwrite) {
		j->query.proj.members = true;	/* to be written but for some */
		j->query.proj.text = false;
	}
	if (rc == RC_OK)
		rc = map_run(j, &(struct map_plan){ .fn = join_record, .ctx = p, .edit = p->edit,
		    .state = p, .part = new_part }, e);
	if (rc == RC_OK && stop_signal() == 0)
		say_counts(p, j);
	load_free(&p->load);
	return rc;
}

static enum rc
run_plan(struct plan *p, struct job *j, struct err *e)
{
	struct memory m;
	enum rc rc = compile(p, j, e);

	memory_init(&m, NULL, NULL);
	if (rc == RC_OK && p->q->asof != NULL)
		rc = job_need_time(j, true, e);
	if (rc == RC_OK)
		rc = memory_resume(&m, j, MEMORY_RECORDS, e);
	if (rc == RC_OK && !memory_idle(&m))
		rc = run_map(p, j, e);
	if (rc == RC_OK)
		rc = memory_write(&m, j, e);
	return memory_close(&m, j, rc, e);
}

enum rc
join_run(struct job *j, const struct join_query *q, struct err *e)
{
	struct plan *p = arena_zalloc(&j->arena, sizeof(*p));
	enum rc rc;

	p->q = q;
	rc = run_plan(p, j, e);
	for (size_t i = 0; i < JOB_THREADS_MAX; i++)
		buf_free(&p->part[i].bytes);
	return rc;
}
