/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * decide - see decide.h
 */
#include "judge/decide.h"

#include "judge/needs.h"
#include "judge/sequential.h"
#include "objective/kind.h"
#include "stats/binomial.h"
#include "stats/compound.h"

#include <math.h>

struct limits {			/* of one decision */
	double e_fail;
	double e_pass;
	double alpha;
	double phi;		/* of a fail */
	double burst;		/* of a pass: bad events an incident */
	double min_bad;
};

static struct limits
limits_of(const struct slo_verdict *v, const struct slo_objective *o, const struct slo_rule *rule)
{
	return (struct limits){
		.e_fail = o->e0,
		.e_pass = fmin(o->e0 * (1 + o->margin), 1),
		.alpha = 1 - rule->conf,
		.phi = v->phi >= 1 ? v->phi : 1,
		.burst = v->burst,
		.min_bad = (double)o->min_bad
	};
}

static struct needs_test
test_of(const struct limits *l, const struct slo_rule *rule, bool pass)
{
	return (struct needs_test){
		.e = pass ? l->e_pass : l->e_fail,
		.pass = pass,
		.alpha = l->alpha,
		.phi = pass ? bursts_phi(l->burst) : l->phi,
		.burst = pass ? l->burst : 1,
		.min_bad = pass ? 0 : l->min_bad,
		.sequential = rule->sequential
	};
}

void
decide_nodata(struct slo_verdict *v, const struct slo_objective *o, const struct slo_rule *rule)
{
	v->reason = REASON_NODATA;
	v->verdict = o->nodata == SLO_NODATA_PASS ? SLO_PASS :
	    o->nodata == SLO_NODATA_FAIL ? SLO_FAIL : SLO_INCONCLUSIVE;
	if (v->verdict == SLO_INCONCLUSIVE && o->e0 > 0 && o->e0 < 1 &&
	    rule->mode == SLO_MODE_GATE) {
		struct limits l = limits_of(v, o, rule);
		struct needs_test t = test_of(&l, rule, true);

		v->needed_n = needs_events(&t, 0);
		if (v->needed_n != 0 && v->needed_n < o->min_total)
			v->needed_n = o->min_total;
	}
}

bool
decide_enough(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t)
{
	if (t->c.n + t->c.unknown < o->min_total) {
		v->verdict = SLO_INCONCLUSIVE;
		v->reason = REASON_MIN_TOTAL;
		if (v->needed_n < o->min_total && !tally_by_slices(o))
			v->needed_n = o->min_total;
		return false;
	}
	/* Written so that 9 of 10 slices are 0.9 of them, whatever 0.9 is in binary. */
	if (o->min_coverage > 0 && !binomial_share_within(o->min_coverage *
	    (double)t->slices_expected, (double)t->slices, 1)) {
		v->verdict = SLO_INCONCLUSIVE;
		v->reason = REASON_COVERAGE;
		v->needed_n = 0;
		return false;
	}
	return true;
}

void
decide_singly(struct slo_verdict *v, const struct slo_objective *o, const struct slo_rule *rule)
{
	bool inferred = rule->mode == SLO_MODE_GATE && rule->dispersion;

	if (inferred && v->verdict == SLO_PASS && v->reason == REASON_NONE && isnan(v->phi) &&
	    v->burst <= 1 && v->burst_from == BURSTS_FROM_NOTHING &&
	    (kind_of(o)->flags & KIND_SLICES) == 0 && !(series_loss(&v->c) > 0))
		v->reason = REASON_SINGLY;
}

void
decide_bounds(struct slo_verdict *v, const struct tally *t, double alpha)
{
	double phi = v->phi >= 1 ? v->phi : 1;

	v->lo = binomial_lower(t->best / phi, t->n / phi, alpha);
	v->hi = compound_upper(t->worst, t->n, alpha, v->burst);
}

static bool
is_fail(const struct limits *l, double best, double p)
{
	return best >= l->min_bad * l->phi && binomial_rejects(p, l->alpha);
}

/* What the tests say of @best..@worst of @n at one look. */
static enum slo_verdict_kind
one_look(const struct limits *l, double best, double worst, double n)
{
	if (binomial_rejects(compound_at_most(worst, n, l->e_pass, l->burst), l->alpha))
		return SLO_PASS;
	return is_fail(l, best, binomial_at_least(best / l->phi, n / l->phi, l->e_fail)) ?
	    SLO_FAIL : SLO_INCONCLUSIVE;
}

/* Why it is inconclusive: the first cause whose absence would decide. */
static enum reason
reason_of(const struct limits *l, const struct tally *t)
{
	struct limits even = *l, few = *l;

	even.phi = even.burst = 1;
	few.min_bad = 0;
	if (t->worst > t->best && (t->judged <= 0 ||
	    one_look(l, t->bad, t->bad, t->judged) != SLO_INCONCLUSIVE))
		return REASON_UNKNOWN;
	if ((l->phi > 1 || l->burst > 1) &&
	    one_look(&even, t->best, t->worst, t->n) != SLO_INCONCLUSIVE)
		return REASON_BURSTS;
	if (one_look(&few, t->best, t->worst, t->n) != SLO_INCONCLUSIVE)
		return REASON_MIN_BAD;
	return REASON_SAMPLE;
}

/* Events until the shares as they are decide: the worst within, or the best beyond. */
static uint64_t
events_needed(const struct limits *l, const struct tally *t, const struct slo_rule *rule)
{
	struct needs_test pass = test_of(l, rule, true), fail = test_of(l, rule, false);
	uint64_t n = needs_events(&pass, t->worst / t->n);

	return n != 0 ? n : needs_events(&fail, t->best / t->n);
}

void
decide_sequential(struct slo_verdict *v, const struct sequential *run)
{
	v->e_value = exp(run->log_fail);
	v->e_pass = exp(run->log_pass);
	v->p_raw = sequential_p(run->log_fail);
	v->p_pass = sequential_p(run->log_pass);
	v->verdict = run->first == SEQUENTIAL_PASS ? SLO_PASS :
	    run->first == SEQUENTIAL_FAIL ? SLO_FAIL : SLO_INCONCLUSIVE;
}

void
decide_tally(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    const struct series *s, const struct period *p, const struct slo_rule *rule)
{
	struct limits l = limits_of(v, o, rule);

	if (rule->sequential) {
		struct sequential_test st = { o, l.e_fail, l.e_pass, l.alpha, l.phi,
			bursts_phi(l.burst) };
		struct sequential run = sequential_run(&st, s, p);

		decide_sequential(v, &run);
	} else {
		v->p_raw = binomial_at_least(t->best / l.phi, t->n / l.phi, l.e_fail);
		v->p_pass = compound_at_most(t->worst, t->n, l.e_pass, l.burst);
		v->verdict = binomial_rejects(v->p_pass, l.alpha) ? SLO_PASS :
		    is_fail(&l, t->best, v->p_raw) ? SLO_FAIL : SLO_INCONCLUSIVE;
	}
	if (v->verdict != SLO_INCONCLUSIVE)
		return;
	v->reason = rule->sequential && !(t->worst > t->best) ? REASON_SAMPLE : reason_of(&l, t);
	v->needed_n = events_needed(&l, t, rule);
	if (v->needed_n != 0 && v->needed_n < o->min_total && !tally_by_slices(o))
		v->needed_n = o->min_total;
}

void
decide_budget(struct slo_verdict *v, const struct tally *t, double e0)
{
	if (binomial_share_within(t->worst, t->n, e0)) {
		v->verdict = SLO_PASS;
	} else if (!binomial_share_within(t->best, t->n, e0)) {
		v->verdict = SLO_FAIL;
	} else {
		v->verdict = SLO_INCONCLUSIVE;
		v->reason = REASON_UNKNOWN;
	}
}
