/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_part.h"

#include "base/hash.h"
#include "base/mem.h"
#include "key/group_key.h"

#include <inttypes.h>
#include <string.h>

enum {
	INDEX_MIN = 64,
	AHEAD = 8,		/* keys: what is so far on is on its way into the cache */
	WAIT_BYTES = 64 * 1024	/* of those that wait: what the nearest caches hold */
};

struct scan_part *
scan_part_new(uint64_t max_facts, uint64_t seed)
{
	struct scan_part *p = mem_zalloc(sizeof(*p));

	p->max_facts = max_facts;
	p->seed = seed;
	p->dict = scan_dict_new(seed);
	arena_init(&p->arena);
	buf_init(&p->bytes, SIZE_MAX);
	return p;
}

enum rc
scan_part_limit(uint64_t max_facts, struct err *e)
{
	return rc_err(e, RC_LIMIT, "more than %" PRIu64 " records to keep (see --max-facts)",
	    max_facts);
}

static void
new_index(struct scan_part *p, size_t n)
{
	p->index = mem_zalloc(n * sizeof(*p->index));
	mem_huge(p->index, n * sizeof(*p->index));
}

/* Three quarters of the index are used at most. */
static void
grow_index(struct scan_part *p)
{
	size_t n = p->nindex != 0 ? 2 * p->nindex : INDEX_MIN;
	struct ksort_item *old = p->index;

	new_index(p, n);
	for (size_t i = 0; i < p->nindex; i++) {
		size_t at = (size_t)old[i].key & (n - 1);

		if (old[i].item == NULL)
			continue;
		while (p->index[at].item != NULL)
			at = (at + 1) & (n - 1);
		p->index[at] = old[i];
	}
	mem_free(old);
	p->nindex = n;
}

/* The entry of a key, made when it is new; there is room in the index. */
static struct scan_entry *
find_entry(struct scan_part *p, uint64_t hash, struct sv key)
{
	size_t at = (size_t)hash & (p->nindex - 1);
	struct scan_entry *x;

	for (; (x = p->index[at].item) != NULL; at = (at + 1) & (p->nindex - 1))
		if (p->index[at].key == hash && x->nkey == key.n &&
		    memcmp(x->key, key.p, key.n) == 0)
			return x;
	x = arena_alloc(&p->arena, offsetof(struct scan_entry, key) + key.n);
	x->list = (struct scan_list){ .n = 0 };
	x->nkey = (uint32_t)key.n;
	memcpy(x->key, key.p, key.n);
	p->index[at] = (struct ksort_item){ hash, x };
	p->nkey++;
	return x;
}

/* The first entry of that hash is on its way into the cache: most likely the one. */
static inline __attribute__((always_inline)) void	/* else gcc sees no effect: group_near */
fetch_entry(const struct scan_part *p, uint64_t hash)
{
	size_t at = (size_t)hash & (p->nindex - 1);

	for (; p->index[at].item != NULL; at = (at + 1) & (p->nindex - 1))
		if (p->index[at].key == hash) {
			__builtin_prefetch(p->index[at].item, 1);
			return;
		}
}

/* All that wait, step by step: what each step reads the one before has asked for. */
static void
add_waiting(struct scan_part *p)
{
	struct scan_waiting *w = p->wait;

	while (4 * (p->nkey + p->nwait) > 3 * p->nindex)
		grow_index(p);
	for (size_t i = 0; i < p->nwait; i++)
		fetch_entry(p, w[i].hash);
	for (size_t i = 0; i < p->nwait; i++) {
		struct sv key = { p->bytes.p + w[i].key, w[i].nkey };

		w[i].entry = find_entry(p, w[i].hash, key);
		__builtin_prefetch(scan_list_tail(&w[i].entry->list), 1);
	}
	for (size_t i = 0; i < p->nwait; i++)
		scan_list_add(&w[i].entry->list, &p->arena, w[i].at_us,
		    (struct sv){ p->bytes.p + w[i].key + w[i].nkey, w[i].nfact });
	buf_clear(&p->bytes);
	p->nwait = 0;
}

enum rc
scan_part_add(struct scan_part *p, struct sv key, int64_t at_us, struct sv fact, struct err *e)
{
	struct scan_waiting *w = &p->wait[p->nwait];

	if (p->n >= p->max_facts)
		return scan_part_limit(p->max_facts, e);
	if (key.n > UINT32_MAX || fact.n > UINT32_MAX)
		return rc_err(e, RC_LIMIT, "more than 4 GiB to keep of one record");
	*w = (struct scan_waiting){ .hash = hash_sv(key, p->seed), .at_us = at_us,
		.key = p->bytes.n, .nkey = key.n, .nfact = fact.n };
	if (p->nindex != 0)
		__builtin_prefetch(&p->index[(size_t)w->hash & (p->nindex - 1)]);
	buf_sv(&p->bytes, key);
	buf_sv(&p->bytes, fact);
	p->n++;
	if (++p->nwait == SCAN_PART_WAIT || p->bytes.n > WAIT_BYTES)
		add_waiting(p);
	return RC_OK;
}

static struct sv
key_of(const void *item)
{
	const struct scan_entry *x = item;

	return (struct sv){ x->key, x->nkey };
}

/* The index becomes the list: what it holds moves to its front; what is behind stays as it is. */
void
scan_part_sort(struct scan_part *p, size_t nkey)
{
	size_t n = 0;

	if (p->order != NULL)
		return;
	add_waiting(p);
	for (size_t i = 0; i < p->nindex; i++)
		if (p->index[i].item != NULL)
			p->index[n++] = p->index[i];
	p->order = p->index;
	p->index = NULL;
	group_key_sort(p->order, n, nkey, key_of);
}

struct sv
scan_part_key(const struct scan_part *p, size_t i)
{
	return key_of(p->order[i].item);
}

void
scan_part_ahead(const struct scan_part *p, size_t i)
{
	const struct scan_entry *x;

	if (i + 2 * AHEAD < p->nkey)
		__builtin_prefetch(p->order[i + 2 * AHEAD].item);
	if (i + AHEAD >= p->nkey)
		return;
	x = p->order[i + AHEAD].item;
	__builtin_prefetch(scan_list_head(&x->list));
}

size_t
scan_part_heap(const struct scan_part *p)
{
	size_t index = p->nindex * sizeof(*p->index) * 3 / 2;	/* as it grows */

	return arena_heap(&p->arena) + index + p->bytes.n;
}

void
scan_part_clear(struct scan_part *p)
{
	size_t n = INDEX_MIN;

	while (4 * (p->nkey + SCAN_PART_WAIT) > 3 * n)
		n *= 2;
	if (n == p->nindex) {
		p->index = p->order;
		memset(p->index, 0, n * sizeof(*p->index));
	} else {
		mem_free(p->order);
		new_index(p, n);
		p->nindex = n;
	}
	p->order = NULL;
	p->nkey = 0;
	arena_reset(&p->arena);
}

void
scan_part_shut(struct scan_part *p)
{
	mem_free(p->order);
	p->order = NULL;
	p->nkey = 0;
	arena_free(&p->arena);
}

void
scan_part_free(struct scan_part *p)
{
	if (p == NULL)
		return;
	scan_dict_free(p->dict);
	mem_free(p->index);
	mem_free(p->order);
	buf_free(&p->bytes);
	arena_free(&p->arena);
	mem_free(p);
}
