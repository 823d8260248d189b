/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxab - what a change did: the arms of an experiment compared, and what should be done
 *
 * A fold of rows, one a unit, into arms: memory is arms and metrics.  With -u a scan that
 * joins exposures and events of each unit: a few bytes for each that counts.  See cxab(1).
 */
#include "experiment/ab_portfolio.h"
#include "experiment/looks.h"
#include "experiment/verdict.h"
#include "expr/func.h"
#include "metric/agg_type.h"
#include "scan/scan_resume.h"
#include "scan/scan_spill.h"
#include "score/score_gate.h"
#include "score/score_held.h"
#include "score/score_run.h"
#include "score/score_scan.h"
#include "tool/tool.h"

struct cfg {
	struct score_query       q;
	struct score_judge_query g;
	const char              *plan;		/* --plan */
	const char              *looks;		/* --looks */
	const char             **emit;		/* --emit */
	size_t                   nemit;
	bool                     sorted;	/* --sorted */
	bool                     disjoint;	/* --disjoint */
	struct saved_given       states;	/* --partial, --merge ... */
	struct kept              kept;		/* --resume */
	uint64_t                 max_facts;	/* --max-facts */
	struct spill_given       spill;		/* --max-memory, --tmp */
	bool                     portfolio;	/* --portfolio */
	struct ab_portfolio_query results;	/* --shipped ...: of it */
	struct score_held        held;		/* --plan */
	struct score_gate        gate;		/* --emit */
	struct score_run         run;		/* compiled from these */
};

static const struct opt opts[] = {
	SCORE_OPTIONS(cfg, q),
	SCORE_JUDGE_OPTIONS(cfg, g),
	OPT_TEXT(0, "plan", cfg, plan, "FILE",
	    "do what this plan says, as cxplan writes it, and say what is not as planned",
	    .file = PLACE_READ, .not_with = SCORE_HELD_OPTIONS),
	OPT_TEXT(0, "looks", cfg, looks, "FILE",
	    "count this look among those in FILE, and renew it", .file = PLACE_WRITTEN,
	    .not_with = "partial before"),
	OPT_LIST_OF(0, "emit", cfg, emit, &gate_emit_registry, "FORMAT[=FILE]",
	    "a report: %s; without FILE in place of the records", .file = PLACE_WRITTEN,
	    .not_with = "partial before portfolio"),
	OPT_TEXT(0, "archive", cfg, run.archive, "DIR",
	    "keep all records of an experiment in DIR/EXPERIMENT.ndjson, whatever the verdict",
	    .not_with = "partial portfolio"),
	OPT_CONF,
	OPT_HEAD("States"),
	SAVED_OPTIONS(cfg, states, .not_with = "from to"),
	OPT_FLAG(0, "disjoint", cfg, disjoint,
	    "no unit is in two of the states: needed where these are of rows", .needs = "merge"),
	OPT_FLAG(0, "sorted", cfg, sorted, "the input comes unit by unit: one at a time",
	    .needs = "user", .not_with = "key-lines"),
	OPT_U64(0, "max-facts", cfg, max_facts, 1, UINT64_MAX, "N",
	    "exposures and events to keep; more is an error (default 1000000000)"),
	SPILL_OPTIONS(cfg, spill, "exposures and events",
	    .needs = "user merge", .not_with = "max-facts sorted resume portfolio"),
	OPT_HEAD("Many experiments"),
	AB_PORTFOLIO_OPTIONS(cfg, portfolio, results),
	OPT_WHERE,
	OPT_SOURCE,
	OPT_TIME_OF_RESULTS("exposures"),
	OPT_RESUME("partial sorted looks portfolio from to now"),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static bool
only_files(const void *ctx)
{
	const struct cfg *cfg = ctx;

	return cfg->states.merge || cfg->plan != NULL;
}

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxab",
	.usage = "[-u EXPR] [--control ARM] [--goal METRIC] [OPTION...] METRICS [FILE...]",
	.summary = "Compare the arms of an experiment, and say what should be done.",
	.opts = opts,
	.program = "METRICS",
	.only_files = only_files,
	.lists = lists,
	.notes = "METRICS is a list of [NAME =] AGGREGATE(...) of what one unit has: rate, any,\n"
	    "count, sum, mean, ratio or a quantile as p95\n",
	.example =
	    "  cxab --goal conv --guardrail revenue:2% \\\n"
	    "      'conv = rate(converted), revenue = mean(revenue)' users.ndjson | cxview\n",
};

/* ---- compiled ---- */

static enum rc
make_head(struct state_head **h, const struct cfg *cfg, const char *metrics, struct job *j,
    struct err *e)
{
	const struct score_plan *p = &cfg->run.p;
	struct cfg one = { 0 };
	enum rc rc = score_plan_query(&one.q, p, &cfg->q, metrics, j, e);

	*h = p->joined ? saved_head(j, &p->user.key, 1) :
	    saved_head(j, p->key, score_plan_nkey(p));
	return rc == RC_OK ? query_save(&(*h)->plan, &(struct query){ opts, &one }, &j->arena, e)
	    : rc;
}

static enum rc
compile(struct cfg *cfg, const char *metrics, struct job *j, struct state_head **h, struct err *e)
{
	struct score_run *run = &cfg->run;
	enum rc rc = score_plan_compile(&run->p, &cfg->q, metrics, j, e);

	run->p.run = run;
	run->g.held = cfg->plan != NULL ? &cfg->held : NULL;
	*h = NULL;
	if (rc == RC_OK)
		rc = score_judge_compile(&run->g, &cfg->g, &run->p, j, e);
	if (rc == RC_OK && run->p.window.strict && cfg->sorted && j->given.now == NULL)
		rc = rc_err(e, RC_USAGE, "--strict-window: with --sorted it needs --now");
	if (rc == RC_OK && saved_wanted(j)) {
		score_plan_part(&run->p, j);
		rc = make_head(h, cfg, metrics, j, e);
	}
	if (rc == RC_OK && cfg->looks != NULL && !cfg->states.merge)
		saved_read(j);
	return rc;
}

/* ---- exposures and events ---- */

static struct scan_plan
scan_of(const struct cfg *cfg, const struct state_head *h)
{
	return (struct scan_plan){ .ops = &score_scan_ops, .ctx = &cfg->run.p,
		.key = &cfg->run.p.user.key, .nkey = 1, .max_facts = cfg->max_facts,
		.sorted = cfg->sorted, .partial = h, .sum = &score_run_sum };
}

/* ---- runs ---- */

static enum rc
run_records(struct cfg *cfg, struct job *j, struct err *e)
{
	struct state_head *h;
	struct scan_plan p;
	enum rc rc = cfg->plan == NULL ? RC_OK :
	    score_held_load(&cfg->held, cfg->plan, &cfg->q, &cfg->g, j, e);

	if (rc == RC_OK)
		rc = compile(cfg, cfg->plan != NULL ? cfg->held.metrics : j->given.program, j,
		    &h, e);
	if (rc != RC_OK)
		return rc;
	if (!cfg->run.p.joined)
		return score_run_rows(&cfg->run, h, &cfg->kept, j, e);
	p = scan_of(cfg, h);
	rc = scan_spill_compile(&p, &cfg->spill, e);
	if (rc != RC_OK)
		return rc;
	scan_resume_plan(&p, &cfg->kept, opts, j);
	return scan_run(j, &p, e);
}

static enum rc
adopt(struct cfg *cfg, const struct state_reader *in, const struct state_head *h, struct job *j,
    struct err *e)
{
	struct err why = { 0 };
	enum rc rc = saved_query(in, h, &(struct query){ opts, cfg }, j, e);

	if (rc == RC_OK && cfg->q.joined && user_key_adopt(&cfg->q.who, h, j, &why) != RC_OK)
		rc = state_fail(in, e, "%s", why.msg);
	return rc == RC_OK ? state_adopt(h, j, e) : rc;
}

static enum rc
merge_arms(struct cfg *cfg, struct state_reader *in, const struct state_head *first,
    const struct state_head *h, struct job *j, struct err *e)
{
	if (j->given.from != NULL || j->given.to != NULL)
		return rc_err(e, RC_USAGE, "--merge: states of rows have no times for %s",
		    j->given.from != NULL ? "--from" : "--to");
	if (!cfg->disjoint)
		return rc_err(e, RC_USAGE, "--merge: states of rows do not know whose they are: "
		    "say --disjoint when no unit is in two of them, or join by -u");
	if (cfg->spill.max_memory != NULL)
		return rc_err(e, RC_USAGE, "--max-memory: these are states of rows, a few for each "
		    "arm: nothing has to go to disk");
	return score_run_merge(&cfg->run, in, first, h, j, e);
}

static enum rc
merge_states(struct cfg *cfg, struct job *j, struct err *e)
{
	const struct state_cfg sc = saved_cfg(opts, &cfg->states);
	const struct state_head *first;
	struct state_reader *in = NULL;
	struct state_head *h;
	struct scan_plan p;
	enum rc rc = state_open(&in, j, &sc, &first, e);

	if (rc == RC_OK)
		rc = adopt(cfg, in, first, j, e);
	if (rc == RC_OK && cfg->plan != NULL)
		rc = score_held_merge(&cfg->held, cfg->plan, &cfg->q, &cfg->g, j, e);
	if (rc == RC_OK)
		rc = compile(cfg, cfg->q.metrics, j, &h, e);
	if (rc == RC_OK && !cfg->run.p.joined) {
		rc = merge_arms(cfg, in, first, h, j, e);
	} else if (rc == RC_OK) {
		p = scan_of(cfg, h);
		rc = scan_spill_compile(&p, &cfg->spill, e);
		if (rc == RC_OK)
			rc = scan_merge(j, &p, in, first, e);
	}
	state_close(in);
	return rc;
}

static enum rc
run(struct cfg *cfg, struct job *j, struct err *e)
{
	enum rc rc = cfg->states.merge ? merge_states(cfg, j, e) : run_records(cfg, j, e);

	rc = rc == RC_OK && j->given.partial == NULL ? cfg->run.verdict : rc;
	if (cfg->nemit > 0) {
		enum rc wrc = score_gate_write(&cfg->gate, j, rc, e);

		rc = wrc == RC_OK ? rc : wrc;
	}
	return rc;
}

/* With --looks: those before are read before the run, and this one is kept when it is over. */
static enum rc
run_looks(struct cfg *cfg, struct job *j, struct err *e)
{
	struct memory memory;
	struct looks looks;
	struct err later = { 0 };
	enum rc rc, wrc;

	looks_init(&looks);
	memory_init(&memory, &looks_memory_ops, &looks);
	rc = memory_open(&memory, "--looks", cfg->looks, j, e);
	cfg->run.looks = &looks;
	if (rc == RC_OK)
		rc = run(cfg, j, e);
	if (rc == RC_OK || rc == RC_NO || rc == RC_NOVERDICT) {
		wrc = memory_write(&memory, j, &later);
		if (wrc != RC_OK) {
			rc = wrc;
			*e = later;
		}
	}
	rc = memory_close(&memory, j, rc, e);
	looks_free(&looks);
	return rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { .q.max_values = SCORE_MAX_VALUES, .max_facts = 1000000000 };
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	cfg.results.metrics = job.given.program;
	cfg.run.gate = cfg.nemit > 0 ? &cfg.gate : NULL;
	if (rc == RC_OK)
		rc = score_gate_open(&cfg.gate, (const char *const *)cfg.emit, cfg.nemit, &job, &e);
	if (rc == RC_OK && cfg.portfolio)
		rc = ab_portfolio_run(&job, &cfg.results, &e);
	else if (rc == RC_OK)
		rc = cfg.looks != NULL ? run_looks(&cfg, &job, &e) : run(&cfg, &job, &e);
	score_gate_close(&cfg.gate);
	rc = kept_close(&cfg.kept, &job, rc, &e);
	return tool_finish(&tool, &job, rc, &e);
}
