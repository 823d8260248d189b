/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * utf8_blocks - whole vectors of valid UTF-8; private to utf8.c
 *
 * Keiser, Lemire, Validating UTF-8 in Less Than One Instruction Per Byte,
 * Softw. Pract. Exper. 51(5), 2021: three table look-ups of four bits each, of
 * the byte before and of the byte itself, give the set of faults that the pair
 * may be; what is left is that third and fourth bytes must be where they belong.
 */
#ifndef CX_BASE_UTF8_BLOCKS_H
#define CX_BASE_UTF8_BLOCKS_H

#include "base/cpu.h"
#include "base/sv.h"

#include <stddef.h>

/**
 * utf8_blocks - how far one can go from @at by whole vectors
 * @at: start of a character
 *
 * Returns: the start of a character, at least @at, before which all is valid;
 *          what is not valid, or less than a vector, is left to the caller.
 */
size_t utf8_blocks(struct sv s, size_t at, enum cpu_simd simd);

#endif
