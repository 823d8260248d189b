/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tool - what every filter does alike: start, help, messages, exit status
 *
 *     int
 *     main(int argc, char **argv)
 *     {
 *             struct cfg cfg = { 0 };
 *             struct err e = { 0 };
 *             struct job job;
 *             enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);
 *
 *             if (rc == RC_OK)
 *                     rc = ...;
 *             return tool_finish(&tool, &job, rc, &e);
 *     }
 */
#ifndef CX_TOOL_TOOL_H
#define CX_TOOL_TOOL_H

#include "base/rc.h"
#include "run/job.h"
#include "tool/opt.h"

struct tool {
	const char       *name;
	const char       *usage;	/* after the name: "[OPTION...] METRICS [FILE...]" */
	const char       *summary;	/* one sentence */
	const struct opt *opts;
	const char       *program;	/* name of the first operand; NULL: all are files */
	bool              program_file;	/* it names a file, which is read */
	bool            (*only_files)(const void *cfg);	/* with these options there is no program;
							 * NULL: always one */
	const char       *time;		/* default of -t; NULL: timestamp */
	const struct registry *const *lists;	/* --help: their rows, after those that options
						 * take; ended by NULL; may be NULL */
	const char       *notes;	/* --help: paragraphs, as they are; may be NULL */
	const char       *example;	/* --help: a pipeline, indented, as it is; may be NULL */
};

/**
 * tool_start - read the command line, make the job ready for a plan
 * @cfg:  the filter's own options, with their defaults; NULL when it has none
 * @job:  any bytes; set up here, released by tool_finish whatever is returned
 * @argv: of main; must outlive the job
 *
 * Closed standard descriptors are held by /dev/null, so that no file takes
 * their number: reading and writing them fails as it should.
 * Returns: RC_OK; RC_END when help or the like was printed and there is nothing
 *          more to do; RC_USAGE and what job_prepare returns.
 */
MUST_USE enum rc tool_start(const struct tool *t, void *cfg, struct job *job, int argc,
    char **argv, struct err *e);

/**
 * tool_finish - say what went wrong, release everything
 * @rc: how the run ended; @e has the detail
 *
 * An error with e->col and e->text (rc_in) is shown with a caret.
 * Returns: the exit status.  In this order: 2 usage, specification or I/O
 *          error; 128+n after signal n; 1 the documented "no"; 4 more rejected than
 *          --max-bad allows; 3 no verdict; 0.
 */
int tool_finish(const struct tool *t, struct job *job, enum rc rc, struct err *e);

/**
 * tool_say - one message to standard error, "name: msg"
 *
 * Control characters are escaped, except for a line feed before two spaces,
 * which continues the message.
 */
void tool_say(const char *name, const char *msg);

#endif
