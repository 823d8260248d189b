/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kaplan - see kaplan.h
 */
#include "stats/kaplan.h"

#include "stats/interval.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
by_time(const void *a, const void *b)
{
	const struct kaplan_count *x = a, *y = b;

	return (x->t > y->t) - (x->t < y->t);
}

size_t
kaplan_tally(struct kaplan_count *c, size_t n)
{
	size_t m = 0;

	if (n == 0)
		return 0;
	qsort(c, n, sizeof(*c), by_time);
	for (size_t i = 1; i < n; i++) {
		if (c[i].t != c[m].t) {
			c[++m] = c[i];
			continue;
		}
		c[m].events += c[i].events;
		c[m].censored += c[i].censored;
	}
	return m + 1;
}

static uint64_t
size_of(const struct kaplan_count *c, size_t n)
{
	uint64_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += c[i].events + c[i].censored;
	return all;
}

/* exp(-exp(log(-log s) +- z se / (s |log s|))): bounds within 0 and 1, and good for few. */
static void
log_log(struct kaplan_point *p, double sum, double z)
{
	double l = log(p->s), width = z * sqrt(sum) / l;

	p->lo = p->hi = (double)NAN;
	if (!(p->s > 0 && p->s < 1))
		return;
	p->lo = exp(-exp(log(-l) - width));
	p->hi = exp(-exp(log(-l) + width));
}

void
kaplan_curve(struct kaplan_point *p, const struct kaplan_count *c, size_t n, double conf)
{
	double s = 1, sum = 0, z = interval_z(conf);
	uint64_t at_risk = size_of(c, n);

	for (size_t i = 0; i < n; i++) {
		double risk = (double)at_risk, events = (double)c[i].events;

		s *= (risk - events) / risk;
		if (c[i].events < at_risk)
			sum += events / (risk * (risk - events));
		p[i] = (struct kaplan_point){ .t = c[i].t, .at_risk = at_risk,
			.events = c[i].events, .censored = c[i].censored, .s = s,
			.se = s * sqrt(sum) };
		log_log(&p[i], sum, z);
		at_risk -= c[i].events + c[i].censored;
	}
}

/* A share that equals the limit but for rounding has reached it. */
static bool
has_reached(double s, double limit)
{
	return s <= limit * (1 + 1e-12);
}

struct kaplan_when
kaplan_quantile(const struct kaplan_point *p, size_t n, double q)
{
	struct kaplan_when w = { INT64_MAX, INT64_MAX, INT64_MAX };
	double left = 1 - q;

	for (size_t i = n; i-- > 0;) {
		bool all = !(p[i].s > 0);

		if (has_reached(p[i].s, left))
			w.t = p[i].t;
		if (all || has_reached(p[i].lo, left))	/* false where there is no bound */
			w.lo = p[i].t;
		if (has_reached(p[i].hi, left))
			w.hi = p[i].t;
	}
	return w;
}

/* ---- log-rank ---- */

struct logrank {
	struct kaplan_group *g;
	size_t               n;
	size_t               at[KAPLAN_GROUPS_MAX];	/* next time of each group */
	double               risk[KAPLAN_GROUPS_MAX];
	double               var[KAPLAN_GROUPS_MAX][KAPLAN_GROUPS_MAX];
};

/* The next time of any group; false when there is none left. */
static bool
next_time(const struct logrank *l, int64_t *t)
{
	bool any = false;

	for (size_t k = 0; k < l->n; k++)
		if (l->at[k] < l->g[k].n && (!any || l->g[k].c[l->at[k]].t < *t)) {
			*t = l->g[k].c[l->at[k]].t;
			any = true;
		}
	return any;
}

/* Events at one time are dealt to the groups as they are at risk: hypergeometric. */
static void
add_time(struct logrank *l, double events)
{
	double risk = 0, each;

	for (size_t k = 0; k < l->n; k++)
		risk += l->risk[k];
	for (size_t k = 0; k < l->n; k++)
		l->g[k].expected += events * l->risk[k] / risk;
	if (!(risk > 1))
		return;
	each = events * (risk - events) / (risk * risk * (risk - 1));
	for (size_t k = 0; k < l->n; k++)
		for (size_t i = 0; i < l->n; i++)
			l->var[k][i] += each * l->risk[k] * ((k == i ? risk : 0) - l->risk[i]);
}

static void
go_through(struct logrank *l)
{
	int64_t t = 0;

	while (next_time(l, &t)) {
		double left[KAPLAN_GROUPS_MAX] = { 0 }, events = 0;

		for (size_t k = 0; k < l->n; k++) {
			const struct kaplan_count *c = &l->g[k].c[l->at[k]];

			if (l->at[k] == l->g[k].n || c->t != t)
				continue;
			events += (double)c->events;
			left[k] = (double)(c->events + c->censored);
			l->g[k].observed += c->events;
			l->at[k]++;
		}
		if (events > 0)
			add_time(l, events);
		for (size_t k = 0; k < l->n; k++)
			l->risk[k] -= left[k];
	}
}

/* z' V^-1 z over all groups that take part but the first: they sum to nothing. */
static double
quadratic(const struct logrank *l, const size_t *part, size_t n)
{
	gsl_matrix *v = gsl_matrix_alloc(n, n);
	gsl_vector *z = gsl_vector_alloc(n), *x = gsl_vector_alloc(n);
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		const struct kaplan_group *g = &l->g[part[i + 1]];

		gsl_vector_set(z, i, (double)g->observed - g->expected);
		for (size_t k = 0; k < n; k++)
			gsl_matrix_set(v, i, k, l->var[part[i + 1]][part[k + 1]]);
	}
	if (gsl_linalg_cholesky_decomp1(v) != 0 || gsl_linalg_cholesky_solve(v, z, x) != 0)
		sum = (double)NAN;
	for (size_t i = 0; i < n; i++)
		sum += gsl_vector_get(z, i) * gsl_vector_get(x, i);
	gsl_matrix_free(v);
	gsl_vector_free(z);
	gsl_vector_free(x);
	return sum;
}

void
kaplan_logrank(struct kaplan_test *t, struct kaplan_group *g, size_t n)
{
	struct logrank l = { .g = g, .n = n };
	size_t part[KAPLAN_GROUPS_MAX], m = 0;

	for (size_t k = 0; k < n; k++) {
		g[k].size = size_of(g[k].c, g[k].n);
		g[k].observed = 0;
		g[k].expected = 0;
		l.risk[k] = (double)g[k].size;
	}
	go_through(&l);
	for (size_t k = 0; k < n; k++)
		if (g[k].expected > 0)
			part[m++] = k;
	*t = (struct kaplan_test){ .chisq = (double)NAN, .p = (double)NAN };
	if (m > 1)
		t->chisq = quadratic(&l, part, m - 1);
	if (isnan(t->chisq))
		return;
	t->df = (unsigned)m - 1;
	t->p = gsl_cdf_chisq_Q(t->chisq, (double)t->df);
}
