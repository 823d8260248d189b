/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/monitor.h"

#include "base/num.h"
#include "stats/anytime.h"
#include "stats/interval.h"

#include <math.h>
#include <string.h>

static const struct monitor_kind rows[] = {
	{ "fixed", "one look, when all units are in", MONITOR_FIXED, GROUP_SEQ_OBF, NULL, 0, 0, 0 },
	{ "obf", "planned looks, alpha spent like O'Brien and Fleming: little early",
	    MONITOR_SPEND, GROUP_SEQ_OBF, NULL, 0, 0, 0 },
	{ "pocock", "planned looks, alpha spent like Pocock: much early",
	    MONITOR_SPEND, GROUP_SEQ_POCOCK, NULL, 0, 0, 0 },
	{ "power", "planned looks, alpha t^RHO spent at the fraction t of the information",
	    MONITOR_SPEND, GROUP_SEQ_POWER, "RHO", 0.01, 20, 2 },
	{ "hsd", "planned looks, alpha spent by Hwang, Shih and De Cani's GAMMA",
	    MONITOR_SPEND, GROUP_SEQ_HSD, "GAMMA", -40, 40, -4 },
	{ "anytime", "any looks at all, also unplanned ones: a confidence sequence",
	    MONITOR_ANYTIME, GROUP_SEQ_OBF, NULL, 0, 0, 0 },
};

const struct registry monitor_registry =
    REGISTRY("monitor", "Monitors", rows, struct monitor_kind);

static enum rc
expected(const struct monitor_kind *k, struct sv text, struct err *e)
{
	if (k->param == NULL)
		return rc_err(e, RC_SYNTAX, "expected %s, got '%.*s'", k->name, SV_SHOW(text));
	return rc_err(e, RC_SYNTAX, "expected %s:%s, a number from %g to %g, got '%.*s'", k->name,
	    k->param, k->lo, k->hi, SV_SHOW(text));
}

enum rc
monitor_parse(struct monitor *m, struct sv text, struct err *e)
{
	const char *colon = text.n > 0 ? memchr(text.p, ':', text.n) : NULL;
	struct sv name = { text.p, colon != NULL ? (size_t)(colon - text.p) : text.n };
	struct sv number = { colon != NULL ? colon + 1 : NULL,
		colon != NULL ? text.n - name.n - 1 : 0 };
	const struct monitor_kind *k = registry_find(&monitor_registry, name);
	double param = 0;

	if (k == NULL)
		return registry_hint(&monitor_registry, name, rc_err(e, RC_SYNTAX,
		    "no monitor '%.*s'", SV_SHOW(name)), e);
	if ((k->param != NULL) != (colon != NULL))
		return expected(k, text, e);
	if (colon != NULL && (num_double(number, &param) != RC_OK ||
	    param < k->lo || param > k->hi))
		return expected(k, text, e);
	*m = (struct monitor){ k, param };
	return RC_OK;
}

struct sv
monitor_text(const struct monitor *m, char *text)
{
	size_t n = strlen(m->kind->name);

	memcpy(text, m->kind->name, n);
	if (m->kind->param != NULL) {
		text[n++] = ':';
		n += num_text(m->param, text + n);
	}
	return (struct sv){ text, n };
}

static void
fixed_bounds(const struct monitor_design *d, struct group_seq *g)
{
	bool done = false;

	for (size_t k = 0; k < g->n; k++) {
		struct group_seq_look *l = &g->look[k];
		bool now = !done && (l->info >= d->info_max || (d->final && k == g->n - 1));

		l->t = now && d->final ? 1 : fmin(l->info / d->info_max, 1);
		done = done || now;
		l->bound = now ? interval_z(1 - 2 * d->alpha / d->sides) : HUGE_VAL;
		l->spent = done ? d->alpha : 0;
	}
}

static void
anytime_bounds(const struct monitor_design *d, struct group_seq *g)
{
	double level = d->sides == 2 ? d->alpha : 2 * d->alpha;
	double rho2 = anytime_rho2(d->n_star, level);

	for (size_t k = 0; k < g->n; k++) {
		struct group_seq_look *l = &g->look[k];
		double n = d->units * l->info / d->info_max;

		l->t = fmin(l->info / d->info_max, 1);
		l->spent = 0;
		l->bound = d->sides == 2 ? anytime_bound(n, rho2, d->alpha)
		    : anytime_bound_one(n, rho2, d->alpha);
	}
}

void
monitor_bounds(const struct monitor *m, const struct monitor_design *d, struct group_seq *g)
{
	const struct group_seq_rule rule = { m->kind->spend, m->param, d->alpha, d->sides };

	g->sides = d->sides;
	switch (m->kind->way) {
	case MONITOR_FIXED:
		fixed_bounds(d, g);
		break;
	case MONITOR_SPEND:
		group_seq_bounds(g, &rule, d->info_max, d->final);
		break;
	case MONITOR_ANYTIME:
		anytime_bounds(d, g);
		break;
	}
}
