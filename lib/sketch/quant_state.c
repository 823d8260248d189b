/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quant_state - see quant_state.h
 */
#include "sketch/quant_state.h"

#include "base/mem.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "sketch/runs.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
value_cmp(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
save_values(const struct quant *q, struct jwrite *w)
{
	double *value = mem_array(NULL, (size_t)q->n + 1, sizeof *value);

	if (q->n != 0) {
		memcpy(value, q->value, (size_t)q->n * sizeof *value);
		qsort(value, (size_t)q->n, sizeof *value, value_cmp);
	}
	jwrite_open(w, '[');
	for (size_t i = 0; i < q->n; i++)
		jwrite_double(w, value[i]);
	jwrite_shut(w, ']');
	mem_free(value);
}

static void
save_bins(const struct bins *b, struct sv name, struct jwrite *w)
{
	struct runs_bins text = { 0 };

	if (b->total == 0)
		return;
	jwrite_key(w, name);
	for (int32_t bin = b->at; bin <= b->top; bin++) {
		uint64_t k = bins_at(b, bin);

		if (k != 0)
			runs_bins_add(&text, bin, k);
	}
	runs_bins_save(&text, w);
}

void
quant_state_save(const struct quant *q, struct jwrite *w)
{
	const struct quant_sketch *s = q->sketch;

	if (s == NULL) {
		save_values(q, w);
		return;
	}
	jwrite_open(w, '{');
	jwrite_key(w, SV("n"));
	jwrite_u64(w, q->n);
	jwrite_key(w, SV("min"));
	jwrite_double(w, q->min);
	jwrite_key(w, SV("max"));
	jwrite_double(w, q->max);
	if (s->zero != 0) {
		jwrite_key(w, SV("zero"));
		jwrite_u64(w, s->zero);
	}
	save_bins(&s->pos, SV("pos"), w);
	save_bins(&s->neg, SV("neg"), w);
	if (s->pos.collapsed || s->neg.collapsed) {
		jwrite_key(w, SV("collapsed"));
		jwrite_str(w, s->pos.collapsed && s->neg.collapsed ? SV("both") :
		    s->pos.collapsed ? SV("pos") : SV("neg"));
	}
	jwrite_shut(w, '}');
}

struct values {
	struct quant           *q;
	const struct quant_cfg *c;
	struct err             *e;
	enum rc                 rc;
};

static bool
load_value(void *ctx, struct sv key, const struct val *v)
{
	struct values *to = ctx;
	struct quant *q = to->q;
	double x = 0;

	(void)key;
	if (v->kind != VAL_NUMBER || num_double(v->text, &x) != RC_OK)
		to->rc = rc_err(to->e, RC_SYNTAX, "a value is no number in the range of doubles");
	else if (q->n != 0 && x < q->max)
		to->rc = rc_err(to->e, RC_SYNTAX, "the values are not in ascending order");
	else if (!to->c->exact && q->n == QUANT_EXACT_MAX)
		to->rc = rc_err(to->e, RC_SYNTAX, "more than %d values, which belong in a sketch",
		    QUANT_EXACT_MAX);
	else
		quant_add(q, to->c, x);
	return to->rc == RC_OK;
}

static enum rc
load_bin(void *ctx, int32_t bin, uint64_t k, struct err *e)
{
	struct bins *b = ctx;

	if (b->total != 0 && bin - b->at >= BINS_MAX && bins_border(b) + (bin - b->top) > b->at)
		for (int32_t i = b->at; i < bin - (BINS_MAX - 1); i++)
			if (bins_at(b, i) != 0)
				return rc_err(e, RC_SYNTAX, "more than %d bins from the first"
				    " to the last", BINS_MAX);
	bins_add(b, bin, k);
	return RC_OK;
}
