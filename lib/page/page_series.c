/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_series - see page_series.h
 */
#include "page/page_series.h"

#include "base/rfc3339.h"
#include "page/page_num.h"
#include "page/page_metrics.h"
#include "page/page_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HISTORY = 63, LEAST = 3 };

#define MINUTE_US (60 * RFC3339_SEC_US)
#define HOUR_US (60 * MINUTE_US)

struct series {			/* rows of a family that a chart is of */
	const struct page_family *f;
	size_t                    col;
	size_t                    from;		/* rows from .. to - 1 */
	size_t                    to;
	bool                      within;	/* windows within the period */
};

/* The rows of the only key that a chart is of. */
static struct series
choose(const struct page_build *b, const struct page_family *f, size_t col)
{
	const struct twindow_span *p = &b->set->period;
	struct series s = { .f = f, .col = col };
	size_t first = SIZE_MAX;

	for (size_t i = 0; i < f->nrows; i++) {
		const struct page_row *r = &f->rows[i];
		bool in = r->from_us >= p->from_us && r->to_us <= p->to_us;

		if (r->from_us == INT64_MIN || r->to_us == INT64_MIN)
			continue;
		s.within = s.within || (in && r->to_us - r->from_us < p->to_us - p->from_us);
		if (in && first == SIZE_MAX)
			first = i;
		if (r->from_us < p->to_us)
			s.to = i + 1;
	}
	if (s.within)
		s.from = first;
	else
		s.from = s.to > HISTORY ? s.to - HISTORY : 0;
	return s;
}

static struct sv
length_text(struct page_build *b, const struct page_row *r)
{
	int64_t us = r->to_us - r->from_us, n;
	enum page_word w, one;
	struct sv text;

	if (us < HOUR_US) {
		w = one = PAGE_WORD_EVERY_MINUTES;
		n = us / MINUTE_US;
	} else if (us < 20 * HOUR_US) {
		w = PAGE_WORD_EVERY_HOURS;
		one = PAGE_WORD_BY_HOUR;
		n = us / HOUR_US;
	} else if (us < 600 * HOUR_US) {
		w = PAGE_WORD_EVERY_DAYS;
		n = (us + 12 * HOUR_US) / (24 * HOUR_US);
		one = n == 7 ? PAGE_WORD_BY_WEEK : PAGE_WORD_BY_DAY;
		n = n == 7 ? 1 : n;
	} else {
		w = PAGE_WORD_EVERY_MONTHS;
		one = PAGE_WORD_BY_MONTH;
		n = (us + 360 * HOUR_US) / (720 * HOUR_US);
	}
	if (n == 1 && one != w)
		return page_lang_word(b->lang, one);
	text = page_lang_number(b->lang, (double)n, 0, b->a);
	return page_lang_fill(page_lang_word(b->lang, w), &text, 1, b->a);
}

static enum page_lang_form
form_of(const struct page_row *r)
{
	return r->to_us - r->from_us < 20 * HOUR_US ? PAGE_LANG_CLOCK : PAGE_LANG_SHORT;
}

/* ---- points ---- */

static void
put_point(struct page_build *b, const struct series *s, const struct page_row *r, int64_t x_us,
    struct page_point *p)
{
	const struct page_odd *o = page_set_odd(s->f, r, s->col);

	p->num = page_num_cell(b, s->f, r->row, s->col);
	p->extra = page_num_none();
	p->x = (double)x_us;
	p->y = p->num.value;
	p->lo = p->num.lo;
	p->hi = p->num.hi;
	p->label = page_lang_time(b->lang, form_of(r), x_us, b->set->zone, b->a);
	p->expected = NAN;
	if (o == NULL)
		return;
	p->expected = page_num_named(b, s->f, o->row, "expected").value;
	if (o->anomaly)
		p->flags = PAGE_ANOMALY | (page_set_is(s->f, o->row, "direction", "down")
		    ? PAGE_DOWN : PAGE_UP);
}

static struct page_point *
points_of(struct page_build *b, const struct series *s)
{
	struct page_point *p = arena_zalloc(b->a, (s->to - s->from + 1) * sizeof(*p));

	for (size_t i = s->from; i < s->to; i++)
		put_point(b, s, &s->f->rows[i], s->f->rows[i].from_us, &p[i - s->from]);
	return p;
}

/* The same windows of the period compared with, moved onto this one; gaps where there is none. */
static struct page_point *
points_before(struct page_build *b, const struct series *s, size_t *n)
{
	struct page_point *p = arena_zalloc(b->a, (s->to - s->from + 1) * sizeof(*p));
	int64_t shift_us = b->set->period.from_us - b->before_us;

	*n = 0;
	for (size_t i = s->from; i < s->to; i++) {
		const struct page_row *r = &s->f->rows[i];
		const struct page_row *was = page_set_find(s->f, r->key, r->from_us - shift_us);

		if (was == NULL)
			continue;
		put_point(b, s, was, r->from_us, &p[(*n)++]);
	}
	return p;
}

/* ---- the chart ---- */

static void
put_marks(struct page_build *b, const struct series *s, struct page_chart *c)
{
	const struct page_event *d = b->deploy.p;
	struct page_list l = { 0 };

	for (size_t i = 0; i < b->deploy.n; i++) {
		struct page_mark *m;

		if (d[i].at_us < s->f->rows[s->from].from_us ||
		    d[i].at_us >= s->f->rows[s->to - 1].to_us)
			continue;
		m = page_build_push(b, &l, sizeof(*m));
		*m = (struct page_mark){ (double)d[i].at_us, page_build_sv(b, d[i].what), true };
	}
	for (size_t i = 0; b->calendar != NULL && i < b->calendar->nstop; i++) {
		const struct calendar_stop *stop = &b->calendar->stop[i];
		int64_t at_us = stop->wall ? tzone_utc(b->calendar->zone != NULL
		    ? b->calendar->zone : b->set->zone, stop->from_us) : stop->from_us;
		struct page_mark *m;

		if (at_us < s->f->rows[s->from].from_us || at_us >= s->f->rows[s->to - 1].to_us)
			continue;
		m = page_build_push(b, &l, sizeof(*m));
		*m = (struct page_mark){ (double)at_us, page_build_sv(b, stop->note.n > 0
		    ? stop->note : sv_of(calendar_name(CALENDAR_MAINTENANCE))), false };
	}
	c->mark = l.p;
	c->nmark = l.n;
}

static void
put_limits(struct page_build *b, const struct page_metric *m, struct page_chart *c)
{
	struct page_list l = { 0 };
	struct page_limit *p;

	if (!isnan(m->warn)) {
		p = page_build_push(b, &l, sizeof(*p));
		*p = (struct page_limit){ m->warn, page_lang_word(b->lang, PAGE_WORD_LIMIT_WARN) };
	}
	if (!isnan(m->bad)) {
		p = page_build_push(b, &l, sizeof(*p));
		*p = (struct page_limit){ m->bad, page_lang_word(b->lang, PAGE_WORD_LIMIT_BAD) };
	}
	c->limit = l.p;
	c->nlimit = l.n;
}

static const struct page_table *
table_of(struct page_build *b, const struct page_chart *c)
{
	const struct page_line *now = &c->line[0], *was = c->nline > 1 ? &c->line[1] : NULL;
	struct page_grid *g = page_table_new(b, c->title, was != NULL ? 3 : 2, now->n);
	size_t k = 0;

	page_table_col(g, 0, page_lang_word(b->lang, PAGE_WORD_TIME), false);
	page_table_col(g, 1, now->name, true);
	if (was != NULL)
		page_table_col(g, 2, was->name, true);
	for (size_t i = 0; i < now->n; i++) {
		page_table_put_text(g, i, 0, now->point[i].label);
		page_table_put(b, g, i, 1, now->point[i].num);
		page_table_cell(g, i, 1)->flags = now->point[i].flags;
		if (was == NULL)
			continue;
		while (k < was->n && was->point[k].x < now->point[i].x)
			k++;
		page_table_put(b, g, i, 2, k < was->n && !(was->point[k].x > now->point[i].x)
		    ? was->point[k].num : page_num_none());
	}
	return &g->t;
}

static struct sv
with_unit(struct page_build *b, const struct page_num *n)
{
	struct sv part[2] = { n->text, n->unit };

	return page_lang_fill(sv_is(n->unit, "%") || n->unit.n == 0 ? SV("{0}{1}")
	    : SV("{0} {1}"), part, 2, b->a);
}

/* "approval_rate, every 15 minutes: 79.1% to 100%; unusual: 27 Nov": what is to be seen. */
static struct sv
alt_of(struct page_build *b, const struct page_line *l, struct sv title)
{
	const struct page_point *least = NULL, *most = NULL;
	size_t odd = 0;
	struct sv part[6];

	for (size_t i = 0; i < l->n; i++) {
		const struct page_point *p = &l->point[i];

		odd += (p->flags & PAGE_ANOMALY) != 0;
		if (isnan(p->y))
			continue;
		least = least == NULL || p->y < least->y ? p : least;
		most = most == NULL || p->y > most->y ? p : most;
	}
	if (least == NULL)
		return title;
	part[0] = title;
	part[1] = with_unit(b, &least->num);
	part[2] = least->label;
	part[3] = with_unit(b, &most->num);
	part[4] = most->label;
	part[5] = page_lang_number(b->lang, (double)odd, 0, b->a);
	return page_lang_fill(page_lang_word(b->lang, PAGE_WORD_ALT_SERIES), part, 6, b->a);
}

void
page_series_write(struct page_build *b, const struct page_family *f, size_t col,
    const struct page_metric *m)
{
	struct series s = choose(b, f, col);
	struct page_line *line;
	struct page_chart *c;
	struct sv part[2];

	if (s.to < s.from + LEAST)
		return;
	c = arena_zalloc(b->a, sizeof(*c));
	line = arena_zalloc(b->a, 2 * sizeof(*line));
	line[0] = (struct page_line){ page_metrics_title(b, m->name), points_of(b, &s),
		s.to - s.from, false };
	c->nline = 1;
	if (s.within) {
		line[1].point = points_before(b, &s, &line[1].n);
		line[1].name = b->against;
		line[1].faint = true;
		c->nline += line[1].n > 0;
	}
	part[0] = line[0].name;
	part[1] = length_text(b, &f->rows[s.from]);
	c->kind = PAGE_SERIES;
	c->id = page_build_id(b);
	c->line = line;
	c->title = page_lang_fill(SV("{0}, {1}"), part, 2, b->a);
	c->alt = alt_of(b, &line[0], c->title);
	c->y_title = line[0].name;
	c->unit = page_num_measure(b, f, col)->unit;
	c->scale = page_num_measure(b, f, col)->scale;
	c->time = true;
	c->zero = c->scale != 100;
	put_marks(b, &s, c);
	put_limits(b, m, c);
	c->table = table_of(b, c);
	page_build_item(b, PAGE_CHART, c);
}

/* ---- since when ---- */

static int
cmp_doubles(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;

	return (a > b) - (a < b);
}

/* The median window of the period: most of a day is as it usually is. */
static struct page_num
median_of(struct page_build *b, const struct series *s)
{
	double *v = arena_alloc(b->a, (s->to - s->from + 1) * sizeof(*v));
	size_t n = 0;

	for (size_t i = s->from; i < s->to; i++) {
		v[n] = page_num_cell(b, s->f, s->f->rows[i].row, s->col).value;
		n += isnan(v[n]) ? 0 : 1;
	}
	if (n < LEAST)
		return page_num_none();
	qsort(v, n, sizeof(*v), cmp_doubles);
	for (size_t i = s->from; i < s->to; i++) {
		struct page_num x = page_num_cell(b, s->f, s->f->rows[i].row, s->col);

		if (!(x.value < v[(n - 1) / 2]) && !(x.value > v[(n - 1) / 2]))
			return x;
	}
	return page_num_none();
}

struct stretch {
	size_t from;
	size_t to;		/* the last one */
	double deficit;		/* of shares, summed up */
};

static double
deficit_of(struct page_build *b, const struct series *s, size_t i, int better, double usual)
{
	struct page_num v = page_num_cell(b, s->f, s->f->rows[i].row, s->col);

	if (isnan(v.lo) || isnan(v.hi))
		return 0;
	return better > 0 ? (v.hi < usual ? usual - v.value : 0)
	    : (v.lo > usual ? v.value - usual : 0);
}

/* The worst stretch; one window that is as usual does not end it. */
static struct stretch
worst_stretch(struct page_build *b, const struct series *s, int better, double usual)
{
	struct stretch best = { 0 }, at = { 0 };
	size_t fine = 2;

	for (size_t i = s->from; i < s->to; i++) {
		double d = deficit_of(b, s, i, better, usual);

		if (d <= 0) {
			fine++;
			continue;
		}
		if (fine > 1)
			at = (struct stretch){ .from = i };
		fine = 0;
		at.to = i;
		at.deficit += d;
		if (at.deficit > best.deficit)
			best = at;
	}
	return best;
}

void
page_series_onset(struct page_build *b, const struct page_family *f, size_t col, int better,
    struct page_onset *o)
{
	struct series s = choose(b, f, col);
	struct page_num usual = o->usual;
	struct stretch w;
	double most = 0;
	size_t worst;

	if (!s.within || s.to < s.from + LEAST)
		return;
	if (!page_num_is(&usual))
		usual = median_of(b, &s);
	if (!page_num_is(&usual))
		return;
	w = worst_stretch(b, &s, better, usual.value);
	if (w.deficit <= 0 || w.to == w.from)
		return;
	worst = w.from;
	for (size_t i = w.from; i <= w.to; i++) {
		double d = deficit_of(b, &s, i, better, usual.value);

		if (d > most) {
			most = d;
			worst = i;
		}
	}
	o->is = true;
	o->from_us = f->rows[w.from].from_us;
	o->to_us = f->rows[w.to].to_us;
	o->over = w.to + 1 < s.to;
	o->worst = page_num_cell(b, f, f->rows[worst].row, col);
	o->worst_us = f->rows[worst].from_us;
	o->usual = usual;
}
