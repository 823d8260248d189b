/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * prometheus - see prometheus.h
 */
#include "log/prometheus.h"

#include "line/bagline.h"
#include "line/lvalue.h"

#include <string.h>

enum {
	NEAR = 32,	/* labels whose names are remembered by their place in the line */
	NAME_NEAR = 64,	/* bytes of a metric's name that is remembered */
	MS_DIGITS = 13,	/* of milliseconds since 1970, from 2001 to 2286 */
	OWN = 3,	/* names that are not those of labels */
	SETS = 2	/* of labels: the sample's, the exemplar's */
};

static const char *const own_names[OWN] = { "name", "value", "timestamp" };
static const char *const exemplar_names[OWN] = { NULL, "exemplar_value", "exemplar_timestamp" };

struct near {			/* a label of the records before */
	struct sv               label;
	const struct lbag_name *name;
};

struct decode {
	struct bagline_decoder  line;
	const struct lbag_name *own[SETS][OWN];
	struct near             near[SETS][NEAR];
	char                    metric[NAME_NEAR];	/* of the record before */
	size_t                  nmetric;
};

struct cursor {			/* in a line */
	const char *p;
	const char *e;
	const char *why;	/* what was expected at p */
};

static void
init_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	bagline_init(base, 0);
	bagline_find(&d->line, own_names, OWN, d->own[0]);
	bagline_find(&d->line, exemplar_names + 1, OWN - 1, d->own[1] + 1);
}

static bool
expected(struct cursor *c, const char *why)
{
	c->why = why;
	return false;
}

static void
skip_blanks(struct cursor *c)
{
	while (c->p < c->e && (*c->p == ' ' || *c->p == '\t'))
		c->p++;
}

static bool
take_char(struct cursor *c, char want)
{
	if (c->p == c->e || *c->p != want)
		return false;
	c->p++;
	return true;
}

/* A name without quotes. */
static struct sv
take_name(struct cursor *c)
{
	struct sv name = { c->p, 0 };

	for (; c->p < c->e; c->p++) {
		unsigned char l = (unsigned char)*c->p | 0x20;

		if (!(l >= 'a' && l <= 'z') && *c->p != '_' && *c->p != ':' &&
		    !(c->p > name.p && num_is_digit((unsigned char)*c->p)))
			break;
	}
	name.n = (size_t)(c->p - name.p);
	return name;
}

/* The first byte from @p on that may be a quote or a backslash; the line may end before it. */
static const char *
find_special(const char *p, const char *e)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;

	for (; p < e; p += 8) {
		uint64_t w, q, b;

		memcpy(&w, p, 8);
		q = w ^ ones * '"';
		b = w ^ ones * '\\';
		if ((((q - ones) & ~q) | ((b - ones) & ~b)) & highs)
			break;
	}
	while (p < e && *p != '"' && *p != '\\')
		p++;
	return p;
}

/* A text in quotes, without them and as written. */
static bool
take_quoted(struct cursor *c, struct sv *out)
{
	const char *p = c->p + 1;

	if (c->p == c->e || *c->p != '"')
		return expected(c, "expected '\"'");
	while ((p = find_special(p, c->e)) < c->e && *p == '\\')
		p += 2;
	if (p >= c->e)
		return expected(c, "a quote is not closed");
	*out = (struct sv){ c->p + 1, (size_t)(p - c->p - 1) };
	c->p = p + 1;
	return true;
}

/* A word that ends with a blank. */
static struct sv
take_word(struct cursor *c)
{
	struct sv word = { c->p, 0 };

	while (c->p < c->e && *c->p != ' ' && *c->p != '\t')
		c->p++;
	word.n = (size_t)(c->p - word.p);
	return word;
}

/* What the label is called in the record; @set tells whose it is. */
static struct sv
label_name(struct decode *d, int set, struct sv label)
{
	struct arena *a = &d->line.bag.rec;
	struct sv before = SV("exemplar_");
	char *text;

	if (set == 0) {
		before = SV("exported_");
		for (int i = 0; before.n > 0 && i <= OWN; i++) {
			if (i == OWN)
				return label;
			if (sv_is(label, own_names[i]))
				break;
		}
	}
	text = arena_alloc(a, before.n + label.n);
	memcpy(text, before.p, before.n);
	memcpy(text + before.n, label.p, label.n);
	return (struct sv){ text, before.n + label.n };
}

/* LABEL= as in the record before, and a quote: behind the sign; NULL: another one. */
static const struct lbag_name *
near_label(const struct decode *d, int set, size_t i, struct cursor *c)
{
	const struct near *near = &d->near[set][i < NEAR ? i : 0];
	size_t n = near->label.n;

	if (i >= NEAR || near->name == NULL || (size_t)(c->e - c->p) < n + 2 ||
	    c->p[n] != '=' || c->p[n + 1] != '"' || memcmp(c->p, near->label.p, n) != 0)
		return NULL;
	c->p += n + 1;
	return near->name;
}

/* Samples of one metric have the same labels in the same places. */
static const struct lbag_name *
find_label(struct decode *d, int set, size_t i, struct sv label, bool quoted)
{
	struct sv text = quoted ? lvalue_text(label, LVALUE_C, &d->line.bag.rec) : label;
	const struct lbag_name *n = lbag_name(&d->line.bag, label_name(d, set, text));

	if (i < NEAR && n->kept && !quoted)
		d->near[set][i] = (struct near){
			{ n->name.p + (n->name.n - label.n), label.n }, n };
	return n;
}

static void
put_metric(struct decode *d, struct sv metric)
{
	struct val v = lvalue_string(metric, &d->line.bag.rec);

	lbag_put_value(&d->line.bag, d->own[0][0], &v);
}

/* What has no value within the braces: the name of the metric, in quotes. */
static bool
read_metric(struct decode *d, int set, struct sv text, bool quoted, struct cursor *c,
    struct sv *metric)
{
	if (!quoted || set != 0 || metric->n > 0)
		return expected(c, "expected '=' behind the name of a label");
	*metric = lvalue_text(text, LVALUE_C, &d->line.bag.rec);
	put_metric(d, *metric);
	return true;
}

/* One of {NAME="TEXT", ...}; or, for the sample, its own name in quotes. */
static bool
read_label(struct decode *d, int set, size_t i, struct cursor *c, struct sv *metric)
{
	const struct lbag_name *n = near_label(d, set, i, c);
	bool quoted = c->p < c->e && *c->p == '"' && n == NULL;
	struct sv label = { NULL, 0 }, raw;

	if (quoted && !take_quoted(c, &label))
		return false;
	if (n == NULL && !quoted)
		label = take_name(c);
	if (n == NULL && label.n == 0)
		return expected(c, "expected the name of a label");
	if (n == NULL) {
		skip_blanks(c);
		if (!take_char(c, '='))
			return read_metric(d, set, label, quoted, c, metric);
		skip_blanks(c);
	}
	if (!take_quoted(c, &raw))
		return false;
	if (n == NULL)
		n = find_label(d, set, i, label, quoted);
	if (lbag_put(&d->line.bag, n, raw, sv_is(n->field->name, "status") ? LBAG_BARE
	                                                                  : LBAG_QUOTED))
		return true;
	c->p = raw.p - 1;
	return expected(c, "timestamp: expected a time");
}

/* Labels in braces, if there are any. */
static bool
read_labels(struct decode *d, int set, struct cursor *c, struct sv *metric)
{
	if (!take_char(c, '{'))
		return true;
	skip_blanks(c);
	for (size_t i = 0; !take_char(c, '}'); i++) {
		if (!read_label(d, set, i, c, metric))
			return false;
		skip_blanks(c);
		if (!take_char(c, ',') && (c->p == c->e || *c->p != '}'))
			return expected(c, "expected ',' or '}' behind a label");
		skip_blanks(c);
	}
	return true;
}

/* Letters of NaN, Inf and infinity, in any case, behind a sign. */
static bool
is_no_number(struct sv word)
{
	static const char *const words[] = { "nan", "inf", "infinity" };

	if (word.n > 0 && (word.p[0] == '+' || word.p[0] == '-'))
		word = (struct sv){ word.p + 1, word.n - 1 };
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]), k = 0;

		while (k < n && k < word.n && (word.p[k] | 0x20) == words[i][k])
			k++;
		if (k == n && word.n == n)
			return true;
	}
	return false;
}

/* A number as Go writes and reads it, as JSON has it: without a sign +, zeros added. */
static bool
go_number(struct sv word, struct arena *a, struct val *v)
{
	char *text = arena_alloc(a, word.n + 2), *out = text;
	const char *p = word.p, *e = p + word.n;

	if (p < e && (*p == '+' || *p == '-'))
		if (*p++ == '-')
			*out++ = '-';
	while (e - p > 1 && *p == '0' && num_is_digit((unsigned char)p[1]))
		p++;
	if (p < e && *p == '.')
		*out++ = '0';
	while (p < e && num_is_digit((unsigned char)*p))
		*out++ = *p++;
	if (p < e && *p == '.' && (e - p == 1 || !num_is_digit((unsigned char)p[1])))
		p++;
	if (p < e)
		memcpy(out, p, (size_t)(e - p));
	out += e - p;
	*v = (struct val){ .kind = VAL_NUMBER, .text = { text, (size_t)(out - text) } };
	return num_is(v->text);
}

static bool
read_value(struct decode *d, int set, struct cursor *c)
{
	const char *at = c->p;
	struct sv word = take_word(c);
	struct val v = { .kind = VAL_NUMBER, .text = word };

	if (num_is(word) || go_number(word, &d->line.bag.rec, &v)) {
		lbag_put_value(&d->line.bag, d->own[set][1], &v);
		return true;
	}
	if (is_no_number(word))
		return true;
	c->p = at;
	return expected(c, "expected a value");
}

/* Thirteen digits: milliseconds. */
static bool
is_ms(struct sv s, int64_t *at_us)
{
	int64_t ms = 0;

	if (s.n != MS_DIGITS)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!num_is_digit((unsigned char)s.p[i]))
			return false;
		ms = 10 * ms + (s.p[i] - '0');
	}
	*at_us = ms * 1000;
	return s.p[0] != '0';
}

static bool
read_time(struct decode *d, int set, struct cursor *c)
{
	const char *at = c->p;
	struct val v = { .kind = VAL_NUMBER, .text = take_word(c) };
	struct val t = { .kind = VAL_TIME, .text = v.text };
	bool found = is_ms(v.text, &t.at_us) || (num_is(v.text) &&
	    tstamp_auto(&v, &d->line.bag.time, &t.at_us));

	if (found && tstamp_plausible(t.at_us)) {
		lbag_put_value(&d->line.bag, d->own[set][2], &t);
		return true;
	}
	c->p = at;
	return expected(c, "expected a time in milliseconds or seconds since 1970");
}

/* A value and, if there is one, a time. */
static bool
read_point(struct decode *d, int set, struct cursor *c)
{
	skip_blanks(c);
	if (!read_value(d, set, c))
		return false;
	skip_blanks(c);
	if (c->p < c->e && *c->p != '#' && !read_time(d, set, c))
		return false;
	skip_blanks(c);
	return true;
}

/* The name, if it is that of the record before. */
static struct sv
near_metric(const struct decode *d, struct cursor *c)
{
	size_t n = d->nmetric;
	struct sv name = { c->p, n };

	if (n == 0 || (size_t)(c->e - c->p) <= n || (c->p[n] != '{' && c->p[n] != ' ') ||
	    memcmp(c->p, d->metric, n) != 0)
		return (struct sv){ c->p, 0 };
	c->p += n;
	return name;
}

static struct sv
take_metric(struct decode *d, struct cursor *c)
{
	struct sv name = take_name(c);

	d->nmetric = name.n <= sizeof(d->metric) ? name.n : 0;
	memcpy(d->metric, name.p, d->nmetric);
	return name;
}

static bool
read_sample(struct decode *d, struct cursor *c)
{
	struct sv metric = near_metric(d, c);

	if (metric.n == 0)
		metric = take_metric(d, c);
	skip_blanks(c);
	if (c->p == c->e || (metric.n == 0 && *c->p != '{'))
		return expected(c, metric.n == 0 ? "expected the name of a metric"
		                                 : "expected a value");
	if (metric.n > 0)
		put_metric(d, metric);
	if (!read_labels(d, 0, c, &metric))
		return false;
	if (metric.n == 0)
		return expected(c, "expected the name of a metric in the braces");
	if (!read_point(d, 0, c))
		return false;
	if (take_char(c, '#')) {
		skip_blanks(c);
		if (c->p == c->e || *c->p != '{')
			return expected(c, "expected the labels of an exemplar");
		if (!read_labels(d, 1, c, &metric) || !read_point(d, 1, c))
			return false;
	}
	return c->p == c->e || expected(c, "expected the end of the line");
}

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	struct cursor c = { line.p, line.p + line.n, "" };
	char found[LVALUE_SHOWN];

	skip_blanks(&c);
	if (*c.p == '#')
		return RC_EMPTY;
	lbag_begin(&d->line.bag, (struct sv){ NULL, 0 });
	if (!read_sample(d, &c))
		return source_reject(rej, "log", base->lines, (uint64_t)(c.p - line.p) + 1, line,
		    "%s, found %s", c.why, c.p == c.e ? "the end of the line" :
		    lvalue_shown((struct sv){ c.p, (size_t)(c.e - c.p) }, found));
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
prometheus_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	return bagline_open(s, &ops, "prometheus", 0, cfg, p, a, e);
}
