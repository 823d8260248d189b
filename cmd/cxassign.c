/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxassign - assign users to the variants of experiments
 *
 * A map: memory is the configuration and one block; see assign/assign.h and cxassign(1).
 */
#include "assign/assign.h"
#include "assign/flag.h"
#include "expr/func.h"
#include "tool/tool.h"

struct cfg {
	struct assign_query q;
};

static const struct opt opts[] = {
	OPT_TEXT('u', "user", cfg, q.user, "EXPR,...",
	    "who is assigned: the first that is there (default user_id, or as the file says)"),
	OPT_TEXT(0, "config", cfg, q.config, "FILE",
	    "experiments and feature flags, in YAML or JSON", .file = PLACE_READ,
	    .not_with = "hash weights coverage salt layer holdout force"),
	OPT_TEXT(0, "experiment", cfg, q.experiment, "NAME",
	    "of the file: only this one; without a file: what the one by options is called"),
	OPT_TEXT(0, "weights", cfg, q.weights, "NAME=N,...",
	    "variants and their weights (default: a feature flag, on or off)",
	    .needs = "experiment"),
	OPT_TEXT(0, "coverage", cfg, q.coverage, "SHARE",
	    "of the users who take part: 20% or 0.2 (default: all)", .needs = "experiment"),
	OPT_TEXT(0, "salt", cfg, q.salt, "TEXT",
	    "what the draw depends on besides the user (default: the name)",
	    .needs = "experiment"),
	OPT_ONE_OF(0, "hash", cfg, q.hash, &flag_registry, "HASH",
	    "draw as the SDKs of another product do (default native)", .needs = "experiment"),
	OPT_TEXT(0, "layer", cfg, q.layer, "NAME:FROM:TO",
	    "take the users of this part of a layer, cart:0%:50%; other parts are others'",
	    .needs = "experiment"),
	OPT_TEXT(0, "holdout", cfg, q.holdout, "NAME:SHARE",
	    "leave this share out, the same users wherever NAME is held out",
	    .needs = "experiment"),
	OPT_LIST_IN(0, "force", cfg, q, force, "USER=NAME", "give a user this variant",
	    .needs = "experiment"),
	OPT_TEXT(0, "sticky", cfg, q.sticky, "FILE",
	    "who was assigned before, as cxassign wrote it, keeps his variant",
	    .file = PLACE_READ),
	OPT_TEXT(0, "ramp", cfg, q.ramp, "FILE",
	    "verdicts of cxab: the last one moves the coverage by one of the steps",
	    .file = PLACE_READ),
	OPT_TEXT(0, "previous", cfg, q.previous, "FILE",
	    "the configuration that held before: it is an error to move its users",
	    .file = PLACE_READ),
	OPT_FLAG(0, "allow-reshuffle", cfg, q.allow_reshuffle, "say how many move, and go on",
	    .needs = "previous"),
	OPT_FLAG(0, "overwrite", cfg, q.overwrite,
	    "replace fields of our names (default: such records are rejected)",
	    .not_with = "audit"),
	OPT_FLAG(0, "audit", cfg, q.audit,
	    "write no records but whether they are assigned as they should be"),
	OPT_WHERE,
	OPT_CHANNELS,
	OPT_SOURCE,
	OPT_TIME,
	OPT_RESUME_RECORDS("audit"),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxassign",
	.usage = "--config FILE [OPTION...] [FILE...]",
	.summary = "Assign users to the variants of experiments.",
	.opts = opts,
	.lists = lists,
	.example =
	    "  cxassign --experiment checkout --weights control=50,treatment=50 users.ndjson\n",
};

int
main(int argc, char **argv)
{
	struct cfg cfg = { 0 };
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK)
		rc = assign_run(&job, &cfg.q, &e);
	return tool_finish(&tool, &job, rc, &e);
}
