/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * haproxy - see haproxy.h.  Fields: HAProxy's configuration manual, 8.2.2 to 8.2.4, 8.5, 8.6.
 */
#include "log/haproxy.h"

#include "json/jwrite.h"
#include "line/bagline.h"
#include "line/lvalue.h"

#include <string.h>

enum { TIMERS = 5, TCP_TIMERS = 3, CONNECTIONS = 5, CAPTURES = 2 };

/* Names that are put under, found once. */
enum {
	N_TIME, N_CLIENT, N_PORT, N_FRONTEND, N_BACKEND, N_SERVER, N_REQUEST_MS, N_QUEUE_MS,
	N_CONNECT_MS, N_RESPONSE_MS, N_DURATION, N_STATUS, N_BYTES, N_STATE, N_RETRIES,
	N_REDISPATCHED, N_CAPTURES, N_RESPONSE_CAPTURES, N_REQUEST, NAMES
};

static const char *const names[NAMES] = {
	"timestamp", "client_ip", "client_port", "frontend", "backend", "server", "request_ms",
	"queue_ms", "connect_ms", "response_ms", "duration_ms", "status", "bytes",
	"termination_state", "retries", "redispatched", "captures", "response_captures", "request"
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

	bagline_init(base, LBAG_ACCESS);
	bagline_find(&d->line, names, NAMES, d->name);
}

/* Up to @stop, which is passed; false when it does not come.  Most words are short. */
static bool
take(struct decode *d, char stop, const char *want, struct sv *out)
{
	const char *p = bagline_find_byte(d->at, d->end, stop);

	d->want = want;
	if (p == d->end)
		return false;
	*out = (struct sv){ d->at, (size_t)(p - d->at) };
	d->at = p + 1;
	return true;
}

/* Up to the last @stop of @s. */
static bool
cut_last(struct sv s, char stop, struct sv *before, struct sv *behind)
{
	size_t i = s.n;

	while (i > 0 && s.p[i - 1] != stop)
		i--;
	if (i == 0)
		return false;
	*before = (struct sv){ s.p, i - 1 };
	*behind = (struct sv){ s.p + i, s.n - i };
	return true;
}

static void
put(struct decode *d, int name, struct sv text)
{
	if (text.n != 1 || *text.p != '-')
		(void)lbag_put(&d->line.bag, d->name[name], text, LBAG_BARE);
}

/* A whole number, -1 for none, with a + before it where more was to come. */
static bool
put_count(struct decode *d, int name, struct sv text)
{
	if (text.n > 1 && text.p[0] == '+')
		text = (struct sv){ text.p + 1, text.n - 1 };
	if (text.n == 2 && memcmp(text.p, "-1", 2) == 0)
		return true;
	for (size_t i = 0; i < text.n; i++)
		if (!num_is_digit((unsigned char)text.p[i]))
			return false;
	if (text.n == 0)
		return false;
	put(d, name, lvalue_digits(text));
	return true;
}

/* @n counts with slashes between; nowhere more. */
static bool
split(struct sv s, struct sv *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = (size_t)(bagline_find_byte(s.p, s.p + s.n, '/') - s.p);

		out[i] = (struct sv){ s.p, len };
		if ((len == s.n) != (i + 1 == n))
			return false;
		s = (struct sv){ s.p + len + (len < s.n), s.n - len - (len < s.n) };
	}
	return true;
}

static int
hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* #22 is a quote. */
static struct sv
decoded(struct decode *d, struct sv s)
{
	size_t n = 0;
	char *out;

	if (sv_find(s, '#') == s.n)
		return s;
	out = arena_alloc(&d->line.bag.rec, s.n);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '#' && s.n - i > 2 && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
			out[n++] = (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]));
			i += 2;
		} else {
			out[n++] = s.p[i];
		}
	}
	return (struct sv){ out, n };
}

/* The texts between | as a JSON array. */
static void
put_captures(struct decode *d, int name, struct sv s)
{
	struct jwrite w;
	struct buf b;
	struct val v = { .kind = VAL_ARRAY };

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '[');
	for (bool more = true; more;) {
		size_t len = sv_find(s, '|');

		jwrite_str(&w, lvalue_text(decoded(d, (struct sv){ s.p, len }), LVALUE_RAW,
		    &d->line.bag.rec));
		more = len < s.n;
		s = (struct sv){ s.p + len + more, s.n - len - more };
	}
	jwrite_shut(&w, ']');
	v.text = arena_sv(&d->line.bag.rec, buf_view(&b));
	buf_free(&b);
	lbag_put_value(&d->line.bag, d->name[name], &v);
}

/* client:port [time] frontend backend/server */
static bool
read_head(struct decode *d)
{
	struct sv client, port, time, text, server;

	if (!take(d, ' ', "an address", &text) || !cut_last(text, ':', &client, &port) ||
	    !lvalue_is_address(client))
		return false;
	put(d, N_CLIENT, client);
	if (!put_count(d, N_PORT, port) && client.n > 0 && !sv_is(client, "unix"))
		return false;
	d->want = "'['";
	if (d->at == d->end || *d->at++ != '[' || !take(d, ']', "a time", &time))
		return false;
	if (!lbag_put(&d->line.bag, d->name[N_TIME], time, LBAG_BARE)) {
		d->at = time.p;
		return false;
	}
	if (d->at == d->end || *d->at++ != ' ' || !take(d, ' ', "a frontend", &text))
		return false;
	put(d, N_FRONTEND, text);
	if (!take(d, ' ', "a backend and a server", &text))
		return false;
	if (cut_last(text, '/', &text, &server))
		put(d, N_SERVER, server);
	put(d, N_BACKEND, text);
	return true;
}

/* Five times are those of requests, three those of connections; *http: which. */
static bool
read_timers(struct decode *d, bool *http)
{
	static const int http_names[TIMERS] = { N_REQUEST_MS, N_QUEUE_MS, N_CONNECT_MS,
		N_RESPONSE_MS, N_DURATION };
	static const int tcp_names[TCP_TIMERS] = { N_QUEUE_MS, N_CONNECT_MS, N_DURATION };
	struct sv text, part[TIMERS];
	size_t n;

	if (!take(d, ' ', "times with '/' between", &text))
		return false;
	d->want = "five or three times with '/' between";
	*http = split(text, part, TIMERS);
	n = *http ? TIMERS : TCP_TIMERS;
	if (!*http && !split(text, part, TCP_TIMERS))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!put_count(d, *http ? http_names[i] : tcp_names[i], part[i]))
			return false;
	return true;
}

/* The state of a session's end: letters and dashes, four of requests, two of connections. */
static bool
is_state(struct sv s, bool http)
{
	if (s.n != (http ? 4u : 2u))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '-' && !((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z'))
			return false;
	return true;
}

/*
 * [status] bytes [cookies] state: a captured cookie may hold blanks, so what looks like a
 * state, and has counts behind it, is looked for.
 */
static bool
read_state(struct decode *d, bool http)
{
	struct sv text, part[CONNECTIONS];

	if (http && (!take(d, ' ', "a status", &text) || !put_count(d, N_STATUS, text)))
		return false;
	if (!take(d, ' ', "bytes", &text) || !put_count(d, N_BYTES, text))
		return false;
	for (;;) {
		if (!take(d, ' ', "the state of the end, such as ----", &text))
			return false;
		if (is_state(text, http) && (size_t)(d->end - d->at) > 1) {
			struct sv rest = { d->at, (size_t)(d->end - d->at) };

			rest.n = sv_find(rest, ' ');
			if (split(rest, part, CONNECTIONS))
				break;
		}
	}
	put(d, N_STATE, text);
	if (part[4].n > 0 && part[4].p[0] == '+') {
		struct val yes = val_of_bool(true);

		lbag_put_value(&d->line.bag, d->name[N_REDISPATCHED], &yes);
	}
	if (!put_count(d, N_RETRIES, part[4]))
		return false;
	d->at += part[4].p + part[4].n - d->at;
	return !http || (take(d, ' ', "counts of connections", &text) &&
	    take(d, ' ', "counts of queues", &text));
}

/* {captures} {captures} "request", each perhaps; what stands behind it is left out. */
static bool
read_request(struct decode *d)
{
	struct sv text;
	const char *p;

	for (int i = 0; i < CAPTURES && d->at < d->end && *d->at == '{'; i++) {
		d->at++;
		if (!take(d, '}', "'}'", &text))
			return false;
		put_captures(d, i == 0 ? N_CAPTURES : N_RESPONSE_CAPTURES, text);
		d->at += d->at < d->end && *d->at == ' ';
	}
	d->want = "a request in quotes";
	if (d->at == d->end || *d->at++ != '"')
		return false;
	p = memchr(d->at, '"', (size_t)(d->end - d->at));
	d->want = "the request's closing quote: the line was cut when it was written";
	if (p == NULL) {
		d->at = d->end;
		return false;
	}
	text = (struct sv){ d->at, (size_t)(p - d->at) };
	d->at = p + 1;
	if (!sv_is(text, "<BADREQ>"))
		(void)lbag_put(&d->line.bag, d->name[N_REQUEST], decoded(d, text), LBAG_BARE);
	return true;
}

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	char found[LVALUE_SHOWN];
	struct sv rest;
	bool http = false;

	lbag_begin(&d->line.bag, line);
	d->at = line.p;
	d->end = line.p + line.n;
	if (!read_head(d) || !read_timers(d, &http) || !read_state(d, http) ||
	    (http && !read_request(d))) {
		rest = (struct sv){ d->at, (size_t)(d->end - d->at) };
		return source_reject(rej, d->at == d->end ? "truncated" : "log", base->lines,
		    (uint64_t)(d->at - line.p) + 1, line, "expected %s, found %s", d->want,
		    rest.n > 0 ? lvalue_shown(rest, found) : "end of line");
	}
	lbag_end(&d->line.bag, r);
	return RC_OK;
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = bagline_free,
	.line = read_line,
	.names = bagline_names,
};

enum rc
haproxy_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	return bagline_open(s, &ops, "haproxy", 0, cfg, p, a, e);
}
