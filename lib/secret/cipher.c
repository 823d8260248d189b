/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secret/cipher.h"

#include "secret/mac.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <limits.h>

static enum rc
fail(struct err *e)
{
	return rc_err(e, RC_IO, "OpenSSL refused");
}

enum rc
cipher_random(void *out, size_t n, struct err *e)
{
	if (n > INT_MAX || RAND_bytes(out, (int)n) != 1)
		return rc_err(e, RC_IO, "no random bytes to be had");
	return RC_OK;
}

enum rc
cipher_seal(struct buf *out, const unsigned char *key, const unsigned char *nonce,
    struct sv plain, struct err *e)
{
	EVP_CIPHER_CTX *ctx;
	unsigned char *to;
	int n = 0, last = 0;
	bool ok;

	if (plain.n > INT_MAX - CIPHER_TAG || !buf_room(out, plain.n + CIPHER_TAG))
		return rc_err(e, RC_LIMIT, "a text to encrypt is too long");
	ctx = EVP_CIPHER_CTX_new();
	to = (unsigned char *)out->p + out->n;
	ok = ctx != NULL && EVP_EncryptInit_ex(ctx, EVP_aes_128_gcm(), NULL, key, nonce) == 1 &&
	    EVP_EncryptUpdate(ctx, to, &n, (const unsigned char *)plain.p, (int)plain.n) == 1 &&
	    EVP_EncryptFinal_ex(ctx, to + n, &last) == 1 &&
	    EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, CIPHER_TAG, to + plain.n) == 1;
	EVP_CIPHER_CTX_free(ctx);
	if (!ok)
		return fail(e);
	out->n += plain.n + CIPHER_TAG;
	return RC_OK;
}

enum rc
cipher_hkdf(struct sv secret, struct sv salt, struct sv info, unsigned char *out, size_t n,
    struct err *e)
{
	unsigned char block[MAC_SIZE];
	struct mac *m;
	unsigned char i = 0;

	if (n > 255 * (size_t)MAC_SIZE)
		return rc_err(e, RC_RANGE, "HKDF gives at most 8160 bytes");
	m = mac_new(salt);
	mac_of(m, &secret, 1, block);
	mac_free(m);
	m = mac_new((struct sv){ (const char *)block, sizeof(block) });
	for (size_t at = 0, some; at < n; at += some) {
		const struct sv part[] = {
			{ (const char *)block, i > 0 ? sizeof(block) : 0 }, info,
			{ (const char *)&i, 1 }
		};

		i++;
		mac_of(m, part, 3, block);
		some = n - at < MAC_SIZE ? n - at : MAC_SIZE;
		memcpy(out + at, block, some);
	}
	OPENSSL_cleanse(block, sizeof(block));
	mac_free(m);
	return RC_OK;
}
