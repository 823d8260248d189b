/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_state - any text loads as an hour of cxslo or is refused with a reason; what loads
 * saves, loads again as the same, merges in any order to the same bytes, and is judged:
 * the records are JSON, the reports of continuous integration have a case each
 *
 * Input: a state; perhaps a line feed and another, of the same hour or another.
 */
#include "base/mem.h"
#include "json/jread.h"
#include "fold/group.h"
#include "slo/slo_fold.h"
#include "slo/slo_run.h"
#include "objective/spec.h"
#include "stats/quiet.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char objectives[] =
    "slo: s\n"
    "window: 30d\n"
    "objectives:\n"
    "  - {name: a, bad: s >= 500, target: 99%, alerts: standard}\n"
    "  - {name: b, by: 'r, m', good: s < 500, target: 99%}\n"
    "  - {name: c, by: r, value: ms, percentile: p95, limit: 300}\n"
    "  - {name: d, type: liveness, events: 2, slice: 5m, target: 99%}\n"
    "  - {name: e, type: baseline, bad: s >= 500, baseline: v == 1}\n"
    "  - {name: f, type: baseline, value: ms, percentile: p50, baseline: v == 1, window: all}\n"
    "  - {name: g, type: apdex, value: ms, limit: 100, target: 85%}\n"
    "  - {name: h, per: u, bad: s >= 500, target: 90%, alerts: none}\n"
    "  - {name: i, bad: s >= 500, method: timeslices, slice: 5m, slice_target: 90%, target: 99%}\n"
    "  - {name: j, type: composite, of: [a, d]}\n";

struct bench {
	struct job        job;		/* of the process */
	struct slo_spec   spec;
	struct slo_run    run;
	struct slo_answer answer;
	struct fold_plan  plan;
};

static void
check(bool ok, const char *what)
{
	if (!ok) {
		fprintf(stderr, "slo_state: %s\n", what);
		abort();
	}
}

static void
set_up(struct bench *b)
{
	struct slo_spec_cfg cfg = { .env = &b->job.query.env };
	struct err e = { 0 };

	arena_init(&b->job.arena);
	proj_init(&b->job.query.proj, &b->job.arena);
	b->job.name = "cxslo";
	b->job.given.time = "timestamp";
	b->job.given.max_bad = "1%";
	check(job_prepare(&b->job, &e) == RC_OK, "prepare");
	if (spec_text(&b->spec, "spec", sv_of(objectives), &cfg, &e) != RC_OK)
		check(false, e.msg);
	check(slo_plan_make(&b->run.plan, &b->spec, SIZE_MAX, 3, &b->job.arena, &e) == RC_OK, "plan");
	b->run.rule = judge_rule();
	b->run.now_us = INT64_MIN;
	b->plan = (struct fold_plan){ .kind = "slo", .ops = &slo_fold_ops, .ctx = &b->run.plan,
		.state_size = slo_track_size(&b->run.plan), .windowed = true, .max_groups = 1,
		.window = { .unit = TWINDOW_FIXED, .n_us = SLO_TRACK_HOUR_US } };
}

static void *
made(struct bench *b)
{
	void *st = mem_zalloc(b->plan.state_size);

	check(slo_fold_ops.init(b->plan.ctx, st, NULL) == RC_OK, "init");
	return st;
}

static void
drop(struct bench *b, void *st)
{
	if (st != NULL)
		slo_fold_ops.free(b->plan.ctx, st);
	mem_free(st);
}

static void *
loaded(struct bench *b, struct sv text)
{
	void *st = made(b);
	struct err e = { 0 };
	struct val v;

	if (jread_value(text, &v, &e) == RC_OK &&
	    slo_fold_ops.load(b->plan.ctx, st, &v, &e) == RC_OK)
		return st;
	check(e.msg[0] != '\0', "refused, and no reason");
	drop(b, st);
	return NULL;
}

static struct buf
saved(struct bench *b, const void *st)
{
	struct jwrite w;
	struct buf o;

	buf_init(&o, SIZE_MAX);
	jwrite_init(&w, &o);
	slo_fold_ops.save(b->plan.ctx, st, &w);
	return o;
}

static void
saves_alike(struct bench *b, const void *st)
{
	struct buf one = saved(b, st), two;
	void *again = loaded(b, buf_view(&one));

	check(again != NULL, "what was saved does not load");
	two = saved(b, again);
	check(sv_eq(buf_view(&one), buf_view(&two)), "saved once more it is another");
	drop(b, again);
	buf_free(&one);
	buf_free(&two);
}

static struct buf
merged(struct bench *b, const void *x, const void *y)
{
	void *st = made(b);
	struct buf o;

	check(slo_fold_ops.merge(b->plan.ctx, st, x, NULL) == RC_OK, "merge");
	check(y == NULL || slo_fold_ops.merge(b->plan.ctx, st, y, NULL) == RC_OK, "merge");
	o = saved(b, st);
	drop(b, st);
	return o;
}

static void
merges(struct bench *b, const void *x, const void *y)
{
	struct buf xy = merged(b, x, y), yx = merged(b, y != NULL ? y : x, y != NULL ? x : NULL);

	check(sv_eq(buf_view(&xy), buf_view(&yx)), "the order of a merge shows");
	buf_free(&xy);
	buf_free(&yx);
}

static void
put(struct bench *b, struct part *t, const void *st)
{
	const struct slo_tracks *s = st;
	struct group_cell *cell;

	if (s == NULL)
		return;
	check(part_cell(t, group_find(&t->table, t->key, NULL), twindow_at(&b->plan.window,
	    s->first_us), &cell, NULL) == RC_OK, "cell");
	check(slo_fold_ops.merge(b->plan.ctx, group_state(cell), st, NULL) == RC_OK, "merge");
}

static size_t
lines(struct sv s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

static void
judged(struct bench *b, const void *x, const void *y)
{
	struct job job = b->job;	/* with an arena of its own */
	struct part *t = part_new(&b->plan, 3);
	struct gate_report r = { .words = GATE_WORDS_SLO, .tool = "cxslo" };
	struct buf o;
	struct err e = { 0 };

	arena_init(&job.arena);
	b->answer = (struct slo_answer){ 0 };
	buf_init(&b->answer.records, SIZE_MAX);
	put(b, t, x);
	put(b, t, y);
	check(slo_run_judge(&b->run, &job, t, &b->answer, &e) == RC_OK, e.msg);
	r.c = b->answer.c;
	r.n = b->answer.n;
	check(lines(buf_view(&b->answer.records)) == r.n + 1 && r.n >= b->spec.n, "a record each");
	for (struct sv s = buf_view(&b->answer.records); s.n > 0;) {
		struct sv line = { s.p, sv_find(s, '\n') };
		struct val v;

		check(jread_value(line, &v, &e) == RC_OK && v.kind == VAL_OBJECT, "a record that is none");
		s = (struct sv){ s.p + line.n + 1, s.n - line.n - 1 };
	}
	buf_init(&o, SIZE_MAX);
	gate_junit(&r, &o);
	gate_tap(&r, &o);
	gate_github(&r, &o);
	gate_markdown(&r, &o);
	gate_prometheus(&r, &o);
	buf_free(&o);
	buf_free(&b->answer.records);
	part_free(t);
	arena_free(&job.arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct bench *b;
	struct sv text = { (const char *)data, size };
	struct sv one = { text.p, sv_find(text, '\n') };
	struct sv two = { text.p + one.n + (one.n < size), size - one.n - (one.n < size) };
	void *x, *y;

	quiet_gsl();
	if (b == NULL) {
		b = mem_zalloc(sizeof(*b));
		set_up(b);
	}
	x = loaded(b, one);
	y = two.n > 0 ? loaded(b, two) : NULL;
	if (x != NULL) {
		saves_alike(b, x);
		merges(b, x, y);
		judged(b, x, y);
	}
	drop(b, x);
	drop(b, y);
	return 0;
}
