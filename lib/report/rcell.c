/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rcell.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "json/jread.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	DIGITS_MAX = 6,
	DIGITS_ALL = 9,		/* of a column's greatest number */
	PERCENT = 2,		/* decimals between a share and its percentage */
	PRICE = 2,		/* decimals that are never cut */
	UNITS = 12,		/* of the last decimal, in an interval */
	LIST_MAX = 5
};

#define GROUP_FROM 1e6		/* columns that reach it have their thousands apart */

struct look {			/* what a column holds */
	double top;		/* greatest magnitude */
	int    most;		/* decimals of the one with most */
	bool   share;
	bool   wide;		/* some interval has a width, or an end that is not known */
};

/* Decimals that show @digits significant ones of @x. */
static int
decimals_for(double x, int digits)
{
	int d;

	if (x == 0 || x == floor(x))
		return 0;
	d = digits - 1 - (int)floor(log10(fabs(x)));
	return d < 0 ? 0 : d;
}

/* Decimals that a number as written has, trailing zeros apart: 3 of 1.5e-2, none of 1.50e2. */
static int
decimals_written(struct sv s)
{
	size_t e = sv_find(s, 'e'), dot, n;
	int64_t exp = 0;

	if (e == s.n)
		e = sv_find(s, 'E');
	if (e < s.n) {
		struct sv text = { s.p + e + 1, s.n - e - 1 };

		if (text.n > 0 && text.p[0] == '+')
			text = (struct sv){ text.p + 1, text.n - 1 };
		if (num_i64(text, &exp) != RC_OK || exp < -DIGITS_MAX || exp > INT32_MAX)
			return DIGITS_MAX;
	}
	n = e;
	dot = sv_find((struct sv){ s.p, n }, '.');
	while (n > dot && s.p[n - 1] == '0')
		n--;
	exp = (n > dot + 1 ? (int64_t)(n - dot - 1) : 0) - exp;
	return exp < 0 ? 0 : exp > DIGITS_MAX ? DIGITS_MAX : (int)exp;
}

static bool
number_at(const struct rtable *t, size_t row, size_t col, double *x)
{
	return col != SIZE_MAX && rtable_cell(t, row, col)->kind == VAL_NUMBER &&
	    val_number(rtable_cell(t, row, col), x);
}

static struct look
look_at(const struct rtable *t, size_t col)
{
	size_t part[] = { col, t->col[col].lo, t->col[col].hi };
	struct look k = { .share = true };

	for (size_t r = 0; r < t->nrow; r++) {
		double x[3] = { 0 };

		for (size_t i = 0; i < 3; i++) {
			int d;

			if (!number_at(t, r, part[i], &x[i])) {
				x[i] = NAN;
				continue;
			}
			d = decimals_written(rtable_cell(t, r, part[i])->text);
			k.most = d > k.most ? d : k.most;
			k.top = fabs(x[i]) > k.top ? fabs(x[i]) : k.top;
			k.share = k.share && x[i] >= 0 && x[i] <= 1;
		}
		k.wide = k.wide || (!isnan(x[0]) && part[1] != SIZE_MAX &&
		    !(x[1] == x[0] && x[2] == x[0]));
	}
	return k;
}

/* How far a value is from what it must not be taken for. */
static double
distance_to_end(double x, bool share)
{
	return share && x > 0.5 ? 1 - x : x;
}

static int
row_digits(const struct rtable *t, size_t row, size_t col, bool share)
{
	double x, lo, hi, end[2], fine;
	int d, more;

	if (!number_at(t, row, col, &x))
		return 0;
	if (!number_at(t, row, t->col[col].lo, &lo) || !number_at(t, row, t->col[col].hi, &hi))
		return decimals_for(distance_to_end(x, share), t->col[col].lo != SIZE_MAX ? 2 : 3);
	if (!(lo < hi))
		return decimals_for(distance_to_end(x, share), 3);
	end[0] = distance_to_end(lo, share);
	end[1] = distance_to_end(hi, share);
	fine = ceil(log10((double)UNITS / (hi - lo)));
	d = fine >= (double)DIGITS_MAX ? DIGITS_MAX : fine > 0 ? (int)fine : 0;
	more = decimals_for(distance_to_end(x, share), 2);
	d = more > d ? more : d;
	/* An end that is next to nothing, against the width, is as good as nothing. */
	for (size_t i = 0; i < 2; i++) {
		more = fabs(end[i]) > (hi - lo) / 1000 ? decimals_for(end[i], 1) : 0;
		d = more > d ? more : d;
	}
	return d;
}

/* x_1w_change, x_12mo_change */
static bool
is_change(struct sv name)
{
	static const char *const unit[] = { "s", "m", "h", "d", "w", "mo", "y" };
	const struct sv end = SV("_change");
	size_t to, at;

	if (name.n <= end.n || !sv_eq((struct sv){ name.p + name.n - end.n, end.n }, end))
		return false;
	to = name.n - end.n;
	for (size_t i = 0; i < sizeof(unit) / sizeof(*unit); i++) {
		const size_t n = strlen(unit[i]);

		if (to < n || memcmp(name.p + to - n, unit[i], n) != 0)
			continue;
		for (at = to - n; at > 0 && num_is_digit((unsigned char)name.p[at - 1]); at--)
			;
		if (at < to - n && at > 1 && name.p[at - 1] == '_')
			return true;
	}
	return false;
}

/* Decimals of a percentage, of those of the share. */
static int
percent_digits(int d)
{
	return d > PERCENT ? d - PERCENT : 0;
}

struct rcell_form
rcell_form(const struct rtable *t, size_t col)
{
	struct look k = look_at(t, col);
	struct rcell_form f = { .share = k.share, .group = k.top >= GROUP_FROM,
		.interval = k.wide, .change = is_change(t->col[col].name) };
	int room = k.top >= 1 ? DIGITS_ALL - 1 - (int)floor(log10(k.top)) : DIGITS_MAX;

	for (size_t r = 0; r < t->nrow; r++) {
		int d = row_digits(t, r, col, k.share);

		f.digits = d > f.digits ? d : f.digits;
	}
	room = room > PRICE ? room : PRICE;
	f.digits = f.digits > room ? room : f.digits;
	if (f.digits > k.most || (k.most <= PRICE && !k.wide))
		f.digits = k.most;
	f.percent = t->col[col].percent;
	if (f.percent)
		f.digits = percent_digits(f.digits);
	return f;
}

/* Thousands apart; in place, @text has the room. */
static size_t
group_thousands(char *text, size_t n)
{
	size_t from = text[0] == '-', end = from;

	while (end < n && num_is_digit((unsigned char)text[end]))
		end++;
	while (end > from + 3) {
		end -= 3;
		memmove(text + end + 1, text + end, n - end);
		text[end] = ',';
		n++;
	}
	return n;
}

/* A number too small for the column's decimals: 0.00031, or 3.1e-7. */
static int
write_small(char *text, size_t size, double x, int most)
{
	int d = decimals_for(x, 2), n;
	char *e;

	if (d <= DIGITS_MAX)
		return snprintf(text, size, "%.*f", d < most ? d : most, x);
	n = snprintf(text, size, "%.1e", x);
	e = strchr(text, 'e');
	if (e != NULL && e[1] == '-' && e[2] == '0') {
		memmove(e + 2, e + 3, strlen(e + 3) + 1);
		n--;
	}
	return n;
}

/* A share as a percentage: neither 0 nor 100 unless it is. */
static struct sv
percentage(const struct val *v, double share, const struct rcell_form *f, struct arena *a)
{
	const double x = 100 * share, unit = pow(10, -f->digits);
	const int most = percent_digits(decimals_written(v->text));
	char text[128];
	int n;

	if (x != 0 && fabs(x) < unit / 2)
		n = write_small(text, sizeof(text) - 1, x, most > 0 ? most : DIGITS_MAX);
	else if (f->share && share < 1 && 100 - x <= unit / 2)
		n = snprintf(text, sizeof(text) - 1, "%.*f", decimals_for(100 - x, 1), x);
	else
		n = snprintf(text, sizeof(text) - 1, "%.*f", f->digits, x == 0 ? 0 : x);
	if (n < 0 || n >= (int)sizeof(text) - 1)
		return utf8_safe(val_text(v, a), a);
	text[n] = '%';
	return arena_sv(a, (struct sv){ text, (size_t)n + 1 });
}

struct sv
rcell_number(const struct val *v, const struct rcell_form *f, struct arena *a)
{
	char text[128];
	double x, unit;
	size_t n;

	if (val_null(v))
		return SV("-");
	if (f->digits < 0 || !val_number(v, &x))
		return utf8_safe(val_text(v, a), a);
	if (f->change) {
		n = (size_t)snprintf(text, sizeof(text), x == 0 ? "%.1f%%" : "%+.1f%%", 100 * x);
		return n < sizeof(text) ? arena_sv(a, (struct sv){ text, n }) :
		    utf8_safe(val_text(v, a), a);
	}
	unit = pow(10, -f->digits);
	if (f->percent)
		return percentage(v, x, f, a);
	if (fabs(x) >= 1e15 && (v->text.n == 0 || v->text.n > sizeof(text) / 2 ||
	    decimals_written(v->text) > 0))
		return utf8_safe(val_text(v, a), a);
	if (fabs(x) >= 1e15) {		/* all digits of a whole number */
		memcpy(text, v->text.p, v->text.n);
		n = v->text.n;
	} else if (x != 0 && fabs(x) < unit / 2) {
		n = (size_t)write_small(text, sizeof(text), x, decimals_written(v->text));
	} else if (f->share && x < 1 && 1 - x <= unit / 2) {
		n = (size_t)snprintf(text, sizeof(text), "%.*f", decimals_for(1 - x, 1), x);
	} else {
		n = (size_t)snprintf(text, sizeof(text), "%.*f", f->digits, x == 0 ? 0 : x);
	}
	if (f->group)
		n = group_thousands(text, n);
	return arena_sv(a, (struct sv){ text, n });
}

struct list {			/* an array on its way to one line of text */
	struct buf    b;
	struct arena *a;
	double       *n;	/* of a histogram: "n" of every element */
	size_t        count;
	size_t        cap;
	bool          hist;
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
	if (l->hist) {
		if (l->count == l->cap) {
			l->cap = l->cap != 0 ? 2 * l->cap : 64;
			l->n = mem_array(l->n, l->cap, sizeof(*l->n));
		}
		if (!val_number(&el.n, &l->n[l->count]))
			l->n[l->count] = NAN;
		l->count++;
		return true;
	}
	if (l->count > 0)
		buf_sv(&l->b, SV(", "));
	if (l->count++ == LIST_MAX) {
		buf_sv(&l->b, SV("..."));
		return false;
	}
	buf_sv(&l->b, el.value);
	if (!val_null(&el.n)) {
		buf_sv(&l->b, SV(" ("));
		buf_sv(&l->b, el.n.text);
		buf_c(&l->b, ')');
	}
	return true;
}

/* top() and largest() read "a (12), b (7)"; hist() is a sparkline where plots are wanted. */
static struct sv
array_text(const struct val *v, const struct rcell_style *style, struct arena *a)
{
	struct list l = { .a = a };
	double most = 0;
	struct sv s;

	l.hist = style->plots && sv_starts(v->text, SV("[{\"lo\":"));
	buf_init(&l.b, SIZE_MAX);
	jread_each(v, list_element, &l);
	for (size_t i = 0; l.hist && i < l.count; i++)
		most = l.n[i] > most ? l.n[i] : most;
	if (l.hist)
		s = rcell_spark(l.n, l.count, 0, most, style->ascii, a);
	else
		s = utf8_safe(arena_sv(a, buf_view(&l.b)), a);
	buf_free(&l.b);
	mem_free(l.n);
	return s;
}

static bool
is_exact(const struct rtable *t, size_t row, size_t method)
{
	const struct val *v = method != SIZE_MAX ? rtable_cell(t, row, method) : NULL;

	return v != NULL && v->kind == VAL_STRING && sv_is(v->text, "exact");
}

struct rcell
rcell_text(const struct rtable *t, size_t row, size_t col, const struct rcell_form *f,
    const struct rcell_style *style, struct arena *a)
{
	const struct val *v = rtable_cell(t, row, col);
	const struct rtable_col *c = &t->col[col];
	struct rcell cell = { SV("-"), SV("") };
	struct buf b;

	if (v->kind == VAL_ARRAY)
		cell.main = array_text(v, style, a);
	else if (v->kind == VAL_NUMBER)
		cell.main = rcell_number(v, f, a);
	else if (!val_null(v))
		cell.main = utf8_safe(val_text(v, a), a);
	if (!f->interval || c->lo == SIZE_MAX || v->kind != VAL_NUMBER ||
	    is_exact(t, row, c->method))
		return cell;
	buf_init(&b, SIZE_MAX);
	buf_c(&b, '[');
	buf_sv(&b, rcell_number(rtable_cell(t, row, c->lo), f, a));
	buf_sv(&b, SV(", "));
	buf_sv(&b, rcell_number(rtable_cell(t, row, c->hi), f, a));
	buf_c(&b, ']');
	cell.extra = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return cell;
}

static void
put_spaces(struct buf *o, size_t n)
{
	while (n-- > 0)
		buf_c(o, ' ');
}

void
rcell_put(struct buf *o, struct sv s, size_t width, size_t cut, bool right, bool ascii)
{
	size_t w = utf8_width(s);

	if (w > cut) {
		s = utf8_cut(s, cut - 1);
		w = utf8_width(s) + 1;
		buf_sv(o, s);
		buf_sv(o, ascii ? SV("~") : SV("…"));
		put_spaces(o, cut - w);
		return;
	}
	w = w < width ? width - w : 0;
	if (right)
		put_spaces(o, w);
	buf_sv(o, s);
	if (!right)
		put_spaces(o, w);
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
rcell_spark(const double *v, size_t n, double lo, double hi, bool ascii, struct arena *a)
{
	static const char *const block[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	static const char *const plain[] = { "_", ".", ":", "-", "=", "+", "*", "#" };
	struct buf b;
	struct sv s;
	size_t i;

	buf_init(&b, SIZE_MAX);
	for (i = 0; i < n; i++) {
		double level = hi > lo ? (v[i] - lo) / (hi - lo) * 8 : 0;
		int at = level >= 7 ? 7 : level > 0 ? (int)level : 0;

		if (isnan(v[i]))
			buf_c(&b, ' ');
		else
			buf_sv(&b, sv_of(ascii ? plain[at] : block[at]));
	}
	s = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return s;
}

struct sv
rcell_shade(double frac, bool ascii)
{
	static const char *const tone[2][5] = {
		{ " ", "░", "▒", "▓", "█" }, { " ", ".", ":", "*", "#" } };
	size_t i = frac > 0.75 ? 4 : frac > 0.5 ? 3 : frac > 0.25 ? 2 : frac > 0 ? 1 : 0;

	return sv_of(tone[ascii][i]);
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
