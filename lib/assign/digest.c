/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign/digest.h"

#include "base/utf8.h"

#include <nettle/md5.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <nettle/version.h>

#define FNV_PRIME UINT32_C(0x01000193)

/* nettle 4 writes whole digests, older ones as much as they are asked for. */
#if NETTLE_VERSION_MAJOR >= 4
#define DIGEST_END(name, ctx, n, out)	name(ctx, out)
#else
#define DIGEST_END(name, ctx, n, out)	name(ctx, n, out)
#endif

static uint64_t
first_eight(const uint8_t *p)
{
	uint64_t h = 0;

	for (int i = 0; i < 8; i++)
		h = h << 8 | p[i];
	return h;
}

static uint64_t
digest_by(const struct nettle_hash *hash, struct sv s)
{
	union {
		struct sha1_ctx   sha1;
		struct sha256_ctx sha256;
		struct md5_ctx    md5;
	} ctx;
	uint8_t out[SHA256_DIGEST_SIZE];	/* the longest */

	hash->init(&ctx);
	hash->update(&ctx, s.n, (const uint8_t *)s.p);
	DIGEST_END(hash->digest, &ctx, hash->digest_size, out);
	return first_eight(out);
}

uint64_t
digest_sha1(struct sv s)
{
	return digest_by(&nettle_sha1, s);
}

uint64_t
digest_sha256(struct sv s)
{
	return digest_by(&nettle_sha256, s);
}

uint64_t
digest_md5(struct sv s)
{
	return digest_by(&nettle_md5, s);
}

/* ---- MurmurHash3_x86_32 ---- */

static uint32_t
rotate(uint32_t x, int by)
{
	return x << by | x >> (32 - by);
}

static uint32_t
scramble(uint32_t k)
{
	return rotate(k * UINT32_C(0xcc9e2d51), 15) * UINT32_C(0x1b873593);
}

static uint32_t
mix(uint32_t h, uint32_t k)
{
	return rotate(h ^ scramble(k), 13) * 5 + UINT32_C(0xe6546b64);
}

static uint32_t
finish(uint32_t h, uint32_t len)
{
	h ^= len;
	h = (h ^ h >> 16) * UINT32_C(0x85ebca6b);
	h = (h ^ h >> 13) * UINT32_C(0xc2b2ae35);
	return h ^ h >> 16;
}

uint32_t
digest_murmur3(struct sv s, uint32_t seed)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t h = seed, k = 0;
	size_t i;

	for (i = 0; i + 4 <= s.n; i += 4)
		h = mix(h, p[i] | (uint32_t)p[i + 1] << 8 | (uint32_t)p[i + 2] << 16 |
		    (uint32_t)p[i + 3] << 24);
	for (size_t n = s.n; n > i; n--)
		k = k << 8 | p[n - 1];
	return finish(h ^ scramble(k), (uint32_t)s.n);
}

/* ---- texts as UTF-16 ---- */

struct units {			/* the UTF-16 units of a text, one by one */
	struct sv s;
	size_t    at;
	uint16_t  low;		/* the second half of a pair, when it comes next; 0: none */
};

static bool
next_unit(struct units *u, uint16_t *unit)
{
	uint32_t cp;

	if (u->low != 0) {
		*unit = u->low;
		u->low = 0;
		return true;
	}
	if (u->at == u->s.n)
		return false;
	if ((unsigned char)u->s.p[u->at] < 0x80) {
		*unit = (unsigned char)u->s.p[u->at++];
		return true;
	}
	cp = utf8_next(u->s, &u->at);
	if (cp >= 0x10000) {
		u->low = (uint16_t)(0xdc00 | ((cp - 0x10000) & 0x3ff));
		cp = 0xd800 | (cp - 0x10000) >> 10;
	}
	*unit = (uint16_t)cp;
	return true;
}

uint32_t
digest_murmur3_units(struct sv s)
{
	struct units u = { .s = s };
	uint32_t h = 0, k = 0, len = 0;
	uint16_t unit;

	while (next_unit(&u, &unit)) {
		k ^= (uint32_t)unit << (8 * (len & 3));
		if ((len++ & 3) == 3) {
			h = mix(h, k ^ unit >> 8);	/* the fourth one turns around */
			k = 0;
		}
	}
	if (k != 0 && k <= INT32_MAX)
		h ^= scramble(k);
	return finish(h, len);
}

uint32_t
digest_murmur3_low(struct sv s, uint32_t seed)
{
	struct units u = { .s = s };
	uint32_t h = seed, k = 0, len = 0;
	uint16_t unit;

	while (next_unit(&u, &unit)) {
		k |= (uint32_t)(unit & 0xff) << (8 * (len & 3));
		if ((len++ & 3) == 3) {
			h = mix(h, k);
			k = 0;
		}
	}
	return finish(h ^ scramble(k), len);
}

/* ---- FNV-1a ---- */

uint32_t
digest_fnv1a(uint32_t hash, struct sv s)
{
	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (unsigned char)s.p[i]) * FNV_PRIME;
	return hash;
}

uint32_t
digest_fnv1a_units(uint32_t hash, struct sv s)
{
	struct units u = { .s = s };
	uint16_t unit;

	while (next_unit(&u, &unit))
		hash = (hash ^ unit) * FNV_PRIME;
	return hash;
}
