/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind - see rkind.h
 */
#include "record/rkind.h"

#include "base/rfc3339.h"

#include <string.h>

/* ---- the members of each kind, in the order in which they are written ---- */

static const struct rkind_member stat_member[] = {
	{ "window", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "window_end", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "total", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ "truncated", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member session_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "session_id", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "session_number", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "start", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "end", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "duration_ms", RKIND_NUMBER, "ms", RKIND_SHOWN },
	{ "events", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "pages", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "entry_page", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "exit_page", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "key_events", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "engaged", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ "converted", RKIND_FLAG, NULL, RKIND_VARIES },
	{ "value", RKIND_NUMBER, NULL, RKIND_SOMETIMES },
	{ "currency", RKIND_TEXT, NULL, RKIND_VARIES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member page_member[] = {
	{ "page", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "views", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "sessions", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "entries", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "exits", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "exit_rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "dwell_n", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "dwell_p50_ms", RKIND_INTERVAL, "ms", RKIND_SHOWN },
	{ "dwell_p90_ms", RKIND_INTERVAL, "ms", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member transition_member[] = {
	{ "from", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "to", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "p50_ms", RKIND_INTERVAL, "ms", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member path_member[] = {
	{ "path", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "truncated", RKIND_FLAG, NULL, RKIND_SOMETIMES },
	{ "sessions", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "converted", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member repeat_member[] = {
	{ "page", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "views", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "repeats", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member around_member[] = {
	{ "step", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "page", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "users", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member fit_member[] = {
	{ "model", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "version", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "unit", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "target", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "degenerate", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rows", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "agree", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "positives", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "ll", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "ll_null", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "ridge", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "r", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "r_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "alpha", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "alpha_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "a", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "a_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "b", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "b_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "s", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "s_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "beta", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "beta_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "spend_degenerate", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "spend_n", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "spend_ll", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "spend_p", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "spend_p_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "spend_q", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "spend_q_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "spend_v", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "spend_v_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "spend_mean", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "spend_corr", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "intercept", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "intercept_se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "coef", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "coef_se", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "mean", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "sd", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "cuts", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "features", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "features_hash", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member prediction_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "p_alive", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "expected", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "value_per_order", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "clv", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "score", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "decile", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member calibration_member[] = {
	{ "model", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "x", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "decile", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "actual", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "expected", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member lift_member[] = {
	{ "model", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "decile", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "positives", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "lift", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "gain", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member evaluation_member[] = {
	{ "model", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "positives", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "actual", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "expected", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "mae", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "rmse", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "auc", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "log_loss", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "brier", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member user_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "first", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "last", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "age_days", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "idle_days", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "active_days", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "active_days_365", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "gap_days", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "events", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "sessions", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "orders", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "value", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "currency", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "first_order", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "last_order", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "recency", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "frequency", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "monetary", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "x", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "t_x", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "T", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "spend", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "source", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "medium", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "channel", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member identity_member[] = {
	{ "id", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member best_hour_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "segment", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "hour", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "usual", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "segment_rate", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "answered", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "messages", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member affinity_member[] = {
	{ "item", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "other", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "both", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "usual", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "lift", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member attribution_member[] = {
	{ "model", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "channel", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "unattributed", RKIND_FLAG, NULL, RKIND_SOMETIMES },
	{ "conversions", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "value", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "currency", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "removal_effect", RKIND_INTERVAL, "share", RKIND_SOMETIMES },
	{ "touches", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "cost", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "cost_per_conversion", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "roas", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member attribution_path_member[] = {
	{ "path", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "share", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "conversions", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "value", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "currency", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member attribution_user_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "converted", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ "ordered", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "transaction_id", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "value", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "currency", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "path", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "times", RKIND_LIST, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

/* Of a funnel people see how many went on, and how long half of them and most took. */
static const struct rkind_member funnel_member[] = {
	{ "step", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "name", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "optional", RKIND_FLAG, NULL, RKIND_DETAIL },
	{ "entered", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "reached", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "step_rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "dropped", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "incomplete", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "lead_p50_ms", RKIND_INTERVAL, "ms", RKIND_SHOWN },
	{ "lead_p90_ms", RKIND_INTERVAL, "ms", RKIND_SHOWN },
	{ "lead_p99_ms", RKIND_INTERVAL, "ms", RKIND_DETAIL },
	{ "total_p50_ms", RKIND_INTERVAL, "ms", RKIND_DETAIL },
	{ "total_p90_ms", RKIND_INTERVAL, "ms", RKIND_DETAIL },
	{ "total_p99_ms", RKIND_INTERVAL, "ms", RKIND_DETAIL },
	{ "method", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "km_rate", RKIND_INTERVAL, "share", RKIND_DETAIL },
	{ "km_p50_ms", RKIND_INTERVAL, "ms", RKIND_DETAIL },
	{ "value", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "currency", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "valued", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "value_per_entry", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "compared_to", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "diff", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "p_value", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "excluded", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "entry", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "within_s", RKIND_NUMBER, "s", RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member funnel_user_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "attr_steps", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "level", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "converted", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ "steps", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "times", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "leads_ms", RKIND_LIST, "ms", RKIND_SHOWN },
	{ "value", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "currency", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "complete", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ "excluded_by", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

/* Of verdicts people see what was decided, and on what; the budget where it is what was asked. */
static const struct rkind_member slo_member[] = {
	{ "slo", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "objective", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "total", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ "verdict", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "reason", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "needed_n", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "conditional", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "mode", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "conf", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "window", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "window_end", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "bad", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "half", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "unknown", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "value", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "op", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "limit", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "allowed", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "stable_n", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "stable_bad", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "stable_unknown", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "stable_value", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "stable_rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "ratio", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "allowed_ratio", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "slices", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "slices_bad", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "slices_empty", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "slices_expected", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "budget_remaining", RKIND_NUMBER, NULL, RKIND_ALONE },
	{ "budget_projected", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "coarse_budget", RKIND_FLAG, NULL, RKIND_DETAIL },
	{ "burn", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "exhausted_in_s", RKIND_NUMBER, "s", RKIND_ALONE },
	{ "budget", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "firing", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "alerts", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "type", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "severity", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "service", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "level", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "target", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "phi", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "p_fail", RKIND_NUMBER, "share", RKIND_EVIDENCE },
	{ "p_pass", RKIND_NUMBER, "share", RKIND_EVIDENCE },
	{ "p_holm", RKIND_NUMBER, "share", RKIND_EVIDENCE },
	{ "e_fail", RKIND_NUMBER, NULL, RKIND_EVIDENCE },
	{ "e_pass", RKIND_NUMBER, NULL, RKIND_EVIDENCE },
	{ "records", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "rejected", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member slo_needs_member[] = {
	{ "slo", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "objective", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "allowed", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "of", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "clean", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "at_20", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "at_50", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "at_80", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "clean_s", RKIND_NUMBER, "s", RKIND_SHOWN },
	{ "at_20_s", RKIND_NUMBER, "s", RKIND_SHOWN },
	{ "at_50_s", RKIND_NUMBER, "s", RKIND_SHOWN },
	{ "at_80_s", RKIND_NUMBER, "s", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member slo_aa_member[] = {
	{ "slo", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "objective", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "stable_n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "trials", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "false_alarms", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member total_member[] = {
	{ "stream", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "events", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "good", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "bad", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "unreadable", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member event_member[] = {
	{ "event", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "bad", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member fault_member[] = {
	{ "event", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "path", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "code", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "schema_path", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "severity", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "count", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "lo", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "hi", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "first", RKIND_OBJECT, NULL, RKIND_SHOWN },
	{ "last", RKIND_OBJECT, NULL, RKIND_SHOWN },
	{ "samples", RKIND_LIST, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member check_member[] = {
	{ "check", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "verdict", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "bad", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "lo", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "hi", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "target", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "type", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "severity", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member detect_member[] = {
	{ "format", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "schema", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "lines", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "fits", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "share", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "fields", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "why", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "left", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

/* What follows the message is cxcheck's. */
static const struct rkind_member reject_member[] = {
	{ "source", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "line", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "column", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "code", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "message", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "event", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "path", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "schema_path", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "keyword", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "value", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "raw", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "raw_base64", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member segment_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "segment", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "previous", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "recency", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "frequency", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "monetary", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "r", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "f", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "m", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "rfm", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "messages", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "reacted", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "ignored", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member segment_size_member[] = {
	{ "segment", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "of", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member segment_move_member[] = {
	{ "from", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "to", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "of", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member segment_edges_member[] = {
	{ "version", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "method", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "scores", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "recency", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "frequency", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "monetary", RKIND_LIST, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member segment_model_member[] = {
	{ "version", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "k", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "inertia", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "silhouette", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "silhouette_n", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "rounds", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "features", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "hash", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "mean", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "sd", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "sizes", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "centers", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "typical", RKIND_LIST, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member segment_choice_member[] = {
	{ "k", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "inertia", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "silhouette", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "silhouette_n", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "rounds", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "explained", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member retention_member[] = {
	{ "cohort", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "size", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "k", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "k_end", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "complete", RKIND_FLAG, NULL, RKIND_VARIES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member retention_user_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "cohort", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "k", RKIND_LIST, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member lifecycle_member[] = {
	{ "period", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "active", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "new", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "returning", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "resurrecting", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "dormant", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "pulse", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "complete", RKIND_FLAG, NULL, RKIND_VARIES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member stickiness_member[] = {
	{ "periods", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "of", RKIND_COUNT, NULL, RKIND_VARIES },
	{ "size", RKIND_COUNT, NULL, RKIND_VARIES },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "at_least", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member active_member[] = {
	{ "day", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "dau", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "wau", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "mau", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "dau_wau", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "dau_mau", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "complete", RKIND_FLAG, NULL, RKIND_VARIES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member churn_member[] = {
	{ "period", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "active", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "complete", RKIND_FLAG, NULL, RKIND_VARIES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member activation_member[] = {
	{ "cohort", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "size", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "complete", RKIND_FLAG, NULL, RKIND_VARIES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member activation_user_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "start", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "activated", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member survival_member[] = {
	{ "t", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "unit", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "at_risk", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "events", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "censored", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "survival", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "se", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member survival_user_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "start", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "end", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "t", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "unit", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "gone", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member survival_time_member[] = {
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "events", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "median", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "unit", RKIND_TEXT, NULL, RKIND_VARIES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind_member logrank_member[] = {
	{ "chisq", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "df", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "p", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "groups", RKIND_LIST, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

static const struct rkind kinds[] = {
	{ "stat", "metrics of a group and window", "cxstat", true, stat_member },
	{ "session", "a session", "cxsession", true, session_member },
	{ "page", "a page: views, exits, time on it", "cxsession", false, page_member },
	{ "transition", "from one page to the next", "cxsession", false, transition_member },
	{ "path", "a way through sessions", "cxsession", false, path_member },
	{ "repeat", "a page, asked for again at once", "cxsession", false, repeat_member },
	{ "around", "a page some steps from an event", "cxsession", false, around_member },
	{ "fit", "a model and what it was fitted on", "cxpredict", false, fit_member },
	{ "prediction", "what a model expects of a user", "cxpredict", false,
	  prediction_member },
	{ "calibration", "what a model expected, and what happened", "cxpredict", false,
	  calibration_member },
	{ "lift", "how many of those who did it are among the best scores", "cxpredict", false,
	  lift_member },
	{ "evaluation", "how well a model did", "cxpredict", false, evaluation_member },
	{ "user", "a user, and what is known of them", "cxuser", true, user_member },
	{ "identity", "an id, and the user it belongs to", "cxuser", false, identity_member },
	{ "best_hour", "when a user answers", "cxpredict", false, best_hour_member },
	{ "affinity", "who saw an item also took another", "cxpredict", false,
	  affinity_member },
	{ "attribution", "what a channel earned, by a model", "cxattribute", false,
	  attribution_member },
	{ "attribution_path", "a path of channels, and how often it led to an order",
	  "cxattribute", false, attribution_path_member },
	{ "attribution_user", "a user's path of channels", "cxattribute", false,
	  attribution_user_member },
	{ "retention", "who of a cohort came back", "cxretain", true, retention_member },
	{ "retention_user", "when somebody came back", "cxretain", true, retention_user_member },
	{ "lifecycle", "new, returning, resurrecting, dormant users", "cxretain", true,
	  lifecycle_member },
	{ "stickiness", "users by how often they were active", "cxretain", true,
	  stickiness_member },
	{ "active", "users active on a day, in a week, in a month", "cxretain", true,
	  active_member },
	{ "churn", "who was not active in the next period", "cxretain", true, churn_member },
	{ "activation", "who of a cohort did what activates", "cxretain", true,
	  activation_member },
	{ "activation_user", "whether somebody did", "cxretain", true, activation_user_member },
	{ "survival", "a point of a survival curve", "cxretain", true, survival_member },
	{ "survival_user", "how long somebody stayed", "cxretain", true, survival_user_member },
	{ "survival_time", "when half are gone", "cxretain", true, survival_time_member },
	{ "logrank", "whether survival curves differ", "cxretain", true, logrank_member },
	{ "funnel", "a step of a funnel", "cxfunnel", true, funnel_member },
	{ "funnel_user", "how far an entry got", "cxfunnel", true, funnel_user_member },
	{ "slo", "a verdict on an objective, or on all", "cxslo", true, slo_member },
	{ "slo_needs", "how many events an objective must see", "cxslo", true, slo_needs_member },
	{ "slo_aa", "how often the stable side fails against itself", "cxslo", true,
	  slo_aa_member },
	{ "segment", "which segment a user is in", "cxsegment", false, segment_member },
	{ "segment_size", "how many users a segment has", "cxsegment", false,
	  segment_size_member },
	{ "segment_move", "how many users went from one segment to another", "cxsegment", false,
	  segment_move_member },
	{ "segment_edges", "the edges between scores", "cxsegment", false, segment_edges_member },
	{ "segment_model", "clusters of users", "cxsegment", false, segment_model_member },
	{ "segment_choice", "how well some number of clusters fits", "cxsegment", false,
	  segment_choice_member },
	{ "total", "events checked", "cxcheck", false, total_member },
	{ "event", "events of a name, checked", "cxcheck", false, event_member },
	{ "fault", "a kind of fault in events", "cxcheck", false, fault_member },
	{ "check", "a verdict on a check", "cxcheck", false, check_member },
	{ "detect", "how well a format fits a sample", "cxparse", false, detect_member },
	{ "reject", "input that was set aside", NULL, false, reject_member },
};

const struct registry rkind_registry =
    REGISTRY("record kind", "Kinds of records", kinds, struct rkind);

/* ---- reading ---- */

/* @name is @base with @end behind it. */
static bool
is_part(struct sv name, const char *base, const char *end)
{
	size_t n = strlen(base);

	return name.n == n + strlen(end) && memcmp(name.p, base, n) == 0 &&
	    memcmp(name.p + n, end, strlen(end)) == 0;
}

const struct rkind_member *
rkind_member(const struct rkind *k, struct sv name)
{
	for (const struct rkind_member *m = k->member; m->name != NULL; m++)
		if (sv_is(name, m->name) || (m->type == RKIND_INTERVAL &&
		    (is_part(name, m->name, "_lo") || is_part(name, m->name, "_hi"))))
			return m;
	return NULL;
}

static bool
is_count(struct sv s)
{
	size_t i = 0;

	while (i < s.n && num_is_digit((unsigned char)s.p[i]))
		i++;
	return i == s.n;
}

static bool
is_time(struct sv s)
{
	int32_t offset_s;
	int64_t at_us;

	return rfc3339_parse(s, &at_us, &offset_s);
}

/* Null is a value of every type: there is none to tell. */
static bool
has_type(const struct rkind_member *m, const struct val *v)
{
	if (val_null(v))
		return true;
	switch (m->type) {
	case RKIND_ANY:
		return true;
	case RKIND_TEXT:
		return v->kind == VAL_STRING;
	case RKIND_TIME:
		return v->kind == VAL_STRING && is_time(v->text);
	case RKIND_FLAG:
		return v->kind == VAL_TRUE || v->kind == VAL_FALSE;
	case RKIND_COUNT:
		return v->kind == VAL_NUMBER && is_count(v->text);
	case RKIND_NUMBER:
	case RKIND_INTERVAL:
		return v->kind == VAL_NUMBER;
	case RKIND_LIST:
		return v->kind == VAL_ARRAY;
	case RKIND_OBJECT:
		break;
	}
	return v->kind == VAL_OBJECT;
}

const struct rkind *
rkind_read(const struct jread_member *m, size_t n)
{
	const struct rkind *k = NULL;

	for (size_t i = 0; i < n; i++)
		if (sv_is(m[i].key, "kind"))
			k = m[i].val.kind == VAL_STRING
			    ? registry_find(&rkind_registry, m[i].val.text) : NULL;
	for (size_t i = 0; k != NULL && i < n; i++) {
		const struct rkind_member *is = rkind_member(k, m[i].key);

		if (is != NULL && !has_type(is, &m[i].val))
			k = NULL;
	}
	return k;
}

bool
rkind_taken(const char *filter, struct sv name)
{
	const struct rkind *k;

	for (size_t i = 0; (k = registry_row(&rkind_registry, i)) != NULL; i++)
		if (k->open && k->filter != NULL && strcmp(k->filter, filter) == 0 &&
		    rkind_member(k, name) != NULL)
			return true;
	return sv_is(name, "kind");
}
