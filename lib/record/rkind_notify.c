/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind_notify - messages: what was decided, and what became of them
 */
#include "record/rkind_rows.h"

static const struct rkind_member plan_member[] = {
	{ "ts", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "user", RKIND_ANY, NULL, RKIND_VARIES },
	{ "scenario", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "group", RKIND_LIST, NULL, RKIND_SOMETIMES },
	{ "state", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "delivery_channel", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "delivery_id", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "message_id", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "class", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "category", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "priority", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "experiment", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "variant", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "not_before", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "expires_at", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "digest", RKIND_FLAG, NULL, RKIND_DETAIL },
	{ "items", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "moved", RKIND_FLAG, NULL, RKIND_SOMETIMES },
	{ "why", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "subject", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "title", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "body", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "url", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "text", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "html", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "policy", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "tzdata", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_plan = {
	"plan", "a message that is planned", "cxnotify", RKIND_FIXED, plan_member
};

static const struct rkind_member drop_member[] = {
	{ "ts", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "user", RKIND_ANY, NULL, RKIND_VARIES },
	{ "scenario", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "group", RKIND_LIST, NULL, RKIND_SOMETIMES },
	{ "delivery_channel", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "delivery_id", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "message_id", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "reason", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "rule", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "line", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "text", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "experiment", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "variant", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "not_before", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "next_ok", RKIND_TIME, NULL, RKIND_SOMETIMES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_drop = {
	"drop", "a message that is not sent, and why", "cxnotify", RKIND_FIXED, drop_member
};

static const struct rkind_member delivery_member[] = {
	{ "ts", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "event_name", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "user", RKIND_ANY, NULL, RKIND_VARIES },
	{ "scenario", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "delivery_channel", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "delivery_id", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "message_id", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "category", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "variant", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "attempt", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "state", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "reason", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "next", RKIND_TIME, NULL, RKIND_SOMETIMES },
	{ "code", RKIND_NUMBER, NULL, RKIND_SOMETIMES },
	{ "enhanced", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "class", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "duration_ms", RKIND_NUMBER, "ms", RKIND_SHOWN },
	{ "text", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "provider", RKIND_TEXT, NULL, RKIND_VARIES },
	{ "domain", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "cost", RKIND_NUMBER, NULL, RKIND_SOMETIMES },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_delivery = {
	"delivery", "what became of a message", "cxsend", RKIND_FIXED, delivery_member
};

static const struct rkind_member status_member[] = {
	{ "ts", RKIND_TIME, NULL, RKIND_VARIES },
	{ "scenario", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "delivery_channel", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "held", RKIND_FLAG, NULL, RKIND_SOMETIMES },
	{ "planned", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "claimed", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "inflight", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "sent", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "dead", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "unknown", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "suppressed", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "expired", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "cancelled", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "holdout", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "due", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "backlog_s", RKIND_NUMBER, "s", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_delivery_status = {
	"delivery_status", "messages of a ledger, by state", "cxsend", RKIND_FIXED, status_member
};
