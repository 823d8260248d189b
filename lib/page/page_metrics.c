/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_metrics - see page_metrics.h
 */
#include "page/page_metrics.h"

#include "base/rfc3339.h"
#include "page/page_num.h"
#include "page/page_series.h"
#include "page/page_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SPARK = 28, GROUP_COLS = 3 };

#define MUCH_MORE 1.3		/* of failures than of requests: what makes a group the one hit */

/* ---- metrics of a topic ---- */

static bool
is_metrics(const struct page_family *f)
{
	return (f->kind == NULL || strcmp(f->kind->name, "stat") == 0) &&
	    page_set_col(f, "window") != SIZE_MAX;
}

static struct page_metric
metric_of(struct page_build *b, const struct page_family *f, size_t col)
{
	const bool share = page_num_measure(b, f, col)->scale == 100;

	struct page_metric m = page_spec_metric(b->spec, f->t.col[col].name, share);

	if (page_set_messages(f) && !page_spec_placed(b->spec, m.name))
		m.topic = PAGE_TOPIC_MESSAGE;
	return m;
}

static bool
is_of(struct page_build *b, const struct page_family *f, size_t col, enum page_topic t)
{
	struct page_metric m;

	if (!page_set_metric(f, col))
		return false;
	m = metric_of(b, f, col);
	return m.topic == t && !m.hidden;
}

struct sv
page_metrics_title(struct page_build *b, struct sv name)
{
	struct page_metric m = page_spec_metric(b->spec, name, false);

	return page_build_sv(b, m.title.n > 0 ? m.title : name);
}

/* The row of a key whose window is the page's period. */
static const struct page_row *
row_of_period(const struct page_build *b, const struct page_family *f, size_t key)
{
	const struct twindow_span *p = &b->set->period;
	const struct page_row *r = p->to_us != 0 ? page_set_find(f, key, p->from_us) : NULL;

	return r != NULL && r->to_us == p->to_us ? r : NULL;
}

/* ---- how a value stands ---- */

/* By the limits of the specification: surely beyond the one, or the other. */
static enum page_status
by_limits(const struct page_metric *m, const struct page_num *n)
{
	double lo = isnan(n->lo) ? n->value : n->lo, hi = isnan(n->hi) ? n->value : n->hi;
	double sign = (double)m->better;

	if (m->better == 0 || (isnan(m->warn) && isnan(m->bad)) || !page_num_is(n))
		return PAGE_NONE;
	if (m->better < 0) {
		double swap = lo;

		lo = hi;
		hi = swap;
	}
	if (!isnan(m->bad) && sign * (hi - m->bad) < 0)
		return PAGE_BAD;
	if (!isnan(m->bad) && sign * (lo - m->bad) < 0)
		return PAGE_UNSURE;
	return !isnan(m->warn) && sign * (n->value - m->warn) < 0 ? PAGE_WARN : PAGE_GOOD;
}

static unsigned
odd_flags(const struct page_family *f, const struct page_odd *o)
{
	if (o == NULL || !o->anomaly)
		return 0;
	return PAGE_ANOMALY | (page_set_is(f, o->row, "direction", "down") ? PAGE_DOWN : PAGE_UP);
}

static bool
is_worse(const struct page_metric *m, unsigned flags)
{
	return (m->better > 0 && (flags & PAGE_DOWN) != 0) ||
	    (m->better < 0 && (flags & PAGE_UP) != 0);
}

/* ---- key figures ---- */

static const double *
spark_of(struct page_build *b, const struct page_family *f, const struct page_row *r, size_t col,
    size_t *n)
{
	double *v = arena_alloc(b->a, SPARK * sizeof(*v));
	size_t last = (size_t)(r - f->rows), from = last;

	while (from > 0 && f->rows[from - 1].key == r->key && last - from + 1 < SPARK)
		from--;
	for (size_t i = from; i <= last; i++)
		v[i - from] = page_num_cell(b, f, f->rows[i].row, col).value;
	*n = last - from + 1;
	return v;
}

static void
say_unusual(struct page_build *b, const struct page_family *f, const struct page_odd *o,
    const struct page_num *n, bool worse)
{
	struct page_span part[] = {
		page_build_name(b, page_metrics_title(b, f->t.col[o->col].name)),
		page_build_num(*n),
		page_build_num(page_num_like(b, f, o->row, page_set_col(f, "expected"), o->col)),
		page_build_num(page_num_brief(b, page_num_named(b, f, o->row, "score"))),
	};
	struct page_para *p = page_build_say(b, PAGE_POINT, worse ? PAGE_WARN : PAGE_NONE,
	    page_set_is(f, o->row, "shape", "shift") ? PAGE_WORD_SAY_SHIFT :
	    page_set_is(f, o->row, "shape", "trend") ? PAGE_WORD_SAY_TREND :
	    worse ? PAGE_WORD_SAY_UNUSUAL_WORSE : PAGE_WORD_SAY_UNUSUAL, part, 4);

	page_build_trace(b, p, f, o->row, "anomaly");
	page_build_add(b, p);
	b->rank = 2;
	page_build_point(b, p);
	b->rank = 0;
	if (worse)
		page_build_judge(b, PAGE_WARN);
}

static void
say_limit(struct page_build *b, const struct page_metric *m, const struct page_num *n,
    enum page_status s)
{
	struct page_span part[] = { page_build_name(b, page_metrics_title(b, m->name)),
		page_build_num(*n) };
	const struct page_para *p = page_build_say(b, PAGE_POINT, s,
	    s == PAGE_BAD ? PAGE_WORD_SAY_BEYOND : PAGE_WORD_SAY_NEAR, part, 2);

	page_build_add(b, p);
	page_build_point(b, p);
}

/* What a shop is run for. */
static bool
is_result(struct sv name)
{
	return sv_has(name, SV("order")) || sv_has(name, SV("purchase")) ||
	    sv_has(name, SV("revenue")) || sv_has(name, SV("sales"));
}

static void
say_result(struct page_build *b, const struct page_figure *g)
{
	struct page_span part[] = { page_build_name(b, g->label), page_build_num(g->num),
		page_build_num(g->change), page_build_text(b->against),
		page_build_num(g->before) };

	page_build_point(b, page_build_say(b, PAGE_POINT, PAGE_NONE, PAGE_WORD_SAY_RESULT, part,
	    5));
}

static void
add_figure(struct page_build *b, struct page_list *l, const struct page_family *f,
    const struct page_row *r, size_t col)
{
	struct page_metric m = metric_of(b, f, col);
	const struct page_row *before = page_set_find(f, r->key, b->before_us);
	const struct page_odd *o = page_set_odd(f, r, col);
	struct page_figure *g = page_build_push(b, l, sizeof(*g));
	bool worse;

	g->label = page_metrics_title(b, m.name);
	g->num = page_num_cell(b, f, r->row, col);
	g->before = page_num_none();
	g->change = page_num_none();
	if (before != NULL) {
		g->before = page_num_cell(b, f, before->row, col);
		g->change = page_num_change(b, f, r->row, before->row, col);
	}
	g->count = page_num_cell(b, f, r->row, f->t.col[col].n);
	g->flags = odd_flags(f, o);
	worse = is_worse(&m, g->flags);
	g->status = by_limits(&m, &g->num);
	page_build_judge(b, g->status);
	if (g->status != PAGE_NONE && g->status != PAGE_GOOD)
		say_limit(b, &m, &g->num, g->status);
	if (worse)
		g->status = page_build_worse(g->status, PAGE_WARN);
	g->spark = spark_of(b, f, r, col, &g->nspark);
	if (m.topic == PAGE_TOPIC_BUSINESS && is_result(m.name) && page_num_is(&g->change))
		say_result(b, g);
	if ((g->flags & PAGE_ANOMALY) != 0)
		say_unusual(b, f, o, &g->num, worse);
}

void
page_metrics_figures(struct page_build *b, enum page_topic t)
{
	struct page_list l = { 0 };
	struct page_figures *g;

	for (size_t i = 0; i < b->set->n; i++) {
		const struct page_family *f = b->set->family[i];
		const struct page_row *r;

		if (!is_metrics(f) || f->nkeys > 0 || f->nkey == 0)
			continue;
		r = row_of_period(b, f, 0);
		for (size_t c = 0; r != NULL && c < f->t.ncol; c++)
			if (is_of(b, f, c, t))
				add_figure(b, &l, f, r, c);
	}
	if (l.n == 0)
		return;
	g = arena_zalloc(b->a, sizeof(*g));
	*g = (struct page_figures){ l.p, l.n, b->against };
	page_build_item(b, PAGE_FIGURES, g);
	for (size_t i = 0; i < l.n; i++)
		page_build_notes(b, ((struct page_figure *)l.p)[i].label);
}

/* ---- series ---- */

static void
write_series(struct page_build *b, enum page_topic t)
{
	for (size_t i = 0; i < b->set->n; i++) {
		const struct page_family *f = b->set->family[i];

		if (!is_metrics(f) || f->nkeys > 0)
			continue;
		for (size_t c = 0; c < f->t.ncol; c++)
			if (is_of(b, f, c, t)) {
				struct page_metric m = metric_of(b, f, c);

				page_series_write(b, f, c, &m);
			}
	}
}

/* ---- for whom ---- */

struct share {			/* of a group: bad ones, of all */
	const struct page_row *row;
	double                 bad;
	double                 n;
	double                 rate;	/* of bad ones */
};

static int
cmp_shares(const void *pa, const void *pb)
{
	const struct share *a = pa, *b = pb;

	if (a->rate > b->rate || a->rate < b->rate)
		return a->rate > b->rate ? -1 : 1;
	return (a->row->row > b->row->row) - (a->row->row < b->row->row);
}

/* Groups by how many of theirs are bad, the worst first. */
static struct share *
shares_of(struct page_build *b, const struct page_family *f, size_t col, int better, size_t *n)
{
	struct share *s = arena_alloc(b->a, (f->nkey + 1) * sizeof(*s));

	*n = 0;
	for (size_t k = 0; k < f->nkey; k++) {
		const struct page_row *r = f->key[k].total ? NULL : row_of_period(b, f, k);
		struct page_num v, count;

		if (r == NULL)
			continue;
		v = page_num_cell(b, f, r->row, col);
		count = page_num_cell(b, f, r->row, f->t.col[col].n);
		if (!page_num_is(&v) || !page_num_is(&count))
			continue;
		s[*n].row = r;
		s[*n].rate = better > 0 ? 1 - v.value : v.value;
		s[*n].n = count.value;
		s[*n].bad = s[*n].rate * count.value;
		(*n)++;
	}
	qsort(s, *n, sizeof(*s), cmp_shares);
	return s;
}

/* How much more of what is bad than of all a group has; 0: it is not the one that was hit. */
static double
excess_of(struct page_build *b, const struct page_family *f, size_t col, int better,
    const struct share *s, size_t n)
{
	double bad = 0, all = 0;
	struct page_num v;

	if (n < 2)
		return 0;
	for (size_t i = 0; i < n; i++) {
		bad += s[i].bad;
		all += s[i].n;
	}
	v = page_num_cell(b, f, s[0].row->row, col);
	if (bad <= 0 || isnan(v.lo) || isnan(v.hi) ||
	    s[0].bad / bad < MUCH_MORE * s[0].n / all)
		return 0;
	/* It could be chance that it is worse than the next. */
	if (better > 0 ? v.hi >= 1 - s[1].rate : v.lo <= s[1].rate)
		return 0;
	return s[0].bad / bad - s[0].n / all;
}

bool
page_metrics_hardest(struct page_build *b, const struct page_family **family, size_t *col,
    const struct page_row **worst, const struct page_row **next)
{
	double most = 0;

	for (size_t i = 0; i < b->set->n; i++) {
		const struct page_family *f = b->set->family[i];

		if (!is_metrics(f) || f->nkeys == 0)
			continue;
		for (size_t c = 0; c < f->t.ncol; c++) {
			struct page_metric m;
			struct share *s;
			size_t n;
			double x;

			if (!is_of(b, f, c, PAGE_TOPIC_AVAILABILITY) || f->t.col[c].n == SIZE_MAX)
				continue;
			m = metric_of(b, f, c);
			s = shares_of(b, f, c, m.better, &n);
			x = m.better != 0 ? excess_of(b, f, c, m.better, s, n) : 0;
			if (x <= most)
				continue;
			most = x;
			*family = f;
			*col = c;
			*worst = s[0].row;
			*next = s[1].row;
		}
	}
	return most > 0;
}

/* Rows of the period, those first that are worse, or larger where nothing is better. */
static size_t *
order_groups(struct page_build *b, const struct page_family *f, size_t col, size_t *n)
{
	struct page_metric m = metric_of(b, f, col);
	size_t *row = arena_alloc(b->a, (f->nkey + 1) * sizeof(*row));
	struct share *s = arena_alloc(b->a, (f->nkey + 1) * sizeof(*s));

	*n = 0;
	for (size_t k = 0; k < f->nkey; k++) {
		const struct page_row *r = row_of_period(b, f, k);
		struct page_num v;

		if (r == NULL)
			continue;
		v = page_num_cell(b, f, r->row, col);
		/* Groups without a value come last. */
		s[*n].row = r;
		s[*n].rate = !page_num_is(&v) ? -HUGE_VAL : m.better > 0 &&
		    page_num_measure(b, f, col)->scale == 100 ? -v.value : v.value;
		(*n)++;
	}
	qsort(s, *n, sizeof(*s), cmp_shares);
	for (size_t i = 0; i < *n; i++)
		row[i] = (size_t)(s[i].row - f->rows);
	return row;
}

struct group_cols {		/* of a table of groups: each metric, its count, its change */
	const size_t *col;
	size_t        n;
	size_t       *at;	/* column of the table where each metric begins */
	size_t        width;
};

static void
put_group(struct page_build *b, const struct page_family *f, const struct page_row *r,
    size_t row, const struct group_cols *c, struct page_grid *g)
{
	const struct page_row *before = page_set_find(f, r->key, b->before_us);

	page_table_put_text(g, row, 0, page_build_sv(b, f->key[r->key].text));
	if (f->key[r->key].total) {
		page_table_put_text(g, row, 0, page_lang_word(b->lang, PAGE_WORD_ALL));
		g->row[row] |= PAGE_TOTAL;
	}
	for (size_t i = 0; i < c->n; i++) {
		struct page_metric m = metric_of(b, f, c->col[i]);
		struct page_num v = page_num_cell(b, f, r->row, c->col[i]);
		size_t at = c->at[i], count = f->t.col[c->col[i]].n;
		struct page_cell *cell = page_table_cell(g, row, at);

		page_table_put(b, g, row, at++, v);
		cell->flags = odd_flags(f, page_set_odd(f, r, c->col[i]));
		cell->status = by_limits(&m, &v);
		if (count != SIZE_MAX)
			page_table_put(b, g, row, at++, page_num_cell(b, f, r->row, count));
		page_table_put(b, g, row, at, before != NULL
		    ? page_num_change(b, f, r->row, before->row, c->col[i]) : page_num_none());
	}
}

/* What a column of groups is called: those of messages are known in every language. */
static struct sv
group_title(struct page_build *b, const struct page_family *f, size_t col)
{
	struct sv name = f->t.col[col].name;
	bool own = page_spec_metric(b->spec, name, false).title.n > 0;
	struct sv known = page_set_messages(f) && !own ? page_lang_member(b->lang, name) : SV("");

	return known.n > 0 ? known : page_metrics_title(b, name);
}

static struct sv
keys_title(struct page_build *b, const struct page_family *f)
{
	struct buf o;
	struct sv s;

	buf_init(&o, SIZE_MAX);
	for (size_t i = 0; i < f->nkeys; i++) {
		if (i > 0)
			buf_sv(&o, SV(", "));
		buf_sv(&o, group_title(b, f, f->keys[i]));
	}
	s = arena_sv(b->a, buf_view(&o));
	buf_free(&o);
	return s;
}

static struct group_cols
plan_groups(struct page_build *b, const struct page_family *f, const size_t *col, size_t n)
{
	struct group_cols c = { col, n, arena_alloc(b->a, (n + 1) * sizeof(*c.at)), 1 };

	for (size_t i = 0; i < n; i++) {
		c.at[i] = c.width;
		c.width += f->t.col[col[i]].n != SIZE_MAX ? 3 : 2;
	}
	return c;
}

static void
write_group_table(struct page_build *b, const struct page_family *f, const size_t *col, size_t n)
{
	struct group_cols c = plan_groups(b, f, col, n);
	size_t nrow, most = (size_t)b->spec->rows, *row = order_groups(b, f, col[0], &nrow);
	struct sv keys = keys_title(b, f);
	struct page_grid *g;

	if (nrow == 0)
		return;
	g = page_table_new(b, page_lang_fill(page_lang_word(b->lang, PAGE_WORD_BY), &keys, 1, b->a),
	    c.width, nrow < most ? nrow : most);
	g->t.left_out = nrow - g->t.nrow;
	page_table_col(g, 0, keys, false);
	for (size_t i = 0; i < n; i++) {
		size_t at = c.at[i];

		page_table_col(g, at++, group_title(b, f, col[i]), true);
		if (f->t.col[col[i]].n != SIZE_MAX)
			page_table_col(g, at++, page_lang_word(b->lang, PAGE_WORD_COUNT), true);
		page_table_col(g, at, b->against, true);
	}
	for (size_t r = 0; r < g->t.nrow; r++)
		put_group(b, f, &f->rows[row[r]], r, &c, g);
	page_build_item(b, PAGE_TABLE, &g->t);
}

static void
write_groups(struct page_build *b, enum page_topic t)
{
	for (size_t i = 0; i < b->set->n; i++) {
		const struct page_family *f = b->set->family[i];
		size_t col[GROUP_COLS], n = 0;

		if (!is_metrics(f) || f->nkeys == 0)
			continue;
		for (size_t c = 0; c < f->t.ncol && n < GROUP_COLS; c++) {
			if (!is_of(b, f, c, t))
				continue;
			col[n++] = c;
			/* What is said of messages is read side by side: all of it. */
			if (n == GROUP_COLS && page_set_messages(f)) {
				write_group_table(b, f, col, n);
				n = 0;
			}
		}
		if (n > 0)
			write_group_table(b, f, col, n);
	}
}

void
page_metrics_write(struct page_build *b, enum page_topic t)
{
	write_series(b, t);
	write_groups(b, t);
}

/* ---- since when ---- */

/* The same metric over the whole period compared with: what was usual. */
static struct page_num
usual_value(struct page_build *b, struct sv name)
{
	for (size_t i = 0; i < b->set->n; i++) {
		const struct page_family *f = b->set->family[i];
		const struct page_row *r;
		size_t c;

		if (!is_metrics(f) || f->nkeys > 0 || f->nkey == 0 ||
		    row_of_period(b, f, 0) == NULL)
			continue;
		c = rtable_col_find(&f->t, name);
		r = page_set_find(f, 0, b->before_us);
		if (c < f->t.ncol && r != NULL)
			return page_num_cell(b, f, r->row, c);
	}
	return page_num_none();
}

static void
onset_of(struct page_build *b, const struct page_family *f, size_t col)
{
	struct page_metric m = metric_of(b, f, col);
	const struct page_row *r = row_of_period(b, f, 0);
	struct page_num v;

	if (m.better == 0)
		return;
	if (r != NULL && !page_num_is(&b->dropped)) {
		v = page_num_cell(b, f, r->row, col);
		b->dropped = m.better > 0 ? page_num_left(b, &v) : v;
	}
	if (!b->onset.is) {
		b->onset.usual = usual_value(b, m.name);
		b->onset.name = page_metrics_title(b, m.name);
		page_series_onset(b, f, col, m.better, &b->onset);
	}
}

void
page_metrics_onset(struct page_build *b)
{
	for (size_t i = 0; i < b->set->n; i++) {
		const struct page_family *f = b->set->family[i];

		if (!is_metrics(f) || f->nkeys > 0 || f->nkey == 0)
			continue;
		for (size_t c = 0; c < f->t.ncol; c++)
			if (is_of(b, f, c, PAGE_TOPIC_AVAILABILITY) &&
			    page_num_measure(b, f, c)->scale == 100)
				onset_of(b, f, c);
	}
}
