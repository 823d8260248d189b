/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_lead - how indicators go before the north star
 *
 * Of each indicator all lags are tried, and the one that is least likely by chance is shown;
 * its interval and p pay for every lag of every indicator (Bonferroni), so that of twenty that
 * tell nothing none seems to.  What goes before need not be what causes.
 */
#include "kpi/kpi_view.h"

#include "stats/rank.h"

#include <math.h>

enum { PAIRS_MIN = 8 };

struct lead {			/* an indicator at one lag */
	size_t lag;
	size_t n;
	double rho;		/* NAN: too few pairs, or one of the two stands still */
	double effective;
	double p;
};

static struct lead
lead_at(const struct kpi_view *v, size_t node, size_t lag)
{
	size_t n = v->s->nperiod, both[2] = { node, v->t->star };
	double *x = arena_alloc(v->a, 2 * n * sizeof(*x) + 1), *y = x + n;
	struct lead l = { .lag = lag, .rho = (double)NAN, .p = (double)NAN };

	l.n = kpi_view_pairs(v, both, lag, !v->t->on_values, x, y);
	if (l.n < PAIRS_MIN)
		return l;
	l.rho = rank_rho(x, y, l.n, v->a);
	l.effective = rank_effective(x, y, l.n, v->a);
	l.p = rank_rho_p(l.rho, l.effective);
	return l;
}

static const char *
association(const struct rank_estimate *r)
{
	if (isnan(r->lo))
		return "few_points";
	return r->lo > 0 ? "up" : r->hi < 0 ? "down" : "unclear";
}

static void
put_lead(const struct kpi_view *v, size_t node, const struct lead *all, size_t tried,
    struct buf *o)
{
	const struct kpi_tree *t = v->t;
	const struct lead *best = &all[0];
	struct rank_estimate r;
	struct jwrite w;

	for (size_t i = 1; i < t->lags; i++)
		if (all[i].p < best->p || (isnan(best->p) && !isnan(all[i].p)))
			best = &all[i];
	r = rank_rho_interval(best->rho, best->n, best->effective,
	    1 - (1 - v->conf) / (double)(tried > 0 ? tried : 1));
	kpi_view_open(v, &w, o, "kpi_lead");
	jwrite_put_text(&w, "kpi", t->node[node].name);
	jwrite_put_text(&w, "north_star", t->node[t->star].name);
	jwrite_put_text(&w, "association", sv_of(association(&r)));
	jwrite_put_u64(&w, "lag", best->lag);
	jwrite_put_text(&w, "lag_per", sv_of(tperiod_name(&t->period)));
	kpi_view_put_interval(&w, "rho", r.x, r.lo, r.hi);
	jwrite_put_u64(&w, "n", best->n);
	kpi_view_put(&w, "n_effective", isnan(best->rho) ? (double)NAN : best->effective);
	kpi_view_put(&w, "p", best->p);
	kpi_view_put(&w, "p_adjusted", isnan(best->p) ? best->p : fmin(1, best->p *
	    (double)tried));
	jwrite_put_u64(&w, "tried", tried);
	jwrite_put_text(&w, "on", t->on_values ? SV("values") : SV("changes"));
	jwrite_key(&w, SV("by_lag"));
	jwrite_open(&w, '[');
	for (size_t i = 0; i < t->lags; i++)
		jwrite_double(&w, isnan(all[i].rho) ? all[i].rho : num_digits(all[i].rho, 12));
	jwrite_shut(&w, ']');
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

void
kpi_lead_write(const struct kpi_view *v, struct buf *o)
{
	const struct kpi_tree *t = v->t;
	struct lead *all = arena_alloc(v->a, (t->nindicator * t->lags + 1) * sizeof(*all));
	size_t tried = 0;

	for (size_t i = 0; i < t->nindicator; i++)
		for (size_t k = 0; k < t->lags; k++) {
			struct lead *l = &all[i * t->lags + k];

			*l = lead_at(v, t->indicator[i], k + 1);
			if (!isnan(l->p))
				tried++;
		}
	for (size_t i = 0; i < t->nindicator; i++)
		put_lead(v, t->indicator[i], all + i * t->lags, tried, o);
}
