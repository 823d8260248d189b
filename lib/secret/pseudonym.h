/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pseudonym - a stand-in for an id that only who has the key can make
 *
 * base32 of the first 128 bits of HMAC-SHA256(key, TENANT NUL ID): 26 small letters and
 * digits, the same for the same id, tenant and key.  Unlike a plain hash of an address it cannot
 * be found by trying addresses.  Two keys give pseudonyms that nothing connects.
 */
#ifndef CX_SECRET_PSEUDONYM_H
#define CX_SECRET_PSEUDONYM_H

#include "base/rc.h"
#include "base/sv.h"
#include "secret/armor.h"

#include <stddef.h>

enum { PSEUDONYM_LEN = ARMOR_ID };

struct pseudonym;

/**
 * pseudonym_new - the keys of a file (secret/keyfile.h), made ready
 * @tenant: whose ids they are, copied; most often empty
 *
 * Returns: RC_OK, pseudonym_free it; else as keyfile_read.
 */
MUST_USE enum rc pseudonym_new(struct pseudonym **p, const char *path, struct sv tenant,
    struct err *e);

/** pseudonym_keys - how many keys there are: 0 is the one in use, the others were before */
size_t pseudonym_keys(const struct pseudonym *p);

/**
 * pseudonym_of - what key @i makes of an id
 * @text: PSEUDONYM_LEN characters, no NUL
 *
 * Threads may ask at once.  Cost: three blocks of SHA-256 for ids up to 54 bytes.
 */
void pseudonym_of(const struct pseudonym *p, size_t i, struct sv id, char *text);

/** pseudonym_free - keys wiped; NULL is fine */
void pseudonym_free(struct pseudonym *p);

#endif
