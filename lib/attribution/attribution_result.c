/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution_result - see attribution_result.h
 *
 * Channels are numbered as they were met; here they have ranks, by their names, so that sums
 * of doubles and what is written do not depend on who met them first.
 */
#include "attribution/attribution_result.h"

#include "attribution/attribution_markov.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

enum { SCALE = 1000000000 };	/* results are in 1e-9 */

struct attribution_result {
	const struct attribution_sum *s;
	double    conf;
	size_t    n;		/* channels */
	uint32_t *channel;	/* of each rank */
	uint32_t *rank;		/* of each channel */
	struct attribution_sum_cell *cell;	/* of one column, by rank */
	double   *effect;			/* likewise */
	struct attribution_result_path *path;
	uint32_t *path_rank;	/* those of all paths */
};

struct tuple {			/* a state: ranks + 1 of its channels, the latest first */
	uint32_t of[ATTRIBUTION_ORDER_MAX];
};

struct transition {
	size_t          at;	/* in the matrix */
	const uint64_t *count;	/* of each column */
};

struct chain {
	struct tuple      *state;	/* sorted */
	size_t             n;
	size_t            *first;	/* of each rank */
	struct transition *t;
	size_t             nt;
	double            *a;
};

/* ---- ranks ---- */

struct named {
	struct sv name;
	uint32_t  number;
};

static int
cmp_names(const void *a, const void *b)
{
	return sv_cmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

struct attribution_result *
attribution_result_new(const struct attribution_sum *s, double conf)
{
	struct attribution_result *r = mem_zalloc(sizeof(*r));
	struct named *by;

	r->s = s;
	r->conf = conf;
	r->n = s->names.map.n;
	r->channel = mem_array(NULL, r->n + 1, sizeof(*r->channel));
	r->rank = mem_array(NULL, r->n + 1, sizeof(*r->rank));
	r->cell = mem_array(NULL, r->n + 1, sizeof(*r->cell));
	r->effect = mem_array(NULL, r->n + 1, sizeof(*r->effect));
	by = mem_array(NULL, r->n + 1, sizeof(*by));
	for (size_t i = 0; i < r->n; i++)
		by[i] = (struct named){ s->names.map.entry[i].key, (uint32_t)i };
	qsort(by, r->n, sizeof(*by), cmp_names);
	for (size_t i = 0; i < r->n; i++) {
		r->channel[i] = by[i].number;
		r->rank[by[i].number] = (uint32_t)i;
	}
	mem_free(by);
	return r;
}

void
attribution_result_free(struct attribution_result *r)
{
	if (r == NULL)
		return;
	mem_free(r->channel);
	mem_free(r->rank);
	mem_free(r->cell);
	mem_free(r->effect);
	mem_free(r->path);
	mem_free(r->path_rank);
	mem_free(r);
}

/* ---- rounding ---- */

struct lost {
	num_i128 rest;
	size_t   i;
};

static int
cmp_lost(const void *a, const void *b)
{
	const struct lost *x = a, *y = b;

	if (x->rest != y->rest)
		return x->rest > y->rest ? -1 : 1;
	return (x->i > y->i) - (x->i < y->i);
}

/* Rounds down, also below 0. */
static num_i128
divide(num_i128 a, num_i128 by, num_i128 *rest)
{
	num_i128 q = a / by;

	*rest = a % by;
	if (*rest < 0) {
		*rest += by;
		q--;
	}
	return q;
}

void
attribution_result_apportion(num_i128 *part, size_t n, num_i128 scale, unsigned bits)
{
	const num_i128 by = (num_i128)1 << bits;
	struct lost *lost = mem_array(NULL, n + 1, sizeof(*lost));
	num_i128 left = 0;

	for (size_t i = 0; i < n; i++) {
		num_i128 rest, whole = divide(part[i], by, &rest);

		part[i] = whole * scale + divide(rest * scale, by, &rest);
		lost[i] = (struct lost){ rest, i };
		left += rest;
	}
	left /= by;
	qsort(lost, n, sizeof(*lost), cmp_lost);
	for (size_t i = 0; i < n && left > 0; i++, left--)
		part[lost[i].i]++;
	mem_free(lost);
}

/* ---- Markov chains ---- */

static int
cmp_tuples(const void *a, const void *b)
{
	const struct tuple *x = a, *y = b;

	for (size_t i = 0; i < ATTRIBUTION_ORDER_MAX; i++)
		if (x->of[i] != y->of[i])
			return x->of[i] < y->of[i] ? -1 : 1;
	return 0;
}

static uint32_t
rank_of(const struct attribution_result *r, uint32_t number)
{
	return number > 0 ? r->rank[number - 1] + 1 : 0;
}

static struct tuple
from_state(const struct attribution_result *r, const uint32_t *key)
{
	struct tuple t;

	for (size_t i = 0; i < ATTRIBUTION_ORDER_MAX; i++)
		t.of[i] = rank_of(r, key[i + 1]);
	return t;
}

/* Every state is left, to somewhere: the states are those that are left. */
static enum rc
find_states(struct chain *c, const struct attribution_result *r, const struct hmap *count,
    struct err *e)
{
	uint32_t key[ATTRIBUTION_SUM_KEY];
	size_t g = 0;

	c->state = mem_array(NULL, count->n + 1, sizeof(*c->state));
	for (size_t i = 0; i < count->n; i++) {
		memcpy(key, count->entry[i].key.p, sizeof(key));
		c->state[i] = from_state(r, key);
	}
	qsort(c->state, count->n, sizeof(*c->state), cmp_tuples);
	for (size_t i = 0; i < count->n; i++)
		if (c->n == 0 || cmp_tuples(&c->state[i], &c->state[c->n - 1]) != 0)
			c->state[c->n++] = c->state[i];
	if (c->n > ATTRIBUTION_RESULT_STATES)
		return rc_err(e, RC_LIMIT, "a Markov chain of %zu states, at most %d: take fewer "
		    "channels or a lower order", c->n, (int)ATTRIBUTION_RESULT_STATES);
	c->first = mem_array(NULL, r->n + 1, sizeof(*c->first));
	for (size_t i = 1; i < c->n; i++)
		while (g < c->state[i].of[0])
			c->first[g++] = i;
	while (g <= r->n)
		c->first[g++] = c->n;
	return RC_OK;
}

static size_t
state_at(const struct chain *c, const struct tuple *t)
{
	const struct tuple *s = bsearch(t, c->state, c->n, sizeof(*t), cmp_tuples);

	return (size_t)(s - c->state);
}

static void
find_transitions(struct chain *c, const struct attribution_result *r, const struct hmap *count,
    unsigned order)
{
	uint32_t key[ATTRIBUTION_SUM_KEY];

	c->t = mem_array(NULL, count->n + 1, sizeof(*c->t));
	for (c->nt = 0; c->nt < count->n; c->nt++) {
		struct tuple from, to = { { 0 } };
		size_t column = 0;

		memcpy(key, count->entry[c->nt].key.p, sizeof(key));
		from = from_state(r, key);
		if (key[0] < ATTRIBUTION_SUM_NOTHING) {
			to.of[0] = rank_of(r, key[0]);
			for (size_t i = 1; i < order; i++)
				to.of[i] = from.of[i - 1];
			column = state_at(c, &to) + 1;
		} else if (key[0] == ATTRIBUTION_SUM_NOTHING) {
			column = 1;
		}
		c->t[c->nt].at = state_at(c, &from) * (c->n + 1) + column;
		c->t[c->nt].count = count->entry[c->nt].val;
	}
	c->a = mem_array(NULL, c->n * (c->n + 1) + 1, sizeof(*c->a));
}

static enum rc
chain_init(struct chain *c, const struct attribution_result *r, unsigned order, struct err *e)
{
	const struct hmap *count = &r->s->chain[order - 1];
	enum rc rc;

	*c = (struct chain){ .n = 0 };
	rc = find_states(c, r, count, e);
	if (rc == RC_OK)
		find_transitions(c, r, count, order);
	return rc;
}

static void
chain_free(struct chain *c)
{
	mem_free(c->state);
	mem_free(c->first);
	mem_free(c->t);
	mem_free(c->a);
}

/* Conversions and value in proportion to the effects; what rounding leaves, to the greatest. */
static void
share_out(struct attribution_result *r, const struct attribution_sum_cell *total)
{
	const num_i128 conversions = total->conversions / ATTRIBUTION_ONE;
	struct attribution_sum_cell left = *total;
	double sum = 0;
	size_t most = 0;

	for (size_t i = 0; i < r->n; i++) {
		sum += r->effect[i];
		if (r->effect[i] > r->effect[most])
			most = i;
	}
	for (size_t i = 0; i < r->n; i++) {
		int64_t share = 0;

		if (sum > 0)
			share = (int64_t)(r->effect[i] / sum * (double)ATTRIBUTION_ONE);
		r->cell[i] = (struct attribution_sum_cell){ conversions * share,
			attribution_sum_part(total->value, share) };
		left.conversions -= r->cell[i].conversions;
		left.value -= r->cell[i].value;
	}
	if (r->n > 0) {
		r->cell[most].conversions += left.conversions;
		r->cell[most].value += left.value;
	}
}

static void
markov_column(struct attribution_result *r, const struct chain *c, size_t b)
{
	const struct attribution_markov m = { c->n, c->a, r->n, c->first };

	for (size_t i = 0; i < r->n; i++)
		r->effect[i] = 0;
	if (c->n > 0) {
		memset(c->a, 0, c->n * (c->n + 1) * sizeof(*c->a));
		for (size_t i = 0; i < c->nt; i++)
			c->a[c->t[i].at] = (double)c->t[i].count[b];
		(void)attribution_markov_effects(&m, r->effect);
	}
	share_out(r, &r->s->total[b]);
}

/* ---- rows ---- */

static void
credit_column(struct attribution_result *r, size_t at, size_t b)
{
	const struct attribution_sum *s = r->s;

	for (size_t i = 0; i < r->n; i++) {
		const struct attribution_sum_cell *cell = s->channel[r->channel[i]].cell;

		r->effect[i] = 0;
		r->cell[i] = cell != NULL ? cell[at * s->ncol + b] :
		    (struct attribution_sum_cell){ 0, 0 };
	}
}

struct column {			/* how one is made */
	const struct chain *chain;	/* NULL: of credits */
	size_t              at;		/* which of the models that credit */
};

static void
make_column(struct attribution_result *r, const struct column *c, size_t b)
{
	if (c->chain != NULL)
		markov_column(r, c->chain, b);
	else
		credit_column(r, c->at, b);
}

static double
share_of(const struct attribution_result *r, size_t i, size_t b)
{
	const num_i128 all = r->s->total[b].conversions;

	return all > 0 ? (double)r->cell[i].conversions / (double)all : 0;
}

static int
cmp_doubles(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Nearest ranks of what the replicates gave; sorts them. */
static struct interval
percentiles(double *x, size_t n, double conf)
{
	const double tail = (1 - conf) / 2;
	size_t lo = (size_t)ceil((double)n * tail);
	size_t hi = (size_t)ceil((double)n * (1 - tail));

	qsort(x, n, sizeof(*x), cmp_doubles);
	lo = lo > 0 ? lo : 1;
	hi = hi < n ? hi : n;
	return (struct interval){ x[lo - 1], x[hi - 1] };
}

static enum rc
find_intervals(struct attribution_result *r, const struct column *c,
    struct attribution_result_row *row, struct err *e)
{
	const size_t n = r->s->ncol - 1, all = r->n * n;
	double *x;
	enum rc rc = attribution_sum_room(r->s, 4 * all * sizeof(*x), e);

	if (rc != RC_OK)
		return rc;
	x = mem_array(NULL, 4 * all + 1, sizeof(*x));
	for (size_t b = 0; b < n; b++) {
		make_column(r, c, b + 1);
		for (size_t i = 0; i < r->n; i++) {
			double *to = x + i * n + b;

			to[0] = (double)r->cell[i].conversions / (double)ATTRIBUTION_ONE;
			to[all] = ldexp((double)r->cell[i].value / (double)SCALE,
			    -ATTRIBUTION_SUM_VALUE_BITS);
			to[2 * all] = share_of(r, i, b + 1);
			to[3 * all] = r->effect[i];
		}
	}
	for (size_t i = 0; i < r->n; i++) {
		row[i].conversions_ci = percentiles(x + i * n, n, r->conf);
		row[i].value_ci = percentiles(x + all + i * n, n, r->conf);
		row[i].share_ci = percentiles(x + 2 * all + i * n, n, r->conf);
		row[i].effect_ci = percentiles(x + 3 * all + i * n, n, r->conf);
	}
	mem_free(x);
	return RC_OK;
}

static void
round_rows(struct attribution_result *r, struct attribution_result_row *row)
{
	num_i128 *part = mem_array(NULL, r->n + 1, sizeof(*part));

	for (size_t i = 0; i < r->n; i++)
		part[i] = r->cell[i].conversions;
	attribution_result_apportion(part, r->n, SCALE, ATTRIBUTION_BITS);
	for (size_t i = 0; i < r->n; i++) {
		row[i].conversions = part[i];
		part[i] = r->cell[i].value;
	}
	attribution_result_apportion(part, r->n, 1, ATTRIBUTION_SUM_VALUE_BITS);
	for (size_t i = 0; i < r->n; i++)
		row[i].value = part[i];
	mem_free(part);
}

enum rc
attribution_result_rows(struct attribution_result *r, size_t model,
    struct attribution_result_row *row, struct err *e)
{
	const struct attribution_sum *s = r->s;
	const unsigned order = s->cfg->model[model].order;
	struct chain chain = { .n = 0 };
	struct column c = { order > 0 ? &chain : NULL, 0 };
	enum rc rc = RC_OK;

	for (size_t i = 0; i < model; i++)
		c.at += s->cfg->model[i].type->credit != NULL;
	if (order > 0)
		rc = chain_init(&chain, r, order, e);
	if (rc == RC_OK) {
		make_column(r, &c, 0);
		for (size_t i = 0; i < r->n; i++)
			row[i] = (struct attribution_result_row){
				.channel = s->names.map.entry[r->channel[i]].key,
				.touches = s->channel[r->channel[i]].touches,
				.share = share_of(r, i, 0), .effect = r->effect[i] };
		round_rows(r, row);
		if (s->ncol > 1)
			rc = find_intervals(r, &c, row, e);
	}
	chain_free(&chain);
	return rc;
}

/* ---- paths ---- */

static int
cmp_paths(const void *a, const void *b)
{
	const struct attribution_result_path *x = a, *y = b;

	if (x->count.n != y->count.n)
		return x->count.n > y->count.n ? -1 : 1;
	for (size_t i = 0; i < x->n && i < y->n; i++)
		if (x->rank[i] != y->rank[i])
			return x->rank[i] < y->rank[i] ? -1 : 1;
	return (x->n > y->n) - (x->n < y->n);
}

size_t
attribution_result_paths(struct attribution_result *r,
    const struct attribution_result_path **path)
{
	const struct hmap *m = &r->s->path;

	uint32_t *rank;
	size_t all = 0;

	for (size_t i = 0; i < m->n; i++)
		all += m->entry[i].key.n / sizeof(*rank);
	mem_free(r->path);
	mem_free(r->path_rank);
	r->path = mem_array(NULL, m->n + 1, sizeof(*r->path));
	r->path_rank = rank = mem_array(NULL, all + 1, sizeof(*rank));
	for (size_t i = 0; i < m->n; i++) {
		const struct sv key = m->entry[i].key;
		const size_t n = key.n / sizeof(*rank);

		memcpy(rank, key.p, key.n);
		for (size_t k = 0; k < n; k++)
			rank[k] = r->rank[rank[k]];
		r->path[i] = (struct attribution_result_path){ rank, n,
			*(const struct attribution_sum_path *)m->entry[i].val };
		rank += n;
	}
	qsort(r->path, m->n, sizeof(*r->path), cmp_paths);
	*path = r->path;
	return m->n;
}

struct sv
attribution_result_name(const struct attribution_result *r, uint32_t rank)
{
	return r->s->names.map.entry[r->channel[rank]].key;
}
