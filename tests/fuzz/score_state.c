/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_state - any text loads as an arm of cxab or is refused with a reason; what loads saves,
 * loads again as the same, and merges in any order to the same bytes
 *
 * Input: a digit, which metrics; a state; perhaps a line feed and another.
 */
#include "base/mem.h"
#include "json/jread.h"
#include "score/score_fold.h"
#include "stats/quiet.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { QUESTIONS = 4 };

/* A share and a mean; a ratio and a mean with a covariate; capped ones; a quantile. */
static void
question(struct score_plan *p, unsigned i)
{
	struct score_metric *m = p->metric;

	*p = (struct score_plan){ .nmetric = 2, .ncovariate = i == 1, .max_values = 100 };
	m[0] = (struct score_metric){ .kind = i == 1 ? SCORE_QUOTIENT : SCORE_SHARE,
		.base = i == 1 ? 2 : 1 };
	m[1] = (struct score_metric){ .kind = i == 3 ? SCORE_RANK : SCORE_AVERAGE, .base = 1,
		.keeps = i >= 2 };
	if (i == 2) {
		m[0].kind = SCORE_AVERAGE;
		m[0].cap = (struct score_cap){ .on = true, .fixed = true };
		m[1].cap = (struct score_cap){ .on = true, .q = { 99, 2 } };
	}
	for (unsigned k = 0; k < 2; k++)
		m[k].nvar = m[k].base + 2 * p->ncovariate;
}

static void
check(bool ok, const char *what)
{
	if (!ok) {
		fprintf(stderr, "score_state: %s\n", what);
		abort();
	}
}

static void *
made(const struct score_plan *p)
{
	void *st = mem_zalloc(score_arm_size(p));

	check(score_fold_ops.init(p, st, NULL) == RC_OK, "init");
	return st;
}

static void
drop(const struct score_plan *p, void *st)
{
	if (st != NULL)
		score_fold_ops.free(p, st);
	mem_free(st);
}

static void *
loaded(const struct score_plan *p, struct sv text)
{
	void *st = made(p);
	struct err e = { 0 };
	struct val v;

	if (jread_value(text, &v, &e) == RC_OK && score_fold_ops.load(p, st, &v, &e) == RC_OK)
		return st;
	check(e.msg[0] != '\0', "refused, and no reason");
	drop(p, st);
	return NULL;
}

static struct buf
saved(const struct score_plan *p, const void *st)
{
	struct jwrite w;
	struct buf o;

	buf_init(&o, SIZE_MAX);
	jwrite_init(&w, &o);
	score_fold_ops.save(p, st, &w);
	return o;
}

static void
saves_alike(const struct score_plan *p, const void *st)
{
	struct buf one = saved(p, st), two;
	void *again = loaded(p, buf_view(&one));

	check(again != NULL, "what was saved does not load");
	two = saved(p, again);
	check(sv_eq(buf_view(&one), buf_view(&two)), "saved once more it is another");
	drop(p, again);
	buf_free(&one);
	buf_free(&two);
}

/* NULL: more values together than may be kept. */
static void *
merged(const struct score_plan *p, const void *x, const void *y)
{
	void *st = made(p);
	struct err e = { 0 };

	check(score_fold_ops.merge(p, st, x, &e) == RC_OK, "merge");
	if (score_fold_ops.merge(p, st, y, &e) == RC_OK)
		return st;
	check(e.msg[0] != '\0', "not merged, and no reason");
	drop(p, st);
	return NULL;
}

static void
merges_alike(const struct score_plan *p, const void *x, const void *y)
{
	void *xy = merged(p, x, y), *yx = merged(p, y, x);
	struct buf one, two;

	check((xy == NULL) == (yx == NULL), "merges in one order alone");
	if (xy == NULL)
		return;
	one = saved(p, xy);
	two = saved(p, yx);
	check(sv_eq(buf_view(&one), buf_view(&two)), "the order shows");
	buf_free(&one);
	buf_free(&two);
	drop(p, xy);
	drop(p, yx);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sv text = { (const char *)data + (size > 0), size - (size > 0) };
	struct sv one = { text.p, sv_find(text, '\n') };
	struct sv two = { text.p + one.n + (one.n < text.n), text.n - one.n - (one.n < text.n) };
	struct score_plan p;
	void *x, *y;

	if (size == 0 || data[0] < '0' || data[0] >= '0' + QUESTIONS)
		return 0;
	quiet_gsl();
	question(&p, data[0] - (unsigned)'0');
	x = loaded(&p, one);
	y = loaded(&p, two);
	if (x != NULL)
		saves_alike(&p, x);
	if (x != NULL && y != NULL)
		merges_alike(&p, x, y);
	drop(&p, x);
	drop(&p, y);
	return 0;
}
