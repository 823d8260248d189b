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
 * total = e0 n, remaining = 1 - bad / total: what is left of the window's budget, negative
 * when it is overspent.  Of a running calendar window that is the budget of all of it, were
 * events to come as before: remaining = 1 - burn elapsed / T, and projected = 1 - burn is what
 * will be left at its end, if it goes on like this.  Time to exhaustion is remaining T / burn.
 * Without events, or without an e0: NAN.
 */
void burn_budget(struct slo_verdict *v, const struct slo_objective *o, const struct tally *t,
    const struct period *p);

/**
 * burn_alerts - v->alert: each of the objective's alerts at the end of @p
 *
 * Fires when the lower bound of the burn over the long window (one-sided, the rule's conf, of
 * incidents as bursts_prior has them) is beyond the factor, at least min_bad incidents are in
 * it, the burn that was seen in the short window is beyond the factor too - it only says that
 * it goes on -, and all of that held at every minute of the last after_us.  With rule->point
 * the point decides and min_bad does not count, as in the textbook.  Trickle: min_bad and a
 * lower bound beyond the factor (1 where none is given) over the long window, also with
 * rule->point.
 * Without events in the long window: nodata, and firing when the objective asks for it.
 * Unknown events count as good here: an alert is not a gate.
 * Memory: o->nalert results in @a.
 */
void burn_alerts(struct slo_verdict *v, const struct slo_objective *o,
    const struct series *s, const struct period *p, const struct slo_rule *rule,
    struct arena *a);

#endif
