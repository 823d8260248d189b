/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/lifecycle.h"

static enum lifecycle_count
count_of(const int32_t *p, size_t i, int64_t created)
{
	if (i > 0)
		return p[i - 1] == p[i] - 1 ? LIFECYCLE_RETURNING : LIFECYCLE_RESURRECTING;
	return created < p[0] ? LIFECYCLE_RESURRECTING : LIFECYCLE_NEW;
}

void
lifecycle_add(struct cohort_table *t, uint32_t group, const int32_t *p, size_t n,
    int64_t created)
{
	for (size_t i = 0; i < n; i++) {
		cohort_at(t, group, p[i])[count_of(p, i, created)]++;
		if (i + 1 == n || p[i + 1] != p[i] + 1)
			cohort_at(t, group, (int64_t)p[i] + 1)[LIFECYCLE_DORMANT]++;
	}
}

/* Days that are within @days of a day of his, as stretches. */
static void
add_stretches(struct cohort_table *t, uint32_t group, const int32_t *p, size_t n, int64_t days,
    enum lifecycle_active what)
{
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || p[i] > p[i - 1] + days)
			cohort_at(t, group, p[i])[what]++;
		if (i + 1 == n || p[i + 1] > p[i] + days)
			cohort_at(t, group, p[i] + days)[what]--;
	}
}

void
lifecycle_add_active(struct cohort_table *t, uint32_t group, const int32_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cohort_at(t, group, p[i])[ACTIVE_DAY]++;
	add_stretches(t, group, p, n, LIFECYCLE_WEEK, ACTIVE_WEEK);
	add_stretches(t, group, p, n, LIFECYCLE_MONTH, ACTIVE_MONTH);
}
