/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nginx - see nginx.h.  Variables: nginx.org, ngx_http_log_module, Alphabetical
 * index of variables.
 */
#include "access/nginx.h"

#include "line/lname.h"

#include <string.h>

static const struct var {
	const char       *name;
	enum lformat_kind kind;
	const char       *canon;	/* NULL: none */
	const char       *own;		/* NULL: the variable's name */
	int               rank;
	int               shift;
	unsigned          flags;
} vars[] = {
	{ "remote_addr", LFORMAT_CLIENT, "client_ip", NULL, 2, 0, LFORMAT_LIST },
	{ "realip_remote_addr", LFORMAT_TEXT, NULL, NULL, 0, 0, 0 },
	{ "proxy_protocol_addr", LFORMAT_CLIENT, "client_ip", NULL, 1, 0, 0 },
	{ "remote_user", LFORMAT_USER, "user_id", NULL, 2, 0, 0 },
	{ "time_local", LFORMAT_CLF, "timestamp", NULL, 1, 0, 0 },
	{ "time_iso8601", LFORMAT_TIME, "timestamp", NULL, 1, 0, 0 },
	{ "msec", LFORMAT_EPOCH, "timestamp", NULL, 2, 0, 0 },
	{ "request", LFORMAT_REQUEST, NULL, NULL, 1, 0, 0 },
	{ "request_method", LFORMAT_TEXT, "method", NULL, 1, 0, 0 },
	{ "request_uri", LFORMAT_URL, NULL, NULL, 1, 0, 0 },
	{ "uri", LFORMAT_PATH, "path", NULL, 1, 0, 0 },
	{ "document_uri", LFORMAT_PATH, "path", NULL, 1, 0, 0 },
	{ "args", LFORMAT_ARGS, "query", NULL, 1, 0, 0 },
	{ "query_string", LFORMAT_ARGS, "query", NULL, 1, 0, 0 },
	{ "is_args", LFORMAT_QMARK, NULL, NULL, 0, 0, 0 },
	{ "server_protocol", LFORMAT_TEXT, "protocol", NULL, 1, 0, 0 },
	{ "scheme", LFORMAT_TEXT, "scheme", NULL, 1, 0, 0 },
	{ "host", LFORMAT_TEXT, "host", NULL, 3, 0, 0 },
	{ "http_host", LFORMAT_TEXT, "host", NULL, 2, 0, 0 },
	{ "server_name", LFORMAT_TEXT, "host", NULL, 1, 0, 0 },
	{ "status", LFORMAT_STATUS, "status", NULL, 2, 0, 0 },
	{ "body_bytes_sent", LFORMAT_COUNT, "bytes", NULL, 2, 0, 0 },
	{ "bytes_sent", LFORMAT_COUNT, "bytes", NULL, 1, 0, 0 },
	{ "http_referer", LFORMAT_TEXT, "referrer", NULL, 1, 0, 0 },
	{ "http_user_agent", LFORMAT_TEXT, "user_agent", NULL, 1, 0, 0 },
	{ "request_time", LFORMAT_MS, "duration_ms", "request_ms", 1, 3, 0 },
	{ "upstream_response_time", LFORMAT_SUM, "upstream_ms", "upstream_response_ms", 1, 3,
	    LFORMAT_LIST },
	{ "upstream_connect_time", LFORMAT_SUM, NULL, "upstream_connect_ms", 0, 3, LFORMAT_LIST },
	{ "upstream_header_time", LFORMAT_SUM, NULL, "upstream_header_ms", 0, 3, LFORMAT_LIST },
	{ "upstream_queue_time", LFORMAT_SUM, NULL, "upstream_queue_ms", 0, 3, LFORMAT_LIST },
	{ "upstream_response_length", LFORMAT_SUM, NULL, NULL, 0, 0, LFORMAT_LIST },
	{ "upstream_bytes_received", LFORMAT_SUM, NULL, NULL, 0, 0, LFORMAT_LIST },
	{ "upstream_bytes_sent", LFORMAT_SUM, NULL, NULL, 0, 0, LFORMAT_LIST },
	{ "upstream_addr", LFORMAT_TEXT, NULL, NULL, 0, 0, LFORMAT_LIST },
	{ "upstream_status", LFORMAT_TEXT, NULL, NULL, 0, 0, LFORMAT_LIST },
	{ "upstream_cache_status", LFORMAT_TEXT, NULL, NULL, 0, 0, 0 },
	{ "http_x_forwarded_for", LFORMAT_TEXT, NULL, NULL, 0, 0, LFORMAT_LIST },
	{ "proxy_add_x_forwarded_for", LFORMAT_TEXT, NULL, NULL, 0, 0, LFORMAT_LIST },
	{ "connection_time", LFORMAT_MS, NULL, "connection_ms", 0, 3, 0 },
	{ "request_length", LFORMAT_COUNT, NULL, NULL, 0, 0, 0 },
	{ "content_length", LFORMAT_COUNT, NULL, NULL, 0, 0, 0 },
	{ "connection", LFORMAT_COUNT, NULL, NULL, 0, 0, 0 },
	{ "connection_requests", LFORMAT_COUNT, NULL, NULL, 0, 0, 0 },
	{ "remote_port", LFORMAT_COUNT, NULL, NULL, 0, 0, 0 },
	{ "server_port", LFORMAT_COUNT, NULL, NULL, 0, 0, 0 },
	{ "pid", LFORMAT_COUNT, NULL, NULL, 0, 0, 0 },
	{ "gzip_ratio", LFORMAT_DECIMAL, NULL, NULL, 0, 0, 0 },
};

static enum rc
add_var(struct lformat *f, struct sv spec, struct sv name, size_t col, struct err *e)
{
	struct lformat_op op = { 0 };

	op.kind = LFORMAT_TEXT;
	op.spec = spec;
	op.col = col;
	op.own = lname_snake((struct sv){ NULL, 0 }, name, f->arena);
	for (size_t i = 0; i < sizeof(vars) / sizeof(vars[0]); i++) {
		const struct var *v = &vars[i];

		if (!sv_is(op.own, v->name))	/* variables of nginx do not heed case */
			continue;
		op.kind = v->kind;
		op.canon = v->canon;
		op.rank = v->rank;
		op.shift = v->shift;
		op.flags = v->flags;
		op.unit = TSTAMP_S;
		if (v->own != NULL)
			op.own = sv_of(v->own);
	}
	return lformat_field(f, &op, e);
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

enum rc
nginx_compile(struct lformat *f, struct sv text, size_t col, struct arena *a, struct err *e)
{
	static const char *const names[LVALUE_ESCAPES] = {
		[LVALUE_C] = "default", [LVALUE_JSON] = "json", [LVALUE_RAW] = "none"
	};
	enum lvalue_escape esc;
	enum rc rc = lformat_escape(names, &text, &col, &esc, e);
	size_t i = 0;

	lformat_init(f, esc, a);
	f->blank = esc != LVALUE_C;
	text = arena_sv(a, text);
	while (rc == RC_OK && i < text.n) {
		struct sv rest = { text.p + i, text.n - i };
		size_t lit = sv_find(rest, '$');
		size_t at, end;
		bool brace;

		lformat_literal(f, (struct sv){ rest.p, lit });
		i += lit;
		if (i == text.n)
			break;
		brace = i + 1 < text.n && text.p[i + 1] == '{';
		at = end = i + 1 + (brace ? 1 : 0);
		while (end < text.n && is_name(text.p[end]))
			end++;
		if (end == at || (brace && (end == text.n || text.p[end] != '}')))
			return rc_err_at(e, RC_SYNTAX, col != 0 ? col + end : 0,
			    brace ? "expected '}' after the variable's name"
			          : "expected a variable's name after '$'");
		rc = add_var(f,
		    (struct sv){ text.p + i, end + (brace ? 1 : 0) - i },
		    (struct sv){ text.p + at, end - at }, col != 0 ? col + i : 0, e);
		i = end + (brace ? 1 : 0);
	}
	return rc;
}

struct sv
nginx_field(struct sv name)
{
	for (size_t i = 0; i < sizeof(vars) / sizeof(vars[0]); i++)
		if (sv_is(name, vars[i].name) && vars[i].canon != NULL)
			return sv_of(vars[i].canon);
	return SV("");
}
