/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rtext.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum { GAP = 2, TEXT_MIN = 12, BAR_COLS = 10, SERIES_MAX = 12, METRICS_MAX = 3, SPARK_MIN = 4 };

struct column {			/* one shown column */
	size_t    col;
	struct sv title;
	bool      right;
	bool      count;	/* the folded count */
	bool      bar;		/* followed by a bar of its value */
	double    most;		/* the bar's full length */
	int       digits;
	size_t    main;		/* widths */
	size_t    extra;
};

struct layout {
	struct rtable            *t;
	const struct rcell_style *style;
	struct arena              a;
	struct column            *c;
	size_t                    n;
};

static void
hide(struct rtable *t, struct sv name)
{
	size_t c = rtable_col_find(t, name);

	if (c < t->ncol && t->ncol > 1)
		t->col[c].hidden = true;
}

/* The counts behind the values are one column when they are always the same. */
static struct sv
fold_counts(struct rtable *t)
{
	size_t first = SIZE_MAX;

	for (size_t i = 0; i < t->ncol; i++) {
		size_t n = t->col[i].n;

		if (n == SIZE_MAX)
			continue;
		if (first == SIZE_MAX)
			first = n;
		for (size_t r = 0; r < t->nrow; r++)
			if (val_cmp(rtable_cell(t, r, n), rtable_cell(t, r, first), NULL) != 0)
				return SV("");
	}
	for (size_t i = 0; i < t->ncol; i++)
		if (t->col[i].n != SIZE_MAX && t->col[i].n != first)
			t->col[t->col[i].n].hidden = true;
	return first != SIZE_MAX ? t->col[first].name : SV("");
}

static void
hide_companions(struct rtable *t)
{
	hide(t, SV("kind"));
	hide(t, SV("window_end"));
	for (size_t i = 0; i < t->ncol; i++) {
		const struct rtable_col *c = &t->col[i];

		if (c->lo != SIZE_MAX)
			t->col[c->lo].hidden = t->col[c->hi].hidden = true;
		if (c->method != SIZE_MAX)
			t->col[c->method].hidden = true;
	}
}

/* Shares with an interval get a bar, drawn to the largest of the column. */
static void
plan_bar(const struct rtable *t, struct column *c)
{
	double x;

	c->most = 0;
	for (size_t r = 0; r < t->nrow; r++) {
		if (!val_number(rtable_cell(t, r, c->col), &x))
			continue;
		if (x < 0 || x > 1)
			return;
		c->most = x > c->most ? x : c->most;
	}
	c->bar = c->most > 0 && t->nrow > 1;
}

static void
plan_columns(struct layout *l)
{
	struct rtable *t = l->t;
	struct sv n = fold_counts(t);
	bool barred = false;

	hide_companions(t);
	l->c = arena_zalloc(&l->a, (t->ncol + 1) * sizeof(*l->c));
	for (size_t i = 0; i < t->ncol; i++) {
		struct column *c = &l->c[l->n];

		if (t->col[i].hidden)
			continue;
		c->col = i;
		c->count = sv_eq(t->col[i].name, n);
		c->title = c->count ? SV("n") : utf8_safe(t->col[i].name, &l->a);
		c->right = rtable_numeric(t, i);
		c->digits = c->right ? rcell_digits(t, i) : 0;
		if (c->right && t->col[i].lo != SIZE_MAX && l->style->plots && !barred)
			plan_bar(t, c);
		barred |= c->bar;
		l->n++;
	}
}

static struct rcell
cell(struct layout *l, size_t row, const struct column *c)
{
	struct rcell x = rcell_text(l->t, row, c->col, c->digits, l->style, &l->a);

	/* A window is known by its date and minute: 2026-03-29T00:00:00+01:00 is longer than needed. */
	if (sv_is(l->t->col[c->col].name, "window") && (x.main.n == 20 || x.main.n == 25)) {
		char *s = arena_bytes(&l->a, x.main.p, x.main.n);

		s[10] = ' ';
		x.main = (struct sv){ s, memcmp(s + 17, "00", 2) == 0 ? 16 : 19 };
	}
	return x;
}

static void
measure(struct layout *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct column *c = &l->c[i];
		size_t title = utf8_width(c->title), w;

		for (size_t r = 0; r < l->t->nrow; r++) {
			struct rcell x = cell(l, r, c);

			w = utf8_width(x.main);
			c->main = w > c->main ? w : c->main;
			w = utf8_width(x.extra);
			c->extra = w > c->extra ? w : c->extra;
		}
		w = c->main + (c->extra > 0) + c->extra;
		if (title > w)
			c->main += title - w;
	}
}

/* Narrow the widest text columns until the table fits. */
static void
fit(struct layout *l)
{
	size_t total = 0, widest;

	if (l->style->width == 0)
		return;
	for (size_t i = 0; i < l->n; i++)
		total += l->c[i].main + l->c[i].extra + (l->c[i].extra > 0) +
		    (l->c[i].bar ? BAR_COLS + 1 : 0) + (i > 0 ? GAP : 0);
	while (total > l->style->width) {
		widest = l->n;
		for (size_t i = 0; i < l->n; i++)
			if (!l->c[i].right && l->c[i].main > TEXT_MIN &&
			    (widest == l->n || l->c[i].main > l->c[widest].main))
				widest = i;
		if (widest == l->n)
			return;
		l->c[widest].main--;
		total--;
	}
}

static void
pad(struct buf *o, size_t n)
{
	while (n-- > 0)
		buf_c(o, ' ');
}

static void
put_text(struct buf *o, struct sv s, size_t width, bool right, bool ascii)
{
	size_t w = utf8_width(s);

	if (w > width) {
		s = utf8_cut(s, width - 1);
		w = utf8_width(s) + 1;
		buf_sv(o, s);
		buf_sv(o, ascii ? SV("~") : SV("…"));
		pad(o, width - w);
		return;
	}
	if (right)
		pad(o, width - w);
	buf_sv(o, s);
	if (!right)
		pad(o, width - w);
}

static void
trim_line(struct buf *o)
{
	while (o->n > 0 && o->p[o->n - 1] == ' ')
		o->n--;
	buf_c(o, '\n');
}

static void
put_header(struct layout *l, struct buf *o)
{
	if (l->style->color)
		buf_sv(o, SV("\033[1m"));
	for (size_t i = 0; i < l->n; i++) {
		const struct column *c = &l->c[i];

		pad(o, i > 0 ? GAP : 0);
		put_text(o, c->title, c->main + (c->extra > 0) + c->extra, c->right, l->style->ascii);
		if (c->bar)
			pad(o, BAR_COLS + 1);
	}
	while (o->n > 0 && o->p[o->n - 1] == ' ')
		o->n--;
	if (l->style->color)
		buf_sv(o, SV("\033[0m"));
	buf_c(o, '\n');
}

static void
put_row(struct layout *l, size_t row, struct buf *o)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct column *c = &l->c[i];
		struct rcell x = cell(l, row, c);
		double v = 0;

		pad(o, i > 0 ? GAP : 0);
		put_text(o, x.main, c->main, c->right, l->style->ascii);
		if (c->extra > 0) {
			buf_c(o, ' ');
			if (l->style->color && x.extra.n > 0)
				buf_sv(o, SV("\033[2m"));
			put_text(o, x.extra, c->extra, true, l->style->ascii);
			if (l->style->color && x.extra.n > 0)
				buf_sv(o, SV("\033[0m"));
		}
		if (c->bar) {
			val_number(rtable_cell(l->t, row, c->col), &v);
			buf_c(o, ' ');
			buf_sv(o, rcell_bar(v / c->most, BAR_COLS, l->style->ascii, &l->a));
		}
	}
	trim_line(o);
}

/* The labels of a row strung together: which series it belongs to. */
static struct sv
series_of(struct layout *l, size_t row)
{
	struct buf b;
	struct sv s;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < l->n; i++) {
		const struct column *c = &l->c[i];

		if (c->right || sv_is(l->t->col[c->col].name, "window"))
			continue;
		if (b.n > 0)
			buf_c(&b, ' ');
		buf_sv(&b, cell(l, row, c).main);
	}
	s = arena_sv(&l->a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
put_spark(struct layout *l, const struct column *c, const size_t *row, size_t n, struct buf *o)
{
	double *v = arena_alloc(&l->a, (n + 1) * sizeof(*v));

	for (size_t i = 0; i < n; i++)
		if (!val_number(rtable_cell(l->t, row[i], c->col), &v[i]))
			v[i] = NAN;
	buf_sv(o, rcell_spark(v, n, l->style->ascii, &l->a));
}

/* Under a table with windows: every series' values as a line of their own. */
static void
put_series(struct layout *l, struct buf *o)
{
	size_t window = rtable_col_find(l->t, SV("window")), n = 0, shown = 0;
	struct sv *name = arena_alloc(&l->a, (l->t->nrow + 1) * sizeof(*name));
	bool *done = arena_zalloc(&l->a, l->t->nrow + 1);
	size_t *row = arena_alloc(&l->a, (l->t->nrow + 1) * sizeof(*row));

	if (window == l->t->ncol || !l->style->plots)
		return;
	for (size_t r = 0; r < l->t->nrow; r++)
		name[r] = series_of(l, r);
	for (size_t r = 0; r < l->t->nrow && shown < SERIES_MAX; r++) {
		size_t metrics = 0;

		if (done[r])
			continue;
		n = 0;
		for (size_t k = r; k < l->t->nrow; k++) {
			if (!sv_eq(name[k], name[r]))
				continue;
			done[k] = true;
			if (!val_null(rtable_cell(l->t, k, window)))
				row[n++] = k;
		}
		if (n < SPARK_MIN)
			continue;
		for (size_t i = 0; i < l->n && metrics < METRICS_MAX; i++) {
			const struct column *c = &l->c[i];

			if (!c->right || c->count)
				continue;
			if (shown == 0 && metrics == 0)
				buf_c(o, '\n');
			if (name[r].n > 0) {
				buf_sv(o, name[r]);
				buf_c(o, ' ');
			}
			buf_sv(o, c->title);
			buf_c(o, ' ');
			put_spark(l, c, row, n, o);
			buf_c(o, '\n');
			metrics++;
		}
		shown++;
	}
}

/* Values that are estimates say so under the table. */
static void
put_methods(struct layout *l, struct buf *o)
{
	for (size_t i = 0; i < l->n; i++) {
		size_t m = l->t->col[l->c[i].col].method;

		for (size_t r = 0; m != SIZE_MAX && r < l->t->nrow; r++) {
			const struct val *v = rtable_cell(l->t, r, m);

			if (val_null(v) || sv_is(v->text, "nearest-rank") || sv_is(v->text, "exact"))
				continue;
			buf_sv(o, l->c[i].title);
			buf_sv(o, SV(": "));
			buf_sv(o, utf8_safe(v->text, &l->a));
			buf_c(o, '\n');
			break;
		}
	}
}

void
rtext_table(struct rtable *t, const struct rcell_style *style, struct buf *o)
{
	struct layout l = { .t = t, .style = style };

	if (t->nrow == 0)
		return;
	arena_init(&l.a);
	plan_columns(&l);
	measure(&l);
	fit(&l);
	put_header(&l, o);
	for (size_t r = 0; r < t->nrow; r++)
		put_row(&l, r, o);
	put_methods(&l, o);
	put_series(&l, o);
	arena_free(&l.a);
}

/* Text that neither ends the cell nor is read as markup. */
static void
put_md(struct buf *o, struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (strchr("|\\<>&*_`[]~#", s.p[i]) != NULL && s.p[i] != '\0')
			buf_c(o, '\\');
		buf_c(o, s.p[i]);
	}
}

void
rtext_markdown(struct rtable *t, struct buf *o)
{
	static const struct rcell_style plain = { 0 };
	struct layout l = { .t = t, .style = &plain };

	if (t->nrow == 0)
		return;
	arena_init(&l.a);
	plan_columns(&l);
	for (size_t i = 0; i < l.n; i++) {
		buf_sv(o, SV("| "));
		put_md(o, l.c[i].title);
		buf_c(o, ' ');
	}
	buf_sv(o, SV("|\n"));
	for (size_t i = 0; i < l.n; i++)
		buf_sv(o, l.c[i].right ? SV("| ---: ") : SV("| --- "));
	buf_sv(o, SV("|\n"));
	for (size_t r = 0; r < t->nrow; r++) {
		for (size_t i = 0; i < l.n; i++) {
			struct rcell x = cell(&l, r, &l.c[i]);

			buf_sv(o, SV("| "));
			put_md(o, x.main);
			if (x.extra.n > 0) {
				buf_c(o, ' ');
				put_md(o, x.extra);
			}
			buf_c(o, ' ');
		}
		buf_sv(o, SV("|\n"));
	}
	arena_free(&l.a);
}
