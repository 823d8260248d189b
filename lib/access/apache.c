/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * apache - see apache.h.  Directives: httpd.apache.org/docs/2.4/mod/mod_log_config.html
 * and mod_logio.html; of Tomcat: tomcat.apache.org/tomcat-9.0-doc/config/valve.html.
 */
#include "access/apache.h"

#include "line/lname.h"

#include <string.h>

static const struct dir {
	const char       *letter;	/* "^FB" and the like spelt whole */
	const char       *arg;		/* exact argument, "*" any, NULL none */
	enum lformat_kind kind;
	const char       *canon;
	const char       *own;		/* with arg "*": what the argument is put behind */
	int               rank;
	int               shift;
	unsigned          flags;
} dirs[] = {
	{ "h", NULL, LFORMAT_CLIENT, "client_ip", "remote_host", 1, 0, LFORMAT_LIST },
	{ "h", "c", LFORMAT_TEXT, NULL, "peer_host", 0, 0, 0 },
	{ "a", NULL, LFORMAT_CLIENT, "client_ip", "remote_addr", 2, 0, LFORMAT_LIST },
	{ "a", "c", LFORMAT_TEXT, NULL, "peer_ip", 0, 0, 0 },
	{ "A", NULL, LFORMAT_TEXT, NULL, "local_ip", 0, 0, 0 },
	{ "l", NULL, LFORMAT_TEXT, NULL, "ident", 0, 0, 0 },
	{ "u", NULL, LFORMAT_USER, "user_id", "remote_user", 2, 0, 0 },
	{ "r", NULL, LFORMAT_REQUEST, NULL, "request", 1, 0, 0 },
	{ "m", NULL, LFORMAT_TEXT, "method", "request_method", 1, 0, 0 },
	{ "U", NULL, LFORMAT_PATH, "path", "url_path", 1, 0, 0 },
	{ "q", NULL, LFORMAT_QUERY, "query", "query_string", 1, 0, 0 },
	{ "H", NULL, LFORMAT_TEXT, "protocol", "request_protocol", 1, 0, 0 },
	{ "v", NULL, LFORMAT_TEXT, "host", "server_name", 2, 0, 0 },
	{ "V", NULL, LFORMAT_TEXT, "host", "canonical_name", 1, 0, 0 },
	{ "p", NULL, LFORMAT_COUNT, NULL, "port", 0, 0, 0 },
	{ "p", "canonical", LFORMAT_COUNT, NULL, "port", 0, 0, 0 },
	{ "p", "local", LFORMAT_COUNT, NULL, "local_port", 0, 0, 0 },
	{ "p", "remote", LFORMAT_COUNT, NULL, "remote_port", 0, 0, 0 },
	{ "P", NULL, LFORMAT_COUNT, NULL, "pid", 0, 0, 0 },
	{ "P", "pid", LFORMAT_COUNT, NULL, "pid", 0, 0, 0 },
	{ "P", "tid", LFORMAT_COUNT, NULL, "tid", 0, 0, 0 },
	{ "P", "hextid", LFORMAT_TEXT, NULL, "tid", 0, 0, 0 },
	{ "s", NULL, LFORMAT_STATUS, "status", "original_status", 1, 0, 0 },
	{ "s", ">", LFORMAT_STATUS, "status", "final_status", 2, 0, 0 },
	{ "b", NULL, LFORMAT_COUNT, "bytes", "body_bytes", 2, 0, LFORMAT_DASH0 },
	{ "B", NULL, LFORMAT_COUNT, "bytes", "body_bytes", 2, 0, 0 },
	{ "O", NULL, LFORMAT_COUNT, "bytes", "bytes_out", 1, 0, 0 },
	{ "I", NULL, LFORMAT_COUNT, NULL, "bytes_in", 0, 0, 0 },
	{ "S", NULL, LFORMAT_COUNT, NULL, "bytes_total", 0, 0, 0 },
	{ "D", NULL, LFORMAT_MS, "duration_ms", "request_ms", 3, -3, 0 },
	{ "T", NULL, LFORMAT_MS, "duration_ms", "request_s_ms", 1, 3, 0 },
	{ "T", "s", LFORMAT_MS, "duration_ms", "request_s_ms", 1, 3, 0 },
	{ "T", "ms", LFORMAT_MS, "duration_ms", "request_ms", 2, 0, 0 },
	{ "T", "us", LFORMAT_MS, "duration_ms", "request_ms", 3, -3, 0 },
	{ "^FB", NULL, LFORMAT_MS, NULL, "ttfb_ms", 0, -3, 0 },
	{ "f", NULL, LFORMAT_TEXT, NULL, "filename", 0, 0, 0 },
	{ "k", NULL, LFORMAT_COUNT, NULL, "keepalive", 0, 0, 0 },
	{ "L", NULL, LFORMAT_TEXT, NULL, "log_id", 0, 0, 0 },
	{ "L", "c", LFORMAT_TEXT, NULL, "connection_log_id", 0, 0, 0 },
	{ "R", NULL, LFORMAT_TEXT, NULL, "handler", 0, 0, 0 },
	{ "X", NULL, LFORMAT_TEXT, NULL, "connection_status", 0, 0, 0 },
	{ "C", "*", LFORMAT_TEXT, NULL, "cookie_", 0, 0, 0 },
	{ "e", "*", LFORMAT_TEXT, NULL, "env_", 0, 0, 0 },
	{ "i", "*", LFORMAT_TEXT, NULL, "http_", 0, 0, LFORMAT_LIST },
	{ "o", "*", LFORMAT_TEXT, NULL, "sent_http_", 0, 0, 0 },
	{ "n", "*", LFORMAT_TEXT, NULL, "note_", 0, 0, 0 },
	{ "x", "*", LFORMAT_TEXT, NULL, "", 0, 0, 0 },
	{ "c", "*", LFORMAT_TEXT, NULL, "ssl_", 0, 0, 0 },
	{ "^ti", "*", LFORMAT_TEXT, NULL, "trailer_", 0, 0, 0 },
	{ "^to", "*", LFORMAT_TEXT, NULL, "sent_trailer_", 0, 0, 0 },
};

/* Where Tomcat up to 9 means another thing by a letter. */
static const struct dir tomcat_dirs[] = {
	{ "D", NULL, LFORMAT_MS, "duration_ms", "request_ms", 3, 0, 0 },
	{ "F", NULL, LFORMAT_MS, NULL, "ttfb_ms", 0, 0, 0 },
	{ "I", NULL, LFORMAT_TEXT, NULL, "thread", 0, 0, 0 },
	{ "S", NULL, LFORMAT_TEXT, NULL, "session_id", 0, 0, 0 },
	{ "T", "ns", LFORMAT_MS, "duration_ms", "request_ms", 3, -6, 0 },
	{ "T", "fracsec", LFORMAT_MS, "duration_ms", "request_s_ms", 1, 3, 0 },
	{ "a", "remote", LFORMAT_TEXT, NULL, "peer_ip", 0, 0, 0 },
	{ "a", "peer", LFORMAT_TEXT, NULL, "peer_ip", 0, 0, 0 },
	{ "c", "*", LFORMAT_TEXT, NULL, "cookie_", 0, 0, 0 },
	{ "r", "*", LFORMAT_TEXT, NULL, "attribute_", 0, 0, 0 },
	{ "s", "*", LFORMAT_TEXT, NULL, "session_", 0, 0, 0 },
};

enum {
	DIRS = sizeof(dirs) / sizeof(dirs[0]),
	TOMCAT_DIRS = sizeof(tomcat_dirs) / sizeof(tomcat_dirs[0])
};

/* Request headers with a canonical name. */
static const struct {
	const char *own;
	const char *canon;
} headers[] = {
	{ "http_referer", "referrer" },
	{ "http_user_agent", "user_agent" },
	{ "http_host", "host" },
};

struct parse {
	struct lformat *f;
	struct sv       text;
	size_t          i;
	size_t          col;	/* of text, 0 unknown */
	bool            tomcat;
};

static size_t
column(const struct parse *p, size_t at)
{
	return p->col != 0 ? p->col + at : 0;
}

static bool
starts_with(struct sv *s, const char *prefix)
{
	struct sv x = sv_of(prefix);

	if (!sv_starts(*s, x))
		return false;
	s->p += x.n;
	s->n -= x.n;
	return true;
}

/* %t and %{...}t: always a time of the request, by default of its start */
static void
time_field(struct lformat_op *op, struct sv arg, struct lformat *f)
{
	bool end = starts_with(&arg, "end:");

	if (!end)
		(void)starts_with(&arg, "begin:");
	op->canon = "timestamp";
	op->own = end ? SV("end_time") : SV("begin_time");
	op->rank = end ? 1 : 2;
	op->kind = LFORMAT_EPOCH;
	if (sv_is(arg, "sec")) {
		op->unit = TSTAMP_S;
	} else if (sv_is(arg, "msec")) {
		op->unit = TSTAMP_MS;
	} else if (sv_is(arg, "usec")) {
		op->unit = TSTAMP_US;
	} else if (arg.n == 0) {
		op->kind = LFORMAT_CLF;
		lformat_literal(f, SV("["));
	} else {
		op->kind = LFORMAT_LAYOUT;
		op->layout_text = arg;
		if (sv_is(arg, "msec_frac"))
			op->layout_text = SV("%L");
		else if (sv_is(arg, "usec_frac"))
			op->layout_text = SV("%f");
	}
}

/* The last row of @d that fits, one with the argument before one without. */
static const struct dir *
look_up(const struct dir *d, size_t n, struct sv letter, struct sv arg, bool final)
{
	const struct dir *found = NULL;

	for (const struct dir *end = d + n; d < end; d++) {
		if (!sv_is(letter, d->letter))
			continue;
		if (d->arg == NULL ? arg.n == 0 && found == NULL
		                   : (d->arg[0] == '*' ? arg.n > 0 : sv_is(arg, d->arg)))
			found = d;
		if (final && arg.n == 0 && d->arg != NULL && d->arg[0] == '>')
			found = d;
	}
	return found;
}

static const struct dir *
find_dir(const struct parse *p, struct sv letter, struct sv arg, bool final)
{
	const struct dir *d = p->tomcat ?
	    look_up(tomcat_dirs, TOMCAT_DIRS, letter, arg, final) : NULL;

	return d != NULL ? d : look_up(dirs, DIRS, letter, arg, final);
}

static enum rc
add_dir(struct parse *p, struct sv spec, struct sv letter, struct sv arg, bool final,
    struct err *e)
{
	struct lformat_op op = { 0 };
	size_t col = column(p, (size_t)(spec.p - p->text.p));
	const struct dir *d;
	enum rc rc;

	op.spec = spec;
	op.col = col;
	if (sv_is(letter, "t")) {
		time_field(&op, arg, p->f);
		rc = lformat_field(p->f, &op, e);
		if (rc == RC_OK && op.kind == LFORMAT_CLF)
			lformat_literal(p->f, SV("]"));
		return rc;
	}
	d = find_dir(p, letter, arg, final);
	if (d == NULL)
		return rc_err_at(e, RC_SYNTAX, col, "unknown directive '%.*s'",
		    SV_SHOW(spec));
	op.kind = d->kind;
	op.canon = d->canon;
	op.rank = d->rank;
	op.shift = d->shift;
	op.flags = d->flags;
	op.own = sv_of(d->own);
	if (d->arg != NULL && d->arg[0] == '*')
		op.own = lname_snake(op.own, arg, p->f->arena);
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		if (sv_is(op.own, headers[i].own))
			op.canon = headers[i].canon;
	return lformat_field(p->f, &op, e);
}

/* One directive: %[!code,code...][<|>][{arg}]X; modifiers in any order, as the server does */
static enum rc
read_dir(struct parse *p, struct err *e)
{
	struct sv t = p->text;
	size_t start = p->i, at = p->i + 1, n = 1;
	struct sv arg = { NULL, 0 };
	bool final = false;

	for (;; at++) {
		char c = at < t.n ? t.p[at] : '\0';

		if (c == '>' || c == '<') {
			final = c == '>';
		} else if (c == '{') {
			struct sv rest = { t.p + at + 1, t.n - at - 1 };

			arg = (struct sv){ rest.p, sv_find(rest, '}') };
			if (arg.n == rest.n)
				return rc_err_at(e, RC_SYNTAX, column(p, at), "'{' without '}'");
			at += arg.n + 1;
		} else if (c != '!' && c != ',' && !(c >= '0' && c <= '9')) {
			break;
		}
	}
	if (at >= t.n)
		return rc_err_at(e, RC_SYNTAX, column(p, start), "'%%' without a directive");
	if (t.p[at] == '^')
		n = t.n - at < 3 ? t.n - at : 3;
	p->i = at + n;
	if (t.p[at] == '%') {
		lformat_literal(p->f, SV("%"));
		return RC_OK;
	}
	return add_dir(p, (struct sv){ t.p + start, p->i - start }, (struct sv){ t.p + at, n }, arg,
	    final, e);
}

/* What the server makes of a backslash; the two bytes are consumed. */
static void
read_escape(struct parse *p)
{
	static const char from[] = "\"\\ntr";
	static const char to[] = "\"\\\n\t\r";
	char c = p->i + 1 < p->text.n ? p->text.p[p->i + 1] : '\0';
	const char *at = c != '\0' ? strchr(from, c) : NULL;

	if (at != NULL) {
		lformat_literal(p->f, (struct sv){ to + (at - from), 1 });
		p->i += 2;
	} else {
		lformat_literal(p->f, SV("\\"));
		p->i++;
	}
}

static enum rc
compile(struct parse *p, struct sv text, size_t col, struct arena *a, struct err *e)
{
	static const char *const names[LVALUE_ESCAPES] = {
		[LVALUE_C] = "default", [LVALUE_QUOTE] = "quote", [LVALUE_RAW] = "none"
	};
	enum lvalue_escape esc;
	enum rc rc = lformat_escape(names, &text, &col, &esc, e);

	lformat_init(p->f, esc, a);
	p->text = arena_sv(a, text);
	p->col = col;
	while (rc == RC_OK && p->i < p->text.n) {
		size_t lit = p->i;

		while (lit < p->text.n && p->text.p[lit] != '%' && p->text.p[lit] != '\\')
			lit++;
		lformat_literal(p->f, (struct sv){ p->text.p + p->i, lit - p->i });
		p->i = lit;
		if (lit == p->text.n)
			break;
		if (p->text.p[lit] == '%')
			rc = read_dir(p, e);
		else
			read_escape(p);
	}
	return rc;
}

enum rc
apache_compile(struct lformat *f, struct sv text, size_t col, struct arena *a, struct err *e)
{
	struct parse p = { .f = f };

	return compile(&p, text, col, a, e);
}

enum rc
apache_tomcat(struct lformat *f, struct sv text, size_t col, struct arena *a, struct err *e)
{
	struct parse p = { .f = f, .tomcat = true };

	if (sv_is(text, "common"))
		return compile(&p, SV(APACHE_COMMON), 0, a, e);
	if (sv_is(text, "combined"))
		return compile(&p, SV(APACHE_COMBINED), 0, a, e);
	return compile(&p, text, col, a, e);
}
