/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nest - see nest.h
 *
 * The inner decoder gets each line of the program as a block of its own, so any source
 * will do.  A line that is whole is read where it lies; pieces are copied.
 */
#include "log/nest.h"

#include "base/bug.h"
#include "base/buf.h"
#include "base/mem.h"
#include "log/lbag.h"
#include "log/line.h"
#include "log/lname.h"
#include "log/lvalue.h"

#include <string.h>

struct output {			/* a field of the envelope in the record */
	size_t    from;		/* index in nest_line.field, or that of the message */
	struct sv name;
	struct sv key;		/* as JSON */
	bool      key_esc;
	unsigned  rank;
	size_t    slot;		/* proj->n: none */
};

struct nest {
	struct line_source      base;
	const struct nest_type *type;
	const struct source    *inner;		/* NULL: the text is the message */
	struct tstamp_cfg       time;
	size_t                  max_line;
	size_t                  message;	/* number of the envelope's own fields */
	struct output          *out;
	size_t                  nout;
	size_t                  nfirst;		/* of them stand before the inner members */
	bool                    slots;		/* some output has one */
};

struct held {			/* pieces of one line */
	bool         on;
	struct buf   text;
	struct buf   raw;	/* the lines they came in */
	uint64_t     off;	/* of the first of them in the file, */
	uint64_t     line;	/* ... and its number, of those read of it */
	struct arena tmp;	/* texts of the fields */
	struct val   field[NEST_FIELDS];	/* of the first piece */
};

struct decode {
	struct line_decoder  base;
	void                *state;	/* of the envelope */
	struct decoder      *inner;
	struct held          held[NEST_STREAMS];
	struct buf           one;	/* block of one line for the inner decoder */
	uint64_t             whole;	/* number of the last line that was no piece held */
	bool                 fresh;	/* the inner decoder has not seen this file */
	bool                 ended;	/* ... or has been told its end */
	bool                 more;	/* ... or may have more of the line */
	bool                 joined;	/* the text is made of pieces */
	struct nest_line     line;
	struct sv            raw;	/* the line, or lines, that it came in; NULL: none */
	struct arena         rec;
	bool                 met[NEST_FIELDS + 1];	/* which outputs some record had */
	struct val          *slot;
	struct jread_member *member;
	size_t               cap;
};

static const struct nest *
nest_of(const struct decode *d)
{
	return (const struct nest *)d->base.base.src;
}

static void
init_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;
	const struct nest *n = nest_of(d);

	if (n->type->size > 0)
		d->state = mem_zalloc(n->type->size);
	if (n->type->init != NULL)
		n->type->init(d->state, &n->time);
	if (n->inner != NULL)
		d->inner = n->inner->ops->decoder_new(n->inner);
	for (int i = 0; i < NEST_STREAMS; i++) {
		buf_init(&d->held[i].text, n->max_line);
		buf_init(&d->held[i].raw, n->max_line);
		arena_init(&d->held[i].tmp);
	}
	buf_init(&d->one, SIZE_MAX);
	arena_init(&d->rec);
	d->slot = mem_zalloc((n->base.base.proj->n + 1) * sizeof(*d->slot));
}

static void
free_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;
	const struct nest *n = nest_of(d);

	if (n->type->free != NULL)
		n->type->free(d->state);
	if (n->inner != NULL)
		n->inner->ops->decoder_free(d->inner);
	for (int i = 0; i < NEST_STREAMS; i++) {
		buf_free(&d->held[i].text);
		buf_free(&d->held[i].raw);
		arena_free(&d->held[i].tmp);
	}
	buf_free(&d->one);
	arena_free(&d->rec);
	mem_free(d->state);
	mem_free(d->slot);
	mem_free(d->member);
}

static void
drop_pieces(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	for (int i = 0; i < NEST_STREAMS; i++)
		d->held[i].on = false;
}

static void
drop_held(struct line_decoder *base, struct sv head)
{
	(void)head;	/* its pieces are lost, whatever it was */
	drop_pieces(base);
}

static void
start_file(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	drop_pieces(base);
	d->whole = 0;
	d->fresh = true;
	d->ended = false;
}

static size_t
list_names(const struct line_decoder *base, struct sv *name, size_t max)
{
	const struct decode *d = (const struct decode *)base;
	const struct nest *nest = nest_of(d);
	size_t inner = d->inner != NULL ? nest->inner->ops->names(d->inner, name, max) : 0;
	size_t n = inner;

	for (size_t i = 0; i < nest->nout && n < max; i++) {
		size_t k = 0;

		while (k < inner && !sv_eq(name[k], nest->out[i].name))
			k++;
		if (k == inner && d->met[nest->out[i].from])
			name[n++] = nest->out[i].name;
	}
	return n;
}

/* The value of an output of this record. */
static struct val
value_of(struct decode *d, const struct output *o)
{
	if (o->from < nest_of(d)->message)
		return d->line.field[o->from];
	return lvalue_string(lvalue_text(d->line.text, LVALUE_RAW, &d->rec), &d->rec);
}

static bool
has_member(struct decode *d, const struct record *r, struct sv name)
{
	for (size_t i = 0; i < r->nmember; i++) {
		const struct jread_member *m = &r->member[i];

		if (sv_eq(m->key_esc ? val_unescape(m->key, &d->rec) : m->key, name))
			return true;
	}
	return false;
}

/* Outputs @from to @to behind the first @n members: how many there are then. */
static size_t
add_members(struct decode *d, const struct record *r, size_t from, size_t to, size_t n)
{
	for (size_t i = from; i < to; i++) {
		const struct output *o = &nest_of(d)->out[i];
		struct val v = value_of(d, o);

		if (v.kind != VAL_NONE && !has_member(d, r, o->name))
			d->member[n++] = (struct jread_member){ o->key, o->key_esc, v };
	}
	return n;
}

/* The time of the envelope, the members of the inner record, the rest of the envelope. */
static void
fill_members(struct decode *d, struct record *r)
{
	const struct nest *nest = nest_of(d);
	size_t n;

	if (r->nmember + nest->nout > d->cap) {
		d->cap = 2 * (r->nmember + nest->nout);
		d->member = mem_array(d->member, d->cap, sizeof(*d->member));
	}
	n = add_members(d, r, 0, nest->nfirst, 0);
	if (r->nmember > 0)
		memcpy(&d->member[n], r->member, r->nmember * sizeof(*d->member));
	n = add_members(d, r, nest->nfirst, nest->nout, n + r->nmember);
	r->member = d->member;
	r->nmember = n;
}

/* Slots of fields that the inner record does not have. */
static void
fill_slots(struct decode *d, struct record *r)
{
	const struct nest *n = nest_of(d);
	size_t nslot = n->base.base.proj->n;

	if (n->slots && n->inner != NULL && nslot > 0)
		memcpy(d->slot, r->slot, nslot * sizeof(*d->slot));
	for (size_t i = 0; i < n->nout && n->slots; i++) {
		const struct output *o = &n->out[i];

		if (o->slot < nslot && d->slot[o->slot].kind == VAL_NONE)
			d->slot[o->slot] = value_of(d, o);
	}
	if (n->slots)
		r->slot = d->slot;
	for (size_t i = 0; i < nslot; i++)
		d->base.base.seen[i] |= r->slot[i].kind != VAL_NONE;
}

static enum rc
finish_record(struct decode *d, struct record *r)
{
	const struct nest *n = nest_of(d);

	for (size_t i = 0; i < n->message; i++)
		d->met[i] |= d->line.field[i].kind != VAL_NONE;
	d->met[n->message] = true;
	if (n->base.base.proj->members)
		fill_members(d, r);
	fill_slots(d, r);
	if (d->raw.p != NULL)
		r->line = d->raw;
	r->line_no = d->base.lines;
	r->json = false;
	r->write = NULL;
	return RC_OK;
}

/* What is wrong with the inner line, said of the whole one. */
static enum rc
place_reject(struct decode *d, struct reject *rej)
{
	const struct nest *n = nest_of(d);
	uint64_t col = rej->col;

	if (col > 0 && d->joined)
		col = 0;	/* it lies in one of several lines */
	else if (col > 0 && n->type->column != NULL)
		col = n->type->column(d->state, d->raw, col - 1);
	else if (col > 0)
		col += (uint64_t)(d->line.text.p - d->raw.p);
	rej->col = col;
	rej->line_no = d->base.lines;
	if (d->raw.p != NULL)
		rej->raw = d->raw;
	return RC_BAD;
}

/* Start the inner decoder on a block that holds @text, or nothing: the end of the file. */
static void
begin_inner(struct decode *d, const struct sv *text)
{
	struct block b = { .off = d->base.off, .file = d->base.file };

	buf_clear(&d->one);
	if (text != NULL) {
		buf_sv(&d->one, *text);
		buf_c(&d->one, '\n');
	}
	b.n = d->one.n;
	BUG_IF(!buf_room(&d->one, IN_PAD), "a block without a ceiling");
	memset(d->one.p + b.n, 0, IN_PAD);
	b.p = d->one.p;
	b.cap = d->one.cap;
	/* Elements of JSON do not go over lines here: lines of others may be between. */
	if ((d->inner->src->flags & SOURCE_PIECES) != 0)
		b.flags = BLOCK_FIRST | BLOCK_LAST;
	else
		b.flags = (d->fresh ? BLOCK_FIRST : 0U) | (text == NULL ? BLOCK_LAST : 0U);
	d->fresh = false;
	d->inner->src->ops->begin(d->inner, &b);
}

static enum rc
read_inner(struct decode *d, struct record *r, struct reject *rej)
{
	enum rc rc = d->inner->src->ops->next(d->inner, r, rej);

	d->base.base.names_file = d->inner->names_file;
	d->base.base.names_off = d->inner->names_off;
	memcpy(d->base.base.doubt, d->inner->doubt, sizeof(d->inner->doubt));
	d->more = rc != RC_END;
	if (rc == RC_END)
		return RC_EMPTY;
	if (rc == RC_OK)
		return finish_record(d, r);
	(void)place_reject(d, rej);
	return rc;
}

/* A whole line of the program, d->line. */
static enum rc
read_text(struct decode *d, struct record *r, struct reject *rej)
{
	struct sv text = d->line.text;
	size_t at = sv_find(text, '\n');

	arena_reset(&d->rec);
	if (d->inner == NULL) {
		r->nmember = 0;
		memset(d->slot, 0, nest_of(d)->base.base.proj->n * sizeof(*d->slot));
		r->slot = d->slot;
		return finish_record(d, r);
	}
	if (at < text.n) {
		(void)source_reject(rej, "log", 0, at + 1, d->raw, "a line end within the text");
		return place_reject(d, rej);
	}
	begin_inner(d, &text);
	return read_inner(d, r, rej);
}

/* One more piece.  Its fields are those of the first, and outlive their line. */
static void
hold_piece(struct decode *d, struct sv raw)
{
	struct held *h = &d->held[d->line.stream];

	if (!h->on) {
		h->on = true;
		h->off = line_off(&d->base, d->base.begun);
		h->line = d->base.before + d->base.lines;
		buf_clear(&h->text);
		buf_clear(&h->raw);
		arena_reset(&h->tmp);
		memcpy(h->field, d->line.field, sizeof(h->field));
		for (int i = 0; i < NEST_FIELDS; i++)
			if (h->field[i].text.n > 0)
				h->field[i].text = arena_sv(&h->tmp, h->field[i].text);
	} else {
		buf_c(&h->raw, '\n');
	}
	buf_sv(&h->text, d->line.text);
	buf_sv(&h->raw, raw);
}

/* The line that the pieces of a stream make. */
static enum rc
read_held(struct decode *d, struct held *h, struct record *r, struct reject *rej)
{
	h->on = false;
	d->joined = true;
	d->raw = buf_view(&h->raw);
	if (h->raw.over) {
		d->raw.n = d->raw.n < IN_LONG_HEAD ? d->raw.n : IN_LONG_HEAD;
		return source_reject(rej, "long-line", d->base.lines, 0, d->raw,
		    "line is longer than --max-line, with its pieces");
	}
	d->line.text = buf_view(&h->text);
	memcpy(d->line.field, h->field, sizeof(h->field));
	return read_text(d, r, rej);
}

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	const uint64_t whole = d->whole;
	struct held *h;

	memset(&d->line, 0, sizeof(d->line));
	d->raw = line;
	d->joined = false;
	d->whole = base->before + base->lines;
	if (nest_of(d)->type->strip(d->state, line, &d->line, rej) != RC_OK) {
		rej->line_no = base->lines;
		rej->raw = line;
		return RC_BAD;
	}
	h = &d->held[d->line.stream];
	if (!h->on && !d->line.piece)
		return read_text(d, r, rej);
	hold_piece(d, line);
	if (!d->line.piece)
		return read_held(d, h, r, rej);
	d->whole = whole;
	return RC_EMPTY;
}

/* JSON may have several records on a line. */
static enum rc
read_rest(struct line_decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;

	if (!d->more)
		return RC_EMPTY;
	arena_reset(&d->rec);
	return read_inner(d, r, rej);
}

static enum rc
end_file(struct line_decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	enum rc rc = RC_EMPTY;

	for (int i = 0; rc == RC_EMPTY && i < NEST_STREAMS; i++)
		if (d->held[i].on)
			rc = read_held(d, &d->held[i], r, rej);
	if (rc != RC_EMPTY || d->inner == NULL)
		return rc;
	if (!d->ended) {
		d->ended = true;
		d->joined = true;
		memset(&d->line, 0, sizeof(d->line));
		d->raw = (struct sv){ NULL, 0 };
		begin_inner(d, NULL);
	}
	return read_inner(d, r, rej);
}

/* Pieces of a line that has no end yet, from the first of them on. */
static void
left_open(const struct line_decoder *base, struct source_open *o)
{
	const struct decode *d = (const struct decode *)base;
	const struct held *first = NULL;

	for (int i = 0; i < NEST_STREAMS; i++)
		if (d->held[i].on && (first == NULL || d->held[i].line < first->line))
			first = &d->held[i];
	if (first != NULL)
		*o = (struct source_open){ line_off(base, base->end) - first->off,
			base->before + base->lines - first->line + 1, d->whole > first->line };
}

static struct sv
left_out(const struct line_decoder *base)
{
	const struct decode *d = (const struct decode *)base;

	if (d->inner == NULL || d->inner->src->ops->left == NULL)
		return (struct sv){ NULL, 0 };
	return d->inner->src->ops->left(d->inner);
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = free_decoder,
	.line = read_line,
	.rest = read_rest,
	.start = start_file,
	.drop = drop_held,
	.finish = end_file,
	.names = list_names,
	.left = left_out,
	.open = left_open,
};

const struct proj *
nest_proj(const struct proj *p, struct arena *a)
{
	struct proj *inner = arena_alloc(a, sizeof(*inner));

	*inner = *p;
	inner->text = false;	/* its members are wanted, among others */
	return inner;
}

/* Put an output where its name ranks. */
static void
add_output(struct nest *n, size_t from, struct sv name, struct arena *a)
{
	struct output o = { .from = from, .name = name, .rank = lname_rank(name) };
	size_t i = n->nout++;

	o.key = lname_key(name, &o.key_esc, a);
	o.slot = lname_slot(n->base.base.proj, name);
	n->slots = n->slots || o.slot < n->base.base.proj->n;
	for (; i > 0 && n->out[i - 1].rank > o.rank; i--)
		n->out[i] = n->out[i - 1];
	n->out[i] = o;
	n->nfirst += o.rank == 0;
}

/* A field under its own name, or those that --map gives it. */
static void
add_field(struct nest *n, size_t from, struct sv name, const struct source_map *map, size_t nmap,
    struct arena *a)
{
	bool taken = false;

	for (size_t i = 0; i < nmap; i++) {
		taken = taken || sv_eq(map[i].from, name) || sv_eq(map[i].to, name);
		if (sv_eq(map[i].from, name))
			add_output(n, from, map[i].to, a);
	}
	if (!taken)
		add_output(n, from, name, a);
}

static enum rc
check_map(const struct nest_type *type, const struct source_map *map, size_t nmap, struct err *e)
{
	for (size_t i = 0; i < nmap; i++) {
		struct sv from = map[i].from, cand[NEST_FIELDS + 1];
		bool known = sv_is(from, "message");
		size_t n = 0;

		for (; type->field[n] != NULL; n++) {
			cand[n] = sv_of(type->field[n]);
			known = known || sv_eq(from, cand[n]);
		}
		cand[n++] = SV("message");
		if (!known)
			return rc_near(e, rc_err(e, RC_USAGE, "--map: -f %s has no field '%.*s'",
			    type->name, SV_SHOW(from)), from, cand,
			    n);
	}
	return RC_OK;
}

enum rc
nest_open(const struct source **s, const struct nest_type *type, const struct source *inner,
    const struct source_cfg *cfg, const struct proj *p, struct arena *a, struct err *e)
{
	struct nest *n = arena_zalloc(a, sizeof(*n));
	unsigned serial = inner != NULL ? inner->flags & SOURCE_SERIAL : 0U;
	unsigned flags = (type->pieces ? SOURCE_SERIAL : 0U) | serial |
	    (serial == 0 ? SOURCE_ONWARD : 0U) |
	    (inner != NULL ? inner->flags & SOURCE_EPOCHS : 0U);
	const struct source_map *map = NULL;
	size_t nmap = inner == NULL ? cfg->nmap : 0;
	enum rc rc = inner == NULL ? lbag_map(&map, cfg, a, e) : RC_OK;

	if (rc == RC_OK)
		rc = check_map(type, map, nmap, e);
	if (rc != RC_OK)
		return rc;
	line_source_init(&n->base, &ops, type->name, flags, p);
	n->type = type;
	n->inner = inner;
	n->time = cfg->time;
	n->max_line = cfg->max_line != 0 ? cfg->max_line : IN_MAX_LINE_DEFAULT;
	n->out = arena_zalloc(a, (NEST_FIELDS + 1 + nmap) * sizeof(*n->out));
	while (type->field[n->message] != NULL)
		n->message++;
	for (size_t i = 0; i < n->message; i++)
		add_field(n, i, sv_of(type->field[i]), map, nmap, a);
	if (inner == NULL)
		add_field(n, n->message, SV("message"), map, nmap, a);
	*s = &n->base.base;
	return RC_OK;
}
