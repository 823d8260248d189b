/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log/errlog.h"

#include "line/bagline.h"
#include "line/lvalue.h"

#include <string.h>

enum { NGINX_TIME = 19, CODE = 7 };	/* bytes of 2026/11/29 19:18:08, of AH00128 */

/* Names that are put under, found once. */
enum {
	N_TIME, N_CLIENT, N_HOST, N_METHOD, N_PATH, N_QUERY, N_PROTOCOL, N_SCHEME, N_REFERRER,
	N_LEVEL, N_MODULE, N_PID, N_TID, N_CONNECTION, N_PORT, N_SERVER, N_REQUEST,
	N_SUBREQUEST, N_UPSTREAM, N_CODE, N_ERRNO, N_ERROR, N_MESSAGE, NAMES
};

static const char *const names[NAMES] = {
	"timestamp", "client_ip", "host", "method", "path", "query", "protocol", "scheme",
	"referrer", "level", "module", "pid", "tid", "connection", "client_port", "server_name",
	"request", "subrequest", "upstream", "code", "errno", "error", "message"
};

struct decode {
	struct bagline_decoder  line;
	const struct lbag_name *name[NAMES];
	const char             *at;	/* of the line, what is still to be read */
	const char             *end;
	const char             *want;	/* what was expected where it did not fit */
};

static void
init_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	bagline_init(base, 0);
	bagline_find(&d->line, names, NAMES, d->name);
}

static void
put(struct decode *d, int name, struct sv text)
{
	(void)lbag_put(&d->line.bag, d->name[name], text, LBAG_BARE);
}

static struct sv
rest_of(const struct decode *d)
{
	return (struct sv){ d->at, (size_t)(d->end - d->at) };
}

/* Past @text, if it stands there. */
static bool
skip(struct decode *d, const char *text)
{
	if (!sv_starts(rest_of(d), sv_of(text)))
		return false;
	d->at += strlen(text);
	return true;
}

/* Up to @stop, which is passed; false when it does not come: @want was expected. */
static bool
take(struct decode *d, const char *stop, const char *want, struct sv *out)
{
	const struct sv rest = rest_of(d), what = sv_of(stop);

	for (const char *p = d->at; (p = bagline_find_byte(p, d->end, what.p[0])) < d->end; p++)
		if ((size_t)(d->end - p) >= what.n && memcmp(p, what.p, what.n) == 0) {
			*out = (struct sv){ rest.p, (size_t)(p - rest.p) };
			d->at = p + what.n;
			return true;
		}
	d->want = want;
	return false;
}

static struct sv
digits_at(const char *p, const char *e)
{
	size_t n = 0;

	while (n < (size_t)(e - p) && num_is_digit((unsigned char)p[n]))
		n++;
	return (struct sv){ p, n };
}

static bool
put_time(struct decode *d, struct sv text)
{
	d->want = "a time";
	return lbag_put(&d->line.bag, d->name[N_TIME], text, LBAG_BARE);
}

/* ---- nginx ---- */

/* What may follow a message, in this order, the last four in quotes. */
static const char client_key[] = ", client: ", server_key[] = ", server: ",
    request_key[] = ", request: \"";

static const struct {
	const char *key;
	int         name;
} quoted[] = {		/* a request, from the last to the first */
	{ "\", referrer: \"", N_REFERRER }, { "\", host: \"", N_HOST },
	{ "\", upstream: \"", N_UPSTREAM }, { "\", subrequest: \"", N_SUBREQUEST },
};

/* Where @what stands in @s, the last time or the first; s.n when it does not. */
static size_t
find_text(struct sv s, const char *what, bool last)
{
	const size_t n = strlen(what);
	const char *e = s.p + s.n;
	size_t found = s.n;

	for (const char *p = s.p; (last || found == s.n) &&
	    (p = bagline_find_byte(p, e, what[0])) < e; p++)
		if ((size_t)(e - p) >= n && p[1] == what[1] && p[2] == what[2] &&
		    memcmp(p, what, n) == 0)
			found = (size_t)(p - s.p);
	return found;
}

static struct sv
from(struct sv s, size_t at)
{
	return (struct sv){ s.p + at, s.n - at };
}

/* A request that nginx could not read is no method and path. */
static void
put_nginx_request(struct decode *d, struct sv message, struct sv text)
{
	struct lvalue_request r;

	lvalue_request(text, &r);
	if (r.whole.n > 0 || sv_starts(message, SV("client sent invalid "))) {
		put(d, N_REQUEST, text);
		return;
	}
	put(d, N_METHOD, r.method);
	put(d, N_SCHEME, r.scheme);
	put(d, N_HOST, r.host);
	put(d, N_PATH, r.path);
	put(d, N_QUERY, r.query);
	put(d, N_PROTOCOL, r.protocol);
}

/* (2: No such file or directory) */
static void
put_errno(struct decode *d, struct sv message)
{
	for (size_t i = 0; i < message.n; i++) {
		struct sv n;

		if (message.p[i] != '(')
			continue;
		n = digits_at(message.p + i + 1, message.p + message.n);
		if (n.n > 0 && i + 2 + n.n < message.n && n.p[n.n] == ':' && n.p[n.n + 1] == ' ') {
			put(d, N_ERRNO, n);
			return;
		}
	}
}

/*
 * The request in quotes, and what is behind it.  Nothing is escaped: from the end on, each key
 * where it stands last, so that what a client sends cannot stand for what nginx wrote there.
 * A line that was cut has no closing quote, and no request.
 */
static void
read_quoted(struct decode *d, struct sv message, struct sv s)
{
	if (s.n == 0 || s.p[s.n - 1] != '"')
		return;
	s.n--;
	for (size_t i = 0; i < sizeof(quoted) / sizeof(quoted[0]); i++) {
		size_t at = find_text(s, quoted[i].key, true);

		if (at < s.n) {
			put(d, quoted[i].name, from(s, at + strlen(quoted[i].key)));
			s.n = at;
		}
	}
	put_nginx_request(d, message, s);
}

/* From ", client: " on. */
static void
read_tail(struct decode *d, struct sv message, struct sv s)
{
	size_t at = find_text(s, request_key, false), server;

	if (at < s.n)
		read_quoted(d, message, from(s, at + strlen(request_key)));
	s.n = at;
	server = find_text(s, server_key, false);
	if (server < s.n) {
		struct sv name = from(s, server + strlen(server_key));

		name.n = sv_find(name, ',');
		put(d, N_SERVER, name);
	}
	s.n = server;
	put(d, N_CLIENT, from(s, strlen(client_key)));
}

static bool
read_nginx(struct decode *d)
{
	struct sv time = { d->at, NGINX_TIME }, text, message, rest;
	size_t at;

	d->want = "a time";
	if ((size_t)(d->end - d->at) < NGINX_TIME || !put_time(d, time))
		return false;
	d->at += NGINX_TIME;
	d->want = "' ['";
	if (!skip(d, " [") || !take(d, "] ", "a level and ']'", &text))
		return false;
	put(d, N_LEVEL, text);
	if (!take(d, "#", "a process and '#'", &text))
		return false;
	put(d, N_PID, text);
	if (!take(d, ": ", "a thread and ':'", &text))
		return false;
	put(d, N_TID, text);
	if (skip(d, "*")) {
		if (!take(d, " ", "a connection", &text))
			return false;
		put(d, N_CONNECTION, text);
	}
	rest = rest_of(d);
	at = find_text(rest, client_key, false);
	message = (struct sv){ rest.p, at };
	put(d, N_MESSAGE, message);
	put_errno(d, message);
	if (at < rest.n)
		read_tail(d, message, from(rest, at));
	return true;
}

/* ---- Apache ---- */

/* (111)Connection refused: */
static void
read_error(struct decode *d)
{
	const char *from = d->at;
	struct sv n, text;

	if (!skip(d, "("))
		return;
	n = digits_at(d->at, d->end);
	d->at += n.n;
	if (n.n == 0 || !skip(d, ")") || !take(d, ": ", "", &text)) {
		d->at = from;
		return;
	}
	put(d, N_ERRNO, n);
	put(d, N_ERROR, text);
}

/* pid 16674:tid 16768, or without the second. */
static void
put_process(struct decode *d, struct sv text)
{
	struct sv pid = digits_at(text.p, text.p + text.n);
	const struct sv between = SV(":tid ");
	struct sv behind = { pid.p + pid.n, text.n - pid.n };

	put(d, N_PID, pid);
	if (sv_starts(behind, between))
		put(d, N_TID, (struct sv){ behind.p + between.n, behind.n - between.n });
}

/* 2.2 wrote an address alone. */
static void
put_client(struct decode *d, struct sv text, bool with_port)
{
	size_t at = text.n;

	while (with_port && at > 0 && text.p[at - 1] != ':')
		at--;
	if (with_port && at > 1) {
		put(d, N_PORT, (struct sv){ text.p + at, text.n - at });
		text.n = at - 1;
	}
	if (text.n > 1 && text.p[0] == '[' && text.p[text.n - 1] == ']')
		text = (struct sv){ text.p + 1, text.n - 2 };
	put(d, N_CLIENT, text);
}

static bool
is_code(struct sv s)
{
	return s.n > CODE + 2 && s.p[0] == 'A' && s.p[1] == 'H' && s.p[CODE] == ':' &&
	    digits_at(s.p + 2, s.p + s.n).n == CODE - 2;
}

static bool
read_apache(struct decode *d)
{
	struct sv text;
	size_t colon;
	bool module;

	d->want = "'['";
	if (!skip(d, "[") || !take(d, "] [", "a time and '] ['", &text))
		return false;
	if (!put_time(d, text)) {
		d->at = text.p;
		return false;
	}
	if (!take(d, "] ", "a level and ']'", &text))
		return false;
	colon = sv_find(text, ':');
	module = colon < text.n;
	if (module) {
		put(d, N_MODULE, (struct sv){ text.p, colon });
		text = (struct sv){ text.p + colon + 1, text.n - colon - 1 };
	}
	put(d, N_LEVEL, text);
	if (skip(d, "[pid ")) {
		if (!take(d, "] ", "']' behind a process", &text))
			return false;
		put_process(d, text);
	}
	read_error(d);
	if (skip(d, "[client ") || skip(d, "[remote ")) {
		if (!take(d, "] ", "']' behind a client", &text))
			return false;
		put_client(d, text, module);
	}
	read_error(d);
	if (is_code(rest_of(d))) {
		put(d, N_CODE, (struct sv){ d->at, CODE });
		d->at += CODE + 2;
	}
	put(d, N_MESSAGE, lvalue_text(rest_of(d), LVALUE_C, &d->line.bag.rec));
	return true;
}

/* ---- both ---- */

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej,
    bool (*read)(struct decode *d))
{
	struct decode *d = (struct decode *)base;
	char found[LVALUE_SHOWN];

	lbag_begin(&d->line.bag, line);
	d->at = line.p;
	d->end = line.p + line.n;
	d->line.bag.why = "";
	if (!read(d))
		return source_reject(rej, "log", base->lines, (uint64_t)(d->at - line.p) + 1, line,
		    "expected %s, found %s%s", d->want, d->at == d->end ? "end of line" :
		    lvalue_shown(rest_of(d), found), d->line.bag.why);
	lbag_end(&d->line.bag, r);
	return RC_OK;
}

static enum rc
nginx_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	return read_line(base, line, r, rej, read_nginx);
}

static enum rc
apache_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	return read_line(base, line, r, rej, read_apache);
}

static const struct line_ops nginx_ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = bagline_free,
	.line = nginx_line,
	.names = bagline_names,
};

static const struct line_ops apache_ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = bagline_free,
	.line = apache_line,
	.names = bagline_names,
};

static enum rc
open_errlog(const struct source **s, const struct line_ops *ops, const char *name,
    const struct source_cfg *cfg, const struct proj *p, struct arena *a, struct err *e)
{
	return bagline_open(s, ops, name, 0, cfg, p, a, e);
}

enum rc
errlog_nginx(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	return open_errlog(s, &nginx_ops, "nginx_error", cfg, p, a, e);
}

enum rc
errlog_apache(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	return open_errlog(s, &apache_ops, "apache_error", cfg, p, a, e);
}
