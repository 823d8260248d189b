/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * webpush - messages only the browser can read (RFC 8291), and who they are from (RFC 8292)
 */
#ifndef CX_WIRE_WEBPUSH_H
#define CX_WIRE_WEBPUSH_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"
#include "secret/p256.h"

#include <stdint.h>

enum {
	WEBPUSH_SALT = 16,
	WEBPUSH_AUTH = 16,
	WEBPUSH_PLAIN_MAX = 3993,	/* push services need not take bodies over 4096 bytes */
	WEBPUSH_TTL_MAX = 28 * 86400,	/* seconds: what services keep at most */
	WEBPUSH_TOKEN_S = 12 * 3600	/* life of a token; RFC 8292 allows a day */
};

struct webpush_keys {		/* of one message */
	const struct p256 *own;		/* used once */
	unsigned char      salt[WEBPUSH_SALT];
};

/**
 * webpush_seal - append the encrypted body: aes128gcm of one record
 * @p256dh: of the subscription, base64url: its point
 * @auth:   of the subscription, base64url: 16 bytes
 *
 * Returns: RC_OK; RC_BAD the subscription's keys are none, or @plain is over WEBPUSH_PLAIN_MAX;
 *          RC_IO.
 */
MUST_USE enum rc webpush_seal(struct buf *out, struct sv plain, struct sv p256dh, struct sv auth,
    const struct webpush_keys *keys, struct err *e);

/** webpush_fresh - webpush_seal with a new key and salt */
MUST_USE enum rc webpush_fresh(struct buf *out, struct sv plain, struct sv p256dh, struct sv auth,
    struct err *e);

/**
 * webpush_token - append the value of Authorization: "vapid t=..., k=..."
 * @key:     of the server
 * @origin:  of the endpoint: https://push.example.net
 * @subject: mailto: or https: of who sends
 * @now_s:   it is good for WEBPUSH_TOKEN_S from then
 */
MUST_USE enum rc webpush_token(struct buf *out, const struct p256 *key, struct sv origin,
    struct sv subject, int64_t now_s, struct err *e);

#endif
