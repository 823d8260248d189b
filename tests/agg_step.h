/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_step - for tests of aggregates: one record into one state, its arguments at hand
 */
#ifndef CX_TESTS_AGG_STEP_H
#define CX_TESTS_AGG_STEP_H

#include "expr/expr.h"
#include "metric/agg_type.h"
#include "metric/columns.h"

static inline enum rc
agg_step(const struct agg_type *t, void *st, const struct agg_cfg *cfg, const struct agg_in *in,
    struct err *e)
{
	struct agg_column column[FOLD_ARGS_MAX] = { { .at = NULL } };
	const struct val *at[FOLD_ARGS_MAX];
	uint8_t tri[FOLD_ARGS_MAX], is[FOLD_ARGS_MAX];
	double num[FOLD_ARGS_MAX];
	struct xsum_num exact[FOLD_ARGS_MAX];
	struct agg_rows rows = { .n = 1, .st = &st, .tmp = in->tmp };
	const uint64_t weight = agg_times(in);
	struct arena own;
	size_t k = 0;

	if (t->step != NULL)
		return t->step(st, cfg, in, e);
	if (in->again > 0)
		rows.weight = &weight;
	arena_init(&own);
	if (in->tmp == NULL)
		rows.tmp = &own;
	for (const char *a = t->args; *a != '\0'; a++) {
		unsigned kind;

		if (strchr("pxPX", *a) == NULL)
			continue;
		kind = in->arg[k].kind;
		at[k] = &in->arg[k];
		tri[k] = kind == VAL_TRUE ? EXPR_TRUE : kind == VAL_FALSE ? EXPR_FALSE :
		    EXPR_UNKNOWN;
		columns_numbers(&at[k], 1, &is[k], &num[k],
		    (t->flags & FOLD_EXACT) != 0 ? &exact[k] : NULL);
		column[k] = (struct agg_column){ &at[k], &tri[k], &is[k], &num[k], &exact[k] };
		if (*a >= 'a' || kind != VAL_NONE)
			rows.arg[k] = &column[k];
		k++;
	}
	t->rows(cfg, &rows);
	arena_free(&own);
	return RC_OK;
}

#endif
