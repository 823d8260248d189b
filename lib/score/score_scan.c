/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_scan.h"

#include "base/mem.h"
#include "fold/part.h"
#include "score/score_fold.h"

#include <string.h>

enum { VALUES_MAX = SCORE_KEYS + SCORE_BY_MAX + SCORE_COVARIATES_MAX };	/* of an exposure */

#define AN_EXPOSURE	UINT64_C(1)
#define METRIC(k)	(UINT64_C(2) << (k))

static const struct val null = { .kind = VAL_NULL };
static const struct xsum_num zero = { .units = 0, .d = 0, .dec = true };
static const struct xsum_num one = { .units = 1000000000, .d = 1, .dec = true };

/* ---- facts ---- */

static size_t
exposure_width(const struct score_plan *p)
{
	return score_plan_nkey(p) + p->ncovariate;
}

static void
add_test(struct score_plan *p, const struct expr *x, uint64_t wanted, uint64_t known)
{
	unsigned i = 0;

	if (x == NULL)
		return;
	while (i < p->ntest && !expr_same(p->test[i].x, x))
		i++;
	if (i == p->ntest)
		p->test[p->ntest++] = (struct score_test){ .x = x };
	p->test[i].wanted |= wanted;
	p->test[i].known |= known;
}

void
score_scan_tests(struct score_plan *p)
{
	add_test(p, p->exposure, AN_EXPOSURE, 0);
	for (unsigned k = 0; k < p->nmetric; k++) {
		const struct score_metric *m = &p->metric[k];
		const bool rate = m->take == SCORE_RATE;

		add_test(p, m->where, METRIC(k), 0);
		add_test(p, m->p, rate ? 0 : METRIC(k), rate ? METRIC(k) : 0);
	}
}

/* Records that matter, marked by what they are. */
static void
score_choose(const void *ctx, struct expr_rows *r, uint64_t *mark)
{
	const struct score_plan *p = ctx;
	const uint64_t all = AN_EXPOSURE | (METRIC(p->nmetric) - METRIC(0));
	uint8_t tri[BATCH_ROWS];

	for (size_t i = 0; i < r->n; i++)
		mark[i] = all;
	for (unsigned k = 0; k < p->ntest; k++) {
		const struct score_test *t = &p->test[k];

		expr_test_rows(t->x, r, tri);
		for (size_t i = 0; i < r->n; i++) {
			const uint64_t out = (tri[i] != EXPR_TRUE ? t->wanted : 0) |
			    (tri[i] == EXPR_UNKNOWN ? t->known : 0);

			mark[i] &= ~out;
		}
	}
}

struct taken {			/* values of the metrics of a record */
	struct val v[2 * SCORE_METRICS_MAX];
	size_t     n;
};

static bool
is_number(const struct val *v)
{
	double x;

	return !val_null(v) && val_number(v, &x);
}

/* What metric @m takes of a record; *none when there is nothing. */
static enum rc
take_value(const struct score_metric *m, const struct record *r, struct expr_eval *ev,
    struct taken *t, bool *none, struct err *e)
{
	struct val *v = &t->v[t->n];
	enum expr_tri tri;
	enum rc rc;

	*none = false;
	if (m->take == SCORE_RATE) {
		rc = expr_test(m->p, r, ev, &tri, e);
		v[0] = val_of_bool(tri == EXPR_TRUE);
		t->n++;
		return rc;
	}
	if (m->x == NULL)
		return RC_OK;
	rc = expr_value(m->x, r, ev, &v[0], e);
	if (rc == RC_OK && m->d != NULL)
		rc = expr_value(m->d, r, ev, &v[1], e);
	*none = !is_number(&v[0]) || (m->d != NULL && !is_number(&v[1]));
	if (!*none)
		t->n += m->d != NULL ? 2 : 1;
	return rc;
}

static enum rc
take_exposure(const struct score_plan *p, const struct record *r, struct expr_eval *ev,
    struct val *v, struct err *e)
{
	const size_t nkey = score_plan_nkey(p);
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < nkey; i++)
		rc = expr_value(p->key[i].x, r, ev, &v[i], e);
	for (size_t i = 0; rc == RC_OK && i < p->ncovariate; i++)
		rc = expr_value(p->covariate[i], r, ev, &v[nkey + i], e);
	return rc;
}

static enum rc
score_fact(const void *ctx, const struct val *key, const struct record *r, struct expr_eval *ev,
    struct fact_writer *w, struct err *e)
{
	const struct score_plan *p = ctx;
	uint64_t mask = w->mark;
	struct val v[VALUES_MAX];
	struct taken t = { .n = 0 };
	size_t n = 0;
	enum rc rc = user_key_check(&p->user, key, e);

	for (unsigned k = 0; rc == RC_OK && k < p->nmetric; k++) {
		bool none = false;

		if ((mask & METRIC(k)) != 0)
			rc = take_value(&p->metric[k], r, ev, &t, &none, e);
		if (none)
			mask &= ~METRIC(k);
	}
	if (rc == RC_OK && (mask & AN_EXPOSURE) != 0) {
		n = exposure_width(p);
		rc = take_exposure(p, r, ev, v, e);
		if (rc == RC_OK && val_null(&v[1]))	/* of no arm: nobody was exposed */
			mask &= ~AN_EXPOSURE;
	}
	if (rc != RC_OK || mask == 0)
		return rc != RC_OK ? rc : RC_END;
	if ((mask & AN_EXPOSURE) == 0)
		n = 0;
	while (n > 0 && val_null(&v[n - 1]))
		n--;
	fact_put_i64(w, (int64_t)mask);
	for (size_t i = 0; i < t.n; i++)
		fact_put_val(w, &t.v[i]);
	for (size_t i = 0; i < n; i++)
		fact_put_val(w, &v[i]);
	return RC_OK;
}

/* How many values the metrics in @mask have. */
static size_t
values_of(const struct score_plan *p, uint64_t mask)
{
	size_t n = 0;

	for (unsigned k = 0; k < p->nmetric; k++)
		if ((mask & METRIC(k)) != 0)
			n += p->metric[k].d != NULL ? 2 :
			    p->metric[k].x != NULL || p->metric[k].take == SCORE_RATE;
	return n;
}

static bool
read_mask(const struct val *v, uint64_t *mask)
{
	return v->kind == VAL_NUMBER && num_u64(v->text, mask) == RC_OK;
}

static enum rc
score_check(const void *ctx, const struct val *v, size_t n, struct err *e)
{
	const struct score_plan *p = ctx;
	uint64_t mask;
	size_t values;

	if (n == 0 || !read_mask(&v[0], &mask) || mask == 0 || mask >= METRIC(p->nmetric))
		return rc_err(e, RC_SYNTAX, "expected a number that says which metrics it is of");
	values = values_of(p, mask);
	for (size_t i = 1; i <= values && i < n; i++)
		if (v[i].kind != VAL_TRUE && v[i].kind != VAL_FALSE && !is_number(&v[i]))
			return rc_err(e, RC_SYNTAX, "expected values of metrics");
	if (n < 1 + values || n > 1 + values + ((mask & AN_EXPOSURE) != 0 ? exposure_width(p) : 0)
	    || ((mask & AN_EXPOSURE) != 0 && n < 1 + values + SCORE_KEYS))
		return rc_err(e, RC_SYNTAX, "expected other values behind %s",
		    "the number that says which metrics it is of");
	return RC_OK;
}

/* ---- a unit ---- */

struct exposure {
	int64_t     at_us;
	struct val *v;		/* exposure_width values */
};

struct total {			/* of a metric over a unit's events */
	struct xsum sum[2];
	double     *rank;	/* values of a ranked one */
	uint32_t    nrank;
};

struct unit {
	const struct score_plan *p;
	const struct scan_seq   *seq;
	struct exposure         *exp;	/* in order of time */
	size_t                   nexp;
	uint64_t                *mask;	/* of each fact */
	struct total            *total;	/* of each metric */
	struct err              *e;
};

static const struct xsum_num *
num_of(const struct val *v, struct xsum_num *x)
{
	*x = zero;
	if (v->kind == VAL_TRUE)
		*x = one;
	else if (v->kind != VAL_FALSE)
		(void)!xsum_num_of(v, x);
	return x;
}

static void
add_number(struct total *t, unsigned which, const struct val *v)
{
	struct xsum_num x;

	xsum_add(&t->sum[which], num_of(v, &x));
}

/* The sum itself where it is a decimal, else its nearest double. */
static struct xsum_num
total_of(const struct xsum *s)
{
	const num_i128 exact = (num_i128)1 << 53;
	const num_i128 most = (num_i128)1000000000 * 1000000000 * 1000000000;	/* 1e18 */
	struct xsum_num x = { .units = s->units, .dec = true };
	struct val v;

	if (s->super == NULL && s->units <= exact && s->units >= -exact) {
		x.d = (double)(int64_t)s->units / 1e9;
		return x;
	}
	x.d = xsum_total(s);
	if (s->super == NULL && s->units < most && s->units > -most)
		return x;
	v = val_of_double(x.d);
	return xsum_num_of(&v, &x) ? x : zero;
}

static void
read_facts(struct unit *u)
{
	const struct score_plan *p = u->p;
	const size_t width = exposure_width(p);

	for (size_t i = 0; i < u->seq->n; i++) {
		const struct fact *f = &u->seq->fact[i];
		struct fact_reader r;
		struct exposure *x;
		struct val v;

		fact_read_begin(&r, &u->seq->frame, f);
		u->mask[i] = 0;
		if (!fact_read_small(&r, &u->mask[i])) {
			v = fact_read_val(&r);
			read_mask(&v, &u->mask[i]);
		}
		if ((u->mask[i] & AN_EXPOSURE) == 0 || f->at_us < p->window.from_us ||
		    f->at_us >= p->window.to_us)
			continue;
		for (size_t k = values_of(p, u->mask[i]); k > 0; k--)
			(void)fact_read_val(&r);
		x = &u->exp[u->nexp++];
		x->at_us = f->at_us;
		x->v = arena_alloc(u->seq->tmp, width * sizeof(*x->v));
		for (size_t k = 0; k < width; k++)
			x->v[k] = fact_read_more(&r) ? fact_read_val(&r) : null;
	}
}

static int64_t
later(int64_t at_us, int64_t by_us)
{
	int64_t sum;

	return __builtin_add_overflow(at_us, by_us, &sum) ? INT64_MAX : sum;
}

/* @at_us lies in the window behind an exposure. */
static bool
within(const struct score_window *w, int64_t exposed_us, int64_t at_us)
{
	const int64_t begin = later(exposed_us, w->delay_us);

	return at_us >= begin && (w->whole || w->within_us == INT64_MAX ||
	    at_us < later(begin, w->within_us));
}

/* Exposures from @from on that are of the experiment of the first of them. */
static bool
counts(const struct unit *u, size_t from, int64_t at_us)
{
	const struct score_window *w = &u->p->window;

	if (within(w, u->exp[from].at_us, at_us))
		return true;
	for (size_t i = from + 1; w->all && i < u->nexp && u->exp[i].at_us <= at_us; i++)
		if (val_cmp(&u->exp[i].v[0], &u->exp[from].v[0], u->seq->tmp) == 0 &&
		    within(w, u->exp[i].at_us, at_us))
			return true;
	return false;
}

static void
add_rank(struct unit *u, struct total *t, const struct val *v)
{
	double x;

	if (t->rank == NULL)
		t->rank = arena_alloc(u->seq->tmp, u->seq->n * sizeof(*t->rank));
	if (val_number(v, &x))
		t->rank[t->nrank++] = x;
}

/* An event's values, into the totals. */
static void
add_event(struct unit *u, size_t i)
{
	struct fact_reader r;
	struct val v;

	fact_read_begin(&r, &u->seq->frame, &u->seq->fact[i]);
	(void)fact_read_val(&r);
	for (unsigned k = 0; k < u->p->nmetric; k++) {
		const struct score_metric *m = &u->p->metric[k];
		struct total *t = &u->total[k];

		if ((u->mask[i] & METRIC(k)) == 0)
			continue;
		if (m->take == SCORE_ANY) {
			if (t->sum[0].n == 0)
				xsum_add(&t->sum[0], &one);
			continue;
		}
		if (m->take == SCORE_COUNT) {
			xsum_add(&t->sum[0], &one);
			continue;
		}
		v = fact_read_val(&r);
		if (m->kind == SCORE_RANK)
			add_rank(u, t, &v);
		else
			add_number(t, 0, &v);
		if (m->d != NULL) {
			v = fact_read_val(&r);
			add_number(t, 1, &v);
		} else if (m->kind == SCORE_QUOTIENT) {
			xsum_add(&t->sum[1], &one);
		}
	}
}

static enum rc
add_metrics(struct unit *u, struct score_arm *a, const struct exposure *x)
{
	const struct score_plan *p = u->p;
	const struct val *covariate = x->v + score_plan_nkey(p);
	const struct xsum_num *at[2 + 2 * SCORE_COVARIATES_MAX];
	struct xsum_num cov[SCORE_COVARIATES_MAX], y[2];
	enum rc rc = RC_OK;

	for (unsigned k = 0; k < p->ncovariate; k++)
		num_of(&covariate[k], &cov[k]);
	for (unsigned k = 0; rc == RC_OK && k < p->nmetric; k++) {
		const struct score_metric *m = &p->metric[k];
		unsigned n = m->base;

		if (m->kind == SCORE_RANK) {
			rc = score_arm_rank(p, &a->cell[k], u->total[k].rank, u->total[k].nrank,
			    u->e);
			continue;
		}
		for (unsigned i = 0; i < 2; i++) {
			y[i] = total_of(&u->total[k].sum[i]);
			at[i] = &y[i];
		}
		for (unsigned i = 0; i < p->ncovariate; i++) {
			at[n++] = &cov[i];
			at[n++] = is_number(&covariate[i]) ? &zero : &one;
		}
		rc = score_arm_add(p, &a->cell[k], m, at, u->e);
	}
	return rc;
}

static enum rc
find_arm(struct unit *u, const struct val *key, struct score_arm **a)
{
	struct part *part = u->seq->sum;
	struct group_slot *slot;
	struct group_cell *cell;
	enum rc rc = part_slot(part, key, u->seq->tmp, &slot, u->e);

	if (rc == RC_OK)
		rc = part_cell(part, slot, (struct twindow_span){ 0, 0 }, &cell, u->e);
	if (rc == RC_OK)
		*a = group_state(cell);
	return rc;
}

static bool
is_crossed(const struct unit *u, size_t from)
{
	const struct val *v = u->exp[from].v;

	for (size_t i = from + 1; i < u->nexp; i++)
		if (val_cmp(&u->exp[i].v[0], &v[0], u->seq->tmp) == 0 &&
		    val_cmp(&u->exp[i].v[1], &v[1], u->seq->tmp) != 0)
			return true;
	return false;
}

/* What the experiment of exposure @from, its first, has of this unit. */
static enum rc
add_unit(struct unit *u, size_t from, int64_t now_us)
{
	const struct score_plan *p = u->p;
	const struct score_window *w = &p->window;
	const struct exposure *x = &u->exp[from];
	struct score_arm *a;
	enum rc rc = find_arm(u, x->v, &a);

	if (rc != RC_OK)
		return rc;
	if (is_crossed(u, from)) {
		a->crossed++;
		if (!w->first_arm)
			return RC_OK;
	}
	if (w->strict && later(later(x->at_us, w->delay_us), w->within_us) > now_us) {
		a->open++;
		return RC_OK;
	}
	a->units++;
	score_arm_seen(a, x->at_us);
	memset(u->total, 0, p->nmetric * sizeof(*u->total));
	for (size_t i = 0; i < u->seq->n; i++) {
		const int64_t at_us = u->seq->fact[i].at_us;

		if ((u->mask[i] & ~AN_EXPOSURE) == 0)
			continue;
		if (at_us < x->at_us)
			a->early++;
		else if (!counts(u, from, at_us))
			continue;
		else if (w->to_us != INT64_MAX && w->late_us != INT64_MAX &&
		    at_us >= later(w->to_us, w->late_us))
			a->late++;
		else
			add_event(u, i);
	}
	rc = add_metrics(u, a, x);
	for (unsigned k = 0; k < p->nmetric; k++)
		for (unsigned i = 0; i < 2; i++)
			xsum_free(&u->total[k].sum[i]);
	return rc;
}

static enum rc
score_each(const void *ctx, const struct scan_seq *s, struct buf *o, struct err *e)
{
	const struct score_plan *p = ctx;
	struct unit u = { .p = p, .seq = s, .e = e };
	int64_t now_us = p->now_us != INT64_MIN ? p->now_us : s->latest_us;
	enum rc rc = RC_OK;

	(void)o;	/* it adds to the arms */
	u.exp = arena_alloc(s->tmp, s->n * sizeof(*u.exp));
	u.mask = arena_alloc(s->tmp, s->n * sizeof(*u.mask));
	u.total = arena_alloc(s->tmp, p->nmetric * sizeof(*u.total));
	read_facts(&u);
	for (size_t i = 0; rc == RC_OK && i < u.nexp; i++) {
		size_t k = 0;

		while (k < i && val_cmp(&u.exp[k].v[0], &u.exp[i].v[0], s->tmp) != 0)
			k++;
		if (k == i)
			rc = add_unit(&u, i, now_us);
	}
	return rc;
}

const struct scan_ops score_scan_ops = { score_fact, score_check, score_each, score_choose };

const struct fold_plan *
score_scan_arms(const struct score_plan *p, struct job *j)
{
	struct fold_plan *f = arena_alloc(&j->arena, sizeof(*f));

	score_fold_plan(f, p);
	return f;
}
