/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tzone - offsets of a zone: at an instant, and instants of a wall clock
 *
 * Pure look-ups in a constant table, safe for any number of threads.
 */
#include "time/tzone.h"

#include "base/num.h"
#include "base/rfc3339.h"
#include "time/tzone_data.h"

#define OFFSET_MAX_US ((TZONE_EAST_MAX + 1) * RFC3339_SEC_US)

static int64_t
floor_sec(int64_t us)
{
	return us / RFC3339_SEC_US - (us % RFC3339_SEC_US < 0);
}

/* Seconds as microseconds, clamped. */
static int64_t
us_of(int64_t sec)
{
	if (sec > INT64_MAX / RFC3339_SEC_US)
		return INT64_MAX;
	return sec < INT64_MIN / RFC3339_SEC_US ? INT64_MIN : sec * RFC3339_SEC_US;
}

/* How many changes are at or before @t. */
static size_t
changes(const struct tzone *z, int64_t t)
{
	const int64_t *base = z->at;
	size_t n = z->n, half;

	if (n == 0)
		return 0;
	for (; n > 1; n -= half) {
		half = n / 2;
		base += base[half - 1] <= t ? half : 0;
	}
	return (size_t)(base - z->at) + (*base <= t);
}

struct sv
tzone_name(const struct tzone *z)
{
	return z == NULL ? SV("UTC") : z->name;
}

int
tzone_offset(const struct tzone *z, int64_t at_us)
{
	int64_t t = floor_sec(at_us);

	if (z == NULL)
		return 0;
	if (z->ruled && t >= z->rule_from)
		return tzone_data_part(&z->rule, t).off;
	return z->off[changes(z, t)];
}

struct tzone_span
tzone_span(const struct tzone *z, int64_t at_us)
{
	int64_t t = floor_sec(at_us);
	struct tzone_part part = { INT64_MIN, INT64_MAX, 0 };
	size_t i;

	if (z == NULL)
		return (struct tzone_span){ INT64_MIN, INT64_MAX, 0 };
	if (z->ruled && t >= z->rule_from) {
		part = tzone_data_part(&z->rule, t);
		if (part.from < z->rule_from)
			part.from = z->rule_from;
	} else {
		i = changes(z, t);
		part.off = z->off[i];
		if (i != 0)
			part.from = z->at[i - 1];
		if (i != z->n)
			part.to = z->at[i];
		else if (z->ruled)
			part.to = z->rule_from;
	}
	return (struct tzone_span){ us_of(part.from), us_of(part.to), part.off };
}

int64_t
tzone_local(const struct tzone *z, int64_t at_us)
{
	return num_add_clamped(at_us, tzone_offset(z, at_us) * RFC3339_SEC_US);
}

/*
 * No clock is more than OFFSET_MAX_US ahead, so at local - OFFSET_MAX_US it has not shown
 * @local_us yet.  From there the spans are walked until one contains it; a span
 * that starts beyond it means that the clock jumped over it.
 */
static int64_t
find_utc(const struct tzone *z, int64_t local_us, bool shift)
{
	struct tzone_span span = tzone_span(z, num_add_clamped(local_us, -OFFSET_MAX_US));
	int64_t at = num_add_clamped(local_us, -span.offset_s * RFC3339_SEC_US);
	int64_t before;

	while (at >= span.to_us && span.to_us != INT64_MAX) {
		before = at;
		span = tzone_span(z, span.to_us);
		at = num_add_clamped(local_us, -span.offset_s * RFC3339_SEC_US);
		if (at < span.from_us)
			return shift ? before : span.from_us;
	}
	return at;
}

int64_t
tzone_utc(const struct tzone *z, int64_t local_us)
{
	return find_utc(z, local_us, true);
}

int64_t
tzone_reach(const struct tzone *z, int64_t local_us)
{
	return find_utc(z, local_us, false);
}
