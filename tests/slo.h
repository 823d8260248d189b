/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo - objectives and series for tests of verdicts
 */
#ifndef CX_TESTS_SLO_H
#define CX_TESTS_SLO_H

#include "judge/judge.h"

#include "t.h"

#include <math.h>
#include <string.h>

#define SLO_T0 INT64_C(1735689600000000)	/* 2025-01-01T00:00:00Z */
#define SLO_HOUR_US (60 * SLO_MINUTE_US)
#define SLO_DAY_US (24 * SLO_HOUR_US)

enum { SLO_MINUTES = 50000 };

struct slo_made {		/* a series under construction */
	struct slo_minute minute[SLO_MINUTES];
	struct series s;
	struct slo_clock  clock;
};

static inline struct slo_made *
slo_made(void)
{
	struct slo_made *m = calloc(1, sizeof(*m));

	m->s.minute = m->minute;
	m->clock = (struct slo_clock){ SLO_T0, 1, 0 };
	return m;
}

static inline void
slo_made_clear(struct slo_made *m)
{
	m->s = (struct series){ .minute = m->minute };
	m->clock = (struct slo_clock){ SLO_T0, 1, 0 };
}

/* Events in the @at-th minute after SLO_T0; minutes in order. */
static inline void
slo_made_add(struct slo_made *m, int64_t at, uint64_t n, uint64_t bad, uint64_t unknown)
{
	int64_t minute = SLO_T0 / SLO_MINUTE_US + at, from = minute * SLO_MINUTE_US;

	m->minute[m->s.n++] = (struct slo_minute){ minute, { n, bad, 0, unknown } };
	if (m->clock.first_us > m->clock.last_us)
		m->clock.first_us = from;
	m->clock.last_us = from + SLO_MINUTE_US - 1;
	m->clock.now_us = from + SLO_MINUTE_US;
}

static inline struct slo_objective
slo_made_ratio(double e0)
{
	return (struct slo_objective){
		.type = SLO_RATIO,
		.severity = SLO_GATE,
		.e0 = e0,
		.min_bad = 2,
		.bursts = 1,
		.increase = 0.25,
		.after = SIZE_MAX
	};
}

static inline struct slo_verdict
slo_made_judge(const struct slo_made *m, const struct slo_objective *o,
    const struct slo_rule *rule, struct arena *a)
{
	const struct series side[2] = { m->s, { 0 } };
	struct slo_verdict v;

	judge_objective(&v, o, NULL, side, &m->clock, rule, a);
	return v;
}

static inline const char *
slo_made_name(enum slo_verdict_kind k)
{
	return k == SLO_PASS ? "pass" : k == SLO_FAIL ? "fail" : "inconclusive";
}

static inline const char *
slo_made_reason(const struct slo_verdict *v)
{
	return v->reason != REASON_NONE ? reason_row(v->reason)->name : "";
}

/* @got shown with @digits significant digits, as a table shows it. */
static inline bool
slo_made_shows(double got, double want, int digits)
{
	char a[40], b[40];

	snprintf(a, sizeof(a), "%.*g", digits, got);
	snprintf(b, sizeof(b), "%.*g", digits, want);
	return strcmp(a, b) == 0;
}

#define SLO_VERDICT(v, kind, why, name) \
	T_OK((v).verdict == (kind) && strcmp(slo_made_reason(&(v)), (why)) == 0, \
	    "%s: %s %s", (name), slo_made_name((v).verdict), slo_made_reason(&(v)))

#endif
