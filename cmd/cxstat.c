/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxstat - error rates, percentiles, distinct users ... by group and window
 *
 * A fold: keys and states, never records.  The metric grammar: metric/metric.h.  See cxstat(1).
 */
#include "expr/func.h"
#include "fold/fold_resume.h"
#include "fold/metric_explain.h"
#include "fold/metric_fold.h"
#include "fold/sources.h"
#include "fold/spill.h"
#include "metric/agg_type.h"
#include "run/given.h"
#include "tool/tool.h"

#include <string.h>

struct cfg {
	const char *by;		/* -b */
	const char *window;	/* -w */
	bool        no_ci;	/* --no-ci */
	bool        exact;	/* --exact */
	bool        fill;	/* --fill */
	uint64_t    fill_last;	/* --fill-last; 0: not given */
	bool        totals;	/* --totals */
	const char *lateness;	/* --lateness */
	const char *idle;	/* --idle */
	struct sources_given live;	/* --source, --sources */
	const char *weight;	/* --weight */
	double      accuracy;	/* --accuracy */
	uint64_t    max_values;	/* --max-values */
	uint64_t    max_groups;	/* --max-groups */
	const char *overflow;	/* --overflow */
	struct spill_given spill;	/* --max-memory, --tmp */
	const char *top;	/* --top */
	bool        explain;	/* --explain */
	struct saved_given states;	/* --partial, --merge ... */
	struct kept_rotate rotate;	/* --rotate-state ... */
	struct kept kept;	/* --resume */
	const char *metrics;	/* of a saved query, in their one form */
	const char **aggregates;	/* what the states hold, and in which version */
	size_t      naggregates;
};

enum { FILL_LAST = 10 };

static const struct cfg defaults = { .accuracy = METRIC_ACCURACY,
	.max_values = METRIC_MAX_VALUES, .max_groups = FOLD_MAX_GROUPS };

static const struct opt opts[] = {
	OPT_EXPLAIN(cfg, explain, "partial merge resume"),
	OPT_KEYS('b', "by", cfg, by, "EXPR,...", "group by these fields or expressions"),
	OPT_TEXT('w', "window", cfg, window, "WINDOW", "tumbling windows: 1s 5m 1h 1d 1w 1mo"),
	OPT_WHERE,
	OPT_CHANNELS,
	OPT_FLAG(0, "fill", cfg, fill, "write windows without records too",
	    .needs = "window merge", .not_with = "partial"),
	OPT_U64(0, "fill-last", cfg, fill_last, 1, 1000000, "N",
	    "live: of groups that one of the last N windows had (default 10)",
	    .needs = "lateness"),
	OPT_FLAG(0, "totals", cfg, totals, "end with a record over everything",
	    .not_with = "partial"),
	OPT_TEXT(0, "top", cfg, top, "N[:METRIC]",
	    "of each window the N groups with the greatest METRIC, the others as one",
	    .needs = "by merge", .not_with = "partial"),
	OPT_TEXT(0, "lateness", cfg, lateness, "TIME",
	    "endless input: write a window when records are TIME past its end; with "
	    "--rotate-state when a period leaves",
	    .needs = "window", .not_with = "partial merge totals"),
	OPT_TEXT(0, "idle", cfg, idle, "TIME",
	    "go on with the wall clock after TIME without input", .needs = "lateness"),
	SOURCES_OPTIONS(cfg, live),
	SAVED_OPTIONS(cfg, states, .not_with = "overflow=other"),
	SAVED_SORTED(cfg, states, "by window partial fill totals top overflow=other"),
	OPT_CONF,
	OPT_FLAG(0, "no-ci", cfg, no_ci, "leave the intervals out", .not_with = "partial"),
	OPT_TEXT(0, "weight", cfg, weight, "[sampled:]FIELD", "a record stands for so many "
	    "events, or was drawn out of so many", .saved = OPT_SAVED_TEXT, .may_lack = true),
	OPT_FLAG(0, "exact", cfg, exact, "keep every value: exact quantiles at any size",
	    .not_with = "weight", .saved = OPT_SAVED_FLAG),
	OPT_DOUBLE(0, "accuracy", cfg, accuracy, 0.0001, 0.1, "SHARE",
	    "relative error of sketched quantiles (default 0.01)", .saved = OPT_SAVED_NUMBER),
	OPT_U64(0, "max-values", cfg, max_values, 1, UINT64_MAX, "N",
	    "different values top() may count (default 100000)", .saved = OPT_SAVED_COUNT,
	    .as = "max_values"),
	OPT_SAVED_AS_TEXT("metrics", cfg, metrics),
	OPT_SAVED_AS_LIST("aggregates", cfg, aggregates),
	OPT_U64(0, "max-groups", cfg, max_groups, 1, UINT64_MAX, "N",
	    "groups to keep (default 10000000)"),
	OPT_CHOICE(0, "overflow", cfg, overflow, "error|other",
	    "beyond --max-groups: an error (default), or the greatest keys become \"other\""),
	SPILL_OPTIONS(cfg, spill, "groups",
	    .not_with = "max-groups overflow fill lateness sorted resume"),
	OPT_SOURCE,
	OPT_TIME,
	OPT_RESUME("partial overflow=other idle fill-last"),
	KEPT_ROTATE_OPTIONS(cfg, rotate),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static bool
only_files(const void *ctx)
{
	return ((const struct cfg *)ctx)->states.merge;
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
	.notes = "METRICS is a list of [NAME =] AGGREGATE(...), of the aggregates above; their\n"
	    "arguments are expressions: users = distinct(client_ip), p95(duration_ms)\n",
	.example =
	    "  cxstat -f combined -b 'route(path)' -w 1h \\\n"
	    "      'n = count(), errors = rate(status >= 500), p95(bytes)' access.log\n",
};

/* The query as it is saved: what @cfg says, the metrics in their one form. */
static enum rc
save(struct sv *text, const struct cfg *cfg, const struct metric_set *m, struct job *j,
    struct err *e)
{
	struct cfg one = *cfg;
	enum rc rc = metric_fold_text(&one.metrics, sv_of(j->given.program), &j->arena, e);

	one.aggregates = metric_describe(m, &j->arena);
	one.naggregates = m->nagg;
	return rc == RC_OK ? query_save(text, &(struct query){ opts, &one }, &j->arena, e) : rc;
}

/* What results depend on beside the states. */
static void
ask(const struct fold_plan *p, const struct cfg *cfg, const struct job *j)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%s %.17g %d %d %d %s %lld %lld", CX_VERSION, j->given.conf, cfg->no_ci,
	    cfg->fill, cfg->totals, cfg->top != NULL ? cfg->top : "",
	    (long long)j->query.from_us, (long long)j->query.to_us);
	kept_ask(p->kept, buf_view(&b));
	buf_free(&b);
}

/* What states are written under: those of --partial, or those that --resume goes on from. */
static enum rc
keep(struct fold_plan *p, struct cfg *cfg, struct job *j, struct err *e)
{
	struct state_head *h;
	enum rc rc;

	if (p->nkey > STATE_KEYS_MAX)
		return rc_err(e, RC_USAGE, "%s: at most %d keys", j->given.partial != NULL ?
		    "--partial" : "--resume", (int)STATE_KEYS_MAX);
	h = saved_head(j, p->key, p->nkey);
	h->window = sv_of(cfg->window);
	p->partial = h;
	rc = save(&h->plan, cfg, p->ctx, j, e);
	fold_resume_plan(p, &cfg->kept, opts, j);
	cfg->rotate.lateness = cfg->lateness;
	if (rc == RC_OK && p->kept != NULL && cfg->rotate.folder == NULL && !j->given.strict_fields)
		ask(p, cfg, j);
	return rc == RC_OK && p->kept != NULL ? kept_rotate(p->kept, &cfg->rotate,
	    p->windowed ? &p->window : NULL, j, e) : rc;
}

static enum rc
live(struct fold_plan *p, const struct cfg *cfg, struct job *j, struct err *e)
{
	enum rc rc = given_duration(&p->lateness_us, "--lateness", cfg->lateness, 0, "10s", e);

	if (rc == RC_OK && cfg->idle != NULL)
		rc = given_duration(&p->idle_us, "--idle", cfg->idle, 1, "10s", e);
	p->live = true;
	p->fill_last = cfg->fill_last != 0 ? cfg->fill_last : FILL_LAST;
	return rc == RC_OK ? sources_compile(&p->sources, &cfg->live, j, e) : rc;
}

static enum rc
compile(struct fold_plan *p, struct cfg *cfg, struct job *j, struct err *e)
{
	struct metric_cfg mcfg = { .accuracy = cfg->accuracy, .conf = j->given.conf,
		.ci = !cfg->no_ci, .exact = cfg->exact, .max_values = cfg->max_values };
	const struct metric_set *m;
	enum rc rc = given_weight(&cfg->weight, j, e);

	mcfg.sampled = j->query.weight.sampled;
	if (rc == RC_OK)
		rc = metric_fold_compile(&m, &mcfg, j, e);
	if (rc != RC_OK)
		return rc;
	*p = (struct fold_plan){ .kind = "stat", .ops = &metric_fold_ops, .ctx = m,
		.state_size = m->size, .fill = cfg->fill, .totals = cfg->totals,
		.max_groups = cfg->max_groups, .sorted = cfg->states.sorted,
		.overflow = cfg->overflow != NULL && strcmp(cfg->overflow, "other") == 0 };
	if (cfg->by != NULL)
		rc = key_list_parse(&p->key, &p->nkey, cfg->by, &j->query.env, e);
	if (rc == RC_OK && cfg->window != NULL) {
		p->windowed = true;
		rc = twindow_parse(&p->window, sv_of(cfg->window), j->query.zone, e);
		rc = rc == RC_OK ? rc : rc_err(e, rc, "--window: %s", e->msg);
	}
	if (rc == RC_OK && cfg->fill_last != 0 && !cfg->fill)
		rc = rc_err(e, RC_USAGE, "--fill-last needs --fill");
	if (rc == RC_OK && cfg->top != NULL)
		rc = metric_fold_top(p, cfg->top, &j->arena, e);
	if (rc == RC_OK && cfg->fill && cfg->window == NULL)	/* of states without */
		rc = rc_err(e, RC_USAGE, "--fill needs --window");
	rc = rc == RC_OK ? spill_compile(p, &cfg->spill, e) : rc;
	if (rc == RC_OK && cfg->lateness != NULL && j->given.resume == NULL)
		rc = live(p, cfg, j, e);
	if (rc == RC_OK && (m->timed || p->windowed))
		rc = job_need_time(j, p->windowed, e);
	if (rc == RC_OK && saved_wanted(j))
		rc = keep(p, cfg, j, e);
	return rc == RC_OK ? metric_fold_check_names(p, e) : rc;
}

/* Take the saved query for the options that were given when the states were written. */
static enum rc
adopt(const struct state_reader *r, const struct state_head *h, struct cfg *cfg, struct job *j,
    struct err *e)
{
	enum rc rc = saved_query(r, h, &(struct query){ opts, cfg }, j, e);

	if (rc != RC_OK)
		return rc;
	j->given.program = cfg->metrics;
	if (cfg->window == NULL)
		cfg->window = state_text(h->window, &j->arena);
	if (cfg->by == NULL)
		cfg->by = state_by(h, &j->arena);
	return state_adopt(h, j, e);
}

/* The aggregates of this program have the form that the states have. */
static enum rc
same_version(const struct state_reader *r, const struct state_head *h, const struct cfg *cfg,
    const struct metric_set *m, struct job *j, struct err *e)
{
	struct err why = { 0 };
	struct sv now;
	enum rc rc = save(&now, cfg, m, j, e);

	if (rc == RC_OK && query_same(opts, h->plan, now, "of this program", &why) != RC_OK)
		rc = state_fail(r, e, "states of another version: %s", why.msg);
	return rc;
}

static enum rc
merge(struct cfg *cfg, struct job *j, struct err *e)
{
	const struct state_cfg sc = saved_cfg(opts, &cfg->states);
	const struct state_head *h;
	struct state_reader *r = NULL;
	struct fold_plan p;
	enum rc rc = state_open(&r, j, &sc, &h, e);

	if (rc == RC_OK)
		rc = adopt(r, h, cfg, j, e);
	if (rc == RC_OK)
		rc = compile(&p, cfg, j, e);
	if (rc == RC_OK)
		rc = same_version(r, h, cfg, p.ctx, j, e);
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

	if (rc == RC_OK && cfg.states.merge) {
		rc = merge(&cfg, &job, &e);
		return tool_finish(&tool, &job, rc, &e);
	}
	if (rc == RC_OK)
		rc = compile(&plan, &cfg, &job, &e);
	if (rc == RC_OK)
		rc = cfg.explain ? metric_explain(&job, &plan, cfg.window, &e) :
		    fold_run(&job, &plan, &e);
	rc = kept_close(&cfg.kept, &job, rc, &e);
	return tool_finish(&tool, &job, rc, &e);
}
