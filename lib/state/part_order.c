/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/part_order.h"

void
part_order_init(struct part_order *o, struct arena *a, uint64_t seed)
{
	*o = (struct part_order){ .group = 0 };
	buf_init(&o->key, SIZE_MAX);
	hmap_init(&o->runs, a, sizeof(uint64_t), seed);
}

enum rc
part_order_next(struct part_order *o, struct sv key, uint64_t run, bool *again, struct err *e)
{
	int cmp = o->group == 0 ? 1 : sv_cmp(key, buf_view(&o->key));
	uint64_t *last;

	if (cmp < 0)
		return rc_err(e, RC_SYNTAX, "its key comes before the last one: sort the lines by "
		    "their bytes (LC_ALL=C sort)");
	if (cmp > 0) {
		o->group++;
		buf_clear(&o->key);
		buf_sv(&o->key, key);
	}
	*again = false;
	if (run == 0)
		return RC_OK;
	last = hmap_put(&o->runs, (struct sv){ (const char *)&run, sizeof(run) }, NULL);
	*again = *last == o->group;
	*last = o->group;
	return RC_OK;
}

void
part_order_free(struct part_order *o)
{
	buf_free(&o->key);
	hmap_free(&o->runs);
}
