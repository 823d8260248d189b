/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_text - verdicts in words: for messages and for the reports of continuous integration
 */
#ifndef CX_SLO_SLO_TEXT_H
#define CX_SLO_SLO_TEXT_H

#include "base/arena.h"
#include "judge/judge.h"

/** slo_text_verdict - "pass", "fail", "inconclusive" */
const char *slo_text_verdict(enum slo_verdict_kind k);

/** slo_text_severity - "gate", "warn", "info" */
const char *slo_text_severity(enum slo_severity s);

/** slo_text_duration - "5m", "36h", "3d": the largest unit that divides it; in @a */
struct sv slo_text_duration(int64_t us, struct arena *a);

/** slo_text_name - the objective with the values of its keys, "p99 [route=/a]"; in @a */
struct sv slo_text_name(const struct slo_verdict *v, struct arena *a);

/**
 * slo_text_message - one line: counts, interval, limit, why, and the events still needed; in @a
 *
 *     bad 20 of 10000: 0.2% [0.13%, 0.29%], allowed 0.1%
 */
struct sv slo_text_message(const struct slo_verdict *v, const struct slo_rule *rule,
    struct arena *a);

#endif
