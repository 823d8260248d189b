/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/retain_survival.h"

#include "base/mem.h"
#include "json/jwrite.h"
#include "retention/retain_count.h"
#include "retention/retain_record.h"
#include "stats/kaplan.h"

struct curve {			/* of one group */
	uint32_t             group;
	struct kaplan_count *c;
	struct kaplan_point *p;
	size_t               n;
};

static void
put_unit(const struct retain_run *r, struct jwrite *w)
{
	jwrite_put_text(w, "unit", sv_of(tperiod_name(&r->p->rule.period)));
}

static void
write_points(struct retain_run *r, const struct curve *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct kaplan_point *p = &v->p[i];
		struct jwrite w;

		retain_record_open(r, &w, "survival", v->group);
		jwrite_put_u64(&w, "t", (uint64_t)p->t);
		put_unit(r, &w);
		jwrite_put_u64(&w, "at_risk", p->at_risk);
		jwrite_put_u64(&w, "events", p->events);
		jwrite_put_u64(&w, "censored", p->censored);
		jwrite_put_double(&w, "survival", p->s);
		jwrite_put_double(&w, "survival_lo", p->lo);
		jwrite_put_double(&w, "survival_hi", p->hi);
		jwrite_put_double(&w, "se", p->se);
		retain_record_shut(r, &w);
	}
}

static void
put_when(struct jwrite *w, const char *name, int64_t t)
{
	jwrite_key(w, sv_of(name));
	if (t == INT64_MAX)
		jwrite_null(w);
	else
		jwrite_i64(w, t);
}

static void
write_median(struct retain_run *r, const struct curve *v)
{
	struct kaplan_when when = kaplan_quantile(v->p, v->n, 0.5);
	uint64_t events = 0;
	struct jwrite w;

	for (size_t i = 0; i < v->n; i++)
		events += v->p[i].events;
	retain_record_open(r, &w, "survival_time", v->group);
	jwrite_put_u64(&w, "n", v->p[0].at_risk);
	jwrite_put_u64(&w, "events", events);
	put_when(&w, "median", when.t);
	put_when(&w, "median_lo", when.lo);
	put_when(&w, "median_hi", when.hi);
	put_unit(r, &w);
	retain_record_shut(r, &w);
}

static void
write_logrank(struct retain_run *r, const struct curve *v, size_t n)
{
	struct kaplan_group g[KAPLAN_GROUPS_MAX];
	struct kaplan_test t;
	struct jwrite w;

	for (size_t i = 0; i < n; i++)
		g[i] = (struct kaplan_group){ .c = v[i].c, .n = v[i].n };
	kaplan_logrank(&t, g, n);
	jwrite_init(&w, &r->out);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("logrank"));
	jwrite_put_double(&w, "chisq", t.chisq);
	jwrite_put_u64(&w, "df", t.df);
	jwrite_put_double(&w, "p", t.p);
	jwrite_key(&w, SV("groups"));
	jwrite_open(&w, '[');
	for (size_t i = 0; i < n; i++) {
		jwrite_comma(&w);
		w.comma = false;
		jwrite_open(&w, '{');
		retain_record_group(r->p, &w, cohort_key(&r->t, v[i].group));
		jwrite_put_u64(&w, "n", g[i].size);
		jwrite_put_u64(&w, "observed", g[i].observed);
		jwrite_put_double(&w, "expected", g[i].expected);
		jwrite_shut(&w, '}');
	}
	jwrite_shut(&w, ']');
	retain_record_shut(r, &w);
}

void
retain_survival_write(struct retain_run *r, const struct cohort_row *const *row, size_t n)
{
	struct kaplan_count *c = mem_array(NULL, n + 1, sizeof(*c));
	struct kaplan_point *p = mem_array(NULL, n + 1, sizeof(*p));
	struct curve *v = mem_array(NULL, n + 1, sizeof(*v));
	size_t curves = 0;

	for (size_t i = 0; i < n; i++) {
		c[i] = (struct kaplan_count){ row[i]->at, row[i]->n[RETAIN_EVENTS],
			row[i]->n[RETAIN_CENSORED] };
		if (i == 0 || row[i]->group != row[i - 1]->group)
			v[curves++] = (struct curve){ row[i]->group, c + i, p + i, 0 };
		v[curves - 1].n++;
	}
	for (size_t i = 0; i < curves; i++) {
		kaplan_curve(v[i].p, v[i].c, v[i].n, r->p->conf);
		write_points(r, &v[i]);
	}
	for (size_t i = 0; i < curves; i++)
		write_median(r, &v[i]);
	if (curves > 1 && curves <= KAPLAN_GROUPS_MAX)
		write_logrank(r, v, curves);
	mem_free(c);
	mem_free(p);
	mem_free(v);
}
