/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxfunnel - how far users get through steps, how long it takes, where they drop out
 *
 * A scan: memory is a few bytes for each event that is a step; with --sorted it is one user at
 * a time, with --lateness the entries that are under way.  What a path is says
 * funnel/funnel.h.  See cxfunnel(1).
 */
#include "expr/func.h"
#include "funnel/funnel_live.h"
#include "funnel/funnel_tally.h"
#include "scan/scan_saved.h"
#include "scan/scan_spill.h"
#include "tool/tool.h"

struct cfg {
	struct funnel_query q;
	bool                sorted;	/* --sorted */
	struct saved_given  states;	/* --partial, --merge ... */
	struct kept kept;	/* --resume */
	uint64_t            max_facts;	/* --max-facts */
	struct spill_given  spill;	/* --max-memory, --tmp */
	struct funnel_plan  plan;	/* compiled from these */
};

static const struct opt opts[] = {
	FUNNEL_OPTIONS(cfg, q),
	FUNNEL_LIVE_OPTIONS(cfg, q),
	OPT_FLAG(0, "sorted", cfg, sorted, "the input comes user by user: one at a time",
	    .needs = "now partial", .not_with = "merge key-lines"),
	SAVED_OPTIONS(cfg, states, .not_with = "per-user compare from to"),
	OPT_U64(0, "max-facts", cfg, max_facts, 1, UINT64_MAX, "N",
	    "events to keep; more is an error (default 1000000000)"),
	SPILL_OPTIONS(cfg, spill, "events",
	    .not_with = "max-facts sorted resume lateness"),
	OPT_WHERE,
	OPT_SOURCE,
	OPT_TIME_OF_RESULTS("entries"),
	OPT_RESUME("partial sorted lateness from to now"),
	OPT_CONF,
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxfunnel",
	.usage = "-s STEP ... [--within DURATION] [OPTION...] [FILE...]",
	.summary = "Count how far users get through steps, and how long it takes them.",
	.opts = opts,
	.lists = lists,
	.example =
	    "  cxfunnel -s view_item -s 'add_to_cart?' -s purchase --within 1h -b source \\\n"
	    "      events.ndjson | cxview\n",
};

static enum rc
make_head(struct state_head **h, const struct funnel_plan *f, struct job *j, struct err *e)
{
	struct cfg one = { 0 };

	funnel_scan_query(&one.q, f, j);
	*h = saved_head(j, &f->user.key, 1);
	return query_save(&(*h)->plan, &(struct query){ opts, &one }, &j->arena, e);
}

static enum rc
compile_scan(struct scan_plan *p, void *values, struct job *j, struct err *e)
{
	struct cfg *cfg = values;
	struct funnel_plan *f = &cfg->plan;
	struct state_head *h = NULL;
	enum rc rc = funnel_scan_compile(f, &cfg->q, j, e);

	if (rc == RC_OK && saved_wanted(j))
		rc = make_head(&h, f, j, e);
	*p = (struct scan_plan){ .ops = &funnel_scan_ops, .ctx = f, .key = &f->user.key,
		.nkey = 1, .max_facts = cfg->max_facts, .sorted = cfg->sorted, .partial = h,
		.sum = f->per_user ? NULL : &funnel_tally_sum };
	if (rc == RC_OK)
		rc = scan_spill_compile(p, &cfg->spill, e);
	if (rc == RC_OK && cfg->q.live.lateness != NULL)
		rc = funnel_live_compile(f, p, &cfg->q, j, e);
	return rc;
}

static enum rc
adopt(void *values, const struct state_head *h, struct job *j, struct err *e)
{
	return funnel_scan_adopt(&((struct cfg *)values)->q, h, j, e);
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { .max_facts = 1000000000 };
	const struct scan_filter filter = { opts, &cfg, &cfg.states, &cfg.kept, adopt,
		compile_scan };
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK)
		rc = scan_saved_run(&filter, &job, &e);
	if (rc == RC_OK && job.given.partial == NULL && cfg.q.live.lateness == NULL)
		funnel_scan_say(&cfg.plan, &job);
	rc = kept_close(&cfg.kept, &job, rc, &e);
	return tool_finish(&tool, &job, rc, &e);
}
