/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * key_text - a key as a word that sorts as the keys do
 *
 *     word      [ time ' ' ] value { ' ' value }          '-' when there is nothing
 *     time      16 hexadecimal digits: microseconds since 1970, plus 2^63
 *     value     '0' null   '1' false   '2' true   '4' zero
 *               '5' number above zero: exponent digits, the digits as of 0.digits * 10^exponent
 *               '3' number below zero: the same, each byte b of it as '~' - b + '!', then '~'
 *               '6' time   '7' text   '8' raw JSON, its text
 *     exponent  'A' + n and n digits; below zero '@' - n and 9 less each digit
 *     text      bytes up to '!' as '!' and 64 more
 *
 * Two words compare by their bytes (strcmp, sort(1) with LC_ALL=C, Hadoop's Text) as the keys do
 * in results: by time, then by value (val_cmp).  No byte of one is below a blank, so what
 * separates words by a tab or a line end sees one.
 */
#ifndef CX_KEY_KEY_TEXT_H
#define CX_KEY_KEY_TEXT_H

#include "base/buf.h"
#include "base/val.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** key_text_time - a time, at the end of @b */
void key_text_time(struct buf *b, int64_t at_us);

/**
 * key_text_put - @n values, canonical ones (group_key_canonical), at the end of @b
 * @first: nothing of the word stands there yet
 */
void key_text_put(struct buf *b, const struct val *key, size_t n, bool first);

#endif
