/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * comoment - see comoment.h
 */
#include "sketch/comoment.h"

#include "base/mem.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "sketch/xsum_state.h"

#include <math.h>

static unsigned
prods(unsigned p)
{
	return p * (p + 1) / 2;
}

void
comoment_init(struct comoment *c, unsigned p)
{
	c->p = p;
	c->sum = mem_zalloc(p * sizeof(*c->sum));
	c->prod = mem_zalloc(prods(p) * sizeof(*c->prod));
}

void
comoment_free(struct comoment *c)
{
	for (unsigned i = 0; i < c->p; i++)
		xsum_free(&c->sum[i]);
	for (unsigned i = 0; i < prods(c->p); i++)
		xsum_prod_free(&c->prod[i]);
	mem_free(c->sum);
	mem_free(c->prod);
	*c = (struct comoment){ 0 };
}

void
comoment_merge(struct comoment *dst, const struct comoment *src)
{
	for (unsigned i = 0; i < dst->p; i++)
		xsum_merge(&dst->sum[i], &src->sum[i]);
	for (unsigned i = 0; i < prods(dst->p); i++)
		xsum_prod_merge(&dst->prod[i], &src->prod[i]);
}

/* Sums of no vectors are 0, of one have no spread, of any no negative one. */
static bool
possible(const struct comoment *c)
{
	const uint64_t n = comoment_n(c);

	for (unsigned i = 0; i < c->p; i++) {
		int spread = xsum_cov_sign(&c->sum[i], &c->sum[i], &c->prod[comoment_at(i, i)]);

		if (spread < 0 || (spread != 0 && n < 2))
			return false;
		for (unsigned j = 0; j < i && n < 2; j++)
			if (xsum_cov_sign(&c->sum[i], &c->sum[j], &c->prod[comoment_at(i, j)]) != 0)
				return false;
	}
	return true;
}

enum rc
comoment_give(struct comoment *c, uint64_t n, const struct xsum_num *sum,
    const struct xsum_num *prod, struct err *e)
{
	static const struct xsum_num one = { .units = 1000000000, .d = 1, .dec = true };
	struct comoment given;
	bool ok;

	comoment_init(&given, c->p);
	for (unsigned i = 0; i < c->p; i++) {
		xsum_add(&given.sum[i], &sum[i]);
		given.sum[i].n = n;
	}
	for (unsigned i = 0; i < prods(c->p); i++)
		xsum_prod_add(&given.prod[i], &prod[i], &one);
	ok = n != 0 && possible(&given);
	if (ok)
		comoment_merge(c, &given);
	comoment_free(&given);
	return ok ? RC_OK : rc_err(e, RC_RANGE, "no %llu values have such sums and squares",
	    (unsigned long long)n);
}

double
comoment_mean(const struct comoment *c, unsigned i, double *rest)
{
	double mean = xsum_mean(&c->sum[i]);

	if (rest != NULL)
		*rest = isfinite(mean) ? xsum_mean_rest(&c->sum[i], mean) : 0;
	return mean;
}

double
comoment_cov(const struct comoment *c, unsigned i, unsigned j)
{
	struct xsum_scaled cov = xsum_cov_scaled(&c->sum[i], &c->sum[j],
	    &c->prod[comoment_at(i, j)]);

	return ldexp(cov.m, 2 * cov.half);
}

void
comoment_save(const struct comoment *c, struct jwrite *w)
{
	jwrite_open(w, '{');
	jwrite_key(w, SV("sums"));
	jwrite_open(w, '[');
	for (unsigned i = 0; i < c->p; i++)
		xsum_state_save(&c->sum[i], w);
	jwrite_shut(w, ']');
	jwrite_key(w, SV("products"));
	jwrite_open(w, '[');
	for (unsigned i = 0; i < prods(c->p); i++)
		xsum_state_save_prod(&c->prod[i], w);
	jwrite_shut(w, ']');
	jwrite_shut(w, '}');
}

struct loading {
	struct comoment *c;
	unsigned         n;	/* elements seen */
	struct err      *e;
	enum rc          rc;
};

static bool
load_sum(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;

	(void)key;
	if (l->n < l->c->p)
		l->rc = xsum_state_load(&l->c->sum[l->n], v, l->e);
	if (l->n < l->c->p && l->rc == RC_OK && l->c->sum[l->n].n != l->c->sum[0].n)
		l->rc = rc_err(l->e, RC_SYNTAX, "these are not of as many values");
	l->n++;
	return l->rc == RC_OK;
}

static bool
load_prod(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;

	(void)key;
	if (l->n < prods(l->c->p))
		l->rc = xsum_state_load_prod(&l->c->prod[l->n], comoment_n(l->c), v, l->e);
	l->n++;
	return l->rc == RC_OK;
}

static enum rc
load_array(struct comoment *c, const struct jfield *f, unsigned want, jread_each_fn *fn,
    struct err *e)
{
	struct loading l = { c, 0, e, RC_OK };

	if (f->v.kind != VAL_ARRAY)
		return rc_err(e, RC_SYNTAX, "'%s' must be an array", f->name);
	jread_each(&f->v, fn, &l);
	if (l.rc == RC_OK && l.n != want)
		l.rc = rc_err(e, RC_SYNTAX, "expected %u of them, got %u", want, l.n);
	return jfields_within(f->name, l.rc, e);
}

enum rc
comoment_load(struct comoment *c, const struct val *v, struct err *e)
{
	struct jfield f[] = {
		{ .name = "sums", .need = true }, { .name = "products", .need = true }
	};
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	if (rc == RC_OK)
		rc = load_array(c, &f[0], c->p, load_sum, e);
	if (rc == RC_OK)
		rc = load_array(c, &f[1], prods(c->p), load_prod, e);
	if (rc == RC_OK && !possible(c))
		rc = rc_err(e, RC_SYNTAX, "'products' are not those of such sums");
	return rc;
}
