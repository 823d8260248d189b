/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hash - XXH3 (xxHash library), the only hash of the house
 */
#ifndef CX_BASE_HASH_H
#define CX_BASE_HASH_H

#include "base/sv.h"

#include <stdint.h>

/** hash_sv - XXH3 64 of the bytes under @seed; the same on every machine */
uint64_t hash_sv(struct sv s, uint64_t seed);

/** hash_rows - hash_sv of @n slices */
void hash_rows(const struct sv *s, size_t n, uint64_t seed, uint64_t *hash);

struct hash_stream;	/* bytes that come in pieces */

/** hash_stream_new - none yet; hash_stream_free */
struct hash_stream *hash_stream_new(void);

/** hash_stream_add - the next bytes */
void hash_stream_add(struct hash_stream *h, struct sv s);

/** hash_stream_end - hash_sv of all of them under seed 0: what xxhsum -H3 says of a file */
uint64_t hash_stream_end(const struct hash_stream *h);

/** hash_stream_free - NULL is fine */
void hash_stream_free(struct hash_stream *h);

/** hash_seed - a seed no one can guess, new each time (getrandom, else clock and address) */
uint64_t hash_seed(void);

#endif
