/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * key_bytes - the bytes of a key from values as they were read
 *
 * All spellings of a value have one: escapes are decoded, 1.0 is 1, no field is null, and
 * a time is the string that it prints as.
 */
#ifndef CX_KEY_KEY_BYTES_H
#define CX_KEY_KEY_BYTES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/val.h"

#include <stddef.h>

/** key_bytes_put - those of @n values (key/group_key.h) in place of what is in @b; @tmp: scratch */
void key_bytes_put(struct buf *b, const struct val *key, size_t n, struct arena *tmp);

/** key_bytes_string - the text of a key of @n values that is one string; else empty */
struct sv key_bytes_string(struct sv bytes, size_t n);

#endif
