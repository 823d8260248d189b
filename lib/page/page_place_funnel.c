/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_place_funnel - a drawing of page/page_place.h: how far people get through steps
 */
#include "page/page_num.h"
#include "page/page_place.h"
#include "page/page_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 6, STEPS = 24 };

struct steps {			/* of one key, in one window */
	size_t row[STEPS];
	size_t n;
};

static bool
is_current(const struct page_build *b, int64_t from_us)
{
	return from_us == INT64_MIN || b->set->period.to_us == 0 ||
	    from_us == b->set->period.from_us;
}

/* Rows of a key, step by step; @before: of the period compared with. */
static struct steps
steps_of(const struct page_build *b, const struct page_family *f, size_t key, bool before)
{
	struct steps s = { .n = 0 };

	for (size_t i = 0; i < f->nrows; i++) {
		const struct page_row *r = &f->rows[i];

		if (r->key == key && s.n < STEPS &&
		    (before ? r->from_us == b->before_us : is_current(b, r->from_us)))
			s.row[s.n++] = r->row;
	}
	return s;
}

static struct page_span
step_name(struct page_build *b, const struct page_family *f, size_t row)
{
	return page_build_name(b, page_set_text(f, row, "name"));
}

/* Where most drop out, of those who got there. */
static void
say_worst(struct page_build *b, const struct page_family *f, const struct steps *s)
{
	size_t worst = 0;
	double least = HUGE_VAL;

	for (size_t i = 1; i < s->n; i++) {
		double x = page_set_number(f, s->row[i], "step_rate");

		if (x < least) {
			least = x;
			worst = i;
		}
	}
	if (worst == 0)
		return;
	page_build_add(b, page_build_say(b, PAGE_POINT, PAGE_NONE, PAGE_WORD_SAY_DROP,
	    (struct page_span[]){ step_name(b, f, s->row[worst - 1]),
	    step_name(b, f, s->row[worst]),
	    page_build_num(page_num_named(b, f, s->row[worst], "step_rate")) }, 3));
}

struct fall {			/* a step that fewer went on to than before, surely */
	size_t key;
	size_t row;
	size_t last;		/* row of the step before it */
	size_t before;
	double size;
};

static void
find_fall(struct page_build *b, const struct page_family *f, size_t key, struct fall *worst)
{
	struct steps now = steps_of(b, f, key, false), was = steps_of(b, f, key, true);

	for (size_t i = 1; i < now.n && i < was.n; i++) {
		struct page_num a = page_num_named(b, f, now.row[i], "step_rate");
		struct page_num z = page_num_named(b, f, was.row[i], "step_rate");

		if (!sv_eq(page_set_text(f, now.row[i], "name"),
		    page_set_text(f, was.row[i], "name")) || isnan(a.hi) || isnan(z.lo) ||
		    a.hi >= z.lo || z.value - a.value <= worst->size)
			continue;
		*worst = (struct fall){ key, now.row[i], now.row[i - 1], was.row[i],
			z.value - a.value };
	}
}

static void
say_fall(struct page_build *b, const struct page_family *f, const struct fall *w)
{
	bool all = f->key[w->key].total || f->nkeys == 0;
	struct page_span part[] = { step_name(b, f, w->last), step_name(b, f, w->row),
		page_build_num(page_num_named(b, f, w->row, "step_rate")),
		page_build_num(page_num_named(b, f, w->before, "step_rate")),
		page_build_name(b, f->key[w->key].text), page_build_text(b->against) };
	const struct page_para *p = page_build_say(b, PAGE_POINT, PAGE_WARN,
	    all ? PAGE_WORD_SAY_FALL : PAGE_WORD_SAY_FALL_OF, part, 6);

	page_build_add(b, p);
	page_build_point(b, p);
	page_build_judge(b, PAGE_WARN);
	page_build_action(b, page_build_say(b, PAGE_ACTION, PAGE_WARN,
	    all ? PAGE_WORD_DO_FUNNEL : PAGE_WORD_DO_FUNNEL_OF, part, 6));
}

/* ---- the drawing ---- */

static void
put_line(struct page_build *b, const struct page_family *f, const struct steps *s,
    struct sv name, struct page_line *line)
{
	struct page_point *p = arena_zalloc(b->a, (s->n + 1) * sizeof(*p));

	*line = (struct page_line){ name, p, s->n, false };
	for (size_t i = 0; i < s->n; i++) {
		struct page_num n = page_num_named(b, f, s->row[i], "reached");

		p[i] = (struct page_point){ .x = (double)i, .y = n.value, .lo = NAN, .hi = NAN,
			.label = page_build_sv(b, page_set_text(f, s->row[i], "name")), .num = n,
			.extra = page_num_named(b, f, s->row[i], "step_rate"), .expected = NAN };
	}
}

static size_t
add_keys(const struct page_build *b, const struct page_family *f, bool total, size_t *key)
{
	size_t n = 0;

	for (size_t k = 0; k < f->nkey && n < LINES; k++)
		if ((f->key[k].total || f->nkeys == 0) == total &&
		    steps_of(b, f, k, false).n > 0)
			key[n++] = k;
	return n;
}

/* Keys to draw: all together where that was asked, else each. */
static size_t
keys_of(const struct page_build *b, const struct page_family *f, size_t *key)
{
	size_t n = add_keys(b, f, true, key);

	return n > 0 ? n : add_keys(b, f, false, key);
}

static void
draw(struct page_build *b, const struct page_family *f, const size_t *key, size_t n,
    const struct page_table *behind)
{
	struct page_chart *c = arena_zalloc(b->a, sizeof(*c));
	struct page_line *line = arena_zalloc(b->a, (n + 1) * sizeof(*line));
	struct steps was = steps_of(b, f, key[0], true);

	for (size_t i = 0; i < n; i++) {
		struct steps s = steps_of(b, f, key[i], false);
		struct sv name = f->key[key[i]].text;

		put_line(b, f, &s, name.n > 0 ? page_build_sv(b, name)
		    : page_lang_word(b->lang, PAGE_WORD_ALL), &line[i]);
	}
	*c = (struct page_chart){ .kind = PAGE_FUNNEL, .id = page_build_id(b), .line = line,
		.nline = n, .scale = 1, .zero = true, .table = behind };
	if (n == 1 && was.n > 0) {
		put_line(b, f, &was, b->against, &line[1]);
		line[1].faint = true;
		c->nline = 2;
	}
	c->title = page_table_caption(b, f);
	c->alt = page_lang_word(b->lang, PAGE_WORD_ALT_FUNNEL);
	page_build_item(b, PAGE_CHART, c);
}

void
page_place_funnel(struct page_build *b, const struct page_family *f)
{
	static const char *const col[] = { "name", "reached", "rate", "step_rate", "lead_p50_ms",
		"value", NULL };
	struct page_pick pick = { .col = col, .caption = page_table_caption(b, f) };
	struct fall worst = { .size = 0 };
	size_t key[LINES], n = keys_of(b, f, key);

	if (n == 0) {
		page_place_table(b, f);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		struct steps s = steps_of(b, f, key[i], false);

		if (n == 1)
			say_worst(b, f, &s);
	}
	for (size_t k = 0; k < f->nkey; k++)
		find_fall(b, f, k, &worst);
	if (worst.size > 0)
		say_fall(b, f, &worst);
	pick.row = page_table_rows(b, f, &pick.nrow);
	draw(b, f, key, n, page_table_of(b, f, &pick));
}
