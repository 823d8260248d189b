/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_dict.h"

#include "base/hash.h"
#include "base/mem.h"

#include <string.h>

enum {
	ID_BITS = 14,		/* of a slot, for a number + 1; above them those of the hash */
	ID_MASK = (1 << ID_BITS) - 1
};

struct scan_dict *
scan_dict_new(uint64_t seed)
{
	struct scan_dict *d = mem_zalloc(sizeof(*d));

	d->seed = seed;
	d->slot = mem_zalloc(SCAN_DICT_SLOTS * sizeof(*d->slot));
	d->seen = mem_zalloc(SCAN_DICT_SEEN * sizeof(*d->seen));
	return d;
}

static void
make_room(struct scan_dict *d, size_t n)
{
	if (d->n == d->captext) {
		d->captext = d->captext != 0 ? 2 * d->captext : 64;
		d->text = mem_array(d->text, d->captext, sizeof(*d->text));
	}
	if (d->cap - d->nbytes < n + SCAN_DICT_PAD) {
		d->cap = 2 * d->cap + n + SCAN_DICT_PAD;
		d->bytes = mem_array(d->bytes, d->cap, 1);
	}
}

/* A new text into the free slot @at. */
static uint32_t
add_text(struct scan_dict *d, struct sv s, size_t at, uint32_t bits)
{
	if (d->n == SCAN_DICT_MAX || s.n > SCAN_DICT_BYTES - d->nbytes)
		return SCAN_DICT_NONE;
	make_room(d, s.n);
	memcpy(d->bytes + d->nbytes, s.p, s.n);
	memset(d->bytes + d->nbytes + s.n, 0, SCAN_DICT_PAD);
	d->text[d->n] = (struct scan_dict_text){ (uint32_t)d->nbytes, (uint32_t)s.n };
	d->nbytes += s.n;
	d->slot[at] = bits | ++d->n;
	return d->n - 1;
}

uint32_t
scan_dict_put(struct scan_dict *d, struct sv s)
{
	uint64_t hash = hash_sv(s, d->seed);
	uint32_t bits = (uint32_t)(hash >> 32) & ~(uint32_t)ID_MASK;
	uint32_t sight = (uint32_t)(hash >> 32) | 1, *seen;
	size_t at = (size_t)hash % SCAN_DICT_SLOTS;

	for (; d->slot[at] != 0; at = (at + 1) % SCAN_DICT_SLOTS) {
		uint32_t id = (d->slot[at] & ID_MASK) - 1;

		if ((d->slot[at] & ~(uint32_t)ID_MASK) == bits && sv_eq(scan_dict_get(d, id), s))
			return id;
	}
	seen = &d->seen[hash / SCAN_DICT_SLOTS % SCAN_DICT_SEEN];
	if (*seen == sight)
		return add_text(d, s, at, bits);
	*seen = sight;
	return SCAN_DICT_NONE;
}

void
scan_dict_free(struct scan_dict *d)
{
	if (d == NULL)
		return;
	mem_free(d->bytes);
	mem_free(d->text);
	mem_free(d->slot);
	mem_free(d->seen);
	mem_free(d);
}
