/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan - see lscan.h
 *
 * Fields that have a grammar of their own (numbers, CLF times) are read by it
 * and must then be followed by their literal; the others end where their
 * literal is found.
 */
#include "access/lscan.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdio.h>
#include <string.h>

enum { CLF_LENGTH = 26 };

/* What the values of a kind look like, for messages. */
static const char *
kind_text(enum lformat_kind k)
{
	switch (k) {
	case LFORMAT_STATUS:
		return "a 3-digit status";
	case LFORMAT_COUNT:
		return "a whole number";
	case LFORMAT_DECIMAL:
	case LFORMAT_MS:
		return "a number";
	case LFORMAT_SUM:
		return "a list of numbers";
	case LFORMAT_STAGES:
		return "three times in seconds, or -1";
	case LFORMAT_CLIENT:
		return "an address or host name";
	case LFORMAT_USER:
		return "a user name";
	case LFORMAT_CLF:
		return "a time like 10/Oct/2000:13:55:36 -0700";
	case LFORMAT_EPOCH:
		return "seconds since 1970";
	default:
		return "a time";
	}
}

/* The field at @b is not what its directive prints. */
static const char *
misfit(struct lscan *s, const struct lformat_op *op, const char *b, const char *e)
{
	struct sv found = { b, (size_t)(e - b) };
	char text[LVALUE_SHOWN];
	char stop = op->after.n > 0 ? op->after.p[0] : ' ';

	if (op->kind != LFORMAT_CLIENT && op->kind != LFORMAT_USER)
		found.n = sv_find(found, stop);
	s->misfit = b;
	(void)snprintf(s->msg, sizeof(s->msg), "%.*s: expected %s, found %s", SV_SHOW(op->spec),
	    op->kind == LFORMAT_EPOCH && op->unit == TSTAMP_MS   ? "milliseconds since 1970"
	    : op->kind == LFORMAT_EPOCH && op->unit == TSTAMP_US ? "microseconds since 1970"
	                                                         : kind_text(op->kind),
	    b == e ? "end of line" : lvalue_shown(found, text));
	return NULL;
}

/* Says so where a blank at the end is all that the line and its format differ in. */
static const char *
blank_end(struct sv lit, struct sv found)
{
	const bool wants = lit.n > 0 && lit.p[lit.n - 1] == ' ';
	const bool has = found.n > 0 && found.p[found.n - 1] == ' ';

	if (wants == has || !sv_eq(sv_trim(lit), sv_trim(found)))
		return "";
	return wants ? ": the format ends in a blank, the line does not" :
	    ": the line ends in a blank, the format does not";
}

/* The literal behind @op (or, with op NULL, before the first field) is not at @at. */
static bool
no_literal(struct lscan *s, const struct lformat_op *op, const char *at, const char *e)
{
	const struct lformat *f = s->f;
	const struct lformat_op *next = op == NULL ? f->op : op + 1;
	struct sv lit = op == NULL ? f->lead : op->after;
	bool last = op != NULL && next == f->op + f->nop;
	char want[LVALUE_SHOWN], found[LVALUE_SHOWN];

	s->misfit = at;
	s->cut = op != NULL && at == e && lit.n > 0 && lit.p[0] == '"' && e[-1] != '"';
	(void)snprintf(s->msg, sizeof(s->msg), "expected %s %s %.*s, found %s%s",
	    lit.n > 0 ? lvalue_shown(lit, want) : "end of line",
	    last ? "after" : "before", SV_SHOW(last ? op->spec : next->spec),
	    s->cut    ? "end of line: was the line cut when it was written?"
	    : at == e ? "end of line"
	              : lvalue_shown((struct sv){ at, (size_t)(e - at) }, found),
	    last && !s->cut ? blank_end(lit, (struct sv){ at, (size_t)(e - at) }) : "");
	return false;
}

/* First '"' with an even number of backslashes before it. */
static const char *
find_quote(const char *b, const char *e)
{
	for (const char *p = b; p < e; p++) {
		const char *back;

		p = memchr(p, '"', (size_t)(e - p));
		if (p == NULL)
			return NULL;
		for (back = p; back > b && back[-1] == '\\';)
			back--;
		if ((p - back) % 2 == 0)
			return p;
	}
	return NULL;
}

/* The literal that ends @op is at @p. */
static bool
ends_here(const struct lscan *s, const struct lformat_op *op, const char *p, const char *e)
{
	const char *next = p + op->after.n;

	if ((size_t)(e - p) < op->after.n || memcmp(p, op->after.p, op->after.n) != 0)
		return false;
	return op + 1 < s->f->op + s->f->nop || next == e || (s->f->trailing && *next == ' ');
}

/*
 * Only quotes are escaped: a backslash before one may be the last byte of the text.  A
 * quote without a backslash is none of the text.  It ends the field, or it begins the next
 * one in quotes; then the quote before it ended this one.
 */
static const char *
find_bare_quote(const struct lscan *s, const struct lformat_op *op, const char *b, const char *e)
{
	const char *before = NULL, *p;

	for (p = b; p < e && (p = memchr(p, '"', (size_t)(e - p))) != NULL; p++) {
		if (p > b && p[-1] == '\\') {
			before = p;
			continue;
		}
		if (ends_here(s, op, p, e))
			return p;
		break;
	}
	if (before != NULL && ends_here(s, op, before, e))
		return before;
	return p != NULL && p < e ? p : NULL;
}

/* The last place at which the literal of @op stands, or one with @behind others behind it. */
static const char *
find_last(const struct lformat_op *op, unsigned behind, const char *b, const char *e)
{
	struct sv lit = op->after;

	if ((size_t)(e - b) < lit.n)
		return NULL;
	for (const char *p = e - lit.n;; p--) {
		if (*p == lit.p[0] && memcmp(p, lit.p, lit.n) == 0) {
			if (behind-- == 0)
				return p;
			p -= (size_t)(p - b) < lit.n ? (size_t)(p - b) : lit.n - 1;
		}
		if (p == b)
			return NULL;
	}
}

/* A literal of an unquoted list belongs to the list: "a, b" and "a : b". */
static const char *
list_goes_on(struct sv lit, const char *b, const char *q, const char *e)
{
	if (q > b && q[-1] == ',' && lit.p[0] == ' ')
		return q + 1;
	if (e - q >= 3 && memcmp(q, " : ", 3) == 0 && !(lit.n >= 3 && memcmp(lit.p, " : ", 3) == 0))
		return q + 3;
	return NULL;
}

static const char *
find_literal(const struct lformat_op *op, const char *b, const char *e)
{
	struct sv lit = op->after;
	const char *p = b;

	while ((size_t)(e - p) >= lit.n) {
		const char *q = memchr(p, lit.p[0], (size_t)(e - p) - lit.n + 1);
		const char *on;

		if (q == NULL)
			return NULL;
		p = q + 1;
		if (lit.n > 1 && memcmp(q, lit.p, lit.n) != 0)
			continue;
		if ((op->flags & LFORMAT_LIST) == 0 || (on = list_goes_on(lit, b, q, e)) == NULL)
			return q;
		p = on;
	}
	return NULL;
}

/* Where the field that begins at @b ends; NULL when its end is not there. */
static const char *
find_end(const struct lscan *s, const struct lformat_op *op, const char *b, const char *e)
{
	const char *q;

	switch (op->end) {
	case LFORMAT_AT_EOL:
		return e;
	case LFORMAT_AT_QUOTE:
		return find_quote(b, e);
	case LFORMAT_AT_BARE_QUOTE:
		return find_bare_quote(s, op, b, e);
	case LFORMAT_AT_LAST:
		return find_last(op, 0, b, e);
	case LFORMAT_FROM_END:
		return find_last(op, op->behind, b, e);
	case LFORMAT_AT_TAIL:
		if ((size_t)(e - b) < op->after.n ||
		    memcmp(e - op->after.n, op->after.p, op->after.n) != 0)
			return NULL;
		return e - op->after.n;
	case LFORMAT_AT_PORT:
		e = find_end(s, op + 1, b, e);
		q = e != NULL ? e : b;
		while (q > b && q[-1] != op->after.p[0])
			q--;
		return q > b ? q - 1 : NULL;
	case LFORMAT_AT_SLASH:
		e = find_end(s, op + 1, b, e);
		q = e != NULL ? memchr(b, '/', (size_t)(e - b)) : NULL;
		return q != NULL ? q : e;
	default:
		return find_literal(op, b, e);
	}
}

static const char *
skip_digits(const char *p, const char *e)
{
	while (p < e && num_is_digit((unsigned char)*p))
		p++;
	return p;
}

/* Digits, with decimals where the kind has them; @b itself when there are none. */
static const char *
skip_number(enum lformat_kind k, const char *b, const char *e)
{
	const char *p = skip_digits(b, e);

	if (p > b && k != LFORMAT_COUNT && k != LFORMAT_STATUS && e - p >= 2 && *p == '.') {
		const char *q = skip_digits(p + 1, e);

		p = q > p + 1 ? q : p;
	}
	return p;
}

static const char *
skip_list(const char *b, const char *e)
{
	for (;;) {
		const char *p = e > b && *b == '-' ? b + 1 : skip_number(LFORMAT_MS, b, e);

		if (p == b)
			return b;
		if (e - p > 2 && p[0] == ',' && p[1] == ' ')
			b = p + 2;
		else if (e - p > 3 && memcmp(p, " : ", 3) == 0)
			b = p + 3;
		else
			return p;
		if (*b != '-' && !num_is_digit((unsigned char)*b))
			return p;
	}
}

static void
put_value(struct lscan *s, const struct lformat_op *op, enum lformat_part part, struct val v)
{
	size_t k = s->row * s->f->nval + (size_t)op->out[part];

	if (op->out[part] < 0)
		return;
	s->val[k] = v;
	s->parts |= (uint64_t)(lformat_is_rare(op, part) && v.kind != VAL_NONE) << s->row;
}

static struct val
no_value(void)
{
	return (struct val){ .kind = VAL_NONE };
}

static struct val
number_value(struct sv text)
{
	return (struct val){ .kind = VAL_NUMBER, .text = text };
}

static bool
is_absent(struct sv raw)
{
	return raw.n == 0 || (raw.n == 1 && raw.p[0] == '-');
}

/* Text; absent when empty or "-". */
static struct val
text_value(const struct lscan *s, struct sv raw)
{
	if (is_absent(raw))
		return no_value();
	return lvalue_string(lvalue_text(raw, s->f->esc, s->rec), s->rec);
}

/* A part of a request line, decoded with it. */
static void
put_part(struct lscan *s, const struct lformat_op *op, enum lformat_part part, struct sv text)
{
	if (op->out[part] >= 0)
		put_value(s, op, part, text.n > 0 ? lvalue_string(text, s->rec) : no_value());
}

static bool
put_number(struct lscan *s, const struct lformat_op *op, struct sv raw)
{
	struct sv out = raw;

	if (op->kind == LFORMAT_STATUS && raw.n != 3 && !(raw.n == 1 && raw.p[0] == '0'))
		return false;
	if (op->kind == LFORMAT_SUM) {
		if (!lvalue_sum(raw, op->shift, s->rec, &out))
			return false;
	} else if (op->kind == LFORMAT_MS || op->kind == LFORMAT_DECIMAL) {
		if (!lvalue_scale(raw, op->shift, s->rec, &out))
			return false;
	} else {
		out = lvalue_digits(raw);
	}
	if (out.n == 0 || (op->kind == LFORMAT_STATUS && out.p[0] == '0'))
		put_value(s, op, 0, no_value());
	else
		put_value(s, op, 0, number_value(out));
	return true;
}

/* Behind a number: a word that only began like one. */
static bool
goes_on(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || num_is_digit((unsigned char)c) ||
	       c == '.' || c == '-' || c == '+';
}

/* Numbers: by their grammar. */
static const char *
scan_number(struct lscan *s, const struct lformat_op *op, const char *b, const char *e)
{
	const char *q;

	while ((op->flags & LFORMAT_PADDED) != 0 && b < e && *b == ' ')
		b++;
	if (op->kind == LFORMAT_SUM)
		q = skip_list(b, e);
	else
		q = skip_number(op->kind, b, e);
	if (q == b && q < e && *q == '-') {
		q++;
		put_value(s, op, 0,
		    (op->flags & LFORMAT_DASH0) != 0 ? number_value(SV("0")) : no_value());
	} else if (q == b) {
		if (!s->f->blank)
			return misfit(s, op, b, e);
		put_value(s, op, 0, no_value());
	} else if (op->want || op->kind == LFORMAT_STATUS || op->kind == LFORMAT_SUM) {
		if (!put_number(s, op, (struct sv){ b, (size_t)(q - b) }))
			return misfit(s, op, b, e);
	}
	return q < e && goes_on(*q) && (op->after.n == 0 || *q != op->after.p[0]) ?
	    misfit(s, op, b, e) : q;
}

/* "0.000 0.001 0.000" as milliseconds, and their sum when all of them are known. */
static const char *
scan_stages(struct lscan *s, const struct lformat_op *op, const char *b, const char *e)
{
	const char *p = b;
	bool whole = true;
	struct sv out;

	for (int i = LFORMAT_STAGE; i < LFORMAT_TOTAL; i++) {
		const char *q = skip_number(LFORMAT_MS, p, e);
		struct sv raw = { p, (size_t)(q - p) };

		if (q == p && e - p >= 2 && p[0] == '-' && p[1] == '1')
			q = p + 2;
		else if (q == p)
			return misfit(s, op, b, e);
		if (q != e && *q != ' ')
			return misfit(s, op, b, e);
		whole &= raw.n > 0;
		if (raw.n > 0 && lvalue_scale(raw, 3, s->rec, &out))
			put_value(s, op, (enum lformat_part)i, number_value(out));
		else
			put_value(s, op, (enum lformat_part)i, no_value());
		p = q + (i + 1 < LFORMAT_TOTAL && q < e);
	}
	if (whole && lvalue_sum((struct sv){ b, (size_t)(p - b) }, 3, s->rec, &out))
		put_value(s, op, LFORMAT_TOTAL, number_value(out));
	else
		put_value(s, op, LFORMAT_TOTAL, no_value());
	return p;
}

static const char *
scan_clf(struct lscan *s, const struct lformat_op *op, const char *b, const char *e)
{
	struct val v = { .kind = VAL_TIME, .text = { b, CLF_LENGTH } };

	if (e - b < CLF_LENGTH || !tstamp_clf(v.text, &v.at_us))
		return misfit(s, op, b, e);
	put_value(s, op, 0, v);
	if (b[18] < '6') {	/* second 60 counts as 59 */
		memcpy(s->clf.text, b, CLF_LENGTH);
		s->clf.at_us = v.at_us - ((b[18] - '0') * 10 + (b[19] - '0')) * INT64_C(1000000);
		s->clf.set = true;
	}
	return b + CLF_LENGTH;
}

static const char *
scan_layout(struct lscan *s, const struct lformat_op *op, const char *b, const char *e)
{
	struct val v = { .kind = VAL_TIME };
	size_t used = 0;

	if (!tstamp_layout_parse(op->layout, (struct sv){ b, (size_t)(e - b) }, s->time, &v.at_us,
		&used))
		return misfit(s, op, b, e);
	v.text = (struct sv){ b, used };
	put_value(s, op, 0, v);
	return b + used;
}

/* A time found by its end. */
static bool
put_time(struct lscan *s, const struct lformat_op *op, struct sv raw)
{
	struct val v = { .kind = VAL_TIME };

	if (is_absent(raw)) {
		put_value(s, op, 0, no_value());
		return true;
	}
	if (op->kind == LFORMAT_EPOCH) {
		if (!tstamp_epoch(raw, op->unit, &v.at_us))
			return false;
	} else {
		struct val t = val_of_text(raw);

		if (!tstamp_auto(&t, s->time, &v.at_us))
			return false;
		lmoment_learn(&s->moment[op - s->f->op], raw, v.at_us);
	}
	v.text = raw;
	put_value(s, op, 0, v);
	return true;
}

/* What Squid writes where there was no request, and of a tunnel, which has no path. */
static void
put_squid(struct lvalue_request *r)
{
	const struct sv error = SV("error:");

	if (sv_starts(r->path, error))
		*r = (struct lvalue_request){ .whole = { r->path.p + error.n,
		    r->path.n - error.n } };
	else if (r->host.n == 0 && r->path.n > 0 && r->path.p[0] != '/' &&
	    sv_find(r->path, ':') < r->path.n)
		*r = (struct lvalue_request){ .method = r->method, .host = r->path,
		    .protocol = r->protocol };
}

/* A load balancer tells where it listens when there was no request. */
static void
put_balancer(struct lvalue_request *r)
{
	const struct sv none = SV("- -");

	if (r->method.n > 0 || r->host.n < none.n ||
	    memcmp(r->host.p + r->host.n - none.n, none.p, none.n) != 0)
		return;
	r->host.n -= none.n;
	r->path.n = r->query.n = 0;
}

static void
put_request(struct lscan *s, const struct lformat_op *op, struct sv raw)
{
	struct lvalue_request r = { 0 };

	if (!op->want)
		return;
	if ((op->flags & LFORMAT_DASHED) != 0 && raw.n > 1 && raw.p[raw.n - 1] == '-' &&
	    memchr(raw.p, '?', raw.n) == NULL)
		raw.n--;
	if (!is_absent(raw))
		raw = lvalue_text(raw, s->f->esc, s->rec);
	else
		raw.n = 0;
	if (op->kind == LFORMAT_REQUEST)
		lvalue_request(raw, &r);
	else
		lvalue_url(raw, &r);
	if ((op->flags & LFORMAT_SQUID) != 0)
		put_squid(&r);
	if ((op->flags & LFORMAT_BALANCER) != 0)
		put_balancer(&r);
	put_part(s, op, LFORMAT_METHOD, r.method);
	put_part(s, op, LFORMAT_SCHEME, r.scheme);
	put_part(s, op, LFORMAT_HOST, r.host);
	put_part(s, op, LFORMAT_PATH_PART, r.path);
	put_part(s, op, LFORMAT_QUERY_PART, r.query);
	put_part(s, op, LFORMAT_PROTOCOL, r.protocol);
	put_part(s, op, LFORMAT_WHOLE, r.whole);
}

/* A line in an envelope would fit: the words before it would be taken for fields. */
static bool
may_be_shifted(const struct lformat_op *op)
{
	return op->after.n > 0 && op->after.p[0] == ' ';
}

static bool
put_client(struct lscan *s, const struct lformat_op *op, struct sv raw)
{
	struct sv first;

	if (!lvalue_client(raw, &first) || (may_be_shifted(op) && !lvalue_is_address(first)))
		return false;
	if (op->want)
		put_value(s, op, 0, text_value(s, first));
	return true;
}

/* A colon never is in the name of a Basic user; alone it may be of a subject at some issuer. */
static bool
is_user(const struct lformat_op *op, struct sv raw)
{
	const char *p = raw.p, *e = raw.p + raw.n;

	if (raw.n > 1 && p[0] == '-' && p[1] == ' ')
		return false;
	if (!may_be_shifted(op) || raw.n == 0 || memchr(p, ' ', raw.n) == NULL)
		return true;
	for (; e - p >= 2; p++)
		if (p[0] == ' ' && p[1] == '-' && (e - p == 2 || p[2] == ' '))
			return false;
	return memchr(raw.p, ':', raw.n) == NULL;
}

/* The field from @b on: its end, or NULL. */
static const char *
scan_field(struct lscan *s, const struct lformat_op *op, const char *b, const char *e)
{
	const char *q = b;
	struct sv raw;

	if (op->kind == LFORMAT_CLF)
		return scan_clf(s, op, b, e);
	if (op->kind == LFORMAT_LAYOUT)
		return scan_layout(s, op, b, e);
	if (op->kind == LFORMAT_STAGES)
		return scan_stages(s, op, b, e);
	if (op->kind >= LFORMAT_STATUS && op->kind <= LFORMAT_SUM)
		return scan_number(s, op, b, e);
	q = find_end(s, op, b, e);
	if (q == NULL) {
		if (op->end == LFORMAT_AT_PORT)
			q = find_end(s, op + 1, b, e);
		(void)no_literal(s, op, q != NULL ? q : e, e);
		return NULL;
	}
	raw = (struct sv){ b, (size_t)(q - b) };
	switch (op->kind) {
	case LFORMAT_CLIENT:
		return put_client(s, op, raw) ? q : misfit(s, op, b, q);
	case LFORMAT_EPOCH:
	case LFORMAT_TIME:
		return put_time(s, op, raw) ? q : misfit(s, op, b, q);
	case LFORMAT_REQUEST:
	case LFORMAT_URL:
		put_request(s, op, raw);
		return q;
	case LFORMAT_USER:
		if (!is_user(op, raw))
			return misfit(s, op, b, q);
		break;
	case LFORMAT_QUERY:
		if (raw.n > 0 && raw.p[0] == '?') {
			raw.p++;
			raw.n--;
		}
		break;
	default:
		break;
	}
	if (op->want)
		put_value(s, op, 0, text_value(s, raw));
	return q;
}

/* LFORMAT_OR_MICROS: behind the number at @b and the words it has then; NULL: others. */
static const char *
scan_micros(struct lscan *s, const struct lformat_op *op, const char *b, const char *e)
{
	static const char words[] = " micros (";
	const size_t n = sizeof(words) - 1;
	const char *q = skip_digits(b, e);
	struct sv ms;

	if ((size_t)(e - q) < n || memcmp(q, words, n) != 0 ||
	    !lvalue_scale((struct sv){ b, (size_t)(q - b) }, -3, s->rec, &ms))
		return NULL;
	put_value(s, op, 0, number_value(ms));
	return q + n;
}

/* The field at @p and its literal; behind them, or NULL. */
static const char *
scan_whole(struct lscan *s, const struct lformat_op *op, const char *p, const char *e)
{
	const char *end = (op->flags & LFORMAT_OR_MICROS) != 0 ? scan_micros(s, op, p, e) : NULL;

	if (end != NULL)
		return end;
	p = scan_field(s, op, p, e);
	if (p == NULL || op->after.n == 0)
		return p;
	if ((size_t)(e - p) < op->after.n || memcmp(p, op->after.p, op->after.n) != 0) {
		(void)no_literal(s, op, p, e);
		return NULL;
	}
	return p + op->after.n;
}

const char *
lscan_odd(struct lscan *s, const struct lformat_op *op, size_t i)
{
	const char *p;

	if (s->bad[i])
		return s->end[i];
	s->row = i;
	s->odd[i] |= lscan_bit(s->f, op);
	p = scan_whole(s, op, s->at[i], s->end[i]);
	s->bad[i] = p == NULL;
	return p != NULL ? p : s->end[i];
}

/* The literal of @op is at @p, or the line's end when there is none: behind it; NULL. */
static const char *
past_literal(const struct lformat_op *op, const char *p, const char *e)
{
	if (op->after.n == 0)
		return p == e ? p : NULL;
	if ((size_t)(e - p) < op->after.n || memcmp(p, op->after.p, op->after.n) != 0)
		return NULL;
	return p + op->after.n;
}

const char *
lscan_none(struct lscan *s, const struct lformat_op *op, size_t i)
{
	const char *p = s->at[i], *e = s->end[i], *q;
	bool number = op->look == LFORMAT_CODE || op->look == LFORMAT_DIGITS ||
	    op->look == LFORMAT_SECONDS;

	if (!number || (op->flags & LFORMAT_DASH0) != 0 || p == e || *p != '-' ||
	    ((op->flags & LFORMAT_LIST) != 0 && e - p > 2 && (p[1] == ',' || p[2] == ':')) ||
	    (q = past_literal(op, p + 1, e)) == NULL)
		return lscan_odd(s, op, i);
	if (op->out[0] >= 0) {
		struct val *v = &s->val[i * s->f->nval + (size_t)op->out[0]];

		*v = (struct val){ .kind = VAL_NONE, .text = { p, 0 } };
	}
	return q;
}

/* Digits at *p, which moves behind them, as a number; false: none, or more than @max. */
static bool
take_digits(const char **p, int max, int64_t *out)
{
	const char *b = *p, *q = b;
	int64_t n = 0;

	for (; num_is_digit((unsigned char)*q) && q - b <= max; q++)
		n = n * 10 + (*q - '0');
	*p = q;
	*out = n;
	return q > b && q - b <= max;
}

/* Decimals behind a point at *p, which moves behind them, as millionths; false: another number. */
static bool
take_micros(const char **p, int64_t *out)
{
	const char *b = *p;
	int64_t n;

	if (*b != '.')
		return false;
	++*p;
	if (!take_digits(p, 6, &n))
		return false;
	for (int64_t k = *p - b - 1; k < 6; k++)
		n *= 10;
	*out = n;
	return true;
}

/* Quick fields: behind them and their literal, or NULL when they are for the rules. */
static const char *
quick_moment(struct lscan *s, const struct lformat_op *op, const char *p, const char *e,
    struct val *v)
{
	const char *q = lmoment_scan(&s->moment[op - s->f->op], p, e, &v->at_us);

	v->text = (struct sv){ p, q != NULL ? (size_t)(q - p) : 0 };
	return q != NULL ? past_literal(op, q, e) : NULL;
}

static const char *
quick_since(const struct lformat_op *op, const char *p, const char *e, struct val *v)
{
	const char *q = p;
	int64_t sec, us = 0;

	if (p == e || *p == '0' || !take_digits(&q, 11, &sec) ||
	    (*q == '.' && !take_micros(&q, &us)))
		return NULL;
	v->at_us = sec * 1000000 + us;
	v->text = (struct sv){ p, (size_t)(q - p) };
	return past_literal(op, q, e);
}

/* Millionths of a second as milliseconds; the text, in the record's memory, is copied in steps. */
static struct val
ms_value(struct lscan *s, int64_t us)
{
	char *to = arena_alloc(s->rec, LSCAN_NUMBER + LFORMAT_COPY), *end = to + LSCAN_NUMBER / 2,
	    *at = end;
	int64_t ms = us / 1000, rest = us % 1000;

	do
		*--at = (char)('0' + ms % 10);
	while ((ms /= 10) != 0);
	if (rest != 0) {
		*end++ = '.';
		for (int64_t unit = 100; rest != 0; rest %= unit, unit /= 10)
			*end++ = (char)('0' + rest / unit);
	}
	return number_value((struct sv){ at, (size_t)(end - at) });
}

static const char *
quick_micros(struct lscan *s, const struct lformat_op *op, const char *p, const char *e,
    struct val *v)
{
	int64_t us;

	if (p == e || !take_digits(&p, 15, &us))
		return NULL;
	p = past_literal(op, p, e);
	if (p != NULL)
		*v = ms_value(s, us);
	return p;
}

/* The stages, and their sum. */
static const char *
quick_stages(struct lscan *s, const struct lformat_op *op, const char *p, const char *e,
    struct val *row)
{
	int64_t sec, us = 0, sum = 0;
	struct val v;

	for (int i = LFORMAT_STAGE; i < LFORMAT_TOTAL; i++) {
		p += i > LFORMAT_STAGE;
		if (e - p < 2 || (p[0] == '0' && p[1] != '.') || !take_digits(&p, 9, &sec) ||
		    !take_micros(&p, &us) ||
		    (i + 1 < LFORMAT_TOTAL && *p != ' '))
			return NULL;
		sum += sec * 1000000 + us;
		if (op->out[i] < 0)
			continue;
		v = ms_value(s, sec * 1000000 + us);
		val_copy(&row[op->out[i]], &v);
	}
	if (op->out[LFORMAT_TOTAL] >= 0) {
		v = ms_value(s, sum);
		val_copy(&row[op->out[LFORMAT_TOTAL]], &v);
	}
	return past_literal(op, p, e);
}

void
lscan_quick(struct lscan *s, const struct lformat_op *op, size_t n)
{
	size_t step = s->f->nval;

	for (size_t i = 0; i < n; i++) {
		struct val v = { .kind = VAL_TIME };
		const char *p = s->at[i], *e = s->end[i], *q;

		if (op->look == LFORMAT_MOMENT)
			q = quick_moment(s, op, p, e, &v);
		else if (op->look == LFORMAT_SINCE)
			q = quick_since(op, p, e, &v);
		else if (op->look == LFORMAT_MICROS)
			q = quick_micros(s, op, p, e, &v);
		else
			q = quick_stages(s, op, p, e, s->val + i * step);
		if (q == NULL)
			q = lscan_odd(s, op, i);
		else if (op->look != LFORMAT_THREE && op->out[0] >= 0)
			val_copy(&s->val[i * step + (size_t)op->out[0]], &v);
		s->at[i] = q;
	}
}

/* Past the literal before the first field; a bad line lies behind it. */
static void
skip_lead(struct lscan *s, size_t i)
{
	struct sv lead = s->f->lead;
	const char *p = s->at[i], *e = s->end[i];

	s->bad[i] = (size_t)(e - p) < lead.n || memcmp(p, lead.p, lead.n) != 0;
	if (s->bad[i])
		(void)no_literal(s, NULL, p, e);
	s->at[i] = s->bad[i] ? e : p + lead.n;
}

/* Behind the last field of row @i is more than may be. */
static void
goes_beyond(struct lscan *s, size_t i)
{
	const struct lformat *f = s->f;
	const struct sv left = { s->at[i], (size_t)(s->end[i] - s->at[i]) };
	char found[LVALUE_SHOWN];

	s->bad[i] = true;
	s->misfit = left.p;
	(void)snprintf(s->msg, sizeof(s->msg), "expected end of line after %.*s, found %s%s",
	    SV_SHOW(f->op[f->nop - 1].spec), lvalue_shown(left, found),
	    blank_end(SV(""), left));
}

/* Row @i has no part of a request that kernels leave alone, unless the rules put it anew. */
static void
clear_parts(struct lscan *s, size_t i)
{
	for (size_t k = 0; k < s->nrare; k++)
		s->val[i * s->f->nval + s->rare[k]].kind = VAL_NONE;
}

/* The values that clear_parts clears. */
static void
list_rare(struct lscan *s)
{
	const struct lformat *f = s->f;

	s->rare = mem_array(NULL, f->nop * LFORMAT_PARTS + 1, sizeof(*s->rare));
	for (size_t k = 0; k < f->nop * LFORMAT_PARTS; k++) {
		const struct lformat_op *op = &f->op[k / LFORMAT_PARTS];
		int out = op->out[k % LFORMAT_PARTS];

		if (out >= 0 && lformat_is_rare(op, (enum lformat_part)(k % LFORMAT_PARTS)))
			s->rare[s->nrare++] = (size_t)out;
	}
}

/* Row @i once more, by the rules alone: a kernel took an end that may be another. */
static void
read_again(struct lscan *s, size_t i)
{
	const struct lformat *f = s->f;

	s->at[i] = s->from[i];
	s->bad[i] = false;
	for (const struct lformat_op *op = f->op; op < f->op + f->nop; op++)
		s->at[i] = lscan_odd(s, op, i);
}

/* Where every text of a line was plain, and nothing is left of it, there is no other end. */
static void
check_guesses(struct lscan *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s->from[i] != NULL && (s->bad[i] || (s->odd[i] & s->loose) != 0 ||
		    s->at[i] != s->end[i]))
			read_again(s, i);
}

void
lscan_rows(struct lscan *s, size_t n)
{
	const struct lformat *f = s->f;

	for (size_t i = 0; s->parts != 0 && i < n; i++)
		if ((s->parts >> i & 1) != 0)
			clear_parts(s, i);
	s->parts &= n < BATCH_ROWS ? ~UINT64_C(0) << n : 0;
	memset(s->bad, 0, n * sizeof(s->bad[0]));
	memset(s->odd, 0, n * sizeof(s->odd[0]));
	for (size_t i = 0; f->lead.n > 0 && i < n; i++)
		skip_lead(s, i);
	for (size_t i = 0; f->guess && i < n; i++)
		s->from[i] = s->bad[i] ? NULL : s->at[i];
	s->fit(s, n);
	if (f->guess)
		check_guesses(s, n);
	for (size_t i = 0; i < n; i++)
		if (s->at[i] < s->end[i] && !(f->trailing && *s->at[i] == ' '))
			goes_beyond(s, i);
}

bool
lscan_line(struct lscan *s, struct sv line)
{
	s->cut = false;
	s->at[0] = line.p;
	s->end[0] = line.p + line.n;
	lscan_rows(s, 1);
	return !s->bad[0];
}

bool
lscan_simd(struct lscan *s, enum cpu_simd simd)
{
	if (!cpu_simd_usable(simd))
		return false;
	s->fit = simd == CPU_AVX2 ? lscan_avx2 : simd == CPU_SSE2 ? lscan_sse2 :
	    simd == CPU_NEON ? lscan_neon : lscan_scalar;
	s->ends = simd == CPU_AVX2 ? lscan_avx2_ends : simd == CPU_SSE2 ? lscan_sse2_ends :
	    simd == CPU_NEON ? lscan_neon_ends : lscan_scalar_ends;
	return true;
}

void
lscan_init(struct lscan *s, const struct lformat *f, const struct tstamp_cfg *time,
    struct arena *rec, size_t max)
{
	memset(s, 0, sizeof(*s));
	s->f = f;
	s->time = time;
	s->rec = rec;
	s->max = max;
	s->val = mem_zalloc((max * f->nval + 1) * sizeof(*s->val));
	s->moment = mem_zalloc(f->nop * sizeof(*s->moment));
	for (const struct lformat_op *op = f->op; op < f->op + f->nop; op++)
		if (op->kind < LFORMAT_STATUS || op->kind > LFORMAT_CLF)
			s->loose |= lscan_bit(f, op);
	list_rare(s);
	(void)lscan_simd(s, cpu_simd());
}

void
lscan_free(struct lscan *s)
{
	mem_free(s->val);
	mem_free(s->rare);
	mem_free(s->moment);
}
