/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/change.h"

#include "stats/deviate.h"
#include "stats/pvalue.h"

#include <math.h>
#include <stdlib.h>

enum { SPREAD_LEAST = 6 };

#define MEDIAN_SQUARE 0.4549	/* of a normal variable */

static bool
has_events(enum change_of of)
{
	return of != CHANGE_COUNT && of != CHANGE_SUM;
}

static bool
is_mean(enum change_of of)
{
	return of == CHANGE_RATE || of == CHANGE_MEAN;
}

/* Variance of one event's value around @s's mean. */
static double
variance_of(enum change_of of, const struct change_side *s)
{
	double m = s->sum / s->n;

	if (of == CHANGE_RATE)
		return m * (1 - m);
	if (isnan(s->own))
		return NAN;
	return fmax(s->own / s->n, 0) + fmax(s->squares / s->n - m * m, 0);
}

double
change_value(enum change_of of, const struct change_side *s)
{
	if (!has_events(of) || of == CHANGE_TOTAL)
		return s->sum;
	return s->n > 0 ? s->sum / s->n : (double)NAN;
}

double
change_sd(enum change_of of, const struct change_side *s)
{
	switch (of) {
	case CHANGE_RATE:
	case CHANGE_MEAN:
		return s->n > 0 ? sqrt(variance_of(of, s) / s->n) : (double)NAN;
	case CHANGE_TOTAL:	/* how many events there are is chance, too */
		return sqrt(s->own + s->squares);
	case CHANGE_COUNT:
		return sqrt(s->sum);
	case CHANGE_SUM:
		break;
	}
	return NAN;
}

struct change_part
change_less(const struct change_part *all, const struct change_part *part)
{
	struct change_part rest;

	for (int i = 0; i < CHANGE_SIDES; i++) {
		const struct change_side *a = &all->side[i], *p = &part->side[i];

		rest.side[i] = (struct change_side){ a->n - p->n, a->sum - p->sum, a->own - p->own,
			a->squares - p->squares };
	}
	return rest;
}

struct log_value {		/* a value where changes in proportion are additions */
	double at;
	double var;
};

static struct log_value
log_of(enum change_of of, const struct change_side *s)
{
	double k = s->sum + 0.5, m, var;

	switch (of) {
	case CHANGE_RATE:
		m = s->n - s->sum + 0.5;
		return (struct log_value){ log(k / m), 1 / k + 1 / m };
	case CHANGE_MEAN:
		m = s->sum / s->n;
		var = variance_of(of, s) / s->n;
		return (struct log_value){ m > 0 ? log(m) : (double)NAN, var / (m * m) };
	case CHANGE_TOTAL:
		var = s->own + s->squares;
		return (struct log_value){ s->sum > 0 ? log(s->sum) : (double)NAN,
			var / (s->sum * s->sum) };
	case CHANGE_COUNT:
		return (struct log_value){ log(k), 1 / k };
	case CHANGE_SUM:
		break;
	}
	return (struct log_value){ NAN, NAN };
}

static double
z_of(double d, double var)
{
	return var > 0 ? d / sqrt(var) : (double)NAN;
}

/* There is no proportion to what is not above 0. */
static double
by_differences(const struct change_part *part, const struct change_part *rest)
{
	double d = 0, var = 0;

	for (int i = 0; i < CHANGE_SIDES; i++) {
		const struct change_side *p = &part->side[i], *r = &rest->side[i];
		double sign = i == CHANGE_AFTER ? 1 : -1;
		double sp = change_sd(CHANGE_MEAN, p), sr = change_sd(CHANGE_MEAN, r);

		d += sign * (change_value(CHANGE_MEAN, p) - change_value(CHANGE_MEAN, r));
		var += sp * sp + sr * sr;
	}
	return z_of(d, var);
}

/*
 * Of rates and counts: given the part's events on both sides, as many are on the later one as
 * the rest says, which is known from its own events alone.  What is rare counts: of a rate of
 * 99 % those that are not.
 */
static double
by_events(enum change_of of, const struct change_part *part, const struct change_part *rest)
{
	double k[CHANGE_SIDES], n[CHANGE_SIDES], x[CHANGE_SIDES], var = 0, all, q;
	bool turned = of == CHANGE_RATE && 2 * (part->side[0].sum + part->side[1].sum +
	    rest->side[0].sum + rest->side[1].sum) > part->side[0].n + part->side[1].n +
	    rest->side[0].n + rest->side[1].n;

	for (int i = 0; i < CHANGE_SIDES; i++) {
		const struct change_side *p = &part->side[i], *r = &rest->side[i];
		double rk = (turned ? r->n - r->sum : r->sum) + 0.5;

		k[i] = turned ? p->n - p->sum : p->sum;
		n[i] = of == CHANGE_RATE ? p->n : 1;
		x[i] = rk / (of == CHANGE_RATE ? r->n + 1 : 1);
		var += 1 / rk;
	}
	all = k[0] + k[1];
	q = n[1] * x[1] / (n[0] * x[0] + n[1] * x[1]);
	return (turned ? -1 : 1) * deviate_binomial(k[1], all, q) /
	    sqrt(1 + all * q * (1 - q) * var);
}

static double
changed(enum change_of of, const struct change_part *part, const struct change_part *rest)
{
	double d = 0, var = 0;

	for (int i = 0; i < CHANGE_SIDES; i++) {
		const struct change_side *ps = &part->side[i], *rs = &rest->side[i];
		struct log_value p, r;
		double sign = i == CHANGE_AFTER ? 1 : -1;

		if (has_events(of) && (!(ps->n > 0) || !(rs->n > 0)))
			return NAN;
		p = log_of(of, ps);
		r = log_of(of, rs);
		d += sign * (p.at - r.at);
		var += p.var + r.var;
	}
	if (of == CHANGE_RATE || of == CHANGE_COUNT)
		return by_events(of, part, rest);
	return isnan(d) && of == CHANGE_MEAN ? by_differences(part, rest) : z_of(d, var);
}

/* Its share of the events, after and before: the score test. */
static double
moved(const struct change_part *part, const struct change_part *all)
{
	const struct change_side *p = part->side, *a = all->side;
	double w = (p[0].n + p[1].n) / (a[0].n + a[1].n);

	return z_of(p[1].n / a[1].n - p[0].n / a[0].n, w * (1 - w) * (1 / a[0].n + 1 / a[1].n));
}

static struct change_side
both(const struct change_part *p)
{
	const struct change_side *a = &p->side[CHANGE_BEFORE], *b = &p->side[CHANGE_AFTER];

	return (struct change_side){ a->n + b->n, a->sum + b->sum, a->own + b->own,
		a->squares + b->squares };
}

static double
differs(enum change_of of, const struct change_part *part, const struct change_part *rest)
{
	struct change_side p = both(part), r = both(rest);
	struct log_value lp, lr;
	double sp, sr;

	if (!(p.n > 0) || !(r.n > 0))
		return NAN;
	if (of == CHANGE_RATE) {
		lp = log_of(of, &p);
		lr = log_of(of, &r);
		return z_of(lp.at - lr.at, lp.var + lr.var);
	}
	sp = change_sd(of, &p);
	sr = change_sd(of, &r);
	return z_of(change_value(of, &p) - change_value(of, &r), sp * sp + sr * sr);
}

/* Delta method: what a part has of a mean of n events, its share being chance as well. */
static double
share_var(enum change_of of, const struct change_side *all, const struct change_side *part)
{
	double w = part->n / all->n, d;

	if (!(part->n > 0))
		return 0;
	d = part->sum / part->n - all->sum / all->n;
	return (w * (variance_of(of, part) + d * d) - w * w * d * d) / all->n;
}

static void
of_mean(enum change_of of, const struct change_part *all, const struct change_part *part,
    struct change_effect *f)
{
	double x[CHANGE_SIDES], w[CHANGE_SIDES], whole = 0, var = 0;

	for (int i = 0; i < CHANGE_SIDES; i++) {
		x[i] = f->value[i];
		w[i] = part->side[i].n / all->side[i].n;
		whole += change_value(of, &all->side[i]) / 2;
		var += share_var(of, &all->side[i], &part->side[i]);
	}
	x[0] = isnan(x[0]) ? x[1] : x[0];	/* what came, or went, is mix and nothing else */
	x[1] = isnan(x[1]) ? x[0] : x[1];
	f->within = (w[1] + w[0]) / 2 * (x[1] - x[0]);
	f->mix = (w[1] - w[0]) * ((x[1] + x[0]) / 2 - whole);
	f->contribution = f->within + f->mix;
	f->sd = sqrt(var);
}

static void
of_total(enum change_of of, const struct change_part *part, struct change_effect *f)
{
	const struct change_side *s = part->side;
	double sd[CHANGE_SIDES], m[CHANGE_SIDES];

	f->contribution = s[1].sum - s[0].sum;
	f->within = f->mix = NAN;
	for (int i = 0; i < CHANGE_SIDES; i++) {
		sd[i] = change_sd(of, &s[i]);
		m[i] = s[i].n > 0 ? s[i].sum / s[i].n : (double)NAN;
	}
	f->sd = sqrt(sd[0] * sd[0] + sd[1] * sd[1]);
	if (of != CHANGE_TOTAL)
		return;
	m[0] = isnan(m[0]) ? m[1] : m[0];
	m[1] = isnan(m[1]) ? m[0] : m[1];
	f->within = (s[1].n + s[0].n) / 2 * (m[1] - m[0]);
	f->mix = (s[1].n - s[0].n) * (m[1] + m[0]) / 2;
}

struct change_effect
change_effect_of(enum change_of of, const struct change_part *all, const struct change_part *part)
{
	struct change_part rest = change_less(all, part);
	const struct change_side *r = rest.side, *a = all->side;
	struct change_effect f = { .moved = NAN, .differs = NAN };

	for (int i = 0; i < CHANGE_SIDES; i++)
		f.value[i] = change_value(of, &part->side[i]);
	if (is_mean(of))
		of_mean(of, all, part, &f);
	else
		of_total(of, part, &f);
	f.changed = changed(of, part, &rest);
	if (is_mean(of)) {
		f.without = change_value(of, &r[1]) - change_value(of, &r[0]);
		f.moved = moved(part, all);
		f.differs = differs(of, part, &rest);
	} else {	/* had it gone as the rest went */
		f.without = r[0].sum > 0 ? a[0].sum * (r[1].sum / r[0].sum - 1) : (double)NAN;
	}
	return f;
}

struct change_step
change_step_of(enum change_of of, const struct change_part *part, bool events)
{
	struct log_value v[CHANGE_SIDES];

	for (int i = 0; i < CHANGE_SIDES; i++) {
		struct change_side s = part->side[i];

		if (events)
			s = (struct change_side){ .sum = s.n };
		v[i] = log_of(events ? CHANGE_COUNT : of, &s);
		if (has_events(of) && !(part->side[i].n > 0))
			v[i].var = NAN;
	}
	return (struct change_step){ v[1].at - v[0].at, v[0].var + v[1].var };
}

static int
by_step(const void *a, const void *b)
{
	const struct change_step *x = a, *y = b;

	return (x->d > y->d) - (x->d < y->d);
}

/* Of sorted steps the one that has half of the weight, 1 / sd, on either side. */
static double
middle_of(const struct change_step *s, size_t n)
{
	double all = 0, sum = 0;

	for (size_t i = 0; i < n; i++)
		all += 1 / sqrt(s[i].var);
	for (size_t i = 0; i < n; i++) {
		sum += 1 / sqrt(s[i].var);
		if (sum >= all / 2)
			return s[i].d;
	}
	return 0;
}

double
change_spread(struct change_step *s, size_t n)
{
	size_t k = 0;
	double middle;

	for (size_t i = 0; i < n; i++)
		if (s[i].var > 0 && isfinite(s[i].d))
			s[k++] = s[i];
	if (k < SPREAD_LEAST)
		return 1;
	qsort(s, k, sizeof(*s), by_step);
	middle = middle_of(s, k);
	for (size_t i = 0; i < k; i++)
		s[i].d = (s[i].d - middle) * (s[i].d - middle) / s[i].var;
	qsort(s, k, sizeof(*s), by_step);
	middle = (s[(k - 1) / 2].d + s[k / 2].d) / 2;
	return fmax(1, middle / MEDIAN_SQUARE);
}

static double
two_sided(double z)
{
	return isnan(z) ? (double)NAN : pvalue_t(z, INFINITY).p;
}

double
change_p(const struct change_effect *f, const double spread[2])
{
	double within = two_sided(f->changed / sqrt(spread[0]));
	/* It takes both: there is more of it, and it is another one. */
	double more = fmax(two_sided(f->moved / sqrt(spread[1])), two_sided(f->differs));

	if (isnan(f->moved) || isnan(f->differs))
		more = NAN;
	if (isnan(within))
		return more;
	return isnan(more) ? within : fmin(1, 2 * fmin(within, more));
}
