/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * linesum - what lines a text has, whichever order they are in, as a number of 128 bits
 *
 * Each line has a hash of two numbers of 64 bits; these are summed up, each modulo 2^64, so
 * that parts add up to the whole.  With words of 32 bits, l even and h odd ones, in lanes j of
 * stripes i of 32 bytes, keys a and b:
 *
 *     x = l + a   y = h + b   A = sum of x[i,j] y[i,j]   B = sum of x[i,j] y[i+1,j]
 *
 * where x[-1,j] and y[m,j], behind the last of m stripes, are keys alone.  That is NH of
 * Black et al., UMAC, 1999, and again with each word's next neighbour.  A permutation of 128
 * bits, which the length is mixed into, then makes the hash of A and B.  Lines of more than
 * LINESUM_PART bytes are hashed part by part, each mixed into what those before gave.
 *
 * Two lines of one length that differ have the same A and B for at most four of 2^64 keys.
 * Say an even word differs, last in stripe i, lane j; all keys but b[i,j] and b[i+1,j] are
 * given, and for both lines whether adding these to h wraps, four cases.  Then A's difference
 * is (x - x') y[i,j] and what does not depend on y[i+1,j], and |x - x'| < 2^32, so it is 0
 * for one b[i,j] at most; and with that B's, (x - x') y[i+1,j] and a constant, for one
 * b[i+1,j].  If only odd words differ, first in stripe i, the same holds for a[i,j] in A and
 * a[i-1,j] in B, without cases.  So for any two lines that were not made for these keys, which
 * are constants here, it is 2^-62, and the permutation keeps them apart.
 *
 * A and B are sums over words, so that lines which exchange some of theirs have the same sum
 * of A and B.  The permutation is why their hashes have not: four Feistel rounds, each with a
 * product of both halves of a number, taken to be like random ones.  Two multisets of lines
 * then have the same sums with 2^-(128-2t), when the lines that one has more of are there at
 * least 2^t times more.
 *
 * Cost: two products of 32 bits for eight bytes, four of 64 bits for a line.
 */
#ifndef CX_BASE_LINESUM_H
#define CX_BASE_LINESUM_H

#include "base/cpu.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LINESUM_PART = 1024, LINESUM_LANES = 4, LINESUM_ROUNDS = 4 };

struct linesum {
	uint64_t high;
	uint64_t low;
};

/* Numbers of splitmix64 from 0 on, in this order; of a pair a is the lower half, b the other. */
struct linesum_key {
	uint64_t pair[LINESUM_PART / 8];
	uint64_t before[LINESUM_LANES];		/* x[-1,j], the lower half */
	uint64_t behind[LINESUM_LANES];		/* y[m,j], likewise */
	uint64_t round[LINESUM_ROUNDS];		/* pairs */
	enum cpu_simd simd;
};

/** linesum_init - the keys, and the instructions of cpu_simd */
void linesum_init(struct linesum_key *k);

/** linesum_rows - add @n lines, none of them empty, to @sum */
void linesum_rows(const struct linesum_key *k, const struct sv *line, size_t n,
    struct linesum *sum);

/** linesum_text - likewise all lines of a text, without their LF or CR LF, but empty ones */
void linesum_text(const struct linesum_key *k, struct sv text, struct linesum *sum);

/** linesum_add - what two texts have */
static inline void
linesum_add(struct linesum *sum, const struct linesum *more)
{
	sum->high += more->high;
	sum->low += more->low;
}

/** linesum_cmp - by size; 0: equal */
static inline int
linesum_cmp(const struct linesum *a, const struct linesum *b)
{
	if (a->high != b->high)
		return a->high < b->high ? -1 : 1;
	return (a->low > b->low) - (a->low < b->low);
}

#endif
