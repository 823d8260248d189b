/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/sale.h"

#include "run/given.h"

enum { DECIMALS = 9 };

enum rc
sale_compile(struct sale_plan *p, const struct sale_query *q, struct job *j, struct err *e)
{
	enum rc rc = given_event(&p->order, "--order", q->order, SALE_ORDER, j, e);

	if (rc == RC_OK)
		rc = given_event(&p->refund, "--refund", q->refund, SALE_REFUND, j, e);
	if (rc == RC_OK)
		rc = given_expr_or(&p->value, "--value", q->value, SALE_VALUE, j, e);
	if (rc == RC_OK)
		rc = given_expr_or(&p->id, "transaction_id", NULL, "transaction_id", j, e);
	if (rc == RC_OK)
		rc = given_expr_or(&p->currency, "currency", NULL, "currency", j, e);
	return rc;
}

void
sale_save(struct sale_query *q, const struct sale_plan *p, struct job *j)
{
	struct sv order = expr_text(p->order, &j->arena), refund = expr_text(p->refund, &j->arena);
	struct sv value = expr_text(p->value, &j->arena);

	*q = (struct sale_query){
		.order = arena_bytes(&j->arena, order.p, order.n),
		.refund = arena_bytes(&j->arena, refund.p, refund.n),
		.value = arena_bytes(&j->arena, value.p, value.n),
	};
}

/* ---- reading ---- */

static enum rc
no_value(const struct sale_plan *p, const struct val *v, struct expr_eval *ev, struct err *e)
{
	struct sv text = expr_text(p->value, expr_eval_arena(ev));

	return rc_bad(e, "value", "no value: '%.*s' is '%.*s', no number below 1e18",
	    SV_SHOW(text), SV_SHOW(val_text(v, expr_eval_arena(ev))));
}

/* The text of a number that has more decimals than are kept; num_round takes what JSON allows. */
static bool
rounded_units(const struct val *v, struct arena *a, num_i128 *units)
{
	char text[NUM_ROUND_TEXT];
	struct sv s = num_round(val_text(v, a), DECIMALS, 'r', text);

	return s.n > 0 && num_units(s, units);
}

static enum rc
read_value(const struct sale_plan *p, const struct record *r, struct expr_eval *ev,
    struct sale *s, struct err *e)
{
	struct val v;
	enum rc rc = expr_value(p->value, r, ev, &v, e);

	s->units = 0;
	s->valued = false;
	if (rc != RC_OK || val_null(&v) || (v.kind == VAL_STRING && v.text.n == 0))
		return rc;
	s->valued = true;
	if (val_units(&v, &s->units) || rounded_units(&v, expr_eval_arena(ev), &s->units))
		return RC_OK;
	return no_value(p, &v, ev, e);
}

/* Texts that are empty are not known. */
static enum rc
read_text(const struct expr *x, const struct record *r, struct expr_eval *ev, struct sv *text,
    struct err *e)
{
	struct val v;
	enum rc rc = expr_value(x, r, ev, &v, e);

	*text = SV("");
	if (rc == RC_OK && !val_null(&v))
		*text = val_text(&v, expr_eval_arena(ev));
	return rc;
}

static bool
is_code(struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i], low = (char)(c | 0x20);

		if (!num_is_digit((unsigned char)c) && !(low >= 'a' && low <= 'z') && c != '-' &&
		    c != '_')
			return false;
	}
	return s.n <= SALE_CURRENCY_MAX;
}

enum rc
sale_read(const struct sale_plan *p, const struct record *r, bool refund, struct expr_eval *ev,
    struct sale *s, struct err *e)
{
	enum rc rc = read_value(p, r, ev, s, e);

	if (rc == RC_OK)
		rc = read_text(p->id, r, ev, &s->id, e);
	if (rc == RC_OK)
		rc = read_text(p->currency, r, ev, &s->currency, e);
	if (rc == RC_OK && !is_code(s->currency))
		rc = rc_bad(e, "currency", "currency: expected a code such as EUR, got '%.*s'",
		    SV_SHOW(s->currency));
	s->refund = refund || s->units < 0;
	return rc;
}

struct val
sale_value(const struct sale *s, struct arena *a)
{
	char *text;

	if (!s->valued)
		return (struct val){ .kind = VAL_NULL };
	text = arena_alloc(a, NUM_TEXT_MAX);
	return (struct val){ .kind = VAL_NUMBER, .text = { text, num_units_text(s->units, text) } };
}
