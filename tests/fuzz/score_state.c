/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_state - any text loads as an arm of cxab or is refused with a reason; what loads saves,
 * loads again as the same, and merges in any order to the same bytes
 *
 * Input: a digit, which metrics; a state; perhaps a line feed and another.
 */
#include "fold_state.h"
#include "score/score_fold.h"
#include "stats/quiet.h"

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
		m[0].cap = (struct score_cap){ .on = true, .fixed = true, .has_high = true };
		m[1].cap = (struct score_cap){ .on = true, .q = { 99, 2 } };
	}
	for (unsigned k = 0; k < 2; k++)
		m[k].nvar = m[k].base + 2 * p->ncovariate;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sv text = { (const char *)data + (size > 0), size - (size > 0) };
	struct sv one = { text.p, sv_find(text, '\n') };
	struct sv two = { text.p + one.n + (one.n < text.n), text.n - one.n - (one.n < text.n) };
	struct score_plan p;
	struct fold_state f = { "score_state", &score_fold_ops, &p, 0 };
	void *x, *y;

	if (size == 0 || data[0] < '0' || data[0] >= '0' + QUESTIONS)
		return 0;
	quiet_gsl();
	question(&p, data[0] - (unsigned)'0');
	f.size = score_arm_size(&p);
	x = fold_state_load(&f, one);
	y = fold_state_load(&f, two);
	if (x != NULL)
		fold_state_again(&f, x);
	if (x != NULL && y != NULL)
		fold_state_drop(&f, fold_state_sum(&f, x, y));
	fold_state_drop(&f, x);
	fold_state_drop(&f, y);
	return 0;
}
