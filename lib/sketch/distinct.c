/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * distinct - see distinct.h
 *
 * The 64-bit hash, seed fixed, is all that is kept of a value, so going from
 * hashes to registers loses nothing against having had registers from the
 * start, and a union may be taken in any order.  Register i, the top
 * DISTINCT_P bits of a hash, holds the greatest rank seen: 1 + the zeros that
 * lead the other bits.
 */
#include "sketch/distinct.h"

#include "base/hash.h"
#include "base/mem.h"

#include <math.h>

enum {
	REGS = 1 << DISTINCT_P,
	RANK_MAX = 64 - DISTINCT_P,	/* q of the paper; registers reach q + 1 */
	CAP_MIN = 8
};

static void
to_reg(uint8_t *reg, uint64_t hash)
{
	uint64_t rest = hash << DISTINCT_P;
	uint8_t rank = RANK_MAX + 1;

	if (rest != 0)
		rank = (uint8_t)(__builtin_clzll(rest) + 1);
	if (reg[hash >> RANK_MAX] < rank)
		reg[hash >> RANK_MAX] = rank;
}

/* Linear probing from the low bits; there is a free slot. */
static size_t
probe(const uint64_t *table, uint32_t cap, uint64_t hash)
{
	size_t at = (size_t)hash & (cap - 1);

	while (table[at] != 0 && table[at] != hash)
		at = (at + 1) & (cap - 1);
	return at;
}

/* 8, 16, 64, 256, 512, 1024: few steps, in each of which all hashes find new places. */
static void
grow(struct distinct *d)
{
	const bool far = d->cap == 16 || d->cap == 64;
	uint32_t cap = d->cap != 0 ? d->cap * (far ? 4 : 2) : CAP_MIN;
	uint64_t *table = mem_zalloc(cap * sizeof *table);

	for (size_t i = 0; i < d->cap; i++)
		if (d->hash[i] != 0)
			table[probe(table, cap, d->hash[i])] = d->hash[i];
	mem_free(d->hash);
	d->hash = table;
	d->cap = cap;
}

static void
to_dense(struct distinct *d)
{
	d->reg = mem_zalloc(REGS);
	for (size_t i = 0; i < d->cap; i++)
		if (d->hash[i] != 0)
			to_reg(d->reg, d->hash[i]);
	mem_free(d->hash);
	d->hash = NULL;
	d->n = d->cap = 0;
}

/* The load stays at most 7/8: probes are short still, and 448 hashes take 4 KiB. */
void
distinct_add_hash(struct distinct *d, uint64_t hash)
{
	size_t at;

	if (d->reg != NULL) {
		to_reg(d->reg, hash);
		return;
	}
	if (d->cap == 0)
		grow(d);
	at = probe(d->hash, d->cap, hash);
	if (d->hash[at] == hash)
		return;
	if (d->n == DISTINCT_EXACT_MAX) {
		to_dense(d);
		to_reg(d->reg, hash);
		return;
	}
	if (d->n >= d->cap - d->cap / 8) {
		grow(d);
		at = probe(d->hash, d->cap, hash);
	}
	d->hash[at] = hash;
	d->n++;
}

uint64_t
distinct_hash(struct sv value)
{
	uint64_t hash = hash_sv(value, 0);

	return hash != 0 ? hash : 1;	/* 0 marks a free slot */
}

void
distinct_add(struct distinct *d, struct sv value)
{
	distinct_add_hash(d, distinct_hash(value));
}

void
distinct_merge(struct distinct *dst, const struct distinct *src)
{
	if (src->reg == NULL) {
		for (size_t i = 0; i < src->cap; i++)
			if (src->hash[i] != 0)
				distinct_add_hash(dst, src->hash[i]);
		return;
	}
	if (dst->reg == NULL)
		to_dense(dst);
	for (size_t i = 0; i < REGS; i++)
		if (dst->reg[i] < src->reg[i])
			dst->reg[i] = src->reg[i];
}

/* Ertl, section 2.3: sigma(x) = x + sum 2^(k-1) x^(2^k), for registers still 0. */
static double
sigma(double x)
{
	double y = 1, z = x, last;

	if (x >= 1)
		return (double)INFINITY;
	do {
		x *= x;
		last = z;
		z += x * y;
		y += y;
	} while (z != last);
	return z;
}

/* tau(x) = 1/3 (1 - x - sum 2^-k (1 - x^(2^-k))^2), for registers that are full. */
static double
tau(double x)
{
	double y = 1, z = 1 - x, last;

	if (x <= 0 || x >= 1)
		return 0;
	do {
		x = sqrt(x);
		last = z;
		y *= 0.5;
		z -= (1 - x) * (1 - x) * y;
	} while (z != last);
	return z / 3;
}

/* Ertl, algorithm 6.  Only sqrt of libm, which IEEE rounds the same everywhere. */
static double
estimate(const uint8_t *reg)
{
	const double m = REGS, alpha = 0.72134752044448170368;	/* 1 / (2 ln 2) */
	uint32_t count[RANK_MAX + 2] = { 0 };
	double z;

	for (size_t i = 0; i < REGS; i++)
		count[reg[i]]++;
	z = m * tau(1 - count[RANK_MAX + 1] / m);
	for (int k = RANK_MAX; k >= 1; k--)
		z = 0.5 * (z + count[k]);
	z += m * sigma(count[0] / m);
	return alpha * m * m / z;
}

/* Registers mean more than DISTINCT_EXACT_MAX hashes: that much is certain. */
void
distinct_count(const struct distinct *d, double z, double *est, double *lo, double *hi)
{
	const double least = DISTINCT_EXACT_MAX + 1, rse = 1.04 / sqrt((double)REGS);

	if (d->reg == NULL) {
		*est = *lo = *hi = d->n;
		return;
	}
	*est = fmax(estimate(d->reg), least);
	*lo = fmax(*est * (1 - z * rse), least);
	*hi = *est * (1 + z * rse);
}

bool
distinct_exact(const struct distinct *d)
{
	return d->reg == NULL;
}

size_t
distinct_heap(const struct distinct *d)
{
	return (d->hash != NULL ? d->cap * sizeof(*d->hash) : 0) +
	    (d->reg != NULL ? (size_t)1 << DISTINCT_P : 0);
}

void
distinct_free(struct distinct *d)
{
	mem_free(d->hash);
	mem_free(d->reg);
	*d = (struct distinct){ 0 };
}
