/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvread - see csvread.h
 *
 * libcsv calls back per field from its one field buffer, so fields are gathered
 * in one buffer per row, by offset, and turned into slices when it ends.
 */
#include "csv/csvread.h"

#include "base/buf.h"
#include "base/mem.h"

#include <csv.h>

struct csvread {
	struct csv_parser p;
	char              delim;
	struct buf        text;
	size_t           *end;	/* of each field, in text */
	struct sv        *field;
	size_t            n, cap;
	bool              done;
	bool              behind;	/* there was something behind the row */
};

static int
is_cr(unsigned char c)
{
	return c == CSV_CR;
}

static int
is_lf(unsigned char c)
{
	return c == CSV_LF;
}

static void *
grow(void *p, size_t n)
{
	return mem_array(p, n, 1);
}

static void
on_field(void *p, size_t n, void *ctx)
{
	struct csvread *c = ctx;

	c->behind |= c->done;
	if (c->n == c->cap) {
		c->cap = c->cap == 0 ? 32 : 2 * c->cap;
		c->end = mem_array(c->end, c->cap, sizeof(*c->end));
		c->field = mem_array(c->field, c->cap, sizeof(*c->field));
	}
	buf_add(&c->text, p, n);
	c->end[c->n++] = c->text.n;
}

static void
on_row(int why, void *ctx)
{
	struct csvread *c = ctx;
	size_t from = 0;

	(void)why;
	for (size_t i = 0; i < c->n; i++) {
		c->field[i].p = c->text.p != NULL ? c->text.p + from : "";
		c->field[i].n = c->end[i] - from;
		from = c->end[i];
	}
	c->done = true;
}

struct csvread *
csvread_new(char delim)
{
	struct csvread *c = mem_zalloc(sizeof(*c));

	(void)csv_init(&c->p, delim == '\t' ? 0 : CSV_STRICT);
	csv_set_delim(&c->p, (unsigned char)delim);
	csv_set_realloc_func(&c->p, grow);
	csv_set_free_func(&c->p, mem_free);
	csv_set_space_func(&c->p, is_cr);
	csv_set_term_func(&c->p, is_lf);
	c->delim = delim;
	buf_init(&c->text, SIZE_MAX);
	return c;
}

static void
clear(struct csvread *c)
{
	c->done = c->behind = false;
	c->n = 0;
	buf_clear(&c->text);
}

enum rc
csvread_line(struct csvread *c, struct sv line, struct err *e)
{
	size_t used;

	if (c->done)
		clear(c);
	used = csv_parse(&c->p, line.p, line.n, on_field, on_row, c);
	if (used != line.n) {
		bool behind = c->p.quoted != 0;

		csvread_drop(c);
		return behind ? rc_err_at(e, RC_SYNTAX, used + 1, "expected '%c' after the "
		    "closing quote; quotes inside are doubled", c->delim) :
		    rc_err_at(e, RC_SYNTAX, used + 1,
		    "quote inside a field that does not begin with one");
	}
	if (c->behind || (c->done && csvread_open(c))) {
		csvread_drop(c);
		return rc_err(e, RC_SYNTAX, "with '%s' between columns the row ends at a line "
		    "end in quotes", c->delim == '\t' ? "\\t" : (char[]){ c->delim, '\0' });
	}
	return c->done ? RC_OK : RC_EMPTY;
}

size_t
csvread_row(const struct csvread *c, const struct sv **field)
{
	*field = c->field;
	return c->n;
}

bool
csvread_open(const struct csvread *c)
{
	return c->p.pstate != 0;
}

void
csvread_drop(struct csvread *c)
{
	/* Ends the row as if the input had ended; its fields go nowhere. */
	(void)csv_fini(&c->p, NULL, NULL, NULL);
	clear(c);
}

void
csvread_free(struct csvread *c)
{
	if (c == NULL)
		return;
	csv_free(&c->p);
	buf_free(&c->text);
	mem_free(c->end);
	mem_free(c->field);
	mem_free(c);
}
