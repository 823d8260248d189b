/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/fact_clock.h"

#include <string.h>

#define MINUTE_US (60 * RFC3339_SEC_US)
#define YEAR_0_US INT64_C(-62167219200000000)
#define YEAR_10000_US INT64_C(253402300800000000)

enum { HEAD = sizeof("2026-11-22T19:03:") - 1 };

static void
put_digits(char *p, size_t n, int64_t v)
{
	while (n-- > 0) {
		p[n] = (char)('0' + v % 10);
		v /= 10;
	}
}

size_t
fact_clock_text(struct fact_clock *c, int64_t at_us, unsigned decimals, char *text)
{
	int64_t minute = at_us / MINUTE_US - (at_us % MINUTE_US < 0), in, fraction;
	size_t n = HEAD + 2;

	if (at_us < YEAR_0_US || at_us >= YEAR_10000_US)
		return 0;
	in = at_us - minute * MINUTE_US;
	fraction = in % RFC3339_SEC_US;
	if ((decimals == 0 && fraction != 0) || (decimals == 3 && fraction % 1000 != 0))
		return 0;
	if (!c->set || c->minute != minute) {
		rfc3339_text(minute * MINUTE_US, 0, c->text);
		c->minute = minute;
		c->set = true;
	}
	memcpy(text, c->text, HEAD);
	put_digits(text + HEAD, 2, in / RFC3339_SEC_US);
	if (decimals > 0) {
		text[n++] = '.';
		put_digits(text + n, decimals, decimals == 3 ? fraction / 1000 : fraction);
		n += decimals;
	}
	text[n++] = 'Z';
	return n;
}
