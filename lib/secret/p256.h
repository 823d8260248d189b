/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * p256 - the curve of Web Push: shared secrets (ECDH) and signatures (ES256)
 *
 * OpenSSL does the arithmetic.  Points are 65 bytes, uncompressed, as subscriptions have them.
 */
#ifndef CX_SECRET_P256_H
#define CX_SECRET_P256_H

#include "base/rc.h"
#include "base/sv.h"

enum { P256_PUBLIC = 65, P256_SHARED = 32, P256_SIGNATURE = 64 };

struct p256;

/** p256_new - a new key; p256_free */
MUST_USE enum rc p256_new(struct p256 **k, struct err *e);

/**
 * p256_read - a private key from the text of a file
 * @text: PEM (SEC 1 or PKCS #8, no passphrase), or base64url of its 32 bytes
 *
 * Returns: RC_OK, p256_free it; RC_SYNTAX no such key, or one of another curve.
 */
MUST_USE enum rc p256_read(struct p256 **k, struct sv text, struct err *e);

/** p256_public - its public point, at @out */
MUST_USE enum rc p256_public(const struct p256 *k, unsigned char out[P256_PUBLIC],
    struct err *e);

/**
 * p256_ecdh - the secret shared with who has the private key of a point
 * @peer: P256_PUBLIC bytes
 *
 * Returns: RC_OK; RC_BAD @peer is no point of the curve; RC_IO.
 */
MUST_USE enum rc p256_ecdh(const struct p256 *k, struct sv peer,
    unsigned char out[P256_SHARED], struct err *e);

/** p256_sign - ES256 (RFC 7518, 3.4) of @text: r and s, 32 bytes each, at @out */
MUST_USE enum rc p256_sign(const struct p256 *k, struct sv text,
    unsigned char out[P256_SIGNATURE], struct err *e);

/** p256_free - NULL is fine */
void p256_free(struct p256 *k);

#endif
