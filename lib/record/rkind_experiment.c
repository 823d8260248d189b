/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind_experiment - what experiments show, and what should be done with them
 */
#include "record/rkind_rows.h"

/* Of a comparison people see the effect, and whether it is one; how it was got is evidence. */
static const struct rkind_member ab_member[] = {
	{ "experiment", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "metric", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "role", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "better", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "variant", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "control", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "contrast", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n_control", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "mean", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "mean_control", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "effect", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "effect_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "effect_method", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "effect_family_lo", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "effect_family_hi", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "lift", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "lift_se", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "lift_method", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "lift_note", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "stat", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "df", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "p", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "log10_p", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "p_adjusted", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "p_kind", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "monitor", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "look", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "information", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "fraction", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "bound", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "n_star", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "margin", RKIND_NUMBER, NULL, RKIND_SOMETIMES },
	{ "cap", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "effect_uncapped", RKIND_INTERVAL, NULL, RKIND_DETAIL },
	{ "variance_reduction", RKIND_NUMBER, "share", RKIND_SOMETIMES },
	{ "mde", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "prior", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "belief", RKIND_INTERVAL, "share", RKIND_SOMETIMES },
	{ "chance", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "loss", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "loss_control", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "q", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "q_df", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "q_p", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "status", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "hold", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "note", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab = {
	"ab", "a variant compared with the control, by one metric", "cxab", RKIND_OPEN, ab_member
};

static const struct rkind_member ab_arm_member[] = {
	{ "experiment", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "metric", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "role", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "variant", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "mean", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "sd", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "sum", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "denominator", RKIND_NUMBER, NULL, RKIND_SOMETIMES },
	{ "cap", RKIND_NUMBER, NULL, RKIND_SOMETIMES },
	{ "capped", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "mean_uncapped", RKIND_NUMBER, NULL, RKIND_SOMETIMES },
	{ "top_share", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab_arm = {
	"ab_arm", "what the units of a variant have, of one metric", "cxab",
	RKIND_OPEN, ab_arm_member
};

static const struct rkind_member ab_health_member[] = {
	{ "experiment", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "check", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "status", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "variant", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "about", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "value", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "limit", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "p", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "log10_p", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "text", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab_health = {
	"ab_health", "whether an experiment is sound, by one check", "cxab",
	RKIND_OPEN, ab_health_member
};

static const struct rkind_member ab_look_member[] = {
	{ "experiment", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "metric", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "variant", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "look", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "data", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "at", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "information", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "fraction", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "bound", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "stat", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "alpha_spent", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "effect", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "effect_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "chain", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab_look = {
	"ab_look", "a look at an experiment, and what it cost", "cxab", RKIND_FIXED, ab_look_member
};

static const struct rkind_member ab_verdict_member[] = {
	{ "experiment", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "total", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ "decision", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "variant", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "valid_to_act_now", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ "rule", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "why", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "blocking", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "alpha", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "alpha_spent", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "look", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "looks", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "fraction", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "bound", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "stat", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "need_units", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "need_days", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "metric", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "effect", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "effect_method", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "p", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "plan_hash", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "deviations", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "from", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "to", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "data", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "units", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "text", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab_verdict = {
	"ab_verdict", "what should be done with an experiment, and why", "cxab", true,
	ab_verdict_member
};

static const struct rkind_member ab_audit_member[] = {
	{ "experiment", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "check", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "status", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "variant", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "other", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "value", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "expected", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "share", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "limit", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "stat", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "df", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "p", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "log10_p", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "p_anytime", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab_audit = {
	"ab_audit", "whether users are assigned as they should be, by one check", "cxassign", false,
	ab_audit_member
};

static const struct rkind_member ab_plan_member[] = {
	{ "version", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "experiment", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "unit", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "variant", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "exposure", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "salt", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "arms", RKIND_OBJECT, NULL, RKIND_SHOWN },
	{ "control", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "metrics", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "alpha", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "power", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "correct", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "monitor", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "looks", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "units", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "daily", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "days", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "within", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "delay", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "attribution", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "strict_window", RKIND_FLAG, NULL, RKIND_DETAIL },
	{ "multi", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "strata", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "segments", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "hash", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab_plan = {
	"ab_plan", "the plan of an experiment", "cxplan", RKIND_FIXED, ab_plan_member
};

static const struct rkind_member ab_power_member[] = {
	{ "experiment", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "metric", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "role", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "variant", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "monitor", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "planned", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ "alpha", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "sides", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "looks", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "effect", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "lift", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "units", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "days", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "power", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "false_positive", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "power_wanted", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "units_needed", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "days_needed", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "units_h0", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "units_h1", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab_power = {
	"ab_power", "what an experiment can find under a monitor, and what that costs", "cxplan",
	RKIND_FIXED, ab_power_member
};

static const struct rkind_member ab_bound_member[] = {
	{ "experiment", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "metric", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "role", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "variant", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "monitor", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "look", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "fraction", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "units", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "days", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "bound", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "p", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "effect", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "lift", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "alpha_spent", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "stopped_h0", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "stopped_h1", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "futile", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab_bound = {
	"ab_bound", "what a planned look has to show", "cxplan", RKIND_FIXED, ab_bound_member
};

static const struct rkind_member ab_mde_member[] = {
	{ "experiment", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "metric", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "role", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "variant", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "monitor", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "units", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "days", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "power", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "effect", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "lift", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab_mde = {
	"ab_mde", "the least effect that an experiment of a size finds", "cxplan", false,
	ab_mde_member
};

static const struct rkind_member ab_portfolio_member[] = {
	{ "metric", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "results", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "shipped", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "left_out", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "mean", RKIND_INTERVAL, "share", RKIND_DETAIL },
	{ "spread", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "measured", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "measured_unselected", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "total", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "holdout", RKIND_INTERVAL, "share", RKIND_SOMETIMES },
	{ "holdout_ratio", RKIND_NUMBER, NULL, RKIND_SOMETIMES },
	{ "holdout_gap", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "holdout_p", RKIND_NUMBER, "share", RKIND_SOMETIMES },
	{ "note", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab_portfolio = {
	"ab_portfolio", "what many experiments changed together", "cxab", false,
	ab_portfolio_member
};

static const struct rkind_member ab_shrunk_member[] = {
	{ "metric", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "experiment", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "variant", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "shipped", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ "coverage", RKIND_NUMBER, "share", RKIND_VARIES },
	{ "lift", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "shrunk", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_ab_shrunk = {
	"ab_shrunk", "the lift of an experiment, drawn towards those of all", "cxab", false,
	ab_shrunk_member
};
