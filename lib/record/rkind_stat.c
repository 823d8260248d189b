/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind_stat - of events: metrics, what is missing, checks, what a sample was, what was set aside
 */
#include "record/rkind_rows.h"

static const struct rkind_member stat_member[] = {
	{ "window", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "window_end", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "total", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ "truncated", RKIND_FLAG, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_stat = {
	"stat", "metrics of a group and window", "cxstat", RKIND_OPEN, stat_member
};

static const struct rkind_member gap_member[] = {
	{ "window", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "window_end", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "missing", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "anomaly", RKIND_FLAG, NULL, RKIND_DETAIL },
	{ "score", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "shape", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "status", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_gap = {
	"gap", "points of a series that did not come", "cxanomaly", RKIND_OPEN, gap_member
};

static const struct rkind_member change_member[] = {
	{ "metric", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "window", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "against", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "before", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "after", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "n_before", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "n_after", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "change", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_change = {
	"change", "how a metric changed from one window to another", "cxanomaly", false,
	change_member
};

static const struct rkind_member change_key_member[] = {
	{ "metric", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "window", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "against", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "key", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "values", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "explaining", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "change", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "within", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "mix", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "mix_share", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_change_key = {
	"change_key", "how much of a change is a mix of a key's values", "cxanomaly", false,
	change_key_member
};

static const struct rkind_member change_part_member[] = {
	{ "metric", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "window", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "against", RKIND_TIME, NULL, RKIND_DETAIL },
	{ "key", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "value", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "rank", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "explains", RKIND_FLAG, NULL, RKIND_DETAIL },
	{ "before", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "after", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "n_before", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "n_after", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "contribution", RKIND_INTERVAL, NULL, RKIND_SHOWN },
	{ "share", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "within", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "mix", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "without", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "p", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ "p_adjusted", RKIND_NUMBER, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_change_part = {
	"change_part", "what a value of a key has to do with a change", "cxanomaly", false,
	change_part_member
};

static const struct rkind_member total_member[] = {
	{ "stream", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "events", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "good", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "bad", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "unreadable", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_total = {
	"total", "events checked", "cxcheck", RKIND_FIXED, total_member
};

static const struct rkind_member event_member[] = {
	{ "event", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "bad", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_event = {
	"event", "events of a name, checked", "cxcheck", RKIND_FIXED, event_member
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

const struct rkind rkind_fault = {
	"fault", "a kind of fault in events", "cxcheck", RKIND_FIXED, fault_member
};

static const struct rkind_member manifest_member[] = {
	{ "version", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "run", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "plan", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "plan_xxh3", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "events", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "good", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "bad", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "no_table", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "unreadable", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "tables", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_manifest = {
	"manifest", "rows that a run has written, of all tables", "cxcheck", false,
	manifest_member
};

static const struct rkind_member manifest_table_member[] = {
	{ "table", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "file", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "rows", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "repeated", RKIND_COUNT, NULL, RKIND_SOMETIMES },
	{ "bytes", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "xxh3", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "key", RKIND_LIST, NULL, RKIND_DETAIL },
	{ "latest", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_manifest_table = {
	"manifest_table", "rows that a run has written, of one table", "cxcheck", false,
	manifest_table_member
};

static const struct rkind_member manifest_left_member[] = {
	{ "code", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "event", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "column", RKIND_TEXT, NULL, RKIND_SOMETIMES },
	{ "events", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "source", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "line", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_manifest_left = {
	"manifest_left", "events of a name that gave no row", "cxcheck", false,
	manifest_left_member
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

const struct rkind rkind_check = {
	"check", "a verdict on a check", "cxcheck", RKIND_FIXED, check_member
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

const struct rkind rkind_detect = {
	"detect", "how well a format fits a sample", "cxparse", RKIND_FIXED, detect_member
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

const struct rkind rkind_reject = {
	"reject", "input that was set aside", NULL, RKIND_FIXED, reject_member
};

static const struct rkind_member explain_member[] = {
	{ "part", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "name", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "is", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "method", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "interval", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "grows", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "bytes", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_explain = {
	"explain", "what a query would do", NULL, RKIND_FIXED, explain_member
};
