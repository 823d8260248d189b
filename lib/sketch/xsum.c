/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xsum - see xsum.h
 *
 * A sum is an exact integer number of 1e-9 units (128 bits, what overflows is
 * moved to 256) plus an exact sum of doubles.  A product of two decimals is an
 * integer of 1e-18 units, of a decimal and a double an integer times
 * 1e-9 * 2^e, of two doubles an integer times 2^e: three exact accumulators.
 * An integer from 1e18 on is in products what a double is, with e = 0.
 * xsum_cube.c has sums of cubes, xsum_read.c what comes of them all.
 */
#include "sketch/xsum_wide.h"

#include "base/mem.h"

#include <gmp.h>

#include <math.h>
#include <stddef.h>

/* GMP ends the program by itself when memory is out: let base/mem.h do that. */

static void *
gmp_grow(void *p, size_t old, size_t n)
{
	(void)old;
	return mem_array(p, n, 1);
}

static void
gmp_drop(void *p, size_t n)
{
	(void)n;
	mem_free(p);
}

/* Before main, so before any thread and any number. */
__attribute__((constructor)) static void
use_our_heap(void)
{
	mp_set_memory_functions(mem_alloc, gmp_grow, gmp_drop);
}

/* Both are exact up to 2^53, so the one division rounds to the nearest double. */
bool
xsum_num_of(const struct val *v, struct xsum_num *x)
{
	const num_i128 exact = (num_i128)1 << 53;

	x->units = 0;
	x->whole = false;
	x->dec = val_units(v, &x->units);
	if (x->dec && (v->flags & VAL_DOUBLE) == 0 && x->units <= exact && x->units >= -exact) {
		x->d = (double)(int64_t)x->units / (double)XSUM_UNIT;
		return true;
	}
	if (!val_number(v, &x->d))
		return false;
	x->whole = !x->dec && fabs(x->d) >= 1e18 && val_whole(v, &x->units);
	return true;
}

static struct xsum_super *
super_of(struct xsum *s)
{
	if (s->super == NULL)
		s->super = mem_zalloc(sizeof *s->super);
	return s->super;
}

static void
add_units(struct xsum *s, num_i128 units)
{
	num_i128 sum;

	if (__builtin_add_overflow(s->units, units, &sum)) {
		struct xsum_wide spill = xsum_wide_of(s->units);

		xsum_wide_add(&super_of(s)->spill, &spill);
		sum = units;
	}
	s->units = sum;
}

/* A 0 that is no decimal of 9 places (1e-400) adds nothing and counts as one. */
void
xsum_add_any(struct xsum *s, const struct xsum_num *x)
{
	s->n++;
	if (x->dec) {
		add_units(s, x->units);
	} else if (x->whole) {
		struct xsum_wide units = xsum_wide_mul(x->units, XSUM_UNIT);

		xsum_wide_add(&super_of(s)->spill, &units);
	} else if (x->d != 0) {
		struct xsum_binary b = xsum_binary_of(x->d);

		superacc_add(&super_of(s)->acc, b.mant, b.exp);
		s->super->seen = true;
	}
}

void
xsum_add_times(struct xsum *s, const struct xsum_num *x, uint64_t n)
{
	num_i128 units;

	s->n += n;
	if (x->dec && !__builtin_mul_overflow(x->units, (num_i128)n, &units)) {
		add_units(s, units);
	} else if (x->dec || x->whole) {
		/* Below 1e38 in magnitude, so that what it is multiplied by has 2^70. */
		struct xsum_wide wide = xsum_wide_mul(x->units,
		    (num_i128)n * (x->dec ? 1 : XSUM_UNIT));

		xsum_wide_add(&super_of(s)->spill, &wide);
	} else if (x->d != 0) {
		struct xsum_binary b = xsum_binary_of(x->d);

		superacc_add(&super_of(s)->acc, b.mant * (num_i128)n, b.exp);
		s->super->seen = true;
	}
}

void
xsum_merge(struct xsum *dst, const struct xsum *src)
{
	dst->n += src->n;
	add_units(dst, src->units);
	if (src->super != NULL) {
		struct xsum_super *to = super_of(dst);

		xsum_wide_add(&to->spill, &src->super->spill);
		superacc_merge(&to->acc, &src->super->acc);
		to->seen = to->seen || src->super->seen;
	}
}

size_t
xsum_heap(const struct xsum *s)
{
	return s->super != NULL ? sizeof(*s->super) + superacc_heap(&s->super->acc) : 0;
}

void
xsum_free(struct xsum *s)
{
	if (s->super != NULL)
		superacc_free(&s->super->acc);
	mem_free(s->super);
	*s = (struct xsum){ 0 };
}

static struct xsum_psuper *
psuper_of(struct xsum_prod *p)
{
	if (p->super == NULL)
		p->super = mem_zalloc(sizeof *p->super);
	return p->super;
}

/* @acc += @a * @b, by words of 64 bits where the product of the two may not have 127. */
static void
add_product(struct superacc *acc, struct xsum_binary a, struct xsum_binary b)
{
	struct xsum_wide w;
	bool neg = (a.mant < 0) != (b.mant < 0);

	if (a.mant == (int64_t)a.mant && b.mant == (int64_t)b.mant) {
		superacc_add(acc, a.mant * b.mant, a.exp + b.exp);
		return;
	}
	w = xsum_wide_mul(a.mant, b.mant);
	if (neg)
		xsum_wide_neg(&w);
	for (int i = 0; i < 4; i++)
		superacc_add(acc, neg ? -(num_i128)w.w[i] : (num_i128)w.w[i],
		    a.exp + b.exp + 64 * i);
}

void
xsum_prod_add_any(struct xsum_prod *p, const struct xsum_num *x, const struct xsum_num *y)
{
	if (x->dec && y->dec) {
		bool small = x->units == (int64_t)x->units && y->units == (int64_t)y->units;
		struct xsum_wide w = small ? xsum_wide_of(x->units * y->units)
		    : xsum_wide_mul(x->units, y->units);

		xsum_wide_add(&p->wide, &w);
	} else if (x->d != 0 && y->d != 0) {
		struct xsum_psuper *to = psuper_of(p);

		add_product(x->dec || y->dec ? &to->mixed : &to->pure, xsum_factor_of(x),
		    xsum_factor_of(y));
	}
}

/* @w * @n, which has at most 255 bits. */
static struct xsum_wide
wide_times(const struct xsum_wide *w, uint64_t n)
{
	struct xsum_wide p;
	xsum_u128 sum = 0;

	for (int i = 0; i < 4; i++) {
		sum += (xsum_u128)w->w[i] * n;
		p.w[i] = (uint64_t)sum;
		sum >>= 64;
	}
	return p;
}

void
xsum_prod_add_times(struct xsum_prod *p, const struct xsum_num *x, const struct xsum_num *y,
    uint64_t n)
{
	if (x->dec && y->dec) {
		struct xsum_wide w = xsum_wide_mul(x->units, y->units);

		w = wide_times(&w, n);
		xsum_wide_add(&p->wide, &w);
	} else if (x->d != 0 && y->d != 0) {
		struct xsum_psuper *to = psuper_of(p);
		struct superacc *acc = x->dec || y->dec ? &to->mixed : &to->pure;
		struct xsum_binary b = xsum_factor_of(y);

		for (; n > 0; n >>= 1, b.exp++)
			if ((n & 1) != 0)
				add_product(acc, xsum_factor_of(x), b);
	}
}

void
xsum_prod_merge(struct xsum_prod *dst, const struct xsum_prod *src)
{
	xsum_wide_add(&dst->wide, &src->wide);
	if (src->super != NULL) {
		superacc_merge(&psuper_of(dst)->mixed, &src->super->mixed);
		superacc_merge(&dst->super->pure, &src->super->pure);
	}
}

size_t
xsum_prod_heap(const struct xsum_prod *p)
{
	return p->super != NULL ? sizeof(*p->super) + superacc_heap(&p->super->mixed) +
	    superacc_heap(&p->super->pure) : 0;
}

void
xsum_prod_free(struct xsum_prod *p)
{
	if (p->super != NULL) {
		superacc_free(&p->super->mixed);
		superacc_free(&p->super->pure);
	}
	mem_free(p->super);
	*p = (struct xsum_prod){ 0 };
}
