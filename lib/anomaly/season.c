/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/season.h"

#include "base/mem.h"
#include "base/rfc3339.h"
#include "stats/median.h"

#include <string.h>

static int64_t
floor_mod(int64_t a, int64_t b)
{
	int64_t m = a % b;

	return m < 0 ? m + b : m;
}

int64_t
season_slot_of(enum season_period p, int64_t local_us)
{
	struct rfc3339_civil c;

	switch (p) {
	case SEASON_DAY:
		return floor_mod(local_us, RFC3339_DAY_US);
	case SEASON_WEEK:		/* 1970-01-05 was a Monday */
		return floor_mod(local_us - 4 * RFC3339_DAY_US, 7 * RFC3339_DAY_US);
	case SEASON_MONTH:
		c = rfc3339_civil(local_us);
		return (c.day - 1) * RFC3339_DAY_US + floor_mod(local_us, RFC3339_DAY_US);
	case SEASON_NONE:
	case SEASON_FOUND:
		break;
	}
	return 0;
}

/* First slot that is not before slot_us. */
static size_t
lower(const struct season *s, int64_t slot_us)
{
	size_t lo = 0, hi = s->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->slot[mid].at_us < slot_us)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Points come in order: mostly it is the slot after the last one. */
static struct season_slot *
find_slot(struct season *s, int64_t slot_us)
{
	size_t i = s->near + 1 < s->n ? s->near + 1 : 0;

	if (s->near < s->n && s->slot[s->near].at_us == slot_us)
		return &s->slot[s->near];
	if (i >= s->n || s->slot[i].at_us != slot_us)
		i = lower(s, slot_us);
	if (i == s->n || s->slot[i].at_us != slot_us)
		return NULL;
	s->near = i;
	return &s->slot[i];
}

bool
season_usual(struct season *s, int64_t slot_us, double *usual)
{
	struct season_slot *slot = find_slot(s, slot_us);
	double v[SEASON_KEEP];
	size_t n;

	if (slot == NULL || slot->n < SEASON_LEARN)
		return false;
	n = slot->n < SEASON_KEEP ? (size_t)slot->n : SEASON_KEEP;
	memcpy(v, slot->value, n * sizeof(*v));
	*usual = median_of(v, n);
	return true;
}

enum rc
season_add(struct season *s, int64_t slot_us, double x, struct err *e)
{
	struct season_slot *slot = find_slot(s, slot_us);
	size_t i;

	if (slot == NULL && s->n == SEASON_SLOTS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d different times in a period: the times of "
		    "the points do not recur", SEASON_SLOTS_MAX);
	if (slot == NULL) {
		i = lower(s, slot_us);
		if (s->n == s->cap) {
			s->cap = s->cap != 0 ? 2 * s->cap : 32;
			s->slot = mem_array(s->slot, s->cap, sizeof(*s->slot));
		}
		memmove(&s->slot[i + 1], &s->slot[i], (s->n - i) * sizeof(*s->slot));
		s->slot[i] = (struct season_slot){ .at_us = slot_us };
		s->n++;
		s->near = i;
		slot = &s->slot[i];
	}
	slot->value[slot->n++ % SEASON_KEEP] = x;
	return RC_OK;
}

void
season_free(struct season *s)
{
	mem_free(s->slot);
	*s = (struct season){ 0 };
}
