/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxstat - error rates, percentiles, distinct users ... by group and window
 *
 * A fold: memory is keys and states, never records.  The metric grammar is in
 * metric/metric.h.  See cxstat(1).
 */
#include "expr/func.h"
#include "fold/fold.h"
#include "fold/metric_fold.h"
#include "metric/agg_type.h"
#include "state/state.h"
#include "time/tstamp.h"
#include "tool/tool.h"

#include <string.h>

struct cfg {
	const char *by;		/* -b */
	const char *window;	/* -w */
	bool        no_ci;	/* --no-ci */
	bool        exact;	/* --exact */
	bool        fill;	/* --fill */
	bool        totals;	/* --totals */
	const char *lateness;	/* --lateness */
	const char *idle;	/* --idle */
	bool        partial;	/* --partial */
	bool        merge;	/* --merge */
	double      accuracy;	/* --accuracy */
	uint64_t    max_values;	/* --max-values */
	uint64_t    max_groups;	/* --max-groups */
	const char *overflow;	/* --overflow */
};

static const struct cfg defaults = { .accuracy = METRIC_ACCURACY,
	.max_values = METRIC_MAX_VALUES, .max_groups = FOLD_MAX_GROUPS };

static const struct opt opts[] = {
	OPT_KEYS('b', "by", cfg, by, "EXPR,...", "group by these fields or expressions"),
	OPT_TEXT('w', "window", cfg, window, "WINDOW", "tumbling windows: 1s 5m 1h 1d 1w 1mo"),
	OPT_WHERE,
	OPT_FLAG(0, "fill", cfg, fill, "write windows without records too"),
	OPT_FLAG(0, "totals", cfg, totals, "end with a record over everything"),
	OPT_TEXT(0, "lateness", cfg, lateness, "TIME",
	    "endless input: write a window when records are TIME past its end"),
	OPT_TEXT(0, "idle", cfg, idle, "TIME",
	    "with --lateness: go on with the wall clock after TIME without input"),
	OPT_FLAG(0, "partial", cfg, partial, "write states for --merge instead of results"),
	OPT_FLAG(0, "merge", cfg, merge, "the files are states of --partial: add them up"),
	OPT_CONF,
	OPT_FLAG(0, "no-ci", cfg, no_ci, "leave the intervals out"),
	OPT_FLAG(0, "exact", cfg, exact, "keep every value: exact quantiles at any size"),
	OPT_DOUBLE(0, "accuracy", cfg, accuracy, 0.0001, 0.1, "SHARE",
	    "relative error of sketched quantiles (default 0.01)"),
	OPT_U64(0, "max-values", cfg, max_values, 1, UINT64_MAX, "N",
	    "different values top() may count (default 100000)"),
	OPT_U64(0, "max-groups", cfg, max_groups, 1, UINT64_MAX, "N",
	    "groups to keep (default 10000000)"),
	OPT_CHOICE(0, "overflow", cfg, overflow, "error|other",
	    "beyond --max-groups: an error (default), or the greatest keys become \"other\""),
	OPT_SOURCE,
	OPT_TIME,
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static bool
only_files(const void *ctx)
{
	const struct cfg *cfg = ctx;

	return cfg->merge;
}

static const struct registry *const lists[] = { &agg_type_registry, &func_registry, NULL };

static const struct tool tool = {
	.name = "cxstat",
	.usage = "[-b FIELDS] [-w WINDOW] [-e EXPR] [OPTION...] METRICS [FILE...]",
	.summary = "Count, rate and measure events by group and window.",
	.opts = opts,
	.program = "METRICS",
	.only_files = only_files,
	.lists = lists,
};

static enum rc
partial(struct fold_plan *p, const struct cfg *cfg, const struct metric_cfg *mcfg, struct job *j,
    struct err *e)
{
	const struct metric_set *m = p->ctx;
	struct state_head *h = arena_zalloc(&j->arena, sizeof(*h));
	enum rc rc;

	if (cfg->fill || cfg->totals || cfg->no_ci)
		return rc_err(e, RC_USAGE, "--partial keeps states: --fill, --totals and --no-ci "
		    "go with --merge");
	if (p->overflow)
		return rc_err(e, RC_USAGE, "--partial keeps every group: --overflow other goes "
		    "with --merge");
	if (p->nkey > STATE_KEYS_MAX)
		return rc_err(e, RC_USAGE, "--partial: at most %d keys", (int)STATE_KEYS_MAX);
	h->filter = sv_of(tool.name);
	h->time = sv_of(j->given.time);
	h->tz = tzone_name(j->query.zone);
	h->window = sv_of(cfg->window);
	for (h->nkey = 0; h->nkey < p->nkey; h->nkey++)
		h->key[h->nkey] = (struct state_key){ p->key[h->nkey].name,
			expr_text(p->key[h->nkey].x, &j->arena) };
	if (j->query.where != NULL)
		h->where = expr_text(j->query.where, &j->arena);
	rc = metric_fold_save_plan(&h->plan, sv_of(j->given.program), mcfg, m, &j->arena, e);
	p->partial = h;
	return rc;
}

static enum rc
duration_option(const char *opt, const char *text, int64_t least, int64_t *us, struct err *e)
{
	if (tstamp_duration(sv_of(text), us) && *us >= least)
		return RC_OK;
	return rc_err(e, RC_USAGE, "%s: expected a duration such as 10s, got '%s'", opt, text);
}

static enum rc
live(struct fold_plan *p, const struct cfg *cfg, struct err *e)
{
	enum rc rc = duration_option("--lateness", cfg->lateness, 0, &p->lateness_us, e);

	if (rc == RC_OK && cfg->idle != NULL)
		rc = duration_option("--idle", cfg->idle, 1, &p->idle_us, e);
	if (rc == RC_OK && !p->windowed)
		rc = rc_err(e, RC_USAGE, "--lateness needs --window");
	if (rc == RC_OK && (cfg->partial || cfg->merge || cfg->fill || cfg->totals))
		rc = rc_err(e, RC_USAGE, "--lateness closes windows before the end: it does not "
		    "go with --partial, --merge, --fill and --totals");
	p->live = true;
	return rc;
}

static enum rc
compile(struct fold_plan *p, const struct cfg *cfg, struct job *j, struct err *e)
{
	struct metric_cfg mcfg = {
		.accuracy = cfg->accuracy,
		.conf = j->given.conf,
		.ci = !cfg->no_ci,
		.exact = cfg->exact,
		.max_values = cfg->max_values,
	};
	const struct metric_set *m;
	enum rc rc = metric_compile(&m, sv_of(j->given.program), &mcfg, &j->query.env, e);

	if (rc != RC_OK) {
		rc_in(e, "metrics", j->given.program);
		return rc;
	}
	*p = (struct fold_plan){ .kind = "stat", .ops = &metric_fold_ops, .ctx = m,
		.state_size = m->size, .fill = cfg->fill, .totals = cfg->totals,
		.max_groups = cfg->max_groups,
		.overflow = cfg->overflow != NULL && strcmp(cfg->overflow, "other") == 0 };
	if (cfg->by != NULL)
		rc = key_list_parse(&p->key, &p->nkey, cfg->by, &j->query.env, e);
	if (rc == RC_OK && cfg->window != NULL) {
		p->windowed = true;
		rc = twindow_parse(&p->window, sv_of(cfg->window), j->query.zone, e);
		if (rc != RC_OK)
			rc_err(e, rc, "--window: %s", e->msg);
	}
	if (rc == RC_OK && cfg->fill && cfg->window == NULL)
		rc = rc_err(e, RC_USAGE, "--fill needs --window");
	if (rc == RC_OK && cfg->lateness != NULL)
		rc = live(p, cfg, e);
	else if (rc == RC_OK && cfg->idle != NULL)
		rc = rc_err(e, RC_USAGE, "--idle goes with --lateness");
	if (rc == RC_OK && (m->timed || p->windowed))
		rc = job_need_time(j, p->windowed, e);
	if (rc == RC_OK && cfg->partial)
		rc = partial(p, cfg, &mcfg, j, e);
	return rc == RC_OK ? metric_fold_check_names(p, e) : rc;
}

/* Take the saved query for the options that were given when the states were written. */
static enum rc
adopt(const struct state_head *h, struct cfg *cfg, struct job *j, struct err *e)
{
	struct metric_cfg mcfg = { 0 };
	struct sv metrics;

	if (!sv_is(h->filter, tool.name) ||
	    !metric_fold_load_plan(h->plan, &metrics, &mcfg, &j->arena))
		return rc_err(e, RC_SYNTAX, "states of %.*s: not a query that cxstat wrote",
		    SV_SHOW(h->filter));
	j->given.program = state_text(metrics, &j->arena);
	cfg->accuracy = mcfg.accuracy;
	cfg->exact = mcfg.exact;
	cfg->max_values = mcfg.max_values;
	if (cfg->window == NULL)
		cfg->window = state_text(h->window, &j->arena);
	if (cfg->by == NULL)
		cfg->by = state_by(h, &j->arena);
	return state_adopt(h, j, e);
}

static enum rc
refuse_query_options(const struct job *j, const struct cfg *cfg, struct err *e)
{
	const char *given = cfg->exact ? "--exact" :
	    cfg->accuracy != defaults.accuracy ? "--accuracy" :
	    cfg->max_values != defaults.max_values ? "--max-values" : job_query_option(j);

	return given == NULL ? RC_OK : rc_err(e, RC_USAGE, "--merge takes the query from the "
	    "states: leave out %s", given);
}

static enum rc
merge(struct cfg *cfg, struct job *j, struct err *e)
{
	const struct state_head *h;
	struct state_reader *r = NULL;
	struct fold_plan p;
	enum rc rc = refuse_query_options(j, cfg, e);

	if (rc == RC_OK)
		rc = state_open(&r, j, &h, e);
	if (rc == RC_OK)
		rc = adopt(h, cfg, j, e);
	if (rc == RC_OK)
		rc = compile(&p, cfg, j, e);
	if (rc == RC_OK)
		rc = metric_fold_check_plan(h->plan, sv_of(j->given.program), &(struct metric_cfg){
		    .accuracy = cfg->accuracy, .exact = cfg->exact, .max_values = cfg->max_values },
		    p.ctx, &j->arena, e);
	if (rc == RC_OK)
		rc = fold_merge(j, &p, r, h, e);
	state_close(r);
	return rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = defaults;
	struct err e = { 0 };
	struct job job;
	struct fold_plan plan;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK && cfg.merge) {
		rc = merge(&cfg, &job, &e);
		return tool_finish(&tool, &job, rc, &e);
	}
	if (rc == RC_OK)
		rc = compile(&plan, &cfg, &job, &e);
	if (rc == RC_OK)
		rc = fold_run(&job, &plan, &e);
	return tool_finish(&tool, &job, rc, &e);
}
