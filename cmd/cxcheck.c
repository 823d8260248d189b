/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxcheck - events against a tracking plan: the good pass, the bad are set aside
 *
 * A map; memory is bounded but for checks that remember events.  See cxcheck(1).
 */
#include "io/stop.h"
#include "quality/infer.h"
#include "quality/qddl.h"
#include "quality/qddl_load.h"
#include "quality/qddl_table.h"
#include "quality/qkind.h"
#include "quality/qsum.h"
#include "report/gate_emit.h"
#include "state/memory.h"
#include "tool/tool.h"

#include <string.h>

struct cfg {
	const char  *mode;		/* --mode */
	const char  *inconclusive;	/* --inconclusive */
	const char  *formats;		/* --formats */
	bool         lax;		/* --lax */
	const char  *summary;		/* --summary */
	bool         redact;		/* --redact */
	const char **emit;		/* --emit */
	size_t       nemit;
	bool         infer;		/* --infer */
	const char  *key;		/* --key */
	const char  *ddl;		/* --ddl */
	const char  *table;		/* --table */
	const char  *load;		/* --load */
	const char  *tables;		/* --tables */
};

static const struct opt opts[] = {
	OPT_WHERE,
	OPT_CHOICE(0, "mode", cfg, mode, "account|gate",
	    "account: the counts are all there is (default); gate: they are a sample"),
	OPT_CHOICE(0, "inconclusive", cfg, inconclusive, "keep|pass|fail",
	    "what no verdict ends with: status 3 (default), 0 or 1"),
	OPT_CHOICE(0, "formats", cfg, formats, "assert|annotate",
	    "whether the keyword format asserts (default) or only says"),
	OPT_FLAG(0, "lax", cfg, lax, "take unknown keywords and formats as remarks"),
	OPT_TEXT(0, "summary", cfg, summary, "FILE",
	    "write counts, faults and verdicts as records to FILE (default: in short to stderr)",
	    .file = PLACE_WRITTEN),
	OPT_FLAG(0, "redact", cfg, redact, "show no values of events but in --rejects"),
	OPT_LIST_OF(0, "emit", cfg, emit, &gate_emit_registry, "FORMAT[=FILE]",
	    "a report: %s; without FILE in place of the events", .file = PLACE_WRITTEN),
	OPT_FLAG(0, "infer", cfg, infer, "read events and draft a plan for them",
	    .not_with = "ddl emit summary mode inconclusive redact lax formats"),
	OPT_TEXT(0, "key", cfg, key, "FIELD",
	    "the event's name (default " INFER_KEY ")", .needs = "infer"),
	OPT_ONE_OF(0, "ddl", cfg, ddl, &qddl_dialect_registry, "DATABASE",
	    "write a table definition for the plan's events",
	    .not_with = "FILE emit summary mode inconclusive redact"),
	OPT_TEXT(0, "table", cfg, table, "NAME",
	    "the table's name, or which of the plan's tables", .needs = "ddl"),
	OPT_TEXT(0, "load", cfg, load, "FILE",
	    "write how the database loads what this manifest names", .needs = "ddl",
	    .not_with = "table", .file = PLACE_READ),
	OPT_TEXT(0, "tables", cfg, tables, "DIR",
	    "write rows of the plan's tables as files in DIR, and a manifest of them",
	    .not_with = "ddl infer"),
	OPT_SOURCE,
	OPT_HEAD("Time"),
	OPT_TEXT_(true, 0, "tz", job_given, tz, "ZONE",
	    "zone in which days begin and dates are read (default UTC)"),
	OPT_TEXT_(true, 0, "now", job_given, now, "TIME",
	    "the clock, for all that asks what time it is"),
	OPT_CONF,
	OPT_RESUME_RECORDS("infer ddl"),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static bool
only_files(const void *ctx)
{
	const struct cfg *cfg = ctx;

	return cfg->infer;
}

static const struct registry *const lists[] = { &qkind_registry, NULL };

static const struct tool tool = {
	.name = "cxcheck",
	.usage = "[-f FORMAT] [OPTION...] PLAN [FILE...]",
	.summary = "Check events against a tracking plan; pass the good ones on.",
	.opts = opts,
	.program = "PLAN",
	.program_file = true,
	.only_files = only_files,
	.lists = lists,
	.example =
	    "  cxcheck --rejects bad.ndjson plan.yaml events.ndjson >good.ndjson\n",
};

static bool
is_choice(const char *choice, const char *name)
{
	return choice != NULL && strcmp(choice, name) == 0;
}

/* ---- a plan ---- */

static enum rc
write_ddl(const struct qplan *p, const struct cfg *cfg, struct job *j, struct err *e)
{
	const struct qddl_dialect *d = registry_find(&qddl_dialect_registry, sv_of(cfg->ddl));
	struct buf b;
	enum rc rc;

	buf_init(&b, SIZE_MAX);
	if (cfg->load != NULL)
		rc = qddl_load_write(p, d, cfg->load, &b, e);
	else if (p->ntable != 0)
		rc = qddl_table_write(p, d, sv_of(cfg->table), &b, e);
	else
		rc = qddl_write(p, d, sv_of(cfg->table), &b, e);
	if (rc == RC_OK)
		rc = job_open_files(j, NULL, e);
	if (rc == RC_OK)
		out_sv(j->run.out, buf_view(&b));
	buf_free(&b);
	return rc;
}

/* Reports and summary; what the run ends in. */
static enum rc
write_reports(struct qrun *q, const struct cfg *cfg, struct gate_emits *emits, struct out *summary,
    struct err *e)
{
	struct job *j = q->job;
	struct gate_report r;
	struct qverdicts l;
	enum rc rc, end;

	qverdict_all(&l, q, is_choice(cfg->mode, "gate"), j->given.conf, &j->arena);
	end = qverdict_overall(&l, q);
	if (end == RC_NOVERDICT && q->part[0]->total.n != 0 && cfg->inconclusive != NULL)
		end = is_choice(cfg->inconclusive, "pass") ? RC_OK
		    : is_choice(cfg->inconclusive, "fail") ? RC_NO : end;
	if (summary != NULL)
		qsum_write(&l, q, j->given.conf, summary);
	else
		qsum_say(&l, q);
	qsum_gate(&r, &l, q, &j->arena);
	r.inconclusive_fails = is_choice(cfg->inconclusive, "fail");
	rc = gate_emit_write(emits, &r, j->run.out, e);
	return rc == RC_OK ? end : rc;
}

/* Did the run go to its end?  One that will be read again has not, when a signal came. */
static bool
is_judged(const struct job *j, enum rc rc)
{
	return (rc == RC_OK || rc == RC_NO || rc == RC_NOVERDICT) &&
	    (j->given.resume == NULL || stop_signal() == 0);
}

static enum rc
end_outputs(struct qrun *q, struct out *summary, enum rc rc, struct err *e)
{
	struct err later = { 0 };
	enum rc end = RC_OK;

	if (!is_judged(q->job, rc)) {
		out_abort(summary);
		qtable_out_abort(q->tables);
		return rc;
	}
	if (summary != NULL)
		end = out_close(summary, &later);
	if (q->tables != NULL && end == RC_OK)
		end = qtable_out_close(q->tables, q, &later);
	else
		qtable_out_abort(q->tables);
	if (end != RC_OK)
		*e = later;
	return end != RC_OK ? end : rc;
}

/* Where the run begins, and what it writes beside the events. */
static enum rc
open_outputs(struct qrun *q, struct memory *m, const struct cfg *cfg, struct gate_emits *emits,
    struct out **summary, struct err *e)
{
	struct job *j = q->job;
	bool events = cfg->tables == NULL || j->given.output != NULL;
	enum rc rc = gate_emit_open(emits, (const char *const *)cfg->emit, cfg->nemit, &j->arena,
	    e);

	if (rc == RC_OK && j->given.resume != NULL && gate_emit_instead(emits))
		rc = rc_err(e, RC_USAGE, "--emit: with --resume a report does not take the place "
		    "of events: write it to a file, --emit FORMAT=FILE");
	if (rc == RC_OK)
		rc = memory_resume(m, j, events ? MEMORY_RECORDS : MEMORY_FILES, e);
	if (rc == RC_OK && cfg->summary != NULL)
		rc = out_open(summary, cfg->summary, e);
	if (rc == RC_OK && cfg->tables != NULL && !memory_idle(m))
		rc = qtable_out_open(&q->tables, q->plan, cfg->tables, memory_run(m), e);
	q->redact = cfg->redact;
	q->mute = gate_emit_instead(emits) || is_choice(cfg->summary, "-") || !events;
	return rc;
}

static enum rc
check_events(const struct qplan *p, const struct cfg *cfg, struct job *j, struct err *e)
{
	struct gate_emits emits = { 0 };
	struct out *summary = NULL;
	struct memory memory;
	struct qrun q;
	enum rc rc = qrun_init(&q, p, j, e);

	memory_init(&memory, NULL, NULL);
	if (rc == RC_OK)
		rc = open_outputs(&q, &memory, cfg, &emits, &summary, e);
	if (rc == RC_OK)
		rc = qrun_go(&q, !memory_idle(&memory), e);
	if (rc == RC_OK)
		rc = memory_write(&memory, j, e);
	if (rc == RC_OK)
		rc = write_reports(&q, cfg, &emits, summary, e);
	rc = end_outputs(&q, summary, rc, e);
	rc = memory_close(&memory, j, rc, e);
	gate_emit_abort(&emits);
	qrun_free(&q);
	return rc;
}

static enum rc
run_asked(const struct cfg *cfg, struct job *j, struct err *e)
{
	const struct qplan_cfg pc = {
		.schema = { .lax = cfg->lax, .annotate = is_choice(cfg->formats, "annotate") },
		.env = &j->query.env, .gate = is_choice(cfg->mode, "gate"), .job = j
	};
	struct qplan plan = { 0 };
	enum rc rc;

	if (cfg->infer)
		return infer_run(j, &(struct infer_query){ .key = cfg->key }, e);
	rc = qplan_load(&plan, j->given.program, &pc, e);
	if (rc == RC_OK)
		rc = cfg->ddl != NULL ? write_ddl(&plan, cfg, j, e)
		    : check_events(&plan, cfg, j, e);
	qplan_free(&plan);
	return rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { 0 };
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK)
		rc = run_asked(&cfg, &job, &e);
	return tool_finish(&tool, &job, rc, &e);
}
