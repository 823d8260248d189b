/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * baseline - see baseline.h
 */
#include "judge/baseline.h"

#include "base/rng.h"
#include "judge/baseline_quantile.h"
#include "judge/decide.h"
#include "judge/judge_kind.h"
#include "judge/needs.h"
#include "judge/sequential.h"
#include "judge/slices.h"
#include "stats/binomial.h"
#include "stats/compound.h"
#include "stats/evidence.h"

#include <math.h>

enum { AA_SEED = 20260101 };

struct reading {		/* of unknown events on both sides */
	double k1, n1;		/* stable */
	double k2, n2;		/* candidate */
};

struct compare {		/* both readings, and what decides on them */
	bool fixed;		/* the stable side is files: it does not grow with the other */
	struct reading pass;	/* the candidate's unknown bad, the stable side's good */
	struct reading fail;	/* the other way round */
	double limit;		/* of the ratio */
	double floor;		/* absolute share that passes; 0: none */
	double alpha;
	double phi;		/* of the shares of bad events: of a fail, */
	double phi_pass;	/* ... of a pass */
	double floor_burst;	/* of the candidate's rate: bad events an incident */
	double min_bad;
};

/* The candidate's share of the bad events when its rate is @ratio times the other's. */
static double
share_at(double ratio, double n1, double n2)
{
	return ratio * n2 / (n1 + ratio * n2);
}

static double
ratio_of(double share, double n1, double n2)
{
	return share >= 1 ? (double)INFINITY : share / (1 - share) * n1 / n2;
}

static bool
has_floor(const struct compare *c)
{
	return c->floor > 0 && c->floor < 1;
}

/* @r with @scale times the events: of both sides, or of the candidate's alone. */
static struct reading
grown(const struct compare *c, const struct reading *r, double scale)
{
	double stable = c->fixed ? 1 : scale;

	return (struct reading){ r->k1 * stable, r->n1 * stable, r->k2 * scale, r->n2 * scale };
}

static double
p_pass(const struct compare *c, double scale)
{
	struct reading r = grown(c, &c->pass, scale);
	double k = r.k1 + r.k2, p = 1;

	if (k > 0 && r.n1 > 0)
		p = binomial_at_most(r.k2 / c->phi_pass, k / c->phi_pass,
		    share_at(c->limit, r.n1, r.n2));
	if (has_floor(c))
		p = fmin(p, compound_at_most(r.k2, r.n2, c->floor, c->floor_burst));
	return p;
}

static double
p_fail(const struct compare *c, double scale)
{
	struct reading r = grown(c, &c->fail, scale);
	double k = r.k1 + r.k2;

	if (!(k > 0 && r.n1 > 0))
		return 1;
	return binomial_at_least(r.k2 / c->phi, k / c->phi, share_at(c->limit, r.n1, r.n2));
}

static enum slo_verdict_kind
one_look(const struct compare *c, double scale)
{
	if (binomial_rejects(p_pass(c, scale), c->alpha))
		return SLO_PASS;
	if (c->fail.k2 * scale >= c->min_bad && binomial_rejects(p_fail(c, scale), c->alpha))
		return SLO_FAIL;
	return SLO_INCONCLUSIVE;
}

static struct reading
reading_of(const struct slo_counts *stable, const struct slo_counts *cand, bool candidate_bad)
{
	double un1 = (double)stable->unknown, un2 = (double)cand->unknown;

	return (struct reading){
		.k1 = series_loss(stable) + (candidate_bad ? 0 : un1),
		.n1 = (double)stable->n + un1,
		.k2 = series_loss(cand) + (candidate_bad ? un2 : 0),
		.n2 = (double)cand->n + un2
	};
}

/*
 * Both sides by slices: how the candidate's share of the bad events varies beyond chance.
 *
 *     sum (k2 - q k)^2 / sum k q (1 - q)
 *
 * over slices of k bad, q of them the candidate's by its events.  The mean of the slices' own
 * ratios would not do: the few with many bad events vary most, and count most in the total.
 */
static struct slices_phi
shared_phi(const struct series side[2], const struct period *p, double ratio)
{
	int64_t step = slices_default(p->to_us - p->seen_us);
	struct slices w[2];
	struct slice at[2];
	double squares = 0, chance = 0, cells = 0;
	bool more[2];

	if (side[1].past)
		return slices_chi_phi((double)NAN, 0);
	for (int i = 0; i < 2; i++) {
		slices_init(&w[i], &side[i], p->seen_us, p->to_us, p->seen_us, step);
		more[i] = slices_next(&w[i], &at[i]);
	}
	while (more[0] && more[1]) {
		if (at[0].index == at[1].index) {
			double k = series_loss(&at[0].c) + series_loss(&at[1].c);
			double q = share_at(ratio, (double)at[1].c.n, (double)at[0].c.n);
			double diff = series_loss(&at[0].c) - k * q;

			if (k > 0 && q > 0 && q < 1) {
				squares += diff * diff;
				chance += k * q * (1 - q);
				cells++;
			}
		}
		for (int i = 0, first = at[0].index > at[1].index; i < 2; i++)
			if (i == first || at[0].index == at[1].index)
				more[i] = more[i] && slices_next(&w[i], &at[i]);
	}
	return slices_chi_phi(cells < (double)SLICES_LEAST ? (double)NAN
	    : squares / chance * cells, cells - 1);
}

/* Minutes in which a side has events; none: first_us > last_us. */
static struct slo_clock
time_of(const struct series *s, const struct period *p)
{
	size_t from = series_from(s, p->from_us), end = series_from(s, p->to_us);

	if (from == end)
		return (struct slo_clock){ 0, 1, 0 };
	return (struct slo_clock){ .first_us = s->minute[from].minute * SLO_MINUTE_US,
		.last_us = s->minute[end - 1].minute * SLO_MINUTE_US };
}

/* Both sides have events, and one has ended when the other begins. */
static bool
are_apart(const struct series side[2], const struct period *p)
{
	const struct period past = period_side(&side[1], p);
	struct slo_clock a = time_of(&side[0], p), b = time_of(&side[1], &past);

	if (a.first_us > a.last_us || b.first_us > b.last_us)
		return false;
	return a.last_us < b.first_us || b.last_us < a.first_us;
}

/*
 * Where the sides share too few slices, each varies by what its own minutes say.  Given k
 * bad of both, with q of them the candidate's where the rates are at the limit, and variances
 * of phi times chance's on either side,
 *
 *     var(k2 - q k) = k q (1 - q) ((1 - q) phi2 + q phi1)
 *
 * so this mean is the design effect of the comparison.  A side of which nothing is known has
 * the other's.
 */
static struct slices_phi
own_phi(const struct slo_objective *o, const struct series side[2], const struct period *p,
    double q)
{
	struct slices_phi own[2];

	for (int i = 0; i < 2; i++) {
		const struct period of = period_side(&side[i], p);

		own[i] = tally_phi(o, &side[i], &of);
	}
	for (int i = 0; i < 2; i++)
		if (isnan(own[i].phi))
			own[i] = own[1 - i];
	return (struct slices_phi){ (1 - q) * own[0].phi + q * own[1].phi,
		fmin(own[0].p, own[1].p) };
}

/* The same of those whose events they are, which no other side shares. */
static struct slices_phi
cluster_phi(const struct series side[2], const struct period *p, double q)
{
	const struct period past = period_side(&side[1], p);
	struct slices_phi a = tally_clusters(&side[0], p), b = tally_clusters(&side[1], &past);

	a = isnan(a.phi) ? b : a;
	b = isnan(b.phi) ? a : b;
	return (struct slices_phi){ (1 - q) * a.phi + q * b.phi, fmin(a.p, b.p) };
}

struct follow {			/* evidence on the way */
	const struct compare *c;
	struct evidence_ratio pass;
	struct evidence_ratio fail;
	struct evidence       within;	/* the floor */
	double n, worst, best;		/* of the candidate so far */
	struct sequential     out;
};

/* One minute: the candidate's counts and the stable side's, which may be none. */
static void
follow_minute(struct follow *f, const struct slo_counts *cand, const struct slo_counts *stable)
{
	const struct compare *c = f->c;
	struct reading pass = reading_of(stable, cand, true);
	struct reading fail = reading_of(stable, cand, false);
	double enough = -log(c->alpha) - 1e-12;

	evidence_ratio_add(&f->pass, pass.k1, pass.n1, pass.k2, pass.n2);
	evidence_ratio_add(&f->fail, fail.k1, fail.n1, fail.k2, fail.n2);
	f->n += pass.n2;
	f->worst += pass.k2;
	f->best += fail.k2;
	f->out.log_pass = fmax(f->out.log_pass, evidence_ratio_log(&f->pass, c->phi_pass));
	if (has_floor(c))
		f->out.log_pass = fmax(f->out.log_pass, evidence_log(&f->within,
		    f->worst / bursts_phi(c->floor_burst), f->n / bursts_phi(c->floor_burst)));
	f->out.log_fail = fmax(f->out.log_fail, evidence_ratio_log(&f->fail, c->phi));
	if (f->out.first != SEQUENTIAL_NONE)
		return;
	if (f->out.log_pass >= enough)
		f->out.first = SEQUENTIAL_PASS;
	else if (f->out.log_fail >= enough && f->best >= c->min_bad)
		f->out.first = SEQUENTIAL_FAIL;
}

/* In time order, as sequential_run does for one side. */
static struct sequential
follow_minutes(const struct compare *c, const struct series side[2], const struct period *p)
{
	const struct slo_counts none = { 0 };
	struct follow f = { .c = c };
	size_t end = series_from(&side[0], p->to_us), j = series_from(&side[1], p->from_us);

	evidence_ratio_init(&f.pass, c->limit, false);
	evidence_ratio_init(&f.fail, c->limit, true);
	evidence_init(&f.within, has_floor(c) ? c->floor : 0.5, false);
	for (size_t i = series_from(&side[0], p->from_us); i < end; i++) {
		const struct slo_minute *m = &side[0].minute[i];
		bool both;

		while (j < side[1].n && side[1].minute[j].minute < m->minute)
			j++;
		both = j < side[1].n && side[1].minute[j].minute == m->minute;
		follow_minute(&f, &m->c, both ? &side[1].minute[j].c : &none);
	}
	return f.out;
}

static bool
scaled_decides(const void *ctx, double n)
{
	const struct compare *c = ctx;

	return one_look(c, n / c->pass.n2) != SLO_INCONCLUSIVE;
}

static struct slo_side
side_of(const struct slo_counts *c, double each, double alpha)
{
	double n = (double)c->n, un = (double)c->unknown, bad = series_loss(c);

	return (struct slo_side){
		.c = *c,
		.rate = n > 0 ? bad / n : (double)NAN,
		.lo = binomial_lower(bad / each, (n + un) / each, alpha),
		.hi = binomial_upper((bad + un) / each, (n + un) / each, alpha)
	};
}

static void
ratio_bounds(struct slo_verdict *v, const struct compare *c)
{
	const struct reading *lo = &c->fail, *hi = &c->pass;
	double n1 = (double)v->stable.c.n, n2 = (double)v->candidate.c.n;
	double k1 = series_loss(&v->stable.c), k2 = series_loss(&v->candidate.c);

	if (k1 + k2 > 0 && n1 > 0 && n2 > 0)
		v->ratio = ratio_of(k2 / (k1 + k2), n1, n2);
	v->ratio_lo = 0;
	v->ratio_hi = (double)INFINITY;
	if (lo->k1 + lo->k2 > 0 && lo->n1 > 0)
		v->ratio_lo = ratio_of(binomial_lower(lo->k2 / c->phi,
		    (lo->k1 + lo->k2) / c->phi, c->alpha), lo->n1, lo->n2);
	if (hi->k1 + hi->k2 > 0 && hi->n1 > 0)
		v->ratio_hi = ratio_of(binomial_upper(hi->k2 / c->phi_pass,
		    (hi->k1 + hi->k2) / c->phi_pass, c->alpha), hi->n1, hi->n2);
}

/* The first cause whose absence would decide. */
static enum reason
reason_of(const struct slo_verdict *v, const struct compare *c)
{
	struct compare known = *c, even = *c, few = *c;
	struct slo_counts a = v->stable.c, b = v->candidate.c;

	if (a.n == 0)
		return REASON_STABLE;
	a.unknown = b.unknown = 0;
	known.pass = known.fail = reading_of(&a, &b, true);
	if (v->stable.c.unknown + v->candidate.c.unknown > 0 && b.n > 0 &&
	    one_look(&known, 1) != SLO_INCONCLUSIVE)
		return REASON_UNKNOWN;
	even.phi = even.phi_pass = even.floor_burst = 1;
	if (c->phi_pass > 1 && one_look(&even, 1) != SLO_INCONCLUSIVE)
		return REASON_BURSTS;
	few.min_bad = 0;
	if (one_look(&few, 1) != SLO_INCONCLUSIVE)
		return REASON_MIN_BAD;
	return series_loss(&a) + series_loss(&b) > 0 ? REASON_SAMPLE : REASON_STABLE;
}

/* What it takes, and why there is no more than that. */
static void
why_open(struct slo_verdict *v, const struct compare *c, const struct slo_rule *rule)
{
	/* E-values compare minute by minute: of another time there is nothing to compare with. */
	bool mute = rule->sequential && v->apart && !has_floor(c);

	v->reason = rule->sequential ? REASON_SAMPLE : reason_of(v, c);
	v->needed_n = mute ? 0 : needs_search(scaled_decides, c);
	if (v->reason == REASON_SAMPLE && v->needed_n == 0 && (c->fixed || mute))
		v->reason = REASON_STABLE;
}

static void
judge_ratio(struct slo_verdict *v, struct compare *c, const struct series side[2],
    const struct period *p, const struct slo_rule *rule)
{
	ratio_bounds(v, c);
	if (rule->sequential) {
		struct sequential run = follow_minutes(c, side, p);

		decide_sequential(v, &run);
	} else {
		v->p_raw = p_fail(c, 1);
		v->p_pass = p_pass(c, 1);
		v->verdict = one_look(c, 1);
	}
	if (v->verdict == SLO_INCONCLUSIVE)
		why_open(v, c, rule);
}

/* Accounting: the ratio of the counts as it is, or the floor. */
static void
judge_budget(struct slo_verdict *v, const struct compare *c)
{
	const struct reading *w = &c->pass, *b = &c->fail;

	if ((w->n1 > 0 && binomial_share_within(w->k2 * w->n1, w->k1 * w->n2, c->limit)) ||
	    binomial_share_within(w->k2, w->n2, c->floor)) {
		v->verdict = SLO_PASS;
	} else if (b->n1 > 0 && !binomial_share_within(b->k2 * b->n1, b->k1 * b->n2, c->limit)) {
		v->verdict = SLO_FAIL;
	} else {
		v->verdict = SLO_INCONCLUSIVE;
		v->reason = b->n1 > 0 ? REASON_UNKNOWN : REASON_STABLE;
	}
}

static struct compare
compare_of(struct slo_verdict *v, const struct slo_objective *o, const struct series side[2],
    const struct period *p, const struct slo_rule *rule)
{
	struct compare c = {
		.pass = reading_of(&v->stable.c, &v->candidate.c, true),
		.fail = reading_of(&v->stable.c, &v->candidate.c, false),
		.fixed = o->baseline == NULL,
		.limit = 1 + o->increase,
		.floor = o->floor_e0 > 0 ? o->floor_e0 : o->e0,
		.alpha = 1 - rule->conf,
		.phi = 1,
		.phi_pass = 1,
		.floor_burst = 1,
		.min_bad = (double)o->min_bad
	};
	double k1 = series_loss(&v->stable.c), n1 = (double)v->stable.c.n;
	double k2 = series_loss(&v->candidate.c), n2 = (double)v->candidate.c.n;
	const double each = fmax(fmax(side[0].each, side[1].each), 1);

	c.phi = c.phi_pass = each;
	c.floor_burst = bursts_drawn((struct bursts){ 1, BURSTS_FROM_NOTHING, 1 }, each).size;
	if (rule->dispersion && rule->mode == SLO_MODE_GATE) {
		const struct bursts prior = bursts_drawn(bursts_prior(o), each);
		struct slices_phi own = tally_phi(o, &side[0], p), seen = { (double)NAN, 1 };
		struct bursts b;

		c.floor_burst = bursts_settle(prior, own, k2, BURSTS_DOUBT).size;
		/* A side without bad events has some ratio yet: as with half a one. */
		if (k1 + k2 > 0 && n1 > 0)
			seen = shared_phi(side, p, fmax(k2, 0.5) / n2 / (fmax(k1, 0.5) / n1));
		if (isnan(seen.phi) && n1 > 0)
			seen = own_phi(o, side, p, share_at(c.limit, n1, n2));
		if (o->cluster != NULL && n1 > 0) {
			struct slices_phi who = cluster_phi(side, p, share_at(c.limit, n1, n2));

			if (who.p < SLICES_DOUBT && !(seen.phi >= who.phi))
				seen = who;
		}
		v->phi = seen.phi;
		if (v->phi >= each)
			c.phi = v->phi;
		b = bursts_settle(prior, seen, k1 + k2, BURSTS_DOUBT);
		v->burst = b.size;
		v->burst_from = b.from;
		c.phi_pass = bursts_phi(b.size);
	}
	return c;
}

/* ---- times of the day and the week ---- */

enum { DAY_HOURS = 24, WEEK_DAYS = 7, FRIDAY = 4 };

#define ALIKE 0.5	/* of the events, at least: the sides are of the same times */

struct times {			/* shares of a side's events, UTC */
	double hour[DAY_HOURS];
	double weekend;
};

static struct times
times_of(const struct series *s, const struct period *p)
{
	struct times t = { { 0 }, 0 };
	size_t end = series_from(s, p->to_us);
	double n = 0;

	for (size_t i = series_from(s, p->from_us); i < end; i++) {
		int64_t hour = series_floor(s->minute[i].minute, 60) / 60;
		int64_t day = series_floor(hour, DAY_HOURS) / DAY_HOURS;
		/* 1970-01-01 was a Thursday; 0 is Monday. */
		int64_t weekday = day + 3 - series_floor(day + 3, WEEK_DAYS);
		double events = (double)s->minute[i].c.n + (double)s->minute[i].c.unknown;

		t.hour[hour - series_floor(hour, DAY_HOURS)] += events;
		t.weekend += weekday > FRIDAY ? events : 0;
		n += events;
	}
	for (int i = 0; i < DAY_HOURS && n > 0; i++)
		t.hour[i] /= n;
	t.weekend = n > 0 ? t.weekend / n : (double)NAN;
	return t;
}

static void
compare_times(struct slo_verdict *v, const struct series side[2], const struct period *p)
{
	const struct period past = period_side(&side[1], p);
	struct times a = times_of(&side[0], p), b = times_of(&side[1], &past);
	double shared = 0;

	if (!v->apart)
		return;
	for (int i = 0; i < DAY_HOURS; i++)
		shared += fmin(a.hour[i], b.hour[i]);
	v->hours_differ = shared < ALIKE;
	v->days_differ = 1 - fabs(a.weekend - b.weekend) < ALIKE;
}

/* ---- keys beside their past ---- */

static bool
is_new(struct slo_verdict *v, const struct slo_objective *o, const struct series side[2])
{
	if (!side[1].past || o->nkey == 0 || v->stable.c.n + v->stable.c.unknown > 0)
		return false;
	v->verdict = SLO_INCONCLUSIVE;
	v->reason = REASON_NEW;
	return true;
}

/* The rate of each of the last windows is beyond: those of a rolling one, or parts of the whole. */
static bool
is_sustained(const struct slo_verdict *v, const struct slo_objective *o, const struct series *s,
    const struct period *p, uint64_t windows)
{
	double limit = (1 + o->increase) * series_loss(&v->stable.c) / (double)v->stable.c.n;
	int64_t length = (p->to_us - p->seen_us) / (int64_t)windows;

	if (o->window.span == SLO_SPAN_ROLLING)
		length = o->window.length_us;
	for (int64_t i = 0; i < (int64_t)windows; i++) {
		struct slo_counts c = series_sum(s, p->to_us - (i + 1) * length,
		    p->to_us - i * length);

		if (!(series_loss(&c) > limit * (double)c.n))
			return false;
	}
	return true;
}

static void
sustain(struct slo_verdict *v, const struct slo_objective *o, const struct series side[2],
    const struct period *p)
{
	uint64_t windows = o->sustained != 0 ? o->sustained : side[1].past && o->nkey > 0 ? 2 : 1;

	if (v->verdict != SLO_FAIL || windows < 2 || o->q.num != 0 ||
	    is_sustained(v, o, &side[0], p, windows))
		return;
	v->verdict = SLO_INCONCLUSIVE;
	v->reason = REASON_SUSTAINED;
	v->needed_n = 0;
}

static void
judge_sides(struct slo_verdict *v, const struct slo_objective *o,
    const struct series side[2], const struct period *p, const struct slo_rule *rule)
{
	const struct period past = period_side(&side[1], p);
	struct tally cand = tally_of(o, &side[0], p), stable = tally_of(o, &side[1], &past);
	struct compare c;

	v->apart = are_apart(side, p);
	compare_times(v, side, p);
	v->c = cand.c;
	v->slices = cand.slices;
	v->slices_empty = cand.slices_empty;
	v->slices_expected = cand.slices_expected;
	v->candidate = side_of(&cand.c, cand.each, 1 - rule->conf);
	v->stable = side_of(&stable.c, stable.each, 1 - rule->conf);
	v->rate = v->candidate.rate;
	v->lo = v->candidate.lo;
	v->hi = v->candidate.hi;
	if (!(cand.n > 0)) {
		decide_nodata(v, o, rule);
		return;
	}
	if (is_new(v, o, side))
		return;
	if (o->q.num != 0) {
		baseline_quantile_judge(v, o, side, p, rule);
	} else {
		c = compare_of(v, o, side, p, rule);
		if (rule->mode == SLO_MODE_BUDGET) {
			ratio_bounds(v, &c);
			judge_budget(v, &c);
		} else {
			judge_ratio(v, &c, side, p, rule);
		}
	}
	sustain(v, o, side, p);
	if (decide_enough(v, o, &cand) && o->q.num == 0)
		decide_singly(v, o, rule);
}

/* Deal the minutes (hours, for percentiles) of @s into two. */
static void
deal_minutes(const struct series *s, struct series out[2], struct slo_minute *minute[2],
    struct slo_hour *hour[2], struct rng *r)
{
	size_t n[2] = { 0, 0 }, nhour[2] = { 0, 0 };

	if (s->nhour > 0) {
		size_t m = 0;

		for (size_t i = 0; i < s->nhour; i++) {
			int to = (int)(rng_u64(r) >> 63);

			hour[to][nhour[to]++] = s->hour[i];
			for (; m < s->n && s->minute[m].minute < (s->hour[i].hour + 1) * 60; m++)
				minute[to][n[to]++] = s->minute[m];
		}
	} else {
		for (size_t i = 0; i < s->n; i++) {
			int to = (int)(rng_u64(r) >> 63);

			minute[to][n[to]++] = s->minute[i];
		}
	}
	for (int i = 0; i < 2; i++)
		out[i] = (struct series){ .minute = minute[i], .n = n[i], .hour = hour[i],
		    .nhour = nhour[i], .qcfg = s->qcfg };
}

double
baseline_aa(const struct baseline_aa *x, const struct period *p, struct arena *a)
{
	const struct series *s = x->stable;
	struct slo_minute *minute[2];
	struct slo_hour *hour[2];
	struct rng r;
	unsigned failed = 0;

	if ((s->nhour > 0 ? s->nhour : s->n) < 2 || x->trials == 0)
		return (double)NAN;
	rng_init(&r, AA_SEED);
	for (int i = 0; i < 2; i++) {
		minute[i] = arena_alloc(a, s->n * sizeof(**minute));
		hour[i] = arena_alloc(a, s->nhour * sizeof(**hour));
	}
	for (unsigned t = 0; t < x->trials; t++) {
		struct series side[2];
		struct slo_verdict v = { .phi = (double)NAN, .ratio = (double)NAN };

		deal_minutes(s, side, minute, hour, &r);
		judge_sides(&v, x->objective, side, p, x->rule);
		failed += v.verdict == SLO_FAIL;
	}
	return (double)failed / x->trials;
}

const struct judge_kind baseline_kind = {
	.judge = judge_sides,
};
