/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rforest.h"

#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	COLS = 49,		/* of a line that has no width to fit; odd: 0 may be its middle */
	COLS_MIN = 15,
	NAME_MAX_COLS = 40,
	TEXT_COLS = 40,		/* left for what follows a line */
	GAP = 2
};

enum mark { MARK_BLANK, MARK_LINE, MARK_ZERO, MARK_CROSS, MARK_LO, MARK_HI, MARK_AT, MARKS };

struct drawing {		/* what is drawn of records of a kind */
	const char *kind;
	const char *at;		/* members: the point, */
	const char *lo;		/* its interval; lo NULL: hi is a bound of both sides */
	const char *hi;
	bool        line;	/* from end to end */
	const char *mark[2][MARKS];	/* UTF-8, and ASCII */
};

static const struct drawing drawings[] = {
	{ "ab", "lift", "lift_lo", "lift_hi", true,
	  { { " ", "─", "┊", "┼", "├", "┤", "●" }, { " ", "-", ":", "+", "[", "]", "*" } } },
	{ "ab_look", "stat", NULL, "bound", false,
	  { { " ", " ", "┊", "┊", "┤", "├", "●" }, { " ", " ", ":", ":", "[", "]", "*" } } },
};

struct span {
	size_t row;
	double at;
	double lo;		/* NAN: no ends */
	double hi;
};

struct forest {
	const struct rplan   *p;
	const struct drawing *d;
	struct arena          a;
	struct span          *span;
	size_t                n;
	size_t                nkey;	/* text columns in front, which name a row */
	size_t                name;	/* width of the names */
	size_t                cols;	/* of the axis */
	double                lo;	/* its ends */
	double                hi;
};

static double
number_of(const struct rtable *t, size_t row, const char *member)
{
	size_t col = rtable_col_find(t, sv_of(member));
	double v;

	return col < t->ncol && val_number(rtable_cell(t, row, col), &v) ? v : NAN;
}

/* The drawing that the first row with one asks for; rows of other kinds have no line. */
static const struct drawing *
find_drawing(const struct rtable *t)
{
	for (size_t r = 0; r < t->nrow; r++)
		for (size_t i = 0; t->row[r].kind != NULL &&
		    i < sizeof(drawings) / sizeof(drawings[0]); i++)
			if (strcmp(t->row[r].kind->name, drawings[i].kind) == 0)
				return &drawings[i];
	return NULL;
}

static bool
find_span(const struct forest *f, size_t row, struct span *s)
{
	const struct rtable *t = f->p->t;

	if (t->row[row].kind == NULL || strcmp(t->row[row].kind->name, f->d->kind) != 0)
		return false;
	s->row = row;
	s->at = number_of(t, row, f->d->at);
	s->hi = number_of(t, row, f->d->hi);
	s->lo = f->d->lo == NULL ? -s->hi : number_of(t, row, f->d->lo);
	return !isnan(s->at) && (f->d->lo == NULL || (!isnan(s->lo) && !isnan(s->hi)));
}

static struct sv
name_of(struct forest *f, size_t row)
{
	struct buf b;
	struct sv s;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < f->nkey; i++) {
		struct sv text = rplan_cell(f->p, row, i, &f->a).main;

		buf_printf(&b, "%s", b.n > 0 ? " " : "");
		buf_sv(&b, text);
	}
	if (f->d->lo == NULL) {
		double look = number_of(f->p->t, row, "look");

		if (!isnan(look))
			buf_printf(&b, "%s%.0f", b.n > 0 ? " " : "", look);
	}
	s = arena_sv(&f->a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
widen(struct forest *f, double v)
{
	if (v < f->lo)
		f->lo = v;
	if (v > f->hi)
		f->hi = v;
}

static void
gather_spans(struct forest *f)
{
	const struct rtable *t = f->p->t;
	size_t w;

	f->span = arena_alloc(&f->a, (t->nrow + 1) * sizeof(*f->span));
	while (f->nkey < f->p->n && !f->p->c[f->nkey].right)
		f->nkey++;
	for (size_t r = 0; r < t->nrow; r++) {
		struct span *s = &f->span[f->n];

		if (!find_span(f, r, s))
			continue;
		f->n++;
		widen(f, s->at);
		widen(f, s->lo);
		widen(f, s->hi);
		w = utf8_width(name_of(f, r));
		f->name = w > f->name ? w : f->name;
	}
	if (f->d->lo == NULL) {		/* bounds of both sides: 0 in the middle */
		f->hi = fmax(f->hi, -f->lo);
		f->lo = -f->hi;
	}
	f->name = f->name > NAME_MAX_COLS ? NAME_MAX_COLS : f->name;
}

/* The column of a value, of f->cols. */
static size_t
place(const struct forest *f, double v)
{
	return (size_t)((v - f->lo) / (f->hi - f->lo) * (double)(f->cols - 1) + 0.5);
}

static void
put_padded(struct buf *o, struct sv text, size_t width, bool ascii)
{
	size_t w = utf8_width(text);

	if (w > width) {
		text = utf8_cut(text, width - 1);
		w = utf8_width(text) + 1;
		buf_sv(o, text);
		buf_sv(o, ascii ? SV("~") : SV("…"));
	} else {
		buf_sv(o, text);
	}
	for (; w < width + GAP; w++)
		buf_c(o, ' ');
}

static void
put_marks(struct forest *f, const struct span *s, struct buf *o)
{
	bool ascii = f->p->style->ascii, ends = !isnan(s->lo) && !isnan(s->hi);
	size_t zero = place(f, 0), at = place(f, s->at);
	size_t lo = ends ? place(f, s->lo) : 0, hi = ends ? place(f, s->hi) : 0;

	for (size_t c = 0; c < f->cols; c++) {
		bool inside = ends && f->d->line && c > lo && c < hi;
		enum mark m = inside ? MARK_LINE : MARK_BLANK;

		if (c == zero)
			m = inside ? MARK_CROSS : MARK_ZERO;
		if (ends && c == lo)
			m = MARK_LO;
		if (ends && c == hi)
			m = MARK_HI;
		if (c == at)
			m = MARK_AT;
		buf_sv(o, sv_of(f->d->mark[ascii][m]));
	}
}

/* Decimals of a percentage whose interval is this wide: a dozen units of the last one. */
static int
decimals(double width)
{
	double d = ceil(-log10(width / 12));

	return !(d > 0) ? 0 : d > 4 ? 4 : (int)d;
}

static void
put_words(struct forest *f, const struct span *s, struct buf *o)
{
	if (f->d->lo != NULL) {
		size_t col = rtable_col_find(f->p->t, SV("status"));
		struct sv status = SV("");
		int d = decimals(100 * (s->hi - s->lo));

		if (col < f->p->t->ncol)
			status = val_text(rtable_cell(f->p->t, s->row, col), &f->a);
		buf_printf(o, "%+.*f %% [%+.*f, %+.*f]", d, 100 * s->at, d, 100 * s->lo, d,
		    100 * s->hi);
		if (status.n > 0)
			buf_c(o, ' ');
		buf_sv(o, utf8_safe(status, &f->a));
	} else if (isnan(s->hi)) {
		buf_printf(o, "%+.2f", s->at);
	} else {
		buf_printf(o, "%+.2f of %.2f%s", s->at, s->hi,
		    fabs(s->at) >= s->hi ? ", crossed" : "");
	}
}

/* What the ends of the axis are, under the first and the last column. */
static void
put_axis(const struct forest *f, struct buf *o)
{
	double times = f->d->lo != NULL ? 100 : 1;
	int d = decimals(times * (f->hi - f->lo));
	const char *unit = f->d->lo != NULL ? " %" : "";
	char lo[48], hi[48];
	int nlo = snprintf(lo, sizeof(lo), "%+.*f%s", d, times * f->lo, unit);
	int nhi = snprintf(hi, sizeof(hi), "%+.*f%s", d, times * f->hi, unit);
	size_t zero = place(f, 0), n = (size_t)nlo;

	for (size_t i = 0; i < f->name + GAP; i++)
		buf_c(o, ' ');
	if (f->lo < 0)
		buf_printf(o, "%s", lo);
	else
		n = 0;
	if (zero >= n + 1 || n == 0) {
		for (; n < zero; n++)
			buf_c(o, ' ');
		buf_c(o, '0');
		n++;
	}
	if (f->hi > 0 && n + (size_t)nhi < f->cols) {
		for (; n + (size_t)nhi < f->cols; n++)
			buf_c(o, ' ');
		buf_printf(o, "%s", hi);
	}
	buf_c(o, '\n');
}

static void
put_forest(struct forest *f, struct buf *o)
{
	size_t room = f->p->style->width, used = f->name + GAP + GAP + TEXT_COLS;

	f->cols = room == 0 || room > used + COLS ? COLS :
	    room > used + COLS_MIN ? room - used : COLS_MIN;
	buf_c(o, '\n');
	for (size_t i = 0; i < f->n; i++) {
		const struct span *s = &f->span[i];

		put_padded(o, name_of(f, s->row), f->name, f->p->style->ascii);
		put_marks(f, s, o);
		buf_sv(o, SV("  "));
		put_words(f, s, o);
		buf_c(o, '\n');
	}
	put_axis(f, o);
}

void
rforest_write(const struct rplan *p, struct buf *o)
{
	struct forest f = { .p = p };

	if (!p->style->plots || (f.d = find_drawing(p->t)) == NULL)
		return;
	arena_init(&f.a);
	gather_spans(&f);
	if (f.n > 0 && f.hi > f.lo && isfinite(f.hi - f.lo))
		put_forest(&f, o);
	arena_free(&f.a);
}
