/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ltsv - see ltsv.h.  Labels: ltsv.org.
 */
#include "log/ltsv.h"

#include "line/bagline.h"
#include "line/lvalue.h"

#include <string.h>

enum { NEAR = 32 };	/* fields whose labels are remembered by their place in the line */

enum how { AS_IT_IS, AS_TIME, AS_URL, AS_SECONDS, AS_MICROSECONDS };

static const struct {
	const char *label;
	const char *name;
	enum how    how;
} known[] = {
	{ "time", "timestamp", AS_TIME }, { "host", "client_ip", AS_IT_IS },
	{ "user", "user_id", AS_IT_IS }, { "req", "request", AS_IT_IS },
	{ "uri", "path", AS_URL }, { "size", "bytes", AS_IT_IS },
	{ "reqsize", "bytes_in", AS_IT_IS }, { "referer", "referrer", AS_IT_IS },
	{ "ua", "user_agent", AS_IT_IS }, { "vhost", "host", AS_IT_IS },
	{ "reqtime", "duration_ms", AS_SECONDS }, { "apptime", "upstream_ms", AS_SECONDS },
	{ "reqtime_microsec", "duration_ms", AS_MICROSECONDS },
	{ "forwardedfor", "http_x_forwarded_for", AS_IT_IS },
};

struct label {
	struct sv               text;	/* in the bag's memory, or static */
	const struct lbag_name *name;
	enum how                how;
};

struct decode {
	struct bagline_decoder  line;
	const struct lbag_name *query, *host, *scheme;
	struct label            near[NEAR];	/* of the records before, by place */
};

static void
init_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	bagline_init(base, LBAG_ACCESS);
	d->query = lbag_name(&d->line.bag, SV("query"));
	d->host = lbag_name(&d->line.bag, SV("host"));
	d->scheme = lbag_name(&d->line.bag, SV("scheme"));
}

static struct label
find_label(struct decode *d, size_t place, struct sv text)
{
	struct label l = { .how = AS_IT_IS };

	if (place < NEAR && d->near[place].name != NULL && sv_eq(d->near[place].text, text))
		return d->near[place];
	for (size_t i = 0; l.name == NULL && i < sizeof(known) / sizeof(known[0]); i++)
		if (sv_is(text, known[i].label))
			l = (struct label){ sv_of(known[i].label),
				lbag_name(&d->line.bag, sv_of(known[i].name)), known[i].how };
	if (l.name == NULL) {
		l.name = lbag_name(&d->line.bag, text);
		l.text = l.name->name;
	}
	if (place < NEAR && l.name->kept)
		d->near[place] = l;
	return l;
}

static void
put_url(struct decode *d, const struct lbag_name *path, struct sv value)
{
	struct lvalue_request r = { 0 };

	lvalue_url(value, &r);
	(void)lbag_put(&d->line.bag, path, r.path, LBAG_BARE);
	(void)lbag_put(&d->line.bag, d->query, r.query, LBAG_BARE);
	(void)lbag_put(&d->line.bag, d->host, r.host, LBAG_BARE);
	(void)lbag_put(&d->line.bag, d->scheme, r.scheme, LBAG_BARE);
}

/* False for a time that is none. */
static bool
put_value(struct decode *d, const struct label *l, struct sv value)
{
	struct arena *a = &d->line.bag.rec;
	struct sv ms;

	if (value.n == 0 || (value.n == 1 && *value.p == '-'))
		return true;
	value = lvalue_text(value, LVALUE_C, a);
	switch (l->how) {
	case AS_TIME:
		if (value.n > 2 && value.p[0] == '[' && value.p[value.n - 1] == ']')
			value = (struct sv){ value.p + 1, value.n - 2 };
		break;
	case AS_URL:
		put_url(d, l->name, value);
		return true;
	case AS_SECONDS:
	case AS_MICROSECONDS:
		if (lvalue_sum(value, l->how == AS_SECONDS ? 3 : -3, a, &ms))
			value = ms;
		break;
	case AS_IT_IS:
		break;
	}
	return lbag_put(&d->line.bag, l->name, value, LBAG_BARE);
}

static bool
is_label(struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '.')
			return false;
	}
	return s.n > 0;
}

/* NULL, or where the line does not fit and why. */
static const char *
read_fields(struct decode *d, struct sv line, const char **why)
{
	const char *p = line.p, *e = line.p + line.n;
	size_t n = 0;

	while (p < e) {
		const char *tab = bagline_find_byte(p, e, '\t');
		struct sv field = { p, (size_t)(tab - p) };
		size_t colon = (size_t)(bagline_find_byte(p, tab, ':') - p);
		struct label l;

		p = tab + (tab < e);
		if (field.n == 0)
			continue;
		*why = "expected label:value";
		if (colon == field.n || !is_label((struct sv){ field.p, colon }))
			return field.p;
		l = find_label(d, n++, (struct sv){ field.p, colon });
		*why = "expected a time";
		if (!put_value(d, &l, (struct sv){ field.p + colon + 1, field.n - colon - 1 }))
			return field.p + colon + 1;
	}
	*why = "expected labels and values with TABs between";
	return n < 2 ? line.p : NULL;
}

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	const char *why = "", *bad;

	bagline_begin(&d->line, line);
	bad = read_fields(d, line, &why);
	return bagline_end(&d->line, line, bad, why, r, rej);
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = bagline_free,
	.line = read_line,
	.names = bagline_names,
};

enum rc
ltsv_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	return bagline_open(s, &ops, "ltsv", 0, cfg, p, a, e);
}
