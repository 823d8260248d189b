/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxnotify - who should hear from us, what, when, by which channel; and why not
 *
 * A map with memory: people and what was planned for them, in memory (--stateless) or in a
 * ledger (--ledger) that cxsend delivers from; see notify/decide.h and cxnotify(1).
 */
#include "expr/func.h"
#include "message/lint.h"
#include "notify/notify.h"
#include "notify/people.h"
#include "policy/policy_example.h"
#include "tool/tool.h"

struct cfg {
	struct notify_query q;
};

static const struct opt opts[] = {
	USER_KEY_OPTIONS(cfg, q.user),
	OPT_ONE_OF(0, "example", cfg, q.example, &policy_registry, "NAME",
	    "read no input: write a policy that comes with the program: %s",
	    .not_with = "check preview ledger stateless users facts consents explain all render "
	    "FILE"),
	OPT_FLAG(0, "check", cfg, q.check, "only read the policy and say what is wrong with it",
	    .not_with = "ledger stateless users facts consents explain all render FILE"),
	OPT_TEXT(0, "preview", cfg, q.preview, "DIR",
	    "only write pages in DIR on which the policy's messages can be looked at",
	    .not_with = "check ledger stateless users facts consents explain all render FILE"),
	OPT_TEXT(0, "ledger", cfg, q.ledger, "FILE",
	    "remember and plan in FILE, from which cxsend sends", .file = PLACE_WRITTEN),
	OPT_FLAG(0, "stateless", cfg, q.stateless,
	    "remember in memory alone; the clock is that of the events, unless --now says",
	    .not_with = "ledger"),
	OPT_FLAG(0, "kafka", cfg, q.kafka,
	    "pass over what the ledger has read of a topic's partitions (-f kafka+ndjson)",
	    .needs = "ledger", .not_with = "resume"),
	OPT_HEAD("People"),
	OPT_LIST_IN(0, "users", cfg, q, users, "FILE", "profiles, a record a user",
	    .file = PLACE_READ),
	OPT_LIST_IN(0, "facts", cfg, q, facts, "FILE", "what is known of users besides, laid over",
	    .file = PLACE_READ),
	OPT_LIST_IN(0, "consents", cfg, q, consents, "FILE", "consents given and withdrawn so far",
	    .file = PLACE_READ),
	OPT_TEXT(0, "tenant", cfg, q.tenant, "NAME", "whose users they are, in their pseudonyms"),
	OPT_U64(0, "max-users", cfg, q.max_users, 1, PEOPLE_MAX, "N",
	    "users to remember; one more is an error (default 500000000)"),
	OPT_HEAD("What is said"),
	OPT_TEXT(0, "explain", cfg, q.explain, "USER",
	    "every message that this user would be sent, and every one that he would not"),
	OPT_FLAG(0, "all", cfg, q.all, "say also of which events no scenario wanted anything"),
	OPT_FLAG(0, "render", cfg, q.render, "plans have their texts"),
	OPT_WHERE,
	OPT_SOURCE,
	OPT_TIME,
	OPT_RESUME_RECORDS("check preview"),
	OPT_COMMON,
	OPT_END
};

static bool
only_files(const void *ctx)
{
	const struct cfg *cfg = ctx;

	return cfg->q.example != NULL;
}

static const struct registry *const lists[] = { &policy_registry, &lint_registry, &func_registry,
	NULL };

static const struct tool tool = {
	.name = "cxnotify",
	.usage = "--stateless [--users FILE] [OPTION...] POLICY [FILE...]",
	.summary = "Decide who hears from us, what, when and by which channel.",
	.opts = opts,
	.lists = lists,
	.program = "POLICY",
	.only_files = only_files,
	.example =
	    "  cxnotify --stateless --users users.ndjson --explain u42 policy.yaml log.ndjson |\n"
	    "      cxview\n",
};

int
main(int argc, char **argv)
{
	struct cfg cfg = { 0 };
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK)
		rc = notify_run(&job, &cfg.q, &e);
	return tool_finish(&tool, &job, rc, &e);
}
