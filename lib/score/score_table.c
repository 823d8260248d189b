/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_table.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- experiments ---- */

static struct score_entry *
entries(struct part *t, size_t *n, struct arena *a)
{
	struct group_table *g = &t->table;
	struct score_entry *entry = arena_alloc(a, (g->nslot + 1) * sizeof(*entry));

	group_order(g);
	*n = 0;
	for (size_t i = 0; i < g->nslot; i++) {
		struct score_entry *x = &entry[*n];

		x->key = arena_alloc(a, g->nkey * sizeof(*x->key));
		group_values(g, g->slot[i], x->key);
		x->arm = group_state(group_cell_nth(g, g->slot[i], 0));
		*n += !val_null(&x->key[1]);
	}
	return entry;
}

static bool
same_values(const struct val *a, const struct val *b, size_t n, struct arena *tmp)
{
	for (size_t i = 0; i < n; i++)
		if (val_cmp(&a[i], &b[i], tmp) != 0)
			return false;
	return true;
}

static int
compare_values(const struct val *a, const struct val *b, size_t n, struct arena *tmp)
{
	int order = 0;

	for (size_t i = 0; i < n && order == 0; i++)
		order = val_cmp(&a[i], &b[i], tmp);
	return order;
}

/* The different values of @n keys from @at on, in order. */
static struct val *const *
distinct(const struct score_experiment *x, size_t at, size_t n, size_t *count, struct arena *a)
{
	struct val **v = arena_alloc(a, x->n * sizeof(*v));

	*count = 0;
	for (size_t i = 0; n > 0 && i < x->n; i++) {
		struct val *key = x->entry[i].key + at;
		size_t lo = 0, hi = *count;

		while (lo < hi) {
			const size_t mid = lo + (hi - lo) / 2;

			if (compare_values(v[mid], key, n, a) < 0)
				lo = mid + 1;
			else
				hi = mid;
		}
		if (lo < *count && same_values(v[lo], key, n, a))
			continue;
		memmove(v + lo + 1, v + lo, (*count - lo) * sizeof(*v));
		v[lo] = key;
		++*count;
	}
	return v;
}

static enum rc
variants(struct score_experiment *x, struct arena *a, struct err *e)
{
	size_t *of = arena_alloc(a, x->n * sizeof(*of));

	x->of = of;
	for (size_t i = 0; i < x->n; i++) {
		const struct val *v = &x->entry[i].key[1];
		struct sv text;

		if (i == 0 || val_cmp(v, &x->entry[i - 1].key[1], a) != 0) {
			if (x->nvariant == SCORE_VARIANTS_MAX)
				return rc_err(e, RC_LIMIT, "more than %d arms of an experiment",
				    (int)SCORE_VARIANTS_MAX);
			text = val_text(v, a);
			x->variant[x->nvariant++] = arena_bytes(a, text.p, text.n);
		}
		of[i] = x->nvariant - 1;
	}
	return RC_OK;
}

static size_t
find_control(const struct score_experiment *x, const char *name)
{
	const char *wanted = name != NULL ? name : "control";
	size_t i = 0;

	while (i < x->nvariant && strcmp(x->variant[i], wanted) != 0)
		i++;
	return name == NULL && i == x->nvariant ? 0 : i;
}

/* ---- caps ---- */

static int
compare_doubles(const void *one, const void *other)
{
	const double *a = one, *b = other;

	return (*a > *b) - (*a < *b);
}

/* ceil(n num / 10^dec) in integers, at least 1. */
static size_t
rank_of(size_t n, struct agg_q q)
{
	num_i128 all = (num_i128)n * (num_i128)q.num, of = 1;

	for (unsigned i = 0; i < q.dec; i++)
		of *= 10;
	all = (all + of - 1) / of;
	return all < 1 ? 1 : (size_t)all;
}

static struct agg_q
opposite(struct agg_q q)
{
	uint64_t of = 1;

	for (unsigned i = 0; i < q.dec; i++)
		of *= 10;
	return (struct agg_q){ of - q.num, q.dec };
}

static void
limit(const struct score_experiment *x, unsigned k, unsigned variable, struct score_limits *l)
{
	const struct score_plan *p = x->p;
	const struct score_metric *m = &p->metric[k];
	size_t n = 0, room = 0;
	double *v;

	for (size_t i = 0; i < x->n; i++)
		room += x->entry[i].arm->cell[k].kept.n / m->nvar;
	v = mem_array(NULL, room + 1, sizeof(*v));
	for (size_t i = 0; i < x->n; i++) {
		const struct score_kept *kept = &x->entry[i].arm->cell[k].kept;

		for (size_t at = 0; at < kept->n; at += m->nvar)
			if (!p->cap_nonzero || kept->v[at + variable] != 0)
				v[n++] = kept->v[at + variable];
	}
	qsort(v, n, sizeof(*v), compare_doubles);
	if (n > 0) {
		l->hi[variable] = v[rank_of(n, m->cap.q) - 1];
		if (p->cap_low)
			l->lo[variable] = v[rank_of(n, opposite(m->cap.q)) - 1];
	}
	mem_free(v);
}

static void
limits(struct score_experiment *x, struct arena *a)
{
	const struct score_plan *p = x->p;

	x->limits = arena_alloc(a, p->nmetric * sizeof(*x->limits));
	for (unsigned k = 0; k < p->nmetric; k++) {
		struct score_limits *l = &x->limits[k];

		for (unsigned i = 0; i < 2; i++)
			l->lo[i] = l->hi[i] = (double)NAN;
		if (p->metric[k].kind == SCORE_RANK || !p->metric[k].keeps)
			continue;
		for (unsigned i = 0; i < p->metric[k].base; i++)
			limit(x, k, i, l);
	}
}

enum rc
score_table_of(struct score_table *out, const struct score_plan *p, struct part *t,
    const char *control, struct arena *a, struct err *e)
{
	size_t n;
	struct score_entry *entry = entries(t, &n, a);
	enum rc rc = RC_OK;

	*out = (struct score_table){ .x = arena_alloc(a, (n + 1) * sizeof(*out->x)) };
	for (size_t i = 0; i < n && rc == RC_OK; ) {
		struct score_experiment *x = &out->x[out->n++];

		*x = (struct score_experiment){ .p = p, .name = entry[i].key[0],
			.entry = entry + i };
		while (i + x->n < n && val_cmp(&entry[i + x->n].key[0], &x->name, a) == 0)
			x->n++;
		i += x->n;
		rc = variants(x, a, e);
		x->control = find_control(x, control);
		x->segment = distinct(x, SCORE_KEYS, p->nby, &x->nsegment, a);
		x->stratum = distinct(x, SCORE_KEYS + p->nby, p->nstrata, &x->nstratum, a);
		limits(x, a);
	}
	return rc;
}

/* ---- groups ---- */

static void
add_arm(const struct score_plan *p, struct score_arm **to, const struct score_arm *from)
{
	struct err e;

	if (*to == NULL) {
		*to = mem_zalloc(score_arm_size(p));
		score_arm_init(p, *to);
	}
	/* No more than what was folded, and may be kept again. */
	(void)!score_arm_merge(p, *to, from, &e);
}

static size_t
stratum_of(const struct score_experiment *x, const struct score_entry *entry, struct arena *a)
{
	const size_t at = SCORE_KEYS + x->p->nby;
	size_t i = 0;

	while (!same_values(x->stratum[i], entry->key + at, x->p->nstrata, a))
		i++;
	return i;
}

void
score_table_group(struct score_group *g, const struct score_experiment *x,
    const struct val *by, struct arena *a)
{
	const struct score_plan *p = x->p;

	*g = (struct score_group){ .x = x, .by = by };
	g->arm = mem_zalloc(x->nvariant * sizeof(struct score_arm *));
	g->stratum = mem_zalloc((x->nstratum * x->nvariant + 1) * sizeof(struct score_arm *));
	for (size_t i = 0; i < x->n; i++) {
		const struct score_entry *entry = &x->entry[i];
		const size_t v = x->of[i];

		if (by != NULL && !same_values(entry->key + SCORE_KEYS, by, p->nby, a))
			continue;
		add_arm(p, &g->arm[v], entry->arm);
		if (x->nstratum > 0)
			add_arm(p, &g->stratum[stratum_of(x, entry, a) * x->nvariant + v],
			    entry->arm);
	}
}

static void
free_arms(const struct score_plan *p, struct score_arm **arm, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (arm[i] != NULL)
			score_arm_free(p, arm[i]);
		mem_free(arm[i]);
	}
	mem_free(arm);
}

void
score_table_release(struct score_group *g)
{
	free_arms(g->x->p, g->arm, g->x->nvariant);
	free_arms(g->x->p, g->stratum, g->x->nstratum * g->x->nvariant);
}

/* ---- moments ---- */

/* Whole numbers are decimals, all others doubles, whichever way they were written. */
static struct xsum_num
num_of(double d)
{
	if (d == floor(d) && fabs(d) < 1e9)
		return (struct xsum_num){ .units = (num_i128)((int64_t)d * 1000000000), .d = d,
			.dec = true };
	return (struct xsum_num){ .d = d };
}

static bool
is_beyond(const struct score_limits *l, unsigned variable, double v)
{
	return v > l->hi[variable] || v < l->lo[variable];
}

static double
within(const struct score_limits *l, unsigned variable, double v)
{
	return v > l->hi[variable] ? l->hi[variable] : v < l->lo[variable] ? l->lo[variable] : v;
}

void
score_table_moments(const struct score_experiment *x, const struct score_arm *arm, unsigned k,
    struct comoment *m)
{
	const struct score_metric *metric = &x->p->metric[k];
	const struct score_limits *l = &x->limits[k];
	struct xsum_num num[COMOMENT_VARS_MAX];
	const struct xsum_num *at[COMOMENT_VARS_MAX];
	const struct score_kept *kept;

	comoment_init(m, metric->nvar);
	if (arm == NULL || metric->kind == SCORE_RANK)
		return;
	comoment_merge(m, &arm->cell[k].m);
	kept = &arm->cell[k].kept;
	for (size_t i = 0; i < kept->n; i += metric->nvar) {
		for (unsigned v = 0; v < metric->nvar; v++) {
			double d = kept->v[i + v];

			num[v] = num_of(v < metric->base ? within(l, v, d) : d);
			at[v] = &num[v];
		}
		comoment_add(m, at);
	}
}

uint64_t
score_table_capped(const struct score_experiment *x, const struct score_arm *arm, unsigned k)
{
	const struct score_metric *metric = &x->p->metric[k];
	const struct score_kept *kept = &arm->cell[k].kept;
	uint64_t n = arm->cell[k].capped;

	if (metric->kind == SCORE_RANK)
		return 0;
	for (size_t i = 0; i < kept->n; i += metric->nvar)
		n += is_beyond(&x->limits[k], 0, kept->v[i]);
	return n;
}

double
score_table_raw_mean(const struct score_experiment *x, const struct score_arm *arm, unsigned k)
{
	const struct score_metric *m = &x->p->metric[k];
	const struct score_cell *c = &arm->cell[k];
	struct xsum sum[2] = { { .n = 0 }, { .n = 0 } };
	double total[2];

	if (m->cap.fixed)	/* of a ratio the value alone is capped */
		return c->raw.n == 0 ? (double)NAN : xsum_total(&c->raw) /
		    (m->base == 2 ? xsum_total(&c->m.sum[1]) : (double)c->raw.n);
	for (size_t i = 0; i < c->kept.n; i += m->nvar)
		for (unsigned v = 0; v < m->base; v++) {
			const struct xsum_num num = num_of(c->kept.v[i + v]);

			xsum_add(&sum[v], &num);
		}
	for (unsigned v = 0; v < 2; v++) {
		total[v] = sum[v].n > 0 ? xsum_total(&sum[v]) : (double)sum[0].n;
		xsum_free(&sum[v]);
	}
	return total[0] / total[1];
}
