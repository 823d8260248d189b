/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxstat - error rates, percentiles, distinct users ... by group and window
 *
 * A fold: memory is keys and states, never records.  The metric grammar is in
 * metric/metric.h.  See cxstat(1).
 */
#include "metric/metric.h"
#include "run/fold.h"
#include "tool/tool.h"

#include <string.h>

struct cfg {
	const char *by;		/* -b */
	const char *window;	/* -w */
	bool        no_ci;	/* --no-ci */
	bool        exact;	/* --exact */
	bool        fill;	/* --fill */
	bool        totals;	/* --totals */
	double      accuracy;	/* --accuracy */
	uint64_t    max_values;	/* --max-values */
	uint64_t    max_groups;	/* --max-groups */
};

static const struct opt opts[] = {
	OPT_TEXT('b', "by", cfg, by, "EXPR,...", "group by these fields or expressions"),
	OPT_TEXT('w', "window", cfg, window, "WINDOW", "tumbling windows: 1s 5m 1h 1d 1w 1mo"),
	OPT_WHERE,
	OPT_FLAG(0, "fill", cfg, fill, "write windows without records too"),
	OPT_FLAG(0, "totals", cfg, totals, "end with a record over everything"),
	OPT_CONF,
	OPT_FLAG(0, "no-ci", cfg, no_ci, "leave the intervals out"),
	OPT_FLAG(0, "exact", cfg, exact, "keep every value: exact quantiles at any size"),
	OPT_DOUBLE(0, "accuracy", cfg, accuracy, 0.0001, 0.1, "SHARE",
	    "relative error of sketched quantiles (default 0.01)"),
	OPT_U64(0, "max-values", cfg, max_values, 1, UINT64_MAX, "N",
	    "different values top() may count (default 100000)"),
	OPT_U64(0, "max-groups", cfg, max_groups, 1, UINT64_MAX, "N",
	    "groups and windows to keep; more is an error (default 10000000)"),
	OPT_SOURCE,
	OPT_TIME,
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct tool tool = {
	.name = "cxstat",
	.usage = "[-b FIELDS] [-w WINDOW] [-e EXPR] [OPTION...] METRICS [FILE...]",
	.summary = "Count, rate and measure events by group and window.",
	.opts = opts,
	.program = "METRICS",
};

static enum rc
stat_init(const void *ctx, void *st, struct err *e)
{
	return metric_init(ctx, st, e);
}

static enum rc
stat_step(const void *ctx, void *st, const struct record *r, struct expr_eval *ev,
    const struct fold_in *in, struct err *e)
{
	return metric_step(ctx, st, r, ev, in, e);
}

static enum rc
stat_merge(const void *ctx, void *dst, const void *src, struct err *e)
{
	return metric_merge(ctx, dst, src, e);
}

static void
stat_emit(const void *ctx, const void *st, const struct fold_span *span, struct jwrite *w)
{
	metric_emit(ctx, st, span, w);
}

static void
stat_free(const void *ctx, void *st)
{
	metric_free(ctx, st);
}

static const struct fold_ops ops = { stat_init, stat_step, stat_merge, stat_emit, stat_free };

/* A name that a result already has would be there twice. */
static enum rc
check_names(const struct fold_plan *p, const struct metric_set *m, struct err *e)
{
	static const char *const taken[] = { "kind", "window", "window_end", "total", "truncated" };
	size_t i, k;

	for (i = 0; i < p->nkey + m->nout; i++) {
		struct sv name = i < p->nkey ? p->key[i].name : m->out[i - p->nkey].out.name;

		for (k = 0; k < sizeof(taken) / sizeof(taken[0]); k++)
			if (sv_is(name, taken[k]))
				return rc_err(e, RC_USAGE, "the name '%s' is taken: choose another",
				    taken[k]);
		for (k = 0; k < i && k < p->nkey; k++)
			if (sv_eq(name, p->key[k].name))
				return rc_err(e, RC_USAGE, "two results are called '%.*s': name one "
				    "of them (new = ...)", (int)name.n, name.p);
	}
	return RC_OK;
}

static enum rc
compile(struct fold_plan *p, const struct cfg *cfg, struct job *j, struct err *e)
{
	struct metric_cfg mcfg = {
		.accuracy = cfg->accuracy,
		.conf = j->cfg.conf,
		.ci = !cfg->no_ci,
		.exact = cfg->exact,
		.max_values = cfg->max_values,
	};
	const struct metric_set *m;
	enum rc rc = metric_compile(&m, sv_of(j->program), &mcfg, &j->env, e);

	if (rc != RC_OK) {
		rc_in(e, "metrics", j->program);
		return rc;
	}
	*p = (struct fold_plan){ .kind = "stat", .ops = &ops, .ctx = m, .state_size = m->size,
		.fill = cfg->fill, .totals = cfg->totals, .max_groups = cfg->max_groups };
	if (cfg->by != NULL)
		rc = fold_keys(&p->key, &p->nkey, cfg->by, &j->env, e);
	if (rc == RC_OK && cfg->window != NULL) {
		p->windowed = true;
		rc = twindow_parse(&p->window, sv_of(cfg->window), j->zone, e);
		if (rc != RC_OK)
			rc_err(e, rc, "--window: %s", e->msg);
	}
	if (rc == RC_OK && cfg->fill && cfg->window == NULL)
		rc = rc_err(e, RC_USAGE, "--fill needs --window");
	if (rc == RC_OK && (m->timed || p->windowed))
		rc = job_need_time(j, p->windowed, e);
	return rc == RC_OK ? check_names(p, m, e) : rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { .accuracy = 0.01, .max_values = 100000, .max_groups = 10000000 };
	struct err e = { 0 };
	struct job job;
	struct fold_plan plan;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK)
		rc = compile(&plan, &cfg, &job, &e);
	if (rc == RC_OK)
		rc = fold_run(&job, &plan, &e);
	return tool_finish(&tool, &job, rc, &e);
}
