/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxparse - log lines, CSV and foreign JSON become canonical events
 *
 * A map: memory is one block.  The formats are in lib/log/.  See cxparse(1).
 */
#include "log/log.h"
#include "run/edit.h"
#include "state/memory.h"
#include "tool/tool.h"

#include <string.h>

enum { DETECT_BYTES = 64 * 1024 };

struct cfg {
	const char *fields;	/* --fields */
	const char **readers;	/* --for */
	size_t      nreaders;
	bool        framed;	/* --framed */
	bool        keep_raw;	/* --keep-raw */
	bool        detect;	/* --detect */
};

static const struct opt opts[] = {
	OPT_TEXT(0, "fields", cfg, fields, "a,b", "write only these fields, in this order"),
	OPT_FOR("fields"),
	OPT_FLAG(0, "keep-raw", cfg, keep_raw, "add the input line as \"raw\""),
	OPT_FLAG(0, "detect", cfg, detect, "try the formats on a sample and report what fits"),
	OPT_SOURCE,
	OPT_WHERE,
	OPT_TIME,
	OPT_RESUME_RECORDS("detect framed"),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct tool tool = {
	.name = "cxparse",
	.usage = "-f FORMAT [OPTION...] [FILE...]",
	.summary = "Turn log lines, CSV and foreign JSON into canonical events.",
	.opts = opts,
	.example =
	    "  cxparse -f combined access.log | cxselect --fields timestamp,status,path\n",
};

static enum rc
parse(const struct map_in *in, const struct record *r, struct stream_out *out, struct err *e)
{
	return edit_write(in->ctx, r, in->ev, in->framing, &out->o, e);
}

/*
 * The whole lines in the first DETECT_BYTES of the input, or so many bytes of its first
 * line; of the first file that is not empty.  However the input is cut, the same.
 */
static enum rc
take_sample(struct job *j, struct buf *sample, struct err *e)
{
	struct block b = { 0 };
	uint32_t file = 0;
	enum rc rc = RC_OK;

	while (sample->n < DETECT_BYTES && (rc = in_next(j->run.in, &b, e)) == RC_OK) {
		if (sample->n == 0)
			file = b.file;
		if (b.file != file)
			break;
		buf_add(sample, b.p, b.n);
	}
	in_block_free(&b);
	if (sample->n > DETECT_BYTES) {
		size_t n = DETECT_BYTES;

		while (n > 0 && sample->p[n - 1] != '\n')
			n--;
		sample->n = n > 0 ? n : DETECT_BYTES;
	}
	return rc == RC_END ? RC_OK : rc;
}

/* The head of the input against every format. */
static enum rc
detect(struct job *j, struct err *e)
{
	struct in_cfg in = { .path = j->given.file, .n = j->given.nfile,
		.max_line = j->given.max_line, .max_window = (size_t)j->given.max_window,
		.pieces = true, .returns = IN_RETURNS_UNQUOTED, .encoding = j->given.encoding };
	struct source_cfg src;
	struct buf sample, report;
	enum rc rc = job_source_cfg(j, &src, e);

	buf_init(&sample, SIZE_MAX);
	buf_init(&report, SIZE_MAX);
	if (rc == RC_OK)
		rc = in_open(&j->run.in, &in, e);
	if (rc == RC_OK)
		rc = take_sample(j, &sample, e);
	if (rc == RC_OK)
		rc = out_open(&j->run.out, j->given.output, e);
	if (rc == RC_OK) {
		rc = log_detect(buf_view(&sample), &src, &report, e);
		out_sv(j->run.out, buf_view(&report));
	}
	if (rc == RC_EMPTY)
		rc = RC_NOVERDICT;
	buf_free(&sample);
	buf_free(&report);
	return rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { 0 };
	struct err e = { 0 };
	struct job job;
	const struct edit *edit = NULL;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK && cfg.detect) {
		rc = detect(&job, &e);
		return tool_finish(&tool, &job, rc, &e);
	}
	if (rc == RC_OK && job.given.format == NULL && job.given.schema == NULL)
		rc = rc_err(&e, RC_USAGE, "which format? name it with -f, or let --detect find "
		    "out");
	if (rc == RC_OK)
		rc = edit_compile(&edit, &(struct edit_cfg){ .fields = cfg.fields,
		    .readers = cfg.readers, .nreaders = cfg.nreaders, .framed = cfg.framed,
		    .keep_raw = cfg.keep_raw }, &job, &e);
	if (rc == RC_OK)
		rc = memory_map(&job, &(struct map_plan){ .fn = parse, .ctx = edit,
		    .edit = edit }, &e);
	return tool_finish(&tool, &job, rc, &e);
}
