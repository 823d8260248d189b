/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/time_member.h"

#include "base/num.h"
#include "base/rfc3339.h"

#include <stdio.h>

void
time_member_write(struct jwrite *w, const char *key, const struct tzone *zone,
    int64_t at_us)
{
	char text[RFC3339_MAX];
	size_t n = rfc3339_text(at_us, zone != NULL ? tzone_offset(zone, at_us) : 0, text);

	jwrite_key(w, sv_of(key));
	jwrite_str_raw(w, (struct sv){ text, n });
}

/* The calendar repeats every 400 years: the time in the years from 2000, and how many of those. */
bool
time_member_read(struct sv s, int64_t *at_us)
{
	const num_i128 era_us = (num_i128)146097 * RFC3339_DAY_US;
	char text[RFC3339_MAX];
	size_t n = s.n > 0 ? 1 + sv_find((struct sv){ s.p + 1, s.n - 1 }, '-') : 0;
	int64_t year = 0, eras;
	int32_t offset;
	num_i128 at;

	if (s.n == 0 || (s.p[0] != '+' && s.p[0] != '-'))
		return rfc3339_parse(s, at_us, &offset);
	if (n < 5 || n > 7 || n == s.n)
		return false;
	for (size_t i = 1; i < n; i++) {
		if (!num_is_digit((unsigned char)s.p[i]))
			return false;
		year = 10 * year + (s.p[i] - '0');
	}
	year = (s.p[0] == '-' ? -year : year) - 2000;
	eras = year / 400 - (year % 400 < 0);
	n = (size_t)snprintf(text, sizeof(text), "%d%.*s", (int)(year - eras * 400) + 2000,
	    (int)(s.n - n < 32 ? s.n - n : 32), s.p + n);
	if (n >= sizeof(text) || !rfc3339_parse((struct sv){ text, n }, at_us, &offset))
		return false;
	at = *at_us + eras * era_us;
	*at_us = (int64_t)at;
	return at == *at_us;
}
