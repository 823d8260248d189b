/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind_session - sessions and ways through them
 */
#include "record/rkind_rows.h"

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

const struct rkind rkind_session = {
	"session", "a session", "cxsession", RKIND_OPEN, session_member
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

const struct rkind rkind_page = {
	"page", "a page: views, exits, time on it", "cxsession", RKIND_FIXED, page_member
};

static const struct rkind_member transition_member[] = {
	{ "from", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "to", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "p50_ms", RKIND_INTERVAL, "ms", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_transition = {
	"transition", "from one page to the next", "cxsession", RKIND_FIXED, transition_member
};

static const struct rkind_member path_member[] = {
	{ "path", RKIND_LIST, NULL, RKIND_SHOWN },
	{ "truncated", RKIND_FLAG, NULL, RKIND_SOMETIMES },
	{ "sessions", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ "converted", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_path = {
	"path", "a way through sessions", "cxsession", RKIND_FIXED, path_member
};

static const struct rkind_member repeat_member[] = {
	{ "page", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "views", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "repeats", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_repeat = {
	"repeat", "a page, asked for again at once", "cxsession", RKIND_FIXED, repeat_member
};

static const struct rkind_member around_member[] = {
	{ "step", RKIND_NUMBER, NULL, RKIND_SHOWN },
	{ "page", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "users", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_around = {
	"around", "a page some steps from an event", "cxsession", RKIND_FIXED, around_member
};

static const struct rkind_member session_alert_member[] = {
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "session_id", RKIND_TEXT, NULL, RKIND_DETAIL },
	{ "session_number", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "alert", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "since", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "timestamp", RKIND_TIME, NULL, RKIND_SHOWN },
	{ "page", RKIND_ANY, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_session_alert = {
	"session_alert", "a user in trouble within a session", "cxsession", false,
	session_alert_member
};
