/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxplan - how long an experiment has to run, what it can find, and what it will be held to
 *
 * Reads a plan, no records: what it leaves out is solved for (power/power_plan.h), and what
 * comes out is the plan that cxab holds the analysis to (experiment/ab_plan.h).
 * See cxplan(1).
 */
#include "power/power_baseline.h"
#include "power/power_given.h"
#include "power/power_plan.h"
#include "power/power_write.h"
#include "tool/tool.h"

struct cfg {
	struct power_given g;
	const char        *only;	/* --only */
};

static const struct opt opts[] = {
	POWER_OPTIONS(cfg, g),
	OPT_CHOICE(0, "only", cfg, only, "plan|power|bound|mde", "write only records of this kind"),
	OPT_COMMON_NO_RECORDS,
	OPT_END
};

static bool
only_files(const void *ctx)
{
	const struct cfg *cfg = ctx;

	return cfg->g.nmetric > 0;
}

static const struct tool tool = {
	.name = "cxplan",
	.usage = "[OPTION...] PLAN | --metric NAME:TYPE:MEAN[:SD] [OPTION...]",
	.summary = "Plan an experiment: sample size, effect, power or duration.",
	.opts = opts,
	.program = "PLAN",
	.program_file = true,
	.only_files = only_files,
	.example =
	    "  cxplan --only power --metric conv:proportion:0.1 --mde 5% --daily 4500 | cxview\n",
};

static enum rc
plan(struct job *j, const struct cfg *cfg, struct err *e)
{
	const struct power_given *g = &cfg->g;
	struct ab_plan p;
	struct buf b;
	enum rc rc = power_given_plan(&p, g, j->given.program, &j->arena, e);

	if (rc == RC_OK && j->given.nfile > 0)
		rc = rc_err(e, RC_USAGE, "expected one plan, got '%s' too", j->given.file[0]);
	for (size_t i = 0; i < g->nfrom && rc == RC_OK; i++)
		rc = power_baseline_read(&p, g->from[i], j, e);
	if (rc == RC_OK)
		rc = power_plan_solve(&p, &j->arena, e);
	if (rc == RC_OK)
		rc = job_open_files(j, NULL, e);
	if (rc != RC_OK)
		return rc;
	buf_init(&b, SIZE_MAX);
	power_write(&p, cfg->only, &b);
	out_sv(j->run.out, buf_view(&b));
	buf_free(&b);
	return RC_OK;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { 0 };
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK)
		rc = plan(&job, &cfg, &e);
	return tool_finish(&tool, &job, rc, &e);
}
