/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rplan.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "base/rfc3339.h"
#include "base/utf8.h"

#include <string.h>

enum { MINUTE = 16, SECOND = 19 };	/* length of 2015-05-17T00:00 and with :00 */

struct shown {			/* per column of the table, while planning */
	bool hidden;
	bool numeric;
	bool count;		/* stands for the counts of other columns */
};

static void
hide_column(const struct rtable *t, struct shown *s, size_t col)
{
	if (col < t->ncol && !t->col[col].named)
		s[col].hidden = true;
}

static void
hide_companions(const struct rtable *t, struct shown *s)
{
	size_t kind = rtable_col_find(t, SV("kind"));

	if (kind < t->ncol && t->ncol > 1 && !rtable_varies(t, kind))
		hide_column(t, s, kind);
	hide_column(t, s, rtable_col_find(t, SV("window_end")));
	for (size_t i = 0; i < t->ncol; i++) {
		const struct rtable_col *c = &t->col[i];

		if (c->carried || (c->of != SIZE_MAX && t->col[c->of].n != i))
			s[i].hidden = true;
	}
}

static bool
says_nothing(const struct rtable *t, size_t col)
{
	for (size_t r = 0; r < t->nrow; r++) {
		const struct val *v = rtable_cell(t, r, col);

		if (!val_null(v) && !sv_is(v->text, "0"))
			return false;
	}
	return true;
}

/* The kind of all records; NULL: they differ, or it is none of ours. */
static const struct rkind *
common_kind(const struct rtable *t)
{
	if (t->nrow == 0 || rtable_col_find(t, SV("kind")) == t->ncol)
		return NULL;
	for (size_t r = 1; r < t->nrow; r++)
		if (t->row[r].kind != t->row[0].kind)
			return NULL;
	return t->row[0].kind;
}

/* What the kind's row leaves out: details, and what says nothing here. */
static void
hide_details(const struct rtable *t, struct shown *s)
{
	const struct rkind *k = common_kind(t);
	bool evidence = false;

	for (size_t i = 0; k != NULL && i < t->ncol; i++) {
		const struct rkind_member *m = rkind_member(k, t->col[i].name);

		evidence = evidence || (m != NULL && m->show == RKIND_EVIDENCE);
	}
	for (size_t i = 0; k != NULL && i < t->ncol; i++) {
		const struct rkind_member *m = rkind_member(k, t->col[i].name);
		enum rkind_show show = m != NULL ? m->show : RKIND_SHOWN;

		if (show == RKIND_DETAIL || show == RKIND_EVIDENCE ||
		    (show == RKIND_ALONE && evidence) ||
		    (show == RKIND_SOMETIMES && says_nothing(t, i)) ||
		    (show == RKIND_VARIES && !rtable_varies(t, i)))
			hide_column(t, s, i);
	}
}

/* A column that a count may be read from: a count shown before, or plain numbers of some rows. */
static bool
is_countable(const struct rtable *t, const struct shown *s, size_t i)
{
	const struct rtable_col *c = &t->col[i];

	if (s[i].count)
		return true;
	return !s[i].hidden && s[i].numeric && c->of == SIZE_MAX && c->lo == SIZE_MAX &&
	    c->n == SIZE_MAX && (t->nrow > 1 || sv_is(c->name, "n"));
}

/*
 * Each count x_n that another column shows too is left out.  Returns the one left
 * when there is no other to tell it from: it may be called n.
 */
static size_t
fold_counts(const struct rtable *t, struct shown *s)
{
	size_t left = 0, folded = 0, last = SIZE_MAX;

	for (size_t i = 0; i < t->ncol; i++) {
		size_t n = t->col[i].n, k;

		if (n == SIZE_MAX)
			continue;
		for (k = 0; k < t->ncol; k++)
			if (k != n && is_countable(t, s, k) && rtable_equal(t, n, k))
				break;
		if (k < t->ncol) {
			s[n].hidden = true;
			folded += !s[k].count;
			continue;
		}
		s[n].count = true;
		last = n;
		left++;
	}
	return left == 1 && folded == 0 && rtable_col_find(t, SV("n")) == t->ncol ? last : SIZE_MAX;
}

static double
greatest(const struct rtable *t, size_t col)
{
	double x, most = 0;

	for (size_t r = 0; r < t->nrow; r++)
		if (val_number(rtable_cell(t, r, col), &x))
			most = x > most ? x : most;
	return most;
}

/* The columns of --pivot are one matrix: numbers of one form, shades of one scale. */
static void
plan_matrix(struct rplan *p)
{
	struct rcell_form all = { .share = true };
	double most = 0, x;

	for (size_t i = 0; i < p->n; i++) {
		const struct rplan_col *c = &p->c[i];

		if (!p->t->col[c->col].wide || !c->right)
			continue;
		all.digits = c->form.digits > all.digits ? c->form.digits : all.digits;
		all.share = all.share && c->form.share;
		all.group = all.group || c->form.group;
		all.percent = all.percent || c->form.percent;
		x = greatest(p->t, c->col);
		most = x > most ? x : most;
	}
	for (size_t i = 0; i < p->n; i++) {
		struct rplan_col *c = &p->c[i];

		if (!p->t->col[c->col].wide || !c->right)
			continue;
		c->form = all;
		c->shade = p->style->plots ? most : 0;
	}
}

/* Length of the local time in a window's text, up to its offset; 0: no window. */
static size_t
local_length(const struct val *v)
{
	struct sv s = v->text;
	int32_t offset_s;
	int64_t at_us;
	size_t n;

	if (v->kind != VAL_STRING || s.n < SECOND + 1 || s.p[10] != 'T' ||
	    !rfc3339_parse(s, &at_us, &offset_s) || offset_s == INT32_MIN)
		return 0;
	for (n = SECOND; s.p[n] != 'Z' && s.p[n] != '+' && s.p[n] != '-'; n++)
		if (n == s.n - 1)
			return 0;
	return n;
}

static bool
is_midnight(const struct val *v)
{
	return local_length(v) == SECOND && memcmp(v->text.p + 11, "00:00:00", 8) == 0;
}

static struct sv
window_text(const struct val *v, const struct rplan_window *w, struct arena *a)
{
	size_t n = local_length(v), keep = w->day ? 10 : w->seconds ? n : MINUTE;
	char *s = arena_alloc(a, v->text.n);

	memcpy(s, v->text.p, keep);
	if (keep > 10)
		s[10] = ' ';
	if (w->offset) {
		memcpy(s + keep, v->text.p + n, v->text.n - n);
		keep += v->text.n - n;
	}
	return (struct sv){ s, keep };
}

/* Two windows that read the same and are not: the clock was set back between them. */
static bool
windows_clash(const struct rtable *t, size_t col, const struct rplan_window *w)
{
	struct arena a;
	struct hmap seen;
	bool found = false;

	arena_init(&a);
	hmap_init(&seen, &a, sizeof(int64_t), hash_seed());
	for (size_t r = 0; r < t->nrow && !found; r++) {
		const struct val *v = rtable_cell(t, r, col);
		int64_t at_us, *at;
		bool fresh;

		if (val_null(v) || !rtable_time(t, r, col, &at_us))
			continue;
		at = hmap_put(&seen, window_text(v, w, &a), &fresh);
		if (fresh)
			*at = at_us;
		found = *at != at_us;
	}
	hmap_free(&seen);
	arena_free(&a);
	return found;
}

/* Periods that begin where a window would; their ends are not told. */
static bool
is_period(struct sv name)
{
	return sv_is(name, "cohort") || sv_is(name, "period");
}

static struct rplan_window
plan_window(const struct rtable *t, size_t col)
{
	bool alone = is_period(t->col[col].name);
	size_t end = alone ? t->ncol : rtable_col_find(t, SV("window_end"));
	struct rplan_window w = { .day = alone || end < t->ncol };

	if (!alone && !sv_is(t->col[col].name, "window") && col != end)
		return w;
	for (size_t r = 0; r < t->nrow; r++) {
		const struct val *v = rtable_cell(t, r, col);
		size_t n = local_length(v);

		if (val_null(v))
			continue;
		if (n == 0)
			return (struct rplan_window){ 0 };
		w.is = true;
		w.seconds = w.seconds || n != SECOND || memcmp(v->text.p + MINUTE, ":00", 3) != 0;
		w.day = w.day && is_midnight(v) &&
		    (alone || is_midnight(rtable_cell(t, r, end)));
	}
	w.offset = w.is && windows_clash(t, col, &w);
	return w;
}

/* Rows over all groups are called total where their first key would stand. */
static void
plan_total(struct rplan *p, struct shown *s)
{
	const struct rtable *t = p->t;
	size_t total = rtable_col_find(t, SV("total")), first = 0;

	p->total = SIZE_MAX;
	if (total == t->ncol || t->col[total].named)
		return;
	while (first < t->ncol && (s[first].hidden || first == total))
		first++;
	if (first == t->ncol || t->col[first].lo != SIZE_MAX || t->col[first].n != SIZE_MAX)
		return;
	for (size_t r = 0; r < t->nrow; r++) {
		const struct val *v = rtable_cell(t, r, total);

		if (!val_null(v) && (v->kind != VAL_TRUE || !val_null(rtable_cell(t, r, first))))
			return;
	}
	s[total].hidden = true;
	p->total = total;
}

void
rplan_make(struct rplan *p, const struct rtable *t, const struct rcell_style *style)
{
	bool barred = !style->plots;
	struct shown *s;
	size_t n, i;

	*p = (struct rplan){ .t = t, .style = style };
	arena_init(&p->arena);
	s = arena_zalloc(&p->arena, (t->ncol + 1) * sizeof(*s));
	p->c = arena_zalloc(&p->arena, (t->ncol + 1) * sizeof(*p->c));
	for (i = 0; i < t->ncol; i++)
		s[i].numeric = rtable_numeric(t, i);
	hide_companions(t, s);
	hide_details(t, s);
	n = fold_counts(t, s);
	plan_total(p, s);
	for (i = 0; i < t->ncol; i++) {
		struct rplan_col *c = &p->c[p->n];

		if (s[i].hidden)
			continue;
		c->col = i;
		c->count = s[i].count;
		c->title = i == n ? SV("n") : utf8_safe(t->col[i].name, &p->arena);
		c->right = s[i].numeric;
		c->form = c->right ? rcell_form(t, i) : (struct rcell_form){ .digits = -1 };
		c->window = plan_window(t, i);
		/* Shares with an interval get a bar, drawn to the largest of the column. */
		if (!barred && c->right && c->form.share && t->col[i].lo != SIZE_MAX)
			c->bar = t->nrow > 1 ? greatest(t, i) : 0;
		barred = barred || c->bar > 0;
		p->n++;
	}
	plan_matrix(p);
}

struct rcell
rplan_cell(const struct rplan *p, size_t row, size_t i, struct arena *a)
{
	const struct rplan_col *c = &p->c[i];
	const struct val *v = rtable_cell(p->t, row, c->col);

	if (c->window.is && !val_null(v))
		return (struct rcell){ window_text(v, &c->window, a), SV("") };
	if (i == 0 && val_null(v) && p->total != SIZE_MAX &&
	    rtable_cell(p->t, row, p->total)->kind == VAL_TRUE)
		return (struct rcell){ SV("total"), SV("") };
	return rcell_text(p->t, row, c->col, &c->form, p->style, a);
}

void
rplan_free(struct rplan *p)
{
	arena_free(&p->arena);
}
