/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qlook.h"

#include "run/clock.h"

int64_t
qlook_now(const struct qlook_clock *clock)
{
	return clock->now_us != INT64_MIN ? clock->now_us : clock_wall_us();
}

bool
qlook_time(const struct qlook *k, const struct val *x, int64_t *at_us)
{
	return tstamp_auto(x, &k->clock->input, at_us);
}

bool
qlook_within(int64_t x, int64_t y, int64_t max_us)
{
	return x <= y || (uint64_t)x - (uint64_t)y <= (uint64_t)max_us;
}

void *
qlook_keep(const struct qlook *k, struct hmap *m, struct sv key, bool *fresh, struct err *e)
{
	void *val = hmap_put(m, key, fresh);

	if (!*fresh || m->n <= QLOOK_KEYS_MAX)
		return val;
	(void)rc_err(e, RC_LIMIT, "%.*s: more than %d values to keep apart", SV_SHOW(k->c->name),
	    QLOOK_KEYS_MAX);
	return NULL;
}
