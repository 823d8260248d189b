/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qsum - what a run has found: records for machines, lines for people, cases for CI
 */
#ifndef CX_QUALITY_QSUM_H
#define CX_QUALITY_QSUM_H

#include "io/out.h"
#include "quality/qverdict.h"
#include "report/gate.h"

/**
 * qsum_write - NDJSON: one record of kind "total", then "event", "fault", "check"
 *
 * Faults: most events first, then as they were met.
 */
void qsum_write(const struct qverdicts *l, const struct qrun *q, double conf, struct out *o);

/** qsum_say - the same in short through job->say */
void qsum_say(const struct qverdicts *l, const struct qrun *q);

/** qsum_gate - a case for each verdict, for report/gate.h; in @a */
void qsum_gate(struct gate_report *r, const struct qverdicts *l, const struct qrun *q,
    struct arena *a);

#endif
