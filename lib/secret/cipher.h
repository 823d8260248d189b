/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cipher - AES-128-GCM and random bytes, as OpenSSL has them, and HKDF-SHA256 (RFC 5869)
 */
#ifndef CX_SECRET_CIPHER_H
#define CX_SECRET_CIPHER_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stddef.h>

enum { CIPHER_KEY = 16, CIPHER_NONCE = 12, CIPHER_TAG = 16 };

/** cipher_random - @n bytes that nobody can guess; RC_IO when the system has none */
MUST_USE enum rc cipher_random(void *out, size_t n, struct err *e);

/**
 * cipher_seal - append @plain encrypted, and behind it the tag of CIPHER_TAG bytes
 * @key:   CIPHER_KEY bytes
 * @nonce: CIPHER_NONCE bytes, another one for each text of a key
 */
MUST_USE enum rc cipher_seal(struct buf *out, const unsigned char *key,
    const unsigned char *nonce, struct sv plain, struct err *e);

/** cipher_hkdf - @n bytes, at most 8160, from a secret, a salt and what they are for */
MUST_USE enum rc cipher_hkdf(struct sv secret, struct sv salt, struct sv info, unsigned char *out,
    size_t n, struct err *e);

#endif
