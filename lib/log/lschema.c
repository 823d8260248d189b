/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema - see lschema.h
 *
 * JSON is read by the sources for it, which validate and list the members of a record;
 * lines of a table are cut here.  Either way lschema_plan makes the events.
 */
#include "log/lschema.h"

#include "base/mem.h"
#include "log/jsonlog.h"
#include "log/line.h"
#include "log/lschema_plan.h"
#include "log/lvalue.h"

#include <string.h>

/* ---- JSON ---- */

struct json {
	struct source        base;
	const struct source *inner;
	struct proj          proj;	/* of the inner source: all members */
	struct lschema_plan  plan;
};

struct decode {
	struct decoder       base;
	struct decoder      *inner;
	struct lschema_maker maker;
	struct record        rec;	/* of the inner source */
	const char          *batch;	/* next record of a body; NULL: in none */
	bool                 more;	/* the record may have more events */
};

static const struct json *
json_of(const struct decode *d)
{
	return (const struct json *)d->base.src;
}

static struct decoder *
new_decoder(const struct source *s)
{
	const struct json *j = (const struct json *)s;
	struct decode *d = mem_zalloc(sizeof(*d));

	d->base.src = s;
	d->base.seen = mem_zalloc((s->proj->n + 1) * sizeof(*d->base.seen));
	d->inner = j->inner->ops->decoder_new(j->inner);
	lschema_plan_maker(&d->maker, &j->plan, d->base.seen);
	return &d->base;
}

static void
free_decoder(struct decoder *base)
{
	struct decode *d = (struct decode *)base;

	if (d == NULL)
		return;
	d->inner->src->ops->decoder_free(d->inner);
	lschema_plan_free(&d->maker);
	mem_free(d->base.seen);
	mem_free(d);
}

static void
begin_block(struct decoder *base, const struct block *b)
{
	struct decode *d = (struct decode *)base;

	d->more = false;
	d->batch = NULL;
	d->inner->waits = base->waits;
	d->inner->src->ops->begin(d->inner, b);
}

static uint64_t
count_lines(const struct decoder *base)
{
	const struct decode *d = (const struct decode *)base;

	return d->inner->src->ops->lines(d->inner);
}

/* Names of fields that the schema knows, to be held against mistyped ones. */
static size_t
list_names(const struct decoder *base, struct sv *name, size_t max)
{
	const struct lschema_plan *pl = &json_of((const struct decode *)base)->plan;
	size_t n = pl->nname < max ? pl->nname : max;

	if (n > 0)
		memcpy(name, pl->name, n * sizeof(*name));
	return n;
}

static void
join_tail(struct decoder *base, struct source_tail *t)
{
	struct decode *d = (struct decode *)base;

	d->inner->src->ops->join(d->inner, t);
}

static void
leave_tail(struct decoder *base, struct source_tail *t)
{
	struct decode *d = (struct decode *)base;

	d->inner->src->ops->leave(d->inner, t);
}

static void
left_open(const struct decoder *base, struct source_open *o)
{
	const struct decode *d = (const struct decode *)base;

	d->inner->src->ops->open(d->inner, o);
}

static void
note_lines(const struct decoder *base, struct buf *lines)
{
	const struct decode *d = (const struct decode *)base;

	d->inner->src->ops->note(d->inner, lines);
}

/* @at: where in the record; NULL: no place of it.  Of JSON over lines no column is known. */
static enum rc
reject(const struct decode *d, const char *at, const struct err *e, struct reject *rej)
{
	struct sv line = d->rec.line;
	bool in = at != NULL && (d->inner->src->flags & SOURCE_PIECES) == 0 &&
	    (uintptr_t)at >= (uintptr_t)line.p && (uintptr_t)at < (uintptr_t)line.p + line.n;

	return source_reject(rej, "schema", d->rec.line_no, in ? (size_t)(at - line.p) + 1 : 0,
	    line, "%s", e->msg);
}

/* Start on the record that the inner source has given, or on the batch that it is. */
static enum rc
start_record(struct decode *d, struct reject *rej)
{
	const struct lfind_node *batch = json_of(d)->plan.batch;
	struct lfind *w = &d->maker.find;
	struct err e = { 0 };

	lfind_members(w, d->rec.member, d->rec.nmember);
	if (batch != NULL && lfind_at(w, batch)->v.kind == VAL_ARRAY) {
		d->batch = jscan_space(&w->scan, lfind_at(w, batch)->v.text.p + 1);
		return RC_OK;
	}
	if (!lschema_plan_check(&d->maker, &e))
		return reject(d, d->rec.line.p, &e, rej);
	d->more = true;
	return RC_OK;
}

/* Start on the next record of a batch. */
static enum rc
start_next(struct decode *d, struct reject *rej)
{
	struct lfind *w = &d->maker.find;
	const char *at = d->batch;
	struct err e = { 0 };
	struct val v;

	if (*at == ']') {
		d->batch = NULL;
		return RC_OK;
	}
	if (*at != '{') {
		d->batch = lfind_past(w, jscan_value(&w->scan, at, &v, 0));
		(void)rc_err(&e, RC_BAD, "expected an object in '%s'",
		    json_of(d)->plan.schema->batch);
		return reject(d, at, &e, rej);
	}
	d->batch = lfind_past(w, lfind_object(w, at));
	if (!lschema_plan_check(&d->maker, &e))
		return reject(d, at, &e, rej);
	d->more = true;
	return RC_OK;
}

/* The event at hand. */
static enum rc
give_event(struct decode *d, struct record *r, struct reject *rej)
{
	struct sv bad = { NULL, 0 };
	struct err e = { 0 };

	*r = d->rec;
	if (lschema_plan_event(&d->maker, r, &bad, &e) != RC_OK)
		return reject(d, bad.p, &e, rej);
	return RC_OK;
}

static enum rc
next_event(struct decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	enum rc rc = RC_OK;

	while (rc == RC_OK) {
		if (d->more) {
			if (lfind_next(&d->maker.find))
				return give_event(d, r, rej);
			d->more = false;
		}
		if (d->batch != NULL) {
			rc = start_next(d, rej);
			continue;
		}
		rc = d->inner->src->ops->next(d->inner, &d->rec, rej);
		if (rc == RC_OK)
			rc = start_record(d, rej);
	}
	return rc;
}

static const struct source_ops by_line = {
	.decoder_new = new_decoder, .begin = begin_block, .next = next_event,
	.lines = count_lines, .decoder_free = free_decoder, .names = list_names,
};

/* Of blocks that may cut a record. */
static const struct source_ops by_piece = {
	.decoder_new = new_decoder, .begin = begin_block, .next = next_event,
	.lines = count_lines, .decoder_free = free_decoder, .names = list_names,
	.join = join_tail, .leave = leave_tail, .open = left_open, .note = note_lines,
};

static enum rc
open_json(const struct source **s, const struct lschema *schema, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e)
{
	struct json *j = arena_zalloc(a, sizeof(*j));
	struct source_cfg plain = *cfg;
	bool lines = !sv_is(cfg->format, "json");
	enum rc rc = lschema_plan_new(&j->plan, schema, cfg, p, a, e);

	if (rc != RC_OK)
		return rc;
	proj_init(&j->proj, a);
	j->proj.members = true;
	plain.map = NULL;
	plain.nmap = 0;
	rc = lines ? source_json(&j->inner, &plain, &j->proj, a, e) :
	    jsonlog_open(&j->inner, &plain, &j->proj, a, e);
	if (rc != RC_OK)
		return rc;
	j->base = (struct source){ lines ? &by_line : &by_piece, schema->name,
		j->inner->flags & (SOURCE_PIECES | SOURCE_PLACES | SOURCE_ONWARD), p };
	*s = &j->base;
	return RC_OK;
}

/* ---- a table without a header ---- */

struct table {
	struct line_source        base;
	struct lschema_plan       plan;
	const struct lfind_node **column;	/* NULL where no rule reads it */
	size_t                    ncolumn;
	struct sv                 name[2];	/* of the first columns: a header has them */
};

struct row_decoder {
	struct line_decoder  base;
	struct lschema_maker maker;
	struct arena         tmp;	/* decoded texts of a row */
};

static const struct table *
table_of(const struct line_decoder *d)
{
	return (const struct table *)d->base.src;
}

static void
init_rows(struct line_decoder *base)
{
	struct row_decoder *d = (struct row_decoder *)base;

	lschema_plan_maker(&d->maker, &table_of(base)->plan, base->base.seen);
	arena_init(&d->tmp);
}

static void
free_rows(struct line_decoder *base)
{
	struct row_decoder *d = (struct row_decoder *)base;

	lschema_plan_free(&d->maker);
	arena_free(&d->tmp);
}

static size_t
row_names(const struct line_decoder *base, struct sv *name, size_t max)
{
	const struct lschema_plan *pl = &table_of(base)->plan;
	size_t n = pl->nname < max ? pl->nname : max;

	if (n > 0)
		memcpy(name, pl->name, n * sizeof(*name));
	return n;
}

/* The fields of a row where its rules look for them: how many there are. */
static size_t
cut_row(struct row_decoder *d, struct sv line, struct sv first[2])
{
	const struct table *t = table_of(&d->base);
	size_t n = 0;

	lfind_clear(&d->maker.find);
	arena_reset(&d->tmp);
	for (;; n++) {
		size_t len = sv_find(line, '\t');
		struct sv field = { line.p, len };

		if (n < 2)
			first[n] = field;
		if (len > 0 && n < t->ncolumn && t->column[n] != NULL) {
			struct val v = lvalue_string(lvalue_text(field, LVALUE_RAW, &d->tmp),
			    &d->tmp);

			lfind_put(&d->maker.find, t->column[n], &v, false);
		}
		if (len == line.n)
			return n + 1;
		line.p += len + 1;
		line.n -= len + 1;
	}
}

static enum rc
read_row(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct row_decoder *d = (struct row_decoder *)base;
	const struct table *t = table_of(base);
	struct sv bad = { NULL, 0 }, first[2] = { { NULL, 0 }, { NULL, 0 } };
	size_t n = cut_row(d, line, first), col = 0;
	struct err e = { 0 };

	if (n == t->ncolumn && sv_eq(first[0], t->name[0]) && sv_eq(first[1], t->name[1]))
		return RC_EMPTY;	/* somebody has written a header after all */
	if (n != t->ncolumn)
		(void)rc_err(&e, RC_BAD, "no row of %s: expected %zu columns, found %zu",
		    t->plan.schema->name, t->ncolumn, n);
	else if (lschema_plan_check(&d->maker, &e) &&
	    lschema_plan_event(&d->maker, r, &bad, &e) == RC_OK)
		return RC_OK;
	if (bad.p != NULL && (uintptr_t)bad.p >= (uintptr_t)line.p &&
	    (uintptr_t)bad.p < (uintptr_t)line.p + line.n)
		col = (size_t)(bad.p - line.p) + 1;
	return source_reject(rej, "schema", base->lines, col, line, "%s", e.msg);
}

static const struct line_ops row_ops = {
	.size = sizeof(struct row_decoder),
	.init = init_rows,
	.free = free_rows,
	.line = read_row,
	.names = row_names,
};

static enum rc
open_table(const struct source **s, const struct lschema *schema, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e)
{
	struct table *t = arena_zalloc(a, sizeof(*t));
	struct sv left = sv_of(schema->columns);
	enum rc rc = lschema_plan_new(&t->plan, schema, cfg, p, a, e);

	if (rc != RC_OK)
		return rc;
	line_source_init(&t->base, &row_ops, schema->name, 0, p);
	t->column = arena_alloc(a, (left.n + 1) * sizeof(struct lfind_node *));
	while (left.n > 0) {
		size_t n = sv_find(left, ' ');
		struct sv name = { left.p, n };
		const struct lfind_node *at = lfind_node_of(t->plan.paths.root.node, name);

		if (t->ncolumn < 2)
			t->name[t->ncolumn] = name;
		t->column[t->ncolumn++] = at != NULL && at->wanted ? at : NULL;
		left.p += n + (n < left.n);
		left.n -= n + (n < left.n);
	}
	*s = &t->base.base;
	return RC_OK;
}

enum rc
lschema_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	const struct lschema *schema = registry_find(&lschema_registry, cfg->schema);

	if (schema == NULL)
		return registry_hint(&lschema_registry, cfg->schema, rc_err(e, RC_USAGE,
		    "--schema: unknown schema '%.*s'", SV_SHOW(cfg->schema)), e);
	if (sv_is(cfg->format, "tsv") && schema->columns != NULL)
		return open_table(s, schema, cfg, p, a, e);
	if (cfg->format.n > 0 && !sv_is(cfg->format, "ndjson") && !sv_is(cfg->format, "json"))
		return rc_err(e, RC_USAGE, "--schema %s goes with -f ndjson or json%s, not %.*s",
		    schema->name, schema->columns != NULL ? " or tsv" : "",
		    SV_SHOW(cfg->format));
	return open_json(s, schema, cfg, p, a, e);
}
