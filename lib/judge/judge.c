/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * judge - see judge.h
 */
#include "judge/judge.h"

#include "judge/baseline.h"
#include "judge/burn.h"
#include "judge/judge_kind.h"
#include "stats/adjust.h"
#include "stats/binomial.h"

#include <math.h>

struct slo_rule
judge_rule(void)
{
	return (struct slo_rule){
		.mode = SLO_MODE_GATE,
		.conf = 0.95,
		.dispersion = true,
		.holm = true
	};
}

static void
blank_verdict(struct slo_verdict *v, const struct slo_objective *o, const struct val *key,
    const struct period *p)
{
	const struct slo_side side = { .rate = (double)NAN, .lo = (double)NAN, .hi = (double)NAN };

	*v = (struct slo_verdict){
		.objective = o,
		.key = key,
		.verdict = SLO_INCONCLUSIVE,
		.from_us = p->from_us,
		.to_us = p->to_us,
		.end_us = p->end_us,
		.burst = 1,
		.rate = (double)NAN, .lo = (double)NAN, .hi = (double)NAN, .phi = (double)NAN,
		.value = (double)NAN, .value_lo = (double)NAN, .value_hi = (double)NAN,
		.p_raw = (double)NAN, .p_holm = (double)NAN, .p_pass = (double)NAN,
		.e_value = (double)NAN, .e_pass = (double)NAN,
		.budget_total = (double)NAN, .budget_remaining = (double)NAN,
		.budget_projected = (double)NAN, .burn = (double)NAN,
		.exhausted_in_us = (double)NAN,
		.stable = side, .candidate = side,
		.ratio = (double)NAN, .ratio_lo = (double)NAN, .ratio_hi = (double)NAN
	};
}

void
judge_objective(struct slo_verdict *v, const struct slo_objective *o, const struct val *key,
    const struct series side[2], const struct slo_clock *clock, const struct slo_rule *rule,
    struct arena *a)
{
	struct period p = period_of(o, clock);

	blank_verdict(v, o, key, &p);
	if (judge_kind_of(o)->judge == NULL)
		return;
	judge_kind_of(o)->judge(v, o, side, &p, rule);
	burn_alerts(v, o, &side[0], &p, rule, a);
}

/* ---- all verdicts together ---- */

struct together {		/* what judge_all is given */
	struct slo_verdict *v;
	size_t n;
	const struct series (*series)[2];
	const struct slo_spec   *spec;
	const struct slo_clock  *clock;
	const struct slo_rule   *rule;
	struct arena            *a;
};

static const struct series *
series_of(const struct together *t, const struct slo_objective *o)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].objective == o)
			return &t->series[i][0];
	return NULL;
}

static void
compose_verdict(struct slo_verdict *v, const struct together *t, const struct slo_rule *rule)
{
	const struct slo_objective *o = v->objective;
	struct arena *a = t->a;
	const struct slo_objective **member = arena_alloc(a, o->nmember * sizeof(const void *));
	const struct series **with = arena_alloc(a, o->nmember * sizeof(const void *));
	const struct series none = { 0 };
	double *weight = arena_alloc(a, o->nmember * sizeof(*weight));
	struct composite c = { o, member, weight, with, o->nmember };
	struct period p = period_of(o, t->clock);

	for (size_t i = 0; i < o->nmember; i++) {
		member[i] = &t->spec->objective[o->member[i].objective];
		weight[i] = o->member[i].weight;
		with[i] = series_of(t, member[i]);
		if (with[i] == NULL)
			with[i] = &none;
	}
	blank_verdict(v, o, v->key, &p);
	judge_kind_of(o)->compose(v, &c, &p, rule, a);
}

/* needed_n among as many objectives: of this one judged again, at the alpha that Holm leaves it. */
static uint64_t
needed_among(const struct slo_verdict *v, double p_holm, const struct together *t)
{
	struct slo_rule strict = *t->rule;
	struct slo_verdict again = *v;

	strict.conf = 1 - (1 - strict.conf) * v->p_raw / p_holm;
	if (judge_kind_of(v->objective)->compose != NULL)
		compose_verdict(&again, t, &strict);
	else
		judge_objective(&again, v->objective, v->key, t->series[v - t->v], t->clock,
		    &strict, t->a);
	return again.needed_n;
}

/* A fail that the family does not allow is no verdict. */
static void
correct_fails(const struct together *t)
{
	double *p = arena_alloc(t->a, t->n * sizeof(*p)), alpha = 1 - t->rule->conf;
	struct slo_verdict *v = t->v;

	for (size_t i = 0; i < t->n; i++)
		p[i] = v[i].objective->severity == SLO_GATE ? v[i].p_raw : (double)NAN;
	adjust_holm(p, t->n, p, t->a);
	for (size_t i = 0; i < t->n; i++) {
		v[i].p_holm = p[i];
		if (v[i].verdict != SLO_FAIL || isnan(p[i]) || binomial_rejects(p[i], alpha))
			continue;
		v[i].verdict = SLO_INCONCLUSIVE;
		v[i].reason = REASON_HOLM;
		v[i].needed_n = needed_among(&v[i], p[i], t);
	}
}

static bool
same_key(const struct slo_verdict *a, const struct slo_verdict *b, struct arena *tmp)
{
	if (a->objective->nkey != b->objective->nkey)
		return true;
	for (size_t i = 0; i < a->objective->nkey; i++)
		if (a->key != NULL && b->key != NULL && val_cmp(&a->key[i], &b->key[i], tmp) != 0)
			return false;
	return true;
}

static void
find_conditions(struct slo_verdict *v, size_t n, const struct slo_spec *spec, struct arena *a)
{
	for (size_t i = 0; i < n; i++) {
		size_t after = v[i].objective->after;

		for (size_t j = 0; after < spec->n && j < n; j++) {
			bool passed = v[j].verdict == SLO_PASS && v[j].conditional == NULL;

			if (!passed && v[j].objective == &spec->objective[after] &&
			    same_key(&v[i], &v[j], a))
				v[i].conditional = &v[j];
		}
	}
}

void
judge_all(struct slo_verdict *v, size_t n, const struct series (*series)[2],
    const struct slo_spec *spec, const struct slo_clock *clock, const struct slo_rule *rule,
    struct arena *a)
{
	const struct together t = { v, n, series, spec, clock, rule, a };

	for (size_t i = 0; i < n; i++)
		if (judge_kind_of(v[i].objective)->compose != NULL)
			compose_verdict(&v[i], &t, rule);
	if (rule->holm && rule->mode == SLO_MODE_GATE)
		correct_fails(&t);
	find_conditions(v, n, spec, a);
}

bool
judge_gates(const struct slo_verdict *v)
{
	return v->objective->severity == SLO_GATE && v->reason != REASON_NEW;
}

enum slo_verdict_kind
judge_overall(const struct slo_verdict *v, size_t n)
{
	enum slo_verdict_kind worst = SLO_PASS;

	for (size_t i = 0; i < n; i++)
		if (judge_gates(&v[i]) && v[i].verdict > worst)
			worst = v[i].verdict;
	return worst;
}

double
judge_aa(const struct slo_objective *o, const struct series *stable,
    const struct slo_clock *clock, const struct slo_rule *rule, unsigned trials, struct arena *a)
{
	struct period p = period_of(o, clock), of = period_side(stable, &p);
	struct baseline_aa x = { o, stable, rule, trials };

	return baseline_aa(&x, &of, a);
}
