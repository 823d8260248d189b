/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * superacc - see superacc.h
 */
#include "sketch/superacc.h"

#include "base/mem.h"

#include <stddef.h>
#include <string.h>

enum {
	BITS = 32,
	DIGITS_MAX = 5,		/* 127 bits moved by up to 31 */
	ADDS_MAX = 1 << 29,	/* two accumulators may be added: 2^30 * 2^32 < 2^63 */
	SPARE = 2		/* chunks on the side that grows */
};

/* Make the window hold chunks [@lo, @hi). */
static void
reach(struct superacc *s, int32_t lo, int32_t hi)
{
	int64_t *chunk;
	size_t n;

	if (s->n != 0 && lo >= s->at && hi <= s->at + (int32_t)s->n)
		return;
	if (s->n != 0) {
		lo = lo < s->at ? lo - SPARE : s->at;
		hi = hi > s->at + (int32_t)s->n ? hi + SPARE : s->at + (int32_t)s->n;
	}
	n = (size_t)(hi - lo);
	chunk = mem_zalloc(n * sizeof *chunk);
	if (s->n != 0)
		memcpy(chunk + (s->at - lo), s->chunk, s->n * sizeof *chunk);
	mem_free(s->chunk);
	s->chunk = chunk;
	s->at = lo;
	s->n = (uint32_t)n;
}

/*
 * Move carries up: every chunk but the highest ends in [0, 2^32), the highest
 * keeps the sign.  It is given a chunk above it while it is too large itself.
 */
static void
carry(struct superacc *s)
{
	const int64_t base = INT64_C(1) << BITS;

	for (size_t i = 0; i < s->n; i++) {
		int64_t low = s->chunk[i] & (base - 1), up = (s->chunk[i] - low) / base;

		if (i + 1 == s->n) {
			if (up == 0 || up == -1)
				break;
			reach(s, s->at, s->at + (int32_t)s->n + 1);
		}
		s->chunk[i] = low;
		s->chunk[i + 1] += up;
	}
	s->adds = 0;
}

void
superacc_add(struct superacc *s, num_i128 v, int32_t exp)
{
	__extension__ unsigned __int128 mag = (unsigned __int128)v;
	int32_t shift = (exp % BITS + BITS) % BITS, at = (exp - shift) / BITS, n = 0;
	uint32_t digit[DIGITS_MAX];

	if (v == 0)
		return;
	if (v < 0)
		mag = 0 - mag;
	digit[n++] = (uint32_t)(mag << shift);
	for (mag >>= BITS - shift; mag != 0; mag >>= BITS)
		digit[n++] = (uint32_t)mag;
	if (s->adds >= ADDS_MAX)
		carry(s);
	reach(s, at, at + n);
	for (int32_t i = 0; i < n; i++)
		s->chunk[at - s->at + i] += v < 0 ? -(int64_t)digit[i] : (int64_t)digit[i];
	s->adds++;
}

void
superacc_merge(struct superacc *dst, const struct superacc *src)
{
	if (src->n == 0)
		return;
	if (dst->adds + src->adds >= ADDS_MAX)
		carry(dst);
	reach(dst, src->at, src->at + (int32_t)src->n);
	for (uint32_t i = 0; i < src->n; i++)
		dst->chunk[src->at - dst->at + (int32_t)i] += src->chunk[i];
	dst->adds += src->adds + 1;
}

size_t
superacc_heap(const struct superacc *s)
{
	return s->n * sizeof(*s->chunk);
}

void
superacc_free(struct superacc *s)
{
	mem_free(s->chunk);
	*s = (struct superacc){ 0 };
}
