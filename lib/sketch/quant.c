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
	c->accuracy = fmin(fmax(accuracy, DDMAP_ACCURACY_MIN), DDMAP_ACCURACY_MAX);
	c->exact = exact;
}

static void
to_bin(struct quant_sketch *s, double x)
{
	if (x >= QUANT_TINY) {
		bins_one(&s->pos, ddmap_bin(&s->map, x));
	} else if (x <= -QUANT_TINY) {
		bins_one(&s->neg, ddmap_bin(&s->map, -x));
	} else {
		s->zero++;
		s->tiny_pos += x > 0;
		s->tiny_neg += x < 0;
	}
}

/* All of them; first where they go, which none has to wait for, then their counts. */
static void
to_bins(struct quant_sketch *s, const double *value, size_t n)
{
	enum { AT_ONCE = 64 };
	int32_t bin[AT_ONCE];

	while (n > 0) {
		const size_t some = n < AT_ONCE ? n : AT_ONCE;
		size_t k = 0;

		for (size_t i = 0; i < some; i++) {
			if (value[i] >= QUANT_TINY)
				bin[k++] = ddmap_bin(&s->map, value[i]);
			else
				to_bin(s, value[i]);
		}
		for (size_t i = 0; i < k; i++)
			bins_one(&s->pos, bin[i]);
		value += some;
		n -= some;
	}
}

static bool
sketched(const struct quant *q)
{
	return quant_sketched(q, NULL);
}

/* The least and the greatest of few values. */
static struct quant_many
range_of(const double *value, size_t n)
{
	struct quant_many m = { .min = value[0], .max = value[0] };

	for (size_t i = 1; i < n; i++) {
		m.min = value[i] < m.min ? value[i] : m.min;
		m.max = value[i] > m.max ? value[i] : m.max;
	}
	return m;
}

static double
min_of(const struct quant *q)
{
	return q->n <= QUANT_FEW ? range_of(q->few, (size_t)q->n).min : q->many.min;
}

static double
max_of(const struct quant *q)
{
	return q->n <= QUANT_FEW ? range_of(q->few, (size_t)q->n).max : q->many.max;
}

/* A window that need not grow while the @n values go to it. */
static void
reserve_bins(struct quant_sketch *s, const double *value, size_t n, double max)
{
	double least = max;

	for (size_t i = 0; i < n; i++)
		if (value[i] >= QUANT_TINY && value[i] < least)
			least = value[i];
	if (max >= QUANT_TINY)
		bins_reserve(&s->pos, ddmap_bin(&s->map, least), ddmap_bin(&s->map, max));
}

/* From values, of which there are more than QUANT_FEW or will be at once, to bins. */
static void
to_sketch(struct quant *q, const struct quant_cfg *c)
{
	struct quant_sketch *s = mem_zalloc(sizeof *s);
	const double *value = quant_values(q);
	struct quant_many m = q->many;

	ddmap_init(&s->map, c->accuracy);
	if (q->n != 0)
		reserve_bins(s, value, (size_t)q->n, max_of(q));
	to_bins(s, value, (size_t)q->n);
	if (q->n <= QUANT_FEW)
		m = q->n != 0 ? range_of(q->few, (size_t)q->n) : (struct quant_many){ 0 };
	else
		mem_free(q->many.value);
	m.sketch = s;
	m.cap = 0;
	q->many = m;
}

/* Room for @n values, more than QUANT_FEW: 8, 16, 24, 40, ... */
static void
reserve(struct quant *q, const struct quant_cfg *c, uint64_t n)
{
	size_t cap = q->n <= QUANT_FEW ? 0 : q->many.cap;
	struct quant_many m;

	if (n <= cap)
		return;
	cap = (cap + cap / 2 + 8) / 8 * 8;
	if (cap < n)
		cap = (size_t)n;
	if (!c->exact && cap > QUANT_EXACT_MAX)
		cap = QUANT_EXACT_MAX;
	if (q->n <= QUANT_FEW) {
		m = q->n != 0 ? range_of(q->few, (size_t)q->n) : (struct quant_many){ 0 };
		m.value = mem_array(NULL, cap, sizeof *m.value);
		memcpy(m.value, q->few, (size_t)q->n * sizeof *m.value);
		q->many = m;
	} else {
		q->many.value = mem_array(q->many.value, cap, sizeof *q->many.value);
	}
	q->many.cap = cap;
}

static void
widen(struct quant *q, double min, double max)
{
	if (q->n == 0 || min < q->many.min)
		q->many.min = min;
	if (q->n == 0 || max > q->many.max)
		q->many.max = max;
}

void
quant_add_many(struct quant *q, const struct quant_cfg *c, double x)
{
	if (!sketched(q) && q->n == QUANT_EXACT_MAX && !c->exact)
		to_sketch(q, c);
	if (sketched(q)) {
		to_bin(q->many.sketch, x);
	} else {
		reserve(q, c, q->n + 1);
		q->many.value[q->n] = x;
	}
	widen(q, x, x);
	q->n++;
}

void
quant_add_times(struct quant *q, const struct quant_cfg *c, double x, uint64_t n)
{
	struct quant_sketch *s;

	for (; n > 0 && !sketched(q) && (c->exact || n <= QUANT_EXACT_MAX - q->n); n--)
		quant_add(q, c, x);
	if (n == 0)
		return;
	if (!sketched(q))
		to_sketch(q, c);
	x += 0.0;
	s = q->many.sketch;
	if (x >= QUANT_TINY) {
		bins_add(&s->pos, ddmap_bin(&s->map, x), n);
	} else if (x <= -QUANT_TINY) {
		bins_add(&s->neg, ddmap_bin(&s->map, -x), n);
	} else {
		s->zero += n;
		s->tiny_pos += x > 0 ? n : 0;
		s->tiny_neg += x < 0 ? n : 0;
	}
	widen(q, x, x);
	q->n += n;
}

static void
merge_sketch(struct quant *dst, const struct quant *src, const struct quant_cfg *c)
{
	struct quant_sketch *d;

	if (!sketched(dst))
		to_sketch(dst, c);
	d = dst->many.sketch;
	if (sketched(src)) {
		bins_merge(&d->pos, &src->many.sketch->pos);
		bins_merge(&d->neg, &src->many.sketch->neg);
		d->zero += src->many.sketch->zero;
		d->tiny_pos += src->many.sketch->tiny_pos;
		d->tiny_neg += src->many.sketch->tiny_neg;
	} else {
		to_bins(d, quant_values(src), (size_t)src->n);
	}
	widen(dst, min_of(src), max_of(src));
	dst->n += src->n;
}

void
quant_merge(struct quant *dst, const struct quant *src, const struct quant_cfg *c)
{
	uint64_t n = dst->n + src->n;

	if (src->n == 0)
		return;
	if (sketched(dst) || sketched(src) || (!c->exact && n > QUANT_EXACT_MAX)) {
		merge_sketch(dst, src, c);
		return;
	}
	if (n > QUANT_FEW) {
		reserve(dst, c, n);
		memcpy(dst->many.value + dst->n, quant_values(src),
		    (size_t)src->n * sizeof(double));
		widen(dst, min_of(src), max_of(src));
	} else {
		memcpy(dst->few + dst->n, src->few, (size_t)src->n * sizeof(double));
	}
	dst->n = n;
}

void
quant_of_sketch(struct quant *q, struct quant_sketch *s, uint64_t n, double min, double max)
{
	q->n = n;
	q->many = (struct quant_many){ .min = min, .max = max, .sketch = s };
}

void
quant_of_values(struct quant *q, double *value, size_t n)
{
	q->n = n;
	if (n <= QUANT_FEW)
		memcpy(q->few, value, n * sizeof(*value));
	else
		q->many = (struct quant_many){ .min = value[0], .max = value[n - 1],
			.value = value, .cap = n };
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

static void
insert(const double *value, size_t n, double *out)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = i;

		for (; k > 0 && out[k - 1] > value[i]; k--)
			out[k] = out[k - 1];
		out[k] = value[i];
	}
}

/* The values in order, in @out; there are at most QUANT_EXACT_MAX.  First by their highest bits. */
static void
sort_values(const struct quant *q, double *out)
{
	const double *value = quant_values(q);
	uint64_t lo, width;
	unsigned wide, shift;
	uint8_t digit[QUANT_EXACT_MAX];
	uint16_t at[1 << SORT_BITS] = { 0 }, sum = 0, most = 0;

	lo = key_of(q->many.min);
	width = key_of(q->many.max) - lo;
	wide = width != 0 ? 64 - (unsigned)__builtin_clzll(width) : 0;
	shift = wide > SORT_BITS ? wide - SORT_BITS : 0;
	for (size_t i = 0; i < q->n; i++) {
		digit[i] = (uint8_t)((key_of(value[i]) - lo) >> shift);
		at[digit[i]]++;
	}
	for (size_t i = 0; i < 1 << SORT_BITS; i++) {
		uint16_t k = at[i];

		most = k > most ? k : most;
		at[i] = sum;
		sum = (uint16_t)(sum + k);
	}
	for (size_t i = 0; i < q->n; i++)
		out[at[digit[i]]++] = value[i];
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
seek(const struct quant_sketch *s, uint64_t rank)
{
	if (rank <= s->neg.total)
		return -ddmap_value(&s->map, bins_seek(&s->neg, s->neg.total - rank + 1));
	rank -= s->neg.total;
	if (rank <= s->zero)
		return 0;
	return ddmap_value(&s->map, bins_seek(&s->pos, rank - s->zero));
}

/* Of many values.  Moving a result between min and max brings it nearer to what it is for. */
static double
at_rank(const struct quant_many *m, uint64_t n, uint64_t rank)
{
	if (rank == 1)
		return m->min;
	if (rank == n)
		return m->max;
	if (m->cap != 0)
		return pick(m->value, n, rank);
	return fmin(fmax(seek(m->sketch, rank), m->min), m->max);
}

bool
quant_sorted(const struct quant *q, double *out)
{
	if (sketched(q) || q->n > QUANT_EXACT_MAX)
		return false;
	if (q->n <= SORT_NEAR)
		insert(quant_values(q), (size_t)q->n, out);
	else
		sort_values(q, out);
	return true;
}

enum rc
quant_ranks(const struct quant *q, const struct quant_cfg *c, const uint64_t *rank, size_t k,
    double *out)
{
	double sorted[QUANT_EXACT_MAX];
	bool few;

	(void)c;
	if (q->n == 0)
		return RC_EMPTY;
	for (size_t i = 0; i < k; i++)
		if (rank[i] < 1 || rank[i] > q->n)
			return RC_RANGE;
	few = quant_sorted(q, sorted);
	for (size_t i = 0; i < k; i++)
		out[i] = few ? sorted[rank[i] - 1] : at_rank(&q->many, q->n, rank[i]);
	return RC_OK;
}

enum rc
quant_at(const struct quant *q, const struct quant_cfg *c, uint64_t rank, double *out)
{
	return quant_ranks(q, c, &rank, 1, out);
}

/* The border bin itself holds what came from below: its upper edge is the border. */
static double
border_of(const struct bins *b, const struct ddmap *map)
{
	return b->collapsed ? ddmap_edge(map, bins_border(b) + 1) : 0;
}

bool
quant_collapsed(const struct quant *q, const struct quant_cfg *c, double *border)
{
	const struct quant_sketch *s = q->many.sketch;
	double pos, neg;

	(void)c;
	if (!sketched(q) || !(s->pos.collapsed || s->neg.collapsed))
		return false;
	pos = border_of(&s->pos, &s->map);
	neg = border_of(&s->neg, &s->map);
	*border = pos > neg ? pos : neg;
	return true;
}

bool
quant_tiny(const struct quant *q, const struct quant_cfg *c, uint64_t rank, double *lo, double *hi)
{
	const struct quant_sketch *s = q->many.sketch;
	bool neg, pos;

	(void)c;
	if (!sketched(q) || rank == 1 || rank == q->n || rank <= s->neg.total)
		return false;
	rank -= s->neg.total;
	neg = rank <= s->tiny_neg;
	pos = rank > s->zero - s->tiny_pos && rank <= s->zero;
	if (!neg && !pos)
		return false;
	*lo = fmax(neg ? -QUANT_TINY : 0, q->many.min);
	*hi = fmin(pos ? QUANT_TINY : 0, q->many.max);
	return true;
}

void
quant_sketch_free(struct quant_sketch *s)
{
	bins_free(&s->pos);
	bins_free(&s->neg);
	mem_free(s);
}

size_t
quant_heap(const struct quant *q)
{
	if (q->n <= QUANT_FEW)
		return 0;
	if (!sketched(q))
		return q->many.cap * sizeof(*q->many.value);
	return sizeof(*q->many.sketch) +
	    q->many.sketch->pos.n * (size_t)q->many.sketch->pos.width +
	    q->many.sketch->neg.n * (size_t)q->many.sketch->neg.width;
}

void
quant_free(struct quant *q)
{
	if (sketched(q))
		quant_sketch_free(q->many.sketch);
	else if (q->n > QUANT_FEW)
		mem_free(q->many.value);
	*q = (struct quant){ 0 };
}
