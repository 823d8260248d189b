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
#include "scan/scan_saved.h"
#include "scan/scan_spill.h"
#include "tool/tool.h"

#include <string.h>

struct cfg {
	struct predict_query   q;
	struct best_hour_query hours;
	struct affinity_query  items;
	struct saved_given     states;		/* --partial, --merge ... */
	struct kept kept;	/* --resume */
	uint64_t               max_facts;	/* --max-facts */
	struct spill_given  spill;	/* --max-memory, --tmp */
	struct user_key        user;		/* these are compiled from them */
	struct best_hour_plan  hours_plan;
	struct affinity_plan   items_plan;
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
	    .needs = "score hours items", .saved = OPT_SAVED_HEAD),
	OPT_TEXT(0, "ids", cfg, q.who.ids, "FILE",
	    "ids that belong to one user, as cxuser --stitch writes them", .file = PLACE_READ,
	    .needs = "score hours items", .saved = OPT_SAVED_RECORDS),
	{ .kind = OPT_KIND_SAVED, .as = "ids", .saved = OPT_SAVED_TEXT, .may_lack = true,
	  .off = OPT_OFF_(cfg, q.who.ids_name, const char *) },
	SAVED_OPTIONS(cfg, states, .needs = "hours items merge"),
	OPT_U64(0, "max-facts", cfg, max_facts, 1, UINT64_MAX, "N",
	    "events to keep; more is an error (default 1000000000)",
	    .needs = "hours items merge"),
	SPILL_OPTIONS(cfg, spill, "events",
	    .needs = "hours items merge", .not_with = "max-facts resume"),
	OPT_WHERE,
	OPT_CONF,
	OPT_SOURCE,
	OPT_TIME,
	OPT_RESUME("partial fit score evaluate"),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxpredict",
	.usage = "--fit MODEL | --score FILE | --evaluate FILE | --hours | --items | --merge "
	    "[OPTION...] [FILE...]",
	.summary = "Fit, use and judge models of what users will do.",
	.opts = opts,
	.lists = lists,
	.example =
	    "  cxuser events.ndjson > users\n"
	    "  cxpredict --fit bgnbd users > model.json\n"
	    "  cxpredict --score model.json --horizon 13w users | cxview --sort -clv --top 20\n",
};

/* ---- of events, user by user ---- */

static enum rc
make_head(struct state_head **h, const struct cfg *cfg, struct job *j, struct err *e)
{
	struct cfg one = { 0 };

	if (cfg->hours.hours)
		best_hour_save(&one.hours, &cfg->hours_plan, j);
	else
		affinity_save(&one.items, &cfg->items_plan, j);
	user_key_save(&one.q.who, &cfg->user, j);
	*h = saved_head(j, &cfg->user.key, 1);
	return query_save(&(*h)->plan, &(struct query){ opts, &one }, &j->arena, e);
}

static enum rc
compile_scan(struct scan_plan *p, void *values, struct job *j, struct err *e)
{
	struct cfg *cfg = values;
	struct state_head *h = NULL;
	enum rc rc = user_key_compile(&cfg->user, &cfg->q.who, j, e);

	*p = (struct scan_plan){ .key = &cfg->user.key, .nkey = 1, .max_facts = cfg->max_facts };
	if (rc == RC_OK && cfg->hours.hours) {
		rc = best_hour_compile(&cfg->hours_plan, &cfg->hours, &cfg->user, j, e);
		p->ops = &best_hour_ops;
		p->sum = &best_hour_sum;
		p->ctx = &cfg->hours_plan;
	} else if (rc == RC_OK) {
		rc = affinity_compile(&cfg->items_plan, &cfg->items, &cfg->user, j, e);
		p->ops = &affinity_ops;
		p->sum = &affinity_sum;
		p->ctx = &cfg->items_plan;
	}
	if (rc == RC_OK && saved_wanted(j))
		rc = make_head(&h, cfg, j, e);
	if (rc == RC_OK)
		rc = scan_spill_compile(p, &cfg->spill, e);
	p->partial = h;
	return rc;
}

static enum rc
adopt(void *values, const struct state_head *h, struct job *j, struct err *e)
{
	struct cfg *cfg = values;

	if (h->time.n == 0)
		return rc_err(e, RC_SYNTAX, "a query without time");
	if (cfg->hours.hours == cfg->items.items)
		return rc_err(e, RC_SYNTAX, "a query that is not of hours, nor of items");
	for (size_t i = 0; cfg->hours.hours && opts[i].kind != OPT_KIND_END; i++)
		if (j->given.row[i] && opts[i].needs != NULL &&
		    strcmp(opts[i].needs, AFFINITY_RESULTS) == 0)
			return rc_err(e, RC_SYNTAX, "these are states of --hours, and --%s is for "
			    "those of --items", opts[i].name);
	return user_key_adopt(&cfg->q.who, h, j, e);
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
	const struct scan_filter filter = { opts, &cfg, &cfg.states, &cfg.kept, adopt,
		compile_scan };
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK && (cfg.hours.hours || cfg.items.items || cfg.states.merge))
		rc = scan_saved_run(&filter, &job, &e);
	else if (rc == RC_OK)
		rc = run_model(&job, &cfg, &e);
	rc = kept_close(&cfg.kept, &job, rc, &e);
	return tool_finish(&tool, &job, rc, &e);
}
