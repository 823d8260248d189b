/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_fold - see score_fold.h
 *
 * A batch first gives all that the metrics ask, column by column; then each metric goes
 * through its rows, so that few moments are in use at a time.
 */
#include "score/score_fold.h"

#include "score/score_sums.h"

#include <math.h>

enum { VARS_MAX = 2 + 2 * SCORE_COVARIATES_MAX };

static const struct xsum_num zero = { .units = 0, .d = 0, .dec = true };
static const struct xsum_num one = { .units = 1000000000, .d = 1, .dec = true };

/* ---- states ---- */

static enum rc
init_arm(const void *ctx, void *st, struct err *e)
{
	(void)e;	/* nothing can fail */
	score_arm_init(ctx, st);
	return RC_OK;
}

static enum rc
merge_arms(const void *ctx, void *dst, const void *src, struct err *e)
{
	return score_arm_merge(ctx, dst, src, e);
}

static void
free_arm(const void *ctx, void *st)
{
	score_arm_free(ctx, st);
}

static void
save_arm(const void *ctx, const void *st, struct jwrite *w)
{
	score_arm_save(ctx, st, w);
}

static enum rc
load_arm(const void *ctx, void *st, const struct val *v, struct err *e)
{
	return score_arm_load(ctx, st, v, e);
}

/* ---- rows ---- */

struct column {			/* of a metric or a covariate */
	const uint8_t           *chosen;	/* enum expr_tri; NULL: all */
	const uint8_t           *tri;		/* of its predicate */
	const struct val *const *x;
	const struct val *const *d;
};

struct batch_score {
	const struct score_plan *p;
	const struct rows       *rows;
	struct expr_rows         r;
	struct arena            *tmp;
	struct column            metric[SCORE_METRICS_MAX];
	struct xsum_num         *covariate[SCORE_COVARIATES_MAX];	/* a value and whether */
	uint8_t                 *missing[SCORE_COVARIATES_MAX];	/* ... it is missing */
	bool                    *sums;		/* rows that are sums */
	struct val              *field;		/* room that fields do not use */
};

static const uint8_t *
judge(struct batch_score *b, const struct expr *x)
{
	uint8_t *tri;

	if (x == NULL)
		return NULL;
	tri = arena_alloc(b->tmp, b->rows->n);
	expr_test_rows(x, &b->r, tri);
	return tri;
}

static const struct val *const *
values(struct batch_score *b, const struct expr *x)
{
	const struct val **at;
	struct val *room = b->field;
	size_t slot;

	if (x == NULL)
		return NULL;
	at = arena_alloc(b->tmp, b->rows->n * sizeof(*at));
	if (!expr_field(x, &slot))
		room = arena_alloc(b->tmp, b->rows->n * sizeof(*room));
	expr_value_rows(x, &b->r, room, at);
	return at;
}

static bool
number(const struct val *v, struct xsum_num *x)
{
	uint32_t small;

	if (!val_small(v, &small))
		return !val_null(v) && xsum_num_of(v, x);
	*x = (struct xsum_num){ .units = (num_i128)((int64_t)small * 1000000000), .d = small,
		.dec = true };
	return true;
}

static void
read_covariate(struct batch_score *b, unsigned k)
{
	const struct val *const *at = values(b, b->p->covariate[k]);
	struct xsum_num *x = arena_alloc(b->tmp, b->rows->n * sizeof(*x));
	uint8_t *missing = arena_alloc(b->tmp, b->rows->n);

	for (size_t i = 0; i < b->r.n; i++) {
		missing[i] = !number(at[i], &x[i]);
		if (missing[i])
			x[i] = zero;
	}
	b->covariate[k] = x;
	b->missing[k] = missing;
}

static void
read_columns(struct batch_score *b)
{
	for (unsigned i = 0; i < b->p->nmetric; i++) {
		const struct score_metric *m = &b->p->metric[i];

		b->metric[i] = (struct column){ .chosen = judge(b, m->where) };
		b->metric[i].tri = judge(b, m->p);
		b->metric[i].x = values(b, m->x);
		b->metric[i].d = values(b, m->d);
	}
	for (unsigned k = 0; k < b->p->ncovariate; k++)
		read_covariate(b, k);
}

/* What row @i has: false when it has nothing, and is out of the metric. */
static bool
take(const struct score_metric *m, const struct column *c, size_t i, struct xsum_num *y,
    struct score_cell *cell)
{
	const bool chosen = c->chosen == NULL || c->chosen[i] == EXPR_TRUE;
	const bool adds = m->take == SCORE_ANY || m->take == SCORE_COUNT || m->take == SCORE_SUM;

	y[0] = zero;
	if (!chosen)
		return adds;	/* none of it, but the unit is there */
	switch (m->take) {
	case SCORE_RATE:
	case SCORE_ANY:
		y[0] = c->tri[i] == EXPR_TRUE ? one : zero;
		return adds || c->tri[i] != EXPR_UNKNOWN;
	case SCORE_COUNT:
		y[0] = one;
		return true;
	case SCORE_RATIO:
		if (number(c->x[i], &y[0]) && number(c->d[i], &y[1]))
			return true;
		cell->bad += !val_null(c->x[i]) && !val_null(c->d[i]);
		return false;
	default:
		if (number(c->x[i], &y[0]))
			return true;
		cell->bad += !val_null(c->x[i]);
		y[0] = zero;
		return adds;
	}
}

static enum rc
add_metric(struct batch_score *b, unsigned k, void *const *st, size_t n, struct err *e)
{
	const struct score_metric *m = &b->p->metric[k];
	const struct xsum_num *x[VARS_MAX];
	struct xsum_num y[2];
	const bool plain = score_arm_plain(m) && m->kind != SCORE_RANK;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		struct score_cell *c = &((struct score_arm *)st[i])->cell[k];

		if (b->sums[i] || !take(m, &b->metric[k], i, y, c))
			continue;
		if (plain) {
			score_arm_add_plain(c, &y[0]);
			continue;
		}
		if (m->kind == SCORE_RANK) {
			rc = score_arm_rank(b->p, c, &y[0].d, 1, e);
			continue;
		}
		x[0] = &y[0];
		x[1] = &y[1];
		for (unsigned v = 0, at = m->base; v < b->p->ncovariate; v++) {
			x[at++] = &b->covariate[v][i];
			x[at++] = b->missing[v][i] ? &one : &zero;
		}
		rc = score_arm_add(b->p, c, m, x, e);
	}
	return rc;
}

/* The rows that are sums; of how many rows all is well. */
static size_t
add_sums(struct batch_score *b, void *const *st, enum rc *rc, struct err *e)
{
	for (size_t i = 0; i < b->r.n; i++) {
		b->sums[i] = score_sums_is(b->p->sums, b->rows->rec[i]);
		if (!b->sums[i])
			continue;
		*rc = score_sums_add(b->p, st[i], b->rows->rec[i], b->tmp, e);
		if (*rc != RC_OK)
			return i;
	}
	return b->r.n;
}

static enum rc
add_rows(const void *ctx, void *const *st, const struct rows *rows, struct expr_eval *ev,
    size_t *done, struct err *e)
{
	struct batch_score b;
	enum rc rc, lrc = RC_OK;
	size_t n;

	b.p = ctx;
	b.rows = rows;
	b.r = (struct expr_rows){ rows->rec, rows->n, RC_OK, ev, e };
	b.tmp = expr_eval_arena(ev);
	b.field = arena_alloc(b.tmp, rows->n * sizeof(*b.field));
	b.sums = arena_alloc(b.tmp, rows->n * sizeof(*b.sums));
	read_columns(&b);
	rc = b.r.rc;
	n = add_sums(&b, st, &rc, e);
	for (size_t i = 0; i < n; i++) {
		struct score_arm *a = st[i];

		a->units += !b.sums[i];
		if (rows->timed[i])
			score_arm_seen(a, rows->at_us[i]);
	}
	for (unsigned k = 0; k < b.p->nmetric && lrc == RC_OK; k++)
		lrc = add_metric(&b, k, st, n, e);
	*done = n + (rc == RC_BAD);
	return lrc != RC_OK ? lrc : rc;
}

const struct fold_ops score_fold_ops = {
	.init = init_arm, .rows = add_rows, .merge = merge_arms, .free = free_arm,
	.save = save_arm, .load = load_arm
};

void
score_fold_plan(struct fold_plan *f, const struct score_plan *p)
{
	*f = (struct fold_plan){ .kind = "ab_arm", .ops = &score_fold_ops, .ctx = p,
		.state_size = score_arm_size(p), .key = p->key, .nkey = score_plan_nkey(p),
		.max_groups = FOLD_MAX_GROUPS };
}
