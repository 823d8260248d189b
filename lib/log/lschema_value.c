/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema_value - see lschema_value.h
 */
#include "log/lschema_value.h"

#include "json/jread.h"
#include "json/jwrite.h"
#include "line/lname.h"
#include "line/lvalue.h"

#include <string.h>

#define MARK "$device:"		/* Mixpanel's, before the id of a device */

static const char *const numbers[] = { "value", "price", "quantity", "session_number", "status",
	"bytes", "score", "scroll_percent", "cls" };

enum lschema_how
lschema_value_how(struct sv name)
{
	if (sv_is(name, "items"))
		return LSCHEMA_ITEMS;
	switch (lname_kind(name)) {
	case LNAME_TIME:
		return LSCHEMA_TIME;
	case LNAME_TEXT:
		return LSCHEMA_TEXT;
	case LNAME_CLIENT:
		return LSCHEMA_CLIENT;
	case LNAME_MS:
		return LSCHEMA_NUMBER;
	default:
		break;
	}
	if (name.n > 3 && memcmp(name.p + name.n - 3, "_ms", 3) == 0)
		return LSCHEMA_NUMBER;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (sv_is(name, numbers[i]))
			return LSCHEMA_NUMBER;
	return LSCHEMA_AS_IS;
}

static enum rc
give_text(struct sv s, struct val *out)
{
	*out = val_of_text(s);
	return s.n > 0 ? RC_OK : RC_EMPTY;
}

/* A scalar as a text: what was a string keeps its escapes. */
static enum rc
read_text(const struct val *v, struct val *out)
{
	switch (v->kind) {
	case VAL_STRING:
		*out = *v;
		return RC_OK;
	case VAL_NUMBER:
		return give_text(v->text, out);
	case VAL_TRUE:
		return give_text(SV("true"), out);
	case VAL_FALSE:
		return give_text(SV("false"), out);
	default:
		return RC_EMPTY;
	}
}

static enum rc
read_number(const struct val *v, struct val *out)
{
	struct sv s = v->kind == VAL_STRING ? sv_trim(v->text) : v->text;

	if (v->kind != VAL_NUMBER && (v->kind != VAL_STRING || !num_is(s)))
		return RC_EMPTY;
	*out = (struct val){ .kind = VAL_NUMBER, .text = s };
	return RC_OK;
}

static bool
is_zero(struct sv s)
{
	size_t i = 0;

	while (i < s.n && (s.p[i] == '0' || s.p[i] == '.'))
		i++;
	return i == s.n;
}

static enum rc
read_time(const struct lschema_scratch *c, const struct val *v, struct val *out)
{
	struct val t = { .kind = VAL_TIME, .text = v->text };

	if (v->kind == VAL_TIME) {
		*out = *v;
		return RC_OK;
	}
	if ((v->kind != VAL_NUMBER && v->kind != VAL_STRING) || is_zero(v->text))
		return RC_EMPTY;
	if (!tstamp_auto(v, c->time, &t.at_us))
		return RC_BAD;
	if (num_is(v->text) && !tstamp_plausible(t.at_us))
		return RC_BAD;
	*out = t;
	return RC_OK;
}

/* @s with its letters from @first to 'z' or 'Z' in the other case. */
static struct sv
swap_case(struct sv s, char first, struct arena *a)
{
	char *p = arena_alloc(a, s.n);

	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] >= first && s.p[i] < first + 26 ? (char)(s.p[i] ^ 0x20) : s.p[i];
	return (struct sv){ p, s.n };
}

static enum rc
read_country(struct lschema_scratch *c, const struct val *v, struct val *out)
{
	struct sv s;

	if (v->kind != VAL_STRING || v->text.n != 2)
		return RC_EMPTY;
	s = swap_case(v->text, 'a', &c->tmp);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return RC_EMPTY;
	return sv_is(s, "XX") || sv_is(s, "ZZ") ? RC_EMPTY : give_text(s, out);
}

/* lvalue_scale, of what may have an exponent, too: exporters write 8.7e-05. */
static bool
scale(struct sv s, int shift, struct arena *a, struct sv *out)
{
	enum { POWER_MAX = 40 };
	struct sv left = { s.p, 0 };
	int power = 0;
	bool minus;

	while (left.n < s.n && (s.p[left.n] | 0x20) != 'e')
		left.n++;
	s = (struct sv){ s.p + left.n, s.n - left.n };
	minus = s.n > 1 && s.p[1] == '-';
	for (size_t i = 1; i < s.n && power < POWER_MAX; i++)
		if (num_is_digit((unsigned char)s.p[i]))
			power = 10 * power + (s.p[i] - '0');
	return power < POWER_MAX && lvalue_scale(left, minus ? shift - power : shift + power, a,
	    out);
}

/* A number times 10^@shift as milliseconds. */
static enum rc
read_ms(struct lschema_scratch *c, const struct val *v, int shift, struct val *out)
{
	struct val n;
	struct sv ms;

	if (shift > 0 && v->kind == VAL_STRING && v->flags == 0 &&
	    lvalue_ms(v->text, &c->tmp, &ms)) {
		*out = (struct val){ .kind = VAL_NUMBER, .text = ms };
		return RC_OK;
	}
	if (read_number(v, &n) != RC_OK || !scale(n.text, shift, &c->tmp, &ms))
		return RC_EMPTY;
	*out = (struct val){ .kind = VAL_NUMBER, .text = ms };
	return RC_OK;
}

/* From @from to @to, both in nanoseconds; exact. */
static enum rc
read_span(struct lschema_scratch *c, const struct val *from, const struct val *to,
    struct val *out)
{
	enum { NS_UNITS = 1000 };	/* a nanosecond as a part of a millisecond, in 1e-9 */
	num_i128 a, b;
	char *text;

	if (!val_whole(from, &a) || !val_whole(to, &b) || is_zero(from->text) || b < a ||
	    b - a > (num_i128)INT64_MAX)
		return RC_EMPTY;
	text = arena_alloc(&c->tmp, 64);
	*out = (struct val){ .kind = VAL_NUMBER };
	out->text = (struct sv){ text, num_units_text((b - a) * NS_UNITS, text) };
	return RC_OK;
}

static enum rc
read_severity(const struct val *v, struct val *out)
{
	static const char *const level[] = { "trace", "debug", "info", "warning", "error",
		"fatal" };
	uint32_t n;

	if (!val_small(v, &n) || n < 1 || n > 24)
		return RC_EMPTY;
	return give_text(sv_of(level[(n - 1) / 4]), out);
}

struct first {			/* of a list */
	struct val v;
	size_t     n;
};

static bool
take_first(void *ctx, struct sv key, const struct val *v)
{
	struct first *f = ctx;

	(void)key;	/* elements have none */
	if (f->n++ == 0)
		f->v = *v;
	return f->n < 2;
}

static enum rc
read_one(const struct lfind_found *f, struct val *out)
{
	struct first first = { .v = f->v, .n = 1 };
	bool map;

	if (f->v.kind == VAL_ARRAY) {
		first.n = 0;
		jread_each(&f->v, take_first, &first);
		if (first.n != 1)
			return RC_EMPTY;
	}
	if (f->typed)
		first.v = lfind_typed(&first.v, &map);
	if (first.v.kind == VAL_STRING && first.v.text.n == 0)
		return RC_EMPTY;
	return read_text(&first.v, out);
}

static enum rc
read_first(const struct val *v, struct val *out)
{
	struct first first = { .v = *v };

	if (v->kind == VAL_ARRAY) {
		first.v.kind = VAL_NONE;
		jread_each(v, take_first, &first);
	}
	return read_text(&first.v, out);
}

/* A text that is no list of addresses stays as it is. */
static enum rc
read_client(struct lschema_scratch *c, const struct val *v, struct val *out)
{
	enum rc rc = read_first(v, out);
	struct sv first;

	if (rc != RC_OK)
		return rc;
	if (!lvalue_client((out->flags & VAL_ESC) != 0 ? val_unescape(out->text, &c->tmp)
	                                               : out->text, &first))
		return RC_OK;
	return give_text(first, out);
}

/* @s without, or not with, the mark of a device's id. */
static enum rc
read_marked(const struct val *v, bool marked, struct val *out)
{
	struct sv s = v->text;
	bool has = v->kind == VAL_STRING && sv_starts(s, SV(MARK));

	if (has != marked)
		return RC_EMPTY;
	if (!marked)
		return read_text(v, out);
	*out = *v;
	out->text = (struct sv){ s.p + sizeof(MARK) - 1, s.n - (sizeof(MARK) - 1) };
	return out->text.n > 0 ? RC_OK : RC_EMPTY;
}

static enum rc
read_target(struct lschema_scratch *c, const struct val *v, enum lschema_how how,
    struct val *out)
{
	struct lvalue_request r = { 0 };

	if (v->kind != VAL_STRING)
		return RC_EMPTY;
	lvalue_url((v->flags & VAL_ESC) != 0 ? val_unescape(v->text, &c->tmp) : v->text, &r);
	return give_text(how == LSCHEMA_PATH ? r.path : how == LSCHEMA_QUERY ? r.query :
	    how == LSCHEMA_SCHEME ? r.scheme : r.host, out);
}

static enum rc
read_bool(const struct val *v, struct val *out)
{
	bool yes = v->kind == VAL_TRUE || (v->kind == VAL_STRING && sv_is(v->text, "true"));

	if (!yes && v->kind != VAL_FALSE && (v->kind != VAL_STRING || !sv_is(v->text, "false")))
		return RC_EMPTY;
	*out = (struct val){ .kind = yes ? VAL_TRUE : VAL_FALSE };
	return RC_OK;
}

/* Seconds since the run has started; @v NULL: none. */
static enum rc
read_offset(const struct lschema_scratch *c, const struct val *v, struct val *out)
{
	struct val n = { .kind = VAL_NONE };
	double s = 0;

	if (!c->run || (v != NULL && (read_number(v, &n) != RC_OK || !val_number_short(&n, &s))))
		return RC_EMPTY;
	if (!(s >= 0 && s < 1e9))	/* 30 years */
		return RC_BAD;
	*out = (struct val){ .kind = VAL_TIME, .at_us = c->run_us + (int64_t)(s * 1e6 + 0.5) };
	return RC_OK;
}

/* ---- values that say their type, as plain JSON ---- */

static bool write_typed(struct jwrite *w, const struct val *v);

static bool
write_element(void *ctx, struct sv key, const struct val *v)
{
	(void)key;
	if (!write_typed(ctx, v))
		jwrite_null(ctx);
	return true;
}

struct pair {
	struct val key;
	struct val value;
};

static bool
take_half(void *ctx, struct sv key, const struct val *v)
{
	struct pair *p = ctx;

	if (sv_is(key, "key"))
		p->key = *v;
	else if (sv_is(key, "value"))
		p->value = *v;
	return true;
}

static bool
write_pair(void *ctx, struct sv none, const struct val *v)
{
	struct pair p = { .key = { .kind = VAL_NONE }, .value = { .kind = VAL_NONE } };

	(void)none;
	jread_each(v, take_half, &p);
	if (p.key.kind == VAL_STRING) {
		jwrite_key_raw(ctx, p.key.text);
		if (!write_typed(ctx, &p.value))
			jwrite_null(ctx);
	}
	return true;
}

/* False, and nothing written, when there is no value. */
static bool
write_typed(struct jwrite *w, const struct val *v)
{
	bool map;
	struct val plain = lfind_typed(v, &map);

	if (plain.kind == VAL_NONE)
		return false;
	if (plain.kind != VAL_ARRAY) {
		jwrite_val(w, &plain);
		return true;
	}
	if (map) {
		jwrite_open(w, '{');
		jread_each(&plain, write_pair, w);
		jwrite_shut(w, '}');
	} else {
		jwrite_open(w, '[');
		jread_each(&plain, write_element, w);
		jwrite_shut(w, ']');
	}
	return true;
}

/* What was written to c->text, as a list. */
static struct val
written_list(struct lschema_scratch *c)
{
	return (struct val){ .kind = VAL_ARRAY, .text = arena_sv(&c->tmp, buf_view(&c->text)) };
}

/* The list of values that say their types, without these. */
static struct val
plain_list(struct lschema_scratch *c, const struct val *v)
{
	struct jwrite w;

	buf_clear(&c->text);
	jwrite_init(&w, &c->text);
	jwrite_open(&w, '[');
	jread_each(v, write_element, &w);
	jwrite_shut(&w, ']');
	return written_list(c);
}

/* ---- products ---- */

/* What exports call the members of a product; of one field the first that is there counts. */
static const struct {
	struct sv         to;
	struct sv         from;
	enum lschema_how  how;
} product[] = {
	{ { "item_id", 7 }, { "item_id", 7 }, LSCHEMA_TEXT },
	{ { "item_id", 7 }, { "product_id", 10 }, LSCHEMA_TEXT },
	{ { "item_id", 7 }, { "productId", 9 }, LSCHEMA_TEXT },
	{ { "item_id", 7 }, { "sku", 3 }, LSCHEMA_TEXT },
	{ { "item_id", 7 }, { "itemSKU", 7 }, LSCHEMA_TEXT },
	{ { "item_name", 9 }, { "item_name", 9 }, LSCHEMA_TEXT },
	{ { "item_name", 9 }, { "name", 4 }, LSCHEMA_TEXT },
	{ { "item_name", 9 }, { "itemName", 8 }, LSCHEMA_TEXT },
	{ { "item_brand", 10 }, { "item_brand", 10 }, LSCHEMA_TEXT },
	{ { "item_brand", 10 }, { "brand", 5 }, LSCHEMA_TEXT },
	{ { "item_category", 13 }, { "item_category", 13 }, LSCHEMA_TEXT },
	{ { "item_category", 13 }, { "category", 8 }, LSCHEMA_TEXT },
	{ { "item_category", 13 }, { "itemCategory", 12 }, LSCHEMA_TEXT },
	{ { "price", 5 }, { "price", 5 }, LSCHEMA_NUMBER },
	{ { "quantity", 8 }, { "quantity", 8 }, LSCHEMA_NUMBER },
};

enum { PRODUCT = sizeof(product) / sizeof(product[0]) };

struct products {
	struct lschema_scratch *c;
	struct jwrite           w;
	size_t                  n;	/* written */
	struct val              v[PRODUCT];
};

static bool
take_member(void *ctx, struct sv key, const struct val *v)
{
	struct products *all = ctx;

	for (size_t i = 0; i < PRODUCT; i++)
		if (product[i].from.n == key.n && sv_same(product[i].from.p, key.p, key.n))
			all->v[i] = *v;
	return true;
}

static bool
write_product(void *ctx, struct sv none, const struct val *v)
{
	struct products *all = ctx;
	struct sv last = { NULL, 0 };
	bool any = false;

	(void)none;
	memset(all->v, 0, sizeof(all->v));
	jread_each(v, take_member, all);
	for (size_t i = 0; v->kind == VAL_OBJECT && i < PRODUCT; i++) {
		struct lschema_read r = { .how = product[i].how };
		struct lfind_found f = { all->v[i], false };
		struct val out;

		if (all->v[i].kind == VAL_NONE || sv_eq(last, product[i].to) ||
		    lschema_value(all->c, &r, &f, NULL, &out) != RC_OK)
			continue;
		if (!any)
			jwrite_open(&all->w, '{');
		any = true;
		last = product[i].to;
		jwrite_key_raw(&all->w, product[i].to);
		jwrite_val(&all->w, &out);
	}
	if (any)
		jwrite_shut(&all->w, '}');
	all->n += any;
	return true;
}

static enum rc
read_items(struct lschema_scratch *c, const struct lfind_found *f, struct val *out)
{
	struct products all = { .c = c };
	struct val list = f->v;

	if (list.kind != VAL_ARRAY)
		return RC_EMPTY;
	if (f->typed)
		list = plain_list(c, &list);
	buf_clear(&c->text);
	jwrite_init(&all.w, &c->text);
	jwrite_open(&all.w, '[');
	jread_each(&list, write_product, &all);
	jwrite_shut(&all.w, ']');
	if (all.n == 0)
		return RC_EMPTY;
	*out = written_list(c);
	return RC_OK;
}

/* ---- */

/* The text at hand is one of those that mean nothing. */
static bool
is_unknown(const struct lschema_scratch *c, struct sv s)
{
	for (size_t i = 0; i < c->nunknown; i++)
		if (sv_eq(c->unknown[i], s))
			return true;
	return s.n == 0;
}

/* A text that reads as another one; RC_EMPTY: as nothing. */
static enum rc
change_word(const struct lschema_read *r, struct val *v)
{
	for (size_t i = 0; i < r->nword; i++)
		if (sv_eq(r->word[i].from, v->text))
			return give_text(r->word[i].to, v);
	return RC_OK;
}

static enum rc
read_how(struct lschema_scratch *c, enum lschema_how how, const struct lfind_found *f,
    const struct val *v, struct val *out)
{
	switch (how) {
	case LSCHEMA_TEXT:
	case LSCHEMA_LOWER:
		return read_text(v, out);
	case LSCHEMA_NUMBER:
		return read_number(v, out);
	case LSCHEMA_TIME:
		return read_time(c, v, out);
	case LSCHEMA_ITEMS:
		return read_items(c, f, out);
	case LSCHEMA_COUNTRY:
		return read_country(c, v, out);
	case LSCHEMA_NS:
		return read_ms(c, v, -6, out);
	case LSCHEMA_US:
		return read_ms(c, v, -3, out);
	case LSCHEMA_SECONDS:
		return read_ms(c, v, 3, out);
	case LSCHEMA_SEVERITY:
		return read_severity(v, out);
	case LSCHEMA_ONE:
		return read_one(f, out);
	case LSCHEMA_FIRST:
		return read_first(v, out);
	case LSCHEMA_CLIENT:
		return read_client(c, v, out);
	case LSCHEMA_MARKED:
	case LSCHEMA_UNMARKED:
		return read_marked(v, how == LSCHEMA_MARKED, out);
	case LSCHEMA_PATH:
	case LSCHEMA_QUERY:
	case LSCHEMA_SCHEME:
	case LSCHEMA_HOST:
		return read_target(c, v, how, out);
	case LSCHEMA_BOOL:
		return read_bool(v, out);
	case LSCHEMA_OFFSET:
	case LSCHEMA_RUN:
		return read_offset(c, how == LSCHEMA_OFFSET ? v : NULL, out);
	default:
		*out = f->typed && v->kind == VAL_ARRAY ? plain_list(c, v) : *v;
		return RC_OK;
	}
}

enum rc
lschema_value(struct lschema_scratch *c, const struct lschema_read *r,
    const struct lfind_found *f, const struct lfind_found *g, struct val *out)
{
	struct val v = f->v;

	if (val_null(&v) || (v.kind == VAL_STRING && is_unknown(c, v.text)))
		return RC_EMPTY;
	if (r->behind.n > 0 && (v.kind != VAL_STRING || !sv_starts(v.text, r->behind)))
		return RC_EMPTY;
	v.text.p += r->behind.n;
	v.text.n -= r->behind.n;
	if (r->how == LSCHEMA_SPAN_NS)
		return g != NULL ? read_span(c, &v, &g->v, out) : RC_EMPTY;
	if (r->how == LSCHEMA_LOWER && v.kind == VAL_STRING)
		v.text = swap_case(v.text, 'A', &c->tmp);
	if ((v.kind == VAL_STRING || v.kind == VAL_NUMBER) && change_word(r, &v) != RC_OK)
		return RC_EMPTY;
	return read_how(c, r->how, f, &v, out);
}
