/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ab_plan_write - see ab_plan.h: writing, and the hash
 */
#include "experiment/ab_plan.h"

#include "base/hash.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

static void
put_text(struct jwrite *w, const char *key, struct sv s)
{
	if (s.n > 0)
		jwrite_put_text(w, key, s);
}

static void
put_number(struct jwrite *w, const char *key, double v)
{
	if (isfinite(v))
		jwrite_put_double(w, key, v);
}

static void
put_names(struct jwrite *w, const char *key, const struct ab_plan_names *names)
{
	if (names->n == 0)
		return;
	jwrite_key(w, sv_of(key));
	jwrite_open(w, '[');
	for (size_t i = 0; i < names->n; i++)
		jwrite_str(w, names->of[i]);
	jwrite_shut(w, ']');
}

static void
put_amount(struct jwrite *w, const char *key, const struct ab_plan_amount *a)
{
	struct buf b;
	struct jwrite text;

	if (!isfinite(a->value))
		return;
	if (!a->percent) {
		jwrite_put_double(w, key, a->value);
		return;
	}
	buf_init(&b, SIZE_MAX);
	jwrite_init(&text, &b);
	jwrite_double(&text, a->value);
	buf_c(&b, '%');
	jwrite_put_text(w, key, buf_view(&b));
	buf_free(&b);
}

/* In the largest unit that divides it. */
static void
put_time(struct jwrite *w, const char *key, int64_t us)
{
	static const struct {
		const char *name;
		int64_t     us;
	} unit[] = {
		{ "d", INT64_C(86400000000) }, { "h", INT64_C(3600000000) },
		{ "m", INT64_C(60000000) }, { "s", INT64_C(1000000) }, { "ms", 1000 }, { "us", 1 }
	};
	char text[32];
	size_t i = 0;

	if (us == 0)
		return;
	while (us % unit[i].us != 0)
		i++;
	snprintf(text, sizeof(text), "%" PRId64 "%s", us / unit[i].us, unit[i].name);
	jwrite_put_text(w, key, sv_of(text));
}

static void
put_monitor(struct jwrite *w, const struct monitor *m)
{
	char text[MONITOR_TEXT_MAX];

	if (m->kind != NULL)
		jwrite_put_text(w, "monitor", monitor_text(m, text));
}

static void
put_baseline(struct jwrite *w, const struct ab_plan_baseline *b)
{
	if (b->typed || isfinite(b->mean))
		jwrite_put_text(w, "type", sv_of(ab_plan_types[b->type]));
	put_number(w, "baseline", b->mean);
	put_number(w, "sd", b->sd);
	put_number(w, "r2", b->r2);
	put_number(w, "icc", b->icc);
	put_number(w, "cluster", b->cluster);
	put_number(w, "cv", b->cv);
	put_number(w, "n", b->n);
	put_text(w, "source", b->source);
}

static void
put_metric(struct jwrite *w, const struct ab_plan_metric *m)
{
	jwrite_open(w, '{');
	jwrite_put_text(w, "name", m->name);
	put_text(w, "metric", m->text);
	jwrite_put_text(w, "role", sv_of(ab_plan_roles[m->role]));
	jwrite_put_text(w, "better", sv_of(ab_plan_betters[m->better]));
	put_amount(w, "mde", &m->mde);
	put_amount(w, "margin", &m->margin);
	put_number(w, "cap_low", m->cap_low);
	put_number(w, "cap", m->cap_high);
	put_names(w, "covariates", &m->covariates);
	put_monitor(w, &m->monitor);
	put_number(w, "alpha", m->alpha);
	put_number(w, "information", m->information);
	put_number(w, "n_star", m->n_star);
	put_baseline(w, &m->base);
	jwrite_shut(w, '}');
}

static void
put_arms(struct jwrite *w, const struct ab_plan *p)
{
	jwrite_key(w, SV("arms"));
	jwrite_open(w, '{');
	for (size_t i = 0; i < p->narm; i++) {
		jwrite_key(w, p->arm[i].name);
		jwrite_u64(w, p->arm[i].weight);
	}
	jwrite_shut(w, '}');
	jwrite_put_text(w, "control", p->arm[p->control].name);
}

static void
put_looks(struct jwrite *w, const struct ab_plan *p)
{
	if (p->nlook == 0)
		return;
	jwrite_key(w, SV("looks"));
	jwrite_open(w, '[');
	for (size_t k = 0; k < p->nlook; k++)
		jwrite_double(w, p->look[k]);
	jwrite_shut(w, ']');
}

static void
put_windows(struct jwrite *w, const struct ab_plan *p)
{
	put_time(w, "within", p->within_us);
	put_time(w, "delay", p->delay_us);
	jwrite_put_text(w, "attribution", sv_of(ab_plan_attributions[p->attribution]));
	jwrite_key(w, SV("strict_window"));
	jwrite_bool(w, p->strict_window);
	jwrite_put_text(w, "multi", sv_of(ab_plan_multis[p->multi]));
	put_names(w, "strata", &p->strata);
	put_names(w, "segments", &p->segments);
}

void
ab_plan_write(struct ab_plan *p, struct buf *b)
{
	struct jwrite w;
	size_t from = b->n;

	jwrite_init(&w, b);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("ab_plan"));
	jwrite_put_u64(&w, "version", AB_PLAN_VERSION);
	jwrite_put_text(&w, "experiment", p->experiment);
	jwrite_put_text(&w, "unit", p->unit);
	jwrite_put_text(&w, "variant", p->variant);
	put_text(&w, "exposure", p->exposure);
	put_text(&w, "salt", p->salt);
	put_arms(&w, p);
	jwrite_key(&w, SV("metrics"));
	jwrite_open(&w, '[');
	for (size_t i = 0; i < p->nmetric; i++)
		put_metric(&w, &p->metric[i]);
	jwrite_shut(&w, ']');
	jwrite_put_double(&w, "alpha", p->alpha);
	put_number(&w, "power", p->power);
	jwrite_put_text(&w, "correct", sv_of(ab_plan_corrects[p->correct]));
	put_monitor(&w, &p->monitor);
	put_looks(&w, p);
	put_number(&w, "units", p->units);
	put_number(&w, "daily", p->daily);
	put_number(&w, "days", p->days);
	put_windows(&w, p);
	snprintf(p->hash, sizeof(p->hash), "%016" PRIx64,
	    hash_sv((struct sv){ b->p + from, b->n - from }, 0));
	jwrite_put_text(&w, "hash", sv_of(p->hash));
	jwrite_shut(&w, '}');
}
