/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxuser - one profile a user: visits, days, orders, value, where they came from
 *
 * A fold keyed by user: memory is profiles, never records.  What a profile is:
 * users/profile.h.  With --stitch, which ids belong to one user: users/stitch.h.
 * See cxuser(1).
 */
#include "expr/func.h"
#include "fold/fold_resume.h"
#include "fold/spill.h"
#include "metric/agg_type.h"
#include "state/saved.h"
#include "tool/tool.h"
#include "users/stitch.h"
#include "users/user_fold.h"

struct cfg {
	struct user_query  q;
	const char       **feature;	/* --feature */
	size_t             nfeature;
	const char       **aggregates;	/* of a saved query: what the features' states are */
	size_t             naggregates;
	bool               stitch;	/* --stitch */
	struct saved_given states;	/* --partial, --merge ... */
	struct kept        kept;	/* --resume */
	struct spill_given spill;	/* --max-memory, --tmp */
};

static const struct opt opts[] = {
	USER_OPTIONS(cfg, q),
	OPT_LIST(0, "feature", cfg, feature, "NAME=METRIC",
	    "one more member: a metric of the user's records", .saved = OPT_SAVED_LIST),
	OPT_SAVED_AS_LIST("aggregates", cfg, aggregates),
	OPT_FLAG(0, "stitch", cfg, stitch,
	    "write which ids belong to one user, for --ids, instead of profiles",
	    .saved = OPT_SAVED_FLAG,
	    .not_with = "gap order refund value feature ids now"),
	SAVED_OPTIONS(cfg, states, .not_with = NULL),
	SPILL_OPTIONS(cfg, spill, "users", .not_with = "max-users stitch resume"),
	OPT_WHERE,
	OPT_SOURCE,
	OPT_TIME_CUT,
	OPT_RESUME("partial now"),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &agg_type_registry, &func_registry, NULL };

static const struct tool tool = {
	.name = "cxuser",
	.usage = "[-u EXPR,...] [--now TIME] [--feature NAME=METRIC]... [OPTION...] [FILE...]",
	.summary = "Say what is known of each user.",
	.opts = opts,
	.lists = lists,
	.example =
	    "  cxuser -u user_id,anonymous_id --now 2026-12-01 events.ndjson |\n"
	    "      cxview --sort -value --top 20\n",
};

struct plan {			/* of the one or the other */
	struct user_plan   user;
	struct stitch_plan stitch;
	struct fold_plan  *fold;
	struct fold_whole  whole;	/* of users who may be on disk */
};

/* The query as it is saved: what @cfg says, in its one form. */
static enum rc
save(struct sv *text, const struct cfg *cfg, const struct plan *p, struct job *j, struct err *e)
{
	struct cfg one = { .stitch = cfg->stitch };

	if (!cfg->stitch) {
		user_plan_query(&one.q, &p->user, j);
		one.feature = one.q.feature;
		one.nfeature = one.q.nfeature;
	}
	if (!cfg->stitch && p->user.features != NULL) {
		one.aggregates = metric_describe(p->user.features, &j->arena);
		one.naggregates = p->user.features->nagg;
	}
	return query_save(text, &(struct query){ opts, &one }, &j->arena, e);
}

static enum rc
compile(struct plan *p, struct cfg *cfg, struct job *j, struct err *e)
{
	struct state_head *h;
	enum rc rc;

	cfg->q.feature = cfg->feature;
	cfg->q.nfeature = cfg->nfeature;
	p->fold = cfg->stitch ? &p->stitch.fold : &p->user.fold;
	rc = cfg->stitch ? stitch_compile(&p->stitch, cfg->q.who.user, cfg->q.max_groups, j, e) :
	    user_plan_compile(&p->user, &cfg->q, j, e);
	if (rc == RC_OK)
		rc = spill_compile(p->fold, &cfg->spill, e);
	if (rc != RC_OK || !saved_wanted(j))
		return rc;
	h = saved_head(j, p->fold->key, p->fold->nkey);
	p->fold->partial = h;
	rc = save(&h->plan, cfg, p, j, e);
	fold_resume_plan(p->fold, &cfg->kept, opts, j);
	return rc;
}

/* What states hold has the form that it has in this program. */
static enum rc
same_version(const struct state_reader *r, const struct state_head *h, const struct cfg *cfg,
    const struct plan *p, struct job *j, struct err *e)
{
	struct err why = { 0 };
	struct sv now;
	enum rc rc = save(&now, cfg, p, j, e);

	if (rc == RC_OK && query_same(opts, h->plan, now, "of this program", &why) != RC_OK)
		rc = state_fail(r, e, "states of another version: %s", why.msg);
	return rc;
}

static enum rc
adopt(const struct state_reader *r, const struct state_head *h, struct cfg *cfg, struct job *j,
    struct err *e)
{
	struct err why = { 0 };
	enum rc rc = saved_query(r, h, &(struct query){ opts, cfg }, j, e);

	if (rc == RC_OK && cfg->stitch)
		cfg->q.who.user = state_by(h, &j->arena);
	else if (rc == RC_OK && (cfg->q.gap == NULL || cfg->q.sale.order == NULL ||
	    cfg->q.sale.refund == NULL || cfg->q.sale.value == NULL))
		rc = state_fail(r, e, "a query for profiles without gap, order, refund or value");
	else if (rc == RC_OK && user_key_adopt(&cfg->q.who, h, j, &why) != RC_OK)
		rc = state_fail(r, e, "%s", why.msg);
	return rc == RC_OK ? state_adopt(h, j, e) : rc;
}

/* Do users go to disk?  Then all there is to do with them is done on the way. */
static bool
spills(struct plan *p)
{
	if (p->fold->spill.bytes == 0)
		return false;
	p->whole = user_fold_whole(&p->user);
	p->fold->whole = &p->whole;
	return true;
}

static enum rc
merge(struct plan *p, struct cfg *cfg, struct fold_parts *parts, struct job *j, struct err *e)
{
	const struct state_cfg sc = saved_cfg(opts, &cfg->states);
	const struct state_head *h;
	struct state_reader *r = NULL;
	enum rc rc = state_open(&r, j, &sc, &h, e);

	if (rc == RC_OK)
		rc = adopt(r, h, cfg, j, e);
	if (rc == RC_OK)
		rc = compile(p, cfg, j, e);
	if (rc == RC_OK)
		rc = same_version(r, h, cfg, p, j, e);
	if (rc == RC_OK)
		rc = spills(p) ? fold_merge(j, p->fold, r, h, e) :
		    fold_merge_collect(j, p->fold, r, h, parts, e);
	state_close(r);
	return rc;
}

static enum rc
collect(struct plan *p, struct cfg *cfg, struct fold_parts *parts, struct job *j, struct err *e)
{
	enum rc rc = compile(p, cfg, j, e);

	if (rc == RC_OK && cfg->stitch)
		rc = stitch_narrow(&p->stitch, j, e);
	if (rc == RC_OK && spills(p))
		return fold_run(j, p->fold, e);
	if (rc == RC_OK && j->given.partial != NULL)
		saved_read(j);
	return rc == RC_OK ? fold_collect(j, p->fold, parts, e) : rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { .q.max_groups = USER_MAX };
	struct fold_parts parts = { .n = 0 };
	struct err e = { 0 }, later = { 0 };
	struct job job;
	struct plan plan;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e), wrc = RC_OK;

	if (rc == RC_OK)
		rc = cfg.states.merge ? merge(&plan, &cfg, &parts, &job, &e) :
		    collect(&plan, &cfg, &parts, &job, &e);
	if (parts.whole != NULL)
		wrc = cfg.stitch ? stitch_write(&plan.stitch, &parts, &job, &later) :
		    user_fold_write(&plan.user, &parts, &job, &later);
	if (rc == RC_OK && wrc != RC_OK) {
		rc = wrc;
		e = later;
	}
	fold_parts_free(&parts);
	rc = kept_close(&cfg.kept, &job, rc, &e);
	return tool_finish(&tool, &job, rc, &e);
}
