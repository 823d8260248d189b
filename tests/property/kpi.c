/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi: contributions of drawn trees add up to the change, to the last digit, on every level;
 * they are those of all orders tried one by one, alike for drivers in any order, and the
 * negative on the way back; the order of records changes no byte.  Intervals by ranks cover
 * what they should, also of series that follow themselves, and of many indicators that tell
 * nothing few seem to.
 */
#include "base/rfc3339.h"
#include "kpi/kpi_split.h"
#include "kpi/kpi_view.h"
#include "stats/quiet.h"
#include "stats/rank.h"
#include "../draw.h"
#include "../t.h"

#include <math.h>

enum { LEAVES = 6, NODES_MAX = 14, DAYS = 21, TREES = 300, TERMS = 6, SERIES = 1500 };

#define START_US (INT64_C(20000) * RFC3339_DAY_US)

struct drawn {
	char   text[4096];
	double x[LEAVES][DAYS];
};

/* ---- trees ---- */

/* Leaves a0 ...; each later node of some before it, the last of all the north star. */
static void
draw_tree(struct drawn *d, struct rng *g)
{
	static const char *const op[] = { "sum", "product", "ratio", "share" };
	size_t n = LEAVES + 1 + rng_below(g, NODES_MAX - LEAVES), len = 0, size = sizeof(d->text);

	len += (size_t)snprintf(d->text, size, "period: day\nnorth_star: a%zu\nkpis:\n", n - 1);
	for (size_t i = 0; i < n; i++) {
		size_t what = rng_below(g, 4), terms = what >= 2 ? 2 : 1 + rng_below(g, 4);
		size_t first = rng_below(g, i + 1);

		if (i < LEAVES) {
			len += (size_t)snprintf(d->text + len, size - len,
			    "  a%zu: {metric: v, fold: sum}\n", i);
			continue;
		}
		len += (size_t)snprintf(d->text + len, size - len, "  a%zu: {%s: [", i, op[what]);
		for (size_t k = 0; k < terms; k++)
			len += (size_t)snprintf(d->text + len, size - len, "%s%sa%zu",
			    k > 0 ? ", " : "", what == 0 && k % 2 == 1 ? "-" : "", (first + k) % i);
		len += (size_t)snprintf(d->text + len, size - len, "]}\n");
	}
	for (size_t i = 0; i < LEAVES; i++)
		for (size_t k = 0; k < DAYS; k++)
			d->x[i][k] = rng_below(g, 9) == 0 ? 0 :
			    (double)(int64_t)rng_below(g, 2000000) / 100 - (i == 0 ? 9000 : 0);
}

struct made {			/* a tree with its values and changes */
	struct arena        a;
	struct proj         proj;
	struct kpi_tree     t;
	struct kpi_series   s;
	struct kpi_evidence evidence;
	struct kpi_view     v;
};

static void
make(struct made *m, const struct drawn *d, struct rng *order)
{
	struct expr_env env = { .arena = &m->a, .proj = &m->proj };
	size_t at[LEAVES * DAYS];
	struct err e = { 0 };
	enum rc rc;

	arena_init(&m->a);
	proj_init(&m->proj, &m->a);
	rc = kpi_tree_text(&m->t, "tree", sv_of(d->text), &env, &e);
	if (!T_QUIET(rc == RC_OK, "tree: %s\n%s", e.msg, d->text))
		exit(1);
	kpi_series_init(&m->s, &m->t, 1);
	for (size_t i = 0; i < LEAVES * DAYS; i++)
		at[i] = i;
	for (size_t i = LEAVES * DAYS; order != NULL && i-- > 1;) {
		size_t k = rng_below(order, i + 1), swap = at[i];

		at[i] = at[k];
		at[k] = swap;
	}
	for (size_t i = 0; i < LEAVES * DAYS; i++) {
		size_t day = at[i] % DAYS, leaf = at[i] / DAYS;
		struct val v = val_of_double(d->x[leaf][day]);
		struct kpi_measure one = { .at_us = START_US + (int64_t)day * RFC3339_DAY_US,
			.x = &v, .number = d->x[leaf][day], .lo = (double)NAN, .hi = (double)NAN,
			.n = (double)NAN };

		one.end_us = one.at_us + RFC3339_DAY_US;
		kpi_series_add(&m->s, leaf, &one);
	}
	rc = kpi_series_close(&m->s, 0.95, &e);
	T_QUIET(rc == RC_OK, "series: %s", e.msg);
	kpi_evidence_init(&m->evidence, &m->t, &m->a);
	m->v = (struct kpi_view){ .t = &m->t, .s = &m->s, .evidence = &m->evidence, .conf = 0.95,
		.a = &m->a };
	kpi_view_init(&m->v, m->s.end_us, 1);
}

static void
unmake(struct made *m)
{
	kpi_series_free(&m->s);
	arena_free(&m->a);
}

static int64_t
sum_of(const int64_t *part, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += part[i];
	return sum;
}

/* What a KPI got from all that is above it is what its drivers got. */
static void
check_sums(const struct made *m)
{
	const struct kpi_change *star = &m->v.change[m->t.star];
	int64_t got[NODES_MAX] = { 0 };

	got[m->t.star] = star->value - star->before;
	for (size_t i = 0; i < m->t.n; i++) {
		const struct kpi_change *c = &m->v.change[i];
		const struct kpi_node *n = &m->t.node[i];

		if (c->part != NULL)
			T_QUIET(sum_of(c->part, n->nterm) == c->value - c->before,
			    "parts of a%zu are its change", i);
		for (size_t k = 0; c->star != NULL && k < n->nterm; k++)
			got[n->term[k].node] += c->star[k];
	}
	for (size_t i = 0; i < m->t.n; i++)
		if (m->v.change[i].star != NULL)
			T_QUIET(sum_of(m->v.change[i].star, m->t.node[i].nterm) == got[i],
			    "a%zu hands on what it got", i);
}

static void
write_all(const struct made *m, struct buf *o)
{
	kpi_goal_write(&m->v, o);
	kpi_part_write(&m->v, o);
}

static void
trees(struct rng *g)
{
	unsigned parts = 0, flows = 0;

	for (int i = 0; i < T_ROUNDS(TREES); i++) {
		struct drawn d;
		struct made m, again;
		struct buf a, b;

		draw_tree(&d, g);
		make(&m, &d, NULL);
		make(&again, &d, g);
		check_sums(&m);
		buf_init(&a, SIZE_MAX);
		buf_init(&b, SIZE_MAX);
		write_all(&m, &a);
		write_all(&again, &b);
		T_QUIET(a.n == b.n && memcmp(a.p, b.p, a.n) == 0, "order changes nothing");
		for (size_t k = 0; k < m.t.n; k++) {
			parts += m.v.change[k].part != NULL;
			flows += m.v.change[k].star != NULL;
		}
		buf_free(&a);
		buf_free(&b);
		unmake(&m);
		unmake(&again);
	}
	T_OK(parts > T_ROUNDS(TREES) && flows > T_ROUNDS(TREES) / 2, "%u sums of parts, %u handed on", parts, flows);
}

/* ---- weights ---- */

/* Over all orders, the mean of what each factor changes when its turn comes. */
static void
by_orders(const double *b, const double *a, size_t n, double *part)
{
	size_t order[TERMS], count = 0, used = 0;
	int at = 0, next[TERMS] = { 0 };

	memset(part, 0, n * sizeof(*part));
	while (at >= 0) {
		if (at == (int)n) {
			double now = 1;

			for (size_t i = 0; i < n; i++)
				now *= b[i];
			for (size_t k = 0; k < n; k++) {
				double then = 1;

				for (size_t i = 0; i < n; i++) {
					bool turned = false;

					for (size_t q = 0; q <= k; q++)
						turned |= order[q] == i;
					then *= turned ? a[i] : b[i];
				}
				part[order[k]] += then - now;
				now = then;
			}
			count++;
			at--;
			continue;
		}
		if (next[at] > 0)
			used &= ~((size_t)1 << (next[at] - 1));
		while (next[at] < (int)n && (used >> next[at] & 1) != 0)
			next[at]++;
		if (next[at] == (int)n) {
			next[at] = 0;
			at--;
			continue;
		}
		order[at] = (size_t)next[at];
		used |= (size_t)1 << next[at];
		next[at]++;
		at++;
	}
	for (size_t i = 0; i < n; i++)
		part[i] /= (double)count;
}

static void
weights(struct rng *g)
{
	struct kpi_term term[TERMS] = { { 0, false } };
	struct kpi_node n = { .op = KPI_PRODUCT, .term = term };
	double worst = 0, back_worst = 0;

	for (int r = 0; r < 400; r++) {
		double b[TERMS], a[TERMS], w[TERMS], back[TERMS], want[TERMS], most = 1e-300;

		n.nterm = 1 + rng_below(g, TERMS);
		for (size_t i = 0; i < n.nterm; i++) {
			b[i] = rng_below(g, 6) == 0 ? 0 : 10 * rng_unit(g) - 2;
			a[i] = rng_below(g, 6) == 0 ? 0 : 10 * rng_unit(g) - 2;
		}
		kpi_split_weights(&n, b, a, w);
		kpi_split_weights(&n, a, b, back);
		by_orders(b, a, n.nterm, want);
		for (size_t i = 0; i < n.nterm; i++)
			most = fmax(most, fabs(want[i]));
		most = fmax(most, fmax(fabs(kpi_split_value(&n, a)), fabs(kpi_split_value(&n, b))));
		for (size_t i = 0; i < n.nterm; i++) {
			worst = fmax(worst, fabs(w[i] * (a[i] - b[i]) - want[i]) / most);
			back_worst = fmax(back_worst, fabs((w[i] - back[i]) * (a[i] - b[i])) / most);
		}
	}
	T_OK(worst < 1e-13, "products: all orders tried one by one, off by %.2g", worst);
	T_OK(back_worst < 1e-13, "the way back is the negative, off by %.2g", back_worst);
}

/* ---- intervals ---- */

static void
covers(struct rng *g)
{
	const double n = (double)(int)SERIES;
	unsigned slope = 0, shift = 0;
	struct arena a;

	arena_init(&a);
	for (int r = 0; r < SERIES; r++) {
		double t[12], y[12], b[8], c[8];
		struct rank_estimate e;

		arena_reset(&a);
		for (int i = 0; i < 12; i++) {
			t[i] = i;
			y[i] = 0.3 * i + draw_heavy(g);
		}
		for (int i = 0; i < 8; i++) {
			b[i] = draw_heavy(g);
			c[i] = draw_heavy(g) + 1;
		}
		e = rank_slope(t, y, 12, 0.9, &a);
		slope += e.lo <= 0.3 && 0.3 <= e.hi;
		e = rank_shift(b, 8, c, 6, 0.9, &a);
		shift += e.lo <= 1 && 1 <= e.hi;
	}
	T_OK(slope > 0.875 * n && slope < 0.96 * n, "slopes: 90 %% cover %.3f", slope / n);
	T_OK(shift > 0.875 * n && shift < 0.96 * n, "shifts: 90 %% cover %.3f", shift / n);
	arena_free(&a);
}

/* Twenty correlations of series that have nothing to do with each other, each by its own past. */
static void
tells_nothing(struct rng *g)
{
	enum { N = 60, TRIED = 20 };
	unsigned any = 0, rounds = T_ROUNDS(600);
	struct arena a;

	arena_init(&a);
	for (unsigned r = 0; r < rounds; r++) {
		double y[N], x[N], own = 0.6 * rng_unit(g);
		bool seems = false;

		y[0] = draw_normal(g);
		for (int i = 1; i < N; i++)
			y[i] = own * y[i - 1] + draw_normal(g);
		for (int k = 0; k < TRIED; k++) {
			struct rank_estimate e;
			double n;

			arena_reset(&a);
			x[0] = draw_normal(g);
			for (int i = 1; i < N; i++)
				x[i] = own * x[i - 1] + draw_normal(g);
			n = rank_effective(x, y, N, &a);
			e = rank_rho_interval(rank_rho(x, y, N, &a), N, n, 1 - 0.05 / (double)(int)TRIED);
			seems |= e.lo > 0 || e.hi < 0;
		}
		any += seems;
	}
	T_OK(any < 0.11 * rounds, "of twenty that tell nothing one seems to in %.3f of rounds",
	    any / (double)rounds);
	arena_free(&a);
}

int
main(void)
{
	struct rng g;

	quiet_gsl();
	rng_init(&g, t_seed());
	weights(&g);
	trees(&g);
	covers(&g);
	tells_nothing(&g);
	return t_done();
}
