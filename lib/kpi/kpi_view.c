/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_view - see kpi_view.h: changes, and what the writers of records have in common
 *
 * From the top down each KPI hands what it gave to the north star on to its drivers; one with
 * several KPIs above it has the sum.
 */
#include "kpi/kpi_view.h"

#include "base/num.h"
#include "base/rfc3339.h"
#include "kpi/kpi_split.h"
#include "record/time_member.h"

#include <math.h>
#include <stdio.h>

enum { DIGITS = 12 };

double
kpi_view_x(const struct kpi_view *v, size_t node, size_t period)
{
	return period < v->s->nperiod ? v->s->column[node].x[period] : (double)NAN;
}

/* ---- changes ---- */

struct term_change {		/* of one driver of a KPI, in its own unit and as floating point */
	double delta;
	double weight;
};

static bool
read_terms(const struct kpi_view *v, const struct kpi_node *n, struct term_change *c)
{
	double before[KPI_TERMS_MAX], after[KPI_TERMS_MAX], weight[KPI_TERMS_MAX];

	for (size_t k = 0; k < n->nterm; k++) {
		before[k] = kpi_view_x(v, n->term[k].node, v->before);
		after[k] = kpi_view_x(v, n->term[k].node, v->now);
	}
	kpi_split_weights(n, before, after, weight);
	for (size_t k = 0; k < n->nterm; k++)
		c[k] = (struct term_change){ after[k] - before[k], weight[k] };
	return n->nterm > 0;
}

/* What is not finite is greater than all. */
static double
greatest(double most, double x)
{
	return !isfinite(x) ? INFINITY : fabs(x) > most ? fabs(x) : most;
}

/* What the KPI itself changed by, and the parts of its drivers in its own unit. */
static void
change_node(struct kpi_view *v, size_t i)
{
	const struct kpi_node *n = &v->t->node[i];
	struct kpi_change *c = &v->change[i];
	struct term_change term[KPI_TERMS_MAX];
	double x = kpi_view_x(v, i, v->now), before = kpi_view_x(v, i, v->before);
	double part[KPI_TERMS_MAX], own, most;

	*c = (struct kpi_change){ .known = !isnan(x) && !isnan(before) };
	own = most = greatest(greatest(0, isnan(x) ? 0 : x), isnan(before) ? 0 : before);
	if (c->known && read_terms(v, n, term))
		for (size_t k = 0; k < n->nterm; k++)
			most = greatest(most, part[k] = term[k].weight * term[k].delta);
	c->grid = kpi_split_grid(isfinite(most) ? most : own);
	c->value = isnan(x) ? 0 : kpi_split_units(x, c->grid);
	c->before = isnan(before) ? 0 : kpi_split_units(before, c->grid);
	if (!c->known || n->nterm == 0 || !isfinite(most))
		return;
	c->part = arena_alloc(v->a, n->nterm * sizeof(*c->part));
	kpi_split_round(part, n->nterm, c->grid, c->value - c->before, c->part);
}

struct flow {			/* to the north star, while it goes down: of each node */
	double  *weight;	/* of its change in that of the north star */
	int64_t *units;		/* what it has got from all above it */
	bool    *lost;		/* that is not all: parts above it are too great for the grid */
};

/* Hand on what the KPI has got; false when a part does not fit onto the north star's grid. */
static bool
flow_node(struct kpi_view *v, size_t at, struct flow *f)
{
	const struct kpi_tree *t = v->t;
	const struct kpi_node *n = &t->node[at];
	struct kpi_change *c = &v->change[at];
	int grid = v->change[t->star].grid;
	struct term_change term[KPI_TERMS_MAX];
	double part[KPI_TERMS_MAX];

	read_terms(v, n, term);
	for (size_t k = 0; k < n->nterm; k++) {
		double weight = f->weight[at] * term[k].weight;

		part[k] = weight * term[k].delta;
		if (!isfinite(part[k]) || kpi_split_grid(fabs(part[k])) > grid)
			return false;
		f->weight[n->term[k].node] += weight;
	}
	c->star = arena_alloc(v->a, n->nterm * sizeof(*c->star));
	kpi_split_round(part, n->nterm, grid, f->units[at], c->star);
	for (size_t k = 0; k < n->nterm; k++)
		f->units[n->term[k].node] += c->star[k];
	return true;
}

static void
change_all(struct kpi_view *v)
{
	const struct kpi_tree *t = v->t;
	const struct kpi_change *star = &v->change[t->star];
	struct flow f;

	for (size_t i = 0; i < t->n; i++)
		change_node(v, i);
	f.weight = arena_zalloc(v->a, t->n * sizeof(*f.weight));
	f.units = arena_zalloc(v->a, t->n * sizeof(*f.units));
	f.lost = arena_zalloc(v->a, t->n * sizeof(*f.lost));
	f.weight[t->star] = 1;
	f.units[t->star] = star->value - star->before;
	for (size_t i = t->n; i-- > 0;) {
		size_t at = t->order[i];
		const struct kpi_node *n = &t->node[at];

		if (n->role > KPI_DRIVER)
			continue;
		if (!f.lost[at] && v->change[at].part != NULL && flow_node(v, at, &f))
			continue;
		for (size_t k = 0; k < n->nterm; k++)
			f.lost[n->term[k].node] = true;
	}
}

void
kpi_view_init(struct kpi_view *v, int64_t cut_us, uint64_t against)
{
	const struct kpi_series *s = v->s;

	v->now = s->nperiod;
	for (size_t i = s->nperiod; i-- > 0;)
		if (kpi_series_span(s, i).to_us <= cut_us) {
			v->now = i;
			break;
		}
	v->before = v->now < s->nperiod && v->now >= against ? v->now - (size_t)against :
	    s->nperiod;
	v->change = arena_zalloc(v->a, v->t->n * sizeof(*v->change));
	change_all(v);
}

/* ---- series ---- */

size_t
kpi_view_trend(const struct kpi_view *v, size_t node, double *at, double *x)
{
	size_t n = 0, from;

	if (v->now == v->s->nperiod)
		return 0;
	from = v->now + 1 > v->t->trend ? v->now + 1 - v->t->trend : 0;
	for (size_t i = from; i <= v->now; i++) {
		double value = kpi_view_x(v, node, i);

		if (isnan(value))
			continue;
		at[n] = -(double)(v->now - i);
		x[n++] = value;
	}
	return n;
}

/* The last digit that counts, of the greatest value up to now. */
static int
grid_of(const struct kpi_view *v, size_t node)
{
	double most = 0;

	for (size_t i = 0; i <= v->now && v->now < v->s->nperiod; i++)
		if (!isnan(kpi_view_x(v, node, i)))
			most = greatest(most, kpi_view_x(v, node, i));
	return kpi_split_grid(most) + KPI_DIGITS - DIGITS;
}

/* Changes on a grid: steps of the same size are the same, whatever doubles make of them. */
static double
point_of(const struct kpi_view *v, size_t node, size_t i, bool changes, int grid)
{
	double x = kpi_view_x(v, node, i);
	double before = changes && i > 0 ? kpi_view_x(v, node, i - 1) : (double)NAN;

	if (!changes || isnan(x))
		return x;
	return isnan(before) ? before : kpi_split_double(kpi_split_units(x, grid) -
	    kpi_split_units(before, grid), grid);
}

size_t
kpi_view_pairs(const struct kpi_view *v, const size_t node[2], size_t lag, bool changes,
    double *x, double *y)
{
	int grid[2] = { grid_of(v, node[0]), grid_of(v, node[1]) };
	size_t n = 0;

	for (size_t i = lag; i <= v->now && v->now < v->s->nperiod; i++) {
		x[n] = point_of(v, node[0], i - lag, changes, grid[0]);
		y[n] = point_of(v, node[1], i, changes, grid[1]);
		if (!isnan(x[n]) && !isnan(y[n]))
			n++;
	}
	return n;
}

double
kpi_view_per_week(const struct kpi_view *v)
{
	struct twindow_span span = kpi_series_span(v->s, v->now);
	double days = (double)(span.to_us - span.from_us) / (double)RFC3339_DAY_US;

	return 7 / fmax(1, round(days));	/* clocks change: a week is 7 days, whatever */
}

/* ---- writing ---- */

void
kpi_view_open(const struct kpi_view *v, struct jwrite *w, struct buf *o, const char *kind)
{
	jwrite_init(w, o);
	jwrite_open(w, '{');
	jwrite_put_text(w, "kind", sv_of(kind));
	kpi_view_put_text(w, "tree", v->t->name);
}

void
kpi_view_put(struct jwrite *w, const char *key, double x)
{
	jwrite_put_double(w, key, isfinite(x) ? num_digits(x, DIGITS) : (double)NAN);
}

void
kpi_view_put_interval(struct jwrite *w, const char *key, double x, double lo, double hi)
{
	char end[2][64];

	kpi_view_put(w, key, x);
	for (int i = 0; i < 2; i++) {
		(void)snprintf(end[i], sizeof(end[i]), "%s_%s", key, i == 0 ? "lo" : "hi");
		kpi_view_put(w, end[i], i == 0 ? lo : hi);
	}
}

void
kpi_view_put_text(struct jwrite *w, const char *key, struct sv text)
{
	if (text.n > 0)
		jwrite_put_text(w, key, text);
}

/* A bound that was rounded to the wrong side of the value is the value. */
void
kpi_view_put_value(const struct kpi_view *v, struct jwrite *w, size_t node)
{
	const struct kpi_change *c = &v->change[node];
	const struct kpi_column *col = &v->s->column[node];
	double x = kpi_view_x(v, node, v->now), n = (double)NAN;

	jwrite_put_double(w, "value", isnan(x) ? x : kpi_split_double(c->value, c->grid));
	if (!isnan(x) && !isnan(col->lo[v->now]) && !isnan(col->hi[v->now])) {
		kpi_view_put(w, "value_lo", fmin(x, col->lo[v->now]));
		kpi_view_put(w, "value_hi", fmax(x, col->hi[v->now]));
	}
	kpi_view_put_text(w, "unit", v->t->node[node].unit);
	if (!isnan(x))
		n = col->n[v->now];
	if (n >= 0 && n < 0x1p53 && n == floor(n))
		jwrite_put_u64(w, "n", (uint64_t)n);
}

void
kpi_view_put_window(const struct kpi_view *v, struct jwrite *w, const char *key, size_t period)
{
	if (period < v->s->nperiod) {
		time_member_write(w, key, v->zone, kpi_series_span(v->s, period).from_us);
		return;
	}
	jwrite_key(w, sv_of(key));
	jwrite_null(w);
}
