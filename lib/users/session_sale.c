/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/session_sale.h"

#include "scan/scan_kept.h"

static struct val
text_or_null(struct sv s)
{
	return s.n > 0 ? val_of_text(s) : (struct val){ .kind = VAL_NULL };
}

enum rc
session_sale_fact(const struct sale_plan *p, const struct record *r, struct expr_eval *ev,
    struct val *v, struct err *e)
{
	enum expr_tri order, refund = EXPR_FALSE;
	struct sale sale;
	enum rc rc = expr_test(p->order, r, ev, &order, e);

	for (size_t i = 0; i < SESSION_SALE_FACTS; i++)
		v[i] = (struct val){ .kind = VAL_NULL };
	if (rc == RC_OK && order != EXPR_TRUE)
		rc = expr_test(p->refund, r, ev, &refund, e);
	if (rc != RC_OK || (order != EXPR_TRUE && refund != EXPR_TRUE))
		return rc;
	rc = sale_read(p, r, refund == EXPR_TRUE, ev, &sale, e);
	if (rc != RC_OK)
		return rc;
	if (refund == EXPR_TRUE && sale.units > 0)
		sale.units = -sale.units;
	/* An order for nothing is one, too: false is what is none. */
	v[0] = val_of_bool(order == EXPR_TRUE && !sale.refund);
	if (sale.valued)
		v[0] = sale_value(&sale, expr_eval_arena(ev));
	v[1] = text_or_null(sale.id);
	v[2] = text_or_null(sale.currency);
	return RC_OK;
}

void
session_sale_begin(struct session_sale *s, struct arena *a, uint64_t seed)
{
	hmap_free(&s->seen);
	*s = (struct session_sale){ .converted = false };
	hmap_init(&s->seen, a, 1, seed);
}

/* One delivery of a transaction counts; a refund is another one than its order. */
static bool
is_repeat(struct session_sale *s, const struct val *v, bool refund, struct arena *a)
{
	struct buf b;
	bool fresh = true;

	if (val_null(&v[1]))
		return false;
	buf_init(&b, SIZE_MAX);
	buf_c(&b, refund ? '-' : '+');
	buf_sv(&b, val_text(&v[1], a));
	hmap_put(&s->seen, buf_view(&b), &fresh);
	buf_free(&b);
	return !fresh;
}

void
session_sale_add(struct session_sale *s, const struct val *v, struct arena *a)
{
	num_i128 units = 0;
	struct sv currency;
	bool refund;

	if (val_null(&v[0]))
		return;
	if (v[0].kind == VAL_NUMBER && !val_units(&v[0], &units))
		return;
	refund = v[0].kind == VAL_FALSE || units < 0;
	if (is_repeat(s, v, refund, a))
		return;
	s->converted = s->converted || !refund;
	s->units += units;
	if (val_null(&v[2]))
		return;
	currency = val_text(&v[2], a);
	if (s->currency.n == 0)
		s->currency = arena_sv(a, currency);
	s->mixed = s->mixed || !sv_eq(s->currency, currency);
}

void
session_sale_write(struct session_sale *s, struct jwrite *w)
{
	char text[NUM_TEXT_MAX];

	jwrite_key(w, SV("converted"));
	jwrite_bool(w, s->converted);
	if (!s->mixed) {
		jwrite_key(w, SV("value"));
		jwrite_raw(w, (struct sv){ text, num_units_text(s->units, text) });
	}
	if (s->currency.n > 0 && !s->mixed)
		jwrite_put_text(w, "currency", s->currency);
	hmap_free(&s->seen);
}

enum { CONVERTED = 1, MIXED = 2 };

void
session_sale_save(const struct session_sale *s, struct buf *b)
{
	buf_c(b, (char)((s->converted ? CONVERTED : 0) | (s->mixed ? MIXED : 0)));
	buf_add(b, (const char *)&s->units, sizeof(s->units));
	scan_kept_put_text(b, s->currency);
	scan_kept_put(b, s->seen.n);
	for (size_t i = 0; i < s->seen.n; i++)
		scan_kept_put_text(b, s->seen.entry[i].key);
}

void
session_sale_load(struct session_sale *s, const char **p, struct arena *a, uint64_t seed)
{
	unsigned flags;

	session_sale_begin(s, a, seed);
	flags = (unsigned char)*(*p)++;
	s->converted = (flags & CONVERTED) != 0;
	s->mixed = (flags & MIXED) != 0;
	memcpy(&s->units, *p, sizeof(s->units));
	*p += sizeof(s->units);
	s->currency = scan_kept_get_text(p);
	for (uint64_t n = scan_kept_get(p); n > 0; n--)
		hmap_put(&s->seen, scan_kept_get_text(p), NULL);
}

void
session_sale_end(struct session_sale *s)
{
	hmap_free(&s->seen);
}
