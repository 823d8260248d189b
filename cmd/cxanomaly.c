/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxanomaly - what is unusual in a metric's series, by its own past; which key explains a change
 *
 * A map with memory: bounded, a state for each series, see anomaly/watch.h; with --explain-by
 * the results are kept and compared at the end, anomaly/explain.h.  See cxanomaly(1).
 */
#include "anomaly/explain.h"
#include "anomaly/watch_gap.h"
#include "anomaly/watch_state.h"
#include "state/memory.h"
#include "tool/tool.h"

#include <string.h>

struct cfg {
	const char *by;		/* -b */
	bool        daily;	/* --daily */
	const char *step;	/* --step */
	const char *period;	/* --period */
	const char *scale;	/* --scale */
	double      threshold;	/* --threshold */
	const char *cool_down;	/* --cool-down */
	uint64_t    history;	/* --history */
	uint64_t    max_groups;	/* --max-groups */
	const char *settle;	/* --settle */
	const char *calendar;	/* --calendar */
	const char *state;	/* --state */
	bool        gate;	/* --gate */
	bool        only;	/* --only-anomalies */
	const char *explain;	/* --explain-by */
	const char *at;		/* --at */
	const char *against;	/* --against */
};

static const struct cfg defaults = { .history = 10000, .max_groups = 1000000 };

static const struct opt opts[] = {
	OPT_TEXT('b', "by", cfg, by, "EXPR,...",
	    "what tells series apart (default: every text field but the window)"),
	OPT_WHERE,
	OPT_FLAG(0, "daily", cfg, daily, "one point a day: weekday factors and a trailing level"),
	OPT_TEXT(0, "step", cfg, step, "WINDOW",
	    "how far points lie apart, 5m 1h 1d 1w 1mo: what is missing is told"),
	OPT_CHOICE(0, "period", cfg, period, "1d|1w|1mo|auto",
	    "take off what is usual at this time of the day, week or month; auto: points find "
	    "their period"),
	OPT_CHOICE(0, "scale", cfg, scale, "auto|log|logit|root|linear",
	    "on what scale days are compared (default auto)", .needs = "daily"),
	OPT_DOUBLE(0, "threshold", cfg, threshold, 0.01, 1e6, "SCORE",
	    "score that is an anomaly (default 1.35, 4 with --daily)"),
	OPT_TEXT(0, "cool-down", cfg, cool_down, "N|TIME",
	    "points or time after an anomaly in which its series has no other (default 36, "
	    "0 with --daily)"),
	OPT_U64(0, "history", cfg, history, 100, 1000000, "N",
	    "points a series is compared with (default 10000)"),
	OPT_U64(0, "max-groups", cfg, max_groups, 1, UINT64_MAX, "N",
	    "groups, or with --explain-by results, to remember (default 1000000)"),
	OPT_TEXT(0, "settle", cfg, settle, "TIME",
	    "leave out what ended less than TIME before --now: it may not be complete"),
	OPT_TEXT(0, "calendar", cfg, calendar, "FILE",
	    "opening hours, holidays and maintenance: what is outside is left out",
	    .file = PLACE_READ),
	OPT_TEXT(0, "state", cfg, state, "FILE",
	    "go on from FILE, and renew it: a run a day sees a point a day",
	    .file = PLACE_WRITTEN),
	OPT_FLAG(0, "only-anomalies", cfg, only, "write only the records with an anomaly"),
	OPT_FLAG(0, "gate", cfg, gate,
	    "status 1 when there is an anomaly, 3 when nothing was judged"),
	OPT_HEAD("What explains a change"),
	OPT_TEXT(0, "explain-by", cfg, explain, "EXPR,...",
	    "tell which values of these keys explain that a rate, mean, count or sum changed from "
	    "one window to another",
	    .not_with = "by daily step period scale threshold cool-down history settle calendar "
	    "state gate only-anomalies resume"),
	OPT_TEXT(0, "at", cfg, at, "TIME", "the window that changed (default: the last one)",
	    .needs = "explain-by"),
	OPT_TEXT(0, "against", cfg, against, "TIME|AGO",
	    "the window it is compared with, or how long before it that is (default: the one "
	    "before it)", .needs = "explain-by"),
	OPT_SOURCE,
	OPT_TIME_OF("window"),
	OPT_RESUME_RECORDS("state"),
	OPT_COMMON,
	OPT_END
};

static const struct tool tool = {
	.name = "cxanomaly",
	.usage = "[-b FIELDS] [--daily] [--state FILE] [--explain-by KEYS] [OPTION...] METRIC,... "
	    "[FILE...]",
	.summary = "Find what is unusual in series of metrics, and what explains a change.",
	.opts = opts,
	.program = "METRIC,...",
	.time = "window",
	.example =
	    "  cxstat -b country -w 1d 'orders = count()' yesterday.ndjson |\n"
	    "      cxanomaly --daily --state kpi.state --only-anomalies orders\n",
};

static void *
part(void *state, unsigned i)
{
	(void)i;	/* one thread, one memory */
	return state;
}

static enum rc
verdict(const struct watch *w)
{
	return w->anomalies > 0 ? RC_NO : w->judged == 0 ? RC_NOVERDICT : RC_OK;
}

static enum rc
run(struct watch *w, const struct watch_plan *p, const struct cfg *cfg, struct job *j,
    struct err *e)
{
	struct memory memory;
	enum rc rc = RC_OK;

	watch_init(w, p, j->seed);
	memory_init(&memory, &watch_state_ops, w);
	if (cfg->state != NULL)
		rc = memory_open(&memory, "--state", cfg->state, j, e);
	if (rc == RC_OK)
		rc = memory_resume(&memory, j, MEMORY_RECORDS, e);
	if (rc == RC_OK && !memory_idle(&memory))
		rc = map_run(j, &(struct map_plan){ .fn = watch_record, .serial = true,
		    .part = part, .state = w }, e);
	if (rc == RC_OK && !memory_idle(&memory))
		watch_gap_finish(w, j);
	if (rc == RC_OK)
		rc = memory_write(&memory, j, e);
	if (rc == RC_OK && cfg->gate)
		rc = verdict(w);
	rc = memory_close(&memory, j, rc, e);
	watch_free(w);
	return rc;
}

static enum rc
watch(const struct cfg *cfg, struct job *j, struct err *e)
{
	struct watch_plan plan;
	struct watch w;
	enum rc rc = watch_compile(&plan, &(struct watch_query){ .metrics = j->given.program,
	    .by = cfg->by, .daily = cfg->daily, .step = cfg->step,
	    .period = cfg->period, .scale = cfg->scale,
	    .threshold = cfg->threshold, .cool_down = cfg->cool_down,
	    .history = cfg->history, .max_groups = cfg->max_groups,
	    .settle = cfg->settle, .calendar = cfg->calendar,
	    .only = cfg->only }, j, e);

	return rc == RC_OK ? run(&w, &plan, cfg, j, e) : rc;
}

static enum rc
explain(const struct cfg *cfg, struct job *j, struct err *e)
{
	struct explain_plan plan;
	struct explain x;
	enum rc rc = explain_compile(&plan, &(struct explain_query){ .metrics = j->given.program,
	    .by = cfg->explain, .at = cfg->at, .against = cfg->against,
	    .max_groups = cfg->max_groups }, j, e);

	if (rc != RC_OK)
		return rc;
	explain_init(&x, &plan, j->seed);
	rc = map_run(j, &(struct map_plan){ .fn = explain_record, .serial = true, .part = part,
	    .state = &x }, e);
	if (rc == RC_OK)
		rc = explain_finish(&x, j, e);
	explain_free(&x);
	return rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = defaults;
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK)
		rc = cfg.explain != NULL ? explain(&cfg, &job, &e) : watch(&cfg, &job, &e);
	return tool_finish(&tool, &job, rc, &e);
}
