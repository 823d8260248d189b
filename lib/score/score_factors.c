/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_factors.h"

#include "effect/mix.h"
#include "score/score_write.h"
#include "stats/adjust.h"
#include "stats/anytime.h"

#include <math.h>
#include <string.h>

/* Levels of a factor, and contrasts of one and of two: less than there are variants. */
enum { LEVELS_MAX = SCORE_VARIANTS_MAX, CONTRASTS_MAX = SCORE_VARIANTS_MAX };

#define BETWEEN '/'		/* the levels in a variant's name */

struct design {
	struct mix_factors f;
	struct sv          level[MIX_FACTORS_MAX][LEVELS_MAX];	/* the control's first */
	size_t             variant[MIX_CELLS_MAX];	/* of each combination */
};

struct contrast {
	unsigned      level[MIX_FACTORS_MAX];	/* 0: averaged over */
	struct effect effect;
	bool          compared;
	double        p, log10_p, p_adjusted;
};

/* ---- the design ---- */

/* The levels of a variant; false when it has not as many as there are factors. */
static bool
levels_of(const char *variant, unsigned n, struct sv *level)
{
	struct sv rest = sv_of(variant);

	for (unsigned i = 0; i < n; i++) {
		const size_t at = sv_find(rest, BETWEEN);

		if ((at < rest.n) != (i + 1 < n))
			return false;
		level[i] = (struct sv){ rest.p, at };
		rest = (struct sv){ rest.p + at + (at < rest.n), rest.n - at - (at < rest.n) };
	}
	return true;
}

static unsigned
find_level(struct design *d, unsigned factor, struct sv level)
{
	unsigned i = 0;

	while (i < d->f.levels[factor] && !sv_eq(d->level[factor][i], level))
		i++;
	if (i == d->f.levels[factor])
		d->level[factor][d->f.levels[factor]++] = level;
	return i;
}

static void
find_levels(struct design *d, const char *variant)
{
	struct sv level[MIX_FACTORS_MAX];

	(void)levels_of(variant, d->f.n, level);
	for (unsigned i = 0; i < d->f.n; i++)
		(void)find_level(d, i, level[i]);
}

static size_t
cell_of(struct design *d, const char *variant)
{
	struct sv level[MIX_FACTORS_MAX];
	size_t cell = 0;

	(void)levels_of(variant, d->f.n, level);
	for (unsigned i = 0; i < d->f.n; i++)
		cell = cell * d->f.levels[i] + find_level(d, i, level[i]);
	return cell;
}

static const char *
design_of(struct design *d, const struct score_experiment *x, unsigned nfactor)
{
	struct sv level[MIX_FACTORS_MAX];
	size_t cells = 1;

	*d = (struct design){ .f.n = nfactor };
	for (size_t v = 0; v < x->nvariant; v++)
		if (!levels_of(x->variant[v], nfactor, level))
			return "a variant is no combination of a level of each factor, as a/b";
	find_levels(d, x->variant[x->control]);
	for (size_t v = 0; v < x->nvariant; v++)
		find_levels(d, x->variant[v]);
	for (unsigned i = 0; i < nfactor; i++) {
		if (d->f.levels[i] < 2)
			return "a factor has but one level";
		cells *= d->f.levels[i];
	}
	if (cells != x->nvariant)
		return "a combination of levels has nobody";
	for (size_t v = 0; v < x->nvariant; v++)
		d->variant[cell_of(d, x->variant[v])] = v;
	return NULL;
}

/* ---- contrasts ---- */

/* All levels of each factor, and of each two, against the control's. */
static size_t
list(const struct design *d, struct contrast *c)
{
	size_t n = 0, one;

	for (unsigned i = 0; i < d->f.n; i++)
		for (unsigned l = 1; l < d->f.levels[i]; l++) {
			c[n] = (struct contrast){ .compared = false };
			c[n++].level[i] = l;
		}
	one = n;
	for (size_t a = 0; a < one; a++)
		for (size_t b = a + 1; b < one; b++) {
			bool same = false;

			c[n] = c[a];
			for (unsigned i = 0; i < d->f.n; i++) {
				same = same || (c[a].level[i] != 0 && c[b].level[i] != 0);
				c[n].level[i] += c[b].level[i];
			}
			n += !same;
		}
	return n;
}

static void
compare(struct contrast *c, const struct design *d, const struct score_ask *ask,
    const struct effect_arm *arm, unsigned k)
{
	const struct score_judge *g = ask->g;
	struct effect_rule rule = { .conf = g->conf, .crit = (double)NAN };
	struct effect_arm cell[SCORE_VARIANTS_MAX];
	const size_t cells = mix_cells(&d->f);
	double units = 0;

	for (size_t i = 0; i < cells; i++) {
		cell[i] = arm[d->variant[i]];
		units += cell[i].n;
	}
	if (g->role[k].monitor.kind->way != MONITOR_FIXED)
		rule.crit = anytime_bound(units, anytime_rho2(g->n_star, g->alpha), g->alpha);
	c->compared = mix_contrast(&c->effect, &d->f, cell, c->level, &rule);
	c->p = c->effect.p;
	c->log10_p = c->effect.log10_p;
	if (g->role[k].monitor.kind->way == MONITOR_FIXED || !c->compared)
		return;
	c->log10_p = anytime_log10_p(c->effect.stat, units, anytime_rho2(g->n_star, g->alpha));
	c->p = pow(10, c->log10_p);
}

static void
correct(struct contrast *c, size_t n, struct arena *a)
{
	double p[CONTRASTS_MAX];

	for (size_t i = 0; i < n; i++)
		p[i] = c[i].p;
	adjust_holm(p, n, p, a);
	for (size_t i = 0; i < n; i++)
		c[i].p_adjusted = p[i];
}

/* ---- records ---- */

/* The factors that are held, or their levels, with @between them. */
static void
put_names(struct buf *b, const struct design *d, const struct score_judge *g,
    const unsigned *level, char between)
{
	bool more = false;

	for (unsigned i = 0; i < d->f.n; i++) {
		if (level[i] == 0)
			continue;
		if (more)
			buf_c(b, between);
		buf_sv(b, g->factor[i]);
		more = true;
	}
}

static void
put_levels(struct buf *b, const struct design *d, const struct contrast *c, bool control)
{
	bool more = false;

	for (unsigned i = 0; i < d->f.n; i++) {
		if (c->level[i] == 0)
			continue;
		if (more)
			buf_c(b, BETWEEN);
		buf_sv(b, d->level[i][control ? 0 : c->level[i]]);
		more = true;
	}
}

static void
name(struct score_contrast *to, const struct design *d, const struct score_judge *g,
    const struct contrast *c, struct buf *b)
{
	size_t at;

	buf_clear(b);
	put_names(b, d, g, c->level, ':');
	at = b->n;
	put_levels(b, d, c, false);
	*to = (struct score_contrast){ .effect = &c->effect, .p = c->p, .log10_p = c->log10_p,
		.p_adjusted = c->p_adjusted };
	to->level.n = b->n - at;
	put_levels(b, d, c, true);
	to->contrast = (struct sv){ b->p, at };
	to->level.p = b->p + at;
	to->control = (struct sv){ b->p + at + to->level.n, b->n - at - to->level.n };
}

const char *
score_factors_write(struct buf *b, const struct score_ask *ask, const struct score_comparison *c)
{
	struct design *d = arena_alloc(ask->a, sizeof(*d));
	struct contrast *of = arena_alloc(ask->a, CONTRASTS_MAX * sizeof(*of));
	const char *why = design_of(d, c->group->x, ask->g->nfactor);
	struct buf text;
	size_t n;

	if (why != NULL)
		return why;
	buf_init(&text, SIZE_MAX);
	n = list(d, of);
	for (unsigned k = 0; k < ask->p->nmetric; k++) {
		for (size_t i = 0; i < n; i++)
			compare(&of[i], d, ask, c->used + score_compare_at(c, k, 0), k);
		correct(of, n, ask->a);
		for (size_t i = 0; i < n; i++) {
			struct score_contrast to;

			name(&to, d, ask->g, &of[i], &text);
			score_write_contrast(b, ask, c->group, k, &to);
		}
	}
	buf_free(&text);
	return NULL;
}
