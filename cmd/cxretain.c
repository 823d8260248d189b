/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxretain - who comes back, and who leaves
 *
 * A fold by user: memory is 16 bytes a user where periods are all that has to be known, and
 * 8 a time that has to be kept elsewhere (retention/retain_plan.h).  See cxretain(1).
 */
#include "expr/func.h"
#include "fold/fold_resume.h"
#include "fold/spill.h"
#include "retention/retain_fold.h"
#include "retention/retain_run.h"
#include "state/saved.h"
#include "tool/tool.h"

struct cfg {
	struct retain_query q;
	struct saved_given  states;	/* --partial, --merge ... */
	struct kept         kept;	/* --resume */
	uint64_t            max_users;	/* --max-users */
	struct spill_given  spill;	/* --max-memory, --tmp */
};

static const struct opt opts[] = {
	RETAIN_OPTIONS(cfg, q),
	OPT_CONF,
	SAVED_OPTIONS(cfg, states, .not_with = NULL),
	OPT_U64(0, "max-users", cfg, max_users, 1, UINT64_MAX, "N",
	    "users to keep; more is an error (default 1000000000)"),
	SPILL_OPTIONS(cfg, spill, "users", .not_with = "max-users resume"),
	OPT_WHERE,
	OPT_SOURCE,
	OPT_TIME_CUT,
	OPT_RESUME("partial now"),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxretain",
	.usage = "[-u EXPR] [--start EXPR] [--return EXPR] [OPTION...] [FILE...]",
	.summary = "Retention by cohort, lifecycle, churn, activation and survival of users.",
	.opts = opts,
	.lists = lists,
	.example =
	    "  cxretain --start sign_up --period week events.ndjson | cxview --pivot k\n",
};

static enum rc
compile(struct fold_plan *p, struct retain_plan *r, struct cfg *cfg, struct job *j,
    struct err *e)
{
	enum rc rc = retain_plan_compile(r, &cfg->q, j, e);
	const bool saved = saved_wanted(j);
	struct cfg one = { 0 };
	struct state_head *h;

	*p = (struct fold_plan){ .kind = "retention", .ops = &retain_fold_ops, .ctx = r,
		.state_size = retain_fold_size(r), .key = &r->user.key, .nkey = 1,
		.max_groups = cfg->max_users, .many = "users (see --max-users)",
		.unordered = !saved && !r->per_user };
	if (rc == RC_OK)
		rc = spill_compile(p, &cfg->spill, e);
	if (rc != RC_OK || !saved)
		return rc;
	retain_plan_query(&one.q, r, j);
	h = saved_head(j, p->key, 1);
	p->partial = h;
	rc = query_save(&h->plan, &(struct query){ opts, &one }, &j->arena, e);
	fold_resume_plan(p, &cfg->kept, opts, j);
	return rc;
}

/* Tables of what was collected, if only of the input before it broke off. */
static enum rc
answer(const struct retain_plan *r, struct job *j, struct fold_parts *parts, enum rc rc,
    struct err *e)
{
	struct err later = { 0 };
	enum rc wrc = RC_OK;

	if (parts->whole != NULL)
		wrc = retain_run_write(r, j, parts->whole, &later);
	fold_parts_free(parts);
	if (rc != RC_OK || wrc == RC_OK)
		return rc;
	*e = later;
	return wrc;
}

/* Users who may be on disk, of records, or of states that @in has. */
static enum rc
run_spilled(struct fold_plan *p, const struct retain_plan *r, struct job *j,
    struct state_reader *in, const struct state_head *h, struct err *e)
{
	struct retain_all *all = retain_run_new(r, j);
	const struct fold_whole whole = retain_run_whole(all);
	enum rc rc;

	p->whole = &whole;
	rc = in != NULL ? fold_merge(j, p, in, h, e) : fold_run(j, p, e);
	retain_run_free(all);
	return rc;
}

static enum rc
merge_states(struct cfg *cfg, struct job *j, struct err *e)
{
	const struct state_cfg sc = saved_cfg(opts, &cfg->states);
	const struct state_head *h;
	struct state_reader *in = NULL;
	struct fold_parts parts = { 0 };
	struct retain_plan r;
	struct fold_plan p;
	struct err why = { 0 };
	enum rc rc = state_open(&in, j, &sc, &h, e);

	if (rc == RC_OK)
		rc = saved_query(in, h, &(struct query){ opts, cfg }, j, e);
	if (rc == RC_OK && user_key_adopt(&cfg->q.who, h, j, &why) != RC_OK)
		rc = state_fail(in, e, "%s", why.msg);
	if (rc == RC_OK)
		rc = state_adopt(h, j, e);
	if (rc == RC_OK)
		rc = compile(&p, &r, cfg, j, e);
	if (rc == RC_OK && j->given.partial != NULL) {
		rc = fold_merge(j, &p, in, h, e);
	} else if (rc == RC_OK && p.spill.bytes != 0) {
		rc = run_spilled(&p, &r, j, in, h, e);
	} else if (rc == RC_OK) {
		rc = fold_merge_collect(j, &p, in, h, &parts, e);
		rc = answer(&r, j, &parts, rc, e);
	}
	state_close(in);
	return rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { .max_users = 1000000000 };
	struct err e = { 0 };
	struct job job;
	struct fold_parts parts = { 0 };
	struct retain_plan r;
	struct fold_plan p;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK && cfg.states.merge) {
		rc = merge_states(&cfg, &job, &e);
		return tool_finish(&tool, &job, rc, &e);
	}
	if (rc == RC_OK)
		rc = compile(&p, &r, &cfg, &job, &e);
	if (rc == RC_OK && job.given.partial != NULL) {
		rc = fold_run(&job, &p, &e);
	} else if (rc == RC_OK && p.spill.bytes != 0) {
		rc = run_spilled(&p, &r, &job, NULL, NULL, &e);
	} else if (rc == RC_OK) {
		rc = fold_collect(&job, &p, &parts, &e);
		rc = answer(&r, &job, &parts, rc, &e);
	}
	rc = kept_close(&cfg.kept, &job, rc, &e);
	return tool_finish(&tool, &job, rc, &e);
}
