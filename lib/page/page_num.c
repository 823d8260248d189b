/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_num - see page_num.h
 */
#include "page/page_num.h"

#include "base/mem.h"
#include "report/rcell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PERCENT_SHIFT = 2 };

#define GROUP_FROM 10000	/* numbers that reach it have their thousands apart */

struct page_num
page_num_none(void)
{
	return (struct page_num){ .value = NAN, .lo = NAN, .hi = NAN, .scale = 1,
		.text = SV("-") };
}

bool
page_num_is(const struct page_num *n)
{
	return !isnan(n->value);
}

/* ---- how a column reads ---- */

static double
greatest(const struct rtable *t, size_t col)
{
	double x, most = 0;

	for (size_t r = 0; r < t->nrow; r++)
		if (rtable_cell(t, r, col)->kind == VAL_NUMBER &&
		    val_number(rtable_cell(t, r, col), &x) && fabs(x) > most)
			most = fabs(x);
	return most;
}

/* Long times in the unit that keeps them short; @ms of one unit of the record. */
static void
measure_time(struct page_build *b, struct page_measure *m, double most, double ms)
{
	static const struct {
		double         from, ms;
		enum page_word unit;
	} step[] = {
		{ 432e6, 864e5, PAGE_WORD_UNIT_D }, { 36e6, 36e5, PAGE_WORD_UNIT_H },
		{ 6e5, 6e4, PAGE_WORD_UNIT_MIN }, { 1e4, 1e3, PAGE_WORD_UNIT_S },
		{ 0, 1, PAGE_WORD_UNIT_MS },
	};
	size_t i = 0;

	while (most * ms < step[i].from)
		i++;
	m->scale = ms / step[i].ms;
	m->unit = page_lang_word(b->lang, step[i].unit);
	most *= m->scale;
	m->digits = most >= 100 ? 0 : most >= 10 ? 1 : 2;
	if (m->scale == 1 && m->form.digits < m->digits)
		m->digits = m->form.digits;
}

static bool
is_share_member(struct sv name)
{
	return sv_is(name, "budget_remaining") || sv_is(name, "budget_projected");
}

/* Of tests: never read as %. */
static bool
is_probability(struct sv name)
{
	return sv_is(name, "p") || sv_is(name, "p_value") || sv_starts(name, SV("p_"));
}

static enum page_unit
unit_of(struct page_build *b, const struct page_family *f, size_t col, struct sv *suffix)
{
	const struct rtable_col *c = &f->t.col[col];
	const struct rkind_member *m = f->kind != NULL ? rkind_member(f->kind, c->name) : NULL;
	struct page_metric known;
	double x;

	if (m != NULL && m->unit != NULL && !is_probability(c->name))
		return strcmp(m->unit, "share") == 0 ? PAGE_UNIT_SHARE
		    : strcmp(m->unit, "ms") == 0 ? PAGE_UNIT_MS
		    : strcmp(m->unit, "s") == 0 ? PAGE_UNIT_S : PAGE_UNIT_NUMBER;
	if (m != NULL)
		return is_share_member(c->name) ? PAGE_UNIT_SHARE : PAGE_UNIT_NUMBER;
	if (c->of != SIZE_MAX && f->t.col[c->of].n == col)
		return PAGE_UNIT_NUMBER;
	/* Of what is computed from a metric the unit is that of the metric, so far as known. */
	x = greatest(&f->t, col);
	known = page_spec_metric(b->spec, c->name, c->lo != SIZE_MAX && x <= 1 &&
	    f->measure[col].form.share);
	*suffix = known.suffix;
	return known.unit;
}

static void
settle_unit(struct page_build *b, struct page_measure *m, enum page_unit unit, double most)
{
	m->scale = 1;
	switch (unit) {
	case PAGE_UNIT_SHARE:
		m->scale = 100;
		m->unit = m->unit.n > 0 ? m->unit : SV("%");
		/* Of shares the digits are of %, and a few say enough. */
		if (m->form.digits > PERCENT_SHIFT + 2)
			m->form.digits = PERCENT_SHIFT + 2;
		break;
	case PAGE_UNIT_MS:
		measure_time(b, m, most, 1);
		break;
	case PAGE_UNIT_S:
		measure_time(b, m, most, 1000);
		break;
	case PAGE_UNIT_AUTO:
	case PAGE_UNIT_NUMBER:
		m->unit = page_build_sv(b, m->unit);
		m->form.group = m->form.group || most >= GROUP_FROM;
		break;
	}
}

const struct page_measure *
page_num_measure(struct page_build *b, const struct page_family *f, size_t col)
{
	struct page_measure *m = &f->measure[col];

	if (m->ready)
		return m;
	m->ready = true;
	m->form = rcell_form(&f->t, col);
	m->unit = SV("");
	settle_unit(b, m, unit_of(b, f, col, &m->unit), greatest(&f->t, col));
	return m;
}

/* ---- rows that are each of another metric ---- */

static bool
is_in(struct sv name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (sv_is(name, *list))
			return true;
	return false;
}

static bool
is_mixed(const struct page_family *f)
{
	static const char *const kind[] = { "kpi", "kpi_part", "kpi_ship", "kpi_stage", "slo",
		"ab", "ab_arm", "ab_verdict", "ab_health", "evaluation", "fit", NULL };

	return f->kind != NULL && is_in(sv_of(f->kind->name), kind);
}

static enum page_unit
unit_of_row(struct page_build *b, const struct page_family *f, size_t row, size_t col,
    struct sv *suffix)
{
	static const char *const level[] = { "value", "before", "after", "start", "target",
		"expected", "projected", NULL };
	static const char *const change[] = { "change", "trend", "point", "moved", "contribution",
		NULL };
	const struct sv name = f->t.col[col].name;
	struct sv unit = page_set_text(f, row, sv_is(name, "contribution") ? "of_unit" : "unit");
	bool differs = is_in(name, change);

	if (sv_is(name, "revenue_week"))
		*suffix = page_set_text(f, row, "currency");
	if (!sv_starts(sv_of(f->kind->name), SV("kpi")) || (!differs && !is_in(name, level)))
		return unit_of(b, f, col, suffix);
	if (sv_is(unit, "ms"))
		return PAGE_UNIT_MS;
	if (!sv_is(unit, "share")) {
		*suffix = unit;
		return PAGE_UNIT_NUMBER;
	}
	if (differs)
		*suffix = page_lang_word(b->lang, PAGE_WORD_UNIT_POINTS);
	return PAGE_UNIT_SHARE;
}

/* The digits that the row would have alone. */
static struct rcell_form
form_of_row(const struct page_family *f, size_t row, size_t col)
{
	const struct rtable_col *c = &f->t.col[col];
	struct jread_member m[3] = { { SV("x"), false, *rtable_cell(&f->t, row, col) } };
	struct rcell_form form;
	struct rtable t;
	size_t n = 1;

	if (c->lo != SIZE_MAX)
		m[n++] = (struct jread_member){ SV("x_lo"), false,
			*rtable_cell(&f->t, row, c->lo) };
	if (c->hi != SIZE_MAX)
		m[n++] = (struct jread_member){ SV("x_hi"), false,
			*rtable_cell(&f->t, row, c->hi) };
	rtable_init(&t);
	rtable_add(&t, m, n);
	rtable_link(&t);
	form = rcell_form(&t, 0);
	rtable_free(&t);
	return form;
}

static const struct page_measure *
measure_row(struct page_build *b, const struct page_family *f, size_t row, size_t col)
{
	struct page_measure *m = arena_zalloc(b->a, sizeof(*m));
	double most = 0;

	val_number(rtable_cell(&f->t, row, col), &most);
	m->ready = true;
	m->form = form_of_row(f, row, col);
	m->unit = SV("");
	settle_unit(b, m, unit_of_row(b, f, row, col, &m->unit), fabs(most));
	return m;
}

/* ---- texts ---- */

/* A decimal number times 100: its point two places to the right. */
static struct sv
shift_point(struct sv s, struct arena *a)
{
	size_t dot = sv_find(s, '.'), n = 0, from = s.n > 0 && s.p[0] == '-';
	char *out = arena_alloc(a, s.n + PERCENT_SHIFT + 1);

	for (size_t i = 0; i < dot; i++)
		out[n++] = s.p[i];
	for (size_t i = 0; i < PERCENT_SHIFT; i++)
		out[n++] = dot + 1 + i < s.n ? s.p[dot + 1 + i] : '0';
	if (dot + 1 + PERCENT_SHIFT < s.n) {
		out[n++] = '.';
		for (size_t i = dot + 1 + PERCENT_SHIFT; i < s.n; i++)
			out[n++] = s.p[i];
	}
	/* 0.05 is 5, not 005. */
	while (from + 1 < n && out[from] == '0' && num_is_digit((unsigned char)out[from + 1])) {
		memmove(out + from, out + from + 1, n - from - 1);
		n--;
	}
	return (struct sv){ out, n };
}

static struct sv
text_of(struct page_build *b, const struct val *v, const struct page_measure *m)
{
	struct sv s;
	double x;

	if (val_null(v) || !val_number(v, &x))
		return SV("-");
	if (m->scale == 100) {
		s = rcell_number(v, &m->form, b->a);
		if (sv_find(s, 'e') == s.n)
			return shift_point(s, b->a);
		return page_lang_number(b->lang, x * 100, 6, b->a);
	}
	if (m->scale != 1 || m->digits != 0)
		return page_lang_number(b->lang, x * m->scale, m->digits, b->a);
	return rcell_number(v, &m->form, b->a);
}

/* "98.2–99.1"; ends that are negative stand apart from the dash. */
static struct sv
range_of(struct page_build *b, struct sv lo, struct sv hi)
{
	bool apart = (lo.n > 0 && lo.p[0] == '-') || (hi.n > 0 && hi.p[0] == '-');
	struct buf o;
	struct sv s;

	buf_init(&o, SIZE_MAX);
	buf_sv(&o, lo);
	buf_sv(&o, apart ? SV(" – ") : SV("–"));
	buf_sv(&o, hi);
	s = arena_sv(b->a, buf_view(&o));
	buf_free(&o);
	return s;
}

struct page_trace
page_num_trace(struct page_build *b, const struct page_family *f, size_t row, struct sv member)
{
	const struct page_origin *o = &f->origin[row];
	const char *file = b->set->file[o->file];
	bool kept = b->trace.n > 0;

	return (struct page_trace){ kept ? b->trace : page_build_sv(b, sv_of(file)),
		kept ? o->nth : o->line, page_build_sv(b, member) };
}

static const struct page_trace *
keep_traces(struct page_build *b, const struct page_trace *t, size_t n)
{
	struct page_trace *own = arena_alloc(b->a, (n + 1) * sizeof(*own));

	memcpy(own, t, n * sizeof(*own));
	return own;
}

static double
cell_number(const struct page_family *f, size_t row, size_t col)
{
	double x;

	return col != SIZE_MAX && rtable_cell(&f->t, row, col)->kind == VAL_NUMBER &&
	    val_number(rtable_cell(&f->t, row, col), &x) ? x : NAN;
}

struct page_num
page_num_like(struct page_build *b, const struct page_family *f, size_t row, size_t col,
    size_t like)
{
	const struct page_measure *m;
	struct page_num n = page_num_none();
	const struct rtable_col *c;
	struct page_trace t;

	if (col == SIZE_MAX || isnan(cell_number(f, row, col)))
		return n;
	m = is_mixed(f) ? measure_row(b, f, row, like) : page_num_measure(b, f, like);
	c = &f->t.col[col];
	n.value = cell_number(f, row, col);
	n.lo = cell_number(f, row, c->lo);
	n.hi = cell_number(f, row, c->hi);
	n.scale = m->scale;
	n.digits = m->scale == 100 ? m->form.digits - PERCENT_SHIFT
	    : m->scale != 1 ? m->digits : m->form.digits;
	n.digits = n.digits < 0 ? 0 : n.digits;
	n.text = text_of(b, rtable_cell(&f->t, row, col), m);
	n.unit = m->unit;
	if (!isnan(n.lo) && !isnan(n.hi) && n.lo < n.hi)
		n.range = range_of(b, text_of(b, rtable_cell(&f->t, row, c->lo), m),
		    text_of(b, rtable_cell(&f->t, row, c->hi), m));
	t = page_num_trace(b, f, row, c->name);
	n.trace = keep_traces(b, &t, 1);
	n.ntrace = 1;
	return n;
}

struct page_num
page_num_cell(struct page_build *b, const struct page_family *f, size_t row, size_t col)
{
	return page_num_like(b, f, row, col, col);
}

struct page_num
page_num_named(struct page_build *b, const struct page_family *f, size_t row, const char *name)
{
	return page_num_cell(b, f, row, page_set_col(f, name));
}

/* ---- numbers made of others ---- */

/* Decimals that show @x with two digits, within 0 and 3. */
static int
few_digits(double x)
{
	x = fabs(x);
	return x >= 10 || x == 0 ? 0 : x >= 1 ? 1 : x >= 0.1 ? 2 : 3;
}

static struct page_num
made(struct page_build *b, double value, enum page_op op, double scale, int digits)
{
	struct page_num n = page_num_none();

	if (isnan(value) || isinf(value))
		return n;
	n.value = value;
	n.op = op;
	n.scale = scale;
	n.digits = digits;
	n.text = page_lang_number(b->lang, value * scale, digits, b->a);
	return n;
}

/* With its sign, which is the point of a change. */
static void
put_sign(struct page_build *b, struct page_num *n)
{
	char *s;

	if (!(n->value > 0))
		return;
	s = arena_alloc(b->a, n->text.n + 1);
	s[0] = '+';
	memcpy(s + 1, n->text.p, n->text.n);
	n->text = (struct sv){ s, n->text.n + 1 };
}

struct page_num
page_num_change(struct page_build *b, const struct page_family *f, size_t row, size_t before,
    size_t col)
{
	const struct page_measure *m = page_num_measure(b, f, col);
	double x = cell_number(f, row, col), y = cell_number(f, before, col);
	struct sv name = f->t.col[col].name;
	struct page_trace t[] = { page_num_trace(b, f, row, name),
		page_num_trace(b, f, before, name) };
	struct page_num n;

	if (isnan(x) || isnan(y))
		return page_num_none();
	if (m->scale == 100) {
		n = made(b, x - y, PAGE_OP_DIFF, 100, few_digits((x - y) * 100));
		n.unit = page_lang_word(b->lang, PAGE_WORD_UNIT_POINTS);
	} else if (x < 0 || y <= 0) {
		n = made(b, x - y, PAGE_OP_DIFF, m->scale, few_digits((x - y) * m->scale));
		n.unit = m->unit;
	} else {
		n = made(b, x / y - 1, PAGE_OP_CHANGE, 100, few_digits((x / y - 1) * 100));
		n.unit = SV("%");
	}
	put_sign(b, &n);
	n.trace = keep_traces(b, t, 2);
	n.ntrace = page_num_is(&n) ? 2 : 0;
	return n;
}

struct page_num
page_num_brief(struct page_build *b, struct page_num n)
{
	int digits = few_digits(n.value * n.scale);

	if (!page_num_is(&n) || n.digits <= digits)
		return n;
	n.digits = digits;
	n.text = page_lang_number(b->lang, n.value * n.scale, digits, b->a);
	if (n.range.n > 0)
		n.range = range_of(b, page_lang_number(b->lang, n.lo * n.scale, digits, b->a),
		    page_lang_number(b->lang, n.hi * n.scale, digits, b->a));
	return n;
}

struct page_num
page_num_left(struct page_build *b, const struct page_num *n)
{
	struct page_num left = made(b, 1 - n->value, PAGE_OP_LEFT, n->scale, n->digits);

	left.unit = n->unit;
	left.trace = n->trace;
	left.ntrace = n->ntrace;
	if (!isnan(n->lo) && !isnan(n->hi) && n->lo < n->hi) {
		left.lo = 1 - n->hi;
		left.hi = 1 - n->lo;
		left.range = range_of(b,
		    page_lang_number(b->lang, left.lo * n->scale, n->digits, b->a),
		    page_lang_number(b->lang, left.hi * n->scale, n->digits, b->a));
	}
	return left;
}

struct page_num
page_num_count(struct page_build *b, const struct page_trace *t, size_t n)
{
	struct page_num c = made(b, (double)n, PAGE_OP_COUNT, 1, 0);

	c.trace = keep_traces(b, t, n);
	c.ntrace = n;
	return c;
}

struct page_num
page_num_made(struct page_build *b, double value, enum page_op op, double scale,
    const struct page_trace *t, size_t n)
{
	struct page_num m = made(b, value, op, scale, few_digits(value * scale));

	if (!page_num_is(&m))
		return m;
	m.unit = scale == 100 ? SV("%") : SV("");
	m.trace = keep_traces(b, t, n);
	m.ntrace = n;
	return m;
}
