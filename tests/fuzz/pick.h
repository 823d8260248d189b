/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pick - which of several comparisons an input goes through
 *
 * One of them, by the input's bytes: of all inputs each comparison has its share, and an
 * execution is short.  All of them, one after the other, when replay runs an input again that
 * once showed a fault.
 */
#ifndef CX_TESTS_FUZZ_PICK_H
#define CX_TESTS_FUZZ_PICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__attribute__((weak)) bool pick_all;	/* one for the program, whoever links it */

/* Whether an input goes through comparison @i of @n; @hash is of its bytes. */
static inline bool
pick(uint64_t hash, size_t n, size_t i)
{
	return pick_all || hash % n == i;
}

#endif
