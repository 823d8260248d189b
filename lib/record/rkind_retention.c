/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind_retention - who came back, and who stayed
 */
#include "record/rkind_rows.h"

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

const struct rkind rkind_retention = {
	"retention", "who of a cohort came back", "cxretain", RKIND_OPEN, retention_member
};

static const struct rkind_member retention_user_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "cohort", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "k", RKIND_LIST, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_retention_user = {
	"retention_user", "when somebody came back", "cxretain", RKIND_OPEN, retention_user_member
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

const struct rkind rkind_lifecycle = {
	"lifecycle", "new, returning, resurrecting, dormant users",
	"cxretain", RKIND_OPEN, lifecycle_member
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

const struct rkind rkind_stickiness = {
	"stickiness", "users by how often they were active", "cxretain",
	RKIND_OPEN, stickiness_member
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

const struct rkind rkind_active = {
	"active", "users active on a day, in a week, in a month", "cxretain",
	RKIND_OPEN, active_member
};

static const struct rkind_member churn_member[] = {
	{ "period", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "active", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "complete", RKIND_FLAG, NULL, RKIND_VARIES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_churn = {
	"churn", "who was not active in the next period", "cxretain", RKIND_OPEN, churn_member
};

static const struct rkind_member activation_member[] = {
	{ "cohort", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "size", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "rate", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "complete", RKIND_FLAG, NULL, RKIND_VARIES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_activation = {
	"activation", "who of a cohort did what activates", "cxretain",
	RKIND_OPEN, activation_member
};

static const struct rkind_member activation_user_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "start", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "activated", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_activation_user = {
	"activation_user", "whether somebody did", "cxretain", RKIND_OPEN, activation_user_member
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

const struct rkind rkind_survival = {
	"survival", "a point of a survival curve", "cxretain", RKIND_OPEN, survival_member
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

const struct rkind rkind_survival_user = {
	"survival_user", "how long somebody stayed", "cxretain", RKIND_OPEN, survival_user_member
};

static const struct rkind_member survival_time_member[] = {
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "events", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "median", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "unit", RKIND_TEXT, NULL, RKIND_VARIES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_survival_time = {
	"survival_time", "when half are gone", "cxretain", RKIND_OPEN, survival_time_member
};

static const struct rkind_member logrank_member[] = {
	{ "chisq", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "df", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "p", RKIND_NUMBER, "share", RKIND_SHOWN },
	{ "groups", RKIND_LIST, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_logrank = {
	"logrank", "whether survival curves differ", "cxretain", RKIND_OPEN, logrank_member
};
