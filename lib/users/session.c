/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/session.h"

#include "base/bug.h"
#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void
session_init(struct session *s, const struct session_rule *r, struct val *known)
{
	*s = (struct session){ .known = known };
	if (r->nsplit > 0)
		memset(known, 0, r->nsplit * sizeof(*known));
}

/* Any two times: the difference of int64 that are in order always fits. */
static uint64_t
time_between(int64_t from_us, int64_t to_us)
{
	BUG_IF(from_us > to_us, "facts out of order");
	return (uint64_t)to_us - (uint64_t)from_us;
}

static bool
split_changed(const struct session *s, const struct session_rule *r, const struct val *split,
    struct arena *tmp)
{
	for (size_t i = 0; i < r->nsplit; i++)
		if (!val_null(&split[i]) && !val_null(&s->known[i]) &&
		    val_cmp(&split[i], &s->known[i], tmp) != 0)
			return true;
	return false;
}

static bool
session_ends(const struct session *s, const struct session_rule *r, int64_t at_us,
    const struct val *split, struct arena *tmp)
{
	uint64_t pause = time_between(s->last_us, at_us);

	return pause > r->gap_us || (r->at_gap && pause == r->gap_us) ||
	    (r->max_us != 0 && time_between(s->start_us, at_us) >= r->max_us) ||
	    (r->daily && at_us >= s->day.to_us) || split_changed(s, r, split, tmp);
}

bool
session_next(struct session *s, const struct session_rule *r, int64_t at_us,
    const struct val *split, struct arena *tmp)
{
	bool fresh = s->number == 0 || session_ends(s, r, at_us, split, tmp);

	if (fresh) {
		s->tie = s->number > 0 && s->start_us == at_us ? s->tie + 1 : 0;
		s->number++;
		s->start_us = at_us;
		if (r->daily)
			s->day = twindow_at(&r->day, at_us);
		if (r->nsplit > 0)
			memset(s->known, 0, r->nsplit * sizeof(*s->known));
	}
	for (size_t i = 0; i < r->nsplit; i++)
		if (!val_null(&split[i]))
			s->known[i] = split[i];
	s->last_us = at_us;
	return fresh;
}

void
session_id(const struct session *s, char *user, size_t n, char *id)
{
	static const char digit[] = "0123456789abcdef";
	char *tail = user + n;
	int len = s->tie == 0 ?
	    snprintf(tail, SESSION_ID_ROOM, " %" PRId64, s->start_us) :
	    snprintf(tail, SESSION_ID_ROOM, " %" PRId64 " %" PRIu64, s->start_us, s->tie);
	uint64_t h = hash_sv((struct sv){ user, n + (size_t)len }, 0);

	for (size_t i = SESSION_ID_LEN; i-- > 0; h >>= 4)
		id[i] = digit[h & 15];
}

/* @us behind @at_us, or the last time there is. */
static int64_t
time_after(int64_t at_us, uint64_t us)
{
	return us > (uint64_t)INT64_MAX - (uint64_t)at_us ? INT64_MAX :
	    (int64_t)((uint64_t)at_us + us);
}

int64_t
session_until(const struct session *s, const struct session_rule *r)
{
	int64_t at_us = time_after(s->last_us, r->gap_us - r->at_gap);

	at_us = time_after(at_us, 1);
	if (r->max_us != 0 && time_after(s->start_us, r->max_us) < at_us)
		at_us = time_after(s->start_us, r->max_us);
	return r->daily && s->day.to_us < at_us ? s->day.to_us : at_us;
}

uint64_t
session_age_us(const struct session *s)
{
	return time_between(s->start_us, s->last_us);
}

bool
session_engaged(const struct session *s, uint64_t pages, uint64_t key_events)
{
	return session_age_us(s) > SESSION_ENGAGED_US || pages >= 2 || key_events > 0;
}
