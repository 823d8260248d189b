/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_arm.h"

#include "base/mem.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "sketch/xsum_state.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t
score_arm_size(const struct score_plan *p)
{
	return sizeof(struct score_arm) + p->nmetric * sizeof(struct score_cell);
}

void
score_arm_init(const struct score_plan *p, struct score_arm *a)
{
	a->from_us = INT64_MAX;
	a->to_us = INT64_MIN;
	for (unsigned i = 0; i < p->nmetric; i++)
		comoment_init(&a->cell[i].m, p->metric[i].nvar);
}

void
score_arm_free(const struct score_plan *p, struct score_arm *a)
{
	for (unsigned i = 0; i < p->nmetric; i++) {
		struct score_cell *c = &a->cell[i];

		comoment_free(&c->m);
		xsum_free(&c->raw);
		mem_free(c->kept.v);
		mem_free(c->kept.unit);
	}
}

uint64_t
score_arm_units(const struct score_plan *p, const struct score_arm *a)
{
	uint64_t n = a->units;

	for (unsigned i = 0; a->given && i < p->nmetric; i++)
		if (comoment_n(&a->cell[i].m) > n)
			n = comoment_n(&a->cell[i].m);
	return n;
}

/* ---- values that are kept ---- */

static enum rc
make_room(const struct score_plan *p, struct score_kept *k, size_t n, struct err *e)
{
	if (n > p->max_values - k->n)
		return rc_err(e, RC_LIMIT, "more than %" PRIu64 " values of a metric in an arm to "
		    "cap or rank (see --max-values)", p->max_values);
	if (k->n + n <= k->room)
		return RC_OK;
	k->room = 2 * (k->n + n) + 64;
	k->v = mem_array(k->v, k->room, sizeof(*k->v));
	return RC_OK;
}

static void
add_unit(struct score_kept *k, uint32_t n)
{
	if (k->nunit == k->unit_room) {
		k->unit_room = 2 * k->nunit + 64;
		k->unit = mem_array(k->unit, k->unit_room, sizeof(*k->unit));
	}
	k->unit[k->nunit++] = n;
}

/* ---- units ---- */

static bool
is_above(const struct xsum_num *x, const struct xsum_num *cap)
{
	return x->dec && cap->dec ? x->units > cap->units : x->d > cap->d;
}

enum rc
score_arm_add(const struct score_plan *p, struct score_cell *c, const struct score_metric *m,
    const struct xsum_num **x, struct err *e)
{
	enum rc rc;

	if (m->keeps) {
		rc = make_room(p, &c->kept, m->nvar, e);
		for (unsigned i = 0; rc == RC_OK && i < m->nvar; i++)
			c->kept.v[c->kept.n++] = x[i]->d;
		return rc;
	}
	if (m->cap.fixed) {
		xsum_add(&c->raw, x[0]);
		if (m->cap.has_high && is_above(x[0], &m->cap.at)) {
			c->capped++;
			x[0] = &m->cap.at;
		} else if (m->cap.has_low && is_above(&m->cap.low, x[0])) {
			c->capped++;
			x[0] = &m->cap.low;
		}
	}
	comoment_add(&c->m, x);
	return RC_OK;
}

enum rc
score_arm_rank(const struct score_plan *p, struct score_cell *c, const double *v, uint32_t n,
    struct err *e)
{
	enum rc rc = make_room(p, &c->kept, n, e);

	if (rc != RC_OK || n == 0)
		return rc;
	memcpy(c->kept.v + c->kept.n, v, n * sizeof(*v));
	c->kept.n += n;
	if (p->joined)
		add_unit(&c->kept, n);
	return RC_OK;
}

static enum rc
merge_kept(const struct score_plan *p, struct score_kept *d, const struct score_kept *s,
    struct err *e)
{
	enum rc rc = make_room(p, d, s->n, e);

	if (rc != RC_OK || s->n == 0)
		return rc;
	memcpy(d->v + d->n, s->v, s->n * sizeof(*s->v));
	d->n += s->n;
	for (size_t i = 0; i < s->nunit; i++)
		add_unit(d, s->unit[i]);
	return RC_OK;
}

enum rc
score_arm_merge(const struct score_plan *p, struct score_arm *d, const struct score_arm *s,
    struct err *e)
{
	enum rc rc = RC_OK;

	d->units += s->units;
	d->crossed += s->crossed;
	d->open += s->open;
	d->early += s->early;
	d->late += s->late;
	d->given |= s->given;
	if (s->to_us >= s->from_us) {
		score_arm_seen(d, s->from_us);
		score_arm_seen(d, s->to_us);
	}
	for (unsigned i = 0; rc == RC_OK && i < p->nmetric; i++) {
		comoment_merge(&d->cell[i].m, &s->cell[i].m);
		xsum_merge(&d->cell[i].raw, &s->cell[i].raw);
		d->cell[i].bad += s->cell[i].bad;
		d->cell[i].capped += s->cell[i].capped;
		rc = merge_kept(p, &d->cell[i].kept, &s->cell[i].kept, e);
	}
	return rc;
}

/* ---- saved ---- */

struct vector {
	const double *v;
	unsigned      n;
};

static int
compare_vectors(const void *one, const void *other)
{
	const struct vector *a = one, *b = other;

	for (unsigned i = 0; i < a->n; i++)
		if (a->v[i] != b->v[i])
			return a->v[i] < b->v[i] ? -1 : 1;
	return 0;
}

static unsigned
width_of(const struct score_metric *m)
{
	return m->kind == SCORE_RANK ? 1 : m->nvar;
}

static void
save_kept(const struct score_metric *m, const struct score_kept *k, struct jwrite *w)
{
	const unsigned width = width_of(m);
	const size_t n = k->n / width;
	struct vector *order;

	if (n == 0)
		return;
	order = mem_array(NULL, n, sizeof(*order));
	for (size_t i = 0; i < n; i++)
		order[i] = (struct vector){ k->v + i * width, width };
	qsort(order, n, sizeof(*order), compare_vectors);
	jwrite_key(w, SV("kept"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < n; i++)
		for (unsigned j = 0; j < width; j++)
			jwrite_double(w, order[i].v[j]);
	jwrite_shut(w, ']');
	mem_free(order);
}

static void
put_some(struct jwrite *w, const char *name, uint64_t n)
{
	if (n > 0)
		jwrite_put_u64(w, name, n);
}

static void
save_cell(const struct score_metric *m, const struct score_cell *c, struct jwrite *w)
{
	jwrite_open(w, '{');
	jwrite_key(w, SV("moments"));
	comoment_save(&c->m, w);
	put_some(w, "bad", c->bad);
	put_some(w, "capped", c->capped);
	if (m->cap.fixed) {
		jwrite_key(w, SV("raw"));
		xsum_state_save(&c->raw, w);
	}
	save_kept(m, &c->kept, w);
	jwrite_shut(w, '}');
}

void
score_arm_save(const struct score_plan *p, const struct score_arm *a, struct jwrite *w)
{
	jwrite_open(w, '{');
	jwrite_put_u64(w, "units", a->units);
	if (a->to_us >= a->from_us) {
		jwrite_key(w, SV("from_us"));
		jwrite_i64(w, a->from_us);
		jwrite_key(w, SV("to_us"));
		jwrite_i64(w, a->to_us);
	}
	put_some(w, "given", a->given);
	jwrite_key(w, SV("metrics"));
	jwrite_open(w, '[');
	for (unsigned i = 0; i < p->nmetric; i++)
		save_cell(&p->metric[i], &a->cell[i], w);
	jwrite_shut(w, ']');
	jwrite_shut(w, '}');
}

struct loading {
	const struct score_plan   *p;
	const struct score_metric *m;
	struct score_arm          *a;
	struct score_cell         *c;
	unsigned                   i;
	enum rc                    rc;
	struct err                *e;
};

static bool
load_value(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	double x;

	(void)key;
	if (v->kind != VAL_NUMBER || !val_number(v, &x)) {
		l->rc = rc_err(l->e, RC_SYNTAX, "kept: expected numbers");
		return false;
	}
	l->rc = make_room(l->p, &l->c->kept, 1, l->e);
	if (l->rc == RC_OK)
		l->c->kept.v[l->c->kept.n++] = x + 0.0;	/* one zero, not two */
	return l->rc == RC_OK;
}

static enum rc
load_kept(struct loading *l, const struct val *v)
{
	const unsigned width = width_of(l->m);

	if (v->kind == VAL_NONE)
		return RC_OK;
	if (v->kind != VAL_ARRAY || !l->m->keeps)
		return rc_err(l->e, RC_SYNTAX, "kept: not expected");
	jread_each(v, load_value, l);
	if (l->rc == RC_OK && l->c->kept.n % width != 0)
		l->rc = rc_err(l->e, RC_SYNTAX, "kept: expected vectors of %u numbers", width);
	return l->rc;
}

static enum rc
load_cell(struct loading *l, const struct val *v)
{
	struct jfield f[] = { { .name = "moments", .need = true }, { .name = "bad" },
		{ .name = "capped" }, { .name = "raw", .need = l->m->cap.fixed },
		{ .name = "kept" } };
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), l->e);

	if (rc == RC_OK)
		rc = comoment_load(&l->c->m, &f[0].v, l->e);
	if (rc == RC_OK)
		rc = jfields_count(&f[1], JFIELDS_COUNT_MAX, &l->c->bad, l->e);
	if (rc == RC_OK)
		rc = jfields_count(&f[2], JFIELDS_COUNT_MAX, &l->c->capped, l->e);
	if (rc == RC_OK && l->m->cap.fixed)
		rc = xsum_state_load(&l->c->raw, &f[3].v, l->e);
	return rc == RC_OK ? load_kept(l, &f[4].v) : rc;
}

static bool
load_metric(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;

	(void)key;
	if (l->i == l->p->nmetric) {
		l->rc = rc_err(l->e, RC_SYNTAX, "metrics: more than %u", l->p->nmetric);
		return false;
	}
	l->m = &l->p->metric[l->i];
	l->c = &l->a->cell[l->i++];
	l->rc = load_cell(l, v);
	return l->rc == RC_OK;
}

enum rc
score_arm_load(const struct score_plan *p, struct score_arm *a, const struct val *v,
    struct err *e)
{
	struct jfield f[] = { { .name = "units", .need = true }, { .name = "from_us" },
		{ .name = "to_us" }, { .name = "given" }, { .name = "metrics", .need = true } };
	struct loading l = { .p = p, .a = a, .e = e };
	uint64_t given = 0;
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	if (rc == RC_OK)
		rc = jfields_count(&f[0], JFIELDS_COUNT_MAX, &a->units, e);
	if (rc == RC_OK && f[1].v.kind != VAL_NONE)
		rc = jfields_i64(&f[1], &a->from_us, e);
	if (rc == RC_OK && f[2].v.kind != VAL_NONE)
		rc = jfields_i64(&f[2], &a->to_us, e);
	if (rc == RC_OK)
		rc = jfields_count(&f[3], 1, &given, e);
	a->given = given != 0;
	if (rc == RC_OK && f[4].v.kind != VAL_ARRAY)
		rc = rc_err(e, RC_SYNTAX, "metrics: expected a list");
	if (rc != RC_OK)
		return rc;
	jread_each(&f[4].v, load_metric, &l);
	if (l.rc == RC_OK && l.i < p->nmetric)
		return rc_err(e, RC_SYNTAX, "metrics: expected %u", p->nmetric);
	return jfields_within("metrics", l.rc, e);
}
