/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "access/server.h"

#include "base/address.h"
#include "base/num.h"

#include <string.h>

static struct sv
behind(struct sv s, size_t n)
{
	return (struct sv){ s.p + n, s.n - n };
}

static bool
is_hex(char c)
{
	const char low = (char)(c | 0x20);

	return num_is_digit((unsigned char)c) || (low >= 'a' && low <= 'f');
}

/* A backslash that stands for itself: the others write two, and escape what is not ASCII. */
static int
tells_gunicorn(struct sv line)
{
	const char *e = line.p + line.n;
	int tells = 0;

	for (const char *p = line.p; (p = memchr(p, '\\', (size_t)(e - p))) != NULL; p += 2) {
		if (e - p < 2)
			break;
		if (p[1] == '\\' ||
		    (p[1] == 'x' && e - p > 3 && is_hex(p[2]) && is_hex(p[3])))
			return -1;
		tells |= strchr("\"nrt", p[1]) == NULL || (p[1] == '"' && p + 2 == e);
	}
	return tells;
}

/* The name of the host that was asked for, where combined has what identd said. */
static int
tells_lighttpd(struct sv line)
{
	const size_t at = sv_find(line, ' ');
	const struct sv rest = behind(line, at + (at < line.n));
	const struct sv host = { rest.p, sv_find(rest, ' ') };
	struct address a;

	if (!address_read((struct sv){ line.p, at }, &a) || sv_is(host, "-"))
		return 0;	/* a request without a host is logged so */
	if (sv_find(host, '/') < host.n)
		return -1;	/* the time at once */
	return sv_find(host, '.') < host.n || sv_find(host, ':') < host.n ||
	    sv_is(host, "localhost") ? 1 : -1;
}

/* A URL with its host in each request; servers of combined have a path. */
static int
tells_varnish(struct sv line)
{
	struct sv s = behind(line, sv_find(line, '"'));

	s = behind(s, sv_find(s, ' '));
	return (s.n > 8 && memcmp(s.p, " http://", 8) == 0) ||
	    (s.n > 9 && memcmp(s.p, " https://", 9) == 0) ? 1 : -1;
}

/* AWS appends fields, which are left out as what stands behind any format. */
const struct server server_alb = { .esc = LVALUE_C, .text =
	"$type $time $elb $client:$client_port $upstream_addr $stages $status $upstream_status "
	"$bytes_in $bytes \"$balancer_request\" \"$agent\" $ssl_cipher $ssl_protocol "
	"$target_group \"$trace_id\" \"$domain_name\" \"$certificate\" $rule_priority "
	"$created_at \"$actions\" \"$redirect_url\" \"$error_reason\"" };

const struct server server_elb = { .esc = LVALUE_C, .text =
	"$time $elb $client:$client_port $upstream_addr $stages $status $upstream_status "
	"$bytes_in $bytes \"$balancer_request\" \"$agent\" $ssl_cipher $ssl_protocol" };

const struct server server_envoy = { .esc = LVALUE_RAW, .text =
	"[$time] \"$request\" $status $response_flags $bytes_in $bytes $duration $upstream "
	"\"$http_x_forwarded_for\" \"$free_agent\" \"$request_id\" \"$host\" \"$upstream_addr\"" };

const struct server server_gunicorn = { .esc = LVALUE_QUOTE, .text =
	"$client $ident $user [$clf] \"$request\" $status $bytes \"$referrer\" \"$agent\"",
	.tells = tells_gunicorn };

const struct server server_istio = { .esc = LVALUE_RAW, .text =
	"[$time] \"$request\" $status $response_flags $response_code_details "
	"$connection_termination_details \"$upstream_transport_failure_reason\" $bytes_in $bytes "
	"$duration $upstream \"$http_x_forwarded_for\" \"$free_agent\" \"$request_id\" \"$host\" "
	"\"$upstream_addr\" $upstream_cluster $upstream_local_address $downstream_local_address "
	"$client:$client_port $requested_server_name $route_name" };

const struct server server_lighttpd = { .esc = LVALUE_C, .text =
	"$client $host $user [$clf] \"$request\" $status $bytes0 \"$referrer\" \"$agent\"",
	.tells = tells_lighttpd };

const struct server server_s3 = { .esc = LVALUE_C, .text =
	"$bucket_owner $bucket [$clf] $client $user $request_id $operation $object_key "
	"\"$request\" $status $error_code $bytes0 $object_size $duration $upstream "
	"\"$referrer\" \"$agent\"" };

const struct server server_squid = { .esc = LVALUE_RAW, .text =
	"$epoch $padded_ms $client $cache_result/$status $bytes $method $squid_url $user "
	"$hierarchy/$peer $content_type" };

const struct server server_squid_combined = { .esc = LVALUE_RAW, .text =
	"$client $ident $user [$clf] \"$squid_request\" $status $bytes \"$referrer\" \"$agent\" "
	"$cache_result:$hierarchy" };

const struct server server_traefik = { .esc = LVALUE_QUOTE, .text =
	"$client - $user [$clf] \"$request\" $status $bytes \"$referrer\" \"$agent\" "
	"$request_count \"$router\" \"$server\" ${duration}ms" };

const struct server server_uwsgi = { .esc = LVALUE_RAW, .text =
	"[pid: $pid|app: $_|req: $_/$_] $client ($user) {$_ vars in $_ bytes} [$time] "
	"$method $url => generated $bytes bytes in $span msecs ($free_protocol $status) "
	"$_ headers in $_ bytes ($_ switches on core $_)" };

const struct server server_varnish = { .esc = LVALUE_C, .text =
	"$client $ident $user [$clf] \"$far_request\" $status $bytes0 \"$referrer\" \"$agent\"",
	.tells = tells_varnish };

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
	{ "span", LFORMAT_COUNT, "duration_ms", LFORMAT_OR_MICROS },
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
