/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sv - slices: a pointer and a length, not owned, not terminated
 */
#ifndef CX_BASE_SV_H
#define CX_BASE_SV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct sv {
	const char *p;	/* may be NULL only when n is 0 */
	size_t      n;	/* bytes */
};

#define SV(lit) ((struct sv){ "" lit, sizeof(lit) - 1 })

enum { SV_SHOWN_MAX = 160 };	/* bytes of a text that a message quotes: three fit into one */

/* What "%.*s" takes, in messages: at most SV_SHOWN_MAX bytes, and no half of a character. */
#define SV_SHOW(s) sv_shown(s), ((s).n > 0 ? (s).p : "")

/** sv_shown - how many bytes of @s a message quotes, for SV_SHOW */
int sv_shown(struct sv s);

/** sv_of - slice over a NUL-terminated string, NUL excluded; NULL gives an empty slice */
struct sv sv_of(const char *s);

/** sv_eq - same length and same bytes */
bool sv_eq(struct sv a, struct sv b);

/** sv_load_8 - eight bytes, in memory order */
static inline uint64_t
sv_load_8(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return w;
}

/** sv_load_4 - likewise four */
static inline uint32_t
sv_load_4(const char *p)
{
	uint32_t w;

	memcpy(&w, p, sizeof(w));
	return w;
}

/** sv_same - @n bytes are the same; of short texts by words that may overlap; no call, and few
 * branches on lengths that cannot be foretold */
static inline __attribute__((always_inline)) bool
sv_same(const char *a, const char *b, size_t n)
{
	uint64_t differ = 0;

	if (n >= 8 && n <= 32) {
		const size_t two = n < 16 ? n - 8 : 8, three = n < 16 ? 0 : n - 16;

		return ((sv_load_8(a) ^ sv_load_8(b)) |
		    (sv_load_8(a + two) ^ sv_load_8(b + two)) |
		    (sv_load_8(a + three) ^ sv_load_8(b + three)) |
		    (sv_load_8(a + n - 8) ^ sv_load_8(b + n - 8))) == 0;
	}
	if (n >= 8) {
		if (n > 64)
			return memcmp(a, b, n) == 0;
		for (size_t i = 0; i + 8 < n; i += 8)
			differ |= sv_load_8(a + i) ^ sv_load_8(b + i);
		return (differ | (sv_load_8(a + n - 8) ^ sv_load_8(b + n - 8))) == 0;
	}
	if (n >= 4)
		return ((sv_load_4(a) ^ sv_load_4(b)) |
		    (sv_load_4(a + n - 4) ^ sv_load_4(b + n - 4))) == 0;
	for (size_t i = 0; i < n; i++)
		differ |= (uint64_t)(a[i] ^ b[i]);
	return differ == 0;
}

/** sv_copy - @n bytes from @from to @to; of short texts by words that may overlap; no call */
static inline __attribute__((always_inline)) void
sv_copy(char *to, const char *from, size_t n)
{
	if (n >= 8 && n <= 16) {
		const uint64_t a = sv_load_8(from), b = sv_load_8(from + n - 8);

		memcpy(to, &a, sizeof(a));
		memcpy(to + n - 8, &b, sizeof(b));
	} else if (n >= 4 && n < 8) {
		const uint32_t a = sv_load_4(from), b = sv_load_4(from + n - 4);

		memcpy(to, &a, sizeof(a));
		memcpy(to + n - 4, &b, sizeof(b));
	} else {
		memcpy(to, from, n);
	}
}

/** sv_is - @a equals the NUL-terminated @lit */
bool sv_is(struct sv a, const char *lit);

/** sv_cmp - order by bytes, then by length: <0, 0 or >0 */
int sv_cmp(struct sv a, struct sv b);

/** sv_starts - @a begins with @prefix */
bool sv_starts(struct sv a, struct sv prefix);

/** sv_trim - without leading and trailing space, tab, CR and LF */
struct sv sv_trim(struct sv a);

/** sv_find - offset of byte @c in @a, or a.n when it is not there */
size_t sv_find(struct sv a, char c);

/** sv_has - @what stands somewhere in @a; the empty slice always does */
bool sv_has(struct sv a, struct sv what);

/**
 * sv_near - the candidate nearest to a mistyped name
 * @word:  what was typed
 * @cand:  @n candidates
 *
 * Returns: index of the candidate with the least Damerau-Levenshtein distance,
 *          ties to the first; @n when none is within a third of the longer
 *          word's length (at least 1) with something in common.
 * Cost:    O(n * |word| * |cand|), words over 64 bytes are never near.
 */
size_t sv_near(struct sv word, const struct sv *cand, size_t n);

#endif
