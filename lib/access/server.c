/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "access/server.h"

/* AWS appends fields, which are left out as what stands behind any format. */
const struct server server_alb = { LVALUE_C,
	"$type $time $elb $client:$client_port $upstream_addr $stages $status $upstream_status "
	"$bytes_in $bytes \"$balancer_request\" \"$agent\" $ssl_cipher $ssl_protocol "
	"$target_group \"$trace_id\" \"$domain_name\" \"$certificate\" $rule_priority "
	"$created_at \"$actions\" \"$redirect_url\" \"$error_reason\"" };

const struct server server_elb = { LVALUE_C,
	"$time $elb $client:$client_port $upstream_addr $stages $status $upstream_status "
	"$bytes_in $bytes \"$balancer_request\" \"$agent\" $ssl_cipher $ssl_protocol" };

const struct server server_envoy = { LVALUE_RAW,
	"[$time] \"$request\" $status $response_flags $bytes_in $bytes $duration $upstream "
	"\"$http_x_forwarded_for\" \"$free_agent\" \"$request_id\" \"$host\" \"$upstream_addr\"" };

const struct server server_gunicorn = { LVALUE_QUOTE,
	"$client $ident $user [$clf] \"$request\" $status $bytes \"$referrer\" \"$agent\"" };

const struct server server_istio = { LVALUE_RAW,
	"[$time] \"$request\" $status $response_flags $response_code_details "
	"$connection_termination_details \"$upstream_transport_failure_reason\" $bytes_in $bytes "
	"$duration $upstream \"$http_x_forwarded_for\" \"$free_agent\" \"$request_id\" \"$host\" "
	"\"$upstream_addr\" $upstream_cluster $upstream_local_address $downstream_local_address "
	"$client:$client_port $requested_server_name $route_name" };

const struct server server_lighttpd = { LVALUE_C,
	"$client $host $user [$clf] \"$request\" $status $bytes0 \"$referrer\" \"$agent\"" };

const struct server server_s3 = { LVALUE_C,
	"$bucket_owner $bucket [$clf] $client $user $request_id $operation $object_key "
	"\"$request\" $status $error_code $bytes0 $object_size $duration $upstream "
	"\"$referrer\" \"$agent\"" };

const struct server server_squid = { LVALUE_RAW,
	"$epoch $padded_ms $client $cache_result/$status $bytes $method $squid_url $user "
	"$hierarchy/$peer $content_type" };

const struct server server_squid_combined = { LVALUE_RAW,
	"$client $ident $user [$clf] \"$squid_request\" $status $bytes \"$referrer\" \"$agent\" "
	"$cache_result:$hierarchy" };

const struct server server_traefik = { LVALUE_QUOTE,
	"$client - $user [$clf] \"$request\" $status $bytes \"$referrer\" \"$agent\" "
	"$request_count \"$router\" \"$server\" ${duration}ms" };

const struct server server_uwsgi = { LVALUE_RAW,
	"[pid: $pid|app: $_|req: $_/$_] $client ($user) {$_ vars in $_ bytes} [$time] "
	"$method $url => generated $bytes bytes in $duration msecs ($free_protocol $status) "
	"$_ headers in $_ bytes ($_ switches on core $_)" };

const struct server server_varnish = { LVALUE_C,
	"$client $ident $user [$clf] \"$far_request\" $status $bytes0 \"$referrer\" \"$agent\"" };

/* Fields that are not texts of their own name. */
static const struct field {
	const char       *name;
	enum lformat_kind kind;
	const char       *canon;
	unsigned          flags;
} fields[] = {
	{ "_", LFORMAT_QMARK, NULL, 0 },
	{ "agent", LFORMAT_TEXT, "user_agent", 0 },
	{ "balancer_request", LFORMAT_REQUEST, NULL, LFORMAT_BALANCER | LFORMAT_FAR },
	{ "bytes", LFORMAT_COUNT, "bytes", 0 },
	{ "bytes0", LFORMAT_COUNT, "bytes", LFORMAT_DASH0 },
	{ "bytes_in", LFORMAT_COUNT, NULL, 0 },
	{ "clf", LFORMAT_CLF, "timestamp", 0 },
	{ "client", LFORMAT_CLIENT, "client_ip", 0 },
	{ "client_port", LFORMAT_COUNT, NULL, 0 },
	{ "created_at", LFORMAT_TIME, NULL, 0 },
	{ "duration", LFORMAT_COUNT, "duration_ms", 0 },
	{ "epoch", LFORMAT_EPOCH, "timestamp", 0 },
	{ "far_request", LFORMAT_REQUEST, NULL, LFORMAT_FAR },
	{ "free_agent", LFORMAT_TEXT, "user_agent", LFORMAT_FREE },
	{ "free_protocol", LFORMAT_TEXT, "protocol", LFORMAT_FREE },
	{ "host", LFORMAT_TEXT, "host", 0 },
	{ "method", LFORMAT_TEXT, "method", 0 },
	{ "object_size", LFORMAT_COUNT, NULL, 0 },
	{ "padded_ms", LFORMAT_COUNT, "duration_ms", LFORMAT_PADDED },
	{ "pid", LFORMAT_COUNT, NULL, 0 },
	{ "referrer", LFORMAT_TEXT, "referrer", 0 },
	{ "request", LFORMAT_REQUEST, NULL, 0 },
	{ "request_count", LFORMAT_COUNT, NULL, 0 },
	{ "squid_request", LFORMAT_REQUEST, NULL, LFORMAT_SQUID | LFORMAT_FAR },
	{ "squid_url", LFORMAT_URL, NULL, LFORMAT_SQUID | LFORMAT_FAR },
	{ "stages", LFORMAT_STAGES, NULL, 0 },
	{ "status", LFORMAT_STATUS, "status", 0 },
	{ "time", LFORMAT_TIME, "timestamp", 0 },
	{ "upstream", LFORMAT_COUNT, "upstream_ms", 0 },
	{ "url", LFORMAT_URL, NULL, 0 },
	{ "user", LFORMAT_USER, "user_id", 0 },
};

static enum rc
add_field(struct lformat *f, struct sv spec, struct sv name, struct err *e)
{
	struct lformat_op op = { .kind = LFORMAT_TEXT, .spec = spec, .own = name, .rank = 1,
		.unit = TSTAMP_S };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (sv_is(name, fields[i].name)) {
			op.kind = fields[i].kind;
			op.canon = fields[i].canon;
			op.flags = fields[i].flags;
		}
	return lformat_field(f, &op, e);
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

enum rc
server_compile(struct lformat *f, const struct server *s, struct arena *a, struct err *e)
{
	struct sv text = sv_of(s->text);
	enum rc rc = RC_OK;

	lformat_init(f, s->esc, a);
	for (size_t i = 0; rc == RC_OK && i < text.n;) {
		struct sv rest = { text.p + i, text.n - i };
		size_t lit = sv_find(rest, '$'), at, end, brace;

		lformat_literal(f, (struct sv){ rest.p, lit });
		i += lit;
		if (i == text.n)
			break;
		brace = text.p[i + 1] == '{' ? 1 : 0;
		for (at = end = i + 1 + brace; end < text.n && is_name(text.p[end]);)
			end++;
		rc = add_field(f, (struct sv){ text.p + i, end + brace - i },
		    (struct sv){ text.p + at, end - at }, e);
		i = end + brace;
	}
	return rc;
}
