/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * webhook - signatures by which a receiver knows who called (Standard Webhooks 1.0)
 *
 *     webhook-signature: v1,BASE64 v1,BASE64	one a key, while keys change
 */
#ifndef CX_WIRE_WEBHOOK_H
#define CX_WIRE_WEBHOOK_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stddef.h>
#include <stdint.h>

enum { WEBHOOK_KEY_MIN = 24, WEBHOOK_KEY_MAX = 64 };	/* bytes, as the specification asks */

struct webhook;

/**
 * webhook_new - keys made ready
 * @secret: @n of whsec_BASE64, or the base64 alone
 *
 * Returns: RC_OK, webhook_free it; RC_SYNTAX one of them is no such key, by its number.
 */
MUST_USE enum rc webhook_new(struct webhook **k, const struct sv *secret, size_t n,
    struct err *e);

/** webhook_sign - append the value of webhook-signature; @at_s: of webhook-timestamp */
void webhook_sign(const struct webhook *k, struct sv id, int64_t at_s, struct sv body,
    struct buf *out);

/** webhook_free - wiped; NULL is fine */
void webhook_free(struct webhook *k);

#endif
