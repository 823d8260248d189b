/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_gate - verdicts as the cases of a report for continuous integration
 */
#ifndef CX_SLO_SLO_GATE_H
#define CX_SLO_SLO_GATE_H

#include "judge/judge.h"
#include "report/gate.h"

/**
 * slo_gate_case - one verdict
 * @file: of the specification; NULL for none
 *
 * Memory: in @a, with what is borrowed from @v.
 */
void slo_gate_case(struct gate_case *c, const struct slo_verdict *v, const struct slo_rule *rule,
    const char *file, struct arena *a);

#endif
