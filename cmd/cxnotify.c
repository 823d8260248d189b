/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxnotify - who should hear from us, what, when, by which channel; and why not
 *
 * A map with memory: people and what was planned for them, in memory (--stateless) or in a
 * ledger (--ledger) that cxsend delivers from; see notify/decide.h and cxnotify(1).
 */
#include "expr/func.h"
#include "notify/store_ledger.h"
#include "notify/decide.h"
#include "policy/policy.h"
#include "secret/keyfile.h"
#include "state/memory.h"
#include "tool/tool.h"

struct cfg {
	struct user_key_query user;	/* -u, --ids */
	bool         check;	/* --check */
	bool         stateless;	/* --stateless */
	const char  *ledger;	/* --ledger */
	const char **users;	/* --users */
	size_t       nusers;
	const char **facts;	/* --facts */
	size_t       nfacts;
	const char **consents;	/* --consents */
	size_t       nconsents;
	const char  *explain;	/* --explain */
	bool         all;	/* --all */
	bool         render;	/* --render */
	const char  *tenant;	/* --tenant */
	uint64_t     max_users;	/* --max-users */
};

static const struct opt opts[] = {
	USER_KEY_OPTIONS(cfg, user),
	OPT_FLAG(0, "check", cfg, check, "only read the policy and say what is wrong with it",
	    .not_with = "ledger stateless users facts consents explain all render FILE"),
	OPT_TEXT(0, "ledger", cfg, ledger, "FILE",
	    "remember and plan in FILE, from which cxsend sends", .file = PLACE_WRITTEN),
	OPT_FLAG(0, "stateless", cfg, stateless,
	    "remember in memory alone; the clock is that of the events, unless --now says",
	    .not_with = "ledger"),
	OPT_HEAD("People"),
	OPT_LIST(0, "users", cfg, users, "FILE", "profiles, a record a user", .file = PLACE_READ),
	OPT_LIST(0, "facts", cfg, facts, "FILE", "what is known of users besides, laid over",
	    .file = PLACE_READ),
	OPT_LIST(0, "consents", cfg, consents, "FILE", "consents given and withdrawn so far",
	    .file = PLACE_READ),
	OPT_TEXT(0, "tenant", cfg, tenant, "NAME", "whose users they are, in their pseudonyms"),
	OPT_U64(0, "max-users", cfg, max_users, 1, PEOPLE_MAX, "N",
	    "users to remember; one more is an error (default 500000000)"),
	OPT_HEAD("What is said"),
	OPT_TEXT(0, "explain", cfg, explain, "USER",
	    "every message that this user would be sent, and every one that he would not"),
	OPT_FLAG(0, "all", cfg, all, "say also of which events no scenario wanted anything"),
	OPT_FLAG(0, "render", cfg, render, "plans have their texts"),
	OPT_WHERE,
	OPT_SOURCE,
	OPT_TIME,
	OPT_RESUME_RECORDS("check"),
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxnotify",
	.usage = "--stateless [--users FILE] [OPTION...] POLICY [FILE...]",
	.summary = "Decide who hears from us, what, when and by which channel.",
	.opts = opts,
	.lists = lists,
	.program = "POLICY",
	.example =
	    "  cxnotify --stateless --users users.ndjson --explain u42 policy.yaml log.ndjson |\n"
	    "      cxview\n",
};

struct run {			/* what lives while events are read */
	const struct cfg *cfg;
	struct job       *job;
	struct proj       person;	/* fields of persons */
	struct expr_env   person_env;
	struct policy     policy;
	struct people    *people;
	struct pseudonym *keys;
	struct mac       *experiment;
	struct ledger    *ledger;
	struct store     *store;
	struct decide    *decide;
	struct buf        records;	/* of a ledger: until it is committed */
	int64_t           now_us;
};

static void
warn(void *ctx, const char *message)
{
	job_say(ctx, message);
}

static enum rc
load(struct run *r, struct err *e)
{
	struct job *j = r->job;
	struct policy_env env = { &j->query.env, &r->person_env, warn, j };
	enum rc rc;

	proj_init(&r->person, &j->arena);
	r->person_env = j->query.env;
	r->person_env.proj = &r->person;
	rc = policy_load(&r->policy, j->given.program, &env, e);
	/* What a policy asks for is missed in a dry run: in a batch of events most is not there. */
	for (size_t i = 0; r->cfg->ledger != NULL && i < j->query.proj.n; i++)
		j->query.proj.field[i].derived = true;
	return rc;
}

static const char *
path_of(struct run *r, struct sv path)
{
	return arena_bytes(&r->job->arena, path.p, path.n);
}

/* Who is held out is drawn alike with and without a ledger; ids are pseudonyms in one alone. */
static enum rc
read_keys(struct run *r, struct err *e)
{
	const struct policy_keys *k = &r->policy.keys;
	struct keyfile file = { 0 };
	enum rc rc = RC_OK;

	if (r->cfg->ledger != NULL && k->nledger == 0)
		return rc_err(e, RC_USAGE, "a ledger holds pseudonyms: %s needs "
		    "'keys: ledger_file'", r->policy.file);
	if (r->cfg->ledger != NULL)
		rc = pseudonym_new(&r->keys, path_of(r, k->ledger[0]), sv_of(r->cfg->tenant), e);
	if (rc != RC_OK || k->nexperiment == 0)
		return rc;
	rc = keyfile_read(&file, path_of(r, k->experiment[0]), e);
	if (rc == RC_OK)
		r->experiment = mac_new(file.key[0].bytes);
	keyfile_free(&file);
	return rc;
}

static enum rc
read_all(struct run *r, const char *option, const char *const *path, size_t n, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = people_read(r->people, option, path[i], r->job, e);
	return rc;
}

static enum rc
know_people(struct run *r, struct err *e)
{
	const struct cfg *cfg = r->cfg;
	struct job *j = r->job;
	enum rc rc;

	r->people = people_new(&r->policy, &r->person, &j->query.proj, cfg->max_users, j->seed);
	rc = read_all(r, "users", cfg->users, cfg->nusers, e);
	if (rc == RC_OK)
		rc = read_all(r, "facts", cfg->facts, cfg->nfacts, e);
	if (rc == RC_OK)
		rc = read_all(r, "consents", cfg->consents, cfg->nconsents, e);
	return rc;
}

static enum rc
open_store(struct run *r, struct err *e)
{
	enum rc rc;

	if (r->cfg->ledger == NULL) {
		r->store = store_ram_new(&r->policy, &r->now_us);
		return RC_OK;
	}
	rc = ledger_open(&r->ledger, r->cfg->ledger, true, e);
	if (rc == RC_OK)
		r->store = store_ledger_new(&r->policy, r->ledger, SV("events"));
	return rc;
}

static enum rc
get_ready(struct run *r, struct err *e)
{
	const struct cfg *cfg = r->cfg;
	struct job *j = r->job;
	struct decide_cfg d = { .policy = &r->policy, .now_us = &r->now_us,
		.explain = cfg->explain, .all = cfg->all, .render = cfg->render,
		.clock = cfg->ledger != NULL ? DECIDE_WALL : DECIDE_EVENT,
		.out = cfg->ledger != NULL ? &r->records : NULL };
	enum rc rc = RC_OK;

	r->now_us = INT64_MIN;
	if (j->given.now != NULL) {
		d.clock = DECIDE_FIXED;
		rc = job_now(j, &r->now_us, e);
	}
	if (rc == RC_OK)
		rc = read_keys(r, e);
	if (rc == RC_OK)
		rc = know_people(r, e);
	if (rc == RC_OK)
		rc = open_store(r, e);
	if (rc == RC_OK)
		rc = job_need_time(j, true, e);
	d.people = r->people;
	d.store = r->store;
	d.keys = r->keys;
	d.experiment = r->experiment;
	return rc == RC_OK ? decide_new(&r->decide, &d, &cfg->user, j, e) : rc;
}

static void *
part(void *state, unsigned i)
{
	const struct run *r = state;

	(void)i;	/* one thread, one memory */
	return r->decide;
}

/* First the ledger, then the records: what is written is on the disk. */
static enum rc
commit(void *state, const struct stream_at *at, struct sv note, struct err *e)
{
	struct run *r = state;
	enum rc rc = r->store->ops->commit(r->store, SV(""), e);

	(void)at;
	(void)note;
	if (rc == RC_OK)
		out_sv(r->job->run.out, buf_view(&r->records));
	buf_clear(&r->records);
	return rc;
}

static enum rc
decide(struct run *r, struct err *e)
{
	struct job *j = r->job;
	struct memory memory;
	enum rc rc = get_ready(r, e);

	memory_init(&memory, NULL, NULL);
	if (rc == RC_OK)
		rc = memory_resume(&memory, j, MEMORY_RECORDS, e);
	if (rc == RC_OK && !memory_idle(&memory))
		rc = map_run(j, &(struct map_plan){ .fn = decide_record, .serial = true,
		    .part = part, .note = commit, .state = r }, e);
	if (rc == RC_OK)
		rc = memory_write(&memory, j, e);
	return memory_close(&memory, j, rc, e);
}

static void
release(struct run *r)
{
	decide_free(r->decide);
	if (r->store != NULL)
		r->store->ops->free(r->store);
	ledger_close(r->ledger);
	people_free(r->people);
	pseudonym_free(r->keys);
	mac_free(r->experiment);
	buf_free(&r->records);
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { 0 };
	struct err e = { 0 };
	struct job job;
	struct run run = { .cfg = &cfg, .job = &job };
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	buf_init(&run.records, SIZE_MAX);
	if (rc == RC_OK)
		rc = load(&run, &e);
	if (rc == RC_OK && !cfg.check && !cfg.stateless && cfg.ledger == NULL)
		rc = rc_err(&e, RC_USAGE, "say where to remember: --ledger FILE, or --stateless");
	if (rc == RC_OK && !cfg.check)
		rc = decide(&run, &e);
	release(&run);
	return tool_finish(&tool, &job, rc, &e);
}
