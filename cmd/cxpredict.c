/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxpredict - who will buy again, what he is worth, who will answer
 *
 * Models are fitted to users' records, and then used and judged by others: see
 * users/predict.h and cxpredict(1).
 */
#include "expr/func.h"
#include "tool/tool.h"
#include "users/predict.h"

struct cfg {
	struct predict_query q;
};

static const struct opt opts[] = {
	PREDICT_OPTIONS(cfg, q),
	OPT_WHERE,
	OPT_CONF,
	OPT_SOURCE,
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxpredict",
	.usage = "--fit MODEL | --score FILE | --evaluate FILE [OPTION...] [FILE...]",
	.summary = "Fit, use and judge models of what users will do.",
	.opts = opts,
	.lists = lists,
	.example =
	    "  cxuser events.ndjson > users\n"
	    "  cxpredict --fit bgnbd users > model.json\n"
	    "  cxpredict --score model.json --horizon 13w users | cxview --sort -clv --top 20\n",
};

int
main(int argc, char **argv)
{
	struct cfg cfg = { .q.ridge = -1 };
	struct err e = { 0 };
	struct job job;
	struct predict_plan plan;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK)
		rc = predict_compile(&plan, &cfg.q, &job, &e);
	if (rc == RC_OK)
		rc = predict_run(&job, &plan, &e);
	return tool_finish(&tool, &job, rc, &e);
}
