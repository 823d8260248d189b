/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify/notify.h"

#include "ledger/ledger_user.h"
#include "notify/decide.h"
#include "notify/recall.h"
#include "notify/store_ledger.h"
#include "policy/policy.h"
#include "policy/policy_example.h"
#include "policy/policy_lint.h"
#include "run/clock.h"
#include "secret/keyfile.h"
#include "state/memory.h"

#include <inttypes.h>
#include <stdio.h>

#define ALERTS SV("alerts")	/* its fact with what fires */

struct notify {			/* what lives while events are read */
	const struct notify_query *q;
	struct job       *job;
	struct proj       person;	/* fields of persons */
	struct expr_env   person_env;
	struct policy     policy;
	struct people    *people;
	struct pseudonym *keys;
	struct mac       *experiment;
	struct mac       *unsubscribe[KEYFILE_KEYS_MAX];
	size_t            nunsubscribe;
	struct ledger    *ledger;
	struct store     *store;
	struct decide    *decide;
	struct offsets   *offsets;	/* of --kafka; NULL: none */
	struct recall    *recall;	/* of a ledger */
	struct buf        records;	/* of a ledger: until it is committed */
	int64_t           now_us;
};

static void
say_doubt(void *ctx, const char *message)
{
	job_say(ctx, message);
}

static enum rc
load(struct notify *r, struct err *e)
{
	struct job *j = r->job;
	struct policy_env env = { &j->query.env, &r->person_env, say_doubt, j };
	enum rc rc;

	proj_init(&r->person, &j->arena);
	r->person_env = j->query.env;
	r->person_env.proj = &r->person;
	rc = policy_load(&r->policy, j->given.program, &env, e);
	if (rc == RC_OK && r->q->check)
		policy_lint(&r->policy, &env);
	/*
	 * What a policy asks for is missed in a dry run: in a batch of events most is not there.
	 * Of what alerts are about some never occurs.
	 */
	for (size_t i = 0; i < j->query.proj.n; i++)
		j->query.proj.field[i].derived |= r->q->ledger != NULL || r->policy.nscenario == 0;
	return rc;
}

static const char *
path_of(struct notify *r, struct sv path)
{
	return arena_bytes(&r->job->arena, path.p, path.n);
}

/* Who is held out is drawn alike with and without a ledger; ids are pseudonyms in one alone. */
static enum rc
read_keys(struct notify *r, struct err *e)
{
	const struct policy_keys *k = &r->policy.keys;
	struct keyfile file = { 0 };
	enum rc rc = RC_OK;

	if (r->q->ledger != NULL && k->ledger.n == 0)
		return rc_err(e, RC_USAGE, "a ledger holds pseudonyms: %s needs "
		    "'keys: ledger_file'", r->policy.file);
	if (r->q->ledger != NULL)
		rc = pseudonym_new(&r->keys, path_of(r, k->ledger), sv_of(r->q->tenant), e);
	if (rc == RC_OK && k->experiment.n > 0) {
		rc = keyfile_read(&file, path_of(r, k->experiment), e);
		if (rc == RC_OK)
			r->experiment = mac_new(file.key[0].bytes);
		keyfile_free(&file);
	}
	/* No receipt means anything without a ledger. */
	if (rc == RC_OK && r->q->ledger != NULL && k->unsubscribe.n > 0) {
		rc = keyfile_read(&file, path_of(r, k->unsubscribe), e);
		for (; rc == RC_OK && r->nunsubscribe < file.n; r->nunsubscribe++)
			r->unsubscribe[r->nunsubscribe] =
			    mac_new(file.key[r->nunsubscribe].bytes);
		keyfile_free(&file);
	}
	return rc;
}

static enum rc
read_all(struct notify *r, const char *option, const char *const *path, size_t n, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = people_read(r->people, option, path[i], r->job, e);
	return rc;
}

static void
say_unzoned(const struct notify *r)
{
	struct sv first;
	uint64_t n = people_unzoned(r->people, &first);
	char text[160];

	if (n == 0)
		return;
	(void)snprintf(text, sizeof(text), "profiles with a time zone that nobody knows, taken for "
	    "none: %" PRIu64 ", the first '%.*s'", n, SV_SHOW(first));
	job_say(r->job, text);
}

static enum rc
know_people(struct notify *r, struct err *e)
{
	const struct notify_query *q = r->q;
	struct job *j = r->job;
	enum rc rc;

	r->people = people_new(&r->policy, &r->person, &j->query.proj, q->max_users, j->seed);
	rc = read_all(r, "users", q->users, q->nusers, e);
	if (rc == RC_OK)
		rc = read_all(r, "facts", q->facts, q->nfacts, e);
	if (rc == RC_OK)
		rc = read_all(r, "consents", q->consents, q->nconsents, e);
	if (rc == RC_OK)
		rc = people_failed(r->people, e);
	if (rc == RC_OK)
		say_unzoned(r);
	return rc;
}

static enum rc
open_store(struct notify *r, struct err *e)
{
	enum rc rc;

	if (r->q->ledger == NULL) {
		r->store = store_ram_new(&r->policy, &r->now_us);
		return RC_OK;
	}
	rc = ledger_open(&r->ledger, r->q->ledger, true, e);
	if (rc == RC_OK)
		rc = ledger_keys(r->ledger, r->keys, e);
	if (rc == RC_OK)
		r->store = store_ledger_new(&r->policy, r->ledger, r->keys);
	return rc;
}

static enum rc
get_ready(struct notify *r, struct err *e)
{
	const struct notify_query *q = r->q;
	struct job *j = r->job;
	struct decide_cfg d = { .policy = &r->policy, .now_us = &r->now_us,
		.explain = q->explain, .all = q->all, .render = q->render,
		.clock = q->ledger != NULL ? DECIDE_WALL : DECIDE_EVENT,
		.out = q->ledger != NULL ? &r->records : NULL };
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
	if (rc == RC_OK && q->kafka) {
		r->offsets = d.offsets = offsets_new(r->ledger);
		rc = offsets_compile(r->offsets, &j->query.proj, e);
	}
	d.people = r->people;
	d.store = r->store;
	d.keys = r->keys;
	d.experiment = r->experiment;
	d.unsubscribe = r->unsubscribe;
	d.nunsubscribe = r->nunsubscribe;
	return rc == RC_OK ? decide_new(&r->decide, &d, &q->user, j, e) : rc;
}

static void *
part(void *state, unsigned i)
{
	const struct notify *r = state;

	(void)i;	/* one thread, one memory */
	return r->decide;
}

/* What fires goes on in the next run. */
static enum rc
load_alerts(struct notify *r, struct err *e)
{
	struct alert *a = decide_alert(r->decide);
	struct sv saved = SV("");
	enum rc rc;

	if (a == NULL || r->ledger == NULL)
		return RC_OK;
	rc = ledger_begin(r->ledger, e);
	if (rc == RC_OK)
		rc = ledger_fact_get(r->ledger, ALERTS, &saved, &r->job->arena, e);
	if (rc == RC_OK)
		rc = alert_load(a, saved, e);
	if (rc == RC_OK || rc == RC_NO)
		return ledger_commit(r->ledger, e);
	return rc;
}

/* What people wish and hold, too: of what is held as far back as scenarios ask. */
static enum rc
load_recall(struct notify *r, struct err *e)
{
	int64_t within_us;
	struct interest *in = decide_interest(r->decide, &within_us);

	if (r->ledger == NULL)
		return RC_OK;
	r->recall = recall_new(&(struct recall_cfg){ r->people, in, r->ledger, r->keys,
	    decide_touched(r->decide) });
	return recall_load(r->recall, (r->now_us != INT64_MIN ? r->now_us : clock_wall_us()) -
	    within_us, e);
}

static enum rc
save_alerts(struct notify *r, struct err *e)
{
	struct alert *a = decide_alert(r->decide);
	struct jwrite w;
	struct buf b;
	enum rc rc = RC_OK;

	if (a == NULL)
		return RC_OK;
	if (!ledger_in(r->ledger))
		rc = ledger_begin(r->ledger, e);
	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	alert_save(a, &w);
	if (rc == RC_OK)
		rc = ledger_fact_put(r->ledger, ALERTS, buf_view(&b), e);
	buf_free(&b);
	return rc;
}

/* A run that has nothing to read has no output open: its words are in the ledger. */
static void
write_records(struct notify *r)
{
	if (r->job->run.out != NULL)
		out_sv(r->job->run.out, buf_view(&r->records));
	buf_clear(&r->records);
}

/* First the ledger, then the records: what is written is on the disk. */
static enum rc
commit(void *state, const struct stream_at *at, struct sv note, struct err *e)
{
	struct notify *r = state;
	enum rc rc = people_failed(r->people, e);

	(void)at;
	(void)note;
	if (rc == RC_OK)
		rc = recall_flush(r->recall, e);
	if (rc == RC_OK)
		rc = save_alerts(r, e);
	if (rc == RC_OK && r->offsets != NULL)
		rc = offsets_commit(r->offsets, r->store, e);
	if (rc == RC_OK)
		rc = r->store->ops->commit(r->store, e);
	if (rc == RC_OK)
		write_records(r);
	return rc;
}

static void
say_unmet(const struct notify *r)
{
	char text[96];

	if (!decide_explained(r->decide)) {
		(void)snprintf(text, sizeof(text), "--explain: no event is of '%s'", r->q->explain);
		job_say(r->job, text);
	}
	if (decide_counts(r->decide)->strangers == 0)
		return;
	(void)snprintf(text, sizeof(text), "receipts of deliveries that the ledger does not know: "
	    "%" PRIu64, decide_counts(r->decide)->strangers);
	job_say(r->job, text);
}

/* Words to operators that are due when the input ends. */
static enum rc
finish(struct notify *r, struct err *e)
{
	enum rc rc = people_failed(r->people, e);

	if (rc == RC_OK)
		rc = decide_finish(r->decide, &r->records, e);
	if (r->ledger == NULL)
		write_records(r);
	else if (rc == RC_OK)
		rc = commit(r, NULL, SV(""), e);
	if (rc == RC_OK)
		say_unmet(r);
	return rc;
}

static enum rc
decide(struct notify *r, struct err *e)
{
	struct job *j = r->job;
	struct memory memory;
	enum rc rc = get_ready(r, e);

	memory_init(&memory, NULL, NULL);
	if (rc == RC_OK)
		rc = load_alerts(r, e);
	if (rc == RC_OK)
		rc = load_recall(r, e);
	if (rc == RC_OK)
		rc = memory_resume(&memory, j, MEMORY_RECORDS, e);
	if (rc == RC_OK && !memory_idle(&memory))
		rc = map_run(j, &(struct map_plan){ .fn = decide_record, .serial = true,
		    .part = part, .note = commit, .state = r }, e);
	if (rc == RC_OK)
		rc = finish(r, e);
	if (rc == RC_OK)
		rc = memory_write(&memory, j, e);
	return memory_close(&memory, j, rc, e);
}

static void
release(struct notify *r)
{
	recall_free(r->recall);
	decide_free(r->decide);
	offsets_free(r->offsets);
	if (r->store != NULL)
		r->store->ops->free(r->store);
	ledger_close(r->ledger);
	people_free(r->people);
	pseudonym_free(r->keys);
	mac_free(r->experiment);
	for (size_t i = 0; i < r->nunsubscribe; i++)
		mac_free(r->unsubscribe[i]);
	buf_free(&r->records);
}

static enum rc
write_example(struct job *j, const char *name, struct err *e)
{
	const struct policy_example *x = registry_find(&policy_registry, sv_of(name));
	enum rc rc = job_open_files(j, NULL, e);

	if (rc == RC_OK)
		out_sv(j->run.out, sv_of(x->text));
	return rc;
}

enum rc
notify_run(struct job *j, const struct notify_query *q, struct err *e)
{
	struct notify r = { .q = q, .job = j };
	enum rc rc;

	if (q->example != NULL)
		return write_example(j, q->example, e);
	rc = load(&r, e);

	buf_init(&r.records, SIZE_MAX);
	if (rc == RC_OK && q->preview != NULL)
		rc = policy_lint_pages(&r.policy, q->preview, e);
	else if (rc == RC_OK && !q->check && !q->stateless && q->ledger == NULL)
		rc = rc_err(e, RC_USAGE, "say where to remember: --ledger FILE, or --stateless");
	else if (rc == RC_OK && !q->check)
		rc = decide(&r, e);
	release(&r);
	return rc;
}
