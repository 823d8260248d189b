/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxjoin - add the columns of a table to records
 *
 * A map: memory is the table and a few blocks.  Rows are found by key, by key and time, or
 * by address; see join/join.h and cxjoin(1).
 */
#include "expr/func.h"
#include "join/join.h"
#include "tool/tool.h"

struct cfg {
	struct join_query q;
	bool              left;		/* --left, which is the default */
};

static const struct opt opts[] = {
	OPT_TEXT('k', "key", cfg, q.key, "EXPR,...",
	    "what a record and its row have in common; `column = expr` where names differ"),
	OPT_TEXT(0, "table-key", cfg, q.table_key, "EXPR,...",
	    "the same as expressions over the rows (default: as --key)", .needs = "key"),
	OPT_FLAG(0, "left", cfg, left, "write all records, with columns or without: the default",
	    .not_with = "inner semi anti"),
	OPT_FLAG(0, "inner", cfg, q.inner, "write only records that have a row",
	    .not_with = "semi anti"),
	OPT_FLAG(0, "semi", cfg, q.semi, "write records that have a row, without its columns",
	    .not_with = "anti take prefix overwrite"),
	OPT_FLAG(0, "anti", cfg, q.anti, "write records that have no row",
	    .not_with = "take prefix overwrite"),
	OPT_TEXT(0, "take", cfg, q.take, "EXPR,...",
	    "columns to add, `name = expr` over the row (default: all but keys, time and kind)"),
	OPT_TEXT(0, "prefix", cfg, q.prefix, "TEXT", "put TEXT before the names of columns"),
	OPT_FLAG(0, "overwrite", cfg, q.overwrite,
	    "columns replace fields of the same name (default: such records are rejected)"),
	OPT_CHOICE(0, "duplicates", cfg, q.duplicates, "error|first|last",
	    "what to do with rows of the same key (default error)"),
	OPT_TEXT(0, "asof", cfg, q.asof, "FIELD",
	    "rows hold from the time in FIELD on: take the latest not later than the record"),
	OPT_TEXT(0, "within", cfg, q.within, "DURATION", "take no row that is older",
	    .needs = "asof"),
	OPT_FLAG(0, "cidr", cfg, q.cidr, "the key is an address: take the narrowest network",
	    .not_with = "asof"),
	OPT_TEXT(0, "table-format", cfg, q.table_format, "FORMAT",
	    "format of the table (default by its name: .csv .tsv .json, else ndjson)",
	    .of = &log_registry),
	OPT_U64(0, "max-rows", cfg, q.max_rows, 1, UINT32_MAX, "N",
	    "rows to keep; more is an error (default 100000000)"),
	OPT_FLAG(0, "counts", cfg, q.counts, "say at the end how many records found a row"),
	OPT_WHERE,
	OPT_SOURCE,
	OPT_TIME,
	OPT_RESUME_RECORDS(NULL),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxjoin",
	.usage = "-k KEY [OPTION...] TABLE [FILE...]",
	.summary = "Add the columns of a table to records.",
	.opts = opts,
	.program = "TABLE",
	.program_file = true,
	.lists = lists,
	.example =
	    "  cxjoin -k country regions.csv events.ndjson |\n"
	    "      cxstat -b region 'failures = rate(failed)'\n",
};

int
main(int argc, char **argv)
{
	struct cfg cfg = { .q.max_rows = 100000000 };
	struct err e = { 0 };
	struct job job;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK)
		rc = join_run(&job, &cfg.q, &e);
	return tool_finish(&tool, &job, rc, &e);
}
