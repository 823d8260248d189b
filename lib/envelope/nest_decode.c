/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nest_decode - records out of the lines of an envelope
 *
 * The inner decoder gets each line of the program as a block of its own, so any source
 * will do.  A line that is whole is read where it lies; pieces are copied.
 *
 * With --continue a line may belong to the one before it of its stream, which so waits for
 * the next: what has come of a record is held as pieces are, in a place of its own, and is
 * moved to a third when a line that begins the next one shows that it is complete.
 */
#include "envelope/nest_parts.h"

#include "base/buf.h"
#include "base/bug.h"
#include "base/mem.h"
#include "line/lbag.h"
#include "line/lput.h"
#include "line/lvalue.h"

#include <string.h>

struct held {			/* pieces of one line, or lines of one record */
	bool         on;
	struct buf   text;
	struct buf   raw;	/* the lines they came in */
	uint64_t     off;	/* of the first of them in the file, */
	uint64_t     line;	/* ... and its number, of those read of it, */
	uint64_t     last;	/* ... and that of the last */
	size_t       lead;	/* bytes before the text in its first line */
	struct arena tmp;	/* texts of the fields */
	struct val   field[NEST_FIELDS];	/* of the first piece */
};

struct members {
	const struct jread_member *at;
	size_t                     n;
};

enum { PARTS = 3 };		/* fields before those of the inner record, these, fields behind */

struct decode {
	struct line_decoder  base;
	void                *state;	/* of the envelope */
	struct decoder      *inner;
	struct held          held[NEST_STREAMS];
	struct held          open[NEST_STREAMS];	/* records that may go on */
	struct held          full;			/* one that is complete */
	struct pattern_scratch *scratch;
	struct buf           one;	/* block of one line for the inner decoder */
	uint64_t             whole;	/* number of the last line that was no piece held */
	bool                 fresh;	/* the inner decoder has not seen this file */
	bool                 ended;	/* ... or has been told its end */
	bool                 more;	/* ... or may have more of the line */
	bool                 joined;	/* the text is made of pieces, or of lines */
	size_t               lead;	/* bytes before it in the line that it came in */
	uint64_t             begun;	/* where the line began, or its first piece, in the file, */
	uint64_t             number;	/* ... and the number of that, of the lines read of it */
	uint64_t             line_no;	/* of the record, in the block: it may lie before it */
	struct nest_line     line;
	struct sv            raw;	/* the line, or lines, that it came in; NULL: none */
	struct arena         rec;
	bool                 met[NEST_FIELDS + 1];	/* which outputs some record had */
	struct val          *slot;
	struct jread_member *member;
	size_t               cap;
	struct lput          clock;
	struct members       part[PARTS];	/* of a record that writes itself */
};

static const struct nest *
nest_of(const struct decode *d)
{
	return (const struct nest *)d->base.base.src;
}

static void
init_held(struct held *h, size_t max)
{
	buf_init(&h->text, max);
	buf_init(&h->raw, max);
	arena_init(&h->tmp);
}

static void
free_held(struct held *h)
{
	buf_free(&h->text);
	buf_free(&h->raw);
	arena_free(&h->tmp);
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
		init_held(&d->held[i], n->max_line);
		init_held(&d->open[i], n->max_line);
	}
	init_held(&d->full, n->max_line);
	d->scratch = n->continues != NULL ? pattern_scratch_new() : NULL;
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
		free_held(&d->held[i]);
		free_held(&d->open[i]);
	}
	free_held(&d->full);
	pattern_scratch_free(d->scratch);
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
	for (int i = 0; i < NEST_STREAMS; i++)
		d->open[i].on = false;
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
value_of(struct decode *d, const struct nest_output *o)
{
	if (o->from < nest_of(d)->message)
		return d->line.field[o->from];
	if (d->line.text.p == NULL)
		return (struct val){ .kind = VAL_NONE };
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
		const struct nest_output *o = &nest_of(d)->out[i];
		struct val v = value_of(d, o);

		if (v.kind != VAL_NONE && !has_member(d, r, o->name))
			d->member[n++] = (struct jread_member){ o->key, o->key_esc, v };
	}
	return n;
}

static void
write_record(void *writer, struct buf *o)
{
	struct decode *d = writer;
	size_t begun = o->n;

	for (size_t i = 0; i < PARTS; i++)
		for (size_t k = 0; k < d->part[i].n; k++)
			lput_member(&d->clock, &d->part[i].at[k], o);
	if (o->n > begun)
		o->p[begun] = '{';	/* in the place of a comma */
	else
		buf_c(o, '{');
	buf_sv(o, SV("}\n"));
}

/* The record writes itself, from the members of the inner one where they lie. */
static void
fill_parts(struct decode *d, struct record *r)
{
	const struct nest *nest = nest_of(d);
	size_t first = add_members(d, r, 0, nest->nfirst, 0);
	size_t n = add_members(d, r, nest->nfirst, nest->nout, first);

	d->part[0] = (struct members){ d->member, first };
	d->part[1] = (struct members){ r->member, r->nmember };
	d->part[2] = (struct members){ d->member + first, n - first };
	r->nmember = 0;
	r->write = write_record;
	r->writer = d;
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
	if (nest->base.base.proj->text) {
		fill_parts(d, r);
		return;
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
		const struct nest_output *o = &n->out[i];

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
	d->met[n->message] |= d->line.text.p != NULL;
	r->write = NULL;
	if (n->base.base.proj->members)
		fill_members(d, r);
	fill_slots(d, r);
	if (d->raw.p != NULL)
		r->line = d->raw;
	r->line_no = d->line_no;
	r->json = false;
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
		col += d->lead;
	rej->col = col;
	rej->line_no = d->line_no;
	if (d->raw.p != NULL)
		rej->raw = d->raw;
	return RC_BAD;
}

/* Line ends may stand within a text: that is a record over lines. */
static bool
is_over_lines(const struct decode *d)
{
	return nest_of(d)->joins || (d->base.flags & BLOCK_ONE) != 0;
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
	b.flags |= is_over_lines(d) && text != NULL ? BLOCK_ONE : 0U;
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
	if (text.p == NULL) {
		(void)source_reject(rej, "log", 0, 0, d->raw, "there is no text in it");
		return place_reject(d, rej);
	}
	if (at < text.n && !is_over_lines(d)) {
		(void)source_reject(rej, "log", 0, at + 1, d->raw, "a line end within the text");
		return place_reject(d, rej);
	}
	begin_inner(d, &text);
	return read_inner(d, r, rej);
}

/* One more piece, or line, of d->line.  The fields are those of the first, and outlive it. */
static void
hold_more(struct decode *d, struct held *h, struct sv raw, bool line)
{
	if (!h->on) {
		h->on = true;
		h->off = d->begun;
		h->line = d->number;
		h->lead = d->lead;
		buf_clear(&h->text);
		buf_clear(&h->raw);
		arena_reset(&h->tmp);
		memcpy(h->field, d->line.field, sizeof(h->field));
		for (int i = 0; i < NEST_FIELDS; i++)
			if (h->field[i].text.n > 0)
				h->field[i].text = arena_sv(&h->tmp, h->field[i].text);
	} else {
		buf_c(&h->raw, '\n');
		if (line)
			buf_c(&h->text, '\n');
	}
	h->last = d->base.before + d->base.lines;
	buf_sv(&h->text, d->line.text);
	buf_sv(&h->raw, raw);
}

/* What is held becomes the line at hand; RC_BAD when it is too long. */
static enum rc
take_held(struct decode *d, struct held *h, const char *with, struct reject *rej)
{
	h->on = false;
	d->joined = true;
	d->raw = buf_view(&h->raw);
	if (h->raw.over) {
		d->raw.n = d->raw.n < IN_LONG_HEAD ? d->raw.n : IN_LONG_HEAD;
		return source_reject(rej, "long-line", d->line_no, 0, d->raw,
		    "%s is longer than --max-line%s", with[0] == ',' ? "line" : "record", with);
	}
	d->begun = h->off;
	d->number = h->line;
	d->lead = h->lead;
	memset(&d->line, 0, sizeof(d->line));
	d->line.text = buf_view(&h->text);
	memcpy(d->line.field, h->field, sizeof(h->field));
	return RC_OK;
}

/* The record that the lines of a stream make. */
static enum rc
read_full(struct decode *d, struct record *r, struct reject *rej)
{
	d->line_no = d->full.line - d->base.before;
	d->whole = d->full.last > d->whole ? d->full.last : d->whole;
	if (take_held(d, &d->full, "", rej) != RC_OK)
		return RC_BAD;
	d->joined = d->full.line != d->full.last || nest_of(d)->type->column != NULL;
	return read_text(d, r, rej);
}

/* The record that is open has all its lines. */
static void
complete_open(struct decode *d, unsigned stream)
{
	struct held open = d->open[stream];

	d->open[stream] = d->full;
	d->open[stream].on = false;
	d->full = open;
}

/* The line at hand belongs to the one before it. */
static bool
is_continued(struct decode *d)
{
	const struct nest *n = nest_of(d);
	struct sv text = d->line.text;

	if (n->continues != NULL)
		return pattern_test(n->continues, text, d->scratch) == PATTERN_YES;
	return text.n == 0 || text.p[0] == ' ' || text.p[0] == '\t';
}

/*
 * The line at hand, whole, of @stream.  With --continue it goes to the record that it belongs
 * to, or begins one; then the record before it is complete.
 */
static enum rc
read_whole(struct decode *d, unsigned stream, struct record *r, struct reject *rej)
{
	bool full = d->open[stream].on;

	if (!nest_of(d)->joins)
		return read_text(d, r, rej);
	full = full && !is_continued(d);
	if (full)
		complete_open(d, stream);
	hold_more(d, &d->open[stream], d->raw, true);
	return full ? read_full(d, r, rej) : RC_EMPTY;
}

/* The line that the pieces of a stream make. */
static enum rc
read_held(struct decode *d, unsigned stream, struct record *r, struct reject *rej)
{
	if (take_held(d, &d->held[stream], ", with its pieces", rej) != RC_OK)
		return RC_BAD;
	return read_whole(d, stream, r, rej);
}

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	const uint64_t whole = d->whole;
	unsigned stream;

	memset(&d->line, 0, sizeof(d->line));
	d->raw = line;
	d->joined = false;
	d->line_no = base->lines;
	d->begun = line_off(base, base->begun);
	d->whole = d->number = base->before + base->lines;
	if (nest_of(d)->type->strip(d->state, line, &d->line, rej) != RC_OK) {
		rej->line_no = base->lines;
		rej->raw = line;
		return RC_BAD;
	}
	stream = d->line.stream;
	if (nest_of(d)->type->column == NULL && d->line.text.p != NULL)
		d->lead = (size_t)(d->line.text.p - line.p);
	if (!d->held[stream].on && !d->line.piece) {
		d->whole = nest_of(d)->joins ? whole : d->whole;
		return read_whole(d, stream, r, rej);
	}
	hold_more(d, &d->held[stream], line, false);
	if (d->line.piece || nest_of(d)->joins)
		d->whole = whole;
	return d->line.piece ? RC_EMPTY : read_held(d, stream, r, rej);
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

	d->line_no = base->lines;
	for (unsigned i = 0; rc == RC_EMPTY && i < NEST_STREAMS; i++)
		if (d->held[i].on)
			rc = read_held(d, i, r, rej);
	for (unsigned i = 0; rc == RC_EMPTY && i < NEST_STREAMS; i++)
		if (d->open[i].on) {
			complete_open(d, i);
			rc = read_full(d, r, rej);
		}
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

static const struct held *
first_of(const struct held *a, const struct held *b)
{
	return b->on && (a == NULL || b->line < a->line) ? b : a;
}

/* Pieces of a line that has no end yet, or lines of a record, from the first of them on. */
static void
left_open(const struct line_decoder *base, struct source_open *o)
{
	const struct decode *d = (const struct decode *)base;
	const struct held *first = NULL;

	for (int i = 0; i < NEST_STREAMS; i++)
		first = first_of(first_of(first, &d->held[i]), &d->open[i]);
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

const struct line_ops nest_ops = {
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
