/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quant - see quant.h
 *
 * Why merging in any order emits the same bytes: n, min and max are the same;
 * up to QUANT_EXACT_MAX values the multiset is kept and a rank picks one of it;
 * beyond, every value has gone to its bin by the mapping alone, and bins are
 * sums (the collapse included, see bins.h).  -0 is made 0 on the way in since
 * equal values must be equal bytes.
 */
#include "sketch/quant.h"

#include "base/mem.h"

#include <math.h>
#include <string.h>

void
quant_cfg_init(struct quant_cfg *c, double accuracy, bool exact)
{
	ddmap_init(&c->map, accuracy);
	c->accuracy = c->map.accuracy;
	c->exact = exact;
}

static void
to_bin(struct quant_sketch *s, const struct quant_cfg *c, double x)
{
	if (x >= QUANT_TINY)
		bins_add(&s->pos, ddmap_bin(&c->map, x), 1);
	else if (x <= -QUANT_TINY)
		bins_add(&s->neg, ddmap_bin(&c->map, -x), 1);
	else
		s->zero++;
}

/* From values to bins; @n of them are there. */
static void
to_sketch(struct quant *q, const struct quant_cfg *c, uint64_t n)
{
	q->sketch = mem_zalloc(sizeof *q->sketch);
	for (size_t i = 0; i < n; i++)
		to_bin(q->sketch, c, q->value[i]);
	mem_free(q->value);
	q->value = NULL;
	q->cap = 0;
}

/* Room for @n values: 8, 16, 24, 40, ... */
static void
reserve(struct quant *q, const struct quant_cfg *c, uint64_t n)
{
	size_t cap = q->cap;

	if (n <= cap)
		return;
	cap = (cap + cap / 2 + 8) / 8 * 8;
	if (cap < n)
		cap = (size_t)n;
	if (!c->exact && cap > QUANT_EXACT_MAX)
		cap = QUANT_EXACT_MAX;
	q->value = mem_array(q->value, cap, sizeof *q->value);
	q->cap = cap;
}

static void
widen(struct quant *q, double min, double max)
{
	if (q->n == 0 || min < q->min)
		q->min = min;
	if (q->n == 0 || max > q->max)
		q->max = max;
}

void
quant_add(struct quant *q, const struct quant_cfg *c, double x)
{
	x += 0.0;
	widen(q, x, x);
	if (q->sketch == NULL && q->n == QUANT_EXACT_MAX && !c->exact)
		to_sketch(q, c, q->n);
	if (q->sketch != NULL) {
		to_bin(q->sketch, c, x);
	} else {
		reserve(q, c, q->n + 1);
		q->value[q->n] = x;
	}
	q->n++;
}

void
quant_merge(struct quant *dst, const struct quant *src, const struct quant_cfg *c)
{
	uint64_t n = dst->n + src->n;

	if (src->n == 0)
		return;
	widen(dst, src->min, src->max);
	if (dst->sketch == NULL && (src->sketch != NULL || (!c->exact && n > QUANT_EXACT_MAX)))
		to_sketch(dst, c, dst->n);
	if (src->sketch != NULL) {
		bins_merge(&dst->sketch->pos, &src->sketch->pos);
		bins_merge(&dst->sketch->neg, &src->sketch->neg);
		dst->sketch->zero += src->sketch->zero;
	} else if (dst->sketch != NULL) {
		for (size_t i = 0; i < src->n; i++)
			to_bin(dst->sketch, c, src->value[i]);
	} else {
		reserve(dst, c, n);
		memcpy(dst->value + dst->n, src->value, (size_t)src->n * sizeof *src->value);
	}
	dst->n = n;
}

bool
quant_sketched(const struct quant *q, const struct quant_cfg *c)
{
	(void)c;	/* whether values are kept shows in the state */
	return q->sketch != NULL;
}

uint64_t
quant_rank_of(uint64_t num, unsigned dec, uint64_t n)
{
	__extension__ unsigned __int128 above = num, below = 1, rank;

	if (dec > 38)	/* 10^39 is no number of 128 bits, and above any num * n */
		return 1;
	above *= n;
	for (unsigned i = 0; i < dec; i++)
		below *= 10;
	rank = above / below + (above % below != 0);
	if (rank < 1)
		return 1;
	return rank < n ? (uint64_t)rank : n;
}

enum {
	SORT_BITS = 7,
	SORT_NEAR = 12	/* places that a value may be away, for one round to be enough */
};

/* Bits that order as unsigned as the doubles do. */
static uint64_t
key_of(double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof bits);
	return bits >> 63 != 0 ? ~bits : bits | UINT64_C(1) << 63;
}

static double
of_key(uint64_t key)
{
	uint64_t bits = key >> 63 != 0 ? key & ~(UINT64_C(1) << 63) : ~key;
	double x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

/* Shell sort, in as few rounds as it takes when nothing is more than @far from its place. */
static void
sort_shell(double *v, size_t n, size_t far)
{
	static const uint8_t gap[] = { 132, 57, 23, 10, 4, 1 };

	for (size_t g = far > SORT_NEAR ? 0 : sizeof(gap) - 1; g < sizeof(gap); g++)
		for (size_t i = gap[g]; i < n; i++) {
			double it = v[i];
			size_t k = i;

			for (; k >= gap[g] && v[k - gap[g]] > it; k -= gap[g])
				v[k] = v[k - gap[g]];
			v[k] = it;
		}
}

/* The values in order, in @out; @q has few.  First by the highest bits that differ. */
static void
sort_values(const struct quant *q, double *out)
{
	uint64_t lo = key_of(q->min), width = key_of(q->max) - lo;
	unsigned wide = width != 0 ? 64 - (unsigned)__builtin_clzll(width) : 0;
	unsigned shift = wide > SORT_BITS ? wide - SORT_BITS : 0;
	uint8_t digit[QUANT_EXACT_MAX];
	uint16_t at[1 << SORT_BITS] = { 0 }, sum = 0, most = 0;

	for (size_t i = 0; i < q->n; i++) {
		digit[i] = (uint8_t)((key_of(q->value[i]) - lo) >> shift);
		at[digit[i]]++;
	}
	for (size_t i = 0; i < 1 << SORT_BITS; i++) {
		uint16_t k = at[i];

		most = k > most ? k : most;
		at[i] = sum;
		sum = (uint16_t)(sum + k);
	}
	for (size_t i = 0; i < q->n; i++)
		out[at[digit[i]]++] = q->value[i];
	sort_shell(out, q->n, most);
}

/*
 * The @rank-th value by radix selection, eight bits a pass from the top: no copy,
 * no worst case, and nothing an input could aim at.  Digits in which no two values
 * differ, most of them for whole numbers, take no pass.
 */
static double
pick(const double *value, uint64_t n, uint64_t rank)
{
	uint64_t prefix = key_of(value[0]), mask = 0, differ = 0;

	for (size_t i = 1; i < n; i++)
		differ |= key_of(value[i]) ^ prefix;
	for (unsigned shift = 64; shift > 0;) {
		uint64_t count[256] = { 0 }, digit = 0;

		shift -= 8;
		mask |= UINT64_C(255) << shift;
		if ((differ >> shift & 255) == 0)
			continue;
		prefix &= ~(UINT64_C(255) << shift);
		for (size_t i = 0; i < n; i++) {
			uint64_t key = key_of(value[i]);

			count[key >> shift & 255] += ((key ^ prefix) & mask) >> 8 >> shift == 0;
		}
		for (; rank > count[digit]; digit++)
			rank -= count[digit];
		prefix |= digit << shift;
	}
	return of_key(prefix);
}

static double
seek(const struct quant_sketch *s, const struct quant_cfg *c, uint64_t rank)
{
	if (rank <= s->neg.total)
		return -ddmap_value(&c->map, bins_seek(&s->neg, s->neg.total - rank + 1));
	rank -= s->neg.total;
	if (rank <= s->zero)
		return 0;
	return ddmap_value(&c->map, bins_seek(&s->pos, rank - s->zero));
}

/* Moving a result between min and max only brings it nearer to what it stands for. */
static double
at_rank(const struct quant *q, const struct quant_cfg *c, uint64_t rank)
{
	if (rank == 1)
		return q->min;
	if (rank == q->n)
		return q->max;
	if (q->sketch == NULL)
		return pick(q->value, q->n, rank);
	return fmin(fmax(seek(q->sketch, c, rank), q->min), q->max);
}

enum rc
quant_ranks(const struct quant *q, const struct quant_cfg *c, const uint64_t *rank, size_t k,
    double *out)
{
	double sorted[QUANT_EXACT_MAX];
	bool few = q->sketch == NULL && q->n <= QUANT_EXACT_MAX;

	if (q->n == 0)
		return RC_EMPTY;
	for (size_t i = 0; i < k; i++)
		if (rank[i] < 1 || rank[i] > q->n)
			return RC_RANGE;
	if (few)
		sort_values(q, sorted);
	for (size_t i = 0; i < k; i++)
		out[i] = few ? sorted[rank[i] - 1] : at_rank(q, c, rank[i]);
	return RC_OK;
}

enum rc
quant_at(const struct quant *q, const struct quant_cfg *c, uint64_t rank, double *out)
{
	return quant_ranks(q, c, &rank, 1, out);
}

/* The border bin itself holds what came from below: its upper edge is the border. */
static double
border_of(const struct bins *b, const struct quant_cfg *c)
{
	return b->collapsed ? ddmap_edge(&c->map, bins_border(b) + 1) : 0;
}

bool
quant_collapsed(const struct quant *q, const struct quant_cfg *c, double *border)
{
	double pos, neg;

	if (q->sketch == NULL || !(q->sketch->pos.collapsed || q->sketch->neg.collapsed))
		return false;
	pos = border_of(&q->sketch->pos, c);
	neg = border_of(&q->sketch->neg, c);
	*border = pos > neg ? pos : neg;
	return true;
}

void
quant_free(struct quant *q)
{
	if (q->sketch != NULL) {
		bins_free(&q->sketch->pos);
		bins_free(&q->sketch->neg);
	}
	mem_free(q->sketch);
	mem_free(q->value);
	*q = (struct quant){ 0 };
}
