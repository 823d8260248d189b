/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qverdict - the schemas and the checks against their targets
 *
 * The counts are the population: a target is missed when the bad share is greater than
 * it allows.  In gate mode they are a sample, and with e0 the share allowed, k bad of n
 *
 *     pass   iff P(Bin(n, e0) <= k) <= 1 - conf
 *     fail   iff P(Bin(n, e0) >= k) <= 1 - conf
 *
 * else inconclusive.  fresh and volume are facts in both.
 */
#ifndef CX_QUALITY_QVERDICT_H
#define CX_QUALITY_QVERDICT_H

#include "quality/qrun.h"

enum qverdict_kind { QVERDICT_PASS, QVERDICT_NODATA, QVERDICT_INCONCLUSIVE, QVERDICT_FAIL };

struct qverdict {
	struct sv                 name;		/* "schema", "planned", "tables", a check's */
	const char               *type;
	const struct qplan_check *check;	/* NULL: not of a check */
	enum qplan_severity       severity;
	uint64_t                  n, bad;
	double                    rate, lo, hi;	/* NAN without values */
	double                    e0;
	enum qverdict_kind        verdict;
};

struct qverdicts {
	struct qverdict *v;
	size_t           n;
};

/** qverdict_all - after qrun_go; in @a */
void qverdict_all(struct qverdicts *l, const struct qrun *q, bool gate, double conf,
    struct arena *a);

/**
 * qverdict_overall - what the run ends in
 *
 * Returns: RC_NO a target of severity error is missed; RC_NOVERDICT one could not be judged, or
 *          there were no events; RC_OK.
 */
enum rc qverdict_overall(const struct qverdicts *l, const struct qrun *q);

/** qverdict_name - as in reports */
const char *qverdict_name(enum qverdict_kind k);

#endif
