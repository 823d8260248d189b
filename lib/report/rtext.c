/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rtext.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "report/rforest.h"
#include "report/rplan.h"
#include "report/rspark.h"

#include <string.h>

enum {
	GAP = 2,
	BAR = 10,		/* columns of a full bar */
	SHADE = 2,		/* and of a shade, with a blank before it */
	TEXT_MIN = 20,		/* text is not cut below this to make room for other columns */
	KEY_MIN = 8,		/* nor keys below this to make room for the first of them */
	TEXT_MAX = 400		/* longer text is not padded to: one such cell would fill a disk */
};

struct column {			/* widths of a shown column */
	size_t main;
	size_t extra;
	size_t cut;		/* text beyond is cut, SIZE_MAX for never */
};

struct layout {
	struct rplan   plan;
	struct arena   cell;	/* one row's texts */
	struct column *w;
	size_t         nkey;	/* columns before the first number: repeated in every block */
	bool           bars;
};

static size_t
plot_width(const struct layout *l, size_t i)
{
	const struct rplan_col *c = &l->plan.c[i];

	if (!l->bars)
		return 0;
	return c->bar > 0 ? BAR + 1 : c->shade > 0 ? SHADE : 0;
}

static size_t
main_width(const struct layout *l, size_t i)
{
	return l->w[i].main < l->w[i].cut ? l->w[i].main : l->w[i].cut;
}

static size_t
full_width(const struct layout *l, size_t i)
{
	const struct column *w = &l->w[i];

	return main_width(l, i) + (w->extra > 0) + w->extra + plot_width(l, i);
}

static size_t
total_width(const struct layout *l, size_t from, size_t to)
{
	size_t total = 0;

	for (size_t i = from; i < to; i++)
		total += full_width(l, i) + (i > from ? GAP : 0);
	return total;
}

static void
widen(struct column *c, size_t *main, size_t *extra)
{
	c->main = c->main > *main ? c->main : *main;
	c->extra = c->extra > *extra ? c->extra : *extra;
	*main = c->main;
	*extra = c->extra;
}

static void
measure_columns(struct layout *l)
{
	const struct rplan *p = &l->plan;

	l->w = arena_zalloc(&l->plan.arena, (p->n + 1) * sizeof(*l->w));
	for (size_t i = 0; i < p->n; i++) {
		struct column *c = &l->w[i];
		size_t title = utf8_width(p->c[i].title), w;

		c->cut = SIZE_MAX;
		for (size_t r = 0; r < p->t->nrow; r++) {
			struct rcell x;

			arena_reset(&l->cell);
			x = rplan_cell(p, r, i, &l->cell);
			w = utf8_width(x.main);
			if (w > TEXT_MAX && p->style->width == 0)
				w = TEXT_MAX;
			c->main = w > c->main ? w : c->main;
			w = utf8_width(x.extra);
			c->extra = w > c->extra ? w : c->extra;
		}
		w = c->main + (c->extra > 0) + c->extra;
		if (title > w)
			c->main += title - w;
		if (p->style->least != NULL && i < RCELL_WIDTHS)
			widen(c, &p->style->least->main[i], &p->style->least->extra[i]);
		if (l->nkey == i && !p->c[i].right)
			l->nkey++;
	}
}

static void
cut_texts(struct layout *l, size_t from, size_t to, size_t cut)
{
	for (size_t i = from; i < to; i++)
		if (!l->plan.c[i].right)
			l->w[i].cut = cut;
}

/* Cut the widest texts, to @least columns at most, until the columns fit; false if they cannot. */
static bool
squeeze_texts(struct layout *l, size_t from, size_t to, size_t least, size_t room)
{
	size_t lo = least, hi = room + 1;

	cut_texts(l, from, to, SIZE_MAX);
	if (total_width(l, from, to) <= room)
		return true;
	cut_texts(l, from, to, least);
	if (total_width(l, from, to) > room)
		return false;
	while (lo + 1 < hi) {		/* fits at lo, not at hi */
		size_t mid = lo + (hi - lo) / 2;

		cut_texts(l, from, to, mid);
		if (total_width(l, from, to) <= room)
			lo = mid;
		else
			hi = mid;
	}
	cut_texts(l, from, to, lo);
	return true;
}

/* Columns for the keys: half of the room, less when a number needs more beside them. */
static size_t
key_room(const struct layout *l)
{
	size_t room = l->plan.style->width, widest = 0;

	for (size_t i = l->nkey; i < l->plan.n; i++)
		if (l->plan.c[i].right && full_width(l, i) + GAP > widest)
			widest = full_width(l, i) + GAP;
	return room / 2 + widest <= room ? room / 2 : room > widest ? room - widest : 0;
}

/* Make the whole table fit; false when it has to be shown in blocks. */
static bool
fit_width(struct layout *l)
{
	size_t room = l->plan.style->width, keys;

	if (room == 0 || total_width(l, 0, l->plan.n) <= room)
		return true;
	l->bars = false;
	if (squeeze_texts(l, 0, l->plan.n, TEXT_MIN, room))
		return true;
	cut_texts(l, 0, l->plan.n, SIZE_MAX);
	if (l->nkey == l->plan.n)
		l->nkey = 1;
	if (!squeeze_texts(l, 0, l->nkey, KEY_MIN, key_room(l)))
		cut_texts(l, 0, l->nkey, KEY_MIN);
	keys = total_width(l, 0, l->nkey) + (l->nkey > 0 ? GAP : 0);
	cut_texts(l, l->nkey, l->plan.n, keys + KEY_MIN < room ? room - keys : KEY_MIN);
	return false;
}

static void
put_spaces(struct buf *o, size_t n)
{
	while (n-- > 0)
		buf_c(o, ' ');
}

/* A line ends where its text does. */
static void
end_line(struct buf *o, size_t start)
{
	while (o->n > start && o->p[o->n - 1] == ' ')
		o->n--;
	buf_c(o, '\n');
}

static void
put_header(const struct layout *l, const bool *in, struct buf *o)
{
	const struct rplan *p = &l->plan;
	size_t start = o->n;

	if (p->style->color)
		buf_sv(o, SV("\033[1m"));
	for (size_t i = 0, k = 0; i < p->n; i++) {
		if (!in[i])
			continue;
		put_spaces(o, k++ > 0 ? GAP : 0);
		rcell_put(o, p->c[i].title, full_width(l, i) - plot_width(l, i), l->w[i].cut,
		    p->c[i].right, p->style->ascii);
		put_spaces(o, plot_width(l, i));
	}
	while (o->n > start && o->p[o->n - 1] == ' ')
		o->n--;
	if (p->style->color)
		buf_sv(o, SV("\033[0m"));
	buf_c(o, '\n');
}

static void
put_extra(const struct layout *l, struct sv extra, size_t i, struct buf *o)
{
	bool color = l->plan.style->color && extra.n > 0;

	if (l->w[i].extra == 0)
		return;
	put_spaces(o, 1 + l->w[i].extra - utf8_width(extra));
	if (color)
		buf_sv(o, SV("\033[2m"));
	buf_sv(o, extra);
	if (color)
		buf_sv(o, SV("\033[0m"));
}

static void
put_row(struct layout *l, const bool *in, size_t row, struct buf *o)
{
	const struct rplan *p = &l->plan;
	size_t start = o->n;

	arena_reset(&l->cell);
	for (size_t i = 0, k = 0; i < p->n; i++) {
		struct rcell x;
		double v = 0;

		if (!in[i])
			continue;
		x = rplan_cell(p, row, i, &l->cell);
		put_spaces(o, k++ > 0 ? GAP : 0);
		rcell_put(o, x.main, main_width(l, i), l->w[i].cut, p->c[i].right, p->style->ascii);
		put_extra(l, x.extra, i, o);
		if (plot_width(l, i) == 0)
			continue;
		val_number(rtable_cell(p->t, row, p->c[i].col), &v);
		buf_c(o, ' ');
		if (p->c[i].bar > 0)
			buf_sv(o, rcell_bar(v / p->c[i].bar, BAR, p->style->ascii, &l->cell));
		else
			buf_sv(o, rcell_shade(v / p->c[i].shade, p->style->ascii));
	}
	end_line(o, start);
}

static void
put_block(struct layout *l, const bool *in, struct buf *o)
{
	put_header(l, in, o);
	for (size_t r = 0; r < l->plan.t->nrow; r++)
		put_row(l, in, r, o);
}

/* As many columns as fit beside the keys, and so on until all are shown. */
static void
put_blocks(struct layout *l, struct buf *o)
{
	size_t room = l->plan.style->width, n = l->plan.n, next = l->nkey;
	bool *in = arena_zalloc(&l->plan.arena, n + 1);

	for (size_t i = 0; i < l->nkey; i++)
		in[i] = true;
	do {
		size_t used = total_width(l, 0, l->nkey), from = next;

		memset(in + l->nkey, 0, n - l->nkey);
		while (next < n && (next == from || used + GAP + full_width(l, next) <= room)) {
			used += GAP + full_width(l, next);
			in[next++] = true;
		}
		if (from > l->nkey)
			buf_c(o, '\n');
		put_block(l, in, o);
	} while (next < n);
}

/* How the values of a column were got, "exact, hll"; empty when none is an estimate. */
static struct sv
methods_of(const struct rtable *t, size_t col, struct arena *a)
{
	bool estimate = false;
	struct hmap seen;
	struct buf b;
	struct sv s;

	buf_init(&b, SIZE_MAX);
	hmap_init(&seen, a, 1, hash_seed());
	for (size_t r = 0; r < t->nrow; r++) {
		struct sv name = val_text(rtable_cell(t, r, col), a);
		bool fresh = false;

		if (name.n > 0)
			hmap_put(&seen, name, &fresh);
		if (!fresh)
			continue;
		estimate = estimate || (!sv_is(name, "nearest-rank") && !sv_is(name, "exact"));
		if (b.n > 0)
			buf_sv(&b, SV(", "));
		buf_sv(&b, utf8_safe(name, a));
	}
	s = estimate ? arena_sv(a, buf_view(&b)) : SV("");
	buf_free(&b);
	hmap_free(&seen);
	return s;
}

/* Values that are estimates say so under the table, one line for all columns of one method. */
static void
put_methods(struct layout *l, struct buf *o)
{
	const struct rplan *p = &l->plan;
	struct sv *how = arena_zalloc(&l->plan.arena, (p->n + 1) * sizeof(*how));

	for (size_t i = 0; i < p->n; i++) {
		size_t col = p->t->col[p->c[i].col].method;

		if (col != SIZE_MAX)
			how[i] = methods_of(p->t, col, &l->plan.arena);
	}
	for (size_t i = 0; i < p->n; i++) {
		struct sv this = how[i];

		if (this.n == 0)
			continue;
		for (size_t k = i; k < p->n; k++) {
			if (!sv_eq(how[k], this))
				continue;
			if (k > i)
				buf_sv(o, SV(", "));
			buf_sv(o, p->c[k].title);
			how[k].n = 0;
		}
		buf_sv(o, SV(": "));
		buf_sv(o, this);
		buf_c(o, '\n');
	}
}

enum rc
rtext_table(const struct rtable *t, const struct rcell_style *style, struct buf *o, struct err *e)
{
	struct layout l = { .bars = true };

	(void)e;
	if (t->nrow == 0)
		return RC_OK;
	arena_init(&l.cell);
	rplan_make(&l.plan, t, style);
	measure_columns(&l);
	if (fit_width(&l))
		l.nkey = l.plan.n;
	if (l.plan.n > 0)
		put_blocks(&l, o);
	put_methods(&l, o);
	rspark_write(&l.plan, o);
	rforest_write(&l.plan, o);
	arena_free(&l.cell);
	rplan_free(&l.plan);
	return RC_OK;
}

/* Text that neither ends the cell nor is read as markup. */
static void
put_md(struct buf *o, struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (strchr("|\\<>&*_`[]~#$", s.p[i]) != NULL && s.p[i] != '\0')
			buf_c(o, '\\');
		buf_c(o, s.p[i]);
	}
}

enum rc
rtext_markdown(const struct rtable *t, const struct rcell_style *style, struct buf *o,
    struct err *e)
{
	struct rplan p;
	struct arena a;

	(void)e;
	if (t->nrow == 0)
		return RC_OK;
	arena_init(&a);
	rplan_make(&p, t, style);
	for (size_t i = 0; i < p.n; i++) {
		buf_sv(o, SV("| "));
		put_md(o, p.c[i].title);
		buf_sv(o, i + 1 < p.n ? SV(" ") : SV(" |\n"));
	}
	for (size_t i = 0; i < p.n; i++) {
		buf_sv(o, p.c[i].right ? SV("| ---:") : SV("| ---"));
		buf_sv(o, i + 1 < p.n ? SV(" ") : SV(" |\n"));
	}
	for (size_t r = 0; r < t->nrow; r++) {
		arena_reset(&a);
		for (size_t i = 0; i < p.n; i++) {
			struct rcell x = rplan_cell(&p, r, i, &a);

			buf_sv(o, SV("| "));
			put_md(o, x.main);
			if (x.extra.n > 0) {
				buf_c(o, ' ');
				put_md(o, x.extra);
			}
			buf_sv(o, i + 1 < p.n ? SV(" ") : SV(" |\n"));
		}
	}
	arena_free(&a);
	rplan_free(&p);
	return RC_OK;
}
