/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxpredict - who will buy again, what he is worth, who will answer, and when
 *
 * Models are fitted to users' records, and then used and judged by others: predict/predict.h.
 * Of events, scans by user: predict/best_hour_scan.h, predict/affinity.h.  See cxpredict(1).
 */
#include "expr/func.h"
#include "predict/affinity.h"
#include "predict/best_hour_scan.h"
#include "predict/predict.h"
#include "tool/tool.h"

struct cfg {
	struct predict_query   q;
	struct best_hour_query hours;
	struct affinity_query  items;
	uint64_t               max_facts;	/* --max-facts */
};

static const struct cfg defaults = {
	.q.ridge = -1, .items = AFFINITY_DEFAULTS, .max_facts = 1000000000,
};

static const struct opt opts[] = {
	PREDICT_OPTIONS(cfg, q),
	BEST_HOUR_OPTIONS(cfg, hours),
	AFFINITY_OPTIONS(cfg, items),
	OPT_HEAD("Users and records"),
	OPT_TEXT('u', "user", cfg, q.who.user, "EXPR,...",
	    "whose record it is: the first that is there (default user_id; of --score user)",
	    .needs = "score hours items"),
	OPT_TEXT(0, "ids", cfg, q.who.ids, "FILE",
	    "ids that belong to one user, as cxuser --stitch writes them", .file = PLACE_READ,
	    .needs = "score hours items"),
	OPT_U64(0, "max-facts", cfg, max_facts, 1, UINT64_MAX, "N",
	    "events to keep; more is an error (default 1000000000)", .needs = "hours items"),
	OPT_WHERE,
	OPT_CONF,
	OPT_SOURCE,
	OPT_TIME,
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxpredict",
	.usage = "--fit MODEL | --score FILE | --evaluate FILE | --hours | --items "
	    "[OPTION...] [FILE...]",
	.summary = "Fit, use and judge models of what users will do.",
	.opts = opts,
	.lists = lists,
	.example =
	    "  cxuser events.ndjson > users\n"
	    "  cxpredict --fit bgnbd users > model.json\n"
	    "  cxpredict --score model.json --horizon 13w users | cxview --sort -clv --top 20\n",
};

/* Events, user by user. */
static enum rc
scan_events(struct job *j, const struct cfg *cfg, struct err *e)
{
	struct best_hour_plan hours;
	struct affinity_plan items;
	struct user_key user;
	struct scan_plan p = { .key = &user.key, .nkey = 1, .max_facts = cfg->max_facts };
	enum rc rc = user_key_compile(&user, &cfg->q.who, j, e);

	if (rc == RC_OK && cfg->hours.hours) {
		rc = best_hour_compile(&hours, &cfg->hours, &user, j, e);
		p.ops = &best_hour_ops;
		p.sum = &best_hour_sum;
		p.ctx = &hours;
	} else if (rc == RC_OK) {
		rc = affinity_compile(&items, &cfg->items, &user, j, e);
		p.ops = &affinity_ops;
		p.sum = &affinity_sum;
		p.ctx = &items;
	}
	return rc == RC_OK ? scan_run(j, &p, e) : rc;
}

static enum rc
run_model(struct job *j, const struct cfg *cfg, struct err *e)
{
	struct predict_plan plan;
	enum rc rc = predict_compile(&plan, &cfg->q, j, e);

	return rc == RC_OK ? predict_run(j, &plan, e) : rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = defaults;
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK && (cfg.hours.hours || cfg.items.items))
		rc = scan_events(&job, &cfg, &e);
	else if (rc == RC_OK)
		rc = run_model(&job, &cfg, &e);
	return tool_finish(&tool, &job, rc, &e);
}
