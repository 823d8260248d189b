/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan_rule - one field of one line by all the rules there are
 *
 * Fields that have a grammar of their own (numbers, CLF times) are read by it
 * and must then be followed by their literal; the others end where their
 * literal is found.
 */
#include "access/lscan_rule.h"

#include "access/lscan_why.h"
#include "base/num.h"

#include <string.h>

enum { CLF_LENGTH = 26 };

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
		put_value(s, op, 0, lscan_number(out));
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
		    (op->flags & LFORMAT_DASH0) != 0 ? lscan_number(SV("0")) : no_value());
	} else if (q == b) {
		if (!s->f->blank)
			return lscan_misfit(s, op, b, e);
		put_value(s, op, 0, no_value());
	} else if (op->want || op->kind == LFORMAT_STATUS || op->kind == LFORMAT_SUM) {
		if (!put_number(s, op, (struct sv){ b, (size_t)(q - b) }))
			return lscan_misfit(s, op, b, e);
	}
	return q < e && goes_on(*q) && (op->after.n == 0 || *q != op->after.p[0]) ?
	    lscan_misfit(s, op, b, e) : q;
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
			return lscan_misfit(s, op, b, e);
		if (q != e && *q != ' ')
			return lscan_misfit(s, op, b, e);
		whole &= raw.n > 0;
		if (raw.n > 0 && lvalue_scale(raw, 3, s->rec, &out))
			put_value(s, op, (enum lformat_part)i, lscan_number(out));
		else
			put_value(s, op, (enum lformat_part)i, no_value());
		p = q + (i + 1 < LFORMAT_TOTAL && q < e);
	}
	if (whole && lvalue_sum((struct sv){ b, (size_t)(p - b) }, 3, s->rec, &out))
		put_value(s, op, LFORMAT_TOTAL, lscan_number(out));
	else
		put_value(s, op, LFORMAT_TOTAL, no_value());
	return p;
}

static const char *
scan_clf(struct lscan *s, const struct lformat_op *op, const char *b, const char *e)
{
	struct val v = { .kind = VAL_TIME, .text = { b, CLF_LENGTH } };

	if (e - b < CLF_LENGTH || !tstamp_clf(v.text, &v.at_us))
		return lscan_misfit(s, op, b, e);
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
		return lscan_misfit(s, op, b, e);
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
		(void)lscan_no_literal(s, op, q != NULL ? q : e, e);
		return NULL;
	}
	raw = (struct sv){ b, (size_t)(q - b) };
	switch (op->kind) {
	case LFORMAT_CLIENT:
		return put_client(s, op, raw) ? q : lscan_misfit(s, op, b, q);
	case LFORMAT_EPOCH:
	case LFORMAT_TIME:
		return put_time(s, op, raw) ? q : lscan_misfit(s, op, b, q);
	case LFORMAT_REQUEST:
	case LFORMAT_URL:
		put_request(s, op, raw);
		return q;
	case LFORMAT_USER:
		if (!is_user(op, raw))
			return lscan_misfit(s, op, b, q);
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
	put_value(s, op, 0, lscan_number(ms));
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
		(void)lscan_no_literal(s, op, p, e);
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

const char *
lscan_none(struct lscan *s, const struct lformat_op *op, size_t i)
{
	const char *p = s->at[i], *e = s->end[i], *q;
	bool number = op->look == LFORMAT_CODE || op->look == LFORMAT_DIGITS ||
	    op->look == LFORMAT_SECONDS;

	if (!number || (op->flags & LFORMAT_DASH0) != 0 || p == e || *p != '-' ||
	    ((op->flags & LFORMAT_LIST) != 0 && e - p > 2 && (p[1] == ',' || p[2] == ':')) ||
	    (q = lscan_past(op, p + 1, e)) == NULL)
		return lscan_odd(s, op, i);
	if (op->out[0] >= 0) {
		struct val *v = &s->val[i * s->f->nval + (size_t)op->out[0]];

		*v = (struct val){ .kind = VAL_NONE, .text = { p, 0 } };
	}
	return q;
}
