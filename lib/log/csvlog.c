/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvlog - see csvlog.h
 */
#include "log/csvlog.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "csv/csvread.h"
#include "log/lbag.h"
#include "log/lvalue.h"

#include <stdio.h>
#include <string.h>

enum {
	ROW_MAX = 64 << 20,	/* bytes of a row: what an open quote may swallow */
	COLUMNS_MAX = LBAG_NAMES / 2
};

struct csvlog {
	struct source            base;
	const struct source_map *map;
	struct source_cfg        cfg;
	char                     delim;
};

struct decode {
	struct decoder           base;
	struct csvread          *csv;
	struct lbag              bag;
	const struct lbag_name **name;	/* of each column; ncol 0 until the header */
	size_t                   ncol;
	const char              *at;
	const char              *end;
	const char              *row;	/* where the row began, in this block */
	struct buf               held;	/* its lines in earlier blocks */
	uint64_t                 row_lines;	/* lines of the row so far */
	uint64_t                 lines;
	unsigned                 flags;	/* of the block */
};

static struct decoder *
decoder_new(const struct source *src)
{
	const struct csvlog *l = (const struct csvlog *)src;
	struct decode *d = mem_zalloc(sizeof(*d));

	d->base.src = src;
	d->base.seen = mem_zalloc((src->proj->n + 1) * sizeof(*d->base.seen));
	d->csv = csvread_new(l->delim);
	lbag_init(&d->bag, src->proj, l->map, &l->cfg, LBAG_TIMES, d->base.seen);
	d->name = mem_zalloc(COLUMNS_MAX * sizeof(*d->name));
	buf_init(&d->held, SIZE_MAX);
	return &d->base;
}

static void
decoder_free(struct decoder *base)
{
	struct decode *d = (struct decode *)base;

	if (d == NULL)
		return;
	csvread_free(d->csv);
	lbag_free(&d->bag);
	buf_free(&d->held);
	mem_free(d->name);
	mem_free(d->base.seen);
	mem_free(d);
}

static void
begin(struct decoder *base, const struct block *b)
{
	struct decode *d = (struct decode *)base;

	if ((b->flags & BLOCK_FIRST) != 0) {
		csvread_drop(d->csv);
		buf_clear(&d->held);
		d->ncol = 0;
		d->row_lines = 0;
	}
	d->at = d->row = b->p;
	d->end = b->p + b->n;
	d->flags = b->flags;
	d->lines = 0;
}

static uint64_t
lines(const struct decoder *base)
{
	return ((const struct decode *)base)->lines;
}

static size_t
names(const struct decoder *base, struct sv *name, size_t max)
{
	const struct decode *d = (const struct decode *)base;
	size_t n = d->ncol < max ? d->ncol : max;

	for (size_t i = 0; i < n; i++)
		name[i] = d->name[i]->field->name;
	return n;
}

/* The text of the row that ends at d->at; valid until the next one. */
static struct sv
row_text(struct decode *d)
{
	struct sv s = { d->row, (size_t)(d->at - d->row) };

	if (d->held.n > 0) {
		buf_sv(&d->held, s);
		s = buf_view(&d->held);
	}
	while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
		s.n--;
	return s;
}

/* One more line for the row. */
static enum rc
read_line(struct decode *d, struct err *e)
{
	const char *p = d->at;
	const char *nl = memchr(p, '\n', (size_t)(d->end - p));

	if (!csvread_open(d->csv)) {
		buf_clear(&d->held);
		d->row = p;
		d->row_lines = 0;
	}
	d->at = nl != NULL ? nl + 1 : d->end;
	d->lines++;
	d->row_lines++;
	return csvread_line(d->csv, (struct sv){ p, (size_t)(d->at - p) }, e);
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

static enum rc
read_header(struct decode *d, struct reject *rej)
{
	const struct sv *field;
	size_t n = csvread_row(d->csv, &field);

	if (n > COLUMNS_MAX)
		return source_reject(rej, "csv", d->lines, 0, row_text(d),
		    "the header has %zu columns, over %d", n, COLUMNS_MAX);
	lbag_begin(&d->bag);
	for (size_t i = 0; i < n; i++) {
		d->name[i] = lbag_name(&d->bag, column_name(d, i, field[i]));
		if (!d->name[i]->kept)
			return source_reject(rej, "csv", d->lines, 0, row_text(d),
			    "more than %d column names in all files", LBAG_NAMES);
	}
	d->ncol = n;
	return RC_EMPTY;
}

static enum rc
read_row(struct decode *d, struct record *r, struct reject *rej)
{
	const struct sv *field;
	size_t n = csvread_row(d->csv, &field);
	char found[LVALUE_SHOWN];

	r->line = row_text(d);
	r->line_no = d->lines;
	if (n != d->ncol)
		return source_reject(rej, "csv", d->lines, 0, r->line,
		    "expected %zu fields as in the header, found %zu", d->ncol, n);
	lbag_begin(&d->bag);
	for (size_t i = 0; i < n; i++)
		if (!lbag_put(&d->bag, d->name[i], field[i], LBAG_BARE))
			return source_reject(rej, "csv", d->lines, 0, r->line,
			    "timestamp: expected a time, found %s", lvalue_shown(field[i], found));
	lbag_end(&d->bag, r);
	return RC_OK;
}

/* The block is used up, and perhaps the file. */
static enum rc
end_block(struct decode *d, struct reject *rej)
{
	struct sv row;

	if (!csvread_open(d->csv))
		return RC_END;
	if ((d->flags & BLOCK_LAST) == 0) {
		buf_add(&d->held, d->row, (size_t)(d->at - d->row));
		d->row = d->at;
		return RC_END;
	}
	row = row_text(d);
	d->row = d->at;
	csvread_drop(d->csv);
	return source_reject(rej, "csv", d->lines, 0, row,
	    "a quoted field is not closed, %llu lines on", (unsigned long long)d->row_lines);
}

static enum rc
next(struct decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	struct err e = { 0 };
	enum rc rc;

	while (d->at < d->end) {
		if ((d->flags & BLOCK_LONG) != 0) {
			csvread_drop(d->csv);
			buf_clear(&d->held);
			d->row = d->at;
			d->at = d->end;
			return source_reject(rej, "long-line", ++d->lines, 0, row_text(d),
			    "line is longer than --max-line");
		}
		rc = read_line(d, &e);
		if (rc == RC_SYNTAX)
			return source_reject(rej, "csv", d->lines, e.col, row_text(d), "%s", e.msg);
		if (rc == RC_EMPTY && csvread_open(d->csv) &&
		    d->held.n + (size_t)(d->at - d->row) > ROW_MAX) {
			csvread_drop(d->csv);
			return source_reject(rej, "csv", d->lines, 0, row_text(d),
			    "row longer than %d bytes: a quote not closed?", ROW_MAX);
		}
		if (rc != RC_OK)
			continue;
		rc = d->ncol == 0 ? read_header(d, rej) : read_row(d, r, rej);
		if (rc != RC_EMPTY)
			return rc;
	}
	return end_block(d, rej);
}

static const struct source_ops ops = { decoder_new, begin, next, lines, decoder_free, names };

static enum rc
open_delim(const struct source **s, char delim, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e)
{
	struct csvlog *l = arena_zalloc(a, sizeof(*l));

	l->base = (struct source){ &ops, delim == ',' ? "csv" : "tsv", SOURCE_SERIAL, p };
	l->cfg = *cfg;
	l->delim = delim;
	*s = &l->base;
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
