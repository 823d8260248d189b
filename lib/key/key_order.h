/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * key_order - rows of a set of keys in the order of results
 *
 * A merge sort, as comparing keys needs memory for what they decode to.
 */
#ifndef CX_KEY_KEY_ORDER_H
#define CX_KEY_KEY_ORDER_H

#include "base/sv.h"

#include <stddef.h>

struct key_order {
	struct sv text;		/* of key/scan_key.h */
	size_t    at;		/* whose it is */
};

/** key_order_sort - @k by their texts, of @nkey values each */
void key_order_sort(struct key_order *k, size_t n, size_t nkey);

#endif
