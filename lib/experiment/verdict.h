/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict - from results to what should be done with an experiment
 *
 * In this order, for each variant:
 *
 *     invalid       a check of health fails, or a negative control moved: numbers are shown,
 *                   the decision is withheld
 *     rollback      a guardrail is breached or harmed, or a goal is harmed, by limits that
 *                   hold at this look
 *     ship          by the rule, see below
 *     review        all that was planned has been seen: something won, and not all is shown
 *     stop_futile   likewise, and nothing won; or nothing can win any more
 *     keep_running  else, with what is missing
 *
 * A result that may not be acted on at this look (ab_hold) neither ships nor rolls back.
 *
 *     strict_ni      a goal wins, none is harmed, every guardrail is shown to be within its
 *                    margin: the rule of Schultzberg, Ankargren, Franberg (Risk-aware product
 *                    decisions in A/B tests with multiple metrics, 2024)
 *     clear_signals  every goal wins, no guardrail is lost
 *     do_no_harm     all that was planned has been seen, and nothing is lost
 *
 * Over several variants: invalid, ship (the one whose first goal won most), rollback,
 * keep_running, review, stop_futile, the first that any of them has.
 *
 * Pure functions.
 */
#ifndef CX_EXPERIMENT_VERDICT_H
#define CX_EXPERIMENT_VERDICT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"
#include "base/registry.h"
#include "experiment/ab_result.h"

#include <stddef.h>

enum verdict_rule { VERDICT_STRICT_NI, VERDICT_CLEAR_SIGNALS, VERDICT_DO_NO_HARM };

struct verdict_rule_row {
	const char       *name;
	const char       *summary;
	enum verdict_rule rule;
};

/** verdict_rule_registry - the rules, by which a variant ships */
extern const struct registry verdict_rule_registry;

enum verdict_decision {		/* in the order in which one of several is chosen */
	VERDICT_INVALID,
	VERDICT_SHIP,
	VERDICT_ROLLBACK,
	VERDICT_KEEP_RUNNING,
	VERDICT_REVIEW,
	VERDICT_STOP_FUTILE,
	VERDICT_DECISIONS
};

enum verdict_code {
	VERDICT_HEALTH,			/* a check of health: about names it */
	VERDICT_NEGATIVE_MOVED,
	VERDICT_GOAL_WIN,
	VERDICT_GOAL_HARM,
	VERDICT_GOAL_UNKNOWN,
	VERDICT_GOAL_NEUTRAL,
	VERDICT_GUARDRAIL_OK,
	VERDICT_GUARDRAIL_BREACH,
	VERDICT_GUARDRAIL_HARM,
	VERDICT_GUARDRAIL_UNKNOWN,
	VERDICT_EARLY,			/* it would count, but for the hold of the result */
	VERDICT_NO_LOOKS,
	VERDICT_BURN_IN,
	VERDICT_FUTILE,			/* no goal is likely to win any more */
	VERDICT_NO_GOAL,		/* no metric is a goal: nothing can ship */
	VERDICT_VARIANT,		/* of several: about is one to be switched off */
	VERDICT_CODES
};

struct verdict_reason {
	enum verdict_code code;
	const char       *about;	/* metric, check or variant; NULL */
};

struct verdict_ask {
	const struct ab_result *r;	/* of one experiment, all variants */
	size_t                  n;
	const struct ab_health *health;
	size_t                  nhealth;
	enum verdict_rule       rule;
	bool                    futile;	/* no goal of any variant is likely to win any more */
};

struct verdict {
	const char            *variant;	/* that it is about; NULL: of all, none singled out */
	enum verdict_decision  decision;
	bool                   valid;	/* to act on now: nothing stands in the way */
	struct verdict_reason *why;
	size_t                 nwhy;
	struct verdict_reason *blocking;	/* what is missing, or stands against it */
	size_t                 nblocking;
};

/** verdict_of - of one variant; texts are those of @q, lists in @a */
struct verdict verdict_of(const struct verdict_ask *q, const char *variant, struct arena *a);

/**
 * verdict_overall - of all variants
 * @v: of each, by verdict_of
 * @n: at least 1; one variant's verdict is the whole
 */
struct verdict verdict_overall(const struct verdict_ask *q, const struct verdict *v, size_t n,
    struct arena *a);

/** verdict_rc - RC_OK to ship, RC_NO for rollback and invalid, else RC_NOVERDICT */
enum rc verdict_rc(const struct verdict *v);

/** verdict_decision_name - "ship" ... in records */
const char *verdict_decision_name(enum verdict_decision d);

/** verdict_code_name - "goal_win" ... in records */
const char *verdict_code_name(enum verdict_code c);

/** verdict_code_text - what it means, in a few words */
const char *verdict_code_text(enum verdict_code c);

/**
 * verdict_sentence - one sentence for a person, what to do and why
 * @need_units: that are still to be seen; 0: not known
 *
 * Names come as they are: whoever writes them escapes.
 */
void verdict_sentence(const struct verdict *v, const struct verdict_ask *q, uint64_t need_units,
    struct buf *b);

#endif
