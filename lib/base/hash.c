/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hash - see hash.h
 *
 * The library is inlined here and nowhere else: short keys are hashed without
 * a call, and its names stay out of the other files.
 */
#define XXH_INLINE_ALL

#include "base/hash.h"

#include <xxhash.h>

#include <time.h>
#ifdef __linux__
#include <sys/random.h>
#endif

uint64_t
hash_sv(struct sv s, uint64_t seed)
{
	return XXH3_64bits_withSeed(s.p, s.n, seed);
}

void
hash_rows(const struct sv *s, size_t n, uint64_t seed, uint64_t *hash)
{
	for (size_t i = 0; i < n; i++)
		hash[i] = XXH3_64bits_withSeed(s[i].p, s[i].n, seed);
}

uint64_t
hash_seed(void)
{
	struct timespec now = { 0 };
	uint64_t mix[3] = { 0 };

#ifdef __linux__
	if (getrandom(&mix[0], sizeof mix[0], GRND_NONBLOCK) == (ssize_t)sizeof mix[0])
		return mix[0];
#endif
	(void)clock_gettime(CLOCK_REALTIME, &now);
	mix[0] = (uint64_t)now.tv_sec;
	mix[1] = (uint64_t)now.tv_nsec;
	mix[2] = (uint64_t)(uintptr_t)&now;
	return XXH3_64bits(mix, sizeof mix);
}
