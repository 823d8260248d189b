/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_place_people - drawings of page/page_place.h: who comes back, who stays, who they are
 */
#include "page/page_num.h"
#include "page/page_place.h"
#include "page/page_table.h"

#include <math.h>
#include <string.h>

enum { COHORTS = 24, BARS = 20 };

/* ---- cohorts ---- */

struct cohort {
	size_t first;		/* row of k 0, or of the first there is */
	struct sv label;
};

/* The cohorts of records without keys, or of the first key. */
static size_t
cohorts_of(struct page_build *b, const struct page_family *f, struct cohort *c, size_t *last)
{
	size_t at = page_set_col(f, "cohort"), n = 0;
	const size_t key = f->rows[0].key;
	int64_t us, was = 0;

	for (size_t i = 0; i < f->nrows; i++) {
		size_t r = f->rows[i].row;
		double k = page_set_number(f, r, "k");

		if (f->rows[i].key != key || isnan(k) || k < 0 || k > 1000 || at == SIZE_MAX ||
		    !rtable_time(&f->t, r, at, &us))
			continue;
		*last = (size_t)k > *last ? (size_t)k : *last;
		if ((n > 0 && us == was) || n == COHORTS)
			continue;
		was = us;
		c[n].first = r;
		c[n++].label = page_lang_time(b->lang, PAGE_LANG_DATE, us, b->set->zone, b->a);
	}
	return n;
}

static bool
is_whole(const struct page_family *f, size_t row)
{
	size_t c = page_set_col(f, "complete");

	return c == SIZE_MAX || rtable_cell(&f->t, row, c)->kind != VAL_FALSE;
}

/* The row of a cohort's period; SIZE_MAX: there is none that is over. */
static size_t
row_of(const struct page_family *f, const struct cohort *c, size_t k)
{
	size_t at = page_set_col(f, "cohort");

	for (size_t i = 0; i < f->nrows; i++) {
		size_t r = f->rows[i].row;
		double x = page_set_number(f, r, "k");

		if (f->rows[i].key == f->rows[0].key && !(x < (double)k) && !(x > (double)k) &&
		    val_cmp(rtable_cell(&f->t, r, at), rtable_cell(&f->t, c->first, at), NULL) == 0)
			return is_whole(f, r) ? r : SIZE_MAX;
	}
	return SIZE_MAX;
}

static void
say_return(struct page_build *b, const struct page_family *f, const struct cohort *c, size_t n)
{
	size_t now = SIZE_MAX, was = SIZE_MAX, i = n;
	struct page_num a, z;
	bool apart;
	struct page_para *p;

	while (i > 0 && (now = row_of(f, &c[--i], 1)) == SIZE_MAX)
		continue;
	if (now == SIZE_MAX)
		return;
	was = i > 0 ? row_of(f, &c[i - 1], 1) : SIZE_MAX;
	a = page_num_named(b, f, now, "rate");
	z = was != SIZE_MAX ? page_num_named(b, f, was, "rate") : page_num_none();
	apart = page_num_is(&z) && a.hi < z.lo;
	p = page_build_say(b, PAGE_POINT, apart ? PAGE_WARN : PAGE_NONE,
	    !page_num_is(&z) ? PAGE_WORD_SAY_RETURN : apart ? PAGE_WORD_SAY_RETURN_LESS
	    : PAGE_WORD_SAY_RETURN_BEFORE, (struct page_span[]){ page_build_text(c[i].label),
	    page_build_num(a), page_build_num(z) }, 3);
	page_build_add(b, p);
	if (apart) {
		page_build_point(b, p);
		page_build_judge(b, PAGE_WARN);
	}
}

static void
put_cohort(struct page_build *b, const struct page_family *f, const struct cohort *c, size_t i,
    struct page_line *line, struct page_grid *g)
{
	struct page_point *p = arena_zalloc(b->a, line->n * sizeof(*p));

	line->name = c->label;
	line->point = p;
	page_table_put_text(g, i, 0, c->label);
	page_table_put(b, g, i, 1, page_num_named(b, f, c->first, "size"));
	for (size_t k = 0; k < line->n; k++) {
		size_t r = row_of(f, c, k);
		struct page_num n = r != SIZE_MAX ? page_num_named(b, f, r, "rate")
		    : page_num_none();

		p[k] = (struct page_point){ .x = (double)k, .y = n.value, .lo = n.lo, .hi = n.hi,
			.label = page_lang_number(b->lang, (double)k, 0, b->a), .num = n,
			.extra = page_num_none(), .expected = NAN };
		page_table_put(b, g, i, 2 + k, n);
	}
}

void
page_place_retention(struct page_build *b, const struct page_family *f)
{
	struct cohort *c = arena_zalloc(b->a, COHORTS * sizeof(*c));
	struct page_chart *chart = arena_zalloc(b->a, sizeof(*chart));
	struct page_line *line = arena_zalloc(b->a, COHORTS * sizeof(*line));
	struct page_grid *g;
	size_t last = 0, n;

	n = f->nrows > 0 ? cohorts_of(b, f, c, &last) : 0;
	if (n == 0) {
		page_place_table(b, f);
		return;
	}
	say_return(b, f, c, n);
	g = page_table_new(b, page_table_caption(b, f), 3 + last, n);
	page_table_col(g, 0, page_lang_member(b->lang, SV("cohort")), false);
	page_table_col(g, 1, page_lang_member(b->lang, SV("size")), true);
	for (size_t k = 0; k <= last; k++)
		page_table_col(g, 2 + k, page_lang_number(b->lang, (double)k, 0, b->a), true);
	for (size_t i = 0; i < n; i++) {
		line[i].n = last + 1;
		put_cohort(b, f, &c[i], i, &line[i], g);
	}
	*chart = (struct page_chart){ .kind = PAGE_HEAT, .id = page_build_id(b),
		.title = g->t.caption, .alt = page_lang_word(b->lang, PAGE_WORD_ALT_HEAT),
		.x_title = page_lang_word(b->lang, PAGE_WORD_PERIODS_SINCE),
		.y_title = page_lang_member(b->lang, SV("cohort")), .unit = SV("%"), .scale = 100,
		.line = line, .nline = n, .table = &g->t };
	page_build_item(b, PAGE_CHART, chart);
}

/* ---- curves ---- */

static void
put_curve(struct page_build *b, const struct page_family *f, size_t key, struct page_line *line)
{
	struct page_point *p = arena_zalloc(b->a, (f->nrows + 1) * sizeof(*p));

	line->name = page_build_sv(b, f->key[key].text);
	line->point = p;
	for (size_t i = 0; i < f->nrows; i++) {
		struct page_num n = page_num_named(b, f, f->rows[i].row, "survival");
		double t = page_set_number(f, f->rows[i].row, "t");

		if (f->rows[i].key != key || !page_num_is(&n) || isnan(t))
			continue;
		p[line->n++] = (struct page_point){ .x = t, .y = n.value, .lo = n.lo, .hi = n.hi,
			.label = page_lang_number(b->lang, t, 0, b->a), .num = n,
			.extra = page_num_none(), .expected = NAN };
	}
}

void
page_place_survival(struct page_build *b, const struct page_family *f)
{
	struct page_chart *chart = arena_zalloc(b->a, sizeof(*chart));
	struct page_line *line = arena_zalloc(b->a, (f->nkey + 1) * sizeof(*line));
	struct page_pick pick = { 0 };

	for (size_t k = 0; k < f->nkey; k++)
		put_curve(b, f, k, &line[k]);
	pick.row = page_table_rows(b, f, &pick.nrow);
	pick.caption = page_table_caption(b, f);
	*chart = (struct page_chart){ .kind = PAGE_SURVIVAL, .id = page_build_id(b),
		.title = pick.caption, .alt = page_lang_word(b->lang, PAGE_WORD_ALT_SURVIVAL),
		.x_title = f->t.nrow > 0 ? page_build_sv(b, page_set_text(f, 0, "unit")) : SV(""),
		.y_title = page_lang_member(b->lang, SV("survival")), .unit = SV("%"),
		.scale = 100, .zero = true, .line = line, .nline = f->nkey,
		.table = page_table_of(b, f, &pick) };
	page_build_item(b, PAGE_CHART, chart);
}

/* ---- bars ---- */

/* A bar for each row of @name by @value; with the records as the table behind it. */
static void
write_bars(struct page_build *b, const struct page_family *f, const size_t *row, size_t n,
    const char *name, const char *value)
{
	struct page_chart *chart = arena_zalloc(b->a, sizeof(*chart));
	struct page_line *line = arena_zalloc(b->a, sizeof(*line));
	struct page_point *p = arena_zalloc(b->a, (n + 1) * sizeof(*p));
	struct page_pick pick = { .row = row, .nrow = n, .most = BARS };

	for (size_t i = 0; i < n && line->n < BARS; i++) {
		struct page_num v = page_num_named(b, f, row[i], value);

		if (!page_num_is(&v))
			continue;
		chart->unit = v.unit;
		chart->scale = v.scale;
		p[line->n] = (struct page_point){ .x = (double)line->n, .y = v.value, .lo = v.lo,
			.hi = v.hi, .label = page_build_sv(b, page_set_text(f, row[i], name)),
			.num = v, .extra = page_num_none(), .expected = NAN };
		line->n++;
	}
	if (line->n == 0) {
		page_place_table(b, f);
		return;
	}
	line->point = p;
	line->name = page_lang_member(b->lang, sv_of(value));
	pick.caption = page_table_caption(b, f);
	chart->kind = PAGE_BARS;
	chart->id = page_build_id(b);
	chart->title = pick.caption;
	chart->alt = page_lang_word(b->lang, PAGE_WORD_ALT_BARS);
	chart->y_title = line->name;
	chart->zero = true;
	chart->line = line;
	chart->nline = 1;
	chart->table = page_table_of(b, f, &pick);
	page_build_item(b, PAGE_CHART, chart);
}

void
page_place_segments(struct page_build *b, const struct page_family *f)
{
	size_t n, *row = page_table_rows(b, f, &n);

	write_bars(b, f, row, n, "segment", "share");
}

void
page_place_attribution(struct page_build *b, const struct page_family *f)
{
	size_t n, *row = page_table_rows(b, f, &n), k = 0;
	struct sv model = n > 0 ? page_set_text(f, row[0], "model") : SV("");

	for (size_t i = 0; i < n; i++)
		if (sv_eq(page_set_text(f, row[i], "model"), model))
			row[k++] = row[i];
	write_bars(b, f, row, k, "channel", "share");
	if (k < n)
		page_place_table(b, f);
}
