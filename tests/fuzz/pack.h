/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pack - the inputs of a fuzz target in one file
 *
 *   "cxpack 1 " COUNT LF, then COUNT times: SIZE LF, SIZE bytes
 *
 * Numbers are decimal, with no zero in front.  The inputs are ordered by their
 * hash (XXH3, 64 bits), those of one hash by their bytes, and none comes twice:
 * one set of inputs has one pack.  The order and the count find damage, too, so
 * that there is no need of a checksum.
 */
#ifndef CX_TESTS_FUZZ_PACK_H
#define CX_TESTS_FUZZ_PACK_H

#include "base/buf.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pack {
	struct buf  bytes;	/* the file */
	struct sv  *input;	/* slices of bytes */
	size_t      n;
	char        why[100];	/* what is wrong with it; empty while all is well */
};

/**
 * pack_read - the pack at @path, checked from end to end
 * @k:  set whatever comes of it; give it back with pack_free
 *
 * Returns: false, with @k->why, when it cannot be read or is damaged.
 */
bool pack_read(struct pack *k, const char *path);

/** pack_free - give back what pack_read holds */
void pack_free(struct pack *k);

/** pack_slurp - append the file at @path to @to; false, with errno, when it cannot be read */
bool pack_slurp(struct buf *to, const char *path);

/** pack_hash - what an input is called, and ordered by */
uint64_t pack_hash(struct sv input);

/** pack_order - <0, 0 or >0: @a comes before @b in a pack, is the same input, comes after */
int pack_order(struct sv a, struct sv b);

/** pack_write - append to @to the pack of @n inputs, any order, which are sorted; twins go */
void pack_write(struct buf *to, struct sv *input, size_t n);

#endif
