/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxsession - which records of a user belong to one visit
 *
 * A scan: memory is what of each record is not said before, or with --sessions a few
 * bytes of it; with --sorted one user at a time; with --lateness the sessions that are open,
 * however long, and the records that may come out of order.  With --stat its results go into
 * a fold.  What ends a session is in users/session.h.  See cxsession(1).
 */
#include "expr/func.h"
#include "metric/agg_type.h"
#include "scan/scan_saved.h"
#include "scan/scan_spill.h"
#include "tool/tool.h"
#include "users/session_scan.h"
#include "users/session_stat.h"

#include <string.h>

struct cfg {
	struct session_query q;
	struct session_stat_query stat;	/* --stat, -b, -w */
	struct session_view_query view;	/* --pages, --transitions ... */
	struct scan_live_query live;	/* --lateness, --idle */
	struct saved_given   states;	/* --partial, --merge ... */
	struct kept kept;	/* --resume */
	uint64_t             max_facts;	/* --max-facts */
	struct spill_given  spill;	/* --max-memory, --tmp */
	struct session_plan  plan;	/* compiled from these */
	struct scan_live_plan plan_live;
};

static const struct opt opts[] = {
	SESSION_OPTIONS(cfg, q),
	OPT_TEXT(0, "stat", cfg, stat.metrics, "METRICS",
	    "write metrics of the sessions, as cxstat of --sessions would",
	    .not_with = "partial"),
	OPT_KEYS('b', "by", cfg, stat.by, "EXPR,...", "group the sessions", .needs = "stat"),
	OPT_TEXT('w', "window", cfg, stat.window, "WINDOW",
	    "tumbling windows of their start: 1h 1d 1w 1mo", .needs = "stat"),
	SESSION_VIEW_OPTIONS(cfg, view),
	SESSION_ALERT_OPTIONS(cfg, q.alert),
	OPT_HEAD("Input and states"),
	SCAN_LIVE_OPTIONS(cfg, live,
	    "endless input: a session is over when records are TIME behind its --gap",
	    .not_with = "sorted partial merge stat pages transitions paths repeats around"),
	OPT_FLAG(0, "sorted", cfg, states.sorted,
	    "the input, or states by --key-lines, come user by user: one at a time",
	    .not_with = "key-lines"),
	SAVED_OPTIONS(cfg, states, .not_with = NULL),
	OPT_U64(0, "max-facts", cfg, max_facts, 1, UINT64_MAX, "N",
	    "records to keep; more is an error (default 1000000000)"),
	SPILL_OPTIONS(cfg, spill, "records",
	    .not_with = "max-facts sorted resume lateness"),
	OPT_WHERE,
	OPT_SOURCE,
	OPT_TIME,
	OPT_RESUME("partial sorted lateness"),
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
	.example =
	    "  cxsession -f combined -u client_ip --sessions access.log | cxview --top 20\n",
};

static enum rc
make_head(struct state_head **h, const struct session_plan *s, struct job *j, struct err *e)
{
	struct cfg one = { 0 };

	session_scan_query(&one.q, s, j);
	*h = saved_head(j, &s->user.key, 1);
	return query_save(&(*h)->plan, &(struct query){ opts, &one }, &j->arena, e);
}

/* More than the results of --sessions: what they come to. */
static bool
asks_for_sessions(const struct cfg *cfg)
{
	const struct session_view_query *v = &cfg->view;

	return cfg->stat.metrics != NULL || v->pages || v->transitions || v->paths > 0 ||
	    v->repeats != NULL || v->around > 0;
}

static enum rc
compile_scan(struct scan_plan *p, void *values, struct job *j, struct err *e)
{
	struct cfg *cfg = values;
	struct session_plan *s = &cfg->plan;
	struct state_head *h = NULL;
	enum rc rc;

	cfg->q.live = cfg->live.lateness != NULL;
	rc = session_scan_compile(s, &cfg->q, j, e);
	if (rc == RC_OK && saved_wanted(j))
		rc = make_head(&h, s, j, e);
	*p = (struct scan_plan){ .ops = &session_scan_ops, .ctx = s, .key = &s->user.key, .nkey = 1,
		.max_facts = cfg->max_facts, .sorted = cfg->states.sorted, .partial = h };
	if (rc == RC_OK)
		rc = scan_spill_compile(p, &cfg->spill, e);
	if (rc == RC_OK && cfg->q.live) {
		cfg->plan_live.turn = session_scan_turn;
		p->live = &cfg->plan_live;
		rc = scan_live_compile(&cfg->plan_live, &cfg->live, e);
	}
	if (rc == RC_OK)
		rc = session_view_compile(&s->view, &cfg->view, j, e);
	if (rc == RC_OK && asks_for_sessions(cfg) && !cfg->q.sessions)
		rc = rc_err(e, RC_USAGE, "%s is of sessions: these are states of records "
		    "(--partial without --sessions)",
		    cfg->stat.metrics != NULL ? "--stat" : "what is asked for");
	if (rc == RC_OK && s->view.type != NULL) {
		s->view.keyed = s->key_event != NULL;
		p->sum = &session_scan_sum;
	}
	if (rc == RC_OK && cfg->stat.metrics != NULL)
		rc = session_stat_compile(&p->into, &cfg->stat, j, e);
	return rc;
}

static enum rc
adopt(void *values, const struct state_head *h, struct job *j, struct err *e)
{
	return session_scan_adopt(&((struct cfg *)values)->q, h, j, e);
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

	cfg.q.sessions |= asks_for_sessions(&cfg) && !cfg.states.merge;
	if (rc == RC_OK)
		rc = scan_saved_run(&filter, &job, &e);
	rc = kept_close(&cfg.kept, &job, rc, &e);
	return tool_finish(&tool, &job, rc, &e);
}
