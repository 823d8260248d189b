/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_place_message - drawings of page/page_place.h: messages, and what they were worth
 */
#include "page/page_num.h"
#include "page/page_place.h"
#include "page/page_table.h"

#include <stdlib.h>
#include <string.h>

enum { COLS = 3 };

struct tally {			/* messages that have the same in all columns */
	struct sv text[COLS];
	size_t    n;
};

/* Columns of a kind that tell its messages apart; the last one is a word of ours. */
static const char *const *
columns_of(const struct page_family *f)
{
	static const char *const plan[COLS] = { "scenario", "delivery_channel", NULL };
	static const char *const drop[COLS] = { "scenario", "reason", NULL };
	static const char *const delivery[COLS] = { "scenario", "delivery_channel", "state" };

	if (strcmp(f->kind->name, "plan") == 0)
		return plan;
	return strcmp(f->kind->name, "drop") == 0 ? drop : delivery;
}

static int
cmp_texts(const void *pa, const void *pb)
{
	const struct tally *a = pa, *b = pb;
	int c = 0;

	for (size_t i = 0; i < COLS && c == 0; i++)
		c = sv_cmp(a->text[i], b->text[i]);
	return c;
}

static int
cmp_counts(const void *pa, const void *pb)
{
	const struct tally *a = pa, *b = pb;

	return a->n != b->n ? (a->n < b->n ? 1 : -1) : cmp_texts(pa, pb);
}

/* Equal ones together, the most first: how many there are. */
static size_t
count_equal(struct tally *t, size_t n)
{
	size_t k = 0;

	qsort(t, n, sizeof(*t), cmp_texts);
	for (size_t i = 0; i < n; i++) {
		if (k > 0 && cmp_texts(&t[k - 1], &t[i]) == 0)
			t[k - 1].n++;
		else
			t[k++] = t[i];
	}
	qsort(t, k, sizeof(*t), cmp_counts);
	return k;
}

static void
put_tally(struct page_build *b, struct page_grid *g, size_t row, const struct tally *t,
    size_t ncol)
{
	enum page_status status = PAGE_NONE;

	for (size_t i = 0; i < ncol; i++)
		page_table_put_text(g, row, i, page_table_value(b, t->text[i], &status));
	page_table_put_text(g, row, ncol, page_lang_number(b->lang, (double)t->n, 0, b->a));
}

void
page_place_messages(struct page_build *b, const struct page_family *f)
{
	const char *const *col = columns_of(f);
	size_t n, *row = page_table_rows(b, f, &n), ncol = 0, k;
	struct tally *t = arena_alloc(b->a, (n + 1) * sizeof(*t));
	struct page_grid *g;

	for (; ncol < COLS && col[ncol] != NULL; ncol++)
		continue;
	for (size_t i = 0; i < n; i++) {
		t[i] = (struct tally){ .n = 1 };
		for (size_t c = 0; c < COLS; c++)
			t[i].text[c] = c < ncol ? page_set_text(f, row[i], col[c]) : SV("");
	}
	k = count_equal(t, n);
	if (k == 0)
		return;
	g = page_table_new(b, page_table_caption(b, f), ncol + 1, k);
	for (size_t c = 0; c < ncol; c++)
		page_table_col(g, c, page_lang_member(b->lang, sv_of(col[c])), false);
	page_table_col(g, ncol, page_lang_word(b->lang, PAGE_WORD_COUNT), true);
	for (size_t i = 0; i < k; i++)
		put_tally(b, g, i, &t[i], ncol);
	page_build_item(b, PAGE_TABLE, &g->t);
}

/* ---- lift ---- */

/* An experiment that cxnotify draws: of a scenario, or of all marketing. */
static bool
is_holdout(struct sv experiment)
{
	return sv_starts(experiment, SV("scenario:")) || sv_is(experiment, "global");
}

/* With the experiment, where it is but one: a column of the same name would not be shown. */
static struct sv
lift_caption(struct page_build *b, const struct page_family *f, const struct page_pick *p)
{
	struct sv name = p->nrow > 0 ? page_set_text(f, p->row[0], "experiment") : SV(""), said;
	struct buf o;

	for (size_t i = 0; i < p->nrow; i++)
		if (!sv_eq(page_set_text(f, p->row[i], "experiment"), name))
			return page_lang_word(b->lang, PAGE_WORD_MESSAGE_LIFT);
	buf_init(&o, SIZE_MAX);
	buf_sv(&o, page_lang_word(b->lang, PAGE_WORD_MESSAGE_LIFT));
	buf_sv(&o, SV(": "));
	buf_sv(&o, page_build_sv(b, name));
	said = arena_sv(b->a, buf_view(&o));
	buf_free(&o);
	return said;
}

void
page_place_lift(struct page_build *b)
{
	static const char *const cols[] = {
		"experiment", "variant", "metric", "mean", "mean_control", "effect", "lift",
		"p_adjusted", "status", NULL
	};

	for (size_t i = 0; i < b->set->n; i++) {
		const struct page_family *f = b->set->family[i];
		struct page_pick p = { .col = cols, .most = (size_t)b->spec->rows };
		size_t *row, n;

		if (f->kind == NULL || strcmp(f->kind->name, "ab") != 0)
			continue;
		row = page_table_rows(b, f, &n);
		for (size_t k = 0; k < n; k++)
			if (is_holdout(page_set_text(f, row[k], "experiment")))
				row[p.nrow++] = row[k];
		p.row = row;
		p.caption = lift_caption(b, f, &p);
		if (p.nrow > 0)
			page_build_item(b, PAGE_TABLE, page_table_of(b, f, &p));
	}
}
