/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ksort - pointers ordered by 64-bit keys, in place
 *
 * For what sorts slowly by comparing: let the key be the first bytes of the order,
 * sort, and compare only those whose keys are equal.
 */
#ifndef CX_BASE_KSORT_H
#define CX_BASE_KSORT_H

#include <stddef.h>
#include <stdint.h>

struct ksort_item {
	uint64_t key;
	void    *item;
};

/**
 * ksort_run - ascending by key; the order of equal keys is not defined
 *
 * Memory: a second array, of 2^16 items at most.
 * Cost:   O(n) for each ten bits in which keys differ, from the highest until few are alike.
 * Source: McIlroy, Bostic, McIlroy, Engineering Radix Sort, Computing Systems 6(1), 1993.
 */
void ksort_run(struct ksort_item *s, size_t n);

/**
 * ksort_pack - keys without the bits that all have: in the same order, and equal where they were
 *
 * ksort_run is faster with them: digits have four bits of eight.  Keys whose other bits lie in
 * too many places stay as they are.
 */
void ksort_pack(struct ksort_item *s, size_t n);

#endif
