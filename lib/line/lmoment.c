/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line/lmoment.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* dd:dd:dd at @p, and no colon behind it. */
static bool
is_clock(const char *p, const char *e)
{
	for (int i = 0; i < 8; i++)
		if (i % 3 == 2 ? p[i] != ':' : !is_digit(p[i]))
			return false;
	return e - p == 8 || p[8] != ':';
}

/* Four digits, of [p, e), with none beside them. */
static bool
has_year(const char *p, const char *e)
{
	size_t n = 0;

	for (; p < e; p++) {
		if (!is_digit(*p) && n == 4)
			return true;
		n = is_digit(*p) ? n + 1 : 0;
	}
	return n == 4;
}

void
lmoment_learn(struct lmoment *m, struct sv s, int64_t at_us)
{
	const char *e = s.p + s.n, *clock = e, *q;
	int64_t us = 0, unit = 100000;

	m->nbefore = 0;
	for (const char *p = s.p; e - p >= 8; p++)
		if (is_clock(p, e))
			clock = p;
	if (clock == e || clock[6] > '5')
		return;
	q = clock + 8;
	if (e - q > 1 && q[0] == '.' && is_digit(q[1]))
		for (q++; q < e && is_digit(*q); q++, unit /= 10)
			us += (*q - '0') * unit;
	if (clock + 6 - s.p > LMOMENT_BEFORE || e - q > LMOMENT_BEHIND || (q < e && *q == ',') ||
	    (!has_year(s.p, clock) && !has_year(q, e)))
		return;
	m->minute_us = at_us - us - ((clock[6] - '0') * 10 + (clock[7] - '0')) * INT64_C(1000000);
	m->nbehind = (uint8_t)(e - q);
	memcpy(m->behind, q, m->nbehind);
	m->nbefore = (uint8_t)(clock + 6 - s.p);
	memcpy(m->before, s.p, m->nbefore);
	if (m->nbefore < 8)
		m->nbefore = 0;
}
