/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tag/tag_agree.h"

#include "base/num.h"
#include "json/jwrite.h"
#include "stats/interval.h"
#include "stats/kappa.h"

#include <math.h>
#include <stdlib.h>

enum { DIGITS = 10 };

const char *const tag_agree_raters[TAG_RATERS] = { "answer", "rule", "classifier" };

static const struct {		/* by whom, and who is measured */
	enum tag_rater by;
	enum tag_rater rater;
} pairs[TAG_PAIRS] = {
	{ TAG_ANSWER, TAG_RULE }, { TAG_ANSWER, TAG_CLASSIFIER }, { TAG_RULE, TAG_CLASSIFIER },
};

void
tag_agree_init(struct tag_agree *g, uint64_t seed)
{
	arena_init(&g->arena);
	hmap_init(&g->label, &g->arena, sizeof(uint32_t), seed);
	for (size_t i = 0; i < TAG_PAIRS; i++)
		hmap_init(&g->seen[i], &g->arena, sizeof(uint64_t), seed);
}

enum rc
tag_agree_add(struct tag_agree *g, const struct sv *label, struct err *e)
{
	uint32_t index[TAG_RATERS] = { 0 };

	for (size_t i = 0; i < TAG_RATERS; i++) {
		bool fresh;
		uint32_t *at;

		if (label[i].n == 0)
			continue;
		at = hmap_put(&g->label, label[i], &fresh);
		if (fresh)
			*at = (uint32_t)g->label.n - 1;
		index[i] = *at;
	}
	if (g->label.n > TAG_LABELS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d labels: is another field meant?",
		    (int)TAG_LABELS_MAX);
	for (size_t p = 0; p < TAG_PAIRS; p++) {
		uint32_t key[2] = { index[pairs[p].by], index[pairs[p].rater] };

		if (label[pairs[p].by].n > 0 && label[pairs[p].rater].n > 0)
			++*(uint64_t *)hmap_put(&g->seen[p],
			    (struct sv){ (const char *)key, sizeof(key) }, NULL);
	}
	return RC_OK;
}

/* ---- writing ---- */

struct sorted {			/* labels by their text, so that no order of records shows */
	struct sv text;
	uint32_t  index;
};

static int
by_text(const void *pa, const void *pb)
{
	return sv_cmp(((const struct sorted *)pa)->text, ((const struct sorted *)pb)->text);
}

static void
put(struct jwrite *w, const char *key, double x)
{
	jwrite_put_double(w, key, isfinite(x) ? num_digits(x, DIGITS) : (double)NAN);
}

static void
put_record(size_t pair, struct sv label, const struct kappa *k, double conf, struct buf *o)
{
	struct interval share = interval_wilson(k->agreed, k->n, conf);
	struct jwrite w;

	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("tag_agreement"));
	jwrite_put_text(&w, "by", sv_of(tag_agree_raters[pairs[pair].by]));
	jwrite_put_text(&w, "rater", sv_of(tag_agree_raters[pairs[pair].rater]));
	jwrite_key(&w, SV("label"));
	if (label.p != NULL)
		jwrite_str(&w, label);
	else
		jwrite_null(&w);
	jwrite_put_u64(&w, "n", k->n);
	jwrite_put_u64(&w, "agreed", k->agreed);
	put(&w, "agreement", (double)k->agreed / (double)k->n);
	put(&w, "agreement_lo", share.lo);
	put(&w, "agreement_hi", share.hi);
	if (label.p == NULL) {
		put(&w, "kappa", k->x);
		put(&w, "kappa_lo", k->lo);
		put(&w, "kappa_hi", k->hi);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

static void
put_pair(const struct tag_agree *g, size_t pair, const struct sorted *s, double conf,
    struct arena *a, struct buf *o)
{
	size_t n = g->label.n, *place = arena_alloc(a, (n + 1) * sizeof(*place));
	uint64_t *count = arena_zalloc(a, (n * n + 1) * sizeof(*count));
	struct kappa all;

	for (size_t i = 0; i < n; i++)
		place[s[i].index] = i;
	for (size_t i = 0; i < g->seen[pair].n; i++) {
		const struct hmap_entry *at = &g->seen[pair].entry[i];
		uint32_t key[2];

		memcpy(key, at->key.p, sizeof(key));
		count[place[key[0]] * n + place[key[1]]] = *(const uint64_t *)at->val;
	}
	all = kappa_of(count, n, conf);
	if (all.n == 0)
		return;
	put_record(pair, (struct sv){ NULL, 0 }, &all, conf, o);
	for (size_t i = 0; i < n; i++) {
		struct kappa one = { .agreed = count[i * n + i] };

		for (size_t j = 0; j < n; j++)
			one.n += count[i * n + j];
		if (one.n > 0)
			put_record(pair, s[i].text, &one, conf, o);
	}
}

void
tag_agree_write(const struct tag_agree *g, double conf, struct buf *o)
{
	struct arena a;
	struct sorted *s;

	arena_init(&a);
	s = arena_alloc(&a, (g->label.n + 1) * sizeof(*s));
	for (size_t i = 0; i < g->label.n; i++)
		s[i] = (struct sorted){ g->label.entry[i].key, (uint32_t)i };
	qsort(s, g->label.n, sizeof(*s), by_text);
	for (size_t p = 0; p < TAG_PAIRS; p++)
		put_pair(g, p, s, conf, &a, o);
	arena_free(&a);
}

void
tag_agree_free(struct tag_agree *g)
{
	hmap_free(&g->label);
	for (size_t i = 0; i < TAG_PAIRS; i++)
		hmap_free(&g->seen[i]);
	arena_free(&g->arena);
}
