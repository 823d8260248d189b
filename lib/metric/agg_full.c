/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_full - see agg_full.h
 */
#include "metric/agg_full.h"

#include "base/mem.h"
#include "json/jread.h"
#include "metric/agg.h"
#include "sketch/quant_state.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES_MAX = 9 };	/* decimals of what has units */

#define WHOLE_FROM 1e18		/* what is less has units, or decimals */
#define WHOLE_TO   1e38

/* A plain decimal of more places than units have, none of them in vain: most long texts. */
static bool
many_places(struct sv s)
{
	size_t point = sv_find(s, '.'), at = point + 1;

	while (at < s.n && num_is_digit((unsigned char)s.p[at]))
		at++;
	return at == s.n && at > point + 1 + PLACES_MAX && s.p[at - 1] != '0';
}

bool
agg_full_of(const struct val *v, double d, struct xsum_num *x)
{
	num_i128 units;

	if ((v->flags & VAL_DOUBLE) != 0 ||
	    (fabs(d) < WHOLE_FROM && (v->text.n <= DBL_DIG || many_places(v->text))))
		return false;
	if (!xsum_num_of(v, x) || !(x->dec || x->whole))
		return false;
	return x->whole || !num_units_double(d, &units) || units != x->units;
}

static void
reserve(struct agg_full *f, size_t n)
{
	if (n <= f->cap)
		return;
	f->cap = f->cap + f->cap / 2 + 4;
	if (f->cap < n)
		f->cap = n;
	f->v = mem_array(f->v, f->cap, sizeof(*f->v));
}

void
agg_full_add(struct agg_full *f, const struct xsum_num *x)
{
	reserve(f, f->n + 1);
	f->v[f->n++] = *x;
}

void
agg_full_merge(struct agg_full *dst, const struct agg_full *src)
{
	if (src->n == 0)
		return;
	reserve(dst, dst->n + src->n);
	memcpy(dst->v + dst->n, src->v, src->n * sizeof(*src->v));
	dst->n += src->n;
}

static int
by_num(const void *a, const void *b)
{
	return agg_num_cmp(a, b);
}

static int
by_double(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* How many of @n values that share the double @d come before it itself. */
static size_t
below(const struct xsum_num *v, size_t n, double d)
{
	struct val it = val_of_double(d);
	struct xsum_num x;
	size_t k = 0;

	if (xsum_num_of(&it, &x))
		while (k < n && agg_num_cmp(&v[k], &x) < 0)
			k++;
	return k;
}

struct ties {			/* what shares a double */
	uint64_t less;		/* values below it */
	size_t   full;
	size_t   plain;		/* that are it, as far as is known; when there are full ones */
};

static void
count_ties(struct ties *t, const struct agg_full *f, const struct quant *q, double at)
{
	const double *value = quant_values(q);

	*t = (struct ties){ 0 };
	for (size_t i = 0; i < f->n; i++)
		t->full += f->v[i].d == at;
	if (t->full == 0)
		return;
	for (size_t i = 0; i < q->n; i++) {
		t->less += value[i] < at;
		t->plain += value[i] == at;
	}
	t->plain -= t->full;
}

bool
agg_full_at(const struct agg_full *f, const struct quant *q, uint64_t rank, double at,
    struct xsum_num *x)
{
	struct xsum_num *same;
	struct ties t;
	size_t low, k;
	bool is;

	count_ties(&t, f, q, at);
	if (t.full == 0)
		return false;
	same = mem_array(NULL, t.full, sizeof(*same));
	for (size_t i = 0, n = 0; n < t.full; i++)
		if (f->v[i].d == at)
			same[n++] = f->v[i];
	qsort(same, t.full, sizeof(*same), by_num);
	low = below(same, t.full, at);
	k = (size_t)(rank - t.less) - 1;
	is = k < low || k >= low + t.plain;
	if (is)
		*x = same[k < low ? k : k - t.plain];
	mem_free(same);
	return is;
}

/* What a number of such a text would be loaded as one with all its digits. */
static void
save_double(struct jwrite *w, double d)
{
	char text[NUM_TEXT_MAX];

	if (fabs(d) >= WHOLE_FROM && fabs(d) < WHOLE_TO)
		jwrite_str_raw(w, (struct sv){ text, num_text(d, text) });
	else
		jwrite_double(w, d);
}

/* @n values of @full, in order, and @plain others, all of the double @d. */
static void
save_ties(struct jwrite *w, double d, size_t plain, const struct xsum_num *full, size_t n)
{
	size_t low = below(full, n, d);

	for (size_t i = 0; i < low; i++)
		agg_num_write(w, &full[i]);
	for (size_t i = 0; i < plain; i++)
		save_double(w, d);
	for (size_t i = low; i < n; i++)
		agg_num_write(w, &full[i]);
}

void
agg_full_save(const struct agg_full *f, const struct quant *q, struct jwrite *w)
{
	size_t n = (size_t)q->n, at = 0, seen = 0;
	double few[QUANT_EXACT_MAX], *value = few;
	struct xsum_num *full = NULL;

	if (!quant_sorted(q, few)) {
		value = mem_array(NULL, n, sizeof(*value));
		memcpy(value, quant_values(q), n * sizeof(*value));
		qsort(value, n, sizeof(*value), by_double);
	}
	if (f->n != 0) {
		full = mem_array(NULL, f->n, sizeof(*full));
		memcpy(full, f->v, f->n * sizeof(*full));
		qsort(full, f->n, sizeof(*full), by_num);
	}
	jwrite_open(w, '[');
	for (; f->n == 0 && at < n; at++)
		save_double(w, value[at]);
	while (at < n) {
		size_t end = at, last = seen;

		while (end < n && value[end] == value[at])
			end++;
		while (last < f->n && full[last].d == value[at])
			last++;
		save_ties(w, value[at], end - at - (last - seen), full + seen, last - seen);
		at = end;
		seen = last;
	}
	jwrite_shut(w, ']');
	mem_free(full);
	if (value != few)
		mem_free(value);
}

struct loading {
	struct agg_full *f;
	struct xsum_num  last;
	bool             any, fall;	/* there is a last one; one was less */
};

static bool
load_value(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	struct xsum_num x = { .dec = false };
	struct val plain;

	(void)key;
	if (!val_number(v, &x.d))
		return false;
	plain = val_of_double(x.d);
	if (v->kind == VAL_NUMBER && agg_full_of(v, x.d, &x))
		agg_full_add(l->f, &x);
	else
		(void)xsum_num_of(&plain, &x);
	l->fall = l->fall || (l->any && agg_num_cmp(&x, &l->last) < 0);
	l->last = x;
	l->any = true;
	return !l->fall;
}

/* Plain decimals that a double has to the last digit, all of them: agg_full_of says no. */
static bool
all_short(struct sv s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (!num_is_digit(c) && c != ',' && c != '.' && c != '-' && c != '[' && c != ']')
			return false;
		n = c == ',' ? 0 : n + 1;
		if (n > DBL_DIG)
			return false;
	}
	return true;
}

enum rc
agg_full_load(struct agg_full *f, const struct val *v, struct err *e)
{
	struct loading l = { .f = f };

	if (all_short(v->text))
		return RC_OK;
	jread_each(v, load_value, &l);
	return l.fall ? rc_err(e, RC_SYNTAX, "the values are not in ascending order") : RC_OK;
}

size_t
agg_full_heap(const struct agg_full *f)
{
	return f->cap * sizeof(*f->v);
}

void
agg_full_free(struct agg_full *f)
{
	mem_free(f->v);
	*f = (struct agg_full){ 0 };
}
