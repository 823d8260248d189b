/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * power_baseline - see power_baseline.h
 *
 * States become results in the one way there is for that, the aggregates' own; what a plan
 * wants to know is in the members of these: a mean with n and its interval has an sd.  Results
 * of cxab have it said.
 */
#include "power/power_baseline.h"

#include "base/num.h"
#include "io/side.h"
#include "metric/metric.h"
#include "record/rkind.h"
#include "stats/interval.h"
#include "state/state.h"

#include <math.h>
#include <string.h>

enum { DIGITS = 10 };		/* of what the C library has a part in */

#define DAY_US 86400e6

#define CONF 0.95		/* of the intervals that are taken apart again */

struct reading {
	struct ab_plan          *p;
	const char              *path;
	struct job              *j;
	struct err              *e;
	struct state_reader     *r;
	const struct metric_set *set;
	void                    *all;	/* states of all groups */
	void                    *one;
	int64_t                  from_us;	/* of all windows; to_us is less: none */
	int64_t                  to_us;
};

/* ---- states ---- */

/* The settings that decide what a state is; the rest of the query does not matter here. */
static enum rc
compile(struct reading *g, const struct state_head *h)
{
	struct metric_cfg cfg = { .conf = CONF, .ci = true, .plain = true };
	struct sv accuracy = { NULL, 0 }, metrics = { NULL, 0 };
	struct docs docs;
	const struct doc *d;
	uint64_t values = METRIC_MAX_VALUES;
	enum rc rc;

	if (!sv_is(h->filter, "cxstat"))
		return state_fail(g->r, g->e, "states of %.*s, not of cxstat", SV_SHOW(h->filter));
	rc = doc_parse(&docs, g->path, h->plan, &g->j->arena, g->e);
	if (rc != RC_OK)
		return rc;
	d = &docs.doc[0];
	rc = doc_text(d, d->root, "metrics", &metrics, g->e);
	if (rc == RC_OK)
		rc = doc_text(d, d->root, "accuracy", &accuracy, g->e);
	if (rc == RC_OK)
		rc = doc_bool(d, d->root, "exact", &cfg.exact, g->e);
	if (rc == RC_OK)
		rc = doc_u64(d, d->root, "max_values", 1, UINT64_MAX, &values, g->e);
	cfg.max_values = values;
	if (rc == RC_OK && num_double(accuracy, &cfg.accuracy) != RC_OK)
		return state_fail(g->r, g->e, "the states' accuracy is no number");
	return rc == RC_OK ? metric_compile(&g->set, metrics, &cfg, &g->j->query.env, g->e) : rc;
}

static enum rc
add_group(struct reading *g, const struct state_item *item)
{
	struct err why = { 0 };
	enum rc rc;

	if (item->head->window.n > 0) {
		g->from_us = item->span.from_us < g->from_us ? item->span.from_us : g->from_us;
		g->to_us = item->span.to_us > g->to_us ? item->span.to_us : g->to_us;
	}
	memset(g->one, 0, g->set->size);
	rc = metric_init(g->set, g->one, g->e);
	if (rc != RC_OK)
		return rc;
	rc = metric_load(g->set, g->one, &item->state, &why);
	rc = rc != RC_OK ? state_fail(g->r, g->e, "%s", why.msg)
	    : metric_merge(g->set, g->all, g->one, g->e);
	metric_free(g->set, g->one);
	return rc;
}

static enum rc
add_groups(struct reading *g, const struct state_head *first)
{
	struct state_item item;
	enum rc rc = RC_OK;

	while (rc == RC_OK && (rc = state_next(g->r, &item, g->e)) == RC_OK)
		rc = item.event == STATE_GROUP ? add_group(g, &item)
		    : state_same_query(g->r, item.head, first, true, g->e);
	return rc == RC_END ? RC_OK : rc;
}

/* ---- what they say ---- */

/* The member NAME or NAME_n ... of the result; NAN when it is null or not there. */
static double
member(const struct node *result, struct sv name, const char *suffix, struct arena *a)
{
	size_t n = strlen(suffix);
	char *key = arena_alloc(a, name.n + n + 1);
	const struct node *found;
	double v = NAN;

	memcpy(key, name.p, name.n);
	memcpy(key + name.n, suffix, n);
	found = node_get_sv(result, (struct sv){ key, name.n + n });
	if (found == NULL || found->kind != NODE_NUMBER || num_double(found->text, &v) != RC_OK)
		return NAN;
	return v;
}

static void
fill(double *to, double v)
{
	if (isnan(*to))
		*to = v;
}

/* What the plan says of a metric, it has from the plan, the kind of its baseline too. */
static enum rc
take(struct reading *g, struct ab_plan_metric *m, const struct agg_type *type,
    const struct node *result)
{
	struct ab_plan_baseline *b = &m->base;
	struct arena *a = &g->j->arena;
	double v = member(result, m->name, "", a), n = member(result, m->name, "_n", a);
	double hi = member(result, m->name, "_hi", a);
	bool share = strcmp(type->name, "rate") == 0;

	if (!share && strcmp(type->name, "mean") != 0 && strcmp(type->name, "ratio") != 0)
		return rc_err(g->e, RC_USAGE, "%s: '%.*s' is %s(): a baseline is a rate, mean or "
		    "ratio", g->path, SV_SHOW(m->name), type->name);
	if (isnan(v) || !(n >= 2))
		return rc_err(g->e, RC_USAGE, "%s: '%.*s' has no two values", g->path,
		    SV_SHOW(m->name));
	if (share && (v <= 0 || v >= 1))
		return rc_err(g->e, RC_USAGE, "%s: the share '%.*s' is %g: nothing, or everything",
		    g->path, SV_SHOW(m->name), v);
	if (!b->typed && isnan(b->mean))
		b->type = share ? AB_PROPORTION : type->name[0] == 'm' ? AB_MEAN : AB_RATIO;
	b->typed = true;
	fill(&b->mean, v);
	fill(&b->n, n);
	if (!share)
		fill(&b->sd, num_digits((hi - v) / interval_t(CONF, n - 1) * sqrt(n), DIGITS));
	if (b->source.n == 0)
		b->source = sv_of(g->path);
	return RC_OK;
}

static enum rc
take_all(struct reading *g)
{
	struct agg_span span = { .windowed = false };
	struct docs docs;
	struct jwrite w;
	struct buf b;
	bool any = false;
	enum rc rc;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	metric_emit(g->set, g->all, &span, &w);
	jwrite_shut(&w, '}');
	rc = doc_parse(&docs, g->path, buf_view(&b), &g->j->arena, g->e);
	buf_free(&b);
	for (size_t i = 0; rc == RC_OK && i < g->p->nmetric; i++)
		for (size_t k = 0; k < g->set->nout; k++) {
			const struct metric_out *o = &g->set->out[k];

			if (!sv_eq(o->out.name, g->p->metric[i].name))
				continue;
			any = true;
			rc = take(g, &g->p->metric[i], g->set->agg[o->agg].type, docs.doc[0].root);
			break;
		}
	if (rc == RC_OK && !any)
		return rc_err(g->e, RC_USAGE, "%s: no metric of the plan is called as one in it",
		    g->path);
	return rc;
}

/* New units a day: values of the metric that has most, over the days of all windows. */
static void
take_daily(struct reading *g)
{
	double most = 0;

	if (g->to_us <= g->from_us)
		return;
	for (size_t i = 0; i < g->p->nmetric; i++)
		if (g->p->metric[i].base.n > most)
			most = g->p->metric[i].base.n;
	fill(&g->p->daily, num_digits(most * DAY_US / (double)(g->to_us - g->from_us), DIGITS));
}

static enum rc
read_states(struct reading *g)
{
	const struct state_head *h;
	enum rc rc = state_open_file(&g->r, g->path, NULL, &h, g->e);

	if (rc == RC_OK)
		rc = compile(g, h);
	if (rc == RC_OK) {
		g->all = arena_zalloc(&g->j->arena, g->set->size);
		g->one = arena_zalloc(&g->j->arena, g->set->size);
		rc = metric_init(g->set, g->all, g->e);
		if (rc == RC_OK)
			rc = add_groups(g, h);
		if (rc == RC_OK)
			rc = take_all(g);
		if (rc == RC_OK)
			take_daily(g);
		metric_free(g->set, g->all);
	}
	state_close(g->r);
	return rc;
}

/* ---- results of an experiment ---- */

/* Of all units: a record of a segment has members that are none of its kind. */
static bool
is_whole(const struct node *record, const struct rkind *kind)
{
	for (size_t i = 0; i < record->n; i++)
		if (!sv_is(record->item[i].key, "kind") &&
		    rkind_member(kind, record->item[i].key) == NULL)
			return false;
	return true;
}

/* A text of a record; empty when it is none. */
static struct sv
text_of(const struct node *record, const char *key)
{
	const struct node *n = node_get(record, key);

	return n != NULL && n->kind == NODE_STRING ? n->text : (struct sv){ NULL, 0 };
}

/* What the control had.  A variance that is m (1 - m) is that of a share. */
static void
take_arm(struct reading *g, const struct node *record, struct ab_plan_metric *m)
{
	struct arena *a = &g->j->arena;
	struct ab_plan_baseline *b = &m->base;
	double n = member(record, SV("n"), "", a), mean = member(record, SV("mean"), "", a);
	double sd = member(record, SV("sd"), "", a), share = mean * (1 - mean) * n / (n - 1);

	if (!b->typed && isnan(b->mean)) {
		b->type = fabs(sd * sd - share) <= 1e-9 * share ? AB_PROPORTION : AB_MEAN;
		b->typed = true;
	}
	fill(&b->mean, mean);
	fill(&b->n, n);
	if (b->type != AB_PROPORTION)
		fill(&b->sd, sd);
	if (b->source.n == 0)
		b->source = sv_of(g->path);
}

static enum rc
take_record(struct reading *g, struct sv line, bool *any)
{
	struct docs docs;
	const struct node *r;
	const struct rkind *kind;
	struct ab_plan_metric *m = NULL;
	struct sv control = g->p->arm[g->p->control].name;
	enum rc rc = doc_parse(&docs, g->path, line, &g->j->arena, g->e);

	if (rc != RC_OK || docs.n == 0)
		return rc;
	r = docs.doc[0].root;
	kind = registry_find(&rkind_registry, text_of(r, "kind"));
	for (size_t i = 0; i < g->p->nmetric; i++)
		if (sv_eq(g->p->metric[i].name, text_of(r, "metric")))
			m = &g->p->metric[i];
	if (m == NULL || kind == NULL || !is_whole(r, kind))
		return RC_OK;
	if (strcmp(kind->name, "ab_arm") == 0 && sv_eq(text_of(r, "variant"), control)) {
		take_arm(g, r, m);
		*any = true;
	} else if (strcmp(kind->name, "ab") == 0) {
		double r2 = member(r, SV("variance_reduction"), "", &g->j->arena);

		if (r2 > 0 && r2 < 1)
			fill(&m->base.r2, r2);
	}
	return RC_OK;
}

static enum rc
read_results(struct reading *g, struct side *s, struct sv line)
{
	bool any = false;
	enum rc rc = RC_OK;

	while (rc == RC_OK) {
		rc = take_record(g, line, &any);
		if (rc == RC_OK)
			rc = side_next(s, &line, g->e);
	}
	if (rc == RC_END && !any)
		return rc_err(g->e, RC_USAGE, "%s: neither states of cxstat, nor results of cxab "
		    "with a metric of the plan in its control", g->path);
	return rc == RC_END ? RC_OK : rc;
}

enum rc
power_baseline_read(struct ab_plan *p, const char *path, struct job *j, struct err *e)
{
	struct reading g = { .p = p, .path = path, .j = j, .e = e, .from_us = INT64_MAX,
		.to_us = INT64_MIN };
	struct sv line = { NULL, 0 };
	bool states = strcmp(path, "-") == 0;
	struct side s;
	enum rc rc;

	if (states)
		return read_states(&g);
	rc = side_open(&s, path, e);
	if (rc == RC_OK)
		rc = side_next(&s, &line, e);
	states = rc == RC_END || sv_starts(line, SV("{\"kind\":\"states\","));
	if (rc == RC_OK && !states)
		rc = read_results(&g, &s, line);
	side_close(&s);
	return states ? read_states(&g) : rc;
}
