/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qtable_row - see qtable_row.h
 *
 * A row in the text of an event, in the byte order of the machine:
 *
 *     ┌───────┬───────────┬─────────────────┬────────┬─────────────────────────┬─────┐
 *     │ table │ key bytes │ {...}\n's bytes │ latest │ {"column":value,...}\n  │ key │
 *     └───────┴───────────┴─────────────────┴────────┴─────────────────────────┴─────┘
 */
#include "quality/qtable_row.h"

#include "base/num.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "schema/dec.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The times that all of the databases can have: 1900 to 2299. */
#define TIME_FIRST INT64_C(-2208988800000000)
#define TIME_END INT64_C(10413792000000000)

enum {
	WHOLE_DIGITS = 38,	/* of a decimal, the scale included */
	DIGITS_MAX = 1000,	/* of a number in JSON */
	EXPONENT_BYTES = 5	/* likewise: e9999, e-999 */
};

struct frame {
	uint32_t table;
	uint32_t key;
	uint64_t n;
	int64_t  latest_us;
};

struct walk {			/* one event */
	struct qtable_rows  *rows;
	const struct qtable *t;
	struct record        r;		/* with slots of the element at hand */
	const struct val    *slot;	/* of the event itself */
	struct val          *own;	/* room for the element's */
	uint64_t             position;
	int64_t              latest_us;	/* of the row at hand */
	struct expr_eval    *ev;
	struct err          *e;
	enum rc              rc;
	bool                 bad;
};

/* ---- values ---- */

/* A number whose digits and exponent every database can hold in JSON. */
static bool
is_modest(struct sv s)
{
	size_t e = sv_find(s, 'e');

	if (e == s.n)
		e = sv_find(s, 'E');
	return s.n <= DIGITS_MAX && s.n - e <= EXPONENT_BYTES;
}

/*
 * Nothing in the text is to be looked at: no escape that may be NUL or half of a pair, nothing
 * that may be an exponent or a very long number.
 */
static bool
is_tame(struct sv s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (num_is_digit((unsigned char)c)) {
			digits++;
			continue;
		}
		if (digits > DIGITS_MAX || (digits > 0 && (c | 0x20) == 'e'))
			return false;
		digits = c == '.' ? digits : 0;
		if (c == '\\' && i + 5 < s.n && s.p[i + 1] == 'u' &&
		    ((s.p[i + 2] | 0x20) == 'd' || memcmp(s.p + i + 2, "0000", 4) == 0))
			return false;
	}
	return digits <= DIGITS_MAX;
}

static bool put_json(struct jwrite *w, const struct val *v, struct arena *tmp);

struct put {
	struct jwrite *w;
	struct arena  *tmp;
	bool           object;
	bool           fits;
};

static bool
put_element(void *ctx, struct sv key, const struct val *v)
{
	struct put *p = ctx;

	if (p->object)
		jwrite_key(p->w, val_unescape(key, p->tmp));
	p->fits = put_json(p->w, v, p->tmp);
	return p->fits;
}

/* Any value; what is tame as it is.  false: a number in it is out of all bounds. */
static bool
put_json(struct jwrite *w, const struct val *v, struct arena *tmp)
{
	struct put p = { w, tmp, v->kind == VAL_OBJECT, true };

	if (v->kind == VAL_NUMBER && (v->flags & VAL_DOUBLE) == 0 && !is_modest(v->text))
		return false;
	if (v->kind < VAL_STRING || v->kind == VAL_TIME || is_tame(v->text)) {
		jwrite_val(w, v);
		return true;
	}
	if (v->kind == VAL_STRING) {
		jwrite_str(w, val_text(v, tmp));
		return true;
	}
	jwrite_open(w, p.object ? '{' : '[');
	jread_each(v, put_element, &p);
	jwrite_shut(w, p.object ? '}' : ']');
	return p.fits;
}

static bool
put_integer(struct jwrite *w, const struct val *v)
{
	num_i128 whole;

	if (v->kind != VAL_NUMBER)
		return false;
	if ((v->flags & VAL_DOUBLE) != 0) {
		if (v->num != floor(v->num) || fabs(v->num) > 9007199254740992.0)
			return false;
		jwrite_i64(w, (int64_t)v->num);
		return true;
	}
	if (!val_whole(v, &whole) || whole > INT64_MAX || whole < INT64_MIN)
		return false;
	jwrite_i64(w, (int64_t)whole);
	return true;
}

/* What is computed gets as many decimals as the column has. */
static bool
put_decimal(struct jwrite *w, const struct val *v, int scale)
{
	const int room = WHOLE_DIGITS - scale;
	struct dec d;
	int64_t digits;

	if (v->kind != VAL_NUMBER)
		return false;
	if ((v->flags & VAL_DOUBLE) != 0) {
		char text[64];
		int n = snprintf(text, sizeof(text), "%.*f", scale, v->num);

		if (fabs(v->num) >= 1e15 || n < 0)
			return false;
		jwrite_raw(w, (struct sv){ text, (size_t)n });
		return true;
	}
	d = dec_of(v->text);
	digits = (int64_t)d.digits.n - (memchr(d.digits.p, '.', d.digits.n) != NULL);
	if (d.digits.n != 0 && (d.exp < -scale || d.exp + digits > room))
		return false;
	if (d.digits.n != 0 && !is_modest(v->text))
		return false;
	jwrite_raw(w, d.digits.n != 0 ? v->text : SV("0"));
	return true;
}

static bool
read_time(const struct walk *k, const struct val *v, int64_t *at_us)
{
	return tstamp_auto(v, &k->rows->input, at_us) && *at_us >= TIME_FIRST &&
	    *at_us < TIME_END;
}

static bool
put_date(struct jwrite *w, struct sv text)
{
	if (!format_ok(FORMAT_DATE, text) || sv_cmp(text, SV("1900")) < 0 ||
	    sv_cmp(text, SV("2300")) >= 0)
		return false;
	jwrite_str(w, text);
	return true;
}

/* A value that is there; false: the column cannot hold it. */
static bool
put_value(struct jwrite *w, const struct walk *k, const struct qddl_column *c,
    const struct val *v)
{
	struct arena *tmp = expr_eval_arena(k->ev);
	struct sv text = { "", 0 };
	int64_t at_us;
	double d;

	if (v->kind == VAL_STRING && c->type >= QDDL_DATE && c->type <= QDDL_INET)
		text = val_text(v, tmp);
	switch (c->type) {
	case QDDL_TEXT:
		if (v->kind != VAL_STRING && v->kind != VAL_TIME)
			return false;
		if (v->kind == VAL_STRING && (v->flags & VAL_ESC) == 0)
			jwrite_val(w, v);
		else
			jwrite_str(w, val_text(v, tmp));
		return true;
	case QDDL_INTEGER:
		return put_integer(w, v);
	case QDDL_DECIMAL:
		return put_decimal(w, v, c->scale);
	case QDDL_FLOAT:
		if (v->kind != VAL_NUMBER || !val_number(v, &d))
			return false;
		jwrite_double(w, d);
		return true;
	case QDDL_BOOLEAN:
		if (v->kind != VAL_TRUE && v->kind != VAL_FALSE)
			return false;
		break;
	case QDDL_TIMESTAMP:
		if (!read_time(k, v, &at_us))
			return false;
		jwrite_time(w, at_us);
		return true;
	case QDDL_DATE:
		return put_date(w, text);
	case QDDL_UUID:
		if (!format_ok(FORMAT_UUID, text))
			return false;
		break;
	case QDDL_INET:
		if (!format_ok(FORMAT_IPV4, text) && !format_ok(FORMAT_IPV6, text))
			return false;
		break;
	case QDDL_JSON:
	case QDDL_TYPES:
		return put_json(w, v, tmp);
	}
	jwrite_val(w, v);
	return true;
}

/* ---- rows ---- */

static enum rc
column_value(const struct walk *k, const struct qtable_column *c, struct val *v)
{
	if (c->x != NULL)
		return expr_value(c->x, &k->r, k->ev, v, k->e);
	*v = val_of_double((double)k->position);
	return RC_OK;
}

/* One column of a row; false: there will be no row. */
static bool
put_column(struct walk *k, const struct qtable_column *c, struct jwrite *w)
{
	struct buf *b = w->b;
	struct val v;
	size_t start;

	k->rc = column_value(k, c, &v);
	if (k->rc != RC_OK)
		return false;
	if (val_null(&v) && c->key) {
		k->rows->left(k->rows->ctx, QTABLE_NO_KEY, k->t, c, &v);
		return false;
	}
	buf_c(b, w->comma ? ',' : '{');
	buf_sv(b, c->head);
	start = b->n;
	w->comma = false;
	if (val_null(&v) && !c->latest)
		jwrite_null(w);
	else if (!put_value(w, k, &c->c, &v)) {
		k->rows->left(k->rows->ctx, QTABLE_UNFIT, k->t, c, &v);
		k->bad = true;
		return false;
	}
	if (c->key) {
		buf_add(&k->rows->key, b->p + start, b->n - start);
		buf_c(&k->rows->key, ',');
	}
	if (c->latest)
		(void)read_time(k, &v, &k->latest_us);	/* it could be written */
	return true;
}

static void
put_row(struct walk *k)
{
	struct buf *b = &k->rows->text;
	const size_t start = b->n;
	struct frame f = { .table = (uint32_t)(k->t - k->rows->plan->table) };
	struct jwrite w;
	enum expr_tri test = EXPR_TRUE;

	if (k->t->where != NULL)
		k->rc = expr_test(k->t->where, &k->r, k->ev, &test, k->e);
	if (k->rc != RC_OK || test != EXPR_TRUE)
		return;
	buf_add(b, (const char *)&f, sizeof(f));
	buf_clear(&k->rows->key);
	jwrite_init(&w, b);
	for (size_t i = 0; i < k->t->ncolumn; i++)
		if (!put_column(k, &k->t->column[i], &w)) {
			b->n = start;
			return;
		}
	buf_add(b, "}\n", 2);
	f.n = b->n - start - sizeof(f);
	f.key = (uint32_t)k->rows->key.n;
	f.latest_us = k->latest_us;
	memcpy(b->p + start, &f, sizeof(f));
	buf_sv(b, buf_view(&k->rows->key));
	k->rows->n++;
}

static bool
put_element_row(void *ctx, struct sv key, const struct val *v)
{
	struct walk *k = ctx;
	const struct qtable *t = k->t;

	(void)key;	/* arrays have none */
	k->position++;
	k->own[t->each] = *v;
	for (size_t i = 0; i < t->nmember; i++)
		k->own[t->member[i].slot] = jread_below(v, t->member[i].below,
		    t->member[i].nbelow, expr_eval_arena(k->ev));
	put_row(k);
	return k->rc == RC_OK && !k->bad;
}

static void
put_rows(struct walk *k)
{
	const struct qtable *t = k->t;
	const size_t n = k->rows->nslot;

	if (!t->list) {
		put_row(k);
		return;
	}
	if (k->own == NULL)
		k->own = arena_alloc(expr_eval_arena(k->ev), (n + 1) * sizeof(*k->own));
	memcpy(k->own, k->slot, n * sizeof(*k->own));
	k->r.slot = k->own;
	k->position = 0;
	if (k->slot[t->each].kind == VAL_ARRAY)
		jread_each(&k->slot[t->each], put_element_row, k);
	k->r.slot = k->slot;
}

enum rc
qtable_rows_of(struct qtable_rows *rows, const struct record *r, struct sv event,
    struct expr_eval *ev, struct err *e)
{
	const struct qplan *p = rows->plan;
	struct walk k = { .rows = rows, .r = *r, .slot = r->slot, .ev = ev, .e = e };

	buf_clear(&rows->text);
	rows->n = 0;
	for (size_t i = 0; i < p->ntable && k.rc == RC_OK && !k.bad; i++) {
		k.t = &p->table[i];
		if (k.t->all || rule_keys_find(&k.t->from, event) != RULE_NONE)
			put_rows(&k);
	}
	if (k.bad || k.rc != RC_OK) {
		buf_clear(&rows->text);
		rows->n = 0;
	}
	return k.rc;
}

bool
qtable_rows_next(struct sv *text, struct qtable_row *row)
{
	struct frame f;

	if (text->n == 0)
		return false;
	memcpy(&f, text->p, sizeof(f));
	row->table = f.table;
	row->latest_us = f.latest_us;
	row->line = (struct sv){ text->p + sizeof(f), (size_t)f.n };
	row->key = (struct sv){ row->line.p + row->line.n, f.key };
	text->p += sizeof(f) + row->line.n + row->key.n;
	text->n -= sizeof(f) + row->line.n + row->key.n;
	return true;
}
