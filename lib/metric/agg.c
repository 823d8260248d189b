/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg - what the aggregates share: member names, intervals, numbers
 */
#include "metric/agg.h"

#include "base/buf.h"
#include "json/jfields.h"
#include "sketch/xsum_state.h"

#include <math.h>
#include <string.h>

void
agg_key_of(struct jwrite *w, const struct agg_out *out, struct sv suffix)
{
	char room[256];
	size_t n = suffix.n;
	struct buf b;

	if (n == 0) {
		jwrite_key(w, out->name);
	} else if (out->name.n + n <= sizeof(room)) {
		memcpy(room, out->name.p, out->name.n);
		memcpy(room + out->name.n, suffix.p, n);
		jwrite_key(w, (struct sv){ room, out->name.n + n });
	} else {
		buf_init(&b, SIZE_MAX);
		buf_sv(&b, out->name);
		buf_sv(&b, suffix);
		jwrite_key(w, buf_view(&b));
		buf_free(&b);
	}
}

void
agg_double(struct jwrite *w, const struct agg_out *out, const char *suffix, double d)
{
	agg_key(w, out, suffix);
	jwrite_double(w, d);
}

void
agg_bounds(struct jwrite *w, const struct agg_out *out, const struct agg_span *span,
    struct interval i)
{
	if (!out->ci)
		return;
	agg_key(w, out, "_lo");
	agg_memo_double(span->memo, w, i.lo);
	agg_key(w, out, "_hi");
	agg_memo_double(span->memo, w, i.hi);
}

struct interval
agg_no_bounds(void)
{
	return (struct interval){ (double)NAN, (double)NAN };
}

#define ADDED (3 / 3.8414588206941254)	/* answers by z^2; 3 at 95 % */

struct interval
agg_net_interval(double plus, double zero, double minus, double conf)
{
	const double z = interval_z(conf), more = ADDED * z * z;
	const double n = plus + zero + minus + more;
	const double p = (plus + more / 4) / n, d = (minus + more / 4) / n, net = p - d;
	const double half = z * sqrt((p + d - net * net) / n), own = (plus - minus) / (n - more);

	return (struct interval){ fmax(fmin(net - half, own), -1),
		fmin(fmax(net + half, own), 1) };
}

static void
put_share(struct jwrite *w, const struct agg_out *out, const struct agg_span *span, uint64_t k,
    uint64_t n)
{
	agg_key(w, out, "");
	agg_memo_double(span->memo, w, n != 0 ? (double)k / (double)n : (double)NAN);
	if (out->ci)
		agg_bounds(w, out, span, n != 0
		    ? agg_memo_share(span->memo, k, n, out->conf) : agg_no_bounds());
	agg_u64(w, out, "_n", n);
}

void
agg_share(struct jwrite *w, const struct agg_out *out, const struct agg_span *span,
    uint64_t k, uint64_t n)
{
	struct agg_form *form = agg_memo_form(span->memo, w, out, n, k);
	struct agg_former f;

	if (form != NULL && form->fresh) {
		agg_form_begin(&f, form);
		put_share(&f.w, out, span, k, n);
		agg_form_end(&f);
	}
	if (form != NULL && !form->none)
		agg_memo_put(span->memo, w, form, NULL);
	else
		put_share(w, out, span, k, n);
}

bool
agg_number(const struct val *v, struct xsum_num *x, uint64_t n, uint64_t *bad)
{
	if (val_null(v))
		return false;
	if (xsum_num_of(v, x))
		return true;
	*bad += n;
	return false;
}

/*
 * One of the two at least is whole, and they share a double: decimals are nearer to
 * 0, and what is neither is that double.
 */
static int
whole_cmp(const struct xsum_num *a, const struct xsum_num *b)
{
	num_i128 x, y;

	if (a->dec || b->dec)
		return a->dec == (a->d > 0) ? -1 : 1;
	x = a->whole ? a->units : (num_i128)a->d;
	y = b->whole ? b->units : (num_i128)b->d;
	if (x != y)
		return x < y ? -1 : 1;
	return b->whole - a->whole;
}

int
agg_num_cmp(const struct xsum_num *a, const struct xsum_num *b)
{
	if (a->d != b->d)
		return a->d < b->d ? -1 : 1;
	if (a->whole || b->whole)
		return whole_cmp(a, b);
	if (a->dec != b->dec)
		return a->dec ? -1 : 1;
	if (!a->dec)
		return 0;
	return (a->units > b->units) - (a->units < b->units);
}

static void
write_whole(struct jwrite *w, num_i128 x)
{
	char text[NUM_TEXT_MAX], *at = text + sizeof(text);
	bool neg = x < 0;

	for (x = neg ? -x : x; x != 0; x /= 10)
		*--at = (char)('0' + (int)(x % 10));
	if (neg)
		*--at = '-';
	jwrite_raw(w, (struct sv){ at, (size_t)(text + sizeof(text) - at) });
}

void
agg_num_write(struct jwrite *w, const struct xsum_num *x)
{
	char text[64];

	if (x->whole)
		write_whole(w, x->units);
	else if (x->dec)
		jwrite_raw(w, (struct sv){ text, num_units_text(x->units, text) });
	else
		jwrite_double(w, x->d);
}

bool
agg_too_long(const struct val *v)
{
	switch (v->kind) {
	case VAL_NUMBER:
		return (v->flags & VAL_DOUBLE) == 0 && v->text.n > AGG_TEXT_MAX;
	case VAL_STRING:
	case VAL_OBJECT:
	case VAL_ARRAY:
		return v->text.n > AGG_TEXT_MAX;
	default:
		return false;
	}
}

void
agg_save_some(struct jwrite *w, const char *name, uint64_t v)
{
	if (v == 0)
		return;
	jwrite_key(w, sv_of(name));
	jwrite_u64(w, v);
}

void
agg_save_counts(struct jwrite *w, const void *st, const struct agg_member *m, size_t n)
{
	uint64_t v;

	jwrite_open(w, '{');
	for (size_t i = 0; i < n; i++) {
		memcpy(&v, (const char *)st + m[i].off, sizeof(v));
		agg_save_some(w, m[i].name, v);
	}
	jwrite_shut(w, '}');
}

enum rc
agg_load_counts(void *st, const struct agg_member *m, size_t n, const struct val *v, struct err *e)
{
	struct jfield f[AGG_MEMBERS_MAX] = { 0 };
	uint64_t k;
	enum rc rc;

	for (size_t i = 0; i < n; i++)
		f[i].name = m[i].name;
	rc = jfields_read(v, f, n, e);
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		rc = jfields_count(&f[i], JFIELDS_COUNT_MAX, &k, e);
		memcpy((char *)st + m[i].off, &k, sizeof(k));
	}
	return rc;
}

/* The text of a number that is kept exactly. */
static bool
exact_text(struct sv s)
{
	num_i128 x;

	return num_units(s, &x) || num_whole(s, &x);
}

void
agg_num_save(struct jwrite *w, const struct xsum_num *x)
{
	char text[NUM_TEXT_MAX];
	struct sv s = { text, 0 };

	if (!x->dec && !x->whole)
		s.n = num_text(x->d, text);
	if (s.n != 0 && exact_text(s))
		jwrite_str_raw(w, s);
	else
		agg_num_write(w, x);
}

enum rc
agg_num_load(struct xsum_num *x, const struct val *v, struct err *e)
{
	*x = (struct xsum_num){ .dec = false };
	if (v->kind == VAL_NUMBER && xsum_num_of(v, x))
		return RC_OK;
	if (v->kind == VAL_STRING && exact_text(v->text) &&
	    num_double(v->text, &x->d) == RC_OK)
		return RC_OK;
	return rc_err(e, RC_SYNTAX, "a value is no number in the range of doubles");
}

enum agg_use
agg_moments_use(const void *st)
{
	const struct agg_moments *s = st;

	return agg_use_of(s->sum.n, s->bad);
}

void
agg_moments_add(struct agg_moments *m, const struct xsum_num *x)
{
	xsum_add(&m->sum, x);
	xsum_prod_add(&m->square, x, x);
}

void
agg_moments_add_times(struct agg_moments *m, const struct xsum_num *x, uint64_t n)
{
	xsum_add_times(&m->sum, x, n);
	xsum_prod_add_times(&m->square, x, x, n);
}

enum rc
agg_moments_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct agg_moments *d = dst;
	const struct agg_moments *s = src;

	(void)cfg;
	(void)e;
	xsum_merge(&d->sum, &s->sum);
	xsum_prod_merge(&d->square, &s->square);
	d->bad += s->bad;
	return RC_OK;
}

void
agg_moments_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct agg_moments *m = st;

	(void)cfg;
	jwrite_open(w, '{');
	jwrite_key(w, SV("sum"));
	xsum_state_save(&m->sum, w);
	jwrite_key(w, SV("squares"));
	xsum_state_save_prod(&m->square, w);
	agg_save_some(w, "bad", m->bad);
	jwrite_shut(w, '}');
}

bool
agg_spread(const struct xsum *sum, const struct xsum_prod *square)
{
	int sign = xsum_cov_sign(sum, sum, square);

	return sum->n == 1 ? sign == 0 : sign >= 0;
}

enum rc
agg_moments_read(struct agg_moments *m, const struct jfield f[3], struct err *e)
{
	enum rc rc = jfields_within("sum", xsum_state_load(&m->sum, &f[0].v, e), e);

	if (rc == RC_OK)
		rc = jfields_within("squares",
		    xsum_state_load_prod(&m->square, m->sum.n, &f[1].v, e), e);
	if (rc == RC_OK)
		rc = jfields_count(&f[2], JFIELDS_COUNT_MAX, &m->bad, e);
	if (rc == RC_OK && !agg_spread(&m->sum, &m->square))
		rc = rc_err(e, RC_SYNTAX, "'squares' are not those of values of such a sum");
	return rc;
}

enum rc
agg_moments_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = {
		{ .name = "sum", .need = true }, { .name = "squares", .need = true },
		{ .name = "bad" }
	};
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	(void)cfg;
	return rc == RC_OK ? agg_moments_read(st, f, e) : rc;
}

struct interval
agg_moments_interval(const struct agg_moments *m, const struct agg_out *out,
    const struct agg_span *span)
{
	double mean, half;

	if (!out->ci || m->sum.n < 2)
		return agg_no_bounds();
	mean = xsum_mean(&m->sum);
	half = agg_memo_t(span->memo, out->conf, m->sum.n - 1) *
	    xsum_sd(&m->sum, &m->square, (double)m->sum.n);
	return (struct interval){ mean - half, mean + half };
}

size_t
agg_moments_heap(const void *st)
{
	const struct agg_moments *s = st;

	return xsum_heap(&s->sum) + xsum_prod_heap(&s->square);
}

void
agg_moments_free(void *st)
{
	struct agg_moments *m = st;

	xsum_free(&m->sum);
	xsum_prod_free(&m->square);
}

enum rc
agg_init_none(void *st, const struct agg_cfg *cfg, struct err *e)
{
	(void)st;
	(void)cfg;
	(void)e;
	return RC_OK;
}
