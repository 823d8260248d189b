/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hash - see hash.h
 *
 * The library is inlined here and nowhere else: short keys are hashed without
 * a call, and its names stay out of the other files.
 */
#define XXH_INLINE_ALL

#include "base/hash.h"

#include "base/mem.h"

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

struct hash_stream {
	XXH3_state_t state;
	void        *start;	/* of the memory: the library wants a state on 64 bytes */
};

struct hash_stream *
hash_stream_new(void)
{
	const size_t on = _Alignof(struct hash_stream);
	char *start = mem_alloc(sizeof(struct hash_stream) + on);
	struct hash_stream *h = (void *)(start + (on - (uintptr_t)start % on));

	h->start = start;
	XXH3_INITSTATE(&h->state);
	(void)XXH3_64bits_reset(&h->state);
	return h;
}

void
hash_stream_add(struct hash_stream *h, struct sv s)
{
	(void)XXH3_64bits_update(&h->state, s.p, s.n);
}

uint64_t
hash_stream_end(const struct hash_stream *h)
{
	return XXH3_64bits_digest(&h->state);
}

void
hash_stream_free(struct hash_stream *h)
{
	if (h != NULL)
		mem_free(h->start);
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
