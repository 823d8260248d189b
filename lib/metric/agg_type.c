/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_type - the registry of aggregates, and their names
 */
#include "metric/agg_type.h"

#include "base/num.h"
#include "metric/agg.h"

static const struct agg_type *const agg_type_reg[] = {
	&agg_count,
	&agg_rate,
	&agg_any,
	&agg_ratio,
	&agg_sum,
	&agg_mean,
	&agg_min,
	&agg_max,
	&agg_sd,
	&agg_quantile,
	&agg_apdex,
	&agg_distinct,
	&agg_top,
	&agg_largest,
	&agg_first,
	&agg_last,
	&agg_hist,
	&agg_throughput,
	&agg_uptime,
	&agg_nps,
	&agg_csat,
	&agg_ces,
};

const struct registry agg_type_registry =
    REGISTRY_POINTERS("aggregate", "Aggregates", agg_type_reg, struct agg_type);

const struct agg_type *
agg_type_at(size_t i)
{
	return registry_row(&agg_type_registry, i);
}

/* "95" and "99.9" of p95 and p99.9, as hundredths: digits, dec = 2 + decimals. */
static bool
percent_of(struct sv s, struct agg_q *q)
{
	uint64_t num = 0, end = 100;
	unsigned dec = 2;
	size_t i, digits = 0, point = s.n;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '.' && point == s.n) {
			point = i;
			continue;
		}
		if (!num_is_digit((unsigned char)s.p[i]) || ++digits > 17)
			return false;
		num = num * 10 + (uint64_t)(s.p[i] - '0');
		if (point != s.n) {
			dec++;
			end *= 10;
		}
	}
	if (point == 0 || point + 1 == s.n || num == 0 || num >= end)
		return false;
	*q = (struct agg_q){ num, dec };
	return true;
}

const struct agg_type *
agg_type_find(struct sv name, struct agg_q *q, bool *has_q)
{
	const struct agg_type *t = registry_find(&agg_type_registry, name);

	*has_q = false;
	if (t != NULL)
		return t;
	if (sv_is(name, "median"))
		*q = (struct agg_q){ 50, 2 };
	else if (name.n < 2 || name.p[0] != 'p'
	    || !percent_of((struct sv){ name.p + 1, name.n - 1 }, q))
		return NULL;
	t = registry_find(&agg_type_registry, SV("quantile"));
	*has_q = t != NULL;
	return t;
}
