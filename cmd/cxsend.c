/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxsend - deliver what is planned: e-mail, webhooks, Web Push, programs; again, or never twice
 *
 * Memory: the messages in flight.  See cxsend(1), and cx-policy(5) for channels.
 */
#include "run/given.h"
#include "send/desk.h"
#include "send/send.h"
#include "tool/tool.h"

#define SECOND_US INT64_C(1000000)

struct cfg {
	struct send_cfg send;
	const char     *ledger;		/* --ledger */
	const char     *tenant;		/* --tenant */
	const char     *lease;		/* --lease */
	uint64_t        concurrency;	/* --concurrency */
	uint64_t        batch;		/* --batch */
	const char     *within;		/* --within */
	const char     *retain;		/* --retain */
	struct desk     desk;		/* --resolve, --requeue, --hold, --release */
	const char     *erase;		/* --erase */
	bool            vacuum;		/* --vacuum */
	bool            status;		/* --status */
	bool            dry_run;	/* --dry-run */
	bool            drain;		/* --drain */
	bool            follow;		/* --follow */
	bool            standby;	/* --standby */
	bool            gate;		/* --gate */
};

static const struct opt opts[] = {
	OPT_HEAD("Delivery"),
	OPT_TEXT(0, "ledger", cfg, ledger, "FILE", "the ledger that cxnotify plans in",
	    .file = PLACE_WRITTEN),
	OPT_FLAG(0, "drain", cfg, drain,
	    "send what is due and end; standard input is not read", .not_with = "follow"),
	OPT_FLAG(0, "follow", cfg, follow, "stay until a signal comes"),
	OPT_FLAG(0, "standby", cfg, standby,
	    "wait while another process has the ledger, and take over when it is gone"),
	OPT_U64(0, "concurrency", cfg, concurrency, 1, 1000, "N",
	    "messages on the wire at once, of each channel, at most (default: the policy's)"),
	OPT_U64(0, "batch", cfg, batch, 1, 10000, "N",
	    "messages of one transaction and channel, at most (default 256)"),
	OPT_TEXT(0, "lease", cfg, lease, "TIME",
	    "how long others wait for a process that has stopped (default 10m)"),
	OPT_TEXT(0, "tenant", cfg, tenant, "NAME", "whose ids the pseudonyms are of"),
	OPT_FLAG(0, "gate", cfg, gate, "status 1 when a message is dead or unknown"),
	OPT_FLAG(0, "dry-run", cfg, dry_run,
	    "say what is due and would go, and change nothing", .not_with = "follow standby"),
	OPT_HEAD("Instead of delivering"),
	OPT_FLAG(0, "status", cfg, status, "how many messages are in which state"),
	OPT_LIST_IN(0, "hold", cfg, desk, hold, "SCENARIO", "send nothing of it for now"),
	OPT_LIST_IN(0, "release", cfg, desk, release, "SCENARIO", "send it again"),
	OPT_LIST_IN(0, "requeue", cfg, desk, requeue, "WHICH",
	    "plan dead messages once more: all, or scenario=NAME,channel=NAME,code=N"),
	OPT_TEXT(0, "within", cfg, within, "TIME",
	    "requeued messages may be sent for so long (default 1d)", .needs = "requeue"),
	OPT_LIST_IN(0, "resolve", cfg, desk, resolve, "ID=HOW",
	    "a delivery whose outcome is unknown was sent, or failed"),
	OPT_TEXT(0, "erase", cfg, erase, "FILE",
	    "forget the people whose ids FILE has, a line each",
	    .file = PLACE_READ),
	OPT_TEXT(0, "retain", cfg, retain, "TIME", "forget what ended longer ago"),
	OPT_FLAG(0, "vacuum", cfg, vacuum, "give room that is free back to the disk"),
	OPT_HEAD("Time"),
	OPT_TEXT_(true, 0, "now", job_given, now, "TIME",
	    "the clock begins at TIME (default: the time of day)"),
	OPT_COMMON_NO_RECORDS,
	OPT_END
};

static const struct tool tool = {
	.name = "cxsend",
	.usage = "[OPTION...] --ledger FILE POLICY",
	.summary = "Deliver the messages that cxnotify has planned.",
	.opts = opts,
	.program = "POLICY",
	.program_file = true,
	.example =
	    "  cxnotify --ledger n.db --users users.ndjson shop.yaml events.ndjson |\n"
	    "      cxsend --ledger n.db shop.yaml >>deliveries.ndjson\n",
};

static enum rc
settings(struct cfg *cfg, const struct job *j, struct err *e)
{
	struct send_cfg *s = &cfg->send;
	enum rc rc;

	if (j->given.nfile != 0)
		return rc_err(e, RC_USAGE, "expected one policy, got '%s' too", j->given.file[0]);
	if (cfg->ledger == NULL)
		return rc_err(e, RC_USAGE, "--ledger: expected the ledger that cxnotify plans in");
	*s = (struct send_cfg){ .policy = j->given.program, .ledger = cfg->ledger,
		.tenant = cfg->tenant, .follow = cfg->follow, .drain = cfg->drain,
		.standby = cfg->standby, .gate = cfg->gate, .concurrency = cfg->concurrency,
		.batch = cfg->batch, .dry_run = cfg->dry_run };
	cfg->desk.policy = s->policy;
	cfg->desk.ledger = s->ledger;
	cfg->desk.tenant = s->tenant;
	cfg->desk.erase = cfg->erase;
	cfg->desk.vacuum = cfg->vacuum;
	cfg->desk.status = cfg->status;
	rc = given_duration(&s->lease_us, "--lease", cfg->lease, SECOND_US, "10m", e);
	if (rc == RC_OK)
		rc = given_duration(&cfg->desk.within_us, "--within", cfg->within, SECOND_US, "1d",
		    e);
	if (rc == RC_OK && cfg->retain != NULL)
		rc = given_duration(&cfg->desk.retain_us, "--retain", cfg->retain, SECOND_US, "90d",
		    e);
	return rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { .batch = 256, .lease = "10m", .within = "1d" };
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK)
		rc = settings(&cfg, &job, &e);
	if (rc == RC_OK)
		rc = desk_asked(&cfg.desk) ? desk_run(&cfg.desk, &job, &e) :
		    send_run(&cfg.send, &job, &e);
	return tool_finish(&tool, &job, rc, &e);
}
