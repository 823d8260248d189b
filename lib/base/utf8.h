/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * utf8 - validation, decoding, case and display width (utf8proc)
 */
#ifndef CX_BASE_UTF8_H
#define CX_BASE_UTF8_H

#include "base/arena.h"
#include "base/cpu.h"
#include "base/sv.h"

#include <stddef.h>
#include <stdint.h>

/** utf8_valid - offset of the first byte that is not UTF-8 (RFC 3629, no surrogates), or s.n */
size_t utf8_valid(struct sv s);

/** utf8_valid_by - the same with the instructions of @simd, which must be usable */
size_t utf8_valid_by(struct sv s, enum cpu_simd simd);

/** utf8_next - code point at s[*at], *at < s.n, moved past it; bad input: U+FFFD and one byte */
uint32_t utf8_next(struct sv s, size_t *at);

/** utf8_put - @cp as UTF-8 into @out (4 bytes); number of bytes; U+FFFD for what has none */
size_t utf8_put(uint32_t cp, char *out);

/** utf8_count - code points in @s */
size_t utf8_count(struct sv s);

/** utf8_width - terminal columns of @s: East Asian wide 2, combining and control 0 */
size_t utf8_width(struct sv s);

/** utf8_cut - the longest prefix of @s that fits in @cols columns and splits no character */
struct sv utf8_cut(struct sv s, size_t cols);

/** utf8_lower - simple lower case, code point by code point; in @a, or @s itself when unchanged */
struct sv utf8_lower(struct sv s, struct arena *a);

/** utf8_upper - simple upper case, likewise */
struct sv utf8_upper(struct sv s, struct arena *a);

/**
 * utf8_safe - @s fit for a terminal: C0, DEL, C1, bad bytes and bidi controls as \xHH or \u{HHHH}
 *
 * Returns: @s itself when clean, else a copy in @a.
 */
struct sv utf8_safe(struct sv s, struct arena *a);

#endif
