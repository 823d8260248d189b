/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tstamp_duration - how long something took, from text
 */
#include "time/tstamp.h"

#include "base/num.h"

#include <string.h>

#define NS_SEC	INT64_C(1000000000)

struct duration_unit {
	const char *name;
	int len;
	int64_t ns;
};

/* From large to small; of two that begin alike the longer first. */
static const struct duration_unit duration_units[] = {
	{ "w", 1, INT64_C(604800000000000) },
	{ "d", 1, INT64_C(86400000000000) },
	{ "h", 1, INT64_C(3600000000000) },
	{ "ms", 2, INT64_C(1000000) },
	{ "m", 1, INT64_C(60000000000) },
	{ "s", 1, INT64_C(1000000000) },
	{ "us", 2, INT64_C(1000) },
	{ "\xc2\xb5s", 3, INT64_C(1000) }, /* micro sign */
	{ "\xce\xbcs", 3, INT64_C(1000) }, /* Greek mu */
	{ "ns", 2, INT64_C(1) },
};

enum { NDURATION = sizeof duration_units / sizeof duration_units[0] };

/* The unit at @p: its length in ns, 0 when there is none; moves @p past it. */
static int64_t
take_unit(const char **p, const char *end)
{
	for (size_t i = 0; i < NDURATION; i++) {
		const struct duration_unit *u = &duration_units[i];

		if (end - *p >= u->len && memcmp(*p, u->name, (size_t)u->len) == 0) {
			*p += u->len;
			return u->ns;
		}
	}
	return 0;
}

/* Digits and a fraction at @p in units of 1e-9, cut; false when there are none or too many. */
static bool
take_amount(const char **p, const char *end, num_i128 *nano)
{
	const char *q = *p, *first = q;
	num_i128 v = 0;
	int decimals = 0;

	for (; q != end && num_is_digit((unsigned char)*q); q++) {
		v = v * 10 + (*q - '0');
		if (v >> 80 != 0)
			return false;
	}
	if (q == first)
		return false;
	if (q != end && *q == '.') {
		for (first = ++q; q != end && num_is_digit((unsigned char)*q); q++)
			if (decimals < 9) {
				v = v * 10 + (*q - '0');
				decimals++;
			}
		if (q == first)
			return false;
	}
	for (; decimals < 9; decimals++)
		v *= 10;
	*nano = v;
	*p = q;
	return true;
}

/*
 * *sum, in ns, grows by @nano, in 1e-9 of a unit of @ns; false beyond 2^63 us.  Whole units and
 * the rest apart, so that no product leaves 128 bits.
 */
static bool
add_part(num_i128 *sum, num_i128 nano, int64_t ns)
{
	const num_i128 limit = (num_i128)INT64_MAX * 1000 + 999;

	if (nano / NS_SEC > limit / ns)
		return false;
	*sum += nano / NS_SEC * ns + nano % NS_SEC * ns / NS_SEC;
	return *sum <= limit;
}

static bool
read_units(struct sv s, num_i128 *sum)
{
	const char *p = s.p, *end;
	num_i128 nano;
	int64_t ns, last = INT64_MAX;

	if (s.n == 0)
		return false;
	for (end = p + s.n; p != end; last = ns)
		if (!take_amount(&p, end, &nano) || (ns = take_unit(&p, end)) == 0 ||
		    ns >= last || !add_part(sum, nano, ns))
			return false;
	return true;
}

bool
tstamp_duration(struct sv s, int64_t *us)
{
	num_i128 sum = 0;

	if (!read_units(s, &sum))
		return false;
	*us = (int64_t)(sum / 1000);
	return true;
}

/* PnDTnHnMnS, at least one of them, from large to small. */
static bool
read_iso(struct sv s, num_i128 *sum)
{
	static const struct {
		char    letter;
		bool    timed;		/* behind the T */
		int64_t ns;
	} part[] = {
		{ 'W', false, 604800 * NS_SEC }, { 'D', false, 86400 * NS_SEC },
		{ 'H', true, 3600 * NS_SEC }, { 'M', true, 60 * NS_SEC }, { 'S', true, NS_SEC }
	};
	const char *p = s.p + 1, *end = s.p + s.n;
	bool timed = false, any = false;
	size_t k = 0;
	num_i128 nano;

	while (p != end) {
		if (!timed && *p == 'T') {
			timed = true;
			any = false;	/* something has to follow */
			p++;
			continue;
		}
		if (!take_amount(&p, end, &nano) || p == end)
			return false;
		while (k < sizeof part / sizeof part[0] &&
		    (part[k].letter != *p || part[k].timed != timed))
			k++;
		if (k == sizeof part / sizeof part[0] || !add_part(sum, nano, part[k].ns))
			return false;
		k++;
		p++;
		any = true;
	}
	return any;
}

/* [h...h:]mm:ss[.fff]: two digits but at the front, below 60 but there. */
static bool
read_clock(struct sv s, num_i128 *sum)
{
	const char *p = s.p, *end = s.p + s.n;
	size_t colons = 0;
	int64_t ns;
	num_i128 nano;

	for (size_t i = 0; i < s.n; i++)
		colons += s.p[i] == ':';
	if (colons < 1 || colons > 2)
		return false;
	ns = colons == 2 ? 3600 * NS_SEC : 60 * NS_SEC;
	for (; ; ns /= 60, p++) {
		const char *from = p;
		bool front = from == s.p, last = ns == NS_SEC;

		if (!take_amount(&p, end, &nano))
			return false;
		if (!last && memchr(from, '.', (size_t)(p - from)) != NULL)
			return false;
		if (!front && (nano >= (num_i128)60 * NS_SEC || p - from < 2 ||
		    (p - from > 2 && from[2] != '.')))
			return false;
		if (!add_part(sum, nano, ns))
			return false;
		if (p == end)
			return last;
		if (*p != ':' || last)
			return false;
	}
}

bool
tstamp_elapsed(struct sv s, num_i128 *ns)
{
	const bool minus = s.n > 1 && s.p[0] == '-';
	num_i128 sum = 0, units = 0;

	if (minus)
		s = (struct sv){ s.p + 1, s.n - 1 };
	if (s.n > 0 && *s.p == 'P' ? read_iso(s, &sum) : read_clock(s, &sum))
		*ns = sum;
	else if (read_units(s, &units))
		*ns = units;
	else
		return false;
	*ns = minus ? -*ns : *ns;
	return true;
}
