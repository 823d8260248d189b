/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/kpi_evidence.h"

void
kpi_evidence_init(struct kpi_evidence *ev, const struct kpi_tree *t, struct arena *a)
{
	ev->verdict = arena_zalloc(a, (t->nship + 1) * sizeof(*ev->verdict));
	ev->shift = arena_zalloc(a, (t->nship + 1) * sizeof(*ev->shift));
}

static bool
is_later(const struct kpi_verdict *a, const struct kpi_verdict *b)
{
	if (!b->there || a->to_us != b->to_us)
		return !b->there || a->to_us > b->to_us;
	return sv_cmp(a->line, b->line) > 0;
}

void
kpi_evidence_verdict(struct kpi_evidence *ev, const struct kpi_tree *t, struct sv experiment,
    const struct kpi_verdict *v, struct arena *a)
{
	for (size_t i = 0; i < t->nship; i++) {
		struct kpi_verdict *to = &ev->verdict[i];

		if (t->ship[i].experiment.n == 0 || !sv_eq(t->ship[i].experiment, experiment) ||
		    !is_later(v, to))
			continue;
		*to = *v;
		to->there = true;
		to->line = arena_sv(a, v->line);
		to->decision = arena_sv(a, v->decision);
		to->variant = arena_sv(a, v->variant);
		to->metric = arena_sv(a, v->metric);
		to->method = arena_sv(a, v->method);
	}
}

/* Of two at one time the greater score counts, then what is less. */
static bool
is_first(const struct kpi_shift *a, const struct kpi_shift *b)
{
	if (!b->there || a->at_us != b->at_us)
		return !b->there || a->at_us < b->at_us;
	if (a->score < b->score || a->score > b->score)
		return a->score > b->score;
	return a->value < b->value;
}

void
kpi_evidence_shift(struct kpi_evidence *ev, const struct kpi_tree *t, size_t i,
    const struct kpi_shift *s)
{
	int64_t at_us = t->ship[i].at_us, after_us;

	if (s->at_us < at_us || __builtin_sub_overflow(s->at_us, at_us, &after_us) ||
	    after_us > t->within_us || !is_first(s, &ev->shift[i]))
		return;
	ev->shift[i] = *s;
	ev->shift[i].there = true;
}
