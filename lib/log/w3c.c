/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * w3c - see w3c.h.  Grammar: www.w3.org/TR/WD-logfile; what IIS and CloudFront make of it.
 */
#include "log/w3c.h"

#include "base/buf.h"
#include "base/mem.h"
#include "expr/url.h"
#include "line/bagline.h"
#include "line/lvalue.h"

#include <string.h>

enum { FIELDS_MAX = 256, DATE = 10, OFFSET = 8 };

enum how {			/* a value is read */
	AS_IT_IS,
	AS_HEADER,	/* of the client: escaped */
	AS_URL,		/* split */
	AS_TAKEN,	/* a time that passed */
	AS_DATE,	/* these three are parts of the record's time */
	AS_TIME,
	AS_LOCAL_TIME,
	AS_NOTHING
};

static const struct {
	const char *field;
	const char *name;
	enum how    how;
} known[] = {
	{ "date", "", AS_DATE }, { "time", "", AS_TIME },
	{ "date-local", "", AS_DATE }, { "time-local", "", AS_LOCAL_TIME },
	{ "c-ip", "client_ip", AS_IT_IS }, { "cs-username", "user_id", AS_IT_IS },
	{ "c-auth-id", "user_id", AS_IT_IS }, { "cs-method", "method", AS_IT_IS },
	{ "cs-uri-stem", "path", AS_IT_IS }, { "cs-uri-query", "query", AS_IT_IS },
	{ "cs-uri", "", AS_URL }, { "sc-status", "status", AS_IT_IS },
	{ "sc-bytes", "bytes", AS_IT_IS }, { "bytes", "bytes", AS_IT_IS },
	{ "cs-bytes", "bytes_in", AS_IT_IS }, { "time-taken", "duration_ms", AS_TAKEN },
	{ "TimeTakenMS", "duration_ms", AS_IT_IS },
	{ "time-to-first-byte", "ttfb_ms", AS_TAKEN },
	{ "cs(Referer)", "referrer", AS_HEADER }, { "cs(Referrer)", "referrer", AS_HEADER },
	{ "cs(User-Agent)", "user_agent", AS_HEADER }, { "cs(Cookie)", "cookie", AS_HEADER },
	{ "x-host-header", "host", AS_IT_IS }, { "cs-host", "host", AS_IT_IS },
	{ "cs(Host)", "host", AS_IT_IS }, { "cs-version", "protocol", AS_IT_IS },
	{ "cs-protocol-version", "protocol", AS_IT_IS }, { "cs-protocol", "scheme", AS_IT_IS },
};

enum { FIELDS, DATE_OF, GMT_OFFSET, DIRECTIVES };

struct column {
	const struct lbag_name *name;
	enum how                how;
};

struct decode {
	struct bagline_decoder  line;
	const struct lbag_name *time, *path, *query, *host, *scheme;
	struct buf              directive[DIRECTIVES];	/* the last of each, as lines */
	struct column          *col;
	size_t                  ncol;		/* 0: no #Fields yet */
	bool                    sure;		/* a line below #Fields was met: */
	bool                    tabs;		/* it had one */
	char                    date[DATE];	/* of #Date; none while the first byte is 0 */
	char                    offset[OFFSET];	/* of #GMT-Offset, or "Z" */
	struct sv               day, clock;	/* of the line at hand */
	bool                    local;
};

static void
init_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	bagline_init(base, LBAG_ACCESS);
	d->col = mem_zalloc(FIELDS_MAX * sizeof(*d->col));
	for (int i = 0; i < DIRECTIVES; i++)
		buf_init(&d->directive[i], SIZE_MAX);
	d->time = lbag_name(&d->line.bag, SV("timestamp"));
	d->path = lbag_name(&d->line.bag, SV("path"));
	d->query = lbag_name(&d->line.bag, SV("query"));
	d->host = lbag_name(&d->line.bag, SV("host"));
	d->scheme = lbag_name(&d->line.bag, SV("scheme"));
}

static void
free_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	bagline_free(base);
	mem_free(d->col);
	for (int i = 0; i < DIRECTIVES; i++)
		buf_free(&d->directive[i]);
}

static void
start_file(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	d->ncol = 0;
	d->date[0] = '\0';
	memcpy(d->offset, "Z", 2);
	for (int i = 0; i < DIRECTIVES; i++)
		buf_clear(&d->directive[i]);
}

/* The next word of *s, which moves behind it; empty at the end. */
static struct sv
next_word(struct sv *s)
{
	size_t at = 0, end;

	while (at < s->n && (s->p[at] == ' ' || s->p[at] == '\t'))
		at++;
	for (end = at; end < s->n && s->p[end] != ' ' && s->p[end] != '\t';)
		end++;
	*s = (struct sv){ s->p + end, s->n - end };
	return (struct sv){ s->p - (end - at), end - at };
}

/* sc-substatus is sc_substatus, cs(X-Id) cs_x_id. */
static struct sv
own_name(struct sv field, struct arena *a)
{
	struct sv name = lname_snake(SV(""), field, a);

	while (name.n > 1 && name.p[name.n - 1] == '_')
		name.n--;
	return name;
}

static bool
has_word(struct sv list, const char *word)
{
	for (struct sv w = next_word(&list); w.n > 0; w = next_word(&list))
		if (sv_is(w, word))
			return true;
	return false;
}

/* The column called @field, of all in @list. */
static struct column
column_of(struct decode *d, struct sv field, struct sv list)
{
	struct sv name = own_name(field, &d->line.bag.rec);
	enum how how = AS_IT_IS;

	/* What the viewer asked for goes before the name that the distribution has. */
	if (!sv_is(field, "cs(Host)") || !has_word(list, "x-host-header"))
		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			if (sv_is(field, known[i].field)) {
				name = sv_of(known[i].name);
				how = known[i].how;
			}
	if (name.n == 0)
		return (struct column){ NULL, how };
	return (struct column){ lbag_name(&d->line.bag, name), how };
}

static enum rc
read_fields(struct decode *d, struct sv list, struct sv line, struct reject *rej)
{
	struct sv rest = list, word;

	lbag_begin(&d->line.bag, (struct sv){ NULL, 0 });
	d->sure = false;
	for (d->ncol = 0; (word = next_word(&rest)).n > 0; d->ncol++) {
		if (d->ncol == FIELDS_MAX) {
			d->ncol = 0;
			return source_reject(rej, "log", d->line.base.lines, 0, line,
			    "#Fields: more than %d of them", (int)FIELDS_MAX);
		}
		d->col[d->ncol] = column_of(d, word, list);
		if (d->col[d->ncol].name != NULL && !d->col[d->ncol].name->kept)
			d->col[d->ncol] = (struct column){ NULL, AS_NOTHING };
	}
	return RC_EMPTY;
}

/* -0800 as -08:00. */
static void
read_offset(struct decode *d, struct sv word)
{
	if (word.n != 5 || (word.p[0] != '+' && word.p[0] != '-'))
		return;
	memcpy(d->offset, word.p, 3);
	d->offset[3] = ':';
	memcpy(d->offset + 4, word.p + 3, 2);
	d->offset[6] = '\0';
}

static void
keep_directive(struct decode *d, int which, struct sv line)
{
	buf_clear(&d->directive[which]);
	buf_sv(&d->directive[which], line);
	buf_c(&d->directive[which], '\n');
}

static enum rc
read_directive(struct decode *d, struct sv line, struct reject *rej)
{
	struct sv rest = { line.p + 1, line.n - 1 }, name = next_word(&rest);

	if (sv_is(name, "Fields:")) {
		keep_directive(d, FIELDS, line);
		return read_fields(d, rest, line, rej);
	}
	if (sv_is(name, "Date:") || sv_is(name, "Start-Date:")) {
		struct sv day = next_word(&rest);

		keep_directive(d, DATE_OF, line);
		if (day.n == DATE)
			memcpy(d->date, day.p, DATE);
	} else if (sv_is(name, "GMT-Offset:")) {
		keep_directive(d, GMT_OFFSET, line);
		read_offset(d, next_word(&rest));
	}
	return RC_EMPTY;
}

static void
note_directives(const struct line_decoder *base, struct buf *lines)
{
	for (int i = 0; i < DIRECTIVES; i++)
		buf_sv(lines, buf_view(&((const struct decode *)base)->directive[i]));
}

struct value {
	struct sv text;
	bool      quoted;
};

/* A quote in quotes is doubled. */
static struct sv
undoubled(struct sv s, struct arena *a)
{
	char *out;
	size_t n = 0;

	if (sv_find(s, '"') == s.n)
		return s;
	out = arena_alloc(a, s.n);
	for (size_t i = 0; i < s.n; i++) {
		out[n++] = s.p[i];
		i += s.p[i] == '"';
	}
	return (struct sv){ out, n };
}

/* The value at *p, which moves behind what separates it from the next; false: a quote is open. */
static bool
next_value(struct decode *d, const char **p, const char *e, struct value *out)
{
	const char *b = *p, *q = b;

	out->quoted = !d->tabs && q < e && *q == '"';
	if (out->quoted) {
		for (q++; q < e && (*q != '"' || (e - q > 1 && q[1] == '"')); q++)
			q += *q == '"';
		if (q == e)
			return false;
		out->text = undoubled((struct sv){ b + 1, (size_t)(q - b) - 1 }, &d->line.bag.rec);
		q++;
	} else {
		q = bagline_find_byte(q, e, d->tabs ? '\t' : ' ');
		out->text = (struct sv){ b, (size_t)(q - b) };
	}
	*p = q < e ? q + 1 : q;
	while (!d->tabs && *p < e && **p == ' ')
		++*p;
	return true;
}

/* Of a run of + the first is a blank: "(compatible;++http://" was "(compatible; +http://". */
static struct sv
with_blanks(struct sv s, struct arena *a)
{
	char *out;

	if (sv_find(s, '+') == s.n)
		return s;
	out = arena_alloc(a, s.n);
	for (size_t i = 0; i < s.n; i++)
		out[i] = s.p[i] == '+' && (i == 0 || s.p[i - 1] != '+') ? ' ' : s.p[i];
	return (struct sv){ out, s.n };
}

static void
put_url(struct decode *d, struct sv value)
{
	struct lvalue_request r = { 0 };

	lvalue_url(value, &r);
	(void)lbag_put(&d->line.bag, d->path, r.path, LBAG_BARE);
	(void)lbag_put(&d->line.bag, d->query, r.query, LBAG_BARE);
	(void)lbag_put(&d->line.bag, d->host, r.host, LBAG_BARE);
	(void)lbag_put(&d->line.bag, d->scheme, r.scheme, LBAG_BARE);
}

static void
put_value(struct decode *d, const struct column *c, const struct value *v)
{
	struct arena *a = &d->line.bag.rec;
	struct sv value = v->text, ms;

	if (value.n == 0 || (value.n == 1 && *value.p == '-'))
		return;
	switch (c->how) {
	case AS_HEADER:
		value = d->tabs ? url_decode(value, a) : v->quoted ? value :
		    with_blanks(value, a);
		break;
	case AS_TAKEN:
		if ((d->tabs || sv_find(value, '.') < value.n) && lvalue_scale(value, 3, a, &ms))
			value = ms;
		break;
	case AS_URL:
		put_url(d, value);
		return;
	case AS_DATE:
		d->day = value;
		return;
	case AS_LOCAL_TIME:
	case AS_TIME:
		d->local = c->how == AS_LOCAL_TIME;
		d->clock = value;
		return;
	case AS_NOTHING:
		return;
	case AS_IT_IS:
		break;
	}
	(void)lbag_put(&d->line.bag, c->name, value, LBAG_BARE);
}

/* Day and clock of the line as one time; true when there is none, too. */
static bool
put_time(struct decode *d)
{
	struct sv offset = d->local ? SV("") : sv_of(d->offset), day = d->day, text;
	char *p;

	if (day.n == 0 && d->date[0] != '\0')
		day = (struct sv){ d->date, DATE };
	if (day.n == 0 || d->clock.n == 0)
		return true;
	p = arena_alloc(&d->line.bag.rec, day.n + d->clock.n + offset.n + 1);
	text = (struct sv){ p, day.n + d->clock.n + offset.n + 1 };
	memcpy(p, day.p, day.n);
	p[day.n] = d->local ? ' ' : 'T';
	memcpy(p + day.n + 1, d->clock.p, d->clock.n);
	memcpy(p + day.n + 1 + d->clock.n, offset.p, offset.n);
	return lbag_put(&d->line.bag, d->time, text, LBAG_BARE);
}

static enum rc
read_values(struct decode *d, struct sv line, struct record *r, struct reject *rej)
{
	const char *p = line.p, *e = line.p + line.n;
	size_t n = 0;

	lbag_begin(&d->line.bag, line);
	d->day = d->clock = (struct sv){ NULL, 0 };
	for (; p < e; n++) {
		uint64_t col = (uint64_t)(p - line.p) + 1;
		struct value value;

		if (!next_value(d, &p, e, &value))
			return source_reject(rej, "log", d->line.base.lines, col, line,
			    "a quote is not closed");
		if (n < d->ncol)
			put_value(d, &d->col[n], &value);
		else if (value.text.n > 0)
			return source_reject(rej, "log", d->line.base.lines, col, line,
			    "expected %zu values as in #Fields, found more", d->ncol);
	}
	if (n < d->ncol)
		return source_reject(rej, "log", d->line.base.lines, 0, line,
		    "expected %zu values as in #Fields, found %zu", d->ncol, n);
	if (!put_time(d))
		return source_reject(rej, "log", d->line.base.lines, 0, line,
		    "expected a date and a time, found '%.*s' and '%.*s'", SV_SHOW(d->day),
		    SV_SHOW(d->clock));
	lbag_end(&d->line.bag, r);
	return RC_OK;
}

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;

	if (line.p[0] == '#')
		return read_directive(d, line, rej);
	if (d->ncol == 0)
		return source_reject(rej, "log", base->lines, 1, line,
		    "expected a line with #Fields: before it, which names its values");
	if (!d->sure)
		d->tabs = sv_find(line, '\t') < line.n;
	d->sure = true;
	return read_values(d, line, r, rej);
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = free_decoder,
	.line = read_line,
	.start = start_file,
	.names = bagline_names,
	.note = note_directives,
};

enum rc
w3c_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	return bagline_open(s, &ops, "w3c", SOURCE_SERIAL | SOURCE_ONWARD, cfg, p, a, e);
}
