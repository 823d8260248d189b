/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind_kpi - a tree of metrics: where they stand, what moved them, what comes before them;
 * and what customers say: labels of comments
 */
#include "record/rkind_rows.h"

/* Of a metric people see where it stands and where it is to go; how that was got is detail. */
static const struct rkind_member kpi_member[] = {
	{ "tree", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "kpi", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "role", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "of", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "depth", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "key_result", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "owner", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "window", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "window_end", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "value", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "unit", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "n", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "better", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "against", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "before", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "change", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "change_share", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "trend", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "trend_per", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "trend_n", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "start", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "from", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "target", RKIND_NUMBER, NULL, RKIND_SOMETIMES },
	{ "by", RKIND_TIME, NULL, RKIND_SOMETIMES },
	{ "progress", RKIND_NUMBER, "share", RKIND_SOMETIMES },
	{ "pace", RKIND_NUMBER, "share", RKIND_SOMETIMES },
	{ "expected", RKIND_NUMBER, NULL, RKIND_SOMETIMES },
	{ "projected", RKIND_INTERVAL, NULL, RKIND_SOMETIMES },
	{ "status", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "series", RKIND_LIST, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_kpi = {
	"kpi", "where a metric of the tree stands, and a key result", "cxkpi",
	RKIND_FIXED, kpi_member
};

static const struct rkind_member kpi_part_member[] = {
	{ "tree", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "window", RKIND_TIME, NULL, RKIND_VARIES },
	{ "against", RKIND_TIME, NULL, RKIND_VARIES },
	{ "of", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "of_unit", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "op", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "kpi", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "unit", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "before", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "value", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "change", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "contribution", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "contribution_share", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "north_star", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "north_star_contribution", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "depth", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_kpi_part = {
	"kpi_part", "what a driver gave to the change of what it drives", "cxkpi", false,
	kpi_part_member
};

static const struct rkind_member kpi_lead_member[] = {
	{ "tree", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "kpi", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "north_star", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "association", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "lag", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "lag_per", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "rho", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n_effective", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "p", RKIND_NUMBER, "share", RKIND_DETAIL },
	{ "p_adjusted", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "tried", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "on", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "by_lag", RKIND_LIST, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_kpi_lead = {
	"kpi_lead", "how an indicator goes before the north star", "cxkpi",
	RKIND_FIXED, kpi_lead_member
};

static const struct rkind_member kpi_ship_member[] = {
	{ "tree", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "ship", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "why", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "for", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "owner", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "at", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "kpi", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "unit", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "better", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "before", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "after", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "n_before", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "n_after", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "moved", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "experiment", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "decision", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "variant", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "metric", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "effect", RKIND_INTERVAL, NULL, RKIND_SOMETIMES },
	{ "effect_method", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "valid_to_act_now", RKIND_FLAG, NULL, RKIND_DETAIL },
	{ "shift", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "shift_at", RKIND_TIME, NULL, RKIND_SOMETIMES },
	{ "shift_score", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "shift_value", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "shift_expected", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "evidence", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "status", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_kpi_ship = {
	"kpi_ship", "what was shipped, for whom and why, and what moved", "cxkpi", false,
	kpi_ship_member
};

static const struct rkind_member kpi_stage_member[] = {
	{ "tree", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "journey", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "stage", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "step", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "kpi", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "window", RKIND_TIME, NULL, RKIND_VARIES },
	{ "value", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "unit", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "n", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "point", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "affects", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "orders_week", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "revenue_week", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "currency", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "how", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_kpi_stage = {
	"kpi_stage", "a stage of the journey, and what one point of it is worth a week", "cxkpi",
	RKIND_FIXED, kpi_stage_member
};

static const struct rkind_member review_member[] = {
	{ "id", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "text", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "label", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "confidence", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "tag", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_review = {
	"review", "a comment that a person is to tag", "cxselect", RKIND_FIXED, review_member
};

static const struct rkind_member tag_agreement_member[] = {
	{ "by", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "rater", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "label", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "agreed", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "agreement", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "kappa", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_tag_agreement = {
	"tag_agreement", "how far two who tag comments agree", "cxselect", false,
	tag_agreement_member
};
