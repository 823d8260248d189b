/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attribution/attribution_scan.h"

#include "base/rfc3339.h"
#include "json/jwrite.h"
#include "record/time_member.h"

enum fact_value { CHANNEL, KIND, TRANSACTION, VALUE, CURRENCY, VALUES };
enum fact_kind { NO_ORDER, ORDER, REFUND };

static const struct val null = { .kind = VAL_NULL };

/* ---- facts ---- */

/* A text that is there, and not empty. */
static bool
is_known(const struct val *v, struct arena *tmp, struct sv *text)
{
	*text = val_null(v) ? SV("") : val_text(v, tmp);
	return text->n > 0;
}

static bool
is_value(const struct val *v)
{
	num_i128 units;

	return val_units(v, &units) && units <= ATTRIBUTION_SUM_VALUE_MAX &&
	    units >= -ATTRIBUTION_SUM_VALUE_MAX;
}

static enum rc
find_channel(const struct attribution_plan *p, const struct record *r, struct expr_eval *ev,
    struct val *v, struct err *e)
{
	enum expr_tri touch = EXPR_TRUE;
	struct sv text;
	enum rc rc = RC_OK;

	if (p->touch != NULL)
		rc = expr_test(p->touch, r, ev, &touch, e);
	if (rc != RC_OK || touch != EXPR_TRUE)
		return rc;
	rc = expr_value(p->channel, r, ev, v, e);
	if (rc == RC_OK)
		*v = is_known(v, expr_eval_arena(ev), &text) ? val_of_text(text) : null;
	return rc;
}

static struct val
text_or_null(struct sv s)
{
	return s.n > 0 ? val_of_text(s) : null;
}

static enum rc
find_order(const struct attribution_plan *p, const struct record *r, bool refund,
    struct expr_eval *ev, struct val *v, struct err *e)
{
	struct sale s;
	enum rc rc = sale_read(&p->sale, r, refund, ev, &s, e);

	if (rc != RC_OK)
		return rc;
	v[KIND] = val_of_double(refund ? REFUND : ORDER);
	v[VALUE] = sale_value(&s, expr_eval_arena(ev));
	v[TRANSACTION] = text_or_null(s.id);
	v[CURRENCY] = text_or_null(s.currency);
	if (!val_null(&v[VALUE]) && !is_value(&v[VALUE]))
		return rc_bad(e, "value", "expected the value of an order, up to 1e12, got %.*s",
		    SV_SHOW(v[VALUE].text));
	return RC_OK;
}

enum {				/* marks */
	IS_ORDER = 1,
	IS_REFUND = 2,
	SEEN = 4		/* of all: any record may be a touch */
};

static void
attribution_choose(const void *ctx, struct expr_rows *r, uint64_t *mark)
{
	const struct attribution_plan *p = ctx;

	scan_mark_two(p->sale.order, p->sale.refund, r, mark);
	for (size_t i = 0; i < r->n; i++)
		mark[i] |= SEEN;
}

static enum rc
attribution_fact(const void *ctx, const struct val *key, const struct record *r,
    struct expr_eval *ev, struct fact_writer *w, struct err *e)
{
	const struct attribution_plan *p = ctx;
	struct val v[VALUES] = { null, null, null, null, null };
	const bool refund = (w->mark & IS_REFUND) != 0;
	size_t n = VALUES;
	enum rc rc = user_key_check(&p->user, key, e);

	if (rc == RC_OK && !refund)
		rc = find_channel(p, r, ev, &v[CHANNEL], e);
	if (rc != RC_OK)
		return rc;
	if ((w->mark & (IS_ORDER | IS_REFUND)) != 0)
		rc = find_order(p, r, refund, ev, v, e);
	while (n > 0 && val_null(&v[n - 1]))
		n--;
	if (rc != RC_OK || n == 0)
		return rc != RC_OK ? rc : RC_END;
	for (size_t i = 0; i < n; i++)
		fact_put_val(w, &v[i]);
	return RC_OK;
}

static bool
is_text(const struct val *v)
{
	return val_null(v) || v->kind == VAL_STRING;
}

static enum rc
attribution_check(const void *ctx, const struct val *v, size_t n, struct err *e)
{
	double kind = NO_ORDER;

	(void)ctx;	/* they are of one shape, whatever is asked */
	if (n < 1 || n > VALUES)
		return rc_err(e, RC_SYNTAX, "expected 1 to %d values in the fact", (int)VALUES);
	if (!is_text(&v[CHANNEL]) || (n > TRANSACTION && !is_text(&v[TRANSACTION])) ||
	    (n > CURRENCY && !is_text(&v[CURRENCY])))
		return rc_err(e, RC_SYNTAX, "expected texts for channel, transaction and currency");
	if (n > KIND && (!val_number(&v[KIND], &kind) ||
	    (kind != (double)ORDER && kind != (double)REFUND)))
		return rc_err(e, RC_SYNTAX, "expected the kind %d or %d", (int)ORDER, (int)REFUND);
	if (n > VALUE && !val_null(&v[VALUE]) && !is_value(&v[VALUE]))
		return rc_err(e, RC_SYNTAX, "expected a value up to 1e12");
	if (kind == (double)NO_ORDER && val_null(&v[CHANNEL]))
		return rc_err(e, RC_SYNTAX, "expected a touch or an order");
	return RC_OK;
}

/* ---- users ---- */

struct walk {			/* over the facts of one user */
	const struct attribution_plan *p;
	const struct scan_seq         *seq;
	struct attribution_sum        *sum;	/* NULL: paths are written */
	struct attribution_path_names  names;	/* then; of this user alone */
	struct attribution_touch      *touch;
	size_t                         ntouch;
	struct attribution_path_order *order;
	size_t                         norder;
	struct sv                      currency;	/* the user's */
	struct buf                    *o;
};

static struct attribution_path_name
find_name(struct walk *w, struct sv channel)
{
	return w->sum != NULL ? attribution_sum_channel(w->sum, channel) :
	    attribution_path_names_put(&w->names, channel);
}

static enum rc
take_currency(struct walk *w, struct sv currency, struct err *e)
{
	if (w->sum != NULL)
		attribution_sum_currency(w->sum, currency);
	else if (w->currency.n > 0 && !sv_eq(w->currency, currency))
		return rc_err(e, RC_RANGE, "a user with values in two currencies, '%.*s' and "
		    "'%.*s': take one (--order), or convert them first", SV_SHOW(w->currency),
		    SV_SHOW(currency));
	w->currency = currency;
	return RC_OK;
}

static enum rc
take_order(struct walk *w, const struct val *v, int64_t at_us, struct err *e)
{
	struct attribution_path_order *o = &w->order[w->norder++];
	struct sv currency;
	double kind = ORDER;

	(void)val_number(&v[KIND], &kind);
	*o = (struct attribution_path_order){ .at_us = at_us, .refund = kind > (double)ORDER };
	(void)is_known(&v[TRANSACTION], w->seq->tmp, &o->transaction);
	o->valued = !val_null(&v[VALUE]) && val_units(&v[VALUE], &o->value);
	if (o->valued && is_known(&v[CURRENCY], w->seq->tmp, &currency))
		return take_currency(w, currency, e);
	return RC_OK;
}

static enum rc
take_fact(struct walk *w, const struct fact *f, struct err *e)
{
	struct val v[VALUES];
	struct fact_reader r;
	struct sv channel;

	fact_read_begin(&r, &w->seq->frame, f);
	for (size_t i = 0; i < VALUES; i++)
		v[i] = fact_read_more(&r) ? fact_read_val(&r) : null;
	if (is_known(&v[CHANNEL], w->seq->tmp, &channel)) {
		struct attribution_path_name name = find_name(w, channel);

		w->touch[w->ntouch++] = (struct attribution_touch){ f->at_us, name.number,
			name.is };
	}
	return val_null(&v[KIND]) ? RC_OK : take_order(w, v, f->at_us, e);
}

static void
put_units(struct jwrite *w, const char *key, num_i128 units)
{
	char text[NUM_TEXT_MAX];
	size_t n = num_units_text(units, text);

	jwrite_key(w, sv_of(key));
	jwrite_raw(w, (struct sv){ text, n });
}

static void
put_time(struct jwrite *jw, const struct tzone *zone, int64_t at_us)
{
	char text[RFC3339_MAX];
	size_t n = rfc3339_text(at_us, tzone_offset(zone, at_us), text);

	jwrite_str(jw, (struct sv){ text, n });
}

static void
put_path(const struct walk *w, struct jwrite *jw, const struct attribution_touch *touch, size_t n)
{
	jwrite_key(jw, SV("path"));
	jwrite_open(jw, '[');
	for (size_t i = 0; i < n; i++)
		jwrite_str(jw, w->names.map.entry[touch[i].channel].key);
	jwrite_shut(jw, ']');
	jwrite_key(jw, SV("times"));
	jwrite_open(jw, '[');
	for (size_t i = 0; i < n; i++)
		put_time(jw, w->p->zone, touch[i].at_us);
	jwrite_shut(jw, ']');
}

static void
put_order(const struct walk *w, struct jwrite *jw, const struct attribution_path_order *o)
{
	time_member_write(jw, "ordered", w->p->zone, o->at_us);
	if (o->transaction.n > 0)
		jwrite_put_text(jw, "transaction_id", o->transaction);
	if (!o->valued)
		return;
	put_units(jw, "value", o->value);
	if (w->currency.n > 0)
		jwrite_put_text(jw, "currency", w->currency);
}

static enum rc
write_path(void *ctx, const struct attribution_path_order *order,
    const struct attribution_touch *touch, size_t n, struct err *e)
{
	struct walk *w = ctx;
	struct sv user = { w->seq->text.p + 1, w->seq->text.n - 2 };	/* without the brackets */
	struct jwrite jw;

	(void)e;	/* any path can be written */
	jwrite_init(&jw, w->o);
	jwrite_open(&jw, '{');
	jwrite_put_text(&jw, "kind", SV("attribution_user"));
	jwrite_key(&jw, SV("user"));
	jwrite_raw(&jw, user);
	jwrite_key(&jw, SV("converted"));
	jwrite_bool(&jw, order != NULL);
	if (order != NULL)
		put_order(w, &jw, order);
	put_path(w, &jw, touch, n);
	jwrite_shut(&jw, '}');
	jwrite_nl(&jw);
	scan_push(w->seq, w->o);
	return RC_OK;
}

static enum rc
sum_path(void *ctx, const struct attribution_path_order *order,
    const struct attribution_touch *touch, size_t n, struct err *e)
{
	const struct walk *w = ctx;

	return attribution_sum_add(w->sum, order, touch, n, e);
}

static enum rc
walk_paths(struct walk *w, struct err *e)
{
	struct attribution_marks marks = { 0 };
	struct attribution_path_user u = { w->touch, w->ntouch, w->order, 0, &marks, 0,
		w->seq->tmp };
	num_i128 loose;
	enum rc rc;

	u.norder = attribution_path_settle(w->order, w->norder, &loose, w->seq->tmp);
	if (w->sum != NULL) {
		u.marks = &w->sum->marks;
		u.channels = w->sum->names.map.n;
		attribution_sum_user(w->sum, w->seq->text);
		if (loose != 0)
			attribution_sum_refund(w->sum, loose);
	} else {
		u.channels = w->names.map.n;
	}
	rc = attribution_path_each(&w->p->sum.rule, &u, w->sum != NULL ? sum_path : write_path, w,
	    e);
	attribution_marks_free(&marks);
	return rc;
}

static enum rc
attribution_each(const void *ctx, const struct scan_seq *s, struct buf *o, struct err *e)
{
	const struct attribution_plan *p = ctx;
	struct walk w = { .p = p, .seq = s, .sum = s->sum, .o = o };
	enum rc rc = RC_OK;

	attribution_path_names_init(&w.names, &p->sum.rule, 1);
	w.touch = arena_alloc(s->tmp, s->n * sizeof(*w.touch));
	w.order = arena_alloc(s->tmp, s->n * sizeof(*w.order));
	for (size_t i = 0; rc == RC_OK && i < s->n; i++)
		rc = take_fact(&w, &s->fact[i], e);
	if (rc == RC_OK)
		rc = walk_paths(&w, e);
	attribution_path_names_free(&w.names);
	return rc;
}

const struct scan_ops attribution_scan_ops = { attribution_fact, attribution_check,
	attribution_each, attribution_choose };

/* ---- sums ---- */

static void *
sum_begin(const void *ctx)
{
	const struct attribution_plan *p = ctx;

	return attribution_sum_new(&p->sum);
}

static enum rc
sum_merge(const void *ctx, void *dst, const void *src, struct err *e)
{
	(void)ctx;	/* both are of it */
	return attribution_sum_merge(dst, src, e);
}

static enum rc
sum_write(const void *ctx, void *sum, struct job *j, struct err *e)
{
	return attribution_scan_write(ctx, sum, j, e);
}

static void
sum_free(void *sum)
{
	attribution_sum_free(sum);
}

const struct scan_sum attribution_scan_sum = { sum_begin, sum_merge, sum_write, sum_free };
