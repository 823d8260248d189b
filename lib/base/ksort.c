/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ksort - see ksort.h
 *
 * American flag sort: count eight bits, then carry every item to where they belong,
 * cycle by cycle; then each pile by the next ones.  Bits that all share are skipped.
 * Few items are inserted one by one.
 */
#include "base/ksort.h"

enum { PILES = 256, FEW = 40, PLACES = 10 };

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

/* The highest eight bits in which keys differ, as a shift; 64 when none does. */
static unsigned
differing(const struct ksort_item *s, size_t n)
{
	uint64_t differ = 0;
	unsigned high;

	for (size_t i = 1; i < n; i++)
		differ |= s[i].key ^ s[0].key;
	if (differ == 0)
		return 64;
	high = 63 - (unsigned)__builtin_clzll(differ);
	return high > 7 ? high - 7 : 0;
}

/* Put every item on the pile of its bits at @shift; end[d] is then where pile d ends. */
static void
deal(struct ksort_item *s, size_t n, unsigned shift, size_t end[PILES])
{
	size_t at[PILES], count[PILES] = { 0 }, sum = 0;

	for (size_t i = 0; i < n; i++)
		count[s[i].key >> shift & 255]++;
	for (size_t d = 0; d < PILES; d++) {
		at[d] = sum;
		sum += count[d];
		end[d] = sum;
	}
	for (size_t d = 0; d < PILES; d++)
		while (at[d] < end[d]) {
			struct ksort_item it = s[at[d]];
			size_t to;

			while ((to = it.key >> shift & 255) != d) {
				struct ksort_item next = s[at[to]];

				s[at[to]++] = it;
				it = next;
			}
			s[at[d]++] = it;
		}
}

void
ksort_run(struct ksort_item *s, size_t n)
{
	size_t end[PILES], from = 0;
	unsigned shift;

	if (n <= FEW) {
		insert(s, n);
		return;
	}
	shift = differing(s, n);
	if (shift == 64)
		return;
	deal(s, n, shift, end);
	for (size_t d = 0; d < PILES; from = end[d++])
		if (end[d] - from > 1)
			ksort_run(s + from, end[d] - from);
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
