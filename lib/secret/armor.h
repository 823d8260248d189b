/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * armor - bytes as text and back: base32, base64, base64url (RFC 4648)
 *
 * What we write has no padding, but for base64; base32 is in small letters, as it stands in
 * ids, addresses and links.  What is read may have its padding or not, and base32 either case.
 */
#ifndef CX_SECRET_ARMOR_H
#define CX_SECRET_ARMOR_H

#include "base/buf.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>

enum armor { ARMOR_BASE32, ARMOR_BASE64, ARMOR_BASE64URL };

enum { ARMOR_ID = 26 };		/* characters of 16 bytes in base32 */

/** armor_put - append @bytes as text */
void armor_put(struct buf *out, enum armor how, struct sv bytes);

/**
 * armor_get - append the bytes that a text stands for
 *
 * Returns: false for a character or a length that the encoding has not, bits beyond the last
 *          byte that are not 0, or wrong padding; @out has then more or less of it.
 */
bool armor_get(struct buf *out, enum armor how, struct sv text);

/** armor_id - @bytes, 16 of them, as ARMOR_ID characters of base32 at @text; no NUL */
void armor_id(const unsigned char *bytes, char *text);

#endif
