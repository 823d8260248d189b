/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind_predict - models, and what they expect
 */
#include "record/rkind_rows.h"

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

const struct rkind rkind_fit = {
	"fit", "a model and what it was fitted on", "cxpredict", RKIND_FIXED, fit_member
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

const struct rkind rkind_prediction = {
	"prediction", "what a model expects of a user", "cxpredict", RKIND_FIXED, prediction_member
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

const struct rkind rkind_calibration = {
	"calibration", "what a model expected, and what happened",
	"cxpredict", RKIND_FIXED, calibration_member
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

const struct rkind rkind_lift = {
	"lift", "how many of those who did it are among the best scores",
	"cxpredict", RKIND_FIXED, lift_member
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

const struct rkind rkind_evaluation = {
	"evaluation", "how well a model did", "cxpredict", RKIND_FIXED, evaluation_member
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

const struct rkind rkind_best_hour = {
	"best_hour", "when a user answers", "cxpredict", RKIND_FIXED, best_hour_member
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

const struct rkind rkind_affinity = {
	"affinity", "who saw an item also took another", "cxpredict", RKIND_FIXED, affinity_member
};
