/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * series - see series.h
 */
#include "judge/series.h"

#include "objective/objective.h"

int64_t
series_floor(int64_t at_us, int64_t step_us)
{
	int64_t rest = at_us % step_us;

	if (rest < 0)
		rest += step_us;
	return at_us < INT64_MIN + rest ? INT64_MIN : at_us - rest;
}

size_t
series_from(const struct series *s, int64_t at_us)
{
	int64_t minute = series_floor(at_us, SLO_MINUTE_US) / SLO_MINUTE_US;
	size_t lo = 0, hi = s->n;

	if (minute * SLO_MINUTE_US < at_us)
		minute++;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->minute[mid].minute < minute)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void
series_add(struct slo_counts *c, const struct slo_counts *more)
{
	c->n += more->n;
	c->bad += more->bad;
	c->half += more->half;
	c->unknown += more->unknown;
}

struct slo_counts
series_sum(const struct series *s, int64_t from_us, int64_t to_us)
{
	struct slo_counts c = { 0 };
	size_t end = series_from(s, to_us);

	for (size_t i = series_from(s, from_us); i < end; i++)
		series_add(&c, &s->minute[i].c);
	return c;
}

double
series_loss(const struct slo_counts *c)
{
	return (double)c->bad + (double)c->half / 2;
}
