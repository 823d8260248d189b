/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_distinct - distinct(x): how many different values
 *
 * Of a sample it counts what is in the sample, which is the least there can be: how many it
 * has missed, no weight says.
 *
 * By decoded text, whatever the JSON kind: 1 and "1" are one value, 1 and 1.0
 * are two.  Null is no value.
 *
 * Memory class: 32 bytes a state, 8 to 16 KiB while exact, 4 KiB beyond.
 */
#include "metric/agg.h"

#include "record/record.h"
#include "sketch/distinct_state.h"

#include <math.h>

static void
distinct_rows(const struct agg_cfg *cfg, const struct agg_rows *in)
{
	const struct val *const *v = in->arg[0]->at;
	struct distinct *to[BATCH_ROWS];
	uint64_t hash[BATCH_ROWS];
	uint8_t new[BATCH_ROWS];
	size_t n = 0, k = 0;

	(void)cfg;
	for (size_t i = 0; i < in->n; i++) {
		if (val_null(v[i]))
			continue;
		to[n] = agg_rows_state(in, i);
		hash[n] = distinct_hash(val_written(v[i]) ? v[i]->text :
		    val_text(v[i], in->tmp));
		distinct_near(to[n], hash[n]);
		n++;
	}
	for (size_t i = 0; i < n; i++) {	/* no branch: nobody can guess it */
		new[k] = (uint8_t)i;
		k += !distinct_known(to[i], hash[i]);
	}
	for (size_t i = 0; i < k; i++)
		distinct_add_hash(to[new[i]], hash[new[i]]);
}

static enum rc
distinct_merge_state(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	(void)cfg;
	(void)e;
	distinct_merge(dst, src);
	return RC_OK;
}

static void
distinct_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	(void)cfg;
	distinct_state_save(st, w);
}

static enum rc
distinct_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	(void)cfg;
	return distinct_state_load(st, v, e);
}

static void
distinct_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	double n, lo, hi;

	distinct_count(st, interval_z(out->conf), &n, &lo, &hi);
	agg_double(w, out, "", round(n));
	agg_bounds(w, out, span, (struct interval){ floor(lo), cfg->sampled ? (double)NAN :
	    ceil(hi) });
	agg_key(w, out, "_method");
	if (cfg->sampled)
		jwrite_str(w, distinct_exact(st) ? SV("exact, of the sample") :
		    SV("hll, of the sample"));
	else
		jwrite_str(w, distinct_exact(st) ? SV("exact") : SV("hll"));
}

static void
distinct_free_state(void *st)
{
	distinct_free(st);
}

static size_t
state_heap(const void *st)
{
	return distinct_heap(st);
}

const struct agg_type agg_distinct = {
	.name = "distinct",
	.args = "x",
	.summary = "number of different values",
	.method = "exact to 512 values, then HyperLogLog within 1.6 %",
	.grows = "the different values, to 16 KiB",
	.version = 1,
	AGG_STATE(struct distinct),
	.init = agg_init_none,
	.rows = distinct_rows,
	.merge = distinct_merge_state,
	.save = distinct_save,
	.load = distinct_load,
	.emit = distinct_emit,
	.heap = state_heap,
	.free = distinct_free_state
};
