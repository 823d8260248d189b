/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ksort - see ksort.h
 *
 * Few items are inserted one by one.  As many as fit the cache are dealt on piles by the highest
 * bits in which they differ, so many of them that a pile has hardly two: in two steps, the lower
 * half of these bits first, from the array to another one and back.  More are dealt in place
 * (American flag sort: every item is carried to where it belongs, cycle by cycle), and then each
 * pile is sorted.
 */
#include "base/ksort.h"

#include "base/mem.h"

enum {
	FEW = 20,
	SOME = 1 << 16,		/* items that fit the cache */
	BITS_MAX = 10,		/* of the number of a pile */
	BITS_MORE = 3,		/* than there are items, for the piles of two steps */
	PLACES = 10
};

static void
insert(struct ksort_item *s, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct ksort_item it = s[i];
		size_t k = i;

		for (; k > 0 && s[k - 1].key > it.key; k--)
			s[k] = s[k - 1];
		s[k] = it;
	}
}

/* The highest bit in which keys differ; 64 when none does. */
static unsigned
differing(const struct ksort_item *s, size_t n)
{
	uint64_t differ = 0;

	for (size_t i = 1; i < n; i++)
		differ |= s[i].key ^ s[0].key;
	return differ != 0 ? 63 - (unsigned)__builtin_clzll(differ) : 64;
}

/* In place, by BITS_MAX bits at @shift. */
static __attribute__((noinline)) void	/* the tables are gone before a pile is sorted */
deal(struct ksort_item *s, size_t n, unsigned shift)
{
	const size_t piles = (size_t)1 << BITS_MAX, mask = piles - 1;
	size_t at[1 << BITS_MAX], end[1 << BITS_MAX] = { 0 }, sum = 0;

	for (size_t i = 0; i < n; i++)
		end[s[i].key >> shift & mask]++;
	for (size_t d = 0; d < piles; d++) {
		at[d] = sum;
		sum += end[d];
		end[d] = sum;
	}
	for (size_t d = 0; d < piles; d++)
		while (at[d] < end[d]) {
			struct ksort_item it = s[at[d]];
			size_t to;

			while ((to = it.key >> shift & mask) != d) {
				struct ksort_item next = s[at[to]];

				s[at[to]++] = it;
				it = next;
			}
			s[at[d]++] = it;
		}
}

/* One step: from @s to @to by @bits bits at @shift, piles in order. */
static __attribute__((noinline)) void
deal_step(const struct ksort_item *s, size_t n, struct ksort_item *to, unsigned shift,
    unsigned bits)
{
	const size_t piles = (size_t)1 << bits, mask = piles - 1;
	uint32_t at[1 << BITS_MAX], sum = 0;

	for (size_t d = 0; d < piles; d++)
		at[d] = 0;
	for (size_t i = 0; i < n; i++)
		at[s[i].key >> shift & mask]++;
	for (size_t d = 0; d < piles; d++) {
		const uint32_t count = at[d];

		at[d] = sum;
		sum += count;
	}
	for (size_t i = 0; i < n; i++)
		to[at[s[i].key >> shift & mask]++] = s[i];
}

/* By the bits from @high down, as many as are worth it: down to which, is returned. */
static unsigned
deal_some(struct ksort_item *s, size_t n, unsigned high)
{
	struct ksort_item *other = mem_array(NULL, n, sizeof(*other));
	unsigned bits = 64 - (unsigned)__builtin_clzll(n) + BITS_MORE, low, shift;

	if (bits > 2 * BITS_MAX)
		bits = 2 * BITS_MAX;
	if (bits > high + 1)
		bits = high + 1;
	low = bits / 2;
	shift = high + 1 - bits;
	deal_step(s, n, other, shift, low);
	deal_step(other, n, s, shift + low, bits - low);
	mem_free(other);
	return shift;
}

void
ksort_run(struct ksort_item *s, size_t n)
{
	unsigned high, shift;

	if (n <= FEW) {
		insert(s, n);
		return;
	}
	high = differing(s, n);
	if (high == 64)
		return;
	if (n <= SOME) {
		shift = deal_some(s, n, high);
	} else {
		shift = high >= BITS_MAX ? high - BITS_MAX + 1 : 0;
		deal(s, n, shift);
	}
	for (size_t from = 0, to; shift > 0 && from < n; from = to) {
		for (to = from + 1; to < n && s[to].key >> shift == s[from].key >> shift; to++)
			;
		if (to - from > 1)
			ksort_run(s + from, to - from);
	}
}

void
ksort_pack(struct ksort_item *s, size_t n)
{
	uint64_t differ = 0, mask[PLACES];
	unsigned by[PLACES], places = 0, gone = 0, at = 0;

	for (size_t i = 1; i < n; i++)
		differ |= s[i].key ^ s[0].key;
	while (at < 64 && differ >> at != 0) {
		unsigned skip = (unsigned)__builtin_ctzll(differ >> at), len = 0;

		at += skip;
		gone += skip;
		while (at + len < 64 && (differ >> (at + len) & 1) != 0)
			len++;
		if (places == PLACES)
			return;
		mask[places] = (len < 64 ? (UINT64_C(1) << len) - 1 : UINT64_MAX) << at;
		by[places++] = gone;
		at += len;
	}
	for (size_t i = 0; i < n; i++) {
		const uint64_t key = s[i].key;
		uint64_t packed = 0;

		for (unsigned k = 0; k < places; k++)
			packed |= (key & mask[k]) >> by[k];
		s[i].key = packed;
	}
}
