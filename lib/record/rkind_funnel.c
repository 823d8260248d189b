/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind_funnel - ways to an order: steps of funnels, channels
 */
#include "record/rkind_rows.h"

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

const struct rkind rkind_funnel = {
	"funnel", "a step of a funnel", "cxfunnel", RKIND_OPEN, funnel_member
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

const struct rkind rkind_funnel_user = {
	"funnel_user", "how far an entry got", "cxfunnel", RKIND_OPEN, funnel_user_member
};

static const struct rkind_member funnel_stuck_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "step", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "name", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "next", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "since", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "tries", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "tried", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "timestamp", RKIND_TIME, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_funnel_stuck = {
	"funnel_stuck", "who does not get on from a step", "cxfunnel",
	RKIND_OPEN, funnel_stuck_member
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

const struct rkind rkind_attribution = {
	"attribution", "what a channel earned, by a model", "cxattribute",
	RKIND_FIXED, attribution_member
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

const struct rkind rkind_attribution_path = {
	"attribution_path", "a path of channels, and how often it led to an order",
	"cxattribute", RKIND_FIXED, attribution_path_member
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

const struct rkind rkind_attribution_user = {
	"attribution_user", "a user's path of channels",
	"cxattribute", RKIND_FIXED, attribution_user_member
};
