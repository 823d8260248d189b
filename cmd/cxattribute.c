/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxattribute - which channel earned the sales
 *
 * A scan: memory is the touches and orders, some bytes each; with --sorted one user at a
 * time.  What users come to is summed up by channel (attribution/attribution_sum.h).
 * See cxattribute(1).
 */
#include "attribution/attribution_scan.h"
#include "expr/func.h"
#include "scan/scan_saved.h"
#include "scan/scan_spill.h"
#include "tool/tool.h"

struct cfg {
	struct attribution_query q;
	const char       **model;	/* --model */
	size_t             nmodel;
	const char       **transform;	/* --transform */
	size_t             ntransform;
	struct saved_given states;	/* --partial, --merge ... */
	struct kept kept;	/* --resume */
	uint64_t           max_facts;	/* --max-facts */
	struct spill_given  spill;	/* --max-memory, --tmp */
	struct attribution_plan plan;	/* compiled from these */
};

static const struct opt opts[] = {
	ATTRIBUTION_OPTIONS(cfg, q, model, transform),
	OPT_CONF,
	OPT_HEAD("States"),
	OPT_FLAG(0, "sorted", cfg, states.sorted,
	    "the input, or states by --key-lines, come user by user: one at a time",
	    .not_with = "key-lines"),
	SAVED_OPTIONS(cfg, states, .not_with = NULL),
	OPT_U64(0, "max-facts", cfg, max_facts, 1, UINT64_MAX, "N",
	    "touches and orders to keep; more is an error (default 1000000000)"),
	SPILL_OPTIONS(cfg, spill, "touches and orders",
	    .not_with = "max-facts sorted resume"),
	OPT_WHERE,
	OPT_CHANNELS,
	OPT_SOURCE,
	OPT_TIME,
	OPT_RESUME("partial sorted"),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxattribute",
	.usage = "[-u EXPR,...] [--model MODEL,...] [--lookback DURATION] [--cost FILE] [--ci] "
	    "[OPTION...] [FILE...]",
	.summary = "Credit conversions to the channels that led to them.",
	.opts = opts,
	.lists = lists,
	.example =
	    "  cxattribute --model last,markov --lookback 30d events.ndjson | cxview\n",
};

static enum rc
make_head(struct state_head **h, const struct attribution_plan *a, struct job *j, struct err *e)
{
	struct cfg one = { 0 };

	attribution_scan_query(&one.q, a, j);
	*h = saved_head(j, &a->user.key, 1);
	return query_save(&(*h)->plan, &(struct query){ opts, &one }, &j->arena, e);
}

static enum rc
compile_scan(struct scan_plan *p, void *values, struct job *j, struct err *e)
{
	struct cfg *cfg = values;
	struct attribution_plan *a = &cfg->plan;
	struct state_head *h = NULL;
	enum rc rc = attribution_scan_compile(a, &cfg->q, j, e);

	if (rc == RC_OK && saved_wanted(j))
		rc = make_head(&h, a, j, e);
	*p = (struct scan_plan){ .ops = &attribution_scan_ops, .ctx = a, .key = &a->user.key,
		.nkey = 1, .max_facts = cfg->max_facts, .sorted = cfg->states.sorted, .partial = h,
		.sum = a->per_user ? NULL : &attribution_scan_sum };
	if (rc == RC_OK)
		rc = scan_spill_compile(p, &cfg->spill, e);
	return rc;
}

static enum rc
adopt(void *values, const struct state_head *h, struct job *j, struct err *e)
{
	if (h->time.n == 0)
		return rc_err(e, RC_SYNTAX, "a query without time");
	return user_key_adopt(&((struct cfg *)values)->q.who, h, j, e);
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { .max_facts = 1000000000, .q = { .replicates = 1000, .seed = 1 } };
	const struct scan_filter filter = { opts, &cfg, &cfg.states, &cfg.kept, adopt,
		compile_scan };
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	cfg.q.model = cfg.model;
	cfg.q.nmodel = cfg.nmodel;
	cfg.q.transform = cfg.transform;
	cfg.q.ntransform = cfg.ntransform;
	if (rc == RC_OK)
		rc = scan_saved_run(&filter, &job, &e);
	attribution_scan_free(&cfg.plan);
	rc = kept_close(&cfg.kept, &job, rc, &e);
	return tool_finish(&tool, &job, rc, &e);
}
