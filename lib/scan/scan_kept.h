/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_kept - the state of a key between its turns, as bytes: numbers and values one by one
 *
 * Read in the order they were put.  The bytes are for this process alone: reading them
 * checks nothing.  Memory: 1 to 10 bytes a number, 2 and its text a value.
 */
#ifndef CX_SCAN_SCAN_KEPT_H
#define CX_SCAN_SCAN_KEPT_H

#include "base/buf.h"
#include "base/val.h"

#include <stdint.h>

/** scan_kept_put - a number that is most often small */
void scan_kept_put(struct buf *b, uint64_t u);

/** scan_kept_put_i64 - a number that is most often near 0 */
void scan_kept_put_i64(struct buf *b, int64_t i);

/** scan_kept_put_text - bytes */
void scan_kept_put_text(struct buf *b, struct sv s);

/** scan_kept_put_val - a value of a fact: no computed number, no time */
void scan_kept_put_val(struct buf *b, const struct val *v);

/** scan_kept_get - the number at *p, which moves behind it */
uint64_t scan_kept_get(const char **p);

/** scan_kept_get_i64 - likewise */
int64_t scan_kept_get_i64(const char **p);

/** scan_kept_get_text - likewise the bytes, which lie there */
struct sv scan_kept_get_text(const char **p);

/** scan_kept_get_val - likewise a value */
struct val scan_kept_get_val(const char **p);

#endif
