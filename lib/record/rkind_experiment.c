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
	{ "lift", RKIND_INTERVAL, "share", RKIND_SHOWN },
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
	"ab", "a variant compared with the control, by one metric", "cxab", true, ab_member
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
	"ab_arm", "what the units of a variant have, of one metric", "cxab", true, ab_arm_member
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
	"ab_health", "whether an experiment is sound, by one check", "cxab", true, ab_health_member
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
	"ab_look", "a look at an experiment, and what it cost", "cxab", false, ab_look_member
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
