/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_run - see kpi_run.h
 */
#include "kpi/kpi_run.h"

#include "kpi/kpi_evidence.h"
#include "kpi/kpi_series.h"
#include "kpi/kpi_view.h"
#include "run/stream.h"

#include <math.h>
#include <string.h>

#define VALUE_MAX 1e300		/* in magnitude: products of greater ones are none */

/* Members of verdicts and anomalies, and where run->slot has each. */
enum member {
	EXPERIMENT, DECISION, VARIANT, METRIC, EFFECT, EFFECT_LO, EFFECT_HI, EFFECT_METHOD,
	VALID, TO, ANOMALY, SCORE, EXPECTED, DIRECTION, MEMBERS
};

static const char *const member_name[MEMBERS] = {
	"experiment", "decision", "variant", "metric", "effect", "effect_lo", "effect_hi",
	"effect_method", "valid_to_act_now", "to", "anomaly", "score", "expected", "direction"
};

/* ---- what is asked of records ---- */

/* A field that may be missing: nobody is told that no record had it. */
static enum rc
optional_field(struct job *j, const char *name, size_t *slot, struct err *e)
{
	bool asked = proj_find(&j->query.proj, sv_of(name)) < j->query.proj.n;
	enum rc rc = proj_add(&j->query.proj, sv_of(name), slot, e);

	if (rc == RC_OK && !asked)
		j->query.proj.field[*slot].derived = true;
	return rc;
}

enum rc
kpi_run_compile(struct kpi_run *r, const char *path, struct job *j, struct err *e)
{
	enum rc rc = kpi_tree_load(&r->tree, path, &j->query.env, e);

	if (rc == RC_OK && r->gate && r->tree.ngoal == 0)
		rc = rc_err(e, RC_USAGE, "--gate: %s has no key_results", path);
	if (rc == RC_OK)
		rc = optional_field(j, "kind", &r->kind_slot, e);
	if (rc == RC_OK)
		rc = optional_field(j, "total", &r->total_slot, e);
	if (rc == RC_OK)
		rc = optional_field(j, "window_end", &r->end_slot, e);
	for (size_t i = 0; rc == RC_OK && i < MEMBERS; i++)
		rc = optional_field(j, member_name[i], &r->slot[i], e);
	return rc == RC_OK ? job_need_time(j, false, e) : rc;
}

/* ---- records ---- */

struct reading {
	const struct kpi_run *run;
	struct job           *j;
	struct kpi_series     series;
	struct kpi_evidence   evidence;
	struct arena          tmp;	/* of one record */
};

static const struct val *
member(const struct reading *g, const struct record *r, enum member m)
{
	return &r->slot[g->run->slot[m]];
}

static struct sv
text_of(struct reading *g, const struct record *r, enum member m)
{
	const struct val *v = member(g, r, m);

	return v->kind == VAL_STRING ? val_text(v, &g->tmp) : SV("");
}

static double
number_of(const struct val *v)
{
	double x;

	return val_number(v, &x) && fabs(x) <= VALUE_MAX ? x : (double)NAN;
}

static void
take_verdict(struct reading *g, const struct record *r)
{
	struct kpi_verdict v = { .to_us = INT64_MIN, .line = record_line(r),
		.decision = text_of(g, r, DECISION), .variant = text_of(g, r, VARIANT),
		.metric = text_of(g, r, METRIC), .method = text_of(g, r, EFFECT_METHOD),
		.effect = number_of(member(g, r, EFFECT)),
		.lo = number_of(member(g, r, EFFECT_LO)),
		.hi = number_of(member(g, r, EFFECT_HI)),
		.valid = member(g, r, VALID)->kind == VAL_TRUE };

	if (!val_null(member(g, r, TO)))
		(void)tstamp_auto(member(g, r, TO), &g->j->query.input, &v.to_us);
	kpi_evidence_verdict(&g->evidence, &g->run->tree, text_of(g, r, EXPERIMENT), &v,
	    &g->series.arena);
}

/* The record is of those a measured KPI takes. */
static enum rc
is_wanted(const struct kpi_node *n, const struct record *r, struct expr_eval *ev, bool *wanted,
    struct err *e)
{
	enum expr_tri is = EXPR_TRUE;
	enum rc rc = n->where != NULL ? expr_test(n->where, r, ev, &is, e) : RC_OK;

	*wanted = n->op == KPI_METRIC && is == EXPR_TRUE;
	return rc;
}

/* An anomaly in a KPI, or in what one of its measured drivers is called. */
static enum rc
take_shift(struct reading *g, const struct record *r, struct expr_eval *ev,
    const struct agg_in *in, struct err *e)
{
	const struct kpi_tree *t = &g->run->tree;
	struct sv metric = text_of(g, r, METRIC), way = text_of(g, r, DIRECTION);
	struct kpi_shift s = { .at_us = in->at_us, .up = sv_is(way, "up"),
		.score = number_of(member(g, r, SCORE)), .value = (double)NAN,
		.expected = number_of(member(g, r, EXPECTED)) };
	enum rc rc = RC_OK;

	if (!in->timed || member(g, r, ANOMALY)->kind != VAL_TRUE || way.n == 0)
		return RC_OK;
	for (size_t i = 0; i < t->nship && rc == RC_OK; i++) {
		const struct kpi_node *n = &t->node[t->ship[i].node];
		bool wanted = n->op != KPI_METRIC;
		struct val x;

		if (!sv_eq(metric, n->name) && !(n->field.n > 0 && sv_eq(metric, n->field)))
			continue;
		if (!wanted)
			rc = is_wanted(n, r, ev, &wanted, e);
		if (rc == RC_OK && wanted && n->op == KPI_METRIC)
			rc = expr_value(n->metric, r, ev, &x, e);
		if (rc != RC_OK || !wanted)
			continue;
		s.value = n->op == KPI_METRIC ? number_of(&x) : (double)NAN;
		kpi_evidence_shift(&g->evidence, t, i, &s);
	}
	return rc;
}

static double
companion(const struct record *r, size_t slot)
{
	return slot == SIZE_MAX ? (double)NAN : number_of(&r->slot[slot]);
}

/* Without a window's end a record is of the day that holds its time. */
static int64_t
end_of(struct reading *g, const struct record *r, int64_t at_us)
{
	struct tperiod day = { .unit = TPERIOD_DAY, .zone = g->j->query.zone };
	struct twindow_span span;
	int64_t end_us;

	if (!val_null(&r->slot[g->run->end_slot]) &&
	    tstamp_auto(&r->slot[g->run->end_slot], &g->j->query.input, &end_us) &&
	    end_us > at_us)
		return end_us;
	(void)tperiod_at(&day, at_us, &span);
	return span.to_us;
}

static enum rc
take_value(struct reading *g, size_t node, const struct record *r, struct expr_eval *ev,
    const struct agg_in *in, struct err *e)
{
	const struct kpi_node *n = &g->run->tree.node[node];
	struct kpi_measure m;
	struct val x;
	enum rc rc = expr_value(n->metric, r, ev, &x, e);

	if (rc != RC_OK || val_null(&x))
		return rc;
	if (!in->timed)
		return rc_bad(e, "time", "no time in '%s', but a value of '%.*s'",
		    g->j->given.time, SV_SHOW(n->name));
	m = (struct kpi_measure){ .at_us = in->at_us, .x = &x, .number = number_of(&x) };
	if (isnan(m.number))
		return rc_bad(e, "value", "expected a number up to 1e300 for '%.*s'",
		    SV_SHOW(n->name));
	m.end_us = end_of(g, r, in->at_us);
	m.lo = companion(r, n->slot_lo);
	m.hi = companion(r, n->slot_hi);
	m.n = companion(r, n->slot_n);
	if (!(m.lo <= m.number && m.number <= m.hi))
		m.lo = m.hi = (double)NAN;
	kpi_series_add(&g->series, node, &m);
	return RC_OK;
}

static enum rc
take_record(void *ctx, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	struct reading *g = ctx;
	const struct kpi_tree *t = &g->run->tree;
	const struct val *kind = &r->slot[g->run->kind_slot];
	enum rc rc = RC_OK;

	(void)out;
	arena_reset(&g->tmp);
	if (kind->kind == VAL_STRING && sv_is(kind->text, "ab_verdict")) {
		take_verdict(g, r);
		return RC_OK;
	}
	if (member(g, r, METRIC)->kind == VAL_STRING && (member(g, r, ANOMALY)->kind == VAL_TRUE ||
	    member(g, r, ANOMALY)->kind == VAL_FALSE))
		return take_shift(g, r, ev, in, e);
	if (r->slot[g->run->total_slot].kind == VAL_TRUE)
		return RC_OK;
	for (size_t i = 0; i < t->n && rc == RC_OK; i++) {
		bool wanted;

		rc = is_wanted(&t->node[i], r, ev, &wanted, e);
		if (rc == RC_OK && wanted)
			rc = take_value(g, i, r, ev, in, e);
	}
	return rc;
}

/* ---- what comes out ---- */

static const struct {
	const char *kind;
	void      (*write)(const struct kpi_view *v, struct buf *o);
} writers[] = {
	{ "kpi", kpi_goal_write },
	{ "part", kpi_part_write },
	{ "lead", kpi_lead_write },
	{ "ship", kpi_ship_write },
	{ "stage", kpi_stage_write },
};

static enum rc
write_all(struct reading *g, int64_t cut_us)
{
	const struct kpi_run *r = g->run;
	struct kpi_view v = { .t = &r->tree, .s = &g->series, .evidence = &g->evidence,
		.zone = g->j->query.zone, .conf = g->j->given.conf, .a = &g->series.arena };
	enum kpi_gate gate;
	struct buf o;

	kpi_view_init(&v, cut_us, r->against);
	buf_init(&o, SIZE_MAX);
	for (size_t i = 0; i < sizeof(writers) / sizeof(*writers); i++)
		if (r->only == NULL || strcmp(r->only, writers[i].kind) == 0)
			writers[i].write(&v, &o);
	out_sv(g->j->run.out, buf_view(&o));
	buf_free(&o);
	if (!r->gate)
		return RC_OK;
	gate = kpi_goal_gate(&v);
	return gate == KPI_GATE_FAIL ? RC_NO : gate == KPI_GATE_NO_DATA ? RC_NOVERDICT : RC_OK;
}

enum rc
kpi_run_records(const struct kpi_run *r, struct job *j, struct err *e)
{
	struct reading g = { .run = r, .j = j };
	struct stream s = { .ctx = &g, .record = take_record, .serial = true };
	int64_t cut_us = INT64_MIN;
	struct err first = { 0 };
	enum rc rc, end;

	kpi_series_init(&g.series, &r->tree, j->seed);
	kpi_evidence_init(&g.evidence, &r->tree, &g.series.arena);
	arena_init(&g.tmp);
	rc = stream_run(j, &s, e);
	if (rc == RC_IO)	/* an input that breaks off is shown as far as it went */
		first = *e;
	if (j->run.out != NULL && (rc == RC_OK || rc == RC_IO)) {
		end = kpi_series_close(&g.series, j->given.conf, e);
		cut_us = g.series.end_us;
		if (end == RC_OK)
			end = job_now(j, &cut_us, e);
		if (end == RC_OK)
			end = write_all(&g, cut_us);
		if (rc == RC_IO)
			*e = first;
		else
			rc = end;
	}
	kpi_series_free(&g.series);
	arena_free(&g.tmp);
	return rc;
}
