/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log - formats drawn at random, records printed as the server would, read back
 *
 * The directives, their order and the text between them are drawn; values are
 * drawn per record and escaped by the server's rules (ngx_http_log_escape,
 * ngx_escape_json, ap_escape_logitem); times are printed by the C library.
 * Then lines are damaged: the reader must answer, not crash.  All of them together must give
 * the same however many are read at a time and wherever the blocks are cut.
 */
#include "../t.h"
#include "../logrun.h"

#include "base/cpu.h"
#include "base/rng.h"

#include <time.h>

enum {
	FORMATS = T_ROUNDS(400), RECORDS = 12, MUTANTS = 20, MAX_FIELDS = 12, MORE = T_ROUNDS(150),
	BATCHES = 4
};

enum kind { TEXT, CLIENT, REQUEST, URL, STATUS, BYTES, BYTES0, COUNT, SECONDS, MICROS, MILLIS, SUM,
	CLF, ISO, MSEC, EPOCH, LAYOUT };

struct directive {
	const char *spec;
	const char *name;	/* field it must come out as */
	enum kind   kind;
};

static const struct directive nginx[] = {
	{ "$remote_addr", "client_ip", CLIENT }, { "$remote_user", "user_id", TEXT },
	{ "$time_local", "timestamp", CLF }, { "$time_iso8601", "timestamp", ISO },
	{ "$msec", "timestamp", MSEC }, { "$request", "", REQUEST }, { "$request_uri", "", URL },
	{ "$uri$is_args$args", "", URL },
	{ "$status", "status", STATUS }, { "$body_bytes_sent", "bytes", BYTES },
	{ "${bytes_sent}", "bytes", BYTES }, { "$http_referer", "referrer", TEXT },
	{ "${http_user_agent}", "user_agent", TEXT }, { "$host", "host", TEXT },
	{ "$request_time", "duration_ms", SECONDS },
	{ "$upstream_response_time", "upstream_ms", SUM },
	{ "$upstream_header_time", "upstream_header_ms", SUM },
	{ "$request_length", "request_length", COUNT }, { "$http_x_y", "http_x_y", TEXT },
	{ "$sent_http_etag", "sent_http_etag", TEXT }, { "${cookie_a}", "cookie_a", TEXT },
	{ "$my_var", "my_var", TEXT }, { "$scheme", "scheme", TEXT },
};

static const struct directive apache[] = {
	{ "%h", "client_ip", CLIENT }, { "%a", "client_ip", CLIENT }, { "%u", "user_id", TEXT },
	{ "%l", "ident", TEXT }, { "%t", "timestamp", CLF }, { "%{msec}t", "timestamp", MILLIS },
	{ "%{sec}t", "timestamp", EPOCH }, { "%{%Y-%m-%dT%H:%M:%S%z}t", "timestamp", LAYOUT },
	{ "%r", "", REQUEST }, { "%U%q", "", URL }, { "%>s", "status", STATUS },
	{ "%s", "status", STATUS }, { "%b", "bytes", BYTES0 }, { "%O", "bytes", BYTES },
	{ "%B", "bytes", BYTES }, { "%D", "duration_ms", MICROS }, { "%T", "duration_ms", SECONDS },
	{ "%{us}T", "duration_ms", MICROS }, { "%^FB", "ttfb_ms", MICROS }, { "%I", "bytes_in", COUNT },
	{ "%{Referer}i", "referrer", TEXT }, { "%{User-Agent}i", "user_agent", TEXT },
	{ "%{X-Y}i", "http_x_y", TEXT }, { "%{X-Y}o", "sent_http_x_y", TEXT },
	{ "%{a}C", "cookie_a", TEXT }, { "%!200,304{N}n", "note_n", TEXT }, { "%v", "host", TEXT },
	{ "%{remote}p", "remote_port", COUNT }, { "%L", "log_id", TEXT },
};

enum escape { NGINX, JSON, APACHE, QUOTE };	/* QUOTE: Apache's words, quotes alone are escaped */

struct field {
	const struct directive *d;
	bool                    quoted;
};

struct format {
	enum escape  esc;
	struct field field[MAX_FIELDS];
	size_t       n;
	char         sep[MAX_FIELDS + 1][8];	/* before each, and after the last; without quotes */
	struct buf   text;
	struct rng  *rng;
};

struct want {
	char name[40];
	char json[400];
};

static struct want want[3 * MAX_FIELDS];
static size_t nwant;

static size_t
below(struct format *f, size_t n)
{
	return (size_t)rng_below(f->rng, n);
}

static bool
is_apache(const struct format *f)
{
	return f->esc == APACHE || f->esc == QUOTE;
}

static void
draw_format(struct format *f)
{
	static const char *const seps[] = { " ", "  ", " | ", "\t", "] [", ";", " = ", "|", " -> " };
	const struct directive *d = is_apache(f) ? apache : nginx;
	size_t nd = is_apache(f) ? sizeof(apache) / sizeof(apache[0])
	                             : sizeof(nginx) / sizeof(nginx[0]);
	size_t n = 1 + below(f, MAX_FIELDS);
	const char *quote;

	f->n = 0;
	for (size_t i = 0; i < n; i++) {
		const struct directive *one = &d[below(f, nd)];
		bool again = false;

		for (size_t k = 0; k < f->n; k++) {
			const struct directive *o = f->field[k].d;

			again = again || strcmp(o->name, one->name) == 0;
			/* A request line brings a host and scheme only when absolute: ours never is. */
			again = again || (o->name[0] == '\0' && one->name[0] == '\0');
		}
		if (!again)
			f->field[f->n++] = (struct field){ one, below(f, 2) != 0 ||
			    one->kind == REQUEST };
	}
	for (size_t i = 0; i <= f->n; i++)
		snprintf(f->sep[i], sizeof(f->sep[i]), "%s",
		    (i == 0 || i == f->n) && below(f, 2) != 0 ? "" : seps[below(f, 9)]);
	quote = is_apache(f) && below(f, 2) != 0 ? "\\\"" : "\"";
	buf_clear(&f->text);
	if (f->esc == JSON)
		buf_printf(&f->text, "escape=json ");
	if (f->esc == QUOTE)
		buf_printf(&f->text, "escape=quote ");
	for (size_t i = 0; i <= f->n; i++) {
		if (i > 0 && f->field[i - 1].quoted)
			buf_printf(&f->text, "%s", quote);
		buf_printf(&f->text, "%s", f->sep[i]);
		if (i < f->n && f->field[i].quoted)
			buf_printf(&f->text, "%s", quote);
		if (i < f->n)
			buf_printf(&f->text, "%s", f->field[i].d->spec);
	}
}

static void
escape(struct buf *out, enum escape esc, unsigned char c)
{
	const char *at;

	if (esc == NGINX) {
		if (c == '"' || c == '\\' || c < 32 || c > 126)
			buf_printf(out, "\\x%02X", c);
		else
			buf_c(out, (char)c);
	} else if (esc == JSON) {
		at = c != 0 ? strchr("\"\\\n\r\t\b\f", c) : NULL;
		if (at != NULL)
			buf_printf(out, "\\%c", "\"\\nrtbf"[at - "\"\\\n\r\t\b\f"]);
		else if (c < 32)
			buf_printf(out, "\\u%04X", c);
		else
			buf_c(out, (char)c);
	} else if (esc == QUOTE) {
		buf_printf(out, c == '"' ? "\\%c" : "%c", c);
	} else {
		at = c != 0 ? strchr("\"\\\b\n\r\t\v", c) : NULL;
		if (at != NULL)
			buf_printf(out, "\\%c", "\"\\bnrtv"[at - "\"\\\b\n\r\t\v"]);
		else if (c < 32 || c > 126)
			buf_printf(out, "\\x%02x", c);
		else
			buf_c(out, (char)c);
	}
}

static void
expect(const char *name, const char *json)
{
	snprintf(want[nwant].name, sizeof(want[0].name), "%s", name);
	snprintf(want[nwant].json, sizeof(want[0].json), "%s", json);
	nwant++;
}

static void
expect_text(const char *name, struct sv s)
{
	struct buf b;
	struct jwrite w;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_str(&w, s);
	buf_c(&b, '\0');
	expect(name, b.p);
	buf_free(&b);
}

/* Any text where quotes protect it, else what no separator has. */
static void
draw_text(struct format *f, const struct field *fd, struct buf *line)
{
	static const char safe[] = "abcXYZ0189/:%&?.,_~";
	static const char *const odd[] = { "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\"", "\\",
		"\n", "\t", "\x01", "\x7f", " ", " - ", "] [", "\\x41", "|", "'", "\b", "\v" };
	struct buf v, raw;
	size_t n = below(f, 12);
	bool valid = true;

	buf_init(&v, SIZE_MAX);
	buf_init(&raw, SIZE_MAX);
	for (size_t i = 0; i < n; i++) {
		if (!fd->quoted || below(f, 3) != 0)
			buf_c(&v, safe[below(f, sizeof(safe) - 1)]);
		else
			buf_printf(&v, "%s", odd[below(f, sizeof(odd) / sizeof(odd[0]))]);
	}
	if (fd->quoted && below(f, 8) == 0) {
		buf_c(&v, '\xff');
		valid = false;
	}
	while (!fd->quoted && v.n > 0 && v.p[v.n - 1] == ',')
		v.n--;		/* a list would go on */
	if (!fd->quoted && v.n == 1 && v.p[0] == ':')
		v.n = 0;	/* between spaces, what parts upstream groups of a list */
	for (size_t i = 0; f->esc == QUOTE && i < v.n; i++)
		if (v.p[i] == '\n')
			v.p[i] = ' ';	/* would end the line */
	if (f->esc == QUOTE && v.n > 0 && strchr(" \t|-];=", v.p[0]) != NULL &&
	    (v.n > 1 || v.p[0] != '-'))
		v.p[0] = 'x';	/* its quote could be the one that ends the text before */
	for (size_t i = 0; i < v.n; i++)
		escape(&raw, f->esc, (unsigned char)v.p[i]);
	if (v.n == 0 && f->esc != JSON)
		buf_c(&raw, '-');
	buf_sv(line, buf_view(&raw));
	if (!valid) {		/* the byte is the last one */
		v.n--;
		buf_printf(&v, "\\xff");
	}
	if (v.n > 0 && !(v.n == 1 && v.p[0] == '-'))
		expect_text(fd->d->name, buf_view(&v));
	buf_free(&v);
	buf_free(&raw);
}

static void
draw_client(struct format *f, const struct field *fd, struct buf *line)
{
	static const char *const host[] = { "127.0.0.1", "::1", "2a03:0:10ff::8000", "h.example",
		"10.225.192.17", "unix:" };
	size_t k = below(f, 6);

	buf_printf(line, "%s", host[k]);
	expect_text(fd->d->name, sv_of(host[k]));
	for (size_t more = below(f, 4) == 0 ? below(f, 3) : 0; more > 0; more--)
		buf_printf(line, ", %s", host[below(f, 5)]);
}

static void
draw_url(struct format *f, bool spaces, bool joined, struct buf *line)
{
	static const char *const path[] = { "/", "/a/b.html", "/%D9%85/x", "/a,b", "/caf\xc3\xa9",
		"/a b", "/q\"q" };
	static const char *const query[] = { "a=1", "b=2&c=?", "%20" };
	const char *p = path[below(f, spaces ? 7 : 4)];
	const char *q = below(f, 2) != 0 ? query[below(f, 3)] : NULL;

	for (size_t i = 0; p[i] != '\0'; i++)
		escape(line, f->esc, (unsigned char)p[i]);
	expect_text("path", sv_of(p));
	if (q == NULL && f->esc == NGINX && joined)
		buf_c(line, '-');	/* what $args is without a query */
	if (q == NULL)
		return;
	buf_printf(line, "?%s", q);
	expect_text("query", sv_of(q));
}

static void
draw_request(struct format *f, struct buf *line)
{
	static const char *const method[] = { "GET", "POST", "PROPFIND", "M-SEARCH" };
	static const char *const whole[] = { "\x16\x03\x01", "hello \"there\"", "GET", "\\" };
	const char *m = method[below(f, 4)];

	if (below(f, 8) == 0) {
		const char *w = whole[below(f, 4)];

		for (size_t i = 0; w[i] != '\0'; i++)
			escape(line, f->esc, (unsigned char)w[i]);
		expect_text("request", sv_of(w));
		return;
	}
	buf_printf(line, "%s ", m);
	expect_text("method", sv_of(m));
	draw_url(f, true, false, line);
	if (below(f, 6) == 0)
		return;
	buf_printf(line, " HTTP/1.1");
	expect_text("protocol", SV("HTTP/1.1"));
}

/* @units of 10^-@places as a decimal without trailing zeros */
static void
expect_decimal(const char *name, uint64_t units, int places)
{
	char text[64];
	uint64_t scale = 1;
	int n;

	for (int i = 0; i < places; i++)
		scale *= 10;
	n = snprintf(text, sizeof(text), "%" PRIu64 ".%0*" PRIu64, units / scale,
	    places > 0 ? places : 1, units % scale);
	while (text[n - 1] == '0')
		n--;
	if (text[n - 1] == '.')
		n--;
	text[n] = '\0';
	expect(name, text);
}

static void
draw_number(struct format *f, const struct field *fd, struct buf *line)
{
	uint64_t v = rng_u64(f->rng) >> (20 + below(f, 40));
	uint64_t ms = v % 100000000;

	switch (fd->d->kind) {
	case STATUS:
		v = 100 + v % 500;
		break;
	case BYTES0:
	case BYTES:
		if (v % 7 == 0) {
			buf_c(line, '-');
			if (fd->d->kind == BYTES0)
				expect(fd->d->name, "0");
			return;
		}
		break;
	case SECONDS:
		if (is_apache(f))
			ms = ms / 1000 * 1000;
		buf_printf(line, is_apache(f) ? "%" PRIu64 : "%" PRIu64 ".%03" PRIu64, ms / 1000,
		    ms % 1000);
		expect_decimal(fd->d->name, ms, 0);
		return;
	case MICROS:
		buf_printf(line, "%" PRIu64, v);
		expect_decimal(fd->d->name, v, 3);
		return;
	default:
		break;
	}
	buf_printf(line, "%" PRIu64, v);
	expect_decimal(fd->d->name, v, 0);
}

static void
draw_sum(struct format *f, const struct field *fd, struct buf *line)
{
	uint64_t sum = 0;
	size_t n = 1 + below(f, 3), numbers = 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t ms = below(f, 100000);

		if (i > 0)
			buf_printf(line, "%s", below(f, 2) != 0 ? ", " : " : ");
		if (below(f, 4) == 0) {
			buf_c(line, '-');
			continue;
		}
		buf_printf(line, "%" PRIu64 ".%03" PRIu64, ms / 1000, ms % 1000);
		sum += ms;
		numbers++;
	}
	if (numbers > 0)
		expect_decimal(fd->d->name, sum, 0);
}

static void
draw_time(struct format *f, const struct field *fd, struct buf *line)
{
	time_t at = (time_t)(631152000 + below(f, 2200000000U));
	int off = ((int)below(f, 57) - 28) * 1800;
	time_t local = at + off;
	unsigned ms = (unsigned)below(f, 1000);
	char text[128], zone[16], out[80];
	struct tm tm;
	enum kind k = fd->d->kind;

	gmtime_r(&at, &tm);
	strftime(out, sizeof(out), "\"%Y-%m-%dT%H:%M:%S", &tm);
	if ((k == MSEC || k == MILLIS) && ms != 0)
		snprintf(text, sizeof(text), "%.70s.%03uZ\"", out, ms);
	else
		snprintf(text, sizeof(text), "%.70sZ\"", out);
	expect(fd->d->name, text);
	gmtime_r(&local, &tm);
	snprintf(zone, sizeof(zone), "%c%02d%s%02d", off < 0 ? '-' : '+', abs(off) / 3600,
	    k == ISO ? ":" : "", abs(off) / 60 % 60);
	if (k == CLF)
		strftime(out, sizeof(out), "%d/%b/%Y:%H:%M:%S ", &tm);
	else
		strftime(out, sizeof(out), "%Y-%m-%dT%H:%M:%S", &tm);
	if (k == MSEC)
		buf_printf(line, "%lld.%03u", (long long)at, ms);
	else if (k == MILLIS)
		buf_printf(line, "%lld%03u", (long long)at, ms);
	else if (k == EPOCH)
		buf_printf(line, "%lld", (long long)at);
	else if (k == CLF && is_apache(f))
		buf_printf(line, "[%s%s]", out, zone);
	else
		buf_printf(line, "%s%s", out, zone);
}

static void
draw_record(struct format *f, struct buf *line)
{
	buf_clear(line);
	nwant = 0;
	for (size_t i = 0; i <= f->n; i++) {
		const struct field *fd = &f->field[i];

		if (i > 0 && fd[-1].quoted)
			buf_c(line, '"');
		buf_printf(line, "%s", f->sep[i]);
		if (i == f->n)
			break;
		if (fd->quoted)
			buf_c(line, '"');
		switch (fd->d->kind) {
		case TEXT:
			draw_text(f, fd, line);
			break;
		case CLIENT:
			draw_client(f, fd, line);
			break;
		case REQUEST:
			draw_request(f, line);
			break;
		case URL:
			draw_url(f, false, fd->d->spec[1] == 'u', line);
			break;
		case SUM:
			draw_sum(f, fd, line);
			break;
		case CLF:
		case ISO:
		case MSEC:
		case MILLIS:
		case EPOCH:
		case LAYOUT:
			draw_time(f, fd, line);
			break;
		default:
			draw_number(f, fd, line);
			break;
		}
	}
	buf_c(line, '\n');
}

/* What was wanted is there, and nothing else. */
static bool
is_as_wanted(const char *got)
{
	size_t len = strlen(got), sum = 2;

	for (size_t i = 0; i < nwant; i++) {
		char member[460];

		snprintf(member, sizeof(member), "\"%.39s\":%.399s", want[i].name, want[i].json);
		if (strstr(got, member) == NULL) {
			printf("# missing %s\n", member);
			return false;
		}
		sum += strlen(member) + (i > 0);
	}
	if (len != sum + 1)
		printf("# more than was wanted\n");
	return len == sum + 1;
}

/* Sound lines by the dozen, between those of @all, which mostly are not; and some blank ones. */
static void
draw_more(struct format *f, struct buf *line, struct buf *all)
{
	for (int i = 0; i < MORE; i++) {
		draw_record(f, line);
		buf_sv(all, buf_view(line));
		if (below(f, 20) == 0)
			buf_add(all, "\n \t\r\n", 1 + below(f, 5));
	}
}

/* A kernel that this machine has; the same as before when it has not the one drawn. */
static void
draw_kernel(struct format *f)
{
	enum cpu_simd simd = (enum cpu_simd)below(f, CPU_SIMD_N);

	if (cpu_simd_usable(simd))
		setenv("CX_SIMD", cpu_simd_name(simd), 1);
}

/* The same lines one by one, and in batches and blocks of any size. */
static bool
check_batches(struct format *f, struct logrun *r, struct sv all)
{
	char *whole;
	bool ok = true;

	r->numbered = true;
	r->text = below(f, 2) != 0;
	r->fields = below(f, 2) != 0 ? NULL : "status timestamp path no_such_field duration_ms http_x_y";
	(void)logrun(r, all);
	whole = mem_dup(r->out.p, r->out.n);
	for (int i = 0; ok && i < BATCHES; i++) {
		draw_kernel(f);
		r->batch = below(f, 3) == 0 ? BATCH_ROWS : 1 + below(f, BATCH_ROWS);
		/* Records count lines from the start of their block. */
		ok = T_QUIET(strcmp(logrun(r, all), whole) == 0, "batches of %zu", r->batch);
	}
	r->numbered = false;
	r->batch = 0;
	mem_free(whole);
	(void)logrun(r, all);
	whole = mem_dup(r->out.p, r->out.n);
	for (int i = 0; ok && i < BATCHES; i++) {
		draw_kernel(f);
		r->batch = 1 + below(f, BATCH_ROWS);
		r->cut = 1 + below(f, 1 + below(f, 20000));
		ok = T_QUIET(strcmp(logrun(r, all), whole) == 0, "batches of %zu, blocks of %zu",
		    r->batch, r->cut);
	}
	if (!ok)
		printf("# format %.*s\n", (int)f->text.n, f->text.p);
	mem_free(whole);
	return ok;
}

static bool
check_format(struct format *f, struct buf *line, struct buf *all)
{
	struct logrun r;
	bool ok = true;

	draw_format(f);
	buf_clear(all);
	logrun_init(&r, is_apache(f) ? "apache" : "nginx");
	r.cfg.log_format = buf_view(&f->text);
	for (int i = 0; ok && i < RECORDS; i++) {
		draw_record(f, line);
		if (sv_trim(buf_view(line)).n == 0)
			continue;	/* a blank line is no record */
		logrun(&r, buf_view(line));
		ok = T_QUIET(is_as_wanted(r.out.p), "format %.*s", (int)f->text.n, f->text.p);
		if (!ok)
			printf("# line: %.*s# got:  %s", (int)line->n, line->p, r.out.p);
		for (int m = 0; ok && m < MUTANTS && line->n > 1; m++) {
			size_t at = below(f, line->n);

			line->p[at] = (char)below(f, 4) != 0 ? "\" -\\x0]\n,:"[below(f, 10)]
			                                     : (char)below(f, 256);
			logrun(&r, buf_view(line));
			ok = T_QUIET(r.good + r.bad > 0 || line->n < 30, "a mutant is lost");
			buf_sv(all, buf_view(line));
		}
		buf_c(all, '\n');
	}
	draw_more(f, line, all);
	ok = ok && check_batches(f, &r, buf_view(all));
	buf_free(&r.out);
	return ok;
}

int
main(void)
{
	struct rng rng;
	struct format f = { .rng = &rng };
	struct buf line, all;
	unsigned good = 0;

	rng_init(&rng, t_seed());
	buf_init(&f.text, SIZE_MAX);
	buf_init(&line, SIZE_MAX);
	buf_init(&all, SIZE_MAX);
	for (int i = 0; i < FORMATS; i++) {
		f.esc = (enum escape)(i % 4);
		good += check_format(&f, &line, &all);
	}
	T_OK(good == FORMATS, "%u formats, %d records each, read back whole", good, RECORDS);
	buf_free(&f.text);
	buf_free(&line);
	buf_free(&all);
	return t_done();
}
