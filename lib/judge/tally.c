/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tally - see tally.h
 */
#include "judge/tally.h"

#include "base/mem.h"
#include "judge/slices.h"
#include "objective/kind.h"
#include "stats/binomial.h"

#include <math.h>
#include <stdlib.h>

#define HOUR_US (60 * SLO_MINUTE_US)

bool
tally_by_slices(const struct slo_objective *o)
{
	return (kind_of(o)->flags & KIND_SLICES) != 0 || o->method != SLO_OCCURRENCES;
}

int64_t
tally_slice_us(const struct slo_objective *o, const struct period *p)
{
	return o->slice_us > 0 ? o->slice_us : slices_default(period_length(p));
}

bool
tally_slice_bad(const struct slo_objective *o, double bad, double n)
{
	return !binomial_share_within(bad, n, o->slice_e0);
}

struct period
tally_within(const struct slo_objective *o, const struct period *p, int64_t from_us, int64_t to_us)
{
	int64_t step = tally_slice_us(o, p);
	struct period w = { from_us, to_us, to_us, p->origin_us, from_us };

	if (w.origin_us > from_us)
		w.origin_us -= ((w.origin_us - from_us - 1) / step + 1) * step;
	return w;
}

static void
count_events(struct tally *t, const struct slo_counts *c)
{
	t->judged = (double)c->n;
	t->bad = series_loss(c);
	t->n = t->judged + (double)c->unknown;
	t->best = t->bad;
	t->worst = t->bad + (double)c->unknown;
	t->units = t->judged;
}

/* By unit, the worst state first. */
static int
by_unit(const void *a, const void *b)
{
	const struct slo_unit *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->state < y->state) - (x->state > y->state);
}

static struct slo_counts
count_units(const struct series *s, const struct period *p)
{
	int64_t from = series_floor(p->from_us, HOUR_US);
	struct slo_counts c = { .unknown = series_sum(s, p->from_us, p->to_us).unknown };
	struct slo_unit *u;
	size_t n = 0;

	if (s->nunit == 0)
		return c;
	u = mem_array(NULL, s->nunit, sizeof(*u));
	for (size_t i = 0; i < s->nunit; i++)
		if (s->unit[i].hour >= from / HOUR_US && s->unit[i].hour * HOUR_US < p->to_us)
			u[n++] = s->unit[i];
	qsort(u, n, sizeof(*u), by_unit);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && u[i].id == u[i - 1].id)
			continue;
		c.n += u[i].state != SLO_UNIT_UNKNOWN;
		c.bad += u[i].state == SLO_UNIT_BAD;
		c.unknown += u[i].state == SLO_UNIT_UNKNOWN;
	}
	mem_free(u);
	return c;
}

/* Slices without events join those that were counted. */
static void
add_empty(struct tally *t, const struct slo_objective *o)
{
	double empty = (double)t->slices_empty, bad = o->empty == SLO_EMPTY_BAD ? empty : 0;

	if (o->empty == SLO_EMPTY_EXCLUDE)
		return;
	t->n += empty;
	t->judged += empty;
	t->best += bad;
	t->worst += bad;
	t->bad += bad;
}

static void
count_slices(struct tally *t, const struct slo_objective *o, struct slices *w)
{
	struct slice s;

	while (slices_next(w, &s)) {
		double n = (double)s.c.n, bad = series_loss(&s.c), un = (double)s.c.unknown;

		t->slices++;
		t->n++;
		t->best += tally_slice_bad(o, bad, n + un);
		t->worst += tally_slice_bad(o, bad + un, n + un);
		if (s.c.n > 0) {
			t->judged++;
			t->bad += tally_slice_bad(o, bad, n);
		}
	}
	t->slices_bad = (uint64_t)t->bad;
}

struct means {			/* of ratio timeslices */
	double best, worst, at;	/* sums of shares */
	double squares;		/* of the shares of judged events */
	double inverse;		/* sum of 1 / n_i */
	double judged;		/* slices with judged events */
};

static void
ratio_slices(struct tally *t, struct means *m, struct slices *w)
{
	struct slice s;

	while (slices_next(w, &s)) {
		double n = (double)s.c.n, bad = series_loss(&s.c), un = (double)s.c.unknown;

		t->slices++;
		m->best += bad / (n + un);
		m->worst += (bad + un) / (n + un);
		m->inverse += 1 / (n + un);
		if (s.c.n > 0) {
			m->at += bad / n;
			m->squares += bad / n * (bad / n);
			m->judged++;
			t->slices_bad += s.c.bad > 0;
		}
	}
}

/*
 * The shares of s slices, e of them without events: their mean has the variance
 * r (1 - r) sum(1 / n_i) / s^2 by chance alone.
 */
static void
ratio_timeslices(struct tally *t, const struct slo_objective *o, struct slices *w)
{
	struct means m = { 0 };
	double empty, bad, all, n, mean, chance;

	ratio_slices(t, &m, w);
	empty = o->empty == SLO_EMPTY_EXCLUDE ? 0 : (double)t->slices_empty;
	bad = o->empty == SLO_EMPTY_BAD ? empty : 0;
	all = (double)t->slices + empty;
	t->units = m.judged + empty;
	if (!(all > 0))
		return;
	n = m.inverse > 0 ? all / m.inverse * all : all;
	t->n = n;
	t->best = (m.best + bad) / all * n;
	t->worst = (m.worst + bad) / all * n;
	t->judged = t->units > 0 ? n : 0;
	t->bad = t->units > 0 ? (m.at + bad) / t->units * n : 0;
	mean = m.judged > 0 ? m.at / m.judged : 0;
	chance = mean * (1 - mean) * m.inverse;
	if (m.judged >= (double)SLICES_LEAST && chance > 0)
		t->phi = slices_chi_phi((m.squares - m.at * mean) * m.judged / chance,
		    m.judged - 1);
}

static bool
counts(const struct calendar *c, int64_t from_us, int64_t to_us)
{
	const struct calendar_time t = { from_us, to_us, 0 };
	enum calendar_why why = calendar_of(c, &t, NULL);

	if (why == CALENDAR_OPEN || why == CALENDAR_CLOSED || to_us - from_us <= SLO_MINUTE_US)
		return why == CALENDAR_OPEN;
	for (int64_t at = from_us; at < to_us; at += SLO_MINUTE_US)
		if (counts(c, at, at + SLO_MINUTE_US))
			return true;
	return false;
}

uint64_t
tally_slices(const struct slo_objective *o, int64_t from_us, int64_t to_us, int64_t origin_us,
    int64_t step_us)
{
	uint64_t n = 0;
	int64_t at, end;

	if (o->calendar == NULL || to_us <= from_us)
		return slices_count(from_us, to_us, origin_us, step_us);
	for (at = from_us; at < to_us; at = end) {
		end = origin_us + ((at - origin_us) / step_us + 1) * step_us;
		end = end < to_us ? end : to_us;
		n += counts(o->calendar, at, end);
	}
	return n;
}

static void
count_alive(struct tally *t, const struct slo_objective *o, const struct series *s,
    const struct period *p)
{
	int64_t step = tally_slice_us(o, p);
	int64_t first = (p->seen_us - p->origin_us + step - 1) / step;
	int64_t last = (p->to_us - p->origin_us) / step;
	struct slices w;
	struct slice at;
	uint64_t live = 0, some = 0;

	if (last <= first)
		return;
	slices_init(&w, s, p->origin_us + first * step, p->origin_us + last * step,
	    p->origin_us, step);
	while (slices_next(&w, &at)) {
		some++;
		live += at.c.n + at.c.unknown >= o->slice_events;
	}
	t->slices = tally_slices(o, p->origin_us + first * step, p->origin_us + last * step,
	    p->origin_us, step);
	t->slices_bad = t->slices - live;
	t->slices_empty = t->slices - some;
	t->n = t->judged = t->units = (double)t->slices;
	t->bad = t->best = t->worst = (double)t->slices_bad;
}

struct tally
tally_of(const struct slo_objective *o, const struct series *s, const struct period *p)
{
	struct tally t = { .phi = { (double)NAN, 1 }, .each = 1 };
	int64_t step = tally_slice_us(o, p);
	struct slices w;
	struct slice at;

	if (s->each > 1 && (!tally_by_slices(o) || o->method == SLO_RATIO_TIMESLICES))
		t.each = s->each;
	t.c = o->unit != NULL ? count_units(s, p) : series_sum(s, p->from_us, p->to_us);
	t.slices_expected = tally_slices(o, p->from_us, p->to_us, p->origin_us, step);
	if ((kind_of(o)->flags & KIND_SLICES) != 0) {
		count_alive(&t, o, s, p);
		return t;
	}
	slices_init(&w, s, p->from_us, p->to_us, p->origin_us, step);
	if (o->method == SLO_OCCURRENCES) {
		while (slices_next(&w, &at))
			t.slices++;
		t.slices_empty = t.slices_expected - t.slices;
		count_events(&t, &t.c);
		return t;
	}
	while (slices_next(&w, &at))
		t.slices_empty++;
	t.slices_empty = t.slices_expected - t.slices_empty;
	slices_init(&w, s, p->from_us, p->to_us, p->origin_us, step);
	if (o->method == SLO_TIMESLICES) {
		count_slices(&t, o, &w);
		add_empty(&t, o);
		t.units = t.judged;
	} else {
		ratio_timeslices(&t, o, &w);
	}
	return t;
}

/* Of slices: whether bad ones stand together, by blocks of at least two. */
static struct slices_phi
phi_of_blocks(const struct slo_objective *o, const struct series *s, const struct period *p)
{
	int64_t step = tally_slice_us(o, p), each, block = -1;
	uint64_t expected = slices_count(p->from_us, p->to_us, p->origin_us, step);
	struct slices_spread d = { 0 };
	struct slices w;
	struct slice at;
	double n = 0, bad = 0;

	each = (int64_t)(expected / SLICES_DEFAULT);
	if (each < 2)
		each = 2;
	slices_init(&w, s, p->from_us, p->to_us, p->origin_us, step);
	while (slices_next(&w, &at)) {
		if (at.c.n == 0)
			continue;
		if (at.index / each != block && n > 0) {
			slices_spread_add(&d, bad, n);
			n = bad = 0;
		}
		block = at.index / each;
		n++;
		bad += tally_slice_bad(o, series_loss(&at.c), (double)at.c.n);
	}
	if (n > 0)
		slices_spread_add(&d, bad, n);
	return slices_spread_phi(&d);
}

/* Of liveness, where a slice without events is a bad one: whether dead ones stand together. */
static struct slices_phi
phi_of_alive(const struct slo_objective *o, const struct series *s, const struct period *p)
{
	int64_t step = tally_slice_us(o, p), each, first, last;
	struct slices_spread d = { 0 };

	first = (p->seen_us - p->origin_us + step - 1) / step;
	last = (p->to_us - p->origin_us) / step;
	each = (last - first) / SLICES_DEFAULT > 2 ? (last - first) / SLICES_DEFAULT : 2;
	for (int64_t i = first; i < last; i += each) {
		struct period block = *p;
		struct tally t = { 0 };

		block.seen_us = p->origin_us + i * step;
		block.to_us = p->origin_us + (i + each < last ? i + each : last) * step;
		count_alive(&t, o, s, &block);
		if (t.n > 0)
			slices_spread_add(&d, t.bad, t.n);
	}
	return slices_spread_phi(&d);
}

static int
by_cluster(const void *a, const void *b)
{
	const struct slo_cluster *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* Those of the hours that @p touches, each once, in @c; how many they are. */
static size_t
gather_clusters(const struct series *s, const struct period *p, struct slo_cluster *c)
{
	int64_t from = series_floor(p->from_us, HOUR_US) / HOUR_US;
	size_t n = 0, to = 0;

	for (size_t i = 0; i < s->ncluster; i++)
		if (s->cluster[i].hour >= from && s->cluster[i].hour * HOUR_US < p->to_us)
			c[n++] = s->cluster[i];
	if (n > 0)
		qsort(c, n, sizeof(*c), by_cluster);
	for (size_t i = 1; i < n; i++) {
		if (c[i].id == c[to].id) {
			c[to].n += c[i].n;
			c[to].halves += c[i].halves;
		} else {
			c[++to] = c[i];
		}
	}
	return n > 0 ? to + 1 : 0;
}

/*
 * How much those whose events these are differ: sum (x - n p)^2 over sum n p (1 - p), as they
 * have events in very different numbers, and it is their sum that is judged.
 */
struct slices_phi
tally_clusters(const struct series *s, const struct period *p)
{
	struct slo_cluster *c = mem_array(NULL, s->ncluster + 1, sizeof(*c));
	size_t n = gather_clusters(s, p, c);
	double events = 0, bad = 0, squares = 0, share;
	struct slices_phi phi;

	for (size_t i = 0; i < n; i++) {
		events += (double)c[i].n;
		bad += (double)c[i].halves / 2;
	}
	share = bad / events;
	for (size_t i = 0; i < n; i++) {
		double diff = (double)c[i].halves / 2 - share * (double)c[i].n;

		squares += diff * diff;
	}
	mem_free(c);
	if (n < SLICES_LEAST || !(share > 0 && share < 1))
		return (struct slices_phi){ (double)NAN, 1 };
	phi = slices_chi_phi(squares / (bad * (1 - share)) * (double)n, (double)n - 1);
	phi.phi = fmin(phi.phi, fmax(1, bad));
	return phi;
}

/* The greater one counts, as of scales: who fails often, or when. */
static struct slices_phi
clustered(struct slices_phi time, const struct series *s, const struct period *p)
{
	struct slices_phi who;

	if (s->ncluster == 0)
		return time;
	who = tally_clusters(s, p);
	return who.phi >= 1 && (!(time.phi >= who.phi)) && who.p < SLICES_DOUBT ? who : time;
}

struct slices_phi
tally_phi(const struct slo_objective *o, const struct series *s, const struct period *p)
{
	size_t first = series_from(s, p->from_us), end = series_from(s, p->to_us);
	int64_t from, to, step;

	if (o->unit != NULL || first == end)
		return (struct slices_phi){ (double)NAN, 1 };
	if (o->method == SLO_RATIO_TIMESLICES && (kind_of(o)->flags & KIND_SLICES) == 0)
		return tally_of(o, s, p).phi;
	if ((kind_of(o)->flags & KIND_SLICES) != 0)
		return phi_of_alive(o, s, p);
	if (o->method == SLO_TIMESLICES)
		return phi_of_blocks(o, s, p);
	/* Slices of the part of the window that has events: most of it may lie before them. */
	from = s->minute[first].minute * SLO_MINUTE_US;
	to = (s->minute[end - 1].minute + 1) * SLO_MINUTE_US;
	step = o->slice_us > 0 ? o->slice_us : slices_default(to - from);
	return clustered(slices_phi(s, from, to, step, SLICES_SCALES), s, p);
}
