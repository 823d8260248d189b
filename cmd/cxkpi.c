/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxkpi - a north star, what drives it, and how far its key results have come
 *
 * Holds the values of each KPI by period, which are few.  See cxkpi(1), and cx-kpi(5) for the
 * tree.
 */
#include "kpi/kpi_run.h"
#include "tool/tool.h"

struct cfg {
	const char *only;	/* --only */
	uint64_t    against;	/* --against */
	bool        gate;	/* --gate */
};

static const struct opt opts[] = {
	OPT_WHERE,
	OPT_U64(0, "against", cfg, against, 1, 10000, "N",
	    "compare with N periods before (default 1)"),
	OPT_CHOICE(0, "only", cfg, only, "kpi|part|lead|ship|stage",
	    "write only records of this kind"),
	OPT_FLAG(0, "gate", cfg, gate,
	    "status 1 when a key result is missed or behind, 3 when one has no data"),
	OPT_CONF,
	OPT_SOURCE,
	OPT_TIME_OF("window"),
	OPT_COMMON,
	OPT_END
};

static const struct tool tool = {
	.name = "cxkpi",
	.usage = "[OPTION...] TREE [FILE...]",
	.summary = "Say where a tree of KPIs stands, what moved it, and what is worth most.",
	.opts = opts,
	.program = "TREE",
	.program_file = true,
	.time = "window",
	.example =
	    "  cxstat -w 1w 'events = count(), users = distinct(id)' events.ndjson |\n"
	    "      cxkpi tree.yaml | cxview\n",
};

int
main(int argc, char **argv)
{
	struct cfg cfg = { .against = 1 };
	struct err e = { 0 };
	struct job job;
	struct kpi_run run = { .only = NULL };
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	run.only = cfg.only;
	run.against = cfg.against;
	run.gate = cfg.gate;
	if (rc == RC_OK)
		rc = kpi_run_compile(&run, job.given.program, &job, &e);
	if (rc == RC_OK)
		rc = kpi_run_records(&run, &job, &e);
	return tool_finish(&tool, &job, rc, &e);
}
