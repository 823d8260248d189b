/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line is a name, a bar, a count and a share with its interval:
 *
 *     1 view_item    ████████████████████████████████████████  236  1.000
 *                    ↓ 0.508 [0.445, 0.572], 116 drop out
 *     2 add_to_cart  ████████████████████▎                     120  0.508 [0.445, 0.572]
 */
#include "base/utf8.h"
#include "report/rchart_draw.h"

enum { GAP = 2, BAR_MIN = 10, NAME_MIN = 8 };

struct bars {
	struct rchart *c;
	struct sv    (*name)(struct rchart *c, size_t row);
	const char    *count;		/* members */
	const char    *share;
	double         full;		/* the share of a full bar */
	size_t         wname, wcount, wshare, winterval;	/* columns */
	size_t         wbar;
};

static size_t
wider(size_t w, struct sv text)
{
	size_t is = utf8_width(text);

	return is > w ? is : w;
}

/* An interval without width says nothing: all who are counted are there. */
static struct sv
interval_of(const struct bars *b, size_t row, struct rcell share)
{
	const struct rtable *t = b->c->t;
	const struct rtable_col *col = &t->col[rtable_col_find(t, sv_of(b->share))];

	if (col->lo != SIZE_MAX && val_cmp(rtable_cell(t, row, col->lo),
	    rtable_cell(t, row, col->hi), NULL) == 0)
		return SV("");
	return share.extra;
}

/*
 * Bars get what the texts leave.  Where that is less than a third, long names are cut, and then
 * intervals left out.
 */
static void
measure(struct bars *b)
{
	struct rchart *c = b->c;
	const size_t third = c->width / 3;
	size_t texts;

	for (size_t k = 0; k < c->nblock; k++)
		for (size_t i = 0; i < c->block[k].n; i++) {
			const size_t row = c->block[k].row[i];
			const struct rcell share = rchart_cell(c, row, b->share);

			b->wname = wider(b->wname, b->name(c, row));
			b->wcount = wider(b->wcount, rchart_cell(c, row, b->count).main);
			b->wshare = wider(b->wshare, share.main);
			b->winterval = wider(b->winterval, interval_of(b, row, share));
		}
	texts = b->wcount + b->wshare + 3 * GAP + (b->winterval > 0) + b->winterval;
	if (b->wname > third && b->wname + texts + third > c->width)
		b->wname = c->width - third > texts + NAME_MIN ? c->width - third - texts :
		    NAME_MIN;
	if (b->wname + texts + BAR_MIN > c->width) {
		texts -= b->winterval + (b->winterval > 0);
		b->winterval = 0;
	}
	b->wbar = b->wname + texts + BAR_MIN > c->width ? BAR_MIN : c->width - b->wname - texts;
}

static void
put_spaces(struct buf *o, size_t n)
{
	while (n-- > 0)
		buf_c(o, ' ');
}

static void
put_bar(const struct bars *b, size_t row)
{
	struct rchart *c = b->c;
	const struct rcell share = rchart_cell(c, row, b->share);
	const struct sv interval = interval_of(b, row, share);
	const bool ascii = c->style->ascii;
	double x;

	rchart_number(c, row, b->share, &x);
	rcell_put(c->o, b->name(c, row), b->wname, b->wname, false, ascii);
	put_spaces(c->o, GAP);
	buf_sv(c->o, rcell_bar(b->full > 0 ? x / b->full : 0, b->wbar, ascii, &c->a));
	put_spaces(c->o, GAP);
	rcell_put(c->o, rchart_cell(c, row, b->count).main, b->wcount, SIZE_MAX, true, ascii);
	put_spaces(c->o, GAP);
	rcell_put(c->o, share.main, b->wshare, SIZE_MAX, true, ascii);
	if (b->winterval > 0 && interval.n > 0) {
		put_spaces(c->o, 1 + b->winterval - utf8_width(interval));
		rchart_dim(c, interval);
	}
	buf_c(c->o, '\n');
}

/* ---- funnels ---- */

static struct sv
step_name(struct rchart *c, size_t row)
{
	const size_t optional = rtable_col_find(c->t, SV("optional"));
	struct sv name;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_sv(&b, rchart_cell(c, row, "step").main);
	buf_c(&b, ' ');
	buf_sv(&b, rchart_cell(c, row, "name").main);
	if (optional < c->t->ncol && rtable_cell(c->t, row, optional)->kind == VAL_TRUE)
		buf_c(&b, '?');
	name = arena_sv(&c->a, buf_view(&b));
	buf_free(&b);
	return name;
}

/* Who went on to the step from the one before it. */
static void
put_passage(const struct bars *b, size_t row)
{
	struct rchart *c = b->c;
	const struct rcell on = rchart_cell(c, row, "step_rate");
	const struct rcell out = rchart_cell(c, row, "dropped");
	const struct rcell open = rchart_cell(c, row, "incomplete");
	double n;

	if (on.main.n == 0 && out.main.n == 0)
		return;
	put_spaces(c->o, b->wname + GAP);
	buf_sv(c->o, c->style->ascii ? SV("v") : SV("↓"));
	if (on.main.n > 0) {
		buf_c(c->o, ' ');
		buf_sv(c->o, on.main);
	}
	if (on.extra.n > 0 && b->winterval > 0) {
		buf_c(c->o, ' ');
		rchart_dim(c, on.extra);
	}
	if (out.main.n > 0)
		buf_printf(c->o, "%s %.*s drop out", on.main.n > 0 ? "," : "", SV_SHOW(out.main));
	if (rchart_number(c, row, "incomplete", &n) && n > 0)
		buf_printf(c->o, ", %.*s may still go on", SV_SHOW(open.main));
	buf_c(c->o, '\n');
}

static void
put_difference(struct rchart *c, size_t row)
{
	const struct rcell diff = rchart_cell(c, row, "diff");
	const struct rcell p = rchart_cell(c, row, "p_value");

	if (diff.main.n == 0)
		return;
	buf_printf(c->o, "to %.*s: %.*s ", SV_SHOW(rchart_cell(c, row, "compared_to").main),
	    SV_SHOW(diff.main));
	rchart_dim(c, diff.extra);
	if (p.main.n > 0)
		buf_printf(c->o, ", p %.*s", SV_SHOW(p.main));
	buf_c(c->o, '\n');
}

void
rchart_funnel(struct rchart *c)
{
	struct bars b = { .c = c, .name = step_name, .count = "reached", .share = "rate",
		.full = 1 };

	measure(&b);
	for (size_t k = 0; k < c->nblock; k++) {
		const struct rchart_block *block = &c->block[k];

		if (k > 0)
			buf_c(c->o, '\n');
		rchart_title(c, block);
		for (size_t i = 0; i < block->n; i++) {
			if (i > 0)
				put_passage(&b, block->row[i]);
			put_bar(&b, block->row[i]);
		}
		put_difference(c, block->row[block->n - 1]);
	}
}

/* ---- segments ---- */

static struct sv
segment_name(struct rchart *c, size_t row)
{
	return rchart_cell(c, row, "segment").main;
}

void
rchart_shares(struct rchart *c)
{
	struct bars b = { .c = c, .name = segment_name, .count = "n", .share = "share" };

	measure(&b);
	for (size_t k = 0; k < c->nblock; k++)
		for (size_t i = 0; i < c->block[k].n; i++) {
			double x;

			if (rchart_number(c, c->block[k].row[i], b.share, &x) && x > b.full)
				b.full = x;
		}
	for (size_t k = 0; k < c->nblock; k++) {
		rchart_title(c, &c->block[k]);
		for (size_t i = 0; i < c->block[k].n; i++)
			put_bar(&b, c->block[k].row[i]);
	}
}
