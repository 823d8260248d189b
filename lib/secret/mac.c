/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secret/mac.h"

#include "base/mem.h"
#include "secret/armor.h"

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <nettle/version.h>

#include <openssl/crypto.h>

#include <stdio.h>

/* nettle 4 writes whole digests, older ones as much as they are asked for. */
#if NETTLE_VERSION_MAJOR >= 4
#define MAC_END(name, ctx, out)	name(ctx, out)
#else
#define MAC_END(name, ctx, out)	name(ctx, MAC_SIZE, out)
#endif

/* nettle's context is plain memory: each text begins with a copy of the one that has the key. */
struct mac {
	struct hmac_sha256_ctx keyed;
};

void
mac_id(const struct sv *part, size_t n, char *text)
{
	struct sha256_ctx ctx;
	unsigned char out[MAC_SIZE];

	sha256_init(&ctx);
	for (size_t i = 0; i < n; i++) {
		char head[24];
		const int len = snprintf(head, sizeof(head), "%zu:", part[i].n);

		sha256_update(&ctx, (size_t)len, (const uint8_t *)head);
		sha256_update(&ctx, part[i].n, (const uint8_t *)part[i].p);
		sha256_update(&ctx, 1, (const uint8_t *)",");
	}
	MAC_END(sha256_digest, &ctx, out);
	armor_id(out, text);
}

struct mac *
mac_new(struct sv key)
{
	struct mac *m = mem_alloc(sizeof(*m));

	hmac_sha256_set_key(&m->keyed, key.n, (const uint8_t *)key.p);
	return m;
}

void
mac_of(const struct mac *m, const struct sv *part, size_t n, unsigned char out[MAC_SIZE])
{
	struct hmac_sha256_ctx ctx = m->keyed;

	for (size_t i = 0; i < n; i++)
		hmac_sha256_update(&ctx, part[i].n, (const uint8_t *)part[i].p);
	MAC_END(hmac_sha256_digest, &ctx, out);
}

uint32_t
mac_draw(const struct mac *m, struct sv experiment, struct sv unit)
{
	const struct sv part[] = { experiment, SV("|"), unit };
	unsigned char out[MAC_SIZE];
	uint64_t first = 0;

	mac_of(m, part, sizeof(part) / sizeof(*part), out);
	for (int i = 0; i < 8; i++)
		first = first << 8 | out[i];
	return (uint32_t)(first % MAC_DRAWS);
}

void
mac_free(struct mac *m)
{
	if (m != NULL)
		OPENSSL_cleanse(m, sizeof(*m));
	mem_free(m);
}
