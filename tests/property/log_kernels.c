/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_kernels - every kernel of lscan against the rules, and the writer against jwrite
 *
 * The rules alone are had by taking from a format what its fields look like.
 * Lines are drawn field by field, mostly plain, with lengths around the widths
 * of vectors, and then damaged; they lie at the very end of what may be read.
 * A line must be taken or refused, for the same reason at the same column, and
 * have the same values, whichever kernel reads it and whatever it read before.
 */
#include "../t.h"

#include "access/apache.h"
#include "access/lwrite.h"
#include "access/nginx.h"
#include "access/server.h"
#include "base/mem.h"
#include "base/rng.h"
#include "json/jwrite.h"
#include "line/lname.h"

enum { LINES = 4000, LINE_MAX_BYTES = 4096, VALUES = 40 };

static const struct {
	bool        nginx;
	bool        trailing;
	const char *text;	/* or the name of one of `servers` */
	const char *line;	/* what it prints: letters stand for draws, see draw() */
} formats[] = {
	{ true, false, "$remote_addr - $remote_user [$time_local] \"$request\" $status "
	    "$body_bytes_sent \"$http_referer\" \"$http_user_agent\" $request_time",
	    "A - T [C] \"R\" S N \"Q\" \"Q\" M" },
	{ true, true, NGINX_COMBINED, "A - T [C] \"R\" S N \"Q\" \"Q\"" },
	{ false, true, APACHE_COMBINED, "A T T [C] \"R\" S N \"Q\" \"Q\"" },
	{ false, true, APACHE_VHOST_COMBINED, "T:N A T T [C] \"R\" S N \"Q\" \"Q\"" },
	{ false, true, APACHE_COMMON, "A T T [C] \"R\" S N" },
	{ false, false, "%h %l %u %t \"%r\" %>s %b %D %T \"%{X}i\" %{X}o", "A T T [C] \"R\" S N N M \"Q\" T" },
	{ true, false, "escape=json {\"a\":\"$remote_addr\",\"r\":\"$request\",\"u\":\"$remote_user\","
	    "\"t\":$upstream_response_time,\"n\":$body_bytes_sent,\"s\":$status}",
	    "{\"a\":\"A\",\"r\":\"R\",\"u\":\"Q\",\"t\":M,\"n\":N,\"s\":S}" },
	{ true, false, "escape=none $remote_addr|$http_x|\"$request\"|$status|$http_a_name_of_over_thirty_bytes|"
	    "$upstream_response_time,x=$msec", "A|T|\"R\"|S|T|M,x=E" },
	{ true, false, "$http_x_forwarded_for $upstream_response_time :x: $upstream_header_time "
	    "$upstream_status  $time_iso8601 [$time_local] $request_length,$http_b",
	    "A M :x: M T  I [C] N,T" },
	{ true, false, "[$time_local] $bytes_sent $host\t$request_uri\t$uri$is_args$args $scheme -> "
	    "\"$request_method $uri\" $request_time\xc2\xa7$gzip_ratio - $connection",
	    "[C] N T\tU\tU T -> \"T U\" M\xc2\xa7M - N" },
	{ false, false, "%h \"%r\" %b\r", "A \"R\" N\r" },
	{ false, false, "%a:%{remote}p %h|%v:%p \"%A:%{local}p\" %f:%P", "A:N A|T:N \"A:N\" T:N" },
	{ false, true, "alb", "t I T A:N T G S T N N \"R\" \"Q\" T t T \"t\" \"Q\" \"\" t I \"t\" "
	    "\"Q\" \"t\"" },
	{ false, true, "elb", "I T A:N T G S N N N \"R\" \"Q\" T T" },
	{ false, true, "envoy", "[I] \"R\" S T N N N N \"Q\" \"Q\" \"T\" \"T\" \"T\"" },
	{ false, true, "squid", "E   N A T/S N T U T T/T T" },
	{ false, true, "squid_combined", "A T T [C] \"R\" S N \"Q\" \"Q\" T:T" },
	{ false, true, "uwsgi", "[pid: N|app: T|req: t/t] A (T) {t vars in 5 bytes} [I] T U => generated N "
	    "bytes in N msecs (T S) T headers in 5 bytes (5 switches on core T)" },
	{ false, true, "varnish", "A T T [C] \"R\" S N \"Q\" \"Q\"" },
	{ false, true, "traefik", "A - T [C] \"R\" S N \"Q\" \"Q\" N \"T\" \"T\" Nms" },
};

static const struct {
	const char          *name;
	const struct server *server;
} servers[] = {
	{ "alb", &server_alb }, { "elb", &server_elb }, { "envoy", &server_envoy },
	{ "squid", &server_squid }, { "squid_combined", &server_squid_combined },
	{ "uwsgi", &server_uwsgi }, { "varnish", &server_varnish },
	{ "traefik", &server_traefik },
};

enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

struct reader {			/* of one kernel, or of the rules */
	struct lformat f;
	struct lscan   scan;
	struct lwrite  write;
	struct arena   rec;
	const char    *name;
};

struct bank {
	struct arena   arena;
	struct proj    all, some;
	struct reader  rules, by[CPU_SIMD_N], few[CPU_SIMD_N];
	struct buf     o;
	size_t         fit;
	size_t         plain[CPU_SIMD_N];	/* values that no rule was asked for */
};

static const struct tstamp_cfg utc = { .now_us = INT64_MIN };

static void
reader_init(struct reader *r, size_t format, const struct proj *p, struct arena *a)
{
	struct source_cfg cfg = { 0 };
	struct err e = { 0 };
	const char *text = formats[format].text;
	const struct server *server = NULL;
	enum rc rc;

	for (size_t i = 0; i < sizeof(servers) / sizeof(servers[0]); i++)
		if (strcmp(servers[i].name, text) == 0)
			server = servers[i].server;
	if (server != NULL)
		rc = server_compile(&r->f, server, a, &e);
	else
		rc = (formats[format].nginx ? nginx_compile : apache_compile)(&r->f, sv_of(text),
		    0, a, &e);

	if (rc == RC_OK)
		rc = lformat_finish(&r->f, &cfg, p, &e);
	if (rc != RC_OK)
		T_OK(false, "format %zu: %s", format, e.msg);
	r->f.trailing = formats[format].trailing;
	arena_init(&r->rec);
	lscan_init(&r->scan, &r->f, &utc, &r->rec, 1);
	lwrite_init(&r->write, &r->f);
}

static void
bank_init(struct bank *b, size_t format)
{
	static const char *const some[] = { "status", "path", "duration_ms", "timestamp", "request",
		"user_agent", "http_b" };
	struct err e;
	size_t slot;

	memset(b, 0, sizeof(*b));
	arena_init(&b->arena);
	proj_init(&b->all, &b->arena);
	proj_init(&b->some, &b->arena);
	b->all.members = true;
	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++)
		T_QUIET(proj_add(&b->some, sv_of(some[i]), &slot, &e) == RC_OK, "%s", some[i]);
	buf_init(&b->o, SIZE_MAX);
	reader_init(&b->rules, format, &b->all, &b->arena);
	for (size_t i = 0; i < b->rules.f.nop; i++)
		b->rules.f.op[i].look = LFORMAT_ANY;
	for (int i = 0; i < CPU_SIMD_N; i++) {
		if (!cpu_simd_usable((enum cpu_simd)i))
			continue;
		b->by[i].name = b->few[i].name = cpu_simd_name((enum cpu_simd)i);
		reader_init(&b->by[i], format, &b->all, &b->arena);
		reader_init(&b->few[i], format, &b->some, &b->arena);
		T_QUIET(lscan_simd(&b->by[i].scan, (enum cpu_simd)i) &&
		    lscan_simd(&b->few[i].scan, (enum cpu_simd)i), "%s", b->by[i].name);
	}
}

static void
reader_free(struct reader *r)
{
	lscan_free(&r->scan);
	arena_free(&r->rec);
}

static void
bank_free(struct bank *b)
{
	reader_free(&b->rules);
	for (int i = 0; i < CPU_SIMD_N; i++) {
		if (b->by[i].name == NULL)
			continue;
		reader_free(&b->by[i]);
		reader_free(&b->few[i]);
	}
	buf_free(&b->o);
	arena_free(&b->arena);
}

static bool
same_value(const struct val *a, const struct val *b)
{
	return a->kind == b->kind && (a->kind == VAL_NONE || (a->flags == b->flags &&
	    sv_eq(a->text, b->text) && (a->kind != VAL_TIME || a->at_us == b->at_us)));
}

static bool
scan(struct reader *r, struct sv line)
{
	arena_reset(&r->rec);
	r->scan.misfit = NULL;
	return lscan_line(&r->scan, line);
}

/* The record by jwrite, behind it the same by lwrite: equal? */
static bool
same_text(struct bank *b, struct reader *r, struct sv line)
{
	const struct lscan *s = &b->rules.scan;
	struct jwrite w;
	size_t half;

	buf_clear(&b->o);
	jwrite_init(&w, &b->o);
	jwrite_open(&w, '{');
	for (size_t i = 0; i < s->f->nout; i++) {
		if (s->val[i].kind == VAL_NONE)
			continue;
		jwrite_key(&w, s->f->out[i].name);
		jwrite_val(&w, &s->val[i]);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	half = b->o.n;
	lwrite_record(&r->write, &r->scan, 0, line.n, &b->o);
	return b->o.n == 2 * half && memcmp(b->o.p, b->o.p + half, half) == 0;
}

static bool
same_slots(const struct bank *b, const struct reader *few)
{
	const struct lscan *s = &b->rules.scan;

	for (size_t i = 0; i < s->f->nout; i++) {
		size_t slot = lname_slot(&b->some, s->f->out[i].name);

		if (slot < b->some.n && !same_value(&s->val[i], &few->scan.val[slot]))
			return false;
	}
	return true;
}

static bool
bank_check(struct bank *b, struct sv line)
{
	const struct lscan *want = &b->rules.scan;
	bool fits = scan(&b->rules, line);

	b->fit += fits;
	for (int i = 0; i < CPU_SIMD_N; i++) {
		struct reader *r = &b->by[i], *few = &b->few[i];
		bool ok;

		if (r->name == NULL)
			continue;
		ok = scan(r, line) == fits && scan(few, line) == fits;
		if (ok && !fits)
			ok = r->scan.misfit == want->misfit && strcmp(r->scan.msg, want->msg) == 0 &&
			    few->scan.misfit == want->misfit && strcmp(few->scan.msg, want->msg) == 0;
		for (size_t k = 0; ok && fits && k < want->f->nout; k++) {
			ok = same_value(&r->scan.val[k], &want->val[k]);
			b->plain[i] += lscan_is_plain(&r->scan, r->f.out[k].op, 0) &&
			    want->val[k].kind != VAL_NONE;
		}
		ok = ok && (!fits || (same_slots(b, few) && same_text(b, r, line)));
		if (!ok) {
			T_OK(false, "%s: %.*s (%s)", r->name, (int)line.n, line.p,
			    fits ? "fits" : want->msg);
			return false;
		}
	}
	return true;
}

struct line {
	char   p[LINE_MAX_BYTES];
	size_t n;
};

static void
put(struct line *l, const char *s, size_t n)
{
	if (n > sizeof(l->p) - l->n)
		n = sizeof(l->p) - l->n;
	memcpy(l->p + l->n, s, n);
	l->n += n;
}

static void
put_s(struct line *l, const char *s)
{
	put(l, s, strlen(s));
}

static size_t
below(struct rng *r, size_t n)
{
	return (size_t)rng_below(r, n);
}

static const char *
pick(struct rng *r, const char *const *of, size_t n)
{
	return of[below(r, n)];
}

#define PICK(r, of) pick(r, of, sizeof(of) / sizeof((of)[0]))

/* Bytes of a text, mostly plain; lengths on both sides of each width. */
static void
draw_text(struct rng *r, struct line *l, bool spaces)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789.-_/:;=%&?()[]{}<>+*'|";
	static const size_t length[] = { 0, 1, 2, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 63, 64, 65, 95,
		96, 97, 127, 128, 129, 200 };
	static const char *const odd[] = { "\\", "\\\"", "\\x41", "\\\\", "\xc3\xa9", "\xff", "\x01", "\t",
		"\x7f", "\"", ",", ", ", " : ", " ", " - ", "\\u00e9", "\r" };
	size_t n = below(r, 3) == 0 ? length[below(r, sizeof(length) / sizeof(length[0]))] : below(r, 24);
	size_t at = below(r, 6) == 0 ? below(r, n + 1) : SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		if (i == at)
			put_s(l, PICK(r, odd));
		put(l, spaces && below(r, 8) == 0 ? " " : &plain[below(r, sizeof(plain) - 1)], 1);
	}
}

static void
draw_request(struct rng *r, struct line *l)
{
	static const char *const method[] = { "GET ", "POST ", "HEAD ", "OPTIONS ", "CONNECT ", "PROPFIND ",
		"get ", "M-GET ", "GET", " ", "", "G\"", "PATCHES " };
	static const char *const target[] = { "/", "/a?b", "/?", "?", "*", "http://h/x?y", "http://h", "h:443",
		"/a b", "", "//", "/a?b?c", "/\xc3\xa9" };
	static const char *const end[] = { " HTTP/1.1", " HTTP/2.0", " HTTP/1.0", "", " ", " HTTP/1.",
		" HTTP/..1", " HTTP/a.1", " HTTP/1.10", "HTTP/1.1", " FTP/1.1", " HTTP/2" };
	bool good = below(r, 4) != 0;

	put_s(l, good ? method[below(r, 3)] : PICK(r, method));
	put_s(l, good ? "/" : PICK(r, target));
	if (below(r, 2) != 0)
		draw_text(r, l, false);
	put_s(l, good ? end[below(r, 3)] : PICK(r, end));
}

static void
draw_number(struct rng *r, struct line *l, char what)
{
	static const char *const odd[] = { "-", "0", "00", "007", "000", "099", "0.000", "0.001", "0.010",
		"0.0100", "00.100", "1.5", "1.", ".5", "12345678.123", "123456789012.345", "1234567890123456.789",
		"99999999999999999999", "0.1, 0.200", "0.100 : 0.200", "-, 0.001", "1.234, ", "", "1e3", "5x",
		"200.123", "1.2345" };
	char text[64];

	if (below(r, 4) == 0)
		put_s(l, PICK(r, odd));
	else if (what == 'M') {
		snprintf(text, sizeof(text), "%zu.%03zu", below(r, 3) == 0 ? below(r, 100000) : 0,
		    below(r, 1000));
		put_s(l, text);
	} else {
		snprintf(text, sizeof(text), "%zu", what == 'S' ? 100 + below(r, 500) :
		    below(r, (size_t)1 << below(r, 40)));
		put_s(l, text);
	}
}

static void
draw_clf(struct rng *r, struct line *l)
{
	static const char *const odd[] = { "31/Dec/9999:23:59:59 -0100", "01/Jan/0000:00:00:00 +0100",
		"10/Oct/2000:13:55:60 -0700", "10/Oct/2000:13:55:6x -0700", " 1/Oct/2000:13:55:01 +0000",
		"30/Feb/2000:13:55:01 +0000", "10/Oct/2000:13:55:01", "-", "10/Oct/2000:13:55:5: -0700" };
	char text[64];

	if (below(r, 12) == 0) {
		put_s(l, PICK(r, odd));
		return;
	}
	snprintf(text, sizeof(text), "10/Oct/2000:13:%02zu:%02zu %s", 55 + below(r, 2), below(r, 60),
	    below(r, 6) == 0 ? "+0530" : "-0700");
	put_s(l, text);
}

static void
draw(struct rng *r, struct line *l, char what)
{
	static const char *const client[] = { "127.0.0.1", "::1", "h.example", "-", "10.0.0.1, 10.0.0.2", "unix:",
		"2001:0db8:85a3:0000:0000:8a2e:0370:7334", "a b", "a,b", "" };
	static const char *const iso[] = { "2000-10-10T13:55:36+00:00", "2000-10-10T13:55:59Z",
		"2000-10-10T13:55:36-07:00", "-", "2000-10-10", "x", "2000-10-10T13:55:36.310Z",
		"2000-10-10T13:55:59.310001Z", "2000-10-10T13:55:00.1234567Z", "2000-10-10T13:55:60Z",
		"2000-10-10T13:55:07.5Z", "2000-10-10T13:56:07.500Z", "Sun Oct 10 13:55:59 2000",
		"Sun Oct 10 13:55:01 2000", "10/Oct/2000:13:55:36.999", "10/Oct/2000:13:55:37.001",
		"2000-10-10T13:55:07.Z", "2000-10-10T13:55:7Z", "1960-10-10T13:55:07.250Z" };
	static const char *const target[] = { "/", "/", "/", "http://h", "https://h.example:443/x?",
		"http://h/?", "ftp://h/", "error:none", "h:443", "http://h?a", "http:///a", "" };
	static const char *const since[] = { "1700000000.123", "1700000007.999", "1700000000", "1700000000.123456",
		"1700000000.1234567", "-1.5", "0.5", "x", "1e9", "1700000000." };
	static const char *const stages[] = { "0.000 0.001 0.000", "0.000073 0.001048 0.000057", "-1 -1 -1",
		"0.001 -1 -1", "12.345 0.010 100.100", "1 2 3", "0.001 0.02 x", "0.001 0.001", "00.001 0.100 0.000" };

	switch (what) {
	case 'A':
		put_s(l, PICK(r, client));
		break;
	case 'T':
	case 'Q':
		if (below(r, 4) == 0)
			put_s(l, below(r, 4) != 0 ? "-" : "- x");
		else
			draw_text(r, l, what == 'Q');
		break;
	case 'R':
		draw_request(r, l);
		break;
	case 'U':
		put_s(l, PICK(r, target));
		draw_text(r, l, false);
		break;
	case 'G':
		put_s(l, PICK(r, stages));
		break;
	case 'C':
		draw_clf(r, l);
		break;
	case 'I':
		put_s(l, PICK(r, iso));
		break;
	case 'E':
		put_s(l, PICK(r, since));
		break;
	case 'S':
	case 'N':
	case 'M':
		draw_number(r, l, what);
		break;
	default:
		put(l, &what, 1);
	}
}

static void
damage(struct rng *r, struct line *l)
{
	static const char bytes[] = "\"\\ ,:-/.?[]0129AZaz\t\r\x01\x1f\x7f\x80\xc3\xff";
	size_t at = below(r, l->n + 1), more = below(r, 4);

	if (at < l->n && below(r, 3) == 0) {
		l->p[at] = bytes[below(r, sizeof(bytes) - 1)];
	} else if (below(r, 2) == 0 && l->n < sizeof(l->p)) {
		memmove(l->p + at + 1, l->p + at, l->n - at);
		l->p[at] = bytes[below(r, sizeof(bytes) - 1)];
		l->n++;
	} else if (at + more <= l->n) {
		memmove(l->p + at, l->p + at + more, l->n - at - more);
		l->n -= more;
	} else {
		l->n = at;
	}
}

/* The line with its end, and not a byte more than a kernel may read. */
static bool
check_line(struct bank *b, const struct line *l, const char *end)
{
	char *block = mem_zalloc(l->n + strlen(end) + LSCAN_PAD);
	bool ok;

	memcpy(block, l->p, l->n);
	memcpy(block + l->n, end, strlen(end));
	ok = bank_check(b, (struct sv){ block, l->n });
	mem_free(block);
	return ok;
}

static void
test_format(struct rng *r, size_t format)
{
	struct bank b;
	struct line l;
	size_t failed = 0;

	bank_init(&b, format);
	for (size_t i = 0; i < LINES && failed == 0; i++) {
		l.n = 0;
		for (const char *p = formats[format].line; *p != '\0'; p++)
			draw(r, &l, *p);
		for (size_t k = below(r, 3); k > 0; k--)
			damage(r, &l);
		for (size_t k = 0; k < l.n; k++)
			l.p[k] = l.p[k] == '\n' ? ' ' : l.p[k];
		failed += !check_line(&b, &l, below(r, 4) == 0 ? "\r\n" : "\n");
	}
	T_OK(failed == 0, "%d lines of %s", LINES, formats[format].text);
	T_OK(b.fit > LINES / 20 && b.fit < LINES, "%zu of them fit", b.fit);
	for (int i = 0; i < CPU_SIMD_N; i++)
		T_OK(b.by[i].name == NULL || b.plain[i] > (b.rules.f.guess ? 0 : b.fit), "%s took %zu values",
		    cpu_simd_name((enum cpu_simd)i), b.plain[i]);
	bank_free(&b);
}

int
main(void)
{
	uint64_t seed = t_seed();
	struct rng r;

	rng_init(&r, seed);
	for (size_t i = 0; i < FORMATS; i++)
		test_format(&r, i);
	return t_done();
}
