/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mac - SHA-256, HMAC-SHA256 (RFC 2104), and what is drawn and named by them
 *
 * A key is prepared once and may then be used by all threads at once; a text costs two or
 * three blocks of the hash, nothing is allocated.
 */
#ifndef CX_SECRET_MAC_H
#define CX_SECRET_MAC_H

#include "base/sv.h"

#include <stddef.h>
#include <stdint.h>

enum {
	MAC_SIZE = 32,		/* bytes of SHA-256, and of HMAC by it */
	MAC_DRAWS = 10000	/* buckets that mac_draw draws from */
};

struct mac;

/**
 * mac_id - a name of what @n parts say: the first 128 bits of SHA-256, in base32
 * @text: ARMOR_ID characters, no NUL
 *
 * Hashed is, of each part, its length in decimal, ':', its bytes and ',' (a netstring), so that
 * no two lists of parts are the same text.
 */
void mac_id(const struct sv *part, size_t n, char *text);

/** mac_new - a key made ready; mac_free */
struct mac *mac_new(struct sv key);

/** mac_of - HMAC-SHA256 of @n parts, one after the other, at @out */
void mac_of(const struct mac *m, const struct sv *part, size_t n, unsigned char out[MAC_SIZE]);

/** mac_draw - the bucket below MAC_DRAWS of a unit: 8 bytes of "EXPERIMENT|UNIT" modulo that */
uint32_t mac_draw(const struct mac *m, struct sv experiment, struct sv unit);

/** mac_free - wiped first; NULL is fine */
void mac_free(struct mac *m);

#endif
