/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxsegment - which segment a user is in, and who has moved to another
 *
 * By rules over profiles it is a map: each record as it comes.  Scores and clusters look at
 * all users first, of whom they keep some numbers; responses are a scan of events, which keeps
 * the messages and the reactions to them.  See cxsegment(1).
 */
#include "expr/func.h"
#include "scan/scan_resume.h"
#include "scan/scan_spill.h"
#include "segment/segment_cluster.h"
#include "segment/segment_response.h"
#include "segment/segment_rules.h"
#include "segment/segment_score.h"
#include "segment/segment_stage.h"
#include "state/saved.h"
#include "tool/tool.h"

enum { SCORES_SHIPPED = 5 };

struct cfg {
	struct user_key_query q;	/* -u */
	bool         rfm;		/* --rfm */
	const char  *rules;		/* --rules */
	const char  *stages;		/* --stages */
	const char **limit;		/* --limit */
	size_t       nlimit;
	bool         check;		/* --check */
	struct segment_score_query    score;
	struct segment_cluster_query  cluster;
	struct segment_response_query response;
	struct segment_sink_query     sink;
	struct saved_given            states;	/* --partial, --merge ... */
	struct kept                   kept;	/* --resume, of responses */
	struct spill_given            spill;	/* --max-memory, --tmp */
	uint64_t     max_facts;		/* --max-facts */
};

static const struct opt opts[] = {
	USER_KEY_OPTIONS_OF(cfg, q, "user, with --responses " USER_KEY_FIELD),
	OPT_WHERE,
	OPT_HEAD("Rules"),
	OPT_ONE_OF(0, "stages", cfg, stages, &segment_rules_registry, "SET",
	    "by rules that are shipped: %s", .not_with = "responses kmeans centers merge"),
	OPT_TEXT(0, "rules", cfg, rules, "FILE", "by the first of these rules that is true",
	    .not_with = "stages responses kmeans centers merge", .file = PLACE_READ),
	OPT_LIST(0, "limit", cfg, limit, "NAME=NUMBER", "another number for a limit of the rules",
	    .not_with = "responses kmeans centers merge"),
	OPT_FLAG(0, "check", cfg, check,
	    "try the rules and read nothing: status 1 when one is never reached",
	    .not_with = "FILE responses kmeans centers prev summary merge"),
	OPT_HEAD("Scores"),
	OPT_FLAG(0, "rfm", cfg, rfm, "by scores of recency, frequency and monetary value",
	    .not_with = "stages responses kmeans centers merge"),
	OPT_ONE_OF(0, "method", cfg, score.method, &rfm_method_registry, "METHOD",
	    "how values become scores: %s", .needs = "rfm"),
	OPT_U64(0, "scores", cfg, score.scores, 2, RFM_SCORES_MAX, "N",
	    "scores from 1 to N (default 5)", .needs = "rfm"),
	OPT_TEXT(0, "recency", cfg, score.measure[RFM_RECENCY], "EXPR",
	    "days since the last order (default recency)", .needs = "rfm"),
	OPT_TEXT(0, "frequency", cfg, score.measure[RFM_FREQUENCY], "EXPR",
	    "how many orders (default frequency)", .needs = "rfm"),
	OPT_TEXT(0, "monetary", cfg, score.measure[RFM_MONETARY], "EXPR",
	    "their value (default monetary)", .needs = "rfm"),
	OPT_TEXT(0, "edges", cfg, score.edges, "FILE",
	    "score by the edges of another day", .needs = "rfm", .file = PLACE_READ),
	OPT_TEXT(0, "write-edges", cfg, score.write, "FILE", "keep the edges for --edges",
	    .needs = "rfm", .not_with = "edges check", .file = PLACE_WRITTEN),
	OPT_HEAD("Clusters"),
	OPT_TEXT(0, "kmeans", cfg, cluster.k, "K|K..K",
	    "by likeness, in K clusters; a range compares them", .not_with = "responses merge"),
	OPT_TEXT(0, "features", cfg, cluster.features, "FEATURE,...",
	    "what is alike: EXPR, or log:EXPR (default the logarithms of recency, frequency, "
	    "monetary)", .needs = "kmeans centers"),
	OPT_U64(0, "seed", cfg, cluster.seed, 0, UINT64_MAX, "N",
	    "draw other starts (default 0)", .needs = "kmeans"),
	OPT_U64(0, "starts", cfg, cluster.starts, 1, 1000, "N",
	    "starts, of which the best counts (default 5)", .needs = "kmeans"),
	OPT_TEXT(0, "centers", cfg, cluster.centers, "FILE",
	    "by the centres of another day", .not_with = "kmeans responses merge",
	    .file = PLACE_READ),
	OPT_TEXT(0, "write-centers", cfg, cluster.write, "FILE", "keep the centres for --centers",
	    .needs = "kmeans", .file = PLACE_WRITTEN),
	OPT_HEAD("Responses"),
	OPT_U64(0, "responses", cfg, response.last, 1, 1000000, "N",
	    "by reactions to the last N messages: never, sometimes, always",
	    .saved = OPT_SAVED_COUNT, .not_with = "at-least-once"),
	OPT_TEXT(0, "sent", cfg, response.sent, "EXPR",
	    "messages: EXPR, or the name of an event (default notification_sent)",
	    .needs = "responses", .saved = OPT_SAVED_TEXT),
	OPT_TEXT(0, "reaction", cfg, response.reaction, "EXPR",
	    "reactions: EXPR, or the name of an event (default notification_opened and _clicked)",
	    .needs = "responses", .saved = OPT_SAVED_TEXT),
	OPT_TEXT(0, "message", cfg, response.message, "EXPR",
	    "which message (default delivery_id)", .needs = "responses",
	    .saved = OPT_SAVED_TEXT),
	OPT_TEXT(0, "within", cfg, response.within, "DURATION",
	    "a later reaction is none, and what is younger at --now does not count yet",
	    .needs = "responses", .saved = OPT_SAVED_DURATION, .as = "within_us"),
	SAVED_OPTIONS(cfg, states, .needs = "responses merge", .not_with = "prev summary"),
	OPT_U64(0, "max-facts", cfg, max_facts, 1, UINT64_MAX, "N",
	    "messages and reactions to keep; more is an error (default 1000000000)",
	    .needs = "responses merge"),
	SPILL_OPTIONS(cfg, spill, "messages and reactions",
	    .needs = "responses merge", .not_with = "max-facts resume"),
	OPT_HEAD("Output"),
	SEGMENT_SINK_OPTIONS(cfg, sink),
	OPT_CONF,
	OPT_SOURCE,
	OPT_TIME,
	OPT_RESUME_RECORDS("check rfm kmeans centers prev summary partial"),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxsegment",
	.usage = "[--rules FILE | --rfm | --kmeans K | --responses N] [OPTION...] [FILE...]",
	.summary = "Put users into segments.",
	.opts = opts,
	.lists = lists,
	.example =
	    "  cxuser --now 2026-12-01 events.ndjson | cxsegment --summary | cxview\n",
};

struct plan {
	struct user_key      user;
	struct segment_rules rules;
	struct segment_sink *sink;
};

static enum rc
load_rules(struct plan *p, const struct cfg *cfg, const struct segment_score *score,
    struct job *j, struct err *e)
{
	const struct segment_set *set = registry_find(&segment_rules_registry,
	    cfg->stages != NULL ? sv_of(cfg->stages) : SV("activity"));
	struct segment_rules_cfg c = { .file = cfg->rules, .set = set, .limit = cfg->limit,
		.nlimit = cfg->nlimit };

	if (cfg->rfm) {
		c.set = &segment_rules_rfm;
		c.known = score->known;
		c.nknown = SEGMENT_SCORE_KNOWN;
		if (cfg->rules == NULL && score->scores != SCORES_SHIPPED)
			return rc_err(e, RC_USAGE, "the rules that are shipped are for %d scores: "
			    "give yours with --rules", (int)SCORES_SHIPPED);
	}
	return segment_rules_load(&p->rules, &c, &j->query.env, e);
}

static enum rc
rules_sink(struct plan *p, const struct cfg *cfg, struct job *j, struct err *e)
{
	struct sv *name = arena_alloc(&j->arena, (p->rules.n + 1) * sizeof(*name));

	for (size_t i = 0; i < p->rules.n; i++)
		name[i] = p->rules.rule[i].name;
	name[p->rules.n] = SV(SEGMENT_OTHER);
	return segment_sink_new(&p->sink, name, p->rules.n + 1, &cfg->sink, j, e);
}

static enum rc
run_rules(struct plan *p, const struct cfg *cfg, struct job *j, struct err *e)
{
	struct segment_score score = { 0 };
	struct segment_lint found;
	enum rc rc = RC_OK;

	if (cfg->rfm)
		rc = segment_score_compile(&score, &cfg->score, j, e);
	if (rc == RC_OK)
		rc = load_rules(p, cfg, &score, j, e);
	if (rc == RC_OK && cfg->check) {
		rc = segment_rules_lint(&p->rules, &j->query.env, j->say, j->name, &found, e);
		return rc == RC_OK && found.unreached > 0 ? RC_NO : rc;
	}
	if (rc == RC_OK)
		rc = rules_sink(p, cfg, j, e);
	if (rc == RC_OK && cfg->rfm)
		return segment_score_run(&score, &p->user, &p->rules, p->sink, j, e);
	return rc == RC_OK ? segment_stage_run(&p->rules, &p->user, p->sink, j, e) : rc;
}

static enum rc
run_clusters(struct plan *p, const struct cfg *cfg, struct job *j, struct err *e)
{
	struct segment_cluster c;
	enum rc rc = segment_cluster_compile(&c, &cfg->cluster, j, e);

	if (rc == RC_OK && c.choice && (cfg->sink.summary || cfg->sink.prev != NULL ||
	    c.write != NULL))
		rc = rc_err(e, RC_USAGE, "a range of --kmeans puts nobody into a segment: it does "
		    "not go with --summary, --prev or --write-centers");
	if (rc == RC_OK && !c.choice)
		rc = segment_sink_new(&p->sink, c.name, c.k + 1, &cfg->sink, j, e);
	return rc == RC_OK ? segment_cluster_run(&c, &p->user, p->sink, j, e) : rc;
}

static enum rc
compile_scan(struct scan_plan *s, struct segment_response *r, struct plan *p,
    const struct cfg *cfg, struct job *j, struct err *e)
{
	struct state_head *h = NULL;
	struct cfg one = { 0 };
	enum rc rc = segment_response_compile(r, &cfg->response, &p->user, j, e);

	if (rc == RC_OK && saved_wanted(j)) {
		segment_response_save(&one.response, r, j);
		user_key_save(&one.q, &p->user, j);
		h = saved_head(j, &p->user.key, 1);
		rc = query_save(&h->plan, &(struct query){ opts, &one }, &j->arena, e);
	}
	if (rc == RC_OK)
		rc = segment_sink_new(&p->sink, segment_response_name, SEGMENT_RESPONSE_NAMES,
		    &cfg->sink, j, e);
	r->sink = p->sink;
	*s = (struct scan_plan){ .ops = &segment_response_ops, .ctx = r, .key = &p->user.key,
		.nkey = 1, .max_facts = cfg->max_facts, .partial = h };
	return rc == RC_OK ? scan_spill_compile(s, &cfg->spill, e) : rc;
}

static enum rc
merge_responses(struct plan *p, struct cfg *cfg, struct job *j, struct err *e)
{
	const struct state_cfg sc = saved_cfg(opts, &cfg->states);
	const struct state_head *h;
	struct state_reader *r = NULL;
	struct segment_response resp;
	struct scan_plan scan;
	struct err why = { 0 };
	enum rc rc = state_open(&r, j, &sc, &h, e);

	if (rc == RC_OK)
		rc = saved_query(r, h, &(struct query){ opts, cfg }, j, e);
	if (rc == RC_OK && segment_response_adopt(&cfg->q, h, j, &why) != RC_OK)
		rc = state_fail(r, e, "%s", why.msg);
	rc = rc == RC_OK ? state_adopt(h, j, e) : rc;
	if (rc == RC_OK)
		rc = user_key_compile(&p->user, &cfg->q, j, e);
	if (rc == RC_OK)
		rc = compile_scan(&scan, &resp, p, cfg, j, e);
	if (rc == RC_OK)
		rc = scan_merge(j, &scan, r, h, e);
	state_close(r);
	return rc;
}

static enum rc
run_responses(struct plan *p, struct cfg *cfg, struct job *j, struct err *e)
{
	struct segment_response r;
	struct scan_plan scan;
	enum rc rc = compile_scan(&scan, &r, p, cfg, j, e);

	if (rc == RC_OK)
		scan_resume_plan(&scan, &cfg->kept, opts, j);
	return rc == RC_OK ? scan_run(j, &scan, e) : rc;
}

static enum rc
run(struct plan *p, struct cfg *cfg, struct job *j, struct err *e)
{
	enum rc rc;

	if (cfg->states.merge)
		return merge_responses(p, cfg, j, e);
	if (cfg->q.user == NULL)
		cfg->q.user = cfg->response.last > 0 ? USER_KEY_FIELD : USER_KEY_NAME;
	rc = user_key_compile(&p->user, &cfg->q, j, e);
	if (rc != RC_OK)
		return rc;
	if (cfg->response.last > 0)
		return run_responses(p, cfg, j, e);
	if (cfg->cluster.k != NULL || cfg->cluster.centers != NULL)
		return run_clusters(p, cfg, j, e);
	return run_rules(p, cfg, j, e);
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { .cluster.starts = 5, .max_facts = 1000000000 };
	struct err e = { 0 };
	struct job job;
	struct plan plan = { 0 };
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK)
		rc = run(&plan, &cfg, &job, &e);
	if ((rc == RC_OK || rc == RC_IO) && plan.sink != NULL && job.run.out != NULL)
		segment_sink_summary(plan.sink, &job);
	segment_sink_free(plan.sink);
	rc = kept_close(&cfg.kept, &job, rc, &e);
	return tool_finish(&tool, &job, rc, &e);
}
