/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxsession - which records of a user belong to one visit
 *
 * A scan: memory is what of each record is not said before, or with --sessions a few
 * bytes of it; with --sorted one user at a time.  With --stat its results go into a fold.
 * What ends a session is in users/session.h.  See cxsession(1).
 */
#include "expr/func.h"
#include "metric/agg_type.h"
#include "tool/tool.h"
#include "users/session_scan.h"
#include "users/session_stat.h"

#include <string.h>

struct cfg {
	struct session_query q;
	struct session_stat_query stat;	/* --stat, -b, -w */
	bool                 sorted;	/* --sorted */
	bool                 partial;	/* --partial */
	bool                 merge;	/* --merge */
	uint64_t             max_facts;	/* --max-facts */
};

static const struct opt opts[] = {
	OPT_TEXT('u', "user", cfg, q.user, "EXPR", "whose record it is (default user_id)"),
	OPT_TEXT(0, "gap", cfg, q.gap, "DURATION",
	    "a longer pause ends the session (default 30m)"),
	OPT_FLAG(0, "at-gap", cfg, q.at_gap, "a pause of exactly --gap ends it too"),
	OPT_TEXT(0, "max", cfg, q.max, "DURATION", "no session gets this old (default: no limit)"),
	OPT_TEXT(0, "split", cfg, q.split, "EXPR,...",
	    "end it where one of these changes; midnight: with the day"),
	OPT_FLAG(0, "sessions", cfg, q.sessions, "write one result for each session"),
	OPT_TEXT(0, "page", cfg, q.page, "EXPR",
	    "page a record shows, null for none (default: page_location, path)"),
	OPT_TEXT(0, "key-event", cfg, q.key_event, "EXPR",
	    "count records for which EXPR is true; a session with one is engaged"),
	OPT_TEXT(0, "keep", cfg, q.keep, "FIELD,...",
	    "their first known value (default source, medium, campaign, channel)"),
	OPT_TEXT(0, "stat", cfg, stat.metrics, "METRICS",
	    "write metrics of the sessions, as cxstat of --sessions would"),
	OPT_KEYS('b', "by", cfg, stat.by, "EXPR,...", "with --stat: group the sessions"),
	OPT_TEXT('w', "window", cfg, stat.window, "WINDOW",
	    "with --stat: tumbling windows of their start: 1h 1d 1w 1mo"),
	OPT_FLAG(0, "sorted", cfg, sorted, "the input comes user by user: one at a time"),
	OPT_FLAG(0, "partial", cfg, partial, "write states for --merge instead of results"),
	OPT_FLAG(0, "merge", cfg, merge, "the files are states of --partial: put them together"),
	OPT_U64(0, "max-facts", cfg, max_facts, 1, UINT64_MAX, "N",
	    "records to keep; more is an error (default 1000000000)"),
	OPT_WHERE,
	OPT_SOURCE,
	OPT_TIME,
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &agg_type_registry, &func_registry, NULL };

static const struct tool tool = {
	.name = "cxsession",
	.usage = "[-u EXPR] [--gap DURATION] [--sessions | --stat METRICS] [OPTION...] [FILE...]",
	.summary = "Find the sessions of each user.",
	.opts = opts,
	.lists = lists,
};

/* Which options of --stat go together; states are of facts, and serve any metrics. */
static enum rc
check_stat(const struct cfg *cfg, struct err *e)
{
	const struct session_stat_query *q = &cfg->stat;

	if (q->metrics == NULL && (q->by != NULL || q->window != NULL))
		return rc_err(e, RC_USAGE, "%s goes with --stat", q->by != NULL ? "--by" :
		    "--window");
	if (q->metrics == NULL)
		return RC_OK;
	if (cfg->partial)
		return rc_err(e, RC_USAGE, "--partial keeps states: --stat goes with --merge");
	return cfg->q.sessions ? RC_OK : rc_err(e, RC_USAGE, "--stat is of sessions: these are "
	    "states of records (--partial without --sessions)");
}

static enum rc
compile_scan(struct scan_plan *p, struct session_plan *s, const struct cfg *cfg, struct job *j,
    struct err *e)
{
	enum rc rc = check_stat(cfg, e);

	if (rc == RC_OK)
		rc = session_scan_compile(s, &cfg->q, j, e);

	*p = (struct scan_plan){ .ops = &session_scan_ops, .ctx = s, .key = &s->user, .nkey = 1,
		.max_facts = cfg->max_facts, .sorted = cfg->sorted };
	if (rc == RC_OK && cfg->partial)
		p->partial = session_scan_head(s, j);
	if (rc == RC_OK && cfg->stat.metrics != NULL)
		rc = session_stat_compile(&p->into, &cfg->stat, j, e);
	return rc;
}

/* The states bring the query: nothing that is part of it may be said again. */
static enum rc
refuse_query_options(const struct job *j, const struct cfg *cfg, struct err *e)
{
	const struct session_query *q = &cfg->q;
	const char *given = q->user != NULL ? "--user" : q->gap != NULL ? "--gap" :
	    q->at_gap ? "--at-gap" : q->max != NULL ? "--max" :
	    q->split != NULL ? "--split" : q->sessions ? "--sessions" :
	    q->page != NULL ? "--page" : q->key_event != NULL ? "--key-event" :
	    q->keep != NULL ? "--keep" : job_query_option(j);

	if (given != NULL)
		return rc_err(e, RC_USAGE, "--merge takes the query from the states: leave out %s",
		    given);
	return !cfg->sorted ? RC_OK :
	    rc_err(e, RC_USAGE, "--sorted is for records, not for --merge");
}

static enum rc
merge_states(struct cfg *cfg, struct job *j, struct err *e)
{
	const struct state_head *h;
	struct state_reader *r = NULL;
	struct session_plan s;
	struct scan_plan p;
	enum rc rc = refuse_query_options(j, cfg, e);

	if (rc == RC_OK)
		rc = state_open(&r, j, &h, e);
	if (rc == RC_OK)
		rc = session_scan_adopt(&cfg->q, h, j, e);
	if (rc == RC_OK)
		rc = compile_scan(&p, &s, cfg, j, e);
	if (rc == RC_OK)
		rc = scan_merge(j, &p, r, h, e);
	state_close(r);
	return rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { .max_facts = 1000000000 };
	struct err e = { 0 };
	struct job job;
	struct session_plan plan;
	struct scan_plan p;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	cfg.q.sessions |= cfg.stat.metrics != NULL && !cfg.merge;
	if (rc == RC_OK && cfg.merge) {
		rc = merge_states(&cfg, &job, &e);
		return tool_finish(&tool, &job, rc, &e);
	}
	if (rc == RC_OK)
		rc = compile_scan(&p, &plan, &cfg, &job, &e);
	if (rc == RC_OK)
		rc = scan_run(&job, &p, &e);
	return tool_finish(&tool, &job, rc, &e);
}
