/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rchart.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "base/utf8.h"
#include "report/rchart_draw.h"

#include <string.h>

enum { WIDTH = 80 };		/* where there is no terminal */

static const struct rchart_kind rows[] = {
	{ "funnel", "bars of each step, and between them who went on and who dropped out",
	  { NULL }, { "step", "name", "reached", "rate", NULL }, rchart_funnel },
	{ "survival", "a curve of who stays, with the band of its interval and censored users",
	  { "survival_time", "logrank", NULL }, { "t", "survival", NULL }, rchart_survival },
	{ "segment_size", "bars of the shares of segments",
	  { NULL }, { "segment", "n", "share", NULL }, rchart_shares },
};

const struct registry rchart_registry =
	REGISTRY("drawing", "Drawings", rows, struct rchart_kind);

struct rcell
rchart_cell(struct rchart *c, size_t row, const char *name)
{
	const size_t col = rtable_col_find(c->t, sv_of(name));

	if (col == c->t->ncol || val_null(rtable_cell(c->t, row, col)))
		return (struct rcell){ SV(""), SV("") };
	if (!c->formed[col])
		c->form[col] = rtable_numeric(c->t, col) ? rcell_form(c->t, col) :
		    (struct rcell_form){ .digits = -1 };
	c->formed[col] = true;
	return rcell_text(c->t, row, col, &c->form[col], c->style, &c->a);
}

bool
rchart_number(const struct rchart *c, size_t row, const char *name, double *x)
{
	const size_t col = rtable_col_find(c->t, sv_of(name));

	*x = 0;
	return col < c->t->ncol && val_number(rtable_cell(c->t, row, col), x);
}

bool
rchart_is(const struct rchart *c, size_t row, const char *name)
{
	const struct rkind *k = c->t->row[row].kind;

	return k != NULL && strcmp(k->name, name) == 0;
}

void
rchart_title(struct rchart *c, const struct rchart_block *b)
{
	if (b->title.n == 0)
		return;
	if (c->style->color)
		buf_sv(c->o, SV("\033[1m"));
	rcell_put(c->o, b->title, 0, c->width, false, c->style->ascii);
	if (c->style->color)
		buf_sv(c->o, SV("\033[0m"));
	buf_c(c->o, '\n');
}

void
rchart_dim(struct rchart *c, struct sv text)
{
	if (c->style->color)
		buf_sv(c->o, SV("\033[2m"));
	buf_sv(c->o, text);
	if (c->style->color)
		buf_sv(c->o, SV("\033[0m"));
}

/* "channel: ads, country: AT": what the kind itself does not have tells groups apart. */
static struct sv
title_of(struct rchart *c, size_t row, struct buf *b)
{
	const struct rtable *t = c->t;

	buf_clear(b);
	for (size_t i = 0; i < t->row[row].n; i++) {
		const size_t col = t->row[row].col[i];
		const struct rcell_form as_is = { .digits = -1 };

		if (sv_is(t->col[col].name, "kind") ||
		    rkind_member(t->row[row].kind, t->col[col].name) != NULL)
			continue;
		if (b->n > 0)
			buf_sv(b, SV(", "));
		buf_sv(b, utf8_safe(t->col[col].name, &c->a));
		buf_sv(b, SV(": "));
		buf_sv(b, rcell_text(t, row, col, &as_is, c->style, &c->a).main);
	}
	return buf_view(b);
}

static bool
is_of(const struct rchart *c, size_t row, const struct rchart_kind *k)
{
	bool is = rchart_is(c, row, k->name);

	for (size_t i = 0; k->more[i] != NULL; i++)
		is = is || rchart_is(c, row, k->more[i]);
	return is;
}

/* Rows of the drawing in blocks; how many of them are of its own kind. */
static size_t
make_blocks(struct rchart *c, const struct rchart_kind *k)
{
	size_t own = 0;
	struct hmap seen;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	hmap_init(&seen, &c->a, sizeof(size_t), hash_seed());
	c->block = arena_zalloc(&c->a, (c->t->nrow + 1) * sizeof(*c->block));
	c->nblock = 0;
	for (size_t r = 0; r < c->t->nrow; r++) {
		struct rchart_block *block;
		bool fresh;
		size_t *at;

		if (!is_of(c, r, k))
			continue;
		at = hmap_put(&seen, title_of(c, r, &b), &fresh);
		if (fresh)
			*at = c->nblock++;
		block = &c->block[*at];
		if (fresh)
			block->title = seen.entry[*at].key;
		if ((block->n & (block->n - 1)) == 0)	/* full: at 0, 1, 2, 4 ... */
			block->row = arena_grow(&c->a, block->row, block->n * sizeof(size_t),
			    (block->n > 0 ? 2 * block->n : 1) * sizeof(size_t));
		block->row[block->n++] = r;
		own += rchart_is(c, r, k->name);
	}
	hmap_free(&seen);
	buf_free(&b);
	return own;
}

static enum rc
check_needs(const struct rchart *c, const struct rchart_kind *k, struct err *e)
{
	for (size_t i = 0; k->needs[i] != NULL; i++)
		if (rtable_col_find(c->t, sv_of(k->needs[i])) == c->t->ncol)
			return rc_err(e, RC_USAGE, "--as chart: records of kind '%s' are drawn "
			    "by their '%s', which is not among the columns", k->name,
			    k->needs[i]);
	return RC_OK;
}

static enum rc
nothing_drawn(struct err *e)
{
	const struct rchart_kind *k;
	struct buf b;

	buf_init(&b, ERR_MSG_MAX);
	for (size_t i = 0; (k = registry_row(&rchart_registry, i)) != NULL; i++)
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", k->name);
	rc_err(e, RC_USAGE, "--as chart: these records have no drawing; there is one of records "
	    "of kind %.*s", (int)b.n, b.p);
	buf_free(&b);
	return RC_USAGE;
}

enum rc
rchart_write(const struct rtable *t, const struct rcell_style *style, struct buf *o,
    struct err *e)
{
	struct rchart c = { .t = t, .style = style, .o = o,
		.width = style->width > 0 ? style->width : WIDTH };
	const struct rchart_kind *k;
	size_t left = t->nrow;
	enum rc rc = RC_OK;

	arena_init(&c.a);
	c.form = arena_alloc(&c.a, (t->ncol + 1) * sizeof(*c.form));
	c.formed = arena_zalloc(&c.a, t->ncol + 1);
	for (size_t i = 0; rc == RC_OK && (k = registry_row(&rchart_registry, i)) != NULL; i++) {
		if (make_blocks(&c, k) == 0)
			continue;
		rc = check_needs(&c, k, e);
		if (rc == RC_OK && left < t->nrow)
			buf_c(o, '\n');
		for (size_t b = 0; b < c.nblock; b++)
			left -= c.block[b].n;
		if (rc == RC_OK)
			k->draw(&c);
	}
	if (rc == RC_OK && left == t->nrow && left > 0)
		rc = nothing_drawn(e);
	else if (rc == RC_OK && left > 0)
		buf_printf(o, "\nnot drawn: %zu records of other kinds\n", left);
	arena_free(&c.a);
	return rc;
}
