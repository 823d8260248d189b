/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema - see lschema.h
 *
 * The source of the format validates and lists the members of a record; lines of a table
 * without header are cut here.  Either way lschema_plan makes the events, and lschema_gather
 * puts together what is one.
 */
#include "log/lschema.h"

#include "base/mem.h"
#include "line/line.h"
#include "line/lvalue.h"
#include "log/log.h"
#include "log/lschema_gather.h"
#include "log/lschema_plan.h"

#include <string.h>

/* ---- over the records of another source ---- */

struct over {
	struct source        base;
	const struct source *inner;
	struct proj          proj;	/* of the inner source: all members */
	struct lschema_plan  plan;
	const char          *doubt;	/* of what is asked for; NULL: none */
};

struct decode {
	struct decoder       base;
	struct decoder      *inner;
	struct lschema_maker maker;
	struct record        rec;	/* of the inner source */
	const char          *batch;	/* next record of a body; NULL: in none */
	bool                 more;	/* the record may have more events */
	struct lschema_events events;
	bool                 last;	/* no block of the file follows */
	bool                 binary;	/* the file is in a form that is not read */
	double               sum;	/* of its records, and what it says itself: */
	double               total;
	bool                 summed;
	struct buf           differ;	/* what is said when it is not the same */
};

static const struct over *
over_of(const struct decode *d)
{
	return (const struct over *)d->base.src;
}

static bool
gathers(const struct decode *d)
{
	return over_of(d)->plan.schema->gather != NULL;
}

static struct decoder *
new_decoder(const struct source *s)
{
	const struct over *o = (const struct over *)s;
	struct decode *d = mem_zalloc(sizeof(*d));

	d->base.src = s;
	d->base.seen = mem_zalloc((s->proj->n + 1) * sizeof(*d->base.seen));
	d->inner = o->inner->ops->decoder_new(o->inner);
	lschema_plan_maker(&d->maker, &o->plan, d->base.seen);
	lschema_gather_init(&d->events, &o->plan);
	buf_init(&d->differ, SIZE_MAX);
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
	lschema_gather_free(&d->events);
	buf_free(&d->differ);
	mem_free(d->base.seen);
	mem_free(d);
}

/* The file begins as those of the product's own that are not read. */
static bool
is_binary(const struct lschema *schema, struct sv text)
{
	enum { NEAR = 64 };	/* bytes */

	text.n = text.n < NEAR ? text.n : NEAR;
	return schema->binary != NULL && sv_has(text, sv_of(schema->binary));
}

static void
begin_block(struct decoder *base, const struct block *b)
{
	struct decode *d = (struct decode *)base;

	d->more = false;
	d->batch = NULL;
	if ((b->flags & BLOCK_FIRST) != 0) {
		d->binary = is_binary(over_of(d)->plan.schema, (struct sv){ b->p, b->n });
		d->sum = d->total = 0;
		d->summed = false;
	}
	d->last = (b->flags & BLOCK_LAST) != 0 && !base->waits;
	d->inner->waits = base->waits;
	if ((b->flags & BLOCK_FIRST) != 0)
		lschema_gather_drop(&d->events);
	else
		lschema_gather_cut(&d->events);
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
	const struct lschema_plan *pl = &over_of((const struct decode *)base)->plan;
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

	if (d->inner->src->ops->open != NULL)
		d->inner->src->ops->open(d->inner, o);
}

static void
note_lines(const struct decoder *base, struct buf *lines)
{
	const struct decode *d = (const struct decode *)base;

	if (d->inner->src->ops->note != NULL)
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
	const struct lfind_node *batch = over_of(d)->plan.batch;
	struct lfind *w = &d->maker.find;
	struct err e = { 0 };

	d->base.doubt[0] = over_of(d)->doubt;
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
		    over_of(d)->plan.schema->batch);
		return reject(d, at, &e, rej);
	}
	d->batch = lfind_past(w, lfind_object(w, at));
	if (!lschema_plan_check(&d->maker, &e))
		return reject(d, at, &e, rej);
	d->more = true;
	return RC_OK;
}

/* A file that says itself how much is in it. */
static void
add_up(struct decode *d)
{
	const struct lschema_plan *pl = &over_of(d)->plan;
	double x;

	if (pl->counts == NULL ||
	    !val_number_short(&lfind_at(&d->maker.find, pl->counts)->v, &x))
		return;
	if (lschema_plan_hold(&d->maker, &pl->total)) {
		d->total = x;
		d->summed = true;
	} else {
		d->sum += x;
	}
}

static void
check_sum(struct decode *d)
{
	const struct lschema *s = over_of(d)->plan.schema;

	if (!d->last || !d->summed || d->sum == d->total || d->differ.n > 0)
		return;
	buf_printf(&d->differ, "--schema %s: the rows have a '%s' of %.15g together, and the row "
	    "of all says %.15g", s->name, s->counts, d->sum, d->total);
	buf_c(&d->differ, '\0');
	d->base.doubt[1] = d->differ.p;
}

/* The event at hand; RC_EMPTY: it is not complete, or the record is none. */
static enum rc
give_event(struct decode *d, struct record *r, struct reject *rej)
{
	struct sv bad = { NULL, 0 };
	struct err e = { 0 };
	enum lschema_role role = LSCHEMA_MAKE;

	if (gathers(d))
		role = lschema_gather_role(&d->events, &d->maker);
	if (role == LSCHEMA_PASS)
		return RC_EMPTY;
	add_up(d);
	if (lschema_plan_values(&d->maker, &bad, &e) != RC_OK)
		return reject(d, bad.p, &e, rej);
	*r = d->rec;
	if (gathers(d))
		return lschema_gather_take(&d->events, &d->maker, role, r);
	lschema_plan_give(&d->maker, d->maker.value, r);
	return RC_OK;
}

/* What is left when the block has no more records. */
static enum rc
end_block(struct decode *d, struct record *r)
{
	enum rc rc = RC_EMPTY;

	check_sum(d);
	if (d->last && gathers(d))
		rc = lschema_gather_end(&d->events, &d->maker, r);
	return rc == RC_EMPTY ? RC_END : rc;
}

static enum rc
next_event(struct decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	enum rc rc = RC_OK;

	if (d->binary) {
		(void)source_reject(rej, "schema", 1, 1, SV(""), "%s",
		    over_of(d)->plan.schema->instead);
		return RC_USAGE;
	}
	while (rc == RC_OK) {
		if (d->more) {
			d->more = lfind_next(&d->maker.find);
			rc = d->more ? give_event(d, r, rej) : RC_EMPTY;
			if (rc != RC_EMPTY)
				return rc;
			rc = RC_OK;
			continue;
		}
		if (d->batch != NULL) {
			rc = start_next(d, rej);
			continue;
		}
		rc = d->inner->src->ops->next(d->inner, &d->rec, rej);
		if (rc == RC_OK)
			rc = start_record(d, rej);
	}
	return rc == RC_END ? end_block(d, r) : rc;
}

static const struct source_ops by_line = {
	.decoder_new = new_decoder, .begin = begin_block, .next = next_event,
	.lines = count_lines, .decoder_free = free_decoder, .names = list_names,
	.open = left_open, .note = note_lines,
};

/* Of blocks that may cut a record. */
static const struct source_ops by_piece = {
	.decoder_new = new_decoder, .begin = begin_block, .next = next_event,
	.lines = count_lines, .decoder_free = free_decoder, .names = list_names,
	.join = join_tail, .leave = leave_tail, .open = left_open, .note = note_lines,
};

/* A status is asked for, and the product leaves out what has none. */
static const char *
doubt_of(const struct lschema *schema, const struct proj *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (sv_is(p->field[i].key[0], "status") && !p->field[i].derived)
			return schema->missing;
	return NULL;
}

static enum rc
open_over(const struct source **s, const struct lschema *schema, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e)
{
	const struct log_format *f = registry_find(&log_registry, cfg->format);
	struct over *o = arena_zalloc(a, sizeof(*o));
	struct source_cfg plain = *cfg;
	unsigned keep = SOURCE_SERIAL | SOURCE_PIECES | SOURCE_PLACES | SOURCE_ONWARD |
	    SOURCE_RETURNS | SOURCE_QUOTES;
	enum rc rc = lschema_plan_new(&o->plan, schema, cfg, p, a, e);

	if (rc != RC_OK)
		return rc;
	proj_init(&o->proj, a);
	o->proj.members = true;
	plain.map = NULL;
	plain.nmap = 0;
	if (schema->header != NULL && plain.table.header.n == 0)
		plain.table.header = sv_of(schema->header);
	rc = f->open(&o->inner, &plain, &o->proj, a, e);
	if (rc != RC_OK)
		return rc;
	o->doubt = doubt_of(schema, p);
	o->base = (struct source){ (o->inner->flags & SOURCE_PIECES) != 0 ? &by_piece : &by_line,
		schema->name, o->inner->flags & keep, p };
	if (schema->gather != NULL)	/* an event may be open where a run ends */
		o->base.flags = (o->base.flags | SOURCE_SERIAL) &
		    ~(unsigned)(SOURCE_PLACES | SOURCE_ONWARD);
	*s = &o->base;
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
	    lschema_plan_values(&d->maker, &bad, &e) == RC_OK) {
		lschema_plan_give(&d->maker, d->maker.value, r);
		return RC_OK;
	}
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

/* ---- */

static const char *
formats_of(const struct lschema *schema)
{
	return schema->formats != NULL ? schema->formats : "ndjson json";
}

const struct lschema *
lschema_in(const struct lschema *schema, struct sv format)
{
	for (; schema != NULL; schema = schema->also)
		for (struct sv left = sv_of(formats_of(schema)); left.n > 0;) {
			size_t n = sv_find(left, ' ');

			if (format.n == 0 || sv_eq((struct sv){ left.p, n }, format))
				return schema;
			left.p += n + (n < left.n);
			left.n -= n + (n < left.n);
		}
	return NULL;
}

struct sv
lschema_format(struct sv name)
{
	const struct lschema *schema = registry_find(&lschema_registry, name);
	struct sv all = sv_of(schema != NULL ? formats_of(schema) : "ndjson");

	return (struct sv){ all.p, sv_find(all, ' ') };
}

/* "--schema k6 goes with -f ndjson or json or csv, not tsv" */
static enum rc
refuse_format(const struct lschema *schema, struct sv format, struct err *e)
{
	struct buf b;
	enum rc rc;

	buf_init(&b, SIZE_MAX);
	for (const struct lschema *s = schema; s != NULL; s = s->also)
		for (const char *p = formats_of(s); *p != '\0'; p += *p == ' ') {
			size_t n = strcspn(p, " ");

			buf_printf(&b, "%s%.*s", b.n > 0 ? " or " : "", (int)n, p);
			p += n;
		}
	rc = rc_err(e, RC_USAGE, "--schema %s goes with -f %.*s, not %.*s", schema->name,
	    (int)b.n, b.p, SV_SHOW(format));
	buf_free(&b);
	return rc;
}

enum rc
lschema_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	const struct lschema *schema = registry_find(&lschema_registry, cfg->schema), *in;

	if (schema == NULL)
		return registry_hint(&lschema_registry, cfg->schema, rc_err(e, RC_USAGE,
		    "--schema: unknown schema '%.*s'", SV_SHOW(cfg->schema)), e);
	in = lschema_in(schema, cfg->format);
	if (in == NULL)
		return refuse_format(schema, cfg->format, e);
	if (sv_is(cfg->format, "tsv") && in->columns != NULL)
		return open_table(s, in, cfg, p, a, e);
	return open_over(s, in, cfg, p, a, e);
}
