/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * files - what a command line reads and writes, all of it, held against each other
 *
 * Rows of the option table say which of them name files (`file`), the tool whether its
 * first operand does.
 */
#ifndef CX_TOOL_FILES_H
#define CX_TOOL_FILES_H

#include "base/rc.h"
#include "run/job.h"
#include "tool/tool.h"

/**
 * files_check - no output is an input, a specification or another output (place_clash)
 * @cfg: the filter's own options, as parsed
 *
 * Before anything is opened.  They are kept for job_reads.
 * Returns: RC_OK; RC_USAGE with both names.
 */
MUST_USE enum rc files_check(const struct tool *t, const void *cfg, struct job *job,
    struct err *e);

#endif
