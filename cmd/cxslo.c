/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxslo - objectives judged: pass, fail or inconclusive, with the reason
 *
 * A fold over hours: memory is counts by the minute, never records.  What is counted is in
 * slo/slo_plan.h, how it is judged in judge/judge.h, specifications in cx-spec(5).
 * See cxslo(1).
 */
#include "fold/fold_resume.h"
#include "run/given.h"
#include "slo/slo_fold.h"
#include "slo/slo_run.h"
#include "objective/kind.h"
#include "objective/spec.h"
#include "state/saved.h"
#include "tool/tool.h"

#include <string.h>

struct cfg {
	const char  *preset;		/* --preset */
	const char  *from_sloth;	/* --from-sloth */
	const char  *mode;		/* --mode */
	bool         sequential;	/* --sequential */
	bool         point;		/* --point */
	bool         no_dispersion;	/* --no-dispersion */
	bool         no_holm;		/* --no-holm */
	const char  *settle;		/* --settle */
	const char  *weight;		/* --weight */
	const char  *calendar;		/* --calendar */
	const char  *baseline;		/* --baseline */
	const char **stable;		/* --baseline-file */
	size_t       nstable;
	bool         past;		/* ... which are states */
	bool         aa;		/* --aa */
	bool         needs;		/* --needs */
	const char  *rate;		/* --rate */
	const char **emit;		/* --emit */
	size_t       nemit;
	const char  *inconclusive;	/* --inconclusive */
	const char  *exit_style;	/* --exit-style */
	struct saved_given states;	/* --partial, --merge ... */
	struct kept  kept;		/* --resume */
};

static const struct opt opts[] = {
	OPT_TEXT(0, "preset", cfg, preset, "NAME",
	    "objectives that come with the program, in place of SPEC: dcx"),
	OPT_TEXT(0, "from-sloth", cfg, from_sloth, "FILE", "read no input: draft SPEC from a file "
	    "of sloth", .not_with = "needs merge partial aa emit preset resume FILE",
	    .file = PLACE_READ),
	OPT_FLAG(0, "needs", cfg, needs,
	    "read no input: say how many events each objective must see to pass",
	    .not_with = "FILE merge partial aa emit"),
	OPT_TEXT(0, "rate", cfg, rate, "N/s", "how long that takes at N events a "
	    "second (/m, /h, /d)", .needs = "needs"),
	OPT_WHERE,
	OPT_CHOICE(0, "mode", cfg, mode, "gate|budget",
	    "infer from a sample (default), or account: the events are all there were"),
	OPT_CONF,
	OPT_FLAG(0, "sequential", cfg, sequential,
	    "verdicts that may be asked for again and again while data come in"),
	OPT_FLAG(0, "no-dispersion", cfg, no_dispersion, "do not allow for errors in bursts"),
	OPT_FLAG(0, "no-holm", cfg, no_holm, "do not allow for the number of objectives"),
	OPT_FLAG(0, "point", cfg, point, "alerts on the burn seen, not on its lower bound"),
	OPT_TEXT(0, "settle", cfg, settle, "TIME", "ignore the newest TIME of the input"),
	OPT_TEXT(0, "calendar", cfg, calendar, "FILE", "opening hours, holidays and maintenance: "
	    "what is outside does not count", .file = PLACE_READ),
	OPT_TEXT(0, "weight", cfg, weight, "[sampled:]FIELD", "a record stands for so many "
	    "events, or was drawn out of so many", .not_with = "needs"),
	OPT_TEXT(0, "baseline", cfg, baseline, "EXPR",
	    "events of the stable side, for objectives that compare"),
	OPT_LIST(0, "baseline-file", cfg, stable, "FILE",
	    "a file of the stable side, or saved states of it", .file = PLACE_INPUT),
	OPT_FLAG(0, "aa", cfg, aa, "write how often the stable side fails against itself",
	    .not_with = "partial emit"),
	OPT_LIST_OF(0, "emit", cfg, emit, &gate_emit_registry, "FORMAT[=FILE]",
	    "a report: %s; without FILE in place of the records", .file = PLACE_WRITTEN),
	OPT_CHOICE(0, "inconclusive", cfg, inconclusive, "keep|pass|fail",
	    "what too few events end with: status 3 (default), 0 or 1"),
	OPT_CHOICE(0, "exit-style", cfg, exit_style, "plain|nagios",
	    "nagios: 0 pass, 1 inconclusive, 2 fail, 3 error"),
	SAVED_OPTIONS(cfg, states, .not_with = "emit"),
	OPT_SOURCE,
	OPT_TIME,
	OPT_RESUME("partial merge needs baseline-file"),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static bool
only_files(const void *ctx)
{
	const struct cfg *cfg = ctx;

	return cfg->preset != NULL || cfg->from_sloth != NULL;
}

static const struct registry *const lists[] = { &kind_registry, NULL };

static const struct tool tool = {
	.name = "cxslo",
	.usage = "[-f FORMAT] [OPTION...] SPEC [FILE...]",
	.summary = "Judge service level objectives: pass, fail or inconclusive.",
	.opts = opts,
	.lists = lists,
	.program = "SPEC",
	.program_file = true,
	.only_files = only_files,
	.example =
	    "  cxslo -f combined release.slo.yaml access.log | cxview\n",
};

/* ---- settings ---- */

/* The files of the stable side are events or states. */
static enum rc
look_at_files(struct cfg *cfg, const struct job *j, struct err *e)
{
	enum rc rc = slo_past_are(&cfg->past, cfg->stable, cfg->nstable, "--baseline-file", e);

	if (rc == RC_OK && cfg->past && j->given.partial != NULL)
		return rc_err(e, RC_USAGE, "--baseline-file: of saved states --partial saves none");
	if (rc == RC_OK && !cfg->past && cfg->nstable > 0 && cfg->states.merge)
		return rc_err(e, RC_USAGE, "--baseline-file: with --merge it takes saved states");
	return rc;
}

static enum rc
load_spec(struct slo_spec *spec, const struct cfg *cfg, struct job *j, struct err *e)
{
	struct slo_spec_cfg sc = { .env = &j->query.env, .baseline = cfg->baseline,
		.files = cfg->nstable > 0 || cfg->states.merge || j->given.partial != NULL };
	enum rc rc;

	if (cfg->preset == NULL) {
		rc = spec_load(spec, j->given.program, &sc, e);
	} else {
		struct sv text = preset(cfg->preset);

		if (text.n == 0)
			return rc_err(e, RC_USAGE, "--preset: expected dcx, got '%s'", cfg->preset);
		rc = spec_text(spec, cfg->preset, text, &sc, e);
	}
	if (rc == RC_OK && cfg->settle != NULL)
		rc = slo_run_settle(spec, cfg->settle, &j->arena, e);
	return rc == RC_OK && cfg->calendar != NULL ?
	    slo_run_calendar(spec, cfg->calendar, j->query.zone, &j->arena, e) : rc;
}

static enum rc
compile_run(struct slo_run *r, struct cfg *cfg, struct job *j, struct err *e)
{
	struct slo_spec *spec = arena_zalloc(&j->arena, sizeof(*spec));
	enum rc rc = load_spec(spec, cfg, j, e);

	if (rc == RC_OK)
		rc = given_weight(&cfg->weight, j, e);
	spec->weight = sv_of(cfg->weight);
	spec->sampled = j->query.weight.sampled;
	r->rule = judge_rule();
	r->rule.conf = j->given.conf;
	r->rule.mode = cfg->mode != NULL && strcmp(cfg->mode, "budget") == 0 ? SLO_MODE_BUDGET
	    : SLO_MODE_GATE;
	r->rule.sequential = cfg->sequential;
	r->rule.point = cfg->point;
	r->rule.dispersion = !cfg->no_dispersion;
	r->rule.holm = !cfg->no_holm;
	r->aa = cfg->aa;
	r->inconclusive = slo_run_inconclusive(cfg->inconclusive);
	if (rc == RC_OK && cfg->aa)
		rc = slo_run_compares(spec, "--aa", e);
	r->now_us = INT64_MIN;
	if (rc == RC_OK)
		rc = job_now(j, &r->now_us, e);
	if (rc == RC_OK)
		rc = slo_plan_make(&r->plan, spec, slo_run_files(j, cfg->stable,
		    cfg->past ? 0 : cfg->nstable), j->seed, &j->arena, e);
	return rc == RC_OK ? job_need_time(j, true, e) : rc;
}

/* ---- runs ---- */

static const struct state_head *
head_of(const struct slo_run *r, struct job *j)
{
	struct state_head *h = saved_head(j, NULL, 0);

	h->plan = r->plan.text;
	h->window = SV("1h");
	return h;
}

/* Count, then judge; what the run has come to is said in any case. */
static enum rc
judge_all_hours(struct slo_run *r, struct kept *kept, struct job *j, struct state_reader *in,
    const struct state_head *h, struct err *e)
{
	struct fold_plan p = slo_fold_plan(&r->plan);
	struct slo_answer x = { 0 };
	struct fold_parts parts;
	struct err later = { 0 };
	enum rc rc, jrc = RC_OK;

	buf_init(&x.records, SIZE_MAX);
	if (j->given.resume != NULL) {
		p.partial = head_of(r, j);
		fold_resume_plan(&p, kept, NULL, j);
	}
	rc = in != NULL ? fold_merge_collect(j, &p, in, h, &parts, e)
	    : fold_collect(j, &p, &parts, e);
	/* Of input that broke off there is no verdict, but a report has the time of its end. */
	if (parts.whole != NULL)
		jrc = slo_run_judge(r, j, parts.whole, &x, rc == RC_OK ? e : &later);
	rc = rc == RC_OK ? jrc : rc;
	rc = slo_run_finish(r, &x, j, rc, e);
	fold_parts_free(&parts);
	return rc;
}

static enum rc
save_states(struct slo_run *r, struct job *j, struct state_reader *in, const struct state_head *h,
    struct err *e)
{
	struct fold_plan p = slo_fold_plan(&r->plan);

	p.partial = head_of(r, j);
	return in != NULL ? fold_merge(j, &p, in, h, e) : fold_run(j, &p, e);
}

static enum rc
judge_or_save(struct slo_run *r, struct cfg *cfg, struct job *j, struct state_reader *in,
    const struct state_head *h, struct err *e)
{
	enum rc rc = gate_emit_open(&r->emits, (const char *const *)cfg->emit, cfg->nemit,
	    &j->arena, e);

	if (rc != RC_OK)
		return rc;
	return j->given.partial != NULL ? save_states(r, j, in, h, e)
	    : judge_all_hours(r, &cfg->kept, j, in, h, e);
}

static enum rc
run_slo(struct slo_run *r, struct cfg *cfg, struct job *j, struct err *e)
{
	const struct state_cfg sc = saved_cfg(opts, &cfg->states);
	const struct state_head *h = NULL;
	struct state_reader *in = NULL;
	enum rc rc = RC_OK;

	/* A gate fails closed: what a day lost, a month lost too. */
	j->query.max_bad_each = cfg->states.merge || j->given.resume != NULL;
	if (cfg->from_sloth != NULL)
		return slo_run_draft(cfg->from_sloth, j, e);
	rc = look_at_files(cfg, j, e);
	if (rc == RC_OK && cfg->states.merge)
		rc = slo_run_states(&in, &h, j, &sc, e);
	if (rc == RC_OK)
		rc = compile_run(r, cfg, j, e);
	if (rc == RC_OK && cfg->states.merge)
		rc = slo_plan_adopt(&r->plan, h->plan, &j->arena, e);
	if (rc == RC_OK && j->given.partial == NULL) {
		const struct fold_plan p = slo_fold_plan(&r->plan);

		rc = slo_run_past(r, &p, cfg->stable, cfg->past ? cfg->nstable : 0, j, e);
	}
	if (rc == RC_OK && cfg->needs)
		rc = slo_run_needs(r, cfg->rate, j, e);
	else if (rc == RC_OK)
		rc = judge_or_save(r, cfg, j, in, h, e);
	gate_emit_abort(&r->emits);
	slo_past_free(&r->stable);
	state_close(in);
	return rc;
}

int
main(int argc, char **argv)
{
	static const int nagios[] = { 0, 2, 3, 1, 3 };
	struct cfg cfg = { 0 };
	struct slo_run run = { 0 };
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);
	int status;

	if (rc == RC_OK)
		rc = run_slo(&run, &cfg, &job, &e);
	rc = kept_close(&cfg.kept, &job, rc, &e);
	status = tool_finish(&tool, &job, rc, &e);
	return cfg.exit_style != NULL && strcmp(cfg.exit_style, "nagios") == 0 && status < 5
	    ? nagios[status] : status;
}
