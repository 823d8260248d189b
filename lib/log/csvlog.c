/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvlog - see csvlog.h
 */
#include "log/csvlog.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "csv/csvread.h"
#include "csv/dialect.h"
#include "log/lbag.h"
#include "log/line.h"
#include "log/lvalue.h"

#include <stdio.h>
#include <string.h>

enum {
	ROW_MAX = 64 << 20,	/* bytes of a row: what an open quote may swallow */
	COLUMNS_MAX = LBAG_NAMES / 2
};

struct csvlog {
	struct line_source       base;
	const struct source_map *map;
	struct source_cfg        cfg;
	char                     delim;
};

struct decode {
	struct line_decoder      base;
	struct csvread          *csv;
	struct lbag              bag;
	const struct lbag_name **name;	/* of each column; ncol 0 until the header */
	size_t                   ncol;
	struct sv                row;	/* its text so far */
	struct buf               held;	/* the same, of a row of several lines */
	uint64_t                 row_lines;
	uint64_t                 row_off;	/* where it begins in the file */
	char                     delim;	/* of this file: sep=X may say another one */
	bool                     begun;	/* a line of the file was met */
	bool                     doubt;	/* no row below the header was met */
	bool                     lost;	/* the header was too long */
	struct buf               head;	/* the header as written */
};

static void
init_decoder(struct line_decoder *base)
{
	const struct csvlog *l = (const struct csvlog *)base->base.src;
	struct decode *d = (struct decode *)base;

	d->csv = csvread_new(l->delim);
	lbag_init(&d->bag, l->base.base.proj, l->map, &l->cfg, LBAG_TIMES | LBAG_TABLE,
	    &base->base);
	d->name = mem_zalloc(COLUMNS_MAX * sizeof(*d->name));
	buf_init(&d->held, SIZE_MAX);
	buf_init(&d->head, SIZE_MAX);
	d->delim = l->delim;
}

static void
free_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	csvread_free(d->csv);
	lbag_free(&d->bag);
	buf_free(&d->held);
	buf_free(&d->head);
	mem_free(d->name);
}

static void
drop_row(struct line_decoder *base, struct sv head)
{
	struct decode *d = (struct decode *)base;

	csvread_drop(d->csv);
	d->lost |= d->ncol == 0 && sv_trim(head).n > 0;
}

static void
set_delim(struct decode *d, char delim)
{
	if (delim != d->delim) {
		csvread_free(d->csv);
		d->csv = csvread_new(delim);
		d->delim = delim;
	}
}

static void
start_file(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	csvread_drop(d->csv);
	set_delim(d, ((const struct csvlog *)base->base.src)->delim);
	d->ncol = 0;
	d->begun = d->lost = false;
}

static size_t
list_names(const struct line_decoder *base, struct sv *name, size_t max)
{
	const struct decode *d = (const struct decode *)base;
	size_t n = d->ncol < max ? d->ncol : max;

	for (size_t i = 0; i < n; i++)
		name[i] = d->name[i]->field->name;
	return n;
}

/* One more line for the row. */
static enum rc
add_line(struct decode *d, struct sv line, struct err *e)
{
	bool more = csvread_open(d->csv);
	enum rc rc = csvread_line(d->csv, line, e);

	if (!more) {
		buf_clear(&d->held);
		d->row_lines = 0;
		d->row_off = line_off(&d->base, line.p);
	}
	d->row_lines++;
	d->row = line;
	if (more || csvread_open(d->csv)) {
		buf_sv(&d->held, line);
		d->row = buf_view(&d->held);
	}
	while (d->row.n > 0 && (d->row.p[d->row.n - 1] == '\n' || d->row.p[d->row.n - 1] == '\r'))
		d->row.n--;
	return rc;
}

/* A name is looked for as what it reads as: NUL as U+FFFD. */
static struct sv
header_text(struct sv text, struct arena *a)
{
	struct sv s = sv_trim(lvalue_text(text, LVALUE_RAW, a));
	char *to, *at;

	if (s.n == 0 || memchr(s.p, '\0', s.n) == NULL)
		return s;
	at = to = arena_alloc(a, 3 * s.n);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\0')
			at += utf8_put(UINT32_MAX, at);
		else
			*at++ = s.p[i];
	}
	return (struct sv){ to, (size_t)(at - to) };
}

/* The name of column @i, unlike those before it. */
static struct sv
column_name(struct decode *d, size_t i, struct sv text)
{
	struct arena *a = &d->bag.rec;
	char *name = arena_alloc(a, text.n + 24);
	struct sv s = header_text(text, a);
	int n;

	if (s.n == 0) {
		n = snprintf(name, 24, "column_%zu", i + 1);
		s = (struct sv){ name, (size_t)n };
	}
	for (unsigned k = 2; k <= COLUMNS_MAX; k++) {
		size_t at = 0;

		while (at < i && !sv_eq(d->name[at]->name, s))
			at++;
		if (at == i)
			break;
		s = header_text(text, a);
		name = arena_alloc(a, s.n + 24);
		n = snprintf(name, s.n + 24, "%.*s_%u", (int)(s.n > 4096 ? 4096 : s.n), s.p, k);
		s = (struct sv){ name, (size_t)n };
	}
	return s;
}

/* The whole file is refused. */
static enum rc
refuse_file(struct decode *d, const struct err *why, struct reject *rej)
{
	(void)source_reject(rej, "csv", d->base.lines, why->col, d->row, "%s", why->msg);
	return RC_USAGE;
}

static struct dialect_head
head_of(const struct decode *d, const struct sv *field, size_t n)
{
	return (struct dialect_head){ buf_view(&d->head), field, n, d->delim };
}

static enum rc
read_header(struct decode *d, struct reject *rej)
{
	const struct sv *field;
	size_t n = csvread_row(d->csv, &field);
	struct dialect_head head;
	struct err e = { 0 };
	enum rc rc;

	buf_clear(&d->head);
	buf_sv(&d->head, d->row);
	head = head_of(d, field, n);
	if (d->lost)
		rc = rc_err(&e, RC_USAGE, "the header is longer than --max-line");
	else if (n > COLUMNS_MAX)
		rc = rc_err(&e, RC_USAGE, "the header has %zu columns, over %d", n, COLUMNS_MAX);
	else
		rc = dialect_header(&head, &e);
	lbag_begin(&d->bag);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		d->name[i] = lbag_name(&d->bag, column_name(d, i, field[i]));
		if (!d->name[i]->kept)
			rc = rc_err(&e, RC_USAGE, "more than %d column names in all files",
			    LBAG_NAMES);
	}
	if (rc != RC_OK)
		return refuse_file(d, &e, rej);
	d->ncol = n;
	d->doubt = true;
	return RC_EMPTY;
}

/*
 * The first row below the header may show that neither was read as meant.  @field is NULL
 * when its quotes are wrong.
 */
static enum rc
check_first(struct decode *d, const struct sv *field, size_t n, struct reject *rej)
{
	struct sv *name = arena_alloc(&d->bag.rec, (d->ncol + 1) * sizeof(*name));
	struct dialect_head head = head_of(d, name, d->ncol);
	struct err e = { 0 };

	d->doubt = field == NULL;	/* the next row may tell more */
	for (size_t i = 0; i < d->ncol; i++)
		name[i] = d->name[i]->name;
	return dialect_row(&head, d->row, field, n, &e) == RC_OK ? RC_OK :
	    refuse_file(d, &e, rej);
}

static enum rc
read_row(struct decode *d, struct record *r, struct reject *rej)
{
	const struct sv *field;
	size_t n = csvread_row(d->csv, &field);
	char found[LVALUE_SHOWN];

	r->line = d->row;
	if (d->doubt && check_first(d, field, n, rej) != RC_OK)
		return RC_USAGE;
	if (n != d->ncol)
		return source_reject(rej, "csv", d->base.lines, 0, r->line,
		    "expected %zu fields as in the header, found %zu", d->ncol, n);
	lbag_begin(&d->bag);
	for (size_t i = 0; i < n; i++)
		if (!lbag_put(&d->bag, d->name[i], field[i], LBAG_BARE))
			return source_reject(rej, "csv", d->base.lines, 0, r->line,
			    "timestamp: expected a time, found %s%s",
			    lvalue_shown(field[i], found), d->bag.why);
	lbag_end(&d->bag, r);
	return RC_OK;
}

/* A row of wrong quotes; a header of that kind leaves nothing to read by. */
static enum rc
bad_quotes(struct decode *d, const struct err *why, struct reject *rej)
{
	struct err e = { 0 };

	if (d->ncol > 0 && d->doubt && check_first(d, NULL, 0, rej) != RC_OK)
		return RC_USAGE;
	if (d->ncol > 0)
		return source_reject(rej, "csv", d->base.lines, why->col, d->row, "%s", why->msg);
	(void)dialect_broken(d->row, d->delim, why->msg, &e);
	e.col = why->col;
	return refuse_file(d, &e, rej);
}

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	struct err e = { 0 };
	bool first = !d->begun;
	char delim;
	enum rc rc;

	d->begun = true;
	if (first && dialect_sep(line, &delim)) {
		set_delim(d, delim);
		return RC_EMPTY;
	}
	rc = add_line(d, line, &e);
	if (rc == RC_SYNTAX)
		return bad_quotes(d, &e, rej);
	if (rc == RC_EMPTY && csvread_open(d->csv) && d->held.n > ROW_MAX) {
		csvread_drop(d->csv);
		return source_reject(rej, "csv", base->lines, 0, d->row,
		    "row longer than %d bytes: a quote not closed?", ROW_MAX);
	}
	if (rc != RC_OK)
		return rc;
	return d->ncol == 0 ? read_header(d, rej) : read_row(d, r, rej);
}

/* A row that the file leaves open. */
static enum rc
end_file(struct line_decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;

	(void)r;	/* an open row is none */
	if (!csvread_open(d->csv))
		return RC_EMPTY;
	csvread_drop(d->csv);
	return source_reject(rej, "csv", base->lines, 0, d->row,
	    "a quoted field is not closed, %llu lines on", (unsigned long long)d->row_lines);
}

/* A quoted field may go on in a line that has yet to be written. */
static void
left_open(const struct line_decoder *base, struct source_open *o)
{
	const struct decode *d = (const struct decode *)base;

	if (csvread_open(d->csv))
		*o = (struct source_open){ line_off(base, base->end) - d->row_off, d->row_lines,
			false };
}

/* What names another separator, and the header. */
static void
note_head(const struct line_decoder *base, struct buf *lines)
{
	const struct decode *d = (const struct decode *)base;

	if (d->delim != ((const struct csvlog *)base->base.src)->delim)
		buf_printf(lines, "sep=%c\n", d->delim);
	if (d->ncol == 0)
		return;
	buf_sv(lines, buf_view(&d->head));
	buf_c(lines, '\n');
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.ends = true,
	.init = init_decoder,
	.free = free_decoder,
	.line = read_line,
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

	line_source_init(&l->base, &ops, delim == ',' ? "csv" : "tsv",
	    SOURCE_SERIAL | SOURCE_ONWARD, p);
	l->cfg = *cfg;
	l->delim = delim;
	*s = &l->base.base;
	return lbag_map(&l->map, cfg, a, e);
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
