/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rcell.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "json/jread.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DIGITS_MAX = 6, SIGNIFICANT = 3, LIST_MAX = 5 };

/* Decimals that @x needs for its significant digits. */
static int
digits_of(double x)
{
	int d;

	if (x == floor(x))
		return 0;
	d = SIGNIFICANT - 1 - (int)floor(log10(fabs(x)));
	return d < 1 ? 1 : d > DIGITS_MAX ? DIGITS_MAX : d;
}

int
rcell_digits(const struct rtable *t, size_t col)
{
	int most = 0;

	for (size_t r = 0; r < t->nrow; r++) {
		double x;
		int d;

		if (!val_number(rtable_cell(t, r, col), &x))
			continue;
		d = digits_of(x);
		most = d > most ? d : most;
	}
	/* An interval around whole numbers (0 or 1 of a rate) still needs decimals. */
	if (most == 0 && t->col[col].lo != SIZE_MAX)
		return rcell_digits(t, t->col[col].hi) > 0 ? SIGNIFICANT : 0;
	return most;
}

static struct sv
number(const struct val *v, int digits, struct arena *a)
{
	char text[64];
	double x;
	int n;

	if (val_null(v))
		return SV("-");
	if (!val_number(v, &x) || (digits == 0 && v->text.n > 0) || fabs(x) >= 1e15)
		return val_text(v, a);
	n = snprintf(text, sizeof(text), "%.*f", digits, x);
	return arena_sv(a, (struct sv){ text, (size_t)n });
}

struct list {			/* an array on its way to one line of text */
	struct buf    b;
	struct arena *a;
	double       *n;	/* "n" of every element, for a sparkline */
	size_t        count;
};

struct element {
	struct sv     value;
	struct val    n;
	struct arena *a;
};

static bool
element_member(void *ctx, struct sv key, const struct val *v)
{
	struct element *el = ctx;

	if (sv_is(key, "value") || sv_is(key, "lo"))
		el->value = val_text(v, el->a);
	else if (sv_is(key, "n"))
		el->n = *v;
	return true;
}

static bool
list_element(void *ctx, struct sv key, const struct val *v)
{
	struct list *l = ctx;
	struct element el = { val_text(v, l->a), { 0 }, l->a };

	(void)key;	/* arrays have none */
	if (v->kind == VAL_OBJECT)
		jread_each(v, element_member, &el);
	l->n = arena_grow(l->a, l->n, l->count * sizeof(double), (l->count + 1) * sizeof(double));
	if (!val_number(&el.n, &l->n[l->count]))
		l->n[l->count] = NAN;
	if (l->count == LIST_MAX)
		buf_sv(&l->b, SV(", ..."));
	if (l->count < LIST_MAX) {
		if (l->count > 0)
			buf_sv(&l->b, SV(", "));
		buf_sv(&l->b, el.value);
		if (!val_null(&el.n)) {
			buf_sv(&l->b, SV(" ("));
			buf_sv(&l->b, el.n.text);
			buf_c(&l->b, ')');
		}
	}
	l->count++;
	return true;
}

/* top() and largest() read "a (12), b (7)"; hist() is a sparkline where plots are wanted. */
static struct sv
array(const struct val *v, const struct rcell_style *style, struct arena *a)
{
	struct list l = { .a = a };
	bool hist = v->text.n > 7 && sv_starts(v->text, SV("[{\"lo\":"));
	struct sv s;

	buf_init(&l.b, SIZE_MAX);
	jread_each(v, list_element, &l);
	if (hist && style->plots)
		s = rcell_spark(l.n, l.count, style->ascii, a);
	else
		s = utf8_safe(arena_sv(a, buf_view(&l.b)), a);
	buf_free(&l.b);
	return s;
}

struct rcell
rcell_text(const struct rtable *t, size_t row, size_t col, int digits,
    const struct rcell_style *style, struct arena *a)
{
	const struct val *v = rtable_cell(t, row, col);
	const struct rtable_col *c = &t->col[col];
	struct rcell cell = { SV("-"), SV("") };
	struct buf b;

	if (v->kind == VAL_ARRAY)
		cell.main = array(v, style, a);
	else if (v->kind == VAL_NUMBER)
		cell.main = number(v, digits, a);
	else if (!val_null(v))
		cell.main = utf8_safe(val_text(v, a), a);
	if (c->lo == SIZE_MAX || v->kind != VAL_NUMBER)
		return cell;
	buf_init(&b, SIZE_MAX);
	buf_c(&b, '[');
	buf_sv(&b, number(rtable_cell(t, row, c->lo), digits, a));
	buf_sv(&b, SV(", "));
	buf_sv(&b, number(rtable_cell(t, row, c->hi), digits, a));
	buf_c(&b, ']');
	cell.extra = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return cell;
}

struct sv
rcell_safe(struct sv s, const char *keep, struct arena *a)
{
	struct buf b;
	struct sv out;

	if (utf8_safe(s, a).p == s.p)
		return s;
	buf_init(&b, SIZE_MAX);
	for (size_t from = 0, at = 0; at <= s.n; at++) {
		if (at < s.n && (s.p[at] == '\0' || strchr(keep, s.p[at]) == NULL))
			continue;
		buf_sv(&b, utf8_safe((struct sv){ s.p + from, at - from }, a));
		if (at < s.n)
			buf_c(&b, s.p[at]);
		from = at + 1;
	}
	out = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return out;
}

struct sv
rcell_spark(const double *v, size_t n, bool ascii, struct arena *a)
{
	static const char *const block[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	static const char *const plain[] = { "_", ".", ":", "-", "=", "+", "*", "#" };
	double lo = INFINITY, hi = -INFINITY;
	struct buf b;
	struct sv s;
	size_t i;

	buf_init(&b, SIZE_MAX);
	for (i = 0; i < n; i++) {
		lo = v[i] < lo ? v[i] : lo;
		hi = v[i] > hi ? v[i] : hi;
	}
	for (i = 0; i < n; i++) {
		double level = hi > lo ? (v[i] - lo) / (hi - lo) * 7.999 : 0;

		if (isnan(v[i]))
			buf_c(&b, ' ');
		else
			buf_sv(&b, sv_of(ascii ? plain[(int)level] : block[(int)level]));
	}
	s = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return s;
}

struct sv
rcell_bar(double frac, size_t cols, bool ascii, struct arena *a)
{
	static const char *const part[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	double f = frac < 0 || isnan(frac) ? 0 : frac > 1 ? 1 : frac;
	size_t eighths = (size_t)(f * (double)cols * 8 + 0.5);
	size_t full = eighths / 8, rest = eighths % 8, i;
	struct buf b;
	struct sv s;

	buf_init(&b, SIZE_MAX);
	for (i = 0; i < full; i++)
		buf_sv(&b, ascii ? SV("#") : SV("█"));
	if (rest != 0 && !ascii)
		buf_sv(&b, sv_of(part[rest]));
	for (i = full + (rest != 0 && !ascii); i < cols; i++)
		buf_c(&b, ' ');
	s = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return s;
}
