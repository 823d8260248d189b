/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "power/power_write.h"

#include "base/num.h"
#include "power/power_plan.h"
#include "power/power_test.h"

#include <math.h>
#include <string.h>

enum { DIGITS = 10 };

#define CHANCE_FUTILE 0.1

struct row {			/* one metric in one arm */
	const struct ab_plan        *p;
	const struct ab_plan_metric *m;
	size_t                       arm;
	struct power_test            t;
	double                       effect;	/* a distance in the good direction */
	struct jwrite                w;
};

static void
put(struct row *r, const char *key, double v)
{
	jwrite_put_double(&r->w, key, isfinite(v) ? num_digits(v, DIGITS) : v);
}

/* A chance: what little is missing to 1 is in nobody's interest. */
static void
put_chance(struct row *r, const char *key, double v)
{
	put(r, key, v > 0.5 ? round(v * 1e6) / 1e6 : v);
}

/* A number of units: whole, as many as it takes. */
static void
put_units(struct row *r, const char *key, double v)
{
	jwrite_put_double(&r->w, key, isfinite(v) ? ceil(v - 1e-6) : v);
}

static void
put_days(struct row *r, const char *key, double units)
{
	if (isfinite(r->p->daily))
		put(r, key, units / r->p->daily);
}

/* As cxab has it, variant less control; lifts beside effects of what is not 0. */
static void
put_effect(struct row *r, const char *key, const char *lift, double good)
{
	double effect = r->m->better == AB_UP ? good : -good;

	put(r, key, effect);
	put(r, lift, r->m->base.mean != 0 ? effect / fabs(r->m->base.mean) : (double)NAN);
}

static void
row_start(struct row *r, const char *kind, const struct monitor *m, struct buf *b)
{
	char text[MONITOR_TEXT_MAX];

	jwrite_init(&r->w, b);
	jwrite_open(&r->w, '{');
	jwrite_put_text(&r->w, "kind", sv_of(kind));
	jwrite_put_text(&r->w, "experiment", r->p->experiment);
	jwrite_put_text(&r->w, "metric", r->m->name);
	jwrite_put_text(&r->w, "role", sv_of(ab_plan_roles[r->m->role]));
	jwrite_put_text(&r->w, "variant", r->p->arm[r->arm].name);
	jwrite_put_text(&r->w, "monitor", monitor_text(m, text));
}

static void
row_end(struct row *r)
{
	jwrite_shut(&r->w, '}');
	jwrite_nl(&r->w);
}

/* ---- monitors side by side ---- */

static void
put_power(struct row *r, const struct monitor *monitor, bool planned, struct buf *b)
{
	struct ab_plan_metric m = *r->m;
	struct power_test t;
	struct power_at at, sized;
	double wanted = power_plan_wanted(r->p), needed;

	m.monitor = *monitor;
	m.n_star = planned ? r->m->n_star : (double)NAN;
	power_test_init(&t, r->p, &m, r->arm);
	at = power_test_at(&t, r->p->units, r->effect);
	needed = power_test_units(&t, r->effect, wanted);
	sized = power_test_at(&t, isnan(needed) ? r->p->units : needed, r->effect);
	row_start(r, "ab_power", monitor, b);
	jwrite_key(&r->w, SV("planned"));
	jwrite_bool(&r->w, planned);
	put(r, "alpha", m.alpha);
	jwrite_put_u64(&r->w, "sides", m.sides);
	jwrite_put_u64(&r->w, "looks", t.nlook);
	put_effect(r, "effect", "lift", m.role == AB_GUARDRAIL ? -r->effect : r->effect);
	put_units(r, "units", r->p->units);
	put_days(r, "days", r->p->units);
	put_chance(r, "power", at.power);
	put(r, "false_positive", at.wrong);
	put_chance(r, "power_wanted", wanted);
	put_units(r, "units_needed", needed);
	put_days(r, "days_needed", needed);
	put_units(r, "units_h0", isnan(needed) ? needed : sized.units_h0);
	put_units(r, "units_h1", isnan(needed) ? needed : sized.units_h1);
	row_end(r);
}

/* Each kind of monitor once, with the plan's parameter where the plan has chosen it. */
static void
put_monitors(struct row *r, struct buf *b)
{
	const struct monitor_kind *k;

	for (size_t i = 0; (k = registry_row(&monitor_registry, i)) != NULL; i++) {
		struct monitor m = { k, k->usual };
		bool planned = k == r->m->monitor.kind;

		put_power(r, planned ? &r->m->monitor : &m, planned, b);
	}
}

/* ---- looks ---- */

static void
put_look(struct row *r, const struct group_seq_look *l, size_t k, struct buf *b)
{
	double units = r->p->units * l->info, margin = r->t.margin ? r->effect : 0;
	double se = sqrt(power_test_var(&r->t, margin) / units);

	row_start(r, "ab_bound", &r->m->monitor, b);
	jwrite_put_u64(&r->w, "look", k + 1);
	put(r, "fraction", l->info);
	put_units(r, "units", units);
	put_days(r, "days", units);
	put(r, "bound", l->bound);
	put(r, "p", isfinite(l->bound) ? r->t.sides * erfc(l->bound / sqrt(2)) / 2 : (double)NAN);
	put_effect(r, "effect", "lift", l->bound * se - margin);
	put(r, "alpha_spent", l->spent);
}

/* Below it giving up is no great loss, should the planned effect be there. */
static void
put_futile(struct row *r, const struct group_seq_look *l, const struct group_seq_look *last)
{
	double drift = r->effect * sqrt(r->p->units / power_test_var(&r->t, r->effect));

	put(r, "futile", l->t < 1 ? group_seq_futile(l->t, drift, last->bound, CHANCE_FUTILE)
	    : (double)NAN);
}

static void
put_looks(struct row *r, struct buf *b)
{
	struct group_seq_look look[GROUP_SEQ_LOOKS_MAX];
	double h0[GROUP_SEQ_LOOKS_MAX], h1[GROUP_SEQ_LOOKS_MAX];
	size_t n = power_test_looks(&r->t, r->p->units, r->effect, look, h0, h1);

	for (size_t k = 0; k < n; k++) {
		put_look(r, &look[k], k, b);
		put_chance(r, "stopped_h0", h0[k]);
		put_chance(r, "stopped_h1", h1[k]);
		put_futile(r, &look[k], &look[n - 1]);
		row_end(r);
	}
}

/* ---- other sizes ---- */

static void
put_mde(struct row *r, double units, struct buf *b)
{
	double wanted = power_plan_wanted(r->p), effect = power_test_effect(&r->t, units, wanted);

	row_start(r, "ab_mde", &r->m->monitor, b);
	put_units(r, "units", units);
	put_days(r, "days", units);
	put_chance(r, "power", wanted);
	put_effect(r, "effect", "lift", r->t.margin ? -effect : effect);
	row_end(r);
}

/* By weeks where it is known how many units they bring, else by parts of the plan. */
static void
put_curve(struct row *r, struct buf *b)
{
	static const double week[] = { 1, 2, 3, 4, 6, 8 }, part[] = { 0.25, 0.5, 1, 1.5, 2, 4 };

	for (size_t i = 0; i < sizeof(week) / sizeof(week[0]); i++)
		put_mde(r, isfinite(r->p->daily) ? r->p->daily * 7 * week[i]
		    : r->p->units * part[i], b);
}

static void
put_metric(struct row *r, size_t part, struct buf *b)
{
	const struct ab_plan *p = r->p;
	size_t least = power_plan_least(p);

	for (r->arm = 0; r->arm < p->narm; r->arm++) {
		if (r->arm == p->control || p->arm[r->arm].weight == 0)
			continue;
		power_test_init(&r->t, p, r->m, r->arm);
		if (part == 1)
			put_monitors(r, b);
		else if (part == 2 && r->arm == least)
			put_looks(r, b);
		else if (part == 3 && r->arm == least)
			put_curve(r, b);
	}
}

void
power_write(struct ab_plan *p, const char *only, struct buf *b)
{
	static const char *const parts[] = { "plan", "power", "bound", "mde" };

	for (size_t part = 0; part < sizeof(parts) / sizeof(parts[0]); part++) {
		if (only != NULL && strcmp(only, parts[part]) != 0)
			continue;
		if (part == 0) {
			ab_plan_write(p, b);
			buf_c(b, '\n');
			continue;
		}
		for (size_t i = 0; i < p->nmetric; i++) {
			struct row r = { .p = p, .m = &p->metric[i] };

			r.effect = power_plan_effect(r.m);
			if (power_plan_powered(r.m))
				put_metric(&r, part, b);
		}
	}
}
