/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ab_portfolio - see ab_portfolio.h
 */
#include "experiment/ab_portfolio.h"

#include "base/hmap.h"
#include "effect/portfolio.h"
#include "json/jwrite.h"
#include "record/rkind.h"
#include "run/given.h"
#include "run/map.h"
#include "stats/interval.h"

#include <math.h>
#include <stdio.h>

struct result {			/* the last one read of a metric, an experiment, a variant */
	struct sv experiment;
	struct sv variant;
	size_t    metric;
	double    lift, lift_lo, lift_hi, lift_se;	/* NAN: none */
	double    coverage;
	bool      shipped;
};

struct ending {			/* the last verdict of an experiment */
	struct sv variant;
	bool      ship;
	bool      invalid;
};

struct reading {
	struct sv          metric[AB_PORTFOLIO_METRICS_MAX];
	size_t             nmetric;
	const struct expr *shipped;	/* NULL: as verdicts say */
	const struct expr *coverage;	/* NULL: 1 */
	struct sv          holdout;	/* empty: none */
	double             conf;
	struct hmap        result;	/* metric, experiment, variant to struct result */
	struct hmap        ending;	/* experiment to struct ending */
	struct buf         key;
	struct arena       kept;	/* of the tables and their texts */
	struct arena       tmp;		/* of one record */
};

/* ---- reading ---- */

static const struct val *
member(const struct record *r, const char *name)
{
	for (size_t i = 0; i < r->nmember; i++)
		if (!r->member[i].key_esc && sv_is(r->member[i].key, name))
			return &r->member[i].val;
	return NULL;
}

static double
number(const struct record *r, const char *name)
{
	const struct val *v = member(r, name);
	double d;

	return v != NULL && v->kind == VAL_NUMBER && val_number(v, &d) ? d : (double)NAN;
}

static struct sv
text(struct reading *p, const struct record *r, const char *name)
{
	const struct val *v = member(r, name);

	return v != NULL && v->kind == VAL_STRING ? val_text(v, &p->tmp) : SV("");
}

/* Results over everybody have the members of their kind and no others. */
static bool
of_all(const struct rkind *kind, const struct record *r)
{
	for (size_t i = 0; i < r->nmember; i++)
		if (r->member[i].key_esc || (!sv_is(r->member[i].key, "kind") &&
		    rkind_member(kind, r->member[i].key) == NULL))
			return false;
	return member(r, "contrast") == NULL;
}

static enum rc
asked(struct reading *p, const struct map_in *in, const struct record *rec, struct result *r,
    struct err *e)
{
	enum expr_tri shipped = EXPR_FALSE;
	enum rc rc = RC_OK;
	struct val v;

	r->coverage = 1;
	if (p->shipped != NULL)
		rc = expr_test(p->shipped, rec, in->ev, &shipped, e);
	r->shipped = shipped == EXPR_TRUE;
	if (rc == RC_OK && p->coverage != NULL) {
		rc = expr_value(p->coverage, rec, in->ev, &v, e);
		if (rc == RC_OK && (!val_number(&v, &r->coverage) ||
		    !(r->coverage >= 0 && r->coverage <= 1)))
			rc = rc_bad(e, "coverage", "expected --coverage from 0 to 1");
	}
	return rc;
}

static enum rc
take_result(struct reading *p, const struct map_in *in, const struct record *rec, struct err *e)
{
	struct result r = { .experiment = text(p, rec, "experiment"),
		.variant = text(p, rec, "variant"), .lift = number(rec, "lift"),
		.lift_lo = number(rec, "lift_lo"), .lift_hi = number(rec, "lift_hi"),
		.lift_se = number(rec, "lift_se") };
	const struct sv metric = text(p, rec, "metric");
	struct result *to;
	enum rc rc;
	bool fresh;

	while (r.metric < p->nmetric && !sv_eq(p->metric[r.metric], metric))
		r.metric++;
	if (r.metric == p->nmetric)
		return RC_OK;
	rc = asked(p, in, rec, &r, e);
	if (rc != RC_OK)
		return rc;
	buf_clear(&p->key);
	buf_printf(&p->key, "%zu %zu ", r.metric, r.experiment.n);
	buf_add(&p->key, r.experiment.p, r.experiment.n);
	buf_add(&p->key, r.variant.p, r.variant.n);
	to = hmap_put(&p->result, buf_view(&p->key), &fresh);
	r.experiment = fresh ? arena_sv(&p->kept, r.experiment) : to->experiment;
	r.variant = fresh ? arena_sv(&p->kept, r.variant) : to->variant;
	*to = r;
	return RC_OK;
}

static void
take_verdict(struct reading *p, const struct record *rec)
{
	const struct sv experiment = text(p, rec, "experiment");
	const struct sv decision = text(p, rec, "decision");
	struct ending *to;
	bool fresh;

	to = hmap_put(&p->ending, experiment, &fresh);
	*to = (struct ending){ .variant = arena_sv(&p->kept, text(p, rec, "variant")),
		.ship = sv_is(decision, "ship"), .invalid = sv_is(decision, "invalid") };
}

static enum rc
take(const struct map_in *in, const struct record *r, struct stream_out *out, struct err *e)
{
	struct reading *p = in->part;
	const struct rkind *kind = rkind_read(r->member, r->nmember);
	const struct sv name = kind != NULL ? sv_of(kind->name) : SV("");
	enum rc rc = RC_OK;

	(void)out;
	arena_reset(&p->tmp);
	if (sv_is(name, "ab") && of_all(kind, r))
		rc = take_result(p, in, r, e);
	else if (sv_is(name, "ab_verdict"))
		take_verdict(p, r);
	return rc;
}

/* ---- adding up ---- */

struct family {			/* of one metric */
	const struct result  **of;	/* of each item */
	struct portfolio_item *item;
	size_t                 n;
	size_t                 left_out;
	const struct result   *holdout;	/* NULL: none */
};

static bool
is_shipped(const struct reading *p, const struct result *r, const struct ending *end)
{
	if (p->shipped != NULL)
		return r->shipped;
	return end != NULL && end->ship && sv_eq(end->variant, r->variant);
}

static void
gather(struct reading *p, size_t metric, struct family *f)
{
	*f = (struct family){
		.of = arena_alloc(&p->kept, (p->result.n + 1) * sizeof(struct result *)),
		.item = arena_alloc(&p->kept, (p->result.n + 1) * sizeof(struct portfolio_item)) };
	for (size_t i = 0; i < p->result.n; i++) {
		const struct result *r = p->result.entry[i].val;
		const struct ending *end = hmap_get(&p->ending, r->experiment);

		if (r->metric != metric)
			continue;
		if (p->holdout.n != 0 && sv_eq(r->experiment, p->holdout)) {
			f->holdout = r;
		} else if (!(r->lift_se > 0) || isnan(r->lift) || (end != NULL && end->invalid)) {
			f->left_out++;
		} else {
			f->of[f->n] = r;
			f->item[f->n++] = (struct portfolio_item){ .effect = r->lift,
				.se = r->lift_se, .coverage = r->coverage,
				.shipped = is_shipped(p, r, end) };
		}
	}
}

static void
put_interval(struct jwrite *w, const char *name, double at, double half)
{
	char key[64];

	jwrite_put_double(w, name, at);
	snprintf(key, sizeof(key), "%s_lo", name);
	jwrite_put_double(w, key, at - half);
	snprintf(key, sizeof(key), "%s_hi", name);
	jwrite_put_double(w, key, at + half);
}

static void
put_item(struct jwrite *w, const struct reading *p, const struct result *r,
    const struct portfolio_item *item)
{
	jwrite_open(w, '{');
	jwrite_put_text(w, "kind", SV("ab_shrunk"));
	jwrite_put_text(w, "metric", p->metric[r->metric]);
	jwrite_put_text(w, "experiment", r->experiment);
	jwrite_put_text(w, "variant", r->variant);
	jwrite_key(w, SV("shipped"));
	jwrite_bool(w, item->shipped);
	jwrite_put_double(w, "coverage", item->coverage);
	jwrite_put_double(w, "lift", r->lift);
	jwrite_put_double(w, "lift_lo", r->lift_lo);
	jwrite_put_double(w, "lift_hi", r->lift_hi);
	put_interval(w, "shrunk", item->shrunk, interval_z(p->conf) * item->shrunk_se);
	jwrite_shut(w, '}');
	jwrite_nl(w);
}

static void
put_holdout(struct jwrite *w, const struct family *f, const struct portfolio *sum)
{
	const struct result *h = f->holdout;
	struct portfolio_gap gap;

	portfolio_against(&gap, sum, h->lift, h->lift_se);
	jwrite_put_double(w, "holdout", h->lift);
	jwrite_put_double(w, "holdout_lo", h->lift_lo);
	jwrite_put_double(w, "holdout_hi", h->lift_hi);
	jwrite_put_double(w, "holdout_ratio", gap.ratio);
	jwrite_put_double(w, "holdout_gap", gap.gap);
	jwrite_put_double(w, "holdout_p", gap.p);
}

static void
put_sum(struct jwrite *w, const struct reading *p, size_t metric, const struct family *f,
    const struct portfolio *sum)
{
	const double z = interval_z(p->conf);

	jwrite_open(w, '{');
	jwrite_put_text(w, "kind", SV("ab_portfolio"));
	jwrite_put_text(w, "metric", p->metric[metric]);
	jwrite_put_u64(w, "results", sum->n);
	jwrite_put_u64(w, "shipped", sum->shipped);
	jwrite_put_u64(w, "left_out", f->left_out);
	put_interval(w, "mean", sum->mean, z * sum->mean_se);
	jwrite_put_double(w, "spread", sum->tau);
	jwrite_put_double(w, "measured", sum->naive);
	jwrite_put_double(w, "measured_unselected", sum->selected);
	put_interval(w, "total", sum->total, z * sum->total_se);
	if (f->holdout != NULL)
		put_holdout(w, f, sum);
	if (sum->n < PORTFOLIO_MIN)
		jwrite_put_text(w, "note", SV("fewer than 5 results say nothing of their spread"));
	jwrite_shut(w, '}');
	jwrite_nl(w);
}

static enum rc
add_up(struct reading *p, struct job *j, struct err *e)
{
	const struct portfolio_ask ask = { .conf = p->conf, .crit = interval_z(p->conf),
		.relative = true };
	struct buf o;
	struct jwrite w;
	enum rc rc = RC_OK;

	buf_init(&o, SIZE_MAX);
	jwrite_init(&w, &o);
	for (size_t i = 0; rc == RC_OK && i < p->nmetric; i++) {
		struct portfolio sum;
		struct family f;

		gather(p, i, &f);
		if (f.n + f.left_out == 0)
			rc = rc_err(e, RC_EMPTY, "no result of the metric '%.*s'",
			    SV_SHOW(p->metric[i]));
		if (rc == RC_OK && p->holdout.n != 0 && f.holdout == NULL)
			rc = rc_err(e, RC_EMPTY, "--holdout: no result of '%.*s' for the metric "
			    "'%.*s'", SV_SHOW(p->holdout), SV_SHOW(p->metric[i]));
		if (rc != RC_OK)
			break;
		if (portfolio_sum(&sum, f.item, f.n, &ask))
			for (size_t k = 0; k < f.n; k++)
				put_item(&w, p, f.of[k], &f.item[k]);
		put_sum(&w, p, i, &f, &sum);
	}
	if (rc == RC_OK)
		out_sv(j->run.out, buf_view(&o));
	buf_free(&o);
	return rc;
}

/* ---- runs ---- */

static enum rc
compile(struct reading *p, const struct ab_portfolio_query *q, struct job *j, struct err *e)
{
	struct sv rest = sv_of(q->metrics);
	enum rc rc = RC_OK;
	bool more = true;

	p->conf = j->given.conf;
	p->holdout = q->holdout != NULL ? sv_of(q->holdout) : SV("");
	while (more) {
		size_t n = sv_find(rest, ',');
		struct sv one = sv_trim((struct sv){ rest.p, n });

		more = n < rest.n;
		if (one.n == 0)
			return rc_err(e, RC_USAGE, "expected names of metrics, as conv,revenue");
		if (p->nmetric == AB_PORTFOLIO_METRICS_MAX)
			return rc_err(e, RC_USAGE, "more than %d metrics",
			    (int)AB_PORTFOLIO_METRICS_MAX);
		p->metric[p->nmetric++] = one;
		rest = (struct sv){ rest.p + n + more, rest.n - n - more };
	}
	if (q->shipped != NULL)
		rc = given_expr(&p->shipped, "--shipped", q->shipped, j, e);
	if (rc == RC_OK && q->coverage != NULL)
		rc = given_expr(&p->coverage, "--coverage", q->coverage, j, e);
	j->query.proj.members = true;
	return rc;
}

static void *
one_part(void *state, unsigned i)
{
	(void)i;	/* one thread */
	return state;
}

enum rc
ab_portfolio_run(struct job *j, const struct ab_portfolio_query *q, struct err *e)
{
	struct reading p = { 0 };
	enum rc rc;

	arena_init(&p.kept);
	arena_init(&p.tmp);
	buf_init(&p.key, SIZE_MAX);
	hmap_init(&p.result, &p.kept, sizeof(struct result), j->seed);
	hmap_init(&p.ending, &p.kept, sizeof(struct ending), j->seed);
	rc = compile(&p, q, j, e);
	if (rc == RC_OK)
		rc = map_run(j, &(struct map_plan){ .fn = take, .serial = true, .part = one_part,
		    .state = &p }, e);
	if (rc == RC_OK)
		rc = add_up(&p, j, e);
	hmap_free(&p.result);
	hmap_free(&p.ending);
	buf_free(&p.key);
	arena_free(&p.tmp);
	arena_free(&p.kept);
	return rc;
}
