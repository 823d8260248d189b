/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "join/load.h"

#include "base/mem.h"
#include "base/varint.h"
#include "json/jwrite.h"
#include "key/group_key.h"
#include "key/key_bytes.h"
#include "line/lname.h"

#include <inttypes.h>
#include <string.h>

void
load_key(struct buf *b, struct val *key, size_t n, struct arena *tmp)
{
	for (size_t i = 0; i < n; i++)
		if (key[i].kind == VAL_NUMBER) {
			key[i] = group_key_canonical(&key[i], tmp);
			key[i].kind = VAL_STRING;
		}
	key_bytes_put(b, key, n, tmp);
}

/* ---- columns ---- */

/* Double an array whenever it is a power of two long. */
static void *
room_for(void *p, size_t n, size_t size)
{
	return (n & (n - 1)) == 0 ? mem_array(p, n == 0 ? 1 : 2 * n, size) : p;
}

static enum rc
add_column(struct load *l, struct sv name, uint32_t *column, struct err *e)
{
	struct load_column *c;
	struct buf b;
	bool esc;

	if (l->ncolumn == LOAD_COLUMNS)
		return rc_err(e, RC_LIMIT, "the table has more than %d columns: --take chooses",
		    LOAD_COLUMNS);
	l->column = room_for(l->column, l->ncolumn, sizeof(*l->column));
	l->last = room_for(l->last, l->ncolumn, sizeof(*l->last));
	l->some = room_for(l->some, l->ncolumn, sizeof(*l->some));
	l->last[l->ncolumn] = 0;
	c = &l->column[l->ncolumn];
	buf_init(&b, SIZE_MAX);
	buf_sv(&b, sv_of(l->cfg->prefix));
	buf_sv(&b, name);
	c->name = arena_sv(&l->arena, buf_view(&b));
	buf_clear(&b);
	buf_sv(&b, SV(",\""));
	buf_sv(&b, lname_key(c->name, &esc, &l->arena));
	buf_sv(&b, SV("\":"));
	c->head = arena_sv(&l->arena, buf_view(&b));
	buf_free(&b);
	*column = (uint32_t)l->ncolumn++;
	return RC_OK;
}

/* A member that a key is made of, the time of the row, or what says which kind of record it is. */
static bool
is_left_out(const struct load *l, struct sv name)
{
	const struct proj_field *f = l->job.query.proj.field;

	for (size_t i = 0; i < l->nread; i++)
		if (f[i].nkey == 1 && sv_eq(f[i].key[0], name))
			return true;
	/* CSV and the like call their time `timestamp`, too. */
	return sv_is(name, "kind") || (l->cfg->timed && sv_is(name, "timestamp"));
}

/* What the @i-th member of a row is: mostly the same as in the row before. */
static enum rc
find_name(struct load *l, size_t i, const struct jread_member *m, struct arena *tmp,
    const struct load_name **found, struct err *e)
{
	struct load_name *n;
	struct sv name;
	bool fresh;

	if (i < l->nplace && !m->key_esc && sv_eq(l->place[i]->name, m->key)) {
		*found = l->place[i];
		return RC_OK;
	}
	name = m->key_esc ? val_unescape(m->key, tmp) : m->key;
	n = hmap_put(&l->names, name, &fresh);
	if (fresh) {
		enum rc rc = RC_OK;

		*n = (struct load_name){ arena_sv(&l->arena, name), LOAD_COLUMNS };
		if (!is_left_out(l, name))
			rc = add_column(l, name, &n->column, e);
		if (rc != RC_OK)
			return rc;
	}
	if (i == l->nplace) {
		l->place = room_for(l->place, l->nplace, sizeof(*l->place));
		l->nplace++;
	}
	if (i < l->nplace)
		l->place[i] = n;
	*found = n;
	return RC_OK;
}

/* ---- rows ---- */

static void
put_length(struct buf *b, size_t n)
{
	char text[VARINT_MAX];

	buf_add(b, text, varint_put(text, n));
}

static void
put_value(struct load *l, uint32_t column, const struct val *v)
{
	struct jwrite w;

	l->some[l->nsome++] = column;
	buf_clear(&l->one);
	jwrite_init(&w, &l->one);
	jwrite_val(&w, v);
	put_length(&l->values, l->one.n);
	buf_sv(&l->values, buf_view(&l->one));
}

/* Of members of one name the last counts. */
static enum rc
put_members(struct load *l, const struct record *r, struct arena *tmp, struct err *e)
{
	uint32_t *column = arena_alloc(tmp, (r->nmember + 1) * sizeof(*column));
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < r->nmember; i++) {
		const struct load_name *n;

		rc = find_name(l, i, &r->member[i], tmp, &n, e);
		column[i] = rc == RC_OK ? n->column : LOAD_COLUMNS;
		if (column[i] != LOAD_COLUMNS)
			l->last[column[i]] = i;
	}
	for (size_t i = 0; rc == RC_OK && i < r->nmember; i++)
		if (column[i] != LOAD_COLUMNS && l->last[column[i]] == i &&
		    !val_null(&r->member[i].val))
			put_value(l, column[i], &r->member[i].val);
	return rc;
}

static enum rc
put_taken(struct load *l, const struct record *r, struct expr_eval *ev, struct err *e)
{
	for (size_t i = 0; i < l->ntake; i++) {
		struct val v;
		enum rc rc = expr_value(l->take[i].x, r, ev, &v, e);

		if (rc != RC_OK)
			return rc;
		if (!val_null(&v))
			put_value(l, (uint32_t)i, &v);
	}
	return RC_OK;
}

/* The number of the shape of the row at hand: mostly that of the one before. */
static size_t
find_shape(struct load *l)
{
	struct sv bytes = { (const char *)l->some, l->nsome * sizeof(*l->some) };
	uint32_t *number;
	bool fresh;

	number = hmap_put(&l->shapes, l->nsome != 0 ? bytes : SV(""), &fresh);
	if (fresh) {
		uint32_t *own = arena_alloc(&l->arena, bytes.n + sizeof(*own));

		memcpy(own, l->some, bytes.n);
		l->shape = room_for(l->shape, l->nshape, sizeof(*l->shape));
		l->shape[l->nshape] = (struct load_shape){ own, l->nsome };
		*number = (uint32_t)l->nshape++;
	}
	return *number;
}

static enum rc
put_body(struct load *l, const struct record *r, struct expr_eval *ev, struct err *e)
{
	enum rc rc = RC_OK;

	l->nsome = 0;
	buf_clear(&l->values);
	buf_clear(&l->body);
	if (l->cfg->bare)
		return RC_OK;
	if (l->take != NULL)
		rc = put_taken(l, r, ev, e);
	else
		rc = put_members(l, r, expr_eval_arena(ev), e);
	if (rc != RC_OK)
		return rc;
	put_length(&l->body, find_shape(l));
	buf_sv(&l->body, buf_view(&l->values));
	return RC_OK;
}

static enum rc
add_row(void *part, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	struct load *l = part;
	struct arena *tmp = expr_eval_arena(ev);
	struct val *key = arena_alloc(tmp, (l->cfg->nkey + 1) * sizeof(*key));
	struct table_row row = { .line = r->file_line };
	struct network net;
	const char *why;
	enum rc rc;

	(void)out;
	for (size_t i = 0; i < l->cfg->nkey; i++) {
		rc = expr_value(l->key[i].x, r, ev, &key[i], e);
		if (rc != RC_OK)
			return rc;
		if (val_null(&key[i]))
			return rc_bad(e, "key", "the row has no '%.*s', which is its key",
			    SV_SHOW(l->key[i].name));
	}
	if (l->cfg->networks) {
		struct sv text = val_text(&key[0], tmp);

		if (!address_network(text, &net, &why))
			return rc_bad(e, "value", "'%.*s': %s", SV_SHOW(text), why);
	}
	rc = put_body(l, r, ev, e);
	row.body = buf_view(&l->body);
	if (rc == RC_OK && l->cfg->networks) {
		rc = table_add_network(&l->table, &net, &row, e);
	} else if (rc == RC_OK) {
		load_key(&l->bytes, key, l->cfg->nkey, tmp);
		row.key = buf_view(&l->bytes);
		rc = table_add(&l->table, &row, in->at_us, e);
	}
	if (rc != RC_OK && rc != RC_BAD)
		e->line = r->line_no;
	return rc;
}

/* ---- all of it ---- */

static enum rc
compile_list(const struct key_expr **x, size_t *n, const char *option, const char *text,
    struct load *l, struct err *e)
{
	enum rc rc = key_list_parse(x, n, text, &l->job.query.env, e);

	if (rc != RC_OK)
		rc_in(e, option, text);
	return rc;
}

static enum rc
compile_take(struct load *l, struct err *e)
{
	const char *text = l->cfg->take;
	uint32_t column;
	enum rc rc = compile_list(&l->take, &l->ntake, "--take", text, l, e);

	for (size_t i = 0; rc == RC_OK && i < l->ntake; i++) {
		for (size_t k = 0; k < i; k++)
			if (sv_eq(l->take[k].name, l->take[i].name))
				return rc_err(e, RC_USAGE, "--take: '%.*s' is there twice",
				    SV_SHOW(l->take[i].name));
		rc = add_column(l, l->take[i].name, &column, e);
	}
	return rc;
}

static enum rc
compile(struct load *l, struct err *e)
{
	const struct load_cfg *cfg = l->cfg;
	size_t n;
	enum rc rc = compile_list(&l->key, &n, cfg->option, cfg->key, l, e);

	if (rc == RC_OK && n != cfg->nkey)
		rc = rc_err(e, RC_USAGE, "%s: expected as many keys as --key has, which are %zu, "
		    "got %zu", cfg->option, cfg->nkey, n);
	if (rc == RC_OK && cfg->timed) {
		rc = job_need_time(&l->job, true, e);
		if (rc != RC_OK)
			rc_in(e, "--asof", cfg->file.time);
	}
	l->nread = l->job.query.proj.n;
	if (rc == RC_OK && !cfg->bare && cfg->take != NULL)
		rc = compile_take(l, e);
	l->job.query.proj.members = !cfg->bare && cfg->take == NULL;
	return rc;
}

enum rc
load_run(struct load *l, const struct load_cfg *cfg, struct job *j, struct err *e)
{
	const struct stream s = { .ctx = l, .record = add_row, .serial = true };
	const char *name = strcmp(cfg->file.path, "-") == 0 ? "stdin" : cfg->file.path;
	enum rc rc;

	*l = (struct load){ .cfg = cfg };
	arena_init(&l->arena);
	table_init(&l->table, &(struct table_cfg){ .twice = cfg->twice, .timed = cfg->timed,
	    .max = cfg->max_rows, .seed = j->seed });
	hmap_init(&l->names, &l->arena, sizeof(struct load_name), j->seed);
	hmap_init(&l->shapes, &l->arena, sizeof(uint32_t), j->seed);
	buf_init(&l->bytes, SIZE_MAX);
	buf_init(&l->values, SIZE_MAX);
	buf_init(&l->one, SIZE_MAX);
	buf_init(&l->body, SIZE_MAX);
	rc = beside_init(&l->job, &cfg->file, j, e);
	if (rc == RC_OK)
		rc = compile(l, e);
	if (rc == RC_OK)
		rc = beside_run(&l->job, &s, j, e);
	if (rc == RC_OK && l->table.nrow == 0 && l->job.run.count.rejected > 0)
		rc = rc_err(e, RC_SYNTAX, "%s: none of its rows can be used", name);
	if (rc != RC_OK)
		return rc;
	rc = table_seal(&l->table, e);
	return rc == RC_OK ? rc : rc_err(e, rc, "%s:%" PRIu64 ": %s", name, e->line, e->msg);
}

void
load_free(struct load *l)
{
	table_free(&l->table);
	beside_free(&l->job);
	hmap_free(&l->names);
	hmap_free(&l->shapes);
	arena_free(&l->arena);
	buf_free(&l->bytes);
	buf_free(&l->values);
	buf_free(&l->one);
	buf_free(&l->body);
	mem_free(l->column);
	mem_free(l->shape);
	mem_free(l->place);
	mem_free(l->last);
	mem_free(l->some);
}
