/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvlog - see csvlog.h
 *
 * Lines without anything odd go the short way (csvlog_fast.h), all others through libcsv.
 */
#include "log/csvlog.h"

#include "base/buf.h"
#include "base/mem.h"
#include "csv/csvread.h"
#include "line/line.h"
#include "line/lvalue.h"
#include "log/csvlog_fast.h"
#include "log/csvlog_head.h"

#include <string.h>

enum {
	ROW_MAX = 64 << 20,	/* bytes of a row: what an open quote may swallow */
	PAUSE_MIN = 64,		/* lines that are not looked at for the short way, behind a */
	PAUSE_MAX = 4096	/* ... window without any for it; twice as many each time */
};

struct csvlog {
	struct line_source       base;
	const struct source_map *map;
	struct source_cfg        cfg;
	char                     delim;
};

struct row {			/* that has begun */
	struct csvread *csv;
	char            delim;	/* of csv */
	struct buf      held;	/* its text, when it has several lines */
	uint64_t        lines;
	uint64_t        off;	/* where it begins in the file */
};

struct decode {
	struct line_decoder  base;
	struct lbag          bag;
	struct csvlog_head   head;
	struct csvlog_fast  *fast;	/* NULL: there is only the other way */
	uint64_t             planned;	/* head.number that fast is ready for */
	unsigned             pause;	/* lines before fast is asked again, */
	unsigned             next_pause;	/* ... and behind the next window of that kind */
	struct row           at;
	struct sv            text;	/* of the row, so far */
	struct record        one;
};

static const struct csvlog *
csvlog_of(const struct decode *d)
{
	return (const struct csvlog *)d->base.base.src;
}

static void
init_decoder(struct line_decoder *base)
{
	const struct csvlog *l = (const struct csvlog *)base->base.src;
	struct decode *d = (struct decode *)base;

	csvlog_head_init(&d->head, l->delim, &l->cfg.table);
	lbag_init(&d->bag, l->base.base.proj, l->map, &l->cfg,
	    LBAG_TIMES | LBAG_TABLE | (l->cfg.table.comma ? LBAG_COMMA : 0U), &base->base);
	d->fast = csvlog_fast_new(l->base.base.proj, &l->cfg);
	buf_init(&d->at.held, SIZE_MAX);
	d->at.delim = d->head.delim;
	d->at.csv = csvread_new(d->at.delim);
	d->next_pause = PAUSE_MIN;
}

static void
free_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	csvread_free(d->at.csv);
	buf_free(&d->at.held);
	csvlog_fast_free(d->fast);
	lbag_free(&d->bag);
	csvlog_head_free(&d->head);
}

static bool
is_open(const struct decode *d)
{
	return csvread_open(d->at.csv);
}

static void
drop_row(struct line_decoder *base, struct sv head)
{
	struct decode *d = (struct decode *)base;

	csvread_drop(d->at.csv);
	d->head.lost |= d->head.ncol == 0 && sv_trim(head).n > 0;
}

/* No row is open. */
static void
follow_delim(struct decode *d)
{
	if (d->at.delim != d->head.delim) {
		csvread_free(d->at.csv);
		d->at.delim = d->head.delim;
		d->at.csv = csvread_new(d->at.delim);
	}
}

static void
start_file(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	csvread_drop(d->at.csv);
	csvlog_head_start(&d->head, &d->bag);
	follow_delim(d);
}

static void
begin_block(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	if (d->fast != NULL)
		csvlog_fast_begin(d->fast);
}

static size_t
list_names(const struct line_decoder *base, struct sv *name, size_t max)
{
	const struct decode *d = (const struct decode *)base;
	size_t n = d->head.ncol < max ? d->head.ncol : max;

	for (size_t i = 0; i < n; i++)
		name[i] = d->head.name[i]->field->name;
	return n;
}

static struct sv
without_end(struct sv s)
{
	while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
		s.n--;
	return s;
}

/* One more line for the row. */
static enum rc
add_line(struct decode *d, struct sv line, struct err *e)
{
	bool more = is_open(d);
	enum rc rc = csvread_line(d->at.csv, line, e);

	if (!more) {
		buf_clear(&d->at.held);
		d->at.lines = 0;
		d->at.off = line_off(&d->base, line.p);
	}
	d->at.lines++;
	d->text = line;
	if (more || is_open(d)) {
		buf_sv(&d->at.held, line);
		d->text = buf_view(&d->at.held);
	}
	d->text = without_end(d->text);
	return rc;
}

/* The whole file is refused. */
static enum rc
refuse_file(struct decode *d, const struct err *why, struct reject *rej)
{
	(void)source_reject(rej, "csv", d->base.lines, why->col, d->text, "%s", why->msg);
	return RC_USAGE;
}

static enum rc rename_columns(struct decode *d, struct sv text, struct reject *rej);

static enum rc
read_header(struct decode *d, struct sv text, struct reject *rej)
{
	const struct sv *field;
	size_t n = csvread_row(d->at.csv, &field);
	struct err e = { 0 };
	enum rc rc = csvlog_head_names(&d->head, &d->bag, text, field, n, &e);

	if (rc == RC_NO)
		rc = rename_columns(d, text, rej);
	else if (rc != RC_OK)
		rc = refuse_file(d, &e, rej);
	return rc == RC_OK ? RC_EMPTY : rc;
}

/* @text, which ends a row, again, after the separator was found: RC_OK, else no row. */
static enum rc
read_again(struct decode *d, struct sv text, struct err *e)
{
	struct buf line;
	enum rc rc;

	buf_init(&line, SIZE_MAX);
	buf_sv(&line, text);
	buf_c(&line, '\n');
	rc = csvread_line(d->at.csv, buf_view(&line), e);
	buf_free(&line);
	return rc;
}

/*
 * Another separator was found: the names again, by it.  RC_OK, or the reason why the file is
 * refused.
 */
static enum rc
rename_columns(struct decode *d, struct sv text, struct reject *rej)
{
	struct sv head = arena_sv(&d->bag.own, text);	/* what it was a slice of changes */
	struct err e = { 0 };
	enum rc rc;

	follow_delim(d);
	rc = read_again(d, head, &e);
	if (rc == RC_OK)
		return read_header(d, head, rej) == RC_EMPTY ? RC_OK : RC_USAGE;
	csvread_drop(d->at.csv);
	if (rc == RC_EMPTY)
		(void)rc_err(&e, RC_USAGE, "the header cannot be read: a quote is not closed");
	return refuse_file(d, &e, rej);
}

/*
 * The first row below the header may show that neither was read as meant: then both are read
 * again.  RC_OK and its fields; RC_EMPTY it is not at its end now; RC_BAD; RC_USAGE.
 */
static enum rc
check_first(struct decode *d, const struct sv **field, size_t *n, struct reject *rej)
{
	struct err e = { 0 };
	struct sv text;
	enum rc rc = csvlog_head_check(&d->head, &d->bag, d->text, *field, *n, &e);

	if (rc == RC_USAGE)
		return refuse_file(d, &e, rej);
	if (rc == RC_OK)
		return RC_OK;
	text = arena_sv(&d->bag.own, d->text);
	rc = RC_OK;
	if (csvlog_of(d)->cfg.table.header.n == 0)
		rc = rename_columns(d, buf_view(&d->head.text), rej);
	follow_delim(d);
	if (rc != RC_OK)
		return rc;
	rc = read_again(d, text, &e);
	d->text = text;
	if (rc == RC_SYNTAX)
		return source_reject(rej, "csv", d->base.lines, e.col, text, "%s", e.msg);
	if (rc == RC_EMPTY) {
		buf_clear(&d->at.held);
		buf_sv(&d->at.held, text);
		buf_c(&d->at.held, '\n');
		return rc;
	}
	*n = csvread_row(d->at.csv, field);
	return RC_OK;
}

/* Where the first odd value of each sort was. */
static void
place_doubts(struct decode *d)
{
	struct decoder *base = &d->base.base;

	for (size_t i = 0; i < DECODER_DOUBTS; i++)
		if (base->doubt[i] != NULL && base->doubt_at[i] == 0)
			base->doubt_at[i] = ((uint64_t)d->base.file << 48 | d->at.off) + 1;
}

static enum rc
read_row(struct decode *d, struct record *r, struct reject *rej)
{
	const struct sv *field;
	size_t n = csvread_row(d->at.csv, &field);
	char found[LVALUE_SHOWN];
	enum rc rc = RC_OK;

	if (d->head.doubt)
		rc = check_first(d, &field, &n, rej);
	if (rc != RC_OK)
		return rc;
	*r = (struct record){ .line = d->text, .line_no = d->base.lines, .pos = d->at.off };
	if (n != d->head.ncol)
		return source_reject(rej, "csv", d->base.lines, 0, r->line,
		    "expected %zu fields as in the header, found %zu", d->head.ncol, n);
	lbag_begin(&d->bag, (struct sv){ NULL, 0 });
	for (size_t i = 0; i < n; i++)
		if (!lbag_put(&d->bag, d->head.name[i], field[i], LBAG_BARE))
			return source_reject(rej, "csv", d->base.lines, 0, r->line,
			    "timestamp: expected a time, found %s%s",
			    lvalue_shown(field[i], found), d->bag.why);
	lbag_end(&d->bag, r);
	place_doubts(d);
	return RC_OK;
}

/* A row of wrong quotes; a header of that kind may have another separator, or ends it. */
static enum rc
bad_quotes(struct decode *d, const struct err *why, struct record *r, struct reject *rej)
{
	const struct sv *field = NULL;
	struct err e = { 0 };
	size_t n = 0;
	enum rc rc = RC_OK;

	if (d->head.ncol == 0) {
		if (csvlog_head_broken(&d->head, d->text, why->msg, &e) == RC_NO)
			return rename_columns(d, d->text, rej) == RC_OK ? RC_EMPTY : RC_USAGE;
		e.col = why->col;
		return refuse_file(d, &e, rej);
	}
	if (d->head.doubt)
		rc = check_first(d, &field, &n, rej);
	if (rc != RC_OK)
		return rc;
	if (field != NULL)
		return read_row(d, r, rej);
	return source_reject(rej, "csv", d->base.lines, why->col, d->text, "%s", why->msg);
}

static enum rc
read_line(struct decode *d, struct sv line, struct record *r, struct reject *rej)
{
	struct err e = { 0 };
	enum rc rc;

	if (!is_open(d) && csvlog_head_before(&d->head, line)) {
		follow_delim(d);
		return RC_EMPTY;
	}
	rc = add_line(d, line, &e);
	if (rc == RC_SYNTAX)
		return bad_quotes(d, &e, r, rej);
	if (rc == RC_EMPTY && is_open(d) && d->at.held.n > ROW_MAX) {
		csvread_drop(d->at.csv);
		return source_reject(rej, "csv", d->base.lines, 0, d->text,
		    "row longer than %d bytes: a quote not closed?", ROW_MAX);
	}
	if (rc != RC_OK)
		return rc;
	return d->head.ncol == 0 ? read_header(d, d->text, rej) : read_row(d, r, rej);
}

/* A row that the file leaves open. */
static enum rc
end_file(struct line_decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;

	(void)r;	/* an open row is none */
	if (!is_open(d))
		return RC_EMPTY;
	csvread_drop(d->at.csv);
	return source_reject(rej, "csv", d->base.lines, 0, d->text,
	    "a quoted field is not closed, %llu lines on", (unsigned long long)d->at.lines);
}

/* Rows that go the short way, from the next line on; 0: that line does not. */
static size_t
short_way(struct decode *d, struct batch *b)
{
	size_t n;

	if (d->fast == NULL || d->head.ncol == 0 || d->head.doubt || !d->head.begun || is_open(d))
		return 0;
	if (d->pause > 0) {
		d->pause--;
		return 0;
	}
	if (d->planned != d->head.number)
		csvlog_fast_plan(d->fast, &d->head, d->base.base.seen);
	d->planned = d->head.number;
	n = csvlog_fast_rows(d->fast, d->base.at, d->base.end, b->max, &b->row);
	if (n == 0 && csvlog_fast_none(d->fast)) {
		d->pause = d->next_pause;
		d->next_pause = 2 * d->pause < PAUSE_MAX ? 2 * d->pause : PAUSE_MAX;
		return 0;
	}
	d->next_pause = PAUSE_MIN;
	for (size_t i = 0; i < n; i++) {
		b->row[i].line_no += d->base.lines;
		b->row[i].pos = line_off(&d->base, b->row[i].line.p);
	}
	if (n > 0) {
		d->base.at = csvlog_fast_past(d->fast, &b->row[n - 1]);
		d->base.lines += n;
	}
	return n;
}

static enum rc
fill_batch(struct line_decoder *base, struct batch *b, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	struct sv line;
	enum rc rc = RC_EMPTY;

	if (line_is_long(base))
		return line_reject_long(base, rej);
	b->n = short_way(d, b);
	if (b->n > 0)
		return RC_OK;
	while (rc == RC_EMPTY && line_whole(base, &line))
		rc = read_line(d, line, &d->one, rej);
	if (rc == RC_EMPTY)
		rc = line_end(base, &d->one, rej);
	b->row = &d->one;
	b->n = 1;
	return rc;
}

struct link {			/* what goes from block to block */
	struct csvlog_head_link head;
	struct row              at;	/* a row that is open; else only memory */
	bool                    open;
};

static void
free_link(void *link)
{
	struct link *l = link;

	csvread_free(l->at.csv);
	buf_free(&l->at.held);
	buf_free(&l->head.h.text);
	arena_free(&l->head.arena);
	mem_free(l);
}

static void
swap_rows(struct row *a, struct row *b)
{
	struct row c = *a;

	*a = *b;
	*b = c;
}

static void
leave_link(struct line_decoder *base, struct source_tail *t)
{
	struct decode *d = (struct decode *)base;
	struct link *l = t->link;

	if (l == NULL) {
		t->link = l = mem_zalloc(sizeof(*l));
		t->free_link = free_link;
		buf_init(&l->at.held, SIZE_MAX);
		l->at.delim = d->at.delim;
		l->at.csv = csvread_new(l->at.delim);
	}
	csvlog_head_give(&d->head, &l->head);
	l->open = is_open(d);
	if (l->open)
		swap_rows(&l->at, &d->at);
}

static void
join_link(struct line_decoder *base, struct source_tail *t)
{
	struct decode *d = (struct decode *)base;
	struct link *l = t->link;

	if (l == NULL)
		return;
	csvlog_head_take(&d->head, &d->bag, &l->head);
	if (l->open)
		swap_rows(&l->at, &d->at);
	else
		follow_delim(d);
}

/* Nothing in the block changes what is known, nor opens a row. */
static bool
passes_link(const struct line_decoder *base)
{
	const struct decode *d = (const struct decode *)base;

	return d->head.ncol > 0 && d->head.begun && !d->head.doubt && !is_open(d) &&
	    memchr(base->at, '"', (size_t)(base->end - base->at)) == NULL;
}

/* A quoted field may go on in a line that has yet to be written. */
static void
left_open(const struct line_decoder *base, struct source_open *o)
{
	const struct decode *d = (const struct decode *)base;

	if (is_open(d))
		*o = (struct source_open){ line_off(base, base->end) - d->at.off, d->at.lines,
			false };
}

/* What names another separator, and the header. */
static void
note_head(const struct line_decoder *base, struct buf *lines)
{
	const struct decode *d = (const struct decode *)base;

	csvlog_head_note(&d->head, lines);
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = free_decoder,
	.fill = fill_batch,
	.begin = begin_block,
	.join = join_link,
	.leave = leave_link,
	.passes = passes_link,
	.start = start_file,
	.drop = drop_row,
	.finish = end_file,
	.names = list_names,
	.open = left_open,
	.note = note_head,
};

static enum rc
open_delim(const struct source **s, char delim, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e)
{
	struct csvlog *l = arena_zalloc(a, sizeof(*l));
	enum rc rc;

	line_source_init(&l->base, &ops, delim == ',' ? "csv" : "tsv",
	    SOURCE_SERIAL | SOURCE_CHAIN | SOURCE_ONWARD | SOURCE_PLACES | SOURCE_RETURNS |
	    (delim == ',' ? SOURCE_QUOTES : 0U), p);
	l->cfg = *cfg;
	l->delim = delim;
	*s = &l->base.base;
	rc = csvlog_head_given(&cfg->table, e);
	return rc == RC_OK ? lbag_map(&l->map, cfg, a, e) : rc;
}

enum rc
csvlog_csv(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	return open_delim(s, ',', cfg, p, a, e);
}

enum rc
csvlog_tsv(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	return open_delim(s, '\t', cfg, p, a, e);
}
