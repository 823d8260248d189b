/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind_user - who users are, and which are alike
 */
#include "record/rkind_rows.h"

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

const struct rkind rkind_user = {
	"user", "a user, and what is known of them", "cxuser", RKIND_OPEN, user_member
};

static const struct rkind_member identity_member[] = {
	{ "id", RKIND_ANY, NULL, RKIND_SHOWN },
	{ "user", RKIND_ANY, NULL, RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_identity = {
	"identity", "an id, and the user it belongs to", "cxuser", RKIND_FIXED, identity_member
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

const struct rkind rkind_segment = {
	"segment", "which segment a user is in", "cxsegment", RKIND_FIXED, segment_member
};

static const struct rkind_member segment_size_member[] = {
	{ "segment", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "of", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_segment_size = {
	"segment_size", "how many users a segment has", "cxsegment",
	RKIND_FIXED, segment_size_member
};

static const struct rkind_member segment_move_member[] = {
	{ "from", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "to", RKIND_TEXT, NULL, RKIND_SHOWN },
	{ "n", RKIND_COUNT, NULL, RKIND_SHOWN },
	{ "of", RKIND_COUNT, NULL, RKIND_DETAIL },
	{ "share", RKIND_INTERVAL, "share", RKIND_SHOWN },
	{ NULL, RKIND_ANY, NULL, RKIND_SHOWN }
};

const struct rkind rkind_segment_move = {
	"segment_move", "how many users went from one segment to another",
	"cxsegment", RKIND_FIXED, segment_move_member
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

const struct rkind rkind_segment_edges = {
	"segment_edges", "the edges between scores", "cxsegment", RKIND_FIXED, segment_edges_member
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

const struct rkind rkind_segment_model = {
	"segment_model", "clusters of users", "cxsegment", RKIND_FIXED, segment_model_member
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

const struct rkind rkind_segment_choice = {
	"segment_choice", "how well some number of clusters fits",
	"cxsegment", RKIND_FIXED, segment_choice_member
};
