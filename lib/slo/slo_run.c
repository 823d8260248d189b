/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_run.h"

#include "base/utf8.h"
#include "io/stop.h"
#include "judge/bursts.h"
#include "judge/needs.h"
#include "objective/kind.h"
#include "objective/sloth.h"
#include "slo/slo_gate.h"
#include "slo/slo_join.h"
#include "slo/slo_text.h"
#include "slo/slo_write.h"
#include "time/tstamp.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SAID_MAX = 20, AA_TRIALS = 1000 };

/* ---- judging ---- */

static struct slo_clock
clock_of(const struct slo_run *r, const struct slo_joined *in)
{
	struct slo_clock c = { .first_us = in->first_us, .last_us = in->last_us };
	bool any = in->first_us <= in->last_us;

	if (r->now_us != INT64_MIN)
		c.now_us = r->now_us;
	else if (any)
		c.now_us = series_floor(in->last_us, SLO_MINUTE_US) + SLO_MINUTE_US;
	return c;
}

/* Too few events is an honest answer; what was lost on the way to us is not. */
static bool
is_harmless(const struct slo_verdict *v)
{
	return v->verdict != SLO_INCONCLUSIVE || !judge_gates(v) ||
	    reason_row(v->reason)->harmless;
}

static enum rc
end_status(const struct slo_run *r, const struct slo_answer *x)
{
	enum slo_verdict_kind k = judge_overall(x->v, x->nverdict);
	bool fine = true;

	if (k != SLO_INCONCLUSIVE)
		return k == SLO_FAIL ? RC_NO : RC_OK;
	if (r->inconclusive == SLO_INCONCLUSIVE_FAIL)
		return RC_NO;
	for (size_t i = 0; i < x->nverdict; i++)
		fine = fine && is_harmless(&x->v[i]);
	return r->inconclusive == SLO_INCONCLUSIVE_PASS && fine ? RC_OK : RC_NOVERDICT;
}

/* The SLO that all objectives are of; empty when they are of several. */
static struct sv
one_name(const struct slo_spec *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!sv_eq(s->objective[i].slo, s->name))
			return SV("");
	return s->name;
}

static void
write_records(const struct slo_run *r, const struct job *j, struct slo_answer *x,
    const struct slo_clock *clock)
{
	struct slo_write_overall all = { .slo = one_name(r->plan.spec), .rule = &r->rule,
		.clock = clock, .count = &j->run.count,
		.verdict = judge_overall(x->v, x->nverdict) };

	for (size_t i = 0; i < x->nverdict; i++)
		slo_write_verdict(&x->v[i], &r->rule, &x->records);
	slo_write_overall(&all, &x->records);
}

static void
say_undealt(struct job *j, const struct slo_objective *o)
{
	char msg[ERR_MSG_MAX];

	snprintf(msg, sizeof(msg), "--aa: %.*s: the stable side has fewer than two %s to deal",
	    SV_SHOW(o->name),
	    o->q.num != 0 ? "hours" : "minutes");
	j->say(j->name, msg);
}

static void
write_aa(const struct slo_run *r, const struct slo_joined *in, struct slo_answer *x,
    const struct slo_clock *clock, struct job *j)
{
	const struct slo_verdict *v = x->v;

	for (size_t i = 0; i < in->n; i++) {
		double rate;

		if ((kind_of(v[i].objective)->flags & KIND_COMPARES) == 0)
			continue;
		rate = judge_aa(v[i].objective, &in->series[i][1], clock, &r->rule, AA_TRIALS,
		    &j->arena);
		slo_write_aa(&v[i], AA_TRIALS, rate, &x->records);
		if (isnan(rate)) {
			say_undealt(j, v[i].objective);
			x->rc = RC_NOVERDICT;
		}
	}
}

static void
make_cases(const struct slo_run *r, struct job *j, struct slo_answer *x)
{
	struct arena *a = &j->arena;

	x->c = arena_zalloc(a, (x->nverdict + 1) * sizeof(*x->c));
	for (x->n = 0; x->n < x->nverdict; x->n++)
		slo_gate_case(&x->c[x->n], &x->v[x->n], &r->rule, r->plan.spec->file, a);
	if (!job_too_bad(j))
		return;
	x->c[x->n++] = (struct gate_case){ .suite = r->plan.spec->name, .name = SV("input"),
		.state = GATE_ERROR, .message = SV("more of the input was rejected than --max-bad "
		"allows") };
}

enum rc
slo_run_judge(const struct slo_run *r, struct job *j, struct part *t, struct slo_answer *x,
    struct err *e)
{
	struct arena *a = &j->arena;
	struct slo_joined in;
	struct slo_verdict *v;
	struct slo_clock clock;
	enum rc rc = slo_join(&in, &r->plan, t, a, e);

	if (rc != RC_OK)
		return rc;
	if (r->stable.part != NULL)
		slo_past_join(&r->stable, &in, &r->plan, a);
	clock = clock_of(r, &in);
	v = arena_zalloc(a, (in.n + 1) * sizeof(*v));
	for (size_t i = 0; i < in.n; i++)
		judge_objective(&v[i], &r->plan.spec->objective[in.objective[i]], in.key[i],
		    in.series[i], &clock, &r->rule, a);
	judge_all(v, in.n, (const struct series (*)[2])in.series, r->plan.spec, &clock,
	    &r->rule, a);
	x->now_us = clock.now_us;
	x->v = v;
	x->nverdict = in.n;
	if (r->aa) {
		write_aa(r, &in, x, &clock, j);
	} else {
		x->rc = end_status(r, x);
		write_records(r, j, x, &clock);
		make_cases(r, j, x);
	}
	x->done = true;
	return RC_OK;
}

/* ---- saying so ---- */

static void
say_case(struct job *j, const struct gate_case *c)
{
	char msg[ERR_MSG_MAX];
	struct sv text = c->message;

	static const char *const state[] = { "alert", "fail", "inconclusive", "error" };

	snprintf(msg, sizeof(msg), "%s%s: %.*s%s%.*s: %.*s", c->advisory ? "advisory " : "",
	    state[c->state], SV_SHOW(c->suite),
	    c->suite.n > 0 ? ": " : "", SV_SHOW(c->name),
	    (int)text.n, text.p);
	j->say(j->name, msg);
}

static bool
is_alerting(const struct slo_verdict *v)
{
	for (size_t i = 0; i < v->objective->nalert; i++)
		if (v->alert[i].firing)
			return true;
	return false;
}

/*
 * Of severity info nothing is said.  Of the others a failure is, an inconclusive verdict when it
 * gates, and any verdict, a pass too, while an alert fires.
 */
static bool
worth_saying(const struct slo_answer *x, size_t i, enum gate_state state)
{
	enum slo_severity s = i < x->nverdict ? x->v[i].objective->severity : SLO_GATE;
	bool alert = i < x->nverdict && is_alerting(&x->v[i]);

	if (x->c[i].state != state || s == SLO_INFO)
		return false;
	return alert || state == GATE_FAIL || (s == SLO_GATE && state == GATE_INCONCLUSIVE);
}

/* What a pass over two times rests on: its message is in no line of its own. */
static void
say_apart(struct job *j, const struct slo_answer *x)
{
	size_t n = 0;
	char msg[160];

	for (size_t i = 0; i < x->nverdict; i++)
		n += x->v[i].apart && x->v[i].verdict == SLO_PASS;
	if (n == 0)
		return;
	snprintf(msg, sizeof(msg), "%zu passed beside a stable side of another time: what changed "
	    "between the two counts as the candidate's", n);
	j->say(j->name, msg);
}

static void
say_all(struct job *j, const struct slo_answer *x)
{
	static const enum gate_state order[] = { GATE_FAIL, GATE_INCONCLUSIVE, GATE_PASS };
	size_t said = 0, n = 0;
	char msg[64];

	for (size_t k = 0; k < sizeof(order) / sizeof(order[0]); k++)
		for (size_t i = 0; i < x->n; i++) {
			if (!worth_saying(x, i, order[k]))
				continue;
			n++;
			if (said < SAID_MAX) {
				say_case(j, &x->c[i]);
				said++;
			}
		}
	if (n == said)
		return;
	snprintf(msg, sizeof(msg), "and %zu more without a pass, or with alerts", n - said);
	j->say(j->name, msg);
}

static void
broken_case(const struct slo_run *r, const struct err *e, struct gate_case *c)
{
	*c = (struct gate_case){ .suite = r->plan.spec->name, .name = SV("input"),
		.state = GATE_ERROR, .message = sv_of(e->msg) };
	if (e->msg[0] == '\0')
		c->message = stop_signal() != 0 ? SV("interrupted") : SV("failed");
}

enum rc
slo_run_finish(struct slo_run *r, struct slo_answer *x, struct job *j, enum rc rc, struct err *e)
{
	struct gate_report report = { .words = GATE_WORDS_SLO, .tool = j->name, .c = x->c,
		.n = x->n, .at_us = x->now_us,
		.inconclusive_fails = r->inconclusive == SLO_INCONCLUSIVE_FAIL };
	bool instead = gate_emit_instead(&r->emits);
	struct err later = { 0 };
	struct gate_case error;
	enum rc wrc;

	if (rc != RC_OK || !x->done || stop_signal() != 0) {
		broken_case(r, e, &error);
		report.c = &error;
		report.n = 1;
		wrc = gate_emit_write(&r->emits, &report, j->run.out, rc == RC_OK ? e : &later);
		buf_free(&x->records);
		return rc == RC_OK ? wrc : rc;
	}
	if (!instead)
		out_sv(j->run.out, buf_view(&x->records));
	buf_free(&x->records);
	say_all(j, x);
	say_apart(j, x);
	wrc = gate_emit_write(&r->emits, &report, j->run.out, e);
	return wrc == RC_OK ? x->rc : wrc;
}

/* ---- before the run ---- */

enum rc
slo_run_settle(struct slo_spec *spec, const char *text, struct arena *a, struct err *e)
{
	struct slo_objective *o = arena_alloc(a, (spec->n + 1) * sizeof(*o));
	int64_t us;

	if (!tstamp_duration(sv_of(text), &us) || us % SLO_MINUTE_US != 0)
		return rc_err(e, RC_USAGE, "--settle: expected whole minutes such as 5m, got '%s'",
		    text);
	memcpy(o, spec->objective, spec->n * sizeof(*o));
	for (size_t i = 0; i < spec->n; i++)
		o[i].settle_us = us;
	spec->objective = o;
	return RC_OK;
}

enum rc
slo_run_calendar(struct slo_spec *spec, const char *path, const struct tzone *zone,
    struct arena *a, struct err *e)
{
	struct slo_objective *o = arena_alloc(a, (spec->n + 1) * sizeof(*o));
	struct calendar *c = arena_zalloc(a, sizeof(*c));
	enum rc rc = calendar_load(c, path, zone, a, e);

	if (rc != RC_OK || calendar_none(c))
		return rc;
	memcpy(o, spec->objective, spec->n * sizeof(*o));
	for (size_t i = 0; i < spec->n; i++)
		o[i].calendar = c;
	spec->objective = o;
	spec->calendar = c;
	return RC_OK;
}

enum slo_inconclusive
slo_run_inconclusive(const char *text)
{
	if (text == NULL || strcmp(text, "keep") == 0)
		return SLO_INCONCLUSIVE_KEEP;
	return strcmp(text, "pass") == 0 ? SLO_INCONCLUSIVE_PASS : SLO_INCONCLUSIVE_FAIL;
}

enum rc
slo_run_compares(const struct slo_spec *spec, const char *option, struct err *e)
{
	for (size_t i = 0; i < spec->n; i++)
		if ((kind_of(&spec->objective[i])->flags & KIND_COMPARES) != 0)
			return RC_OK;
	return rc_err(e, RC_USAGE, "%s: no objective compares with a stable side", option);
}

size_t
slo_run_files(struct job *j, const char *const *path, size_t n)
{
	size_t given = j->given.nfile > 0 ? j->given.nfile : 1;
	const char **file = arena_alloc(&j->arena, (given + n) * sizeof(*file));

	if (n == 0)
		return SIZE_MAX;
	for (size_t i = 0; i < given; i++)
		file[i] = j->given.nfile > 0 ? j->given.file[i] : "-";
	for (size_t i = 0; i < n; i++)
		file[given + i] = path[i];
	j->given.file = file;
	j->given.nfile = given + n;
	return given;
}

/* How failures have come, by the states that the @n objectives from @o on name as the first. */
static enum rc
know_bursts(struct slo_objective *o, size_t first, size_t n, const struct fold_plan *fold,
    struct job *j, struct err *e)
{
	struct bursts_seen *seen = arena_zalloc(&j->arena, n * sizeof(*seen));
	const char *path = o[first].bursts_state;
	struct slo_past past;
	enum rc rc = slo_past_load(&past, &path, 1, fold, "bursts: from", j, e);

	for (size_t k = 0; rc == RC_OK && k < past.in.n; k++)
		bursts_count(&seen[past.in.objective[k]], &past.in.series[k][0]);
	slo_past_free(&past);
	for (size_t i = first; i < n; i++)
		if (o[i].bursts_state != NULL && strcmp(o[i].bursts_state, path) == 0)
			o[i].bursts = bursts_known(&seen[i]);
	return rc;
}

/* An objective before @i has the same states. */
static bool
is_known(const struct slo_objective *o, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (o[k].bursts_state != NULL && strcmp(o[k].bursts_state, o[i].bursts_state) == 0)
			return true;
	return false;
}

/* The objectives stay where they are: the plan knows them by their place. */
static enum rc
know_all_bursts(struct slo_run *r, const struct fold_plan *fold, struct job *j, struct err *e)
{
	const struct slo_spec *spec = r->plan.spec;
	struct slo_objective *o = arena_alloc(&j->arena, (spec->n + 1) * sizeof(*o));
	struct slo_spec *known = arena_alloc(&j->arena, sizeof(*known));
	enum rc rc = RC_OK;

	memcpy(o, spec->objective, spec->n * sizeof(*o));
	for (size_t i = 0; rc == RC_OK && i < spec->n; i++)
		if (o[i].bursts_state != NULL && !is_known(o, i))
			rc = know_bursts(o, i, spec->n, fold, j, e);
	*known = *spec;
	known->objective = o;
	r->plan.spec = known;
	return rc;
}

enum rc
slo_run_past(struct slo_run *r, const struct fold_plan *fold, const char *const *path, size_t n,
    struct job *j, struct err *e)
{
	bool compares = false;
	enum rc rc = know_all_bursts(r, fold, j, e);

	for (size_t i = 0; i < r->plan.nmeter; i++)
		compares = compares || r->plan.meter[i].files;
	if (rc == RC_OK && n > 0 && !compares)
		rc = rc_err(e, RC_USAGE, "--baseline-file: no objective compares with its files "
		    "(type: baseline, without a predicate of its own)");
	return rc == RC_OK && n > 0 ? slo_past_load(&r->stable, path, n, fold, "--baseline-file",
	    j, e) : rc;
}

enum rc
slo_run_states(struct state_reader **in, const struct state_head **h, struct job *j,
    const struct state_cfg *cfg, struct err *e)
{
	enum rc rc = state_open(in, j, cfg, h, e);

	if (rc == RC_OK && !sv_is((*h)->filter, j->name))
		rc = rc_err(e, RC_SYNTAX, "states of %.*s, not of %s", (int)(*h)->filter.n,
		    (*h)->filter.p, j->name);
	if (rc != RC_OK)
		return rc;
	return state_adopt(*h, j, e);
}

/* "250", "250/s", "15/m", "1000/h" */
static enum rc
events_per_s(const char *text, double *per_s, struct err *e)
{
	static const struct { const char *unit; double s; } units[] = {
		{ "", 1 }, { "/s", 1 }, { "/m", 60 }, { "/h", 3600 }, { "/d", 86400 }
	};
	struct sv number = { text, strcspn(text, "/") };

	*per_s = (double)NAN;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(text + number.n, units[i].unit) == 0 &&
		    num_double(number, per_s) == RC_OK && *per_s > 0) {
			*per_s /= units[i].s;
			return RC_OK;
		}
	return rc_err(e, RC_USAGE, "--rate: expected events a time such as 250/s or 1000/h, "
	    "got '%s'", text);
}

static void
put_needs(const struct slo_run *r, double per_s, struct buf *o)
{
	static const double share[] = { 0.1, 0.2, 0.5, 0.8 };
	struct needs n;

	for (size_t i = 0; i < r->plan.spec->n; i++) {
		needs_of(&n, &r->plan.spec->objective[i], &r->rule, share,
		    sizeof(share) / sizeof(share[0]), per_s);
		slo_write_needs(&n, share, sizeof(share) / sizeof(share[0]), o);
	}
}

enum rc
slo_run_draft(const char *path, struct job *j, struct err *e)
{
	struct buf b;
	enum rc rc;

	buf_init(&b, SIZE_MAX);
	rc = sloth_draft(&b, path, &j->arena, e);
	if (rc == RC_OK)
		rc = job_open_files(j, NULL, e);
	if (rc == RC_OK)
		out_sv(j->run.out, buf_view(&b));
	buf_free(&b);
	return rc;
}

enum rc
slo_run_needs(const struct slo_run *r, const char *rate, struct job *j, struct err *e)
{
	double per_s = (double)NAN;
	enum rc rc = rate != NULL ? events_per_s(rate, &per_s, e) : RC_OK;
	struct buf b;

	if (rc == RC_OK)
		rc = job_open_files(j, NULL, e);
	if (rc != RC_OK)
		return rc;
	buf_init(&b, SIZE_MAX);
	put_needs(r, per_s, &b);
	out_sv(j->run.out, buf_view(&b));
	buf_free(&b);
	return RC_OK;
}
