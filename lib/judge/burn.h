/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * burn - error budgets, and alerts on how fast they burn
 *
 * burn = (bad / n) / e0: at 1 the budget lasts exactly the window.  Always of the counts
 * of the whole window, never a mean of ratios.
 *
 * Pure functions.
 * Source: Beyer et al., The Site Reliability Workbook, chapter 5 (multi-window alerts);
 *         the lower bound in place of the point is what keeps one failed request of ten
 *         from paging anyone.
 */
#ifndef CX_JUDGE_BURN_H
#define CX_JUDGE_BURN_H

#include "judge/judge.h"
#include "judge/tally.h"

/**
 * burn_budget - budget_*, burn, exhausted_in_us, coarse_budget of a tally
 *
 * total = e0 n, remaining = 1 - bad / total, may be negative.  In a running calendar
 * window projected = bad / (e0 n T / elapsed) is of the whole window T.  Time to
 * exhaustion is (1 - spent) T / burn: of the projected budget in a calendar window.
 * Without events, or without an e0: NAN.
 */
void burn_budget(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    const struct period *p);

/**
 * burn_alerts - v->alert: each of the objective's alerts at the end of @p
 *
 * Fires when the lower bound of the burn (one-sided, the rule's conf) is beyond the
 * factor in both windows, at least min_bad events of the long one are bad, and all of
 * that held at every minute of the last after_us.  With rule->point the point decides
 * and min_bad does not count, as in the textbook.  A condition on a burn below a factor
 * takes the upper bound, and no min_bad.  Trickle: min_bad and a lower bound beyond the
 * factor (1 where none is given) over the long window, also with rule->point.
 * Without events in the long window: nodata, and firing when the objective asks for it.
 * Unknown events count as good here: an alert is not a gate.
 * Memory: o->nalert results in @a.
 */
void burn_alerts(struct slo_verdict *v, const struct slo_objective *o,
    const struct series *s, const struct period *p, const struct slo_rule *rule,
    struct arena *a);

#endif
