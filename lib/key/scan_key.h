/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_key - a key as one canonical JSON array
 *
 * All spellings of a value have one: escapes are decoded and written anew, 1.0 is 1,
 * no field is null.  Which keys are equal is as in fold/group.h, and so is their order.
 */
#ifndef CX_KEY_SCAN_KEY_H
#define CX_KEY_SCAN_KEY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/val.h"

#include <stddef.h>

/** scan_key_text - append the array of @n values; @tmp for decoding */
void scan_key_text(struct buf *b, const struct val *key, size_t n, struct arena *tmp);

/** scan_key_read - the values of a text that scan_key_text wrote; they lie in it */
void scan_key_read(struct sv text, struct val *key, size_t n);

/**
 * scan_key_cmp - output order of two such texts: <0, 0 or >0; 0 only for the same bytes
 * @tmp: reset when it is used
 */
int scan_key_cmp(struct sv a, struct sv b, size_t n, struct arena *tmp);

struct scan_key_place {
	struct sv text;
	size_t    at;		/* whose it is */
};

/**
 * scan_key_sort - @k in output order of their texts, of @nkey values each, which all differ
 *
 * Cost: as group_key_sort, whose order is the same; 100 bytes and the text for each meanwhile.
 */
void scan_key_sort(struct scan_key_place *k, size_t n, size_t nkey);

#endif
