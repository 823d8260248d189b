/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rspark.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	GROUPS = 12,		/* shown */
	METRICS = 3,		/* of each */
	WINDOWS_MIN = 4,	/* fewer make no line */
	COLS = 60,		/* of a line that has no width to fit */
	COLS_MIN = 20,
	NAME_MAX_COLS = 40,
	RANGE = 24,		/* columns left for what follows a line */
	GAP = 2
};

struct line {
	struct sv     name;	/* of the group */
	struct sv     metric;
	const double *v;	/* one per place, NaN for none */
	struct sv     range;
};

struct series {			/* rows of one group, which are chained */
	size_t first;
	size_t last;
	size_t n;
};

struct sparks {
	const struct rplan *p;
	struct arena        a;
	int64_t            *at;		/* starts of the windows, rising */
	size_t              nat;
	size_t             *place;	/* per row: its window in at, SIZE_MAX for none */
	size_t             *next;	/* per row: the next one of its group */
	size_t              nkey;	/* the first columns shown, which name the group */
	struct hmap          group;	/* name -> struct series */
	struct line         line[GROUPS * METRICS];
	size_t              nline;
	size_t              more;	/* groups that are not shown */
};

static int
cmp_times(const void *pa, const void *pb)
{
	const int64_t *a = pa, *b = pb;

	return (*a > *b) - (*a < *b);
}

/* The axis: all windows of the table in their order, and where each row lies on it. */
static void
lay_axis(struct sparks *s)
{
	const struct rtable *t = s->p->t;
	size_t col = rtable_col_find(t, SV("window")), n = 0;

	s->at = arena_alloc(&s->a, (t->nrow + 1) * sizeof(*s->at));
	s->place = arena_alloc(&s->a, (t->nrow + 1) * sizeof(*s->place));
	for (size_t r = 0; col < t->ncol && r < t->nrow; r++)
		n += rtable_time(t, r, col, &s->at[n]);
	qsort(s->at, n, sizeof(*s->at), cmp_times);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || s->at[i] != s->at[i - 1])
			s->at[s->nat++] = s->at[i];
	for (size_t r = 0; r < t->nrow; r++) {
		int64_t at_us, *found = NULL;

		if (s->nat > 0 && rtable_time(t, r, col, &at_us))
			found = bsearch(&at_us, s->at, s->nat, sizeof(at_us), cmp_times);
		s->place[r] = found != NULL ? (size_t)(found - s->at) : SIZE_MAX;
	}
}

static struct sv
name_of(struct sparks *s, size_t row, struct buf *b)
{
	buf_clear(b);
	for (size_t i = 0; i < s->nkey; i++) {
		if (s->p->c[i].window.is)
			continue;
		if (b->n > 0)
			buf_c(b, ' ');
		buf_sv(b, rplan_cell(s->p, row, i, &s->a).main);
	}
	return buf_view(b);
}

/* Rows by group; false when a group has two rows of one window. */
static bool
gather_groups(struct sparks *s)
{
	const struct rtable *t = s->p->t;
	size_t *seen = arena_zalloc(&s->a, (t->nrow + 1) * sizeof(*seen));
	bool fine = true;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	hmap_free(&s->group);
	hmap_init(&s->group, &s->a, sizeof(struct series), hash_seed());
	for (size_t r = 0; r < t->nrow; r++) {
		struct series *g;
		bool fresh;

		if (s->place[r] == SIZE_MAX)
			continue;
		g = hmap_put(&s->group, name_of(s, r, &b), &fresh);
		s->next[r] = SIZE_MAX;
		if (fresh)
			g->first = r;
		else
			s->next[g->last] = r;
		g->last = r;
		g->n++;
	}
	for (size_t i = 0; i < s->group.n && fine; i++) {
		const struct series *g = s->group.entry[i].val;

		for (size_t r = g->first; r != SIZE_MAX && fine; r = s->next[r]) {
			fine = seen[s->place[r]] != i + 1;
			seen[s->place[r]] = i + 1;
		}
	}
	buf_free(&b);
	return fine;
}

/* The text columns in front name a group; number columns behind them too, when they must. */
static bool
find_groups(struct sparks *s)
{
	const struct rplan *p = s->p;

	while (s->nkey < p->n && !p->c[s->nkey].right)
		s->nkey++;
	s->next = arena_alloc(&s->a, (p->t->nrow + 1) * sizeof(*s->next));
	while (!gather_groups(s)) {
		const struct rtable_col *c;

		if (s->nkey + 1 >= p->n)
			return false;
		c = &p->t->col[p->c[s->nkey].col];
		if (c->lo != SIZE_MAX || c->n != SIZE_MAX)
			return false;
		s->nkey++;
	}
	return true;
}

/* One group's values of one column along the axis; false when it has none. */
static bool
fill_line(struct sparks *s, const struct series *g, size_t i, struct line *l)
{
	const struct rtable *t = s->p->t;
	const struct rplan_col *c = &s->p->c[i];
	double *v = arena_alloc(&s->a, s->nat * sizeof(*v)), least = INFINITY, most = -INFINITY;
	struct buf b;

	for (size_t k = 0; k < s->nat; k++)
		v[k] = NAN;
	for (size_t r = g->first; r != SIZE_MAX; r = s->next[r]) {
		double x;

		if (!val_number(rtable_cell(t, r, c->col), &x))
			continue;
		v[s->place[r]] = x;
		least = x < least ? x : least;
		most = x > most ? x : most;
	}
	if (least > most)
		return false;
	buf_init(&b, SIZE_MAX);
	for (size_t k = 0; k < 2; k++) {
		struct val end = val_of_double(k == 0 ? least : most);
		struct sv text = rcell_number(&end, &c->form, &s->a);

		if (k == 1 && sv_eq(text, buf_view(&b)))
			break;
		if (k == 1)
			buf_sv(&b, SV(".."));
		buf_sv(&b, text);
	}
	l->v = v;
	l->metric = c->title;
	l->range = arena_sv(&s->a, buf_view(&b));
	buf_free(&b);
	return true;
}

static void
collect_lines(struct sparks *s)
{
	size_t shown = 0;

	for (size_t k = 0; k < s->group.n; k++) {
		const struct series *g = s->group.entry[k].val;
		size_t metrics = 0;

		if (g->n < WINDOWS_MIN)
			continue;
		if (shown++ >= GROUPS) {
			s->more++;
			continue;
		}
		for (size_t i = s->nkey; i < s->p->n && metrics < METRICS; i++) {
			struct line *l = &s->line[s->nline];

			if (!s->p->c[i].right || s->p->c[i].count)
				continue;
			metrics++;
			l->name = s->group.entry[k].key;
			s->nline += fill_line(s, g, i, l);
		}
	}
}

/* Values for @cols columns: of windows that share one the greatest stands. */
static size_t
squeeze_values(const struct sparks *s, const double *v, size_t cols, double *out)
{
	size_t n = s->nat < cols ? s->nat : cols;

	for (size_t i = 0; i < n; i++)
		out[i] = NAN;
	for (size_t i = 0; i < s->nat; i++) {
		double *at = &out[i * n / s->nat];

		if (!isnan(v[i]) && !(*at >= v[i]))
			*at = v[i];
	}
	return n;
}

static void
put_padded(struct buf *o, struct sv text, size_t width, bool ascii)
{
	rcell_put(o, text, width, width, false, ascii);
	for (size_t i = 0; i < GAP; i++)
		buf_c(o, ' ');
}

static void
put_line(struct sparks *s, const struct line *l, size_t cols, struct buf *o)
{
	double *v = arena_alloc(&s->a, (cols + 1) * sizeof(*v)), lo = INFINITY, hi = -INFINITY;
	size_t n = squeeze_values(s, l->v, cols, v);

	for (size_t i = 0; i < n; i++) {
		lo = v[i] < lo ? v[i] : lo;
		hi = v[i] > hi ? v[i] : hi;
	}
	put_padded(o, rcell_spark(v, n, lo, hi, s->p->style->ascii, &s->a), n,
	    s->p->style->ascii);
	buf_sv(o, l->range);
	buf_c(o, '\n');
}

static void
put_lines(struct sparks *s, struct buf *o)
{
	size_t room = s->p->style->width, name = 0, metric = 0, cols = COLS, w;

	for (size_t i = 0; i < s->nline; i++) {
		w = utf8_width(s->line[i].name);
		name = w > name ? w : name;
		w = utf8_width(s->line[i].metric);
		metric = w > metric ? w : metric;
	}
	name = name > NAME_MAX_COLS ? NAME_MAX_COLS : name;
	metric = metric > NAME_MAX_COLS ? NAME_MAX_COLS : metric;
	w = (name > 0 ? name + GAP : 0) + metric + GAP + GAP + RANGE;
	if (room > 0)
		cols = room > w + COLS_MIN ? room - w : COLS_MIN;
	if (s->nline > 0)
		buf_c(o, '\n');
	for (size_t i = 0; i < s->nline; i++) {
		const struct line *l = &s->line[i];

		if (name > 0)
			put_padded(o, l->name, name, s->p->style->ascii);
		put_padded(o, l->metric, metric, s->p->style->ascii);
		put_line(s, l, cols, o);
	}
	if (s->more > 0)
		buf_printf(o, "%zu more group%s\n", s->more, s->more > 1 ? "s" : "");
}

void
rspark_write(const struct rplan *p, struct buf *o)
{
	struct sparks s = { .p = p };

	if (!p->style->plots)
		return;
	arena_init(&s.a);
	hmap_init(&s.group, &s.a, sizeof(struct series), hash_seed());
	lay_axis(&s);
	if (s.nat >= WINDOWS_MIN && find_groups(&s)) {
		collect_lines(&s);
		put_lines(&s, o);
	}
	hmap_free(&s.group);
	arena_free(&s.a);
}
