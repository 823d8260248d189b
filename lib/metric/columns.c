/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * columns - see columns.h
 *
 * First all that the aggregates ask, column by column, then aggregate by aggregate all
 * records.  Behind a record that cannot be judged nothing is looked at: `end` only falls,
 * and the reason that is left is that of the first record, and in it the one that would be
 * met first.  A column of an aggregate with a where has only the records that this chooses.
 */
#include "metric/columns.h"

#include "base/num.h"
#include "sketch/xsum.h"

enum { ALIGN = 16, PIECES = 8 };	/* pieces of scratch that a column takes, at most */

struct choice {			/* records: all, or those that a where lets through */
	size_t                      n;
	const struct record *const *rec;
	void *const                *st;
	const int64_t              *at_us;
	const bool                 *timed;
	const uint8_t              *row;	/* which of all; NULL: each */
	const uint64_t             *weight[2];	/* of each, and its square; NULL: 1 */
};

struct column {
	struct agg_column c;
	struct choice     chosen;	/* when it is a where */
};

struct work {
	const struct metric_set *m;
	struct expr_eval        *ev;
	struct choice            all;
	struct column           *column;
	char                    *scratch;
	size_t                   end;	/* rows from here on are not for us: */
	enum rc                  rc;	/* unless RC_OK, as the first of them fails, for this */
	struct err              *e;
};

static void *
take(struct work *w, size_t n, size_t size)
{
	char *p = w->scratch;

	w->scratch += (n * size + ALIGN - 1) / ALIGN * ALIGN;
	return p;
}

/* Bytes of scratch for @n records. */
static size_t
scratch_size(const struct metric_set *m, size_t n)
{
	const size_t value = sizeof(struct val) + sizeof(void *);
	const size_t number = sizeof(double) + sizeof(struct xsum_num) + sizeof(uint8_t);
	const size_t chosen = 2 * sizeof(void *) + sizeof(int64_t) + sizeof(bool) +
	    2 * sizeof(uint8_t) + 2 * sizeof(uint64_t);
	const size_t most = value + number > chosen ? value + number : chosen;

	return m->ncolumn * (sizeof(struct column) + n * most + (size_t)PIECES * ALIGN) +
	    (m->sampled ? n * sizeof(uint64_t) + ALIGN : 0);
}

/* How many of @c are before the first that is not for us. */
static size_t
within(const struct work *w, const struct choice *c)
{
	size_t n = c->n;

	if (c->row == NULL)
		return n < w->end ? n : w->end;
	while (n > 0 && c->row[n - 1] >= w->end)
		n--;
	return n;
}

/* Record @i of @c fails. */
static void
end_at(struct work *w, const struct choice *c, size_t i, enum rc rc)
{
	w->end = c->row != NULL ? c->row[i] : i;
	w->rc = rc;
}

static const struct choice *
choice_of(const struct work *w, size_t where)
{
	return where == METRIC_NONE ? &w->all : &w->column[where].chosen;
}

/* Of @n records those that are chosen: what of @all is theirs. */
static const uint64_t *
choose_weights(struct work *w, const uint64_t *all, const uint8_t *tri, size_t n)
{
	uint64_t *some;
	size_t k = 0;

	if (all == NULL)
		return NULL;
	some = take(w, n, sizeof(*some));
	for (size_t i = 0; i < n; i++) {
		some[k] = all[i];
		k += tri[i] == EXPR_TRUE;
	}
	return some;
}

static void
choose(struct work *w, const uint8_t *tri, size_t n, struct choice *out)
{
	const struct choice *all = &w->all;
	const struct record **rec = take(w, n, sizeof(*rec));
	void **st = take(w, n, sizeof(*st));
	int64_t *at_us = take(w, n, sizeof(*at_us));
	bool *timed = take(w, n, sizeof(*timed));
	uint8_t *row = take(w, n, sizeof(*row));
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		rec[k] = all->rec[i];
		st[k] = all->st[i];
		at_us[k] = all->at_us[i];
		timed[k] = all->timed[i];
		row[k] = (uint8_t)i;
		k += tri[i] == EXPR_TRUE;
	}
	*out = (struct choice){ k, rec, st, at_us, timed, row,
		{ choose_weights(w, all->weight[0], tri, n),
		  choose_weights(w, all->weight[1], tri, n) } };
}

/* Anything but a whole number of up to eight digits. */
static uint8_t
odd_number(const struct val *v, double *num)
{
	return val_null(v) ? AGG_IS_NULL : val_number(v, num) ? AGG_IS_NUMBER : AGG_IS_BAD;
}

static void
doubles(const struct val *const *at, size_t n, uint8_t *is, double *num)
{
	uint32_t small;

	for (size_t i = 0; i < n; i++)
		if (val_small(at[i], &small)) {
			is[i] = AGG_IS_SMALL;
			num[i] = small;
		} else {
			is[i] = odd_number(at[i], &num[i]);
		}
}

static uint8_t
odd_exact(const struct val *v, struct xsum_num *x)
{
	return val_null(v) ? AGG_IS_NULL : xsum_num_of(v, x) ? AGG_IS_NUMBER : AGG_IS_BAD;
}

static void
numbers(const struct val *const *at, size_t n, uint8_t *is, double *num, struct xsum_num *exact)
{
	uint32_t small;

	for (size_t i = 0; i < n; i++) {
		struct xsum_num *x = &exact[i];

		if (val_small(at[i], &small)) {
			is[i] = AGG_IS_SMALL;
			x->dec = true;
			x->whole = false;
			x->units = (num_i128)((int64_t)small * 1000000000);
			x->d = small;
			num[i] = small;
			continue;
		}
		is[i] = odd_exact(at[i], x);
		if (is[i] >= AGG_IS_NUMBER)
			num[i] = x->d;
	}
}

void
columns_numbers(const struct val *const *at, size_t n, uint8_t *is, double *num,
    struct xsum_num *exact)
{
	if (exact != NULL)
		numbers(at, n, is, num, exact);
	else
		doubles(at, n, is, num);
}

static void
fill_value(struct work *w, const struct metric_column *mc, struct expr_rows *r,
    struct agg_column *c)
{
	const size_t n = r->n;
	const struct val **at = take(w, n, sizeof(*at));
	struct val *room = mc->stands ? NULL : take(w, n, sizeof(*room));
	struct xsum_num *exact;
	uint8_t *is;
	double *num;

	expr_value_rows(mc->x, r, room, at);
	c->at = at;
	if (mc->want == 0)
		return;
	exact = (mc->want & FOLD_EXACT) != 0 ? take(w, n, sizeof(*exact)) : NULL;
	is = take(w, n, sizeof(*is));
	num = take(w, n, sizeof(*num));
	columns_numbers(at, r->n, is, num, exact);
	c->exact = exact;
	c->is = is;
	c->num = num;
}

static void
fill(struct work *w, const struct metric_column *mc, struct column *c)
{
	const struct choice *in = choice_of(w, mc->where);
	struct expr_rows r = { .rec = in->rec, .n = within(w, in), .ev = w->ev, .e = w->e };
	uint8_t *tri;

	c->c = (struct agg_column){ .at = NULL };
	if (mc->predicate) {
		tri = take(w, r.n, sizeof(*tri));
		expr_test_rows(mc->x, &r, tri);
		c->c.tri = tri;
		if (mc->chooses)
			choose(w, tri, r.n, &c->chosen);
	} else {
		fill_value(w, mc, &r, &c->c);
	}
	if (r.rc != RC_OK)
		end_at(w, in, r.n, r.rc);
}

/* The arguments of record @i, one after the other. */
static const struct val *
gather(const struct metric_agg *agg, const struct agg_rows *in, size_t i, struct val *room)
{
	static const struct val judged[] = {
		{ .kind = VAL_FALSE }, { .kind = VAL_TRUE }, { .kind = VAL_NULL }
	};

	for (size_t k = 0; k < agg->nread; k++) {
		const struct agg_column *c = in->arg[k];
		const struct val *v = c == NULL ? NULL : c->tri != NULL ? &judged[c->tri[i]] :
		    c->at[i];

		if (agg->nread == 1 && v != NULL)
			return v;
		room[k] = v != NULL ? *v : (struct val){ .kind = VAL_NONE };
	}
	return room;
}

static void
step_each(struct work *w, const struct metric_agg *agg, const struct choice *chosen,
    const struct agg_rows *rows)
{
	struct val room[FOLD_ARGS_MAX] = { { .kind = VAL_NONE } };
	struct agg_in in = { .tmp = expr_eval_arena(w->ev) };

	for (size_t i = 0; i < rows->n; i++) {
		enum rc rc;

		in.arg = gather(agg, rows, i, room);
		in.at_us = chosen->at_us[i];
		in.timed = chosen->timed[i];
		in.again = rows->weight != NULL ? rows->weight[i] - 1 : 0;
		rc = agg->type->step(agg_rows_state(rows, i), &agg->cfg, &in, w->e);
		if (rc != RC_OK) {
			end_at(w, chosen, i, rc);
			return;
		}
	}
}

static void
step(struct work *w, const struct metric_agg *agg, struct agg_rows *rows)
{
	const struct choice *chosen = choice_of(w, agg->chosen);

	rows->n = within(w, chosen);
	rows->st = chosen->st;
	rows->off = agg->off;
	rows->weight = chosen->weight[agg->square];
	for (size_t k = 0; k < agg->nread; k++)
		rows->arg[k] = agg->column[k] != METRIC_NONE ? &w->column[agg->column[k]].c : NULL;
	if (agg->type->rows != NULL)
		agg->type->rows(&agg->cfg, rows);
	else
		step_each(w, agg, chosen, rows);
}

/* NULL where each record is one event, also squared. */
static const uint64_t *
squares(struct work *w, const uint64_t *weight, size_t n)
{
	uint64_t *square;

	if (weight == NULL)
		return NULL;
	square = take(w, n, sizeof(*square));
	for (size_t i = 0; i < n; i++)
		square[i] = weight[i] * weight[i];
	return square;
}

enum rc
columns_step(const struct metric_set *m, void *const *st, const struct rows *rows,
    struct expr_eval *ev, size_t *done, struct err *e)
{
	struct work w = {
		.m = m, .ev = ev, .end = rows->n, .rc = RC_OK, .e = e,
		.all = { rows->n, rows->rec, st, rows->at_us, rows->timed, NULL,
		    { rows->weight } },
		.scratch = arena_alloc(expr_eval_arena(ev), scratch_size(m, rows->n))
	};
	struct agg_rows in = { .tmp = expr_eval_arena(ev) };

	w.column = take(&w, m->ncolumn, sizeof(*w.column));
	if (m->sampled)
		w.all.weight[1] = squares(&w, rows->weight, rows->n);
	for (size_t i = 0; i < m->ncolumn; i++)
		fill(&w, &m->column[i], &w.column[i]);
	for (size_t i = 0; i < m->nagg; i++)
		step(&w, &m->agg[i], &in);
	*done = w.end + (w.rc != RC_OK);
	return w.rc;
}
