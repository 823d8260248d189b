/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind_slo - verdicts on objectives
 */
#include "record/rkind_rows.h"

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
	{ "burst", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "burst_from", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "p_fail", RKIND_NUMBER, "share", RKIND_EVIDENCE },
	{ "p_pass", RKIND_NUMBER, "share", RKIND_EVIDENCE },
	{ "p_holm", RKIND_NUMBER, "share", RKIND_EVIDENCE },
	{ "e_fail", RKIND_NUMBER, NULL, RKIND_EVIDENCE },
	{ "e_pass", RKIND_NUMBER, NULL, RKIND_EVIDENCE },
	{ "records", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "rejected", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_slo = {
	"slo", "a verdict on an objective, or on all", "cxslo", RKIND_KEYED, slo_member
};

static const struct rkind_member slo_needs_member[] = {
	{ "slo", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "objective", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "allowed", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "of", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "clean", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "at_10", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "at_20", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "at_50", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "at_80", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "likely_10", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "likely_20", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "likely_50", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "likely_80", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "burst", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "burst_from", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "clean_s", RKIND_NUMBER, "s", RKIND_SHOWN },
	{ "at_10_s", RKIND_NUMBER, "s", RKIND_DETAIL },
	{ "at_20_s", RKIND_NUMBER, "s", RKIND_SHOWN },
	{ "at_50_s", RKIND_NUMBER, "s", RKIND_SHOWN },
	{ "at_80_s", RKIND_NUMBER, "s", RKIND_SHOWN },
	{ "likely_10_s", RKIND_NUMBER, "s", RKIND_DETAIL },
	{ "likely_20_s", RKIND_NUMBER, "s", RKIND_DETAIL },
	{ "likely_50_s", RKIND_NUMBER, "s", RKIND_DETAIL },
	{ "likely_80_s", RKIND_NUMBER, "s", RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_slo_needs = {
	"slo_needs", "how many events an objective must see", "cxslo", RKIND_KEYED, slo_needs_member
};

static const struct rkind_member slo_aa_member[] = {
	{ "slo", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "objective", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "stable_n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "trials", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "false_alarms", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_slo_aa = {
	"slo_aa", "how often the stable side fails against itself", "cxslo",
	RKIND_KEYED, slo_aa_member
};
