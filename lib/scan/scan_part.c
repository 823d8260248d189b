/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_part.h"

#include "base/mem.h"
#include "key/scan_key.h"

#include <inttypes.h>

struct scan_part *
scan_part_new(uint64_t max_facts, uint64_t seed)
{
	struct scan_part *p = mem_zalloc(sizeof(*p));

	p->max_facts = max_facts;
	arena_init(&p->arena);
	hmap_init(&p->map, &p->arena, sizeof(struct scan_list), seed);
	return p;
}

enum rc
scan_part_limit(uint64_t max_facts, struct err *e)
{
	return rc_err(e, RC_LIMIT, "more than %" PRIu64 " records to keep (see --max-facts)",
	    max_facts);
}

enum rc
scan_part_add(struct scan_part *p, struct sv key, int64_t at_us, struct sv text, struct err *e)
{
	if (p->n >= p->max_facts)
		return scan_part_limit(p->max_facts, e);
	scan_list_add(hmap_put(&p->map, key, NULL), &p->arena, at_us, text);
	p->n++;
	return RC_OK;
}

enum rc
scan_part_merge(struct scan_part *dst, const struct scan_part *src, struct err *e)
{
	if (src->n > dst->max_facts - dst->n)
		return scan_part_limit(dst->max_facts, e);
	for (size_t i = 0; i < src->map.n; i++)
		scan_list_join(hmap_put(&dst->map, src->map.entry[i].key, NULL),
		    src->map.entry[i].val);
	dst->n += src->n;
	return RC_OK;
}

struct scan_entry *
scan_part_order(const struct scan_part *p, size_t nkey)
{
	struct scan_key_place *k = mem_array(NULL, p->map.n + 1, sizeof(*k));
	struct scan_entry *entry = mem_array(NULL, p->map.n + 1, sizeof(*entry));

	for (size_t i = 0; i < p->map.n; i++)
		k[i] = (struct scan_key_place){ p->map.entry[i].key, i };
	scan_key_sort(k, p->map.n, nkey);
	for (size_t i = 0; i < p->map.n; i++)
		entry[i] = (struct scan_entry){ k[i].text, p->map.entry[k[i].at].val };
	mem_free(k);
	return entry;
}

void
scan_part_free(struct scan_part *p)
{
	if (p == NULL)
		return;
	hmap_free(&p->map);
	arena_free(&p->arena);
	mem_free(p);
}
