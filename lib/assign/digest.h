/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * digest - the hashes by which flag products draw
 *
 * None of them keeps a secret here: they spread ids, and must do it to the bit as the
 * products do.  SHA-1, SHA-256 and MD5 are nettle's.
 */
#ifndef CX_ASSIGN_DIGEST_H
#define CX_ASSIGN_DIGEST_H

#include "base/sv.h"

#include <stdint.h>

#define DIGEST_FNV_BASIS UINT32_C(0x811c9dc5)	/* the hash of nothing, to go on from */

/** digest_sha1 - the first eight bytes of SHA-1, the highest first */
uint64_t digest_sha1(struct sv s);

/** digest_sha256 - likewise of SHA-256 */
uint64_t digest_sha256(struct sv s);

/** digest_md5 - likewise of MD5 */
uint64_t digest_md5(struct sv s);

/** digest_murmur3 - MurmurHash3_x86_32 (Appleby, public domain) of the bytes */
uint32_t digest_murmur3(struct sv s, uint32_t seed);

/**
 * digest_murmur3_units - what npm's imurmurhash 0.1.4 makes of a text
 *
 * It takes UTF-16 units where the others take bytes, xors them one byte apart, and leaves
 * out an end that is negative as an int32: the same as digest_murmur3 for ASCII alone.
 */
uint32_t digest_murmur3_units(struct sv s);

/** digest_murmur3_low - likewise of the low byte of each UTF-16 unit (npm's murmurhash3js) */
uint32_t digest_murmur3_low(struct sv s, uint32_t seed);

/** digest_fnv1a - FNV-1a 32 of the bytes, from @hash on */
uint32_t digest_fnv1a(uint32_t hash, struct sv s);

/** digest_fnv1a_units - likewise, each UTF-16 unit as one number */
uint32_t digest_fnv1a_units(uint32_t hash, struct sv s);

#endif
