/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvlog_head - see csvlog_head.h
 */
#include "log/csvlog_head.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "csv/csvread.h"
#include "csv/dialect.h"
#include "line/lvalue.h"

#include <stdio.h>
#include <string.h>

void
csvlog_head_init(struct csvlog_head *h, char usual, const struct source_table *told)
{
	memset(h, 0, sizeof(*h));
	h->told = told;
	h->usual = usual;
	h->delim = told->delim != '\0' ? told->delim : usual;
	h->name = mem_zalloc(CSVLOG_COLUMNS * sizeof(*h->name));
	buf_init(&h->text, SIZE_MAX);
}

void
csvlog_head_free(struct csvlog_head *h)
{
	buf_free(&h->text);
	mem_free(h->name);
}

/* The fields of --header, of a reader that is to be freed behind them. */
static enum rc
split_given(const struct source_table *told, struct csvread **csv, const struct sv **field,
    size_t *n, struct err *e)
{
	enum rc rc;

	*csv = csvread_new(',');
	rc = csvread_line(*csv, told->header, e);
	if (rc == RC_EMPTY)
		rc = csvread_line(*csv, SV("\n"), e);
	if (rc == RC_OK)
		*n = csvread_row(*csv, field);
	return rc;
}

enum rc
csvlog_head_given(const struct source_table *told, struct err *e)
{
	struct csvread *csv = NULL;
	const struct sv *field;
	struct err why = { 0 };
	size_t n = 0;
	enum rc rc;

	if (told->header.n == 0)
		return RC_OK;
	rc = split_given(told, &csv, &field, &n, &why);
	csvread_free(csv);
	if (rc == RC_OK && n <= CSVLOG_COLUMNS)
		return RC_OK;
	return rc_err(e, RC_USAGE, "--header: expected names with commas between them, got "
	    "'%.*s'", SV_SHOW(told->header));
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
column_name(const struct csvlog_head *h, struct arena *a, size_t i, struct sv text)
{
	char *name = arena_alloc(a, text.n + 24);
	struct sv s = header_text(text, a);
	int n;

	if (s.n == 0) {
		n = snprintf(name, 24, "column_%zu", i + 1);
		s = (struct sv){ name, (size_t)n };
	}
	for (unsigned k = 2; k <= CSVLOG_COLUMNS; k++) {
		size_t at = 0;

		while (at < i && !sv_eq(h->name[at]->name, s))
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
take_names(struct csvlog_head *h, struct lbag *bag, const struct sv *field, size_t n,
    struct err *e)
{
	lbag_begin(bag, (struct sv){ NULL, 0 });
	for (size_t i = 0; i < n; i++) {
		h->name[i] = lbag_name(bag, column_name(h, &bag->rec, i, field[i]));
		if (!h->name[i]->kept)
			return rc_err(e, RC_USAGE, "more than %d column names in all files",
			    LBAG_NAMES);
	}
	h->ncol = n;
	h->number++;
	return RC_OK;
}

void
csvlog_head_start(struct csvlog_head *h, struct lbag *bag)
{
	struct csvread *csv = NULL;
	const struct sv *field;
	struct err e;
	size_t n = 0;

	h->delim = h->told->delim != '\0' ? h->told->delim : h->usual;
	h->sure = h->told->delim != '\0';
	h->skip = h->told->skip;
	h->ncol = 0;
	h->number++;
	h->begun = h->lost = h->doubt = false;
	buf_clear(&h->text);
	if (h->told->header.n == 0)
		return;
	/* What cannot be read has been refused before. */
	if (split_given(h->told, &csv, &field, &n, &e) == RC_OK)
		h->doubt = take_names(h, bag, field, n, &e) == RC_OK && !h->sure;
	csvread_free(csv);
}

bool
csvlog_head_before(struct csvlog_head *h, struct sv line)
{
	char delim;

	if (h->begun)
		return false;
	if (h->skip > 0) {
		h->skip--;
		return true;
	}
	if (sv_trim(line).n == 0)
		return true;
	if (dialect_sep(line, &delim)) {
		h->begun = h->sure = true;
		if (h->told->delim == '\0')
			h->delim = delim;
		h->number++;
		return true;
	}
	if (dialect_comment(sv_trim(line), h->sure ? h->delim : '\0'))
		return true;
	h->begun = true;
	return false;
}

static struct dialect_head
dialect_of(const struct csvlog_head *h, const struct sv *field, size_t n)
{
	return (struct dialect_head){ buf_view(&h->text), field, n, h->delim };
}

/* RC_NO, and the separator is @other, in csv alone: the name of tsv says which it is. */
static enum rc
change_delim(struct csvlog_head *h, enum rc rc, char other, struct err *e)
{
	if (rc != RC_NO)
		return rc;
	if (h->usual == '\t' || h->sure)
		return e->rc = RC_USAGE;
	h->delim = other;
	h->sure = true;
	h->number++;
	return RC_NO;
}

enum rc
csvlog_head_names(struct csvlog_head *h, struct lbag *bag, struct sv text,
    const struct sv *field, size_t n, struct err *e)
{
	struct dialect_head head;
	char other;
	enum rc rc;

	buf_clear(&h->text);
	buf_sv(&h->text, text);
	head = dialect_of(h, field, n);
	if (n == 1 && h->usual != '\t' && !h->sure && dialect_only(text, h->delim, &other))
		return change_delim(h, RC_NO, other, e);
	if (h->lost)
		return rc_err(e, RC_USAGE, "the header is longer than --max-line");
	if (n > CSVLOG_COLUMNS)
		return rc_err(e, RC_USAGE, "the header has %zu columns, over %d", n,
		    CSVLOG_COLUMNS);
	rc = dialect_header(&head, e);
	if (rc == RC_OK)
		rc = take_names(h, bag, field, n, e);
	h->doubt = rc == RC_OK;
	return rc;
}

enum rc
csvlog_head_broken(struct csvlog_head *h, struct sv text, const char *why, struct err *e)
{
	char other = h->delim;
	enum rc rc = dialect_broken(text, h->delim, why, &other, e);

	return change_delim(h, rc, other, e);
}

enum rc
csvlog_head_check(struct csvlog_head *h, struct lbag *bag, struct sv text,
    const struct sv *field, size_t n, struct err *e)
{
	struct sv *name = arena_alloc(&bag->rec, (h->ncol + 1) * sizeof(*name));
	struct dialect_head head = dialect_of(h, name, h->ncol);
	char other = h->delim;
	enum rc rc = RC_OK;

	if (h->sure && h->usual != '\t') {
		h->doubt = false;
		return RC_OK;
	}
	h->doubt = field == NULL;	/* the next row may tell more */
	for (size_t i = 0; i < h->ncol; i++)
		name[i] = h->name[i]->name;
	if (h->told->header.n == 0)
		rc = dialect_row(&head, text, field, n, &other, e);
	else if (n != h->ncol && dialect_by_fields(text, h->ncol, &other))
		rc = rc_err(e, RC_NO, "--header has %zu names, and %zu fields are in the first "
		    "row", h->ncol, n);
	rc = change_delim(h, rc, other, e);
	h->doubt |= rc == RC_NO;
	return rc;
}

/* All of @from but its memory; that is @to's own. */
static void
copy_state(struct csvlog_head *to, const struct csvlog_head *from)
{
	struct csvlog_head own = *to;
	bool same = own.number == from->number;

	*to = *from;
	to->told = own.told;
	to->name = own.name;
	to->text = own.text;
	if (same)
		return;
	buf_clear(&to->text);
	buf_sv(&to->text, buf_view(&from->text));
}

void
csvlog_head_give(const struct csvlog_head *h, struct csvlog_head_link *l)
{
	bool same = l->h.number == h->number;

	if (l->h.number == 0) {
		arena_init(&l->arena);
		buf_init(&l->h.text, SIZE_MAX);
	}
	copy_state(&l->h, h);
	if (same)
		return;
	arena_reset(&l->arena);
	l->name = arena_alloc(&l->arena, (h->ncol + 1) * sizeof(*l->name));
	for (size_t i = 0; i < h->ncol; i++)
		l->name[i] = arena_sv(&l->arena, h->name[i]->name);
}

void
csvlog_head_take(struct csvlog_head *h, struct lbag *bag, const struct csvlog_head_link *l)
{
	bool same = h->number == l->h.number;

	copy_state(h, &l->h);
	if (same)
		return;
	lbag_begin(bag, (struct sv){ NULL, 0 });
	for (size_t i = 0; i < h->ncol; i++)
		h->name[i] = lbag_name(bag, l->name[i]);
}

void
csvlog_head_note(const struct csvlog_head *h, struct buf *lines)
{
	for (uint64_t i = h->skip; i < h->told->skip; i++)
		buf_c(lines, '\n');
	if (h->told->delim == '\0' && h->delim != h->usual)
		buf_printf(lines, "sep=%c\n", h->delim);
	if (h->ncol == 0 || h->told->header.n > 0)
		return;
	buf_sv(lines, buf_view(&h->text));
	buf_c(lines, '\n');
}
