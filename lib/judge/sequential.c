/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sequential - see sequential.h
 *
 * Evidence for a fail grows only in steps with bad events, evidence for a pass only
 * between them: looks elsewhere could not be greater and are not made.
 */
#include "judge/sequential.h"

#include "judge/slices.h"
#include "judge/tally.h"
#include "objective/kind.h"
#include "stats/evidence.h"

#include <math.h>

struct run {
	const struct sequential_test *t;
	struct evidence fail;
	struct evidence pass;
	double n;		/* so far, with the unknown */
	double best;
	double worst;
	double events_bad;	/* of the best reading: what min_bad counts */
	struct sequential *out;
};

static void
look_pass(struct run *r)
{
	double phi = r->t->phi_pass, e = evidence_log(&r->pass, r->worst / phi, r->n / phi);

	r->out->log_pass = fmax(r->out->log_pass, e);
	if (r->out->first == SEQUENTIAL_NONE && e >= -log(r->t->alpha) - 1e-12)
		r->out->first = SEQUENTIAL_PASS;
}

static void
look_fail(struct run *r)
{
	double phi = r->t->phi_fail, e = evidence_log(&r->fail, r->best / phi, r->n / phi);

	r->out->log_fail = fmax(r->out->log_fail, e);
	if (r->out->first == SEQUENTIAL_NONE && e >= -log(r->t->alpha) - 1e-12 &&
	    r->events_bad >= (double)r->t->o->min_bad)
		r->out->first = SEQUENTIAL_FAIL;
}

/* @n more, of which @best to @worst are bad; @bad counts towards min_bad. */
static void
step_run(struct run *r, double n, double best, double worst, double bad)
{
	if (worst > 0 && r->n > 0)
		look_pass(r);
	r->n += n;
	r->best += best;
	r->worst += worst;
	r->events_bad += bad;
	if (best > 0)
		look_fail(r);
}

static void
step_slice(struct run *r, const struct slo_counts *c)
{
	const struct slo_objective *o = r->t->o;
	double un = (double)c->unknown, n = (double)c->n + un, bad = series_loss(c);

	if (o->method == SLO_TIMESLICES) {
		bool worst = tally_slice_bad(o, bad + un, n), best = tally_slice_bad(o, bad, n);

		step_run(r, 1, best, worst, best);
	} else {
		step_run(r, 1, bad / n, (bad + un) / n, bad);
	}
}

static void
empty_slices(struct run *r, int64_t n)
{
	double bad = r->t->o->empty == SLO_EMPTY_BAD ? (double)n : 0;

	if (r->t->o->empty != SLO_EMPTY_EXCLUDE && n > 0)
		step_run(r, (double)n, bad, bad, bad);
}

static void
by_slices(struct run *r, const struct series *s, const struct period *p)
{
	const struct slo_objective *o = r->t->o;
	struct slices w;
	struct slice at;
	int64_t next = 0;

	slices_init(&w, s, p->from_us, p->to_us, p->origin_us, tally_slice_us(o, p));
	while (slices_next(&w, &at)) {
		empty_slices(r, at.index - next);
		next = at.index + 1;
		step_slice(r, &at.c);
	}
	empty_slices(r, (p->to_us - 1 - p->origin_us) / tally_slice_us(o, p) + 1 - next);
}

static void
by_minutes(struct run *r, const struct series *s, const struct period *p)
{
	size_t end = series_from(s, p->to_us);

	for (size_t i = series_from(s, p->from_us); i < end; i++) {
		const struct slo_counts *c = &s->minute[i].c;
		double un = (double)c->unknown, bad = series_loss(c);

		step_run(r, (double)c->n + un, bad, bad + un, bad);
	}
}

struct sequential
sequential_run(const struct sequential_test *t, const struct series *s,
    const struct period *p)
{
	struct sequential out = { SEQUENTIAL_NONE, 0, 0 };
	struct run r = { .t = t, .out = &out };

	evidence_init(&r.fail, t->e_fail, true);
	evidence_init(&r.pass, t->e_pass, false);
	if (t->o->unit != NULL || (kind_of(t->o)->flags & KIND_SLICES) != 0) {
		struct tally all = tally_of(t->o, s, p);

		step_run(&r, all.n, all.best, all.worst, all.best);
	} else if (tally_by_slices(t->o)) {
		by_slices(&r, s, p);
	} else {
		by_minutes(&r, s, p);
	}
	if (r.n > 0)
		look_pass(&r);
	return out;
}

double
sequential_p(double log_e)
{
	return fmin(1, exp(-log_e));
}
